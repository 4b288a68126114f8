import Importing
import Tabular
import Testing

/// An export as people and programs mutilate them, and what must come of it: its contacts, or a sentence.
struct Mutilated: CustomTestStringConvertible, Sendable {
  enum Outcome: Sendable {
    /// Contacts offered, handled, and seconds, of all queues together.
    case read(Double, Double, Double)
    /// What is wrong and what to do, by some of their words, and the line where there is one.
    case refused(String, next: String, line: Int? = nil)
  }

  var testDescription: String
  var bytes: [UInt8]
  var outcome: Outcome

  init(_ name: String, _ text: String, _ outcome: Outcome) { self.init(name, bytes: Array(text.utf8), outcome) }

  init(_ name: String, bytes: [UInt8], _ outcome: Outcome) {
    testDescription = name
    self.bytes = bytes
    self.outcome = outcome
  }
}

@Test("mutilated exports are read right or refused with the edit, none is read wrong", arguments: mutilated)
func mutilatedExport(_ export: Mutilated) throws {
  do {
    let found = totals(try imported(bytes: export.bytes))
    let sum = found.values.reduce((0.0, 0.0, 0.0)) {
      ($0.0 + $1.offered, $0.1 + ($1.handled ?? 0), $0.2 + ($1.seconds ?? 0))
    }
    guard case .read(let offered, let handled, let seconds) = export.outcome else {
      Issue.record("read as \(sum), and must be refused")
      return
    }
    #expect(sum == (offered, handled, seconds))
  } catch {
    let problems = (error as? Asked)?.questions ?? (error as? InputError)?.problems ?? []
    guard case .refused(let words, let next, let line) = export.outcome else {
      Issue.record("refused: \(problems.first?.description ?? "\(error)")")
      return
    }
    let problem = try #require(problems.first { $0.message.contains(words) }, "\(problems)")
    #expect(problem.next.contains(next))
    if let line { #expect(problem.place.line == line) }
  }
}

@Test("there are fifty mutilated exports")
func fifty() { #expect(mutilated.count >= 50) }

private let header = "Date,Time,Queue,Offered,Answered,Average Handle Time"
private let rows = [
  "2026-03-16,09:00,sales,12,10,200", "2026-03-16,09:30,sales,7,7,180", "2026-03-17,09:00,sales,20,16,240",
]
private let plain = lines([header] + rows)
/// 12 + 7 + 20, 10 + 7 + 16, 2000 + 1260 + 3840.
private let whole = Mutilated.Outcome.read(39, 33, 7100)

private func lines(_ lines: [String], _ end: String = "\n") -> String { lines.map { $0 + end }.joined() }
private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
  ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { pair($0, bigEndian) }
}
private func pair(_ unit: UInt16, _ bigEndian: Bool) -> [UInt8] {
  bigEndian ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
}
private func with(_ changes: [(String, String)], in text: String = plain) -> String {
  var text = text
  for (old, new) in changes {
    text = text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
  return text
}
/// Rows of a day with other texts for dates.
private func dated(_ a: String, _ b: String, _ header: String = header) -> String {
  with([("2026-03-16", a), ("2026-03-17", b)], in: lines([header] + rows))
}
private func columns(_ order: [Int], _ separator: String = ",") -> String {
  lines(
    ([header] + rows).map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return order.map { String(cells[$0]) }.joined(separator: separator)
    })
}

private let contactHeader = "Call ID,Started,Queue,Direction,Status,Talk Time"
private let contacts = [
  "1,2026-03-16 09:01:10,sales,Inbound,Answered,120", "2,2026-03-16 09:02:30,sales,Inbound,Abandoned,0",
  "3,2026-03-16 10:15:00,sales,Inbound,Answered,180", "4,2026-03-16 10:20:05,sales,Outbound,Answered,60",
]
private let contactsRead = Mutilated.Outcome.read(3, 2, 300)

let mutilated: [Mutilated] = [
  Mutilated("as it should be", plain, whole),
  Mutilated("semicolons", with([(",", ";")]), whole),
  Mutilated("tabs", with([(",", "\t")]), whole),
  Mutilated("bars", with([(",", "|")]), whole),
  Mutilated("SEP= before the header", "SEP=;\n" + with([(",", ";")]), whole),
  Mutilated("a byte order mark", "\u{FEFF}" + plain, whole),
  Mutilated("UTF-16, low byte first", bytes: utf16(plain, bigEndian: false, mark: true), whole),
  Mutilated("UTF-16, high byte first", bytes: utf16(plain, bigEndian: true, mark: true), whole),
  Mutilated("UTF-16 without a mark", bytes: utf16(plain, bigEndian: false, mark: false), whole),
  Mutilated(
    "Windows-1252 in names", bytes: Array(with([("sales", "caf@")]).utf8).map { $0 == 0x40 ? 0xE9 : $0 }, whole),
  Mutilated("CR and LF", lines([header] + rows, "\r\n"), whole),
  Mutilated("CR alone", lines([header] + rows, "\r"), whole),
  Mutilated("no line end after the last row", String(plain.dropLast()), whole),
  Mutilated("blank lines between", lines([header, "", rows[0], "", rows[1], rows[2], "", ""]), whole),
  Mutilated("two title lines", "Queue report\nPrinted for planning\n" + plain, whole),
  Mutilated("title lines with separators", "Queue report,,,,,\nWeek 12,,,,,\n,,,,,\n" + plain, whole),
  Mutilated("a title with a date", "From 16/03/2026 to 17/03/2026\n\n" + plain, whole),
  Mutilated("a trailing total", plain + "Total,,,39,33,215\n", whole),
  Mutilated(
    "subtotals of each day", lines([header, rows[0], rows[1], "Summe,,,19,17,", rows[2], "Summe,,,20,16,"]), whole),
  Mutilated("a total that counts as a queue", plain + "2026-03-16,09:00,Total,12,10,200\n", whole),
  Mutilated("a remark behind the rows", plain + "Generated by the reporting server\n", whole),
  Mutilated("a second header in the middle", lines([header, rows[0], header, rows[1], rows[2]]), whole),
  Mutilated(
    "two header lines",
    lines(["When,,What,Contacts,,Times", "Date,Time,Queue,Offered,Answered,Average Handle Time"] + rows), whole),
  Mutilated("units below the header", lines([header, ",,,calls,calls,seconds"] + rows), whole),
  Mutilated("a trailing comma in the header", lines([header + ","] + rows), whole),
  Mutilated("a trailing comma in the rows", lines([header] + rows.map { $0 + "," }), whole),
  Mutilated(
    "every cell in quotes",
    lines(([header] + rows).map { "\"" + $0.split(separator: ",").joined(separator: "\",\"") + "\"" }), whole),
  Mutilated("blanks around cells", with([(",", " , ")]), whole),
  Mutilated("columns moved", columns([5, 3, 2, 0, 4, 1]), whole),
  Mutilated("a column renamed in German", with([("Offered", "Anrufe angeboten"), ("Answered", "Angenommen")]), whole),
  Mutilated(
    "a column renamed past recognition", with([("Offered", "X1"), ("Answered", "X2")]),
    .refused("counts contacts", next: "--draft")),
  Mutilated("a needless column more", lines([header + ",Note"] + rows.map { $0 + ",fine" }), whole),
  Mutilated("day first, as the 16th tells", dated("16/03/2026", "17/03/2026"), whole),
  Mutilated("month first, as the 16th tells", dated("03/16/2026", "03/17/2026"), whole),
  Mutilated("points between", dated("16.03.2026", "17.03.2026"), whole),
  Mutilated("two digits for the year", dated("16/03/26", "17/03/26"), whole),
  Mutilated(
    "day or month first", dated("03/04/2026", "05/04/2026"), .refused("day first or month first", next: "--date-order")),
  Mutilated("a date of eight digits", dated("20260316", "20260317"), whole),
  Mutilated("months in words", dated("16 Mar 2026", "17 Mar 2026"), whole),
  Mutilated(
    "one date of another form", with([("2026-03-17", "17th of March")]),
    .refused("17th of March", next: "--skip-unreadable", line: 4)),
  Mutilated(
    "a date that no calendar has", with([("2026-03-17", "2026-02-30")]),
    .refused("2026-02-30", next: "Correct", line: 4)),
  Mutilated("AM and PM", with([("09:00", "9:00 AM"), ("09:30", "9:30 PM")]), whole),
  Mutilated("ranges of time", ranges, whole),
  Mutilated("clocks without a colon", with([("09:00", "0900"), ("09:30", "0930")]), whole),
  Mutilated(
    "dates without a clock", lines(["Date,Queue,Offered"] + ["2026-03-16,sales,12", "2026-03-17,sales,7"]),
    .refused("no time of day", next: "by interval")),
  Mutilated("seconds as clocks", with([(",200", ",00:03:20"), (",180", ",00:03:00"), (",240", ",00:04:00")]), whole),
  Mutilated("seconds in words", with([(",200", ",3m 20s"), (",180", ",3m 0s"), (",240", ",4m 0s")]), whole),
  Mutilated("milliseconds", with([(",200", ",200000"), (",180", ",180000"), (",240", ",240000")]), whole),
  Mutilated(
    "minutes with decimals", with([(",200", ",3.3333"), (",180", ",3.0"), (",240", ",4.0")]), .read(39, 33, 7099.98)),
  Mutilated(
    "a handle time in no known unit", with([(",200", ",15"), (",180", ",14"), (",240", ",16")]),
    .refused("do not tell the unit", next: "mapping")),
  Mutilated(
    "decimal commas", with([(",", ";"), (";200", ";200,5"), (";180", ";180,5"), (";240", ";240,5")]),
    .read(39, 33, 7116.5)),
  Mutilated("thousands with a comma", with([(",12,10,", ",\"1,200\",\"1,000\",")]), .read(1227, 1023, 205_100)),
  Mutilated("thousands with a point", with([(",", ";"), (";12;10;", ";1.200;1.000;")]), .read(1227, 1023, 205_100)),
  Mutilated(
    "1,234 in every row", lines([header] + rows.map { $0.replacingCounts }),
    .refused("thousands or decimals", next: "--numbers")),
  Mutilated(
    "a count that is a word", with([(",7,7,", ",seven,7,")]),
    .refused("no number of contacts", next: "Correct", line: 3)),
  Mutilated(
    "a negative count", with([(",7,7,", ",-7,7,")]), .refused("no number of contacts", next: "Correct", line: 3)),
  Mutilated(
    "an unquoted comma in a name", with([("09:30,sales", "09:30,sales, west")]),
    .refused("the row has 7 cells", next: "in quotes", line: 3)),
  Mutilated(
    "a quote that never closes", with([("17,09:00,sales", "17,09:00,\"sales")]),
    .refused("never closes", next: "Close it", line: 4)),
  Mutilated("the same row twice", plain + rows[1] + "\n", whole),
  Mutilated(
    "two rows of one interval with other numbers", plain + "2026-03-16,09:30,sales,8,8,180\n",
    .refused("already, on line 3", next: "--duplicates", line: 5)),
  Mutilated(
    "an hour that the clock skips", with([("2026-03-17,09:00", "2026-03-29,02:30")]),
    .refused("does not exist in Europe/Berlin", next: "--zone", line: 4)),
  Mutilated("an hour that the clock skips, without contacts", plain + "2026-03-29,02:30,sales,0,0,0\n", whole),
  Mutilated(
    "the autumn hour twice, in order",
    plain + lines((0..<4).map { "2026-10-25,02:\($0 % 2 == 0 ? "00" : "30"),sales,\($0 + 1),0,0" }), .read(49, 33, 7100)
  ),
  Mutilated(
    "the autumn hour twice, in no order",
    plain
      + lines([
        "2026-10-25,02:00,sales,1,0,0", "2026-10-25,02:00,sales,2,0,0", "2026-10-25,02:30,sales,3,0,0",
        "2026-10-25,02:30,sales,4,0,0",
      ]),
    .read(49, 33, 7100)),
  Mutilated("no rows", header + "\n", .refused("no column holds dates", next: "Export")),
  Mutilated("an empty file", "", .refused("the file is empty", next: "Export")),
  Mutilated(
    "a workbook", bytes: [0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 60),
    .refused("no workbook that can be read", next: "CSV")),
  Mutilated(
    "a picture", bytes: [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 13] + [UInt8](repeating: 9, count: 60),
    .refused("NUL", next: "CSV")),
  Mutilated("contacts as they should be", lines([contactHeader] + contacts), contactsRead),
  Mutilated("contacts newest first", lines([contactHeader] + contacts.reversed()), contactsRead),
  Mutilated(
    "epochs in milliseconds",
    lines([
      contactHeader, "1,1773648070000,sales,Inbound,Answered,120", "2,1773648150000,sales,Inbound,Abandoned,0",
      "3,1773652500000,sales,Inbound,Answered,180",
    ]),
    contactsRead),
  Mutilated("a contact in the file twice", lines([contactHeader] + contacts + [contacts[0]]), contactsRead),
  Mutilated(
    "directions nobody knows",
    lines([contactHeader] + contacts + ["5,2026-03-16 11:00:01,sales,Sideways,Answered,60"]),
    .refused("may be inbound or not", next: "keep:")),
  Mutilated(
    "only outbound contacts", lines([contactHeader, contacts[3], contacts[3].replacing4]),
    .refused("no row is inbound", next: "Export inbound")),
]

/// Ranges of half an hour for the times of the plain file.
private let ranges = """
  Date,Time,Queue,Offered,Answered,Average Handle Time
  2026-03-16,09:00-09:30,sales,12,10,200
  2026-03-16,09:30-10:00,sales,7,7,180
  2026-03-17,09:00-09:30,sales,20,16,240

  """

extension String {
  /// Counts that are all of one group of three.
  fileprivate var replacingCounts: String {
    let cells = split(separator: ",")
    return "\(cells[0]),\(cells[1]),\(cells[2]),\"1,234\",\"1,111\",\(cells[5])"
  }

  fileprivate var replacing4: String { "5" + dropFirst() }
}
