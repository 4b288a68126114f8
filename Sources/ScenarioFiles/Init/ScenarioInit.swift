public import Tabular
public import Timeline
import Workforce

/// Makes a scenario from a history file, for people who start with nothing else.
public enum ScenarioInit {
  /// The files of a scenario derived from a history: a commented scenario.yaml, people who roughly fit, the history as it
  /// is, and the other tables with their headers only. `ScenarioFolder.read` accepts them.
  ///
  /// Queues, hours and volumes are what the last eight weeks show; language, channel and tier are guessed from the name of
  /// a queue. The file says of each guess that it is one.
  ///
  /// - Parameters:
  ///   - history: the bytes of a history file.
  ///   - file: its name in messages.
  ///   - name: title of the scenario.
  ///   - zone: the clock of the site; where nil, a well-known one whose offsets are those in the file.
  /// - Throws: `InputError` with the problems of the history; also when it has no offsets and `zone` is nil.
  public static func files(
    history: [UInt8], file: String, name: String, zone: Zone? = nil
  ) throws(InputError) -> [InputFile] {
    let cells = TableCells(history, file: file, required: ["start", "queue", "offered"])
    let clock: Zone
    if let zone { clock = zone } else { clock = try usualZone(of: cells) }
    var problems = ProblemCollector()
    let queues = try plainQueues(cells, clock)
    let reading = readHistory(
      history, file: file, queues: queues, names: NameIndex("queue", queues.map(\.id)), usualIntervalSeconds: 1800,
      &problems)
    try problems.check()

    let sketches = reading.history.series.map { QueueSketch(of: $0, zone: clock) }
    let staff = StaffSketch(for: sketches)
    let text = ScenarioSketchText(name: name, zone: clock, queues: sketches, staff: staff)
    return [
      InputFile(name: ScenarioFolder.scenarioFile, bytes: Array(text.yaml.utf8)),
      InputFile(name: "history.csv", bytes: history),
      InputFile(name: "agents.csv", bytes: staff.agentsTable()),
      InputFile(name: "holidays.csv", bytes: TableWriter(header: ["date", "region", "name"]).bytes),
      InputFile(name: "events.csv", bytes: TableWriter(header: ["from", "to", "queue", "factor", "note"]).bytes),
      InputFile(name: "leave.csv", bytes: TableWriter(header: ["agent", "from", "to", "kind"]).bytes),
      InputFile(name: "requests.csv", bytes: TableWriter(header: ["agent", "date", "wish", "weight"]).bytes),
    ]
  }

  /// Writes such files into a folder, which is made where it is not there.
  ///
  /// - Throws: `InputError` when one of the files is there already, and nothing is then written.
  public static func write(_ files: [InputFile], to folder: String) throws(InputError) {
    for file in files where FileAccess.exists("\(folder)/\(file.name)") {
      throw InputError(
        Place(file: "\(folder)/\(file.name)"), "the file is there already",
        next: "Name a new folder; nothing was written.")
    }
    try FileAccess.makeFolder(folder)
    for file in files { try FileAccess.write(file.bytes, to: "\(folder)/\(file.name)") }
  }

  /// One queue for each name in the history, always open, to read the history with.
  private static func plainQueues(_ cells: TableCells, _ zone: Zone) throws(InputError) -> [Queue] {
    var cells = cells
    var names: [String] = []
    var seen = Set<String>()
    for row in cells.rows {
      guard let name = cells.text(row, "queue"), seen.insert(name).inserted else { continue }
      do {
        names.append(try readQueueId(name))
      } catch {
        cells.add(row, "queue", error.what, next: error.next)
      }
    }
    try cells.problems.check()
    let goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    return names.map { Queue(id: $0, language: "", channel: .phone, open: .always(zone: zone), goal: goal) }
  }

  /// The first well-known zone whose clock shows the offsets in the file; UTC where none does.
  private static func usualZone(of cells: TableCells) throws(InputError) -> Zone {
    guard let column = cells.column("start") else {
      try cells.problems.check()
      return .utc
    }
    var offsets: [(instant: Instant, offset: Int)] = []
    for row in cells.rows {
      switch cells.table.withBytes(row: row, column: column, { WrittenTime(iso: $0) }) {
      case .instant(let instant, let offset): offsets.append((instant, offset))
      case .local:
        throw InputError(
          cells.place(row, "start"), "\(cells.text(row, "start") ?? "") has no offset",
          next: "Name the clock it was read from, for example --zone Europe/Berlin.")
      case nil: break
      }
    }
    if offsets.allSatisfy({ $0.offset == 0 }) { return .utc }
    let zones = wellKnownZones.compactMap { try? Zone(named: $0) }
    return zones.first { zone in offsets.allSatisfy { zone.offset(at: $0.instant) == $0.offset } } ?? .utc
  }

  private static let wellKnownZones = [
    "Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Athens", "Europe/Istanbul", "America/New_York",
    "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Mexico_City",
    "America/Bogota", "America/Sao_Paulo", "America/Santiago", "America/Argentina/Buenos_Aires", "Africa/Casablanca",
    "Africa/Cairo", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Manila", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland",
  ]
}
