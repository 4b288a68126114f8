import ScenarioFiles
import Tabular
import Timeline

/// Ways of printed reports: a date or a queue once for the rows below it, the end of an interval in place of its start.
extension Drafter {
  /// Finds dates and queues that are written in the first of some rows alone.
  mutating func findWrittenOnce() {
    guard draft.mapping.grain == .interval, let beside = draft.mapping.start.last,
      let clock = sample.columns.firstIndex(of: beside)
    else { return }
    var wanted: [String] = []
    if draft.mapping.start.count == 2, let date = draft.mapping.start.first { wanted.append(date) }
    if draft.mapping.queue.count == 1 { wanted += draft.mapping.queue }
    for name in wanted {
      guard let column = sample.columns.firstIndex(of: name) else { continue }
      let (blank, all, isOnce) = blanks(column, beside: clock)
      // Of a few rows, one without a queue may be anything.
      guard 10 * blank >= 3 * all, all >= 6, isOnce || all >= 12 else { continue }
      if isOnce {
        draft.mapping.writtenOnce.append(name)
        guess("written-once", "\(name) stands in \(all - blank) of \(all) rows, and holds for those below each")
      } else {
        ask(
          column,
          "\(blank) of \(all) rows have nothing here, and the rows do not tell whether that of the row above holds",
          next: "Fill it in, or write a mapping with --draft: such rows are left out there, or with written-once: "
            + "[\(yamlQuoted(name))] are of the row above.")
      }
    }
  }

  /// Takes the date of all rows from a line above the header, such as `Date: 03/29/2026`, where the rows have clocks alone.
  ///
  /// - Returns: whether that is so; what it leaves open is a question then.
  mutating func findTitleDate() -> Bool {
    func isClock(_ column: Int) -> Bool {
      Lexicon.fit(names[column], .clock) > 0
        && share(column) { TimeReader(hasRanges: true, isClock: true).read($0)?.second != nil } > 0.5
    }
    let clocks = names.indices.filter(isClock)
    guard let clock = clocks.max(by: { Lexicon.fit(names[$0], .clock) < Lexicon.fit(names[$1], .clock) }),
      let written = sample.titles.compactMap(Self.titleDate).first
    else { return false }
    let below = (0..<sample.rowCount).compactMap { row in
      Self.titleDate(sample.columns.indices.prefix(4).map { sample.text(row, $0) }.joined(separator: " "))
    }
    let dates = Set((sample.titles.compactMap(Self.titleDate) + below).map { trimmed($0) })
    guard dates.count == 1, sample.isWhole else {
      ask(
        clock, "the date stands above the rows, and there are \(dates.count) of them",
        next: "Export it with the date in every row, or one file for each date.")
      return true
    }
    let orders = hints.dateOrder.map { [$0] } ?? DateOrder.allCases
    let days = orders.compactMap { order in order.day(written).map { (order, $0) } }
    let isDotted = DateOrder.isDotted([written])
    guard let first = days.first(where: { !isDotted || $0.0 == .dayFirst }) ?? days.first else { return false }
    guard isDotted || days.allSatisfy({ $0.1 == first.1 }) else {
      ask(
        nil, "\(quoted(written)) above the header may be day first or month first",
        next: "Say it: --date-order dmy for day first, --date-order mdy for month first.")
      return true
    }
    draft.mapping.start = [label(clock)]
    draft.mapping.date = CivilDate(daysSinceEpoch: first.1)
    taken.insert(clock)
    guess("start", "as in \(examples(clock, 1))")
    guess("date", "a line above the header says \(quoted(written)), and no column has dates")
    findRanges([clock])
    findZone([clock])
    return true
  }

  /// The date of a line that names it so, as `Date: 29.03.2026`; nil for any other line.
  private static func titleDate(_ title: String) -> String? {
    guard let colon = title.firstIndex(of: ":"), Lexicon.fit(ColumnName(String(title[..<colon])), .date) == 100 else {
      return nil
    }
    let text = trimmed(String(title[title.index(after: colon)...]))
    return DateOrder.allCases.contains { $0.day(text) != nil } ? text : nil
  }

  /// How many rows lack a cell, of those that have another, and whether each text holds for the rows below it: the first row
  /// has one, and hardly two that follow on each other are alike or stand in two rows running.
  private func blanks(_ column: Int, beside clock: Int) -> (blank: Int, all: Int, isOnce: Bool) {
    var (blank, all, running, alike, texts) = (0, 0, 0, 0, 0)
    var startsBlank = false
    var last: String?
    var wasText = false
    for row in 0..<min(sample.rowCount, 50_000) where !sample.isBlank(row, clock) {
      if ReportTotal.begins(sample.text(row, column)) { continue }
      all += 1
      if sample.isBlank(row, column) {
        if all == 1 { startsBlank = true }
        blank += 1
        wasText = false
        continue
      }
      let text = sample.text(row, column)
      if wasText { running += 1 }
      if text == last { alike += 1 }
      texts += 1
      last = text
      wasText = true
    }
    return (blank, all, !startsBlank && 10 * running <= texts && (texts < 3 || 10 * alike <= texts))
  }

  /// Times that are those at which intervals end: their length is that between them, or a question.
  mutating func checkEnds() {
    guard draft.mapping.grain == .interval, draft.profile == nil, !draft.mapping.hasRanges,
      let name = draft.mapping.start.last, let column = sample.columns.firstIndex(of: name),
      Lexicon.fit(names[column], .end) > 0, Lexicon.fit(names[column], .start) == 0
    else { return }
    let places = draft.mapping.start.compactMap { name in sample.columns.firstIndex(of: name) }
    let reader = TimeReader(order: readingOrder)
    let clockReader = TimeReader(isClock: true)
    var moments: Set<Int> = []
    var hasMidnight = false
    for row in rows {
      guard let reading = sample.withCell(row, places[0], reader.read), let day = reading.day,
        let second = places.count == 1 ? reading.second : sample.withCell(row, column, clockReader.read)?.second
      else { continue }
      if places.count == 2, second == 0 { hasMidnight = true }
      moments.insert(day * 86_400 + second)
    }
    let sorted = moments.sorted()
    var gaps: [Int: Int] = [:]
    for (a, b) in zip(sorted, sorted.dropFirst()) where b - a <= 3600 { gaps[b - a, default: 0] += 1 }
    let usual = gaps.max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let usual, [300, 600, 900, 1800, 3600].contains(usual.key), sample.isWhole,
      100 * usual.value >= 98 * gaps.values.reduce(0, +), usual.value >= 8, !hasMidnight
    else {
      ask(
        column, "these times say when intervals end, as \(examples(column, 1)), and no column says when they begin",
        next: hasMidnight
          ? "Export the start: 0:00 may end the date beside it or the one before."
          : "Export the start, or say in a mapping how long the intervals are: ends-after: 30 min.")
      return
    }
    draft.mapping.endsAfterMinutes = usual.key / 60
    guess("ends-after", "by its name \(name) says when intervals end, and they are \(usual.key / 60) min apart")
  }
}

/// Rows of whole days, weeks and months among those of intervals.
extension Drafter {
  /// Drops rows that a column of lengths says to be longer than an hour, where it has shorter ones too.
  mutating func dropLongIntervals() {
    guard draft.mapping.grain == .interval, draft.profile == nil,
      let column = best(.length, where: { Set(texts($0).map(\.text)).count <= 20 })
    else { return }
    let words = Set(texts(column).map { $0.text.lowercased() })
    let long = words.filter { Self.isLong($0, names[column]) }.sorted()
    guard !long.isEmpty, long.count < words.count else { return }
    taken.insert(column)
    draft.mapping.filters.append(Mapping.Filter(label(column), drops: long))
    guess(
      "drop",
      "\(label(column)) says that rows of \(long.map { quoted($0) }.joined(separator: ", ")) are longer than an hour")
  }

  /// Whether a length is more than an hour: `daily`, `1440`, `24 h`, `86400`.
  private static func isLong(_ text: String, _ name: ColumnName) -> Bool {
    if ["day", "daily", "week", "weekly", "month", "monthly", "total", "1d", "p1d", "tag", "tagesgesamt"].contains(text)
    {
      return true
    }
    let digits = text.prefix { $0.isNumber }
    guard let value = Int(digits) else { return false }
    let unit = text.dropFirst(digits.count).drop { " .".contains($0) }
    if unit.hasPrefix("h") || name.hasAny(["hours", "h"]) { return value > 1 }
    if unit.hasPrefix("s") || name.hasAny(["seconds", "sec", "s"]) { return value > 3600 }
    if unit.hasPrefix("m") || name.hasAny(["minutes", "min", "mins"]) { return value > 60 }
    // Without a unit: minutes up to an hour, seconds of minutes.
    return value > 3600 || [120, 180, 240, 360, 480, 720, 1440].contains(value)
  }
}
