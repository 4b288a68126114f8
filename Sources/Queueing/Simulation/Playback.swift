import Chance
internal import Units

/// Plays one centre, replication after replication, from event to event.
///
/// Queues ring their next arrival, teams their next finished contact (redrawn whenever a team's work changes, as exponential
/// times allow), and one list holds the changes of staffing. Hang-ups of plain queues are noticed when the contact
/// would be taken: nobody's fate depends on them earlier.
struct Playback {
  private let centre: ContactCentre
  private let horizon: Double
  private let warmUp: Double
  private let intervalLength: Double
  private var queues: [LineState]
  private var teams: [TeamState]
  private let boundaries: [Boundary]
  /// Whether some deferred queue keeps a reserve of the people of live queues.
  private let sharesReserve: Bool
  private var clocks: EventClocks
  private var later = EventHeap()
  private var random = RandomStream(seed: 0, replication: 0)
  private var rateFactor = 1.0
  private(set) var tally: Tally
  /// The ticket of an event that is no contact's: what a team's turn of deferred work was late by is made up for.
  private static let turnEnds = -2
  /// The tickets of a redial, and of a contact that comes up in another queue.
  private static let redials = -1
  private static let comesUp = -3

  /// A moment at which something changes that no contact causes, or a backlog is counted.
  private struct Boundary {
    enum Change {
      case probe(Int)
      /// The reporting interval whose handle times count from now on.
      case pace(interval: Int)
      case skills(team: Int, place: Int)
      case people(team: Int, Int)

      /// Order at one moment.
      var rank: Int {
        switch self {
        case .probe: 0
        case .pace: 1
        case .skills: 2
        case .people: 3
        }
      }
    }

    var time: Double
    var change: Change
  }

  init(_ centre: ContactCentre) {
    self.centre = centre
    horizon = centre.horizon.value
    warmUp = centre.warmUp.value
    intervalLength = centre.interval?.value ?? .infinity
    queues = centre.queues.indices.map { LineState(centre, queue: $0) }
    teams = centre.teams.map { TeamState($0, centre) }
    boundaries = Playback.boundaries(of: centre)
    sharesReserve = queues.contains { !$0.reservedFor.isEmpty }
    clocks = EventClocks(count: centre.queues.count + centre.teams.count)
    tally = Tally(
      queues: centre.queues.count, teams: centre.teams.count, intervals: centre.intervalCount,
      probes: centre.backlogProbes.count)
  }

  /// All changes by time; at one moment by kind, then in the order of queues and teams.
  private static func boundaries(of centre: ContactCentre) -> [Boundary] {
    var boundaries: [Boundary] = []
    for (probe, times) in centre.backlogProbes.enumerated() {
      boundaries += times.map { Boundary(time: $0.value, change: .probe(probe)) }
    }
    if let interval = centre.interval?.value, centre.queues.contains(where: { !$0.handleTimeFactors.isEmpty }) {
      boundaries += (0..<centre.intervalCount).map {
        Boundary(time: Double($0) * interval, change: .pace(interval: $0))
      }
    }
    for (team, shape) in centre.teams.enumerated() {
      boundaries += shape.skillsInUse.enumerated().map {
        Boundary(time: $0.element.from.value, change: .skills(team: team, place: $0.offset))
      }
      boundaries += shape.staffing.map { Boundary(time: $0.from.value, change: .people(team: team, $0.people)) }
    }
    let order = boundaries.indices.sorted { a, b in
      (boundaries[a].time, boundaries[a].change.rank, a) < (boundaries[b].time, boundaries[b].change.rank, b)
    }
    return order.map { boundaries[$0] }
  }

  /// Plays one replication and leaves its counts in `tally`.
  mutating func play(rateFactor: Double, random stream: RandomStream) {
    random = stream
    self.rateFactor = rateFactor
    tally.clear()
    later.removeAll()
    for team in teams.indices {
      teams[team].reset()
      clocks.set(queues.count + team, to: .infinity)
    }
    for queue in queues.indices {
      queues[queue].reset()
      for moment in centre.queues[queue].deferral?.waitingSince ?? [] {
        _ = queues[queue].join(at: moment.value, &random)
      }
      for _ in 0..<(centre.queues[queue].deferral?.openingBacklog ?? 0) { arrive(queue, at: 0, isRedial: false) }
      clocks.set(queue, to: nextArrival(queue, after: 0))
    }
    var boundary = 0
    while true {
      let event = clocks.firstTime
      let boundaryTime = boundary < boundaries.count ? boundaries[boundary].time : .infinity
      let laterTime = later.firstTime
      let now = min(event, boundaryTime, laterTime)
      if now == .infinity { break }
      if boundaryTime <= now {
        boundary = passBoundaries(from: boundary, at: now)
      } else if laterTime <= now {
        passLater(at: now)
      } else {
        let source = clocks.first
        if source < queues.count {
          arrive(source, at: now, isRedial: false)
          clocks.set(source, to: nextArrival(source, after: now))
        } else {
          finish(team: source - queues.count, at: now)
        }
      }
    }
    for team in teams.indices { account(team, until: horizon) }
    for queue in queues.indices { hangUpTheRest(queue) }
  }

  // MARK: - Arrivals

  private mutating func nextArrival(_ queue: Int, after now: Double) -> Double {
    queues[queue].arrivals.next(after: now, before: horizon, scaledBy: rateFactor, &random)
  }

  private mutating func arrive(_ queue: Int, at now: Double, isRedial: Bool) {
    if let row = row(queue, arrivedAt: now) {
      tally.add(.offered, 1, at: row)
      if isRedial { tally.add(.redialled, 1, at: row) }
    }
    if queues[queue].waiting.isEmpty || !queues[queue].isDeferred {
      if let route = freeRoute(for: queue, at: now) {
        start(route, WaitingContact(arrival: now, deadline: .infinity), at: now)
        return
      }
      if let claim = claimedRoute(for: queue, at: now) {
        let left = leave(claim.aside, of: claim.route.team, at: now)
        start(claim.route, WaitingContact(arrival: now, deadline: .infinity), at: now)
        wake(left, at: now)
        return
      }
    }
    if let row = row(queue, arrivedAt: now) { tally.add(.waited, 1, at: row) }
    let ticket = queues[queue].join(at: now, &random)
    if queues[queue].noticesHangUps {
      later.push(EventHeap.Event(time: queues[queue].lastDeadline, queue: queue, ticket: ticket))
    }
  }

  /// Where the counts of a contact go by its arrival; nil during warm-up.
  @inline(__always)
  private func row(_ queue: Int, arrivedAt time: Double) -> Int? {
    guard time >= warmUp else { return nil }
    let interval = intervalLength == .infinity ? 0 : min(tally.intervals - 1, Int(time / intervalLength))
    return tally.row(queue: queue, interval: interval)
  }

  /// The team and skill that take an arriving contact at once.
  private func freeRoute(for queue: Int, at now: Double) -> Route? {
    var best: Route?
    var bestRank = Double.infinity
    for route in queues[queue].routes {
      guard let held = room(team: route.team, skill: route.skill) else { continue }
      // The fewest contacts in hand come first (or the most), then the rule of the centre.
      let rank: Double
      switch centre.routing {
      case .listedOrder: rank = 0
      case .longestIdle: rank = held == 0 ? teams[route.team].idleSince.first ?? now : now
      case .mostIdle: rank = teams[route.team].busyShare(at: now)
      case .bestSkill:
        let since = held == 0 ? teams[route.team].idleSince.first ?? now : now
        rank = Double(teams[route.team].skills[route.skill].priority) * 1e15 + since
      }
      let order = Double(queues[queue].fillsBusyFirst ? -held : held) * 1e18 + rank
      if order < bestRank {
        (best, bestRank) = (route, order)
        if centre.routing == .listedOrder && held == 0 && !queues[queue].fillsBusyFirst { break }
      }
    }
    return best
  }

  /// A team whose agent puts deferred work aside for an arriving contact, where its queue has a claim on one more: the one for
  /// whom the queue ranks highest.
  private func claimedRoute(for queue: Int, at now: Double) -> (route: Route, aside: Int)? {
    let claims = queues[queue].claims
    guard !claims.isEmpty else { return nil }
    let interval = intervalLength == .infinity ? 0 : Int(now / intervalLength)
    let claim = claims.indices.contains(interval) ? claims[interval] : 0
    guard claim > queues[queue].routes.reduce(0, { $0 + teams[$1.team].people(on: $1.skill) }) else { return nil }
    var best: (route: Route, aside: Int, priority: Int)?
    for route in queues[queue].routes where teams[route.team].skills[route.skill].isInUse {
      let priority = teams[route.team].skills[route.skill].priority
      if let best, best.priority <= priority { continue }
      let aside = teams[route.team].putAsideSkill(of: { queues[$0].isPutAside })
      if let aside { best = (route, aside, priority) }
    }
    return best.map { ($0.route, $0.aside) }
  }

  /// An agent of a team leaves a deferred contact, which goes back to the head of its line; says of which queue.
  private mutating func leave(_ skill: Int, of team: Int, at now: Double) -> Int {
    account(team, until: now)
    let queue = teams[team].skills[skill].queue
    let arrival = teams[team].putAside(skill, at: now, &random)
    queues[queue].putBack(WaitingContact(arrival: arrival, deadline: .infinity, wasPutAside: true))
    return queue
  }

  /// A team's people put deferred work aside whose time is over: it waits for their next turn, or for somebody else's.
  private mutating func endTurn(of team: Int, at now: Double) -> Set<Int> {
    var left = Set<Int>()
    while let skill = teams[team].endedSkill(of: { queues[$0].isPutAside }) {
      left.insert(leave(skill, of: team, at: now))
    }
    if !left.isEmpty { redraw(team, at: now) }
    return left
  }

  /// Somebody whose turn of deferred work began late goes on with it, for as long as it is owed, open and there.
  private mutating func workOffDebt(of team: Int, at now: Double) {
    if teams[team].isInOvertime ? teams[team].free == 0 : !teams[team].owesTime { return }
    let owed = teams[team].skills.filter {
      $0.isOwed && ($0.singles > 0 || !queues[$0.queue].waiting.isEmpty)
    }
    if owed.isEmpty { return teams[team].forgetDebt() }
    let closing = owed.reduce(now) { max($0, queues[$1.queue].workedTime.closing(after: now)) }
    guard !teams[team].isInOvertime, let until = teams[team].beginOvertime(at: now, closing: closing) else { return }
    later.push(EventHeap.Event(time: until, queue: team, ticket: Self.turnEnds))
  }

  /// Whoever is free takes what was put back into a line.
  private mutating func wake(_ queue: Int, at now: Double) {
    for route in queues[queue].routes where !queues[queue].waiting.isEmpty && teams[route.team].free > 0 {
      dispatch(route.team, at: now)
    }
  }

  // MARK: - Service

  private mutating func start(_ route: Route, _ contact: WaitingContact, at now: Double) {
    let queue = teams[route.team].skills[route.skill].queue
    let arrival = contact.arrival
    if !contact.wasPutAside, let row = row(queue, arrivedAt: arrival) {
      let wait = now - arrival
      tally.add(.answered, 1, at: row)
      tally.add(.waitTime, wait, at: row)
      if wait <= queues[queue].threshold { tally.add(.inTime, 1, at: row) }
      tally.add(.taken, 1, team: route.team)
    }
    account(route.team, until: now)
    teams[route.team].take(route.skill, arrivedAt: arrival)
    redraw(route.team, at: now)
  }

  private mutating func finish(team: Int, at now: Double) {
    account(team, until: now)
    let done = teams[team].finishOne(at: now, &random)
    teams[team].settleTurn(at: now)
    workOffDebt(of: team, at: now)
    if let arrival = done.arrival {
      let queue = done.queue
      if let row = row(queue, arrivedAt: arrival), let business = queues[queue].businessTime {
        tally.add(.finished, 1, at: row)
        tally.add(.finishTime, now - arrival, at: row)
        let deadline = queues[queue].deadline
        if now - arrival <= deadline { tally.add(.withinClock, 1, at: row) }
        if business.until(now) - business.until(arrival) <= deadline { tally.add(.withinBusiness, 1, at: row) }
      }
    }
    goOn(queues[done.queue].onwardHandled, at: now)
    dispatch(team, at: now)
    redraw(team, at: now)
    releaseReserves(at: now)
  }

  /// Draws whether a contact that has ended comes up again, and when and where.
  private mutating func goOn(_ ways: [ContactCentre.Onward], at now: Double) {
    guard !ways.isEmpty else { return }
    var left = random.uniform()
    for way in ways {
      left -= way.share
      guard left < 0 else { continue }
      let time = queues[way.to].opening(from: now + way.after.value)
      if time < horizon { later.push(EventHeap.Event(time: time, queue: way.to, ticket: Self.comesUp)) }
      return
    }
  }

  /// Hands waiting contacts to a team for as long as it has room.
  private mutating func dispatch(_ team: Int, at now: Double) {
    while let skill = nextSkill(of: team, at: now), let contact = queues[teams[team].skills[skill].queue].leave() {
      start(Route(team: team, skill: skill), contact, at: now)
    }
  }

  /// The skill whose head of line a team takes next: live contacts before deferred, then by priority, then by arrival.
  private mutating func nextSkill(of team: Int, at now: Double) -> Int? {
    for deferred in [false, true] where deferred ? teams[team].hasDeferred : teams[team].hasLive {
      var best: Int?
      var bestPriority = Int.max
      var bestArrival = Double.infinity
      for skill in teams[team].skills.indices where teams[team].skills[skill].isDeferred == deferred {
        let priority = teams[team].skills[skill].priority
        let queue = teams[team].skills[skill].queue
        if priority > bestPriority || queues[queue].waiting.isEmpty { continue }
        guard room(team: team, skill: skill) != nil else { continue }
        dropHangUps(queue, at: now)
        guard let arrival = queues[queue].waiting.first?.arrival else { continue }
        if priority < bestPriority || arrival < bestArrival {
          (best, bestPriority, bestArrival) = (skill, priority, arrival)
        }
      }
      if best != nil { return best }
    }
    return nil
  }

  /// How many contacts the agent of a team holds who would take one of a skill; nil when nobody has room or all who have
  /// are kept back for live contacts.
  @inline(__always)
  private func room(team: Int, skill: Int) -> Int? {
    let queue = teams[team].skills[skill].queue
    guard let held = teams[team].room(for: skill, reserve: queues[queue].reserve) else { return nil }
    return queues[queue].reservedFor.isEmpty || isBeyondReserve(team, for: queue) ? held : nil
  }

  /// Whether more people than the reserve are free on each live queue that a team's people would leave for deferred work.
  private func isBeyondReserve(_ team: Int, for queue: Int) -> Bool {
    for live in queues[queue].reservedFor where teams[team].takes(live) {
      var free = 0
      for route in queues[live].routes where teams[route.team].takes(live) { free += teams[route.team].free }
      if free <= queues[queue].sharedReserve { return false }
    }
    return true
  }

  /// Somebody free more may let another one go beyond a shared reserve.
  private mutating func releaseReserves(at now: Double) {
    guard sharesReserve else { return }
    for queue in queues.indices where !queues[queue].reservedFor.isEmpty && !queues[queue].waiting.isEmpty {
      for route in queues[queue].routes where teams[route.team].free > 0 { dispatch(route.team, at: now) }
    }
  }

  private mutating func redraw(_ team: Int, at now: Double) {
    let rate = teams[team].rate
    clocks.set(queues.count + team, to: rate > 0 ? now + random.exponential() / rate : .infinity)
  }

  /// Books the time since a team's last change.
  @inline(__always)
  private mutating func account(_ team: Int, until now: Double) {
    let from = max(teams[team].changedAt, warmUp)
    let to = min(now, horizon)
    if to > from {
      tally.add(.busyTime, Double(teams[team].busy) * (to - from), team: team)
      tally.add(.staffedTime, Double(teams[team].staffed) * (to - from), team: team)
      tally.add(.contactTime, Double(teams[team].inHand) * (to - from), team: team)
    }
    teams[team].pass(until: now)
  }

  // MARK: - Hang-ups and redials

  /// Removes from the head of a line whoever has hung up by now.
  @inline(__always)
  private mutating func dropHangUps(_ queue: Int, at now: Double) {
    while let head = queues[queue].waiting.first, head.deadline <= now {
      queues[queue].leave()
      if !queues[queue].noticesHangUps { hangUp(queue, head) }
    }
  }

  private mutating func hangUp(_ queue: Int, _ contact: WaitingContact) {
    guard let row = row(queue, arrivedAt: contact.arrival) else { return }
    tally.add(.abandoned, 1, at: row)
    if contact.deadline - contact.arrival <= queues[queue].threshold { tally.add(.abandonedInTime, 1, at: row) }
  }

  /// A patience that ends, or a redial that arrives.
  private mutating func passLater(at now: Double) {
    guard let event = later.pop() else { return }
    let queue = event.queue
    if event.ticket == Self.turnEnds {
      guard teams[queue].overtimeEnds(at: now) else { return }
      teams[queue].endOvertime(at: now)
      let left = endTurn(of: queue, at: now)
      dispatch(queue, at: now)
      for line in left.sorted() { wake(line, at: now) }
      return
    }
    guard event.ticket >= 0 else {
      if now < horizon { arrive(queue, at: now, isRedial: event.ticket == Self.redials) }
      return
    }
    // Tickets are served in order, so whoever is not yet called is still there.
    guard let contact = queues[queue].contact(ticket: event.ticket) else { return }
    hangUp(queue, contact)
    goOn(queues[queue].onwardHungUp, at: now)
    if queues[queue].redialShare > 0, random.uniform() < queues[queue].redialShare {
      let delay = queues[queue].redialDelay * random.exponential()
      later.push(EventHeap.Event(time: now + delay, queue: queue, ticket: Self.redials))
    }
  }

  /// After the last event nobody will be answered any more: those with patience hang up, the others stay unanswered.
  private mutating func hangUpTheRest(_ queue: Int) {
    dropHangUps(queue, at: .greatestFiniteMagnitude)
    while let arrival = queues[queue].waiting.first {
      if arrival.deadline < .infinity && !queues[queue].noticesHangUps { hangUp(queue, arrival) }
      queues[queue].leave()
    }
  }

  // MARK: - Staffing

  /// Everything that happens at one moment: backlogs are counted, all changes are made, then teams that may have gained
  /// room take contacts.
  private mutating func passBoundaries(from index: Int, at now: Double) -> Int {
    var end = index
    var left = Set<Int>()
    while end < boundaries.count, boundaries[end].time == now {
      switch boundaries[end].change {
      case .probe(let probe): countBacklog(probe, at: now)
      case .pace(let interval): setPace(interval, at: now)
      case .skills(let team, let place):
        teams[team].post(centre.teams[team].skillsInUse[place].skills, of: { queues[$0].isPutAside })
      case .people(let team, let people):
        account(team, until: now)
        teams[team].setStaff(people, at: now)
      }
      end += 1
    }
    for boundary in boundaries[index..<end] {
      switch boundary.change {
      case .probe, .pace: break
      case .skills(let team, _), .people(let team, _):
        teams[team].settleTurn(at: now)
        if teams[team].isInOvertime, !teams[team].owesTime { teams[team].endOvertime(at: now) }
        workOffDebt(of: team, at: now)
        if !teams[team].isInOvertime { left.formUnion(endTurn(of: team, at: now)) }
      }
    }
    for boundary in boundaries[index..<end] {
      switch boundary.change {
      case .probe, .pace: break
      case .skills(let team, _), .people(let team, _): dispatch(team, at: now)
      }
    }
    for queue in left.sorted() { wake(queue, at: now) }
    releaseReserves(at: now)
    return end
  }

  private mutating func countBacklog(_ probe: Int, at now: Double) {
    for queue in queues.indices {
      tally.backlog[probe * queues.count + queue] += Double(queues[queue].stillWaiting(at: now))
      tally.late[probe * queues.count + queue] += Double(queues[queue].late(at: now))
    }
  }

  /// Sets the pace of every skill and redraws who has contacts in hand, as exponential times allow.
  private mutating func setPace(_ interval: Int, at now: Double) {
    for team in teams.indices {
      for skill in teams[team].skills.indices {
        let factors = centre.queues[teams[team].skills[skill].queue].handleTimeFactors
        teams[team].skills[skill].pace = factors.indices.contains(interval) ? 1 / factors[interval] : 1
      }
      guard teams[team].inHand > 0 else { continue }
      teams[team].updateRate()
      redraw(team, at: now)
    }
  }
}

extension ContactCentre {
  /// Number of reporting intervals.
  var intervalCount: Int {
    guard let interval, interval < horizon else { return 1 }
    return Int((horizon.value / interval.value).rounded(.up))
  }
}
