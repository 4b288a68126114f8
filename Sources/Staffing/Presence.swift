package import Timeline
package import Workforce

/// Net people who are at work by the sets of queues that they may take from, whichever of these they are rostered on.
package struct Presence: Hashable, Sendable {
  /// Sets of queue indices, in order of size, then of indices.
  package let queueSets: [[Int]]
  /// Net agents by set. Shape [queueSets][grid.count].
  package let agents: [[Double]]

  /// Adds up the shifts of a roster less their breaks, times the productive share of the site.
  ///
  /// - Complexity: O(shifts x intervals of a shift).
  package init(of roster: Roster, on grid: IntervalGrid, in scenario: Scenario) {
    var free = roster
    free.spells = []
    let supply = Supply(of: free, on: grid, in: scenario)
    queueSets = supply.queueSets
    agents = supply.agents
  }
}
