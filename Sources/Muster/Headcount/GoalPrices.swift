import Headcount
import LinearProgram
import Staffing
import Workforce

/// What one point of service more or less of a queue costs: hours staffed again with the other goal, and the plan solved again.
struct GoalPrices: Sendable {
  /// A queue.
  struct Price: Sendable {
    /// Index of the queue.
    var queue: Int
    /// Share answered that the goal asks for.
    var answered: Double
    /// Net hours of all months more with a point more, what shifts lose included; `nil` where there is no point more.
    var hoursUp: Double?
    /// Cents more, hours left short at their price.
    var up: Double?
    /// The part of it that is for hours left short.
    var shortageUp: Double?
    /// Net hours less with a point less.
    var hoursDown: Double?
    /// Cents less.
    var down: Double?
  }

  let prices: [Price]

  /// Solves every queue at plus and minus one point, with fractions of people: a search's own gap would drown the difference.
  ///
  /// - Parameter plan: its open tiers of vendors are where both begin.
  init(_ model: HeadcountModel, _ plan: HeadcountPlan, isCancelled: () -> Bool) throws {
    guard let base = try Headcount.leastOfWholeTiers(for: model.problem, plan.reachedTiers(of: model.problem)) else {
      prices = []
      return
    }
    var prices: [Price] = []
    for (index, queue) in model.scenario.queues.enumerated() where queue.activity == nil {
      if isCancelled() { throw Interrupted() }
      var price = Price(queue: index, answered: queue.goal.answered)
      if let more = try Self.change(0.01, index, model, base) {
        (price.hoursUp, price.up, price.shortageUp) = (more.hours, more.cents, more.shortage)
      }
      if let less = try Self.change(-0.01, index, model, base) {
        (price.hoursDown, price.down) = (-less.hours, -less.cents)
      }
      prices.append(price)
    }
    self.prices = prices
  }

  private static func change(
    _ step: Double, _ queue: Int, _ model: HeadcountModel, _ base: Headcount.WholeTiers
  ) throws(SolverFault) -> (hours: Double, cents: Double, shortage: Double)? {
    let answered = model.scenario.queues[queue].goal.answered + step
    guard answered > 0, answered < 1, let hours = model.demand.hours(of: queue, answered: answered) else { return nil }
    var problem = model.problem
    let now = hours.map { $0 * model.loss[queue] }
    let more = zip(now, problem.demands[queue].hours).reduce(0) { $0 + ($1.0 - $1.1) }
    problem.staff(queue, with: now)
    guard let then = try Headcount.leastOfWholeTiers(for: problem, base.open) else { return nil }
    // Tiers that turn out better without the point too are none of its price.
    var before = base
    if then.open != base.open, let other = try Headcount.leastOfWholeTiers(for: model.problem, then.open),
      other.cost < base.cost
    {
      before = other
    }
    return (more, then.cost - before.cost, then.shortage - before.shortage)
  }
}
