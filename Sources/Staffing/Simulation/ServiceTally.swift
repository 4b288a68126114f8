import Queueing
import Timeline
import Workforce

/// Sums over replications of what one queue and span counted: enough for shares with their spread.
struct SpanSums {
  /// All contacts offered, also those whose deadline lies after the horizon.
  var offered = 0.0
  /// Contacts that count for service, those served in time and those who hung up, with their products.
  private var counted = 0.0
  private var served = 0.0
  private var lost = 0.0
  private var countedSquares = 0.0
  private var servedSquares = 0.0
  private var lostSquares = 0.0
  private var servedProducts = 0.0
  private var lostProducts = 0.0
  private var answered = 0.0
  private var waitTime = 0.0

  /// What one replication counted.
  struct Counts {
    var offered = 0.0
    var counted = 0.0
    var served = 0.0
    var lost = 0.0
    var answered = 0.0
    var waitTime = 0.0

    static func += (a: inout Counts, b: Counts) {
      a.offered += b.offered
      a.counted += b.counted
      a.served += b.served
      a.lost += b.lost
      a.answered += b.answered
      a.waitTime += b.waitTime
    }
  }

  /// Adds one replication.
  mutating func add(_ counts: Counts) {
    offered += counts.offered
    counted += counts.counted
    served += counts.served
    lost += counts.lost
    countedSquares += counts.counted * counts.counted
    servedSquares += counts.served * counts.served
    lostSquares += counts.lost * counts.lost
    servedProducts += counts.served * counts.counted
    lostProducts += counts.lost * counts.counted
    answered += counts.answered
    waitTime += counts.waitTime
  }

  /// Adds the replications of another chunk.
  mutating func merge(_ other: SpanSums) {
    offered += other.offered
    counted += other.counted
    served += other.served
    lost += other.lost
    countedSquares += other.countedSquares
    servedSquares += other.servedSquares
    lostSquares += other.lostSquares
    servedProducts += other.servedProducts
    lostProducts += other.lostProducts
    answered += other.answered
    waitTime += other.waitTime
  }

  /// The figures of the span; nil where nothing was ever offered.
  func figures(replications: Double) -> SimulatedSpan? {
    guard offered > 0 else { return nil }
    return SimulatedSpan(
      offered: offered / replications,
      serviceLevel: ratio(served, servedSquares, servedProducts, replications),
      abandoned: ratio(lost, lostSquares, lostProducts, replications),
      averageWait: answered > 0 ? waitTime / answered : .nan)
  }

  /// A share of the counted contacts, total over total, with a 95 % half width.
  ///
  /// - Source: ratio estimator with linearised variance (Cochran, Sampling Techniques, chapter 6).
  private func ratio(_ part: Double, _ squares: Double, _ products: Double, _ replications: Double) -> Estimate {
    guard counted > 0 else { return Estimate(value: .nan, halfWidth: .nan) }
    let share = part / counted
    let deviations = max(0, squares - 2 * share * products + share * share * countedSquares)
    let variance = deviations / (replications - 1) / replications
    return Estimate(value: share, halfWidth: 1.96 * variance.squareRoot() * replications / counted)
  }
}

/// A mean over replications and its spread.
struct MeanSums {
  private var sum = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    sum += value
    squares += value * value
  }

  mutating func merge(_ other: MeanSums) {
    sum += other.sum
    squares += other.squares
  }

  func estimate(replications: Double) -> Estimate {
    let mean = sum / replications
    let variance = max(0, squares - mean * sum) / (replications - 1) / replications
    return Estimate(value: mean, halfWidth: 1.96 * variance.squareRoot())
  }
}

/// Which intervals make which spans: every interval, every local date and the whole horizon, for each queue.
struct SpanTable {
  let intervals: Int
  let dates: Int
  /// Shape [queues][intervals]: place of the interval's local date in the horizon; -1 outside.
  let dateOf: [[Int]]
  /// Shape [queues][intervals]: whether the deadline of what arrives then lies inside the horizon.
  let counts: [[Bool]]
  let isDeferred: [Bool]

  init(_ scenario: Scenario, on grid: IntervalGrid) {
    intervals = grid.count
    dates = scenario.horizon.dayCount
    isDeferred = scenario.queues.map { $0.isDeferred }
    let first = scenario.horizon.first
    let last = scenario.horizon.dayCount
    dateOf = scenario.queues.map { queue in
      grid.indices.map { interval in
        let day = queue.open.zone.local(at: grid.instant(of: interval)).date.days(since: first)
        return (0..<last).contains(day) ? day : -1
      }
    }
    counts = scenario.queues.map { queue in
      guard queue.isDeferred else { return [Bool](repeating: true, count: grid.count) }
      let work = DeferredWork(of: queue, on: grid, in: scenario)
      return grid.indices.map { work.deadline(of: $0) != .afterHorizon }
    }
  }

  /// Spans of a queue: its intervals, then its dates, then the horizon.
  var spansPerQueue: Int { intervals + dates + 1 }
}

/// What all replications of a chunk counted.
struct ServiceTally {
  private(set) var replications = 0.0
  /// Shape [queues][SpanTable.spansPerQueue].
  private(set) var spans: [SpanSums]
  /// Shape [queues][dates].
  private(set) var waiting: [MeanSums]
  private(set) var late: [MeanSums]
  /// Shape [queues], then by replication: the share served in time; nothing of replications without counted contacts.
  private(set) var services: [[Double]]
  /// The same of the share that hangs up.
  private(set) var hangUps: [[Double]]
  /// Shape [people]: seconds busy as counted contacts, seconds on the queues as all contacts.
  private(set) var people: [SpanSums]

  init(_ table: SpanTable, queues: Int, people: Int) {
    spans = Array(repeating: SpanSums(), count: queues * table.spansPerQueue)
    waiting = Array(repeating: MeanSums(), count: queues * table.dates)
    late = waiting
    services = Array(repeating: [], count: queues)
    hangUps = services
    self.people = Array(repeating: SpanSums(), count: people)
  }

  /// Adds one replication.
  mutating func add(_ played: Tally, _ table: SpanTable) {
    replications += 1
    let queues = table.dateOf.count
    for queue in 0..<queues {
      let first = queue * table.spansPerQueue
      var dates = [SpanSums.Counts](repeating: SpanSums.Counts(), count: table.dates)
      var total = SpanSums.Counts()
      for interval in 0..<table.intervals {
        let offered = played.count(.offered, queue: queue, interval: interval)
        guard offered > 0 else { continue }
        var counts = SpanSums.Counts()
        counts.offered = offered
        counts.answered = played.count(.answered, queue: queue, interval: interval)
        counts.waitTime = played.count(.waitTime, queue: queue, interval: interval)
        if table.counts[queue][interval] {
          counts.counted = offered
          counts.served = played.count(
            table.isDeferred[queue] ? .withinBusiness : .inTime, queue: queue, interval: interval)
          counts.lost = played.count(.abandoned, queue: queue, interval: interval)
        }
        spans[first + interval].add(counts)
        total += counts
        let date = table.dateOf[queue][interval]
        if date >= 0 { dates[date] += counts }
      }
      for date in dates.indices { spans[first + table.intervals + date].add(dates[date]) }
      spans[first + table.intervals + table.dates].add(total)
      if total.counted > 0 {
        services[queue].append(total.served / total.counted)
        hangUps[queue].append(total.lost / total.counted)
      }
      for date in 0..<table.dates {
        // One probe for each queue and date, which counts every queue.
        let place = (queue * table.dates + date) * queues + queue
        waiting[queue * table.dates + date].add(played.backlog[place])
        late[queue * table.dates + date].add(played.late[place])
      }
    }
    for person in people.indices {
      var counts = SpanSums.Counts()
      counts.offered = played.count(.staffedTime, team: person)
      counts.counted = counts.offered
      counts.served = played.count(.busyTime, team: person)
      people[person].add(counts)
    }
  }

  /// Adds the replications of another chunk.
  mutating func merge(_ other: ServiceTally) {
    replications += other.replications
    for place in spans.indices { spans[place].merge(other.spans[place]) }
    for place in waiting.indices {
      waiting[place].merge(other.waiting[place])
      late[place].merge(other.late[place])
    }
    for queue in services.indices {
      services[queue] += other.services[queue]
      hangUps[queue] += other.hangUps[queue]
    }
    for place in people.indices { people[place].merge(other.people[place]) }
  }
}
