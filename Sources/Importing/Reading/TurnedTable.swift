import ScenarioFiles
import Tabular
import Timeline

/// A sheet that planners lay out for the eye, with a column for each date or each time of day, as a table with a row for each of
/// its cells: `Date`, `Time`, what stands beside, and `Contacts`.
struct TurnedTable {
  /// As CSV, with a header.
  private(set) var csv: [UInt8] = []
  /// Line of the sheet that each line of `csv` is of.
  private(set) var lines: [Int] = []
  /// What its columns are, in words.
  private(set) var form = ""

  init(csv: [UInt8], lines: [Int], form: String) { (self.csv, self.lines, self.form) = (csv, lines, form) }

  private static let most = 8 << 20
  private static let mostColumns = 1_000
  /// Titles above the first head are fewer records.
  private static let farthestHead = 40

  /// What a row at the top says of the columns below it.
  private struct Head {
    /// Column and text of each, in order.
    var cells: [(column: Int, text: String)]
    var areDates: Bool
    var names: [String]
    /// Where the heads are weekdays: what each is, until they are dates.
    var weekdays: [Weekday] = []
    /// Where the heads are weekdays and each row says its week: the column of the week's first date.
    var week: (column: Int, order: DateOrder)?
  }

  /// The sheet turned; nil for any that is no such sheet.
  ///
  /// - Parameter isOfOtherFigures: whether a title above it is of lengths of time, shares or people, and so of no counts of contacts.
  init?(
    _ source: DecodedSource, delimiter: UInt8?, isOfOtherFigures: (String) -> Bool
  ) throws(InputError) {
    guard source.source.size <= Self.most else { return nil }
    let bytes = try source.source.bytes(at: source.start, count: source.source.size)
    let lineEnd: UInt8 = !bytes.contains(10) && bytes.contains(13) ? 13 : 10
    for mark in delimiter.map({ [$0] }) ?? [0x2C, 0x3B, 0x09, 0x7C] {
      let shape = RecordShape(delimiter: mark, lineEnd: lineEnd)
      let first = Self.withYears(Self.records(bytes, shape, atMost: Self.farthestHead))
      guard first.contains(where: { Self.head($0.cells) != nil }) else { continue }
      if turn(Self.withYears(Self.records(bytes, shape, atMost: .max)), isOfOtherFigures) { return }
      (csv, lines) = ([], [])
    }
    return nil
  }

  private static func records(
    _ bytes: [UInt8], _ shape: RecordShape, atMost most: Int
  ) -> [(line: Int, cells: [String])] {
    bytes.withUnsafeBufferPointer { bytes in
      var scanner = RecordScanner(bytes, from: 0, shape: shape, columns: Array(0..<mostColumns))
      var result: [(line: Int, cells: [String])] = []
      var line = 1
      while result.count < most, let count = scanner.next() {
        if count > 0 { result.append((line, (0..<min(count, mostColumns)).map { oneLine(scanner.text($0)) })) }
        for index in scanner.recordStart..<scanner.position where bytes[index] == shape.lineEnd { line += 1 }
      }
      return result
    }
  }

  private static func oneLine(_ text: String) -> String {
    trimmed(String(text.map { $0.isNewline ? " " : $0 }))
  }

  /// Turns the rows below each head; false where the first head is none, or has no numbers below it.
  private mutating func turn(_ records: [(line: Int, cells: [String])], _ isOfOtherFigures: (String) -> Bool) -> Bool {
    guard let first = records.prefix(Self.farthestHead).firstIndex(where: { Self.head($0.cells) != nil }) else {
      return false
    }
    guard !records[..<first].contains(where: { isOfOtherFigures($0.cells.joined(separator: " ")) }) else {
      return false
    }
    var head: Head?
    var aside: [Int] = []
    var across = 0
    var above: [String] = []
    var seen: Set<String> = []
    // First date of the week of rows that say it, also where it stands once for several.
    var monday = 0
    var (read, others) = (0, 0)
    for (place, record) in records.enumerated().dropFirst(first) {
      if var next = Self.head(record.cells) {
        let below = records[(place + 1)...].prefix { Self.head($0.cells) == nil }.map(\.cells)
        guard let column = Self.column(of: next, below) else { return false }
        if !next.weekdays.isEmpty {
          let titles = records[..<place].suffix(3).reversed().map { $0.cells.joined(separator: " ") }
          guard Self.date(&next, titles, below) else { return false }
        }
        // A second block may be of another week; one of the same dates is of something else.
        guard seen.isDisjoint(with: next.cells.map(\.text)), head.map({ $0.areDates == next.areDates }) ?? true else {
          return false
        }
        seen.formUnion(next.cells.map(\.text))
        if head == nil {
          across = column
          aside = (0..<next.cells[0].column).filter {
            $0 != column && $0 != next.week?.column && Self.isFilled($0, below)
          }
          let names = aside.map { next.names[$0].isEmpty ? "column \($0 + 1)" : next.names[$0] }
          Workbook.appendRow(["Date", "Time"] + names + ["Contacts"], to: &csv)
          lines = [record.line]
          let heads = next.weekdays.isEmpty ? next.areDates ? "date" : "time of day" : "weekday"
          form = "a column for each \(heads) (line \(record.line))"
        } else if column != across || head?.week?.column != next.week?.column {
          return false
        }
        head = next
        above = []
        continue
      }
      guard let head else { continue }
      func cell(_ column: Int) -> String { column < record.cells.count ? record.cells[column] : "" }
      let beside = cell(across)
      guard Self.hasNumbers(head, record.cells), !beside.isEmpty, !ReportTotal.begins(beside) else {
        if record.cells.count(where: { !$0.isEmpty }) > 1, !record.cells.contains(where: ReportTotal.begins) {
          others += 1
        }
        continue
      }
      read += 1
      let texts = aside.enumerated().map { index, column in
        // A cell that is merged over rows holds for all of them.
        cell(column).isEmpty && index < above.count ? above[index] : cell(column)
      }
      above = texts
      if texts.contains(where: ReportTotal.begins) { continue }
      if let week = head.week, let day = week.order.day(cell(week.column)) { monday = day }
      for (place, (column, text)) in head.cells.enumerated() {
        let date = head.week == nil ? text : CivilDate(daysSinceEpoch: monday + place).isoText
        let time = head.areDates ? [date, beside] : [beside, text]
        Workbook.appendRow(time + texts + [cell(column)], to: &csv)
        lines.append(record.line)
      }
    }
    // A summary above a long table is not what the file is about.
    return lines.count > 1 && read > others
  }

  /// The head that a row is: dates a week apart at most, or times of day at one distance; nil for any other row.
  private static func head(_ cells: [String]) -> Head? {
    let dated = cells.enumerated().filter { $0.offset > 0 && isDate($0.element) }
    if dated.count >= 3, let days = DateOrder.allCases.lazy.compactMap({ days(dated.map(\.element), $0) }).first,
      zip(days, days.dropFirst()).allSatisfy({ 1...7 ~= $1 - $0 })
    {
      return Head(cells: dated.map { ($0.offset, $0.element) }, areDates: true, names: cells)
    }
    if let week = weekdayHead(cells) { return week }
    let clocked = cells.enumerated().filter { $0.offset > 0 && clock($0.element) != nil }
    let seconds = clocked.compactMap { clock($0.element) }
    // Plain numbers are the hours of a day where there are enough of them and no others, such as the days of a month.
    let plain = cells.compactMap { Int($0) }
    guard plain.isEmpty || plain.count >= 8 && plain.allSatisfy({ 0...24 ~= $0 }) else { return nil }
    guard seconds.count >= 4, let step = zip(seconds, seconds.dropFirst()).map({ $1 - $0 }).first,
      [300, 600, 900, 1200, 1800, 3600].contains(step),
      zip(seconds, seconds.dropFirst()).allSatisfy({ $1 - $0 == step })
    else { return nil }
    return Head(
      cells: zip(clocked, seconds).map { ($0.offset, TimeOfDay(minutes: $1 / 60)?.text ?? $0.element) },
      areDates: false,
      names: cells)
  }

  /// The head that weekdays one after the other are, five of them or more.
  private static func weekdayHead(_ cells: [String]) -> Head? {
    for start in cells.indices.dropFirst() where cells.count - start >= 5 {
      for count in [7, 6, 5] where start + count <= cells.count {
        let texts = cells[start..<start + count]
        guard let known = WeekNames.weekdays(Set(texts)), known.count == count else { continue }
        let days = texts.compactMap { known[$0] }
        guard zip(days, days.dropFirst()).allSatisfy({ ($0.rawValue + 1) % 7 == $1.rawValue }) else { continue }
        return Head(
          cells: zip(texts.indices, texts).map { ($0, $1) }, areDates: true, names: cells, weekdays: days)
      }
    }
    return nil
  }

  /// Gives a head of weekdays its dates, from a line above that says the first or the week, or a column of first dates in the rows
  /// below; false where neither tells. The weekday of the date tells in which order it is written.
  private static func date(_ head: inout Head, _ titles: [String], _ below: [[String]]) -> Bool {
    guard let first = head.weekdays.first else { return false }
    func fits(_ day: Int) -> Bool { CivilDate(daysSinceEpoch: day).weekday == first }
    for title in titles {
      guard let day = firstDate(title, where: fits) else { continue }
      head.cells = head.cells.enumerated().map {
        ($1.column, CivilDate(daysSinceEpoch: day + $0).isoText)
      }
      return true
    }
    for column in 0..<head.cells[0].column {
      let texts = below.filter { hasNumbers(head, $0) }.map { column < $0.count ? $0[column] : "" }.filter {
        !$0.isEmpty
      }
      guard
        let order = DateOrder.allCases.first(where: { order in
          !texts.isEmpty && texts.allSatisfy { order.day($0).map(fits) ?? ReportTotal.begins($0) }
        })
      else { continue }
      head.week = (column, order)
      return true
    }
    return false
  }

  /// The first date of a title that a test takes, or the Monday of the week that it names with its year.
  private static func firstDate(_ title: String, where fits: (Int) -> Bool) -> Int? {
    let words = title.split { " ,;()".contains($0) }.map { String($0.drop { $0 == ":" }) }
    for place in words.indices {
      for count in 1...3 where place + count <= words.count {
        let text = words[place..<place + count].joined(separator: " ")
        if let day = DateOrder.allCases.lazy.compactMap({ $0.day(text) }).first(where: fits), Int(text) == nil {
          return day
        }
      }
    }
    for place in words.indices where WeekNames.isISO(ColumnName(words[place])) || words[place].contains("W") {
      let text = words[place...].prefix(3).joined(separator: " ")
      let found = WeekNames.week(text) ?? WeekNames.week(words[place])
      if let found, let year = found.year, let monday = WeekNames.monday(year: year, week: found.week)?.daysSinceEpoch,
        fits(monday)
      {
        return monday
      }
    }
    return nil
  }

  private static func isDate(_ text: String) -> Bool {
    DateOrder.allCases.contains { order in
      order.time(text).map { $0.day != nil && $0.second ?? 0 == 0 } ?? false && Int(text) == nil
    }
  }

  private static func days(_ texts: [String], _ order: DateOrder) -> [Int]? {
    let days = texts.compactMap(order.day)
    return days.count == texts.count ? days : nil
  }

  /// Seconds since midnight of `09:00`, `9h`, `09:00-09:30` and the hour `9`.
  private static func clock(_ text: String) -> Int? {
    var text = text
    let time = text.withUTF8 { TimeReader(hasRanges: true, isClock: true).read($0) }
    return time?.day == nil ? time?.second : nil
  }

  /// The column of what stands beside the numbers: times of day below dates, dates below times of day.
  private static func column(of head: Head, _ below: [[String]]) -> Int? {
    let rows = below.filter { hasNumbers(head, $0) && !$0.contains(where: ReportTotal.begins) }
    guard rows.count >= 2 else { return nil }
    return (0..<head.cells[0].column).first { column in
      let texts = rows.map { column < $0.count ? $0[column] : "" }.filter { !$0.isEmpty }
      let fits = texts.count { head.areDates ? clock($0) != nil : isDate($0) }
      return 2 * texts.count > rows.count && 10 * fits >= 8 * texts.count
    }
  }

  /// Whether a row has numbers below most of the head that it fills.
  private static func hasNumbers(_ head: Head, _ cells: [String]) -> Bool {
    let texts = head.cells.map { $0.column < cells.count ? cells[$0.column] : "" }.filter { !$0.isEmpty }
    let numbers = texts.count { text in
      text.contains(where: \.isNumber) && text.allSatisfy { $0.isNumber || " .,'-".contains($0) }
    }
    return !texts.isEmpty && 2 * numbers > texts.count
  }

  private static func isFilled(_ column: Int, _ rows: [[String]]) -> Bool {
    rows.contains { column < $0.count && !$0[column].isEmpty }
  }
}
