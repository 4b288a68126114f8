import Forecasting
import Testing
import Timeline
import Units
import Workforce

/// Updates within the day and outlooks of many months on real data, each beside what it has to beat.
@Suite(.enabled(if: SharedData.folder != nil, "needs the real data of ../shared/data, which is not here"))
struct RealOutlookTests {
  /// One queue's rows on the clock of New York, and the scenario of a horizon.
  private struct Case {
    let series: ContactHistory.Series
    let queue: Queue
    let holidays: [Holiday]

    init(
      _ rows: ContactHistory.Series, holidays: [CivilDate: String], hours: (String, String), weekdays: Int, minutes: Int
    ) throws {
      let zone = try Zone(named: "America/New_York")
      let span = LocalHours(
        from: try #require(TimeOfDay(hours.0)), to: try #require(TimeOfDay(hours.1)))
      queue = Queue(
        id: rows.queue, language: "en", channel: .phone,
        open: OpeningHours(zone: zone, week: (0..<7).map { $0 < weekdays ? [span] : [] }),
        goal: ServiceGoal(answered: 0.8, within: .seconds(20)), handleTime: .seconds(300), region: "US")
      self.holidays = holidays.sorted { $0.key < $1.key }.map { Holiday(date: $0.key, region: "US", name: $0.value) }
      var series = ContactHistory.Series(
        queue: rows.queue, intervalSeconds: minutes * 60, starts: [], offered: [], handled: [], abandoned: [],
        handleSeconds: [])
      for (wallClock, offered) in zip(rows.starts, rows.offered) {
        let start = Zone.utc.local(at: wallClock)
        let instants: [Instant] =
          switch zone.resolve(start) {
          case .once(let instant): [instant]
          case .twice(let earlier, let later): [earlier, later]
          case .never: []
          }
        for instant in instants {
          series.starts.append(instant)
          series.offered.append(offered / Double(instants.count))
          series.handled.append(.nan)
          series.abandoned.append(.nan)
          series.handleSeconds.append(.nan)
        }
      }
      self.series = series
    }

    func scenario(first: CivilDate, weeks: Int) -> Scenario {
      Scenario(
        name: "real", horizon: Horizon(first: first, weeks: weeks, intervalMinutes: series.intervalSeconds / 60),
        queues: [queue], sites: [], contracts: [], agents: [], holidays: holidays)
    }

    func before(_ date: CivilDate) -> ContactHistory {
      let end = queue.open.zone.startOfDay(date)
      let count = series.starts.count { $0 < end }
      var copy = series
      copy.starts = Array(series.starts[..<count])
      copy.offered = Array(series.offered[..<count])
      copy.handled = Array(series.handled[..<count])
      copy.abandoned = Array(series.abandoned[..<count])
      copy.handleSeconds = Array(series.handleSeconds[..<count])
      return ContactHistory(series: [copy])
    }
  }

  /// What is looked at.
  enum Real: CaseIterable {
    case morning, trend
  }

  @Test(
    "a bank's morning makes its afternoon better known, and growth does not harm months of calls",
    arguments: Real.allCases)
  func real(_ real: Real) throws {
    switch real {
    case .morning: try morning()
    case .trend: try trend()
    }
  }

  private func morning() throws {
    let rows = try #require(try SharedData.history("bank_calls_30min").series.first)
    let bank = try Case(rows, holidays: SharedData.holidays(), hours: ("07:00", "21:00"), weekdays: 5, minutes: 30)
    let zone = bank.queue.open.zone
    let dates = Set(rows.starts.map { Zone.utc.local(at: $0).date }).sorted()
    var plain = [0.0, 0.0]
    var updated = plain
    var inside = 0
    var count = 0
    for origin in dates.suffix(50).dropLast(3) {
      let scenario = bank.scenario(first: origin, weeks: 1)
      let study = Forecasting.study(history: bank.before(origin), scenario: scenario)
      let noon = zone.startOfDay(origin).advanced(bySeconds: 11 * 3600)
      let after = study.updated(with: ContactHistory(series: [bank.series]), asOf: noon)
      for (start, actual) in zip(bank.series.starts, bank.series.offered) where start >= noon {
        guard let interval = after.grid.index(containing: start) else { continue }
        let ahead = zone.local(at: start).date.days(since: origin)
        guard ahead <= 3 else { break }
        plain[min(ahead, 1)] += abs(study.forecast.queues[0].offered[interval] - actual)
        updated[min(ahead, 1)] += abs(after.queues[0].offered[interval] - actual)
        guard ahead == 0 else { continue }
        count += 1
        if after.queues[0].p10[interval] <= actual, actual <= after.queues[0].p90[interval] { inside += 1 }
      }
    }
    print(
      "absolute error after the update over that before: rest of the day \(updated[0] / plain[0]), "
        + "next days \(updated[1] / plain[1]); \(100 * inside / count) % in [p10, p90]")
    #expect(updated[0] < 0.95 * plain[0])
    #expect(updated[1] < 1.02 * plain[1])
    #expect(Double(inside) / Double(count) > 0.65)
  }

  private func trend() throws {
    var errors = [0.0, 0.0]
    var inside = 0
    var count = 0
    for rows in try SharedData.history("nyc_ems_hourly").series {
      let borough = try Case(rows, holidays: SharedData.holidays(), hours: ("00:00", "24:00"), weekdays: 7, minutes: 60)
      var actual: [CivilDate: Double] = [:]
      for (wallClock, offered) in zip(rows.starts, rows.offered) {
        actual[Zone.utc.local(at: wallClock).date.firstOfMonth, default: 0] += offered
      }
      for first in ["2018-01-01", "2018-04-01", "2018-07-01"] {
        let origin = try #require(CivilDate(iso: first))
        for (index, hasTrend) in [false, true].enumerated() {
          let range = try #require(
            Forecasting.monthsAhead(
              history: borough.before(origin), scenario: borough.scenario(first: origin, weeks: 1), hasTrend: hasTrend
            ).range(of: rows.queue))
          #expect(range.months.count == 18)
          for month in range.months {
            let came = try #require(actual[month.first])
            errors[index] += abs(month.offered - came) / came
            guard hasTrend else { continue }
            count += 1
            if month.p10 <= came, came <= month.p90 { inside += 1 }
          }
        }
      }
    }
    print(
      "mean error of months without and with growth: \(errors.map { 100 * $0 / Double(count) }) %, "
        + "\(100 * inside / count) % in [p10, p90]")
    #expect(errors[1] < 1.02 * errors[0])
  }
}
