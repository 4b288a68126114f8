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
  /// Who has most of what nobody likes, of promises about that.
  var agent: String?
  /// One line about it.
  public var sentence: String
  /// What is missing or too much in words: `3.2 % too little`; empty where it is kept.
  let shortfallText: String

  /// The cheapest edit found that keeps a broken promise, as `muster what` and variants say it; nil where none was looked for or found.
  public var edit: String?
  /// The cheapest edit found of each lever, the cheapest first.
  public var edits: [PromiseEdit] = []

  /// Whether the date is past on which it was to be looked at again, when the plan begins.
  public var isDue: Bool

  private enum CodingKeys: CodingKey {
    case promise, place, isKept, figure, shortfall, queue, sentence, edit, edits, isDue
  }

  /// Holds a promise against figures.
  init(_ promise: Promise, of figures: PromiseFigures) {
    let queues = figures.queues.filter { promise.queue == nil || $0.queue == promise.queue }
    var unit = " h"
    var decimals = 1
    var figure: Double?
    var worst: String?
    var person: String?
    func sum(_ part: (PromiseFigures.Queue) -> Double?) -> Double? {
      queues.contains { part($0) == nil } ? nil : queues.reduce(0) { $0 + (part($1) ?? 0) }
    }
    switch promise.subject {
    case .service:
      let levels = queues.compactMap { queue in queue.service.map { (queue.queue, $0) } }
      let end = promise.isAtLeast ? levels.min { $0.1 < $1.1 } : levels.max { $0.1 < $1.1 }
      figure = end?.1
      worst = promise.queue == nil ? end?.0 : nil
    case .shortHours: figure = figures.posts?.short ?? sum(\.shortHours)
    case .overHours: figure = figures.posts?.over ?? sum(\.overHours)
    case .paidHours: figure = figures.paidHours
    case .wages(let currency):
      decimals = Money.minorDigits(of: currency)
      unit = " \(currency)"
      figure = figures.wages.map { Money(minorUnits: $0[currency] ?? 0, currency: currency).majorUnits }
    case .heads:
      (unit, decimals) = ("", 0)
      figure = figures.heads.map(Double.init)
    case .mostPerPerson(let burden):
      (unit, decimals) = ("", 0)
      figure = figures.most[burden].map { Double($0.count) }
      person = figures.most[burden]?.agent
    }
    if promise.isPerWeek { figure = figure.map { $0 / Double(figures.weeks) } }
    let miss = figure.map { promise.isAtLeast ? promise.value - $0 : $0 - promise.value } ?? 0
    // Half of the last place that is shown counts as kept, as with goals; of a simulation its confidence interval too.
    let chance = queues.first { $0.queue == worst ?? promise.queue }?.halfWidth ?? 0
    let slack = promise.subject == .service ? 0.0005 + chance : 1e-9
    isKept = miss <= slack
    shortfall = isKept ? 0 : miss
    let isPast = promise.lookAgain.map { $0 < figures.first } ?? false
    isDue = isPast
    self.promise = promise.text
    place = promise.place
    self.figure = figure
    queue = worst
    agent = person
    func shown(_ value: Double) -> String {
      let isShare = promise.subject == .service
      let text = isShare ? Share(value).text() : FixedDecimal.text(value, decimals: decimals) + unit
      let people = promise.subject == .heads ? (text == "1" ? " person" : " people") : ""
      return text + people + (promise.isPerWeek ? " a week" : "")
    }
    let whose = (worst ?? person).map { " (\($0))" } ?? ""
    let found = figure.map { shown($0) + whose } ?? "no contacts"
    let again = promise.lookAgain.map {
      isPast ? " It was to be looked at again on \($0), before the plan begins." : " To be looked at again on \($0)."
    }
    shortfallText = isKept ? "" : "\(shown(miss)) too \(promise.isAtLeast ? "little" : "much")"
    sentence =
      isKept
      ? "Promise kept: \(promise.text): \(found)."
      : "Promise broken: \(promise.place): \(promise.text): \(found), "
        + "\(shortfallText)."
    sentence += again ?? ""
  }
}

extension [PromiseVerdict] {
  /// Adds to every broken promise the edits by which a plan would keep it.
  mutating func addEdits(of plan: Plan) throws {
    var edits = PromiseEdits(plan)
    try edits.add(to: &self)
  }
}
