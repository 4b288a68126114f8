import Foundation
import Muster
import Tabular
import Testing

/// Ends, lengths and kinds of leave as other systems write them.
@Suite("leave is imported as it is meant")
struct LeaveImportTests {
  private func leave(_ export: String, table: String = "", mapping: String? = nil) throws -> (
    rows: [String], result: StaffImporter.Result
  ) {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try write(StaffImportTests.scenario, "scenario.yaml")
    try write(
      "id,name,site,contract,languages,skills\nA1,A,berlin,full-time,de,phone\nA2,B,berlin,full-time,de,phone\n",
      "agents.csv")
    try write("agent,from,to,kind\n" + table, "leave.csv")
    try write(export, "export.csv")
    var request = StaffImporter.Request(files: [folder.appending(path: "export.csv").path])
    request.folder = folder.path
    if let mapping {
      try write(mapping, "mapping.yaml")
      request.mapping = folder.appending(path: "mapping.yaml").path
    }
    let result = try StaffImporter.run(request, of: .leave)
    let text = try String(contentsOf: folder.appending(path: "leave.csv"), encoding: .utf8)
    #expect(try !StaffImporter.run(request, of: .leave).isChanged)
    return (text.split(whereSeparator: \.isNewline).dropFirst().map(String.init), result)
  }

  @Test("what ends at midnight among other times ends with the date before")
  func midnights() throws {
    let whole = "Agent ID,Start Date,Start Time,End Date,End Time\nA1,4/6/2026,0:00,4/7/2026,0:00\n"
    #expect(
      try leave(whole + "A2,4/13/2026,13:00,4/13/2026,17:00\n").rows == [
        "A1,2026-04-06,2026-04-06,leave", "A2,2026-04-13,2026-04-13,leave",
      ])
    // Dates with a midnight that means nothing.
    let dates = "Agent ID,From,To\nA1,2026-04-06 00:00:00,2026-04-07 00:00:00\n"
    #expect(
      try leave(dates + "A2,2026-04-13 00:00:00,2026-04-13 00:00:00\n").rows == [
        "A1,2026-04-06,2026-04-07,leave", "A2,2026-04-13,2026-04-13,leave",
      ])
    let error = try #require(throws: InputError.self) { try leave(dates) }
    #expect(error.problems.first?.next.contains("to-is: after") == true)
    for (meaning, last) in [("last", "07"), ("after", "06")] {
      let mapping = "rows: leave\nid: Agent ID\nfrom: From\nto: To\nto-is: \(meaning)\n"
      #expect(try leave(dates, mapping: mapping).rows == ["A1,2026-04-06,2026-04-\(last),leave"])
    }
  }

  @Test("the first day back is no day of leave, and leave of several days without an end is a question")
  func lastDates() throws {
    let back = "Agent ID,First day,First day back\nA1,2026-04-06,2026-04-13\n"
    #expect(try leave(back).rows == ["A1,2026-04-06,2026-04-12,leave"])
    for export in [
      "Agent ID,Start Date,Days\nA1,2026-04-06,5\nA2,2026-04-06,1\n",
      "Agent ID,Start Date,Heimkehr,Requested on\nA1,2026-04-06,2026-04-13,2026-01-05\n",
    ] {
      let error = try #require(throws: InputError.self) { try leave(export) }
      #expect(
        error.problems.count == 1 && error.problems[0].message.contains("no column is known to hold the last date"))
    }
    let single = "Agent ID,Date,Days,Requested on\nA1,2026-04-06,1,2026-01-05\nA1,2026-04-07,1,2026-01-05\n"
    #expect(try leave(single).rows == ["A1,2026-04-06,2026-04-07,leave"])
  }

  @Test(
    "moments in UTC are read on the clock of the person's site, over a change of it, and dates with a midnight are not")
  func momentsInUTC() throws {
    // Berlin is two hours ahead of UTC in summer, one in winter.
    let inclusive =
      "Agent ID,From,To\nA1,2026-03-22T23:00:00Z,2026-04-05T21:59:59Z\nA2,2026-04-05T22:00:00.000Z,2026-04-06T21:59:00.000Z\n"
    let found = try leave(inclusive)
    #expect(found.rows == ["A1,2026-03-23,2026-04-05,leave", "A2,2026-04-06,2026-04-06,leave"])
    #expect(found.result.reports[0].contains("read on the clock of each person's site"))
    let after =
      "Agent ID,From,To\nA1,2026-03-22T23:00:00Z,2026-04-05T22:00:00Z\nA2,2026-04-06T11:00:00Z,2026-04-06T15:00:00Z\n"
    #expect(try leave(after).rows == ["A1,2026-03-23,2026-04-05,leave", "A2,2026-04-06,2026-04-06,leave"])
    let dates =
      "Agent ID,From,To\nA1,2026-04-06T00:00:00Z,2026-04-10T23:59:59Z\nA2,2026-04-06T00:00:00Z,2026-04-06T23:59:59Z\n"
    let days = try leave(dates)
    #expect(days.rows == ["A1,2026-04-06,2026-04-10,leave", "A2,2026-04-06,2026-04-06,leave"])
    #expect(!days.result.reports[0].contains("clock of each person's site"))
  }

  @Test(
    "leave that was refused does not count in any tongue, and words that nobody knows are asked",
    arguments: [
      ("Estado", "Aprobada", "Rechazada"), ("Statut de la demande", "Approuvée", "Refusée"),
      ("Stato", "Approvata", "Rifiutata"), ("Situação", "Aprovada", "Cancelada"),
      ("Status", "Goedgekeurd", "Afgewezen"),
      ("Status wniosku", "Zatwierdzony", "Odrzucony"), ("承認状況", "承認済み", "却下"),
      ("Antragsstatus", "Bewilligt", "Eingereicht"),
    ])
  func refused(name: String, granted: String, refused: String) throws {
    let export = "Agent ID,From,To,\(name)\nA1,2026-04-06,2026-04-10,\(granted)\nA2,2026-04-06,2026-04-10,\(refused)\n"
    #expect(try leave(export).rows == ["A1,2026-04-06,2026-04-10,leave"])
  }

  @Test("a status of leave in words that nobody knows is a question")
  func unknownStatus() throws {
    let export = "Agent ID,From,To,Status\nA1,2026-04-06,2026-04-10,OK-2\nA2,2026-04-06,2026-04-10,NOK-1\n"
    let error = try #require(throws: InputError.self) { try leave(export) }
    #expect(error.problems.first?.message == "\"nok-1\", \"ok-2\" may count or not")
  }

  @Test("half a day is told by an amount with its unit, and by the clock")
  func halfDays() throws {
    let amounts = """
      Agent ID,From,To,Amount,Unit
      A1,2026-04-06,2026-04-06,0.5,Days
      A1,2026-04-08,2026-04-08,8,Hours
      A2,2026-04-08,2026-04-08,3,Hours
      A2,2026-04-13,2026-04-17,5,Days

      """
    #expect(try leave(amounts).result.reports[0].contains("counts as a whole day, as in line 2, 4;"))
    // Half a day at one end of several, by their number or by a column that says so; hours that nothing is beside.
    let ends = """
      Personalnummer;Startdatum;Enddatum;Beginn halbtags;Tage
      A1;06.04.2026;10.04.2026;nein;4,5
      A1;20.04.2026;24.04.2026;ja;5
      A2;06.04.2026;10.04.2026;nein;5

      """
    #expect(try leave(ends).result.reports[0].contains("counts as a whole day, as in line 2, 3;"))
    let hours = "Agent ID,From,To,Amount,Unit\nA1,2026-04-06,2026-04-06,4,Hours\nA2,2026-04-06,2026-04-10,37.5,Hours\n"
    #expect(try leave(hours).result.reports[0].contains("counts as a whole day, as in line 2;"))
    let bare = "Employee ID,Time Off Date,Unit,Approved\nA1,2026-04-06,Hours,8\nA1,2026-04-08,Hours,4\n"
    #expect(try leave(bare).result.reports[0].contains("counts as a whole day, as in line 3;"))
    // Over several dates: hours that are no number of whole days, and clocks that leave out part of an end; holidays may lie between.
    for unit in ["Hours", "Amount,Unit"] {
      let tail = unit == "Hours" ? "" : ",Hours"
      let spans =
        "Agent ID,From,To,\(unit)\nA1,2026-04-06,2026-04-08,12\(tail)\nA1,2026-04-13,2026-04-17,32\(tail)\n"
        + "A2,2026-04-06,2026-04-10,40\(tail)\nA2,2026-04-13,2026-04-13,8\(tail)\n"
      #expect(try leave(spans).result.reports[0].contains("counts as a whole day, as in line 2;"), "\(unit)")
    }
    let clockEnds = """
      Agent ID,From,To
      A1,2026-04-06 13:00,2026-04-08 12:00
      A1,2026-04-13 09:00,2026-04-17 17:00
      A2,2026-04-06 22:00,2026-04-09 06:00
      A2,2026-04-13 09:00,2026-04-14 13:00

      """
    #expect(try leave(clockEnds).result.reports[0].contains("counts as a whole day, as in line 2, 5;"))
    let clocks = "Agent ID,From,To\nA1,2026-04-06 13:00,2026-04-06 17:00\nA2,2026-04-06 09:00,2026-04-06 17:00\n"
    #expect(try leave(clocks).result.reports[0].contains("counts as a whole day, as in line 2;"))
  }

  @Test("leave without a last date is one day, and said") func openEnds() throws {
    let export = "PersNr,Time Off Start,Time Off End\nA1,2026-04-06,2026-04-10\nA2,2026-04-07,\n"
    let found = try leave(export)
    #expect(found.rows == ["A1,2026-04-06,2026-04-10,leave", "A2,2026-04-07,2026-04-07,leave"])
    #expect(found.result.reports[0].contains("without a last date counts as one day, as in line 3;"))
  }

  @Test("days taken back out of longer leave of the table are told, as nobody knows which of it is left")
  func takenBackInPart() throws {
    let export =
      "Agent ID,From,To,Type,Status\nA1,2026-04-08,2026-04-08,Vacation,Cancelled\n"
      + "A2,2026-04-13,2026-04-14,Vacation,Approved\n"
    let found = try leave(export, table: "A1,2026-04-06,2026-04-10,vacation\n")
    #expect(found.rows == ["A1,2026-04-06,2026-04-10,vacation", "A2,2026-04-13,2026-04-14,vacation"])
    #expect(
      found.result.notes.contains {
        $0.hasPrefix("A1 2026-04-08 to 2026-04-08 vacation was taken back, and A1 2026-04-06 to 2026-04-10 vacation")
      }, "\(found.result.notes)")
  }

  @Test("days of illness in a vacation leave the vacation as it is")
  func illness() throws {
    let table = "A1,2026-04-06,2026-04-17,vacation\nA2,2026-04-06,2026-04-10,vacation\n"
    let export = "Agent ID,From,To,Type\nA1,2026-04-08,2026-04-09,Sick\nA2,2026-04-06,2026-04-08,Vacation\n"
    let found = try leave(export, table: table)
    #expect(
      found.rows == [
        "A1,2026-04-06,2026-04-17,vacation", "A2,2026-04-06,2026-04-08,vacation", "A1,2026-04-08,2026-04-09,sick",
      ])
    #expect(
      found.result.notes == [
        "A1 2026-04-08 to 2026-04-09 sick lies within A1 2026-04-06 to 2026-04-17 vacation of the table; both stand."
      ])
  }
}
