package import Tabular

/// What a table holds: its columns with type, unit and range, and what identifies a row.
///
/// The writer of the table takes its header from here, and so do the descriptions beside the tables.
package struct TableDefinition: Hashable, Sendable {
  /// One column.
  package struct Column: Hashable, Sendable {
    /// What a cell holds.
    package enum Kind: String, Hashable, Sendable {
      /// Words.
      case text
      /// A whole number.
      case integer
      /// A number with decimals.
      case number
      /// `true` or `false`.
      case flag
      /// A date of the calendar, `2026-03-28`.
      case date
      /// A moment in UTC, `2026-03-28 07:00:00Z`.
      case instant
      /// What calendar and clock show, `2026-03-28 08:00:00`; where is said by `zone`.
      case wallTime
    }

    /// The name in the header.
    package var name: String
    /// What a cell holds.
    package var kind: Kind
    /// Unit of a number, for example `contacts`; empty where there is none.
    package var unit: String
    /// What the column means.
    package var about: String
    /// Least and greatest number; `nil` for cells that are no numbers.
    package var range: ClosedRange<Double>?
    /// Words that a cell may hold; empty for any.
    package var words: [String]
    /// Whether a cell may be empty, which means unknown.
    package var mayBeEmpty: Bool

    /// A column.
    package init(
      _ name: String, _ kind: Kind, unit: String = "", range: ClosedRange<Double>? = nil, words: [String] = [],
      mayBeEmpty: Bool = false, _ about: String
    ) {
      self.name = name
      self.kind = kind
      self.unit = unit
      self.about = about
      self.range = range ?? (kind == .integer || kind == .number ? 0 ... .infinity : nil)
      self.words = words
      self.mayBeEmpty = mayBeEmpty
    }
  }

  /// Columns whose values stand in another table.
  package struct Reference: Hashable, Sendable {
    /// Columns here, which have the same names there.
    package var columns: [String]
    /// File name of the other table.
    package var table: String

    /// A reference.
    package init(_ columns: [String], in table: String) {
      self.columns = columns
      self.table = table
    }
  }

  /// Name of the file, for example `roster.csv`.
  package var fileName: String
  /// The command that writes it, for example `roster`.
  package var stage: String
  /// What a row is.
  package var about: String
  /// Columns in their order.
  package var columns: [Column]
  /// Columns that together identify a row.
  package var key: [String]
  /// What stands in other tables.
  package var references: [Reference]

  /// A table.
  package init(
    _ fileName: String, stage: String, _ about: String, columns: [Column], key: [String], references: [Reference] = []
  ) {
    self.fileName = fileName
    self.stage = stage
    self.about = about
    self.columns = columns
    self.key = key
    self.references = references
  }

  /// Starts a table with its header, or further rows of one that has it.
  package func writer(isContinued: Bool = false) -> TableWriter {
    TableWriter(header: columns.map(\.name), isContinued: isContinued)
  }

  /// A whole table: its header, and a row for each thing, whose cells are written in the order of the columns.
  package func bytes<Row>(of rows: some Sequence<Row>, cells: (inout TableWriter, Row) -> Void) -> [UInt8] {
    var writer = writer()
    for row in rows {
      cells(&writer, row)
      writer.endRow()
    }
    return writer.bytes
  }

  /// The same columns in another file.
  package func renamed(_ fileName: String, stage: String? = nil, _ about: String) -> TableDefinition {
    var other = self
    other.fileName = fileName
    other.stage = stage ?? self.stage
    other.about = about
    other.references = []
    return other
  }
}

extension TableDefinition.Column {
  /// The queue of a row.
  package static let queue = Self("queue", .text, "id of the queue")
  /// The person of a row; never a name.
  package static let agent = Self("agent_id", .text, "id of the person")
  /// Contacts that are expected or came.
  package static let offered = Self("offered", .number, unit: "contacts", "contacts offered")
  /// A local date.
  package static let date = Self("date", .date, "local date")

  /// A share, `0` to `1`.
  package static func share(_ name: String, mayBeEmpty: Bool = false, _ about: String) -> Self {
    Self(name, .number, unit: "share", range: 0...1, mayBeEmpty: mayBeEmpty, about)
  }

  /// Length of a row's stretch.
  package static let minutes = Self("minutes", .integer, unit: "minutes", range: 1 ... .infinity, "elapsed minutes")

  fileprivate static let startUTC = Self("start_utc", .instant, "the moment at which it starts, in UTC")
  fileprivate static let clock = [
    Self("utc_offset", .text, "by how much that clock is ahead of UTC at the start, for example `+01:00`"),
    Self("zone", .text, "IANA name of the clock"),
  ]
}

extension [TableDefinition.Column] {
  /// When a row begins: the moment, and what the clock of its place shows.
  package static var start: Self {
    [.startUTC, .init("start_local", .wallTime, "what calendar and clock show then in `zone`")] + Element.clock
  }

  /// When a row begins and ends: the moments, and what the clock of its place shows.
  package static var span: Self {
    [
      .startUTC, .init("end_utc", .instant, "the first moment after it, in UTC"),
      .init("start_local", .wallTime, "what calendar and clock show at the start in `zone`"),
      .init("end_local", .wallTime, "what they show at the end"),
    ] + Element.clock
  }

  /// Where a row of a queue and interval belongs.
  package static var interval: Self { [.queue] + .start + [.minutes] }
}
