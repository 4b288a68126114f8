/// Splits the difference of two figures into the parts that several causes have in it.
enum SharedEffects {
  /// The mean effect of each cause over all orders in which they could have come, so that no order is preferred and the parts add
  /// up to the whole.
  ///
  /// - Parameters:
  ///   - causes: how many; at most 6.
  ///   - value: figures with some of the causes, by a mask of bits; called once for each of the `2^causes` masks.
  /// - Returns: shape [causes][figures].
  /// - Source: value of a game, Shapley (1953).
  static func split(_ causes: Int, value: (Int) throws -> [Double]) rethrows -> [[Double]] {
    let values = try (0..<(1 << causes)).map(value)
    func factorial(_ number: Int) -> Double { number < 2 ? 1 : (2...number).reduce(1) { $0 * Double($1) } }
    return (0..<causes).map { cause in
      var effect = [Double](repeating: 0, count: values[0].count)
      for mask in values.indices where mask & (1 << cause) == 0 {
        let size = mask.nonzeroBitCount
        let weight = factorial(size) * factorial(causes - size - 1) / factorial(causes)
        let with = values[mask | (1 << cause)]
        for place in effect.indices { effect[place] += weight * (with[place] - values[mask][place]) }
      }
      return effect
    }
  }
}
