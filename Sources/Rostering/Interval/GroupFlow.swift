/// The split of one interval's people over queue groups where they are many: people who can take each other's place are counted,
/// not looked at one by one, and what is moved is a path of people through groups, the best of any length.
///
/// One unit of work taken from group a and given to group b changes cost by out(a) + in(b), however many people hand on their
/// group in between. So each step finds the shortest paths from every group along "somebody here could serve there", starting
/// at out(a), and takes the path whose end b makes out(a) + path + in(b) least.
struct GroupFlow {
  /// People at work in the interval who are alike in all that counts here.
  private struct Kind {
    /// Groups served, best first.
    var groups: [Int]
    var work: Double
    /// Group served before, or -1.
    var before: Int
    /// Shape [groups served]: who serves each, by place in the list of the interval.
    var members: [[Int]]
  }

  private let split: GroupSplit
  private let interval: Int
  private let groupCount: Int
  private var kinds: [Kind] = []
  /// Shape [groups]: kinds that serve each, and the group's rank among theirs.
  private var serving: [[(kind: Int, rank: Int)]]
  private var work: [Double]
  /// Mean work of one person.
  private var unit = 0.0
  /// Shape [groups][groups]: the kind that moves from one to the other most willingly, or -1, and how unwillingly.
  private var mover: [Int]
  private var unwilling: [Double]

  init(_ split: GroupSplit, _ interval: Int) {
    self.split = split
    self.interval = interval
    groupCount = split.demand.groups.count
    serving = Array(repeating: [], count: groupCount)
    work = [Double](repeating: 0, count: groupCount)
    mover = [Int](repeating: -1, count: groupCount * groupCount)
    unwilling = [Double](repeating: .infinity, count: groupCount * groupCount)
  }

  /// Gives each person the group to serve.
  mutating func improve(_ present: inout [GroupSplit.Present]) {
    if present.isEmpty { return }
    sort(present)
    place()
    for group in 0..<groupCount { look(from: group) }
    var isClosed = [Bool](repeating: false, count: groupCount)
    // Bounded, because each step may be tiny.
    for _ in 0..<(4 * present.count + 16) {
      guard let path = bestPath(isClosed) else { break }
      if !take(path) { isClosed[path[path.count - 1].to] = true }
    }
    for kind in kinds {
      for (rank, members) in kind.members.enumerated() {
        for index in members { present[index].group = kind.groups[rank] }
      }
    }
  }

  /// Gathers people in kinds, in the order in which they come.
  private mutating func sort(_ present: [GroupSplit.Present]) {
    struct Key: Hashable {
      var groups: Int
      var work: Double
      var before: Int
    }
    var index: [Key: Int] = [:]
    for (place, one) in present.enumerated() {
      let key = Key(groups: split.listOf[one.person], work: one.work, before: one.before)
      unit += one.work
      if let known = index[key] {
        kinds[known].members[0].append(place)
        continue
      }
      index[key] = kinds.count
      let groups = split.lists[key.groups]
      var members = [[Int]](repeating: [], count: groups.count)
      members[0] = [place]
      for (rank, group) in groups.enumerated() { serving[group].append((kinds.count, rank)) }
      kinds.append(Kind(groups: groups, work: one.work, before: one.before, members: members))
    }
    unit /= Double(present.count)
  }

  /// People stay on their group; those who just came take the group where they are worth most, one after the other.
  private mutating func place() {
    for kind in kinds.indices where kinds[kind].before >= 0 {
      guard let rank = kinds[kind].groups.firstIndex(of: kinds[kind].before), rank > 0 else {
        work[kinds[kind].groups[0]] += kinds[kind].work * Double(kinds[kind].members[0].count)
        continue
      }
      work[kinds[kind].groups[rank]] += kinds[kind].work * Double(kinds[kind].members[0].count)
      kinds[kind].members.swapAt(0, rank)
    }
    for kind in kinds.indices where kinds[kind].before < 0 {
      let (groups, amount) = (kinds[kind].groups, kinds[kind].work)
      let newcomers = kinds[kind].members[0]
      kinds[kind].members[0] = []
      for index in newcomers {
        var best = (cost: Double.infinity, rank: 0)
        for (rank, group) in groups.enumerated() {
          let cost = change(group, amount) + reluctance(kinds[kind], rank)
          if cost < best.cost { best = (cost, rank) }
        }
        kinds[kind].members[best.rank].append(index)
        work[groups[best.rank]] += amount
      }
    }
  }

  /// Change of a group's cost by some work more or less.
  private func change(_ group: Int, _ amount: Double) -> Double {
    split.cost(group, interval, work[group] + amount) - split.cost(group, interval, work[group])
  }

  /// As `GroupSplit` counts it.
  private func reluctance(_ kind: Kind, _ rank: Int) -> Double {
    GroupSplit.reluctance(rank: rank, isChange: kind.before >= 0 && kind.before != kind.groups[rank])
  }

  /// Notes who moves from a group to each other one.
  private mutating func look(from group: Int) {
    for to in 0..<groupCount {
      mover[group * groupCount + to] = -1
      unwilling[group * groupCount + to] = .infinity
    }
    for (kind, rank) in serving[group] where !kinds[kind].members[rank].isEmpty {
      let own = reluctance(kinds[kind], rank)
      for (other, to) in kinds[kind].groups.enumerated() where other != rank {
        // Never below nothing, so that shortest paths end; what a step really gains is counted when it is taken.
        let change = max(0, reluctance(kinds[kind], other) - own)
        if change < unwilling[group * groupCount + to] {
          unwilling[group * groupCount + to] = change
          mover[group * groupCount + to] = kind
        }
      }
    }
  }

  private struct Move {
    var kind: Int
    var from: Int
    var to: Int
  }

  /// The path that gains most as far as people are alike; nil when none gains.
  private func bestPath(_ isClosed: [Bool]) -> [Move]? {
    let leaving = (0..<groupCount).map { work[$0] > 0 ? change($0, -min(unit, work[$0])) : Double.infinity }
    var distance = leaving
    var before = [Int](repeating: -1, count: groupCount)
    // Each group hands on at most once, the nearest first.
    var isDone = [Bool](repeating: false, count: groupCount)
    for _ in 0..<groupCount {
      var next = -1
      for group in 0..<groupCount where !isDone[group] && distance[group] < .infinity {
        if next < 0 || distance[group] < distance[next] { next = group }
      }
      if next < 0 { break }
      isDone[next] = true
      for to in 0..<groupCount where !isDone[to] && mover[next * groupCount + to] >= 0 {
        let length = distance[next] + unwilling[next * groupCount + to]
        if length < distance[to] {
          distance[to] = length
          before[to] = next
        }
      }
    }
    var best = (gain: 1e-9, end: -1)
    for group in 0..<groupCount where before[group] >= 0 && !isClosed[group] {
      let gain = -distance[group] - change(group, unit)
      if gain > best.gain { best = (gain, group) }
    }
    if best.end < 0 { return nil }
    var path: [Move] = []
    var to = best.end
    while before[to] >= 0 {
      path.append(Move(kind: mover[before[to] * groupCount + to], from: before[to], to: to))
      to = before[to]
    }
    return path.reversed()
  }

  /// Moves people along a path, last move first, when that really gains.
  private mutating func take(_ path: [Move]) -> Bool {
    let touched = [path[0].from] + path.map(\.to)
    let before = touched.reduce(0.0) { $0 + split.cost($1, interval, work[$1]) }
    let kept = touched.map { work[$0] }
    var rise = -before
    for move in path {
      let kind = kinds[move.kind]
      guard let from = kind.groups.firstIndex(of: move.from), let to = kind.groups.firstIndex(of: move.to) else {
        return false
      }
      rise += reluctance(kind, to) - reluctance(kind, from)
      work[move.from] -= kind.work
      work[move.to] += kind.work
    }
    rise += touched.reduce(0.0) { $0 + split.cost($1, interval, work[$1]) }
    guard rise < -1e-9 else {
      for (group, amount) in zip(touched, kept) { work[group] = amount }
      return false
    }
    for move in path.reversed() {
      let kind = move.kind
      let groups = kinds[kind].groups
      guard let from = groups.firstIndex(of: move.from), let to = groups.firstIndex(of: move.to),
        let person = kinds[kind].members[from].popLast()
      else { continue }
      kinds[kind].members[to].append(person)
    }
    for group in touched { look(from: group) }
    return true
  }
}
