/// People wanted in each interval on each of several activities, where a shift may change between activities.
///
/// Everybody can do every activity. Being short of `least` is priced so high that it is a last resort; people above `most`
/// cost the square of their number, so surplus is spread.
package struct ActivityDemand: Sendable {
  /// Number of activities.
  package var activityCount: Int
  /// Shape [intervals][activities], people wanted at least.
  package var least: [Int]
  /// Shape [intervals][activities], people above which surplus costs; at least `least`.
  package var most: [Int]
  /// Intervals that a person stays on an activity before changing.
  package var leastStay: Int

  /// Demand from its tables.
  package init(activityCount: Int, least: [Int], most: [Int], leastStay: Int) {
    self.activityCount = activityCount
    self.least = least
    self.most = most
    self.leastStay = max(1, leastStay)
  }
}

/// Who does what when, and what it costs.
package struct ActivitySolution: Sendable {
  /// Shape [people][days], option index or `RosterProblem.off`.
  package var tours: [Int32]
  /// Shape [people][intervals], the activity or -1.
  package var activities: [Int8]
  /// Sum of squares of the people above `ActivityDemand.most`.
  package var surplusCost: Int
  /// People missing below `ActivityDemand.least`, summed over intervals; 0 when the roster is valid.
  package var shortIntervals: Int
  /// People without a legal tour.
  package var unplaced: [Int]
  /// No roster costs less in surplus and, at 2,000 each, people missing; minus infinity when unknown.
  package var bound: Double

  /// Whether no valid roster has a lower surplus.
  package var isOptimal: Bool { shortIntervals == 0 && Double(surplusCost) <= bound }
}
