/// Stretches of work on the open intervals of a day or week, laid so that the squares of all people needed add up to little.
///
/// The work is cut into as many stretches as there can be, each laid where the squares grow least; then single stretches move while
/// that betters the sum, and all stretches of one person at a time are laid anew as well as can be while the others lie still. One
/// person at a time is therefore laid as well as can be.
struct StretchPlan {
  /// The open intervals, increasing.
  private let window: [Int]
  /// Shape [window]: the place behind the last interval that follows without a gap.
  private let runEnd: [Int]
  private let most: Int
  /// Shape [window]: people needed, those of the stretches among them.
  private var needed: [Double]
  /// Shape [window]: people of the stretches.
  private var placed: [Int]
  /// What was laid, as ranges of places of the window; in no order.
  private var laid: [Range<Int>] = []
  /// Intervals of work for which there is no room.
  private(set) var unplaced = 0

  /// What was laid, as ranges of intervals, by start.
  var stretches: [Range<Int>] {
    laid.map { window[$0.lowerBound]..<window[$0.upperBound - 1] + 1 }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }

  /// Nothing laid yet.
  ///
  /// - Parameters:
  ///   - window: the open intervals, increasing.
  ///   - load: people needed elsewhere, by interval of the grid.
  ///   - most: people at a time.
  init(window: [Int], load: [Double], most: Int) {
    self.window = window
    self.most = most
    var runEnd = [Int](repeating: window.count, count: window.count)
    for place in window.indices.dropLast().reversed() {
      runEnd[place] = window[place + 1] == window[place] + 1 ? runEnd[place + 1] : place + 1
    }
    self.runEnd = runEnd
    needed = window.map { load[$0] }
    placed = [Int](repeating: 0, count: window.count)
  }

  /// Lays so many intervals of work in stretches of at least a length.
  ///
  /// - Complexity: O(work x window x least) for each time a person's stretches are laid anew, of which there are few.
  mutating func place(_ work: Int, inStretchesOf least: Int) {
    guard work > 0 else { return }
    let least = max(1, least)
    let count = max(1, work / least)
    for index in 0..<count {
      let length = work / count + (index < work % count ? 1 : 0)
      if let best = best(length) { lay(best) } else { unplaced += length }
    }
    if unplaced > 0 { pack(work, least) }
    while moveStretches() || layLanesAnew(least) {}
  }

  // MARK: - Steps

  /// Moves single stretches to where they lie better; whether any was moved.
  private mutating func moveStretches() -> Bool {
    var isMoved = false
    for index in laid.indices {
      let old = laid[index]
      change(old, by: -1)
      let found = best(old.count) ?? old
      let isBetter = cost(found) < cost(old) - Self.rounding
      laid[index] = isBetter ? found : old
      change(laid[index], by: 1)
      isMoved = isMoved || isBetter
    }
    return isMoved
  }

  /// Lays the stretches of one person at a time anew while the others lie still; whether that bettered any.
  private mutating func layLanesAnew(_ least: Int) -> Bool {
    var isBettered = false
    for lane in lanes() {
      for stretch in lane { change(stretch, by: -1) }
      let old = lane.reduce(0) { $0 + cost($1) }
      let work = lane.reduce(0) { $0 + $1.count }
      var new = lane
      if let found = cheapestLane(work, least), found.reduce(0, { $0 + cost($1) }) < old - Self.rounding {
        for stretch in lane { laid.remove(at: laid.firstIndex(of: stretch) ?? 0) }
        laid += found
        new = found
        isBettered = true
      }
      for stretch in new { change(stretch, by: 1) }
    }
    return isBettered
  }

  /// The stretches by person, as many people as work at once.
  private func lanes() -> [[Range<Int>]] {
    var lanes: [[Range<Int>]] = []
    for stretch in laid.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let free = lanes.firstIndex(where: { ($0.last?.upperBound ?? 0) <= stretch.lowerBound }) {
        lanes[free].append(stretch)
      } else {
        lanes.append([stretch])
      }
    }
    return lanes
  }

  /// The cheapest stretches of one person that come to so much work, beside those that lie; nil where there is no room.
  private func cheapestLane(_ work: Int, _ least: Int) -> [Range<Int>]? {
    let width = work + 1
    var costs = [Double](repeating: .infinity, count: (window.count + 1) * width)
    // Length of the stretch that ends at a place, 0 for none.
    var lengths = [Int](repeating: 0, count: costs.count)
    costs[0] = 0
    func settle(_ place: Int, _ cost: Double, _ length: Int) {
      guard cost < costs[place] - (length > 0 ? Self.rounding : 0) else { return }
      (costs[place], lengths[place]) = (cost, length)
    }
    for place in window.indices {
      for done in 0...work where costs[place * width + done].isFinite {
        let before = costs[place * width + done]
        settle((place + 1) * width + done, before, 0)
        var cost = before
        // Longer ones are two that follow each other.
        for length in 1..<2 * least {
          let last = place + length - 1
          guard last < runEnd[place], done + length <= work, placed[last] < most else { break }
          cost += 2 * needed[last] + 1
          if length >= least { settle((last + 1) * width + done + length, cost, length) }
        }
      }
    }
    guard costs[window.count * width + work].isFinite else { return nil }
    var stretches: [Range<Int>] = []
    var (place, left) = (window.count, work)
    while place > 0 {
      let length = lengths[place * width + left]
      if length > 0 { stretches.append(place - length..<place) }
      (place, left) = (place - max(1, length), left - length)
    }
    return stretches.reversed()
  }

  /// Fills the window from its beginning, one person after another, where stretches in their best places leave no room for the rest.
  private mutating func pack(_ work: Int, _ least: Int) {
    for stretch in laid { change(stretch, by: -1) }
    laid = []
    var left = work
    for _ in 0..<most {
      let before = left
      var place = 0
      while place < window.count, left > 0 {
        var length = min(runEnd[place] - place, left)
        // What is left must be a stretch too.
        if left - length > 0, left - length < least { length = max(least, left - least) }
        if length >= least, length <= runEnd[place] - place {
          lay(place..<place + length)
          left -= length
        }
        place = runEnd[place]
      }
      if left == 0 || left == before { break }
    }
    unplaced = left
  }

  // MARK: - Places

  /// Less than this is no gain: a gain that rounding could make would go round in a circle.
  private static let rounding = 1e-6

  /// The place of a stretch where the squares grow least; the earliest of several.
  private func best(_ length: Int) -> Range<Int>? {
    var best: (cost: Double, range: Range<Int>)?
    var sums = [0.0]
    // Places in a row, this one the last, that have room and no gap between them.
    var free = 0
    for place in window.indices {
      sums.append(sums[place] + 2 * needed[place] + 1)
      let isAfterGap = place > 0 && runEnd[place - 1] == place
      free = placed[place] < most ? (isAfterGap ? 0 : free) + 1 : 0
      guard free >= length else { continue }
      let start = place - length + 1
      let cost = sums[place + 1] - sums[start]
      if best.map({ cost < $0.cost - Self.rounding }) ?? true { best = (cost, start..<place + 1) }
    }
    return best?.range
  }

  /// What the squares of people needed grow by with one more.
  private func cost(_ range: Range<Int>) -> Double { range.reduce(0) { $0 + 2 * needed[$1] + 1 } }

  private mutating func lay(_ range: Range<Int>) {
    laid.append(range)
    change(range, by: 1)
  }

  private mutating func change(_ range: Range<Int>, by count: Int) {
    for place in range {
      needed[place] += Double(count)
      placed[place] += count
    }
  }
}
