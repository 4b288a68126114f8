import Foundation
import Testing

/// docs/reference/numbers.md held against the tables: printed figures are worked out again here, from the files alone.
@Suite(.serialized) struct NumbersTests {
  /// A table of the out folder, read by this test's own code: cells by column name, quotes taken off.
  struct Table {
    var rows: [[String: String]] = []

    init(_ url: URL) throws {
      let text = try String(contentsOf: url, encoding: .utf8)
      var header: [String] = []
      var cells: [String] = []
      var cell = ""
      var isQuoted = false
      for letter in text.unicodeScalars {
        switch letter {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted:
          cells.append(cell)
          cell = ""
        case "\n" where !isQuoted:
          cells.append(cell)
          cell = ""
          if header.isEmpty {
            header = cells
          } else {
            rows.append(Dictionary(zip(header, cells)) { first, _ in first })
          }
          cells = []
        case "\r" where !isQuoted: break
        default: cell.unicodeScalars.append(letter)
        }
      }
    }

    func sum(_ column: String, where isCounted: ([String: String]) -> Bool = { _ in true }) -> Double {
      rows.filter(isCounted).reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) }
    }
  }

  /// The words of a printed line that begins with a name, `%` and units left out.
  static func cells(_ output: String, _ name: String) throws -> [Double] {
    let line = try #require(output.components(separatedBy: "\n").first { $0.hasPrefix(name + " ") })
    return line.dropFirst(name.count).split(separator: " ").compactMap { Double($0) }
  }

  /// Expects every heading of a printed table of figures to be told by the page, under its command or another.
  static func expectTold(_ text: String) throws {
    let page = try String(
      contentsOf: Command.repository.appending(path: "docs/reference/numbers.md"), encoding: .utf8)
    let told = Set(
      page.components(separatedBy: "\n").filter { $0.hasPrefix("| ") }.flatMap { line in
        line.dropFirst(2).components(separatedBy: " | ")[0].replacing("`", with: "").replacing("±", with: "")
          .components(separatedBy: ", ").map { $0.trimmingCharacters(in: .whitespaces) }
      })
    // What is no figure.
    let words: Set = ["queue", "month", "date", "site", "contract", "speaks", "skills", "starts", "instead"]
    let headings = text.components(separatedBy: "\n").filter {
      $0.hasPrefix("queue ") || $0.hasPrefix("instead ") || $0.hasPrefix("site ")
    }
    #expect(!headings.isEmpty, "\(text.prefix(300))")
    for heading in headings.flatMap({ $0.split(separator: /\s\s+/).map(String.init) }) where !words.contains(heading) {
      #expect(told.contains(heading), "numbers.md does not tell what \(heading) is")
    }
  }

  @Test("what plan, simulate and outlook print follows from the tables they write") func printed() throws {
    let folder = try PlanTests.copy("europe-support")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let out = folder.appending(path: "out")
    let plan = try Command.muster("plan", folder.path, "--effort", "quick").output
    try Self.expectTold(plan)
    let coverage = try Table(out.appending(path: "coverage.csv"))
    let requirement = try Table(out.appending(path: "requirement.csv"))
    let queues = coverage.rows.reduce(into: [String]()) { if $0.last != $1["queue"] { $0.append($1["queue"] ?? "") } }
    #expect(queues.count == 12)
    for queue in queues {
      // offered, goal, threshold, expected, required, rostered, short, over.
      let printed = try Self.cells(plan, queue)
      let own = coverage.rows.filter { $0["queue"] == queue }
      let needed = requirement.rows.filter { $0["queue"] == queue }
      #expect(own.allSatisfy { $0["start_utc"] != nil })
      let needs = Dictionary(needed.map { ($0["start_utc"] ?? "", $0["offered"] ?? "") }) { first, _ in first }
      var answered = 0.0
      var counted = 0.0
      for row in own {
        guard let level = Double(row["expected_service_level"] ?? ""),
          let offered = Double(needs[row["start_utc"] ?? ""] ?? "")
        else { continue }
        answered += level * offered
        counted += offered
      }
      let offered = needed.reduce(0) { $0 + (Double($1["offered"] ?? "") ?? 0) }
      func hours(_ column: String) -> Double { own.reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) } / 2 }
      #expect(abs(printed[0] - offered) < 0.6, "\(queue) offered")
      #expect(abs(printed[3] - 100 * answered / counted) < 0.1, "\(queue) expected")
      let columns = ["required_agents", "rostered_agents", "under_agents", "over_agents"]
      for (place, column) in columns.enumerated() {
        #expect(abs(printed[4 + place] - hours(column)) < 0.1, "\(column)")
      }
      for row in own {
        let gap = (Double(row["rostered_agents"] ?? "") ?? 0) - (Double(row["required_agents"] ?? "") ?? 0)
        #expect(abs(max(0, gap) - (Double(row["over_agents"] ?? "") ?? 0)) < 2e-4)
        #expect(abs(max(0, -gap) - (Double(row["under_agents"] ?? "") ?? 0)) < 2e-4)
      }
    }
    let roster = try Table(out.appending(path: "roster.csv"))
    let minutes = roster.sum("paid_minutes")
    let totals = try #require(plan.firstMatch(of: /(\d+) shifts, (\d+) paid hours, wages (\d+) EUR/))
    #expect(Int(totals.1) == roster.rows.count && abs((Double(totals.2) ?? 0) - minutes / 60) < 0.6)
    // Wages: prices of an hour from scenario.yaml, by the contract of each person.
    var prices: [String: Double] = [:]
    var contract = ""
    for line in try String(contentsOf: folder.appending(path: "scenario.yaml"), encoding: .utf8).split(separator: "\n")
    {
      if let id = line.firstMatch(of: /- id: ([a-z-]+)/) { contract = String(id.1) }
      if let cost = line.firstMatch(of: /cost: ([0-9.]+) EUR/) { prices[contract] = Double(cost.1) }
    }
    let contracts = Dictionary(
      try Table(folder.appending(path: "agents.csv")).rows.map { ($0["id"] ?? "", $0["contract"] ?? "") }
    ) { first, _ in first }
    let wages = roster.rows.reduce(0.0) { sum, row in
      sum + (Double(row["paid_minutes"] ?? "") ?? 0) / 60 * (prices[contracts[row["agent_id"] ?? ""] ?? ""] ?? .nan)
    }
    #expect(abs((Double(totals.3) ?? 0) - wages) < 1)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: out.appending(path: "manifest.json"))) as? [String: Any])
    let proof = try #require(manifest["roster"] as? [String: Any])
    let cost = try #require(plan.firstMatch(of: /cost ([0-9.]+) points/)).1
    #expect(abs(try #require(proof["cost"] as? Double) - (Double(cost) ?? 0)) < 0.06)
    let said = try #require(plan.firstMatch(of: /bound [0-9.]+; (.*)\.\n/)).1
    #expect(proof["proof"] as? String == String(said), "\(proof)")
    try simulated(folder, queues)
    try outlook(folder)
  }

  private func simulated(_ folder: URL, _ queues: [String]) throws {
    let out = folder.appending(path: "out")
    let text = try Command.muster("simulate", folder.path, "--replications", "10").output
    try Self.expectTold(text)
    let table = try Table(out.appending(path: "simulation_queues.csv"))
    let days = try Table(out.appending(path: "simulation_days.csv"))
    for row in table.rows {
      let queue = row["queue"] ?? ""
      let printed = try Self.cells(text, queue)
      func value(_ column: String) throws -> Double { try #require(Double(row[column] ?? "")) }
      #expect(try abs(printed[0] - value("offered")) < 0.6)
      #expect(try abs(printed[3] - 100 * value("planned_service_level")) < 0.06)
      #expect(try abs(printed[4] - 100 * value("simulated_service_level")) < 0.06)
      #expect(try abs(printed[5] - 100 * value("half_width")) < 0.06)
      // A day's contacts add up to the horizon's, and so do those in time where none is left out.
      let own = days.rows.filter { $0["queue"] == queue }
      let offered = own.reduce(0) { $0 + (Double($1["offered"] ?? "") ?? 0) }
      if !queue.hasSuffix("email") { #expect(try abs(offered - value("offered")) < 1) }
    }
    let people = try Table(out.appending(path: "simulation_people.csv"))
    let shares = people.rows.compactMap { Double($0["occupancy"] ?? "") }.sorted()
    let said = try #require(
      text.firstMatch(
        of: /Occupancy of (\d+) people: lowest ([0-9.]+) % .*, middle ([0-9.]+) %, highest ([0-9.]+) %/))
    #expect(Int(said.1) == shares.count)
    for (one, other) in zip([said.2, said.3, said.4], [shares[0], shares[shares.count / 2], shares[shares.count - 1]]) {
      #expect(abs((Double(one) ?? 0) - 100 * other) < 0.06)
    }
    let apart = days.rows.count { $0["disagrees"] == "true" }
    #expect(text.contains("points on \(apart) of "))
    for queue in queues where queue.hasSuffix("email") {
      let waiting = days.rows.filter { $0["queue"] == queue }.compactMap { Double($0["waiting_at_end"] ?? "") }
      let lines = text.components(separatedBy: "Email at the end of the day:")[1]
      let printed = try Self.cells(lines, queue)
      #expect(abs(printed[0] - waiting.reduce(0, +) / Double(waiting.count)) < 0.06)
      #expect(abs(printed[1] - (waiting.max() ?? 0)) < 0.06)
    }
  }

  /// On how many weekdays some dates lie.
  private static func openWeekdays(_ dates: [String]) throws -> Int {
    var weekdays = Set<Int>()
    for text in dates {
      let date = try Date(text, strategy: .iso8601.year().month().day())
      weekdays.insert(Int(date.timeIntervalSince1970 / 86_400) % 7)
    }
    return weekdays.count
  }

  private func outlook(_ folder: URL) throws {
    let out = folder.appending(path: "out")
    let text = try Command.muster("outlook", folder.path, "--months", "4").output
    try Self.expectTold(text)
    let days = try Table(out.appending(path: "outlook_days.csv"))
    for line in text.components(separatedBy: "\n") {
      guard let found = line.firstMatch(of: /^(\S+) +(\d{4}-\d{2}) +(\d+) +(\d+) +(\d+) +(\d+)$/) else { continue }
      let own = days.rows.filter { $0["queue"] == String(found.1) && $0["date"]?.hasPrefix(String(found.2)) == true }
      let offered = own.reduce(0) { $0 + (Double($1["offered"] ?? "") ?? 0) }
      #expect(abs((Double(found.4) ?? 0) - offered) < 3, "\(line)")
      #expect(Int(found.3) == own.count { $0["open_days"] == "1" }, "\(line)")
    }
    #expect(text.contains("en-phone  2026-06"))
    // Ranges of months: the days' distances from their means, of which one part is the level's and the other carries to the next day.
    let queues = try Table(out.appending(path: "outlook_queues.csv"))
    let months = try Table(out.appending(path: "outlook_months.csv"))
    for month in months.rows {
      let queue = month["queue"] ?? ""
      let row = try #require(queues.rows.first { $0["queue"] == queue })
      let carry = try #require(Double(row["day_carry"] ?? ""))
      let share = try #require(Double(row["level_share"] ?? ""))
      let all = days.rows.filter { $0["queue"] == queue }
      let week = Double(try Self.openWeekdays(all.compactMap { $0["date"] }))
      let first = try #require(all.firstIndex { $0["date"]?.prefix(7) == month["date"]?.prefix(7) })
      let own = all.filter { $0["date"]?.prefix(7) == month["date"]?.prefix(7) }
      let levels = own.indices.map { place in
        let grown = share * (Double(first + place) / week + 1) / 2.1
        return grown / (1 - share + grown)
      }
      for (name, sign) in [("p10", -1.0), ("p90", 1.0)] {
        let distances = own.map { sign * ((Double($0[name] ?? "") ?? .nan) - (Double($0["offered"] ?? "") ?? .nan)) }
        var squares = 0.0
        for (one, distance) in distances.enumerated() {
          for (other, further) in distances.enumerated() {
            let apart = pow(max(0, (carry - share) / (1 - share)), Double(abs(one - other)))
            let rest = ((1 - levels[one]) * (1 - levels[other])).squareRoot() * apart
            squares += distance * further * ((levels[one] * levels[other]).squareRoot() + rest)
          }
        }
        let range = try #require(Double(month[name] ?? "")) - (try #require(Double(month["offered"] ?? "")))
        #expect(abs(sign * range - squares.squareRoot()) < 1 + 0.01 * squares.squareRoot(), "\(month) \(name)")
      }
      let printed = try #require(
        text.components(separatedBy: "\n").first {
          $0.hasPrefix(queue) && $0.contains(" \(month["date"]?.prefix(7) ?? "") ")
        })
      let cells = printed.split(separator: " ").compactMap { Double($0) }
      #expect(abs(cells[cells.count - 2] - (Double(month["p10"] ?? "") ?? .nan)) < 0.6)
      #expect(abs(cells[cells.count - 1] - (Double(month["p90"] ?? "") ?? .nan)) < 0.6)
    }
    for queue in queues.rows {
      let growth = Double(queue["yearly_growth"] ?? "")
      #expect(growth != nil || text.contains("No growth from year to year is counted on"))
      let said = text.firstMatch(of: try Regex("\(queue["queue"] ?? ""): (-?[0-9.]+) % growth"))
      #expect(abs((said.flatMap { Double($0.output[1].substring ?? "") } ?? 0) - 100 * (growth ?? 0)) < 0.06)
    }
  }

  @Test("a history that grows by a tenth a week has the errors that a pencil gives") func backtest() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "numbers-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var lines = ["start,queue,offered,handle_seconds_total"]
    var size = 1000.0
    for week in 0..<26 {
      for day in 0..<7 {
        let date = Date(timeIntervalSince1970: Double(1_736_121_600 + (week * 7 + day) * 86_400))
          .formatted(.iso8601.year().month().day())
        for hour in 9..<11 {
          lines.append("\(date)T\(hour < 10 ? "0" : "")\(hour):00,calls,\(Int(size)),\(Int(size) * 60)")
        }
      }
      size *= 1.1
    }
    let file = folder.appending(path: "calls.csv")
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let result = try Command.muster("backtest", "--history", file.path)
    let line = try #require(
      result.output.components(separatedBy: "\n").first { $0.contains(" 7  last week") },
      "\(result.output)\(result.errors)")
    let printed = line.components(separatedBy: "last week")[1].split(separator: " ").compactMap { Double($0) }
    // Last week is the week to come over 1.1: an error of 1 - 1/1.1, always too low, by interval and by day.
    let error = 100 * (1 - 1 / 1.1)
    #expect(
      abs(printed[0] - error) < 0.05 && abs(printed[1] - error) < 0.05 && abs(printed[2] + error) < 0.05, "\(line)")
    #expect(abs(printed[4] - error) < 0.05, "three quantiles at the same value lose what the mean does")
    #expect(printed[5] == 0)
  }

  @Test("every score of a back-test follows from the table of its forecasts, of each method, horizon and kind of date")
  func backtestTable() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "numbers-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var lines = ["start,queue,offered"]
    var actual: [String: Double] = [:]
    var free = ["date,region,name"]
    var state: UInt64 = 17
    for day in 0..<500 {
      let date = Date(timeIntervalSince1970: Double(1_704_067_200 + day * 86_400)).formatted(
        .iso8601.year().month().day())
      if day % 61 == 33 { free.append("\(date),XX,Day \(day)") }
      for queue in ["calls", "chats"] where day % 7 < 6 {
        for hour in 9..<13 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let count = Int(state >> 33) % 40 + (day % 61 == 33 ? 10 : 60 + 5 * (day % 7))
          lines.append("\(date)T\(hour < 10 ? "0" : "")\(hour):00,\(queue),\(count)")
          actual["\(queue) \(date) \(hour)"] = Double(count)
        }
      }
    }
    let (history, holidays) = (folder.appending(path: "calls.csv"), folder.appending(path: "holidays.csv"))
    try (lines.joined(separator: "\n") + "\n").write(to: history, atomically: true, encoding: .utf8)
    try (free.joined(separator: "\n") + "\n").write(to: holidays, atomically: true, encoding: .utf8)
    let file = folder.appending(path: "forecasts.csv")
    let run = try Command.muster(
      "backtest", "--history", history.path, "--holidays", holidays.path, "--forecasts", file.path, "--json")
    #expect(run.status == 0, "\(run.errors)")
    struct Found: Decodable {
      struct Line: Decodable {
        var queue: String?
        var dates: String
        var days: Int
        var method: String
        var wape, dayWape, bias, wql, coverage: Double
        var mase: Double?
      }
      var origins: [String]
      var lines: [Line]
    }
    let found = try JSONDecoder().decode(Found.self, from: Data(run.output.utf8))
    let rows = try Table(file).rows
    let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    func number(_ row: [String: String], _ column: String) -> Double { Double(row[column] ?? "") ?? .nan }
    // The distance of a week from the next, from the history alone.
    let first = try #require(found.origins.first)
    for queue in ["calls", "chats"] {
      var (sum, count) = (0.0, 0.0)
      for (key, value) in actual where key.hasPrefix(queue) {
        let parts = key.split(separator: " ").map(String.init)
        guard parts[1] < first else { continue }
        let before = try Date(parts[1], strategy: day).addingTimeInterval(-7 * 86_400).formatted(day)
        guard let other = actual["\(queue) \(before) \(parts[2])"] else { continue }
        sum += abs(value - other)
        count += 1
      }
      let own = try #require(rows.first { $0["queue"] == queue })
      #expect(abs(number(own, "week_to_week") - sum / count) < 1e-3, "\(queue)")
    }
    let columns = [
      "ours": ["mean", "p10", "p50", "p90"], "last week": ["last_week", "last_week", "last_week", "last_week"],
      "8-week mean": ["eight_week_mean", "eight_week_p10", "eight_week_mean", "eight_week_p90"],
    ]
    var kinds = Set<String>()
    for line in found.lines {
      kinds.insert(line.dates)
      let names = try #require(columns[line.method])
      var (distance, came, forecast, pinball, inside, count) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      var dayMiss: [String: Double] = [:]
      var runs: [String: (sum: Double, count: Double, scale: Double)] = [:]
      for row in rows where line.queue == nil || row["queue"] == line.queue {
        guard line.dates == "all" || row["dates"] == line.dates else { continue }
        let (origin, date) = (row["origin"] ?? "", String((row["start"] ?? "").prefix(10)))
        let end = try Date(origin, strategy: day).addingTimeInterval(Double(line.days) * 86_400).formatted(day)
        guard date < end else { continue }
        let (y, mean) = (number(row, "actual"), number(row, names[0]))
        #expect(y == actual["\(row["queue"] ?? "") \(date) \(Int((row["start"] ?? "").dropFirst(11).prefix(2)) ?? -1)"])
        distance += abs(y - mean)
        came += y
        forecast += mean
        count += 1
        for (share, name) in zip([0.1, 0.5, 0.9], names.dropFirst()) {
          let miss = y - number(row, name)
          pinball += max(share * miss, (share - 1) * miss)
        }
        if number(row, names[1]) <= y, y <= number(row, names[3]) { inside += 1 }
        dayMiss["\(origin) \(row["queue"] ?? "") \(date)", default: 0] += y - mean
        var one = runs["\(origin) \(row["queue"] ?? "")"] ?? (0, 0, number(row, "week_to_week"))
        one.sum += abs(y - mean)
        one.count += 1
        runs["\(origin) \(row["queue"] ?? "")"] = one
      }
      let what = "\(line)"
      #expect(abs(line.wape - 100 * distance / came) < 0.01, "\(what)")
      #expect(abs(line.dayWape - 100 * dayMiss.values.reduce(0) { $0 + abs($1) } / came) < 0.01, "\(what)")
      #expect(abs(line.bias - 100 * (forecast - came) / came) < 0.01, "\(what)")
      #expect(abs(line.wql - 100 * 2 * pinball / 3 / came) < 0.01, "\(what)")
      #expect(abs(line.coverage - 100 * inside / count) < 0.6, "\(what)")
      let mase = runs.values.reduce(0) { $0 + $1.sum / $1.count / $1.scale } / Double(runs.count)
      #expect(abs(try #require(line.mase) - mase) < 0.001, "\(what)")
    }
    #expect(kinds == ["all", "holiday", "after a holiday", "plain"] && found.lines.count > 40, "\(kinds)")
  }

  @Test("what --json prints is told by command, and each value is declared in its file") func values() throws {
    let page = try String(contentsOf: Command.repository.appending(path: "docs/reference/json.md"), encoding: .utf8)
    let rows = page.components(separatedBy: "\n").compactMap {
      $0.firstMatch(of: /^\| (.*) \| .*?`([A-Za-z]+)`.* \| `(Sources[^`]*)`/)
    }
    for row in rows {
      let source = try String(contentsOf: Command.repository.appending(path: String(row.3)), encoding: .utf8)
      #expect(["struct ", "extension "].contains { source.contains($0 + row.2) }, "\(row.2) is not in \(row.3)")
    }
    // Every command that the reader may ask is there.
    let told = Set(rows.flatMap { $0.1.split(separator: /[`, ]+/).map(String.init) } + ["serve", "show"])
    let commands = try Command.muster("--help").output.components(separatedBy: "SUBCOMMANDS:").last ?? ""
    let names = commands.matches(of: /\n  ([a-z-]+) {2,}\S/).map { String($0.1) }
    #expect(names.count > 30 && told.isSuperset(of: names), "\(Set(names).subtracting(told))")
  }

  @Test("every symbol of the page is declared in its file, and the first page links to it") func symbols()
    throws
  {
    let page = try String(
      contentsOf: Command.repository.appending(path: "docs/reference/numbers.md"), encoding: .utf8)
    var seen = 0
    for line in page.components(separatedBy: "\n") {
      guard let found = line.firstMatch(of: /\| `([A-Za-z]+)` \| `(Sources[^`]*)` \|$/) else { continue }
      seen += 1
      let source = try String(contentsOf: Command.repository.appending(path: String(found.2)), encoding: .utf8)
      let isDeclared = ["func ", "var ", "let ", "struct "].contains { source.contains($0 + found.1) }
      #expect(isDeclared, "\(found.1) is not declared in \(found.2)")
    }
    #expect(seen > 35)
    let readme = try String(contentsOf: Command.repository.appending(path: "README.md"), encoding: .utf8)
    #expect(readme.contains("docs/reference/numbers.md"))
  }
}
