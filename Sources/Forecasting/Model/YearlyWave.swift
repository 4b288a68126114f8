import Libc

/// What a level and a wave of a year leave over of a series.
struct YearlyWave {
  /// The first row.
  private let first: Int
  /// What is left by row; NaN where unknown.
  let values: [Double]
  /// How many rows are known.
  let known: Double
  /// Sum of the squares of what is left.
  let squares: Double
  /// Level and wave, orthonormal over the known rows, 0 in others.
  private let waves: [[Double]]

  init(_ series: [Double], _ rows: Range<Int>, year: Double) {
    first = rows.lowerBound
    var rest = Array(series[rows])
    let isKnown = rest.map { !$0.isNaN }
    var waves: [[Double]] = []
    for wave in 0..<3 {
      var own = rows.map { row in
        let angle = 2 * Double.pi * Double(row) / year
        return isKnown[row - rows.lowerBound] ? (wave == 0 ? 1 : wave == 1 ? sin(angle) : cos(angle)) : 0
      }
      for other in waves { Self.take(other, from: &own) }
      let length = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
      waves.append(length > 1e-9 ? own.map { $0 / length } : own)
    }
    for index in rest.indices where !isKnown[index] { rest[index] = 0 }
    for wave in waves { Self.take(wave, from: &rest) }
    squares = rest.reduce(0) { $0 + $1 * $1 }
    values = rest.indices.map { isKnown[$0] ? rest[$0] : .nan }
    known = Double(isKnown.count { $0 })
    self.waves = waves
  }

  private static func take(_ wave: [Double], from values: inout [Double]) {
    var common = 0.0
    for index in values.indices { common += wave[index] * values[index] }
    for index in values.indices { values[index] -= common * wave[index] }
  }

  /// A line from a row on: its slope a row, and how many squares it explains.
  func growth(from row: Int) -> (slope: Double, gain: Double) {
    var spread = 0.0
    var common = 0.0
    var shared = [0.0, 0.0, 0.0]
    for index in max(0, row - first)..<values.count where !values[index].isNaN {
      let rows = Double(first + index - row)
      spread += rows * rows
      common += rows * values[index]
      for wave in 0..<3 { shared[wave] += rows * waves[wave][index] }
    }
    spread -= shared.reduce(0) { $0 + $1 * $1 }
    return spread > 1e-9 ? (common / spread, common * common / spread) : (0, 0)
  }

  /// Mean of what such a line leaves over of the last rows.
  func miss(ofLast count: Int, from row: Int, slope: Double) -> Double {
    var line = values.indices.map { values[$0].isNaN ? 0 : slope * Double(max(0, first + $0 - row)) }
    for wave in waves { Self.take(wave, from: &line) }
    var sum = 0.0
    var seen = 0.0
    for index in values.indices.suffix(count) where !values[index].isNaN {
      sum += values[index] - line[index]
      seen += 1
    }
    return seen > 0 ? sum / seen : 0
  }
}
