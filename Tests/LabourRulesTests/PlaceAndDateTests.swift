import LabourRules
import Testing
import Timeline
import Workforce

@Suite("Where and on which dates people work")
struct PlaceAndDateTests {
  @Test("an empty roster of people without least hours breaks nothing")
  func empty() throws {
    #expect(try Centre().broken.isEmpty)
  }

  @Test("a week of plain shifts breaks nothing")
  func plainWeek() throws {
    var centre = try Centre()
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27")
    #expect(centre.violations.isEmpty)
  }

  @Test("a shift and a spell of somebody nobody knows are both found")
  func unknownPerson() throws {
    var centre = try Centre()
    try centre.work("2026-03-23")
    let start = centre.shifts[0].start
    centre.spells = [QueueSpell(agent: "bob", start: start, end: start.advanced(bySeconds: 60), queues: [0])]
    centre.shifts.append(centre.shifts[0])
    centre.shifts[1].agent = "bob"
    #expect(centre.broken == ["unknown-person", "unknown-person"])
    #expect(
      centre.violations[0].sentence == "bob on 2026-03-23 has a shift but is not in the scenario (unknown-person)")
  }

  @Test("a person whose contract is missing is named once")
  func unknownContract() throws {
    var centre = try Centre()
    try centre.work("2026-03-23", "2026-03-24")
    centre.scenario.agents[0].contract = "part-time"
    #expect(centre.broken == ["unknown-contract"])
  }

  @Test("a site must be known and the person's own")
  func sites() throws {
    var centre = try Centre()
    try centre.work("2026-03-23")
    #expect(centre.after { $0.shifts[0].site = "nowhere" }.broken == ["unknown-site"])
    #expect(centre.after { $0.shifts[0].site = "away" }.broken == ["own-site"])
  }

  @Test("the date of a shift is the site's date, not the one in UTC")
  func dateOfShift() throws {
    var centre = try Centre(zone: "Asia/Manila")
    try centre.work("2026-03-24", at: "06:00")  // 22:00 on the 23rd in UTC
    #expect(centre.violations.isEmpty)
    centre.shifts[0].date = try date("2026-03-23")
    #expect(centre.broken == ["date"])
  }

  @Test("the last date of the horizon may be worked, the one after may not")
  func horizon() throws {
    var centre = try Centre(weeks: 1)
    try centre.work("2026-03-29")
    #expect(centre.violations.isEmpty)
    centre.shifts.removeAll()
    try centre.work("2026-03-30")
    #expect(centre.broken == ["horizon"])
    centre.shifts.removeAll()
    try centre.work("2026-03-22")
    #expect(centre.broken == ["horizon"])
  }

  @Test("first and last day of employment may be worked, a day outside may not")
  func employment() throws {
    var centre = try Centre()
    try centre.work("2026-03-24", "2026-03-25")
    let employed = try centre.after {
      $0.contract.weekDays = 7  // so that five days before and after leave room for two
      $0.contract.weekMostMinutes = 3360
      $0.scenario.agents[0].from = try date("2026-03-24")
      $0.scenario.agents[0].to = try date("2026-03-25")
    }
    #expect(employed.violations.isEmpty)
    let early = try employed.after { $0.scenario.agents[0].from = try date("2026-03-25") }
    #expect(early.broken == ["week-days", "week-hours-most", "employment"])
    #expect(early.violations[2].finding == "works 1 day before joining on 2026-03-25")
    let late = try employed.after { $0.scenario.agents[0].to = try date("2026-03-24") }
    #expect(late.violations.last?.finding == "works 1 day after leaving on 2026-03-24")
  }

  @Test("a day of leave may not be worked, the evening before may, though it ends on the morning of the leave")
  func leave() throws {
    var centre = try Centre()
    try centre.work("2026-03-24", at: "22:00")
    func away(on text: String) throws -> Centre {
      try centre.after {
        $0.scenario.leave = [Leave(agent: "ana", from: try date(text), to: try date(text), kind: "vacation")]
      }
    }
    #expect(try away(on: "2026-03-25").violations.isEmpty)
    #expect(try away(on: "2026-03-24").broken == ["leave"])
  }

  @Test("a date of absence may not be worked; its week owes no hours, but holds no more than before")
  func absence() throws {
    var centre = try Centre(weeks: 1)
    centre.contract.weekLeastMinutes = 2400
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27")
    #expect(centre.violations.isEmpty)
    func absent(on text: String) throws -> Centre {
      try centre.after {
        $0.scenario.absences = [Leave(agent: "ana", from: try date(text), to: try date(text), kind: "sick")]
      }
    }
    #expect(try absent(on: "2026-03-26").broken == ["absence"])
    let home = try absent(on: "2026-03-26").after { $0.shifts.remove(at: 3) }
    #expect(home.violations.isEmpty)
    // Leave would lower the most as well; an absence on a day off lowers nothing.
    #expect(try absent(on: "2026-03-28").violations.isEmpty)
    let unexcused = home.after { $0.scenario.absences = [] }
    #expect(unexcused.broken == ["week-hours-least"])
  }

  @Test("a fixed shift is worked at its start and with its paid time, unless the person is absent")
  func fixedShift() throws {
    var centre = try Centre(weeks: 1)
    try centre.work("2026-03-24", at: "08:00")
    let fixed = try centre.after {
      $0.scenario.fixedShifts = [
        FixedShift(agent: "ana", date: try date("2026-03-24"), start: try time("08:00"), paidMinutes: 480)
      ]
    }
    #expect(fixed.violations.isEmpty)
    let later = fixed.after { for index in $0.shifts.indices { $0.shifts[index].move(byMinutes: 30) } }
    #expect(later.broken == ["fixed-shift"])
    #expect(later.violations.first?.finding == "has no shift from 08:00 of 8 h paid, which is fixed")
    let off = fixed.after { $0.shifts = [] }
    #expect(off.broken == ["fixed-shift"])
    let absent = try off.after {
      $0.scenario.absences = [
        Leave(agent: "ana", from: try date("2026-03-24"), to: try date("2026-03-24"), kind: "sick")
      ]
    }
    #expect(absent.violations.isEmpty)
  }

  @Test("overtime raises the most hours and days of a week, and not by a minute or a day more")
  func overtime() throws {
    var centre = try Centre(weeks: 1)
    centre.contract.daysInARow = 7
    try centre.work(
      "2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27", "2026-03-28")
    #expect(centre.broken == ["week-days", "week-hours-most"])
    centre.contract.overtimeMinutes = 480
    #expect(centre.broken == ["week-days"])
    centre.contract.overtimeDays = 1
    #expect(centre.violations.isEmpty)
    centre.contract.overtimeMinutes = 479
    #expect(centre.broken == ["week-hours-most"])
  }

  @Test("a day off that is too short for the contract is excused by an absence in it")
  func absenceBetweenRows() throws {
    var centre = try Centre(weeks: 1)
    centre.contract.daysOffInARow = 2
    try centre.work("2026-03-23", "2026-03-25")
    #expect(centre.broken == ["days-off-in-a-row"])
    centre.scenario.absences = [
      Leave(agent: "ana", from: try date("2026-03-24"), to: try date("2026-03-24"), kind: "sick")
    ]
    #expect(centre.violations.isEmpty)
  }

  @Test("a second shift on one date is one too many, however far apart")
  func twoShifts() throws {
    var centre = try Centre()
    centre.contract.restMinutes = 60
    try centre.work("2026-03-24", at: "06:00", paid: 240)
    try centre.work("2026-03-25", at: "18:00", paid: 240)
    #expect(centre.violations.isEmpty)
    try centre.work("2026-03-24", at: "18:00", paid: 240)
    #expect(centre.broken == ["one-shift-a-day"])
  }

  @Test("violations come by person, date and rule, whatever the order of the roster")
  func order() throws {
    var centre = try Centre()
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25")
    for index in centre.shifts.indices { centre.shifts[index].paidMinutes += 1 }
    let forwards = centre.violations
    centre.shifts.reverse()
    #expect(centre.violations == forwards)
    #expect(forwards == forwards.sorted())
    #expect(forwards.count == 6)
  }
}
