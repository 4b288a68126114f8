import Libc

/// Back-tests inside a history, from which the members' weights and the width of the intervals are learned.
struct InnerTests {
  /// First rows forecast, increasing.
  let origins: [Int]
  /// The row after the last one forecast, per origin.
  let ends: [Int]

  /// Up to ten overlapping tests (seven from a year on) of four weeks and two shorter ones after them; shorter ones where the history is short;
  /// none when it is under a month.
  ///
  /// A test is at most a fifth of the history long, so that the members have learned something before it.
  ///
  /// - Parameter first: the first row that is known.
  init(from first: Int, historyRows: Int, week: Int) {
    // Where there are years, tests that overlap less tell as much.
    let most = historyRows - first >= 52 * week ? 7 : 10
    let length = min(4 * week, max(week, (historyRows - first) / 5))
    var step = max(1, Int((Double(length) / 3 * 10 / Double(most)).rounded()) + 1)
    var found = (0..<most).map { historyRows - length - $0 * step }.filter { $0 >= first + max(5 * week, 21) }
    if found.count < 4 {
      step = max(1, length / 6)
      found = (0..<most).map { historyRows - length / 2 - $0 * step }.filter { $0 >= first + 4 * week }
    } else if length > 2 * week {
      found = [historyRows - week, historyRows - 2 * week] + found
    }
    origins = found.reversed()
    ends = origins.map { min($0 + length, historyRows) }
  }
}

/// How much each member counts, by lead, and each profile.
struct MemberWeights: Sendable {
  /// Shape [next day, rest of the first week, later][members].
  private let groups: [[Double]]
  /// The plain baseline that is used alone; `nil` where members are weighed.
  let baseline: Int?
  /// Shape [profiles].
  private let profiles: [Double]
  private let week: Int

  /// Weights of the members so many rows after the last known one, from 0.
  subscript(lead lead: Int) -> [Double] { groups[lead == 0 ? 0 : lead < week ? 1 : 2] }

  /// Weights over all leads.
  var overall: [Double] { groups[2] }

  /// How sharply errors of days and of shapes tell members apart: those 10 % worse than the best still count a little,
  /// those 30 % worse do not. The next day is told more sharply, since it is what members differ in.
  private static let power = (nextDay: 24.0, days: 16.0, shapes: 20.0)
  /// Weight from which on a baseline is used alone.
  private static let dominating = 0.7
  /// Errors below this share of what came are no reason to prefer anything.
  private static let negligible = 0.02
  /// How far leads trust their own errors beside those of all leads.
  private static let ownShare = [0.6, 0.5, 0.5]
  /// Weeks after which a tested day counts half.
  private static let halfLife = 13.0

  /// From the errors of the tests.
  ///
  /// - Parameter baselines: members that planners know, one of which is used alone where it outweighs all others.
  ///
  /// Days on which members are far off as a whole tell nothing about members and are left out.
  init(
    _ tests: [MemberForecasts], _ totals: DayTotals, _ calendar: DayCalendar, members: Int, profiles: Int,
    baselines: [Int]
  ) {
    week = calendar.week
    guard !tests.isEmpty else {
      groups = Array(repeating: [Double](repeating: 1 / Double(members), count: members), count: 3)
      self.profiles = [Double](repeating: 1 / Double(profiles), count: profiles)
      baseline = nil
      return
    }
    var days: [(group: Int, weight: Double, came: Double, middle: Double)] = []
    /// Shape [days][members]: forecast less what came.
    var errors: [Double] = []
    var sorted = [Double](repeating: 0, count: members)
    var chances = [Double](repeating: 0, count: 3)
    var shapes = [Double](repeating: 0, count: profiles)
    let clean = totals.clean
    for test in tests {
      for lead in 0..<test.rowCount {
        let row = test.origin + lead
        guard !totals.logTotal[row].isNaN else { continue }
        let came = exp(totals.logTotal[row]) - 0.5
        let weight = exp2(-Double(clean.rowCount - row) / (Self.halfLife * Double(calendar.week)))
        func add(_ group: Int, _ forecasts: [Double], _ rowCount: Int) {
          for member in 0..<members {
            let error = forecasts[member * rowCount + lead] - came
            errors.append(error)
            sorted[member] = abs(error)
          }
          days.append((group, weight, came, median(&sorted) / max(came, 1)))
        }
        add(lead < calendar.week ? 1 : 2, test.totals, test.rowCount)
        if lead < test.nextDayCount { add(0, test.nextDay, test.nextDayCount) }
        let shares = calendar.weekday[row] * clean.slotCount
        for index in 0..<profiles {
          shapes[index] += weight * clean.distance(row: row, from: test.profiles[index].shares, at: shares, times: came)
        }
      }
    }
    var sums = [[Double]](repeating: [Double](repeating: 0, count: members), count: 3)
    var squares = [Double](repeating: 0, count: 3)
    for group in 0..<3 {
      var sizes = days.filter { $0.group == group }.map(\.middle)
      let usual = median(&sizes)
      // The variance of a count by chance alone is its mean.
      var chance = 0.0
      for (index, day) in days.enumerated() where day.group == group && day.middle <= max(5 * usual, 0.02) {
        chance += day.weight * day.came
        squares[group] += day.weight * day.came * day.came
        for member in 0..<members {
          let error = errors[index * members + member]
          sums[group][member] += day.weight * error * error
        }
      }
      chances[group] = chance
    }
    let all = Self.relative(
      (0..<members).map { 2 * sums[1][$0] + sums[2][$0] }, chance: 2 * chances[1] + chances[2])
    var groups = (0..<3).map { group in
      let own = Self.relative(sums[group], chance: chances[group])
      let share = Self.ownShare[group]
      return Self.weights(
        (0..<members).map { pow(own[$0], share) * pow(all[$0], 1 - share) },
        group == 0 ? Self.power.nextDay : Self.power.days)
    }
    // A plain baseline that far outweighs all other members together is used alone, unless all of them were right.
    let size = squares[1] + squares[2]
    baseline = baselines.first { member in
      (groups[1][member] + groups[2][member]) / 2 > Self.dominating
        && sums[1][member] + sums[2][member] > Self.negligible * Self.negligible * size
    }
    if let baseline { groups = groups.map { group in group.indices.map { $0 == baseline ? 1 : 0 } } }
    self.groups = groups
    self.profiles = Self.weights(Self.relative(shapes.map { $0 * $0 }), Self.power.shapes)
  }

  /// The weighted mean of the profiles.
  func profile(_ all: [Profile]) -> Profile {
    var shares = [Double](repeating: 0, count: all[0].shares.count)
    for (index, profile) in all.enumerated() where profiles[index] > 0 {
      for slot in shares.indices { shares[slot] += profiles[index] * profile.shares[slot] }
    }
    return Profile(shares: shares, slotCount: all[0].slotCount)
  }

  /// Root mean squared errors over the least, without what is chance and tells nothing about members.
  private static func relative(_ squares: [Double], chance: Double = 0) -> [Double] {
    let best = squares.min() ?? 0
    // The little that is left of a queue of few contacts differs between members by chance.
    let told = max(best - 0.9 * chance, 0.4 * best, 1e-9)
    return squares.map { ((max($0, 1e-9) - best + told) / told).squareRoot() }
  }

  private static func weights(_ relative: [Double], _ power: Double) -> [Double] {
    let raw = relative.map { pow($0, -power) }
    let total = raw.reduce(0, +)
    return raw.map { $0 / total }
  }
}
