import Staffing
import Tabular
import Timeline
import Units
import Workforce

/// How long each queue takes to recover from a backlog, and what overtime changes.
public struct BacklogReport: Hashable, Sendable, Encodable {
  /// One way of working it off.
  public struct Way: Hashable, Sendable, Encodable {
    /// Elapsed hours until less than a twentieth of the backlog is left, by formula; `nil` where that is behind the plan.
    public var hours: Double?
    /// The same in the simulation.
    public var simulatedHours: Double?
    /// When that is by formula, on the queue's clock; ISO 8601.
    public var recovered: String?
  }

  /// One queue with a backlog.
  public struct Line: Hashable, Sendable, Encodable {
    /// Id of the queue.
    public var queue: String
    /// Contacts that wait at the beginning.
    public var contacts: Double
    /// As the roster is.
    public var asRostered: Way
    /// With people who stay longer.
    public var withOvertime: Way
    /// Hours that they stay.
    public var overtimeHours: Double
    /// What those are paid, in minor units by currency.
    public var overtimeWages: [String: Int]
  }

  /// When the backlog is there, on the clock of the first site; ISO 8601.
  public var from: String
  /// Queues with a backlog, in the order of the scenario.
  public var queues: [Line]
  /// People who stay, by id.
  public var people: [String]
  /// Queues of these that people on other queues serve between their contacts, which the simulation counts and the formula does not.
  public var blended: [String]
  /// Whether somebody may stay who need not, since what waits is gone before.
  private let needsNobody: Bool

  private enum CodingKeys: CodingKey { case from, queues, people, blended }

  init(
    _ scenario: Scenario, from start: Instant, backlog: [Double],
    plain: (formula: [Recovery], simulated: [Recovery]), helped: (formula: [Recovery], simulated: [Recovery]),
    help: OvertimeHelp, outOf everybody: OvertimeHelp
  ) {
    blended = backlog.indices.filter { backlog[$0] > 0 && scenario.queues[$0].blend != nil }.map {
      scenario.queues[$0].id
    }
    needsNobody = help.stays.isEmpty && !everybody.stays.isEmpty
    from = (scenario.sites.first?.zone ?? .utc).isoText(at: start)
    people = Set(help.stays.map(\.agent)).sorted()
    queues = backlog.indices.filter { backlog[$0] > 0 }.map { index in
      let zone = scenario.queues[index].open.zone
      func way(_ both: (formula: [Recovery], simulated: [Recovery])) -> Way {
        let seconds = both.formula[index].seconds
        return Way(
          hours: seconds.map { $0 / 3600 }, simulatedHours: both.simulated[index].seconds.map { $0 / 3600 },
          recovered: seconds.map { zone.isoText(at: start.advanced(bySeconds: Int($0.rounded(.up)))) })
      }
      return Line(
        queue: scenario.queues[index].id, contacts: backlog[index], asRostered: way(plain), withOvertime: way(helped),
        overtimeHours: help.hours(on: index), overtimeWages: help.wages(on: index, in: scenario))
    }
  }

  /// Whether every queue recovers within the plan as it is rostered.
  public var recovers: Bool {
    queues.allSatisfy { line in
      line.asRostered.hours != nil || blended.contains(line.queue) && line.asRostered.simulatedHours != nil
    }
  }

  /// The report as lines for a terminal.
  public var text: String {
    let header = [
      "queue", "contacts", "hours", "simulated", "recovered", "overtime h", "overtime cost", "hours with", "simulated",
      "recovered",
    ]
    let rows = queues.map { line in
      [line.queue, FixedDecimal.text(line.contacts, decimals: 0)] + Self.cells(line.asRostered)
        + [FixedDecimal.text(line.overtimeHours, decimals: 1), Self.money(line.overtimeWages)]
        + Self.cells(line.withOvertime)
    }
    var lines = ["What waits at \(from), until a twentieth of it is left:", ""]
    lines += TextTable.lines([header] + rows, leftAligned: [0])
    lines.append("")
    lines.append(
      needsNobody
        ? "Nobody has to stay longer: what waits is gone before anybody's overtime would begin."
        : people.isEmpty
          ? "Nobody may stay longer: nobody who serves these queues has overtime left in hours in which they can work."
          : "Overtime: \(people.count) \(people.count == 1 ? "person stays" : "people stay") up to "
            + "\(lengthText(minutes: OvertimeHelp.mostMinutes)) after their shifts: \(people.joined(separator: ", ")).")
    if !blended.isEmpty {
      lines.append(
        "By formula only those posted on \(blended.joined(separator: ", ")) work it off; the simulation counts the free moments of "
          + "those it is blended with too.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func cells(_ way: Way) -> [String] {
    [
      way.hours.map { FixedDecimal.text($0, decimals: 1) } ?? "-",
      way.simulatedHours.map { FixedDecimal.text($0, decimals: 1) } ?? "-",
      way.recovered.map { String($0.prefix(16)).replacing("T", with: " ") } ?? "not in the plan",
    ]
  }

  private static func money(_ wages: [String: Int]) -> String {
    let amounts = wages.sorted { $0.key < $1.key }.map { currency, minor in
      Money(minorUnits: minor, currency: currency).text
    }
    return amounts.isEmpty ? "0" : amounts.joined(separator: " + ")
  }
}
