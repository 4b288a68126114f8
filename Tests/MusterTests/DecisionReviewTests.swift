import Foundation
import Muster
import Tabular
import Testing
import Timeline

/// Errors planted into what really happened are found again, each under its own name.
@Suite("decisions are kept and reviewed")
struct DecisionReviewTests {
  /// What happened in one interval of a queue.
  struct Real {
    var offered = 12.0
    var handleTime = 300.0
    var agents = 3.0
  }

  /// A week of six people, three on each of two queues from 08:00 to 16:00, all able to take both.
  static func folder(_ body: (URL) throws -> Void) throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "out"), withIntermediateDirectories: true)
    var (agents, roster, assignments) = (
      "id,name,site,contract,languages,skills\n", "agent_id,start_utc,end_utc\n", "agent_id,queues,start_utc,end_utc\n"
    )
    var requirement = "queue,start_utc,offered,average_handle_seconds,net_agents\n"
    for person in 1...6 { agents += "A\(person),P\(person),berlin,full-time,de en,phone L1\n" }
    for day in 23...27 {
      for person in 1...6 {
        let span = "2026-03-\(day)T07:00:00Z,2026-03-\(day)T15:00:00Z"
        roster += "A\(person),\(span)\n"
        assignments += "A\(person),\(person <= 3 ? "de-phone" : "en-phone"),\(span)\n"
      }
      for start in starts(day) {
        for queue in ["de-phone", "en-phone"] { requirement += "\(queue),\(start),12,300,3\n" }
      }
    }
    let files = [
      "scenario.yaml": StaffImportTests.scenario + "prices: { short: 10, over: 1, currency: EUR }\n",
      "agents.csv": agents, "leave.csv": "agent,from,to,kind\n", "out/requirement.csv": requirement,
      "out/roster.csv": roster, "out/assignments.csv": assignments,
    ]
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder)
  }

  static func starts(_ day: Int) -> [String] {
    (14..<30).map { half in
      "2026-03-\(day)T\(half / 2 < 10 ? "0" : "")\(half / 2):\(half % 2 == 0 ? "00" : "30"):00Z"
    }
  }

  /// Writes what happened; the figures of an interval by queue and number of the interval in the week.
  static func review(_ folder: URL, perfect: Bool = false, _ real: (String, Int) -> Real) throws -> DecisionReview {
    var text = "start,queue,offered,handled,handle_seconds_total,agents\n"
    var place = 0
    for day in 23...27 {
      for start in starts(day) {
        for queue in ["de-phone", "en-phone"] {
          let one = real(queue, place)
          text += "\(start),\(queue),\(one.offered),\(one.offered),\(one.offered * one.handleTime),\(one.agents)\n"
        }
        place += 1
      }
    }
    let file = folder.appending(path: "actuals.csv")
    try Data(text.utf8).write(to: file)
    return try planner(folder).review(actuals: file.path, findsPerfect: perfect)
  }

  static func planner(_ folder: URL) -> Planner {
    Planner(folder: folder.path, search: SearchSettings(effort: .quick))
  }

  /// Line ends, tabs, quotes and backslashes are kept as they were typed.
  static let note = "as agreed:\n\"two\" more\tin C:\\plans"

  static func decide(_ folder: URL) throws -> Decision {
    let now = try #require(Instant(iso: "2026-03-20T10:00:00Z"))
    return try planner(folder).decide(owner: "Lead \"Ops\"", note: note, now: now)
  }

  /// Cents of each cause over all queues.
  static func parts(_ review: DecisionReview) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(DecisionReview.causes, review.total.partsCents))
  }

  @Test("each planted error is found under its own name, and nothing under any other")
  func alone() throws {
    try Self.folder { folder in
      _ = try Self.decide(folder)
      let none = try Self.review(folder) { _, _ in Real() }
      #expect(none.total.realCents == none.total.expectedCents && none.total.partsCents.allSatisfy { $0 == 0 })
      #expect(none.unit == "EUR")
      let planted: [(cause: String, real: (String, Int) -> Real)] = [
        ("contacts", { queue, _ in Real(offered: queue == "de-phone" ? 15 : 12) }),
        ("handle time", { _, _ in Real(handleTime: 345) }),
        ("absence", { _, _ in Real(agents: 2.5) }),
        ("routing", { queue, _ in Real(agents: queue == "de-phone" ? 2 : 4) }),
        ("luck", { _, place in Real(offered: place % 2 == 0 ? 16 : 8) }),
      ]
      for (cause, real) in planted {
        let review = try Self.review(folder, real)
        let miss = review.total.realCents - review.total.expectedCents
        #expect(miss != 0, "\(cause)")
        for (other, cents) in Self.parts(review) { #expect(cents == (other == cause ? miss : 0), "\(cause): \(other)") }
      }
    }
  }

  @Test("errors planted together are told apart, and the parts add up to the cent for every queue")
  func together() throws {
    try Self.folder { folder in
      _ = try Self.decide(folder)
      var state: UInt64 = 7
      func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
      }
      func poisson(_ mean: Double) -> Double {
        var (count, product) = (0.0, uniform())
        while product > exp(-mean) {
          count += 1
          product *= uniform()
        }
        return count
      }
      var counts: [String: Double] = [:]
      for place in 0..<80 { for queue in ["de-phone", "en-phone"] { counts["\(queue)\(place)"] = poisson(16) } }
      let smooth = try Self.review(folder) { _, _ in Real(offered: 16, handleTime: 330, agents: 2.7) }
      let noisy = try Self.review(folder) { queue, place in
        Real(offered: counts["\(queue)\(place)"] ?? 0, handleTime: 330, agents: 2.7)
      }
      for line in noisy.queues + [noisy.total] {
        #expect(line.partsCents.reduce(0, +) == line.realCents - line.expectedCents, "\(line.queue)")
      }
      for cause in ["contacts", "handle time", "absence"] {
        let (planted, found) = (try #require(Self.parts(smooth)[cause]), try #require(Self.parts(noisy)[cause]))
        #expect(
          planted > 0 && abs(Double(found - planted)) < 0.25 * Double(planted), "\(cause): \(found) for \(planted)")
      }
      #expect(Self.parts(smooth)["luck"] == 0 && Self.parts(noisy)["routing"] == 0)
    }
  }

  @Test("a perfect forecast is worth what a roster for the real contacts would have saved")
  func perfect() throws {
    try Self.folder { folder in
      _ = try Self.decide(folder)
      // Nobody calls one queue at all: everybody could have been on the other.
      let review = try Self.review(folder, perfect: true) { queue, _ in Real(offered: queue == "de-phone" ? 24 : 0) }
      let perfect: DecisionReview.Perfect = try #require(review.perfect)
      #expect(perfect.worthCents == perfect.asDecidedCents - perfect.costCents && perfect.worthCents > 0)
      #expect(perfect.asDecidedCents == review.total.realCents)
      #expect(review.text.contains("A perfect forecast would have been worth"))
    }
  }

  @Test("a decision is kept as text, numbered, and never overwritten; a changed scenario is said")
  func kept() throws {
    try Self.folder { folder in
      let refused = try #require(throws: InputError.self) { try Self.review(folder) { _, _ in Real() } }
      #expect(refused.description.contains("nothing was decided yet"))
      let first = try Self.decide(folder)
      #expect(first.number == 1 && first.owner == "Lead \"Ops\"" && first.paidHours == 240)
      // 240 hours at 20 EUR.
      #expect(first.wages == ["EUR": 480_000])
      let path = folder.appending(path: "decisions/0001/decision.yaml")
      let text = try String(contentsOf: path, encoding: .utf8)
      #expect(text.contains("owner: \"Lead \\\"Ops\\\"\"") && text.contains("hash: \(first.hash)"))
      #expect(try Self.decide(folder).number == 2)
      #expect(try String(contentsOf: path, encoding: .utf8) == text)
      #expect(try Self.review(folder) { _, _ in Real() }.notes.isEmpty)
      let yaml = try String(contentsOf: folder.appending(path: "scenario.yaml"), encoding: .utf8)
      try Data(yaml.replacingOccurrences(of: "short: 10", with: "short: 12").utf8)
        .write(to: folder.appending(path: "scenario.yaml"))
      let review = try Self.review(folder) { _, _ in Real() }
      #expect(review.number == 2 && review.owner == "Lead \"Ops\"" && review.note == Self.note)
      #expect(review.notes.contains { $0.contains("has changed since it was decided") })
    }
  }
}
