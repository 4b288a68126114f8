public import Timeline

/// A person who can be rostered.
public struct Agent: Hashable, Sendable {
  /// Unique key, for example `A0042`; the only thing about a person that logs may show.
  public var id: String
  /// Name, for calendars and tables only.
  public var name: String
  /// Id of the site.
  public var site: String
  /// Id of the contract.
  public var contract: String
  /// Languages spoken, primary first.
  public var languages: [String]
  /// Channels, tiers and further skills, for example `phone`, `chat`, `L1`.
  public var skills: [String]
  /// Team, for team calendars; empty when none.
  public var team: String
  /// BCP 47 language of the person's calendar.
  public var calendarLanguage: String
  /// First date of employment; `nil` when before the horizon.
  public var from: CivilDate?
  /// Last date of employment; `nil` when after the horizon.
  public var to: CivilDate?
  /// Week of the contract's rotation, from 0, in which the person is on its first date; the first one where nil.
  public var rotationWeek: Int?
  /// Days of leave that the person has left when the horizon begins; `nil` where nobody says.
  public var leaveDays: Int?
  /// Address that mail drafts go to; empty when none. Like the name it is in no log and no table of results.
  public var email = ""
  /// Whose budget the person's hours come from; the site's where it is empty.
  public var costCentre = ""

  /// A person.
  public init(
    id: String, name: String, site: String, contract: String, languages: [String], skills: [String], team: String = "",
    calendarLanguage: String = "en", from: CivilDate? = nil, to: CivilDate? = nil
  ) {
    self.id = id
    self.name = name
    self.site = site
    self.contract = contract
    self.languages = languages
    self.skills = skills
    self.team = team
    self.calendarLanguage = calendarLanguage
    self.from = from
    self.to = to
  }

  /// Whether the person may take contacts of a queue: speaks its language and has its channel, its tier and
  /// everything else it needs among the skills.
  public func serves(_ queue: Queue) -> Bool {
    guard queue.needs.allSatisfy(skills.contains) else { return false }
    // An activity has no channel and no tier, and a language only where it says one.
    if queue.activity != nil { return queue.language.isEmpty || languages.contains(queue.language) }
    return languages.contains(queue.language) && skills.contains(queue.channel.rawValue) && skills.contains(queue.tier)
  }

  /// Whether the person is employed on a date.
  public func isEmployed(on date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let to, date > to { return false }
    return true
  }
}

/// Dates on which a person is away.
public struct Leave: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// First date away.
  public var from: CivilDate
  /// Last date away.
  public var to: CivilDate
  /// Kind, for example `vacation` or `sick`.
  public var kind: String
  /// Work up to this moment was done: an absence that began in the middle of a shift. `nil` where whole dates are meant.
  public var since: Instant?

  /// Dates away, both ends included.
  public init(agent: String, from: CivilDate, to: CivilDate, kind: String) {
    self.agent = agent
    self.from = from
    self.to = to
    self.kind = kind
  }
}

/// What a person would like on a date.
public enum Wish: Hashable, Sendable {
  /// No shift.
  case dayOff
  /// A shift, whichever.
  case work
  /// A shift that starts between two local times, both included.
  case start(from: TimeOfDay, to: TimeOfDay)

  /// Whether the work of a date is what was wished for; a wish for a start is refused by another start, not by a day off.
  ///
  /// - Parameter start: minute of the day at which the first shift of the date begins on its site's clock; nil for a day off.
  public func isGranted(byStartAt start: Int?) -> Bool {
    switch self {
    case .dayOff: start == nil
    case .work: start != nil
    case .start(let from, let to): start.map { from.minutes <= $0 && $0 <= max(from.minutes, to.minutes) } ?? true
    }
  }
}

/// A wish of a person for a date and what it is worth to grant it.
public struct Request: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// The local date.
  public var date: CivilDate
  /// What is wished for.
  public var wish: Wish
  /// Price of not granting it, in the points of `Prices`.
  public var weight: Double

  /// A wish.
  public init(agent: String, date: CivilDate, wish: Wish, weight: Double) {
    self.agent = agent
    self.date = date
    self.wish = wish
    self.weight = weight
  }
}
