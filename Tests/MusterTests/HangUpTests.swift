import Foundation
import Testing

/// A goal that limits who hangs up is judged by it, in the plan and in the simulation.
@Suite struct HangUpTests {
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
