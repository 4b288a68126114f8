import Timeline
import Tours
import Workforce

/// What people worked before the horizon, in the terms of the engine: where each tour goes on from, weekends that must stay free,
/// and shifts whose last hours cover the first ones of the grid.
struct WorkedBefore {
  /// A shift, or both parts of a split one, that ends after the grid begins.
  struct Carried {
    var agent: Int
    var shifts: [Shift]
    var possible: PossibleShift
  }

  let scenario: Scenario
  private let byAgent: [String: [Shift]]
  private let leave: [String: [Leave]]
  private let absences: [String: [Leave]]
  private let knownFrom: CivilDate

  init(_ scenario: Scenario) {
    self.scenario = scenario
    byAgent = Dictionary(grouping: scenario.shiftsBefore, by: \.agent)
    leave = Dictionary(grouping: scenario.leave, by: \.agent)
    absences = Dictionary(grouping: scenario.absences, by: \.agent)
    knownFrom = scenario.knownFrom
  }

  /// In the order of the scenario.
  func carried(into grid: IntervalGrid) -> [Carried] {
    scenario.agents.enumerated().flatMap { index, agent -> [Carried] in
      let late = Dictionary(grouping: byAgent[agent.id] ?? [], by: \.date).values.filter { shifts in
        shifts.contains { $0.end > grid.start }
      }
      return late.compactMap { shifts -> Carried? in
        let ordered = shifts.sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) }
        guard let first = ordered.first, let zone = scenario.site(first.site)?.zone,
          let possible = PossibleShift(ordered, date: first.date, zone: zone)
        else { return nil }
        return Carried(agent: index, shifts: ordered, possible: possible)
      }.sorted { $0.possible.start < $1.possible.start }
    }
  }

  // MARK: - Where tours go on from

  /// What a person did before the horizon, as far as it is known.
  func history(of agent: Agent, _ contract: Contract, _ kinds: KindTable, grid: IntervalGrid) -> TourHistory {
    let shifts = byAgent[agent.id] ?? []
    guard !shifts.isEmpty || knownFrom < scenario.horizon.first else { return TourHistory() }
    var history = TourHistory()
    let nights = Set(shifts.filter(isNight).map(\.date))
    let worked = Set(shifts.map(\.date))
    func dates(_ isMeant: (CivilDate) -> Bool) -> Int {
      var date = scenario.horizon.first.advanced(byDays: -1)
      var count = 0
      while isMeant(date) {
        count += 1
        date = date.advanced(byDays: -1)
      }
      return count
    }
    history.lastEnd = shifts.map(\.end).max().map { -floorDivide(grid.start.seconds(since: $0), 60) }
    history.daysInARow = dates(worked.contains)
    history.nightsInARow = dates(nights.contains)
    if history.daysInARow > 0 {
      // The kind of a date is that of its first shift.
      let starts = Dictionary(shifts.map { ($0.date, start($0)) }) { min($0, $1) }
      func kind(_ date: CivilDate) -> Int? {
        starts[date].map { kinds.kind(contract, start: $0, isNight: nights.contains(date)) }
      }
      history.lastKind = kind(scenario.horizon.first.advanced(byDays: -1))
      history.kindsInARow = kinds.limits(of: contract).map { limit in
        dates { kind($0).map { limit.holds[$0] } ?? false }
      }
      // A row that begins beside a day away, or before anything is known, may be short.
      let before = scenario.horizon.first.advanced(byDays: -history.daysInARow - 1)
      history.isKnown = before >= knownFrom && !isAway(agent, before)
    } else {
      // Days off that hold a day away, or began before anything is known, are enough.
      history.daysOff = dates { $0 >= knownFrom && !worked.contains($0) && !isAway(agent, $0) }
      let before = scenario.horizon.first.advanced(byDays: -history.daysOff - 1)
      if !worked.contains(before) { history.daysOff = max(7, contract.daysOffInARow) }
      // After a day away a row may be short, as if nothing were known.
      history.isKnown = !isAway(agent, scenario.horizon.first.advanced(byDays: -1))
    }
    return history
  }

  /// The start of a shift in minutes after local midnight.
  private func start(_ shift: Shift) -> Int {
    (scenario.site(shift.site)?.zone ?? .utc).local(at: shift.start).secondsOfDay / 60
  }

  private func isNight(_ shift: Shift) -> Bool {
    scenario.site(shift.site).map { PossibleShift.touchesNight(from: shift.start, to: shift.end, zone: $0.zone) }
      ?? false
  }

  private func isOnLeave(_ agent: Agent, _ date: CivilDate) -> Bool {
    !agent.isEmployed(on: date)
      || (leave[agent.id] ?? []).contains { $0.from <= date && date <= $0.to }
  }

  private func isAway(_ agent: Agent, _ date: CivilDate) -> Bool {
    isOnLeave(agent, date)
      || (absences[agent.id] ?? []).contains { $0.from <= date && date <= $0.to }
  }

  /// What somebody did in some weeks of a reference period: minutes worked, minutes that days away take off, and whether they were
  /// absent.
  typealias Period = (minutes: Int, away: Int, isAbsent: Bool)

  /// What somebody did in the weeks of a reference period that lie before the horizon. Nil where it is not known.
  func period(of agent: Agent, _ reference: ReferencePeriod, dayCredit: Int) -> Period? {
    let weeks = reference.weeksBefore(scenario.horizon)
    let start = scenario.horizon.first.advanced(byDays: -7 * weeks)
    guard knownFrom <= start else { return nil }
    let dates = (0..<7 * weeks).map { start.advanced(byDays: $0) }
    let mean = reference.minutes.upperBound / reference.weeks
    let away = (0..<weeks).reduce(0) { sum, week in
      sum + min(mean, dates[7 * week..<7 * week + 7].count { isOnLeave(agent, $0) } * dayCredit)
    }
    let worked = (byAgent[agent.id] ?? []).filter { $0.date >= start }.reduce(0) { $0 + $1.paidMinutes }
    let isAbsent = (absences[agent.id] ?? []).contains { absence in
      dates.contains { absence.from <= $0 && $0 <= absence.to }
    }
    return (worked, away, isAbsent)
  }

  // MARK: - Weekends

  /// The Saturday of the first weekend that the horizon has a day of; the day before it where it begins on a Sunday.
  private var firstSaturday: CivilDate? {
    let first = scenario.horizon.dates.first { $0.weekday == .saturday || $0.weekday == .sunday }
    return first.map { $0.weekday == .sunday ? $0.advanced(byDays: -1) : $0 }
  }

  /// The three weekends before the first of the horizon, as `WeekendWindow` has them.
  func lastWeekends(of agent: Agent) -> Int {
    let worked = Set((byAgent[agent.id] ?? []).map(\.date))
    guard let saturday = firstSaturday else { return 0 }
    return (1...3).reduce(0) { bits, back in
      let date = saturday.advanced(byDays: -7 * back)
      return bits | (worked.contains(date) || worked.contains(date.advanced(byDays: 1)) ? 1 << (back - 1) : 0)
    }
  }

  /// How many weekends of the horizon somebody may work and days of weekends that must stay free, so that no four weekends in a row
  /// hold more than `limit`, those before the horizon among them.
  ///
  /// The first k weekends may hold so many together as the last 4 - k before the horizon leave. Where that is fewer than k, the
  /// first of them stay free, those with a fixed shift last.
  ///
  /// - Parameter fixed: places of dates with a fixed shift.
  func weekends(of agent: Agent, limit: Int, fixed: Set<Int>) -> (most: Int, free: Set<Int>) {
    let dates = scenario.horizon.dates
    let worked = Set((byAgent[agent.id] ?? []).map(\.date))
    guard var saturday = firstSaturday else { return (limit, []) }
    // A weekend whose first day was worked before the horizon is one of those before, whoever works its second.
    if worked.contains(saturday), saturday < scenario.horizon.first { saturday = saturday.advanced(byDays: 7) }
    func isWorked(_ back: Int) -> Bool {
      let date = saturday.advanced(byDays: -7 * back)
      return worked.contains(date) || worked.contains(date.advanced(byDays: 1))
    }
    let past = (1...3).map { isWorked($0) ? 1 : 0 }
    let count = (0..<4).count { saturday.advanced(byDays: 7 * $0 + 1) <= dates[dates.count - 1].advanced(byDays: 1) }
    // Weekends that the last ones before leave to the first so many of the horizon together.
    func left(_ upTo: Int) -> Int { max(0, limit - past.prefix(4 - upTo).reduce(0, +)) }
    let most = count < 4 ? left(count) : limit
    let places = (0..<4).map { weekend in
      [7 * weekend, 7 * weekend + 1].map { saturday.advanced(byDays: $0).days(since: scenario.horizon.first) }
    }
    var closed: Set<Int> = []
    for upTo in 1...3 where upTo < count && left(upTo) < most {
      while upTo - closed.count > left(upTo) {
        let open = (0..<upTo).filter { !closed.contains($0) }
        guard let next = open.first(where: { fixed.isDisjoint(with: places[$0]) }) ?? open.first else { break }
        closed.insert(next)
      }
    }
    let free = Set(closed.flatMap { places[$0] }.filter { dates.indices.contains($0) })
    return (most, free)
  }
}
