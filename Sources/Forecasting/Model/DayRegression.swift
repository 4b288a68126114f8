#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A day regression fitted to the rows before some row.
struct DayFit: Sendable {
  /// Shape [design.columnCount].
  let coefficients: [Double]
  /// Robust standard deviation of a day's log total around the fit.
  let scale: Double
  /// Shape [rows before the origin]: log total minus fit; NaN where unknown or long faded.
  let residuals: [Double]
  /// The factored normal equations, for the variance of a forecast.
  let factor: CholeskyFactor

  /// Mean over middle of exp(residual): turns the middle of the day's total into its mean.
  let meanOfExponential: Double
}

/// Weighted ridge regression of the log day totals on what is known of the dates, in which the past fades.
///
/// Because the weights are powers of one number, the normal equations of a later origin are those of an earlier one
/// plus the rows between; a run over increasing origins reads every row once.
struct DayRegression {
  private let design: Design
  private let logTotal: [Double]
  private let rowWeight: [Double]?
  private let growth: Double
  /// Rows before this many are too faded to be looked at singly.
  private let reach: Int
  private var penalty: [Double]
  private var equations: NormalEquations
  private let keepsWeight: [Bool]
  private let kind: Kind
  private var nextRow = 0
  /// Where the passes of a later origin start from.
  private var last: (coefficients: [Double], residuals: [Double])?

  /// What the logarithms are of.
  enum Kind {
    /// Counts plus a half, whose chance is the larger the fewer they are.
    case counts
    /// Anything else.
    case other

    /// Standard deviation of a logarithm by chance alone.
    func chance(_ logarithm: Double) -> Double { self == .counts ? exp(-logarithm / 2) : 0 }
  }

  /// Days are never told apart by less than this, so that a series without chance keeps all its days.
  private static let leastScale = 0.02
  private static let firstPasses = 3
  private static let laterPasses = 2
  /// Half-lives after which a day is too faded to be weighed by its residual.
  static let halfLivesKept = 4.0

  /// - Parameters:
  ///   - halfLife: weeks after which a day counts half.
  ///   - ridge: multiplies every penalty of the design.
  ///   - rowWeight: shape [rows]; further weight of each day, `nil` for 1.
  ///   - keeping: half-lives before an origin for which residuals are told.
  init(
    _ calendar: DayCalendar, logTotal: [Double], halfLife: Double, ridge: Double, rowWeight: [Double]? = nil,
    keeping: Double = halfLivesKept, kind: Kind = .counts
  ) {
    self.kind = kind
    design = calendar.design
    self.logTotal = logTotal
    self.rowWeight = rowWeight
    keepsWeight = calendar.keepsWeight
    growth = exp2(1 / (halfLife * Double(calendar.week)))
    reach = max(LevelTrack.memoryRows, Int(min(1e6, keeping * halfLife * Double(calendar.week))))
    penalty = design.penalty.map { $0 * ridge + 1e-8 }
    equations = NormalEquations(size: design.columnCount)
  }

  /// The fit to all rows before `origin`, which must not lie before an earlier call's.
  ///
  /// Passes of robust weights follow: a day with |r| > 2.5 s off the fit counts (2.5 s / |r|)², so that an outage pulls
  /// less the worse it was. Special days keep their weight, since being far off is what is to be learned from them.
  ///
  /// - Parameter prior: coefficients that the ridge draws towards; zero when not given.
  mutating func fit(before origin: Int, towards prior: [Double]? = nil) -> DayFit {
    while nextRow < origin {
      let target = logTotal[nextRow]
      if !target.isNaN {
        let weight = pow(growth, Double(nextRow)) * (rowWeight?[nextRow] ?? 1)
        equations.add(design, row: nextRow, target: target, weight: weight)
      }
      nextRow += 1
    }
    // Weights grow with the row; scaled so that the row before the origin weighs 1.
    var plain = equations
    plain.scale(by: pow(growth, -Double(max(0, origin - 1))))
    let start = max(0, origin - reach)
    var residuals = [Double](repeating: .nan, count: origin)
    var factor: CholeskyFactor?
    var coefficients: [Double]
    if let last {
      coefficients = last.coefficients
      for row in start..<max(start, min(origin, last.residuals.count)) { residuals[row] = last.residuals[row] }
      update(&residuals, from: max(start, last.residuals.count), coefficients)
    } else {
      let first = plain.factored(penalty: penalty)
      coefficients = first.solve(pulled(plain.moment, prior))
      factor = first
      update(&residuals, from: start, coefficients)
    }
    let chance = chance(before: origin)
    var scale = max(chance, Self.scale(of: residuals))
    for _ in 0..<(last == nil ? Self.firstPasses : Self.laterPasses) {
      var robust = plain
      let limit = 2.5 * max(scale, Self.leastScale)
      for row in start..<origin where abs(residuals[row]) > limit && !keepsWeight[row] {
        // A quiet weekday may be far off by chance alone.
        let ownLimit = max(limit, 2.5 * kind.chance(logTotal[row] - residuals[row]))
        guard abs(residuals[row]) > ownLimit else { continue }
        let weight = pow(growth, Double(row - origin + 1)) * (rowWeight?[row] ?? 1)
        let share = ownLimit / abs(residuals[row])
        robust.add(design, row: row, target: logTotal[row], weight: weight * (share * share - 1))
      }
      let next = robust.factored(penalty: penalty)
      coefficients = next.solve(pulled(robust.moment, prior))
      factor = next
      update(&residuals, from: start, coefficients)
      scale = max(chance, Self.scale(of: residuals))
    }
    last = (coefficients, residuals)
    var sum = 0.0
    var sumOfExponentials = 0.0
    var count = 0.0
    for residual in residuals where !residual.isNaN {
      let clipped = min(max(residual, -3 * scale), 3 * scale)
      sum += clipped
      sumOfExponentials += exp(clipped)
      count += 1
    }
    // Measured around the residuals' own mean: an old trend moves that, and the level follows it elsewhere.
    let lift = count > 0 ? sumOfExponentials / count / exp(sum / count) : 1
    return DayFit(
      coefficients: coefficients, scale: scale, residuals: residuals,
      factor: factor ?? plain.factored(penalty: penalty), meanOfExponential: lift)
  }

  /// Multiplies the penalties of one kind of column.
  mutating func scalePenalty(of kind: DayFactor, by scale: Double) {
    for column in penalty.indices where design.factor[column] == kind { penalty[column] *= scale }
  }

  /// The right side of the ridge regression that shrinks towards `prior` instead of zero.
  private func pulled(_ moment: [Double], _ prior: [Double]?) -> [Double] {
    guard let prior else { return moment }
    return moment.indices.map { moment[$0] + penalty[$0] * prior[$0] }
  }

  /// Writes log total minus fit of the rows from `first` on; unknown ones stay as they are.
  private func update(_ residuals: inout [Double], from first: Int, _ coefficients: [Double]) {
    let end = residuals.count
    residuals.withUnsafeMutableBufferPointer { residuals in
      coefficients.withUnsafeBufferPointer { coefficients in
        design.withEntries { start, columns, values in
          for row in first..<max(first, end) where !logTotal[row].isNaN {
            var sum = 0.0
            for entry in start[row]..<start[row + 1] { sum += values[entry] * coefficients[Int(columns[entry])] }
            residuals[row] = logTotal[row] - sum
          }
        }
      }
    }
  }

  /// The deviation of a mean day by chance alone.
  private func chance(before origin: Int) -> Double {
    guard kind == .counts else { return 0 }
    var sum = 0.0
    var count = 0.0
    for row in max(0, origin - reach)..<origin where !logTotal[row].isNaN {
      sum += exp(logTotal[row])
      count += 1
    }
    return count > 0 ? kind.chance(log(sum / count)) : 0
  }

  /// The robust deviation of the residuals that are known.
  private static func scale(of residuals: [Double]) -> Double {
    var sizes: [Double] = []
    sizes.reserveCapacity(residuals.count)
    for residual in residuals where !residual.isNaN { sizes.append(abs(residual)) }
    return 1.4826 * median(&sizes) + 1e-6
  }
}

/// Where the level of a queue stands relative to its day regression, and how that fades ahead.
struct LevelTrack: Sendable {
  /// Slow deviation of the level, as a logarithm.
  private var slow = 0.0
  /// What the last day had beyond it.
  private var last = 0.0
  private let memory: Double
  private let fade: Double

  /// How many rows before an origin it reads.
  static let memoryRows = 400

  /// A day further off than this many deviations moves nothing, unless the day before was as far off on the same side:
  /// then the level has moved.
  private static let oddDay = 4.0
  /// Deviations at which a step of the level is cut off.
  private static let longestStep = 3.0

  /// - Parameters:
  ///   - residuals: log residuals by row, NaN where unknown; the last `memoryRows` are read.
  ///   - scale: their robust deviation.
  ///   - step: share of each new deviation that moves the level.
  ///   - memory: share of the last day's own deviation that is left after each further row.
  ///   - fade: share of the slow deviation that is left after each further row.
  init(_ residuals: [Double], scale: Double, step: Double, memory: Double, fade: Double = 0.95) {
    self.memory = memory
    self.fade = fade
    var oddBefore = 0.0
    for residual in residuals.suffix(Self.memoryRows) where !residual.isNaN {
      let deviation = residual - slow
      let isOdd = abs(deviation) > Self.oddDay * max(scale, 0.01)
      if isOdd, oddBefore * deviation <= 0 {
        oddBefore = deviation
        last = 0
        continue
      }
      oddBefore = isOdd ? deviation : 0
      let clipped = min(max(deviation, -Self.longestStep * scale), Self.longestStep * scale)
      slow += step * clipped
      last = clipped * (1 - step)
    }
  }

  /// The deviation expected `lead` rows after the last known one, from 1.
  func deviation(lead: Int) -> Double {
    slow * pow(fade, Double(lead)) + last * pow(memory, Double(lead))
  }

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
