import Timeline

/// Contacts of one interval.
struct Bin {
  var offered: Int32 = 0
  var handled: Int32 = 0
  var abandoned: Int32 = 0
  var handleMilliseconds = 0
}

/// Contacts by queue and interval, counted as they come.
///
/// A day of a queue is a block of bins. Sums are of whole numbers, so the order of counting does not matter.
struct BinTable {
  let intervalSeconds: Int
  private let perDay: Int
  /// Number of a block by queue and day.
  private var blocks: [Int: Int] = [:]
  /// Queue, day and offset of the clock of each block.
  private var keys: [(queue: Int, day: Int, offset: Int)] = []
  private var bins: [Bin] = []
  /// Shape [queues]: the last day and offset, and their block.
  private var last: [(day: Int, offset: Int, block: Int)] = []

  init(intervalSeconds: Int) {
    self.intervalSeconds = intervalSeconds
    perDay = 86_400 / intervalSeconds
  }

  /// Changes the bin of a moment.
  ///
  /// - Parameter offset: of the clock on which intervals begin, in seconds east of UTC.
  @inline(__always)
  mutating func update(queue: Int, second: Int, offset: Int, _ change: (inout Bin) -> Void) {
    let aligned = second - shift(offset)
    let day = aligned >= 0 ? aligned / 86_400 : -((-aligned + 86_399) / 86_400)
    while last.count <= queue { last.append((.min, 0, 0)) }
    if last[queue].day != day || last[queue].offset != offset {
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
      last[queue] = (day, offset, block)
    }
    change(&bins[last[queue].block * perDay + (aligned - day * 86_400) / intervalSeconds])
  }

  /// By how many seconds intervals begin after whole ones of UTC.
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
}

/// Why a record does not count.
enum DropReason: Hashable, Comparable {
  case total
  case repeatedHeader
  case remark
  case noTime
  case noQueue
  case noCount
  case noContactsInGap
  case identical
  case sameContact
  case shortAbandon
  case event
  case unreadable
  case filtered(column: String, word: String)

  var text: String {
    switch self {
    case .total: "totals"
    case .repeatedHeader: "the header again"
    case .remark: "remarks"
    case .noTime: "no time"
    case .noQueue: "no queue"
    case .noCount: "no number of contacts"
    case .noContactsInGap: "no contacts, at a time that the clock skips"
    case .identical: "the same row again"
    case .sameContact: "further legs of a contact in its queue"
    case .shortAbandon: "abandoned at once"
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
  var handleMilliseconds: Int
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
