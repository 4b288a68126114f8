import Foundation
import LabourRules
import Rostering
import Staffing
import Testing
import Timeline
import Tours
import Workforce

/// Whole people on one queue at a time, the cost of that, and work that colleagues share.
@Suite struct WholePeopleTests {
  /// Half of the people speak both languages, so that they may change queue, and demand moves between the two all day.
  private static func centre() throws -> SmallScenario {
    var small = try SmallScenario()
    for agent in small.scenario.agents.indices where agent % 2 == 0 {
      small.scenario.agents[agent].languages = agent % 4 == 0 ? ["fr", "en"] : ["en", "fr"]
    }
    for queue in small.requirement.queues.indices {
      for interval in small.requirement.grid.indices where small.requirement.queues[queue].netAgents[interval] > 0 {
        small.requirement.queues[queue].netAgents[interval] = (interval + queue) % 2 == 0 ? 3.1 : 1.2
      }
    }
    return small
  }

  private static func roster(_ small: SmallScenario) -> Roster {
    Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(80_000), seed: 1))
  }

  /// The centre's roster at a price of changes that several cases ask about, made once for them.
  private static func atPrice(_ price: Double) throws -> Roster {
    var small = try centre()
    small.scenario.prices.queueChange = price
    return roster(small)
  }
  private static let atNoPrice = Result { try atPrice(0) }
  private static let atPriceOfTwo = Result { try atPrice(2) }

  /// Spells of a shift in order.
  private func spells(_ roster: Roster, in shift: Shift) -> [QueueSpell] {
    roster.spells.filter { $0.agent == shift.agent && shift.start <= $0.start && $0.end <= shift.end }
  }

  private func changes(_ roster: Roster) -> Int {
    roster.shifts.reduce(0) { $0 + max(0, spells(roster, in: $1).count - 1) }
  }

  @Test(
    "nobody is on a queue for less than the least stretch of the contract or the queue", arguments: [0, 60, 90, 120])
  func stretches(least: Int) throws {
    var small = try Self.centre()
    small.scenario.prices.queueChange = 0.1
    small.scenario.contracts[0].leastStretch = least
    small.scenario.queues[1].leastStretch = 90
    let roster = Self.roster(small)
    let minutes = roster.spells.map { ($0.end.seconds(since: $0.start) / 60, $0.queues) }
    #expect(minutes.allSatisfy { $0.0 >= ($0.1 == [1] ? max(least, 90) : least) })
    #expect(changes(roster) > 0, "there are people who change")
    if least == 0 { #expect(minutes.contains { $0.0 < 60 }, "without the rule they change more often") }
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
  }

  @Test("nobody changes queue more often in a shift than the contract lets them", arguments: [0, 1, 3])
  func mostChanges(
    most: Int
  ) throws {
    var small = try Self.centre()
    small.scenario.prices.queueChange = 0
    func worst(_ roster: Roster) -> Int { roster.shifts.map { spells(roster, in: $0).count - 1 }.max() ?? 0 }
    #expect(worst(try Self.atNoPrice.get()) > most)
    small.scenario.contracts[0].mostQueueChanges = most
    #expect(worst(Self.roster(small)) <= most)
  }

  @Test("who serves one queue changes none over a break of whole intervals") func oneQueueEach() throws {
    var small = try SmallScenario()
    for agent in small.scenario.agents.indices {
      small.scenario.agents[agent].languages = [agent % 2 == 0 ? "fr" : "en"]
    }
    small.scenario.contracts[0].lunch = BreakRule(count: 1, minutes: 60, isPaid: false)
    small.scenario.prices.queueChange = 1.5
    let roster = Self.roster(small)
    #expect(!roster.shifts.isEmpty && changes(roster) == 0)
    #expect(try #require(roster.report?.statement).sum(of: .queueChanges).points == 0)
  }

  @Test("a dearer change of queue is made less often") func changePrice() throws {
    var small = try Self.centre()
    small.scenario.prices.queueChange = 0.1
    let cheap = changes(Self.roster(small))
    small.scenario.prices.queueChange = 5
    let dear = changes(Self.roster(small))
    small.scenario.prices.queueChange = 1_000
    #expect(dear < cheap)
    #expect(changes(Self.roster(small)) == 0)
  }

  @Test("what whole people lose is told against the best that people shared in each interval could do") func loss()
    throws
  {
    let small = try Self.centre()
    let roster = Self.roster(small)
    let report = try #require(roster.report)
    // Who is there, in half hours less breaks, by what they speak.
    let grid = small.requirement.grid
    var present = [[Double]](repeating: [0, 0, 0], count: grid.count)
    for shift in roster.shifts {
      let languages = try #require(small.scenario.agent(shift.agent)).languages
      let set = languages.count == 2 ? 2 : languages == ["fr"] ? 0 : 1
      for interval in grid.indices {
        let (start, end) = (grid.instant(of: interval), grid.instant(of: interval + 1))
        func shared(_ from: Instant, _ to: Instant) -> Double {
          Double(max(0, min(end, to).seconds(since: max(start, from)))) / 1800
        }
        present[interval][set] += shift.breaks.reduce(shared(shift.start, shift.end)) { $0 - shared($1.start, $1.end) }
      }
    }
    func cost(_ required: Double, _ there: Double) -> Double {
      let short = max(0, required - there)
      let tenth = min(short, 0.1 * required)
      return 10 * tenth + 20 * (short - tenth) + max(0, there - required)
    }
    var best = 0.0
    for interval in grid.indices {
      let (fr, en) = (
        small.requirement.queues[0].netAgents[interval], small.requirement.queues[1].netAgents[interval]
      )
      let (a, b, both) = (present[interval][0], present[interval][1], present[interval][2])
      // A convex cost is least where it bends.
      let bends = [0, both] + [fr, 0.9 * fr].map { $0 - a } + [en, 0.9 * en].map { both - ($0 - b) }
      best += bends.map { min(both, max(0, $0)) }.map { cost(fr, a + $0) + cost(en, b + both - $0) }.min() ?? 0
    }
    let whole = [CostStatement.Kind.shortage, .surplus, .queueChanges, .hoursAfter].reduce(0) {
      $0 + report.statement.sum(of: $1).points
    }
    let loss = try #require(report.wholePeopleLoss)
    #expect(loss > 1, "half people are wanted, and nobody can be halved")
    #expect(abs(loss - (whole - best)) < 0.01 * whole, "\(loss) against \(whole - best)")
  }

  @Test("mending is never dearer than leaving all as it was told", arguments: ["A1", "A4", "A7", "A8", "A9"])
  func replan(agent: String) throws {
    var small = try Self.centre()
    small.scenario.prices.queueChange = 2
    let roster = try Self.atPriceOfTwo.get()
    for shift in roster.shifts where shift.agent == agent {
      let absence = Leave(agent: agent, from: shift.date, to: shift.date, kind: "sick")
      small.scenario.absences = [absence]
      let outcome = Rostering.replan(
        roster, for: small.requirement, in: small.scenario,
        request: ReplanRequest(from: shift.date, absences: [absence], priceOfChange: 3))
      #expect(outcome.mendedCost + outcome.priceOfChanges <= outcome.disturbedCost + 1e-6, "\(shift.date.isoText)")
      for help in outcome.help { #expect(help.saves >= help.price - 1e-6) }
    }
  }

  @Test("the cost is the sum of its items, and shortage and surplus are those of the coverage") func sums() throws {
    let small = try Self.centre()
    let roster = Self.roster(small)
    let report = try #require(roster.report)
    #expect(abs(report.cost - report.statement.total) < 1e-9)
    #expect(report.bound <= report.cost)
    let coverage = Staffing.coverage(of: roster, requirement: small.requirement, in: small.scenario)
    var (short, over) = (0.0, 0.0)
    for queue in coverage.queues {
      for interval in queue.required.indices {
        short += queue.under(interval) / 2
        over += queue.over(interval) / 2
      }
    }
    #expect(abs(report.statement.sum(of: .shortage).amount - short) < 1e-6)
    #expect(abs(report.statement.sum(of: .surplus).amount - over) < 1e-6)
    #expect(report.statement.sum(of: .queueChanges).amount == Double(changes(roster)))
  }

  @Test("hours of people wanted by shift are those that their price is for, whoever has shorter shifts")
  func hoursOfPosts() throws {
    var small = try SmallScenario()
    small.scenario.queues = []
    small.requirement.queues = []
    small.scenario.contracts[0].starts = [StartWindow(from: .midnight, to: .midnight, stepMinutes: 30)]
    var short = small.scenario.contracts[0]
    (short.id, short.shiftMinutes, short.weekLeastMinutes, short.weekMostMinutes) = ("part-time", [300], 1500, 1500)
    small.scenario.contracts.append(short)
    small.scenario.agents[8].contract = short.id
    let post = ShiftPost(site: "home", span: .hours(from: .midnight, to: try #require(TimeOfDay("05:00"))))
    small.scenario.shiftDemand = small.scenario.horizon.dates.map { ShiftDemand(date: $0, post: post, wanted: 9) }
    let shortage = try #require(Self.roster(small).report).statement.sum(of: .shortage)
    #expect(shortage.amount > 0 && abs(shortage.points - 20 * shortage.amount) < 1e-6)
    // Whoever is left over at a site of shorter shifts costs as much as elsewhere, and counts as many hours.
    small.scenario.sites.append(Site(id: "away", zone: small.scenario.sites[0].zone))
    small.scenario.agents[8].site = "away"
    let away = ShiftPost(site: "away", span: post.span)
    small.scenario.shiftDemand? += small.scenario.horizon.dates.map { ShiftDemand(date: $0, post: away, wanted: 0) }
    let surplus = try #require(Self.roster(small).report).statement.sum(of: .surplus)
    #expect(surplus.amount > 0 && abs(surplus.points - 2 * surplus.amount) < 1e-6)
  }

  @Test("at posts by day and night, colleagues share about as evenly as numbers allow") func fairPosts() throws {
    var small = try SmallScenario()
    (small.scenario.queues, small.requirement.queues) = ([], [])
    small.scenario.horizon.weeks = 1
    var contract = small.scenario.contracts[0]
    (contract.weekLeastMinutes, contract.lunch, contract.breaks, contract.startTolerance) = (1920, nil, nil, nil)
    let hours = try ["06:00", "14:00", "22:00"].map { try #require(TimeOfDay($0)) }
    contract.starts = hours.map { StartWindow(from: $0, to: $0, stepMinutes: 30) }
    contract.nightsInARow = 3
    contract.kinds = zip(["early", "late", "night"], hours).map { KindOfShift(name: $0, from: $1, to: $1) }
    contract.kindSuccessions = [
      KindSuccession(after: "night", next: ["night"]), KindSuccession(after: "late", next: ["late", "night"]),
    ]
    small.scenario.contracts[0] = contract
    small.scenario.shiftDemand = small.scenario.horizon.dates.flatMap { date in
      [("early", 2), ("late", 2), ("night", 1)].map { kind, wanted in
        ShiftDemand(
          date: date, post: ShiftPost(site: "home", span: .kind(kind)), least: 1, wanted: wanted, most: wanted + 1)
      }
    }
    let engine = RosterEngine(effort: .moves(20_000))
    let roster = Rostering.roster(covering: small.requirement, in: small.scenario, engine: engine)
    let statement = try #require(roster.report).statement
    // The search by itself leaves 40 points and more; seven nights, two weekend days and all lates among nine come to 17.
    #expect(statement.total < 30, "\(statement.total)")
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
  }

  @Test("colleagues share late ends and weekends more evenly for a price, what the ledger has among it") func fairness()
    throws
  {
    var small = try SmallScenario()
    for agent in small.scenario.agents.indices { small.scenario.agents[agent].languages = ["fr", "en"] }
    small.scenario.ledger = [LedgerEntry(agent: "A2", weekends: 1, lateEnds: 3)]
    func unevenness(_ price: Double) -> Double {
      small.scenario.prices.fairness = price
      let ledger = Rostering.ledger(after: Self.roster(small), in: small.scenario)
      return [\LedgerEntry.nights, \.weekends, \.lateEnds].reduce(0) { sum, path in
        let counts = ledger.map { Double($0[keyPath: path]) }
        let mean = counts.reduce(0, +) / Double(counts.count)
        return sum + counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
    }
    let none = unevenness(0)
    let shared = unevenness(6)
    #expect(shared < 0.5 * none)
    // The statement counts the same: half the price times the squares.
    let roster = Self.roster(small)
    let points = try #require(roster.report).statement.sum(of: .fairness).points
    #expect(abs(points - 0.5 * 6 * shared) < 1e-3)
    // And so do reasons: what the ledger has counts once.
    func cost(_ roster: Roster) -> Double {
      Rostering.statement(of: roster, covering: small.requirement, in: small.scenario).total
    }
    for shift in roster.shifts where shift.agent == "A2" {
      let reasons = Rostering.reasons(
        for: shift.agent, on: shift.date, in: roster, covering: small.requirement, scenario: small.scenario)
      let off = try #require(reasons?.alternatives.first { $0.shifts.isEmpty }).difference
      var without = roster
      without.shifts.removeAll { $0 == shift }
      without.spells.removeAll { $0.agent == shift.agent && shift.start <= $0.start && $0.end <= shift.end }
      #expect(off.wishes == 0 && abs(off.total - (cost(without) - cost(roster))) < 0.02, "\(shift.date.isoText)")
    }
  }

  @Test("single days off are fewer the more they cost, and the statement counts them") func singleDaysOff() throws {
    var small = try SmallScenario()
    small.scenario.contracts[0].avoidsSingleDaysOff = true
    // Leave in the middle of a week is no day off that anybody planned.
    let wednesday = small.scenario.horizon.first.advanced(byDays: 2)
    small.scenario.leave = [Leave(agent: "A1", from: wednesday, to: wednesday, kind: "appointment")]
    func singles(_ price: Double) throws -> Int {
      small.scenario.prices.singleDayOff = price
      let roster = Self.roster(small)
      let dates = small.scenario.horizon.dates
      let count = small.scenario.agents.reduce(0) { sum, agent in
        let worked = Set(roster.shifts.filter { $0.agent == agent.id }.map(\.date))
        return sum
          + dates.indices.dropFirst().dropLast().count { day in
            !worked.contains(dates[day]) && worked.contains(dates[day - 1]) && worked.contains(dates[day + 1])
              && !(agent.id == "A1" && dates[day] == wednesday)
          }
      }
      let paid = try #require(roster.report).statement.sum(of: .singleDaysOff)
      if price > 0 { #expect(paid.amount == Double(count) && abs(paid.points - price * Double(count)) < 1e-6) }
      return count
    }
    let (free, cheap, dear) = (try singles(0), try singles(3), try singles(300))
    #expect(dear < free && cheap <= free && dear <= cheap, "\(free) \(cheap) \(dear)")
  }

  @Test("a day of leave alone is no row of days off that is too short") func leaveAlone() throws {
    var small = try SmallScenario()
    small.scenario.contracts[0].daysOffInARow = 2
    // Wednesdays: with the rule kept to the letter another day beside them would have to be off.
    let wednesday = small.scenario.horizon.first.advanced(byDays: 2)
    small.scenario.leave = small.scenario.agents.map {
      Leave(agent: $0.id, from: wednesday, to: wednesday, kind: "appointment")
    }
    let roster = Self.roster(small)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    let both = [wednesday.advanced(byDays: -1), wednesday.advanced(byDays: 1)]
    let around = small.scenario.agents.count { agent in
      both.allSatisfy { date in roster.shifts.contains { $0.agent == agent.id && $0.date == date } }
    }
    #expect(around > 0)
  }

  @Test("a search of many people that is stopped at once gives each shift its queues, the same on one thread and two")
  func manyStopped() throws {
    var small = try Self.centre()
    let few = small.scenario.agents
    small.scenario.agents = (0..<27).flatMap { round in
      few.map {
        Agent(
          id: "\($0.id)-\(round)", name: $0.name, site: $0.site, contract: $0.contract, languages: $0.languages,
          skills: $0.skills)
      }
    }
    for queue in small.requirement.queues.indices {
      small.requirement.queues[queue].netAgents = small.requirement.queues[queue].netAgents.map { 27 * $0 }
    }
    func stopped(threads: Int) -> Roster {
      var engine = RosterEngine(effort: .quick)
      engine.threads = threads
      engine.isCancelled = { true }
      return Rostering.roster(covering: small.requirement, in: small.scenario, engine: engine)
    }
    let roster = stopped(threads: 1)
    #expect(roster == stopped(threads: 2))
    #expect(roster.shifts.count > 2_000)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    let worked = roster.shifts.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
    #expect(roster.spells.reduce(0) { $0 + $1.end.seconds(since: $1.start) } == worked)
    let serves = Dictionary(uniqueKeysWithValues: small.scenario.agents.map { ($0.id, Set($0.languages)) })
    for spell in roster.spells {
      #expect(spell.queues.allSatisfy { serves[spell.agent]?.contains(small.scenario.queues[$0].language) == true })
    }
    // Whoever counts the written roster counts the same.
    let statement = Rostering.statement(of: roster, covering: small.requirement, in: small.scenario)
    #expect(abs(statement.total - (roster.report?.cost ?? 0)) < 1e-6)
  }
}
