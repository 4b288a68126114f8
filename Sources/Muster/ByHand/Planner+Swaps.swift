import Publishing
import Reporting
import Rostering
import ScenarioFiles
import Tabular
public import Timeline
import Workforce

/// Trades that free somebody on a date, the best first.
public struct SwapsReport: Encodable, Sendable {
  /// One trade.
  public struct Trade: Encodable, Hashable, Sendable {
    /// Ids of the people, the one who is freed first; each one's work goes to the next, the last one's to the first.
    public var people: [String]
    /// What changes, by person and date.
    public var changes: [RosterDifference.Change]
    /// Points by which the roster is dearer; nil without a requirement.
    public var points: Double?
    /// Queues whose service would be another, in the order of the scenario; nil without a requirement.
    public internal(set) var service: [Service]?
    /// A text for each of the people, in their language.
    public var messages: [String]
  }

  /// What becomes of a queue.
  public struct Service: Encodable, Hashable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// Share expected within the goal's threshold as it is, weighted by contacts.
    public var before: Double
    /// The same after the trade.
    public var after: Double
  }

  /// Id of the person.
  public var agent: String
  /// The date, ISO 8601.
  public var date: String
  /// The shift that would be free.
  public var shift: String
  /// How many lawful trades there are.
  public var count: Int
  /// The best of them.
  public var trades: [Trade]

  /// The report as lines for a terminal.
  public var text: String {
    guard count > 0 else { return "\(agent) on \(date), \(shift): no lawful trade of two or three people frees it.\n" }
    var lines = [
      "\(agent) on \(date), \(shift): \(count) lawful \(count == 1 ? "trade" : "trades") of two or three people"
    ]
    for (place, trade) in trades.enumerated() {
      let points = trade.points.map { points in
        abs(points) < 0.05
          ? ", as dear as now"
          : ", \(FixedDecimal.text(abs(points), decimals: 1)) points \(points > 0 ? "more" : "less")"
      }
      let service = trade.service.map { changed in
        changed.isEmpty
          ? ", service as now"
          : changed.map { ", \($0.queue) \(Share($0.before).text()) -> \(Share($0.after).text())" }.joined()
      }
      lines += [
        "", "\(place + 1). \(trade.people.joined(separator: " -> ")) -> \(agent)\(points ?? "")\(service ?? "")",
      ]
      lines += TextTable.lines(
        trade.changes.map { ["  " + $0.agent, $0.date, $0.was, "becomes", $0.becomes] }, leftAligned: [0, 1, 2, 3, 4])
      lines += trade.messages.flatMap { ["  "] + $0.split(separator: "\n").map { "  > " + $0 } }
    }
    let left = count - trades.count
    if left > 0 { lines += ["", "and \(left) dearer ones"] }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Planner {
  /// Every lawful trade of two and three people that frees somebody on a date, with what it costs and a text for those concerned.
  ///
  /// - Parameter mostShown: how many are listed.
  /// - Throws: `InputError` for faults of the files or the question.
  public func swaps(agent: String, on date: CivilDate, now: Instant, mostShown: Int) throws -> SwapsReport {
    let input = try read(needsHistory: false)
    return try reading { try swaps(agent, date, now, mostShown, input.scenario) }
  }

  private func swaps(
    _ agent: String, _ date: CivilDate, _ now: Instant, _ mostShown: Int, _ scenario: Scenario
  ) throws -> SwapsReport {
    var scenario = scenario
    scenario.absences = try readAbsences(for: scenario)
    let roster = try readRoster(for: scenario)
    guard scenario.agent(agent) != nil else {
      throw InputError(
        Place(file: "--agent"), "there is no agent \(agent)",
        next: scenario.advice(forPerson: agent))
    }
    let own = roster.shifts.filter { $0.agent == agent && $0.date == date }
    let place = Place(file: "--on")
    guard let first = own.first else {
      throw InputError(
        place, "\(agent) does not work on \(date.isoText)", next: "Name a date of a shift in roster.csv.")
    }
    guard own.allSatisfy({ $0.start >= now }) else {
      throw InputError(
        place, "the shift of \(agent) on \(date.isoText) has begun at \(first.start.isoText)",
        next: "Work that has begun is traded no more; say what time it is with --at.")
    }
    report(.began(.roster))
    let found = TradeSearch(roster, in: scenario, now: now).trades(freeing: agent, on: date)
    try stopIfCancelled()
    let priced = try prices(of: found, roster, scenario)
    let zones = scenario.zonesBySite
    let service = try TradedService(roster, requirement(for: scenario), scenario)
    let trades = try priced.prefix(mostShown).map { trade, points in
      try stopIfCancelled()
      return SwapsReport.Trade(
        people: trade.ring.map(\.agent), changes: Planner.changes(of: trade, roster, zones), points: points,
        service: service?.changes(by: trade),
        messages: trade.ring.indices.map { Planner.message(to: $0, of: trade, scenario) })
    }
    return SwapsReport(
      agent: agent, date: date.isoText, shift: own.clockText(in: zones), count: found.count, trades: trades)
  }

  private func requirement(for scenario: Scenario) throws(InputError) -> Requirement? {
    hasRequirement(for: scenario) ? try readRequirement(for: scenario) : nil
  }

  /// The trades with their points, the cheapest first.
  private func prices(
    of trades: [TradeSearch.Trade], _ roster: Roster, _ scenario: Scenario
  ) throws(InputError) -> [(TradeSearch.Trade, Double?)] {
    guard let requirement = try requirement(for: scenario) else { return trades.map { ($0, nil) } }
    var further: [String: Set<[Shift]>] = [:]
    for day in trades.flatMap(\.days) where !day.work.isEmpty { further[day.agent, default: []].insert(day.work) }
    let prices = WorkPrices(
      of: roster, covering: requirement, in: scenario,
      further: further.mapValues {
        $0.sorted {
          ($0.first?.start.secondsSinceEpoch ?? 0, $0.count) < ($1.first?.start.secondsSinceEpoch ?? 0, $1.count)
        }
      })
    return trades.map { ($0, prices?.difference(of: $0.days)) }.enumerated().sorted {
      ($0.element.1 ?? .infinity, $0.offset) < ($1.element.1 ?? .infinity, $1.offset)
    }.map(\.element)
  }

  private static func changes(
    of trade: TradeSearch.Trade, _ roster: Roster, _ zones: [String: Zone]
  ) -> [RosterDifference.Change] {
    trade.days.map { day in
      let was = roster.shifts.filter { $0.agent == day.agent && $0.date == day.date }
      return RosterDifference.Change(
        agent: day.agent, date: day.date.isoText, was: was.clockText(in: zones),
        becomes: day.work.clockText(in: zones), why: "")
    }
  }

  /// What one of a trade's people may be sent.
  private static func message(to place: Int, of trade: TradeSearch.Trade, _ scenario: Scenario) -> String {
    let ring = trade.ring
    let taken = ring[(place + ring.count - 1) % ring.count]
    let agent = scenario.agent(ring[place].agent)
    let language = agent?.calendarLanguage ?? "en"
    let cycle = RosterCalendars.hourCycle(of: language)
    func work(_ work: TradeSearch.Work) -> TradeMessage.Work {
      let zone = work.shifts.first.flatMap { scenario.site($0.site)?.zone } ?? .utc
      return TradeMessage.Work(
        date: work.date, hours: work.shifts.map { $0.clockText(in: zone, cycle) }.joined(separator: " + "))
    }
    return TradeMessage.text(
      gives: work(ring[place]), takes: work(taken), name: agent?.name ?? ring[place].agent,
      language: language, dates: { DateWords.text($0, in: $1) })
  }
}
