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
    let scenario = try SampleFolder.sound.read().scenario
    let grid = scenario.grid
    let headers = [
      ForecastTable.write(.init(grid: grid, queues: []), for: scenario),
      ForecastDaysTable.write(.init(grid: grid, queues: [])),
      ForecastDaysTable.writeParts(.init(grid: grid, queues: [])),
      RequirementTable.write(.init(grid: grid, queues: []), for: scenario),
      RequirementTable.writePools(.init(grid: grid, queues: []), for: scenario),
      RosterTable.write(.init(shifts: []), for: scenario, uids: []),
      AssignmentsTable.write(.init(shifts: []), for: scenario),
      CoverageTable.write(.init(grid: grid, queues: []), for: scenario),
    ]
    for header in headers {
      let names = String(decoding: header, as: UTF8.self).split(whereSeparator: { ",\r\n".contains($0) })
      #expect(names.count > 2)
      for name in names { #expect(page.contains("`\(name)`"), "\(name) is not on the page") }
    }
  }

  @Test("every key that a scenario may hold is on the page")
  func keys() throws {
    let page = try page()
    let folder = SampleFolder.sound
    // An unknown key makes the reader list nothing, so ask for what is near: every advice must name keys of the page.
    for (key, group) in [
      ("tire", "tier"), ("concurency", "concurrency"), ("handletime", "handle-time"), ("need", "needs"),
    ] {
      let said = try folder.replacing("    patience: 90 s", with: "    \(key): 90 s", in: "scenario.yaml").complaint()
      #expect(said.contains("Did you mean \(group)"), "\(said)")
      #expect(page.contains("`\(group)`"))
    }
  }
}
