import Foundation
import Muster
import Testing

/// Imports into a history that has rows of the same time already.
@Suite("a second import") struct SecondImportTests {
  private static let head = "start,queue,offered,handled,abandoned,handle_seconds_total\n"

  private func folder(_ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func run(
    _ export: String, _ folder: URL, zone: String = "Europe/Madrid", change: (inout Importer.Request) -> Void = { _ in }
  ) throws -> Importer.Result {
    let file = folder.appending(path: "export.csv")
    try Data(export.utf8).write(to: file)
    var request = Importer.Request(files: [file.path])
    request.folder = folder.appending(path: "desk").path
    request.zone = zone
    change(&request)
    return try Importer.run(request)
  }

  private func rows(_ folder: URL) throws -> [String] {
    try String(contentsOf: folder.appending(path: "desk/history.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }

  private static func report(_ days: ClosedRange<Int>, _ cells: String, _ names: String) -> String {
    "Date;Interval;Queue;\(names)\n"
      + days.map { "\($0)/03/2026;09:00-09:30;Ventas;\(cells)\n\($0)/03/2026;09:30-10:00;Ventas;\(cells)\n" }.joined()
  }

  @Test("keeps handle times that it does not say, and stops at another number of any column")
  func silence() throws {
    try folder { folder in
      let names = "Calls Offered;Calls Answered;Avg Handle Time"
      _ = try run(Self.report(16...20, "12;10;00:03:20", names), folder)
      let second = try run(Self.report(18...23, "12", "Calls Offered"), folder) { $0.conflicts = "stop" }
      #expect(second.notes.contains { $0.hasPrefix("6 intervals keep what the history says") })
      #expect(try rows(folder).count { $0.hasSuffix(",ventas,12,10,,2000") } == 10)
      #expect(throws: (any Error).self) {
        try run(Self.report(16...20, "12;11;00:03:20", names), folder) { $0.conflicts = "stop" }
      }
      let third = try run(Self.report(16...20, "12;11;00:03:20", names), folder)
      #expect(third.notes.contains { $0.contains("10 intervals") && $0.contains("10 handled before and 11 in") })
    }
  }

  @Test("reads old rows without offsets on the clock of their queue")
  func clocks() throws {
    try folder { folder in
      let desk = folder.appending(path: "desk")
      try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: false)
      var history = Self.head
      for queue in ["eu", "us"] {
        for day in 16...19 {
          history += "2026-02-\(day)T09:00,\(queue),5,5,,500\n2026-02-\(day)T09:30,\(queue),5,5,,500\n"
        }
      }
      try Data(history.utf8).write(to: desk.appending(path: "history.csv"))
      let goal = "goal: { answered: 80 %, within: 20 s }"
      let scenario = """
        name: Two clocks
        horizon: { first: 2026-03-09, weeks: 1, interval: 30 min }
        history: history.csv
        agents: agents.csv
        queues:
          - { id: eu, language: en, channel: phone, open: { zone: Europe/Paris, mon-fri: 09:00-17:00 }, \(goal) }
          - { id: us, language: en, channel: phone, open: { zone: America/New_York, mon-fri: 09:00-17:00 }, \(goal) }
        sites:
          - { id: p, zone: Europe/Paris }
        contracts:
          - { id: ft, week: { hours: 40 h, days: 5 }, shifts: { lengths: [8 h], starts: 09:00 }, cost: 20 EUR/h }

        """
      try Data(scenario.utf8).write(to: desk.appending(path: "scenario.yaml"))
      try Data("id,name,site,contract,languages,skills\nA,A,p,ft,en,phone\n".utf8)
        .write(to: desk.appending(path: "agents.csv"))
      for zone in ["America/New_York", "Europe/Paris"] {
        _ = try run(
          "Date,Interval,Queue,Calls Offered\n2026-03-13,12:00-12:30,us,20\n2026-03-13,12:30-13:00,us,21\n", folder,
          zone: zone)
        let lines = try rows(folder)
        #expect(lines.first == "2026-02-16T09:00+01:00,eu,5,5,,500")
        #expect(lines.contains("2026-02-16T09:00-05:00,us,5,5,,500"))
      }
    }
  }

  /// A contact every seven minutes from nine to five.
  private static func contacts(_ keeps: (_ day: Int, _ minute: Int) -> Bool) -> String {
    var text = "Conversation ID,Conversation started at,Team assigned\n"
    for day in 16...20 {
      for minute in stride(from: 540, to: 1020, by: 7) where keeps(day, minute) {
        let time = String(format: "%02d:%02d:10", minute / 60, minute % 60)
        text += "\(day * 10_000 + minute),2026-03-\(day) \(time),T\n"
      }
    }
    return text
  }

  @Test("that begins in the middle of a day leaves the morning as it was")
  func continued() throws {
    try folder { folder in
      _ = try run(Self.contacts { _, _ in true }, folder)
      let all = try rows(folder)
      try FileManager.default.removeItem(at: folder.appending(path: "desk"))
      _ = try run(Self.contacts { ($0, $1) < (18, 720) }, folder)
      _ = try run(Self.contacts { ($0, $1) >= (18, 720) }, folder)
      #expect(try rows(folder) == all)
      // Half an interval of an export says less than the whole one.
      let cut = try run(Self.contacts { ($0, $1) >= (19, 735) }, folder)
      #expect(cut.notes.contains { $0.hasPrefix("1 intervals hold the first or the last contact of the import") })
      #expect(try rows(folder) == all)
    }
  }

  @Test("in intervals of another length counts its contacts once", arguments: ["Europe/Madrid", "Asia/Kolkata"])
  func otherLength(zone: String) throws {
    try folder { folder in
      let contacts = Self.contacts { _, _ in true }
      _ = try run(contacts, folder, zone: zone)
      let halves = try rows(folder)
      let hours = try run(contacts, folder, zone: zone) { $0.interval = 60 }
      #expect(hours.notes.contains { $0.contains("are of other lengths and share their time") })
      func sum(_ rows: [String]) -> Int { rows.reduce(0) { $0 + (Int($1.split(separator: ",")[2]) ?? 0) } }
      #expect(try sum(rows(folder)) == sum(halves) && rows(folder).count == 40)
      #expect(throws: (any Error).self) { try run(contacts, folder, zone: zone) { $0.conflicts = "stop" } }
      _ = try run(contacts, folder, zone: zone)
      #expect(try rows(folder) == halves)
    }
  }

  @Test("that comes every night is the same as all at once, with and without a scenario", arguments: [false, true])
  func nightly(hasScenario: Bool) throws {
    try folder { folder in
      // Few enough for empty intervals at the ends of every day.
      func calls(_ days: ClosedRange<Int>) -> String {
        var text = "Conversation ID,Conversation started at,Team assigned\n"
        for day in days where day % 7 < 5 {
          for minute in stride(from: 540, to: 1020, by: 10) where (minute * 7 + day * 13) % 50 < 10 {
            let time = String(format: "%02d:%02d:10", minute / 60, minute % 60)
            text += "\(day * 10_000 + minute),2026-06-\(String(format: "%02d", day)) \(time),T\n"
          }
        }
        return text
      }
      func begin(_ days: ClosedRange<Int>) throws {
        _ = try run(calls(days), folder)
        let desk = folder.appending(path: "desk").path
        guard hasScenario else { return }
        let made = try Command.muster(
          "init", desk, "--history", "\(desk)/history.csv", "--zone", "Europe/Madrid", in: folder)
        #expect(made.status == 0, "\(made.errors)")
      }
      try begin(1...28)
      let all = try rows(folder)
      try FileManager.default.removeItem(at: folder.appending(path: "desk"))
      try begin(1...14)
      for day in 15...28 where day % 7 < 5 { _ = try run(calls(day...day), folder) }
      #expect(try rows(folder) == all)
      #expect(all.contains { $0.split(separator: ",", omittingEmptySubsequences: false)[2] == "0" })
    }
  }

  @Test("of the hour that clocks repeat is read as it was written, halves too")
  func halves() throws {
    try folder { folder in
      // Both passes in one row of each time, by medium: nothing tells them apart.
      var text = "Date,Interval,Queue,Medium,Calls Offered\n"
      for day in 24...26 {
        for time in ["01:30-02:00", "02:00-02:30", "02:30-03:00", "03:00-03:30"] {
          text += "2026-10-\(day),\(time),Ventas,a,5\n2026-10-\(day),\(time),Ventas,b,4\n"
        }
      }
      let first = try run(text, folder)
      #expect(try rows(folder).count { $0.contains(",ventas,4.50,") } == 4)
      #expect(!first.notes.contains { $0.contains("mark between thousands") })
      #expect(try !run(text, folder) { $0.conflicts = "stop" }.isChanged)
    }
  }

  @Test("leaves further columns of the history with their rows")
  func furtherColumns() throws {
    try folder { folder in
      let desk = folder.appending(path: "desk")
      try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: false)
      let history = """
        sep=;
        note;queue;start;offered;handled;agents
        strike, all day;ventas;2026-03-16T09:00+01:00;10;9;-1.5
        ;ventas;2026-03-16 09:30;11;9;4

        """
      try Data(history.utf8).write(to: desk.appending(path: "history.csv"))
      let result = try run(
        Self.report(16...17, "12;10;00:03:20", "Calls Offered;Calls Answered;Avg Handle Time"), folder)
      #expect(
        try rows(folder) == [
          "2026-03-16T09:00+01:00,ventas,12,10,,2000,\"strike, all day\",-1.5",
          "2026-03-16T09:30+01:00,ventas,12,10,,2000,,4",
          "2026-03-17T09:00+01:00,ventas,12,10,,2000,,", "2026-03-17T09:30+01:00,ventas,12,10,,2000,,",
        ])
      #expect(result.notes.contains { $0.contains("(note, agents) stays with its rows") })
    }
  }

  @Test("gives hours what all their half hours have in further columns, and says where these differ")
  func furtherColumnsOfHours() throws {
    try folder { folder in
      let desk = folder.appending(path: "desk")
      try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: false)
      var history = "start,queue,offered,agents,note\n"
      var hours = "Start,Queue,Calls Offered\n"
      for day in 16...17 {
        for hour in 10...15 {
          history += "2026-03-\(day)T\(hour):00+01:00,ventas,5,4,\n2026-03-\(day)T\(hour):30+01:00,ventas,6,"
          history += "\(hour == 12 ? 5 : 4),\(hour == 14 ? "storm" : "")\n"
          hours += "2026-03-\(day) \(hour):00,ventas,12\n"
        }
      }
      try Data(history.utf8).write(to: desk.appending(path: "history.csv"))
      let result = try run(hours, folder)
      let found = try rows(folder)
      #expect(found.count == 12)
      for row in found {
        let end = row.contains("T12:") ? ",," : row.contains("T14:") ? ",4,storm" : ",4,"
        #expect(row.hasSuffix(",ventas,12,,," + end), "\(row)")
      }
      #expect(result.notes.contains { $0.hasPrefix("In 2 intervals these cells are left out") }, "\(result.notes)")
    }
  }

  @Test("leaves further columns of a repeated hour with the pass that they are of")
  func furtherColumnsOfTwoPasses() throws {
    try folder { folder in
      let desk = folder.appending(path: "desk")
      try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: false)
      let history =
        "start,queue,offered,handled,agents\n"
        + "2026-10-25 02:00,ventas,5,5,\n2026-10-25 02:30,ventas,6,6,\n"
        + "2026-10-25 02:00,ventas,7,7,9\n2026-10-25 02:30,ventas,8,8,9\n"
      try Data(history.utf8).write(to: desk.appending(path: "history.csv"))
      _ = try run(Self.report(16...17, "12;10;00:03:20", "Calls Offered;Calls Answered;Avg Handle Time"), folder)
      let found = try rows(folder).filter { $0.hasPrefix("2026-10-25T02:00") }
      #expect(found.count == 2 && found[0].contains("+02:00,ventas,5,") && found[0].hasSuffix(","), "\(found)")
      #expect(found.last?.contains("+01:00,ventas,7,") == true && found.last?.hasSuffix(",9") == true, "\(found)")
    }
  }
}
