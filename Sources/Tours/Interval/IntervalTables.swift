/// What follows from a problem with demand by interval alone: what tours may be like, what cover costs, where each option works.
struct IntervalTables: Sendable {
  let space: TourSpace
  let model: CoverModel
  let table: ShiftTable

  init(_ problem: RosterProblem, _ demand: IntervalDemand) {
    space = TourSpace(problem)
    model = CoverModel(demand, problem: problem)
    table = ShiftTable(problem)
  }
}
