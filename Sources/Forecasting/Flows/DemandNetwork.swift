import Timeline
import Workforce

/// The demand network of a scenario on the intervals of a forecast: who comes up where, interval by interval.
///
/// One week before the horizon is worked through as well, with the contacts of its first week, so that those who are on their way when
/// it begins are there. Intervals are solved in the order of time; inside one, where contacts come up again at once, the queues are
/// one system of linear equations, so that loops are exact.
struct DemandNetwork {
  /// What one side of the network is: that of the plan or that of the history.
  struct Shares: Equatable {
    /// Shape [arrows].
    var arrows: [Double]
    /// Shape [bots][intervals]: share kept.
    var kept: [[Double]]
  }

  let grid: IntervalGrid
  let flows: DemandFlows
  let queueIds: [String]
  /// Intervals before the horizon.
  let warmUp: Int
  /// Intervals in all.
  let count: Int
  /// Shape [queues]: share of offered contacts that hang up.
  let lost: [Double]
  private let arrows: [Arrow]
  /// Shape [bots]: the queue behind it; nil where there is none of that name.
  private let botQueues: [Int?]
  private let botDelays: [ArrivalDelay]
  /// Shape [queues][count]: the first interval from here on in which the queue takes contacts; `count` where there is none.
  private let opens: [[Int]]

  /// An arrow between queues by index, with the interval in which contacts of an interval are finished.
  private struct Arrow {
    var from: Int
    var to: Int
    var ofHungUp: Bool
    /// Shape [count]: how late contacts of the interval come up.
    var delays: [Int]
    var kinds: [ArrivalDelay]
    /// Shape [count]: where the delay counts from; `count` for after the end.
    var done: [Int]
  }

  /// - Parameters:
  ///   - hasWarmUp: whether the week before is worked through.
  ///   - lost: share of hung-up contacts by queue.
  init(_ forecast: Forecast, in scenario: Scenario, lost: [Double], hasWarmUp: Bool) {
    grid = forecast.grid
    flows = scenario.flows
    let queueIds = scenario.queues.map(\.id)
    self.queueIds = queueIds
    self.lost = lost
    let week = 7 * 86_400 / grid.intervalSeconds
    let warmUp = hasWarmUp ? min(week, grid.count) : 0
    self.warmUp = warmUp
    let count = warmUp + grid.count
    self.count = count
    let length = Double(grid.intervalSeconds)
    func place(_ interval: Int) -> Int { interval < warmUp ? interval : interval - warmUp }
    let grid = forecast.grid
    // Where another clock is ahead, the grid has hours before a queue's first date. Who comes up then is of the day before, and does not
    // wait for the plan to begin.
    let takes = scenario.queues.map { queue in
      let holidays = scenario.holidays(in: queue.region)
      return grid.indices.map { interval in
        let instant = grid.instant(of: interval)
        return scenario.isBeforeEnd(queue, at: instant) && queue.takesContacts(at: instant, holidays: holidays)
      }
    }
    opens = takes.map { isOpen in
      var opens = [Int](repeating: count, count: count)
      var next = count
      for interval in (0..<count).reversed() {
        if isOpen[place(interval)] { next = interval }
        opens[interval] = next
      }
      return opens
    }
    let index = Dictionary(queueIds.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    arrows = scenario.flows.arrows.compactMap { flow in
      guard let from = index[flow.from], let to = index[flow.to] else { return nil }
      let queue = scenario.queues[from]
      var known: [Double: Int] = [:]
      var kinds: [ArrivalDelay] = []
      var delays = [Int](repeating: 0, count: count)
      let isAtOnce = flow.kind == .redial || queue.isDeferred
      let usual = forecast.queues[from].usualHandleTime(of: queue)
      for interval in 0..<count {
        let own = forecast.queues[from].averageHandleTime[place(interval)]
        let time = isAtOnce ? 0 : own > 0 ? own : usual
        if let kind = known[time] {
          delays[interval] = kind
        } else {
          delays[interval] = kinds.count
          known[time] = kinds.count
          kinds.append(ArrivalDelay(handleTime: time, after: flow.after.value, length: length))
        }
      }
      let done =
        queue.isDeferred ? Self.deadlines(of: queue, in: scenario, takes[from].count, warmUp, grid) : Array(0..<count)
      return Arrow(from: from, to: to, ofHungUp: flow.kind == .redial, delays: delays, kinds: kinds, done: done)
    }
    botQueues = scenario.flows.bots.map { index[$0.queue] }
    botDelays = scenario.flows.bots.map { ArrivalDelay(handleTime: 0, after: $0.after.value, length: length) }
  }

  /// Whether a queue takes contacts, by interval.
  static func takes(_ queue: Queue, on grid: IntervalGrid, in scenario: Scenario) -> [Bool] {
    let holidays = scenario.holidays(in: queue.region)
    return grid.indices.map { scenario.isOpen(queue, at: grid.instant(of: $0), holidays: holidays) }
  }

  /// The interval by whose end work that waits is finished at the latest, by interval of arrival.
  private static func deadlines(
    of queue: Queue, in scenario: Scenario, _ intervals: Int, _ warmUp: Int, _ grid: IntervalGrid
  ) -> [Int] {
    let count = warmUp + intervals
    let allowed = max(1, Int((queue.goal.within.value / Double(grid.intervalSeconds)).rounded(.down)))
    guard queue.goal.clock == .business else { return (0..<count).map { min(count, $0 + allowed - 1) } }
    let holidays = scenario.holidays(in: queue.region)
    let worked = (0..<count).filter {
      let instant = grid.instant(of: $0 < warmUp ? $0 : $0 - warmUp)
      return scenario.isBeforeEnd(queue, at: instant) && queue.isWorked(at: instant, holidays: holidays)
    }
    var next = 0
    return (0..<count).map { interval in
      while next < worked.count, worked[next] < interval { next += 1 }
      return next + allowed - 1 < worked.count ? worked[next + allowed - 1] : count
    }
  }

  // MARK: - The two sides

  /// The network of the plan.
  var planned: Shares {
    Shares(
      arrows: flows.arrows.map(\.share),
      kept: flows.bots.map { bot in
        (0..<count).map { interval in
          let start = grid.instant(of: interval - warmUp)
          let end = start.advanced(bySeconds: grid.intervalSeconds)
          return bot.containment * bot.workingShare(from: start, to: end)
        }
      })
  }

  /// The network that the history holds.
  var recorded: Shares {
    Shares(
      arrows: flows.arrows.map(\.historyShare),
      kept: flows.bots.map { [Double](repeating: $0.historyContainment, count: count) })
  }

  // MARK: - Solving

  /// Contacts everywhere; all inner arrays have shape [count].
  struct Solution {
    /// Shape [queues]: what customers bring, before any bot; at least 0 where there is one.
    var external: [[Double]]
    /// Shape [queues]: what is made up beside that, so that the total is what it is: below 0 where the arrows bring more than a
    /// history holds.
    var beside: [[Double]]
    /// Shape [queues]: what arrives in all.
    var total: [[Double]]
    /// Shape [arrows], then [bots].
    var left: [[Double]]
    var arrived: [[Double]]
  }

  /// Contacts of a network where of some queues the total is known, and of the others what customers bring.
  ///
  /// No total is below 0: where it would be, what is missing is made up beside what customers bring.
  ///
  /// - Parameters:
  ///   - given: shape [queues][count]: the total of a queue where `knowsTotal`, else what customers bring.
  ///   - beside: shape [queues][count]: what comes beside that to queues whose total is not known; nothing where empty.
  ///   - held: shape [queues][count]: totals that hold whatever customers and arrows bring, NaN for none; none where empty.
  /// - Complexity: O(intervals x (arrows + queues^3)), the latter only where contacts come up again at once.
  func solve(_ shares: Shares, given: [[Double]], beside: [[Double]] = [], held: [[Double]] = [], knowsTotal: [Bool])
    -> Solution
  {
    let queues = queueIds.count
    let none = [Double](repeating: 0, count: count)
    var solution = Solution(
      external: [[Double]](repeating: none, count: queues),
      beside: beside.isEmpty ? [[Double]](repeating: none, count: queues) : beside,
      total: [[Double]](repeating: none, count: queues),
      left: [[Double]](repeating: none, count: arrows.count + flows.bots.count),
      arrived: [[Double]](repeating: none, count: arrows.count + flows.bots.count))
    var coming = [Double](repeating: 0, count: queues)
    for interval in 0..<count {
      // What earlier intervals brought is in the arrows already.
      for queue in 0..<queues { coming[queue] = 0 }
      for (arrow, shape) in arrows.enumerated() { coming[shape.to] += solution.arrived[arrow][interval] }
      var passes = [Double](repeating: 1, count: queues)
      for (bot, queue) in botQueues.enumerated() {
        guard let queue else { continue }
        coming[queue] += solution.arrived[arrows.count + bot][interval]
        let kept = shares.kept[bot][interval]
        passes[queue] =
          1 - kept + kept * flows.bots[bot].returns * weight(botDelays[bot], from: interval, to: interval, queue)
      }
      var (now, isTotal) = (given.map { $0[interval] }, knowsTotal)
      for queue in held.indices where !held[queue][interval].isNaN {
        (now[queue], isTotal[queue]) = (held[queue][interval], true)
      }
      solveInterval(interval, shares, now, isTotal, coming, passes, &solution)
      for (arrow, shape) in arrows.enumerated() {
        let contacts = solution.total[shape.from][interval] * part(arrow, shares)
        solution.left[arrow][interval] = contacts
        send(
          contacts, shape.kinds[shape.delays[interval]], from: shape.done[interval], to: shape.to,
          into: &solution.arrived[arrow])
      }
      for (bot, queue) in botQueues.enumerated() {
        guard let queue else { continue }
        let contacts = solution.external[queue][interval] * shares.kept[bot][interval] * flows.bots[bot].returns
        solution.left[arrows.count + bot][interval] = contacts
        send(
          contacts, botDelays[bot], from: interval, to: queue, into: &solution.arrived[arrows.count + bot])
      }
    }
    return solution
  }

  /// The share of a queue's offered contacts that takes an arrow.
  func part(_ arrow: Int, _ shares: Shares) -> Double {
    let hungUp = lost[arrows[arrow].from]
    return shares.arrows[arrow] * (arrows[arrow].ofHungUp ? hungUp : 1 - hungUp)
  }

  /// Share of the contacts of an interval that come up in another.
  private func weight(_ delay: ArrivalDelay, from start: Int, to interval: Int, _ queue: Int) -> Double {
    var sum = 0.0
    for (step, weight) in delay.weights.enumerated() {
      let place = start + delay.first + step
      if place > interval { break }
      if place < count, opens[queue][place] == interval { sum += weight }
    }
    return sum
  }

  private func send(
    _ contacts: Double, _ delay: ArrivalDelay, from start: Int, to queue: Int, into arrived: inout [Double]
  ) {
    guard contacts != 0 else { return }
    for (step, weight) in delay.weights.enumerated() {
      let place = start + delay.first + step
      guard place < count else { break }
      let opening = opens[queue][place]
      if opening < count { arrived[opening] += contacts * weight }
    }
  }

  /// Totals and what customers bring in one interval, contacts that come up again in it included.
  private func solveInterval(
    _ interval: Int, _ shares: Shares, _ given: [Double], _ knowsTotal: [Bool], _ coming: [Double],
    _ passes: [Double], _ solution: inout Solution
  ) {
    let queues = queueIds.count
    var atOnce: [(from: Int, to: Int, share: Double)] = []
    for (arrow, shape) in arrows.enumerated() {
      let share = part(arrow, shares)
      guard share != 0, shape.done[interval] <= interval else { continue }
      let now = weight(shape.kinds[shape.delays[interval]], from: shape.done[interval], to: interval, shape.to)
      if now > 0 { atOnce.append((shape.from, shape.to, share * now)) }
    }
    var isKnown = knowsTotal
    var total = [Double](repeating: 0, count: queues)
    while true {
      for queue in 0..<queues where !isKnown[queue] || knowsTotal[queue] {
        total[queue] =
          isKnown[queue]
          ? given[queue]
          : given[queue] * passes[queue] + solution.beside[queue][interval] + coming[queue]
      }
      addAtOnce(atOnce, to: &total, isKnown)
      guard let below = (0..<queues).first(where: { !isKnown[$0] && total[$0] < 0 }) else { break }
      isKnown[below] = true
      total[below] = 0
    }
    var further = [Double](repeating: 0, count: queues)
    for step in atOnce { further[step.to] += step.share * total[step.from] }
    for queue in 0..<queues {
      solution.total[queue][interval] = total[queue]
      let brought = coming[queue] + further[queue]
      guard knowsTotal[queue] else {
        solution.external[queue][interval] = given[queue]
        if isKnown[queue] { solution.beside[queue][interval] = -given[queue] * passes[queue] - brought }
        continue
      }
      let rest = total[queue] - brought
      if rest >= 0, passes[queue] > 0 {
        solution.external[queue][interval] = rest / passes[queue]
        solution.beside[queue][interval] = 0
      } else {
        solution.beside[queue][interval] = rest
      }
    }
  }

  /// Adds what comes up again at once to the totals of queues where these are not known: a system of linear equations.
  private func addAtOnce(
    _ atOnce: [(from: Int, to: Int, share: Double)], to total: inout [Double], _ isKnown: [Bool]
  ) {
    let open = total.indices.filter { !isKnown[$0] }
    guard !open.isEmpty, !atOnce.isEmpty else { return }
    var row = [Int](repeating: -1, count: total.count)
    for (place, queue) in open.enumerated() { row[queue] = place }
    var system = open.indices.map { at in open.indices.map { $0 == at ? 1.0 : 0 } }
    var right = open.map { total[$0] }
    for step in atOnce where row[step.to] >= 0 {
      if row[step.from] >= 0 {
        system[row[step.to]][row[step.from]] -= step.share
      } else {
        right[row[step.to]] += step.share * total[step.from]
      }
    }
    for (place, value) in Self.solved(system, right).enumerated() { total[open[place]] = value }
  }

  /// Solves a small dense system by elimination; its diagonal dominates, since less than everything comes up again.
  private static func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var (a, b) = (matrix, right)
    let size = b.count
    for pivot in 0..<size {
      for row in (pivot + 1)..<max(size, pivot + 1) where a[row][pivot] != 0 {
        let factor = a[row][pivot] / a[pivot][pivot]
        for column in pivot..<size { a[row][column] -= factor * a[pivot][column] }
        b[row] -= factor * b[pivot]
      }
    }
    for row in (0..<size).reversed() {
      for column in (row + 1)..<max(size, row + 1) { b[row] -= a[row][column] * b[column] }
      b[row] /= a[row][row]
    }
    return b
  }
}
