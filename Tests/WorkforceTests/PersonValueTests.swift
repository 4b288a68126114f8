import Testing
import Timeline
import Units
import Workforce

/// What one more person would be paid.
@Suite struct PersonValueTests {
  @Test("wages a month are those of the contract's mean week at the mean price of the plan's dates")
  func raise() throws {
    var contract = Contract(
      id: "full", weekLeastMinutes: 2_400, weekMostMinutes: 2_400, weekDays: 5, shiftMinutes: [480], starts: [],
      costPerHour: Money(minorUnits: 1_200, currency: "EUR"))
    var scenario = try ScenarioTests.scenario(zone: "Europe/Paris", weeks: 2)
    func wages() -> Int {
      scenario.contracts = [contract]
      let person = Agent(id: "A", name: "Ana", site: "paris", contract: "full", languages: ["fr"], skills: ["phone"])
      return PersonValue(
        of: person, in: scenario, languages: ["fr"], queues: "fr-phone", starts: "", points: 0, shortHours: 0,
        overHours: 0, without: [], with: []
      ).wageAMonth
    }
    let hours = 40 * 365.25 / 12 / 7
    #expect(wages() == Int((1_200 * hours).rounded()))
    contract.raises = [
      .init(from: try #require(CivilDate(iso: "2026-03-30")), costPerHour: Money(minorUnits: 1_500, currency: "EUR"))
    ]
    #expect(wages() == Int((1_350 * hours).rounded()))
  }
}
