/// The one way numbers leave the program: a fixed number of decimals, a point, no grouping, no locale.
public enum FixedDecimal {
  /// A number with so many decimals, for example `-12.50`; never `-0.00`.
  ///
  /// Rounds the exact value of the `Double`, halves away from zero: 0.125 gives 0.13; 1.005 gives 1.00, because that
  /// `Double` is a little less than 1.005.
  ///
  /// - Precondition: `value` is finite; `decimals` is in `0...15`.
  public static func text(_ value: Double, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(value, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number that a reader makes of `text(_:decimals:)`.
  ///
  /// - Precondition: `value` is finite and, times ten to the power of `decimals`, below 2^53 in size.
  public static func rounded(_ value: Double, decimals: Int) -> Double {
    let whole = abs(value).rounded(.down)
    let scale = powersOfTen[decimals]
    let digits = whole * Double(scale) + Double(rounded(abs(value) - whole, times: scale))
    return (value < 0 ? -digits : digits) / Double(scale)
  }

  /// Appends the same text as `text(_:decimals:)`.
  public static func append(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
    precondition(value.isFinite, "Only finite numbers can be written, not \(value).")
    precondition(0...15 ~= decimals, "A number is written with 0 to 15 decimals, not \(decimals).")
    guard abs(value) < 0x1p63 else { return appendLarge(value, decimals: decimals, to: &bytes) }
    var whole = Int(abs(value))
    let scale = powersOfTen[decimals]
    var part = rounded(abs(value) - Double(whole), times: scale)
    if part == scale { (whole, part) = (whole + 1, 0) }

    if value < 0, whole > 0 || part > 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(UInt(whole), width: 1, to: &bytes)
    if decimals > 0 {
      bytes.append(UInt8(ascii: "."))
      appendDigits(UInt(part), width: decimals, to: &bytes)
    }
  }

  /// Appends a number that no whole number of the machine holds. Of that size all are whole.
  ///
  /// - Complexity: digits x exponent; nothing but ratios of what hardly exists is so large.
  private static func appendLarge(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
    // The significand's digits, least first, doubled as often as the exponent says.
    var digits: [UInt8] = []
    var rest = value.significandBitPattern | 1 << 52
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    for _ in 52..<Int(value.exponent) {
      var carry: UInt8 = 0
      for place in digits.indices {
        let twice = 2 * digits[place] + carry
        (digits[place], carry) = (twice % 10, twice / 10)
      }
      if carry > 0 { digits.append(carry) }
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes += digits.reversed().map { UInt8(ascii: "0") + $0 }
    if decimals > 0 { bytes += [UInt8(ascii: ".")] + repeatElement(UInt8(ascii: "0"), count: decimals) }
  }

  /// Appends a whole number.
  public static func append(_ value: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, width: 1, to: &bytes)
  }

  private static let powersOfTen: [Int] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  ]

  /// `fraction` x `scale` to the nearest whole number, halves up.
  ///
  /// The product is rounded to a `Double`; only where that lies on a half does what was lost decide, and a fused
  /// multiply-add gives it exactly.
  ///
  /// - Parameter fraction: `0..<1`.
  private static func rounded(_ fraction: Double, times scale: Int) -> Int {
    let product = fraction * Double(scale)
    let lost = (-product).addingProduct(fraction, Double(scale))
    let below = product.rounded(.down)
    let rest = product - below
    let isUp = rest > 0.5 || (rest == 0.5 && lost >= 0)
    return Int(below) + (isUp ? 1 : 0)
  }

  /// Appends the digits of a number with leading zeros up to a width.
  private static func appendDigits(_ value: UInt, width: Int, to bytes: inout [UInt8]) {
    var digits = 1
    var power: UInt = 10
    while digits < 19, value >= power { (digits, power) = (digits + 1, power * 10) }
    digits = max(digits, width)
    let end = bytes.count + digits
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits))
    var rest = value
    for index in 1...digits {
      bytes[end - index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
