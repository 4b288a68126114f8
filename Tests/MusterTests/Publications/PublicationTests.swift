import Files
import Foundation
import Publishing
import Testing

/// What publishing makes of a roster: records that stay, and everything later that starts from them, by the built command.
@Suite struct PublicationTests {
  @Test("the first publication is a record; the same again is none; plans over it are refused and change nothing")
  func first() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let draft = try Command.contents(of: life.out)
    let told = try life.publish(at: "2026-02-27T12:00", "--note 'for March'")
    #expect(told.contains("Publication 1: "), "\(told)")
    // What was drafted is what is told.
    let out = try Command.contents(of: life.out)
    for name in draft.keys where name != "manifest.json" { #expect(out[name] == draft[name], "\(name)") }
    let record = try Command.contents(of: life.published)
    #expect(record["0001/roster.csv"] == draft["roster.csv"])
    #expect(try life.rows("published/0001/identities.csv").count == life.shifts().count)
    let history = try life.muster("history plan").output
    #expect(history.contains("2026-02-27T11:00:00Z") && history.contains("ann") && history.contains("for March"))

    #expect(try life.publish(at: "2026-02-27T13:00").contains("Nothing to publish"))
    #expect(try Command.contents(of: life.published) == record)
    #expect(try Command.contents(of: life.out) == out)
    for command in ["plan plan", "roster plan", "plan plan --out plan/new"] {
      let refused = try life.muster(command)
      #expect(refused.status == 2 && refused.errors.contains("--redraft DATE"), "\(refused.errors)")
      #expect(
        refused.errors.contains("publication 1 of 2026-02-27T11:00:00Z by ann told 3 people"), "\(refused.errors)")
    }
    #expect(try Command.contents(of: life.out) == out)
  }

  @Test("publishing again makes the calendars of people who have something else, and results are as if all were made")
  func onlyWhoChanged() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let manifest = life.out.appending(path: "manifest.json")
    // Once as it is, and once without knowing whose calendars are there.
    let (plan, copy) = (life.folder.appending(path: "plan"), life.folder.appending(path: "copy"))
    try FileManager.default.copyItem(at: plan, to: copy)
    func change() throws {
      let gone = try #require(try life.rows("out/roster.csv").first { $0["agent_id"] == "p2" })
      try life.edit { $0.hasPrefix("p2,\(gone["date"] ?? ""),") ? nil : $0 }
    }
    func restore() throws {
      try FileManager.default.removeItem(at: plan)
      try FileManager.default.copyItem(at: copy, to: plan)
    }
    try change()
    try life.publish(at: "2026-02-28T12:00")
    let first = try Command.contents(of: plan)
    try restore()
    try change()
    let text = try String(contentsOf: manifest, encoding: .utf8)
    #expect(text.contains(#""calendars" : 1,"#))
    try Data(text.replacing(#"  "calendars" : 1,"# + "\n", with: "").utf8).write(to: manifest)
    try life.publish(at: "2026-02-28T12:00")
    #expect(try Command.contents(of: plan) == first)
    // A calendar that the manifest knows is not even made where its owner has what they had: its content is of the test.
    try restore()
    try change()
    for person in ["p1", "p2"] {
      let calendar = life.out.appending(path: "calendars/people/\(person).ics")
      let old = ContentHash.sha256Hex(Array(try Data(contentsOf: calendar)))
      try Data("\(person)".utf8).write(to: calendar)
      let text = try String(contentsOf: manifest, encoding: .utf8)
      try Data(text.replacing(old, with: ContentHash.sha256Hex(person)).utf8).write(to: manifest)
    }
    try life.publish(at: "2026-02-28T12:00")
    #expect(try String(contentsOf: life.out.appending(path: "calendars/people/p1.ics"), encoding: .utf8) == "p1")
    let mine = try Command.contents(of: life.out)["calendars/people/p2.ics"]
    #expect(mine == first["out/calendars/people/p2.ics"])
  }

  @Test("a record that somebody touched, or that is missing, is named and nothing is built on it")
  func tampered() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    try life.fallIll(on: "2026-03-04")
    try life.publish(at: "2026-02-28T12:00")
    let table = life.published.appending(path: "0002/roster.csv")
    let whole = try Data(contentsOf: table)
    try (whole + Data("p9\r\n".utf8)).write(to: table)
    for command in ["publish plan", "diff plan 1 2", "replan plan --sick p2 --on 2026-03-05", "rollback plan 2"] {
      let refused = try life.muster(command)
      #expect(refused.status == 2 && refused.errors.contains("this was changed after it was published"), "\(command)")
    }
    try whole.write(to: table)
    let first = life.published.appending(path: "0001/publication.json")
    let json = try String(contentsOf: first, encoding: .utf8)
    try Data(json.replacing("\"ann\"", with: "\"eve\"").utf8).write(to: first)
    #expect(try life.muster("history plan").errors.contains("0002/publication.json: it does not follow"))
    try FileManager.default.removeItem(at: life.published.appending(path: "0001"))
    #expect(try life.muster("publish plan").errors.contains("publication 1 is missing before it"))
  }

  @Test("moved, deleted and added by hand: higher sequences and stamps of the moment, cancelled with the word in front")
  func byHand() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let before = try life.events("people")
    let rows = try life.rows("out/roster.csv")
    let (moved, gone) = (try #require(rows.first), try #require(rows.last))
    func isRow(_ line: String, _ row: [String: String]) -> Bool {
      line.hasPrefix("\(row["agent_id"] ?? ""),\(row["date"] ?? ""),")
    }
    let (start, end) = ("08:30:00", "16:30:00")
    try life.edit { line in
      if isRow(line, gone) { return nil }
      guard isRow(line, moved), let date = moved["date"] else { return line }
      return "\(moved["agent_id"] ?? ""),\(date),0,paris,,,\(date) \(start),\(date) \(end),,Europe/Paris,,,0,"
    }
    #expect(try life.publish(at: "2026-02-28T18:00").contains("Publication 2: 2 changes for 2 people"))
    let after = try life.events("people")
    let (uid, dead) = (try #require(moved["uid"]), try #require(gone["uid"]))
    #expect(after[uid]?["SEQUENCE"] == "1")
    #expect(after[uid]?["DTSTART"] == "2026030\(String(moved["date"]?.last ?? "?"))T083000")
    for name in ["DTSTAMP", "LAST-MODIFIED"] {
      #expect(after[uid]?[name] == "20260302T000100Z", "a minute after the stamp before, which lies ahead")
      #expect(after[dead]?[name] == "20260302T000100Z")
    }
    #expect(after[dead]?["STATUS"] == "CANCELLED" && after[dead]?["SUMMARY"]?.hasPrefix("Cancelled: ") == true)
    for (name, event) in before where name != uid && name != dead { #expect(after[name] == event) }
    // Who imports afresh never sees it; who imports changes sees these two alone.
    #expect(try life.events("afresh")[dead] == nil && !life.events("afresh").isEmpty)
    #expect(try Set(life.events("changes").keys) == [uid, dead])
    // The next publication is stamped by its own moment once that is later; what is past is no longer cancelled.
    try life.edit { line in isRow(line, moved) ? nil : line }
    try life.publish(at: "2026-03-02T07:30")
    #expect(try life.events("people")[uid]?["LAST-MODIFIED"] == "20260302T063000Z")
    #expect(try life.events("people")[uid]?["SEQUENCE"] == "2")
    try life.publish(at: "2026-03-09T07:30")
    #expect(try life.events("people")[dead] == nil)
    #expect(try life.rows("out/cancelled.csv").count == 2)
  }

  @Test("what has begun is worked: moving or dropping it is refused, an absence is not, and the end to come may move")
  func begun() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let record = try Command.contents(of: life.published)
    let row = try #require(try life.rows("out/roster.csv").first { $0["start_utc"] == "2026-03-02 08:00:00Z" })
    let agent = try #require(row["agent_id"])
    let whole = try Data(contentsOf: life.out.appending(path: "roster.csv"))
    try life.edit { $0.hasPrefix("\(agent),2026-03-02,") ? nil : $0 }
    let refused = try life.muster("publish plan --at 2026-03-02T10:00")
    #expect(refused.status == 2, "\(refused.output)")
    #expect(
      refused.errors.contains("\(agent) on 2026-03-02: the shift 09:00-17:00 has begun and would fall away"),
      "\(refused.errors)")
    #expect(try Command.contents(of: life.published) == record)
    try whole.write(to: life.out.appending(path: "roster.csv"))
    try life.edit {
      $0.hasPrefix("\(agent),2026-03-02,")
        ? "\(agent),2026-03-02,0,paris,2026-03-02 08:00:00Z,2026-03-02 17:00:00Z,,,,,,,," : $0
    }
    try life.publish(at: "2026-03-02T10:00")
    let gone = try life.muster("replan plan --sick \(agent) --on 2026-03-02 --at 2026-03-02T12:00")
    #expect(gone.status == 0, "\(gone.errors)")
    try life.publish(at: "2026-03-02T12:05")
    #expect(try life.shifts()["\(agent) 2026-03-02"] == "2026-03-02 08:00:00Z/2026-03-02 11:00:00Z")
  }

  @Test("two publishers: the second is told whom it missed, and nothing is lost")
  func overtaken() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    #expect(try Command.shell("cp -r plan/out plan/other", in: life.folder).status == 0)
    try life.fallIll(on: "2026-03-04")
    try life.publish(at: "2026-02-28T12:00")
    let other = try Command.contents(of: life.folder.appending(path: "plan/other"))
    for command in ["replan plan --sick p2 --on 2026-03-05 --out plan/other", "publish plan --out plan/other"] {
      let refused = try life.muster(command)
      #expect(refused.status == 2, "\(refused.output)")
      #expect(
        refused.errors.contains("publication 2 of 2026-02-28T11:00:00Z by ann was made since"), "\(refused.errors)")
    }
    #expect(try Command.contents(of: life.folder.appending(path: "plan/other")) == other)
    // At once in one folder, one waits for the other and both count.
    try life.fallIll(on: "2026-03-05")
    let both = try Command.shell(
      "for i in 1 2 3; do muster publish plan --at 2026-02-28T13:00 --wait 60 & done; wait", in: life.folder)
    #expect(both.output.components(separatedBy: "Publication 3:").count == 2, "\(both.output)")
    #expect(both.output.components(separatedBy: "Nothing to publish").count == 3, "\(both.output)")
  }

  @Test("ended between the record and the results, the next publication brings the results up to the record")
  func endedBetween() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    try life.fallIll(on: "2026-03-04")
    #expect(try Command.shell("cp -r plan/out plan/before", in: life.folder).status == 0)
    try life.publish(at: "2026-02-28T12:00")
    let done = try Command.contents(of: life.out)
    #expect(try Command.shell("rm -r plan/out && mv plan/before plan/out", in: life.folder).status == 0)
    #expect(
      try life.publish(at: "2026-02-28T12:01").contains("Nothing to publish: people were told this by publication 2"))
    var now = try Command.contents(of: life.out)
    now["manifest.json"] = done["manifest.json"]
    for name in Set(done.keys).union(now.keys).sorted() where !name.hasPrefix("revisions/") {
      #expect(now[name] == done[name], "\(name)")
    }
  }

  @Test(
    "rolled back: the old state with higher sequences; what had begun meanwhile stays, whoever is away stays so; lost results come back"
  )
  func rollback() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let first = try life.shifts()
    try life.publish(at: "2026-02-27T12:00")
    let told = try life.events("people")
    let sick = try String(#require(first.keys.sorted().first { $0.hasSuffix("2026-03-04") }).prefix(2))
    for date in ["2026-03-03", "2026-03-04", "2026-03-05"] {
      let worker = try #require(try life.shifts().keys.sorted().first { $0.hasSuffix(date) }).prefix(2)
      try life.muster("replan plan --sick \(date == "2026-03-04" ? sick : String(worker)) --on \(date) --price 1")
    }
    let changed = try life.shifts()
    #expect(changed != first)
    #expect(try life.publish(at: "2026-02-28T12:00").contains("absent"))
    let back = try life.muster("rollback plan 1 --at 2026-03-04T07:30 --note 'all well'")
    #expect(back.status == 0, "\(back.output)\(back.errors)")
    #expect(back.output.contains("Note: \(sick) stays off on 2026-03-04: sick"), "\(back.output)")
    #expect(back.output.contains("from 2026-03-05 to 2026-03-05 (sick) was recorded since"), "\(back.output)")
    let now = try life.shifts()
    for key in Set(first.keys).union(changed.keys) {
      let stays = String(key.suffix(10)) < "2026-03-04" || key == "\(sick) 2026-03-04"
      #expect(now[key] == (stays ? changed[key] : first[key]), "\(key)")
    }
    let events = try life.events("people")
    for (uid, event) in told where event["DTSTART"] ?? "" > "20260304" {
      let isSick = event["FILE"] == "\(sick).ics" && event["DTSTART"]?.hasPrefix("20260304") == true
      #expect(events[uid]?["STATUS"] == (isSick ? "CANCELLED" : "CONFIRMED"))
      #expect(events[uid]?["DTSTART"] == event["DTSTART"])
    }
    let difference = try life.muster("diff plan 2 3").output
    #expect(difference.contains("as in publication 1"), "\(difference)")
    #expect(try life.muster("diff plan 1 2").output.contains("absent"))
    #expect(try life.muster("history plan").output.contains("state of 1; all well"))
    let out = try Command.contents(of: life.out)
    try FileManager.default.removeItem(at: life.out)
    #expect(try life.muster("rollback plan 3 --at 2026-03-04T07:31").output.contains("Nothing to publish"))
    for name in ["roster.csv", "breaks.csv", "assignments.csv", "cancelled.csv"] {
      #expect(try Data(contentsOf: life.out.appending(path: name)) == out[name], "\(name)")
    }
    #expect(try life.muster("rollback plan 9").errors.contains("publications go from 1 to 3"))
  }

  @Test("a dry run writes nothing; what it saved is sent byte for byte, or refused when anything changed")
  func dryRun() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    try life.fallIll(on: "2026-03-04")
    let before = try Command.contents(of: life.folder)
    let dry = try life.muster("publish plan --at 2026-02-28T12:00 --by ann --dry-run --save saved.json")
    #expect(
      dry.output.contains("Publication 2 would be: ") && dry.output.contains("Nothing was written"), "\(dry.output)")
    var after = try Command.contents(of: life.folder)
    after["saved.json"] = nil
    #expect(after == before)
    #expect(try Command.shell("cp -r plan twin", in: life.folder).status == 0)
    #expect(try life.muster("publish plan --apply saved.json --at 2026-02-28T15:00").status == 0)
    #expect(try life.muster("publish twin --at 2026-02-28T12:00 --by ann").status == 0)
    var (applied, direct) = (
      try Command.contents(of: life.folder.appending(path: "plan")),
      try Command.contents(of: life.folder.appending(path: "twin"))
    )
    let record = "published/0002/publication.json"
    let (told, twin) = (applied.removeValue(forKey: record) ?? Data(), direct.removeValue(forKey: record) ?? Data())
    #expect(applied == direct)
    // Stamps are those of the dry run, and people were told later.
    let lines = Set(String(decoding: told, as: UTF8.self).components(separatedBy: "\n"))
    let others = String(decoding: twin, as: UTF8.self).components(separatedBy: "\n")
    #expect(lines.subtracting(others) == ["  \"sentAt\" : \"2026-02-28T14:00:00Z\","])
    #expect(try life.muster("history plan").output.contains("2026-02-28T14:00:00Z  ann"))
    let again = try life.muster("publish plan --apply saved.json --at 2026-02-28T15:01")
    #expect(again.status == 2 && again.errors.contains("publication 2 of 2026-02-28T14:00:00Z by ann was made since"))
    // A draft, a scenario and a clock that went on.
    try life.fallIll(on: "2026-03-05")
    #expect(try life.muster("publish plan --at 2026-02-28T16:00 --dry-run --save saved.json").status == 0)
    let late = try life.muster("publish plan --apply saved.json --at 2026-03-06T12:00")
    #expect(late.status == 2 && late.errors.contains("before now"), "\(late.errors)")
    try life.edit { $0 + " " }
    let edited = try life.muster("publish plan --apply saved.json --at 2026-02-28T16:01")
    #expect(edited.status == 2 && edited.errors.contains("roster.csv of the draft changed"), "\(edited.errors)")
    #expect(try life.muster("publish plan --apply plan/scenario.yaml").errors.contains("not what a dry run"))
  }

  @Test("a new title keeps identities; times in UTC and drafts raise every sequence once, and stay until asked anew")
  func forms() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00", "--status tentative")
    let first = try life.events("people")
    #expect(first.values.allSatisfy { $0["STATUS"] == "TENTATIVE" && $0["SEQUENCE"] == "0" })
    #expect(try Command.shell("sed -i 's/^name: Tiny/name: Big/' plan/scenario.yaml", in: life.folder).status == 0)
    try life.publish(at: "2026-02-27T13:00", "--status confirmed --times utc")
    let second = try life.events("people")
    #expect(Set(first.keys) == Set(second.keys))
    #expect(second.values.allSatisfy { $0["STATUS"] == "CONFIRMED" && $0["SEQUENCE"] == "1" })
    #expect(second.values.allSatisfy { $0["DTSTART"]?.hasSuffix("Z") == true })
    try life.fallIll(on: "2026-03-04")
    try life.publish(at: "2026-02-27T14:00")
    let third = try life.events("people")
    #expect(third.values.allSatisfy { $0["DTSTART"]?.hasSuffix("Z") == true })
    #expect(third.count { $0.value["SEQUENCE"] == "2" } >= 1)
    #expect(Set(third.keys).isSuperset(of: first.keys))
    #expect(try life.publish(at: "2026-02-27T15:00", "--times zoned").contains("calendars alone differ"))
  }

  @Test("planned anew from a date: what was told before it stays, the rest is changed or cancelled, sequences rise")
  func redraft() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let told = try life.shifts()
    let sequences = try life.events("people").compactMapValues { $0["SEQUENCE"].flatMap(Int.init) }
    #expect(
      try Command.shell(
        "sed -i 's/starts: 08:00-09:00 every 60 min/starts: 09:00-09:00 every 60 min/; s/mon-fri: 09/mon-thu: 09/' plan/scenario.yaml",
        in: life.folder
      ).status == 0)
    for command in ["plan", "roster"] {
      let result = try life.muster("\(command) plan --redraft 2026-03-05")
      #expect(result.status <= 1, "\(result.errors)")
      #expect(result.output.contains("planned anew from 2026-03-05 on"), "\(result.output)")
      let now = try life.shifts()
      for key in Set(told.keys).union(now.keys) where String(key.suffix(10)) < "2026-03-05" {
        #expect(now[key] == told[key], "\(command) \(key)")
      }
    }
    #expect(try life.muster("plan plan --redraft 2026-04-05").errors.contains("is not in the plan"))
    #expect(try life.publish(at: "2026-03-03T12:00").contains("planned anew from 2026-03-05"))
    let after = try life.events("people")
    for (uid, sequence) in sequences {
      #expect((after[uid]?["SEQUENCE"].flatMap(Int.init) ?? -1) >= sequence, "\(uid) was told and is forgotten")
    }
  }

  @Test("a shift that is moved in the table keeps its queues, whoever is moved afterwards") func queuesOfMoved() throws
  {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let first = try #require(try life.rows("out/roster.csv").first)
    let (agent, date) = (first["agent_id"] ?? "", first["date"] ?? "")
    try life.edit { line in
      guard line.hasPrefix("\(agent),\(date),") else { return line }
      var cells = line.components(separatedBy: ",")
      for column in [6, 7] {
        for hour in [17, 16, 9, 8] {
          let (old, new) = (hour < 10 ? " 0\(hour):" : " \(hour):", hour < 9 ? " 0\(hour + 1):" : " \(hour + 1):")
          guard cells[column].contains(old) else { continue }
          cells[column] = cells[column].replacing(old, with: new)
          break
        }
      }
      for column in [4, 5] { cells[column] = "" }
      return cells.joined(separator: ",")
    }
    try life.publish(at: "2026-02-27T12:00")
    let uid = try #require(first["uid"])
    let told = try #require(try life.events("people")[uid])
    #expect(told["CATEGORIES"]?.contains("phone") == true, "\(told)")
    let other = try #require(try life.rows("out/roster.csv").first { $0["agent_id"] != agent })
    let moved = try life.muster(
      "move plan \(other["agent_id"] ?? "") --on \(other["date"] ?? "") --to 10:00 --allow-faults --at 2026-02-27T13:00"
    )
    #expect(moved.status <= 1, "\(moved.errors)")
    try life.publish(at: "2026-02-27T14:00")
    #expect(try life.events("people")[uid] == told)
  }

  @Test("somebody who works at another site for a day keeps that, and colleagues with the same hours keep theirs")
  func otherSite() throws {
    let yaml = TinyScenario.yaml.replacing("hours: 16-40 h", with: "hours: 40 h")
      .replacing("08:00-09:00 every 60 min", with: "09:00-09:00 every 60 min")
      .replacing("sites:\n", with: "sites:\n  - { id: lyon, zone: Europe/Paris }\n")
    let life = try LifeOfRoster(yaml: yaml, people: ["p1", "p2", "p3", "p4"])
    defer { life.remove() }
    // Everybody works from Monday to Friday, from 9 to 17.
    try life.edit { $0.hasPrefix("p3,2026-03-03") ? $0.replacing("paris", with: "lyon") : $0 }
    try life.publish(at: "2026-02-27T12:00")
    let told = try life.rows("out/roster.csv")
    #expect(told.count == 20 && told.count { $0["site"] == "lyon" } == 1)
    for line in ["plan plan --effort quick --redraft 2026-03-06", "replan plan --sick p1 --on 2026-03-06"] {
      #expect(try life.muster(line).status <= 1)
      func before(_ rows: [[String: String]]) -> [[String: String]] { rows.filter { $0["date"] ?? "" < "2026-03-06" } }
      #expect(before(try life.rows("out/roster.csv")) == before(told), "\(line)")
      try life.publish(at: "2026-03-01T12:00")
    }
  }

  @Test("the next weeks are planned and published while these run: their calendars still hold what is to come of these")
  func nextHorizon() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let first = try life.events("people")
    #expect(
      try Command.shell("sed -i 's/first: 2026-03-02/first: 2026-03-09/' plan/scenario.yaml", in: life.folder).status
        == 0)
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    #expect(try life.publish(at: "2026-03-04T19:00").contains("Publication 2: "))
    let both = try life.events("people")
    for (uid, event) in first where event["DTSTART"] ?? "" > "20260305" { #expect(both[uid] == event, "\(uid)") }
    #expect(both.values.contains { $0["DTSTART"] ?? "" > "20260309" })
    // Back in the first weeks nothing is forgotten either, though the last publication speaks of others.
    #expect(
      try Command.shell("sed -i 's/first: 2026-03-09/first: 2026-03-02/' plan/scenario.yaml", in: life.folder).status
        == 0)
    let refused = try life.muster("plan plan")
    #expect(refused.status == 2 && refused.errors.contains("publication 1 of"), "\(refused.errors)")
  }

  @Test("a night over the end of its weeks stays as it was told when the weeks that follow are published")
  func lastNight() throws {
    let yaml = TinyScenario.yaml.replacing("mon-fri: 09:00-17:00", with: "daily: 24 h")
      .replacing("starts: 08:00-09:00 every 60 min", with: "starts: 22:00")
    let life = try LifeOfRoster(yaml: yaml)
    defer { life.remove() }
    let fixed = "agent,date,start\np1,2026-03-08,22:00\n"
    try Data(fixed.utf8).write(to: life.folder.appending(path: "plan/fixed.csv"))
    #expect(try Command.shell("echo 'fixed: fixed.csv' >> plan/scenario.yaml", in: life.folder).status == 0)
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    try life.publish(at: "2026-02-27T12:00")
    let told = try life.events("people").merging(life.events("teams")) { one, _ in one }
    func served(_ path: String) throws -> [[String: String]] {
      try life.rows(path).filter { $0["end_utc"] == "2026-03-09 05:00:00Z" }
    }
    let night = try served("out/assignments.csv")
    #expect(night.contains { $0["agent_id"] == "p1" && $0["start_utc"] == "2026-03-08 21:00:00Z" }, "\(night)")
    let next = "sed -i 's/first: 2026-03-02/first: 2026-03-09/; /^fixed/d' plan/scenario.yaml"
    #expect(try Command.shell("cp plan/out/roster.csv plan/worked.csv; " + next, in: life.folder).status == 0)
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    let rest = try served("out/assignments.csv")
    #expect(rest.contains { $0["agent_id"] == "p1" && $0["start_utc"] == "2026-03-08 23:00:00Z" }, "\(rest)")
    try life.publish(at: "2026-03-06T12:00")
    let both = try life.events("people").merging(life.events("teams")) { one, _ in one }
    for (uid, event) in told where event["DTSTART"] ?? "" > "20260307" { #expect(both[uid] == event, "\(uid)") }
    #expect(try served("published/0002/assignments.csv") == night)
    // The night is over when these weeks are published again, and then the weeks before are looked at once more.
    try life.fallIll(on: "2026-03-13")
    try life.publish(at: "2026-03-09T12:00")
    let former = "rm plan/worked.csv; sed -i 's/first: 2026-03-09/first: 2026-03-02/' plan/scenario.yaml"
    #expect(try Command.shell(former, in: life.folder).status == 0)
    let back = try life.muster("rollback plan 1 --at 2026-03-09T13:00")
    #expect(back.output.contains("Nothing to publish"), "\(back.output)\(back.errors)")
    #expect(try served("out/assignments.csv") == night)
    #expect(try life.muster("diff plan 1").output.contains("Nothing differs"))
  }
}
