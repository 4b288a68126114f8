import LabourRules
import Staffing
import Timeline
import Workforce

/// Looks for the least that one person can do about a queue and date: an hour before or after a shift, or a shift on a day off.
struct StressMend {
  /// One thing that somebody may do.
  struct Choice {
    var agent: String
    var words: String
    var paidMinutes: Int
    var roster: Roster
    /// What the measure comes to on the date by formula.
    var share: Double
  }

  let scenario: Scenario
  let requirement: Requirement
  let roster: Roster
  let queue: Int
  let date: CivilDate
  let measure: GoalMeasure
  /// Nobody is asked for hours before.
  let begun: Instant

  /// Everything that the rules let somebody do, the least paid time first; whoever helps nothing is left out.
  ///
  /// - Returns: the choices, and what the measure comes to by formula without any.
  func choices() -> (choices: [Choice], before: Double) {
    let before = share(roster)
    let own = Dictionary(grouping: roster.shifts, by: \.agent)
    var choices: [Choice] = []
    for agent in scenario.agents where agent.serves(scenario.queues[queue]) && agent.isEmployed(on: date) {
      guard !isAway(agent.id) else { continue }
      let shifts = own[agent.id] ?? []
      let mayStay = (scenario.contract(agent.contract)?.overtimeMinutes ?? 0) > 0
      var offers: [(Shift, Range<Instant>, String)] = []
      let isThere = shifts.contains { $0.date == date }
      let faults = violations(of: agent.id, shifts, hasOvertime: isThere)
      if let last = shifts.filter({ $0.date == date }).max(by: { $0.end < $1.end }) {
        let zone = scenario.site(last.site)?.zone ?? .utc
        // An hour or two, as far as the queue is worked: once where it closes within the first.
        let lengths = mayStay ? [3600, 7200] : []
        let ends = lengths.compactMap { worked(last.end..<last.end.advanced(bySeconds: $0))?.upperBound }
        for end in Set(ends).sorted() {
          var late = last
          late.end = end
          late.paidMinutes += end.seconds(since: last.end) / 60
          offers.append((late, last.end..<end, "stays until \(clock(end, zone))"))
        }
        let starts = lengths.compactMap { worked(last.start.advanced(bySeconds: -$0)..<last.start)?.lowerBound }
        for start in Set(starts).sorted() {
          var early = last
          early.start = start
          early.paidMinutes += last.start.seconds(since: start) / 60
          offers.append((early, start..<last.start, "comes at \(clock(start, zone))"))
        }
      } else if let alike = model(for: agent) {
        let zone = scenario.site(agent.site)?.zone ?? .utc
        let hours = "\(clock(alike.start, zone)) to \(clock(alike.end, zone))"
        offers.append((alike, alike.start..<alike.end, "works that day from \(hours)"))
      }
      for (shift, span, words) in offers where span.lowerBound >= begun {
        let others = shifts.filter { $0.date != date || $0.ordinal != shift.ordinal }
        guard violations(of: agent.id, others + [shift], hasOvertime: isThere) <= faults else { continue }
        var changed = roster
        changed.shifts.removeAll { $0.agent == agent.id && $0.date == date && $0.ordinal == shift.ordinal }
        changed = Roster(
          shifts: changed.shifts + [shift],
          spells: changed.spells + [
            QueueSpell(agent: agent.id, start: span.lowerBound, end: span.upperBound, queues: [queue])
          ])
        let after = share(changed)
        guard measure.miss(before, of: after) > 1e-6 else { continue }
        let was = shifts.filter { $0.date == date && $0.ordinal == shift.ordinal }.reduce(0) { $0 + $1.paidMinutes }
        choices.append(
          Choice(
            agent: agent.id, words: words, paidMinutes: shift.paidMinutes - was, roster: changed, share: after))
      }
    }
    func worse(_ choice: Choice) -> Double { measure.miss(choice.share, of: before) }
    choices.sort {
      ($0.paidMinutes, worse($0), $0.agent, $0.words) < ($1.paidMinutes, worse($1), $1.agent, $1.words)
    }
    return (choices, before)
  }

  /// The part of a stretch from the first to the last interval in which the queue is worked; nil where it is closed throughout.
  private func worked(_ span: Range<Instant>) -> Range<Instant>? {
    let grid = requirement.grid
    let own = scenario.queues[queue]
    let holidays = scenario.holidays(in: own.region)
    let places = grid.indices.filter { interval in
      let start = grid.instant(of: interval)
      return start < span.upperBound && grid.instant(of: interval + 1) > span.lowerBound
        && scenario.isWorked(own, at: start, holidays: holidays)
    }
    guard let first = places.first, let last = places.last else { return nil }
    return max(span.lowerBound, grid.instant(of: first))..<min(span.upperBound, grid.instant(of: last + 1))
  }

  private func clock(_ instant: Instant, _ zone: Zone) -> String {
    TimeOfDay(minutes: zone.local(at: instant).secondsOfDay / 60)?.text ?? ""
  }

  private func isAway(_ agent: String) -> Bool {
    scenario.leaveDates(of: agent).contains(date) || scenario.absenceDates(of: agent).contains(date)
  }

  /// A shift of the date that somebody of the same site and contract works, for a person who is off; nil where there is none.
  private func model(for agent: Agent) -> Shift? {
    let alike = Set(scenario.agents.filter { $0.site == agent.site && $0.contract == agent.contract }.map(\.id))
    let same = roster.shifts.filter { alike.contains($0.agent) && $0.date == date && $0.ordinal == 0 }
      .sorted { ($0.start, $0.agent) < ($1.start, $1.agent) }
    guard !same.isEmpty else { return nil }
    return same[same.count / 2].given(to: agent.id)
  }

  /// Faults of a person's shifts. Overtime makes a shift longer than the contract's, or begin earlier; its most in a week still counts.
  private func violations(of agent: String, _ shifts: [Shift], hasOvertime: Bool) -> Int {
    var one = scenario
    one.agents = scenario.agents.filter { $0.id == agent }
    let rules = hasOvertime ? LabourRule.all.filter { !Self.overtimeRules.contains($0.id) } : LabourRule.all
    return Audit.violations(of: Roster(shifts: shifts), in: one, rules: rules).count
  }

  /// Rules that an hour of overtime is not held against.
  private static let overtimeRules: Set = ["paid-length", "start", "lunch-window", "breaks-window"]

  /// What the measure comes to on the date by formula, with a roster.
  private func share(_ roster: Roster) -> Double {
    let expected = Staffing.expected(ofQueue: queue, of: roster, requirement: requirement, in: scenario)
    let shares = measure == .answered ? expected.serviceLevel : expected.abandoned
    let zone = scenario.queues[queue].open.zone
    var (sum, counted) = (0.0, 0.0)
    for interval in requirement.grid.indices where !shares[interval].isNaN {
      guard zone.local(at: requirement.grid.instant(of: interval)).date == date else { continue }
      sum += shares[interval] * requirement.queues[queue].offered[interval]
      counted += requirement.queues[queue].offered[interval]
    }
    return counted > 0 ? sum / counted : measure == .answered ? 1 : 0
  }
}
