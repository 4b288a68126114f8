import Tabular
import Timeline
import Workforce

extension TextReport {
  /// One person's dates: the shift as a bar over the day, its hours and its queues.
  func agentLines(_ id: String) throws(InputError) -> [String] {
    guard let roster = content.roster else { throw Self.missing("roster.csv", madeBy: "roster") }
    let scenario = content.scenario
    guard let agent = scenario.agent(id) else { throw Self.unknown("agent", id, scenario.agents.map(\.id)) }
    let zone = scenario.site(agent.site)?.zone ?? .utc
    let shifts = roster.shifts.filter { $0.agent == id }
    let spells = roster.spells.filter { $0.agent == id }
    let away = leave(of: id)
    let paid = Double(shifts.reduce(0) { $0 + $1.paidMinutes }) / 60
    // Kinds have a column of their own where the contract names some.
    let kinds = scenario.contract(agent.contract)?.kinds ?? []
    let kindWidth = kinds.isEmpty ? 0 : 2 + max(4, kinds.map(\.name.count).max() ?? 0)
    var lines = [
      "\(id): \(shifts.count) shifts, \(Self.number(paid, 1)) paid hours, on the clock of \(zone.name)", "",
      Self.padded("date", 12) + Self.padded("shift", 13) + Self.padded(kinds.isEmpty ? "" : "kind", kindWidth)
        + Self.padded("0     6     12    18    24", 28) + "queues",
    ]
    for date in scenario.horizon.dates {
      if date.weekday == .monday, date != scenario.horizon.first { lines.append("") }
      let mine = shifts.filter { $0.date == date }
      if mine.isEmpty {
        lines.append(Self.padded(dateText(date), 12) + (away[date] ?? "-"))
        continue
      }
      for shift in mine {
        let kind = kinds.name(ofStart: zone.local(at: shift.start).secondsOfDay / 60) ?? ""
        lines.append(
          Self.padded(dateText(date), 12) + Self.padded(RosterSection.times(shift.start, shift.end, in: zone), 13)
            + Self.padded(kind, kindWidth) + Self.padded(Self.hourBar(shift, zone), 28) + queues(of: shift, spells))
      }
    }
    return lines
  }

  /// The queues on which somebody is in a shift.
  private func queues(of shift: Shift, _ spells: [QueueSpell]) -> String {
    let own = Set(spells.filter { $0.start < shift.end && $0.end > shift.start }.flatMap(\.queues)).sorted()
    return own.map { content.scenario.queues[$0].id }.joined(separator: ", ")
  }

  /// Everybody who begins a shift on a date, team by team in the order of starts, and who is away.
  func dateLines(_ date: CivilDate) throws(InputError) -> [String] {
    guard let roster = content.roster else { throw Self.missing("roster.csv", madeBy: "roster") }
    let scenario = content.scenario
    guard scenario.contains(date) else { throw outsidePlan(date) }
    let shifts = Dictionary(grouping: roster.shifts.filter { $0.date == date }, by: \.agent)
    let spells = Dictionary(grouping: roster.spells, by: \.agent)
    let paid = Double(shifts.values.joined().reduce(0) { $0 + $1.paidMinutes }) / 60
    let nameWidth = max(2, shifts.keys.map(\.count).max() ?? 0) + 2
    let indent = String(repeating: " ", count: nameWidth)
    var lines = [
      "\(dateText(date)): shifts of \(shifts.count) people, \(Self.number(paid, 1)) paid hours", "",
      indent + Self.padded("shift", 13) + Self.padded("0     6     12    18    24", 28) + "queues",
    ]
    let people = scenario.agents.filter { $0.isEmployed(on: date) || shifts[$0.id] != nil }
    for team in Set(people.map(Self.team)).sorted() {
      let members = people.filter { Self.team($0) == team }
      let zones = Set(members.map { scenario.site($0.site)?.zone.name ?? "UTC" }).sorted()
      let working = members.filter { shifts[$0.id] != nil }
      let away = members.compactMap { agent in leave(of: agent.id)[date].map { "\(agent.id) \($0)" } }
      lines += ["\(team): \(working.count) of \(members.count) people, \(zones.joined(separator: ", "))"]
      let own = working.flatMap { agent in (shifts[agent.id] ?? []).map { (agent, $0) } }
      for (agent, shift) in own.sorted(by: { ($0.1.start, $0.0.id) < ($1.1.start, $1.0.id) }) {
        let zone = scenario.site(agent.site)?.zone ?? .utc
        lines.append(
          Self.padded(agent.id, nameWidth) + Self.padded(RosterSection.times(shift.start, shift.end, in: zone), 13)
            + Self.padded(Self.hourBar(shift, zone), 28) + queues(of: shift, spells[agent.id] ?? []))
      }
      lines += (away.isEmpty ? [] : ["away: \(away.joined(separator: ", "))"]) + [""]
    }
    return lines.dropLast()
  }

  /// The team of somebody; people without one are that of their site, as on the page.
  private static func team(_ agent: Agent) -> String { agent.team.isEmpty ? agent.site : agent.team }

  /// A shift over the hours of its date, one column an elapsed hour: `█` work, `·` mostly break; `▶` goes on after the day.
  private static func hourBar(_ shift: Shift, _ zone: Zone) -> String {
    let start = zone.startOfDay(shift.date)
    let end = zone.startOfDay(shift.date.advanced(byDays: 1))
    var text = ""
    var hour = start
    while hour < end {
      let next = hour.advanced(bySeconds: 3600)
      func overlap(_ from: Instant, _ to: Instant) -> Int { max(0, min(to, next).seconds(since: max(from, hour))) }
      let worked = overlap(shift.start, shift.end)
      let paused = shift.breaks.reduce(0) { $0 + overlap($1.start, $1.end) }
      text += worked < 1800 ? (worked > 0 ? "▌" : " ") : paused >= 1800 ? "·" : "█"
      hour = next
    }
    return text + (shift.end > end ? "▶" : "")
  }

  /// A team's people and dates, as many dates beside each other as fit.
  func teamLines(_ name: String) throws(InputError) -> [String] {
    guard let roster = content.roster else { throw Self.missing("roster.csv", madeBy: "roster") }
    let scenario = content.scenario
    let people = scenario.agents.filter { Self.team($0) == name }
    if people.isEmpty { throw Self.unknown("team", name, Set(scenario.agents.map(Self.team)).sorted()) }
    let shifts = Dictionary(grouping: roster.shifts, by: \.agent)
    let zones = Set(people.map { scenario.site($0.site)?.zone ?? .utc })
    let clock = zones.count == 1 ? "on the clock of \(zones.first?.name ?? "UTC")" : "each on the clock of the site"
    var lines = ["\(name): \(people.count) people, \(clock)", ""]
    let nameWidth = (people.map(\.id.count).max() ?? 0) + 2
    let leaves = people.map { leave(of: $0.id).mapValues { $0.count > 24 ? String($0.prefix(23)) + "…" : $0 } }
    // Hours need twelve columns, and kinds of leave their own.
    let cellWidth = max(12, leaves.flatMap(\.values).map(\.count).max() ?? 0) + 1
    let perBlock = max(1, min(7, (width - nameWidth) / cellWidth))
    for start in stride(from: 0, to: scenario.horizon.dayCount, by: perBlock) {
      let dates = (start..<min(start + perBlock, scenario.horizon.dayCount)).map {
        scenario.horizon.first.advanced(byDays: $0)
      }
      lines.append(Self.padded("", nameWidth) + dates.map { Self.padded(dateText($0), cellWidth) }.joined())
      for (agent, away) in zip(people, leaves) {
        let cells = dates.map { date in
          let mine = (shifts[agent.id] ?? []).filter { $0.date == date }
          let zone = scenario.site(agent.site)?.zone ?? .utc
          guard let first = mine.first else { return Self.padded(away[date] ?? "-", cellWidth) }
          let times = RosterSection.times(first.start, first.end, in: zone)
          return Self.padded(mine.count > 1 ? times + "+" : times, cellWidth)
        }
        lines.append(Self.padded(agent.id, nameWidth) + cells.joined())
      }
      lines.append("")
    }
    return lines.dropLast()
  }

  private func leave(of id: String) -> [CivilDate: String] {
    var kinds: [CivilDate: String] = [:]
    for span in content.scenario.leave + content.scenario.absences where span.agent == id {
      for date in content.scenario.dates(of: [span]) { kinds[date] = span.kind }
    }
    return kinds
  }
}
