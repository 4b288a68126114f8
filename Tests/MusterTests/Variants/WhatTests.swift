import Foundation
import Muster
import ScenarioFiles
import Tabular
import Testing
import Workforce

/// What a change would do, said from the last plan.
@Suite struct WhatTests {
  struct Figure: Decodable {
    var planned: Double
    var estimate: Double
    var low: Double
    var high: Double
    var inPlan: Double?
  }
  struct Report: Decodable {
    struct Queue: Decodable {
      var queue: String
      var service: Figure?
      var shortHours: Figure
      var requiredHours: Figure
    }
    var service: Figure
    var shortHours: Figure
    var wages: [String: Figure]
    var queues: [Queue]
  }

  /// The base of the variants, planned.
  private func planned() throws -> VariantFolders {
    let folders = try VariantFolders("extends: ../base\n")
    #expect(try Command.muster("plan", folders.base, "--effort", "quick").status < 2)
    return folders
  }

  private func what(_ folders: VariantFolders, _ arguments: String...) throws -> Report {
    let run = try Command.run(
      Command.products.appending(path: "muster").path, ["what", folders.base, "--json"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }

  @Test(
    "a change that is said is the change that a variant writes",
    arguments: [
      ("fr-phone volume x 1.15 from 2026-03-30", "volume: { fr-phone: x 1.15 from 2026-03-30 }"),
      ("volume fr-phone x 1.15 from 2026-03-30", "volume: { fr-phone: x 1.15 from 2026-03-30 }"),
      ("*-phone handle-time +10 %", "handle-time: { \"*-phone\": +10 % }"),
      ("lyon.absence shrinkage +2 %", "shrinkage: { lyon.absence: +2 % }"),
      ("full wages x 1.03", "wages: { full: x 1.03 }"), ("fr-phone goals 85 %", "goals: { fr-phone: 85 % }"),
      ("en-phone open sat 09:00-13:00", "open: { en-phone: { sat: 09:00-13:00 } }"),
      ("fr-phone open mon closed", "open: { fr-phone: { mon: closed } }"),
      ("short prices x 2", "prices: { short: x 2 }"), ("A2 leaves", "people: { remove: [A2] }"),
      ("A2 leaves from 2026-03-25", "people: { remove: [A2 from 2026-03-25] }"),
      ("A2 absent 2026-03-24", "people: { remove: [A2 on 2026-03-24] }"),
      ("A2 absent 2026-03-24 to 2026-03-26", "people: { remove: [A2 from 2026-03-24 to 2026-03-26] }"),
      ("A2 leaves 2026-03-30", "people: { remove: [A2 from 2026-03-30] }"),
      ("A2 absent from 2026-03-24 to 2026-03-26", "people: { remove: [A2 from 2026-03-24 to 2026-03-26] }"),
      ("+2 like B1", "people: { add: [2 like B1] }"),
      ("+1 like B1 from 2026-03-25", "people: { add: [1 like B1 from 2026-03-25] }"),
    ])
  func sentences(said: String, written: String) throws {
    let folders = try VariantFolders("extends: ../base\nchange: { \(written) }\n")
    defer { folders.remove() }
    var scenario = try ScenarioFolder.read(folders.base).scenario
    var problems = ProblemCollector()
    #expect(!scenario.apply([try ScenarioChange(sentence: said)], &problems).isEmpty)
    try problems.check()
    let variant = try ScenarioFolder.read(folders.variant).scenario
    #expect(scenario.queues == variant.queues && scenario.sites == variant.sites)
    #expect(scenario.contracts == variant.contracts && scenario.agents == variant.agents)
    #expect(scenario.leave == variant.leave && scenario.prices == variant.prices)
    #expect(scenario.demandChanges == variant.demandChanges)
  }

  @Test("no change changes nothing, more work leaves more short, one more person less; money follows who is paid")
  func directions() throws {
    let folders = try planned()
    defer { folders.remove() }
    let none = try what(folders, "* volume x 1")
    #expect(none.shortHours.estimate == none.shortHours.planned && none.service.estimate == none.service.planned)
    for queue in none.queues { #expect(queue.shortHours.estimate == queue.shortHours.planned) }
    let more = try what(folders, "fr-phone volume x 1.4")
    #expect(more.shortHours.estimate > none.shortHours.planned + 1 && more.service.estimate < none.service.planned)
    #expect(more.queues[0].requiredHours.estimate > more.queues[0].requiredHours.planned)
    let longer = try what(folders, "fr-phone volume x 1.4", "fr-phone handle-time x 1.2")
    #expect(longer.shortHours.estimate > more.shortHours.estimate)
    let helped = try what(folders, "fr-phone volume x 1.4", "+1 like A1")
    #expect(helped.shortHours.estimate < more.shortHours.estimate)
    let wages = try #require(none.wages["EUR"])
    #expect(wages.estimate == wages.planned)
    #expect(try #require(helped.wages["EUR"]).estimate > wages.planned)
    #expect(try #require(try what(folders, "A1 leaves").wages["EUR"]).estimate < wages.planned)
    let raised = try #require(try what(folders, "* wages x 1.1").wages["EUR"])
    #expect(abs(raised.estimate / raised.planned - 1.1) < 1e-3)
    for figure in [more.shortHours, more.service, raised] {
      #expect(figure.low <= figure.estimate && figure.estimate <= figure.high)
    }
  }

  @Test("every change that cannot be is said, with what was meant; without a plan too") func mistakes() throws {
    let folders = try VariantFolders("extends: ../base\n")
    defer { folders.remove() }
    let words = try Command.muster("what", folders.base, "fr-phone volumme x 1.1", "A1 absent", "fr-phone volume 3")
    #expect(words.status == 2)
    for hint in ["Did you mean volume?", "A1 absent 2026-04-01", "x 1.10 or +10 %"] {
      #expect(words.errors.contains(hint), "\(words.errors)")
    }
    let names = try Command.muster("what", folders.base, "fr-fone volume x 1.1", "A9 leaves")
    #expect(names.status == 2)
    #expect(
      names.errors.contains("Did you mean fr-phone?") && names.errors.contains("\"A9 leaves\""), "\(names.errors)")
    let none = try Command.muster("what", folders.base, "fr-phone volume x 1.1")
    #expect(none.status == 2 && none.errors.contains("Run muster "), "\(none.errors)")
  }

  @Test(
    "where more people are there than are needed the band still holds what a whole plan comes to",
    arguments: [
      ["A1-3 leaves"], ["fr-phone volume x 1.25"], ["+1 like B1"], ["A1 absent from 2026-03-24 to 2026-03-27"],
    ])
  func slack(changes: [String]) throws {
    let folders = try VariantFolders("extends: ../base\nchange: { people: { add: [3 like A1, 2 like B1] } }\n")
    defer { folders.remove() }
    #expect(try Command.muster("plan", folders.variant, "--effort", "quick").status < 2)
    let run = try Command.run(
      Command.products.appending(path: "muster").path,
      ["what", folders.variant, "--plan", "--effort", "quick"] + changes)
    #expect(run.status == 0 && run.output.contains("The whole plan is inside the band."), "\(run.output)\(run.errors)")
  }

  @Test(
    "what was said and what the whole plan gave is written down, once for each question, and outlives the next plan")
  func record() throws {
    let folders = try planned()
    defer { folders.remove() }
    let file = folders.base + "/out/what.csv"
    for changes in [["fr-phone volume x 1.2"], ["+1 like A1", "en-phone volume x 1.3"], ["fr-phone volume x 1.2"]] {
      let run = try Command.run(
        Command.products.appending(path: "muster").path,
        ["what", folders.base, "--plan", "--effort", "quick"] + changes)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("planned again") && run.output.contains("The whole plan is "), "\(run.output)")
    }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    #expect(TableCatalogueTests.faults(bytes, by: try #require(TableCatalogue.table("what.csv"))).isEmpty)
    let table = Table.read(bytes: bytes, file: file)
    let said = (0..<table.rowCount).map { table.text(row: $0, column: 0) }
    #expect(Set(said) == ["fr-phone volume x 1.2", "+1 like A1; en-phone volume x 1.3"])
    // Service, hours and wages of all, service and hours of two queues.
    #expect(said.count == 14)
    #expect(try Command.muster("plan", folders.base, "--effort", "quick").status < 2)
    #expect([UInt8](try Data(contentsOf: URL(filePath: file))) == bytes)
  }
}
