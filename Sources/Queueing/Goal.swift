public import Units

/// What a queue has to reach; with several goals the strictest wins.
public enum Goal: Hashable, Sendable {
  /// At least a share of the contacts served within a threshold, in one of the definitions.
  case serviceLevel(Double, within: Seconds, counting: ServiceLevelDefinition = .offered)
  /// A mean wait of the answered contacts (ASA) of at most this.
  case averageWait(atMost: Seconds)
  /// At most this share of the contacts hanging up.
  case abandonment(atMost: Double)
  /// At most this share of the agents' time busy.
  case occupancy(atMost: Double)
}

extension Goal {
  /// Throws what is wrong with the goal itself.
  func validate() throws(QueueingError) {
    switch self {
    case .serviceLevel(let share, let threshold, _):
      guard share >= 0, share <= 1 else { throw .shareOutOfRange(share) }
      guard threshold.value >= 0 else { throw .thresholdOutOfRange(threshold.value) }
    case .averageWait(let cap):
      guard cap.value >= 0 else { throw .thresholdOutOfRange(cap.value) }
    case .abandonment(let cap), .occupancy(let cap):
      guard cap >= 0, cap <= 1 else { throw .shareOutOfRange(cap) }
    }
  }

  /// Throws why no finite number of agents meets a goal of "all" or "none" under a patience; see
  /// docs/explanation/queueing.md for the cases.
  func checkReachable(patience: Seconds) throws(QueueingError) {
    let hangsUp = patience.value < .infinity
    switch self {
    case .serviceLevel(let share, let threshold, let definition):
      guard share == 1 else { return }
      let isEndless = threshold.value == .infinity
      let isReachable =
        switch definition {
        case .offered: isEndless && !hangsUp
        case .virtual: isEndless
        case .answered, .wait, .excludingShort: isEndless || patience.value == 0
        }
      guard isReachable else {
        throw .noFiniteAnswer(definition == .offered && hangsUp ? .someContactCanHangUp : .someContactCanWait)
      }
    case .averageWait(let cap):
      guard cap.value > 0 || patience.value == 0 else { throw .noFiniteAnswer(.someContactCanWait) }
    case .abandonment(let cap):
      guard cap > 0 || !hangsUp else { throw .noFiniteAnswer(.someContactCanHangUp) }
    case .occupancy(let cap):
      guard cap > 0 else { throw .noFiniteAnswer(.someTimeIsBusy) }
    }
  }

  /// Whether any number of agents above 0 meets the goal.
  var isAlwaysMet: Bool {
    switch self {
    case .serviceLevel(let share, _, _): share == 0
    case .averageWait(let cap): cap.value == .infinity
    case .abandonment(let cap), .occupancy(let cap): cap == 1
    }
  }

  /// What the goal's measure may be at most, with room for ties.
  var cap: Double {
    switch self {
    case .serviceLevel(let share, _, _): toleratedCap(1 - share)
    case .averageWait(let cap): toleratedCap(cap.value)
    case .abandonment(let cap), .occupancy(let cap): toleratedCap(cap)
    }
  }
}
