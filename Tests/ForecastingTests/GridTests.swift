import Chance
import Forecasting
import Testing
import Timeline
import Workforce

@Suite struct GridTests {
  @Test("any interval from 5 to 60 minutes is forecast alike", arguments: [5, 10, 15, 20, 30, 60])
  func intervals(minutes: Int) throws {
    var made = MadeUpQueue()
    made.intervalMinutes = minutes
    let (forecast, queue) = try ForecastStageTests.forecast(made, history: ("2025-12-01", "2026-03-02"), weeks: 1)
    WeakInputTests.check(forecast)
    #expect(forecast.grid.intervalSeconds == minutes * 60)
    for day in queue.days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.02) }
  }

  @Test("a zone a quarter of an hour beside the grid is forecast on the grid's intervals") func oddZone() throws {
    var made = MadeUpQueue()
    made.zone = "Asia/Kathmandu"
    made.intervalMinutes = 60
    made.opens = "00:00"
    made.closes = "24:00"
    let (forecast, queue) = try ForecastStageTests.forecast(made, history: ("2025-12-01", "2026-03-02"), weeks: 1)
    WeakInputTests.check(forecast)
    for day in queue.days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.05) }
  }

  @Test("email arrives day and night, whatever the hours it is worked in") func email() throws {
    let made = MadeUpQueue()
    var always = made
    always.opens = "00:00"
    always.closes = "24:00"
    always.weekdays = [0, 1, 2, 3, 4, 5, 6]
    let series = try always.series(from: "2025-12-01", to: "2026-03-02")
    var scenario = try made.scenario(first: "2026-03-02", weeks: 1)
    scenario.queues[0].channel = .email
    let forecast = Forecasting.forecast(history: ContactHistory(series: [series]), scenario: scenario)
    let isOpenThroughout = forecast.queues[0].isOpen.allSatisfy { $0 }
    #expect(isOpenThroughout)
    #expect(forecast.warnings.isEmpty)
    #expect(forecast.queues[0].days.count == 7)
  }

  @Test("a closed holiday has no contacts and the day after it has more, as learned") func closedHoliday() throws {
    var made = MadeUpQueue(noise: 0.05)
    made.closesOnHolidays = true
    let dates = [
      "2024-05-01", "2024-05-08", "2024-07-15", "2024-11-11", "2025-05-01", "2025-05-08", "2025-07-14", "2025-11-11",
      "2026-03-05",
    ]
    let holidays = try dates.map { try holiday($0, "Closed day") }
    var series = try made.series(from: "2024-01-01", to: "2026-03-02")
    let zone = try made.queue().open.zone
    let closed = Set(holidays.map(\.date))
    // A surge of 30 % on the first open day after each; rows of closed days are zeros, as some exports have them.
    for index in series.starts.indices {
      let date = zone.local(at: series.starts[index]).date
      if closed.contains(date) { series.offered[index] = 0 }
      let before = date.weekday == .monday ? date.advanced(byDays: -2) : date.advanced(byDays: -1)
      if closed.contains(before) { series.offered[index] *= 1.3 }
    }
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02", holidays: holidays))
    let days = forecast.queues[0].days
    #expect(!days.contains { $0.date.isoText == "2026-03-05" })
    let after = try #require(days.first { $0.date.isoText == "2026-03-06" })
    #expect(abs(after.offered / made.total(after.date) - 1.3) < 0.1)
    #expect(after.parts.contains { $0.name == "around a holiday" && abs($0.factor - 1.3) < 0.12 })
  }

  @Test(
    "a scenario's history is back-tested on the queue's own clock without closed hours, its events taken into account")
  func scenarioBacktest() throws {
    var made = MadeUpQueue(noise: 0.1)
    made.opens = "00:00"
    made.closes = "24:00"
    var series = try made.series(from: "2025-08-01", to: "2026-03-02")
    made.opens = "08:00"
    made.closes = "20:00"
    let date = try #require(CivilDate(iso: "2026-01-15"))
    let event = Event(from: date, to: date, queue: "*", factor: 2, note: "campaign")
    let scenario = try made.scenario(first: "2026-03-02", events: [event])
    let zone = try made.queue().open.zone
    for index in series.starts.indices where zone.local(at: series.starts[index]).date == date {
      series.offered[index] *= 2
    }
    let history = ContactHistory(series: [series])
    let test = Backtest(history, scenario: scenario)
    let isInside = test.runs.flatMap(\.starts).allSatisfy { 480..<1200 ~= $0.minutesOfDay }
    #expect(isInside)
    #expect(test.origins.count == 12)
    let ours = try #require(test.score(horizon: 28))
    #expect(ours.wape < 15)
    // The date doubled lies in several tests, and its factor was known.
    let onEvent = try #require(test.score(days: .event, horizon: 28))
    #expect(onEvent.count >= 24)
    #expect(onEvent.wape < 20)
    #expect(try #require(test.score(.eightWeekMean, days: .event, horizon: 28)).wape > 35)
    var unknown = scenario
    unknown.events = []
    let blind = Backtest(history, scenario: unknown)
    #expect(blind.score(days: .event, horizon: 28) == nil)
    #expect(try #require(blind.score(horizon: 28)).wape > ours.wape)
  }
}

@Suite struct QuietQueueTests {
  /// A year of counts with so many a day, every half hour from eight to eight.
  private func test(perDay: Double) throws -> Backtest.Score {
    var generator = SplitMix64(seed: 17)
    var series = ContactHistory.Series(queue: "quiet", intervalSeconds: 1800, starts: [], offered: [])
    let first = try #require(CivilDate(iso: "2025-01-06"))
    for day in 0..<400 {
      for slot in 16..<40 {
        // Few enough that two in one interval hardly matter: a coin for each of four quarters.
        let quarters = (0..<4).count { _ in Double.random(in: 0..<1, using: &generator) < perDay / 96 }
        series.starts.append(Instant(secondsSinceEpoch: (first.daysSinceEpoch + day) * 86_400 + slot * 1800))
        series.offered.append(Double(quarters))
        series.handled.append(.nan)
        series.handleSeconds.append(.nan)
      }
    }
    return try #require(Backtest(ContactHistory(series: [series])).score(horizon: 28))
  }

  @Test(
    "a queue with a contact every few days keeps its mean, and empty intervals are within the range",
    arguments: [0.25, 1, 10])
  func quiet(perDay: Double) throws {
    let score = try test(perDay: perDay)
    #expect(abs(score.bias) < 25)
    #expect(score.coverage > 75)
  }

  @Test("zeros before a queue opened are left aside, and the forecast says so") func opening() throws {
    let made = MadeUpQueue(noise: 0.1)
    var series = try made.series(from: "2025-03-03", to: "2026-03-02")
    let zone = try made.queue().open.zone
    let opening = try #require(CivilDate(iso: "2026-01-12"))
    for index in series.starts.indices where zone.local(at: series.starts[index]).date < opening {
      series.offered[index] = 0
    }
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"))
    for day in forecast.queues[0].days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.2) }
    #expect(forecast.warnings.contains { $0.contains("no contact before 2026-01-12") })
  }
}
