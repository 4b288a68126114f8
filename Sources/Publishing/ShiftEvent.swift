import Timeline
import Workforce

/// How a shift stands in the calendar of a team.
struct TeamPlace {
  let team: String
  /// In front of the summary.
  let personName: String
  /// Whether the person has left the team, so that it is withdrawn there.
  var isLeft = false
}

/// One shift as a calendar event.
struct ShiftEvent {
  let shift: Shift
  /// Spells that overlap the shift, in order of start.
  let spells: [QueueSpell]
  let zone: Zone
  /// Ids of the scenario's queues, by index.
  let queueIDs: [String]
  let phrases: Phrases
  /// For team calendars.
  let place: TeamPlace?
  /// Whether the shift was published and is no longer worked.
  let isCancelled: Bool
  /// Indices of all queues worked, increasing.
  private let queues: [Int]
  private let clock: EventClock
  /// Whether any moment lies from 00:00 to 05:00 on the site's clock.
  private let touchesNight: Bool

  init(
    shift: Shift, spells: [QueueSpell], zone: Zone, queueIDs: [String], phrases: Phrases, place: TeamPlace?,
    isCancelled: Bool
  ) {
    self.shift = shift
    self.isCancelled = isCancelled || place?.isLeft ?? false
    self.spells = spells
    self.zone = zone
    self.queueIDs = queueIDs
    self.phrases = phrases
    self.place = place
    var queues: [Int] = []
    for spell in spells {
      for queue in spell.queues where queueIDs.indices.contains(queue) && !queues.contains(queue) {
        queues.append(queue)
      }
    }
    self.queues = queues.sorted()
    clock = EventClock(zone: zone, from: shift.start, to: shift.end)
    let start = clock.local(at: shift.start)
    touchesNight = start.secondsOfDay < 5 * 3600 || zone.startOfDay(start.date.advanced(byDays: 1)) < shift.end
  }

  /// Writes the `VEVENT`.
  ///
  /// - Parameter isZoneWritten: whether times may be written on the zone's clock; else they are in UTC.
  func write(to writer: inout CalendarWriter, isZoneWritten: Bool, options: CalendarOptions) {
    let uid = ShiftIdentity.uid(of: shift, options: options)
    var (shown, sequence) = (uid, shift.sequence)
    let publication: Instant
    if let place {
      shown = ShiftIdentity.teamUID(of: shift, in: place.team, options: options)
      (sequence, publication) =
        place.isLeft
        ? options.leftEntry(uid: uid, teamUID: shown)
        : options.teamEntry(of: shift, uid: uid, teamUID: shown, in: place.team)
    } else {
      publication = options.stamp(of: uid, sequence: sequence)
    }
    writer.raw("BEGIN", "VEVENT")
    writer.raw("UID", shown)
    writer.line("DTSTAMP") { CalendarTime.append(publication, to: &$0) }
    writer.line("LAST-MODIFIED") { CalendarTime.append(publication, to: &$0) }
    writer.raw("SEQUENCE", String(sequence))
    if let organizer = options.organizer { writer.raw("ORGANIZER", "mailto:\(organizer)") }
    clock.write("DTSTART", shift.start, isZoneWritten: isZoneWritten, to: &writer)
    clock.write("DTEND", shift.end, isZoneWritten: isZoneWritten, to: &writer)
    let language = (name: "LANGUAGE", value: phrases.language)
    writer.line("SUMMARY", parameter: language) { isCancelled ? writeCancelled(to: &$0) : writeSummary(to: &$0) }
    writer.line("DESCRIPTION", parameter: language) { writeDescription(to: &$0) }
    writer.text("LOCATION", shift.site)
    writer.line("CATEGORIES") { bytes in
      bytes += (touchesNight ? "NIGHT" : "DAY").utf8
      for queue in queues {
        bytes.append(UInt8(ascii: ","))
        CalendarText.append(queueIDs[queue], to: &bytes)
      }
    }
    writer.raw("STATUS", isCancelled ? "CANCELLED" : options.status.rawValue)
    writer.raw("TRANSP", isCancelled ? "TRANSPARENT" : "OPAQUE")
    writer.raw("CLASS", "PRIVATE")
    // Whoever reads a team's calendar need not be there in time for all of them.
    if !isCancelled, place == nil, let minutes = options.alarmMinutes {
      writer.alarm(minutes: minutes, language: phrases.language) { writeSummary(to: &$0) }
    }
    writer.raw("END", "VEVENT")
  }

  /// Whether start or end can be written on the zone's clock; a reading that happens twice cannot.
  var usesZoneClock: Bool { clock.isPlain(shift.start) || clock.isPlain(shift.end) }
}

extension ShiftEvent {
  /// For example `Shift · fr-phone, fr-chat`; the queues only where they fit on one line of a phone.
  ///
  /// A shift over midnight has its hours in it, for programs that show such events as a date without times.
  private func writeSummary(to bytes: inout [UInt8]) {
    if let place {
      CalendarText.append(place.personName, to: &bytes)
      bytes += Self.dot
    }
    CalendarText.append(touchesNight ? phrases.nightShift : phrases.shift, to: &bytes)
    if clock.local(at: shift.start).date != clock.local(at: shift.end).date {
      bytes += Self.dot
      clock.appendRange(shift.start, shift.end, in: phrases.hourCycle, to: &bytes)
    }
    if (1...3).contains(queues.count) {
      bytes += Self.dot
      writeNames(queues, to: &bytes)
    }
  }

  private static let dot = Array(" · ".utf8)

  /// The summary of a withdrawn shift, which begins with the word for it, for programs that overlook the status.
  private func writeCancelled(to bytes: inout [UInt8]) {
    let parts = phrases.cancelled.split(separator: "{0}", maxSplits: 1, omittingEmptySubsequences: false)
    CalendarText.append(String(parts[0]), to: &bytes)
    guard parts.count > 1 else { return }
    writeSummary(to: &bytes)
    CalendarText.append(String(parts[1]), to: &bytes)
  }

  /// The shift on the site's clock, its breaks and its queues, one a line.
  private func writeDescription(to bytes: inout [UInt8]) {
    clock.appendRange(shift.start, shift.end, in: phrases.hourCycle, to: &bytes)
    CalendarText.append(" \(zone.name)", to: &bytes)
    writeLine(Phrases.filled(phrases.paidTime, lengthText(minutes: shift.paidMinutes)), to: &bytes)
    if clock.isChanged(from: shift.start, to: shift.end) {
      let elapsed = lengthText(minutes: shift.end.seconds(since: shift.start) / 60)
      writeLine(Phrases.filled(phrases.clockChange, elapsed), to: &bytes)
    }
    if !shift.breaks.isEmpty { writeLine(phrases.breaks, to: &bytes) }
    for pause in shift.breaks {
      bytes += Self.lineBreak
      clock.appendRange(pause.start, pause.end, in: phrases.hourCycle, to: &bytes)
      bytes.append(UInt8(ascii: " "))
      CalendarText.append(pause.kind == .lunch ? phrases.mealBreak : phrases.shortBreak, to: &bytes)
      bytes += " (".utf8
      CalendarText.append(pause.isPaid ? phrases.paid : phrases.unpaid, to: &bytes)
      bytes.append(UInt8(ascii: ")"))
    }
    if !queues.isEmpty { writeLine(phrases.queues, to: &bytes) }
    for spell in spells where spell.queues.contains(where: queueIDs.indices.contains) {
      bytes += Self.lineBreak
      clock.appendRange(max(spell.start, shift.start), min(spell.end, shift.end), in: phrases.hourCycle, to: &bytes)
      bytes.append(UInt8(ascii: " "))
      writeNames(spell.queues.filter(queueIDs.indices.contains), to: &bytes)
    }
  }

  /// A line end inside a value.
  private static let lineBreak = Array("\\n".utf8)

  private func writeLine(_ text: String, to bytes: inout [UInt8]) {
    bytes += Self.lineBreak
    CalendarText.append(text, to: &bytes)
  }

  private func writeNames(_ queues: [Int], to bytes: inout [UInt8]) {
    for (place, queue) in queues.enumerated() {
      if place > 0 { bytes += "\\, ".utf8 }
      CalendarText.append(queueIDs[queue], to: &bytes)
    }
  }
}
