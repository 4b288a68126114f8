import ArgumentParser
import Muster
import Tabular

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the plan as one HTML file to look at, send and print.",
    discussion: """
      Example: muster report my-plan
      Example: muster report my-plan --language de --file spring.html

      Reads the tables of the out folder, ours or edited by hand; writes report.html there, or the file that is named. The page \
      needs nothing else: no network, no fonts or scripts from elsewhere. It shows people's names unless --no-names is given. A \
      later run that changes the tables takes report.html away, because it would tell of a plan that is no more.

      Beside the plan it draws what lies in the folder: a headcount plan by month (muster headcount), compare.csv of muster \
      compare --csv, and a tornado of muster sweep.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(
    help: "Where the page goes. (default: report.html in the out folder)", completion: .file(extensions: ["html"]))
  var file: String?

  @Option(help: "Language of the page, a BCP 47 tag such as de or pt-BR.")
  var language = "en"

  @Flag(inversion: .prefixedNo, help: "Whether people's names are shown, not their ids alone.")
  var names = true

  @Flag(help: "Also say of each shift what other choices would cost, or which rule forbids them; takes longer.")
  var reasons = false

  @Flag(help: "Also say what forecasts of each queue's past would have been out by; takes some seconds.")
  var backTests = false

  func validate() throws {
    if !ReportRequest.hasLanguage(language) {
      throw ValidationError(ReportRequest.refusal(of: language))
    }
    if let file, file.isEmpty { throw ValidationError("--file needs the name of a file.") }
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let result = try planner.report(
      ReportRequest(language: language, showsNames: names, hasReasons: reasons, hasBackTests: backTests, file: file))
    progress.finish()
    if scenario.json { return try Console.writeJSON(result) }
    try Console.write(result.text)
    result.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
  }
}
