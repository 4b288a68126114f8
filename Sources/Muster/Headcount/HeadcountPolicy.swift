import Chance
import Headcount
import LinearProgram

/// A plan that is made again each month beside the same plan kept as it is, on sampled courses of volume and attrition.
struct HeadcountPolicy: Sendable {
  /// Courses played.
  let courses: Int
  /// Mean cents of money and short hours where each month plans the rest again.
  let again: Double
  /// The same where everybody starts as planned on the first day.
  let kept: Double

  /// Plays both on the same volumes; `nil` where it was stopped.
  init?(
    _ plan: HeadcountPlan, _ model: HeadcountModel, courses: Int, isCancelled: (@Sendable () -> Bool)?
  ) throws(SolverFault) {
    var generator = SplitMix64(seed: model.scenario.seed)
    let hours = model.demand.courses.hours(courses, for: model, using: &generator)
    let effort = Headcount.Effort(gap: 0.002, nodes: 200, isCancelled: isCancelled)
    let replanned = try Headcount.replan(model.problem, hours: hours, effort: effort, using: &generator)
    guard replanned.costs.count == courses else { return nil }
    let play = try Headcount.play(plan, of: model.problem, hours: hours, using: &generator)
    self.courses = courses
    again = replanned.mean
    kept =
      zip(play.money, play.shortage).reduce(0) { $0 + $1.0.reduce(0, +) + $1.1 } / Double(max(1, courses))
  }
}
