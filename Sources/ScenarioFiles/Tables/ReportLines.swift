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
    if isTotal(firstText) {
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

/// Whether a text begins a row of totals, as reports have at their end.
///
/// - Parameter exactly: whether nothing may follow the word.
package func isTotal(_ text: String, exactly: Bool = false) -> Bool {
  let word = text.lowercased().split { !$0.isLetter }.joined(separator: " ")
  return totalWords.contains { word == $0 || !exactly && word.hasPrefix($0 + " ") }
}

private let totalWords = [
  "total", "totals", "grand total", "subtotal", "sub total", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme",
  "somme", "totale", "totaal", "suma", "razem", "soma", "summa", "celkem", "toplam",
  "\u{438}\u{442}\u{43E}\u{433}\u{43E}",
  "\u{432}\u{441}\u{435}\u{433}\u{43E}", "\u{5408}\u{8BA1}", "\u{5408}\u{8A08}",
]
