import Chance
public import Units

/// What a simulation plays: queues with their arrivals, teams with their skills and hours, and the rules between them.
///
/// Arrivals are Poisson; handle times and patience are exponential, so that a team's next finished contact depends on the
/// present alone. Times count in seconds from the start of play; midnight has no meaning, so shifts may span it.
public struct ContactCentre: Sendable {
  /// How an arriving contact chooses among the teams that could take it at once.
  public enum Routing: Hashable, Sendable {
    /// The first free team in the order of the queue's routes.
    case listedOrder
    /// The person who has been free longest, whatever the order.
    case longestIdle
    /// The team that has been busy for the smallest share of its time so far.
    case mostIdle
    /// The person for whom the queue has the lowest priority number; among these the one who has been free longest.
    case bestSkill
  }

  /// Where contacts wait.
  public var queues: [Line]
  /// Who takes them.
  public var teams: [Team]
  /// How arriving contacts choose among free teams.
  public var routing = Routing.listedOrder
  /// Arrivals stop here; contacts still present are followed until they leave.
  public var horizon: Seconds
  /// Contacts that arrive earlier, and agents' time before, are played but not counted.
  public var warmUp = Seconds(0)
  /// Length of the reporting intervals, which are also the steps of ``Line/handleTimeFactors``; nil reports the whole
  /// horizon as one.
  public var interval: Seconds?
  /// Moments at which the contacts waiting are counted, before anything else happens then; see ``SimulationResult/backlog``.
  public var backlogProbes: [[Seconds]] = []

  /// A centre from its queues and teams.
  public init(queues: [Line], teams: [Team], horizon: Seconds) {
    self.queues = queues
    self.teams = teams
    self.horizon = horizon
  }

  /// Where contacts of one kind arrive and wait, first come first served.
  public struct Line: Sendable {
    /// Arrivals over time.
    public var arrivals: ArrivalRate
    /// Mean time before a waiting contact hangs up; nil where nobody does.
    public var patience: Seconds?
    /// Waits up to this count as in time.
    public var threshold: Seconds
    /// Teams that may take these contacts, in the order in which they are tried.
    public var routes: [Int]
    /// Share of those who hang up that call again.
    public var redialShare = 0.0
    /// Mean time until they do.
    public var redialDelay = Seconds.minutes(10)
    /// Where its contacts come up again; of the handled ones at most all together, and of those who hung up.
    public var onward: [Onward] = []
    /// When it takes contacts that come from other queues, as `(from, to)`, ascending and apart: others wait for the next opening.
    /// Empty means always.
    public var takingPeriods: [(from: Seconds, to: Seconds)] = []
    /// Set for mail and other work that fills the gaps: it starts only where no live contact waits.
    public var deferral: Deferral?
    /// Factor on the handle times of contacts in hand during each reporting interval; 1 where the list is too short.
    public var handleTimeFactors: [Double] = []
    /// Whether an arriving chat goes to the team that holds most already, and not to the one that holds least.
    ///
    /// Teams that also take calls then stay free for them. Counts where teams are single people.
    public var fillsBusyFirst = false
    /// People whom live contacts have a claim on, by reporting interval: a contact that finds nobody free while fewer people are
    /// busy with its queue takes somebody away from deferred work that ``Deferral/isPutAside``. Empty where there is no claim.
    public var claims: [Int] = []

    /// A queue of live contacts.
    public init(arrivals: ArrivalRate, patience: Seconds?, threshold: Seconds, routes: [Int]) {
      self.arrivals = arrivals
      self.patience = patience
      self.threshold = threshold
      self.routes = routes
    }
  }

  /// A share of the contacts of a queue that come up again.
  public struct Onward: Sendable {
    /// Index of the queue where they do.
    public var to: Int
    /// Share of the handled contacts, or of those who hung up.
    public var share: Double
    /// Time from the end of the contact until then.
    public var after: Seconds
    /// Whether it is those who hung up.
    public var ofHungUp: Bool

    /// A share that comes up in a queue after some time.
    public init(to: Int, share: Double, after: Seconds, ofHungUp: Bool = false) {
      self.to = to
      self.share = share
      self.after = after
      self.ofHungUp = ofHungUp
    }
  }

  /// Rules for work that waits for gaps and has a deadline for being finished.
  public struct Deferral: Sendable {
    /// Free agents kept back for live contacts: by each team for itself, or by everybody on a queue of `reservedFor`.
    public var reserve = 0
    /// Live queues whose people take this work only while more of them than the reserve are free, whatever their teams.
    public var reservedFor: [Int] = []
    /// Whether somebody puts the work aside when a live contact with a claim comes; it is gone on with by who is free next.
    public var isPutAside = false
    /// Time from arrival within which the work should be finished.
    public var deadline: Seconds
    /// Business hours as `(from, to)`, ascending and apart; empty means that business time is clock time.
    public var openPeriods: [(from: Seconds, to: Seconds)] = []
    /// Hours in which time owed to this work is worked off, as `(from, to)`, ascending and apart; empty means always.
    public var workedPeriods: [(from: Seconds, to: Seconds)] = []
    /// Contacts waiting at the start of play.
    public var openingBacklog = 0
    /// When contacts arrived that wait at the start of play: negative moments, ascending. They are worked and not counted.
    public var waitingSince: [Seconds] = []

    /// Deferred work with a deadline.
    public init(deadline: Seconds) { self.deadline = deadline }
  }

  /// People who can stand in for each other: the same skills and one head count over time. One person is a team of one.
  public struct Team: Sendable {
    /// What its people may take.
    public var skills: [Skill]
    /// Changes of the number of people on the queues: shift starts and ends, breaks. Ascending; nobody before the first.
    ///
    /// When the number drops nobody is interrupted: whoever finishes first leaves.
    public var staffing: [(from: Seconds, people: Int)]
    /// Changes of the skills in use, as indices of `skills`; ascending, all of them before the first.
    ///
    /// Contacts in hand are finished whatever the skills in use.
    public var skillsInUse: [(from: Seconds, skills: [Int])] = []

    /// A team with skills and hours.
    public init(skills: [Skill], staffing: [(from: Seconds, people: Int)]) {
      self.skills = skills
      self.staffing = staffing
    }
  }

  /// How a team works on one queue.
  public struct Skill: Sendable {
    /// Index of the queue.
    public var queue: Int
    /// Mean handle time while an agent holds 1, 2, ... contacts of this queue at once; one entry for calls.
    public var handleTimes: [Seconds]
    /// Waiting contacts of a lower number come first; among equals the one that arrived first.
    public var priority: Int

    /// A skill for one contact at a time.
    public init(queue: Int, handleTime: Seconds, priority: Int = 0) {
      self.init(queue: queue, handleTimes: [handleTime], priority: priority)
    }

    /// A skill for several contacts at once; a contact's handle time changes with the number its agent holds.
    public init(queue: Int, handleTimes: [Seconds], priority: Int = 0) {
      self.queue = queue
      self.handleTimes = handleTimes
      self.priority = priority
    }
  }
}

/// How often contacts arrive, in contacts a second over time.
public enum ArrivalRate: Sendable {
  /// One rate for each step of a length, from the start of play on; none after the last.
  case steps([Double], every: Seconds)
  /// Given moments in seconds, strictly ascending: arrivals that were drawn elsewhere or happened.
  case moments([Double])
  /// Any function of time (in seconds) that stays at or below a peak.
  case varying(peak: Double, rate: @Sendable (Double) -> Double)

  /// The same rate throughout.
  public static func constant(_ perSecond: Double) -> ArrivalRate { .steps([perSecond], every: .seconds(.infinity)) }

  /// When the next contact arrives after a moment; infinite when none does before the end.
  func next(after now: Double, before end: Double, scaledBy factor: Double, _ random: inout RandomStream) -> Double {
    var t = now
    switch self {
    case .steps(let rates, let every):
      let length = every.value
      var step = length == .infinity ? 0 : Int(t / length)
      while step < rates.count && t < end {
        let stepEnd = length == .infinity ? .infinity : Double(step + 1) * length
        let rate = rates[step] * factor
        let arrival = rate > 0 ? t + random.exponential() / rate : .infinity
        if arrival < stepEnd { return arrival < end ? arrival : .infinity }
        t = stepEnd
        step += 1
      }
      return .infinity
    case .moments(let moments):
      var low = 0
      var high = moments.count
      while low < high {
        let middle = (low + high) / 2
        if moments[middle] <= now { low = middle + 1 } else { high = middle }
      }
      return low < moments.count && moments[low] < end ? moments[low] : .infinity
    case .varying(let peak, let rate):
      guard peak > 0 else { return .infinity }
      while true {
        t += random.exponential() / (peak * factor)
        if t >= end { return .infinity }
        if random.uniform() * peak < rate(t) { return t }
      }
    }
  }
}

/// What makes a centre impossible to play.
public enum SimulationError: Error, Hashable, Sendable {
  /// A horizon, warm-up, interval, patience, threshold or handle time out of range, in seconds.
  case timeOutOfRange(Double)
  /// A share outside `0...1`, or a rate or spread that is negative or not finite.
  case numberOutOfRange(Double)
  /// A route or skill that names a queue or team that is not there.
  case unknownIndex(Int)
  /// A queue whose route leads to a team without the skill for it.
  case routeWithoutSkill(queue: Int, team: Int)
  /// A skill that holds no contact at all: its list of handle times is empty.
  case noConcurrency(team: Int)
  /// A team that should hold several contacts of deferred work at once.
  case mixedConcurrency(team: Int)
  /// Moments that do not ascend, or a negative number of people.
  case staffingOutOfOrder(team: Int)
  /// Arrivals of a queue that do not ascend.
  case queueOutOfOrder(queue: Int)
  /// No replications, or too few to tell a spread.
  case tooFewReplications(Int)
}

extension ContactCentre {
  /// Throws the first thing that makes the centre impossible to play.
  func validate() throws(SimulationError) {
    guard horizon.value > 0, horizon.value.isFinite else { throw .timeOutOfRange(horizon.value) }
    guard warmUp.value >= 0, warmUp < horizon else { throw .timeOutOfRange(warmUp.value) }
    if let interval, !(interval.value > 0) { throw .timeOutOfRange(interval.value) }
    for (index, queue) in queues.enumerated() {
      if let patience = queue.patience, !(patience.value >= 0) { throw .timeOutOfRange(patience.value) }
      guard queue.threshold.value >= 0 else { throw .timeOutOfRange(queue.threshold.value) }
      guard queue.redialDelay.value >= 0 else { throw .timeOutOfRange(queue.redialDelay.value) }
      for isLost in [false, true] {
        let share = queue.onward.reduce(0) { $1.ofHungUp == isLost ? $0 + $1.share : $0 }
        guard share >= 0, share <= 1 + 1e-9 else { throw .numberOutOfRange(share) }
      }
      for way in queue.onward {
        guard queues.indices.contains(way.to) else { throw .unknownIndex(way.to) }
        guard way.share >= 0, way.share <= 1 else { throw .numberOutOfRange(way.share) }
        guard way.after.value >= 0, way.after.value.isFinite else { throw .timeOutOfRange(way.after.value) }
      }
      guard (0...1).contains(queue.redialShare) else { throw .numberOutOfRange(queue.redialShare) }
      if case .steps(let rates, let every) = queue.arrivals {
        guard every.value > 0 else { throw .timeOutOfRange(every.value) }
        for rate in rates where !(rate >= 0 && rate.isFinite) { throw .numberOutOfRange(rate) }
      }
      if case .moments(let moments) = queue.arrivals {
        for (earlier, later) in zip(moments, moments.dropFirst()) where !(earlier < later) {
          throw .queueOutOfOrder(queue: index)
        }
      }
      for factor in queue.handleTimeFactors where !(factor > 0 && factor.isFinite) { throw .numberOutOfRange(factor) }
      for live in queue.deferral?.reservedFor ?? [] where !queues.indices.contains(live) { throw .unknownIndex(live) }
      let since = queue.deferral?.waitingSince ?? []
      for (earlier, later) in zip(since, since.dropFirst()) where later < earlier {
        throw .queueOutOfOrder(queue: index)
      }
      for moment in since where !(moment.value < 0) { throw .timeOutOfRange(moment.value) }
      for team in queue.routes {
        guard teams.indices.contains(team) else { throw .unknownIndex(team) }
        guard teams[team].skills.contains(where: { $0.queue == index }) else {
          throw .routeWithoutSkill(queue: index, team: team)
        }
      }
    }
    for (index, team) in teams.enumerated() {
      for skill in team.skills {
        guard queues.indices.contains(skill.queue) else { throw .unknownIndex(skill.queue) }
        guard !skill.handleTimes.isEmpty else { throw .noConcurrency(team: index) }
        for time in skill.handleTimes where !(time.value > 0 && time.value.isFinite) {
          throw .timeOutOfRange(time.value)
        }
        if skill.handleTimes.count > 1 && queues[skill.queue].deferral != nil { throw .mixedConcurrency(team: index) }
      }
      for (earlier, later) in zip(team.staffing, team.staffing.dropFirst()) where !(earlier.from < later.from) {
        throw .staffingOutOfOrder(team: index)
      }
      guard team.staffing.allSatisfy({ $0.people >= 0 && $0.from.value >= 0 }) else {
        throw .staffingOutOfOrder(team: index)
      }
      for (earlier, later) in zip(team.skillsInUse, team.skillsInUse.dropFirst()) where !(earlier.from < later.from) {
        throw .staffingOutOfOrder(team: index)
      }
      for change in team.skillsInUse {
        guard change.from.value >= 0 else { throw .staffingOutOfOrder(team: index) }
        for skill in change.skills where !team.skills.indices.contains(skill) { throw .unknownIndex(skill) }
      }
    }
  }
}
