import LabourRules
import Testing
import Timeline
import Workforce

@Suite("What is asked for at a price")
struct RemarkTests {
  private func remarks(_ centre: Centre) -> [Remark] {
    Audit.remarks(of: Roster(shifts: centre.shifts), in: centre.scenario)
  }

  /// A lead is wanted on Tuesdays from 08:00 to 12:00, and Ana is one.
  private func led() throws -> Centre {
    var centre = try Centre(weeks: 1)
    centre.scenario.agents[0].skills.append("lead")
    let morning = LocalHours(from: try time("08:00"), to: try time("12:00"))
    var week = [[LocalHours]](repeating: [], count: 7)
    week[Weekday.tuesday.rawValue] = [morning]
    centre.scenario.presences = [
      PresenceRule(
        site: "home", skill: "lead", people: 1, open: OpeningHours(zone: centre.scenario.sites[0].zone, week: week))
    ]
    try centre.work("2026-03-24", paid: 240)
    centre.shifts[0].breaks = []
    return centre
  }

  @Test("a lead who is there as long as the site is open passes, one who leaves a minute earlier is noted")
  func presence() throws {
    let centre = try led()
    #expect(remarks(centre).isEmpty)
    let early = centre.after { $0.shifts[0].end = $0.shifts[0].end.advanced(bySeconds: -60) }
    #expect(
      remarks(early).map(\.sentence) == [
        "home on 2026-03-24 has fewer than 1 of lead for 1 min: 11:59-12:00 (presence)"
      ])
    // It is no fault of anybody's.
    #expect(early.broken == ["paid-time", "breaks"].sorted())
  }

  @Test("breaks and the gap of a split shift count as away, somebody of another site or skill does not help")
  func away() throws {
    let centre = try led()
    let pausing = centre.after { $0.shifts[0].breaks = [pause(.rest, from: $0.shifts[0].start, after: 60)] }
    #expect(remarks(pausing).map(\.finding) == ["has fewer than 1 of lead for 15 min: 09:00-09:15"])
    let split = centre.after {
      $0.shifts.append($0.shifts[0])
      $0.shifts[0].end = $0.shifts[0].start.advanced(bySeconds: 3600)
      $0.shifts[1].start = $0.shifts[0].start.advanced(bySeconds: 3 * 3600)
    }
    #expect(remarks(split).map(\.finding) == ["has fewer than 1 of lead for 2 h: 09:00-11:00"])
    let elsewhere = centre.after { $0.shifts[0].site = "away" }
    #expect(remarks(elsewhere).map(\.finding) == ["has fewer than 1 of lead for 4 h: 08:00-12:00"])
    let two = centre.after { $0.scenario.presences[0].people = 2 }
    #expect(remarks(two).map(\.finding) == ["has fewer than 2 of lead for 4 h: 08:00-12:00"])
    let nobody = centre.after { $0.scenario.agents[0].skills.removeLast() }
    #expect(remarks(nobody).count == 1)
  }

  @Test("a start as far from the usual one as the contract allows passes, a minute further is noted")
  func stableStarts() throws {
    var centre = try Centre(weeks: 1)
    centre.contract.startTolerance = 60
    try centre.work("2026-03-23", "2026-03-24", at: "10:00")
    try centre.work("2026-03-25", at: "11:00")
    #expect(remarks(centre).isEmpty)
    centre.shifts[2].move(byMinutes: 1)
    #expect(
      remarks(centre).map(\.sentence) == [
        "ana on 2026-03-25 starts at 11:01, 1 h 1 min from the usual 10:00 of its week, 1 min more than 1 h "
          + "(stable-start)"
      ])
    // The usual start is the one that costs least: from 10:00 there are 4 h, from 08:00 six.
    var spread = try Centre(weeks: 1)
    spread.contract.startTolerance = 60
    try spread.work("2026-03-23", at: "14:00")
    try spread.work("2026-03-24", at: "10:00")
    try spread.work("2026-03-25", at: "08:00")
    #expect(remarks(spread).map { $0.finding.contains("from the usual 10:00") } == [true, true])
    // Another week has a usual start of its own, and a contract without the wish none.
    #expect(remarks(centre.after { $0.contract.startTolerance = nil }).isEmpty)
    #expect(
      try remarks(
        centre.after {
          $0.scenario.horizon.weeks = 2
          $0.shifts.removeLast()
          try $0.work("2026-03-30", at: "16:00")
        }
      ).isEmpty)
  }
}
