import Foundation
import LabourRules
import ScenarioFiles
import Tabular
import Testing
import Timeline
import Workforce

/// What commands answer with is one value, for programs, JSON and print-outs alike.
@Suite struct OutcomeTests {
  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test("faults, notes, clashes, problems and origins are written with dates and places as they are read")
  func written() throws {
    let date = try #require(CivilDate(iso: "2026-03-29"))
    let fault = Violation(agent: "p1", date: date, rule: "rest", finding: "rests 10 h")
    #expect(try json(fault) == #"{"agent":"p1","date":"2026-03-29","finding":"rests 10 h","rule":"rest"}"#)
    let note = Remark(wish: .stableStart, subject: "p1", date: date, finding: "starts late")
    #expect(
      try json(note) == #"{"date":"2026-03-29","finding":"starts late","subject":"p1","wish":"stable-start"}"#)
    var clash = RuleClash(agent: "p1", week: date, rules: ["a", "b"], sentence: "p1 cannot work")
    #expect(try json(clash) == #"{"agent":"p1","rules":["a","b"],"week":"2026-03-29"}"#)
    clash.week = nil
    #expect(try json(clash) == #"{"agent":"p1","rules":["a","b"]}"#)
    let place = Place(file: "agents.csv", line: 7, columnName: "site")
    let problem = InputProblem(place, "there is no site \"x\"", next: "Write one.")
    #expect(
      try json(problem)
        == #"{"message":"there is no site \"x\"","next":"Write one.","place":"agents.csv:7, column site"}"#)
    let origin = Origin("queues.a.goal", "85 %", at: Place(file: "b/scenario.yaml", line: 4), for: "80 %", of: place)
    #expect(
      try json([origin, Origin("x", "1", at: Place(file: "y"))])
        == #"[{"path":"queues.a.goal","place":"b/scenario.yaml:4","replaced":"80 %","#
        + #""replacedPlace":"agents.csv:7, column site","value":"85 %"},{"path":"x","place":"y","value":"1"}]"#)
  }
}
