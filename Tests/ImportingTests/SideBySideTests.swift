import Importing
import Tabular
import Testing

/// Reports whose rows are not those of a queue and a date, and what is told apart in them.

private let queues = ["North", "South Line"]
private let halves = Array(16..<22)
private let days = Array(16...27)
private func clock(_ half: Int) -> String { "\(half / 2 < 10 ? "0" : "")\(half / 2):\(half % 2 == 0 ? "00" : "30")" }
private func offered(_ day: Int, _ half: Int, _ queue: Int) -> Int { 4 + (day * 7 + half * 3 + queue * 5) % 11 }
private func handled(_ day: Int, _ half: Int, _ queue: Int) -> Int { offered(day, half, queue) - (day + half) % 2 }

private var all: [String: Totals] {
  var result: [String: Totals] = [:]
  for (place, queue) in ["north", "south-line"].enumerated() {
    let cells = days.flatMap { day in halves.map { (day, $0) } }
    let answered = Double(cells.reduce(0) { $0 + handled($1.0, $1.1, place) })
    result[queue] = Totals(Double(cells.reduce(0) { $0 + offered($1.0, $1.1, place) }), answered, answered * 200)
  }
  return result
}

/// A row for each half hour with what each queue's cells are, in the order of figures or of queues.
private func table(_ head: String, isByFigure: Bool = false, totals: Int = 0) -> String {
  head + "\n"
    + days.flatMap { day in
      halves.map { half in
        let cells = queues.indices.map { [offered(day, half, $0), handled(day, half, $0), 200] }
        let figures =
          isByFigure ? (0..<3).flatMap { figure in cells.map { $0[figure] } } : cells.flatMap { $0 }
        let sums = (0..<totals).map { _ in 999 }
        return "\(day).03.2026;\(clock(half));" + (figures + sums).map(String.init).joined(separator: ";") + "\n"
      }
    }.joined() + "Summe;;1;1;1;1;1;1\n"
}

@Test("queues side by side are read with a row for each, in whatever order names and figures stand, and so are drafts")
func queuesSideBySide() throws {
  for text in [
    table(
      "Datum;Zeit;North Offered;North Handled;North AHT (s);South Line Offered;South Line Handled;South Line AHT (s)"),
    table(
      "Datum;Zeit;Offered North;Offered South Line;Handled North;Handled South Line;AHT North;AHT South Line",
      isByFigure: true),
    table("Datum;Zeit;North;;;South Line;;\n;;Offered;Handled;AHT;Offered;Handled;AHT"),
    table("Report of calls;;;;;;;\n;;North;;;South Line;;\nDatum;Zeit;Offered;Handled;AHT;Offered;Handled;AHT"),
    table(
      "Datum;Zeit;North - Offered;North - Handled;North - AHT;South Line - Offered;South Line - Handled;South Line - AHT;"
        + "Total Offered;Total Handled", totals: 2),
  ] {
    let found = try imported(text)
    #expect(totals(found) == all, "\(text.prefix(90))")
    #expect(found.reports[0].text.contains("columns for each of 2 queues"))
    var hints = DraftHints()
    hints.zone = "Europe/Berlin"
    let draft = try ImportFile.open(MemorySource(Array(text.utf8), file: "a.csv"), mapping: nil, hints: hints).draft
    let yaml = draft.mapping.yaml(file: "a.csv", belief: "", guesses: draft.guesses, questions: [])
    #expect(try totals(imported(text, mapping: yaml)) == all)
  }
  // A mapping that names one queue's columns as they stand reads these, and a cell that is no number has its line.
  let text = table(
    "Datum;Zeit;North Offered;North Handled;North AHT;South Line Offered;South Line Handled;South Line AHT")
  let own = """
    rows: interval
    start: [Datum, Zeit]
    date-order: dmy
    queue-name: north
    offered: North Offered
    handled: North Handled
    handle-time: { North AHT: mean s }
    """
  #expect(try totals(imported(text, mapping: own)) == ["north": all["north"]])
  let wrong = text.replacing("16.03.2026;08:30;", with: "16.03.2026;08:30;x")
  let error = try #require(throws: InputError.self) { try imported(wrong) }
  #expect(error.problems.first?.place.line == 3, "\(error)")
}

@Test("forecast beside actual, or calls in beside calls out, are no queues")
func figuresThatAreNoQueues() throws {
  for groups in [["Forecast", "Actual"], ["Inbound", "Outbound"], ["2025", "2026"]] {
    let head = groups.flatMap { group in ["Offered", "Handled", "AHT"].map { "\(group) \($0)" } }.joined(separator: ";")
    let report = try? imported(table("Datum;Zeit;\(head)"))
    #expect(report?.queues.count ?? 1 == 1, "\(groups)")
  }
}

/// The rows of all queues as texts, as an unknown figure equals none.
private func told(_ found: HistoryImport) -> [String] { found.queues.flatMap { $0.rows.map { "\($0)" } } }
private func told(_ text: String) throws -> [String] { told(try imported(text)) }

/// Rows of one queue with what stands for the date.
private func weekly(_ head: String, _ cells: (_ day: Int) -> String) -> String {
  head + ";Zeit;Offered\n"
    + days.flatMap { day in halves.map { "\(cells(day));\(clock($0));\(offered(day, $0, 0))\n" } }.joined()
}

@Test("week and weekday of ISO 8601 are a date, in several tongues; weeks of another count are a question")
func weeksForDates() throws {
  let german = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
  let french = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
  let plain = try told(weekly("Datum") { "2026-03-\($0)" })
  for text in [
    weekly("KW;Tag") { "KW \(12 + ($0 - 16) / 7)/2026;\(german[($0 - 16) % 7])" },
    weekly("Année;Semaine;Jour") { "2026;\(12 + ($0 - 16) / 7);\(french[($0 - 16) % 7])" },
    weekly("Week;Weekday") {
      "2026-W\(12 + ($0 - 16) / 7);\(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][($0 - 16) % 7])"
    },
    weekly("Day") { "2026-W\(12 + ($0 - 16) / 7)-\(($0 - 16) % 7 + 1)" },
  ] {
    #expect(try told(text) == plain, "\(text.prefix(40))")
  }
  let open = weekly("Week;Weekday") {
    "\(12 + ($0 - 16) / 7);\(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][($0 - 16) % 7])"
  }
  let asked = try #require(throws: Asked.self) { try imported(open) }
  #expect(asked.questions[0].message.hasPrefix("weeks stand in place of dates"))
  // Beside dates they say nothing.
  #expect(
    try told(weekly("Datum;KW;Tag") { "2026-03-\($0);12;\(german[($0 - 16) % 7])" }) == plain)
}

@Test("a sheet with a column for each weekday has its dates from the line above or from a column of weeks")
func weekdaysAcross() throws {
  let plain = try told(weekly("Datum") { "2026-03-\($0)" })
  func row(_ first: Int, _ half: Int) -> String {
    (first..<first + 7).map { days.contains($0) ? "\(offered($0, half, 0))" : "" }.joined(separator: ";")
  }
  func block(_ title: String, _ first: Int) -> String {
    "\(title)\nZeit;Mo;Di;Mi;Do;Fr;Sa;So;Summe\n"
      + halves.map { "\(clock($0));\(row(first, $0));99\n" }.joined() + "Summe;9;9;9;9;9;9;9;9\n"
  }
  for titles in [
    ["Woche ab 16.03.2026;;;;;;;;", "Woche ab 23.03.2026;;;;;;;;"], ["KW 12/2026", "KW 13/2026"],
    ["16/03/2026 - 22/03/2026;;;;;;;;", "23/03/2026 - 29/03/2026;;;;;;;;"],
  ] {
    let found = try imported(block(titles[0], 16) + block(titles[1], 23))
    #expect(told(found) == plain, "\(titles)")
    #expect(found.reports[0].text.contains("a column for each weekday (line 2)"))
  }
  let weeks =
    "Week starting;Time;Mon;Tue;Wed;Thu;Fri;Sat;Sun\n"
    + [16, 23].flatMap { first in halves.map { "\(first)/03/2026;\(clock($0));\(row(first, $0))\n" } }.joined()
  #expect(try told(weeks) == plain)
  // A date that is no Monday is none of a week's first.
  #expect(throws: (any Error).self) { try imported(block("Woche ab 17.03.2026;;;;;;;;", 16)) }
}

@Test("whoever did not hang up was answered where nothing else says it, and calls out of a report's rows do not count")
func restIsHandled() throws {
  let rows = days.flatMap { day in halves.map { (day, $0) } }
  let lost = "Date,Time,Queue,Calls,Abandoned,Total Handle Time\n"
  let text =
    lost
    + rows.map { day, half in
      let (all, answered) = (offered(day, half, 0), handled(day, half, 0))
      return "2026-03-\(day),\(clock(half)),North,\(all),\(all - answered),\(answered * 200)\n"
    }.joined()
  let found = try imported(text)
  #expect(totals(found) == ["north": all["north"]])
  #expect(found.reports[0].text.contains("a contact takes 200 of them"))
  let ways =
    "Date,Time,Queue,Direction,Calls,Answered,AHT\n"
    + rows.map { day, half in
      "2026-03-\(day),\(clock(half)),North,Inbound,\(offered(day, half, 0)),\(handled(day, half, 0)),200\n"
        + "2026-03-\(day),\(clock(half)),North,Outbound,3,2,60\n"
    }.joined()
  #expect(try totals(imported(ways)) == ["north": all["north"]])
}

@Test("queues in a column that nobody knows are asked about, and people are added up")
func namesThatNobodyKnows() throws {
  func report(_ name: String) -> String {
    "Date,Time,\(name),Offered\n"
      + days.flatMap { day in
        halves.flatMap { half in
          queues.indices.map { "2026-03-\(day),\(clock(half)),\(queues[$0]),\(offered(day, half, $0))\n" }
        }
      }.joined()
  }
  let asked = try #require(throws: Asked.self) { try imported(report("Flavour")) }
  #expect(asked.questions[0].message.hasPrefix("rows of one interval differ in this, as \"North\" in line 2"))
  #expect(try totals(imported(report("Agent Name")))["calls"]?.offered == all.values.reduce(0) { $0 + $1.offered })
  #expect(try imported(report("Flavour")) { $0.queueName = "desk" }.queues.map(\.id) == ["desk"])
}

@Test("all parts of a handle time count in several tongues, however small a part of a day, and unknown ones are named")
func partsOfHandleTime() throws {
  for (head, isTime) in [
    ("Data;Godzina;Kolejka;Połączenia przychodzące;Odebrane;Średni czas rozmowy;Średni czas po rozmowie", true),
    ("Data;Ora;Coda;Chiamate ricevute;Chiamate gestite;Tempo medio di conversazione;Tempo medio post chiamata", true),
    (
      "Data;Hora;Fila;Chamadas recebidas;Chamadas atendidas;Tempo médio de conversação;Tempo médio pós-atendimento",
      true
    ),
    ("Date;Time;Queue;Offered;Answered;Avg Talk Time;Avg Hold Time", false),
  ] {
    let text =
      head + "\n"
      + halves.map { half in
        "16.03.2026;\(clock(half));North;\(half);\(half);"
          + (isTime ? "0:03:00;0:00:20\n" : "0.002083333333333333;\(half % 2 == 0 ? "4.6296296296E-4" : "0")\n")
      }.joined()
    let calls = Double(halves.reduce(0, +))
    let more = Double(halves.reduce(0) { $0 + (isTime ? 20 * $1 : $1 % 2 == 0 ? 40 * $1 : 0) })
    #expect(try totals(imported(text)) == ["north": Totals(calls, calls, calls * 180 + more)], "\(head)")
  }
  let unknown =
    "Date;Time;Queue;Offered;Answered;Avg Talk Time;Bedienzeit\n16.03.2026;08:00;North;9;9;0:09:00;0:04:00\n"
  #expect(try imported(unknown).reports[0].text.contains("there may be more; if Bedienzeit is one, say so"))
}

@Test("parts below a line that names their queue are of that queue, and names alone are asked about")
func partsOfQueues() throws {
  func part(_ queue: Int) -> String {
    days.flatMap { day in
      halves.map { half in
        "2026-03-\(day),\(clock(half)),\(offered(day, half, queue)),\(handled(day, half, queue)),200\n"
      }
    }.joined()
  }
  let head = "Date,Time,Offered,Answered,AHT (s)\n"
  let pages = queues.indices.map { "Interval report\nSplit/Skill: \(queues[$0])\n\n\(head)\(part($0))Totals,,9,9,\n" }
  let found = try imported(pages.joined())
  #expect(totals(found) == all)
  #expect(found.reports[0].text.contains("a part for each queue below its name"))
  // A name alone may be anybody's.
  let sections = head + queues.indices.map { "\(queues[$0]),,,,\n\(part($0))" }.joined()
  let asked = try #require(throws: Asked.self) { try imported(sections + "Total,,9,9,\n") }
  #expect(
    asked.questions.last?.message.hasPrefix("2 lines between the rows have a text alone, the first of them line 2")
      == true)
  // Remarks below a report name no queues.
  let remarks = head + "Report of North,,,,\n" + part(0) + "Source: switch,,,,\nMade by night,,,,\n"
  #expect(try imported(remarks).queues.map(\.id) == ["calls"])
}

@Test("contacts offered are those that a column of theirs counts, and a call type that is no way is a queue")
func offeredByName() throws {
  let text =
    "DateTime,CallType,Calls,CallsOffered,CallsHandled,TotalHandleTime\n"
    + halves.map { "2026-03-16 \(clock($0)),North,\($0 + 3),\($0),\($0),\($0 * 200)\n" }.joined()
  let calls = Double(halves.reduce(0, +))
  #expect(try totals(imported(text)) == ["north": Totals(calls, calls, calls * 200)])
}

@Test("a column of contacts for each queue is read where somebody says so, and asked about otherwise")
func columnOfEachQueue() throws {
  func sheet(_ title: String = "", _ head: String = "Datum;Zeit;North;South Line;Summe") -> String {
    title + head + "\n"
      + days.flatMap { day in
        halves.map { half in
          "\(day).03.2026;\(clock(half));\(offered(day, half, 0));\(offered(day, half, 1));999\n"
        }
      }.joined() + "Summe;;1;1;1\n"
  }
  let contacts = all.mapValues { Totals($0.offered) }
  let said = try imported(sheet(), change: { $0.grain = .interval })
  #expect(totals(said) == contacts)
  #expect(said.reports[0].text.contains("a column of contacts for each of 2 queues (line 1)"))
  #expect(try totals(imported(sheet("Calls by half hour;;;;\n"))) == contacts)
  let asked = try #require(throws: Asked.self) { try imported(sheet()) }
  #expect(asked.questions[0].message == "this and South Line may each count a queue's contacts")
  #expect(asked.questions[0].place.columnName == "North" && asked.questions[0].next.hasPrefix("Say --rows interval"))
  var hints = DraftHints()
  (hints.zone, hints.grain) = ("Europe/Berlin", .interval)
  let draft = try ImportFile.open(MemorySource(Array(sheet().utf8), file: "a.csv"), mapping: nil, hints: hints).draft
  let yaml = draft.mapping.yaml(file: "a.csv", belief: "", guesses: draft.guesses, questions: [])
  #expect(try totals(imported(sheet(), mapping: yaml)) == contacts)
  // People and money are no queues.
  for other in ["Agents", "AHT", "Forecast"] {
    #expect(throws: Asked.self) {
      try imported(sheet("", "Datum;Zeit;North;\(other);Summe"), change: { $0.grain = .interval })
    }
  }
}
