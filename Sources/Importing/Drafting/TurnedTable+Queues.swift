import ScenarioFiles
import Tabular

/// Reports with a column of contacts for each queue beside date and time, and no word of what they count.
extension TurnedTable {
  /// The sample with a row for each queue and its contacts; nil for any other, and where nobody says that the numbers are contacts.
  ///
  /// - Parameter isSaid: whether somebody says that each row is an interval; a title may, too.
  init?(queuesOf sample: Sample, isSaid: Bool) {
    let queues = Self.queueColumns(of: sample)
    guard queues.count > 1, isSaid || sample.titles.contains(where: Self.isOfContacts) else { return nil }
    let beside = sample.columns.indices.filter { column in
      !queues.contains(column) && !Self.isTotal(sample.columns[column])
    }
    var csv: [UInt8] = []
    var lines = [sample.headerLine]
    Workbook.appendRow(beside.map { sample.columns[$0] } + ["Queue", "Contacts"], to: &csv)
    for row in 0..<sample.rowCount {
      for column in queues where !sample.isBlank(row, column) {
        Workbook.appendRow(
          beside.map { sample.text(row, $0) } + [sample.columns[column], sample.text(row, column)], to: &csv)
        lines.append(sample.lines[row])
      }
    }
    self.init(
      csv: csv, lines: lines,
      form: "a column of contacts for each of \(queues.count) queues (line \(sample.headerLine))")
  }

  /// Columns that may each count a queue's contacts: whole numbers below names of nothing else, beside dates and times alone.
  static func queueColumns(of sample: Sample) -> [Int] {
    guard sample.isWhole, sample.headerLine > 0 else { return [] }
    let rows = (0..<sample.rowCount).filter { !ReportTotal.begins(sample.text($0, 0)) }
    func share(_ column: Int, _ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
      let filled = rows.filter { !sample.isBlank($0, column) }
      return filled.isEmpty ? 0 : Double(filled.count { sample.withCell($0, column, test) }) / Double(filled.count)
    }
    var queues: [Int] = []
    var hasDates = false
    for column in sample.columns.indices where !isTotal(sample.columns[column]) {
      let name = ColumnName(sample.columns[column])
      if Lexicon.isOfTime(name) {
        let isTime = share(column) { cell in
          DateOrder.allCases.contains { TimeReader(order: $0, hasRanges: true, isClock: true).read(cell) != nil }
            || DateOrder.allCases.contains { TimeReader(order: $0, hasRanges: true).read(cell) != nil }
        }
        guard isTime > 0.5 || share(column, { DurationReader.digits($0) == nil }) > 0.5 else { return [] }
        hasDates =
          hasDates
          || share(column) { cell in
            DateOrder.allCases.contains { TimeReader(order: $0, hasRanges: true).read(cell)?.day != nil }
          }
            > 0.5
      } else if share(column, { DurationReader.digits($0) != nil }) > 0.95, Lexicon.mayBeQueue(name) {
        queues.append(column)
      } else {
        return []
      }
    }
    return hasDates ? queues : []
  }

  private static func isTotal(_ name: String) -> Bool { ReportTotal.isWhole(name) || isAllQueues(name) }

  /// Whether a title is of contacts, as `Calls offered by hour`.
  private static func isOfContacts(_ title: String) -> Bool {
    let name = ColumnName(title)
    return !Lexicon.isOfOtherFigures(title)
      && (Lexicon.fit(name, .offered) > 0 || name.hasAny(Lexicon.channelWords)
        || name.hasAny(["contacts", "kontakte"]))
  }
}
