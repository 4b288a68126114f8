/// What a simulation found, averaged over replications, with confidence intervals.
public struct SimulationResult: Sendable {
  /// Replications played.
  public let replications: Int
  /// Contacts that arrived over all replications, the uncounted warm-up left out.
  public let contacts: Double
  /// Shape [queues + 1][intervals + 1]; the last of each is the total.
  let queueMoments: [Moments]
  /// Shape [teams].
  let teamMoments: [Moments]
  /// Shape [probes]; counts are the waiting contacts of each queue, then the number of moments.
  let backlogMoments: [Moments]
  let queues: Int
  /// Number of reporting intervals.
  public let intervals: Int

  /// The figures of a queue, or of all together for nil, in one interval of arrival or over all for nil.
  public func queue(_ queue: Int?, interval: Int? = nil) -> QueueFigures {
    QueueFigures(moments: queueMoments[(queue ?? queues) * (intervals + 1) + (interval ?? intervals)])
  }

  /// The figures of a team.
  public func team(_ team: Int) -> TeamFigures { TeamFigures(moments: teamMoments[team]) }

  /// Mean number of contacts of a queue that wait at the moments of a probe.
  public func backlog(probe: Int, queue: Int) -> Estimate {
    backlogMoments[probe].ratio(of: [(queue, 1)], to: [(queues, 1)])
  }
}

/// The simulated figures of one queue and span; shares are of contacts by their time of arrival.
public struct QueueFigures: Sendable {
  let moments: Moments

  private func ratio(_ numerator: [QueueCount], _ denominator: [QueueCount], less: QueueCount? = nil) -> Estimate {
    let below = denominator.map { ($0.rawValue, 1.0) } + (less.map { [($0.rawValue, -1.0)] } ?? [])
    return moments.ratio(of: numerator.map { ($0.rawValue, 1) }, to: below)
  }

  /// Contacts offered, per replication.
  public var offered: Estimate { perReplication(.offered) }
  /// Contacts answered, per replication.
  public var answered: Estimate { perReplication(.answered) }

  private func perReplication(_ count: QueueCount) -> Estimate { moments.mean(of: count.rawValue) }

  /// Service level in one of the definitions; the virtual caller is not simulated and gives no number.
  public func serviceLevel(_ definition: ServiceLevelDefinition = .offered) -> Estimate {
    switch definition {
    case .offered: ratio([.inTime], [.offered])
    case .answered: ratio([.inTime], [.answered])
    case .virtual: Estimate(value: .nan, halfWidth: .nan)
    case .wait: ratio([.inTime, .abandonedInTime], [.offered])
    case .excludingShort: ratio([.inTime], [.offered], less: .abandonedInTime)
    }
  }

  /// Share that hangs up.
  public var abandoned: Estimate { ratio([.abandoned], [.offered]) }
  /// Share that has to wait.
  public var waitProbability: Estimate { ratio([.waited], [.offered]) }
  /// Mean wait of the answered (ASA), in seconds.
  public var averageWait: Estimate { ratio([.waitTime], [.answered]) }
  /// Share of contacts that are redials of this or an earlier interval.
  public var redialled: Estimate { ratio([.redialled], [.offered]) }
  /// Share of deferred work finished within its deadline in business time.
  public var withinBusinessDeadline: Estimate { ratio([.withinBusiness], [.offered]) }
  /// Share of deferred work finished within its deadline in clock time.
  public var withinClockDeadline: Estimate { ratio([.withinClock], [.offered]) }
  /// Mean time from arrival to the end of the work, in seconds of clock time.
  public var averageFinishTime: Estimate { ratio([.finishTime], [.finished]) }
  /// Share of deferred work that is finished in the end.
  public var finished: Estimate { ratio([.finished], [.offered]) }
}

/// The simulated figures of one team between warm-up and horizon.
public struct TeamFigures: Sendable {
  let moments: Moments

  private func ratio(_ numerator: TeamCount, _ denominator: TeamCount) -> Estimate {
    moments.ratio(of: [(numerator.rawValue, 1)], to: [(denominator.rawValue, 1)])
  }

  /// Busy share of the time on the queues; agents who stay to finish a contact count as busy, not as staffed.
  public var occupancy: Estimate { ratio(.busyTime, .staffedTime) }
  /// Mean number of contacts that a busy agent holds.
  public var contactsPerBusyAgent: Estimate { ratio(.contactTime, .busyTime) }
  /// Mean time a contact is in hand, in seconds.
  public var averageHandleTime: Estimate { ratio(.contactTime, .taken) }
}

extension Moments {
  /// The mean of one count over replications.
  func mean(of count: Int) -> Estimate {
    guard replications > 1 else { return Estimate(value: .nan, halfWidth: .nan) }
    let mean = sum(count) / replications
    let variance = max(0, square(count) - mean * sum(count)) / (replications - 1) / replications
    return Estimate(value: mean, halfWidth: 1.96 * variance.squareRoot())
  }
}
