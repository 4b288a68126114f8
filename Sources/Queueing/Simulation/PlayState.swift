import Chance
internal import Units

/// A way for a contact into a team's hands.
struct Route {
  var team: Int
  /// Index among the team's skills.
  var skill: Int
}

/// Somebody in line.
struct WaitingContact {
  var arrival: Double
  /// When patience runs out.
  var deadline: Double
  /// Whether somebody had begun it and left it for a live contact.
  var wasPutAside = false
}

/// A queue while it is played.
struct LineState {
  let arrivals: ArrivalRate
  let patience: Double
  let threshold: Double
  let routes: [Route]
  let redialShare: Double
  let redialDelay: Double
  /// Where handled contacts come up again, and where those who hung up do.
  let onwardHandled: [ContactCentre.Onward]
  let onwardHungUp: [ContactCentre.Onward]
  private let taking: [(from: Double, to: Double)]
  /// Whether what follows a hang-up must be known at once.
  let noticesHangUps: Bool
  let isDeferred: Bool
  /// Free agents that each team keeps back, and free people that everybody on `reservedFor` keeps back together.
  let reserve: Int
  let sharedReserve: Int
  let reservedFor: [Int]
  let deadline: Double
  let businessTime: BusinessTime?
  let workedTime: BusinessTime
  let fillsBusyFirst: Bool
  let claims: [Int]
  let isPutAside: Bool
  private(set) var waiting = Ring(blank: WaitingContact(arrival: 0, deadline: 0))
  /// The ticket of the head of line.
  private var called = 0
  private(set) var lastDeadline = Double.infinity

  init(_ centre: ContactCentre, queue: Int) {
    let line = centre.queues[queue]
    arrivals = line.arrivals
    patience = line.patience?.value ?? .infinity
    threshold = line.threshold.value
    routes = line.routes.compactMap { team in
      centre.teams[team].skills.firstIndex { $0.queue == queue }.map { Route(team: team, skill: $0) }
    }
    redialShare = patience == .infinity ? 0 : line.redialShare
    redialDelay = line.redialDelay.value
    onwardHandled = line.onward.filter { !$0.ofHungUp && $0.share > 0 }
    onwardHungUp = patience == .infinity ? [] : line.onward.filter { $0.ofHungUp && $0.share > 0 }
    noticesHangUps = redialShare > 0 || !onwardHungUp.isEmpty
    taking = line.takingPeriods.map { ($0.from.value, $0.to.value) }
    isDeferred = line.deferral != nil
    reservedFor = line.deferral?.reservedFor ?? []
    sharedReserve = line.deferral?.reserve ?? 0
    reserve = reservedFor.isEmpty ? sharedReserve : 0
    deadline = line.deferral?.deadline.value ?? .infinity
    businessTime = line.deferral.map { BusinessTime($0.openPeriods) }
    workedTime = BusinessTime(line.deferral?.workedPeriods ?? [])
    fillsBusyFirst = line.fillsBusyFirst
    claims = line.claims
    isPutAside = line.deferral?.isPutAside ?? false
  }

  mutating func reset() {
    waiting.removeAll()
    called = 0
  }

  /// Puts a contact at the end of the line and returns its ticket.
  mutating func join(at now: Double, _ random: inout RandomStream) -> Int {
    lastDeadline = patience == .infinity ? .infinity : now + random.exponential() * patience
    waiting.append(WaitingContact(arrival: now, deadline: lastDeadline))
    return called + waiting.count - 1
  }

  /// Takes the head of line away.
  @discardableResult
  mutating func leave() -> WaitingContact? {
    guard let head = waiting.removeFirst() else { return nil }
    called += 1
    return head
  }

  /// Puts a contact that was called back at the head of line.
  mutating func putBack(_ contact: WaitingContact) {
    waiting.prepend(contact)
    called -= 1
  }

  /// When a contact that comes from another queue is taken; infinite where that is never.
  func opening(from now: Double) -> Double {
    guard !taking.isEmpty else { return now }
    var low = 0
    var high = taking.count
    while low < high {
      let middle = (low + high) / 2
      if taking[middle].to <= now { low = middle + 1 } else { high = middle }
    }
    return low < taking.count ? max(now, taking[low].from) : .infinity
  }

  /// The contact with a ticket if it has not been called yet.
  func contact(ticket: Int) -> WaitingContact? { ticket < called ? nil : waiting[ticket - called] }

  /// Contacts in line that have not hung up.
  func stillWaiting(at now: Double) -> Int {
    (0..<waiting.count).count { waiting[$0].deadline > now }
  }

  /// Deferred contacts in line whose deadline has passed, in business time where that is defined.
  func late(at now: Double) -> Int {
    guard let businessTime else { return 0 }
    let until = businessTime.until(now)
    return (0..<waiting.count).count { until - businessTime.until(waiting[$0].arrival) > deadline }
  }
}

/// A team while it is played.
struct TeamState {
  struct SkillState {
    let queue: Int
    let priority: Int
    let isDeferred: Bool
    /// Contacts finished a second at the usual pace: by an agent with one contact, or with 1, 2, ... at once.
    let rates: [Double]
    /// Whether the turn of the moment has it.
    var isPosted = true
    /// Whether new contacts are taken: as posted, unless time owed to deferred work is worked off.
    var isInUse = true
    /// Whether it is deferred work of the last turn that had any, which owed time goes to.
    var isOwed = false
    /// Factor on the rates at the moment.
    var pace = 1.0
    /// Agents busy with one contact of this skill that takes the whole agent.
    var singles = 0
    /// Agents with 0, 1, 2, ... chats of this skill, the first entry not used; empty for one contact at a time.
    var holding: [Int]
    /// Arrivals of the deferred contacts in hand, in no order.
    var arrivals: [Double] = []

    /// Agents with a contact of this skill.
    var inHand: Int { holding.isEmpty ? singles : holding.dropFirst().reduce(0, +) }
  }

  var skills: [SkillState]
  let hasDeferred: Bool
  let hasLive: Bool
  /// Whether it is one person who works deferred and live contacts, for whom turns are booked.
  private let hasTurns: Bool
  private let tracksIdle: Bool
  /// Agents on the queues.
  private(set) var staffed = 0
  /// Agents with at least one contact, those included who stay to finish.
  private(set) var busy = 0
  /// Contacts in hand.
  private(set) var inHand = 0
  /// Contacts finished a second by all together.
  private(set) var rate = 0.0
  private(set) var changedAt = 0.0
  private var busyTime = 0.0
  private var staffedTime = 0.0
  private var turns = DeferredTurns()
  /// Since when each free agent has been free, longest first.
  private(set) var idleSince = Ring(blank: 0.0)

  init(_ team: ContactCentre.Team, _ centre: ContactCentre) {
    let skills = team.skills.map { skill in
      SkillState(
        queue: skill.queue, priority: skill.priority, isDeferred: centre.queues[skill.queue].deferral != nil,
        rates: skill.handleTimes.enumerated().map { Double($0.offset + 1) / $0.element.value },
        holding: skill.handleTimes.count > 1 ? Array(repeating: 0, count: skill.handleTimes.count + 1) : [])
    }
    self.skills = skills
    hasDeferred = skills.contains { $0.isDeferred }
    hasLive = skills.contains { !$0.isDeferred }
    hasTurns = hasDeferred && hasLive && team.staffing.allSatisfy { $0.people <= 1 }
    tracksIdle = centre.routing == .longestIdle || centre.routing == .bestSkill
  }

  mutating func reset() {
    staffed = 0
    busy = 0
    inHand = 0
    rate = 0
    changedAt = 0
    busyTime = 0
    staffedTime = 0
    turns = DeferredTurns()
    idleSince.removeAll()
    for skill in skills.indices {
      skills[skill].singles = 0
      skills[skill].isPosted = true
      skills[skill].isInUse = true
      skills[skill].isOwed = false
      skills[skill].pace = 1
      skills[skill].arrivals.removeAll(keepingCapacity: true)
      for level in skills[skill].holding.indices { skills[skill].holding[level] = 0 }
    }
  }

  /// How many contacts the agent holds who would take one of a skill; nil when nobody has room.
  @inline(__always)
  func room(for skill: Int, reserve: Int) -> Int? {
    guard skills[skill].isInUse else { return nil }
    if staffed - busy > reserve { return 0 }
    let levels = skills[skill].holding.count
    guard levels > 0, busy <= staffed else { return nil }
    for level in 1..<(levels - 1) where skills[skill].holding[level] > 0 { return level }
    return nil
  }

  /// Agents without a contact.
  var free: Int { max(0, staffed - busy) }

  /// Whether new contacts of a queue are taken.
  func takes(_ queue: Int) -> Bool { skills.contains { $0.queue == queue && $0.isInUse } }

  /// People busy with contacts of a skill.
  func people(on skill: Int) -> Int { skills[skill].inHand }

  /// A skill of deferred work that an agent on the queues could put aside, of those queues that allow it.
  func putAsideSkill(of isPutAside: (Int) -> Bool) -> Int? {
    guard hasDeferred, busy <= staffed else { return nil }
    return skills.indices.first {
      skills[$0].isDeferred && skills[$0].isInUse && skills[$0].singles > 0 && isPutAside(skills[$0].queue)
    }
  }

  /// A skill of deferred work in hand whose time is over: not in use any more, or more agents at work than there are.
  func endedSkill(of isPutAside: (Int) -> Bool) -> Int? {
    guard hasDeferred else { return nil }
    return skills.indices.first {
      skills[$0].isDeferred && skills[$0].singles > 0 && (busy > staffed || !skills[$0].isInUse)
        && isPutAside(skills[$0].queue)
    }
  }

  // MARK: - Turns

  /// A turn begins with these skills. Deferred work that may be put aside is owed what it misses of its turn.
  mutating func post(_ posted: [Int], of isPutAside: (Int) -> Bool) {
    let hasDeferred = posted.contains { skills[$0].isDeferred }
    for skill in skills.indices {
      skills[skill].isPosted = posted.contains(skill)
      if hasDeferred {
        skills[skill].isOwed =
          skills[skill].isDeferred && skills[skill].isPosted && isPutAside(skills[skill].queue)
      }
      if turns.overtime == nil { skills[skill].isInUse = skills[skill].isPosted }
    }
  }

  /// Whether time owed to deferred work is worked off.
  var isInOvertime: Bool { turns.overtime != nil }

  /// Whether time is owed to deferred work and nothing keeps the person from it but their turn.
  var owesTime: Bool {
    hasTurns && turns.debt > 0 && staffed > 0 && busy == skills.reduce(0, { $0 + ($1.isOwed ? $1.singles : 0) })
      && !skills.contains { $0.isDeferred && $0.isPosted }
  }

  /// Books what a turn of deferred work begins later by.
  mutating func settleTurn(at now: Double) {
    guard hasTurns else { return }
    let isKept =
      staffed > 0 && skills.contains { $0.isDeferred && $0.isPosted }
      && skills.contains { !$0.isDeferred && !$0.isPosted && $0.inHand > 0 }
    turns.settle(at: now, isKept: isKept)
  }

  /// Takes deferred work alone for the time owed; says until when, nil where that is no time.
  mutating func beginOvertime(at now: Double, closing: Double) -> Double? {
    guard let until = turns.beginOvertime(at: now, closing: closing) else { return nil }
    for skill in skills.indices { skills[skill].isInUse = skills[skill].isOwed }
    return until
  }

  /// Takes what is posted again.
  mutating func endOvertime(at now: Double) {
    turns.endOvertime(at: now)
    for skill in skills.indices { skills[skill].isInUse = skills[skill].isPosted }
  }

  /// Owes nothing any more, since no deferred work waits.
  mutating func forgetDebt() {
    turns.forget()
    for skill in skills.indices { skills[skill].isInUse = skills[skill].isPosted }
  }

  /// Whether the event that ends deferred work after its turn still counts.
  func overtimeEnds(at now: Double) -> Bool { turns.overtime?.until == now }

  /// An agent leaves a deferred contact and is free; says when it arrived.
  mutating func putAside(_ skill: Int, at now: Double, _ random: inout RandomStream) -> Double {
    inHand -= 1
    skills[skill].singles -= 1
    becomeFree(at: now)
    defer { updateRate() }
    return takeArrival(of: skill, &random)
  }

  /// The arrival of one of the deferred contacts in hand, each as likely.
  private mutating func takeArrival(of skill: Int, _ random: inout RandomStream) -> Double {
    let place = random.below(skills[skill].arrivals.count)
    let arrival = skills[skill].arrivals[place]
    skills[skill].arrivals[place] = skills[skill].arrivals[skills[skill].arrivals.count - 1]
    skills[skill].arrivals.removeLast()
    return arrival
  }

  /// An agent with room takes a contact.
  mutating func take(_ skill: Int, arrivedAt arrival: Double) {
    inHand += 1
    if !skills[skill].holding.isEmpty {
      let level = room(for: skill, reserve: 0) ?? 0
      if level == 0 { becomeBusy() } else { skills[skill].holding[level] -= 1 }
      skills[skill].holding[level + 1] += 1
    } else {
      becomeBusy()
      skills[skill].singles += 1
      if skills[skill].isDeferred { skills[skill].arrivals.append(arrival) }
    }
    updateRate()
  }

  /// One contact ends, drawn in proportion to the rates; tells its queue and, for deferred work, its arrival.
  mutating func finishOne(at now: Double, _ random: inout RandomStream) -> (queue: Int, arrival: Double?) {
    var left = random.uniform() * rate
    inHand -= 1
    defer { updateRate() }
    var last: (skill: Int, level: Int)?
    search: for skill in skills.indices {
      if skills[skill].singles > 0 {
        left -= Double(skills[skill].singles) * skills[skill].rates[0] * skills[skill].pace
        last = (skill, 0)
        if left < 0 { break }
      }
      for level in 1..<max(1, skills[skill].holding.count) where skills[skill].holding[level] > 0 {
        left -= Double(skills[skill].holding[level]) * skills[skill].rates[level - 1] * skills[skill].pace
        last = (skill, level)
        if left < 0 { break search }
      }
    }
    guard let (skill, level) = last else { preconditionFailure("a contact ends only where one is in hand") }
    if level > 0 {
      skills[skill].holding[level] -= 1
      if level == 1 { becomeFree(at: now) } else { skills[skill].holding[level - 1] += 1 }
      return (skills[skill].queue, nil)
    }
    skills[skill].singles -= 1
    becomeFree(at: now)
    guard skills[skill].isDeferred else { return (skills[skill].queue, nil) }
    return (skills[skill].queue, takeArrival(of: skill, &random))
  }

  /// The number of people changes; free ones go first, the longest free before others.
  mutating func setStaff(_ people: Int, at now: Double) {
    staffed = people
    guard tracksIdle else { return }
    let free = max(0, staffed - busy)
    while idleSince.count < free { idleSince.append(now) }
    while idleSince.count > free { idleSince.removeFirst() }
  }

  /// Busy share of the time on the queues so far.
  func busyShare(at now: Double) -> Double {
    let since = now - changedAt
    let staffedSoFar = staffedTime + Double(staffed) * since
    return staffedSoFar > 0 ? (busyTime + Double(busy) * since) / staffedSoFar : 0
  }

  mutating func pass(until now: Double) {
    busyTime += Double(busy) * (now - changedAt)
    staffedTime += Double(staffed) * (now - changedAt)
    changedAt = now
  }

  private mutating func becomeBusy() {
    busy += 1
    if tracksIdle { idleSince.removeFirst() }
  }

  private mutating func becomeFree(at now: Double) {
    busy -= 1
    if tracksIdle && idleSince.count < staffed - busy { idleSince.append(now) }
  }

  /// Works out the rate after contacts or paces changed.
  mutating func updateRate() {
    var total = 0.0
    for skill in skills {
      var own = Double(skill.singles) * skill.rates[0]
      for level in 1..<max(1, skill.holding.count) { own += Double(skill.holding[level]) * skill.rates[level - 1] }
      total += own * skill.pace
    }
    rate = total
  }
}
