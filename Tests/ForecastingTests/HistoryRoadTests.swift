import Forecasting
import Testing
import Timeline
import Units
import Workforce

@Suite("Plans and back-tests read a history by the same road, a row as a volume over its own minutes")
struct HistoryRoadTests {
  /// Rows of one date put together, each of these many minutes; a row that would pass the end of its hour is left alone.
  private func joined(_ series: ContactHistory.Series, to minutes: (CivilDate, Int) -> Int) -> ContactHistory.Series {
    var result = ContactHistory.Series(queue: series.queue, intervalSeconds: 300, starts: [], offered: [])
    for row in series.starts.indices {
      let start = series.starts[row]
      let local = Zone.utc.local(at: start)
      let length = 60 * minutes(local.date, local.minutesOfDay / 60)
      let first = Instant(secondsSinceEpoch: start.secondsSinceEpoch / length * length)
      if let last = result.starts.last, last == first {
        result.offered[result.starts.count - 1] += series.offered[row]
        result.handled[result.starts.count - 1] += series.handled[row]
        result.handleSeconds[result.starts.count - 1] += series.handleSeconds[row]
      } else {
        result.starts.append(first)
        result.lengths.append(length)
        result.offered.append(series.offered[row])
        result.handled.append(series.handled[row])
        result.handleSeconds.append(series.handleSeconds[row])
        result.abandoned.append(.nan)
      }
    }
    result.intervalSeconds = result.lengths.min() ?? 300
    return result
  }

  private func made(minutes: Int, noise: Double = 0.1) -> MadeUpQueue {
    var queue = MadeUpQueue(noise: noise)
    queue.zone = "UTC"
    queue.intervalMinutes = minutes
    return queue
  }

  private func totals(_ forecast: Forecast) -> [Double] { forecast.queues[0].days.map(\.offered) }

  @Test(
    "a constant rate with missing rows is forecast exactly, and back-tested without error", arguments: [15, 30, 20])
  func missingRows(plan: Int) throws {
    let quarter = made(minutes: plan == 20 ? 10 : 15, noise: 0)
    var series = try quarter.series(from: "2025-06-02", to: "2026-03-02")
    var state: UInt64 = 5
    let kept = series.starts.indices.filter { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % 10 < 7
    }
    series = ContactHistory.Series(
      queue: series.queue, intervalSeconds: series.intervalSeconds, starts: kept.map { series.starts[$0] },
      offered: kept.map { _ in 7 })
    var planned = quarter
    planned.intervalMinutes = plan
    let history = ContactHistory(series: [series])
    let scenario = try planned.scenario(first: "2026-03-02")
    let forecast = Forecasting.forecast(history: history, scenario: scenario).queues[0]
    let rate = 7.0 * Double(plan * 60 / series.intervalSeconds)
    #expect(forecast.isOpen.contains(true))
    for interval in forecast.isOpen.indices where forecast.isOpen[interval] {
      #expect(abs(forecast.offered[interval] - rate) < 1e-6 * rate)
    }
    let score = try #require(Backtest(history, scenario: scenario).score(horizon: 28))
    #expect(score.wape < 1e-6)
  }

  @Test("where hours change, the history is read by those before: what stays open keeps its forecast") func otherHours()
    throws
  {
    let halves = made(minutes: 30)
    let history = ContactHistory(series: [try halves.series(from: "2025-06-02", to: "2026-03-02")])
    let scenario = try halves.scenario(first: "2026-03-02")
    let before = Forecasting.forecast(history: history, scenario: scenario)
    let hours = LocalHours(from: try #require(TimeOfDay("09:00")), to: try #require(TimeOfDay("17:00")))
    for week in [[[hours], [], [hours]], [[], [], []]] {
      var changed = scenario
      changed.queues[0].open.week.replaceSubrange(0..<3, with: week)
      changed.queues[0].openBefore = scenario.queues[0].open
      let after = Forecasting.forecast(history: history, scenario: changed)
      let open = after.queues[0].isOpen
      #expect(open.count { $0 } < before.queues[0].isOpen.count { $0 })
      for interval in open.indices where open[interval] {
        #expect(abs(after.queues[0].offered[interval] - before.queues[0].offered[interval]) < 1e-9)
      }
      #expect(after.warnings == before.warnings)
    }
  }

  @Test("a further weekday gets contacts and moves no other day, of no queue") func furtherWeekday() throws {
    let (halves, other) = (made(minutes: 30), MadeUpQueue(id: "other", noise: 0.2, seed: 5))
    let history = ContactHistory(
      series: [
        try halves.series(from: "2025-09-01", to: "2026-03-02"), try other.series(from: "2025-09-01", to: "2026-03-02"),
      ])
    var scenario = try halves.scenario(first: "2026-03-02")
    scenario.queues.append(try other.queue())
    let further = try #require(scenario.queues[0].open.week.firstIndex { $0.isEmpty })
    let before = Forecasting.forecast(history: history, scenario: scenario)
    var changed = scenario
    let hours = LocalHours(from: try #require(TimeOfDay("09:00")), to: try #require(TimeOfDay("13:00")))
    changed.queues[0].open.week[further] = [hours]
    changed.queues[0].openBefore = scenario.queues[0].open
    let after = Forecasting.forecast(history: history, scenario: changed)
    #expect(after.queues[1] == before.queues[1])
    let (was, now) = (before.queues[0], after.queues[0])
    #expect(now.days.count > was.days.count)
    for interval in now.isOpen.indices where was.isOpen[interval] {
      #expect(now.offered[interval] == was.offered[interval] && now.p90[interval] == was.p90[interval])
    }
    for interval in now.isOpen.indices where now.isOpen[interval] && !was.isOpen[interval] {
      #expect(now.offered[interval] > 0)
    }
    for day in was.days { #expect(now.days.contains(day)) }
  }

  @Test("hours, then halves, then quarters of the same contacts give the forecast of quarters") func threeLengths()
    throws
  {
    let quarters = made(minutes: 15)
    let series = try quarters.series(from: "2025-01-06", to: "2026-03-02")
    let half = try #require(CivilDate(iso: "2025-05-19"))
    let quarter = try #require(CivilDate(iso: "2025-10-13"))
    let mixed = joined(series) { date, _ in date < half ? 60 : date < quarter ? 30 : 15 }
    #expect(Set(mixed.lengths) == [3600, 1800, 900])
    let scenario = try quarters.scenario(first: "2026-03-02")
    let one = Forecasting.forecast(history: ContactHistory(series: [series]), scenario: scenario)
    let three = Forecasting.forecast(history: ContactHistory(series: [mixed]), scenario: scenario)
    for (a, b) in zip(totals(one), totals(three)) { #expect(abs(a / b - 1) < 0.02) }
    let (a, b) = (one.queues[0].offered, three.queues[0].offered)
    let distance = zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) }
    #expect(distance < 0.02 * a.reduce(0, +))
    #expect(three.warnings.contains { $0.contains("30, 60 min and the plan of 15 min") })
    let tests = [series, mixed].map { Backtest(ContactHistory(series: [$0]), scenario: scenario).score(horizon: 7) }
    #expect(abs(try #require(tests[0]).dayWape - #require(tests[1]).dayWape) < 0.5)
  }

  @Test("hours at night and halves by day are forecast as halves are") func nightHours() throws {
    var halves = made(minutes: 30)
    halves.opens = "00:00"
    halves.closes = "24:00"
    let series = try halves.series(from: "2025-03-03", to: "2026-03-02")
    let mixed = joined(series) { _, hour in hour < 8 ? 60 : 30 }
    let scenario = try halves.scenario(first: "2026-03-02")
    let one = Forecasting.forecast(history: ContactHistory(series: [series]), scenario: scenario)
    let two = Forecasting.forecast(history: ContactHistory(series: [mixed]), scenario: scenario)
    for (a, b) in zip(totals(one), totals(two)) { #expect(abs(a / b - 1) < 0.01) }
    let night = one.grid.indices.filter { Zone.utc.local(at: one.grid.instant(of: $0)).minutesOfDay < 480 }
    let share = night.reduce(0) { $0 + two.queues[0].offered[$1] } / night.reduce(0) { $0 + one.queues[0].offered[$1] }
    #expect(abs(share - 1) < 0.02)
  }

  @Test("cutting rows into halves or joining them changes no forecast of hours") func cutting() throws {
    let quarters = made(minutes: 15)
    let series = try quarters.series(from: "2025-06-02", to: "2026-03-02")
    var hourly = quarters
    hourly.intervalMinutes = 60
    let scenario = try hourly.scenario(first: "2026-03-02")
    let forecasts = [15, 30, 60].map { minutes in
      Forecasting.forecast(
        history: ContactHistory(series: [joined(series) { _, _ in minutes }]),
        scenario: scenario)
    }
    for forecast in forecasts.dropFirst() {
      for (a, b) in zip(forecast.queues[0].offered, forecasts[0].queues[0].offered) {
        #expect(abs(a - b) <= 1e-9 * max(1, b))
      }
    }
  }

  @Test("an hour that ends after closing time holds the contacts of its open part") func pastClosing() throws {
    var queue = made(minutes: 30, noise: 0)
    queue.closes = "18:30"
    let halves = try queue.series(from: "2025-06-02", to: "2026-03-02")
    let hours = joined(halves) { _, hour in hour == 18 ? 60 : 30 }
    let scenario = try queue.scenario(first: "2026-03-02")
    let one = Forecasting.forecast(history: ContactHistory(series: [halves]), scenario: scenario)
    let two = Forecasting.forecast(history: ContactHistory(series: [hours]), scenario: scenario)
    for (a, b) in zip(totals(one), totals(two)) { #expect(abs(a / b - 1) < 1e-9) }
  }

  // MARK: Email

  /// A history of office hours for a queue of email that is worked at other hours.
  private func email(worked: String = "24:00") throws -> (ContactHistory.Series, Scenario) {
    var queue = made(minutes: 30)
    queue.opens = "08:00"
    queue.closes = "18:00"
    queue.weekdays = [0, 1, 2, 3, 4]
    let series = try queue.series(from: "2025-06-02", to: "2026-03-02")
    var scenario = try queue.scenario(first: "2026-03-02")
    scenario.queues[0].channel = .email
    scenario.queues[0].open = .always(zone: .utc)
    return (series, scenario)
  }

  @Test("email that the history has in office hours only is expected then only") func officeEmail() throws {
    let (series, scenario) = try email()
    let forecast = Forecasting.forecast(history: ContactHistory(series: [series]), scenario: scenario)
    let queue = forecast.queues[0]
    for interval in forecast.grid.indices {
      let local = Zone.utc.local(at: forecast.grid.instant(of: interval))
      let isRecorded = local.date.weekday.rawValue < 5 && 480..<1080 ~= local.minutesOfDay
      #expect(queue.isOpen[interval] == isRecorded)
      #expect(isRecorded || queue.offered[interval] == 0)
    }
    let fourWeeks = series.offered.suffix(20 * 20).reduce(0, +)
    #expect(abs(queue.offered.reduce(0, +) / fourWeeks - 1) < 0.1)
  }

  @Test("holidays of the past without email are followed by holidays without email") func quietHolidays() throws {
    var (series, scenario) = try email()
    let past = try #require(CivilDate(iso: "2025-12-25"))
    let kept = series.starts.indices.filter { Zone.utc.local(at: series.starts[$0]).date != past }
    let without = ContactHistory.Series(
      queue: series.queue, intervalSeconds: 1800, starts: kept.map { series.starts[$0] },
      offered: kept.map { series.offered[$0] })
    scenario.holidays = [try holiday("2025-12-25", "Noël"), try holiday("2026-03-18", "Fête")]
    let date = try #require(CivilDate(iso: "2026-03-18"))
    func days(_ series: ContactHistory.Series) -> [CivilDate] {
      Forecasting.forecast(history: ContactHistory(series: [series]), scenario: scenario).queues[0].days.map(\.date)
    }
    #expect(days(series).contains(date))
    #expect(!days(without).contains(date))
  }

  @Test("email without a history may arrive at any time") func unknownEmail() throws {
    let (_, scenario) = try email()
    let forecast = Forecasting.forecast(history: ContactHistory(series: []), scenario: scenario)
    #expect(forecast.queues[0].isOpen.count { $0 } == 28 * 48)
  }
}
