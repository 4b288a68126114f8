import Tabular
import Units
import Workforce

/// Whether a plan keeps a promise, and by how much it does not.
public struct PromiseVerdict: Hashable, Sendable, Encodable {
  /// The promise as it is written.
  public var promise: String
  /// The file and line where it is written.
  public var place: String
  /// Whether it is kept.
  public var isKept: Bool
  /// What the plan comes to; nil where nothing is offered that it could be about.
  public var figure: Double?
  /// What is missing or too much; 0 where it is kept.
  public var shortfall: Double
  /// The queue that is furthest from it, of promises about every queue.
  public var queue: String?
  /// One line about it.
  public var sentence: String

  /// Holds a promise against the figures of a plan.
  init(_ promise: Promise, of summary: PlanSummary) {
    let queues = summary.queues.filter { promise.queue == nil || $0.queue == promise.queue }
    var unit = " h"
    var decimals = 1
    var figure: Double?
    var worst: String?
    switch promise.subject {
    case .service:
      (unit, decimals) = (" %", 1)
      let levels = queues.compactMap { queue in queue.expectedServiceLevel.map { (queue.queue, $0) } }
      let end = promise.isAtLeast ? levels.min { $0.1 < $1.1 } : levels.max { $0.1 < $1.1 }
      figure = end?.1
      worst = promise.queue == nil ? end?.0 : nil
    case .shortHours: figure = queues.reduce(0) { $0 + $1.shortHours }
    case .overHours: figure = queues.reduce(0) { $0 + $1.overHours }
    case .paidHours: figure = summary.paidHours
    case .wages(let currency):
      decimals = Money.minorDigits(of: currency)
      unit = " \(currency)"
      var scale = 1.0
      for _ in 0..<decimals { scale *= 10 }
      figure = Double(summary.wages[currency] ?? 0) / scale
    case .heads:
      (unit, decimals) = (summary.heads == 1 ? " person" : " people", 0)
      figure = Double(summary.heads)
    }
    if promise.isPerWeek { figure = figure.map { $0 / Double(summary.weeks) } }
    let miss = figure.map { promise.isAtLeast ? promise.value - $0 : $0 - promise.value } ?? 0
    // Half of the last place that is shown counts as kept, as with goals.
    let slack = promise.subject == .service ? 0.0005 : 1e-9
    isKept = miss <= slack
    shortfall = isKept ? 0 : miss
    self.promise = promise.text
    place = promise.place
    self.figure = figure
    queue = worst
    func shown(_ value: Double) -> String {
      FixedDecimal.text(promise.subject == .service ? value * 100 : value, decimals: decimals) + unit
        + (promise.isPerWeek ? " a week" : "")
    }
    let found = figure.map { shown($0) + (worst.map { " (\($0))" } ?? "") } ?? "no contacts"
    let again = promise.lookAgain.map { " To be looked at again on \($0)." } ?? ""
    sentence =
      isKept
      ? "Promise kept: \(promise.text): \(found)."
      : "Promise broken: \(promise.place): \(promise.text): \(found), "
        + "\(shown(miss)) too \(promise.isAtLeast ? "little" : "much")."
    sentence += again
  }
}
