import Rostering
import Staffing
import Timeline
import Workforce

/// What promises are held against: the figures of a plan, of a simulation, or of a scenario in a comparison.
struct PromiseFigures {
  /// One queue; what is not known is nil.
  struct Queue {
    var queue: String
    /// Share within the threshold.
    var service: Double?
    /// Half the width of its confidence interval; 0 where it is no estimate.
    var halfWidth = 0.0
    var shortHours: Double?
    var overHours: Double?
  }

  var first: CivilDate
  var weeks: Int
  var queues: [Queue]
  /// Hours that posts are short and over, where people are wanted by shifts.
  var posts: (short: Double, over: Double)?
  var paidHours: Double?
  /// In minor units by currency.
  var wages: [String: Int]?
  var heads: Int?
  /// The most that one person has of something that nobody likes, and who; of a roster.
  var most: [Promise.Burden: (agent: String, count: Int)] = [:]

  /// Figures of any making; what is nil is not told.
  init(
    first: CivilDate, weeks: Int, queues: [Queue], paidHours: Double? = nil, wages: [String: Int]? = nil,
    heads: Int? = nil
  ) {
    self.first = first
    self.weeks = weeks
    self.queues = queues
    self.paidHours = paidHours
    self.wages = wages
    self.heads = heads
  }

  /// Whether the figures say anything about a promise.
  func tell(of promise: Promise) -> Bool {
    let named = queues.filter { promise.queue == nil || $0.queue == promise.queue }
    switch promise.subject {
    case .service: return named.contains { $0.service != nil }
    case .shortHours: return posts != nil || named.contains { $0.shortHours != nil }
    case .overHours: return posts != nil || named.contains { $0.overHours != nil }
    case .paidHours: return paidHours != nil
    case .wages: return wages != nil
    case .heads: return heads != nil
    case .mostPerPerson(let burden): return most[burden] != nil
    }
  }

  /// The figures of a summary.
  init(_ summary: PlanSummary, first: CivilDate) {
    self.first = first
    weeks = summary.weeks
    queues = summary.queues.map {
      Queue(
        queue: $0.queue, service: $0.expectedServiceLevel, shortHours: $0.shortHours, overHours: $0.overHours)
    }
    if !summary.posts.isEmpty {
      posts = summary.posts.reduce((0, 0)) { ($0.0 + Double($1.short) * $1.hours, $0.1 + Double($1.over) * $1.hours) }
    }
    paidHours = summary.paidHours
    wages = summary.wages
    heads = summary.heads
  }

  /// The figures of a plan with the service and the hours short of one course of its days; what is nil is not told.
  init(_ summary: PlanSummary, first: CivilDate, services: [Double?], shortHours: [Double]?) {
    self.init(summary, first: first)
    for queue in queues.indices {
      queues[queue].service = services[queue]
      queues[queue].shortHours = shortHours?[queue]
    }
  }

  /// The figures of a run by cells; service and hours where rosters were searched.
  init(_ cells: [Cell: Int], in scenario: Scenario) {
    first = scenario.horizon.first
    weeks = scenario.horizon.weeks
    heads = scenario.agents.count
    let isPlan = cells.keys.contains { $0.measure == .rosteredHours }
    func sum(_ measure: Measure, of queue: String? = nil) -> Double {
      let figures = cells.filter { $0.key.measure == measure && (queue == nil || $0.key.id == queue) }
      return Double(figures.values.reduce(0, +)) / 10_000
    }
    queues = scenario.queues.map { queue in
      let contacts = sum(.contacts, of: queue.id)
      return Queue(
        queue: queue.id, service: isPlan && contacts > 0 ? sum(.answered, of: queue.id) / contacts : nil,
        shortHours: isPlan ? sum(.shortHours, of: queue.id) : nil,
        overHours: isPlan ? sum(.overHours, of: queue.id) : nil)
    }
    guard isPlan else { return }
    paidHours = sum(.paidHours)
    var wages: [String: Int] = [:]
    for (cell, figure) in cells {
      if case .wages(let currency) = cell.measure { wages[currency, default: 0] += figure }
    }
    self.wages = wages
  }

  /// The service of a simulation.
  ///
  /// - Parameter level: the share of replications that must reach it; nil for their mean.
  init(_ service: SimulatedService, at level: DemandLevel?, in scenario: Scenario) {
    first = scenario.horizon.first
    weeks = scenario.horizon.weeks
    queues = service.queues.map { queue in
      if let share = level?.share {
        return Queue(queue: queue.queue, service: queue.service(reachedIn: share))
      }
      let mean = queue.total.map(\.serviceLevel)
      return Queue(
        queue: queue.queue, service: mean.flatMap { $0.value.isNaN ? nil : $0.value },
        halfWidth: mean.map { $0.halfWidth.isNaN ? 0 : $0.halfWidth } ?? 0)
    }
  }
}

extension DemandLevel {
  /// The share of days that a quantile stands for; nil for the mean.
  fileprivate var share: Double? {
    switch self {
    case .mean: nil
    case .p50: 0.5
    case .p80: 0.8
    case .p90: 0.9
    }
  }
}

extension PromiseVerdict {
  /// What becomes of promises in a plan; those at a volume of their own by what the same roster gives then.
  static func all(of plan: Plan, _ summary: PlanSummary) -> [PromiseVerdict] {
    let first = plan.scenario.horizon.first
    var figures: [DemandLevel?: PromiseFigures] = [nil: PromiseFigures(summary, first: first)]
    for promise in plan.scenario.promises {
      guard case .mostPerPerson(let burden) = promise.subject else { continue }
      figures[nil]?.most[burden] = Rostering.most(burden, in: plan.roster, of: plan.scenario)
    }
    return plan.scenario.promises.map { promise in
      let known =
        figures[promise.level] ?? PromiseFigures(PlanSummary(of: plan.busy(at: promise.level ?? .mean)), first: first)
      figures[promise.level] = known
      return PromiseVerdict(promise, of: known)
    }
  }

  /// What becomes of those promises that some figures say something about, and how many they say nothing about.
  static func all(
    _ promises: [Promise], of figures: (DemandLevel?) -> PromiseFigures?
  ) -> (verdicts: [PromiseVerdict], untold: Int) {
    let verdicts = promises.compactMap { promise in
      figures(promise.level).flatMap { $0.tell(of: promise) ? PromiseVerdict(promise, of: $0) : nil }
    }
    return (verdicts, promises.count - verdicts.count)
  }

  /// Verdicts as lines, with one about those that were not told.
  static func lines(_ verdicts: [PromiseVerdict], untold: Int, next: String) -> [String] {
    verdicts.map(\.sentence)
      + (untold == 0 ? [] : ["\(untold) \(untold == 1 ? "promise is" : "promises are") not told here; \(next)."])
  }
}

extension Plan {
  /// The plan's roster on days with another volume, which ask for as much more than the plan as the formulas do; it promises nothing.
  func busy(at level: DemandLevel) -> Plan {
    var busy = self
    busy.scenario.planFor = level
    for queue in busy.scenario.queues.indices { busy.scenario.queues[queue].planFor = level }
    busy.scenario.promises = []
    busy.serviceRounds = nil
    let memo = RequirementMemo()
    busy.requirement = requirement.moved(
      from: Staffing.requirement(for: forecast, in: scenario, hasPools: false, memo: memo),
      to: Staffing.requirement(for: forecast, in: busy.scenario, hasPools: false, memo: memo))
    busy.coverage = Staffing.coverage(of: roster, requirement: busy.requirement, in: busy.scenario)
    return busy
  }
}
