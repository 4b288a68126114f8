/// The cheapest way through the intervals of one shift: which group in each, in stretches of at least some length, at a price for each
/// change.
///
/// A state is a group and the length of the stretch on it, counted up to the least. A shift too short for any stretch stays on one
/// group, and so does a split shift with a part that is.
struct PathTable {
  /// What a way is to keep to.
  struct Way {
    /// Intervals, and groups at hand.
    var count: Int
    var groups: Int
    /// Shape [groups]: least intervals of a stretch.
    var least: UnsafePointer<Int>
    var changePrice: Double
    /// Whether the first and the last interval are only touched by the shift, so that they count for no stretch.
    var beginsInside: Bool
    var endsInside: Bool
    /// The intervals of a split shift that its gap touches, and the first one of its second part; empty and -1 for a shift in one piece.
    var gap: Range<Int> = 0..<0
    var resumes = -1

    @inline(__always)
    func counts(_ index: Int) -> Int {
      index == 0 && beginsInside || index == count - 1 && endsInside || gap.contains(index) ? 0 : 1
    }
  }

  private let levels: Int
  /// Shape [intervals][groups of the way]: what each group costs in each interval.
  let cost: UnsafeMutablePointer<Double>
  /// The groups found, shape [intervals].
  let choice: UnsafeMutablePointer<Int16>
  /// Shape [groups][levels], for now and one interval before; and the cost of staying on one group all along.
  private let rows: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>)
  private let alone: UnsafeMutablePointer<Double>
  /// Shape [intervals][groups][levels]: the state before, as group times levels plus level.
  private let origin: UnsafeMutablePointer<Int32>

  init(length: Int, groups: Int, stretch: Int, _ arena: Arena) {
    levels = stretch + 1
    cost = arena.room(length * groups)
    choice = arena.room(length)
    rows = (arena.room(groups * levels), arena.room(groups * levels))
    alone = arena.room(groups)
    origin = arena.room(length * groups * levels)
  }

  /// The least cost of the whole shift.
  func least(_ way: Way) -> Double { walk(way, tracing: false).cost }

  /// The least cost of one group all along, and its place.
  func leastAlone(_ way: Way) -> (cost: Double, place: Int) {
    var best = (cost: Double.infinity, place: -1)
    for group in 0..<way.groups {
      var sum = cost[group]
      for index in stride(from: 1, to: way.count, by: 1) { sum += cost[index * way.groups + group] }
      if sum < best.cost { best = (sum, group) }
    }
    return best
  }

  /// Writes one group all along to `choice`.
  func stay(on group: Int, _ count: Int) {
    for index in 0..<count { choice[index] = Int16(group) }
  }

  /// The same; the way is written to `choice` as the given groups.
  func trace(_ way: Way, groups names: UnsafePointer<Int>) -> Double {
    var (cost, place) = walk(way, tracing: true)
    if place < 0 {
      stay(on: names[-1 - place], way.count)
      return cost
    }
    for index in stride(from: way.count - 1, through: 0, by: -1) {
      choice[index] = Int16(names[place / levels])
      if index > 0 { place = Int(origin[index * way.groups * levels + place]) }
    }
    return cost
  }

  /// The least cost and the state it ends in: -1 - group for one group all along.
  @inline(__always)
  private func walk(_ way: Way, tracing: Bool) -> (cost: Double, place: Int) {
    let (count, groups, levels, least) = (way.count, way.groups, levels, way.least)
    var (now, before) = rows
    now.update(repeating: .infinity, count: groups * levels)
    for group in 0..<groups {
      now[group * levels + min(way.counts(0), least[group])] = cost[group]
      alone[group] = cost[group]
    }
    for index in stride(from: 1, to: count, by: 1) {
      (now, before) = (before, now)
      let counted = way.counts(index)
      var (cheapest, from) = (Double.infinity, 0)
      for group in 0..<groups where before[group * levels + least[group]] < cheapest {
        cheapest = before[group * levels + least[group]]
        from = group
      }
      cheapest += way.changePrice
      let row = origin + index * groups * levels
      if index == way.resumes {
        // Nobody changes groups before the gap is over, and what comes then is a stretch of its own.
        for group in 0..<groups {
          let (base, cost) = (group * levels, cost[index * groups + group])
          let stays = before[base + least[group]] <= cheapest
          alone[group] += cost
          for level in 0...least[group] { now[base + level] = .infinity }
          now[base + counted] = (stays ? before[base + least[group]] : cheapest) + cost
          if tracing { row[base + counted] = Int32(stays ? base + least[group] : from * levels + least[from]) }
        }
        continue
      }
      for group in 0..<groups {
        let (most, base, cost) = (least[group], group * levels, cost[index * groups + group])
        alone[group] += cost
        // A stretch gets longer, up to the least, where it may stay as well.
        now[base] = counted == 0 ? before[base] + cost : .infinity
        for level in stride(from: 1, to: most, by: 1) { now[base + level] = before[base + level - counted] + cost }
        let grows = counted == 1 && before[base + most - 1] <= before[base + most]
        now[base + most] = before[base + most - (grows ? 1 : 0)] + cost
        if tracing {
          for level in 0..<most { row[base + level] = Int32(base + max(0, level - counted)) }
          row[base + most] = Int32(base + most - (grows ? 1 : 0))
        }
        if from != group && cheapest + cost < now[base + counted] {
          now[base + counted] = cheapest + cost
          if tracing { row[base + counted] = Int32(from * levels + least[from]) }
        }
      }
    }
    var best = (cost: Double.infinity, place: -1)
    for group in 0..<groups {
      if alone[group] < best.cost { best = (alone[group], -1 - group) }
      let whole = group * levels + least[group]
      if now[whole] < best.cost { best = (now[whole], whole) }
    }
    return best
  }
}
