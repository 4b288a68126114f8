import Forecasting
import ScenarioFiles
import Staffing
import Tabular
import Units
import Workforce

/// Looks for the cheapest edit that keeps a broken promise: people more or fewer of some kind.
///
/// Edits are tried by the estimate of `muster what`, and one counts only where the band's worse end keeps the promise; so the
/// whole plan keeps it too, as far as the band holds.
struct PromiseEdits {
  let plan: Plan
  private let base: WhatState
  private let first: WhatEstimate

  /// People of one kind that are tried at most, in this order.
  private static let counts = [1, 2, 3, 5, 8]

  /// Prepares the estimates of a plan.
  init(_ plan: Plan) throws {
    self.plan = plan
    base = WhatState(plan.scenario, plan.requirement, plan.roster, coverage: plan.coverage)
    first = try WhatEstimate(from: base, to: base)
  }

  /// An edit and what it does to the wages.
  private struct Edit {
    var sentence: String
    var wages: Double
    var shortHours: Double
  }

  /// Adds an edit to every broken promise that one was found for.
  func add(to verdicts: inout [PromiseVerdict]) throws {
    for (index, promise) in plan.scenario.promises.enumerated() where verdicts.indices.contains(index) {
      guard !verdicts[index].isKept, let edit = try cheapest(for: promise, worst: verdicts[index].queue) else {
        continue
      }
      verdicts[index].edit = edit.sentence
      let money = FixedDecimal.text(abs(edit.wages), decimals: 0)
      verdicts[index].sentence +=
        "\n  next: \"\(edit.sentence)\" keeps it by estimate, wages \(edit.wages < 0 ? "-" : "+")\(money)."
    }
  }

  private func cheapest(for promise: Promise, worst: String?) throws -> Edit? {
    // Other volumes than the plan's are not estimated.
    guard promise.level ?? .mean == .mean else { return nil }
    let scenario = plan.scenario
    let queue = promise.queue ?? worst
    let needsMore: Bool
    switch promise.subject {
    case .service: needsMore = promise.isAtLeast
    case .shortHours: needsMore = !promise.isAtLeast
    case .overHours, .paidHours, .wages, .heads: needsMore = promise.isAtLeast
    }
    var kinds: [[String]: [Agent]] = [:]
    for agent in scenario.agents {
      let served = scenario.queues.filter { agent.serves($0) }.map(\.id)
      if needsMore, let queue, !served.contains(queue) { continue }
      kinds[[agent.site, agent.contract] + served, default: []].append(agent)
    }
    var edits: [Edit] = []
    for key in kinds.keys.sorted(by: { $0.description < $1.description }) {
      guard let people = kinds[key], let model = people.first else { continue }
      for count in Self.counts {
        if !needsMore, count > people.count { break }
        let sentences =
          needsMore ? ["+\(count) like \(model.id)"] : people.suffix(count).map { "\($0.id) leaves" }
        if let edit = try edit(sentences, keeping: promise) {
          edits.append(edit)
          break
        }
      }
    }
    // What pays most for itself first; of cuts the one that leaves least short.
    return edits.min {
      needsMore
        ? ($0.wages, $0.sentence) < ($1.wages, $1.sentence)
        : ($0.shortHours, $0.sentence) < ($1.shortHours, $1.sentence)
    }
  }

  /// The edit where the worse end of its band keeps the promise.
  private func edit(_ sentences: [String], keeping promise: Promise) throws -> Edit? {
    var changed = plan.scenario
    var problems = ProblemCollector()
    _ = changed.apply(try sentences.map { try ScenarioChange(sentence: $0) }, &problems)
    guard problems.isEmpty else { return nil }
    let moved = WhatState(
      changed, plan.requirement, Planner.roster(plan.roster, from: plan.scenario, to: changed), coverage: plan.coverage)
    let estimate = try WhatEstimate(from: base, to: moved, known: first.before)
    let report = WhatReport(estimate, changes: sentences, values: [])
    func worse(_ figure: WhatFigure) -> Double { promise.isAtLeast ? figure.low : figure.high }
    var wages: [String: Int] = [:]
    for (currency, figure) in report.wages {
      var scale = 1.0
      for _ in 0..<Money.minorDigits(of: currency) { scale *= 10 }
      wages[currency] = Int((worse(figure) * scale).rounded())
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
    guard figures.tell(of: promise), PromiseVerdict(promise, of: figures).isKept else { return nil }
    let more = report.wages.values.reduce(0) { $0 + $1.estimate - $1.planned }
    return Edit(sentence: sentences.joined(separator: "; "), wages: more, shortHours: report.shortHours.estimate)
  }
}
