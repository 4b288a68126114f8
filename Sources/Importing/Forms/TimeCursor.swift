import Timeline

/// A place in the bytes of a time.
struct TimeCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }
  private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }
  private func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] &- 48 < 10 }
  private func isLetter(_ index: Int) -> Bool {
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
  private mutating func number() -> (value: Int, digits: Int)? {
    let start = position
    var value = 0
    while isDigit(position), position - start < 19, value < 900_000_000_000_000_000 {
      value = value * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }

  /// Letters in lower case, accents taken off in the characters of western Europe.
  private mutating func word() -> String {
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

  /// Seconds of a part of a day by its decimals, and how many these are.
  private mutating func decimalsOfDay() -> (second: Int, count: Int)? {
    guard let (part, decimals) = number() else { return nil }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let second = Double(part) / scale * 86_400
    // Four decimals are nine seconds: what they may well mean is a whole minute.
    let minute = (second / 60).rounded() * 60
    return (Int(abs(second - minute) <= 43_200 / scale + 0.5 ? minute : second.rounded()), decimals)
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

  /// A date, and a weekday in parentheses behind it.
  mutating func date(_ order: DateOrder) -> Int? {
    guard let day = plainDate(order) else { return nil }
    skipAside()
    return day
  }

  private mutating func plainDate(_ order: DateOrder) -> Int? {
    // A weekday before the date.
    if isLetter(position) {
      let start = position
      let word = word()
      if byte == 46 || byte == 44 { position += 1 }
      skipBlanks()
      if month(word) != nil, let day = monthNameFirst(word) { return day }
      guard word.utf8.count >= 2, isDigit(position) || isLetter(position), weekdays.contains(where: word.hasPrefix)
      else {
        position = start
        return nil
      }
      if isLetter(position) {
        let name = self.word()
        if byte == 46 { position += 1 }
        skipBlanks()
        return monthNameFirst(name)
      }
    }
    guard let (first, digits) = number() else { return nil }
    if digits == 8 { return compact(first, order) }
    if digits == 6, isAtEnd || byte == 32 { return short(first, order) }
    guard digits <= 4, digits != 3 else { return nil }
    if digits == 4, byte >= 0x80, skip(["年", "년"]) {
      skipBlanks()
      guard let (month, _) = number(), skip(["月", "월"]) else { return nil }
      skipBlanks()
      guard let (day, _) = number(), skip(["日", "일", "号"]) else { return nil }
      return days(first, month, day)
    }
    if digits == 4, let day = weekDate(first) { return day }
    let mark = byte
    guard mark == 45 || mark == 47 || mark == 46 || mark == 32 || isLetter(position) else { return nil }
    if !isLetter(position) { position += 1 }
    if mark == 46 || mark == 32 { skipBlanks() }
    if isLetter(position) {
      guard let month = month(word()) else { return nil }
      while byte == 45 || byte == 47 || byte == 46 || byte == 32 || byte == 44 { position += 1 }
      guard let (last, lastDigits) = number() else { return nil }
      return digits == 4 ? days(first, month, last) : days(year(last, lastDigits), month, first)
    }
    guard mark != 32, let (second, secondDigits) = number(), secondDigits <= 2, byte == mark else { return nil }
    position += 1
    if mark == 46 { skipBlanks() }
    guard let (third, thirdDigits) = number(), thirdDigits == 4 || thirdDigits <= 2 else { return nil }
    if digits == 4 { return days(first, second, third) }
    switch order {
    case .dayFirst: return days(year(third, thirdDigits), second, first)
    case .monthFirst: return days(year(third, thirdDigits), first, second)
    case .yearFirst: return nil
    }
  }

  /// `-W12-1` or `W121` behind a year: a week of ISO 8601 and a day of it; nothing read where there is none.
  private mutating func weekDate(_ year: Int) -> Int? {
    let start = position
    let isParted = byte == 45
    if isParted { position += 1 }
    if byte | 0x20 == 119 {
      position += 1
      if let (week, digits) = number() {
        if isParted, digits == 2, byte == 45 {
          position += 1
          if let (day, dayDigits) = number(), dayDigits == 1, 1...7 ~= day,
            let monday = WeekNames.monday(year: year, week: week)
          {
            return monday.daysSinceEpoch + day - 1
          }
        } else if !isParted, digits == 3, 1...7 ~= week % 10, let monday = WeekNames.monday(year: year, week: week / 10)
        {
          return monday.daysSinceEpoch + week % 10 - 1
        }
      }
    }
    position = start
    return nil
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
  private mutating func skip(_ texts: [String]) -> Bool {
    for text in texts where bytes[min(position, bytes.count)...].starts(with: text.utf8) {
      position += text.utf8.count
      return true
    }
    return false
  }

  /// `27, 2016` behind the name of a month.
  private mutating func monthNameFirst(_ name: String) -> Int? {
    guard let month = month(name), let (day, digits) = number(), digits <= 2 else { return nil }
    if byte == 44 { position += 1 }
    skipBlanks()
    guard let (year, yearDigits) = number() else { return nil }
    return days(self.year(year, yearDigits), month, day)
  }

  /// Eight digits.
  private func compact(_ value: Int, _ order: DateOrder) -> Int? {
    switch order {
    case .yearFirst: days(value / 10_000, value / 100 % 100, value % 100)
    case .dayFirst: days(value % 10_000, value / 10_000 % 100, value / 1_000_000)
    case .monthFirst: days(value % 10_000, value / 1_000_000, value / 10_000 % 100)
    }
  }

  /// Six digits.
  private func short(_ value: Int, _ order: DateOrder) -> Int? {
    let (a, b, c) = (value / 10_000, value / 100 % 100, value % 100)
    return switch order {
    case .yearFirst: days(year(a, 2), b, c)
    case .dayFirst: days(year(c, 2), b, a)
    case .monthFirst: days(year(c, 2), a, b)
    }
  }

  private func year(_ value: Int, _ digits: Int) -> Int { digits <= 2 ? (value < 70 ? 2000 : 1900) + value : value }

  private func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard 1900...2200 ~= year else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  private func month(_ name: String) -> Int? {
    guard name.utf8.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.contains(where: name.hasPrefix) }.map { $0 + 1 }
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

private let weekdays = [
  "mo", "tu", "we", "th", "fr", "sa", "su", "di", "mi", "do", "so", "lu", "ma", "me", "je", "ve", "ju", "vi", "gi",
  "se",
  "te", "qu", "wo", "za", "zo",
]

private let monthNames: [[String]] = [
  ["jan", "ene", "gen"], ["feb", "fev"], ["mar", "mrz", "maa", "mae", "mrt"], ["apr", "avr", "abr"],
  ["may", "mai", "mei", "mag", "maj"],
  ["jun", "juin", "giu"], ["jul", "juil", "lug"], ["aug", "aou", "ago"], ["sep", "set"], ["oct", "okt", "out", "ott"],
  ["nov"], ["dec", "dez", "dic"],
]

/// Names of offsets that files write behind times, as seconds east of UTC.
let zoneNames: [String: Int] = [
  "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 3600, "west": 3600, "cet": 3600, "mez": 3600, "cest": 7200, "mesz": 7200,
  "eet": 7200, "eest": 10_800, "est": -18_000, "edt": -14_400, "cst": -21_600, "cdt": -18_000, "mst": -25_200,
  "mdt": -21_600, "pst": -28_800, "pdt": -25_200, "aest": 36_000, "aedt": 39_600, "jst": 32_400, "sast": 7200,
]
