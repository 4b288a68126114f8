import ArgumentParser
import Muster
import Timeline

struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract:
      "Says why somebody has the shift they have on a date: what other choices cost, or which rule forbids them.",
    discussion: """
      Example: muster why my-plan --agent A0042 --on 2026-04-02 --instead 09:00
      Example: muster why my-plan --hire lisbon-full-time:fr+en --month 2026-09
      Example: muster why my-plan --hire lisbon-full-time:fr+en --month 2026-09 --freeze 2026-07

      Reads roster.csv and requirement.csv from the out folder. Points are those of prices in scenario.yaml; above 0 is dearer. \
      With --hire and --month it says what makes people of a headcount plan worth their money, and what the next best plan costs; \
      options from --budget to --no-trend go with it, as muster headcount was asked.
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "Id of the person.")
  var agent: String?

  @Option(help: "The date, ISO 8601.", transform: civilDate)
  var on: CivilDate?

  @Option(help: "One choice to look at: off, a start such as 09:00, or a shift such as 09:00-17:30.")
  var instead: String?

  @Option(help: "A class of headcount.yaml, such as lisbon-full-time:fr+en.")
  var hire: String?

  @Option(help: "The month in which its people start, such as 2026-09.")
  var month: String?

  @OptionGroup var question: HeadcountQuestion

  func validate() throws {
    guard hire == nil, month == nil else {
      if hire == nil || month == nil { throw ValidationError("--hire and --month go together.") }
      if agent != nil || on != nil || instead != nil {
        throw ValidationError("Ask for a person (--agent, --on) or for a hire (--hire, --month), not for both.")
      }
      return
    }
    guard question.isEmpty else {
      throw ValidationError("--budget, --goal, --freeze and the other options of muster headcount go with --hire.")
    }
    if agent == nil { throw ValidationError("Write --agent ID and --on DATE, or --hire CLASS and --month MONTH.") }
    if on == nil { throw ValidationError("--agent needs --on, the date.") }
  }

  func run() throws {
    let (planner, progress) = scenario.planner()
    if let hire, let month {
      let report = try planner.whyHire(hire, month: month, of: question.request())
      progress.finish()
      if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
      return
    }
    guard let agent, let on else { return }
    let report = try planner.why(agent: agent, on: on, instead: instead)
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
