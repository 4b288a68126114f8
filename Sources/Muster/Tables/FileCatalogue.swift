package import ScenarioFiles

/// Every file that Muster writes: where it lies, which command writes it, what it holds, and whose results it does not outlive.
///
/// The commands ask here which files of an out folder go when theirs come; docs/reference/tables.md shows it.
package enum FileCatalogue {
  /// A command that changes an out folder.
  package enum Command: String, CaseIterable, Sendable {
    case plan, forecast, outlook, staff, roster, simulate, replan, publish, value, what, stress, kpis, headcount, report
    /// `swap`, `give`, `move`, `copy-week`, `import-roster`.
    case byHand = "swap"
    /// `leave-quotes`.
    case leave = "leave-quotes"
  }

  /// Where a file lies.
  package enum Place: String, Sendable {
    /// The out folder, where files change by its journal alone.
    case results = "out folder"
    /// The record of publications beside it, of which nothing ever goes.
    case record
    /// The folder of a sweep.
    case sweep
    /// Where the command is told to put it.
    case named = "as named"
    /// The scenario folder.
    case scenario
  }

  /// One file, or all files of a folder.
  package struct Entry: Sendable {
    /// The name below its place; one that ends in `/` stands for all files below it.
    package var name: String
    /// Where it lies.
    package var place: Place
    /// The command that writes it.
    package var stage: String
    /// What it holds.
    package var about: String
    /// Its columns; `nil` for a file that is no table of the catalogue.
    package var table: TableDefinition?
    /// Commands after which it is gone, unless they write it anew.
    package var replacedBy: [Command]

    /// A table of the catalogue.
    fileprivate init(_ table: TableDefinition) {
      let place: Place =
        switch table.fileName {
        case IdentitiesTable.fileName: .record
        case ComparisonTable.fileName: .named
        default: .results
        }
      self.init(
        table.fileName, place, stage: table.stage, table.about, replacedBy: FileCatalogue.replacing(table))
      self.table = table
    }

    fileprivate init(
      _ name: String, _ place: Place, stage: String, _ about: String, replacedBy: [Command] = []
    ) {
      self.name = name
      self.place = place
      self.stage = stage
      self.about = about
      self.replacedBy = replacedBy
    }

    /// Whether a path below the place is this file, or one of its folder.
    package func holds(_ path: String) -> Bool { name.hasSuffix("/") ? path.hasPrefix(name) : path == name }
  }

  /// Every file, tables first, in the order of the chain.
  package static let all: [Entry] = TableCatalogue.all.map(Entry.init) + others

  /// The file at a path below an out folder; `nil` where Muster writes none of that name.
  package static func result(_ path: String) -> Entry? { exact[path] ?? folders.first { $0.holds(path) } }

  private static let exact = Dictionary(
    uniqueKeysWithValues: all.filter { $0.place == .results }.map { ($0.name, $0) })
  private static let folders = all.filter { $0.place == .results && $0.name.hasSuffix("/") }

  /// Whether a file that Muster wrote into an out folder goes when a command writes its own.
  ///
  /// A plan starts anew, so what an earlier version left there under a name that is no longer known goes with it.
  static func isReplaced(_ path: String, by command: Command) -> Bool {
    result(path).map { $0.replacedBy.contains(command) } ?? (command == .plan)
  }

  /// Whether a file tells of others and would tell of what is no more once some files are written.
  static func isOutdated(_ path: String, by written: [String]) -> Bool {
    switch path {
    case ReportRequest.fileName:
      written.contains { result($0).map { $0.table != nil && $0.stage != Command.outlook.rawValue } ?? false }
    case KpiLedger.fileName: written.contains(where: KpiLedger.sources.contains) && !written.contains(path)
    default: false
    }
  }
}

extension FileCatalogue {
  private static func replacing(_ table: TableDefinition) -> [Command] {
    switch table.fileName {
    case RosterTable.cancelledFileName, BreaksTable.cancelledFileName: [.plan, .roster, .replan, .byHand, .publish]
    case ServiceRounds.fileName, LeaveTables.quotes.fileName: [.plan, .roster, .replan, .byHand]
    case ReplanReport.fileName: [.plan, .roster, .byHand]
    case ReasonsTable.fileName: [.plan, .roster, .publish]
    // Who is known to be away, and what estimates were worth, is true of any plan.
    case AbsencesTable.fileName, WhatRecord.definition.fileName: []
    case IdentitiesTable.fileName, ComparisonTable.fileName: []
    default:
      switch table.stage.prefix(while: { $0 != " " }) {
      // A forecast of months and a plan of hires stand beside any plan of weeks.
      case "outlook": [.outlook]
      case "headcount": [.headcount]
      // What was played or found of an earlier roster says nothing about this one.
      case let stage where ["simulate", "value", "stress"].contains(stage):
        [.plan, .roster] + [.simulate, .value, .stress].filter { $0.rawValue == stage } + [.replan, .byHand]
      case let stage: [.plan] + [.forecast, .staff, .roster, .kpis].filter { $0.rawValue == stage }
      }
    }
  }

  /// Files that are no tables of the catalogue.
  private static let others: [Entry] = [
    Entry(
      "calendars/", .results, stage: "plan", "calendars of people and teams, of a draft or of what was published",
      replacedBy: [.plan, .replan, .byHand, .publish]),
    Entry(
      "handover/", .results, stage: "headcount", "the order of each vendor in a table of its own",
      replacedBy: [.headcount]),
    Entry("revisions/", .results, stage: "replan", "tables of the roster as it was before each change"),
    Entry(
      ReportRequest.fileName, .results, stage: "report",
      "the plan as one page; gone with any table that it tells of", replacedBy: [.plan]),
    Entry(
      DataPackage.fileName, .results, stage: "plan", "what the tables hold, for other programs", replacedBy: [.plan]),
    Entry(Manifest.fileName, .results, stage: "plan", "what was read, proved and written, with hashes"),
    Entry(
      "0001/", .record, stage: "publish",
      "what the first publication told: its tables and `\(Publication.fileName)`; and so on by number"),
    Entry(SweepPlan.fileName, .sweep, stage: "sweep", "the runs, and what each is made from"),
    Entry("sweep.csv", .sweep, stage: "sweep", "figures of every run"),
    Entry("tornado.csv", .sweep, stage: "sweep", "what moves each figure, and by how much"),
    Entry("sweep.sha256", .sweep, stage: "sweep", "hashes of a sweep's tables"),
    Entry("the workbook", .named, stage: "export --xlsx", "the plan as sheets of a workbook"),
    Entry("the database", .named, stage: "export --sqlite", "the tables as tables of a database"),
    Entry("the folder of tables", .named, stage: "export --csv", "the tables as a country's spreadsheets read them"),
    Entry("the forecast or roster", .named, stage: "export --to", "the same in the form of another system"),
    Entry("the calendars", .named, stage: "publish --feed", "calendars to be served, with `\(FeedTable.fileName)`"),
    Entry("the drafts", .named, stage: "publish --mail", "a mail for everybody with something new"),
    Entry(
      "the history, the people", .scenario, stage: "import", "tables of the scenario, from exports of other systems"),
    Entry("the scenario", .scenario, stage: "init", "`scenario.yaml` and tables to begin with"),
    Entry("\(Decision.folder)/", .scenario, stage: "decide", "decisions, each with what was expected of it"),
  ]

  /// The part of docs/reference/tables.md that tells where files lie and what they do not outlive.
  static var section: String {
    let rows = all.map { entry in
      let gone = entry.replacedBy.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      let name = entry.name.contains(" ") ? entry.name : "`\(entry.name)`"
      return "| \(name) | \(entry.place.rawValue) | `muster \(entry.stage)` | \(gone.isEmpty ? "stays" : gone) |"
    }
    let more = others.map { "- \($0.name.contains(" ") ? $0.name : "`\($0.name)`"): \($0.about)." }
    let head = ["", "## All files", "", sentence, "", "| file | where | written by | gone after |"]
    let lines = head + ["| --- | --- | --- | --- |"] + rows + ["", "What is no table of this page:", ""] + more
    return lines.joined(separator: "\n") + "\n"
  }

  private static let sentence = """
    A file goes when a command of the last column has written its results, unless it is one of them (`swap` stands for all changes by
    hand); what somebody edited is kept beside. Why nothing is lost by that is told with the [out folder](../explanation/out-folder.md).
    """
}
