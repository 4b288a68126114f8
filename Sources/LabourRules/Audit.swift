public import Workforce
import Timeline

/// Judges rosters. See docs/reference/rules.md for what each rule means.
public enum Audit {
  /// Every broken rule of a roster, sorted by person, date and rule; empty for a roster that keeps them all.
  ///
  /// People of the scenario without any shift are judged too: they may be below their contract hours.
  ///
  /// - Parameter rules: what to judge by; all rules unless given.
  /// - Complexity: O(shifts x log shifts + people x weeks).
  public static func violations(
    of roster: Roster, in scenario: Scenario, rules: [LabourRule] = LabourRule.all
  ) -> [Violation] {
    let zones = scenario.zonesBySite
    let contracts = Dictionary(scenario.contracts.map { ($0.id, $0) }) { first, _ in first }
    let shifts = Dictionary(grouping: roster.shifts, by: \.agent)
    let spells = Dictionary(grouping: roster.spells, by: \.agent)

    let leave = Dictionary(grouping: scenario.leave.filter { $0.from <= $0.to }, by: \.agent)
    let before = Dictionary(grouping: scenario.shiftsBefore, by: \.agent)
    let knownFrom = scenario.knownFrom
    let duties = Dictionary(grouping: roster.duties, by: \.agent)
    let availability = Dictionary(grouping: scenario.availability, by: \.agent)
    let fixed = Dictionary(grouping: scenario.fixedShifts, by: \.agent)
    let absences = Dictionary(grouping: scenario.absences.filter { $0.from <= $0.to }, by: \.agent)

    var found = strangers(in: roster, known: Set(scenario.agents.map(\.id)))
    for agent in scenario.agents {
      let worked = (shifts[agent.id] ?? []).sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) }
      guard let contract = contracts[agent.contract] else {
        found.append(
          Violation(
            agent: agent.id, date: worked.first?.date ?? scenario.horizon.first, rule: "unknown-contract",
            finding: "has contract \(agent.contract), which the scenario does not describe"))
        continue
      }
      let record = WorkRecord(
        agent: agent, contract: contract, horizon: scenario.horizon, queues: scenario.queues,
        shifts: worked.map { WorkedShift(shift: $0, zone: zones[$0.site]) },
        before: (before[agent.id] ?? []).map { WorkedShift(shift: $0, zone: zones[$0.site]) }, knownFrom: knownFrom,
        spells: (spells[agent.id] ?? []).sorted { ($0.start, $0.end) < ($1.start, $1.end) },
        leave: (leave[agent.id] ?? []).map { $0.from...$0.to },
        duties: (duties[agent.id] ?? []).sorted { ($0.start, $0.skill) < ($1.start, $1.skill) },
        availability: availability[agent.id] ?? [], fixedShifts: fixed[agent.id] ?? [],
        absences: (absences[agent.id] ?? []).map { $0.from...$0.to },
        lateAbsences: (absences[agent.id] ?? []).compactMap { absence in
          absence.since.map { (absence.from...absence.to, $0) }
        }, homeZone: zones[agent.site] ?? .utc)
      for rule in rules {
        found += rule.check(record).map {
          Violation(agent: agent.id, date: $0.date, rule: rule.id, finding: $0.text)
        }
      }
    }
    return found.sorted()
  }

  /// Shifts and spells of people the scenario does not have; no other rule can judge them.
  private static func strangers(in roster: Roster, known: Set<String>) -> [Violation] {
    let shifts = roster.shifts.filter { !known.contains($0.agent) }.map {
      Violation(
        agent: $0.agent, date: $0.date, rule: "unknown-person", finding: "has a shift but is not in the scenario")
    }
    let spells = roster.spells.filter { !known.contains($0.agent) }.map {
      Violation(
        agent: $0.agent, date: Zone.utc.local(at: $0.start).date, rule: "unknown-person",
        finding: "takes contacts from \($0.start.isoText) but is not in the scenario")
    }
    return shifts + spells
  }
}
