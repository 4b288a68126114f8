public import Timeline

/// A made-up support operation, ready to be written as a scenario folder.
public struct Example: Sendable {
  /// Name for the command line and the folder, for example `europe-support`.
  public let name: String
  /// One sentence for people who choose between examples.
  public let summary: String
  /// The files that are written by hand, in the order of the folder's listing.
  let written: [WrittenFile]
  /// What the history, the holidays and the events are made of.
  let history: HistoryModel

  /// Every example, in the order in which the command lists them.
  public static let all: [Example] = [.europeSupport, .followTheSun]

  /// The example of a name; `nil` when there is none.
  public static func named(_ name: String) -> Example? {
    all.first { $0.name == name }
  }

  /// The files of the scenario folder, `scenario.yaml` first.
  ///
  /// - Returns: names relative to the folder, and contents in UTF-8 with line feeds; always the same bytes.
  /// - Throws: `ZoneError` when the system has no rules for a zone of the example.
  /// - Complexity: linear in the contacts of the history, about a second for both examples together.
  public func files() throws(ZoneError) -> [(name: String, bytes: [UInt8])] {
    var files = written.map { (name: $0.name, bytes: Array($0.text.utf8)) }
    files.append((name: "holidays.csv", bytes: Array(history.holidaysTable.utf8)))
    files.append((name: "events.csv", bytes: Array(history.eventsTable.utf8)))
    files.append((name: "history.csv", bytes: try HistoryTable.bytes(of: history)))
    return files
  }
}

/// A file whose text stands in this target as it is.
struct WrittenFile: Sendable {
  /// Name inside the scenario folder.
  let name: String
  /// The whole text, ending in a line feed.
  let text: String
}
