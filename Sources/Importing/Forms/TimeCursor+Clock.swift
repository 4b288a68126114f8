extension TimeCursor {
  /// `9:00`, `09:00:00.000`, `9.00`, `9h30`, `9:00 AM`, `9 AM`, `9時30分`, `午後3:00`; seconds since midnight.
  mutating func clock() -> Int? {
    let start = position
    let isEarly = byte >= 0x80 && skip(["午前", "上午", "오전"])
    let isLate = byte >= 0x80 && skip(["午後", "下午", "오후"])
    if isEarly || isLate { skipBlanks() }
    guard let (hour, digits) = number(), digits <= 2, hour <= 24 else {
      position = start
      return nil
    }
    if isEarly || isLate {
      guard hour <= 12, let rest = minutesAndSeconds() else {
        position = start
        return nil
      }
      return (hour % 12 + (isLate ? 12 : 0)) * 3600 + rest
    }
    if let rest = namedMinutes() {
      guard hour * 3600 + rest <= 86_400 else { return nil }
      return hour * 3600 + rest
    }
    var total = hour * 3600
    var hasMinutes = false
    let mark = byte
    if (mark == 58 || mark == 104 || mark == 46), isDigit(position + 1), isDigit(position + 2), !isDigit(position + 3) {
      position += 1
      guard let (minute, _) = number(), minute < 60 else { return nil }
      total += minute * 60
      hasMinutes = true
      if byte == mark, mark != 104, isDigit(position + 1) {
        position += 1
        guard let (second, secondDigits) = number(), secondDigits <= 2, second < 60 else { return nil }
        total += second
        // Fractions of a second.
        if byte == 46 || byte == 44 || byte == 58, isDigit(position + 1) {
          position += 1
          _ = number()
        }
      }
    }
    let beforeHalf = position
    skipBlanks()
    if let isAfternoon = half() {
      guard 1...12 ~= hour else { return nil }
      total += isAfternoon ? (hour == 12 ? 0 : 43_200) : (hour == 12 ? -43_200 : 0)
      return total
    }
    position = beforeHalf
    guard hasMinutes, total <= 86_400 else {
      position = start
      return nil
    }
    return total
  }

  /// `時`, `時30分` and `時30分15秒` behind the hour, in seconds; nil for anything else.
  private mutating func namedMinutes() -> Int? {
    guard byte >= 0x80, skip(["時", "时", "点", "시"]) else { return nil }
    var total = 0
    for (names, seconds) in [(["分", "분"], 60), (["秒", "초"], 1)] {
      let before = position
      skipBlanks()
      guard let (value, _) = number(), value < 60, skip(names) else {
        position = before
        break
      }
      total += value * seconds
    }
    return total
  }

  /// `:30`, `:30:15` or `時30分` behind an hour that is said to be before or after noon.
  private mutating func minutesAndSeconds() -> Int? {
    if let named = namedMinutes() { return named }
    var total = 0
    for seconds in [60, 1] {
      guard byte == 58 else { return seconds == 60 ? nil : total }
      position += 1
      guard let (value, _) = number(), value < 60 else { return nil }
      total += value * seconds
    }
    return total
  }

  /// `AM`, `p.m.` and the like: whether it is the afternoon.
  private mutating func half() -> Bool? {
    let start = position
    let letter = byte | 0x20
    guard letter == 97 || letter == 112 else { return nil }
    position += 1
    if byte == 46 { position += 1 }
    if byte == 32 { position += 1 }
    guard byte | 0x20 == 109 else {
      position = start
      return nil
    }
    position += 1
    if byte == 46 { position += 1 }
    if isLetter(position) {
      position = start
      return nil
    }
    return letter == 112
  }

  /// `0930` or `093000` behind a date.
  mutating func compactClock() -> Int? {
    let start = position
    guard let (value, digits) = number(), digits == 4 || digits == 6, value % 100 < 60 else {
      position = start
      return nil
    }
    let hours = digits == 6 ? value / 10_000 : value / 100
    let minutes = digits == 6 ? value / 100 % 100 : value % 100
    guard hours < 24, minutes < 60 else {
      position = start
      return nil
    }
    return hours * 3600 + minutes * 60 + (digits == 6 ? value % 100 : 0)
  }

  /// `9` or `0930` as a clock.
  mutating func bareClock(isMinutes: Bool) -> Int? {
    guard let (value, digits) = number() else { return nil }
    if digits <= 2, isMinutes { return value < 60 ? value * 60 : nil }
    if digits <= 2 { return value <= 24 ? value * 3600 : nil }
    if digits == 6 {
      return value / 10_000 <= 24 && value / 100 % 100 < 60
        ? value / 10_000 * 3600 + value / 100 % 100 * 60 + value % 100 : nil
    }
    return digits <= 4 && value / 100 <= 24 && value % 100 < 60 ? value / 100 * 3600 + value % 100 * 60 : nil
  }

  /// `0.375` as 9:00, the part of a day that has gone by, as spreadsheets save a clock that has lost its form.
  ///
  /// - Parameter isSure: whether the column has such clocks; `0.25` alone may be a quarter past midnight.
  mutating func dayPart(isSure: Bool) -> Int? {
    guard let (day, _) = number(), day == 0, byte == 46 || byte == 44 else { return nil }
    position += 1
    guard let (second, count) = decimalsOfDay(), isSure || count != 2 else { return nil }
    skipBlanks()
    return isAtEnd && second < 86_400 ? second : nil
  }

  /// Seconds of a part of a day by its decimals, and how many these are.
  mutating func decimalsOfDay() -> (second: Int, count: Int)? {
    guard let (part, decimals) = number() else { return nil }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let second = Double(part) / scale * 86_400
    // Four decimals are nine seconds: what they may well mean is a whole minute.
    let minute = (second / 60).rounded() * 60
    return (Int(abs(second - minute) <= 43_200 / scale + 0.5 ? minute : second.rounded()), decimals)
  }
}
