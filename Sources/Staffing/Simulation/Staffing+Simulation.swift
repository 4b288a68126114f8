import Chance
import Lanes
import Queueing
import Timeline
public import Workforce

extension Staffing {
  /// Plays a roster against sampled demand and counts what customers and people would see.
  ///
  /// What is drawn: the moments of the contacts of each path, uniform within their interval; handle times, exponential
  /// around the interval's mean; patience, exponential; for every person and interval whether shrinkage takes them off
  /// the queue. See docs/explanation/simulation.md.
  ///
  /// - Parameters:
  ///   - roster: ours or edited by hand; a shift without spells is played on every queue its person may take from.
  ///   - paths: whole contacts, one path a replication. Shape [replications][queues][grid.count]; at least 2.
  ///   - requirement: handle times, and what live queues need before email gets people.
  ///   - seed: the same seed gives the same result on any number of threads.
  ///   - threads: most threads at once; nil leaves it to the system.
  /// - Throws: `SimulationError` for fewer than 2 paths or a scenario with times out of range.
  /// - Complexity: about a microsecond a contact on one core.
  public static func simulate(
    _ roster: Roster, paths: [[[Double]]], requirement: Requirement, in scenario: Scenario, seed: UInt64,
    threads: Int? = nil
  ) throws -> SimulatedService {
    try simulate(
      roster, paths: paths, requirement: requirement, in: scenario, seed: seed, helping: nil, threads: threads)
  }

  /// The same with one more person on a queue, whenever it takes contacts or is worked.
  static func simulate(
    _ roster: Roster, paths: [[[Double]]], requirement: Requirement, in scenario: Scenario, seed: UInt64,
    helping queue: Int?, threads: Int?
  ) throws -> SimulatedService {
    guard paths.count >= 2 else { throw SimulationError.tooFewReplications(paths.count) }
    let play = RosterPlay(roster, requirement: requirement, in: scenario, helping: queue)
    let table = SpanTable(scenario, on: requirement.grid)
    let empty = ServiceTally(table, queues: scenario.queues.count, people: play.people.count)
    // Fixed chunks, added by index: the result does not know how many threads there were.
    let chunks = min(paths.count, 16)
    let tallies = Lanes.run(chunks, threads: threads ?? Lanes.cores) { chunk in
      Result<ServiceTally, any Error> {
        var tally = empty
        for replication in (chunk * paths.count / chunks)..<((chunk + 1) * paths.count / chunks) {
          // Two streams each: one for who is there and when, one for what then happens.
          var random = RandomStream(seed: seed, replication: 2 * replication)
          let centre = play.centre(path: paths[replication], &random)
          tally.add(try centre.play(seed: seed, replication: 2 * replication + 1), table)
        }
        return tally
      }
    }
    var total = empty
    for tally in tallies { total.merge(try tally.get()) }
    return service(total, table, play.people, requirement.grid, scenario)
  }

  private static func service(
    _ tally: ServiceTally, _ table: SpanTable, _ people: [String], _ grid: IntervalGrid, _ scenario: Scenario
  ) -> SimulatedService {
    let replications = tally.replications
    let queues = scenario.queues.indices.map { queue in
      let first = queue * table.spansPerQueue
      let spans = (first..<first + table.spansPerQueue).map { tally.spans[$0].figures(replications: replications) }
      let dates = (queue * table.dates)..<((queue + 1) * table.dates)
      return SimulatedQueue(
        queue: scenario.queues[queue].id, total: spans[table.intervals + table.dates],
        days: Array(spans[table.intervals..<table.intervals + table.dates]),
        intervals: Array(spans[..<table.intervals]),
        waiting: dates.map { tally.waiting[$0].estimate(replications: replications) },
        late: dates.map { tally.late[$0].estimate(replications: replications) }, services: tally.services[queue],
        hangUps: tally.hangUps[queue])
    }
    let persons = people.enumerated().compactMap { index, id -> SimulatedPerson? in
      tally.people[index].figures(replications: replications).map {
        SimulatedPerson(agent: id, hours: $0.offered / 3600, occupancy: $0.serviceLevel)
      }
    }
    return SimulatedService(grid: grid, replications: Int(replications), queues: queues, people: persons)
  }
}
