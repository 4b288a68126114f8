import Foundation
import Testing

/// What people were told, and who is absent, through everything that comes after, by the built command.
@Suite struct PublishedTests {
  private func muster(_ line: String, in folder: URL) throws -> Command.Result {
    try Command.shell("muster " + line, in: folder)
  }

  /// Rows of a table of results, each by column.
  private func rows(_ name: String, in folder: URL) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: "plan/out/\(name)"), encoding: .utf8)
    let lines = text.components(separatedBy: "\r\n").filter { !$0.isEmpty }.map { $0.components(separatedBy: ",") }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// Sequence by person and date of the shifts that people were told, and whether they are worked.
  private func promises(in folder: URL) throws -> [String: (sequence: Int, isWorked: Bool)] {
    var found: [String: (Int, Bool)] = [:]
    for (name, isWorked) in [("cancelled.csv", false), ("roster.csv", true)]
    where FileManager.default.fileExists(atPath: folder.appending(path: "plan/out/\(name)").path) {
      for row in try rows(name, in: folder) {
        found["\(row["agent_id"] ?? "") \(row["date"] ?? "")"] = (Int(row["sequence"] ?? "0") ?? -1, isWorked)
      }
    }
    return found
  }

  @Test(
    "a plan and a roster after a sick call keep the absence, cancel what is dropped and let no sequence fall",
    arguments: ["plan", "roster"])
  func anew(command: String) throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let first = try Command.contents(of: folder.appending(path: "plan/out"))
    let shift = try #require(try rows("roster.csv", in: folder).first)
    let (who, date) = (try #require(shift["agent_id"]), try #require(shift["date"]))
    #expect(try muster("replan plan --sick \(who) --on \(date) --price 1", in: folder).status == 0)
    let before = try promises(in: folder)
    #expect(before["\(who) \(date)"]?.isWorked == false)
    let absences = try rows("absences.csv", in: folder)

    let result = try muster("\(command) plan", in: folder)
    #expect(result.status <= 1, "\(result.errors)")
    #expect(try rows("absences.csv", in: folder) == absences)
    #expect(try !rows("roster.csv", in: folder).contains { $0["agent_id"] == who && $0["date"] == date })
    let after = try promises(in: folder)
    for (name, promise) in before {
      let now = try #require(after[name], "\(name) was told and is forgotten")
      #expect(now.sequence >= promise.sequence)
      if now.isWorked != promise.isWorked { #expect(now.sequence > promise.sequence, "\(name)") }
    }
    let out = folder.appending(path: "plan/out")
    #expect(try Data(contentsOf: out.appending(path: "revisions/0/roster.csv")) == first["roster.csv"])
    #expect(try muster("audit plan", in: folder).status == 0)
    // The same again is no new revision.
    let settled = try Command.contents(of: out)
    #expect(try muster("\(command) plan", in: folder).status <= 1)
    #expect(try Command.contents(of: out) == settled)
    #expect(try muster("publish plan --at 2026-03-01T12:00", in: folder).status == 0)
    let calendar = try String(contentsOf: out.appending(path: "calendars/people/\(who).ics"), encoding: .utf8)
    #expect(calendar.contains("STATUS:CANCELLED"))
  }

  @Test("a changed scenario planned over a published roster is its next revision; a folder of its own starts anew")
  func revision() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let before = try promises(in: folder)
    #expect(before.values.allSatisfy { $0.sequence == 0 })
    #expect(
      try Command.shell(
        "sed -i 's/starts: 08:00-09:00 every 60 min/starts: 09:00-09:00 every 60 min/; s/mon-fri: 09/mon-wed: 09/' plan/scenario.yaml",
        in: folder
      ).status == 0)
    #expect(try muster("plan plan", in: folder).status <= 1)
    let after = try promises(in: folder)
    for name in before.keys { #expect((after[name]?.sequence ?? -1) >= 0, "\(name) was told and is forgotten") }
    for (name, promise) in after where !promise.isWorked { #expect(promise.sequence == 1, "\(name)") }
    let changes = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "plan/out/calendars/changes").path)
    #expect(!changes.isEmpty)
    #expect(try muster("plan plan --out fresh", in: folder).status <= 1)
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "fresh/revisions").path))
  }

  @Test("somebody ill on a day off is recorded and not asked to come") func illOnADayOff() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    // Nobody works on Saturday, when the queue is closed.
    let ill = try muster("replan plan --sick p1 --on 2026-03-07", in: folder)
    #expect(ill.status == 0 && ill.output.contains("recorded as absent"), "\(ill.output)\(ill.errors)")
    #expect(
      try rows("absences.csv", in: folder) == [
        ["agent_id": "p1", "from": "2026-03-07", "to": "2026-03-07", "kind": "sick", "since_utc": ""]
      ])
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "plan/out/revisions").path))
    #expect(try muster("replan plan --sick p2 --on 2026-03-07", in: folder).status == 0)
    #expect(try rows("absences.csv", in: folder).count == 2)
    #expect(try muster("plan plan", in: folder).status <= 1)
    #expect(try rows("absences.csv", in: folder).count == 2)
  }

  @Test("two sick calls at once both count") func atOnce() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let line = """
      for p in p1 p2 p3; do muster replan plan --sick $p --on 2026-03-04 --wait 60 & done; wait
      """
    #expect(try Command.shell(line, in: folder).status == 0)
    #expect(Set(try rows("absences.csv", in: folder).compactMap { $0["agent_id"] }) == ["p1", "p2", "p3"])
    #expect(try !rows("roster.csv", in: folder).contains { $0["date"] == "2026-03-04" })
  }

  @Test("somebody who left is still told that their shifts are off, and later runs go through")
  func left() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let gone = try #require(try rows("roster.csv", in: folder).first?["agent_id"])
    #expect(try muster("replan plan --sick \(gone) --on 2026-03-08", in: folder).status == 0)
    #expect(try Command.shell("sed -i '/^\(gone),/d' plan/agents.csv", in: folder).status == 0)
    #expect(try muster("plan plan", in: folder).status <= 1)
    let calendar = try String(
      contentsOf: folder.appending(path: "plan/out/calendars/people/\(gone).ics"), encoding: .utf8)
    #expect(calendar.contains("STATUS:CANCELLED") && !calendar.contains("STATUS:CONFIRMED"))
    #expect(try rows("absences.csv", in: folder).count == 1)
    let someone = try #require(try rows("roster.csv", in: folder).first?["agent_id"])
    for line in [
      "replan plan --sick \(someone) --on 2026-03-08", "audit plan", "plan plan", "roster plan", "publish plan",
    ] {
      let result = try muster(line, in: folder)
      #expect(result.status <= 1, "\(line): \(result.errors)")
    }
    #expect(try rows("absences.csv", in: folder).count == 2)
  }

  @Test(
    "Ctrl-C in publish and replan stops before anything is changed",
    arguments: ["publish plan", "replan plan --sick p1 --on 2026-03-04"])
  func interrupted(line: String) throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    #expect(try Command.shell("rm -r plan/out/calendars", in: folder).status == 0)
    let before = try Command.contents(of: folder.appending(path: "plan/out"))
    // The run is held up by another one while the key is pressed.
    let held = """
      mkdir plan/out/.muster; echo muster plan > plan/out/.muster/lock
      flock -o plan/out/.muster/lock sleep 60 & holder=$!
      until ! flock -n plan/out/.muster/lock true; do sleep 0.05; done
      muster \(line) --wait 60 2> errors & run=$!
      until grep -q Waiting errors; do sleep 0.05; done
      kill -INT $run; wait $run; echo status $?; kill $holder; cat errors >&2
      """
    let result = try Command.shell(held, in: folder)
    #expect(result.output.contains("status 130"), "\(result.output)\(result.errors)")
    #expect(result.errors.contains("stopped; the results are as they were"))
    #expect(
      try Command.contents(of: folder.appending(path: "plan/out")).filter { !$0.key.hasPrefix(".muster") } == before)
  }

  @Test("people whose ids differ in case only, or look like a name with a hash, have calendars of their own")
  func calendarNames() throws {
    let folder = try TinyScenario.temporary(people: ["a", "A", "a-ca978112"])
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try muster("plan plan", in: folder).status <= 1)
    let people = folder.appending(path: "plan/out/calendars/people")
    let names = try FileManager.default.contentsOfDirectory(atPath: people.path)
    #expect(Set(names.map { $0.lowercased() }).count == 3, "\(names)")
    for person in ["Person 0", "Person 1", "Person 2"] {
      let holders = try names.filter {
        try String(contentsOf: people.appending(path: $0), encoding: .utf8).contains(person)
      }
      #expect(holders.count == 1, "\(person): \(holders)")
    }
  }
}
