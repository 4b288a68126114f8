import Timeline
import Workforce

/// A published roster by person and date, as possible shifts.
struct PublishedShifts {
  /// The work of one person on one date.
  struct Day {
    /// In order of time; one but for a date with several.
    var shifts: [Shift]
    /// The same as one stretch; what lies between two shifts is a gap, what lies between several unpaid pauses.
    var possible: PossibleShift
    /// Whether the stretch says all there is to say.
    var isPlain: Bool
  }

  private var byAgent: [String: [Day?]] = [:]
  /// Shifts outside the horizon.
  private(set) var strays: [Shift] = []

  init(_ roster: Roster?, in scenario: Scenario) {
    let dayCount = scenario.horizon.dayCount
    let zones = scenario.zonesBySite
    let sites = Dictionary(scenario.agents.map { ($0.id, $0.site) }) { first, _ in first }
    for (agent, shifts) in Dictionary(grouping: roster?.shifts ?? [], by: \.agent).sorted(by: { $0.key < $1.key }) {
      var days = [Day?](repeating: nil, count: dayCount)
      let site = sites[agent]
      for (date, own) in Dictionary(grouping: shifts, by: \.date).sorted(by: { $0.key < $1.key }) {
        let day = date.days(since: scenario.horizon.first)
        guard days.indices.contains(day) else {
          strays += own
          continue
        }
        let ordered = own.sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) }
        let zone = ordered.first.flatMap { zones[$0.site] } ?? .utc
        guard let possible = PossibleShift(ordered, date: date, zone: zone) else {
          strays += own
          continue
        }
        let isSplit = possible.layout.gap != nil
        let isPlain =
          ordered.map(\.ordinal) == (isSplit ? [0, 1] : [0])
          && ordered.allSatisfy { $0.site == site && (!isSplit || $0.paidMinutes * 60 == $0.secondsLessUnpaidBreaks) }
        days[day] = Day(shifts: ordered, possible: possible, isPlain: isPlain)
      }
      byAgent[agent] = days
    }
  }

  /// The work of one date, whoever does it; nil for what is no stretch of work.
  static func day(of shifts: [Shift], in scenario: Scenario) -> Day? {
    let ordered = shifts.sorted { ($0.start, $0.ordinal) < ($1.start, $1.ordinal) }
    guard let first = ordered.first else { return nil }
    let zone = scenario.site(first.site)?.zone ?? .utc
    return PossibleShift(ordered, date: first.date, zone: zone).map {
      Day(shifts: ordered, possible: $0, isPlain: false)
    }
  }

  /// Shape [days]: what a person was told; nil for no work in the horizon.
  func days(of agent: String) -> [Day?]? { byAgent[agent] }

  /// Shape [days]: work that nothing can change any more; nil where there is no work. What began before an absence did stays up to
  /// that moment; what began before `now` stays whole, unless the person is absent the whole date.
  ///
  /// - Parameter absences: the person's own.
  func kept(of agent: String, absences: [Leave], in scenario: Scenario, now: Instant?) -> [Day?]? {
    days(of: agent)?.enumerated().map { index, day in
      guard let day else { return nil }
      let date = scenario.horizon.first.advanced(byDays: index)
      let absences = absences.filter { $0.from <= date && date <= $0.to }
      if absences.isEmpty {
        return now.map { day.possible.start < $0 } ?? false ? day : nil
      }
      let moments = absences.compactMap(\.since)
      guard moments.count == absences.count, let since = moments.min() else { return nil }
      let zone = scenario.site(day.shifts[0].site)?.zone ?? .utc
      return day.possible.end <= since ? day : day.cut(at: since, zone: zone)
    }
  }

  /// What absences that began in the middle of a shift leave of it.
  func possibleCuts(in scenario: Scenario) -> [PossibleShift] {
    let byAgent = Dictionary(grouping: scenario.absences, by: \.agent)
    var cuts: [PossibleShift] = []
    for (agent, absences) in byAgent.sorted(by: { $0.key < $1.key }) where absences.contains(where: { $0.since != nil })
    {
      let days = kept(of: agent, absences: absences, in: scenario, now: nil) ?? []
      cuts += days.compactMap { $0?.possible }
    }
    return cuts
  }

  /// Every published stretch.
  var possible: [PossibleShift] { byAgent.values.flatMap { $0.compactMap { $0?.possible } } }
}

extension PublishedShifts.Day {
  /// The same work up to a moment; nil where it begins then or later.
  fileprivate func cut(at moment: Instant, zone: Zone) -> PublishedShifts.Day? {
    let left = shifts.filter { $0.start < moment }.map { shift in
      guard shift.end > moment else { return shift }
      var shift = shift
      shift.end = moment
      shift.breaks = shift.breaks.filter { $0.start < moment }.map {
        var pause = $0
        pause.end = min(pause.end, moment)
        return pause
      }
      shift.paidMinutes = shift.secondsLessUnpaidBreaks / 60
      return shift
    }
    guard let first = left.first, let possible = PossibleShift(left, date: first.date, zone: zone) else { return nil }
    return PublishedShifts.Day(shifts: left, possible: possible, isPlain: isPlain && left.count == shifts.count)
  }
}

extension PossibleShift {
  /// The stretch of one or more shifts of a date, in order of time; nil for breaks that overlap and times that are no whole minutes.
  /// Hours that two shifts have in common count once: nobody is at two places.
  init?(_ shifts: [Shift], date: CivilDate, zone: Zone) {
    guard let first = shifts.first else { return nil }
    var pauses: [BreakLayout.Pause] = []
    var gap: Range<Int>?
    var previousEnd = first.start
    for shift in shifts {
      guard shift.start < shift.end else { return nil }
      if shift.start > previousEnd, shifts.count == 2 {
        gap = previousEnd.seconds(since: first.start) / 60..<shift.start.seconds(since: first.start) / 60
      } else if shift.start > previousEnd {
        pauses.append(Self.pause(.rest, previousEnd, shift.start, isPaid: false, since: first.start))
      }
      pauses += shift.breaks.map { Self.pause($0.kind, $0.start, $0.end, isPaid: $0.isPaid, since: first.start) }
      previousEnd = max(previousEnd, shift.end)
    }
    let edges = shifts.flatMap { [$0.start, $0.end] + $0.breaks.flatMap { [$0.start, $0.end] } }
    guard edges.allSatisfy({ $0.seconds(since: first.start) % 60 == 0 }), pauses.allSatisfy({ $0.minutes > 0 }) else {
      return nil
    }
    let span = previousEnd.seconds(since: first.start) / 60
    guard let layout = BreakLayout.ordered(pauses, gap: gap, span: span) else { return nil }
    self.init(
      date: date, start: first.start, end: previousEnd, paidMinutes: shifts.reduce(0) { $0 + $1.paidMinutes },
      localStartMinutes: zone.local(at: first.start).secondsOfDay / 60,
      isNight: Self.touchesNight(from: first.start, to: previousEnd, zone: zone), layout: layout)
  }

  private static func pause(
    _ kind: Break.Kind, _ start: Instant, _ end: Instant, isPaid: Bool, since begin: Instant
  ) -> BreakLayout.Pause {
    BreakLayout.Pause(
      kind: kind, start: start.seconds(since: begin) / 60, minutes: end.seconds(since: start) / 60, isPaid: isPaid)
  }
}
