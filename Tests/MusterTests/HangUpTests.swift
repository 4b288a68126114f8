import Foundation
import Testing

/// A goal that limits who hangs up is judged by it, in the plan and in the simulation.
@Suite struct HangUpTests {
  @Test(
    "a bot in front of mail that is worked between calls: the roster is judged with that time, and hang-ups break a goal"
  )
  func bot() throws {
    let folder = try OneQueueNumbersTests.scenario(starts: "[08:00, 12:00]")
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = folder.appending(path: "scenario.yaml")
    let text = try String(contentsOf: yaml, encoding: .utf8)
    func hours(_ bot: String, _ goal: String) throws -> [BreakEvenTests.Report.Hour] {
      let mail = """
        queues:
          - { id: mail, language: sv, channel: email, open: { zone: UTC, mon-fri: 08:00-16:00 }, handle-time: 5 min,
              goal: { answered: 90 %, within: 8 h, clock: business }, blend: { with: calls, reserve: 0 } }
        """
      let flows = """
        flows:
          - { id: helper, kind: bot, to: \(bot), containment: 12.5 %, history: 12.5 % }
          - { id: letters, kind: customers, to: mail, customers: 100, per-month: 1 }
          - { id: again, kind: repeat, from: mail, share: 20 % }
        """
      try
        (text.replacing("queues:", with: mail).replacing("answered: 80 %, within: 30 s", with: goal)
        .replacing("sv,phone", with: "sv,phone email") + flows + "\n").write(
          to: yaml, atomically: true, encoding: .utf8)
      let agents = folder.appending(path: "agents.csv")
      try String(contentsOf: agents, encoding: .utf8).replacing("sv,phone L1", with: "sv,phone email L1")
        .write(to: agents, atomically: true, encoding: .utf8)
      #expect(try Command.muster("plan", folder.path, "--effort", "quick").status < 2)
      let result = try Command.muster("breakeven", folder.path, "--price", "0.50 EUR", "--json")
      let report = try JSONDecoder().decode(BreakEvenTests.Report.self, from: Data(result.output.utf8))
      var came = 0.0
      for row in try NumbersTests.Table(folder.appending(path: "out/flows.csv")).rows
      where row["kind"] == "arrival" && row["to_node"] == "helper" {
        came += Double(row["left_contacts"] ?? "") ?? .nan
      }
      // A conversation is a contact that comes to the bot, and none that arrows bring behind it.
      #expect(abs(report.planned.conversations - 0.5 * came) < 0.01)
      return report.hours
    }
    let mail = try #require(try hours("mail", "answered: 5 %, within: 30 s").first)
    #expect(mail.breaks == nil && mail.points == 12, "\(mail)")
    let calls = try #require(try hours("calls", "answered: 5 %, within: 30 s, abandoned: 1 %").first)
    #expect(calls.points == 0 && calls.breaks?.contains("hang up, at most 1 %), as it is") == true, "\(calls)")
  }

  @Test(
    "more than the goal lets hang up is below goal, with the share and exit status 1; as many as it lets is not",
    arguments: [("1 %", false), ("90 %", true)])
  func judged(most: String, isKept: Bool) throws {
    let folder = try OneQueueNumbersTests.scenario(starts: "[08:00, 12:00]")
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = folder.appending(path: "scenario.yaml")
    let goal = "goal: { answered: 5 %, within: 30 s, abandoned: \(most) }"
    try String(contentsOf: yaml, encoding: .utf8).replacing("goal: { answered: 80 %, within: 30 s }", with: goal)
      .write(to: yaml, atomically: true, encoding: .utf8)
    let plan = try Command.muster("plan", folder.path, "--effort", "quick")
    let played = try Command.muster("simulate", folder.path)
    let tried = try Command.muster("stress", folder.path, "--replications", "20")
    #expect(tried.output.contains(isKept ? "goal      calls  100 %" : "goal      calls   0 %"), "\(tried.output)")
    #expect(tried.output.contains(isKept ? "Nothing breaks" : " hang up, at most 1 %."), "\(tried.output)")
    #expect(tried.status == (isKept ? 0 : 1), "\(tried.errors)")
    let words = isKept ? "Every queue is expected to meet its goal." : "Below goal: calls ("
    #expect(plan.output.contains(words), "\(plan.output)")
    #expect(plan.status == (isKept ? 0 : 1), "\(plan.output)\(plan.errors)")
    let ofPlay = isKept ? "Every queue meets its goal in the simulation." : "Below goal in the simulation: calls ("
    #expect(played.output.contains(ofPlay), "\(played.output)")
    #expect(played.status == (isKept ? 0 : 1), "\(played.errors)")
    if !isKept {
      #expect(plan.output.contains(" hang up, at most 1 %)") && played.output.contains(" hang up, at most 1 %)"))
    }
  }
}
