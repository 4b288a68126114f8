import Staffing
import Testing
import Timeline
import Workforce

@Suite struct ShrinkageTests {
  @Test("people are rounded once: whole percents and half agents give what exact fractions give")
  func exactRounding() {
    for percent in 0...60 {
      for half in 0...1000 {
        // half/2 agents over (100 - percent)/100, rounded up in whole numbers alone.
        let numerator = half * 50
        let exact = (numerator + 99 - percent) / (100 - percent)
        let own = Staffing.heads(forNet: Double(half) / 2, productiveShare: 1 - Double(percent) / 100)
        #expect(own == exact, "\(half)/2 at \(percent) %")
      }
    }
  }

  @Test("rounding first and then dividing would ask for more") func once() {
    #expect(Staffing.heads(forNet: 2.1, productiveShare: 0.7) == 3)
    #expect(Staffing.heads(forNet: 2.1.rounded(.up), productiveShare: 0.7) == 5)
    #expect(Staffing.heads(forNet: 0, productiveShare: 0.7) == 0)
    #expect(Staffing.heads(forNet: 1e-3, productiveShare: 1) == 1)
  }

  @Test("nothing is rounded on the way to the requirement: whole days add up to what their parts ask for")
  func notBefore() throws {
    let scenario = try Fixture.scenario(agents: [Fixture.agent], shrinkage: 0.3)
    let forecast = Fixture.forecast(scenario, handleTime: 240) { Double($0 % 3) + 0.37 }
    let queue = Staffing.requirement(for: forecast, in: scenario).queues[0]
    let staffed = queue.netAgents.filter { $0 > 0 }
    #expect(!staffed.isEmpty && staffed.allSatisfy { $0 != $0.rounded() })
    for (net, gross) in zip(queue.netAgents, queue.grossAgents) { #expect(abs(net / 0.7 - gross) < 1e-12) }
    let once = Staffing.heads(forNet: queue.netAgents.reduce(0, +), productiveShare: 0.7)
    let often = queue.netAgents.reduce(0) { $0 + Staffing.heads(forNet: $1, productiveShare: 0.7) }
    #expect(once < often)
  }

  @Test("a cause takes its own share in a month that has one, on the clock of the site") func months() throws {
    var scenario = try Fixture.scenario(agents: [Fixture.agent])
    scenario.horizon.first = try #require(CivilDate(iso: "2026-03-30"))
    scenario.sites[0].shrinkage = [
      ShrinkageCause(name: "absence", share: 0.06, months: [4: 0.1]), ShrinkageCause(name: "training", share: 0.04),
    ]
    let forecast = Fixture.forecast(scenario, handleTime: 240) { _ in 7 }
    let queue = Staffing.requirement(for: forecast, in: scenario).queues[0]
    let march = 16
    let april = 2 * 48 + 16
    #expect(abs(queue.netAgents[march] / queue.grossAgents[march] - 0.9) < 1e-12)
    #expect(abs(queue.netAgents[april] / queue.grossAgents[april] - 0.86) < 1e-12)
    #expect(abs(scenario.sites[0].productiveShare(over: scenario.horizon.dates) - (2 * 0.9 + 5 * 0.86) / 7) < 1e-12)

    // What a roster gives is counted in the month of the shift.
    let grid = scenario.grid
    let shifts = [march, april].map { start in
      Shift(
        agent: "A1", date: scenario.horizon.first, site: "site", start: grid.instant(of: start),
        end: grid.instant(of: start + 2), paidMinutes: 60, breaks: [])
    }
    let roster = Roster(
      shifts: shifts, spells: shifts.map { QueueSpell(agent: "A1", start: $0.start, end: $0.end, queues: [0]) })
    let requirement = Staffing.requirement(for: forecast, in: scenario)
    let rostered = Staffing.coverage(of: roster, requirement: requirement, in: scenario).queues[0].rostered
    #expect(abs(rostered[march] - 0.9) < 1e-12)
    #expect(abs(rostered[april] - 0.86) < 1e-12)

    // April begins in Manila at four in the afternoon of March's last day in UTC, for what is asked and for what is given.
    scenario.sites[0].zone = try Zone(named: "Asia/Manila")
    let shares = scenario.productiveShares(of: scenario.queues[0], on: grid)
    #expect(shares[48 + 31] == shares[march] && shares[48 + 32] == shares[april] && shares[march] > shares[april])
    let late = QueueSpell(agent: "A1", start: grid.instant(of: 48 + 32), end: grid.instant(of: 48 + 34), queues: [0])
    let given = Staffing.coverage(
      of: Roster(shifts: shifts, spells: [late]), requirement: requirement, in: scenario
    ).queues[0].rostered
    #expect(abs(given[48 + 32] - shares[48 + 32]) < 1e-12)
  }
}
