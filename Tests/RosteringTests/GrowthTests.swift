import Rostering
import Testing
import Timeline
import Workforce

@Suite("Looking for contradictions grows with people as it should")
struct GrowthTests {
  /// The small scenario with so many people, who are alike but for leave on one of three dates.
  private func scenario(people: Int) throws -> Scenario {
    var scenario = try SmallScenario().scenario
    let models = scenario.agents
    scenario.agents = (0..<people).map { index in
      var agent = models[index % models.count]
      agent.id = "p\(index)"
      return agent
    }
    scenario.leave = (0..<people).map { index in
      let date = scenario.horizon.first.advanced(byDays: index % 3)
      return Leave(agent: "p\(index)", from: date, to: date, kind: "leave")
    }
    return scenario
  }

  @Test(
    "people of the same contract and leave take one search together, however many they are", arguments: [30, 3_000])
  func searches(people: Int) throws {
    var work = ClashWork()
    let clashes = Rostering.clashes(in: try scenario(people: people), work: &work)
    #expect(work.searches == 3)
    #expect(clashes.isEmpty)
  }

  @Test("people who clash alike are looked into once, and each is named")
  func clashingAlike() throws {
    var scenario = try scenario(people: 300)
    for index in scenario.contracts.indices { scenario.contracts[index].weekDays = 1 }
    var work = ClashWork()
    let clashes = Rostering.clashes(in: scenario, work: &work)
    #expect(clashes.count == 300)
    #expect(Set(clashes.map(\.agent)) == Set(scenario.agents.map(\.id)))
    #expect(work.clashSearches == 3)
    // They are told together.
    let told = RuleClash.sentences(of: clashes)
    #expect(told.count <= 3)
    #expect(told.first?.contains(" people (p0, p") == true, "\(told)")
  }

  @Test("where breaks lie makes no shifts to tell apart, and the gap of a split shift does")
  func breaksAside() throws {
    var scenario = try scenario(people: 3)
    func options() -> Int {
      var work = ClashWork()
      _ = Rostering.clashes(in: scenario, work: &work)
      return work.options
    }
    let starts = Set(scenario.contracts[0].starts.flatMap(\.minutes)).count
    let lengths = scenario.contracts[0].shiftMinutes.count
    let menus = Set(scenario.agents.map { [$0.site, $0.contract] }).count
    try #require(menus == 1)
    #expect(options() == scenario.horizon.dayCount * starts * lengths)

    // Four hours in the morning and four in the evening have hours of availability to themselves; one hour less has none.
    scenario.contracts[0].split = SplitRule(gapMinutes: 180...360, partMinutes: 240)
    scenario.contracts[0].shiftMinutes = [480]
    scenario.contracts[0].breaks = nil
    scenario.contracts[0].restMinutes = 540
    let start = try #require(scenario.contracts[0].starts.flatMap(\.minutes).min())
    func clashes(afternoon: Int) throws -> Int {
      scenario.availability = try [(start, start + 240), (start + 240 + afternoon, start + 480 + afternoon)].map {
        Availability(
          agent: "p0", weekdays: Weekday.allCases, from: try #require(TimeOfDay(minutes: $0.0)),
          to: try #require(TimeOfDay(minutes: $0.1)))
      }
      return Rostering.clashes(in: scenario).count { $0.agent == "p0" }
    }
    #expect(try clashes(afternoon: 180) == 0)
    #expect(try clashes(afternoon: 360) == 0)
    #expect(try clashes(afternoon: 60) == 1)
  }
}
