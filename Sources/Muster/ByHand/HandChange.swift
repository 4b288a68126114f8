import Rostering
public import Timeline
import Workforce

/// A change of a roster that a planner makes by hand.
public enum HandChange: Hashable, Sendable {
  /// Two people work each other's shifts of the dates.
  case swap(String, String, ClosedRange<CivilDate>)
  /// Somebody's work of a date begins at another time of the site's clock and is as long.
  case move(String, on: CivilDate, to: TimeOfDay)
  /// Somebody's shifts of the dates are worked by somebody else.
  case give(String, ClosedRange<CivilDate>, to: String)
  /// Everybody's week from a date is worked again in the week from another one.
  case copyWeek(from: CivilDate, to: CivilDate)
  /// The roster of a file is the roster.
  case replace(String)

  /// The command that makes it.
  var command: String {
    switch self {
    case .swap: "swap"
    case .move: "move"
    case .give: "give"
    case .copyWeek: "copy-week"
    case .replace: "import-roster"
    }
  }

  /// Why dates of people changed, as the rest of a sentence.
  var reason: String {
    switch self {
    case .swap(let one, let other, _): "\(one) and \(other) swap"
    case .move: "moved by hand"
    case .give(let one, _, let other): "\(one) gives it to \(other)"
    case .copyWeek(let from, _): "as in the week from \(from.isoText)"
    case .replace: "changed by hand"
    }
  }

  /// Ids of people who are named.
  var people: [String] {
    switch self {
    case .swap(let one, let other, _), .give(let one, _, let other): [one, other]
    case .move(let one, _, _): [one]
    case .copyWeek, .replace: []
    }
  }

  /// Dates that are named.
  var dates: [CivilDate] {
    switch self {
    case .swap(_, _, let dates), .give(_, let dates, _): [dates.lowerBound, dates.upperBound]
    case .move(_, let date, _): [date]
    case .copyWeek(let from, let to): [from, to, to.advanced(byDays: 6)]
    case .replace: []
    }
  }

  /// Why a change cannot be made, as a sentence, and what to do.
  struct Obstacle: Error {
    var message: String
    var next: String
  }

  /// The shifts after the change.
  func applied(to roster: Roster, in scenario: Scenario) throws(Obstacle) -> [Shift] {
    switch self {
    case .swap(let one, let other, let dates):
      guard one != other else {
        throw Obstacle(message: "\(one) cannot swap with themselves", next: "Name two people.")
      }
      try Self.check(roster.shifts.contains { [one, other].contains($0.agent) && dates.contains($0.date) }) {
        "neither \(one) nor \(other) works then"
      }
      return roster.shifts.map { shift in
        guard dates.contains(shift.date), [one, other].contains(shift.agent) else { return shift }
        return shift.given(to: shift.agent == one ? other : one)
      }
    case .give(let one, let dates, let other):
      guard one != other else {
        throw Obstacle(message: "\(one) has it already", next: "Name somebody else with --to.")
      }
      try Self.check(roster.shifts.contains { $0.agent == one && dates.contains($0.date) }) {
        "\(one) does not work then"
      }
      var shifts = roster.shifts.filter { $0.agent != one || !dates.contains($0.date) }
      for shift in roster.shifts where shift.agent == one && dates.contains(shift.date) {
        var given = shift.given(to: other)
        while shifts.contains(where: { $0.agent == other && $0.date == given.date && $0.ordinal == given.ordinal }) {
          given.ordinal += 1
        }
        shifts.append(given)
      }
      return shifts
    case .move(let one, let date, let time):
      let own = roster.shifts.filter { $0.agent == one && $0.date == date }
      try Self.check(!own.isEmpty) { "\(one) does not work on \(date.isoText)" }
      guard let first = own.min(by: { $0.start < $1.start }), let zone = scenario.site(first.site)?.zone else {
        return roster.shifts
      }
      let local = LocalDateTime(date: date, secondsOfDay: time.minutes * 60)
      guard case .once(let start) = zone.resolve(local) else {
        throw Obstacle(
          message: "\(time.text) happens twice or never on \(date.isoText) in \(zone.name)",
          next: "Write another time, or edit roster.csv with its UTC columns.")
      }
      let delay = start.seconds(since: first.start)
      // Who begins then already keeps their breaks too.
      guard delay != 0 else { return roster.shifts }
      return roster.shifts.map { shift in
        guard shift.agent == one, shift.date == date else { return shift }
        let moved = shift.moved(bySeconds: delay)
        return own.count == 1 ? Rostering.laidOut(moved, in: scenario) ?? moved : moved
      }
    case .copyWeek(let from, let to):
      let days = to.days(since: from)
      guard abs(days) >= 7 else {
        throw Obstacle(message: "the two weeks overlap", next: "Name first dates that are a week apart at least.")
      }
      let source = from...from.advanced(byDays: 6)
      let target = to...to.advanced(byDays: 6)
      try Self.check(roster.shifts.contains { source.contains($0.date) }) {
        "nobody works in the week from \(from.isoText)"
      }
      return roster.shifts.filter { !target.contains($0.date) }
        + roster.shifts.filter { source.contains($0.date) }.compactMap { $0.onClock(daysLater: days, in: scenario) }
    case .replace: return roster.shifts
    }
  }

  private static func check(_ isSo: Bool, _ message: () -> String) throws(Obstacle) {
    if !isSo { throw Obstacle(message: message(), next: "Look at roster.csv, or at muster why for a person and date.") }
  }
}

extension Shift {
  /// The same later, breaks along with it.
  func moved(bySeconds seconds: Int) -> Shift {
    var shift = self
    shift.start = start.advanced(bySeconds: seconds)
    shift.end = end.advanced(bySeconds: seconds)
    shift.breaks = breaks.map {
      var pause = $0
      pause.start = pause.start.advanced(bySeconds: seconds)
      pause.end = pause.end.advanced(bySeconds: seconds)
      return pause
    }
    return shift
  }

  /// The same at the same time of the clock on another date, as long as it is; at the jump where the clock skips that time.
  fileprivate func onClock(daysLater days: Int, in scenario: Scenario) -> Shift? {
    guard let zone = scenario.site(site)?.zone else { return nil }
    let local = zone.local(at: start)
    let then = LocalDateTime(date: local.date.advanced(byDays: days), secondsOfDay: local.secondsOfDay)
    var shift = moved(bySeconds: zone.firstInstant(at: then).seconds(since: start))
    shift.date = date.advanced(byDays: days)
    shift.sequence = 0
    return shift
  }
}
