import Foundation
import Testing

/// One team of twenty for a phone, a chat and an email queue, planned and played by the built command.
@Suite(.serialized) struct MixedTeamPlanTests {
  /// The scenario folder: mail comes above all on Mondays, ten times as many where one takes a minute.
  static func scenario(people: Int, mailSeconds: Int = 600) throws -> URL {
    let folder = try Command.temporaryFolder()
    func write(_ lines: [String], _ name: String) throws {
      try (lines.joined(separator: "\n") + "\n")
        .write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      [
        "name: One team", "horizon: { first: 2026-02-02, weeks: 2, interval: 30 min }", "history: history.csv",
        "agents: agents.csv", "queues:",
        "  - { id: calls, language: sv, channel: phone, open: { zone: UTC, mon-fri: 08:00-18:00 },",
        "      goal: { answered: 80 %, within: 20 s }, patience: 2 min }",
        "  - { id: chats, language: sv, channel: chat, concurrency: 2, open: { zone: UTC, mon-fri: 08:00-18:00 },",
        "      goal: { answered: 80 %, within: 60 s }, patience: 3 min }",
        "  - { id: mails, language: sv, channel: email, open: { zone: UTC, mon-fri: 08:00-18:00 },",
        "      goal: { answered: 90 %, within: 4 h, clock: business } }",
        "sites: [{ id: malmo, zone: UTC, shrinkage: { absence: 10 % } }]", "contracts:", "  - id: full",
        "    week: { hours: 40 h, days: 5 }",
        "    shifts: { lengths: [8 h], starts: 08:00-09:30 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }",
        "    rest: 11 h", "    cost: 200 SEK/h",
      ], "scenario.yaml")
    try write(
      ["id,name,site,contract,languages,skills"]
        + (0..<people).map { "M\($0),Person \($0),malmo,full,sv,phone chat email L1" }, "agents.csv")
    var rows = ["start,queue,offered,handle_seconds_total"]
    for day in 0..<90 where day % 7 < 5 {
      let date = Date(timeIntervalSince1970: Double(1_762_128_000 + day * 86_400)).formatted(
        .iso8601.year().month().day())
      for half in 0..<20 {
        let start = "\(date)T\(half < 4 ? "0" : "")\(8 + half / 2):\(half % 2 == 0 ? "00" : "30")Z"
        for (queue, count, seconds) in [
          ("calls", 24 + (half * 5 + day) % 7, 240), ("chats", 14 + (half * 3 + day) % 5, 480),
          ("mails", ((day % 7 == 0 ? 34 : 5) + (half + day) % 3) * 600 / mailSeconds, mailSeconds),
        ] { rows.append("\(start),\(queue),\(count),\(count * seconds)") }
      }
    }
    try write(rows, "history.csv")
    return folder
  }

  /// A text of the plan's tables as seconds since 1970.
  static func seconds(_ text: String?) throws -> Double {
    try #require(ISO8601DateFormatter().date(from: (text ?? "").replacing(" ", with: "T"))).timeIntervalSince1970
  }

  /// Share of mail that is finished in time by a fluid: minute by minute, what arrives and whoever is there to work it off.
  static func fluidShare(_ out: URL, people: (Int) -> Double) throws -> Double {
    let start = Double(1_769_990_400)  // 2026-02-02 00:00:00Z
    var come = [Double](repeating: 0, count: 14 * 1440)
    var work = come
    for row in try NumbersTests.Table(out.appending(path: "requirement.csv")).rows where row["queue"] == "mails" {
      let first = Int((try seconds(row["start_utc"]) - start) / 60)
      let offered = try #require(Double(row["offered"] ?? "")) / 30
      for minute in first..<first + 30 {
        come[minute] = offered
        work[minute] = offered * (try #require(Double(row["average_handle_seconds"] ?? "")))
      }
    }
    let open = come.indices.filter { $0 / 1440 % 7 < 5 && 480..<1080 ~= $0 % 1440 }
    var arrived = [0.0]
    var done = [0.0]
    for minute in open {
      arrived.append(arrived[arrived.count - 1] + work[minute])
      done.append(min(arrived[arrived.count - 1], done[done.count - 1] + 60 * max(0, people(minute))))
    }
    var (inTime, all) = (0.0, 0.0)
    for place in open.indices where place + 240 < open.count {
      all += come[open[place]]
      if done[place + 241] >= arrived[place + 1] - 1e-6 { inTime += come[open[place]] }
    }
    return inTime / all
  }

  /// Nine tenths of everybody in a table of stretches, less their breaks, by minute of the horizon.
  static func people(_ out: URL, _ table: String, where isCounted: ([String: String]) -> Bool) throws -> [Double] {
    let start = Double(1_769_990_400)
    var there = [Double](repeating: 0, count: 14 * 1440)
    let pauses = Dictionary(
      grouping: try NumbersTests.Table(out.appending(path: "breaks.csv")).rows, by: { $0["agent_id"] ?? "" })
    for row in try NumbersTests.Table(out.appending(path: table)).rows where isCounted(row) {
      let idle = try (pauses[row["agent_id"] ?? ""] ?? []).map {
        Int((try seconds($0["start_utc"]) - start) / 60)..<Int((try seconds($0["end_utc"]) - start) / 60)
      }
      for minute in Int((try seconds(row["start_utc"]) - start) / 60)..<Int((try seconds(row["end_utc"]) - start) / 60)
      where !idle.contains(where: { $0.contains(minute) }) { there[minute] += 0.9 }
    }
    return there
  }

  /// Posts everybody on mail for one stretch out of `turns`, and on calls and chats in the others.
  static func post(_ out: URL, turns: Int, minutes: Int) throws {
    var rows = ["agent_id,start_utc,end_utc,queues"]
    let text = ISO8601DateFormatter()
    for shift in try NumbersTests.Table(out.appending(path: "roster.csv")).rows {
      let agent = shift["agent_id"] ?? ""
      let (start, end) = (try seconds(shift["start_utc"]), try seconds(shift["end_utc"]))
      var hour = Int(agent.dropFirst()) ?? 0
      for from in stride(from: start, to: end, by: Double(60 * minutes)) {
        let until = min(end, from + Double(60 * minutes))
        let times = [from, until].map { text.string(from: Date(timeIntervalSince1970: $0)) }
        rows.append("\(agent),\(times[0]),\(times[1]),\(hour % turns == 0 ? "mails" : "calls chats")")
        hour += 1
      }
    }
    try (rows.joined(separator: "\n") + "\n")
      .write(to: out.appending(path: "assignments.csv"), atomically: true, encoding: .utf8)
  }

  static func mail(_ folder: URL) throws -> SimulateTests.Report.Row {
    try #require(try SimulateTests.simulate(folder).queues.last)
  }

  @Test(
    "mail of twenty people for calls, chats and mail is played as a fluid replay of it says, to three points",
    arguments: [(600, 60), (60, 30)])
  func turns(mailSeconds: Int, minutes: Int) throws {
    let folder = try Self.scenario(people: 20, mailSeconds: mailSeconds)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    for turns in [2, 3] {
      try Self.post(out, turns: turns, minutes: minutes)
      let there = try Self.people(out, "assignments.csv") { $0["queues"] == "mails" }
      let fluid = try Self.fluidShare(out) { there[$0] }
      let played = try Self.mail(folder)
      #expect((0.25...0.8).contains(fluid), "a share that everything gives proves nothing: \(fluid)")
      #expect(abs(try #require(played.simulated) - fluid) < 0.03, "\(played), \(fluid) as a fluid")
      #expect(abs(try #require(played.planned) - fluid) < 0.03, "\(played), \(fluid) as a fluid")
    }
  }

  @Test("too few people do mail when no call or chat has them", arguments: [12, 17])
  func tooFew(people: Int) throws {
    let folder = try Self.scenario(people: people)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 1)
    let report = try SimulateTests.simulate(folder)
    // Who is busy with calls and chats: what is served of both, two chats to a person but for the odd one.
    let table = try NumbersTests.Table(out.appending(path: "simulation.csv"))
    let left = Dictionary(
      uniqueKeysWithValues: table.rows.map {
        ("\($0["queue"] ?? "") \($0["start_utc"] ?? "")", Double($0["abandoned_share"] ?? "") ?? 0)
      })
    var busy = [Double](repeating: 0, count: 14 * 1440)
    for row in try NumbersTests.Table(out.appending(path: "requirement.csv")).rows where row["queue"] != "mails" {
      let queue = row["queue"] ?? ""
      let offered = try #require(Double(row["offered"] ?? ""))
      let seconds = try #require(Double(row["average_handle_seconds"] ?? ""))
      let lost = try #require(left["\(queue) \(row["start_utc"] ?? "")"])
      let load: Double = offered * seconds / 1800 * (1 - lost)
      var people = load
      if queue == "chats" {
        people = 0
        var chance = exp(-load)
        for count in 0..<60 {
          people += chance * Double((count + 1) / 2)
          chance *= load / Double(count + 1)
        }
      }
      let first = Int((try Self.seconds(row["start_utc"]) - 1_769_990_400) / 60)
      for minute in first..<first + 30 { busy[minute] += people }
    }
    let there = try Self.people(out, "roster.csv") { _ in true }
    let fluid = try Self.fluidShare(out) { there[$0] - busy[$0] }
    let mail = try #require(report.queues.last)
    #expect(fluid < 0.9, "a share that everything gives proves nothing: \(fluid)")
    #expect(abs(try #require(mail.simulated) - fluid) < 0.03, "\(mail), \(fluid) as a fluid")
    // A plan is a fluid of means, so it hopes for more than is played.
    let (planned, played) = (try #require(mail.planned), try #require(mail.simulated))
    #expect((-0.01..<0.07).contains(planned - played), "\(mail), \(fluid) as a fluid")
  }

  @Test("rounds move few hours to mail where people are missing")
  func fewRounds() throws {
    let folder = try Self.scenario(people: 17)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    func hours() throws -> Double {
      try NumbersTests.Table(out.appending(path: "coverage.csv")).sum("rostered_agents") { $0["queue"] == "mails" } / 2
    }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    let before = try hours()
    let mail = try Self.mail(folder)
    let plan = try Command.muster("plan", folder.path, "--effort", "quick", "--rounds", "3")
    let moved = try hours() - before
    #expect(try #require(mail.simulated) < 0.8 && plan.output.contains("mails: simulated"), "\(plan.output)")
    #expect(abs(moved) < 10, "\(moved) h of \(before)")
  }

  @Test("rounds lower what colleagues make needless at every goal, and all that is told is told of that")
  func loweringRounds() throws {
    let folder = try Self.scenario(people: 24)
    let again = try Self.scenario(people: 24)
    defer { for folder in [folder, again] { try? FileManager.default.removeItem(at: folder) } }
    let out = folder.appending(path: "out")
    func asked(_ queue: String? = nil) throws -> Double {
      try NumbersTests.Table(out.appending(path: "requirement.csv")).sum("net_agents") {
        queue == nil || $0["queue"] == queue
      } / 2
    }
    for stage in ["forecast", "staff"] { #expect(try Command.muster(stage, folder.path).status == 0) }
    let before = try asked()
    let plan = try Command.muster("plan", folder.path, "--effort", "quick", "--rounds", "3")
    #expect(plan.status == 0, "\(plan.output)\n\(plan.errors)")
    let after = try asked()
    #expect(after < 0.96 * before, "\(before) h asked for before, \(after) after\n\(plan.output)")

    // The same people, contacts and absences played by the command: the shares that the rounds told, none below its goal.
    let report = try SimulateTests.simulate(folder)
    for (queue, goal) in zip(report.queues, report.goals) {
      let share = try #require(queue.simulated)
      let hours = try asked(queue.queue)
      #expect(share >= goal, "\(queue)")
      let line = try #require(plan.output.split(separator: "\n").first { $0.hasPrefix("  \(queue.queue): simulated") })
      #expect(line.contains(String(format: "%.1f %% after", share * 100)), "\(line): \(share)")
      #expect(line.contains(String(format: "%.1f after", hours)), "\(line): \(hours)")
    }
    // The cuts are there to be read, those that take away below 0.
    let cuts = try NumbersTests.Table(out.appending(path: "service_cuts.csv"))
    #expect(cuts.sum("added_agents") < 0)
    // Coverage and cost are by that requirement too.
    let required = try NumbersTests.Table(out.appending(path: "coverage.csv")).sum("required_agents") / 2
    #expect(abs(required - after) < 0.01)

    // Stage by stage and on one core the same bytes.
    for stage in ["forecast", "staff"] { #expect(try Command.muster(stage, again.path).status == 0) }
    let alone = try Command.shell("command -v taskset", in: again).status == 0 ? "taskset -c 0 " : ""
    if alone.isEmpty { print("skipped: no taskset to hold a run to one core") }
    #expect(
      try Command.shell("\(alone)muster roster '\(again.path)' --effort quick --rounds 3", in: again).status == 0)
    let (one, other) = (try Command.contents(of: out), try Command.contents(of: again.appending(path: "out")))
    for table in ["requirement.csv", "service_cuts.csv", "roster.csv", "assignments.csv", "coverage.csv", "cost.csv"] {
      #expect(one[table] != nil && one[table] == other[table], "\(table)")
    }
  }
}
