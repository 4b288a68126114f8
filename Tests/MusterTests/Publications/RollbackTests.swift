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
    let early = try life.muster("rollback plan 1 --at \(date)T07:00 --allow-faults")
    #expect(early.output.contains("Publication 3: 1 change for 1 person"), "\(early.output)\(early.errors)")
  }

  /// Somebody must be reachable in the evening.
  private static let yaml =
    TinyScenario.yaml + """
      on-call:
        - { site: paris, skill: phone, days: daily, hours: 18:00-22:00 }

      """

  /// Who is on call from when on a date.
  private func held(on date: String, _ life: LifeOfRoster) throws -> [String] {
    try life.rows("out/oncall.csv").filter { $0["date"] == date && $0["status"] == "held" }
      .map { "\($0["agent_id"] ?? "") \($0["start_utc"] ?? "")" }
  }

  @Test("a duty on call that has begun by one of two states is held once, as it was told last")
  func begunDuty() throws {
    let life = try LifeOfRoster(yaml: Self.yaml)
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let edit = "sed -i 's/hours: 18:00-22:00/hours: 17:00-22:00/' plan/scenario.yaml"
    #expect(try Command.shell(edit, in: life.folder).status == 0)
    #expect(try life.muster("plan plan --effort quick --redraft 2026-03-03").status <= 1)
    try life.publish(at: "2026-02-28T12:00")
    let told = try held(on: "2026-03-04", life)
    #expect(told.count == 1 && told[0].hasSuffix(" 2026-03-04 16:00:00Z"), "\(told)")
    let back = try life.muster("rollback plan 1 --at 2026-03-04T17:30")
    #expect(back.status == 0, "\(back.output)\(back.errors)")
    #expect(try held(on: "2026-03-04", life) == told)
    let next = try held(on: "2026-03-05", life)
    #expect(next.count == 1 && next[0].hasSuffix(" 2026-03-05 17:00:00Z"), "\(next)")
  }

  @Test("a duty on call that passed on because its holder is ill does not go back to them")
  func dutyOfTheSick() throws {
    let life = try LifeOfRoster(yaml: Self.yaml)
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let first = try held(on: "2026-03-04", life)
    let holder = try #require(first.first).prefix { $0 != " " }
    let mended = try life.muster("replan plan --sick \(holder) --on 2026-03-04 --at 2026-03-04T07:00")
    #expect(mended.status <= 1, "\(mended.errors)")
    try life.publish(at: "2026-03-04T07:10")
    let told = try held(on: "2026-03-04", life)
    #expect(told.count == 1 && told != first, "\(told)")
    let back = try life.muster("rollback plan 1 --at 2026-03-04T07:30")
    #expect(back.status <= 1, "\(back.errors)")
    #expect(
      back.output.contains("Note: \(holder) stays not on call for phone on 2026-03-04: sick\n"), "\(back.output)")
    #expect(try held(on: "2026-03-04", life) == told)
  }

  @Test("whoever is ill, on leave or gone by now is not asked to come again, and it is said of whom and when")
  func away() throws {
    // Everybody works from Monday to Friday, from 9 to 17.
    let yaml =
      TinyScenario.yaml.replacing("hours: 16-40 h", with: "hours: 40 h")
      .replacing("08:00-09:00 every 60 min", with: "09:00-09:00 every 60 min") + "leave: leave.csv\n"
    let header = "agent,from,to,kind\n"
    let life = try LifeOfRoster(yaml: yaml, people: ["p1", "p2", "p3", "p4"], leave: header)
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let plan = life.folder.appending(path: "plan")
    try Data((header + "p2,2026-03-05,2026-03-05,vacation\n").utf8).write(to: plan.appending(path: "leave.csv"))
    let leaving = "sed -i '1s/$/,to/; /^p3/s/$/,2026-03-05/; /^p[124]/s/$/,/' plan/agents.csv"
    #expect(try Command.shell(leaving, in: life.folder).status == 0)
    for question in ["--sick p1 --on 2026-03-03 --until 2026-03-04", "--from 2026-03-03"] {
      let mended = try life.muster("replan plan \(question) --at 2026-03-03T07:00")
      #expect(mended.status <= 1, "\(mended.errors)")
    }
    try life.publish(at: "2026-03-03T07:10")
    let told = try life.shifts()
    let gone = ["p1 2026-03-03", "p1 2026-03-04", "p2 2026-03-05", "p3 2026-03-06"]
    #expect(told.count == 16 && gone.allSatisfy { told[$0] == nil }, "\(told)")
    let back = try life.muster("rollback plan 1 --at 2026-03-03T08:00")
    #expect(back.status == 0 && back.output.contains("Nothing to publish"), "\(back.output)\(back.errors)")
    for note in [
      "p1 stays off on 2026-03-03, 2026-03-04: sick", "p2 stays off on 2026-03-05: vacation",
      "p3 stays off on 2026-03-06: not employed then",
    ] { #expect(back.output.contains("Note: \(note)\n"), "\(back.output)") }
    #expect(try life.shifts() == told)
  }

  @Test("an absence in weeks of which the old state says nothing stays recorded")
  func absenceOfOtherWeeks() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    func plan(_ former: String, _ next: String) throws {
      let edit = "sed -i 's/first: \(former)/first: \(next)/' plan/scenario.yaml"
      #expect(try Command.shell(edit, in: life.folder).status == 0)
    }
    try plan("2026-03-02", "2026-03-09")
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    try life.fallIll(on: "2026-03-11")
    try life.publish(at: "2026-02-27T13:00")
    let absences = try life.rows("out/absences.csv")
    #expect(absences.count == 1)
    try plan("2026-03-09", "2026-03-02")
    let back = try life.muster("rollback plan 1 --at 2026-02-27T14:00")
    #expect(back.status == 0 && !back.output.contains("taken back"), "\(back.output)\(back.errors)")
    #expect(try life.rows("out/absences.csv") == absences)
  }

  @Test("an absence that only the draft knows is said to go with it")
  func absenceOfTheDraft() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    #expect(try life.muster("replan plan --sick p1 --on 2026-03-03").status <= 1)
    let back = try life.muster("rollback plan 1 --at 2026-02-28T12:00")
    #expect(back.status == 0, "\(back.errors)")
    #expect(
      back.output.contains("the absence of p1 from 2026-03-03 to 2026-03-03 (sick)")
        && back.output.contains("record it again with muster replan --sick"), "\(back.output)")
  }

  @Test("an old state that breaks rules which the one of now keeps is shown and not published, unless that is allowed")
  func brokenRules() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let date = "2026-03-03"
    let person = try #require(try life.shifts().keys.sorted().first { $0.hasSuffix(date) }).prefix { $0 != " " }
    for (start, moment) in [("14:00", "2026-02-27T12:00"), ("09:00", "2026-02-28T12:00")] {
      try life.muster("move plan \(person) --on \(date) --to \(start) --allow-faults --at \(moment)")
      try life.publish(at: moment)
    }
    let before = try Command.contents(of: life.folder)
    let refused = try life.muster("rollback plan 1 --at 2026-03-01T12:00")
    #expect(refused.status == 1 && refused.errors.contains("--allow-faults"), "\(refused.output)\(refused.errors)")
    #expect(refused.output.contains("Publication 3 would be: 1 change for 1 person"), "\(refused.output)")
    #expect(refused.output.contains("Breaks a rule: \(person) on \(date)"), "\(refused.output)")
    #expect(refused.output.contains("Nothing was written"), "\(refused.output)")
    #expect(try Command.contents(of: life.folder) == before)
    let made = try life.muster("rollback plan 1 --at 2026-03-01T12:00 --allow-faults")
    #expect(made.status == 1 && made.output.contains("Publication 3: 1 change for 1 person"), "\(made.output)")
    #expect(made.output.contains("Breaks a rule: \(person) on \(date)"), "\(made.output)")
    #expect(try life.muster("rollback plan 2 --at 2026-03-01T12:00").status == 0)
  }
}
