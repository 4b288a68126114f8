public import Timeline

extension Scenario {
  /// Mean share of rostered time that reaches a queue, over the people who may serve it, per interval of a grid.
  ///
  /// Months are those of each site's clock. 1 where nobody may serve the queue.
  ///
  /// - Returns: shape [grid.count].
  /// - Complexity: O(people + intervals).
  public func productiveShares(of queue: Queue, on grid: IntervalGrid) -> [Double] {
    let sites = agents.filter { $0.serves(queue) }.compactMap { site($0.site) }
    guard sites.contains(where: \.hasMonths) else {
      let share = Self.meanShare(of: sites) { _ in 1 }
      return [Double](repeating: share, count: grid.count)
    }
    let zones = Set(sites.map(\.zone))
    var known: [[Zone: Int]: Double] = [:]
    return grid.indices.map { interval in
      let instant = grid.instant(of: interval)
      let months = Dictionary(uniqueKeysWithValues: zones.map { ($0, $0.local(at: instant).date.month) })
      if let share = known[months] { return share }
      let share = Self.meanShare(of: sites) { months[$0.zone] ?? 1 }
      known[months] = share
      return share
    }
  }

  /// Mean over people of the productive share of their sites, each in a month.
  private static func meanShare(of sites: [Site], month: (Site) -> Int) -> Double {
    guard !sites.isEmpty else { return 1 }
    return sites.reduce(0) { $0 + $1.productiveShare(inMonth: month($1)) } / Double(sites.count)
  }
}
