import Foundation
import Testing

/// Costs, reasons and values of one queue, worked out again from its tables with a pencil.
@Suite(.serialized) struct OneQueueNumbersTests {
  /// Three people of four hours a day and one phone queue, Monday to Friday 8 to 16.
  static func scenario(starts: String) throws -> URL {
    let folder = try Command.temporaryFolder()
    func write(_ lines: [String], _ name: String) throws {
      try (lines.joined(separator: "\n") + "\n")
        .write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write(
      [
        "name: One queue", "horizon: { first: 2026-02-02, weeks: 1, interval: 60 min }", "history: history.csv",
        "agents: agents.csv", "queues:",
        "  - { id: calls, language: sv, channel: phone, open: { zone: UTC, mon-fri: 08:00-16:00 },",
        "      goal: { answered: 80 %, within: 30 s }, patience: 2 min }",
        "sites: [{ id: malmo, zone: UTC, shrinkage: { absence: 8 % } }]", "contracts:", "  - id: half",
        "    week: { hours: 20 h, days: 5 }", "    shifts: { lengths: [4 h], starts: \(starts) }", "    rest: 11 h",
        "    stable-starts: none", "    cost: 21 EUR/h", "prices: { short: 12, over: 1.5, fairness: 0 }",
      ], "scenario.yaml")
    try write(
      ["id,name,site,contract,languages,skills"] + (1...3).map { "M\($0),Person \($0),malmo,half,sv,phone L1" },
      "agents.csv")
    var rows = ["start,queue,offered,handle_seconds_total"]
    for day in 0..<70 where day % 7 < 5 {
      let date = Date(timeIntervalSince1970: Double(1_763_942_400 + day * 86_400))
        .formatted(.iso8601.year().month().day())
      for hour in 8..<16 {
        let count = 12 + (hour * 5 + day % 7) % 9
        rows.append("\(date)T\(hour < 10 ? "0" : "")\(hour):00Z,calls,\(count),\(count * 240)")
      }
    }
    try write(rows, "history.csv")
    return folder
  }

  /// Net agents by start: asked for, and those that a table of shifts gives, 92 of 100 of their time.
  static func agents(_ out: URL, shifts: [(String, Int, Int)]? = nil) throws -> [String: (need: Double, there: Double)]
  {
    var agents: [String: (need: Double, there: Double)] = [:]
    for row in try NumbersTests.Table(out.appending(path: "requirement.csv")).rows {
      agents[String((row["start_local"] ?? "").prefix(13))] = (try #require(Double(row["net_agents"] ?? "")), 0)
    }
    for (date, from, to) in try shifts ?? Self.shifts(out).map({ ($0.date, $0.from, $0.to) }) {
      for hour in from..<to { agents["\(date) \(hour < 10 ? "0" : "")\(hour)", default: (0, 0)].there += 0.92 }
    }
    return agents
  }

  static func shifts(_ out: URL) throws -> [(agent: String, date: String, from: Int, to: Int)] {
    try NumbersTests.Table(out.appending(path: "roster.csv")).rows.map { row in
      func hour(_ column: String) throws -> Int { try #require(Int((row[column] ?? "").dropFirst(11).prefix(2))) }
      return (row["agent_id"] ?? "", row["date"] ?? "", try hour("start_local"), try hour("end_local"))
    }
  }

  /// Points of missing and of idle people, and their hours: twelve points a half hour for the first tenth, then twice that.
  static func cost(_ agents: [String: (need: Double, there: Double)]) -> (
    shortage: Double, over: Double, shortHours: Double, overHours: Double
  ) {
    var cost = (shortage: 0.0, over: 0.0, shortHours: 0.0, overHours: 0.0)
    for (need, there) in agents.values {
      let short = max(0, need - there)
      let first = min(short, 0.1 * need)
      cost.shortage += 2 * (12 * first + 24 * (short - first))
      cost.over += 2 * 1.5 * max(0, there - need)
      cost.shortHours += short
      cost.overHours += max(0, there - need)
    }
    return cost
  }

  @Test("the cost of a plan, its hours, and the points of every other choice of a shift follow from the tables")
  func why() throws {
    let folder = try Self.scenario(starts: "[08:00, 10:00, 12:00]")
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    let plan = try Command.muster("plan", folder.path)
    let present = Self.cost(try Self.agents(out))
    let printed = try #require(
      plan.output.firstMatch(
        of: /cost ([0-9.]+) points, (?s:.*)Of that: shortage [0-9.]+ \(([0-9.]+) h\), surplus [0-9.]+ \(([0-9.]+) h\)/),
      "\(plan.output)")
    #expect(abs((Double(printed.1) ?? 0) - present.shortage - present.over) < 0.1, "\(plan.output)")
    #expect(abs((Double(printed.2) ?? 0) - present.shortHours) < 0.06)
    #expect(abs((Double(printed.3) ?? 0) - present.overHours) < 0.06)
    #expect(present.shortHours > 1, "nothing to count")
    let shifts = try Self.shifts(out)
    var choices = 0
    for shift in shifts.prefix(10) {
      let text = try Command.muster("why", folder.path, "--agent", shift.agent, "--on", shift.date).output
      for line in text.components(separatedBy: "\n") {
        guard
          let row = line.firstMatch(
            of: /^(\d\d):00-(\d\d):00 +([-+0-9.]+) +([-+0-9.]+) +([-+0-9.]+) +0.0 +0.0 +0.0$/)
        else { continue }
        choices += 1
        let others = shifts.filter { $0 != shift }.map { ($0.date, $0.from, $0.to) }
        let (from, to) = (try #require(Int(row.1)), try #require(Int(row.2)))
        let other = Self.cost(try Self.agents(out, shifts: others + [(shift.date, from, to)]))
        let (shortage, over) = (other.shortage - present.shortage, other.over - present.over)
        #expect(abs((Double(row.3) ?? .nan) - shortage - over) < 0.06, "\(line)")
        #expect(abs((Double(row.4) ?? .nan) - shortage) < 0.06, "\(line)")
        #expect(abs((Double(row.5) ?? .nan) - over) < 0.06, "\(line)")
      }
    }
    #expect(choices >= 10, "\(choices) other choices")
  }

  @Test("what one more person saves, takes away and adds follows from the tables where the shift has no choice")
  func value() throws {
    let folder = try Self.scenario(starts: "[10:00]")
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    #expect(try Command.muster("plan", folder.path).status <= 1)
    let shifts = try Self.shifts(out).map { ($0.date, $0.from, $0.to) }
    let dates = Set(shifts.map(\.0)).sorted()
    #expect(dates.count == 5 && shifts.count == 15)
    let before = Self.cost(try Self.agents(out))
    let after = Self.cost(try Self.agents(out, shifts: shifts + dates.map { ($0, 10, 14) }))
    let text = try Command.muster("value", folder.path).output
    let figures = /phone L1 +(costs )?(\d+)(?: more)? +(\d+) +(\d+) +10:00 +(\d+) EUR/
    let row = try #require(text.firstMatch(of: figures), "\(text)")
    // A year of 365.25 days has twelve months.
    let weeks = 365.25 / 12 / 7
    let saved = before.shortage + before.over - after.shortage - after.over
    #expect(abs((row.1 == nil ? 1 : -1) * (Double(row.2) ?? .nan) - weeks * saved) < 0.6, "\(text)")
    #expect(abs((Double(row.3) ?? .nan) - weeks * (before.shortHours - after.shortHours)) < 0.6, "\(text)")
    #expect(abs((Double(row.4) ?? .nan) - weeks * (after.overHours - before.overHours)) < 0.6, "\(text)")
    #expect(abs((Double(row.5) ?? .nan) - weeks * 20 * 21) < 0.6, "\(text)")
    #expect(abs(saved) > 20)
  }
}
