import Foundation
import Testing

/// The cost of a plan worked out again from the files that lie there, by code of its own.
@Suite(.serialized) struct CostStatementTests {
  /// A row by column.
  typealias Row = [String: String]

  private static func table(_ url: URL) throws -> [Row] {
    let lines = try String(contentsOf: url, encoding: .utf8).replacing("\u{feff}", with: "")
      .components(separatedBy: .newlines).filter { !$0.isEmpty }
    let header = (lines.first ?? "").components(separatedBy: ",")
    return lines.dropFirst().map { line in
      Dictionary(zip(header, line.components(separatedBy: ","))) { first, _ in first }
    }
  }

  private static func number(_ row: Row, _ column: String) -> Double { row[column].flatMap(Double.init) ?? 0 }

  /// Days from the first date of the horizon to a date or the date of a moment.
  private static func day(_ text: String, since first: String) -> Int {
    let format = Date.ISO8601FormatStyle().year().month().day()
    guard let date = try? format.parse(String(text.prefix(10))), let start = try? format.parse(first) else { return -1 }
    return Int((date.timeIntervalSince(start) / 86_400).rounded())
  }

  /// Minutes after midnight of `2026-03-28 08:30:00`.
  private static func clock(_ text: String) -> Int {
    let parts = text.dropFirst(11).split(separator: ":").compactMap { Int($0) }
    return parts.count >= 2 ? parts[0] * 60 + parts[1] : -1
  }

  @Test(
    "shortage, surplus, changes of queue, starts, wishes and fairness follow from the written files and add up",
    arguments: [("europe-support", "2026-03-23", 4), ("follow-the-sun", "2026-03-02", 5)])
  func recomputed(name: String, first: String, weeks: Int) throws {
    let folder = try PlanTests.copy(name)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let yaml = folder.appending(path: "scenario.yaml")
    let prices = "prices: { short: 11, over: 1.5, start: 7, queue-change: 3, fairness: 5, single-day-off: 9 }"
    try String(contentsOf: yaml, encoding: .utf8).replacing("prices: { short: 10, over: 1 }", with: prices)
      .write(to: yaml, atomically: true, encoding: .utf8)
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    let out = folder.appending(path: "out")
    let costs = try Self.table(out.appending(path: "cost.csv"))
    func points(_ kind: String) -> Double {
      costs.filter { $0["kind"] == kind }.reduce(0) { $0 + Self.number($1, "points") }
    }

    // Queues that the same people serve are one: a tenth of their requirement at one price, what is missing beyond at twice that,
    // each half hour.
    let assigned = try Self.table(out.appending(path: "assignments.csv"))
    var setOf: [String: String] = [:]
    for set in Set(assigned.compactMap { $0["queues"] }) {
      for queue in set.components(separatedBy: "; ") { setOf[queue] = set }
    }
    var intervals: [String: (week: Int, set: String, required: Double, rostered: Double)] = [:]
    for row in try Self.table(out.appending(path: "coverage.csv")) {
      let queue = try #require(row["queue"])
      let week = min(max(0, Self.day(try #require(row["start_local"]), since: first) / 7), weeks - 1)
      let set = setOf[queue] ?? queue
      var sums = intervals["\(set) \(row["start_utc"] ?? "")"] ?? (week, set, 0, 0)
      sums.required += Self.number(row, "required_agents")
      sums.rostered += Self.number(row, "rostered_agents")
      intervals["\(set) \(row["start_utc"] ?? "")"] = sums
    }
    var short: [String: Double] = [:]
    var over: [String: Double] = [:]
    for (week, set, required, rostered) in intervals.values {
      let missing = max(0, required - rostered)
      let tenth = min(missing, 0.1 * required)
      short["\(set) \(week)", default: 0] += 11 * tenth + 22 * (missing - tenth)
      over["\(set) \(week)", default: 0] += 1.5 * max(0, rostered - required)
    }
    for (kind, expected) in [("shortage", short), ("surplus", over)] {
      var told: [String: Double] = [:]
      for row in costs where row["kind"] == kind {
        let queue = try #require(row["queue"])
        let week = Self.day(try #require(row["week_start"]), since: first) / 7
        told["\(setOf[queue] ?? queue) \(week)", default: 0] += Self.number(row, "points")
      }
      for key in Set(told.keys).union(expected.keys) {
        #expect(abs((told[key] ?? 0) - (expected[key] ?? 0)) < 0.3, "\(kind) of \(key)")
      }
      #expect(abs(points(kind) - expected.values.reduce(0, +)) < 1, "\(kind)")
    }

    // Changes of queue: assignments of a shift less one.
    let roster = try Self.table(out.appending(path: "roster.csv"))
    let assignments = Dictionary(grouping: assigned) { $0["agent_id"] ?? "" }
    let changes = try roster.reduce(0) { sum, shift in
      let (start, end) = (try #require(shift["start_utc"]), try #require(shift["end_utc"]))
      let own = (assignments[shift["agent_id"] ?? ""] ?? []).filter {
        start <= ($0["start_utc"] ?? "") && ($0["start_utc"] ?? "") < end
      }
      return sum + max(0, own.count - 1)
    }
    #expect(changes > 0)
    #expect(abs(points("queue_changes") - 3 * Double(changes)) < 1e-6)

    // Starts: begun hours beyond an hour from the start that leaves the fewest.
    let shifts = Dictionary(grouping: roster) { $0["agent_id"] ?? "" }
    var hours = 0
    for own in shifts.values {
      let byWeek = Dictionary(grouping: own) { Self.day($0["date"] ?? "", since: first) / 7 }
      for week in byWeek.values {
        let starts = week.map { Self.clock($0["start_local"] ?? "") }
        hours += starts.map { usual in starts.reduce(0) { $0 + (max(0, abs($1 - usual) - 60) + 59) / 60 } }.min() ?? 0
      }
    }
    #expect(abs(points("starts") - 7 * Double(hours)) < 1e-6)

    // Single days off between two worked ones, leave not counted, of contracts that neither rule them out nor work six days.
    var away: Set<String> = []
    for leave in try Self.table(folder.appending(path: "leave.csv")) {
      for day in Self.day(leave["from"] ?? "", since: first)...Self.day(leave["to"] ?? "", since: first) {
        away.insert("\(leave["agent"] ?? "") \(day)")
      }
    }
    let ruled = ["manila-night", "mexico-six-days"]
    var singles = 0
    for agent in try Self.table(folder.appending(path: "agents.csv")) where !ruled.contains(agent["contract"] ?? "") {
      let id = agent["id"] ?? ""
      let worked = Set((shifts[id] ?? []).map { Self.day($0["date"] ?? "", since: first) })
      singles += (1..<7 * weeks - 1).count {
        !worked.contains($0) && worked.contains($0 - 1) && worked.contains($0 + 1) && !away.contains("\(id) \($0)")
      }
    }
    #expect(abs(points("single_days_off") - 9 * Double(singles)) < 1e-6)

    // Wishes: a day off that is worked, a day of work that is off, a start outside what was asked for.
    var refused = 0.0
    for wish in try Self.table(folder.appending(path: "requests.csv")) {
      let shift = (shifts[wish["agent"] ?? ""] ?? []).first { $0["date"] == wish["date"] }
      let words = (wish["wish"] ?? "").split(separator: " ")
      let isGranted: Bool
      switch words.first {
      case "off": isGranted = shift == nil
      case "work": isGranted = shift != nil
      default:
        let ends = (words.last ?? "").split(separator: "-").map { Self.clock("2026-01-01 \($0)") }
        isGranted = shift.map { ends[0]...ends[1] ~= Self.clock($0["start_local"] ?? "") } ?? true
      }
      if !isGranted { refused += wish["weight"].flatMap(Double.init) ?? 1 }
    }
    #expect(abs(points("wishes") - refused) < 1e-6)

    // Fairness: half the price times the squares of the distance from the mean of site and contract.
    let ledger = Dictionary(
      try Self.table(out.appending(path: "ledger.csv")).map { ($0["agent_id"] ?? "", $0) }
    ) { first, _ in first }
    let teams = Dictionary(grouping: try Self.table(folder.appending(path: "agents.csv"))) {
      "\($0["site"] ?? "") \($0["contract"] ?? "")"
    }
    var squares = 0.0
    for team in teams.values where team.count > 1 {
      for column in ["nights", "weekends", "late_ends"] {
        let counts = team.map { Self.number(ledger[$0["id"] ?? ""] ?? [:], column) }
        let mean = counts.reduce(0, +) / Double(counts.count)
        squares += counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
    }
    #expect(abs(points("fairness") - 2.5 * squares) < 0.1)

    // All of it is the cost that is printed and that the manifest has.
    let total = costs.reduce(0) { $0 + Self.number($1, "points") }
    let printed = try #require(plan.output.firstMatch(of: /Roster: cost ([0-9.]+) points/)).1
    #expect(abs(try #require(Double(printed)) - total) < 0.2)
    let said = try #require(plan.output.firstMatch(of: /Of that: (.*)\./)).1
    let sum = said.matches(of: /[a-z] ([0-9]+\.[0-9])/).reduce(0.0) { $0 + (Double($1.1) ?? 0) }
    #expect(abs(sum - total) < 1, "\(said)")
    let manifest = try JSONSerialization.jsonObject(with: Data(contentsOf: out.appending(path: "manifest.json")))
    let roster0 = (manifest as? [String: Any])?["roster"] as? [String: Any]
    #expect(abs((roster0?["cost"] as? Double ?? 0) - total) < 0.1)
    let parts = roster0?["costParts"] as? [[String: Any]] ?? []
    #expect(abs(parts.reduce(0) { $0 + ($1["points"] as? Double ?? 0) } - total) < 0.1)
  }
}
