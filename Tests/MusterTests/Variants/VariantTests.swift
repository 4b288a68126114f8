import Foundation
import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

/// A scenario that extends another says what differs; all else is the base's, and every value knows where it came from.
@Suite struct VariantTests {
  @Test("what a variant does not say is its base's, file by file and value by value") func inheritance() throws {
    let pair = try VariantFolders(
      """
      extends: ../base
      name: Quicker answers
      queues:
        - { id: fr-phone, goal: { answered: 90 % } }
        - id: fr-chat
          language: fr
          channel: chat
          open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
          goal: { answered: 80 %, within: 60 s }
          handle-time: 5 min
      prices: { short: 20 }
      """)
    defer { pair.remove() }
    let base = try ScenarioFolder.read(pair.base)
    let variant = try ScenarioFolder.read(pair.variant)
    #expect(variant.scenario.name == "Quicker answers")
    #expect(variant.scenario.queues.map(\.id) == ["fr-phone", "en-phone", "fr-chat"])
    #expect(variant.scenario.queues[0].goal.answered == 0.9)
    #expect(variant.scenario.queues[0].goal.within == base.scenario.queues[0].goal.within)
    #expect(variant.scenario.queues[1] == base.scenario.queues[1])
    #expect(variant.scenario.agents == base.scenario.agents)
    #expect(variant.scenario.prices.short == 20)
    #expect(variant.scenario.prices.over == base.scenario.prices.over)
    #expect(Array(variant.history.series.prefix(2)) == base.history.series)
    let goal = try #require(variant.origins.first { $0.path == "queues.fr-phone.goal.answered" })
    #expect(goal.value == "90 %")
    #expect(goal.replaced == "80 %")
    #expect(goal.place.file == "scenario.yaml")
    #expect(goal.place.line == 4)
    #expect(goal.replacedPlace?.file == "../base/scenario.yaml")
    #expect(goal.replacedPlace?.line == 10)
  }

  @Test("an entry of a variant's own need not say what the entries of the base happen to say") func ownEntries() throws
  {
    let pair = try VariantFolders(
      """
      extends: ../base
      sites: [{ id: nantes, zone: Europe/Paris }]
      contracts:
        - { id: days, week: { hours: 24 h, days: 3 }, shifts: { lengths: [8 h], starts: 09:00-09:00 every 30 min }, cost: 13 EUR/h }
      flows: [{ id: up, kind: escalation, from: fr-phone, to: en-phone, share: 5 %, after: 1 h }]
      """)
    defer { pair.remove() }
    try pair.write(
      "extends: ../variant\nflows: [{ id: again, kind: repeat, from: fr-phone, share: 8 %, after: 1 d }]\n",
      as: "second")
    let scenario = try ScenarioFolder.read(pair.root.appending(path: "second").path).scenario
    #expect(scenario.sites.map(\.id) == ["lyon", "nantes"])
    #expect(scenario.contracts.map(\.id) == ["full", "half", "days"])
    #expect(scenario.flows.arrows.map(\.id) == ["up", "again"])
    try pair.write("extends: ../variant\nflows: [{ id: uq, share: 8 % }]\n", as: "third")
    let third = try Command.muster("check", pair.root.appending(path: "third").path)
    #expect(third.status == 2 && third.output.contains("it has no kind") && third.output.contains("up"), "\(third)")
  }

  @Test("a variant that says nothing plans byte for byte what its base plans") func nothing() throws {
    let pair = try VariantFolders("extends: ../base\n")
    defer { pair.remove() }
    for folder in [pair.base, pair.variant] {
      #expect(try Command.muster("forecast", folder).status == 0)
      #expect(try Command.muster("staff", folder).status == 0)
    }
    for file in ["forecast.csv", "forecast_days.csv", "requirement.csv"] {
      #expect(
        FileManager.default.contents(atPath: "\(pair.base)/out/\(file)")
          == FileManager.default.contents(atPath: "\(pair.variant)/out/\(file)"))
    }
    #expect(try ScenarioFolder.read(pair.variant).origins.isEmpty)
  }

  @Test("a table of the variant's own stands for the base's") func ownTable() throws {
    let pair = try VariantFolders("extends: ../base\n")
    defer { pair.remove() }
    try "id,name,site,contract,languages,skills\nX1,One,lyon,full,fr en,phone L1\n".write(
      toFile: pair.variant + "/agents.csv", atomically: true, encoding: .utf8)
    #expect(try ScenarioFolder.read(pair.variant).scenario.agents.map(\.id) == ["X1"])
    #expect(try ScenarioFolder.read(pair.base).scenario.agents.count == 4)
  }

  @Test("weekdays that a variant names are replaced in opening hours, also those inside a stretch") func weekdays()
    throws
  {
    let pair = try VariantFolders(
      """
      extends: ../base
      queues:
        - { id: fr-phone, open: { wed: closed, sat: 10:00-14:00 } }
      """)
    defer { pair.remove() }
    let week = try ScenarioFolder.read(pair.variant).scenario.queues[0].open.week
    let before = try ScenarioFolder.read(pair.base).scenario.queues[0].open.week
    #expect(week[0] == before[0])
    #expect(week[2].isEmpty)
    #expect(week[4] == before[4])
    #expect(week[5].map(\.start.minutes) == [600])
  }

  @Test("relative changes of every kind do what they say and name what they replace") func changes() throws {
    let pair = try VariantFolders(
      """
      extends: ../base
      change:
        volume: { fr-phone: x 1.15 from 2026-03-30 }
        handle-time: { "*-phone": +10 % }
        shrinkage: { lyon.absence: +2 % }
        wages: { full: x 1.03 from 2026-04-01, half: 12.50 EUR/h }
        people: { add: 2 like B1 from 2026-04-02, remove: [A2] }
        goals: { en-phone: 85 %, fr-phone: { within: 30 s } }
        open: { en-phone: { sat: 09:00-13:00 } }
        prices: { short: x 2 }
      ledger: ledger.csv
      """)
    defer { pair.remove() }
    try "agent_id,nights,weekends,late_ends\nB1,3,4,5\n".write(
      toFile: pair.variant + "/ledger.csv", atomically: true, encoding: .utf8)
    let input = try ScenarioFolder.read(pair.variant)
    let scenario = input.scenario
    #expect(
      scenario.demandChanges == [
        DemandChange(.volume, of: "fr-phone", by: 1.15, from: CivilDate(iso: "2026-03-30")),
        DemandChange(.handleTime, of: "fr-phone", by: 1.1), DemandChange(.handleTime, of: "en-phone", by: 1.1),
      ])
    #expect(abs((scenario.site("lyon")?.shrinkage[0].share ?? 0) - 0.07) < 1e-12)
    let full = try #require(scenario.contract("full"))
    #expect(full.costPerHour(on: try #require(CivilDate(iso: "2026-03-31"))).minorUnits == 1500)
    #expect(full.costPerHour(on: try #require(CivilDate(iso: "2026-04-01"))).minorUnits == 1545)
    #expect(scenario.contract("half")?.costPerHour.minorUnits == 1250)
    #expect(scenario.agents.map(\.id) == ["A1", "B1", "B2", "B1-1", "B1-2"])
    #expect(scenario.agent("B1-2")?.from == CivilDate(iso: "2026-04-02"))
    #expect(
      scenario.ledger
        == ["B1", "B1-1", "B1-2"].map { LedgerEntry(agent: $0, nights: 3, weekends: 4, lateEnds: 5) })
    #expect(scenario.leave.allSatisfy { $0.agent != "A2" })
    #expect(scenario.queues[1].goal.answered == 0.85)
    #expect(scenario.queues[0].goal.within.value == 30)
    #expect(scenario.queues[1].open.week[5].map(\.end.minutes) == [780])
    #expect(scenario.prices.short == 20)
    let shrinkage = try #require(input.origins.first { $0.path == "sites.lyon.absence" })
    #expect(shrinkage.value == "7 %")
    #expect(shrinkage.replaced == "5 %")
    #expect(shrinkage.place.line == 5)
  }

  @Test("volume and handle time move by their factor on the dates they are for, and by nothing else") func demand()
    throws
  {
    let pair = try VariantFolders(
      """
      extends: ../base
      change: { volume: { fr-phone: x 1.5 from 2026-03-25 to 2026-03-26 }, handle-time: { en-phone: x 0.8 } }
      """)
    defer { pair.remove() }
    for folder in [pair.base, pair.variant] { #expect(try Command.muster("forecast", folder).status == 0) }
    let before = try pair.forecast(pair.base)
    let after = try pair.forecast(pair.variant)
    #expect(before.count == after.count)
    var touched = 0
    for (one, other) in zip(before, after) {
      let isMeant = one.queue == "fr-phone" && ["2026-03-25", "2026-03-26"].contains(one.day)
      touched += isMeant ? 1 : 0
      #expect(abs(other.offered - one.offered * (isMeant ? 1.5 : 1)) < 2e-4)
      #expect(abs(other.handleTime - one.handleTime * (one.queue == "en-phone" ? 0.8 : 1)) < 0.02)
    }
    #expect(touched > 20)
  }

  @Test("origins are printed with file, line and the value before") func origins() throws {
    let pair = try VariantFolders("extends: ../base\nqueues: [{ id: en-phone, patience: 45 s }]\n")
    defer { pair.remove() }
    let result = try Command.muster("check", pair.variant, "--origins")
    #expect(result.status == 0)
    #expect(
      result.output.contains("scenario.yaml:2: queues.en-phone.patience is 45 s, not 90 s (../base/scenario.yaml:17)"),
      "\(result.output)")
  }

  @Test(
    "what cannot be is said with file, line and the nearest names",
    arguments: [
      ("extends: ../bse\n", "scenario.yaml:1", "Did you mean base?"),
      ("extends: .\n", "scenario.yaml:1", "circle"),
      ("extends: ../base\nquees: 3\n", "scenario.yaml:2", "Did you mean queues?"),
      ("extends: ../base\nqueues: [{ id: fr-phne, patience: 9 s }]\n", "scenario.yaml:2", "Did you mean fr-phone?"),
      ("extends: ../base\nchange: { volume: { fr-fone: x 2 } }\n", "scenario.yaml:2", "Did you mean fr-phone?"),
      ("extends: ../base\nchange: { volme: { fr-phone: x 2 } }\n", "scenario.yaml:2", "Did you mean volume?"),
      ("extends: ../base\nchange: { shrinkage: { lyon.absense: +2 % } }\n", "scenario.yaml:2", "lyon.absence"),
      ("extends: ../base\nchange: { volume: { fr-phone: x 2 to 2025-12-31 } }\n", "scenario.yaml:2", "horizon"),
      ("extends: ../base\nchange: { wages: { full: 20 USD/h } }\n", "scenario.yaml:2", "EUR"),
      ("extends: ../base\nchange: { people: { remove: [Z9] } }\n", "scenario.yaml:2", "no such person"),
      ("extends: ../base\nchange: { goals: { fr-phone: +40 % } }\n", "scenario.yaml:2", "120 %"),
      ("extends: ../base\nchange: { shrinkage: { lyon.absence: 99.9 % } }\n", "scenario.yaml:2", "adds up"),
      ("extends: ../base\nqueues: [{ id: fr-phone, goal: { answred: 1 % } }]\n", "scenario.yaml:2", "answered"),
    ])
  func mistakes(text: String, place: String, hint: String) throws {
    let pair = try VariantFolders(text)
    defer { pair.remove() }
    let result = try Command.muster("check", pair.variant)
    #expect(result.status == 2)
    #expect(result.output.contains("\(place), column"), "\(result.output)")
    #expect(result.output.contains(hint), "\(result.output)")
  }

  @Test("a circle of three is found, a fault of the base is told in the base's file") func chains() throws {
    let pair = try VariantFolders("extends: ../middle\n")
    defer { pair.remove() }
    let middle = pair.root.appending(path: "middle")
    try FileManager.default.createDirectory(at: middle, withIntermediateDirectories: true)
    let file = middle.appending(path: "scenario.yaml")
    try "extends: ../base\nqueues: [{ id: fr-phone, patience: 40 s }]\n".write(
      to: file, atomically: true, encoding: .utf8)
    #expect(try ScenarioFolder.read(pair.variant).scenario.queues[0].patience?.value == 40)
    try "extends: ../base\nqueues: [{ id: fr-phone, patience: soon }]\n".write(
      to: file, atomically: true, encoding: .utf8)
    let fault = try Command.muster("check", pair.variant)
    #expect(fault.output.contains("../middle/scenario.yaml:2, column"), "\(fault.output)")
    try "extends: ../variant\n".write(to: file, atomically: true, encoding: .utf8)
    let circle = try Command.muster("check", pair.variant)
    #expect(circle.status == 2)
    #expect(circle.output.contains("circle"), "\(circle.output)")
  }
}

/// A base with two queues and four people, and a variant beside it.
struct VariantFolders {
  var root: URL
  var base: String { root.appending(path: "base").path }
  var variant: String { root.appending(path: "variant").path }

  init(_ text: String) throws {
    root = try Command.temporaryFolder()
    for name in ["base", "variant"] {
      try FileManager.default.createDirectory(at: root.appending(path: name), withIntermediateDirectories: true)
    }
    for (name, content) in Self.files {
      try content.write(toFile: "\(base)/\(name)", atomically: true, encoding: .utf8)
    }
    try text.write(toFile: variant + "/scenario.yaml", atomically: true, encoding: .utf8)
  }

  /// Writes the variant anew, under another name where one is given.
  func write(_ text: String, as name: String = "variant") throws {
    let folder = root.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: folder.appending(path: "scenario.yaml"), atomically: true, encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  /// Rows of forecast.csv.
  func forecast(_ folder: String) throws -> [(queue: String, day: String, offered: Double, handleTime: Double)] {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/out/forecast.csv")))
    let table = Table.read(bytes: bytes, file: "forecast.csv")
    func column(_ name: String) throws -> Int { try #require(table.header.firstIndex(of: name)) }
    let (queue, start) = (try column("queue"), try column("start_local"))
    let (offered, time) = (try column("offered"), try column("average_handle_seconds"))
    return (0..<table.rowCount).map { row in
      (
        table.text(row: row, column: queue), String(table.text(row: row, column: start).prefix(10)),
        Double(table.text(row: row, column: offered)) ?? .nan, Double(table.text(row: row, column: time)) ?? .nan
      )
    }
  }

  static let files: [String: String] = [
    "scenario.yaml": """
    name: Two queues
    horizon: { first: 2026-03-23, weeks: 2, interval: 30 min }
    history: history.csv
    agents: agents.csv
    queues:
      - id: fr-phone
        language: fr
        channel: phone
        open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }
        goal: { answered: 80 %, within: 20 s }
        patience: 90 s
      - id: en-phone
        language: en
        channel: phone
        open: { zone: Europe/London, mon-fri: 09:00-17:00 }
        goal: { answered: 75 %, within: 30 s }
        patience: 90 s
    sites:
      - { id: lyon, zone: Europe/Paris, shrinkage: { absence: 5 %, training: 3 % } }
    contracts:
      - id: full
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 08:00-10:00 every 30 min, lunch: 30 min unpaid }
        rest: 11 h
        cost: 15 EUR/h
      - id: half
        week: { hours: 20 h, days: 5 }
        shifts: { lengths: [4 h], starts: 08:00-13:00 every 30 min, lunch: none }
        rest: 11 h
        cost: 12 EUR/h
    prices: { short: 10, over: 1 }
    """,
    "agents.csv": """
    id,name,site,contract,languages,skills
    A1,Ann,lyon,full,fr en,phone L1
    A2,Ben,lyon,full,fr,phone L1
    B1,Cai,lyon,half,en,phone L1
    B2,Dee,lyon,half,fr en,phone L1

    """,
    "history.csv": history,
  ]

  /// Eight weeks of half hours from a rule, weekdays and hours of different weight.
  private static let history: String = {
    var lines = ["start,queue,offered,handled,abandoned,handle_seconds_total"]
    let first = CivilDate(daysSinceEpoch: (CivilDate(iso: "2026-01-26")?.daysSinceEpoch ?? 0))
    for day in 0..<56 where day % 7 < 5 {
      let date = first.advanced(byDays: day)
      for slot in 0..<16 {
        let minutes = 9 * 60 + slot * 30
        let clock = "\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 == 0 ? "00" : "30")"
        let calls = 6 + (slot * 5) % 7 + (day % 7) + (day * 7 + slot * 3) % 4
        lines.append("\(date.isoText)T\(clock)+01:00,fr-phone,\(calls),\(calls),0,\(calls * (280 + slot))")
        lines.append(
          "\(date.isoText)T\(clock)+00:00,en-phone,\(calls / 2 + 2),\(calls / 2 + 2),0,\((calls / 2 + 2) * 240)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()
}
