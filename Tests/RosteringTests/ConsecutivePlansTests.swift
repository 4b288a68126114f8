import LabourRules
import Rostering
import Staffing
import Testing
import Timeline
import Tours
import Units
import Workforce

/// A site open day and night, shifts of eight hours early, late and at night, and a requirement that is the same all week.
private struct DayAndNight {
  var scenario: Scenario
  var needed: Double

  init(people: Int, needed: Double, first: String = "2026-05-04", weeks: Int = 1) throws {
    let zone = try Zone(named: "Europe/Lisbon")
    var contract = Contract(
      id: "shifts", weekLeastMinutes: 2400, weekMostMinutes: 2400, weekDays: 5, shiftMinutes: [480],
      starts: try ["06:00", "14:00", "22:00"].map {
        StartWindow(from: try time($0), to: try time($0), stepMinutes: 30)
      },
      restMinutes: 660, daysInARow: 6, costPerHour: Money(minorUnits: 1500, currency: "EUR"))
    contract.daysOffInARow = 1
    scenario = Scenario(
      name: "Day and night", horizon: Horizon(first: try date(first), weeks: weeks, intervalMinutes: 30),
      queues: [
        Queue(
          id: "pt-phone", language: "pt", channel: .phone, open: .always(zone: zone),
          goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
      ], sites: [Site(id: "porto", zone: zone)], contracts: [contract],
      agents: (1...people).map {
        Agent(
          id: "P\($0)", name: "Person \($0)", site: "porto", contract: "shifts", languages: ["pt"],
          skills: ["phone", "L1"])
      })
    self.needed = needed
  }

  var requirement: Requirement {
    let grid = scenario.grid
    let net = grid.indices.map { _ in needed }
    return Requirement(
      grid: grid,
      queues: [
        QueueRequirement(
          queue: "pt-phone", offered: net, averageHandleTime: net.map { _ in 300 }, load: net, netAgents: net,
          grossAgents: net)
      ])
  }

  func roster(moves: Int = 300_000) -> Roster {
    Rostering.roster(covering: requirement, in: scenario, engine: RosterEngine(effort: .moves(moves)))
  }

  /// The next week, with this one's roster as worked.
  func next(after roster: Roster) -> DayAndNight {
    var next = self
    next.scenario.horizon.first = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount)
    next.scenario.worked = roster.shifts
    return next
  }

  /// People at work at 23:00 of each date.
  func nights(_ roster: Roster) -> [Int] {
    scenario.horizon.dates.map { date in
      let moment = scenario.sites[0].zone.startOfDay(date).advanced(bySeconds: 23 * 3600)
      return roster.shifts.count { $0.start <= moment && moment < $0.end }
    }
  }
}

private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }
private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

@Suite("One plan after another")
struct ConsecutivePlansTests {
  @Test(
    "hours that contracts force on a site are no dearer on the last night, so it has no more people than its neighbours",
    arguments: [(9, 1.0), (8, 1.0), (13, 2.0)])
  func lastNight(people: Int, needed: Double) throws {
    let centre = try DayAndNight(people: people, needed: needed)
    let nights = centre.nights(centre.roster())
    let last = nights[nights.count - 1]
    #expect(last >= Int(needed), "\(nights)")
    // Nor does any night stand above the one beside it.
    for (one, next) in zip(nights, nights.dropFirst()) { #expect(abs(one - next) <= 1, "\(nights)") }
  }

  @Test("what the roster reports as its cost counts the hours after the last date, and the bound stays below it")
  func cost() throws {
    let centre = try DayAndNight(people: 6, needed: 1)
    let report = try #require(centre.roster().report)
    #expect(report.bound <= report.cost + 1e-6)
    #expect(report.bound > 0.5 * report.cost, "\(report.bound) of \(report.cost)")
  }

  @Test("queues after the horizon are those of the cost, and hours after a queue's last date are none of its week")
  func hoursAfter() throws {
    var centre = try DayAndNight(people: 6, needed: 1)
    // The customers' clock is nine hours ahead of the people's, and two queues want somebody in turn.
    let clock = try Zone(named: "Asia/Tokyo")
    centre.scenario.queues[0].open = .always(zone: clock)
    centre.scenario.queues.append(centre.scenario.queues[0])
    (centre.scenario.queues[1].id, centre.scenario.queues[1].language) = ("en-phone", "en")
    for agent in 0..<5 { centre.scenario.agents[agent].languages = ["pt", "en"] }
    centre.scenario.prices.queueChange = 0.5
    var requirement = centre.requirement
    requirement.queues.append(requirement.queues[0])
    requirement.queues[1].queue = "en-phone"
    for interval in requirement.grid.indices {
      let local = clock.local(at: requirement.grid.instant(of: interval))
      for queue in 0..<2 {
        let isWanted = centre.scenario.contains(local.date) && local.secondsOfDay / 7200 % 2 == queue
        requirement.queues[queue].netAgents[interval] = isWanted ? 1.7 : 0
      }
    }
    let roster = Rostering.roster(
      covering: requirement, in: centre.scenario, engine: RosterEngine(effort: .moves(20_000)))
    let statement = try #require(roster.report).statement
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: centre.scenario)
    let amounts = coverage.queues.reduce((short: 0.0, over: 0.0)) { sum, queue in
      queue.required.indices.reduce(sum) { ($0.short + queue.under($1) / 2, $0.over + queue.over($1) / 2) }
    }
    #expect(abs(statement.sum(of: .shortage).amount - amounts.short) < 1e-6)
    #expect(abs(statement.sum(of: .surplus).amount - amounts.over) < 1e-6)
    #expect(statement.sum(of: .hoursAfter).points > 0)
    let changes = roster.shifts.reduce(0) { sum, shift in
      sum + roster.spells.count { $0.agent == shift.agent && shift.start < $0.start && $0.start < shift.end }
    }
    #expect(statement.sum(of: .queueChanges).amount == Double(changes))
    let end = clock.startOfDay(try date("2026-05-11"))
    #expect(roster.spells.contains { $0.start > end }, "there are changes after the horizon")
    #expect(Rostering.statement(of: roster, covering: requirement, in: centre.scenario) == statement)
  }

  @Test("two weeks in a row keep rest and rows over their border, and the night before covers the first morning")
  func twoWeeks() throws {
    let first = try DayAndNight(people: 6, needed: 1)
    let one = first.roster()
    #expect(Audit.violations(of: one, in: first.scenario).isEmpty)
    let second = first.next(after: one)
    let two = second.roster()
    #expect(Audit.violations(of: two, in: second.scenario).isEmpty)
    // Both as one roster of two weeks.
    var both = first.scenario
    both.horizon.weeks = 2
    let joined = Audit.violations(of: Roster(shifts: one.shifts + two.shifts), in: both)
    #expect(joined.isEmpty, "\(joined)")
    // Everybody of the last night is there until six.
    let coverage = Staffing.coverage(of: two, requirement: second.requirement, in: second.scenario)
    let late = Double(first.nights(one)[6])
    #expect(late >= 1)
    for interval in 0..<12 { #expect(abs(coverage.queues[0].rostered[interval] - late) < 1e-9) }
    #expect(two.shifts.allSatisfy { second.scenario.contains($0.date) })
    // Without the past the first morning is short.
    var alone = second
    alone.scenario.worked = []
    let short = Staffing.coverage(of: alone.roster(), requirement: second.requirement, in: alone.scenario)
    #expect(short.queues[0].rostered[0] == 0)
  }

  @Test("nobody works a seventh day because a new plan begins, nor more weekends or nights than the contract has")
  func rows() throws {
    var first = try DayAndNight(people: 10, needed: 1)
    first.scenario.contracts[0].daysInARow = 4
    first.scenario.contracts[0].weekLeastMinutes = 1440
    first.scenario.contracts[0].weekendsPerFourWeeks = 2
    first.scenario.contracts[0].nightsInARow = 3
    var weeks = [first]
    var rosters = [first.roster(moves: 100_000)]
    for _ in 0..<3 {
      var next = weeks[weeks.count - 1].next(after: rosters[rosters.count - 1])
      next.scenario.worked = rosters.flatMap(\.shifts)
      weeks.append(next)
      rosters.append(next.roster(moves: 100_000))
      let found = Audit.violations(of: rosters[rosters.count - 1], in: next.scenario)
      #expect(found.isEmpty, "\(found)")
    }
    var all = first.scenario
    all.horizon.weeks = 4
    let found = Audit.violations(of: Roster(shifts: rosters.flatMap(\.shifts)), in: all)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("a fixed shift dated before the horizon counts as worked")
  func fixedBefore() throws {
    var centre = try DayAndNight(people: 5, needed: 1)
    let eve = centre.scenario.horizon.first.advanced(byDays: -1)
    centre.scenario.fixedShifts = [
      FixedShift(agent: "P2", date: eve, start: try time("22:00"), paidMinutes: 480)
    ]
    let roster = centre.roster()
    let coverage = Staffing.coverage(of: roster, requirement: centre.requirement, in: centre.scenario)
    #expect(coverage.queues[0].rostered[0] == 1)
    #expect(coverage.queues[0].rostered[11] == 1)
    let monday = roster.shifts.filter { $0.agent == "P2" && $0.date == centre.scenario.horizon.first }
    #expect(monday.allSatisfy { $0.start.seconds(since: centre.scenario.grid.start) >= 17 * 3600 })
    // The auditor sees it as well: eight hours of rest are too few.
    var early = roster
    early.shifts = roster.shifts.filter { $0.agent != "P2" }
    let start = centre.scenario.grid.start.advanced(bySeconds: 14 * 3600)
    early.shifts.append(
      Shift(
        agent: "P2", date: centre.scenario.horizon.first, site: "porto", start: start,
        end: start.advanced(bySeconds: 8 * 3600), paidMinutes: 480, breaks: []))
    let rest = Audit.violations(of: early, in: centre.scenario).filter { $0.rule == "rest" }
    #expect(rest.map(\.agent) == ["P2"])
  }

  @Test("a single night on the eve that no night may follow takes nobody's plan away")
  func nightOnTheEve() throws {
    var centre = try DayAndNight(people: 3, needed: 1)
    centre.scenario.contracts[0].leastDaysInARow = 2
    centre.scenario.contracts[0].nightsInARow = 1
    // Ten days before the plan in the morning, and 22:00 to 06:00 on its eve.
    let start = centre.scenario.grid.start
    centre.scenario.worked = [-10 * 24 + 6, -2].map { hours in
      let begin = start.advanced(bySeconds: hours * 3600)
      return Shift(
        agent: "P1", date: centre.scenario.sites[0].zone.local(at: begin).date, site: "porto", start: begin,
        end: begin.advanced(bySeconds: 8 * 3600), paidMinutes: 480, breaks: [])
    }
    let roster = centre.roster(moves: 20_000)
    #expect(roster.clashes.isEmpty)
    #expect(roster.shifts.count { $0.agent == "P1" } == 5)
    #expect(Audit.violations(of: roster, in: centre.scenario).isEmpty)
  }

  @Test("a reference period that began before the plan counts the hours of its weeks before")
  func referencePeriod() throws {
    var first = try DayAndNight(people: 6, needed: 1)
    first.scenario.contracts[0].weekLeastMinutes = 1440
    first.scenario.contracts[0].weekMostMinutes = 2400
    first.scenario.contracts[0].reference = ReferencePeriod(
      weeks: 2, minutes: 3840...3840, first: first.scenario.horizon.first)
    let one = first.roster(moves: 100_000)
    let second = first.next(after: one)
    let two = second.roster(moves: 100_000)
    #expect(Audit.violations(of: two, in: second.scenario).isEmpty)
    for agent in second.scenario.agents {
      let minutes = (one.shifts + two.shifts).filter { $0.agent == agent.id }.reduce(0) { $0 + $1.paidMinutes }
      #expect(minutes == 3840, "\(agent.id)")
    }
    // Of a period whose beginning is not known nothing is asked, and nothing is found.
    var alone = second
    alone.scenario.worked = []
    #expect(Audit.violations(of: alone.roster(moves: 20_000), in: alone.scenario).isEmpty)
    // One shift more than the period holds is found.
    var more = second
    more.scenario.worked[0].paidMinutes += 480
    #expect(Audit.violations(of: two, in: more.scenario).map(\.rule) == ["reference-hours-most"])
  }

  @Test("somebody whose week cannot hold the contract's hours works as many as are lawful, and is named")
  func shortWeek() throws {
    var centre = try DayAndNight(people: 5, needed: 1)
    // Night shifts up to the eve leave four days in a row at most, and five are wanted.
    centre.scenario.contracts[0].daysInARow = 4
    centre.scenario.contracts[0].daysOffInARow = 4
    let roster = centre.roster(moves: 50_000)
    for agent in centre.scenario.agents {
      let minutes = roster.shifts.filter { $0.agent == agent.id }.reduce(0) { $0 + $1.paidMinutes }
      #expect(minutes == 4 * 480)
    }
    #expect(roster.clashes.count == 5)
    #expect(roster.clashes[0].sentence.contains("32 h of 40 h are rostered in the week from 2026-05-04"))
    #expect(Set(Audit.violations(of: roster, in: centre.scenario).map(\.rule)) == ["week-hours-least"])
    // Nine days in two weeks, where no week alone is short.
    var periods = try DayAndNight(people: 5, needed: 1, weeks: 2)
    periods.scenario.contracts[0].daysInARow = 4
    periods.scenario.contracts[0].daysOffInARow = 4
    periods.scenario.contracts[0].weekLeastMinutes = 1440
    periods.scenario.contracts[0].reference = ReferencePeriod(
      weeks: 2, minutes: 4320...4320, first: periods.scenario.horizon.first)
    let clashes = periods.roster(moves: 1_000).clashes
    #expect(clashes.count == 5)
    #expect(clashes.allSatisfy { $0.sentence.contains(" of 72 h are rostered in the 2 weeks from 2026-05-04") })
  }

  @Test("where each week of a month may be the short one, colleagues take turns, and no weekend stays without people")
  func shortWeeksInTurn() throws {
    var centre = try DayAndNight(people: 8, needed: 1, weeks: 4)
    // Six days a week reach into every weekend, and one of four is to be free.
    centre.scenario.contracts[0].weekDays = 6
    centre.scenario.contracts[0].weekLeastMinutes = 6 * 480
    centre.scenario.contracts[0].weekMostMinutes = 6 * 480
    centre.scenario.contracts[0].weekendsPerFourWeeks = 3
    let roster = centre.roster(moves: 20_000)
    #expect(roster.clashes.count == 8)
    let short = (0..<4).map { week in
      let first = centre.scenario.horizon.first.advanced(byDays: 7 * week)
      return centre.scenario.agents.count { agent in
        roster.shifts.count { $0.agent == agent.id && (first..<first.advanced(byDays: 7)).contains($0.date) } < 6
      }
    }
    #expect(short == [2, 2, 2, 2])
    #expect(Set(Audit.violations(of: roster, in: centre.scenario).map(\.rule)) == ["week-hours-least"])
  }

  @Test("a fixed shift in a week without room for it is worked and told, and takes nobody's other weeks away")
  func fixedInAFullWeek() throws {
    var centre = try DayAndNight(people: 2, needed: 1, weeks: 2)
    centre.scenario.contracts[0].leastDaysInARow = 2
    // Five dates away leave no day of a week of five.
    centre.scenario.leave = [Leave(agent: "P1", from: try date("2026-05-04"), to: try date("2026-05-08"), kind: "")]
    centre.scenario.fixedShifts = [
      FixedShift(agent: "P1", date: try date("2026-05-09"), start: try time("06:00"), paidMinutes: 480)
    ]
    let roster = centre.roster(moves: 20_000)
    let dates = roster.shifts.filter { $0.agent == "P1" }.map(\.date).sorted()
    #expect(dates.first == (try date("2026-05-09")))
    #expect(dates.count == 6)
    #expect(roster.clashes.count == 1)
    let found = Audit.violations(of: roster, in: centre.scenario)
    #expect(Set(found.map(\.rule)) == ["week-days", "week-hours-most"])
  }

  @Test("of weekends that may stay free after those worked before, it is not the one with a fixed shift")
  func fixedOnAWeekend() throws {
    var centre = try DayAndNight(people: 2, needed: 1, weeks: 3)
    centre.scenario.contracts[0].weekendsPerFourWeeks = 2
    let zone = centre.scenario.sites[0].zone
    func worked(_ dates: [String]) throws -> [Shift] {
      try dates.map {
        let start = zone.startOfDay(try date($0)).advanced(bySeconds: 6 * 3600)
        return Shift(
          agent: "P1", date: try date($0), site: "porto", start: start, end: start.advanced(bySeconds: 8 * 3600),
          paidMinutes: 480, breaks: [])
      }
    }
    centre.scenario.worked = try worked(["2026-04-25"])
    centre.scenario.fixedShifts = [
      FixedShift(agent: "P1", date: try date("2026-05-09"), start: try time("06:00"), paidMinutes: 480)
    ]
    centre.scenario.requests = [Request(agent: "P1", date: try date("2026-05-16"), wish: .work, weight: 1000)]
    let roster = centre.roster(moves: 20_000)
    #expect(Audit.violations(of: roster, in: centre.scenario).isEmpty)
    #expect(roster.warnings.isEmpty)
    // With one more worked before there is no room for it, which is told.
    centre.scenario.worked = try worked(["2026-04-18", "2026-04-25"])
    let full = centre.roster(moves: 20_000)
    #expect(full.warnings.contains { $0.contains("the fixed shift on 2026-05-09") })
    #expect(Set(Audit.violations(of: full, in: centre.scenario).map(\.rule)) == ["weekends"])
  }

  @Test("a mended roster knows what was worked before, too")
  func replan() throws {
    let first = try DayAndNight(people: 6, needed: 1)
    let second = first.next(after: first.roster())
    let two = second.roster()
    let sick = try #require(two.shifts.first { $0.date == second.scenario.horizon.first })
    var scenario = second.scenario
    let absence = Leave(agent: sick.agent, from: sick.date, to: sick.date, kind: "sick")
    scenario.absences = [absence]
    let outcome = Rostering.replan(
      two, for: second.requirement, in: scenario,
      request: ReplanRequest(from: sick.date, absences: [absence], priceOfChange: 1))
    let found = Audit.violations(of: outcome.roster, in: scenario)
    #expect(found.isEmpty, "\(found)")
    #expect(Set(outcome.roster.shifts.map(\.date)).isSubset(of: Set(scenario.horizon.dates)))
    let coverage = Staffing.coverage(of: outcome.roster, requirement: second.requirement, in: scenario)
    #expect(coverage.queues[0].rostered[0] >= 1)
  }
}
