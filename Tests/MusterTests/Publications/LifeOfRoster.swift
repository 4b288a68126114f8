import Foundation
import Testing

/// A tiny plan in a folder of its own, with words for what is done to it and eyes for what people see of it.
struct LifeOfRoster {
  /// Holds the scenario in `plan`; the caller removes it.
  let folder: URL
  /// The folder of zone data that commands read; that of the system where nil.
  var zoneData: URL?
  var out: URL { folder.appending(path: "plan/out") }
  var published: URL { folder.appending(path: "plan/published") }

  /// A scenario that is planned and not published.
  ///
  /// - Parameter leave: leave.csv; none where nil.
  init(
    yaml: String = TinyScenario.yaml, people: [String] = ["p1", "p2", "p3"], leave: String? = nil
  ) throws {
    folder = try TinyScenario.temporary(people: people)
    if let leave { try Data(leave.utf8).write(to: folder.appending(path: "plan/leave.csv")) }
    try Data(yaml.utf8).write(to: folder.appending(path: "plan/scenario.yaml"))
    let plan = try muster("plan plan --effort quick")
    #expect(plan.status <= 1, "\(plan.errors)")
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  @discardableResult
  func muster(_ line: String) throws -> Command.Result { try Command.shell(command + line, in: folder) }

  /// What stands before the words of a command.
  var command: String { zoneData.map { "TZDIR='\($0.path)' muster " } ?? "muster " }

  /// Publishes at a moment of the plan's first site and expects it to be done.
  @discardableResult
  func publish(at moment: String, _ more: String = "") throws -> String {
    let result = try muster("publish plan --at \(moment) --by ann \(more)")
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  /// A folder of zone data with a Paris of some lines of rules; `nil` where nothing compiles them.
  static func zoneData(_ name: String, _ rules: String..., in folder: URL) throws -> URL? {
    let place = folder.appending(path: "zones-\(name)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let source = place.appending(path: "source")
    let text = "Zone Europe/Paris " + rules.joined(separator: "\n  ") + "\nZone Etc/UTC 0 - UTC\n"
    try Data(text.utf8).write(to: source)
    let made = try Command.shell("PATH=$PATH:/usr/sbin zic -b fat -d '\(place.path)' '\(source.path)'", in: folder)
    guard made.status == 0 else {
      print("skipped: no zic compiles zones, so none changes: \(made.errors.prefix(200))")
      return nil
    }
    try Data("# version 2026-\(name)\n".utf8).write(to: place.appending(path: "tzdata.zi"))
    return place
  }

  /// Calls somebody sick who works on a date.
  func fallIll(on date: String) throws {
    let worker = try #require(try shifts().keys.sorted().first { $0.hasSuffix(date) }).prefix { $0 != " " }
    let result = try muster("replan plan --sick \(worker) --on \(date)")
    #expect(result.status <= 1, "\(result.errors)")
  }

  /// Rows of a table below the scenario folder, each by column; none where there is no such table.
  func rows(_ path: String) throws -> [[String: String]] {
    let file = folder.appending(path: "plan/\(path)")
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\r\n").filter { !$0.isEmpty }
      .map { $0.components(separatedBy: ",") }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  /// Start and end in UTC of everybody's shifts by person and date.
  func shifts(_ path: String = "out/roster.csv") throws -> [String: String] {
    Dictionary(
      try rows(path).map {
        ("\($0["agent_id"] ?? "") \($0["date"] ?? "")", "\($0["start_utc"] ?? "")/\($0["end_utc"] ?? "")")
      }
    ) { "\($0) \($1)" }
  }

  /// Edits roster.csv line by line; `nil` takes a line away.
  func edit(_ change: (String) -> String?) throws {
    let file = out.appending(path: "roster.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let edited = [lines[0]] + lines.dropFirst().compactMap(change)
    try Data((edited.joined(separator: "\r\n") + "\r\n").utf8).write(to: file)
  }

  /// The events of calendars by identity: each the property lines by name.
  func events(_ group: String) throws -> [String: [String: String]] {
    var found: [String: [String: String]] = [:]
    let place = out.appending(path: "calendars/\(group)")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [] where name.hasSuffix(".ics") {
      let text = try String(contentsOf: place.appending(path: name), encoding: .utf8)
        .replacing("\r\n ", with: "")
      var event: [String: String] = [:]
      var (offset, isStandard) = ("", false)
      for line in text.components(separatedBy: "\r\n") {
        if line == "BEGIN:STANDARD" || line == "BEGIN:DAYLIGHT" { isStandard = line == "BEGIN:STANDARD" }
        if isStandard, line.hasPrefix("TZOFFSETTO:") { offset = String(line.dropFirst("TZOFFSETTO:".count)) }
        if line == "BEGIN:VEVENT" { event = ["FILE": name, "OFFSET": offset] }
        if line == "END:VEVENT", let uid = event["UID"] { found[uid] = event }
        let name = String(line.prefix { $0 != ":" && $0 != ";" })
        event[name] = String(line.drop { $0 != ":" }.dropFirst())
      }
    }
    return found
  }
}
