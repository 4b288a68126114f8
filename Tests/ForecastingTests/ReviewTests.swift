import Forecasting
import Testing
import Timeline
import Workforce

@Suite struct FlagTests {
  let made = MadeUpQueue(noise: 0.05)

  /// A year with an outage of two hours, a day at a third, and a day without any contact.
  private func spoiled() throws -> ContactHistory.Series {
    var series = try made.series(from: "2025-03-03", to: "2026-03-02")
    let zone = try made.queue().open.zone
    for index in series.starts.indices {
      let local = zone.local(at: series.starts[index])
      switch local.date.isoText {
      case "2025-11-05" where 600..<720 ~= local.minutesOfDay: series.offered[index] = 0
      case "2025-12-10": series.offered[index] = (series.offered[index] / 3).rounded()
      case "2026-01-14": series.offered[index] = 0
      default: break
      }
    }
    return series
  }

  private func study(_ series: ContactHistory.Series, flags: [HistoryFlag] = []) throws -> ForecastStudy {
    Forecasting.study(
      history: ContactHistory(series: [series]), scenario: try made.scenario(first: "2026-03-02"),
      decisions: ForecastDecisions(flags: flags))
  }

  @Test("an outage, a thin day and a closed day are flagged with what was and what should have been")
  func found() throws {
    let flags = try study(spoiled()).flags
    try #require(flags.count == 3)
    #expect(flags.map(\.kind) == [.outage, .outage, .closure])
    #expect(flags[0].start.isoText == "2025-11-05T09:00:00Z")
    #expect(flags[0].end.isoText == "2025-11-05T11:00:00Z")
    #expect(flags[0].before == 0 && flags[0].after > 200)
    #expect(abs(flags[1].before / flags[1].after - 1 / 3.0) < 0.07)
    #expect(flags[2].before == 0)
    #expect(flags.allSatisfy { $0.decision == .open && !$0.reason.isEmpty })
  }

  @Test("a clean history has no flags") func clean() throws {
    #expect(try study(made.series(from: "2025-03-03", to: "2026-03-02")).flags.isEmpty)
  }

  @Test("what was decided is obeyed and stays in the list") func decisions() throws {
    // The thin day lies in the last weeks, where it can be seen to count or not.
    var series = try made.series(from: "2025-03-03", to: "2026-03-02")
    let zone = try made.queue().open.zone
    for index in series.starts.indices where zone.local(at: series.starts[index]).date.isoText == "2026-02-28" {
      series.offered[index] *= 2
    }
    let plain = try study(series)
    var flag = try #require(plain.flags.first)
    #expect(flag.kind == .spike)
    let saturday = { (study: ForecastStudy) -> Double in study.forecast.queues[0].days[5].offered }
    flag.decision = .reject
    let rejected = try study(series, flags: [flag])
    #expect(rejected.flags == [flag])
    #expect(saturday(rejected) > 1.01 * saturday(plain))
    flag.decision = .discard
    let discarded = try study(series, flags: [flag])
    #expect(discarded.flags == [flag])
    flag.decision = .accept
    let accepted = try study(series, flags: [flag])
    // Said twice it is as said once.
    #expect(try study(series, flags: [flag, flag]).forecast.queues == accepted.forecast.queues)
    for study in [discarded, accepted] {
      #expect(abs(saturday(study) / made.total(study.forecast.queues[0].days[5].date) - 1) < 0.05)
    }
    // The eight-week mean has the spike, then one Saturday less, then the figure put in its place.
    let usual = { (study: ForecastStudy) -> Double in study.forecast.queues[0].days[5].eightWeekMean }
    #expect(usual(rejected) > 1.08 * usual(discarded))
    #expect(usual(rejected) > 1.08 * usual(accepted))
  }

  @Test("an interval declared right is learned from") func rejectedInterval() throws {
    var series = try made.series(from: "2026-02-02", to: "2026-03-02")
    series.offered[series.offered.count - 5] = 3000
    let plain = try study(series)
    var flag = try #require(plain.flags.first { $0.kind == .spike })
    #expect(flag.before == 3000)
    flag.decision = .reject
    let kept = try study(series, flags: [flag])
    let total = { (study: ForecastStudy) -> Double in study.forecast.queues[0].days.reduce(0) { $0 + $1.offered } }
    #expect(total(kept) > total(plain))
  }

  @Test("more history never drops a flag of the past silently") func laterRuns() throws {
    let first = try study(spoiled()).flags
    var decided = first
    decided[1].decision = .accept
    var odd = first[0]
    odd.start = odd.start.advanced(bySeconds: 86_400)
    odd.end = odd.end.advanced(bySeconds: 86_400)
    let later = try study(spoiled(), flags: decided + [odd]).flags
    #expect(later.contains(decided[1]))
    #expect(later.contains(first[0]))
    let gone = try #require(later.first { $0.start == odd.start })
    #expect(gone.reason.hasSuffix("with the newer history it no longer stands out"))
    #expect(later.count == 4)
    #expect(try study(spoiled(), flags: later).flags == later)
  }
}

@Suite struct OverrideTests {
  @Test("an override replaces the figure and keeps the model's beside it") func total() throws {
    let made = MadeUpQueue(noise: 0.05)
    let history = ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")])
    let scenario = try made.scenario(first: "2026-03-02")
    let plain = Forecasting.forecast(history: history, scenario: scenario)
    let override = ForecastOverride(
      queue: "fr-phone", start: try #require(Instant(iso: "2026-03-03T00:00+01:00")),
      end: try #require(Instant(iso: "2026-03-04T00:00+01:00")), figure: .total(5000), author: "Mia", note: "TV spot")
    let study = Forecasting.study(
      history: history, scenario: scenario, decisions: ForecastDecisions(overrides: [override]))
    let day = study.forecast.queues[0].days[1]
    #expect(abs(day.offered - 5000) < 1e-6)
    #expect(abs(day.parts.reduce(1) { $0 * $1.factor } - 5000) < 1e-6)
    #expect(day.p10 < 5000 && 5000 < day.p90)
    let applied = try #require(study.appliedOverrides.first)
    #expect(applied.override == override)
    #expect(abs(applied.modelOffered - plain.queues[0].days[1].offered) < 1e-6)
    #expect(abs(applied.offered - 5000) < 1e-6)
    #expect(study.forecast.queues[0].days[0] == plain.queues[0].days[0])
    #expect(study.forecast.queues[0].days[2] == plain.queues[0].days[2])
    let twice = Forecasting.study(
      history: history, scenario: scenario,
      decisions: ForecastDecisions(overrides: [
        ForecastOverride(
          queue: "nobody", start: override.start, end: override.end, figure: .factor(2), author: "Mia", note: "")
      ]))
    #expect(twice.appliedOverrides.isEmpty)
    #expect(twice.forecast.warnings.contains { $0.contains("nobody") })
    #expect(twice.forecast.queues == plain.queues)
  }
}

/// Stretches beyond the horizon, and several overrides on one date.
@Suite struct OverrideStretchTests {
  private func study(_ overrides: [(from: String, to: String, figure: ForecastOverride.Figure)]) throws -> ForecastStudy
  {
    let made = MadeUpQueue(noise: 0.05)
    return Forecasting.study(
      history: ContactHistory(series: [try made.series(from: "2025-03-03", to: "2026-03-02")]),
      scenario: try made.scenario(first: "2026-03-02"),
      decisions: ForecastDecisions(
        overrides: try overrides.map {
          ForecastOverride(
            queue: "fr-phone", start: try #require(Instant(iso: $0.from)), end: try #require(Instant(iso: $0.to)),
            figure: $0.figure, author: "Mia", note: "")
        }))
  }

  private func total(_ study: ForecastStudy) -> Double { study.forecast.queues[0].offered.reduce(0, +) }

  @Test("of the contacts of a stretch the planned dates get the part that they have of its open time") func beyond()
    throws
  {
    let plain = try study([])
    let days = Double(plain.forecast.queues[0].days.count)
    // Monday to Saturday is open: two weeks before the horizon are 12 dates.
    let before = try study([("2026-02-16T00:00+01:00", "2026-06-01T00:00+02:00", .total(9000))])
    let open = 12 + Double(13 * 6)
    #expect(abs(total(before) - 9000 * days / open) < 1e-6)
    let note = try #require(before.forecast.warnings.first { $0.contains("override by Mia") })
    #expect(note.contains("of the 9000 contacts"))
    #expect(note.contains("2026-02-16 to 2026-05-31") && note.contains("2026-03-02 to"))
    let factor = try study([("2026-02-16T00:00+01:00", "2026-06-01T00:00+02:00", .factor(2))])
    #expect(abs(total(factor) - 2 * total(plain)) < 1e-6)
    #expect(!factor.forecast.warnings.contains { $0.contains("override by Mia") })
    let inside = try study([("2026-03-02T00:00+01:00", "2026-03-09T00:00+01:00", .total(9000))])
    #expect(!inside.forecast.warnings.contains { $0.contains("override by Mia") })
  }

  @Test("of an interval that lies in a stretch with a part, that part is moved, also beside another stretch")
  func parts() throws {
    let plain = try study([])
    let open = plain.forecast.queues[0].isOpen.indices.filter { plain.forecast.queues[0].isOpen[$0] }
    let usual = open.prefix(5).map { plain.forecast.queues[0].offered[$0] }
    // Intervals of half hours from 8:00 on; the first two stretches share the third interval.
    let study = try study([
      ("2026-03-02T09:00+01:00", "2026-03-02T09:10+01:00", .total(50)),
      ("2026-03-02T09:20+01:00", "2026-03-02T09:45+01:00", .total(80)),
      ("2026-03-02T10:15+01:00", "2026-03-02T10:30+01:00", .factor(3)),
    ])
    let offered = open.prefix(5).map { study.forecast.queues[0].offered[$0] }
    #expect(offered[0] == usual[0] && offered[1] == usual[1])
    let second = usual[2] / 3 + usual[3] / 2
    let third = 50 + usual[2] / 3 + 80 * usual[2] / 3 / second
    #expect(abs(offered[2] - third) < 1e-9)
    #expect(abs(offered[3] - (usual[3] / 2 + 80 * usual[3] / 2 / second)) < 1e-9)
    #expect(abs(offered[4] - 2 * usual[4]) < 1e-9)
    #expect(zip(study.appliedOverrides, [50, 80, 1.5 * usual[4]]).allSatisfy { abs($0.offered - $1) < 1e-9 })
    #expect(abs(study.appliedOverrides[0].modelOffered - usual[2] / 3) < 1e-9)
    #expect(abs(total(study) - total(plain) - (130 + usual[4] - usual[2] / 3 - second)) < 1e-6)
  }

  @Test("overrides of one date are one part of it, and each is told with the model's figure and what stands")
  func oneDate()
    throws
  {
    let plain = try study([]).forecast.queues[0]
    let both = try study([
      ("2026-03-02T08:00+01:00", "2026-03-02T12:00+01:00", .total(2000)),
      ("2026-03-02T13:00+01:00", "2026-03-02T15:00+01:00", .factor(2)),
    ])
    let day = both.forecast.queues[0].days[0]
    #expect(day.parts.count { $0.name == "override" } == 1)
    #expect(abs(day.parts.reduce(1) { $0 * $1.factor } / day.offered - 1) < 1e-9)
    let twice = try study([
      ("2026-03-02T00:00+01:00", "2026-03-08T00:00+01:00", .factor(1.5)),
      ("2026-03-02T00:00+01:00", "2026-03-03T00:00+01:00", .factor(2)),
    ])
    let applied = twice.appliedOverrides
    let week = plain.days.prefix(6).reduce(0) { $0 + $1.offered }
    #expect(abs(applied[0].modelOffered - week) < 1e-6)
    #expect(abs(applied[1].modelOffered - plain.days[0].offered) < 1e-6)
    #expect(abs(applied[1].offered - 3 * plain.days[0].offered) < 1e-6)
    #expect(abs(applied[0].offered - 1.5 * (week + plain.days[0].offered)) < 1e-6)
  }
}

@Suite struct NewQueueTests {
  private func study(own: Int, perDay: Double?, donorTimes share: Double = 1) throws -> ForecastStudy {
    let donor = MadeUpQueue(noise: 0.05)
    var young = MadeUpQueue()
    young.id = "fr-chat"
    young.level = 500
    young.noise = 0.05
    var series = [try donor.series(from: "2025-03-03", to: "2026-03-02")]
    series[0].offered = series[0].offered.map { $0 * share }
    if own > 0 {
      let first = try #require(CivilDate(iso: "2026-03-02")).advanced(byDays: -own)
      series.append(try young.series(from: first.isoText, to: "2026-03-02"))
    }
    var scenario = try donor.scenario(first: "2026-03-02")
    scenario.queues.append(try young.queue())
    return Forecasting.study(
      history: ContactHistory(series: series), scenario: scenario,
      decisions: ForecastDecisions(donors: [Donor(queue: "fr-chat", donor: "fr-phone", contactsPerDay: perDay)]))
  }

  @Test("a new queue has its donor's shape and weekdays at the stated volume") func borrowed() throws {
    let study = try study(own: 0, perDay: 300)
    let queue = study.forecast.queues[1]
    let donor = study.forecast.queues[0]
    let mean = queue.days.reduce(0) { $0 + $1.offered } / Double(queue.days.count)
    #expect(abs(mean / 300 - 1) < 0.03)
    #expect(abs(queue.days[0].offered / queue.days[5].offered / (1.3 / 0.5) - 1) < 0.1)
    for interval in queue.offered.indices where queue.isOpen[interval] {
      #expect(
        abs(queue.offered[interval] / donor.offered[interval] * donor.days[0].offered / queue.days[0].offered - 1)
          < 0.15)
    }
    #expect(study.forecast.warnings.contains { $0.contains("fr-chat borrows its shape from fr-phone") })
  }

  @Test(
    "a new queue has its donor's hours on its own clock, and the stated contacts in the hours in which it is open",
    arguments: [("America/New_York", "20:00"), ("Asia/Kolkata", "20:00"), ("Europe/Paris", "12:00")])
  func otherClock(zone: String, closes: String) throws {
    let donor = MadeUpQueue(noise: 0.05)
    var young = MadeUpQueue()
    young.id = "us-phone"
    young.zone = zone
    young.closes = closes
    // The donor has had twice its contacts since four weeks.
    var series = try donor.series(from: "2025-03-03", to: "2026-03-02")
    let moved = try #require(Instant(iso: "2026-02-02T00:00+01:00"))
    for row in series.starts.indices where series.starts[row] >= moved { series.offered[row] *= 2 }
    var scenario = try donor.scenario(first: "2026-03-02", weeks: 1)
    scenario.queues.append(try young.queue())
    let study = Forecasting.study(
      history: ContactHistory(series: [series]), scenario: scenario,
      decisions: ForecastDecisions(donors: [Donor(queue: young.id, donor: donor.id, contactsPerDay: 300)]))
    let queue = study.forecast.queues[1]
    let mean = queue.days.reduce(0) { $0 + $1.offered } / Double(queue.days.count)
    #expect(abs(mean / 300 - 1) < 0.05, "\(mean)")
    let clock = try Zone(named: zone)
    let day = queue.isOpen.indices.filter { interval in
      queue.isOpen[interval] && clock.local(at: study.forecast.grid.instant(of: interval)).date == queue.days[0].date
    }
    let weights = day.map { young.weight(clock.local(at: study.forecast.grid.instant(of: $0)).minutesOfDay) }
    let sum = weights.reduce(0, +)
    for (interval, weight) in zip(day, weights) {
      #expect(abs(queue.offered[interval] / queue.days[0].offered / (weight / sum) - 1) < 0.2)
    }
    #expect(!study.forecast.warnings.contains { $0.contains("us-phone") && $0.contains("outside the opening hours") })
  }

  @Test(
    "a new queue's range has the chance of its own contacts, however many its donor has", arguments: [60.0, 200_000])
  func borrowedRange(perDay: Double) throws {
    let day = try study(own: 0, perDay: perDay).forecast.queues[1].days[1]
    // Days of the donor stray by 2.5 % beyond chance.
    let expected = (day.offered + 0.000625 * day.offered * day.offered).squareRoot() * 2 * 1.28
    let ratio = (day.p90 - day.p10) / expected
    #expect(0.7 < ratio && ratio < 1.3, "\(ratio)")
  }

  @Test(
    "a donor without contacts worth the name lends nothing", arguments: [1e-9, 1e-300, Double.leastNonzeroMagnitude])
  func emptyDonor(share: Double) throws {
    for own in [0, 28] {
      let study = try study(own: own, perDay: 300, donorTimes: share)
      #expect(study.forecast.warnings.contains { $0.contains("fr-chat: its donor fr-phone has next to no contacts") })
      #expect(study.forecast.queues[1].days.allSatisfy { $0.offered.isFinite && $0.offered < 2_000 })
    }
  }

  @Test("a new queue moves to its own contacts as they arrive") func ownData() throws {
    // The stated volume is twice what comes: 958 a day against 479.
    let errors = try [0, 7, 28, 84].map { days in
      let study = try study(own: days, perDay: 958)
      let mean = study.forecast.queues[1].days.reduce(0) { $0 + $1.offered } / 24
      return abs(mean / 479 - 1)
    }
    #expect(errors[0] > 0.9)
    #expect(errors[1] < 0.75 * errors[0])
    #expect(errors[2] < 0.25)
    #expect(errors[3] < 0.05)
  }

  @Test("where a new queue's own rows begin, no level has moved") func handover() throws {
    let study = try study(own: 28, perDay: 3000)
    #expect(study.flags.allSatisfy { $0.queue != "fr-chat" || $0.kind != .level })
    #expect(!study.forecast.warnings.contains { $0.contains("fr-chat: level") })
  }

  @Test("a small queue leans on the shape of its channel") func pooled() throws {
    var small = MadeUpQueue()
    small.id = "de-phone"
    small.level = 12
    small.noise = 0.01
    small.seed = 11
    let large = MadeUpQueue(noise: 0.05)
    let rows = [
      try large.series(from: "2025-12-01", to: "2026-03-02"), try small.series(from: "2025-12-01", to: "2026-03-02"),
    ]
    var scenario = try large.scenario(first: "2026-03-02")
    scenario.queues.append(try small.queue())
    let together = Forecasting.forecast(history: ContactHistory(series: rows), scenario: scenario).queues[1]
    let alone = Forecasting.forecast(
      history: ContactHistory(series: rows), scenario: try small.scenario(first: "2026-03-02")
    ).queues[0]
    // The true shape is known: distance from it, summed over the first day.
    let truth = stride(from: 480, to: 1200, by: 30).map { small.weight($0) }
    let whole = truth.reduce(0, +)
    let distance = { (queue: QueueForecast) -> Double in
      let day = queue.offered.indices.filter { queue.isOpen[$0] }.prefix(24).map { queue.offered[$0] }
      let sum = day.reduce(0, +)
      return zip(day, truth).reduce(0) { $0 + abs($1.0 / sum - $1.1 / whole) }
    }
    #expect(distance(together) < distance(alone))
  }

  @Test("languages and channels add up to the whole") func totals() throws {
    let study = try study(own: 28, perDay: nil)
    var scenario = try MadeUpQueue().scenario(first: "2026-03-02")
    var young = try MadeUpQueue(id: "fr-chat").queue()
    young.channel = .chat
    scenario.queues.append(young)
    let all = study.forecast.totals(by: .all, of: scenario)
    let channels = study.forecast.totals(by: .channel, of: scenario)
    #expect(channels.map(\.name) == ["chat", "phone"])
    #expect(study.forecast.totals(by: .language, of: scenario).map(\.queues) == [["fr-phone", "fr-chat"]])
    for interval in study.forecast.grid.indices {
      #expect(abs(channels[0].offered[interval] + channels[1].offered[interval] - all[0].offered[interval]) < 1e-9)
      #expect(
        abs(channels[0].handleSeconds[interval] + channels[1].handleSeconds[interval] - all[0].handleSeconds[interval])
          < 1e-6)
    }
  }
}
