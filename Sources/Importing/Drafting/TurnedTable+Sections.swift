import Tabular

/// Reports with a part for each queue below a line that names it, as pages of one queue each are.
extension TurnedTable {
  /// The sample with a column `Queue`; nil for any without lines such as `Split/Skill: North` of two queues or more.
  init?(sectionsOf sample: Sample) {
    guard sample.isWhole, sample.headerLine > 0, sample.columns.count > 2,
      !sample.columns.contains(where: { Lexicon.fit(ColumnName($0), .queue) == 100 })
    else { return nil }
    let alone = (0..<sample.rowCount).map(sample.onlyText)
    let names = alone.map { $0.flatMap(Self.queue(named:)) }
    var queue = sample.titles.compactMap(Self.queue(named:)).last ?? ""
    guard Set(names.compactMap { $0 } + [queue]).subtracting([""]).count > 1 else { return nil }
    var csv: [UInt8] = []
    var lines = [sample.headerLine]
    Workbook.appendRow(sample.columns + ["Queue"], to: &csv)
    for row in alone.indices {
      if let name = names[row] {
        queue = name
      } else if alone[row] == nil {
        Workbook.appendRow(sample.columns.indices.map { sample.text(row, $0) } + [queue], to: &csv)
        lines.append(sample.lines[row])
      }
    }
    self.init(
      csv: csv, lines: lines, form: "a part for each queue below its name (header in line \(sample.headerLine))")
  }

  /// The queue that a line names, such as `Split/Skill: Sales`.
  static func queue(named line: String) -> String? {
    guard let colon = line.firstIndex(of: ":"), Lexicon.fit(ColumnName(String(line[..<colon])), .queue) == 100 else {
      return nil
    }
    let name = line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
    return 1...60 ~= name.count && !isAllQueues(name) && !ReportTotal.isWhole(name) ? name : nil
  }
}
