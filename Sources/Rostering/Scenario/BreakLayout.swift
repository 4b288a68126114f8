import Timeline
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

    /// The break of a shift that begins at a moment.
    func taken(from begin: Instant) -> Break {
      Break(
        kind: kind, start: begin.advanced(bySeconds: start * 60), end: begin.advanced(bySeconds: end * 60),
        isPaid: isPaid)
    }
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
  /// Lunch lies in the middle, one step earlier or one later, or at up to five places of its window; short breaks lie in the
  /// middle of the pieces that lunch and the ends leave, all of them, or half a step to either side, as far as their window lets
  /// them.
  ///
  /// - Parameters:
  ///   - paid: paid minutes of the shift.
  ///   - step: minutes by which layouts differ; the interval of the plan.
  static func layouts(for contract: Contract, paid: Int, step: Int) -> [BreakLayout] {
    let lunch = paid >= contract.lunchFromMinutes ? contract.lunch : nil
    let span = paid + contract.unpaidMinutes(ofPaid: paid)
    var found: [BreakLayout] = []
    for lunches in lunchPlaces(lunch, span, step) {
      for breakShift in contract.breaks == nil ? [0] : [0, -step / 2, step / 2] {
        guard let layout = place(lunches, contract.breaks, span, breakShift) else { continue }
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
    let worked = paid + (contract.breaks?.unpaidMinutes ?? 0)
    let hour = max(60, step)
    var found: [BreakLayout] = []
    for first in stride(from: split.partMinutes, through: worked - split.partMinutes, by: hour) {
      for gap in stride(from: split.gapMinutes.lowerBound, through: split.gapMinutes.upperBound, by: hour)
      where worked + gap <= 1440 {
        let span = worked + gap
        let pieces = [(start: 0, end: first), (start: first + gap, end: span)]
        guard let layout = fill(pieces, of: contract.breaks, shifted: 0, [], gap: first..<first + gap, span) else {
          continue
        }
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

  /// Places for the long breaks of a shift, the one nearest to the middle first. Without a window they split the shift into equal
  /// pieces.
  private static func lunchPlaces(_ lunch: BreakRule?, _ span: Int, _ step: Int) -> [[Pause]] {
    guard let lunch else { return [[]] }
    func pauses(_ starts: [Int]) -> [Pause] {
      starts.map { Pause(kind: .lunch, start: $0, minutes: lunch.minutes, isPaid: lunch.isPaid) }
    }
    if lunch.count == 1, let window = lunch.window {
      let starts = Array(stride(from: window.lowerBound, through: window.upperBound, by: step))
      let most = min(starts.count, 5)
      let chosen = (0..<most).map { starts[$0 * (starts.count - 1) / max(1, most - 1)] }
      func distance(_ start: Int) -> Int { abs(2 * start + lunch.minutes - span) }
      return chosen.sorted { (distance($0), $0) < (distance($1), $1) }.map { pauses([$0]) }
    }
    return [0, -step, step].map { shift in
      pauses(
        (1...lunch.count).map { number in
          let middle = span * number / (lunch.count + 1)
          return kept(rounded(middle - lunch.minutes / 2, to: max(1, min(step, 15))) + shift, in: lunch.window)
        })
    }
  }

  private static func place(_ lunches: [Pause], _ breaks: BreakRule?, _ span: Int, _ breakShift: Int) -> BreakLayout? {
    let edges = [0] + lunches.flatMap { [$0.start, $0.end] } + [span]
    let pieces = stride(from: 0, to: edges.count, by: 2).map { (start: edges[$0], end: edges[$0 + 1]) }
    return fill(pieces, of: breaks, shifted: breakShift, lunches, gap: nil, span)
  }

  /// A layout with short breaks in the middle of pieces, or, where their window is too narrow for that, one after the other from
  /// its beginning on.
  private static func fill(
    _ pieces: [(start: Int, end: Int)], of breaks: BreakRule?, shifted shift: Int, _ lunches: [Pause], gap: Range<Int>?,
    _ span: Int
  ) -> BreakLayout? {
    if let layout = ordered(lunches + shortPauses(breaks, in: pieces, shifted: shift), gap: gap, span: span) {
      return layout
    }
    guard let breaks, let window = breaks.window else { return nil }
    let taken = lunches.map { $0.start..<$0.end } + (gap.map { [$0] } ?? [])
    var pauses = lunches
    var start = window.lowerBound
    for _ in 0..<breaks.count {
      while let other = taken.first(where: { $0.overlaps(start..<start + breaks.minutes) }) { start = other.upperBound }
      guard start <= window.upperBound else { return nil }
      pauses.append(Pause(kind: .rest, start: start, minutes: breaks.minutes, isPaid: breaks.isPaid))
      start += breaks.minutes
    }
    return ordered(pauses, gap: gap, span: span)
  }

  private static func kept(_ start: Int, in window: ClosedRange<Int>?) -> Int {
    guard let window else { return start }
    return min(window.upperBound, max(window.lowerBound, start))
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
        let start = kept(rounded(middle - minutes / 2, to: min(15, max(1, minutes))) + shift, in: breaks?.window)
        pauses.append(Pause(kind: .rest, start: start, minutes: minutes, isPaid: breaks?.isPaid ?? true))
      }
    }
    return pauses
  }

  private static func rounded(_ value: Int, to step: Int) -> Int { (value + step / 2) / step * step }
}
