import Lanes

/// How long a search may go on.
package enum SearchBudget: Hashable, Sendable {
  /// Counted work, in seconds of a nominal machine: the same budget gives the same roster on any machine.
  case effort(Double)
  /// Counted moves.
  case moves(Int)
  /// Elapsed seconds; rosters differ from run to run and machine to machine.
  case wallSeconds(Double)

  var seconds: Double {
    switch self {
    case .effort(let seconds), .wallSeconds(let seconds): seconds
    case .moves(let count): Double(max(1, count))
    }
  }

  /// A part of it.
  func share(_ share: Double) -> SearchBudget {
    let share = max(0, share)
    return switch self {
    case .effort(let seconds): .effort(seconds * share)
    case .wallSeconds(let seconds): .wallSeconds(seconds * share)
    case .moves(let count): .moves(Int(Double(count) * share))
    }
  }

  /// So many parts of a whole of it.
  func share(_ parts: Int, of whole: Int) -> SearchBudget {
    if case .moves(let count) = self { return .moves(count * parts / max(1, whole)) }
    return share(Double(parts) / Double(max(1, whole)))
  }
}

/// Measures how much of a budget a lane of the search has used, in the budget's own seconds.
struct SearchClock: Sendable {
  let budget: SearchBudget
  /// What was used before this lane's present phase began.
  private let base: Double
  private let watch = Stopwatch()
  private var effort = 0.0
  private let shouldStop: (@Sendable () -> Bool)?

  init(_ budget: SearchBudget, used: Double = 0, shouldStop: (@Sendable () -> Bool)? = nil) {
    self.budget = budget
    base = used
    self.shouldStop = shouldStop
  }

  /// A clock that goes on from the present reading.
  func goingOn() -> SearchClock { SearchClock(budget, used: used, shouldStop: shouldStop) }

  /// A clock that goes on after lanes that ran side by side.
  func after(_ lanes: [SearchClock]) -> SearchClock {
    if case .wallSeconds = budget { return self }
    return SearchClock(budget, used: lanes.map(\.used).max() ?? used, shouldStop: shouldStop)
  }

  /// Whether work is counted rather than timed, so that the same budget gives the same roster.
  var isCounted: Bool { if case .wallSeconds = budget { false } else { true } }

  /// The reading now.
  var used: Double { base + (isCounted ? effort : watch.seconds) }

  /// Whether a share of the budget is used up, or the caller asked to stop.
  func isPast(_ share: Double) -> Bool { isPast(seconds: share * budget.seconds) }

  /// Whether a reading in seconds is reached, or the caller asked to stop.
  func isPast(seconds: Double) -> Bool { used >= seconds || isCancelled }

  /// Whether nothing is left, or the caller asked to stop.
  var isOver: Bool { isPast(1) }

  /// Whether the caller asked to stop.
  var isCancelled: Bool { shouldStop?() == true }

  /// Counts work: nominal seconds, or moves.
  mutating func spend(_ seconds: Double) { effort += seconds }
}
