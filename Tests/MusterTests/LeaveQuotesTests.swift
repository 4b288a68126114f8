import Foundation
import Testing

/// `muster leave-quotes` on a tiny plan.
@Suite struct LeaveQuotesTests {
  private struct Report: Decodable {
    struct Quote: Decodable {
      var date: String
      var free: Int
      var together: [String]
      var nextPoints: Double?
      var nextWages: [String: Double]
    }
    struct Answer: Decodable {
      var agent: String
      var isGranted: Bool
    }
    var quotes: [Quote]
    var answers: [Answer]
  }

  @Test("granting every free day keeps every goal when planned again, and refusing them had a price")
  func planAgain() throws {
    let yaml = TinyScenario.yaml.replacing("agents: agents.csv\n", with: "agents: agents.csv\nleave: leave.csv\n")
    let life = try LifeOfRoster(
      yaml: yaml, people: ["p1", "p2", "p3", "p4", "p5", "p6"], leave: "agent,from,to,kind\n")
    defer { life.remove() }
    let plan = try life.muster("plan plan --effort quick --json")
    #expect(plan.status == 0, "\(plan.output)")
    let cost = try cost(plan)
    let asked = try life.muster("leave-quotes plan --json --write --at 2026-03-01T00:00Z")
    #expect(asked.status == 0, "\(asked.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(asked.output.utf8))
    let rows = report.quotes.flatMap { quote in quote.together.map { "\($0),\(quote.date),\(quote.date),leave\n" } }
    #expect(rows.count > 1)
    #expect(report.quotes.contains { ($0.nextPoints ?? 0) > 0 })
    let table = try life.rows("out/leave_quotes.csv")
    #expect(table.map { $0["free"] } == report.quotes.map { String($0.free) })
    // Money is the same in the table and in JSON.
    for (row, quote) in zip(table, report.quotes) where quote.nextPoints != nil {
      let written = (row["next_wages"] ?? "").split(separator: " ").first.flatMap { Double($0) } ?? 0
      #expect(abs(written - (quote.nextWages.values.first ?? 0)) < 0.006, "\(row)")
    }

    try Data(("agent,from,to,kind\n" + rows.joined()).utf8).write(to: life.folder.appending(path: "plan/leave.csv"))
    let again = try life.muster("plan plan --effort quick --json")
    #expect(again.status == 0, "every goal is kept: \(again.output)")
    #expect(try self.cost(again) <= cost + 0.05, "what is free costs nothing")
    let away = Set(rows.map { $0.prefix { $0 != "," } + " " + $0.split(separator: ",")[1] })
    #expect(try away.isDisjoint(with: life.shifts().keys.map { Substring($0) }))
  }

  @Test("requests are answered in a table, faults of their file are said with line and column")
  func requests() throws {
    let life = try LifeOfRoster(people: ["p1", "p2", "p3", "p4"])
    defer { life.remove() }
    func ask(_ rows: String) throws -> Command.Result {
      try Data(("agent,from,to,kind\n" + rows).utf8).write(to: life.folder.appending(path: "wanted.csv"))
      return try life.muster("leave-quotes plan --requests wanted.csv --write --json --at 2026-03-01T00:00Z")
    }
    let answered = try ask("p1,2026-03-02,2026-03-02,vacation\np2,2026-03-02,2026-03-08,vacation\n")
    #expect(answered.status == 0, "\(answered.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(answered.output.utf8))
    #expect(report.answers.map(\.agent) == ["p1", "p2"])
    #expect(
      try life.rows("out/leave_answers.csv").map { $0["answer"] }
        == report.answers.map { $0.isGranted ? "granted" : "refused" })
    let wrong = try ask("p9,2026-03-02,2026-03-02,vacation\np1,2026-03-05,2026-03-04,vacation\n")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("wanted.csv:2, column agent") && wrong.errors.contains("wanted.csv:3, column from"))
    #expect(try life.muster("leave-quotes plan --up-to 5").status == 2)
  }

  private func cost(_ plan: Command.Result) throws -> Double {
    struct Summary: Decodable { var cost: Double }
    return try JSONDecoder().decode(Summary.self, from: Data(plan.output.utf8)).cost
  }
}
