public import Workforce

/// What one more person of a kind would be worth, from the prices of an agent in each queue group and interval.
///
/// The prices are the duals of the linear program behind the roster's bound. At these prices a person of a kind is worth the dearest
/// week they may lawfully work, week by week: that much the bound falls at most when one such person joins, by duality. It is the
/// worth of the first one more; the second of the same kind is worth less. Rules that reach over the turn of a week are left out,
/// as in the bound.
struct PersonValues {
  let task: RosterTask
  let demand: IntervalDemand
  /// Shape [groups][intervals], points for one more agent.
  let prices: [Float]

  /// When the shifts of a kind may start, in minutes after local midnight.
  private static let bands: [(name: String, minutes: Range<Int>)] = [
    ("any", 0..<1440), ("early", 0..<600), ("midday", 600..<840), ("late", 840..<1440),
  ]
  /// A start outside the band; beyond the worth of any week.
  private static let deterrent: Float = 1e7

  /// The duals of the linear program behind the bound, when no roster was searched.
  static func prices(of task: RosterTask, _ demand: IntervalDemand) -> [Float] {
    let space = TourSpace(task.problem)
    let master = CoarseMaster(space, demand, ShiftTable(task.problem), unplaced: [], tours: [])
    return master.solve(threads: 2, stop: { false }).prices
  }

  /// One entry for each site, contract, set of queues and band of starts that somebody of the scenario could have; the most
  /// valuable first.
  ///
  /// - Complexity: O(kinds x weeks) tour searches.
  func values() -> [PersonValue] {
    guard prices.count == demand.groups.count * task.problem.intervalCount else { return [] }
    var problem = task.problem
    let kinds = kinds()
    problem.people = kinds.map(\.person)
    guard !kinds.isEmpty else { return [] }
    let master = CoarseMaster(TourSpace(problem), demand, ShiftTable(problem), unplaced: [], tours: [])
    let (count, intervals, prices) = (kinds.count, problem.intervalCount, prices)
    let weeks = Lanes.run(problem.weekCount, threads: 2) { week -> [Double] in
      let pricer = WeekPricer(master, week: week, beyond: .asGiven)
      pricer.setPrices { prices[$0 * intervals + $1] }
      return (0..<count).map { Double(pricer.cheapest($0) ?? 0) }
    }
    let worth = kinds.indices.map { place in -weeks.reduce(0) { $0 + $1[place] } }
    return zip(kinds, worth).map { kind, points in
      PersonValue(
        site: kind.agent.site, contract: kind.agent.contract, languages: kind.languages, skills: kind.agent.skills,
        queues: kind.queues,
        starts: kind.band, points: points)
    }.sorted {
      ($1.points, $0.site, $0.contract, $0.queues, $0.starts) < ($0.points, $1.site, $1.contract, $1.queues, $1.starts)
    }
  }

  private struct Kind {
    var agent: Agent
    var languages: [String]
    var queues: String
    var band: String
    var person: RosterPerson
  }

  /// Kinds that exist, each with nobody's leave and wishes.
  private func kinds() -> [Kind] {
    var seen: Set<[String]> = []
    var kinds: [Kind] = []
    for (index, someone) in task.problem.people.enumerated() where !someone.groups.isEmpty {
      let agent = task.agent(of: index)
      let queues = someone.groups.sorted().map { demand.groups[$0] }.joined(separator: " + ")
      guard seen.insert([agent.site, agent.contract, queues]).inserted, let menu = task.plainMenu(of: index) else {
        continue
      }
      let spoken = Set(
        task.scenario.queues.filter { agent.serves($0) }.map(\.language))
      for band in Self.bands {
        guard let costs = costs(menu, band.minutes) else { continue }
        let person = RosterPerson(
          name: agent.id, menu: menu, groups: someone.groups, presences: someone.presences,
          productivity: someone.productivity,
          days: [DayRule](repeating: .free, count: task.problem.dayCount), rules: task.plainRules(of: index),
          optionCosts: costs)
        kinds.append(
          Kind(
            agent: agent, languages: agent.languages.filter(spoken.contains), queues: queues, band: band.name,
            person: person))
      }
    }
    return kinds
  }

  /// Costs that keep a person to a band of starts; nil where all or none of the menu's starts lie in it, but for the whole day.
  private func costs(_ menu: Int, _ minutes: Range<Int>) -> [Float]? {
    let first = task.problem.menus[menu].first
    let options = task.problem.options[first..<first + task.problem.menus[menu].count]
    let inside = options.count { minutes.contains(Int($0.localStart)) }
    let prices = options.indices.map { task.splitPrice(menu: menu, $0 - first) }
    if minutes.count == 1440 { return prices.contains { $0 > 0 } ? prices : [] }
    guard inside > 0, inside < options.count else { return nil }
    return zip(options, prices).map { $1 + (minutes.contains(Int($0.localStart)) ? 0 : Self.deterrent) }
  }
}

extension Rostering {
  /// What one more person of each kind would be worth, from the duals of the linear program behind the bound.
  ///
  /// - Returns: the most valuable first, in the points of `Prices` over the whole horizon.
  public static func valuesOfOneMore(covering requirement: Requirement, in scenario: Scenario) -> [PersonValue] {
    let task = RosterTask(requirement, in: scenario)
    guard case .intervals(let demand) = task.problem.demand else { return [] }
    return PersonValues(task: task, demand: demand, prices: PersonValues.prices(of: task, demand)).values()
  }
}
