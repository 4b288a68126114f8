import Foundation
import Testing

/// Sick calls and new demand after a roster was published, by the built command.
@Suite(.serialized) struct ReplanCommandTests {
  /// A copy of an example with a roster in its out folder.
  private func planned() throws -> URL {
    let folder = try PlannedExample.copy("follow-the-sun")
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
      (["--sick", "M01", "--on", "2026-03-11"], "roster.csv"),
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

/// Replanning in the middle of a day, by the built command.
@Suite(.serialized) struct ReplanNowTests {
  private func planned() throws -> URL {
    let folder = try PlannedExample.copy("europe-support")
    return folder
  }

  private func rows(_ folder: URL, _ name: String) throws -> [[String]] {
    let lines = try String(contentsOf: folder.appending(path: "out/\(name)"), encoding: .utf8)
      .components(separatedBy: "\r\n").filter { !$0.isEmpty }
    return lines.map { $0.components(separatedBy: ",") }
  }

  /// Shifts by person and date: start and end in UTC.
  private func shifts(_ folder: URL) throws -> [String: [String]] {
    let table = try rows(folder, "roster.csv")
    let header = table[0]
    let columns = try ["agent_id", "date", "start_utc", "end_utc"].map { try #require(header.firstIndex(of: $0)) }
    return Dictionary(
      table.dropFirst().map { row in (row[columns[0]] + " " + row[columns[1]], [row[columns[2]], row[columns[3]]]) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("at 14:00 somebody goes home: what they worked stays, nothing that has begun moves, the audit is content")
  func goesHome() throws {
    let folder = try planned()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let before = try shifts(folder)
    let date = "2026-03-25"
    let now = "2026-03-25 13:00:00Z"
    let sick = try #require(
      before.filter { $0.key.hasSuffix(date) && $0.value[0] < now && $0.value[1] > "2026-03-25 15:00:00Z" }.keys
        .sorted().first)
    let agent = String(sick.prefix { $0 != " " })
    let result = try Command.muster(
      "replan", folder.path, "--sick", agent, "--on", date, "--at", "2026-03-25T14:00+01:00", "--price", "0.5",
      "--at-most", "6")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.contains("absent from 14:00") || result.output.contains("absent from 13:00"), "\(result.output)")
    let after = try shifts(folder)
    #expect(after[sick]?[0] == before[sick]?[0])
    #expect(after[sick]?[1] == now)
    for key in Set(before.keys).union(after.keys) where before[key] != after[key] && key != sick {
      for shift in [before[key], after[key]].compactMap(\.self) { #expect(shift[0] >= now, "\(key)") }
    }
    let audit = try Command.muster("audit", folder.path)
    #expect(audit.status == 0, "\(audit.output)")
    // The next question still knows what was worked.
    let again = try Command.muster("replan", folder.path, "--from", "2026-03-26", "--price", "5")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try shifts(folder)[sick] == after[sick])
  }

  @Test("a time that nobody can read is refused")
  func badTime() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    for (text, words) in [("17:00", "not a date and time"), ("2026-03-29T02:30", "happens twice or never")] {
      let result = try Command.muster("replan", folder.path, "--from", "2026-03-29", "--at", text)
      #expect(result.status == 2)
      #expect(result.errors.contains(words), "\(result.errors)")
    }
  }

  @Test(
    "a withdrawn leave in a week that neighbours leave no room for: hours as far as they go, the rest named, status 1")
  func withdrawnLeave() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let leave = folder.appending(path: "leave.csv")
    let usual = try String(contentsOf: leave, encoding: .utf8)
    let agents = try String(contentsOf: folder.appending(path: "agents.csv"), encoding: .utf8)
      .components(separatedBy: .newlines).dropFirst().map { $0.components(separatedBy: ",")[0] }
    let agent = try #require(agents.first { !$0.isEmpty && !usual.contains($0) })
    try (usual.trimmingCharacters(in: .newlines) + "\n\(agent),2026-03-30,2026-04-05,vacation\n").write(
      to: leave, atomically: true, encoding: .utf8)
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    #expect(
      try shifts(folder).keys.filter {
        $0.hasPrefix(agent) && $0 >= "\(agent) 2026-03-30" && $0 <= "\(agent) 2026-04-05"
      }.isEmpty)
    try usual.write(to: leave, atomically: true, encoding: .utf8)
    let result = try Command.muster("replan", folder.path, "--from", "2026-03-23")
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(try Command.muster("audit", folder.path).status == 0)
    // From the Saturday of that week on there is no room for 40 hours.
    try (usual.trimmingCharacters(in: .newlines) + "\n\(agent),2026-03-30,2026-04-05,vacation\n").write(
      to: leave, atomically: true, encoding: .utf8)
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    try usual.write(to: leave, atomically: true, encoding: .utf8)
    let other = folder.deletingLastPathComponent().appending(path: "for-programs")
    try FileManager.default.copyItem(at: folder, to: other)
    let late = try Command.muster("replan", folder.path, "--from", "2026-04-04")
    #expect(late.status == 1, "\(late.output) \(late.errors)")
    #expect(late.output.contains("Short week: \(agent): "), "\(late.output)")
    #expect(late.output.contains("in the week from 2026-03-30"), "\(late.output)")

    let told = try Command.muster("replan", other.path, "--from", "2026-04-04", "--json")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
    let weeks = try #require(report["shortWeeks"] as? [[String: Any]])
    let week = try #require(weeks.first { $0["agent"] as? String == agent })
    let sentence = try #require(week["sentence"] as? String)
    #expect(late.output.contains("Short week: \(sentence)"), "\(sentence)")
    let hours = try #require(week["hours"] as? Double)
    #expect(hours < (week["wanted"] as? Double ?? 0), "a short week has fewer hours than the contract wants")
  }
}
