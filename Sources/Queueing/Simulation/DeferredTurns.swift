/// The time account of somebody who works deferred contacts in turns.
///
/// A turn begins late for whoever still has a call or chats in hand, and these are finished. What is lost so is owed: the person goes on
/// with deferred contacts for as long after the turn, one after the other, and takes live ones later by as much. Without that, deferred
/// work would get less time than the roster gives it, and live contacts more; most where deferred contacts are short.
struct DeferredTurns {
  /// Seconds that turns began late by and that are not made up for.
  private(set) var debt = 0.0
  /// Since when live contacts keep somebody from their turn.
  private var keptSince: Double?
  /// Since when owed time is worked off, and until when at the latest.
  private(set) var overtime: (since: Double, until: Double)?

  /// Books the time until now.
  mutating func settle(at now: Double, isKept: Bool) {
    if let since = keptSince { debt += now - since }
    keptSince = isKept ? now : nil
  }

  /// Goes on with deferred work for the time owed, until it closes at the latest; says until when, nil where that is no time.
  mutating func beginOvertime(at now: Double, closing: Double) -> Double? {
    let until = min(now + debt, closing)
    guard until > now else { return nil }
    overtime = (now, until)
    return until
  }

  /// Books the time that was worked off.
  mutating func endOvertime(at now: Double) {
    if let overtime { debt = now >= overtime.since + debt ? 0 : max(0, debt - (now - overtime.since)) }
    overtime = nil
  }

  /// Nothing waits: what was lost is missed by nobody.
  mutating func forget() {
    debt = 0
    overtime = nil
  }
}
