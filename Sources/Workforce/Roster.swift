public import Timeline

/// A pause inside a shift.
public struct Break: Hashable, Sendable {
  /// What the pause is for.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The long break in the middle.
    case lunch
    /// A short one.
    case rest
  }

  /// What it is.
  public var kind: Kind
  /// First instant of the pause.
  public var start: Instant
  /// First instant after it.
  public var end: Instant
  /// Whether the time is paid.
  public var isPaid: Bool

  /// A pause.
  public init(kind: Kind, start: Instant, end: Instant, isPaid: Bool) {
    self.kind = kind
    self.start = start
    self.end = end
    self.isPaid = isPaid
  }
}

/// One person's work on one date.
public struct Shift: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Local date on which it starts, at the site.
  public var date: CivilDate
  /// 0 for the first shift of that person on that date; with agent and date the identity that survives re-planning.
  public var ordinal: Int
  /// Id of the site.
  public var site: String
  /// First instant of work.
  public var start: Instant
  /// First instant after work.
  public var end: Instant
  /// Elapsed minutes that are paid: the span less unpaid breaks.
  public var paidMinutes: Int
  /// Pauses in order of time, all inside the shift.
  public var breaks: [Break]
  /// How often the shift was changed after it was published; calendars carry it as `SEQUENCE`.
  public var sequence: Int

  /// A shift.
  public init(
    agent: String, date: CivilDate, ordinal: Int = 0, site: String, start: Instant, end: Instant, paidMinutes: Int,
    breaks: [Break], sequence: Int = 0
  ) {
    self.agent = agent
    self.date = date
    self.ordinal = ordinal
    self.site = site
    self.start = start
    self.end = end
    self.paidMinutes = paidMinutes
    self.breaks = breaks
    self.sequence = sequence
  }

  /// Elapsed seconds less unpaid breaks.
  package var secondsLessUnpaidBreaks: Int {
    breaks.reduce(end.seconds(since: start)) { $0 - ($1.isPaid ? 0 : $1.end.seconds(since: $1.start)) }
  }
}

/// A stretch of a shift in which a person takes contacts of some queues.
public struct QueueSpell: Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// First instant.
  public var start: Instant
  /// First instant after it.
  public var end: Instant
  /// Indices of the scenario's queues, increasing: one language's channels, or one tier's.
  public var queues: [Int]

  /// A stretch on some queues.
  public init(agent: String, start: Instant, end: Instant, queues: [Int]) {
    self.agent = agent
    self.start = start
    self.end = end
    self.queues = queues
  }
}

/// How far a roster can be from the best one, as the solver proved it.
public struct SolverReport: Hashable, Sendable {
  /// Cost of the roster in points.
  public var cost: Double
  /// No roster costs less than this.
  public var bound: Double
  /// What the solver proved, in words: `optimal`, `within 4.2 % of optimal`, ...
  public var proof: String
  /// Where the cost comes from; its sum is the cost.
  public var statement: CostStatement
  /// Whether a time limit, not the effort, ended the search; then another run may differ.
  public var wasCutShort: Bool
  /// How colleagues share what nobody likes.
  public var shares: [BurdenShare] = []
  /// Points that whole people, on one set of queues at a time, cost above the same shifts with people shared between queues inside
  /// each interval; `nil` where that was not worked out.
  public var wholePeopleLoss: Double?

  /// What was proved.
  public init(
    cost: Double, bound: Double, proof: String, statement: CostStatement = CostStatement([]), wasCutShort: Bool
  ) {
    self.cost = cost
    self.bound = bound
    self.proof = proof
    self.statement = statement
    self.wasCutShort = wasCutShort
  }

  /// Share of the cost that might still be saved, in `0...1`.
  public var gap: Double {
    cost > 0 ? max(0, (cost - bound) / cost) : 0
  }
}

/// All shifts of all people over the horizon.
public struct Roster: Hashable, Sendable {
  /// Sorted by agent id, then start.
  public var shifts: [Shift]
  /// Who takes which queues when, sorted by agent id, then start; empty when not decided yet.
  public var spells: [QueueSpell]
  /// What the solver proved; `nil` for a roster read from a file.
  public var report: SolverReport?
  /// Plain sentences for planners: people whose rules clash, limits that ended the search.
  public var warnings: [String]
  /// Shifts that were published and are no longer worked, sorted as `shifts`; calendars cancel them.
  public var cancelled: [Shift]
  /// People whose rules leave no lawful way to work; they have their fixed shifts only.
  public var clashes: [RuleClash] = []
  /// Who is on call when, by date.
  public var duties: [OnCallDuty] = []
  /// Duties that were published and are no longer held; calendars cancel them.
  public var cancelledDuties: [OnCallDuty] = []

  /// A roster; shifts and spells are sorted here.
  public init(
    shifts: [Shift], spells: [QueueSpell] = [], report: SolverReport? = nil, warnings: [String] = [],
    cancelled: [Shift] = []
  ) {
    self.shifts = Self.sorted(shifts) { ($0.agent, $0.start, $0.ordinal) < ($1.agent, $1.start, $1.ordinal) }
    self.spells = Self.sorted(spells) { ($0.agent, $0.start) < ($1.agent, $1.start) }
    self.report = report
    self.warnings = warnings
    self.cancelled = cancelled.sorted { ($0.agent, $0.start, $0.ordinal) < ($1.agent, $1.start, $1.ordinal) }
  }

  /// Sorted, in one look where they are already: most rosters come by person and time.
  private static func sorted<Element>(_ all: [Element], by isBefore: (Element, Element) -> Bool) -> [Element] {
    zip(all, all.dropFirst()).contains { isBefore($1, $0) } ? all.sorted(by: isBefore) : all
  }
}
