import Tabular
import Testing

@Suite("Problems")
struct ProblemTests {
  @Test("a problem says where, what and what next")
  func rendering() {
    let problem = InputProblem(
      Place(file: "history.csv", line: 7, columnName: "start", columnNumber: 1),
      "2026-10-25T02:30 happens twice in Europe/Berlin", next: "Add the offset, for example 2026-10-25T02:30+02:00.")
    #expect(
      "\(problem)" == """
        history.csv:7, column start: 2026-10-25T02:30 happens twice in Europe/Berlin
          next: Add the offset, for example 2026-10-25T02:30+02:00.
        """)
    #expect("\(Place(file: "a.csv"))" == "a.csv")
    #expect("\(Place(file: "a.csv", line: 3, columnNumber: 2))" == "a.csv:3, column 2")
    #expect("\(Place(file: "a.yaml", columnName: "goal"))" == "a.yaml, column goal")
  }

  @Test("the first twenty problems of each file are kept and all are counted")
  func limit() throws {
    var problems = ProblemCollector()
    #expect(problems.isEmpty)
    #expect(problems.error == nil)
    var sentences = 0
    func sentence(_ text: String) -> String {
      sentences += 1
      return text
    }
    for line in 1...1000 {
      problems.add(Place(file: "a.csv", line: line), sentence("bad"), next: sentence("Mend it."))
    }
    problems.add(Place(file: "b.csv", line: 1), sentence("worse"), next: sentence("Mend it."))
    #expect(sentences == 42)
    #expect(problems.count == 1001)
    #expect(problems.isFull(for: "a.csv"))
    #expect(!problems.isFull(for: "b.csv"))
    let error = try #require(throws: InputError.self) { try problems.check() }
    #expect(error.count == 1001)
    #expect(error.problems.count == 21)
    let lines = "\(error)".split(separator: "\n")
    #expect(lines.count == 43)
    #expect(lines[40] == "a.csv: and 980 more problems")
    #expect(lines[41] == "b.csv:1: worse")
  }

  @Test("problems are shown by line, in the order found where lines are equal")
  func order() {
    let problems = [(9, "d"), (2, "b"), (9, "e"), (2, "c")].map { line, text in
      InputProblem(Place(file: "a.csv", line: line), text, next: "Mend it.")
    }
    let error = InputError([InputProblem(Place(file: "a.csv"), "a", next: "Mend it.")] + problems)
    let shown = "\(error)".split(separator: "\n").filter { !$0.hasPrefix("  ") }
    #expect(shown == ["a.csv: a", "a.csv:2: b", "a.csv:2: c", "a.csv:9: d", "a.csv:9: e"])
  }

  @Test("problems of several readers are put together by file")
  func merging() throws {
    var all = ProblemCollector()
    for name in ["a.csv", "b.csv", "a.csv"] {
      var some = ProblemCollector()
      for line in 1...15 { some.add(Place(file: name, line: line), "bad", next: "Mend it.") }
      all.add(some)
    }
    all.add(InputError(Place(file: "c.csv"), "missing", next: "Create it."))
    let error = try #require(all.error)
    #expect(error.files.map(\.file) == ["a.csv", "b.csv", "c.csv"])
    #expect(error.files.map(\.count) == [30, 15, 1])
    #expect(error.files.map(\.listed.count) == [20, 15, 1])
    #expect("\(error)".contains("a.csv: and 10 more problems"))
    let one = InputError((0..<21).map { InputProblem(Place(file: "x", line: $0), "bad", next: "Mend it.") })
    #expect("\(one)".hasSuffix("x: and 1 more problem"))
  }

  @Test("text is quoted with control characters visible and cut off")
  func quoting() {
    #expect(quoted("12,5") == "\"12,5\"")
    #expect(quoted("a\u{1B}[2J\n") == "\"a\\u{1B}[2J\\n\"")
    #expect(quoted(String(repeating: "é", count: 61)) == "\"" + String(repeating: "é", count: 60) + "...\"")
  }
}

@Suite("Nearest names")
struct NearestTests {
  let queues = ["fr-phone", "en-phone", "en-chat", "de-email", "es-chat"]

  @Test(
    "a slip of the pen finds the name that was meant",
    arguments: [
      ("fr-phon", "fr-phone"), ("FR-PHONE", "fr-phone"), ("fr-pohne", "fr-phone"), ("de-mail", "de-email"),
      ("de", ""), ("ench-at", "en-chat"), ("xx", ""), ("warehouse", ""), ("", ""), ("en-", "en-chat"),
    ])
  func slips(wrong: String, meant: String) {
    #expect(nearest(to: wrong, in: queues).first ?? "" == meant)
  }

  @Test("among equally near names the alphabet decides, and few are named")
  func order() {
    #expect(nearest(to: "d", in: ["b", "a", "c"]).isEmpty)
    #expect(nearest(to: "team4", in: ["team3", "team1", "team5", "team2", "team1"]) == ["team1", "team2", "team3"])
    #expect(nearest(to: "team4", in: ["team3", "team1"], limit: 1) == ["team1"])
    #expect(didYouMean("team4", in: ["team3", "team1"]) == " Did you mean team1 or team3?")
    #expect(didYouMean("team4", in: ["team3"]) == " Did you mean team3?")
    #expect(didYouMean("warehouse", in: queues) == "")
  }
}
