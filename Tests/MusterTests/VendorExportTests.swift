import Foundation
import Muster
import Tabular
import Testing

/// Files for other systems, held against readers made from what these systems publish of their forms.
@Suite("files for other workforce systems")
struct VendorExportTests {
  /// A plan of three queues over the week in which clocks go forward, in half hours or other intervals.
  static func folder(minutes: Int = 30, _ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "out"), withIntermediateDirectories: true)
    var forecast = "queue,start_utc,offered,average_handle_seconds\n"
    var history = "start,queue,offered,handled,abandoned,handle_seconds_total\n"
    for day in [23, 30] {
      // The clocks of Berlin are an hour ahead in the first week, two in the second.
      for slot in 0..<(240 / minutes) {
        let total = (day == 23 ? 420 : 360) + slot * minutes
        let clock = "\(total / 60 < 10 ? "0" : "")\(total / 60):\(total % 60 < 10 ? "0" : "")\(total % 60):00Z"
        forecast += "de-phone,2026-03-\(day)T\(clock),3.4,300\nde-email,2026-03-\(day)T\(clock),1.5,600\n"
        let before = day - 21
        history += "2026-03-\(before < 10 ? "0" : "")\(before)T\(clock),de-phone,\(4 + slot % 2),4,0,1200\n"
      }
    }
    let scenario = StaffImportTests.scenario
      .replacingOccurrences(of: "weeks: 1, interval: 30 min", with: "weeks: 2, interval: \(minutes) min")
      .replacingOccurrences(of: "every 30 min", with: "every 60 min")
    for (name, text) in [
      "scenario.yaml": scenario, "out/forecast.csv": forecast, "history.csv": history,
      "agents.csv": "id,name,site,contract,languages,skills\nA1,Ann,berlin,full-time,de,phone L1\n",
      "leave.csv": "agent,from,to,kind\n",
      "queues.csv": "queue,name,id\nde-phone,Basic Support,1a2b\n",
    ] { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder)
  }

  static func lines(_ folder: URL, _ vendor: Vendor, _ name: String = "file.csv") throws -> ([[String]], VendorExport) {
    let file = folder.appending(path: name).path
    let result = try Planner(folder: folder.path).export(
      to: vendor, file: file, names: folder.appending(path: "queues.csv").path)
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    return (
      text.components(separatedBy: "\r\n").dropLast().map { $0.components(separatedBy: ",") }, result
    )
  }

  static func matches(_ text: String, _ pattern: String) -> Bool {
    text.range(of: "^(?:\(pattern))$", options: .regularExpression) != nil
  }

  @Test(
    "Amazon Connect: header, channels, ISO times in UTC at the interval's marks, whole numbers whose sum is the forecast's"
  )
  func amazonConnect() throws {
    try Self.folder { folder in
      let (rows, result) = try Self.lines(folder, .amazonConnect)
      #expect(
        rows[0] == [
          "QueueName", "QueueId", "ChannelType", "TimeStamp", "IntervalDuration", "IncomingContactVolume",
          "AverageHandleTime",
        ])
      #expect(result.rows == rows.count - 1 && rows.count == 17)
      for row in rows.dropFirst() {
        #expect(row.count == 7 && row[0] == "Basic Support" && row[1] == "1a2b" && row[2] == "VOICE")
        #expect(Self.matches(row[3], "\\d{4}-\\d\\d-\\d\\dT\\d\\d:(00|30):00Z"))
        #expect(row[4] == "30mins" && Self.matches(row[5], "\\d+"))
        #expect(row[6] == (row[5] == "0" ? "0" : "300"))
      }
      // 3.4 sixteen times is 54.4.
      #expect(rows.dropFirst().compactMap { Int($0[5]) }.reduce(0, +) == 54)
      #expect(result.notes.contains { $0.contains("left out: ") && $0.contains("de-email") })
    }
  }

  @Test("Genesys Cloud: quarters of an hour in UTC, media in words, numbers above 0, sums of the history")
  func genesysCloud() throws {
    try Self.folder { folder in
      let (rows, _) = try Self.lines(folder, .genesysCloud)
      #expect(
        rows[0] == [
          "Interval Start UTC Date", "Queue", "Media Type", "Skill Set", "Language", "Offered", "Interactions Handled",
          "Total Handle Time (Seconds)",
        ])
      for row in rows.dropFirst() {
        #expect(Self.matches(row[0], "\\d{4}-\\d\\d-\\d\\dT\\d\\d:(00|15|30|45):00Z"))
        #expect(row[1] == "Basic Support" && ["Voice", "Chat", "Email", "Callback", "Message"].contains(row[2]))
        for number in row[5...7] { #expect(Double(number) ?? 0 > 0) }
      }
      // Sixteen half hours of 4 and 5 contacts, 4 handled in 1200 s each.
      func sum(_ column: Int) -> Double { rows.dropFirst().reduce(0) { $0 + (Double($1[column]) ?? 0) } }
      #expect(rows.count == 33 && sum(5) == 72 && sum(6) == 64 && sum(7) == 19_200)
      let refused = try #require(throws: InputError.self) { try Self.lines(folder, .genesysCloud, "my file.csv") }
      #expect(refused.description.contains("in its name"))
    }
  }

  @Test("Calabrio: no header, sorted by skill, quarters on the skill's clock, decimals with a point")
  func calabrio() throws {
    try Self.folder { folder in
      let (rows, _) = try Self.lines(folder, .calabrio)
      #expect(rows.count == 64 && rows.map { $0[0] } == rows.map { $0[0] }.sorted())
      for row in rows {
        #expect(row.count == 6 && row[0].count <= 50)
        for time in row[1...2] { #expect(Self.matches(time, "\\d{8} \\d\\d:(00|15|30|45)")) }
        for number in row[3...5] { #expect(Self.matches(number, "\\d+(\\.\\d+)?")) }
      }
      // Eight in the morning in Berlin, before and after the clocks changed.
      let phone = rows.filter { $0[0] == "Basic Support" }
      #expect(phone[0][1...2] == ["20260323 08:00", "20260323 08:15"])
      #expect(phone[16][1] == "20260330 08:00" && phone[0][3] == "1.7000" && phone[0][4] == "300.00")
    }
  }

  @Test("Verint: no header, month first, whole contacts and seconds by date")
  func verint() throws {
    try Self.folder { folder in
      let (rows, _) = try Self.lines(folder, .verint)
      #expect(
        rows.filter { $0[0] == "Basic Support" } == [
          ["Basic Support", "03-23-2026", "27", "300"], ["Basic Support", "03-30-2026", "27", "300"],
        ])
      #expect(rows.filter { $0[0] == "de-email" }.map { $0[2] } == ["12", "12"])
    }
  }

  @Test(
    "Genesys Cloud's forecast: quarters of an hour in UTC, planning groups, contacts whose sum is the forecast's, means"
  )
  func genesysForecast() throws {
    try Self.folder { folder in
      let (rows, _) = try Self.lines(folder, .genesysForecast)
      #expect(rows[0] == ["Interval Start UTC Date", "Planning Group", "Offered", "Average Handle Time"])
      for row in rows.dropFirst() {
        #expect(row.count == 4 && Self.matches(row[0], "\\d{4}-\\d\\d-\\d\\dT\\d\\d:(00|15|30|45):00Z"))
      }
      let phone = rows.dropFirst().filter { $0[1] == "Basic Support" }
      #expect(phone.count == 32 && phone.allSatisfy { $0[3] == "300.00" })
      #expect(abs(phone.reduce(0) { $0 + (Double($1[2]) ?? 0) } - 54.4) < 1e-9)
    }
  }

  @Test(
    "Amazon Connect's shrinkage: midnights in UTC on both sides of the clock change, percent, nothing behind the rows")
  func amazonShrinkage() throws {
    try Self.folder { folder in
      try Data("agent,from,to,kind\nA1,2026-03-24,2026-03-24,vacation\n".utf8)
        .write(to: folder.appending(path: "leave.csv"))
      let file = folder.appending(path: "shrinkage.csv").path
      let planner = Planner(folder: folder.path)
      #expect(throws: InputError.self) { try planner.export(to: .amazonShrinkage, file: file) }
      _ = try planner.export(to: .amazonShrinkage, file: file, group: "Support DE")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let rows = text.components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
      #expect(rows[0] == ["FORECAST_GROUP", "Date", "AVAILABLE_FTE", "IN_OFFICE_SHRINKAGE", "OUT_OFFICE_SHRINKAGE"])
      #expect(rows.last == [""] && rows.count == 16)
      for row in rows.dropFirst().dropLast() {
        #expect(row.count == 5 && row[0] == "Support DE" && row[2] == "1.00")
        for share in row[3...4] { #expect(0...100 ~= Double(share) ?? -1) }
      }
      #expect(rows[1][1] == "2026-03-22T23:00:00Z" && rows[8][1] == "2026-03-29T22:00:00Z")
      #expect(rows[2][3...4] == ["0.00", "100.00"])
    }
  }

  /// A folder with a roster of one person: 8:00 to 16:30 with a break at noon, and a night.
  private func schedule(
    _ template: String, activities: String? = nil, order: String? = nil
  ) throws -> (rows: [String], notes: [String]) {
    var result: (rows: [String], notes: [String]) = ([], [])
    try Self.folder { folder in
      let roster = """
        agent_id,date,ordinal,site,start_utc,end_utc,start_local,end_local,utc_offset,zone,paid_minutes,elapsed_minutes,sequence,uid
        A1,2026-03-23,0,berlin,2026-03-23 07:00:00Z,2026-03-23 15:30:00Z,2026-03-23 08:00:00,2026-03-23 16:30:00,+01:00,Europe/Berlin,480,510,0,a
        A1,2026-03-30,0,berlin,2026-03-30 20:00:00Z,2026-03-31 04:00:00Z,2026-03-30 22:00:00,2026-03-31 06:00:00,+02:00,Europe/Berlin,480,480,0,b

        """
      let breaks = """
        agent_id,date,ordinal,kind,start_utc,end_utc,start_local,end_local,utc_offset,zone,minutes,paid
        A1,2026-03-23,0,lunch,2026-03-23 11:00:00Z,2026-03-23 11:30:00Z,2026-03-23 12:00:00,2026-03-23 12:30:00,+01:00,Europe/Berlin,30,false

        """
      for (name, text) in [
        "out/roster.csv": roster, "out/breaks.csv": breaks, "template.csv": template,
        "agents.csv":
          "id,name,site,contract,languages,skills,email\nA1,Ann Roth,berlin,full-time,de,phone L1,ann@example.org\n",
        "activities.csv": activities ?? "activity,name,id\n",
      ] { try Data(text.utf8).write(to: folder.appending(path: name)) }
      let file = folder.appending(path: "shifts.csv").path
      let done = try Planner(folder: folder.path).exportSchedule(
        template: folder.appending(path: "template.csv").path, file: file,
        activities: activities == nil ? nil : folder.appending(path: "activities.csv").path, dateOrder: order)
      let rows = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\r\n").dropLast()
      result = (Array(rows), done.notes)
    }
    return result
  }

  @Test("shifts in the form of another system's template: its columns, its dates, its clocks")
  func scheduleTemplate() throws {
    let plain = try schedule("Agent Name,Agent Email,Start Date,Start Time,End Date,End Time\n").rows
    #expect(
      plain == [
        "Agent Name,Agent Email,Start Date,Start Time,End Date,End Time",
        "Ann Roth,ann@example.org,2026-03-23,08:00,2026-03-23,16:30",
        "Ann Roth,ann@example.org,2026-03-30,22:00,2026-03-31,06:00",
      ])
    let american = try schedule("employee_id;date;from;to;site\n77;01/15/2026;9:00 AM;5:00 PM;North\n")
    #expect(
      american.rows == [
        "employee_id;date;from;to;site", "A1;03/23/2026;8:00 AM;4:30 PM;North", "A1;03/30/2026;10:00 PM;6:00 AM;North",
      ])
    #expect(american.notes == ["As in the template's first row: site"])
    let moments = try schedule("Agent ID,Start,End\nx,2026-01-15T09:00:00Z,2026-01-15T17:00:00+01:00\n").rows
    #expect(moments[1] == "A1,2026-03-23T07:00:00Z,2026-03-23T16:30:00+01:00")
    #expect(moments[2] == "A1,2026-03-30T20:00:00Z,2026-03-31T06:00:00+02:00")
  }

  @Test("a template that asks for activities gets work and breaks, by the names and ids that the system has for them")
  func scheduleActivities() throws {
    let template =
      "Agent Email,Task ID,Task Name,Start Time (UTC),End Time (UTC)\na@b,1,Phone,2026-01-15 09:00:00,2026-01-15 17:00:00\n"
    let rows = try schedule(template, activities: "activity,name,id\nwork,Calls,g-7\nbreak,Pause,g-8\n").rows
    #expect(
      rows.dropFirst() == [
        "ann@example.org,g-7,Calls,2026-03-23 07:00:00,2026-03-23 11:00:00",
        "ann@example.org,g-8,Pause,2026-03-23 11:00:00,2026-03-23 11:30:00",
        "ann@example.org,g-7,Calls,2026-03-23 11:30:00,2026-03-23 15:30:00",
        "ann@example.org,g-7,Calls,2026-03-30 20:00:00,2026-03-31 04:00:00",
      ])
    let missing = try #require(throws: InputError.self) { try schedule(template) }
    #expect(missing.description.contains("there is none for work"))
  }

  @Test("a template that leaves something open is asked about, all at once")
  func scheduleQuestions() throws {
    let open = try #require(throws: InputError.self) {
      try schedule("Agent Name,Start Date,Start Time,End Time,Cost Centre\nx,03/04/2026,09:00,17:00,\n")
    }
    #expect(open.description.contains("\"03/04/2026\" may be day or month first"))
    #expect(open.description.contains("nothing of a roster is known for this column"))
    let rows = try schedule("Agent Name,Start Date,Start Time,End Time\nx,03/04/26,09:00,17:00\n", order: "dmy").rows
    #expect(rows[1] == "Ann Roth,23/03/26,08:00,16:30")
    let nobody = try #require(throws: InputError.self) { try schedule("Start Date,Start Time\n") }
    #expect(nobody.problems.count == 2)
  }

  @Test("a file that is there stays, intervals that cannot be made are refused, and so is an unknown queue")
  func refused() throws {
    try Self.folder(minutes: 20) { folder in
      for vendor in [Vendor.amazonConnect, .calabrio] {
        let error = try #require(throws: InputError.self) { try Self.lines(folder, vendor) }
        #expect(error.description.contains("cannot be made into such"))
      }
      try Data("mine".utf8).write(to: folder.appending(path: "file.csv"))
      #expect(throws: InputError.self) { try Self.lines(folder, .verint) }
      #expect(try String(contentsOf: folder.appending(path: "file.csv"), encoding: .utf8) == "mine")
      try Data("queue,name\nfr-phone,x\n".utf8).write(to: folder.appending(path: "queues.csv"))
      let error = try #require(throws: InputError.self) { try Self.lines(folder, .verint, "other.csv") }
      #expect(error.description.contains("has no queue \"fr-phone\""))
    }
  }
}
