import LabourRules
import Rostering
import Testing
import Timeline
import Tours
import Workforce

/// Dates when nothing is open that somebody could work on.
@Suite struct ClosedDaysTests {
  /// Nine people of two languages, whose queues close on Sundays; everybody would rather work then than be off alone between two days.
  private func centre() throws -> SmallScenario {
    var small = try SmallScenario()
    for queue in small.scenario.queues.indices {
      small.scenario.queues[queue].open.week[6] = []
      for interval in small.requirement.grid.indices where weekday(small, interval) == .sunday {
        small.requirement.queues[queue].netAgents[interval] = 0
      }
    }
    small.scenario.requests = small.scenario.agents.flatMap { agent in
      small.scenario.horizon.dates.filter { $0.weekday == .sunday }.map {
        Request(agent: agent.id, date: $0, wish: .work, weight: 500)
      }
    }
    return small
  }

  private func weekday(_ small: SmallScenario, _ interval: Int) -> Weekday {
    small.scenario.sites[0].zone.local(at: small.requirement.grid.instant(of: interval)).date.weekday
  }

  private func roster(_ small: SmallScenario) -> Roster {
    Rostering.roster(
      covering: small.requirement, in: small.scenario, engine: RosterEngine(effort: .moves(60_000), seed: 1))
  }

  /// Who works on Sundays.
  private func onSundays(_ roster: Roster) -> Set<String> {
    Set(roster.shifts.filter { $0.date.weekday == .sunday }.map(\.agent))
  }

  @Test("nobody is planned on a day when nothing they serve is open, whatever they wish") func free() throws {
    let small = try centre()
    let roster = roster(small)
    #expect(onSundays(roster).isEmpty)
    #expect(roster.shifts.count == 9 * 10)
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
    #expect(!roster.warnings.contains { $0.contains("nothing they serve is open") })
  }

  @Test("a queue, a presence and an activity that are open make it a day of work for those who serve them") func open()
    throws
  {
    var small = try centre()
    let sunday = [LocalHours(from: .midnight, to: .endOfDay)]
    small.scenario.queues[1].open.week[6] = sunday
    var workers = onSundays(roster(small))
    #expect(!workers.isEmpty)
    #expect(workers.allSatisfy { small.scenario.agent($0)?.languages.contains("en") == true })

    small = try centre()
    var week = [[LocalHours]](repeating: [], count: 7)
    week[6] = sunday
    small.scenario.agents[0].skills.append("lead")
    small.scenario.presences = [
      PresenceRule(site: "home", skill: "lead", open: OpeningHours(zone: small.scenario.sites[0].zone, week: week))
    ]
    workers = onSundays(roster(small))
    #expect(workers == ["A1"])
  }

  @Test("who cannot have their hours otherwise works then all the same, and the plan says so") func needed() throws {
    var small = try centre()
    small.scenario.requests = []
    small.scenario.contracts[0].daysInARow = 14
    small.scenario.contracts[0].weekDays = 7
    small.scenario.contracts[0].weekLeastMinutes = 7 * 480
    small.scenario.contracts[0].weekMostMinutes = 7 * 480
    // Leave in the second week leaves room for a Sunday off there.
    let monday = small.scenario.horizon.first.advanced(byDays: 7)
    let sunday = monday.advanced(byDays: -1)
    small.scenario.leave = [Leave(agent: "A1", from: monday, to: monday, kind: "vacation")]
    let roster = roster(small)
    #expect(onSundays(roster).count == 9)
    let notes = roster.warnings.filter { $0.contains("nothing they serve is open") }
    #expect(notes.allSatisfy { $0.contains(sunday.isoText) } && !notes.isEmpty, "\(roster.warnings)")
    #expect(Audit.violations(of: roster, in: small.scenario).isEmpty)
  }

  @Test("who needs one of several such dates works on the holiday, not at the weekend") func holiday() throws {
    var small = try centre()
    small.scenario.requests = []
    let friday = small.scenario.horizon.first.advanced(byDays: 4)
    small.scenario.holidays = [Holiday(date: friday, region: "ES", name: "Feast")]
    for queue in small.scenario.queues.indices {
      small.scenario.queues[queue].region = "ES"
      small.scenario.queues[queue].open.closesOnHolidays = true
      small.scenario.queues[queue].open.week[5] = []
      for interval in small.requirement.grid.indices
      where weekday(small, interval) == .saturday
        || small.scenario.sites[0].zone.local(at: small.requirement.grid.instant(of: interval)).date == friday
      {
        small.requirement.queues[queue].netAgents[interval] = 0
      }
    }
    let roster = roster(small)
    #expect(roster.shifts.allSatisfy { ![.saturday, .sunday].contains($0.date.weekday) })
    #expect(roster.shifts.count { $0.date == friday } == 9)
    #expect(roster.warnings.contains { $0.contains(friday.isoText) && $0.contains("nothing they serve is open") })
  }

  @Test("a shift that is decided stays, and so does one that was told") func decided() throws {
    var small = try centre()
    let sunday = small.scenario.horizon.first.advanced(byDays: 6)
    let start = try #require(TimeOfDay("09:00"))
    small.scenario.fixedShifts = [FixedShift(agent: "A2", date: sunday, start: start, paidMinutes: 480)]
    let roster = roster(small)
    #expect(onSundays(roster) == ["A2"])
    small.scenario.fixedShifts = []
    let sick = try #require(roster.shifts.first { $0.date == sunday.advanced(byDays: 1) && $0.agent != "A2" })
    let absence = Leave(agent: sick.agent, from: sick.date, to: sick.date, kind: "sick")
    small.scenario.absences = [absence]
    let mended = Rostering.replan(
      roster, for: small.requirement, in: small.scenario,
      request: ReplanRequest(from: sick.date, absences: [absence], priceOfChange: 1))
    #expect(onSundays(mended.roster) == ["A2"])
  }

  @Test("where people are wanted by shift, a date without a post that they fill is theirs") func posts() throws {
    var small = try centre()
    small.scenario.queues = []
    small.requirement.queues = []
    let post = ShiftPost(
      site: "home", span: .hours(from: try #require(TimeOfDay("09:00")), to: try #require(TimeOfDay("15:00"))))
    small.scenario.shiftDemand = small.scenario.horizon.dates.filter { $0.weekday != .sunday }.map {
      ShiftDemand(date: $0, post: post, wanted: 6)
    }
    let roster = roster(small)
    #expect(onSundays(roster).isEmpty && roster.shifts.count == 9 * 10)
  }
}
