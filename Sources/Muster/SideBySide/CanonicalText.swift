import Files
import Publishing
import Timeline

/// A fingerprint of any value by its content: two values that are equal part by part have the same, on every machine and in every run.
///
/// Parts are walked by reflection, so that a field added later counts by itself. Dictionaries and sets are put in order; a zone stands
/// for its name, and the version of the zone data is the caller's to add.
enum CanonicalText {
  /// SHA-256 over the parts.
  static func of(_ value: Any) -> String {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return ContentHash.sha256Hex(bytes)
  }

  private static func append(_ value: Any, to bytes: inout [UInt8]) {
    switch value {
    case let text as String:
      bytes.append(UInt8(ascii: "\""))
      bytes += text.utf8
      bytes.append(0)
    case let number as Double: append("d\(number.bitPattern)", raw: &bytes)
    case let numbers as [Double]:
      append("D\(numbers.count)", raw: &bytes)
      for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 } }
    case let number as Int: append("i\(number)", raw: &bytes)
    case let number as UInt64: append("u\(number)", raw: &bytes)
    case let isTrue as Bool: bytes.append(isTrue ? 1 : 2)
    case let zone as Zone: append("z\(zone.name)", raw: &bytes)
    default: appendParts(of: value, to: &bytes)
    }
  }

  private static func appendParts(of value: Any, to bytes: inout [UInt8]) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .dictionary, .set:
      let parts = mirror.children.map { child -> [UInt8] in
        var part: [UInt8] = []
        append(child.value, to: &part)
        return part
      }
      append("{", raw: &bytes)
      for part in parts.sorted(by: { $0.lexicographicallyPrecedes($1) }) { bytes += part }
    // A value without parts is what it is described as: a plain case, or a number of another width.
    case _ where mirror.children.isEmpty && mirror.displayStyle != .collection && mirror.displayStyle != .optional:
      append("v\(value)", raw: &bytes)
    default:
      append("(\(mirror.children.count)", raw: &bytes)
      for child in mirror.children {
        append(child.label ?? "", raw: &bytes)
        append(child.value, to: &bytes)
      }
    }
    append(")", raw: &bytes)
  }

  private static func append(_ text: String, raw bytes: inout [UInt8]) {
    bytes += text.utf8
    bytes.append(0)
  }
}
