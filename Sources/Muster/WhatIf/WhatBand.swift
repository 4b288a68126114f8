import Libc

/// What a search makes of a change, beyond what the programs of single intervals say, and how far a whole plan may be from that.
///
/// The numbers are measured, not derived: on changes drawn at random for both examples and planned whole. How, and how often the
/// plans were inside, is in docs/explanation/what.md.
struct WhatBand {
  /// Hours of the plan, all queues.
  let shortHours: Double
  /// Of these, hours of queues whose work waits.
  let waitingHours: Double
  let overHours: Double

  /// How much of a shortage is left when people are moved to where they are missed: the less, the more of the plan is over.
  private var left: Double {
    let over: Double = 0.05 * overHours / max(shortHours, 1)
    return 1 / (1 + over)
  }

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

  /// The width below for hours short of all queues: more where the work waits, since it matters little to a search when that is done;
  /// where hardly any are left, they can hardly vary.
  func shortHoursBelow(change: Double) -> Double {
    min(2.5 + 0.025 * shortHours + 0.1 * waitingHours + 0.25 * abs(change), 1 + 0.8 * max(0, shortHours + change))
  }

  /// By how many hours short at the least people change them, wherever they work: of each net hour that comes an eighth falls where
  /// somebody is missed, the less the less is missed any more; of each that goes a sixteenth is missed.
  func leastMore(come: Double, gone: Double) -> Double {
    shortHours * (exp(-0.12 * come / max(shortHours, 1)) - 1) + 0.06 * gone
  }

  /// Half the width for hours short of all queues; where hardly any are left, they can hardly vary.
  func shortHours(change: Double) -> Double {
    let half = 2.5 + 0.025 * shortHours + 0.25 * abs(change)
    return change < 0 ? min(half, 1 + 0.8 * max(0, shortHours + change)) : half
  }

  /// The width above for hours short of all queues: as much as the programs add without what a search makes up for, and what it leaves
  /// to chance where few people have to do it.
  ///
  /// - Parameters:
  ///   - change: as a search is expected to leave it.
  ///   - program: of the programs.
  func shortHoursAbove(change: Double, program: Double) -> Double {
    guard program > 0 else { return shortHours(change: change) }
    return max(shortHours(change: change), program - change + 4.5 + 0.03 * shortHours + 0.35 * program)
  }

  /// Half the width for hours short of a queue.
  func shortHours(of planned: Double, change: Double) -> Double {
    let half = 2 + 0.2 * planned + 0.5 * abs(change)
    return change < 0 ? min(half, 0.6 + 0.8 * max(0, planned + change)) : half
  }

  /// Half the width for the share in time over all contacts.
  func service(change: Double) -> Double { 0.007 + 0.35 * abs(change) }

  /// How much further the share in time over all contacts may move to the side to which goals move: a search follows them.
  ///
  /// - Parameter goals: change of the goals, weighed by contacts.
  func service(goals: Double) -> Double { 0.5 * abs(goals) }

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
  ///   - moved: wages of shifts that absences take away; weeks with an absence are planned anew.
  func wages(_ wages: Double, price: Double, change: Double, moved: Double) -> Double {
    0.006 * wages + 0.35 * abs(change) * price + 0.4 * abs(moved)
  }

  /// How much further wages may go to the side to which hours required go: contracts with a range of hours follow them in part.
  func wages(required: Double, price: Double) -> Double { 0.4 * abs(required) * price }
}
