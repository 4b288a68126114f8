import Foundation
import Testing
import Timeline

/// Histories as planners have them, by the built command: what is forecast, and what is said.
@Suite struct HistoryNotesTests {
  /// A scenario of one queue in Berlin with a history of wall-clock rows, in a folder that the caller removes.
  private func scenario(
    _ rows: [String], open: String, channel: String = "phone", more: String = "", queue: String = "",
    columns: String = "start,queue,offered", holidays: String? = nil
  ) throws -> URL {
    let folder = try Command.temporaryFolder()
    let yaml = """
      name: one queue
      horizon: { first: 2026-03-02, weeks: 2, interval: 30 min }
      history: history.csv
      agents: agents.csv
      \(holidays == nil ? "" : "holidays: holidays.csv")
      \(more)
      queues:
        - { id: desk, language: de, channel: \(channel), region: DE, open: { zone: Europe/Berlin, \(open) }, \
      goal: { answered: 80 %, within: \(channel == "email" ? "8 h" : "20 s") }\(queue) }
      sites: [{ id: main, zone: Europe/Berlin, region: DE }]
      contracts:
        - id: full
          week: { hours: 40 h, days: 5 }
          shifts: { lengths: [8 h], starts: 06:00-14:00 every 60 min }
          cost: 20 EUR/h

      """
    try write(yaml, folder, "scenario.yaml")
    try write(
      "id,name,site,contract,languages,skills\n"
        + (1...6).map { "A\($0),Agent \($0),main,full,de,phone email L1\n" }.joined(),
      folder, "agents.csv")
    if let holidays { try write("date,region,name\n" + holidays, folder, "holidays.csv") }
    try write(columns + "\n" + rows.map { $0 + "\n" }.joined(), folder, "history.csv")
    return folder
  }

  private func write(_ text: String, _ folder: URL, _ name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  /// Rows of half hours of some days of 2025 and 2026: contacts by day, weekday (0 Monday) and minute; nil for no row.
  private func rows(
    days: Range<Int> = 0..<182, step: Int = 30, _ offered: (_ day: Int, _ weekday: Int, _ minute: Int) -> Int?
  ) -> [String] {
    guard let first = CivilDate(iso: "2025-09-01") else { return [] }
    var rows: [String] = []
    for day in days {
      let date = first.advanced(byDays: day)
      for minute in stride(from: 0, to: 1440, by: step) {
        guard let count = offered(day, day % 7, minute) else { continue }
        rows.append("\(LocalDateTime(date: date, secondsOfDay: minute * 60).isoText),desk,\(count)")
      }
    }
    return rows
  }

  /// Checks that a sentence is said once by each command that reads the history, in words and in JSON.
  private func expectSaid(_ sentence: String, _ folder: URL, by commands: [String] = ["check", "forecast"]) throws {
    for command in commands {
      let effort = command == "plan" ? ["--effort", "quick"] : []
      let text = try Command.run(Command.products.appending(path: "muster").path, [command, folder.path] + effort)
      #expect(text.status < 2, "\(text.errors)")
      #expect(text.output.components(separatedBy: sentence).count == 2, "\(command): \(text.output)")
      let json = try Command.run(
        Command.products.appending(path: "muster").path, [command, folder.path, "--json"] + effort)
      #expect(json.output.components(separatedBy: sentence).count == 2, "\(command) --json: \(json.output)")
    }
  }

  /// Contacts forecast over the horizon.
  private func total(_ folder: URL) throws -> Double {
    let result = try Command.muster("forecast", folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return try ForecastReviewTests.rows(folder.appending(path: "out/forecast_days.csv"))
      .reduce(0) { $0 + (Double($1["offered"] ?? "") ?? .nan) }
  }

  @Test(
    "a queue that holds the contacts of all others is named, since it would be planned twice", arguments: [true, false])
  func total(isThere: Bool) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try #require(CivilDate(iso: "2025-09-01"))
    var lines = ["start,queue,offered,handle_seconds_total"]
    for day in 0..<70 where day % 7 < 5 {
      for hour in 8..<18 {
        let start = LocalDateTime(date: first.advanced(byDays: day), secondsOfDay: hour * 3600).isoText
        let (one, two) = (20 + (day * 7 + hour * 3) % 11, 5 + (day + hour * 5) % 4)
        let third = isThere ? ("Alle Anrufe", one + two) : ("it-phone", one)
        for (queue, count) in [("de-phone", one), ("fr-phone", two), third] {
          lines.append("\(start)Z,\(queue),\(count),\(count * 240)")
        }
      }
    }
    try write(lines.joined(separator: "\n") + "\n", folder, "calls.csv")
    let plan = folder.appending(path: "plan")
    let made = try Command.muster(
      "init", plan.path, "--history", folder.appending(path: "calls.csv").path, "--zone", "Europe/Berlin")
    #expect(made.status == 0, "\(made.errors)")
    let check = try Command.muster("check", plan.path)
    let note = "Queue Alle Anrufe: its contacts are those of de-phone and fr-phone together"
    #expect((check.output + check.errors).contains(note) == isThere, "\(check.output)\(check.errors)")
  }

  @Test("gaps of a call-level export: both totals are said until somebody decides, and the decision counts") func gaps()
    throws
  {
    // One contact every third half hour of office days: 100 a fortnight.
    let rows = rows { day, weekday, minute in
      weekday < 5 && 480..<960 ~= minute && (day * 16 + minute / 30) % 3 == 0 ? 1 : nil
    }
    let open = "mon-fri: 08:00-16:00"
    let undecided = try scenario(rows, open: open)
    defer { try? FileManager.default.removeItem(at: undecided) }
    try expectSaid(
      "Queue desk: no row of the history has 0 contacts, and 67 % of the open intervals", undecided,
      by: ["check", "forecast", "plan"])
    #expect(abs(try total(undecided) - 53.3) < 4)
    for (word, contacts) in [("zero", 53.3), ("unknown", 160)] {
      let folder = try scenario(rows, open: open, more: "history-gaps: \(word)")
      defer { try? FileManager.default.removeItem(at: folder) }
      #expect(abs(try total(folder) / contacts - 1) < 0.08)
      #expect(try Command.muster("check", folder.path).output.contains("0 contacts") == false)
    }
  }

  @Test("where the gaps of a history were taken as quiet, so are those of the rows of today") func quietToday() throws {
    // A contact in two of five half hours of office days, without a row of 0 anywhere.
    let rows = rows { day, weekday, minute in
      weekday < 5 && 480..<960 ~= minute && (day * 7 + minute / 30) % 5 < 2 ? 1 : nil
    }
    let folder = try scenario(rows, open: "mon-fri: 08:00-16:00")
    defer { try? FileManager.default.removeItem(at: folder) }
    let before = try total(folder)
    let today = folder.appending(path: "today.csv")
    try write("start,queue,offered\n2026-03-02T08:30,desk,1\n2026-03-02T11:30,desk,1\n", folder, "today.csv")
    #expect(try Command.muster("forecast", folder.path, "--today", today.path).status == 0)
    let days = try ForecastReviewTests.rows(folder.appending(path: "out/forecast.csv"))
    let morning = days.filter {
      ($0["start_local"] ?? "").hasPrefix("2026-03-02 ") && ($0["start_local"] ?? "") < "2026-03-02 12"
    }
    #expect(morning.count == 8)
    #expect(morning.reduce(0) { $0 + (Double($1["offered"] ?? "") ?? .nan) } == 2)
    #expect(days.reduce(0) { $0 + (Double($1["offered"] ?? "") ?? .nan) } < before + 0.1)
  }

  @Test("a repeated hour without offsets is said by every command") func repeatedHour() throws {
    let rows = rows { day, _, _ in day == 0 ? nil : 6 }
    let folder = try scenario(rows, open: "daily: 24 h")
    defer { try? FileManager.default.removeItem(at: folder) }
    try expectSaid("history.csv: 2 rows, the first of 2025-10-26T02:00, have a time without an offset", folder)
    let alone = try Command.muster(
      "backtest", "--history", folder.appending(path: "history.csv").path, "--zone", "Europe/Berlin", "--count", "2")
    #expect(alone.status == 0)
    #expect(alone.output.contains("taken as those of both passes together"))
    let made = try Command.muster(
      "init", folder.appending(path: "new").path, "--history", folder.appending(path: "history.csv").path, "--zone",
      "Europe/Berlin")
    #expect(made.status == 0)
    #expect(made.output.contains("taken as those of both passes together"))
  }

  @Test("a history and holidays that end before the plan are said with their dates") func ends() throws {
    let rows = rows(days: 0..<160) { _, weekday, minute in weekday < 5 && 540..<1020 ~= minute ? 5 : nil }
    let folder = try scenario(
      rows, open: "mon-fri: 09:00-17:00", holidays: "2025-10-03,DE,Einheit\n2025-12-25,DE,Weihnachten\n")
    defer { try? FileManager.default.removeItem(at: folder) }
    try expectSaid("Queue desk: the history ends on 2026-02-06, 23 days before the horizon", folder)
    try expectSaid(
      "holidays.csv: the holidays of DE end on 2025-12-25, and the plan runs from 2026-03-02 to 2026-03-15", folder)
  }

  @Test("rows of several lengths are said, and forecast as rows of one are") func lengths() throws {
    let halves = rows { _, _, minute in 480..<1200 ~= minute ? 3 + minute / 240 : nil }
    let hours = rows(days: 0..<120, step: 60) { _, _, minute in
      480..<1200 ~= minute ? 6 + minute / 240 + (minute + 30) / 240 : nil
    }
    let plain = try scenario(halves, open: "daily: 08:00-20:00")
    let mixed = try scenario(
      hours + halves.suffix(62 * 24), open: "daily: 08:00-20:00")
    defer { for folder in [plain, mixed] { try? FileManager.default.removeItem(at: folder) } }
    #expect(abs(try total(mixed) / total(plain) - 1) < 0.001)
    try expectSaid("Queue desk: the history has intervals of 60 min and the plan of 30 min", mixed)
  }

  @Test(
    "hours that begin on the half hour of the clock, as those of UTC do in Kolkata, are hours", arguments: [30, 60])
  func halfHourZone(interval: Int) throws {
    func folder(_ rows: [String]) throws -> URL {
      let folder = try scenario(rows, open: "mon-fri: 09:30-18:30")
      let text = try String(contentsOf: folder.appending(path: "scenario.yaml"), encoding: .utf8)
        .replacing("Europe/Berlin", with: "Asia/Kolkata").replacing("interval: 30", with: "interval: \(interval)")
      try write(text, folder, "scenario.yaml")
      return folder
    }
    let halves = rows { day, weekday, minute in weekday < 5 && 570..<1110 ~= minute ? 6 + day % 3 : nil }
    let hours = rows { day, weekday, minute in
      weekday < 5 && 570..<1110 ~= minute && minute % 60 == 30 ? 12 + 2 * (day % 3) : nil
    }
    let (fine, coarse) = (try folder(halves), try folder(hours))
    defer { for folder in [fine, coarse] { try? FileManager.default.removeItem(at: folder) } }
    #expect(abs(try total(coarse) / total(fine) - 1) < 0.01)
    // Eighteen halves of about seven contacts on ten days.
    #expect(abs(try total(coarse) - 1260) < 60)
  }

  @Test("handle times in another unit stop a plan") func units() throws {
    let rows = rows { _, weekday, minute in weekday < 5 && 540..<1020 ~= minute ? 5 : nil }.map { $0 + ",5,1500000" }
    let folder = try scenario(
      rows, open: "mon-fri: 09:00-17:00", queue: ", handle-time: 5 min",
      columns: "start,queue,offered,handled,handle_seconds_total")
    defer { try? FileManager.default.removeItem(at: folder) }
    for command in ["check", "forecast", "plan"] {
      let result = try Command.muster(command, folder.path)
      #expect(result.status == 2)
      #expect((result.output + result.errors).contains("1000 times as much, as if the column were in milliseconds"))
    }
  }

  @Test("check reads a folder without a history where a forecast lies in its results") func noHistory() throws {
    let rows = rows { _, weekday, minute in weekday < 5 && 540..<1020 ~= minute ? 5 : nil }
    let folder = try scenario(rows, open: "mon-fri: 09:00-17:00", queue: ", handle-time: 5 min")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Command.muster("forecast", folder.path).status == 0)
    let yaml = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: yaml, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("history:") }
    try write(text.joined(separator: "\n"), folder, "scenario.yaml")
    let found = try Command.muster("check", folder.path)
    #expect(found.status == 0 && found.output.contains("later stages read \(folder.path)/out/forecast.csv"))
    #expect(!found.output.contains("Queue desk has no history"))
    try FileManager.default.removeItem(at: folder.appending(path: "out"))
    #expect(try Command.muster("check", folder.path).output.contains("the scenario has no history"))
  }

  @Test("email of office hours is not expected at night") func email() throws {
    let rows = rows { _, weekday, minute in weekday < 5 && 480..<1080 ~= minute ? 4 : nil }
    let folder = try scenario(rows, open: "mon-fri: 09:00-17:00", channel: "email")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(abs(try total(folder) - 800) < 1)
  }
}
