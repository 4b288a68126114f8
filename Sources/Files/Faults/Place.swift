/// Where in a file something is: as much as is known of file, line and column.
public struct Place: Hashable, Sendable {
  /// The file as the planner named it.
  public var file: String
  /// The line, counted from 1; nil when the whole file is meant.
  public var line: Int?
  /// The name of the column in the header, or of the field.
  public var columnName: String?
  /// The column, counted from 1: the cell of a table's row, or the character of a line of other text.
  public var columnNumber: Int?

  /// A place from what is known of it.
  public init(file: String, line: Int? = nil, columnName: String? = nil, columnNumber: Int? = nil) {
    self.file = file
    self.line = line
    self.columnName = columnName
    self.columnNumber = columnNumber
  }
}

extension Place: CustomStringConvertible {
  /// For example `history.csv:7, column start`; the column's name goes before its number.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let columnName {
      text += ", column \(columnName)"
    } else if let columnNumber {
      text += ", column \(columnNumber)"
    }
    return text
  }
}

extension Place: Encodable {
  /// Writes `description`.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}
