import Testing
import Timeline
import Workforce

/// Names of shifts, rotations, limits on kinds and hours of availability as planners write them.
@Suite("Kinds, rotations and availability are read")
struct KindFieldsTests {
  private static let kinds = "kinds: { early: 07:00-09:00, late: 12:00-13:00, night: 22:00-01:30 }\ncontracts:\n"

  /// The sound scenario with more keys of its first contract, and the kinds above.
  private func folder(_ keys: String, kinds: String = kinds) -> SampleFolder {
    SampleFolder.sound.replacing("contracts:\n", with: kinds, in: "scenario.yaml")
      .replacing("    days-in-a-row: 5\n", with: "    days-in-a-row: 5\n" + keys, in: "scenario.yaml")
  }

  @Test("kinds of the scenario hold in every contract that has none of its own") func kinds() throws {
    let own = "    kinds: { morning: 07:00-11:30, noon: 11:30-13:00 }\n"
    let contracts = try folder(own).read().scenario.contracts
    #expect(contracts[0].kinds.map(\.name) == ["morning", "noon"])
    #expect(contracts[1].kinds.map(\.name) == ["early", "late", "night"])
    // Both ends belong to a kind, and where one ends as another begins the start is of that.
    #expect([419, 420, 689, 690, 780, 781].map(contracts[0].kind) == [nil, "morning", "morning", "noon", "noon", nil])
    #expect([1319, 1320, 0, 90, 91].map(contracts[1].kind) == [nil, "night", "night", "night", nil])
  }

  @Test("a rotation spreads colleagues over its weeks in the order of the table, or as their rows say") func rotation()
    throws
  {
    let rows =
      "    rotation: [early, any, late]\n    kinds-in-a-row: { late: 2 }\n    after: { late: [late], night: [] }\n"
    let read = try folder(rows).read().scenario
    let contract = read.contracts[0]
    #expect(contract.rotation?.weeks == ["early", nil, "late"])
    #expect(contract.kindsInARow == [KindLimit(kind: "late", most: 2)])
    #expect(
      contract.kindSuccessions == [
        KindSuccession(after: "late", next: ["late"]), KindSuccession(after: "night", next: []),
      ])
    // The horizon begins on a Monday. A0002 is of another contract, A0003 of another site.
    #expect(contract.rotation?.first == read.horizon.first)
    #expect(read.agents.map(\.rotationWeek) == [0, nil, 0])
    #expect(read.assumptions.contains { $0.hasPrefix("Contract full-time: its rotation has no first date") })

    let later = folder("    rotation: { weeks: [early, late], first: 2026-02-02 }\n")
      .replacing("calendar_language,from,to\n", with: "calendar_language,from,to,rotation_week\n", in: "agents.csv")
      .replacing("Blue,es,,\n", with: "Blue,es,,,2\n", in: "agents.csv")
      .replacing("2026-01-01,\n", with: "2026-01-01,,\n", in: "agents.csv")
      .replacing("2026-12-31\n", with: "2026-12-31,\n", in: "agents.csv")
    let dated = try later.read().scenario
    #expect(dated.contracts[0].rotation?.first.isoText == "2026-02-02")
    #expect(dated.agents.map(\.rotationWeek) == [1, nil, 0])
    #expect(!dated.assumptions.contains { $0.contains("rotation") })
  }

  @Test("where the rotation has no date, people go on from the week that their shifts before the horizon fit best")
  func past() throws {
    func weeks(_ rotation: String) throws -> [Int?] {
      var folder = folder("    rotation: \(rotation)\n")
      folder["worked.csv"] = """
        agent_id,start_local,end_local
        A0001,2026-03-19 12:30:00,2026-03-19 21:00:00
        A0001,2026-03-20 12:30:00,2026-03-20 21:00:00
        A0003,2026-03-20 07:30:00,2026-03-20 16:00:00

        """
      return try folder.read().scenario.agents.map(\.rotationWeek)
    }
    // The week before the horizon was late for A0001, so the week after it is the first again.
    #expect(try weeks("[early, late]") == [0, nil, 1])
    #expect(try weeks("[late, early]") == [1, nil, 0])
    #expect(try weeks("{ weeks: [late, early], first: 2026-03-23 }") == [0, nil, 0])
  }

  @Test("what was worked at a site that is no more counts at the person's own, and is said") func workedElsewhere()
    throws
  {
    var folder = SampleFolder.sound
    folder["worked.csv"] = """
      agent_id,site,zone,start_local,end_local
      A0001,lisbon,Europe/Lisbon,2026-03-20 12:30:00,2026-03-20 21:00:00
      A0003,paris,Europe/Paris,2026-03-20 12:30:00,2026-03-20 21:00:00

      """
    let read = try folder.read()
    #expect(read.scenario.worked.map(\.site) == ["barcelona", "paris"])
    #expect(read.scenario.worked.first?.start.isoText == "2026-03-20T12:30:00Z")
    #expect(read.warnings.contains { "\($0)".contains("worked.csv: there is no site lisbon") }, "\(read.warnings)")
    #expect(!read.scenario.sites.contains { $0.id == "lisbon" })
  }

  @Test("a rotation_week that is not where the shifts before the horizon go on to is named")
  func pastBesideRows() throws {
    for (week, isNamed) in [(1, false), (2, true)] {
      var folder = folder("    rotation: [early, late]\n")
        .replacing("calendar_language,from,to\n", with: "calendar_language,from,to,rotation_week\n", in: "agents.csv")
        .replacing("Blue,es,,\n", with: "Blue,es,,,\(week)\n", in: "agents.csv")
        .replacing("2026-01-01,\n", with: "2026-01-01,,\n", in: "agents.csv")
        .replacing("2026-12-31\n", with: "2026-12-31,\n", in: "agents.csv")
      folder["worked.csv"] = "agent_id,start_local,end_local\nA0001,2026-03-20 12:30:00,2026-03-20 21:00:00\n"
      let read = try folder.read().scenario
      #expect(read.agents[0].rotationWeek == week - 1)
      let said = read.assumptions.first { $0.hasPrefix("Contract full-time: its rotation") } ?? ""
      #expect(said.contains("By the shifts before the horizon A0001 would be in another week") == isNamed, "\(said)")
    }
  }

  @Test("a round of weeks goes on before and after its first date") func rounds() throws {
    let first = try #require(CivilDate(iso: "2026-03-23"))
    let rotation = Rotation(weeks: ["a", "b", nil], first: first)
    func kinds(_ week: Int) -> [String?] {
      [-8, -7, -1, 0, 6, 7, 14, 21].map { rotation.kind(on: first.advanced(byDays: $0), startingIn: week) }
    }
    #expect(kinds(0) == ["b", nil, nil, "a", "a", "b", nil, "a"])
    #expect(kinds(1) == [nil, "a", "a", "b", "b", nil, "a", "b"])
  }

  @Test(
    "what is wrong with kinds and rotations is said with the edit that helps",
    arguments: [
      (
        "    rotation: [early, lat]\n", "kinds: { early: 07:00-09:00, late: 12:00-13:00 }\ncontracts:\n",
        "rotation: there is no kind lat", "Did you mean late?"
      ),
      (
        "    rotation: [early]\n", "contracts:\n", "rotation: there is no kind early",
        "Name the kinds of shifts first: kinds: { early: 06:00-09:00, late: 13:00-16:00 }"
      ),
      (
        "    rotation: [early, night]\n", "kinds: { early: 07:00-09:00, night: 22:00-23:00 }\ncontracts:\n",
        "no start of the contract is night (22:00-23:00), so its weeks hold no shift",
        "Add such a start to shifts.starts, or take night out of the rotation."
      ),
      (
        "", "kinds: { early: 07:00-09:30, late: 09:00-13:00 }\ncontracts:\n",
        "a shift may start in early (07:00-09:30) and in late (09:00-13:00)",
        "Let one kind end where the other begins, or before."
      ),
      (
        "", "kinds: { early: seven }\ncontracts:\n", "early: seven is not a window of starts",
        "Write the first and the last start, for example 06:00-09:00; they may pass midnight."
      ),
      (
        "    kinds-in-a-row: { erly: 2 }\n", "kinds: { early: 07:00-09:00 }\ncontracts:\n",
        "kinds-in-a-row has no key erly",
        "Did you mean early?"
      ),
      (
        "    after: { early: [early, lat] }\n", "kinds: { early: 07:00-09:00, late: 12:00-13:00 }\ncontracts:\n",
        "early: there is no kind lat", "Did you mean late?"
      ),
      (
        "    kinds-in-a-row: { early: 0 }\n", "kinds: { early: 07:00-09:00 }\ncontracts:\n", "early: 0 is out of range",
        "Write 1 to 14."
      ),
    ])
  func faults(keys: String, kinds: String, what: String, next: String) throws {
    let said = try folder(keys, kinds: kinds).complaint()
    #expect(said.contains(what) && said.contains(next), "\(said)")
  }

  @Test("hours of availability are read by weekday, over midnight and between dates") func availability() throws {
    var folder = SampleFolder.sound
    folder["availability.csv"] = """
      agent_id,weekdays,from,to,first,last
      A0001,mon-fri,16:00,22:00,,2026-07-10
      A0001,sat sun,20:00,04:00,,
      A0002,daily,00:00,24:00,2026-07-11,

      """
    let rows = try folder.read().scenario.availability
    #expect(rows.map(\.agent) == ["A0001", "A0001", "A0002"])
    #expect(rows[0].weekdays == [.monday, .tuesday, .wednesday, .thursday, .friday])
    let (friday, saturday) = (try date("2026-07-10"), try date("2026-07-11"))
    #expect(rows[0].stretch(on: friday) == 960..<1320 && rows[0].stretch(on: saturday) == nil)
    #expect(rows[1].stretch(on: saturday) == 1200..<1680 && rows[2].stretch(on: friday) == nil)
    #expect(rows.hours(around: saturday, in: .utc).stretches == [-480 ..< -120, 0..<4320])
    // From 20:00 to 04:00; the night the clock goes forward has an hour less, and the one it goes back an hour more.
    let madrid = try #require(folder.read().scenario.sites.first?.zone)
    for (night, length) in [("2026-03-28", 7), ("2026-10-24", 9), ("2026-11-07", 8)] {
      let start = madrid.firstInstant(at: LocalDateTime(date: try date(night), secondsOfDay: 20 * 3600))
      let hours = [rows[1]].hours(around: try date(night), in: madrid)
      #expect(hours.hold(from: start, to: start.advanced(bySeconds: length * 3600)), "\(night)")
      #expect(!hours.hold(from: start, to: start.advanced(bySeconds: length * 3600 + 60)), "\(night)")
    }
  }

  @Test("rows of availability that cannot be read are said where they stand") func availabilityFaults() throws {
    var folder = SampleFolder.sound
    folder["availability.csv"] = """
      agent_id,weekdays,from,to,first,last
      A0009,mon,16:00,22:00,,
      A0001,weekend,16:00,22:00,,
      A0001,sat,25:00,22:00,,
      A0001,sat,10:00,10:00,,
      A0001,sat,10:00,12:00,2026-07-10,2026-07-09

      """
    let said = try folder.complaint()
    for part in [
      "availability.csv:2, column agent_id: there is no agent A0009",
      "availability.csv:3, column weekdays: \"weekend\" names no weekdays\n  next: Write sat-sun",
      "availability.csv:4, column from: \"25:00\" is not a time of day",
      "availability.csv:5, column to: 10:00 to 10:00 is an empty stretch of time",
      "availability.csv:6, column first: 2026-07-10 is after 2026-07-09",
    ] {
      #expect(said.contains(part), "\(said)")
    }
    folder["availability.csv"] = "agent_id,weekdays,from,to\nA0001,mon-fri,07:00,15:00\n"
    folder["fixed.csv"] = "agent,date,start\nA0001,2026-03-24,07:00\n"
    folder["scenario.yaml"] = "fixed: fixed.csv\n" + folder["scenario.yaml"]
    let fixed = try folder.complaint()
    #expect(
      fixed.contains("a shift of 8 h from 07:00 on is not within the hours in which agent A0001 can work"), "\(fixed)")
  }

  @Test("a fixed shift may say its end, which tells its length and must be one that its start leads to")
  func fixedEnds() throws {
    var folder = SampleFolder.sound.replacing("lengths: [8 h]", with: "lengths: [6 h, 8 h]", in: "scenario.yaml")
    folder["fixed.csv"] = "agent,date,start,end\nA0001,2026-03-24,09:00,17:30\nA0003,2026-03-24,09:00,15:30\n"
    #expect(try folder.read().scenario.fixedShifts.map(\.paidMinutes) == [480, 360])
    folder["fixed.csv"] = "agent,date,start,end\nA0001,2026-03-24,09:00,18:00\n"
    let said = try folder.complaint()
    #expect(
      said.contains(
        """
        fixed.csv:2, column end: no shift of contract full-time from 09:00 on ends at 18:00
          next: From 09:00 on a shift ends at 15:30 with 6 h, 17:30 with 8 h: correct the end, or take it out.
        """), "\(said)")
  }

  @Test("a zone that keeps one offset all year, or has its sign the other way round, is said")
  func clocksWithoutSummer() throws {
    func notes(_ zone: String) throws -> [String] {
      try SampleFolder.sound.replacing("zone: Europe/Paris", with: "zone: \(zone)", in: "scenario.yaml").read().notes
        .filter { $0.hasPrefix("Zone ") }
    }
    #expect(try notes("Etc/GMT+1").first?.hasPrefix("Zone Etc/GMT+1 is 1 h behind UTC all year") == true)
    #expect(try notes("EST").first?.contains("Write America/New_York") == true)
    #expect(try notes("Europe/Madrid") == [])
  }
}

private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }
