package import Tabular
import Timeline

/// A workbook of a spreadsheet program (`.xlsx`): one of its sheets as the bytes of a CSV file.
///
/// Cells of dates and times are numbers in it, and are told by the format they are shown in.
package enum Workbook {
  /// Whether bytes begin as a workbook does.
  package static func isOne(_ head: [UInt8]) -> Bool { head.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  /// A sheet as CSV.
  ///
  /// - Parameter sheet: its name; the only one, or the first with cells, where nil.
  /// - Throws: `InputError` where the file is no workbook, or has no such sheet.
  package static func csv(_ bytes: [UInt8], file: String, sheet: String?) throws(InputError) -> [UInt8] {
    let tables = try tables(bytes, file: file, sheet: sheet)
    if tables.count > 1 {
      throw InputError(
        Place(file: file),
        "\(tables.count) sheets hold tables: \(tables.map { quoted($0.name) }.joined(separator: ", "))",
        next: "Name the one to read, for example --sheet \(quoted(tables[0].name)).")
    }
    if let only = tables.first {
      if let fault = only.fault { throw fault }
      return only.csv
    }
    throw InputError(Place(file: file), "the workbook has no cells", next: "Name the sheet, or save it as CSV.")
  }

  /// The sheets that hold tables, where they are several and have the same columns, as those of months or queues do; empty for
  /// any other file.
  static func sheetsAlike(_ bytes: [UInt8], file: String) throws(InputError) -> [String] {
    guard isOne(bytes) else { return [] }
    let tables = try tables(bytes, file: file, sheet: nil)
    return tables.count > 1 && Set(tables.map { head($0.csv) }).count == 1 ? tables.map(\.name) : []
  }

  /// The first row with several cells, without the figures of its dates.
  private static func head(_ csv: [UInt8]) -> [UInt8] {
    let line = csv.split(separator: 10).first { $0.split(separator: 0x2C).count > 2 } ?? []
    return line.filter { !(48...57 ~= $0) }
  }

  /// The sheets that hold tables, or those with cells where none does, as CSV.
  private static func tables(
    _ bytes: [UInt8], file: String, sheet: String?
  ) throws(InputError) -> [(name: String, csv: [UInt8], fault: InputError?)] {
    guard let archive = Archive(bytes), let book = archive.file("xl/workbook.xml") else {
      throw InputError(
        Place(file: file), "this is no workbook that can be read",
        next: "Save the sheet as CSV in UTF-8, and import that.")
    }
    let links = relations(archive.file("xl/_rels/workbook.xml.rels") ?? [])
    var sheets: [(name: String, path: String)] = []
    var isFrom1904 = false
    var reader = MarkupReader(book)
    while let tag = reader.next() {
      if tag.name == "sheet", let name = tag["name"], let link = tag["r:id"] ?? tag["id"], let path = links[link] {
        sheets.append((name, path))
      }
      if tag.name == "workbookPr" { isFrom1904 = tag["date1904"] == "1" || tag["date1904"] == "true" }
    }
    let names = sheets.map(\.name)
    if let sheet, !names.contains(sheet) {
      throw InputError(
        Place(file: file), "there is no sheet \(quoted(sheet))",
        next: "Its sheets are \(names.joined(separator: ", ")).")
    }
    let texts = sharedTexts(archive.file("xl/sharedStrings.xml") ?? [])
    let formats = dateFormats(archive.file("xl/styles.xml") ?? [])
    var filled: [(name: String, csv: [UInt8], fault: InputError?)] = []
    for candidate in sheets where sheet == nil || candidate.name == sheet {
      guard let data = archive.file(candidate.path) else { continue }
      let (table, fault) = table(data, texts, formats, isFrom1904, file: file)
      if !table.isEmpty || sheet != nil { filled.append((candidate.name, table, fault)) }
    }
    // A cover and notes have no columns.
    let tables = filled.filter { sheet != nil || hasColumns($0.csv) }
    return tables.isEmpty ? Array(filled.prefix(1)) : tables
  }

  /// Whether three rows or more have several cells.
  private static func hasColumns(_ table: [UInt8]) -> Bool {
    var count = 0
    for line in table.split(separator: 10) where line.split(separator: 0x2C).count > 1 {
      count += 1
      if count == 3 { return true }
    }
    return false
  }

  private static func relations(_ bytes: [UInt8]) -> [String: String] {
    var result: [String: String] = [:]
    var reader = MarkupReader(bytes)
    while let tag = reader.next() {
      guard tag.name == "Relationship", let id = tag["Id"], let target = tag["Target"] else { continue }
      result[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    return result
  }

  /// The texts that cells share.
  private static func sharedTexts(_ bytes: [UInt8]) -> [String] {
    var result: [String] = []
    var reader = MarkupReader(bytes)
    var text: String?
    var isPhonetic = false
    while let tag = reader.next() {
      switch tag.name {
      case "si": text = tag.isEnd ? nil : ""
      case "/si":
        result.append(text ?? "")
        text = nil
      case "rPh": isPhonetic = true
      case "/rPh": isPhonetic = false
      case "t" where !isPhonetic: text?.append(reader.text())
      default: break
      }
    }
    return result
  }

  /// What a style shows a number as.
  private enum Shown { case number, date, clock, moment, length }

  /// Shape [styles].
  private static func dateFormats(_ bytes: [UInt8]) -> [Shown] {
    var codes: [Int: String] = [:]
    var result: [Shown] = []
    var isInCells = false
    var reader = MarkupReader(bytes)
    while let tag = reader.next() {
      switch tag.name {
      case "numFmt":
        if let id = tag["numFmtId"].flatMap({ Int($0) }) { codes[id] = tag["formatCode"] ?? "" }
      case "cellXfs": isInCells = true
      case "/cellXfs": isInCells = false
      case "xf" where isInCells:
        let id = tag["numFmtId"].flatMap { Int($0) } ?? 0
        result.append(codes[id].map(shown) ?? standard(id))
      default: break
      }
    }
    return result
  }

  /// The formats that need no code.
  private static func standard(_ id: Int) -> Shown {
    switch id {
    case 14...17: .date
    case 18...21: .clock
    case 22: .moment
    case 45...47: .length
    default: .number
    }
  }

  /// What a code shows: its letters outside quotes and brackets tell.
  private static func shown(_ code: String) -> Shown {
    var letters = ""
    var isQuoted = false
    var bracket: String?
    var hasLength = false
    for character in code.lowercased() {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == "[" {
        bracket = ""
      } else if character == "]" {
        if let bracket, !bracket.isEmpty, bracket.allSatisfy({ "hms".contains($0) }) { hasLength = true }
        bracket = nil
      } else if bracket != nil {
        bracket?.append(character)
      } else if !isQuoted {
        letters.append(character)
      }
    }
    if hasLength { return .length }
    let hasDay = letters.contains("d") || letters.contains("y")
    let hasClock = letters.contains("h") || letters.contains("s") && !letters.contains("general")
    return hasDay ? hasClock ? .moment : .date : hasClock ? .clock : .number
  }

  /// Cells that are merged over several rows: the first and last row of each, by column, the lowest first.
  private static func mergedRows(_ bytes: [UInt8]) -> [Int: [ClosedRange<Int>]] {
    var result: [Int: [ClosedRange<Int>]] = [:]
    let end = Array("sheetData>".utf8)
    let below = bytes.indices.reversed().first { bytes[$0] == end[0] && bytes[$0...].starts(with: end) } ?? 0
    var reader = MarkupReader(Array(bytes[below...]))
    while let tag = reader.next() {
      guard tag.name == "mergeCell", let ends = tag["ref"]?.split(separator: ":").map(String.init), ends.count == 2,
        let column = columnNumber(ends[0]), let first = rowNumber(ends[0]), let last = rowNumber(ends[1]), first < last
      else { continue }
      result[column, default: []].append(first...last)
    }
    return result.mapValues { $0.sorted { $0.lowerBound > $1.lowerBound } }
  }

  /// A sheet as CSV, where what is merged over several rows stands in each of them, and what is wrong with it.
  private static func table(
    _ bytes: [UInt8], _ texts: [String], _ formats: [Shown], _ isFrom1904: Bool, file: String
  ) -> (csv: [UInt8], fault: InputError?) {
    var result: [UInt8] = []
    var merged = mergedRows(bytes)
    let mergedColumns = merged.keys.sorted()
    var mergedTexts: [Int: String] = [:]
    var isFormula = false
    // How many cells of a column are formulas without a value, the first of them, and how many have one.
    var unsaved: [Int: (count: Int, first: String)] = [:]
    var saved: [Int: Int] = [:]
    var cells: [String] = []
    var column = 0
    var kind = ""
    var style = 0
    var isInline = false
    var lastRow = 0
    var reader = MarkupReader(bytes)
    func put(_ text: String) {
      while cells.count <= column, cells.count < 2_000 { cells.append("") }
      if column < cells.count { cells[column] = text }
    }
    func endRow() {
      for place in mergedColumns {
        while let rows = merged[place]?.last, rows.upperBound < lastRow { merged[place]?.removeLast() }
        guard let rows = merged[place]?.last, rows.contains(lastRow) else { continue }
        if rows.lowerBound == lastRow {
          mergedTexts[place] = place < cells.count ? cells[place] : ""
        } else if let text = mergedTexts[place], place >= cells.count || cells[place].isEmpty {
          column = place
          put(text)
        }
      }
      appendRow(cells, to: &result)
    }
    while let tag = reader.next() {
      switch tag.name {
      case "row":
        let number = tag["r"].flatMap { Int($0) } ?? lastRow + 1
        if number > lastRow, number - lastRow < 10_000 {
          // Rows without cells are left out of the file, and keep their line.
          for _ in 0..<max(0, number - lastRow - 1) { result.append(10) }
        }
        lastRow = number
        cells = []
        column = -1
        if tag.isEnd { result.append(10) }
      case "/row": endRow()
      case "c":
        column = tag["r"].flatMap(columnNumber) ?? column + 1
        kind = tag["t"] ?? "n"
        style = tag["s"].flatMap { Int($0) } ?? 0
        isInline = false
        isFormula = false
      case "f": isFormula = true
      case "/c" where isFormula && (column >= cells.count || column < 0 || cells[column].isEmpty):
        let first = unsaved[column]?.first ?? "\(columnLetters(column))\(lastRow)"
        unsaved[column] = ((unsaved[column]?.count ?? 0) + 1, first)
      case "is": isInline = true
      case "t" where isInline: put((column < cells.count && column >= 0 ? cells[column] : "") + reader.text())
      case "v":
        let text = reader.text()
        if !text.isEmpty { saved[column, default: 0] += 1 }
        switch kind {
        case "s": put(Int(text).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? "")
        case "b": put(text == "1" ? "true" : "false")
        case "n": put(number(text, style < formats.count ? formats[style] : .number, isFrom1904))
        default: put(text)
        }
      default: break
      }
    }
    // A sum below a column may lack its value; a column that does would be taken for an empty one.
    let lost = unsaved.filter { $0.value.count > max(2, saved[$0.key] ?? 0) }.min { $0.key < $1.key }?.value
    let fault = lost.map {
      InputError(
        Place(file: file),
        "\($0.count) cells are formulas of which the file does not hold the results, the first of them \($0.first)",
        next: "Open it in a spreadsheet program and save it, or save the sheet as CSV.")
    }
    return (result.allSatisfy { $0 == 10 } ? [] : result, fault)
  }

  /// Adds cells as a line of CSV.
  static func appendRow(_ cells: [String], to csv: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { csv.append(0x2C) }
      let isPlain = !cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 10 || $0 == 13 }
      csv +=
        isPlain
        ? Array(cell.utf8)
        : Array("\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"".utf8)
    }
    csv.append(10)
  }

  /// `BC12` as 54.
  private static func columnNumber(_ reference: String) -> Int? {
    var number = 0
    for byte in reference.utf8 {
      guard 65...90 ~= byte else { break }
      number = number * 26 + Int(byte) - 64
    }
    return number > 0 && number <= 2_000 ? number - 1 : nil
  }

  /// 54 as `BC`.
  private static func columnLetters(_ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// `BC12` as 12.
  private static func rowNumber(_ reference: String) -> Int? { Int(reference.drop { !$0.isNumber }) }

  /// A number as it is shown: days since the end of 1899 as dates and clocks.
  private static func number(_ text: String, _ shown: Shown, _ isFrom1904: Bool) -> String {
    guard shown != .number, let value = Double(text), value >= 0, value < 3_000_000 else { return text }
    let seconds = Int((value * 86_400).rounded())
    let day = seconds / 86_400 + (isFrom1904 ? 1_462 : 0)
    let local = LocalDateTime(secondsSinceEpoch: (day - 25_569) * 86_400 + seconds % 86_400)
    switch shown {
    case .date where seconds % 86_400 == 0: return local.date.isoText
    case .date, .moment: return local.tableText
    case .clock where seconds < 86_400: return clock(seconds)
    case .clock: return local.tableText
    case .length: return clock(seconds)
    case .number: return text
    }
  }

  private static func clock(_ seconds: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
