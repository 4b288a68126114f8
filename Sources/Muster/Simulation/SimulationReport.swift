import Queueing
import Staffing
import Timeline
import Workforce

/// Planned and simulated service of one queue and span: an interval, a date or the horizon.
public struct ServiceComparison: Hashable, Sendable, Encodable {
  /// Id of the queue.
  public var queue: String
  /// Start of the interval with the offset of the queue's clock, or the date; ISO 8601. `nil` for the horizon.
  public var start: String?
  /// The start of the interval; `nil` for dates and the horizon.
  let moment: Instant?
  /// Contacts offered, per replication.
  public var offered: Double
  /// Share within the threshold that the plan expects; `nil` where it says nothing.
  public var planned: Double?
  /// Share within the threshold in the simulation; `nil` where no deadline lies inside the horizon.
  public var simulated: Double?
  /// Half the width of the 95 % confidence interval of `simulated`.
  public var halfWidth: Double?
  /// Share that hangs up.
  public var abandoned: Double?
  /// Half the width of its 95 % confidence interval.
  var abandonedHalfWidth: Double?
  /// Mean wait of the answered in seconds.
  public var averageWaitSeconds: Double?
  /// Contacts that wait at the end of the date; dates only.
  public var waiting: Double?
  /// Those of them past their deadline; dates only.
  public var late: Double?
  /// Whether planned and simulated differ by more than the stated amount, chance left aside: the whole confidence
  /// interval lies beyond it.
  public var disagrees: Bool

  private enum CodingKeys: CodingKey {
    case queue, start, offered, planned, simulated, halfWidth, abandoned, averageWaitSeconds, waiting, late, disagrees
  }

  init(
    _ queue: String, start: String?, moment: Instant? = nil, span: SimulatedSpan?, planned: Double?, limit: Double,
    waiting: Double? = nil,
    late: Double? = nil
  ) {
    self.queue = queue
    self.start = start
    self.moment = moment
    self.planned = planned
    self.waiting = waiting
    self.late = late
    offered = span?.offered ?? 0
    simulated = span?.serviceLevel.value.known
    halfWidth = simulated == nil ? nil : span?.serviceLevel.halfWidth.known
    abandoned = span?.abandoned.value.known
    abandonedHalfWidth = span?.abandoned.halfWidth.known
    averageWaitSeconds = span?.averageWait.known
    disagrees = false
    if let planned, let simulated, let halfWidth { disagrees = abs(planned - simulated) - halfWidth > limit }
  }
}

/// The busy share of one person.
public struct PersonOccupancy: Hashable, Sendable, Encodable {
  /// Id of the person.
  public var agent: String
  /// Hours on the queues, per replication.
  public var hours: Double
  /// Busy share of these hours.
  public var occupancy: Double
  /// Half the width of its 95 % confidence interval.
  public var halfWidth: Double
}

/// What a simulation found beside what the plan expects.
public struct SimulationReport: Hashable, Sendable, Encodable {
  /// Title of the scenario.
  public var scenario: String
  /// First date, ISO 8601.
  public var first: String
  /// Number of weeks.
  public var weeks: Int
  /// How often the horizon was played.
  public var replications: Int
  /// Seed of every draw.
  public var seed: UInt64
  /// Difference of service levels from which plan and simulation disagree, in `0...1`.
  public var disagreement: Double
  /// Share that each queue's goal asks for, in the order of the scenario.
  public var goals: [Double]
  /// Threshold of each queue's goal in seconds.
  public var goalSeconds: [Double]
  /// Share that may hang up by each queue's goal; `nil` where it says nothing of it.
  public var abandonedAtMost: [Double?]
  /// Which volume of each day the plan of a queue is made for, of which its figures are: `mean`, or a quantile such as `P80`. Played are
  /// days as they come.
  public var planFor: [String]
  /// Whether each queue's work may wait, as email may.
  public var isDeferred: [Bool]
  /// Whether each queue is an activity, which no contacts reach.
  public var isActivity: [Bool]
  /// The horizon, one entry a queue.
  public var queues: [ServiceComparison]
  /// Every queue's dates with contacts or a backlog.
  public var days: [ServiceComparison]
  /// Every queue's intervals with contacts.
  public var intervals: [ServiceComparison]
  /// Everybody with time on the queues, by id.
  public var people: [PersonOccupancy]
  /// What became of the promises of service, in their order.
  public var promises: [PromiseVerdict]
  /// Promises that a simulation says nothing about.
  public var untoldPromises: Int

  /// Whether the simulated service of a queue reaches its goal and no more hang up than it lets, within the confidence intervals.
  public func meetsGoal(_ queue: Int) -> Bool {
    if losesTooMany(queue) { return false }
    guard let simulated = queues[queue].simulated else { return true }
    return simulated + (queues[queue].halfWidth ?? 0) >= goals[queue] - 0.0005
  }

  private func losesTooMany(_ queue: Int) -> Bool {
    if isDeferred[queue] { return false }
    let chance = queues[queue].abandonedHalfWidth ?? 0
    return ServiceGoal.isAbove(abandonedAtMost[queue], queues[queue].abandoned, give: 0.0005 + chance)
  }

  /// A queue as one below its goal, with the share that hangs up where that is what is too much.
  func missText(_ queue: Int) -> String {
    queues[queue].queue
      + (losesTooMany(queue) ? ServiceGoal.text(of: queues[queue].abandoned, atMost: abandonedAtMost[queue]) : "")
  }

  /// Whether the simulated service of every queue reaches its goal, and every promise about service is kept.
  public var meetsGoals: Bool { queues.indices.allSatisfy(meetsGoal) && promises.allSatisfy(\.isKept) }

  init(
    _ service: SimulatedService, plan: Coverage, requirement: Requirement, in scenario: Scenario, seed: UInt64,
    disagreement: Double
  ) {
    self.scenario = scenario.name
    first = scenario.horizon.first.isoText
    weeks = scenario.horizon.weeks
    replications = service.replications
    self.seed = seed
    self.disagreement = disagreement
    goals = scenario.queues.map(\.goal.answered)
    goalSeconds = scenario.queues.map(\.goal.within.value)
    abandonedAtMost = scenario.queues.map(\.goal.abandonedAtMost)
    planFor = scenario.queues.map { scenario.level(of: $0).rawValue }
    isDeferred = scenario.queues.map { $0.isDeferred }
    isActivity = scenario.queues.map { $0.activity != nil }
    (promises, untoldPromises) = PromiseVerdict.all(scenario.promises) {
      PromiseFigures(service, at: $0, in: scenario)
    }
    queues = []
    days = []
    intervals = []
    let grid = service.grid
    let dates = scenario.horizon.dates
    for (index, queue) in scenario.queues.enumerated() {
      let found = service.queues[index]
      let level = plan.queues[index].serviceLevel
      let offered = requirement.queues[index].offered
      func planned(_ intervals: some Sequence<Int>) -> Double? {
        var served = 0.0
        var counted = 0.0
        for interval in intervals where !level[interval].isNaN {
          served += level[interval] * offered[interval]
          counted += offered[interval]
        }
        return counted > 0 ? served / counted : nil
      }
      queues.append(
        ServiceComparison(queue.id, start: nil, span: found.total, planned: planned(grid.indices), limit: disagreement))
      var ofDate = [[Int]](repeating: [], count: dates.count)
      for interval in grid.indices {
        let date = queue.open.zone.local(at: grid.instant(of: interval)).date.days(since: scenario.horizon.first)
        if ofDate.indices.contains(date) { ofDate[date].append(interval) }
        guard let span = found.intervals[interval] else { continue }
        let moment = grid.instant(of: interval)
        intervals.append(
          ServiceComparison(
            queue.id, start: queue.open.zone.isoText(at: moment), moment: moment, span: span,
            planned: planned(CollectionOfOne(interval)), limit: disagreement))
      }
      for (place, date) in dates.enumerated() {
        let waiting = found.waiting[place].value
        guard found.days[place] != nil || waiting > 0 else { continue }
        days.append(
          ServiceComparison(
            queue.id, start: date.isoText, span: found.days[place], planned: planned(ofDate[place]),
            limit: disagreement, waiting: waiting, late: found.late[place].value))
      }
    }
    people = service.people.map {
      PersonOccupancy(
        agent: $0.agent, hours: $0.hours, occupancy: $0.occupancy.value, halfWidth: $0.occupancy.halfWidth)
    }
  }
}

extension Double {
  /// The number itself; nil where there is none.
  fileprivate var known: Double? { isNaN ? nil : self }
}
