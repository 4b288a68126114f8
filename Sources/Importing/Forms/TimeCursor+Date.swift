import Timeline

extension TimeCursor {
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

  /// `27, 2016` behind the name of a month.
  private mutating func monthNameFirst(_ name: String) -> Int? {
    guard let month = month(name), let (day, digits) = number(), digits <= 2 else { return nil }
    if byte == 44 { position += 1 }
    skipBlanks()
    guard let (year, yearDigits) = number() else { return nil }
    return days(self.year(year, yearDigits), month, day)
  }

  /// A date of eight digits, as days since 1970; nil where there is none.
  func compact(_ value: Int, _ order: DateOrder) -> Int? {
    switch order {
    case .yearFirst: days(value / 10_000, value / 100 % 100, value % 100)
    case .dayFirst: days(value % 10_000, value / 10_000 % 100, value / 1_000_000)
    case .monthFirst: days(value % 10_000, value / 1_000_000, value / 10_000 % 100)
    }
  }

  /// A date of six digits.
  private func short(_ value: Int, _ order: DateOrder) -> Int? {
    let (a, b, c) = (value / 10_000, value / 100 % 100, value % 100)
    return switch order {
    case .yearFirst: days(year(a, 2), b, c)
    case .dayFirst: days(year(c, 2), b, a)
    case .monthFirst: days(year(c, 2), a, b)
    }
  }

  private func year(_ value: Int, _ digits: Int) -> Int { digits <= 2 ? (value < 70 ? 2000 : 1900) + value : value }

  /// Days from 1970 to a date of the years 1900 to 2200; nil for another and for one that no month has.
  func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard 1900...2200 ~= year else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  /// Number of a month, `1...12`, by a word that begins with its name.
  func month(_ name: String) -> Int? {
    guard name.utf8.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.contains(where: name.hasPrefix) }.map { $0 + 1 }
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
