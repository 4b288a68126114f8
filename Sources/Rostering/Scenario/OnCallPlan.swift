import LinearProgram
public import Timeline
public import Workforce

extension Rostering {
  /// Who is on call when: every duty of the scenario's rules that somebody can hold, shared out evenly.
  ///
  /// Nobody holds a duty that touches a shift of theirs or begins on a date on which they are away, and nobody two on one date. One
  /// program chooses: a duty that nobody holds is dearest, and each further duty of a person is dearer than the one before, which
  /// makes the shares even. Who held more duties before the plan than the middle one of those who may hold some at the site begins at
  /// a dearer one, and who held fewer at a cheaper one, by two duties at most. The program is a flow, so its relaxation is whole already.
  ///
  /// - Parameters:
  ///   - kept: duties that were told and stay where they still can be held.
  ///   - now: a duty that has begun by then stays with whoever was told it, whatever is asked for now, unless they are absent.
  /// - Returns: duties by date, and a sentence for each one that nobody can hold.
  public static func onCall(
    with roster: Roster, in scenario: Scenario, keeping kept: [OnCallDuty] = [], at now: Instant? = nil
  ) -> (duties: [OnCallDuty], warnings: [String]) {
    let absent = scenario.absenceDatesByAgent
    let begun = kept.filter { duty in
      now.map { duty.start < $0 } ?? false && !(absent[duty.agent]?.contains(duty.date) ?? false)
    }
    return OnCallPlan(roster, scenario, begun: begun).solve(keeping: kept.filter { !begun.contains($0) })
  }
}

extension Roster {
  /// Takes over duties in place of those that were published: who is relieved has a cancelled duty, and sequences are raised
  /// wherever a published duty was taken back or given again. No sequence falls.
  public mutating func takeOver(_ duties: [OnCallDuty], from published: Roster) {
    let held = Dictionary(published.duties.map { (DutyName($0), $0) }) { $0.sequence > $1.sequence ? $0 : $1 }
    var graves = Dictionary((published.cancelledDuties + cancelledDuties).map { (DutyName($0), $0) }) {
      $0.sequence > $1.sequence ? $0 : $1
    }
    var left = held
    self.duties = duties.map { duty in
      var duty = duty
      left[DutyName(duty)] = nil
      let grave = graves.removeValue(forKey: DutyName(duty))
      if let former = held[DutyName(duty)] {
        let isSame = (former.start, former.end) == (duty.start, duty.end)
        let sequence = max(former.sequence, grave.map { $0.sequence + 1 } ?? 0)
        duty.sequence = max(duty.sequence, isSame ? sequence : sequence + 1)
      } else if let grave {
        duty.sequence = max(duty.sequence, grave.sequence + 1)
      }
      return duty
    }
    for (name, former) in left {
      var relieved = former
      relieved.sequence = max(former.sequence + 1, graves[name]?.sequence ?? 0)
      graves[name] = relieved
    }
    cancelledDuties = graves.values.sorted {
      ($0.date, $0.site, $0.skill, $0.agent) < ($1.date, $1.site, $1.skill, $1.agent)
    }
  }
}

/// What makes a duty the same duty in another roster.
private struct DutyName: Hashable {
  let agent: String
  let date: CivilDate
  let site: String
  let skill: String

  init(_ duty: OnCallDuty) {
    agent = duty.agent
    date = duty.date
    site = duty.site
    skill = duty.skill
  }
}

private struct OnCallPlan {
  /// Cost of a duty that nobody holds; above the cost of any number of duties of one person.
  private static let missing = 10_000.0
  /// Cost of giving a told duty to somebody else.
  private static let moved = 100.0
  /// How many duties of before the plan count at most, so that who joins late, or was away for long, does not hold all of a plan's.
  private static let mostOfPast = 2

  let scenario: Scenario
  let shifts: [String: [Shift]]
  /// Duties that stay as they are.
  let begun: [OnCallDuty]
  /// Duties to be held, without a person.
  let open: [OnCallDuty]

  init(_ roster: Roster, _ scenario: Scenario, begun: [OnCallDuty] = []) {
    self.scenario = scenario
    self.begun = begun
    shifts = Dictionary(grouping: scenario.shiftsBefore + roster.shifts, by: \.agent)
    let all = scenario.onCall.flatMap { rule -> [OnCallDuty] in
      guard let zone = scenario.site(rule.site)?.zone else { return [] }
      return scenario.horizon.dates.filter { rule.weekdays.contains($0.weekday) }.compactMap { date in
        let lastDate = rule.end.minutes > rule.start.minutes ? date : date.advanced(byDays: 1)
        let start = zone.firstInstant(at: LocalDateTime(date: date, time: rule.start))
        let end = zone.firstInstant(at: LocalDateTime(date: lastDate, time: rule.end))
        guard start < end else { return nil }
        return OnCallDuty(agent: "", date: date, site: rule.site, skill: rule.skill, start: start, end: end)
      }
    }
    open = zip(all, Self.holders(of: all, by: begun, in: scenario)).filter { $0.1 == nil }.map(\.0)
  }

  func solve(keeping kept: [OnCallDuty]) -> (duties: [OnCallDuty], warnings: [String]) {
    let former = Self.holders(of: open, by: kept, in: scenario)
    var program = LinearProgram()
    var takes: [(duty: Int, agent: Int, variable: LinearProgram.Variable)] = []
    for (duty, wanted) in open.enumerated() {
      var terms: [(LinearProgram.Variable, Double)] = []
      for (index, agent) in scenario.agents.enumerated() where mayHold(agent, wanted) {
        let isMoved = former[duty].map { $0 != agent.id } ?? false
        let variable = program.binary(cost: isMoved ? Self.moved : 0)
        takes.append((duty, index, variable))
        terms.append((variable, 1))
      }
      terms.append((program.continuous(in: 0...1, cost: Self.missing), 1))
      program.constrain(terms, equals: 1)
    }
    let byAgent = Dictionary(grouping: takes, by: \.agent).sorted { $0.key < $1.key }
    let past = past(of: byAgent.map { $0.key })
    for (agent, own) in byAgent {
      // The first duty costs 1, the second 3, the third 5 ...: the squares of the shares, of before the plan as well.
      let begun = begun.count { $0.agent == scenario.agents[agent].id }
      let count = min(own.count, open.count) + begun
      let before = past[agent, default: 0]
      let shares = (before..<before + count).map { (program.continuous(in: 0...1, cost: Double(2 * $0 + 1)), -1.0) }
      program.constrain(own.map { ($0.variable, 1.0) } + shares, equals: -Double(begun))
      let byDate = Dictionary(grouping: own, by: { open[$0.duty].date }).sorted { $0.key < $1.key }
      for (_, same) in byDate where same.count > 1 {
        program.constrain(same.map { ($0.variable, 1.0) }, in: 0...1)
      }
    }
    guard !open.isEmpty, let answer = try? program.solve(SolveOptions(nodeLimit: 2_000)), answer.hasPoint else {
      return (begun, open.isEmpty ? [] : ["on call: the solver found no plan, so nobody is on call"])
    }
    var duties = begun
    for take in takes where answer[take.variable] > 0.5 {
      var duty = open[take.duty]
      duty.agent = scenario.agents[take.agent].id
      duties.append(duty)
    }
    let held = Set(takes.filter { answer[$0.variable] > 0.5 }.map(\.duty))
    let warnings = open.indices.filter { !held.contains($0) }.map {
      "on call: nobody with \(open[$0].skill) at \(open[$0].site) can be reached on \(open[$0].date.isoText)"
    }
    return (duties, warnings)
  }

  /// How many duties of before the plan count for somebody: how far they are above the least of the people at their site, where nobody
  /// counts as further from the middle one than `mostOfPast`.
  private func past(of holders: [Int]) -> [Int: Int] {
    let entries = Dictionary(scenario.ledger.map { ($0.agent, $0.duties) }) { first, _ in first }
    var past: [Int: Int] = [:]
    for colleagues in Dictionary(grouping: holders, by: { scenario.agents[$0].site }).values {
      let counts = colleagues.map { entries[scenario.agents[$0].id] ?? 0 }
      let middle = counts.sorted()[counts.count / 2]
      let near = counts.map { min(max($0 - middle, -Self.mostOfPast), Self.mostOfPast) }
      let least = near.min() ?? 0
      for (agent, distance) in zip(colleagues, near) { past[agent] = distance - least }
    }
    return past
  }

  /// Who was told each of some duties: one of its hours, or else, where hours are others now, one of its date, site and skill. A site that
  /// is no more is called otherwise now: it is that of the holder.
  private static func holders(of open: [OnCallDuty], by kept: [OnCallDuty], in scenario: Scenario) -> [String?] {
    let zones = scenario.zonesBySite
    func name(_ duty: OnCallDuty) -> [String] {
      let site = zones[duty.site] == nil ? scenario.agent(duty.agent)?.site : duty.site
      return [duty.date.isoText, site ?? duty.site, duty.skill]
    }
    func isSame(_ one: OnCallDuty, _ other: OnCallDuty) -> Bool { (one.start, one.end) == (other.start, other.end) }
    var told = Dictionary(grouping: kept, by: name)
    var holders = [String?](repeating: nil, count: open.count)
    for hasSameHours in [true, false] {
      for (place, duty) in open.enumerated() where holders[place] == nil {
        guard let found = told[name(duty)]?.firstIndex(where: { !hasSameHours || isSame($0, duty) }) else { continue }
        holders[place] = told[name(duty)]?.remove(at: found).agent
      }
    }
    return holders
  }

  private func mayHold(_ agent: Agent, _ duty: OnCallDuty) -> Bool {
    guard agent.site == duty.site, agent.skills.contains(duty.skill), agent.isEmployed(on: duty.date) else {
      return false
    }
    let away = scenario.leave + scenario.absences
    if away.contains(where: { $0.agent == agent.id && $0.from <= duty.date && duty.date <= $0.to }) { return false }
    if begun.contains(where: { $0.agent == agent.id && $0.date == duty.date }) { return false }
    return !(shifts[agent.id] ?? []).contains { $0.start < duty.end && duty.start < $0.end }
  }
}
