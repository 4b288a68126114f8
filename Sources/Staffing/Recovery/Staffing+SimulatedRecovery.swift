import Chance
import Lanes
import Queueing
import Timeline
import Units
public import Workforce

extension Staffing {
  /// The same by simulation: the roster is played with and without the backlog on the same days, contact by contact.
  ///
  /// - Parameters:
  ///   - backlog: whole contacts by queue at the start of the interval `first`.
  ///   - paths: sampled courses of contacts. Shape [replications][queues][grid.count]; at least 2.
  /// - Throws: `SimulationError` for fewer than 2 paths or times out of range.
  public static func simulatedRecovery(
    of backlog: [Double], at first: Int, with roster: Roster, paths: [[[Double]]], requirement: Requirement,
    in scenario: Scenario, seed: UInt64
  ) throws -> [Recovery] {
    guard paths.count >= 2 else { throw SimulationError.tooFewReplications(paths.count) }
    let grid = requirement.grid
    let none = [Double](repeating: 0, count: backlog.count)
    let play = RosterPlay(roster, requirement: requirement, in: scenario)
    let probes = (first..<grid.count).map { [Seconds(Double(($0 + 1) * grid.intervalSeconds))] }
    let waiting = Lanes.run(paths.count, threads: Lanes.cores) { replication in
      Result<[[Double]], any Error> {
        try [none, backlog].map { contacts in
          var random = RandomStream(seed: seed, replication: 2 * replication)
          var centre = play.centre(path: paths[replication], &random)
          centre.backlogProbes = probes
          for (queue, count) in contacts.enumerated() where count >= 1 {
            centre.queues[queue].add(Int(count), at: Double(first * grid.intervalSeconds))
          }
          return try centre.play(seed: seed, replication: 2 * replication + 1).backlog
        }
      }
    }
    var left = [[Double]](repeating: [Double](repeating: 0, count: probes.count), count: backlog.count)
    for outcome in waiting {
      let backlogs = try outcome.get()
      for queue in backlog.indices {
        for probe in probes.indices {
          let place = probe * backlog.count + queue
          left[queue][probe] += (backlogs[1][place] - backlogs[0][place]) / Double(paths.count)
        }
      }
    }
    return backlog.indices.map {
      Recovery(left: left[$0], of: backlog[$0], every: Double(grid.intervalSeconds))
    }
  }
}

extension ContactCentre.Line {
  /// Adds contacts that come at one moment, one right after the other.
  fileprivate mutating func add(_ count: Int, at moment: Double) {
    guard case .moments(let drawn) = arrivals else { return }
    var next = moment
    var more: [Double] = []
    for _ in 0..<count {
      next = next.nextUp
      more.append(next)
    }
    var merged = (drawn + more).sorted()
    for index in merged.indices.dropFirst() where merged[index] <= merged[index - 1] {
      merged[index] = merged[index - 1].nextUp
    }
    arrivals = .moments(merged)
  }
}
