import Libc

/// How a level follows the days, and how that fades ahead.
struct LevelSetting: Hashable, Sendable {
  /// Share of each new deviation that moves the level.
  var step: Double
  /// Share of the last day's own deviation that is left after each further row.
  var memory: Double
  /// Share of the level's deviation that is left after each further row.
  var fade = 0.95
  /// Whether deviations are shares of the expected day instead of logarithms: days that fall out pull less.
  var isRatio = false

  /// Share of the growth of a row that the next one has.
  static let damping = 0.985

  /// Rows of growth that are left of so many.
  static func damped(_ rows: Double) -> Double { damping * (1 - pow(damping, rows)) / (1 - damping) }
}

/// Where the level of a queue stands relative to its day regression, and how that goes on ahead.
struct LevelTrack: Sendable {
  private let fade: Double
  private let step: Double
  private let memory: Double
  private let scale: Double
  /// Slow deviation of the level, as a logarithm.
  private var slow = 0.0
  /// What the last day had beyond it.
  private var last = 0.0
  private var oddBefore = 0.0

  /// How many rows before an origin it reads.
  static let memoryRows = 400

  /// A day further off than this many deviations moves nothing, unless the day before was as far off on the same side:
  /// then the level has moved.
  private static let oddDay = 4.0
  /// A level moves at least this much of its usual share, so that no queue stays where it is for ever.
  private static let leastSignal = 0.1
  /// Deviations at which a step of the level is cut off.
  private static let longestStep = 3.0

  /// - Parameters:
  ///   - residuals: log residuals by row, NaN where unknown; the last `memoryRows` are read.
  ///   - scale: their robust deviation.
  ///   - signal: share of their variance that is more than the chance of counts; chance moves no level.
  init(_ residuals: [Double], scale: Double, signal: Double = 1, _ setting: LevelSetting) {
    self.scale = scale
    fade = setting.fade
    step = setting.step * max(signal, Self.leastSignal)
    memory = setting.memory * signal
    // What lies further back has left less than a thousandth in the level.
    let rows = step > 0 ? min(Double(Self.memoryRows), 7 / step) : 1
    for residual in residuals.suffix(Int(rows.rounded(.up))) { take(residual) }
  }

  /// Follows the residual of the next row; one that is unknown changes nothing.
  mutating func take(_ residual: Double) {
    if residual.isNaN { return }
    let deviation = residual - slow
    let isOdd = abs(deviation) > Self.oddDay * max(scale, 0.01)
    if isOdd, oddBefore * deviation <= 0 {
      oddBefore = deviation
      last = 0
      return
    }
    oddBefore = isOdd ? deviation : 0
    let clipped = min(max(deviation, -Self.longestStep * scale), Self.longestStep * scale)
    slow += step * clipped
    last = clipped * (1 - step)
  }

  /// The deviation expected of the next row.
  var next: Double { slow * fade + last * memory }

  /// The deviations expected 1, 2 ... `count` rows after the last known one.
  func deviations(_ count: Int) -> [Double] {
    var slow = slow
    var last = last
    return (0..<count).map { _ in
      slow *= fade
      last *= memory
      return slow + last
    }
  }
}
