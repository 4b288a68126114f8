import Tabular

/// Reports with the columns of several queues side by side.
extension TurnedTable {
  /// A column named for a queue and a figure of it, `North Offered` or `Offered - North`.
  struct Part {
    var group: String
    var figure: String
    var column: Int
  }

  /// The sample with a row for each queue and a column `Queue`; nil for any that has not the same figures, contacts offered
  /// and another, of several queues side by side.
  init?(groupsOf sample: Sample) {
    guard sample.isWhole, sample.headerLine > 0 else { return nil }
    let names = sample.columns.map(ColumnName.init)
    let isOfOne = names.contains {
      Lexicon.fit($0, .queue) == 100 || Lexicon.fit($0, .offered) == 100 && !$0.hasAny(Lexicon.sumWords)
    }
    guard !isOfOne else { return nil }
    let parts = sample.columns.indices.compactMap { Self.part(sample.columns[$0], $0) }
    let offered = Dictionary(
      grouping: parts.filter { Lexicon.fit(ColumnName($0.figure), .offered) >= 99 }, by: \.figure
    )
    .values.filter { $0.count > 1 }.max { ($0.count, $1[0].column) < ($1.count, $0[0].column) }
    guard let offered else { return nil }
    let groups = offered.map(\.group).filter { !ReportTotal.begins($0) && !isAllQueues($0) }
    // Ways, channels and plans are no queues.
    guard groups.count > 1, Set(groups).count == groups.count,
      !groups.contains(where: { Lexicon.isOfNoQueue(ColumnName($0)) })
    else { return nil }
    let figures = Dictionary(grouping: parts.filter { groups.contains($0.group) }, by: \.figure)
      .filter { $0.value.count > 1 }.sorted { $0.value[0].column < $1.value[0].column }
    guard figures.count > 1 else { return nil }
    let beside = sample.columns.indices.filter { column in !parts.contains { $0.column == column } }
    var csv: [UInt8] = []
    var lines = [sample.headerLine]
    Workbook.appendRow(beside.map { sample.columns[$0] } + ["Queue"] + figures.map(\.key), to: &csv)
    for row in 0..<sample.rowCount {
      for group in groups {
        let texts = figures.map { figure in
          figure.value.first { $0.group == group }.map { sample.text(row, $0.column) } ?? ""
        }
        if texts.allSatisfy(\.isEmpty) { continue }
        Workbook.appendRow(beside.map { sample.text(row, $0) } + [group] + texts, to: &csv)
        lines.append(sample.lines[row])
      }
    }
    self.init(csv: csv, lines: lines, form: "columns for each of \(groups.count) queues (line \(sample.headerLine))")
  }

  /// Queue and figure of a column's name, the longest figure first; nil where no end of it is one.
  static func part(_ name: String, _ column: Int) -> Part? {
    let words = name.split { " _:|".contains($0) }.filter { $0.contains { $0.isLetter || $0.isNumber } }.map(
      String.init)
    for length in stride(from: words.count - 1, to: 0, by: -1) {
      for (figure, group) in [
        (words.suffix(length), words.dropLast(length)), (words.prefix(length), words.dropFirst(length)),
      ] {
        let text = figure.joined(separator: " ")
        if isFigure(ColumnName(text)) { return Part(group: group.joined(separator: " "), figure: text, column: column) }
      }
    }
    return nil
  }

  private static func isFigure(_ name: ColumnName) -> Bool {
    [Role.offered, .handled, .abandoned, .handleTime, .talk, .hold, .wrap, .wait].contains {
      Lexicon.fit(name, $0) >= 99
    }
  }
}
