/// The name of a column as words: lower case, without accents, marks and the capitals within `QueueName`.
struct ColumnName: Hashable {
  let words: [String]
  /// The words with blanks between.
  let text: String
  /// What stands in parentheses at the end, such as a unit or a clock; nil for nothing.
  let aside: String?
  /// The words without those in parentheses at the end.
  let core: String

  init(_ name: String) {
    let parts = Self.parts(of: name)
    aside = parts?.aside
    core = parts.map { ColumnName($0.core).text } ?? Self.words(of: name).joined(separator: " ")
    words = Self.words(of: name)
    text = words.joined(separator: " ")
  }

  /// What stands before parentheses or brackets at the end of a name, and what in them.
  private static func parts(of name: String) -> (core: String, aside: String)? {
    let marks: [Character: Character] = [")": "(", "]": "["]
    guard let last = name.last, let opening = marks[last], let start = name.firstIndex(of: opening),
      start > name.startIndex
    else { return nil }
    return (String(name[..<start]), String(name[name.index(after: start)...].dropLast()))
  }

  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for scalar in name.unicodeScalars {
      let letter = plainLetter(scalar)
      if letter.isEmpty {
        if scalar == "%" || scalar == "#" {
          if !word.isEmpty { words.append(word) }
          word = ""
          words.append(scalar == "%" ? "%" : "number")
        } else if scalar != "." || word.count > 3 {
          if !word.isEmpty { words.append(word) }
          word = ""
        }
        wasLower = false
        continue
      }
      let isUpper = scalar.properties.isUppercase
      if isUpper, wasLower, !word.isEmpty {
        words.append(word)
        word = ""
      }
      word += letter
      wasLower = scalar.properties.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// Whether all words of a phrase are among the name's.
  func has(_ phrase: String) -> Bool { phrase.split(separator: " ").allSatisfy { words.contains(String($0)) } }

  /// Whether one of the words is among these.
  func hasAny(_ choice: Set<String>) -> Bool { words.contains(where: choice.contains) }
}

/// A letter or digit in lower case without its accent; empty for marks.
func plainLetter(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 48...57, 97...122: return String(scalar)
  case 65...90: return String(Unicode.Scalar(UInt8(scalar.value + 32)))
  case 0..<128: return ""
  default: break
  }
  switch scalar {
  case "\u{E4}", "\u{C4}": return "ae"
  case "\u{F6}", "\u{D6}": return "oe"
  case "\u{FC}", "\u{DC}": return "ue"
  case "\u{DF}": return "ss"
  case "\u{D8}", "\u{F8}": return "o"
  default: break
  }
  guard scalar.properties.isAlphabetic else { return "" }
  let lower = scalar.properties.lowercaseMapping
  guard let plain = lower.unicodeScalars.first else { return "" }
  if let base = latinBases.first(where: { $0.letters.contains(plain) })?.base { return base }
  return lower
}

private let latinBases: [(base: String, letters: String.UnicodeScalarView)] = [
  ("a", "\u{E0}\u{E1}\u{E2}\u{E3}\u{E5}\u{101}\u{105}"), ("c", "\u{E7}\u{107}\u{10D}"), ("d", "\u{10F}"),
  ("e", "\u{E8}\u{E9}\u{EA}\u{EB}\u{113}\u{119}\u{11B}"), ("i", "\u{EC}\u{ED}\u{EE}\u{EF}\u{131}"), ("l", "\u{142}"),
  ("n", "\u{F1}\u{144}\u{148}"), ("o", "\u{F2}\u{F3}\u{F4}\u{F5}\u{151}"), ("r", "\u{159}"),
  ("s", "\u{15B}\u{161}\u{15F}"),
  ("t", "\u{165}"), ("u", "\u{F9}\u{FA}\u{FB}\u{16F}\u{171}"), ("y", "\u{FD}\u{FF}"), ("z", "\u{17A}\u{17C}\u{17E}"),
].map { ($0.0, $0.1.unicodeScalars) }

/// An id made of a name: its words in lower case with hyphens between.
package func queueId(_ name: String) -> String {
  let text = ColumnName(name).words.filter { $0 != "%" }.joined(separator: "-")
  return text.isEmpty ? "queue" : String(text.prefix(80))
}

/// An id of the parts of a queue's name; a name that can be an id stays as it is.
func queueId(ofParts parts: [String]) -> String {
  if parts.count == 1, let only = parts.first,
    only.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 45 || $0 == 95 }), !only.isEmpty
  {
    return only
  }
  let ids = parts.enumerated().map { $0.offset == 0 ? queueId($0.element) : channelWord($0.element) }
  return ids.filter { !$0.isEmpty && $0 != "queue" }.joined(separator: "-")
}

/// A channel by the word that files have for it; other words as ids.
func channelWord(_ text: String) -> String {
  let word = queueId(text)
  switch word {
  case "voice", "phone", "call", "calls", "telephone", "telefon", "telefono", "telefone", "telefoon", "inbound-call",
    "inbound-voice", "phone-call", "phone-call-incoming", "phone-call-inbound", "anruf", "anrufe", "appel", "appels",
    "llamada", "llamadas", "chiamata", "chiamate", "voix", "voz", "voce":
    return "phone"
  case "chat", "message", "messaging", "sms", "whatsapp", "webchat", "web-chat", "messenger", "social", "facebook",
    "web-messaging", "webmessaging", "live-chat", "native-messaging":
    return "chat"
  case "email", "mail", "e-mail", "emails", "mails", "correo", "correo-electronico", "courriel", "posta-elettronica",
    "ticket", "task", "web-form", "case", "workitem":
    return "email"
  default: return word
  }
}
