import Chance
import Headcount
import LinearProgram

/// A plan that is made again each month beside the same plan kept as it is, on sampled courses of volume and attrition.
struct HeadcountPolicy: Sendable {
  /// Courses played.
  let courses: Int
  /// Mean cents of money and short hours where each month plans the rest again.
  let again: Double
  /// The part of it for short hours.
  let shortage: Double
  /// The same where everybody starts as planned on the first day.
  let kept: Double
  /// The same where contacts come as planned, so that leavers alone are left to chance.
  let keptAsPlanned: Double

  /// Plays both on the same volumes; `nil` where it was stopped.
  init?(
    _ plan: HeadcountPlan, _ model: HeadcountModel, courses: Int, isCancelled: (@Sendable () -> Bool)?
  ) throws(SolverFault) {
    var generator = SplitMix64(seed: model.scenario.seed)
    let hours = model.demand.courses.hours(courses, for: model, using: &generator)
    let effort = Headcount.Effort(gap: 0.002, nodes: 200, isCancelled: isCancelled)
    let replanned = try Headcount.replan(model.problem, hours: hours, effort: effort, using: &generator)
    guard replanned.costs.count == courses else { return nil }
    self.courses = courses
    (again, shortage) = (replanned.mean, replanned.meanShortage)
    kept = try Self.mean(plan, model.problem, hours, &generator)
    let planned = model.problem.demands.map(\.hours)
    keptAsPlanned = try Self.mean(plan, model.problem, hours.map { _ in planned }, &generator)
  }

  /// Mean money and price of short hours of a plan that is kept.
  private static func mean(
    _ plan: HeadcountPlan, _ problem: HeadcountProblem, _ hours: [[[Double]]], _ generator: inout SplitMix64
  ) throws(SolverFault) -> Double {
    let play = try Headcount.play(plan, of: problem, hours: hours, using: &generator)
    let all = zip(play.money, play.shortage).reduce(0) { $0 + $1.0.reduce(0, +) + $1.1 }
    return all / Double(max(1, hours.count))
  }
}
