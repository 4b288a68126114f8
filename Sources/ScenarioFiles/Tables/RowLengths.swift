import Libc
import Timeline

/// How long each row of a queue lasts, found from when its rows start.
///
/// A file may hold rows of an hour up to some date and of 20 minutes from then on, or hours at night and halves by day.
/// Each row is given the length that explains best when the rows around it start: every row costs the logarithm of how
/// many starts within an hour its length allows, every start between it and the next row within the hour that has no
/// row costs as much as such gaps are rare among rows that can only be of that length, and a change of length costs
/// `change`. The cheapest course through the rows in order of time is taken (Viterbi). Then the same hour of the same
/// weekday may be coarser than its surroundings, where its rows are so week after week.
struct RowLengths {
  /// Lengths a row may have, in minutes.
  static let candidates = [60, 30, 20, 15, 12, 10, 6, 5]

  /// Shape [rows]: minutes.
  private(set) var minutes: [Int]
  /// Minutes after whole ones of their length at which rows start: 30 of hours that begin with those of UTC, on the clock of Kolkata.
  let phase: Int

  /// When a row starts, in order of time.
  struct Start {
    /// Seconds since the epoch.
    var seconds: Int
    /// Minute of the hour, as the file writes it.
    var minuteOfHour: Int
    /// Hour of the week, as the file writes it: 0 from Monday midnight.
    var hourOfWeek: Int
  }

  /// Cost of a change of length from one row to the next.
  private static let change = 10.0
  /// Cost of a row whose start is none of its length.
  private static let impossible = 12.0
  /// Cost of a row inside which the next one starts; less, so that a stray row does not cost twice.
  private static let overlapping = 4.0
  /// Cost of a stretch of weeks in which an hour of the week is coarser than its surroundings.
  private static let exception = 8.0

  /// - Parameter starts: increasing.
  init(_ starts: [Start]) {
    guard !starts.isEmpty else {
      minutes = []
      phase = 0
      return
    }
    let gaps = Self.gaps(starts)
    let after = Self.phase(starts, gaps)
    phase = after
    var starts = starts
    for row in starts.indices where after > 0 {
      starts[row].minuteOfHour = (starts[row].minuteOfHour + 60 - after) % 60
    }
    let costs = Self.missingCosts(starts, gaps)
    minutes = Self.course(starts, gaps, costs)
    if Set(minutes).count > 1 || minutes[0] != 60 { findCoarserHours(starts, gaps, costs) }
  }

  /// Minutes to the next row; 0 where that is more than an hour away or does not differ.
  private static func gaps(_ starts: [Start]) -> [Int] {
    starts.indices.map { row in
      guard row + 1 < starts.count else { return 0 }
      let seconds = starts[row + 1].seconds - starts[row].seconds
      return seconds <= 3600 ? seconds / 60 : 0
    }
  }

  /// The minutes after whole lengths at which all rows start, where most follow each other by one length; else 0.
  private static func phase(_ starts: [Start], _ gaps: [Int]) -> Int {
    guard let length = candidates.first(where: { length in 2 * gaps.count { $0 == length } > starts.count }) else {
      return 0
    }
    let after = starts[0].minuteOfHour % length
    return starts.allSatisfy { $0.minuteOfHour % length == after } ? after : 0
  }

  /// The longest length of which a minute is a start.
  private static func longest(startingAt minute: Int) -> Int {
    candidates.first { minute % $0 == 0 } ?? 5
  }

  /// Cost of a start without a row between two rows, by candidate.
  private static func missingCosts(_ starts: [Start], _ gaps: [Int]) -> [Double] {
    var seen = [Double](repeating: 0, count: 61)
    var followed = seen
    for row in starts.indices where gaps[row] > 0 {
      let length = longest(startingAt: starts[row].minuteOfHour)
      seen[length] += 1
      if gaps[row] <= length { followed[length] += 1 }
    }
    return candidates.map { -log(1 - (followed[$0] + 1) / (seen[$0] + 2)) }
  }

  /// What a row costs beside the choice of its minute: starts without a row up to the next one, or that it cannot be.
  private static func cost(_ minute: Int, _ gap: Int, _ candidate: Int, _ missing: [Double]) -> Double {
    let length = candidates[candidate]
    if minute % length != 0 { return impossible }
    if gap > 0, gap < length { return overlapping }
    return gap > length ? Double((gap + length - 1) / length - 1) * missing[candidate] : 0
  }

  private static func course(_ starts: [Start], _ gaps: [Int], _ missing: [Double]) -> [Int] {
    let count = candidates.count
    let choice = candidates.map { log(60 / Double($0)) }
    var best = [Double](repeating: 0, count: count)
    // Shape [rows][candidates]: the candidate of the row before on the cheapest course.
    var before = [UInt8](repeating: 0, count: starts.count * count)
    for row in starts.indices {
      let cheapest = best.indices.min { best[$0] < best[$1] } ?? 0
      let switched = best[cheapest] + change
      for candidate in 0..<count {
        let stays = row == 0 || best[candidate] <= switched
        before[row * count + candidate] = UInt8(stays ? candidate : cheapest)
        best[candidate] =
          (stays ? best[candidate] : switched) + choice[candidate]
          + cost(starts[row].minuteOfHour, gaps[row], candidate, missing)
      }
    }
    var result = [Int](repeating: 60, count: starts.count)
    var candidate = best.indices.min { best[$0] < best[$1] } ?? 0
    for row in starts.indices.reversed() {
      result[row] = candidates[candidate]
      candidate = Int(before[row * count + candidate])
    }
    return result
  }

  /// Lets hours of the week be coarser than their surroundings.
  private mutating func findCoarserHours(_ starts: [Start], _ gaps: [Int], _ missing: [Double]) {
    var rowsOf = [[Int]](repeating: [], count: 168)
    for row in starts.indices { rowsOf[starts[row].hourOfWeek].append(row) }
    var isCoarser = [Bool](repeating: false, count: starts.count)
    let found = minutes
    for rows in rowsOf where rows.contains(where: { gaps[$0] > found[$0] }) {
      for (row, length) in zip(
        rows, Self.exceptions(rows.map { (starts[$0].minuteOfHour, gaps[$0], found[$0]) }, missing))
      where length > found[row] {
        minutes[row] = length
        isCoarser[row] = true
      }
    }
    // The last row before a break has no gap that tells of it: it is as long as the one it follows on.
    for row in starts.indices.dropFirst() where isCoarser[row - 1] && !isCoarser[row] && gaps[row] == 0 {
      let length = minutes[row - 1]
      let follows = starts[row].seconds - starts[row - 1].seconds == length * 60
      if follows, starts[row].minuteOfHour % length == 0 {
        minutes[row] = length
        isCoarser[row] = true
      }
    }
  }

  /// Lengths of the rows of one hour of the week: those found, or coarser ones for stretches where that is cheaper.
  private static func exceptions(_ rows: [(minute: Int, gap: Int, found: Int)], _ missing: [Double]) -> [Int] {
    let count = candidates.count
    // The state `count` is the length found.
    var best = [Double](repeating: exception, count: count) + [0]
    var before = [UInt8](repeating: 0, count: rows.count * (count + 1))
    for (index, row) in rows.enumerated() {
      let cheapest = best.indices.min { best[$0] < best[$1] } ?? count
      for state in 0...count {
        let entry = best[cheapest] + (state == count ? 0 : exception)
        let stays = index == 0 || best[state] <= entry
        before[index * (count + 1) + state] = UInt8(stays ? state : cheapest)
        let candidate = state == count ? candidates.firstIndex(of: row.found) ?? 0 : state
        best[state] = (stays ? best[state] : entry) + cost(row.minute, row.gap, candidate, missing)
      }
    }
    var result = rows.map(\.found)
    var state = best.indices.reversed().min { best[$0] < best[$1] } ?? count
    for index in rows.indices.reversed() {
      if state < count { result[index] = candidates[state] }
      state = Int(before[index * (count + 1) + state])
    }
    return result
  }
}

/// Seconds that rows of a queue last, as far as when they start shows it: 0 where none begins as one ends.
///
/// - Parameter starts: in order of time, with the seconds east of UTC of the clock they are written on.
package func seenRowSeconds(_ starts: [(second: Int, offset: Int)]) -> [Int] {
  let read = starts.map { start in
    let local = LocalDateTime(secondsSinceEpoch: start.second + start.offset)
    return RowLengths.Start(
      seconds: start.second, minuteOfHour: local.minutesOfDay % 60,
      hourOfWeek: local.date.weekday.rawValue * 24 + local.minutesOfDay / 60)
  }
  let lengths = RowLengths(read).minutes.map { $0 * 60 }
  func isFollowed(_ row: Int) -> Bool {
    row >= 0 && row + 1 < starts.count && starts[row + 1].second - starts[row].second == lengths[row]
  }
  return lengths.indices.map { row in
    isFollowed(row) || isFollowed(row - 1) && lengths[row - 1] == lengths[row] ? lengths[row] : 0
  }
}
