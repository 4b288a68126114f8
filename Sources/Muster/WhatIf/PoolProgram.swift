import Lanes
import LinearProgram
import Staffing
import Timeline
import Workforce

/// The linear program over pools of one interval: whoever is there goes to the queues that they may take, so that little is short.
///
/// Symbols: `x(g,q)` people of group `g` on queue `q`, `u(q)` and `v(q)` what is short, of which the first part is cheaper so that
/// shortage is spread as rosters spread it.
///
///     least  sum of u(q) + dear v(q)
///     sum of x(g,q) over q <= people of g;  sum of x(g,q) over g + u(q) + v(q) >= need of q;  u(q) <= part x need of q
struct PoolProgram {
  /// What one interval comes to.
  struct Result: Hashable, Sendable {
    /// Agents short by queue.
    var short: [Double]
    /// Agents on each queue, those whom nobody needs shared out by need.
    var given: [Double]
    /// What one more agent of a group would take off the shortage, by group; 0 where nothing is short.
    var worth: [Double]
  }

  /// Share of a queue's need that may be short at the usual price.
  private static let usualPart = 0.15
  /// Price of what is short beyond it.
  private static let dearPrice = 1.5

  /// Sets of queues by group.
  let groups: [[Int]]
  let queueCount: Int

  /// The answer for one interval.
  ///
  /// - Parameters:
  ///   - people: net agents by group.
  ///   - need: net agents by queue.
  func solve(people: [Double], need: [Double]) throws(SolverFault) -> Result {
    var result = Result(
      short: need, given: [Double](repeating: 0, count: queueCount),
      worth: [Double](repeating: 0, count: groups.count))
    let there = groups.indices.filter { people[$0] > 1e-9 }
    let open = need.indices.filter { need[$0] > 1e-9 }
    guard !there.isEmpty, !open.isEmpty else {
      share(people, need, &result.given)
      return result
    }
    var program = LinearProgram()
    var given: [Int: [LinearProgram.Variable]] = [:]
    var rows: [(group: Int, row: LinearProgram.Constraint)] = []
    var places: [(group: Int, queue: Int, variable: LinearProgram.Variable)] = []
    for group in there {
      let own = groups[group].filter { need[$0] > 1e-9 }
      let variables = own.map { _ in program.continuous() }
      for (queue, variable) in zip(own, variables) {
        given[queue, default: []].append(variable)
        places.append((group, queue, variable))
      }
      rows.append((group, program.constrain(variables.map { ($0, 1) }, in: -.infinity...people[group])))
    }
    var short: [(queue: Int, usual: LinearProgram.Variable, dear: LinearProgram.Variable)] = []
    for queue in open {
      let usual = program.continuous(in: 0...(Self.usualPart * need[queue]), cost: 1)
      let dear = program.continuous(cost: Self.dearPrice)
      short.append((queue, usual, dear))
      program.constrain(((given[queue] ?? []) + [usual, dear]).map { ($0, 1) }, in: need[queue] ... .infinity)
    }
    let answer = try program.solve()
    guard answer.hasPoint else { return result }
    for (queue, usual, dear) in short { result.short[queue] = max(0, answer[usual] + answer[dear]) }
    var left = people
    for (group, queue, variable) in places {
      result.given[queue] += answer[variable]
      left[group] -= answer[variable]
    }
    for (group, row) in rows { result.worth[group] = max(0, -answer[row]) }
    share(left.map { max(0, $0) }, need, &result.given)
    return result
  }

  /// Those whom no queue misses, shared out in proportion to need, equally where there is none.
  private func share(_ people: [Double], _ need: [Double], _ given: inout [Double]) {
    for (group, queues) in groups.enumerated() where people[group] > 0 && !queues.isEmpty {
      let all = queues.reduce(0) { $0 + need[$1] }
      guard all > 0 else { continue }
      for queue in queues { given[queue] += people[group] * need[queue] / all }
    }
  }

  /// The answers for every interval of a presence and its needs.
  ///
  /// - Parameters:
  ///   - people: shape [groups][grid.count].
  ///   - need: shape [queues][grid.count].
  ///   - known: answers for other people and needs, taken over where these are the same.
  static func results(
    groups: [[Int]], people: [[Double]], need: [[Double]], count: Int,
    known: (people: [[Double]], need: [[Double]], results: [Result])? = nil
  ) throws -> [Result] {
    let program = PoolProgram(groups: groups, queueCount: need.count)
    @Sendable func column(_ table: [[Double]], _ interval: Int) -> [Double] { table.map { $0[interval] } }
    let chunks = min(16, max(1, count))
    let made = Lanes.run(chunks, threads: Lanes.cores) { chunk in
      Swift.Result<[Result], any Error> {
        try (chunk * count / chunks..<(chunk + 1) * count / chunks).map { interval in
          let (own, wanted) = (column(people, interval), column(need, interval))
          if let known, column(known.people, interval) == own, column(known.need, interval) == wanted {
            return known.results[interval]
          }
          return try program.solve(people: own, need: wanted)
        }
      }
    }
    return try made.flatMap { try $0.get() }
  }
}
