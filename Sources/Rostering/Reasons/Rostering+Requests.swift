import LabourRules
import Timeline
import Tours
public import Workforce

extension Rostering {
  /// What became of every request on a date of the horizon, and why those that were refused were.
  ///
  /// - Parameters:
  ///   - requirement: today's; without, reasons say nothing of cost.
  ///   - isOver: whether there is no time left to work out reasons of cost; asked before each.
  /// - Returns: in the order of the scenario.
  /// - Complexity: for each refused request O(options of the day x (days + intervals of a shift)).
  public static func answers(
    to roster: Roster, covering requirement: Requirement?, in scenario: Scenario, isOver: () -> Bool = { false }
  ) -> [RequestAnswer] {
    let zones = scenario.zonesBySite
    let requests = scenario.requests.filter { scenario.contains($0.date) }
    let asked = Set(requests.map { AgentDate(agent: $0.agent, date: $0.date) })
    let wanted = roster.shifts.filter { asked.contains(AgentDate(agent: $0.agent, date: $0.date)) }
    let days = Dictionary(grouping: wanted) { AgentDate(agent: $0.agent, date: $0.date) }
    let leave = Dictionary(grouping: scenario.absences + scenario.leave, by: \.agent)
    let fixed = Dictionary(grouping: scenario.fixedShifts, by: \.agent)
    var task: RefusalTask?
    return requests.map { request in
      func refused(_ reason: String) -> RequestAnswer {
        RequestAnswer(request: request, isGranted: false, reason: reason)
      }
      let work = days[AgentDate(agent: request.agent, date: request.date)] ?? []
      if grants(work, request.wish, zones) { return RequestAnswer(request: request, isGranted: true, reason: "") }
      if let away = leave[request.agent]?.first(where: { $0.from <= request.date && request.date <= $0.to }) {
        return refused("away then: \(away.kind)")
      }
      if let fixed = fixed[request.agent]?.first(where: { $0.date == request.date }) {
        return refused("a fixed shift begins at \(fixed.start.text)")
      }
      guard let requirement else { return refused("not granted") }
      if isOver() { return refused("not granted; the run was ended before it was worked out why") }
      task = task ?? RefusalTask(roster, requirement, scenario)
      return refused(task?.reason(request) { grants($0, request.wish, zones) } ?? "")
    }
  }

  /// A person's date.
  private struct AgentDate: Hashable {
    var agent: String
    var date: CivilDate
  }

  /// Whether the work of a date is what was wished for.
  private static func grants(_ work: [Shift], _ wish: Wish, _ zones: [String: Zone]) -> Bool {
    let first = work.min { $0.start < $1.start }
    return wish.isGranted(byStartAt: first.map { (zones[$0.site] ?? .utc).local(at: $0.start).minutesOfDay })
  }
}

/// Why requests are refused, in the terms of the engine.
private struct RefusalTask {
  let task: RosterTask
  let reasons: RosterReasons
  /// Whose day can be another, by id.
  private let people: [String: Int]

  init?(_ roster: Roster, _ requirement: Requirement, _ scenario: Scenario) {
    task = RosterTask(requirement, in: scenario, published: roster, isSharedWhole: true)
    guard case .intervals(let demand) = task.problem.demand else { return nil }
    reasons = task.reasons(of: roster, demand)
    people = task.personOfAgent
  }

  /// The cheapest choice that grants it: what it costs more, or the rule in its way.
  func reason(_ request: Request, _ grants: ([Shift]) -> Bool) -> String {
    guard let person = people[request.agent] else { return "the person is in no site and contract of the scenario" }
    let day = request.date.days(since: task.scenario.horizon.first)
    let granting = reasons.alternatives(person: person, day: day).filter { alternative in
      grants(alternative.option == RosterProblem.off ? [] : task.work(person: person, option: alternative.option))
    }
    let lawful = granting.filter(\.broken.isEmpty).min { $0.difference.total < $1.difference.total }
    if let lawful {
      let points = tenths(lawful.difference.total + request.weight)
      return "granting it costs \(points) points elsewhere, and it weighs \(tenths(request.weight))"
    }
    guard let closest = granting.min(by: { $0.broken.count < $1.broken.count }) else {
      return "the contract offers no such shift"
    }
    return "the other days of the person leave no room: " + closest.broken.map(\.words).joined(separator: ", ")
  }
}
