import Foundation
import Testing

/// Calendars for a web server, under names that nobody guesses, by the built command.
@Suite struct FeedTests {
  private func addresses(_ life: LifeOfRoster) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try life.rows("feed.csv").filter { $0["withdrawn"] == "false" }.map {
        ("\($0["kind"] ?? "")/\($0["owner"] ?? "")", $0["address"] ?? "")
      })
  }

  /// Contents of the served folder by name.
  private func served(_ life: LifeOfRoster) throws -> [String: Data] {
    let web = life.folder.appending(path: "web")
    return Dictionary(
      uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: web.path).map {
        ($0, try Data(contentsOf: web.appending(path: $0)))
      })
  }

  private func written(_ life: LifeOfRoster) throws -> [String: Date] {
    try Dictionary(
      uniqueKeysWithValues: served(life).keys.map { name in
        let path = life.folder.appending(path: "web/\(name)").path
        return (name, try #require(FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date))
      })
  }

  @Test("a feed holds what the calendars say, tells no id, and touches only what changed")
  func feed() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    let first = try life.publish(at: "2026-02-27T12:00", "--feed web")
    let names = try addresses(life)
    #expect(first.contains("Feed: \(names.count) calendars in web, \(names.count) written, 0 taken away."), "\(first)")
    #expect(Set(names.keys).isSuperset(of: ["people/p1", "people/p2", "people/p3"]))
    #expect(Set(names.values).count == names.count)
    #expect(names.values.allSatisfy { $0.count == 32 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
    let mode = try FileManager.default.attributesOfItem(atPath: life.folder.appending(path: "plan/feed.csv").path)[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
    func holdsCalendars() throws {
      let web = try served(life)
      #expect(Set(web.keys) == Set(names.values.map { "\($0).ics" }).union(["index.html"]))
      #expect(web["index.html"]?.isEmpty == true)
      for (owner, address) in names {
        #expect(
          web["\(address).ics"] == (try Data(contentsOf: life.out.appending(path: "calendars/\(owner).ics"))),
          "\(owner)")
      }
    }
    try holdsCalendars()
    let before = try written(life)
    #expect(try life.publish(at: "2026-02-27T12:05", "--feed web").contains(" 0 written, 0 taken away."))
    #expect(try written(life) == before && addresses(life) == names)

    let shift = try #require(try life.rows("out/roster.csv").first { $0["agent_id"] == "p1" })
    let move = try life.muster(
      "move plan p1 --on \(shift["date"] ?? "") --to 08:30 --at 2026-02-28T12:00 --allow-faults")
    #expect(move.status <= 1, "\(move.output)\(move.errors)")
    try life.publish(at: "2026-02-28T12:05", "--feed web")
    try holdsCalendars()
    let after = try written(life)
    let changed = Set(after.keys.filter { after[$0] != before[$0] })
    #expect(changed.contains("\(names["people/p1"] ?? "").ics"))
    #expect(!changed.contains("\(names["people/p2"] ?? "").ics") && !changed.contains("index.html"))
  }

  @Test("a revoked address is served no longer and another is drawn; nobody else's changes")
  func revoke() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00", "--feed web")
    let before = try addresses(life)
    #expect(try life.publish(at: "2026-02-27T12:05", "--feed web --revoke p2").contains("1 taken away."))
    let after = try addresses(life)
    #expect(Set(after.filter { before[$0.key] != $0.value }.keys) == ["people/p2"])
    let web = try served(life)
    #expect(web["\(before["people/p2"] ?? "").ics"] == nil && web["\(after["people/p2"] ?? "").ics"] != nil)
    // Somebody who is no longer planned is served no longer.
    let agents = life.folder.appending(path: "plan/agents.csv")
    let bytes = try Data(contentsOf: agents)
    let state = try Command.contents(of: life.folder)
    for (words, line) in [
      ("\"p9\" has no address", "publish plan --at 2026-02-27T12:10 --feed web --revoke p9"),
      ("holds what nobody but planners should read", "publish plan --at 2026-02-27T12:10 --feed plan"),
      ("goes without --dry-run", "publish plan --at 2026-02-27T12:10 --feed web --dry-run"),
      ("--revoke goes with --feed", "publish plan --at 2026-02-27T12:10 --revoke p1"),
    ] {
      let run = try life.muster(line)
      #expect(run.status != 0 && run.errors.contains(words), "\(line): \(run.errors)")
    }
    #expect(try Data(contentsOf: agents) == bytes)
    #expect(try Command.contents(of: life.folder) == state)
  }

  @Test("a feed.csv that cannot be is named by line, and nothing is served by it")
  func badAddresses() throws {
    let life = try LifeOfRoster()
    defer { life.remove() }
    try life.publish(at: "2026-02-27T12:00", "--feed web")
    let file = life.folder.appending(path: "plan/feed.csv")
    let text = try String(contentsOf: file, encoding: .utf8)
    let address = try #require(try addresses(life)["people/p1"])
    try text.replacing(address, with: "../secret").write(to: file, atomically: true, encoding: .utf8)
    let before = try served(life)
    let run = try life.muster("publish plan --at 2026-02-27T12:05 --feed web")
    #expect(
      run.status == 2 && run.errors.contains("feed.csv:2, column address: this is no address of a feed"),
      "\(run.errors)")
    #expect(run.errors.contains("  next: Delete the row") && !run.errors.contains("secret"))
    #expect(try served(life) == before)
    // Without the row another address is drawn, and the file of the old one, which nobody knows any more, is left to the planner.
    try text.split(separator: "\r\n").filter { !$0.contains(address) }.joined(separator: "\r\n").appending("\r\n")
      .write(to: file, atomically: true, encoding: .utf8)
    try life.publish(at: "2026-02-27T12:10", "--feed web")
    #expect(try addresses(life)["people/p1"] != address)
  }
}
