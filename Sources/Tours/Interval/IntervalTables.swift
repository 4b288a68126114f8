/// What follows from a problem with demand by interval alone: what tours may be like, what cover costs, where each option works.
package struct IntervalTables: Sendable {
  package let space: TourSpace
  package let model: CoverModel
  package let table: ShiftTable
  let optionCosts: OptionCosts

  /// The tables of a problem.
  ///
  /// - Complexity: O(options) for each distinct menu and rest rule, and of the sets of groups that people serve.
  package init(_ problem: RosterProblem, _ demand: IntervalDemand) {
    space = TourSpace(problem)
    model = CoverModel(demand, problem: problem)
    table = ShiftTable(problem)
    optionCosts = OptionCosts(problem)
  }
}

/// What each option of their menu costs everybody, once for all rosters under change: with many people it is most of what they read.
final class OptionCosts: @unchecked Sendable {
  private let arena = Arena()
  /// Nothing for each option of the widest menu, then what some people have of their own.
  private let store: UnsafeMutablePointer<Float>
  /// Shape [people]: where somebody's begin.
  private let first: UnsafeMutablePointer<Int>

  init(_ problem: RosterProblem) {
    let widest = problem.menus.map(\.count).max() ?? 0
    store = arena.row(widest + problem.people.reduce(0) { $0 + $1.optionCosts.count }, of: 0)
    first = arena.row(problem.people.count, of: 0)
    var place = widest
    for (person, someone) in problem.people.enumerated() where !someone.optionCosts.isEmpty {
      first[person] = place
      (store + place).update(from: someone.optionCosts, count: someone.optionCosts.count)
      place += someone.optionCosts.count
    }
  }

  /// Shape [options of the person's menu].
  subscript(person: Int) -> UnsafePointer<Float> { UnsafePointer(store + first[person]) }
}
