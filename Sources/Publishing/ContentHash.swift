import CHash

/// Fingerprints of content, for manifests and identities.
public enum ContentHash {
  /// SHA-256 as 64 lower-case hexadecimal digits.
  ///
  /// - Complexity: O(bytes), several hundred megabytes a second.
  public static func sha256Hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in sha256(bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// SHA-256 as 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = muster_sha256(bytes, bytes.count, &digest)
    precondition(status == 0, "the system's cryptographic library has no SHA-256")
    return digest
  }

  /// SHA-256 of a text's UTF-8 bytes.
  public static func sha256Hex(_ text: String) -> String { sha256Hex(Array(text.utf8)) }
}
