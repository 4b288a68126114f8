/// How far a whole plan may be from an estimate, to both sides.
///
/// What is in it: two searches of the same plan differ (`search`), people can be moved to other hours than those they have, which
/// the estimate does not do (`moved`), and hours of contracts with a range follow need. The parts are measured, not derived: on
/// changes drawn at random for both examples, planned whole, and written down in docs/explanation/what.md.
struct WhatBand {
  /// Required hours of the plan, all queues.
  let requiredHours: Double
  /// Contacts of the plan.
  let contacts: Double

  /// Half the width for hours short: a part of the plan's hours for the search, and a part of what changes.
  func shortHours(required: Double, change: Double, queues: Int = 1) -> Double {
    0.0055 * requiredHours * (required / max(1, requiredHours)).squareRoot() + 0.35 * abs(change)
  }

  /// Half the width for a share in time.
  func service(contacts own: Double, change: Double) -> Double {
    let part = max(1e-6, own / max(1, contacts))
    return min(0.25, 0.012 / part.squareRoot().squareRoot() + 0.4 * abs(change))
  }

  /// Half the width for paid hours, of those whose contract has a range.
  func paidHours(flexible: Double, change: Double) -> Double { 0.06 * flexible + 0.3 * abs(change) }
}
