import LabourRules
import Testing
import Timeline
import Workforce

@Suite("Who takes which queues when")
struct SpellTests {
  /// One shift from 08:00 to 16:30, all of it on Spanish phone.
  private func onThePhone() throws -> Centre {
    var centre = try Centre()
    try centre.work("2026-03-24")
    let shift = centre.shifts[0]
    centre.spells = [QueueSpell(agent: "ana", start: shift.start, end: shift.end, queues: [0])]
    return centre
  }

  @Test("a spell over the whole shift, breaks and all, is right")
  func wholeShift() throws {
    #expect(try onThePhone().violations.isEmpty)
  }

  @Test("a spell that ends a minute after the shift is outside it")
  func outside() throws {
    let late = try onThePhone().after { $0.spells[0].end = $0.spells[0].end.advanced(bySeconds: 60) }
    #expect(late.violations.map(\.finding) == ["has a spell at 08:00 outside their shifts"])
    let none = try onThePhone().after { $0.shifts = [] }
    #expect(none.broken == ["spell-inside"])
  }

  @Test("a queue in a language the person does not speak is not theirs")
  func foreignQueue() throws {
    let french = try onThePhone().after { $0.spells[0].queues = [0, 1] }
    #expect(
      french.violations.map(\.sentence) == [
        "ana on 2026-03-24 has a spell at 08:00 on fr-phone, which they may not serve (spell-queue)"
      ])
    #expect(french.after { $0.scenario.agents[0].languages = ["fr", "es"] }.violations.isEmpty)
  }

  @Test("channel, tier and further needs are asked for as well", arguments: ["channel", "tier", "need"])
  func skills(missing: String) throws {
    let centre = try onThePhone().after {
      switch missing {
      case "channel": $0.scenario.agents[0].skills = ["L1"]
      case "tier": $0.scenario.queues[0].tier = "L2"
      default: $0.scenario.queues[0].needs = ["billing"]
      }
    }
    #expect(centre.broken == ["spell-queue"])
  }

  @Test("a queue the scenario does not have is named by its number")
  func unknownQueue() throws {
    let centre = try onThePhone().after { $0.spells[0].queues = [7] }
    #expect(
      centre.violations.map(\.finding) == [
        "has a spell at 08:00 on queue number 7, which the scenario does not have"
      ])
  }

  @Test("spells may follow each other but not overlap by a minute")
  func overlap() throws {
    let centre = try onThePhone().after {
      let noon = $0.shifts[0].start.advanced(bySeconds: 4 * 3600)
      $0.spells = [
        QueueSpell(agent: "ana", start: $0.shifts[0].start, end: noon, queues: [0]),
        QueueSpell(agent: "ana", start: noon, end: $0.shifts[0].end, queues: [0]),
      ]
    }
    #expect(centre.violations.isEmpty)
    let shared = centre.after { $0.spells[1].start = $0.spells[1].start.advanced(bySeconds: -60) }
    #expect(shared.violations.map(\.finding) == ["has a spell at 11:59 that overlaps another by 1 min"])
  }

  @Test("a spell without queues or without length is none")
  func nothing() throws {
    let centre = try onThePhone()
    #expect(centre.after { $0.spells[0].queues = [] }.broken == ["spell-span"])
    #expect(centre.after { $0.spells[0].end = $0.spells[0].start }.broken == ["spell-span"])
  }

  /// The shift from 08:00 to 16:30, given to one queue after the other for so many minutes each.
  private func changing(_ minutes: Int...) throws -> Centre {
    try onThePhone().after {
      $0.scenario.agents[0].languages = ["fr", "es"]
      $0.contract.leastStretch = 60
      $0.contract.mostQueueChanges = 3
      var begin = $0.shifts[0].start
      $0.spells = minutes.enumerated().map { place, minutes in
        defer { begin = begin.advanced(bySeconds: 60 * minutes) }
        return QueueSpell(
          agent: "ana", start: begin, end: begin.advanced(bySeconds: 60 * minutes), queues: [place % 2])
      }
    }
  }

  @Test("a stretch of an hour passes, one of a minute less does not; on one queue all day nothing is too short")
  func leastStretch() throws {
    #expect(try changing(60, 390, 60).violations.isEmpty)
    let short = try changing(60, 391, 59)
    #expect(
      short.violations.map(\.sentence) == [
        "ana on 2026-03-24 has a spell at 15:31 on es-phone for 59 min, 1 min less than 1 h (least-stretch)"
      ])
    #expect(short.after { $0.contract.leastStretch = 0 }.violations.isEmpty)
    #expect(try changing(60, 390, 60).after { $0.scenario.queues[1].leastStretch = 391 }.broken == ["least-stretch"])
    // Spells that follow each other on the same queues are one stretch, and a short shift has one.
    #expect(try changing(60, 59, 391).after { $0.spells[1].queues = [0] }.violations.isEmpty)
    let brief = try Centre().after {
      $0.contract.leastStretch = 300
      try $0.work("2026-03-24", paid: 240)
      $0.spells = [QueueSpell(agent: "ana", start: $0.shifts[0].start, end: $0.shifts[0].end, queues: [0])]
    }
    #expect(brief.violations.isEmpty)
    // Whoever falls ill on a queue stays on it no longer.
    let ill = short.after {
      let shift = $0.shifts[0]
      var absence = Leave(agent: "ana", from: shift.date, to: shift.date, kind: "sick")
      absence.since = shift.end
      $0.scenario.absences = [absence]
    }
    #expect(ill.violations.isEmpty)
  }

  @Test("three changes of queue pass where a contract has no more, four do not")
  func queueChanges() throws {
    #expect(try changing(60, 60, 60, 330).violations.isEmpty)
    let many = try changing(60, 60, 60, 60, 270)
    #expect(many.violations.map(\.finding) == ["has 4 changes of queue, 1 more than 3"])
    #expect(many.after { $0.contract.mostQueueChanges = nil }.violations.isEmpty)
  }
}
