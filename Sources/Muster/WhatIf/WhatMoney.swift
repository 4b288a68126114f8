import Units
import Workforce

/// What wages would come to.
enum WhatMoney {
  /// How much of an hour more that is short contracts with a range of hours take on.
  private static let followed = 0.3

  /// Wages by currency, in whole units: of the shifts that are left or added, at the changed prices, and of the hours by which
  /// contracts with a range follow need.
  ///
  /// - Parameters:
  ///   - short: change of the hours short.
  ///   - required: change of the hours required.
  static func wages(
    from base: WhatState, to changed: WhatState, short: Double, required: Double, band: WhatBand
  ) -> [String: WhatFigure] {
    let before = base.scenario.wages(of: base.roster.shifts)
    let after = changed.scenario.wages(of: changed.roster.shifts)
    // Shifts of people who stay, before and without those that absences take away; both at the prices of before.
    let staying = Set(changed.scenario.agents.map(\.id)).intersection(base.scenario.agents.map(\.id))
    let (whole, left) = (
      base.scenario.wages(of: base.roster.shifts.filter { staying.contains($0.agent) }),
      base.scenario.wages(of: changed.roster.shifts.filter { staying.contains($0.agent) })
    )
    let ranged = Set(base.scenario.contracts.filter { $0.weekLeastMinutes < $0.weekMostMinutes }.map(\.id))
    let currencies = Set(before.keys).union(after.keys).sorted()
    var figures: [String: WhatFigure] = [:]
    for currency in currencies {
      let (was, plain) = (
        Money(minorUnits: before[currency] ?? 0, currency: currency).majorUnits,
        Money(minorUnits: after[currency] ?? 0, currency: currency).majorUnits
      )
      let people = base.scenario.agents.filter {
        base.scenario.contract($0.contract)?.costPerHour.currency == currency
      }
      let paid = base.hours(of: Set(people.map(\.id)))
      let price = paid > 0 ? was / paid : 0
      let share = paid / max(1e-9, base.paidHours)
      let isRanged = people.contains { ranged.contains($0.contract) }
      let follows = isRanged ? followed * short * share : 0
      let moved = Money(minorUnits: (whole[currency] ?? 0) - (left[currency] ?? 0), currency: currency).majorUnits
      let half = band.wages(was, price: price, change: short * share, moved: moved)
      let further = isRanged ? band.wages(required: abs(required) * share, price: price) : 0
      figures[currency] = WhatFigure(
        was, plain + follows * price, half: half + (required < 0 ? further : 0),
        above: half + (required > 0 ? further : 0))
    }
    return figures
  }
}

extension WhatState {
  /// Paid hours of some people.
  fileprivate func hours(of people: Set<String>) -> Double {
    Double(roster.shifts.reduce(0) { people.contains($1.agent) ? $0 + $1.paidMinutes : $0 }) / 60
  }
}
