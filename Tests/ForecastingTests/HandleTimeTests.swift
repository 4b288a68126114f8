import Chance
import Forecasting
import Foundation
import Testing
import Timeline
import Workforce

/// Mean handle times of skewed laws.
@Suite struct HandleTimeTests {
  /// A quiet queue whose single handle times are exponential.
  private func history(perDay: Double, seed: UInt64, mean: (CivilDate) -> Double) throws -> ContactHistory {
    let made = MadeUpQueue(level: perDay)
    let zone = try made.queue().open.zone
    var generator = SplitMix64(seed: seed)
    var series = try made.series(from: "2025-01-06", to: "2026-03-02")
    for index in series.starts.indices {
      var count = 0.0
      var left = series.offered[index]
      while Double.random(in: 0..<1, using: &generator) < left, count < 50 {
        count += 1
        left -= 0.5
      }
      var seconds = 0.0
      for _ in 0..<Int(count) {
        // Minus the logarithm of a uniform number, by its series' inverse: halvings and the rest.
        var time = 0.0
        while Bool.random(using: &generator) { time += 0.693_147_180_559_945_3 }
        let rest = Double.random(in: 0..<1, using: &generator)
        time += rest * 0.693_147_180_559_945_3
        seconds += time * 1.05 * mean(zone.local(at: series.starts[index]).date)
      }
      series.offered[index] = count
      series.handled[index] = count
      series.handleSeconds[index] = seconds
    }
    return ContactHistory(series: [series])
  }

  private func mean(_ history: ContactHistory) throws -> Double {
    let queue = Forecasting.forecast(
      history: history, scenario: try MadeUpQueue().scenario(first: "2026-03-02")
    ).queues[0]
    let open = queue.offered.indices.filter { queue.isOpen[$0] }
    let contacts = open.reduce(0) { $0 + queue.offered[$1] }
    return open.reduce(0) { $0 + queue.offered[$1] * queue.averageHandleTime[$1] } / contacts
  }

  private func recorded(_ history: ContactHistory, weeks: Int) -> Double {
    let series = history.series[0]
    let rows = series.starts.indices.suffix(weeks * 6 * 24)
    return rows.reduce(0) { $0 + series.handleSeconds[$1] } / rows.reduce(0) { $0 + series.handled[$1] }
  }

  @Test("the mean of a quiet queue's skewed handle times is not biased") func skewed() throws {
    var ratio = 0.0
    for seed in 1...6 {
      let history = try history(perDay: 4, seed: UInt64(seed)) { _ in 600 }
      ratio += try mean(history) / recorded(history, weeks: 60) / 6
    }
    #expect(abs(ratio - 1) < 0.03, "\(ratio)")
  }

  @Test("a handle time that moved a quarter of a year ago is followed") func step() throws {
    let moved = try #require(CivilDate(iso: "2025-12-01"))
    let history = try history(perDay: 40, seed: 3) { $0 >= moved ? 840 : 600 }
    let found = try mean(history)
    #expect(abs(found / recorded(history, weeks: 12) - 1) < 0.05, "\(found)")
  }

  @Test("handle times in another unit from some day on are named, with the unit") func otherUnit() throws {
    let moved = try #require(CivilDate(iso: "2025-12-01"))
    let history = try history(perDay: 60, seed: 3) { $0 >= moved ? 300_000 : 300 }
    let study = Forecasting.study(history: history, scenario: try MadeUpQueue().scenario(first: "2026-03-02"))
    #expect(study.forecast.warnings.contains { $0.contains("milliseconds, where they were seconds") })
    let calm = try self.history(perDay: 60, seed: 3) { $0 >= moved ? 450 : 300 }
    let plain = Forecasting.study(history: calm, scenario: try MadeUpQueue().scenario(first: "2026-03-02"))
    #expect(plain.forecast.warnings.allSatisfy { !$0.contains("handle times are") })
  }

  @Test("one interval whose handle times cannot be is named, and makes no other unit") func oneInterval() throws {
    var history = try history(perDay: 60, seed: 3) { _ in 300 }
    let row = history.series[0].handled.count - 100
    history.series[0].handled[row] = 3
    history.series[0].handleSeconds[row] = 1e7
    let study = Forecasting.study(history: history, scenario: try MadeUpQueue().scenario(first: "2026-03-02"))
    let notes = study.forecast.warnings.filter { $0.contains("handle times") }
    #expect(notes.count == 1 && notes[0].contains("1 interval on 2026-02-2"), "\(notes)")
    #expect(abs(try mean(history) / 300 - 1) < 0.1)
  }

  @Test("the range of a mean handle time holds it, and is narrower for more contacts") func range() throws {
    func width(_ perDay: Double) throws -> Double {
      let queue = Forecasting.forecast(
        history: try history(perDay: perDay, seed: 6) { _ in 300 },
        scenario: try MadeUpQueue().scenario(first: "2026-03-02")
      ).queues[0]
      let open = queue.offered.indices.filter { queue.isOpen[$0] }
      for interval in open {
        #expect(queue.handleTimeP10[interval] <= queue.averageHandleTime[interval])
        #expect(queue.handleTimeP90[interval] >= queue.averageHandleTime[interval])
      }
      return open.reduce(0) { $0 + queue.handleTimeP90[$1] / queue.handleTimeP10[$1] } / Double(open.count)
    }
    #expect(try width(400) < 0.8 * width(40))
  }

  @Test("a date's mean handle time is that of its contacts, and its range is narrower than an hour's") func days()
    throws
  {
    var scenario = try MadeUpQueue().scenario(first: "2026-03-02")
    let history = try history(perDay: 60, seed: 9) { _ in 420 }
    /// Mean and range of every date, after the sums of its intervals have been compared.
    func compared(_ forecast: Forecast) throws -> [DayHandleTime] {
      let queue = forecast.queues[0]
      return try queue.days.map { day in
        let own = forecast.grid.indices.filter { interval in
          queue.isOpen[interval]
            && scenario.queues[0].open.zone.local(at: forecast.grid.instant(of: interval)).date == day.date
        }
        let contacts = own.reduce(0) { $0 + queue.offered[$1] }
        let seconds = own.reduce(0) { $0 + queue.offered[$1] * queue.averageHandleTime[$1] }
        let time = try #require(day.handleTime)
        let p10 = try #require(time.p10)
        let p90 = try #require(time.p90)
        #expect(abs(time.mean - seconds / contacts) < 1e-6 * time.mean)
        #expect(p10 <= time.mean && time.mean <= p90)
        for interval in own { #expect(p90 / p10 < queue.handleTimeP90[interval] / queue.handleTimeP10[interval]) }
        return time
      }
    }
    let plain = try compared(Forecasting.forecast(history: history, scenario: scenario))
    scenario.demandChanges = [DemandChange(.handleTime, of: "fr-phone", by: 1.25)]
    let longer = try compared(Forecasting.forecast(history: history, scenario: scenario))
    for (one, other) in zip(plain, longer) {
      #expect(abs(other.mean / one.mean - 1.25) < 1e-9)
      #expect(abs((other.p90 ?? 0) / (one.p90 ?? 1) - 1.25) < 1e-9)
    }
    let silent = Forecasting.forecast(history: ContactHistory(series: []), scenario: scenario).queues[0].days
    #expect(silent.allSatisfy { $0.handleTime?.p10 == nil && ($0.handleTime?.mean ?? 0) > 0 })
  }

  @Test("eight in ten dates have a mean handle time within its range", arguments: [6.0, 60])
  func covers(perDay: Double) throws {
    var inside = 0.0
    var all = 0.0
    let first = try #require(CivilDate(iso: "2026-02-02"))
    for seed in 1...6 {
      let whole = try history(perDay: perDay, seed: UInt64(seed)) { _ in 480 }
      let scenario = try MadeUpQueue().scenario(first: first.isoText)
      let zone = scenario.queues[0].open.zone
      var past = whole
      let end = zone.startOfDay(first)
      let known = whole.series[0].starts.count { $0 < end }
      past.series[0].starts.removeLast(whole.series[0].starts.count - known)
      past.series[0].offered.removeLast(whole.series[0].offered.count - known)
      past.series[0].handled.removeLast(whole.series[0].handled.count - known)
      past.series[0].abandoned.removeLast(whole.series[0].abandoned.count - known)
      past.series[0].handleSeconds.removeLast(whole.series[0].handleSeconds.count - known)
      for day in Forecasting.forecast(history: past, scenario: scenario).queues[0].days {
        var came = (contacts: 0.0, seconds: 0.0)
        for row in known..<whole.series[0].starts.count
        where zone.local(at: whole.series[0].starts[row]).date == day.date {
          came.contacts += whole.series[0].handled[row]
          came.seconds += whole.series[0].handleSeconds[row]
        }
        guard came.contacts > 0, let p10 = day.handleTime?.p10, let p90 = day.handleTime?.p90 else { continue }
        all += 1
        if p10 <= came.seconds / came.contacts, came.seconds / came.contacts <= p90 { inside += 1 }
      }
    }
    #expect(all > 100)
    #expect(0.65...0.92 ~= inside / all, "\(inside / all) of \(all)")
  }

  @Test("handle times are scored beside the mean of eight weeks") func scored() throws {
    let moved = try #require(CivilDate(iso: "2025-11-03"))
    let test = Backtest(
      try history(perDay: 200, seed: 8) { $0 >= moved ? 420 : 300 },
      scenario: try MadeUpQueue().scenario(first: "2026-03-02"), plan: Backtest.Plan(count: 6))
    let ours = try #require(test.handleTimeScore(horizon: 28))
    let usual = try #require(test.handleTimeScore(.eightWeekMean, horizon: 28))
    #expect(ours.count == usual.count && ours.count > 1000)
    #expect(ours.dayWape < usual.dayWape)
    #expect(abs(ours.bias) < 8)
    #expect(60...95 ~= ours.coverage)
    #expect(test.text.contains("Handle time of the contacts that came"))
    #expect(Backtest(try history(perDay: 200, seed: 8) { _ in 300 }).handleTimeScore(horizon: 7) != nil)
  }

  @Test("a handle time that falls steadily goes on falling, damped") func trend() throws {
    let first = try #require(CivilDate(iso: "2025-01-06"))
    func time(_ day: CivilDate) -> Double { 400 * (1 - 0.0006 * Double(day.days(since: first))) }
    let history = try history(perDay: 300, seed: 4, mean: time)
    let middle = try #require(CivilDate(iso: "2026-03-16"))
    // Compared with what the law of the made-up times makes of 400 s.
    let law = try mean(self.history(perDay: 300, seed: 5) { _ in 400 }) / 400
    #expect(abs(try mean(history) / law / time(middle) - 1) < 0.03)
  }
}
