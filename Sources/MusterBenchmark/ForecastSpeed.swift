import Forecasting
import Libc
import Tabular
import Timeline
import Workforce

/// Seconds for many queues of three years of half hours: twelve back-test fits and the forecast of 28 days each.
enum ForecastSpeed {
  /// - Parameter sizes: how many queues, one after the other; memory is the most that the process has held so far.
  static func run(_ sizes: [Int] = [25, 50, 100, 200]) -> Int32 {
    for queues in sizes {
      let history = ContactHistory(series: (0..<queues).map { madeUp($0) })
      let start = ContinuousClock.now
      let before = ProcessUsage.coreSeconds()
      let test = Backtest(history, keepsRuns: false)
      // The forecast of the 28 days that follow is one more origin: the last, with all rows known.
      let forecast = Backtest(history, plan: Backtest.Plan(count: 1), keepsRuns: false)
      let elapsed = ContinuousClock.now - start
      let fits = queues * (test.origins.count + forecast.origins.count)
      let seconds = FixedDecimal.text(ProcessUsage.coreSeconds() - before, decimals: 1)
      print(
        "\(queues) queues: \(FixedDecimal.text(elapsed / .seconds(1), decimals: 1)) s, \(seconds) s of a core, \(fits) fits with inner back-tests, "
          + "\(ProcessUsage.peakMegabytes()) MB at most")
    }
    return 0
  }

  /// Three years, open day and night, about 2 000 contacts a day.
  private static func madeUp(_ index: Int) -> ContactHistory.Series {
    var state = UInt64(index) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    var starts: [Instant] = []
    var offered: [Double] = []
    let shape = (0..<48).map { slot in 0.2 + exp(-pow((Double(slot) - 22) / 8, 2)) }
    let week = [1.3, 1.1, 1, 0.95, 0.9, 0.5, 0.4]
    for day in 0..<1095 {
      let date = CivilDate(daysSinceEpoch: 19_000 + day)
      let level = 120 * week[date.weekday.rawValue] * (0.9 + 0.2 * uniform())
      for slot in 0..<48 {
        let mean = level * shape[slot]
        let noise = uniform() + uniform() + uniform() + uniform() - 2
        starts.append(
          Instant(secondsSinceEpoch: LocalDateTime(date: date, secondsOfDay: slot * 1800).secondsSinceEpoch))
        offered.append(max(0, (mean + 1.7 * mean.squareRoot() * noise).rounded()))
      }
    }
    return ContactHistory.Series(queue: "queue-\(index)", intervalSeconds: 1800, starts: starts, offered: offered)
  }
}
