/// Mends a published roster after something changed, and moves nothing that is not worth its price.
///
/// Published tours are pinned: whoever is not named by the disturbance either keeps their tour or takes one of a few other legal
/// tours, each changed shift at a price. Candidates come from the exact tour search, one week at a time, for everybody who may
/// legally work in the disturbed intervals; which of them are taken is decided by going through all choices among pinned and
/// changed tours with the exact cost of cover. Rounds repeat with what the last one gave up, until nothing more pays.
package struct Replanning: Sendable {
  /// A published roster and what has changed since.
  package struct Disturbance: Sendable {
    /// Shape [people][days]: what everybody was told, as options of the problem.
    package var published: [Int32]
    /// Shape [people][days]: absent at short notice. The shift falls away, and nothing else of the person is changed.
    package var isAbsent: [Bool]
    /// Shape [intervals]: whether the requirement differs from the one the roster was published for; empty for nowhere.
    package var hasNewDemand: [Bool]
    /// Days before this one stay as they are.
    package var firstOpenDay: Int
    /// No shift is added that starts before this, in elapsed minutes from the start of the grid; shifts that have begun are fixed
    /// days of their person.
    package var openFrom: Int32
    /// Price of each shift that is added, dropped or moved against what was published.
    package var priceOfChange: Double
    /// Most people changed beside those who are absent, away or owe hours.
    package var mostOthers: Int

    /// Nothing has changed yet.
    package init(
      published: [Int32], firstOpenDay: Int, priceOfChange: Double, mostOthers: Int, in problem: RosterProblem
    ) {
      precondition(published.count == problem.people.count * problem.dayCount, "a published day for everybody")
      self.published = published
      self.firstOpenDay = firstOpenDay
      self.priceOfChange = priceOfChange
      self.mostOthers = mostOthers
      openFrom = .min
      isAbsent = [Bool](repeating: false, count: published.count)
      hasNewDemand = []
    }
  }

  /// Why a day of somebody changed.
  package enum Cause: Hashable, Sendable {
    /// Absent at short notice, or away by the scenario: the shift falls away.
    case away
    /// Works where somebody is missing: the first and the last disturbed interval that the new shift adds to.
    case covers(ClosedRange<Int>)
    /// Pays for another change of the same person, so that hours, rest and rows of days stay within the rules.
    case makesRoom
    /// Falls away, gets shorter or moves within what was worked, beside no other change of the same person: the roster costs less so.
    case spares
    /// Had fewer hours than the contract wants.
    case owesHours
  }

  /// One day of one person that is no longer as published.
  package struct Change: Hashable, Sendable {
    /// Index of the person.
    package var person: Int
    /// Day of the horizon.
    package var day: Int
    /// What was published: an option, or `RosterProblem.off`.
    package var before: Int32
    /// What it is now.
    package var after: Int32
    /// Why.
    package var cause: Cause
  }

  /// What the changes of one person are worth together.
  package struct Help: Hashable, Sendable {
    /// Index of the person.
    package var person: Int
    /// Points that the roster would cost more if this person had kept the published tour and all others their new ones.
    package var saves: Double
    /// Price of the person's changes.
    package var price: Double

    /// The worth of a person's changes beside their price.
    package init(person: Int, saves: Double, price: Double) {
      self.person = person
      self.saves = saves
      self.price = price
    }
  }

  /// The mended roster and what it cost to mend.
  package struct Result: Sendable {
    /// Shape [people][days].
    package var tours: [Int32]
    /// The same when nobody steps in.
    package var disturbedTours: [Int32]
    /// By person and day.
    package var changes: [Change]
    /// One entry for each person changed who is not away, in the order of people.
    package var help: [Help]
    /// Cost when nobody steps in.
    package var disturbed: RosterCost
    /// Cost of the mended roster, the price of changes left out.
    package var mended: RosterCost
    /// Price of all changes but the absences themselves.
    package var priceOfChanges: Double
    /// Changed tours that were weighed, and people they belong to.
    package var candidates: Int
    /// People who may legally help.
    package var candidatePeople: Int
    /// How many points less another choice among the candidates could cost at most; infinite where nothing is known.
    package var open: Double
    /// Whether a time limit or a cancellation, not the effort, ended the search; then another run may differ.
    package var wasCutShort: Bool
    /// Whether no choice among the candidates is better.
    package var isProven: Bool { open == 0 && !wasCutShort }
    /// Weeks in which somebody has fewer minutes than their rules want, and nothing lawful has more, by person and week.
    package var shortWeeks: [ShortWeek]
    /// People whose published tour breaks a rule and was left as it is, with the rule.
    package var oddTours: [OddTour]
  }

  /// A week with fewer minutes than somebody's rules want.
  package struct ShortWeek: Hashable, Sendable {
    /// Index of the person.
    package var person: Int
    /// Week of the horizon.
    package var week: Int
    /// Paid minutes that are left.
    package var minutes: Int
    /// Paid minutes that the rules want at least.
    package var wanted: Int
  }

  /// A published tour that breaks a rule of the builder.
  package struct OddTour: Hashable, Sendable {
    /// Index of the person.
    package var person: Int
    /// The first rule broken.
    package var rule: TourRule
    /// The day on which it breaks.
    package var day: Int
  }

  private let tables: IntervalTables

  /// Prepares a problem; its demand must be given by intervals.
  package init(_ problem: RosterProblem, demand: IntervalDemand) { tables = IntervalTables(problem, demand) }

  /// The least changed roster that is worth its price.
  ///
  /// - Parameters:
  ///   - timeLimit: wall seconds after which the best roster so far is taken; nil for no limit.
  ///   - onProgress: told the cost so far and the share of the disturbed weeks that are done.
  ///   - isCancelled: asked often; true ends the search with the best roster so far.
  /// - Complexity: for each disturbed week O(people x options of a week), and at most `ReplanChoice.mostTrials` exact costs of
  ///   changed tours.
  package func mend(
    _ disturbance: Disturbance, timeLimit: Double? = nil,
    onProgress: ((_ cost: Double, _ share: Double) -> Void)? = nil,
    isCancelled: (() -> Bool)? = nil
  ) -> Result {
    // Asked on this thread alone.
    nonisolated(unsafe) let isCancelled = isCancelled
    let clock = SearchClock(.wallSeconds(timeLimit ?? .infinity), shouldStop: { isCancelled?() ?? false })
    return ReplanSearch(tables, disturbance, clock: clock, onProgress: onProgress ?? { _, _ in }).run()
  }
}
