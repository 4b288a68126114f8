import Foundation
import Tabular
import Testing

/// Work beside a phone queue in hours of the day and the week: planned, told, mended and checked by the built command.
@Suite struct ActivityTests {
  private static let yaml = """
    name: Claims beside calls
    horizon: { first: 2026-02-09, weeks: 1, interval: 30 min }
    history: history.csv
    agents: agents.csv
    queues:
      - { id: calls, language: sv, channel: phone, open: { zone: UTC, mon-fri: 08:00-18:00 },
          goal: { answered: 80 %, within: 20 s }, patience: 2 min }
    activities:
      - { id: claims, hours: 6 h a day, open: { zone: UTC, mon-fri: 08:00-18:00 }, least-stretch: 90 min, most: 2,
          needs: claims }
      - { id: quality, hours: 8 h a week, open: { zone: UTC, mon-fri: 08:00-18:00 }, price: 4 }
    sites: [{ id: malmo, zone: UTC, shrinkage: { absence: 10 % } }]
    contracts:
      - id: full
        week: { hours: 40 h, days: 5 }
        shifts: { lengths: [8 h], starts: 08:00-09:30 every 30 min, lunch: 30 min unpaid, breaks: 2 x 15 min paid }
        rest: 11 h
        cost: 200 SEK/h

    """

  /// Twelve people, every second of whom knows claims, and calls with two peaks a day.
  private func folder(yaml: String = yaml) throws -> URL {
    let folder = try Command.temporaryFolder()
    var agents = "id,name,site,contract,languages,skills\n"
    for person in 0..<12 { agents += "M\(person),Person,malmo,full,sv,phone L1\(person % 2 == 0 ? " claims" : "")\n" }
    var history = "start,queue,offered,handle_seconds_total\n"
    let monday = try #require(ISO8601DateFormatter().date(from: "2025-12-01T08:00:00Z"))
    for day in 0..<70 where day % 7 < 5 {
      for half in 0..<20 {
        let hour = Double(half) / 2
        let shape = 0.4 + 1.2 * max(0, 1 - abs(hour - 2.5) / 2.2) + 0.9 * max(0, 1 - abs(hour - 7) / 1.8)
        let contacts = Int((20 * shape).rounded()) + (half * 5 + day) % 5
        let start = monday.addingTimeInterval(Double(day * 86_400 + half * 1800)).formatted(.iso8601)
        history += "\(start),calls,\(contacts),\(contacts * 240)\n"
      }
    }
    for (name, text) in [("scenario.yaml", yaml), ("agents.csv", agents), ("history.csv", history)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder
  }

  private func table(_ name: String, _ folder: URL) throws -> [[String: String]] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "out/\(name)")))
    let table = Table.read(bytes: bytes, file: name)
    return (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, table.text(row: row, column: $0)) })
    }
  }

  /// What assignments.csv says of an activity: minutes by person and stretch, and by date.
  private func stretches(_ activity: String, _ folder: URL) throws -> [(agent: String, date: String, minutes: Double)] {
    try table("assignments.csv", folder).filter { $0["queues"] == activity }.map {
      ($0["agent_id"] ?? "", String(($0["start_local"] ?? "").prefix(10)), Double($0["minutes"] ?? "") ?? 0)
    }
  }

  @Test("claims are done in stretches of their least time by those who know them, and every table agrees on how much")
  func plan() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Command.muster("plan", folder.path, "--effort", "quick")
    #expect(run.status <= 1, "\(run.errors)")
    #expect(run.output.contains("claims") && run.output.contains("6 h a day") && run.output.contains("8 h a week"))
    #expect(!run.output.contains("claims has no history"))

    let needed = try table("requirement.csv", folder)
    for (activity, hours) in [("claims", 30.0), ("quality", 8.0)] {
      let gross = needed.filter { $0["queue"] == activity }.compactMap { Double($0["gross_agents"] ?? "") }
      #expect(abs(gross.reduce(0, +) / 2 - hours) < 1e-3, "\(activity)")
    }
    for row in needed where row["queue"] == "claims" { #expect((Double(row["gross_agents"] ?? "") ?? 9) <= 2) }
    #expect(try !table("forecast.csv", folder).contains { $0["queue"] != "calls" }, "no contacts are forecast")

    let claims = try stretches("claims", folder)
    #expect(!claims.isEmpty)
    #expect(claims.allSatisfy { $0.minutes >= 90 }, "\(claims)")
    #expect(claims.allSatisfy { Int($0.agent.dropFirst()).map { $0 % 2 == 0 } ?? false }, "only who knows them")
    #expect(try stretches("quality", folder).allSatisfy { $0.minutes >= 60 })
    // Each date has most of its six hours; breaks are taken out, and lunch may lie in a stretch.
    for day in 9...13 {
      let minutes = claims.filter { $0.date == "2026-02-\(day < 10 ? "0" : "")\(day)" }.reduce(0) { $0 + $1.minutes }
      #expect(minutes >= 300, "\(day): \(minutes)")
    }

    let cover = try table("coverage.csv", folder)
    let costs = try table("cost.csv", folder)
    for (activity, price) in [("claims", 20.0), ("quality", 8.0)] {
      let own = cover.filter { $0["queue"] == activity }
      let short = own.reduce(0) { $0 + (Double($1["under_agents"] ?? "") ?? 0) } / 2
      let row = costs.first { $0["queue"] == activity && $0["kind"] == "shortage" }
      #expect(abs((Double(row?["amount"] ?? "") ?? 0) - short) < 0.05, "\(activity)")
      #expect(abs((Double(row?["points"] ?? "") ?? 0) - price * short) < 1, "its own price, whatever share is missing")
      #expect(own.allSatisfy { $0["expected_service_level"] == "" })
      // One too many costs as much as one too few, so whoever is left over is on the calls.
      let over = own.reduce(0) { $0 + (Double($1["over_agents"] ?? "") ?? 0) } / 2
      let surplus = costs.first { $0["queue"] == activity && $0["kind"] == "surplus" }
      #expect(abs((Double(surplus?["points"] ?? "") ?? 0) - price * over) < 1)
      #expect(over < 0.1 * (activity == "claims" ? 30 : 8), "\(activity): \(over) h too many")
    }

    // Why somebody has a shift begins with what part of it is.
    let first = try #require(table("assignments.csv", folder).first { $0["queues"] == "claims" })
    let (start, end) = (try #require(first["start_local"]), try #require(first["end_local"]))
    let why = try Command.muster(
      "why", folder.path, "--agent", try #require(first["agent_id"]), "--on", String(start.prefix(10)))
    let line = why.output.split(separator: "\n").first { $0.hasPrefix("Part of it: ") }
    #expect(line?.contains("claims \(start.dropFirst(11).prefix(5))-\(end.dropFirst(11).prefix(5))") == true, "\(why)")

    #expect(try Command.muster("audit", folder.path).status == 0)
    let check = try Command.muster("check", folder.path)
    #expect(check.output.contains("1 queues, 2 activities, 12 people"), "\(check.output)")
    let again = try Command.muster("plan", folder.path, "--effort", "quick", "--out", folder.path + "/again")
    #expect(again.status == run.status)
    for name in ["requirement.csv", "assignments.csv", "coverage.csv", "cost.csv"] {
      #expect(
        try Data(contentsOf: folder.appending(path: "out/\(name)"))
          == Data(contentsOf: folder.appending(path: "again/\(name)")))
    }
  }

  @Test("a sick call is mended around it, calendars name it, and a simulation gives it no contacts")
  func after() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Command.muster("plan", folder.path, "--effort", "quick").status <= 1)
    #expect(try Command.muster("publish", folder.path).status == 0)
    let calendars = folder.appending(path: "out/calendars/people")
    let names = try FileManager.default.contentsOfDirectory(atPath: calendars.path)
    let texts = try names.map { try String(contentsOf: calendars.appending(path: $0), encoding: .utf8) }
    #expect(texts.contains { $0.contains("claims") })

    let one = try #require(try stretches("claims", folder).first)
    let why = try Command.muster("why", folder.path, "--agent", one.agent, "--on", one.date)
    #expect(why.status == 0 && why.output.contains("instead"), "\(why.output)\(why.errors)")
    let shown = try Command.muster("show", folder.path, "--queue", "claims")
    #expect(shown.output.contains("required h") && !shown.output.contains("closed"), "\(shown.output)\(shown.errors)")
    let mended = try Command.muster("replan", folder.path, "--sick", one.agent, "--on", one.date)
    #expect(mended.status <= 1, "\(mended.errors)")
    let claims = try stretches("claims", folder)
    #expect(!claims.contains { $0.agent == one.agent && $0.date == one.date })
    #expect(claims.allSatisfy { $0.minutes >= 90 }, "\(claims)")

    let played = try Command.muster("simulate", folder.path, "--replications", "20")
    #expect(played.status <= 1, "\(played.errors)")
    #expect(played.output.contains("calls") && !played.output.contains("claims "), "\(played.output)")
    // People are on the queue while they are on calls, breaks left out, and a tenth of that time away.
    func minutes(_ rows: [[String: String]], _ column: String) -> Double {
      rows.reduce(0) { $0 + (Double($1[column] ?? "") ?? .nan) }
    }
    let onCalls = try table("assignments.csv", folder).filter { $0["queues"] == "calls" }
    let breaks = try table("breaks.csv", folder).filter { pause in
      onCalls.contains {
        $0["agent_id"] == pause["agent_id"] && $0["start_utc"] ?? "" <= pause["start_utc"] ?? ""
          && pause["start_utc"] ?? "" < $0["end_utc"] ?? ""
      }
    }
    let expected = 0.9 * (minutes(onCalls, "minutes") - minutes(breaks, "minutes"))
    let people = try table("simulation_people.csv", folder)
    #expect(abs(minutes(people, "on_queue_minutes") - expected) < 300, "\(people)")
  }
}
