import ArgumentParser
import Muster

struct LeaveQuotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave-quotes",
    abstract: "Says how many more days off are free on every date, and what the next one costs.",
    discussion: """
      Example: muster leave-quotes my-plan
      Example: muster leave-quotes my-plan --requests wanted.csv --write

      Reads requirement.csv and roster.csv from the out folder. A day off is free when nobody is missing who was not missing before, \
      every rule and goal is kept, and the roster is not dearer; it counts as leave, so the week is shorter by it. Requests have the \
      columns of leave.csv and are answered in the order of their price: copy those that are granted into leave.csv and plan again.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var moment: MomentArguments

  @Option(
    help: "A file of requests, in the columns of leave.csv, to be answered.", completion: .file(extensions: ["csv"]))
  var requests: String?

  @Option(help: "With --requests: points up to which a request is granted although it is not free. (default: 0)")
  var upTo: Double?

  @Flag(help: "Also write leave_quotes.csv, or leave_answers.csv for requests, into the out folder.")
  var write = false

  func validate() throws {
    if upTo != nil, requests == nil { throw ValidationError("--up-to goes with --requests.") }
    try check(upTo, "--up-to", .points)
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let question = LeaveQuestion(requestsFile: requests, upTo: upTo ?? 0, now: try moment.now(in: planner))
    let (report, kept) = write ? try planner.leaveWritten(question) : (try planner.leave(question), [])
    progress.finish()
    kept.forEach { Console.writeError("kept your edited file as \($0)") }
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
