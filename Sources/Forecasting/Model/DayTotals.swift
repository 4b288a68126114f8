import Libc

/// The history made ready for learning: single bad intervals taken out, and a total for every day.
struct DayTotals: Sendable {
  /// The history with single bad intervals absent.
  let clean: DayMatrix
  /// The first row that is known.
  let firstRow: Int
  /// Shape [rowCount]: logarithm of the day's total plus a half, as if all its usual slots were open; NaN if unknown.
  let logTotal: [Double]
  /// Intervals taken out, in order of time.
  let badIntervals: [BadInterval]

  private init(clean: DayMatrix, firstRow: Int, logTotal: [Double], badIntervals: [BadInterval]) {
    self.clean = clean
    self.firstRow = firstRow
    self.logTotal = logTotal
    self.badIntervals = badIntervals
  }

  /// The history at today's level: what came before a step is multiplied by its size.
  func levelled(_ changes: LevelChanges) -> DayTotals {
    guard changes.isMoved else { return self }
    var clean = clean
    for row in 0..<clean.rowCount where changes.shift[row] != 0 {
      let factor = exp(changes.shift[row])
      for index in (row * clean.slotCount)..<((row + 1) * clean.slotCount) { clean.values[index] *= factor }
    }
    return DayTotals(
      clean: clean, firstRow: firstRow, logTotal: zip(logTotal, changes.shift).map { $0 + $1 },
      badIntervals: badIntervals)
  }

  /// An interval far from what its day and slot suggest.
  struct BadInterval: Sendable {
    let row: Int
    let slot: Int
    let value: Double
    let expected: Double
  }

  /// Below this share of the day's usual contacts a day is too incomplete to tell its total.
  private static let leastShare = 0.2

  /// - Parameter keeps: row and slot pairs (row x slotCount + slot) that people have declared good.
  init(_ recorded: DayMatrix, _ calendar: DayCalendar, keeps: Set<Int> = []) {
    let history = Self.sinceOpening(recorded, calendar)
    firstRow = (0..<history.rowCount).first { history.hasAny(row: $0) } ?? 0
    let capped = Self.capped(history, calendar)
    var profile = Self.profile(of: capped, calendar)
    var totals = Self.totals(of: capped, calendar, profile)
    let bad = Self.badIntervals(in: history, calendar, profile, totals, keeps: keeps)
    var clean = history
    for interval in bad { clean[interval.row, interval.slot] = .nan }
    if !bad.isEmpty { profile = Self.profile(of: clean, calendar) }
    totals = Self.totals(of: clean, calendar, profile)
    self.clean = clean
    badIntervals = bad
    logTotal = totals.map { log($0 + 0.5) }
  }

  /// The history without the days before a queue opened, where those were written as zeros: two weeks or more without a
  /// contact at the start, in a queue that has ten a day since.
  private static func sinceOpening(_ recorded: DayMatrix, _ calendar: DayCalendar) -> DayMatrix {
    let slotCount = recorded.slotCount
    guard let first = recorded.values.firstIndex(where: { $0 > 0 }) else { return recorded }
    let opening = first / slotCount
    var contacts = 0.0
    for value in recorded.values[first...] where !value.isNaN { contacts += value }
    guard opening >= 2 * calendar.week, contacts >= 10 * Double(recorded.rowCount - opening) else { return recorded }
    var history = recorded
    for index in 0..<(opening * slotCount) { history.values[index] = .nan }
    return history
  }

  private static func profile(of matrix: DayMatrix, _ calendar: DayCalendar) -> Profile {
    var sums = ProfileSums(slotCount: matrix.slotCount, halfLife: 32, week: calendar.week)
    sums.advance(to: matrix.rowCount, matrix, calendar)
    return sums.profile(smoothing: 0)
  }

  /// Contacts per day, scaled up by the profile where slots are absent; NaN where too few are present.
  private static func totals(of matrix: DayMatrix, _ calendar: DayCalendar, _ profile: Profile) -> [Double] {
    let slots = matrix.slotCount
    return matrix.values.withUnsafeBufferPointer { values in
      profile.shares.withUnsafeBufferPointer { shares in
        (0..<matrix.rowCount).map { row in
          var sum = 0.0
          var share = 0.0
          var isComplete = true
          let own = calendar.weekday[row] * slots
          for slot in 0..<slots {
            let value = values[row * slots + slot]
            if value.isNaN {
              isComplete = false
            } else {
              sum += value
              share += shares[own + slot]
            }
          }
          if isComplete && slots > 0 { return sum }
          return share > leastShare ? sum / share : .nan
        }
      }
    }
  }

  /// The history with monsters cut down to eight robust deviations above the median of their weekday and slot, so
  /// that one interval of a billion cannot spoil what the finer check compares with.
  private static func capped(_ history: DayMatrix, _ calendar: DayCalendar) -> DayMatrix {
    var result = history
    var rowsOf = [[Int]](repeating: [], count: 7)
    for row in 0..<history.rowCount { rowsOf[calendar.weekday[row]].append(row) }
    var column: [Double] = []
    for rows in rowsOf {
      for slot in 0..<history.slotCount {
        column.removeAll(keepingCapacity: true)
        for row in rows {
          let value = history[row, slot]
          if !value.isNaN { column.append(value) }
        }
        guard column.count >= 3 else { continue }
        // The least cap there can be is m + 8 root(m + 1) with m the middle. Most columns end here: too many values are
        // so large that the largest is under it.
        let root = (17 + (column.max() ?? 0)).squareRoot() - 4
        var small = 0
        for value in column where value < root * root - 1 { small += 1 }
        guard small > (column.count - 1) / 2 else { continue }
        let middle = median(&column)
        for index in column.indices { column[index] = abs(column[index] - middle) }
        let deviation = 1.4826 * median(&column)
        let cap = middle + 8 * max(deviation, (middle + 1).squareRoot())
        for row in rows where history[row, slot] > cap { result[row, slot] = cap }
      }
    }
    return result
  }

  /// Intervals more than seven deviations and half their size away from what day and slot suggest.
  ///
  /// The deviation of a count with mean m is the root of m + d m², with d from the middle of the squared residuals.
  /// Holidays have a shape of their own and are left alone; so are days that are odd in more than a third of their
  /// slots, and slots that are odd on more than one day in twenty: those are habits, not mistakes.
  private static func badIntervals(
    in history: DayMatrix, _ calendar: DayCalendar, _ profile: Profile, _ totals: [Double], keeps: Set<Int>
  ) -> [BadInterval] {
    let spread = relativeVariance(history, calendar, profile, totals)
    var found: [BadInterval] = []
    var daysOdd = [Int](repeating: 0, count: 7 * history.slotCount)
    var daysOpen = daysOdd
    for row in 0..<history.rowCount where calendar.holiday[row] < 0 && !totals[row].isNaN {
      var today: [BadInterval] = []
      var present = 0
      for slot in 0..<history.slotCount {
        let value = history[row, slot]
        if value.isNaN { continue }
        present += 1
        daysOpen[calendar.weekday[row] * history.slotCount + slot] += 1
        let expected = totals[row] * profile[calendar.weekday[row], slot]
        let distance = abs(value - expected)
        let variance = expected + 1 + spread * expected * expected
        if distance > 0.5 * expected, distance * distance > 49 * variance {
          today.append(BadInterval(row: row, slot: slot, value: value, expected: expected))
        }
      }
      guard today.count * 3 <= present else { continue }
      for interval in today { daysOdd[calendar.weekday[row] * history.slotCount + interval.slot] += 1 }
      found += today
    }
    return found.filter { interval in
      let index = calendar.weekday[interval.row] * history.slotCount + interval.slot
      return daysOdd[index] <= max(1, daysOpen[index] / 20)
        && !keeps.contains(interval.row * history.slotCount + interval.slot)
    }
  }

  /// The part of the variance of an interval that grows with the square of its mean, from the last 200 rows.
  private static func relativeVariance(
    _ history: DayMatrix, _ calendar: DayCalendar, _ profile: Profile, _ totals: [Double]
  ) -> Double {
    var squares: [Double] = []
    for row in max(0, history.rowCount - 200)..<history.rowCount where !totals[row].isNaN {
      for slot in 0..<history.slotCount {
        let value = history[row, slot]
        let expected = totals[row] * profile[calendar.weekday[row], slot]
        if value.isNaN || expected < 5 { continue }
        squares.append(((value - expected) * (value - expected) - expected) / (expected * expected))
      }
    }
    // The median of a squared normal deviate is 0.455 of its variance.
    return max(0.0025, median(&squares) / 0.455)
  }
}
