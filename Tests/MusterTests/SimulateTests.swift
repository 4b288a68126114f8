import Foundation
import Testing

/// Plans played by the built command, as a planner does before a roster is published.
@Suite(.serialized) struct SimulateTests {
  struct Report: Decodable {
    struct Row: Decodable {
      var queue: String
      var start: String?
      var planned: Double?
      var simulated: Double?
      var halfWidth: Double?
    }
    var goals: [Double]
    var queues: [Row]
    var days: [Row]
    var intervals: [Row]
  }

  static func simulate(_ folder: URL, _ more: String = "") throws -> Report {
    let result = try Command.shell("muster simulate '\(folder.path)' --json \(more)", in: folder)
    #expect(result.status <= 1, "\(result.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  @Test("what a plan claims for a queue whose goal it meets, the simulation bears out to two points")
  func claims() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    let report = try Self.simulate(folder)
    #expect(report.queues.count == 12)
    var claimed = 0
    for (queue, goal) in zip(report.queues, report.goals) {
      guard let planned = queue.planned, planned >= goal - 0.0005 else { continue }
      claimed += 1
      // Chance is given its due: two standard errors of the simulation.
      let simulated = try #require(queue.simulated) + (queue.halfWidth ?? 0)
      #expect(simulated >= planned - 0.02, "\(queue.queue): planned \(planned), simulated \(simulated)")
    }
    #expect(claimed > 0, "a plan that claims nothing proves nothing")

    // Tables: the same bytes on one core and on all, ids and no names.
    let out = folder.appending(path: "out")
    let all = try Command.contents(of: out)
    let tables = ["simulation.csv", "simulation_days.csv", "simulation_queues.csv", "simulation_people.csv"]
    for table in tables { #expect(all[table] != nil, "\(table) is missing") }
    let people = String(decoding: try #require(all["simulation_people.csv"]), as: UTF8.self)
    #expect(people.contains("B01") && !people.contains("Vidal"))
    if try Command.shell("command -v taskset", in: folder).status == 0 {
      let alone = try Command.shell("taskset -c 0 muster simulate '\(folder.path)' --json", in: folder)
      #expect(alone.status <= 1, "\(alone.errors)")
      #expect(try Command.contents(of: out) == all)
    } else {
      print("skipped: no taskset to hold a run to one core")
    }

    // A roster edited by hand is played as edited: without the second half of its people service falls.
    let roster = out.appending(path: "roster.csv")
    let lines = try String(contentsOf: roster, encoding: .utf8).components(separatedBy: "\r\n")
    let fewer = lines.enumerated().filter { $0.offset == 0 || $0.offset % 2 == 1 }.map(\.element)
    try (fewer.joined(separator: "\r\n") + "\r\n").write(to: roster, atomically: true, encoding: .utf8)
    let edited = try Self.simulate(folder, "--replications 10 --seed 7")
    let before = try #require(report.queues[0].simulated)
    let after = try #require(edited.queues[0].simulated)
    #expect(after < before - 0.2)
    let text = try Command.muster("simulate", folder.path, "--replications", "10", "--disagree", "3 %")
    #expect(text.status == 1)
    #expect(text.output.contains("Below goal in the simulation: en-phone"))
    #expect(text.output.contains("differ by more than 3 points"))
  }

  @Test("a run without a roster, with one replication or a share that is none is refused with the edit that helps")
  func refusals() throws {
    let folder = try PlanTests.copy("follow-the-sun")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let nothing = try Command.muster("simulate", folder.path)
    #expect(nothing.status == 2)
    #expect(nothing.errors.contains("next:"))
    for arguments in [["--replications", "1"], ["--disagree", "much"]] {
      let refused = try Command.shell(
        "muster simulate '\(folder.path)' \(arguments[0]) '\(arguments[1])'", in: folder)
      #expect(refused.status == 2, "\(arguments)")
    }
  }
}
