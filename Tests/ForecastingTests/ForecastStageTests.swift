import Chance
import Forecasting
import Testing
import Timeline
import Units
import Workforce

@Suite struct ForecastStageTests {
  static func forecast(
    _ made: MadeUpQueue, history: (String, String) = ("2025-03-03", "2026-03-02"), first: String = "2026-03-02",
    weeks: Int = 4, change: (inout ContactHistory.Series) -> Void = { _ in }
  ) throws -> (Forecast, QueueForecast) {
    var series = try made.series(from: history.0, to: history.1)
    change(&series)
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: first, weeks: weeks))
    return (forecast, try #require(forecast.queues.first))
  }

  @Test("a queue without chance is forecast to within a percent") func exactPattern() throws {
    let made = MadeUpQueue()
    let (forecast, queue) = try Self.forecast(made)
    #expect(forecast.warnings.isEmpty)
    #expect(queue.days.count == 24)
    for day in queue.days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.01, "\(day.date)") }
    for interval in queue.offered.indices where queue.isOpen[interval] {
      #expect(abs(queue.offered[interval] / queue.eightWeekMean[interval] - 1) < 0.02)
    }
  }

  @Test("closed stays closed") func closed() throws {
    let (_, queue) = try Self.forecast(MadeUpQueue(noise: 0.1))
    for interval in queue.offered.indices where !queue.isOpen[interval] {
      #expect(queue.offered[interval] == 0)
      #expect(queue.p10[interval] == 0)
      #expect(queue.p90[interval] == 0)
      #expect(queue.averageHandleTime[interval] == 0)
    }
    #expect(queue.isOpen.contains(false))
  }

  @Test("hours sum to the day and parts multiply to its total") func adding() throws {
    let made = MadeUpQueue(noise: 0.1)
    let series = try made.series(from: "2024-01-01", to: "2026-03-02")
    let event = Event(
      from: try #require(CivilDate(iso: "2026-03-10")), to: try #require(CivilDate(iso: "2026-03-11")), queue: "*",
      factor: 1.4, note: "campaign")
    let scenario = try made.scenario(
      first: "2026-03-02", holidays: [holiday("2026-03-19", "Spring day"), holiday("2025-03-19", "Spring day")],
      events: [event])
    let forecast = Forecasting.forecast(history: ContactHistory(series: [series]), scenario: scenario)
    let queue = forecast.queues[0]
    let zone = scenario.queues[0].open.zone
    for day in queue.days {
      let hours = forecast.grid.indices.filter { zone.local(at: forecast.grid.instant(of: $0)).date == day.date }
      #expect(abs(hours.reduce(0) { $0 + queue.offered[$1] } - day.offered) < 1e-9 * day.offered)
      #expect(abs(day.parts.reduce(1) { $0 * $1.factor } - day.offered) < 1e-9 * day.offered)
      #expect(day.p10 <= day.offered && day.offered <= day.p90)
    }
    for interval in queue.offered.indices where queue.isOpen[interval] {
      #expect(queue.p10[interval] <= queue.offered[interval])
      #expect(queue.offered[interval] <= queue.p90[interval])
    }
    let plain = Forecasting.forecast(
      history: ContactHistory(series: [series]),
      scenario: try made.scenario(
        first: "2026-03-02", holidays: [holiday("2026-03-19", "Spring day"), holiday("2025-03-19", "Spring day")]))
    let campaign = try #require(queue.days.first { $0.date.isoText == "2026-03-10" })
    let without = try #require(plain.queues[0].days.first { $0.date.isoText == "2026-03-10" })
    #expect(abs(campaign.offered / without.offered - 1.4) < 1e-9)
    #expect(campaign.parts.contains { $0.name == "event" && abs($0.factor - 1.4) < 1e-9 })
  }

  @Test("the same input gives the same forecast, whatever the order of the queues' work") func sameTwice() throws {
    let made = MadeUpQueue(noise: 0.1)
    #expect(try Self.forecast(made).0 == Self.forecast(made).0)
  }

  @Test("ten times the contacts give ten times the forecast") func scaling() throws {
    let made = MadeUpQueue(noise: 0.1)
    let (_, once) = try Self.forecast(made)
    let (_, tenfold) = try Self.forecast(made) { series in
      for index in series.offered.indices { series.offered[index] *= 10 }
    }
    for (a, b) in zip(once.days, tenfold.days) { #expect(abs(b.offered / a.offered / 10 - 1) < 0.01) }
  }

  @Test("an interval three times over or shut down is not learned") func singleBadIntervals() throws {
    let made = MadeUpQueue(noise: 0.1)
    let (_, clean) = try Self.forecast(made)
    let (_, spoiled) = try Self.forecast(made) { series in
      series.offered[series.offered.count - 30] = 1e9
      for index in 0..<4 { series.offered[series.offered.count - 200 + index] = 0 }
    }
    for (a, b) in zip(clean.days, spoiled.days) { #expect(abs(b.offered / a.offered - 1) < 0.02, "\(a.date)") }
  }

  @Test("calls that take longer in the evening are expected to") func handleTime() throws {
    let made = MadeUpQueue(noise: 0.1)
    let (forecast, queue) = try Self.forecast(made)
    let zone = try made.queue().open.zone
    for interval in queue.offered.indices where queue.isOpen[interval] {
      let isEvening = zone.local(at: forecast.grid.instant(of: interval)).minutesOfDay >= 1080
      #expect(abs(queue.averageHandleTime[interval] - (isEvening ? 360 : 300)) < 6)
    }
  }

  @Test("a holiday seen before is expected again") func holidays() throws {
    let made = MadeUpQueue(noise: 0.05)
    var series = try made.series(from: "2024-01-01", to: "2026-05-01")
    let zone = try made.queue().open.zone
    let names = try ["2024-05-01", "2025-05-01", "2026-05-01"].map { try holiday($0, "Labour Day") }
    for index in series.starts.indices {
      let date = zone.local(at: series.starts[index]).date
      if names.contains(where: { $0.date == date }) { series.offered[index] *= 0.4 }
    }
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-05-01", holidays: names))
    let day = try #require(forecast.queues[0].days.first)
    #expect(abs(day.offered / made.total(day.date) - 0.4) < 0.06)
    #expect(day.p10 < 0.4 * made.total(day.date) && 0.4 * made.total(day.date) < day.p90)
  }

  @Test("an event without a factor is learned from its past by name") func learnedEvents() throws {
    let made = MadeUpQueue(noise: 0.05)
    var series = try made.series(from: "2025-01-01", to: "2026-03-02")
    let zone = try made.queue().open.zone
    let event = { (date: String) throws -> Event in
      let date = try #require(CivilDate(iso: date))
      return Event(from: date, to: date, queue: "fr-phone", factor: nil, note: "newsletter")
    }
    let events = try ["2025-04-15", "2025-07-15", "2025-11-11", "2026-01-20", "2026-03-12"].map(event)
    for index in series.starts.indices {
      let date = zone.local(at: series.starts[index]).date
      if events.contains(where: { $0.from == date }) { series.offered[index] *= 1.5 }
    }
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02", events: events))
    let day = try #require(forecast.queues[0].days.first { $0.date.isoText == "2026-03-12" })
    #expect(abs(day.offered / made.total(day.date) - 1.5) < 0.1)
  }
}

/// Events that come back.
@Suite struct EventTests {
  @Test("an event without a factor is learned from past dates that have one", arguments: [nil, 2] as [Double?])
  func statedPast(future: Double?) throws {
    let made = MadeUpQueue(noise: 0.05)
    var series = try made.series(from: "2025-01-01", to: "2026-03-02")
    let zone = try made.queue().open.zone
    var events = try ["2025-04-15", "2025-07-15", "2025-11-11", "2026-01-20", "2026-03-12"].map {
      let date = try #require(CivilDate(iso: $0))
      return Event(from: date, to: date, queue: "fr-phone", factor: 2, note: "newsletter")
    }
    for index in series.starts.indices {
      let date = zone.local(at: series.starts[index]).date
      if events.contains(where: { $0.from == date }) { series.offered[index] *= 1.5 }
    }
    events[4].factor = future
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02", events: events))
    let day = try #require(forecast.queues[0].days.first { $0.date.isoText == "2026-03-12" })
    #expect(abs(day.offered / made.total(day.date) - (future ?? 1.5)) < 0.1)
    #expect(!forecast.warnings.contains { $0.contains("past occurrence") })
  }
}

@Suite struct ClockChangeTests {
  @Test("a day of 23 or 25 hours has a total to match", arguments: ["2025-10-20", "2026-03-23"])
  func totals(first: String) throws {
    var made = MadeUpQueue(weekdays: [0, 1, 2, 3, 4, 5, 6])
    made.opens = "00:00"
    made.closes = "24:00"
    let (forecast, queue) = try ForecastStageTests.forecast(
      made, history: ("2025-01-01", first), first: first, weeks: 1)
    let zone = try made.queue().open.zone
    let sunday = try #require(queue.days.last)
    let weekAgo = made.total(sunday.date)
    let share = made.weight(120) + made.weight(150)
    let slots = stride(from: 0, to: 1440, by: 30).reduce(0.0) { $0 + made.weight($1) }
    let hours = Double(zone.dayLengthSeconds(sunday.date)) / 3600
    #expect(hours == (first == "2026-03-23" ? 23 : 25))
    let expected = weekAgo * (1 + (hours - 24) * share / slots)
    #expect(abs(sunday.offered / expected - 1) < 0.003)
    let sum = forecast.grid.indices.reduce(0.0) { sum, interval in
      zone.local(at: forecast.grid.instant(of: interval)).date == sunday.date ? sum + queue.offered[interval] : sum
    }
    #expect(abs(sum - sunday.offered) < 1e-6)
  }

  @Test("weeks with a clock change in the past do not bend the forecast") func pastChanges() throws {
    var made = MadeUpQueue(weekdays: [0, 1, 2, 3, 4, 5, 6])
    made.opens = "00:00"
    made.closes = "24:00"
    let (_, queue) = try ForecastStageTests.forecast(
      made, history: ("2025-09-01", "2025-10-27"), first: "2025-10-27", weeks: 1)
    for day in queue.days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.005) }
  }
}

@Suite struct WeakInputTests {
  /// Everything that must hold of any forecast.
  static func check(_ forecast: Forecast, sourceLocation: SourceLocation = #_sourceLocation) {
    for queue in forecast.queues {
      for values in [queue.offered, queue.p10, queue.p90, queue.averageHandleTime] {
        let isSound = values.allSatisfy { $0.isFinite && $0 >= 0 }
        #expect(isSound, sourceLocation: sourceLocation)
      }
      for interval in queue.offered.indices where queue.isOpen[interval] {
        #expect(queue.averageHandleTime[interval] > 0, sourceLocation: sourceLocation)
        #expect(queue.p10[interval] <= queue.offered[interval] + 1e-9, sourceLocation: sourceLocation)
        #expect(queue.p90[interval] >= queue.offered[interval] - 1e-9, sourceLocation: sourceLocation)
      }
      for day in queue.days {
        let isSound = day.offered.isFinite && day.parts.allSatisfy { $0.factor.isFinite }
        #expect(isSound, sourceLocation: sourceLocation)
      }
    }
  }

  static func forecast(
    history: (String, String) = ("2025-03-03", "2026-03-02"), change: (inout ContactHistory.Series) -> Void = { _ in }
  ) throws -> Forecast {
    let (forecast, _) = try ForecastStageTests.forecast(MadeUpQueue(noise: 0.1), history: history, change: change)
    check(forecast)
    return forecast
  }

  @Test("no history at all gives no contacts, the stated handle time and a warning") func none() throws {
    let made = MadeUpQueue()
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: []), scenario: try made.scenario(first: "2026-03-02"))
    Self.check(forecast)
    #expect(forecast.queues[0].offered.allSatisfy { $0 == 0 })
    #expect(forecast.queues[0].averageHandleTime.contains(240))
    #expect(forecast.warnings.contains { $0.contains("fr-phone has no history") })
  }

  @Test("a constant series is forecast as it is") func constant() throws {
    let forecast = try Self.forecast { series in
      for index in series.offered.indices { series.offered[index] = 40 }
    }
    for interval in forecast.grid.indices where forecast.queues[0].isOpen[interval] {
      #expect(abs(forecast.queues[0].offered[interval] - 40) < 0.1)
    }
  }

  @Test("all zeros stay zeros") func zeros() throws {
    let forecast = try Self.forecast { series in
      for index in series.offered.indices { series.offered[index] = 0 }
    }
    #expect(forecast.queues[0].offered.allSatisfy { $0 < 1e-6 })
  }

  @Test("one day of history gives a forecast and says how little it knows") func oneDay() throws {
    let forecast = try Self.forecast(history: ("2026-02-27", "2026-02-28"))
    #expect(forecast.warnings.contains { $0.contains("only 1 days of history") })
    let day = try #require(forecast.queues[0].days.first)
    #expect(day.offered > 900 && day.offered < 3600)
  }

  @Test("three weeks of history give a forecast and a warning") func threeWeeks() throws {
    let forecast = try Self.forecast(history: ("2026-02-09", "2026-03-02"))
    #expect(forecast.warnings.contains { $0.contains("days of history") })
    for day in forecast.queues[0].days { #expect(abs(day.offered / MadeUpQueue().total(day.date) - 1) < 0.25) }
  }

  @Test("two of five intervals missing still leave a sound forecast") func missing() throws {
    var generator = SplitMix64(seed: 3)
    let forecast = try Self.forecast { series in
      let kept = series.starts.indices.filter { _ in Double.random(in: 0..<1, using: &generator) < 0.6 }
      series = ContactHistory.Series(
        queue: series.queue, intervalSeconds: series.intervalSeconds, starts: kept.map { series.starts[$0] },
        offered: kept.map { series.offered[$0] }, handled: kept.map { series.handled[$0] },
        abandoned: kept.map { series.abandoned[$0] }, handleSeconds: kept.map { series.handleSeconds[$0] })
    }
    for day in forecast.queues[0].days { #expect(abs(day.offered / MadeUpQueue().total(day.date) - 1) < 0.1) }
  }

  @Test("a billion contacts in one interval do not move the forecast") func monster() throws {
    let clean = try Self.forecast()
    let forecast = try Self.forecast { series in series.offered[series.offered.count / 2] = 1e9 }
    for (a, b) in zip(clean.queues[0].days, forecast.queues[0].days) {
      #expect(abs(b.offered / a.offered - 1) < 0.01)
    }
  }

  @Test("numbers that no count can be are left out with a warning") func impossible() throws {
    let clean = try Self.forecast()
    let forecast = try Self.forecast { series in series.offered[series.offered.count / 2] = 1e308 }
    #expect(forecast.warnings.contains { $0.contains("1 rows") })
    for (a, b) in zip(clean.queues[0].days, forecast.queues[0].days) {
      #expect(abs(b.offered / a.offered - 1) < 0.01)
    }
  }

  @Test("fractional counts, as of work shared between queues, are forecast like others") func fractional() throws {
    let whole = try Self.forecast()
    let forecast = try Self.forecast { series in
      for index in series.offered.indices { series.offered[index] = series.offered[index] / 3 + 0.25 }
    }
    for (a, b) in zip(whole.queues[0].days, forecast.queues[0].days) {
      #expect(abs(b.offered / (a.offered / 3 + 6) - 1) < 0.02)
    }
  }

  @Test("the order of the rows changes nothing") func shuffled() throws {
    var generator = SplitMix64(seed: 12)
    let plain = try Self.forecast()
    let forecast = try Self.forecast { series in
      let order = series.starts.indices.shuffled(using: &generator)
      series = ContactHistory.Series(
        queue: series.queue, intervalSeconds: series.intervalSeconds, starts: order.map { series.starts[$0] },
        offered: order.map { series.offered[$0] }, handled: order.map { series.handled[$0] },
        abandoned: order.map { series.abandoned[$0] }, handleSeconds: order.map { series.handleSeconds[$0] })
    }
    #expect(forecast == plain)
  }

  @Test("negative counts and counts that are no number are left out with a warning") func negative() throws {
    let forecast = try Self.forecast { series in
      series.offered[100] = -5
      series.offered[200] = .nan
      series.offered[300] = .infinity
    }
    #expect(forecast.warnings.contains { $0.contains("3 rows") })
  }

  @Test("a history that ends a year before the horizon is used with a warning") func oldHistory() throws {
    let forecast = try Self.forecast(history: ("2024-01-01", "2025-03-03"))
    #expect(forecast.warnings.contains { $0.contains("before the horizon") })
    for day in forecast.queues[0].days { #expect(abs(day.offered / MadeUpQueue().total(day.date) - 1) < 0.25) }
  }

  @Test("a history finer than the plan is added up") func finer() throws {
    var made = MadeUpQueue()
    made.intervalMinutes = 5
    let series = try made.series(from: "2025-06-02", to: "2026-03-02")
    made.intervalMinutes = 30
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"))
    Self.check(forecast)
    for day in forecast.queues[0].days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.01) }
  }

  @Test("a history coarser than the plan is spread evenly, and the forecast says so") func coarser() throws {
    var made = MadeUpQueue()
    made.intervalMinutes = 60
    let series = try made.series(from: "2025-06-02", to: "2026-03-02")
    made.intervalMinutes = 15
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"))
    Self.check(forecast)
    #expect(forecast.warnings.contains { $0.contains("spread evenly") })
    for day in forecast.queues[0].days { #expect(abs(day.offered / made.total(day.date) - 1) < 0.01) }
  }

  @Test("hours that the history never had are borrowed from other days") func newSaturday() throws {
    var made = MadeUpQueue(weekdays: [0, 1, 2, 3, 4])
    let series = try made.series(from: "2025-06-02", to: "2026-03-02")
    made.weekdays = [0, 1, 2, 3, 4, 5]
    made.closes = "22:00"
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"))
    Self.check(forecast)
    let saturday = try #require(forecast.queues[0].days.first { $0.date.weekday == .saturday })
    #expect(saturday.offered > 0.5 * made.level && saturday.offered < 2 * made.level)
  }
}
