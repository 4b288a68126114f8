#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Mean handle time by date and slot.
///
/// The same day regression as for contacts, on the logarithm of a day's mean handle time, each day weighted by its
/// handled contacts and every effect shrunk twenty times harder; times the hour's share, shrunk as if `pooledContacts`
/// of the usual length had been handled in each hour.
struct HandleTimeModel: Sendable {
  private let calendar: DayCalendar
  private let fit: DayFit
  private let level: LevelTrack
  private let origin: Int
  /// Shape [slotCount].
  private let hourFactor: [Double]

  private static let halfLife = 26.0
  private static let pooledContacts = 300.0

  /// - Parameters:
  ///   - handled: shape [rows][slots]; contacts whose handle time is known, empty for none.
  ///   - handleSeconds: same shape; their handle time.
  ///   - slotMinutes: start of each slot.
  /// - Returns: `nil` when no handle time is known.
  init?(
    handled: [Double], handleSeconds: [Double], slotMinutes: [Int], rows: Int, _ calendar: DayCalendar
  ) {
    guard !handled.isEmpty else { return nil }
    let slotCount = slotMinutes.count
    let usable = Self.withoutExtremes(handled, handleSeconds)
    var dayHandled = [Double](repeating: 0, count: rows)
    var daySeconds = dayHandled
    for row in 0..<rows {
      for slot in 0..<slotCount {
        dayHandled[row] += usable.handled[row * slotCount + slot]
        daySeconds[row] += usable.seconds[row * slotCount + slot]
      }
    }
    let known = (0..<rows).filter { dayHandled[$0] > 0 && daySeconds[$0] > 0 }
    guard let last = known.last else { return nil }
    let meanHandled = known.reduce(0) { $0 + dayHandled[$1] } / Double(known.count)
    var logMean = [Double](repeating: .nan, count: calendar.dates.count)
    var weight = [Double](repeating: 0, count: calendar.dates.count)
    for row in known {
      logMean[row] = log(daySeconds[row] / dayHandled[row])
      // A day of few contacts says little; one of many says no more than its regression error allows.
      weight[row] = dayHandled[row] / (dayHandled[row] + 0.25 * meanHandled)
    }
    var regression = DayRegression(
      calendar, logTotal: logMean, halfLife: Self.halfLife, ridge: 4, rowWeight: weight, kind: .other)
    let fit = regression.fit(before: last + 1)
    self.fit = fit
    self.calendar = calendar
    origin = last + 1
    level = LevelTrack(fit.residuals, scale: fit.scale, step: 0.1, memory: 0)
    hourFactor = Self.hourFactors(
      usable.handled, usable.seconds, slotMinutes,
      expected: (0..<rows).map { row in
        dayHandled[row] > 0 ? daySeconds[row] / dayHandled[row] : 0
      }, week: calendar.week)
  }

  /// Seconds per handled contact on a row's slot.
  func seconds(row: Int, slot: Int) -> Double {
    let log = calendar.design.product(row: row, fit.coefficients) + level.deviation(lead: max(1, row - origin + 1))
    return exp(log) * hourFactor[slot]
  }

  /// Leaves out intervals whose mean is under a tenth or over ten times the usual one.
  private static func withoutExtremes(
    _ handled: [Double], _ seconds: [Double]
  ) -> (handled: [Double], seconds: [Double]) {
    var means: [Double] = []
    for index in handled.indices where handled[index] > 0 { means.append(seconds[index] / handled[index]) }
    let usual = median(&means)
    var result = (handled: handled, seconds: seconds)
    for index in handled.indices where handled[index] > 0 {
      let mean = seconds[index] / handled[index]
      if mean < usual / 10 || mean > usual * 10 {
        result.handled[index] = 0
        result.seconds[index] = 0
      }
    }
    return result
  }

  /// Handle time of each slot's hour over that of its day, from days that fade with a half-life of half a year.
  private static func hourFactors(
    _ handled: [Double], _ seconds: [Double], _ slotMinutes: [Int], expected: [Double], week: Int
  ) -> [Double] {
    var actual = [Double](repeating: 0, count: 24)
    var usual = actual
    let slotCount = slotMinutes.count
    for row in expected.indices where expected[row] > 0 {
      let weight = exp2(-Double(expected.count - 1 - row) / (halfLife * Double(week)))
      for slot in 0..<slotCount {
        let hour = slotMinutes[slot] / 60
        actual[hour] += weight * seconds[row * slotCount + slot]
        usual[hour] += weight * handled[row * slotCount + slot] * expected[row]
      }
    }
    let typical = expected.reduce(0, +) / Double(max(1, expected.filter { $0 > 0 }.count))
    let pooled = pooledContacts * typical
    return slotMinutes.map { minute in
      (actual[minute / 60] + pooled) / (usual[minute / 60] + pooled)
    }
  }
}
