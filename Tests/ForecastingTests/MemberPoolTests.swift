import Chance
import Forecasting
import Foundation
import Testing
import Timeline
import Workforce

/// Members are weighed by the tests inside all queues' pasts, as far as a queue's own tell little.
@Suite struct MemberPoolTests {
  /// A year of a queue to which a contact comes in a slot or does not, on average one a day.
  private func quiet(_ seed: Int) throws -> ContactHistory.Series {
    let made = MadeUpQueue(id: "quiet-\(seed)", level: 1, noise: 0.01)
    var series = try made.series(from: "2025-02-03", to: "2026-02-02")
    var generator = SplitMix64(seed: UInt64(seed))
    for index in series.starts.indices {
      series.offered[index] = Double.random(in: 0..<1, using: &generator) < 1 / 24.0 ? 1 : 0
      series.handleSeconds[index] = .nan
    }
    return series
  }

  /// A queue whose weekdays wander each by itself, so that the last same weekday foretells it best, and where they are at
  /// the end.
  private func wandering(
    _ id: String, seed: UInt64, from first: String = "2025-02-03"
  ) throws -> (queue: Queue, series: ContactHistory.Series, last: [Double]) {
    let made = MadeUpQueue(id: id, level: 1500)
    var queue = try made.queue()
    queue.channel = .chat
    var series = try made.series(from: first, to: "2026-02-02")
    var generator = SplitMix64(seed: seed)
    var walks = [Double](repeating: 0, count: 7)
    var today: CivilDate?
    for index in series.starts.indices {
      let date = queue.open.zone.local(at: series.starts[index]).date
      let weekday = date.weekday.rawValue
      if date != today { walks[weekday] = 0.98 * walks[weekday] + 0.15 * generator.normal() }
      today = date
      series.offered[index] = (series.offered[index] * exp(walks[weekday])).rounded()
    }
    return (queue, series, walks)
  }

  /// A calm queue and its history, on a channel and of a seed.
  private func calm(
    _ id: String, _ channel: Channel, level: Double, seed: UInt64, to end: String = "2026-02-02"
  ) throws -> (queue: Queue, series: ContactHistory.Series) {
    var made = MadeUpQueue(id: id, level: level, noise: 0.1)
    made.seed = seed
    made.weekdays = [0, 1, 2, 3, 4, 5, 6]
    var queue = try made.queue()
    queue.channel = channel
    return (queue, try made.series(from: "2025-02-03", to: end))
  }

  /// A scenario of some queues whose horizon begins on the second of February.
  private func scenario(_ queues: [Queue]) throws -> Scenario {
    var scenario = try MadeUpQueue().scenario(first: "2026-02-02")
    scenario.queues = queues
    return scenario
  }

  @Test("sixteen quiet queues are forecast more closely together than each alone") func together() throws {
    let series = try (1...16).map { try quiet($0) }
    /// Mean distance of the next day's forecast from the one contact that is true of every day.
    func error(_ runs: [Backtest.Run]) -> Double {
      runs.reduce(0) { $0 + abs($1.mean.prefix(24).reduce(0, +) - 1) } / Double(runs.count)
    }
    let together = error(Backtest(ContactHistory(series: series)).runs)
    let alone = error(series.flatMap { Backtest(ContactHistory(series: [$0])).runs })
    #expect(together < 0.99 * alone, "\(together) \(alone)")
  }

  @Test("a queue of four weeks is weighed as older ones like it are") func young() throws {
    let old = try (1...5).map { try wandering("old-\($0)", seed: UInt64($0)) }
    var together = 0.0
    var alone = 0.0
    for seed in 11...16 {
      let new = try wandering("new", seed: UInt64(seed), from: "2026-01-05")
      // Where the weekdays are at the end is what is to come.
      func error(_ parts: [(queue: Queue, series: ContactHistory.Series, last: [Double])]) throws -> Double {
        let forecast = Forecasting.forecast(
          history: ContactHistory(series: parts.map(\.series)), scenario: try scenario(parts.map(\.queue)))
        return forecast.queues[0].days.prefix(6).reduce(0) { sum, day in
          let comes = MadeUpQueue(level: 1500).total(day.date) * exp(new.last[day.date.weekday.rawValue])
          return sum + abs(day.offered / comes - 1)
        }
      }
      together += try error([new] + old)
      alone += try error([new])
    }
    #expect(together < 0.8 * alone, "\(together) \(alone)")
  }

  @Test("a queue unlike all others keeps the members that its own past prefers") func unlike() throws {
    let odd = try wandering("odd", seed: 1)
    let others = try (1...6).map { try calm("calm-\($0)", .phone, level: 300, seed: UInt64($0)) }
    let alone = Forecasting.forecast(
      history: ContactHistory(series: [odd.series]), scenario: try scenario([odd.queue]))
    let together = Forecasting.forecast(
      history: ContactHistory(series: [odd.series] + others.map(\.series)),
      scenario: try scenario([odd.queue] + others.map(\.queue)))
    for (one, other) in zip(alone.queues[0].days, together.queues[0].days) {
      #expect(abs(other.offered / one.offered - 1) < 0.03, "\(one.date.isoText)")
    }
  }

  @Test("the order of the queues, and queues to which nothing comes, change no forecast") func order() throws {
    let kinds: [(Channel, Double)] = [(.phone, 40), (.chat, 300), (.phone, 5), (.chat, 12)]
    let made = try kinds.enumerated().map { index, kind in
      try calm("queue-\(index)", kind.0, level: kind.1, seed: UInt64(index))
    }
    func forecasts(_ parts: [(queue: Queue, series: ContactHistory.Series)]) throws -> [String: QueueForecast] {
      let forecast = Forecasting.forecast(
        history: ContactHistory(series: parts.map(\.series)), scenario: try scenario(parts.map(\.queue)))
      return Dictionary(uniqueKeysWithValues: forecast.queues.map { ($0.queue, $0) })
    }
    let forward = try forecasts(made)
    #expect(try forecasts(made.reversed()) == forward)
    var dead = try calm("dead", .email, level: 10, seed: 9)
    for index in dead.series.offered.indices { dead.series.offered[index] = 0 }
    let beside = try forecasts([dead] + made)
    for (name, forecast) in forward { #expect(beside[name] == forecast, "\(name)") }
    // Alone with a queue to which nothing comes, there is nothing to be drawn towards.
    let alone = try #require(try forecasts([made[1]])["queue-1"])
    let lone = try #require(try forecasts([made[1], dead])["queue-1"])
    for (one, other) in zip(alone.offered, lone.offered) { #expect(abs(one - other) <= 1e-9 * one) }
  }

  @Test("a back-test weighs members as a plan from the same date does") func sameAsPlan() throws {
    // On channels of their own, so that a plan has no shapes of siblings.
    let kinds: [(Channel, Double)] = [(.phone, 3), (.chat, 60)]
    let made = try kinds.enumerated().map { index, kind in
      try calm("queue-\(index)", kind.0, level: kind.1, seed: UInt64(index), to: "2026-03-02")
    }
    let history = ContactHistory(series: made.map(\.series))
    let scenario = try scenario(made.map(\.queue))
    let test = Backtest(history, scenario: scenario, plan: Backtest.Plan(count: 1))
    #expect(test.origins.map(\.isoText) == ["2026-02-02"])
    let plan = Forecasting.forecast(history: history, scenario: scenario)
    for (run, forecast) in zip(test.runs, plan.queues) {
      let open = forecast.offered.indices.filter { forecast.isOpen[$0] }
      #expect(run.mean.count == open.count)
      for (tested, planned) in zip(run.mean, open.map { forecast.offered[$0] }) {
        #expect(abs(tested - planned) <= 1e-9 * planned)
      }
      for (tested, planned) in zip(run.p90, open.map { forecast.p90[$0] }) {
        #expect(abs(tested - planned) <= 1e-9 * planned)
      }
    }
  }
}
