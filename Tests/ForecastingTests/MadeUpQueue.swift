import Chance
import Foundation
import Testing
import Timeline
import Units
import Workforce

extension SplitMix64 {
  /// About normal: the sum of twelve uniform numbers less six.
  mutating func normal() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
  }
}

/// A queue with known truth: a level, a weekday factor, a shape inside the day, and noise on request.
struct MadeUpQueue {
  var id = "fr-phone"
  var zone = "Europe/Paris"
  /// Hours on the local clock, the same on every open weekday.
  var opens = "08:00"
  var closes = "20:00"
  /// Open weekdays, 0 Monday.
  var weekdays = [0, 1, 2, 3, 4, 5]
  var level = 2000.0
  var noise = 0.0
  var intervalMinutes = 30
  var seed: UInt64 = 7
  var closesOnHolidays = false

  /// Contacts of a full day.
  func total(_ date: CivilDate) -> Double {
    level * [1.3, 1.1, 1, 0.95, 0.9, 0.5, 0.4][date.weekday.rawValue]
  }

  /// Relative size of a slot: a hump in the morning and one in the afternoon, repeatable at any interval length.
  func weight(_ minute: Int) -> Double {
    let hour = Double(minute) / 60
    return 0.2 + exp(-pow((hour - 10.5) / 2, 2)) + 0.7 * exp(-pow((hour - 15.5) / 2.5, 2))
  }

  func queue() throws -> Queue {
    let hours = LocalHours(from: try #require(TimeOfDay(opens)), to: try #require(TimeOfDay(closes)))
    let week = (0..<7).map { weekdays.contains($0) ? [hours] : [] }
    return Queue(
      id: id, language: "fr", channel: .phone,
      open: OpeningHours(zone: try Zone(named: zone), week: week, closesOnHolidays: closesOnHolidays),
      goal: ServiceGoal(answered: 0.8, within: .seconds(20)), handleTime: .seconds(240), region: "FR")
  }

  /// Every interval from the first date up to the date before `end`, on the real clock.
  func series(from first: String, to end: String) throws -> ContactHistory.Series {
    let queue = try queue()
    let zone = queue.open.zone
    var generator = SplitMix64(seed: seed)
    var series = ContactHistory.Series(
      queue: id, intervalSeconds: intervalMinutes * 60, starts: [], offered: [], handled: [], abandoned: [],
      handleSeconds: [])
    let slots = stride(from: 0, to: 1440, by: intervalMinutes).filter { minute in
      queue.open.week[weekdays[0]].contains { $0.start.minutes <= minute && minute < $0.end.minutes }
    }
    let weights = slots.reduce(0) { $0 + weight($1) }
    let start = zone.startOfDay(try #require(CivilDate(iso: first)))
    let stop = zone.startOfDay(try #require(CivilDate(iso: end)))
    var dayFactor = 1.0
    var today: CivilDate?
    var instant = start
    while instant < stop {
      let local = zone.local(at: instant)
      if local.date != today {
        today = local.date
        dayFactor = exp(0.5 * noise * generator.normal())
      }
      if queue.open.isOpen(at: instant) {
        let mean = total(local.date) * dayFactor * weight(local.minutesOfDay) / weights
        let deviation = noise > 0 ? mean.squareRoot() * generator.normal() : 0
        let offered = noise > 0 ? max(0, (mean + deviation).rounded()) : mean
        series.starts.append(instant)
        series.offered.append(offered)
        series.handled.append(offered)
        series.abandoned.append(0)
        // Calls are a fifth longer from 18:00 on.
        series.handleSeconds.append(offered * (local.minutesOfDay >= 1080 ? 360 : 300))
      }
      instant = instant.advanced(bySeconds: intervalMinutes * 60)
    }
    return series
  }

  func scenario(first: String, weeks: Int = 4, holidays: [Holiday] = [], events: [Event] = []) throws -> Scenario {
    Scenario(
      name: "made up",
      horizon: Horizon(
        first: try #require(CivilDate(iso: first)), weeks: weeks, intervalMinutes: intervalMinutes),
      queues: [try queue()], sites: [], contracts: [], agents: [], holidays: holidays, events: events)
  }
}

/// A holiday of the region of the made-up queue.
func holiday(_ date: String, _ name: String) throws -> Holiday {
  Holiday(date: try #require(CivilDate(iso: date)), region: "FR", name: name)
}
