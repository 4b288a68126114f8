import Importing
import Tabular
import Testing

/// A report of one or two queues and some half hours of ten days; what a contact takes is 200 s.
private struct PrintedReport {
  var header = ["Date", "Time", "Queue", "Offered", "Handled", "Abandoned", "AHT (s)"]
  var queues = ["North", "South"]
  /// Rows by day of March 2026, half hour of the day and queue.
  func rows(_ change: (inout [String], _ day: Int, _ half: Int, _ queue: Int) -> Void = { _, _, _, _ in }) -> [[String]]
  {
    var rows: [[String]] = []
    for day in 10..<20 {
      for half in 16..<22 {
        for (place, queue) in queues.enumerated() {
          let offered = (day * 7 + half * 3 + place * 5) % 11
          let handled = max(0, offered - (day + half) % 2)
          var row = [
            "2026-03-\(day)", "\(half / 2 < 10 ? "0" : "")\(half / 2):\(half % 2 == 0 ? "00" : "30")", queue,
            "\(offered)",
            "\(handled)", "\(offered - handled)", handled > 0 ? "200" : "0",
          ]
          change(&row, day, half, place)
          rows.append(row)
        }
      }
    }
    return rows
  }

  /// What the rows of a queue hold.
  func totals(_ queue: Int) -> Totals {
    var total = (offered: 0.0, handled: 0.0)
    for row in rows() where row[2] == queues[queue] {
      total.offered += Double(row[3]) ?? 0
      total.handled += Double(row[4]) ?? 0
    }
    return Totals(total.offered, total.handled, total.handled * 200)
  }

  var both: [String: Totals] { ["north": totals(0), "south": totals(1)] }

  func text(_ rows: [[String]], separator: String = ",") -> String {
    ([header] + rows).map { $0.joined(separator: separator) + "\n" }.joined()
  }
}

@Test("a date or a queue that a report writes once holds for the rows below, and a draft says so")
func writtenOnce() throws {
  let report = PrintedReport()
  var last = ""
  let dates = report.text(
    report.rows { row, _, _, _ in
      if row[0] == last { row[0] = "" } else { last = row[0] }
    })
  #expect(try totals(imported(dates)) == report.both)
  var above = ""
  let sorted = report.rows().sorted { ($0[2], $0[0], $0[1]) < ($1[2], $1[0], $1[1]) }.map { row in
    var row = row
    if row[2] == above { row[2] = "" } else { above = row[2] }
    return row
  }
  let queues = report.text(sorted)
  #expect(try totals(imported(queues)) == report.both)
  var hints = DraftHints()
  hints.zone = "Europe/Berlin"
  let draft = try ImportFile.open(MemorySource(Array(queues.utf8), file: "a.csv"), mapping: nil, hints: hints).draft
  let yaml = draft.mapping.yaml(file: "a.csv", belief: "", guesses: draft.guesses, questions: [])
  #expect(yaml.contains("written-once: [\"Queue\"]"))
  #expect(try totals(imported(queues, mapping: yaml)) == report.both)
}

@Test("rows without a queue among rows of one are a question, where they are many")
func manyBlankQueues() throws {
  let report = PrintedReport()
  let text = report.text(report.rows { row, _, _, place in if place == 1 { row[2] = "" } })
  let asked = try #require(throws: Asked.self) { try imported(text) }
  #expect(asked.questions[0].message.hasPrefix("60 of 120 rows have nothing here"))
  #expect(asked.questions[0].next.contains("written-once: [\"Queue\"]"))
  let left = """
    rows: interval
    start: [Date, Time]
    queue: Queue
    offered: Offered
    handled: Handled
    handle-time: { "AHT (s)": mean s }
    """
  #expect(try totals(imported(text, mapping: left)) == ["north": report.totals(0)])
}

@Test("times at which intervals end are moved by their length, and a question where that is open")
func ends() throws {
  var report = PrintedReport()
  report.header[1] = "Interval End"
  let ends = report.rows { row, _, half, _ in
    let end = half + 1
    row[1] = "\(end / 2 < 10 ? "0" : "")\(end / 2):\(end % 2 == 0 ? "00" : "30")"
  }
  let read = try imported(report.text(ends))
  #expect(totals(read) == report.both)
  // 8:00 of 10 March in Berlin.
  #expect(read.queues[0].rows.first?.start == 1_773_126_000)
  let guess = "ends-after: by its name Interval End says when intervals end, and they are 30 min apart"
  #expect(read.reports[0].text.contains(guess))
  let midnight = report.text(ends + [["2026-03-10", "0:00", "North", "1", "1", "0", "200"]])
  let asked = try #require(throws: Asked.self) { try imported(midnight) }
  #expect(asked.questions[0].next.hasPrefix("Export the start: 0:00 may end the date beside it"))
}

@Test(
  "dashes, N/A and faults of a spreadsheet are no numbers, and cost no handle time; a dash is 0 where there is no 0")
func nothing() throws {
  let report = PrintedReport()
  for word in ["N/A", "#DIV/0!", "-", "\u{2013}", "n.v."] {
    let text = report.text(report.rows { row, _, _, _ in if row[4] == "0" { row[6] = word } })
    #expect(try totals(imported(text)) == report.both, "\(word)")
  }
  let dashes = try imported(
    report.text(report.rows { row, _, _, _ in for cell in 3...5 where row[cell] == "0" { row[cell] = "-" } }))
  #expect(totals(dashes) == report.both)
  #expect(dashes.queues[0].rows.count == 60)
  #expect(dashes.reports[0].text.contains("note: a dash is a 0 in Offered, which has none."))
  // Where the report has zeros, a dash is something else.
  let mixed = try imported(report.text(report.rows { row, day, _, _ in if day == 10 { row[3] = "-" } }))
  #expect(mixed.reports[0].dropped.contains { $0.reason == "no number of contacts" && $0.count == 12 })
}

@Test("a queue that is all others together is a total by its name, or a question by its numbers")
func allTogether() throws {
  let report = PrintedReport()
  func text(_ name: String) -> String {
    var rows: [[String]] = []
    for row in report.rows() {
      rows.append(row)
      guard row[2] == "South" else { continue }
      let other = rows[rows.count - 2]
      rows.append(
        row[0...1] + [name] + (3...5).map { "\((Int(row[$0]) ?? 0) + (Int(other[$0]) ?? 0))" } + ["200"])
    }
    return report.text(rows)
  }
  for name in ["All queues", "Alle Warteschlangen", "TOTAL"] {
    #expect(try totals(imported(text(name))) == report.both, "\(name)")
  }
  let error = try #require(throws: InputError.self) { try imported(text("Contact centre")) }
  let problem = try #require(error.problems.first)
  #expect(problem.message.hasPrefix("\"Contact centre\" is the sum of the 2 others in each of "))
  #expect(problem.next.hasPrefix("Leave it out in a mapping: queues: { \"Contact centre\": none }"))
  let mapping = """
    rows: interval
    start: [Date, Time]
    queue: Queue
    offered: Offered
    handled: Handled
    handle-time: { "AHT (s)": mean s }
    queues: { "Contact centre": everything }
    """
  let mapped = try totals(imported(text("Contact centre"), mapping: mapping))
  #expect(mapped.keys.sorted() == ["everything", "north", "south"])
}

@Test("a mean with a decimal comma is in the unit that its numbers say")
func decimalCommas() throws {
  let report = PrintedReport()
  var minutes = report
  minutes.header[6] = "AHT"
  let text = minutes.text(
    report.rows { row, _, half, _ in if row[4] != "0" { row[6] = half % 2 == 0 ? "3,5" : "4,5" } }, separator: ";")
  let read = try imported(text)
  #expect(read.reports[0].text.contains("AHT is a mean in min: a contact takes 3.98"))
  let seconds = read.queues[0].rows.reduce(0) { $0 + $1.handleSeconds }
  let expected = report.rows { row, _, half, _ in row[6] = half % 2 == 0 ? "210" : "270" }.filter { $0[2] == "North" }
    .reduce(0.0) { $0 + (Double($1[4]) ?? 0) * (Double($1[6]) ?? 0) }
  #expect(seconds == expected)
}

@Test("the handle time of calls out is not that of the contacts that came in")
func otherTimes() throws {
  var report = PrintedReport()
  for name in ["Outbound AHT (s)", "Forecast AHT (s)", "Target AHT (s)"] {
    report.header = ["Date", "Time", "Queue", name, "Offered", "Handled", "Abandoned", "AHT (s)"]
    let text = report.text(report.rows { row, _, _, _ in row.insert("99", at: 3) })
    #expect(try totals(imported(text)) == report.both)
  }
}

@Test("dates with dots beside clocks with dots, epochs and dates without marks are read")
func formsOfTime() throws {
  let report = PrintedReport()
  let dots = report.text(
    report.rows { row, day, _, _ in
      row[0] = "\(day).03.26"
      row[1] = row[1].split(separator: ":").joined(separator: ".")
    }, separator: ";")
  #expect(try totals(imported(dots)) == report.both)
  var alone = report
  alone.header = ["ts", "Queue", "Offered", "Handled", "Abandoned", "AHT (s)"]
  let epochs = alone.text(
    report.rows { row, day, half, _ in
      row = ["\(1_773_100_800 + (day - 10) * 86_400 + half * 1800)"] + row[2...]
    })
  #expect(try totals(imported(epochs, zone: nil)) == report.both)
  for mark in ["T", " "] {
    let plain = alone.text(
      report.rows { row, day, half, _ in
        row = ["202603\(day)\(mark)\(half / 2 < 10 ? "0" : "")\(half / 2)\(half % 2 == 0 ? "00" : "30")00Z"] + row[2...]
      })
    let read = try imported(plain, zone: nil) { $0.zone = nil }
    #expect(totals(read) == report.both)
    #expect(read.queues[0].rows.first?.start == 1_773_129_600)
  }
}

@Test("the unit of numbers that an answer explains is found from what they are then")
func unitOfAnsweredNumbers() throws {
  var report = PrintedReport()
  report.header[6] = "AHT"
  let text = report.text(report.rows { row, _, _, _ in row[6] = row[4] == "0" ? "" : "200,000" }, separator: ";")
  let read = try imported(text) { $0.numbers = NumberMarks(thousands: ",", hasDecimalComma: false) }
  #expect(read.reports[0].text.contains("AHT is a mean in ms: a contact takes 200000"))
  var hints = DraftHints()
  hints.zone = "Europe/Berlin"
  hints.numbers = NumberMarks(thousands: ",", hasDecimalComma: false)
  let draft = try ImportFile.open(MemorySource(Array(text.utf8), file: "a.csv"), mapping: nil, hints: hints).draft
  let yaml = draft.mapping.yaml(file: "a.csv", belief: "", guesses: draft.guesses, questions: [])
  #expect(yaml.contains("numbers: \"1,234.5\""))
  #expect(try totals(imported(text, mapping: yaml)) == totals(read))
  let decimals = try imported(text) { $0.numbers = NumberMarks(thousands: ".", hasDecimalComma: true) }
  #expect(totals(decimals) == report.both)
}

@Test("a report of three columns that Muster's own history has too is no history of Muster's")
func notOwnHistory() throws {
  #expect(try profile(of: "Start,Queue,Offered,AHT (s)\n2026-03-16 09:00,Sales,5,200\n") == nil)
}

@Test("rows of whole days among those of intervals count once: by their length, or as the sums that they are")
func daySums() throws {
  let report = PrintedReport()
  let rows = report.rows()
  var sums: [[String]] = []
  for day in 10..<20 {
    for queue in report.queues {
      let own = rows.filter { $0[0] == "2026-03-\(day)" && $0[2] == queue }
      func sum(_ column: Int) -> String { "\(own.reduce(0) { $0 + (Int($1[column]) ?? 0) })" }
      sums.append(["2026-03-\(day)", "00:00", queue, sum(3), sum(4), sum(5), "200"])
    }
  }
  let read = try imported(report.text(rows + sums))
  #expect(totals(read) == report.both)
  #expect(read.reports[0].dropped.contains { $0.reason == "sums of their day, at midnight" && $0.count == 20 })
  for (name, short, long) in [("Interval (min)", "30", "1440"), ("Interval Length", "30 min", "daily")] {
    var lengths = report
    lengths.header.append(name)
    let other = sums.map { Array($0[0...2]) + ["77", "70", "7", "250", long] }
    let text = lengths.text(rows.map { $0 + [short] } + other)
    #expect(try totals(imported(text)) == report.both, "\(name)")
  }
}

@Test("beside a column of calls out, contacts offered are those that came in")
func callsOut() throws {
  var report = PrintedReport()
  report.header = [
    "Date", "Time", "Queue", "Total Calls", "Outbound Calls", "Inbound Calls", "Handled", "Abandoned", "AHT (s)",
  ]
  let text = report.text(
    report.rows { row, _, _, _ in row.insert(contentsOf: ["\((Int(row[3]) ?? 0) + 7)", "7"], at: 3) })
  #expect(try totals(imported(text)) == report.both)
  report.header = ["Date", "Time", "Queue", "Total Calls", "Outbound Calls", "AHT (s)"]
  let total = report.text(report.rows { row, _, _, _ in row = row[0...3] + ["7", "200"] })
  let asked = try #require(throws: Asked.self) { try imported(total) }
  #expect(asked.questions[0].message == "this may hold the calls out too, which Outbound Calls counts")
}

@Test("what stands in the wrong column may be personal, and no message shows it")
func personalFaults() throws {
  let report = PrintedReport()
  for secret in ["Zoe Zebra", "+34600111222", "zoe@example.com", "12 Hidden Street"] {
    for column in [0, 3, 6] {
      let text = report.text(
        report.rows { row, day, half, place in
          if day == 12, half == 17, place == 0 { row[column] = secret }
        })
      let error = try #require(throws: InputError.self) { try imported(text) }
      #expect(error.problems.first?.place.line == 28)
      #expect(!"\(error.problems)".contains(secret))
    }
  }
}

@Test("dates with dots have the day first, where nothing else tells")
func dottedDates() throws {
  let rows = [("03.04.2026", 5), ("07.09.2026", 6)].map { "\($0.0);09:00;Nord;\($0.1);200\n" }.joined()
  let read = try imported("Datum;Uhrzeit;Warteschlange;Anrufe;AHT (s)\n" + rows)
  // 3 April and 7 September, 9:00 in Berlin.
  #expect(read.queues[0].rows.map(\.start) == [1_775_199_600, 1_788_764_400])
}

@Test("a date that stands above the rows is theirs, a question where its order is open or there are several")
func titleDates() throws {
  func text(_ dates: [String]) -> String {
    dates.map { date in
      """
      Split/Skill Interval Report
      Date:,\(date)
      Split/Skill:,Retail

      Time,ACD Calls,Avg ACD Time,Avg ACW Time,Aban Calls
      08:00AM,6,3:00,:30,2
      08:30AM,4,2:00,:30,0

      """
    }.joined()
  }
  let read = try imported(text(["03/16/2026"]))
  #expect(totals(read) == ["retail": Totals(12, 10, 1860)])
  #expect(read.queues[0].rows.map(\.start) == [1_773_644_400, 1_773_646_200])
  #expect(try imported(text(["02/03/2026"])) { $0.dateOrder = .monthFirst }.queues[0].rows[0].start == 1_770_102_000)
  let open = try #require(throws: Asked.self) { try imported(text(["02/03/2026"])) }
  #expect(open.questions[0].next.contains("--date-order"))
  let several = try #require(throws: Asked.self) { try imported(text(["03/16/2026", "03/17/2026"])) }
  #expect(several.questions[0].message == "the date stands above the rows, and there are 2 of them")
}

@Test("pivot tables with dates, queues and times of day below each other are read, and their totals left out")
func pivotTables() throws {
  let report = PrintedReport()
  let header = "Zeilenbeschriftungen,Summe von Anrufe,Summe von Angenommen\n"
  func levels(_ row: [String], _ outer: [Int]) -> [String] { outer.map { row[$0] } }
  for outer in [[2, 0], [0, 2]] {
    var text = header
    var above = ["", ""]
    for row in report.rows().sorted(by: { levels($0, outer + [1]).lexicographicallyPrecedes(levels($1, outer + [1])) })
    {
      let own = levels(row, outer)
      if own[0] != above[0] { text += "\(own[0]),99,98\n" }
      if own != above { text += "\(own[1]),9,8\n" }
      above = own
      text += "\(row[1]),\(row[3]),\(row[4])\n"
    }
    text += "Gesamtergebnis,999,998\n"
    let expected = report.both.mapValues { Totals($0.offered, $0.handled) }
    #expect(try totals(imported(text)) == expected)
  }
  var sheet = "Summe von Anrufe,Spaltenbeschriftungen,,,\n"
  sheet += "Zeilenbeschriftungen,10.03.2026,11.03.2026,12.03.2026,Gesamtergebnis\n"
  for half in 16..<22 { sheet += "\(half / 2):\(half % 2 * 3)0,\(half),1,2,\(half + 3)\n" }
  sheet += "Gesamtergebnis,111,6,12,129\n"
  #expect(try totals(imported(sheet)).values.map(\.offered) == [129])
}
