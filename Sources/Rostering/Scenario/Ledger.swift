import Timeline
public import Workforce

extension Scenario {
  /// What the ledger has of each person, by id.
  ///
  /// Whoever joins within the horizon and has no row begins as the mean of the colleagues who have one, rounded: else the work that
  /// they did before would all fall to the newcomer.
  var ledgerByAgent: [String: LedgerEntry] {
    var entries = Dictionary(ledger.map { ($0.agent, $0) }) { first, _ in first }
    let newcomers = agents.filter { agent in
      entries[agent.id] == nil && agent.from.map { $0 >= horizon.first } ?? false
    }
    guard !entries.isEmpty, !newcomers.isEmpty else { return entries }
    let known = agents.filter { entries[$0.id] != nil }
    for agent in newcomers {
      let colleagues = known.filter { $0.site == agent.site && $0.contract == agent.contract }
        .compactMap { entries[$0.id] }
      guard !colleagues.isEmpty else { continue }
      func mean(_ count: (LedgerEntry) -> Int) -> Int {
        Int((Double(colleagues.reduce(0) { $0 + count($1) }) / Double(colleagues.count)).rounded())
      }
      entries[agent.id] = LedgerEntry(
        agent: agent.id, nights: mean(\.nights), weekends: mean(\.weekends), lateEnds: mean(\.lateEnds))
    }
    return entries
  }
}

extension Rostering {
  /// The ledger after a roster: what the scenario carries in, and the nights, weekends, late ends and duties on call of the roster on top.
  ///
  /// - Returns: one entry a person of the scenario, in its order, then people only the old ledger knows.
  public static func ledger(after roster: Roster, in scenario: Scenario) -> [LedgerEntry] {
    let carried = scenario.ledgerByAgent
    let shifts = Dictionary(grouping: roster.shifts, by: \.agent)
    let zones = scenario.zonesBySite
    let known = Set(scenario.agents.map(\.id))
    let duties = Dictionary(grouping: roster.duties, by: \.agent)
    let people = scenario.agents.map { agent -> LedgerEntry in
      var entry = carried[agent.id] ?? LedgerEntry(agent: agent.id)
      var weekends: Set<CivilDate> = []
      // The two parts of a split shift count once.
      var nights: Set<CivilDate> = []
      var lateEnds: Set<CivilDate> = []
      for shift in shifts[agent.id] ?? [] {
        let zone = zones[shift.site] ?? .utc
        let isNight = PossibleShift.touchesNight(from: shift.start, to: shift.end, zone: zone)
        if isNight { nights.insert(shift.date) }
        if LedgerExcess.isLateEnd(shift.end, isNight: isNight, zone: zone) { lateEnds.insert(shift.date) }
        if LedgerExcess.isWeekend(shift.date) {
          weekends.insert(shift.date.weekday == .sunday ? shift.date.advanced(byDays: -1) : shift.date)
        }
      }
      entry.nights += nights.count
      entry.lateEnds += lateEnds.count
      entry.weekends += weekends.count
      entry.duties += duties[agent.id]?.count ?? 0
      return entry
    }
    return people + scenario.ledger.filter { !known.contains($0.agent) }
  }
}

/// How much more unpopular work somebody did before the plan than the mean of their colleagues: the people of the same site and
/// contract, themselves included. Never below 0.
struct LedgerExcess {
  let nights: Double
  let weekends: Double
  let lateEnds: Double

  /// Everybody's, in the order of the scenario.
  static func all(in scenario: Scenario) -> [LedgerExcess] {
    let entries = scenario.ledgerByAgent
    let all = scenario.agents.map { entries[$0.id] ?? LedgerEntry(agent: $0.id) }
    let colleagues = Dictionary(grouping: scenario.agents.indices) { index in
      [scenario.agents[index].site, scenario.agents[index].contract]
    }
    var found = [LedgerExcess](repeating: LedgerExcess(nights: 0, weekends: 0, lateEnds: 0), count: all.count)
    for group in colleagues.values {
      func mean(_ count: (LedgerEntry) -> Int) -> Double {
        Double(group.reduce(0) { $0 + count(all[$1]) }) / Double(group.count)
      }
      let (nights, weekends, lateEnds) = (mean(\.nights), mean(\.weekends), mean(\.lateEnds))
      for index in group {
        found[index] = LedgerExcess(
          nights: max(0, Double(all[index].nights) - nights), weekends: max(0, Double(all[index].weekends) - weekends),
          lateEnds: max(0, Double(all[index].lateEnds) - lateEnds))
      }
    }
    return found
  }

  /// Whether there is anything to even out.
  var isAny: Bool { nights > 0 || weekends > 0 || lateEnds > 0 }

  /// Whether a shift that is no night ends at 20:00 or later on the site's clock.
  static func isLateEnd(_ end: Instant, isNight: Bool, zone: Zone) -> Bool {
    !isNight && zone.local(at: end.advanced(bySeconds: -1)).secondsOfDay >= 20 * 3600 - 1
  }

  /// Whether a date is a Saturday or a Sunday.
  static func isWeekend(_ date: CivilDate) -> Bool { date.weekday == .saturday || date.weekday == .sunday }
}
