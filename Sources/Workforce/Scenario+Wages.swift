import Units

extension Scenario {
  /// Wages of shifts in minor units by currency: paid minutes times the price of their date, rounded once for each person and price.
  public func wages(of shifts: some Sequence<Shift>) -> [String: Int] { wages(of: shifts) { _ in 0 }[0] ?? [:] }

  /// The same by parts of the shifts, such as their months: what rounding takes from one the next one gets, so that the parts add up to
  /// the wages of all.
  package func wages<Part: Hashable & Comparable>(
    of shifts: some Sequence<Shift>, by part: (Shift) -> Part
  ) -> [Part: [String: Int]] {
    var worked: [String: [Money: [Part: Int]]] = [:]
    let contractOf = Dictionary(agents.map { ($0.id, $0.contract) }) { first, _ in first }
    for shift in shifts {
      guard let price = contractOf[shift.agent].flatMap(contract)?.costPerHour(on: shift.date) else { continue }
      worked[shift.agent, default: [:]][price, default: [:]][part(shift), default: 0] += shift.paidMinutes
    }
    var totals: [Part: [String: Int]] = [:]
    for (price, parts) in worked.values.joined() {
      var (minutes, given) = (0, 0)
      for (part, paid) in parts.sorted(by: { $0.key < $1.key }) {
        minutes += paid
        let upTo = (minutes * price.minorUnits + 30) / 60
        totals[part, default: [:]][price.currency, default: 0] += upTo - given
        given = upTo
      }
    }
    return totals
  }
}
