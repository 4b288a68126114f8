package import Tabular
package import Timeline
import Workforce

/// Makes a scenario from a history file, for people who start with nothing else.
package enum ScenarioInit {
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
  ///   - zone: the clock of the site and of all queues; where nil, each queue has a well-known one whose offsets are those
  ///     of its rows, and the site the most frequent of these.
  /// - Throws: `InputError` with the problems of the history; also when it has no offsets and `zone` is nil.
  package static func files(
    history: [UInt8], file: String, name: String, zone: Zone? = nil
  ) throws(InputError) -> [InputFile] {
    try sketch(history: history, file: file, name: name, zone: zone).files
  }

  /// The same files, what looks wrong in the history, and sentences about what its rows could not say.
  ///
  /// - Throws: `InputError` for faults of the history.
  package static func sketch(
    history: [UInt8], file: String, name: String, zone: Zone? = nil
  ) throws(InputError) -> (files: [InputFile], warnings: [InputProblem], notes: [String]) {
    let queues = try plainQueues(TableCells(history, file: file, required: ["start", "queue", "offered"]), zone)
    var problems = ProblemCollector()
    let reading = readHistory(
      history, file: file, queues: queues, names: NameIndex("queue", queues.map(\.id)), usualIntervalSeconds: 1800,
      &problems)
    try problems.check()

    let sketches = zip(reading.history.series, queues).map { QueueSketch(of: $0, zone: $1.open.zone) }
    let staff = StaffSketch(for: sketches)
    let siteZone = zone ?? mostFrequent(queues.map(\.open.zone)) ?? .utc
    let gaps = openGaps(reading.history, sketches)
    let text = ScenarioSketchText(name: name, siteZone: siteZone, queues: sketches, staff: staff, gaps: gaps)
    let files = [
      InputFile(name: ScenarioFolder.scenarioFile, bytes: Array(text.yaml.utf8)),
      InputFile(name: "history.csv", bytes: history),
      InputFile(name: "agents.csv", bytes: staff.agentsTable()),
      InputFile(name: "holidays.csv", bytes: TableWriter(header: ["date", "region", "name"]).bytes),
      InputFile(name: "events.csv", bytes: TableWriter(header: ["from", "to", "queue", "factor", "note"]).bytes),
      InputFile(name: "leave.csv", bytes: TableWriter(header: ["agent", "from", "to", "kind"]).bytes),
      InputFile(name: "requests.csv", bytes: TableWriter(header: ["agent", "date", "wish", "weight"]).bytes),
    ]
    let guess =
      zone == nil
      ? "The history has offsets and no clock, so sites and hours are on \(listed(unique(queues.map(\.open.zone.name)))): the first well-known clock with the offsets of each queue, or UTC where none has them. Correct it in scenario.yaml, or say --zone."
      : nil
    return (files, reading.warnings, reading.notes + [guess].compactMap { $0 })
  }

  /// One queue for each name in the history, open day and night on its clock, to read the history with.
  private static func plainQueues(_ cells: TableCells, _ zone: Zone?) throws(InputError) -> [Queue] {
    var cells = cells
    if !cells.isReadable {
      let file = cells.table.file
      cells.problems.add(
        Place(file: file, line: cells.table.headerLine),
        "a history has columns of these names; what phone systems and help desks export has others",
        next: "Run muster import \(file), which reads those and makes a history.")
    }
    var names: [String] = []
    var offsets: [String: [(instant: Instant, offset: Int)]] = [:]
    for row in cells.rows {
      guard let name = cells.text(row, "queue") else { continue }
      if offsets[name] == nil {
        offsets[name] = []
        do {
          names.append(try readQueueId(name))
        } catch {
          cells.add(row, "queue", error.what, next: error.next)
        }
      }
      switch cells.text(row, "start").flatMap({ WrittenTime(iso: $0) }) {
      case .instant(let instant, let offset): offsets[name]?.append((instant, offset))
      case .local where zone == nil:
        throw InputError(
          cells.place(row, "start"), "\(cells.text(row, "start") ?? "") has no offset",
          next: "Name the clock it was read from, for example --zone Europe/Berlin.")
      case .local, nil: break
      }
    }
    try cells.problems.check()
    let goal = ServiceGoal(answered: 0.8, within: .seconds(20))
    let wellKnown = wellKnownZones.compactMap { try? Zone(named: $0) }
    return names.map { name in
      let clock = zone ?? usualZone(offsets[name] ?? [], among: wellKnown)
      return Queue(id: name, language: "", channel: .phone, open: .always(zone: clock), goal: goal)
    }
  }

  /// The first of the zones whose clock shows all these offsets; UTC where none does.
  private static func usualZone(_ offsets: [(instant: Instant, offset: Int)], among zones: [Zone]) -> Zone {
    if offsets.allSatisfy({ $0.offset == 0 }) { return .utc }
    return zones.first { zone in offsets.allSatisfy { zone.offset(at: $0.instant) == $0.offset } } ?? .utc
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  /// The zone that most queues have, the first among equals.
  private static func mostFrequent(_ zones: [Zone]) -> Zone? {
    var best: (zone: Zone, count: Int)?
    for zone in zones {
      let count = zones.count { $0 == zone }
      if count > best?.count ?? 0 { best = (zone, count) }
    }
    return best?.zone
  }

  private static let wellKnownZones = [
    "Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Athens", "Europe/Istanbul", "America/New_York",
    "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Mexico_City",
    "America/Bogota", "America/Sao_Paulo", "America/Santiago", "America/Argentina/Buenos_Aires", "Africa/Casablanca",
    "Africa/Cairo", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Manila", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland",
  ]
}
