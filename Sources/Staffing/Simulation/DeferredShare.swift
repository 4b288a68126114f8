import Workforce

/// How many people may be on a deferred queue at once, when the same people also serve live queues.
///
/// The live queues keep what they need by the requirement; what is beyond that may take email, and email gets at least
/// the share of people that the plan gives it. Where no live queue needs anybody, all may.
struct DeferredShare {
  let scenario: Scenario
  let requirement: Requirement
  /// Sets of queue indices that people are put on.
  let queueSets: [[Int]]

  /// People for a deferred queue in an interval.
  ///
  /// - Parameters:
  ///   - present: people on each set, by the part of the interval they are there. Shape [sets][grid.count].
  ///   - unshared: people of a set that has no live queue, where they are to be counted otherwise.
  func people(
    on queue: Int, interval: Int, present: [[Double]], unshared: [[Double]]? = nil
  ) -> Double {
    var people = 0.0
    for (set, queues) in queueSets.enumerated() where queues.contains(queue) && present[set][interval] > 0 {
      let there = present[set][interval]
      var live = 0.0
      var waiting = 0.0
      for other in queues {
        let need = need(of: other, in: set, interval: interval, present: present)
        if scenario.queues[other].channel == .email { waiting += need } else { live += need }
      }
      let room =
        live > 0
        ? max(there - live, there * waiting / (live + waiting)) : unshared?[set][interval] ?? there
      let deferred = queues.count { scenario.queues[$0].channel == .email }
      let own = need(of: queue, in: set, interval: interval, present: present)
      people += waiting > 0 ? room * own / waiting : room / Double(deferred)
    }
    return people
  }

  /// The part of a queue's requirement that falls to one set, in proportion to the people of the sets that serve it.
  private func need(of queue: Int, in set: Int, interval: Int, present: [[Double]]) -> Double {
    var all = 0.0
    for (other, queues) in queueSets.enumerated() where queues.contains(queue) { all += present[other][interval] }
    return all > 0 ? requirement.queues[queue].netAgents[interval] * present[set][interval] / all : 0
  }
}
