public import Timeline
public import Workforce

/// What a report tells of: a scenario, and as much of a plan as there is.
public struct ReportContent: Sendable {
  /// What a simulation says of a queue.
  public struct SimulatedQueue: Hashable, Sendable {
    /// Share within the threshold in the plan; `nil` where the plan says nothing.
    public var planned: Double?
    /// The same in the simulation; `nil` where no deadline lies inside.
    public var simulated: Double?
    /// Half the width of its 95 % confidence interval.
    public var halfWidth: Double?
    /// Share that hangs up.
    public var abandoned: Double?
    /// Mean wait of the answered in seconds.
    public var averageWait: Double?

    /// What was found; nothing is known unless given.
    public init(
      planned: Double? = nil, simulated: Double? = nil, halfWidth: Double? = nil, abandoned: Double? = nil,
      averageWait: Double? = nil
    ) {
      self.planned = planned
      self.simulated = simulated
      self.halfWidth = halfWidth
      self.abandoned = abandoned
      self.averageWait = averageWait
    }
  }

  /// A simulation of the roster.
  public struct Simulation: Hashable, Sendable {
    /// One entry a queue, in the order of the scenario; `nil` for a queue that was not played.
    public var queues: [SimulatedQueue?]
    /// Share within the threshold by interval, shape [queues][grid.count]; NaN where there is none.
    public var levels: [[Double]]

    /// A simulation from its parts.
    public init(queues: [SimulatedQueue?], levels: [[Double]]) {
      self.queues = queues
      self.levels = levels
    }
  }

  /// What the search for the roster proved, by the manifest.
  public struct Proof: Hashable, Sendable {
    /// Cost in points.
    public var cost: Double
    /// No roster costs less; `nil` where no bound above 0 was found.
    public var bound: Double?

    /// A cost and what bounds it.
    public init(cost: Double, bound: Double?) {
      self.cost = cost
      self.bound = bound
    }
  }

  /// A promise held against the plan.
  public struct Promised: Hashable, Sendable {
    /// What was promised.
    public var promise: Promise
    /// What the plan comes to; `nil` where nothing is offered that it could be about.
    public var figure: Double?
    /// Whether it is kept.
    public var isKept: Bool
    /// The queue or the person that is furthest from it, where the promise names none.
    public var whose: String?

    /// A promise and what became of it.
    public init(_ promise: Promise, figure: Double?, isKept: Bool, whose: String?) {
      self.promise = promise
      self.figure = figure
      self.isKept = isKept
      self.whose = whose
    }
  }

  /// Why a shift is there: what else could be, and what stands in the way.
  public struct Reason: Hashable, Sendable {
    /// Another choice that is allowed.
    public struct Choice: Hashable, Sendable {
      /// Its shift; `nil` for a day off.
      public var shift: Shift?
      /// Points that it costs more when everything else stays.
      public var points: Double

      /// A choice and its price.
      public init(shift: Shift?, points: Double) {
        self.shift = shift
        self.points = points
      }
    }

    /// The cheapest first.
    public var choices: [Choice]
    /// Sentences about choices that rules forbid.
    public var forbidden: [String]

    /// A reason from its parts.
    public init(choices: [Choice], forbidden: [String]) {
      self.choices = choices
      self.forbidden = forbidden
    }
  }

  /// What was asked.
  public var scenario: Scenario
  /// Contacts of the past; `nil` where there is no history.
  public var history: ContactHistory?
  /// Expected contacts, with dates and their factors where these are known.
  public var forecast: Forecast?
  /// Agents needed.
  public var requirement: Requirement?
  /// Who works when.
  public var roster: Roster?
  /// What that gives each queue.
  public var coverage: Coverage?
  /// Share of each queue's contacts expected to hang up, in the order of the scenario, where its goal limits it; empty where that is
  /// not known.
  public var abandoned: [Double?] = []
  /// Share within the threshold by id of the queue as service rounds played the roster, which goes before what a formula expects.
  public var played: [String: Double] = [:]
  /// What became of the promises, in their order.
  public var promises: [Promised] = []
  /// Who is at which post, row by row of what is wanted; empty where queues say who is needed.
  public var posts: [ShiftCover] = []
  /// Unpopular work so far, this roster included; empty where it is not known.
  public var ledger: [LedgerEntry] = []
  /// What the search proved; `nil` for a roster that was not searched.
  public var proof: Proof?
  /// What a simulation says; `nil` where there is none.
  public var simulation: Simulation?
  /// Why each shift is there, by the person's id and the date; empty where nobody asked.
  public var reasons: [String: [CivilDate: Reason]] = [:]
  /// Headcount, comparisons, sensitivities and back-tests that lie beside the plan.
  public var figures = ReportFigures()
  /// Sentences of the program about the plan.
  public var notes: [String] = []
  /// Version of the program.
  public var version: String
  /// Whether people's names are shown; their ids are in any case.
  public var showsNames = true
  /// Clocks of readers elsewhere: every zone of the system's data.
  public var readerZones: [Zone] = []

  /// A report on a scenario of which nothing else is known yet.
  public init(scenario: Scenario, version: String) {
    self.scenario = scenario
    self.version = version
  }
}
