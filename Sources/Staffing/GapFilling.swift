/// Deferred work done partly in the gaps of live work, partly by people of its own.
///
/// Between two curves of cumulative work (nothing before it `arrived`, everything by when it is `due`) runs the work done;
/// the gaps may add up to `G`. People of its own are then needed for as much as `due(t) - G(t)` rises above
/// `arrived(s) - G(s)` for any `s` before `t`. The taut string between these two lowered curves rises exactly where that
/// asks it to, with the lowest peak; where it falls, the gaps alone are enough.
package enum GapFilling {
  /// The work of each step, split into that of people of its own and that done in the gaps.
  ///
  /// - Parameters:
  ///   - arrived: cumulative work at the end of each step, rising.
  ///   - due: the same for work that must be done; at most `arrived`.
  ///   - gaps: work that fits into the gaps of each step, at least 0.
  /// - Returns: shape [steps] each; together they add up to the last `arrived`.
  /// - Complexity: that of ``TautString``.
  package static func split(
    arrived: [Double], due: [Double], gaps: [Double]
  ) -> (own: [Double], inGaps: [Double]) {
    var all = 0.0
    var lower = due
    var upper = arrived
    for step in arrived.indices {
      all += gaps[step]
      lower[step] -= all
      upper[step] -= all
    }
    let own = TautString.slopes(lower: lower, upper: upper).map { max(0, $0) }
    var inGaps = [Double](repeating: 0, count: own.count)
    var done = 0.0
    for step in own.indices {
      inGaps[step] = max(0, min(gaps[step], arrived[step] - done - own[step]))
      done += own[step] + inGaps[step]
    }
    return (own, inGaps)
  }
}
