import Files
import Timeline
package import Workforce

/// What makes a shift the same shift after the plan was made again.
package enum ShiftIdentity {
  /// The identity of a shift: 32 hexadecimal digits `@` the namespace; column `uid` of roster.csv and `UID` of the event.
  ///
  /// It depends on roster, person, local date and ordinal, not on start, end or breaks: a shift that moves on its date
  /// stays the same event in everybody's calendar. It tells nobody's name.
  ///
  /// - Source: the first 128 bits of SHA-256 of the four, one a line.
  package static func uid(of shift: Shift, options: CalendarOptions) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(options.rosterID.utf8.count + shift.agent.utf8.count + 32)
    for part in [options.rosterID, shift.agent] {
      bytes += part.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    shift.date.appendText(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    bytes += String(shift.ordinal).utf8
    return ContentHash.shortHex(bytes, followedBy: "@" + options.namespace)
  }

  private static func identity(_ parts: [String], _ options: CalendarOptions) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 1 })
    for (place, part) in parts.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: "\n")) }
      bytes += part.utf8
    }
    return ContentHash.shortHex(bytes, followedBy: "@" + options.namespace)
  }

  /// The identity of a duty on call, formed like a shift's: from roster, person, local date, site and skill.
  package static func uid(of duty: OnCallDuty, options: CalendarOptions) -> String {
    identity([options.rosterID, duty.agent, duty.date.isoText, "on call", duty.site, duty.skill], options)
  }

  /// The identity of free days, formed from roster, person and first date.
  package static func uid(of days: FreeDays, options: CalendarOptions) -> String {
    identity([options.rosterID, days.agent, days.first.isoText, "free"], options)
  }

  /// The identity that a shift has in the calendar of a team: another one than in the person's own, so that whoever has both in one
  /// program keeps both as they are. Each team has its own, for somebody who changes teams is in the calendars of both.
  package static func teamUID(of shift: Shift, in team: String, options: CalendarOptions) -> String {
    identity([options.rosterID, shift.agent, shift.date.isoText, String(shift.ordinal), "team", team], options)
  }
}
