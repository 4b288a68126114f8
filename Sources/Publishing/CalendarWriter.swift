/// Writes content lines of iCalendar: escaped, folded and ended as RFC 5545 section 3.1 asks.
struct CalendarWriter {
  /// What was written so far: UTF-8, every line ended by CR LF.
  private(set) var bytes: [UInt8] = []

  /// Most octets on a line, its end left out.
  private static let lineLength = 75

  /// A line whose value needs no escaping: keywords, times, durations.
  mutating func raw(_ name: String, _ value: String, parameters: [(name: String, value: String)] = []) {
    var line = name
    for parameter in parameters { line += ";\(parameter.name)=\(CalendarText.parameter(parameter.value))" }
    fold(line + ":" + value)
  }

  /// A line of text for people.
  mutating func text(_ name: String, _ value: String, language: String? = nil) {
    raw(name, CalendarText.escaped(value), parameters: language.map { [("LANGUAGE", $0)] } ?? [])
  }

  /// A line of several texts, such as `CATEGORIES`.
  mutating func list(_ name: String, _ values: [String]) {
    raw(name, values.map(CalendarText.escaped).joined(separator: ","))
  }

  /// A line of at most 75 octets, or several: each further one starts with a space, and none is cut within a character
  /// as people see it (a letter with its accents, a flag).
  private mutating func fold(_ line: String) {
    if line.utf8.count <= Self.lineLength {
      bytes += line.utf8
    } else {
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
    bytes += [13, 10]
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
  /// A TEXT value: backslash, semicolon, comma and line break are escaped, other control characters become spaces.
  ///
  /// - Source: RFC 5545, section 3.3.11.
  static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      defer { previous = byte }
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","): result += [UInt8(ascii: "\\"), byte]
      case 10 where previous == 13: break
      case 10, 13: result += "\\n".utf8
      case 0..<32, 127: result.append(32)
      // U+0080 to U+009F, the controls of Latin-1, are C2 80 to C2 9F.
      case 0x80...0x9F where previous == 0xC2: result[result.count - 1] = 32
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A parameter value, quoted where it must be.
  ///
  /// - Source: RFC 5545, section 3.2; RFC 6868 for quotes, carets and line breaks.
  static func parameter(_ text: String) -> String {
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
