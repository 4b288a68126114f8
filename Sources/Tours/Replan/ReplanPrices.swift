/// Prices of the intervals that some candidates change, by which any choice among them has a least cost.
///
/// The cost of an interval is the highest of several planes over those who come and go, so any mean of these planes lies below it. By one
/// plane each candidate changes a sum of its own, and the cheapest choice is read off; whoever fills the same gap shares what that is worth.
/// A good mean comes of a game: again and again the cheapest choice by the mean of the prices so far, then the prices beside the mean of the
/// choices so far (Brown 1951).
struct ReplanPrices {
  /// What the mean plane is below the cost of the present roster: 0 or less.
  private(set) var base = 0.0
  /// Shape [candidates]: what each changes by the mean plane; that of candidates not asked for is old.
  private(set) var changes: [Double]

  /// An interval of a component of groups, or of a row of presences.
  private struct Row: Hashable {
    var component: Int
    var presence: Int
    var interval: Int
  }

  private var rows = Numbering<Row>()
  /// Shape [rows + 1]: where the vectors of cuts, and the levels, of each row begin.
  private var firstVector = [0]
  private var firstLevel = [0]
  /// Shape [candidates + 1]: where the work of each begins.
  private var firstWork = [0]
  private var work: [(row: Int, units: Float)] = []
  /// Shape [candidates]: cost wherever they work.
  private var own: [Double] = []
  private let profiles: [Int]
  /// Those who come and go by the mean choice.
  private var coming: [SIMD4<Float>] = []
  /// The cut by which each level of a row is served least, and what more people there are worth.
  private var slopes: [(cut: Int, worth: Float)] = []
  private var lows: [Float] = []

  init(_ candidates: [ReplanChoice.Candidate], _ state: borrowing ReplanState) {
    profiles = candidates.map { state.model.profileOf[$0.person] }
    changes = candidates.map(\.cost)
    for (candidate, profile) in zip(candidates, profiles) {
      let view = state.cover.profiles[profile]
      var cost = candidate.cost
      for (interval, units) in candidate.work {
        if view.component >= 0 {
          cost += Double(state.cover.overPrice * view.indicator[0][0] * Float(units))
          add(Row(component: view.component, presence: -1, interval: interval), Float(units), state)
        }
        for list in view.presences {
          let row = Row(component: -1, presence: state.cover.presenceLists[list], interval: interval)
          add(row, Float(units) / Float(state.cover.units), state)
        }
      }
      own.append(cost)
      firstWork.append(work.count)
    }
    coming = [SIMD4<Float>](repeating: .zero, count: firstVector[rows.values.count])
    slopes = [(cut: Int, worth: Float)](repeating: (0, 0), count: firstLevel[rows.values.count])
    lows = [Float](repeating: 0, count: slopes.count)
  }

  private mutating func add(_ row: Row, _ units: Float, _ state: borrowing ReplanState) {
    let place = rows.number(row)
    if place + 1 == firstVector.count {
      let component = row.component < 0 ? nil : state.cover.components[row.component]
      firstVector.append(firstVector[place] + (component?.vectors ?? 1))
      firstLevel.append(firstLevel[place] + (component?.levels ?? 1))
    }
    work.append((place, units))
  }

  /// Prices beside the present roster.
  ///
  /// - Parameters:
  ///   - open: candidates that may be taken.
  ///   - choose: the cheapest choice by what each changes.
  mutating func settle(
    _ open: some Collection<Int>, rounds: Int, _ state: borrowing ReplanState, choose: (_ changes: [Double]) -> [Int]
  ) {
    for place in coming.indices { coming[place] = .zero }
    var chosen: [Int] = []
    for round in 0..<rounds {
      let share = 2 / Float(round + 2)
      for place in coming.indices { coming[place] *= 1 - share }
      for candidate in chosen { come(candidate, share, state) }
      var plane = 0.0
      for (place, row) in rows.values.enumerated() { plane += price(place, row, isFirst: round == 0, state) }
      base += Double(share) * (plane - base)
      for candidate in open { changes[candidate] += Double(share) * (change(candidate, state) - changes[candidate]) }
      chosen = choose(changes)
    }
  }

  private mutating func come(_ candidate: Int, _ share: Float, _ state: borrowing ReplanState) {
    let indicator = state.cover.profiles[profiles[candidate]].indicator
    for (row, units) in work[firstWork[candidate]..<firstWork[candidate + 1]] {
      let first = firstVector[row]
      if rows.values[row].component < 0 {
        coming[first][0] += share * units
      } else {
        for place in first..<firstVector[row + 1] { coming[place] += indicator[place - first] * (share * units) }
      }
    }
  }

  /// Finds the plane of a row beside those who come; says what it is below the present cost.
  private mutating func price(_ place: Int, _ row: Row, isFirst: Bool, _ state: borrowing ReplanState) -> Double {
    let first = firstVector[place]
    if row.component < 0 {
      let gap = state.cover.presenceGap[row.presence * state.cover.intervals + row.interval]
      let price = state.cover.presencePrice[row.presence]
      let isShort = gap > coming[first][0]
      slopes[firstLevel[place]] = (0, isShort ? price : 0)
      return Double(price * ((isShort ? gap : 0) - max(0, gap)))
    }
    let component = state.cover.components[row.component]
    let people = component.rows + row.interval * component.rowLength
    var plane: Float = 0
    for level in 0..<component.levels {
      let caps = people + (1 + level) * component.vectors
      var (least, served, cut) = (Float.infinity, Float(0), 0)
      for vector in 0..<component.vectors {
        let now = caps[vector] + people[vector]
        let sum = now + coming[first + vector]
        if sum.min() < least {
          least = sum.min()
          for lane in 0..<4 where sum[lane] == least { (served, cut) = (now[lane], 4 * vector + lane) }
        }
      }
      if isFirst { lows[firstLevel[place] + level] = served }
      slopes[firstLevel[place] + level] = (cut, component.weights[level])
      plane -= component.weights[level] * (served - lows[firstLevel[place] + level])
    }
    return Double(plane)
  }

  /// What a candidate changes by the last prices.
  private func change(_ candidate: Int, _ state: borrowing ReplanState) -> Double {
    let indicator = state.cover.profiles[profiles[candidate]].indicator
    var worth: Float = 0
    for (row, units) in work[firstWork[candidate]..<firstWork[candidate + 1]] {
      let levels = slopes[firstLevel[row]..<firstLevel[row + 1]]
      if rows.values[row].component < 0 {
        worth += levels[levels.startIndex].worth * units
      } else {
        for (cut, each) in levels { worth += each * indicator[cut >> 2][cut & 3] * units }
      }
    }
    return own[candidate] - Double(worth)
  }
}
