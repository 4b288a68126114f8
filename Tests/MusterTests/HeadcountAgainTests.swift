import Foundation
import Testing

/// Headcount plans made again with something changed: a person trained, customers who grow, rates that change.
@Suite(.serialized) struct HeadcountAgainTests {
  private static func rows(_ folder: URL, _ name: String) throws -> [[String: String]] {
    try NumbersTests.Table(folder.appending(path: "out/\(name)")).rows
  }

  private static func number(_ text: String?) throws -> Double { try #require(Double(text ?? "")) }

  /// A copy of the tiny scenario beside it with some texts replaced.
  private static func copy(_ folder: URL, _ name: String, _ changes: [(file: String, old: String, new: String)]) throws
    -> URL
  {
    let other = folder.deletingLastPathComponent().appending(path: name)
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    for file in ["scenario.yaml", "agents.csv", "holidays.csv", "headcount.yaml", "history.csv"] {
      var text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for change in changes where change.file == file {
        try #require(text.contains(change.old), "\(change.old)")
        text = text.replacing(change.old, with: change.new)
      }
      try Data(text.utf8).write(to: other.appending(path: file))
    }
    return other
  }

  /// Money and what short hours are taken to cost.
  private static func cost(_ folder: URL, _ more: String...) throws -> Double {
    struct Report: Decodable {
      var money: Double
      var shortage: Double
    }
    let run = try Command.run(
      Command.products.appending(path: "muster").path, ["headcount", folder.path, "--json", "--paths", "0"] + more)
    try #require(run.status == 0, "\(run.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    return report.money + report.shortage
  }

  @Test(
    "the five who are named to be trained save what a whole new plan with each of them trained saves, to a tenth",
    arguments: [("en-l2", true), ("", false), ("fr-phone", false)])
  func training(busier: String, isFrozen: Bool) throws {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    // Where nobody is hired, hours alone change hands; otherwise somebody who is trained may spare a whole hire, or none.
    var history = try String(contentsOf: made.appending(path: "history.csv"), encoding: .utf8)
    if !busier.isEmpty {
      history = history.split(separator: "\n").map { line in
        guard line.contains(",\(busier),") else { return String(line) }
        var cells = line.split(separator: ",").map(String.init)
        let count = (Int(cells[2]) ?? 0) + 3
        (cells[2], cells[3], cells[5]) = ("\(count)", "\(count)", "\(count * (busier == "en-l2" ? 420 : 260))")
        return cells.joined(separator: ",")
      }.joined(separator: "\n")
      try Data("\(history)\n".utf8).write(to: made.appending(path: "history.csv"))
    }
    let text = TinyBudget.headcount
    let transfers = try #require(text.split(separator: "\n").first { $0.contains("to: lisbon-full:en:L2") })
    let folder = try Self.copy(
      made, "frozen", [(file: "headcount.yaml", old: "transfers:\n\(transfers)\n", new: "")])
    let freeze = ["--freeze", isFrozen ? "2027-03" : "2026-03"]
    let before = try Self.cost(folder, freeze[0], freeze[1])
    let hires = try Self.rows(folder, "headcount_hires.csv")
    #expect(hires.isEmpty == isFrozen)
    var isHireSpared = false
    let named = try Self.rows(folder, "headcount_training.csv").filter { $0["by"] == "plan" }.prefix(5)
    #expect(try named.count == 5 && named.contains { try Self.number($0["saves_a_month"]) > 20 })
    // People of one class with one course are alike: one of them is trained.
    var known: Set<[String]> = []
    for row in named where try known.insert([#require(row["course"]), #require(row["saves_a_month"])]).inserted {
      let (agent, course) = (try #require(row["agent_id"]), try #require(row["course"]))
      let line = try #require(TinyBudget.agents.split(separator: "\n").first { $0.hasPrefix("\(agent),") })
      var cells = line.split(separator: ",").map(String.init)
      cells[course == "fr" ? 4 : 5] += " \(course)"
      let trained = try Self.copy(
        folder, "\(agent)-\(course)",
        [(file: "agents.csv", old: String(line), new: cells.joined(separator: ","))])
      let after = try Self.cost(
        trained, freeze[0], freeze[1], "--losses", folder.appending(path: "out/schedule_loss.csv").path)
      let passing = course == "fr" ? 0.75 : 0.8
      let quote = try Self.number(row["saves_a_month"]) / passing
      let saved = (before - after) / 12
      // Weeks are written in thousandths of an hour.
      #expect(abs(saved - quote) <= 0.1 * quote + 0.2, "\(busier): \(agent) in \(course): \(quote) and \(saved)")
      isHireSpared = try isHireSpared || Self.rows(trained, "headcount_hires.csv") != hires
    }
    #expect(isHireSpared != isFrozen)
  }

  @Test("a vendor's least hours by month are paid from their month on; one above a ceiling is named with both lines")
  func leastByMonth() throws {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    let steps = "cost-centre: bought\n    least:\n      - { from: 2026-08, hours: 100 h }"
    let folder = try Self.copy(made, "steps", [(file: "headcount.yaml", old: "least: 10 h", new: steps)])
    _ = try Self.cost(folder)
    var paid: [String: Double] = [:]
    for row in try Self.rows(folder, "headcount_money.csv") where row["source"] == "atlas" {
      paid[row["month"] ?? "", default: 0] += try Self.number(row["amount"])
    }
    // Nothing is owed in April, and more cannot be ordered in time; 60 h at 26 EUR and 40 h at 24 EUR from August on.
    #expect(paid["2026-04-01", default: 0] == 0)
    for month in 8...12 {
      #expect(paid["2026-\(month < 10 ? "0" : "")\(month)-01", default: 0] >= 2519.98, "\(month): \(paid)")
    }
    let tight = try Self.copy(
      folder, "tight",
      [
        (
          file: "headcount.yaml", old: "ceilings:\n",
          new: "ceilings:\n  - { month: 2026-07, most: 2k EUR, cost-centre: bought }\n"
            + "  - { month: 2026-08, most: 2k EUR, cost-centre: bought }\n"
        )
      ])
    let run = try Command.muster("headcount", tight.path)
    #expect(run.status == 2 && run.errors.components(separatedBy: "  next: ").count == 2, "\(run.errors)")
    for words in [
      "headcount.yaml:41", "the ceiling of 2000 EUR is below what is committed",
      "owed 2520 EUR (atlas by headcount.yaml:28",
      "Write at least 2520 EUR",
    ] { #expect(run.errors.contains(words), "\(run.errors)") }
  }

  @Test(
    "hours that a vendor is owed and no queue wants are paid by its tiers and without its bonus, and ordered nowhere")
  func unusedHours() throws {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    let folder = try Self.copy(
      made, "owed",
      [
        (file: "headcount.yaml", old: "least: 10 h", new: "least: 1000 h\n    bonus: 10 %"),
        (file: "headcount.yaml", old: "most: 120 h", new: "most: 1200 h"),
        (file: "headcount.yaml", old: "ceilings:\n  - { year: 2026, most: 400k EUR }\n", new: ""),
      ])
    _ = try Self.cost(folder)
    func sum(_ name: String, _ column: String, where isMeant: ([String: String]) -> Bool) throws -> [String: Double] {
      var sums: [String: Double] = [:]
      for row in try Self.rows(folder, name) where isMeant(row) {
        sums[String((row["month"] ?? row["start_local"] ?? "").prefix(7)), default: 0] += try Self.number(row[column])
      }
      return sums
    }
    let money = try sum("headcount_money.csv", "amount") { $0["source"] == "atlas" }
    let onQueue = try sum("headcount_money.csv", "amount") { $0["source"] == "atlas" && $0["queue"] == "en-phone" }
    let needed = try sum("headcount_service.csv", "needed_hours") { $0["queue"] == "en-phone" }
    let used = try sum("headcount_service.csv", "vendor_hours") { $0["queue"] == "en-phone" }
    let ordered = try sum("headcount_vendors.csv", "hours") { $0["vendor"] == "atlas" }
    #expect(money.count == 12)
    for (month, cents) in money {
      let hours = used[month] ?? 0
      #expect(hours <= (needed[month] ?? 0) + 0.001 && hours < 800, "\(month)")
      #expect(abs((ordered[month] ?? 0) - hours) < 0.05, "\(month)")
      // 82 net hours of 100 billed: 60 h at 26 EUR, 940 h at 24 EUR, and a tenth of that on the hours used, all in the tier.
      #expect(abs(cents - (60 * 26 + 940 * 24 + hours / 0.82 * 2.4)) < 0.05, "\(month): \(cents)")
      #expect(abs((onQueue[month] ?? 0) - hours / 0.82 * 26 * 1.1) < 0.05, "\(month)")
    }
  }

  @Test(
    "who joins or leaves within a month counts for its days, and people leave in the months before a later first one")
  func daysAndLaterMonths() throws {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    let transfers = try #require(
      TinyBudget.headcount.split(separator: "\n").first { $0.contains("to: lisbon-full:en:L2") })
    let folder = try Self.copy(
      made, "dates",
      [
        (file: "headcount.yaml", old: "transfers:\n\(transfers)\n", new: ""),
        (file: "agents.csv", old: "skills,team", new: "skills,team,from,to"),
        (file: "agents.csv", old: "L1,one", new: "L1,one,,"), (file: "agents.csv", old: "L2,one", new: "L2,one,,"),
        (file: "agents.csv", old: "L1,two", new: "L1,two,,"),
        (
          file: "agents.csv", old: "Ana Reis,lisbon,lisbon-full,en,phone L1,one,,",
          new: "Ana Reis,lisbon,lisbon-full,en,phone L1,one,,2026-05-20"
        ),
        (
          file: "agents.csv", old: "Rui Mota,lisbon,lisbon-full,en,phone L1,one,,",
          new: "Rui Mota,lisbon,lisbon-full,en,phone L1,one,2026-06-16,"
        ),
      ])
    _ = try Self.cost(folder, "--freeze", "2027-03")
    let money = try Self.rows(folder, "headcount_money.csv")
    // One until the 20th of May; another from the 16th of June: 6 % leave after the first month, 4 % after the second.
    for (month, days, heads) in [
      ("2026-04-01", 30.0, 1), ("2026-05-01", 31, 20.0 / 31), ("2026-06-01", 30, 0.5), ("2026-07-01", 31, 0.94),
      ("2026-08-01", 31, 0.94 * 0.96),
    ] {
      let isMeant = { (row: [String: String]) in row["month"] == month && row["class"] == "lisbon-full:en" }
      let row = try #require(try Self.rows(folder, "headcount_heads.csv").first(where: isMeant))
      #expect(try abs(Self.number(row["heads"]) - heads) < 1e-9, "\(row)")
      let wages = try #require(
        money.first { $0["month"] == month && $0["source"] == "lisbon-full:en" && $0["kind"] == "wages" })
      #expect(try abs(Self.number(wages["amount"]) - heads * days / 7 * 40 * 12) < 0.011, "\(wages)")
    }
    let later = try Self.copy(
      folder, "later", [(file: "headcount.yaml", old: "months: 12", new: "first: 2026-10\nmonths: 6")])
    _ = try Self.cost(later, "--freeze", "2027-03")
    let first = try Self.rows(later, "headcount_heads.csv").filter { $0["month"] == "2026-10-01" }
    let paris = try #require(first.first { $0["class"] == "paris-full:fr+en" })
    #expect(try abs(Self.number(paris["heads"]) - 0.97 * 0.97 * 0.97 * 0.97 * 0.97 * 0.97) < 1e-9, "\(paris)")
    // Who joins in June has four months behind them in October.
    let lisbon = try #require(first.first { $0["class"] == "lisbon-full:en" })
    #expect(try abs(Self.number(lisbon["heads"]) - 0.94 * 0.96 * 0.97 * 0.97) < 1e-9, "\(lisbon)")
  }

  @Test("what hangs on one person is counted in the roster, and what a course ends of it; by skills without a roster")
  func singlePoints() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let month = folder.deletingLastPathComponent().appending(path: "month")
    _ = try Self.cost(folder, "--write-scenario", month.path)
    // The vendor's part of the first month is not asked of the people of the scenario written.
    let service = try #require(try Self.rows(folder, "headcount_service.csv").first { $0["queue"] == "en-phone" })
    let taken = try Self.number(service["vendor_hours"]) / Self.number(service["needed_hours"])
    let yaml = try String(contentsOf: month.appending(path: "scenario.yaml"), encoding: .utf8)
    let change = try #require(yaml.split(separator: "\n").first { $0.hasPrefix("change: { volume: { en-phone: x ") })
    let factor = Double(change.split(separator: " ").first { $0.hasPrefix("0.") } ?? "") ?? 1
    #expect(taken > 0.01 && abs(1 - taken - factor) < 0.0001, "\(change)")
    #expect(try Command.muster("check", month.path).status == 0)
    let bySkills = try Self.rows(folder, "headcount_single_points.csv")
    #expect(bySkills.map { [$0["agent_id"], $0["queue"], $0["by"]] } == [["L4", "en-l2", "skills"]])
    #expect(try Self.number(bySkills.first?["hours_a_week"]) == 40)
    let learnsTier = { (row: [String: String]) in row["agent_id"] == "P1" && row["course"] == "L2" }
    let before = try #require(try Self.rows(folder, "headcount_training.csv").first(where: learnsTier))
    #expect(try Self.number(before["alone_hours"]) == 40 && Self.number(before["alone_hours_ended"]) == 35)

    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status < 2)
    _ = try Self.cost(folder)
    let shifts = try Self.rows(folder, "roster.csv")
    // Who may take which queue, and each opening hour of the week.
    let serving = ["en-phone": ["L1", "L2", "L3", "L4", "P1"], "fr-phone": ["L3", "P1"], "en-l2": ["L4"]]
    var alone: [String: Double] = [:]
    var besideOnTier: [String: Double] = [:]
    for day in 2...6 {
      for hour in 9...16 {
        let moment = "2026-03-0\(day) \(hour < 10 ? "0" : "")\(hour):00:00Z"
        let there = Set(
          shifts.filter { ($0["start_utc"] ?? "") <= moment && moment < $0["end_utc"] ?? "" }
            .compactMap { $0["agent_id"] })
        for (queue, people) in serving {
          let own = people.filter(there.contains)
          if own.count == 1 { alone["\(own[0]) \(queue)", default: 0] += 1 }
          guard queue == "en-l2", own == ["L4"] else { continue }
          for other in there.subtracting(own) { besideOnTier[other, default: 0] += 1 }
        }
      }
    }
    try #require(alone.keys.contains { $0.hasSuffix("fr-phone") } && alone["L4 en-l2"] != nil, "\(alone)")
    var written: [String: Double] = [:]
    for row in try Self.rows(folder, "headcount_single_points.csv") {
      written["\(row["agent_id"] ?? "") \(row["queue"] ?? "")"] = try Self.number(row["hours_a_week"])
      #expect(row["by"] == "roster" && row["open_hours_a_week"] == "40.00")
    }
    #expect(written == alone)
    let after = try #require(try Self.rows(folder, "headcount_training.csv").first(where: learnsTier))
    #expect(try Self.number(after["alone_hours"]) == alone["L4 en-l2"])
    #expect(try Self.number(after["alone_hours_ended"]) == besideOnTier["P1"])
  }

  @Test("weeks of an earlier plan hold for another; a table that lacks a queue is told") func losses() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let first = try Self.cost(folder)
    let kept = folder.deletingLastPathComponent().appending(path: "kept.csv")
    let weeks = try Data(contentsOf: folder.appending(path: "out/schedule_loss.csv"))
    try weeks.write(to: kept)
    let again = try Self.cost(folder, "--losses", kept.path)
    #expect(abs(again - first) <= 1e-4 * first)
    #expect(try Data(contentsOf: folder.appending(path: "out/schedule_loss.csv")) == weeks)
    // Shifts lose nothing, so fewer people are needed.
    let lines = String(decoding: weeks, as: UTF8.self).split(separator: "\r\n").map(String.init)
    let free = lines.enumerated().map { index, line -> String in
      var cells = line.split(separator: ",").map(String.init)
      if index > 0 { cells[3] = cells[2] }
      return cells.joined(separator: ",")
    }
    try Data((free.joined(separator: "\r\n") + "\r\n").utf8).write(to: kept)
    #expect(try Self.cost(folder, "--losses", kept.path) < first)
    let without = lines.filter { !$0.contains(",en-l2,") } + ["soon,en-l2,1,x,0,0"]
    try Data((without.joined(separator: "\r\n") + "\r\n").utf8).write(to: kept)
    let run = try Command.muster("headcount", folder.path, "--losses", kept.path)
    #expect(run.status == 2 && run.errors.contains("soon is not a date"), "\(run.errors)")
    #expect(run.errors.contains("\"x\" is not a number") && run.errors.contains("kept.csv:"), "\(run.errors)")
    try Data((without.dropLast().joined(separator: "\r\n") + "\r\n").utf8).write(to: kept)
    let lacking = try Command.muster("headcount", folder.path, "--losses", kept.path)
    #expect(lacking.status == 2 && lacking.errors.contains("the table has no week of queue en-l2"))
  }

  @Test(
    "what is paid once in another currency counts at the rate of its month; who fits no class has neighbours' terms"
  )
  func rates() throws {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    let folder = try Self.copy(
      made, "pounds",
      [
        (
          file: "headcount.yaml", old: "currency: EUR\n",
          new: "currency: EUR\nrates: [{ currency: GBP, from: 2026-03-01, rate: 1.2 }, "
            + "{ currency: GBP, from: 2026-06-15, rate: 1.5 }]\n"
        ), (file: "headcount.yaml", old: "hiring: 1400 EUR", new: "hiring: 1000 GBP"),
        (file: "headcount.yaml", old: "hiring: 3000 EUR", new: "hiring: 2000 GBP"),
        (file: "agents.csv", old: "P1,", new: "P2,Luc Bon,paris,paris-full,fr,phone L1,two\nP1,"),
      ])
    _ = try Self.cost(folder)
    let money = try Self.rows(folder, "headcount_money.csv")
    let hiring = money.filter { $0["kind"] == "hiring" }
    #expect(!hiring.isEmpty)
    for row in hiring {
      let rate = try #require(row["month"]) < "2026-07-01" ? 1.2 : 1.5
      #expect(row["currency"] == "GBP")
      let paid = try Self.number(row["amount_paid"])
      #expect(paid.truncatingRemainder(dividingBy: 1000) == 0 && paid > 0)
      #expect(try abs(Self.number(row["amount"]) - paid * rate) < 0.011)
    }
    #expect(money.filter { $0["kind"] == "training" }.allSatisfy { $0["currency"] == "EUR" })
    // Charges of people in Paris are those of Paris, also for French alone, which no class of the file is.
    let alone = money.filter { $0["source"] == "paris-full:fr" }
    let sum = { (kind: String) in
      try alone.filter { $0["kind"] == kind }.reduce(0) { $0 + (try Self.number($1["amount"])) }
    }
    #expect(try sum("wages") > 0 && abs(sum("charges") / sum("wages") - 0.42) < 1e-4)
  }

  @Test("wages are in the currency of their days, and the price of hires is their own")
  func currencies() throws {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    let folder = try Self.copy(
      made, "wages",
      [
        (
          file: "headcount.yaml", old: "currency: EUR\n",
          new: "currency: EUR\nrates: [{ currency: GBP, from: 2026-03-01, rate: 1.2 }]\n"
        ),
        (
          file: "headcount.yaml", old: "lead: 6 weeks, charges: 24 % }",
          new: "lead: 6 weeks, charges: 24 %, wages: [{ from: 2026-06-11, pay: 11 GBP/h }] }"
        ), (file: "headcount.yaml", old: "hiring: 3000 EUR", new: "hiring: 90000 EUR"),
        (file: "headcount.yaml", old: "[fr, en], lead", new: "[fr, en], hiring: 90000 EUR, lead"),
        (
          file: "headcount.yaml", old: "languages: [en], lead",
          new: "languages: [en], training: { length: 3 weeks, cost: 500 GBP }, lead"
        ),
      ])
    _ = try Self.cost(folder)
    let money = try Self.rows(folder, "headcount_money.csv").filter { $0["source"] == "lisbon-full:en" }
    for row in money where ["wages", "charges", "overtime"].contains(row["kind"]) {
      let month = try #require(row["month"])
      let isPounds = row["currency"] == "GBP"
      #expect(month == "2026-06-01" || isPounds == (month > "2026-06-01"), "\(row)")
      let (amount, paid) = (try Self.number(row["amount"]), try Self.number(row["amount_paid"]))
      #expect(abs(amount - paid * (isPounds ? 1.2 : 1)) < 0.011, "\(row)")
    }
    // Ten days of June at 12 EUR, twenty at 13.20 EUR.
    let june = money.filter { $0["month"] == "2026-06-01" && $0["kind"] == "wages" }
    try #require(june.map { $0["currency"] } == ["EUR", "GBP"])
    let parts = try june.map { try Self.number($0["amount"]) }
    #expect(abs(parts[0] / (parts[0] + parts[1]) - 120 / 384) < 1e-5, "\(parts)")

    let hires = try Self.rows(folder, "headcount_hires.csv")
    for hire in hires {
      let people = try Self.number(hire["people"])
      // 1400 EUR and three weeks at 600 EUR.
      #expect(try Self.number(hire["money"]) == people * 2000, "\(hire)")
    }
    // A course of somebody who changes class is paid in its own currency, beside the training of hires.
    let training = money.filter { $0["kind"] == "training" }
    #expect(try training.contains { try $0["currency"] == "EUR" && Self.number($0["amount"]) == 900 }, "\(training)")
    let pounds = try training.filter { $0["currency"] == "GBP" }.reduce(0) { $0 + (try Self.number($1["amount_paid"])) }
    let people = try hires.filter { $0["class"] == "lisbon-full:en" }.reduce(0) { $0 + (try Self.number($1["people"])) }
    #expect(people > 0 && pounds == people * 500)
  }

  @Test("a queue with customers by date wants hours as they grow, in the outlook and in the plan") func customers()
    throws
  {
    let made = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: made.deletingLastPathComponent()) }
    let folder = try Self.copy(
      made, "cards",
      [
        (
          file: "scenario.yaml", old: "sites:\n",
          new: "flows:\n  - { id: cards, kind: customers, to: fr-phone, per-month: 0.5, "
            + "customers: { 2026-04-01: 1000, 2027-03-31: 5000 } }\nsites:\n"
        )
      ])
    _ = try Self.cost(folder)
    let outlook = try Command.muster("outlook", folder.path, "--months", "13", "--out", folder.path + "-outlook")
    #expect(outlook.status == 0, "\(outlook.errors)")
    let months = try NumbersTests.Table(URL(filePath: folder.path + "-outlook/outlook_months.csv")).rows
      .filter { $0["queue"] == "fr-phone" }
    var last = 0.0
    for (index, row) in try Self.rows(folder, "headcount_service.csv").filter({ $0["queue"] == "fr-phone" })
      .enumerated()
    {
      let offered = try Self.number(row["offered"])
      let month = try #require(months.first { $0["date"] == row["month"] })
      #expect(try abs(offered - Self.number(month["offered"])) <= 0.1)
      // Half a contact of each customer in a month of mean length, in the middle of the month.
      let expected = 0.5 * (1000 + 4000 * (Double(index) + 0.5) / 12)
      #expect(abs(offered / expected - 1) < 0.12, "\(row["month"] ?? "") \(offered) \(expected)")
      last = try Self.number(row["needed_hours"])
    }
    let first = try Self.rows(folder, "headcount_service.csv").first { $0["queue"] == "fr-phone" }
    #expect(try last > 2 * Self.number(first?["needed_hours"]))
  }
}
