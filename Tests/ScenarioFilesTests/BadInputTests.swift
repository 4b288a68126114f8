import ScenarioFiles
import Tabular
import Testing

/// What planners are told about files that cannot be planned from, word for word.
@Suite("Bad input is answered with place, reason and cure")
struct BadInputTests {
  private let sound = SampleFolder.sound

  @Test("the sample itself is sound")
  func nothing() throws {
    #expect(try sound.complaint() == "")
  }

  // MARK: Files

  @Test("a table that is not there is reported where it is named, with the nearest one that is")
  func missingFile() throws {
    let folder = sound.replacing("history: history.csv", with: "history: histroy.csv", in: "scenario.yaml")
    try folder.expectComplaint(
      """
      scenario.yaml:3, column 10: history: there is no file histroy.csv
        next: Did you mean history.csv?
      """)
  }

  @Test("a folder without a scenario is not a scenario")
  func missingScenario() throws {
    var folder = sound
    folder.files["scenario.yaml"] = nil
    try folder.expectComplaint(
      """
      scenario.yaml: there is no such file
        next: Create it, or correct the path.
      """)
    #expect(throws: InputError.self) { try ScenarioFolder.read("/nowhere/at/all") }
  }

  @Test("a file that is not UTF-8 is reported by line and byte")
  func notUtf8() throws {
    var folder = sound
    folder.files["agents.csv"] =
      Array("id,name,site,contract,languages,skills\nA1,Jos".utf8) + [0xE9]
      + Array(",paris,full-time,fr,phone\n".utf8)
    folder["requests.csv"] = "agent,date,wish\n"
    folder["leave.csv"] = "agent,from,to\n"
    try folder.expectComplaint(
      """
      agents.csv:2: byte 7 of the line (hexadecimal E9) is not UTF-8
        next: Save the file as CSV in UTF-8.
      """)
    var latin = sound
    latin.files["scenario.yaml"] = Array("name: caf".utf8) + [0xE9, 10]
    #expect(
      try latin.complaint() == """
        scenario.yaml:1, column 1: the line is not UTF-8 text
          next: Save the file as UTF-8 text.
        """)
  }

  @Test("a line of 200 MB is refused before it fills the memory")
  func endlessLine() throws {
    var folder = sound
    folder.files["history.csv"] =
      Array("start,queue,offered\n".utf8) + [UInt8](repeating: UInt8(ascii: "7"), count: 200_000_000)
    try folder.expectComplaint(
      """
      history.csv:2: the line is longer than 1024 KiB
        next: Check that the file is a CSV table with one row a line.
      """)
  }

  @Test("an empty history is no history")
  func emptyHistory() throws {
    var folder = sound
    folder["history.csv"] = "start,queue,offered\n"
    try folder.expectComplaint(
      """
      history.csv: the history is empty
        next: Write a row for each queue and interval that was open.
      """)
    folder["history.csv"] = ""
    try folder.expectComplaint(
      """
      history.csv: the file is empty
        next: Write a header and at least one row.
      """)
  }

  @Test("all files are reported in one run, and the first twenty problems of each")
  func manyProblems() throws {
    var folder = sound
    folder["history.csv"] =
      "start,queue,offered\n"
      + (0..<25).map { "2026-03-02T10:00+01:00,fr-phone,x\($0)\n" }.joined()
    folder["leave.csv"] = "agent,from,to\nA0007,2026-03-30,2026-04-03\n"
    folder = folder.replacing("patience: 90 s", with: "patience: 90", in: "scenario.yaml")
    let text = try folder.complaint()
    #expect(text.contains("history.csv:21, column offered: \"x19\" is not a number"))
    #expect(!text.contains("\"x20\""))
    #expect(text.contains("history.csv: and 5 more problems"))
    #expect(text.contains("leave.csv:2, column agent: there is no agent A0007"))
    #expect(text.contains("scenario.yaml:16, column 15: patience: 90 has no unit"))
  }

  // MARK: History

  @Test("bad numbers, negative volumes and decimal commas in the history")
  func badNumbers() throws {
    let folder =
      sound
      .adding("2026-03-02T09:00+01:00,fr-phone,many,,,", to: "history.csv")
      .adding("2026-03-02T09:30+01:00,fr-phone,-3,,,", to: "history.csv")
      .adding("2026-03-02T10:00+01:00,fr-phone,\"1,5\",,,", to: "history.csv")
      .adding("2026-03-02T10:30+01:00,fr-phone,,,,", to: "history.csv")
      .adding("2026-03-02T11:00+01:00,fr-phone,5,5", to: "history.csv")
    try folder.expectComplaint(
      """
      history.csv:8, column offered: "many" is not a number
        next: Write digits only, with a point before decimals.
      history.csv:9, column offered: -3 is less than 0
        next: Write a number from 0 to 1000000.
      history.csv:10, column offered: "1,5" is not a number
        next: Write a decimal point and no thousands separator: 1.5.
      history.csv:11, column offered: the cell is empty
        next: Write a number, or delete the row.
      history.csv:12: the row has 4 cells and the header has 6
        next: Add the missing cells; an empty cell still needs its comma.
      """)
  }

  @Test("unknown queues and second rows for an interval")
  func rowsOfTheHistory() throws {
    let folder =
      sound
      .adding("2026-03-02T09:00+01:00,fr-fone,3,,,", to: "history.csv")
      .adding("2026-03-02T07:30Z,fr-phone,3,,,", to: "history.csv")
    try folder.expectComplaint(
      """
      history.csv:8, column queue: there is no queue fr-fone
        next: Did you mean fr-phone?
      history.csv:9, column start: 2026-03-02T07:30Z has a row for queue fr-phone already, on line 3
        next: Delete one of the two rows, or add them up.
      """)
  }

  @Test("local times that do not exist or happen twice, and texts that are no time")
  func clockChanges() throws {
    let folder =
      sound
      .adding("2025-03-30T02:30,fr-phone,3,,,", to: "history.csv")
      .adding("2025-10-26T02:30,fr-phone,3,,,", to: "history.csv")
      .adding("2025-10-26T02:30+01:00,fr-phone,3,,,", to: "history.csv")
      .adding("26/10/2025 02:30,fr-phone,3,,,", to: "history.csv")
    try folder.expectComplaint(
      """
      history.csv:8, column start: 2025-03-30T02:30 does not exist in Europe/Paris, whose clock jumps over it
        next: Write the time that was meant with its offset, for example 2025-03-30T03:30+02:00.
      history.csv:9, column start: 2025-10-26T02:30 happens twice in Europe/Paris
        next: Add the offset, for example 2025-10-26T02:30+02:00.
      history.csv:11, column start: "26/10/2025 02:30" is not a date and time
        next: Write ISO 8601 with the offset, for example 2026-03-29T10:30+02:00.
      """)
  }

  @Test("stray minutes among intervals, and days instead of intervals")
  func intervals() throws {
    var folder = sound
    let rows = (0..<100).map { index in
      "2026-0\(1 + index / 25)-\(index % 25 < 9 ? "0" : "")\(1 + index % 25)T10:00Z,fr-phone,5\n"
    }
    folder["history.csv"] = "start,queue,offered\n" + rows.joined() + "2026-01-01T11:07Z,fr-phone,5\n"
    try folder.expectComplaint(
      """
      history.csv:102, column start: 2026-01-01T11:07Z does not start an interval of 60 min
        next: Queue fr-phone has rows every 60 min; move or delete this one.
      """)
    folder["history.csv"] = "start,queue,offered\n" + rows.joined()
    try folder.expectComplaint(
      """
      history.csv:2, column start: queue fr-phone has one row a day
        next: Write a row for each interval of 15, 30 or 60 min: days alone do not say when contacts arrive.
      """)
  }

  @Test("times in a column of seconds are one problem, however many rows have one")
  func clocks() throws {
    let folder = sound.replacing("3300", with: "0:55:00", in: "history.csv")
      .replacing("4200", with: "1:10:00", in: "history.csv")
    try folder.expectComplaint(
      """
      history.csv:2, column handle_seconds_total: 0:55:00 is no number of seconds
        next: Write the seconds of all contacts of a row together, or let muster import make a history of the file: it reads \
      such times.
      """)
  }

  @Test("handling or losing more than was offered is a warning")
  func overHandled() throws {
    let input = try sound.adding("2026-03-02T09:00+01:00,fr-phone,3,4,,", to: "history.csv")
      .adding("2026-03-02T09:30+01:00,fr-phone,3,,4,", to: "history.csv").read()
    #expect(
      input.warnings.map(\.description) == [
        """
        history.csv:8, column handled: 4 contacts were handled and 3 offered
          next: Right where work is carried over; otherwise check how contacts are counted.
        """,
        """
        history.csv:9, column abandoned: 4 contacts hung up and 3 offered
          next: Check how contacts are counted: who hangs up was offered too.
        """,
      ])
  }

  @Test("a mistyped column name is reported, a column of notes is not")
  func columns() throws {
    var folder = sound.replacing("handle_seconds_total", with: "handle_second_total", in: "history.csv")
    try folder.expectComplaint(
      """
      history.csv:1, column handle_second_total: no column is called handle_second_total
        next: Correct the name, or delete the column. Did you mean handle_seconds_total?
      """)
    folder = sound.replacing("handle_seconds_total", with: "remarks", in: "history.csv")
    #expect(try folder.complaint() == "")
    folder = sound.replacing("queue,offered", with: "que,offered", in: "history.csv")
    try folder.expectComplaint(
      """
      history.csv:1: there is no column queue
        next: Rename the column que to queue, or add one of that name.
      """)
  }

  // MARK: People

  @Test("agents with unknown sites and contracts, repeated ids, and languages or skills of no queue")
  func agents() throws {
    let folder =
      sound
      .adding("A0004,Dan,barcelone,fulltime,fr,phone,,,,", to: "agents.csv")
      .adding("A0001,Eva,paris,full-time,fr,phone,,,,", to: "agents.csv")
      .adding("A0005,Fay,paris,full-time,it pt,phone,,,,", to: "agents.csv")
      .adding("A0006,Gil,paris,full-time,fr,chat L2,,,2026-05-01,2026-04-01", to: "agents.csv")
      .adding("A 7,Hal,paris,full-time,fr,phone,,,,tomorrow", to: "agents.csv")
      .adding("A0008,,paris,full-time,fr,,,,,", to: "agents.csv")
      .adding("\(String(repeating: "a", count: 200)),Ida,paris,full-time,fr,phone L1,,,,", to: "agents.csv")
    try folder.expectComplaint(
      """
      agents.csv:5, column site: there is no site barcelone
        next: Did you mean barcelona?
      agents.csv:5, column contract: there is no contract fulltime
        next: Did you mean full-time?
      agents.csv:6, column id: agent A0001 is on line 2 already
        next: Give each agent an id of their own.
      agents.csv:7, column languages: agent A0005 speaks it pt, the language of no queue
        next: The queues speak fr, en, de.
      agents.csv:8, column from: 2026-05-01 is after 2026-04-01
        next: Write the earlier date under from; both dates are included.
      agents.csv:8, column skills: agent A0006 has chat L2 L1, which serves no queue of their languages
        next: Queue fr-phone, for one, needs phone L1.
      agents.csv:9, column id: "A 7" cannot be an id
        next: Use letters, digits, - and _, without blanks.
      agents.csv:9, column to: tomorrow is not a date of the calendar
        next: Write year, month and day, for example 2026-03-23.
      agents.csv:10, column name: the cell is empty
        next: Fill it in, or delete the row.
      agents.csv:10, column skills: the cell is empty
        next: Fill it in, or delete the row.
      agents.csv:11, column id: "\(String(repeating: "a", count: 60))..." cannot be an id: it has 200 bytes
        next: Write at most 100: letters, digits, - and _.
      """)
  }

  @Test("an event whose factor would count twice is told; two of different notes, or without a factor, are not")
  func eventTwice() throws {
    try sound.adding("2026-03-30,2026-04-02,*,1.2,Spring sale", to: "events.csv").expectComplaint(
      """
      events.csv:4, column from: the same event is on line 2 already
        next: Delete one of the two rows.
      """)
    let others = sound.adding("2026-03-30,2026-04-02,*,1.2,TV", to: "events.csv")
      .adding("2026-01-08,2026-01-08,fr-phone,,Outage", to: "events.csv")
    #expect(try others.read().scenario.events.count == 4)
  }

  @Test("leave, requests, holidays and events")
  func otherTables() throws {
    let folder =
      sound
      .adding("A0011,2026-03-30,2026-04-03,", to: "leave.csv")
      .adding("A0001,2026-04-03,2026-03-30,", to: "leave.csv")
      .adding("A0001,2026-02-30,off,1", to: "requests.csv")
      .adding("A0001,2026-03-30,sleep,-1", to: "requests.csv")
      .adding("2026-12-25,,Navidad", to: "holidays.csv")
      .adding("2026-04-02,2026-04-01,en-chatt,fast,Sale", to: "events.csv")
    try folder.expectComplaint(
      """
      holidays.csv:4, column region: the cell is empty
        next: Fill it in, or delete the row.
      events.csv:4, column queue: there is no queue en-chatt
        next: Did you mean en-chat? * is for all queues.
      events.csv:4, column factor: "fast" is not a number
        next: Write digits only, with a point before decimals.
      events.csv:4, column from: 2026-04-02 is after 2026-04-01
        next: Write the earlier date under from; both dates are included.
      leave.csv:3, column agent: there is no agent A0011
        next: Did you mean A0001, A0002 or A0003?
      leave.csv:4, column from: 2026-04-03 is after 2026-03-30
        next: Write the earlier date under from; both dates are included.
      requests.csv:4, column date: 2026-02-30 is not a date of the calendar
        next: Write year, month and day, for example 2026-03-23.
      requests.csv:5, column wish: "sleep" is not a wish
        next: Write off, work, or start 07:00-09:00.
      requests.csv:5, column weight: -1 is less than 0
        next: Write a number from 0 to 1000000.
      """)
  }

  @Test("what is wrong in scenario.yaml comes before what follows from it in the tables")
  func causeFirst() throws {
    let text = try sound.replacing("  - id: en-chat", with: "    id: en-chat", in: "scenario.yaml").complaint()
    #expect(text.hasPrefix("scenario.yaml"), "\(text)")
    #expect(text.contains("write - before the second where it begins another entry"), "\(text)")
  }

  @Test("a wish for a start that runs backwards is no wish")
  func backwardWish() throws {
    try sound.replacing("start 07:00-09:00", with: "start 22:00-01:00", in: "requests.csv").expectComplaint(
      """
      requests.csv:3, column wish: "start 22:00-01:00" runs backwards
        next: Write the earlier start first, for example start 07:00-09:00; after midnight it is the next date.
      """)
  }

  @Test("a region without holidays is a warning")
  func regions() throws {
    let input = try sound.replacing("region: ES", with: "region: ESP", in: "scenario.yaml").read()
    #expect(
      input.warnings.map(\.description) == [
        """
        scenario.yaml:27, column 51: holidays.csv has no holiday of region ESP
          next: Did you mean ES?
        """
      ])
  }
}
