import Queueing
import Units
import Workforce

/// Free time of people on phone queues, which email may use but for a reserve.
///
/// With `n` net agents of whom a share is busy, `n (1 - occupancy)` are free on average. What the reserve leaves of them
/// may take email, in as far as the people of the phone queue serve the email queue too. It is a plan in means: an agent
/// at work on email is not interrupted, so the reserve is what protects the calls.
struct LiveGaps {
  private let scenario: Scenario
  /// Shape [queues][grid.count]: agents free and not yet promised to an email queue.
  private var free: [[Double]]
  /// Shape [queues][queues]: share of the people of a phone queue who serve an email queue as well.
  private let shares: [[Double]]

  /// The gaps that numbers of agents leave.
  ///
  /// - Parameter agents: shape [queues][grid.count], net.
  init(of agents: [[Double]], requirement: [QueueRequirement], interval: Seconds, in scenario: Scenario) {
    self.scenario = scenario
    let used = Set(scenario.queues.flatMap { $0.blend?.queues ?? [] })
    free = scenario.queues.indices.map { index in
      let queue = scenario.queues[index]
      guard queue.takesCalls, used.contains(queue.id) else { return [] }
      let performances = ImmediateWork(queue: queue, interval: interval)
        .performances(of: agents[index], for: requirement[index])
      return zip(agents[index], performances).map { people, performance in
        performance.map { people * (1 - $0.occupancy) } ?? people
      }
    }
    shares = scenario.queues.map { source in
      guard used.contains(source.id) else { return [] }
      let people = scenario.agents.filter { $0.serves(source) }
      return scenario.queues.map { queue in
        people.isEmpty ? 1 : Double(people.count { $0.serves(queue) }) / Double(people.count)
      }
    }
  }

  /// Agents that an email queue finds free in an interval, the reserves kept.
  func agents(for queue: Queue, interval: Int) -> Double {
    guard let sources = sources(of: queue) else { return 0 }
    return sources.queues.reduce(0) { $0 + spare($1, for: queue, interval) * shares[$1][sources.email] }
  }

  /// Takes agents away from what the next email queue finds.
  mutating func take(_ agents: Double, for queue: Queue, interval: Int) {
    let all = self.agents(for: queue, interval: interval)
    guard all > 0, let sources = sources(of: queue) else { return }
    let part = min(1, agents / all)
    for source in sources.queues {
      free[source][interval] -= part * spare(source, for: queue, interval) * shares[source][sources.email]
    }
  }

  /// The phone queues that an email queue may use, and its own index.
  private func sources(of queue: Queue) -> (queues: [Int], email: Int)? {
    guard let blend = queue.blend, let email = scenario.queues.firstIndex(where: { $0.id == queue.id }) else {
      return nil
    }
    let queues = scenario.queues.indices.filter { !free[$0].isEmpty && blend.queues.contains(scenario.queues[$0].id) }
    return (queues, email)
  }

  private func spare(_ source: Int, for queue: Queue, _ interval: Int) -> Double {
    max(0, free[source][interval] - (queue.blend?.reserve ?? 0))
  }
}
