/// A text in two words: itself where it has up to 15 bytes, otherwise numbers that no two texts have in common.
struct CellKey: Hashable, Sendable {
  private let low: UInt64
  private let high: UInt64

  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(text)
    let count = raw.count
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    let length = UInt64(truncatingIfNeeded: count) << 56
    switch count {
    case 0...3:
      var bytes: UInt64 = 0
      for index in 0..<count { bytes |= UInt64(raw[index]) << UInt64(8 * index) }
      (low, high) = (bytes, length)
    case 4...7: (low, high) = (half(0) | (half(count - 4) >> UInt64(8 * (8 - count))) << 32, length)
    case 8...15: (low, high) = (word(0), count == 8 ? length : length | word(count - 8) >> UInt64(8 * (16 - count)))
    default: (low, high) = (contentHash(text), contentHash(text, seed: 1) | 0xFF << 56)
    }
  }

  /// A number that hardly any other text has.
  @inline(__always)
  var hash: UInt64 { mixed(low ^ high &* 0x9E37_79B9_7F4A_7C15) }
}

/// Texts of a column and their numbers in the order in which they first came.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var keys: [CellKey] = []
  /// Open addressing: a position among the names plus one, 0 where free.
  private var slots = [Int32](repeating: 0, count: 64)

  /// The number of a text; nil where it did not come yet.
  @inline(__always)
  func find(_ key: CellKey) -> Int? {
    var slot = Int(truncatingIfNeeded: key.hash) & (slots.count - 1)
    while slots[slot] > 0 {
      let number = Int(slots[slot]) - 1
      if keys[number] == key { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Takes in a text that did not come yet; its number.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ key: CellKey) -> Int {
    names.append(cellText(text))
    keys.append(key)
    if 2 * names.count > slots.count {
      slots = [Int32](repeating: 0, count: 4 * slots.count)
      for number in keys.indices { place(number) }
    } else {
      place(keys.count - 1)
    }
    return names.count - 1
  }

  private mutating func place(_ number: Int) {
    var slot = Int(truncatingIfNeeded: keys[number].hash) & (slots.count - 1)
    while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number + 1)
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
