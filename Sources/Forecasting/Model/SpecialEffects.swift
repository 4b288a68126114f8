import Libc

/// Effects of holidays, their neighbours and named events, learned slowly because they come once a year.
///
/// The quick members of the ensemble have long forgotten last year's holiday; they start from these.
struct SpecialEffects: Sendable {
  /// Shape [design.columnCount]: coefficients of the special columns, 0 elsewhere.
  let coefficients: [Double]
  /// All of them.
  private let all: [Double]
  /// The factored normal equations, penalties scaled to the effects seen; `nil` before the first special day.
  private let factor: CholeskyFactor?
  private let noise: Double

  /// Half-life in weeks.
  static let halfLife = 208.0

  /// - Parameter regression: with the slow half-life, advanced to no later row than `origin`.
  init(_ regression: inout DayRegression, before origin: Int, _ calendar: DayCalendar, logTotal: [Double]) {
    let design = calendar.design
    guard calendar.isSpecial[..<origin].contains(true) else {
      coefficients = [Double](repeating: 0, count: design.columnCount)
      all = coefficients
      factor = nil
      noise = 0
      return
    }
    let first = regression.fit(before: origin)
    var scaled = regression
    for factor in DayFactor.allCases where factor.isSpecial {
      let size = Self.meanSquare(of: factor, first, calendar, logTotal, before: origin)
      let noise = max(first.scale, 0.01)
      // A ridge penalty is noise² / effect². The design's are right for effects of about four times the noise. What is
      // seen of an effect has the noise of its day in it.
      let effect = max(size - noise * noise, 0.1 * size)
      scaled.scalePenalty(of: factor, by: min(max(16 * noise * noise / effect, 0.01), 40))
    }
    let second = scaled.fit(before: origin)
    all = second.coefficients
    coefficients = design.factor.indices.map { design.factor[$0].isSpecial ? second.coefficients[$0] : 0 }
    factor = second.factor
    noise = max(first.scale, 0.01)
  }

  /// Variance of the logarithm of a special day's total beyond a plain day's: what its effects are not known by.
  func variance(row: Int, _ design: Design) -> Double {
    guard let factor else { return 0.12 * 0.12 }
    let here = factor.leverage(design.vector(row: row))
    let plain = factor.leverage(design.vector(row: row, plainOnly: true))
    return noise * noise * max(0, here - plain)
  }

  /// By how much the squared misses of special days pass what was expected of them, each foretold from all other days
  /// (the residual of a ridge regression over one less the row's part in its own fit), beside the plain days around it;
  /// drawn towards 1 as by six days.
  ///
  /// - Parameter weightOf: weight of a row in the regression.
  func looseness(_ calendar: DayCalendar, _ logTotal: [Double], before origin: Int) -> Double {
    guard let factor else { return 1 }
    let design = calendar.design
    var sum = 6.0
    var count = 6.0
    var around: [Double] = []
    func residual(_ row: Int) -> Double { logTotal[row] - design.product(row: row, all) }
    for row in 0..<origin where calendar.isSpecial[row] && !logTotal[row].isNaN {
      around.removeAll(keepingCapacity: true)
      for other in max(0, row - 2 * calendar.week)..<min(origin, row + 2 * calendar.week + 1)
      where !calendar.isSpecial[other] && !logTotal[other].isNaN {
        around.append(residual(other))
      }
      guard around.count >= calendar.week else { continue }
      let here = factor.leverage(design.vector(row: row))
      let plain = factor.leverage(design.vector(row: row, plainOnly: true))
      let weight = exp2(-Double(origin - 1 - row) / (Self.halfLife * Double(calendar.week)))
      let own = min(0.95, weight * here)
      let miss = (residual(row) - median(&around)) / (1 - own)
      let extra = noise * noise * max(0, here / (1 - own) - plain)
      guard extra > 0 else { continue }
      sum += min(max(0, miss * miss - noise * noise) / extra, 12)
      count += 1
    }
    return max(0.5, sum / count)
  }

  /// Mean squared effect on the special days seen, with two days of 12 % added for when few are.
  private static func meanSquare(
    of factor: DayFactor, _ fit: DayFit, _ calendar: DayCalendar, _ logTotal: [Double], before origin: Int
  ) -> Double {
    let design = calendar.design
    var sum = 2 * 0.12 * 0.12
    var count = 2.0
    for row in 0..<origin where calendar.isSpecial[row] && !logTotal[row].isNaN && design.has(factor, row: row) {
      let effect =
        logTotal[row] - design.product(row: row, fit.coefficients)
        + design.product(row: row, fit.coefficients, of: factor)
      sum += effect * effect
      count += 1
    }
    return sum / count
  }
}
