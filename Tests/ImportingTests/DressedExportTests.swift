import Importing
import Tabular
import Testing

/// What happens to an export on its way to a planner, whatever product it is of.
enum Dressing: String, CaseIterable, Sendable {
  /// Title lines above, blank lines between, a total below.
  case report
  /// A byte order mark and the line ends of Windows.
  case windows
  /// A carriage return alone at the end of each line, and none after the last.
  case oldMac
  /// UTF-16 and tabs, as spreadsheets save text.
  case utf16
  /// Semicolons, announced in the first line, and every cell in quotes.
  case semicolons
  /// Columns the other way round, with columns in other tongues between them.
  case moved
  /// The header again in the middle, as reports printed page by page have it.
  case pages
  /// All rows twice, as where two exports overlap.
  case twice

  /// The export so dressed; nil where it cannot be.
  func dress(_ form: Form) -> [UInt8]? {
    let rows = Form.cells(of: form.text)
    let header = form.hasHeader ? rows[0] : nil
    let data = form.hasHeader ? Array(rows.dropFirst()) : rows
    func written(_ rows: [[String]], _ mark: String = ",", quotesAll: Bool = false) -> String {
      rows.map { row in
        row.map { cell in
          let needsQuotes = quotesAll || cell.contains(mark) || cell.contains("\"")
          return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }.joined(separator: mark) + "\n"
      }.joined()
    }
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    switch self {
    case .report:
      guard let header else { return nil }
      let width = header.count
      let total = ["Total"] + [String](repeating: "", count: width - 1)
      return bytes("Contact report\nPrinted for planning\n\n" + written([header] + data) + "\n" + written([total]))
    case .windows: return [0xEF, 0xBB, 0xBF] + bytes(form.text.replacing("\n", with: "\r\n"))
    case .oldMac:
      return bytes(String(form.text.dropLast().replacing("\n", with: "\r")))
    case .utf16:
      return [0xFF, 0xFE] + written(rows, "\t").utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    case .semicolons:
      guard form.hasHeader else { return nil }
      return bytes("SEP=;\n" + written(rows, ";", quotesAll: true))
    case .moved:
      guard form.hasHeader, rows[0].count > 1 else { return nil }
      return bytes(
        written(
          rows.enumerated().map { line, row in
            [line == 0 ? "Bemerkung" : "gut"] + row.reversed() + [line == 0 ? "Nota interna" : "sin más"]
          }))
    case .pages:
      guard let header, header.count > 1, let first = data.first else { return nil }
      return bytes(written([header, first, header] + data.dropFirst()))
    case .twice:
      guard form.tellsRowsApart else { return nil }
      return bytes(form.hasHeader ? written([rows[0]] + data + data) : form.text + form.text)
    }
  }
}

/// An export of a product, dressed.
struct DressedForm: CustomTestStringConvertible, Sendable {
  var form: Form
  var dressing: Dressing
  var bytes: [UInt8]

  var testDescription: String { "\(form.profile), \(dressing.rawValue)" }

  static let all: [DressedForm] = (forms + variants).flatMap { form in
    Dressing.allCases.compactMap { dressing in
      dressing.dress(form).map { DressedForm(form: form, dressing: dressing, bytes: $0) }
    }
  }
}

extension Form {
  /// Whether the first line names columns.
  var hasHeader: Bool {
    !["calabrio-queue", "calabrio-forecast", "asterisk-master", "asterisk-queue-log", "freeswitch-cdr"].contains(
      profile)
  }

  /// Whether a row that is there twice can be told to be one: intervals, and contacts with ids.
  var tellsRowsApart: Bool {
    let opened = try? ImportFile.open(
      MemorySource(Array(text.utf8), file: "export.csv"), mapping: nil, hints: DraftHints())
    guard let mapping = opened?.draft.mapping else { return false }
    return mapping.grain == .interval || mapping.grain == .contact && mapping.id != nil
  }

  /// Cells of each line, out of their quotes.
  static func cells(of text: String) -> [[String]] {
    let mark: Character =
      text.prefix { $0 != "\n" }.contains("|") ? "|" : text.contains(";") && !text.contains(",") ? ";" : ","
    return text.split(separator: "\n").map { line in
      var cells = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
          if isQuoted, !cells[cells.count - 1].isEmpty { cells[cells.count - 1].append(character) }
        } else if character == mark, !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }
}

@Test("whatever happens to an export of a known product on its way, it is known and read to the same totals")
func dressedForm() throws {
  for dressed in DressedForm.all {
    let name = dressed.testDescription
    do {
      let (file, _) = try ImportFile.open(
        MemorySource(dressed.bytes, file: "export.csv"), mapping: nil, hints: DraftHints())
      #expect(file.belief.contains("(\(dressed.form.profile))"), "\(name): \(file.belief)")
      #expect(try totals(imported(bytes: dressed.bytes, zone: dressed.form.zone)) == dressed.form.totals, "\(name)")
    } catch {
      Issue.record("\(name): \((error as? Asked)?.questions.first?.description ?? "\(error)")")
    }
  }
}

@Test("each product's export meets three of the ways in which exports go wrong, or more")
func threeTraps() {
  let counts = Dictionary(grouping: DressedForm.all, by: \.form.profile).mapValues { Set($0.map(\.dressing)).count }
  let none = Profile.all.map(\.id).filter { $0 != "3cx-queue" && (counts[$0] ?? 0) < 3 }
  #expect(none == [])
}

@Test("further forms of known exports are recognised and read to their totals", arguments: variants)
func variant(_ form: Form) throws {
  #expect(try profile(of: form.text) == form.profile)
  #expect(try totals(imported(form.text, zone: form.zone)) == form.totals)
}

/// Further forms of the exports: other reports, columns chosen otherwise, other settings.
let variants: [Form] = [
  // The queue in a title alone, half minutes without a zero, short names.
  Form(
    profile: "avaya-cms",
    text: """
      Split/Skill: Retail North
      Date,StartTime,StopTime,Avg Speed Ans,Avg Aban Time,ACD Calls,Avg ACD Time,Avg ACW Time,Aban Calls,Max Delay,Flow In
      01/20/2025,9:00 AM,9:30 AM,:12,:30,10,3:20,:30,2,1:02,4
      01/20/2025,1:30 PM,2:00 PM,:12,:00,5,3:00,:20,0,1:02,0

      """,
    totals: ["retail-north": Totals(17, 15, 3300)]),
  Form(
    profile: "genesys-view",
    text: """
      Interval Start,Interval End,Interval Complete,Filters,Media Type,Queue Id,Queue Name,Offer,Answer,Answer %,Abandon,ASA,Avg Wait,Avg Handle,Avg Talk,Avg ACW
      7/26/25 9:00 AM,7/26/25 9:30 AM,TRUE,,voice,q1,Care,10,9,0.9,1,12000.5,10000,200000,150000,50000
      7/26/25 1:30 PM,7/26/25 2:00 PM,TRUE,,message,q1,Care,4,4,1,,500,500,600000,600000,

      """,
    totals: ["care-phone": Totals(10, 9, 1800), "care-chat": Totals(4, 4, 2400)]),
  Form(
    profile: "amazon-connect-metrics",
    text: """
      Queue,StartInterval,EndInterval,Contacts queued,Contacts handled incoming,Contacts abandoned,Average handle time,Average queue answer time
      Care,2026-01-15T09:00:00.000Z,2026-01-15T09:30:00.000Z,10,9,1,200.5,12
      Care,2026-01-15T09:30:00.000Z,2026-01-15T10:00:00.000Z,4,4,0,100,3

      """,
    totals: ["care": Totals(14, 13, 2204.5)], zone: nil),
  Form(
    profile: "amazon-connect-contacts",
    text: """
      Contact ID,Channel,Initiation method,Initiation timestamp,Connected to agent timestamp,Queue,Agent,Customer phone number,Agent interaction duration,After contact work duration
      k1,Voice,Inbound,2026-01-15T09:00:10Z,2026-01-15T09:00:30Z,Care,ada,+34600,200,30
      k2,Voice,Inbound,2026-01-15T09:10:10Z,,Care,,+34601,,
      k3,Voice,Outbound,2026-01-15T09:12:10Z,2026-01-15T09:12:20Z,Care,ada,+34602,100,10

      """,
    totals: ["care": Totals(2, 1, 230)], zone: nil),
  // The zone in the name of the column, units in parentheses.
  Form(
    profile: "intercom",
    text: """
      Conversation ID,Conversation started at (Europe/Dublin),Conversation state,Team currently assigned,Teammate currently assigned,Time to first reply (seconds),Handling time (seconds)
      1,2026-07-06 09:01,closed,Care,Ada,60,300
      2,2026-07-06 09:31,open,Care,,,0

      """,
    totals: ["care": Totals(2, 1, 300)], zone: nil),
  Form(
    profile: "salesforce-agentwork",
    text: """
      Agent Work: Agent Work Name,Request Date,Assign Date,Accept Date,Close Date,Handle Time,Active Time,Speed to Answer,Status,Service Channel: Developer Name,Original Queue: Name
      000001,15/01/2026 09:00,15/01/2026 09:00,15/01/2026 09:01,15/01/2026 09:11,600,500,20,Closed,sfdc_liveagent,Care
      000002,15/01/2026 09:02,15/01/2026 09:02,,,,,,Canceled,sfdc_liveagent,Care

      """,
    totals: ["care": Totals(2, 1, 600)]),
  Form(
    profile: "salesforce-cases",
    text: """
      Case Number,Case Owner,Date/Time Opened,Date/Time Closed,Case Origin,Status,Subject
      00001001,Ada A,"15/01/2026, 09:00","15/01/2026, 12:00",Email,Closed,Where is it
      00001002,Bo B,"15/01/2026, 09:40",,Web,New,Other

      """,
    totals: ["email": Totals(1, 1), "web": Totals(1, 0)]),
  Form(
    profile: "zendesk-explore-tickets",
    text: """
      Ticket ID,Ticket status,Ticket group,Assignee name,Ticket created - Timestamp,Ticket solved - Timestamp,Ticket channel,Tickets
      9001,Solved,Care,Ada,2026-01-15T09:12:00,2026-01-15T10:12:00,Mail,1
      9002,Open,Care,,2026-01-15T09:42:00,,Mail,1
      9003,Open,Care,,2026-01-16T09:42:00,,Web,1

      """,
    totals: ["care-email": Totals(2, 1), "care-web": Totals(1, 0)]),
  // Words of the kind of call: missed ones are offered, and handled by nobody.
  Form(
    profile: "talkdesk",
    text: """
      Interaction Id,Call Type,Start Time,End Time,Talkdesk Phone Number,User Name,Total Time,Talk Time,Wait Time,Hold Time,Abandon Time,Ring Groups,Is Transfer?
      i1,inbound,2026-01-15 09:01:02,2026-01-15 09:05:00,+1,Ada,00:03:58,00:03:20,00:00:12,00:00:10,00:00:00,agents,No
      i2,abandoned,2026-01-15 09:05:02,2026-01-15 09:05:40,+1,,00:00:38,00:00:00,00:00:38,00:00:00,00:00:38,agents,No
      i3,outbound,2026-01-15 09:06:02,2026-01-15 09:08:00,+1,Ada,00:01:58,00:01:50,00:00:00,00:00:00,00:00:00,,No
      i4,missed,2026-01-15 09:16:02,2026-01-15 09:18:00,+1,,00:01:58,00:00:00,00:01:00,00:00:00,00:00:00,agents,No

      """,
    totals: ["agents": Totals(3, 1, 210)]),
  // What the queue asks for stands in parentheses behind the name of its column.
  Form(
    profile: "cisco-uccx",
    text: """
      CSQ Name (Call Skills),Interval Start Time,Interval End Time,Calls Presented,Avg Queue Time,Calls Handled,Avg Speed of Answer,Avg Handle Time,Calls Abandoned
      Help Desk,1/20/25 9:00:00 AM,1/20/25 9:30:00 AM,11,0:00:10,10,0:00:05,0:03:20,1
      Help Desk,1/20/25 2:00:00 PM,1/20/25 2:30:00 PM,3,0:00:10,3,0:00:05,0:05:00,0

      """,
    totals: ["help-desk": Totals(14, 13, 2900)]),
]

@Test("remarks below a short report are more lines than its rows, and it is read all the same")
func remarksBelow() throws {
  let text = """
    "Case Number","Date/Time Opened","Case Origin"
    "1001","15/01/2026, 09:00","Email"
    "1002","16/01/2026, 09:40","Email"

    "Cases of a week"
    "Copyright of the maker"
    "Confidential"
    "Generated by a colleague  17/01/2026 10:00"
    "An invented company"

    """
  #expect(try totals(imported(text)) == ["email": Totals(2)])
}

@Test("moments that a spreadsheet saved as numbers are read, and whole minutes that it cut short")
func serials() throws {
  let text = """
    Start,Queue,Calls,Avg Handle Time
    46097.375,sales,12,200
    46097.3958,sales,7,180
    46098,sales,3,100

    """
  let history = try imported(text, zone: "UTC")
  #expect(totals(history) == ["sales": Totals(22, nil, 3960)])
  // The 16th of March 2026 at 9:00 and 9:30, and midnight.
  #expect(history.queues[0].rows.map(\.start) == [1_773_651_600, 1_773_653_400, 1_773_705_600])
  // Date and clock apart: a quarter of a day is six o'clock beside parts with more decimals.
  for (mark, separator) in [(".", ","), (",", ";")] {
    let apart =
      "Date,Time,Queue,Calls\n46097,0,sales,1\n46097,0.25,sales,2\n46097,0.3541666667,sales,3\n46097,0.5,sales,4\n"
      .replacing(",", with: separator).replacing(".", with: mark)
    let starts = try imported(apart, zone: "UTC").queues[0].rows.map { ($0.start - 1_773_619_200) / 60 }
    #expect(starts == [0, 360, 510, 720])
  }
}

@Test("a short report has more totals and remarks than rows, and contacts by the way they went")
func shortReport() throws {
  let text = """
    Date,Time,Queue,Inbound,Outbound,Answered,Avg Handle Time
    2026-03-16,09:00,sales,12,99,10,200
    2026-03-16,09:30,sales,7,99,7,180
    Grand Total,,,19,198,17,192
    Report of the day before
    Printed 2026-03-17 10:00

    """
  #expect(try totals(imported(text)) == ["sales": Totals(19, 17, 3260)])
}

@Test("abandoned calls of a split's report are offered too, and a Spanish mean in seconds is read")
func shortWords() throws {
  let split = """
    Split/Skill Interval Report
    Split/Skill: Retail

    Date\tTime\tAvg Speed Ans\tACD Calls\tAvg ACD Time\tAvg ACW Time\tAban Calls\tMax Delay
    03/16/2026\t08:00AM-08:30AM\t0:12\t6\t3:00\t0:30\t2\t1:02
    03/16/2026\t08:30AM-09:00AM\t0:10\t4\t2:00\t0:30\t0\t0:41

    """
  #expect(try totals(imported(split)) == ["retail": Totals(12, 10, 1860)])
  let spanish = """
    Fecha;Hora;Cola;Llamadas recibidas;Llamadas atendidas;Llamadas abandonadas;TMO (seg)
    16/03/2026;08:00;Ventas;6;5;1;240
    16/03/2026;08:30;Ventas;3;3;0;200
    TOTAL;;;9;8;1;

    """
  #expect(try totals(imported(spanish)) == ["ventas": Totals(9, 8, 1800)])
}

@Test("calls in the words of other tongues, with their accents: a conversation is a length of time and no id")
func callsOfOtherTongues() throws {
  let french = """
    ID appel;D\u{E9}but;File;Sens;Statut;Attente;Conversation;Mise en garde;Post-appel
    K1;2026-03-16 09:01:10;Ventes;Entrant;D\u{E9}croch\u{E9};10;240;10;50
    K2;2026-03-16 09:03:17;Ventes;Entrant;D\u{E9}croch\u{E9};12;240;0;30
    K3;2026-03-16 09:11:40;Ventes;Entrant;Abandonn\u{E9};44;0;0;0
    K4;2026-03-16 09:12:02;Ventes;Sortant;D\u{E9}croch\u{E9};0;240;0;0

    """
  #expect(try totals(imported(french)) == ["ventes": Totals(3, 2, 570)])
  let spanish = """
    ID llamada;Fecha y hora;Cola;Estado;Espera (s);Conversaci\u{F3}n (s);Retenci\u{F3}n (s);Postllamada (s)
    K1;2026-03-16 09:01:10;Ventas;Atendida;10;240;10;50
    K2;2026-03-16 09:03:17;Ventas;Atendida;12;240;0;30
    K3;2026-03-16 09:11:40;Ventas;Abandonada;44;0;0;0

    """
  #expect(try totals(imported(spanish)) == ["ventas": Totals(3, 2, 570)])
  let times = """
    ID,Queue,Start,Answered,Ended
    K1,Sales,1773650471000001,2026-03-16 09:41:20,2026-03-16 09:44:00
    K2,Sales,1773650531000001,,2026-03-16 09:42:40

    """
  #expect(try totals(imported(times, zone: "UTC")) == ["sales": Totals(2, 1)])
}

@Test(
  "what is no table is called by its name",
  arguments: [
    ("<html><table><tr><th>Date</th></tr></table></html>", "a web page"), ("[\n {\"id\": 1, \"start\": 2}]", "JSON"),
    ("<?xml version=\"1.0\"?><Workbook/>", "XML"), ("%PDF-1.7", "a PDF"),
  ])
func noTable(_ text: String, _ kind: String) throws {
  let error = try #require(throws: InputError.self) { try imported(text) }
  #expect(error.problems[0].message == "this is \(kind), and no table")
}

@Test("means, clocks and units are known by the words of several tongues")
func tongues() throws {
  let german = """
    Datum;Uhrzeit;Warteschlange;Angebotene Anrufe;Angenommene Anrufe;Durchschn. Gesprächszeit
    16.03.2026;09:00;Vertrieb;12;10;03:20
    16.03.2026;09:30;Vertrieb;7;7;03:00

    """
  #expect(try totals(imported(german)) == ["vertrieb": Totals(19, 17, 3260)])
  let french = """
    Date;Heure;File d'attente;Appels reçus;Appels traités;DMT (s)
    16/03/2026;09h00;Réclamations;12;10;200
    16/03/2026;09h30;Réclamations;7;7;180

    """
  #expect(try totals(imported(french)) == ["reclamations": Totals(19, 17, 3260)])
}

@Test("a cell that cannot be read is refused with its line in every known export, and left out where that is asked for")
func brokenCells() throws {
  for form in forms + variants where form.hasHeader {
    let rows = Form.cells(of: form.text)
    let titles = form.text.hasPrefix("Split/Skill") ? 1 : 0
    let header = rows[titles]
    let mapping = try ImportFile.open(
      MemorySource(Array(form.text.utf8), file: "a.csv"), mapping: nil, hints: DraftHints()
    ).draft.mapping
    let time = try #require(mapping.start.last)
    var broken: [(name: String, words: String)] = [(time, "is not a date and time")]
    if let count = mapping.offered.first { broken.append((count, "is no number")) }
    for (name, words) in broken {
      let column = try #require(header.firstIndex(of: name), "\(form.profile)")
      var row = rows[titles + 1]
      row[column] = "odd text"
      // Behind the last row, where the others tell what the column is.
      let mark = form.text.prefix { $0 != "\n" }.contains("|") ? "|" : ","
      let text = form.text + row.map { $0.contains(mark) ? "\"\($0)\"" : $0 }.joined(separator: mark) + "\n"
      let error = try #require(throws: InputError.self, "\(form.profile)") { try imported(text, zone: form.zone) }
      #expect(error.problems.count == 1, "\(form.profile): \(error)")
      #expect(error.problems[0].message.contains(words), "\(form.profile): \(error)")
      #expect(error.problems[0].place.line == rows.count + 1, "\(form.profile): \(error)")
      #expect(error.problems[0].next.contains("--skip-unreadable"))
      var options = ImportOptions()
      options.skipsUnreadable = true
      #expect(try totals(imported(text, zone: form.zone, options: options)) == form.totals, "\(form.profile)")
    }
  }
}

@Test("a quote that never closes is refused with its line in every known export")
func openQuotes() throws {
  for form in forms + variants where form.hasHeader {
    let lines = form.text.split(separator: "\n").map(String.init)
    let text = lines.joined(separator: "\n") + "\n\"" + lines[lines.count - 1].replacing("\"", with: "") + "\n"
    let error = try #require(throws: InputError.self, "\(form.profile)") { try imported(text, zone: form.zone) }
    #expect(error.problems.contains { $0.message.contains("quote opens") }, "\(form.profile): \(error)")
  }
}
