import LabourRules
import Testing
import Timeline
import Workforce

@Suite("Split shifts")
struct SplitShiftTests {
  /// A Tuesday of 08:00 to 12:00 and 15:00 to 19:00, one short break in each part, by a contract with gaps of 2 to 4 h and parts
  /// of 3 h.
  private func centre() throws -> Centre {
    var centre = try Centre(weeks: 1)
    centre.contract.split = SplitRule(gapMinutes: 120...240, partMinutes: 180)
    try centre.work("2026-03-24", "2026-03-24", paid: 240)
    centre.shifts[1].move(byMinutes: 7 * 60)
    centre.shifts[1].ordinal = 1
    for part in 0..<2 { centre.shifts[part].breaks.remove(at: part) }
    return centre
  }

  /// The second part starts later, and ends so much later.
  private func later(_ minutes: Int) throws -> Centre {
    try centre().after { $0.shifts[1].move(byMinutes: minutes) }
  }

  @Test("two parts are one shift where the contract asks for split shifts, and a fault where it does not")
  func asked() throws {
    let centre = try centre()
    #expect(centre.violations.isEmpty)
    let never = centre.after { $0.contract.split = nil }
    #expect(never.broken.contains("one-shift-a-day"))
    #expect(never.broken.contains("rest"))
    // Three parts are one too many.
    let three = centre.after { $0.shifts.append($0.shifts[1].moved(byMinutes: 300, ordinal: 2)) }
    #expect(three.broken.contains("one-shift-a-day"))
  }

  @Test("a gap may be as short and as long as the contract says, not a minute less or more")
  func gap() throws {
    #expect(try later(-60).violations.isEmpty)
    #expect(try later(60).violations.isEmpty)
    let short = try later(-61)
    #expect(short.broken == ["split-gap"])
    #expect(short.violations[0].finding == "has a gap of 1 h 59 min in a split shift, 1 min less than 2 h")
    let long = try later(61)
    #expect(long.broken == ["split-gap"])
    #expect(long.violations[0].finding == "has a gap of 4 h 1 min in a split shift, 1 min more than 4 h")
  }

  @Test("a part may be as short as the contract says, not a minute less")
  func part() throws {
    func first(of minutes: Int) throws -> Centre {
      try centre().after {
        $0.shifts[0].lengthen(byMinutes: minutes - 240)
        $0.shifts[1].lengthen(byMinutes: 240 - minutes)
      }
    }
    #expect(try first(of: 180).violations.isEmpty)
    let short = try first(of: 179)
    #expect(short.broken == ["split-part", "split-gap"].sorted())
    #expect(short.violations.map(\.finding).contains("has a part of 2 h 59 min in a split shift, 1 min less than 3 h"))
  }

  @Test("paid time and short breaks are those of both parts together, and there is no lunch")
  func whole() throws {
    let centre = try centre()
    #expect(centre.after { $0.shifts[1].lengthen(byMinutes: 1) }.broken == ["paid-length"])
    #expect(centre.after { $0.shifts[1].breaks = [] }.broken == ["breaks"])
    let lunch = centre.after {
      $0.shifts[0].breaks.append(pause(.lunch, from: $0.shifts[0].start, after: 120, minutes: 30))
      $0.shifts[0].end = $0.shifts[0].end.advanced(bySeconds: 30 * 60)
    }
    #expect(lunch.broken == ["lunch"])
  }

  @Test("rest is counted from the end of the second part, to the minute, and the day counts once")
  func rest() throws {
    var centre = try centre()
    // 19:00 to 06:00 are the contract's 11 h.
    try centre.work("2026-03-25", at: "06:00")
    #expect(centre.violations.isEmpty)
    #expect(centre.after { $0.shifts[1].move(byMinutes: 1) }.broken == ["rest"])
    centre.contract.weekDays = 2
    #expect(centre.violations.isEmpty)
  }

  @Test("a fixed shift may be worked split when start and paid time are as fixed")
  func fixed() throws {
    var centre = try centre()
    let fixed = FixedShift(agent: "ana", date: try date("2026-03-24"), start: try time("08:00"), paidMinutes: 480)
    centre.scenario.fixedShifts = [fixed]
    #expect(centre.violations.isEmpty)
    centre.scenario.fixedShifts[0].paidMinutes = 240
    #expect(centre.broken == ["fixed-shift"])
  }

  @Test("a stretch on a queue ends with its part, and to go to another one after the gap is a change")
  func queues() throws {
    var split = try centre()
    split.scenario.agents[0].languages = ["es", "fr"]
    split.contract.leastStretch = 240
    split.contract.mostQueueChanges = 1
    split.spells = split.shifts.enumerated().map {
      QueueSpell(agent: "ana", start: $1.start, end: $1.end, queues: [$0])
    }
    #expect(split.violations.isEmpty)
    #expect(split.after { $0.contract.leastStretch = 241 }.broken == ["least-stretch", "least-stretch"])
    #expect(split.after { $0.contract.mostQueueChanges = 0 }.broken == ["queue-changes"])
    // Both parts on one queue are one shift without a change, however short.
    let same = split.after {
      $0.spells[1].queues = [0]
      $0.contract.leastStretch = 600
      $0.contract.mostQueueChanges = 0
    }
    #expect(same.violations.isEmpty)
  }
}

extension Shift {
  /// The same work later on the date.
  fileprivate func moved(byMinutes minutes: Int, ordinal: Int) -> Shift {
    var copy = self
    copy.move(byMinutes: minutes)
    copy.ordinal = ordinal
    return copy
  }
}
