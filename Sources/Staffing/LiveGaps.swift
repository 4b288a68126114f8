import Libc
import Queueing
import Units
import Workforce

/// Free time of people on phone and chat queues, which email may use: with a blend all that the reserve leaves, and without one that of
/// the people of a roster who are posted on both.
///
/// Of `n` net agents those who hold no call and no chat are free. What the reserve leaves of them may take email, in as far as the
/// people of the phone queue serve the email queue too. It is a plan in means: an agent at work on email is not interrupted, so the
/// reserve is what protects the calls.
struct LiveGaps {
  private let scenario: Scenario
  /// Shape [queues][grid.count]: agents free and not yet promised to an email queue.
  private var free: [[Double]]
  /// Shape [queues][queues]: share of the people of a phone queue who serve an email queue as well.
  private let shares: [[Double]]
  /// Share of the people on a phone queue who are posted on an email queue without blend too, by phone and by email queue, shape
  /// [grid.count].
  private var posted: [Int: [Int: [Double]]] = [:]

  /// The gaps that numbers of agents leave.
  ///
  /// - Parameters:
  ///   - agents: shape [queues][grid.count], net.
  ///   - alsoOn: share of them who are posted on an email queue too, by live and by email queue; of a roster.
  init(
    of agents: [[Double]], requirement: [QueueRequirement], interval: Seconds, in scenario: Scenario,
    alsoOn: [Int: [Int: [Double]]] = [:]
  ) {
    self.scenario = scenario
    for (live, mails) in alsoOn where !scenario.queues[live].isDeferred {
      for (mail, share) in mails where scenario.queues[mail].blend == nil { posted[live, default: [:]][mail] = share }
    }
    let blended = Set(scenario.queues.flatMap { $0.blend?.queues ?? [] })
    let used = blended.union(posted.keys.map { scenario.queues[$0].id })
    free = scenario.queues.indices.map { index in
      let queue = scenario.queues[index]
      guard !queue.isDeferred, used.contains(queue.id) else { return [] }
      let performances = ImmediateWork(queue: queue, interval: interval)
        .performances(of: agents[index], for: requirement[index])
      return zip(agents[index], performances).map { people, performance in
        performance.map { people - Self.busy(people, places: queue.placesAtOnce, occupancy: $0.occupancy) } ?? people
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

  /// People who hold at least one contact, on average.
  ///
  /// A new chat goes to whom holds most and has room, so those who chat are full but for the last. With `K` places each and `L` of all
  /// places taken that is about `(L + (K - 1)(1 - e^-L)) / K`: `L` where only few are taken or everybody has one place, `(L + K - 1) / K`
  /// where many are.
  static func busy(_ people: Double, places: Double, occupancy: Double) -> Double {
    let taken = people * places * occupancy
    return min(people, (taken + (places - 1) * (1 - exp(-taken))) / places)
  }

  /// Agents that an email queue finds free in an interval, the reserves kept.
  func agents(for queue: Queue, interval: Int) -> Double {
    sources(of: queue, interval).reduce(0) { $0 + $1.agents }
  }

  /// Takes agents away from what the next email queue finds.
  mutating func take(_ agents: Double, for queue: Queue, interval: Int) {
    let sources = sources(of: queue, interval)
    let all = sources.reduce(0) { $0 + $1.agents }
    guard all > 0 else { return }
    let part = min(1, agents / all)
    for source in sources { free[source.queue][interval] -= part * source.agents }
  }

  /// Phone queues on which an email queue finds people free, and how many.
  private func sources(of queue: Queue, _ interval: Int) -> [(queue: Int, agents: Double)] {
    guard let email = scenario.queues.firstIndex(where: { $0.id == queue.id }) else { return [] }
    return scenario.queues.indices.compactMap { source in
      guard !free[source].isEmpty else { return nil }
      guard let blend = queue.blend else {
        return posted[source]?[email].map { (source, free[source][interval] * $0[interval]) }
      }
      guard blend.queues.contains(scenario.queues[source].id) else { return nil }
      return (source, max(0, free[source][interval] - blend.reserve) * shares[source][email])
    }
  }
}
