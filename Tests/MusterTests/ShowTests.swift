import Foundation
import Testing

/// Charts in the terminal: their figures are those of the tables, they fit the width, and a wrong question gets a sentence.
@Suite struct ShowTests {
  @Test("a person's shifts are those of roster.csv on the clock of the site, and unknown people get the nearest names")
  func person() throws {
    let plan = try RosteredPlan.centre(people: 6, weeks: 2, zones: ["Europe/Berlin", "America/Vancouver"])
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let rows = try String(contentsOf: plan.folder.appending(path: "out/roster.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    for (id, zone) in [("A0000", "Europe/Berlin"), ("A0001", "America/Vancouver")] {
      let shown = try Command.muster("show", plan.folder.path, "--agent", id)
      #expect(shown.status == 0, "\(shown.errors)")
      let own = rows.filter { $0[0] == id }
      #expect(shown.output.hasPrefix("\(id): \(own.count) shifts, ") && shown.output.contains(zone))
      let read = ISO8601DateFormatter()
      let write = DateFormatter()
      write.timeZone = TimeZone(identifier: zone)
      write.dateFormat = "HH:mm"
      for row in own {
        let times = try row[1...2].map { write.string(from: try #require(read.date(from: $0))) }
        #expect(shown.output.contains("\(times[0])–\(times[1])"), "\(row)")
      }
      #expect(!shown.output.contains("Person"), "people are shown by id")
    }
    let unknown = try Command.muster("show", plan.folder.path, "--agent", "A0009")
    #expect(unknown.status == 2 && unknown.errors.contains("Did you mean"), "\(unknown.errors)")
  }

  @Test("a queue's dates and intervals have the hours short and over, and the agents, of coverage.csv")
  func queue() throws {
    let plan = try RosteredPlan.centre(people: 4)
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let rows = try String(contentsOf: plan.folder.appending(path: "out/coverage.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
      .filter { $0[0] == "q1" && $0[1] >= "2026-03-03T23:00" && $0[1] < "2026-03-04T23:00" }
    let shown = try Command.muster("show", plan.folder.path, "--queue", "q1", "--date", "2026-03-04")
    #expect(shown.status == 0, "\(shown.errors)")
    let lines = shown.output.split(separator: "\n").filter { $0.contains("–") && $0.first?.isNumber == true }
    #expect(lines.count == rows.count && rows.count == 48)
    for (line, row) in zip(lines, rows) {
      for column in row[2...3] {
        let figure = String(format: "%.1f", try #require(Double(column)))
        #expect(line.contains(" \(figure)"), "\(line) lacks \(figure)")
      }
    }
    let coverage = try Command.muster("show", plan.folder.path, "--coverage")
    #expect(coverage.status == 0)
    let short = rows.reduce(0.0) { $0 + max(0, (Double($1[2]) ?? 0) - (Double($1[3]) ?? 0)) / 2 }
    #expect(short > 0 && coverage.output.contains("q0") && coverage.output.contains("q1"))
    for line in (shown.output + coverage.output).split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test("a team's dates have kinds of leave in whole words, within the width")
  func kindsOfLeave() throws {
    let plan = try RosteredPlan.centre()
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let scenario = plan.folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    try Data((text + "leave: leave.csv\n").utf8).write(to: scenario)
    try Data("agent,from,to,kind\nA0000,2026-03-07,2026-03-08,public-holiday\n".utf8)
      .write(to: plan.folder.appending(path: "leave.csv"))
    let shown = try Command.muster("show", plan.folder.path, "--team", "team 0")
    #expect(shown.status == 0 && shown.output.contains("public-holiday"), "\(shown.output)\(shown.errors)")
    let weekend = try Command.muster("show", plan.folder.path, "--date", "2026-03-07")
    #expect(weekend.output.contains("away: A0000 public-holiday"), "\(weekend.output)")
    let lines = weekend.output.split(separator: "\n")
    #expect(lines.first?.hasSuffix(": shifts of 5 people, 40.0 paid hours") == true, "\(lines)")
    // On the sixth day of the roster these have worked fewer than five of seven, in the order of their starts.
    let working = lines.filter { $0.contains("–") }.map { $0.prefix { $0 != " " } }
    #expect(working == ["A0004", "A0005", "A0002", "A0006", "A0003"], "\(lines)")
    for line in shown.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
  }

  @Test(
    "a wrong question gets a sentence and status 2",
    arguments: [
      (["--queue", "q9"], "there is no queue q9"), (["--queue", "q0", "--date", "2027-01-01"], "not in the plan"),
      (["--team", "nobody"], "there is no team nobody"), ([], "Give one of"),
      (["--coverage", "--team", "x"], "Give one of"), (["--date", "2027-01-01"], "not in the plan"),
      (["--coverage", "--date", "2026-03-04"], "--date goes alone or with --queue"),
    ] as [([String], String)])
  func questions(arguments: [String], sentence: String) throws {
    let plan = try RosteredPlan.centre()
    defer { try? FileManager.default.removeItem(at: plan.folder) }
    let shown = try Command.run(
      Command.products.appending(path: "muster").path, ["show", plan.folder.path] + arguments)
    #expect(shown.status == 2 && shown.errors.contains(sentence), "\(shown.errors)")
  }

  @Test("progress is silent where nobody watches, and plain lines where it is asked for")
  func progress() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let silent = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(silent.errors.isEmpty, "\(silent.errors)")
    let told = try Command.muster("plan", folder.path, "--progress")
    #expect(told.errors.contains(" s  roster done: best "), "\(told.errors)")
    #expect(!told.errors.contains("\u{1B}") && !told.errors.contains("\r"))
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").output == silent.output)
  }
}
