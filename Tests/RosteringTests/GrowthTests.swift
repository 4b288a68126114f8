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
    var searches = 0
    let clashes = Rostering.clashes(in: try scenario(people: people), searches: &searches)
    #expect(searches == 3)
    #expect(clashes.isEmpty)
  }
}
