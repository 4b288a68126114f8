import Timeline
import Workforce

/// One person's work over the horizon, with everything a rule needs to judge it.
struct WorkRecord {
  let agent: Agent
  let contract: Contract
  let horizon: Horizon
  /// Queues of the scenario; spells name them by index.
  let queues: [Queue]
  /// In order of start, then ordinal.
  let shifts: [WorkedShift]
  /// Shifts of dates before the horizon, in the same order; they are not judged, but what follows them is.
  let before: [WorkedShift]
  /// The first date of which it is known whether it was worked.
  let knownFrom: CivilDate
  /// In order of start.
  let spells: [QueueSpell]
  /// Dates of leave, within the horizon or not, in any order.
  let leave: [ClosedRange<CivilDate>]
  /// Duties on call, in order of start.
  let duties: [OnCallDuty]
  /// When the person can work; always where there is none.
  let availability: [Availability]
  /// Shifts decided before the roster was made, in any order.
  let fixedShifts: [FixedShift]
  /// Dates of absence at short notice, within the horizon or not, in any order.
  let absences: [ClosedRange<CivilDate>]
  /// Absences that began in the middle of a date: its dates, and the moment up to which work was done.
  let lateAbsences: [(dates: ClosedRange<CivilDate>, since: Instant)]
  /// Clock of the person's own site; UTC when the site is unknown, which a rule of its own reports.
  let homeZone: Zone

  /// Shifts as rules of a day see them, in order of start: where the contract allows split shifts, two of a date are one.
  var wholeShifts: [WholeShift] {
    var wholes: [WholeShift] = []
    for shift in shifts {
      if contract.split != nil, let last = wholes.last, !last.isSplit, last.date == shift.shift.date {
        wholes[wholes.count - 1].parts.append(shift)
      } else {
        wholes.append(WholeShift(parts: [shift]))
      }
    }
    return wholes
  }

  /// Dates with a shift, each once, in order.
  var workedDates: [CivilDate] { Set(shifts.map(\.shift.date)).sorted() }

  /// Shifts before the horizon and those of the roster, in order of start.
  var allShifts: [WorkedShift] {
    (before + shifts).sorted { ($0.shift.start, $0.shift.ordinal) < ($1.shift.start, $1.shift.ordinal) }
  }

  /// Dates with a shift before the horizon or in the roster, each once, in order.
  var allWorkedDates: [CivilDate] { Set((before + shifts).map(\.shift.date)).sorted() }

  /// Whether a date lies within the horizon.
  func isPlanned(_ date: CivilDate) -> Bool { 0..<horizon.dayCount ~= date.days(since: horizon.first) }

  /// Whether it is known whether the person worked on a date: it is planned, or lies in the known past.
  func isKnown(_ date: CivilDate) -> Bool { isPlanned(date) || (knownFrom <= date && date < horizon.first) }

  /// Whether the person is on leave.
  func isOnLeave(_ date: CivilDate) -> Bool { leave.contains { $0.contains(date) } }

  /// Whether the person is absent at short notice.
  func isAbsent(_ date: CivilDate) -> Bool { absences.contains { $0.contains(date) } }

  /// Whether an absence begins with the end of a shift, so that it is no longer what the contract asks for.
  func isCutShort(_ shift: Shift) -> Bool {
    lateAbsences.contains { $0.dates.contains(shift.date) && $0.since == shift.end }
  }

  /// Whether a shift ended before all absences of its date began.
  func isBeforeAbsence(_ shift: Shift) -> Bool {
    let late = lateAbsences.filter { $0.dates.contains(shift.date) }
    return !late.isEmpty && late.count == absences.count { $0.contains(shift.date) }
      && late.allSatisfy { shift.end <= $0.since }
  }

  /// Whether the person is away all day: on leave, or not employed.
  func isAway(on date: CivilDate) -> Bool {
    let isBefore = agent.from.map { date < $0 } ?? false
    let isAfter = agent.to.map { date > $0 } ?? false
    return isOnLeave(date) || isBefore || isAfter
  }
}

/// A shift in one piece, or the two parts of a split shift.
struct WholeShift {
  /// One or two, in order of start.
  var parts: [WorkedShift]

  var isSplit: Bool { parts.count > 1 }
  var date: CivilDate { parts[0].shift.date }
  var localStart: LocalDateTime? { parts[0].localStart }
  var paidMinutes: Int { parts.reduce(0) { $0 + $1.shift.paidMinutes } }
  var breaks: [Break] { parts.flatMap(\.shift.breaks) }

  /// Seconds between the parts, below 0 where they overlap; `nil` for a shift in one piece.
  var gapSeconds: Int? { isSplit ? parts[1].shift.start.seconds(since: parts[0].shift.end) : nil }
}

/// A shift with the clock of the place where it is worked.
struct WorkedShift {
  let shift: Shift
  /// Clock of the shift's site; `nil` when the site is unknown.
  let zone: Zone?

  var span: Int { shift.end.seconds(since: shift.start) }

  /// What calendar and clock of the site show at the start; `nil` when the site is unknown.
  var localStart: LocalDateTime? { zone?.local(at: shift.start) }

  /// Seconds of unpaid breaks.
  var unpaidSeconds: Int {
    shift.breaks.filter { !$0.isPaid }.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
  }

  /// Whether any moment of the shift lies between 00:00 and 05:00 on the site's clock.
  var touchesNight: Bool {
    guard let zone, let localStart, shift.start < shift.end else { return false }
    if localStart.minutesOfDay < 5 * 60 { return true }
    return zone.startOfDay(localStart.date.advanced(byDays: 1)) < shift.end
  }
}
