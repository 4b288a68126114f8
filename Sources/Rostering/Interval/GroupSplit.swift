/// Decides which queue group each working person serves in each interval: a whole person at a time, best cover first, then
/// primary groups, then staying with the group of the interval before.
///
/// Each interval starts from what people did before (or their primary group) and is improved by moving one person between two
/// groups, or two people along three groups, until no move gains.
struct GroupSplit {
  let problem: RosterProblem
  let demand: IntervalDemand
  let table: ShiftTable
  private let groupCount: Int

  init(_ problem: RosterProblem, _ demand: IntervalDemand, _ table: ShiftTable) {
    self.problem = problem
    self.demand = demand
    self.table = table
    groupCount = demand.groups.count
  }

  /// Someone at work in an interval.
  private struct Present {
    var person: Int
    var work: Double
    var group: Int
    var before: Int
  }

  /// Shape [people][intervals]: the group served, or -1.
  func split(_ tours: [Int32]) -> [Int8] {
    let intervals = problem.intervalCount
    var groupOf = [Int8](repeating: -1, count: problem.people.count * intervals)
    var byInterval: [[(person: Int, work: Double)]] = Array(repeating: [], count: intervals)
    let days = problem.dayCount
    for (person, someone) in problem.people.enumerated() where !someone.groups.isEmpty {
      for day in 0..<days where tours[person * days + day] >= 0 {
        let shift = table.shifts[Int(tours[person * days + day])]
        for index in 0..<Int(shift.count) {
          let units = Double(table.units[Int(shift.units) + index])
          let interval = Int(shift.first) + index
          if units <= 0 || interval < 0 || interval >= intervals { continue }
          byInterval[interval].append((person, units / Double(problem.unitsPerInterval) * someone.productivity))
        }
      }
    }
    for interval in 0..<intervals {
      var present = byInterval[interval].map { entry -> Present in
        let before = interval > 0 ? Int(groupOf[entry.person * intervals + interval - 1]) : -1
        // Over a break the group before it counts.
        let earlier = before < 0 && interval > 1 ? Int(groupOf[entry.person * intervals + interval - 2]) : before
        let group = earlier >= 0 ? earlier : problem.people[entry.person].groups[0]
        return Present(person: entry.person, work: entry.work, group: group, before: earlier)
      }
      improve(&present, interval)
      for one in present { groupOf[one.person * intervals + interval] = Int8(one.group) }
    }
    return groupOf
  }

  /// Cost of a group when an amount of work serves it.
  private func cost(_ group: Int, _ interval: Int, _ work: Double) -> Double {
    let required = demand.required[interval * groupCount + group]
    let price = demand.prices[group]
    let short = max(0, required - work)
    let first = min(short, price.firstShare * required)
    return first * price.first + (short - first) * price.beyond + max(0, work - required) * demand.overPrice
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
    let isChange = one.before >= 0 && one.before != group
    return 1e-3 * Double(rank) + (isChange ? 2e-3 : 0)
  }

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
