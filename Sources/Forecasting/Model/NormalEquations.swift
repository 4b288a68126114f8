/// X'WX and X'Wy of a weighted ridge regression, to which rows are added and from which they are taken.
struct NormalEquations: Sendable {
  /// Shape [size][size], upper triangle.
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
    Self.add(&gram, &moment, size, design, row, target, weight)
  }

  private static func add(
    _ gram: inout [Double], _ moment: inout [Double], _ size: Int, _ design: Design, _ row: Int, _ target: Double,
    _ weight: Double
  ) {
    gram.withUnsafeMutableBufferPointer { gram in
      moment.withUnsafeMutableBufferPointer { moment in
        design.withEntries { start, columns, values in
          let end = start[row + 1]
          for first in start[row]..<end {
            let column = Int(columns[first])
            let scaled = weight * values[first]
            moment[column] += scaled * target
            for second in first..<end { gram[column * size + Int(columns[second])] += scaled * values[second] }
          }
        }
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
    return CholeskyFactor(ofUpper: matrix, size: size)
  }
}

/// U with U'U = A, for a symmetric positive definite A.
///
/// Every inner loop runs along rows of U, one number after the other in memory.
struct CholeskyFactor: Sendable {
  private var upper: [Double]
  private let size: Int

  /// Factors the upper triangle of a matrix of shape [size][size].
  ///
  /// - Complexity: O(size^3 / 6).
  init(ofUpper matrix: [Double], size: Int) {
    self.size = size
    upper = matrix
    upper.withUnsafeMutableBufferPointer { a in
      var k = 0
      while k < size {
        // Four rows are finished among themselves, and then taken from all rows below them at once: a row is read and
        // written a quarter as often, and each number is the same to the last bit.
        let end = min(k + Self.rowsAtOnce, size)
        for row in k..<end {
          for above in k..<row { Self.take(a, from: row, above, size) }
          let root = max(a[row * size + row], 1e-300).squareRoot()
          a[row * size + row] = root
          for j in (row + 1)..<max(size, row + 1) { a[row * size + j] /= root }
        }
        for row in end..<size { Self.takeFour(a, from: row, k, size) }
        k = end
      }
    }
  }

  private static let rowsAtOnce = 4

  /// Takes a finished row, times what stands above a later row's diagonal, from that row.
  private static func take(
    _ a: UnsafeMutableBufferPointer<Double>, from row: Int, _ above: Int, _ size: Int
  ) {
    let factor = a[above * size + row]
    guard factor != 0 else { return }
    for j in row..<size { a[row * size + j] -= factor * a[above * size + j] }
  }

  /// The same for four finished rows that follow on each other.
  private static func takeFour(
    _ a: UnsafeMutableBufferPointer<Double>, from row: Int, _ first: Int, _ size: Int
  ) {
    let one = first * size
    let (two, three, four) = (one + size, one + 2 * size, one + 3 * size)
    let (b, c, d, e) = (a[one + row], a[two + row], a[three + row], a[four + row])
    guard b != 0 || c != 0 || d != 0 || e != 0 else { return }
    let own = row * size
    for j in row..<size {
      a[own + j] = a[own + j] - b * a[one + j] - c * a[two + j] - d * a[three + j] - e * a[four + j]
    }
  }

  /// U'⁻¹ b.
  func forward(_ right: [Double]) -> [Double] {
    var x = right
    upper.withUnsafeBufferPointer { a in
      x.withUnsafeMutableBufferPointer { x in
        for k in 0..<size {
          let value = x[k] / a[k * size + k]
          x[k] = value
          if value == 0 { continue }
          for i in (k + 1)..<max(size, k + 1) { x[i] -= a[k * size + i] * value }
        }
      }
    }
    return x
  }

  /// A⁻¹ b.
  func solve(_ right: [Double]) -> [Double] {
    var x = forward(right)
    for i in stride(from: size - 1, through: 0, by: -1) {
      var sum = x[i]
      for k in (i + 1)..<max(size, i + 1) { sum -= upper[i * size + k] * x[k] }
      x[i] = sum / upper[i * size + i]
    }
    return x
  }

  /// x' A⁻¹ x: the variance of x'b for unit noise.
  func leverage(_ x: [Double]) -> Double {
    forward(x).reduce(0) { $0 + $1 * $1 }
  }
}
