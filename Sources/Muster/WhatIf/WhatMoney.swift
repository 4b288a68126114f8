import Units
import Workforce

/// What wages would come to.
enum WhatMoney {
  /// How much of an hour more that is short contracts with a range take on, while they have room.
  private static let followed = 0.3

  /// Wages by currency, in whole units: of the shifts that are left or added, at the changed prices, and of the hours by which
  /// contracts with a range follow need.
  static func wages(
    from base: WhatState, to changed: WhatState, short: Double, band: WhatBand
  ) -> [String: WhatFigure] {
    let before = base.scenario.wages(of: base.roster.shifts)
    let after = changed.scenario.wages(of: changed.roster.shifts)
    let flexible = Flexible(changed)
    var figures: [String: WhatFigure] = [:]
    for currency in Set(before.keys).union(after.keys).sorted() {
      var scale = 1.0
      for _ in 0..<Money.minorDigits(of: currency) { scale *= 10 }
      let (was, plain) = (Double(before[currency] ?? 0) / scale, Double(after[currency] ?? 0) / scale)
      let own = flexible.byCurrency[currency]
      let hours = own.map { max(-$0.down, min($0.up, followed * short)) } ?? 0
      let price = own.map(\.price) ?? 0
      let most = own.map { $0.up + $0.down } ?? 0
      figures[currency] = WhatFigure(
        was, plain + hours * price,
        half: price * band.paidHours(flexible: most, change: hours) + 0.02 * abs(plain - was) + 0.0005 * was)
    }
    return figures
  }

  /// Paid hours that contracts with a range could still add or leave out, and their mean price, by currency.
  private struct Flexible {
    struct Room {
      var up = 0.0
      var down = 0.0
      var price = 0.0
    }

    var byCurrency: [String: Room] = [:]

    init(_ state: WhatState) {
      let scenario = state.scenario
      let paid = Dictionary(grouping: state.roster.shifts, by: \.agent).mapValues {
        Double($0.reduce(0) { $0 + $1.paidMinutes }) / 60
      }
      var weights: [String: Double] = [:]
      for agent in scenario.agents {
        guard let contract = scenario.contract(agent.contract),
          contract.weekLeastMinutes < contract.weekMostMinutes, let hours = paid[agent.id]
        else { continue }
        let weeks = Double(scenario.horizon.weeks)
        let most = Double(contract.weekMostMinutes) / 60 * weeks
        let least = min(hours, Double(contract.weekLeastMinutes) / 60 * weeks)
        let price = contract.costPerHour(on: scenario.horizon.first)
        var scale = 1.0
        for _ in 0..<Money.minorDigits(of: price.currency) { scale *= 10 }
        byCurrency[price.currency, default: Room()].up += max(0, most - hours)
        byCurrency[price.currency, default: Room()].down += hours - least
        byCurrency[price.currency, default: Room()].price += hours * Double(price.minorUnits) / scale
        weights[price.currency, default: 0] += hours
      }
      for (currency, weight) in weights where weight > 0 { byCurrency[currency]?.price /= weight }
    }
  }
}
