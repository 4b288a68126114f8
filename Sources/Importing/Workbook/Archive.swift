/// Files within a ZIP archive.
struct Archive {
  private struct Entry {
    var offset: Int
    var packed: Int
    var method: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]
  /// A file unpacks to no more.
  private static let most = 1 << 29

  /// - Returns: nil for what is no archive.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    // The end of the directory is within the last 64 KiB.
    var end = bytes.count - 22
    let least = max(0, bytes.count - 22 - 65_535)
    while end >= least, !Self.has(bytes, end, 0x0605_4B50) { end -= 1 }
    guard end >= least, end >= 0 else { return nil }
    let count = Self.number(bytes, end + 10, 2)
    var position = Self.number(bytes, end + 16, 4)
    for _ in 0..<count {
      guard position + 46 <= bytes.count, Self.has(bytes, position, 0x0201_4B50) else { return nil }
      let nameLength = Self.number(bytes, position + 28, 2)
      let more = Self.number(bytes, position + 30, 2) + Self.number(bytes, position + 32, 2)
      guard position + 46 + nameLength <= bytes.count else { return nil }
      let name = String(decoding: bytes[(position + 46)..<(position + 46 + nameLength)], as: UTF8.self)
      entries[name] = Entry(
        offset: Self.number(bytes, position + 42, 4), packed: Self.number(bytes, position + 20, 4),
        method: Self.number(bytes, position + 10, 2))
      position += 46 + nameLength + more
    }
  }

  /// A file's bytes; nil where there is none of the name, or it cannot be unpacked.
  func file(_ name: String) -> [UInt8]? {
    guard let entry = entries[name], entry.offset + 30 <= bytes.count, Self.has(bytes, entry.offset, 0x0403_4B50) else {
      return nil
    }
    let start = entry.offset + 30 + Self.number(bytes, entry.offset + 26, 2) + Self.number(bytes, entry.offset + 28, 2)
    guard start + entry.packed <= bytes.count else { return nil }
    let packed = bytes[start..<start + entry.packed]
    switch entry.method {
    case 0: return Array(packed)
    case 8: return Inflate.unpacked(packed, limit: Self.most)
    default: return nil
    }
  }

  private static func number(_ bytes: [UInt8], _ position: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { position + $1 < bytes.count ? $0 | Int(bytes[position + $1]) << (8 * $1) : $0 }
  }

  private static func has(_ bytes: [UInt8], _ position: Int, _ mark: Int) -> Bool { number(bytes, position, 4) == mark }
}
