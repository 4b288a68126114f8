import Timeline

/// Offsets of a clock, for days on which it does not change.
struct ClockCache {
  let zone: Zone
  private var days = [Int](repeating: .min, count: 64)
  private var offsets = [Int](repeating: 0, count: 64)
  /// An offset that no clock has: the day has a change.
  private static let changing = Int.max

  init(_ zone: Zone) { self.zone = zone }

  /// The offset all through the local day of a clock-face second; nil where it changes.
  mutating func dayOffset(_ local: Int) -> Int? {
    let day = local >= 0 ? local / 86_400 : -((-local + 86_399) / 86_400)
    let place = day & 63
    if days[place] != day {
      days[place] = day
      let date = CivilDate(daysSinceEpoch: day)
      let start = zone.startOfDay(date)
      let isPlain = zone.dayLengthSeconds(date) == 86_400
      let offset = zone.offset(at: start)
      offsets[place] = isPlain && zone.offset(at: start.advanced(bySeconds: 86_399)) == offset ? offset : Self.changing
    }
    return offsets[place] == Self.changing ? nil : offsets[place]
  }

  mutating func offset(at second: Int) -> Int { zone.offset(at: Instant(secondsSinceEpoch: second)) }
}
