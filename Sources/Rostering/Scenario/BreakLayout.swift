import Workforce

/// Where the breaks of a shift and the gap of a split one lie, in minutes after its start.
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
  /// The gap between the two parts of a split shift, no break in it; `nil` for a shift in one piece.
  var gap: Range<Int>?

  /// Minutes that are not paid.
  var unpaidMinutes: Int { pauses.reduce(gap?.count ?? 0) { $0 + ($1.isPaid ? 0 : $1.minutes) } }

  /// Stretches in which nobody works: breaks and the gap.
  var idle: [Range<Int>] { pauses.map { $0.start..<$0.end } + (gap.map { [$0] } ?? []) }

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

  /// Layouts of split shifts, where the contract allows them: the first part and the gap grow from their least by whole hours.
  ///
  /// The gap takes the place of lunch; short breaks lie in the middle of the pieces.
  ///
  /// - Parameters: as of `layouts`.
  static func splitLayouts(for contract: Contract, paid: Int, step: Int) -> [BreakLayout] {
    guard let split = contract.split else { return [] }
    let worked = paid + (contract.breaks.map { $0.isPaid ? 0 : $0.count * $0.minutes } ?? 0)
    let hour = max(60, step)
    var found: [BreakLayout] = []
    for first in stride(from: split.partMinutes, through: worked - split.partMinutes, by: hour) {
      for gap in stride(from: split.gapMinutes.lowerBound, through: split.gapMinutes.upperBound, by: hour)
      where worked + gap <= 1440 {
        let span = worked + gap
        let pieces = [(start: 0, end: first), (start: first + gap, end: span)]
        let pauses = shortPauses(contract.breaks, in: pieces, shifted: 0)
        guard let layout = ordered(pauses, gap: first..<first + gap, span: span) else { continue }
        found.append(layout)
      }
    }
    return found
  }

  /// Breaks in order of time, with the gap of a split shift; nil when they overlap each other or the gap, or leave the shift.
  static func ordered(_ pauses: [Pause], gap: Range<Int>?, span: Int) -> BreakLayout? {
    let layout = BreakLayout(
      pauses: pauses.sorted { ($0.start, $0.minutes) < ($1.start, $1.minutes) }, gap: gap)
    var last = 0
    for stretch in layout.idle.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard stretch.lowerBound >= last, stretch.upperBound <= span else { return nil }
      last = stretch.upperBound
    }
    return layout
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
    let edges = [0] + pauses.flatMap { [$0.start, $0.end] } + [span]
    let pieces = stride(from: 0, to: edges.count, by: 2).map { (start: edges[$0], end: edges[$0 + 1]) }
    pauses += shortPauses(breaks, in: pieces, shifted: breakShift)
    return ordered(pauses, gap: nil, span: span)
  }

  /// Short breaks in the middle of pieces; they go one after the other to the piece that is longest for its number of breaks.
  private static func shortPauses(
    _ breaks: BreakRule?, in pieces: [(start: Int, end: Int)], shifted shift: Int
  ) -> [Pause] {
    var pauses: [Pause] = []
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
        let start = rounded(middle - minutes / 2, to: min(15, max(1, minutes))) + shift
        pauses.append(Pause(kind: .rest, start: start, minutes: minutes, isPaid: breaks?.isPaid ?? true))
      }
    }
    return pauses
  }

  private static func rounded(_ value: Int, to step: Int) -> Int { (value + step / 2) / step * step }
}
