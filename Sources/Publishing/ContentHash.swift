import Crypto

/// Fingerprints of content, for manifests and identities.
public enum ContentHash {
  /// SHA-256 as 64 lower-case hexadecimal digits.
  ///
  /// - Complexity: O(bytes), several hundred megabytes a second.
  public static func sha256Hex(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// SHA-256 of a text's UTF-8 bytes.
  public static func sha256Hex(_ text: String) -> String { sha256Hex(Array(text.utf8)) }
}
