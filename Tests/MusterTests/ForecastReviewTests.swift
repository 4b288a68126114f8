import Foundation
import Testing

/// Flags, overrides, donors, ranges, updates and outlooks by the built command, as a planner meets them.
@Suite struct ForecastReviewTests {
  /// The cells of a line, of which some may be quoted.
  static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// Rows of a table by column name.
  static func rows(_ file: URL) throws -> [[String: String]] {
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(cells)
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { cells in Dictionary(uniqueKeysWithValues: zip(header, cells)) }
  }

  /// A copy of the example, its history changed row by row.
  static func scenario(_ change: (_ start: String, _ queue: String, _ offered: Int) -> Int? = { $2 }) throws -> URL {
    let folder = try PlanTests.copy("europe-support")
    let file = folder.appending(path: "history.csv")
    var lines: [String] = []
    for (number, line) in try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).enumerated()
    {
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard number > 0, let offered = Int(cells[2]) else {
        lines.append(String(line))
        continue
      }
      guard let changed = change(cells[0], cells[1], offered) else { continue }
      if changed != offered { cells[2...5] = [String(changed), "", "", ""] }
      lines.append(cells.joined(separator: ","))
    }
    try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    return folder
  }

  static func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  static func write(_ text: String, _ file: URL) throws {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// Contacts of a queue on a date in forecast_days.csv.
  static func offered(_ folder: URL, _ queue: String, _ date: String) throws -> Double {
    let row = try rows(folder.appending(path: "out/forecast_days.csv")).first {
      $0["queue"] == queue && $0["date"] == date
    }
    return try #require(row?["offered"].flatMap(Double.init))
  }

  @Test("a flag is listed, decided in the same file, obeyed, kept, and may move into the scenario") func flags() throws
  {
    // The last Friday of the history holds three times its calls.
    let folder = try Self.scenario { start, queue, offered in
      queue == "fr-phone" && start.hasPrefix("2026-03-13") ? 3 * offered : offered
    }
    defer { Self.remove(folder) }
    let listing = folder.appending(path: "out/flags.csv")
    let plain = try Command.muster("forecast", folder.path)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(plain.output.contains("looks odd; accept, reject or discard it in \(folder.path)/out/flags.csv."))
    let flag = try #require(try Self.rows(listing).first { $0["queue"] == "fr-phone" })
    #expect(flag["start_local"] == "2026-03-13 08:00:00")
    #expect(flag["kind"] == "spike")
    #expect(flag["decision"] == "")
    let before = try #require(Double(flag["before"] ?? ""))
    let after = try #require(Double(flag["after"] ?? ""))
    #expect(abs(before / after / 3 - 1) < 0.2)
    let open = try Self.offered(folder, "fr-phone", "2026-03-27")

    // Decided in the results' own file.
    let text = try String(contentsOf: listing, encoding: .utf8)
    try Self.write(text.split(whereSeparator: \.isNewline).joined(separator: "\n") + "reject\n", listing)
    let rejected = try Command.muster("forecast", folder.path)
    #expect(rejected.status == 0 && !rejected.output.contains("looks odd"), "\(rejected.output)\(rejected.errors)")
    #expect(try Self.rows(listing).map { $0["decision"] } == ["reject"])
    #expect(try Self.offered(folder, "fr-phone", "2026-03-27") > 1.02 * open)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "out").path)
    #expect(!names.contains { $0.contains("edited") }, "what was carried over needs no copy")
    // And again: decisions stay, and nothing changes.
    let once = try Command.contents(of: folder.appending(path: "out"))
    #expect(try Command.muster("forecast", folder.path).status == 0)
    #expect(try Command.contents(of: folder.appending(path: "out")) == once)

    // Moved into the scenario, where no run touches it.
    let own = folder.appending(path: "flags.csv")
    try FileManager.default.moveItem(at: listing, to: own)
    let mine = try Data(contentsOf: own)
    #expect(try Command.muster("forecast", folder.path).status == 0)
    #expect(try Data(contentsOf: own) == mine)
    #expect(try Self.rows(listing).isEmpty)
    #expect(try Data(contentsOf: folder.appending(path: "out/forecast.csv")) == once["forecast.csv"])

    // Two files that disagree: the scenario's counts, and the run says so.
    try Self.write(String(decoding: mine, as: UTF8.self).replacing("reject", with: "accept"), listing)
    let both = try Command.muster("forecast", folder.path)
    #expect(both.output.contains("the scenario's counts"), "\(both.output)")
    #expect(try Data(contentsOf: folder.appending(path: "out/forecast.csv")) == once["forecast.csv"])

    // A slip of the pen is a place and an edit, and loses nothing.
    let slip = String(decoding: mine, as: UTF8.self).replacing("reject", with: "maybe")
    try Self.write(slip, listing)
    let wrong = try Command.muster("forecast", folder.path)
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("out/flags.csv:2, column decision"), "\(wrong.errors)")
    #expect(try String(contentsOf: listing, encoding: .utf8) == slip)
  }

  @Test("notes a planner keeps beside the flags are not lost when the file is written again") func notes() throws {
    let folder = try Self.scenario { start, queue, offered in
      queue == "fr-phone" && start.hasPrefix("2026-03-13") ? 3 * offered : offered
    }
    defer { Self.remove(folder) }
    #expect(try Command.muster("forecast", folder.path).status == 0)
    let listing = folder.appending(path: "out/flags.csv")
    let text = try String(contentsOf: listing, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    try Self.write("\(lines[0]),asked\r\n\(lines[1])discard,Mia\r\n", listing)
    let again = try Command.muster("forecast", folder.path)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.rows(listing).map { $0["decision"] } == ["discard"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "out").path)
    let kept = try #require(names.first { $0.hasPrefix("flags.edited-") })
    #expect(try String(contentsOf: folder.appending(path: "out/\(kept)"), encoding: .utf8).contains("Mia"))
  }

  @Test("an override stands in the forecast, beside the model's figure, with author and note") func overrides() throws {
    let folder = try Self.scenario()
    defer { Self.remove(folder) }
    #expect(try Command.muster("forecast", folder.path).status == 0)
    let model = try Self.offered(folder, "fr-phone", "2026-03-24")
    let file = folder.appending(path: "overrides.csv")
    try Self.write(
      """
      queue,start,end,offered,factor,author,note
      fr-phone,2026-03-24,2026-03-24,900,,Mia,letters go out
      fr-phone,2026-03-25T10:00+01:00,2026-03-25T12:00+01:00,,1.5,Mia,
      """, file)
    let run = try Command.muster("forecast", folder.path, "--quantiles", "--paths", "2")
    #expect(run.status == 0, "\(run.errors)")
    #expect(abs(try Self.offered(folder, "fr-phone", "2026-03-24") - 900) < 0.01)
    let kept = try Self.rows(folder.appending(path: "out/forecast_overrides.csv"))
    #expect(kept.map { $0["author"] } == ["Mia", "Mia"])
    #expect(kept[0]["note"] == "letters go out")
    #expect(abs((Double(kept[0]["model_offered"] ?? "") ?? 0) - model) < 0.01)
    let ratio = try #require(Double(kept[1]["offered"] ?? "")) / (Double(kept[1]["model_offered"] ?? "") ?? 1)
    #expect(abs(ratio - 1.5) < 1e-3)
    try Self.write("queue,start,end,offered,author,note\nfr-phone,2026-03-24,2026-03-24,many,,\n", file)
    let wrong = try Command.muster("forecast", folder.path)
    #expect(wrong.status == 2)
    for place in ["overrides.csv:2, column offered", "overrides.csv:2, column author"] {
      #expect(wrong.errors.contains(place), "\(wrong.errors)")
    }
  }

  @Test("a queue without history is forecast from its donor at the stated volume") func donors() throws {
    let folder = try Self.scenario { _, queue, offered in queue == "it-phone" ? nil : offered }
    defer { Self.remove(folder) }
    #expect(try Command.muster("forecast", folder.path).output.contains("it-phone has no history"))
    #expect(try Self.offered(folder, "it-phone", "2026-03-24") == 0)
    try Self.write(
      "queue,donor,contacts_per_day\nit-phone,fr-phone,200\n", folder.appending(path: "donors.csv"))
    let run = try Command.muster("forecast", folder.path)
    #expect(run.output.contains("it-phone borrows its shape from fr-phone"), "\(run.output)\(run.errors)")
    #expect(abs(try Self.offered(folder, "it-phone", "2026-03-24") / 200 - 1) < 0.3)
  }

  @Test("in the files parts multiply to the day, hours sum to it, and quantiles rise") func agreement() throws {
    let folder = try Self.scenario()
    defer { Self.remove(folder) }
    #expect(try Command.muster("forecast", folder.path, "--quantiles", "--paths", "3").status == 0)
    let out = folder.appending(path: "out")
    var product: [String: Double] = [:]
    for part in try Self.rows(out.appending(path: "forecast_parts.csv")) {
      let day = "\(part["queue"] ?? "") \(part["date"] ?? "")"
      product[day, default: 1] *= try #require(Double(part["factor"] ?? ""))
    }
    var sum: [String: Double] = [:]
    let forecast = try Self.rows(out.appending(path: "forecast.csv"))
    for row in forecast {
      let day = "\(row["queue"] ?? "") \((row["start_local"] ?? "").prefix(10))"
      sum[day, default: 0] += try #require(Double(row["offered"] ?? ""))
    }
    let days = try Self.rows(out.appending(path: "forecast_days.csv"))
    #expect(days.count > 200)
    for row in days {
      let day = "\(row["queue"] ?? "") \(row["date"] ?? "")"
      let offered = try #require(Double(row["offered"] ?? ""))
      #expect(abs((product[day] ?? 0) - offered) < 0.01 + 1e-5 * offered)
      #expect(abs((sum[day] ?? 0) - offered) < 0.02)
    }
    for level in ["", "_by_language", "_by_channel"] {
      let totals = try Self.rows(out.appending(path: "forecast_totals\(level).csv"))
      let sum = totals.reduce(0.0) { $0 + (Double($1["offered"] ?? "") ?? .nan) }
      let queues = days.reduce(0.0) { $0 + (Double($1["offered"] ?? "") ?? .nan) }
      #expect(abs(sum / queues - 1) < 1e-5, "\(level)")
    }
    let channels = try Self.rows(out.appending(path: "forecast_totals_by_channel.csv")).compactMap { $0["channel"] }
    #expect(Set(channels) == ["phone", "chat", "email"])
    let quantiles = try Self.rows(out.appending(path: "forecast_quantiles.csv"))
    #expect(quantiles.count == forecast.count)
    let levels = (1...19).map { $0 == 1 ? "p05" : "p\($0 * 5)" }
    for (row, mean) in zip(quantiles, forecast) {
      let values = levels.compactMap { Double(row[$0] ?? "") }
      #expect(values.count == 19 && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(row["p10"] == mean["p10"] && row["p90"] == mean["p90"])
    }
    let paths = try Self.rows(out.appending(path: "forecast_paths.csv"))
    #expect(paths.count == 3 * forecast.count)
    #expect(Set(paths.compactMap { $0["path"] }) == ["1", "2", "3"])
    // Not asked for again, they go; and the order of the history's rows changes nothing.
    let history = folder.appending(path: "history.csv")
    let lines = try String(contentsOf: history, encoding: .utf8).split(whereSeparator: \.isNewline)
    try Self.write(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n", history)
    let bytes = try Data(contentsOf: out.appending(path: "forecast.csv"))
    #expect(try Command.muster("forecast", folder.path).status == 0)
    #expect(!FileManager.default.fileExists(atPath: out.appending(path: "forecast_paths.csv").path))
    #expect(try Data(contentsOf: out.appending(path: "forecast.csv")) == bytes)
  }

  @Test("a busy morning raises the afternoon when today's rows are given") func today() throws {
    let folder = try Self.scenario()
    defer { Self.remove(folder) }
    #expect(try Command.muster("forecast", folder.path).status == 0)
    let out = folder.appending(path: "out/forecast.csv")
    let before = try Self.rows(out).filter { $0["queue"] == "fr-phone" }
    let morning = before.filter {
      ($0["start_local"] ?? "").hasPrefix("2026-03-24 ") && ($0["start_local"] ?? "") < "2026-03-24 12"
    }
    #expect(morning.count == 8)
    var text = "start,queue,offered\n"
    for row in morning {
      let offered = try #require(Double(row["offered"] ?? ""))
      text += "\(row["start_utc"] ?? ""),fr-phone,\(Int((2 * offered).rounded()))\n"
    }
    let file = folder.appending(path: "today.csv")
    try Self.write(text, file)
    let run = try Command.muster("forecast", folder.path, "--today", file.path)
    #expect(run.status == 0, "\(run.errors)")
    let after = try Self.rows(out).filter { $0["queue"] == "fr-phone" }
    for (one, other) in zip(before, after) {
      let start = try #require(one["start_local"])
      let was = try #require(Double(one["offered"] ?? ""))
      let now = try #require(Double(other["offered"] ?? ""))
      if start.hasPrefix("2026-03-23") {
        #expect(now == was)
      } else if start.hasPrefix("2026-03-24") {
        #expect(now > 1.1 * was || (start < "2026-03-24 12" && abs(now - 2 * was) < 0.6), "\(start)")
      } else {
        #expect(now >= was)
      }
    }
    let early = try Command.muster(
      "forecast", folder.path, "--today", file.path, "--as-of", "2026-03-24T08:00+01:00")
    #expect(early.status == 0)
    #expect(try Self.rows(out).filter { $0["queue"] == "fr-phone" } == before)
    try Self.write("start,queue,offered\n2025-03-24T08:00+01:00,fr-phone,5\n", file)
    let elsewhere = try Command.muster("forecast", folder.path, "--today", file.path)
    #expect(elsewhere.status == 2 && elsewhere.errors.contains("no row lies in the weeks of the scenario"))
    #expect(try Command.muster("forecast", folder.path, "--as-of", "2026-03-24T08:00+01:00").status == 2)
  }

  @Test("where gaps mean no contacts, a morning with one row says that the others were quiet") func quietToday() throws
  {
    let folder = try Self.scenario()
    defer { Self.remove(folder) }
    #expect(try Command.muster("forecast", folder.path).status == 0)
    let out = folder.appending(path: "out/forecast.csv")
    func rows() throws -> [[String: String]] {
      try Self.rows(out).filter { $0["queue"] == "fr-phone" && ($0["start_local"] ?? "").hasPrefix("2026-03-24 ") }
    }
    func offered(_ row: [String: String]) throws -> Double { try #require(Double(row["offered"] ?? "")) }
    let before = try rows()
    let seen = try #require(before.first { ($0["start_local"] ?? "").hasSuffix(" 11:30:00") })
    let file = folder.appending(path: "today.csv")
    try Self.write("start,queue,offered\n\(seen["start_utc"] ?? ""),fr-phone,\(Int(try offered(seen)))\n", file)
    #expect(try Command.muster("forecast", folder.path, "--today", file.path).status == 0)
    let unknown = try rows()
    let scenario = folder.appending(path: "scenario.yaml")
    try Self.write(try String(contentsOf: scenario, encoding: .utf8) + "\nhistory-gaps: zero\n", scenario)
    #expect(try Command.muster("forecast", folder.path, "--today", file.path).status == 0)
    for (row, other) in zip(try rows(), unknown) {
      let start = row["start_local"] ?? ""
      if start < "2026-03-24 11:30" {
        #expect(try offered(row) == 0 && offered(other) > 0, "\(start)")
      } else if start > "2026-03-24 12" {
        #expect(try offered(row) < 0.8 * offered(other), "\(start)")
      }
    }
  }

  @Test("eighteen months by month, week and day agree, and follow planned customers") func outlook() throws {
    let folder = try Self.scenario()
    defer { Self.remove(folder) }
    let run = try Command.muster("outlook", folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("2027-08"))
    let sums = try ["months", "weeks", "days"].map { name in
      try Self.rows(folder.appending(path: "out/outlook_\(name).csv")).filter { $0["queue"] == "fr-phone" }
        .reduce(0.0) { $0 + (Double($1["offered"] ?? "") ?? .nan) }
    }
    #expect(abs(sums[0] / sums[2] - 1) < 1e-3 && abs(sums[1] / sums[2] - 1) < 1e-3)
    let driver = folder.appending(path: "customers.csv")
    try Self.write("date,customers\n2025-01-01,1000\n2026-03-23,1000\n2027-03-23,2000\n2028-01-01,2000\n", driver)
    let grown = try Command.muster("outlook", folder.path, "--driver", driver.path, "--months", "18")
    #expect(grown.status == 0 && grown.output.contains("a day per 1000 customers"), "\(grown.errors)")
    let months = try Self.rows(folder.appending(path: "out/outlook_months.csv")).filter { $0["queue"] == "fr-phone" }
    #expect(months.count == 18)
    let perDay = months.compactMap { month in
      Double(month["offered"] ?? "").flatMap { sum in Double(month["open_days"] ?? "").map { sum / $0 } }
    }
    #expect(perDay[15] > 1.7 * perDay[1] && perDay[15] < 2.3 * perDay[1])
    let rates = months.compactMap { Double($0["contacts_per_thousand"] ?? "") }
    #expect(rates.count == 18)
    #expect((rates.max() ?? 0) < 1.5 * (rates.min() ?? 0))
    try Self.write("date,customers\n2026-03-32,0\n", driver)
    let wrong = try Command.muster("outlook", folder.path, "--driver", driver.path)
    #expect(wrong.status == 2 && wrong.errors.contains("customers.csv:2, column date"), "\(wrong.errors)")
  }
}
