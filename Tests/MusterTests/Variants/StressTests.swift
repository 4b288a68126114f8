import Foundation
import Muster
import Testing

/// What a roster stands, and what mends the first thing that it does not.
@Suite struct StressTests {
  struct Report: Decodable {
    struct Line: Decodable {
      var stress: String
      var kind: String
      var subject: String
      var chance: Double?
      var service: Double?
      var firstBelow: String?
    }
    struct Mend: Decodable {
      var agent: String
      var paidHours: Double
      var service: Double
      var isEnough: Bool
    }
    struct Breach: Decodable {
      var stress: String
      var queue: String
      var date: String
      var service: Double
      var mend: Mend?
    }
    var lines: [Line]
    var breach: Breach?

    func chance(_ stress: String, _ subject: String) -> Double? {
      lines.first { $0.stress == stress && $0.subject == subject }?.chance
    }
  }

  private func report(_ folder: String, _ arguments: String...) throws -> Report {
    let run = try Command.run(
      Command.products.appending(path: "muster").path,
      ["stress", folder, "--json", "--replications", "20"] + arguments)
    #expect(run.status < 2, "\(run.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }

  @Test("worse days never hold more goals; promises are told; the first breach has its date and a lawful mend")
  func breach() throws {
    let folders = try VariantFolders(
      """
      extends: ../base
      promises: [fr-phone service >= 1 %, fr-phone service >= 99.9 %, hours short <= 0.5 h, heads <= 4]
      flows:
        - { id: bot, kind: bot, to: fr-phone, containment: 30 %, history: 30 % }
      contracts:
        - { id: half, overtime: { hours: 6 h } }
      """)
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
    let usual = try report(folders.variant)
    for queue in ["fr-phone", "en-phone"] {
      let days = try #require(usual.chance("days", queue))
      for stress in ["sick", "surge"] { #expect(try #require(usual.chance(stress, queue)) <= days + 0.1) }
      let services = ["days", "surge"].compactMap { stress in
        usual.lines.first { $0.stress == stress && $0.subject == queue }?.service
      }
      #expect(services.count == 2 && services[1] < services[0])
    }
    let off = usual.lines.filter { $0.subject == "fr-phone" && $0.kind == "goal" }
    #expect(off.map(\.stress) == ["days", "sick", "bot", "surge"])
    #expect((off[2].service ?? 1) < (off[0].service ?? 0))
    for stress in ["days", "sick", "bot", "surge"] {
      #expect(usual.chance(stress, "fr-phone service >= 1 %") == 1)
      #expect(usual.chance(stress, "fr-phone service >= 99.9 %") == 0)
      #expect(usual.chance(stress, "heads <= 4") == 1)
    }
    #expect(usual.chance("surge", "hours short <= 0.5 h") == 0)
    #expect(usual.lines.contains { $0.stress == "bot" && $0.subject == "hours short <= 0.5 h" && $0.chance == nil })
    // More who call in sick is worse.
    let many = try report(folders.variant, "--sick", "3")
    let one = usual.lines.first { $0.stress == "sick" && $0.subject == "fr-phone" }?.service ?? 0
    #expect((many.lines.first { $0.stress == "sick" && $0.subject == "fr-phone" }?.service ?? 1) < one)
    let breach = try #require(usual.breach)
    #expect(breach.date >= "2026-03-23" && breach.date <= "2026-04-05")
    // Whoever works four hours may stay for one or two.
    let mend = try #require(breach.mend)
    #expect(["B1", "B2"].contains(mend.agent) && [1, 2].contains(mend.paidHours) && mend.service > breach.service)
    let text = try Command.muster("stress", folders.variant, "--replications", "20")
    #expect(text.output.contains("First to break: \(breach.queue) on \(breach.date), in the case "), "\(text.output)")
    let file = URL(filePath: folders.variant + "/out/stress.csv")
    let bytes = [UInt8](try Data(contentsOf: file))
    #expect(TableCatalogueTests.faults(bytes, by: try #require(TableCatalogue.table("stress.csv"))).isEmpty)
    _ = try Command.muster("stress", folders.variant, "--replications", "20")
    #expect([UInt8](try Data(contentsOf: file)) == bytes)
    // Where all has come, no surge makes it more, and nobody mends it.
    let forecast = folders.variant + "/out/forecast.csv"
    var rows = try String(contentsOfFile: forecast, encoding: .utf8).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let columns = try ["offered", "p10", "p90"].map { try #require(rows[0].firstIndex(of: $0)) }
    for row in rows.indices.dropFirst() {
      for column in columns.dropFirst() { rows[row][column] = rows[row][columns[0]] }
    }
    try rows.map { $0.joined(separator: ",") + "\n" }.joined().write(
      toFile: forecast, atomically: true, encoding: .utf8)
    let over = try report(folders.variant, "--surge", "3")
    let services = ["days", "surge"].map { stress in
      over.lines.filter { $0.stress == stress && $0.kind == "goal" }.map(\.service)
    }
    #expect(services[0] == services[1] && services[0].count == 2 && over.breach == nil, "\(services)")
  }

  @Test("where far more people work than are needed nothing breaks, and too few replications are refused")
  func strong() throws {
    let folders = try VariantFolders("extends: ../base\nchange: { people: { add: [6 like A1] } }\n")
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status == 0)
    let run = try Command.muster("stress", folders.variant, "--replications", "20", "--surge", "1")
    #expect(run.status == 0 && run.output.contains("Nothing breaks"), "\(run.output)")
    let wrong = try Command.muster("stress", folders.variant, "--replications", "1")
    #expect(wrong.status == 2 && wrong.errors.contains("--replications"))
  }
}
