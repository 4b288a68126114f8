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
}
