import Staffing
import Timeline
import Workforce

/// What a plan's weeks cost more than was expected, and why: the cost of people missing and too many, with some of what really happened
/// in the place of what was planned.
struct Miss {
  /// Why a plan's weeks came out otherwise, in the order in which it is told.
  enum Cause: Int, CaseIterable {
    /// More or fewer contacts than were expected, beyond the noise of counts.
    case contacts
    case handleTime
    /// Fewer people, or more, than were rostered.
    case absence
    /// The people there were on other queues than planned.
    case routing
    /// The noise of counts.
    case luck
  }

  let scenario: Scenario
  let requirement: Requirement
  let actuals: Actuals
  /// Shape [queues][grid.count]: net agents as decided.
  let planned: [[Double]]
  /// Shape [queues][grid.count]: contacts that were to be expected, as the actuals show afterwards.
  let expected: [[Double]]
  /// Shape [queues][grid.count]: people of the queues that share some, really there over planned.
  private let presence: [[Double]]
  /// What is needed by mask of contacts, handle time and luck; shape [8].
  private let needs: [Requirement]

  init(scenario: Scenario, requirement: Requirement, coverage: Coverage, actuals: Actuals) {
    self.scenario = scenario
    self.requirement = requirement
    self.actuals = actuals
    planned = coverage.queues.map(\.rostered)
    expected = scenario.queues.indices.map {
      Self.expected(requirement.queues[$0], actuals.queues[$0], scenario.queues[$0], scenario)
    }
    presence = Self.presence(planned, actuals, scenario)
    needs = Self.needs(scenario, requirement, actuals, expected)
  }

  /// The requirement of what really came.
  var needed: Requirement { needs[7] }

  // MARK: - Figures with some causes

  /// Cost of missing and surplus people by queue in units of `prices`, by mask of causes.
  func costs(_ mask: Int) -> [Double] { costs(of: agents(mask), needs[Self.needMask(mask)]) }

  /// Cost of numbers of agents over all queues, where what really came is needed.
  func cost(of agents: [[Double]]) -> Double { costs(of: agents, needed).reduce(0, +) }

  private static func needMask(_ mask: Int) -> Int {
    func bit(_ cause: Cause) -> Int { mask >> cause.rawValue & 1 }
    return bit(.contacts) | bit(.handleTime) << 1 | bit(.luck) << 2
  }

  private func costs(of agents: [[Double]], _ needed: Requirement) -> [Double] {
    let halfHours = Double(needed.grid.intervalSeconds) / 1800
    return agents.indices.map { queue in
      needed.grid.indices.reduce(0) { sum, interval in
        let need = needed.queues[queue].netAgents[interval]
        let short = max(0, need - agents[queue][interval])
        let over = max(0, agents[queue][interval] - need)
        // As a roster pays: twice beyond a tenth of what is needed.
        let points = scenario.prices.short * (short + max(0, short - need / 10)) + scenario.prices.over * over
        return sum + points * halfHours
      }
    }
  }

  private func agents(_ mask: Int) -> [[Double]] {
    let isRouted = mask >> Cause.routing.rawValue & 1 == 1
    let isPresent = mask >> Cause.absence.rawValue & 1 == 1
    return planned.indices.map { queue in
      planned[queue].indices.map { interval in
        let real = actuals.queues[queue].agents[interval]
        let share = presence[queue][interval]
        guard !real.isNaN else { return planned[queue][interval] }
        if isRouted { return isPresent ? real : share > 0 ? real / share : planned[queue][interval] }
        return planned[queue][interval] * (isPresent ? share : 1)
      }
    }
  }

  // MARK: - What was to be expected

  /// Contacts to be expected after the event: as planned, moved by the level of the whole plan and of each date as far as the
  /// dates differ more than counts do by chance.
  private static func expected(
    _ planned: QueueRequirement, _ real: Actuals.Queue, _ queue: Queue, _ scenario: Scenario
  ) -> [Double] {
    let grid = scenario.grid
    let known = grid.indices.filter { !real.offered[$0].isNaN }
    let zone = queue.open.zone
    let dates = Dictionary(grouping: known) { zone.local(at: grid.instant(of: $0)).date }
    let came = known.reduce(0) { $0 + real.offered[$1] }
    let foreseen = known.reduce(0) { $0 + planned.offered[$1] }
    guard foreseen > 0 else { return planned.offered }
    let level = came / foreseen
    let days = dates.sorted { $0.key < $1.key }.map { date, intervals in
      (
        intervals: intervals, came: intervals.reduce(0) { $0 + real.offered[$1] },
        mean: level * intervals.reduce(0) { $0 + planned.offered[$1] }
      )
    }.filter { $0.mean > 0 }
    // Variance of the dates' own factors beyond that of counts around their means.
    let squares = days.reduce(0.0) { $0 + ($1.came - $1.mean) * ($1.came - $1.mean) - $1.mean }
    let weights = days.reduce(0.0) { $0 + $1.mean * $1.mean }
    let variance = days.count > 1 && weights > 0 ? max(0, squares / weights) : 0
    var expected = planned.offered
    for day in days {
      let trust = variance / (variance + 1 / day.mean)
      let factor = level * (1 + trust * (day.came / day.mean - 1))
      for interval in day.intervals { expected[interval] = planned.offered[interval] * factor }
    }
    return expected
  }

  /// How many of the people planned were there, of all queues that share people.
  private static func presence(_ planned: [[Double]], _ actuals: Actuals, _ scenario: Scenario) -> [[Double]] {
    var groups = DisjointSets(count: scenario.queues.count)
    for person in scenario.agents {
      let own = scenario.queues.indices.filter { person.serves(scenario.queues[$0]) }
      if let first = own.first { for queue in own { groups.join(first, queue) } }
    }
    let roots = scenario.queues.indices.map { groups.root($0) }
    return scenario.queues.indices.map { queue in
      scenario.grid.indices.map { interval in
        var (there, foreseen) = (0.0, 0.0)
        for other in roots.indices where roots[other] == roots[queue] {
          guard !actuals.queues[other].agents[interval].isNaN else { continue }
          there += actuals.queues[other].agents[interval]
          foreseen += planned[other][interval]
        }
        return foreseen > 0 ? there / foreseen : 1
      }
    }
  }

  /// What is needed with some causes: the requirement as decided, changed by as much as the formula's own changes.
  private static func needs(
    _ scenario: Scenario, _ requirement: Requirement, _ actuals: Actuals, _ expected: [[Double]]
  ) -> [Requirement] {
    var scenario = scenario
    scenario.planFor = .mean
    for index in scenario.queues.indices { scenario.queues[index].planFor = nil }
    let memo = RequirementMemo()
    let formulas = (0..<8).map { mask in
      let queues = requirement.queues.enumerated().map { index, needed -> QueueForecast in
        let real = actuals.queues[index]
        var offered = needed.offered
        var time = needed.averageHandleTime
        for interval in offered.indices where !real.offered[interval].isNaN {
          let (plan, mean) = (needed.offered[interval], expected[index][interval])
          let moved = plan + (mask & 1 != 0 ? mean - plan : 0) + (mask & 4 != 0 ? real.offered[interval] - mean : 0)
          offered[interval] = max(0, moved)
          let isComparable = scenario.queues[index].handleTimesAtOnce.isEmpty
          if mask & 2 != 0, isComparable, let measured = real.averageHandleTime(interval) { time[interval] = measured }
          // Contacts where none were planned still take their time.
          if offered[interval] > 0, time[interval] <= 0 {
            time[interval] = real.averageHandleTime(interval) ?? needed.averageHandleTime.first { $0 > 0 } ?? 0
          }
        }
        let isOpen = offered.indices.map { needed.netAgents[$0] > 0 || offered[$0] > 0 }
        return QueueForecast(
          queue: needed.queue, isOpen: isOpen, offered: offered, p10: offered, p90: offered, averageHandleTime: time,
          eightWeekMean: offered)
      }
      return Staffing.requirement(
        for: Forecast(grid: requirement.grid, queues: queues), in: scenario, hasPools: mask == 7, memo: memo)
    }
    return formulas.map { formula in
      var needed = formula
      for queue in needed.queues.indices {
        for interval in requirement.grid.indices {
          let change = formula.queues[queue].netAgents[interval] - formulas[0].queues[queue].netAgents[interval]
          needed.queues[queue].netAgents[interval] = max(
            0, requirement.queues[queue].netAgents[interval] + change)
        }
      }
      return needed
    }
  }
}
