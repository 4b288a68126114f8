import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// The ledger of figures by queue and interval, `kpis.csv`: planned, simulated and real, each on a row of its own.
enum KpiLedger {
  /// Name of the file.
  static let fileName = "kpis.csv"

  /// Whose figures a row has.
  enum Reading: String, CaseIterable {
    case planned
    case simulated
    case real
  }

  static let definition = TableDefinition(
    fileName, stage: "kpis", "one row for each queue, interval and reading in which there is anything to say",
    columns: .interval + [
      .init("reading", .text, words: Reading.allCases.map(\.rawValue), "whose figures they are"), .offered,
      .init("handled", .number, unit: "contacts", mayBeEmpty: true, "contacts answered"),
      .share("service_level", mayBeEmpty: true, "share answered within the threshold of the goal"),
      .init("average_wait_seconds", .number, unit: "seconds", mayBeEmpty: true, "mean wait of answered contacts, ASA"),
      .share("abandoned_share", mayBeEmpty: true, "share that hangs up"),
      .share("occupancy", mayBeEmpty: true, "busy share of the time on the queue"),
      .init("handle_time_seconds", .number, unit: "seconds", mayBeEmpty: true, "mean handle time of a handled contact"),
      .init("backlog", .number, unit: "contacts", mayBeEmpty: true, "contacts that wait at the end of the interval"),
      .init(
        "backlog_age_seconds", .number, unit: "seconds", mayBeEmpty: true, "how long the first of them has waited then"),
      .init("required_hours", .number, unit: "hours", mayBeEmpty: true, "net agents required, by time"),
      .init("paid_hours", .number, unit: "hours", mayBeEmpty: true, "paid time of the roster that falls to the queue"),
      .init("productive_hours", .number, unit: "hours", mayBeEmpty: true, "time on the queue: net agents, by time"),
      .init(
        "lost_hours", .number, unit: "hours", range: -Double.infinity ... .infinity, mayBeEmpty: true,
        "paid and not on the queue: breaks that are paid, and shrinkage"),
      .init(
        "cost", .number, mayBeEmpty: true,
        "wages of the paid hours, in `currency`; empty where people who share queues are paid in several"),
      .init("cost_per_contact", .number, mayBeEmpty: true, "cost of a handled contact, in `currency`"),
      .init("currency", .text, mayBeEmpty: true, "currency of the wages"),
      .init("deflected", .number, unit: "contacts", mayBeEmpty: true, "contacts that a bot kept and solved"),
      .share("deflection_share", mayBeEmpty: true, "their share of all that came for the queue"),
      .init(
        "contact_rate", .number, unit: "contacts per 1000 customers", mayBeEmpty: true,
        "all that came for the queue, by its customers on that date"),
      effect("service_error", "real less planned service level"),
      effect("volume_effect", "part of it that other contacts than planned make"),
      effect("handle_time_effect", "part of it that another handle time makes"),
      effect(
        "staff_effect", "part of it that other people on the queue than planned make; empty where they are not known"),
      effect("model_effect", "the rest: what the formula does not know"),
    ], key: ["queue", "start_utc", "reading"])

  private static func effect(_ name: String, _ about: String) -> TableDefinition.Column {
    .init(name, .number, unit: "share", range: -2...2, mayBeEmpty: true, about)
  }

  /// Tables that a ledger is made from.
  static let sources: Set = [
    RequirementTable.fileName, RosterTable.fileName, BreaksTable.fileName, AssignmentsTable.fileName,
    FlowsTable.fileName, SimulationTables.intervals.fileName,
  ]

  /// The figures of one row; what is not known is NaN.
  private struct Row {
    var offered = Double.nan
    var handled = Double.nan
    var serviceLevel = Double.nan
    var averageWait = Double.nan
    var abandoned = Double.nan
    var occupancy = Double.nan
    var handleTime = Double.nan
    var backlog = Double.nan
    var backlogAge = Double.nan
    var required = Double.nan
    var paid = Double.nan
    var productive = Double.nan
    var cost = Double.nan
    var currency: String?
    var deflected = Double.nan
    var customers = Double.nan
    /// Effects of volume, handle time and staff, where real service is compared.
    var effects: [Double]?
    var planned = Double.nan
  }

  /// What the ledger is made from.
  struct Source {
    var scenario: Scenario
    var requirement: Requirement
    var roster: Roster
    /// Shape [queues][intervals], of a simulation; nil where there was none.
    var simulated: [[Simulated?]]?
    var actuals: Actuals?
    /// Contacts that bots kept and solved, shape [queues][grid.count]; NaN of queues without a bot.
    var deflected: [[Double]]
  }

  /// What a simulation says of an interval.
  struct Simulated {
    var offered: Double
    var serviceLevel: Double
    var abandoned: Double
    var averageWait: Double
  }

  static func write(_ source: Source) -> [UInt8] {
    let scenario = source.scenario
    let grid = scenario.grid
    let hours = Double(grid.intervalSeconds) / 3600
    let planned = Staffing.service(of: source.roster, requirement: source.requirement, in: scenario)
    let paid = PaidTime(of: source.roster, giving: planned.map(\.agents), in: scenario)
    let ends = scenario.queues.indices.map { source.requirement.end(ofQueue: $0, in: scenario) }
    let effects = source.actuals.map { Self.effects($0, planned, source) }
    var writer = definition.writer()
    // By time, so that whoever guesses types from the first rows meets every kind of queue in them.
    for interval in grid.indices {
      for (index, queue) in scenario.queues.enumerated() {
        let needed = source.requirement.queues[index]
        let service = planned[index]
        var row = Row()
        row.offered = needed.offered[interval]
        row.serviceLevel = service.serviceLevel[interval]
        row.averageWait = service.averageWait[interval]
        row.abandoned = service.abandoned[interval]
        row.handled = row.offered * (1 - (row.abandoned.isNaN ? 0 : row.abandoned))
        row.occupancy = service.occupancy[interval]
        row.handleTime = needed.averageHandleTime[interval]
        row.backlog = service.waiting[interval]
        row.backlogAge = service.oldest[interval]
        row.required = needed.netAgents[interval] * hours
        row.productive = service.agents[interval] * hours
        row.paid = paid.hours[index][interval]
        row.cost = paid.currencies[index] == nil ? .nan : paid.wages[index][interval]
        row.currency = paid.currencies[index]
        row.deflected = source.deflected[index][interval]
        row.customers = customers(of: queue, at: grid.instant(of: interval), in: scenario)
        let isIdle = row.offered == 0 && row.required == 0 && row.productive == 0 && row.paid == 0
        // What comes after a queue's last date is of the next plan's tables, unless this one asks for it.
        let isOver = interval >= ends[index] && row.required == 0
        if !isOver, !isIdle || row.backlog > 0 { write(row, .planned, queue, interval, grid, &writer) }
        if let simulated = source.simulated?[index][interval] {
          var row = Row()
          row.offered = simulated.offered
          row.serviceLevel = simulated.serviceLevel
          row.abandoned = simulated.abandoned
          row.averageWait = simulated.averageWait
          row.handled = simulated.offered * (1 - (simulated.abandoned.isNaN ? 0 : simulated.abandoned))
          write(row, .simulated, queue, interval, grid, &writer)
        }
        guard let real = source.actuals?.queues[index], !real.offered[interval].isNaN else { continue }
        var happened = Row()
        happened.offered = real.offered[interval]
        happened.handled = real.handled[interval]
        happened.serviceLevel = real.serviceLevel[interval]
        happened.averageWait = real.averageWait[interval]
        happened.abandoned = share(real.abandoned[interval], of: happened.offered)
        happened.handleTime = real.averageHandleTime(interval) ?? .nan
        happened.productive = real.agents[interval] * hours
        happened.occupancy = share(real.handleSeconds[interval] / 3600, of: happened.productive)
        happened.customers = row.customers
        happened.planned = row.serviceLevel
        happened.effects = effects?[index][interval]
        write(happened, .real, queue, interval, grid, &writer)
      }
    }
    return writer.bytes
  }

  private static func write(
    _ row: Row, _ reading: Reading, _ queue: Queue, _ interval: Int, _ grid: IntervalGrid, _ writer: inout TableWriter
  ) {
    func cell(_ value: Double, _ decimals: Int) {
      if value.isNaN { writer.blank() } else { writer.decimal(value, decimals: decimals) }
    }
    writer.interval(queue.id, interval, on: grid, in: queue.open.zone)
    writer.text(reading.rawValue)
    cell(row.offered, 2)
    cell(row.handled, 2)
    cell(row.serviceLevel, 4)
    cell(row.averageWait, 1)
    cell(row.abandoned, 4)
    cell(row.occupancy, 4)
    cell(row.handleTime > 0 ? row.handleTime : .nan, 2)
    cell(row.backlog, 2)
    cell(row.backlogAge, 0)
    for hours in [row.required, row.paid, row.productive, row.paid - row.productive] { cell(hours, 4) }
    cell(row.cost, 4)
    cell(row.handled > 0 ? row.cost / row.handled : .nan, 4)
    if let currency = row.currency { writer.text(currency) } else { writer.blank() }
    cell(row.deflected, 2)
    let all = row.offered + (row.deflected.isNaN ? 0 : row.deflected)
    cell(all > 0 ? row.deflected / all : .nan, 4)
    cell(row.customers > 0 ? 1000 * all / row.customers : .nan, 6)
    // The parts as written add up to the whole as written.
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    let error = rounded(row.serviceLevel) - rounded(row.planned)
    cell(row.effects == nil ? .nan : error, 4)
    let effects = row.effects ?? [.nan, .nan, .nan]
    for effect in effects { cell(effect, 4) }
    let known = effects.filter { !$0.isNaN }.map(rounded).reduce(0, +)
    cell(row.effects == nil ? .nan : error - known, 4)
    writer.endRow()
  }

  /// A share of at most 1; NaN where one of the two is not known or there is no whole.
  private static func share(_ part: Double, of whole: Double) -> Double {
    guard whole > 0, !part.isNaN else { return .nan }
    return min(1, part / whole)
  }

  private static func customers(of queue: Queue, at instant: Instant, in scenario: Scenario) -> Double {
    guard let rate = scenario.flows.rates.first(where: { $0.queue == queue.id }), rate.perMonth > 0 else { return .nan }
    return rate.contacts(on: queue.open.zone.local(at: instant).date) * 30.4375 / rate.perMonth
  }

  /// Effects of volume, handle time and staff on the service of each interval with real contacts; shape [queues][grid.count].
  private static func effects(
    _ actuals: Actuals, _ planned: [ExpectedService], _ source: Source
  ) -> [[[Double]?]] {
    let grid = source.scenario.grid
    let requirement = source.requirement
    let queues = source.scenario.queues
    let alsoOn = Staffing.given(by: source.roster, for: requirement, in: source.scenario).alsoOn
    // By mask of what is real: 1 contacts, 2 handle time, 4 people.
    let levels = (0..<8).map { mask -> [[Double]] in
      var needed = requirement
      var agents = planned.map(\.agents)
      for (index, real) in actuals.queues.enumerated() {
        for interval in grid.indices where !real.offered[interval].isNaN {
          if mask & 1 != 0 { needed.queues[index].offered[interval] = real.offered[interval] }
          if mask & 2 != 0, queues[index].handleTimesAtOnce.isEmpty, let time = real.averageHandleTime(interval) {
            needed.queues[index].averageHandleTime[interval] = time
          }
          if mask & 4 != 0, !real.agents[interval].isNaN { agents[index][interval] = real.agents[interval] }
        }
      }
      return Staffing.coverage(giving: agents, alsoOn: alsoOn, requirement: needed, in: source.scenario)
        .queues.map(\.serviceLevel)
    }
    return actuals.queues.enumerated().map { index, real in
      grid.indices.map { interval in
        let own = levels.map { $0[index][interval] }
        // Compared is what was measured and planned both.
        guard !real.serviceLevel[interval].isNaN, !planned[index].serviceLevel[interval].isNaN,
          own.allSatisfy({ !$0.isNaN })
        else { return nil }
        var parts = SharedEffects.split(3) { [own[$0]] }.map { $0[0] }
        if real.agents[interval].isNaN { parts[2] = .nan }
        return parts
      }
    }
  }
}
