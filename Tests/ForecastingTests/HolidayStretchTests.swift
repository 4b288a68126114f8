import Forecasting
import Testing
import Timeline
import Workforce

/// Days that are no holidays and yet not like others.
@Suite struct HolidayStretchTests {
  @Test("Christmas Eve and the days up to New Year's Day are as they were in other years", arguments: [5, 6])
  func christmas(lastWeekday: Int) throws {
    let made = MadeUpQueue(weekdays: Array(0...lastWeekday), noise: 0.05)
    var holidays: [Holiday] = []
    for year in 2022...2026 {
      holidays += [
        try holiday("\(year)-01-01", "New Year's Day"), try holiday("\(year)-05-01", "Labour Day"),
        try holiday("\(year)-07-14", "National Day"), try holiday("\(year)-12-25", "Christmas Day"),
      ]
    }
    let days = holidays.map(\.date)
    func factor(_ date: CivilDate) -> Double {
      days.contains(date) ? 0.4 : date.month == 12 && date.day > 23 ? (date.day == 24 ? 0.45 : 0.6) : 1
    }
    var series = try made.series(from: "2022-01-03", to: "2025-12-15")
    let zone = try Zone(named: made.zone)
    for row in series.starts.indices {
      series.offered[row] = (series.offered[row] * factor(zone.local(at: series.starts[row]).date)).rounded()
    }
    let forecast = Forecasting.forecast(
      history: ContactHistory(series: [series]),
      scenario: try made.scenario(first: "2025-12-15", weeks: 3, holidays: holidays))
    var (miss, truth) = (0.0, 0.0)
    for day in forecast.queues[0].days where day.date.month == 12 && day.date.day > 23 && day.date.day != 25 {
      let expected = made.total(day.date) * factor(day.date)
      miss += abs(day.offered - expected)
      truth += expected
      #expect(abs(day.offered / expected - 1) < 0.15, "\(day.date): \(day.offered / expected)")
    }
    #expect(miss / truth < 0.12, "\(miss / truth)")
    // What lies before and after is as usual.
    for day in forecast.queues[0].days where day.date.isoText > "2026-01-02" || day.date.isoText < "2025-12-24" {
      #expect(abs(day.offered / made.total(day.date) - 1) < 0.1, "\(day.date)")
    }
  }
}
