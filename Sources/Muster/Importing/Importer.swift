import Importing
import Lanes
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// Makes or extends the history of a folder from exports of phone systems, help desks and reports.
public enum Importer {
  /// What to import, and what the files do not say themselves.
  public struct Request: Sendable {
    /// Paths of the exports, read in this order.
    public var files: [String]
    /// The folder whose history is made or extended; nil to look only.
    public var folder: String?
    /// Name of a profile, instead of the one that is recognised.
    public var profile: String?
    /// Path of a mapping file.
    public var mapping: String?
    /// IANA name of the clock of times without an offset.
    public var zone: String?
    /// `dmy`, `mdy` or `ymd`.
    public var dateOrder: String?
    /// `interval` or `contact`.
    public var rows: String?
    /// The queue of files that name none.
    public var queue: String?
    /// The sheet of workbooks.
    public var sheet: String?
    /// An example of how numbers are written.
    public var numbers: String?
    /// Minutes of the intervals that contacts are counted in; those of the scenario, or 30, where nil.
    public var interval: Int?
    /// What two rows of one interval mean that differ in numbers alone: `sum`, `last` or `first`.
    public var duplicates: String?
    /// What counts where history and import differ: `new`, `old` or `stop`.
    public var conflicts = "new"
    /// Whether rows that cannot be read are left out.
    public var skipsUnreadable = false

    /// A request for files.
    public init(files: [String]) { self.files = files }
  }

  /// What was done.
  public struct Result: Encodable, Sendable {
    /// One text a file: what it is taken for, and what became of its rows.
    public var reports: [String]
    /// Sentences about all files together and about the history.
    public var notes: [String]
    /// The history's file; nil where nothing was to be written.
    public var history: String?
    /// Whether its content changed.
    public var isChanged: Bool
    /// What to do next.
    public var next: [String]

    /// The result as lines for a terminal.
    public var text: String {
      (reports.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        .dropLast()
        + notes.map { "Note: \($0)" } + next).joined(separator: "\n") + "\n"
    }
  }

  /// The profiles as a table: name, what is known of it, and the product.
  public static var profilesText: String {
    let rows = Profile.all.map { [$0.id, $0.evidence.rawValue, $0.title] }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      (0..<2).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count + 2) }.joined() + row[2]
    }.joined(separator: "\n") + "\n"
  }

  /// Writes what a file's columns are taken to mean into a mapping file, to be checked and completed.
  ///
  /// - Throws: `InputError` where the file is no table or the mapping cannot be written.
  public static func draft(_ request: Request, to path: String?) throws -> String {
    guard let first = request.files.first else { return "" }
    let opened = try ImportFile.openAll(FileStream(first), mapping: nil, hints: try hints(request))
    guard let file = opened.first?.file, let draft = ImportFile.draft(ofSheets: opened) else { return "" }
    let text = draft.mapping.yaml(
      file: first, belief: file.belief, guesses: draft.guesses, questions: draft.questions,
      queueIds: draft.queueIds)
    if let path { try FileAccess.write(Array(text.utf8), to: path, isNew: true) }
    return text
  }

  /// Reads the files, and writes the history where a folder is named.
  ///
  /// The history is replaced in one step, so that a run that ends early leaves the old one.
  ///
  /// - Throws: `InputError` with every open question and every row that cannot be read; nothing is written then.
  public static func run(_ request: Request) throws -> Result {
    guard let folder = request.folder else { return try run(request, into: nil) }
    return try HeldFile.changing(HistoryFile(folder: folder).path, as: "import") {
      try run(request, into: HistoryFile(folder: folder))
    }
  }

  private static func run(_ request: Request, into target: HistoryFile?) throws -> Result {
    let hints = try hints(request)
    let options = try options(request)
    var mapping: Mapping?
    if let path = request.mapping {
      let bytes = try FileAccess.read(path, limit: 1 << 20)
      mapping = try Mapping.read(String(decoding: bytes, as: UTF8.self), file: path)
    }
    var files: [ImportFile] = []
    var questions: [InputProblem] = []
    for path in request.files {
      let given = mapping
      var hints = hints
      if hints.zone == nil { hints.zone = target?.zone?.name }
      for (file, draft) in try ImportFile.openAll(FileStream(path), mapping: given, hints: hints) {
        var opened = file
        if let numbers = hints.numbers { opened.mapping.numbers = numbers }
        files.append(opened)
        questions += draft.questions
      }
    }
    guard questions.isEmpty else { throw InputError(questions) }
    var settings = options
    if let interval = request.interval ?? target?.intervalMinutes { settings.intervalMinutes = interval }
    let clock = try request.zone.map(zone) ?? target?.zone ?? files.compactMap(\.mapping.zone).first.map(zone)
    let known = try target?.series(clock: clock) ?? [:]
    var (result, addition) = try read(files, settings, clock: clock, queues: target?.queues ?? [], known: known)
    files = []
    guard let target, let folder = request.folder else {
      result.next = [
        "Nothing was written: add --into DIR to make or extend the history of a folder."
      ]
      return result
    }
    try target.merge(&addition, into: known, clock: clock, conflicts: request.conflicts, &result)
    let named = clock.map { " --zone \($0.name)" } ?? ""
    result.next.append(
      target.hasScenario
        ? "Next: muster plan \(folder)" : "Next: muster init \(folder) --history \(target.path)\(named)")
    return result
  }

  /// Reads the files; what they hold is gone when this returns, but for what goes into a history.
  private static func read(
    _ files: [ImportFile], _ options: ImportOptions, clock: Zone?, queues: [Queue],
    known: [String: ContactHistory.Series]
  ) throws(InputError) -> (result: Result, addition: Addition) {
    let found = try HistoryImport(files, options: options)
    let addition = Addition(
      found, zone: clock, queues: queues, intervalMinutes: options.intervalMinutes, known: known)
    let result = Result(
      reports: found.reports.map(\.text), notes: found.notes + addition.notes, history: nil, isChanged: false, next: [])
    return (result, addition)
  }

  private static func hints(_ request: Request) throws(InputError) -> DraftHints {
    var hints = DraftHints()
    if let name = request.zone { hints.zone = try zone(name).name }
    hints.queueName = request.queue
    hints.sheet = request.sheet
    if let numbers = request.numbers {
      do throws(Misreading) { hints.numbers = try readNumberForm(numbers) } catch {
        throw InputError(Place(file: "--numbers"), error.what, next: error.next)
      }
    }
    hints.dateOrder = try word(request.dateOrder, "--date-order")
    hints.grain = try word(request.rows, "--rows")
    if let id = request.profile {
      guard let profile = Profile.named(id) else {
        throw InputError(
          Place(file: "--profile"), "there is no profile \(quoted(id))",
          next: nearestAdvice(id, in: Profile.all.map(\.id), kind: "profiles"))
      }
      hints.profile = profile
    }
    return hints
  }

  private static func options(_ request: Request) throws(InputError) -> ImportOptions {
    var options = ImportOptions()
    options.skipsUnreadable = request.skipsUnreadable
    options.duplicates = try word(request.duplicates, "--duplicates")
    options.threads = Lanes.cores
    return options
  }

  private static func zone(_ name: String) throws(InputError) -> Zone {
    do throws(ZoneError) { return try Zone(named: name) } catch {
      throw InputError(Place(file: "--zone"), error.message, next: error.next)
    }
  }

  private static func word<T: RawRepresentable & CaseIterable>(
    _ text: String?, _ option: String
  ) throws(InputError) -> T? where T.RawValue == String {
    guard let text else { return nil }
    guard let value = T(rawValue: text) else {
      throw InputError(
        Place(file: option), "\(quoted(text)) is none of its words",
        next: "Write \(T.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return value
  }
}
