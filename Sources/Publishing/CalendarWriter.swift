/// Writes content lines of iCalendar: escaped, folded and ended as RFC 5545 section 3.1 asks.
struct CalendarWriter {
  /// What was written so far: UTF-8, every line ended by CR LF.
  private(set) var bytes: [UInt8] = []

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
    var room = 75
    for character in line {
      let octets = Array(character.utf8)
      // Something longer than a line, such as a letter with forty accents, can only be cut between its scalars.
      let pieces = octets.count <= 74 ? [octets] : character.unicodeScalars.map { Array(String($0).utf8) }
      for piece in pieces {
        if piece.count > room {
          bytes += [13, 10, 32]
          room = 74
        }
        bytes += piece
        room -= piece.count
      }
    }
    bytes += [13, 10]
  }
}

/// Escapes of iCalendar values.
enum CalendarText {
  /// A TEXT value: backslash, semicolon, comma and line break are escaped, other control characters become spaces.
  ///
  /// - Source: RFC 5545, section 3.3.11.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\\", ";", ",":
        result.append("\\")
        result.append(scalar)
      case "\n" where previous == "\r": break
      case "\n", "\r": result.append(contentsOf: "\\n".unicodeScalars)
      case _ where isControl(scalar): result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
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
      case _ where isControl(scalar): result += " "
      default:
        needsQuotes = needsQuotes || scalar == ":" || scalar == ";" || scalar == ","
        result.unicodeScalars.append(scalar)
      }
    }
    return needsQuotes ? "\"\(result)\"" : result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
