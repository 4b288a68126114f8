/// A clock that people in some place live by, with every change it makes: an IANA zone.
///
/// Reading one takes some tens of microseconds, copying one is free; keep the value rather than the name in loops.
/// Two zones are equal when their names are.
public struct Zone: Sendable {
  /// The IANA name, for example `Europe/Berlin`.
  public let name: String

  let clock: ZoneClock

  /// The clock that never changes and is at offset 0; needs no zone data.
  public static let utc = Zone(name: "UTC", clock: ZoneClock(period: ZonePeriod(offset: 0, abbreviation: "UTC")))

  init(name: String, clock: ZoneClock) {
    self.name = name
    self.clock = clock
  }

  /// Reads a zone's rules from the system's zone data.
  ///
  /// - Throws: `ZoneError` for text that is no name, an unknown name (with the nearest ones), or unusable data.
  public init(named name: String) throws(ZoneError) {
    self = try ZoneData.system().zone(named: name)
  }

  /// Seconds east of UTC shown by the clock at an instant.
  ///
  /// - Complexity: O(log changes), a few nanoseconds.
  public func offset(at instant: Instant) -> Int { clock.offset(at: instant.secondsSinceEpoch) }

  /// What calendar and clock show at an instant.
  public func local(at instant: Instant) -> LocalDateTime {
    LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset(at: instant))
  }

  /// Calendar and clock at an instant with the offset, for example `2026-03-29T03:00:00+02:00`.
  public func isoText(at instant: Instant) -> String {
    let offset = offset(at: instant)
    return IsoWriter.text {
      $0.local(LocalDateTime(secondsSinceEpoch: instant.secondsSinceEpoch + offset), hasSeconds: true)
      $0.offset(offset)
    }
  }

  /// Adds five cells of a table to bytes: start and end in UTC, both on the zone's clock, and its offset at the start.
  ///
  /// - Parameter delimiter: between the cells.
  public func appendSpan(from start: Instant, to end: Instant, delimiter: UInt8, to bytes: inout [UInt8]) {
    let offset = offset(at: start)
    IsoWriter.append(to: &bytes, texts: 5) { writer in
      for moment in [start.secondsSinceEpoch, end.secondsSinceEpoch] {
        writer.local(LocalDateTime(secondsSinceEpoch: moment), hasSeconds: true, separator: " ")
        writer.character("Z")
        writer.byte(delimiter)
      }
      for moment in [start.secondsSinceEpoch + offset, end.secondsSinceEpoch + self.offset(at: end)] {
        writer.local(LocalDateTime(secondsSinceEpoch: moment), hasSeconds: true, separator: " ")
        writer.byte(delimiter)
      }
      writer.offset(offset)
    }
  }

  /// The zone's name on the clock at an instant, for example `CEST`; in many zones just the offset, `+0545`.
  public func abbreviation(at instant: Instant) -> String {
    clock.period(at: instant.secondsSinceEpoch).abbreviation
  }

  /// Every change of offset, abbreviation or daylight flag at or after `from` and before `to`, in order.
  ///
  /// A change of name alone (America/Vancouver in autumn 2026) has equal offsets before and after.
  public func transitions(from: Instant, to: Instant) -> [ZoneTransition] {
    clock.changes(from: from.secondsSinceEpoch, to: to.secondsSinceEpoch).map(ZoneTransition.init)
  }
}

extension Zone: Hashable, CustomStringConvertible {
  /// Whether the names are equal.
  public static func == (a: Zone, b: Zone) -> Bool { a.name == b.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The name.
  public var description: String { name }
}

extension Zone {
  /// Version of the system's zone data, for example `2026f`; `unknown` where the system does not say.
  public static func dataVersion() -> String { (try? ZoneData.system())?.version() ?? "unknown" }

  /// All names of the system's zone data in order, without the copies under `posix/` and `right/`; empty without data.
  ///
  /// Walks the folders: milliseconds, for messages and pickers.
  public static func names() -> [String] { (try? ZoneData.system())?.names() ?? [] }
}

/// A moment at which a zone's clock changes.
public struct ZoneTransition: Hashable, Sendable {
  /// The first instant at which the clock shows the new reading.
  public var instant: Instant
  /// Seconds east of UTC until just before.
  public var offsetBefore: Int
  /// Seconds east of UTC from then on.
  public var offsetAfter: Int
  /// The name from then on, for example `CEST`.
  public var abbreviation: String
  /// Whether summer time holds from then on: the one of two seasonal offsets that is further ahead.
  ///
  /// Where the data calls the winter time the exception (Europe/Dublin, Ramadan in Morocco), this is still false for it.
  public var isDaylight: Bool

  init(_ change: ZoneChange) {
    instant = Instant(secondsSinceEpoch: change.second)
    offsetBefore = change.before.offset
    offsetAfter = change.after.offset
    abbreviation = change.after.abbreviation
    let isSeasonal = change.before.isException != change.after.isException && offsetBefore != offsetAfter
    isDaylight = isSeasonal ? offsetAfter > offsetBefore : change.after.isException
  }
}
