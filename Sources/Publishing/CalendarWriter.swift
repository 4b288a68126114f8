/// Writes content lines of iCalendar: escaped, folded and ended as RFC 5545 section 3.1 asks.
struct CalendarWriter {
  /// What was written so far: UTF-8, every line ended by CR LF.
  private(set) var bytes: [UInt8] = []

  /// Most octets on a line, its end left out.
  private static let lineLength = 75

  /// A line whose value needs no escaping: keywords, times, durations.
  mutating func raw(_ name: String, _ value: String, parameter: (name: String, value: String)? = nil) {
    let first = begin(name, parameter)
    bytes += value.utf8
    end(from: first)
  }

  /// A line of text for people.
  mutating func text(_ name: String, _ value: String, language: String? = nil) {
    let first = begin(name, language.map { ("LANGUAGE", $0) })
    CalendarText.append(value, to: &bytes)
    end(from: first)
  }

  /// A line whose value is written piece by piece, escaped by whoever writes it.
  mutating func line(
    _ name: String, parameter: (name: String, value: String)? = nil, _ write: (inout [UInt8]) -> Void
  ) {
    let first = begin(name, parameter)
    write(&bytes)
    end(from: first)
  }

  /// A reminder before the start of the event that is being written.
  mutating func alarm(minutes: Int, language: String, _ write: (inout [UInt8]) -> Void) {
    raw("BEGIN", "VALARM")
    raw("ACTION", "DISPLAY")
    line("DESCRIPTION", parameter: ("LANGUAGE", language), write)
    raw("TRIGGER", "-PT\(minutes)M")
    raw("END", "VALARM")
  }

  /// Lines written before.
  mutating func lines(_ other: [UInt8]) { bytes += other }

  /// A line of several texts, such as `CATEGORIES`.
  mutating func list(_ name: String, _ values: [String]) {
    let first = begin(name, nil)
    for (place, value) in values.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      CalendarText.append(value, to: &bytes)
    }
    end(from: first)
  }

  /// Writes what stands before a value; says where the line begins.
  private mutating func begin(_ name: String, _ parameter: (name: String, value: String)?) -> Int {
    let first = bytes.count
    bytes += name.utf8
    if let parameter {
      bytes.append(UInt8(ascii: ";"))
      bytes += parameter.name.utf8
      bytes.append(UInt8(ascii: "="))
      bytes += CalendarText.parameter(parameter.value).utf8
    }
    bytes.append(UInt8(ascii: ":"))
    return first
  }

  /// Ends a line, folded where it is longer than 75 octets: each further line starts with a space, and none is cut within a
  /// character as people see it (a letter with its accents, a flag).
  private mutating func end(from first: Int) {
    if bytes.count - first > Self.lineLength {
      let line = Array(bytes[first...])
      bytes.removeLast(line.count)
      if Self.hasPlainCharacters(line) {
        foldPlain(line)
      } else {
        fold(String(decoding: line, as: UTF8.self))
      }
    }
    bytes += [13, 10]
  }

  /// Whether every scalar is a character of its own: ASCII, Latin letters, and dashes, quotes and dots as texts have them.
  private static func hasPlainCharacters(_ line: [UInt8]) -> Bool {
    var place = 0
    while place < line.count {
      switch line[place] {
      case 0..<0x80: place += 1
      case 0xC2...0xCB: place += 2
      case 0xE2 where place + 2 < line.count && line[place + 1] == 0x80 && 0x90...0xA6 ~= line[place + 2]: place += 3
      default: return false
      }
    }
    return true
  }

  private mutating func foldPlain(_ line: [UInt8]) {
    var first = 0
    var room = Self.lineLength
    while first < line.count {
      var last = min(first + room, line.count)
      // Not within the bytes of one scalar.
      while last < line.count && line[last] & 0xC0 == 0x80 { last -= 1 }
      if first > 0 { bytes += [13, 10, 32] }
      bytes += line[first..<last]
      first = last
      room = Self.lineLength - 1
    }
  }

  private mutating func fold(_ line: String) {
    var room = Self.lineLength
    for character in line {
      // Something longer than a line, such as a letter with forty accents, can only be cut between its scalars.
      if character.utf8.count < Self.lineLength {
        append(character.utf8, &room)
      } else {
        for scalar in character.unicodeScalars { append(UTF8.encode(scalar) ?? .init(), &room) }
      }
    }
  }

  /// What must stay on one line, on this one or the next.
  private mutating func append(_ octets: some Collection<UInt8>, _ room: inout Int) {
    if octets.count > room {
      bytes += [13, 10, 32]
      room = Self.lineLength - 1
    }
    bytes += octets
    room -= octets.count
  }
}

/// Escapes of iCalendar values.
enum CalendarText {
  /// Adds a TEXT value: backslash, semicolon, comma and line break are escaped, other control characters become spaces.
  ///
  /// - Source: RFC 5545, section 3.3.11.
  static func append(_ text: String, to result: inout [UInt8]) {
    let backslash = UInt8(ascii: "\\")
    var previous: UInt8 = 0
    var text = text
    text.withUTF8 { octets in
      // Nearly all texts need no escape.
      if octets.allSatisfy({ isPlain($0) }) {
        result += octets
        return
      }
      for byte in octets {
        switch byte {
        case backslash, UInt8(ascii: ";"), UInt8(ascii: ","):
          result.append(backslash)
          result.append(byte)
        case 10 where previous == 13: break
        case 10, 13:
          result.append(backslash)
          result.append(UInt8(ascii: "n"))
        case 0..<32, 127: result.append(32)
        // U+0080 to U+009F, the controls of Latin-1, are C2 80 to C2 9F.
        case 0x80...0x9F where previous == 0xC2: result[result.count - 1] = 32
        default: result.append(byte)
        }
        previous = byte
      }
    }
  }

  /// Whether a byte stands for itself whatever comes before it; C2 may begin a control of Latin-1.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 32 && byte != 127 && byte != 0xC2 && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: ";")
      && byte != UInt8(ascii: ",")
  }

  /// Whether a byte stands for itself in a parameter without quotes.
  private static func isBare(_ byte: UInt8) -> Bool {
    isPlain(byte) && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "^") && byte != UInt8(ascii: ":")
  }

  /// A parameter value, quoted where it must be.
  ///
  /// - Source: RFC 5545, section 3.2; RFC 6868 for quotes, carets and line breaks.
  static func parameter(_ text: String) -> String {
    if text.utf8.allSatisfy(isBare) { return text }
    var result = ""
    var needsQuotes = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "^'"
      case "^": result += "^^"
      case "\n": result += "^n"
      case "\0"..<" ", "\u{7F}"..."\u{9F}": result += " "
      default:
        needsQuotes = needsQuotes || scalar == ":" || scalar == ";" || scalar == ","
        result.unicodeScalars.append(scalar)
      }
    }
    return needsQuotes ? "\"\(result)\"" : result
  }
}
