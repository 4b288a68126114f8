import Headcount
import LinearProgram
import Tabular
import Timeline
import Units
import Workforce

/// What keeps a promise that a headcount plan breaks.
struct HeadcountPromiseEdit: Sendable {
  /// The edit as it is typed, or written in headcount.yaml.
  var text: String
  /// By how much money changes, in cents.
  var cents: Int
  /// By how much hours short of other queues than the promise's change, where it is of one.
  var shortElsewhere: Double
  /// Months that keep the promise with it: all but those for which nobody can be signed in time.
  var monthsKept: Int

  /// A promise's line with the edit.
  func added(to promise: HeadcountPromise, _ currency: String) -> HeadcountPromise {
    var promise = promise
    let money = Double(cents) / Money.minorUnits(ofOne: currency)
    (promise.edit, promise.editMoney) = (text, money)
    let months = monthsKept == promise.months ? "every month" : "\(monthsKept) of \(promise.months) months"
    promise.sentence +=
      "\n  next: \(text) keeps it in \(months), money "
      + "\(cents < 0 ? "-" : "+")\(Money.wholeNumber(Double(abs(cents)), of: currency)) \(currency)"
      + (shortElsewhere < 0.5 ? "." : "; \(FixedDecimal.text(shortElsewhere, decimals: 0)) h more are short elsewhere.")
    return promise
  }

  /// By how much a queue's goal is set above what is promised, in this order.
  private static let margins = [0, 0.02, 0.05, 0.1]
  /// How many times dearer an hour short is taken to be, in this order.
  private static let prices = [2, 4, 10]

  /// The cheapest edit of each broken promise, each planned whole.
  ///
  /// Service is bought by a higher goal of its queue, hours short by a higher price of theirs. The first step that keeps the promise in
  /// most months counts: a later one asks for more, and for some months nobody can be signed in time. Heads and money that are too many
  /// have no such lever.
  static func all(
    _ plan: HeadcountPlan, _ model: HeadcountModel, service: [[Double]], effort: Headcount.Effort
  ) throws(SolverFault) -> [Promise: HeadcountPromiseEdit] {
    let months = MonthlyFigures(plan, model, service: service)
    var edits: [Promise: HeadcountPromiseEdit] = [:]
    for promise in model.scenario.promises {
      guard let told = months.told(promise), !told.isKept else { continue }
      let steps: [Step]
      switch promise.subject {
      case .service where promise.isAtLeast:
        steps = months.worst(promise).map { goals(of: $0, above: promise.value, model) } ?? []
      case .shortHours where !promise.isAtLeast: steps = dearer(model)
      default: steps = []
      }
      var most = told.monthsKept
      for step in steps where most < told.months {
        guard let changed = try Headcount.plan(for: step.problem, effort: effort) else { continue }
        let then = MonthlyFigures(changed, model, service: step.service(changed, model))
        guard let kept = then.told(promise)?.monthsKept, kept > most else { continue }
        most = kept
        edits[promise] = HeadcountPromiseEdit(
          text: step.text, cents: changed.total - plan.total,
          shortElsewhere: step.queue.map { changed.short(beside: $0) - plan.short(beside: $0) } ?? 0, monthsKept: kept)
      }
    }
    return edits
  }

  /// A changed problem.
  private struct Step {
    var text: String
    var problem: HeadcountProblem
    /// The queue whose goal it raises; nil where it is of all.
    var queue: Int?

    /// Service of a plan of it: what hours there are, over those that the scenario's own goals need.
    func service(_ plan: HeadcountPlan, _ model: HeadcountModel) -> [[Double]] {
      model.demand.service(
        at: problem.demands.indices.map { queue in
          problem.demands[queue].hours.indices.map { month in
            let need = model.problem.demands[queue].hours[month]
            return need > 0 ? max(0, (problem.demands[queue].hours[month] - plan.short[queue][month]) / need) : 1
          }
        })
    }
  }

  private static func goals(of name: String, above value: Double, _ model: HeadcountModel) -> [Step] {
    guard let index = model.scenario.queues.firstIndex(where: { $0.id == name }) else { return [] }
    let goal = model.scenario.queues[index].goal
    let levels = margins.map { ((value + $0) * 100).rounded(.up) / 100 }.filter { $0 > goal.answered && $0 < 1 }
    return levels.compactMap { level -> Step? in
      guard let hours = model.demand.hours(of: index, answered: level) else { return nil }
      var problem = model.problem
      problem.staff(index, with: hours.map { $0 * model.loss[index] })
      let seconds = goal.within.thresholdText
      return Step(
        text: "--goal \"\(name): \(Share(level).text(decimals: 0)) in \(seconds)\"", problem: problem, queue: index)
    }
  }

  private static func dearer(_ model: HeadcountModel) -> [Step] {
    prices.map { times in
      var problem = model.problem
      for queue in problem.demands.indices { problem.demands[queue].shortPrice *= Double(times) }
      let price = Money(minorUnits: model.file.short.minorUnits * times, currency: model.file.short.currency)
      return Step(text: "short: \(price.text)/h in headcount.yaml", problem: problem)
    }
  }
}

extension HeadcountPlan {
  /// Net hours short of all queues but one.
  fileprivate func short(beside queue: Int) -> Double {
    short.indices.reduce(0) { sum, other in other == queue ? sum : sum + short[other].reduce(0, +) }
  }
}
