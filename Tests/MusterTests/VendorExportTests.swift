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
          "AverageHandleTime", "ContactsHandled",
        ])
      #expect(result.rows == rows.count - 1 && rows.count == 17)
      for row in rows.dropFirst() {
        #expect(row.count == 8 && row[0] == "Basic Support" && row[1] == "1a2b" && row[2] == "VOICE")
        #expect(Self.matches(row[3], "\\d{4}-\\d\\d-\\d\\dT\\d\\d:(00|30):00Z"))
        #expect(row[4] == "30mins" && Self.matches(row[5], "\\d+") && row[7] == row[5])
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
