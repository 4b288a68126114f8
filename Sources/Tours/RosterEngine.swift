import Synchronization

/// Makes rosters: the one entry for a problem, whatever made it.
public struct RosterEngine: Sendable {
  /// How much to do.
  public var effort = RosterEffort.normal
  /// Seed of all random choices.
  public var seed: UInt64 = 1
  /// A safety net in wall seconds; reported when it cut the search.
  public var timeLimit: Double?
  /// Threads to use; the roster does not depend on them.
  public var threads = 2
  /// Told how far the search is, many times a second; may be called from several threads.
  public var onProgress: (@Sendable (EngineProgress) -> Void)?
  /// Asked often; true ends the search with the best roster so far.
  public var isCancelled: (@Sendable () -> Bool)?

  /// Whether the answer is given whole people afterwards, which has the last word on weeks as well.
  package var givesWholePeople = false

  /// An engine with its default effort.
  public init(effort: RosterEffort = .normal, seed: UInt64 = 1) {
    self.effort = effort
    self.seed = seed
  }

  /// The time limit and whoever may end the search, from now on.
  var watch: SearchClock { SearchClock(.wallSeconds(timeLimit ?? .infinity), shouldStop: isCancelled) }

  /// A roster for a problem, whichever way its demand is given.
  ///
  /// Contradictory rules of a person are part of the answer, shortage has its price: there is always a roster.
  package func solve(_ problem: RosterProblem) -> RosterSolution {
    switch problem.demand {
    case .intervals(let demand): return IntervalEngine(engine: self, problem: problem, demand: demand).solve()
    case .dayShift: return solveDayShift(problem)
    }
  }
}
