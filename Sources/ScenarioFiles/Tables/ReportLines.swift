import Tabular
import Timeline

extension TableCells {
  /// The start of a row of a history; nil where there is none to read, which is said in one sentence for the whole row.
  mutating func intervalTime(_ row: Int) -> WrittenTime? {
    if let column = column("start"),
      let written = table.withBytes(row: row, column: column, { WrittenTime(iso: $0) })
    {
      return isInBound(written, row) ? written : nil
    }
    let firstText =
      (0..<table.columnCount).first { !table.isBlank(row: row, column: $0) }
      .map { table.text(row: row, column: $0) } ?? ""
    if ReportTotal.begins(firstText) {
      problems.add(
        table.place(row: row), "\(quoted(firstText)) begins a total, which is no interval of a queue",
        next: "Delete the line.")
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
