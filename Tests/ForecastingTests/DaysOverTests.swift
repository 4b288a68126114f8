import Forecasting
import Testing
import Timeline
import Workforce

/// Contacts of days of the plan that are over.
@Suite struct DaysOverTests {
  private let made = MadeUpQueue(level: 300, noise: 0.12)
  private let first = "2026-03-02"

  /// What came on the first ten days and the morning of the eleventh, times a factor, with times of a contact.
  private func seen(_ factor: Double, seconds: Double = 300) throws -> (rows: ContactHistory, now: Instant) {
    var queue = made
    queue.seed = 11
    var series = try queue.series(from: first, to: "2026-03-13")
    let now = try #require(Instant(iso: "2026-03-12T12:00+01:00"))
    series.offered = series.offered.map { ($0 * factor).rounded() }
    series.handled = series.offered
    series.handleSeconds = series.offered.map { $0 * seconds }
    return (ContactHistory(series: [series]), now)
  }

  private func updated(_ factor: Double, seconds: Double = 300) throws -> (forecast: Forecast, study: ForecastStudy) {
    let history = ContactHistory(series: [try made.series(from: "2025-01-06", to: first)])
    let scenario = try made.scenario(first: first)
    let (rows, now) = try seen(factor, seconds: seconds)
    let study = Forecasting.study(
      history: history, scenario: scenario, decisions: ForecastDecisions(), seen: rows, asOf: now)
    return (study.updated(with: rows, asOf: now, through: scenario, after: history).forecast, study)
  }

  @Test("a level that moved since the plan was made is followed and said, and what came stands") func movedLevel()
    throws
  {
    let (forecast, study) = try updated(1.6)
    let days = forecast.queues[0].days
    let (over, left) = (days.prefix(9), days.suffix(14))
    #expect(over.allSatisfy { $0.p10 == $0.offered && $0.p90 == $0.offered })
    let came = try seen(1.6).rows.series[0].offered.prefix(9 * 24).reduce(0, +)
    #expect(abs(over.reduce(0) { $0 + $1.offered } - came) < 1e-6)
    let truth = left.reduce(0) { $0 + 1.6 * made.total($1.date) }
    #expect(abs(left.reduce(0) { $0 + $1.offered } / truth - 1) < 0.08)
    for day in days { #expect(abs(day.parts.reduce(1) { $0 * $1.factor } - day.offered) < 1e-6 * day.offered) }
    let note = try #require(study.forecast.warnings.first { $0.contains("level x") })
    // The event ends with the last day that is over: what is left of the plan is forecast without it.
    #expect(note.contains(",2026-03-11,fr-phone,,launch"), "\(note)")
    #expect(study.flags.contains { $0.kind == .level })
  }

  @Test("days as they were expected change next to nothing, and quantiles are those of the ranges") func calm() throws {
    let (forecast, study) = try updated(1)
    let truth = forecast.queues[0].days.suffix(14).reduce(0) { $0 + made.total($1.date) }
    #expect(abs(forecast.queues[0].days.suffix(14).reduce(0) { $0 + $1.offered } / truth - 1) < 0.06)
    #expect(study.flags.allSatisfy { $0.kind != .level })
    let quantiles = try #require(study.quantiles(of: made.id, in: forecast))
    for (quantile, p10) in zip(quantiles[1], forecast.queues[0].p10) { #expect(abs(quantile - p10) < 1e-9) }
  }

  @Test("a morning without a contact is said, since it lowers the rest of the day", arguments: [0, 0.1]) func silence(
    factor: Double
  ) throws {
    let notes = try updated(factor).forecast.warnings.filter { $0.contains("no contact so far on 2026-03-12") }
    #expect(notes.count == (factor == 0 ? 1 : 0))
  }

  @Test("handle times that came stand, days mix them with what is left, and the days after follow")
  func handleTimes() throws {
    let (whole, study) = try updated(1, seconds: 600)
    let forecast = whole.queues[0]
    let days = forecast.days
    let first = try #require(days[0].handleTime)
    #expect(abs(first.mean - 600) < 1e-6 && first.p10 == first.mean && first.p90 == first.mean)
    // The history had 300 s, and 360 in the evening.
    let later = try #require(days.last?.handleTime)
    #expect(later.mean > 450)
    let date = try #require(CivilDate(iso: "2026-03-12"))
    let today = try #require(days.first { $0.date == date }?.handleTime)
    #expect(today.mean > later.mean && today.mean < 600)
    // The network changes nothing here, so the range of what is left is that of the update before it.
    let (rows, now) = try seen(1, seconds: 600)
    let direct = study.updated(with: rows, asOf: now).queues[0].days
    let once = try #require(direct.first { $0.date == date }?.handleTime)
    let (high, highOnce) = (try #require(today.p90), try #require(once.p90))
    #expect(high > today.mean && abs(high - highOnce) < 1e-6, "\(high), \(highOnce)")
    let place = try #require(forecast.isOpen.firstIndex(of: true))
    #expect(forecast.averageHandleTime[place] == 600 && forecast.handleTimeP90[place] == 600)
  }
}
