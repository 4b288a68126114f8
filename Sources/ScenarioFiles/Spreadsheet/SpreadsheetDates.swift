package import Tabular
package import Timeline
package import Workforce

/// Dates as spreadsheets of several countries save them, made ISO dates again.
package enum SpreadsheetDates {
  /// A roster of a spreadsheet program with ISO dates and times; bytes that have no others come back as they are.
  ///
  /// `03/04/2026` is a day in April or in March: what all cells together allow counts, and then on which reading the dates are
  /// those of the plan.
  ///
  /// - Parameter dialect: how dates are written; nil to find out.
  /// - Throws: `InputError` where both readings are dates of the plan.
  package static func rosterWithIsoDates(
    _ bytes: [UInt8], file: String, for scenario: Scenario, in dialect: SpreadsheetDialect? = nil
  ) throws(InputError) -> [UInt8] {
    let table = Table.read(bytes: bytes, file: file)
    let columns = table.header.indices.filter { names.contains(table.header[$0].lowercased()) }
    var cells: [(row: Int, column: Int, parts: Parts)] = []
    for row in 0..<table.rowCount {
      for column in columns {
        if let parts = Parts(table.text(row: row, column: column)) { cells.append((row, column, parts)) }
      }
    }
    guard !cells.isEmpty else { return bytes }
    let form: Order
    if let dialect {
      form = dialect.dateForm == .monthSlashes ? .monthFirst : .dayFirst
    } else {
      // Where one reading leaves no date for some cell it is not meant.
      let possible = Order.allCases.filter { order in cells.allSatisfy { $0.parts.time(order) != nil } }
      func inPlan(_ order: Order) -> Int {
        cells.count { cell in cell.parts.time(order).map { scenario.contains($0.date) } ?? false }
      }
      let best = possible.max { inPlan($0) < inPlan($1) } ?? .dayFirst
      if possible.count > 1, inPlan(.dayFirst) == inPlan(.monthFirst),
        let doubtful = cells.first(where: { $0.parts.time(.dayFirst) != $0.parts.time(.monthFirst) })
      {
        throw InputError(
          table.place(row: doubtful.row, column: doubtful.column),
          "\(quoted(table.text(row: doubtful.row, column: doubtful.column))) may be one of two dates",
          next: "Say how dates are written with --dialect, for example excel-en or excel-en-GB.")
      }
      form = best
    }
    let known = Dictionary(cells.map { (Cell(row: $0.row, column: $0.column), $0.parts) }) { first, _ in first }
    var writer = TableWriter(header: table.header)
    for row in 0..<table.rowCount {
      for column in table.header.indices {
        if let time = known[Cell(row: row, column: column)]?.time(form) {
          let isDate = known[Cell(row: row, column: column)]?.hasClock == false
          writer.text(isDate ? time.date.isoText : time.tableText)
        } else {
          writer.text(table.text(row: row, column: column))
        }
      }
      writer.endRow()
    }
    return writer.bytes
  }

  /// The one time that a cell of a spreadsheet can mean, as `28.03.2026 08:00`; `nil` where slashes leave two, and for an ISO time.
  package static func time(_ text: String) -> LocalDateTime? {
    Parts(text).flatMap { $0.isOpen ? nil : $0.time(.dayFirst) }
  }

  private struct Cell: Hashable {
    var row: Int
    var column: Int
  }

  private static let names: Set = ["date", "start_local", "end_local", "start", "end"]

  /// Which part of a date comes first where the year is last.
  private enum Order: CaseIterable {
    case dayFirst
    case monthFirst
  }

  /// The numbers of a date that is not an ISO one, and its time of day.
  private struct Parts {
    private let numbers: [Int]
    private let isYearFirst: Bool
    private let canBeMonthFirst: Bool
    private let seconds: Int
    let hasClock: Bool
    /// Whether day and month may stand in either order.
    var isOpen: Bool { canBeMonthFirst && !isYearFirst }

    /// Reads `28.03.2026`, `3/28/26 8:00 AM`, `2026/3/28 08:00:00` and their like; `nil` for anything else, ISO dates among it.
    init?(_ text: String) {
      var text = text.trimmed
      let upper = text.uppercased()
      let isAfternoon = upper.hasSuffix("PM")
      let isHalfDay = isAfternoon || upper.hasSuffix("AM")
      if isHalfDay { text = String(text.dropLast(2)).trimmed }
      let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
      guard let date = words.first, let mark = date.first(where: { !$0.isNumber }), "./-".contains(mark) else {
        return nil
      }
      let pieces = date.split(separator: mark, omittingEmptySubsequences: true)
      let numbers = pieces.compactMap { Int($0) }
      guard pieces.count == 3, numbers.count == 3, pieces.allSatisfy({ $0.utf8.count <= 4 }) else { return nil }
      isYearFirst = pieces[0].utf8.count == 4
      if isYearFirst, mark == "-" { return nil }
      self.numbers = numbers
      canBeMonthFirst = mark == "/"
      hasClock = words.count == 2
      guard hasClock else {
        seconds = 0
        return
      }
      let clock = words[1].trimmed.split(separator: ":").map { Int($0) }
      guard 2...3 ~= clock.count, var hour = clock[0], let minute = clock[1], 0..<60 ~= minute else { return nil }
      let second = clock.count == 3 ? clock[2] ?? -1 : 0
      if isHalfDay {
        guard 1...12 ~= hour else { return nil }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
      }
      guard 0..<24 ~= hour, 0..<60 ~= second else { return nil }
      seconds = hour * 3600 + minute * 60 + second
    }

    /// The time by an order of day and month; `nil` where there is no such date.
    func time(_ order: Order) -> LocalDateTime? {
      let (year, month, day) =
        isYearFirst
        ? (numbers[0], numbers[1], numbers[2])
        : order == .monthFirst && canBeMonthFirst
          ? (numbers[2], numbers[0], numbers[1]) : (numbers[2], numbers[1], numbers[0])
      // Two digits are years of this century: rosters are not of another.
      guard let date = CivilDate(year: year < 100 ? 2000 + year : year, month: month, day: day) else { return nil }
      return LocalDateTime(date: date, secondsOfDay: seconds)
    }
  }
}

extension String {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
