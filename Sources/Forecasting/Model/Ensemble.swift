import Libc

/// What every member expects of the rows from an origin on.
struct MemberForecasts: Sendable {
  /// The first row forecast.
  let origin: Int
  let rowCount: Int
  /// Shape [members][rowCount]: contacts of the whole day.
  let totals: [Double]
  /// How many rows are also forecast from the row before; for tests only.
  let nextDayCount: Int
  /// Shape [members][nextDayCount]: contacts of the whole day as of the day before, regressions as of the origin.
  let nextDay: [Double]
  /// One of each kind of regression.
  let fits: [DayFit]
  /// Shape [members]: which of them a member has.
  let fitOfMember: [Int]
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

  /// The same with growth that set in before the origin and goes on.
  func growing(_ levels: LevelChanges) -> MemberForecasts {
    guard levels.bend != nil else { return self }
    let factors = (0..<rowCount).map { levels.growthAhead(lead: $0) }
    return MemberForecasts(
      origin: origin, rowCount: rowCount, totals: totals.indices.map { totals[$0] * factors[$0 % rowCount] },
      nextDayCount: nextDayCount, nextDay: nextDay, fits: fits, fitOfMember: fitOfMember, special: special,
      profiles: profiles)
  }

  /// The weighted mean of the members' totals of a row.
  func total(_ weights: MemberWeights, _ row: Int) -> Double {
    let own = weights[lead: row]
    return own.indices.reduce(0) { $0 + own[$1] * totals[$1 * rowCount + row] }
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

  /// Logarithm at which the share of a day is cut.
  private static let largestShare = 1.5

  /// A day's deviation from its middle as a share; the half that logarithms have is no contact.
  private static func share(_ residual: Double, _ logTotal: Double) -> Double {
    exp(min(residual, largestShare)) * (1 - 0.5 * exp(-logTotal)) - 1
  }

  /// - Parameters:
  ///   - origins: increasing rows.
  ///   - ends: the row after the last one forecast, per origin.
  func forecasts(origins: [Int], ends: [Int]) -> [MemberForecasts] {
    let logTotal = totals.logTotal
    let weekdays = pool.flatMap { WeekdayPool($0, slotCount: totals.clean.slotCount) }
    var slow = DayRegression(
      calendar, logTotal: logTotal, halfLife: SpecialEffects.halfLife, ridge: Self.ridge, pool: weekdays)
    let keys = settings.reduce(into: [MemberSetting.RegressionKey]()) {
      if !$0.contains($1.regressionKey) { $0.append($1.regressionKey) }
    }
    let fitOfMember = settings.map { setting in keys.firstIndex(of: setting.regressionKey) ?? 0 }
    var regressions = keys.map { key in
      var regression = DayRegression(
        calendar, logTotal: logTotal, halfLife: key.halfLife, ridge: Self.ridge, pool: weekdays)
      if !key.hasGrowth { regression.scalePenalty(of: .growth, by: 1e6) }
      if !key.hasSeason { regression.scalePenalty(of: .season, by: 1e6) }
      return regression
    }
    let profileKeys = MemberSetting.profileKeys(settings)
    let halfLives = Array(Set(profileKeys.map(\.halfLife))).sorted()
    var sums = halfLives.map {
      ProfileSums(slotCount: totals.clean.slotCount, halfLife: $0, week: calendar.week)
    }
    return origins.indices.map { test in
      let origin = origins[test]
      let special = SpecialEffects(&slow, before: origin, calendar, logTotal: logTotal)
      // The last origin is that of the forecast itself.
      let passes = test + 1 < origins.count ? 1 : 2
      let fits = regressions.indices.map {
        regressions[$0].fit(before: origin, towards: special.coefficients, passes: passes)
      }
      for index in sums.indices { sums[index].advance(to: origin, totals.clean, calendar) }
      let profiles = profileKeys.map { key in
        sums[halfLives.firstIndex(of: key.halfLife) ?? 0].profile(smoothing: key.smoothing, pool: pool)
      }
      let rows = origin..<ends[test]
      // Rows by which growth falls short of going on as it was.
      let excess = rows.indices.map { Double($0 - origin + 1) - LevelSetting.damped(Double($0 - origin + 1)) }
      let middles = fits.map { fit in
        zip(rows, excess).map { calendar.middle(row: $0, fit.coefficients, excess: $1) }
      }
      let testRows = origin..<min(logTotal.count, ends[test])
      let sameWeekdays = SameWeekdays(
        logTotal: logTotal, calendar, special: special.coefficients, before: testRows.upperBound)
      var memberTotals: [Double] = []
      memberTotals.reserveCapacity(settings.count * rows.count)
      var nextDay: [Double] = []
      nextDay.reserveCapacity(settings.count * testRows.count)
      /// By regression: its last residuals as shares.
      var ratios: [Int: [Double]] = [:]
      func ratiosOf(_ index: Int) -> [Double] {
        let fit = fits[index]
        let first = max(0, fit.residuals.count - LevelTrack.memoryRows)
        let shares = (first..<fit.residuals.count).map { row in
          fit.residuals[row].isNaN ? .nan : Self.share(fit.residuals[row], logTotal[fit.firstRow + row])
        }
        ratios[index] = shares
        return shares
      }
      for (member, setting) in settings.enumerated() {
        if let count = setting.sameWeekdays {
          for row in rows { memberTotals.append(sameWeekdays.total(of: row, count: count, before: origin)) }
          for row in testRows { nextDay.append(sameWeekdays.total(of: row, count: count, before: row)) }
          continue
        }
        let fit = fits[fitOfMember[member]]
        let own = middles[fitOfMember[member]]
        let isRatio = setting.level.isRatio
        func total(_ middle: Double, _ deviation: Double) -> Double {
          isRatio ? exp(middle) * max(0.05, 1 + deviation) : exp(middle + deviation) * fit.lift
        }
        let residuals = isRatio ? ratios[fitOfMember[member]] ?? ratiosOf(fitOfMember[member]) : fit.residuals
        var level = LevelTrack(residuals, scale: fit.scale, signal: fit.signal, setting.level)
        for (middle, ahead) in zip(own, level.deviations(rows.count)) { memberTotals.append(total(middle, ahead)) }
        for row in testRows {
          nextDay.append(total(own[row - origin], level.next))
          let residual = logTotal[row] - own[row - origin]
          level.take(isRatio ? Self.share(residual, logTotal[row]) : residual)
        }
      }
      return MemberForecasts(
        origin: origin, rowCount: rows.count, totals: memberTotals, nextDayCount: testRows.count, nextDay: nextDay,
        fits: fits, fitOfMember: fitOfMember, special: special, profiles: profiles)
    }
  }
}

/// How busy the weekdays of similar queues are.
struct WeekdayPool {
  /// Shape [7]: logarithm of a weekday's contacts over their mean.
  let logs: [Double]

  /// - Parameter contacts: shape [7][slotCount]; of similar queues.
  /// - Returns: `nil` where they have no contacts on some weekday of the week they are open, or too few to tell.
  init?(_ contacts: [Double], slotCount: Int) {
    let days = (0..<7).map { contacts[($0 * slotCount)..<(($0 + 1) * slotCount)].reduce(0, +) }
    let open = days.filter { $0 > 0 }
    guard let least = open.min(), least >= 100 else { return nil }
    let mean = open.reduce(0) { $0 + log($1) } / Double(open.count)
    logs = days.map { $0 > 0 ? log($0) - mean : 0 }
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
