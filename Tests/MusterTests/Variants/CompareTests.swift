import Foundation
import Muster
import ScenarioFiles
import Tabular
import Testing

/// Differences between scenarios are explained to the last unit.
@Suite struct CompareTests {
  /// What a variant says, and the drivers that may tell of it.
  static let pairs: [(text: String, drivers: Set<Cause>)] = [
    ("", []),
    ("change: { handle-time: { fr-phone: x 1.1 } }", [.handleTime]),
    ("change: { volume: { \"*\": x 1.2 from 2026-03-30 } }", [.volume]),
    ("change: { goals: { en-phone: 90 % } }", [.goals]),
    ("change: { shrinkage: { lyon.absence: +4 % } }", [.shrinkage]),
    ("change: { wages: { \"*\": x 1.03 } }", [.wages]),
    ("change: { people: { add: 2 like A1 } }", [.people]),
    ("change: { open: { fr-phone: { fri: 09:00-13:00 } } }", [.openingHours]),
    (
      """
      change:
        volume: { fr-phone: x 1.13 }
        handle-time: { "*": x 0.93 }
        shrinkage: { lyon.training: x 1.7 }
        goals: { fr-phone: 87 % }
        wages: { half: x 1.07 from 2026-03-30 }
        people: { remove: [B2], add: 1 like B1 from 2026-03-27 }
        open: { en-phone: { sat: 10:00-12:00, mon: 10:00-17:00 } }
      """, [.volume, .handleTime, .shrinkage, .goals, .wages, .people, .openingHours]
    ),
  ]

  private func compared(_ one: String, _ other: String) throws -> Comparison {
    try #require(try Comparer(base: one, others: [other], depth: .staffing).compare().first)
  }

  @Test(
    "parts add up to the difference in every cell, swapping flips every sign, and only what changed is named",
    arguments: pairs)
  func exactness(pair: (text: String, drivers: Set<Cause>)) throws {
    let folders = try VariantFolders("extends: ../base\n" + pair.text + "\n")
    defer { folders.remove() }
    let there = try compared(folders.base, folders.variant)
    let back = try compared(folders.variant, folders.base)
    #expect(Set(there.parts.keys) == pair.drivers)
    let cells = Set(there.base.keys).union(there.other.keys)
    #expect(cells.count >= 10)
    for cell in cells {
      let parts = Cause.allCases.reduce(0) { $0 + (there.parts[$1]?[cell] ?? 0) }
      #expect((there.base[cell] ?? 0) + parts == there.other[cell] ?? 0, "\(cell)")
      for driver in Cause.allCases {
        #expect((there.parts[driver]?[cell] ?? 0) == -(back.parts[driver]?[cell] ?? 0), "\(driver) of \(cell)")
      }
    }
    #expect(there.base == back.other)
    #expect(there.other == back.base)
  }

  @Test("contract hours of who joins in mid-week are those that a roster may give") func joiner() throws {
    let folders = try VariantFolders("extends: ../base\nchange: { people: { add: 1 like A1 from 2026-03-27 } }\n")
    defer { folders.remove() }
    let comparison = try compared(folders.base, folders.variant)
    func sum(_ measure: Measure) -> Int {
      comparison.other.filter { $0.key.measure == measure }.reduce(0) { $0 + $1.value }
        - comparison.base.filter { $0.key.measure == measure }.reduce(0) { $0 + $1.value }
    }
    // Four of the seven dates take off four days' shares of 8 h: 8 h of 40 h are left, and 40 h of the next week.
    #expect(abs(sum(.contractHours) - 480_000) <= 2)
    #expect(abs(sum(.contractPay("EUR")) - 72_000) <= 2)
  }

  @Test("what a comparison says of contacts and hours is what the chain writes, stage by stage") func sameAsFiles()
    throws
  {
    let folders = try VariantFolders("extends: ../base\nplan-for: P80\nchange: { volume: { fr-phone: x 1.17 } }\n")
    defer { folders.remove() }
    let comparison = try compared(folders.base, folders.variant)
    for (folder, cells) in [(folders.base, comparison.base), (folders.variant, comparison.other)] {
      #expect(try Command.muster("forecast", folder).status == 0)
      #expect(try Command.muster("staff", folder).status == 0)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/out/requirement.csv")))
      let table = Table.read(bytes: bytes, file: "requirement.csv")
      func sum(_ name: String, of queue: String, times factor: Double) throws -> Double {
        let column = try #require(table.header.firstIndex(of: name))
        let id = try #require(table.header.firstIndex(of: "queue"))
        return (0..<table.rowCount).filter { table.text(row: $0, column: id) == queue }
          .reduce(0) { $0 + (Double(table.text(row: $1, column: column)) ?? .nan) * factor }
      }
      for queue in ["fr-phone", "en-phone"] {
        func figure(_ measure: Measure) -> Double {
          Double(cells.filter { $0.key.id == queue && $0.key.measure == measure }.reduce(0) { $0 + $1.value }) / 10_000
        }
        // Rows are rounded to four decimals each.
        let slack = 0.0002 * Double(table.rowCount)
        #expect(abs(figure(.contacts) - (try sum("offered", of: queue, times: 1))) < slack)
        #expect(abs(figure(.requiredHours) - (try sum("net_agents", of: queue, times: 0.5))) < slack)
        #expect(abs(figure(.grossHours) - (try sum("gross_agents", of: queue, times: 0.5))) < slack)
      }
    }
  }

  @Test("whole plans: parts and the chance of the search add up, and a variant equal to its base differs in nothing")
  func plans() throws {
    let folders = try VariantFolders("extends: ../base\nchange: { people: { add: 1 like A1 } }\n")
    defer { folders.remove() }
    try folders.write("extends: ../base\n", as: "same")
    let same = folders.root.appending(path: "same").path
    let found = try Comparer(
      base: folders.base, others: [folders.variant, same], depth: .plan, search: SearchSettings(effort: .quick)
    ).compare()
    let changed = found[0]
    #expect(changed.base.keys.contains { $0.measure == .paidHours })
    for cell in Set(changed.base.keys).union(changed.other.keys) {
      let parts = Cause.allCases.reduce(0) { $0 + (changed.parts[$1]?[cell] ?? 0) }
      #expect((changed.base[cell] ?? 0) + parts == changed.other[cell] ?? 0, "\(cell)")
    }
    #expect(Set(changed.parts.keys).isSubset(of: [.people, .search]))
    #expect(found[1].parts.isEmpty)
    #expect(found[1].base == found[1].other)
  }

  @Test("the command prints tables, JSON and a tidy file whose parts add up") func command() throws {
    let folders = try VariantFolders("extends: ../base\nchange: { handle-time: { fr-phone: x 1.1 } }\n")
    defer { folders.remove() }
    let csv = folders.root.appending(path: "compare.csv")
    let result = try Command.muster(
      "compare", folders.base, folders.variant, "--until", "staffing", "--csv", csv.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("handle time"))
    #expect(!result.output.contains("volume"))
    let bytes = [UInt8](try Data(contentsOf: csv))
    #expect(TableCatalogueTests.faults(bytes, by: ComparisonTable.definition).isEmpty)
    let json = try Command.muster("compare", folders.base, folders.variant, "--until", "staffing", "--json")
    struct Figure: Decodable {
      var measure: String
      var base: Double
      var other: Double
    }
    struct Side: Decodable {
      var totals: [Figure]
      var queues: [String: [Figure]]
      var languages: [String: [Figure]]
      var channels: [String: [Figure]]
      var sites: [String: [Figure]]
      var months: [String: [Figure]]
    }
    // Whatever they are added up by, groups add up to the total; each measure is of queues or of sites.
    let side = try #require(JSONDecoder().decode([Side].self, from: Data(json.output.utf8)).first)
    #expect(Set(side.languages.keys) == ["en", "fr"] && Set(side.channels.keys) == ["phone"])
    #expect(Set(side.sites.keys) == ["lyon"] && side.months.count == 2)
    for groups in [side.queues, side.languages, side.channels, side.sites, side.months] {
      for measure in Set(groups.values.joined().map(\.measure)) {
        let total = try #require(side.totals.first { $0.measure == measure })
        let own = groups.values.joined().filter { $0.measure == measure }
        #expect(abs(own.reduce(0) { $0 + $1.other } - total.other) < 1e-6, "\(measure)")
        #expect(abs(own.reduce(0) { $0 + $1.base } - total.base) < 1e-6, "\(measure)")
      }
    }
    let grouped = try Command.muster(
      "compare", folders.base, folders.variant, "--until", "staffing", "--by", "language", "--by", "channel"
    ).output
    #expect(!grouped.contains("By queue") && grouped.contains("By channel"))
    let french = try #require(grouped.split(separator: "By language\n").last?.split(separator: "\n").dropFirst().first)
    #expect(french.hasPrefix("fr ") && grouped.contains("cost per contact, EUR"), "\(grouped)")
    let other = try Command.muster("compare", folders.base, folders.base + "/nowhere", "--until", "staffing")
    #expect(other.status == 2)
  }

  @Test("plans of other weeks are not compared") func horizons() throws {
    let folders = try VariantFolders("extends: ../base\nhorizon: { weeks: 3 }\n")
    defer { folders.remove() }
    let result = try Command.muster("compare", folders.base, folders.variant, "--until", "staffing")
    #expect(result.status == 2)
    #expect(result.errors.contains("horizon"))
  }
}
