/// The time account of somebody who works deferred contacts in turns.
///
/// A turn begins late for whoever still has a call or chats in hand, and these are finished. What is lost so is made up for at the end
/// of the turn: the deferred contact in hand is gone on with for as long. Without that, deferred work would get less time than the
/// roster gives it, and live contacts more.
struct DeferredTurns {
  /// Seconds that turns began late by and that are not made up for.
  private(set) var debt = 0.0
  /// Since when live contacts keep somebody from their turn.
  private var keptSince: Double?
  /// Since when a turn that has ended is gone on with, and until when.
  var overtimeSince: Double?
  var overtimeUntil = 0.0

  /// Books the time until now.
  mutating func settle(at now: Double, isKept: Bool) {
    if let since = keptSince { debt += now - since }
    keptSince = isKept ? now : nil
  }

  mutating func endOvertime(at now: Double) {
    if let since = overtimeSince { debt = max(0, debt - (now - since)) }
    overtimeSince = nil
  }
}
