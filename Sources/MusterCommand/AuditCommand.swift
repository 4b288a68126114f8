import ArgumentParser
import Muster

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Checks a roster against every rule, whoever made it.",
    discussion: """
      Example: muster audit my-plan

      Reads roster.csv and breaks.csv from the out folder, or the file given with --roster. The auditor shares no code \
      with the part that makes rosters. Exit status 1 says that it found a fault. Notes are no faults: they say where a \
      supervisor is missing or a start is far from the usual one of its week, which the scenario asks for at a price.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "The roster to check. (default: roster.csv of the out folder)", completion: .file(extensions: ["csv"]))
  var roster: String?

  func run() throws {
    let (planner, progress) = scenario.planner()
    let report = try planner.audit(rosterFile: roster)
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
    if !report.faults.isEmpty { throw ExitStatus.goalsMissed }
  }
}
