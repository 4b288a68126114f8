import Timeline
import Workforce

/// How times of an event are written: on the clock of its site where that says which instant is meant.
struct EventClock {
  let zone: Zone
  /// The offset where the clock changes nowhere near the event, so that each reading belongs to one instant.
  private let steadyOffset: Int?
  /// From two days before the event, further than any clock has ever gone back, to two days after.
  private let surroundings: ClosedRange<Instant>

  /// The clock of an event.
  init(zone: Zone, from start: Instant, to end: Instant) {
    self.zone = zone
    surroundings = start.advanced(bySeconds: -172_800)...max(start, end).advanced(bySeconds: 172_800)
    let changes = zone.transitions(from: surroundings.lowerBound, to: surroundings.upperBound)
    steadyOffset = changes.isEmpty ? zone.offset(at: start) : nil
  }

  /// What the clock shows at an instant of the event.
  func local(at instant: Instant) -> LocalDateTime {
    guard let steadyOffset, surroundings.contains(instant) else { return zone.local(at: instant) }
    return LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + steadyOffset)
  }

  /// Whether the clock is changed between two instants of the event.
  func isChanged(from start: Instant, to end: Instant) -> Bool {
    steadyOffset == nil && zone.offset(at: start) != zone.offset(at: end)
  }

  /// Whether a clock reading belongs to one instant only; one that happens twice cannot be written without its offset.
  ///
  /// - Parameter instant: of the event.
  func isPlain(_ instant: Instant) -> Bool {
    steadyOffset != nil && surroundings.contains(instant) || zone.resolve(zone.local(at: instant)) == .once(instant)
  }

  /// Writes a property that holds an instant.
  ///
  /// - Parameter isZoneWritten: whether times may be written on the zone's clock; else they are in UTC.
  func write(_ name: String, _ instant: Instant, isZoneWritten: Bool, to writer: inout CalendarWriter) {
    let isOnClock = isZoneWritten && isPlain(instant)
    writer.line(name, parameter: isOnClock ? ("TZID", zone.name) : nil) { bytes in
      if isOnClock {
        CalendarTime.append(local(at: instant), to: &bytes)
      } else {
        CalendarTime.append(instant, to: &bytes)
      }
    }
  }

  /// Adds two readings of the site's clock, for example `08:00–16:30` or `8:00 AM–4:30 PM`; one that happens twice says which it is.
  func appendRange(_ start: Instant, _ end: Instant, in cycle: HourCycle, to bytes: inout [UInt8]) {
    for (place, instant) in [start, end].enumerated() {
      if place > 0 { bytes += "–".utf8 }
      cycle.append(local(at: instant).secondsOfDay, to: &bytes)
      if !isPlain(instant) { bytes += " (UTC\(offsetText(zone.offset(at: instant))))".utf8 }
    }
  }
}
