import Workforce

extension Forecast {
  /// Lets queues whose history holds what arrows bring follow the queues in front of them.
  ///
  /// Their forecast stays as it is while the others do. Where these have more or fewer contacts than before, by an override, a change of
  /// volume or what a morning shows, the arrows of the history bring more or fewer. An interval of which something else is said than
  /// before stays as it is said.
  ///
  /// - Parameters:
  ///   - before: the forecast that the history's arrows belong to.
  ///   - usual: the forecast that gives queues with customers their shape.
  mutating func follow(from before: Forecast, usual: Forecast, in scenario: Scenario, history: ContactHistory) {
    guard !scenario.flows.arrows.isEmpty,
      zip(queues, before.queues).contains(where: { $0.offered != $1.offered })
    else { return }
    let observed = scenario.queues.map { scenario.isObserved($0.id, in: history) }
    let follows = scenario.queues.indices.map { observed[$0] && scenario.flows.feeds(scenario.queues[$0].id) }
    guard follows.contains(true) else { return }
    var (old, new) = (before, self)
    let spread = old.takeRates(in: scenario, shapedBy: usual)
    _ = new.takeRates(in: scenario, shapedBy: usual)
    let rated = Set(scenario.flows.rates.map(\.queue))
    let network = DemandNetwork(
      new, in: scenario, lost: scenario.queues.map { history.lostShare(of: $0.id) }, hasWarmUp: true)
    let shares = network.recorded
    let none = [Bool](repeating: false, count: observed.count)
    /// What is known of each queue; the week before the horizon is as it was.
    func known(_ forecast: Forecast) -> [[Double]] {
      observed.indices.map { queue in
        let isKnown = observed[queue] || rated.contains(scenario.queues[queue].id)
        let past = old.queues[queue].offered.prefix(network.warmUp)
        return (Array(past) + forecast.queues[queue].offered).map { isKnown ? $0 : 0 }
      }
    }
    let (was, now) = (known(old), known(new))
    let learned = network.solve(shares, given: was, knowsTotal: observed)
    /// Contacts of all queues where the others have some.
    func totals(_ said: [[Double]]) -> [[Double]] {
      var (given, held) = (said, said)
      for queue in observed.indices {
        guard observed[queue] else {
          held[queue] = [Double](repeating: .nan, count: network.count)
          continue
        }
        given[queue] = learned.external[queue]
        guard follows[queue] else { continue }
        for interval in held[queue].indices where now[queue][interval] == was[queue][interval] {
          held[queue][interval] = .nan
        }
      }
      return network.solve(shares, given: given, beside: learned.beside, held: held, knowsTotal: none).total
    }
    // What does not move is the same number twice, so that nothing changes to the last bit.
    let (first, then) = (totals(was), totals(now))
    for queue in follows.indices where follows[queue] {
      var total = queues[queue].offered
      for place in total.indices {
        let interval = network.warmUp + place
        guard now[queue][interval] == was[queue][interval],
          scenario.isDated(scenario.queues[queue], at: grid.instant(of: place))
        else { continue }
        total[place] = max(0, total[place] + then[queue][interval] - first[queue][interval])
      }
      queues[queue].take(total, times: nil, spread: spread, of: scenario.queues[queue], on: grid)
    }
  }
}

extension DemandFlows {
  /// By queue, how many others contacts pass before they come to it. Of queues that feed each other, the earlier ones come first.
  func places(of queues: [String]) -> [Int] {
    let index = Dictionary(queues.enumerated().map { ($1, $0) }) { first, _ in first }
    let pairs = arrows.compactMap { arrow -> (from: Int, to: Int)? in
      guard let from = index[arrow.from], let to = index[arrow.to], from != to else { return nil }
      return (from, to)
    }
    var leads = queues.indices.map { start in queues.indices.map { $0 == start } }
    for _ in queues {
      for pair in pairs {
        for start in queues.indices where leads[start][pair.from] { leads[start][pair.to] = true }
      }
    }
    let steps = pairs.filter { !leads[$0.to][$0.from] || $0.from < $0.to }
    var places = [Int](repeating: 0, count: queues.count)
    for _ in queues {
      for step in steps { places[step.to] = max(places[step.to], places[step.from] + 1) }
    }
    return places
  }
}
