import Importing
import Tabular
import Testing
import Timeline

/// Dates, cells and sheets as programs, spreadsheets and planners write them.

/// Minutes since midnight of two dozen contacts of two days.
private let minutes = (0..<24).map { 9 * 60 + $0 * 17 + ($0 % 12 == 0 ? 1 : 0) }

/// A file of single contacts whose moments are written in some way, from day, hour and minute.
private func contacts(_ moment: (_ day: Int, _ hour: Int, _ minute: Int) -> String, cell: (String) -> String = { $0 })
  -> String
{
  var text = "conversation_id,created_at,queue,answered,handle_time_s\n"
  for (place, minute) in minutes.enumerated() {
    let cells = ["c\(place)", moment(27 + place % 5, minute / 60, minute % 60), "Sales", "yes", "\(200 + place)"]
    text += cells.map(cell).joined(separator: ",") + "\n"
  }
  return text
}

private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
private func iso(_ day: Int, _ hour: Int, _ minute: Int) -> String { "2026-03-\(day)T\(two(hour)):\(two(minute)):00" }

/// Rows of the first queue as texts, as an unknown figure equals none.
private func rows(_ text: String) throws -> [String] { told(try imported(text)) }

private func told(_ found: HistoryImport) -> [String] { found.queues.first?.rows.map { "\($0)" } ?? [] }

private let weekdays = ["Fri", "Sat", "Sun", "Mon", "Tue"]

@Test("moments are read as programs of several languages print them")
func printedMoments() throws {
  let plain = try rows(contacts(iso))
  #expect(try totals(imported(contacts(iso)))["sales"]?.offered == 24)
  let clock = { (day: Int) in
    day < 29 ? "+0100 (Central European Standard Time)" : "+0200 (Central European Summer Time)"
  }
  let forms: [(Int, Int, Int) -> String] = [
    { "\(weekdays[$0 - 27]) Mar \($0) 2026 \(two($1)):\(two($2)):00 GMT\(clock($0))" },
    { "\(weekdays[$0 - 27]) Mar \($0) \(two($1)):\(two($2)):00 \($0 < 29 ? "CET" : "CEST") 2026" },
    { "\(weekdays[$0 - 27]) Mar \($0) \(two($1)):\(two($2)):00 2026" },
    { "2026年3月\($0)日 \($1)時\(two($2))分" },
    { "2026年03月\($0)日(\(["金", "土", "日", "月", "火"][$0 - 27])) \(two($1)):\(two($2))" },
    { "2026年3月\($0)日（月） \($1 < 12 ? "午前" : "午後")\($1 % 12):\(two($2)):00" },
    { "2026년 3월 \($0)일 \($1 < 12 ? "오전" : "오후") \(($1 + 11) % 12 + 1):\(two($2))" },
    { "\($0).03.2026 (So) \(two($1)):\(two($2))" },
  ]
  for (place, form) in forms.enumerated() {
    #expect(try rows(contacts(form)) == plain, "form \(place): \(form(29, 13, 5))")
  }
  #expect(throws: (any Error).self) { try rows(contacts { "2026年3月\($0) \($1)時\($2)分" }) }
}

@Test("cells that are written as texts of formulas are read as the texts")
func textsOfFormulas() throws {
  let plain = try rows(contacts(iso))
  #expect(try rows(contacts(iso, cell: { "=\"\($0)\"" })) == plain)
  #expect(try rows(contacts(iso, cell: { "\"=\"\"\($0)\"\"\"" })) == plain)
  let found = try imported(
    "Start,Queue,Calls Offered\n" + (10...21).map { "2026-03-16 \($0):00,\"=\"\"Sales, west\"\"\",=\"7\"\n" }.joined())
  #expect(found.queues.map(\.name) == ["Sales, west"] && found.queues[0].rows.allSatisfy { $0.offered == 7 })
}

/// Contacts of a half hour of a date.
private func offered(_ day: Int, _ half: Int) -> Int { 3 + (day * 7 + half * 5) % 11 }

private let halves = Array(16..<40)
private func clock(_ half: Int) -> String { "\(half / 2):\(half % 2 == 0 ? "00" : "30")" }

/// The contacts of some days with a row for each interval.
private func long(_ days: ClosedRange<Int>) throws -> [String] {
  try rows(
    "Date,Time,Contacts\n"
      + days.flatMap { day in halves.map { "2026-03-\(day),\(clock($0)),\(offered(day, $0))\n" } }.joined())
}

@Test("a sheet with a column for each date is read with a row for each of its cells")
func datesAcross() throws {
  func block(_ days: ClosedRange<Int>) -> String {
    "KW \(days.lowerBound)\n;" + days.map { _ in ";Tag" }.joined() + "\n"
      + "Zeit;" + days.map { "\($0).03.2026" }.joined(separator: ";") + ";Summe\n"
      + halves.map { half in
        "\(clock(half))-\(clock(half + 1));" + days.map { "\(offered($0, half))" }.joined(separator: ";") + ";99\n"
      }.joined() + "Summe;" + days.map { _ in "500" }.joined(separator: ";") + ";999\n\nQuelle: Anlage\n"
  }
  #expect(try rows(block(23...29)) == long(23...29))
  // Over the change of the clock, a week below the other.
  let both = try imported(block(23...29) + block(30...31).replacing("31.03.2026", with: "31.03.2026;01.04.2026"))
  #expect(both.reports[0].text.contains("a column for each date (line 3)"))
  #expect(try Array(told(both).prefix(7 * 24)) == long(23...29))
  // Two blocks of the same dates are of different things.
  #expect(throws: (any Error).self) { try rows(block(23...29) + block(23...29)) }
}

@Test("dates without a year have that of a line above, over the turn of a year too; without one it is asked")
func datesWithoutYears() throws {
  func sheet(_ title: String, _ heads: [String], from first: Int = 0) -> String {
    title + "\nZeit;" + heads.joined(separator: ";") + "\n"
      + halves.map { half in
        "\(clock(half));" + heads.indices.map { "\(offered(23 + $0, half))" }.joined(separator: ";") + "\n"
      }.joined()
  }
  let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  for (title, heads) in [
    ("Calls, March 2026;", (0..<7).map { "\(names[$0]) 03/\(23 + $0)" }),
    ("Anrufe KW 13/2026;", (23...29).map { "\($0). Mrz" }), ("Woche ab 23.03.2026;", (23...29).map { "\($0).03." }),
    ("Calls of 2026;", (23...29).map { "Mar \($0)" }),
  ] {
    let found = try imported(sheet(title, heads))
    #expect(try told(found) == long(23...29), "\(title)")
    #expect(found.reports[0].text.contains("a column for each date (line 2)"))
  }
  for title in ["", "Calls 2025"] {
    let asked = try #require(throws: Asked.self) {
      try imported(sheet(title + ";", (0..<7).map { "\(names[$0]) 03/\(23 + $0)" }))
    }
    #expect(asked.questions[0].message.hasSuffix("columns are named by dates without a year"), "\(title)")
  }
  // The weekdays tell that 2026 is the year of the first dates, and without them two years do.
  let turn = ["29.12.", "30.12.", "31.12.", "01.01.", "02.01."]
  let days = ["Di", "Mi", "Do", "Fr", "Sa"]
  let rows = try #require(try imported(sheet("Plan 2026;", zip(days, turn).map { "\($0) \($1)" })).queues.first?.rows)
  #expect(rows.first.map { $0.start / 86_400 } == CivilDate(year: 2026, month: 12, day: 29)?.daysSinceEpoch)
  #expect(throws: Asked.self) { try imported(sheet("Plan 2026;", turn)) }
}

@Test("a sheet with a column for each time of day, and what stands beside its dates, is read too")
func clocksAcross() throws {
  let days = 23...29
  let sheet =
    "Report of calls,,\nTeam,Day," + halves.map(clock).joined(separator: ",") + ",Total\n"
    + days.map { day in
      "\(day == 23 ? "Sales" : ""),2026-03-\(day)," + halves.map { "\(offered(day, $0))" }.joined(separator: ",")
        + ",1\n"
    }.joined() + "Total,," + halves.map { _ in "9," }.joined() + "1\n"
  let found = try imported(sheet)
  #expect(found.queues.map(\.name) == ["Sales"])
  #expect(try told(found) == long(days))
  // A cell that is no number is told by its line in the sheet.
  let wrong = sheet.replacing("2026-03-25,", with: "2026-03-25,1x,").replacing(",1\n,2026-03-26", with: "\n,2026-03-26")
  let error = try #require(throws: InputError.self) { try imported(wrong) }
  #expect(error.problems.first?.place.line == 5, "\(error)")
}

@Test("clocks that lost their noughts are read, and a queue goes by its name where it has an id too")
func clocksWithoutNoughts() throws {
  let text =
    "Queue ID,Queue Name,Date,Interval,Offered\n"
    + (0..<48).map { "7f,Sales,20260316,\($0 / 2 * 100 + $0 % 2 * 30),\($0 + 1)\n" }.joined()
  let found = try imported(text)
  #expect(found.queues.map(\.name) == ["Sales"])
  #expect(found.queues[0].rows.map(\.offered) == (1...48).map(Double.init))
  let start = try #require(found.queues[0].rows.first).start
  #expect(found.queues[0].rows.map { ($0.start - start) / 1800 } == Array(0..<48))
}

@Test("a sheet whose title is of handle times or people is not taken for contacts")
func sheetsOfOtherFigures() throws {
  let sheet =
    "Zeit;23.03.2026;24.03.2026;25.03.2026\n" + halves.map { "\(clock($0));\(200 + $0);240;260\n" }.joined()
  for title in ["Anrufe nach Uhrzeit", "Customer service calls by time of day"] {
    #expect(try imported(title + "\n" + sheet).reports[0].text.contains("are taken for contacts offered"))
  }
  for title in ["AHT (s)", "Bearbeitungszeit in Sekunden", "Required agents", "Service level %"] {
    #expect(throws: (any Error).self, "\(title)") { try imported(title + "\n" + sheet) }
  }
}

@Test("hours of a day across are read, and marks from one to five or days of a month are not hours")
func hoursAcross() throws {
  func sheet(_ heads: ClosedRange<Int>) -> String {
    "Ticket created - Date," + heads.map { "\($0)" }.joined(separator: ",") + "\n"
      + (23...29).map { day in
        "2026-03-\(day)," + heads.map { "\(offered(day, 2 * $0))" }.joined(separator: ",") + "\n"
      }.joined()
  }
  let found = try imported(sheet(8...19))
  #expect(found.queues[0].rows.count == 84)
  #expect(found.queues[0].rows[13].offered == Double(offered(24, 18)))
  for wrong in [1...5, 1...31] {
    #expect(throws: Asked.self) { try imported(sheet(wrong)) }
  }
}

@Test("hours in a column of numbers, counts by their formula, and counts of several channels")
func columnsOfReports() throws {
  for count in ["COUNT(Tickets)", "D_COUNT(Tickets)", "Calls count", "Tickets"] {
    let text =
      "Ticket created - Date,Ticket created - Hour,Ticket group,\(count)\n"
      + (8...20).map { "\"March 16, 2026\",\($0),Sales,\($0)\n" }.joined()
    let found = try imported(text)
    #expect(found.queues.map(\.name) == ["Sales"] && found.queues[0].rows.map(\.offered) == (8...20).map(Double.init))
    #expect(found.queues[0].rows[0].start % 86_400 == 7 * 3600, "\(count)")
  }
  let channels =
    "Start,Voice Offered,Voice Handled,Chat Offered,Chat Handled\n"
    + halves.map { "2026-03-16 \(clock($0)),\($0),\($0 - 1),9,8\n" }.joined()
  let asked = try #require(throws: Asked.self) { try imported(channels) }
  #expect(asked.questions.first?.message == "this and Chat Offered count the contacts of several channels")
}

@Test("reports in Polish and Japanese are known by their columns")
func furtherTongues() throws {
  for head in [
    "Data;Godzina;Kolejka;Połączenia przychodzące;Odebrane;Porzucone;Średni czas obsługi (s)",
    "日付;時間帯;キュー;着信数;応答数;放棄数;平均処理時間(秒)",
    "Fecha;Hora;Cola;Llamadas recibidas;Llamadas atendidas;Llamadas abandonadas;Tiempo medio de gestión (seg)",
    "Datum;Tijd;Wachtrij;Aangeboden;Beantwoord;Verlaten;Gem. afhandeltijd (s)",
    "Data;Ora;Coda;Chiamate ricevute;Chiamate risposte;Chiamate abbandonate;Tempo medio di gestione (s)",
  ] {
    let text = head + "\n" + halves.map { "16.03.2026;\(clock($0));Sales;\($0);\($0 - 2);2;240\n" }.joined()
    let all = Double(halves.reduce(0, +))
    let handled = all - 2 * Double(halves.count)
    #expect(try totals(imported(text)) == ["sales": Totals(all, handled, handled * 240)], "\(head)")
  }
}

@Test("Polish in the bytes that spreadsheets of Poland save is read") func bytesOfPoland() throws {
  let letters: [Unicode.Scalar: UInt8] = ["ł": 0xB3, "ą": 0xB9, "Ś": 0x8C, "ó": 0xF3, "ś": 0x9C]
  let text =
    "Data;Godzina;Kolejka;Połączenia przychodzące;Połączenia odebrane;Średni czas obsługi (s)\n"
    + halves.map { "16.03.2026;\(clock($0));Kraków;\($0);\($0);240\n" }.joined()
  let bytes = text.unicodeScalars.map { letters[$0] ?? UInt8($0.value & 0xFF) }
  let found = try imported(bytes: bytes)
  let all = Double(halves.reduce(0, +))
  #expect(totals(found) == ["krakow": Totals(all, all, all * 240)])
  #expect(found.queues[0].name == "Kraków" && found.reports[0].form.hasPrefix("Windows-1250"))
}

@Test("a column of lengths that nobody knows is named where no handle time is known")
func unknownLengths() throws {
  func report(_ name: String) throws -> String {
    try imported(
      "Start,Queue,Calls Offered,\(name)\n" + halves.map { "2026-03-16 \(clock($0)),Sales,\($0),0:04:00\n" }.joined()
    ).reports[0].text
  }
  #expect(try report("Bedienzeit").contains("no column is known to hold it; if Bedienzeit does"))
  #expect(try !report("Longest wait time").contains("no column is known to hold it"))
}

@Test(
  "lengths are read as German and ServiceNow write them",
  arguments: ["3,5 min", "3 Min. 30 Sek.", "210,0 Sek.", "1970-01-01 00:03:30", "0,06 Std."])
func writtenLengths(length: String) throws {
  let text =
    "Datum;Uhrzeit;Warteschlange;Anrufe;Bearbeitungszeit im Schnitt\n"
    + (10...29).map { "16.03.2026;\($0 / 2):\($0 % 2 * 3)0;Nord;\($0);\(length)\n" }.joined()
  let seconds = length.hasSuffix("Std.") ? 216.0 : 210
  #expect(try totals(imported(text))["nord"] == Totals(390, nil, 390 * seconds))
}
