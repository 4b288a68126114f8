import Foundation
import Testing

/// Sick calls and new demand after a roster was published, by the built command.
@Suite(.serialized) struct ReplanCommandTests {
  /// A copy of an example with a roster in its out folder.
  private func planned() throws -> URL {
    let folder = try PlanTests.copy("follow-the-sun")
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    return folder
  }

  private func rows(_ folder: URL, _ name: String) throws -> [[String]] {
    try String(contentsOf: folder.appending(path: "out/\(name)"), encoding: .utf8).components(separatedBy: "\r\n")
      .filter { !$0.isEmpty }.map { $0.components(separatedBy: ",") }
  }

  @Test("two sick calls: a short list of changes, the rules kept, calendars cancelled and raised, revisions kept")
  func sickCalls() throws {
    let folder = try planned()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let out = folder.appending(path: "out")
    #expect(try Command.muster("simulate", folder.path, "--replications", "2").status <= 1)
    let first = try Command.contents(of: out)
    #expect(first.keys.contains("simulation.csv"))
    let published = try rows(folder, "roster.csv")
    let date = "2026-03-11"
    let sick = published.filter { $0[1] == date }.map { $0[0] }
    let (one, two) = (try #require(sick.first), try #require(sick.last))

    let result = try Command.muster("replan", folder.path, "--sick", one, "--on", date, "--price", "1")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("\(one)  \(date)"))
    #expect(result.output.contains("absent"))
    #expect(try Command.muster("audit", folder.path).status == 0)
    let now = try rows(folder, "roster.csv")
    #expect(!now.contains { $0[0] == one && $0[1] == date })
    // Published rows of everybody who is not in the list of changes stand as they were.
    let changed = Set(try rows(folder, "changes.csv").dropFirst().map { $0[0] + $0[1] })
    #expect(changed.count <= 1 + 3 * 7)
    #expect(Set(changed.map { $0.prefix(3) }).count <= 4)
    let kept = Set(now.map { $0.joined(separator: ",") })
    for row in published.dropFirst() where !changed.contains(row[0] + row[1]) {
      #expect(kept.contains(row.joined(separator: ",")))
    }
    let breaks = Set(try rows(folder, "breaks.csv").map { $0.joined(separator: ",") })
    for row in try rows(folder, "revisions/0/breaks.csv") where !changed.contains(row[0] + row[1]) {
      #expect(breaks.contains(row.joined(separator: ",")))
    }
    #expect(changed.allSatisfy { String($0.suffix(10)) >= date })
    #expect(try Data(contentsOf: out.appending(path: "revisions/0/roster.csv")) == first["roster.csv"])
    // What was found about the roster before is not left beside the new one.
    let left = try Command.contents(of: out).keys.filter { $0.hasPrefix("simulation") }
    #expect(left.isEmpty)
    let calendar = try String(contentsOf: out.appending(path: "calendars/people/\(one).ics"), encoding: .utf8)
    #expect(calendar.contains("STATUS:CANCELLED"))
    #expect(calendar.contains("SEQUENCE:1"))
    let news = try String(contentsOf: out.appending(path: "calendars/changes/\(one).ics"), encoding: .utf8)
    #expect(news.components(separatedBy: "BEGIN:VEVENT").count == 2)
    #expect(news.contains("STATUS:CANCELLED"))

    let again = try Command.muster("replan", folder.path, "--sick", two, "--on", date, "--price", "1")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Command.muster("audit", folder.path).status == 0)
    #expect(FileManager.default.fileExists(atPath: out.appending(path: "revisions/1/roster.csv").path))
    #expect(try rows(folder, "cancelled.csv").count >= 3)
    #expect(try rows(folder, "absences.csv").count == 3)
  }

  @Test("a question that cannot be answered names what is missing and leaves the results alone")
  func badQuestions() throws {
    let folder = try PlanTests.copy("follow-the-sun")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    for (arguments, words) in [
      (["--sick", "M0X", "--on", "2026-03-11"], "there is no agent M0X"),
      (["--sick", "M01"], "the date of the absence is missing"), (["--price", "5"], "it is not said from which date"),
      (["--sick", "M01", "--on", "2027-03-11"], "2027-03-11 is not in the plan"),
      (["--sick", "M01", "--on", "2026-03-11"], "requirement.csv"),
    ] {
      let result = try Command.run(
        Command.products.appending(path: "muster").path, ["replan", folder.path] + arguments)
      #expect(result.status == 2, "\(result.output)")
      #expect(result.errors.contains(words), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out").path))
  }

  @Test("a new requirement is taken over, and only people and dates it touches may change")
  func newDemand() throws {
    let folder = try planned()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let requirement = try String(contentsOf: folder.appending(path: "out/requirement.csv"), encoding: .utf8)
    let header = try #require(requirement.components(separatedBy: "\r\n").first).components(separatedBy: ",")
    let column = try #require(header.firstIndex(of: "net_agents"))
    let raised = requirement.components(separatedBy: "\r\n").map { line -> String in
      var cells = line.components(separatedBy: ",")
      guard cells.count == header.count, cells[1...2].allSatisfy({ $0.hasPrefix("2026-03-12") }),
        let net = Double(cells[column])
      else {
        return line
      }
      cells[column] = String(net + 2)
      return cells.joined(separator: ",")
    }
    let file = folder.appending(path: "more.csv")
    try raised.joined(separator: "\r\n").write(to: file, atomically: true, encoding: .utf8)
    let result = try Command.muster(
      "replan", folder.path, "--from", "2026-03-11", "--demand", file.path, "--at-most", "5", "--price", "2")
    #expect(result.status == 0, "\(result.errors)")
    let changes = try rows(folder, "changes.csv").dropFirst()
    #expect(!changes.isEmpty)
    #expect(Set(changes.map { $0[0] }).count <= 5)
    #expect(changes.allSatisfy { $0[1] >= "2026-03-11" && $0[1] <= "2026-03-15" })
    #expect(try Command.muster("audit", folder.path).status == 0)
    #expect(
      try String(contentsOf: folder.appending(path: "out/requirement.csv"), encoding: .utf8) != requirement)
  }

  @Test("nobody absent and no new demand: nothing changes and nothing is written")
  func quiet() throws {
    let folder = try planned()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let before = try Command.contents(of: folder.appending(path: "out"))
    let result = try Command.muster("replan", folder.path, "--from", "2026-03-09", "--price", "0.1")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Nothing changes"))
    #expect(try Command.contents(of: folder.appending(path: "out")) == before)
  }
}
