import Queueing
import Units
import Workforce

/// Requirements of sets of queues that share people: fewer than its queues need apart, more than any of them alone.
///
/// For a set `S` the people who serve any of its queues, each counted once, must be at least `R(S)`, what the queues would
/// need as one: their arrivals added up, the handle time and the rate of hanging up weighed by arrivals, the loosest
/// of their goals. Checking single queues alone counts a person of two languages for both; the pairs and larger sets do not.
///
/// Merged queues are a guide where handle times or goals differ, so two things that hold for certain are built in: a set
/// never needs more than its queues apart, nor less than any part of it, or than parts of it that share nobody together.
///
/// - Source: one cut for each subset of skills, as in Cezik and L'Ecuyer (2008).
struct QueuePools {
  private let scenario: Scenario
  private let interval: Seconds
  /// Bits of the queues that some person serves together with a queue of the same channel; shape [queues].
  private let neighbours: [UInt64]

  /// Components of more queues than this get the sets of two and of all only.
  private static let mostForAllSets = 8

  init(in scenario: Scenario, interval: Seconds) {
    self.scenario = scenario
    self.interval = interval
    let queues = scenario.queues
    guard queues.count <= 64 else {
      neighbours = []
      return
    }
    var neighbours = [UInt64](repeating: 0, count: queues.count)
    for agent in scenario.agents {
      let served = queues.indices.filter { agent.serves(queues[$0]) }
      for one in served {
        for other in served where one != other && QueuePools.canPool(queues[one], queues[other]) {
          neighbours[one] |= 1 << UInt64(other)
        }
      }
    }
    self.neighbours = neighbours
  }

  /// Live queues of one channel, in which a person holds equally many contacts.
  private static func canPool(_ one: Queue, _ other: Queue) -> Bool {
    !one.isDeferred && one.channel == other.channel && one.concurrency == other.concurrency
  }

  /// Every set of two or more queues that hangs together by shared people, with its requirement; by size, then by queues.
  ///
  /// A set that falls into parts without shared people is left out: its parts say all there is to say.
  ///
  /// - Complexity: a sizing for each set and interval with contacts; at most 247 sets for eight queues.
  func requirements(of queues: [QueueRequirement]) -> [PoolRequirement] {
    var known: [UInt64: [Double]] = [:]
    for index in queues.indices where index < neighbours.count { known[1 << UInt64(index)] = queues[index].netAgents }
    var pools: [PoolRequirement] = []
    for set in connectedSets() {
      let members = QueuePools.members(of: set)
      let merged = merged(members, queues)
      let apart = QueuePools.sum(members.map { queues[$0].netAgents })
      var net = zip(merged, apart).map { min($0, $1) }
      for member in members {
        let parts = components(of: set & ~(1 << UInt64(member))).compactMap { known[$0] }
        let least = QueuePools.sum(parts)
        for interval in least.indices { net[interval] = max(net[interval], least[interval]) }
      }
      known[set] = net
      pools.append(PoolRequirement(queues: members, netAgents: net))
    }
    return pools
  }

  /// What the queues need as one, per interval.
  private func merged(_ members: [Int], _ queues: [QueueRequirement]) -> [Double] {
    guard let count = queues.first?.netAgents.count else { return [] }
    return (0..<count).map { index in
      let busy = members.filter { queues[$0].load[index] > 0 && queues[$0].netAgents[index] > 0 }
      guard busy.count > 1 else { return busy.first.map { queues[$0].netAgents[index] } ?? 0 }
      let load = busy.reduce(0) { $0 + queues[$1].load[index] }
      let rates = busy.map { queues[$0].load[index] / queues[$0].averageHandleTime[index] }
      let rate = rates.reduce(0, +)
      let leaving = zip(busy, rates).reduce(0) { $0 + $1.1 / (scenario.queues[$1.0].patience?.value ?? .infinity) }
      var one = scenario.queues[busy[0]]
      one.goal = loosest(busy.map { scenario.queues[$0].goal })
      one.patience = leaving > 0 ? .seconds(rate / leaving) : nil
      one.handleTimesAtOnce = []
      return ImmediateWork(queue: one, interval: interval).netAgents(load: load, handleTime: load / rate)
        ?? .infinity
    }
  }

  /// A goal that whatever meets any of the goals meets too.
  private func loosest(_ goals: [ServiceGoal]) -> ServiceGoal {
    let caps = goals.compactMap(\.abandonedAtMost)
    let occupancies = goals.compactMap(\.occupancyAtMost)
    return ServiceGoal(
      answered: goals.map(\.answered).min() ?? 0, within: goals.map(\.within).max() ?? .seconds(0),
      abandonedAtMost: caps.count == goals.count ? caps.max() : nil,
      occupancyAtMost: occupancies.count == goals.count ? occupancies.max() : nil)
  }

  // MARK: - Sets of queues as bits

  /// Connected sets of two or more, by size, then by members.
  private func connectedSets() -> [UInt64] {
    var sets: [UInt64] = []
    var left = UInt64(0)
    for index in neighbours.indices where neighbours[index] != 0 { left |= 1 << UInt64(index) }
    for component in components(of: left) {
      let members = QueuePools.members(of: component)
      guard members.count <= QueuePools.mostForAllSets else {
        for one in members {
          for other in QueuePools.members(of: neighbours[one]) where one < other {
            sets.append(1 << UInt64(one) | 1 << UInt64(other))
          }
        }
        sets.append(component)
        continue
      }
      for choice in 1..<(UInt64(1) << UInt64(members.count)) {
        let set = QueuePools.members(of: choice).reduce(UInt64(0)) { $0 | 1 << UInt64(members[$1]) }
        if set.nonzeroBitCount > 1, components(of: set).count == 1 { sets.append(set) }
      }
    }
    return sets.sorted {
      ($0.nonzeroBitCount, $1.bitReversed) < ($1.nonzeroBitCount, $0.bitReversed)
    }
  }

  /// A set taken apart into sets that share no people.
  private func components(of set: UInt64) -> [UInt64] {
    var left = set
    var found: [UInt64] = []
    while left != 0 {
      var component = left & (~left + 1)
      var frontier = component
      while frontier != 0 {
        let next = QueuePools.members(of: frontier).reduce(UInt64(0)) { $0 | neighbours[$1] } & set & ~component
        component |= next
        frontier = next
      }
      found.append(component)
      left &= ~component
    }
    return found
  }

  private static func members(of set: UInt64) -> [Int] {
    var left = set
    var members: [Int] = []
    while left != 0 {
      members.append(left.trailingZeroBitCount)
      left &= left - 1
    }
    return members
  }

  private static func sum(_ arrays: [[Double]]) -> [Double] {
    guard var total = arrays.first else { return [] }
    for array in arrays.dropFirst() {
      for index in array.indices { total[index] += array[index] }
    }
    return total
  }
}

extension UInt64 {
  /// Bits in the other order, so that sets with early members sort first.
  fileprivate var bitReversed: UInt64 {
    var rest = self
    var reversed: UInt64 = 0
    for _ in 0..<64 {
      reversed = reversed << 1 | rest & 1
      rest >>= 1
    }
    return reversed
  }
}
