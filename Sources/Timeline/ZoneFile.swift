/// Reads the bytes of a compiled zone file (TZif), its 64-bit block and footer.
///
/// - Source: RFC 8536, section 3.
struct ZoneFile {
  /// Why bytes are not a usable zone file.
  struct Fault: Error {
    var reason: String
  }

  /// No zone's clock is further than this from UTC, in seconds (RFC 8536 allows just under 26 hours).
  static let offsetLimit = 26 * 3600

  /// Changes lie within about 18 billion years (the earliest that RFC 8536 allows is -2^59).
  private static let plausibleSeconds = -(1 << 59)...(1 << 59)

  private static let headerSize = 44

  /// The six counts of a header, in the order of the file.
  private struct Counts {
    var universalFlags, standardFlags, leapSeconds, changes, kinds, nameBytes: Int

    /// Size of the data block behind the header.
    func blockSize(timeSize: Int) -> Int {
      changes * (timeSize + 1) + kinds * 6 + nameBytes + leapSeconds * (timeSize + 4) + standardFlags + universalFlags
    }
  }

  private let bytes: [UInt8]

  /// The clock described by the bytes.
  static func clock(from bytes: [UInt8]) throws(Fault) -> ZoneClock { try ZoneFile(bytes: bytes).clock() }

  private func clock() throws(Fault) -> ZoneClock {
    let oldCounts = try counts(at: 0)
    guard bytes[4] >= UInt8(ascii: "2") else { throw Fault(reason: "it has no 64-bit block") }
    let header = Self.headerSize + oldCounts.blockSize(timeSize: 4)
    let counts = try counts(at: header)
    guard counts.leapSeconds == 0 else { throw Fault(reason: "it counts leap seconds") }
    guard counts.kinds > 0 else { throw Fault(reason: "it has no offsets") }
    let block = header + Self.headerSize
    let footer = block + counts.blockSize(timeSize: 8)
    guard footer <= bytes.count else { throw Fault(reason: "it is cut short") }

    let kindIndexes = block + counts.changes * 8
    let kinds = try kinds(at: kindIndexes + counts.changes, counts)
    var listed: [(second: Int, period: ZonePeriod)] = []
    listed.reserveCapacity(counts.changes)
    for index in 0..<counts.changes {
      let second = Int(Int64(bitPattern: bigEndian(at: block + index * 8, size: 8)))
      let kind = Int(bytes[kindIndexes + index])
      guard kind < kinds.count else { throw Fault(reason: "a change has an unknown offset") }
      guard Self.plausibleSeconds.contains(second) else { throw Fault(reason: "a change is before or after all time") }
      if let last = listed.last, last.second >= second { throw Fault(reason: "its changes are not in order") }
      listed.append((second, kinds[kind]))
    }
    return ZoneClock(first: kinds[0], listed: listed, rule: rule(at: footer))
  }

  private func counts(at start: Int) throws(Fault) -> Counts {
    guard start + Self.headerSize <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
      throw Fault(reason: "it is not a TZif file")
    }
    func count(_ index: Int) -> Int { Int(bigEndian(at: start + 20 + index * 4, size: 4)) }
    return Counts(
      universalFlags: count(0), standardFlags: count(1), leapSeconds: count(2), changes: count(3), kinds: count(4),
      nameBytes: count(5))
  }

  /// The offsets, flags and names that changes refer to.
  private func kinds(at start: Int, _ counts: Counts) throws(Fault) -> [ZonePeriod] {
    let names = bytes[(start + counts.kinds * 6)..<(start + counts.kinds * 6 + counts.nameBytes)]
    var kinds: [ZonePeriod] = []
    for index in 0..<counts.kinds {
      let kind = start + index * 6
      let offset = Int(Int32(truncatingIfNeeded: bigEndian(at: kind, size: 4)))
      let nameStart = Int(bytes[kind + 5])
      guard abs(offset) < Self.offsetLimit, nameStart < counts.nameBytes else {
        throw Fault(reason: "an offset or a name is out of range")
      }
      let name = names.dropFirst(nameStart).prefix { $0 != 0 }
      kinds.append(
        ZonePeriod(
          offset: offset, abbreviation: String(decoding: name, as: UTF8.self), isException: bytes[kind + 4] != 0))
    }
    return kinds
  }

  /// The rule between the two line feeds at the end; nil where there is none.
  private func rule(at start: Int) -> YearlyRule? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\n") else { return nil }
    return YearlyRule(Array(bytes[(start + 1)...].prefix { $0 != UInt8(ascii: "\n") }))
  }

  private func bigEndian(at start: Int, size: Int) -> UInt64 {
    bytes[start..<start + size].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
