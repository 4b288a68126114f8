import ScenarioFiles
import Tabular
import Testing
import Workforce

/// What planners are told about a scenario.yaml that cannot be planned from, word for word.
@Suite("A bad scenario.yaml is answered with line, column, reason and cure")
struct BadScenarioTests {
  private let sound = SampleFolder.sound

  /// The complaint after replacing a text of scenario.yaml.
  private func complaint(_ text: String, _ other: String) throws -> String {
    try sound.replacing(text, with: other, in: "scenario.yaml").complaint()
  }

  /// Expects a complaint after replacing a text of scenario.yaml.
  private func expect(
    _ text: String, _ other: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try sound.replacing(text, with: other, in: "scenario.yaml", sourceLocation: sourceLocation)
      .expectComplaint(expected, sourceLocation: sourceLocation)
  }

  @Test("text that is not YAML")
  func notYaml() throws {
    try expect(
      "{ answered: 80 %, within: 20 s }", "{ answered: 80 %, within: 20 s",
      """
      scenario.yaml:16, column 13: not valid YAML: did not find expected ',' or '}'; the bracket of line 15, \
      column 11 is still open
        next: Check brackets, colons and indentation here and on the line above; indent with spaces, never tabs.
      """)
    var folder = sound
    folder["scenario.yaml"] = ""
    try folder.expectComplaint(
      """
      scenario.yaml:1, column 1: the file is empty
        next: Write a scenario; muster init makes one from a history file.
      """)
    folder["scenario.yaml"] = "just words\n"
    try folder.expectComplaint(
      """
      scenario.yaml:1, column 1: the scenario is not a group of keys
        next: Write the scenario with the keys name, horizon, seed, demand, history, agents, holidays, events, leave, \
      requests, backlog, availability, fixed, worked, ledger, shift-demand, flags, overrides, donors, plan-for, \
      history-gaps, open, queues, sites, kinds, contracts, presence, on-call, prices, service-rounds, \
      calendar-language, activities, extends, change, promises, flows.
      """)
  }

  @Test("a decimal comma in a list makes two values of a number, and is told as what it is")
  func commaInList() throws {
    let said = try complaint("lengths: [8 h]", "lengths: [7,5 h]")
    let told = "lengths: 7,5 h has a comma inside a number\n  next: Write 7.5 h there; commas part"
    #expect(said.contains(told), "\(said)")
    let listed = try complaint("lengths: [8 h]", "lengths: [7, 8 h]")
    #expect(listed.contains("lengths: 7 has no unit"), "\(listed)")
  }

  @Test("rounds of service are a few")
  func serviceRounds() throws {
    var folder = SampleFolder.sound
    folder["scenario.yaml"] = folder["scenario.yaml"] + "service-rounds: 2\n"
    #expect(try folder.read().scenario.serviceRounds == 2)
    folder["scenario.yaml"] = folder["scenario.yaml"].replacing("rounds: 2", with: "rounds: 20")
    #expect(throws: InputError.self) { try folder.read() }
  }

  @Test("unknown, repeated and missing keys")
  func keys() throws {
    try expect(
      "patience: 90 s", "patiense: 90 s",
      """
      scenario.yaml:16, column 5: a queue has no key patiense
        next: Did you mean patience?
      """)
    try expect(
      "    patience: 90 s\n", "    patience: 90 s\n    tier: L2\n    language: fr\n",
      """
      scenario.yaml:17, column 5: tier is written twice in a queue
        next: Keep one of the two.
      scenario.yaml:18, column 5: language is written twice in a queue
        next: Keep one of the two.
      """)
    try expect(
      "    patience: 90 s\n", "    patience: 90 s\n    patience: 80 s\n    patience: 70 s\n",
      """
      scenario.yaml:16, column 5: patience is written more than once
        next: Keep one of them.
      """)
    try expect(
      "zone: Europe/Paris, mon-fri", "zone: Europe/Paris, zone: Europe/Madrid, mon-fri",
      """
      scenario.yaml:14, column 33: zone is written twice in open
        next: Keep one of the two.
      """)
    try expect(
      "    goal: { answered: 80 %, within: 45 s }\n", "",
      """
      scenario.yaml:17, column 5: a queue has no goal
        next: Add goal: { answered: 80 %, within: 20 s }
      """)
    try expect(
      "weeks: 4, ", "",
      """
      scenario.yaml:2, column 10: horizon has no weeks
        next: Add weeks: 4
      """)
  }

  @Test("values of the wrong kind")
  func kinds() throws {
    try expect(
      "language: fr", "language: [fr, de]",
      """
      scenario.yaml:11, column 15: language is a list, not a single value
        next: Write for example language: fr
      """)
    try expect(
      "patience: 90 s", "patience:",
      """
      scenario.yaml:16, column 14: patience has no value
        next: Write for example patience: 90 s
      """)
    try expect(
      "{ answered: 80 %, within: 45 s }", "80/45",
      """
      scenario.yaml:21, column 11: goal is not a group of keys
        next: Write goal: { answered: 80 %, within: 45 s }
      """)
  }

  @Test(
    "a decimal comma inside braces is one sentence with the edit",
    arguments: [
      ("{ answered: 80 %, within: 45 s }", "{ answered: 80,5 %, within: 45 s }", "Write answered: 80.5 %"),
      ("breaks: 2 x 15 min paid", "breaks: 2 x 7,5 min paid", "Write breaks: 2 x 7.5 min paid"),
    ])
  func commas(text: String, other: String, edit: String) throws {
    let said = try complaint(text, other)
    #expect(said.contains("has a comma inside a number") && said.contains("next: \(edit)"), "\(said)")
    #expect(said.split(separator: "\n").count == 2 || other.contains("7,5"), "\(said)")
  }

  @Test(
    "values without units, out of range, or with a decimal comma",
    arguments: [
      ("within: 20 s", "within: 20", "within: 20 has no unit"),
      ("answered: 80 %, within: 20 s", "answered: 0 %, within: 20 s", "answered: 0 % cannot be a goal"),
      ("answered: 80 %, within: 20 s", "answered: 101 %, within: 20 s", "answered: 101 % cannot be a goal"),
      ("answered: 80 %, within: 20 s", "answered: 0.8, within: 20 s", "answered: 0.8 has no percent sign"),
      ("interval: 30 min", "interval: 25 min", "interval: 25 min does not divide an hour evenly"),
      ("weeks: 4", "weeks: 0", "weeks: 0 weeks cannot be planned"),
      ("first: 2026-03-23", "first: 23.03.2026", "first: 23.03.2026 is not a date of the calendar"),
      ("channel: phone", "channel: telephone", "channel: telephone is not among the channels"),
      ("channel: chat", "channel: email", "concurrency: 3 contacts at once on an email queue"),
      ("cost: 18.50 EUR/h", "cost: \"18,50 EUR/h\"", "cost: 18,50 EUR/h has a comma inside a number"),
      ("short: 10", "short: -10", "short: -10 is negative"),
      ("clock: business", "clock: office", "clock: office is not among the clocks"),
      ("breaks: 2 x 15 min paid", "breaks: 2 x 15 min", "breaks: 2 x 15 min does not say paid or unpaid"),
      ("sat: 09:00-17:00", "fri: 09:00-17:00", "fri is written twice: in mon-fri and in fri"),
      ("mon-fri: 08:00-20:00", "mon-fri: 8-20", "mon-fri: 8-20 is not a stretch of the day"),
      ("zone: Europe/Madrid, region", "zone: Europe/Madird, region", "zone: there is no time zone Europe/Madird"),
      ("- { id: paris,", "- { id: barcelona,", "id: barcelona is the id of two sites"),
    ])
  func values(text: String, other: String, what: String) throws {
    let said = try complaint(text, other)
    #expect(said.hasPrefix("scenario.yaml:"))
    #expect(said.contains(": \(what)\n  next: "), "\(said)")
    #expect(said.split(separator: "\n").count == 2, "\(said)")
  }

  @Test("an unknown zone finds its neighbours")
  func unknownZone() throws {
    try expect(
      "zone: Europe/Paris, region: FR", "zone: Paris, region: FR",
      """
      scenario.yaml:28, column 24: zone: there is no time zone Paris
        next: Did you mean Europe/Paris?
      """)
  }

  @Test("shrinkage that leaves nobody on the queue")
  func shrinkage() throws {
    try expect(
      "absence: 6 %, training: 3 %", "absence: 60 %, training: 40 %",
      """
      scenario.yaml:27, column 66: shrinkage adds up to 100 %, which leaves nobody on the queue
        next: Lower the shares so that they add up to at most 99 %.
      """)
  }

  @Test("a queue that closes on holidays needs to know whose")
  func holidaysWithoutRegion() throws {
    try expect(
      "zone: Europe/Paris, mon-fri", "zone: Europe/Rome, holidays: closed, mon-fri",
      """
      scenario.yaml:14, column 11: queue fr-phone closes on holidays but has no region
        next: Add region: to the queue, for example region: FR.
      """)
  }

  @Test("split shifts need a gap, parts that fit into a shift, and a day that holds them")
  func splitShifts() throws {
    let breaks = "breaks: 2 x 15 min paid }"
    func folder(_ split: String) -> SampleFolder {
      sound.replacing(breaks, with: "breaks: 2 x 15 min paid, split: \(split) }", in: "scenario.yaml")
    }
    let contract = try folder("{ gap: 2-4 h, part: 3 h }").read().scenario.contracts[0]
    #expect(contract.split == SplitRule(gapMinutes: 120...240, partMinutes: 180))
    #expect(try folder("{ gap: 3 h }").read().scenario.contracts[0].split?.partMinutes == 120)
    #expect(try sound.read().scenario.contracts.allSatisfy { $0.split == nil })
    try folder("{ part: 3 h }").expectComplaint(
      """
      scenario.yaml:32, column 119: split has no gap
        next: Add gap: 2-4 h
      """)
    try folder("{ gap: 20 min }").expectComplaint(
      """
      scenario.yaml:32, column 126: gap: a gap of 20 min splits no shift
        next: Write 30 min or more.
      """)
    try folder("{ gap: 2-13 h }").expectComplaint(
      """
      scenario.yaml:32, column 126: gap: 2-13 h is too long for a gap within a day
        next: Write at most 12 h.
      """)
    try folder("{ gap: 2 h, part: 10 min }").expectComplaint(
      """
      scenario.yaml:32, column 137: part: 10 min is too short for a part
        next: Write 30 min or more.
      """)
    try folder("{ gap: 2 h, part: 5 h }").expectComplaint(
      """
      scenario.yaml:32, column 13: contract full-time: no shift is long enough for two parts of 5 h
        next: Lower shifts.split.part to at most half of the longest shift, or leave shifts.split out.
      """)
  }

  @Test("days in a row are a most, or a fewest and a most")
  func daysInARow() throws {
    let contract = try sound.replacing("days-in-a-row: 5", with: "days-in-a-row: 2-5", in: "scenario.yaml").read()
      .scenario.contracts[0]
    #expect(contract.leastDaysInARow == 2)
    #expect(contract.daysInARow == 5)
    // Who writes the most alone has the humane fewest; who writes both has what they wrote.
    #expect(try sound.read().scenario.contracts[0].leastDaysInARow == 2)
    #expect(
      try sound.replacing("days-in-a-row: 5", with: "days-in-a-row: 1-5", in: "scenario.yaml").read()
        .scenario.contracts[0].leastDaysInARow == 1)
    try expect(
      "days-in-a-row: 5", "days-in-a-row: 5-2",
      """
      scenario.yaml:34, column 20: days-in-a-row: 5-2 runs backwards
        next: Write the fewest days first, for example 2-5.
      """)
    try expect(
      "days-in-a-row: 5", "days-in-a-row: 0-5",
      """
      scenario.yaml:34, column 20: days-in-a-row: 0 is out of range
        next: Write 1 to 14.
      """)
  }

  @Test("a reference period has hours that its weeks can come to, and is noted where it does not fill the horizon")
  func referencePeriod() throws {
    func folder(_ reference: String, hours: String = "32-48 h") -> SampleFolder {
      sound.replacing("week: { hours: 40 h, days: 5 }", with: "week: { hours: \(hours), days: 6 }", in: "scenario.yaml")
        .replacing(
          "rest: 11 h\n    days-in-a-row: 5", with: "reference: \(reference)\n    rest: 11 h", in: "scenario.yaml")
    }
    let scenario = try folder("{ hours: 150-160 h, weeks: 4 }").read().scenario
    #expect(scenario.contracts[0].reference == ReferencePeriod(weeks: 4, minutes: 9000...9600))
    #expect(scenario.contracts[1].reference == nil)
    #expect(!scenario.assumptions.contains { $0.contains("reference") })
    #expect(
      try folder("{ hours: 120 h, weeks: 3 }").read().scenario.assumptions.contains(
        "Contract full-time: its reference period of 3 weeks rules the first 3 weeks of the horizon."))
    #expect(
      try folder("{ hours: 320 h, weeks: 8 }").read().scenario.assumptions.contains(
        "Contract full-time: its reference period of 8 weeks is longer than the horizon and rules nothing."))
    try folder("{ hours: 160 h }").expectComplaint(
      """
      scenario.yaml:33, column 16: reference has no weeks
        next: Add weeks: 4
      """)
    try folder("{ hours: 160 h, weeks: 1 }").expectComplaint(
      """
      scenario.yaml:33, column 39: weeks: 1 is out of range
        next: Write 2 to 52.
      """)
    try folder("{ hours: 160-150 h, weeks: 4 }").expectComplaint(
      """
      scenario.yaml:33, column 25: hours: 160-150 h runs backwards
        next: Write the smaller length first, for example 32-40 h.
      """)
    try folder("{ hours: 150 h, weeks: 4 }").expectComplaint(
      """
      scenario.yaml:33, column 16: contract full-time: no 4 weeks of the contract come to exactly 150 h
        next: The nearest possible sums are 144 h and 152 h: change reference.hours or week.hours.
      """)
    try folder("{ hours: 150-156 h, weeks: 4 }", hours: "40 h").expectComplaint(
      """
      scenario.yaml:33, column 16: contract full-time: no 4 weeks of the contract come to 150 h to 156 h
        next: The nearest possible sums are 160 h: change reference.hours or week.hours.
      """)
  }

  @Test("breaks have windows that they fit into")
  func breakWindows() throws {
    let breaks = "breaks: 2 x 15 min paid }"
    func folder(_ windows: String) -> SampleFolder {
      sound.replacing(breaks, with: "\(windows), \(breaks)", in: "scenario.yaml")
    }
    let contract = try folder("lunch-window: 3-5 h, breaks-window: 90 min - 7 h").read().scenario.contracts[0]
    #expect(contract.lunch?.window == 180...300)
    #expect(contract.breaks?.window == 90...420)
    #expect(try sound.read().scenario.contracts[0].lunch?.window == nil)
    try folder("lunch-window: 5-3 h").expectComplaint(
      """
      scenario.yaml:32, column 101: lunch-window: 5-3 h runs backwards
        next: Write the smaller length first, for example 32-40 h.
      """)
    try folder("lunch-window: 9 h").expectComplaint(
      """
      scenario.yaml:32, column 13: contract full-time: lunch-window begins 9 h into a shift of 8 h 30 min, too late for lunch
        next: Begin the window earlier, or leave the length out.
      """)
    try folder("breaks-window: 60 - 74 min").expectComplaint(
      """
      scenario.yaml:32, column 13: contract full-time: breaks-window is too narrow for 2 of 15 min, one after the other
        next: Widen the window.
      """)
    try expect(
      "lunch: 30 min unpaid", "lunch-window: 3-5 h",
      """
      scenario.yaml:32, column 79: lunch-window without lunch
        next: Add lunch: 30 min unpaid, or leave lunch-window out.
      """)
  }

  @Test("contracts whose rules contradict each other")
  func contradictions() throws {
    try expect(
      "week: { hours: 40 h, days: 5 }", "week: { hours: 38 h, days: 5 }",
      """
      scenario.yaml:31, column 11: contract full-time: no shifts of 8 h on at most 5 days come to exactly 38 h a week
        next: The nearest possible weeks are 32 h and 40 h: write a range for week.hours that holds one.
      """)
    try expect(
      "week: { hours: 40 h, days: 5 }", "week: { hours: 40 h, days: 4 }",
      """
      scenario.yaml:31, column 11: contract full-time: no shifts of 8 h on at most 4 days come to exactly 40 h a week
        next: The nearest possible week is 32 h: write a range for week.hours that holds one.
      """)
    try expect(
      "rest: 11 h\n    days-in-a-row: 5", "rest: 30 h\n    days-in-a-row: 5",
      """
      scenario.yaml:33, column 11: contract full-time: 40 h of work and 5 rests of 30 h do not fit into the 168 h of a week
        next: Shorten rest, or lower week.hours.
      """)
    try expect(
      "days-in-a-row: 5", "days-in-a-row: 2\n    days-off-in-a-row: 2",
      """
      scenario.yaml:34, column 20: contract full-time: 40 h a week need 5 days, but 2 days in a row and then 2 off \
      allow only 4
        next: Raise days-in-a-row, lower days-off-in-a-row or week.hours, or allow longer shifts.
      """)
    try expect(
      "lengths: [8 h]", "lengths: [25 h]",
      """
      scenario.yaml:32, column 25: lengths: 25 h is longer than a day
        next: Write at most 24 h.
      """)
    try expect(
      "lengths: [8 h]", "lengths: []",
      """
      scenario.yaml:32, column 24: lengths is empty
        next: Write the paid lengths of a shift, for example [8 h].
      """)
    try expect(
      "lunch: 30 min unpaid, breaks: 2 x 15 min paid", "breaks: 16 x 30 min paid",
      """
      scenario.yaml:32, column 13: contract full-time: the paid breaks fill a whole shift of 8 h
        next: Shorten the breaks or lengthen the shift.
      """)
  }

  @Test("several faults of the file are reported at once, in the order of the file")
  func allAtOnce() throws {
    let folder =
      sound
      .replacing("weeks: 4", with: "weeks: four", in: "scenario.yaml")
      .replacing("patience: 90 s", with: "patience: long", in: "scenario.yaml")
      .replacing("cost: 16 EUR/h", with: "cost: 16", in: "scenario.yaml")
    try folder.expectComplaint(
      """
      scenario.yaml:2, column 38: weeks: four is not a number
        next: Write weeks: 4
      scenario.yaml:16, column 15: patience: long is not a length of time
        next: Write a number and a unit, for example 20 s, 30 min or 4 h.
      scenario.yaml:40, column 11: cost: 16 names no currency
        next: Write an amount, a three-letter currency and /h, for example 18.50 EUR/h.
      """)
  }

  @Test("a scenario that git could not merge says which lines it left")
  func mergeConflict() throws {
    let two = "<<<<<<< HEAD\nhorizon: { first: 2026-03-23, weeks: 4, interval: 30 min }\n=======\n"
    try sound.replacing("horizon: {", with: two + "horizon: {", in: "scenario.yaml")
      .replacing("history: history.csv", with: ">>>>>>> autumn\nhistory: history.csv", in: "scenario.yaml")
      .expectComplaint(
        """
        scenario.yaml:2, column 1: lines 2 to 6 are two versions that git could not merge
          next: Keep the one that holds, or rows of both, and delete the lines with <<<<<<<, ======= and >>>>>>>.
        """)
  }

  @Test("hours of queues are read, and their faults told, also where no site is sound")
  func hoursWithoutSites() throws {
    var folder =
      sound.replacing("open: { zone: Europe/Paris,", with: "open: { zone: Europe/Pari,", in: "scenario.yaml")
    folder["scenario.yaml"] = folder["scenario.yaml"].replacing(", zone: Europe/", with: ", zone: Europa/")
    let complaint = try folder.complaint()
    #expect(complaint.contains("zone: there is no time zone Europa/"), "of sites: \(complaint)")
    #expect(complaint.contains("zone: there is no time zone Europe/Pari\n"), "of a queue: \(complaint)")
  }

  @Test("a file in place of the scenario's folder is said to be one")
  func fileForFolder() throws {
    try sound.withFolder { folder in
      #expect(
        SampleFolder.complaint(of: folder + "/agents.csv").hasSuffix(
          """
          agents.csv: this is a file, not a folder
            next: Name the folder that holds the scenario.yaml.
          """))
    }
  }
}
