import Timeline
import Workforce

/// Hours of queues that hang on one person: everybody else at work may not take them.
struct LonePeople: Sendable {
  /// A person and a queue that hangs on them.
  struct Row: Sendable {
    /// Id of the person.
    var agent: String
    /// Index of the queue.
    var queue: Int
    /// Hours a week.
    var hours: Double
  }

  /// Whether a roster says who is at work when; without one, a queue that one person alone may take hangs on them all the time.
  let isRostered: Bool
  /// The most hours first.
  let rows: [Row]
  /// Hours a week that each queue is worked.
  let openHours: [Double]
  /// A sentence about a roster that could not be taken; nil for none.
  var note: String?
  /// Hours a week by queue in which a person is at work, may not take it and somebody else is alone on it.
  private let beside: [String: [Double]]

  /// - Parameter roster: who is at work in the horizon, breaks among it; `nil` where nobody is rostered yet.
  init(_ roster: Roster?, in scenario: Scenario) {
    isRostered = roster != nil
    let grid = scenario.grid
    let length = Double(grid.intervalSeconds) / 3600 / (Double(max(1, scenario.horizon.dayCount)) / 7)
    let served = scenario.agents.map { agent in scenario.queues.map(agent.serves) }
    let opening = scenario.queues.map { queue in
      let holidays = scenario.holidays(in: queue.region)
      return grid.indices.filter { scenario.isWorked(queue, at: grid.instant(of: $0), holidays: holidays) }
    }
    let openHours = opening.map { Double($0.count) * length }
    self.openHours = openHours
    var alone: [String: [Double]] = [:]
    var beside: [String: [Double]] = [:]
    let none = [Double](repeating: 0, count: scenario.queues.count)
    if let roster {
      let place = Dictionary(scenario.agents.enumerated().map { ($1.id, $0) }) { first, _ in first }
      var atWork = [[Int]](repeating: [], count: grid.count)
      for shift in roster.shifts {
        guard let agent = place[shift.agent] else { continue }
        let from = shift.start.secondsSinceEpoch - grid.start.secondsSinceEpoch
        let to = shift.end.secondsSinceEpoch - grid.start.secondsSinceEpoch
        // Intervals that begin within the shift.
        let first = max(0, (from + grid.intervalSeconds - 1) / grid.intervalSeconds)
        let last = min(grid.count, (to + grid.intervalSeconds - 1) / grid.intervalSeconds)
        for interval in first..<max(first, last) { atWork[interval].append(agent) }
      }
      for queue in scenario.queues.indices {
        for interval in opening[queue] {
          let there = atWork[interval]
          var serving = there.lazy.filter { served[$0][queue] }.makeIterator()
          guard let one = serving.next(), serving.next() == nil else { continue }
          alone[scenario.agents[one].id, default: none][queue] += length
          for other in there where other != one { beside[scenario.agents[other].id, default: none][queue] += length }
        }
      }
    } else {
      for queue in scenario.queues.indices {
        let speakers = scenario.agents.indices.filter { served[$0][queue] }
        guard speakers.count == 1, openHours[queue] > 0 else { continue }
        alone[scenario.agents[speakers[0]].id, default: none][queue] = openHours[queue]
        for agent in scenario.agents where agent.id != scenario.agents[speakers[0]].id {
          let worked = (scenario.contract(agent.contract)?.meanWeekMinutes ?? 0) / 60
          beside[agent.id, default: none][queue] = min(openHours[queue], worked)
        }
      }
    }
    self.beside = beside
    rows = alone.flatMap { agent, hours in
      hours.indices.filter { hours[$0] > 0 }.map { Row(agent: agent, queue: $0, hours: hours[$0]) }
    }.sorted { ($1.hours, $0.queue, $0.agent) < ($0.hours, $1.queue, $1.agent) }
  }

  /// Hours a week in which one person is alone on some queues, each counted by itself.
  func hours(of queues: [Int]) -> Double { rows.reduce(0) { queues.contains($1.queue) ? $0 + $1.hours : $0 } }

  /// How many of these end where somebody learns to take the queues: those in which that person is at work too. Without a roster as
  /// many as the person's contract has.
  func hoursEnded(by agent: String, taking queues: [Int]) -> Double {
    guard let own = beside[agent] else { return 0 }
    return queues.reduce(0) { $0 + own[$1] }
  }
}
