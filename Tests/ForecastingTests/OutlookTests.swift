import Chance
import Foundation
import Forecasting
import Testing
import Timeline
import Workforce

@Suite struct UncertaintyTests {
  private func study(_ made: MadeUpQueue = MadeUpQueue(noise: 0.2)) throws -> ForecastStudy {
    Forecasting.study(
      history: ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")]),
      scenario: try made.scenario(first: "2026-03-02"))
  }

  @Test("quantiles rise from p05 to p95 and hold p10 and p90") func quantiles() throws {
    let study = try study()
    let quantiles = try #require(study.quantiles(of: "fr-phone"))
    #expect(quantiles.count == 19)
    for (lower, upper) in zip(quantiles, quantiles.dropFirst()) {
      #expect(zip(lower, upper).allSatisfy { $0 <= $1 })
    }
    #expect(quantiles[1] == study.forecast.queues[0].p10)
    #expect(quantiles[17] == study.forecast.queues[0].p90)
    #expect(study.quantiles(of: "nobody") == nil)
  }

  @Test("paths have the forecast's mean and its days' spread, and the same seed gives the same paths") func paths()
    throws
  {
    let study = try study()
    var generator = SplitMix64(seed: 5)
    let paths = study.paths(400, using: &generator)
    var again = SplitMix64(seed: 5)
    #expect(study.paths(400, using: &again) == paths)
    let queue = study.forecast.queues[0]
    let first = queue.offered.indices.filter { queue.isOpen[$0] }.prefix(24)
    let totals = paths.map { path in first.reduce(0) { $0 + path[0][$1] } }.sorted()
    let mean = totals.reduce(0, +) / 400
    #expect(abs(mean / queue.days[0].offered - 1) < 0.03)
    let inside = totals.count { queue.days[0].p10 <= $0 && $0 <= queue.days[0].p90 }
    #expect(Double(inside) / 400 > 0.7 && Double(inside) / 400 < 0.9)
    // Intervals of a day move together: the day's variance is more than that of independent intervals.
    let variance = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399
    let apart = first.reduce(0.0) { sum, interval in
      let values = paths.map { $0[0][interval] }
      let middle = values.reduce(0, +) / 400
      return sum + values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / 399
    }
    #expect(variance > 2 * apart)
    let isWhole = paths.allSatisfy { $0[0].allSatisfy { $0 >= 0 && $0 == $0.rounded() } }
    #expect(isWhole)
    let isClosed = paths.allSatisfy { path in queue.isOpen.indices.allSatisfy { queue.isOpen[$0] || path[0][$0] == 0 } }
    #expect(isClosed)
  }

  @Test("days of a quiet queue stray in paths as in its ranges: the chance of its contacts counts once")
  func quietPaths()
    throws
  {
    var made = MadeUpQueue(noise: 0.05)
    made.level = 60
    let study = try study(made)
    var generator = SplitMix64(seed: 5)
    let paths = study.paths(400, using: &generator)
    let queue = study.forecast.queues[0]
    let zone = try Zone(named: made.zone)
    var inside = 0
    for day in queue.days {
      let open = queue.offered.indices.filter { interval in
        queue.isOpen[interval] && zone.local(at: study.forecast.grid.instant(of: interval)).date == day.date
      }
      inside += paths.count { path in
        day.p10 <= open.reduce(0) { $0 + path[0][$1] } && open.reduce(0) { $0 + path[0][$1] } <= day.p90
      }
    }
    let share = Double(inside) / Double(400 * queue.days.count)
    #expect(0.74 < share && share < 0.88, "\(share)")
  }
}

@Suite struct IntradayTests {
  @Test("a busy morning raises the rest of the day, the next days less, and narrows the ranges") func morning() throws {
    let made = MadeUpQueue(noise: 0.2)
    let study = Forecasting.study(
      history: ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")]),
      scenario: try made.scenario(first: "2026-03-02"))
    var quiet = made
    quiet.noise = 0
    quiet.level *= 1.3
    let today = ContactHistory(series: [try quiet.series(from: "2026-03-02", to: "2026-03-03")])
    let noon = try #require(Instant(iso: "2026-03-02T12:00+01:00"))
    let before = study.forecast
    let after = study.updated(with: today, asOf: noon)
    let index = { (text: String) throws -> Int in
      let instant = try #require(Instant(iso: text))
      return try #require(before.grid.index(containing: instant))
    }
    let morning = try index("2026-03-02T09:00+01:00")
    let value = try #require(
      zip(today.series[0].starts, today.series[0].offered).first { $0.0 == before.grid.instant(of: morning) })
    #expect(after.queues[0].offered[morning] == value.1)
    let afternoon = try index("2026-03-02T15:00+01:00")
    let ratio = after.queues[0].offered[afternoon] / before.queues[0].offered[afternoon]
    #expect(ratio > 1.1 && ratio < 1.35)
    let width = { (forecast: Forecast, interval: Int) -> Double in
      (forecast.queues[0].p90[interval] - forecast.queues[0].p10[interval]) / forecast.queues[0].offered[interval]
    }
    #expect(width(after, afternoon) < width(before, afternoon))
    let tomorrow = try index("2026-03-03T15:00+01:00")
    let nextRatio = after.queues[0].offered[tomorrow] / before.queues[0].offered[tomorrow]
    #expect(nextRatio >= 1 && nextRatio < ratio)
    for (day, plain) in zip(after.queues[0].days, before.queues[0].days) {
      #expect(abs(day.parts.reduce(1) { $0 * $1.factor } - day.offered) < 1e-6)
      #expect(day.date != plain.date || day.offered >= plain.offered - 1e-9)
    }
    // Rows after the time are not looked at.
    let partial = ContactHistory(series: [
      try quiet.series(from: "2026-03-02", to: "2026-03-04")
    ])
    #expect(study.updated(with: partial, asOf: noon) == after)
    #expect(study.updated(with: ContactHistory(series: []), asOf: noon) == before)
  }

  @Test(
    "a day's range is that of what is left of it, with and without a network: none once the day is over, and within courses before"
  )
  func dayRanges() throws {
    let made = MadeUpQueue(noise: 0.2)
    let history = ContactHistory(series: [try made.series(from: "2025-09-01", to: "2026-03-02")])
    var scenario = try made.scenario(first: "2026-03-02")
    let study = Forecasting.study(history: history, scenario: scenario)
    let today = ContactHistory(series: [try made.series(from: "2026-03-02", to: "2026-03-03")])
    let four = try #require(Instant(iso: "2026-03-02T16:00+01:00"))
    let night = try #require(Instant(iso: "2026-03-02T23:00+01:00"))
    let after = study.updated(with: today, asOf: four)
    let day = after.queues[0].days[0]
    let came = zip(today.series[0].starts, today.series[0].offered)
      .reduce(0) { $1.0 < four ? $0 + $1.1 : $0 }
    #expect(day.p10 > came && day.p10 < day.offered && day.p90 > day.offered)
    var generator = SplitMix64(seed: 5)
    let places = after.grid.indices.prefix(48)
    let totals = study.paths(400, updated: after, using: &generator)
      .map { path in places.reduce(0) { $0 + path[0][$1] } }.sorted()
    // No narrower than counts alone, no wider than courses, which know less of the day's factor.
    let width = day.p90 - day.p10
    #expect(width > 2.5 * (day.offered - came).squareRoot() && width < 1.1 * (totals[360] - totals[40]))
    scenario.flows.bots = [Bot("helper", before: made.id, containment: 0.4, historyContainment: 0.4)]
    for forecast in [
      study.updated(with: today, asOf: night),
      study.updated(with: today, asOf: night, through: scenario, after: history).forecast,
    ] {
      let over = forecast.queues[0].days[0]
      for quantile in [over.p10, over.p50, over.p80, over.p90] { #expect(quantile == over.offered) }
      #expect(forecast.queues[0].days[1].p10 < forecast.queues[0].days[1].offered)
    }
  }

  @Test(
    "in courses around a forecast of a day that has begun, hours that are over are as they came and the rest strays less"
  )
  func courses() throws {
    let made = MadeUpQueue(noise: 0.2)
    let history = ContactHistory(series: [try made.series(from: "2025-09-01", to: "2026-03-02")])
    let study = Forecasting.study(history: history, scenario: try made.scenario(first: "2026-03-02"))
    var busy = made
    busy.level *= 2
    let today = ContactHistory(series: [try busy.series(from: "2026-03-02", to: "2026-03-03")])
    let four = try #require(Instant(iso: "2026-03-02T16:00+01:00"))
    let after = study.updated(with: today, asOf: four)
    let place = try #require(after.grid.index(containing: four))
    var generator = SplitMix64(seed: 5)
    let paths = study.paths(200, around: after, using: &generator)
    for path in paths { #expect(Array(path[0][..<place]) == after.queues[0].offered[..<place].map { $0.rounded() }) }
    func spread(_ paths: [[[Double]]], _ range: Range<Int>) -> Double {
      let totals = paths.map { path in range.reduce(0) { $0 + path[0][$1] } }
      let mean = totals.reduce(0, +) / Double(totals.count)
      return (totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(totals.count)).squareRoot() / mean
    }
    var same = SplitMix64(seed: 5)
    let usual = study.paths(200, using: &same)
    #expect(spread(paths, place..<48) < spread(usual, place..<48))
    #expect(spread(paths, 48..<96) > 0.05)
    // A table without any range says nothing of what is over.
    var plain = after
    (plain.queues[0].p10, plain.queues[0].p90) = (after.queues[0].offered, after.queues[0].offered)
    let drawn = study.paths(20, around: plain, using: &generator)
    #expect(Set(drawn.map { $0[0][..<place].reduce(0, +) }).count > 10)
  }

  @Test("a morning without a contact tells of its day, and next to nothing of the days after") func deadMorning() throws
  {
    let made = MadeUpQueue(noise: 0.2)
    let study = Forecasting.study(
      history: ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")]),
      scenario: try made.scenario(first: "2026-03-02"))
    var morning = try made.series(from: "2026-03-02", to: "2026-03-03")
    for row in morning.offered.indices { morning.offered[row] = 0 }
    let noon = try #require(Instant(iso: "2026-03-02T12:00+01:00"))
    let after = study.updated(with: ContactHistory(series: [morning]), asOf: noon).queues[0]
    let before = study.forecast.queues[0]
    #expect(after.days[0].offered < 0.4 * before.days[0].offered)
    for (day, plain) in zip(after.days, before.days).dropFirst() {
      #expect(day.offered > 0.85 * plain.offered, "\(day.date): \(day.offered / plain.offered)")
    }
  }

  @Test("fewer of a queue's customers this morning are no more of them in the days after") func customers() throws {
    let made = MadeUpQueue(noise: 0.1)
    let history = ContactHistory(series: [try made.series(from: "2025-09-01", to: "2026-03-02")])
    var scenario = try made.scenario(first: "2026-03-02")
    let count = ContactRate.Count(date: scenario.horizon.first, customers: 100_000)
    scenario.flows.rates = [ContactRate("rate", of: made.id, customers: [count], perMonth: 0.5)]
    let study = Forecasting.study(history: history, scenario: scenario)
    let plain = Forecasting.network(study.forecast, in: scenario, history: history).forecast.queues[0]
    var few = made
    few.level = 1000 * plain.days[0].offered / made.total(scenario.horizon.first)
    let today = ContactHistory(series: [try few.series(from: "2026-03-02", to: "2026-03-03")])
    let noon = try #require(Instant(iso: "2026-03-02T12:00+01:00"))
    let after = study.updated(with: today, asOf: noon, through: scenario, after: history).forecast.queues[0]
    for (day, before) in zip(after.days, plain.days) { #expect(day.offered <= before.offered + 1e-9, "\(day.date)") }
    #expect(after.days[0].offered < 0.9 * plain.days[0].offered)
  }

  @Test("what came stands where days never differ and behind a bot, and is held against what the bot lets through")
  func steadyAndBehindABot() throws {
    let made = MadeUpQueue(noise: 0)
    var series = try made.series(from: "2025-09-01", to: "2026-03-02")
    for row in series.offered.indices where series.offered[row] > 0 { series.offered[row] = 10 }
    let history = ContactHistory(series: [series])
    var scenario = try made.scenario(first: "2026-03-02")
    let study = Forecasting.study(history: history, scenario: scenario)
    var morning = try made.series(from: "2026-03-02", to: "2026-03-03")
    for row in morning.offered.indices { morning.offered[row] = 7 }
    let today = ContactHistory(series: [morning])
    let noon = try #require(Instant(iso: "2026-03-02T12:00+01:00"))
    func seen(_ forecast: Forecast) -> Set<Double> {
      Set(
        forecast.grid.indices.filter { forecast.grid.instant(of: $0 + 1) <= noon && forecast.queues[0].isOpen[$0] }
          .map { forecast.queues[0].offered[$0] })
    }
    #expect(seen(study.updated(with: today, asOf: noon)) == [7])
    scenario.flows.bots = [Bot("helper", before: made.id, containment: 0.4, handleTimeFactor: 1.2)]
    let plain = Forecasting.network(study.forecast, in: scenario, history: history).forecast
    let after = study.updated(with: today, asOf: noon, through: scenario, after: history).forecast
    #expect(seen(after) == [7])
    // Six were expected behind the bot, so what is left of the day is no fewer.
    let four = try #require(Instant(iso: "2026-03-02T16:00+01:00"))
    let evening = try #require(plain.grid.index(containing: four))
    #expect(after.queues[0].offered[evening] >= plain.queues[0].offered[evening] - 1e-9)
    for forecast in [plain, after] {
      for day in forecast.queues[0].days {
        let open = forecast.grid.indices.filter {
          forecast.queues[0].isOpen[$0]
            && scenario.queues[0].open.zone.local(at: forecast.grid.instant(of: $0)).date == day.date
        }
        let contacts = open.reduce(0) { $0 + forecast.queues[0].offered[$1] }
        let seconds = open.reduce(0) {
          $0 + forecast.queues[0].offered[$1] * forecast.queues[0].averageHandleTime[$1]
        }
        #expect(abs(day.offered - contacts) < 1e-6)
        if let mean = day.handleTime?.mean { #expect(abs(mean - seconds / contacts) < 1e-6, "with what the bot keeps") }
      }
    }
  }
}

@Suite struct LongRangeTests {
  @Test("days, weeks and months of eighteen months agree and widen") func eighteenMonths() throws {
    let made = MadeUpQueue(noise: 0.1)
    let outlook = try #require(
      Forecasting.monthsAhead(
        history: ContactHistory(series: [try made.series(from: "2024-01-01", to: "2026-03-02")]),
        scenario: try made.scenario(first: "2026-03-02")
      ).range(of: "fr-phone"))
    #expect(outlook.months.count == 18)
    #expect(outlook.months.last?.first.isoText == "2027-08-01")
    let days = outlook.days.reduce(0) { $0 + $1.offered }
    #expect(abs(outlook.months.reduce(0) { $0 + $1.offered } / days - 1) < 1e-9)
    #expect(abs(outlook.weeks.reduce(0) { $0 + $1.offered } / days - 1) < 1e-9)
    for month in outlook.months {
      #expect(month.p10 < month.offered && month.offered < month.p90)
      #expect(month.contactRate == nil)
    }
    let truth = outlook.days.reduce(0) { $0 + made.total($1.first) }
    #expect(abs(days / truth - 1) < 0.08)
    let width = { (month: LongRange.Period) -> Double in (month.p90 - month.p10) / month.offered }
    #expect(width(outlook.months[17]) > width(outlook.months[1]))
  }

  @Test(
    "months of a level that wanders stray as far as their ranges say, and those of a steady one are not as wide",
    arguments: [0.02, 0])
  func wandering(step: Double) throws {
    let first = try #require(CivilDate(iso: "2024-01-01"))
    var (inside, months, width) = (0.0, 0.0, 0.0)
    for seed in 1...8 as ClosedRange<UInt64> {
      let made = MadeUpQueue(noise: 0.1, intervalMinutes: 60, seed: seed)
      var generator = SplitMix64(seed: 100 + seed)
      var level = 0.0
      let levels = (0..<200).map { _ in
        level += step * generator.normal()
        return exp(level)
      }
      func factor(_ date: CivilDate) -> Double { levels[min(levels.count - 1, date.days(since: first) / 7)] }
      var series = try made.series(from: first.isoText, to: "2026-03-02")
      let zone = try Zone(named: made.zone)
      for row in series.starts.indices {
        series.offered[row] = (series.offered[row] * factor(zone.local(at: series.starts[row]).date)).rounded()
      }
      let ahead = Forecasting.monthsAhead(
        history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"), months: 13)
      let range = try #require(ahead.range(of: made.id))
      for month in range.months.dropFirst() {
        let days = range.days.filter { $0.first.firstOfMonth == month.first }
        let truth = days.reduce(0) { $0 + made.total($1.first) * factor($1.first) }
        inside += month.p10 <= truth && truth <= month.p90 ? 1 : 0
        width += (month.p90 - month.p10) / month.offered / 2
        months += 1
      }
    }
    let (share, mean) = (inside / months, width / months)
    if step > 0 {
      #expect(share > 0.6, "\(share) in a range of \(mean)")
    } else {
      #expect(share > 0.75 && mean < 0.08, "\(share) in a range of \(mean)")
    }
  }

  @Test("what flows bring is in the months ahead as in the weeks ahead, and follows customers as long as they grow")
  func flows() throws {
    let made = MadeUpQueue(noise: 0.1)
    var (card, back) = (made, made)
    (card.id, back.id) = ("card-phone", "back-phone")
    var scenario = try made.scenario(first: "2026-03-02")
    scenario.queues += [try card.queue(), try back.queue()]
    let day = { (text: String) in try #require(CivilDate(iso: text)) }
    scenario.flows = DemandFlows(
      arrows: [Flow("back", .repeat, from: "fr-phone", to: "back-phone", share: 0.2, after: .seconds(3600))],
      bots: [Bot("helper", before: "fr-phone", containment: 0.25)],
      rates: [
        ContactRate(
          "cards", of: "card-phone",
          customers: [
            .init(date: try day("2026-03-02"), customers: 10_000),
            .init(date: try day("2027-03-02"), customers: 30_000),
          ], perMonth: 0.5)
      ])
    let history = ContactHistory(series: [try made.series(from: "2024-01-01", to: "2026-03-02")])
    let donors = ForecastDecisions(donors: [Donor(queue: "card-phone", donor: "fr-phone", contactsPerDay: nil)])
    let ahead = Forecasting.monthsAhead(
      history: history, scenario: scenario, months: 14, hasTrend: false, decisions: donors)
    let near = Forecasting.network(
      Forecasting.study(history: history, scenario: scenario, decisions: donors).forecast, in: scenario,
      history: history
    ).forecast
    for (index, queue) in scenario.queues.enumerated() {
      let range = try #require(ahead.range(of: queue.id))
      for interval in scenario.grid.indices {
        let expected = near.queues[index].offered[interval]
        let miss = abs(ahead.forecast.queues[index].offered[interval] - expected)
        #expect(miss <= 1e-6 * max(1, expected), "\(queue.id) \(interval)")
      }
      for (one, other) in zip(near.queues[index].days, range.days) {
        let miss = abs(one.offered - other.offered)
        #expect(one.date == other.first && miss <= 1e-6 * one.offered)
      }
      #expect(range.months.allSatisfy { $0.p10 < $0.offered && $0.offered < $0.p90 })
      // By day and by interval the same.
      let last = try #require(range.days.last).first
      let zone = queue.open.zone
      let inside = ahead.forecast.grid.indices.reduce(0.0) { total, interval in
        zone.local(at: ahead.forecast.grid.instant(of: interval)).date <= last
          ? total + ahead.forecast.queues[index].offered[interval] : total
      }
      #expect(abs(inside / range.days.reduce(0) { $0 + $1.offered } - 1) < 1e-9)
    }
    // Straight from 10,000 to 30,000 customers, then as many as there are.
    let cards = try #require(ahead.range(of: "card-phone"))
    let grown: [(month: Int, customers: Double)] = [(6, 10_000 + 20_000 * 198.5 / 365), (12, 29_900), (13, 30_000)]
    for (month, customers) in grown {
      let days = Double(cards.months[month].first.firstOfNextMonth.days(since: cards.months[month].first))
      let found = cards.months[month].offered / days * 30.4375 / 0.5
      #expect(abs(found / customers - 1) < 0.06, "month \(month): \(found)")
    }
  }

  @Test("an override holds in the months ahead as in the weeks ahead, also beyond them, and moves no other date")
  func overrides() throws {
    let made = MadeUpQueue(noise: 0.1)
    var back = made
    back.id = "back-phone"
    var scenario = try made.scenario(first: "2026-03-02", weeks: 1)
    scenario.queues.append(try back.queue())
    scenario.flows = DemandFlows(
      arrows: [Flow("back", .repeat, from: "fr-phone", to: "back-phone", share: 0.2, after: .seconds(0))])
    let history = ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")])
    func day(_ queue: String, _ text: String, _ figure: ForecastOverride.Figure) throws -> ForecastOverride {
      let start = try #require(Instant(iso: text))
      return ForecastOverride(
        queue: queue, start: start, end: start.advanced(bySeconds: 86_400), figure: figure, author: "Mia", note: "")
    }
    let decisions = ForecastDecisions(overrides: [
      try day("fr-phone", "2026-03-03T00:00+01:00", .factor(2)),
      try day("fr-phone", "2026-06-02T00:00+02:00", .total(900)),
      try day("back-phone", "2026-06-03T00:00+02:00", .total(70)),
    ])
    let plain = Forecasting.monthsAhead(history: history, scenario: scenario, months: 5, hasTrend: false)
    let said = Forecasting.monthsAhead(
      history: history, scenario: scenario, months: 5, hasTrend: false, decisions: decisions)
    let near = Forecasting.network(
      Forecasting.study(history: history, scenario: scenario, decisions: decisions).forecast, in: scenario,
      history: history, overrides: decisions.overrides)
    let phone = try #require(said.range(of: "fr-phone"))
    for (one, other) in zip(near.forecast.queues[0].days, phone.days) {
      #expect(one.date == other.first && abs(one.offered - other.offered) <= 1e-6 * one.offered)
    }
    for queue in ["fr-phone", "back-phone"] {
      let days = try zip(#require(plain.range(of: queue)).days, #require(said.range(of: queue)).days)
      for (before, after) in days {
        let expected =
          switch (queue, after.first.isoText) {
          case (_, "2026-03-03"): 2 * before.offered
          case ("fr-phone", "2026-06-02"): 900.0
          case ("back-phone", "2026-06-03"): 70.0
          default: before.offered
          }
        guard queue == "fr-phone" || after.first.isoText != "2026-06-02" else { continue }
        // Some of a day's last contacts come again on the next one.
        let tolerance = queue == "fr-phone" ? 1e-6 : 0.05
        #expect(abs(after.offered / expected - 1) < tolerance, "\(queue) \(after.first): \(after.offered), \(expected)")
      }
    }
    let june = try #require(phone.months.first { $0.first.isoText == "2026-06-01" })
    let usual = try #require(plain.range(of: "fr-phone")?.months.first { $0.first == june.first })
    let replaced = try #require(plain.range(of: "fr-phone")?.days.first { $0.first.isoText == "2026-06-02" })
    #expect(abs(june.offered - (usual.offered - replaced.offered + 900)) < 0.01)
  }

  @Test("contacts follow their driver at the learned contact rate") func driver() throws {
    // Customers double over two years and contacts with them; the plan is to double again in the next year.
    let made = MadeUpQueue(noise: 0.05)
    var series = try made.series(from: "2024-03-04", to: "2026-03-02")
    let customers = Driver(
      name: "customers",
      points: [
        .init(date: try #require(CivilDate(iso: "2024-03-04")), value: 10_000),
        .init(date: try #require(CivilDate(iso: "2026-03-02")), value: 20_000),
        .init(date: try #require(CivilDate(iso: "2027-03-02")), value: 40_000),
      ])
    let zone = try made.queue().open.zone
    for index in series.starts.indices {
      let value = try #require(customers.value(on: zone.local(at: series.starts[index]).date))
      series.offered[index] *= value / 20_000
    }
    func ahead(_ months: Int) throws -> MonthsAhead {
      Forecasting.monthsAhead(
        history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"), months: months,
        driver: customers)
    }
    let known = try ahead(13)
    let outlook = try #require(known.range(of: "fr-phone"))
    let first = outlook.months[0].offered / Double(outlook.months[0].openDays)
    let last = outlook.months[12].offered / Double(outlook.months[12].openDays)
    #expect(abs(last / first - 1.9) < 0.2)
    let rates = outlook.months.compactMap(\.contactRate)
    #expect(rates.count == 13)
    for rate in rates { #expect(abs(rate / 95.8 - 1) < 0.08) }
    let note = "The values of customers end on 2027-03-02; that of then is taken for all dates up to 2027-04-30."
    #expect(known.warnings.allSatisfy { !$0.contains("The values of customers") })
    #expect(try ahead(14).warnings.contains(note))
  }
}

@Suite struct JointDrawTests {
  /// Two queues whose days are busy together, against each other, or each on its own.
  private func correlation(_ together: Double) throws -> Double {
    var one = MadeUpQueue()
    one.noise = 0.02
    var other = one
    other.id = "de-phone"
    other.seed = 99
    var series = [
      try one.series(from: "2025-03-03", to: "2026-03-02"), try other.series(from: "2025-03-03", to: "2026-03-02"),
    ]
    var generator = SplitMix64(seed: 3)
    let zone = try one.queue().open.zone
    var shock: [CivilDate: (Double, Double)] = [:]
    for index in series[0].starts.indices {
      let date = zone.local(at: series[0].starts[index]).date
      let (a, b) = shock[date] ?? (0.1 * generator.normal(), 0.1 * generator.normal())
      shock[date] = (a, b)
      series[0].offered[index] *= exp(a)
      series[1].offered[index] *= exp(together * a + (1 - together * together).squareRoot() * b)
    }
    var scenario = try one.scenario(first: "2026-03-02", weeks: 1)
    scenario.queues.append(try other.queue())
    let study = Forecasting.study(history: ContactHistory(series: series), scenario: scenario)
    let paths = study.paths(400, using: &generator)
    let totals = (0..<2).map { queue in paths.map { $0[queue].prefix(48).reduce(0, +) } }
    let means = totals.map { $0.reduce(0, +) / Double($0.count) }
    let product = { (a: Int, b: Int) -> Double in
      zip(totals[a], totals[b]).reduce(0) { $0 + ($1.0 - means[a]) * ($1.1 - means[b]) }
    }
    return product(0, 1) / (product(0, 0) * product(1, 1)).squareRoot()
  }

  @Test("queues that were busy together are drawn busy together, others are not") func together() throws {
    #expect(try correlation(0.9) > 0.6)
    #expect(abs(try correlation(0)) < 0.25)
    #expect(try correlation(-0.9) < -0.6)
  }

  @Test("quantiles and paths follow an override and the hours that are known") func changed() throws {
    let made = MadeUpQueue(noise: 0.1)
    let history = ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")])
    let monday = try #require(Instant(iso: "2026-03-02T00:00+01:00"))
    let override = ForecastOverride(
      queue: "fr-phone", start: monday, end: monday.advanced(bySeconds: 86_400), figure: .factor(2), author: "Mia",
      note: "")
    let study = Forecasting.study(
      history: history, scenario: try made.scenario(first: "2026-03-02", weeks: 1),
      decisions: ForecastDecisions(overrides: [override]))
    let quantiles = try #require(study.quantiles(of: "fr-phone"))
    let queue = study.forecast.queues[0]
    for interval in queue.offered.indices {
      #expect(abs(quantiles[1][interval] - queue.p10[interval]) < 1e-9)
      #expect(abs(quantiles[17][interval] - queue.p90[interval]) < 1e-9)
    }
    let today = ContactHistory(series: [try made.series(from: "2026-03-02", to: "2026-03-03")])
    let noon = try #require(Instant(iso: "2026-03-02T12:00+01:00"))
    let after = study.updated(with: today, asOf: noon)
    var generator = SplitMix64(seed: 8)
    let known = study.forecast.grid.indices.filter {
      queue.isOpen[$0] && study.forecast.grid.instant(of: $0 + 1) <= noon
    }
    #expect(known.count == 8)
    for path in study.paths(20, updated: after, using: &generator) {
      for interval in known { #expect(path[0][interval] == after.queues[0].offered[interval]) }
    }
    let moved = try #require(study.quantiles(of: "fr-phone", in: after))
    for interval in queue.offered.indices {
      #expect(abs(moved[1][interval] - after.queues[0].p10[interval]) < 1e-9)
      #expect(zip(moved, moved.dropFirst()).allSatisfy { $0[interval] <= $1[interval] })
    }
  }
}
