/// Cents of the plan's currency, by the currency in which they are paid.
struct CentsByCurrency: Sendable {
  /// In the order in which the currencies came.
  private(set) var parts: [(currency: String, cents: Double)] = []

  mutating func add(_ cents: Double, in currency: String) {
    if let place = parts.firstIndex(where: { $0.currency == currency }) {
      parts[place].cents += cents
    } else {
      parts.append((currency, cents))
    }
  }

  func divided(by count: Double) -> CentsByCurrency {
    var other = self
    for place in parts.indices { other.parts[place].cents /= count }
    return other
  }
}
