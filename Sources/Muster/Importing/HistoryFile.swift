import Importing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// Rows of an import as they go into a history: by id of the queue and start, with those of no contacts.
struct Addition {
  /// By id and start.
  private(set) var rows: [String: [Int: HistoryRow]] = [:]
  /// Names in the files by id.
  private(set) var names: [String: String] = [:]
  private(set) var notes: [String] = []

  /// - Parameter queues: of the scenario, whose opening hours tell where nobody came.
  init(_ found: HistoryImport, zone: Zone?, queues: [Queue], intervalMinutes: Int) {
    let clock = zone ?? .utc
    for queue in found.queues where queue.id != "none" {
      names[queue.id] = queue.name
      rows[queue.id] = Dictionary(uniqueKeysWithValues: queue.rows.map { ($0.start, $0) })
    }
    func series(_ isCounted: Bool) -> ContactHistory {
      ContactHistory(
        series: found.queues.filter { $0.isCounted == isCounted && $0.id != "none" }.map { queue in
          ContactHistory.Series(
            queue: queue.id, intervalSeconds: isCounted ? intervalMinutes * 60 : Self.usualLength(queue.rows),
            starts: queue.rows.map { Instant(secondsSinceEpoch: $0.start) }, offered: queue.rows.map(\.offered),
            handled: queue.rows.map(\.handled), abandoned: queue.rows.map(\.abandoned),
            handleSeconds: queue.rows.map(\.handleSeconds))
        })
    }
    var counted = series(true)
    notes += addQuietIntervals(to: &counted, queues: queues, zone: clock)
    var quiet = 0
    for series in counted.series {
      let model = rows[series.queue]?.values.first
      func none(_ value: Double?) -> Double { value?.isNaN == false ? 0 : .nan }
      for (index, start) in series.starts.enumerated() where series.offered[index] == 0 {
        guard rows[series.queue]?[start.secondsSinceEpoch] == nil else { continue }
        quiet += 1
        rows[series.queue]?[start.secondsSinceEpoch] = HistoryRow(
          start: start.secondsSinceEpoch, offset: clock.offset(at: start), offered: 0, handled: none(model?.handled),
          abandoned: none(model?.abandoned), handleSeconds: none(model?.handleSeconds))
      }
    }
    if quiet > 0 {
      notes.append(
        "\(quiet) intervals in which a queue was open and nobody came have a row of 0: files of single contacts never say so.")
    }
    let gaps = gapQuestions(series(false), queues: queues, zone: clock)
    notes += gaps
  }

  /// Seconds of most rows.
  private static func usualLength(_ rows: [HistoryRow]) -> Int {
    var count: [Int: Int] = [:]
    for (a, b) in zip(rows, rows.dropFirst()) where b.start - a.start <= 3600 { count[b.start - a.start, default: 0] += 1 }
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

  private static let header = ["start", "queue", "offered", "handled", "abandoned", "handle_seconds_total"]

  init(folder: String) throws(InputError) {
    hasScenario = FileAccess.exists("\(folder)/\(ScenarioFolder.scenarioFile)")
    var name = "history.csv"
    if hasScenario {
      let input = try ScenarioFolder.read(folder, needsHistory: false)
      queues = input.scenario.queues
      zone = queues.first?.open.zone
      intervalMinutes = input.scenario.horizon.intervalMinutes
      name = input.historyFile ?? name
    }
    path = "\(folder)/\(name)"
    if FileAccess.exists(path) { old = try FileAccess.read(path) }
  }

  /// Puts an import into the history and writes it, in one step.
  func merge(
    _ addition: Addition, clock: Zone?, conflicts: String, into result: inout Importer.Result
  ) throws(InputError) {
    try checkQueues(addition)
    let clock = clock ?? .utc
    var rows: [String: [Int: HistoryRow]] = [:]
    if let old {
      let known = try ScenarioFolder.readBareHistory(old, file: path, zone: clock).history
      for series in known.series {
        for index in series.starts.indices {
          let start = series.starts[index]
          rows[series.queue, default: [:]][start.secondsSinceEpoch] = HistoryRow(
            start: start.secondsSinceEpoch, offset: clock.offset(at: start), offered: series.offered[index],
            handled: series.handled[index], abandoned: series.abandoned[index], handleSeconds: series.handleSeconds[index])
        }
      }
    }
    let before = rows.reduce(0) { $0 + $1.value.count }
    var changed: [(queue: String, start: Int, old: Double, new: Double)] = []
    var added = 0
    for (queue, cells) in addition.rows.sorted(by: { $0.key < $1.key }) {
      for (start, row) in cells.sorted(by: { $0.key < $1.key }) {
        if let other = rows[queue]?[start] {
          if Self.text(other.offered) != Self.text(row.offered) { changed.append((queue, start, other.offered, row.offered)) }
          if conflicts == "old" { continue }
        } else {
          added += 1
        }
        rows[queue, default: [:]][start] = row
      }
    }
    if let first = changed.first {
      let moment = clock.local(at: Instant(secondsSinceEpoch: first.start))
      let sentence =
        "\(changed.count) intervals of the history had other numbers; the first: \(first.queue) at \(moment), "
        + "\(Self.text(first.old)) before and \(Self.text(first.new)) in the import"
      guard conflicts != "stop" else {
        throw InputError(
          Place(file: path), sentence, next: "Say what counts: --conflicts new for the import, old for the history.")
      }
      result.notes.append(sentence + ". \(conflicts == "new" ? "The import counts." : "The history counts.")")
    }
    let bytes = write(rows, clock)
    let check = try ScenarioFolder.readBareHistory(bytes, file: path, zone: clock)
    result.notes += check.notes
    result.history = path
    result.isChanged = bytes != old
    if bytes == old {
      result.next.append("\(path) is as it was: it holds all of this already.")
      return
    }
    let (folder, _) = Self.split(path)
    try FileAccess.makeFolder(folder)
    try FileAccess.write(bytes, to: path)
    result.next.append(
      "Wrote \(path): \(rows.reduce(0) { $0 + $1.value.count }) rows of \(rows.count) queues, \(added) of them new, \(before) there before.")
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

  private static func text(_ value: Double) -> String {
    FixedDecimal.text(value, decimals: value == value.rounded() ? 0 : 3)
  }

  private func write(_ rows: [String: [Int: HistoryRow]], _ clock: Zone) -> [UInt8] {
    var writer = TableWriter(header: Self.header)
    for (queue, cells) in rows.sorted(by: { $0.key < $1.key }) {
      let clock = queues.first { $0.id == queue }?.open.zone ?? clock
      for (_, row) in cells.sorted(by: { $0.key < $1.key }) {
        writer.time(clock.minuteText(at: Instant(secondsSinceEpoch: row.start)))
        writer.text(queue)
        for value in [row.offered, row.handled, row.abandoned, row.handleSeconds] {
          if value.isNaN { writer.blank() } else { writer.decimal(value, decimals: value == value.rounded() ? 0 : 3) }
        }
        writer.endRow()
      }
    }
    return writer.bytes
  }
}

extension Zone {
  /// Calendar and clock to the minute, with the offset, for example `2026-03-29T03:00+02:00`.
  fileprivate func minuteText(at instant: Instant) -> String {
    local(at: instant).description + offsetText(offset(at: instant))
  }
}
