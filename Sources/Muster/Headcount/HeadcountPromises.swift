import Tabular
import Timeline
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

  /// Whether every month keeps it.
  public var isKept: Bool { firstBroken == nil }

  /// Holds the scenario's promises against every month: hours and money are those of as many weeks as the scenario has, heads are
  /// counted in whole people.
  static func all(of outcome: HeadcountOutcome) -> (promises: [HeadcountPromise], untold: Int) {
    let scenario = outcome.model.scenario
    guard !scenario.promises.isEmpty else { return ([], 0) }
    let service = outcome.service
    // The starts end with the first month after the plan.
    let months = (0..<outcome.model.problem.monthCount).map { month -> PromiseFigures in
      let start = outcome.starts[month]
      let scale = Double(scenario.horizon.dayCount) / Double(start.firstOfNextMonth.days(since: start))
      let cents = outcome.plan.money.reduce(0) { $1.month == month && $1.kind == .wages ? $0 + $1.cents : $0 }
      return PromiseFigures(
        first: start, weeks: scenario.horizon.weeks,
        queues: scenario.queues.indices.map { queue in
          let level = service[queue][month]
          return PromiseFigures.Queue(
            queue: scenario.queues[queue].id, service: level.isNaN ? nil : level,
            shortHours: outcome.plan.short[queue][month] * scale)
        },
        wages: [outcome.currency: Int((Double(cents) * scale).rounded())],
        heads: Int(outcome.plan.heads.reduce(0) { $0 + $1[month].heads }.rounded()))
    }
    var told: [HeadcountPromise] = []
    for promise in scenario.promises where promise.level ?? .mean == .mean {
      let verdicts = months.indices.filter { months[$0].tell(of: promise) && isTold(promise, outcome.currency) }
        .map { (month: $0, verdict: PromiseVerdict(promise, of: months[$0])) }
      guard !verdicts.isEmpty else { continue }
      let broken = verdicts.filter { !$0.verdict.isKept }
      let name = broken.first.map { String(outcome.starts[$0.month].isoText.prefix(7)) }
      let count = "\(verdicts.count) \(verdicts.count == 1 ? "month" : "months")"
      let words =
        broken.first.map { first in
          "Promise broken in \(broken.count) of \(count), first in \(name ?? ""): "
            + first.verdict.sentence.replacing("Promise broken: ", with: "")
        } ?? "Promise kept in \(count): \(promise.text)."
      told.append(
        HeadcountPromise(
          promise: promise.text, place: promise.place, monthsKept: verdicts.count - broken.count,
          months: verdicts.count, firstBroken: name, sentence: words))
    }
    return (told, scenario.promises.count - told.count)
  }

  /// Money of another currency than the plan's is not told.
  private static func isTold(_ promise: Promise, _ currency: String) -> Bool {
    if case .wages(let own) = promise.subject { return own == currency }
    return true
  }
}
