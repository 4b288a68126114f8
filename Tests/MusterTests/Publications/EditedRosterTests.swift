import Foundation
import Testing

/// What tables say of a roster that somebody edited: the same as the roster.
@Suite struct EditedRosterTests {
  private static func sum(_ name: String, _ column: String, _ folder: URL) throws -> Double {
    try NumbersTests.Table(folder.appending(path: "out/\(name)")).sum(column)
  }

  /// The cost of the roster that the manifest has; nil where it has none.
  private static func provedCost(_ folder: URL) throws -> Double? {
    let data = try Data(contentsOf: folder.appending(path: "out/manifest.json"))
    let manifest = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (manifest?["roster"] as? [String: Any])?["cost"] as? Double
  }

  @Test("hours, cover and costs are of the roster that is published, and the manifest has those of a change by hand")
  func agree() throws {
    let place = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: place) }
    let folder = place.appending(path: "plan")
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    let roster = folder.appending(path: "out/roster.csv")
    var lines = try String(contentsOf: roster, encoding: .utf8).components(separatedBy: "\r\n")
    let before = try Self.sum("coverage.csv", "rostered_agents", folder)
    lines.remove(at: 2)
    try Data(lines.joined(separator: "\r\n").utf8).write(to: roster)
    let published = try Command.muster("publish", folder.path)
    #expect(published.status == 0, "\(published.errors)")
    let paid = try Self.sum("roster.csv", "paid_minutes", folder)
    #expect(try paid > 0 && Self.sum("hours.csv", "paid_minutes", folder) == paid)
    #expect(try Self.sum("coverage.csv", "rostered_agents", folder) < before - 1)
    #expect(try Self.provedCost(folder) == nil, "nothing is proved of it")

    let row = try #require(try NumbersTests.Table(roster).rows.first)
    let to = row["start_local"]?.contains(" 08:00") == true ? "09:00" : "08:00"
    let moved = try Command.muster(
      "move", folder.path, row["agent_id"] ?? "", "--on", row["date"] ?? "", "--to", to, "--at", "2026-01-01T00:00Z",
      "--allow-faults")
    #expect(moved.status <= 1, "\(moved.errors)")
    let cost = try #require(try Self.provedCost(folder))
    #expect(try abs(cost - Self.sum("cost.csv", "points", folder)) < 0.01)
  }
}
