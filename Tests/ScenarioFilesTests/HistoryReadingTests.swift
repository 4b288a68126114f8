import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite("A history is read by one reader, with a scenario or without")
struct HistoryReadingTests {
  private func read(_ text: String, zone: String? = nil) throws -> (history: ContactHistory, notes: [String]) {
    try ScenarioFolder.readBareHistory(
      Array(text.utf8), file: "history.csv", zone: zone.map { try Zone(named: $0) })
  }

  /// The problems of a table that must not be readable.
  private func problems(_ text: String, zone: String? = nil) throws -> [InputProblem] {
    do {
      _ = try read(text, zone: zone)
    } catch let error as InputError {
      return error.problems
    }
    Issue.record("a faulty table was read")
    return []
  }

  /// A table of one queue from starts.
  private func table(_ starts: [String], offered: (Int) -> Int = { _ in 4 }) -> String {
    "start,queue,offered\n" + starts.enumerated().map { "\($1),desk,\(offered($0))\n" }.joined()
  }

  /// Starts on the wall clock of dates of 2026 from a day of the year on.
  private func starts(_ days: Range<Int>, hours: Range<Int>, every minutes: Int) throws -> [String] {
    let first = try #require(CivilDate(iso: "2026-01-05"))
    return days.flatMap { day in
      stride(from: hours.lowerBound * 60, to: hours.upperBound * 60, by: minutes).map { minute in
        LocalDateTime(date: first.advanced(byDays: day), secondsOfDay: minute * 60).isoText
      }
    }
  }

  private func lengths(_ text: String) throws -> [Int] {
    let series = try #require(try read(text).history.series.first)
    return series.starts.indices.map { series.seconds(ofRow: $0) / 60 }
  }

  @Test("local starts are read per queue and in order of time") func local() throws {
    let reading = try read(
      """
      start,queue,offered,aht_seconds
      2026-03-02T09:30:00,b,4,200
      2026-03-02T09:00:00,a,3.5,
      2026-03-02T09:00:00,b,2,180
      """
    )
    #expect(reading.notes.contains { $0.contains("these are not read: aht_seconds.") }, "\(reading.notes)")
    let history = reading.history
    #expect(history.series.map(\.queue) == ["b", "a"])
    #expect(history.series[0].starts.map(\.isoText) == ["2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"])
    #expect(history.series[0].offered == [2, 4])
  }

  @Test("contacts that did not hang up were answered where nothing else says it") func rest() throws {
    let rows = ["09:00,a,9,,2", "09:30,a,9,6,2", "10:00,a,9,,"]
    let text = "start,queue,offered,handled,abandoned\n" + rows.map { "2026-03-02T\($0)\n" }.joined()
    let handled = try #require(try read(text).history.series.first).handled
    #expect(Array(handled.prefix(2)) == [7, 6] && handled[2].isNaN)
  }

  @Test("a bad start, a negative count, a second row and an empty file are problems with line and column")
  func faults() throws {
    let found = try problems(
      """
      start,queue,offered
      yesterday,a,3
      2026-03-02T09:00,a,-1
      2026-03-02T09:30,a,1
      2026-03-02T09:30,a,2
      """)
    #expect(found.map { $0.place.line } == [2, 3, 5])
    #expect(found[0].message.contains("yesterday"))
    #expect(try problems("start,queue,offered\n").count == 1)
    #expect(try problems("begin,queue,offered\n2026-03-02T09:00,a,1\n").count == 1)
  }

  // MARK: The repeated hour

  @Test("a repeated hour that is there once holds the contacts of both its passes, and it is said")
  func sharedHour() throws {
    let (history, notes) = try read(
      table(
        ["2026-10-25T01:30", "2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T03:00"], offered: { 10 * $0 + 10 }),
      zone: "Europe/Warsaw")
    #expect(
      history.series[0].starts.map(\.isoText) == [
        "2026-10-24T23:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z",
        "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z",
      ])
    #expect(history.series[0].offered == [10, 10, 15, 10, 15, 40])
    #expect(
      notes == [
        "history.csv: 2 rows, the first of 2026-10-25T02:00, have a time without an offset that the clock shows twice; its "
          + "contacts are taken as those of both passes together."
      ])
  }

  @Test("a repeated hour that is there twice in order is that of both passes, and it is said") func pairedHour() throws
  {
    let (history, notes) = try read(
      table(
        ["2025-11-02T00:30", "2025-11-02T01:00", "2025-11-02T01:30", "2025-11-02T01:00", "2025-11-02T01:30"],
        offered: { $0 + 1 }), zone: "America/Chicago")
    #expect(
      history.series[0].starts.map(\.isoText).dropFirst() == [
        "2025-11-02T06:00:00Z", "2025-11-02T06:30:00Z", "2025-11-02T07:00:00Z", "2025-11-02T07:30:00Z",
      ])
    #expect(history.series[0].offered == [1, 2, 3, 4, 5])
    #expect(notes.count == 1 && notes[0].contains("their order in the file tells first and second pass"))
  }

  @Test("a repeated hour that is there twice in no order is added up over both passes") func unorderedHour() throws {
    let (history, notes) = try read(
      table(["2026-10-25T02:00", "2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:30"], offered: { $0 + 1 }),
      zone: "Europe/Berlin")
    #expect(history.series[0].offered == [1.5, 3.5, 1.5, 3.5])
    #expect(notes.count == 1 && notes[0].contains("both passes together"))
    let third = try problems(
      table(["2026-10-25T02:00", "2026-10-25T02:00", "2026-10-25T02:00"]), zone: "Europe/Berlin")
    #expect(third.contains { $0.message.contains("has a row for queue desk already") })
  }

  @Test("without a zone both passes are added up where their offsets are written, and told apart with one")
  func offsets() throws {
    let text = table(["2025-10-26T02:00+02:00", "2025-10-26T02:00+01:00"], offered: { $0 + 3 })
    #expect(try read(text).history.series[0].offered == [7])
    #expect(try read(text, zone: "Europe/Berlin").history.series[0].offered == [3, 4])
  }

  @Test("an hour that the clock skips may hold no contacts") func skippedHour() throws {
    let quiet = try read(
      table(["2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T03:00"], offered: { $0 == 1 ? 0 : 5 }),
      zone: "Europe/Rome")
    #expect(quiet.history.series[0].offered == [5, 5])
    #expect(
      quiet.notes == [
        "history.csv: the row of 2026-03-29T02:00 has a time that the clock skips and no contacts; left out."
      ])
    let busy = try problems(table(["2026-03-29T01:00", "2026-03-29T02:00"]), zone: "Europe/Rome")
    #expect(busy.map { $0.place.line } == [3])
  }

  // MARK: Lengths of rows

  @Test("rows of an hour and, from a date on, of 20 minutes keep their lengths", arguments: [1, 3, 40])
  func newLength(daysAfter: Int) throws {
    let hours = try starts(0..<60, hours: 7..<19, every: 60)
    let thirds = try starts(60..<(60 + daysAfter), hours: 7..<19, every: 20)
    let found = try lengths(table(hours + thirds))
    #expect(found.prefix(hours.count).allSatisfy { $0 == 60 })
    #expect(found.suffix(thirds.count).allSatisfy { $0 == 20 })
    try expectLengths(days: 64) { day in [(7..<19, day < 60 ? 15 : 60)] }
  }

  /// Rows of one date in stretches of hours, each with its length in minutes.
  private func rows(of day: Int, _ stretches: [(hours: Range<Int>, minutes: Int)]) throws -> [String] {
    var rows: [String] = []
    for stretch in stretches { rows += try starts(day..<day + 1, hours: stretch.hours, every: stretch.minutes) }
    return rows
  }

  /// The lengths that such rows have.
  private func lengths(of stretches: [(hours: Range<Int>, minutes: Int)]) -> [Int] {
    var lengths: [Int] = []
    for stretch in stretches {
      lengths += [Int](repeating: stretch.minutes, count: stretch.hours.count * 60 / stretch.minutes)
    }
    return lengths
  }

  /// Checks dates of stretches, which may differ by date.
  private func expectLengths(days: Int, _ stretches: (Int) -> [(hours: Range<Int>, minutes: Int)]) throws {
    var written: [String] = []
    var expected: [Int] = []
    for day in 0..<days {
      written += try rows(of: day, stretches(day))
      expected += lengths(of: stretches(day))
    }
    #expect(try lengths(table(written)) == expected)
  }

  @Test("hours at night and halves by day keep their lengths", arguments: [4, 6, 60]) func nightHours(days: Int) throws
  {
    try expectLengths(days: days) { _ in [(0..<7, 60), (7..<21, 30), (21..<24, 60)] }
  }

  @Test("hours at weekends and quarters on other days keep their lengths") func weekendHours() throws {
    try expectLengths(days: 14) { day in [(8..<18, day % 7 < 5 ? 15 : 60)] }
  }

  @Test("one hour of the day may be coarser than the others") func lunchHour() throws {
    try expectLengths(days: 50) { _ in [(8..<12, 30), (12..<13, 60), (13..<17, 30)] }
  }

  @Test("missing rows and an early end of the day do not make rows longer") func gaps() throws {
    // A linear congruential generator: the same rows on every machine.
    var state: UInt64 = 41
    func draw(_ sides: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % sides
    }
    let all = try starts(0..<80, hours: 8..<20, every: 15)
    let kept = all.filter { _ in draw(10) < 7 }
    #expect(try lengths(table(kept)).allSatisfy { $0 == 15 })
    // Open until half past six: the last half hour begins on the hour and nothing follows.
    let early = try (0..<60).flatMap { day in try starts(day..<day + 1, hours: 9..<19, every: 30).dropLast() }
    #expect(try lengths(table(early)).allSatisfy { $0 == 30 })
    // Few contacts, and only intervals that have some.
    let few = try starts(0..<300, hours: 8..<20, every: 30).filter { _ in draw(12) == 0 }
    #expect(try lengths(table(few)).allSatisfy { $0 == 30 })
  }

  @Test("rows that overlap are a problem with both lines") func overlaps() throws {
    let rows = try starts(0..<30, hours: 8..<18, every: 60)
    let found = try problems(table(rows + ["2026-01-20T11:20:00", "2026-01-22T09:40:00"]))
    #expect(found.map { $0.place.line } == [302, 303])
    #expect(found[0].message == "2026-01-20T11:20:00 does not start an interval of 60 min")
    #expect(found[0].next.contains("line 155 covers this time"))
  }
}
