/// A CSV file in memory: its bytes, and where each cell lies in them.
///
/// A row or column is counted from 0; every row has a cell in every column. Text is made only when asked for.
public struct Table: Sendable {
  /// The file as the planner named it.
  public let file: String
  /// How cells are separated; never `.detect`.
  public let dialect: Dialect
  /// The column names in the first line, without blanks around them.
  public let header: [String]
  /// The line of the header, counted from 1; 1 but for blank lines before it.
  public let headerLine: Int
  /// The number of rows below the header, without blank ones.
  public let rowCount: Int
  /// What is wrong with the file as a table. Rows with too many or too few cells are left out of the table.
  public let problems: ProblemCollector

  @usableFromInline let bytes: [UInt8]
  /// Shape [rows x columns]: where each cell's bytes start and end, without the quotes around them.
  let cells: [CellRange]
  /// Shape [rows]: the line on which each row starts.
  let lines: [UInt32]

  /// The number of columns.
  public var columnCount: Int { header.count }

  /// The column with a name, exactly or but for upper and lower case; nil where there is none.
  public func column(_ name: String) -> Int? {
    if let exact = header.firstIndex(of: name) { return exact }
    let lower = name.lowercased()
    return header.firstIndex { $0.lowercased() == lower }
  }

  /// The columns with these names, in this order.
  ///
  /// - Returns: nil when one is missing; each missing one is added to `problems` with the nearest names in the header.
  public func columns(_ required: [String], _ problems: inout ProblemCollector) -> [Int]? {
    let found = required.map(column)
    let present = found.compactMap { $0 }
    if present.count == required.count { return present }
    // A file that could not be read as a table has said so already.
    if header.isEmpty { return nil }
    let place = Place(file: file, line: headerLine)
    if present.isEmpty, required.count > 1 {
      problems.add(
        place, "this line has none of the column names \(required.joined(separator: ", "))",
        next: "Write the column names in the first line: \(required.joined(separator: ",")).")
      return nil
    }
    let free = header.filter { name in !required.contains { $0.lowercased() == name.lowercased() } }
    for (name, column) in zip(required, found) where column == nil {
      let meant = nearest(to: name, in: free, limit: 1).first ?? Self.otherName(of: name, in: free)
      problems.add(
        place, "there is no column \(name)",
        next: meant.map { "Rename the column \($0) to \(name), or add one of that name." }
          ?? "Add a column \(name) to the header.")
    }
    return nil
  }

  /// What people call columns, by the names that they have here.
  private static let otherNames = [
    "agent": ["id", "agent_id", "employee", "employee_id", "person", "name"],
    "agent_id": ["id", "agent", "employee", "employee_id", "person", "name"], "date": ["day"], "end": ["to", "until"],
    "from": ["start", "begin", "first"], "id": ["agent", "agent_id", "employee", "employee_id", "person"],
    "offered": ["calls", "contacts", "volume"], "region": ["country", "state"], "start": ["from", "begin", "time"],
    "to": ["end", "until", "last"], "weekdays": ["day", "days", "dow"], "wish": ["request"],
  ]

  private static func otherName(of name: String, in header: [String]) -> String? {
    otherNames[name]?.lazy.compactMap { other in header.first { $0.lowercased() == other } }.first
  }

  /// Where a cell is in the file.
  public func place(row: Int, column: Int) -> Place {
    let first = cells[row * columnCount].start
    let start = cells[row * columnCount + column].start
    let line = Int(lines[row]) + lineBreaks(in: Int(first)..<Int(start))
    return Place(file: file, line: line, columnName: header[column], columnNumber: column + 1)
  }

  /// The line on which a row starts.
  public func line(row: Int) -> Int { Int(lines[row]) }

  /// Where a row starts in the file.
  public func place(row: Int) -> Place { Place(file: file, line: Int(lines[row])) }

  /// Line ends in some bytes of a row; there are some only in quoted cells.
  private func lineBreaks(in range: Range<Int>) -> Int {
    var count = 0
    for index in range {
      let isLoneReturn = bytes[index] == TableReader.carriageReturn && bytes[index + 1] != TableReader.lineFeed
      if bytes[index] == TableReader.lineFeed || isLoneReturn { count += 1 }
    }
    return count
  }
}

/// Where a cell's bytes lie in the file, without quotes around them.
struct CellRange: Sendable {
  var start: UInt32
  var end: UInt32
}
