import Timeline
import Workforce

/// Net people that a roster puts on each set of queues, per interval.
///
/// A person counts for the part of the interval in which the shift runs and no break does, times the productive share
/// of the site in the month in which the spell begins.
struct Supply {
  /// Sets of queue indices that some person is rostered on, in order of size, then of indices.
  let queueSets: [[Int]]
  /// Shape [queueSets][grid.count], net agents.
  let agents: [[Double]]

  /// Adds up the spells of a roster; a shift without any is on every queue its person may take from, as it is played.
  ///
  /// - Complexity: O(spells x intervals a spell touches).
  init(of roster: Roster, on grid: IntervalGrid, in scenario: Scenario) {
    let spells = roster.spells + Supply.spellsOfOpenShifts(roster, in: scenario)
    let sets = Set(spells.map(\.queues)).sorted { ($0.count, $0.description) < ($1.count, $1.description) }
    let position = Dictionary(uniqueKeysWithValues: sets.enumerated().map { ($1, $0) })
    let sites = Dictionary(
      scenario.agents.compactMap { agent in scenario.site(agent.site).map { (agent.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    let breaks = Dictionary(grouping: scenario.shiftsBefore + roster.shifts, by: \.agent).mapValues {
      $0.flatMap(\.breaks)
    }
    var agents = [[Double]](repeating: [Double](repeating: 0, count: grid.count), count: sets.count)
    for (place, told) in spells.enumerated() {
      guard let set = position[told.queues] else { continue }
      var spell = told
      // Where a roster changed by hand has somebody twice at a time, they are there once.
      if place > 0, spells[place - 1].agent == spell.agent {
        spell.start = min(spell.end, max(spell.start, spells[place - 1].end))
      }
      let share = sites[spell.agent]?.productiveShare(on: spell.start) ?? 1
      Supply.add(from: spell.start, to: spell.end, share, to: &agents[set], on: grid)
      for pause in breaks[spell.agent] ?? [] {
        let start = max(pause.start, spell.start)
        let end = min(pause.end, spell.end)
        if start < end { Supply.add(from: start, to: end, -share, to: &agents[set], on: grid) }
      }
    }
    self.queueSets = sets
    self.agents = agents
  }

  /// Spells on all queues of their people for shifts that have none.
  private static func spellsOfOpenShifts(_ roster: Roster, in scenario: Scenario) -> [QueueSpell] {
    let own = Dictionary(grouping: roster.spells, by: \.agent)
    let open = roster.shifts.filter { shift in
      !(own[shift.agent] ?? []).contains { $0.start < shift.end && $0.end > shift.start }
    }
    guard !open.isEmpty else { return [] }
    let agents = scenario.agentsById
    return open.compactMap { shift in
      let queues = scenario.queues.indices.filter { agents[shift.agent]?.serves(scenario.queues[$0]) == true }
      return queues.isEmpty ? nil : QueueSpell(agent: shift.agent, start: shift.start, end: shift.end, queues: queues)
    }
  }

  /// Adds `share` agents for the time between two instants, in proportion to the part of each interval it covers.
  private static func add(
    from start: Instant, to end: Instant, _ share: Double, to agents: inout [Double], on grid: IntervalGrid
  ) {
    let length = grid.intervalSeconds
    let first = start.seconds(since: grid.start)
    let last = end.seconds(since: grid.start)
    var interval = max(0, first / length)
    while interval < grid.count, interval * length < last {
      let covered = min(last, (interval + 1) * length) - max(first, interval * length)
      if covered > 0 { agents[interval] += share * Double(covered) / Double(length) }
      interval += 1
    }
  }

  /// Net agents on every queue, shape [queues][grid.count].
  ///
  /// Interval after interval, because email waits: what is left undone is worked off by whoever is left over later, and what is
  /// done ahead of the plan need not be done again.
  func rostered(for requirement: Requirement, in scenario: Scenario) -> Rostered {
    let grid = requirement.grid
    var rostered = Rostered(agents: requirement.queues.map { $0.netAgents })
    for (live, queue) in scenario.queues.enumerated() where !queue.isDeferred {
      for mail in Set(queueSets.filter { $0.contains(live) }.joined()) where scenario.queues[mail].isDeferred {
        rostered.alsoOn[live, default: [:]][mail] = [Double](repeating: 0, count: grid.count)
      }
    }
    var piles = zip(scenario.queues, requirement.queues).map { queue, needed in
      queue.isDeferred && queue.activity == nil ? MailPile(of: queue, needed, on: grid, in: scenario) : nil
    }
    for interval in grid.indices {
      let wishes = requirement.queues.indices.map { queue in
        let required = requirement.queues[queue].netAgents[interval]
        return piles[queue]?.wish(in: interval, required: required) ?? Wish(required: required)
      }
      var given = [Double](repeating: 0, count: wishes.count)
      for (set, queues) in queueSets.enumerated() where agents[set][interval] > 0 {
        let before = given
        split(agents[set][interval], queues, wishes, &given)
        for live in queues {
          for mail in queues { rostered.alsoOn[live]?[mail]?[interval] += given[live] - before[live] }
        }
      }
      for queue in given.indices {
        rostered.agents[queue][interval] = given[queue]
        piles[queue]?.work(given[queue])
      }
    }
    for (live, mails) in rostered.alsoOn {
      rostered.alsoOn[live] = mails.mapValues { zip($0, rostered.agents[live]).map { $1 > 0 ? min(1, $0 / $1) : 0 } }
    }
    return rostered
  }

  /// People of a roster by the queue they are given to.
  struct Rostered {
    /// Net agents on every queue, shape [queues][grid.count].
    var agents: [[Double]]
    /// Share of those given to a live queue who are posted on an email queue as well, by live and by email queue, shape [grid.count].
    var alsoOn: [Int: [Int: [Double]]] = [:]
  }

  /// What a queue asks for in an interval, in agents.
  struct Wish {
    /// By the requirement.
    var required: Double
    /// To be where the plan has the work by then: less than required ahead of the plan, more behind it.
    var wanted: Double
    /// Most that find something to do; nil without limit.
    var room: Double?

    /// What cannot wait.
    init(required: Double) { (self.required, wanted) = (required, required) }

    /// Work that waits.
    init(required: Double, wanted: Double, room: Double) {
      (self.required, self.wanted, self.room) = (required, wanted, room)
    }
  }

  /// Splits people of a set over its queues so that little is short.
  ///
  /// Sets are to come smallest first, because the people with the fewest choices must not be left idle. Inside a set
  /// people go to the queues in proportion to what these still miss; of those left over first to email that is behind its plan,
  /// then to what the requirement still has, and the rest in proportion to the requirement, email only as far as it has
  /// something to do. Exact where the sets do not overlap, which is how rosters are made.
  private func split(_ people: Double, _ queues: [Int], _ wishes: [Wish], _ given: inout [Double]) {
    var left = people
    let steps: [(Wish) -> Double] = [{ min($0.required, $0.wanted) }, \.wanted, \.required]
    for step in steps where left > 0 {
      let missing = queues.map { max(0, step(wishes[$0]) - given[$0]) }
      let total = missing.reduce(0, +)
      guard total > 0 else { continue }
      let used = min(left, total)
      for (place, queue) in queues.enumerated() { given[queue] += used * missing[place] / total }
      left -= used
    }
    if left > 0 { share(left, queues, wishes, &given) }
  }

  /// Gives those whom nobody misses in proportion to the requirement, equally where there is none.
  private func share(_ people: Double, _ queues: [Int], _ wishes: [Wish], _ given: inout [Double]) {
    let required = queues.reduce(0) { $0 + wishes[$1].required }
    func weight(_ queue: Int) -> Double { required > 0 ? wishes[queue].required / required : 1 / Double(queues.count) }
    let others = queues.filter { wishes[$0].room == nil }.reduce(0) { $0 + weight($1) }
    guard others > 0 else {
      for queue in queues { given[queue] += people * weight(queue) }
      return
    }
    var left = people
    for queue in queues {
      guard let room = wishes[queue].room else { continue }
      let part = min(people * weight(queue), max(0, room - given[queue]))
      given[queue] += part
      left -= part
    }
    for queue in queues where wishes[queue].room == nil { given[queue] += left * weight(queue) / others }
  }
}

/// The mail of a queue as a roster works it off: how far the plan is by each interval, and how far the people are.
private struct MailPile {
  private let seconds: Double
  /// Shape [grid.count]: cumulative work planned, and arrived, at the end of each interval, in agent-seconds.
  private let planned: [Double]
  private let arrived: [Double]
  private let isWorked: [Bool]
  private var done = 0.0
  private var present = 0

  init(of queue: Queue, _ needed: QueueRequirement, on grid: IntervalGrid, in scenario: Scenario) {
    let work = DeferredWork(of: queue, on: grid, in: scenario)
    let handleTime = work.meanHandleTime(offered: needed.offered, handleTime: needed.averageHandleTime)
    let seconds = Double(grid.intervalSeconds)
    self.seconds = seconds
    var all = work.backlog.reduce(0) { $0 + $1.contacts } * handleTime
    arrived = grid.indices.map { interval in
      all += needed.offered[interval] * needed.averageHandleTime[interval]
      return all
    }
    var plan = 0.0
    planned = needed.netAgents.map { agents in
      plan += agents * seconds
      return plan
    }
    var isWorked = [Bool](repeating: false, count: grid.count)
    for interval in work.worked { isWorked[interval] = true }
    self.isWorked = isWorked
  }

  /// What the queue asks for in an interval; to be asked in their order.
  mutating func wish(in interval: Int, required: Double) -> Supply.Wish {
    present = interval
    guard isWorked[interval] else { return Supply.Wish(required: required, wanted: required, room: 0) }
    return Supply.Wish(
      required: required, wanted: max(0, planned[interval] - done) / seconds,
      room: max(0, arrived[interval] - done) / seconds)
  }

  /// Some agents work for the interval asked for last.
  mutating func work(_ agents: Double) {
    guard isWorked[present] else { return }
    done = min(max(arrived[present], planned[present]), done + agents * seconds)
  }
}

extension Site {
  /// Share of rostered time that reaches the queue in the month of an instant on the site's clock.
  fileprivate func productiveShare(on instant: Instant) -> Double {
    productiveShare(inMonth: hasMonths ? zone.local(at: instant).date.month : 1)
  }
}
