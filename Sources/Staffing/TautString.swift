/// The shortest path between two curves: of all paths it has the lowest peak slope, and the least sum of any convex
/// function of its slopes.
package enum TautString {
  /// Slope of the string in each step.
  ///
  /// - Parameters:
  ///   - lower: height the path must have reached at the end of each step; at most `upper` everywhere.
  ///   - upper: height it may not pass at the end of each step; its last value is where the path ends.
  /// - Returns: one slope a step; they add up to the last `upper`. Where both curves rise none is below 0 but by rounding.
  /// - Complexity: O(steps x longest straight piece).
  package static func slopes(lower: [Double], upper: [Double]) -> [Double] {
    let steps = upper.count
    guard steps > 0 else { return [] }
    var slopes = [Double](repeating: 0, count: steps)
    var start = 0
    var height = 0.0
    while start < steps {
      let piece = straightPiece(from: start, height: height, lower: lower, upper: upper)
      for step in start..<piece.end { slopes[step] = piece.slope }
      height += piece.slope * Double(piece.end - start)
      start = piece.end
    }
    return slopes
  }

  /// The longest straight piece that starts at a point and bends only where a curve makes it bend.
  private static func straightPiece(
    from start: Int, height: Double, lower: [Double], upper: [Double]
  ) -> (end: Int, slope: Double) {
    var steepest = -Double.infinity  // the lower curve asks for at least this slope
    var steepestEnd = start + 1
    var flattest = Double.infinity  // the upper curve allows at most this slope
    var flattestEnd = start + 1
    for step in start..<upper.count {
      let length = Double(step + 1 - start)
      let floor = step == upper.count - 1 ? upper[step] : lower[step]
      let need = (floor - height) / length
      let allowed = (upper[step] - height) / length
      if need > flattest { return (flattestEnd, flattest) }
      if allowed < steepest { return (steepestEnd, steepest) }
      if need >= steepest { (steepest, steepestEnd) = (need, step + 1) }
      if allowed <= flattest { (flattest, flattestEnd) = (allowed, step + 1) }
    }
    return (steepestEnd, steepest)
  }
}
