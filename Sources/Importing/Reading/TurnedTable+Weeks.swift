import ScenarioFiles
import Tabular
import Timeline

/// Reports that say week and weekday in place of a date.
extension TurnedTable {
  /// The sample with a column of dates in place of those of week, weekday and year; nil where it has no such columns, or they
  /// do not tell which weeks are meant.
  init?(weeksOf sample: Sample) {
    guard sample.isWhole, sample.headerLine > 0 else { return nil }
    let names = sample.columns.map(ColumnName.init)
    let rows = (0..<sample.rowCount).filter { row in
      !sample.columns.indices.prefix(2).contains { ReportTotal.begins(sample.text(row, $0)) }
    }
    func texts(_ column: Int) -> [String] { rows.map { trimmed(sample.text($0, column)) } }
    func areAll(_ column: Int, _ test: (String) -> Bool) -> Bool {
      let filled = texts(column).filter { !$0.isEmpty }
      return !filled.isEmpty && 2 * filled.count > rows.count && filled.allSatisfy(test)
    }
    var days: [String: Weekday] = [:]
    let weekday = names.indices.first { column in
      let found = Set(texts(column)).subtracting([""])
      guard 2...7 ~= found.count, let known = WeekNames.weekdays(found) else { return false }
      days = known
      return true
    }
    let week = names.indices.first { WeekNames.isWeek(names[$0]) && areAll($0) { WeekNames.week($0) != nil } }
    guard let weekday, let week else { return nil }
    // Beside dates they say nothing.
    let hasDates = names.indices.contains { column in
      areAll(column) { text in
        Int(text).map { $0 > 10_000_000 } ?? true && DateOrder.allCases.contains { $0.day(text) != nil }
      }
    }
    guard !hasDates else { return nil }
    let year = names.indices.first { column in
      column != week && areAll(column) { Int($0).map { 2000...2100 ~= $0 } ?? false }
    }
    func monday(_ row: Int) -> CivilDate? {
      guard let found = WeekNames.week(sample.text(row, week)) else { return nil }
      let own = found.year ?? year.flatMap { Int(trimmed(sample.text(row, $0))) }
      return own.flatMap { WeekNames.monday(year: $0, week: found.week) }
    }
    let isISO =
      WeekNames.isISO(names[week]) || areAll(week) { $0.lowercased().contains("w") && WeekNames.week($0)?.year != nil }
    guard isISO || Self.beginWithMonday(rows.map { (sample.text($0, week), days[trimmed(sample.text($0, weekday))]) }),
      rows.contains(where: { monday($0) != nil })
    else { return nil }
    let kept = names.indices.filter { ![week, weekday, year].contains($0) }
    var csv: [UInt8] = []
    var lines = [sample.headerLine]
    Workbook.appendRow(["Date"] + kept.map { sample.columns[$0] }, to: &csv)
    for row in 0..<sample.rowCount {
      let day = days[trimmed(sample.text(row, weekday))]
      let date = day.flatMap { day in monday(row)?.advanced(byDays: day.rawValue).isoText }
      Workbook.appendRow([date ?? sample.text(row, week)] + kept.map { sample.text(row, $0) }, to: &csv)
      lines.append(sample.lines[row])
    }
    self.init(
      csv: csv, lines: lines, form: "week and weekday for a date (line \(sample.headerLine)), weeks by ISO 8601")
  }

  /// Whether a Monday has the next number wherever it follows on a Sunday; false where no row tells.
  private static func beginWithMonday(_ rows: [(week: String, day: Weekday?)]) -> Bool {
    let turns = zip(rows, rows.dropFirst()).filter { $0.day == .sunday && $1.day == .monday }
    return !turns.isEmpty && turns.allSatisfy { $0.week != $1.week }
  }
}
