import ScenarioFiles
import Tabular
import Timeline
import Workforce

extension Planner {
  /// Writes people and shrinkage of each date of the horizon as Amazon Connect takes them for a hiring plan.
  ///
  /// Dates are midnights of the first queue's clock in UTC. People are full-time equivalents of those employed on the date. Out of
  /// office are leave and the causes whose names say so; all others are in office. Shares are percent of paid time.
  func exportShrinkage(of group: String, to file: String) throws -> VendorExport {
    guard !group.isEmpty else {
      throw InputError(
        Place(file: file), "the file is of a forecast group, and none is named", next: "Name it: --group \"My group\".")
    }
    let scenario = try read(needsHistory: false).scenario
    let zone = scenario.queues.first?.open.zone ?? .utc
    let contracts = Dictionary(scenario.contracts.map { ($0.id, $0) }) { first, _ in first }
    let full = scenario.contracts.map(\.weekMostMinutes).max() ?? 1
    func equivalents(_ agent: Agent) -> Double {
      Double(contracts[agent.contract]?.weekMostMinutes ?? full) / Double(max(1, full))
    }
    let sites = Dictionary(scenario.sites.map { ($0.id, $0) }) { first, _ in first }
    var writer = TableWriter(header: [
      "FORECAST_GROUP", "Date", "AVAILABLE_FTE", "IN_OFFICE_SHRINKAGE", "OUT_OFFICE_SHRINKAGE",
    ])
    var rows = 0
    for date in scenario.horizon.dates {
      var (all, inOffice, outOfOffice) = (0.0, 0.0, 0.0)
      for agent in scenario.agents where agent.isEmployed(on: date) {
        let weight = equivalents(agent)
        all += weight
        if scenario.leave.contains(where: { $0.agent == agent.id && $0.from <= date && date <= $0.to }) {
          outOfOffice += weight
          continue
        }
        for cause in sites[agent.site]?.shrinkage ?? [] {
          let share = weight * cause.share(inMonth: date.month)
          if cause.isOutOfOffice { outOfOffice += share } else { inOffice += share }
        }
      }
      writer.text(group)
      writer.time(zone.startOfDay(date).description)
      writer.decimal(all, decimals: 2)
      for part in [inOffice, outOfOffice] { writer.decimal(all > 0 ? 100 * part / all : 0, decimals: 2) }
      writer.endRow()
      rows += 1
    }
    try FileAccess.write(writer.bytes, to: file, isNew: true)
    let causes = Set(scenario.sites.flatMap(\.shrinkage).filter(\.isOutOfOffice).map(\.name)).sorted()
    return VendorExport(
      file: file, vendor: Vendor.amazonShrinkage.rawValue, rows: rows,
      notes: ["Out of office are leave\(causes.map { ", \($0)" }.joined()); all other shrinkage is in office."])
  }
}

extension ShrinkageCause {
  /// Whether people are away for this cause, as its name tells.
  fileprivate var isOutOfOffice: Bool {
    let name = name.lowercased()
    return ["sick", "ill", "absen", "leave", "vacation", "holiday", "no-show", "no show", "time off", "pto"].contains {
      name.contains($0)
    }
  }
}
