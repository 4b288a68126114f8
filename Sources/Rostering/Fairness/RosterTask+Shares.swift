import Lanes
public import Workforce

extension Rostering {
  /// How the people of each site and contract share nights, weekends and late ends in a roster, the ledger included, whoever made it.
  ///
  /// - Parameter solves: whether programs look for the best worst case; without them it is what arithmetic says.
  public static func shares(
    of roster: Roster, covering requirement: Requirement, in scenario: Scenario, solves: Bool
  ) -> [BurdenShare] {
    let task = RosterTask(requirement, in: scenario, published: roster)
    return task.shares(of: task.publishedTours, solves: solves)
  }
}

extension RosterTask {
  /// The shares of tours, shape [people][days]: by group in the order of people, then by burden, where the plan has any.
  func shares(
    of tours: [Int32], solves: Bool, threads: Int = Lanes.cores, stop: @escaping @Sendable () -> Bool = { false }
  ) -> [BurdenShare] {
    let entries = scenario.ledgerByAgent
    let groups = colleagues()
    let burdens = Burden.allCases
    let problem = problem
    let names = problem.people.indices.map { agent(of: $0) }
    let found = Lanes.run(groups.count * burdens.count, threads: threads) { place -> BurdenShare? in
      let people = groups[place / burdens.count]
      let burden = burdens[place % burdens.count]
      let before = people.map { person -> Int in
        guard let entry = entries[names[person].id] else { return 0 }
        switch burden {
        case .nights: return entry.nights
        case .weekends: return entry.weekends
        case .lateEnds: return entry.lateEnds
        }
      }
      let group = BestWorstCase.Group(people: people, before: before, tours: tours)
      let counts = group.tours(in: problem).map { burden.count($0, of: problem) }
      let planned = counts.reduce(0, +)
      if planned == 0 { return nil }
      let sums = zip(counts, before).map { $0 + $1 }
      let best = BestWorstCase.find(burden, in: group, of: problem, solves: solves, stop: stop)
      return BurdenShare(
        site: names[people[0]].site, contract: names[people[0]].contract, burden: burden, people: people.count,
        planned: planned, least: sums.min() ?? 0, most: sums.max() ?? 0, bestMost: best.most,
        isReachable: best.isReachable)
    }
    return found.compactMap { $0 }
  }
}
