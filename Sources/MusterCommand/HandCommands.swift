public import ArgumentParser
import Muster
public import ScenarioFiles
import Timeline

/// What every change by hand takes.
struct HandArguments: ParsableArguments {
  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var moment: MomentArguments

  @Flag(help: "Say what would change, which rules it breaks and what it costs, and write nothing.")
  var dryRun = false

  @Flag(help: "Make the change although it breaks rules.")
  var allowFaults = false

  @Option(help: "Why, for the record and for muster diff.")
  var note: String?

  /// Makes the change, or shows it; exit status 1 where a broken rule kept it from being made.
  func make(_ change: HandChange, dialect: SpreadsheetDialect? = nil) throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let report = try planner.change(
      change,
      HandTerms(
        now: moment.now(in: planner), isDryRun: dryRun, allowsFaults: allowFaults, note: note ?? "", dialect: dialect))
    progress.finish()
    if scenario.json {
      try Console.writeJSON(report)
    } else {
      try Console.write(report.text)
      if !report.broken.isEmpty, !report.isWritten, !dryRun {
        Console.writeError("not made because it breaks a rule; --allow-faults makes it all the same")
      }
      report.keptFiles.forEach { Console.writeError("kept your edited file as \($0)") }
    }
    if !report.broken.isEmpty { throw ExitStatus.goalsMissed }
  }

  func validate() throws {
    if let note, note.utf8.count > 2000 {
      throw ValidationError("--note takes 2000 bytes at most, not \(note.utf8.count).")
    }
  }

  /// The dates from one to another.
  static func dates(_ on: CivilDate, _ until: CivilDate?) throws -> ClosedRange<CivilDate> {
    if let until, until < on { throw ValidationError("--until is before --on.") }
    return on...(until ?? on)
  }
}

struct SwapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swap",
    abstract: "Lets two people work each other's shifts of a date.",
    discussion: """
      Example: muster swap my-plan A0042 A0007 --on 2026-04-02

      Says who changes, which rules it breaks and what it costs before it writes the draft; muster publish tells people.
      """)

  @OptionGroup var hand: HandArguments

  @Argument(help: "Id of one person.")
  var one: String

  @Argument(help: "Id of the other.")
  var other: String

  @Option(help: "The date, or the first one; ISO 8601.", transform: civilDate)
  var on: CivilDate

  @Option(help: "The last date. (default: the date of --on)", transform: civilDate)
  var until: CivilDate?

  func run() throws { try hand.make(.swap(one, other, HandArguments.dates(on, until))) }
}

struct GiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "give",
    abstract: "Gives somebody's shifts of a date to somebody else.",
    discussion: """
      Example: muster give my-plan A0042 --on 2026-04-02 --to A0007

      Says who changes, which rules it breaks and what it costs before it writes the draft; muster publish tells people.
      """)

  @OptionGroup var hand: HandArguments

  @Argument(help: "Id of the person who has them.")
  var one: String

  @Option(help: "The date, or the first one; ISO 8601.", transform: civilDate)
  var on: CivilDate

  @Option(help: "The last date. (default: the date of --on)", transform: civilDate)
  var until: CivilDate?

  @Option(help: "Id of the person who gets them.")
  var to: String

  func run() throws { try hand.make(.give(one, HandArguments.dates(on, until), to: to)) }
}

struct MoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract: "Moves somebody's work of a date to another start.",
    discussion: """
      Example: muster move my-plan A0042 --on 2026-04-02 --to 10:00

      The shift is as long as before; its breaks are those of the contract. Says which rules it breaks and what it costs before it \
      writes the draft; muster publish tells people.
      """)

  @OptionGroup var hand: HandArguments

  @Argument(help: "Id of the person.")
  var one: String

  @Option(help: "The date; ISO 8601.", transform: civilDate)
  var on: CivilDate

  @Option(help: "The new start on the site's clock, for example 10:00.", transform: timeOfDay)
  var to: TimeOfDay

  func run() throws { try hand.make(.move(one, on: on, to: to)) }
}

struct CopyWeekCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy-week",
    abstract: "Lets everybody work a week as another one.",
    discussion: """
      Example: muster copy-week my-plan 2026-03-23 --to 2026-03-30

      Both dates are the first of seven. Shifts keep their time of the clock.
      """)

  @OptionGroup var hand: HandArguments

  @Argument(help: "First date of the week that is copied; ISO 8601.", transform: civilDate)
  var from: CivilDate

  @Option(help: "First date of the week that it replaces; ISO 8601.", transform: civilDate)
  var to: CivilDate

  func run() throws { try hand.make(.copyWeek(from: from, to: to)) }
}

struct ImportRosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-roster",
    abstract: "Takes over a roster that was edited elsewhere.",
    discussion: """
      Example: muster import-roster my-plan edited.csv --dry-run

      The file has the columns of roster.csv, as a spreadsheet leaves them, or is a workbook with a sheet roster of them, as \
      muster export --xlsx makes it. What the site's clock shows counts: columns in UTC may be
      empty or stale. Breaks, paid time and queues of changed shifts are made anew where they no longer fit. Says who changes, which \
      rules it breaks and what it costs before it writes the draft; muster publish tells people.
      """)

  @OptionGroup var hand: HandArguments

  @Argument(help: "The edited roster.", completion: .file(extensions: ["csv", "xlsx"]))
  var file: String

  @Option(
    help: "How the file writes dates, as muster export names it, where dates alone do not tell. (default: found out)")
  var dialect: SpreadsheetDialect?

  func run() throws { try hand.make(.replace(file), dialect: dialect) }
}

struct SwapsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swaps",
    abstract: "Finds lawful trades between two or three people that free somebody on a date.",
    discussion: """
      Example: muster swaps my-plan --agent A0042 --on 2026-04-02

      Lists who would work what, by how many points the roster would be dearer, and a text for each of the people in their language. \
      Trades of three people stay within the week of the date. Nothing is written; make a trade with muster swap and muster give.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var moment: MomentArguments

  @Option(help: "Id of the person who wants to be free.")
  var agent: String

  @Option(help: "The date, ISO 8601.", transform: civilDate)
  var on: CivilDate

  @Option(help: "Most trades to list, the cheapest first.")
  var atMost = 5

  func validate() throws {
    if !(1...10_000 ~= atMost) { throw ValidationError("--at-most needs a whole number from 1 to 10000.") }
  }

  func run() throws {
    let (planner, progress) = scenario.planner()
    let report = try planner.swaps(agent: agent, on: on, now: moment.now(in: planner), mostShown: atMost)
    progress.finish()
    if scenario.json { try Console.writeJSON(report) } else { try Console.write(report.text) }
  }
}

/// Reads a time of day of the command line.
func timeOfDay(_ text: String) throws -> TimeOfDay {
  guard let time = TimeOfDay(text), time < .endOfDay else {
    throw ValidationError("'\(text)' is not a time of day; write for example 10:00.")
  }
  return time
}

extension SpreadsheetDialect: ExpressibleByArgument {
  /// The dialect of a name.
  public init?(argument: String) { self.init(argument) }

  /// The names there are.
  public static var allValueStrings: [String] { all.map(\.name) }
}
