import Foundation
import Testing

/// What a headcount plan makes of dates: on which of them people are worth anything, and what planners say of some of them.
@Suite(.serialized) struct HeadcountDatesTests {
  private static func rows(_ folder: URL, _ name: String) throws -> [[String: String]] {
    try NumbersTests.Table(folder.appending(path: "out/\(name)")).rows
  }

  private static func number(_ text: String?) throws -> Double { try #require(Double(text ?? "")) }

  @Test("people give a month the hours of the dates on which their queues are worked, and fewer in weeks with holidays")
  func workedDates() throws {
    let folder = try TinyBudget.temporary(
      months: 3, from: "2026-11", without: ["transfers"],
      [
        ("scenario.yaml", "mon-fri: 09:00-17:00 }", "mon-fri: 09:00-17:00, holidays: closed }"),
        (
          "holidays.csv", "2026-04-03,PT,Sexta-Feira Santa",
          "2026-12-01,PT,Restauração\n2026-12-08,PT,Imaculada Conceição\n2026-12-25,PT,Natal\n2027-01-01,PT,Ano Novo"
        ),
      ])
    defer { TinyBudget.remove(folder) }
    let run = try Command.muster("headcount", folder.path, "--paths", "0", "--freeze", "2027-12")
    #expect(run.status == 0, "\(run.errors)")
    // Working days: 21, 23 of which three are holidays, 21 of which one is; eight hours each, 7 % on leave.
    let heads = try Self.rows(folder, "headcount_heads.csv")
    for (month, days) in [("2026-11-01", 21.0), ("2026-12-01", 20), ("2027-01-01", 20)] {
      for row in heads where row["month"] == month && row["contract"] == "lisbon-full" {
        let hours = try Self.number(row["hours"]) / Self.number(row["heads"])
        #expect(abs(hours / (days * 8 * 0.93) - 1) < 0.002, "\(row)")
      }
    }
    // Pay is that of the calendar all the same.
    let wages = try Self.rows(folder, "headcount_money.csv").filter {
      $0["kind"] == "wages" && $0["source"] == "lisbon-full:en" && $0["month"] == "2026-12-01"
    }
    let staff = try #require(heads.first { $0["class"] == "lisbon-full:en" && $0["month"] == "2026-12-01" })
    #expect(
      try abs(Self.number(wages.first?["amount"]) - Self.number(staff["heads"]) * 31 / 7 * 40 * 12) < 0.011)
  }

  @Test("overrides of dates to come and the plan-for of a queue are in the hours that a headcount plan wants")
  func said() throws {
    func service(_ changes: [(file: String, old: String, new: String)], overrides: String? = nil) throws
      -> (rows: [[String: String]], notes: String)
    {
      let folder = try TinyBudget.temporary(months: 2, from: "2026-06", without: ["transfers"], changes)
      defer { TinyBudget.remove(folder) }
      if let overrides {
        try Data("queue,start,end,factor,author,note\n\(overrides)\n".utf8)
          .write(to: folder.appending(path: "overrides.csv"))
      }
      // The same typical weeks for all, so that hours differ by the question alone.
      let losses = folder.appending(path: "losses.csv")
      let weeks = ["en-phone", "fr-phone", "en-l2"].map { "2026-06-08,\($0),100,110,0\n" }
      try Data("week,queue,needed_hours,rostered_hours,short_hours\n\(weeks.joined())".utf8).write(to: losses)
      let run = try Command.muster("headcount", folder.path, "--paths", "0", "--losses", losses.path)
      #expect(run.status == 0, "\(run.errors)")
      return (try Self.rows(folder, "headcount_service.csv"), run.output + run.errors)
    }
    func values(_ rows: [[String: String]], _ queue: String, _ column: String) throws -> [Double] {
      try rows.filter { $0["queue"] == queue }.map { try Self.number($0[column]) }
    }
    let plain = try service([])
    let own = "goal: { answered: 80 %, within: 20 s }"
    let other = try service(
      [("scenario.yaml", own, "\(own)\n    plan-for: P90")],
      overrides: "fr-phone,2026-07-01,2026-08-01,2,Mia,A campaign")
    let before = try values(plain.rows, "fr-phone", "offered")
    let after = try values(other.rows, "fr-phone", "offered")
    #expect(abs(after[0] - before[0]) < 0.2 && abs(after[1] - 2 * before[1]) < 0.2, "\(before) \(after)")
    let mean = try values(plain.rows, "en-phone", "needed_hours")
    let high = try values(other.rows, "en-phone", "needed_hours")
    #expect(zip(mean, high).allSatisfy { $0 < $1 }, "\(mean) \(high)")
    #expect(other.notes.contains("en-phone is planned for P90, as its plan-for says."), "\(other.notes)")
    // What headcount.yaml says holds for all.
    let all = try service([
      ("scenario.yaml", own, "\(own)\n    plan-for: P90"), ("headcount.yaml", "currency:", "plan-for: mean\ncurrency:"),
    ])
    #expect(try values(all.rows, "en-phone", "needed_hours") == mean)
  }

  @Test(
    "vendors and seats are as of each month, a change behind the horizon counts, and wages said anew are named")
  func fromMonthsOn() throws {
    let folder = try TinyBudget.temporary(
      months: 5, without: ["transfers", "ceilings"],
      [
        (
          "headcount.yaml", "price: 26 EUR/h",
          "price: [{ from: 2026-05, price: 26 EUR/h }, { from: 2026-06, price: 29.90 EUR/h }]"
        ),
        ("headcount.yaml", "least: 10 h", "to: 2026-07\n    least: 100 h"),
        ("headcount.yaml", "most: 120 h", "most: [{ from: 2026-04, hours: 100 h }]"),
        ("headcount.yaml", "most: 12 }]", "most: 12 }, { site: lisbon, from: 2026-08, most: 4 }]"),
        ("headcount.yaml", "2027-01-01, pay", "2026-06-01, pay"),
        (
          "headcount.yaml", "vendors:\n",
          "vendors:\n  - { id: calls, queues: [fr-phone], price: 3 EUR/contact, from: 2026-08 }\n"
        ),
        (
          "scenario.yaml", "queues:\n",
          "change: { volume: { fr-phone: x 2 from 2026-08-01 }, wages: { paris-full: x 2 } }\nqueues:\n"
        ),
      ])
    defer { TinyBudget.remove(folder) }
    let losses = folder.appending(path: "losses.csv")
    let weeks = ["en-phone", "fr-phone", "en-l2"].map { "2026-06-08,\($0),100,110,0\n" }
    try Data("week,queue,needed_hours,rostered_hours,short_hours\n\(weeks.joined())".utf8).write(to: losses)
    let run = try Command.muster("headcount", folder.path, "--paths", "0", "--losses", losses.path)
    #expect(run.status == 0, "\(run.errors)")
    // A hundred hours, forty of them in the tier, both dearer from June on; no contract in August.
    let money = try Self.rows(folder, "headcount_money.csv").filter { $0["source"] == "atlas" }
    for (month, amount) in [("04", 2520.0), ("05", 2520), ("06", 2898), ("07", 2898), ("08", 0)] {
      let paid = try money.filter { $0["month"] == "2026-\(month)-01" }.reduce(0) { try $0 + Self.number($1["amount"]) }
      #expect(abs(paid - amount) < 0.011, "\(month) \(money)")
    }
    let heads = try Self.rows(folder, "headcount_heads.csv").filter {
      $0["month"] == "2026-08-01" && $0["site"] == "lisbon"
    }
    #expect(try heads.reduce(0) { try $0 + Self.number($1["heads"]) } < 4.0001, "\(heads)")
    // 23 working days, then 21.
    let service = try Self.rows(folder, "headcount_service.csv").filter { $0["queue"] == "fr-phone" }
    let offered = try service.map { try Self.number($0["offered"]) }
    #expect(abs(offered[4] / offered[3] / (2 * 21 / 23) - 1) < 0.05, "\(offered)")
    // What an hour costs is of the month in which there is one; people of Paris are twice as dear as those of Lisbon.
    let costs = try #require(
      try Self.rows(folder, "headcount_make_or_buy.csv").first { $0["language"] == "fr" && $0["vendor"] == "calls" })
    let hour = try 3 * offered[4] / Self.number(service[4]["needed_hours"])
    #expect(try abs(Self.number(costs["vendor_cost"]) / hour - 1) < 0.001, "\(costs) \(hour)")
    func ownHour(_ row: [String: String]) throws -> Double {
      try Self.number(row["money"]) / Self.number(row["own_hours"])
    }
    let level = try #require(try Self.rows(folder, "headcount_service.csv").first { $0["queue"] == "en-l2" })
    #expect(try ownHour(service[0]) > 1.1 * ownHour(level), "\(service[0]) \(level)")
    for sentence in [
      "scenario.yaml:6: volume fr-phone x 2 from 2026-08-01 begins behind the horizon, which ends on 2026-03-08: muster outlook",
      "contracts.paris-full.cost is 48.00 EUR/h, not 24.00 EUR/h; from 2026-06-01 on headcount.yaml says what is paid instead.",
    ] { #expect(run.output.contains(sentence), "\(run.output)") }
  }
}
