import ArgumentParser
import Muster
import Reporting
import Timeline

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows forecast, coverage or roster as text charts in the terminal.",
    discussion: """
      Example: muster show my-plan --queue fr-phone
      Example: muster show my-plan --queue fr-phone --date 2026-04-02
      Example: muster show my-plan --date 2026-04-04
      Example: muster show my-plan --agent A0042
      Example: muster show my-plan --team lisbon-mixed
      Example: muster show my-plan --coverage

      Reads the tables of the out folder and fits the width of the terminal; 100 columns where the output goes elsewhere. People \
      are shown by id.
      """)

  @Argument(help: "The scenario folder, which holds scenario.yaml.", completion: .directory)
  var folder: String

  @Option(help: "Where the results are. (default: FOLDER/out)", completion: .directory)
  var out: String?

  @Option(help: "One queue: its forecast by date, with hours short and over.")
  var queue: String?

  @Option(help: "Who works on a date; with --queue, one date of it by interval. ISO 8601.", transform: civilDate)
  var date: CivilDate?

  @Option(help: "One person's shifts.")
  var agent: String?

  @Option(help: "One team's people and dates.")
  var team: String?

  @Flag(help: "Every queue and date: how much of the requirement is short.")
  var coverage = false

  func validate() throws {
    let count = [queue, agent, team].count { $0 != nil } + (coverage ? 1 : 0)
    if count > 1 || (count == 0 && date == nil) {
      throw ValidationError("Give one of --queue, --date, --agent, --team and --coverage.")
    }
    if date != nil, queue == nil, count > 0 { throw ValidationError("--date goes alone or with --queue.") }
  }

  func run() throws {
    Interruption.listen()
    let planner = Planner(folder: folder, output: out, isCancelled: { Interruption.isAsked })
    try Console.write(planner.show(view, width: Console.width))
  }

  private var view: TextView {
    if let queue { return .queue(queue, date) }
    if let agent { return .agent(agent) }
    if let team { return .team(team) }
    if let date { return .date(date) }
    return .coverage
  }
}
