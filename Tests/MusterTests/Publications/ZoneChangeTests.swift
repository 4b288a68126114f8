import Files
import Foundation
import Publishing
import Testing

/// Rules of a zone that changed after people were told, by the built command.
@Suite struct ZoneChangeTests {
  /// A published plan, as if it had been told while Paris was to be two hours ahead of UTC in that week.
  ///
  /// - Parameter version: of the zone data it was told with; nil for that of today, which somebody else patched.
  private func life(_ version: String?) throws -> LifeOfRoster {
    let life = try LifeOfRoster()
    try life.publish(at: "2026-02-27T12:00")
    let record = life.published.appending(path: "0001")
    for folder in [life.out, record] {
      for name in ["roster.csv", "assignments.csv", "breaks.csv", "requirement.csv", "requirement_pools.csv"] {
        let file = folder.appending(path: name)
        guard var text = try? String(contentsOf: file, encoding: .utf8) else { continue }
        for hour in 1...23 {
          func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
          text = text.replacing(" \(two(hour)):00:00Z", with: " \(two(hour - 1)):00:00Z!")
        }
        text = text.replacing("Z!", with: "Z").replacing("+01:00", with: "+02:00")
        try Data(text.utf8).write(to: file)
      }
    }
    try Self.sign("publication.json", in: record, "files", version: version)
    try Self.sign("manifest.json", in: life.out, "outputs", version: version)
    return life
  }

  /// Gives a list of hashes those of the files as they are.
  private static func sign(_ name: String, in folder: URL, _ key: String, version: String?) throws {
    let file = folder.appending(path: name)
    var json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    var hashes = try #require(json[key] as? [String: String])
    for name in hashes.keys {
      hashes[name] = ContentHash.sha256Hex([UInt8](try Data(contentsOf: folder.appending(path: name))))
    }
    json[key] = hashes
    if let version { json["timeZoneData"] = version }
    try JSONSerialization.data(withJSONObject: json, options: [.sortedKeys]).write(to: file)
  }

  @Test("check names the shifts; every other command says it once; --keep decides, and people are told what changed")
  func kept() throws {
    for (keep, start, version) in [
      ("wall", "09:00:00", "2020a"), ("instant", "08:00:00", "2020a"), ("wall", "09:00:00", nil),
    ] {
      let life = try life(version)
      defer { life.remove() }
      let count = try life.rows("out/roster.csv").count
      let nine = try #require(try life.rows("out/roster.csv").first { ($0["start_local"] ?? "").hasSuffix("09:00:00") })
      // Looking through the record for the sake of a warning is for data of another version.
      if version != nil {
        let check = try life.muster("check plan").output
        #expect(check.components(separatedBy: "by the rules of Europe/Paris today").count == count + 1, "\(check)")
      }
      for command in ["publish plan --at 2026-02-28T12:00", "replan plan --sick p1 --on 2026-03-04", "audit plan"] {
        let refused = try life.muster(command)
        #expect(refused.status == 2, "\(refused.output)")
        #expect(refused.errors.contains("the rules of Europe/Paris changed since it was written"), "\(refused.errors)")
        #expect(refused.errors.contains("\(count) shifts can mean two times"), "\(refused.errors)")
        #expect(refused.errors.components(separatedBy: "next:").count == 2, "one sentence for all of it")
      }
      let told = try life.publish(at: "2026-02-28T12:00", "--keep \(keep)")
      #expect(told.contains("Publication 2: "), "\(told)")
      let now = try life.rows("out/roster.csv")
      let same = try #require(now.first { $0["uid"] == nine["uid"] })
      #expect(same["start_local"]?.hasSuffix(start) == true, "\(keep): \(same)")
      #expect(now.allSatisfy { $0["sequence"] == "1" })
      #expect(try Set(life.events("people").values.compactMap { $0["SEQUENCE"] }) == ["1"])
      #expect(try life.muster("audit plan").status <= 1)
      #expect(try !life.muster("check plan").output.contains("rules of Europe/Paris today"))
      #expect(try life.publish(at: "2026-02-28T13:00").contains("Nothing to publish"))
    }
  }

  @Test(
    "a site whose clock is corrected after people were told is decided in the same way", arguments: ["wall", "instant"])
  func correctedClock(keep: String) throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00")
    let told = try life.rows("out/roster.csv")
    let edit = "sed -i 's|id: paris, zone: Europe/Paris|id: paris, zone: Europe/London|' plan/scenario.yaml"
    #expect(try Command.shell(edit, in: life.folder).status == 0)
    let refused = try life.muster("publish plan --at 2026-02-28T12:00")
    #expect(refused.status == 2 && refused.errors.split(separator: "\n").count == 2, "\(refused.errors)")
    #expect(refused.errors.contains("or a site was given another clock") && refused.errors.contains("--keep wall"))
    try life.publish(at: "2026-02-28T12:00", "--keep \(keep)")
    let now = try life.rows("out/roster.csv")
    #expect(now.count == told.count && now.allSatisfy { $0["zone"] == "Europe/London" })
    let column = keep == "wall" ? "start_local" : "start_utc"
    #expect(now.map { $0[column] } == told.map { $0[column] })
    #expect(now.map { $0["start_utc"] != $0["start_local"].map { $0 + "Z" } }.allSatisfy { !$0 })
  }

  /// A published life under rules of Paris, and the folder of zone data with which it goes on; `nil` where nothing compiles any.
  private func life(
    yaml: String = TinyScenario.yaml, then rules: String, _ more: String
  ) throws -> (life: LifeOfRoster, later: URL)? {
    var life = try LifeOfRoster(yaml: yaml)
    let before = try LifeOfRoster.zoneData("before", "1:00 - CET", in: life.folder)
    guard let before, let later = try LifeOfRoster.zoneData("later", rules, more, in: life.folder) else {
      life.remove()
      return nil
    }
    life.zoneData = before
    #expect(try life.muster("plan plan --effort quick").status <= 1)
    try life.publish(at: "2026-02-27T12:00")
    return (life, later)
  }

  @Test("of what a clock jumps over by new rules, what is left stays; tables of customers go on by their clocks")
  func jumpedOver() throws {
    // On Wednesday the clock jumps from 08:30 to 09:30, when half of the people have begun.
    guard case (var life, let later)? = try life(then: "1:00 - CET 2026 Mar 4 8:30", "2:00 - CEST") else { return }
    defer { life.remove() }
    let told = try life.rows("out/roster.csv")
    let wednesday = told.filter { $0["date"] == "2026-03-04" }
    #expect(wednesday.contains { $0["start_local"] == "2026-03-04 09:00:00" }, "somebody begins in the gap")
    life.zoneData = later
    let check = try life.muster("check plan").output
    #expect(check.contains("by the rules of Europe/Paris today"), "\(check)")
    for table in ["forecast.csv", "requirement.csv"] {
      #expect(check.components(separatedBy: "plan/out/\(table): the rules of a zone changed").count == 2, "\(check)")
    }
    for command in ["publish plan --at 2026-02-28T12:00", "audit plan"] {
      let refused = try life.muster(command)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("can mean two times"), "\(refused.errors)")
      #expect(refused.errors.components(separatedBy: "next:").count == 2, "one sentence for all of it")
    }
    let staffed = try life.muster("staff plan")
    #expect(staffed.status <= 1, "\(staffed.errors)")
    #expect(try !life.rows("out/requirement.csv").contains { $0["start_local"] == "2026-03-04 09:00:00" })
    #expect(try life.publish(at: "2026-02-28T12:00", "--keep wall").contains("Publication 2: "))
    let now = try life.rows("out/roster.csv")
    #expect(now.map { $0["uid"] } == told.map { $0["uid"] })
    for (row, before) in zip(now, told) {
      let isGone = before["start_local"] == "2026-03-04 09:00:00"
      #expect(row["start_local"] == (isGone ? "2026-03-04 09:30:00" : before["start_local"]), "\(row)")
      #expect(row["end_local"] == before["end_local"])
      let less = before["date"] != "2026-03-04" ? 0 : isGone ? 30 : 60
      #expect(row["elapsed_minutes"] == (Int(before["elapsed_minutes"] ?? "").map { String($0 - less) }), "\(row)")
    }
    #expect(try life.muster("audit plan").status <= 1)
    #expect(try life.publish(at: "2026-02-28T13:00").contains("Nothing to publish"))
  }

  @Test("a shift whose moments lie on another date by new rules is known by its date, and can be worked with")
  func otherDate() throws {
    let yaml = TinyScenario.yaml.replacing("09:00-17:00", with: "00:00-17:00")
      .replacing("starts: 08:00-09:00 every 60 min", with: "starts: 00:00-09:00 every 540 min")
    guard case (var life, let later)? = try life(yaml: yaml, then: "1:00 - CET 2026 Mar 4 0:00u", "0:00 - WET")
    else { return }
    defer { life.remove() }
    let told = try life.rows("out/roster.csv")
    #expect(told.contains { $0["start_local"] == "2026-03-05 00:00:00" })
    life.zoneData = later
    try life.publish(at: "2026-02-28T12:00", "--keep instant")
    let now = try life.rows("out/roster.csv")
    #expect(now.map { $0["uid"] } == told.map { $0["uid"] })
    #expect(now.contains { $0["date"] == "2026-03-05" && $0["start_local"] == "2026-03-04 23:00:00" })
    let audit = try life.muster("audit plan")
    #expect(audit.status <= 1, "\(audit.errors)")
    #expect(try life.publish(at: "2026-02-28T13:00").contains("Nothing to publish"))
  }

  @Test("a table whose two times differ because somebody edited it is refused by row, whatever the zone data")
  func editedByHand() throws {
    for name in ["forecast.csv", "requirement.csv"] {
      let life = try LifeOfRoster()
      defer { life.remove() }
      let file = life.out.appending(path: name)
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("2026-03-04 09:00:00,", with: "2026-03-04 08:00:00,").utf8).write(to: file)
      let refused = try life.muster(name == "forecast.csv" ? "staff plan" : "roster plan")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("is not the moment that start_local says"), "\(refused.errors)")
    }
  }
}
