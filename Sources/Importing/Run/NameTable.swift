/// Texts of a column and their numbers in the order in which they first came.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var bytes: [[UInt8]] = []
  private(set) var hashes: [UInt64] = []
  /// Open addressing: a position among the names plus one, 0 where free.
  private var slots = [Int32](repeating: 0, count: 64)
  private var last = -1

  /// The number of a text, and whether it came for the first time.
  mutating func number(of text: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
    if last >= 0, Self.isSame(text, bytes[last]) { return (last, false) }
    let hash = contentHash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] > 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, Self.isSame(text, bytes[number]) {
        last = number
        return (number, false)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    names.append(cellText(text))
    bytes.append(Array(text))
    hashes.append(hash)
    slots[slot] = Int32(names.count)
    if 2 * names.count > slots.count { grow() }
    last = names.count - 1
    return (last, true)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: 4 * slots.count)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  private static func isSame(_ a: UnsafeBufferPointer<UInt8>, _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<b.count where a[index] != b[index] { return false }
    return true
  }
}

/// A number that bytes have in common with hardly any others.
///
/// - Source: the mixing steps and constants of MurmurHash3's 64-bit finaliser.
func contentHash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
  var hash = seed ^ UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
  let raw = UnsafeRawBufferPointer(bytes)
  var position = 0
  while position + 8 <= raw.count {
    hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    position += 8
  }
  var rest: UInt64 = 0
  while position < raw.count {
    rest = rest << 8 | UInt64(raw[position])
    position += 1
  }
  return mixed(hash ^ rest)
}

func mixed(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
  value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
  return value ^ value >> 33
}
