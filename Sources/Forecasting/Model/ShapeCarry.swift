/// How the shape of a day carries over to the next ones: a queue that was late yesterday is late today.
///
/// Deviations of a day's slots from the usual profile are regressed on those of one to three days before, as they came
/// and smoothed over their neighbours. What is chance carries nothing, so that quiet queues keep their profile.
struct ShapeCarry: Sendable {
  /// The newest day whose shape is known, and its relative deviations by slot, as they came and smoothed.
  private let source: (row: Int, plain: [Double], smooth: [Double])?
  /// By lag from 1: how much of both the day has.
  private let gains: [(plain: Double, smooth: Double)]

  private static let longestLag = 3
  private static let rowWeeks = 26
  /// Slots on either side that smoothing reads.
  private static let reach = 2
  /// Days without any carry that count beside those seen.
  private static let drawnDays = 4.0
  /// Deviations are cut here: a slot closed by mistake carries nothing.
  private static let largest = 1.0

  init(_ clean: DayMatrix, _ calendar: DayCalendar, _ profile: Profile) {
    let slots = clean.slotCount
    let first = max(0, clean.rowCount - Self.rowWeeks * calendar.week)
    let days = (first..<clean.rowCount).map { row in
      calendar.isSpecial[row] ? nil : Self.deviations(clean, row: row, calendar.weekday[row], profile)
    }
    let smooth = days.enumerated().map { index, day in
      day.map { Self.smoothed($0, calendar.weekday[first + index], profile) }
    }
    var gains: [(plain: Double, smooth: Double)] = []
    for lag in 1...Self.longestLag {
      var (pp, ps, ss, py, sy, pairs) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for index in days.indices.dropFirst(lag) {
        guard let today = days[index], let before = days[index - lag], let even = smooth[index - lag] else { continue }
        let shares = calendar.weekday[first + index] * slots
        for slot in 0..<slots {
          let product = profile.shares[shares + slot] * before[slot]
          let evenProduct = profile.shares[shares + slot] * even[slot]
          guard !(product + evenProduct + today[slot]).isNaN else { continue }
          pp += product * before[slot]
          ps += product * even[slot]
          ss += evenProduct * even[slot]
          py += product * today[slot]
          sy += evenProduct * today[slot]
        }
        pairs += 1
      }
      guard pairs >= 10, pp > 0 else {
        gains.append((0, 0))
        continue
      }
      // Some days of the usual size on which nothing carried over.
      let a = pp * (1 + Self.drawnDays / pairs) + 1e-12
      let c = ss * (1 + Self.drawnDays / pairs) + 1e-12
      let determinant = a * c - ps * ps
      let plain = determinant > 1e-9 * a * c ? (py * c - sy * ps) / determinant : py / a
      let even = determinant > 1e-9 * a * c ? (sy * a - py * ps) / determinant : 0
      let sum = max(plain + even, 0)
      let cut = sum > 0.95 ? 0.95 / sum : sum > 0 ? 1 : 0
      gains.append((plain * cut, even * cut))
    }
    self.gains = gains
    source = days.indices.last { days[$0] != nil }.flatMap { index in
      guard let plain = days[index], let even = smooth[index] else { return nil }
      return (first + index, plain, even)
    }
  }

  /// Moves the contacts of a day that follows within the day; the sum stays.
  ///
  /// - Returns: whether anything is known to carry over to that day.
  func reshape(_ day: inout [Double], row: Int) -> Bool {
    guard let source, row > source.row, row - source.row <= gains.count else { return false }
    let gain = gains[row - source.row - 1]
    guard gain.plain != 0 || gain.smooth != 0 else { return false }
    var before = 0.0
    var after = 0.0
    var moved = day
    for slot in day.indices where day[slot] > 0 {
      before += day[slot]
      let carried = gain.plain * source.plain[slot] + gain.smooth * source.smooth[slot]
      if !carried.isNaN { moved[slot] *= max(0.2, 1 + carried) }
      after += moved[slot]
    }
    guard after > 0 else { return false }
    for slot in day.indices { day[slot] = moved[slot] * before / after }
    return true
  }

  /// Relative deviations of a day's slots from its profile, NaN where absent; `nil` for a day without contacts.
  private static func deviations(_ clean: DayMatrix, row: Int, _ weekday: Int, _ profile: Profile) -> [Double]? {
    var sum = 0.0
    var share = 0.0
    for slot in 0..<clean.slotCount where !clean[row, slot].isNaN {
      sum += clean[row, slot]
      share += profile[weekday, slot]
    }
    guard sum > 0, share > 0.5 else { return nil }
    return (0..<clean.slotCount).map { slot in
      let expected = sum / share * profile[weekday, slot]
      return expected > 0 ? min(max(clean[row, slot] / expected - 1, -largest), largest) : .nan
    }
  }

  private static func smoothed(_ day: [Double], _ weekday: Int, _ profile: Profile) -> [Double] {
    day.indices.map { slot in
      var sum = 0.0
      var share = 0.0
      for other in max(0, slot - reach)...min(day.count - 1, slot + reach) where !day[other].isNaN {
        sum += profile[weekday, other] * day[other]
        share += profile[weekday, other]
      }
      return share > 0 ? sum / share : .nan
    }
  }
}
