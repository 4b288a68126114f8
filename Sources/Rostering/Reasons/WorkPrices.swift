package import Timeline
import Tours
package import Workforce

/// What it costs when people work other days of each other: a roster prepared once for many such questions.
///
/// A class, because the prepared state is large and belongs to one asker at a time.
package final class WorkPrices {
  private let task: RosterTask
  /// None where people are wanted by shift.
  private var worked: WorkedRoster?
  private let people: [String: Int]

  /// Prepares a roster.
  ///
  /// - Parameter further: by person, work of a date each that they might take over, in order of time.
  /// - Complexity: O(people x options).
  package init?(
    of roster: Roster, covering requirement: Requirement, in scenario: Scenario, further: [String: [[Shift]]]
  ) {
    task = RosterTask(
      requirement, in: scenario, published: roster, further: further, offer: .nothing, isSharedWhole: true)
    guard case .intervals(let demand) = task.problem.demand else { return nil }
    let tours = task.publishedTours
    let groups = task.groups(of: roster, tours: tours)
    cost = task.statement(tours: tours, groups: groups).total
    worked =
      task.posts == nil
      ? WorkedRoster(task.problem, demand, tours: tours, groups: groups, shares: task.fairShares()) : nil
    people = task.personOfAgent
  }

  /// Cost of the roster as it is, in points.
  package let cost: Double

  /// Points by which the roster is dearer when people work this on these dates; nil where that is not known.
  ///
  /// - Parameter days: each with the work of a person's date, none for a day off.
  package func difference(of days: [(agent: String, date: CivilDate, work: [Shift])]) -> Double? {
    let problem = task.problem
    var tours: [Int: [Int32]] = [:]
    for day in days {
      let index = day.date.days(since: task.scenario.horizon.first)
      guard let person = people[day.agent], index >= 0, index < problem.dayCount,
        let option = day.work.isEmpty ? RosterProblem.off : task.option(of: day.work, person: person, day: index)
      else { return nil }
      tours[person, default: problem.tour(person, of: task.publishedTours)][index] = option
    }
    guard task.posts == nil else {
      // Whoever comes or goes may have others change posts.
      var all = task.publishedTours
      for (person, tour) in tours { all.replaceSubrange(problem.row(person), with: tour) }
      return task.statement(tours: task.settled(all), groups: []).total - cost
    }
    return worked?.difference(tours.keys.sorted().map { ($0, tours[$0] ?? []) }).total
  }
}
