import Tabular

/// JSON under construction, for the data inside the page. `<` is never written as itself, so that no text of a file can end
/// the element that holds the data.
struct DataText {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Writes what stands between `[` and `]`.
  mutating func list(_ write: (inout DataText) -> Void) { enclosed("[", "]", write) }

  /// Writes what stands between `{` and `}`.
  mutating func object(_ write: (inout DataText) -> Void) { enclosed("{", "}", write) }

  /// Writes the key of an entry; its value follows.
  mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<32, 0x7F...0x9F, 0x2028, 0x2029: bytes += " ".utf8
      case 34, 38, 60, 62, 92: bytes += "\\u00\(String(scalar.value, radix: 16))".utf8
      default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ value: Int) {
    separate()
    FixedDecimal.append(value, to: &bytes)
  }

  /// Writes a number without the zeros at its end; one that is not finite as `null`.
  mutating func number(_ value: Double, decimals: Int) {
    separate()
    guard value.isFinite else { return bytes += "null".utf8 }
    let start = bytes.count
    FixedDecimal.append(value, decimals: decimals, to: &bytes)
    guard decimals > 0 else { return }
    while bytes.count > start, bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
  }

  mutating func number(_ value: Double?, decimals: Int) { number(value ?? .nan, decimals: decimals) }

  mutating func integers(_ values: some Sequence<Int>) {
    list { list in values.forEach { list.integer($0) } }
  }

  mutating func numbers(_ values: some Sequence<Double>, decimals: Int) {
    list { list in values.forEach { list.number($0, decimals: decimals) } }
  }

  mutating func strings(_ values: some Sequence<String>) {
    list { list in values.forEach { list.string($0) } }
  }

  private mutating func enclosed(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ write: (inout DataText) -> Void) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    write(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}
