import Rostering
import Tours

/// How hard and how long the roster is searched for.
public struct SearchSettings: Hashable, Sendable {
  /// Effort in moves and nodes, never in seconds, so that results repeat.
  public enum Effort: String, CaseIterable, Sendable {
    /// A first look.
    case quick
    /// The usual.
    case normal
    /// Before a roster is published.
    case best
  }

  /// How hard to search.
  public var effort: Effort
  /// A safety net: so long after its beginning the run has written down what it has, and says so.
  public var timeLimit: Duration?

  /// How often at most a roster is simulated and made anew where its service misses a goal; the scenario's when nil.
  public var serviceRounds: Int?

  /// Settings; normal effort without a time limit unless said otherwise.
  public init(effort: Effort = .normal, timeLimit: Duration? = nil, serviceRounds: Int? = nil) {
    self.effort = effort
    self.timeLimit = timeLimit
    self.serviceRounds = serviceRounds
  }
}

extension SearchSettings {
  /// The time limit in seconds.
  var seconds: Double? {
    timeLimit.map { Double($0.components.seconds) + Double($0.components.attoseconds) * 1e-18 }
  }

  /// An engine with these settings.
  func engine(
    report: @escaping @Sendable (EngineProgress) -> Void, isCancelled: @escaping @Sendable () -> Bool
  ) -> RosterEngine {
    var engine = RosterEngine()
    switch effort {
    case .quick: engine.effort = .quick
    case .normal: engine.effort = .normal
    case .best: engine.effort = .best
    }
    engine.onProgress = report
    engine.isCancelled = isCancelled
    return engine
  }
}
