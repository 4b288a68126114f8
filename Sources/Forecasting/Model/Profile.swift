import Libc

/// How a day's contacts are spread over its slots, per weekday.
struct Profile: Sendable {
  /// Shape [7][slotCount]: share of the day. The slots seen in the past sum to 1; slots never seen on that weekday
  /// come on top, borrowed from other weekdays.
  let shares: [Double]
  let slotCount: Int

  /// The share of a weekday's slot.
  subscript(weekday: Int, slot: Int) -> Double { shares[weekday * slotCount + slot] }
}

/// Sums behind a profile, in which the past fades: contacts and open days per weekday and slot.
struct ProfileSums: Sendable {
  private let slotCount: Int
  private let growth: Double
  /// Shape [7][slotCount]: weighted contacts.
  private var contacts: [Double]
  /// Shape [7][slotCount]: weighted days on which the slot was open.
  private var days: [Double]
  private var nextRow = 0
  /// Weight of the newest row; that of a row is `growth` times that of the row before.
  private var newest = 1.0

  /// - Parameters:
  ///   - halfLife: weeks after which a day counts half.
  ///   - week: rows a week.
  init(slotCount: Int, halfLife: Double, week: Int) {
    self.slotCount = slotCount
    growth = exp2(1 / (halfLife * Double(week)))
    contacts = [Double](repeating: 0, count: 7 * slotCount)
    days = contacts
  }

  /// Adds the rows before `end` that are not holidays.
  mutating func advance(to end: Int, _ matrix: DayMatrix, _ calendar: DayCalendar) {
    while nextRow < end {
      let row = nextRow
      let weight = newest * growth
      newest = weight
      nextRow += 1
      guard calendar.holiday[row] < 0 else { continue }
      let slots = (row * slotCount)..<((row + 1) * slotCount)
      Self.add(matrix.values[slots], to: &contacts, &days, from: calendar.weekday[row] * slotCount, weight: weight)
    }
  }

  /// Adds a day's slots, without a branch, so that several are added at once.
  private static func add(
    _ day: ArraySlice<Double>, to contacts: inout [Double], _ days: inout [Double], from first: Int, weight: Double
  ) {
    day.withUnsafeBufferPointer { day in
      contacts.withUnsafeMutableBufferPointer { contacts in
        days.withUnsafeMutableBufferPointer { days in
          for slot in day.indices {
            let value = day[slot]
            contacts[first + slot] += value.isNaN ? 0 : weight * value
            days[first + slot] += value.isNaN ? 0 : weight
          }
        }
      }
    }
  }

  /// The profile of the rows added so far.
  ///
  /// Each weekday's own shares are drawn towards the mean of the weekdays with the same open slots, as if that mean
  /// had been seen on `pooledContacts` contacts; where there is a pool of similar queues, that mean is drawn towards
  /// the pool in the same way. The result is smoothed with the weights (smoothing, 1, smoothing).
  ///
  /// - Parameter pool: shape [7][slotCount]; relative sizes of the slots of similar queues.
  func profile(smoothing: Double, pooledContacts: Double = 200, pool: [Double]? = nil) -> Profile {
    // The weights grow with the row; dividing by the last one makes the newest day weigh 1.
    var own = [Double](repeating: 0, count: 7 * slotCount)
    var evidence = [Double](repeating: 0, count: 7)
    for weekday in 0..<7 {
      let slots = (weekday * slotCount)..<((weekday + 1) * slotCount)
      var total = 0.0
      var mostDays = 0.0
      for index in slots where days[index] > 0 {
        own[index] = contacts[index] / days[index]
        total += own[index]
        mostDays = max(mostDays, days[index] / newest)
      }
      evidence[weekday] = mostDays * total
      for index in slots {
        own[index] = total > 0 ? own[index] / total : (days[index] > 0 ? 1 / openSlots(weekday) : 0)
      }
    }
    var shares = own
    let kinds = slotKinds
    for kind in 0..<7 where kinds[kind] == kind {
      // The mean of the weekdays with the same open slots.
      let alike = (0..<7).filter { kinds[$0] == kind }
      let alikeEvidence = alike.reduce(0) { $0 + evidence[$1] }
      var mean = [Double](repeating: 0, count: slotCount)
      for weekday in alike {
        for slot in 0..<slotCount { mean[slot] += own[weekday * slotCount + slot] / Double(alike.count) }
      }
      for weekday in alike where openSlots(weekday) > 0 {
        let poolTotal = openTotal(of: pool, weekday)
        let share = evidence[weekday] / (evidence[weekday] + pooledContacts)
        for slot in 0..<slotCount {
          var usual = mean[slot]
          if let pool, poolTotal > 0, days[weekday * slotCount + slot] > 0 {
            let pooled = pool[weekday * slotCount + slot] / poolTotal
            usual = (usual * alikeEvidence + pooled * pooledContacts) / (alikeEvidence + pooledContacts)
          }
          shares[weekday * slotCount + slot] = own[weekday * slotCount + slot] * share + usual * (1 - share)
        }
        if smoothing > 0 { smooth(&shares, weekday, smoothing) }
      }
    }
    borrowUnseen(&shares)
    return Profile(shares: shares, slotCount: slotCount)
  }

  /// The pool's sum over the slots that a weekday has.
  private func openTotal(of pool: [Double]?, _ weekday: Int) -> Double {
    guard let pool else { return 0 }
    return (0..<slotCount).reduce(0) { sum, slot in
      days[weekday * slotCount + slot] > 0 ? sum + pool[weekday * slotCount + slot] : sum
    }
  }

  private func openSlots(_ weekday: Int) -> Double {
    var count = 0.0
    for slot in 0..<slotCount where days[weekday * slotCount + slot] > 0 { count += 1 }
    return count
  }

  /// By weekday, the first weekday with the same open slots.
  private var slotKinds: [Int] {
    var kinds = Array(0..<7)
    for weekday in 1..<7 {
      kinds[weekday] =
        (0..<weekday).first { other in
          kinds[other] == other
            && (0..<slotCount).allSatisfy {
              (days[other * slotCount + $0] > 0) == (days[weekday * slotCount + $0] > 0)
            }
        } ?? weekday
    }
    return kinds
  }

  private func smooth(_ shares: inout [Double], _ weekday: Int, _ smoothing: Double) {
    let base = weekday * slotCount
    var smoothed = [Double](repeating: 0, count: slotCount)
    var total = 0.0
    for slot in 0..<slotCount where days[base + slot] > 0 {
      var sum = shares[base + slot]
      var weights = 1.0
      if slot > 0, days[base + slot - 1] > 0 {
        sum += smoothing * shares[base + slot - 1]
        weights += smoothing
      }
      if slot + 1 < slotCount, days[base + slot + 1] > 0 {
        sum += smoothing * shares[base + slot + 1]
        weights += smoothing
      }
      smoothed[slot] = sum / weights
      total += smoothed[slot]
    }
    guard total > 0 else { return }
    for slot in 0..<slotCount { shares[base + slot] = smoothed[slot] / total }
  }

  /// Gives slots that a weekday never had the share they have on the other weekdays, or of their nearest slot.
  private func borrowUnseen(_ shares: inout [Double]) {
    var common = [Double](repeating: 0, count: slotCount)
    for slot in 0..<slotCount {
      var seen = 0.0
      for index in stride(from: slot, to: days.count, by: slotCount) where days[index] > 0 {
        common[slot] += shares[index]
        seen += 1
      }
      common[slot] = seen > 0 ? common[slot] / seen : .nan
    }
    fillFromNearest(&common)
    for weekday in 0..<7 {
      let base = weekday * slotCount
      // Shares of other weekdays are rescaled so that the slots both have weigh the same.
      var overlap = 0.0
      for slot in 0..<slotCount where days[base + slot] > 0 { overlap += common[slot] }
      let factor = overlap > 0 ? 1 / overlap : 1
      for slot in 0..<slotCount where days[base + slot] == 0 { shares[base + slot] = common[slot] * factor }
    }
  }

  private func fillFromNearest(_ values: inout [Double]) {
    let known = values.indices.filter { !values[$0].isNaN }
    if known.count == values.count { return }
    guard !known.isEmpty else {
      values = [Double](repeating: 1 / Double(max(1, slotCount)), count: slotCount)
      return
    }
    for slot in values.indices where values[slot].isNaN {
      let nearest = known.min { (abs($0 - slot), $0) < (abs($1 - slot), $1) }
      values[slot] = nearest.map { values[$0] } ?? 0
    }
  }
}
