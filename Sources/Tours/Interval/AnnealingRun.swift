import Chance
import Libc

extension RosterState {
  /// Anneals for a budget over a part of the schedule and leaves the best roster seen near its end.
  ///
  /// After a stop the tours and the cost are that roster's; cover is whatever the last move left.
  ///
  /// - Parameters:
  ///   - span: which part of the schedule, in 0...1.
  ///   - stop: asked every few thousand moves; true ends early with a short quench, and nothing is counted anew then.
  ///   - watch: told the progress and the cost every few thousand moves.
  mutating func anneal(
    span: ClosedRange<Double>, budget: SearchBudget, dice: inout XorshiftStar, stop: () -> Bool,
    watch: (Double, Double) -> Void
  ) {
    if personCount == 0 || activeDays.isEmpty || problem.options.isEmpty { return }
    let rises = Annealing.rises
    var best: [Int32] = []
    var bestCost = Double.infinity
    let scale = Float(model.priceScale)
    let (start, end) = (Annealing.start, Annealing.end)
    var meter = SearchClock(budget)
    let block = 4096
    var done = 0
    while true {
      let used = meter.used / max(1e-9, budget.seconds)
      if used >= 1 { break }
      if stop() {
        quench(&dice, moves: min(Self.lastMoves, 20 * personCount * dayCount))
        // With many people a count takes a third of a second, and whoever stopped the search waits for it.
        if bestCost < cost - 1e-3 {
          tours.update(from: best, count: personCount * dayCount)
          cost = bestCost
        }
        return
      }
      let progress = span.lowerBound + used * (span.upperBound - span.lowerBound)
      let isQuench = progress > 1 - Annealing.quench
      let temperature = isQuench ? 0 : Float(start * pow(end / start, progress)) * scale
      for _ in 0..<block {
        let allowed = temperature * rises[Int(truncatingIfNeeded: dice.next() >> 52)] + 1e-6
        if dice.share() < Annealing.weekResponses {
          _ = weekMove(&dice, allowed: allowed)
        } else {
          _ = randomMove(&dice, allowed: allowed)
        }
      }
      done += block
      meter.spend(Double(block))
      if done % (block << 9) == 0 { recount() }
      if temperature < 2 * Float(end) * scale && cost < bestCost - 1e-3 {
        bestCost = cost
        best = copyTours()
      }
      watch(progress, cost)
    }
    recount()
    if bestCost < cost - 1e-3 { load(best) }
  }

  /// Moves of the quench after a stop: a tenth of a second.
  private static var lastMoves: Int { 100_000 }

  /// Random moves that never raise the cost.
  mutating func quench(_ dice: inout XorshiftStar, moves: Int) {
    for _ in 0..<moves { _ = randomMove(&dice, allowed: 1e-6) }
  }
}
