/// The cheapest way through the intervals of one shift: which group in each, in stretches of at least some length, at a price for each
/// change.
///
/// A state is a group and the length of the stretch on it, counted up to the least. A shift too short for any stretch stays on one
/// group.
struct PathTable: ~Copyable {
  private let length: Int
  private let groups: Int
  private let levels: Int
  /// Shape [groups]: least intervals of a stretch.
  let least: UnsafeMutablePointer<Int>
  /// Shape [groups]: cost of the interval at hand.
  let cost: UnsafeMutablePointer<Double>
  /// The groups found, shape [intervals].
  let choice: UnsafeMutablePointer<Int16>
  /// Shape [groups][levels], now and one interval before; and the cost of staying on one group all along.
  private let now: UnsafeMutablePointer<Double>
  private let before: UnsafeMutablePointer<Double>
  private let alone: UnsafeMutablePointer<Double>
  /// Shape [intervals][groups][levels]: the state before, as group times levels plus level.
  private let origin: UnsafeMutablePointer<Int32>
  /// Groups at hand and the price of a change.
  private let state: UnsafeMutablePointer<(groups: Int, changePrice: Double)>

  private static var none: Double { .infinity }

  init(length: Int, groups: Int, stretch: Int) {
    self.length = max(1, length)
    self.groups = max(1, groups)
    levels = stretch + 1
    least = .allocate(capacity: self.groups)
    cost = .allocate(capacity: self.groups)
    choice = .allocate(capacity: self.length)
    now = .allocate(capacity: self.groups * levels)
    before = .allocate(capacity: self.groups * levels)
    alone = .allocate(capacity: self.groups)
    origin = .allocate(capacity: self.length * self.groups * levels)
    state = .allocate(capacity: 1)
    state.initialize(to: (0, 0))
  }

  deinit {
    least.deallocate()
    cost.deallocate()
    choice.deallocate()
    now.deallocate()
    before.deallocate()
    alone.deallocate()
    origin.deallocate()
    state.deallocate()
  }

  func begin(_ groups: Int, changePrice: Double) { state.pointee = (groups, changePrice) }

  /// One more interval at `cost`; `counted` is 1, or 0 for one that the shift only touches.
  @inline(__always)
  func step(_ index: Int, countsFor counted: Int, tracing: Bool) {
    let count = state.pointee.groups
    let levels = levels
    if index == 0 {
      for group in 0..<count {
        for level in 0..<levels { now[group * levels + level] = Self.none }
        now[group * levels + min(counted, least[group])] = cost[group]
        alone[group] = cost[group]
      }
      return
    }
    before.update(from: now, count: count * levels)
    var cheapest = Self.none
    var from = 0
    for group in 0..<count where before[group * levels + least[group]] < cheapest {
      cheapest = before[group * levels + least[group]]
      from = group
    }
    cheapest += state.pointee.changePrice
    let row = origin + index * groups * levels
    for group in 0..<count {
      let most = least[group]
      let base = group * levels
      let cost = cost[group]
      alone[group] += cost
      for level in 0...most { now[base + level] = Self.none }
      for level in 0...most {
        let value = before[base + level] + cost
        let next = min(level + counted, most)
        if value < now[base + next] {
          now[base + next] = value
          if tracing { row[base + next] = Int32(base + level) }
        }
      }
      let first = min(counted, most)
      if from != group && cheapest + cost < now[base + first] {
        now[base + first] = cheapest + cost
        if tracing { row[base + first] = Int32(from * levels + least[from]) }
      }
    }
  }

  /// The least cost of the whole shift; the way is written to `choice` as the given groups.
  func end(_ count: Int, groups names: UnsafePointer<Int>, tracing: Bool) -> Double {
    var best = Self.none
    var place = -1
    for group in 0..<state.pointee.groups {
      if alone[group] < best {
        best = alone[group]
        place = -1 - group
      }
      let whole = group * levels + least[group]
      if now[whole] < best {
        best = now[whole]
        place = whole
      }
    }
    guard tracing else { return best }
    if place < 0 {
      for index in 0..<count { choice[index] = Int16(names[-1 - place]) }
      return best
    }
    for index in stride(from: count - 1, through: 0, by: -1) {
      choice[index] = Int16(names[place / levels])
      if index > 0 { place = Int(origin[index * groups * levels + place]) }
    }
    return best
  }
}
