public import Timeline

/// The hours of a person in one week of the horizon.
public struct PersonWeek: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// First local date of the week.
  public var week: CivilDate
  /// Minutes that are paid.
  public var paidMinutes = 0
  /// Minutes at work: paid or not, breaks left out.
  public var workedMinutes = 0
  /// Paid minutes above what the contract has without overtime, leave taken off.
  public var overtimeMinutes = 0
  /// Elapsed minutes at work from 00:00 to 05:00 on the clock of the site, breaks included.
  public var nightMinutes = 0
  /// Elapsed minutes at work on Saturdays and Sundays of that clock, breaks included.
  public var weekendMinutes = 0
  /// Dates of leave.
  public var leaveDays = 0
  /// Days of leave that are left at the end of the week; below 0 where more are taken than there are, and `nil` where it is not known
  /// how many there were.
  public var leaveBalanceDays: Int?
  /// Dates of absence at short notice.
  public var absentDays = 0
  /// Paid minutes that the contract has at least and without overtime at most, leave taken off.
  public var contractMinutes = 0...0
  /// Paid minutes of the reference period up to this week, work known from before the horizon included; `nil` where each week stands
  /// alone, and where it is not known what was worked since the period began.
  public var periodMinutes: Int?
  /// Paid minutes that the reference period has at least and at most, leave up to this week taken off; nothing at least after an absence.
  public var periodContractMinutes: ClosedRange<Int>?

  /// A week without work.
  public init(agent: String, week: CivilDate) {
    self.agent = agent
    self.week = week
  }

  /// How far paid minutes are from what the contract has: below 0 where too few, above where too many.
  public var balanceMinutes: Int { Self.distance(paidMinutes, contractMinutes) }

  /// The same of the reference period up to this week; `nil` where each week stands alone.
  public var periodBalanceMinutes: Int? {
    guard let periodMinutes, let periodContractMinutes else { return nil }
    return Self.distance(periodMinutes, periodContractMinutes)
  }

  private static func distance(_ minutes: Int, _ range: ClosedRange<Int>) -> Int {
    minutes < range.lowerBound ? minutes - range.lowerBound : max(0, minutes - range.upperBound)
  }
}

/// What became of a request.
public struct RequestAnswer: Hashable, Sendable {
  /// What was wished for.
  public var request: Request
  /// Whether the roster has it.
  public var isGranted: Bool
  /// Why not, as the rest of a sentence; empty for one that is granted.
  public var reason: String

  /// An answer.
  public init(request: Request, isGranted: Bool, reason: String) {
    self.request = request
    self.isGranted = isGranted
    self.reason = reason
  }
}
