import Workforce

/// Where the breaks of a shift lie, in minutes after its start.
struct BreakLayout: Hashable {
  /// One pause.
  struct Pause: Hashable {
    var kind: Break.Kind
    var start: Int
    var minutes: Int
    var isPaid: Bool
    var end: Int { start + minutes }
  }

  /// In order of time, without overlap.
  var pauses: [Pause]

  /// Minutes that are not paid.
  var unpaidMinutes: Int { pauses.reduce(0) { $0 + ($1.isPaid ? 0 : $1.minutes) } }

  /// Layouts for a shift of a contract, so that people who start together need not all pause together.
  ///
  /// Lunch lies in the middle, one step earlier or one later; short breaks lie in the middle of the pieces that lunch
  /// and the ends leave, all of them, or half a step to either side.
  ///
  /// - Parameters:
  ///   - paid: paid minutes of the shift.
  ///   - step: minutes by which layouts differ; the interval of the plan.
  static func layouts(for contract: Contract, paid: Int, step: Int) -> [BreakLayout] {
    let lunch = paid >= contract.lunchFromMinutes ? contract.lunch : nil
    let unpaid =
      (lunch.map { $0.isPaid ? 0 : $0.count * $0.minutes } ?? 0)
      + (contract.breaks.map { $0.isPaid ? 0 : $0.count * $0.minutes } ?? 0)
    let span = paid + unpaid
    var found: [BreakLayout] = []
    for lunchShift in lunch == nil ? [0] : [0, -step, step] {
      for breakShift in contract.breaks == nil ? [0] : [0, -step / 2, step / 2] {
        guard let layout = place(lunch, contract.breaks, span, step, lunchShift, breakShift) else { continue }
        if !found.contains(layout) { found.append(layout) }
      }
    }
    return found
  }

  private static func place(
    _ lunch: BreakRule?, _ breaks: BreakRule?, _ span: Int, _ step: Int, _ lunchShift: Int, _ breakShift: Int
  ) -> BreakLayout? {
    var pauses: [Pause] = []
    // Long breaks split the shift into equal pieces.
    let long = lunch?.count ?? 0
    for number in 0..<long {
      let minutes = lunch?.minutes ?? 0
      let middle = span * (number + 1) / (long + 1)
      let start = rounded(middle - minutes / 2, to: max(1, min(step, 15))) + lunchShift
      pauses.append(Pause(kind: .lunch, start: start, minutes: minutes, isPaid: lunch?.isPaid ?? true))
    }
    // Short breaks go one after the other to the piece that is longest for its number of breaks.
    var edges = [0] + pauses.flatMap { [$0.start, $0.end] } + [span]
    if pauses.isEmpty { edges = [0, span] }
    let pieces = stride(from: 0, to: edges.count, by: 2).map { (start: edges[$0], end: edges[$0 + 1]) }
    var counts = [Int](repeating: 0, count: pieces.count)
    for _ in 0..<(breaks?.count ?? 0) {
      let next = pieces.indices.max { a, b in
        (pieces[a].end - pieces[a].start) * (counts[b] + 1) < (pieces[b].end - pieces[b].start) * (counts[a] + 1)
      }
      if let next { counts[next] += 1 }
    }
    for (piece, count) in zip(pieces, counts) {
      for number in 0..<count {
        let minutes = breaks?.minutes ?? 0
        let middle = piece.start + (piece.end - piece.start) * (number + 1) / (count + 1)
        let start = rounded(middle - minutes / 2, to: min(15, max(1, minutes))) + breakShift
        pauses.append(Pause(kind: .rest, start: start, minutes: minutes, isPaid: breaks?.isPaid ?? true))
      }
    }
    pauses.sort { ($0.start, $0.minutes) < ($1.start, $1.minutes) }
    var last = 0
    for pause in pauses {
      guard pause.start >= last, pause.end <= span else { return nil }
      last = pause.end
    }
    return BreakLayout(pauses: pauses)
  }

  private static func rounded(_ value: Int, to step: Int) -> Int { (value + step / 2) / step * step }
}
