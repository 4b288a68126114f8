import Foundation
import LabourRules
import ScenarioFiles
import Testing
import Timeline
import Workforce

/// Changes by hand: rules and cost before they are written, and everything that hangs on a roster made anew, by the built command.
@Suite struct ByHandTests {
  /// Longer shifts with breaks, and enough people that somebody is off every day.
  private static let yaml = TinyScenario.yaml.replacing(
    "shifts: { lengths: [8 h], starts: 08:00-09:00 every 60 min }",
    with:
      "shifts: { lengths: [8 h], starts: 08:00-11:00 every 60 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }, rest: 11 h"
  )

  private func life() throws -> LifeOfRoster {
    try LifeOfRoster(yaml: Self.yaml, people: (1...5).map { "p\($0)" })
  }

  /// Somebody who works on a date, and somebody who does not.
  private func pair(_ life: LifeOfRoster, on date: String) throws -> (works: String, isOff: String) {
    let shifts = try life.shifts()
    let all = Set(["p1", "p2", "p3", "p4", "p5"])
    let at = all.filter { shifts["\($0) \(date)"] != nil }
    return (try #require(at.sorted().first), try #require(all.subtracting(at).sorted().first))
  }

  @Test("a shift given away: shown first, then written with queues, breaks, hours and a reason that a diff tells")
  func give() throws {
    let life = try life()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let date = try #require((3...6).map { "2026-03-0\($0)" }.first { (try? pair(life, on: $0)) != nil })
    let (from, to) = try pair(life, on: date)
    let told = try life.shifts()
    let before = try Command.contents(of: life.folder)
    let line = "give plan \(from) --on \(date) --to \(to) --at 2026-03-01T12:00"
    let dry = try life.muster(line + " --dry-run --allow-faults")
    #expect(
      dry.output.contains("2 changes for 2 people") && dry.output.contains("Nothing was written"), "\(dry.output)")
    #expect(dry.output.contains("Cost: ") && dry.output.contains("points before"), "\(dry.output)")
    #expect(try Command.contents(of: life.folder) == before)
    let done = try life.muster(line + " --note 'family' --allow-faults")
    #expect(done.status <= 1 && done.output.contains("Written into plan/out"), "\(done.output)\(done.errors)")
    let now = try life.shifts()
    #expect(now["\(from) \(date)"] == nil && now["\(to) \(date)"] == told["\(from) \(date)"])
    // Everything that hangs on the roster goes along.
    let served = try life.rows("out/assignments.csv").filter {
      $0["agent_id"] == to && ($0["start_utc"] ?? "").hasPrefix(date)
    }
    #expect(!served.isEmpty)
    let pauses = try life.rows("out/breaks.csv").filter { $0["agent_id"] == to && $0["date"] == date }
    #expect(pauses.count == 3)
    let hours = try life.rows("out/hours.csv")
    for person in [from, to] {
      let paid = try life.rows("out/roster.csv").filter { $0["agent_id"] == person }
        .compactMap { $0["paid_minutes"].flatMap { Int($0) } }.reduce(0, +)
      #expect(hours.first { $0["agent_id"] == person }?["paid_minutes"] == "\(paid)")
    }
    #expect(try life.muster("diff plan").output.contains("family"))
    #expect(try life.publish(at: "2026-03-01T13:00").contains("Publication 2: 2 changes for 2 people"))
    let events = try life.events("people").values.filter { ($0["DTSTART"] ?? "").hasPrefix(date.filter { $0 != "-" }) }
    #expect(events.contains { $0["FILE"] == "\(from).ics" && $0["STATUS"] == "CANCELLED" })
    #expect(events.contains { $0["FILE"] == "\(to).ics" && $0["STATUS"] == "CONFIRMED" })
    #expect(Set(try life.events("changes").values.compactMap { $0["FILE"] }) == ["\(from).ics", "\(to).ics"])
  }

  @Test("what breaks a rule is named and not made, status 1; with --allow-faults it is")
  func faults() throws {
    let life = try life()
    defer { life.remove() }
    let shift = try #require(try life.rows("out/roster.csv").first)
    let (who, date) = (try #require(shift["agent_id"]), try #require(shift["date"]))
    let before = try Command.contents(of: life.folder)
    let refused = try life.muster("move plan \(who) --on \(date) --to 14:10")
    #expect(refused.status == 1 && refused.output.contains("Breaks a rule: \(who) on \(date)"), "\(refused.output)")
    #expect(refused.errors.contains("--allow-faults"))
    #expect(try Command.contents(of: life.folder) == before)
    #expect(try life.muster("move plan \(who) --on \(date) --to 14:10 --allow-faults").status == 1)
    #expect(
      try life.rows("out/roster.csv").contains { $0["start_local"] == "\(date) 14:10:00" && $0["sequence"] == "1" })
    let back = try life.muster("move plan \(who) --on \(date) --to 10:00")
    #expect(back.status == 0 && back.output.contains("No longer broken: \(who)"), "\(back.output)")
    #expect(try life.muster("audit plan").status == 0)
  }

  @Test("whoever is given a second shift beside their own is there once, in coverage and cost alike")
  func twoShiftsAtATime() throws {
    let life = try LifeOfRoster(people: ["p1", "p2", "p3", "p4"])
    defer { life.remove() }
    let (date, shifts) = ("2026-03-03", try life.rows("out/roster.csv"))
    let workers = shifts.filter { $0["date"] == date }.compactMap { $0["agent_id"] }
    try #require(workers.count > 1)
    let given = try life.muster("give plan \(workers[0]) --on \(date) --to \(workers[1]) --allow-faults")
    #expect(given.output.contains("(overlap)"), "\(given.output)\(given.errors)")
    let there = try life.rows("out/coverage.csv").filter { $0["start_local"] == "\(date) 12:00:00" }
    #expect(there.map { $0["rostered_agents"] } == ["\(workers.count - 1).0000"])
    func sum(_ rows: [[String: String]], _ column: String) -> Double {
      rows.compactMap { $0[column].flatMap(Double.init) }.reduce(0, +)
    }
    let cost = try life.rows("out/cost.csv")
    for (kind, column) in [("shortage", "under_agents"), ("surplus", "over_agents")] {
      let hours = sum(cost.filter { $0["kind"] == kind }, "amount")
      #expect(abs(hours - sum(try life.rows("out/coverage.csv"), column)) < 0.01, "\(kind): \(hours)")
    }
  }

  @Test("a shift that is moved to where it is stays as it is, breaks included")
  func unmoved() throws {
    let life = try life()
    defer { life.remove() }
    let row = try #require(try life.rows("out/roster.csv").first { $0["start_local"]?.contains(" 10:00") == true })
    // As a plan staggers them, so that a usual layout would be another one.
    let breaks = life.out.appending(path: "breaks.csv")
    let text = try String(contentsOf: breaks, encoding: .utf8)
    let (agent, date) = (row["agent_id"] ?? "", row["date"] ?? "")
    let result = try life.muster("move plan \(agent) --on \(date) --to 10:00")
    #expect(result.status == 0 && result.output.contains("Nothing differs from the roster."), "\(result.output)")
    #expect(try String(contentsOf: breaks, encoding: .utf8) == text)
  }

  @Test("a shift that is moved away and back has the breaks with which it was told")
  func movedBack() throws {
    let life = try life()
    defer { life.remove() }
    let rows = try life.rows("out/roster.csv").filter { $0["start_local"]?.contains(" 10:00") == true }
    let days = Set(rows.map { "\($0["agent_id"] ?? ""),\($0["date"] ?? "")" })
    // A break a quarter of an hour beside where it was, inside its hour.
    let breaks = life.out.appending(path: "breaks.csv")
    var lines = try String(contentsOf: breaks, encoding: .utf8).components(separatedBy: "\r\n")
    func minute(_ cell: String) -> Int? { Int(cell.dropFirst(14).prefix(2)) }
    let place = try #require(
      lines.firstIndex { line in
        let cells = line.components(separatedBy: ",")
        return cells.count > 7 && cells[3] == "rest" && days.contains(cells[0] + "," + cells[1])
          && minute(cells[4]) != 45
      })
    var cells = lines[place].components(separatedBy: ",")
    let (agent, date) = (cells[0], cells[1])
    let start = try #require(minute(cells[4]))
    for column in 4...7 {
      let moved = try #require(minute(cells[column])) + (start < 30 ? 15 : -15)
      cells[column] = cells[column].prefix(14) + "\(moved)" + cells[column].dropFirst(16)
    }
    lines[place] = cells.joined(separator: ",")
    try Data(lines.joined(separator: "\r\n").utf8).write(to: breaks)
    try life.publish(at: "2026-02-27T12:00")
    for time in ["11:00", "10:00"] {
      #expect(
        try life.muster("move plan \(agent) --on \(date) --to \(time) --allow-faults --at 2026-02-28T12:00").status <= 1
      )
    }
    #expect(try life.rows("out/breaks.csv").contains { $0["start_utc"] == cells[4] && $0["agent_id"] == agent })
    let difference = try life.muster("diff plan")
    #expect(!difference.output.contains("other breaks"), "\(difference.output)")
  }

  @Test("a swap is its own opposite; a week copied is worked twice")
  func swap() throws {
    let life = try LifeOfRoster(
      yaml: Self.yaml.replacing("weeks: 1", with: "weeks: 2"), people: ["p1", "p2", "p3", "p4", "p5"])
    defer { life.remove() }
    let told = try life.shifts()
    let line = "swap plan p1 p2 --on 2026-03-02 --until 2026-03-08 --allow-faults"
    #expect(try life.muster(line).status <= 1)
    let swapped = try life.shifts()
    #expect(swapped != told)
    for day in 2...8 {
      #expect(swapped["p1 2026-03-0\(day)"] == told["p2 2026-03-0\(day)"])
      #expect(swapped["p3 2026-03-0\(day)"] == told["p3 2026-03-0\(day)"])
    }
    #expect(try life.muster(line).status <= 1)
    #expect(try life.shifts() == told)
    #expect(try life.muster("copy-week plan 2026-03-02 --to 2026-03-09 --allow-faults").status <= 1)
    let copied = try life.rows("out/roster.csv")
    func week(_ range: ClosedRange<Int>) -> [String] {
      copied.compactMap { row in
        guard let day = row["date"].flatMap({ Int($0.suffix(2)) }), range.contains(day) else { return nil }
        return
          "\(row["agent_id"] ?? "") \((day - 2) % 7) \((row["start_local"] ?? "").suffix(8)) \((row["end_local"] ?? "").suffix(8))"
      }.sorted()
    }
    #expect(!week(2...8).isEmpty && week(2...8) == week(9...15))
    #expect(try life.muster("copy-week plan 2026-03-02 --to 2026-03-05").errors.contains("overlap"))
  }

  @Test("an edited roster with empty and stale UTC columns, old breaks and no queues is taken over whole")
  func imported() throws {
    let life = try life()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let rows = try life.rows("out/roster.csv")
    let (stale, empty) = (try #require(rows.first), try #require(rows.last))
    var lines = ["agent_id,date,start_local,end_local,start_utc,end_utc,remark"]
    for row in rows {
      let (date, agent) = (row["date"] ?? "", row["agent_id"] ?? "")
      func cells(_ start: String, _ end: String, _ utc: Bool) -> String {
        "\(agent),\(date),\(start),\(end),\(utc ? row["start_utc"] ?? "" : ""),\(utc ? row["end_utc"] ?? "" : ""),"
      }
      if row == stale {
        lines.append(cells("\(date) 10:00", "\(date) 18:30", true))
      } else if row == empty {
        lines.append(cells("\(date) 08:00", "\(date) 16:30", false))
      } else {
        lines.append(cells(row["start_local"] ?? "", row["end_local"] ?? "", row["agent_id"] == "p1"))
      }
    }
    let file = life.folder.appending(path: "edited.csv")
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    let dry = try life.muster("import-roster plan edited.csv --dry-run --at 2026-03-01T12:00")
    let changed = [(stale, " 10:00:00"), (empty, " 08:00:00")].filter { !($0.0["start_local"] ?? "").hasSuffix($0.1) }
      .count
    #expect(dry.output.contains("\(changed) change"), "\(dry.output)\(dry.errors)")
    let done = try life.muster("import-roster plan edited.csv --allow-faults --at 2026-03-01T12:00")
    #expect(done.status <= 1, "\(done.errors)")
    let now = try life.rows("out/roster.csv")
    let moved = try #require(now.first { $0["agent_id"] == stale["agent_id"] && $0["date"] == stale["date"] })
    #expect(moved["start_local"] == "\(stale["date"] ?? "") 10:00:00" && moved["paid_minutes"] == "480")
    let pauses = try life.rows("out/breaks.csv").filter {
      $0["agent_id"] == stale["agent_id"] && $0["date"] == stale["date"]
    }
    #expect(pauses.count == 3 && pauses.allSatisfy { ($0["start_utc"] ?? "") > (moved["start_utc"] ?? "") })
    // Rows that nobody touched are as they were, to the last column.
    for row in rows where row != stale && row != empty { #expect(now.contains(row)) }
    // The same file again, and our own table, are no change.
    #expect(try life.muster("import-roster plan edited.csv --at 2026-03-01T12:00").output.contains("Nothing differs"))
    #expect(
      try life.muster("import-roster plan plan/out/roster.csv --at 2026-03-01T12:00").output.contains("Nothing differs")
    )
  }

  @Test("a question that cannot be answered says why; work that has begun is not changed by hand")
  func questions() throws {
    let life = try life()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let shift = try #require(try life.rows("out/roster.csv").first)
    let (who, date) = (try #require(shift["agent_id"]), try #require(shift["date"]))
    for (line, words) in [
      ("swap plan p1 p9 --on \(date)", "there is no agent p9"),
      ("swap plan p1 p1 --on \(date)", "cannot swap with themselves"),
      ("give plan p1 --on 2026-04-02 --to p2", "2026-04-02 is not in the plan"),
      ("move plan \(who) --on \(date) --to 25:00", "'25:00' is not a time of day"),
      ("move plan \(who) --on 2026-03-08 --to 10:00", "does not work on 2026-03-08"),
      ("import-roster plan plan/nothing.csv", "nothing.csv"),
      ("move plan \(who) --on \(date) --to 12:40 --allow-faults --at 2026-03-08T12:00", "has begun"),
      ("swaps plan --agent p9 --on \(date)", "there is no agent p9"),
      ("swaps plan --agent \(who) --on 2026-03-08", "does not work on 2026-03-08"),
    ] {
      let result = try life.muster(line)
      #expect(result.status == 2 && result.errors.contains(words), "\(line): \(result.output)\(result.errors)")
    }
  }

  @Test(
    "trades are those that are lawful of all that can be tried among 12 people, the cheapest first; a swap makes one")
  func trades() throws {
    let yaml = TinyScenario.yaml.replacing(
      "starts: 08:00-09:00 every 60 min", with: "starts: 06:00-14:00 every 120 min"
    )
    .replacing("mon-fri: 09:00-17:00", with: "daily: 06:00-22:00").replacing("days: 5 }", with: "days: 4 }")
    // Single days of work are lawful, so that there is much to trade.
    .replacing("cost: 12", with: "days-in-a-row: 1-7, cost: 12")
    let people = (1...12).map { "p\($0)" }
    let life = try LifeOfRoster(yaml: yaml, people: people)
    defer { life.remove() }
    let scenario = try ScenarioFolder.read(life.folder.appending(path: "plan").path).scenario
    let table = try Data(contentsOf: life.out.appending(path: "roster.csv"))
    let roster = try RosterTable.read([UInt8](table), for: scenario)
    let given = try #require(roster.shifts.first { $0.date > scenario.horizon.first })
    let line = "swaps plan --agent \(given.agent) --on \(given.date) --at 2026-03-01T12:00"
    let report = try life.muster(line + " --json --at-most 10000")
    #expect(report.status == 0, "\(report.errors)")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
    let listed = json["trades"] as? [[String: Any]] ?? []
    let found = listed.map { trade in
      Set(
        (trade["changes"] as? [[String: String]] ?? []).map {
          "\($0["agent"] ?? "") \($0["date"] ?? "") \($0["becomes"] ?? "")"
        })
    }
    let points = listed.compactMap { $0["points"] as? Double }
    #expect(points == points.sorted() && points.count == found.count)
    #expect(listed.allSatisfy { ($0["service"] as? [Any])?.isEmpty == true }, "all serve the same queue")
    // Every ring of two and of three, and the whole roster before the auditor each time.
    let zone = try #require(scenario.sites.first).zone
    let usual = Set(Audit.violations(of: roster, in: scenario))
    let others = roster.shifts.filter { $0.agent != given.agent }
    var rings = others.map { [given, $0] }
    for second in others { rings += others.filter { $0.agent != second.agent }.map { [given, second, $0] } }
    var lawful: Set<Set<String>> = []
    for ring in rings {
      var after = roster.shifts.filter { !ring.contains($0) }
      var changes: Set<String> = []
      var isTrade = true
      for place in ring.indices {
        var taken = ring[(place + ring.count - 1) % ring.count]
        // Who gets what they give is no part of a trade.
        if (taken.start, taken.end) == (ring[place].start, ring[place].end) { isTrade = false }
        taken.agent = ring[place].agent
        after.append(taken)
        if taken.date != ring[place].date { changes.insert("\(taken.agent) \(ring[place].date) off") }
        let hours = [taken.start, taken.end].map { String(zone.local(at: $0).tableText.suffix(8).prefix(5)) }
        changes.insert("\(taken.agent) \(taken.date) \(hours.joined(separator: "-"))")
      }
      let days = Set(after.map { "\($0.agent) \($0.date)" })
      guard isTrade, days.count == after.count else { continue }
      if Set(Audit.violations(of: Roster(shifts: after), in: scenario)).isSubset(of: usual) { lawful.insert(changes) }
    }
    #expect(lawful.count > 20 && lawful.count < rings.count)
    #expect(Set(found) == lawful, "\(Set(found).symmetricDifference(lawful).prefix(3))")
    // What it says it costs is what making it costs.
    let two = try #require(listed.first { ($0["people"] as? [String])?.count == 2 })
    let pair = try #require(two["people"] as? [String])
    let changes = two["changes"] as? [[String: String]] ?? []
    if Set(changes.compactMap { $0["date"] }).count == 1, let expected = two["points"] as? Double {
      let made = try life.muster("swap plan \(pair[0]) \(pair[1]) --on \(given.date) --at 2026-03-01T12:00 --json")
      let cost = try #require(try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: Any])
      let (before, after) = (cost["before"] as? Double ?? 0, cost["after"] as? Double ?? 0)
      #expect(abs(after - before - expected) < 0.05)
      #expect(try life.muster("audit plan").status == 0)
    }
    let text = try life.muster(line).output
    #expect(text.contains("service as now"), "\(text)")
    #expect(text.contains("> Person ") && text.contains("would you trade shifts?"), "\(text)")
    #expect(text.firstMatch(of: /> You would work: (Mon|Tue|Wed|Thu|Fri|Sat|Sun)/) != nil, "\(text)")
  }

  @Test("hours that pass to somebody who serves fewer queues take service with them, and the way back brings it again")
  func tradedService() throws {
    let life = try LifeOfRoster(people: ["p1", "p2", "p3", "p4"])
    defer { life.remove() }
    let plan = life.folder.appending(path: "plan")
    let yaml = TinyScenario.yaml.replacing(
      "sites:",
      with: """
          - id: french
            language: fr
            channel: phone
            open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
            goal: { answered: 80 %, within: 20 s }
        sites:
        """
    ).replacing("starts: 08:00-09:00 every 60 min", with: "starts: 08:00-11:00 every 60 min")
    try Data(yaml.utf8).write(to: plan.appending(path: "scenario.yaml"))
    let agents = try String(contentsOf: plan.appending(path: "agents.csv"), encoding: .utf8)
    try Data(agents.replacing("Person 0,paris,full,en,", with: "Person 0,paris,full,en fr,").utf8).write(
      to: plan.appending(path: "agents.csv"))
    let history = try String(contentsOf: plan.appending(path: "history.csv"), encoding: .utf8)
    let french = history.split(separator: "\n").dropFirst().map { $0.replacing(",phone,", with: ",french,") + "\n" }
    try Data((history + french.joined()).utf8).write(to: plan.appending(path: "history.csv"))
    let planned = try life.muster("plan plan --effort quick")
    #expect(planned.status <= 1, "\(planned.errors)")

    func trades(of agent: String, _ date: String) throws -> [PlannedSwaps.Trade] {
      let answer = try life.muster("swaps plan --agent \(agent) --on \(date) --at 2026-03-01T12:00 --json --at-most 99")
      #expect(answer.status == 0, "\(answer.errors)")
      return try JSONDecoder().decode(PlannedSwaps.self, from: Data(answer.output.utf8)).trades
    }
    // Somebody who has the hours of the one who speaks French comes an hour later.
    let shifts = try life.shifts()
    let (date, other) = try #require(
      TinyScenario.dates.lazy.compactMap { date in
        ["p2", "p3", "p4"].first { shifts["\($0) \(date)"] == shifts["p1 \(date)"] && shifts["p1 \(date)"] != nil }
          .map { (date, $0) }
      }.first)
    #expect(try life.muster("move plan \(other) --on \(date) --to 10:00 --at 2026-03-01T12:00").status == 0)
    func isPair(_ trade: PlannedSwaps.Trade) -> Bool { trade.people == ["p1", other] && trade.changes.count == 2 }
    let found = try #require(try trades(of: "p1", date).first(where: isPair))
    let lost = try #require(found.service.first { $0.queue == "french" })
    #expect(lost.before != lost.after)
    #expect(try life.muster("swap plan p1 \(other) --on \(date) --at 2026-03-01T12:00").status == 0)
    let back = try #require(try trades(of: "p1", date).first(where: isPair))
    let again = try #require(back.service.first { $0.queue == "french" })
    #expect(abs(again.before - lost.after) < 1e-9, "what it said is what became of it")
  }
}

/// What `swaps --json` says.
private struct PlannedSwaps: Decodable {
  struct Trade: Decodable {
    struct Service: Decodable {
      var queue: String
      var before: Double
      var after: Double
    }
    var people: [String]
    var changes: [[String: String]]
    var service: [Service]
  }
  var trades: [Trade]
}
