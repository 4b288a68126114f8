import Timeline

/// How times of an event are written: on the clock of its site where that says which instant is meant.
struct EventClock {
  let zone: Zone
  /// Whether the clock changes nowhere near the event, so that each reading belongs to one instant.
  private let isSteady: Bool

  /// The clock of an event.
  init(zone: Zone, from start: Instant, to end: Instant) {
    self.zone = zone
    // No clock has ever gone back by more than a day.
    isSteady =
      zone.transitions(from: start.advanced(bySeconds: -172_800), to: end.advanced(bySeconds: 172_800)).isEmpty
  }

  /// Whether a clock reading belongs to one instant only; one that happens twice cannot be written without its offset.
  ///
  /// - Parameter instant: of the event.
  func isPlain(_ instant: Instant) -> Bool { isSteady || zone.resolve(zone.local(at: instant)) == .once(instant) }

  /// Writes a property that holds an instant.
  ///
  /// - Parameter isZoneWritten: whether times may be written on the zone's clock; else they are in UTC.
  func write(_ name: String, _ instant: Instant, isZoneWritten: Bool, to writer: inout CalendarWriter) {
    if isZoneWritten, isPlain(instant) {
      writer.raw(name, CalendarTime.text(zone.local(at: instant)), parameters: [("TZID", zone.name)])
    } else {
      writer.raw(name, CalendarTime.text(instant))
    }
  }

  /// Two readings of the site's clock, for example `08:00–16:30`; one that happens twice says which it is.
  func range(_ start: Instant, _ end: Instant) -> String {
    [start, end].map { instant in
      let clock = zone.local(at: instant).clockText
      return isPlain(instant) ? clock : "\(clock) (UTC\(offsetText(zone.offset(at: instant))))"
    }.joined(separator: "–")
  }
}
