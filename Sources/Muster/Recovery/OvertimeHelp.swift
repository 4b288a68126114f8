import Rostering
import Timeline
import Workforce

/// People who stay after their shifts to work a backlog off.
struct OvertimeHelp {
  /// One stretch of overtime.
  struct Stay: Hashable {
    var agent: String
    var date: CivilDate
    var ordinal: Int
    var queue: Int
    var start: Instant
    var end: Instant
  }

  /// In the order of their beginnings.
  private(set) var stays: [Stay] = []

  /// Longest time that somebody stays on one date.
  static let mostMinutes = 120

  /// Everybody who may stay: as long as their contract's overtime of the week allows, their rest before the next shift is kept, no duty on
  /// call of theirs has begun, they can work then, and one of the queues that they serve is worked; earlier dates first, on the queue
  /// with most to do.
  init(on backlog: [Double], from start: Instant, after roster: Roster, on grid: IntervalGrid, in scenario: Scenario) {
    let queues = backlog.indices.filter { backlog[$0] > 0 }.sorted { (-backlog[$0], $0) < (-backlog[$1], $1) }
    let worked = queues.map { index in
      let queue = scenario.queues[index]
      let holidays = scenario.holidays(in: queue.region)
      return grid.indices.map { scenario.isWorked(queue, at: grid.instant(of: $0), holidays: holidays) }
    }
    let first = scenario.horizon.first
    let agents = scenario.agentsById
    func week(_ date: CivilDate) -> CivilDate { date.advanced(byDays: -(date.days(since: first) % 7)) }
    var allowance: [String: [CivilDate: Int]] = [:]
    for hours in Rostering.hours(of: roster, in: scenario) {
      guard let contract = agents[hours.agent].flatMap({ scenario.contract($0.contract) }) else { continue }
      let most = hours.contractMinutes.upperBound + contract.overtimeMinutes
      allowance[hours.agent, default: [:]][hours.week] = max(0, min(contract.overtimeMinutes, most - hours.paidMinutes))
    }
    let available = Dictionary(grouping: scenario.availability, by: \.agent)
    let duties = Dictionary(grouping: roster.duties, by: \.agent)
    let own = Dictionary(grouping: roster.shifts, by: \.agent).mapValues { $0.sorted { $0.start < $1.start } }
    let order = roster.shifts.filter { $0.end >= start }
      .sorted { ($0.end, $0.agent) < ($1.end, $1.agent) }
    let minutes = grid.intervalSeconds / 60
    for shift in order {
      guard let agent = agents[shift.agent], let contract = scenario.contract(agent.contract),
        let left = allowance[agent.id]?[week(shift.date)], left >= minutes
      else { continue }
      let next = own[agent.id]?.first { $0.start >= shift.end }
      let rest = next.map { $0.start.seconds(since: shift.end) / 60 - contract.restMinutes } ?? Self.mostMinutes
      let call = duties[agent.id]?.map { $0.start.seconds(since: shift.end) / 60 }.filter { $0 >= 0 }.min()
      let most = min(left, Self.mostMinutes, rest, call ?? Self.mostMinutes)
      let serving = queues.indices.filter { agent.serves(scenario.queues[queues[$0]]) }
      let zone = scenario.site(shift.site)?.zone ?? .utc
      let canWork = available[agent.id]?.hours(around: shift.date, in: zone)
      func isFree(from length: Int) -> Bool {
        let moment = shift.end.advanced(bySeconds: length * 60)
        return canWork?.hold(from: moment, to: moment.advanced(bySeconds: minutes * 60)) ?? true
      }
      func stay(_ place: Int) -> Int {
        var length = 0
        while length + minutes <= most, isFree(from: length),
          let interval = grid.index(containing: shift.end.advanced(bySeconds: length * 60)), worked[place][interval]
        { length += minutes }
        return length
      }
      guard let place = serving.first(where: { stay($0) > 0 }) else { continue }
      let length = stay(place)
      allowance[agent.id]?[week(shift.date)] = left - length
      stays.append(
        Stay(
          agent: agent.id, date: shift.date, ordinal: shift.ordinal, queue: queues[place], start: shift.end,
          end: shift.end.advanced(bySeconds: length * 60)))
    }
  }

  /// Only those that begin before their queue has recovered.
  func until(_ ends: [Instant?]) -> OvertimeHelp {
    var help = self
    help.stays = stays.filter { stay in ends[stay.queue].map { stay.start < $0 } ?? true }
    return help
  }

  /// Hours by queue.
  func hours(on queue: Int) -> Double {
    stays.reduce(0) { $1.queue == queue ? $0 + Double($1.end.seconds(since: $1.start)) / 3600 : $0 }
  }

  /// A roster in which people stay.
  ///
  /// A shift without spells was worked on every queue of its person; it still is.
  func added(to roster: Roster, in scenario: Scenario) -> Roster {
    var longer = roster
    let posted = Dictionary(grouping: roster.spells, by: \.agent)
    for stay in stays {
      guard
        let index = longer.shifts.firstIndex(where: {
          $0.agent == stay.agent && $0.date == stay.date && $0.ordinal == stay.ordinal
        })
      else { continue }
      let shift = longer.shifts[index]
      if !(posted[stay.agent] ?? []).contains(where: { $0.start < shift.end && $0.end > shift.start }),
        let agent = scenario.agent(stay.agent)
      {
        let all = scenario.queues.indices.filter { agent.serves(scenario.queues[$0]) }
        longer.spells.append(QueueSpell(agent: stay.agent, start: shift.start, end: shift.end, queues: all))
      }
      longer.shifts[index].end = stay.end
      longer.shifts[index].paidMinutes += stay.end.seconds(since: stay.start) / 60
      longer.spells.append(QueueSpell(agent: stay.agent, start: stay.start, end: stay.end, queues: [stay.queue]))
    }
    return longer
  }

  /// What the stays on a queue are paid, in minor units by currency.
  func wages(on queue: Int, in scenario: Scenario) -> [String: Int] {
    scenario.wages(
      of: stays.filter { $0.queue == queue }.map {
        Shift(
          agent: $0.agent, date: $0.date, site: "", start: $0.start, end: $0.end,
          paidMinutes: $0.end.seconds(since: $0.start) / 60, breaks: [])
      })
  }
}
