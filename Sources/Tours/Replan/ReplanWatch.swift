import Lanes

/// What looks after a search for a mended roster from outside: a time limit, whoever is told, and whoever may end it.
struct ReplanWatch {
  var timeLimit: Double?
  var onProgress: ((_ cost: Double, _ share: Double) -> Void)?
  var isCancelled: (() -> Bool)?
  private let clock = Stopwatch()

  init(
    timeLimit: Double? = nil, onProgress: ((Double, Double) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
  ) {
    self.timeLimit = timeLimit
    self.onProgress = onProgress
    self.isCancelled = isCancelled
  }

  /// Seconds that are left, nil without a limit.
  var secondsLeft: Double? { timeLimit.map { max(0, $0 - clock.seconds) } }

  /// Whether the search should end with what it has.
  var isOver: Bool { (secondsLeft.map { $0 <= 0 } ?? false) || (isCancelled?() ?? false) }
}
