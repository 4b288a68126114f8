import Chance
import Headcount
import LinearProgram

/// How sure a plan is: what comes of it on sampled courses of volume and attrition.
struct HeadcountRisk: Sendable {
  /// Mean and quantiles of something over the courses.
  struct Spread: Sendable {
    var mean: Double
    var p80: Double
    var p90: Double

    init(_ values: [Double]) {
      let sorted = values.sorted()
      func quantile(_ share: Double) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
      }
      mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
      (p80, p90) = (quantile(0.8), quantile(0.9))
    }
  }

  /// A month.
  struct Month: Sendable {
    /// Chance that some queue lacks more than a hundredth of its hours.
    var missChance: Double
    /// Net hours short.
    var short: Spread
    /// Cents.
    var money: Spread
  }

  /// Courses played.
  let courses: Int
  /// By month.
  let months: [Month]
  /// Shape [queues][months]: chance that the queue lacks more than a hundredth of its hours.
  let missChances: [[Double]]
  /// Cents of all months.
  let money: Spread
  /// Cents that short hours of all months are taken to cost.
  let shortage: Spread
  /// Chance that each ceiling is broken.
  let ceilingChances: [Double]

  /// Plays a plan.
  init(
    _ plan: HeadcountPlan, _ model: HeadcountModel, volumes: VolumeCourses, courses: Int, seed: UInt64
  ) throws(SolverFault) {
    var generator = SplitMix64(seed: seed)
    let hours = volumes.hours(courses, for: model, using: &generator)
    let play = try Headcount.play(plan, of: model.problem, hours: hours, using: &generator)
    self.courses = courses
    months = (0..<model.problem.monthCount).map { month in
      Month(
        missChance: Double(play.isMissed.count { $0[month] }) / Double(max(1, courses)),
        short: Spread(play.short.map { $0[month] }), money: Spread(play.money.map { $0[month] }))
    }
    missChances = play.missedCourses.map { $0.map { Double($0) / Double(max(1, courses)) } }
    money = Spread(play.money.map { $0.reduce(0, +) })
    shortage = Spread(play.shortage)
    ceilingChances = model.problem.ceilings.indices.map { index in
      Double(play.breaksCeiling.count { $0[index] }) / Double(max(1, courses))
    }
  }
}
