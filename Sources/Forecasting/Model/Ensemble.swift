import Libc

/// What every member expects of the rows from an origin on.
struct MemberForecasts: Sendable {
  /// The first row forecast.
  let origin: Int
  let rowCount: Int
  /// Shape [members][rowCount]: contacts of the whole day.
  let totals: [[Double]]
  /// Shape [members][rows]: the same of each row from the one before it, regressions as of the origin; for tests only.
  let nextDay: [[Double]]
  /// Shape [members].
  let fits: [DayFit]
  /// What special days are believed to do.
  let special: SpecialEffects
  /// Shape [profiles of the members without repeats].
  let profiles: [Profile]

  /// The weighted mean of the members' totals, spread over the day by the weighted mean of the profiles; shape
  /// [rowCount][slotCount].
  func mean(_ weights: MemberWeights, weekday: [Int]) -> [Double] {
    let slotCount = profiles[0].slotCount
    let profile = weights.profile(profiles)
    var mean = [Double](repeating: 0, count: rowCount * slotCount)
    for row in 0..<rowCount {
      let total = self.total(weights, row)
      let shares = weekday[origin + row] * slotCount
      for slot in 0..<slotCount { mean[row * slotCount + slot] = total * profile.shares[shares + slot] }
    }
    return mean
  }

  /// The weighted mean of the members' totals of a row.
  func total(_ weights: MemberWeights, _ row: Int) -> Double {
    let own = weights[lead: row]
    return own.indices.reduce(0) { $0 + own[$1] * totals[$1][row] }
  }
}

/// The members' forecasts from several origins, each from the rows before its origin alone.
struct Ensemble {
  let settings: [MemberSetting]
  let calendar: DayCalendar
  let totals: DayTotals
  /// Shape [7][slotCount]: shares of similar queues, `nil` for none.
  var pool: [Double]?
  /// Multiplies every penalty of the day regression.
  static let ridge = 0.2

  /// How many rows of each test are also forecast from the row before.
  private var nextDayRows: Int { 2 * calendar.week }

  /// - Parameters:
  ///   - origins: increasing rows.
  ///   - ends: the row after the last one forecast, per origin.
  func forecasts(origins: [Int], ends: [Int]) -> [MemberForecasts] {
    let logTotal = totals.logTotal
    var slow = DayRegression(
      calendar, logTotal: logTotal, halfLife: SpecialEffects.halfLife, ridge: Self.ridge)
    let special = origins.map { origin in
      SpecialEffects(&slow, before: origin, calendar, logTotal: logTotal)
    }
    var fits: [MemberSetting.RegressionKey: [DayFit]] = [:]
    for key in Set(settings.map(\.regressionKey)) {
      var regression = DayRegression(calendar, logTotal: logTotal, halfLife: key.halfLife, ridge: Self.ridge)
      if !key.hasGrowth { regression.scalePenalty(of: .growth, by: 1e6) }
      if !key.hasSeason { regression.scalePenalty(of: .season, by: 1e6) }
      fits[key] = origins.indices.map { regression.fit(before: origins[$0], towards: special[$0].coefficients) }
    }
    var sums: [Double: ProfileSums] = [:]
    for halfLife in Set(settings.map(\.profileHalfLife)) {
      sums[halfLife] = ProfileSums(slotCount: totals.clean.slotCount, halfLife: halfLife, week: calendar.week)
    }
    return origins.indices.map { test in
      let origin = origins[test]
      let profiles = MemberSetting.profileKeys(settings).map { key in
        var sum = sums[key.halfLife] ?? ProfileSums(slotCount: 0, halfLife: 1, week: 1)
        sum.advance(to: origin, totals.clean, calendar)
        sums[key.halfLife] = sum
        return sum.profile(smoothing: key.smoothing, pool: pool)
      }
      var regressed: [MemberSetting.RegressionKey: [Double]] = [:]
      let rows = origin..<ends[test]
      let testRows = origin..<min(logTotal.count, ends[test], origin + nextDayRows)
      let weekdays = SameWeekdays(
        logTotal: logTotal, calendar, special: special[test].coefficients, before: testRows.upperBound)
      var ownFits: [DayFit] = []
      var memberTotals: [[Double]] = []
      var nextDay: [[Double]] = []
      for setting in settings {
        guard let fit = fits[setting.regressionKey]?[test] else { continue }
        ownFits.append(fit)
        if let count = setting.sameWeekdays {
          memberTotals.append(rows.map { weekdays.total(of: $0, count: count, before: origin) })
          nextDay.append(testRows.map { weekdays.total(of: $0, count: count, before: $0) })
          continue
        }
        let middles =
          regressed[setting.regressionKey] ?? rows.map { calendar.middle(row: $0, fit.coefficients, origin: origin) }
        regressed[setting.regressionKey] = middles
        var level = LevelTrack(fit.residuals, scale: fit.scale, signal: fit.signal, setting.level)
        func total(_ middle: Double, _ deviation: Double) -> Double {
          exp(middle + deviation) * fit.lift
        }
        memberTotals.append(zip(middles, level.deviations(rows.count)).map { total($0, $1) })
        nextDay.append(
          testRows.map { row in
            let middle = middles[row - origin]
            let expected = total(middle, level.next)
            level.take(logTotal[row] - middle)
            return expected
          })
      }
      return MemberForecasts(
        origin: origin, rowCount: ends[test] - origin, totals: memberTotals, nextDay: nextDay, fits: ownFits,
        special: special[test], profiles: profiles)
    }
  }
}

/// Means of the last same weekdays, the forecast every planner knows, with the effects of special days taken out and put
/// on again.
private struct SameWeekdays {
  private let calendar: DayCalendar
  private let special: [Double]
  private let firstRow: Int
  /// Shape [rows from firstRow on]: contacts of a day without the effects of special days; NaN where unknown.
  private let plain: [Double]

  private static let reachWeeks = 20

  init(logTotal: [Double], _ calendar: DayCalendar, special: [Double], before end: Int) {
    self.calendar = calendar
    self.special = special
    let first = max(0, end - Self.reachWeeks * calendar.week)
    firstRow = first
    plain = (first..<max(first, min(end, logTotal.count))).map { row in
      guard !logTotal[row].isNaN, calendar.holiday[row] < 0 else { return .nan }
      let effect = calendar.isSpecial[row] ? calendar.design.product(row: row, special) : 0
      return max(0, exp(logTotal[row] - effect) - 0.5)
    }
  }

  /// The mean of so many same weekdays before a row, newest first; of all days where there is none.
  func total(of row: Int, count: Int, before end: Int) -> Double {
    var sum = 0.0
    var found = 0
    var other = end - 1
    // Rows are whole weeks but for closed weekdays, so that a same weekday lies a week of rows back.
    while other >= firstRow, calendar.weekday[other] != calendar.weekday[row] { other -= 1 }
    while other >= firstRow, found < count {
      if other - firstRow < plain.count, !plain[other - firstRow].isNaN {
        sum += plain[other - firstRow]
        found += 1
      }
      other -= calendar.week
    }
    let effect = calendar.isSpecial[row] ? calendar.design.product(row: row, special) : 0
    if found == 0 {
      // A weekday never seen: the mean of the last days of any weekday.
      for value in plain.prefix(max(0, end - firstRow)).suffix(4 * calendar.week) where !value.isNaN {
        sum += value
        found += 1
      }
    }
    return found > 0 ? sum / Double(found) * exp(effect) : 0
  }
}
