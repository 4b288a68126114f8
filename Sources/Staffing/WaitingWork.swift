import Libc

/// How likely every amount of waiting work is, as contacts come by chance and people work them off.
///
/// What an interval brings is taken as normal, with the mean and the variance of a Poisson number of exponential handle times; work
/// below nothing is nothing. Kept are chances of equal cells of work: each step spreads every cell over its neighbours, and what falls
/// between two cells is shared by both, so that the mean is exact.
struct WaitingWork {
  /// Work of a cell in agent-seconds.
  private var cell: Double
  /// The first cell kept; those below have no chance to speak of.
  private var first = 0
  private var chances = [1.0]
  /// Shape [chances]: sums up to and with each.
  private var sums = [1.0]

  /// Chances left aside at either end.
  private static let tail = 1e-8
  /// Cells from which on two become one.
  private static let mostCells = 512

  /// Nothing waits.
  ///
  /// - Parameter cell: agent-seconds, above 0: the finer, the slower; half the spread of what an interval brings is fine enough.
  init(cell: Double) { self.cell = cell }

  /// Mean of the waiting work in agent-seconds.
  var mean: Double {
    chances.indices.reduce(0) { $0 + chances[$1] * Double(first + $1) } * cell
  }

  /// The chance that no more than so much work waits; inside a cell it rises evenly.
  func chance(ofAtMost work: Double) -> Double {
    guard work >= 0 else { return 0 }
    let place = work / cell + 0.5 - Double(first)
    guard place < Double(chances.count) else { return 1 }
    guard place > 0 else { return 0 }
    let index = Int(place)
    let below = index > 0 ? sums[index - 1] : 0
    // No work is no range of work.
    let part = first + index == 0 ? 1 : place - Double(index)
    return min(1, below + chances[index] * part)
  }

  /// Some work comes, and people work off what they can.
  ///
  /// - Parameters:
  ///   - arriving: mean of the work that comes, in agent-seconds.
  ///   - variance: its variance.
  ///   - capacity: work that can be done meanwhile.
  /// - Complexity: O(cells x cells of the spread).
  mutating func pass(arriving: Double, variance: Double, capacity: Double) {
    guard arriving > 0 || capacity > 0 else { return }
    let (lowest, weights) = Self.spread(of: (arriving - capacity) / cell, variance.squareRoot() / cell)
    var next = [Double](repeating: 0, count: chances.count + weights.count - 1)
    for (place, weight) in weights.enumerated() {
      for index in chances.indices { next[place + index] += chances[index] * weight }
    }
    // Work below nothing is nothing.
    let start = max(0, first + lowest)
    let cut = min(next.count - 1, start - first - lowest)
    if cut > 0 {
      next[cut] += next[..<cut].reduce(0, +)
      next.removeFirst(cut)
    }
    first = start
    chances = next
    trim()
    if chances.count > Self.mostCells { coarsen() }
    var sum = 0.0
    sums = chances.map { chance in
      sum += chance
      return sum
    }
  }

  /// Weights of cells around a shift, each sharing what falls between it and its neighbours; the first is `lowest` cells away.
  private static func spread(of shift: Double, _ deviation: Double) -> (lowest: Int, weights: [Double]) {
    let lowest = Int((shift - 5 * deviation).rounded(.down))
    let highest = Int((shift + 5 * deviation).rounded(.up))
    // Mean of what a normal amount lies below a cell.
    let below = (lowest - 1...highest + 1).map { place -> Double in
      let distance = Double(place) - shift
      guard deviation > 1e-9 else { return max(0, distance) }
      let z = distance / deviation
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      return distance * erfc(-z / 2.0.squareRoot()) / 2 + deviation * density
    }
    var weights: [Double] = []
    for place in 1..<below.count - 1 {
      weights.append(max(0, below[place + 1] - 2 * below[place] + below[place - 1]))
    }
    return (lowest, weights)
  }

  private mutating func trim() {
    var (low, left) = (0, 0.0)
    while low < chances.count - 1, left + chances[low] < Self.tail {
      left += chances[low]
      low += 1
    }
    var (high, right) = (chances.count, 0.0)
    while high > low + 1, right + chances[high - 1] < Self.tail {
      right += chances[high - 1]
      high -= 1
    }
    chances = Array(chances[low..<high])
    first += low
    let all = chances.reduce(0, +)
    for index in chances.indices { chances[index] /= all }
  }

  /// Every second cell goes half to either neighbour.
  private mutating func coarsen() {
    let start = first / 2
    var merged = [Double](repeating: 0, count: (first + chances.count) / 2 - start + 1)
    for (index, chance) in chances.enumerated() {
      let place = first + index
      merged[place / 2 - start] += chance / 2
      merged[(place + 1) / 2 - start] += chance / 2
    }
    first = start
    chances = merged
    cell *= 2
  }
}
