import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What was written for another system.
public struct VendorExport: Encodable, Sendable {
  /// The file.
  public var file: String
  /// Whose.
  public var vendor: String
  /// Rows below the header.
  public var rows: Int
  /// Sentences about what it could not take.
  public var notes: [String]

  /// The result as lines for a terminal.
  public var text: String {
    (notes.map { "Note: \($0)" } + ["Wrote \(rows) rows for \(vendor) into \(file)"]).joined(separator: "\n") + "\n"
  }
}

extension Planner {
  /// Writes the forecast of the output folder, or the history, as a file that another workforce system takes.
  ///
  /// - Parameters:
  ///   - file: a new file.
  ///   - names: a table of `queue`, and `name` and `id` of the queue there; the queue's own id where nil or empty.
  ///   - group: the forecast group that shrinkage is of.
  /// - Throws: `InputError` for faults of the files, or where the system takes no intervals of that length.
  public func export(
    to vendor: Vendor, file: String, names: String? = nil, group: String? = nil
  ) throws -> VendorExport {
    if vendor == .amazonShrinkage { return try exportShrinkage(of: group ?? "", to: file) }
    if vendor == .genesysCloud || vendor == .genesysForecast,
      let bad = Self.lastPart(file).first(where: { " {^}%`]\">/:[~<#|".contains($0) })
    {
      throw InputError(
        Place(file: file), "Genesys Cloud takes no file with \(quoted(String(bad))) in its name",
        next: "Name it with letters, digits, hyphens and dots alone.")
    }
    let input = try read(needsHistory: vendor.takesHistory)
    let called = try names.map { path throws(InputError) in try readNames(path, input.scenario) } ?? [:]
    var series = try vendor.takesHistory ? historySeries(input) : reading { try forecastSeries(input.scenario) }
    for index in series.indices {
      guard let called = called[series[index].queue.id] else { continue }
      if !called.name.isEmpty { series[index].name = called.name }
      if !called.id.isEmpty { series[index].id = called.id }
    }
    if !vendor.intervals.isEmpty {
      series = try series.map { one throws(InputError) in
        // As they are where that is taken, then the shortest that can be made of them.
        let order = vendor.intervals.sorted { ($0 == one.minutes ? 0 : 1, $0) < ($1 == one.minutes ? 0 : 1, $1) }
        if let other = order.lazy.compactMap({ one.every($0) }).first { return other }
        throw InputError(
          Place(file: file),
          "\(vendor.rawValue) takes intervals of \(vendor.intervals.map(String.init).joined(separator: " or ")) min, and those of \(one.queue.id) of \(one.minutes) min cannot be made into such",
          next: "Plan in intervals of 15 or 30 min: horizon: { interval: 30 min }.")
      }
    }
    let (bytes, notes) = try VendorFile.write(series, for: vendor)
    try FileAccess.write(bytes, to: file, isNew: true)
    let lines = bytes.count { $0 == 10 }
    let hasHeader = vendor != .calabrio && vendor != .verint
    return VendorExport(file: file, vendor: vendor.rawValue, rows: lines - (hasHeader ? 1 : 0), notes: notes)
  }

  private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private func forecastSeries(_ scenario: Scenario) throws(InputError) -> [VendorSeries] {
    let forecast = try readForecast(for: scenario)
    return zip(scenario.queues, forecast.queues).map { queue, expected in
      let rows = forecast.grid.indices.filter { expected.isOpen[$0] || expected.offered[$0] > 0 }.map { interval in
        VendorSeries.Row(
          start: forecast.grid.instant(of: interval), offered: expected.offered[interval],
          handled: expected.offered[interval],
          handleSeconds: expected.offered[interval] * expected.averageHandleTime[interval])
      }
      return VendorSeries(
        queue: queue, name: queue.id, id: queue.id, rows: rows, minutes: forecast.grid.intervalSeconds / 60)
    }
  }

  private func historySeries(_ input: ScenarioInput) throws(InputError) -> [VendorSeries] {
    var result: [VendorSeries] = []
    for (queue, series) in zip(input.scenario.queues, input.history.series) {
      guard series.lengths.isEmpty else {
        throw InputError(
          Place(file: input.historyFile ?? "history"), "queue \(queue.id) has rows of several lengths",
          next: "Export the history anew in rows of one length.")
      }
      let rows = series.starts.indices.map { index -> VendorSeries.Row in
        let offered = series.offered[index]
        let handled = series.handled[index].isNaN ? offered : series.handled[index]
        let known = series.handleSeconds[index]
        let seconds = known.isNaN ? handled * (queue.handleTime?.value ?? 0) : known
        return VendorSeries.Row(start: series.starts[index], offered: offered, handled: handled, handleSeconds: seconds)
      }
      result.append(
        VendorSeries(
          queue: queue, name: queue.id, id: queue.id, rows: rows, minutes: series.intervalSeconds / 60))
    }
    return result
  }

  private func readNames(_ path: String, _ scenario: Scenario) throws(InputError) -> [String: (
    name: String, id: String
  )] {
    let table = Table.read(bytes: try FileAccess.read(path), file: path)
    var problems = table.problems
    let columns = table.columns(["queue"], &problems)
    try problems.check()
    var result: [String: (name: String, id: String)] = [:]
    let known = scenario.queues.map(\.id)
    for row in 0..<table.rowCount {
      guard let queue = columns.map({ table.text(row: row, column: $0[0]) }) else { continue }
      guard known.contains(queue) else {
        problems.add(
          table.place(row: row), "the scenario has no queue \(quoted(queue))",
          next: nearestAdvice(queue, in: known, kind: "queues"))
        continue
      }
      func cell(_ name: String) -> String { table.column(name).map { table.text(row: row, column: $0) } ?? "" }
      result[queue] = (cell("name"), cell("id"))
    }
    try problems.check()
    return result
  }
}
