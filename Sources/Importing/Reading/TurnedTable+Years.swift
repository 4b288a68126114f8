import ScenarioFiles
import Timeline

/// Heads of dates without a year, `Mon 03/02` or `3. Mrz`, below a line that says it.
extension TurnedTable {
  /// The records, with whole dates in heads whose year a line above says; its weekdays and that they follow on each other tell
  /// whether it is that of the first or, over the turn of a year, of the last.
  static func withYears(_ records: [(line: Int, cells: [String])]) -> [(line: Int, cells: [String])] {
    var result = records
    var years: Set<Int> = []
    for place in records.indices {
      let cells = records[place].cells
      let heads = cells.indices.dropFirst().filter { isYearless(cells[$0]) }
      if heads.count >= 3 {
        let choices = years.union(years.map { $0 - 1 })
        let found = Set(choices.compactMap { year in Self.dates(heads.map { cells[$0] }, from: year, saying: years) })
        guard found.count == 1, let told = found.first else { continue }
        for (column, date) in zip(heads, told) { result[place].cells[column] = date }
      } else if let said = Self.years(in: cells), !cells.contains(where: isYearless) {
        years = said
      }
    }
    return result
  }

  /// Whether a text is a date but for its year.
  static func isYearless(_ text: String) -> Bool { DateOrder.allCases.contains { day(text, $0, year: 2024) != nil } }

  /// The years that a line above a head names; nil for none, and for a row of numbers.
  private static func years(in cells: [String]) -> Set<Int>? {
    let filled = cells.filter { !$0.isEmpty }
    guard 1...4 ~= filled.count else { return nil }
    let found = filled.flatMap { text in text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) } }
      .filter { 2000...2100 ~= $0 }
    return found.isEmpty ? nil : Set(found)
  }

  /// The dates of a head that begins in a year, a week apart at most; nil where they are none, are of other weekdays, or are not of
  /// the years said.
  private static func dates(_ texts: [String], from first: Int, saying years: Set<Int>) -> [String]? {
    let weekdays = WeekNames.weekdays(Set(texts.compactMap(weekdayWord)))
    orders: for order in DateOrder.allCases {
      var year = first
      var days: [Int] = []
      for text in texts {
        guard var day = Self.day(text, order, year: year) else { continue orders }
        if let last = days.last, day < last {
          year += 1
          guard let next = Self.day(text, order, year: year) else { continue orders }
          day = next
        }
        if let last = days.last, !(1...7 ~= day - last) { continue orders }
        if let word = weekdayWord(text), let told = weekdays?[word],
          CivilDate(daysSinceEpoch: day).weekday != told
        {
          continue orders
        }
        days.append(day)
      }
      guard years.isSubset(of: [first, year]), years.contains(first) || years.contains(year) else { continue }
      return days.map { CivilDate(daysSinceEpoch: $0).isoText }
    }
    return nil
  }

  private static func weekdayWord(_ text: String) -> String? {
    let word = String(text.prefix { $0.isLetter })
    // `Mar` is March in more tongues than it is a Tuesday.
    let isMonth = DateOrder.dayFirst.day("1 \(word) 2024") != nil
    return word.count >= 2 && !isMonth ? word : nil
  }

  /// The day of a text with a year behind it; nil where it has one, or is none.
  private static func day(_ text: String, _ order: DateOrder, year: Int) -> Int? {
    let bytes = text.utf8
    guard 3...20 ~= bytes.count, bytes.contains(where: { $0 &- 48 < 10 }), bytes.contains(where: { $0 &- 48 >= 10 })
    else {
      return nil
    }
    // Whoever parts numbers by dots puts the day first; without one behind them they are decimals or a clock.
    if text.contains("."), !text.contains(where: { $0.isLetter || $0 == "/" }) {
      guard order == .dayFirst, text.hasSuffix(".") else { return nil }
    }
    guard !DateOrder.allCases.contains(where: { $0.time(text) != nil }) else { return nil }
    return ["/", " ", ".", "", "-", ", "].lazy.compactMap { order.day("\(text)\($0)\(year)") }.first
  }
}
