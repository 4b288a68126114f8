public import Timeline

/// Local start times `from`, `from + step`, ... up to and including `to`.
public struct StartWindow: Hashable, Sendable {
  /// Earliest start.
  public var from: TimeOfDay
  /// Latest start.
  public var to: TimeOfDay
  /// Minutes between two starts; at least 1.
  public var stepMinutes: Int

  /// A window of start times.
  public init(from: TimeOfDay, to: TimeOfDay, stepMinutes: Int) {
    self.from = from
    self.to = to
    self.stepMinutes = stepMinutes
  }

  /// Every start of the window, in minutes after local midnight; a window may pass midnight.
  public var minutes: [Int] {
    let last = to.minutes >= from.minutes ? to.minutes : to.minutes + 1440
    return stride(from: from.minutes, through: last, by: max(1, stepMinutes)).map { $0 % 1440 }
  }
}

/// Breaks of one length that every shift of a contract holds.
public struct BreakRule: Hashable, Sendable {
  /// How many.
  public var count: Int
  /// Length of each in minutes.
  public var minutes: Int
  /// Whether the time is paid.
  public var isPaid: Bool
  /// Earliest and latest begin of each, in elapsed minutes after the start of the shift; `nil` for anywhere.
  public var window: ClosedRange<Int>?

  /// A number of breaks of one length.
  public init(count: Int, minutes: Int, isPaid: Bool) {
    self.count = count
    self.minutes = minutes
    self.isPaid = isPaid
  }

  /// Minutes of all of them that are not paid.
  package var unpaidMinutes: Int { isPaid ? 0 : count * minutes }
}

/// Split shifts: two parts on one date with an unpaid gap between them that belongs to the person.
public struct SplitRule: Hashable, Sendable {
  /// Shortest and longest gap, in elapsed minutes.
  public var gapMinutes: ClosedRange<Int>
  /// Shortest part from its start to its end, in elapsed minutes.
  public var partMinutes: Int

  /// Limits of gap and parts.
  public init(gapMinutes: ClosedRange<Int>, partMinutes: Int) {
    self.gapMinutes = gapMinutes
    self.partMinutes = partMinutes
  }
}

/// Paid time over several weeks together, beside what each week may hold.
public struct ReferencePeriod: Hashable, Sendable {
  /// Weeks of a period; periods follow each other.
  public var weeks: Int
  /// First date of some period, whole weeks before or after that of the horizon; that of the horizon when `nil`.
  public var first: CivilDate?
  /// Fewest and most paid minutes of a period, overtime included; leave lowers both.
  public var minutes: ClosedRange<Int>

  /// Hours of so many weeks.
  public init(weeks: Int, minutes: ClosedRange<Int>, first: CivilDate? = nil) {
    self.weeks = weeks
    self.minutes = minutes
    self.first = first
  }

  /// Weeks of the period at hand that lie before a horizon; 0 where one begins with it.
  public func weeksBefore(_ horizon: Horizon) -> Int {
    guard let first, weeks > 0 else { return 0 }
    let passed = horizon.first.days(since: first) / 7 % weeks
    return passed < 0 ? passed + weeks : passed
  }
}

/// Another price of a paid hour from a date on.
public struct Raise: Hashable, Sendable {
  /// First date on which it holds.
  public var from: CivilDate
  /// The price.
  public var costPerHour: Money

  /// A price from a date on.
  public init(from: CivilDate, costPerHour: Money) {
    self.from = from
    self.costPerHour = costPerHour
  }
}

/// What a person may be asked to work, and what it costs.
public struct Contract: Hashable, Sendable {
  /// Unique name, for example `full-time`.
  public var id: String
  /// Fewest paid minutes a week of the horizon (seven local dates); leave lowers it.
  public var weekLeastMinutes: Int
  /// Most paid minutes a full week; leave lowers it.
  public var weekMostMinutes: Int
  /// Most worked days a week; leave lowers it.
  public var weekDays: Int
  /// Paid minutes a shift may have; an unpaid lunch comes on top.
  public var shiftMinutes: [Int]
  /// When a shift may start, local time of the site.
  public var starts: [StartWindow]
  /// The long break in the middle of a shift; `nil` for none.
  public var lunch: BreakRule?
  /// Shortest paid shift that holds the lunch; shorter ones have none.
  public var lunchFromMinutes: Int
  /// Short breaks.
  public var breaks: BreakRule?
  /// Elapsed minutes between the end of one shift and the start of the next.
  public var restMinutes: Int
  /// Most worked days in a row.
  public var daysInARow: Int
  /// Fewest worked days in a row; a row at an end of the horizon or beside a day away may be shorter.
  public var leastDaysInARow = 1
  /// Fewest days off in a row between two worked blocks.
  public var daysOffInARow: Int
  /// Most weekends with work in any four weeks of the horizon; `nil` for no limit.
  public var weekendsPerFourWeeks: Int?
  /// Most shifts in a row that touch 00:00 to 05:00; `nil` for no limit.
  public var nightsInARow: Int?
  /// Price of a paid hour.
  public var costPerHour: Money
  /// Prices of a paid hour from later dates on, by date.
  public var raises: [Raise] = []
  /// Paid minutes a week above the most that may be worked as overtime, at a price.
  public var overtimeMinutes = 0
  /// Worked days a week above the most that overtime may bring.
  public var overtimeDays = 0
  /// Hours over several weeks; only whole periods inside the horizon are ruled. `nil` where each week stands alone.
  public var reference: ReferencePeriod?
  /// Split shifts that may be worked beside shifts in one piece; `nil` for none.
  public var split: SplitRule?
  /// Most minutes between a shift's start and the usual one of its week that cost nothing; `nil` where starts may vary.
  public var startTolerance: Int?

  /// Whether a single day off between two days of work costs `Prices.singleDayOff`.
  public var avoidsSingleDaysOff = false
  /// Minutes that a stretch on one queue lasts at least; 0 for as short as an interval.
  public var leastStretch = 0
  /// Most changes of queue inside a shift; `nil` for no limit.
  public var mostQueueChanges: Int?
  /// Names of shifts by their start, in the order of the file; windows overlap in a single minute at most.
  public var kinds: [KindOfShift] = []
  /// Kinds of shifts by week; `nil` where every week may hold any.
  public var rotation: Rotation?
  /// Most shifts of a kind in a row.
  public var kindsInARow: [KindLimit] = []
  /// What may follow a kind on the next day; kinds without an entry may be followed by any.
  public var kindSuccessions: [KindSuccession] = []

  /// A contract; what is left out means no limit beyond the week's.
  public init(
    id: String, weekLeastMinutes: Int, weekMostMinutes: Int, weekDays: Int, shiftMinutes: [Int], starts: [StartWindow],
    lunch: BreakRule? = nil, lunchFromMinutes: Int = 360, breaks: BreakRule? = nil, restMinutes: Int = 660,
    daysInARow: Int = 6, daysOffInARow: Int = 1, weekendsPerFourWeeks: Int? = nil, nightsInARow: Int? = nil,
    costPerHour: Money
  ) {
    self.id = id
    self.weekLeastMinutes = weekLeastMinutes
    self.weekMostMinutes = weekMostMinutes
    self.weekDays = weekDays
    self.shiftMinutes = shiftMinutes
    self.starts = starts
    self.lunch = lunch
    self.lunchFromMinutes = lunchFromMinutes
    self.breaks = breaks
    self.restMinutes = restMinutes
    self.daysInARow = daysInARow
    self.daysOffInARow = daysOffInARow
    self.weekendsPerFourWeeks = weekendsPerFourWeeks
    self.nightsInARow = nightsInARow
    self.costPerHour = costPerHour
  }

  /// Price of an hour that is paid on a date.
  public func costPerHour(on date: CivilDate) -> Money { raises.last { $0.from <= date }?.costPerHour ?? costPerHour }

  /// Minutes of unpaid breaks in a shift in one piece of some paid length.
  package func unpaidMinutes(ofPaid paid: Int) -> Int {
    let lunch = paid >= lunchFromMinutes ? lunch : nil
    return (lunch?.unpaidMinutes ?? 0) + (breaks?.unpaidMinutes ?? 0)
  }

  /// Paid minutes of a usual week: the middle of what the reference period allows, or else of what a week allows.
  public var meanWeekMinutes: Double {
    if let reference {
      return Double(reference.minutes.lowerBound + reference.minutes.upperBound) / 2 / Double(reference.weeks)
    }
    return Double(weekLeastMinutes + weekMostMinutes) / 2
  }

  /// Paid minutes that one day of leave stands for: a day's share of the most a week may hold.
  public var leaveCreditMinutes: Int {
    weekDays > 0 ? weekMostMinutes / weekDays : 0
  }
}
