/// How quickly one member of the ensemble forgets, and what it believes in.
struct MemberSetting: Hashable, Sendable {
  /// Half-life of the day's shape in weeks.
  var profileHalfLife: Double
  /// Half-life of the day regression in weeks.
  var dayHalfLife: Double
  /// Weight of each neighbouring slot in the shape.
  var smoothing: Double
  /// How its level follows the days.
  var level: LevelSetting
  /// Whether the level moves with the seasons of the year, or only with the days that came.
  var hasSeason = true
  /// Whether growth is learned by the regression, and goes on ahead.
  var hasGrowth = false
  /// So many last same weekdays are averaged instead of a regression; `nil` for a regression.
  var sameWeekdays: Int?

  init(
    _ profileHalfLife: Double, _ dayHalfLife: Double, _ smoothing: Double, step: Double, memory: Double,
    fade: Double = 0.95, hasGrowth: Bool = false, sameWeekdays: Int? = nil
  ) {
    self.profileHalfLife = profileHalfLife
    self.dayHalfLife = dayHalfLife
    self.smoothing = smoothing
    level = LevelSetting(step: step, memory: memory, fade: fade)
    self.hasGrowth = hasGrowth
    self.sameWeekdays = sameWeekdays
  }

  /// Members whose level returns to the regression's, from quick to slow.
  private static let returning = [
    MemberSetting(8, 12, 0, step: 0.1, memory: 0.3),
    MemberSetting(8, 52, 0, step: 0.2, memory: 0.5),
    MemberSetting(32, 12, 0.25, step: 0.1, memory: 0.3),
    MemberSetting(32, 104, 0.25, step: 0.05, memory: 0.3),
    MemberSetting(32, 52, 0.25, step: 0.2, memory: 0.5),
    MemberSetting(64, 104, 0.25, step: 0.1, memory: 0.4),
    MemberSetting(16, 26, 0.1, step: 0.15, memory: 0.4),
    MemberSetting(16, 104, 0.1, step: 0.05, memory: 0.4),
  ]

  /// Members for queues whose days follow each other closely.
  private static let following = [
    MemberSetting(16, 52, 0.1, step: 0.35, memory: 0.6, fade: 0.98),
    MemberSetting(32, 104, 0.25, step: 0.6, memory: 0.5, fade: 0.97),
    MemberSetting(16, 26, 0.1, step: 0.5, memory: 0.8, fade: 0.99),
  ]

  /// Members whose level is a mean of shares.
  private static let sharing = [(0.1, 0.3, 0.95), (0.2, 0.3, 0.99), (0.4, 0.3, 0.97)].map { step, memory, fade in
    var member = MemberSetting(16, 52, 0.1, step: step, memory: memory, fade: fade)
    member.level.isRatio = true
    return member
  }

  /// Members that see growth over years.
  private static let growing = [
    MemberSetting(32, 104, 0.25, step: 0.1, memory: 0.3, hasGrowth: true),
    MemberSetting(16, 52, 0.1, step: 0.15, memory: 0.4, fade: 0.99, hasGrowth: true),
  ]

  /// The forecasts every planner knows, as members like any other.
  private static let sameWeekdayMeans = [(1, 2.0, 0.0), (3, 4, 0), (8, 16, 0.1)].map { count, halfLife, smoothing in
    MemberSetting(halfLife, 26, smoothing, step: 0, memory: 0, sameWeekdays: count)
  }

  /// All members: those, the returning ones with a level that stays where it went, and the quick ones of these with
  /// growth in the place of seasons.
  ///
  /// A queue that wins or loses a customer keeps its new level; a queue after a strange week does not. Which of the two
  /// a queue is like, its own back-tests say.
  static let all: [MemberSetting] = {
    let staying = returning.map { member in
      var copy = member
      copy.level.fade = 0.99
      return copy
    }
    let seasonless = staying.filter { $0.dayHalfLife <= 26 }.map { member in
      var copy = member
      copy.hasSeason = false
      copy.hasGrowth = true
      return copy
    }
    return returning + staying + seasonless + following + growing + sharing + sameWeekdayMeans
  }()

  /// Places of the last week and of the mean of eight among all members.
  static let baselines = all.indices.filter { all[$0].sameWeekdays == 1 || all[$0].sameWeekdays == 8 }

  /// What two members must share to share a day regression.
  struct RegressionKey: Hashable {
    let halfLife: Double
    let hasSeason: Bool
    let hasGrowth: Bool
  }

  /// What two members must share to share a profile.
  struct ProfileKey: Hashable {
    let halfLife: Double
    let smoothing: Double
  }

  var regressionKey: RegressionKey { RegressionKey(halfLife: dayHalfLife, hasSeason: hasSeason, hasGrowth: hasGrowth) }
  private var profileKey: ProfileKey { ProfileKey(halfLife: profileHalfLife, smoothing: smoothing) }

  /// The different profiles of some members, in the order of their first use.
  static func profileKeys(_ settings: [MemberSetting]) -> [ProfileKey] {
    settings.reduce(into: []) { if !$0.contains($1.profileKey) { $0.append($1.profileKey) } }
  }
}
