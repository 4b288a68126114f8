import Tabular
import Timeline

/// Lines of a history that are none of its rows, and starts that cannot be read: few are named one by one, many in a sentence.
struct StrayLines {
  /// Rows of totals.
  fileprivate var totals: [Int] = []
  /// Rows whose start is in another form.
  fileprivate var starts: [Int] = []

  /// More than so many of a kind are one problem.
  private static let fewest = 4

  /// Adds them to the problems.
  func report(_ cells: inout TableCells) {
    if starts.count > Self.fewest {
      let text = cells.text(starts[0], "start") ?? ""
      cells.add(
        starts[0], "start",
        "\(quoted(text)) is not a date and time, nor are the starts of \(starts.count - 1) more rows",
        next: "Write the year first, for example 2026-03-29 10:30, or let muster import make a history of the file: it "
          + "reads dates of other forms.")
    } else {
      for row in starts { _ = cells.writtenTime(row, "start") }
    }
    let lines = totals.map { cells.table.place(row: $0).line ?? 0 }
    let words = totals.map { cells.totalText($0) ?? "" }
    if totals.count > Self.fewest {
      cells.problems.add(
        cells.table.place(row: totals[0]),
        "\(quoted(words[0])) is a total, which is no interval of a queue, and so are \(totals.count - 1) more lines",
        next: "Delete these lines: \(lines.prefix(3).map(String.init).joined(separator: ", ")) and "
          + "\(lines.count - 3) more.")
    } else {
      for (row, word) in zip(totals, words) {
        cells.problems.add(
          cells.table.place(row: row), "\(quoted(word)) begins a total, which is no interval of a queue",
          next: "Delete the line.")
      }
    }
    if !totals.isEmpty || !starts.isEmpty { cells.problems.sortByLine(in: cells.table.file) }
  }
}

extension TableCells {
  /// What says that a row is a total: its first cell that holds something, or the name of its queue.
  fileprivate func totalText(_ row: Int) -> String? {
    let first = (0..<table.columnCount).first { !table.isBlank(row: row, column: $0) }
      .map { table.text(row: row, column: $0) }
    return [first, text(row, "queue")].compactMap { $0 }.first { ReportTotal.begins($0) || ReportTotal.ends($0) }
  }

  /// The start of a row of a history; nil where there is none to read, which is said in one sentence for the whole row.
  mutating func intervalTime(_ row: Int, _ strays: inout StrayLines) -> WrittenTime? {
    if let column = column("start"),
      let written = table.withBytes(row: row, column: column, { WrittenTime(iso: $0) })
    {
      return isInBound(written, row) ? written : nil
    }
    if totalText(row) != nil {
      strays.totals.append(row)
    } else if text(row, "start") == nil, text(row, "queue") == nil {
      problems.add(
        table.place(row: row), "the row has neither a start nor a queue",
        next: "Delete the line if it is a total or a remark.")
    } else if column("offered").flatMap({ table.number(row: row, column: $0) }) == nil, let start = text(row, "start") {
      let offered = text(row, "offered") ?? ""
      problems.add(
        table.place(row: row),
        "the row is no interval of a queue: \(quoted(start)) is no date and time, and \(quoted(offered)) no number",
        next: "Delete the line if it is a second header or a remark.")
    } else if text(row, "start") != nil {
      strays.starts.append(row)
    } else {
      return writtenTime(row, "start")
    }
    return nil
  }

  /// Whether a start lies in the years that files may speak of; adds a problem where it does not.
  private mutating func isInBound(_ written: WrittenTime, _ row: Int) -> Bool {
    switch written {
    case .instant(let instant, let offset):
      isInBound(LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset), row, "start")
    case .local(let local): isInBound(local, row, "start")
    }
  }
}
