import Foundation
import Muster
import Synchronization
import Testing
import Timeline

/// How much of a time limit a search may take, and what is written when it is over.
@Suite("Time limits")
struct RosterTimeTests {
  private func time(
    limit: Double?, elapsed: Double, pace: Double = 1, people: Int, calendars: Int = 0
  ) -> RosterTime {
    RosterTime(limit: limit, peopleDates: people * 28, calendars: calendars, elapsed: { elapsed }, pace: { pace })
  }

  @Test("a search leaves the time to write down what it found: more for more people, calendars and a slower machine")
  func allowance() throws {
    let left = try #require(time(limit: 20, elapsed: 2, people: 10_000).left)
    #expect(left < 18 - 3 && left > 18 - 4)
    let withCalendars = try #require(time(limit: 20, elapsed: 2, people: 10_000, calendars: 1).left)
    #expect(withCalendars < left - 2)
    let slow = try #require(time(limit: 20, elapsed: 2, pace: 2, people: 10_000).left)
    #expect(abs((18 - slow) - 2 * (18 - left)) < 1e-9)
    let few = try #require(time(limit: 20, elapsed: 2, people: 60).left)
    #expect(few > 17.9 && few < 18)
  }

  @Test("a short limit leaves the search a share of what is left, and nothing when it is over")
  func short() throws {
    #expect(try #require(time(limit: 3, elapsed: 2, people: 10_000).left) == 0.25)
    #expect(time(limit: 3, elapsed: 2, people: 10_000).isOver)
    #expect(time(limit: 3, elapsed: 5, people: 60).left == 0)
    #expect(time(limit: 3, elapsed: 5, people: 60).isOver)
    #expect(time(limit: nil, elapsed: 5, people: 60).left == nil)
    #expect(!time(limit: nil, elapsed: 5, people: 60).isOver)
  }

  @Test("what can be left out is left out once no more than writing fits")
  func late() {
    #expect(!time(limit: 20, elapsed: 17, people: 10_000).isLate)
    #expect(time(limit: 20, elapsed: 19, people: 10_000).isLate)
    #expect(!time(limit: 20, elapsed: 19, people: 60).isLate)
    #expect(!time(limit: nil, elapsed: 1e9, people: 10_000).isLate)
  }

  /// Notes of a plan that is stopped at the search's first word.
  private func stoppedPlan(of folder: URL, redraft: CivilDate? = nil) throws -> [String] {
    let isStopped = Atomic(false)
    let planner = Planner(
      folder: folder.path, search: SearchSettings(effort: .quick),
      report: { if case .search = $0 { isStopped.store(true, ordering: .relaxed) } },
      isCancelled: { isStopped.load(ordering: .relaxed) })
    return try planner.plan(redraft: redraft).summary.warnings
  }

  @Test("after Ctrl-C nobody waits for thousands of calendars, those of before stay as they are; a few are written")
  func calendarsLeftOut() throws {
    for (people, areLeft) in [(3, false), (2_100, true)] {
      let ids = (1...people).map { "p\($0)" }
      let folder = try TinyScenario.temporary(people: ids)
      defer { try? FileManager.default.removeItem(at: folder) }
      let plan = folder.appending(path: "plan")
      let yaml = TinyScenario.yaml.replacing("weeks: 1", with: "weeks: 4")
      try Data(yaml.utf8).write(to: plan.appending(path: "scenario.yaml"))
      let warnings = try stoppedPlan(of: plan)
      let calendars = plan.appending(path: "out/calendars/people").path
      #expect(FileManager.default.fileExists(atPath: calendars) == !areLeft)
      #expect(warnings.contains { $0.contains("before calendars were written") } == areLeft)
      let roster = try String(contentsOf: plan.appending(path: "out/roster.csv"), encoding: .utf8)
      #expect(roster.split(whereSeparator: \.isNewline).count > people)
      guard areLeft else { continue }
      // People keep what they were told until it is published anew, also where the record of it was taken away by hand.
      #expect(try Command.muster("publish", plan.path, "--at", "2026-02-27T10:00+01:00").status == 0)
      let told = try sequences(of: plan)
      try Data(yaml.replacing("08:00-09:00", with: "07:00-08:00").utf8).write(to: plan.appending(path: "scenario.yaml"))
      for isPublished in [true, false] {
        if !isPublished { try FileManager.default.removeItem(at: plan.appending(path: "published")) }
        let before = try Command.contents(of: URL(filePath: calendars))
        let again = try stoppedPlan(of: plan, redraft: isPublished ? CivilDate(iso: "2026-03-02") : nil)
        #expect(again.contains { $0.contains("those in the folder are still of the roster before") })
        #expect(try Command.contents(of: URL(filePath: calendars)) == before && before.count == people)
        let now = try sequences(of: plan)
        #expect(told.allSatisfy { now[$0.key, default: -1] >= $0.value })
      }
    }
  }

  /// Sequence by person, date and ordinal of shifts that are worked or cancelled.
  private func sequences(of plan: URL) throws -> [String: Int] {
    var found: [String: Int] = [:]
    for name in ["roster.csv", "cancelled.csv"] {
      guard let text = try? String(contentsOf: plan.appending(path: "out/\(name)"), encoding: .utf8) else { continue }
      let rows = text.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let columns = try ["agent_id", "date", "ordinal", "sequence"].map { name in
        try #require(rows[0].firstIndex { $0 == name })
      }
      for row in rows.dropFirst() {
        found[columns.prefix(3).map { String(row[$0]) }.joined(separator: " ")] = Int(row[columns[3]])
      }
    }
    return found
  }

  @Test("Ctrl-C during service rounds keeps the best roster so far")
  func stoppedRounds() throws {
    let folder = try TinyScenario.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let isStopped = Atomic(false)
    let rounds = Atomic(0)
    let planner = Planner(
      folder: folder.appending(path: "plan").path, search: SearchSettings(effort: .quick, serviceRounds: 9),
      report: { event in
        if case .search = event {
          rounds.wrappingAdd(1, ordering: .relaxed)
          isStopped.store(true, ordering: .relaxed)
        }
      }, isCancelled: { isStopped.load(ordering: .relaxed) })
    let result = try planner.plan()
    #expect(rounds.load(ordering: .relaxed) > 0)
    #expect(result.summary.serviceRounds == nil)
    let roster = try String(contentsOf: folder.appending(path: "plan/out/roster.csv"), encoding: .utf8)
    #expect(roster.split(whereSeparator: \.isNewline).count > 3)
    let manifest = try String(contentsOf: folder.appending(path: "plan/out/manifest.json"), encoding: .utf8)
    #expect(manifest.contains(#""wasCutShort" : true"#))
  }
}
