import LabourRules
import Rostering
import Timeline
import Workforce

/// Lawful trades of work between two or three people that free one person on one date.
///
/// A trade passes the whole work of a date from hand to hand in a ring: the second person takes over that of the first, and so on, until
/// the first takes over that of the last. Whoever takes work of another date than they give must be off then. It is lawful when the
/// auditor finds no rule broken that was not broken before. Nobody is in a ring who would get what they give: the first is not free of
/// hours that come back.
struct TradeSearch {
  /// Work of one date of one person.
  struct Work: Hashable {
    var agent: String
    var date: CivilDate
    /// In order of time.
    var shifts: [Shift]

    /// Whether it is the same hours.
    func hasHours(of other: Work) -> Bool {
      shifts.elementsEqual(other.shifts) { $0.start == $1.start && $0.end == $1.end }
    }

    /// Whether it is the same for whoever does it: hours and places.
    func isLike(_ other: Work) -> Bool { hasHours(of: other) && shifts.map(\.site) == other.shifts.map(\.site) }
  }

  /// A ring: each one's work is taken over by the next, the last one's by the first.
  struct Trade: Hashable {
    var ring: [Work]

    /// What every date of the ring's people becomes.
    var days: [(agent: String, date: CivilDate, work: [Shift])] {
      var days: [(agent: String, date: CivilDate, work: [Shift])] = []
      for (place, own) in ring.enumerated() {
        let taken = ring[(place + ring.count - 1) % ring.count]
        if own.date != taken.date { days.append((own.agent, own.date, [])) }
        days.append((own.agent, taken.date, taken.shifts.map { $0.given(to: own.agent) }))
      }
      return days
    }
  }

  private let scenario: Scenario
  private let work: [Work]
  private let worked: [String: [CivilDate: Work]]
  private let alone: [String: Scenario]
  private let duties: [String: [OnCallDuty]]
  private let known: [String: Set<Violation>]

  /// - Parameter now: work that has begun is traded no more.
  init(_ roster: Roster, in scenario: Scenario, now: Instant) {
    self.scenario = scenario
    var all: [String: [CivilDate: Work]] = [:]
    let ids = Set(scenario.agents.map(\.id))
    for (agent, own) in Dictionary(grouping: roster.shifts, by: \.agent) where ids.contains(agent) {
      for (date, shifts) in Dictionary(grouping: own, by: \.date) {
        all[agent, default: [:]][date] = Work(agent: agent, date: date, shifts: shifts.sorted { $0.start < $1.start })
      }
    }
    worked = all
    work = all.values.flatMap(\.values).filter { work in
      scenario.contains(work.date) && work.shifts.allSatisfy { $0.start >= now }
    }.sorted { ($0.agent, $0.date) < ($1.agent, $1.date) }
    let held = Dictionary(grouping: roster.duties, by: \.agent)
    let people = scenario.agents.map { agent in (agent.id, scenario.about(agent)) }
    alone = Dictionary(people) { first, _ in first }
    duties = held
    known = Dictionary(
      people.map { id, alone in
        let shifts = (all[id] ?? [:]).values.flatMap(\.shifts)
        return (id, Self.violations(shifts, held[id] ?? [], alone))
      }
    ) { first, _ in first }
  }

  private static func violations(_ shifts: [Shift], _ duties: [OnCallDuty], _ alone: Scenario) -> Set<Violation> {
    var roster = Roster(shifts: shifts)
    roster.duties = duties
    return Set(Audit.violations(of: roster, in: alone))
  }

  /// Whether somebody may give up their work of one date and take that of somebody else.
  private func isLawful(_ person: String, giving own: Work?, taking other: Work) -> Bool {
    guard let scenario = alone[person], let before = known[person] else { return false }
    let days = worked[person] ?? [:]
    if other.date != own?.date, days[other.date] != nil { return false }
    var shifts = days.values.filter { $0 != own }.flatMap(\.shifts)
    shifts += other.shifts.map { $0.given(to: person) }
    return Self.violations(shifts, duties[person] ?? [], scenario).isSubset(of: before)
  }

  /// Every lawful trade of two and of three people that frees somebody on a date; those of three within the week of the date.
  ///
  /// - Returns: in the order of the people and dates of the ring.
  /// - Complexity: O(w) audits of a person for trades of two and O(v x v) for those of three, with w all work of the horizon and v what
  ///   of the week two ends of a ring may lawfully hold.
  func trades(freeing agent: String, on date: CivilDate) -> [Trade] {
    guard let given = work.first(where: { $0.agent == agent && $0.date == date }) else { return [] }
    let others = work.filter { $0.agent != agent }
    // Work that the first person may take for what is given, and work of people who may take that for theirs.
    let returned = Set(others.filter { !$0.hasHours(of: given) && isLawful(agent, giving: given, taking: $0) })
    let takers = Set(others.filter { !$0.isLike(given) && isLawful($0.agent, giving: $0, taking: given) })
    let two = others.filter { returned.contains($0) && takers.contains($0) }.map { Trade(ring: [given, $0]) }
    let week = date.days(since: scenario.horizon.first) / 7
    func isInWeek(_ work: Work) -> Bool { work.date.days(since: scenario.horizon.first) / 7 == week }
    let seconds = others.filter { takers.contains($0) && isInWeek($0) }
    let thirds = others.filter { returned.contains($0) && isInWeek($0) }
    var three: [Trade] = []
    for second in seconds {
      for third in thirds
      where third.agent != second.agent && !third.isLike(second)
        && isLawful(third.agent, giving: third, taking: second)
      {
        three.append(Trade(ring: [given, second, third]))
      }
    }
    return two + three
  }
}

extension Scenario {
  /// The scenario as far as it speaks of one person; what rules read of others is left out.
  fileprivate func about(_ agent: Agent) -> Scenario {
    var alone = self
    alone.agents = [agent]
    alone.leave = leave.filter { $0.agent == agent.id }
    alone.absences = absences.filter { $0.agent == agent.id }
    alone.requests = []
    alone.fixedShifts = fixedShifts.filter { $0.agent == agent.id }
    alone.contracts = contracts.filter { $0.id == agent.contract }
    return alone
  }
}

extension Shift {
  /// The same work by somebody else.
  func given(to other: String) -> Shift {
    var shift = self
    shift.agent = other
    shift.sequence = 0
    return shift
  }
}
