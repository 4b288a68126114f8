import LabourRules
import Testing
import Timeline
import Workforce

/// Something a person might do to a good roster in a spreadsheet.
struct Mishap: Sendable, CustomStringConvertible {
  var description: String
  /// What the audit must find, in its order.
  var rules: [String]
  var change: @Sendable (inout Centre) throws -> Void

  init(_ description: String, _ rules: [String], _ change: @escaping @Sendable (inout Centre) throws -> Void) {
    self.description = description
    self.rules = rules
    self.change = change
  }
}

private let mishaps = [
  Mishap("a row of somebody who left the scenario", ["unknown-person"]) { $0.shifts[0].agent = "gone" },
  Mishap("a mistyped site", ["unknown-site"]) { $0.shifts[0].site = "hmoe" },
  Mishap("a shift lent to another site", ["own-site"]) { $0.shifts[0].site = "away" },
  Mishap("the same row pasted twice", ["one-shift-a-day", "overlap", "week-hours-most"]) {
    $0.shifts.append($0.shifts[0])
  },
  Mishap("a row copied to a day that was free", ["days-in-a-row", "week-days", "week-hours-most"]) {
    try $0.work("2026-03-28")
  },
  Mishap("a shift pulled a quarter of an hour earlier", ["start"]) { $0.shifts[2].move(byMinutes: -15) },
  Mishap("a shift stretched without its pay", ["paid-time"]) {
    $0.shifts[2].end = $0.shifts[2].end.advanced(bySeconds: 1800)
  },
  Mishap("a shift stretched with its pay", ["week-hours-most", "paid-length"]) { $0.shifts[2].lengthen(byMinutes: 30) },
  Mishap("lunch struck out to go home early", ["lunch"]) {
    $0.shifts[2].breaks.removeAll { $0.kind == .lunch }
    $0.shifts[2].end = $0.shifts[2].end.advanced(bySeconds: -1800)
  },
  Mishap("a short break forgotten", ["breaks"]) { $0.shifts[2].breaks.removeFirst() },
  Mishap("a break left where it was when the shift moved", ["break-inside"]) {
    let pause = $0.shifts[2].breaks[0]
    $0.shifts[2].move(byMinutes: 120)
    $0.shifts[2].breaks[0] = pause
  },
  Mishap("a late shift before an early one", ["rest"]) { $0.shifts[2].move(byMinutes: 8 * 60) },
  Mishap("the night before an early Sunday, an hour short by the clock change", ["rest"]) {
    $0.contract.weekMostMinutes = 2880
    $0.contract.weekDays = 6
    $0.shifts.removeAll { $0.date.isoText == "2026-03-24" }
    try $0.work("2026-03-28", at: "11:30")  // to 20:00
    try $0.work("2026-03-29", at: "07:00")
    $0.contract.daysInARow = 10
  },
  Mishap("a shift on a day of leave", ["leave", "week-days", "week-hours-most"]) {
    $0.scenario.leave = [Leave(agent: "ana", from: $0.shifts[4].date, to: $0.shifts[4].date, kind: "sick")]
  },
  Mishap("a shift deleted", ["week-hours-least"]) { $0.shifts.removeLast() },
  Mishap("a date changed but not the times", ["date", "one-shift-a-day"]) {
    $0.shifts[0].date = $0.shifts[1].date
  },
  Mishap("a queue the person cannot speak", ["spell-queue"]) { $0.spells[0].queues = [1] },
  Mishap("a shift moved without its queues", ["spell-inside"]) { $0.shifts[0].move(byMinutes: 30) },
]

@Suite("A good roster, edited by hand")
struct HandEditedRosterTests {
  /// Two calendar weeks of five shifts of 8 h each, all of the time on the phone, 40 h demanded.
  private func good() throws -> Centre {
    var centre = try Centre()
    centre.contract.weekLeastMinutes = 2400
    try centre.work("2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27", at: "08:00")
    try centre.work("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03", at: "08:00")
    let first = centre.shifts[0]
    centre.spells = [QueueSpell(agent: "ana", start: first.start, end: first.end, queues: [0])]
    return centre
  }

  @Test("as made it breaks nothing")
  func untouched() throws {
    #expect(try good().violations.isEmpty)
  }

  @Test("every mishap is found, and nothing that is right is blamed", arguments: mishaps)
  func mishap(_ mishap: Mishap) throws {
    var centre = try good()
    if mishap.rules.first != "week-hours-least" { centre.contract.weekLeastMinutes = 0 }
    if !mishap.rules.contains(where: { $0.hasPrefix("spell") }) { centre.spells = [] }
    try mishap.change(&centre)
    #expect(centre.broken.sorted() == mishap.rules.sorted(), "\(centre.violations)")
  }
}
