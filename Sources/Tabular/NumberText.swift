/// Numbers written in files, read straight from bytes.
public enum NumberText {
  /// Digits with `+` or `-` before them or not; nil for anything else, and where the number does not fit.
  public static func integer(_ bytes: borrowing Span<UInt8>) -> Int? {
    var position = 0
    let isNegative = skipSign(bytes, &position)
    guard position < bytes.count else { return nil }
    var value = 0
    while position < bytes.count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      // Counted downwards for negative numbers, so that the least Int is read too.
      let (tens, isTooBig) = value.multipliedReportingOverflow(by: 10)
      let (next, isTooBigNow) =
        isNegative ? tens.subtractingReportingOverflow(Int(digit)) : tens.addingReportingOverflow(Int(digit))
      if isTooBig || isTooBigNow { return nil }
      value = next
      position += 1
    }
    return value
  }

  /// Digits with a sign, a decimal point and a power of ten (`1.5e3`) or not; nil for anything else, such as `nan`, and for
  /// numbers beyond the range of `Double`.
  ///
  /// The nearest `Double` to what is written. Up to 15 digits and 22 decimals the number and the power of ten are exact, so
  /// that one division rounds once; everything else goes to the standard library.
  public static func number(_ bytes: borrowing Span<UInt8>) -> Double? {
    var position = 0
    let isNegative = skipSign(bytes, &position)
    var mantissa = 0
    var digits = 0
    var decimals = 0
    var isAfterPoint = false
    while position < bytes.count {
      let byte = bytes[position]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        digits += 1
        if digits <= 18 { mantissa = mantissa * 10 + Int(digit) }
        if isAfterPoint { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return nil }
    if position == bytes.count, mantissa < exactInDouble, digits <= 18, decimals < powersOfTen.count {
      let value = Double(mantissa) / powersOfTen[decimals]
      return isNegative ? -value : value
    }
    guard position == bytes.count || isExponent(bytes, from: position) else { return nil }
    let text = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Whole numbers below this are exact as `Double`.
  private static let exactInDouble = 1 << 53

  /// Powers of ten that are exact as `Double`.
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// Skips a sign; whether it was a minus.
  private static func skipSign(_ bytes: borrowing Span<UInt8>, _ position: inout Int) -> Bool {
    guard position < bytes.count else { return false }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    return isNegative
  }

  /// Whether the rest is `e` and a whole number.
  private static func isExponent(_ bytes: borrowing Span<UInt8>, from start: Int) -> Bool {
    guard bytes[start] == UInt8(ascii: "e") || bytes[start] == UInt8(ascii: "E") else { return false }
    return integer(bytes.extracting(start + 1..<bytes.count)) != nil
  }
}
