package import Timeline
package import Workforce

/// In which teams' calendars people's shifts are told.
///
/// Whoever changes teams is withdrawn from the calendar of the old one and joins that of the new one; what has begun stays where it was
/// told, and so does what was withdrawn.
package struct TeamsOfPeople: Hashable, Sendable {
  /// The team of each person by id, empty for none.
  package var now: [String: String] = [:]
  /// All teams in whose calendars shifts of a person were told, of those people who have not been in one and the same all along.
  package private(set) var toldOfMovers: [String: Set<String>] = [:]

  /// - Parameter told: by id of a person, all teams in whose calendars shifts were told; empty names for no team.
  package mutating func follow(_ told: [String: Set<String>]) {
    toldOfMovers = told.filter { $0.value != [now[$0.key] ?? ""] }
  }
}

extension CalendarOptions {
  /// The team in whose calendar a shift is told, empty for none.
  ///
  /// - Parameter uid: identity in the person's own calendar.
  package func team(of shift: Shift, uid: String, isCancelled: Bool) -> String {
    let current = teams.now[shift.agent] ?? ""
    guard teams.toldOfMovers[shift.agent] != nil, let former = told[uid]?.team else { return current }
    return isCancelled || now.map { shift.start <= $0 } ?? false ? former : current
  }

  /// The teams in whose calendars a shift was told and is withdrawn, because the person left them; told until the shift is past.
  package func teamsLeft(by shift: Shift, uid: String, isCancelled: Bool) -> [String] {
    guard let former = teams.toldOfMovers[shift.agent], now.map({ $0 < shift.end }) ?? true else { return [] }
    let current = team(of: shift, uid: uid, isCancelled: isCancelled)
    return former.filter { team in
      guard !team.isEmpty, team != current else { return false }
      return told[uid]?.team == team || told[ShiftIdentity.teamUID(of: shift, in: team, options: self)]?.isLeft ?? false
    }.sorted()
  }

  /// `SEQUENCE` and stamp of an entry that was withdrawn from the calendar of a team because the person left it.
  ///
  /// - Parameters:
  ///   - uid: identity in the person's own calendar.
  ///   - teamUID: identity in the team's.
  package func leftEntry(uid: String, teamUID: String) -> (sequence: Int, stamp: Instant) {
    guard let former = told[teamUID] ?? told[uid] else { return (0, stamp(of: teamUID, sequence: 0)) }
    let steps = rewording.left.contains(teamUID) ? 1 : 0
    return (former.sequence + steps, stamp(after: former, steps: steps))
  }
}
