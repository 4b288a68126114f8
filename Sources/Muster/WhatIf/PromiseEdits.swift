import Forecasting
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Units
import Workforce

/// An edit that keeps a broken promise.
public struct PromiseEdit: Hashable, Sendable, Encodable {
  /// What is edited.
  public enum Lever: String, CaseIterable, Hashable, Sendable, Encodable {
    /// What a queue promises its customers.
    case goals
    /// What shortage and surplus weigh in the search.
    case prices
    /// When a queue is open.
    case open
    /// Who works.
    case people
  }

  /// What is edited.
  public var lever: Lever
  /// The edit as `muster what` and variants say it; several are joined by `; `.
  public var edit: String
  /// By how much wages change, in whole units of their currencies, all added up: what edits are sorted by.
  public var wages: Double
  /// The same by currency.
  public var wagesByCurrency: [String: Double]
  /// Whether the changed scenario was planned whole; by estimate otherwise.
  public var isPlanned: Bool
}

extension PromiseEdit {
  init(lever: Lever, edit: String, wages: [String: Double], isPlanned: Bool) {
    self.init(
      lever: lever, edit: edit, wages: Self.sum(wages), wagesByCurrency: wages.filter { $0.value != 0 },
      isPlanned: isPlanned)
  }

  /// One after the other by currency, so that the last digit does not depend on their order.
  fileprivate static func sum(_ wages: [String: Double]) -> Double {
    wages.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
  }

  /// `+1200`; where people are paid in several currencies, `+1200 GBP -300 NOK`.
  fileprivate func wagesText(_ currencies: Int) -> String {
    func signed(_ money: Double) -> String {
      (money < 0 ? "-" : "+") + FixedDecimal.text(abs(money), decimals: 0)
    }
    guard currencies > 1, !wagesByCurrency.isEmpty else { return signed(wages) }
    return wagesByCurrency.sorted { $0.key < $1.key }.map { "\(signed($0.value)) \($0.key)" }.joined(separator: " ")
  }
}

/// Looks for the cheapest edits that keep a broken promise, one of each lever.
///
/// Goals, opening hours and people are tried by the estimate of `muster what`, and one counts only where the band's worse end keeps
/// the promise; so the whole plan keeps it too, as far as the band holds. What prices do only a search can tell: where nothing free
/// was found, one is made.
struct PromiseEdits {
  let plan: Plan
  /// The roster of a changed scenario for a requirement; nil where none may be searched.
  let search: ((Requirement, Scenario) throws -> Roster)?
  /// Estimates by the volume of days that a promise is about.
  private var benches: [DemandLevel: EditBench] = [:]
  /// Plans by the edit of prices.
  private var plans: [String: Plan] = [:]

  /// Prepares for a plan.
  init(_ plan: Plan, search: ((Requirement, Scenario) throws -> Roster)? = nil) {
    self.plan = plan
    self.search = search
  }

  /// Adds the edits that were found to every broken promise, the cheapest first.
  ///
  /// A verdict may be of other figures than the plan's, as those of a simulation are: what is sought then keeps the promise with the
  /// distance between the two to spare.
  mutating func add(to verdicts: inout [PromiseVerdict]) throws {
    let currencies = Set(plan.scenario.contracts.map(\.costPerHour.currency)).count
    for index in verdicts.indices where !verdicts[index].isKept {
      let verdict = verdicts[index]
      let named = plan.scenario.promises.first { $0.text == verdict.promise && $0.place == verdict.place }
      guard var promise = named else { continue }
      if promise.subject == .service, let told = verdict.figure {
        let own = PromiseVerdict(promise, of: try bench(of: promise).figures).figure ?? told
        promise.value += promise.isAtLeast ? max(0, own - told) : min(0, own - told)
      }
      let edits = try edits(for: promise, worst: verdict.queue)
      guard let best = edits.first else {
        verdicts[index].sentence += "\n  next: \(Self.withoutEdit(promise.subject))"
        continue
      }
      verdicts[index].edit = best.edit
      verdicts[index].edits = edits
      verdicts[index].sentence += edits.enumerated().map { place, edit in
        let money = edit.wagesText(currencies)
        let how = edit.isPlanned ? "keeps it when planned" : "keeps it by estimate"
        return
          "\n  \(place == 0 ? "next:" : "or") \"\(edit.edit)\" \(how), wages \(money)."
      }.joined()
    }
  }

  /// What to do where no edit was found.
  private static func withoutEdit(_ subject: Promise.Subject) -> String {
    if case .mostPerPerson = subject {
      return "Which shift is whose no estimate says: raise fairness in prices and plan again, or ask for less."
    }
    return "No edit of goals, opening hours, prices or people that was tried keeps it alone: combine several, "
      + "or ask for less."
  }

  private mutating func edits(for promise: Promise, worst: String?) throws -> [PromiseEdit] {
    // Who works which of the shifts no estimate says.
    if case .mostPerPerson = promise.subject { return [] }
    let bench = try bench(of: promise)
    let choices = EditChoices(promise, about: promise.queue ?? worst, in: bench)
    var found: [PromiseEdit] = []
    for lever in [PromiseEdit.Lever.goals, .open, .people] {
      if let edit = try cheapest(choices.ladders(of: lever), lever, promise, bench, isCut: !choices.needsMore) {
        found.append(edit)
      }
    }
    if !found.contains(where: { $0.wages <= 0 }), let price = choices.price,
      let edit = try planned(price, keeping: promise)
    {
      found.append(edit)
    }
    let order = PromiseEdit.Lever.allCases
    return found.sorted {
      ($0.wages, order.firstIndex(of: $0.lever) ?? 0) < ($1.wages, order.firstIndex(of: $1.lever) ?? 0)
    }
  }

  /// Estimates at the volume of days that a promise is about.
  private mutating func bench(of promise: Promise) throws -> EditBench {
    let level = promise.level ?? .mean
    let bench = try benches[level] ?? EditBench(level == .mean ? plan : plan.busy(at: level))
    benches[level] = bench
    return bench
  }

  /// The cheapest of the first steps of each ladder that keep the promise; of people who leave, those who leave least short.
  private func cheapest(
    _ ladders: [[[String]]], _ lever: PromiseEdit.Lever, _ promise: Promise, _ bench: EditBench, isCut: Bool
  ) throws -> PromiseEdit? {
    var kept: [(edit: String, wages: [String: Double], sum: Double, shortHours: Double)] = []
    for ladder in ladders {
      for sentences in ladder {
        guard let (figures, wages, short) = try bench.estimate(sentences, worseFor: promise) else { continue }
        if figures.tell(of: promise), PromiseVerdict(promise, of: figures).isKept {
          kept.append((sentences.joined(separator: "; "), wages, PromiseEdit.sum(wages), short))
          break
        }
      }
    }
    let best = kept.min {
      isCut ? ($0.shortHours, $0.edit) < ($1.shortHours, $1.edit) : ($0.sum, $0.edit) < ($1.sum, $1.edit)
    }
    return best.map { PromiseEdit(lever: lever, edit: $0.edit, wages: $0.wages, isPlanned: false) }
  }

  /// An edit of prices, where the whole plan keeps the promise with it.
  private mutating func planned(_ sentence: String, keeping promise: Promise) throws -> PromiseEdit? {
    guard let search else { return nil }
    var changed = plan
    if let known = plans[sentence] {
      changed = known
    } else {
      var problems = ProblemCollector()
      _ = changed.scenario.apply([try ScenarioChange(sentence: sentence)], &problems)
      guard problems.isEmpty else { return nil }
      changed.serviceRounds = nil
      changed.roster = try search(plan.requirement, changed.scenario)
      changed.coverage = Staffing.coverage(of: changed.roster, requirement: plan.requirement, in: changed.scenario)
      plans[sentence] = changed
    }
    var alone = changed
    alone.scenario.promises = [promise]
    guard let verdict = PlanSummary(of: alone).promises.first, verdict.isKept else { return nil }
    var wages: [String: Double] = [:]
    for (plan, sign) in [(changed, 1), (plan, -1)] {
      for (currency, minor) in plan.scenario.wages(of: plan.roster.shifts) {
        wages[currency, default: 0] += Money(minorUnits: sign * minor, currency: currency).majorUnits
      }
    }
    return PromiseEdit(lever: .prices, edit: sentence, wages: wages, isPlanned: true)
  }
}

/// Estimates of edits of one plan, at one volume of its days.
struct EditBench {
  let plan: Plan
  let base: WhatState
  /// What the plan itself comes to.
  let figures: PromiseFigures
  private let first: WhatEstimate
  private let memo = RequirementMemo()
  /// What the forecast asks for; a requirement edited by hand keeps its distance from it.
  private let plain: Requirement

  init(_ plan: Plan) throws {
    self.plan = plan
    base = WhatState(plan.scenario, plan.requirement, plan.roster, coverage: plan.coverage)
    figures = PromiseFigures(PlanSummary(of: plan), first: plan.scenario.horizon.first)
    first = try WhatEstimate(from: base, to: base)
    plain = Staffing.requirement(for: plan.forecast, in: plan.scenario, hasPools: false, memo: memo)
  }

  /// The figures at the worse end of the band, by how much wages change, and the hours short; nil where the edit cannot be.
  func estimate(
    _ sentences: [String], worseFor promise: Promise
  ) throws -> (figures: PromiseFigures, wages: [String: Double], shortHours: Double)? {
    var changed = plan.scenario
    var problems = ProblemCollector()
    let changes = try sentences.map { try ScenarioChange(sentence: $0) }
    _ = changed.apply(changes, &problems)
    guard problems.isEmpty else { return nil }
    let needed = changes.allSatisfy { $0.kind == .people } ? plan.requirement : requirement(of: changed)
    let moved = WhatState(
      changed, needed, Planner.roster(plan.roster, from: plan.scenario, to: changed), coverage: plan.coverage)
    let estimate = try WhatEstimate(from: base, to: moved, known: first.before)
    let report = WhatReport(estimate, changes: sentences, values: [])
    func worse(_ figure: WhatFigure) -> Double { promise.isAtLeast ? figure.low : figure.high }
    var wages: [String: Int] = [:]
    for (currency, figure) in report.wages {
      wages[currency] = Int((worse(figure) * Money.minorUnits(ofOne: currency)).rounded())
    }
    // A sum over queues has the band of the sum, which is narrower than the sum of the bands.
    let isSum = promise.queue == nil
    let queues = zip(report.queues, estimate.queues).enumerated().map { index, pair in
      PromiseFigures.Queue(
        queue: pair.0.queue, service: pair.0.service.map(worse),
        shortHours: isSum ? (index == 0 ? worse(report.shortHours) : 0) : worse(pair.0.shortHours),
        overHours: pair.1.overHours)
    }
    let figures = PromiseFigures(
      first: changed.horizon.first, weeks: changed.horizon.weeks, queues: queues, paidHours: moved.paidHours,
      wages: wages, heads: changed.agents.count)
    return (
      figures, report.wages.mapValues { $0.estimate - $0.planned }, report.shortHours.estimate
    )
  }

  /// What a scenario with other goals or hours needs: what is asked in hours that are closed now is not asked at all.
  private func requirement(of changed: Scenario) -> Requirement {
    var forecast = plan.forecast
    for (place, queue) in changed.queues.enumerated()
    where !queue.isDeferred && queue.open != plan.scenario.queues[place].open {
      let holidays = changed.holidays(in: queue.region)
      for interval in forecast.grid.indices
      where !changed.isOpen(queue, at: forecast.grid.instant(of: interval), holidays: holidays) {
        forecast.queues[place].isOpen[interval] = false
        forecast.queues[place].offered[interval] = 0
        forecast.queues[place].p10[interval] = 0
        forecast.queues[place].p90[interval] = 0
      }
    }
    return plan.requirement.moved(
      from: plain, to: Staffing.requirement(for: forecast, in: changed, hasPools: false, memo: memo))
  }
}
