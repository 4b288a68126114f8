import LabourRules
import Rostering
import Testing
import Timeline
import Tours
import Units
import Workforce

@Suite("What more leave costs")
struct LeaveTests {
  /// One queue that wants people from 10:00 to 14:00 on weekdays, and people whose one shift that is, five days a week.
  private static func small(people: Int, wanted: Double, weeks: Int = 1) throws -> SmallScenario {
    var small = try SmallScenario()
    small.scenario.horizon.weeks = weeks
    small.scenario.agents = (1...people).map { number in
      var agent = small.scenario.agents[0]
      agent.id = "A\(number)"
      return agent
    }
    small.scenario.queues.removeLast()
    small.scenario.contracts[0].weekLeastMinutes = 1200
    small.scenario.contracts[0].weekMostMinutes = 1200
    small.scenario.contracts[0].shiftMinutes = [240]
    let ten = try #require(TimeOfDay("10:00"))
    small.scenario.contracts[0].starts = [StartWindow(from: ten, to: ten, stepMinutes: 30)]
    small.scenario.contracts[0].lunch = nil
    small.scenario.contracts[0].breaks = nil
    let zone = small.scenario.sites[0].zone
    let grid = small.scenario.grid
    let net = grid.indices.map { interval -> Double in
      let local = zone.local(at: grid.instant(of: interval))
      return local.date.weekday.rawValue < 5 && ("10:00"..<"14:00").contains(local.clockText) ? wanted : 0
    }
    small.requirement = Requirement(
      grid: grid,
      queues: [
        QueueRequirement(
          queue: small.scenario.queues[0].id, offered: net, averageHandleTime: net.map { _ in 300 }, load: net,
          netAgents: net, grossAgents: net)
      ])
    return small
  }

  private static func desk(_ small: SmallScenario, movesOthers: Bool = true) throws -> LeaveDesk {
    let roster = Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(5_000)))
    return try #require(
      LeaveDesk(
        roster, covering: small.requirement, in: small.scenario, movesOthers: movesOthers, missedGoals: { _ in [] }))
  }

  /// How many of some people can be off on a day of a week while enough of them work on every weekday: all ways are tried.
  private static func mostFree(people: Int, wanted: Int, on day: Int) -> Int {
    let weeks = (0..<128).filter { ($0 as Int).nonzeroBitCount == 5 }
    let short = (0..<128).filter { ($0 as Int).nonzeroBitCount == 4 && $0 & 1 << day == 0 }
    func reaches(_ off: Int) -> Bool {
      func covers(_ person: Int, _ counts: [Int]) -> Bool {
        if person == people { return (0..<5).allSatisfy { counts[$0] >= wanted } }
        return (person < off ? short : weeks).contains { week in
          covers(person + 1, counts.indices.map { counts[$0] + (week >> $0 & 1) })
        }
      }
      return covers(0, [Int](repeating: 0, count: 7))
    }
    return (0...people).last(where: reaches) ?? 0
  }

  @Test(
    "as many are free as all ways to work allow, and the next costs what it leaves missing",
    arguments: [(3, 2), (2, 2), (4, 2)])
  func quotes(people: Int, wanted: Int) throws {
    let small = try Self.small(people: people, wanted: Double(wanted))
    let quotes = try Self.desk(small).quotes()
    #expect(quotes.count == 7)
    for (day, quote) in quotes.enumerated() where day < 5 {
      let most = Self.mostFree(people: people, wanted: wanted, on: day)
      #expect(quote.people == people && quote.away == 0)
      #expect(quote.free == min(most, quote.working), "\(quote)")
      guard quote.free < quote.working else { continue }
      // One of two missing for eight half hours: a tenth of the two at the price, the rest at twice the price.
      let points = try #require(quote.next).points
      #expect(abs(points - 8 * (0.2 + 2 * 0.8) * small.scenario.prices.short) < 8.1, "\(quote)")
      #expect(try abs(#require(quote.next?.wages["EUR"])) < 0.01, "leave is paid in place of work")
    }
  }

  @Test("all free days together are a lawful roster in which nobody is missing, and so is the roster made anew")
  func together() throws {
    let small = try Self.small(people: 4, wanted: 2, weeks: 2)
    let quotes = try Self.desk(small).quotes()
    let days = quotes.flatMap { quote in quote.together.map { ($0, quote.date) } }
    #expect(days.count >= 5)
    var scenario = small.scenario
    scenario.leave += days.map { Leave(agent: $0, from: $1, to: $1, kind: "leave") }
    let anew = Rostering.roster(covering: small.requirement, in: scenario, engine: RosterEngine(effort: .moves(5_000)))
    #expect(Audit.violations(of: anew, in: scenario).isEmpty)
    for date in scenario.horizon.dates where date.weekday.rawValue < 5 {
      #expect(anew.shifts.count { $0.date == date } >= 2, "\(date)")
    }
    #expect(!anew.shifts.contains { shift in days.contains { $0 == (shift.agent, shift.date) } })
  }

  @Test("requests are answered in the order of their price, and the reason names who would be missing and when")
  func requests() throws {
    var small = try Self.small(people: 3, wanted: 2)
    let monday = small.scenario.horizon.first
    // A wish that is refused today makes this person's day off the cheapest.
    small.scenario.requests = [Request(agent: "A2", date: monday, wish: .dayOff, weight: 5)]
    func ask(_ agent: String, _ from: Int, _ to: Int) -> Leave {
      Leave(agent: agent, from: monday.advanced(byDays: from), to: monday.advanced(byDays: to), kind: "vacation")
    }
    let asked = [ask("A1", 0, 0), ask("A2", 0, 0), ask("A3", 0, 0), ask("A1", 9, 12), ask("A2", 0, 0)]
    let answers = try Self.desk(small).answers(to: asked)
    #expect(answers.map(\.request) == asked)
    #expect(answers.prefix(3).count(where: \.isGranted) == 1)
    let refused = answers.prefix(3).filter { !$0.isGranted }
    #expect(refused.allSatisfy { $0.reason == "4.0 h more would be missing at fr-phone on 2026-03-23" }, "\(answers)")
    #expect(answers[3].reason == "the plan does not reach there" && answers[3].rank == nil)
    #expect(answers[4].isGranted == answers[1].isGranted)
    let dear = try Self.desk(small).answers(to: Array(asked.prefix(3)), upTo: 150)
    // The second that is granted is not free, and says what it alone leaves missing.
    #expect(
      Set(dear.filter(\.isGranted).map(\.reason)) == ["", "4.0 h more are missing at fr-phone on 2026-03-23"], "\(dear)"
    )
    let whole = try Self.desk(small).answers(to: Array(asked.prefix(3)), upTo: 1_000)
    #expect(
      Set(whole.map(\.reason)) == ["", "4.0 h more are missing at fr-phone on 2026-03-23"], "\(whole)")
    #expect(dear.count(where: \.isGranted) == 2)
    let ranks = dear.compactMap { answer in answer.rank.map { ($0, answer.price?.points ?? 0) } }.sorted { $0 < $1 }
    #expect(ranks.map(\.1) == ranks.map(\.1).sorted(), "\(ranks)")
  }

  @Test("over a published roster nobody else's shifts change")
  func published() throws {
    let small = try Self.small(people: 3, wanted: 2)
    let roster = Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(5_000)))
    let monday = small.scenario.horizon.first
    let agent = try #require(roster.shifts.first { $0.date == monday }).agent
    let desk = try #require(
      LeaveDesk(
        roster, covering: small.requirement, in: small.scenario, movesOthers: false, now: nil, missedGoals: { _ in [] })
    )
    let request = Leave(agent: agent, from: monday, to: monday, kind: "leave")
    _ = desk.answers(to: [request], upTo: 1_000_000)
    let after = desk.roster
    #expect(!after.shifts.contains { $0.agent == agent && $0.date == monday })
    #expect(after.shifts.count { $0.agent == agent } == 4)
    func others(_ roster: Roster) -> [Shift] { roster.shifts.filter { $0.agent != agent } }
    #expect(others(after).map { [$0.agent, $0.date.isoText] } == others(roster).map { [$0.agent, $0.date.isoText] })
  }

  @Test("a goal that would be missed ends the free days")
  func goals() throws {
    let small = try Self.small(people: 4, wanted: 2)
    let roster = Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(5_000)))
    // The queue wants three whole weeks of work, whatever the requirement says.
    let desk = try #require(
      LeaveDesk(
        roster, covering: small.requirement, in: small.scenario, movesOthers: true,
        missedGoals: { $0.shifts.count < 19 ? ["fr-phone"] : [] }))
    let quotes = desk.quotes()
    #expect(quotes.allSatisfy { $0.free <= 1 })
    #expect(quotes.contains { $0.free == 1 && $0.obstacle == .goal })
    #expect(quotes.reduce(0) { $0 + $1.together.count } == 1)
    let first = small.scenario.horizon.first
    let asked = ["A1", "A2"].map { Leave(agent: $0, from: first, to: first, kind: "leave") }
    let answers = desk.answers(to: asked)
    #expect(answers.count(where: \.isGranted) == 1)
    #expect(answers.contains { $0.reason == "a goal would be missed: fr-phone" })
  }
}
