import Foundation
import Tabular
import Testing

/// People wanted by date and shift instead of queues: planned, published, mended and explained.
@Suite struct ShiftDemandTests {
  /// Six people of a desk by day and night and a cashier, one week.
  private static let yaml = """
    name: Desk
    horizon: { first: 2026-03-02, weeks: 1, interval: 60 min }
    demand: shifts
    agents: agents.csv
    sites: [{ id: porto, zone: Europe/Lisbon }]
    kinds: { early: 06:00-07:00, night: 22:00-23:00 }
    contracts:
      - id: desk
        week: { hours: 24-40 h, days: 5 }
        shifts: { lengths: [8 h], starts: [06:00, 09:00, 22:00], lunch: none }
        rest: 11 h
        stable-starts: none
        cost: 11 EUR/h

    """
  private static let agents = """
    id,name,site,contract,skills
    A1,One,porto,desk,cash
    A2,Two,porto,desk,
    A3,Three,porto,desk,
    A4,Four,porto,desk,cash
    A5,Five,porto,desk,
    A6,Six,porto,desk,

    """
  /// Each day two earlies, one with cash and one at night; at weekends fewer.
  private static var demand: String {
    var rows = "date,kind,start,end,site,skill,least,wanted,most\n"
    for day in 2...8 {
      rows += "2026-03-0\(day),early,,,porto,,1,\(day < 7 ? 2 : 1),2\n"
      if day < 7 { rows += "2026-03-0\(day),,10:00,16:00,porto,cash,,1,\n" }
      rows += "2026-03-0\(day),night,,,porto,,1,1,\n"
    }
    return rows
  }

  private func folder(demand: String = demand, yaml: String = yaml) throws -> URL {
    let folder = try Command.temporaryFolder().appending(path: "desk")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [("scenario.yaml", yaml), ("agents.csv", Self.agents), ("shift-demand.csv", demand)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder
  }

  private func table(_ name: String, _ folder: URL) throws -> [[String: String]] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "out/\(name)")))
    let table = Table.read(bytes: bytes, file: name)
    return (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, table.text(row: row, column: $0)) })
    }
  }

  /// Shifts by date and start, counted from roster.csv alone.
  private func shifts(_ folder: URL) throws -> [String: [String]] {
    let rows = try table("roster.csv", folder)
    return Dictionary(grouping: rows) { String(($0["start_local"] ?? "").prefix(16)) }
      .mapValues { $0.compactMap { $0["agent_id"] }.sorted() }
  }

  @Test("a plan gives every post who is wanted there, by roster.csv as by shift_coverage.csv, and the same bytes twice")
  func plan() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("Every post has its least."), "\(run.output)")
    let shifts = try shifts(folder)
    let cover = try table("shift_coverage.csv", folder)
    #expect(cover.count == 19)
    for row in cover {
      let date = row["date"] ?? ""
      let start = ["early": "06:00", "night": "22:00", "10:00-16:00": "09:00"][row["shift"] ?? ""] ?? ""
      let agents = (row["agents"] ?? "").split(separator: " ").map(String.init).sorted()
      #expect(agents.count == Int(row["people"] ?? ""))
      #expect(Set(agents).isSubset(of: shifts["\(date) \(start)"] ?? []), "\(row)")
      #expect(row["short"] == "0", "\(row)")
      if row["skill"] == "cash" { #expect(Set(agents).isSubset(of: ["A1", "A4"])) }
    }
    // Nobody is at two posts, and everybody at work on the dates that are wanted is at one or too many.
    let placed = cover.flatMap { row in (row["agents"] ?? "").split(separator: " ").map { "\(row["date"] ?? "") \($0)" }
    }
    #expect(Set(placed).count == placed.count)
    #expect(try Command.muster("audit", folder.path).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out/coverage.csv").path))
    let first = try Data(contentsOf: folder.appending(path: "out/roster.csv"))
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 0)
    #expect(try Data(contentsOf: folder.appending(path: "out/roster.csv")) == first)
  }

  @Test("what cannot be had is short at the least first kept, and says where") func tooFew() throws {
    // Nine wanted in the morning; of six people everybody works, and the post that has a least has it.
    let demand = """
      date,kind,site,least,wanted
      2026-03-02,early,porto,,9
      2026-03-02,night,porto,2,2

      """
    let folder = try folder(demand: demand)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let cover = try table("shift_coverage.csv", folder)
    #expect(cover.map { $0["people"] } == ["4", "2"], "\(cover)")
    #expect(cover.map { $0["short"] } == ["5", "0"])
  }

  @Test("somebody ill is replaced, the reason names the post, and why and a publication know the shift") func change()
    throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status == 0)
    #expect(try Command.muster("publish", folder.path).status == 0)
    let night = try #require(try shifts(folder)["2026-03-04 22:00"]?.first)
    let ill = try Command.muster("replan", folder.path, "--sick", night, "--on", "2026-03-04", "--from", "2026-03-04")
    #expect(ill.status < 2, "\(ill.output)\(ill.errors)")
    let after = try #require(try shifts(folder)["2026-03-04 22:00"])
    #expect(after.count == 1 && after != [night], "\(after) \(ill.output)")
    let change = try #require(try table("changes.csv", folder).first { $0["agent_id"] == after[0] })
    #expect(change["reason"]?.contains("night at porto, where \(night) is missing") == true, "\(change)")
    let why = try Command.muster("why", folder.path, "--agent", after[0], "--on", "2026-03-04")
    #expect(why.status == 0, "\(why.errors)")
    #expect(why.output.contains("22:00"), "\(why.output)")
    let value = try Command.muster("value", folder.path)
    #expect(value.status == 0, "\(value.errors)")
    let shown = try Command.muster("show", folder.path)
    #expect(shown.status == 0, "\(shown.errors)")
    let again = try Command.muster("publish", folder.path)
    #expect(again.status == 0, "\(again.errors)")
    let calendars = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "out/calendars/people").path)
    #expect(calendars.contains("\(after[0]).ics"), "\(calendars)")
  }

  @Test(
    "mistakes are told with their line",
    arguments: [
      ("2026-03-02,erly,,,porto,,,1,", "no contract has shifts of the kind \"erly\"", "early"),
      ("2026-03-02,early,06:00,14:00,porto,,,1,", "it is not clear which shifts are meant", "Fill in kind"),
      ("2026-03-02,,,,porto,,,1,", "it is not clear which shifts are meant", "Fill in kind"),
      ("2026-03-02,early,,,prto,,,1,", "prto", "porto"),
      ("2026-03-02,early,,,porto,,2,1,", "the least, 2, is more", "Raise"),
      ("2026-03-02,early,,,porto,,,2,1", "the most, 1, is fewer", "Lower"),
      ("2026-03-02,early,,,porto,,,-1,", "negative", "0 or more"),
      ("2027-03-02,early,,,porto,,,1,", "no row is of a date", "Add a row"),
      ("2026-03-02,early,,,porto,,,1,\n2026-03-02,early,,,porto,,,2,", "is on line 2 for 2026-03-02 already", "Delete"),
    ])
  func mistakes(row: String, said: String, next: String) throws {
    let folder = try folder(demand: "date,kind,start,end,site,skill,least,wanted,most\n\(row)\n")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let run = try Command.muster("check", folder.path)
    #expect(run.status == 2)
    #expect(run.output.contains("shift-demand.csv"), "\(run.output)")
    #expect(run.output.contains(said) && run.output.contains(next), "\(run.output)")
  }

  @Test("keys of queues beside demand: shifts are faults, and commands about queues say that there are none")
  func queues() throws {
    let folder = try folder(yaml: Self.yaml + "queues: []\npresence: []\n")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let check = try Command.muster("check", folder.path)
    #expect(check.status == 2)
    for key in ["queues", "presence"] {
      #expect(check.output.contains("\(key) says nothing where people are wanted by shifts"), "\(check.output)")
    }
    try Data(Self.yaml.utf8).write(to: folder.appending(path: "scenario.yaml"))
    for command in ["forecast", "staff", "simulate", "stress"] {
      let run = try Command.muster(command, folder.path)
      #expect(run.status == 2, "\(command)")
      #expect(
        run.errors.contains("with demand: shifts there are no queues to"), "\(command): \(run.errors)\(run.output)")
    }
  }
}
