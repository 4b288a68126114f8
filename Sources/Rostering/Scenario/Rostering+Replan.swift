import Lanes
public import Timeline
import Tours
public import Workforce

/// What happened after a roster was published.
public struct ReplanRequest: Sendable {
  /// People absent at short notice from now on known; absences known before are in the scenario.
  public var absences: [Leave]
  /// Shifts before this date stay as they are.
  public var from: CivilDate
  /// The moment it is now: what has begun stays as it is, and nothing is added that would have begun. The start of `from` when nil.
  public var now: Instant?
  /// Price of each shift added, dropped or moved, in points; the scenario's when nil.
  public var priceOfChange: Double?
  /// Most people changed beside those absent and those who owe hours.
  public var mostOthers: Int
  /// Shape [queues][grid.count]: net agents the published roster was made for; empty when the requirement is the same.
  public var formerNetAgents: [[Double]]
  /// Places in the scenario's `shiftDemand` of rows that the published roster was not made for.
  public var newShiftDemand: Set<Int> = []
  /// A safety net in wall seconds; reported when it cut the search.
  public var timeLimit: Double?
  /// Told the cost of the roster so far and the share of the weeks that are done.
  public var onProgress: (@Sendable (_ cost: Double, _ share: Double) -> Void)?
  /// Asked often; true ends the search with the best roster so far.
  public var isCancelled: (@Sendable () -> Bool)?

  /// A request; nobody absent, three others at most, the scenario's price.
  public init(
    from: CivilDate, absences: [Leave] = [], priceOfChange: Double? = nil, mostOthers: Int = 3,
    formerNetAgents: [[Double]] = []
  ) {
    self.from = from
    self.absences = absences
    self.priceOfChange = priceOfChange
    self.mostOthers = mostOthers
    self.formerNetAgents = formerNetAgents
  }
}

extension ReplanRequest {
  /// Lets absences of today begin now, or with the shift that is running: what was worked until then was worked.
  ///
  /// An absence of another date, and any absence where it is not said what time it is, is one of whole dates.
  public mutating func beginAbsencesNow(in published: Roster, of scenario: Scenario) {
    guard let now else { return }
    for place in absences.indices {
      let absence = absences[place]
      guard let zone = scenario.agent(absence.agent).flatMap({ scenario.site($0.site)?.zone }) else { continue }
      let today = zone.local(at: now).date
      let running = published.shifts.first { $0.agent == absence.agent && $0.start < now && now < $0.end }
      // A night is known by the date on which it began.
      guard absence.from == today || absence.from == running?.date else { continue }
      absences[place].from = min(absence.from, running?.date ?? today)
      absences[place].since = now
    }
  }
}

/// A week in which somebody has fewer hours than the contract wants, because no lawful way to work has more.
public struct ShortWeek: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// First date of the week.
  public var week: CivilDate
  /// Paid minutes that are worked.
  public var minutes: Int
  /// Paid minutes that the contract wants at least.
  public var wanted: Int
  /// Rules that clash, in words with their amounts; empty where that is not known.
  public var rules: [String]

  /// A sentence, for example `A0042: 24 h of 40 h in the week from 2026-03-09; ...`.
  public var sentence: String {
    let hours =
      "\(agent): \(lengthText(minutes: minutes)) of \(lengthText(minutes: wanted)) in the week from \(week.isoText)"
    return rules.isEmpty ? hours : hours + "; no lawful way to work more because of " + rules.joined(separator: "; ")
  }

  private enum CodingKeys: CodingKey { case agent, week, hours, wanted, rules, sentence }

  /// Writes both lengths in hours.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(agent, forKey: .agent)
    try values.encode(week, forKey: .week)
    try values.encode(Double(minutes) / 60, forKey: .hours)
    try values.encode(Double(wanted) / 60, forKey: .wanted)
    try values.encode(rules, forKey: .rules)
    try values.encode(sentence, forKey: .sentence)
  }
}

/// One date of one person that is no longer as published.
public struct RosterChange: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// The local date.
  public var date: CivilDate
  /// Shifts as published; none for a day off.
  public var before: [Shift]
  /// Shifts now.
  public var after: [Shift]
  /// The published shift on the clock of its site, for example `09:00-17:30`, or `off`.
  public var was: String
  /// The shift now.
  public var becomes: String
  /// Why, as the rest of a sentence.
  public var reason: String
  /// Price of this change in points; 0 for an absence.
  public var price: Double

  /// The reason as it is shown: that of a shift whose breaks alone move says so.
  package var explanation: String {
    let movesBreaksAlone = before.map(\.start) == after.map(\.start) && before.map(\.end) == after.map(\.end)
    return movesBreaksAlone ? "breaks move: " + reason : reason
  }

  private enum CodingKeys: CodingKey { case agent, date, was, becomes, reason, price }

  /// Writes what is shown of the change.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(agent, forKey: .agent)
    try values.encode(date, forKey: .date)
    try values.encode(was, forKey: .was)
    try values.encode(becomes, forKey: .becomes)
    try values.encode(explanation, forKey: .reason)
    try values.encode(price, forKey: .price)
  }
}

/// What the changes of one person are worth.
public struct ReplanHelp: Encodable, Hashable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Points that the roster would cost more had this person kept the published shifts.
  public var saves: Double
  /// Price of the person's changes in points.
  public var price: Double
}

/// A mended roster.
public struct ReplanOutcome: Sendable {
  /// The roster; unchanged shifts are as published, changed ones have a raised sequence, dropped ones are cancelled.
  public var roster: Roster
  /// By person and date.
  public var changes: [RosterChange]
  /// People who step in, in the order of the scenario.
  public var help: [ReplanHelp]
  /// Cost in points as published, at today's requirement and with everybody there.
  public var publishedCost: Double
  /// Cost when nobody steps in.
  public var disturbedCost: Double
  /// Cost of the mended roster; the price of changes comes on top.
  public var mendedCost: Double
  /// Price of all changes.
  public var priceOfChanges: Double
  /// Changed tours that were weighed and people they belong to.
  public var candidates: Int
  /// People who may legally step in.
  public var candidatePeople: Int
  /// How many points less another choice among the changed tours could cost at most; infinite where nothing is known.
  public var open: Double
  /// Whether a time limit or a cancellation ended the search.
  public var wasCutShort: Bool
  /// Weeks in which somebody has too few hours.
  public var shortWeeks: [ShortWeek]
}

extension Rostering {
  /// Mends a published roster after absences, changed leave or a changed requirement, and moves nothing that is not worth its
  /// price; see `Replanning`.
  ///
  /// - Parameters:
  ///   - published: with sequences and cancelled shifts of earlier revisions.
  ///   - requirement: today's.
  /// - Returns: the roster and the list of changes with the reason and worth of each.
  public static func replan(
    _ published: Roster, for requirement: Requirement, in scenario: Scenario, request: ReplanRequest
  ) -> ReplanOutcome {
    let clock = Stopwatch()
    var task = RosterTask(requirement, in: scenario, published: published, now: request.now)
    task.keepClosedDaysFreeAsTold()
    var request = request
    request.timeLimit = request.timeLimit.map { max(0, $0 - clock.seconds) }
    return ReplanTask(task: task, published: published, request: request).run()
  }
}

/// Carries a request to the engine and its answer back to shifts.
struct ReplanTask {
  let task: RosterTask
  let published: Roster
  let request: ReplanRequest

  var problem: RosterProblem { task.problem }
  private var scenario: Scenario { task.scenario }
  private var priceOfChange: Double { request.priceOfChange ?? scenario.prices.change }

  func run() -> ReplanOutcome {
    guard case .intervals(let demand) = problem.demand else { preconditionFailure("a scenario asks by intervals") }
    let replanning = Replanning(problem, demand: demand)
    var result = replanning.mend(
      disturbance(), timeLimit: request.timeLimit, onProgress: request.onProgress, isCancelled: request.isCancelled)
    if task.posts != nil { forgetMovesOfPost(in: &result) }
    let told = mended(result)
    result = told.result
    let changes = result.changes.map { change($0, result) }
    var roster = told.roster
    // What was proved about the published roster says nothing about this one.
    let statement = told.statement
    roster.report = SolverReport(
      cost: statement.total, bound: 0, proof: "mended from a published roster; no bound was sought",
      statement: statement, wasCutShort: false)
    roster.report?.shares = task.shares(of: result.tours, solves: false)
    return ReplanOutcome(
      roster: roster, changes: changes,
      help: result.help.map {
        ReplanHelp(agent: problem.people[$0.person].name, saves: $0.saves, price: $0.price)
      },
      publishedCost: self.statement(task.publishedTours, published, isAsTold: true).total,
      disturbedCost: self.statement(result.disturbedTours, published).total, mendedCost: statement.total,
      priceOfChanges: result.priceOfChanges, candidates: result.candidates, candidatePeople: result.candidatePeople,
      open: result.open, wasCutShort: result.wasCutShort,
      shortWeeks: result.shortWeeks.map { task.shortWeek($0.person, $0.week, minutes: $0.minutes, wanted: $0.wanted) })
  }

  /// Leaves out changes of post alone: nobody is told at which post they are when they come at the same hours.
  private func forgetMovesOfPost(in result: inout Replanning.Result) {
    result.changes.removeAll { task.isSameShift($0.before, $0.after) }
    for place in result.tours.indices where task.isSameShift(result.tours[place], task.publishedTours[place]) {
      result.tours[place] = task.publishedTours[place]
    }
    result.priceOfChanges = result.changes.reduce(0) { $1.cause == .away ? $0 : $0 + priceOfChange }
    result.help = result.help.compactMap { help in
      let own = result.changes.count { $0.person == help.person }
      return own > 0 ? Replanning.Help(person: help.person, saves: help.saves, price: Double(own) * priceOfChange) : nil
    }
  }

  /// What tours cost where everybody serves what a roster says.
  func statement(_ tours: [Int32], _ roster: Roster, isAsTold: Bool = false) -> CostStatement {
    task.statement(tours: task.settled(tours), groups: task.groups(of: roster, tours: tours), isAsTold: isAsTold)
  }

  // MARK: - The request

  private func disturbance() -> Replanning.Disturbance {
    let days = problem.dayCount
    var disturbance = Replanning.Disturbance(
      published: task.publishedTours, firstOpenDay: max(0, request.from.days(since: scenario.horizon.first)),
      priceOfChange: priceOfChange, mostOthers: request.mostOthers, in: problem)
    if let now = request.now {
      disturbance.openFrom = Int32(clamping: -floorDivide(-now.seconds(since: task.requirement.grid.start), 60))
    }
    for (person, someone) in problem.people.enumerated() where task.carriedShifts[person].isEmpty {
      for absence in request.absences where absence.agent == someone.name {
        for (day, date) in scenario.horizon.dates.enumerated() where absence.from <= date && date <= absence.to {
          disturbance.isAbsent[person * days + day] = true
        }
      }
    }
    if let posts = task.posts, !request.newShiftDemand.isEmpty {
      disturbance.hasNewDemand = posts.rows.map { $0.map(request.newShiftDemand.contains) ?? false }
    } else if !request.formerNetAgents.isEmpty {
      // coverage.csv, where the former requirement is read, has four decimals.
      disturbance.hasNewDemand = task.requirement.grid.indices.map { interval in
        zip(task.requirement.queues, request.formerNetAgents).contains { queue, former in
          abs(queue.netAgents[interval] - former[interval]) > 1e-3
        }
      }
    }
    return disturbance
  }

  // MARK: - The roster

  /// Shifts that did not change are handed on as they were published, also who takes which queues in them as long as nobody
  /// else came or went meanwhile.
  func roster(_ result: Replanning.Result) -> Roster {
    let days = problem.dayCount
    let touched = touchedIntervals(result)
    let grid = task.requirement.grid
    let oldSpells = Dictionary(grouping: published.spells, by: \.agent)
    let oldShifts = Dictionary(grouping: published.shifts, by: { [$0.agent, $0.date.isoText] })
    func isAsTold(_ shift: Shift) -> Bool {
      task.posts == nil && (oldSpells[shift.agent] ?? []).contains { $0.isInside(shift) }
        && !grid.reach(of: shift).contains(where: { touched[$0] })
    }
    let told = task.groups(of: published, tours: task.publishedTours)
    var served = task.groups(serving: result.tours, asTold: told) { person, day in
      if !task.carriedShifts[person].isEmpty { return task.carriedShifts[person].allSatisfy(isAsTold) }
      let date = task.date(day)
      return result.tours[person * days + day] == task.publishedTours[person * days + day]
        && (oldShifts[[problem.people[person].name, date.isoText]] ?? []).allSatisfy(isAsTold)
    }
    if let now = request.now { keepPast(of: &served, asTold: told, before: now) }
    let graves = Dictionary(grouping: published.cancelled, by: { [$0.agent, $0.date.isoText] })
    let absenceDates = scenario.absenceDatesByAgent
    let absent = Set(task.strays.filter { absenceDates[$0.agent]?.contains($0.date) ?? false })
    let strays = task.strays.filter { !absent.contains($0) }
    // Dates of which the problem knows nothing stay as they are, and no work is added to them.
    let strayDays = Set(task.strays.map { [$0.agent, $0.date.isoText] })
    var shifts = strays
    var spells = strays.flatMap { shift in (oldSpells[shift.agent] ?? []).filter { $0.isInside(shift) } }
    var cancelled = absent.map { shift in
      var shift = shift
      shift.sequence += 1
      return shift
    }
    for person in problem.people.indices {
      if !task.carriedShifts[person].isEmpty {
        for shift in task.carriedShifts[person] {
          let own = (oldSpells[shift.agent] ?? []).filter { $0.isInside(shift) }
          spells += isAsTold(shift) ? own : task.spells(of: shift, person: person, groups: served)
        }
        continue
      }
      for day in 0..<days {
        let option = result.tours[person * days + day]
        let key = [problem.people[person].name, task.date(day).isoText]
        let old = oldShifts[key] ?? []
        var dead = graves[key] ?? []
        if strayDays.contains(key) {
          cancelled += dead
          continue
        }
        let isKept = option == task.publishedTours[person * days + day]
        let work = isKept ? old : option == RosterProblem.off ? [] : task.work(person: person, option: option)
        for var shift in work {
          if !isKept {
            let former = (old + dead).filter { $0.ordinal == shift.ordinal }.map(\.sequence).max()
            if let former { shift.sequence = former + 1 }
            dead.removeAll { $0.ordinal == shift.ordinal }
          }
          shifts.append(shift)
          if isKept && work.allSatisfy(isAsTold) {
            spells += (oldSpells[shift.agent] ?? []).filter { $0.isInside(shift) }
          } else {
            spells += task.spells(of: shift, person: person, groups: served)
          }
        }
        if !isKept {
          for var shift in old where !work.contains(where: { $0.ordinal == shift.ordinal }) {
            shift.sequence += 1
            cancelled.append(shift)
          }
        }
        cancelled += dead
      }
    }
    return Roster(
      shifts: shifts, spells: spells, warnings: notes(result), cancelled: cancelled)
  }

  /// What was served before a moment stays as it was told; whoever was on a queue then stays as long as stretches are at least, and goes
  /// to another only where they can stay there as long and the shift has a change left.
  ///
  /// - Parameters:
  ///   - served: shape [people][intervals], as `told` is.
  private func keepPast(of served: inout [Int16], asTold told: [Int16], before now: Instant) {
    guard task.posts == nil, case .intervals(let demand) = problem.demand else { return }
    let grid = task.requirement.grid
    let begun = grid.indices.prefix { grid.instant(of: $0) < now }.count
    guard begun > 0 else { return }
    for (person, someone) in problem.people.enumerated() {
      let row = person * problem.intervalCount
      for place in row..<row + begun where served[place] >= 0 && told[place] >= 0 { served[place] = told[place] }
      let group = served[row + begun - 1]
      guard group >= 0 else { continue }
      let first = served[row..<row + begun].lastIndex { $0 < 0 }.map { $0 + 1 } ?? row
      let end = served[(row + begun)..<row + problem.intervalCount].firstIndex { $0 < 0 } ?? row + problem.intervalCount
      func stretch(from place: Int) -> Range<Int> {
        place..<(served[place..<end].firstIndex { $0 != served[place] } ?? end)
      }
      func isShort(_ stretch: Range<Int>) -> Bool {
        let queues = demand.leastStretches.isEmpty ? 0 : demand.leastStretches[Int(served[stretch.lowerBound])]
        return stretch.count * problem.intervalMinutes < max(someone.leastStretch, queues)
      }
      let begin = served[first..<row + begun].lastIndex { $0 != group }.map { $0 + 1 } ?? first
      var place = row + begun
      while place < end, isShort(begin..<place) {
        served[place] = group
        place += 1
      }
      // Each stretch after it that is left too short, or is one too many, is spent on the same queue.
      while place < end {
        let changes = (first + 1..<end).count { served[$0] != served[$0 - 1] }
        if served[place] == group {
          place += 1
        } else if isShort(stretch(from: place)) || changes > someone.mostChanges {
          let next = stretch(from: place)
          for index in next { served[index] = group }
          place = next.upperBound
        } else {
          break
        }
      }
    }
  }

  /// Shape [grid.count]: whether somebody came or went.
  private func touchedIntervals(_ result: Replanning.Result) -> [Bool] {
    var touched = [Bool](repeating: false, count: problem.intervalCount)
    for change in result.changes {
      for option in [change.before, change.after] where option >= 0 {
        for interval in problem.reach(of: option).clamped(to: touched.indices) { touched[interval] = true }
      }
    }
    return touched
  }

  // MARK: - Sentences

  private func change(_ change: Replanning.Change, _ result: Replanning.Result) -> RosterChange {
    let person = problem.people[change.person].name
    let date = task.date(change.day)
    func work(_ option: Int32) -> [Shift] {
      option == RosterProblem.off ? [] : task.work(person: change.person, option: option)
    }
    let isAway = change.cause == .away
    let zones = scenario.zonesBySite
    let (before, after) = (published.shifts.filter { $0.agent == person && $0.date == date }, work(change.after))
    return RosterChange(
      agent: person, date: date, before: before, after: after, was: before.clockText(in: zones),
      becomes: after.clockText(in: zones), reason: reason(change, result), price: isAway ? 0 : priceOfChange)
  }

  private func reason(_ change: Replanning.Change, _ result: Replanning.Result) -> String {
    switch change.cause {
    case .away:
      let date = task.date(change.day)
      let name = problem.people[change.person].name
      guard scenario.absenceDates(of: name).contains(date) else { return "away" }
      guard change.after != RosterProblem.off, let last = task.work(person: change.person, option: change.after).last,
        let zone = scenario.site(last.site)?.zone
      else { return "absent" }
      return "absent from \(zone.local(at: last.end).clockText)"
    case .owesHours: return "owes hours in this week"
    case .makesRoom: return "in exchange, so that the week keeps its rules"
    case .spares:
      return change.after == RosterProblem.off ? "not needed: it costs more than it saves" : "costs less at this time"
    case .covers(let intervals) where task.posts != nil:
      let missing = result.changes.filter { $0.cause == .away && overlaps($0.before, intervals) }
        .map { problem.people[$0.person].name }
      let post = task.posts?.text(at: task.place(of: change.after)) ?? ""
      return post + (missing.isEmpty ? "" : ", where \(missing.joined(separator: ", ")) is missing")
    case .covers(let intervals):
      let grid = task.requirement.grid
      let zone = scenario.site(task.agent(of: change.person).site)?.zone ?? .utc
      let start = zone.local(at: grid.instant(of: intervals.lowerBound)).clockText
      let end = zone.local(at: grid.instant(of: intervals.upperBound + 1)).clockText
      let missing = result.changes.filter { $0.cause == .away && overlaps($0.before, intervals) }
        .map { problem.people[$0.person].name }
      return missing.isEmpty
        ? "helps from \(start) to \(end)"
        : "helps from \(start) to \(end), where \(missing.joined(separator: ", ")) is missing"
    }
  }

  private func overlaps(_ option: Int32, _ intervals: ClosedRange<Int>) -> Bool {
    option >= 0 && problem.reach(of: option).overlaps(intervals)
  }

  private func notes(_ result: Replanning.Result) -> [String] {
    let odd = sentences(
      about: result.oddTours.map { odd in
        let (name, date) = (problem.people[odd.person].name, task.date(odd.day))
        let rule = "the published shifts do not keep \(odd.rule.words) (about \(date.isoText)); they stay as they are"
        return (name, "\(name): \(rule)")
      })
    let cut =
      result.wasCutShort ? ["the search was cut short by its time limit; another run may find more"] : []
    return task.warnings + odd + cut
  }
}

extension QueueSpell {
  /// Whether it is a stretch of a shift.
  func isInside(_ shift: Shift) -> Bool {
    agent == shift.agent && shift.start <= start && end <= shift.end
  }
}

extension IntervalGrid {
  /// Intervals of the grid that a shift touches.
  fileprivate func reach(of shift: Shift) -> Range<Int> {
    let first = max(0, floorDivide(shift.start.seconds(since: start), intervalSeconds))
    let last = min(count, floorDivide(shift.end.seconds(since: start) - 1, intervalSeconds) + 1)
    return first..<max(first, last)
  }
}
