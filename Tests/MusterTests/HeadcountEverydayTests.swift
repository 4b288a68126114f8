import Foundation
import Testing

/// Headcount plans of everyday cases that are easily counted wrong: a queue that nobody takes yet, a month that has begun, holidays that end.
@Suite(.serialized) struct HeadcountEverydayTests {
  private static func rows(_ folder: URL, _ name: String) throws -> [[String: String]] {
    try NumbersTests.Table(folder.appending(path: "out/\(name)")).rows
  }

  private static func number(_ text: String?) throws -> Double { try #require(Double(text ?? "")) }

  @Test("a queue that nobody takes yet loses hours by shifts of who may be hired, one of a vendor alone loses none")
  func loss() throws {
    // French: nobody speaks it yet; second level: a vendor alone has it.
    let folder = try TinyBudget.temporary(
      months: 5,
      [
        ("agents.csv", "L3,Eva Luz,lisbon,lisbon-full,fr en,", "L3,Eva Luz,lisbon,lisbon-full,en,"),
        ("agents.csv", "P1,Léa Roy,paris,paris-full,fr en,", "P1,Léa Roy,paris,paris-full,en,"),
        ("agents.csv", "phone L1 L2,one", "phone L1,one"),
        ("headcount.yaml", ", skills: [phone, L1, L2], lead: 3 months", ", id: more, lead: 3 months"),
        ("headcount.yaml", "to: lisbon-full:en:L2", "to: more"),
        ("headcount.yaml", "transfers:", "  - { id: second, queues: [en-l2], price: 30 EUR/h }\ntransfers:"),
      ])
    defer { TinyBudget.remove(folder) }
    let run = try Command.muster("headcount", folder.path, "--paths", "0")
    #expect(run.status == 0, "\(run.errors)")
    let weeks = try Self.rows(folder, "schedule_loss.csv")
    #expect(Set(weeks.compactMap { $0["queue"] }) == ["en-phone", "fr-phone", "en-l2"])
    for row in weeks {
      let (needed, rostered) = (try Self.number(row["needed_hours"]), try Self.number(row["rostered_hours"]))
      if row["queue"] == "en-l2" {
        #expect(rostered == 0 && row["short_hours"] == row["needed_hours"] && row["loss"] == "0.0000", "\(row)")
      } else {
        #expect(rostered > 0.9 * needed && needed > 0, "\(row)")
      }
    }
    #expect(try weeks.contains { try Self.number($0["loss"]) > 0.01 }, "\(weeks)")
    #expect(!run.output.contains("Shifts lose 0.0 %"), "\(run.output)")
  }

  @Test("a month that has begun, holidays that end, plans of other months and starts that are past are told")
  func told() throws {
    let other = try TinyBudget.temporary(months: 5)
    let folder = try TinyBudget.temporary(months: 11, from: "2026-03")
    defer {
      TinyBudget.remove(folder)
      TinyBudget.remove(other)
    }
    let losses = folder.appending(path: "losses.csv")
    try Data(
      """
      week,queue,needed_hours,rostered_hours,short_hours,loss
      2026-04-13,en-phone,100,110,0,0.1
      2026-04-13,fr-phone,100,110,0,0.1
      2026-04-13,en-l2,100,110,0,0.1

      """.utf8
    ).write(to: losses)
    let announced = folder.appending(path: "announced.csv")
    try Data("class,start,people\nlisbon-full:en,2026-03-01,3\n".utf8).write(to: announced)
    let run = try Command.muster(
      "headcount", folder.path, "--paths", "0", "--losses", losses.path, "--announced", announced.path, "--compare",
      other.path)
    #expect(run.status == 0, "\(run.errors)")
    for sentence in [
      "Note: contacts of 2026-03 are those from 2026-03-02 on, and people and money are of the whole month: begin with",
      "Note: 3 of lisbon-full:en were announced for 2026-03, and nobody can be signed for it",
      "Tiny budget is planned for 5 months from 2026-04, this for 11 months from 2026-03: sums are not compared.",
      // New Year's Day of 2027 is in no table.
      "Note: holidays.csv: the holidays of PT end on 2026-04-03, and the plan runs from 2026-03-02 to 2027-01-31",
    ] { #expect(run.output.contains(sentence), "\(run.output)") }
    #expect(!run.output.contains("this plan"), "\(run.output)")
    let manifest = try String(contentsOf: folder.appending(path: "out/manifest.json"), encoding: .utf8)
    #expect(manifest.contains("--announced "))
    let outlook = try Command.muster("outlook", folder.path, "--months", "2")
    #expect(outlook.status == 0 && !outlook.output.contains("the holidays of"), "\(outlook.errors)")
    let year = try Command.muster("outlook", folder.path, "--months", "11")
    #expect(year.output.contains("the holidays of FR end on 2026-04-06"), "\(year.output)")
  }

  @Test("the least that is advised for a ceiling is enough") func ceiling() throws {
    let folder = try TinyBudget.temporary(months: 5, [("headcount.yaml", "400k EUR", "2k EUR")])
    defer { TinyBudget.remove(folder) }
    let refused = try Command.muster("headcount", folder.path, "--paths", "0")
    let advice = try #require(refused.errors.firstMatch(of: /Write at least ([0-9]+) EUR/))
    #expect(refused.errors.contains("or lower the vendor's least."))
    let file = folder.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8).replacing("least: 10 h", with: "least: 0 h")
    try Data(text.utf8).write(to: file)
    let people = try Command.muster("headcount", folder.path, "--paths", "0")
    #expect(!people.errors.contains("vendor"), "\(people.errors)")
    let enough = try #require(people.errors.firstMatch(of: /Write at least ([0-9]+) EUR\./))
    #expect((Int(enough.output.1) ?? 0) < (Int(advice.output.1) ?? 0))
    try Data(text.replacing("2k EUR", with: "\(enough.output.1) EUR").utf8).write(to: file)
    #expect(try Command.muster("headcount", folder.path, "--paths", "0").status == 0)
  }

  @Test("a promise about wages is held against those of its currency; the first month keeps whose budget people are of")
  func currenciesAndBudgets() throws {
    let folder = try TinyBudget.temporary(
      months: 5,
      [
        ("headcount.yaml", "EUR\nshort", "EUR\nrates: [{ currency: GBP, from: 2026-03-01, rate: 1.25 }]\nshort"),
        ("scenario.yaml", "cost: 24 EUR/h", "cost: 20 GBP/h"),
        ("scenario.yaml", "cost: 12 EUR/h", "cost: 12 EUR/h, rotation: { weeks: [any, any], first: 2026-03-02 }"),
        ("scenario.yaml", "queues:\n", "promises: [wages <= 1 EUR, wages <= 1 GBP]\nqueues:\n"),
        ("headcount.yaml", "25.40 EUR/h", "25.40 GBP/h"),
        ("agents.csv", "skills,team\n", "skills,team,cost_centre,leave_days,email,rotation_week\n"),
        ("agents.csv", ",one\n", ",one,,,,2\n"), ("agents.csv", ",two\n", ",two,care-7,11,lea@example.org,\n"),
      ])
    defer { TinyBudget.remove(folder) }
    let month = folder.deletingLastPathComponent().appending(path: "month")
    let run = try Command.muster("headcount", folder.path, "--paths", "0", "--write-scenario", month.path)
    #expect(run.status == 0, "\(run.errors)")
    // A week of April at 35 h and 20 GBP, and four people at 40 h and 12 EUR.
    #expect(run.output.contains("wages <= 1 GBP: 700.00 GBP, 699.00 GBP too much."), "\(run.output)")
    #expect(run.output.contains("wages <= 1 EUR: 1920.00 EUR, 1919.00 EUR too much."), "\(run.output)")
    let agents = try NumbersTests.Table(month.appending(path: "agents.csv")).rows
    let person = try #require(agents.first { $0["id"] == "P1" })
    #expect(agents.first { $0["id"] == "L1" }?["rotation_week"] == "2")
    #expect(person["cost_centre"] == "care-7" && person["leave_days"] == "11" && person["email"] == "lea@example.org")
  }

  @Test("who starts in the first month is employed from its first date, away while trained, and trained once")
  func trainedOnce() throws {
    let folder = try TinyBudget.temporary(months: 5, from: "2026-07")
    defer { TinyBudget.remove(folder) }
    let month = folder.deletingLastPathComponent().appending(path: "month")
    let run = try Command.muster("headcount", folder.path, "--paths", "0", "--write-scenario", month.path)
    #expect(run.status == 0, "\(run.errors)")
    let started = try Self.rows(folder, "headcount_hires.csv").filter { $0["start"] == "2026-07-01" }
      .reduce(0) { $0 + (Int($1["people"] ?? "") ?? 0) }
    let people = try NumbersTests.Table(month.appending(path: "agents.csv")).rows.filter { $0["from"] == "2026-07-01" }
    #expect(started > 0 && people.count == started)
    let leave = try NumbersTests.Table(month.appending(path: "leave.csv")).rows
    #expect(leave.compactMap { $0["agent"] } == people.compactMap { $0["id"] })
    for row in leave { #expect(row["from"] == "2026-07-06" && row["to"] == "2026-07-21" && row["kind"] == "training") }
    // In the plan of that scenario they are paid from the first on, and as far with their ramp as if they had been hired by it.
    let again = try Command.muster("headcount", month.path, "--paths", "0", "--freeze", "2026-12")
    #expect(again.status == 0, "\(again.errors)")
    let july = try Self.rows(month, "headcount_heads.csv").filter { $0["month"] == "2026-07-01" }
    #expect(abs(try july.reduce(0) { $0 + (try Self.number($1["heads"])) } - Double(5 + started)) < 0.01)
  }

  @Test("who is signed costs what a hire costs, a raise from its day, and what is left out is said")
  func signedAndRaised() throws {
    let folder = try TinyBudget.temporary(
      months: 5,
      [
        ("agents.csv", "skills,team\n", "skills,team,from\n"), ("agents.csv", ",one\n", ",one,\n"),
        ("agents.csv", ",two\n", ",two,\nL5,Zoe Paz,lisbon,lisbon-full,en,phone L1,one,2026-05-11\n"),
        ("headcount.yaml", "{ from: 2027-01-01, pay: 25.40 EUR/h }", "{ from: 2026-06-16, raise: 3 % }"),
      ])
    defer { TinyBudget.remove(folder) }
    let run = try Command.muster("headcount", folder.path, "--paths", "0", "--freeze", "2026-12")
    #expect(run.status == 0, "\(run.errors)")
    let money = try Self.rows(folder, "headcount_money.csv")
    func amount(_ kind: String, _ month: String, _ source: String) throws -> Double {
      try money.filter { $0["kind"] == kind && $0["month"] == month && $0["source"] == source }
        .reduce(0) { $0 + (try Self.number($1["amount"])) }
    }
    #expect(try amount("hiring", "2026-05-01", "lisbon-full:en") == 1400)
    #expect(try amount("training", "2026-05-01", "lisbon-full:en") == 600)
    #expect(money.filter { ["hiring", "training"].contains($0["kind"]) }.count == 2)
    #expect(run.output.contains("Nobody is hired."))
    let paris = try #require(
      try Self.rows(folder, "headcount_heads.csv").first {
        $0["month"] == "2026-06-01" && $0["class"] == "paris-full:fr+en"
      })
    // Half of June at 24 EUR, half at 24.72 EUR.
    let wages = try 35 * 30 / 7 * (24 + 24.72) / 2 * Self.number(paris["heads"])
    #expect(abs(try amount("wages", "2026-06-01", "paris-full:fr+en") - wages) < 5)
    for sentence in [
      "Note: ceiling 2026 counts 2026-04 to 2026-08, the months of 2026 that are planned: take off what the others cost.",
      "Note: No growth from year to year is counted on: it takes half a year of history beyond the first to tell it",
    ] { #expect(run.output.contains(sentence), "\(run.output)") }
    let file = folder.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    for (old, new, fault) in [
      ("raise: 3 %", "raise: 3 %, pay: 25 EUR/h", "wages from a date on are a pay or a raise"),
      ("raise: 3 % }", "raise: 3 % }, { from: 2026-06-16, raise: 1 % }", "wages change twice on 2026-06-16"),
      (
        "currency: EUR",
        "rates: [\(["1", "2"].map { "{ currency: GBP, from: 2026-01-01, rate: \($0) }" }.joined(separator: ", "))]\ncurrency: EUR",
        "GBP has two rates from 2026-01-01 on"
      ),
    ] {
      try Data(text.replacing(old, with: new).utf8).write(to: file)
      let refused = try Command.muster("headcount", folder.path, "--paths", "0")
      #expect(refused.status == 2 && refused.errors.contains(fault), "\(refused.errors)")
    }
  }

  @Test("groups start in the months that are said, and a budget year goes from one month to another")
  func monthsOfIntakesAndBudgets() throws {
    let folder = try TinyBudget.temporary(
      months: 6,
      [
        ("headcount.yaml", "intake: { size: 1-8 }", "intake: { size: 1-8, months: [jul, Sep] }"),
        ("headcount.yaml", "intake: { size: 1-6, cost: 900 EUR }", "intake: { cost: 900 EUR }"),
        ("headcount.yaml", "year: 2026, most: 400k EUR", "from: 2026-01, to: 2026-06, most: 400k EUR"),
      ])
    defer { TinyBudget.remove(folder) }
    let run = try Command.muster("headcount", folder.path, "--paths", "0")
    #expect(run.status == 0, "\(run.errors)")
    let starts = try Self.rows(folder, "headcount_hires.csv").compactMap { $0["start"] }
    #expect(!starts.isEmpty && Set(starts).isSubset(of: ["2026-07-01", "2026-09-01"]), "\(starts)")
    let note = "Note: ceiling 2026-01 to 2026-06 counts 2026-04 to 2026-06, the months of 2026-01 to 2026-06"
    #expect(run.output.contains(note), "\(run.output)")
    let why = try Command.muster("why", folder.path, "--hire", "lisbon-full:fr+en", "--month", "2026-08")
    #expect(why.status == 2 && why.errors.contains("people of class lisbon-full:fr+en do not start in 2026-08"))
    // By the weeks of the plan, so that it is the one that was shown; a table of another is named.
    let hire = try #require(try Self.rows(folder, "headcount_hires.csv").first)
    let (name, month, people) = (hire["class"] ?? "", String((hire["start"] ?? "").prefix(7)), hire["people"] ?? "")
    let table = folder.appending(path: "out/headcount_hires.csv")
    let told = try String(contentsOf: table, encoding: .utf8)
    try Data(told.replacing(",\(people),", with: ",77,").utf8).write(to: table)
    let same = try Command.muster("why", folder.path, "--hire", name, "--month", month)
    #expect(same.output.contains("\(name): \(people) p"), "\(same.output) \(same.errors)")
    let other = "Note: headcount_hires.csv of the out folder has 77 of them in \(month)"
    #expect(same.output.contains(other), "\(same.output)")
    // What the plan was asked its reasons are asked: signed in June, nobody starts in July, nor at all where signing waits too long.
    for (freeze, fault) in [
      ("2026-06", "nobody of class \(name) can start in 2026-07"),
      ("2026-12", "whoever is signed for class \(name) from 2026-12 on starts after the last month of the plan"),
    ] {
      let frozen = try Command.muster("why", folder.path, "--hire", name, "--month", "2026-07", "--freeze", freeze)
      #expect(frozen.status == 2 && frozen.errors.contains(fault), "\(frozen.errors)")
    }
    let file = folder.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    for (old, new, fault) in [
      ("[jul, Sep]", "[july]", "july is not a month"),
      ("from: 2026-01,", "year: 2026,", "a ceiling is of a month, of a year or from one month to another"),
      ("from: 2026-01,", "from: 2026-07,", "the ceiling ends before it begins"),
    ] {
      try Data(text.replacing(old, with: new).utf8).write(to: file)
      let refused = try Command.muster("headcount", folder.path, "--paths", "0")
      #expect(refused.status == 2 && refused.errors.contains(fault), "\(refused.errors)")
    }
  }

  @Test("hours of calls are those of people whose shifts lie then, however cheap others are")
  func hoursOfTheDay() throws {
    // Whoever is in Lisbon goes home at 13:00; French is spoken in Paris in the afternoon too, English by a vendor.
    func hires(_ starts: String) throws -> (paris: Int, output: String) {
      let folder = try TinyBudget.temporary(
        months: 6,
        [
          ("scenario.yaml", "starts: 09:00-09:00 every 60 min", "starts: \(starts)-\(starts) every 60 min"),
          ("headcount.yaml", "short: 45 EUR/h", "short: 200 EUR/h"),
        ])
      defer { TinyBudget.remove(folder) }
      let losses = folder.appending(path: "losses.csv")
      let rows = ["en-phone", "fr-phone", "en-l2"].map { "2026-04-13,\($0),100,110,0,0.1" }
      try Data(
        (["week,queue,needed_hours,rostered_hours,short_hours,loss"] + rows).joined(separator: "\n").utf8
      ).write(to: losses)
      let run = try Command.muster("headcount", folder.path, "--paths", "0", "--losses", losses.path)
      #expect(run.status == 0, "\(run.errors)")
      let hired = try Self.rows(folder, "headcount_hires.csv")
      return (
        hired.filter { $0["class"] == "paris-full:fr+en" }.reduce(0) { $0 + (Int($1["people"] ?? "") ?? 0) }, run.output
      )
    }
    let day = try hires("09:00")
    #expect(day.paris == 0 && !day.output.contains("lie at hours at which no shift"), "\(day.output)")
    let morning = try hires("05:00")
    #expect(morning.paris > 0, "\(morning.output)")
    #expect(morning.output.contains("h a month of en-l2 lie at hours at which no shift of who takes it does"))
  }
}
