import Timeline

/// Contacts of one interval.
struct Bin {
  var offered: Int32 = 0
  var handled: Int32 = 0
  var abandoned: Int32 = 0
  /// Contacts whose handle time is said.
  var timed: Int32 = 0
  var handleMilliseconds = 0

  /// Counts a contact, so many times.
  @inline(__always)
  mutating func add(isHandled: Bool, isAbandoned: Bool, milliseconds: Int?, weight: Int32 = 1) {
    offered += weight
    if isHandled { handled += weight }
    if isAbandoned { abandoned += weight }
    if let milliseconds {
      timed += weight
      handleMilliseconds += milliseconds * Int(weight)
    }
  }

  /// Seconds of some of its contacts, where those whose time is not said take as long as the others; NaN where it is said of none.
  func handleSeconds(of contacts: Int32) -> Double {
    let seconds = Double(handleMilliseconds) / 1000
    if contacts == timed || contacts == 0 { return seconds }
    return timed == 0 ? .nan : seconds * Double(contacts) / Double(timed)
  }

  mutating func add(_ other: Bin) {
    offered += other.offered
    handled += other.handled
    abandoned += other.abandoned
    timed += other.timed
    handleMilliseconds += other.handleMilliseconds
  }
}

/// Contacts by queue and interval, counted as they come.
///
/// A day of a queue is a block of bins. Sums are of whole numbers, so the order of counting does not matter.
struct BinTable {
  /// What of a day and clock is worked out once.
  private struct Day {
    var day = Int.min
    var offset = 0
    /// By how many seconds intervals begin after whole ones of UTC.
    var shift = 0
    /// Where the bins of the day begin.
    var bin = 0
  }

  let intervalSeconds: Int
  private let perDay: Int
  /// What a division by the seconds of an interval multiplies with; exact up to a day.
  private let reciprocal: Int
  /// Number of a block by queue and day.
  private var blocks: [Int: Int] = [:]
  /// Queue, day and offset of the clock of each block.
  private var keys: [(queue: Int, day: Int, offset: Int)] = []
  private var bins: [Bin] = []
  /// Shape [queues]: the last day.
  private var last: [Day] = []

  init(intervalSeconds: Int) {
    self.intervalSeconds = intervalSeconds
    perDay = 86_400 / intervalSeconds
    reciprocal = (1 << 32) / intervalSeconds + 1
  }

  /// Changes the bin of a moment.
  ///
  /// - Parameter offset: of the clock on which intervals begin, in seconds east of UTC.
  @inline(__always)
  mutating func update(queue: Int, second: Int, offset: Int, _ change: (inout Bin) -> Void) {
    while last.count <= queue { last.append(Day()) }
    var known = last[queue]
    var within = second - known.shift - known.day &* 86_400
    if known.offset != offset || known.day == .min || !(0..<86_400 ~= within) {
      known = block(queue: queue, second: second, offset: offset)
      last[queue] = known
      within = second - known.shift - known.day * 86_400
    }
    change(&bins[known.bin + (within * reciprocal) >> 32])
  }

  /// The day of a moment, with bins of its own.
  private mutating func block(queue: Int, second: Int, offset: Int) -> Day {
    let shift = shift(offset)
    let aligned = second - shift
    let day = aligned >= 0 ? aligned / 86_400 : -((-aligned + 86_399) / 86_400)
    let key = (queue << 12 | (offset / 60 + 1_500)) << 24 | (day + 1_000_000)
    let block: Int
    if let known = blocks[key] {
      block = known
    } else {
      block = keys.count
      blocks[key] = block
      keys.append((queue, day, offset))
      bins.append(contentsOf: repeatElement(Bin(), count: perDay))
    }
    return Day(day: day, offset: offset, shift: shift, bin: block * perDay)
  }

  private func shift(_ offset: Int) -> Int { ((-offset) % intervalSeconds + intervalSeconds) % intervalSeconds }

  /// All bins with contacts, in no order.
  func forEach(_ body: (_ queue: Int, _ start: Int, _ offset: Int, _ bin: Bin) -> Void) {
    for (block, key) in keys.enumerated() {
      for place in 0..<perDay {
        let bin = bins[block * perDay + place]
        if bin.offered > 0 {
          body(key.queue, key.day * 86_400 + shift(key.offset) + place * intervalSeconds, key.offset, bin)
        }
      }
    }
  }

  /// Adds the contacts of a table whose queues have other numbers.
  mutating func add(_ other: BinTable, queues: [Int]) {
    for (block, key) in other.keys.enumerated() {
      let start = key.day * 86_400 + other.shift(key.offset)
      let day = self.block(queue: queues[key.queue], second: start, offset: key.offset)
      for place in 0..<perDay { bins[day.bin + place].add(other.bins[block * perDay + place]) }
    }
  }
}

/// Why a record does not count.
enum DropReason: Hashable, Comparable {
  case total
  case daySum
  case repeatedHeader
  case remark
  case noTime
  case noQueue
  case noCount
  case noContactsInGap
  case identical
  case sameContact
  case shortAbandon
  case telephone
  case event
  case unreadable
  case filtered(column: String, word: String)

  var text: String {
    switch self {
    case .total: "totals"
    case .daySum: "sums of their day, at midnight"
    case .repeatedHeader: "the header again"
    case .remark: "remarks"
    case .noTime: "no time"
    case .noQueue: "no queue"
    case .noCount: "no number of contacts"
    case .noContactsInGap: "no contacts, at a time that the clock skips"
    case .identical: "the same row again"
    case .sameContact: "further legs of a contact in its queue"
    case .shortAbandon: "abandoned at once"
    case .telephone: "of telephone numbers and no queue"
    case .event: "events of no contact"
    case .unreadable: "not readable, left out as asked for"
    case .filtered(let column, let word): "\(column): \(word.isEmpty ? "(empty)" : word)"
    }
  }
}

/// A record that cannot be read.
struct Fault {
  var offset: Int
  /// The column; nil for the whole record.
  var column: String?
  var message: String
  var next: String
}

/// One row of an interval report.
struct IntervalRow {
  var queue: Int
  var start: Int
  /// The second moment at which the clock shows its time; equal to `start` for all but the repeated hour.
  var later: Int
  /// Seconds of the clock face since the epoch.
  var local: Int
  /// Seconds that the file says it lasts; 0 where it does not.
  var lasts: Int
  var offered: Double
  var handled: Double
  var abandoned: Double
  var handleSeconds: Double
  /// Content of the whole row, and of its words.
  var hash: UInt64
  var labels: UInt64
  var offset: Int
}

/// One record of a contact that is kept for later: of the repeated hour, or one of several with one id.
struct ContactRow {
  var queue: Int
  var start: Int
  var later: Int
  var local: Int
  var zoneOffset: Int
  var isHandled: Bool
  var isAbandoned: Bool
  /// The handle time; nil where it is not said or there is none.
  var handleMilliseconds: Int?
  var id: UInt64
  var hash: UInt64
  var offset: Int
}

/// Moments and amounts of a whole file.
struct Span {
  var first = Int.max
  var last = Int.min

  mutating func add(_ second: Int) {
    first = min(first, second)
    last = max(last, second)
  }

  mutating func add(_ other: Span) {
    first = min(first, other.first)
    last = max(last, other.last)
  }
}
