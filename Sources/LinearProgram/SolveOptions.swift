import GLPKShim

/// How far a search has come.
public struct SearchProgress: Sendable {
  /// Cost of the best point so far, if there is one.
  public let best: Double?
  /// No point costs less.
  public let bound: Double
  /// Nodes looked at so far.
  public let nodes: Int
}

/// Which fractional variable is branched on.
public enum Branching: Int32, Sendable {
  /// The first with a fraction.
  case firstFractional = 1
  /// The last with a fraction.
  case lastFractional = 2
  /// The one whose fraction is nearest to a half.
  case mostFractional = 3
  /// Driebeck and Tomlin's penalty.
  case driebeckTomlin = 4
  /// Hybrid pseudo-costs.
  case pseudoCosts = 5
}

/// Which open node is looked at next once a branch is exhausted.
public enum NodeOrder: Int32, Sendable {
  /// The newest first.
  case depthFirst = 1
  /// The oldest first.
  case breadthFirst = 2
  /// The one with the best bound.
  case bestBound = 3
  /// The one that promises most by Mitra's projection.
  case bestProjection = 4
}

/// Families of cutting planes for the root relaxation.
public struct Cuts: OptionSet, Sendable {
  /// The numbers of the four families.
  public let rawValue: Int32
  /// A set by its number.
  public init(rawValue: Int32) { self.rawValue = rawValue }
  /// Gomory's mixed integer cuts.
  public static let gomory = Cuts(rawValue: 1)
  /// Mixed integer rounding.
  public static let rounding = Cuts(rawValue: 2)
  /// Covers of knapsack rows.
  public static let cover = Cuts(rawValue: 4)
  /// Cliques of binaries.
  public static let clique = Cuts(rawValue: 8)
}

/// Budgets and choices of a solve.
///
/// Nodes and iterations are counted, so the same budget gives the same answer; the time limit is a safety net that
/// `Answer.end` reports.
public struct SolveOptions {
  /// Nodes of branch and bound; nil for no limit.
  public var nodeLimit: Int?
  /// Simplex iterations of the (root) relaxation; nil for no limit.
  public var iterationLimit: Int?
  /// Wall time of the whole call; nil for no limit. One relaxation may overshoot it.
  public var timeLimit: Duration?
  /// Stop when objective - bound is at most this share of |objective|, constant cost included.
  public var relativeGap = 0.0
  /// Stop when objective - bound is at most this.
  public var absoluteGap = 0.0
  /// A point offered to branch and bound, shape [variables]; ignored unless it meets every constraint.
  public var incumbent: [Double] = []
  /// Reduce a fresh problem before the simplex method starts.
  public var presolves = true
  /// Use the dual simplex method, for a basis that new rows or bounds made infeasible.
  public var prefersDual = false
  /// Which fractional variable is branched on.
  public var branching = Branching.driebeckTomlin
  /// Which open node comes next.
  public var nodeOrder = NodeOrder.bestBound
  /// Cutting planes at the root.
  public var cuts: Cuts = []
  /// Round each relaxation in the hope of a point.
  public var roundsSimply = false
  /// Run the feasibility pump at the root.
  public var pumps = false
  /// Told about every better point and every few nodes. Must not touch a living program of this thread.
  public var onProgress: ((SearchProgress) -> Void)?
  /// Asked as often; true ends the search with the best point so far.
  public var shouldStop: (() -> Bool)?

  /// No limits, no gap, GLPK's own choices.
  public init(
    nodeLimit: Int? = nil, timeLimit: Duration? = nil, relativeGap: Double = 0, incumbent: [Double] = []
  ) {
    self.nodeLimit = nodeLimit
    self.timeLimit = timeLimit
    self.relativeGap = relativeGap
    self.incumbent = incumbent
  }

  /// Calls `body` with the options in the shim's form, valid for the call only.
  func withFlatOptions<Result>(_ body: (muster_options) throws(SolverFault) -> Result) throws(SolverFault) -> Result {
    var flat = muster_options(
      prefers_dual: prefersDual ? 1 : 0, presolves: presolves ? 1 : 0,
      node_limit: nodeLimit.map { Int64(max(0, $0)) } ?? -1,
      iteration_limit: iterationLimit.map { Int32(clamping: max(0, $0)) } ?? -1,
      time_limit_ms: timeLimit.map(\.wholeMilliseconds) ?? -1,
      relative_gap: relativeGap, absolute_gap: absoluteGap, branching: branching.rawValue,
      backtracking: nodeOrder.rawValue, cuts: cuts.rawValue, rounds_simply: roundsSimply ? 1 : 0,
      pumps: pumps ? 1 : 0, observer: nil, context: nil)
    guard onProgress != nil || shouldStop != nil else { return try body(flat) }
    let observer = Observer(onProgress: onProgress, shouldStop: shouldStop)
    flat.context = Unmanaged.passUnretained(observer).toOpaque()
    flat.observer = { context, hasIncumbent, best, bound, nodes in
      guard let context else { return 0 }
      let observer = Unmanaged<Observer>.fromOpaque(context).takeUnretainedValue()
      observer.onProgress?(SearchProgress(best: hasIncumbent != 0 ? best : nil, bound: bound, nodes: Int(nodes)))
      return observer.shouldStop?() == true ? 1 : 0
    }
    defer { withExtendedLifetime(observer) {} }
    return try body(flat)
  }
}

/// A class because C carries one pointer to it through the search.
private final class Observer {
  let onProgress: ((SearchProgress) -> Void)?
  let shouldStop: (() -> Bool)?

  init(onProgress: ((SearchProgress) -> Void)?, shouldStop: (() -> Bool)?) {
    self.onProgress = onProgress
    self.shouldStop = shouldStop
  }
}

extension Duration {
  var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
