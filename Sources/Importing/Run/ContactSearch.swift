import Lanes
import Libc

/// How contacts with several records are found among all.
enum ContactSearch: Sendable {
  /// Not at all: there are no ids.
  case none
  /// By the order of the file: where each id is beyond the one before, none comes twice, and none need be kept.
  case order
  /// By ids and queues of all, which are kept.
  case keys
  /// Ids and queues of those with several are known; their records are kept.
  case known(Set<UInt64>)
}

/// Ids of a piece of a file whose order goes one way.
struct IdRun: Sendable {
  var offset: Int
  var first: [UInt8]
  var last: [UInt8]
  /// 1 where ids grow, -1 where they fall, 0 where there is one alone.
  var direction: Int

  /// Walks along the ids of a piece.
  struct Cursor: Sendable {
    private(set) var isInOrder = true
    private var first: [UInt8]?
    private nonisolated(unsafe) var last = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var direction = 0

    /// Takes in the id of the next record; its bytes must stay where they are to the end of the piece.
    @inline(__always)
    mutating func add(_ id: UnsafeBufferPointer<UInt8>) {
      if first == nil {
        first = Array(id)
      } else {
        let step = IdRun.compare(last, id)
        if direction == 0 { direction = step }
        if step == 0 || step != direction { isInOrder = false }
      }
      last = id
    }

    /// The run of the piece; nil where it has no ids.
    func ended(offset: Int) -> IdRun? {
      first.map { IdRun(offset: offset, first: $0, last: Array(last), direction: direction) }
    }
  }

  /// 1 where the second id is beyond the first: longer, or of the same length and later in the order of bytes.
  static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    if a.count != b.count { return a.count < b.count ? 1 : -1 }
    guard let one = a.baseAddress, let other = b.baseAddress else { return 0 }
    return (-Int(memcmp(one, other, a.count))).signum()
  }

  private static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { compare(a, $0) } }
  }

  /// Whether no id of some files comes twice, as far as the order of each tells.
  ///
  /// - Parameter files: the runs of each file.
  static func tellAllApart(_ files: [[IdRun]]) -> Bool {
    var ranges: [(least: [UInt8], most: [UInt8])] = []
    for unsorted in files {
      let runs = unsorted.sorted { $0.offset < $1.offset }
      guard let first = runs.first, let last = runs.last else { continue }
      let steps = zip(runs, runs.dropFirst()).map { compare($0.last, $1.first) }
      let all = runs.map(\.direction).filter { $0 != 0 } + steps
      guard all.allSatisfy({ $0 == all[0] && $0 != 0 }) else { return false }
      ranges.append(all.first == -1 ? (last.last, first.first) : (first.first, last.last))
    }
    ranges.sort { compare($0.least, $1.least) > 0 }
    return zip(ranges, ranges.dropFirst()).allSatisfy { compare($0.most, $1.least) > 0 }
  }
}

/// Ids and queues of many contacts as numbers, by their highest bits.
///
/// They are kept in pieces that are never moved, so that growing takes no more memory than there are numbers.
struct ContactKeys: Sendable {
  /// Shape [256][numbers]: the pieces that are being filled.
  private var open: [[UInt64]] = []
  /// Shape [256][pieces][numbers].
  private var filled: [[[UInt64]]] = []
  private static let piece = 1 << 11

  @inline(__always)
  mutating func add(_ key: UInt64) {
    if open.isEmpty { begin() }
    let part = Int(key >> 56)
    open[part].append(key)
    if open[part].count == Self.piece { close(part) }
  }

  private mutating func begin() {
    open = [[UInt64]](repeating: [], count: 256)
    filled = [[[UInt64]]](repeating: [], count: 256)
    for part in 0..<256 { open[part].reserveCapacity(Self.piece) }
  }

  private mutating func close(_ part: Int) {
    filled[part].append(open[part])
    open[part] = []
    open[part].reserveCapacity(Self.piece)
  }

  /// The numbers with these highest bits, in pieces.
  func pieces(_ part: Int) -> [[UInt64]] { open.isEmpty ? [] : filled[part] + [open[part]] }
}

/// Contacts that have several records, found from the keys of all.
struct RepeatedKeys {
  private(set) var repeated: Set<UInt64> = []
  /// Contacts that are in several queues.
  private(set) var transfers = 0

  /// - Parameter keys: those of each reader.
  init(_ keys: [ContactKeys]) {
    for (found, count) in Lanes.run(256, { part in Self.repeated(in: keys.flatMap { $0.pieces(part) }) }) {
      repeated.formUnion(found)
      transfers += count
    }
  }

  /// Keys that are there more than once, and how many ids come in several queues.
  private static func repeated(in lists: [[UInt64]]) -> (repeated: [UInt64], transfers: Int) {
    var all = lists.flatMap { $0 }
    all.sort()
    var repeated: [UInt64] = []
    var transfers = 0
    var index = 0
    while index < all.count {
      var next = index + 1
      var queues = 1
      while next < all.count, all[next] >> 16 == all[index] >> 16 {
        if all[next] != all[next - 1] {
          queues += 1
        } else if repeated.last != all[next] {
          repeated.append(all[next])
        }
        next += 1
      }
      if queues > 1 { transfers += 1 }
      index = next
    }
    return (repeated, transfers)
  }
}

/// Gives memory that is free, and that the C library keeps for later, back to the system, where it can.
func returnFreeMemory() {
  typealias Trim = @convention(c) (Int) -> Int32
  guard let found = dlsym(nil, "malloc_trim") else { return }
  _ = unsafeBitCast(found, to: Trim.self)(0)
}
