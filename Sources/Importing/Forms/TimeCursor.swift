import Timeline

/// A place in the bytes of a time.
struct TimeCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }
  var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }
  func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- 48 < 10 }
  func isLetter(_ index: Int) -> Bool {
    index < bytes.count && (bytes[index] | 0x20 >= 97 && bytes[index] | 0x20 <= 122 || bytes[index] >= 0x80)
  }

  mutating func skipBlanks() {
    while true {
      if byte == 32 || byte == 9 {
        position += 1
      } else if byte == 0xC2, position + 1 < bytes.count, bytes[position + 1] == 0xA0 {
        position += 2
      } else if byte == 0xE2, position + 2 < bytes.count, bytes[position + 1] == 0x80, bytes[position + 2] == 0xAF {
        position += 3
      } else {
        return
      }
    }
  }

  /// Digits, and how many; stops at 19.
  mutating func number() -> (value: Int, digits: Int)? {
    let start = position
    var value = 0
    while isDigit(position), position - start < 19, value < 900_000_000_000_000_000 {
      value = value * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }

  /// Letters in lower case, accents taken off in the characters of western Europe.
  mutating func word() -> String {
    var text = ""
    while isLetter(position) {
      if bytes[position] >= 0x80 {
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        // Windows-1252 has in one byte what UTF-8 has in the second of two.
        let isAlone = bytes[position] >= 0xC0 && next < 0x80
        guard isAlone || bytes[position] == 0xC3 else { return text }
        switch (isAlone ? bytes[position] - 0x40 : next) | 0x20 {
        case 0xA0...0xA5: text += "a"
        case 0xA8...0xAB: text += "e"
        case 0xBB, 0xB9, 0xBA, 0xBC: text += "u"
        default: break
        }
        position += isAlone ? 1 : 2
      } else {
        text.unicodeScalars.append(Unicode.Scalar(bytes[position] | 0x20))
        position += 1
      }
    }
    return text
  }

  /// Seconds since 1970 or thousandths, millionths and so on of one, of 10, 13, 16 or 19 digits, decimals cut off.
  mutating func epoch() -> TimeReading? {
    guard let (value, digits) = number(), 10...19 ~= digits, digits % 3 == 1 else { return nil }
    if byte == 46 {
      position += 1
      _ = number()
    }
    skipBlanks()
    guard isAtEnd else { return nil }
    var seconds = value
    for _ in 0..<(digits - 10) / 3 { seconds /= 1000 }
    return TimeReading(day: seconds / 86_400, second: seconds % 86_400, offset: 0)
  }

  /// Date and clock without marks between, `20260329010000` or `202603290100`.
  mutating func joined() -> (day: Int, second: Int)? {
    guard let (value, digits) = number(), digits == 12 || digits == 14 else { return nil }
    let clock = digits == 14 ? value % 1_000_000 : value % 10_000 * 100
    guard let day = compact(value / (digits == 14 ? 1_000_000 : 10_000), .yearFirst), clock / 10_000 < 24,
      clock / 100 % 100 < 60, clock % 100 < 60
    else { return nil }
    return (day, clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100)
  }

  /// Days since the end of 1899 and a part of one, as spreadsheets save a moment that has lost its form: `46097.375`.
  mutating func serial() -> TimeReading? {
    guard let (days, digits) = number(), digits == 5, 20_000..<80_000 ~= days else { return nil }
    var second = 0
    if byte == 46 || byte == 44 {
      position += 1
      guard let part = decimalsOfDay() else { return nil }
      second = part.second
    }
    skipBlanks()
    guard isAtEnd, second < 86_400 else { return nil }
    return TimeReading(day: days - 25_569, second: second)
  }

  /// `Thu Oct 27 14:51:34 CEST 2016`, as programs print a moment whose year comes last; nil for any other.
  mutating func yearLast() -> TimeReading? {
    guard isLetter(position) else { return nil }
    _ = word()
    skipBlanks()
    guard isLetter(position), let month = month(word()) else { return nil }
    skipBlanks()
    guard let (day, digits) = number(), digits <= 2 else { return nil }
    skipBlanks()
    guard let second = clock() else { return nil }
    let offset = offset(maybeRange: true)
    skipBlanks()
    guard let (year, yearDigits) = number(), yearDigits == 4, let date = days(year, month, day) else { return nil }
    return TimeReading(day: date, second: second, offset: offset)
  }

  /// A word in parentheses, such as a weekday behind a date or the name of a clock behind its offset.
  mutating func skipAside() {
    let start = position
    skipBlanks()
    let isWide = byte == 0xEF
    if byte == 40 || isWide, skip(["(", "（"]), isLetter(position) {
      while !isAtEnd {
        if byte == 41 || isWide, skip([")", "）"]) { return }
        position += 1
      }
    }
    position = start
  }

  /// One of some texts.
  mutating func skip(_ texts: [String]) -> Bool {
    for text in texts where bytes[min(position, bytes.count)...].starts(with: text.utf8) {
      position += text.utf8.count
      return true
    }
    return false
  }

  /// What stands between date and clock: `T`, blanks, a comma, `at`.
  mutating func skipBetween() {
    skipBlanks()
    if byte == 44 { position += 1 }
    skipBlanks()
    if byte | 0x20 == 116, isDigit(position + 1) {
      position += 1
    } else if isLetter(position) {
      let start = position
      if !["at", "um", "a", "alle", "as", "om"].contains(word()) { position = start }
      skipBlanks()
    } else if byte == 45, position + 1 < bytes.count, bytes[position + 1] == 32 {
      position += 1
      skipBlanks()
    }
  }

  /// `Z`, `+02:00`, `UTC`, `GMT+2`, ` CEST`; nothing read where there is none.
  mutating func offset(maybeRange: Bool) -> Int? {
    let start = position
    skipBlanks()
    if byte == 40 { position += 1 }
    var named: Int?
    if isLetter(position) {
      let name = word()
      guard let known = zoneNames[name] else {
        position = start
        return nil
      }
      named = known
    }
    if byte == 43 || (byte == 45 && !maybeRange && (position == start || named != nil || isDigit(position + 1))) {
      let isWest = byte == 45
      let sign = position
      position += 1
      guard let (value, digits) = number(), digits <= 4, digits != 3 else {
        position = named == nil ? start : sign
        return named
      }
      var hours = value
      var minutes = 0
      if digits == 4 {
        (hours, minutes) = (value / 100, value % 100)
      } else if byte == 58, isDigit(position + 1) {
        position += 1
        minutes = number()?.value ?? 0
      }
      guard hours <= 18, minutes < 60 else {
        position = start
        return nil
      }
      named = (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
    if named == nil { position = start } else if byte == 41 { position += 1 }
    return named
  }

  /// `-`, an en dash, `/`, `to`, `bis`, `until`.
  mutating func skipRangeMark() -> Bool {
    if byte == 45 || byte == 47 || byte == 126 {
      position += 1
      return true
    }
    if byte == 0xE2, position + 2 < bytes.count, bytes[position + 1] == 0x80, 0x93...0x94 ~= bytes[position + 2] {
      position += 3
      return true
    }
    if isLetter(position) {
      return ["to", "bis", "until", "till", "a", "hasta", "tot", "au", "ate"].contains(word())
    }
    return false
  }
}

/// Names of offsets that files write behind times, as seconds east of UTC.
let zoneNames: [String: Int] = [
  "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 3600, "west": 3600, "cet": 3600, "mez": 3600, "cest": 7200, "mesz": 7200,
  "eet": 7200, "eest": 10_800, "est": -18_000, "edt": -14_400, "cst": -21_600, "cdt": -18_000, "mst": -25_200,
  "mdt": -21_600, "pst": -28_800, "pdt": -25_200, "aest": 36_000, "aedt": 39_600, "jst": 32_400, "sast": 7200,
]
