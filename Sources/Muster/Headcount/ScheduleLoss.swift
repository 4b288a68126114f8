import LinearProgram
import Rostering
import ScenarioFiles
import Staffing
import Timeline
import Tours
import Workforce

/// What shifts lose against the curve of demand: net hours that a roster puts on a queue over those that it needs.
///
/// Whole shifts with breaks never follow a curve exactly, so some hours stand above it. How many is measured and not assumed:
/// typical weeks are rostered by Muster itself with as many people as they like to use. Everybody there is, once or several times,
/// may work any part of the contract's week; so what the roster uses is what the shape of the shifts makes it use. A queue that nobody
/// takes yet is worked by the people who may be hired for it; one that vendors alone take has no shifts and loses nothing.
struct ScheduleLoss: Sendable {
  /// A week that was rostered.
  struct Week: Sendable {
    /// Its Monday.
    var monday: CivilDate
    /// Shape [queues]: net hours needed, rostered, and short.
    var needed: [Double]
    /// Net hours on the queue.
    var rostered: [Double]
    /// Net hours missing.
    var short: [Double]
  }

  /// The weeks in order.
  let weeks: [Week]
  /// Shape [queues]: rostered over needed hours, of all weeks together; 1 at least.
  let factors: [Double]

  /// Rosters typical weeks: those in the middle of the months of least, middling and most demand.
  ///
  /// - Parameters:
  ///   - hired: one person of each class that may be hired.
  ///   - mondays: weeks of a plan that this one is compared with, which are rostered in place of its own where they lie in its months.
  init(
    of demand: MonthlyDemand, people: Scenario, hired: [Agent], mondays: [CivilDate], engine: RosterEngine,
    isCancelled: () -> Bool
  ) throws(Interrupted) {
    let own = Self.typicalMonths(demand).map { Self.typicalWeek(demand.starts[$0], demand.starts[$0 + 1], people) }
    let isShared = mondays.contains { $0 >= demand.starts[0] && $0 < demand.end }
    var weeks: [Week] = []
    for monday in isShared ? mondays : own {
      if isCancelled() { throw Interrupted() }
      if let week = Self.roster(monday, demand, people, hired, engine) { weeks.append(week) }
    }
    self.init(weeks, queueCount: demand.hours.count)
  }

  /// Losses of weeks that were rostered.
  init(_ weeks: [Week], queueCount: Int) {
    self.weeks = weeks
    factors = (0..<queueCount).map { queue in
      let needed = weeks.reduce(0) { $0 + $1.needed[queue] }
      let rostered = weeks.reduce(0) { $0 + $1.rostered[queue] }
      // Where a whole shift is not worth its last part of an agent, that part is wanted all the same.
      return needed > 0 ? max(1, rostered / needed) : 1
    }
  }

  /// Months of least, middling and most hours, rising, each once.
  static func typicalMonths(_ demand: MonthlyDemand) -> [Int] {
    let all = (0..<demand.monthCount).map { month in demand.hours.reduce(0) { $0 + $1[month] } }
    let order = all.indices.filter { all[$0] > 0 }.sorted { (all[$0], $0) < (all[$1], $1) }
    guard let least = order.first, let most = order.last else { return [] }
    return Set([least, order[order.count / 2], most]).sorted()
  }

  /// The Monday whose week lies in a month, has the fewest holidays, and is nearest to its middle.
  private static func typicalWeek(_ start: CivilDate, _ next: CivilDate, _ scenario: Scenario) -> CivilDate {
    let holidays = Set(scenario.holidays.map(\.date))
    var monday = start.monday < start ? start.monday.advanced(byDays: 7) : start.monday
    var best: (count: Int, distance: Int, monday: CivilDate)?
    while monday.advanced(byDays: 6) < next {
      let count = (0..<7).count { holidays.contains(monday.advanced(byDays: $0)) }
      let distance = abs(monday.days(since: start) - 12)
      if best.map({ (count, distance) < ($0.count, $0.distance) }) ?? true { best = (count, distance, monday) }
      monday = monday.advanced(byDays: 7)
    }
    return best?.monday ?? start.monday
  }

  /// People of a week: those who are employed on its Monday; for queues that none of these may take, whoever is there at another time; for
  /// queues that nobody of the scenario may take, as many who may be hired as these need.
  private static func people(
    for needed: [Double], on monday: CivilDate, _ people: Scenario, _ hired: [Agent]
  ) -> [Agent] {
    var scenario = people
    func lacking() -> [Int] {
      scenario.queues.indices.filter { queue in
        needed[queue] > 0 && !scenario.agents.contains { $0.serves(scenario.queues[queue]) }
      }
    }
    scenario.agents = people.agents.filter { $0.isEmployed(on: monday) || $0.from == nil }
    let absent = lacking()
    scenario.agents += people.agents.filter { other in absent.contains { other.serves(people.queues[$0]) } }
    let open = lacking()
    let takers = open.map { queue in hired.count { $0.serves(people.queues[queue]) } }
    let times = Double(copies(for: needed.indices.map { open.contains($0) ? 0 : needed[$0] }, scenario) ?? 1)
    for person in hired {
      let wanted = zip(open, takers).reduce(0.0) { sum, queue in
        person.serves(people.queues[queue.0]) ? sum + needed[queue.0] / Double(queue.1) : sum
      }
      let count = wanted * spare / max(1, netHours(of: person, people) * times)
      for number in 0..<Int(count.rounded(.up)) {
        var other = person
        other.id = "\(person.id) \(number + 1)"
        scenario.agents.append(other)
      }
    }
    return scenario.agents
  }

  /// The part of the months' forecast that lies in a scenario's week; `nil` where it is not in them.
  private static func forecast(of demand: MonthlyDemand, in scenario: Scenario) -> Forecast? {
    let grid = scenario.grid
    let offset = grid.start.seconds(since: demand.forecast.grid.start) / grid.intervalSeconds
    guard offset >= 0, offset + grid.count <= demand.forecast.grid.count else { return nil }
    let cut = offset..<offset + grid.count
    return Forecast(
      grid: grid,
      queues: demand.forecast.queues.enumerated().map { index, queue in
        let dates = grid.indices.map { scenario.queues[index].open.zone.local(at: grid.instant(of: $0)).date }
        func slice(_ values: [Double]) -> [Double] {
          zip(values[cut], dates).map { scenario.contains($1) ? $0 : 0 }
        }
        return QueueForecast(
          queue: queue.queue, isOpen: Array(queue.isOpen[cut]), offered: slice(queue.offered), p10: slice(queue.p10),
          p90: slice(queue.p90), averageHandleTime: Array(queue.averageHandleTime[cut]),
          eightWeekMean: Array(queue.eightWeekMean[cut]))
      })
  }

  private static func roster(
    _ monday: CivilDate, _ demand: MonthlyDemand, _ people: Scenario, _ hired: [Agent], _ engine: RosterEngine
  ) -> Week? {
    guard monday >= people.horizon.first else { return nil }
    var scenario = people
    scenario.horizon.first = monday
    scenario.horizon.weeks = 1
    scenario.planFor = .mean
    (scenario.leave, scenario.requests, scenario.fixedShifts, scenario.worked) = ([], [], [], [])
    (scenario.presences, scenario.onCall, scenario.ledger, scenario.backlog) = ([], [], [], [])
    for index in scenario.queues.indices { scenario.queues[index].planFor = nil }
    for index in scenario.contracts.indices {
      scenario.contracts[index].weekLeastMinutes = 0
      scenario.contracts[index].reference = nil
      scenario.contracts[index].leastDaysInARow = 1
    }
    guard let forecast = forecast(of: demand, in: scenario) else { return nil }
    var staffed = scenario
    if !staffed.queues.contains(where: { $0.blend != nil }) { staffed.agents = [] }
    var requirement = Staffing.requirement(for: forecast, in: staffed)
    let hour = Double(forecast.grid.intervalSeconds) / 3600
    let needed = requirement.queues.map { $0.netAgents.reduce(0, +) * hour }
    scenario.agents = Self.people(for: needed, on: monday, scenario, hired)
    let isServed = scenario.queues.map { queue in scenario.agents.contains { $0.serves(queue) } }
    for queue in requirement.queues.indices where !isServed[queue] {
      requirement.queues[queue].netAgents = requirement.queues[queue].netAgents.map { _ in 0 }
      requirement.queues[queue].grossAgents = requirement.queues[queue].netAgents
    }
    guard let copies = copies(for: zip(needed, isServed).map { $1 ? $0 : 0 }, scenario) else { return nil }
    scenario.agents = (0..<copies).flatMap { copy in
      scenario.agents.map { agent in
        var other = agent
        other.id = copy == 0 ? agent.id : "\(agent.id)+\(copy)"
        (other.from, other.to) = (nil, nil)
        return other
      }
    }
    let roster = Rostering.roster(covering: requirement, in: scenario, engine: engine)
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    return Week(
      monday: monday, needed: needed,
      rostered: coverage.queues.map { $0.rostered.reduce(0, +) * hour },
      short: coverage.queues.enumerated().map { index, queue in
        guard isServed[index] else { return needed[index] }
        return zip(queue.required, queue.rostered).reduce(0) { $0 + max(0, $1.0 - $1.1) } * hour
      })
  }

  /// Hours of people over the hours needed, so that nobody is lacking.
  private static let spare = 4.0 / 3

  /// Net hours that somebody gives in a week.
  private static func netHours(of agent: Agent, _ scenario: Scenario) -> Double {
    guard let contract = scenario.contract(agent.contract), let site = scenario.site(agent.site) else { return 0 }
    return contract.meanWeekMinutes / 60 * contract.productiveShareOfPaidTime * site.productiveShare
  }

  /// How often everybody must be there so that nobody is lacking: the least whole number by which hours of people cover a third more
  /// than the hours needed.
  ///
  /// - Returns: `nil` where nobody is there.
  private static func copies(for needed: [Double], _ scenario: Scenario) -> Int? {
    var program = LinearProgram()
    let times = program.continuous(cost: 1)
    var cover = [[(LinearProgram.Variable, Double)]](repeating: [], count: needed.count)
    struct Kind: Hashable {
      var queues: [Int]
    }
    var hours: [Kind: Double] = [:]
    for agent in scenario.agents {
      let served = scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) && needed[$0] > 0 }
      hours[Kind(queues: served), default: 0] += netHours(of: agent, scenario)
    }
    for (kind, amount) in hours.sorted(by: { $0.key.queues.lexicographicallyPrecedes($1.key.queues) }) {
      let given = kind.queues.map { queue in
        let variable = program.continuous()
        cover[queue].append((variable, 1))
        return (variable, 1.0)
      }
      program.constrain(given + [(times, -amount)], in: -.infinity...0)
    }
    for queue in needed.indices where needed[queue] > 0 {
      program.constrain(cover[queue], in: needed[queue] * spare ... .infinity)
    }
    guard !hours.isEmpty, let answer = try? program.solve(), answer.hasPoint else { return nil }
    return max(1, Int(answer[times].rounded(.up)))
  }
}

extension Contract {
  /// Share of paid time that is left after paid breaks, of a shift of mean length.
  var productiveShareOfPaidTime: Double {
    guard !shiftMinutes.isEmpty else { return 1 }
    let mean = Double(shiftMinutes.reduce(0, +)) / Double(shiftMinutes.count)
    var paid = 0.0
    if let breaks, breaks.isPaid { paid += Double(breaks.count * breaks.minutes) }
    if let lunch, lunch.isPaid, mean >= Double(lunchFromMinutes) { paid += Double(lunch.count * lunch.minutes) }
    return mean > 0 ? max(0, 1 - paid / mean) : 1
  }
}
