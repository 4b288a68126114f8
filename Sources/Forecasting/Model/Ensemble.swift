#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How quickly one member of the ensemble forgets, and what it believes in.
struct MemberSetting: Hashable, Sendable {
  /// Half-life of the day's shape in weeks.
  var profileHalfLife: Double
  /// Half-life of the day regression in weeks.
  var dayHalfLife: Double
  /// Weight of each neighbouring slot in the shape.
  var smoothing: Double
  /// Share of each new day's deviation that moves the level.
  var levelStep: Double
  /// Share of the last day's own deviation that is left a day later.
  var memory: Double
  /// Share of the level's deviation that is left a day later.
  var fade = 0.95
  /// Whether the level moves with the seasons of the year, or only with the days that came.
  var hasSeason = true

  /// Members whose level returns to the regression's, from quick to slow.
  private static let returning = [
    MemberSetting(profileHalfLife: 8, dayHalfLife: 12, smoothing: 0, levelStep: 0.1, memory: 0.3),
    MemberSetting(profileHalfLife: 8, dayHalfLife: 52, smoothing: 0, levelStep: 0.2, memory: 0.5),
    MemberSetting(profileHalfLife: 32, dayHalfLife: 12, smoothing: 0.25, levelStep: 0.1, memory: 0.3),
    MemberSetting(profileHalfLife: 32, dayHalfLife: 104, smoothing: 0.25, levelStep: 0.05, memory: 0.3),
    MemberSetting(profileHalfLife: 32, dayHalfLife: 52, smoothing: 0.25, levelStep: 0.2, memory: 0.5),
    MemberSetting(profileHalfLife: 64, dayHalfLife: 104, smoothing: 0.25, levelStep: 0.1, memory: 0.4),
    MemberSetting(profileHalfLife: 16, dayHalfLife: 26, smoothing: 0.1, levelStep: 0.15, memory: 0.4),
    MemberSetting(profileHalfLife: 16, dayHalfLife: 104, smoothing: 0.1, levelStep: 0.05, memory: 0.4),
  ]

  /// All members: those, the same with a level that stays where it went, and the quick ones of these without seasons.
  ///
  /// A queue that wins or loses a customer keeps its new level; a queue after a strange week does not. Which of the two
  /// a queue is like, its own back-tests say.
  static let all: [MemberSetting] = {
    let staying = returning.map { member in
      var copy = member
      copy.fade = 0.99
      return copy
    }
    let seasonless = staying.filter { $0.dayHalfLife <= 26 }.map { member in
      var copy = member
      copy.hasSeason = false
      return copy
    }
    return returning + staying + seasonless
  }()

  /// What two members must share to share a day regression.
  struct RegressionKey: Hashable {
    let halfLife: Double
    let hasSeason: Bool
  }

  /// What two members must share to share a profile.
  struct ProfileKey: Hashable {
    let halfLife: Double
    let smoothing: Double
  }

  var regressionKey: RegressionKey { RegressionKey(halfLife: dayHalfLife, hasSeason: hasSeason) }
  var profileKey: ProfileKey { ProfileKey(halfLife: profileHalfLife, smoothing: smoothing) }
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
  /// Shape [7][slotCount]: shares of similar queues, `nil` for none.
  var pool: [Double]?
  /// Multiplies every penalty of the day regression.
  var ridge = 0.2

  /// - Parameters:
  ///   - origins: increasing rows.
  ///   - ends: the row after the last one forecast, per origin.
  func forecasts(origins: [Int], ends: [Int]) -> [MemberForecasts] {
    var slow = DayRegression(
      calendar, logTotal: totals.logTotal, halfLife: SpecialEffects.halfLife, ridge: ridge)
    let special = origins.map { origin in
      SpecialEffects(&slow, before: origin, calendar, logTotal: totals.logTotal).coefficients
    }
    var fits: [MemberSetting.RegressionKey: [DayFit]] = [:]
    for key in Set(settings.map(\.regressionKey)) {
      var regression = DayRegression(calendar, logTotal: totals.logTotal, halfLife: key.halfLife, ridge: ridge)
      if !key.hasSeason { regression.scalePenalty(of: .season, by: 1e6) }
      fits[key] = origins.indices.map { regression.fit(before: origins[$0], towards: special[$0]) }
    }
    var sums: [Double: ProfileSums] = [:]
    for halfLife in Set(settings.map(\.profileHalfLife)) {
      sums[halfLife] = ProfileSums(slotCount: totals.clean.slotCount, halfLife: halfLife, week: calendar.week)
    }
    return origins.indices.map { test in
      let origin = origins[test]
      var known: [MemberSetting.ProfileKey: Profile] = [:]
      var regressed: [MemberSetting.RegressionKey: [Double]] = [:]
      let rows = origin..<ends[test]
      var profiles: [Profile] = []
      var ownFits: [DayFit] = []
      var memberTotals: [[Double]] = []
      for setting in settings {
        let key = setting.profileKey
        if known[key] == nil, var sum = sums[key.halfLife] {
          sum.advance(to: origin, totals.clean, calendar)
          sums[key.halfLife] = sum
          known[key] = sum.profile(smoothing: key.smoothing, pool: pool)
        }
        guard let profile = known[key], let fit = fits[setting.regressionKey]?[test] else { continue }
        let level = LevelTrack(
          fit.residuals, scale: fit.scale, step: setting.levelStep, memory: setting.memory, fade: setting.fade)
        profiles.append(profile)
        ownFits.append(fit)
        let middles =
          regressed[setting.regressionKey] ?? rows.map { calendar.design.product(row: $0, fit.coefficients) }
        regressed[setting.regressionKey] = middles
        memberTotals.append(
          zip(middles, level.deviations(rows.count)).map { middle, deviation in
            max(0, exp(middle + deviation) * fit.meanOfExponential - 0.5)
          })
      }
      return MemberForecasts(
        origin: origin, rowCount: ends[test] - origin, totals: memberTotals, profiles: profiles, fits: ownFits)
    }
  }
}
