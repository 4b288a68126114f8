public import Timeline

/// Something that must hold of a plan, as somebody has promised it: `en-phone service >= 80 %`, `wages <= 150000 EUR`.
public struct Promise: Hashable, Sendable {
  /// What is promised about.
  public enum Subject: Hashable, Sendable {
    /// Share of contacts expected within the goal's threshold.
    case service
    /// Net hours below the requirement.
    case shortHours
    /// Net hours above it.
    case overHours
    /// Paid hours.
    case paidHours
    /// Wages of the paid hours, in a currency.
    case wages(String)
    /// People of the scenario.
    case heads
    /// The most that one person has of something that nobody likes.
    case mostPerPerson(Burden)
  }

  /// Work that nobody likes, as promises count it.
  public enum Burden: String, CaseIterable, Hashable, Sendable {
    /// Shifts that touch 00:00 to 05:00.
    case nights
    /// Weekends with work.
    case weekends
    /// Shifts that end at 20:00 or later and are no nights.
    case lateEnds = "late ends"
    /// Weekends with a late end or a night.
    case lateWeekends = "late weekends"
  }

  /// What is promised about.
  public var subject: Subject
  /// Id of the queue; `nil` for all together, which for service is each of them.
  public var queue: String?
  /// Whether the figure must be at least the value; at most otherwise.
  public var isAtLeast: Bool
  /// The value: a share, hours, whole units of the currency, people.
  public var value: Double
  /// Whether the value is for each week on average.
  public var isPerWeek: Bool
  /// The volume of a day at which it must hold; `nil` for what is expected.
  public var level: DemandLevel?
  /// When the promise is to be looked at again.
  public var lookAgain: CivilDate?
  /// As it is written.
  public var text: String
  /// The file and line where it is written, for example `scenario.yaml:12`.
  public var place: String

  /// A promise.
  public init(
    _ subject: Subject, of queue: String? = nil, isAtLeast: Bool, value: Double, isPerWeek: Bool = false,
    level: DemandLevel? = nil, lookAgain: CivilDate? = nil, text: String, place: String
  ) {
    self.subject = subject
    self.queue = queue
    self.isAtLeast = isAtLeast
    self.value = value
    self.isPerWeek = isPerWeek
    self.level = level
    self.lookAgain = lookAgain
    self.text = text
    self.place = place
  }
}
