import Libc

/// Numbers of a JSON text without what sums in binary leave at their end: 0.3, and not 0.30000000000000004.
enum JSONNumbers {
  /// Significant digits of a number that is not whole.
  private static let digits = 12

  /// The text with its numbers rounded.
  static func rounded(_ json: some Sequence<UInt8>) -> [UInt8] {
    var written: [UInt8] = []
    var number: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in json {
      if !isInString, continues(number, byte) {
        number.append(byte)
        continue
      }
      written += rounded(number: number)
      number.removeAll(keepingCapacity: true)
      if isInString {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      }
      written.append(byte)
    }
    return written + rounded(number: number)
  }

  /// Whether a byte is the next one of a number, or begins one.
  private static func continues(_ number: [UInt8], _ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): !number.isEmpty
    default: false
    }
  }

  private static func rounded(number: [UInt8]) -> [UInt8] {
    guard number.count > digits, number.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }),
      let value = Double(String(decoding: number, as: UTF8.self)), value != 0
    else { return number }
    let decimals = digits - 1 - Int(log10(abs(value)).rounded(.down))
    // Powers of ten are exact up to here.
    guard 0...22 ~= decimals else { return number }
    let scale = pow(10, Double(decimals))
    let text = "\((value * scale).rounded() / scale)"
    return Array((text.hasSuffix(".0") ? String(text.dropLast(2)) : text).utf8)
  }
}
