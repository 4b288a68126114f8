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
  init(_ path: String, asOf: String?, for scenario: Scenario) throws(InputError) {
    let bytes = try FileAccess.read(path)
    file = InputFile(name: "--today \(path)", bytes: bytes)
    history = try ScenarioFolder.readRecent(bytes, file: path, for: scenario)
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
    guard let asOf else {
      self.asOf = last
      return
    }
    guard let instant = Instant(iso: asOf) else {
      throw InputError(
        Place(file: "--as-of"), "\(quoted(asOf)) is not a date and time with its offset",
        next: "Write it like 2026-03-23T11:00+01:00.")
    }
    self.asOf = instant
  }
}
