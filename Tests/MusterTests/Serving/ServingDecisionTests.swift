import Foundation
import Testing

/// A planner's day on the page: every decision goes into the planner's own files, row by row, and is undone to the byte.
@Suite(.serialized) struct ServingDecisionTests {
  /// A planned example that is served.
  private func serving(_ body: (ServedPage, URL) throws -> Void) throws {
    let folder = try PlannedExample.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let server = try ServedPage([folder.path])
    defer { server.end() }
    try body(server, folder)
  }

  private func text(_ name: String, _ folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Person, date and so on of every shift of the draft.
  private func rosterRows(_ folder: URL) throws -> [[String]] {
    try text("out/roster.csv", folder).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").map(String.init)
    }
  }

  @Test("a request, leave, an override and a flag become rows of their files; undoing them brings every byte back")
  func tables() throws {
    try serving { server, folder in
      let spike =
        "fr-phone,2025-06-03 08:00:00Z,2025-06-03 09:00:00Z,2025-06-03 10:00:00,2025-06-03 11:00:00,+02:00,Europe/Paris,"
        + "spike,90.00,12.00,\"90 contacts, 12 expected\",\r\n"
      try (text("out/flags.csv", folder) + spike).write(
        to: folder.appending(path: "out/flags.csv"), atomically: true, encoding: .utf8)
      let before = try Command.contents(of: folder)
      let leave = try text("leave.csv", folder)
      let added = try server.post(
        "api/decide",
        [
          "table": "leave", "seen": try server.hash("leave.csv"),
          "add": ["agent": "B02", "from": "2026-04-01", "to": "2026-04-02", "kind": "says \"so\", twice"],
        ])
      #expect(added.status == 200, "\(added.body)")
      #expect(try text("leave.csv", folder) == leave + "B02,2026-04-01,2026-04-02,\"says \"\"so\"\", twice\"\n")
      let decisions: [[String: Any]] = [
        ["table": "requests", "add": ["agent": "B03", "date": "2026-03-30", "wish": "start 09:00", "weight": "2"]],
        [
          "table": "overrides",
          "add": [
            "queue": "fr-phone", "start": "2026-03-30", "end": "2026-03-30", "factor": "1.1", "author": "Kim",
            "note": "=campaign",
          ],
        ],
      ]
      for var decision in decisions {
        let name = "\(try #require(decision["table"] as? String)).csv"
        decision["seen"] = try server.hash(name)
        let reply = try server.post("api/decide", decision)
        #expect(reply.status == 200, "\(reply.body)")
      }
      #expect(try text("overrides.csv", folder).contains("fr-phone,2026-03-30,2026-03-30,,1.1,Kim,'=campaign"))
      #expect(try Command.muster("check", folder.path).status == 0)
      let listed = try #require(try server.get("api/state").json["listed"] as? [String: Any])
      let header = try #require(listed["header"] as? [String])
      let row = try #require((listed["rows"] as? [[String]])?.first, "a flag is listed")
      var flag = Dictionary(uniqueKeysWithValues: zip(header, row))
      flag["decision"] = "reject"
      let decided = try server.post("api/decide", ["table": "flags", "seen": "", "add": flag])
      #expect(decided.status == 200, "\(decided.body)")
      #expect(try text("flags.csv", folder).contains(",reject"))
      #expect(try Command.muster("check", folder.path).status == 0)

      let steps = try #require(try server.get("api/state").json["steps"] as? [[String: Any]])
      #expect(steps.count == 4 && (steps[0]["lines"] as? [String])?.first?.hasPrefix("+ B02,") == true)
      for step in steps.reversed() {
        let reply = try server.post("api/undo", ["number": try #require(step["number"] as? Int)])
        #expect(reply.status == 200, "\(reply.body)")
      }
      #expect(try server.post("api/undo", ["number": 1]).status == 422, "a step is undone once")
      var after = try Command.contents(of: folder)
      // Tables that were not there keep their header.
      for name in ["overrides.csv", "flags.csv"] {
        #expect(after.removeValue(forKey: name).map { $0.split(separator: 10).count } == 1)
      }
      #expect(after == before)
    }
  }

  @Test("what a table cannot hold is told with its column, and an edit meanwhile is a conflict: nothing is written")
  func conflicts() throws {
    try serving { server, folder in
      let before = try Command.contents(of: folder)
      let seen = try server.hash("leave.csv")
      for (cells, word) in [
        (["agent": "nobody", "from": "2026-04-01", "to": "2026-04-02"], "nobody"),
        (["agent": "B02", "from": "2026-04-03", "to": "2026-04-02"], "after"),
        (["agent": "B02", "from": "soon", "to": "2026-04-02"], "soon"), (["whom": "B02"], "whom"),
      ] {
        let reply = try server.post("api/decide", ["table": "leave", "seen": seen, "add": cells])
        #expect(reply.status == 422 && reply.body.contains(word), "\(reply.body)")
      }
      #expect(try server.post("api/decide", ["table": "../leave", "seen": seen, "add": [:]]).status == 422)
      #expect(try Command.contents(of: folder) == before)

      // Somebody edits the file in an editor, and another tab has the page from before.
      let file = folder.appending(path: "leave.csv")
      let edited = try text("leave.csv", folder) + "B05,2026-04-01,2026-04-01,vacation\n"
      try edited.write(to: file, atomically: true, encoding: .utf8)
      let asked: [String: Any] = ["agent": "B02", "from": "2026-04-01", "to": "2026-04-02", "kind": "x"]
      let late = try server.post("api/decide", ["table": "leave", "seen": seen, "add": asked])
      #expect(late.status == 409 && late.json["changed"] as? [String] == ["leave.csv"], "\(late.body)")
      #expect(try text("leave.csv", folder) == edited)
      let again = try server.post("api/decide", ["table": "leave", "seen": try server.hash("leave.csv"), "add": asked])
      #expect(again.status == 200)
      // The row is undone although the file goes on changing, and the other edits stay.
      try (text("leave.csv", folder).replacing("B05,2026-04-01", with: "B06,2026-04-01"))
        .write(to: file, atomically: true, encoding: .utf8)
      #expect(try server.post("api/undo", ["number": 1]).status == 200)
      #expect(try text("leave.csv", folder) == edited.replacing("B05,2026-04-01", with: "B06,2026-04-01"))
    }
  }

  @Test("where the files cannot be read the page says what is wrong, and is there again once that is mended")
  func broken() throws {
    try serving { server, folder in
      let file = folder.appending(path: "scenario.yaml")
      let sound = try text("scenario.yaml", folder)
      try sound.replacing("rest: 12 h", with: "rest: 12").write(to: file, atomically: true, encoding: .utf8)
      let reply = try server.get("")
      let said = "rest: 12 has no unit\n  next: Write rest: 12 h"
      #expect(reply.status == 422 && reply.body.contains(said), "\(reply.body)")
      #expect(reply.body.hasPrefix("scenario.yaml:"), "\(reply.body)")
      try sound.write(to: file, atomically: true, encoding: .utf8)
      #expect(try server.get("").status == 200)
    }
  }

  @Test("a table outside the scenario is not written, and one that the scenario does not name is told")
  func places() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan")
    try TinyScenario.write(to: plan)
    #expect(try Command.muster("plan", plan.path, "--effort", "quick").status <= 1)
    let elsewhere = folder.appending(path: "elsewhere.csv")
    try "agent,from,to,kind\n".write(to: elsewhere, atomically: true, encoding: .utf8)
    let server = try ServedPage([plan.path])
    defer { server.end() }
    let cells: [String: Any] = ["agent": "p1", "from": "2026-03-02", "to": "2026-03-02"]
    let unnamed = try server.post("api/decide", ["table": "leave", "seen": "", "add": cells])
    #expect(unnamed.status == 422 && unnamed.body.contains("Add the line leave: leave.csv"), "\(unnamed.body)")
    for path in ["../elsewhere.csv", elsewhere.path] {
      try (TinyScenario.yaml + "leave: \(path)\n").write(
        to: plan.appending(path: "scenario.yaml"), atomically: true, encoding: .utf8)
      let hash = try server.hash(path)
      let reply = try server.post("api/decide", ["table": "leave", "seen": hash, "add": cells])
      #expect(reply.status == 422 && reply.body.contains("outside the scenario folder"), "\(reply.body)")
    }
    try FileManager.default.createSymbolicLink(at: plan.appending(path: "overrides.csv"), withDestinationURL: elsewhere)
    let linked = try server.post(
      "api/decide", ["table": "overrides", "seen": try server.hash("overrides.csv"), "add": ["queue": "phone"]])
    #expect(linked.status == 422, "\(linked.body)")
    #expect(try String(contentsOf: elsewhere, encoding: .utf8) == "agent,from,to,kind\n")
  }

  @Test("a pinned shift is a row of fixed.csv that the next plan obeys, without being named; it is let go again")
  func pins() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan")
    #expect(try Command.muster("plan", plan.path, "--effort", "quick").status <= 1)
    let row = try #require(try rosterRows(plan).first)
    func start() throws -> String {
      let now = try rosterRows(plan).first { $0[0] == row[0] && $0[1] == row[1] }
      return String(try #require(now?.first { $0.contains("T") || $0.contains(" ") }).dropFirst(11).prefix(2))
    }
    let wanted = try start() == "07" ? "09:00" : "08:00"
    let server = try ServedPage([plan.path])
    defer { server.end() }
    func pin(_ start: String) throws -> ServedPage.Reply {
      try server.post(
        "api/decide",
        [
          "table": "fixed", "seen": try server.hash("fixed.csv"),
          "add": ["agent": row[0], "date": row[1], "start": start, "paid": "480 min"],
        ])
    }
    let refused = try pin("11:00")
    #expect(refused.status == 422 && refused.body.contains("not a start of contract full"), "\(refused.body)")
    #expect(!FileManager.default.fileExists(atPath: plan.appending(path: "fixed.csv").path))
    let made = try pin(wanted)
    #expect(made.status == 200, "\(made.body)")
    #expect(try text("fixed.csv", plan) == "agent,date,start,paid\r\n\(row[0]),\(row[1]),\(wanted),480 min\r\n")
    #expect(try pin(wanted).status == 422, "a shift is pinned once")
    let before = try start()
    _ = try server.work(["kind": "plan"])
    #expect(try start() != before, "the plan has the shift where it was pinned")
    let freed = try server.post(
      "api/decide", ["table": "fixed", "seen": try server.hash("fixed.csv"), "row": 0])
    #expect(freed.status == 200, "\(freed.body)")
    #expect(try text("fixed.csv", plan) == "agent,date,start,paid\r\n")
    // Dates that people were told of are planned anew from a date that is said.
    #expect(try Command.muster("publish", plan.path, "--by", "Kim").status == 0)
    let over = try server.work(["kind": "plan"])
    #expect("\(over["failure"] ?? "")".contains("--redraft"), "\(over)")
    let anew = try server.work(["kind": "plan", "redraft": row[1]])
    #expect((anew["text"] as? String)?.contains("planned anew from \(row[1]) on") == true, "\(anew)")
  }

  @Test("a swap, a gift and a move are shown as the command shows them, made, and undone to the byte")
  func shifts() throws {
    try serving { server, folder in
      let before = try Command.contents(of: folder)
      let rows = try rosterRows(folder)
      let date = "2026-03-25"
      let day = rows.filter { $0[1] == date }
      let working = day.map { $0[0] }
      let other = try #require(
        day.first { $0[3] == day[0][3] && $0[4] != day[0][4] }?[0], "somebody begins at another time")
      let free = Set(rows.map { $0[0] }).subtracting(working).sorted()
      var seen = try server.hash("out/roster.csv")
      let changes: [([String: Any], [String])] = [
        (
          ["kind": "swap", "one": working[0], "other": other, "date": date],
          ["swap", folder.path, working[0], other, "--on", date]
        ),
        (
          ["kind": "give", "one": working[3], "other": free[0], "date": date],
          ["give", folder.path, working[3], "--to", free[0], "--on", date]
        ),
        (
          ["kind": "move", "one": working[5], "date": date, "to": "11:30"],
          ["move", folder.path, working[5], "--to", "11:30", "--on", date]
        ),
        (
          ["kind": "move", "one": working[5], "date": date, "to": "02:00"],
          ["move", folder.path, working[5], "--to", "02:00", "--on", date]
        ),
      ]
      for (asked, command) in changes {
        let shown = try server.post("api/preview", asked)
        #expect(shown.status == 200, "\(shown.body)")
        let dry = try Command.run(
          Command.products.appending(path: "muster").path,
          command + ["--dry-run", "--json", "--at", "2026-01-01T00:00Z"])
        let wanted = try #require(
          try JSONSerialization.jsonObject(with: Data(dry.output.utf8)) as? [String: Any], "\(dry.errors)")
        #expect(shown.json["broken"] as? [String] == wanted["broken"] as? [String])
        for key in ["before", "after"] {
          let (one, other) = (shown.json[key] as? Double ?? -1, wanted[key] as? Double ?? -2)
          #expect(
            abs(one - other) < 0.051, "\(command.joined(separator: " ")): \(key) \(one), the command says \(other)")
        }
        #expect(try Command.contents(of: folder).filter { !$0.key.hasPrefix("out/revisions") }.keys == before.keys)
      }
      let made = try server.post("api/change", changes[0].0.merging(["seen": seen, "allowFaults": true]) { $1 })
      #expect(made.status == 200 && made.json["isWritten"] as? Bool == true, "\(made.body)")
      let late = try server.post("api/change", changes[2].0.merging(["seen": seen, "allowFaults": true]) { $1 })
      #expect(late.status == 409, "\(late.body)")
      seen = try server.hash("out/roster.csv")
      let second = try server.post("api/change", changes[2].0.merging(["seen": seen, "allowFaults": true]) { $1 })
      #expect(second.json["isWritten"] as? Bool == true, "\(second.body)")
      #expect(try server.post("api/undo", ["number": 1]).status == 409, "what came after stands on it")
      #expect(try server.post("api/undo", ["number": 2]).status == 200)
      #expect(try server.post("api/undo", ["number": 1]).status == 200)
      let after = try Command.contents(of: folder)
      #expect(after.keys == before.keys)
      for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    }
  }

  @Test("a change that breaks a rule is written only where that is said")
  func faults() throws {
    try serving { server, folder in
      let row = try rosterRows(folder)[0]
      let before = try text("out/roster.csv", folder)
      let asked: [String: Any] = ["kind": "move", "one": row[0], "date": row[1], "to": "02:00"]
      let seen = try server.hash("out/roster.csv")
      let kept = try server.post("api/change", asked.merging(["seen": seen]) { $1 })
      #expect(kept.json["isWritten"] as? Bool == false && (kept.json["broken"] as? [String])?.isEmpty == false)
      #expect(try text("out/roster.csv", folder) == before)
      #expect(try server.post("api/change", asked).status == 409, "without what was seen nothing is changed")
    }
  }

  @Test("a sick call is shown before and after, made as the command makes it, and undone; publishing is not undone")
  func sickCall() throws {
    try serving { server, folder in
      #expect(try Command.muster("publish", folder.path, "--by", "Kim").status == 0)
      let before = try Command.contents(of: folder)
      // Its shifts are past, so that nobody else may be asked to come at another time.
      var called: [String: Any]?
      for row in try rosterRows(folder)[20..<60] where called == nil {
        let asked: [String: Any] = ["kind": "replan", "sick": [row[0]], "from": row[1], "until": row[1]]
        let shown = try server.work(asked.merging(["dryRun": true]) { $1 })
        let report = try #require(shown["replan"] as? [String: Any], "\(shown)")
        let changed = (report["changes"] as? [[String: Any]])?.compactMap { $0["agent"] as? String } ?? []
        #expect(changed.contains(row[0]))
        if Set(changed) == [row[0]] { called = asked }
      }
      let asked = try #require(called)
      #expect(try Command.contents(of: folder) == before)
      let seen = try server.hash("out/roster.csv")
      let made = try server.work(asked.merging(["dryRun": false, "seen": seen]) { $1 })
      #expect(made["replan"] != nil, "\(made)")
      #expect(try Command.contents(of: folder)["out/roster.csv"] != before["out/roster.csv"])
      let stale = try server.work(["kind": "publish", "dryRun": false, "seen": seen, "by": "Kim"])
      #expect((stale["failure"] as? [String: Any])?["changed"] as? [String] == ["out/roster.csv"], "\(stale)")
      #expect(try server.post("api/undo", ["number": 1]).status == 200)
      #expect(try Command.contents(of: folder) == before)
      let again = try server.work(asked.merging(["dryRun": false, "seen": try server.hash("out/roster.csv")]) { $1 })
      #expect(again["replan"] != nil)
      let now = try server.hash("out/roster.csv")
      let preview = try server.work(["kind": "publish", "dryRun": true, "seen": now])
      #expect(((preview["publication"] as? [String: Any])?["changes"] as? [Any])?.isEmpty == false, "\(preview)")
      let told = try server.work(["kind": "publish", "dryRun": false, "seen": now, "by": "Kim", "note": "sick"])
      #expect((told["publication"] as? [String: Any])?["isNew"] as? Bool == true, "\(told)")
      let steps = try #require(try server.get("api/state").json["steps"] as? [[String: Any]])
      #expect(steps.last?["canBeUndone"] as? Bool == false)
    }
  }

  @Test("long work tells its stage and cost, can be stopped, and leaves the results as they were")
  func stopping() throws {
    try serving { server, folder in
      let before = try Command.contents(of: folder)
      let begun = try server.post("api/job", ["kind": "plan"])
      #expect(begun.status == 200)
      #expect(try server.post("api/job", ["kind": "plan"]).status == 422, "one piece of work at a time")
      var stages: Set<String> = []
      var state = begun.json
      while state["isDone"] as? Bool != true {
        if let stage = state["stage"] as? String { stages.insert(stage) }
        if stages.contains("staffing") || stages.contains("roster") { _ = try server.post("api/stop", [:]) }
        usleep(20_000)
        state = try server.get("api/job").json
      }
      #expect(!stages.isDisjoint(with: ["forecast", "staffing", "roster"]), "\(stages)")
      // A search that has a roster already writes it; before that nothing is written.
      if state["wasStopped"] as? Bool == true { #expect(try Command.contents(of: folder) == before) }
    }
  }

  @Test("a server that is killed at any moment leaves whole files, and every decision that it confirmed")
  func kills() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = folder.appending(path: "plan")
    try (TinyScenario.yaml + "leave: leave.csv\n").write(
      to: plan.appending(path: "scenario.yaml"), atomically: true, encoding: .utf8)
    try "agent,from,to,kind\n".write(to: plan.appending(path: "leave.csv"), atomically: true, encoding: .utf8)
    #expect(try Command.muster("plan", plan.path, "--effort", "quick").status <= 1)
    var confirmed = 0
    for round in 0..<12 {
      let server = try ServedPage([plan.path])
      let process = server.process.processIdentifier
      let killer = Thread {
        usleep(UInt32(60_000 + round * 23_000))
        kill(process, SIGKILL)
      }
      killer.start()
      while server.process.isRunning {
        let cells = ["agent": "p1", "from": "2026-03-02", "to": "2026-03-02", "kind": "n\(confirmed)"]
        guard let seen = try? server.hash("leave.csv"),
          let reply = try? server.post("api/decide", ["table": "leave", "seen": seen, "add": cells])
        else { break }
        if reply.status == 200 { confirmed += 1 }
      }
      server.end(SIGKILL)
      let lines = try text("leave.csv", plan).split(separator: "\n")
      #expect(
        lines.first == "agent,from,to,kind"
          && lines.dropFirst().allSatisfy { $0.hasPrefix("p1,2026-03-02,2026-03-02,n") })
      #expect(lines.count - 1 >= confirmed, "a confirmed decision is gone")
      confirmed = lines.count - 1
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: plan.path).filter { $0.hasSuffix(".tmp") }.count <= round
          + 1)
      #expect(try Command.muster("check", plan.path).status == 0)
    }
    #expect(confirmed > 0)
  }
}
