public import Rostering
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What mending a roster came to: a short list of changes with the reason and the price of each.
public struct ReplanReport: Encodable, Sendable {
  /// Title of the scenario.
  public var scenario: String
  /// Dates before this one stayed, ISO 8601.
  public var from: String
  /// The moment it was, on the clock of the first site with its offset; what had begun stayed. Nil where it was not said.
  public var at: String?
  /// By person and date.
  public var changes: [RosterChange]
  /// Dates on which shifts stay and nothing but the queues is another, by person and date.
  public var otherQueues: [RosterDifference.Change] = []
  /// People who step in.
  public var help: [ReplanHelp]
  /// Cost in points as published, at today's requirement and with everybody there.
  public var publishedCost: Double
  /// Cost when nobody steps in.
  public var disturbedCost: Double
  /// Cost of the mended roster.
  public var mendedCost: Double
  /// Price of all changes, on top of the cost.
  public var priceOfChanges: Double
  /// Price of one changed shift.
  public var priceOfOneChange: Double
  /// Most other people that might have been changed.
  public var mostOthers: Int
  /// Changed tours that were weighed.
  public var candidates: Int
  /// People they belong to.
  public var candidatePeople: Int
  /// How many points less another choice among them could cost at most; nil where nothing is known.
  public var open: Double?
  /// Whether a time limit or Ctrl-C ended the search.
  public var wasCutShort: Bool
  /// Weeks in which somebody has fewer hours than the contract wants.
  public var shortWeeks: [ShortWeek]
  /// Folder in which the roster before is kept; nil when nothing changed.
  public var keptRevision: String?
  /// What could not be done as asked.
  public var warnings: [String]
  /// Names under which edited files were kept.
  public internal(set) var keptFiles: [String] = []
  /// The output folder.
  public var folder: String

  /// Name of the table of changes.
  static let fileName = "changes.csv"

  /// What that table holds.
  static let definition = TableDefinition(
    fileName, stage: "replan", "one row for each date of a person that is no longer as published",
    columns: [
      .agent, .date,
      .init("was", .text, "the published shift on the clock of its site, for example `09:00-17:30`, or `off`"),
      .init("becomes", .text, "the shift now"), .init("reason", .text, "why"),
      .init("price", .number, unit: "points", "price of the change"),
    ], key: ["agent_id", "date"])

  init(
    _ outcome: ReplanOutcome, of scenario: Scenario, question: ReplanRequest, revision: Int?, folder: String
  ) {
    self.scenario = scenario.name
    from = question.from.isoText
    at = question.now.map { (scenario.sites.first?.zone ?? .utc).isoText(at: $0) }
    changes = outcome.changes
    help = outcome.help
    publishedCost = outcome.publishedCost
    disturbedCost = outcome.disturbedCost
    mendedCost = outcome.mendedCost
    priceOfChanges = outcome.priceOfChanges
    priceOfOneChange = question.priceOfChange ?? scenario.prices.change
    mostOthers = question.mostOthers
    candidates = outcome.candidates
    candidatePeople = outcome.candidatePeople
    open = outcome.open.isFinite ? outcome.open : nil
    wasCutShort = outcome.wasCutShort
    shortWeeks = outcome.shortWeeks
    keptRevision = revision.map { Planner.revisionFolder($0) }
    warnings = outcome.roster.warnings
    self.folder = folder
  }

  /// The changes as a table for other programs and for the file.
  func table(for scenario: Scenario) -> [UInt8] {
    var writer = Self.definition.writer()
    for change in changes {
      writer.text(change.agent)
      writer.time(change.date.isoText)
      writer.text(change.was)
      writer.text(change.becomes)
      writer.text(change.explanation)
      writer.decimal(change.price, decimals: 2)
      writer.endRow()
    }
    return writer.bytes
  }

  /// The report as lines for a terminal.
  public var text: String {
    let begun = at.map { ", and no earlier than \($0)," } ?? ""
    var lines = [
      "\(scenario): shifts from \(from) on\(begun) may change, at \(number(priceOfOneChange)) points each", "",
    ]
    if changes.isEmpty {
      lines.append("Nothing changes: no published shift is touched, or no change is worth its price.")
    } else {
      let rows = changes.map { [$0.agent, $0.date.isoText, $0.was, $0.becomes, $0.explanation] }
      lines += TextTable.lines([["who", "date", "was", "becomes", "why"]] + rows, leftAligned: [0, 1, 2, 3, 4])
    }
    lines += RosterDifference.lines(of: otherQueues)
    lines.append("")
    lines += help.map { "\($0.agent) \(Self.savingText($0.saves)) for a price of \(number($0.price))." }
    lines.append(
      "Cost: \(number(publishedCost)) points as published, \(number(disturbedCost)) if nobody steps in, "
        + "\(number(mendedCost)) now and \(number(priceOfChanges)) for changes.")
    let proof =
      switch open {
      case .some(0) where !wasCutShort: "No choice among them is better"
      case .some(let open): "Another choice of them could save \(number(open)) points more at most"
      case nil: "How much better another choice could be is not known"
      }
    lines.append(
      "Weighed: \(candidates) changed tours of \(candidatePeople) people, at most \(mostOthers) of them. \(proof).")
    lines += sentences(about: shortWeeks.map { ($0.agent, $0.sentence) }).map { "Short week: \($0)" }
    lines += warnings.map { "Note: \($0)" }
    if let keptRevision {
      lines.append("Files: \(folder); the roster before is in \(folder)/\(keptRevision).")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a change of cost is called: nobody saves less than nothing.
  package static func savingText(_ points: Double) -> String {
    if abs(points) < 0.05 { return "saves nothing" }
    let amount = FixedDecimal.text(abs(points), decimals: 1)
    return points > 0 ? "saves \(amount) points" : "costs \(amount) points more"
  }

  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 1) }
}
