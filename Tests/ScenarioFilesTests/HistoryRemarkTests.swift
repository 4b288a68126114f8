import Foundation
import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite("Histories whose units, marks, lines or ends are not what they seem")
struct HistoryRemarkTests {
  /// Rows of a phone queue in Paris, half hours of four weeks: contacts by row, and handle time of a row by its contacts.
  private func folder(
    stated: String?, channel: String = "phone", seconds: (Int) -> Double
  ) throws -> SampleFolder {
    var folder = SampleFolder.sound
    if let stated {
      folder = folder.replacing(
        "    patience: 90 s", with: "    patience: 90 s\n    handle-time: \(stated)", in: "scenario.yaml")
    }
    let first = try #require(CivilDate(iso: "2026-02-02"))
    var text = "start,queue,offered,handled,handle_seconds_total\n"
    for row in 0..<480 {
      let start = LocalDateTime(
        date: first.advanced(byDays: row / 24 / 5 * 7 + row / 24 % 5), secondsOfDay: 28_800 + row % 24 * 1800)
      let contacts = row * 7 % 13
      text += "\(start.isoText),fr-phone,\(contacts),\(contacts),\(FixedDecimal.text(seconds(contacts), decimals: 2))\n"
    }
    folder["history.csv"] = text
    return folder
  }

  @Test(
    "handle times in another unit beside a stated one are named with the factor and the edit",
    arguments: [
      (310_000.0, "5 min", "1033 times as much, as if the column were in milliseconds", "Divide the column by 1000."),
      (240_000.0, "6 min", "667 times as much, as if the column were in milliseconds", "Divide the column by 1000."),
      (5.5, "5 min", "one 55th of it, as if the column were in minutes", "Multiply the column by 60."),
      (0.08, "4 min", "one 3000th of it, as if the column were in hours", "Multiply the column by 3600."),
    ])
  func units(mean: Double, stated: String, finding: String, edit: String) throws {
    let complaint = try folder(stated: stated) { Double($0) * mean }.complaint()
    #expect(complaint.hasPrefix("history.csv:1, column handle_seconds_total: queue fr-phone: a contact takes "))
    #expect(complaint.contains(finding))
    #expect(complaint.contains("next: \(edit) If it is right, write handle-time: "))
    #expect(complaint.split(separator: "\n").count == 2)
  }

  @Test("a mean in the place of the total is told from minutes") func meanForTotal() throws {
    let complaint = try folder(stated: "4 min") { contacts in contacts > 0 ? 235 : 0 }.complaint()
    #expect(complaint.contains("it looks like the mean of a contact, not the total of all"))
  }

  @Test("a mean in the place of the total is told where all rows have much the same contacts, stated or not")
  func meanOfSteadyRows() throws {
    for stated in ["4 min", nil] {
      var item = try folder(stated: stated) { _ in 235 }
      var text = "start,queue,offered,handle_seconds_total\n"
      for row in 0..<480 {
        let date = try #require(CivilDate(iso: "2026-02-02")).advanced(byDays: row / 24 / 5 * 7 + row / 24 % 5)
        let start = LocalDateTime(date: date, secondsOfDay: 28_800 + row % 24 * 1800)
        text += "\(start.isoText),fr-phone,\(30 + row * 7 % 8),\(235 + row % 3)\n"
      }
      item["history.csv"] = text
      let said = try stated == nil ? item.read().notes.joined() : item.complaint()
      #expect(
        said.contains(stated == nil ? "If that is the mean of a contact" : "it looks like the mean of a contact"),
        "\(said)")
    }
  }

  @Test(
    "plausible handle times, and those that are stated to be so, are no question",
    arguments: [
      (250.0, "5 min"), (900.0, "4 min"), (40.0, "5 min"), (280_000.0, "77 h"),
    ])
  func plausible(mean: Double, stated: String) throws {
    #expect(try folder(stated: stated) { Double($0) * mean }.read().notes == [])
  }

  @Test("without a stated handle time, what nobody can work on is named") func unstated() throws {
    #expect(
      try folder(stated: nil) { Double($0) * 261_000 }.complaint().contains(
        "takes 261000 s on average, which looks like"))
    for (mean, unit) in [(4.0, "in minutes, multiply it by 60"), (0.07, "in hours, multiply it by 3600")] {
      let notes = try folder(stated: nil) { Double($0) * mean }.read().notes
      #expect(notes.count == 1 && notes.joined().contains(unit), "\(notes)")
    }
    #expect(try folder(stated: nil) { Double($0) * 700 }.read().notes == [])
  }

  // MARK: Lines that are none

  @Test("totals, second headers and remarks are one problem for their line") func lines() throws {
    var folder = try folder(stated: "5 min") { Double($0) * 300 }
    let text = String(decoding: folder.files["history.csv"] ?? [], as: UTF8.self)
    var rows = text.split(separator: "\n").map(String.init)
    rows.insert("interval start,name,number,number,s", at: 1)
    rows.append("Grand total:,,2880,2880,864000")
    rows.append(",,2880,,")
    folder["history.csv"] = rows.joined(separator: "\n") + "\n"
    #expect(
      try folder.complaint() == """
        history.csv:2: the row is no interval of a queue: "interval start" is no date and time, and "number" no number
          next: Delete the line if it is a second header or a remark.
        history.csv:483: "Grand total:" begins a total, which is no interval of a queue
          next: Delete the line.
        history.csv:484: the row has neither a start nor a queue
          next: Delete the line if it is a total or a remark.
        """)
  }

  @Test("many totals are one problem, and so are many dates of another form; a few are named one by one")
  func manyLines() throws {
    var folder = try folder(stated: "5 min") { Double($0) * 300 }
    let text = String(decoding: folder.files["history.csv"] ?? [], as: UTF8.self)
    let rows = text.split(separator: "\n").map(String.init)
    let days = rows.enumerated().flatMap { $0 > 0 && $0 % 20 == 0 ? [$1, "Day total,,51,51,15300"] : [$1] }
    folder["history.csv"] = days.joined(separator: "\n") + "\n"
    let totals = try folder.complaint()
    let first = "history.csv:22: \"Day total\" is a total, which is no interval of a queue, and so are "
    #expect(totals.hasPrefix(first), "\(totals)")
    #expect(totals.components(separatedBy: "next:").count == 2)
    #expect(totals.contains("Delete these lines: 22, 43, 64 and "))
    folder["history.csv"] = (rows + ["2026-01-31,Total,51,51,15300"]).joined(separator: "\n") + "\n"
    #expect(try folder.complaint().contains("\"Total\" begins a total"))
    func american(_ row: String) -> String {
      let parts = row.prefix(10).split(separator: "-")
      return parts.count == 3 ? "\(parts[1])/\(parts[2])/\(parts[0]) \(row.dropFirst(11))" : row
    }
    folder["history.csv"] = rows.map(american).joined(separator: "\n") + "\n"
    let dates = try folder.complaint()
    #expect(dates.contains("is not a date and time, nor are the starts of \(rows.count - 2) more rows"), "\(dates)")
    #expect(dates.components(separatedBy: "next:").count == 2 && dates.contains("muster import"))
    folder["history.csv"] = (rows.prefix(3).map(american) + rows.dropFirst(3)).joined(separator: "\n") + "\n"
    #expect(try folder.complaint().components(separatedBy: "is not a date and time\n").count == 3)
  }

  @Test("marks between thousands are left out, and it is said; a column that could be either is a question")
  func marks() throws {
    var folder = SampleFolder.sound
    func history(_ counts: [String]) -> String {
      "start,queue,offered\n"
        + counts.enumerated().map { "2026-03-0\(2 + $0 / 4)T\(10 + $0 % 4):00+01:00,fr-phone,\"\($1)\"\n" }.joined()
    }
    folder["history.csv"] = history(["940", "2,468", "1,005", "77"])
    let input = try folder.read()
    #expect(input.history.series[0].offered == [940, 2468, 1005, 77])
    #expect(
      input.notes == [
        "history.csv: numbers such as 2,468 in column offered are read with a mark between thousands, as 2468."
      ])
    folder["history.csv"] = history(["940", "2.468", "1.005", "77"])
    #expect(try folder.read().history.series[0].offered == [940, 2468, 1005, 77])
    folder["history.csv"] = history(["2.468", "1.005", "9.120"])
    #expect(
      try folder.complaint() == """
        history.csv:2, column offered: 2.468 may have a mark between thousands or three decimals, and the column does not tell \
        which
          next: Write whole numbers without a mark, and decimals with other than three digits behind the point.
        """)
  }

  // MARK: Ends

  @Test("holidays that end before the horizon does are named by region") func holidayEnds() throws {
    func notes(_ rows: String) throws -> [String] {
      var folder = SampleFolder.sound
      folder["holidays.csv"] = "date,region,name\n" + rows
      return try folder.read().notes
    }
    #expect(
      try notes("2025-12-25,FR,Noël\n2026-04-03,ES,Viernes Santo\n") == [
        "holidays.csv: the holidays of FR end on 2025-12-25, and the plan runs from 2026-03-23 to 2026-04-19; add those that lie "
          + "in it, or they are planned as plain dates."
      ])
    // A year before there was one between the end of the table and that of the plan.
    #expect(try notes("2025-04-10,FR,Fête\n2026-03-24,FR,Lundi\n2026-04-06,ES,Lunes\n").count == 1)
    // The same one moves, as Easter does.
    #expect(try notes("2025-04-10,FR,Fête\n2026-03-24,FR,Fête\n2026-04-06,ES,Lunes\n") == [])
    #expect(try notes("2025-03-10,FR,Fête\n2026-03-24,FR,Fête\n2026-04-06,ES,Lunes\n") == [])
    #expect(try notes("2026-05-01,FR,Fête\n2026-04-20,ES,Lunes\n") == [])
  }
}
