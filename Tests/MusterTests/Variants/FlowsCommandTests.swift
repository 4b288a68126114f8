import Foundation
import Muster
import Tabular
import Testing

/// The demand network as a planner meets it.
@Suite struct FlowsCommandTests {
  /// A variant of two queues with a third that nobody has a history of, and a person who takes it.
  private func folders(_ flows: String, more: String = "") throws -> VariantFolders {
    let folders = try VariantFolders(
      """
      extends: ../base
      queues:
        - id: fr-l2
          language: fr
          channel: phone
          tier: L2
          open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
          goal: { answered: 80 %, within: 60 s }
          handle-time: 8 min
      flows:
      \(flows)
      \(more)
      """)
    let agents = """
      id,name,site,contract,languages,skills
      A1,Ann,lyon,full,fr en,phone L1
      A2,Ben,lyon,full,fr,phone L1
      A3,Eve,lyon,full,fr,phone L2
      B1,Cai,lyon,half,en,phone L1
      B2,Dee,lyon,half,fr en,phone L1

      """
    try agents.write(toFile: folders.variant + "/agents.csv", atomically: true, encoding: .utf8)
    return folders
  }

  private func rows(_ path: String) throws -> [[String: String]] {
    let table = Table.read(bytes: [UInt8](try Data(contentsOf: URL(filePath: path))), file: path)
    return (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, table.text(row: row, column: $0)) })
    }
  }

  private func sum(_ rows: [[String: String]], _ column: String, where fits: ([String: String]) -> Bool) -> Double {
    rows.filter(fits).reduce(0) { $0 + (Double($1[column] ?? "") ?? .nan) }
  }

  @Test("escalations staff a queue without history, flows.csv conserves contacts, and the simulation plays them")
  func escalation() throws {
    let folders = try folders("  - { id: up, kind: escalation, from: fr-phone, to: fr-l2, share: 25 %, after: 40 min }")
    defer { folders.remove() }
    let plan = try Command.muster("plan", folders.variant, "--effort", "quick")
    #expect(plan.status < 2, "\(plan.errors)")
    #expect(plan.output.contains("Contacts of fr-l2 are derived from flows."))
    let flows = try rows(folders.variant + "/out/flows.csv")
    #expect(
      TableCatalogueTests.faults(
        [UInt8](try Data(contentsOf: URL(filePath: folders.variant + "/out/flows.csv"))),
        by: try #require(TableCatalogue.table("flows.csv"))
      ).isEmpty)
    let forecast = try rows(folders.variant + "/out/forecast.csv")
    let first = sum(forecast, "offered") { $0["queue"] == "fr-phone" }
    let second = sum(forecast, "offered") { $0["queue"] == "fr-l2" }
    #expect(abs(second / (0.25 * first) - 1) < 0.03, "\(second) of \(first)")
    let into = sum(flows, "arrived_contacts") { $0["kind"] == "arrival" }
    let out = sum(flows, "left_contacts") { $0["kind"] == "solved" || $0["kind"] == "hung-up" }
    let up = flows.filter { $0["flow"] == "up" }
    let change = sum(up, "left_contacts") { _ in true } - sum(up, "arrived_contacts") { _ in true }
    #expect(abs(into - out - change) < 1e-6)
    // Contact by contact: a quarter of whoever is answered comes up at L2, within what forty replications tell.
    let played = try Command.muster("simulate", folders.variant, "--replications", "40", "--json")
    #expect(played.status < 2, "\(played.errors)")
    let tables = try rows(folders.variant + "/out/simulation_queues.csv")
    func figure(_ queue: String, _ column: String) throws -> Double {
      let row = try #require(tables.first { $0["queue"] == queue })
      return try #require(Double(row[column] ?? ""))
    }
    let answered = try figure("fr-phone", "offered") * (1 - figure("fr-phone", "abandoned_share"))
    let came = try figure("fr-l2", "offered")
    #expect(abs(came / (0.25 * answered) - 1) < 0.03, "\(came) of \(answered)")
  }

  @Test("a share of 0 and a containment of 0 change no byte of the plan's tables") func nothing() throws {
    let flows = [
      "  - { id: up, kind: escalation, from: fr-phone, to: fr-l2, share: 0 % }",
      "  - { id: bot, kind: bot, to: en-phone, containment: 0 %, returns: 30 %, handle-time: x 1.4 }",
    ]
    let with = try folders(flows.joined(separator: "\n"))
    defer { with.remove() }
    let text = try String(contentsOfFile: with.variant + "/scenario.yaml", encoding: .utf8)
    #expect(try Command.muster("plan", with.variant, "--effort", "quick").status < 2)
    let tables = ["forecast.csv", "forecast_days.csv", "requirement.csv", "roster.csv", "coverage.csv"]
    let before = try tables.map { try Data(contentsOf: URL(filePath: "\(with.variant)/out/\($0)")) }
    let plain = text.split(separator: "\n").filter { !$0.contains("flows:") && !$0.contains("kind:") }
    try with.write(plain.joined(separator: "\n") + "\n")
    #expect(try Command.muster("plan", with.variant, "--effort", "quick").status < 2)
    for (table, bytes) in zip(tables, before) {
      #expect(try Data(contentsOf: URL(filePath: "\(with.variant)/out/\(table)")) == bytes, "\(table)")
    }
    #expect(!FileManager.default.fileExists(atPath: with.variant + "/out/flows.csv"))
  }

  @Test(
    "what is wrong in a network is said with its line and what to write",
    arguments: [
      ("{ id: up, kind: escalation, from: fr-fone, to: fr-l2, share: 5 % }", "Did you mean fr-phone?"),
      ("{ id: up, kind: escalation, from: fr-phone, to: fr-l2, share: 120 % }", "more than 100 %"),
      ("{ id: bot, kind: bot, to: fr-phone, containment: 101 % }", "more than 100 %"),
      ("{ id: up, kind: escalated, from: fr-phone, to: fr-l2, share: 5 % }", "Did you mean escalation?"),
      ("{ id: up, kind: repeat, from: fr-phone, share: 5 %, containment: 3 % }", "says nothing about repeat"),
      ("{ id: again, kind: repeat, from: fr-phone, share: 100 % }", "for ever"),
      ("{ id: fr-phone, kind: repeat, from: fr-phone, share: 10 % }", "is the id of a queue"),
      (
        "{ id: b, kind: bot, to: fr-phone, containment: 9 %, outages: [2026-03-29T02:30 to 2026-03-29T04:00] }",
        "never happens"
      ),
      ("{ id: b, kind: bot, to: fr-phone, containment: 9 %, outages: [2026-03-24T09:00] }", "has no end"),
      ("{ id: c, kind: customers, to: fr-l2, per-month: 0.3 }", "has no customers"),
      ("{ id: c, kind: customers, to: fr-l2, per-month: 0.3, customers: 12.000 }", "Write 12000, or 12."),
      ("{ id: c, kind: customers, to: fr-l2, per-month: 0.3, customers: { soon: 3 } }", "scenario.yaml:11"),
    ])
  func mistakes(flow: String, hint: String) throws {
    let folders = try folders("  - \(flow)")
    defer { folders.remove() }
    let result = try Command.muster("check", folders.variant)
    #expect(result.status == 2, "\(result.output)")
    #expect(result.output.contains(hint), "\(result.output)")
  }

  @Test("shares are changed by a what-if, and a bot is off on a date") func changes() throws {
    let flows = [
      "  - { id: up, kind: escalation, from: fr-phone, to: fr-l2, share: 20 % }",
      "  - { id: bot, kind: bot, to: en-phone, containment: 40 %, history: 40 % }",
    ]
    let folders = try folders(flows.joined(separator: "\n"))
    defer { folders.remove() }
    try folders.write(
      "extends: ../variant\nchange: { flows: { up: x 1.5, bot: 0 % on 2026-03-24 } }\n", as: "other")
    let other = folders.root.appending(path: "other").path
    let check = try Command.muster("check", other, "--origins")
    #expect(check.output.contains("flows.up.share is 30 %, not 20 %"), "\(check.output)\(check.errors)")
    for folder in [folders.variant, other] { #expect(try Command.muster("forecast", folder).status == 0) }
    func total(_ folder: String, _ queue: String, _ day: String? = nil) throws -> Double {
      try folders.forecast(folder).filter { $0.queue == queue && (day == nil || $0.day == day) }
        .reduce(0) { $0 + $1.offered }
    }
    #expect(abs(try total(other, "fr-l2") / total(folders.variant, "fr-l2") - 1.5) < 0.001)
    let day = "2026-03-24"
    #expect(abs(try total(other, "en-phone", day) / total(folders.variant, "en-phone", day) - 1 / 0.6) < 0.001)
    #expect(try total(other, "en-phone", "2026-03-25") == total(folders.variant, "en-phone", "2026-03-25"))
  }

  @Test("an import into a variant does not put a new history in the place of its base's") func importing() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let result = try Command.muster("import", folders.base + "/history.csv", "--into", folders.variant)
    #expect(result.status == 2, "\(result.output)")
    #expect(result.errors.contains("the history is that of the base"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folders.variant + "/history.csv"))
  }

  @Test("customers bring contacts to a queue without history, and what comes up again is on top") func customers()
    throws
  {
    let folders = try folders(
      """
        - { id: new, kind: customers, to: fr-l2, per-month: 0.5, customers: { 2026-03-01: 2000, 2026-05-01: 2000 } }
        - { id: up, kind: escalation, from: fr-phone, to: fr-l2, share: 10 % }
      """)
    defer { folders.remove() }
    let result = try Command.muster("forecast", folders.variant)
    #expect(result.status == 0, "\(result.errors)")
    let forecast = try folders.forecast(folders.variant)
    func total(_ queue: String) -> Double { forecast.filter { $0.queue == queue }.reduce(0) { $0 + $1.offered } }
    let expected = 2000 * 0.5 / 30.4375 * 14 + 0.1 * total("fr-phone")
    #expect(abs(total("fr-l2") / expected - 1) < 0.02, "\(total("fr-l2")) beside \(expected)")
  }
}
