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
    let bytes = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(!names.isEmpty && names.allSatisfy { !bytes.contains($0) })
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
