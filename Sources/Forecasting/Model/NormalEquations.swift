/// X'WX and X'Wy of a weighted ridge regression, to which rows are added and from which they are taken.
struct NormalEquations: Sendable {
  /// Shape [size][size], lower triangle.
  private(set) var gram: [Double]
  /// Shape [size].
  private(set) var moment: [Double]
  let size: Int

  init(size: Int) {
    self.size = size
    gram = [Double](repeating: 0, count: size * size)
    moment = [Double](repeating: 0, count: size)
  }

  /// Adds a row of the design with a weight; a negative weight takes it away.
  mutating func add(_ design: Design, row: Int, target: Double, weight: Double) {
    let entries = design.start[row]..<design.start[row + 1]
    for first in entries {
      let column = Int(design.columns[first])
      let scaled = weight * design.values[first]
      moment[column] += scaled * target
      for second in entries.lowerBound...first {
        gram[column * size + Int(design.columns[second])] += scaled * design.values[second]
      }
    }
  }

  /// Multiplies everything by a factor.
  mutating func scale(by factor: Double) {
    for index in gram.indices { gram[index] *= factor }
    for index in moment.indices { moment[index] *= factor }
  }

  /// The Cholesky factor of X'WX + diag(penalty).
  func factored(penalty: [Double]) -> CholeskyFactor {
    var matrix = gram
    for index in 0..<size { matrix[index * size + index] += penalty[index] }
    return CholeskyFactor(ofLower: matrix, size: size)
  }
}

/// L with L L' = A, for a symmetric positive definite A.
struct CholeskyFactor: Sendable {
  private var lower: [Double]
  private let size: Int

  /// Factors the lower triangle of a matrix of shape [size][size].
  ///
  /// - Complexity: O(size^3 / 6).
  init(ofLower matrix: [Double], size: Int) {
    self.size = size
    lower = matrix
    lower.withUnsafeMutableBufferPointer { a in
      for i in 0..<size {
        let rowI = i * size
        for j in 0...i {
          let rowJ = j * size
          var sum = a[rowI + j]
          for k in 0..<j { sum -= a[rowI + k] * a[rowJ + k] }
          if i == j {
            a[rowI + i] = max(sum, 1e-300).squareRoot()
          } else {
            a[rowI + j] = sum / a[rowJ + j]
          }
        }
      }
    }
  }

  /// L⁻¹ b.
  func forward(_ right: [Double]) -> [Double] {
    var x = right
    for i in 0..<size {
      var sum = x[i]
      for k in 0..<i { sum -= lower[i * size + k] * x[k] }
      x[i] = sum / lower[i * size + i]
    }
    return x
  }

  /// A⁻¹ b.
  func solve(_ right: [Double]) -> [Double] {
    var x = forward(right)
    for i in stride(from: size - 1, through: 0, by: -1) {
      var sum = x[i]
      for k in (i + 1)..<max(size, i + 1) { sum -= lower[k * size + i] * x[k] }
      x[i] = sum / lower[i * size + i]
    }
    return x
  }

  /// x' A⁻¹ x: the variance of x'b for unit noise.
  func leverage(_ x: [Double]) -> Double {
    forward(x).reduce(0) { $0 + $1 * $1 }
  }
}
