import LinearProgram

/// Prices that column generation asks with: some of the way from the program's own to those of the best bound so far, which settles
/// them, and the program's own where nothing answers to that.
struct SettlingPrices {
  /// Share of the best prices so far in those that are tried.
  let smoothing: Double
  /// Prices of the best bound; empty before there is one.
  private(set) var best: [Double] = []
  private(set) var bound = -Double.infinity

  init(smoothing: Double) { self.smoothing = smoothing }

  /// Asks once, or twice where smoothed prices bring no column; says how many came.
  ///
  /// - Parameter answer: adds columns for prices, and says how many and what bound the prices prove.
  mutating func ask(
    _ own: [Double], _ answer: ([Double]) throws(SolverFault) -> (bound: Double, added: Int)
  ) throws(SolverFault) -> Int {
    for isSmoothed in smoothing > 0 && !best.isEmpty ? [true, false] : [false] {
      var tried = own
      if isSmoothed {
        for place in own.indices { tried[place] = smoothing * best[place] + (1 - smoothing) * own[place] }
      }
      let (bound, added) = try answer(tried)
      if bound > self.bound { (self.bound, best) = (bound, tried) }
      if added > 0 { return added }
    }
    return 0
  }
}
