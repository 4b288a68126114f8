import Importing
import Lanes
import ScenarioFiles
import Tabular
import Timeline
import Workforce

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
      if !name.hasPrefix("/"), !FileAccess.exists("\(folder)/\(name)"),
        let base = input.bases.first(where: { FileAccess.exists("\($0)/\(name)") })
      {
        throw InputError(
          Place(file: "\(folder)/\(name)"), "the history is that of the base \(base)",
          next: "Import into \(base), or copy its \(name) into \(folder) first: the copy then counts in its place.")
      }
    }
    path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    if FileAccess.exists(path) { old = try FileAccess.read(path) }
  }

  /// Clocks of the queues of the scenario.
  private var clocks: [String: Zone] { Dictionary(queues.map { ($0.id, $0.open.zone) }) { first, _ in first } }

  /// The history as it is, by queue; empty where there is none.
  func series(clock: Zone?) throws(InputError) -> [String: ContactHistory.Series] {
    guard let old else { return [:] }
    let history = try ScenarioFolder.readBareHistory(old, file: path, zone: clock ?? .utc, clocks: clocks).history
    return Dictionary(history.series.map { ($0.queue, $0) }) { first, _ in first }
  }

  /// Puts an import into the history and writes it, in one step.
  ///
  /// - Parameter known: the history as it is.
  func merge(
    _ addition: inout Addition, into known: [String: ContactHistory.Series], clock: Zone?, conflicts: String,
    _ result: inout Importer.Result
  ) throws(InputError) {
    try checkQueues(addition)
    let clock = clock ?? .utc
    let clocks = clocks
    let further = FurtherColumns(old, file: path, beside: Self.header) { clocks[$0] ?? clock }
    let before = known.values.reduce(0) { $0 + $1.starts.count }
    let additions = Dictionary(uniqueKeysWithValues: addition.takeRows().map { ($0.queue, $0.rows) })
    let names = Set(known.keys).union(additions.keys).sorted()
    let rows = Dictionary(uniqueKeysWithValues: known.map { ($0, Self.rows($1, zone: clocks[$0] ?? clock)) })
    let counted = addition.counted
    var parts = Lanes.run(names.count) { index in
      let name = names[index]
      return QueuePart(
        name, old: rows[name] ?? [], new: additions[name] ?? [], counted: counted[name], keepsOld: conflicts == "old",
        zone: clocks[name] ?? clock, file: path, further: further)
    }
    let header = TableWriter(header: Self.header + further.names).bytes
    var bytes = header
    bytes.reserveCapacity(parts.reduce(header.count) { $0 + $1.bytes.count })
    for index in parts.indices {
      if let fault = parts[index].fault { throw fault }
      result.notes += parts[index].notes
      // What is there twice for a moment is one queue, not all.
      bytes += parts[index].takeBytes().dropFirst(header.count)
    }
    try tellChanges(zip(names, parts).map { ($0, $1) }, clock: clock, conflicts: conflicts, into: &result)
    if !further.names.isEmpty, parts.contains(where: { $0.changed > 0 }) {
      result.notes.append(
        "What the history has beside (\(further.names.joined(separator: ", "))) stays with its rows, also where their numbers "
          + "are others now.")
    }
    let cut = parts.reduce(0) { $0 + $1.cutFurther }
    if cut > 0 {
      result.notes.append(
        "In \(cut) intervals these cells are left out: rows of another length hold their time now, and they differ.")
    }
    let total = parts.reduce(0) { $0 + $1.count }
    result.history = path
    result.isChanged = bytes != old
    if bytes == old {
      result.next.append("\(path) is as it was: it holds all of this already.")
      return
    }
    try FileAccess.write(bytes, to: path)
    let added = parts.reduce(0) { $0 + $1.added }
    result.next.append(
      "Wrote \(path): \(total) rows of \(names.count) \(names.count == 1 ? "queue" : "queues"), \(added) of them new, \(before) there before."
    )
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
  /// Rows without what the history has beside its figures, since several rows of it differ there.
  private(set) var cutFurther = 0

  /// - Parameter counted: where the import has single contacts, the first and the last interval of all of them, and their length.
  init(
    _ queue: String, old: [HistoryRow], new: [HistoryRow], counted: (range: ClosedRange<Int>, seconds: Int)?,
    keepsOld: Bool, zone: Zone, file: String, further: FurtherColumns
  ) {
    let overlay = RowOverlay(old, under: withoutEnds(new, of: counted, old), keepsOld: keepsOld)
    let rows = overlay.rows
    (changed, first, kept) = (overlay.changed, overlay.first, overlay.kept)
    (covered, firstCovered) = (overlay.covered, overlay.firstCovered)
    let starts = Set(old.map(\.start))
    added = rows.count { !starts.contains($0.start) }
    count = rows.count
    let ends = zip(rows, seenRowSeconds(rows.map { ($0.start, $0.offset) })).map { $0.start + $1 }
    let left = Set(rows.map(\.start))
    write(rows, ends, gone: old.map(\.start).filter { !left.contains($0) }, queue, zone, further)
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

  /// - Parameters:
  ///   - ends: of the rows.
  ///   - gone: starts of rows of the history whose time these hold now, in order.
  private mutating func write(
    _ rows: [HistoryRow], _ ends: [Int], gone: [Int], _ queue: String, _ clock: Zone, _ further: FurtherColumns
  ) {
    var writer = TableWriter(header: HistoryFile.header + further.names)
    var gone = gone[...]
    for (row, end) in zip(rows, ends) {
      // A longer row of which only a part has new rows is in none of them.
      let before = gone.prefix { $0 < row.start }
      cutFurther += before.count { further.has(queue, $0) }
      let held = gone.dropFirst(before.count).prefix { $0 < end }
      gone = gone.dropFirst(before.count + held.count)
      let instant = Instant(secondsSinceEpoch: row.start)
      writer.time { clock.local(at: instant).appendText(offset: clock.offset(at: instant), to: &$0) }
      writer.text(queue)
      for value in [row.offered, row.handled, row.abandoned, row.handleSeconds] {
        if value.isNaN { writer.blank() } else { writer.decimal(value, decimals: FigureText.decimals(of: value)) }
      }
      if further.write(queue, row.start, holding: Array(held), to: &writer) { cutFurther += 1 }
      writer.endRow()
    }
    cutFurther += gone.count { further.has(queue, $0) }
    bytes = writer.bytes
  }
}
