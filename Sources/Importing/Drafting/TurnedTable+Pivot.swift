import ScenarioFiles
import Tabular

/// Pivot tables as spreadsheet programs lay them out at first: queues, dates and times of day below each other in one column.
extension TurnedTable {
  /// What the first cell of a row says of those below it.
  private enum Level {
    case date
    case clock
    case queue
    case total
  }

  /// The sample with columns `Date`, `Time` and, where texts stand among these, `Queue`; nil for any other.
  init?(pivotOf sample: Sample) {
    guard sample.isWhole, sample.headerLine > 0, sample.columns.count > 1 else { return nil }
    let labels = (0..<sample.rowCount).map { trimmed(sample.text($0, 0)) }
    let levels = labels.map(Self.level)
    func count(_ level: Level) -> Int { levels.count { $0 == level } }
    guard let firstClock = levels.firstIndex(of: .clock), levels[..<firstClock].contains(.date),
      count(.clock) >= 4, count(.clock) > count(.date) + count(.queue)
    else { return nil }
    // A text names the rows below it: none is the last of its level.
    let hasQueues = count(.queue) > 0
    if hasQueues {
      guard levels[..<firstClock].contains(.queue), levels.last != .queue,
        zip(levels, levels.dropFirst()).allSatisfy({ $0 != .queue || $1 != .queue })
      else { return nil }
    }
    let figures = Array(sample.columns.indices.dropFirst())
    var csv: [UInt8] = []
    var lines = [sample.headerLine]
    var (date, queue) = ("", "")
    Workbook.appendRow(
      ["Date", "Time"] + (hasQueues ? ["Queue"] : []) + figures.map { Self.unsummed(sample.columns[$0]) }, to: &csv)
    for row in levels.indices {
      switch levels[row] {
      case .date: date = labels[row]
      case .queue: queue = labels[row]
      case .total: continue
      case .clock:
        Workbook.appendRow(
          [date, labels[row]] + (hasQueues ? [queue] : []) + figures.map { sample.text(row, $0) }, to: &csv)
        lines.append(sample.lines[row])
      }
    }
    self.init(
      csv: csv, lines: lines,
      form: "dates\(hasQueues ? ", queues" : "") and times of day below each other (line \(sample.headerLine))")
  }

  private static func level(_ label: String) -> Level {
    if label.isEmpty || ReportTotal.begins(label) || ReportTotal.ends(label) { return .total }
    if Int(label) == nil, DateOrder.allCases.contains(where: { $0.day(label) != nil }) { return .date }
    var text = label
    let time = text.withUTF8 { TimeReader(hasRanges: true, isClock: true).read($0) }
    return time.map { $0.day == nil && $0.second != nil } ?? false ? .clock : .queue
  }

  /// The column that a pivot table adds up, `Calls` of `Sum of Calls`.
  private static func unsummed(_ name: String) -> String {
    let prefix = sums.first { name.lowercased().hasPrefix($0) }
    return prefix.map { String(name.dropFirst($0.count)) } ?? name
  }

  private static let sums = [
    "sum of ", "summe von ", "somme de ", "suma de ", "somma di ", "soma de ", "som van ", "suma z ", "summa av ",
    "合計 / ",
  ]
}
