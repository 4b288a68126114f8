import Foundation
import Muster
import ScenarioFiles
import Testing

/// The scenarios that pages go through.
@Suite struct ScenarioFolderTests {
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  static let folder = Command.repository.appending(path: "scenarios")

  @Test("every scenario reads without a problem or a warning, and a page tells of it", arguments: names)
  func reads(name: String) throws {
    let input = try ScenarioFolder.read(Self.folder.appending(path: name).path)
    #expect(input.warnings.isEmpty, "\(input.warnings)")
    #expect(input.scenario.agents.count >= 10)
    let pages = try DocumentationTests.pages.filter {
      try String(contentsOf: Command.repository.appending(path: $0), encoding: .utf8).contains(name)
    }
    #expect(!pages.isEmpty)
  }

  @Test(
    "what the grammar of scenarios has is used by one of them",
    arguments: [
      "presence:", "on-call:", "split:", "reference:", "overtime:", "stable-starts:", "blend:", "handle-times:",
      "plan-for:", "lunch-window:", "breaks-window:", "backlog:", "fixed:", "ledger:", "overrides:", "donors:",
      "needs:", "occupancy:", "abandoned:", "kind: bot", "kind: customers", "kind: transfer", "kind: escalation",
      "kind: redial", "promises:", "extends:", "demand: shifts", "kinds:", "after:", "channel: callback",
      "channel: back-office", "days-in-a-row: 1-6",
    ])
  func grammar(key: String) throws {
    let used = try Self.names.filter {
      try String(contentsOf: Self.folder.appending(path: "\($0)/scenario.yaml"), encoding: .utf8).contains(key)
    }
    #expect(!used.isEmpty, "no scenario uses \(key)")
  }

  @Test("decisions about flags are used by one of them") func flags() {
    #expect(
      Self.names.contains {
        FileManager.default.fileExists(atPath: Self.folder.appending(path: "\($0)/flags.csv").path)
      })
  }
}
