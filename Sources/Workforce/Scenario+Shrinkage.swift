public import Timeline

extension Scenario {
  /// Mean share of rostered time that reaches a queue, over the people who may serve it, per interval of a grid.
  ///
  /// Months are those of the queue's clock. 1 where nobody may serve the queue.
  ///
  /// - Returns: shape [grid.count].
  /// - Complexity: O(people + intervals).
  public func productiveShares(of queue: Queue, on grid: IntervalGrid) -> [Double] {
    let sites = agents.filter { $0.serves(queue) }.compactMap { site($0.site) }
    let byMonth = (1...12).map { month in
      sites.isEmpty
        ? 1 : sites.reduce(0) { $0 + $1.productiveShare(inMonth: month) } / Double(sites.count)
    }
    guard sites.contains(where: \.hasMonths) else { return [Double](repeating: byMonth[0], count: grid.count) }
    return grid.indices.map { byMonth[queue.open.zone.local(at: grid.instant(of: $0)).date.month - 1] }
  }
}
