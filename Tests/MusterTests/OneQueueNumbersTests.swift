import Foundation
import Testing

/// Costs, reasons and values of one queue, worked out again from its tables with a pencil.
@Suite(.serialized) struct OneQueueNumbersTests {
  /// Three people of four hours a day and one phone queue, Monday to Friday 8 to 16.
  static func scenario(starts: String, absence: Int = 8) throws -> URL {
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
        "sites: [{ id: malmo, zone: UTC, shrinkage: { absence: \(absence) % } }]", "contracts:", "  - id: half",
        "    week: { hours: 20 h, days: 5 }", "    shifts: { lengths: [4 h], starts: \(starts) }", "    rest: 11 h",
        "    stable-starts: none", "    cost: 21 EUR/h",
        "prices: { short: 12, over: 1.5, fairness: 0 }",
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

  /// Share of calls answered within a time where each caller waits an exponential time at most: the stationary number of calls by its
  /// balance, then the course of a call among those ahead of it, in small steps.
  static func answered(calls: Double, seconds: Double, patience: Double, agents: Int, within: Double) -> Double {
    let (arrival, service, leaving) = (calls / 3600, 1 / seconds, 1 / patience)
    var chance = [1.0]
    // More calls than have a chance by a double's measure are not there.
    while let last = chance.last, chance.count <= agents || last > 1e-15 {
      let busy = Double(min(chance.count, agents)) * service
      chance.append(last * arrival / (busy + Double(max(0, chance.count - agents)) * leaving))
    }
    let all = chance.reduce(0, +)
    var served = chance.prefix(agents).reduce(0, +) / all
    // By how many are ahead of the call.
    var ahead = chance.dropFirst(agents).map { $0 / all }
    let steps = 20_000
    let step = within / Double(steps)
    for _ in 0..<steps {
      served += ahead[0] * Double(agents) * service * step
      for place in ahead.indices {
        let goes = Double(agents) * service + Double(place) * leaving + leaving
        let comes =
          place + 1 < ahead.count
          ? ahead[place + 1] * (Double(agents) * service + Double(place + 1) * leaving) : 0
        ahead[place] += step * (comes - ahead[place] * goes)
      }
    }
    return served
  }

  @Test("the service that the plan expects of a phone is that of calls who leave, played out step by step")
  func service() throws {
    let folder = try Self.scenario(starts: "[08:00, 10:00, 12:00]", absence: 0)
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    #expect(try Command.muster("plan", folder.path).status <= 1)
    let needs = try NumbersTests.Table(out.appending(path: "requirement.csv")).rows
    var seen = Set<Int>()
    for row in try NumbersTests.Table(out.appending(path: "coverage.csv")).rows {
      guard let need = needs.first(where: { $0["start_utc"] == row["start_utc"] }),
        let level = Double(row["expected_service_level"] ?? ""), let offered = Double(need["offered"] ?? ""),
        let seconds = Double(need["average_handle_seconds"] ?? ""), let agents = Double(row["rostered_agents"] ?? "")
      else { continue }
      #expect(agents == agents.rounded())
      let pencil = Self.answered(
        calls: offered, seconds: seconds, patience: 120, agents: Int(agents), within: 30)
      #expect(abs(level - pencil) < 3e-4, "\(row): \(pencil)")
      seen.insert(Int(agents))
    }
    #expect(seen.count >= 2 && seen.contains { $0 > 0 }, "\(seen)")
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
        of: /cost ([0-9.]+) points, (?s:.*)Of that: shortage [0-9.]+ \(([0-9.]+) h\)(?:, surplus [^(]*\(([0-9.]+) h\))?/
      ), "\(plan.output)")
    #expect(abs((Double(printed.1) ?? 0) - present.shortage - present.over) < 0.1, "\(plan.output)")
    #expect(abs((Double(printed.2) ?? 0) - present.shortHours) < 0.06)
    // What costs nothing is not told.
    #expect(abs((printed.3.flatMap { Double($0) } ?? 0) - present.overHours) < 0.06)
    #expect(present.shortHours > 1, "nothing to count")
    let shifts = try Self.shifts(out)
    var choices = 0
    for shift in shifts.prefix(10) {
      let text = try Command.muster("why", folder.path, "--agent", shift.agent, "--on", shift.date).output
      if text.contains("instead ") { try NumbersTests.expectTold(text) }
      for line in text.components(separatedBy: "\n") {
        guard
          let row = line.firstMatch(
            of: /^(\d\d):00-(\d\d):00 +([-+0-9.]+) +([-+0-9.]+) +([-+0-9.]+) +0.0 +0.0 +0.0 +0.0 +([-+0-9.]+)$/)
        else { continue }
        choices += 1
        let others = shifts.filter { $0 != shift }.map { ($0.date, $0.from, $0.to) }
        let (from, to) = (try #require(Int(row.1)), try #require(Int(row.2)))
        let other = Self.cost(try Self.agents(out, shifts: others + [(shift.date, from, to)]))
        let (shortage, over) = (other.shortage - present.shortage, other.over - present.over)
        let fairness = Double(row.6) ?? .nan
        #expect(abs((Double(row.3) ?? .nan) - shortage - over - fairness) < 0.11, "\(line)")
        #expect(abs((Double(row.4) ?? .nan) - shortage) < 0.06, "\(line)")
        #expect(abs((Double(row.5) ?? .nan) - over) < 0.06, "\(line)")
      }
    }
    #expect(choices >= 10, "\(choices) other choices")
  }

  /// Two languages and three kinds of people, each of whom has a choice of starts.
  static func twoLanguages() throws -> URL {
    let folder = try scenario(starts: "[08:00, 10:00, 12:00]")
    func edit(_ name: String, _ change: (String) -> String) throws {
      let file = folder.appending(path: name)
      try change(try String(contentsOf: file, encoding: .utf8)).write(to: file, atomically: true, encoding: .utf8)
    }
    try edit("scenario.yaml") { text in
      let queue = text.components(separatedBy: "queues:\n")[1].components(separatedBy: "sites:")[0]
      let other = queue.replacing("id: calls, language: sv", with: "id: anrop, language: fi")
      return text.replacing(queue, with: queue + other)
    }
    try edit("history.csv") { text in
      let rows = text.split(separator: "\n").dropFirst()
      return text + rows.map { $0.replacing("calls", with: "anrop") }.joined(separator: "\n") + "\n"
    }
    try edit("agents.csv") { text in
      let people = ["sv", "sv", "sv", "sv", "sv", "fi", "sv fi"].enumerated()
      return text.prefix { $0 != "\n" } + "\n"
        + people.map { "P\($0),Person \($0),malmo,half,\($1),phone L1\n" }.joined()
    }
    return folder
  }

  /// The least cost of two queues' hours, where people of both may be shared between them in any parts.
  ///
  /// The cost is convex and bends where a queue has all, or nine tenths, of what it needs.
  static func sharedCost(
    _ hours: [String: (need: [Double], there: [Double])]
  ) -> (cost: Double, short: Double, over: Double) {
    var total = (cost: 0.0, short: 0.0, over: 0.0)
    for (need, there) in hours.values {
      // there: of the first language alone, of the second alone, of both.
      var best: (cost: Double, short: Double, over: Double)?
      var splits = [0, there[2]]
      for part in [0.9, 1] {
        splits += [part * need[0] - there[0], there[2] + there[1] - part * need[1]]
      }
      for split in splits where split >= 0 && split <= there[2] {
        let one = cost(["": (need: need[0], there: there[0] + split)])
        let two = cost(["": (need: need[1], there: there[1] + there[2] - split)])
        let all = one.shortage + one.over + two.shortage + two.over
        if best.map({ all < $0.cost - 1e-9 }) ?? true {
          best = (all, one.shortHours + two.shortHours, one.overHours + two.overHours)
        }
      }
      guard let best else { continue }
      total = (total.cost + best.cost, total.short + best.short, total.over + best.over)
    }
    return total
  }

  @Test("what one more person of every kind saves follows from value_shifts.csv, with people of two languages shared")
  func everyKind() throws {
    let folder = try Self.twoLanguages()
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    #expect(try Command.muster("plan", folder.path).status <= 1)
    let text = try Command.muster("value", folder.path, "--write").output
    try NumbersTests.expectTold(text)
    let languages = Dictionary(
      uniqueKeysWithValues: try NumbersTests.Table(folder.appending(path: "agents.csv")).rows.map {
        ($0["id"] ?? "", $0["languages"] ?? "")
      })
    let kinds = try NumbersTests.Table(out.appending(path: "value.csv")).rows
    let other = try NumbersTests.Table(out.appending(path: "value_shifts.csv")).rows
    #expect(kinds.count == 3 && Set(kinds.map { $0["points"] ?? "" }).count > 1)
    func hours(_ start: String?, _ end: String?) throws -> Range<Int> {
      func hour(_ text: String?) throws -> Int { try #require(Int((text ?? "").dropFirst(11).prefix(2))) }
      return try hour(start)..<hour(end)
    }
    /// The roster with one more of a kind: rows of roster.csv, those of the kind in place of all of their person and date.
    func roster(_ kind: Int, languages newcomer: String) throws -> [String: (need: [Double], there: [Double])] {
      var found: [String: (need: [Double], there: [Double])] = [:]
      for row in try NumbersTests.Table(out.appending(path: "requirement.csv")).rows {
        let place = row["queue"] == "calls" ? 0 : 1
        found[String((row["start_utc"] ?? "").prefix(13)), default: ([0, 0], [0, 0, 0])].need[place] =
          try #require(Double(row["net_agents"] ?? ""))
      }
      let own = other.filter { $0["rank"] == "\(kind)" }
      let replaced = Set(own.map { "\($0["agent_id"] ?? "") \($0["date"] ?? "")" })
      let kept = try NumbersTests.Table(out.appending(path: "roster.csv")).rows.filter {
        !replaced.contains("\($0["agent_id"] ?? "") \($0["date"] ?? "")")
      }
      for row in kept + own.filter({ $0["minutes"] != "0" }) {
        let speaks = row["agent_id"] == "" ? newcomer : languages[row["agent_id"] ?? ""]
        let place = speaks == "sv" ? 0 : speaks == "fi" ? 1 : 2
        for hour in try hours(row["start_utc"], row["end_utc"]) {
          let key = "\(row["date"] ?? "") \(hour < 10 ? "0" : "")\(hour)"
          found[key, default: ([0, 0], [0, 0, 0])].there[place] += 0.92
        }
      }
      return found
    }
    let weeks = 365.25 / 12 / 7
    let before = Self.sharedCost(try roster(0, languages: ""))
    for (place, kind) in kinds.enumerated() {
      let speaks = kind["languages"] ?? ""
      let after = Self.sharedCost(try roster(place + 1, languages: speaks))
      let saved = try #require(Double(kind["points"] ?? ""))
      #expect(abs(saved - (before.cost - after.cost)) < 0.01, "\(speaks): \(saved), \(before) \(after)")
      #expect(abs(weeks * saved - (Double(kind["points_a_month"] ?? "") ?? .nan)) < 0.01)
      for (column, hours) in [
        ("short_hours_a_month", before.short - after.short), ("over_hours_a_month", after.over - before.over),
      ] { #expect(abs((Double(kind[column] ?? "") ?? .nan) - weeks * hours) < 0.02, "\(speaks) \(column)") }
      #expect(abs((Double(kind["wages_a_month"] ?? "") ?? .nan) - weeks * 20 * 21) < 0.01)
      // The row on screen is the row of the table.
      let row = try Regex("half +\(speaks) +phone L1")
      let line = try #require(text.components(separatedBy: "\n").first { $0.contains(row) }, "\(text)")
      let shown = abs(weeks * saved) < 0.5 ? "nothing" : "\(Int(abs(weeks * saved).rounded()))"
      #expect(line.contains(" \(shown) "), "\(line)")
    }
  }

  @Test("the bound is the least cost of any shares of people, found by trying the corners of a day's linear program")
  func bound() throws {
    let folder = try Self.scenario(starts: "[08:00, 10:00, 12:00]")
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = try Command.muster("plan", folder.path).output
    let printed = try #require(plan.firstMatch(of: /bound ([0-9.]+)/), "\(plan)")
    let needs = try Self.agents(folder.appending(path: "out"), shifts: [])
    var least = 0.0
    for hours in Dictionary(grouping: needs, by: { $0.key.prefix(10) }).values {
      guard hours.contains(where: { $0.value.need > 0 }) else { continue }
      // Three people begin a day between them: `early` at 8, `late` at 12, the others at 10. Hours 8 and 9 see the early ones,
      // 10 and 11 all but the late ones, 12 and 13 all but the early ones, 14 and 15 the late ones. The cost bends where these
      // are what an hour needs, or nine tenths of it.
      var corners = [0.0, 3]
      for (_, hour) in hours {
        for part in [0.9, 1] {
          let people = part * hour.need / 0.92
          corners += [people, 3 - people].filter { (0...3).contains($0) }
        }
      }
      corners += corners.map { 3 - $0 }
      var best = Double.infinity
      for early in corners {
        for late in corners where early + late <= 3 + 1e-9 {
          var day: [String: (need: Double, there: Double)] = [:]
          for (key, hour) in hours {
            let there = [early, 3 - late, 3 - early, late]
            let clock = try #require(Int(key.suffix(2)))
            day[key] = (hour.need, (8..<16).contains(clock) ? 0.92 * there[(clock - 8) / 2] : 0)
          }
          let cost = Self.cost(day)
          best = min(best, cost.shortage + cost.over)
        }
      }
      least += best
    }
    let bound = try #require(Double(printed.1))
    #expect(bound <= least + 0.05, "\(bound) printed, \(least) possible with shares of people")
    #expect(bound >= 0.999 * least - 0.05, "\(bound) printed, \(least) possible with shares of people")
    #expect(least > 20)
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
