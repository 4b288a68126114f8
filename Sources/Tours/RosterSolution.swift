/// How much a search may do. All but `seconds` count moves and nodes, so the same effort gives the same roster.
public enum RosterEffort: Hashable, Sendable {
  /// A usable roster soon.
  case quick
  /// What a plan is made with.
  case normal
  /// As good as patience allows.
  case best
  /// A number of moves.
  case moves(Int)
  /// Wall time; another run may differ.
  case seconds(Double)
}

/// How far the engine has come.
public struct EngineProgress: Sendable {
  /// What it is doing.
  public var stage: String
  /// Share of the effort used, in 0...1.
  public var share: Double
  /// Cost of the roster at present.
  public var cost: Double
  /// No roster costs less; nil while unknown.
  public var bound: Double?
}

/// What a roster's cost is made of.
package struct RosterCost: Hashable, Sendable {
  /// Shortage and surplus of queue groups.
  package var cover = 0.0
  /// Missing supervisors and the like.
  package var presence = 0.0
  /// What tours cost by themselves: options and days off, weekends, single days off, overtime and unstable starts.
  package var own = 0.0
  /// Nights, weekends and late ends that colleagues do not share evenly.
  package var fairness = 0.0

  /// No cost at all.
  package init() {}

  /// The sum.
  package var total: Double { cover + presence + own + fairness }
}

/// What is proven about a roster.
package enum RosterProof: Hashable, Sendable {
  /// No roster costs less.
  case optimal
  /// The cost is at most this share above the best possible.
  case within(Double)
  /// No bound was found.
  case none
}

/// A roster and what is known of it.
package struct RosterSolution: Sendable {
  /// Shape [people][days], option index or `RosterProblem.off`.
  package var tours: [Int32]
  /// Shape [people][intervals], the queue group served or -1; empty for day x shift demand.
  package var groups: [Int16] = []
  /// What the roster costs.
  package var cost: RosterCost
  /// No roster costs less; minus infinity when unknown.
  package var bound: Double
  /// People without a legal tour; they keep fixed shifts only.
  package var conflicts: [TourConflict] = []
  /// Integer programs solved, each over some people and days, where people are wanted by shift.
  package var programs = 0
  /// How many of them proved that nothing in their reach is better.
  package var provenPrograms = 0
  /// Whether a time limit or a cancellation, not the effort, ended the search; then another run may differ.
  package var wasCutShort = false
  /// Faults of the solver that cost a part of the search.
  package var faults: [String]
  /// What the search made of the problem, for those who go on with its answer.
  var tables: IntervalTables?

  /// What is proven.
  package var proof: RosterProof { RosterProof(cost: cost.total, bound: bound) }
}

extension RosterProof {
  /// What a bound says of a cost.
  package init(cost: Double, bound: Double) {
    let open = cost - bound
    if !bound.isFinite {
      self = .none
    } else if open <= 1e-6 * max(1, abs(cost)) {
      self = .optimal
    } else {
      self = .within(open / max(abs(bound), 1e-9))
    }
  }
}
