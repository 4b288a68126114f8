public import ArgumentParser
public import Muster
import Tabular

extension Comparison.Depth: ExpressibleByArgument {}
extension Comparison.Grouping: ExpressibleByArgument {}

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Sets scenarios side by side and says whose doing each difference is.",
    discussion: """
      Example: muster compare my-plan more-calls --until staffing
      Example: muster compare my-plan more-calls fewer-people --csv compare.csv
      Example: muster compare my-plan more-calls --by language --by site

      Everything is computed in memory; nothing in the folders changes. The parts of volume, handle time, opening hours, \
      goals, shrinkage, people, wages and prices add up to the difference exactly; what the search for a roster left to \
      chance is a part of its own.
      """)

  @Argument(help: "The scenario folder that the others are compared with.", completion: .directory)
  var base: String

  @Argument(help: "Scenario folders to compare with it, for example variants that extend it.", completion: .directory)
  var others: [String]

  @Option(help: "How far to go: staffing takes seconds, plan searches rosters, each state between the two twice.")
  var until: Comparison.Depth = .plan

  @Option(help: "What to add figures up by; may be given several times. Queue and month unless said otherwise.")
  var by: [Comparison.Grouping] = []

  @Option(help: "Write every figure by queue, site, month and driver to this file too.", completion: .file())
  var csv: String?

  @Option(help: "How hard to search: quick, normal or best.")
  var effort: SearchSettings.Effort = .normal

  @Flag(help: "Print the result as JSON for other programs.")
  var json = false

  func validate() throws {
    if others.isEmpty { throw ValidationError("Name the scenario to compare with \(base).") }
  }

  func run() throws {
    if let csv { try ComparisonTable.check(csv) }
    let progress = ProgressLine()
    Interruption.listen()
    let comparisons = try Comparer(
      base: base, others: others, depth: until, search: SearchSettings(effort: effort),
      report: { progress.show($0) }, isCancelled: { Interruption.isAsked }
    ).compare()
    progress.finish()
    if let csv, let kept = try ComparisonTable.save(comparisons, to: csv) {
      Console.writeError("kept the table before as \(kept)")
    }
    if json {
      try Console.writeJSON(comparisons)
    } else {
      let groupings = by.isEmpty ? [.queue, .month] : by
      try Console.write(comparisons.map { $0.text(by: groupings) }.joined(separator: "\n"))
    }
  }
}
