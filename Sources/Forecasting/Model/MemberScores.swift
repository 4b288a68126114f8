import Libc

/// How far off each member was in the tests inside one queue's history, and how much of that is chance.
struct MemberScores: Sendable {
  /// Shape [next day, rest of the first week, later][members]: logarithm of the root mean squared error over the best's,
  /// without what is chance and tells nothing about members.
  let losses: [[Double]]
  /// Shape [groups of leads]: variance by chance of what tells a member's loss from the others', by leaving out a week
  /// of tested days at a time; `nil` where fewer than two weeks were tested, or nothing came in them.
  let noise: [Double]?
  /// Shape [profiles]: logarithm of the distance of days over the best's.
  let profileLosses: [Double]
  /// Shape [members]: squared errors after the next day over the squares of what came; 0 where nothing did.
  private let relativeSquares: [Double]

  /// Errors below this share of what came are no reason to prefer anything.
  private static let negligible = 0.02
  /// Weeks after which a tested day counts half.
  private static let halfLife = 13.0

  /// From the errors of the tests.
  ///
  /// Days on which members are far off as a whole tell nothing about members and are left out.
  init(_ tests: [MemberForecasts], _ totals: DayTotals, _ calendar: DayCalendar, members: Int, profiles: Int) {
    var days: [(group: Int, age: Int, weight: Double, came: Double, middle: Double)] = []
    /// Shape [days][members]: forecast less what came.
    var errors: [Double] = []
    var sorted = [Double](repeating: 0, count: members)
    var shapes = [Double](repeating: 0, count: profiles)
    let clean = totals.clean
    for test in tests {
      for lead in 0..<test.rowCount {
        let row = test.origin + lead
        guard !totals.logTotal[row].isNaN else { continue }
        let came = exp(totals.logTotal[row]) - 0.5
        let weight = exp2(-Double(clean.rowCount - row) / (Self.halfLife * Double(calendar.week)))
        let age = (clean.rowCount - 1 - row) / calendar.week
        func add(_ group: Int, _ forecasts: [Double], _ rowCount: Int) {
          for member in 0..<members {
            let error = forecasts[member * rowCount + lead] - came
            errors.append(error)
            sorted[member] = abs(error)
          }
          days.append((group, age, weight, came, median(&sorted) / max(came, 1)))
        }
        add(lead < calendar.week ? 1 : 2, test.totals, test.rowCount)
        if lead < test.nextDayCount { add(0, test.nextDay, test.nextDayCount) }
        let shares = calendar.weekday[row] * clean.slotCount
        for index in 0..<profiles {
          shapes[index] += weight * clean.distance(row: row, from: test.profiles[index].shares, at: shares, times: came)
        }
      }
    }
    let usual = (0..<3).map { group in
      var sizes = days.filter { $0.group == group }.map(\.middle)
      return median(&sizes)
    }
    var weeks = [LossSums](repeating: LossSums(members: members), count: (days.map(\.age).max() ?? -1) + 1)
    for (index, day) in days.enumerated() where day.middle <= max(5 * usual[day.group], 0.02) {
      weeks[day.age].add(
        day.group, weight: day.weight, came: day.came, errors[(index * members)..<((index + 1) * members)])
    }
    let all = LossSums(members: members, adding: weeks)
    losses = all.losses
    noise = Self.noise(weeks.filter { !$0.isEmpty }, of: all)
    profileLosses = LossSums.relative(shapes.map { $0 * $0 })
    let size = all.contacts[1] + all.contacts[2]
    relativeSquares = (0..<members).map { size > 0 ? (all.squares[1][$0] + all.squares[2][$0]) / size : 0 }
  }

  /// Whether a member's errors are reason enough to prefer another.
  func isFarOff(_ member: Int) -> Bool { relativeSquares[member] > Self.negligible * Self.negligible }

  /// Losses of a group less their mean: what tells members apart.
  func distances(_ group: Int) -> [Double] { Self.centred(losses[group]) }

  /// The variance of losses by the jackknife over weeks, the mean over members.
  private static func noise(_ weeks: [LossSums], of all: LossSums) -> [Double]? {
    guard weeks.count >= 2 else { return nil }
    let without = weeks.map { all.without($0).losses }
    let count = Double(weeks.count)
    return (0..<3).map { group in
      let distances = without.map { centred($0[group]) }
      var sum = 0.0
      for member in distances[0].indices {
        let mean = distances.reduce(0) { $0 + $1[member] } / count
        sum += distances.reduce(0) { $0 + ($1[member] - mean) * ($1[member] - mean) }
      }
      return (count - 1) / count * sum / Double(distances[0].count)
    }
  }

  private static func centred(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    return values.map { $0 - mean }
  }
}

/// Squared errors of the members over some tested days.
private struct LossSums {
  /// Shape [groups of leads][members]: weighted squared errors.
  private(set) var squares: [[Double]]
  /// Shape [groups of leads]: weighted squares of what came.
  private(set) var contacts = [0.0, 0.0, 0.0]
  /// Shape [groups of leads]: weighted variance by chance, which is that of counts: their mean.
  private var chance = [0.0, 0.0, 0.0]

  /// How far leads trust their own errors beside those of all leads.
  private static let ownShare = [0.6, 0.5, 0.5]

  init(members: Int, adding parts: [LossSums] = []) {
    squares = Array(repeating: Array(repeating: 0, count: members), count: 3)
    for part in parts {
      for group in 0..<3 {
        for member in 0..<members { squares[group][member] += part.squares[group][member] }
        contacts[group] += part.contacts[group]
        chance[group] += part.chance[group]
      }
    }
  }

  /// The sums less those over some of their days.
  func without(_ part: LossSums) -> LossSums {
    var result = self
    for group in 0..<3 {
      for member in squares[group].indices { result.squares[group][member] -= part.squares[group][member] }
      result.contacts[group] -= part.contacts[group]
      result.chance[group] -= part.chance[group]
    }
    return result
  }

  /// Whether nothing came.
  var isEmpty: Bool { contacts == [0, 0, 0] }

  mutating func add(_ group: Int, weight: Double, came: Double, _ errors: ArraySlice<Double>) {
    contacts[group] += weight * came * came
    chance[group] += weight * came
    for (member, error) in errors.enumerated() { squares[group][member] += weight * error * error }
  }

  /// Shape [groups of leads][members].
  var losses: [[Double]] {
    let all = Self.relative(
      squares[1].indices.map { 2 * squares[1][$0] + squares[2][$0] }, chance: 2 * chance[1] + chance[2])
    return (0..<3).map { group in
      let own = Self.relative(squares[group], chance: chance[group])
      return own.indices.map { Self.ownShare[group] * own[$0] + (1 - Self.ownShare[group]) * all[$0] }
    }
  }

  /// Logarithms of root mean squared errors over the least, without what is chance and tells nothing about members.
  static func relative(_ squares: [Double], chance: Double = 0) -> [Double] {
    let best = squares.min() ?? 0
    // The little that is left of a queue of few contacts differs between members by chance.
    let told = max(best - 0.9 * chance, 0.4 * best, 1e-9)
    return squares.map { log((max($0, 1e-9) - best + told) / told) / 2 }
  }
}
