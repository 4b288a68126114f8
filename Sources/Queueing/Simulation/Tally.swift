/// What one replication counts for each queue and interval of arrival.
public enum QueueCount: Int, CaseIterable, Sendable {
  /// Contacts: arrived, answered within the threshold, answered, hung up, hung up within the threshold.
  case offered, inTime, answered, abandoned, abandonedInTime
  /// Seconds waited by the answered; contacts that waited at all; redials among the offered.
  case waitTime, waited, redialled
  /// Deferred contacts: finished, finished within the deadline in business time and in clock time; seconds until then.
  case finished, withinBusiness, withinClock, finishTime
}

/// What one replication counts for each team.
public enum TeamCount: Int, CaseIterable, Sendable {
  /// Seconds of agents busy with at least one contact, of agents on the queues, of contacts in hand; contacts taken.
  case busyTime, staffedTime, contactTime, taken
}

/// The counts of one replication, as flat tables.
public struct Tally: Sendable {
  /// Shape [queues][intervals][QueueCount].
  public internal(set) var queueCounts: [Double]
  /// Shape [teams][TeamCount].
  public internal(set) var teamCounts: [Double]
  /// Contacts waiting, summed over the moments of a probe. Shape [probes][queues].
  public internal(set) var backlog: [Double]
  /// Deferred contacts among them whose deadline has passed. Shape [probes][queues].
  public internal(set) var late: [Double]
  /// Number of reporting intervals.
  public let intervals: Int

  init(queues: Int, teams: Int, intervals: Int, probes: Int) {
    queueCounts = Array(repeating: 0, count: queues * intervals * QueueCount.allCases.count)
    teamCounts = Array(repeating: 0, count: teams * TeamCount.allCases.count)
    backlog = Array(repeating: 0, count: probes * queues)
    late = backlog
    self.intervals = intervals
  }

  mutating func clear() {
    for i in queueCounts.indices { queueCounts[i] = 0 }
    for i in teamCounts.indices { teamCounts[i] = 0 }
    for i in backlog.indices {
      backlog[i] = 0
      late[i] = 0
    }
  }

  /// One count of a queue and interval of arrival.
  public func count(_ count: QueueCount, queue: Int, interval: Int) -> Double {
    queueCounts[row(queue: queue, interval: interval) + count.rawValue]
  }

  /// One count of a team.
  public func count(_ count: TeamCount, team: Int) -> Double {
    teamCounts[team * TeamCount.allCases.count + count.rawValue]
  }

  /// Where the counts of a queue and interval begin.
  @inline(__always)
  func row(queue: Int, interval: Int) -> Int { (queue * intervals + interval) * QueueCount.allCases.count }

  @inline(__always)
  mutating func add(_ count: QueueCount, _ amount: Double, at row: Int) { queueCounts[row + count.rawValue] += amount }

  @inline(__always)
  mutating func add(_ count: TeamCount, _ amount: Double, team: Int) {
    teamCounts[team * TeamCount.allCases.count + count.rawValue] += amount
  }
}

/// Sums and sums of products of a few counts over replications: enough for any ratio of them, with its spread.
struct Moments {
  private(set) var replications = 0.0
  private var sums: [Double]
  /// Products of counts `i >= j`, row by row.
  private var products: [Double]

  init(counts: Int) {
    sums = Array(repeating: 0, count: counts)
    products = Array(repeating: 0, count: counts * (counts + 1) / 2)
  }

  /// Adds one replication.
  mutating func add(_ counts: ArraySlice<Double>) {
    replications += 1
    var at = 0
    for (i, a) in counts.enumerated() {
      sums[i] += a
      for b in counts.prefix(i + 1) {
        products[at] += a * b
        at += 1
      }
    }
  }

  /// Adds the replications of another chunk.
  mutating func merge(_ other: Moments) {
    replications += other.replications
    for i in sums.indices { sums[i] += other.sums[i] }
    for i in products.indices { products[i] += other.products[i] }
  }

  /// The ratio of two weighted sums of counts, as total over total, with a 95 % half width from the spread over replications.
  ///
  /// - Source: ratio estimator with linearised variance (Cochran, Sampling Techniques, chapter 6).
  func ratio(of numerator: [(Int, Double)], to denominator: [(Int, Double)]) -> Estimate {
    let above = total(numerator)
    let below = total(denominator)
    guard below != 0, replications > 1 else { return Estimate(value: .nan, halfWidth: .nan) }
    let ratio = above / below
    let deviation = numerator + denominator.map { ($0.0, -ratio * $0.1) }
    var squares = 0.0
    for (i, a) in deviation {
      for (j, b) in deviation { squares += a * b * product(i, j) }
    }
    let variance = max(0, squares) / (replications - 1) / replications
    return Estimate(value: ratio, halfWidth: 1.96 * variance.squareRoot() / abs(below / replications))
  }

  private func total(_ weights: [(Int, Double)]) -> Double { weights.reduce(0) { $0 + $1.1 * sums[$1.0] } }

  /// The sum of one count.
  func sum(_ count: Int) -> Double { sums[count] }

  /// The sum of the squares of one count.
  func square(_ count: Int) -> Double { product(count, count) }

  private func product(_ i: Int, _ j: Int) -> Double {
    let (high, low) = (max(i, j), min(i, j))
    return products[high * (high + 1) / 2 + low]
  }
}

/// A simulated figure and half the width of its 95 % confidence interval; not a number where nothing was counted.
public struct Estimate: Hashable, Sendable {
  /// The figure.
  public var value: Double
  /// Half the width of the interval that holds the true figure in 95 of 100 cases.
  public var halfWidth: Double

  /// A figure and half the width of its interval.
  public init(value: Double, halfWidth: Double) {
    self.value = value
    self.halfWidth = halfWidth
  }
}
