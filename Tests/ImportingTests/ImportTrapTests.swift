import Importing
import Tabular
import Testing

@Test("personal columns are never in what is imported, reported or drafted")
func personal() throws {
  let secret = ["Zoe Zebra", "zoe@example.com", "+34600111222", "My secret subject", "12 Hidden Street"]
  let text = """
    Call ID,Started At,Queue,Customer Name,Email,Phone Number,Subject,Address,Talk Time
    1,2026-03-16 09:01:10,sales,\(secret[0]),\(secret[1]),\(secret[2]),\(secret[3]),\(secret[4]),100
    2,2026-03-16 09:41:10,sales,\(secret[0]),\(secret[1]),\(secret[2]),\(secret[3]),\(secret[4]),140

    """
  let hints = {
    var hints = DraftHints(); hints.zone = "Europe/Berlin"; return hints
  }()
  let (file, draft) = try ImportFile.open(MemorySource(Array(text.utf8), file: "a.csv"), mapping: nil, hints: hints)
  let history = try HistoryImport([file], options: ImportOptions())
  let said =
    history.reports.map(\.text).joined() + history.notes.joined() + "\(history.queues)"
    + draft.mapping.yaml(file: "a.csv", belief: file.belief, guesses: draft.guesses, questions: draft.questions)
  for word in secret { #expect(!said.contains(word)) }
  #expect(totals(history) == ["sales": Totals(2, 2, 240)])
  #expect(history.reports[0].unread.contains("Customer Name"))
}

@Test("numbers of people who were called are no queues, and go nowhere; those of a few lines are")
func telephoneNumbers() throws {
  func text(_ numbers: Int) -> String {
    var text = "uniqueid,calldate,src,dst,disposition,billsec\n"
    for index in 0..<200 {
      let called = 600_100_000 + index % numbers
      text +=
        "\(index).1,2026-03-16 09:\(two(index % 60)):01,1,\(index % 2 == 0 ? "800" : "+34\(called)"),ANSWERED,60\n"
    }
    return text
  }
  let many = try imported(text(160))
  #expect(totals(many) == ["800": Totals(100, 100, 6000)])
  #expect(many.reports[0].dropped.contains { $0.reason == "of telephone numbers and no queue" && $0.count == 100 })
  #expect(!(many.reports.map(\.text).joined() + many.notes.joined()).contains("346001"))
  #expect(totals(try imported(text(6))).count == 4)
  var hints = DraftHints()
  hints.zone = "UTC"
  let source = MemorySource(Array(text(160).utf8), file: "a.csv")
  let draft = try ImportFile.open(source, mapping: nil, hints: hints).draft
  #expect(draft.queueIds.map(\.id) == ["800"])
}

@Test("calls that phones of the house make are none of a queue")
func callsFromInside() throws {
  let text = """
    calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield
    2026-03-16 09:00:01,a,1,800,ext-queues,SIP/1,SIP/2,Queue,800,80,60,ANSWERED,3,,150.1,
    2026-03-16 09:10:01,b,101,0034600100200,from-internal,SIP/1,SIP/2,Dial,x,80,70,ANSWERED,3,,150.2,

    """
  #expect(try totals(imported(text)) == ["800": Totals(1, 1, 60)])
}

@Test("a drafted mapping reads a file as the draft did")
func draftedMapping() throws {
  let text = """
    Calls of last week
    Created;Team;Medium;Richtung;Ergebnis;Dauer
    16.03.2026 09:01:10;Vertrieb;voice;eingehend;angenommen;00:02:10
    16.03.2026 09:31:10;Vertrieb;chat;eingehend;aufgelegt;00:00:00
    16.03.2026 10:01:10;Vertrieb;voice;ausgehend;angenommen;00:05:00

    """
  let hints = {
    var hints = DraftHints(); hints.zone = "Europe/Berlin"; return hints
  }()
  let (_, draft) = try ImportFile.open(MemorySource(Array(text.utf8), file: "a.csv"), mapping: nil, hints: hints)
  let yaml = draft.mapping.yaml(file: "a.csv", belief: draft.why, guesses: draft.guesses, questions: draft.questions)
  #expect(yaml.contains("line 3"))
  let direct = try imported(text)
  let mapped = try imported(text, mapping: yaml)
  #expect(totals(direct) == ["vertrieb-phone": Totals(1, 1, 130), "vertrieb-chat": Totals(1, 0, 0)])
  #expect(totals(mapped) == totals(direct))
}

@Test("every fault of a mapping is told with its line")
func mappingFaults() throws {
  let error = try #require(throws: InputError.self) {
    try Mapping.read(
      "rows: days\nstart: Time\nqueue: Q\noffered: N\ndate-order: xyz\nhandle-time: { A: 5 }\nodd: 1\n",
      file: "mapping.yaml")
  }
  let lines = error.problems.compactMap(\.place.line)
  #expect(lines.contains(1) && lines.contains(5) && lines.contains(6) && lines.contains(7))
}

@Test("a mapping whose column is not in the file is refused with the columns there are")
func missingColumn() throws {
  let mapping = "rows: interval\nstart: [Date, Time]\nqueue: Queue\noffered: Contacts\nzone: UTC\n"
  let error = try #require(throws: InputError.self) {
    try imported("Date,Time,Queue,Calls\n2026-03-16,09:00,a,4\n2026-03-16,09:30,a,4\n", mapping: mapping)
  }
  #expect(error.problems[0].message.contains("Contacts"))
  #expect(error.problems[0].next.contains("Calls"))
}

@Test("legs in one queue are one contact, in two queues two, and both are told")
func legs() throws {
  let text = """
    Call ID,Started,Queue,Status,Talk Time
    1,2026-03-16 09:01:10,sales,Unanswered,0
    1,2026-03-16 09:01:20,sales,Answered,100
    1,2026-03-16 09:04:20,billing,Answered,300
    2,2026-03-16 09:05:00,sales,Abandoned,0

    """
  let history = try imported(text)
  #expect(totals(history) == ["sales": Totals(2, 1, 100), "billing": Totals(1, 1, 300)])
  #expect(history.notes.contains { $0.hasPrefix("1 records are further legs") })
  #expect(history.notes.contains { $0.hasPrefix("1 contacts are in several queues") })
}

@Test("abandons after less than a threshold count unless a mapping says otherwise")
func shortAbandons() throws {
  let text = """
    Call ID,Started,Queue,Status,Wait Time,Talk Time
    1,2026-03-16 09:01:10,sales,Answered,9,100
    2,2026-03-16 09:02:10,sales,Abandoned,3,0
    3,2026-03-16 09:03:10,sales,Abandoned,40,0

    """
  #expect(try totals(imported(text)) == ["sales": Totals(3, 1, 100)])
  let mapping = """
    rows: contact
    start: Started
    zone: Europe/Berlin
    queue: Queue
    is-handled: { Status: [answered] }
    is-abandoned: { Status: [abandoned] }
    wait: { Wait Time: s }
    short-abandons: 5 s
    handle-time: { Talk Time: s }
    """
  #expect(try totals(imported(text, mapping: mapping)) == ["sales": Totals(2, 1, 100)])
}

@Test("contacts of the repeated hour are told apart by their order, or shared out")
func repeatedHour() throws {
  func row(_ id: Int, _ time: String) -> String { "\(id),2026-10-25 \(time),sales,Answered,60\n" }
  let head = "Call ID,Started,Queue,Status,Talk Time\n"
  let ordered = try imported(
    head + row(1, "01:59:00") + row(2, "02:10:00") + row(3, "02:50:00") + row(4, "02:05:00") + row(5, "02:40:00")
      + row(6, "03:01:00"))
  let starts = ordered.queues[0].rows.map { ($0.start - ordered.queues[0].rows[0].start) / 1800 }
  #expect(starts == [0, 1, 2, 3, 4, 5])
  #expect(ordered.queues[0].rows.map(\.offered) == [1, 1, 1, 1, 1, 1])
  let mixed = try imported(
    head + row(1, "02:10:00") + row(2, "02:50:00") + row(3, "02:05:00") + row(4, "02:40:00") + row(5, "02:01:00"))
  #expect(totals(mixed)["sales"] == Totals(5, 5, 300))
  #expect(mixed.queues[0].rows.map(\.offered) == [1.5, 1, 1.5, 1])
}

@Test("one thread or several read a large file to the same rows")
func threads() throws {
  var text = "Call ID,Started,Queue,Status,Talk Time,Note\n"
  for index in 0..<90_000 {
    let minute = index % (24 * 60)
    text +=
      "\(index),2026-06-\(10 + index % 20) \(two(minute / 60)):\(two(minute % 60)):\(two(index % 60)),q\(index % 7),"
    text += index % 5 == 0 ? "Abandoned,0," : "Answered,\(60 + index % 400),"
    text += index % 11 == 0 ? "\"two\nlines, and \"\"quotes\"\"\"\n" : "plain words of some length here\n"
  }
  text += "17,2026-06-27 00:17:17,q3,Answered,77,plain words of some length here\n"
  var options = ImportOptions()
  let one = try imported(text, options: options)
  options.threads = 4
  let four = try imported(text, options: options)
  #expect(totals(one) == totals(four))
  #expect(zip(one.queues, four.queues).allSatisfy { $0.rows == $1.rows })
  #expect(one.reports.map(\.text) == four.reports.map(\.text))
  #expect(one.queues.reduce(0) { $0 + $1.rows.reduce(0) { $0 + $1.offered } } == 90_000)
}

/// Rows of calls with these ids, a minute after each other.
private func calls(_ ids: some Sequence<Int>, from minute: Int = 0) -> String {
  "Call ID,Started,Queue,Status,Talk Time\n"
    + ids.enumerated().map { place, id in
      let minute = minute + place
      return "c\(id),2026-06-10 \(two(8 + minute / 60)):\(two(minute % 60)):05,sales,Answered,\(100 + id)\n"
    }.joined()
}

private func imported(files: [String]) throws -> HistoryImport {
  var hints = DraftHints()
  hints.zone = "UTC"
  let opened = try files.enumerated().map { number, text in
    try ImportFile.open(MemorySource(Array(text.utf8), file: "\(number).csv"), mapping: nil, hints: hints).file
  }
  return try HistoryImport(opened, options: ImportOptions())
}

@Test("whether ids grow, fall or jump, each contact counts once, and one that comes again is found")
func idOrders() throws {
  func seconds(_ ids: ClosedRange<Int>) -> Double { ids.reduce(0.0) { $0 + 100 + Double($1) } }
  let all = ["sales": Totals(120, 120, seconds(1...120))]
  #expect(try totals(imported(calls(1...120))) == all)
  #expect(try totals(imported(calls((1...120).reversed()))) == all)
  #expect(try totals(imported(calls((1...120).map { $0 * 7 % 121 }))) == all)
  // A leg of the first call, at the very end.
  let leg = "c1,2026-06-10 13:00:00,sales,Answered,50\n"
  let legs = try imported(calls(1...120) + leg)
  #expect(totals(legs) == ["sales": Totals(120, 120, seconds(1...120) + 50)])
  #expect(legs.notes.contains { $0.hasPrefix("1 records are further legs") })
}

@Test("contacts of several files of one time add up by their ids, and those in both count once")
func idsOfSeveralFiles() throws {
  let apart = try imported(files: [calls(1...20), calls(30...49, from: 5)])
  #expect(totals(apart)["sales"]?.offered == 40)
  let all = calls(1...30)
  let lines = all.split(separator: "\n").map(String.init)
  let first = lines[0...20].joined(separator: "\n") + "\n"
  let second = ([lines[0]] + lines[11...30]).joined(separator: "\n") + "\n"
  #expect(try totals(imported(files: [first, second])) == totals(imported(files: [all])))
  #expect(try totals(imported(files: [second, first])) == totals(imported(files: [all])))
}

private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

@Test("days without a row are listed as gaps where their weekday mostly has some, weekends and holidays apart")
func gaps() throws {
  var text = "Date,Time,Queue,Offered\n"
  for day in 1...31 {
    // The first is a Sunday; nobody works at weekends, and from the 17th to the 19th the export has a hole.
    let isWeekend = [0, 6].contains((day - 1) % 7)
    if !isWeekend, !(17...19).contains(day) { text += "2026-03-\(day < 10 ? "0" : "")\(day),09:00,sales,5\n" }
  }
  let report = try #require(try imported(text).reports.first)
  #expect(report.gaps.map { "\($0.queue) \($0.first) \($0.last)" } == ["sales 2026-03-17 2026-03-19"])
  #expect(report.text.contains("no row on days that mostly have some: sales 2026-03-17 to 2026-03-19"))
  let whole = try #require(try imported(text.replacing(day: "17")).reports.first)
  #expect(whole.gaps.count == 1 && whole.gaps[0].first == whole.gaps[0].last.advanced(byDays: -1))
}

extension String {
  /// The rows with one more date.
  fileprivate func replacing(day: String) -> String { self + "2026-03-\(day),09:00,sales,5\n" }
}

@Test(
  "a handled contact whose handle time is not said takes as long as the others of its interval, and none where none is said",
  arguments: [false, true])
func untimed(hasIds: Bool) throws {
  let rows = [
    "09:01:10,sales,600,answered", "09:02:10,sales,,answered", "09:31:10,sales,,answered", "10:01:10,sales,0,answered",
    "10:02:10,sales,120,answered",
  ]
  var text = (hasIds ? "Call ID," : "") + "Started At,Queue,Talk Time,Status\n"
  // With ids, the second is told in two legs, of which neither says its time.
  for (index, row) in (rows + (hasIds ? ["09:03:10,sales,,answered"] : [])).enumerated() {
    text += (hasIds ? "c\(index == 5 ? 1 : index)," : "") + "2026-03-16 \(row)\n"
  }
  let history = try imported(text)
  let seconds = history.queues[0].rows.map { $0.handleSeconds.isNaN ? -1 : $0.handleSeconds }
  #expect(history.queues[0].rows.map(\.offered) == [2, 1, 2])
  #expect(seconds == [1200, -1, 120])
  #expect(history.reports[0].notes.contains { $0.hasPrefix("2 handled contacts have no handle time") })
}
