/// Takes apart what DEFLATE has packed.
///
/// - Source: RFC 1951; codes are read bit by bit by counts of their lengths.
struct Inflate {
  private let input: ArraySlice<UInt8>
  private var position: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// The unpacked bytes; nil for what is no DEFLATE, or has more than a limit.
  static func unpacked(_ input: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    var inflate = Inflate(input, limit: limit)
    return inflate.run() ? inflate.output : nil
  }

  private init(_ input: ArraySlice<UInt8>, limit: Int) {
    self.input = input
    self.limit = limit
    position = input.startIndex
  }

  private mutating func run() -> Bool {
    while true {
      guard let isLast = take(1), let kind = take(2) else { return false }
      let isRead: Bool
      switch kind {
      case 0: isRead = stored()
      case 1: isRead = coded(Self.fixed.lengths, Self.fixed.distances)
      case 2:
        guard let codes = dynamicCodes() else { return false }
        isRead = coded(codes.lengths, codes.distances)
      default: return false
      }
      guard isRead, output.count <= limit else { return false }
      if isLast == 1 { return true }
    }
  }

  /// So many bits, the lowest first; nil at the end of the input.
  private mutating func take(_ count: Int) -> Int? {
    while bitCount < count {
      guard position < input.endIndex else { return nil }
      bits |= UInt32(input[position]) << UInt32(bitCount)
      position += 1
      bitCount += 8
    }
    let value = bits & ((1 << UInt32(count)) - 1)
    bits >>= UInt32(count)
    bitCount -= count
    return Int(value)
  }

  private mutating func stored() -> Bool {
    bits = 0
    bitCount = 0
    guard position + 4 <= input.endIndex else { return false }
    let count = Int(input[position]) | Int(input[position + 1]) << 8
    position += 4
    guard position + count <= input.endIndex else { return false }
    output += input[position..<position + count]
    position += count
    return true
  }

  /// A prefix code: how many codes each length has, and symbols in the order of their codes.
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int]

    init(_ lengths: [Int]) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      var offsets = [Int](repeating: 0, count: 17)
      for length in 1..<16 { offsets[length + 1] = offsets[length] + counts[length] }
      symbols = [Int](repeating: 0, count: lengths.count)
      for (symbol, length) in lengths.enumerated() where length > 0 {
        symbols[offsets[length]] = symbol
        offsets[length] += 1
      }
    }
  }

  private mutating func symbol(_ code: Code) -> Int? {
    var value = 0
    var first = 0
    var index = 0
    for length in 1..<16 {
      guard let bit = take(1) else { return nil }
      value |= bit
      let count = code.counts[length]
      if value - count < first {
        let place = index + value - first
        return code.symbols.indices.contains(place) ? code.symbols[place] : nil
      }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    return nil
  }

  private mutating func coded(_ lengths: Code, _ distances: Code) -> Bool {
    while true {
      guard let symbol = symbol(lengths) else { return false }
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return true }
      let place = symbol - 257
      guard place < Self.lengthBases.count, let more = take(Self.lengthBits[place]) else { return false }
      let length = Self.lengthBases[place] + more
      guard let far = self.symbol(distances), far < Self.distanceBases.count, let farBits = take(Self.distanceBits[far])
      else { return false }
      let distance = Self.distanceBases[far] + farBits
      guard distance <= output.count, output.count + length <= limit + 300 else { return false }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private mutating func dynamicCodes() -> (lengths: Code, distances: Code)? {
    guard let a = take(5), let b = take(5), let c = take(4) else { return nil }
    let (lengthCount, distanceCount) = (a + 257, b + 1)
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<(c + 4) {
      guard let length = take(3) else { return nil }
      lengths[Self.order[index]] = length
    }
    let code = Code(lengths)
    var all: [Int] = []
    while all.count < lengthCount + distanceCount {
      guard let symbol = symbol(code) else { return nil }
      switch symbol {
      case 0..<16: all.append(symbol)
      case 16:
        guard let last = all.last, let more = take(2) else { return nil }
        all += [Int](repeating: last, count: 3 + more)
      case 17:
        guard let more = take(3) else { return nil }
        all += [Int](repeating: 0, count: 3 + more)
      default:
        guard let more = take(7) else { return nil }
        all += [Int](repeating: 0, count: 11 + more)
      }
    }
    guard all.count == lengthCount + distanceCount else { return nil }
    return (Code(Array(all[..<lengthCount])), Code(Array(all[lengthCount...])))
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12_289, 16_385, 24_577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let fixed: (lengths: Code, distances: Code) = (
    Code(
      [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
        + [Int](repeating: 8, count: 8)),
    Code([Int](repeating: 5, count: 30))
  )
}
