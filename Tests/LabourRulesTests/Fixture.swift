import LabourRules
import Testing
import Timeline
import Units
import Workforce

/// A small centre in which everything is right, to be broken one rule at a time.
struct Centre {
  var scenario: Scenario
  var shifts: [Shift] = []
  var spells: [QueueSpell] = []
  var duties: [OnCallDuty] = []

  /// One person `ana` at one site, a contract of 40 h in five shifts of 8 h, two weeks from Monday 2026-03-23.
  init(zone name: String = "Europe/Madrid", first: String = "2026-03-23", weeks: Int = 2) throws {
    let zone = try Zone(named: name)
    let contract = Contract(
      id: "full-time", weekLeastMinutes: 0, weekMostMinutes: 2400, weekDays: 5, shiftMinutes: [240, 480],
      starts: [StartWindow(from: try time("06:00"), to: try time("22:00"), stepMinutes: 30)],
      lunch: BreakRule(count: 1, minutes: 30, isPaid: false), breaks: BreakRule(count: 2, minutes: 15, isPaid: true),
      restMinutes: 660, daysInARow: 5, costPerHour: Money(minorUnits: 1850, currency: "EUR"))
    let ana = Agent(
      id: "ana", name: "Ana", site: "home", contract: "full-time", languages: ["es"], skills: ["phone", "L1"])
    let queues = ["es", "fr"].map { language in
      Queue(
        id: "\(language)-phone", language: language, channel: .phone, open: .always(zone: zone),
        goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
    }
    scenario = Scenario(
      name: "Small centre", horizon: Horizon(first: try date(first), weeks: weeks, intervalMinutes: 30), queues: queues,
      sites: [Site(id: "home", zone: zone), Site(id: "away", zone: zone)], contracts: [contract], agents: [ana])
  }

  /// The only contract.
  var contract: Contract {
    get { scenario.contracts[0] }
    set { scenario.contracts[0] = newValue }
  }

  /// Adds a shift that keeps every rule: two paid breaks, and a lunch when it is long enough.
  mutating func work(_ dates: String..., at start: String = "08:00", paid: Int = 480) throws {
    for text in dates {
      let zone = scenario.sites[0].zone
      guard case .once(let begin) = zone.resolve(LocalDateTime(date: try date(text), time: try time(start))) else {
        Issue.record("\(text) \(start) is no single instant")
        return
      }
      let lunch = paid >= contract.lunchFromMinutes ? 30 : 0
      var breaks = [pause(.rest, from: begin, after: 60), pause(.rest, from: begin, after: 90)]
      if lunch > 0 { breaks.append(pause(.lunch, from: begin, after: 180, minutes: 30)) }
      shifts.append(
        Shift(
          agent: "ana", date: try date(text), site: "home", start: begin,
          end: begin.advanced(bySeconds: (paid + lunch) * 60), paidMinutes: paid, breaks: breaks))
    }
  }

  /// Ids of the broken rules, in the order of the audit.
  var broken: [String] { violations.map(\.rule) }

  /// What the audit finds.
  var violations: [Violation] {
    var roster = Roster(shifts: shifts, spells: spells)
    roster.duties = duties
    return Audit.violations(of: roster, in: scenario)
  }

  /// The same centre after a change.
  func after(_ change: (inout Centre) throws -> Void) rethrows -> Centre {
    var copy = self
    try change(&copy)
    return copy
  }
}

/// A break so many minutes into a shift; the lunch is unpaid, a short break paid.
func pause(_ kind: Break.Kind, from start: Instant, after: Int, minutes: Int = 15) -> Break {
  let begin = start.advanced(bySeconds: after * 60)
  return Break(kind: kind, start: begin, end: begin.advanced(bySeconds: minutes * 60), isPaid: kind == .rest)
}

func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }
func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

extension Shift {
  /// Moves the end, and the paid time with it.
  mutating func lengthen(byMinutes minutes: Int) {
    end = end.advanced(bySeconds: minutes * 60)
    paidMinutes += minutes
  }

  /// Moves the whole shift on the clock of UTC.
  mutating func move(byMinutes minutes: Int) {
    start = start.advanced(bySeconds: minutes * 60)
    end = end.advanced(bySeconds: minutes * 60)
    for index in breaks.indices {
      breaks[index].start = breaks[index].start.advanced(bySeconds: minutes * 60)
      breaks[index].end = breaks[index].end.advanced(bySeconds: minutes * 60)
    }
  }
}
