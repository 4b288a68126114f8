import Foundation
import ScenarioFiles
import Testing

@Suite("The reference page says what the reader does")
struct ScenarioPageTests {
  /// The text of docs/reference/scenario.md.
  private func page() throws -> String {
    var folder = URL(filePath: #filePath)
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    let data = try Data(contentsOf: folder.appending(path: "docs/reference/scenario.md"))
    return String(decoding: data, as: UTF8.self)
  }

  @Test("the scenario shown on the page is read without a complaint")
  func example() throws {
    let blocks = try page().components(separatedBy: "```")
    let yaml = try #require(blocks.first { $0.hasPrefix("yaml\n") }).dropFirst(5)
    var folder = SampleFolder.sound
    folder["scenario.yaml"] = String(yaml)
    folder["agents.csv"] = "id,name,site,contract,languages,skills\nA0001,Ana,barcelona,full-time,fr,phone\n"
    folder["leave.csv"] = "agent,from,to\n"
    folder["requests.csv"] = "agent,date,wish\n"
    try folder.expectComplaint("")
  }

  @Test("every column of every written file is on the page")
  func columns() throws {
    let page = try page()
    let tables =
      [
        ForecastTable.definition, ForecastDaysTable.definition, ForecastDaysTable.partsDefinition,
        ForecastRangesTable.pathsDefinition, FlagsTable.definition, AppliedOverridesTable.definition,
        RequirementTable.definition, RequirementTable.poolsDefinition, RosterTable.definition, BreaksTable.definition,
        AssignmentsTable.definition, CoverageTable.definition, CostTable.definition, SharesTable.definition,
        LedgerTable.definition,
        OnCallTable.definition,
        AbsencesTable.definition,
      ] + ForecastTotalsTable.Level.allCases.map(ForecastTotalsTable.definition)
      + ["day", "week", "month"].map(OutlookTable.definition)
    for table in tables {
      #expect(page.contains(table.fileName), "\(table.fileName) is not on the page")
      for column in table.columns {
        #expect(page.contains("`\(column.name)`"), "\(column.name) of \(table.fileName) is not on the page")
      }
    }
  }

  @Test(
    "every key that a scenario may hold is on the page",
    arguments: [
      ("name: Europe", "scenario", ""), ("first: 2026", "horizon", "horizon."), ("language: fr", "queue", ""),
      ("answered: 80 %, within: 20", "goal", ""), ("zone: Europe/Madrid", "site", ""),
      ("rest: 11 h\n    days", "contract", ""),
      ("hours: 40 h", "week", "week."), ("lengths: [8 h]", "shifts", "shifts."), ("short: 10", "prices", ""),
    ])
  func keys(text: String, group: String, prefix: String) throws {
    let page = try page()
    // A key like no other makes the reader list the keys it knows.
    let separator = text.contains("\n") || group == "scenario" || group == "queue" ? "\n" : ", "
    let indent = group == "scenario" ? "" : "    "
    let odd = "qqqqqqqq: 1" + (separator == "\n" ? "\n" + indent : separator)
    let said = try SampleFolder.sound.replacing(text, with: odd + text, in: "scenario.yaml").complaint()
    let list = try #require(said.split(separator: "The keys are ").last).prefix { $0 != "." }
    let keys = list.split(separator: ", ").map(String.init)
    #expect(keys.count >= 2, "\(said)")
    for key in keys { #expect(page.contains("`\(prefix)\(key)`") || page.contains("`\(key)`"), "\(key) of \(group)") }
  }
}
