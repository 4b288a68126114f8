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

  /// A change of hours short as a search leaves it; where people are added they are moved too, so it saves more.
  func settled(shortHours change: Double) -> Double { change > 0 ? change * left : change / left }

  /// A change of service as a search leaves it. Work that waits is done when there is time, so its share in time hardly moves.
  func settled(service change: Double, isDeferred: Bool) -> Double { change * (isDeferred ? 0.15 : left) }

  /// Half the width for hours short of all queues.
  func shortHours(change: Double) -> Double { 2.5 + 0.025 * shortHours + 0.25 * abs(change) }

  /// Half the width for hours short of a queue.
  func shortHours(of planned: Double, change: Double) -> Double { 2 + 0.2 * planned + 0.5 * abs(change) }

  /// Half the width for the share in time over all contacts.
  func service(change: Double) -> Double { 0.006 + 0.35 * abs(change) }

  /// Half the width for the share in time of a queue.
  func service(of change: Double, isDeferred: Bool) -> Double { (isDeferred ? 0.06 : 0.015) + 0.6 * abs(change) }

  /// Half the width for wages.
  ///
  /// - Parameters:
  ///   - wages: what the plan pays.
  ///   - price: its mean price of an hour.
  ///   - change: of hours short, which contracts with a range of hours take on in part.
  func wages(_ wages: Double, price: Double, change: Double) -> Double { 0.006 * wages + 0.35 * abs(change) * price }
}
