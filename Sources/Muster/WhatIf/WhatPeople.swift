import Staffing
import Timeline
import Workforce

/// Hours short by the programs where people who come and go are placed as well as a search might: whoever comes has the shifts that
/// take the most off, and instead of the shifts of whoever goes those of the same team and week are gone that are missed least.
///
/// One shift after the other, each by the programs of the intervals that it touches; days worked are those of the people that
/// newcomers are like, and rules are not looked at. So it is the favourable end of what people can change.
struct WhatPeople {
  private let grid: IntervalGrid
  private let program: PoolProgram
  private let base: WhatState
  private let changed: WhatState
  /// Shape [groups][grid.count].
  private var people: [[Double]]
  /// Shape [queues][grid.count].
  private let need: [[Double]]
  /// Agents short in each interval, all queues.
  private var short: [Double]
  /// What is short with a part of an agent of a group more or fewer, by interval: kept until somebody else is placed there.
  private var tried: [[Trial: Double]]
  /// Groups of agents by id.
  private let groups: [String: Int]

  /// A part of an agent more or fewer.
  private struct Trial: Hashable {
    var group: Int
    var agents: Double
  }

  /// Net agents of one shift in the intervals that it touches.
  private typealias Curve = [(interval: Int, agents: Double)]

  /// What the programs say of people who come and go.
  struct Answer {
    /// Hours short with everybody placed so.
    var placed: Double
    /// Hours short of the changed scenario if nobody came or went.
    var without: Double
    /// Net hours of the shifts that come.
    var come: Double
    /// Net hours of those that go.
    var gone: Double
  }

  /// The answer; nil where nobody comes or goes.
  ///
  /// - Parameters:
  ///   - sets: queues by group.
  ///   - people: of the plan in the changed scenario, whoever goes among them; shape [groups][grid.count].
  ///   - need: of the changed scenario, shape [queues][grid.count].
  ///   - known: the programs of other people and needs, taken over where these are the same.
  static func answer(
    from base: WhatState, to changed: WhatState, sets: [[Int]], need: [[Double]],
    people: (Presence) -> [[Double]],
    known: (people: [[Double]], need: [[Double]], results: [PoolProgram.Result])
  ) throws -> Answer? {
    let planned = Set(base.scenario.agents.map(\.id))
    let left = Set(changed.roster.shifts.lazy.filter { planned.contains($0.agent) }.map(\.slot))
    let gone = base.roster.shifts.filter { !left.contains($0.slot) }
    let come = changed.roster.shifts.filter { !planned.contains($0.agent) }
    guard !gone.isEmpty || !come.isEmpty else { return nil }
    var everybody = changed.scenario
    everybody.agents = base.scenario.agents
    let grid = changed.requirement.grid
    let there = people(Presence(of: base.roster, on: grid, in: everybody))
    let results = try PoolProgram.results(groups: sets, people: there, need: need, count: grid.count, known: known)
    var placing = WhatPeople(base, changed, sets, there, need, results.map { $0.short.reduce(0, +) })
    let hours = Double(grid.intervalSeconds) / 3600
    func net(_ shifts: [Shift], _ scenario: Scenario) -> Double {
      shifts.reduce(0) { sum, shift in
        scenario.agent(shift.agent).map { sum + placing.curve(of: shift, $0).reduce(0) { $0 + $1.agents } } ?? sum
      } * hours
    }
    var answer = Answer(
      placed: 0, without: placing.short.reduce(0, +) * hours, come: net(come, changed.scenario),
      gone: net(gone, base.scenario))
    try placing.take(gone)
    try placing.place(come)
    answer.placed = placing.short.reduce(0, +) * hours
    return answer
  }

  private init(
    _ base: WhatState, _ changed: WhatState, _ sets: [[Int]], _ people: [[Double]], _ need: [[Double]],
    _ short: [Double]
  ) {
    grid = changed.requirement.grid
    (self.base, self.changed, self.people, self.need, self.short) = (base, changed, people, need, short)
    program = PoolProgram(groups: sets, queueCount: need.count)
    tried = [[Trial: Double]](repeating: [:], count: short.count)
    let queues = base.scenario.queues
    groups = Dictionary(
      (base.scenario.agents + changed.scenario.agents).compactMap { agent in
        sets.firstIndex(of: queues.indices.filter { agent.serves(queues[$0]) }).map { (agent.id, $0) }
      }
    ) { first, _ in first }
  }

  /// A week of people who can stand in for each other.
  private struct Team: Hashable {
    var monday: CivilDate
    var site: String
    var group: Int
  }

  /// Takes as many shifts out of each team's week as went from it, the least missed first.
  private mutating func take(_ gone: [Shift]) throws {
    var counts: [Team: Int] = [:]
    for shift in gone {
      guard let group = groups[shift.agent] else { continue }
      counts[Team(monday: shift.date.monday, site: shift.site, group: group), default: 0] += 1
    }
    guard !counts.isEmpty else { return }
    var candidates: [Team: [Curve]] = [:]
    for shift in base.roster.shifts {
      guard let group = groups[shift.agent] else { continue }
      let team = Team(monday: shift.date.monday, site: shift.site, group: group)
      guard counts[team] != nil, let agent = base.scenario.agent(shift.agent) else { continue }
      candidates[team, default: []].append(curve(of: shift, agent).map { ($0.interval, -$0.agents) })
    }
    for (team, count) in counts.sorted(by: {
      ($0.key.monday, $0.key.site, $0.key.group) < ($1.key.monday, $1.key.site, $1.key.group)
    }) {
      var open = candidates[team] ?? []
      for _ in 0..<count {
        guard let place = try best(of: open, group: team.group) else { break }
        try add(open.remove(at: place), group: team.group)
      }
    }
  }

  /// Gives each newcomer, on each of their days, those hours of a shift of their contract and site that take the most off.
  private mutating func place(_ come: [Shift]) throws {
    var usual: [String: [Shift]] = [:]
    for shift in come {
      guard let agent = changed.scenario.agent(shift.agent), let group = groups[agent.id],
        let zone = changed.scenario.site(agent.site)?.zone
      else { continue }
      let key = "\(agent.site) \(agent.contract)"
      let shapes = usual[key] ?? shapes(of: agent)
      usual[key] = shapes
      let midnight = zone.startOfDay(shift.date)
      let curves = shapes.map { shape in
        curve(of: shape.moved(by: midnight.seconds(since: zone.startOfDay(shape.date)), to: agent.id), agent)
      }
      guard let place = try best(of: curves, group: group) else { continue }
      try add(curves[place], group: group)
    }
  }

  /// A shift of each start and length that people of a site and contract have in the plan.
  private func shapes(of agent: Agent) -> [Shift] {
    guard let zone = base.scenario.site(agent.site)?.zone else { return [] }
    let alike = Set(
      base.scenario.agents.filter { $0.site == agent.site && $0.contract == agent.contract }.map(\.id))
    var shapes: [[Int]: Shift] = [:]
    for shift in base.roster.shifts where alike.contains(shift.agent) {
      let start = shift.start.seconds(since: zone.startOfDay(shift.date))
      let key = [start, shift.end.seconds(since: shift.start)]
      if shapes[key] == nil { shapes[key] = shift }
    }
    return shapes.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }

  /// The first of the curves after which the least is short; nil of none.
  private mutating func best(of curves: [Curve], group: Int) throws -> Int? {
    var best: (place: Int, change: Double)?
    for (place, curve) in curves.enumerated() {
      var change = 0.0
      for (interval, agents) in curve {
        change += try short(with: Trial(group: group, agents: agents), in: interval) - short[interval]
      }
      if best.map({ change < $0.change - 1e-9 }) ?? true { best = (place, change) }
    }
    return best?.place
  }

  private mutating func short(with trial: Trial, in interval: Int) throws -> Double {
    // One more takes nothing off where nothing is short.
    if trial.agents >= 0, short[interval] <= 0 { return 0 }
    if let known = tried[interval][trial] { return known }
    var own = people.map { $0[interval] }
    own[trial.group] = max(0, own[trial.group] + trial.agents)
    let value = try program.solve(people: own, need: need.map { $0[interval] }).short.reduce(0, +)
    tried[interval][trial] = value
    return value
  }

  private mutating func add(_ curve: Curve, group: Int) throws {
    for (interval, agents) in curve {
      short[interval] = try short(with: Trial(group: group, agents: agents), in: interval)
      people[group][interval] = max(0, people[group][interval] + agents)
      tried[interval] = [:]
    }
  }

  private func curve(of shift: Shift, _ agent: Agent) -> Curve {
    var alone = changed.scenario
    alone.agents = [agent]
    let presence = Presence(of: Roster(shifts: [shift]), on: grid, in: alone)
    guard let agents = presence.agents.first else { return [] }
    return grid.indices.filter { agents[$0] > 0 }.map { ($0, agents[$0]) }
  }
}

extension Shift {
  /// Whose and which shift it is.
  fileprivate struct Slot: Hashable {
    var agent: String
    var start: Instant
  }

  fileprivate var slot: Slot { Slot(agent: agent, start: start) }

  /// The same hours so many seconds later, of somebody else.
  fileprivate func moved(by seconds: Int, to agent: String) -> Shift {
    var other = self
    other.agent = agent
    (other.start, other.end) = (start.advanced(bySeconds: seconds), end.advanced(bySeconds: seconds))
    other.breaks = breaks.map { pause in
      var moved = pause
      (moved.start, moved.end) = (pause.start.advanced(bySeconds: seconds), pause.end.advanced(bySeconds: seconds))
      return moved
    }
    return other
  }
}
