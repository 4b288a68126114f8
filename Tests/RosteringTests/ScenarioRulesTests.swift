import LabourRules
import Rostering
import Testing
import Timeline
import Tours
import Units
import Workforce

/// What a scenario may ask of a roster beyond hours and rest, seen through the auditor.
@Suite("What a scenario asks of a roster")
struct ScenarioRulesTests {
  private func roster(_ small: SmallScenario, moves: Int = 60_000) -> Roster {
    Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(moves)))
  }

  private func day(_ number: Int, _ small: SmallScenario) -> CivilDate {
    small.scenario.horizon.first.advanced(byDays: number)
  }

  @Test("fixed shifts are worked as written, and the auditor agrees") func fixedShifts() throws {
    var small = try SmallScenario()
    let start = try #require(TimeOfDay("13:30"))
    small.scenario.fixedShifts = [2, 8, 13].map {
      FixedShift(agent: "A1", date: day($0, small), start: start, paidMinutes: 480)
    }
    let roster = roster(small)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    #expect(roster.clashes.isEmpty)
  }

  @Test("nobody comes for a single day where two in a row are the fewest, except beside leave") func leastDaysInARow()
    throws
  {
    var small = try SmallScenario()
    small.scenario.contracts[0].weekDays = 4
    small.scenario.contracts[0].weekLeastMinutes = 960
    small.scenario.contracts[0].weekMostMinutes = 1920
    small.scenario.leave = [Leave(agent: "A1", from: day(1, small), to: day(5, small), kind: "vacation")]
    func single(_ roster: Roster) -> Int {
      let rules = LabourRule.all.filter { $0.id == "days-in-a-row-least" }
      var strict = small.scenario
      strict.contracts[0].leastDaysInARow = 3
      return Audit.violations(of: roster, in: strict, rules: rules).count
    }
    #expect(single(roster(small, moves: 20_000)) > 0)
    small.scenario.contracts[0].leastDaysInARow = 3
    let roster = roster(small, moves: 20_000)
    #expect(single(roster) == 0)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    #expect(roster.clashes.isEmpty)
  }

  @Test("weeks of unequal length add up to the hours of their reference period, less what leave takes off")
  func referencePeriod() throws {
    var small = try SmallScenario()
    small.scenario.contracts[0].weekDays = 6
    small.scenario.contracts[0].weekLeastMinutes = 1440
    small.scenario.contracts[0].weekMostMinutes = 2880
    small.scenario.leave = [Leave(agent: "A1", from: day(1, small), to: day(1, small), kind: "vacation")]
    // The first week wants more people than the second.
    for (interval, instant) in small.requirement.grid.indices.map({ ($0, small.requirement.grid.instant(of: $0)) }) {
      let isFirst = small.scenario.sites[0].zone.local(at: instant).date < day(7, small)
      for queue in small.requirement.queues.indices {
        small.requirement.queues[queue].netAgents[interval] *= isFirst ? 1.5 : 0.8
      }
    }
    small.scenario.contracts[0].reference = ReferencePeriod(weeks: 2, minutes: 4320...4320)
    let roster = roster(small, moves: 40_000)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    #expect(roster.clashes.isEmpty)
    func minutes(_ agent: String, week: Int? = nil) -> Int {
      roster.shifts.reduce(0) { sum, shift in
        let own = shift.date.days(since: small.scenario.horizon.first) / 7
        return sum + (shift.agent == agent && week ?? own == own ? shift.paidMinutes : 0)
      }
    }
    #expect(minutes("A1") == 4320 - 480)
    #expect(small.scenario.agents.dropFirst().allSatisfy { minutes($0.id) == 4320 })
    let weeks = (0..<2).map { week in small.scenario.agents.reduce(0) { $0 + minutes($1.id, week: week) } }
    #expect(weeks[0] > weeks[1])
  }

  @Test("lunch and short breaks lie in their windows, and not all at once", arguments: [60...180, 60...420])
  func breakWindows(breaks: ClosedRange<Int>) throws {
    var small = try SmallScenario()
    // Everybody begins at nine, so that breaks at one time of the shift are breaks at one time of the day.
    let nine = try #require(TimeOfDay("09:00"))
    small.scenario.contracts[0].starts = [StartWindow(from: nine, to: nine, stepMinutes: 30)]
    let usual = roster(small, moves: 2_000)
    small.scenario.contracts[0].lunch?.window = 120...160
    small.scenario.contracts[0].breaks?.window = breaks
    #expect(Set(Audit.violations(of: usual, in: small.scenario).map(\.rule)).contains("lunch-window"))
    let roster = roster(small, moves: 20_000)
    #expect(roster.shifts.count == usual.shifts.count)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    for shifts in Dictionary(grouping: roster.shifts, by: \.date).values {
      let lunches = shifts.flatMap { shift in
        shift.breaks.filter { $0.kind == .lunch }.map { $0.start.seconds(since: shift.start) / 60 }
      }
      #expect(Set(lunches).isSubset(of: [120, 150]))
      // Of six people or more half are missing less than all.
      if shifts.count >= 6 { #expect(Set(lunches).count == 2, "\(shifts[0].date.isoText)") }
    }
    #expect(Set(roster.shifts.map(\.date)).count < roster.shifts.count / 6, "days of six people or more")
  }

  @Test("a supervisor is there while the site is open as far as one can be, and a note says where none is")
  func supervisors() throws {
    var small = try SmallScenario()
    for agent in [0, 3, 6] { small.scenario.agents[agent].skills.append("lead") }
    let open = small.scenario.queues[0].open
    func missing(_ roster: Roster) -> Int {
      let leads = Set(small.scenario.agents.filter { $0.skills.contains("lead") }.map(\.id))
      let grid = small.requirement.grid
      // Every five minutes: breaks lie inside intervals, and who is on one does not count.
      return (0..<grid.count * grid.intervalSeconds / 300).count { step in
        let instant = grid.start.advanced(bySeconds: 300 * step)
        return open.isOpen(at: instant)
          && !roster.shifts.contains { shift in
            leads.contains(shift.agent) && shift.start <= instant && instant < shift.end
              && !shift.breaks.contains { $0.start <= instant && instant < $0.end }
          }
      }
    }
    let without = missing(roster(small))
    small.scenario.presences = [PresenceRule(site: "home", skill: "lead", open: open)]
    let roster = roster(small)
    #expect(missing(roster) < without)
    #expect(roster.warnings.contains { $0.contains("fewer than 1 of lead") } == (missing(roster) > 0))
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
  }

  @Test("overtime is worked where it saves more than its price, and never where it is too dear") func overtime() throws
  {
    var small = try SmallScenario()
    for queue in small.requirement.queues.indices {
      small.requirement.queues[queue].netAgents = small.requirement.queues[queue].netAgents.map { $0 * 1.6 }
    }
    small.scenario.contracts[0].overtimeMinutes = 480
    small.scenario.contracts[0].overtimeDays = 1
    func overtime(_ price: Double) -> Int {
      small.scenario.prices.overtime = price
      let roster = roster(small)
      #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
      return roster.shifts.reduce(0) { $0 + $1.paidMinutes } - 9 * 2 * 2400
    }
    #expect(overtime(2) > 0)
    #expect(overtime(10_000) == 0)
    // What was told is no overtime because a leave came later.
    let told = roster(small)
    let away = Leave(agent: "A1", from: day(0, small), to: day(6, small), kind: "vacation")
    small.scenario.leave = [away]
    let request = ReplanRequest(from: away.from)
    let mended = Rostering.replan(told, for: small.requirement, in: small.scenario, request: request)
    #expect(abs(mended.publishedCost - (try #require(told.report).cost)) < 0.01)
    // A contract without overtime has none, unless somebody is made to work it.
    small.scenario.leave = []
    small.scenario.contracts[0].overtimeMinutes = 0
    small.scenario.contracts[0].overtimeDays = 0
    func hours(_ roster: Roster) -> Double {
      Rostering.statement(of: roster, covering: small.requirement, in: small.scenario).sum(of: .overtime).amount
    }
    #expect(hours(told) == 0)
    let free = try #require(
      told.shifts.first { shift in
        shift.agent != "A1" && !told.shifts.contains { $0.agent == "A1" && $0.date == shift.date }
      })
    var forced = free
    forced.agent = "A1"
    #expect(hours(Roster(shifts: told.shifts + [forced])) == 8)
  }

  @Test("stable starts cost where they are broken, so a week has fewer of them") func stableStarts() throws {
    var small = try SmallScenario()
    func unstable(_ roster: Roster) -> Int {
      var count = 0
      for agent in small.scenario.agents {
        for week in 0..<2 {
          let starts = roster.shifts.filter {
            $0.agent == agent.id && $0.date.days(since: small.scenario.horizon.first) / 7 == week
          }.map { small.scenario.sites[0].zone.local(at: $0.start).secondsOfDay / 60 }
          let most = starts.map { usual in starts.count { abs($0 - usual) <= 60 } }.max() ?? 0
          count += starts.count - most
        }
      }
      return count
    }
    let before = unstable(roster(small))
    small.scenario.contracts[0].startTolerance = 60
    small.scenario.prices.start = 20
    #expect(unstable(roster(small)) < before)
  }

  @Test("who had more late ends and weekends than their colleagues gets fewer, and the ledger adds up") func ledger()
    throws
  {
    var small = try SmallScenario()
    // Everything but the past is equal: all speak both languages.
    for agent in small.scenario.agents.indices { small.scenario.agents[agent].languages = ["fr", "en"] }
    small.scenario.ledger = [LedgerEntry(agent: "A1", weekends: 9, lateEnds: 18)]
    small.scenario.prices.fairness = 4
    let roster = roster(small)
    let ledger = Rostering.ledger(after: roster, in: small.scenario)
    #expect(ledger.map(\.agent) == small.scenario.agents.map(\.id))
    let burdened = try #require(ledger.first)
    let others = ledger.dropFirst()
    let meanLate = Double(others.reduce(0) { $0 + $1.lateEnds }) / Double(others.count)
    let meanWeekends = Double(others.reduce(0) { $0 + $1.weekends }) / Double(others.count)
    #expect(Double(burdened.lateEnds - 18) < meanLate)
    #expect(Double(burdened.weekends - 9) < meanWeekends)
    let zone = small.scenario.sites[0].zone
    let late = roster.shifts.count { zone.local(at: $0.end.advanced(bySeconds: -1)).secondsOfDay >= 20 * 3600 - 1 }
    #expect(ledger.reduce(0) { $0 + $1.lateEnds } == late + 18)
    // A month later the two ledgers add up.
    small.scenario.ledger = ledger
    let next = Rostering.ledger(after: roster, in: small.scenario)
    #expect(next.reduce(0) { $0 + $1.lateEnds } == 2 * late + 18)
    #expect(next[0].weekends == 2 * (burdened.weekends - 9) + 9)
    // Who joins with the plan begins as the mean of those who were there; who was there and has no row has done none.
    small.scenario.ledger = [
      LedgerEntry(agent: "A1", nights: 3, weekends: 9, lateEnds: 18),
      LedgerEntry(agent: "A2", weekends: 4, lateEnds: 7),
    ]
    small.scenario.agents[2].from = day(3, small)
    let joined = Rostering.ledger(after: Roster(shifts: []), in: small.scenario)
    #expect(joined[2] == LedgerEntry(agent: "A3", nights: 2, weekends: 7, lateEnds: 13))
    #expect(joined[3] == LedgerEntry(agent: "A4"))
  }

  @Test("duties on call are shared evenly, beside the shifts, and stay when a roster is mended") func onCall() throws {
    var small = try SmallScenario()
    let evening = try #require(TimeOfDay("22:00"))
    let morning = try #require(TimeOfDay("06:00"))
    small.scenario.onCall = [
      OnCallRule(site: "home", skill: "L1", weekdays: Weekday.allCases, start: evening, end: morning)
    ]
    small.scenario.leave = [Leave(agent: "A2", from: day(0, small), to: day(6, small), kind: "vacation")]
    var roster = roster(small, moves: 2_000)
    let (duties, warnings) = Rostering.onCall(with: roster, in: small.scenario)
    #expect(warnings.isEmpty)
    #expect(duties.count == 14)
    let shares = Dictionary(duties.map { ($0.agent, 1) }, uniquingKeysWith: +)
    #expect(shares.values.allSatisfy { $0 <= 2 })
    roster.duties = duties
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    let ill = try #require(duties.first)
    small.scenario.absences = [Leave(agent: ill.agent, from: ill.date, to: ill.date, kind: "sick")]
    let mended = Rostering.onCall(with: roster, in: small.scenario, keeping: duties).duties
    #expect(zip(duties, mended).count { $0 != $1 } == 1)
    #expect(mended.first?.agent != ill.agent)
    // Who is relieved keeps a cancelled duty, until it comes back.
    var revised = roster
    revised.takeOver(mended, from: roster)
    #expect(revised.cancelledDuties.map(\.agent) == [ill.agent])
    #expect(revised.cancelledDuties.map(\.sequence) == [1])
    #expect(revised.duties.allSatisfy { $0.sequence == 0 })
    var back = revised
    back.takeOver(duties, from: revised)
    #expect(back.duties.first?.sequence == 2)
    #expect(back.cancelledDuties.map(\.agent) == [mended[0].agent])
    var again = revised
    again.takeOver(mended, from: revised)
    #expect(again == revised)
    // Two duties a date at one site: each stays with whoever was told it.
    let noon = try #require(TimeOfDay("14:00"))
    small.scenario.absences = []
    small.scenario.onCall.append(
      OnCallRule(site: "home", skill: "L1", weekdays: Weekday.allCases, start: morning, end: noon))
    let free = Roster(shifts: [])
    let both = Rostering.onCall(with: free, in: small.scenario).duties
    #expect(both.count == 28)
    #expect(Set(Rostering.onCall(with: free, in: small.scenario, keeping: both.reversed()).duties) == Set(both))
    small.scenario.onCall.removeLast()
    // Over two plans everybody holds as many, and who joins does not hold all that the others held before.
    var later = small.scenario
    (later.agents, later.leave) = (Array(small.scenario.agents.prefix(4)), [])
    let first = Rostering.onCall(with: free, in: later).duties
    func counts(_ duties: [OnCallDuty]) -> [Int] { later.agents.map { agent in duties.count { $0.agent == agent.id } } }
    #expect(counts(first).sorted() == [3, 3, 4, 4])
    var told = free
    told.duties = first
    later.ledger = Rostering.ledger(after: told, in: later)
    #expect(later.ledger.map(\.duties) == counts(first))
    told.duties = Rostering.onCall(with: free, in: later).duties
    later.ledger = Rostering.ledger(after: told, in: later)
    #expect(later.ledger.map(\.duties) == [7, 7, 7, 7])
    later.agents.append(small.scenario.agents[4])
    let shared = counts(Rostering.onCall(with: free, in: later).duties)
    #expect(shared[4] > 3 && shared[4] < 6 && shared.prefix(4).allSatisfy { (2...3).contains($0) }, "\(shared)")
    small.scenario.onCall[0].skill = "L9"
    let nobody = Rostering.onCall(with: roster, in: small.scenario)
    #expect(nobody.duties.isEmpty)
    #expect(nobody.warnings.count == 14)
  }
}
