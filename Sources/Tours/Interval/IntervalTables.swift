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
