import Foundation
import Muster
import Tabular
import Testing

/// kpis.csv on a plan that can be worked out with a pencil.
@Suite("the ledger of figures by queue and interval")
struct KpiLedgerTests {
  /// Two people from 08:00 to 10:00 in Berlin on German calls, one of them fifteen paid minutes at rest in the second half hour.
  static func folder(_ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "out"), withIntermediateDirectories: true)
    var hours = ""
    for start in ["07:00", "07:30", "08:00", "08:30"] { hours += "de-phone,2026-03-23T\(start):00Z,6,300,2\n" }
    let files = [
      "scenario.yaml": StaffImportTests.scenario,
      "agents.csv": """
      id,name,site,contract,languages,skills
      A1,Ann,berlin,full-time,de,phone L1
      A2,Ben,lyon,part-time,de,phone L1

      """,
      "leave.csv": "agent,from,to,kind\n",
      "out/requirement.csv": "queue,start_utc,offered,average_handle_seconds,net_agents\n" + hours,
      "out/roster.csv": """
      agent_id,start_utc,end_utc
      A1,2026-03-23T07:00:00Z,2026-03-23T09:00:00Z
      A2,2026-03-23T07:00:00Z,2026-03-23T09:00:00Z

      """,
      "out/breaks.csv": """
      agent_id,date,kind,paid,start_utc,end_utc
      A1,2026-03-23,rest,true,2026-03-23T07:30:00Z,2026-03-23T07:45:00Z

      """,
      "out/assignments.csv": """
      agent_id,queues,start_utc,end_utc
      A1,de-phone,2026-03-23T07:00:00Z,2026-03-23T09:00:00Z
      A2,de-phone,2026-03-23T07:00:00Z,2026-03-23T09:00:00Z

      """,
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder)
  }

  static func rows(_ folder: URL) throws -> [[String: String]] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "out/kpis.csv")))
    let definition = try #require(TableCatalogue.table("kpis.csv"))
    #expect(TableCatalogueTests.faults(bytes, by: definition) == [])
    return try NumbersTests.Table(folder.appending(path: "out/kpis.csv")).rows
  }

  static func number(_ row: [String: String]?, _ column: String) -> Double? { row?[column].flatMap(Double.init) }

  @Test("planned figures are those of a pencil, and wages are shared out to the cent")
  func planned() throws {
    try Self.folder { folder in
      let result = try Planner(folder: folder.path).kpis()
      #expect(result.files == ["kpis.csv"])
      let rows = try Self.rows(folder).filter { $0["reading"] == "planned" && $0["queue"] == "de-phone" }
      #expect(rows.count == 4)
      func sum(_ column: String) -> Double { rows.reduce(0) { $0 + (Self.number($1, column) ?? 0) } }
      #expect(sum("offered") == 24 && sum("required_hours") == 4)
      #expect(sum("paid_hours") == 4 && sum("productive_hours") == 3.75 && sum("lost_hours") == 0.25)
      #expect(sum("cost") == 80 && rows.allSatisfy { $0["currency"] == "EUR" })
      // An erlang on two people, and on one and a half.
      #expect(Self.number(rows[0], "occupancy") == 0.5 && Self.number(rows[1], "occupancy") == 0.6667)
      // Without patience nobody hangs up, so what is offered is handled: 20 EUR for six contacts.
      #expect(Self.number(rows[0], "cost_per_contact") == 3.3333)
      #expect(Self.number(rows[0], "handled") == 6 && rows[0]["backlog"] == "")
      let service = try #require(Self.number(rows[0], "service_level"))
      // Erlang C of one erlang on two people: a third waits, e^(-20/300) of them longer than 20 s.
      #expect(abs(service - (1 - exp(-20.0 / 300) / 3)) < 0.0001)
    }
  }

  @Test("the error of service is split into contacts, handle time, people and the rest, and adds up")
  func real() throws {
    try Self.folder { folder in
      let actuals = folder.appending(path: "actuals.csv")
      try Data(
        """
        start,queue,offered,handled,abandoned,handle_seconds_total,service_level,average_wait_seconds,agents
        2026-03-23T08:00+01:00,de-phone,6,6,0,1800,0.6,100,2
        2026-03-23T08:30+01:00,de-phone,7,6,1,1980,0.4,200,1.5
        2026-03-23T09:00+01:00,de-phone,6,6,0,1800,0.5,60,1.5
        2026-03-23T09:30+01:00,de-phone,6,,,,,,
        2026-02-23T09:30+01:00,de-phone,99,,,,,,

        """.utf8
      ).write(to: actuals)
      _ = try Planner(folder: folder.path).kpis(actuals: actuals.path)
      let real = try Self.rows(folder).filter { $0["reading"] == "real" }
      #expect(real.count == 4)
      for row in real.prefix(3) {
        let error = try #require(Self.number(row, "service_error"))
        let parts = try ["volume_effect", "handle_time_effect", "staff_effect", "model_effect"].map {
          try #require(Self.number(row, $0))
        }
        #expect(abs(parts.reduce(0, +) - error) < 1e-9, "\(row)")
      }
      // As planned but for what no formula knows.
      #expect(["volume_effect", "handle_time_effect", "staff_effect"].allSatisfy { Self.number(real[0], $0) == 0 })
      // More contacts of 330 s on the people planned, none of whom waits past the half hour; then fewer people alone.
      #expect(try #require(Self.number(real[1], "volume_effect")) < -0.01)
      #expect(try #require(Self.number(real[1], "handle_time_effect")) < -0.01)
      #expect(Self.number(real[1], "staff_effect") == 0)
      #expect(try #require(Self.number(real[2], "staff_effect")) < -0.05 && Self.number(real[2], "volume_effect") == 0)
      #expect(Self.number(real[1], "abandoned_share") == 0.1429 && Self.number(real[1], "occupancy") == 0.7333)
      #expect(real[3]["service_error"] == "" && real[3]["handled"] == "" && Self.number(real[3], "offered") == 6)
    }
  }

  @Test("a ledger ends with a queue's last date on its own clock, and begins with its first one")
  func ownDates() throws {
    try Self.folder { folder in
      // Days of the plan begin in Kolkata and end in New York.
      let yaml = StaffImportTests.scenario
        .replacing(
          "{ id: en-phone, language: en, channel: phone, open: { zone: Europe/Berlin",
          with:
            "{ id: en-phone, language: en, channel: phone, open: { zone: Asia/Kolkata"
        )
        .replacing("zone: Europe/Paris", with: "zone: America/New_York")
      let files = [
        "scenario.yaml": yaml,
        "out/roster.csv": "agent_id,start_utc,end_utc\nA2,2026-03-29T20:00:00Z,2026-03-30T00:00:00Z\n",
        "out/breaks.csv": "agent_id,date,kind,paid,start_utc,end_utc\n",
        "out/assignments.csv":
          "agent_id,queues,start_utc,end_utc\nA2,de-phone,2026-03-29T20:00:00Z,2026-03-30T00:00:00Z\n",
        "evening.csv": "start,queue,offered\n2026-03-22T20:00+01:00,de-phone,6\n",
      ]
      for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
      _ = try Planner(folder: folder.path).kpis()
      let late = try Self.rows(folder).filter { $0["queue"] == "de-phone" && $0["start_utc"] ?? "" > "2026-03-29 19" }
      #expect(late.map { $0["start_utc"]?.dropFirst(11).prefix(5) } == ["20:00", "20:30", "21:00", "21:30"])
      #expect(late.allSatisfy { $0["productive_hours"] == "0.5000" && $0["paid_hours"] == "0.5000" })
      let error = try #require(throws: InputError.self) {
        try Planner(folder: folder.path).kpis(actuals: folder.appending(path: "evening.csv").path)
      }
      #expect(error.description.contains("no row is of the plan"), "\(error)")
    }
  }

  @Test("a file that has nothing of the plan, or two rows of one time, is refused")
  func refused() throws {
    try Self.folder { folder in
      let file = folder.appending(path: "actuals.csv")
      for (rows, sentence) in [
        ("2025-03-23T08:00+01:00,de-phone,6\n", "no row is of the plan"),
        ("2026-03-23T08:00+01:00,de-phone,6\n2026-03-23T08:00+01:00,de-phone,7\n", "two rows for this time"),
        ("2026-03-23T08:00+01:00,fr-phone,6\n", "fr-phone"),
      ] {
        try Data(("start,queue,offered\n" + rows).utf8).write(to: file)
        let error = try #require(throws: InputError.self) { try Planner(folder: folder.path).kpis(actuals: file.path) }
        #expect(error.description.contains(sentence), "\(error)")
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out/kpis.csv").path))
    }
  }
}
