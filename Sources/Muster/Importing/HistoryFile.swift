import Importing
import Lanes
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// Rows of an import as they go into a history, with those of no contacts.
struct Addition {
  /// By id of the queue, in order of time.
  private(set) var rows: [(queue: String, rows: [HistoryRow])] = []
  /// Names in the files by id.
  private(set) var names: [String: String] = [:]
  /// Starts of the first and the last interval in which single contacts came, and its length, by id of the queues counted
  /// from these.
  private(set) var counted: [String: (range: ClosedRange<Int>, seconds: Int)] = [:]
  private(set) var notes: [String] = []

  /// - Parameter queues: of the scenario, whose opening hours tell where nobody came.
  init(_ found: HistoryImport, zone: Zone?, queues: [Queue], intervalMinutes: Int) {
    let clock = zone ?? .utc
    let seconds = intervalMinutes * 60
    let lists = found.queues.filter { $0.isCounted && !$0.rows.isEmpty }.map(\.rows)
    let first = lists.compactMap(\.first?.start).min() ?? 0
    let last = lists.compactMap(\.last?.start).max() ?? 0
    var quiet = 0
    var reports = ContactHistory(series: [])
    let kept = found.queues.filter { $0.id != "none" }
    let filled = Lanes.run(kept.count) { index -> (rows: [HistoryRow], note: String?) in
      let queue = kept[index]
      guard queue.isCounted else { return (queue.rows, nil) }
      var series = Self.series(queue, seconds: seconds)
      let end = Instant(secondsSinceEpoch: last + seconds)
      let note = addQuietIntervals(
        to: &series, of: queues.first { $0.id == queue.id }, zone: clock, until: end)
      return (Self.parted(Self.rows(series, like: queue.rows, zone: clock), seconds: seconds), note)
    }
    for (queue, part) in zip(kept, filled) {
      names[queue.id] = queue.name
      rows.append((queue.id, part.rows))
      if let note = part.note { notes.append(note) }
      quiet += part.rows.count - queue.rows.count
      if queue.isCounted { counted[queue.id] = (first...last, seconds) }
      if !queue.isCounted { reports.series.append(Self.series(queue, seconds: Self.usualLength(queue.rows))) }
    }
    if quiet > 0 {
      notes.append(
        "\(quiet) intervals in which a queue was open and nobody came have a row of 0: files of single contacts never say so."
      )
    }
    notes += gapQuestions(reports, queues: queues, zone: clock)
  }

  /// The rows, which are then no longer here.
  mutating func takeRows() -> [(queue: String, rows: [HistoryRow])] {
    let taken = rows
    rows = []
    return taken
  }

  private static func series(_ queue: ImportedQueue, seconds: Int) -> ContactHistory.Series {
    ContactHistory.Series(
      queue: queue.id, intervalSeconds: seconds, starts: queue.rows.map { Instant(secondsSinceEpoch: $0.start) },
      offered: queue.rows.map(\.offered), handled: queue.rows.map(\.handled), abandoned: queue.rows.map(\.abandoned),
      handleSeconds: queue.rows.map(\.handleSeconds))
  }

  /// Rows of a series; what no row of the import knows stays unknown in those of no contacts.
  private static func rows(_ series: ContactHistory.Series, like known: [HistoryRow], zone: Zone) -> [HistoryRow] {
    guard series.starts.count > known.count, let model = known.first else { return known }
    return series.starts.indices.map { index in
      HistoryRow(
        start: series.starts[index].secondsSinceEpoch, offset: zone.offset(at: series.starts[index]),
        offered: series.offered[index],
        handled: model.handled.isNaN ? .nan : series.handled[index],
        abandoned: model.abandoned.isNaN ? .nan : series.abandoned[index],
        handleSeconds: model.handleSeconds.isNaN ? .nan : series.handleSeconds[index])
    }
  }

  /// Rows of a queue whose contacts came in one interval of each day: the one after it had none.
  ///
  /// Rows a day apart would be taken for sums of days, which do not say when contacts arrive.
  private static func parted(_ rows: [HistoryRow], seconds: Int) -> [HistoryRow] {
    guard rows.count > 1, zip(rows, rows.dropFirst()).allSatisfy({ $1.start - $0.start >= 82_800 }) else { return rows }
    return rows.flatMap { row in
      func none(_ value: Double) -> Double { value.isNaN ? .nan : 0 }
      let next = HistoryRow(
        start: row.start + seconds, offset: row.offset, offered: 0, handled: none(row.handled),
        abandoned: none(row.abandoned), handleSeconds: none(row.handleSeconds))
      return [row, next]
    }
  }

  /// Seconds of most rows.
  private static func usualLength(_ rows: [HistoryRow]) -> Int {
    var count: [Int: Int] = [:]
    for (a, b) in zip(rows, rows.dropFirst()) where b.start - a.start <= 3600 {
      count[b.start - a.start, default: 0] += 1
    }
    return count.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 1800
  }
}

/// The history of a folder, of a scenario or not.
struct HistoryFile {
  let path: String
  let hasScenario: Bool
  /// Of the scenario; empty where there is none.
  var queues: [Queue] = []
  var zone: Zone?
  var intervalMinutes: Int?
  private var old: [UInt8]?

  fileprivate static let header = ["start", "queue", "offered", "handled", "abandoned", "handle_seconds_total"]

  init(folder: String) throws(InputError) {
    hasScenario = FileAccess.exists("\(folder)/\(ScenarioFolder.scenarioFile)")
    var name = "history.csv"
    if hasScenario {
      let input = try ScenarioFolder.read(folder, needsHistory: false)
      queues = input.scenario.queues
      zone = queues.first?.open.zone
      intervalMinutes = input.scenario.horizon.intervalMinutes
      name = input.historyFile ?? name
      // A new file of a variant would stand for the whole history of its base.
      if !FileAccess.exists("\(folder)/\(name)"),
        let base = input.bases.first(where: { FileAccess.exists("\($0)/\(name)") })
      {
        throw InputError(
          Place(file: "\(folder)/\(name)"), "the history is that of the base \(base)",
          next: "Import into \(base), or copy its \(name) into \(folder) first: the copy then counts in its place.")
      }
    }
    path = "\(folder)/\(name)"
    if FileAccess.exists(path) { old = try FileAccess.read(path) }
  }

  /// Puts an import into the history and writes it, in one step.
  func merge(
    _ addition: inout Addition, clock: Zone?, conflicts: String, into result: inout Importer.Result
  ) throws(InputError) {
    try checkQueues(addition)
    let clock = clock ?? .utc
    let clocks = Dictionary(queues.map { ($0.id, $0.open.zone) }) { first, _ in first }
    var known: [String: ContactHistory.Series] = [:]
    if let old {
      for series in try ScenarioFolder.readBareHistory(old, file: path, zone: clock, clocks: clocks).history.series {
        known[series.queue] = series
      }
    }
    let before = known.values.reduce(0) { $0 + $1.starts.count }
    let additions = Dictionary(uniqueKeysWithValues: addition.takeRows().map { ($0.queue, $0.rows) })
    let names = Set(known.keys).union(additions.keys).sorted()
    let rows = Dictionary(uniqueKeysWithValues: known.map { ($0, Self.rows($1, zone: clocks[$0] ?? clock)) })
    let counted = addition.counted
    var parts = Lanes.run(names.count) { index in
      let name = names[index]
      return QueuePart(
        name, old: rows[name] ?? [], new: additions[name] ?? [], counted: counted[name], keepsOld: conflicts == "old",
        zone: clocks[name] ?? clock, file: path)
    }
    let header = TableWriter(header: Self.header).bytes
    var bytes = header
    bytes.reserveCapacity(parts.reduce(header.count) { $0 + $1.bytes.count })
    for index in parts.indices {
      if let fault = parts[index].fault { throw fault }
      result.notes += parts[index].notes
      // What is there twice for a moment is one queue, not all.
      bytes += parts[index].takeBytes().dropFirst(header.count)
    }
    try tellChanges(zip(names, parts).map { ($0, $1) }, clock: clock, conflicts: conflicts, into: &result)
    let total = parts.reduce(0) { $0 + $1.count }
    result.history = path
    result.isChanged = bytes != old
    if bytes == old {
      result.next.append("\(path) is as it was: it holds all of this already.")
      return
    }
    let (folder, _) = Self.split(path)
    try FileAccess.makeFolder(folder)
    try FileAccess.write(bytes, to: path)
    let added = parts.reduce(0) { $0 + $1.added }
    result.next.append(
      "Wrote \(path): \(total) rows of \(names.count) queues, \(added) of them new, \(before) there before.")
  }

  /// Says where history and import differ, and what becomes of it.
  private func tellChanges(
    _ parts: [(queue: String, part: QueuePart)], clock: Zone, conflicts: String, into result: inout Importer.Result
  ) throws(InputError) {
    func moment(_ start: Int) -> LocalDateTime { clock.local(at: Instant(secondsSinceEpoch: start)) }
    func sum(_ count: (QueuePart) -> Int) -> Int { parts.reduce(0) { $0 + count($1.part) } }
    var sentences: [String] = []
    if let (queue, first) = parts.lazy.compactMap({ queue, part in part.first.map { (queue, $0) } }).first {
      sentences.append(
        "\(sum(\.changed)) intervals of the history had other numbers; the first: \(queue) at \(moment(first.start)), "
          + "\(first.texts.old) before and \(first.texts.new) in the import")
    }
    if let (queue, first) = parts.lazy.compactMap({ queue, part in part.firstCovered.map { (queue, $0) } }).first {
      sentences.append(
        "\(sum(\.covered)) rows of the history and the import are of other lengths and share their time, the first of "
          + "\(queue) at \(moment(first))")
    }
    if conflicts == "stop", let sentence = sentences.first {
      throw InputError(
        Place(file: path), sentence, next: "Say what counts: --conflicts new for the import, old for the history.")
    }
    result.notes += sentences.map { "\($0). \(conflicts == "new" ? "The import counts." : "The history counts.")" }
    if sum(\.kept) > 0 {
      result.notes.append(
        "\(sum(\.kept)) intervals keep what the history says of contacts handled, abandoned or of handle times, "
          + "of which the import says nothing.")
    }
    if sum(\.cut) > 0 {
      result.notes.append(
        "\(sum(\.cut)) intervals hold the first or the last contact of the import and more of the history: "
          + "an export that begins or ends within them has a part, so the history counts there.")
    }
  }

  private static func rows(_ series: ContactHistory.Series, zone: Zone) -> [HistoryRow] {
    series.starts.indices.map { index in
      HistoryRow(
        start: series.starts[index].secondsSinceEpoch, offset: zone.offset(at: series.starts[index]),
        offered: series.offered[index], handled: series.handled[index], abandoned: series.abandoned[index],
        handleSeconds: series.handleSeconds[index])
    }
  }

  private static func split(_ path: String) -> (String, String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  /// Every queue of an import must be one of the scenario.
  private func checkQueues(_ addition: Addition) throws(InputError) {
    guard hasScenario else { return }
    let known = queues.map(\.id)
    var problems = ProblemCollector()
    for (id, name) in addition.names.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
      problems.add(
        Place(file: path), "the scenario has no queue \(id), as \(quoted(name)) of the import would be",
        next: "Write in a mapping queues: { \(quoted(name)): \(known.first ?? "ID") }, or none to leave it out. "
          + nearestAdvice(id, in: known, kind: "queues"))
    }
    try problems.check()
  }
}

/// The rows of one queue of a history to be, as they are written.
private struct QueuePart: Sendable {
  /// A table of its own, with its header.
  private(set) var bytes: [UInt8] = []
  private(set) var notes: [String] = []
  private(set) var fault: InputError?
  private(set) var count = 0
  /// Rows that the history did not have.
  private(set) var added = 0
  /// Intervals that had other numbers, and the first.
  private(set) var changed = 0
  private(set) var first: RowOverlay.Difference?
  /// Rows that share their time with others of another length, and the first.
  private(set) var covered = 0
  private(set) var firstCovered: Int?
  /// Rows with a figure of the history that the import does not say.
  private(set) var kept = 0
  /// Intervals of which the import may hold a part.
  private(set) var cut = 0

  /// - Parameter counted: where the import has single contacts, the first and the last interval of all of them, and their length.
  init(
    _ queue: String, old: [HistoryRow], new: [HistoryRow], counted: (range: ClosedRange<Int>, seconds: Int)?,
    keepsOld: Bool, zone: Zone, file: String
  ) {
    let overlay = RowOverlay(old, under: withoutEnds(new, of: counted, old), keepsOld: keepsOld)
    let rows = overlay.rows
    (changed, first, kept) = (overlay.changed, overlay.first, overlay.kept)
    (covered, firstCovered) = (overlay.covered, overlay.firstCovered)
    let starts = Set(old.map(\.start))
    added = rows.count { !starts.contains($0.start) }
    count = rows.count
    write(rows, queue, zone)
    // What is written can be read: rows do not overlap, and times and handle times make sense.
    do throws(InputError) { notes = try ScenarioFolder.readBareHistory(bytes, file: file, zone: zone).notes } catch {
      fault = error
    }
  }

  /// Rows of an import without those that say less than the history of the time at which its contacts begin and end.
  ///
  /// Contacts that came before the first one of an export may be in another: it does not say that nobody came.
  private mutating func withoutEnds(
    _ new: [HistoryRow], of counted: (range: ClosedRange<Int>, seconds: Int)?, _ old: [HistoryRow]
  ) -> [HistoryRow] {
    guard let counted, !old.isEmpty else { return new }
    let ends = [counted.range.lowerBound, counted.range.upperBound]
    var fuller: Set<Int> = []
    if old.contains(where: { ends.contains($0.start) }) {
      let lengths = seenRowSeconds(old.map { ($0.start, $0.offset) })
      for (row, length) in zip(old, lengths) where ends.contains(row.start) && length <= counted.seconds {
        if new.contains(where: { $0.start == row.start && $0.offered < row.offered }) { fuller.insert(row.start) }
      }
    }
    cut = fuller.count
    return new.filter { counted.range.contains($0.start) && !fuller.contains($0.start) }
  }

  /// The bytes, which are then no longer here.
  mutating func takeBytes() -> [UInt8] {
    let taken = bytes
    bytes = []
    return taken
  }

  private mutating func write(_ rows: [HistoryRow], _ queue: String, _ clock: Zone) {
    var writer = TableWriter(header: HistoryFile.header)
    for row in rows {
      let instant = Instant(secondsSinceEpoch: row.start)
      writer.time { clock.local(at: instant).appendText(offset: clock.offset(at: instant), to: &$0) }
      writer.text(queue)
      for value in [row.offered, row.handled, row.abandoned, row.handleSeconds] {
        if value.isNaN { writer.blank() } else { writer.decimal(value, decimals: value == value.rounded() ? 0 : 3) }
      }
      writer.endRow()
    }
    bytes = writer.bytes
  }
}
