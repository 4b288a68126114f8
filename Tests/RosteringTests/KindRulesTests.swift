import Chance
import LabourRules
import Rostering
import Testing
import Timeline
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

  @Test("tour search, moves, judge and auditor agree about 10,000 random weeks of each rule", arguments: rules.indices)
  func agreement(rule: Int) throws {
    let (name, ids, change) = Self.rules[rule]
    let scenario = try Self.scenario(change: change)
    let trial = try #require(TourTrial(scenario))
    let choices = (0..<7).map(trial.choices)
    var random = SplitMix64(seed: UInt64(rule) &+ 7)
    var (lawful, broken) = (0, 0)
    for number in 0..<10_000 {
      // Mostly neighbours of the day before, so that not every week fails by its rest.
      var last = random.below(12)
      let work = (0..<7).map { day -> [Shift] in
        if random.below(3) == 0 { return [] }
        last = random.below(2) == 0 ? last : min(11, max(0, last - 1 + random.below(4)))
        return choices[day][min(last, choices[day].count - 1)]
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
      #expect(verdicts.search == audited, "\(name) \(number)")
      #expect(verdicts.judge == audited, "\(name) \(number)")
      if scenario.fixedShifts.isEmpty { #expect(verdicts.moves == audited, "\(name) \(number)") }
      if audited { lawful += 1 }
      if found.contains(where: { ids.contains($0.rule) }) { broken += 1 }
    }
    #expect(lawful > 100 && broken > 1_000, "\(name): \(lawful) lawful, \(broken) broken")
  }
}

private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }
