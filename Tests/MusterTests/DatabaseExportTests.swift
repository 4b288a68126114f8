import Foundation
import Testing

@Suite("muster export as SQLite's own shell sees it")
struct DatabaseExportTests {
  /// The questions of docs/how-to/bi.md.
  private static func questions() throws -> [String] {
    let page = try String(contentsOf: Command.repository.appending(path: "docs/how-to/bi.md"), encoding: .utf8)
    return page.components(separatedBy: "```sql\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  @Test("the ten questions are answered with the figures of the summary, for two scenarios in one file")
  func tenQuestions() throws {
    guard try Command.shell("command -v sqlite3", in: Command.repository).status == 0 else {
      print("skipped: no sqlite3 shell")
      return
    }
    let folder = try PlanTests.copy("europe-support")
    defer { ForecastReviewTests.remove(folder) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick", "--json")
    #expect(run.status <= 1)
    let plan = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let summary = plan["summary"] as? [String: Any] ?? plan
    let file = folder.appending(path: "plans.sqlite")
    #expect(try Command.muster("export", folder.path, "--sqlite", file.path, "--name", "a").status == 0)
    #expect(try Command.muster("export", folder.path, "--sqlite", file.path, "--name", "b").status == 0)
    let again = try Command.muster("export", folder.path, "--sqlite", file.path, "--name", "a")
    #expect(again.status == 0, "\(again.errors)")

    func ask(_ query: String) throws -> [[String]] {
      let place = folder.appending(path: "question.sql")
      try Data(query.utf8).write(to: place)
      let answer = try Command.shell("sqlite3 -csv \(file.path) < \(place.path)", in: folder)
      #expect(answer.status == 0 && answer.errors.isEmpty, "\(query): \(answer.errors)")
      return answer.output.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    let questions = try Self.questions()
    #expect(questions.count == 10)
    let answers = try questions.map(ask)
    // Nobody answers to the question for missed goals where all are met.
    for (question, rows) in zip(questions, answers) where !question.contains("goal_share -") {
      #expect(!rows.isEmpty, "\(question)")
    }

    let queues = try #require(summary["queues"] as? [[String: Any]])
    #expect(try ask("SELECT count(*) FROM queue_summary") == [["\(2 * queues.count)"]], "exported twice, there once")
    let figures = Dictionary(
      grouping: try ask(
        "SELECT scenario, queue, offered, expected_service_level, required_hours, rostered_hours, short_hours, over_hours FROM queue_summary"
      )
    ) { $0[0] }
    #expect(Set(figures.keys) == ["a", "b"])
    for queue in queues {
      let row = try #require(figures["a"]?.first { $0[1] == queue["queue"] as? String })
      for (place, key) in [
        "offered", "expectedServiceLevel", "requiredHours", "rosteredHours", "shortHours", "overHours",
      ].enumerated() {
        let told = queue[key] as? Double ?? 0
        // The tables have three to six decimals, the summary adds unrounded numbers.
        #expect(abs((Double(row[place + 2]) ?? -1) - told) <= 0.002 * max(50, told), "\(row[1]) \(key)")
      }
    }
    #expect(figures["a"]?.map { Array($0.dropFirst()) } == figures["b"]?.map { Array($0.dropFirst()) })
    let cost = try #require(try ask("SELECT paid_hours, wages FROM scenario_cost WHERE scenario = 'a'").first)
    #expect(abs((Double(cost[0]) ?? 0) - (summary["paidHours"] as? Double ?? -1)) < 1e-6)
    let wages = (summary["wages"] as? [String: Int])?["EUR"] ?? -1
    #expect(abs((Double(cost[1]) ?? 0) * 100 - Double(wages)) < 0.5)
    #expect(try ask("SELECT count(*) FROM dim_person WHERE scenario = 'a'").first?.first == "60")
    let names = try ForecastReviewTests.rows(folder.appending(path: "agents.csv")).compactMap { $0["name"] }.filter {
      $0.count > 4
    }
    let bytes = try Data(contentsOf: file)
    #expect(!names.isEmpty && names.allSatisfy { bytes.range(of: Data($0.utf8)) == nil })

    // Contacts and hours of dates add up to those of queues.
    for column in ["offered", "required_hours", "rostered_hours", "short_hours", "over_hours"] {
      let sums = try ["queue_summary", "day_summary"].flatMap { view in
        try ask("SELECT sum(\(column)) FROM \(view) WHERE scenario = 'a'")
      }
      #expect(abs((Double(sums[0][0]) ?? -1) - (Double(sums[1][0]) ?? -2)) < 1e-6, "\(column) \(sums)")
    }

    // Tables that other programs wrote back have other zones, flags and numbers, and are the same rows.
    let tables = ["forecast", "breaks"].map { folder.appending(path: "out/\($0).csv") }
    let own = try tables.map { try Data(contentsOf: $0) }
    for (table, marks) in zip(tables, own.map { String(decoding: $0, as: UTF8.self) }) {
      let other = marks.replacing("Z,", with: "+00:00,").replacing(",true", with: ",True").replacing(
        ",false", with: ",0")
      try Data(other.utf8).write(to: table)
    }
    #expect(try Command.muster("export", folder.path, "--sqlite", file.path, "--name", "c").status == 0)
    for query in [
      "SELECT count(*), min(start_utc) FROM dim_interval WHERE scenario =",
      "SELECT sum(paid) FROM breaks WHERE scenario =",
      "SELECT sum(offered), max(start_utc) FROM forecast WHERE scenario =",
      "SELECT sum(occupancy) FROM kpis WHERE scenario =",
    ] {
      let answers = try ["a", "c"].map { try ask("\(query) '\($0)'") }
      #expect(answers[0] == answers[1] && answers[0].first?.first != "", "\(query)")
    }
    // A German spreadsheet saves dates of its own; what is not worked out from them is the same.
    let german = String(decoding: own[1], as: UTF8.self).replacing(/,(\d{4})-(\d\d)-(\d\d)( \d\d:\d\d)?(:00)?(?=,)/) {
      ",\($0.3).\($0.2).\($0.1)\($0.4 ?? "")"
    }
    try Data(german.utf8).write(to: tables[1])
    #expect(try Command.muster("export", folder.path, "--sqlite", file.path, "--name", "d").status == 0)
    let sums = try ["a", "d"].map {
      try ask("SELECT sum(paid), count(*), min(start_local), max(date) FROM breaks WHERE scenario = '\($0)'")
    }
    #expect(sums[0] == sums[1] && sums[0].first?.first != "")
    try Data(String(decoding: own[0], as: UTF8.self).replacing(",30,", with: ",x,").utf8)
      .write(to: tables[0])
    let wrong = try Command.muster("export", folder.path, "--sqlite", file.path, "--name", "c")
    #expect(wrong.status == 2 && wrong.errors.contains("out/forecast.csv:2, column minutes"), "\(wrong.errors)")
    for (table, bytes) in zip(tables, own) { try bytes.write(to: table) }

    // How busy people are is what kpis.csv says, which was not there when the database was made.
    #expect(try Command.muster("kpis", folder.path).status == 0)
    let ledger = try NumbersTests.Table(folder.appending(path: "out/kpis.csv")).rows.filter {
      $0["reading"] == "planned"
    }
    let busy = Dictionary(ledger.map { ("\($0["queue"] ?? "") \($0["start_utc"] ?? "")", $0["occupancy"] ?? "") }) {
      $1
    }
    let shown = try ask("SELECT queue, start_utc, occupancy FROM kpis WHERE scenario = 'a'")
    #expect(shown.count > 1000)
    for row in shown {
      // The shell puts text with blanks in quotes.
      let start = row[1].replacing("\"", with: "")
      let (told, own) = (Double(row[2]), Double(busy["\(row[0]) \(start)"] ?? ""))
      #expect(told == own, "\(row)")
    }
    #expect(shown.contains { $0[0] == "en-chat" && (Double($0[2]) ?? 1) < 0.95 }, "a chat has a third of a person")
  }

  @Test("wages of a raise within the plan, and of a currency without coins, are those of the summary")
  func wages() throws {
    guard try Command.shell("command -v sqlite3", in: Command.repository).status == 0 else {
      print("skipped: no sqlite3 shell")
      return
    }
    try KpiLedgerTests.folder { folder in
      let yaml = folder.appending(path: "scenario.yaml")
      let text = StaffImportTests.scenario.replacing(
        "starts: 08:00-14:00 every 30 min }, cost: 20 EUR/h",
        with: "starts: 08:00-14:00 every 30 min }, cost: 1737 JPY/h")
      try Data("\(text)change: { wages: { full-time: x 1.1 from 2026-03-24 } }\n".utf8).write(to: yaml)
      // 75 minutes at 20 EUR and 38 at 22 EUR: 25 + 13.93; 50 minutes at 1737 JPY: 1447.5.
      let roster = """
        agent_id,date,start_utc,end_utc,paid_minutes
        A1,2026-03-23,2026-03-23T07:00:00Z,2026-03-23T08:15:00Z,75
        A1,2026-03-24,2026-03-24T07:00:00Z,2026-03-24T07:38:00Z,38
        A2,2026-03-23,2026-03-23T07:00:00Z,2026-03-23T07:50:00Z,50

        """
      try Data(roster.utf8).write(to: folder.appending(path: "out/roster.csv"))
      let file = folder.appending(path: "plans.sqlite")
      let run = try Command.muster("export", folder.path, "--sqlite", file.path)
      #expect(run.status == 0, "\(run.errors)")
      let query = folder.appending(path: "question.sql")
      try Data(
        "SELECT currency, wages FROM scenario_cost ORDER BY 1; SELECT site, wages_minor FROM person_cost ORDER BY 1;"
          .utf8
      )
      .write(to: query)
      let answer = try Command.shell("sqlite3 -csv \(file.path) < \(query.path)", in: folder)
      #expect(
        answer.output.split(whereSeparator: \.isNewline) == ["EUR,38.93", "JPY,1448.0", "berlin,3893", "lyon,1448"])
    }
  }

  @Test("a file that is no database is left alone, and a folder without results is told")
  func refusals() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { ForecastReviewTests.remove(folder) }
    let file = folder.appending(path: "notes.txt")
    try Data("my notes".utf8).write(to: file)
    let empty = try Command.muster("export", folder.path, "--sqlite", file.path)
    #expect(empty.status == 2 && empty.errors.contains("there are no results"))
    try FileManager.default.createDirectory(at: folder.appending(path: "out"), withIntermediateDirectories: true)
    try Data("date,n\n".utf8).write(to: folder.appending(path: "out/absences.csv"))
    let foreign = try Command.muster("export", folder.path, "--sqlite", file.path)
    #expect(foreign.status == 2 && foreign.errors.contains("no SQLite database"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "my notes")
  }
}
