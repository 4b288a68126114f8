import Libc

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

  /// Share of the variance of a day that is more than the chance of its count.
  let signal: Double
  /// Contacts over exp(fit): turns the middle of a day's total into its mean.
  ///
  /// The half that is added to a count before its logarithm makes up for chance, so that the rest is the same for busy and
  /// quiet weekdays.
  let lift: Double
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
    let chance = Self.meanChance(logTotal, kind)
    // Penalties are noise² / effect²; the design's are right for days whose noise is a tenth.
    let noisier = max(1, chance / (0.1 * 0.1))
    penalty = calendar.design.penalty.indices.map { column in
      let own = calendar.design.penalty[column] * ridge
      return own + own * calendar.design.noisePenalty[column] * (noisier - 1) + 1e-8
    }
    equations = NormalEquations(size: design.columnCount)
  }

  /// Variance of the logarithm of a day by chance alone, over all days known.
  private static func meanChance(_ logTotal: [Double], _ kind: Kind) -> Double {
    guard kind == .counts else { return 0 }
    var sum = 0.0
    var count = 0.0
    for log in logTotal where !log.isNaN {
      sum += exp(log)
      count += 1
    }
    return count > 0 ? count / max(sum, 1e-9) : 0
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
    var count = 0.0
    var came = 0.0
    var expected = 0.0
    for row in start..<origin where !residuals[row].isNaN {
      let clipped = min(max(residuals[row], -3 * scale), 3 * scale)
      let middle = exp(logTotal[row] - residuals[row])
      sum += clipped
      count += 1
      came += middle * exp(clipped) - (kind == .counts ? 0.5 : 0)
      expected += middle
    }
    // Measured around the residuals' own mean: an old trend moves that, and the level follows it elsewhere.
    let lift = count > 0 ? max(came / expected / exp(sum / count), 0.05) : 1
    return DayFit(
      coefficients: coefficients, scale: scale, residuals: residuals,
      factor: factor ?? plain.factored(penalty: penalty),
      signal: scale > 0 ? 1 - min(1, chance * chance / (scale * scale)) : 1, lift: lift)
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
