import Foundation
import Testing

/// What an old state that is published again makes of work that has begun, by the built command.
@Suite struct RollbackTests {
  @Test(
    "a date of which one of two states has begun stays whole as it was told last, and everything goes on from it",
    arguments: [["08:00", "14:00"], ["14:00", "08:00"]])
  func begunShift(starts: [String]) throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let date = "2026-03-03"
    let person = try #require(try life.shifts().keys.sorted().first { $0.hasSuffix(date) }).prefix { $0 != " " }
    for (start, moment) in zip(starts, ["2026-02-27T12:00", "2026-02-28T12:00"]) {
      let moved = try life.muster("move plan \(person) --on \(date) --to \(start) --allow-faults --at \(moment)")
      #expect(moved.status <= 1, "\(moved.errors)")
      try life.publish(at: moment)
    }
    let told = try life.rows("out/roster.csv")
    let back = try life.muster("rollback plan 1 --at \(date)T12:00")
    #expect(back.status == 0 && back.output.contains("Nothing to publish"), "\(back.output)\(back.errors)")
    #expect(try life.rows("out/roster.csv") == told)
    for command in ["audit plan", "diff plan", "publish plan --at \(date)T12:30"] {
      let next = try life.muster(command)
      #expect(next.status <= 1, "\(command): \(next.errors)")
    }
    // Before anything of the date has begun it comes back.
    let early = try life.muster("rollback plan 1 --at \(date)T07:00")
    #expect(early.output.contains("Publication 3: 1 change for 1 person"), "\(early.output)\(early.errors)")
  }

  @Test("a duty on call that has begun by one of two states is held once, as it was told last")
  func begunDuty() throws {
    let duty = """
      on-call:
        - { site: paris, skill: phone, days: daily, hours: 18:00-22:00 }

      """
    let life = try LifeOfRoster(yaml: TinyScenario.yaml + duty)
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let edit = "sed -i 's/hours: 18:00-22:00/hours: 17:00-22:00/' plan/scenario.yaml"
    #expect(try Command.shell(edit, in: life.folder).status == 0)
    #expect(try life.muster("plan plan --effort quick --redraft 2026-03-03").status <= 1)
    try life.publish(at: "2026-02-28T12:00")
    func held(on date: String) throws -> [String?] {
      try life.rows("out/oncall.csv").filter { $0["date"] == date && $0["status"] == "held" }.map { $0["start_utc"] }
    }
    #expect(try held(on: "2026-03-04") == ["2026-03-04 16:00:00Z"])
    let back = try life.muster("rollback plan 1 --at 2026-03-04T17:30")
    #expect(back.status == 0, "\(back.errors)")
    #expect(try held(on: "2026-03-04") == ["2026-03-04 16:00:00Z"])
    #expect(try held(on: "2026-03-05") == ["2026-03-05 17:00:00Z"])
  }
}
