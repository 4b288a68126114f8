import Tabular

/// Marks of thousands and decimals in the columns of a sample.
enum ColumnMarks {
  /// How the numbers of one column are written, where its cells tell.
  static func of(_ column: Int, _ sample: Sample) -> NumberMarks {
    let found = try? of([(0, false)], columns: [column], Mapping(.interval), sample, file: "")
    return found?.first ?? .plain
  }

  /// Marks in the numbers of columns, found from all different ones with marks.
  static func of(
    _ numbers: [(slot: Int, isWhole: Bool)], columns: [Int], _ mapping: Mapping, _ sample: Sample, file: String
  ) throws(InputError) -> [NumberMarks] {
    var result = [NumberMarks](repeating: mapping.numbers ?? .plain, count: columns.count)
    guard mapping.numbers == nil, !numbers.isEmpty else { return result }
    var texts: [[String]] = []
    var lines: [[Int]] = []
    for (slot, _) in numbers {
      var seen: Set<String> = []
      var found: [String] = []
      var places: [Int] = []
      var plain = 0
      for row in 0..<sample.rowCount where found.count < 50_000 {
        let isMarked = sample.withCell(row, columns[slot]) { $0.contains { $0 &- 48 >= 10 } }
        if !isMarked {
          plain += 1
          if plain > 200 { continue }
        }
        let text = sample.text(row, columns[slot])
        if !text.isEmpty, seen.insert(text).inserted {
          found.append(text)
          places.append(sample.lines[row])
        }
      }
      texts.append(found)
      lines.append(places)
    }
    var writer = TableWriter(header: numbers.indices.map { "n\($0)" })
    for row in 0..<(texts.map(\.count).max() ?? 0) {
      for column in texts { writer.text(row < column.count ? column[row] : "") }
      writer.endRow()
    }
    let table = Table.read(bytes: writer.bytes, file: file, dialect: .rfc4180)
    let finder = NumberMarkFinder(table, columns: numbers.enumerated().map { ($0.offset, $0.element.isWhole) })
    var problems = ProblemCollector()
    for question in finder.questions {
      let slot = numbers[question.column].slot
      let line = lines[question.column].first ?? 0
      problems.add(
        Place(file: file, line: line > 0 ? line : nil, columnName: sample.columns[columns[slot]]),
        "\(quoted(question.text)) may be thousands or decimals, and no other number of the file tells",
        next: "Say it: --numbers 1,234.5 or --numbers 1.234,5.")
    }
    try problems.check()
    let hasDecimalComma = numbers.indices.contains { column in
      texts[column].contains { text in
        guard let comma = text.lastIndex(of: ",") else { return false }
        let decimals = text[text.index(after: comma)...]
        // Nothing in front of three digits but a 0 is no thousands.
        let tells = decimals.count != 3 || text[..<comma] == "0"
        return !decimals.contains(".") && tells && decimals.allSatisfy(\.isNumber)
      }
    }
    for (place, number) in numbers.enumerated() {
      if let found = finder.marks[place] {
        result[number.slot] = found
      } else if hasDecimalComma, !number.isWhole {
        result[number.slot] = NumberMarks(thousands: "", hasDecimalComma: true)
      }
    }
    return result
  }
}
