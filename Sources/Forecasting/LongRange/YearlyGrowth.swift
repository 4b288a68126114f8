import Libc
import Timeline

/// How a queue grows from year to year, as far as its history shows it.
///
/// Each plain day is compared with the same weekday 52 weeks before; four weeks of such ratios give one reading by their
/// middle, newer readings weigh more, and their mean is believed as far as it exceeds its own error. Ahead, growth slows
/// down by a fifth a year, since few things grow as they did.
struct YearlyGrowth: Sendable {
  /// Growth of a year as a logarithm; 0 where the history shows none.
  let rate: Double
  /// What the rate leaves out of what the history shows.
  private(set) var leftOut = LeftOut.nothing

  /// Whether the history is too short to tell.
  var isUntold: Bool { if case .all = leftOut { true } else { false } }

  /// Whether there is no history at all.
  var isBlank: Bool { leftOut == .all(before: 0, after: 0, weeks: 0) }

  /// What a rate does not say.
  enum LeftOut: Equatable {
    /// Nothing: the rate is what the history shows.
    case nothing
    /// The history is too short to tell growth from season; contacts of a day in its first and last four weeks, and the weeks between.
    case all(before: Double, after: Double, weeks: Int)
    /// So much growth of a year, as a logarithm, is more than is counted on.
    case beyond(Double)
  }

  /// Readings of four weeks that must be there: half a year beyond the first.
  private static let leastReadings = 6
  /// Readings after which one counts half.
  private static let halfLife = 13.0
  /// Readings of neighbouring weeks say much the same: so many count as one.
  private static let repetition = 3.0
  private static let largestRate = 0.3
  /// Share of the growth that is left after each year ahead.
  private static let damping = 0.8

  init(rate: Double) { self.rate = rate }

  /// - Parameters:
  ///   - logTotal: logarithm of the day totals, NaN where unknown; its rows are the first of the calendar's.
  ///   - calendar: dates, and which of them are special.
  init(_ logTotal: [Double], _ calendar: DayCalendar) {
    guard let newest = logTotal.indices.last(where: { !logTotal[$0].isNaN }) else {
      rate = 0
      leftOut = .all(before: 0, after: 0, weeks: 0)
      return
    }
    var ratios = [[Double]](repeating: [], count: 26)
    var before = newest
    for row in stride(from: newest, through: 0, by: -1) where !logTotal[row].isNaN && !calendar.isSpecial[row] {
      let reading = calendar.dates[newest].days(since: calendar.dates[row]) / 28
      let yearBefore = calendar.dates[row].advanced(byDays: -364)
      guard reading < ratios.count else { break }
      while before > 0, calendar.dates[before] > yearBefore { before -= 1 }
      guard calendar.dates[before] == yearBefore, !logTotal[before].isNaN, !calendar.isSpecial[before] else { continue }
      ratios[reading].append(logTotal[row] - logTotal[before])
    }
    var readings: [(value: Double, weight: Double)] = []
    for index in ratios.indices where ratios[index].count >= 2 * calendar.week {
      readings.append((median(&ratios[index]), exp2(-Double(index) / Self.halfLife)))
    }
    guard readings.count >= Self.leastReadings else {
      rate = 0
      leftOut = Self.change(logTotal, calendar)
      return
    }
    let believed = Self.believed(readings)
    rate = min(max(believed, -Self.largestRate), Self.largestRate)
    if rate != believed { leftOut = .beyond(believed) }
  }

  /// A usual day of the first and of the last four weeks.
  private static func change(_ logTotal: [Double], _ calendar: DayCalendar) -> LeftOut {
    let plain = logTotal.indices.filter { !logTotal[$0].isNaN && !calendar.isSpecial[$0] }
    guard let first = plain.first, let last = plain.last else { return .all(before: 0, after: 0, weeks: 0) }
    let dates = calendar.dates
    var before = plain.filter { dates[$0].days(since: dates[first]) < 28 }.map { logTotal[$0] }
    var after = plain.filter { dates[last].days(since: dates[$0]) < 28 }.map { logTotal[$0] }
    return .all(
      before: exp(median(&before)), after: exp(median(&after)), weeks: (dates[last].days(since: dates[first]) + 7) / 7)
  }

  /// The mean of the readings times 1 - error² / mean², at least 0.
  private static func believed(_ readings: [(value: Double, weight: Double)]) -> Double {
    let weight = readings.reduce(0) { $0 + $1.weight }
    let mean = readings.reduce(0) { $0 + $1.weight * $1.value } / weight
    let spread = readings.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) } / weight
    let squares = readings.reduce(0) { $0 + $1.weight * $1.weight }
    let error = spread * repetition * squares / (weight * weight)
    return mean * mean > error ? mean * (1 - error / (mean * mean)) : 0
  }

  /// Size on a date over that on the date of today, for dates before and after it.
  func factor(on date: CivilDate, today: CivilDate) -> Double {
    let years = Double(date.days(since: today)) / 365.25
    guard years > 0 else { return exp(rate * years) }
    return exp(rate * (1 - pow(Self.damping, years)) / -log(Self.damping))
  }
}
