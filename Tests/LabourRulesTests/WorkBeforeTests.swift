import LabourRules
import Testing
import Timeline
import Workforce

@Suite("What was worked before the horizon")
struct WorkBeforeTests {
  /// A centre in which Ana worked some dates of the week before, and works others.
  private func centre(before: [String], at start: String = "08:00", then: [String], at next: String = "08:00") throws
    -> Centre
  {
    var past = try Centre(first: "2026-03-16", weeks: 1)
    for date in before { try past.work(date, at: start) }
    var centre = try Centre()
    centre.scenario.worked = past.shifts
    for date in then { try centre.work(date, at: next) }
    return centre
  }

  @Test("rest is counted from the last shift before the horizon")
  func rest() throws {
    // Sunday 14:00 to 22:30, Monday from 09:30 on: eleven hours.
    #expect(try centre(before: ["2026-03-22"], at: "14:00", then: ["2026-03-23"], at: "09:30").broken == [])
    #expect(try centre(before: ["2026-03-22"], at: "14:00", then: ["2026-03-23"], at: "09:00").broken == ["rest"])
  }

  @Test("a row of days goes on over the first date")
  func daysInARow() throws {
    let before = ["2026-03-20", "2026-03-21", "2026-03-22"]
    #expect(try centre(before: before, then: ["2026-03-23", "2026-03-24"]).broken == [])
    let long = try centre(before: before, then: ["2026-03-23", "2026-03-24", "2026-03-25"])
    #expect(long.broken == ["days-in-a-row"])
    #expect(long.violations.first?.date.isoText == "2026-03-25")
    // A row that was too long before the plan is reported only where the plan makes it longer.
    let week = (16...22).map { "2026-03-\($0)" }
    #expect(try centre(before: week, then: ["2026-03-24"]).broken == [])
    #expect(try centre(before: week, then: ["2026-03-23"]).violations.map(\.date.isoText) == ["2026-03-23"])
  }

  @Test("a row of days that the plan ends too soon, and days off that it ends too soon")
  func leastRows() throws {
    var short = try centre(before: ["2026-03-19", "2026-03-22"], then: ["2026-03-24", "2026-03-25"])
    short.contract.leastDaysInARow = 2
    // The row of the 19th was over before the plan; that of the 22nd ends because the 23rd is off.
    #expect(short.broken == ["days-in-a-row-least"])
    // Who cannot work on the 23rd cannot go on.
    var away = short
    away.scenario.availability = [
      Availability(agent: "ana", weekdays: [.tuesday, .wednesday], from: .midnight, to: .endOfDay)
    ]
    #expect(away.broken == [])
    away.scenario.availability[0].weekdays.append(.monday)
    #expect(away.broken == ["days-in-a-row-least"])
    var off = try centre(before: ["2026-03-21"], then: ["2026-03-23"])
    off.contract.daysOffInARow = 2
    #expect(off.broken == ["days-off-in-a-row"])
    off.contract.daysOffInARow = 1
    #expect(off.broken == [])
  }

  @Test("a row may end on the eve where nights, kinds in a row or what may follow leave no shift that could go on")
  func rowsThatCannotGoOn() throws {
    // After the night from 22:00 to 06:30 a shift may begin from 17:30 on, and so lasts beyond midnight.
    var short = try centre(before: ["2026-03-19", "2026-03-22"], at: "22:00", then: ["2026-03-24", "2026-03-25"])
    short.contract.leastDaysInARow = 2
    short.contract.shiftMinutes = [480]
    short.contract.kinds = [KindOfShift(name: "late", from: try time("17:00"), to: try time("22:00"))]
    #expect(short.broken == ["days-in-a-row-least"])
    #expect(short.after { $0.contract.nightsInARow = 1 }.broken == [])
    #expect(short.after { $0.contract.nightsInARow = 2 }.broken == ["days-in-a-row-least"])
    #expect(short.after { $0.contract.kindsInARow = [KindLimit(kind: "late", most: 1)] }.broken == [])
    #expect(short.after { $0.contract.kindSuccessions = [KindSuccession(after: "late", next: [])] }.broken == [])
    let goesOn = short.after { $0.contract.kindSuccessions = [KindSuccession(after: "late", next: ["late"])] }
    #expect(goesOn.broken == ["days-in-a-row-least"])
  }

  @Test("nights and weekends before the horizon count")
  func nightsAndWeekends() throws {
    var nights = try centre(before: ["2026-03-21", "2026-03-22"], at: "22:00", then: ["2026-03-23"], at: "22:00")
    nights.contract.nightsInARow = 3
    #expect(nights.broken == [])
    nights.contract.nightsInARow = 2
    #expect(nights.broken == ["nights-in-a-row"])
    var weekends = try centre(before: ["2026-03-21"], then: ["2026-03-28"])
    weekends.contract.weekendsPerFourWeeks = 2
    #expect(weekends.broken == [])
    weekends.contract.weekendsPerFourWeeks = 1
    #expect(weekends.broken == ["weekends"])
  }

  @Test("an absence that begins in the middle of a shift leaves what was worked, and nothing after it")
  func cutShort() throws {
    var centre = try Centre()
    try centre.work("2026-03-24")
    let start = centre.shifts[0].start
    centre.shifts[0].end = start.advanced(bySeconds: 4 * 3600 + 1800)
    centre.shifts[0].paidMinutes = 240
    centre.shifts[0].breaks.removeAll { $0.kind == .rest }
    var absence = Leave(agent: "ana", from: centre.shifts[0].date, to: centre.shifts[0].date, kind: "sick")
    absence.since = centre.shifts[0].end
    centre.scenario.absences = [absence]
    #expect(centre.broken == [])
    #expect(centre.after { $0.shifts[0].end = start.advanced(bySeconds: 5 * 3600) }.broken.contains("absence"))
    #expect(centre.after { $0.scenario.absences[0].since = nil }.broken.contains("absence"))
  }
}
