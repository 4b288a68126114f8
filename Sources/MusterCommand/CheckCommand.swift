import ArgumentParser
import Muster

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads everything and reports every problem with file, line, column and the edit that helps.",
    discussion: """
      Example: muster check my-plan
      Example: muster check more-calls --origins

      Exit status 1 says that everything can be read but somebody's rules leave no lawful way to work; with --strict also that \
      the plan in the out folder breaks a promise, or that one was to be looked at again before the plan begins.
      """)

  @Argument(help: "The scenario folder, which holds scenario.yaml.", completion: .directory)
  var folder: String

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  @Flag(help: "Print each value of a variant that is not its base's, where it is written and what it replaces.")
  var origins = false

  @Flag(help: "Hold the plan in the out folder against the promises too.")
  var strict = false

  func run() throws {
    let planner = Planner(folder: folder)
    var report = planner.check()
    if strict, report.problems.isEmpty { report.promises = try planner.promises() }
    if json {
      try Console.writeJSON(report)
    } else {
      if origins, report.problems.isEmpty { try Console.write(report.originsText) }
      try Console.write(report.promises.map { $0.sentence + "\n" }.joined() + report.text)
    }
    if !report.problems.isEmpty { throw ExitStatus.inputWrong }
    if !report.clashes.isEmpty || report.promises.contains(where: { !$0.isKept || $0.isDue }) {
      throw ExitStatus.goalsMissed
    }
  }
}
