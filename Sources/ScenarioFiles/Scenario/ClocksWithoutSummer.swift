import Timeline
import Workforce

extension Scenario {
  /// Notes on zones whose names are often written for a city and show another clock than that: they keep one offset all year, or have
  /// their sign the other way round.
  var clocksWithoutSummer: [String] {
    let first = Instant(secondsSinceEpoch: 86400 * horizon.first.daysSinceEpoch)
    var seen: Set<Zone> = []
    return (sites.map(\.zone) + queues.map(\.open.zone)).filter { seen.insert($0).inserted }.compactMap { zone in
      if let city = Self.citiesWithSummer[zone.name] {
        return
          "Zone \(zone.name) keeps one offset all year. Write \(city), or a city near you, where clocks go forward in spring."
      }
      let hours = zone.offset(at: first) / 3600
      guard zone.name.hasPrefix("Etc/GMT"), hours != 0 else { return nil }
      return
        "Zone \(zone.name) is \(abs(hours)) h \(hours > 0 ? "ahead of" : "behind") UTC all year: its sign is the other way round. "
        + "Write the name of a city, if that is not meant."
    }
  }

  /// Offsets that go by the name of a clock with a summer, and a city that has it.
  private static let citiesWithSummer = ["EST": "America/New_York", "GMT": "Europe/London", "MST": "America/Denver"]
}
