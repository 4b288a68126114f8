/// What each option of their menu costs everybody, once for all who search: with many people it is most of what they read.
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
