public import ArgumentParser
import FoundationEssentials
import Muster
public import Publishing
import Timeline

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Tells people their roster: a numbered record of it, and calendars for people and teams.",
    discussion: """
      Example: muster publish my-plan --note "Two people more on Friday"

      Reads roster.csv from the out folder, ours or edited by hand; writes calendars, and the record of what people are told \
      below published in the scenario folder. Everything later starts from it: a shift that has begun never changes, one that \
      changes has a higher sequence, one that is withdrawn is cancelled, and plans over these dates are refused without --redraft.
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var moment: MomentArguments
  @OptionGroup var author: AuthorArguments

  @Option(help: "How calendars write times: automatic, utc or zoned. (default: as the last publication, or automatic)")
  var times: CalendarOptions.TimeForm?

  @Option(help: "Whether people can rely on it: confirmed or tentative. (default: as the last one, or confirmed)")
  var status: Status?

  @Option(
    name: .customLong("all-day"),
    help: """
      Show whole days in calendars of their own: leave, off, both with a comma between them, or none. \
      (default: as the last publication, or none)
      """)
  var allDay: AllDayChoice?

  @Option(
    help: """
      Have calendars remind people before each shift and duty: for example 30m or 2h, or none. \
      (default: as the last publication, or none)
      """)
  var alarm: AlarmChoice?

  @Option(help: "Number of the publication since which calendars/changes tells. (default: the first of these dates)")
  var since: Int?

  @Option(
    help: """
      Where the rules of a zone changed since shifts were told: wall keeps what clocks show, instant keeps the moments.
      """
  )
  var keep: KeptTimes?

  @Flag(help: "Say what would be told to whom, and write nothing.")
  var dryRun = false

  @Option(help: "With --dry-run: write exactly what would be sent into a file for --apply.", completion: .file())
  var save: String?

  @Option(
    help: "Publish what a dry run saved and nothing else; refused where anything changed since.", completion: .file())
  var apply: String?

  @Option(
    help: "A folder for a web server: everybody's calendar under a name that nobody guesses.", completion: .directory)
  var feed: String?

  @Option(help: "With --feed: a person or team whose address goes and who gets another; may be given several times.")
  var revoke: [String] = []

  @Option(
    help: "A folder for mail drafts: for everybody with something new their shifts and a calendar.",
    completion: .directory)
  var mail: String?

  @Option(help: "With --mail: whom they come from, for example \"Planning <planning@example.org>\".")
  var mailFrom: String?

  @Option(
    help:
      "Address of a CalDAV server below which everybody has a calendar, for example https://example.org/dav/planner/.")
  var caldav: String?

  @Option(
    help: """
      With --caldav: a file of mode 600 with the user on its first line and the password on its second. \
      (default: MUSTER_CALDAV_USER and MUSTER_CALDAV_PASSWORD of the environment)
      """, completion: .file())
  var credentials: String?

  @Option(help: "Address of a program that is told of every person's new, changed and withdrawn shifts in signed JSON.")
  var webhook: String?

  @Option(
    help: "With --webhook: a file of mode 600 with the secret that messages are signed with.", completion: .file())
  var secretFile: String?

  @Option(help: "With --caldav and --webhook: seconds that an answer may take.")
  var timeout = 30

  /// Whether people can rely on a roster.
  enum Status: String, CaseIterable, ExpressibleByArgument {
    case confirmed
    case tentative

    var form: CalendarOptions.Status { self == .confirmed ? .confirmed : .tentative }
  }

  func validate() throws {
    if save != nil, !dryRun { throw ValidationError("--save needs --dry-run.") }
    if apply != nil, dryRun { throw ValidationError("--apply publishes, so it goes without --dry-run.") }
    if apply != nil,
      times != nil || status != nil || since != nil || keep != nil || allDay != nil || alarm != nil
        || !author.isEmpty
    {
      throw ValidationError(
        "--apply sends what was saved, so --times, --status, --all-day, --alarm, --since, --keep, --by and --note go with the dry run."
      )
    }
    if feed != nil, dryRun { throw ValidationError("--feed writes, so it goes without --dry-run.") }
    if mail != nil, dryRun { throw ValidationError("--mail writes, so it goes without --dry-run.") }
    if (mail == nil) != (mailFrom == nil) { throw ValidationError("--mail and --mail-from go together.") }
    if let mail, mail.isEmpty { throw ValidationError("--mail needs the name of a folder.") }
    if caldav != nil, dryRun { throw ValidationError("--caldav writes, so it goes without --dry-run.") }
    if !(1...3600 ~= timeout) { throw ValidationError("--timeout needs a whole number of seconds from 1 to 3600.") }
    if webhook != nil, dryRun { throw ValidationError("--webhook tells, so it goes without --dry-run.") }
    if (webhook == nil) != (secretFile == nil) { throw ValidationError("--webhook and --secret-file go together.") }
    if caldav == nil, credentials != nil { throw ValidationError("--credentials goes with --caldav.") }
    if let mailFrom, MailAddress(mailFrom) == nil {
      throw ValidationError(
        "--mail-from needs a mail address, such as planning@example.org or \"Planning <planning@example.org>\".")
    }
    if feed == nil, !revoke.isEmpty { throw ValidationError("--revoke goes with --feed.") }
    if let feed, feed.isEmpty { throw ValidationError("--feed needs the name of a folder.") }
    if let since, since < 1 { throw ValidationError("--since needs the number of a publication, from 1 up.") }
  }

  func run() throws {
    let (planner, progress) = scenario.planner(writing: writing)
    let now = try moment.now(in: planner)
    // Refused before anything is published.
    let home = try caldav.map { try CalendarHome($0, user()) }
    var hook: Webhook?
    if let webhook, let secretFile { hook = try Webhook(webhook, secretFile: secretFile) }
    var report: PublishReport
    if let apply {
      report = try planner.publish(saved: apply, now: now)
    } else {
      let terms = PublishTerms(
        now: now, by: author.name, note: author.note ?? "", timeForm: times, status: status?.form, since: since,
        keeping: keep, alarmMinutes: alarm?.minutes, allDay: allDay?.kinds)
      report = dryRun ? try planner.publishDryRun(terms, saving: save) : try planner.publish(terms)
    }
    if let feed { report.feed = try planner.feed(into: feed, revoking: revoke, now: now) }
    if let mail, let from = mailFrom.flatMap({ MailAddress($0) }) {
      report.mail = try planner.mail(into: mail, from: from)
    }
    if let home { report.delivery = try planner.deliver(to: home, now: now, timeout: timeout) }
    if let hook { report.webhook = try planner.tell(hook, timeout: timeout) }
    progress.finish()
    try report.show(asJSON: scenario.json)
    let isWhole = (report.delivery?.isWhole ?? true) && (report.webhook?.failed.isEmpty ?? true)
    if !isWhole { throw ExitStatus.goalsMissed }
  }

  private func user() throws -> Credentials? {
    if let credentials { return try Credentials(file: credentials) }
    let environment = ProcessInfo.processInfo.environment
    guard let user = environment["MUSTER_CALDAV_USER"], let password = environment["MUSTER_CALDAV_PASSWORD"] else {
      return nil
    }
    return Credentials(user: user, password: password)
  }
}

/// Which whole days calendars show.
struct AllDayChoice: ExpressibleByArgument {
  var kinds: Set<FreeDays.Kind>

  static var allValueStrings: [String] { FreeDays.Kind.allCases.map(\.rawValue) + ["leave,off", "none"] }

  init?(argument: String) {
    if argument == "none" {
      kinds = []
      return
    }
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    let found = words.compactMap { FreeDays.Kind(rawValue: String($0)) }
    guard found.count == words.count, !found.isEmpty else { return nil }
    kinds = Set(found)
  }
}

/// How long before work calendars remind people.
struct AlarmChoice: ExpressibleByArgument {
  /// 0 for not at all.
  var minutes: Int

  init?(argument: String) {
    if argument == "none" {
      minutes = 0
      return
    }
    guard let unit = argument.last, unit == "m" || unit == "h", let number = Int(argument.dropLast()),
      1...(unit == "h" ? 48 : 2880) ~= number
    else { return nil }
    minutes = unit == "h" ? 60 * number : number
  }
}

extension CalendarOptions.TimeForm: ExpressibleByArgument {}
extension KeptTimes: ExpressibleByArgument {}

/// What every command takes for which it matters what time it is.
struct MomentArguments: ParsableArguments {
  @Option(
    help: """
      The time it is now: what has begun is worked. ISO 8601 with the offset, or on the clock of the first site. \
      (default: the clock of this machine)
      """)
  var at: String?

  /// The moment, whole minutes where it was given.
  func now(in planner: Planner) throws -> Instant {
    if let at { return try planner.moment(of: at) }
    return Self.clock
  }

  /// The moment by the clock of this machine.
  static var clock: Instant { Instant(secondsSinceEpoch: Int(Date.now.timeIntervalSince1970.rounded(.down))) }
}

/// Who publishes and why.
struct AuthorArguments: ParsableArguments {
  @Option(help: "Who publishes, for the record. (default: the name of this user)")
  var by: String?

  @Option(help: "Why, for the record.")
  var note: String?

  var name: String { by ?? ProcessInfo.processInfo.environment["USER"] ?? ProcessInfo.processInfo.userName }
  var isEmpty: Bool { by == nil && note == nil }

  func validate() throws {
    for text in [by, note].compactMap({ $0 }) where text.utf8.count > 2000 {
      throw ValidationError("--by and --note take 2000 bytes at most, not \(text.utf8.count).")
    }
  }
}
