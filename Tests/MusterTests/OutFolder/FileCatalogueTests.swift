import Foundation
import Muster
import Testing

/// The catalogue of files beside what commands leave in a folder and take out of it.
@Suite struct FileCatalogueTests {
  private static func names(in folder: URL) throws -> Set<String> {
    Set(try Command.contents(of: folder.appending(path: "out")).keys)
  }

  @Test("every file of an out folder is in the catalogue, and goes only after a command that it names")
  func wholeLife() throws {
    let place = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: place) }
    let folder = place.appending(path: "plan")
    func run(_ command: FileCatalogue.Command, _ options: String...) throws -> (gone: Set<String>, now: Set<String>) {
      let before = (try? Self.names(in: folder)) ?? []
      let muster = Command.products.appending(path: "muster").path
      let run = try Command.run(muster, [command.rawValue, folder.path] + options)
      #expect(run.status <= 1, "\(command): \(run.errors)")
      let now = try Self.names(in: folder)
      for name in now { #expect(FileCatalogue.result(name) != nil, "\(command) left \(name)") }
      let gone = before.subtracting(now)
      for name in gone where name != "report.html" && name != "kpis.csv" {
        #expect(FileCatalogue.result(name)?.replacedBy.contains(command) == true, "\(command) took \(name)")
      }
      return (gone, now)
    }
    _ = try run(.plan, "--effort", "quick")
    _ = try run(.forecast, "--paths", "2")
    _ = try run(.outlook, "--months", "2")
    _ = try run(.staff)
    _ = try run(.roster, "--effort", "quick")
    _ = try run(.simulate, "--replications", "2")
    _ = try run(.value, "--write")
    _ = try run(.kpis)
    _ = try run(.stress)
    _ = try run(.report)
    // What was played or found of a roster tells of that one alone; a page and a ledger of what they are made from.
    #expect(try Self.names(in: folder).isSuperset(of: ["simulation.csv", "kpis.csv", "value.csv", "report.html"]))
    let (gone, now) = try run(.roster, "--effort", "quick")
    let told: Set = ["simulation.csv", "simulation_days.csv", "value.csv", "value_shifts.csv", "stress.csv"]
    #expect(gone.isSuperset(of: told.union(["kpis.csv", "report.html"])))
    #expect(now.isSuperset(of: ["forecast_paths.csv", "outlook_months.csv", "requirement.csv"]))
    // A plan starts anew, beside what looks further ahead.
    let again = try run(.plan, "--effort", "quick")
    #expect(again.gone.contains("forecast_paths.csv"))
    #expect(again.now.isSuperset(of: ["outlook_months.csv", "manifest.json", "datapackage.json"]))
  }

  @Test("a plan of weeks leaves what looks further ahead, and a plan of hires takes its own alone")
  func ahead() throws {
    for name in [
      "outlook_months.csv", "headcount_heads.csv", "schedule_loss.csv", "handover/vendor_acme.csv", "what.csv",
    ] {
      let entry = try #require(FileCatalogue.result(name))
      #expect(!entry.replacedBy.contains(.plan), "\(name)")
    }
    for entry in FileCatalogue.all where entry.replacedBy.contains(.headcount) {
      #expect(entry.stage == "headcount", "\(entry.name)")
    }
    #expect(FileCatalogue.result("handover/vendor_acme.csv")?.replacedBy == [.headcount])
  }

  @Test("names are unique in their place, and every table of the catalogue of tables is there with its columns")
  func soundness() {
    let names = FileCatalogue.all.map { "\($0.place) \($0.name)" }
    #expect(Set(names).count == names.count)
    for table in TableCatalogue.all {
      #expect(FileCatalogue.all.contains { $0.name == table.fileName && $0.table == table }, "\(table.fileName)")
    }
  }

  @Test(
    "a path is told by its name or its folder, and what is nobody's is told as such",
    arguments: [
      ("roster.csv", "roster.csv"), ("calendars/people/ada.ics", "calendars/"), ("calendars", nil),
      ("revisions/0/roster.csv", "revisions/"), ("handover/vendor_acme.csv", "handover/"), ("handover", nil),
      ("roster.csv.bak", nil), ("notes/roster.csv", nil),
    ])
  func places(path: String, name: String?) {
    #expect(FileCatalogue.result(path)?.name == name)
  }
}
