import Timeline
import Workforce

/// A person of a roster as the simulator plays them: when they are at work, and on which queues.
///
/// All times are seconds since the start of the grid.
struct RosteredPerson {
  /// Id of the person.
  let id: String
  /// Chance of being off the queue in each interval: the shrinkage of the site. Shape [grid.count].
  let absentShares: [Double]
  /// Stretches of work without breaks, ascending.
  let work: [(from: Int, to: Int)]
  /// Stretches on a set of queues, ascending.
  let postings: [(from: Int, to: Int, set: Int)]
}

/// Everybody with a shift, and the sets of queues they are put on.
struct RosteredPeople {
  /// In the order of the roster.
  let people: [RosteredPerson]
  /// Sets of queue indices, by size and then by index.
  let queueSets: [[Int]]

  /// Reads a roster; a shift without any spell is played on every queue its person may take from.
  ///
  /// - Complexity: O(shifts + spells), plus a sort.
  init(of roster: Roster, on grid: IntervalGrid, in scenario: Scenario) {
    let agents = scenario.agentsById
    let spells = Dictionary(grouping: roster.spells, by: \.agent)
    // Who began before the plan and still works when it begins is there too.
    let before = scenario.shiftsBefore.filter { $0.end > grid.start }
    let shifts = Dictionary(grouping: before + roster.shifts, by: \.agent)
    var drafts: [(agent: Agent, work: [(Int, Int)], postings: [(from: Int, to: Int, queues: [Int])])] = []
    for id in shifts.keys.sorted() {
      guard let agent = agents[id], let own = shifts[id] else { continue }
      var work: [(Int, Int)] = []
      var postings: [(from: Int, to: Int, queues: [Int])] = []
      for shift in own {
        let inside = (spells[id] ?? []).filter { $0.start < shift.end && $0.end > shift.start }
        // Whoever does something beside the queues is no more there than in a break.
        let elsewhere = inside.filter { $0.queues.allSatisfy { scenario.queues[$0].activity != nil } }
          .sorted { $0.start < $1.start }
        for stretch in shift.stretches {
          var from = stretch.lowerBound
          for spell in elsewhere where spell.start < stretch.upperBound && spell.end > from {
            work.append((max(0, from.seconds(since: grid.start)), spell.start.seconds(since: grid.start)))
            from = spell.end
          }
          work.append((max(0, from.seconds(since: grid.start)), stretch.upperBound.seconds(since: grid.start)))
        }
        for spell in inside {
          let start = max(spell.start, shift.start).seconds(since: grid.start)
          let end = min(spell.end, shift.end).seconds(since: grid.start)
          postings.append((max(0, start), max(0, end), spell.queues))
        }
        if inside.isEmpty {
          let all = scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) }
          let start = max(0, shift.start.seconds(since: grid.start))
          postings.append((start, max(0, shift.end.seconds(since: grid.start)), all))
        }
      }
      drafts.append((agent, work.filter { $0.0 < $0.1 }, postings.filter { $0.from < $0.to }))
    }
    let sets = Set(drafts.flatMap { $0.postings.map(\.queues) })
      .sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    let place = Dictionary(uniqueKeysWithValues: sets.enumerated().map { ($1, $0) })
    queueSets = sets
    let present = [Double](repeating: 0, count: grid.count)
    let shares = Dictionary(
      scenario.sites.map { ($0.id, RosteredPeople.absentShares(of: $0, on: grid)) },
      uniquingKeysWith: { first, _ in first })
    people = drafts.map { draft in
      RosteredPerson(
        id: draft.agent.id, absentShares: shares[draft.agent.site] ?? present,
        work: draft.work.map { (from: $0.0, to: $0.1) },
        postings: draft.postings.map { (from: $0.from, to: $0.to, set: place[$0.queues] ?? 0) })
    }
  }

  /// Shrinkage of a site by the month of each interval on its clock.
  private static func absentShares(of site: Site, on grid: IntervalGrid) -> [Double] {
    guard site.hasMonths else { return [Double](repeating: 1 - site.productiveShare, count: grid.count) }
    return grid.indices.map { 1 - site.productiveShare(inMonth: site.zone.local(at: grid.instant(of: $0)).date.month) }
  }
}
