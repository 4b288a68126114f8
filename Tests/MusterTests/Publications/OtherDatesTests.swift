import Foundation
import Testing

/// Plans go from week to week, people come and go: what was told keeps its dates, by the built command.
@Suite struct OtherDatesTests {
  private func change(_ edit: String, _ life: LifeOfRoster, in file: String = "scenario.yaml") throws {
    #expect(try Command.shell("sed -i '\(edit)' plan/\(file)", in: life.folder).status == 0)
  }

  @Test(
    "a roster of other dates than the plan's is not told, compared, mended or changed: a sentence names both",
    arguments: ["s/first: 2026-03-02/first: 2026-03-09/", "s/weeks: 1/weeks: 2/"], [true, false])
  func otherHorizon(edit: String, isTold: Bool) throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    if isTold { try life.publish(at: "2026-02-27T12:00") }
    try change(edit, life)
    let before = try Command.contents(of: life.out)
    let date = edit.contains("weeks") ? "2026-03-02 to 2026-03-15" : "2026-03-09 to 2026-03-15"
    var lines = [
      "publish plan --at 2026-02-27T13:00", "publish plan --at 2026-02-27T13:00 --dry-run",
      "replan plan --sick p1 --on 2026-03-09", "copy-week plan 2026-03-09 --to 2026-03-09",
    ]
    if isTold { lines.append("diff plan") }
    for line in lines {
      let result = try life.muster(line)
      #expect(result.status == 2, "\(line): \(result.output)\(result.errors)")
      #expect(
        result.errors.contains("the roster is of 2026-03-02 to 2026-03-08, and the plan is of \(date)"),
        "\(line): \(result.errors)")
      #expect(result.errors.contains("muster plan"), "\(result.errors)")
    }
    #expect(try Command.contents(of: life.out) == before)
  }

  @Test("weeks that follow: the list tells their own shifts, and a comparison says of which dates it speaks")
  func nextWeeks() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    try change("s/first: 2026-03-02/first: 2026-03-09/", life)
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    let told = try life.publish(at: "2026-02-28T12:00")
    let own = try life.shifts().count
    #expect(told.contains("Publication 2: \(own) shifts of "), "\(told)")
    try change("s/Person 0/Person Zero/", life, in: "agents.csv")
    #expect(try life.publish(at: "2026-02-28T13:00").contains("0 changes for 0 people"))
    let list = try life.muster("history plan").output.split(separator: "\n")
    #expect(list.count == 4 && list[2].contains(" \(own) shifts "), "\(list)")
    #expect(list[3].contains(" 0 changes  0 people"), "\(list)")
    #expect(try life.muster("diff plan 1 2").output == "Publication 1 and publication 2 have no date in common.\n")
    #expect(try life.muster("diff plan 2 3").output == "Nothing differs from publication 2 to publication 3.\n")
  }

  @Test("whoever left the table of agents is not forgotten by a plan anew: work before its date is asked back")
  func leaver() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let dates = try life.shifts().keys.filter { $0.hasPrefix("p2 ") }.map { $0.suffix(10) }.sorted()
    let first = try #require(dates.first)
    try change("/^p2,/d", life, in: "agents.csv")
    let before = try Command.contents(of: life.out)
    let refused = try life.muster("plan plan --redraft 2026-03-08")
    #expect(refused.status == 2 && refused.errors.contains("the first on \(first)"), "\(refused.errors)")
    for line in ["audit plan", "replan plan --from 2026-03-05"] {
      let result = try life.muster(line)
      #expect(result.status == 2 && result.errors.contains("Who left stays in agents.csv"), "\(line): \(result.errors)")
      #expect(result.errors.contains("last date in column to"), "\(line): \(result.errors)")
    }
    #expect(try Command.contents(of: life.out) == before)
    // From there on everything is planned anew, and they are told that they are off.
    #expect(try life.muster("plan plan --effort quick --redraft \(first)").status <= 1)
    #expect(try life.publish(at: "2026-02-28T12:00").contains("p2"))
    let mine = try life.events("people").values.filter { $0["FILE"] == "p2.ics" }
    #expect(!mine.isEmpty && mine.allSatisfy { $0["STATUS"] == "CANCELLED" })
  }

  @Test("told dates that break a rule stay, and their person works on from there by the rules") func afterFaults()
    throws
  {
    let life = try LifeOfRoster(yaml: TinyScenario.yaml.replacing("weeks: 1", with: "weeks: 2"))
    defer { life.remove() }
    let shifts = try life.shifts()
    let evening = try #require(
      shifts.keys.sorted().first { key in
        let next = key.replacing("2026-03-03", with: "2026-03-04")
        return next != key && shifts[next] != nil
      })
    let person = evening.prefix { $0 != " " }
    // It ends at 01:00, seven hours before the next one or eight.
    let moved = try life.muster("move plan \(person) --on 2026-03-03 --to 17:00 --at 2026-02-27T11:00 --allow-faults")
    #expect(moved.output.contains("(rest)"), "\(moved.output)\(moved.errors)")
    try life.publish(at: "2026-02-27T12:00")
    let told = try life.shifts().filter { $0.key < "\(person) 2026-03-09" || !$0.key.hasPrefix(person) }
    let plan = try life.muster("plan plan --effort quick --redraft 2026-03-09")
    #expect(plan.status == 1, "\(plan.output)\(plan.errors)")
    #expect(
      plan.output.contains("shifts as they were told (") && plan.output.contains("rest of 11 h"), "\(plan.output)")
    #expect(
      plan.output.contains("what was told stays, and work from 2026-03-09 on keeps the rules"), "\(plan.output)")
    let after = try life.shifts()
    #expect(told.filter { $0.key.hasSuffix("2026-03-03") }.allSatisfy { after[$0.key] == $0.value })
    #expect(after.keys.count { $0.hasPrefix("\(person) ") && $0.suffix(10) >= "2026-03-09" } >= 2, "\(after)")
    let audit = try life.muster("audit plan")
    #expect(!audit.output.contains("2026-03-09") && !audit.output.contains("week-hours-least"), "\(audit.output)")
  }

  @Test(
    "everything thrown away and planned anew is shared as the first time: the same roster comes out, late ends and all")
  func anewFromTheFirstDate() throws {
    let yaml = TinyScenario.yaml.replacing("weeks: 1", with: "weeks: 2")
      .replacing("mon-fri: 09:00-17:00", with: "daily: 09:00-21:00").replacing(
        "08:00-09:00 every", with: "08:00-13:00 every")
    let life = try LifeOfRoster(yaml: yaml, people: ["p1", "p2", "p3", "p4", "p5"])
    defer { life.remove() }
    let first = try life.shifts()
    #expect(try life.rows("out/shares.csv").contains { $0["burden"] == "late_ends" })
    try life.publish(at: "2026-02-27T12:00")
    #expect(try life.muster("plan plan --effort quick --redraft 2026-03-02").status <= 1)
    #expect(try life.shifts() == first)
  }

  @Test(
    "a duty on call that lasts into the dates that are planned keeps its holder from a shift beside it",
    arguments: ["s/first: 2026-03-02/first: 2026-03-09/", "s/weeks: 1/weeks: 2/"])
  func dutyBefore(edit: String) throws {
    // Everybody begins at 08:00, an hour before the duty ends, and all are wanted each day.
    let yaml =
      TinyScenario.yaml.replacing("starts: 08:00-09:00 every 60 min", with: "starts: 08:00")
      .replacing("answered: 80 %, within: 20 s", with: "answered: 99 %, within: 1 s")
      + "on-call:\n  - { site: paris, skill: phone, days: sun, hours: 20:00-09:00 }\n"
    let life = try LifeOfRoster(yaml: yaml)
    defer { life.remove() }
    let holder = try #require(try life.rows("out/oncall.csv").first?["agent_id"])
    try life.publish(at: "2026-02-27T12:00")
    try change(edit, life)
    let isLater = edit.contains("first")
    let plan = try life.muster("plan plan --effort quick" + (isLater ? "" : " --redraft 2026-03-09"))
    #expect(plan.status <= 1, "\(plan.errors)")
    #expect(plan.output.contains("copy published/0001/roster.csv to worked.csv") == isLater, "\(plan.output)")
    let monday = try life.shifts().keys.filter { $0.hasSuffix("2026-03-09") }.map { $0.prefix { $0 != " " } }
    #expect(monday.count == 2 && !monday.contains { $0 == holder }, "\(holder): \(monday)")
    let audit = try life.muster("audit plan")
    #expect(!audit.output.contains("on-call-shift"), "\(audit.output)")
  }

  @Test("a site that gets another name keeps its duties on call: those that have begun stay, the others go over to it")
  func renamedSite() throws {
    let yaml = TinyScenario.yaml + "on-call:\n  - { site: paris, skill: phone, days: daily, hours: 20:00-07:00 }\n"
    let life = try LifeOfRoster(yaml: yaml)
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let (shifts, duties) = (try life.shifts(), try life.rows("out/oncall.csv"))
    try change("s/paris, zone/lutetia, zone/; s/site: paris/site: lutetia/", life)
    try change("s/,paris,/,lutetia,/", life, in: "agents.csv")
    // What was told by the old name is read before anything is told by the new one.
    let shift = try #require(try life.rows("out/roster.csv").last { ($0["date"] ?? "") > "2026-03-04" })
    let early = try life.muster(
      "move plan \(shift["agent_id"] ?? "") --on \(shift["date"] ?? "") --to 07:00 --allow-faults --dry-run "
        + "--at 2026-03-04T12:00")
    #expect(early.status <= 1 && early.output.contains("Nothing was written"), "\(early.output)\(early.errors)")
    #expect(try life.publish(at: "2026-03-04T12:00").contains("calendars alone differ"))
    #expect(try life.shifts() == shifts)
    #expect(try life.rows("out/oncall.csv") == duties)
    #expect(try life.rows("out/roster.csv").allSatisfy { $0["site"] == "lutetia" })
    let mended = try life.muster("replan plan --from 2026-03-05 --at 2026-03-04T12:00")
    #expect(mended.status <= 1 && !mended.output.contains("passes from"), "\(mended.output)\(mended.errors)")
    try life.publish(at: "2026-03-04T12:10")
    let held = try life.rows("out/oncall.csv").filter { $0["status"] == "held" }
    #expect(held.map { $0["agent_id"] } == duties.map { $0["agent_id"] })
    #expect(held.map { $0["start_local"] } == duties.map { $0["start_local"] })
    let sites = held.compactMap { $0["site"] }
    #expect(sites == ["paris", "paris", "lutetia", "lutetia", "lutetia", "lutetia", "lutetia"])
    // Whoever was told of one by the name of before is told that it is off, and of the other.
    let events = try life.events("on-call").values
    #expect(events.count { $0["STATUS"] == "CANCELLED" } == 5)
    #expect(events.count { $0["STATUS"] != "CANCELLED" } == 7)
    // Whoever gets one by hand has it in the ledger too once it is told.
    let last = try #require(held.last?["agent_id"])
    let other = last == "p1" ? "p2" : "p1"
    try change("s/^\(last),2026-03-08,lutetia/\(other),2026-03-08,lutetia/", life, in: "out/oncall.csv")
    try life.publish(at: "2026-03-04T12:20")
    let now = try life.rows("out/oncall.csv").filter { $0["status"] == "held" }
    #expect(now.last?["agent_id"] == other)
    for entry in try life.rows("out/ledger.csv") {
      #expect(entry["duties"] == "\(now.count { $0["agent_id"] == entry["agent_id"] })", "\(entry)")
    }
  }

  @Test("whose leave is withdrawn works what a reference period wants of them, as what a week wants")
  func owedInPeriod()
    throws
  {
    let yaml = TinyScenario.yaml.replacing("weeks: 1", with: "weeks: 2")
      .replacing("agents: agents.csv", with: "agents: agents.csv\nleave: leave.csv")
      .replacing(
        "hours: 16-40 h, days: 5 },",
        with: "hours: 0-40 h, days: 5 }, reference: { hours: 48 h, weeks: 2 }, days-in-a-row: 1-6,")
    let life = try LifeOfRoster(yaml: yaml, leave: "agent,from,to,kind\np1,2026-03-10,2026-03-11,vacation\n")
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    #expect(try life.shifts().keys.count { $0.hasPrefix("p1 ") } == 4)
    try Data("agent,from,to,kind\n".utf8).write(to: life.folder.appending(path: "plan/leave.csv"))
    let mended = try life.muster("replan plan --from 2026-03-09 --at 2026-03-08T12:00")
    #expect(mended.status == 0 && mended.output.contains("owes hours"), "\(mended.output)\(mended.errors)")
    #expect(try life.shifts().keys.count { $0.hasPrefix("p1 ") } == 6)
    let audit = try life.muster("audit plan")
    #expect(audit.status == 0, "\(audit.output)")
  }

  @Test("who goes home in a night has worked until then, by the date on which it began as by that of the day")
  func homeInTheNight() throws {
    let yaml = TinyScenario.yaml.replacing("mon-fri: 09:00-17:00", with: "daily: 24 h")
      .replacing("starts: 08:00-09:00 every 60 min", with: "starts: 22:00")
    for date in ["2026-03-03", "2026-03-04"] {
      let life = try LifeOfRoster(yaml: yaml)
      defer { life.remove() }
      try life.publish(at: "2026-02-27T12:00")
      let night = try #require(try life.shifts().keys.sorted().first { $0.hasSuffix("2026-03-03") })
      let person = night.prefix { $0 != " " }
      let result = try life.muster("replan plan --sick \(person) --on \(date) --at 2026-03-04T02:00")
      #expect(result.status <= 1, "\(result.errors)")
      #expect(try life.shifts()[night] == "2026-03-03 21:00:00Z/2026-03-04 01:00:00Z", "\(result.output)")
      let told = try life.publish(at: "2026-03-04T02:05")
      #expect(told.contains("22:00-02:00"), "\(told)")
    }
  }

  @Test(
    "a week copied onto a change of the clocks keeps everybody's shifts: one at a time that is skipped begins at the jump"
  )
  func skippedStart() throws {
    let yaml = TinyScenario.yaml.replacing("first: 2026-03-02, weeks: 1", with: "first: 2026-03-16, weeks: 2")
      .replacing("mon-fri: 09:00-17:00", with: "daily: 24 h").replacing(
        "starts: 08:00-09:00", with: "starts: 02:30-03:30")
    let life = try LifeOfRoster(yaml: yaml)
    defer { life.remove() }
    let fixed = "agent,date,start\np1,2026-03-22,02:30\n"
    try Data(fixed.utf8).write(to: life.folder.appending(path: "plan/fixed.csv"))
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    #expect(try life.muster("copy-week plan 2026-03-16 --to 2026-03-23 --allow-faults").status <= 1)
    let rows = try life.rows("out/roster.csv")
    #expect(rows.count { $0["date"] ?? "" < "2026-03-23" } == rows.count { $0["date"] ?? "" >= "2026-03-23" })
    let moved = try #require(rows.first { $0["agent_id"] == "p1" && $0["date"] == "2026-03-29" })
    #expect(moved["start_local"] == "2026-03-29 03:00:00" && moved["paid_minutes"] == "480", "\(moved)")
  }
}
