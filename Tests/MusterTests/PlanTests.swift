import Foundation
import Testing

/// Whole plans by the built command, as a planner runs them.
@Suite(.serialized) struct PlanTests {
  static let examples = ["europe-support", "follow-the-sun"]

  /// A copy of a committed scenario, so that tests never write into the repository.
  static func copy(_ name: String) throws -> URL {
    let folder = try Command.temporaryFolder().appending(path: name)
    let source = Command.repository.appending(path: "scenarios/\(name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for entry in try FileManager.default.contentsOfDirectory(atPath: source.path) where entry != "out" {
      try FileManager.default.copyItem(at: source.appending(path: entry), to: folder.appending(path: entry))
    }
    return folder
  }

  @Test(
    "an example plans to the same bytes twice, the auditor finds nothing, and each stage alone gives the same files",
    arguments: examples)
  func plan(name: String) throws {
    let folder = try Self.copy(name)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let first = try Command.muster("plan", folder.path)
    #expect(first.status == 0 || first.status == 1, "\(first.errors)")
    #expect(first.output.contains("Roster: cost"))
    #expect(first.errors.isEmpty, "nobody watches, so nothing is said: \(first.errors)")
    let out = folder.appending(path: "out")
    let files = try Command.contents(of: out)
    for needed in [
      "forecast.csv", "forecast_days.csv", "requirement.csv", "roster.csv", "assignments.csv", "coverage.csv",
      "manifest.json",
    ] { #expect(files[needed] != nil, "\(needed) is missing") }
    #expect(files.keys.contains { $0.hasPrefix("calendars/people/") && $0.hasSuffix(".ics") })
    #expect(files.keys.contains { $0.hasPrefix("calendars/teams/") && $0.hasSuffix(".ics") })

    let audit = try Command.muster("audit", folder.path)
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")

    let second = try Command.muster("plan", folder.path, "--out", folder.appending(path: "again").path)
    #expect(second.output.replacing("/again", with: "/out") == first.output)
    #expect(try Command.contents(of: folder.appending(path: "again")) == files)

    let staged = folder.appending(path: "staged").path
    for stage in ["forecast", "staff", "roster", "publish"] {
      let result = try Command.muster(stage, folder.path, "--out", staged)
      #expect(result.status == 0, "\(stage): \(result.errors)")
    }
    var stagedFiles = try Command.contents(of: URL(filePath: staged))
    stagedFiles["manifest.json"] = files["manifest.json"]
    for name in Set(files.keys).union(stagedFiles.keys).sorted() {
      #expect(stagedFiles[name] == files[name], "\(name) differs between the whole chain and its stages")
    }
  }

  @Test("an independent checker accepts every calendar against roster.csv", arguments: examples)
  func calendars(name: String) throws {
    let tool = Command.calendarChecker
    guard try Command.shell("python3 -c 'import icalendar, vobject, tzdata'", in: Command.repository).status == 0 else {
      print("skipped: the calendar checker's parsers are not here")
      return
    }
    let folder = try Self.copy(name)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(plan.status == 0 || plan.status == 1, "\(plan.errors)")
    // Teams have identities of their own, so their events are found by person and instants.
    let noUID = """
      import csv
      rows = list(csv.reader(open("out/roster.csv", newline="")))
      at = rows[0].index("uid")
      csv.writer(open("instants.csv", "w", newline="")).writerows(row[:at] + row[at + 1:] for row in rows)
      """
    try noUID.write(to: folder.appending(path: "no-uid.py"), atomically: true, encoding: .utf8)
    #expect(try Command.shell("python3 no-uid.py", in: folder).status == 0)
    for (group, roster) in [("people", "out/roster.csv"), ("teams", "instants.csv")] {
      let check = try Command.shell(
        "python3 '\(tool.path)' out/calendars/\(group)/*.ics --roster \(roster)", in: folder)
      #expect(check.status == 0, "\(group): \(check.output.suffix(3000))")
    }
    let all = try Command.shell("python3 '\(tool.path)' out/calendars/*/*.ics --strict", in: folder)
    #expect(all.status == 0, "\(all.output.suffix(3000))")
  }

  @Test("a hand-edited roster is audited, and an edited file is kept when the plan is run again")
  func handEdits() throws {
    let folder = try PlannedExample.copy("follow-the-sun")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let roster = folder.appending(path: "out/roster.csv")
    var lines = try String(contentsOf: roster, encoding: .utf8).components(separatedBy: "\r\n")
    lines.insert(lines[1], at: 1)  // The same person twice on one date.
    try lines.joined(separator: "\r\n").write(to: roster, atomically: true, encoding: .utf8)
    let audit = try Command.muster("audit", folder.path)
    #expect(audit.status == 2 && audit.errors.contains("on line 2 already"), "\(audit.output)\(audit.errors)")
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "out").path)
      .filter { $0.hasPrefix("roster.edited-") }
    #expect(kept.count == 1)
    #expect(try Command.muster("audit", folder.path).status == 0)
  }

  @Test("Ctrl-C leaves either the old results or the new ones, never half") func interruption() throws {
    let folder = try PlannedExample.copy("follow-the-sun")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let out = folder.appending(path: "out")
    let before = try Command.contents(of: out)
    for delay in ["0.05", "0.4", "1.5"] {
      let line = "timeout --signal=INT \(delay) muster plan '\(folder.path)' > /dev/null"
      _ = try Command.shell(line, in: folder)
      let after = try Command.contents(of: out)
      // New results are whole: their manifest names every file with its hash.
      if after != before { #expect(try Self.isWhole(after)) }
      let leftovers = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".out") }
      #expect(leftovers.isEmpty)
    }
  }

  /// Whether every file that the manifest of an output folder names is there.
  static func isWhole(_ files: [String: Data]) throws -> Bool {
    struct Outputs: Decodable { var outputs: [String: String] }
    let manifest = try JSONDecoder().decode(Outputs.self, from: try #require(files["manifest.json"]))
    return manifest.outputs.keys.allSatisfy { files[$0] != nil }
  }
}
