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
  /// Shape [rows before the origin]: log total minus fit; NaN where unknown.
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
  private var penalty: [Double]
  private var equations: NormalEquations
  private let keepsWeight: [Bool]
  private var nextRow = 0
  /// Where the passes of a later origin start from.
  private var lastCoefficients: [Double]?

  /// Days are never told apart by less than this, so that a series without chance keeps all its days.
  private static let leastScale = 0.02
  private static let firstPasses = 3
  private static let laterPasses = 2

  /// - Parameters:
  ///   - halfLife: weeks after which a day counts half.
  ///   - ridge: multiplies every penalty of the design.
  ///   - rowWeight: shape [rows]; further weight of each day, `nil` for 1.
  init(
    _ calendar: DayCalendar, logTotal: [Double], halfLife: Double, ridge: Double, rowWeight: [Double]? = nil
  ) {
    design = calendar.design
    self.logTotal = logTotal
    self.rowWeight = rowWeight
    keepsWeight = calendar.keepsWeight
    growth = exp2(1 / (halfLife * Double(calendar.week)))
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
    var residuals = [Double](repeating: .nan, count: origin)
    var factor = plain.factored(penalty: penalty)
    var coefficients = lastCoefficients ?? factor.solve(pulled(plain.moment, prior))
    var scale = updateResiduals(&residuals, coefficients)
    for _ in 0..<(lastCoefficients == nil ? Self.firstPasses : Self.laterPasses) {
      var robust = plain
      let limit = 2.5 * max(scale, Self.leastScale)
      for row in 0..<origin where abs(residuals[row]) > limit && !keepsWeight[row] {
        let weight = pow(growth, Double(row - origin + 1)) * (rowWeight?[row] ?? 1)
        let share = limit / abs(residuals[row])
        robust.add(design, row: row, target: logTotal[row], weight: weight * (share * share - 1))
      }
      factor = robust.factored(penalty: penalty)
      coefficients = factor.solve(pulled(robust.moment, prior))
      scale = updateResiduals(&residuals, coefficients)
    }
    lastCoefficients = coefficients
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
      coefficients: coefficients, scale: scale, residuals: residuals, factor: factor,
      meanOfExponential: lift)
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

  /// Writes log total minus fit of every row and returns their robust deviation.
  private func updateResiduals(_ residuals: inout [Double], _ coefficients: [Double]) -> Double {
    var sizes: [Double] = []
    sizes.reserveCapacity(residuals.count)
    for row in residuals.indices where !logTotal[row].isNaN {
      residuals[row] = logTotal[row] - design.product(row: row, coefficients)
      sizes.append(abs(residuals[row]))
    }
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

  /// A day further off than this many deviations moves nothing, unless the day before was as far off on the same side:
  /// then the level has moved.
  private static let oddDay = 4.0
  /// Deviations at which a step of the level is cut off.
  private static let longestStep = 3.0

  /// - Parameters:
  ///   - residuals: log residuals by row, NaN where unknown; the last 400 are read.
  ///   - scale: their robust deviation.
  ///   - step: share of each new deviation that moves the level.
  ///   - memory: share of the last day's own deviation that is left after each further row.
  ///   - fade: share of the slow deviation that is left after each further row.
  init(_ residuals: [Double], scale: Double, step: Double, memory: Double, fade: Double = 0.95) {
    self.memory = memory
    self.fade = fade
    var oddBefore = 0.0
    for residual in residuals.suffix(400) where !residual.isNaN {
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
}
