import Tabular

/// A table that is written some thousand rows at a time, so that a long one need never be in memory as a whole.
package struct TableParts: Sendable {
  /// How many parts there are; one at least.
  package let count: Int
  private let entries: Int
  private let definition: TableDefinition
  private let write: @Sendable (inout TableWriter, Int) -> Void

  /// Entries of a part: a few hundred kilobytes.
  static let entriesAtOnce = 2_048

  /// A table of entries.
  ///
  /// - Parameter write: writes the rows of an entry; called from several threads, for each entry once.
  init(_ definition: TableDefinition, entries: Int, write: @escaping @Sendable (inout TableWriter, Int) -> Void) {
    self.definition = definition
    self.entries = entries
    self.write = write
    count = max(1, (entries + Self.entriesAtOnce - 1) / Self.entriesAtOnce)
  }

  /// One part; the first begins with the header.
  package func part(_ number: Int) -> [UInt8] {
    var writer = definition.writer(isContinued: number > 0)
    for entry in number * Self.entriesAtOnce..<min(entries, (number + 1) * Self.entriesAtOnce) { write(&writer, entry) }
    return writer.bytes
  }

  /// The whole table.
  package var bytes: [UInt8] {
    var writer = definition.writer()
    for entry in 0..<entries { write(&writer, entry) }
    return writer.bytes
  }
}
