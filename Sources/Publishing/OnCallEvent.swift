import Timeline
import Workforce

/// One duty on call as a calendar event. It does not block time: whoever is on call is reachable, not at work.
struct OnCallEvent {
  let duty: OnCallDuty
  let zone: Zone
  let phrases: Phrases
  /// Whether the duty was published and is no longer held.
  let isCancelled: Bool

  /// Writes the `VEVENT`.
  ///
  /// - Parameter isZoneWritten: whether times may be written on the zone's clock; else they are in UTC.
  func write(to writer: inout CalendarWriter, isZoneWritten: Bool, options: CalendarOptions) {
    let uid = ShiftIdentity.uid(of: duty, options: options)
    let publication = CalendarTime.text(options.stamp(of: uid, sequence: duty.sequence))
    writer.raw("BEGIN", "VEVENT")
    writer.raw("UID", uid)
    writer.raw("DTSTAMP", publication)
    writer.raw("LAST-MODIFIED", publication)
    writer.raw("SEQUENCE", String(duty.sequence))
    if let organizer = options.organizer { writer.raw("ORGANIZER", "mailto:\(organizer)") }
    clock.write("DTSTART", duty.start, isZoneWritten: isZoneWritten, to: &writer)
    clock.write("DTEND", duty.end, isZoneWritten: isZoneWritten, to: &writer)
    let summary = "\(phrases.onCall) · \(duty.skill)"
    writer.text(
      "SUMMARY", isCancelled ? Phrases.filled(phrases.cancelled, summary) : summary, language: phrases.language)
    writer.line("DESCRIPTION") { bytes in
      clock.appendRange(duty.start, duty.end, in: phrases.hourCycle, to: &bytes)
      CalendarText.append(" \(zone.name)", to: &bytes)
    }
    writer.text("LOCATION", duty.site)
    writer.list("CATEGORIES", ["ON-CALL", duty.skill])
    writer.raw("STATUS", isCancelled ? "CANCELLED" : options.status.rawValue)
    writer.raw("TRANSP", "TRANSPARENT")
    writer.raw("CLASS", "PRIVATE")
    if !isCancelled, let minutes = options.alarmMinutes {
      writer.alarm(minutes: minutes, language: phrases.language) { CalendarText.append(summary, to: &$0) }
    }
    writer.raw("END", "VEVENT")
  }

  /// Whether start or end can be written on the zone's clock; a reading that happens twice cannot.
  var usesZoneClock: Bool { clock.isPlain(duty.start) || clock.isPlain(duty.end) }

  private var clock: EventClock { EventClock(zone: zone, from: duty.start, to: duty.end) }
}
