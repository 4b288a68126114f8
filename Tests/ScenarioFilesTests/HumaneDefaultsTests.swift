import Testing
import Workforce

/// What a contract that says nothing asks for, and how each of it is switched off.
@Suite struct HumaneDefaultsTests {
  private func contract(_ keys: String, hours: String = "40 h", days: Int = 5) throws -> Contract {
    let folder = SampleFolder.sound.replacing(
      "week: { hours: 40 h, days: 5 }", with: "week: { hours: \(hours), days: \(days) }", in: "scenario.yaml"
    ).replacing("    days-in-a-row: 5\n", with: keys, in: "scenario.yaml")
    return try #require(try folder.read().scenario.contracts.first)
  }

  @Test("a silent contract asks for steady starts, stretches, few changes of queue and no single days") func silent()
    throws
  {
    for keys in ["", "    days-in-a-row: 6\n"] {
      let contract = try contract(keys)
      #expect(contract.startTolerance == 60 && contract.leastStretch == 60 && contract.mostQueueChanges == 4)
      #expect(contract.leastDaysInARow == 2 && contract.daysOffInARow == 1 && contract.avoidsSingleDaysOff)
    }
  }

  @Test("each is switched off by a word") func off() throws {
    #expect(try contract("    stable-starts: none\n").startTolerance == nil)
    #expect(try contract("    least-stretch: none\n").leastStretch == 0)
    #expect(try contract("    queue-changes: none\n").mostQueueChanges == nil)
    #expect(try contract("    days-in-a-row: 1-6\n").leastDaysInARow == 1)
    #expect(try !contract("    days-off-in-a-row: 1\n").avoidsSingleDaysOff)
  }

  @Test("two days off as a rule are no wish at a price, and a week of six days has none to wish for") func rule() throws
  {
    let ruled = try contract("    days-off-in-a-row: 2\n")
    #expect(ruled.daysOffInARow == 2 && !ruled.avoidsSingleDaysOff)
    #expect(try !contract("", hours: "48 h", days: 6).avoidsSingleDaysOff)
    #expect(try contract("", hours: "40-48 h", days: 6).avoidsSingleDaysOff)
  }

  @Test("prices of single days off and of changes of queue are read") func prices() throws {
    let prices = try SampleFolder.sound.replacing(
      "over: 1 }", with: "over: 1, single-day-off: 7.5, queue-change: 0.5 }", in: "scenario.yaml"
    ).read().scenario.prices
    #expect(prices.singleDayOff == 7.5 && prices.queueChange == 0.5)
  }
}
