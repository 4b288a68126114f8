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
  /// The centre without arrivals, presence and limits.
  private var frame: ContactCentre
  /// Shape [queues][grid.count]: whether deferred work is done.
  private let isWorked: [[Bool]]

  private var grid: IntervalGrid { requirement.grid }
  private var length: Int { grid.intervalSeconds }

  /// Ids of the people, in the order of the teams.
  var people: [String] { rostered.people.map(\.id) }

  init(_ roster: Roster, requirement: Requirement, in scenario: Scenario) {
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
    for (team, person) in rostered.people.enumerated() {
      let agent = scenario.agent(person.id)
      let queues = Set(person.postings.flatMap { rostered.queueSets[$0.set] }).sorted()
      for queue in queues { routes[queue].append(team) }
      teams.append(
        ContactCentre.Team(
          skills: queues.map { index in
            let queue = scenario.queues[index]
            let atOnce = queue.channel == .chat ? max(1, queue.concurrency) : 1
            let times = queue.channel == .chat ? queue.handleTimesAtOnce : []
            return ContactCentre.Skill(
              queue: index, handleTimes: times.isEmpty ? Array(repeating: usual[index], count: atOnce) : times,
              priority: agent?.languages.firstIndex(of: queue.language) ?? 0)
          }, staffing: []))
    }
    let lines = scenario.queues.indices.map { index in
      RosterPlay.line(scenario.queues[index], requirement.queues[index], routes[index], isWorked[index], grid)
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
    self.rostered = rostered
    self.isWorked = isWorked
    self.frame = frame
    for team in teams.indices { self.frame.teams[team].skillsInUse = skillsInUse(team: team) }
  }

  /// The centre of one replication.
  ///
  /// - Parameter path: whole contacts, shape [queues][grid.count].
  func centre(path: [[Double]], _ random: inout RandomStream) -> ContactCentre {
    var centre = frame
    for queue in centre.queues.indices {
      centre.queues[queue].arrivals = .moments(moments(of: path[queue], &random))
    }
    var present = [[Double]](
      repeating: [Double](repeating: 0, count: grid.count), count: rostered.queueSets.count)
    for (team, person) in rostered.people.enumerated() {
      let isAway = awayIntervals(of: person, &random)
      centre.teams[team].staffing = staffing(of: person, isAway: isAway)
      addPresence(of: person, isAway: isAway, to: &present)
    }
    for queue in centre.queues.indices where scenario.queues[queue].channel == .email {
      centre.queues[queue].deferral?.mostAtOnce = limits(of: queue, present: present, &random)
    }
    return centre
  }

  // MARK: - Queues

  private static func line(
    _ queue: Queue, _ needed: QueueRequirement, _ routes: [Int], _ isWorked: [Bool], _ grid: IntervalGrid
  ) -> ContactCentre.Line {
    var line = ContactCentre.Line(
      arrivals: .moments([]), patience: queue.channel == .email ? nil : queue.patience, threshold: queue.goal.within,
      routes: routes)
    line.fillsBusyFirst = true
    let usual = usualHandleTime(needed).value
    line.handleTimeFactors = needed.averageHandleTime.map { $0 > 0 ? $0 / usual : 1 }
    guard queue.channel == .email else { return line }
    var deferral = ContactCentre.Deferral(deadline: queue.goal.within)
    if queue.goal.clock == .business {
      var start: Int?
      for interval in 0...isWorked.count {
        let isOpen = interval < isWorked.count && isWorked[interval]
        if isOpen, start == nil { start = interval }
        if !isOpen, let first = start {
          let edges = (first, interval)
          deferral.openPeriods.append(
            (
              from: Seconds(Double(edges.0 * grid.intervalSeconds)),
              to: Seconds(Double(edges.1 * grid.intervalSeconds))
            ))
          start = nil
        }
      }
    }
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
  private func skillsInUse(team: Int) -> [(from: Seconds, skills: [Int])] {
    let skills = frame.teams[team].skills
    var changes: [(from: Seconds, skills: [Int])] = []
    for posting in rostered.people[team].postings {
      let queues = Set(rostered.queueSets[posting.set])
      var interval = posting.from / length
      var from = posting.from
      while from < posting.to {
        let inUse = skills.indices.filter { place in
          let queue = skills[place].queue
          guard queues.contains(queue) else { return false }
          return scenario.queues[queue].channel != .email
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
    guard person.absentShare > 0 else { return isAway }
    var next = 0
    for stretch in person.work {
      let first = max(next, stretch.from / length)
      let end = min(grid.count, (stretch.to + length - 1) / length)
      guard first < end else { continue }
      for interval in first..<end { isAway[interval] = random.uniform() < person.absentShare }
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

  /// Adds a person's presence to the sets of queues they are posted on, as people per interval.
  private func addPresence(of person: RosteredPerson, isAway: [Bool], to present: inout [[Double]]) {
    for posting in person.postings {
      for stretch in person.work {
        let from = max(posting.from, stretch.from)
        let to = min(posting.to, stretch.to, grid.count * length)
        guard from < to else { continue }
        for interval in from / length...(to - 1) / length where !isAway[interval] {
          let covered = min(to, (interval + 1) * length) - max(from, interval * length)
          present[posting.set][interval] += Double(covered) / Double(length)
        }
      }
    }
  }

  // MARK: - Deferred work

  /// How many people may be on a deferred queue at once: what the live queues they are also posted on do not need, and
  /// at least the share of people that the plan gives the queue. Rounded at random so that the mean is right.
  private func limits(
    of queue: Int, present: [[Double]], _ random: inout RandomStream
  ) -> [(from: Seconds, people: Int)] {
    var limits: [(from: Seconds, people: Int)] = []
    for interval in grid.indices where isWorked[queue][interval] {
      var people = 0.0
      for (set, queues) in rostered.queueSets.enumerated() where queues.contains(queue) {
        people += share(of: queue, in: set, interval: interval, present: present)
      }
      let whole = people.rounded(.down) + (random.uniform() < people - people.rounded(.down) ? 1 : 0)
      if limits.last?.people != Int(whole) {
        limits.append((from: Seconds(Double(interval * length)), people: Int(whole)))
      }
    }
    return limits
  }

  /// People of one set that may be on a deferred queue of it.
  private func share(of queue: Int, in set: Int, interval: Int, present: [[Double]]) -> Double {
    let people = present[set][interval]
    guard people > 0 else { return 0 }
    let queues = rostered.queueSets[set]
    let deferred = queues.filter { scenario.queues[$0].channel == .email }
    let live = queues.filter { scenario.queues[$0].channel != .email }
      .reduce(0) { $0 + need(of: $1, in: set, interval: interval, present: present) }
    let needs = deferred.map { need(of: $0, in: set, interval: interval, present: present) }
    let waiting = needs.reduce(0, +)
    let all = live + waiting
    let room = max(people - live, all > 0 ? people * waiting / all : people)
    guard let place = deferred.firstIndex(of: queue) else { return 0 }
    return waiting > 0 ? room * needs[place] / waiting : room / Double(deferred.count)
  }

  /// The part of a queue's requirement that falls to one set, in proportion to the people of the sets that serve it.
  private func need(of queue: Int, in set: Int, interval: Int, present: [[Double]]) -> Double {
    var all = 0.0
    for (other, queues) in rostered.queueSets.enumerated() where queues.contains(queue) {
      all += present[other][interval]
    }
    return all > 0 ? requirement.queues[queue].netAgents[interval] * present[set][interval] / all : 0
  }
}
