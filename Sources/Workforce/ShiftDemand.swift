public import Timeline

/// Where somebody is wanted for a whole shift: at a desk, in a branch, on duty at night.
public struct ShiftPost: Hashable, Sendable {
  /// Which shifts fill it.
  public enum Span: Hashable, Sendable {
    /// Those of a kind, by the name that the person's contract has for it.
    case kind(String)
    /// Those that last from one time of day to another at least, on the clock of the site; the end may be on the next date.
    case hours(from: TimeOfDay, to: TimeOfDay)
  }

  /// Id of the site.
  public var site: String
  /// What the person must be able to do; `nil` for anybody of the site.
  public var skill: String?
  /// Which shifts fill it.
  public var span: Span

  /// A post.
  public init(site: String, skill: String? = nil, span: Span) {
    self.site = site
    self.skill = skill
    self.span = span
  }

  /// For people: `early at porto (first-aid)`, `22:00-06:00 at porto`.
  public var text: String { "\(span.text) at \(site)" + (skill.map { " (\($0))" } ?? "") }
}

extension ShiftPost.Span {
  /// For people: `early`, `22:00-06:00`.
  public var text: String {
    switch self {
    case .kind(let name): name
    case .hours(let from, let to): "\(from.text)-\(to.text)"
    }
  }
}

/// People wanted at a post on a date: a row of shift-demand.csv.
public struct ShiftDemand: Hashable, Sendable {
  /// Local date on which the shift starts.
  public var date: CivilDate
  /// The post.
  public var post: ShiftPost
  /// Below this it does not work: each person missing of it costs four times the price.
  public var least: Int
  /// People wanted.
  public var wanted: Int
  /// More than wanted that still have something to do, and cost nothing.
  public var most: Int
  /// Points for each person missing; `nil` for the price of shortage of the scenario over the hours of the shift.
  public var price: Double?

  /// A row.
  public init(date: CivilDate, post: ShiftPost, least: Int = 0, wanted: Int, most: Int? = nil, price: Double? = nil) {
    self.date = date
    self.post = post
    self.least = least
    self.wanted = wanted
    self.most = max(wanted, most ?? wanted)
    self.price = price
  }
}

/// What a roster gives a row of shift-demand.csv.
public struct ShiftCover: Hashable, Sendable {
  /// What is wanted.
  public var demand: ShiftDemand
  /// Ids of the people at the post, in the order of the scenario.
  public var agents: [String]
  /// Paid hours of the longest shift that fills the post: what one person more or less counts.
  public var hours: Double

  /// People at a post.
  public init(_ demand: ShiftDemand, agents: [String], hours: Double) {
    self.demand = demand
    self.agents = agents
    self.hours = hours
  }

  /// People missing of those wanted.
  public var short: Int { max(0, demand.wanted - agents.count) }
  /// People above the most that have something to do.
  public var over: Int { max(0, agents.count - demand.most) }
  /// Whether the least are there.
  public var reachesLeast: Bool { agents.count >= demand.least }
}
