import Importing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// Makes or extends the tables of people and of leave of a scenario from exports of personnel and workforce systems.
public enum StaffImporter {
  /// What to import, and what the files do not say themselves.
  public struct Request: Sendable {
    /// Paths of the exports, read in this order.
    public var files: [String]
    /// The scenario's folder; nil to look only.
    public var folder: String?
    /// Path of a mapping file.
    public var mapping: String?
    /// `dmy`, `mdy` or `ymd`.
    public var dateOrder: String?
    /// The sheet of workbooks.
    public var sheet: String?
    /// Whether people who are in none of the files are taken out of the table.
    public var removesLeavers = false

    /// A request for files.
    public init(files: [String]) { self.files = files }
  }

  /// What was done; people are named by their ids.
  public struct Result: Encodable, Sendable {
    /// One text a file: how its columns were taken, and what became of its rows.
    public var reports: [String] = []
    /// Ids of people, or leave, that are new.
    public var added: [String] = []
    /// What changed, one line each.
    public var changed: [String] = []
    /// Ids of people who are in the table and in none of the files.
    public var missing: [String] = []
    /// How many are as they were.
    public var unchanged = 0
    /// Sentences about what was left out.
    public var notes: [String] = []
    /// The table; nil where nothing was to be written.
    public var file: String?
    /// Whether its content changed.
    public var isChanged = false
    /// What to do next.
    public var next: [String] = []

    /// The result as lines for a terminal.
    public var text: String {
      var lines =
        reports.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init).dropLast() as [String]
      if !added.isEmpty { lines.append("New: \(listedIds(added)).") }
      if !changed.isEmpty { lines.append("Changed:") }
      lines += changed.prefix(40).map { "  " + $0 }
      if changed.count > 40 { lines.append("  and \(changed.count - 40) more") }
      return (lines + notes.map { "Note: \($0)" } + next).joined(separator: "\n") + "\n"
    }
  }

  /// Writes what a file's columns are taken to mean into a mapping file, to be checked and completed.
  ///
  /// - Throws: `InputError` where the file is no table or the mapping cannot be written.
  public static func draft(_ request: Request, of kind: Kind, to path: String) throws {
    guard let first = request.files.first else { return }
    let file = try open(first, request, kind)
    var unknown: [StaffMapping.Field: [String]] = [:]
    if let folder = request.folder, kind == .people, file.questions.isEmpty {
      var names = StaffNames(try ScenarioStaff(folder: folder))
      for record in try StaffReading(file).records { _ = names.agent(record, known: nil) }
      unknown = names.untranslated
    }
    let text = file.mapping.yaml(file: first, guesses: file.guesses, questions: file.questions, unknown: unknown)
    try FileAccess.write(Array(text.utf8), to: path, isNew: true)
  }

  /// What a row of the exports is of.
  public enum Kind: String, Sendable {
    /// Somebody who can be rostered.
    case people
    /// Dates on which somebody is away.
    case leave

    var mapping: StaffMapping.Kind { self == .people ? .people : .leave }
  }

  /// Reads the files, and changes the scenario's table where a folder is named: in one step, so that a run that ends early leaves
  /// the old one.
  ///
  /// - Throws: `InputError` with every open question and everything that cannot be read; nothing is written then.
  public static func run(_ request: Request, of kind: Kind) throws -> Result {
    let files = try request.files.map { path throws(InputError) in try open(path, request, kind) }
    let questions = files.flatMap(\.questions)
    guard questions.isEmpty else { throw InputError(questions) }
    let readings = try files.map { file throws(InputError) in try StaffReading(file) }
    var result = Result()
    for (file, reading) in zip(files, readings) { result.reports.append(report(file, reading)) }
    guard let folder = request.folder else {
      result.next = ["Nothing was written: add --into DIR to put this into the scenario of a folder."]
      return result
    }
    let path = try StaffTarget(folder: folder, kind: kind).path
    let records = readings.flatMap(\.records)
    return try HeldFile.changing(path, as: "import") {
      // Read again: another import may have written meanwhile.
      let target = try StaffTarget(folder: folder, kind: kind)
      switch kind {
      case .people:
        try target.mergePeople(
          records, file: request.files[0], removesLeavers: request.removesLeavers, into: &result)
      case .leave: try target.mergeLeave(records, withdrawn: readings.flatMap(\.withdrawn), into: &result)
      }
      return result
    }
  }

  private static func open(_ path: String, _ request: Request, _ kind: Kind) throws(InputError) -> StaffFile {
    var mapping: StaffMapping?
    if let path = request.mapping {
      let bytes = try FileAccess.read(path, limit: 1 << 20)
      mapping = try StaffMapping.read(String(decoding: bytes, as: UTF8.self), file: path, kind: kind.mapping)
    }
    var order: DateOrder?
    if let text = request.dateOrder {
      order = DateOrder(rawValue: text)
      if order == nil {
        throw InputError(
          Place(file: "--date-order"), "\(quoted(text)) is none of its words", next: "Write ymd, dmy or mdy.")
      }
    }
    var zones: [String: Zone] = [:]
    if kind == .leave, let folder = request.folder { zones = try StaffTarget.zones(of: folder) }
    return try StaffFile(
      FileStream(path), kind: kind.mapping, mapping: mapping, dateOrder: order, sheet: request.sheet, zones: zones)
  }

  private static func report(_ file: StaffFile, _ reading: StaffReading) -> String {
    var lines = ["\(file.name): \(file.mapping.kind.rawValue)", "  form      \(file.form)"]
    let read = file.mapping.kind.fields.compactMap { field in
      file.mapping.columns[field].map { "\(field.rawValue): \($0.joined(separator: " + "))" }
    }
    lines.append("  read      \(read.joined(separator: ", "))")
    let what = file.mapping.kind == .people ? "people" : "leaves"
    lines.append("  rows      \(reading.rows) read, \(reading.records.count) \(what)")
    lines += reading.dropped.map { "            \($0.count) \($0.reason)" }
    func places(_ found: [Int]) -> String {
      let more = found.count > 10 ? " and \(found.count - 10) more" : ""
      return found.prefix(10).map { "\($0)" }.joined(separator: ", ") + more
    }
    if !reading.partDays.isEmpty {
      lines.append(
        "  note: leave of half a day or of fewer hours than others counts as a whole day, as in line "
          + "\(places(reading.partDays)); take out of leave.csv who works then")
    }
    if !reading.openEnds.isEmpty {
      lines.append(
        "  note: leave without a last date counts as one day, as in line \(places(reading.openEnds)); "
          + "write the date under to in leave.csv where it goes on")
    }
    if reading.weakLanguages > 0 {
      lines.append("  note: \(reading.weakLanguages) languages at a beginner's level are left out")
    }
    if !reading.unknownLanguages.isEmpty {
      let words = reading.unknownLanguages.keys.sorted()
      lines.append(
        "  note: these are no languages and left out: \(words.prefix(10).map(quoted).joined(separator: ", "))")
    }
    if file.hasMoments {
      lines.append("  note: the times are moments with an offset; they are read on the clock of each person's site")
    }
    let unread = file.unread
    if !unread.isEmpty { lines.append("  not read  \(unread.count) columns: \(unread.joined(separator: ", "))") }
    return lines.joined(separator: "\n") + "\n"
  }
}
