#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How quickly one member of the ensemble forgets.
package struct MemberSetting: Hashable, Sendable {
  /// Half-life of the day's shape in weeks.
  let profileHalfLife: Double
  /// Half-life of the day regression in weeks.
  let dayHalfLife: Double
  /// Weight of each neighbouring slot in the shape.
  let smoothing: Double
  /// Share of each new day's deviation that moves the level.
  let levelStep: Double
  /// Share of the last day's own deviation that is left a day later.
  let memory: Double

  /// The members, from quick to slow.
  static let all = [
    MemberSetting(profileHalfLife: 8, dayHalfLife: 12, smoothing: 0, levelStep: 0.1, memory: 0.3),
    MemberSetting(profileHalfLife: 8, dayHalfLife: 52, smoothing: 0, levelStep: 0.2, memory: 0.5),
    MemberSetting(profileHalfLife: 32, dayHalfLife: 12, smoothing: 0.25, levelStep: 0.1, memory: 0.3),
    MemberSetting(profileHalfLife: 32, dayHalfLife: 104, smoothing: 0.25, levelStep: 0.05, memory: 0.3),
    MemberSetting(profileHalfLife: 32, dayHalfLife: 52, smoothing: 0.25, levelStep: 0.2, memory: 0.5),
    MemberSetting(profileHalfLife: 64, dayHalfLife: 104, smoothing: 0.25, levelStep: 0.1, memory: 0.4),
    MemberSetting(profileHalfLife: 16, dayHalfLife: 26, smoothing: 0.1, levelStep: 0.15, memory: 0.4),
    MemberSetting(profileHalfLife: 16, dayHalfLife: 104, smoothing: 0.1, levelStep: 0.05, memory: 0.4),
  ]
}

/// What every member expects of the rows from an origin on.
struct MemberForecasts: Sendable {
  /// The first row forecast.
  let origin: Int
  let rowCount: Int
  /// Shape [members][rowCount]: contacts of the whole day.
  let totals: [[Double]]
  /// Shape [members].
  let profiles: [Profile]
  /// Shape [members].
  let fits: [DayFit]
  /// Shape [members].
  let levels: [LevelTrack]

  /// The weighted mean of the members, shape [rowCount][slotCount].
  func mean(_ weights: [Double], weekday: [Int]) -> [Double] {
    let slotCount = profiles[0].slotCount
    var mean = [Double](repeating: 0, count: rowCount * slotCount)
    for member in weights.indices where weights[member] > 0 {
      for row in 0..<rowCount {
        let total = weights[member] * totals[member][row]
        let shares = weekday[origin + row] * slotCount
        for slot in 0..<slotCount { mean[row * slotCount + slot] += total * profiles[member].shares[shares + slot] }
      }
    }
    return mean
  }
}

/// The members' forecasts from several origins, each from the rows before its origin alone.
struct Ensemble {
  let settings: [MemberSetting]
  let calendar: DayCalendar
  let totals: DayTotals
  /// Multiplies every penalty of the day regression.
  var ridge = 0.2

  /// - Parameters:
  ///   - origins: increasing rows.
  ///   - ends: the row after the last one forecast, per origin.
  func forecasts(origins: [Int], ends: [Int]) -> [MemberForecasts] {
    // Members share regressions of the same half-life and profiles of the same half-life and smoothing.
    var fits: [Double: [DayFit]] = [:]
    var slow = DayRegression(
      calendar, logTotal: totals.logTotal, halfLife: SpecialEffects.halfLife, ridge: ridge)
    let special = origins.map { origin in
      SpecialEffects(&slow, before: origin, calendar, logTotal: totals.logTotal).coefficients
    }
    for halfLife in Set(settings.map(\.dayHalfLife)) {
      var regression = DayRegression(calendar, logTotal: totals.logTotal, halfLife: halfLife, ridge: ridge)
      fits[halfLife] = origins.indices.map { regression.fit(before: origins[$0], towards: special[$0]) }
    }
    var sums: [Double: ProfileSums] = [:]
    for halfLife in Set(settings.map(\.profileHalfLife)) {
      sums[halfLife] = ProfileSums(slotCount: totals.clean.slotCount, halfLife: halfLife, week: calendar.week)
    }
    return origins.indices.map { test in
      let origin = origins[test]
      var known: [MemberSetting: Profile] = [:]
      var profiles: [Profile] = []
      var ownFits: [DayFit] = []
      var levels: [LevelTrack] = []
      var memberTotals: [[Double]] = []
      for setting in settings {
        let key = MemberSetting(
          profileHalfLife: setting.profileHalfLife, dayHalfLife: 0, smoothing: setting.smoothing, levelStep: 0,
          memory: 0)
        if known[key] == nil, var sum = sums[setting.profileHalfLife] {
          sum.advance(to: origin, totals.clean, calendar)
          sums[setting.profileHalfLife] = sum
          known[key] = sum.profile(smoothing: setting.smoothing)
        }
        guard let profile = known[key], let fit = fits[setting.dayHalfLife]?[test] else { continue }
        let level = LevelTrack(fit.residuals, step: setting.levelStep, memory: setting.memory)
        profiles.append(profile)
        ownFits.append(fit)
        levels.append(level)
        memberTotals.append(
          (origin..<ends[test]).map { row in
            let middle = calendar.design.product(row: row, fit.coefficients) + level.deviation(lead: row - origin + 1)
            return max(0, exp(middle) * fit.meanOfExponential - 0.5)
          })
      }
      return MemberForecasts(
        origin: origin, rowCount: ends[test] - origin, totals: memberTotals, profiles: profiles, fits: ownFits,
        levels: levels)
    }
  }
}
