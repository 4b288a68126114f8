import ScenarioFiles
import Tabular
import Testing
import Timeline
import Units
import Workforce

@Suite("A scenario folder is read as written")
struct ScenarioReadingTests {
  @Test("the example of the manual is read field by field")
  func sample() throws {
    let input = try SampleFolder.sound.read()
    let scenario = input.scenario
    #expect(scenario.name == "Europe support, spring 2026")
    let first = try #require(CivilDate(iso: "2026-03-23"))
    #expect(scenario.horizon == Horizon(first: first, weeks: 4, intervalMinutes: 30))
    #expect(scenario.prices == Prices(short: 10, over: 1))
    #expect(scenario.seed == 1)

    #expect(scenario.queues.map(\.id) == ["fr-phone", "en-chat", "de-email"])
    let phone = scenario.queues[0]
    #expect(phone.channel == .phone)
    #expect(phone.goal == ServiceGoal(answered: 0.8, within: .seconds(20)))
    #expect(phone.patience == .seconds(90))
    #expect(phone.concurrency == 1)
    #expect(phone.region == "FR")
    let hours = try LocalHours(from: #require(TimeOfDay("08:00")), to: #require(TimeOfDay("20:00")))
    let saturday = try LocalHours(from: #require(TimeOfDay("09:00")), to: #require(TimeOfDay("17:00")))
    #expect(phone.open.week == [[hours], [hours], [hours], [hours], [hours], [saturday], []])
    #expect(phone.open.zone.name == "Europe/Paris")
    #expect(scenario.queues[1].concurrency == 3)
    #expect(scenario.queues[2].goal == ServiceGoal(answered: 0.9, within: .hours(4), clock: .business))
    #expect(scenario.queues[2].open == .always(zone: scenario.sites[0].zone))
    #expect(scenario.queues[2].region == nil)

    let barcelona = scenario.sites[0]
    #expect(barcelona.region == "ES")
    #expect(
      barcelona.shrinkage == [
        ShrinkageCause(name: "absence", share: 0.06), ShrinkageCause(name: "training", share: 0.03),
      ])

    let fullTime = scenario.contracts[0]
    #expect(fullTime.weekLeastMinutes == 2400)
    #expect(fullTime.weekMostMinutes == 2400)
    #expect(fullTime.weekDays == 5)
    #expect(fullTime.shiftMinutes == [480])
    #expect(fullTime.starts.flatMap(\.minutes).count == 13)
    #expect(fullTime.lunch == BreakRule(count: 1, minutes: 30, isPaid: false))
    #expect(fullTime.breaks == BreakRule(count: 2, minutes: 15, isPaid: true))
    #expect(fullTime.restMinutes == 660)
    #expect(fullTime.daysInARow == 5)
    #expect(fullTime.costPerHour == Money(minorUnits: 1850, currency: "EUR"))
    let partTime = scenario.contracts[1]
    #expect(partTime.weekLeastMinutes == 1080)
    #expect(partTime.weekMostMinutes == 1500)
    #expect(partTime.starts.flatMap(\.minutes) == [420, 480, 540, 600, 960])
    #expect(partTime.lunch == nil)
  }

  @Test("tables are read with their optional cells and separators")
  func tables() throws {
    let input = try SampleFolder.sound.read()
    let scenario = input.scenario
    #expect(scenario.agents.map(\.id) == ["A0001", "A0002", "A0003"])
    #expect(scenario.agents[0].name == "Ana Pérez")
    #expect(scenario.agents[1].languages == ["de", "en"])
    #expect(scenario.agents[1].skills == ["email", "chat", "L1"])
    #expect(scenario.agents[1].calendarLanguage == "de")
    #expect(scenario.agents[1].from == CivilDate(iso: "2026-01-01"))
    #expect(scenario.agents[2].to == CivilDate(iso: "2026-12-31"))
    #expect(scenario.holidays.count == 2)
    #expect(scenario.events.map(\.factor) == [1.2, nil])
    #expect(scenario.events.map(\.queue) == ["*", "fr-phone"])
    #expect(scenario.leave.map(\.kind) == ["vacation"])
    #expect(scenario.requests.map(\.weight) == [5, 1])
    #expect(scenario.requests[0].wish == .dayOff)
    let seven = try #require(TimeOfDay("07:00"))
    let nine = try #require(TimeOfDay("09:00"))
    #expect(scenario.requests[1].wish == .start(from: seven, to: nine))

    #expect(input.history.series.map(\.queue) == ["fr-phone", "en-chat", "de-email"])
    let phone = input.history.series[0]
    #expect(phone.intervalSeconds == 1800)
    #expect(phone.starts.map(\.isoText) == ["2026-03-02T07:00:00Z", "2026-03-02T07:30:00Z"])
    #expect(phone.offered == [12, 14])
    #expect(phone.handleSeconds == [3300, 4200])
    #expect(input.history.series[1].handled[0].isNaN)
    #expect(
      input.files.map(\.name) == [
        "scenario.yaml", "history.csv", "agents.csv", "holidays.csv", "events.csv", "leave.csv", "requests.csv",
      ])
    #expect(input.warnings.isEmpty)
  }

  @Test("an event whose end is left open goes on; one of before the plan that has no factor ends the day before it")
  func openEvents() throws {
    var folder = SampleFolder.sound
    folder["events.csv"] = """
      from,to,queue,factor,note
      2026-03-01,,fr-phone,1.5,launch
      2026-03-01,,fr-phone,,launch
      2026-03-30,,fr-phone,1.5,launch
      2026-03-30,,fr-phone,,launch

      """
    let last = try #require(CivilDate(iso: "2027-12-31"))
    let events = try folder.read().scenario.events
    #expect(events.map { $0.covers("fr-phone", on: last) } == [true, false, true, true])
    #expect(events[1].to == CivilDate(iso: "2026-03-22"))
  }

  @Test("what the file leaves out is said in a sentence")
  func assumptions() throws {
    #expect(
      try SampleFolder.sound.read().scenario.assumptions == [
        "Queue fr-phone has no region: holidays of FR, the region of its clock's site.",
        "Queue en-chat has no hours: open day and night, in days of Europe/Madrid.",
        "Queue de-email has no hours: open day and night, in days of Europe/Madrid.",
      ])
    let first = try SampleFolder.sound.read().scenario.horizon.first
    let later = SampleFolder.sound.replacing(
      "first: \(first)", with: "first: \(first.advanced(byDays: 1))", in: "scenario.yaml")
    #expect(
      try later.read().scenario.assumptions.first
        == "horizon.first is tue \(first.advanced(byDays: 1)): the hours and days of a contract's week are counted from tue to mon."
    )
  }

  @Test("a limit of a goal that limits nothing is left aside, and said") func idleLimits() throws {
    let folder = SampleFolder.sound
      .replacing(
        "answered: 80 %, within: 45 s", with: "answered: 80 %, within: 45 s, abandoned: 5 %", in: "scenario.yaml"
      )
      .replacing("within: 4 h, clock", with: "within: 4 h, abandoned: 5 %, occupancy: 85 %, clock", in: "scenario.yaml")
    let said = try folder.read().scenario.assumptions.filter { $0.contains("left aside") }
    #expect(
      said == [
        "Queue en-chat has no patience: nobody is taken to hang up, and abandoned of its goal is left aside.",
        "Queue de-email: work that waits has no limit for abandoned and occupancy; that of its goal is left aside.",
      ])
  }

  @Test("hours written once for all queues count where a queue has none, and close on holidays")
  func sharedHours() throws {
    let folder = SampleFolder.sound.replacing(
      "queues:\n", with: "open: { zone: Europe/Madrid, mon-fri: 08:00-12:00, holidays: closed }\nqueues:\n",
      in: "scenario.yaml")
    let scenario = try folder.read().scenario
    #expect(scenario.queues[1].open.closesOnHolidays)
    #expect(scenario.queues[1].open.week.map(\.count) == [1, 1, 1, 1, 1, 0, 0])
    #expect(scenario.queues[1].region == "ES")
    #expect(scenario.queues[0].open.closesOnHolidays == false)
  }

  @Test("hours past midnight go on under the next weekday")
  func overnight() throws {
    let folder = SampleFolder.sound.replacing(
      "mon-fri: 08:00-20:00, sat: 09:00-17:00", with: "fri-sun: 22:00-02:00", in: "scenario.yaml")
    let week = try folder.read().scenario.queues[0].open.week
    let texts = week.map { day in day.map { "\($0.start)-\($0.end)" } }
    #expect(
      texts == [
        ["00:00-02:00"], [], [], [], ["22:00-24:00"], ["00:00-02:00", "22:00-24:00"], ["00:00-02:00", "22:00-24:00"],
      ])
  }

  @Test("history without offsets is read on the queue's clock and says so")
  func localHistory() throws {
    var folder = SampleFolder.sound
    folder["history.csv"] = "start,queue,offered\n2026-03-02T08:00:00,fr-phone,5\n2026-03-02T09:00:00,fr-phone,5\n"
    let input = try folder.read()
    #expect(input.history.series[0].starts.map(\.isoText) == ["2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z"])
    #expect(input.history.series[0].intervalSeconds == 3600)
    #expect(
      input.scenario.assumptions.last
        == "Queue fr-phone: 2 starts in history.csv have no offset and are read on the clock of Europe/Paris.")
    #expect(input.warnings.map(\.message) == ["queue en-chat has no rows", "queue de-email has no rows"])
  }

  @Test("leave, requests, holidays and events may be left out, and history where no stage needs it")
  func optionalTables() throws {
    var folder = SampleFolder.sound
    for key in ["holidays", "events", "leave", "requests"] {
      folder = folder.replacing("\(key): \(key).csv\n", with: "", in: "scenario.yaml")
    }
    #expect(try folder.read().scenario.holidays.isEmpty)
    folder = folder.replacing("history: history.csv\n", with: "", in: "scenario.yaml")
    #expect(try folder.read(needsHistory: false).history.series.isEmpty)
    #expect(
      try folder.complaint() == """
        scenario.yaml:1, column 1: the scenario has no history
          next: Add history: history.csv
        """)
  }
}
