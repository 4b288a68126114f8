import ScenarioFiles
import Tabular
import Testing

/// Slips that a plan would be made with all the same, so that somebody has to say them.
@Suite("Slips that stop nothing are told")
struct SilentSlipsTests {
  private let sound = SampleFolder.sound

  /// The sound sample with presence and a duty on call at Barcelona.
  private var withLead: SampleFolder {
    sound.adding(
      """
      presence:
        - { site: barcelona, skill: lead, open: { mon-fri: 08:00-20:00 } }
      on-call:
        - { site: barcelona, skill: fraud, hours: 20:00-08:00 }
      """, to: "scenario.yaml"
    ).replacing("phone chat L1", with: "phone chat L1 lead fraud", in: "agents.csv")
  }

  private func warnings(_ folder: SampleFolder) throws -> [String] { try folder.read().warnings.map(\.description) }

  @Test("a skill that presence or a duty asks for and nobody of the site has is named where it stands")
  func nobody() throws {
    #expect(try warnings(withLead) == [])
    #expect(
      try warnings(withLead.replacing("skill: lead", with: "skill: leed", in: "scenario.yaml")) == [
        """
        scenario.yaml:43, column 31: nobody of barcelona has leed among their skills
          next: Did you mean lead?
        """,
        """
        agents.csv: nothing asks for lead, a skill of 1 person (A0001)
          next: Take it out, or leave it where it is meant. Did you mean leed?
        """,
      ])
    let paris = withLead.replacing("barcelona, skill: fraud", with: "paris, skill: fraud", in: "scenario.yaml")
    #expect(
      try warnings(paris) == [
        """
        scenario.yaml:45, column 27: nobody of paris has fraud among their skills
          next: The skills there are phone, L1.
        """
      ])
  }

  @Test("a skill that nothing asks for is named where it looks like one that something does")
  func mistyped() throws {
    let folder = sound.replacing("phone chat L1", with: "fone chat L1 karate L2", in: "agents.csv")
    #expect(
      try warnings(folder) == [
        """
        agents.csv: nothing asks for fone, a skill of 1 person (A0001)
          next: Take it out, or leave it where it is meant. Did you mean phone?
        """
      ])
  }

  @Test("capitals of a skill that presence asks for are those of the scenario")
  func capitals() throws {
    try withLead.replacing("L1 lead", with: "L1 Lead", in: "agents.csv").expectComplaint(
      """
      agents.csv:2, column skills: phone chat L1 Lead fraud has other capitals than the scenario
        next: Write phone chat L1 lead fraud
      """)
  }

  @Test("hours that begin or end inside an interval of the plan are told with what they come to")
  func hoursOffTheGrid() throws {
    #expect(try sound.read().notes.filter { $0.contains("interval") } == [])
    let folder = sound.replacing("mon-fri: 08:00-20:00", with: "mon-fri: 08:10-19:50", in: "scenario.yaml")
    #expect(
      try folder.read().notes.filter { $0.contains("interval") } == [
        "Queue fr-phone: hours that begin or end inside an interval of the plan count from its end: 08:10 to 08:30, 19:50 to 20:00. Write hours that fit intervals of 30 min, or interval: 10 min."
      ])
    // Intervals are counted in UTC, from which the clock of India is half an hour away.
    let india = sound.replacing("interval: 30 min", with: "interval: 60 min", in: "scenario.yaml")
      .replacing("open: { zone: Europe/Paris", with: "open: { zone: Asia/Kolkata", in: "scenario.yaml")
    #expect(
      try india.read(needsHistory: false).notes.first { $0.contains("interval") }?.hasSuffix(
        "08:00 to 08:30, 20:00 to 20:30, 09:00 to 09:30, 17:00 to 17:30. Write hours that fit intervals of 60 min, or interval: 30 min."
      ) == true)
  }

  @Test("a table that lies in the folder and that nothing names is not read, and that is told")
  func unnamed() throws {
    let folder = sound.replacing("leave: leave.csv\n", with: "", in: "scenario.yaml")
    #expect(
      try folder.read().notes.contains(
        "leave.csv lies in the folder and is not read, since scenario.yaml does not name it. Write leave: leave.csv, or take the file away."
      ))
    #expect(try sound.read().notes.filter { $0.contains("lies in the folder") } == [])
  }

  @Test("a table of which no row is of a date of the plan is told with the plan's dates")
  func otherYear() throws {
    let folder = sound.replacing(
      "2026-03-30,2026-04-03,vacation", with: "2062-03-30,2062-04-03,vacation", in: "leave.csv"
    )
    .replacing("2026-04-04,off", with: "2025-04-04,off", in: "requests.csv")
    .replacing("2026-03-24,start", with: "2025-03-24,start", in: "requests.csv")
    let told = try folder.read().notes.filter { $0.contains("of a date of the plan") }
    #expect(
      told == [
        "leave.csv: its row is not of a date of the plan, 2026-03-23 to 2026-04-19. Look at the years if it is meant for it.",
        "requests.csv: none of its 2 rows is of a date of the plan, 2026-03-23 to 2026-04-19. Look at the years if it is meant for it.",
      ])
    #expect(try sound.read().notes.filter { $0.contains("of a date of the plan") } == [])
    var fixed = sound
    fixed["fixed.csv"] = "agent,date,start\nA0001,2026-03-24,09:00\nA0001,2027-03-25,09:00\nA0003,2026-03-01,09:00\n"
    #expect(
      try fixed.read().notes.filter { $0.contains("of a date of the plan") } == [
        "fixed.csv: 1 of its 3 rows is not of a date of the plan, 2026-03-23 to 2026-04-19. Look at the year of 2027-03-25 if it is meant for it."
      ])
  }

  @Test("a wish for starts that the contract does not have is told with those that it has")
  func noSuchStart() throws {
    let folder = sound.replacing("start 07:00-09:00", with: "start 05:00-06:30", in: "requests.csv")
      .adding("A0002,2026-03-25,start 16:30,\nA0002,2026-03-26,start 16:00,", to: "requests.csv")
    #expect(
      try warnings(folder) == [
        """
        requests.csv:3, column wish: contract full-time of agent A0003 has no such start, so only a day off grants it; so it is with 1 more row
          next: Write starts of full-time: 07:00-13:00 every 30 min.
        """
      ])
    #expect(try warnings(sound) == [])
  }

  @Test("a region of the holidays that no site and no queue has, and people of the ledger that nobody is, are told")
  func nobodyOfThem() throws {
    let folder = sound.replacing("2026-04-03,ES,", with: "2026-04-03,EZ,", in: "holidays.csv")
    #expect(
      try folder.read().notes.filter { $0.contains("region") } == [
        "holidays.csv: no site and no queue is of region EZ, so these holidays change nothing. Write region where they are meant for one."
      ])
    #expect(try sound.read().notes.filter { $0.contains("region") } == [])
    var past = sound.replacing("leave: leave.csv", with: "leave: leave.csv\nledger: ledger.csv", in: "scenario.yaml")
    past["ledger.csv"] = "agent_id,nights,weekends,late_ends\nA0001,1,0,0\nA001,1,0,0\n"
    #expect(
      try warnings(past) == [
        """
        ledger.csv: rows of A001 are left out: the table of agents has nobody of that id
          next: Nothing, if they have left; else correct the ids.
        """
      ])
  }

  @Test("a wish that stands twice, its opposite and a name for an id are mistakes; ten times the contacts are told")
  func wishesAndNames() throws {
    let folder = sound.adding("A0002,2026-04-04,work,\nA0003,2026-03-24,start 07:00-09:00,2", to: "requests.csv")
      .adding("ana pérez,2026-04-08,2026-04-09,vacation", to: "leave.csv")
    try folder.expectComplaint(
      """
      leave.csv:3, column agent: there is no agent ana pérez
        next: Write A0001, the id of ana pérez.
      requests.csv:4, column wish: agent A0002 wishes the opposite on line 2 already
        next: Delete one of the two rows.
      requests.csv:5, column wish: agent A0003 wishes this on line 3 already
        next: Delete one of the two rows.
      """)
    try sound.replacing("agent,from,to", with: "agent,start,end", in: "leave.csv").expectComplaint(
      """
      leave.csv:1: there is no column from
        next: Rename the column start to from, or add one of that name.
      leave.csv:1: there is no column to
        next: Rename the column end to to, or add one of that name.
      """)
    #expect(
      try warnings(sound.replacing("*,1.2,", with: "*,120,", in: "events.csv")) == [
        """
        events.csv:2, column factor: 120 times as many contacts are expected
          next: Nothing, if that is meant; 1.2 stands for 20 % more, which is 120 %.
        """
      ])
  }

  @Test("prices by which nobody would be rostered are told")
  func swappedPrices() throws {
    let folder = sound.replacing("short: 10, over: 1", with: "short: 1, over: 10", in: "scenario.yaml")
    #expect(try folder.read().notes.filter { $0.hasPrefix("Prices: ") }.count == 1)
    #expect(try sound.read().notes.filter { $0.hasPrefix("Prices: ") } == [])
  }

  @Test("somebody who speaks the language of no queue and has activities alone is told")
  func strangers() throws {
    let claims = "activities: [{ id: claims, hours: 6 h a day, open: { zone: UTC, mon-fri: 08:00-18:00 } }]"
    let folder = sound.adding(claims, to: "scenario.yaml")
      .replacing(",fr,phone L1", with: ",fra,phone L1", in: "agents.csv")
    #expect(
      try warnings(folder) == [
        """
        agents.csv: no queue is in fra, which is all that 1 person speaks (A0003): only activities are theirs
          next: Nothing, if that is meant. The queues speak fr, en, de.
        """
      ])
  }

  @Test("a chat queue without concurrency is taken for one chat at a time, and that is told")
  func oneChatAtATime() throws {
    let folder = sound.replacing("    concurrency: 3\n", with: "", in: "scenario.yaml")
    #expect(
      try folder.read().scenario.assumptions.filter { $0.contains("concurrency") } == [
        "Queue en-chat has no concurrency: one chat at a time for each person."
      ])
    #expect(try sound.read().scenario.assumptions.filter { $0.contains("concurrency") } == [])
  }

  @Test("who is unknown to other tables is told in the same run as other mistakes of the table of people")
  func allAtOnce() throws {
    let folder = sound.replacing("A0003,Chloé Roy,paris", with: "A0003,Chloé Roy,pariss", in: "agents.csv")
      .replacing("A0001,2026-03-30", with: "A0009,2026-03-30", in: "leave.csv")
    try folder.expectComplaint(
      """
      agents.csv:4, column site: there is no site pariss
        next: Did you mean paris?
      leave.csv:2, column agent: there is no agent A0009
        next: Did you mean A0001, A0002 or A0003?
      """)
  }

  @Test("the mark that some editors put before UTF-8 text is no part of scenario.yaml")
  func byteOrderMark() throws {
    var marked = sound
    marked.files["scenario.yaml"] = [0xEF, 0xBB, 0xBF] + (sound.files["scenario.yaml"] ?? [])
    #expect(try marked.complaint() == "")
  }
}
