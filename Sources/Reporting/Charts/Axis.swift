import Tabular

/// A scale from figures to places on a chart.
struct Axis {
  /// The figures at both ends.
  let figures: ClosedRange<Double>
  /// Where they are drawn.
  let from: Double
  let to: Double

  /// The place of a figure.
  func place(_ figure: Double) -> Double {
    let width = figures.upperBound - figures.lowerBound
    return width > 0 ? from + (to - from) * (figure - figures.lowerBound) / width : from
  }

  /// A few round figures from 0 to the first that is at least `most`.
  static func ticks(to most: Double) -> [Double] {
    guard most > 0, most.isFinite else { return [0, 1] }
    var step = 1e-3
    while true {
      for factor in [1.0, 2, 5] where most / (step * factor) <= 4 {
        let count = (most / (step * factor)).rounded(.up)
        return (0...Int(count)).map { Double($0) * step * factor }
      }
      step *= 10
    }
  }
}

/// A place on a chart, to a tenth of its unit.
func point(_ value: Double) -> String {
  let text = FixedDecimal.text(value, decimals: 1)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
