/// Says how far a budget is used: by moves, which repeats, or by the clock, which does not.
enum MoveBudget: Sendable {
  case moves(Int)
  case seconds(Double)
}

extension RosterState {
  /// Anneals for a budget and leaves the best roster found.
  ///
  /// - Parameters:
  ///   - stop: asked every few thousand moves; true ends early with a short quench.
  ///   - watch: told the cost every few thousand moves.
  /// - Returns: whether it ran to the end of its budget.
  mutating func anneal(
    _ schedule: Annealing.Schedule, budget: MoveBudget, dice: inout Annealing.Dice, clock: Stopwatch,
    stop: () -> Bool, watch: (Double, Double) -> Void
  ) -> Bool {
    if personCount == 0 || dayCount == 0 || problem.options.isEmpty { return true }
    let buffers = makeBuffers()
    let rises = Annealing.rises
    let best = UnsafeMutablePointer<Int32>.allocate(capacity: personCount * dayCount)
    defer { best.deallocate() }
    best.update(from: tours, count: personCount * dayCount)
    var bestCost = cost
    let scale = Float(model.priceScale)
    let started = clock.seconds
    var done = 0
    var progress = 0.0
    var temperature = Float(schedule.start) * scale
    var isComplete = true
    let block = 4096
    var sinceCount = 0
    while true {
      switch budget {
      case .moves(let count): progress = Double(done) / Double(max(1, count))
      case .seconds(let seconds): progress = (clock.seconds - started) / max(1e-9, seconds)
      }
      if progress >= 1 { break }
      if stop() {
        isComplete = false
        quench(&dice, moves: min(200_000, 20 * personCount * dayCount))
        break
      }
      temperature =
        progress > 1 - schedule.quench
        ? 0 : Float(schedule.start * power(schedule.end / schedule.start, progress)) * scale
      for _ in 0..<block {
        let allowed = temperature * rises[Int(truncatingIfNeeded: dice.next() >> 52)] + 1e-6
        if dice.share() < Float(schedule.weekResponses) {
          _ = weekMove(&dice, schedule, allowed: allowed, buffers)
        } else {
          _ = randomMove(&dice, allowed: allowed)
        }
      }
      done += block
      sinceCount += block
      if sinceCount >= 1 << 21 {
        recount()
        sinceCount = 0
      }
      if cost < bestCost - 1e-3 && temperature < 3 * Float(schedule.end) * scale {
        bestCost = cost
        best.update(from: tours, count: personCount * dayCount)
      }
      watch(progress, cost)
    }
    recount()
    if cost > bestCost + 1e-3 { load(best) }
    return isComplete
  }

  /// Random moves that never raise the cost.
  mutating func quench(_ dice: inout Annealing.Dice, moves: Int) {
    for _ in 0..<moves { _ = randomMove(&dice, allowed: 1e-6) }
  }
}
