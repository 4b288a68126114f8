import Chance
import Lanes

/// Plays a centre many times over and averages.
public struct Simulator: Sendable {
  /// The centre to play.
  public let centre: ContactCentre
  /// The same seed gives the same result, on any number of cores.
  public let seed: UInt64
  /// Coefficient of variation of a factor that each replication applies to all its arrivals: how wrong the forecast may be.
  public let rateVariation: Double

  /// A simulator of a centre.
  ///
  /// - Throws: ``SimulationError`` for a centre that cannot be played or a variation that is negative or not finite.
  public init(_ centre: ContactCentre, seed: UInt64, rateVariation: Double = 0) throws(SimulationError) {
    try centre.validate()
    guard rateVariation >= 0, rateVariation.isFinite else { throw .numberOutOfRange(rateVariation) }
    self.centre = centre
    self.seed = seed
    self.rateVariation = rateVariation
  }

  /// Plays independent replications over the cores.
  ///
  /// - Throws: ``SimulationError/tooFewReplications(_:)`` below 2, which show no spread.
  /// - Complexity: around a microsecond for each contact on one core.
  public func run(replications: Int) throws(SimulationError) -> SimulationResult {
    guard replications >= 2 else { throw .tooFewReplications(replications) }
    // Fixed chunks, stored and added by index: the result does not know how many cores there were.
    let chunks = min(replications, 32)
    let results = Lanes.run(chunks) { chunk in
      playChunk((chunk * replications / chunks)..<((chunk + 1) * replications / chunks))
    }
    var total = ChunkResult(centre)
    for result in results { total.merge(result) }
    return SimulationResult(
      replications: replications, contacts: total.contacts, queueMoments: total.queues, teamMoments: total.teams,
      backlogMoments: total.backlog, queues: centre.queues.count, intervals: centre.intervalCount)
  }

  private func playChunk(_ replications: Range<Int>) -> ChunkResult {
    var result = ChunkResult(centre)
    var playback = Playback(centre)
    for replication in replications {
      var random = RandomStream(seed: seed, replication: replication)
      let factor = rateVariation > 0 ? random.gammaFactor(variation: rateVariation) : 1
      playback.play(rateFactor: factor, random: random)
      result.add(playback.tally, centre)
    }
    return result
  }
}

extension ContactCentre {
  /// Plays one replication, for callers that change the centre from one to the next.
  ///
  /// - Throws: ``SimulationError`` for a centre that cannot be played.
  public func play(seed: UInt64, replication: Int) throws(SimulationError) -> Tally {
    try validate()
    var playback = Playback(self)
    playback.play(rateFactor: 1, random: RandomStream(seed: seed, replication: replication))
    return playback.tally
  }
}

/// The moments of a run of replications.
private struct ChunkResult {
  var queues: [Moments]
  var teams: [Moments]
  var backlog: [Moments]
  var contacts = 0.0

  init(_ centre: ContactCentre) {
    let rows = (centre.queues.count + 1) * (centre.intervalCount + 1)
    queues = Array(repeating: Moments(counts: QueueCount.allCases.count), count: rows)
    teams = Array(repeating: Moments(counts: TeamCount.allCases.count), count: centre.teams.count)
    backlog = Array(repeating: Moments(counts: centre.queues.count + 1), count: centre.backlogProbes.count)
  }

  /// Adds one replication: each queue and interval, and the totals over either and both.
  mutating func add(_ tally: Tally, _ centre: ContactCentre) {
    let width = QueueCount.allCases.count
    let intervals = tally.intervals
    let queueCount = centre.queues.count
    var rows = [Double](repeating: 0, count: (queueCount + 1) * (intervals + 1) * width)
    for queue in 0..<queueCount {
      for interval in 0..<intervals {
        for count in 0..<width {
          let value = tally.queueCounts[(queue * intervals + interval) * width + count]
          rows[(queue * (intervals + 1) + interval) * width + count] += value
          rows[(queue * (intervals + 1) + intervals) * width + count] += value
          rows[(queueCount * (intervals + 1) + interval) * width + count] += value
          rows[(queueCount * (intervals + 1) + intervals) * width + count] += value
        }
      }
    }
    for row in queues.indices { queues[row].add(rows[(row * width)..<((row + 1) * width)]) }
    contacts += rows[(queues.count - 1) * width + QueueCount.offered.rawValue]
    let teamWidth = TeamCount.allCases.count
    for team in teams.indices { teams[team].add(tally.teamCounts[(team * teamWidth)..<((team + 1) * teamWidth)]) }
    for probe in backlog.indices {
      let waiting = tally.backlog[(probe * queueCount)..<((probe + 1) * queueCount)]
      backlog[probe].add((waiting + [Double(centre.backlogProbes[probe].count)])[...])
    }
  }

  mutating func merge(_ other: ChunkResult) {
    for i in queues.indices { queues[i].merge(other.queues[i]) }
    for i in teams.indices { teams[i].merge(other.teams[i]) }
    for i in backlog.indices { backlog[i].merge(other.backlog[i]) }
    contacts += other.contacts
  }
}
