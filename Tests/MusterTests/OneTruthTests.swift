import Foundation
import Muster
import Testing

/// Sentences that must not contradict each other or the files beside them.
@Suite(.serialized) struct OneTruthTests {
  @Test("nobody saves less than nothing") func savings() {
    #expect(ReplanReport.savingText(70.6) == "saves 70.6 points")
    #expect(ReplanReport.savingText(-70.6) == "costs 70.6 points more")
    #expect(ReplanReport.savingText(0.01) == "saves nothing" && ReplanReport.savingText(-0.01) == "saves nothing")
  }

  @Test("a run that changes nothing leaves no changes of the run before, and a plan pays for the hours its table has")
  func changes() throws {
    let folder = try PlanTests.copy("follow-the-sun")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let plan = try Command.muster("plan", folder.path, "--effort", "quick").output
    let out = folder.appending(path: "out")

    // Short hours by the table, added up here, and those of the cost: the same.
    let rows = try String(contentsOf: out.appending(path: "coverage.csv"), encoding: .utf8)
      .components(separatedBy: "\r\n").dropFirst().map { $0.components(separatedBy: ",") }
    let header = try #require(
      try String(contentsOf: out.appending(path: "coverage.csv"), encoding: .utf8).components(separatedBy: "\r\n").first
    ).components(separatedBy: ",")
    let under = try #require(header.firstIndex(of: "under_agents"))
    let short = rows.compactMap { $0.count > under ? Double($0[under]) : nil }.reduce(0, +) / 2
    let said = try #require(plan.firstMatch(of: /Short ([0-9.]+) h, over [0-9.]+ h by coverage.csv/)).1
    #expect(abs(try #require(Double(said)) - short) < 0.1)
    let counted = try #require(plan.firstMatch(of: /Of that: shortage [0-9.]+ \(([0-9.]+) h\)/)).1
    // Queues of the same people help each other in the cost.
    #expect(try #require(Double(counted)) <= short + 0.1 && Double(counted) ?? 0 > 0.5 * short)
    #expect(!plan.contains("bound 0.0"))
    if let share = plan.firstMatch(of: /at most ([0-9.]+) % above/) { #expect(try #require(Double(share.1)) <= 100) }

    // Somebody with a shift is ill, then nothing more happens.
    let shifts = try String(contentsOf: out.appending(path: "roster.csv"), encoding: .utf8)
      .components(separatedBy: "\r\n").dropFirst().map { $0.components(separatedBy: ",") }
    let ill = try #require(shifts.first { $0.count > 1 && $0[1] == "2026-03-12" })[0]
    #expect(try Command.muster("replan", folder.path, "--sick", ill, "--on", "2026-03-12").status == 0)
    let table = out.appending(path: "changes.csv")
    #expect(try String(contentsOf: table, encoding: .utf8).components(separatedBy: "\r\n").count > 2)
    let told = try Command.contents(of: out).filter { $0.key.hasPrefix("calendars/changes/") }
    #expect(!told.isEmpty)
    let again = try Command.muster("replan", folder.path, "--from", "2026-03-30", "--price", "100000")
    #expect(again.output.contains("Nothing changes"), "\(again.output)\(again.errors)")
    let left = try String(contentsOf: table, encoding: .utf8).components(separatedBy: "\r\n").filter { !$0.isEmpty }
    #expect(left.count == 1, "a header and no change")
    // What people were told since the first roster stays for those who import it.
    #expect(try Command.contents(of: out).filter { $0.key.hasPrefix("calendars/changes/") } == told)
    #expect(FileManager.default.fileExists(atPath: out.appending(path: "revisions/0/roster.csv").path))
  }
}
