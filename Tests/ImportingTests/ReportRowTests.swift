import Importing
import Tabular
import Testing
import Timeline

/// Rows of reports that share an interval, that end at a change of the clock, or that lack a number.

private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

private func clock(_ local: LocalDateTime) -> String {
  "\(two(local.minutesOfDay / 60)):\(two(local.minutesOfDay % 60))"
}

/// Offered by the local start of a queue's rows on a date, with the offset.
private func offered(_ history: HistoryImport, _ queue: String, on date: String) throws -> [String: Double] {
  let zone = try Zone(named: "Europe/Berlin")
  var result: [String: Double] = [:]
  for row in history.queues.first(where: { $0.id == queue })?.rows ?? [] {
    let instant = Instant(secondsSinceEpoch: row.start)
    let local = zone.local(at: instant)
    if local.date.isoText == date { result["\(clock(local)) +\(zone.offset(at: instant) / 3600)"] = row.offered }
  }
  return result
}

@Test(
  "a row that corrects somebody's takes the place of theirs alone",
  arguments: [("last", 16.0), ("first", 15), ("sum", 21)])
func correctedRows(policy: String, sum: Double) throws {
  let text = """
    Date;Interval;Queue;Agent;Calls Offered
    16/03/2026;09:00-09:30;Sales;Ana;10
    16/03/2026;09:00-09:30;Sales;Pau;5
    16/03/2026;09:00-09:30;Sales;Pau;6
    17/03/2026;09:00-09:30;Sales;Ana;1
    17/03/2026;09:30-10:00;Sales;Ana;1

    """
  var options = ImportOptions()
  options.duplicates = DuplicatePolicy(rawValue: policy)
  #expect(try offered(imported(text, options: options), "sales", on: "2026-03-16") == ["09:00 +1": sum])
}

@Test("a row that differs from another in numbers alone is asked about, whoever's row stands between them")
func partedRows() throws {
  let text = """
    Date;Interval;Queue;Agent;Calls Offered
    16/03/2026;09:00-09:30;Sales;Ana;10
    16/03/2026;09:00-09:30;Sales;Pau;5
    16/03/2026;09:00-09:30;Sales;Ana;12
    17/03/2026;09:30-10:00;Sales;Ana;1

    """
  let error = try #require(throws: InputError.self) { try imported(text) }
  #expect(error.problems.map(\.place.line) == [4])
}

/// A report of half hours named by their ends as the clock shows them, of 10 contacts in the first of each day, then 11, 12, ...
private func ends(_ dates: ClosedRange<Int>, month: Int) throws -> String {
  let zone = try Zone(named: "Europe/Berlin")
  var text = "Interval End,Queue,Calls Offered\n"
  for day in dates {
    let date = try #require(CivilDate(iso: "2026-\(two(month))-\(two(day))"))
    var instant = zone.startOfDay(date)
    var count = 10
    while zone.local(at: instant).date == date {
      instant = instant.advanced(bySeconds: 1800)
      let end = zone.local(at: instant)
      text += "\(end.date.isoText) \(clock(end)),Q,\(count)\n"
      count += 1
    }
  }
  return text
}

@Test("intervals named by their ends are where they were as the clock goes forward and back")
func endsAtClockChanges() throws {
  let spring = try offered(imported(ends(27...30, month: 3)), "q", on: "2026-03-29")
  #expect(spring["01:00 +1"] == 12 && spring["01:30 +1"] == 13 && spring["03:00 +2"] == 14 && spring.count == 46)
  let autumn = try offered(imported(ends(23...26, month: 10)), "q", on: "2026-10-25")
  #expect(autumn.count == 50)
  let hours = ["01:30 +2", "02:00 +2", "02:30 +2", "02:00 +1", "02:30 +1", "03:00 +1"]
  #expect(hours.map { autumn[$0] } == [13, 14, 15, 16, 17, 18])
}

@Test("times that start anew with the next person or queue do not tell the passes of a repeated hour")
func turnsOfOthers() throws {
  var people = "Date,Interval,Queue,Agent,Calls Offered\n"
  for day in 24...26 {
    for hour in 1...4 {
      for (name, count) in [("Ana", 10), ("Ben", 4)] {
        people += "2026-10-\(day),\(two(hour)):00-\(two(hour + 1)):00,Q,\(name),\(count)\n"
      }
    }
  }
  let hours = try offered(imported(people), "q", on: "2026-10-25")
  #expect(hours["02:00 +2"] == 7 && hours["02:00 +1"] == 7 && hours["03:00 +1"] == 14)

  var contacts = "Conversation ID,Conversation started at,Team assigned\n"
  var id = 0
  for team in ["A", "B"] {
    for day in 23...26 {
      for hour in 0..<6 {
        for minute in [5, 25, 35, 55] {
          id += 1
          contacts += "\(id),2026-10-\(day) \(two(hour)):\(two(minute)):05,\(team)\n"
        }
      }
    }
  }
  let history = try imported(contacts)
  for team in ["a", "b"] {
    let rows = try offered(history, team, on: "2026-10-25")
    #expect(["02:00 +2", "02:30 +2", "02:00 +1", "02:30 +1"].map { rows[$0] } == [1, 1, 1, 1])
  }
}

@Test("a row with a number in one of the columns that are added up counts, and is told of")
func partOfASum() throws {
  var text = "Date;Interval;Queue;Calls Answered;Calls Abandoned\n"
  for day in 16...20 {
    text += "\(day)/03/2026;09:00-09:30;Sales;10;2\n\(day)/03/2026;09:30-10:00;Sales;7;\n"
  }
  text += "21/03/2026;09:00-09:30;Sales;;\n"
  let history = try imported(text)
  #expect(totals(history) == ["sales": Totals(95, 85)])
  #expect(history.reports[0].dropped.map(\.count) == [1])
  #expect(history.reports[0].notes.contains { $0.hasPrefix("5 rows have a number in some of the columns") })
}

@Test(
  "a name that a mapping calls as another one is called adds up with it, whichever comes first",
  arguments: ["Asales", "Zsales"])
func sameIds(name: String) throws {
  var text = "Date,Interval,Queue,Calls Offered\n"
  for day in 16...20 { for queue in ["Sales", name] { text += "2026-03-\(day),09:00-09:30,\(queue),12\n" } }
  let mapping = """
    rows: interval
    start: ["Date", "Interval"]
    ranges: true
    zone: Europe/Berlin
    queue: ["Queue"]
    offered: ["Calls Offered"]
    queues: { "\(name)": sales }
    """
  #expect(try totals(imported(text, mapping: mapping)) == ["sales": Totals(120)])
}
