import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite("Each arrow of the chain is a file that reads back")
struct StageFileTests {
  /// The sample scenario: four weeks across the European clock change.
  let scenario: Scenario

  init() throws {
    scenario = try SampleFolder.sound.read().scenario
  }

  /// What is said beside the nearest names: who stands in the table of a plan and in agents.csv no more may have left.
  private let leavers =
    "Who left stays in agents.csv with their last date in column to; muster replan --from DATE then gives later shifts away."

  /// Numbers that differ from place to place and have few decimals.
  private func numbers(_ seed: Int, scale: Double = 4) -> [Double] {
    (0..<scenario.grid.count).map { Double(($0 * 7 + seed * 13) % 50) / scale }
  }

  private var zeros: [Double] { [Double](repeating: 0, count: scenario.grid.count) }

  private func forecast() -> Forecast {
    let grid = scenario.grid
    var queues: [QueueForecast] = []
    for (index, queue) in scenario.queues.enumerated() {
      let isOpen = grid.indices.map { scenario.isOpen(queue, at: grid.instant(of: $0), holidays: [:]) }
      func open(_ numbers: [Double]) -> [Double] { zip(isOpen, numbers).map { $0 ? $1 : 0 } }
      queues.append(
        QueueForecast(
          queue: queue.id, isOpen: isOpen, offered: open(numbers(index)), p10: open(numbers(index + 1)),
          p90: open(numbers(index + 2)), averageHandleTime: open(numbers(index).map { $0 + 180 }),
          eightWeekMean: open(numbers(index + 3))))
    }
    return Forecast(grid: grid, queues: queues)
  }

  @Test("a forecast survives its file, closed hours and the lost hour of March included")
  func forecastRoundTrip() throws {
    let forecast = forecast()
    let bytes = ForecastTable.write(forecast, for: scenario)
    #expect(try ForecastTable.read(bytes, for: scenario) == forecast)
    #expect(ForecastTable.write(try ForecastTable.read(bytes, for: scenario), for: scenario) == bytes)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    #expect(
      lines[0] == "queue,start_utc,start_local,utc_offset,zone,minutes,offered,p10,p90,average_handle_seconds,"
        + "eight_week_mean,p10_handle_seconds,p90_handle_seconds")
    #expect(lines[1].hasPrefix("fr-phone,2026-03-23 07:00:00Z,2026-03-23 08:00:00,+01:00,Europe/Paris,30,"))
    #expect(lines.contains { $0.hasPrefix("en-chat,2026-03-29 00:30:00Z,2026-03-29 01:30:00,+01:00,") })
    #expect(lines.contains { $0.hasPrefix("en-chat,2026-03-29 01:00:00Z,2026-03-29 03:00:00,+02:00,") })
    #expect(!lines.contains { $0.contains(",2026-03-29 02:00:00,") || $0.contains(",2026-03-29 02:30:00,") })
  }

  @Test("revised and cancelled shifts keep their sequence, absences their dates")
  func revisions() throws {
    let agent = scenario.agents[0]
    let first = Shift(
      agent: agent.id, date: scenario.horizon.first, site: agent.site, start: try instant("2026-03-23T08:00Z"),
      end: try instant("2026-03-23T16:00Z"), paidMinutes: 480, breaks: [], sequence: 2)
    var second = first
    second.date = first.date.advanced(byDays: 1)
    second.start = first.start.advanced(bySeconds: 86_400)
    second.end = first.end.advanced(bySeconds: 86_400)
    second.sequence = 0
    let roster = Roster(shifts: [first, second], cancelled: [second])
    let bytes = RosterTable.write(roster, for: scenario)
    #expect(try RosterTable.read(bytes, for: scenario).shifts == roster.shifts)
    let cancelled = RosterTable.writeCancelled(roster, for: scenario)
    #expect(try RosterTable.read(cancelled, for: scenario).shifts == [second])
    let absences = [
      Leave(agent: agent.id, from: first.date, to: second.date, kind: "sick"),
      Leave(agent: agent.id, from: first.date, to: first.date, kind: "sick"),
    ]
    let table = AbsencesTable.write(absences + absences)
    #expect(try AbsencesTable.read(table, for: scenario) == absences.reversed())
  }

  @Test("a planner's own forecast needs only four columns")
  func ownForecast() throws {
    let text = "start,queue,offered,average_handle_seconds\n2026-03-23T08:00+01:00,fr-phone,10,300\n"
    let forecast = try ForecastTable.read(Array(text.utf8), for: scenario)
    let interval = try #require(scenario.grid.index(containing: instant("2026-03-23T07:00Z")))
    #expect(forecast.queues[0].isOpen.count { $0 } == 1)
    #expect(forecast.queues[0].offered[interval] == 10)
    #expect(forecast.queues[0].p90[interval] == 10)
    #expect(forecast.queues[0].eightWeekMean[interval].isNaN)
  }

  @Test("the dates of a forecast and the factors they are made of survive their files")
  func daysRoundTrip() throws {
    var forecast = forecast()
    let dates = scenario.horizon.dates.prefix(3)
    for queue in forecast.queues.indices {
      forecast.queues[queue].days = dates.enumerated().map { index, date in
        DayForecast(
          date: date, offered: Double(index) + 0.25, p10: 1, p90: 9.5, eightWeekMean: 4,
          parts: [DayPart(name: "level", factor: 812.5), DayPart(name: "event: sale; \"big\", -50 %", factor: 1.25)],
          handleTime: [nil, DayHandleTime(mean: 310.5), DayHandleTime(mean: 300, p10: 281.25, p90: 320.75)][index])
      }
    }
    let days = try ForecastDaysTable.read(
      ForecastDaysTable.write(forecast), parts: ForecastDaysTable.writeParts(forecast), for: scenario)
    #expect(days == forecast.queues.map(\.days))
  }

  @Test("a requirement survives its files, with the sets of queues that share people")
  func requirementRoundTrip() throws {
    let grid = scenario.grid
    let requirement = Requirement(
      grid: grid,
      queues: scenario.queues.enumerated().map { index, queue in
        QueueRequirement(
          queue: queue.id, offered: numbers(index), averageHandleTime: numbers(index + 1), load: numbers(index + 2),
          netAgents: numbers(index + 3), grossAgents: numbers(index + 4))
      },
      pools: [
        PoolRequirement(queues: [0, 1], netAgents: numbers(9)),
        PoolRequirement(queues: [0, 1, 2], netAgents: numbers(8)),
      ])
    let read = try RequirementTable.read(
      RequirementTable.write(requirement, for: scenario),
      pools: RequirementTable.writePools(requirement, for: scenario),
      for: scenario)
    #expect(read == requirement)
    #expect(RequirementTable.written(requirement) == requirement)
  }

  @Test("a requirement of any decimals is rounded as its files round it")
  func roundedRequirement() throws {
    let third = numbers(5).enumerated().map { $1 / 3 + ($0 % 7 == 0 ? 0.000_05 : 0) }
    let half = third.map { $0 * 1.01234 + ($0 > 0 ? 0.12345 : 0) }
    let requirement = Requirement(
      grid: scenario.grid,
      queues: scenario.queues.map { queue in
        QueueRequirement(
          queue: queue.id, offered: third, averageHandleTime: half, load: half, netAgents: third, grossAgents: half)
      },
      pools: [
        PoolRequirement(queues: [0, 1], netAgents: half),
        PoolRequirement(queues: [0, 2], netAgents: half.map { _ in 0 }),
      ])
    let read = try RequirementTable.read(
      RequirementTable.write(requirement, for: scenario),
      pools: RequirementTable.writePools(requirement, for: scenario), for: scenario)
    #expect(read == RequirementTable.written(requirement))
    #expect(read.queues[0].netAgents != requirement.queues[0].netAgents && read.pools.count == 1)
  }

  @Test("a planner's own requirement of net agents alone is completed by shrinkage")
  func ownRequirement() throws {
    let text = "queue,start,net_agents\nen-chat,2026-03-23T08:00+01:00,9.1\n"
    let requirement = try RequirementTable.read(Array(text.utf8), for: scenario)
    let interval = try #require(scenario.grid.index(containing: instant("2026-03-23T07:00Z")))
    #expect(requirement.queues[1].netAgents[interval] == 9.1)
    // Both people of en-chat sit in Barcelona: 9.1 / (1 - 0.06 - 0.03) = 10.
    #expect(abs(requirement.queues[1].grossAgents[interval] - 10) < 1e-9)
    #expect(requirement.queues[1].load[interval] == 0)
  }

  @Test("coverage survives its file; what is over and under is written for people")
  func coverageRoundTrip() throws {
    var serviceLevel = numbers(5, scale: 50)
    serviceLevel[3] = .nan
    let coverage = Coverage(
      grid: scenario.grid,
      queues: scenario.queues.map {
        QueueCoverage(queue: $0.id, required: numbers(1), rostered: numbers(2), serviceLevel: serviceLevel)
      })
    let bytes = CoverageTable.write(coverage, for: scenario)
    let read = try CoverageTable.read(bytes, for: scenario)
    #expect(read.queues.map(\.required) == coverage.queues.map(\.required))
    #expect(read.queues.map(\.rostered) == coverage.queues.map(\.rostered))
    #expect(read.queues[0].serviceLevel[3].isNaN)
    #expect(read.queues[0].serviceLevel[4] == serviceLevel[4])
    #expect(CoverageTable.write(read, for: scenario) == bytes)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    #expect(
      lines[0] == "queue,start_utc,start_local,utc_offset,zone,minutes,required_agents,rostered_agents,over_agents,"
        + "under_agents,expected_service_level")
    #expect(lines[1].hasSuffix(",3.2500,6.5000,3.2500,0.0000,0.3000"))
  }

  // MARK: Rosters

  private func instant(_ text: String) throws -> Instant { try #require(Instant(iso: text)) }

  /// A shift across the night in which clocks go forward, and one with breaks.
  private func roster() throws -> Roster {
    let saturday = try #require(CivilDate(iso: "2026-03-28"))
    let monday = try #require(CivilDate(iso: "2026-03-23"))
    let lunch = Break(
      kind: .lunch, start: try instant("2026-03-23T12:00Z"), end: try instant("2026-03-23T12:30Z"), isPaid: false)
    let rest = Break(
      kind: .rest, start: try instant("2026-03-23T09:00Z"), end: try instant("2026-03-23T09:15Z"), isPaid: true)
    return Roster(
      shifts: [
        Shift(
          agent: "A0001", date: saturday, site: "barcelona", start: try instant("2026-03-28T21:00Z"),
          end: try instant("2026-03-29T05:00Z"), paidMinutes: 480, breaks: []),
        Shift(
          agent: "A0001", date: monday, site: "barcelona", start: try instant("2026-03-23T08:00Z"),
          end: try instant("2026-03-23T16:30Z"), paidMinutes: 480, breaks: [rest, lunch]),
        Shift(
          agent: "A0003", date: monday, ordinal: 1, site: "paris", start: try instant("2026-03-23T17:00Z"),
          end: try instant("2026-03-23T19:00Z"), paidMinutes: 120, breaks: []),
      ],
      spells: [
        QueueSpell(
          agent: "A0001", start: try instant("2026-03-23T08:00Z"), end: try instant("2026-03-23T12:00Z"), queues: [0]),
        QueueSpell(
          agent: "A0001", start: try instant("2026-03-23T12:30Z"), end: try instant("2026-03-23T16:30Z"),
          queues: [0, 1]),
      ])
  }

  @Test("a roster and its assignments survive their files, across a clock change")
  func rosterRoundTrip() throws {
    var roster = try roster()
    let bytes = RosterTable.write(roster, for: scenario)
    let breaks = InputFile(name: "breaks.csv", bytes: BreaksTable.write(roster.shifts, for: scenario))
    var read = try RosterTable.read(bytes, breaks: breaks, for: scenario)
    read.spells = try AssignmentsTable.read(AssignmentsTable.write(roster, for: scenario), for: scenario)
    #expect(read == roster)
    roster.report = SolverReport(cost: 1, bound: 1, proof: "optimal", wasCutShort: false)
    #expect(RosterTable.write(roster, for: scenario) == bytes)
  }

  @Test("a long table in parts is the table, with one header")
  func parts() throws {
    let pattern = try roster()
    let shifts = (0..<5_000).map { place in
      var shift = pattern.shifts[place % pattern.shifts.count]
      shift.ordinal = place
      return shift
    }
    let table = RosterTable.parts(shifts, for: scenario) { "u\($0.ordinal)" }
    #expect(table.count == 3)
    let whole = RosterTable.write(
      Roster(shifts: shifts), for: scenario, uids: Roster(shifts: shifts).shifts.map { "u\($0.ordinal)" })
    #expect(
      String(decoding: table.bytes, as: UTF8.self).split(separator: "\r\n").sorted()
        == String(decoding: whole, as: UTF8.self).split(separator: "\r\n").sorted())
    #expect((0..<table.count).flatMap(table.part) == table.bytes)
    let breaks = BreaksTable.parts(shifts, for: scenario)
    #expect((0..<breaks.count).flatMap(breaks.part) == BreaksTable.write(shifts, for: scenario))
    let empty = AssignmentsTable.parts([], for: scenario)
    #expect(empty.part(0) == AssignmentsTable.write(Roster(shifts: []), for: scenario) && empty.count == 1)
  }

  @Test("breaks of a table that was read before are taken over where every shift is in it at its site")
  func breaksTakenOver() throws {
    let roster = try roster()
    let bytes = RosterTable.write(roster, for: scenario)
    let whole = try RosterTable.read(
      bytes, breaks: InputFile(name: "breaks.csv", bytes: BreaksTable.write(roster.shifts, for: scenario)),
      for: scenario)
    #expect(try RosterTable.read(bytes, breaksOf: whole.shifts, for: scenario) == whole)
    // With one shift fewer, the breaks of the others are the same; with one that is not known, they have to be read.
    let fewer = Roster(shifts: Array(whole.shifts.dropLast()))
    let fewerBytes = RosterTable.write(fewer, for: scenario)
    #expect(try RosterTable.read(fewerBytes, breaksOf: whole.shifts, for: scenario)?.shifts == fewer.shifts)
    #expect(try RosterTable.read(bytes, breaksOf: fewer.shifts, for: scenario) == nil)
    var moved = whole.shifts
    moved[0].site = "elsewhere"
    #expect(try RosterTable.read(bytes, breaksOf: moved, for: scenario) == nil)
  }

  @Test("a roster is written with moments in UTC and the wall time of its site, breaks in a table of their own")
  func rosterText() throws {
    let roster = try roster()
    let lines = String(decoding: RosterTable.write(roster, for: scenario), as: UTF8.self).split(separator: "\r\n")
    #expect(
      lines[0] == "agent_id,date,ordinal,site,start_utc,end_utc,start_local,end_local,utc_offset,zone,"
        + "paid_minutes,elapsed_minutes,sequence,uid")
    #expect(
      lines[1] == "A0001,2026-03-23,0,barcelona,2026-03-23 08:00:00Z,2026-03-23 16:30:00Z,2026-03-23 09:00:00,"
        + "2026-03-23 17:30:00,+01:00,Europe/Madrid,480,510,0,")
    #expect(
      lines[2] == "A0001,2026-03-28,0,barcelona,2026-03-28 21:00:00Z,2026-03-29 05:00:00Z,2026-03-28 22:00:00,"
        + "2026-03-29 07:00:00,+01:00,Europe/Madrid,480,480,0,")
    let breaks = String(decoding: BreaksTable.write(roster.shifts, for: scenario), as: UTF8.self)
    #expect(
      breaks.split(separator: "\r\n") == [
        "agent_id,date,ordinal,kind,start_utc,end_utc,start_local,end_local,utc_offset,zone,minutes,paid",
        "A0001,2026-03-23,0,rest,2026-03-23 09:00:00Z,2026-03-23 09:15:00Z,2026-03-23 10:00:00,2026-03-23 10:15:00,"
          + "+01:00,Europe/Madrid,15,true",
        "A0001,2026-03-23,0,lunch,2026-03-23 12:00:00Z,2026-03-23 12:30:00Z,2026-03-23 13:00:00,2026-03-23 13:30:00,"
          + "+01:00,Europe/Madrid,30,false",
      ])
    let withUids = RosterTable.write(roster, for: scenario, uids: ["u1", "u2", "u3"])
    #expect(String(decoding: withUids, as: UTF8.self).contains(",0,u1\r\n"))
    #expect(
      try RosterTable.read(withUids, for: scenario)
        == RosterTable.read(RosterTable.write(roster, for: scenario), for: scenario))
  }

  @Test(
    "breaks edited by hand: paid time follows from them, those of deleted shifts are passed over, faults have a place")
  func editedBreaks() throws {
    let roster = """
      agent_id,date,start_local,end_local
      A0001,2026-03-23,2026-03-23 09:00,2026-03-23 17:00
      A0003,2026-03-30,2026-03-30 09:00,2026-03-30 17:00
      """
    let breaks = """
      agent_id,date,kind,start_local,end_local,paid
      A0003,2026-03-30,lunch,2026-03-30 12:00,2026-03-30 12:45,false
      A0001,2026-03-23,rest,2026-03-23 15:00,2026-03-23 15:15,true
      A0001,2026-03-23,lunch,2026-03-23 12:00,2026-03-23 12:30,no
      A0001,2026-03-24,lunch,2026-03-24 12:00,2026-03-24 12:30,false
      """
    func read(_ breaks: String) throws -> Roster {
      try RosterTable.read(
        Array(roster.utf8), breaks: InputFile(name: "breaks.csv", bytes: Array(breaks.utf8)), for: scenario)
    }
    let shifts = try read(breaks).shifts
    #expect(shifts.map(\.paidMinutes) == [450, 435])
    #expect(shifts[0].breaks.map(\.kind) == [.lunch, .rest])
    #expect(shifts[0].breaks[1].start.isoText == "2026-03-23T14:00:00Z")
    #expect(shifts[1].breaks[0].start.isoText == "2026-03-30T10:00:00Z")
    let bad = """
      agent_id,date,kind,start_local,end_local,paid
      A0009,2026-03-30,lunch,2026-03-30 12:00,2026-03-30 12:45,false
      A0003,2026-03-30,nap,2026-03-30 12:00,2026-03-30 12:45,perhaps
      A0003,2026-03-30,rest,2026-03-30 12:00,2026-03-30 11:45,true
      """
    #expect(
      try complaint { _ = try read(bad) } == """
        breaks.csv:2, column agent_id: there is no agent A0009
          next: Did you mean A0001, A0002 or A0003? \(leavers)
        breaks.csv:3, column kind: nap is not a kind of break
          next: Write one of lunch, rest.
        breaks.csv:3, column paid: "perhaps" is neither true nor false
          next: Write true for a paid break, or false.
        breaks.csv:4, column end_local: the break ends before it starts
          next: Swap or correct the two times.
        """)
  }

  @Test("files in the form of earlier versions are read as before")
  func earlierForm() throws {
    let roster = """
      agent_id,date,ordinal,site,timezone,start_local,end_local,start_utc,end_utc,paid_minutes,elapsed_minutes,breaks
      A0001,2026-03-23,0,barcelona,Europe/Madrid,2026-03-23T09:00:00+01:00,2026-03-23T17:30:00+01:00,\
      2026-03-23T08:00:00Z,2026-03-23T16:30:00Z,480,510,\
      rest 2026-03-23T09:00Z/2026-03-23T09:15Z paid; lunch 2026-03-23T12:00Z/2026-03-23T12:30Z unpaid
      """
    let other = InputFile(name: "breaks.csv", bytes: Array("left by another roster".utf8))
    #expect(
      try RosterTable.read(Array(roster.utf8), breaks: other, for: scenario).shifts == [try self.roster().shifts[0]])
    let assignments = """
      agent_id,start,end,queues
      A0001,2026-03-23T09:00:00+01:00,2026-03-23T13:00:00+01:00,fr-phone
      A0001,2026-03-23T13:30:00+01:00,2026-03-23T17:30:00+01:00,fr-phone; en-chat
      """
    #expect(try AssignmentsTable.read(Array(assignments.utf8), for: scenario) == (try self.roster()).spells)
    let coverage = """
      queue,start,required_agents,rostered_agents,over_agents,under_agents,expected_service_level
      fr-phone,2026-03-23T08:00:00+01:00,3.2500,6.5000,3.2500,0.0000,0.3000
      """
    let interval = try #require(scenario.grid.index(containing: instant("2026-03-23T07:00Z")))
    #expect(try CoverageTable.read(Array(coverage.utf8), for: scenario).queues[0].required[interval] == 3.25)
    let pools = "queues,start,net_agents\nfr-phone; en-chat,2026-03-23T08:00:00+01:00,5\n"
    let requirement = """
      queue,start,offered,average_handle_seconds,load_erlangs,net_agents,gross_agents
      fr-phone,2026-03-23T08:00:00+01:00,10.0000,300.00,1.6667,4.0000,5.0000
      """
    let read = try RequirementTable.read(Array(requirement.utf8), pools: Array(pools.utf8), for: scenario)
    #expect(read.queues[0].grossAgents[interval] == 5)
    #expect(read.pools.map { $0.netAgents[interval] } == [5])
    let duties = """
      agent_id,date,site,skill,start,end
      A0001,2026-03-28,barcelona,L2,2026-03-28T20:00:00+01:00,2026-03-29T08:00:00+02:00
      """
    let duty = try #require(try OnCallTable.read(Array(duties.utf8), for: scenario).held.first)
    #expect(duty.end.seconds(since: duty.start) == 11 * 3600)
    #expect(
      try AbsencesTable.read(Array("agent,from,to,kind\nA0001,2026-03-28,2026-03-29,sick\n".utf8), for: scenario).count
        == 1)
    #expect(
      try LedgerTable.read(Array("agent,nights,weekends,late_ends\nA0001,1,2,3\n".utf8))
        == [LedgerEntry(agent: "A0001", nights: 1, weekends: 2, lateEnds: 3)])
    let entry = LedgerEntry(agent: "A0001", nights: 1, duties: 4)
    #expect(try LedgerTable.read(LedgerTable.write([entry])) == [entry])
  }

  @Test("wall time alone is enough where it happens once; where it happens twice the offset or the moment tells")
  func wallTimes() throws {
    let autumn = try SampleFolder.sound.replacing("first: 2026-03-23", with: "first: 2026-10-19", in: "scenario.yaml")
      .read().scenario
    func start(_ cells: String, _ header: String = "start_utc,start_local,utc_offset,zone") throws -> String {
      let text = "queue,\(header),net_agents\nen-chat,\(cells),1\n"
      let read = try RequirementTable.read(Array(text.utf8), for: autumn)
      let interval = try #require(read.queues[1].netAgents.firstIndex { $0 > 0 })
      return autumn.grid.instant(of: interval).isoText
    }
    #expect(try start(",2026-10-24 02:30:00,,") == "2026-10-24T00:30:00Z")
    #expect(try start(",2026-10-25 02:30:00,+02:00,") == "2026-10-25T00:30:00Z")
    #expect(try start(",2026-10-25 02:30:00,+01:00,") == "2026-10-25T01:30:00Z")
    #expect(try start("2026-10-25 01:30:00Z,2026-10-25 02:30:00,,") == "2026-10-25T01:30:00Z")
    #expect(try start("2026-10-25 01:30:00Z,,,") == "2026-10-25T01:30:00Z")
    #expect(try start("2026-10-24T02:30", "start") == "2026-10-24T00:30:00Z")
    #expect(try complaint { _ = try start(",2026-10-25 02:30:00,,") }.contains("happens twice in Europe/Madrid"))
    #expect(
      try complaint { _ = try start(",2026-10-24 02:30:00,+03:00,") }.contains(
        "column utc_offset: +03:00 is not the offset of Europe/Madrid"))
    #expect(
      try complaint { _ = try start(",2026-10-24 02:30:00,,Asia/Tokyo") }.contains(
        "column zone: Asia/Tokyo is not the clock of queue en-chat"))
    #expect(
      try complaint { _ = try start("2026-10-24 01:30:00Z,2026-10-24 02:30:00,,") }.contains(
        "column start_utc: 2026-10-24T01:30:00Z is not the moment that start_local says, 2026-10-24T00:30:00Z"))
    #expect(try complaint { _ = try start(",,,") }.contains("the interval has no start"))
    #expect(
      try complaint { _ = try start("2026-10-24 00:30:00Z,60", "start_utc,minutes") }.contains(
        "column minutes: the row is for 60 min, but the plan has intervals of 30 min"))
  }

  @Test("a roster typed by hand needs an agent and local times, and wins ordinals in order")
  func typedRoster() throws {
    let text = """
      agent_id,start_local,end_local,paid_minutes,breaks
      A0001,2026-03-23T09:00+01:00,2026-03-23T13:00+01:00,,
      A0001,2026-03-23 15:00,2026-03-23 19:00,,rest 2026-03-23T16:00+01:00/2026-03-23T16:15+01:00 unpaid
      A0003,2026-03-23T09:00+01:00,2026-03-23T13:00+01:00,480,
      """
    let roster = try RosterTable.read(Array(text.utf8), for: scenario)
    #expect(roster.shifts.map(\.ordinal) == [0, 1, 0])
    // What is written as paid is for the auditor to judge.
    #expect(roster.shifts.map(\.paidMinutes) == [240, 225, 480])
    #expect(roster.shifts.map(\.site) == ["barcelona", "barcelona", "paris"])
    #expect(roster.shifts[1].start.isoText == "2026-03-23T14:00:00Z")
  }

  @Test("ids that look like formulas are written so that spreadsheets leave them alone, and read back")
  func formulas() throws {
    var scenario = scenario
    scenario.agents[0].id = "+A0001"
    let roster = Roster(
      shifts: try roster().shifts.prefix(2).map { shift in
        var shift = shift
        shift.agent = "+A0001"
        return shift
      })
    let bytes = RosterTable.write(roster, for: scenario)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\r\n'+A0001,"))
    let breaks = InputFile(name: "breaks.csv", bytes: BreaksTable.write(roster.shifts, for: scenario))
    #expect(try RosterTable.read(bytes, breaks: breaks, for: scenario).shifts == roster.shifts)
  }

  // MARK: Faults

  private func complaint(_ body: () throws -> Void) throws -> String {
    do {
      try body()
      return ""
    } catch let error as InputError {
      return error.description
    }
  }

  @Test("every fault of a hand-edited roster is reported with line and column")
  func rosterFaults() throws {
    let text = """
      agent_id,date,ordinal,site,timezone,start_local,end_local,start_utc,end_utc,breaks
      A0009,2026-03-23,0,barcelona,,2026-03-23T09:00+01:00,2026-03-23T17:00+01:00,,,
      A0001,2026-03-24,0,barcelona,,2026-03-23T09:00+01:00,2026-03-23T17:00+01:00,,,
      A0001,,,barcelona,Europe/Paris,2026-03-25T09:00+01:00,2026-03-25T17:00+01:00,,,
      A0001,,,barcelona,,2026-03-30T09:00+01:00,2026-03-30T17:00+02:00,,,
      A0001,,,barcelona,,2026-03-29T02:30,2026-03-29T10:00,,,
      A0001,,,barcelona,,2026-03-26T09:00+01:00,2026-03-26T17:00+01:00,2026-03-26T09:00Z,,
      A0001,,,barcelona,,2026-03-27T17:00+01:00,2026-03-27T09:00+01:00,,,
      A0003,,0,paris,,2026-03-27T09:00+01:00,2026-03-27T17:00+01:00,,,snack
      A0003,,0,pari,,2026-03-28T09:00+01:00,2026-03-28T17:00+01:00,,,
      A0003,,0,paris,,2026-03-31T09:00+02:00,2026-03-31T17:00+02:00,,,
      A0003,,0,paris,,2026-03-31T19:00+02:00,2026-03-31T21:00+02:00,,,
      A0003,,0,paris,,tomorrow,,,,
      """
    #expect(
      try complaint { _ = try RosterTable.read(Array(text.utf8), for: scenario) } == """
        roster.csv:2, column agent_id: there is no agent A0009
          next: Did you mean A0001, A0002 or A0003? \(leavers)
        roster.csv:3, column date: 2026-03-24 is not the date on which the shift starts in Europe/Madrid
          next: Write 2026-03-23, or correct the start.
        roster.csv:4, column timezone: Europe/Paris is not the clock of site barcelona
          next: Write Europe/Madrid, or leave the cell empty.
        roster.csv:5, column start_local: 2026-03-30T09:00+01:00 does not have the offset of Europe/Madrid
          next: At that moment its clock shows 2026-03-30T10:00:00+02:00.
        roster.csv:6, column start_local: 2026-03-29T02:30 does not exist in Europe/Madrid, whose clock jumps over it
          next: Write the time that was meant with its offset, for example 2026-03-29T03:30+02:00.
        roster.csv:7, column start_utc: 2026-03-26T09:00:00Z is not the moment that start_local says, 2026-03-26T08:00:00Z
          next: Correct one of the two, or leave start_utc empty.
        roster.csv:8, column end_local: the shift ends before it starts
          next: Check the dates of both times.
        roster.csv:9, column breaks: snack is not a break
          next: Write for example lunch 2026-03-23T11:00Z/2026-03-23T11:30Z unpaid; separate breaks by semicolons.
        roster.csv:10, column site: there is no site pari
          next: Did you mean paris?
        roster.csv:12, column agent_id: agent A0003 has shift 0 of 2026-03-31 on line 11 already
          next: Delete one of the two rows, or number the second shift of the date 1 under ordinal.
        roster.csv:13, column start_local: "tomorrow" is not a date and time
          next: Write it like 2026-03-23 09:00:00, or with its offset like 2026-03-23T09:00:00+01:00.
        roster.csv:13, column end_local: the shift has no end
          next: Fill in end_local, for example 2026-03-23 09:00:00.
        """)
  }

  @Test("rows of a stage file beside the plan's intervals, twice, or too far apart are reported")
  func intervalFaults() throws {
    let text = """
      queue,start,offered,average_handle_seconds
      fr-phone,2026-03-23T08:00+01:00,10,300
      fr-phone,2026-03-23T07:00Z,10,300
      fr-phone,2026-03-23T08:10+01:00,10,300
      fr-phone,2027-03-23T08:00+01:00,10,300
      fr-phon,2026-03-23T09:00+01:00,-1,0
      """
    #expect(
      try complaint { _ = try ForecastTable.read(Array(text.utf8), for: scenario) } == """
        forecast.csv:3, column start: queue fr-phone has a row for this interval already, on line 2
          next: Delete one of the two rows.
        forecast.csv:4, column start: 2026-03-23T08:10+01:00 is inside an interval
          next: Write the start of an interval of 30 min, for example 2026-03-23T07:00:00Z.
        forecast.csv:5, column start: 2027-03-23T08:00+01:00 is outside the plan
          next: The plan runs from 2026-03-22T23:00:00Z up to 2026-04-19T22:00:00Z; delete the row or change the horizon.
        forecast.csv:6, column queue: there is no queue fr-phon
          next: Did you mean fr-phone?
        forecast.csv:6, column offered: -1 is less than 0
          next: Write a number from 0 to 10000000.
        forecast.csv:6, column average_handle_seconds: handling takes no time
          next: Write more than 0 seconds.
        """)
    let hourly = (8...12).map { "fr-phone,2026-03-23T\($0 < 10 ? "0" : "")\($0):00+01:00,10,300\n" }.joined()
    #expect(
      try complaint {
        _ = try ForecastTable.read(Array(("queue,start,offered,average_handle_seconds\n" + hourly).utf8), for: scenario)
      } == """
        forecast.csv:2, column start: queue fr-phone has rows every 60 min, but the plan has intervals of 30 min
          next: Write a row for each interval, or set the horizon's interval to that of the file.
        """)
    #expect(
      try complaint { _ = try RequirementTable.read(Array("queue,start\n".utf8), for: scenario) } == """
        requirement.csv:1: there is no column net_agents
          next: Add a column net_agents to the header.
        """)
  }

  @Test("duties on call are read as they were written, passed on ones too") func onCall() throws {
    let scenario = try SampleFolder.sound.read().scenario
    let (agent, site) = (scenario.agents[0], scenario.agents[0].site)
    let start = scenario.grid.start.advanced(bySeconds: 20 * 3600)
    let date = scenario.horizon.first
    let duty = OnCallDuty(
      agent: agent.id, date: date, site: site, skill: "L2", start: start, end: start.advanced(bySeconds: 12 * 3600))
    let plain = OnCallTable.write([duty], for: scenario)
    #expect(String(decoding: plain, as: UTF8.self).contains(",720,held,0\r\n"))
    #expect(try OnCallTable.read(plain, for: scenario).held == [duty])
    var relieved = duty
    relieved.skill = "L3"
    relieved.sequence = 1
    let read = try OnCallTable.read(OnCallTable.write([duty], cancelled: [relieved], for: scenario), for: scenario)
    #expect(read.held == [duty])
    #expect(read.cancelled == [relieved])
    let odd = String(decoding: OnCallTable.write([duty], cancelled: [relieved], for: scenario), as: UTF8.self)
      .replacing("cancelled", with: "gone")
    #expect(throws: InputError.self) { try OnCallTable.read(Array(odd.utf8), for: scenario) }
  }
}
