import Headcount
import Tabular
import Timeline
import Units
import Workforce

/// What becomes of a promise over the months of a headcount plan.
public struct HeadcountPromise: Hashable, Sendable, Encodable {
  /// The promise as it is written.
  public var promise: String
  /// The file and line where it is written.
  public var place: String
  /// Months in which it is kept, and all that tell of it.
  public var monthsKept: Int
  /// Months that tell of it.
  public var months: Int
  /// First month in which it is broken, `2026-06`; nil where it is kept.
  public var firstBroken: String?
  /// One line about it.
  public var sentence: String

  /// The cheapest edit found that keeps a broken promise in most months, as it is typed or written; nil where none was found.
  public var edit: String?
  /// By how much the plan's money changes with it, in whole units of the plan's currency.
  public var editMoney: Double?

  /// Whether every month keeps it.
  public var isKept: Bool { firstBroken == nil }

  /// Holds the scenario's promises against every month, and looks for edits that keep the broken ones.
  static func all(of outcome: HeadcountOutcome) -> (promises: [HeadcountPromise], untold: Int) {
    let scenario = outcome.model.scenario
    guard !scenario.promises.isEmpty else { return ([], 0) }
    let months = MonthlyFigures(outcome.plan, outcome.model, service: outcome.service)
    let told = scenario.promises.compactMap { promise in
      months.told(promise).map { outcome.promiseEdits[promise]?.added(to: $0, outcome.currency) ?? $0 }
    }
    return (told, scenario.promises.count - told.count)
  }
}

/// What promises are held against in each month of a headcount plan: hours and money are those of as many weeks as the scenario has,
/// heads are counted in whole people.
struct MonthlyFigures {
  private let model: HeadcountModel
  private let months: [PromiseFigures]

  /// - Parameter service: shape [queues][months], NaN where nothing is offered.
  init(_ plan: HeadcountPlan, _ model: HeadcountModel, service: [[Double]]) {
    self.model = model
    let scenario = model.scenario
    let starts = model.demand.starts
    // The starts end with the first month after the plan.
    months = (0..<model.problem.monthCount).map { month in
      let start = starts[month]
      let scale = Double(scenario.horizon.dayCount) / Double(start.firstOfNextMonth.days(since: start))
      return PromiseFigures(
        first: start, weeks: scenario.horizon.weeks,
        queues: scenario.queues.indices.map { queue in
          let level = service[queue][month]
          return PromiseFigures.Queue(
            queue: scenario.queues[queue].id, service: level.isNaN ? nil : level,
            shortHours: plan.short[queue][month] * scale)
        },
        wages: Self.wages(plan, model, month).mapValues { Int(($0 * scale).rounded()) },
        heads: Int(plan.heads.reduce(0) { $0 + $1[month].heads }.rounded()))
    }
  }

  /// Wages of a month in the currencies in which they are paid, as in a plan, each in its minor units.
  private static func wages(_ plan: HeadcountPlan, _ model: HeadcountModel, _ month: Int) -> [String: Double] {
    var wages: [String: Double] = [:]
    for item in plan.money where item.month == month && item.kind == .wages {
      guard let parts = item.staffClass.map({ model.details[$0].pay[month].parts }) else { continue }
      let all = parts.reduce(0) { $0 + $1.cents }
      for part in parts where all > 0 {
        let unit = model.cents(Money(minorUnits: 1, currency: part.currency), on: model.demand.starts[month])
        wages[part.currency, default: 0] += Double(item.cents) * part.cents / all / unit
      }
    }
    return wages
  }

  /// What becomes of a promise over the months; nil where they say nothing about it.
  func told(_ promise: Promise) -> HeadcountPromise? {
    let verdicts = verdicts(promise)
    guard !verdicts.isEmpty else { return nil }
    let broken = verdicts.filter { !$0.verdict.isKept }
    let name = broken.first.map { String(model.demand.starts[$0.month].isoText.prefix(7)) }
    let count = "\(verdicts.count) \(verdicts.count == 1 ? "month" : "months")"
    let words =
      broken.first.map { first in
        "Promise broken in \(broken.count) of \(count), first in \(name ?? ""): "
          + first.verdict.sentence.replacing("Promise broken: ", with: "")
      } ?? "Promise kept in \(count): \(promise.text)."
    return HeadcountPromise(
      promise: promise.text, place: promise.place, monthsKept: verdicts.count - broken.count,
      months: verdicts.count, firstBroken: name, sentence: words)
  }

  /// The queue that is furthest from a promise in the first month that breaks it.
  func worst(_ promise: Promise) -> String? {
    promise.queue ?? verdicts(promise).first { !$0.verdict.isKept }?.verdict.queue
  }

  private func verdicts(_ promise: Promise) -> [(month: Int, verdict: PromiseVerdict)] {
    // A volume of days is not told.
    guard promise.level ?? .mean == .mean else { return [] }
    return months.indices.filter { months[$0].tell(of: promise) }
      .map { ($0, PromiseVerdict(promise, of: months[$0])) }
  }
}
