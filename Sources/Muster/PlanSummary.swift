import Rostering
import Staffing
import Tabular
import Workforce

/// What a plan comes to for one queue.
public struct QueueSummary: Hashable, Sendable, Encodable {
  /// Id of the queue.
  public var queue: String
  /// Contacts expected over the horizon, on days as they are planned for.
  public var offered: Double
  /// Which volume of each day is planned for: `mean`, or a quantile such as `P80`.
  public var planFor: String
  /// Share the goal asks for.
  public var goal: Double
  /// Threshold of the goal in seconds.
  public var goalSeconds: Double
  /// Share expected within the threshold, weighted by contacts, by formula or, after service rounds, by simulation; `nil` when
  /// nothing is offered.
  public var expectedServiceLevel: Double?
  /// Share that may hang up, where the goal says so.
  public var abandonedAtMost: Double?
  /// Share expected to hang up, where the goal limits it; `nil` when nothing is offered.
  public var expectedAbandoned: Double?
  /// Net hours the requirement asks for.
  public var requiredHours: Double
  /// Net hours rostered.
  public var rosteredHours: Double
  /// Net hours below the requirement.
  public var shortHours: Double
  /// Net hours above the requirement.
  public var overHours: Double
  /// How much of an activity is wanted, for example `6 h a day`; `nil` for a queue.
  public var activity: String?

  /// Whether the expected service reaches the goal, and no more hang up than it lets; a queue without contacts does.
  public var meetsGoal: Bool {
    (expectedServiceLevel.map { $0 >= goal - 0.0005 } ?? true) && !losesTooMany
  }

  private var losesTooMany: Bool { ServiceGoal.isAbove(abandonedAtMost, expectedAbandoned) }

  /// The queue as one below its goal, with the share that hangs up where that is what is too much.
  var missText: String {
    queue + (losesTooMany ? ServiceGoal.text(of: expectedAbandoned, atMost: abandonedAtMost) : "")
  }

  /// Every queue, in the order of the scenario.
  static func all(_ coverage: Coverage, _ requirement: Requirement, in scenario: Scenario) -> [QueueSummary] {
    let hours = Double(requirement.grid.intervalSeconds) / 3600
    let abandoned = Staffing.abandoned(in: coverage, requirement: requirement, in: scenario)
    return scenario.queues.indices.map { index in
      let coverage = coverage.queues[index]
      let needed = requirement.queues[index]
      var answered = 0.0
      var counted = 0.0
      for (level, offered) in zip(coverage.serviceLevel, needed.offered) where !level.isNaN {
        answered += level * offered
        counted += offered
      }
      let intervals = coverage.required.indices
      return QueueSummary(
        queue: coverage.queue,
        offered: needed.offered.reduce(0, +),
        planFor: scenario.level(of: scenario.queues[index]).rawValue,
        goal: scenario.queues[index].goal.answered,
        goalSeconds: scenario.queues[index].goal.within.value,
        expectedServiceLevel: counted > 0 ? answered / counted : nil,
        abandonedAtMost: scenario.queues[index].goal.abandonedAtMost, expectedAbandoned: abandoned[index],
        requiredHours: coverage.required.reduce(0, +) * hours,
        rosteredHours: coverage.rostered.reduce(0, +) * hours,
        shortHours: intervals.reduce(0) { $0 + coverage.under($1) } * hours,
        overHours: intervals.reduce(0) { $0 + coverage.over($1) } * hours,
        activity: scenario.queues[index].activity?.description)
    }
  }
}

extension Scenario {
  /// Which volume of each day is planned for of a queue.
  func level(of queue: Queue) -> DemandLevel { queue.planFor ?? planFor }
}

extension String {
  /// A figure of days as they are planned for, named where these are not the mean: `793 (P80)`.
  func of(_ level: String) -> String { level == DemandLevel.mean.rawValue ? self : "\(self) (\(level))" }
}

extension ServiceGoal {
  /// For a terminal: ` (6.7 % hang up, at most 6 %)`.
  static func text(of share: Double?, atMost most: Double?) -> String {
    guard let share, let most else { return "" }
    return " (\(Share(share).text()) hang up, at most \(Share(most).plainText))"
  }
}

/// What a roster pays for one kind of thing.
public struct CostPart: Hashable, Sendable, Codable {
  /// The kind, as cost.csv writes it.
  public var kind: String
  /// How much; `nil` where the kind has points alone.
  public var amount: Double?
  /// What the amount counts: hours, changes or shifts.
  public var unit: String?
  /// What it costs.
  public var points: Double

  /// The kinds that cost something, in the order of the statement.
  static func all(of statement: CostStatement) -> [CostPart] {
    CostStatement.Kind.allCases.compactMap { kind in
      let (amount, points) = statement.sum(of: kind)
      guard points != 0 || amount != 0 else { return nil }
      let hasAmount = !kind.unit.isEmpty
      return CostPart(
        kind: kind.rawValue, amount: hasAmount ? amount : nil, unit: hasAmount ? kind.unit : nil, points: points)
    }
  }

  /// For a terminal: `shortage 3120.1 (152.3 h)`.
  var text: String {
    let words = CostStatement.Kind(rawValue: kind)?.words ?? kind
    let points = "\(words) \(FixedDecimal.text(points, decimals: 1))"
    guard let amount, let unit else { return points }
    return unit == "hours"
      ? "\(points) (\(FixedDecimal.text(amount, decimals: 1)) h)"
      : "\(points) (\(FixedDecimal.text(amount, decimals: 0)))"
  }
}

/// What a plan comes to, for the person who asked for it.
public struct PlanSummary: Hashable, Sendable, Encodable {
  /// Title of the scenario.
  public var scenario: String
  /// First date, ISO 8601.
  public var first: String
  /// Number of weeks.
  public var weeks: Int
  /// One entry a queue, in the order of the scenario.
  public var queues: [QueueSummary]
  /// One entry a post where people are wanted by shifts; empty otherwise.
  public var posts: [PostSummary] = []
  /// People in the scenario.
  public var heads: Int
  /// Shifts rostered.
  public var shifts: Int
  /// Paid hours rostered.
  public var paidHours: Double
  /// Wages of the paid hours in minor units, by currency.
  public var wages: [String: Int]
  /// Cost of the roster in points.
  public var cost: Double?
  /// No roster costs less; `nil` where no bound above 0 was found.
  public var bound: Double?
  /// Where the cost comes from; empty for a roster that was read.
  public var costParts: [CostPart]
  /// Points that whole people, on one set of queues at a time, cost above people shared inside each interval; `nil` where nobody has a
  /// choice.
  public var wholePeopleLoss: Double?
  /// How colleagues share nights, weekends and late ends; empty for a roster that was read.
  public var shares: [ShareFigure] = []
  /// What the solver proved.
  public var proof: String
  /// Sentences of all stages, in order of the chain.
  public var warnings: [String]
  /// What was assumed because the scenario does not say it.
  public var assumptions: [String]
  /// People whose rules leave no lawful way to work.
  public var clashes: [RuleClash]
  /// What closing the loop between roster and simulation came to; `nil` where no rounds were asked for.
  public var serviceRounds: ServiceRoundsSummary?

  /// What became of the scenario's promises, in their order; empty where nothing was promised.
  public var promises: [PromiseVerdict] = []

  /// Whether every queue's expected service reaches its goal, every post has its least, every promise is kept, and nobody's rules clash.
  public var meetsGoals: Bool {
    queues.allSatisfy(\.meetsGoal) && posts.allSatisfy(\.datesBelowLeast.isEmpty) && clashes.isEmpty
      && promises.allSatisfy(\.isKept)
  }
  /// Net hours short over all queues.
  public var shortHours: Double { queues.reduce(0) { $0 + $1.shortHours } }
  /// Net hours over over all queues.
  public var overHours: Double { queues.reduce(0) { $0 + $1.overHours } }

  /// Adds up a plan.
  public init(of plan: Plan) { self.init(of: plan, played: plan.serviceRounds?.played ?? []) }

  /// Adds up a plan.
  ///
  /// - Parameter played: queues of its roster as service rounds played them.
  init(of plan: Plan, played: [Manifest.PlayedQueue]) {
    let scenario = plan.scenario
    self.scenario = scenario.name
    self.first = scenario.horizon.first.description
    self.weeks = scenario.horizon.weeks
    queues = QueueSummary.all(plan.coverage, plan.requirement, in: scenario)
    posts = PostSummary.all(Rostering.shiftCover(of: plan.roster, in: scenario), in: scenario)
    self.heads = scenario.agents.count
    self.shifts = plan.roster.shifts.count
    self.paidHours = Double(plan.roster.shifts.reduce(0) { $0 + $1.paidMinutes }) / 60
    self.wages = scenario.wages(of: plan.roster.shifts)
    self.cost = plan.roster.report?.cost
    self.bound = plan.roster.report.flatMap { $0.bound > 0 ? $0.bound : nil }
    wholePeopleLoss = plan.roster.report?.wholePeopleLoss
    self.costParts = plan.roster.report.map { CostPart.all(of: $0.statement) } ?? []
    self.shares = plan.roster.report?.shares.map(ShareFigure.init) ?? []
    self.proof = plan.roster.report?.proof ?? "not solved here: the roster was read from a file"
    self.warnings = plan.forecast.warnings + plan.requirement.warnings + plan.roster.warnings
    self.assumptions = scenario.assumptions
    self.clashes = plan.roster.clashes
    serviceRounds = plan.serviceRounds
    // What was played is known better than what a formula expects.
    for found in played {
      for place in queues.indices where queues[place].queue == found.queue {
        queues[place].expectedServiceLevel = found.serviceLevel
        queues[place].expectedAbandoned = found.abandonedShare
      }
    }
    promises = PromiseVerdict.all(of: plan, self)
  }
}
