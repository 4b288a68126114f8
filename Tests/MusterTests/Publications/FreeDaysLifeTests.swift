import Foundation
import Testing

/// Days off, leave and reminders from publication to publication, by the built command.
@Suite struct FreeDaysLifeTests {
  @Test("free days are told on request, go on from what was told, and are withdrawn when they are no longer asked for")
  func life() throws {
    let yaml = TinyScenario.yaml.replacing("16-40 h", with: "24-40 h") + "leave: leave.csv\n"
    let life = try LifeOfRoster(
      yaml: yaml, leave: "agent,from,to,kind\np3,2026-03-05,2026-03-06,vacation\n")
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    #expect(try life.events("days-off").isEmpty)
    let told = try life.publish(at: "2026-02-27T13:00", "--all-day leave,off --alarm 90m")
    #expect(told.contains("Publication 2: "), "\(told)")
    let first = try life.events("days-off")
    #expect(Set(first.values.compactMap { $0["SEQUENCE"] }) == ["0"])
    let leave = try #require(first.first { $0.value["CATEGORIES"] == "LEAVE" })
    #expect(
      leave.value["FILE"] == "p3.ics" && leave.value["DTSTART"] == "20260305" && leave.value["DTEND"] == "20260307")
    // Every date of everybody is worked or free.
    var free: Set<String> = []
    for event in first.values {
      let days = (event["DTSTART"] ?? "").suffix(2).compactMap(\.wholeNumberValue)
      let end = (event["DTEND"] ?? "").suffix(2).compactMap(\.wholeNumberValue)
      for day in days[0] * 10 + days[1]..<end[0] * 10 + end[1] {
        free.insert("\((event["FILE"] ?? "").dropLast(4)) 2026-03-0\(day)")
      }
    }
    let everything = Set(["p1", "p2", "p3"].flatMap { person in TinyScenario.dates.map { "\(person) \($0)" } })
    #expect(try free == everything.subtracting(life.shifts().keys))
    // Reminders are a change of every shift.
    #expect(try life.events("people").values.allSatisfy { $0["SEQUENCE"] == "1" && $0["TRIGGER"] == "-PT90M" })
    #expect(try life.events("changes").keys.contains(leave.key))
    #expect(
      try life.rows("published/0002/identities.csv").contains { $0["uid"] == leave.key && $0["until"] == "2026-03-06" })
    #expect(try life.publish(at: "2026-02-27T14:00").contains("Nothing to publish"))

    // A day off that becomes a shift, and one that was a shift.
    var pairs: [(worker: [String], taker: String)] = []
    for shift in try life.shifts().keys.sorted() {
      let worker = shift.components(separatedBy: " ")
      for taker in ["p1", "p2", "p3"] where free.contains("\(taker) \(worker[1])") { pairs.append((worker, taker)) }
    }
    let (worker, taker) = try #require(pairs.first)
    #expect(
      try life.muster(
        "give plan \(worker[0]) --on \(worker[1]) --to \(taker) --allow-faults --at 2026-02-27T12:00"
      ).status <= 1)
    try life.publish(at: "2026-02-27T15:00")
    let second = try life.events("days-off")
    let day = worker[1].filter { $0 != "-" }
    func covering(_ events: [String: [String: String]], _ person: String) -> [[String: String]] {
      events.values.filter { event in
        event["FILE"] == "\(person).ics" && (event["DTSTART"] ?? "") <= day && day < (event["DTEND"] ?? "")
          && event["STATUS"] != "CANCELLED"
      }
    }
    #expect(covering(second, worker[0]).count == 1)
    #expect(covering(second, taker).isEmpty)
    #expect(covering(first, taker).count == 1)
    for (uid, event) in first {
      let after = try #require(second[uid])
      let isSame = ["STATUS", "DTSTART", "DTEND", "SUMMARY"].allSatisfy { after[$0] == event[$0] }
      #expect(after["SEQUENCE"] == (isSame ? "0" : "1"))
      #expect(isSame == (after["DTSTAMP"] == event["DTSTAMP"]))
    }
    // A draft goes on from them as well.
    #expect(try life.muster("replan plan --sick p2 --on 2026-03-04 --price 1").status <= 1)
    #expect(try life.events("days-off").values.contains { $0["FILE"] == "p2.ics" && $0["CATEGORIES"] == "LEAVE" })

    let off = try life.publish(at: "2026-02-27T16:00", "--all-day none --alarm none")
    #expect(off.contains("Publication 4: "), "\(off)")
    let last = try life.events("days-off")
    #expect(
      !last.isEmpty
        && last.values.allSatisfy { $0["STATUS"] == "CANCELLED" && $0["SUMMARY"]?.hasPrefix("Cancelled: ") == true })
    #expect(Set(last.keys).isSuperset(of: second.keys))
    #expect(try life.events("people").values.allSatisfy { $0["TRIGGER"] == nil })
    #expect(try life.publish(at: "2026-02-27T17:00").contains("Nothing to publish"))
    #expect(try life.publish(at: "2026-03-20T12:00").contains("Nothing to publish"))
    #expect(try life.events("days-off").isEmpty, "what was withdrawn and is past is not told any more")
  }

  @Test("free days are served, mailed and saved for later like everything else")
  func elsewhere() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let dry = try life.muster("publish plan --at 2026-02-27T12:00 --all-day off --alarm 2h --dry-run --save saved.json")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(try life.muster("publish plan --at 2026-02-27T12:00 --apply saved.json --all-day off").status != 0)
    #expect(try life.muster("publish plan --at 2026-02-27T12:00 --apply saved.json").status == 0)
    let events = try life.events("days-off")
    #expect(!events.isEmpty)
    let feed = try life.muster("publish plan --at 2026-02-27T12:05 --feed feed --mail drafts --mail-from a@example.org")
    #expect(feed.status == 0, "\(feed.errors)")
    #expect(try life.rows("feed.csv").filter { $0["kind"] == "days-off" }.count == 3)
    let served = try FileManager.default.contentsOfDirectory(atPath: life.folder.appending(path: "feed").path)
      .filter { $0.hasSuffix(".ics") }
      .map { try String(contentsOf: life.folder.appending(path: "feed/\($0)"), encoding: .utf8) }
    #expect(served.filter { $0.contains("VALUE=DATE") }.count == 3)
    let mail = try String(contentsOf: life.folder.appending(path: "drafts/0001/p1.eml"), encoding: .utf8)
    let bodies = mail.components(separatedBy: "base64\r\n").dropFirst().compactMap { part in
      Data(
        base64Encoded: (part.components(separatedBy: "\r\n\r\n").last ?? "").components(separatedBy: "--=_")[0],
        options: .ignoreUnknownCharacters)
    }
    let texts = bodies.map { String(decoding: $0, as: UTF8.self) }
    #expect(texts.contains { $0.contains(": Day off") }, "\(texts)")
    #expect(texts.contains { $0.contains("VALUE=DATE") && $0.contains("METHOD:PUBLISH") })
    for wrong in ["--all-day holidays", "--all-day ''", "--alarm 30", "--alarm 3d", "--alarm 0m", "--alarm 49h"] {
      #expect(try life.muster("publish plan \(wrong)").status != 0, "\(wrong)")
    }
  }
}
