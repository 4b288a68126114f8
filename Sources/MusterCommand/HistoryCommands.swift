import ArgumentParser
import Muster

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Lists what was published: when, by whom, for which dates.",
    discussion: "Example: muster history my-plan")

  @OptionGroup var scenario: ScenarioArguments

  func run() throws {
    let (planner, progress) = scenario.planner()
    let history = try planner.history()
    progress.finish()
    if scenario.json { try Console.writeJSON(history) } else { try Console.write(history.text) }
  }
}

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says person by person what changed between two publications, or since one, and why.",
    discussion: """
      Example: muster diff my-plan 2 3

      Without numbers: from the last publication to the draft in the out folder. With one: from that publication to the draft.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Argument(help: "Number of the earlier publication. (default: the last)")
  var from: Int?

  @Argument(help: "Number of the later publication. (default: the draft in the out folder)")
  var to: Int?

  func run() throws {
    let (planner, progress) = scenario.planner()
    let diff = try planner.diff(from: from, to: to)
    progress.finish()
    if scenario.json { try Console.writeJSON(diff) } else { try Console.write(diff.text) }
  }
}

struct RollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Publishes the state of an earlier publication as a new one.",
    discussion: """
      Example: muster rollback my-plan 2 --note "The event was called off"

      What has begun stays as it was told last, and whoever is away by now stays away. The draft in the out folder is replaced by \
      that state; a copy of tables that you edited is kept. Naming the last publication brings the draft back to it.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var moment: MomentArguments
  @OptionGroup var author: AuthorArguments

  @Argument(help: "Number of the publication whose state is wanted.")
  var number: Int

  @Flag(help: "Publish the state although it breaks rules that what was told last keeps.")
  var allowFaults = false

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    var terms = PublishTerms(now: try moment.now(in: planner), by: author.name, note: author.note ?? "")
    terms.allowsFaults = allowFaults
    let report = try planner.rollback(to: number, terms)
    progress.finish()
    try report.show(asJSON: scenario.json)
    guard !report.broken.isEmpty else { return }
    if report.isDryRun, !scenario.json {
      Console.writeError("not published because it breaks a rule; --allow-faults publishes it all the same")
    }
    throw ExitStatus.goalsMissed
  }
}

extension PublishReport {
  /// Prints what was told to whom.
  func show(asJSON: Bool) throws {
    if asJSON { return try Console.writeJSON(self) }
    try Console.write(text)
    keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
  }
}
