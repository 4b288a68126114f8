import Chance
import Queueing
import Timeline
import Units
import Workforce

/// A roster as a centre to be played, anew for every replication: who is away and who contacts whom differ each time.
///
/// People are teams of one, so that their occupancy can be told apart. They take contacts of the queues they are
/// posted on, best language first. Handle times follow the forecast from interval to interval.
struct RosterPlay {
  private let scenario: Scenario
  private let requirement: Requirement
  private let rostered: RosteredPeople
  /// Shape [queues][grid.count]: people whom calls and chats have a claim on where the same people work email; else empty.
  private let claims: [[Double]]
  /// The centre without arrivals, presence and claims.
  private var frame: ContactCentre
  /// Shape [queues][grid.count]: whether deferred work is done.
  private let isWorked: [[Bool]]

  /// Shape [queues]: when a queue takes contacts; empty where the scenario has no network.
  let takes: [[(from: Seconds, to: Seconds)]]

  var grid: IntervalGrid { requirement.grid }
  private var length: Int { grid.intervalSeconds }

  /// Ids of the people, in the order of the teams.
  var people: [String] { rostered.people.map(\.id) }

  /// - Parameter helped: a queue that one person more works on, the last team.
  init(_ roster: Roster, requirement: Requirement, in scenario: Scenario, helping helped: Int? = nil) {
    let grid = requirement.grid
    self.scenario = scenario
    self.requirement = requirement
    let rostered = RosteredPeople(of: roster, on: grid, in: scenario)
    let isWorked = scenario.queues.map { queue in
      var worked = [Bool](repeating: false, count: grid.count)
      for interval in Staffing.workedIntervals(of: queue, on: grid, in: scenario) { worked[interval] = true }
      return worked
    }
    var teams: [ContactCentre.Team] = []
    var routes = [[Int]](repeating: [], count: scenario.queues.count)
    let usual = requirement.queues.map(RosterPlay.usualHandleTime)
    let agents = scenario.agentsById
    for (team, person) in rostered.people.enumerated() {
      let agent = agents[person.id]
      let posted = Set(person.postings.flatMap { rostered.queueSets[$0.set] })
      let queues = posted.union(RosterPlay.blended(with: posted, for: agent, in: scenario)).sorted()
      for queue in queues { routes[queue].append(team) }
      let skills = queues.map { queue in
        RosterPlay.skill(
          queue, in: scenario, usual[queue],
          priority: agent?.languages.firstIndex(of: scenario.queues[queue].language) ?? 0)
      }
      teams.append(ContactCentre.Team(skills: skills, staffing: []))
    }
    if let helped {
      routes[helped].append(teams.count)
      teams.append(
        ContactCentre.Team(
          skills: [RosterPlay.skill(helped, in: scenario, usual[helped], priority: 0)],
          staffing: RosterPlay.changes(of: isWorked[helped], every: grid.intervalSeconds)))
    }
    let lines = scenario.queues.indices.map { index in
      let queue = scenario.queues[index]
      return RosterPlay.line(
        queue, requirement.queues[index], routes[index], isWorked[index], grid,
        backlog: scenario.backlog.filter { $0.queue == queue.id },
        sources: scenario.queues.indices.filter { queue.blend?.queues.contains(scenario.queues[$0].id) == true })
    }
    var frame = ContactCentre(
      queues: lines, teams: teams, horizon: Seconds(Double(max(1, grid.count * grid.intervalSeconds))))
    frame.routing = .bestSkill
    frame.interval = Seconds(Double(grid.intervalSeconds))
    frame.backlogProbes = scenario.queues.flatMap { queue in
      scenario.horizon.dates.map { date in
        let midnight = queue.open.zone.startOfDay(date.advanced(byDays: 1)).seconds(since: grid.start)
        return [Seconds(Double(midnight))]
      }
    }
    let takes = RosterPlay.takingPeriods(in: scenario, on: grid)
    for queue in scenario.queues.indices {
      frame.queues[queue].onward = scenario.flows.arrows.compactMap { flow in
        guard flow.from == scenario.queues[queue].id,
          let to = scenario.queues.firstIndex(where: { $0.id == flow.to })
        else { return nil }
        return ContactCentre.Onward(to: to, share: flow.share, after: flow.after, ofHungUp: flow.kind == .redial)
      }
      if takes.indices.contains(queue) { frame.queues[queue].takingPeriods = takes[queue] }
    }
    self.rostered = rostered
    self.isWorked = isWorked
    self.takes = takes
    claims = RosterPlay.claims(of: roster, rostered, requirement, scenario)
    self.frame = frame
    for team in rostered.people.indices {
      self.frame.teams[team].skillsInUse = skillsInUse(team: team, agents[rostered.people[team].id])
    }
  }

  /// The centre of one replication.
  ///
  /// - Parameter path: whole contacts, shape [queues][grid.count].
  func centre(path: [[Double]], _ random: inout RandomStream) -> ContactCentre {
    var centre = frame
    for queue in centre.queues.indices {
      let drawn = moments(of: path[queue], &random)
      let bot = scenario.flows.bots.first { $0.queue == scenario.queues[queue].id }
      centre.queues[queue].arrivals = .moments(bot.map { behind($0, drawn, queue, &random) } ?? drawn)
    }
    for queue in centre.queues.indices where !claims[queue].isEmpty {
      centre.queues[queue].claims = claims[queue].map { people in
        // Fractions are rounded at random, so that the mean is right.
        Int(people.rounded(.down)) + (random.uniform() < people - people.rounded(.down) ? 1 : 0)
      }
    }
    for (team, person) in rostered.people.enumerated() {
      centre.teams[team].staffing = staffing(of: person, isAway: awayIntervals(of: person, &random))
    }
    return centre
  }

  // MARK: - Queues

  private static func skill(
    _ index: Int, in scenario: Scenario, _ handleTime: Seconds, priority: Int
  ) -> ContactCentre.Skill {
    let queue = scenario.queues[index]
    let atOnce = queue.isConcurrent ? max(1, queue.concurrency) : 1
    let times = queue.isConcurrent ? queue.handleTimesAtOnce : []
    return ContactCentre.Skill(
      queue: index, handleTimes: times.isEmpty ? Array(repeating: handleTime, count: atOnce) : times,
      priority: priority)
  }

  /// One person in some intervals.
  private static func changes(of isThere: [Bool], every length: Int) -> [(from: Seconds, people: Int)] {
    var changes: [(from: Seconds, people: Int)] = []
    for interval in 0...isThere.count {
      let people = interval < isThere.count && isThere[interval] ? 1 : 0
      if changes.last?.people ?? 0 != people {
        changes.append((from: Seconds(Double(interval * length)), people: people))
      }
    }
    return changes
  }

  private static func line(
    _ queue: Queue, _ needed: QueueRequirement, _ routes: [Int], _ isWorked: [Bool], _ grid: IntervalGrid,
    backlog: [BacklogBatch], sources: [Int]
  ) -> ContactCentre.Line {
    var line = ContactCentre.Line(
      arrivals: .moments([]), patience: queue.isDeferred ? nil : queue.patience, threshold: queue.goal.within,
      routes: routes)
    line.fillsBusyFirst = true
    let usual = usualHandleTime(needed).value
    line.handleTimeFactors = needed.averageHandleTime.map { $0 > 0 ? $0 / usual : 1 }
    guard queue.isDeferred else { return line }
    var deferral = ContactCentre.Deferral(deadline: queue.goal.within)
    deferral.reserve = Int((queue.blend?.reserve ?? 0).rounded(.up))
    deferral.reservedFor = deferral.reserve > 0 ? sources : []
    deferral.isPutAside = queue.blend == nil
    deferral.waitingSince = backlog.flatMap { batch in
      let arrived = Double(min(-1, (batch.arrived ?? grid.start).seconds(since: grid.start)))
      return Array(repeating: Seconds(arrived), count: Int(batch.contacts.rounded()))
    }.sorted()
    let edges = changes(of: isWorked, every: grid.intervalSeconds).map(\.from)
    deferral.workedPeriods = stride(from: 0, to: edges.count, by: 2).map { (from: edges[$0], to: edges[$0 + 1]) }
    if queue.goal.clock == .business { deferral.openPeriods = deferral.workedPeriods }
    line.deferral = deferral
    return line
  }

  /// Mean handle time of a queue over the horizon; 1 s where nothing is offered.
  private static func usualHandleTime(_ needed: QueueRequirement) -> Seconds {
    let offered = needed.offered.reduce(0, +)
    let work = zip(needed.offered, needed.averageHandleTime).reduce(0) { $0 + $1.0 * $1.1 }
    return Seconds(offered > 0 && work > 0 ? work / offered : 1)
  }

  /// Arrival times of the contacts of a path, uniform over their interval.
  private func moments(of counts: [Double], _ random: inout RandomStream) -> [Double] {
    var moments: [Double] = []
    moments.reserveCapacity(Int(counts.reduce(0, +)))
    var last = -1.0
    for (interval, count) in counts.enumerated() where count >= 1 {
      let start = Double(interval * length)
      let inside = (0..<Int(count)).map { _ in start + random.uniform() * Double(length) }.sorted()
      for moment in inside {
        last = max(moment, last.nextUp)
        moments.append(last)
      }
    }
    return moments
  }

  // MARK: - People

  /// Changes of the skills in use: by posting, and for deferred work by the hours in which it is worked.
  private func skillsInUse(team: Int, _ agent: Agent?) -> [(from: Seconds, skills: [Int])] {
    let skills = frame.teams[team].skills
    var changes: [(from: Seconds, skills: [Int])] = []
    for posting in rostered.people[team].postings {
      let posted = Set(rostered.queueSets[posting.set])
      let queues = posted.union(RosterPlay.blended(with: posted, for: agent, in: scenario))
      var interval = posting.from / length
      var from = posting.from
      while from < posting.to {
        let inUse = skills.indices.filter { place in
          let queue = skills[place].queue
          guard queues.contains(queue) else { return false }
          return !scenario.queues[queue].isDeferred
            || (interval < grid.count ? isWorked[queue][interval] : true)
        }
        if let last = changes.last, last.from.value >= Double(from) { changes.removeLast() }
        if changes.last?.skills != inUse { changes.append((from: Seconds(Double(from)), skills: inUse)) }
        interval += 1
        from = interval * length
      }
    }
    return changes
  }

  /// Intervals in which a person with work is off the queue, drawn one by one with the chance of the site's shrinkage.
  private func awayIntervals(of person: RosteredPerson, _ random: inout RandomStream) -> [Bool] {
    var isAway = [Bool](repeating: false, count: grid.count)
    var next = 0
    for stretch in person.work {
      let first = max(next, stretch.from / length)
      let end = min(grid.count, (stretch.to + length - 1) / length)
      guard first < end else { continue }
      for interval in first..<end { isAway[interval] = random.uniform() < person.absentShares[interval] }
      next = end
    }
    return isAway
  }

  /// Changes between 0 and 1 person.
  private func staffing(of person: RosteredPerson, isAway: [Bool]) -> [(from: Seconds, people: Int)] {
    var changes: [(from: Seconds, people: Int)] = []
    func set(_ people: Int, at time: Int) {
      if let last = changes.last, last.from.value >= Double(time) { changes.removeLast() }
      if changes.last?.people ?? 0 != people { changes.append((from: Seconds(Double(time)), people: people)) }
    }
    for stretch in person.work {
      var from = stretch.from
      while from < stretch.to {
        let interval = from / length
        set(interval < grid.count && isAway[interval] ? 0 : 1, at: from)
        from = (interval + 1) * length
      }
      set(0, at: stretch.to)
    }
    return changes
  }

  /// Deferred queues that the people of some queues take in their gaps.
  private static func blended(with queues: Set<Int>, for agent: Agent?, in scenario: Scenario) -> [Int] {
    guard let agent else { return [] }
    let names = Set(queues.map { scenario.queues[$0].id })
    return scenario.queues.indices.filter { index in
      guard let blend = scenario.queues[index].blend else { return false }
      return agent.serves(scenario.queues[index]) && blend.queues.contains(where: names.contains)
    }
  }

  /// What the plan counts on for the calls and chats of people who work email as well: their part of the roster's net agents.
  private static func claims(
    of roster: Roster, _ rostered: RosteredPeople, _ requirement: Requirement, _ scenario: Scenario
  ) -> [[Double]] {
    let mixed = Set(
      rostered.queueSets.filter { queues in queues.contains { scenario.queues[$0].isDeferred } }.joined())
    let given = Supply(of: roster, on: requirement.grid, in: scenario).rostered(for: requirement, in: scenario).agents
    return scenario.queues.indices.map { queue in
      !scenario.queues[queue].isDeferred && mixed.contains(queue) ? given[queue] : []
    }
  }
}
