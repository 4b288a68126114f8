// What stepping in is worth once whole people serve one queue at a time: the search before shares them inside an interval.

import Tours
import Workforce

extension ReplanTask {
  /// A mended roster as it is told, with what it costs.
  struct Mended {
    var result: Replanning.Result
    var roster: Roster
    var statement: CostStatement
    /// With the price of changes.
    var total: Double { statement.total + result.priceOfChanges }
  }

  /// The roster that changes make, less those of people who are not worth their price; nobody stepping in is never dearer.
  ///
  /// - Complexity: O(people who step in squared) rosters given to queues and counted.
  func mended(_ result: Replanning.Result) -> Mended {
    var best = counted(result)
    guard problem.sharesPeople, task.posts == nil else { return best }
    let owing = Set(result.changes.filter { $0.cause == .owesHours }.map(\.person))
    let nobody = result.help.map(\.person).filter { !owing.contains($0) }.reduce(result) { without($1, in: $0) }
    let alone = counted(nobody)
    if alone.total < best.total { best = alone }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (place, help) in best.result.help.enumerated() {
        let less = counted(without(help.person, in: best.result))
        if less.total < best.total - 1e-6, !owing.contains(help.person) {
          best = less
          isSettled = false
          break
        }
        best.result.help[place].saves = less.statement.total - best.statement.total
      }
    }
    return best
  }

  private func counted(_ result: Replanning.Result) -> Mended {
    let roster = roster(result)
    return Mended(result: result, roster: roster, statement: statement(result.tours, roster))
  }

  /// The same with the days of somebody as they are when nobody steps in.
  private func without(_ person: Int, in result: Replanning.Result) -> Replanning.Result {
    var less = result
    let days = problem.row(person)
    less.tours.replaceSubrange(days, with: result.disturbedTours[days])
    less.changes.removeAll { $0.person == person && $0.cause != .away }
    less.priceOfChanges -= result.help.first { $0.person == person }?.price ?? 0
    less.help.removeAll { $0.person == person }
    return less
  }
}
