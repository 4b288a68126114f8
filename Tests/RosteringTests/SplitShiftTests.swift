import LabourRules
import Rostering
import Testing
import Timeline
import Tours
import Workforce

/// A site whose days have a peak in the morning and one in the evening, and nothing to do between them.
@Suite("Split shifts")
struct SplitShiftTests {
  private let small: SmallScenario

  init() throws {
    var small = try SmallScenario()
    let zone = small.scenario.sites[0].zone
    small.scenario.horizon.weeks = 1
    let grid = small.scenario.grid
    small.requirement.grid = grid
    for queue in small.requirement.queues.indices {
      let net = grid.indices.map { interval -> Double in
        let hour = zone.local(at: grid.instant(of: interval)).secondsOfDay / 3600
        return 8..<12 ~= hour || 15..<19 ~= hour ? 2.4 : 0
      }
      small.requirement.queues[queue] = QueueRequirement(
        queue: small.requirement.queues[queue].queue, offered: net, averageHandleTime: net.map { _ in 300 }, load: net,
        netAgents: net, grossAgents: net)
    }
    self.small = small
  }

  private func scenario(split: SplitRule?, price: Double = 5) -> Scenario {
    var scenario = small.scenario
    scenario.contracts[0].split = split
    scenario.prices.split = price
    return scenario
  }

  private func roster(_ scenario: Scenario) -> Roster {
    let roster = Rostering.roster(
      covering: small.requirement, in: scenario, engine: RosterEngine(effort: .moves(40_000)))
    #expect(Audit.violations(of: roster, in: scenario).isEmpty)
    #expect(roster.clashes.isEmpty)
    return roster
  }

  /// Dates of people with two parts.
  private func splits(_ roster: Roster) -> Int { roster.shifts.count { $0.ordinal == 1 } }

  private let rule = SplitRule(gapMinutes: 120...240, partMinutes: 180)

  @Test("a day with two peaks is covered by split shifts when they are asked for and worth their price, and only then")
  func twoPeaks() throws {
    let never = roster(scenario(split: nil))
    #expect(splits(never) == 0)
    let asked = roster(scenario(split: rule))
    #expect(splits(asked) > 10)
    #expect(splits(roster(scenario(split: rule, price: 10_000))) == 0)
    let (cost, dearer) = (try #require(asked.report).cost, try #require(never.report).cost)
    #expect(cost < 0.7 * dearer)
    // The price of split shifts is in the cost.
    let paid = try #require(asked.report).statement.sum(of: .splits)
    #expect(paid.amount == Double(splits(asked)) && abs(paid.points - 5 * paid.amount) < 0.01)
  }

  @Test("nobody is counted in the gap, and nobody takes contacts there")
  func gap() throws {
    let roster = roster(scenario(split: rule))
    let second = try #require(roster.shifts.first { $0.ordinal == 1 })
    let first = try #require(
      roster.shifts.first { $0.agent == second.agent && $0.date == second.date && $0.ordinal == 0 })
    #expect(first.paidMinutes + second.paidMinutes == 480)
    #expect((first.breaks + second.breaks).map(\.kind) == [.rest, .rest])
    #expect(
      !roster.spells.contains { $0.agent == first.agent && $0.start < second.start && first.end < $0.end })
  }

  @Test("a stretch on a queue is as long as the least before the gap and after it, whatever the queues want")
  func stretches() throws {
    for least in [60, 90] {
      var scenario = scenario(split: rule)
      scenario.contracts[0].leastStretch = least
      scenario.prices.queueChange = 0.1
      // One person of one language keeps the queues two groups: what just the same people take is rostered as one.
      for agent in scenario.agents.indices.dropFirst() { scenario.agents[agent].languages = ["fr", "en"] }
      var requirement = small.requirement
      for interval in requirement.grid.indices {
        for queue in 0..<2 where requirement.queues[queue].netAgents[interval] > 0 {
          requirement.queues[queue].netAgents[interval] = ((interval + 1) / (least / 30) + queue) % 2 == 0 ? 4.1 : 0.2
        }
      }
      let roster = Rostering.roster(
        covering: requirement, in: scenario, engine: RosterEngine(effort: .moves(40_000)))
      let second = roster.shifts.filter { $0.ordinal == 1 }
      #expect(second.count > 5)
      let inSecond = roster.spells.filter { spell in
        second.contains { $0.agent == spell.agent && $0.start <= spell.start && spell.end <= $0.end }
      }
      #expect(inSecond.count > second.count, "there are people who change after the gap")
      #expect(roster.spells.allSatisfy { $0.end.seconds(since: $0.start) >= 60 * least })
    }
  }

  @Test("a published roster with split shifts stays as it is when nothing happened, and a sick call cancels both parts")
  func replan() throws {
    let scenario = scenario(split: rule)
    let published = roster(scenario)
    let quiet = Rostering.replan(
      published, for: small.requirement, in: scenario,
      request: ReplanRequest(from: scenario.horizon.first, priceOfChange: 1000))
    #expect(quiet.changes.isEmpty)
    #expect(quiet.roster.shifts == published.shifts)
    #expect(abs(quiet.publishedCost - (try #require(published.report).cost)) < 0.01)

    let second = try #require(published.shifts.first { $0.ordinal == 1 })
    var ill = scenario
    ill.absences = [Leave(agent: second.agent, from: second.date, to: second.date, kind: "sick")]
    let mended = Rostering.replan(
      published, for: small.requirement, in: ill,
      request: ReplanRequest(from: scenario.horizon.first, absences: ill.absences, priceOfChange: 1000))
    #expect(mended.roster.cancelled.map(\.ordinal) == [0, 1])
    #expect(Audit.violations(of: mended.roster, in: ill).isEmpty)
  }

  @Test("the reasons for a date show both parts of a split choice, and its week can be asked for")
  func reasons() throws {
    let scenario = scenario(split: rule)
    let roster = roster(scenario)
    let splits = roster.shifts.filter { $0.ordinal == 1 }
    #expect(!splits.isEmpty)
    var found: (second: Shift, other: ShiftReasons.Alternative)?
    for second in splits {
      let reasons = try #require(
        Rostering.reasons(
          for: second.agent, on: second.date, in: roster, covering: small.requirement, scenario: scenario))
      #expect(reasons.present.count == 2)
      guard let other = reasons.alternatives.first(where: { $0.shifts.count == 2 && $0.forbidden.isEmpty }) else {
        continue
      }
      found = found ?? (second, other)
    }
    let (second, other) = try #require(found, "no split choice of any date may become another")
    let exchange = try #require(
      Rostering.exchange(
        for: second.agent, on: second.date, having: other.shifts, in: roster, covering: small.requirement,
        scenario: scenario))
    #expect(
      exchange.changes.contains { $0.hasPrefix("\(second.date.isoText): ") && $0.hasSuffix(" becomes \(other.shift)") })
  }
}
