import Timeline

/// How far the days of different queues miss their forecasts together: a storm rings on every line.
///
/// Correlations are those of the clipped residuals of the queues' day regressions on dates both have, drawn towards 0 as
/// by 30 dates without any.
struct DayCorrelation: Sendable {
  private let size: Int
  /// Shape [size][size]: L with L L' = R, lower triangle.
  private let lower: [Double]

  private static let drawnDates = 30.0

  /// - Parameter residuals: by queue; residuals of day totals in units of their deviation, by date.
  init(_ residuals: [[CivilDate: Double]]) {
    let size = residuals.count
    self.size = size
    var matrix = [Double](repeating: 0, count: size * size)
    for one in 0..<size {
      matrix[one * size + one] = 1
      for other in 0..<one { matrix[one * size + other] = Self.correlation(residuals[one], residuals[other]) }
    }
    // Queues seen on different dates may contradict each other; then all correlations are weakened until they do not.
    var factor = Self.factor(matrix, size)
    while factor == nil {
      for one in 0..<size { for other in 0..<one { matrix[one * size + other] *= 0.9 } }
      factor = Self.factor(matrix, size)
    }
    lower = factor ?? matrix
  }

  /// Standard normal deviates of one date, one a queue.
  func deviates(_ generator: inout some RandomNumberGenerator) -> [Double] {
    let own = (0..<size).map { _ in RandomCounts.normal(&generator) }
    return (0..<size).map { row in
      var sum = 0.0
      for column in 0...row { sum += lower[row * size + column] * own[column] }
      return sum
    }
  }

  static func correlation(_ one: [CivilDate: Double], _ other: [CivilDate: Double]) -> Double {
    var product = 0.0
    var ownSquare = 0.0
    var otherSquare = 0.0
    var count = 0.0
    // In order of date, so that the sum is the same in every run.
    for date in one.keys.sorted() {
      guard let a = one[date], let b = other[date] else { continue }
      product += a * b
      ownSquare += a * a
      otherSquare += b * b
      count += 1
    }
    guard ownSquare > 0, otherSquare > 0 else { return 0 }
    return product / (ownSquare * otherSquare).squareRoot() * count / (count + drawnDates)
  }

  /// The Cholesky factor; `nil` unless the matrix is positive definite with some room.
  private static func factor(_ matrix: [Double], _ size: Int) -> [Double]? {
    var a = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = a[row * size + column]
        for k in 0..<column { sum -= a[row * size + k] * a[column * size + k] }
        if row == column {
          guard sum > 1e-6 else { return nil }
          a[row * size + row] = sum.squareRoot()
        } else {
          a[row * size + column] = sum / a[column * size + column]
        }
      }
    }
    return a
  }
}
