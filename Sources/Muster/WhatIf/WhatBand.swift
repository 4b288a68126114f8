/// What a search makes of a change, beyond what the programs of single intervals say, and how far a whole plan may be from that.
///
/// The numbers are measured, not derived: on changes drawn at random for both examples and planned whole. How, and how often the
/// plans were inside, is in docs/explanation/what.md.
struct WhatBand {
  /// Hours of the plan, all queues.
  let shortHours: Double
  let overHours: Double

  /// How much of a shortage is left when people are moved to where they are missed: the less, the more of the plan is over.
  private var left: Double { 1 / (1 + 0.05 * overHours / max(shortHours, 1)) }

  /// Hours short as a search leaves them: of what the programs add a part, and what they take off in proportion, since what is short
  /// for other reasons than numbers goes with it.
  ///
  /// - Parameters:
  ///   - planned: in the plan.
  ///   - program: by the programs before the change.
  ///   - change: of the programs.
  func settled(shortHours planned: Double, program: Double, change: Double) -> Double {
    if change >= 0 { return planned + change * left }
    return program > 0 ? planned * max(0, 1 + change / program) : planned
  }

  /// A change of service as a search leaves it. Work that waits is done when there is time, so its share in time hardly moves.
  func settled(service change: Double, isDeferred: Bool) -> Double { change * (isDeferred ? 0.15 : left) }

  /// Half the width for hours short of all queues; where hardly any are left, they can hardly vary.
  func shortHours(change: Double) -> Double {
    let half = 2.5 + 0.025 * shortHours + 0.25 * abs(change)
    return change < 0 ? min(half, 1 + 0.8 * max(0, shortHours + change)) : half
  }

  /// Half the width for hours short of a queue.
  func shortHours(of planned: Double, change: Double) -> Double {
    let half = 2 + 0.2 * planned + 0.5 * abs(change)
    return change < 0 ? min(half, 0.6 + 0.8 * max(0, planned + change)) : half
  }

  /// Half the width for the share in time over all contacts.
  func service(change: Double) -> Double { 0.006 + 0.35 * abs(change) }

  /// Half the width for the share in time of a queue; where nearly everybody is answered, it can hardly vary.
  ///
  /// - Parameter estimate: the share then.
  func service(of estimate: Double, change: Double, isDeferred: Bool) -> Double {
    (isDeferred ? 0.06 : 0.015) + min(0.6 * abs(change), 1.2 * max(0, 1 - estimate))
  }

  /// Half the width for wages.
  ///
  /// - Parameters:
  ///   - wages: what the plan pays.
  ///   - price: its mean price of an hour.
  ///   - change: of hours short, which contracts with a range of hours take on in part.
  func wages(_ wages: Double, price: Double, change: Double) -> Double { 0.006 * wages + 0.35 * abs(change) * price }
}
