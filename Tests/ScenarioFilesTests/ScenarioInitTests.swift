import Foundation
import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

@Suite("A first scenario comes from a history file")
struct ScenarioInitTests {
  /// Eight weeks of half hours, or more days that end then, Monday to Friday from 08:00, to 18:00 where no other count of half hours is
  /// given, in Madrid, across the March clock change.
  private func history(
    queues: [(name: String, offered: Int)], handleSeconds: Int?, days: Int = 56, intervals: Int = 20
  ) throws -> [UInt8] {
    let zone = try Zone(named: "Europe/Madrid")
    let first = try #require(CivilDate(iso: "2026-02-02")).advanced(byDays: 56 - days)
    var text = "start,queue,offered,handled,abandoned,handle_seconds_total\n"
    for day in 0..<days where day % 7 < 5 {
      let open = zone.startOfDay(first.advanced(byDays: day)).advanced(bySeconds: 8 * 3600)
      for interval in 0..<intervals {
        for queue in queues {
          let seconds = handleSeconds.map { "\(queue.offered * $0)" } ?? ""
          let start = zone.isoText(at: open.advanced(bySeconds: interval * 1800))
          text += "\(start),\(queue.name),\(queue.offered),\(queue.offered),0,\(seconds)\n"
        }
      }
    }
    return Array(text.utf8)
  }

  /// Reads the files back as a scenario.
  private func read(_ files: [InputFile]) throws -> ScenarioInput {
    var folder = SampleFolder()
    for file in files { folder.files[file.name] = file.bytes }
    return try folder.read()
  }

  @Test("an export that is no history yet is told of with the command that makes one of it")
  func export() throws {
    let week = Array("Intervall;Angeboten\n05.01.2026 08:00;7\n".utf8)
    let error = try #require(throws: InputError.self) {
      try ScenarioInit.files(history: week, file: "week.csv", name: "x")
    }
    #expect("\(error)".contains("Run muster import week.csv, which reads those and makes a history."), "\(error)")
  }

  @Test("queues, hours, interval and people are those the history shows, and it is ready to plan")
  func derived() throws {
    let bytes = try history(queues: [("fr-phone", 30), ("fr-chat-L2", 6), ("Ventas DE mail", 4)], handleSeconds: 360)
    let files = try ScenarioInit.files(history: bytes, file: "acd.csv", name: "Madrid: first plan")
    let input = try read(files)
    let scenario = input.scenario
    #expect(scenario.name == "Madrid: first plan")
    // The last row is of Friday 27 March; the plan starts on the Monday after.
    #expect(
      scenario.horizon == Horizon(first: try #require(CivilDate(iso: "2026-03-30")), weeks: 4, intervalMinutes: 30))
    #expect(scenario.queues.map(\.id) == ["fr-phone", "fr-chat-L2", "Ventas DE mail"])
    #expect(scenario.queues.map(\.language) == ["fr", "fr", "de"])
    #expect(scenario.queues.map(\.channel) == [.phone, .chat, .email])
    #expect(scenario.queues.map(\.tier) == ["L1", "L2", "L1"])
    #expect(scenario.queues.map(\.concurrency) == [1, 3, 1])
    let texts = scenario.queues[0].open.week.map { day in day.map { "\($0.start)-\($0.end)" } }
    #expect(texts == Array(repeating: ["08:00-18:00"], count: 5) + [[], []])
    // Berlin keeps the same clock as Madrid and is the better known.
    #expect(scenario.queues[0].open.zone.name == "Europe/Berlin")
    #expect(input.history.series.map(\.starts.count) == [800, 800, 800])
    for queue in scenario.queues { #expect(scenario.agents.contains { $0.serves(queue) }) }
    // 30 contacts of 6 min in half an hour are 6 erlangs; with their square root 8.45 agents for 50 h a week, of whom
    // each gives 40 h x 85 %.
    #expect(scenario.agents.count { $0.serves(scenario.queues[0]) } == 13)
    #expect(try SampleFolder.text(files, "scenario.yaml").contains("handle-time") == false)
  }

  @Test("what the history cannot say is guessed aloud")
  func guesses() throws {
    let bytes = try history(queues: [("service", 3)], handleSeconds: nil)
    let zone = try Zone(named: "Europe/Madrid")
    let files = try ScenarioInit.files(history: bytes, file: "acd.csv", name: "Service", zone: zone)
    let yaml = try SampleFolder.text(files, "scenario.yaml")
    #expect(yaml.contains("language: en    # guessed: check"))
    #expect(yaml.contains("channel: phone    # guessed: check"))
    #expect(yaml.contains("handle-time: 5 min    # the history has none: check"))
    #expect(try read(files).scenario.queues[0].handleTime == .minutes(5))
    #expect(try read(files).scenario.queues[0].open.zone.name == "Europe/Madrid")
  }

  @Test("handle times are those of the last weeks, also where nobody says how many contacts were handled")
  func handleTimes() throws {
    let bytes = try history(queues: [("fr-phone", 30)], handleSeconds: 360, days: 112)
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func people(_ seconds: (Int) -> Int) throws -> Int {
      let kept = rows.enumerated().map { place, row in
        place == 0
          ? "start,queue,offered,handle_seconds_total"
          : "\(row[0]),\(row[1]),\(row[2]),\((Int(row[2]) ?? 0) * seconds(place))"
      }
      let text = kept.joined(separator: "\n") + "\n"
      let files = try ScenarioInit.files(history: Array(text.utf8), file: "acd.csv", name: "Madrid")
      #expect(try SampleFolder.text(files, "scenario.yaml").contains("handle-time") == false)
      return try read(files).scenario.agents.count
    }
    let long = try people { _ in 720 }
    #expect(try people { _ in 360 } < long)
    #expect(try people { $0 <= 800 ? 360 : 720 } == long, "the first eight weeks of sixteen tell nothing of now")
  }

  @Test("the same history gives the same bytes, which are a scenario")
  func writing() throws {
    let bytes = try history(queues: [("fr-phone", 3)], handleSeconds: 200)
    let files = try ScenarioInit.files(history: bytes, file: "acd.csv", name: "A")
    #expect(try ScenarioInit.files(history: bytes, file: "acd.csv", name: "A") == files)
    try SampleFolder().withFolder { folder in
      try FileAccess.makeFolder("\(folder)/new")
      for file in files { try FileAccess.write(file.bytes, to: "\(folder)/new/\(file.name)") }
      #expect(try ScenarioFolder.read("\(folder)/new").scenario.name == "A")
    }
  }

  @Test("what looks wrong in the history is said where the scenario is made")
  func warned() throws {
    let bytes = Array("start,queue,offered,handled\n2026-03-02T08:00Z,phone,3,5\n2026-03-02T08:30Z,phone,3,3\n".utf8)
    let made = try ScenarioInit.sketch(history: bytes, file: "acd.csv", name: "A")
    #expect(made.warnings.map(\.description).contains { $0.contains("5 contacts were handled and 3 offered") })
  }

  @Test("a history without offsets needs a clock")
  func noOffsets() throws {
    let bytes = Array("start,queue,offered\n2026-03-02T08:00,phone,3\n2026-03-02T09:00,phone,3\n".utf8)
    do {
      _ = try ScenarioInit.files(history: bytes, file: "acd.csv", name: "A")
      Issue.record("A clock was guessed.")
    } catch {
      #expect(
        error.description == """
          acd.csv:2, column start: 2026-03-02T08:00 has no offset
            next: Name the clock it was read from, for example --zone Europe/Berlin.
          """)
    }
    let files = try ScenarioInit.files(
      history: bytes, file: "acd.csv", name: "A", zone: try Zone(named: "America/New_York"))
    #expect(try read(files).scenario.horizon.intervalMinutes == 60)
  }

  @Test("a round-the-clock queue of few contacts is never left with nobody to serve it")
  func roundTheClock() throws {
    var text = "start,queue,offered\n"
    let zone = try Zone(named: "Asia/Manila")
    let first = zone.startOfDay(try #require(CivilDate(iso: "2026-01-05")))
    for hour in 0..<(24 * 28) { text += "\(zone.isoText(at: first.advanced(bySeconds: hour * 3600))),en-voice,1\n" }
    let files = try ScenarioInit.files(history: Array(text.utf8), file: "acd.csv", name: "Night")
    let scenario = try read(files).scenario
    #expect(scenario.queues[0].open.zone.name == "Asia/Manila")
    #expect(scenario.queues[0].open.week.allSatisfy { $0.count == 1 && $0[0].end == .endOfDay })
    #expect(scenario.contracts[0].starts.flatMap(\.minutes).count == 48)
    // One agent at a time for 168 h, of whom each gives 34 h.
    #expect(scenario.agents.count >= 5)
  }

  @Test("a year of a big branch's calls becomes hundreds of people on weekdays") func branch() throws {
    // 280 half hours a week of 1,150 calls of 5 min: 13,400 hours, of whom each gives 34.
    let bytes = try history(queues: [("branch-calls", 1150)], handleSeconds: nil, days: 364, intervals: 28)
    let files = try ScenarioInit.files(
      history: bytes, file: "branch.csv", name: "Branch", zone: try Zone(named: "Europe/Madrid"))
    let input = try read(files)
    #expect(input.history.series[0].starts.count == 52 * 5 * 28)
    #expect(input.scenario.queues[0].open.week[0].map { "\($0.start)-\($0.end)" } == ["08:00-22:00"])
    #expect(input.scenario.queues[0].open.week[5].isEmpty)
    #expect((360...440).contains(input.scenario.agents.count), "\(input.scenario.agents.count)")
  }
}
