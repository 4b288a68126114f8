import ArgumentParser
import Muster
import ScenarioFiles
import Timeline
import Units

struct ReplanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replan",
    abstract: "Mends a published roster after a sick call, changed leave or new demand, changing as little as pays.",
    discussion: """
      Example: muster replan my-plan --sick A0042 --on 2026-04-02

      Reads roster.csv and requirement.csv from the out folder. Published shifts stay unless moving them saves more than the \
      price of a change (prices.change in scenario.yaml). Writes the new roster with changes.csv and calendars, and keeps the \
      roster before under revisions. Exit status 1 says that somebody's week does not hold the hours of the contract.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(help: "Id of somebody absent; may be given several times.")
  var sick: [String] = []

  @Option(help: "Date of the absence, or its first date; ISO 8601.", transform: civilDate)
  var on: CivilDate?

  @Option(help: "Last date of the absence. (default: the date of --on)", transform: civilDate)
  var until: CivilDate?

  @Option(help: "Shifts before this date stay. (default: the date of --on)", transform: civilDate)
  var from: CivilDate?

  @Option(
    help: """
      The time it is now: what has begun stays, and who is absent from today worked until then. ISO 8601 with the offset, or on \
      the clock of the first site. (default: the start of --from; where people were told, for all but the absent the clock of this \
      machine until the plan is over)
      """)
  var at: String?

  @Option(
    help: "A new requirement or forecast, in the columns of requirement.csv or forecast.csv.",
    completion: .file(extensions: ["csv"]))
  var demand: String?

  @Option(help: "Most other people to change.")
  var atMost = 3

  @Option(help: "Points a changed shift must save. (default: prices.change of the scenario)")
  var price: Double?

  @Option(help: "Seconds after which the run has written down what it has; results may then differ from run to run.")
  var timeLimit: Double?

  func validate() throws {
    try checkSeconds(timeLimit, "--time-limit", .timeLimit)
    if on == nil, until != nil { throw ValidationError("--until needs --on.") }
    if let on, let until, until < on { throw ValidationError("--until is before --on.") }
    try check(atMost, "--at-most", .others)
    try check(price, "--price", .points)
  }

  func run() throws {
    let (planner, progress) = scenario.planner(
      settings: SearchSettings(timeLimit: timeLimit.map { .seconds($0) }), writing: writing)
    var question = ReplanQuestion(
      sick: sick, absentOn: on.map { $0...(until ?? $0) }, from: from, demandFile: demand, mostOthers: atMost,
      priceOfChange: price, at: at)
    question.askedAt = MomentArguments.clock
    question.looksBack = true
    let report = try planner.replan(question)
    progress.finish()
    if scenario.json {
      try Console.writeJSON(report)
    } else {
      try Console.write(report.text)
      report.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
    }
    if !report.shortWeeks.isEmpty { throw ExitStatus.goalsMissed }
  }
}

/// Reads a date of the command line.
func civilDate(_ text: String) throws -> CivilDate {
  guard let date = CivilDate(iso: text) else {
    throw ValidationError("'\(text)' is not a date; write \(dateMeant(by: text) ?? "for example 2026-04-02").")
  }
  guard Bound.dates.wholeRange ~= date.year else { throw ValidationError("'\(text)' is not \(Bound.dates.advice).") }
  return date
}
