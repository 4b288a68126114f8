import Foundation
import Testing

/// `muster headcount` as a budget owner runs it.
@Suite(.serialized) struct HeadcountCommandTests {
  /// Rows of a table by column name.
  private static func rows(_ folder: URL, _ name: String) throws -> [[String: String]] {
    try NumbersTests.Table(folder.appending(path: "out/\(name)")).rows
  }

  private static func cents(_ text: String?) throws -> Int {
    Int((try #require(Double(text ?? "")) * 100).rounded())
  }

  /// What the tables of a plan hold together, whatever the scenario is.
  private static func agree(_ folder: URL, screen: String, from first: String, months: Int, currency: String) throws {
    // Heads go on from month to month.
    var before: [String: Double] = [:]
    let heads = try rows(folder, "headcount_heads.csv")
    #expect(Set(heads.compactMap { $0["month"] }).count == months)
    for row in heads {
      func value(_ column: String) throws -> Double { try #require(Double(row[column] ?? "")) }
      let name = try #require(row["class"])
      if let last = before[name] {
        let expected = try last + value("starts") - value("leavers") + value("moved_in") - value("moved_out")
        #expect(abs(try value("heads") - expected) < 1e-8, "\(name) \(row["month"] ?? "")")
      }
      before[name] = try value("heads")
    }

    // Money: by queue, by kind and by site the same, to the cent.
    let money = try rows(folder, "headcount_money.csv")
    var byMonth: [String: Int] = [:]
    for row in money { byMonth[row["month"] ?? "", default: 0] += try cents(row["amount"]) }
    var byQueue: [String: Int] = [:]
    for row in try rows(folder, "headcount_service.csv") {
      byQueue[row["month"] ?? "", default: 0] += try cents(row["money"])
      let given = ["own_hours", "vendor_hours", "short_hours"].compactMap { Double(row[$0] ?? "") }.reduce(0, +)
      #expect(given >= (Double(row["needed_hours"] ?? "") ?? 0) - 0.01)
    }
    #expect(byMonth == byQueue)
    let total = byMonth.values.reduce(0, +)
    let line = try #require(screen.split(separator: "\n").first { $0.hasPrefix("Money ") })
    #expect(line.hasPrefix("Money \(Int((Double(total) / 100).rounded())) \(currency): "))
    for row in money where row["currency"] == currency { #expect(row["amount"] == row["amount_paid"]) }

    // A vendor's file to hand over is its part of the table of all.
    let order = try rows(folder, "headcount_vendors.csv")
    let vendors = Set(order.compactMap { $0["vendor"] }).sorted()
    #expect(!vendors.isEmpty)
    for vendor in vendors {
      let own = try rows(folder, "handover/vendor_\(vendor).csv")
      #expect(!own.isEmpty && own.map { $0["hours"] } == order.filter { $0["vendor"] == vendor }.map { $0["hours"] })
      #expect(own.allSatisfy { $0["vendor"] == nil })
    }

    // Whoever is signed by the date starts in the month, and the table of heads knows them.
    let hires = try rows(folder, "headcount_hires.csv")
    #expect(!hires.isEmpty)
    for hire in hires {
      let signBy = try #require(hire["sign_by"])
      #expect(signBy >= first && signBy < hire["start"] ?? "")
      let there = heads.first { $0["class"] == hire["class"] && $0["month"] == hire["start"] }
      #expect((Double(there?["starts"] ?? "") ?? 0) >= (Double(hire["people"] ?? "") ?? .infinity))
    }

    // A limit's worth by its dual values is what solving again saves, near enough for a unit that is not small.
    for row in try rows(folder, "headcount_limits.csv") {
      let (dual, solved) = (Double(row["saves"] ?? "") ?? 0, Double(row["saves_solved_again"] ?? "") ?? -1)
      #expect(solved <= dual * 1.001 + 0.02 && solved >= 0, "\(row)")
    }
    // A point more costs, a point less saves no more than that.
    for row in try rows(folder, "headcount_goals.csv") {
      guard let more = Double(row["money_more"] ?? ""), let less = Double(row["money_less"] ?? "") else { continue }
      #expect(more >= 0 && less >= 0 && less <= more * 1.05 + 1, "\(row)")
    }
  }

  @Test("tables of a plan agree with each other to the cent and with the screen, twice the same bytes")
  func plan() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let first = try Command.muster("headcount", folder.path, "--paths", "50")
    #expect(first.status == 0, "\(first.errors)")
    let files = try Command.contents(of: folder.appending(path: "out"))
    let again = try Command.muster("headcount", folder.path, "--paths", "50")
    #expect(again.output == first.output)
    #expect(try Command.contents(of: folder.appending(path: "out")) == files)
    try Self.agree(folder, screen: first.output, from: "2026-03-02", months: 12, currency: "EUR")
  }

  @Test(
    "a budget is kept and never bettered by a smaller one; a freeze signs nobody before; a goal of its own wants more hours"
  )
  func questions() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    struct Report: Decodable {
      struct Month: Decodable { var neededHours: Double }
      struct Hire: Decodable { var signBy: String }
      struct Point: Decodable {
        var more: Double?
        var moreShortage: Double?
      }
      var points: [Point]
      var money: Double
      var shortage: Double
      var gap: Double
      var months: [Month]
      var hires: [Hire]
    }
    func report(_ more: String...) throws -> Report {
      let run = try Command.run(
        Command.products.appending(path: "muster").path,
        ["headcount", folder.path, "--json", "--paths", "0"] + more)
      #expect(run.status == 0, "\(run.errors)")
      return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    }
    let usual = try report("--freeze", "hires until 2026-12")
    #expect(!usual.hires.isEmpty && usual.hires.allSatisfy { $0.signBy >= "2026-12-01" })
    #expect(usual.gap <= 0.001)
    // Where nobody can be signed, a point is paid by hours short.
    #expect(usual.points.contains { ($0.moreShortage ?? 0) > 0.3 * ($0.more ?? .infinity) }, "\(usual.points)")
    let small = try report("--budget", "200k EUR")
    let large = try report("--budget", "215k EUR")
    #expect(small.money <= 200_000 && large.money <= 215_000)
    #expect(large.shortage <= small.shortage * 1.002 + 1)
    let better = try report("--goal", "fr-phone: 90 % in 20 s")
    let needs = { (report: Report) in report.months.reduce(0) { $0 + $1.neededHours } }
    #expect(needs(better) > needs(usual) + 100)
  }

  @Test(
    "the tables of an example's plan agree, and its first month, rostered, keeps every goal that the plan promised",
    arguments: [("europe-support", "2026-03-23", "EUR"), ("follow-the-sun", "2026-03-02", "USD")])
  func firstMonth(example: String, first: String, currency: String) throws {
    let folder = try PlanTests.copy(example)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    // An hour short is dearer than any overtime, so that the first month lacks only what nobody can be signed for in time.
    let file = folder.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let dear = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("short: ") ? "short: 200 \(currency)/h" : String($0) }.joined(separator: "\n")
    try #require(dear != text)
    try dear.write(to: file, atomically: true, encoding: .utf8)
    let month = folder.deletingLastPathComponent().appending(path: "month")
    let plan = try Command.muster("headcount", folder.path, "--paths", "50", "--write-scenario", month.path)
    #expect(plan.status == 0, "\(plan.errors)")
    try Self.agree(folder, screen: plan.output, from: first, months: 18, currency: currency)
    let promised = try Self.rows(folder, "headcount_service.csv")
    let start = try #require(promised.first?["month"])
    // That is named, to the hour.
    let short = promised.filter { $0["month"] == start }.reduce(0) { $0 + (Double($1["short_hours"] ?? "") ?? .nan) }
    let named = try Regex("No plan covers (?:[^.]* )?([0-9]+) h of \(start.prefix(7))")
    let hours = plan.output.firstMatch(of: named)?[1].substring.flatMap { Double($0) } ?? 0
    #expect(abs(short - hours) <= 0.5, "\(short) h, named \(hours)")
    let roster = try Command.muster("plan", month.path)
    #expect(roster.status == 0, "\(roster.output)")
    #expect(roster.output.contains("Every queue is expected to meet its goal."))
  }

  @Test("a longer lead signs whoever starts in the same month earlier; a vendor's bonus is in the plan's money")
  func leads() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let file = folder.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    func hires(_ text: String) throws -> (rows: [[String: String]], money: Int) {
      try text.write(to: file, atomically: true, encoding: .utf8)
      let run = try Command.muster("headcount", folder.path, "--paths", "0")
      #expect(run.status == 0, "\(run.errors)")
      let money = try Self.rows(folder, "headcount_money.csv")
      return (try Self.rows(folder, "headcount_hires.csv"), try money.reduce(0) { $0 + (try Self.cents($1["amount"])) })
    }
    let usual = try hires(text)
    let longer = try hires(text.replacingOccurrences(of: "lead: 6 weeks", with: "lead: 8 weeks"))
    var compared = 0
    for row in usual.rows where row["class"] == "lisbon-full:fr+en" {
      guard let other = longer.rows.first(where: { $0["class"] == row["class"] && $0["start"] == row["start"] }),
        let (before, after) = try Optional((#require(row["sign_by"]), #require(other["sign_by"])))
      else { continue }
      compared += 1
      #expect(after < before)
    }
    #expect(compared > 0)
    let withBonus = try hires(
      text.replacingOccurrences(of: "productive: 82 %", with: "productive: 82 %\n    bonus: 3 %\n    malus: 10 %"))
    #expect(withBonus.money > usual.money)
  }

  /// A change of headcount.yaml and what must be said.
  struct Fault: CustomTestStringConvertible, Sendable {
    var text: String
    var other: String
    var says: [String]
    var testDescription: String { other }

    init(_ text: String, _ other: String, _ says: String...) {
      (self.text, self.other, self.says) = (text, other, says)
    }
  }

  static let faults = [
    Fault(
      "most: 400k EUR", "most: 2k EUR", "headcount.yaml:",
      "the ceiling of 2000 EUR is below what is committed: vendors are owed ",
      "people who are there cost", "Write at least"),
    Fault(
      "lead: 2 months", "lead: 30 months", "starts after the last month of the plan",
      "Shorten lead, or plan more months."),
    Fault("languages: [en], lead", "languages: [pl], lead", "nobody of class lisbon-full:pl may take any queue"),
    Fault("[6 %, 4 %, 3 %]", "[6 %, 140 %]", "140 % is more people than there are"),
    Fault(
      "price: 26 EUR/h", "price: 26 GBP/h", "GBP has no rate for EUR in 2026-04", "Add to rates: - { currency: GBP"),
    Fault("months: 12", "months: 0", "0 is less than 1"),
    Fault("short: 45 EUR/h", "short: 45", "45 names no currency"),
    Fault("lead: 2 months", "lead: soon", "lead: soon is not a length of time in months, weeks or days"),
    Fault("site: paris", "site: pariss", "there is no site pariss", "paris"),
    Fault("least: 10 h", "least: 2000 h", "the most of 120 h a month is below the least of 2000 h"),
    Fault(
      "least: 10 h", "least: [{ from: 2026-04, hours: 5 h }, { from: 2026-09, hours: 130 h }]",
      "the most of 120 h a month is below the least of 130 h from 2026-09"),
    Fault(
      "least: 10 h", "least: [{ from: 2026-06, hours: 5 h }, { from: 2026-06, hours: 8 h }]", "headcount.yaml:26",
      "the least from 2026-06 stands after that from 2026-06"),
    Fault("least: 10 h", "least: [{ from: June, hours: 5 h }]", "June is not a month"),
    Fault("from: 60 h, price: 24 EUR/h", "from: 60 h, price: 27 EUR/h", "a tier does not begin later and cost less"),
    Fault(
      "price: 26 EUR/h\n    tiers", "price: 0.5 EUR/min\n    tiers",
      "60 h is no number of minutes, which the price is of", "Write for example 60000 min."),
    Fault("year: 2026", "year: 2031", "the ceiling holds for no month of the plan"),
    Fault("queues: [en-phone]", "queues: [en-fone]", "there is no queue en-fone"),
    Fault("queues: [en-phone]", "queues: []", "a vendor has no queues", "Add queues: [en-phone, fr-phone]"),
    Fault("size: 1-8", "size: 8-1", "8-1 runs backwards"),
    Fault("to: lisbon-full:en:L2", "to: lisbon-full:de", "there is no class lisbon-full:de"),
    Fault(
      "seats: [{ site: lisbon, most: 12 }]", "seat: [{ site: lisbon, most: 12 }]", "headcount.yaml has no key seat"),
  ]

  @Test("what cannot be is said with file, line and what to do, and nothing is written", arguments: faults)
  func badInput(fault: Fault) throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let file = folder.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(fault.text))
    try text.replacing(fault.text, with: fault.other).write(to: file, atomically: true, encoding: .utf8)
    let run = try Command.muster("headcount", folder.path)
    #expect(run.status == 2, "\(run.output)")
    for words in fault.says + ["headcount.yaml:", "  next: "] { #expect(run.errors.contains(words), "\(run.errors)") }
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out/headcount_heads.csv").path))
  }

  @Test("a month in which nothing is open is named, with the line that says how many months there are")
  func closedMonth() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let scenario = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    // Queues that are open on holidays are closed on them too.
    let closed = text.components(separatedBy: "\n").map { line in
      line.contains("open: {") && !line.contains("holidays: closed")
        ? line.replacing("{ zone", with: "{ holidays: closed, zone") : line
    }
    try closed.joined(separator: "\n").write(to: scenario, atomically: true, encoding: .utf8)
    let holidays = folder.appending(path: "holidays.csv")
    var rows = try String(contentsOf: holidays, encoding: .utf8)
    let known = Set(
      rows.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").prefix(2).joined(separator: ",") })
    let regions = Set(
      rows.split(whereSeparator: \.isNewline).dropFirst().compactMap { $0.split(separator: ",").dropFirst().first })
    for day in 1...31 {
      for region in regions.sorted() {
        let start = "2026-05-\(day < 10 ? "0" : "")\(day),\(region)"
        if !known.contains(start) { rows += "\(start),Closed\n" }
      }
    }
    try rows.write(to: holidays, atomically: true, encoding: .utf8)
    let run = try Command.muster("headcount", folder.path, "--paths", "0")
    #expect(run.status == 2, "\(run.output)\(run.errors)")
    #expect(
      run.errors.contains("headcount.yaml:2") && run.errors.contains("no queue has an opening hour"), "\(run.errors)")
    #expect(run.errors.contains("in 2026-05") && run.errors.contains("  next: Plan fewer months"), "\(run.errors)")
  }

  @Test("a raise within a month counts from its day; a plan beside another; a plan made again each month")
  func raiseAndOthers() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let other = folder.deletingLastPathComponent().appending(path: "other")
    try FileManager.default.copyItem(at: folder, to: other)
    let file = other.appending(path: "headcount.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let raised = text.replacing("\nusual:", with: "\nusual:\n  wages: [{ from: 2026-04-16, pay: 100 EUR/h }]")
    try #require(raised != text)
    // The raise breaks the ceiling, which is another test's.
    try String(raised[..<(raised.firstRange(of: "\nceilings:")?.lowerBound ?? raised.endIndex)]).write(
      to: file, atomically: true, encoding: .utf8)
    let run = try Command.run(
      Command.products.appending(path: "muster").path,
      ["headcount", folder.path, "--json", "--paths", "0", "--replan", "4", "--compare", other.path])
    #expect(run.status == 0, "\(run.errors)")
    let report = try JSONDecoder().decode(ComparedPlans.self, from: Data(run.output.utf8))
    let beside = try #require(report.other.first)
    #expect(beside.money != report.money && beside.replanned?.courses == 4)
    let replanned = try #require(report.replanned)
    #expect(replanned.courses == 4 && replanned.kept > 0)
    let plan = report.money + report.shortage
    #expect(abs(replanned.mean / plan - 1 - replanned.aboveThePlan) < 1e-4)
    #expect(replanned.mean > 0.8 * plan && replanned.mean < 1.2 * plan)
    let screen = try Command.muster("headcount", folder.path, "--paths", "0", "--compare", other.path)
    #expect(screen.output.contains("Beside ") && screen.output.contains("difference"))

    // Thirty days in April: fifteen at the contract's 12 EUR, fifteen at 100.
    func wages(_ folder: URL) throws -> Int {
      let run = try Command.muster("headcount", folder.path, "--paths", "0")
      try #require(run.status == 0)
      return try Self.rows(folder, "headcount_money.csv").filter {
        $0["month"] == "2026-04-01" && $0["kind"] == "wages" && $0["source"] == "lisbon-full:en"
      }.reduce(0) { try $0 + Self.cents($1["amount"]) }
    }
    let (before, after) = (try wages(folder), try wages(other))
    #expect(before > 0 && abs(Double(after) / Double(before) - (12.0 + 100) / 2 / 12) < 1e-5, "\(before) \(after)")
    let missing = try Command.muster("headcount", folder.path, "--paths", "0", "--compare", folder.path + "-none")
    #expect(missing.status == 2 && missing.errors.contains("  next: "), "\(missing.errors)")
  }

  @Test("a plan ends with the scenario's promises, month by month") func promises() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let scenario = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    let promises =
      "promises: [heads >= 1, heads <= 5, wages <= 10 EUR a week, hours over <= 1 h, fr-phone service >= 1 %]"
    try "\(text)\(promises)\n".write(to: scenario, atomically: true, encoding: .utf8)
    let run = try Command.muster("headcount", folder.path, "--paths", "0")
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").filter { $0.contains("romise") }.map(String.init)
    try #require(lines.count == 5, "\(run.output)")
    #expect(lines[0] == "Promise kept in 12 months: heads >= 1.")
    // The month with a hire is the first with more heads than five.
    let heads = try Self.rows(folder, "headcount_heads.csv")
    let months = heads.reduce(into: [(month: String, heads: Double)]()) { sums, row in
      let month = String((row["month"] ?? "").prefix(7))
      if sums.last?.month != month { sums.append((month, 0)) }
      sums[sums.count - 1].heads += Double(row["heads"] ?? "") ?? 0
    }
    let many = months.filter { $0.heads.rounded() > 5 }
    #expect(
      lines[1].hasPrefix(
        "Promise broken in \(many.count) of 12 months, first in \(many.first?.month ?? "-"): scenario.yaml:"),
      "\(lines[1])")
    #expect(lines[2].hasPrefix("Promise broken in 12 of 12 months, first in 2026-04: "), "\(lines[2])")
    #expect(lines[3] == "Promise kept in 12 months: fr-phone service >= 1 %.")
    #expect(lines[4] == "1 promise is not told here; muster plan ends with them.")
  }

  @Test("what is said to keep a promise that a headcount plan breaks keeps it as often when planned, for that money")
  func promiseEdits() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let scenario = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: scenario, encoding: .utf8)
    try "\(text)promises: [fr-phone service >= 93 %]\n".write(to: scenario, atomically: true, encoding: .utf8)
    struct Report: Decodable {
      struct Promise: Decodable {
        var monthsKept: Int
        var edit: String?
        var editMoney: Double?
        var sentence: String
      }
      var promises: [Promise]
      var money: Double
    }
    func plan(_ goal: String, losses: String...) throws -> (promise: Report.Promise, money: Double) {
      let run =
        try losses.isEmpty
        ? Command.muster("headcount", folder.path, "--paths", "0", "--json")
        : Command.muster("headcount", folder.path, "--paths", "0", "--json", "--goal", goal, "--losses", losses[0])
      #expect(run.status == 0, "\(run.errors)")
      let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
      return (try #require(report.promises.first), report.money)
    }
    let broken = try plan("")
    let words = try #require(broken.promise.edit, "\(broken)").split(separator: "\"").map(String.init)
    try #require(words.count == 2 && words[0] == "--goal ", "\(broken)")
    // The quote is of the same typical weeks.
    let losses = folder.deletingLastPathComponent().appending(path: "losses.csv").path
    try FileManager.default.copyItem(atPath: folder.path + "/out/schedule_loss.csv", toPath: losses)
    let mended = try plan(words[1], losses: losses)
    #expect(mended.promise.monthsKept > broken.promise.monthsKept, "\(broken) \(mended)")
    #expect(broken.promise.sentence.contains("keeps it in \(mended.promise.monthsKept) of 12 months"), "\(broken)")
    #expect(abs(mended.money - broken.money - (broken.promise.editMoney ?? .nan)) < 1, "\(broken) \(mended)")
  }

  @Test("a scenario without headcount.yaml, and options that make no sense, get a sentence")
  func options() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    for (option, value, words) in [
      ("--goal", "fr-fone: 80 % in 20 s", "there is no queue fr-fone"),
      ("--goal", "fr-phone 80", "is not a goal of a queue"),
      ("--freeze", "soon", "soon is not a month"), ("--budget", "5.2M", "names no currency"),
      ("--budget", "5M GBP", "GBP has no rate for EUR"), ("--budget", "1000 EUR", "below what is committed"),
    ] {
      let run = try Command.muster("headcount", folder.path, option, value)
      #expect(run.status == 2)
      #expect(run.errors.contains("\(option): ") && run.errors.contains(words), "\(run.errors)")
    }
    try FileManager.default.removeItem(at: folder.appending(path: "headcount.yaml"))
    let run = try Command.muster("headcount", folder.path)
    #expect(run.status == 2 && run.errors.contains("there is no headcount.yaml beside scenario.yaml"))
  }
}

/// What `--json` says of a plan, of itself made again, and of plans beside it.
private struct ComparedPlans: Decodable {
  struct Replanned: Decodable {
    var courses: Int
    var mean: Double
    var kept: Double
    var aboveThePlan: Double
  }
  struct Sum: Decodable {
    var kind: String
    var money: Double
  }
  var money: Double
  var shortage: Double
  var kinds: [Sum]
  var replanned: Replanned?
  var other: [ComparedPlans]
}
