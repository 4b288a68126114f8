import Foundation
import Testing

/// Input that contradicts itself is named exactly: who, which week, which rules, and never stops the program.
@Suite struct ContradictionTests {
  /// A scenario with one thing wrong in it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    /// Texts of scenario.yaml to replace.
    var edits: [(String, String)] = []
    var leave = ""
    var fixed = ""
    var employment = ","
    var status: Int32
    /// What the report must say.
    var words: [String]

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a day of leave lowers the week to hours that the lengths cannot make",
      edits: [("[8 h]", "[10 h]")], leave: "ANA,2026-03-31,2026-03-31,vacation", status: 1,
      words: [
        "contradiction: ANA: no lawful way to work in the week from 2026-03-30; these clash",
        "at least 32 h a week, lowered for 2026-03-31 away; at most 32 h a week, lowered for 2026-03-31 away. "
          + "Shifts come to 30 h or 40 h: make week.hours of contract full a range, or add 8 h to its shifts.lengths",
      ]),
    Case(
      name: "two fixed shifts with too little rest between them", fixed: "ANA,2026-03-23,13:00\nANA,2026-03-24,07:00",
      status: 1,
      words: [
        "contradiction: ANA: no lawful way to work in the week from 2026-03-23; these clash, and leaving any one out "
          + "would help: fixed shifts (2026-03-23, 2026-03-24); rest of 11 h"
      ]),
    Case(
      name: "a language nobody speaks", edits: [("queues:", "queues:\n  - \(queue("de-phone", "de"))")], status: 1,
      words: ["contradiction: queue de-phone: nobody speaks de"]),
    Case(
      name: "a language with one letter too many",
      edits: [("queues:", "queues:\n  - \(queue("fr-chat", "frr"))")], status: 1,
      words: ["contradiction: queue fr-chat: nobody speaks frr. Did you mean fr?"]),
    Case(
      name: "a tier nobody of that language has",
      edits: [("queues:", "queues:\n  - \(queue("fr-l2", "fr").replacing("}, goal", with: "}, tier: L2, goal"))")],
      status: 1, words: ["contradiction: queue fr-l2: nobody who speaks fr has L2"]),
    Case(
      name: "weekly hours that need more days than may follow each other",
      edits: [("days-in-a-row: 5", "days-in-a-row: 2"), ("cost:", "days-off-in-a-row: 2\n    cost:")], status: 2,
      words: [
        "scenario.yaml:", "contract full: 40 h a week need 5 days, but 2 days in a row and then 2 off allow only 4",
      ]),
    Case(
      name: "weekly hours that no shifts come to", edits: [("40 h", "38 h")], status: 2,
      words: ["contract full: no shifts of 8 h on at most 5 days come to exactly 38 h a week", "32 h and 40 h"]),
    Case(
      name: "a fixed shift on a day of leave", leave: "ANA,2026-03-24,2026-03-25,vacation",
      fixed: "ANA,2026-03-25,08:00", status: 2,
      words: ["fixed.csv:2, column date: agent ANA is on leave (vacation) from 2026-03-24 to 2026-03-25"]),
    Case(
      name: "a fixed shift at an hour that the contract does not offer", fixed: "ANA,2026-03-25,06:00", status: 2,
      words: ["fixed.csv:2, column start: 06:00 is not a start of contract full of agent ANA"]),
    Case(
      name: "more fixed shifts than days a week",
      fixed: (23...28).map { "ANA,2026-03-\($0),08:00" }.joined(separator: "\n"), status: 1,
      words: ["ANA: no lawful way to work in the week from 2026-03-23", "fixed shifts (2026-03-23"]),
    Case(
      name: "a fixed shift on a Saturday, and no weekend allowed",
      edits: [("cost:", "weekends: 0 per 4 weeks\n    cost:")],
      fixed: "ANA,2026-03-28,08:00", status: 1,
      words: ["ANA: no lawful way to work", "fixed shifts (2026-03-28); at most 0 weekends"]),
    Case(
      name: "night shifts only, and no night allowed",
      edits: [("07:00-13:00", "22:00-23:30"), ("cost:", "nights-in-a-row: 0\n    cost:")], status: 1,
      words: [
        "contradiction: 2 people (ANA, BEA): no lawful way to work in the week from 2026-03-23", "at least 40 h a week",
        "at most 0 nights in a row", "there is 1 contradiction",
      ]),
    Case(
      name: "fixed shifts too far apart where at least three days follow each other",
      edits: [("days-in-a-row: 5", "days-in-a-row: 3-5"), ("40 h, days: 5", "8-24 h, days: 3")],
      fixed: "ANA,2026-03-25,08:00\nANA,2026-03-28,08:00", status: 1,
      words: [
        "ANA: no lawful way to work in the week from 2026-03-23", "fixed shifts (2026-03-25, 2026-03-28)",
        "at most 3 days a week; at least 3 days in a row",
      ]),
    Case(
      name: "a day of leave lowers a reference period to hours that the lengths cannot make",
      edits: [
        ("[8 h]", "[10 h]"), ("40 h, days: 5 }", "10-40 h, days: 5 }\n    reference: { hours: 80 h, weeks: 2 }"),
      ], leave: "ANA,2026-03-31,2026-03-31,vacation", status: 1,
      words: [
        "contradiction: ANA: no lawful way to work over the horizon; these clash",
        "at least 80 h in 2 weeks, lowered for 2026-03-31 away; at most 80 h in 2 weeks, lowered for 2026-03-31 away",
      ]),
    Case(
      name: "windows that want lunch and a short break at once",
      edits: [
        (
          "every 30 min }",
          "every 30 min, lunch: 30 min unpaid, lunch-window: 4 h, breaks: 1 x 15 min paid, breaks-window: 4 h }"
        )
      ], status: 1,
      words: [
        "contradiction: contract full: lunch and short breaks do not fit into their windows in a shift of 8 h"
      ]),
    Case(
      name: "rest that leaves no time for the weekly hours", edits: [("rest: 11 h", "rest: 30 h")], status: 2,
      words: ["40 h of work and 5 rests of 30 h do not fit into the 168 h of a week"]),
    Case(
      name: "somebody who leaves on a Thursday with hours the lengths cannot make", edits: [("[8 h]", "[10 h]")],
      employment: ",2026-04-02", status: 1,
      words: ["ANA: no lawful way to work in the week from 2026-03-30"]),
  ]

  private static func queue(_ id: String, _ language: String) -> String {
    "{ id: \(id), language: \(language), channel: phone, open: { daily: 08:00-20:00 }, "
      + "goal: { answered: 80 %, within: 20 s } }"
  }

  /// Writes a scenario of two people who both work full time.
  private func write(_ item: Case) throws -> URL {
    var text = """
      name: Contradictions
      horizon: { first: 2026-03-23, weeks: 2, interval: 30 min }
      history: history.csv
      agents: agents.csv
      leave: leave.csv
      fixed: fixed.csv
      queues:
        - \(Self.queue("fr-phone", "fr"))
      sites:
        - { id: paris, zone: Europe/Paris }
      contracts:
        - id: full
          week: { hours: 40 h, days: 5 }
          shifts: { lengths: [8 h], starts: 07:00-13:00 every 30 min }
          rest: 11 h
          days-in-a-row: 5
          cost: 18.00 EUR/h

      """
    for (old, new) in item.edits { text = text.replacing(old, with: new) }
    let folder = try Command.temporaryFolder()
    let history = (0..<24).map { half in
      let minute = half % 2 == 0 ? "00" : "30"
      let hour = 8 + half / 2
      return "2026-03-16T\(hour < 10 ? "0" : "")\(hour):\(minute)+01:00,fr-phone,10,300"
    }
    let files = [
      "scenario.yaml": text,
      "history.csv": (["start,queue,offered,handle_seconds_total"] + history).joined(separator: "\n") + "\n",
      "agents.csv":
        "id,name,site,contract,languages,skills,from,to\nANA,Ana,paris,full,fr,phone L1,\(item.employment)\n"
        + "BEA,Bea,paris,full,fr,phone L1,,\n",
      "leave.csv": "agent,from,to,kind\n\(item.leave)\n", "fixed.csv": "agent,date,start\n\(item.fixed)\n",
    ]
    for (name, content) in files {
      try content.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    return folder
  }

  @Test("a contradiction is named exactly", arguments: cases)
  func contradiction(item: Case) throws {
    let folder = try write(item)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Command.muster("check", folder.path)
    #expect(result.status == item.status, "\(result.output)\(result.errors)")
    for words in item.words { #expect(result.output.contains(words), "\(result.output)\(result.errors)") }
    // Bea's rules are sound unless her contract is not.
    if item.leave + item.fixed != "" || item.employment != "," { #expect(!result.output.contains("BEA")) }
  }

  @Test("the same people without anything wrong pass") func sound() throws {
    let folder = try write(Case(name: "sound", status: 0, words: []))
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Command.muster("check", folder.path)
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("No problem found"))
  }

  @Test("a roster is made all the same: exit status 1, the clash in words and for programs") func rosterAllTheSame()
    throws
  {
    let folder = try write(Self.cases[1])
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appending(path: "out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    try "queue,start,net_agents\nfr-phone,2026-03-24T10:00:00+01:00,1\n".write(
      to: out.appending(path: "requirement.csv"), atomically: true, encoding: .utf8)
    let result = try Command.muster("roster", folder.path, "--effort", "quick")
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("Note: ANA: no lawful way to work in the week from 2026-03-23"))
    let json = try Command.muster("roster", folder.path, "--effort", "quick", "--json")
    #expect(json.output.contains("\"week\" : \"2026-03-23\""))
    #expect(json.output.contains("\"rest of 11 h\""))
  }
}
