import Timeline

/// Which pass of a repeated hour rows belong to, by their order in the file.
enum RepeatedHour {
  /// What rows of one night are taken for.
  enum Passes: Equatable {
    /// The first so many rows are those of one pass, the rest those of the other.
    case paired(turn: Int, firstIsEarlier: Bool)
    /// Each holds contacts of both passes.
    case shared
  }

  /// - Parameters:
  ///   - times: what the clock shows, in the order of the file.
  ///   - jitter: by how much times may go against the order.
  static func passes(_ times: [Int], jitter: Int) -> Passes {
    guard times.count > 1 else { return .shared }
    let steps = zip(times, times.dropFirst()).map { $1 - $0 }
    for (isDescending, sign) in [(false, 1), (true, -1)] {
      let turns = steps.indices.filter { sign * steps[$0] <= -max(1, jitter) || jitter == 0 && steps[$0] == 0 }
      if turns.count == 1, steps.indices.allSatisfy({ $0 == turns[0] || sign * steps[$0] > -max(1, jitter) }) {
        return .paired(turn: turns[0] + 1, firstIsEarlier: !isDescending)
      }
    }
    return .shared
  }

  /// Moves rows named by their end that end as the clock goes back: the interval before lies in the hour that it repeats.
  ///
  /// Where ends are read off the clock, such a time is the end of two intervals, one before each pass, and the hour's last end
  /// comes once. Where it is the start on the clock and a length, it is the other way round, and the rows stay.
  ///
  /// - Parameters:
  ///   - list: rows of a queue in the order of the file, each at the time of its end less its length.
  ///   - seconds: the length of the intervals.
  static func moveEnds(_ list: inout [IntervalRow], seconds: Int, zone: Zone) {
    var firsts: [[UInt64]: Int] = [:]
    for index in list.indices where list[index].start == list[index].later {
      let end = LocalDateTime(secondsSinceEpoch: list[index].local + seconds)
      guard case .twice(let earlier, let later) = zone.resolve(end) else { continue }
      let key = [UInt64(bitPattern: Int64(list[index].local)), list[index].labels]
      guard firsts.updateValue(index, forKey: key) != nil else { continue }
      let repeated = later.secondsSinceEpoch - earlier.secondsSinceEpoch
      let local = list[index].local + repeated
      let same = list.count { $0.local == local && $0.labels == list[index].labels }
      guard same == 1, case .twice(let first, let second) = zone.resolve(LocalDateTime(secondsSinceEpoch: local)) else {
        continue
      }
      list[index].local = local
      list[index].start = first.secondsSinceEpoch
      list[index].later = second.secondsSinceEpoch
    }
  }
}
