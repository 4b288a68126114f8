extension Money {
  /// Decimal digits of a currency's minor unit: 2 for EUR, 0 for JPY.
  ///
  /// - Source: ISO 4217, column "minor unit".
  public static func minorDigits(of currency: String) -> Int {
    switch currency {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }

  /// Minor units of one unit of a currency: 100 for EUR, 1 for JPY.
  public static func minorUnits(ofOne currency: String) -> Double {
    switch minorDigits(of: currency) {
    case 0: 1
    case 3: 1000
    default: 100
    }
  }

  /// The amount in whole units of the currency: 18.5 for 1850 cents.
  public var majorUnits: Double { Double(minorUnits) / Self.minorUnits(ofOne: currency) }

  /// With the coins of its currency: `18.50 EUR`.
  public var text: String { "\(Self.number(Double(minorUnits), of: currency)) \(currency)" }

  /// Without coins: `128350 EUR`.
  public var wholeText: String { "\(Self.wholeNumber(Double(minorUnits), of: currency)) \(currency)" }

  /// Minor units as an amount with coins and without the name of its currency: `18.50`.
  public static func number(_ minorUnits: Double, of currency: String) -> String {
    FixedDecimal.text(minorUnits / Self.minorUnits(ofOne: currency), decimals: minorDigits(of: currency))
  }

  /// Minor units as an amount without coins and without the name of its currency: `128350`.
  public static func wholeNumber(_ minorUnits: Double, of currency: String) -> String {
    FixedDecimal.text(minorUnits / Self.minorUnits(ofOne: currency), decimals: 0)
  }
}
