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
  /// Twice shape [groups][levels], for now and one interval before; and the cost of staying on one group all along.
  private let costs: UnsafeMutablePointer<Double>
  private let alone: UnsafeMutablePointer<Double>
  /// Shape [intervals][groups][levels]: the state before, as group times levels plus level.
  private let origin: UnsafeMutablePointer<Int32>
  private let state: UnsafeMutablePointer<State>

  /// Groups at hand, the price of a change, and which half of `costs` is of now.
  private struct State {
    var groups = 0
    var changePrice = 0.0
    var now: UnsafeMutablePointer<Double>
    var before: UnsafeMutablePointer<Double>
  }

  private static var none: Double { .infinity }

  init(length: Int, groups: Int, stretch: Int) {
    self.length = max(1, length)
    self.groups = max(1, groups)
    levels = stretch + 1
    least = .allocate(capacity: self.groups)
    cost = .allocate(capacity: self.groups)
    choice = .allocate(capacity: self.length)
    costs = .allocate(capacity: 2 * self.groups * levels)
    alone = .allocate(capacity: self.groups)
    origin = .allocate(capacity: self.length * self.groups * levels)
    state = .allocate(capacity: 1)
    state.initialize(to: State(now: costs, before: costs + self.groups * levels))
  }

  deinit {
    least.deallocate()
    cost.deallocate()
    choice.deallocate()
    costs.deallocate()
    alone.deallocate()
    origin.deallocate()
    state.deallocate()
  }

  func begin(_ groups: Int, changePrice: Double) {
    state.pointee.groups = groups
    state.pointee.changePrice = changePrice
  }

  /// One more interval at `cost`; `counted` is 1, or 0 for one that the shift only touches.
  @inline(__always)
  func step(_ index: Int, countsFor counted: Int, tracing: Bool) {
    let count = state.pointee.groups
    let levels = levels
    if index == 0 {
      let now = state.pointee.now
      for group in 0..<count {
        for level in 0..<levels { now[group * levels + level] = Self.none }
        now[group * levels + min(counted, least[group])] = cost[group]
        alone[group] = cost[group]
      }
      return
    }
    let (now, before) = (state.pointee.before, state.pointee.now)
    (state.pointee.now, state.pointee.before) = (now, before)
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
      // A stretch gets longer, up to the least, where it may stay as well.
      now[base] = counted == 0 ? before[base] + cost : Self.none
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
      if state.pointee.now[whole] < best {
        best = state.pointee.now[whole]
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
