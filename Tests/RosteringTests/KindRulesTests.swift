import Chance
import LabourRules
import Rostering
import Testing
import Timeline
import Tours
import Units
import Workforce

/// Rules that planners write about kinds of shifts, held by tour search, moves, judge and auditor alike.
@Suite("Rules that planners write")
struct KindRulesTests {
  /// Four people of one contract that may start at any third hour, on the days around a change of the clock.
  static func scenario(weeks: Int = 1, change: (inout Scenario) throws -> Void = { _ in }) throws -> Scenario {
    let zone = try Zone(named: "Europe/Madrid")
    let open = OpeningHours(
      zone: zone, week: Array(repeating: [LocalHours(from: .midnight, to: .endOfDay)], count: 7))
    let queue = Queue(
      id: "phone", language: "en", channel: .phone, open: open,
      goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
    var contract = Contract(
      id: "shifts", weekLeastMinutes: 0, weekMostMinutes: 2880, weekDays: 6, shiftMinutes: [480],
      starts: [StartWindow(from: try time("00:00"), to: try time("22:00"), stepMinutes: 120)], restMinutes: 480,
      daysInARow: 6, costPerHour: Money(minorUnits: 1850, currency: "EUR"))
    contract.kinds = [
      KindOfShift(name: "early", from: try time("06:00"), to: try time("08:00")),
      KindOfShift(name: "late", from: try time("12:00"), to: try time("16:00")),
      KindOfShift(name: "night", from: try time("20:00"), to: try time("02:00")),
    ]
    let agents = (1...4).map {
      Agent(
        id: "A\($0)", name: "Agent \($0)", site: "home", contract: "shifts", languages: ["en"],
        skills: ["phone", "L1"])
    }
    var scenario = Scenario(
      name: "Kinds", horizon: Horizon(first: try date("2026-03-23"), weeks: weeks, intervalMinutes: 60),
      queues: [queue], sites: [Site(id: "home", zone: zone)], contracts: [contract], agents: agents)
    try change(&scenario)
    return scenario
  }

  static let rules: [(name: String, ids: Set<String>, change: @Sendable (inout Scenario) throws -> Void)] = [
    (
      "rows", ["kinds-in-a-row"],
      {
        $0.contracts[0].kindsInARow = [KindLimit(kind: "late", most: 1), KindLimit(kind: "night", most: 2)]
        $0.contracts[0].nightsInARow = 3
      }
    ),
    (
      "successions", ["kind-succession"],
      {
        $0.contracts[0].kindSuccessions = [
          KindSuccession(after: "night", next: ["night"]), KindSuccession(after: "late", next: ["late", "night"]),
        ]
      }
    ),
    (
      "rotation", ["rotation"],
      {
        let monday = try date("2026-03-09")
        $0.contracts[0].rotation = Rotation(weeks: ["early", "late", nil], first: monday)
        $0.agents[0].rotationWeek = 2
        $0.fixedShifts = [
          FixedShift(agent: "A1", date: try date("2026-03-25"), start: try time("06:00"), paidMinutes: 480)
        ]
      }
    ),
    (
      "availability", ["availability"],
      {
        $0.availability = [
          Availability(agent: "A1", weekdays: [.monday, .friday], from: try time("06:00"), to: try time("22:00")),
          Availability(agent: "A1", weekdays: [.saturday], from: try time("12:00"), to: .endOfDay),
          Availability(agent: "A1", weekdays: [.sunday], from: .midnight, to: try time("07:00")),
          Availability(
            agent: "A1", weekdays: [.tuesday, .wednesday], from: try time("20:00"), to: try time("06:00"),
            first: try date("2026-03-25")),
        ]
      }
    ),
    (
      "past", ["kinds-in-a-row", "kind-succession"],
      {
        $0.contracts[0].kindsInARow = [KindLimit(kind: "late", most: 3)]
        $0.contracts[0].kindSuccessions = [KindSuccession(after: "late", next: ["late"])]
        let zone = $0.sites[0].zone
        $0.worked = try (20...22).map { day in
          let date = try date("2026-03-\(day)")
          let start = zone.startOfDay(date).advanced(bySeconds: 14 * 3600)
          return Shift(
            agent: "A1", date: date, site: "home", start: start, end: start.advanced(bySeconds: 8 * 3600),
            paidMinutes: 480, breaks: [])
        }
      }
    ),
  ]

  /// The other rules about what one person works: rest, rows of days, weekends, nights, hours and days of weeks and periods, days away.
  static let others: [(name: String, ids: Set<String>, change: @Sendable (inout Scenario) throws -> Void)] = [
    ("rest", ["rest"], { $0.contracts[0].restMinutes = 900 }),
    (
      "split shifts", ["rest"],
      {
        $0.contracts[0].restMinutes = 780
        $0.contracts[0].split = SplitRule(gapMinutes: 180...180, partMinutes: 180)
      }
    ),
    (
      "rows of days", ["days-in-a-row", "days-in-a-row-least", "days-off-in-a-row"],
      {
        $0.contracts[0].daysInARow = 3
        $0.contracts[0].leastDaysInARow = 2
        $0.contracts[0].daysOffInARow = 2
      }
    ),
    ("nights", ["nights-in-a-row"], { $0.contracts[0].nightsInARow = 1 }),
    (
      "weekends", ["weekends"],
      {
        $0.horizon.weeks = 4
        $0.contracts[0].weekendsPerFourWeeks = 1
      }
    ),
    (
      "weekends of many, some before", ["weekends"],
      {
        $0.horizon.weeks = 6
        $0.contracts[0].weekendsPerFourWeeks = 2
        let zone = $0.sites[0].zone
        $0.worked = try ["2026-03-07", "2026-03-14"].map { day in
          let date = try date(day)
          let start = zone.startOfDay(date).advanced(bySeconds: 8 * 3600)
          return Shift(
            agent: "A1", date: date, site: "home", start: start, end: start.advanced(bySeconds: 8 * 3600),
            paidMinutes: 480, breaks: [])
        }
      }
    ),
    (
      "hours and days of a week", ["week-hours-most", "week-hours-least", "week-days"],
      {
        $0.contracts[0].weekLeastMinutes = 1440
        $0.contracts[0].weekMostMinutes = 1920
        $0.contracts[0].weekDays = 3
        $0.contracts[0].overtimeDays = 1
      }
    ),
    (
      "overtime", ["week-hours-most"],
      {
        $0.contracts[0].weekMostMinutes = 960
        $0.contracts[0].overtimeMinutes = 480
        $0.prices.overtime = 0
      }
    ),
    (
      "hours of two weeks", ["reference-hours-most", "reference-hours-least"],
      {
        $0.horizon.weeks = 2
        $0.contracts[0].reference = ReferencePeriod(weeks: 2, minutes: 2400...3360)
      }
    ),
    (
      "days away", ["leave", "absence", "employment", "week-hours-most"],
      {
        $0.contracts[0].weekMostMinutes = 1920
        $0.leave = [Leave(agent: "A1", from: try date("2026-03-24"), to: try date("2026-03-24"), kind: "leave")]
        $0.absences = [Leave(agent: "A1", from: try date("2026-03-26"), to: try date("2026-03-26"), kind: "sick")]
        $0.agents[0].to = try date("2026-03-28")
      }
    ),
  ]

  @Test(
    "tour search, moves, judge and auditor agree about 10,000 random tours for every rule",
    arguments: (rules + others).indices)
  func agreement(rule: Int) throws {
    let (name, ids, change) = (Self.rules + Self.others)[rule]
    var scenario = try Self.scenario(change: change)
    scenario.agents.removeLast(3)
    let trial = try #require(WorkTrial(scenario))
    let choices = (0..<scenario.horizon.dayCount).map(trial.choices)
    let isSplit = scenario.contracts[0].split != nil
    var random = SplitMix64(seed: UInt64(rule) &+ 7)
    var (lawful, broken) = (0, 0)
    for number in 0..<10_000 {
      // Mostly neighbours of the day before, so that not every week fails by its rest.
      var last = random.below(12)
      let daysOff = 1 + random.below(4)
      let work = choices.map { own -> [Shift] in
        if random.below(5) < daysOff { return [] }
        last = random.below(2) == 0 ? last : min(11, max(0, last - 1 + random.below(4)))
        if isSplit, random.below(3) == 0 { return own[random.below(own.count)] }
        return own[min(last, own.count - 1)]
      }
      let roster = Roster(shifts: work.flatMap { $0 })
      let found = Audit.violations(of: roster, in: scenario).filter { $0.agent == "A1" && $0.rule != "fixed-shift" }
      var fixed = work
      var audited = found.isEmpty
      if !scenario.fixedShifts.isEmpty {
        // The fixed shift is worked in every one of them.
        fixed[2] = choices[2][3]
        audited = Audit.violations(of: Roster(shifts: fixed.flatMap { $0 }), in: scenario).allSatisfy {
          $0.agent != "A1"
        }
      }
      let verdicts = trial.verdicts(on: fixed)
      // An expectation costs more than the verdicts do.
      let agrees =
        verdicts.search == audited && verdicts.judge == audited
        && (verdicts.moves == audited || !scenario.fixedShifts.isEmpty || roster.shifts.isEmpty)
      if !agrees { Issue.record("\(name) \(number): \(verdicts), auditor \(audited) \(found.map(\.rule))") }
      if audited { lawful += 1 }
      if found.contains(where: { ids.contains($0.rule) }) { broken += 1 }
    }
    #expect(lawful > 100 && broken > 1_000, "\(name): \(lawful) lawful, \(broken) broken")
  }

  /// One person wanted from six to ten at night, by people of every rule together.
  private func team() throws -> (scenario: Scenario, requirement: Requirement) {
    let scenario = try Self.scenario(weeks: 2) { scenario in
      scenario.contracts[0].weekLeastMinutes = 960
      scenario.contracts[0].weekMostMinutes = 1920
      scenario.contracts[0].rotation = Rotation(weeks: ["early", "late"], first: try date("2026-03-23"))
      scenario.contracts[0].kindsInARow = [KindLimit(kind: "late", most: 2)]
      for place in scenario.agents.indices { scenario.agents[place].rotationWeek = place % 2 }
      scenario.availability = [
        Availability(
          agent: "A1", weekdays: [.monday, .wednesday, .thursday, .saturday], from: try time("07:00"),
          to: try time("24:00"))
      ]
    }
    let zone = scenario.sites[0].zone
    let net = scenario.grid.indices.map { interval -> Double in
      (6..<22).contains(zone.local(at: scenario.grid.instant(of: interval)).secondsOfDay / 3600) ? 1 : 0
    }
    let requirement = Requirement(
      grid: scenario.grid,
      queues: [
        QueueRequirement(
          queue: "phone", offered: net, averageHandleTime: net.map { _ in 300 }, load: net, netAgents: net,
          grossAgents: net)
      ])
    return (scenario, requirement)
  }

  @Test("a roster keeps rotation, rows and availability, and so does the one that is mended after a sick call")
  func mended() throws {
    let (scenario, requirement) = try team()
    let roster = Rostering.roster(
      covering: requirement, in: scenario, engine: RosterEngine(effort: .moves(20_000)))
    #expect(roster.clashes.isEmpty && roster.shifts.count >= 4 * 2 * 2)
    let found = Audit.violations(of: roster, in: scenario)
    #expect(found.isEmpty, "\(found)")
    var free = scenario
    free.contracts[0].rotation = nil
    free.contracts[0].kindsInARow = []
    free.availability = []
    let other = Rostering.roster(covering: requirement, in: free, engine: RosterEngine(effort: .moves(20_000)))
    #expect(Set(Audit.violations(of: other, in: scenario).map(\.rule)).isSuperset(of: ["rotation"]))

    let sick = try #require(roster.shifts.first { $0.agent == "A2" && scenario.contracts[0].rotation != nil })
    var ill = scenario
    ill.absences = [Leave(agent: "A2", from: sick.date, to: sick.date.advanced(byDays: 3), kind: "sick")]
    let mended = Rostering.replan(
      roster, for: requirement, in: ill,
      request: ReplanRequest(from: scenario.horizon.first, absences: ill.absences, priceOfChange: 1))
    let broken = Audit.violations(of: mended.roster, in: ill)
    #expect(broken.isEmpty, "\(broken)")
    #expect(!mended.changes.isEmpty)
  }

  @Test("a clash names the hours of availability and the rotation where they have a part in it, and only then")
  func clashes() throws {
    func clash(_ change: (inout Scenario) throws -> Void) throws -> [String] {
      Rostering.clashes(
        in: try Self.scenario {
          $0.contracts[0].weekLeastMinutes = 2400
          $0.availability = [
            Availability(agent: "A3", weekdays: [.monday, .tuesday], from: try time("06:00"), to: try time("23:00"))
          ]
          try change(&$0)
        }
      ).map(\.sentence)
    }
    let hours = try clash { _ in }
    #expect(
      hours == [
        "A3: no lawful way to work in the week from 2026-03-23; these clash, and leaving any one out would help: "
          + "the hours of availability; at least 40 h a week"
      ])
    let both = try clash {
      $0.contracts[0].rotation = Rotation(weeks: ["late"], first: $0.horizon.first)
      $0.contracts[0].kindsInARow = [KindLimit(kind: "late", most: 1)]
    }
    // Everybody else has but the rotation in the way.
    #expect(both.count == 4)
    #expect(both[0].hasSuffix("the rotation (late); at least 40 h a week; at most 1 late in a row"), "\(both[0])")
    let none = try clash {
      $0.availability = []
      $0.leave = [Leave(agent: "A3", from: $0.horizon.first, to: $0.horizon.first.advanced(byDays: 6), kind: "leave")]
      $0.fixedShifts = []
    }
    #expect(none.isEmpty)
  }

  @Test(
    "on the nights of a change of the clock, availability goes by what the clock shows",
    arguments: [
      // Forwards: 22:00 to 06:00 is seven hours long, so a shift of seven hours fills it.
      ("2026-03-28", "22:00", "06:00", 420, true), ("2026-03-28", "22:00", "06:00", 480, false),
      ("2026-10-24", "22:00", "06:00", 540, true), ("2026-10-24", "22:00", "06:00", 600, false),
      ("2026-10-24", "22:00", "02:30", 300, false), ("2026-10-24", "22:00", "02:30", 270, true),
    ])
  func clockChange(day: String, from: String, to: String, minutes: Int, fits: Bool) throws {
    let scenario = try Self.scenario {
      $0.horizon.first = try date(day)
      $0.contracts[0].shiftMinutes = [minutes]
      $0.availability = [
        Availability(agent: "A1", weekdays: Weekday.allCases, from: try time(from), to: try time(to))
      ]
    }
    let trial = try #require(WorkTrial(scenario))
    let shift = try #require(
      trial.choices(on: 0).first {
        $0[0].start == scenario.sites[0].zone.startOfDay(scenario.horizon.first).advanced(bySeconds: 22 * 3600)
      })
    let work = [shift] + [[Shift]](repeating: [], count: 6)
    let verdict = trial.verdicts(on: work)
    #expect(verdict.search == fits && verdict.moves == fits && verdict.judge == fits)
    let found = Audit.violations(of: Roster(shifts: shift), in: scenario).filter { $0.rule == "availability" }
    #expect(found.isEmpty == fits, "\(found)")
  }
}

private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }
