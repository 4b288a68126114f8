import Foundation
import Muster
import Rostering
import Tabular
import Testing
import Timeline

/// People wanted by date and shift instead of queues: planned, published, mended and explained.
@Suite struct ShiftDemandTests {
  /// Six people of a desk by day and night and a cashier, one week.
  private static let yaml = """
    name: Desk
    horizon: { first: 2026-03-02, weeks: 1, interval: 60 min }
    demand: shifts
    agents: agents.csv
    sites: [{ id: porto, zone: Europe/Lisbon }]
    kinds: { early: 06:00-07:00, night: 22:00-23:00 }
    contracts:
      - id: desk
        week: { hours: 24-40 h, days: 5 }
        shifts: { lengths: [8 h], starts: [06:00, 09:00, 22:00], lunch: none }
        rest: 11 h
        stable-starts: none
        cost: 11 EUR/h

    """
  private static let agents = """
    id,name,site,contract,skills
    A1,One,porto,desk,cash
    A2,Two,porto,desk,
    A3,Three,porto,desk,
    A4,Four,porto,desk,cash
    A5,Five,porto,desk,
    A6,Six,porto,desk,

    """
  /// Each day two earlies, one with cash and one at night; at weekends fewer.
  private static var demand: String {
    var rows = "date,kind,start,end,site,skill,least,wanted,most\n"
    for day in 2...8 {
      rows += "2026-03-0\(day),early,,,porto,,1,\(day < 7 ? 2 : 1),2\n"
      if day < 7 { rows += "2026-03-0\(day),,10:00,16:00,porto,cash,,1,\n" }
      rows += "2026-03-0\(day),night,,,porto,,1,1,\n"
    }
    return rows
  }

  private func folder(demand: String = demand, yaml: String = yaml) throws -> URL {
    let folder = try Command.temporaryFolder().appending(path: "desk")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [("scenario.yaml", yaml), ("agents.csv", Self.agents), ("shift-demand.csv", demand)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder
  }

  private func table(_ name: String, _ folder: URL) throws -> [[String: String]] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "out/\(name)")))
    let table = Table.read(bytes: bytes, file: name)
    return (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, table.text(row: row, column: $0)) })
    }
  }

  /// Shifts by date and start, counted from roster.csv alone.
  private func shifts(_ folder: URL) throws -> [String: [String]] {
    let rows = try table("roster.csv", folder)
    return Dictionary(grouping: rows) { String(($0["start_local"] ?? "").prefix(16)) }
      .mapValues { $0.compactMap { $0["agent_id"] }.sorted() }
  }

  @Test("a plan gives every post who is wanted there, by roster.csv as by shift_coverage.csv, and the same bytes twice")
  func plan() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("Every post has its least."), "\(run.output)")
    let shifts = try shifts(folder)
    let cover = try table("shift_coverage.csv", folder)
    #expect(cover.count == 19)
    for row in cover {
      let date = row["date"] ?? ""
      let start = ["early": "06:00", "night": "22:00", "10:00-16:00": "09:00"][row["shift"] ?? ""] ?? ""
      let agents = (row["agents"] ?? "").split(separator: " ").map(String.init).sorted()
      #expect(agents.count == Int(row["people"] ?? ""))
      #expect(Set(agents).isSubset(of: shifts["\(date) \(start)"] ?? []), "\(row)")
      #expect(row["short"] == "0", "\(row)")
      if row["skill"] == "cash" { #expect(Set(agents).isSubset(of: ["A1", "A4"])) }
    }
    // Nobody is at two posts, and everybody at work on the dates that are wanted is at one or too many.
    let placed = cover.flatMap { row in (row["agents"] ?? "").split(separator: " ").map { "\(row["date"] ?? "") \($0)" }
    }
    #expect(Set(placed).count == placed.count)
    #expect(try Command.muster("audit", folder.path).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out/coverage.csv").path))
    let first = try Data(contentsOf: folder.appending(path: "out/roster.csv"))
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 0)
    #expect(try Data(contentsOf: folder.appending(path: "out/roster.csv")) == first)
  }

  @Test(
    "nights and weekends are shared with the ledger by people who could all work them, at the cost that the files have")
  func shares() throws {
    // A2 comes with two nights more than the others.
    let folder = try folder(
      demand: Self.demand.replacing("cash", with: ""),
      yaml: Self.yaml.replacing("agents: agents.csv", with: "agents: agents.csv\nledger: ledger.csv"))
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    var before = "agent_id,nights,weekends,late_ends\n"
    for person in 1...6 { before += "A\(person),\(person == 2 ? 3 : 1),1,0\n" }
    try Data(before.utf8).write(to: folder.appending(path: "ledger.csv"))
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    // Counted from the roster alone: a night touches the hours before five, a weekend is one however many of its dates are worked.
    var nights = [1.0, 3, 1, 1, 1, 1]
    var weekends = [Double](repeating: 1, count: 6)
    let rows = try table("roster.csv", folder)
    for person in 0..<6 {
      let own = rows.filter { $0["agent_id"] == "A\(person + 1)" }
      nights[person] += Double(own.count { $0["start_local"]?.contains("22:00") == true })
      let dates = own.compactMap { $0["date"] }
      if dates.contains("2026-03-07") || dates.contains("2026-03-08") { weekends[person] += 1 }
    }
    #expect(nights.reduce(0, +) == 8 + 7, "a night each date")
    #expect((nights.max() ?? 9) <= 3 && (nights.min() ?? 0) >= 2, "\(nights)")
    #expect((weekends.max() ?? 9) - (weekends.min() ?? 0) <= 1, "\(weekends)")
    func squares(_ counts: [Double]) -> Double {
      let mean = counts.reduce(0, +) / Double(counts.count)
      return counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let cost = try table("cost.csv", folder).filter { $0["kind"] == "fairness" }
    let points = cost.compactMap { Double($0["points"] ?? "") }.reduce(0, +)
    #expect(abs(points - 6 * (squares(nights) + squares(weekends))) < 0.1, "\(points)")
    #expect(try Command.muster("audit", folder.path).status == 0)
  }

  @Test("what is proved as it is told ends the search, whatever rounding left between cost and bound")
  func proved() throws {
    // Overtime makes prices that are no whole numbers, so the bound is not rounded up.
    let yaml = Self.yaml.replacing("rest: 11 h", with: "rest: 11 h\n    overtime: { hours: 2 h }")
    let folder = try folder(yaml: yaml)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let agents = "id,name,site,contract,skills\nA1,One,porto,desk,cash\nA2,Two,porto,desk,\n"
    try Data(agents.utf8).write(to: folder.appending(path: "agents.csv"))
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.output.contains("; proved optimal.\n"), "\(run.output)")
  }

  @Test("promises of hours, values and replanning count the people whom posts lack") func lacking() throws {
    let many = Self.demand.replacing("early,,,porto,,1,2,2", with: "early,,,porto,,1,6,6")
    let folder = try folder(
      demand: many, yaml: Self.yaml + "promises: [hours short <= 1 h, hours over <= 1 h]\n")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    let lacking = try table("shift_coverage.csv", folder).reduce(0) { $0 + (Int($1["short"] ?? "") ?? 0) }
    #expect(lacking > 0)
    #expect(
      run.output.contains("hours short <= 1 h: \(8 * lacking).0 h, \(8 * lacking - 1).0 h too much"), "\(run.output)")
    #expect(run.output.contains("Promise kept: hours over <= 1 h: 0.0 h"), "\(run.output)")
    let value = try Command.muster("value", folder.path, "--write")
    #expect(value.status == 0, "\(value.errors)")
    for row in try table("value.csv", folder) {
      #expect(row["queues"]?.contains("early at porto") == true, "\(row)")
      #expect((Double(row["short_hours"] ?? "0") ?? 0) <= Double(8 * lacking), "\(row)")
    }
    // One more is wanted on a date than when the plan was made, and somebody has hours left: replan sees it, and its tables do.
    try Data(Self.demand.replacing("2026-03-08,early,,,porto,,1,1,2", with: "2026-03-08,early,,,porto,,1,3,3").utf8)
      .write(to: folder.appending(path: "shift-demand.csv"))
    let mended = try Command.muster("replan", folder.path, "--from", "2026-03-08")
    #expect(mended.status <= 1, "\(mended.errors)")
    let wanted = try table("shift_coverage.csv", folder).first { $0["date"] == "2026-03-08" && $0["shift"] == "early" }
    #expect(wanted?["wanted"] == "3", "\(mended.output)")
    let points = try table("cost.csv", folder).reduce(0) { $0 + (Double($1["points"] ?? "") ?? 0) }
    let words = try #require(mended.output.split(separator: "\n").first { $0.hasPrefix("Cost: ") }).split(
      separator: " ")
    let told = try #require(words.firstIndex(of: "now").flatMap { Double(words[$0 - 1]) })
    #expect(abs(points - told) < 0.2, "\(points): \(mended.output)")
  }

  @Test("the report has the posts: sums, who is where on each date, and what lacks first") func report() throws {
    let folder = try folder(demand: Self.demand.replacing("early,,,porto,,1,2,2", with: "early,,,porto,,1,5,5"))
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 0)
    let run = try Command.muster("report", folder.path, "--language", "de")
    #expect(run.status == 0, "\(run.errors)")
    let page = try String(contentsOf: folder.appending(path: "out/report.html"), encoding: .utf8)
    let cover = try table("shift_coverage.csv", folder)
    let lacking = try #require(cover.first { $0["short"] != "0" }, "five cannot be there every day")
    #expect(page.contains("data-name=\"posts\"") && page.contains("data-name=\"posts-1\""))
    #expect(page.contains("href=\"#coverage\""))
    for row in cover {
      let cell = "data-v=\"\(row["agents"] ?? "")\"><span"
      #expect(page.contains(cell), "\(row)")
      #expect(page.contains(">\(row["people"] ?? "") / \(row["wanted"] ?? "")</span>"), "\(row)")
    }
    #expect(page.contains("class=\"missed\">\(lacking["people"] ?? "") / \(lacking["wanted"] ?? "")</span>"))
    #expect(page.contains("<a href=\"#coverage\">"), "what lacks most is to be looked at first")
    // Hours are a post's name, which readers of Greek have on a clock of twelve.
    #expect(page.contains("10:00–16:00 (cash)"))
    #expect(try Command.muster("report", folder.path, "--language", "el").status == 0)
    let greek = try String(contentsOf: folder.appending(path: "out/report.html"), encoding: .utf8)
    #expect(greek.contains("10:00\u{A0}π.μ.–4:00\u{A0}μ.μ. (cash)"))
  }

  @Test("what cannot be had is short at the least first kept, and says where") func tooFew() throws {
    // Nine wanted in the morning; of six people everybody works, and the post that has a least has it.
    let demand = """
      date,kind,site,least,wanted
      2026-03-02,early,porto,,9
      2026-03-02,night,porto,2,2

      """
    let folder = try folder(demand: demand)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let cover = try table("shift_coverage.csv", folder)
    #expect(cover.map { $0["people"] } == ["4", "2"], "\(cover)")
    #expect(cover.map { $0["short"] } == ["5", "0"])
  }

  @Test("fixed shifts that follow each other against the rules are kept and named, and the plan comes to its end")
  func fixedClash() throws {
    let yaml = Self.yaml.replacing("    rest: 11 h\n", with: "    rest: 11 h\n    after: { night: [night] }\n")
    #expect(yaml != Self.yaml)
    let folder = try folder(yaml: yaml.replacing("starts: [06:00,", with: "starts: [05:00, 06:00,"))
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    // One begins before the night is over, the other as it ends.
    let fixed = "agent,date,start\nA1,2026-03-03,22:00\nA1,2026-03-04,05:00\nA2,2026-03-03,22:00\nA2,2026-03-04,06:00\n"
    try Data(fixed.utf8).write(to: folder.appending(path: "fixed.csv"))
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    let shifts = try shifts(folder)
    for (start, agent) in [
      ("2026-03-03 22:00", "A1"), ("2026-03-04 05:00", "A1"), ("2026-03-03 22:00", "A2"), ("2026-03-04 06:00", "A2"),
    ] { #expect(shifts[start]?.contains(agent) == true, "\(shifts)") }
    #expect(run.output.contains("A1") && run.output.contains("A2"), "\(run.output)")
  }

  @Test("reported sick today on the page: nobody is asked to come at a time that is past, and people can be told")
  func sickToday() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 0)
    #expect(try Command.muster("publish", folder.path, "--at", "2026-03-01T12:00").status == 0)
    let monday = try #require(CivilDate(iso: "2026-03-02"))
    let early = try #require(try shifts(folder)["2026-03-02 06:00"])
    let planner = Planner(folder: folder.path)
    var question = ReplanQuestion(sick: early, absentOn: monday...monday, mostOthers: 6, priceOfChange: 0)
    question.isDryRun = true
    func comers() throws -> [RosterChange] {
      try planner.replan(question).changes.filter {
        $0.date == monday && !early.contains($0.agent) && !$0.after.isEmpty
      }
    }
    #expect(try comers().contains { $0.becomes.hasPrefix("06:00") }, "somebody could come at six, were it not past")
    // At ten.
    let now = Instant(secondsSinceEpoch: 1_772_445_600)
    question.askedAt = now
    #expect(
      try comers().allSatisfy {
        $0.after.allSatisfy { $0.start >= now } || $0.before.first?.start == $0.after.first?.start
      })
    question.isDryRun = false
    let made = try planner.replan(question)
    #expect(made.changes.filter { early.contains($0.agent) && $0.date == monday }.allSatisfy { $0.becomes == "off" })
    let told = try Command.muster("publish", folder.path, "--at", "2026-03-02T10:05")
    #expect(told.status == 0, "\(told.errors)")
  }

  @Test("somebody ill is replaced, the reason names the post, and why and a publication know the shift") func change()
    throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 0)
    let told = ["publish", folder.path, "--at", "2026-03-01T12:00"]
    #expect(try Command.muster(told[0], told[1], told[2], told[3]).status == 0)
    let night = try #require(try shifts(folder)["2026-03-04 22:00"]?.first)
    let ill = try Command.muster("replan", folder.path, "--sick", night, "--on", "2026-03-04", "--from", "2026-03-04")
    #expect(ill.status < 2, "\(ill.output)\(ill.errors)")
    let after = try #require(try shifts(folder)["2026-03-04 22:00"])
    #expect(after.count == 1 && after != [night], "\(after) \(ill.output)")
    let change = try #require(try table("changes.csv", folder).first { $0["agent_id"] == after[0] })
    #expect(change["reason"]?.contains("night at porto, where \(night) is missing") == true, "\(change)")
    let why = try Command.muster("why", folder.path, "--agent", after[0], "--on", "2026-03-04")
    #expect(why.status == 0, "\(why.errors)")
    #expect(why.output.contains("22:00"), "\(why.output)")
    let value = try Command.muster("value", folder.path)
    #expect(value.status == 0, "\(value.errors)")
    let shown = try Command.muster("show", folder.path, "--agent", after[0])
    #expect(shown.status == 0, "\(shown.errors)")
    let again = try Command.muster(told[0], told[1], told[2], told[3])
    #expect(again.status == 0, "\(again.errors)")
    let calendars = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "out/calendars/people").path)
    #expect(calendars.contains("\(after[0]).ics"), "\(calendars)")
  }

  @Test(
    "mistakes are told with their line",
    arguments: [
      ("2026-03-02,erly,,,porto,,,1,", "no contract has shifts of the kind \"erly\"", "early"),
      ("2026-03-02,early,06:00,14:00,porto,,,1,", "it is not clear which shifts are meant", "Fill in kind"),
      ("2026-03-02,,,,porto,,,1,", "it is not clear which shifts are meant", "Fill in kind"),
      ("2026-03-02,early,,,prto,,,1,", "prto", "porto"),
      ("2026-03-02,early,,,porto,,2,1,", "the least, 2, is more", "Raise"),
      ("2026-03-02,early,,,porto,,,2,1", "the most, 1, is fewer", "Lower"),
      ("2026-03-02,early,,,porto,,,-1,", "negative", "0 or more"),
      ("2027-03-02,early,,,porto,,,1,", "no row is of a date", "Add a row"),
      ("2026-03-02,early,,,porto,,,1,\n2026-03-02,early,,,porto,,,2,", "is on line 2 for 2026-03-02 already", "Delete"),
    ])
  func mistakes(row: String, said: String, next: String) throws {
    let folder = try folder(demand: "date,kind,start,end,site,skill,least,wanted,most\n\(row)\n")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("check", folder.path)
    #expect(run.status == 2)
    #expect(run.output.contains("shift-demand.csv"), "\(run.output)")
    #expect(run.output.contains(said) && run.output.contains(next), "\(run.output)")
  }

  @Test("keys of queues beside demand: shifts are faults, and commands about queues say that there are none")
  func queues() throws {
    let folder = try folder(yaml: Self.yaml + "queues: []\npresence: []\n")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let check = try Command.muster("check", folder.path)
    #expect(check.status == 2)
    for key in ["queues", "presence"] {
      #expect(check.output.contains("\(key) says nothing where people are wanted by shifts"), "\(check.output)")
    }
    try Data(Self.yaml.utf8).write(to: folder.appending(path: "scenario.yaml"))
    for command in ["forecast", "staff", "simulate", "stress"] {
      let run = try Command.muster(command, folder.path)
      #expect(run.status == 2, "\(command)")
      #expect(
        run.errors.contains("with demand: shifts there are no queues to"), "\(command): \(run.errors)\(run.output)")
    }
  }
}
