/// A curve over the hours of a local day: 24 values that hold at the middle of each hour, straight lines between.
struct DayShape: Sendable {
  /// Shape [24], from the hour after midnight.
  let hourly: [Double]

  /// A curve through 24 values.
  init(_ hourly: [Double]) {
    precondition(hourly.count == 24, "a day's curve needs a value for each of 24 hours")
    self.hourly = hourly
  }

  /// The value at a minute after local midnight, in `0..<1440`.
  func value(atMinute minute: Int) -> Double {
    let hours = Double(minute - 30) / 60
    let before = hours < 0 ? 23 : Int(hours)
    let share = hours < 0 ? hours + 1 : hours - Double(before)
    return hourly[before] * (1 - share) + hourly[(before + 1) % 24] * share
  }
}

extension DayShape {
  /// Calls of working people: a peak before noon, a shallow dip at lunch, a lower peak in the afternoon.
  static let officePhone = DayShape([
    0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.55, 0.9, 1.2, 1.38, 1.38, 1.26, 1.2, 1.3, 1.3, 1.2, 1.05, 0.8, 0.6, 0.45,
    0.3, 0.2, 0.1,
  ])

  /// Calls where lunch is late and the evening is long.
  static let southernPhone = DayShape([
    0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 0.72, 1.08, 1.34, 1.42, 1.36, 1.16, 1.08, 1.14, 1.22, 1.2, 1.04, 0.8, 0.6,
    0.4, 0.2, 0.1,
  ])

  /// Written contacts, flatter and later than calls.
  static let chat = DayShape([
    0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.5, 0.8, 1.05, 1.15, 1.15, 1.1, 1.1, 1.1, 1.1, 1.1, 1.05, 1.0, 0.95, 0.9,
    0.8, 0.6, 0.4,
  ])

  /// Mail, which never stops: office hours, and an evening on the sofa.
  static let mail = DayShape([
    0.25, 0.15, 0.1, 0.08, 0.08, 0.12, 0.3, 0.7, 1.2, 1.75, 1.95, 1.85, 1.6, 1.55, 1.6, 1.6, 1.55, 1.4, 1.2, 1.15, 1.2,
    1.15, 0.85, 0.5,
  ])

  /// Customers of a continent with four clocks and a world beyond it: never quite asleep.
  static let aroundTheClock = DayShape([
    0.62, 0.56, 0.52, 0.5, 0.52, 0.56, 0.66, 0.82, 1.02, 1.24, 1.38, 1.42, 1.38, 1.36, 1.36, 1.32, 1.28, 1.22, 1.16,
    1.1, 1.04, 0.96, 0.84, 0.72,
  ])

  /// Handle time by hour: shorter when it is busy, longer when people are tired and back offices are closed.
  static let handleTimeByHour = DayShape([
    1.08, 1.1, 1.12, 1.14, 1.14, 1.1, 1.04, 1.02, 1.0, 0.97, 0.95, 0.95, 0.98, 1.0, 0.98, 0.97, 0.98, 1.0, 1.03, 1.06,
    1.08, 1.08, 1.07, 1.07,
  ])
}
