import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Units
import Workforce

/// What is measured of a run; every figure is a whole number of small units, so that sums and differences are exact.
public enum Measure: Hashable, Comparable, Sendable {
  /// Contacts offered, in ten-thousandths.
  case contacts
  /// Hours of handling them.
  case workHours
  /// Agent hours on the queue that goals ask for.
  case requiredHours
  /// Hours to roster for them, time away from the queue included.
  case grossHours
  /// What those cost at the mean price of the people who serve the queue, in minor units of a currency.
  case staffingCost(String)
  /// People employed on any date of the month; over months they add up to person-months.
  case heads
  /// Paid hours of their contracts.
  case contractHours
  /// What those cost, in minor units of a currency.
  case contractPay(String)
  /// Contacts answered in time by the roster, in ten-thousandths.
  case answered
  /// Net hours rostered.
  case rosteredHours
  /// Net hours below the requirement.
  case shortHours
  /// Net hours above it.
  case overHours
  /// Paid hours of the shifts.
  case paidHours
  /// Wages of the shifts, in minor units of a currency.
  case wages(String)

  /// Name in tables.
  public var name: String {
    switch self {
    case .contacts: "contacts"
    case .workHours: "work hours"
    case .requiredHours: "required hours"
    case .grossHours: "gross hours"
    case .staffingCost: "staffing cost"
    case .heads: "person-months"
    case .contractHours: "contract hours"
    case .contractPay: "contract pay"
    case .answered: "answered in time"
    case .rosteredHours: "rostered hours"
    case .shortHours: "hours short"
    case .overHours: "hours over"
    case .paidHours: "paid hours"
    case .wages: "wages"
    }
  }

  /// Unit in tables.
  public var unit: String {
    switch self {
    case .contacts, .answered: "contacts"
    case .heads: "people"
    case .staffingCost(let currency), .contractPay(let currency), .wages(let currency): currency
    default: "hours"
    }
  }

  /// Decimals of the unit that a figure counts.
  public var decimals: Int {
    switch self {
    case .heads: 0
    case .staffingCost(let currency), .contractPay(let currency), .wages(let currency):
      Money.minorDigits(of: currency)
    default: 4
    }
  }

  private var order: Int {
    switch self {
    case .contacts: 0
    case .answered: 1
    case .workHours: 2
    case .requiredHours: 3
    case .grossHours: 4
    case .staffingCost: 5
    case .rosteredHours: 6
    case .shortHours: 7
    case .overHours: 8
    case .heads: 9
    case .contractHours: 10
    case .contractPay: 11
    case .paidHours: 12
    case .wages: 13
    }
  }

  /// The order of tables.
  public static func < (a: Measure, b: Measure) -> Bool { (a.order, a.unit) < (b.order, b.unit) }

  /// A figure as text, all its decimals unless fewer are asked for.
  public func text(_ figure: Int, decimals most: Int? = nil) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return FixedDecimal.text(Double(figure) / scale, decimals: min(decimals, most ?? decimals))
  }
}

/// The smallest piece of a figure: one measure of a queue or a site in a month.
public struct Cell: Hashable, Comparable, Sendable {
  /// What a cell is of.
  public enum Scope: String, CaseIterable, Sendable {
    /// A queue.
    case queue
    /// A site.
    case site
  }

  /// What is measured.
  public var measure: Measure
  /// Whether `id` is that of a queue or a site.
  public var scope: Scope
  /// Id of the queue or site.
  public var id: String
  /// The calendar month on its clock, `2026-03`.
  public var month: String

  /// The order of tables.
  public static func < (a: Cell, b: Cell) -> Bool {
    (a.measure, a.scope.rawValue, a.id, a.month) < (b.measure, b.scope.rawValue, b.id, b.month)
  }
}

/// All figures of a run by cell; a cell that is not there is 0.
struct Figures: Hashable, Sendable {
  private(set) var cells: [Cell: Int] = [:]

  /// The figures up to staffing.
  init(_ requirement: Requirement, in scenario: Scenario) {
    let hours = Double(requirement.grid.intervalSeconds) / 3600
    for (queue, need) in zip(scenario.queues, requirement.queues) {
      let months = Months(of: queue.open.zone, on: requirement.grid)
      let prices = HourPrices(of: queue, in: scenario, months: months)
      var sums = [Sums](repeating: Sums(), count: months.names.count)
      for interval in requirement.grid.indices where need.offered[interval] > 0 || need.grossAgents[interval] > 0 {
        let month = months.index[interval]
        sums[month].contacts += need.offered[interval]
        sums[month].work += need.offered[interval] * need.averageHandleTime[interval] / 3600
        sums[month].required += need.netAgents[interval] * hours
        sums[month].gross += need.grossAgents[interval] * hours
        prices.add(need.grossAgents[interval] * hours, at: interval, to: &sums[month].cost)
      }
      for (name, sum) in zip(months.names, sums) {
        add(.contacts, queue, name, sum.contacts)
        add(.workHours, queue, name, sum.work)
        add(.requiredHours, queue, name, sum.required)
        add(.grossHours, queue, name, sum.gross)
        for (currency, cost) in sum.cost { add(.staffingCost(currency), queue, name, cost) }
      }
    }
    addContracts(of: scenario)
  }

  /// Adds what a roster comes to.
  mutating func add(_ roster: Roster, _ coverage: Coverage, _ requirement: Requirement, in scenario: Scenario) {
    let hours = Double(requirement.grid.intervalSeconds) / 3600
    for (index, queue) in scenario.queues.enumerated() {
      let months = Months(of: queue.open.zone, on: requirement.grid)
      let given = coverage.queues[index]
      var answered = [Double](repeating: 0, count: months.names.count)
      var (rostered, short, over) = (answered, answered, answered)
      for interval in requirement.grid.indices {
        let month = months.index[interval]
        let level = given.serviceLevel[interval]
        if !level.isNaN { answered[month] += level * requirement.queues[index].offered[interval] }
        rostered[month] += given.rostered[interval] * hours
        short[month] += given.under(interval) * hours
        over[month] += given.over(interval) * hours
      }
      for (month, name) in months.names.enumerated() {
        add(.answered, queue, name, answered[month])
        add(.rosteredHours, queue, name, rostered[month])
        add(.shortHours, queue, name, short[month])
        add(.overHours, queue, name, over[month])
      }
    }
    let siteOf = Dictionary(scenario.agents.map { ($0.id, $0.site) }) { first, _ in first }
    func month(_ shift: Shift) -> String { String(shift.date.isoText.prefix(7)) }
    for (site, shifts) in Dictionary(grouping: roster.shifts, by: { siteOf[$0.agent] }) {
      guard let site else { continue }
      for (month, own) in Dictionary(grouping: shifts, by: month) {
        add(.paidHours, site: site, month, Double(own.reduce(0) { $0 + $1.paidMinutes }) / 60)
      }
      for (month, wages) in scenario.wages(of: shifts, by: month) {
        for (currency, minor) in wages {
          cells[Cell(measure: .wages(currency), scope: .site, id: site, month: month)] = minor
        }
      }
    }
  }

  /// Figures from cells; zeros are left out.
  init(cells: [Cell: Int]) { self.cells = cells.filter { $0.value != 0 } }

  subscript(_ cell: Cell) -> Int { cells[cell] ?? 0 }

  // MARK: - Pieces

  private struct Sums {
    var contacts = 0.0
    var work = 0.0
    var required = 0.0
    var gross = 0.0
    /// In minor units by currency.
    var cost: [String: Double] = [:]
  }

  private mutating func add(_ measure: Measure, _ queue: Queue, _ month: String, _ value: Double) {
    add(measure, .queue, queue.id, month, value)
  }

  private mutating func add(_ measure: Measure, site: String, _ month: String, _ value: Double) {
    add(measure, .site, site, month, value)
  }

  /// Money comes in minor units, all else in its unit.
  private mutating func add(_ measure: Measure, _ scope: Cell.Scope, _ id: String, _ month: String, _ value: Double) {
    let isMoney = if case .staffingCost = measure { true } else if case .contractPay = measure { true } else { false }
    let scaled = (isMoney || measure == .heads ? value : value * 10_000).rounded()
    if scaled != 0 { cells[Cell(measure: measure, scope: scope, id: id, month: month)] = Int(scaled) }
  }

  private mutating func addContracts(of scenario: Scenario) {
    let months = Dictionary(grouping: scenario.horizon.dates) { String($0.isoText.prefix(7)) }
    for site in scenario.sites {
      let people = scenario.agents.filter { $0.site == site.id }
      for (month, dates) in months {
        var (heads, hours) = (0, 0.0)
        var pay: [String: Double] = [:]
        for person in people {
          guard let contract = scenario.contract(person.contract) else { continue }
          let employed = dates.filter { person.isEmployed(on: $0) }
          heads += employed.isEmpty ? 0 : 1
          for date in employed {
            let daily = contract.hours(of: person, on: date, of: scenario.horizon)
            hours += daily
            let price = contract.costPerHour(on: date)
            pay[price.currency, default: 0] += daily * Double(price.minorUnits)
          }
        }
        add(.heads, site: site.id, month, Double(heads))
        add(.contractHours, site: site.id, month, hours)
        for (currency, money) in pay { add(.contractPay(currency), site: site.id, month, money) }
      }
    }
  }
}

extension Contract {
  /// Paid hours of a date on which somebody is employed: those of a usual week, less a day's share for each of its dates on which they
  /// are not, as in a roster, spread over the others.
  fileprivate func hours(of person: Agent, on date: CivilDate, of horizon: Horizon) -> Double {
    guard person.from != nil || person.to != nil else { return meanWeekMinutes / 60 / 7 }
    let start = date.advanced(byDays: -(date.days(since: horizon.first) % 7))
    let away = (0..<7).count { !person.isEmployed(on: start.advanced(byDays: $0)) }
    return max(0, meanWeekMinutes - Double(away * leaveCreditMinutes)) / 60 / Double(7 - away)
  }
}

/// The calendar months of a grid on a clock.
private struct Months {
  let names: [String]
  /// Shape [grid.count].
  let index: [Int]
  /// First interval of each local date, with the date.
  let days: [(start: Int, date: CivilDate)]

  init(of zone: Zone, on grid: IntervalGrid) {
    var names: [String] = []
    var index: [Int] = []
    var days: [(start: Int, date: CivilDate)] = []
    index.reserveCapacity(grid.count)
    for interval in grid.indices {
      let date = zone.local(at: grid.instant(of: interval)).date
      if days.last?.date != date {
        days.append((interval, date))
        let name = String(date.isoText.prefix(7))
        if names.last != name { names.append(name) }
      }
      index.append(names.count - 1)
    }
    (self.names, self.index, self.days) = (names, index, days)
  }
}

/// The mean price of an hour of the people who serve a queue, by interval and currency.
private struct HourPrices {
  /// Minor units an hour by currency, from an interval on; the last that has begun holds.
  private var steps: [(start: Int, prices: [(currency: String, price: Double)])] = []

  init(of queue: Queue, in scenario: Scenario, months: Months) {
    let contracts = scenario.agents.filter { $0.serves(queue) }.compactMap { scenario.contract($0.contract) }
    let isSteady = contracts.allSatisfy(\.raises.isEmpty)
    for day in isSteady ? Array(months.days.prefix(1)) : months.days {
      var sums: [String: Double] = [:]
      for contract in contracts {
        let price = contract.costPerHour(on: day.date)
        sums[price.currency, default: 0] += Double(price.minorUnits)
      }
      let prices = sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value / Double(contracts.count)) }
      steps.append((day.start, prices))
    }
  }

  func add(_ hours: Double, at interval: Int, to cost: inout [String: Double]) {
    var low = 0
    var high = steps.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if steps[middle].start <= interval { low = middle } else { high = middle }
    }
    guard low < steps.count else { return }
    for (currency, price) in steps[low].prices { cost[currency, default: 0] += hours * price }
  }
}
