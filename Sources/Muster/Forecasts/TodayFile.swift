import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// Contacts of the days that have begun, for an update within the day.
struct TodayFile {
  let file: InputFile
  let history: ContactHistory
  /// The moment up to which the rows are complete.
  let asOf: Instant

  /// - Parameters:
  ///   - path: a table in the form of the history.
  ///   - asOf: ISO 8601 with its offset; `nil` for the end of the last row.
  /// - Throws: `InputError` for faults of the file, or when none of its rows lies in the horizon.
  init(_ path: String, asOf: String?, for input: ScenarioInput) throws(InputError) {
    let scenario = input.scenario
    let bytes = try FileAccess.read(path)
    file = InputFile(name: "--today \(path)", bytes: bytes)
    var history = try ScenarioFolder.readRecent(bytes, file: path, for: scenario)
    let grid = scenario.grid
    let ends = history.series.flatMap { series in
      series.starts.indices.filter { grid.index(containing: series.starts[$0]) != nil }
        .map { series.starts[$0].advanced(bySeconds: series.seconds(ofRow: $0)) }
    }
    guard let last = ends.max() else {
      throw InputError(
        Place(file: path), "no row lies in the weeks of the scenario",
        next: "Give rows from \(scenario.horizon.first.isoText) on, or move the horizon.")
    }
    var now = last
    if let asOf {
      guard let instant = Instant(iso: asOf) else {
        throw InputError(
          Place(file: "--as-of"), "\(quoted(asOf)) is not a date and time with its offset",
          next: "Write it like 2026-03-23T11:00+01:00.")
      }
      now = instant
    }
    for index in history.series.indices where input.quietQueues.contains(history.series[index].queue) {
      history.series[index].addQuiet(until: now, on: grid, in: scenario)
    }
    self.history = history
    self.asOf = now
  }
}

extension ContactHistory.Series {
  /// Adds a row of no contacts for each interval that has none, from the first date with a row on.
  fileprivate mutating func addQuiet(until now: Instant, on grid: IntervalGrid, in scenario: Scenario) {
    guard let first = starts.first, let zone = scenario.queues.first(where: { $0.id == queue })?.open.zone else {
      return
    }
    let midnight = zone.startOfDay(zone.local(at: first).date)
    var isThere = [Bool](repeating: false, count: grid.count)
    for row in starts.indices {
      for second in stride(from: 0, to: seconds(ofRow: row), by: grid.intervalSeconds) {
        if let interval = grid.index(containing: starts[row].advanced(bySeconds: second)) { isThere[interval] = true }
      }
    }
    lengths = starts.indices.map { seconds(ofRow: $0) }
    for interval in grid.indices
    where !isThere[interval] && grid.instant(of: interval) >= midnight && grid.instant(of: interval + 1) <= now {
      starts.append(grid.instant(of: interval))
      lengths.append(grid.intervalSeconds)
      offered.append(0)
      handled.append(0)
      abandoned.append(0)
      handleSeconds.append(0)
    }
    let order = starts.indices.sorted { starts[$0] < starts[$1] }
    func sorted<Value>(_ values: [Value]) -> [Value] { order.map { values[$0] } }
    (starts, lengths, offered) = (sorted(starts), sorted(lengths), sorted(offered))
    (handled, abandoned, handleSeconds) = (sorted(handled), sorted(abandoned), sorted(handleSeconds))
  }
}
