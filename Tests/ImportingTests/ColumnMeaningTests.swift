import Importing
import Tabular
import Testing
import Timeline

/// What the names of columns say: clocks, sums and means, contacts offered.

/// Half hours of two days from nine to three, four contacts and more in each.
private func report(_ head: String, separator: String = ",", _ cells: (_ offered: Int) -> String) -> String {
  var text = head + "\n"
  for day in 16...19 {
    for minute in stride(from: 540, to: 900, by: 30) {
      let clock = "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 == 0 ? "00" : "30")"
      text += "2026-03-\(day) \(clock)\(separator)Sales\(separator)\(cells(4 + minute / 30 % 7))\n"
    }
  }
  return text
}

private func firstStart(_ text: String, zone: String? = nil) throws -> String {
  let rows = try #require(try imported(text, zone: zone).queues.first?.rows)
  return Zone.utc.isoText(at: Instant(secondsSinceEpoch: try #require(rows.first).start))
}

private func questions(_ text: String, zone: String? = "Europe/Berlin") throws -> [InputProblem] {
  try #require(throws: Asked.self) { try imported(text, zone: zone) }.questions
}

@Test(
  "a column that says by how much its clock is ahead of UTC is read on that clock",
  arguments: [
    ("Start (GMT+2)", "07"), ("Start (UTC-05:00)", "14"), ("Start UTC +1", "08"), ("start_utc", "09"),
    ("Start (UTC\u{B1}00:00)", "09"), ("Start (+03:00)", "06"), ("Start (Europe/Berlin)", "08"),
  ])
func clockOfColumn(name: String, hour: String) throws {
  let text = report("\(name),Queue,Calls Offered") { "\($0)" }
  #expect(try firstStart(text) == "2026-03-16T\(hour):00:00+00:00")
  #expect(try firstStart(text, zone: "America/Lima") == "2026-03-16T\(hour):00:00+00:00")
}

@Test("parts of an hour ahead of UTC need the name of the clock")
func partsOfAnHour() throws {
  let text = report("Start (GMT+0530),Queue,Calls Offered") { "\($0)" }
  for zone in [nil, "Europe/Berlin"] {
    #expect(try questions(text, zone: zone).first?.message.contains("a part of an hour") == true)
  }
  #expect(try firstStart(text, zone: "Asia/Kolkata") == "2026-03-16T03:30:00+00:00")
}

@Test("a column of time zones may hold offsets, and several that nobody knows are a question")
func columnOfZones() throws {
  func text(_ zone: @escaping (Int) -> String) -> String {
    report("Start,Queue,Calls Offered,Time Zone") { "\($0),\(zone($0))" }
  }
  for (zone, hour) in [("+02:00", "07"), ("UTC-3", "12"), ("Z", "09"), ("Europe/Berlin", "08")] {
    #expect(try firstStart(text { _ in zone }, zone: "Europe/Berlin") == "2026-03-16T\(hour):00:00+00:00")
  }
  let places = report("Start (UTC),Queue,Calls Offered,Number Timezone") {
    "\($0),\($0 % 2 == 0 ? "Paris" : "Europe/Rome")"
  }
  #expect(try firstStart(places) == "2026-03-16T09:00:00+00:00")
  let offices = text { $0 % 2 == 0 ? "Office A" : "Office B" }
  #expect(try questions(offices, zone: nil).first?.message.contains("no clocks") == true)
  #expect(try firstStart(offices, zone: "Europe/Berlin") == "2026-03-16T08:00:00+00:00")
  // The first of two is of a winter's clock in March.
  for (winter, summer, hour) in [("CET", "CEST", "08"), ("PST", "PDT", "17"), ("EST", "EDT", "14")] {
    let both = text { $0 < 20 ? winter : summer }
    #expect(try firstStart(both, zone: "Europe/Berlin") == "2026-03-16T\(hour):00:00+00:00")
  }
}

@Test("a name that says sum or mean counts, whatever the time beside it is")
func sumsBesideMeans() throws {
  let text = report("Start,Queue,Calls Offered,Calls Answered,Avg Talk,Total Wrap") { "\($0),\($0),180,\(20 * $0)" }
  let found = try #require(totals(imported(text))["sales"])
  #expect(found.seconds == found.handled.map { $0 * 200 })
}

@Test("a column that may hold the contacts offered is asked about, and known names of many tongues are not")
func offered() throws {
  func text(_ offered: String, _ handled: String) -> String {
    report("Start,Queue,\(offered),\(handled)") { "\($0 + 1),\($0)" }
  }
  let asked = try questions(text("Zufluss", "Beantwortet"))
  #expect(asked.map(\.place.columnName) == ["Zufluss"])
  #expect(asked.first?.next.contains("offered: [\"Zufluss\"]") == true)
  for (offered, handled) in [
    ("Recibidas", "Atendidas"), ("Reçus", "Traités"), ("Ricevute", "Gestite"), ("Eingegangen", "Angenommen"),
  ] {
    let found = try #require(totals(imported(text(offered, handled)))["sales"])
    #expect(found.handled == found.offered - 48)
  }
  // Longer waits than contacts are no contacts.
  let waits = report("Start,Queue,Answered,Longest Wait") { "\($0),\(30 * $0)" }
  #expect(try totals(imported(waits))["sales"]?.handled != nil)
}

@Test("a time of digits alone is year, month, day and clock", arguments: ["", "00"])
func digitsAlone(seconds: String) throws {
  let text = report("Start,Queue,Calls Offered") { "\($0)" }
    .replacing("2026-03-16 09:30", with: "202603160930\(seconds)").replacing(
      "2026-03-16 09:00", with: "202603160900\(seconds)")
  #expect(try firstStart(text, zone: "Europe/Berlin") == "2026-03-16T08:00:00+00:00")
}

@Test("three digits behind a 0 and a comma are decimals, and so are those of the whole column")
func decimalsBehindZero() throws {
  let text = report("Start;Queue;Calls Offered;Calls Answered;Avg Handle Time", separator: ";") {
    $0 == 4 ? "4;0;0,000" : "\($0);\($0);20\($0 % 10),500"
  }
  let found = try #require(totals(imported(text))["sales"])
  #expect(found.seconds.map { abs($0 / (found.handled ?? 1) - 206) < 1 } == true)
}

@Test("thousands are marked by either apostrophe", arguments: ["'", "\u{2019}"])
func apostrophes(mark: String) throws {
  let text = report("Start,Queue,Calls Offered,Calls Answered") { "\($0)\(mark)250,\($0)\(mark)200" }
  let found = try #require(totals(imported(text))["sales"])
  #expect(found.handled == found.offered - 48 * 50 && found.offered > 48_000)
}

@Test("a cell that names several queues counts in the first, and is said; a mapping says otherwise")
func severalQueues() throws {
  let text = """
    Conversation ID,Date,Direction,Queue,Total Handle
    c1,2026-03-16 09:01:10,Inbound,Sales,100
    c2,2026-03-16 09:02:10,Inbound,Support,200
    c3,2026-03-16 09:03:10,Inbound,Sales; Support,300
    c4,2026-03-16 09:04:10,Inbound,"North, South",400
    c3,2026-03-16 09:05:10,Inbound,Sales,50

    """
  let mapping = """
    rows: contact
    start: Date
    date-order: ymd
    zone: Europe/Berlin
    queue: Queue
    id: Conversation ID
    handle-time: { Total Handle: s }
    """
  let found = try imported(text, mapping: mapping)
  #expect(
    totals(found) == ["sales": Totals(2, nil, 450), "support": Totals(1, nil, 200), "north-south": Totals(1, nil, 400)])
  #expect(
    found.reports[0].text.contains("1 records name several queues, as \"Sales; Support\"; each counts in the first"))
  let named = try imported(text, mapping: mapping + "\nqueues: { \"Sales; Support\": support }\n")
  #expect(totals(named)["support"] == Totals(2, nil, 500))
}

@Test("origins of cases in several tongues tell channels, and numbers of cases tell these apart")
func originsOfCases() throws {
  for (head, origins) in [
    ("Kundenvorgangsnummer;Geöffnet;Kundenvorgangsursprung;Status", ["Telefon", "E-Mail"]),
    ("Numéro de la requête;Date d'ouverture;Origine de la requête;Statut", ["Téléphone", "Courriel"]),
    ("Número del caso;Fecha de apertura;Origen del caso;Estado", ["Teléfono", "Correo electrónico"]),
  ] {
    var text = head + "\n"
    for index in 0..<20 {
      let row = "0000\(1000 + index);16.03.2026 1\(index / 4):\(11 + 7 * index % 40);\(origins[index % 2]);x\n"
      // One case is there again, opened anew.
      text += index == 3 ? row + row.replacing(";x", with: ";y") : row
    }
    let found = try imported(text)
    #expect(Set(found.queues.map(\.name)) == Set(origins), "\(head)")
    #expect(totals(found).values.map(\.offered) == [10, 10], "\(head)")
  }
}

@Test(
  "calls out are told by the words of several tongues, also where the column is that of a type",
  arguments: [
    ("Type", "Entrant", "Sortant"), ("Tipo", "Entrante", "Saliente"), ("Typ", "kommend", "gehend"),
    ("Sens", "Entrée", "Sortie"), ("Tipo", "Receptiva", "Ativa"), ("Sentido", "Entrada", "Salida"),
    ("Direzione", "In entrata", "In uscita"),
  ])
func waysInSeveralTongues(head: String, inward: String, outward: String) throws {
  let text =
    "Call ID,Start,\(head),Queue,Talk Time (s)\n"
    + (11...50).map { "c\($0),2026-03-16 09:\($0):07,\($0 % 4 == 0 ? outward : inward),Sales,100\n" }.joined()
  #expect(try totals(imported(text)) == ["sales": Totals(30, 30, 3000)])
  // Words that nobody knows are a question where the column is of nothing else.
  let unknown = text.replacing(",\(head),", with: ",Direction,").replacing(inward, with: "left").replacing(
    outward, with: "right")
  #expect(try questions(unknown).first?.message == "rows of \"left\", \"right\" may be inbound or not")
}

@Test("French means of talk and wrap-up are a handle time, and a competence is a queue")
func frenchMeans() throws {
  let text =
    "Date;Tranche horaire;Compétence;Appels entrants;Appels décrochés;DMPA (s);DMC (s);DMPT (s)\n"
    + (18...37).map { "16/03/2026;\($0 / 2):\($0 % 2 * 3)0;Vente;\($0);\($0 - 1);30;\(200 + $0 % 3);40\n" }.joined()
  let answered = (18...37).reduce(0) { $0 + $1 - 1 }
  let seconds = (18...37).reduce(0) { $0 + ($1 - 1) * (240 + $1 % 3) }
  #expect(
    try totals(imported(text)) == ["vente": Totals(Double(answered + 20), Double(answered), Double(seconds))])
}

@Test("a channel that files have two words for makes one queue, and contacts of both words are one")
func wordsOfOneChannel() throws {
  let text = """
    Id,Requester,Group,Status,Via,Created at,Solved at
    12,x,Care,Solved,Mail,2026-03-16 09:01,2026-03-16 10:00
    13,x,Care,Solved,Web form,2026-03-16 09:02,2026-03-16 10:00
    14,x,Care,Solved,Chat,2026-03-16 09:03,2026-03-16 10:00
    15,x,Sales,Solved,Mail,2026-03-16 09:04,2026-03-16 10:00
    12,x,Care,Solved,Web form,2026-03-16 09:05,2026-03-16 10:00

    """
  let found = try imported(text)
  #expect(
    totals(found) == ["care-email": Totals(2, 2), "care-chat": Totals(1, 1), "sales-email": Totals(1, 1)])
  #expect(
    found.notes.contains(
      "Care / Mail and Care / Web form are one channel, and so one queue, care-email; a mapping says otherwise under queues."
    ))
  let named = try imported(
    text,
    mapping: """
      rows: contact
      start: Created at
      date-order: ymd
      zone: Europe/Berlin
      queue: [Group, Via]
      id: Id
      queues: { "Care / Web form": care-forms }
      """)
  #expect(totals(named).keys.sorted() == ["care-chat", "care-email", "care-forms", "sales-email"])
}

@Test("what tells contacts apart is the number of the contact and not that of somebody who has several")
func numberOfSomebody() throws {
  let text =
    "Contact ID,Conversation ID,Channel Type,Opened At,Assigned Team\n"
    + (10...49).map { "\($0 % 20),70\($0),whatsapp,2026-03-16 09:\($0):07,Care\n" }.joined()
  #expect(try totals(imported(text)) == ["care": Totals(40)])
}

@Test("who hung up is who a column of yes and no says, though all are closed")
func closedContacts() throws {
  let text =
    "Conversation Id,Queue,Created On,Status,Is Abandoned,Handle Time (sec)\n"
    + (10...49).map { "\($0),Care,2026-03-16 09:\($0):07,Closed,\($0 % 4 == 0 ? "Yes" : "No"),200\n" }.joined()
  let found = try imported(text)
  #expect(totals(found) == ["care": Totals(40, 30, 6000)])
  #expect(found.queues[0].rows.reduce(0) { $0 + $1.abandoned } == 10)
}

@Test(
  "contacts are of the queue that a mailbox is, or that a record of a known form has by another name",
  arguments: [
    "Number,Mailbox,Created At,Status", "Conversation ID,Inbox,Created at,Status",
    "contact_id,queue_name,initiation_timestamp,initiation_method,channel",
  ])
func queuesByOtherNames(head: String) throws {
  let channel = head.hasSuffix("channel") ? "INBOUND,VOICE" : "closed"
  let text =
    head + "\n" + (10...49).map { "\($0),\($0 < 20 ? "North" : "South"),2026-03-16T09:\($0):07Z,\(channel)\n" }.joined()
  #expect(try totals(imported(text)).mapValues(\.offered) == ["north": 10, "south": 30])
}
