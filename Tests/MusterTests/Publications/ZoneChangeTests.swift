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
}
