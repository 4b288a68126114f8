/// A hill `exp(-slope x - curvature above(x))` with its top, 1, at `x = 0`: what the integrals of large queues look like.
///
/// `above` is a convex function that touches 0 at 0 and is close to `x^2 / 2` there. The integral over the hill takes
/// some hundred points at any size, where the sums it stands for take as many terms as the square root of the load.
struct Hill {
  /// Fall to the right of the top, at least 0.
  var slope: Double
  /// Weight of `above`, above 0.
  var curvature: Double
  /// Where the hill begins, at most 0; it runs to the right without end.
  var leftEdge: Double

  /// Goes through the points of a 16-point Gauss rule on panels that widen from the top, with a mass for each.
  ///
  /// - Parameter split: a place that no panel reaches across.
  @inline(__always)
  func forEachPoint(
    splitAt split: Double = .infinity, above: (Double) -> Double, visit: (_ x: Double, _ mass: Double) -> Void
  ) {
    // At `scale` from the top the hill has lost about one power of e.
    let scale = min(1, 2 / (slope + (slope * slope + 2 * curvature).squareRoot()))
    var low = 0.0
    var high = 2 * scale
    while true {
      if low < split && split < high {
        panel(low, split, above, visit)
        panel(split, high, above, visit)
      } else {
        panel(low, high, above, visit)
      }
      if fall(high, above) > 40 { break }
      (low, high) = (high, 2 * high)
    }
    high = 0
    var width = min(2 * scale, 2)
    while high > leftEdge && fall(high, above) < 40 {
      low = max(leftEdge, high - width)
      if low < split && split < high {
        panel(low, split, above, visit)
        panel(split, high, above, visit)
      } else {
        panel(low, high, above, visit)
      }
      width = min(-low, 2)
      high = low
    }
  }

  /// How many powers of e the hill has lost at a place.
  @inline(__always)
  func fall(_ x: Double, _ above: (Double) -> Double) -> Double { slope * x + curvature * above(x) }

  @inline(__always)
  private func panel(
    _ low: Double, _ high: Double, _ above: (Double) -> Double, _ visit: (_ x: Double, _ mass: Double) -> Void
  ) {
    let centre = (low + high) / 2
    let half = (high - low) / 2
    for (node, weight) in gauss16 {
      let right = centre + half * node
      let left = centre - half * node
      visit(right, weight * half * exponential(-fall(right, above)))
      visit(left, weight * half * exponential(-fall(left, above)))
    }
  }
}

/// Positive nodes and weights of the 16-point Gauss-Legendre rule (Abramowitz & Stegun, table 25.4).
private let gauss16: [(Double, Double)] = [
  (0.09501250983763744, 0.1894506104550685),
  (0.2816035507792589, 0.1826034150449236),
  (0.4580167776572274, 0.1691565193950025),
  (0.6178762444026438, 0.1495959888165767),
  (0.755404408355003, 0.1246289712555339),
  (0.8656312023878318, 0.0951585116824928),
  (0.9445750230732326, 0.0622535239386479),
  (0.9894009349916499, 0.0271524594117541),
]
