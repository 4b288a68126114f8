/// HTML under construction; text of files goes in through methods that keep it text.
struct Markup {
  private(set) var text = ""

  /// Adds markup of our own.
  mutating func raw(_ markup: String) { text += markup }

  /// Adds text of a file or a phrase.
  mutating func add(_ words: String) { Markup.append(words, to: &text) }

  /// Adds an element that holds text alone.
  ///
  /// - Parameter attributes: written as they are, so of our own, or made by `attribute`.
  mutating func element(_ tag: String, _ words: String, _ attributes: String = "") {
    text += attributes.isEmpty ? "<\(tag)>" : "<\(tag) \(attributes)>"
    add(words)
    text += "</\(tag)>"
  }

  /// An attribute with a value of any text.
  static func attribute(_ name: String, _ value: String) -> String {
    var text = "\(name)=\""
    append(value, to: &text)
    return text + "\""
  }

  /// The text with what HTML would read as markup written out; control characters become blanks.
  static func escaped(_ words: String) -> String {
    var text = ""
    append(words, to: &text)
    return text
  }

  private static func append(_ words: String, to text: inout String) {
    if words.utf8.allSatisfy({ $0 >= 32 && $0 != 34 && $0 != 38 && $0 != 39 && $0 != 60 && $0 != 62 && $0 != 127 }) {
      text += words
      return
    }
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
