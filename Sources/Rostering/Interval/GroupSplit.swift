import Lanes

/// Decides which queue group each working person serves in each interval: a whole person at a time, best cover first, then
/// primary groups, then staying with the group of the interval before.
///
/// Each interval starts from what people did before (or their primary group) and is improved by moving one person between two
/// groups, or two people along three groups, until no move gains. Where people are many, `GroupFlow` moves them along paths.
struct GroupSplit: Sendable {
  let problem: RosterProblem
  let demand: IntervalDemand
  let table: ShiftTable
  private let groupCount: Int
  /// Different lists of groups that people serve, best first, and which is whose; -1 for people who serve none.
  let lists: [[Int]]
  let listOf: [Int]

  /// People times groups above which people are moved along paths.
  private static let mostPairs = 2_000

  init(_ problem: RosterProblem, _ demand: IntervalDemand, _ table: ShiftTable) {
    self.problem = problem
    self.demand = demand
    self.table = table
    groupCount = demand.groups.count
    var index: [[Int]: Int] = [:]
    var lists: [[Int]] = []
    let count = demand.groups.count
    listOf = problem.people.map { someone in
      let groups = someone.groups.filter { $0 < count }
      if groups.isEmpty { return -1 }
      if let known = index[groups] { return known }
      index[groups] = lists.count
      lists.append(groups)
      return lists.count - 1
    }
    self.lists = lists
  }

  /// Who serves what, and what that costs.
  struct Answer: Sendable {
    /// Shape [people][intervals]: the group served, or -1.
    var groups: [Int16]
    /// Cost of shortage and surplus.
    var cost = 0.0
    /// Agent-intervals missing and above the requirement.
    var short = 0.0
    var over = 0.0
  }

  /// Someone at work in an interval.
  struct Present: Sendable {
    var person: Int
    var work: Double
    var group: Int
    var before: Int
  }

  /// Splits a roster, shape [people][days]. Large ones are split week by week on several threads, which does not change the
  /// answer: nobody's group of the week before counts there.
  func split(_ tours: [Int32], threads: Int) -> Answer {
    let intervals = problem.intervalCount
    let isLarge = problem.people.count * groupCount > Self.mostPairs
    let byInterval = presence(tours)
    let parts = isLarge ? max(1, problem.weekCount) : 1
    let pieces = Lanes.run(parts, threads: threads) { part in
      self.split(byInterval, part * intervals / parts..<(part + 1) * intervals / parts, isLarge: isLarge)
    }
    var answer = Answer(groups: [Int16](repeating: -1, count: problem.people.count * intervals))
    for piece in pieces {
      for (interval, present) in piece.served {
        for one in present { answer.groups[Int(one.person) * intervals + interval] = one.group }
      }
      answer.cost += piece.cost
      answer.short += piece.short
      answer.over += piece.over
    }
    return answer
  }

  /// Who is at work when, and how much: shape [intervals].
  private func presence(_ tours: [Int32]) -> [[(person: Int32, work: Double)]] {
    let intervals = problem.intervalCount
    var byInterval: [[(person: Int32, work: Double)]] = Array(repeating: [], count: intervals)
    let days = problem.dayCount
    for (person, someone) in problem.people.enumerated() where listOf[person] >= 0 {
      for day in 0..<days where tours[person * days + day] >= 0 {
        let shift = table.shifts[Int(tours[person * days + day])]
        for index in 0..<Int(shift.count) {
          let units = Double(table.units[Int(shift.units) + index])
          let interval = Int(shift.first) + index
          if units <= 0 || interval < 0 || interval >= intervals { continue }
          byInterval[interval].append((Int32(person), units / Double(problem.unitsPerInterval) * someone.productivity))
        }
      }
    }
    return byInterval
  }

  /// Some intervals, split one after the other.
  private struct Piece: Sendable {
    var served: [(interval: Int, present: [(person: Int32, group: Int16)])] = []
    var cost = 0.0
    var short = 0.0
    var over = 0.0
  }

  private func split(
    _ byInterval: [[(person: Int32, work: Double)]], _ range: Range<Int>, isLarge: Bool
  ) -> Piece {
    var piece = Piece()
    // Shape [people]: the group served in the last two intervals, or -1.
    var last = [Int16](repeating: -1, count: problem.people.count)
    var lastButOne = last
    for interval in range {
      var present = byInterval[interval].map { entry -> Present in
        let person = Int(entry.person)
        // Over a break the group before it counts.
        let earlier = Int(last[person] >= 0 ? last[person] : lastButOne[person])
        let group = earlier >= 0 ? earlier : problem.people[person].groups[0]
        return Present(person: person, work: entry.work, group: group, before: earlier)
      }
      if isLarge {
        var flow = GroupFlow(self, interval)
        flow.improve(&present)
      } else {
        improve(&present, interval)
      }
      swap(&last, &lastButOne)
      for person in last.indices { last[person] = -1 }
      var work = [Double](repeating: 0, count: groupCount)
      for one in present {
        last[one.person] = Int16(one.group)
        work[one.group] += one.work
      }
      piece.served.append((interval, present.map { (Int32($0.person), Int16($0.group)) }))
      for group in 0..<groupCount {
        let required = demand.required[interval * groupCount + group]
        piece.cost += cost(group, interval, work[group])
        piece.short += max(0, required - work[group])
        piece.over += max(0, work[group] - required)
      }
    }
    return piece
  }

  /// Cost of a group when an amount of work serves it.
  func cost(_ group: Int, _ interval: Int, _ work: Double) -> Double {
    let required = demand.required[interval * groupCount + group]
    let price = demand.prices[group]
    let short = max(0, required - work)
    let first = min(short, price.firstShare * required)
    let over = max(demand.overPrice, price.over ?? 0)
    return first * price.first + (short - first) * price.beyond + max(0, work - required) * over
  }

  private func improve(_ present: inout [Present], _ interval: Int) {
    if present.isEmpty || groupCount < 2 { return }
    var work = [Double](repeating: 0, count: groupCount)
    for one in present { work[one.group] += one.work }
    // Bounded, because each step may be tiny.
    for _ in 0..<(4 * present.count + 16) {
      guard let step = bestStep(present, work, interval) else { return }
      for (index, group) in step {
        work[present[index].group] -= present[index].work
        work[group] += present[index].work
        present[index].group = group
      }
    }
  }

  /// What it costs, beside cover, that someone serves a group: its rank among theirs, and a change.
  private func reluctance(_ one: Present, _ group: Int) -> Double {
    let rank = problem.people[one.person].groups.firstIndex(of: group) ?? 0
    return Self.reluctance(rank: rank, isChange: one.before >= 0 && one.before != group)
  }

  static func reluctance(rank: Int, isChange: Bool) -> Double { 1e-3 * Double(rank) + (isChange ? 2e-3 : 0) }

  /// The move of one person, or of two along three groups, that gains most; nil when none gains.
  private func bestStep(_ present: [Present], _ work: [Double], _ interval: Int) -> [(Int, Int)]? {
    // The least reluctant person for each pair of groups and amount of work, at most two amounts.
    var movers: [[Int]] = Array(repeating: [], count: groupCount * groupCount)
    for (index, one) in present.enumerated() {
      for group in problem.people[one.person].groups where group != one.group && group < groupCount {
        let place = one.group * groupCount + group
        let change = reluctance(one, group) - reluctance(one, one.group)
        if let known = movers[place].firstIndex(where: { abs(present[$0].work - one.work) < 1e-9 }) {
          let other = present[movers[place][known]]
          if change < reluctance(other, group) - reluctance(other, other.group) { movers[place][known] = index }
        } else if movers[place].count < 3 {
          movers[place].append(index)
        }
      }
    }
    let now = (0..<groupCount).map { cost($0, interval, work[$0]) }
    var best = 1e-9
    var step: [(Int, Int)]?
    for from in 0..<groupCount {
      for to in 0..<groupCount where to != from {
        for index in movers[from * groupCount + to] {
          let one = present[index]
          let own = reluctance(one, one.group) - reluctance(one, to)
          let gain =
            now[from] + now[to] - cost(from, interval, work[from] - one.work)
            - cost(to, interval, work[to] + one.work) + own
          if gain > best {
            best = gain
            step = [(index, to)]
          }
          for last in 0..<groupCount where last != to {
            for second in movers[to * groupCount + last] {
              let two = present[second]
              let gain =
                chainGain(work, now, interval, from, to, last, one.work, two.work)
                + own + reluctance(two, two.group) - reluctance(two, last)
              if gain > best {
                best = gain
                step = [(index, to), (second, last)]
              }
            }
          }
        }
      }
    }
    return step
  }

  private func chainGain(
    _ work: [Double], _ now: [Double], _ interval: Int, _ from: Int, _ to: Int, _ last: Int, _ first: Double,
    _ second: Double
  ) -> Double {
    let middle = now[to] - cost(to, interval, work[to] + first - second)
    if last == from { return middle + now[from] - cost(from, interval, work[from] - first + second) }
    return middle + now[from] - cost(from, interval, work[from] - first) + now[last]
      - cost(last, interval, work[last] + second)
  }
}
