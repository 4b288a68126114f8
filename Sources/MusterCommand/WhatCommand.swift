import ArgumentParser
import Muster

struct WhatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what",
    abstract: "Says in about a second what changes would do to the last plan, with a band.",
    discussion: """
      Example: muster what my-plan "fr-phone volume x 1.1" "* handle-time +5 %"
      Example: muster what my-plan "L03 absent 2026-04-01" "+2 like L05 from 2026-04-06"

      A change is what changes, whose, and how: volume, handle-time, shrinkage, wages, goals, open, prices or flows, in the words of \
      `change` in scenario.yaml; or a person who is absent or leaves, or people like somebody. Reads the plan in the out folder and \
      estimates service, hours short and wages from who is there and what would be needed. With --plan the whole plan is made too, \
      in memory, and what was said and what it gave are written into what.csv.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var search: SearchArguments
  @OptionGroup var writing: WritingArguments

  @Argument(help: "Changes, done one after the other.")
  var changes: [String]

  @Flag(help: "Make the whole plan too and write both down in what.csv.")
  var plan = false

  func run() throws {
    let (planner, progress) = scenario.planner(search: search, writing: writing)
    let report = try planner.what(changes, plans: plan)
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}
