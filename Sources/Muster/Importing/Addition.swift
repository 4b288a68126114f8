import Importing
import Lanes
import ScenarioFiles
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

  /// Imports that follow on each other at most so far apart leave out only times at which nobody came.
  private static let longestPause = 4 * 86_400
  /// How much of a history tells in which hours contacts come.
  private static let memory = 56 * 86_400

  /// - Parameters:
  ///   - queues: of the scenario, whose opening hours tell where nobody came.
  ///   - known: the history so far, by queue: what is counted from contacts goes on where it ends.
  init(
    _ found: HistoryImport, zone: Zone?, queues: [Queue], intervalMinutes: Int,
    known: [String: ContactHistory.Series] = [:]
  ) {
    let clock = zone ?? .utc
    let seconds = intervalMinutes * 60
    let lists = found.queues.filter { $0.isCounted && !$0.rows.isEmpty }.map(\.rows)
    let first = lists.compactMap(\.first?.start).min() ?? 0
    let last = lists.compactMap(\.last?.start).max() ?? 0
    var quiet = 0
    var reports = ContactHistory(series: [])
    let kept = found.queues.filter { $0.id != "none" }
    let before = kept.map { known[$0.id].flatMap { Self.end(of: $0, before: first) } }
    let filled = Lanes.run(kept.count) { index -> (rows: [HistoryRow], note: String?) in
      let queue = kept[index]
      guard queue.isCounted else { return (queue.rows, nil) }
      var series = Self.series(queue, seconds: seconds)
      let from = before[index]
      if let from, let known = known[queue.id] { series = Self.joined(known, series, from: from - Self.memory) }
      let end = Instant(secondsSinceEpoch: last + seconds)
      let note = addQuietIntervals(
        to: &series, of: queues.first { $0.id == queue.id }, zone: clock, until: end,
        since: from.map { Instant(secondsSinceEpoch: $0) })
      let rows = Self.rows(series, like: queue.rows, zone: clock).filter { row in from.map { $0 <= row.start } ?? true }
      return (Self.parted(rows, seconds: seconds), note)
    }
    for (index, (queue, part)) in zip(kept, filled).enumerated() {
      names[queue.id] = queue.name
      rows.append((queue.id, part.rows))
      if let note = part.note { notes.append(note) }
      quiet += part.rows.count - queue.rows.count
      if queue.isCounted { counted[queue.id] = ((before[index] ?? first)...last, seconds) }
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

  /// When the rows of a queue end, where an import that begins then goes on from them; nil for any other.
  private static func end(of series: ContactHistory.Series, before first: Int) -> Int? {
    guard let last = series.starts.indices.last else { return nil }
    let end = series.starts[last].secondsSinceEpoch + series.seconds(ofRow: last)
    return first - longestPause <= end && end <= first ? end : nil
  }

  /// The rows of a history since some time and those of an import after it.
  private static func joined(
    _ known: ContactHistory.Series, _ new: ContactHistory.Series, from: Int
  ) -> ContactHistory.Series {
    let kept = known.starts.indices.filter { known.starts[$0].secondsSinceEpoch >= from }
    var all = ContactHistory.Series(
      queue: new.queue, intervalSeconds: new.intervalSeconds, starts: kept.map { known.starts[$0] } + new.starts,
      offered: kept.map { known.offered[$0] } + new.offered, handled: kept.map { known.handled[$0] } + new.handled,
      abandoned: kept.map { known.abandoned[$0] } + new.abandoned,
      handleSeconds: kept.map { known.handleSeconds[$0] } + new.handleSeconds)
    all.lengths = kept.map { known.seconds(ofRow: $0) } + new.starts.indices.map { new.seconds(ofRow: $0) }
    return all
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
