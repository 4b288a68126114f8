/// The integral of a function over a finite range, to about 1e-10 of values around 1.
///
/// Eight-point Gauss rule on halves until halving changes nothing; a jump costs some thirty halvings.
func integral(
  from low: Double, to high: Double, of function: (Double) throws(QueueingError) -> Double
) throws(QueueingError) -> Double {
  let whole = try gaussRule(low, high, function)
  return try refined(low, high, whole, 40, function)
}

private func refined(
  _ low: Double, _ high: Double, _ whole: Double, _ depth: Int, _ function: (Double) throws(QueueingError) -> Double
) throws(QueueingError) -> Double {
  let middle = (low + high) / 2
  let left = try gaussRule(low, middle, function)
  let right = try gaussRule(middle, high, function)
  if depth == 0 || abs(left + right - whole) <= 1e-11 { return left + right }
  return try refined(low, middle, left, depth - 1, function) + refined(middle, high, right, depth - 1, function)
}

/// Nodes and weights: Abramowitz & Stegun table 25.4, n = 8.
private func gaussRule(
  _ low: Double, _ high: Double, _ function: (Double) throws(QueueingError) -> Double
) throws(QueueingError) -> Double {
  let centre = (low + high) / 2
  let half = (high - low) / 2
  func pair(_ node: Double, _ weight: Double) throws(QueueingError) -> Double {
    weight * (try function(centre - half * node) + function(centre + half * node))
  }
  return half
    * (try pair(0.1834346424956498, 0.3626837833783620) + pair(0.5255324099163290, 0.3137066458778873)
      + pair(0.7966664774136267, 0.2223810344533745) + pair(0.9602898564975363, 0.1012285362903763))
}
