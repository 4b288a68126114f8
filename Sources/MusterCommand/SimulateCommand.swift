import ArgumentParser
import Muster
import ScenarioFiles

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Plays the roster against sampled demand and compares the service with the plan's.",
    discussion: """
      Example: muster simulate my-plan
      Example: muster simulate my-plan --replications 400 --disagree '3 %'

      Reads forecast.csv, requirement.csv and roster.csv from the out folder, ours or edited by hand, and \
      assignments.csv where it is there; writes simulation.csv, simulation_days.csv, simulation_queues.csv and \
      simulation_people.csv beside them. Exit status 1 says that the simulated service of a queue misses its goal or breaks a promise.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments

  @Option(help: "How often the horizon is played, 2 to 100000.")
  var replications = 100

  @Option(help: "Seed of every draw. (default: the scenario's)")
  var seed: UInt64?

  @Option(help: "Difference of service levels from which plan and simulation disagree.")
  var disagree: String = "5 %"

  func validate() throws {
    try check(replications, "--replications", .replications)
    if case .failure(let error) = limit { throw ValidationError("\(error.what). \(error.next)") }
  }

  private var limit: Result<Double, Misreading> {
    Result { () throws(Misreading) in try readShare(disagree, in: .share) }
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let settings = SimulationSettings(
      replications: replications, seed: seed, disagreement: try limit.get())
    let run = try planner.simulate(settings)
    progress.finish()
    if scenario.json {
      try Console.writeJSON(run.report)
    } else {
      try Console.write(run.report.text(folder: run.folder))
      run.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
    }
    if !run.report.meetsGoals { throw ExitStatus.goalsMissed }
  }
}
