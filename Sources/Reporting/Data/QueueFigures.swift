import Timeline
import Workforce

/// What a plan comes to for one queue, from its tables.
struct QueueFigures {
  var offered = 0.0
  /// Share within the threshold, weighted by contacts, or as service rounds played it; NaN where nothing is offered or known.
  var expected = Double.nan
  var required = 0.0
  var rostered = 0.0
  var short = 0.0
  var over = 0.0
  /// Share expected to hang up, where the goal limits it and that is known.
  var abandoned: Double?
  /// Whether more hang up than the goal lets.
  var losesTooMany = false
  /// Whether the expected service reaches the goal, and no more hang up than it lets; a queue without contacts does.
  var isKept: Bool { isInTime && !losesTooMany }
  /// Whether enough are answered in time.
  var isInTime = true

  /// - Parameter queue: index of the scenario's queue.
  init(_ queue: Int, of content: ReportContent) {
    let hours = Double(content.scenario.grid.intervalSeconds) / 3600
    let offered = content.requirement?.queues[queue].offered ?? content.forecast?.queues[queue].offered ?? []
    self.offered = offered.reduce(0, +)
    guard let coverage = content.coverage?.queues[queue] else { return }
    var answered = 0.0
    var counted = 0.0
    for (level, contacts) in zip(coverage.serviceLevel, offered) where !level.isNaN {
      answered += level * contacts
      counted += contacts
    }
    if counted > 0 { expected = answered / counted }
    if let played = content.played[content.scenario.queues[queue].id] { expected = played }
    let goal = content.scenario.queues[queue].goal
    isInTime = expected.isNaN || expected >= goal.answered - 0.0005
    abandoned = content.abandoned.isEmpty ? nil : content.abandoned[queue]
    losesTooMany = ServiceGoal.isAbove(goal.abandonedAtMost, abandoned)
    required = coverage.required.reduce(0, +) * hours
    rostered = coverage.rostered.reduce(0, +) * hours
    short = coverage.required.indices.reduce(0) { $0 + coverage.under($1) } * hours
    over = coverage.required.indices.reduce(0) { $0 + coverage.over($1) } * hours
  }
}

/// A stretch of intervals in which a queue is short.
struct Shortage {
  /// Index of the queue.
  var queue: Int
  /// Its intervals.
  var intervals: Range<Int>
  /// The most agents short.
  var most: Double
  /// Agent-intervals short: what it weighs.
  var sum: Double

  /// The stretches that weigh most, the first the heaviest; ties by queue and time.
  static func worst(of coverage: Coverage, count: Int) -> [Shortage] {
    var found: [Shortage] = []
    for (index, queue) in coverage.queues.enumerated() {
      var open: Shortage?
      for interval in coverage.grid.indices {
        let under = queue.under(interval)
        if under >= 0.5 {
          var stretch = open ?? Shortage(queue: index, intervals: interval..<interval, most: 0, sum: 0)
          stretch.intervals = stretch.intervals.lowerBound..<interval + 1
          stretch.most = max(stretch.most, under)
          stretch.sum += under
          open = stretch
        } else if let stretch = open {
          found.append(stretch)
          open = nil
        }
      }
      if let stretch = open { found.append(stretch) }
    }
    let order = found.enumerated().sorted { ($1.element.sum, $0.offset) < ($0.element.sum, $1.offset) }
    return order.prefix(count).map(\.element)
  }
}
