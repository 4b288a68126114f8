/// How the contacts of one made-up queue arrive and how long they take.
struct QueueModel: Sendable {
  /// Id of the queue in `scenario.yaml`.
  var id: String
  /// IANA name of the clock of its customers.
  var zone: String
  /// Region whose holidays its customers have.
  var region: String
  /// Shape [7], Monday first: minutes after local midnight in which contacts arrive; `nil` on a closed day.
  ///
  /// Calls and chats arrive while the queue is open; email arrives day and night, whenever it is worked.
  var week: [Range<Int>?]
  /// Whether it closes on the holidays of its region.
  var closesOnHolidays = false
  /// Contacts of an ordinary Wednesday at the start of the history.
  var perDay: Double
  /// Shape [7], Monday first: a day's contacts over a Wednesday's.
  var weekdays: [Double]
  /// How a day's contacts spread over its hours.
  var shape: DayShape
  /// Growth in a year, as a share of the first day's level; it adds up in a straight line.
  var yearlyGrowth = 0.0
  /// Shape [12]: level in the middle of each month.
  var months = QueueModel.evenYear
  /// Strength of the month's turn: 1 means 12 % more on the first working day, 6 % on the next two, 5 % on the last.
  var monthTurn = 0.0
  /// Contacts of a holiday on which it is open, over an ordinary day's.
  var holidayFactor = 0.6
  /// Extra share on the first day after a holiday.
  var surge = 0.1
  /// Mean handle time in seconds at the start of the history.
  var handleTime: Double
  /// Change of handle time in a year, as a share.
  var handleTimeGrowth = 0.0
  /// Share of contacts that hang up on an ordinary day; 0 for written work that waits.
  var abandoned = 0.0

  /// No season.
  static let evenYear = Array(repeating: 1.0, count: 12)
  /// Shops and travel: a summer dip on the desk, a peak from November to January.
  static let retailYear = [1.08, 0.98, 0.98, 0.97, 0.98, 1.0, 0.96, 0.93, 1.0, 1.02, 1.1, 1.14]
  /// Travellers: busiest in summer, quiet in autumn.
  static let summerYear = [0.97, 0.94, 0.97, 1.0, 1.03, 1.1, 1.14, 1.1, 1.02, 0.95, 0.92, 0.98]
}

extension QueueModel {
  /// Seven days' hours from those of a working day, of Saturday and of Sunday.
  static func week(
    weekdays: Range<Int>, saturday: Range<Int>? = nil, sunday: Range<Int>? = nil
  ) -> [Range<Int>?] {
    Array(repeating: weekdays, count: 5) + [saturday, sunday]
  }

  /// Day and night.
  static let always = Array(repeating: Range<Int>?.some(0..<1440), count: 7)

  /// Minutes after midnight from one hour up to another; halves are half hours.
  static func hours(_ from: Double, _ to: Double) -> Range<Int> {
    Int(from * 60)..<Int(to * 60)
  }
}
