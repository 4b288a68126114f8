import Publishing
import Tabular

/// The files of a sweep folder that go by plain names, which somebody else's files may have too.
///
/// `plan.json` and the tables are replaced only where they are what Muster makes there. `sweep.sha256`, in the form of sha256sum,
/// says what the tables were when they were written; one that has changed since was edited by somebody and is kept beside the new.
struct SweepFolder {
  /// The folder.
  let path: String

  /// Refuses the folder where one of the names is somebody else's file; asked before anything is worked out.
  func check() throws(InputError) {
    try plan.check(Self.isPlan)
    try hashes.check(Self.isHashes)
    for name in Self.tables { try table(name, isEdited: false).check(Self.isTable) }
  }

  /// Writes the plan of a sweep, and makes room for its results.
  func write(_ sweep: SweepPlan) throws(InputError) {
    try check()
    try FileAccess.makeFolder("\(path)/results")
    _ = try plan.write(sweep.bytes, Self.isPlan)
  }

  /// Writes the merged tables.
  ///
  /// - Returns: the names under which edited tables are kept.
  func write(_ tables: [(name: String, bytes: [UInt8])]) throws(InputError) -> [String] {
    try check()
    let old = try readHashes()
    var kept: [String] = []
    for (name, bytes) in tables {
      let target = table(name, isEdited: false)
      let isEdited = try target.check(Self.isTable).map { ContentHash.sha256Hex($0) != old[name] } ?? false
      if let copy = try table(name, isEdited: isEdited).write(bytes, Self.isTable) { kept.append(copy) }
    }
    let new = old.merging(tables.map { ($0.name, ContentHash.sha256Hex($0.bytes)) }) { $1 }
    let lines = new.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }
    _ = try hashes.write(Array(lines.joined().utf8), Self.isHashes)
    return kept
  }

  // MARK: - Kinds

  private static let tables = ["sweep.csv", "tornado.csv"]

  private var plan: NamedFile {
    NamedFile("\(path)/\(SweepPlan.fileName)", kind: "the plan of a sweep", isEdited: false)
  }

  private var hashes: NamedFile {
    NamedFile("\(path)/sweep.sha256", kind: "the list of a sweep's tables", isEdited: false)
  }

  private func table(_ name: String, isEdited: Bool) -> NamedFile {
    NamedFile("\(path)/\(name)", kind: "a table of a sweep", isEdited: isEdited)
  }

  /// A plan of any version.
  private static func isPlan(_ bytes: [UInt8]) -> Bool { SweepPlan(bytes) != nil }

  /// By the first line: the columns of runs, or those of a tornado.
  private static func isTable(_ bytes: [UInt8]) -> Bool {
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return line.hasPrefix("run,") && line.contains(",queue,") || line.hasPrefix(SweepTables.tornadoHeader)
  }

  private static func isHashes(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").allSatisfy { line in
      line.utf8.count > 66 && line.prefix(64).allSatisfy(\.isHexDigit) && line.dropFirst(64).hasPrefix("  ")
    }
  }

  private func readHashes() throws(InputError) -> [String: String] {
    let text = String(decoding: try hashes.check(Self.isHashes) ?? [], as: UTF8.self)
    return Dictionary(
      text.split(separator: "\n").map { (String($0.dropFirst(66)), String($0.prefix(64))) }, uniquingKeysWith: { $1 })
  }
}
