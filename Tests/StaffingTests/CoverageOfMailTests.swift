import Queueing
import Staffing
import Testing
import Timeline
import Units
import Workforce

/// Work that waits, on the people a roster has.
@Suite struct CoverageOfMailTests {
  /// People of a team for both queues of `MixedTeamTests`, from an hour to another on every weekday.
  static func roster(_ scenario: Scenario, _ shifts: [(people: Int, from: Int, to: Int)]) -> Roster {
    var all: [Shift] = []
    var first = 0
    for (people, from, to) in shifts {
      for person in first..<first + people {
        for date in scenario.horizon.dates.prefix(5) {
          let midnight = Zone.utc.startOfDay(date)
          all.append(
            Shift(
              agent: scenario.agents[person].id, date: date, site: "site",
              start: midnight.advanced(bySeconds: from * 3600), end: midnight.advanced(bySeconds: to * 3600),
              paidMinutes: (to - from) * 60, breaks: []))
        }
      }
      first += people
    }
    return Roster(
      shifts: all,
      spells: all.map { QueueSpell(agent: $0.agent, start: $0.start, end: $0.end, queues: [0, 1]) })
  }

  static func level(_ coverage: Coverage, _ queue: Int, _ requirement: Requirement) -> Double {
    var (inTime, all) = (0.0, 0.0)
    for (level, offered) in zip(coverage.queues[queue].serviceLevel, requirement.queues[queue].offered)
    where !level.isNaN {
      inTime += level * offered
      all += offered
    }
    return inTime / all
  }

  @Test("mail that is short in the morning is worked off by whom the afternoon has left over")
  func workedOff() throws {
    let scenario = try MixedTeamTests.scenario(people: 12)
    let requirement = MixedTeamTests.requirement(scenario, calls: 12, callSeconds: 240, mails: 12, mailSeconds: 600)
    // 7 or 8 people are needed; from 8 to 11 there are 6, then 10.
    let needed = requirement.queues.map { $0.netAgents.max() ?? 0 }.reduce(0, +)
    #expect((6.2..<9).contains(needed), "\(needed)")
    let roster = Self.roster(scenario, [(6, 8, 20), (4, 11, 20)])
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    #expect(Self.level(coverage, 1, requirement) > 0.95)
    // Nobody is invented: people of both queues are those at work, and mail gets no more than there is of it.
    for interval in requirement.grid.indices where requirement.queues[0].offered[interval] > 0 {
      let people = coverage.queues.reduce(0) { $0 + $1.rostered[interval] }
      let hour = Zone.utc.local(at: requirement.grid.instant(of: interval)).secondsOfDay / 3600
      #expect(abs(people - (hour < 11 ? 6 : 10)) < 1e-9)
    }
    let work = zip(requirement.queues[1].offered, requirement.queues[1].averageHandleTime).reduce(0) {
      $0 + $1.0 * $1.1
    }
    #expect(coverage.queues[1].rostered.reduce(0, +) * 1800 <= work + 1e-6)
    // What is done ahead is not asked for again, and calls get whom it leaves.
    #expect(Self.level(coverage, 0, requirement) > 0.8)
  }

  @Test("what a plan expects of mail that too few people share with calls is what is played", arguments: [9, 10, 11])
  func tooFew(people: Int) throws {
    let scenario = try MixedTeamTests.scenario(people: people)
    let requirement = MixedTeamTests.requirement(scenario, calls: 30, callSeconds: 240, mails: 20, mailSeconds: 600)
    let roster = Self.roster(scenario, [(people, 8, 20)])
    let coverage = Staffing.coverage(of: roster, requirement: requirement, in: scenario)
    #expect(Self.level(coverage, 0, requirement) < 0.8, "people are too few for calls alone to meet their goal")
    let played = try Staffing.simulate(
      roster, paths: MixedTeamTests.paths(requirement, count: 30, seed: 9), requirement: requirement, in: scenario,
      seed: 9)
    let mail = try #require(played.queues[1].total).serviceLevel
    let planned = Self.level(coverage, 1, requirement)
    #expect(abs(planned - mail.value) < 0.05 + mail.halfWidth, "\(planned) planned, \(mail) played")
  }

  @Test("a shift without queues is expected to work all that its person may take, as it is played") func withoutQueues()
    throws
  {
    let scenario = try MixedTeamTests.scenario(people: 12)
    let requirement = MixedTeamTests.requirement(scenario, calls: 12, callSeconds: 240, mails: 12, mailSeconds: 600)
    let posted = Self.roster(scenario, [(8, 8, 20)])
    var open = posted
    open.spells = []
    let coverage = Staffing.coverage(of: open, requirement: requirement, in: scenario)
    func isSame(_ other: Coverage) -> Bool {
      other.queues.map(\.rostered) == coverage.queues.map(\.rostered)
        && (0..<2).allSatisfy { Self.level(other, $0, requirement) == Self.level(coverage, $0, requirement) }
    }
    #expect(isSame(Staffing.coverage(of: posted, requirement: requirement, in: scenario)))
    #expect(Self.level(coverage, 0, requirement) > 0.8)
    // Six of eight may take mail too: a share of those on calls, which holds when there are fewer of these.
    open.spells = posted.spells.enumerated().map { place, spell in
      QueueSpell(agent: spell.agent, start: spell.start, end: spell.end, queues: place % 4 == 0 ? [0] : [0, 1])
    }
    let share = try #require(Staffing.given(by: open, for: requirement, in: scenario).alsoOn[0]?[1])
    #expect(share.allSatisfy { (0...0.75 + 1e-9).contains($0) } && share.contains { $0 > 0 })
    // One with queues says nothing of another's.
    open.spells = posted.spells.filter { $0.agent == scenario.agents[0].id }
    #expect(isSame(Staffing.coverage(of: open, requirement: requirement, in: scenario)))
  }
}
