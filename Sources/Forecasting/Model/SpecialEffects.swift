/// Effects of holidays, their neighbours and named events, learned slowly because they come once a year.
///
/// The quick members of the ensemble have long forgotten last year's holiday; they start from these.
struct SpecialEffects: Sendable {
  /// Shape [design.columnCount]: coefficients of the special columns, 0 elsewhere.
  let coefficients: [Double]
  /// The factored normal equations, penalties scaled to the effects seen; `nil` before the first special day.
  private let factor: CholeskyFactor?
  private let noise: Double

  /// Half-life in weeks.
  static let halfLife = 208.0

  /// - Parameter regression: with the slow half-life, advanced to no later row than `origin`.
  init(_ regression: inout DayRegression, before origin: Int, _ calendar: DayCalendar, logTotal: [Double]) {
    let design = calendar.design
    guard design.hasSpecialRows(before: origin) else {
      coefficients = [Double](repeating: 0, count: design.columnCount)
      factor = nil
      noise = 0
      return
    }
    let first = regression.fit(before: origin)
    var scaled = regression
    for factor in DayFactor.allCases where factor.isSpecial {
      let size = Self.meanSquare(of: factor, first, design, logTotal, before: origin)
      let noise = max(first.scale, 0.01)
      // A ridge penalty is noise² / effect². The design's are right for effects of about four times the noise.
      scaled.scalePenalty(of: factor, by: min(max(16 * noise * noise / size, 0.01), 4))
    }
    let second = scaled.fit(before: origin)
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

  /// Mean squared effect on the special days seen, with two days of 12 % added for when few are.
  private static func meanSquare(
    of factor: DayFactor, _ fit: DayFit, _ design: Design, _ logTotal: [Double], before origin: Int
  ) -> Double {
    var sum = 2 * 0.12 * 0.12
    var count = 2.0
    for row in 0..<origin where !logTotal[row].isNaN && design.has(factor, row: row) {
      let effect =
        logTotal[row] - design.product(row: row, fit.coefficients)
        + design.product(row: row, fit.coefficients, of: factor)
      sum += effect * effect
      count += 1
    }
    return sum / count
  }
}
