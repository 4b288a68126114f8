import Libc
import Workforce

/// Mean handle time by date and slot, and how far it may stray.
///
/// Everything is a ratio of seconds to handled contacts, so that the mean of a skewed law is the mean: no logarithm is
/// taken of a handle time. A level follows the weeks; weekdays and hours have factors on it, each believed as far as its
/// contacts say that it is more than chance.
struct HandleTimeModel: Sendable {
  private let calendar: DayCalendar
  private let level: HandleTimeLevel
  /// The row after the last one with a handle time.
  private let origin: Int
  /// Shape [7].
  private let weekdayFactor: [Double]
  /// Shape [slotCount].
  private let hourFactor: [Double]
  /// Variance of a single contact's handle time over its squared mean.
  private let contactVariance: Double
  /// The last step too large for other work; `nil` for none.
  let unlikelyStep: UnlikelyStep?
  /// Intervals of the last year left out for times that no work takes, and the row of the first.
  let tooLong: (count: Int, row: Int)

  /// - Parameters:
  ///   - handled: shape [rows][slots]; contacts whose handle time is known, empty for none.
  ///   - handleSeconds: same shape; their handle time.
  ///   - slotMinutes: start of each slot.
  /// - Returns: `nil` when no handle time is known.
  init?(
    handled: [Double], handleSeconds: [Double], slotMinutes: [Int], rows: Int, _ calendar: DayCalendar
  ) {
    guard !handled.isEmpty else { return nil }
    let slotCount = slotMinutes.count
    let recorded = Self.days(handled, handleSeconds, rows: rows, slotCount: slotCount)
    let usable = Self.withoutExtremes(handled, handleSeconds, recorded, slotCount: slotCount)
    let days =
      usable.isLess ? Self.days(usable.handled, usable.seconds, rows: rows, slotCount: slotCount) : recorded
    guard let last = days.lastIndex(where: { $0.contacts > 0 && $0.seconds > 0 }) else { return nil }
    self.calendar = calendar
    origin = last + 1
    // Rows before the newest half year tell little of today's weekdays and hours.
    let first = max(0, origin - 52 * calendar.week)
    var hours = [Handled](repeating: Handled(), count: 24)
    var usualOfHour = [Double](repeating: 0, count: 24)
    var weekdays = [Handled](repeating: Handled(), count: 7)
    var usualOfWeekday = [Double](repeating: 0, count: 7)
    var squares = 0.0
    var squareWeight = 0.0
    for row in first..<origin where days[row].contacts > 0 {
      let around = Self.around(days, row, reach: 2 * calendar.week)
      weekdays[calendar.weekday[row]].add(days[row].contacts, days[row].seconds / around)
      usualOfWeekday[calendar.weekday[row]] += days[row].contacts
      for slot in 0..<slotCount {
        let index = row * slotCount + slot
        let contacts = usable.handled[index]
        guard contacts > 0 else { continue }
        let hour = slotMinutes[slot] / 60
        hours[hour].add(contacts, usable.seconds[index] / around)
        usualOfHour[hour] += contacts
        let distance = usable.seconds[index] / contacts / around - 1
        squares += min(contacts * distance * distance, 25)
        squareWeight += 1
      }
    }
    let variance = squareWeight > 0 ? max(0.01, squares / squareWeight) : 1
    contactVariance = variance
    weekdayFactor = Self.shrunk(weekdays, variance: variance)
    let hourly = Self.shrunk(hours, variance: variance)
    hourFactor = slotMinutes.map { hourly[$0 / 60] }
    var weeks: [Handled] = []
    var row = origin
    while row > 0, weeks.count < HandleTimeLevel.reachWeeks {
      let start = max(0, row - calendar.week)
      var week = Handled()
      for day in start..<row where days[day].contacts > 0 {
        week.add(days[day].contacts, days[day].seconds / weekdayFactor[calendar.weekday[day]])
      }
      weeks.append(week)
      row = start
    }
    let tooLong = usable.tooLong.filter { $0 / slotCount >= first }
    self.tooLong = (tooLong.count, (tooLong.first ?? 0) / slotCount)
    level = HandleTimeLevel(weeks.reversed(), contactVariance: variance)
    unlikelyStep = Self.unlikelyStep(recorded, calendar, level, variance)
  }

  /// Contacts and their seconds by row.
  private static func days(_ handled: [Double], _ seconds: [Double], rows: Int, slotCount: Int) -> [Handled] {
    (0..<rows).map { row in
      var day = Handled()
      for cell in (row * slotCount)..<((row + 1) * slotCount) { day.add(handled[cell], seconds[cell]) }
      return day
    }
  }

  /// Looks at all times as recorded, those left out too.
  private static func unlikelyStep(
    _ days: [Handled], _ calendar: DayCalendar, _ level: HandleTimeLevel, _ variance: Double
  ) -> UnlikelyStep? {
    let rows = days.count
    var weeks: [Handled] = []
    for start in stride(from: rows % calendar.week, to: rows, by: calendar.week) {
      var week = Handled()
      for day in days[start..<(start + calendar.week)] { week.add(day.contacts, day.seconds) }
      weeks.append(week)
    }
    guard let step = HandleTimeLevel.lastStep(of: weeks.suffix(HandleTimeLevel.reachWeeks), variance),
      step.factor >= 10 || step.factor <= 0.1
    else { return nil }
    // A few intervals that cannot be make no other unit: most days must tell of it.
    let row = max(0, rows - step.weeksAgo * calendar.week)
    var means = days[row...].filter { $0.contacts > 0 && $0.seconds > 0 }.map(\.mean)
    let usual = median(&means) / step.before
    guard usual >= 5 || usual <= 0.2 else { return nil }
    let now = level.seconds(weeksAhead: 0)
    return UnlikelyStep(
      row: row, factor: step.factor,
      isFollowed: abs(log(now / step.before)) > abs(log(step.factor)) / 2)
  }

  /// A step of the recorded times to ten times or a tenth of what came before.
  struct UnlikelyStep: Sendable {
    /// The first row after it.
    let row: Int
    let factor: Double
    /// Whether what came after it was learned from, or left out as impossible.
    let isFollowed: Bool
  }

  /// Seconds per handled contact on a row's slot.
  func seconds(row: Int, slot: Int) -> Double {
    level.seconds(weeksAhead: weeksAhead(row)) * weekdayFactor[calendar.weekday[row]] * hourFactor[slot]
  }

  /// Tenth and ninetieth percentile of the mean handle time of so many contacts of a row's slot.
  ///
  /// A mean of positive times is taken as lognormal; its variance is that of single contacts over their number, and that
  /// of the level.
  func range(row: Int, slot: Int, contacts: Double) -> (p10: Double, p90: Double) {
    range(around: seconds(row: row, slot: slot), contacts: contacts)
  }

  private func range(around mean: Double, contacts: Double) -> (p10: Double, p90: Double) {
    let relative = contactVariance / max(contacts, 1) + level.relativeVariance
    let spread = log(1 + relative)
    let middle = mean * exp(-spread / 2)
    let reach = exp(1.2816 * spread.squareRoot())
    return (min(middle / reach, mean), max(middle * reach, mean))
  }

  /// Mean handle time of so many contacts of a row, all its hours alike, with its range.
  ///
  /// The contacts of a day stray by less than those of an interval; its level strays as much.
  func day(row: Int, contacts: Double) -> DayHandleTime {
    let mean = level.seconds(weeksAhead: weeksAhead(row)) * weekdayFactor[calendar.weekday[row]]
    let range = range(around: mean, contacts: contacts)
    return DayHandleTime(mean: mean, p10: range.p10, p90: range.p90)
  }

  /// Weeks from the last row with a handle time to the middle of a row.
  private func weeksAhead(_ row: Int) -> Double {
    (Double(max(0, row - origin)) + 0.5) / Double(max(1, calendar.week))
  }

  /// Contacts with the sum of their handle times.
  struct Handled: Sendable {
    var contacts = 0.0
    var seconds = 0.0

    var mean: Double { contacts > 0 ? seconds / contacts : .nan }

    mutating func add(_ contacts: Double, _ seconds: Double) {
      self.contacts += contacts
      self.seconds += seconds
    }
  }

  /// Mean handle time of the days around a row, itself included.
  private static func around(_ days: [Handled], _ row: Int, reach: Int) -> Double {
    var sum = Handled()
    for day in max(0, row - reach)...min(days.count - 1, row + reach) { sum.add(days[day].contacts, days[day].seconds) }
    return max(sum.mean, 1e-9)
  }

  /// Factors of groups around their mean, each drawn towards 1 by the share of chance in what tells the groups apart.
  ///
  /// - Parameter groups: contacts, and seconds relative to the usual time.
  /// - Source: the moment estimate of the variance between groups (DerSimonian and Laird, 1986).
  private static func shrunk(_ groups: [Handled], variance: Double) -> [Double] {
    let known = groups.filter { $0.contacts > 0 }
    let contacts = known.reduce(0) { $0 + $1.contacts }
    guard known.count > 1, contacts > 0 else { return groups.map { _ in 1 } }
    let mean = known.reduce(0) { $0 + $1.seconds } / contacts
    var excess = 0.0
    var squares = 0.0
    for group in known {
      let distance = group.mean / mean - 1
      excess += group.contacts * distance * distance / variance
      squares += group.contacts * group.contacts
    }
    let between = max(0, (excess - Double(known.count - 1)) * variance / (contacts - squares / contacts))
    return groups.map { group in
      guard group.contacts > 0 else { return 1 }
      let share = between / (between + variance / group.contacts)
      return 1 + share * (group.mean / mean - 1)
    }
  }

  /// Leaves out intervals whose mean is under a twentieth or over twenty times that of a usual day.
  ///
  /// - Parameter days: as recorded; later ones than these are not looked at.
  /// - Returns: what is left, and the cells of those that are too long.
  private static func withoutExtremes(
    _ handled: [Double], _ seconds: [Double], _ days: [Handled], slotCount: Int
  ) -> (handled: [Double], seconds: [Double], isLess: Bool, tooLong: [Int]) {
    var result = (handled: handled, seconds: seconds, isLess: false, tooLong: [Int]())
    var means = days.filter { $0.contacts > 0 }.map(\.mean)
    let usual = median(&means)
    for index in 0..<(days.count * slotCount) where handled[index] > 0 {
      // Nothing within these is left out, however many contacts there were.
      if seconds[index] > handled[index] * usual / 6, seconds[index] < handled[index] * usual * 3 { continue }
      // A mean of n contacts strays by the root of n less.
      let reach = 1 + 19 / handled[index].squareRoot()
      let mean = seconds[index] / handled[index]
      let isShort = mean < usual / (1 + 2 * reach) / 2 && (handled[index] > 20 || mean <= 0)
      guard isShort || mean > usual * (1 + 2 * reach) else { continue }
      if !isShort { result.tooLong.append(index) }
      result.handled[index] = 0
      result.seconds[index] = 0
      result.isLess = true
    }
    return result
  }
}
