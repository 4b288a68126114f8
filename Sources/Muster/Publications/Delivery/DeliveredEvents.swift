import ScenarioFiles
import Tabular
import Timeline

/// What was put onto a server for one person: a file beside the scenario, so that what somebody else changed there is known.
struct DeliveredEvents {
  /// One event.
  struct Entry: Hashable {
    var uid: String
    /// The server's tag of what we put.
    var tag: String
    /// SHA-256 of what we put.
    var content: String
    /// Fingerprint of what was about to be put when the file was written last; empty when nothing was.
    var pending: String
    /// When the event ends.
    var ends: Instant
    /// Whether what we put says that the event is off.
    var isWithdrawn = false
  }

  private(set) var entries: [String: Entry] = [:]
  private let path: String

  private static let header = ["uid", "tag", "content", "pending", "ends_utc", "withdrawn"]

  /// Reads the file; nothing was put where there is none.
  ///
  /// - Throws: `InputError` where it is no such file.
  init(_ path: String) throws(InputError) {
    self.path = path
    guard FileAccess.exists(path) else { return }
    let table = Table.read(bytes: try FileAccess.read(path), file: path)
    // Earlier versions did not write down what is off.
    guard table.header == Self.header || table.header == Self.header.dropLast() else {
      throw InputError(
        Place(file: path), "this is no record of what was put onto a server",
        next: "Put it back as it was. Without it every event that is there counts as somebody else's.")
    }
    for row in 0..<table.rowCount {
      let cells = table.header.indices.map { table.text(row: row, column: $0) }
      guard let ends = Instant(iso: cells[4]) else { continue }
      entries[cells[0]] = Entry(
        uid: cells[0], tag: cells[1], content: cells[2], pending: cells[3], ends: ends,
        isWithdrawn: cells.last == "true")
    }
  }

  /// An entry by identity.
  subscript(_ uid: String) -> Entry? {
    get { entries[uid] }
    set { entries[uid] = newValue }
  }

  /// Writes the file, entries by identity.
  func save() throws(InputError) {
    var writer = TableWriter(header: Self.header)
    for entry in entries.values.sorted(by: { $0.uid < $1.uid }) {
      for text in [entry.uid, entry.tag, entry.content, entry.pending] { writer.text(text) }
      writer.time(entry.ends.tableText)
      writer.text(String(entry.isWithdrawn))
      writer.endRow()
    }
    try FileAccess.write(writer.bytes, to: path, isPrivate: true)
  }
}
