import ArgumentParser
import Muster

struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Keeps the plan of the out folder as what was decided, for a review months later.",
    discussion: """
      Example: muster decide my-plan --by "Ops lead" --note "Two people more on Friday"

      Writes decisions/NUMBER below the scenario folder: a text with owner, fingerprint, expected cost and service, and the \
      tables that a review compares with. Nothing that is there is changed.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var moment: MomentArguments
  @OptionGroup var author: AuthorArguments

  func run() throws {
    let (planner, progress) = scenario.planner()
    let decision = try planner.decide(
      owner: author.name, note: author.note ?? "", now: try moment.now(in: planner))
    progress.finish()
    if scenario.json { try Console.writeJSON(decision) } else { try Console.write(decision.text) }
  }
}

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Says what a decision missed, and how much of it contacts, handle time, absence, routing and luck made.",
    discussion: """
      Example: muster review my-plan --actuals april.csv
      Example: muster review my-plan --actuals april.csv --decision 2 --no-perfect

      What really happened is a table in the form of history.csv, with agents, the people on each queue, where absence and \
      routing are to be told. The parts add up to the miss to the cent.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var search: SearchArguments

  @Option(help: "What really happened.", completion: .file(extensions: ["csv"]))
  var actuals: String

  @Option(help: "Number of the decision. (default: the last)")
  var decision: Int?

  @Flag(
    inversion: .prefixedNo, help: "Whether a roster is made for what came, to say what a perfect forecast was worth.")
  var perfect = true

  func run() throws {
    let (planner, progress) = scenario.planner(search: search)
    let review = try planner.review(actuals: actuals, decision: decision, findsPerfect: perfect)
    progress.finish()
    if scenario.json { try Console.writeJSON(review) } else { try Console.write(review.text) }
  }
}
