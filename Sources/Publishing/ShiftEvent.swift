import Timeline
import Workforce

/// One shift as a calendar event.
struct ShiftEvent {
  let shift: Shift
  /// Spells that overlap the shift, in order of start.
  let spells: [QueueSpell]
  let zone: Zone
  /// Ids of the scenario's queues, by index.
  let queueIDs: [String]
  let phrases: Phrases
  /// Name in front of the summary, for team calendars.
  let personName: String?
  /// Whether the shift was published and is no longer worked.
  let isCancelled: Bool
  /// Indices of all queues worked, increasing.
  private let queues: [Int]
  private let clock: EventClock

  init(
    shift: Shift, spells: [QueueSpell], zone: Zone, queueIDs: [String], phrases: Phrases, personName: String?,
    isCancelled: Bool
  ) {
    self.shift = shift
    self.isCancelled = isCancelled
    self.spells = spells
    self.zone = zone
    self.queueIDs = queueIDs
    self.phrases = phrases
    self.personName = personName
    queues = Set(spells.flatMap(\.queues)).filter(queueIDs.indices.contains).sorted()
    clock = EventClock(zone: zone, from: shift.start, to: shift.end)
  }

  /// Writes the `VEVENT`.
  ///
  /// - Parameter isZoneWritten: whether times may be written on the zone's clock; else they are in UTC.
  func write(to writer: inout CalendarWriter, isZoneWritten: Bool, options: CalendarOptions) {
    let uid = ShiftIdentity.uid(of: shift, options: options)
    let publication = CalendarTime.text(options.stamp(of: uid, sequence: shift.sequence))
    writer.raw("BEGIN", "VEVENT")
    writer.raw("UID", uid)
    writer.raw("DTSTAMP", publication)
    writer.raw("LAST-MODIFIED", publication)
    writer.raw("SEQUENCE", String(shift.sequence))
    clock.write("DTSTART", shift.start, isZoneWritten: isZoneWritten, to: &writer)
    clock.write("DTEND", shift.end, isZoneWritten: isZoneWritten, to: &writer)
    writer.text("SUMMARY", summary, language: phrases.language)
    writer.text("DESCRIPTION", description, language: phrases.language)
    writer.text("LOCATION", shift.site)
    writer.list("CATEGORIES", [touchesNight ? "NIGHT" : "DAY"] + queues.map { queueIDs[$0] })
    writer.raw("STATUS", isCancelled ? "CANCELLED" : options.status.rawValue)
    writer.raw("TRANSP", isCancelled ? "TRANSPARENT" : "OPAQUE")
    writer.raw("CLASS", "PRIVATE")
    writer.raw("END", "VEVENT")
  }

  /// Whether start or end can be written on the zone's clock; a reading that happens twice cannot.
  var usesZoneClock: Bool { clock.isPlain(shift.start) || clock.isPlain(shift.end) }

}

extension ShiftEvent {
  /// Whether any moment lies from 00:00 to 05:00 on the site's clock.
  private var touchesNight: Bool {
    let start = zone.local(at: shift.start)
    return start.secondsOfDay < 5 * 3600 || zone.startOfDay(start.date.advanced(byDays: 1)) < shift.end
  }

  /// For example `Shift · fr-phone, fr-chat`; the queues only where they fit on one line of a phone.
  ///
  /// A shift over midnight has its hours in it, for programs that show such events as a date without times. A withdrawn
  /// one begins with the word for it, for programs that overlook the status.
  private var summary: String {
    var parts = personName.map { [$0] } ?? []
    parts.append(touchesNight ? phrases.nightShift : phrases.shift)
    if zone.local(at: shift.start).date != zone.local(at: shift.end).date {
      parts.append(clock.range(shift.start, shift.end))
    }
    if (1...3).contains(queues.count) { parts.append(queues.map { queueIDs[$0] }.joined(separator: ", ")) }
    let text = parts.joined(separator: " · ")
    return isCancelled ? Phrases.filled(phrases.cancelled, text) : text
  }

  /// The shift on the site's clock, its breaks and its queues, one a line.
  private var description: String {
    var lines = ["\(clock.range(shift.start, shift.end)) \(zone.name)"]
    lines.append(Phrases.filled(phrases.paidTime, Self.length(minutes: shift.paidMinutes)))
    if zone.offset(at: shift.start) != zone.offset(at: shift.end) {
      let elapsed = Self.length(minutes: shift.end.seconds(since: shift.start) / 60)
      lines.append(Phrases.filled(phrases.clockChange, elapsed))
    }
    if !shift.breaks.isEmpty { lines.append(phrases.breaks) }
    for pause in shift.breaks {
      let name = pause.kind == .lunch ? phrases.mealBreak : phrases.shortBreak
      lines.append("\(clock.range(pause.start, pause.end)) \(name) (\(pause.isPaid ? phrases.paid : phrases.unpaid))")
    }
    if !queues.isEmpty { lines.append(phrases.queues) }
    for spell in spells {
      let names = spell.queues.filter(queueIDs.indices.contains).map { queueIDs[$0] }
      let range = clock.range(max(spell.start, shift.start), min(spell.end, shift.end))
      if !names.isEmpty { lines.append("\(range) \(names.joined(separator: ", "))") }
    }
    return lines.joined(separator: "\n")
  }

  /// For example `7 h 30 min`; the symbols are the same in every language.
  private static func length(minutes: Int) -> String {
    let hours = minutes >= 60 || minutes == 0 ? ["\(minutes / 60) h"] : []
    let rest = minutes % 60 > 0 ? ["\(minutes % 60) min"] : []
    return (hours + rest).joined(separator: " ")
  }
}
