import ArgumentParser
import Muster

struct HeadcountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headcount",
    abstract: "Plans whom to hire, by when to sign, and what it costs, month by month.",
    discussion: """
      Example: muster headcount my-plan
      Example: muster headcount my-plan --budget "5.2M EUR"
      Example: muster headcount my-plan --goal "fr-phone: 85 % in 20 s" --freeze 2026-09

      Reads the scenario, its history and headcount.yaml beside it: classes of people, vendors, ceilings. Writes the tables of the \
      plan into the out folder: heads, hires with the latest date to sign, money, service, and what shifts lose against the curve.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @OptionGroup var question: HeadcountQuestion

  @Option(help: "Courses of volume and attrition on which the plan is played.")
  var paths = 500

  @Option(help: "Courses on which the plan is made again each month, as far as people need not be signed yet.")
  var replan = 0

  @Option(
    help: "Another scenario folder with a headcount.yaml: both are planned and set side by side.",
    completion: .directory)
  var compare: String?

  @Option(
    help: "A folder for the first month as a scenario of its own, to be rostered by muster plan.",
    completion: .directory)
  var writeScenario: String?

  func validate() throws {
    try check(paths, "--paths", .paths)
    try check(replan, "--replan", .paths)
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let report = try planner.headcount(
      question.request(courses: paths, replannedCourses: replan, other: compare, firstMonth: writeScenario))
    progress.finish()
    if scenario.json {
      try Console.writeJSON(report)
    } else {
      try Console.write(report.text)
      report.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
    }
  }
}

/// What a headcount plan is asked, which its reasons are asked too.
struct HeadcountQuestion: ParsableArguments {
  @Option(help: "Most money of all months, such as 5.2M EUR: the best service within it is sought.")
  var budget: String?

  @Option(
    help: "A goal other than the scenario's, such as \"fr-phone: 85 % in 20 s\"; may be given for several queues.")
  var goal: [String] = []

  @Option(help: "Month before which nobody is signed, such as 2026-09.")
  var freeze: String?

  @Option(
    help: "What contacts grow with: a table of date and one more column, past values and plans.",
    completion: .file(extensions: ["csv"]))
  var driver: String?

  @Option(
    help: "Hires that were announced, headcount_hires.csv of an earlier plan: the new plan stays near them.",
    completion: .file(extensions: ["csv"]))
  var announced: String?

  @Option(help: "What each person more or fewer than announced is taken to cost. (default: 500 of the currency)")
  var change: String?

  @Option(
    help: "schedule_loss.csv of an earlier plan: its weeks hold, so that both are compared by the same.",
    completion: .file(extensions: ["csv"]))
  var losses: String?

  @Flag(inversion: .prefixedNo, help: "Whether growth from year to year goes on.")
  var trend = true

  func validate() throws {
    if change != nil, announced == nil { throw ValidationError("--change goes with --announced.") }
  }

  /// Whether anything was asked.
  var isEmpty: Bool {
    goal.isEmpty && trend && [budget, freeze, driver, announced, change, losses].allSatisfy { $0 == nil }
  }

  func request(
    courses: Int = 0, replannedCourses: Int = 0, other: String? = nil, firstMonth: String? = nil
  ) -> HeadcountRequest {
    HeadcountRequest(
      budget: budget, goals: goal, freeze: freeze, driver: driver, hasTrend: trend, courses: courses,
      replannedCourses: replannedCourses, other: other, firstMonth: firstMonth, announced: announced, change: change,
      losses: losses)
  }
}
