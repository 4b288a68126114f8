import Units

extension Scenario {
  /// Wages of shifts in minor units by currency: paid minutes times the price of their date, rounded once for each person and price.
  public func wages(of shifts: some Sequence<Shift>) -> [String: Int] {
    var worked: [String: [Money: Int]] = [:]
    let contractOf = Dictionary(agents.map { ($0.id, $0.contract) }) { first, _ in first }
    for shift in shifts {
      guard let price = contractOf[shift.agent].flatMap(contract)?.costPerHour(on: shift.date) else { continue }
      worked[shift.agent, default: [:]][price, default: 0] += shift.paidMinutes
    }
    var total: [String: Int] = [:]
    for minutes in worked.values {
      for (price, paid) in minutes { total[price.currency, default: 0] += (paid * price.minorUnits + 30) / 60 }
    }
    return total
  }
}
