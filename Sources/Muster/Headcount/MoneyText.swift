import Units

/// Money of headcount plans, which is counted in minor units.
enum MoneyText {
  /// Minor units of a unit.
  static func scale(_ currency: String) -> Double { Money.minorUnits(ofOne: currency) }
}

extension Money {
  /// Minor units of a currency in its whole units.
  static func whole(_ minorUnits: Int, of currency: String) -> Double {
    Money(minorUnits: minorUnits, currency: currency).majorUnits
  }
}

extension PlanSummary {
  /// The threshold of a goal: `20 s`, `6 h`.
  static func thresholdText(_ seconds: Double) -> String { Seconds(seconds).thresholdText }
}
