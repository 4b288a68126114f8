import CHash

/// Fingerprints of content, for manifests and identities.
public enum ContentHash {
  /// SHA-256 as 64 lower-case hexadecimal digits.
  ///
  /// - Complexity: O(bytes), several hundred megabytes a second.
  public static func sha256Hex(_ bytes: [UInt8]) -> String { hex(sha256(bytes)) }

  /// SHA-256 as 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let status = muster_sha256(bytes, bytes.count, &digest)
    precondition(status == 0, noHash)
    return digest
  }

  /// SHA-256 of a text's UTF-8 bytes.
  public static func sha256Hex(_ text: String) -> String { sha256Hex(Array(text.utf8)) }

  /// HMAC-SHA256 of a message as 64 lower-case hexadecimal digits.
  ///
  /// - Source: RFC 2104.
  public static func hmacHex(_ message: [UInt8], key: [UInt8]) -> String {
    let short = key.count > 64 ? sha256(key) : key
    let padded = short + [UInt8](repeating: 0, count: 64 - short.count)
    return sha256Hex(padded.map { $0 ^ 0x5C } + sha256(padded.map { $0 ^ 0x36 } + message))
  }

  /// The first 128 bits of SHA-256 as 32 lower-case hexadecimal digits, and a text behind them.
  package static func shortHex(_ bytes: [UInt8], followedBy tail: String) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digest in
      let status = muster_sha256(bytes, bytes.count, digest.baseAddress)
      precondition(status == 0, noHash)
      return String(unsafeUninitializedCapacity: 32 + tail.utf8.count) { text in
        for place in 0..<16 {
          text[2 * place] = digit(digest[place] >> 4)
          text[2 * place + 1] = digit(digest[place] & 15)
        }
        for (place, byte) in tail.utf8.enumerated() { text[32 + place] = byte }
        return 32 + tail.utf8.count
      }
    }
  }

  fileprivate static let noHash = "the system's cryptographic library has no SHA-256"

  fileprivate static func hex(_ digest: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 2 * digest.count) { text in
      for (place, byte) in digest.enumerated() {
        text[2 * place] = digit(byte >> 4)
        text[2 * place + 1] = digit(byte & 15)
      }
      return 2 * digest.count
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}

/// A fingerprint of content that comes part by part and is never in memory as a whole.
///
/// A class, because the library's state is given back once.
public final class RunningHash {
  private var state: UnsafeMutableRawPointer?

  /// The hash of nothing yet.
  public init() {
    state = muster_sha256_begin()
    precondition(state != nil, ContentHash.noHash)
  }

  deinit { if let state { _ = muster_sha256_end(state, nil) } }

  /// Adds the next part.
  ///
  /// - Precondition: `hex` was not asked for yet.
  public func add(_ bytes: UnsafeRawBufferPointer) {
    guard let state else { preconditionFailure("The hash was finished before.") }
    precondition(muster_sha256_add(state, bytes.baseAddress, bytes.count) == 0, ContentHash.noHash)
  }

  /// Ends it: 64 lower-case hexadecimal digits, as `ContentHash` gives for the whole.
  public func hex() -> String {
    guard let state else { preconditionFailure("The hash was finished before.") }
    var digest = [UInt8](repeating: 0, count: 32)
    let status = muster_sha256_end(state, &digest)
    self.state = nil
    precondition(status == 0, ContentHash.noHash)
    return ContentHash.hex(digest)
  }
}
