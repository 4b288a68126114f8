import Foundation
import Testing

/// From which containment a bot pays, and what the roster can lose of it.
@Suite struct BreakEvenTests {
  struct Report: Decodable {
    struct Point: Decodable {
      var containment: Double
      var without: Double
      var staffing: Double
      var conversations: Double
      var review: Double
      var saving: Double
    }
    struct Hour: Decodable {
      var hour: Int?
      var contacts: Double
      var points: Int
      var breaks: String?
    }
    var planned: Point
    var breakEven: Double?
    var around: [Point]
    var hours: [Hour]
  }

  private func folders(_ promises: String = "") throws -> VariantFolders {
    try VariantFolders(
      """
      extends: ../base
      flows:
        - { id: helper, kind: bot, to: fr-phone, containment: 40 %, history: 40 %, returns: 10 %, after: 2 h, handle-time: x 1.1 }
      \(promises)
      """)
  }

  private func report(_ folder: String, _ arguments: String...) throws -> Report {
    let run = try Command.run(
      Command.products.appending(path: "muster").path, ["breakeven", folder, "--json"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }

  @Test(
    "the saving changes its sign between one point below and one above, and everything that costs moves the point up")
  func turn() throws {
    let folders = try folders()
    defer { folders.remove() }
    let cheap = try report(folders.variant, "--price", "0.30 EUR")
    let turn = try #require(cheap.breakEven)
    #expect(turn > 0 && turn < 0.9)
    #expect(cheap.around.count == 2 && cheap.around[0].saving < 0 && cheap.around[1].saving > 0)
    #expect(
      abs(cheap.around[0].containment - turn + 0.01) < 1e-9 && abs(cheap.around[1].containment - turn - 0.01) < 1e-9)
    for point in [cheap.planned] + cheap.around {
      #expect(abs(point.without - point.staffing - point.conversations - point.review - point.saving) < 1e-6)
      #expect(point.review == 0 && point.conversations > 0)
    }
    #expect(cheap.planned.containment == 0.4 && cheap.planned.staffing < cheap.planned.without)
    for dearer in [
      ["--price", "0.50 EUR"], ["--price", "0.30 EUR", "--review", "60"], ["--price", "0.30 EUR", "--induced", "20"],
    ] {
      let run = try Command.run(
        Command.products.appending(path: "muster").path, ["breakeven", folders.variant, "--json"] + dearer)
      let other = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
      #expect(try #require(other.breakEven) > turn, "\(dearer)")
    }
    // Nothing is planned, so nothing is said of a roster; a price above everything never pays.
    #expect(cheap.hours.isEmpty)
    let never = try Command.muster("breakeven", folders.variant, "--price", "50 EUR")
    #expect(never.output.contains("It pays at no containment."), "\(never.output)")
  }

  @Test("without a bot that the history holds people cost what a plan without it says") func without() throws {
    let folders = try folders()
    defer { folders.remove() }
    let point = try report(folders.variant, "--price", "0.30 EUR").planned
    let other = URL(filePath: folders.variant).deletingLastPathComponent().appending(path: "none")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let name = URL(filePath: folders.variant).lastPathComponent
    try Data("extends: ../\(name)\nchange: { flows: { helper: 0 % } }\n".utf8)
      .write(to: other.appending(path: "scenario.yaml"))
    let run = try Command.muster("compare", folders.variant, other.path, "--until", "staffing")
    let costs = try #require(run.output.firstMatch(of: /staffing cost, EUR +([0-9.]+) +([0-9.]+)/))
    #expect(abs(try #require(Double(costs.output.1)) - point.staffing) < 0.5)
    #expect(abs(try #require(Double(costs.output.2)) - point.without) < 0.5)
  }

  @Test("nobody talks to a bot that is out of order, so that its conversations and their review cost nothing then")
  func outages() throws {
    let folders = try folders()
    defer { folders.remove() }
    func point(_ outages: String) throws -> Report.Point {
      try folders.write(
        "extends: ../base\nflows:\n  - { id: helper, kind: bot, to: fr-phone, containment: 40 %, history: 40 %\(outages) }\n"
      )
      return try report(folders.variant, "--price", "0.30 EUR", "--review", "60").planned
    }
    let always = try point("")
    let first = try point(", outages: [2026-03-23T00:00 to 2026-03-30T00:00]")
    let second = try point(", outages: [2026-03-30T00:00 to 2026-04-06T00:00]")
    let never = try point(", outages: [2026-03-22T00:00 to 2026-04-07T00:00]")
    #expect(first.conversations > 0 && second.conversations > 0)
    #expect(abs(first.conversations + second.conversations - always.conversations) < 1e-6)
    #expect(never.conversations == 0 && never.review == 0 && never.saving == 0)
  }

  @Test("an hour can lose so many points and not one more, and all hours together no more than any of them")
  func hours() throws {
    let folders = try folders("promises: [fr-phone service >= 60 %]")
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
    let found = try report(folders.variant, "--price", "0.30 EUR")
    let all = try #require(found.hours.first)
    #expect(all.hour == nil && found.hours.count >= 8)
    for hour in found.hours.dropFirst() {
      #expect(hour.points >= all.points && hour.points <= 40, "\(hour)")
      #expect(hour.breaks != nil || hour.points == 40)
    }
    let contacts = found.hours.dropFirst().reduce(0) { $0 + $1.contacts }
    #expect(abs(contacts - all.contacts) < 1e-6)
  }

  @Test("no bot, an unknown one, and money that is none get a sentence") func mistakes() throws {
    let folders = try folders()
    defer { folders.remove() }
    let none = try Command.muster("breakeven", folders.base, "--price", "0.30 EUR")
    #expect(none.status == 2 && none.errors.contains("the scenario has no bot"), "\(none.errors)")
    let other = try Command.muster("breakeven", folders.variant, "--price", "0.30 EUR", "--bot", "helpr")
    #expect(other.status == 2 && other.errors.contains("Did you mean helper?"), "\(other.errors)")
    let money = try Command.muster("breakeven", folders.variant, "--price", "cheap")
    #expect(money.status == 2 && money.errors.contains("--price"), "\(money.errors)")
    let foreign = try Command.muster("breakeven", folders.variant, "--price", "0.30 USD")
    #expect(foreign.status == 2 && foreign.errors.contains("are also paid in EUR"), "\(foreign.errors)")
    // With a rate it is the same question as in the currency of the people.
    let headcount = """
      currency: EUR
      short: 45 EUR/h
      rates: [{ currency: USD, from: 2026-01-01, rate: 0.9 }]
      classes: [{ site: lyon, contract: full, languages: [fr] }]
      """
    try headcount.write(toFile: folders.variant + "/headcount.yaml", atomically: true, encoding: .utf8)
    let dollars = try report(folders.variant, "--price", "0.30 USD", "--review", "20")
    let euros = try report(folders.variant, "--price", "0.27 EUR", "--review", "20")
    #expect(dollars.breakEven == euros.breakEven && dollars.breakEven != nil)
    #expect(abs(dollars.planned.saving * 0.9 - euros.planned.saving) < 1e-6)
    // Four of ten are kept: paid by those alone, a price is two and a half times as high, parts of a coin among it.
    let kept = try report(folders.variant, "--price", "0.675 EUR", "--review", "20", "--per-kept")
    #expect(abs(kept.planned.saving - euros.planned.saving) < 1e-6)
  }
}
