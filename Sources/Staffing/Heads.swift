extension Staffing {
  /// Fewest whole people whose productive share is enough for a number of net agents.
  ///
  /// This is the one place where people are rounded. Net agents are carried as real numbers through sums and shrinkage
  /// until then: 2.1 agents at a productive share of 0.7 are 3 people, where rounding first would ask for 5.
  ///
  /// - Parameters:
  ///   - net: agents on the queue, at least 0, not rounded.
  ///   - productiveShare: one minus shrinkage, in `0 < share <= 1`.
  /// - Returns: the least whole number not below the quotient; a quotient within a billionth of a whole number is that
  ///   number, as 21 agents at 30 % shrinkage are 30 people and not 31.
  public static func heads(forNet net: Double, productiveShare: Double) -> Int {
    precondition(productiveShare > 0 && productiveShare <= 1, "a productive share lies above 0 and is at most 1")
    precondition(net >= 0 && net.isFinite, "net agents are a finite number of people, at least 0")
    let quotient = net / productiveShare
    return Int((quotient - 1e-9 * max(1, quotient * 1e-3)).rounded(.up))
  }
}
