import Forecasting
import Foundation
import Muster
import Publishing
import Rostering
import ScenarioFiles
import Synchronization
import Tabular
import Testing
import Timeline
import Tours
import Units
import Workforce

/// A planner's weeks as a program lives them: every result by its type, on three people and one week.
@Suite struct LibraryDayTests {
  /// A small plan in a folder that goes away.
  private final class Centre {
    let folder: URL
    let planner: Planner
    let monday = CivilDate(daysSinceEpoch: 20_514)
    let before = Instant(secondsSinceEpoch: 1_772_000_000)

    var path: String { planner.folder }
    var out: String { planner.output }

    init() throws {
      folder = try TinyScenario.temporary()
      planner = Planner(
        folder: folder.appending(path: "plan").path, taking: OutputTerms(wait: .seconds(5)),
        search: SearchSettings(effort: .quick))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The first of those who work on the Monday of the plan.
    func mondaysWorker() throws -> String {
      let rows = try String(contentsOfFile: out + "/roster.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
        .dropFirst()
      let row = try #require(rows.first { $0.split(separator: ",")[1] == monday.isoText })
      return String(row.prefix { $0 != "," })
    }

    func write(_ text: String, to name: String) throws -> String {
      let file = folder.appending(path: name)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return file.path
    }
  }

  @Test("stages one by one leave the files of the whole chain, and tell where they are")
  func stages() throws {
    let centre = try Centre()
    let told = Mutex<Set<Stage>>([])
    let planner = Planner(
      folder: centre.path, search: SearchSettings(effort: .quick),
      report: { (event: ProgressEvent) in if case .began(let stage) = event { told.withLock { _ = $0.insert(stage) } } }
    )
    let stages: [StageResult] = [
      try planner.forecastStage(ForecastRequest(hasQuantiles: true)), try planner.staffingStage(),
      try planner.rosterStage(),
    ]
    #expect(stages.allSatisfy { $0.keptFiles.isEmpty && !$0.files.isEmpty && $0.text.contains($0.files[0]) })
    #expect(told.withLock { $0 }.isSuperset(of: [.forecast, .staffing, .roster]))
    let roster = try Data(contentsOf: URL(filePath: centre.out + "/roster.csv"))
    let plan: PlanResult = try planner.plan()
    #expect(try Data(contentsOf: URL(filePath: centre.out + "/roster.csv")) == roster)

    let summary: PlanSummary = plan.summary
    let queues: [QueueSummary] = summary.queues
    #expect(queues.map(\.queue) == ["phone"] && summary.heads == 3 && summary.serviceRounds == nil)
    let shares: [ShareFigure] = summary.shares
    #expect(shares.allSatisfy { $0.least <= $0.most && $0.bestMost <= $0.most })
    let posts: [PostSummary] = summary.posts
    #expect(posts.isEmpty, "who is wanted by interval has no posts")
    let parts: [CostPart] = summary.costParts
    #expect(abs(parts.reduce(0) { $0 + $1.points } - (summary.cost ?? -1)) < 0.1)
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: URL(filePath: centre.out + "/manifest.json")))
    let proof: Manifest.Proof = try #require(manifest.roster)
    #expect(proof.cost == summary.cost && manifest.outputs["roster.csv"] == ContentHash.sha256Hex([UInt8](roster)))

    let check: CheckReport = planner.check()
    let clashes: [RuleClash] = check.clashes
    #expect(check.problemCount == 0 && clashes.isEmpty)
    #expect(try keys([check]).contains("promises"), "other programs learn what --strict found")
    let audit: AuditReport = try planner.audit()
    #expect(audit.faults.isEmpty && audit.shifts == summary.shifts)
    let stopped = Planner(folder: centre.path, isCancelled: { true })
    #expect(throws: Interrupted.self) { try stopped.plan() }
  }

  @Test("questions about a plan are answered with values that agree with each other")
  func questions() throws {
    let centre = try Centre()
    let planner = centre.planner
    let hours = try planner.plan().summary.paidHours
    let why: WhyReport = try planner.why(agent: try centre.mondaysWorker(), on: centre.monday)
    let others: [ShiftReasons.Alternative] = why.alternatives
    for other in others where other.forbidden.isEmpty {
      let difference: CostDifference = other.difference
      let own = difference.wishes + difference.hours + difference.fairness
      let parts = difference.shortage + difference.over + difference.presence + difference.queueChanges + own
      #expect(abs(difference.total - parts) < 0.11, "\(other.shift)")
    }
    #expect(try keys(others) == ["difference", "forbidden", "shift"])
    #expect(
      try keys(others.map(\.difference)) == [
        "fairness", "hours", "over", "presence", "queueChanges", "shortage", "total", "wishes",
      ])
    if let exchange: ShiftReasons.Exchange = why.exchange { #expect(!exchange.changes.isEmpty) }
    let values: ValueReport = try planner.values()
    let kinds: [PersonValue] = values.values
    #expect(kinds.map(\.contract) == ["full"])
    #expect(
      try keys(kinds) == [
        "contract", "languages", "overHoursAMonth", "points", "pointsAMonth", "queues", "shortHoursAMonth", "site",
        "skills", "starts", "wageAMonth", "wageCurrency",
      ])
    #expect(try planner.valuesWritten().report.text == values.text)
    let what: WhatReport = try planner.what(["phone volume x 1.5"])
    let short: WhatFigure = what.shortHours
    #expect(short.low <= short.estimate && short.estimate <= short.high && what.isInside == nil)

    let run: SimulationRun = try planner.simulate(SimulationSettings(replications: 3, seed: 5))
    let report: SimulationReport = run.report
    let compared: [ServiceComparison] = report.queues
    let people: [PersonOccupancy] = report.people
    #expect(compared.map(\.queue) == ["phone"] && people.count == 3)
    #expect(abs(people.reduce(0) { $0 + $1.hours } - hours) < hours)
    let stress: StressRun = try planner.stress(StressTerms(replications: 2))
    let result: StressReport = stress.report
    #expect(result.cases[StressCase.surge] != nil && !result.lines.isEmpty)
    let told = try JSONSerialization.jsonObject(with: JSONEncoder().encode(result)) as? [String: Any]
    #expect((told?["cases"] as? [String: String])?["surge"] != nil, "cases are named in JSON")
    let swaps: SwapsReport = try planner.swaps(
      agent: try centre.mondaysWorker(), on: centre.monday, now: centre.before, mostShown: 3)
    let trades: [SwapsReport.Trade] = swaps.trades
    #expect(trades.count <= min(3, swaps.count))
    #expect(TextTable.lines([["a", "1"], ["bb", "22"]], leftAligned: [0]) == ["a    1", "bb  22"])
  }

  @Test("a week is published, changed by hand and told in its form; what was told is history")
  func telling() throws {
    let centre = try Centre()
    let planner = centre.planner
    _ = try planner.plan()
    let terms = PublishTerms(now: centre.before, by: "Kim", note: "first", keeping: KeptTimes.wall)
    let shown: PublishReport = try planner.publishDryRun(terms, saving: nil)
    let told = try planner.publish(terms)
    #expect(shown.isDryRun && told.shifts == shown.shifts && told.number == 1 && told.webhook == nil)
    let (date, agent) = try firstShift(centre)
    let change = HandChange.move(agent, on: date, to: try #require(TimeOfDay(minutes: 9 * 60)))
    let hand: HandReport = try planner.change(change, HandTerms(now: centre.before, allowsFaults: true))
    #expect(hand.command == "move")
    let diff: PublicationDiff = try planner.diff(from: nil, to: nil)
    let difference = RosterDifference.Change.self
    #expect(diff.changes.allSatisfy { type(of: $0) == difference && $0.agent == agent })
    let history: PublicationHistory = try planner.history()
    #expect(history.publications.map(\.number) == [1])
    let feed: FeedReport = try planner.feed(into: centre.folder.appending(path: "feed").path, now: centre.before)
    let mail: MailReport = try planner.mail(
      into: centre.folder.appending(path: "mail").path, from: try #require(MailAddress("planner@example.org")))
    #expect(feed.calendars >= 3 && mail.drafts == 3 && mail.unaddressed == 3)

    let nobody = "http://127.0.0.1:9/"
    let secret = try centre.write("a secret of twenty bytes\n", to: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    let webhook = try Webhook(nobody, secretFile: secret)
    let answer: WebhookReport = try planner.tell(webhook, timeout: 1)
    #expect(answer.sent == 0 && answer.failed.count == 3)
    let home = try CalendarHome(nobody, Credentials(user: "kim", password: "pass"))
    let delivery: DeliveryReport = try planner.deliver(to: home, now: centre.before, timeout: 1)
    let failed: [DeliveryReport.Failed] = delivery.failed
    #expect(!delivery.isWhole && failed.map(\.agent).sorted() == ["p1", "p2", "p3"])

    let sick = ReplanQuestion(sick: [agent], absentOn: date...date)
    let mended: ReplanReport = try planner.replan(sick)
    let help: [ReplanHelp] = mended.help
    let weeks: [ShortWeek] = mended.shortWeeks
    #expect(try keys(mended.changes) == ["agent", "becomes", "date", "price", "reason", "was"])
    #expect(mended.changes.contains { $0.agent == agent && $0.date == date && $0.becomes == "off" })
    #expect(try keys(mended.help).isSubset(of: ["agent", "price", "saves"]))
    #expect(try keys(weeks).isSubset(of: ["agent", "hours", "rules", "sentence", "wanted", "week"]))
    #expect(help.allSatisfy { $0.agent != agent } && weeks.allSatisfy { $0.minutes < $0.wanted })
  }

  /// Keys of values as JSON has them.
  private func keys(_ values: some Encodable) throws -> Set<String> {
    let list = try JSONSerialization.jsonObject(with: JSONEncoder().encode(values)) as? [[String: Any]]
    return Set(try #require(list).flatMap(\.keys))
  }

  @Test("a desk shows tables, takes decisions and gives them back; what changed meanwhile is refused")
  func desk() throws {
    let centre = try Centre()
    _ = try centre.planner.plan()
    let desk = Desk(folder: centre.path)
    try desk.prepare()
    let flags: DecidedTable = desk.listedFlags()
    #expect(flags.problems.isEmpty)
    func decision(seen: String) throws -> TableDecision {
      let text =
        #"{"table":"overrides","seen":"\#(seen)","add":{"queue":"phone","start":"2026-03-02","end":"2026-03-02","factor":"1.1","author":"Kim"}}"#
      return try JSONDecoder().decode(TableDecision.self, from: Data(text.utf8))
    }
    try desk.decide(decision(seen: ""))
    #expect(throws: ChangedMeanwhile.self) { try desk.decide(decision(seen: "")) }
    let steps: [DeskStep] = desk.steps
    #expect(steps.map(\.files) == [["overrides.csv"]])
    try desk.undo(1)
    #expect(desk.table(.overrides).rows.isEmpty)

    let (date, agent) = try firstShift(centre)
    try desk.prepare(agent: agent, date: date)
    let change = HandChange.move(agent, on: date, to: try #require(TimeOfDay(minutes: 9 * 60)))
    let preview = try desk.preview(change, now: centre.before)
    let terms = HandTerms(now: centre.before, isDryRun: true)
    let dry = try centre.planner.change(change, terms)
    #expect(preview.broken == dry.broken && preview.changes.map(\.becomes) == dry.changes.map(\.becomes))
    let copy: ResultsCopy = centre.planner.resultsNow()
    _ = try centre.planner.values()
    let nothing: ResultsChange = centre.planner.changes(since: copy)
    desk.note(nothing, "looked at values")
    #expect(desk.steps.count == 1, "what changed nothing is no step")
  }

  @Test("what leaves the folder: a page, a workbook, tables of a country, a database, another system's forecast")
  func exports() throws {
    let centre = try Centre()
    let planner = centre.planner
    _ = try planner.plan()
    #expect(ReportRequest.hasLanguage("sv") && !ReportRequest.hasLanguage("xx"))
    let page = try planner.page(ReportRequest(language: "sv"))
    #expect(page.policy.contains("default-src 'none'"))
    let book: Planner.Workbook = try planner.exportWorkbook(
      to: centre.folder.appending(path: "book.xlsx").path, language: "en", showsNames: true)
    let tables: Planner.ExportedTables = try planner.exportTables(
      into: centre.folder.appending(path: "tables").path, as: SpreadsheetDialect.rfc4180)
    #expect(book.shifts > 0 && tables.tables.contains { $0.hasPrefix("roster") })
    let base: DatabaseExport.Result = try DatabaseExport.run(
      folder: centre.path, file: centre.folder.appending(path: "plan.sqlite").path, name: nil)
    #expect(base.rows["roster"] == book.shifts)
    let backlog = try centre.write("queue,contacts\nphone,20\n", to: "backlog.csv")
    let cleared: BacklogReport = try planner.backlog(
      BacklogQuestion(from: "2026-03-02T09:00", file: backlog, replications: 2))
    #expect(cleared.people.count <= 3 && cleared.queues.map(\.queue) == ["phone"])
    let decided: Decision = try planner.decide(owner: "Kim", note: "as planned", now: centre.before)
    let expected: [Decision.Expectation] = decided.queues
    #expect(expected.map(\.queue) == ["phone"] && decided.number == 1)
    let leave: LeaveReport = try planner.leave(LeaveQuestion(now: centre.before))
    #expect(try planner.leaveWritten(LeaveQuestion(now: centre.before)).report.quotes.count == leave.quotes.count)
  }

  @Test("before there is a plan: an example, a sketch from a history, an import, a back-test, a sweep, the calculator")
  func beginnings() throws {
    let centre = try Centre()
    let place = centre.folder.appending(path: "example").path
    let example: ScenarioWriter.Result = try ScenarioWriter.writeExample("europe-support", folder: place)
    #expect(example.files.contains("scenario.yaml"))
    let history = centre.path + "/history.csv"
    let sketch = try ScenarioWriter.initialise(
      folder: centre.folder.appending(path: "sketch").path, historyFile: history, zone: "Europe/Paris")
    #expect(sketch.text.contains("scenario.yaml"))
    let test: Backtester.Report = try Backtester.run(
      Backtester.Source(history: history, zone: "Europe/Paris"), plan: Backtest.Plan(count: 2, horizons: [1]))
    #expect(!test.lines.isEmpty)
    let calls = try centre.write(
      "start,queue,offered\n2026-02-16 09:00,phone,9\n2026-02-16 09:30,phone,8\n", to: "calls.csv")
    var request = Importer.Request(files: [calls])
    request.zone = "Europe/Paris"
    let drafted = try Importer.draft(request, to: centre.folder.appending(path: "mapping.yaml").path)
    #expect(!drafted.isEmpty)

    let sweep = Sweep(folder: centre.path, into: centre.folder.appending(path: "sweep").path)
    let asked = Sweep.Request([try Variation("volume: 1.0, 1.1")], design: SweepDesign.grid)
    let plan: SweepPlan = try sweep.plan(asked)
    let status: SweepStatus = try sweep.status()
    let swept: SweepReport = try sweep.all(asked)
    #expect(plan.runs.count == swept.runs && status.missing == plan.runs.count)
    let comparison = try Comparer(base: centre.path, others: [centre.path], depth: Comparison.Depth.staffing).compare()
    let scopes: [Cell.Scope] = [.queue, .site]
    #expect(comparison.count == 1 && scopes.map(\.rawValue) == ["queue", "site"])
    let byAll: [Comparison.Grouping] = Comparison.Grouping.allCases
    #expect(try #require(comparison.first).text(by: byAll).hasPrefix(comparison[0].text(by: [])), "nothing differs")

    let answer: ErlangAnswer = try ErlangQuestion(volume: 100, handleTime: .minutes(3)).answer()
    let rows: [ErlangRow] = answer.rows
    #expect(rows.contains { $0.agents == 14 && $0.meetsGoal }, "\(rows.map(\.agents))")
    #expect(throws: UnanswerableQuestion.self) { try ErlangQuestion(volume: 100).answer() }
    let terms = BreakEvenTerms(price: "0.50 EUR")
    #expect(throws: InputError.self) { let _: BreakEvenReport = try centre.planner.breakEven(terms) }
  }

  @Test("a budget says whom to hire, what binds and what is at risk; a hire says why")
  func budget() throws {
    let folder = try TinyBudget.temporary()
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let planner = Planner(folder: folder.path)
    let report: HeadcountReport = try planner.headcount(HeadcountRequest(courses: 5))
    let risk: HeadcountReport.Risk = try #require(report.risk)
    let limits: [HeadcountReport.Limit] = report.limits
    let costs: [HeadcountReport.HourCost] = report.hourCosts
    let promises: [HeadcountPromise] = report.promises
    #expect(risk.courses == 5 && limits.allSatisfy { $0.saves >= 0 } && !costs.isEmpty && promises.isEmpty)
    let points: [HeadcountReport.SinglePoint] = report.singlePoints
    #expect(!report.hasRoster && points.allSatisfy { $0.hoursAWeek <= $0.openHoursAWeek })
    let hire = try #require(report.hires.first)
    let why: HeadcountWhyReport = try planner.whyHire(hire.staffClass, month: hire.start)
    #expect(
      why.people
        == report.hires.filter { $0.staffClass == hire.staffClass && $0.start == hire.start }
        .reduce(0) { $0 + $1.people })
    #expect(why.text.contains(hire.start))
  }

  @Test("promises are judged by the plan, and rounds against the simulation say what they did")
  func promises() throws {
    let centre = try Centre()
    let yaml = TinyScenario.yaml + "promises: [heads <= 2]\n"
    try yaml.write(toFile: centre.path + "/scenario.yaml", atomically: true, encoding: .utf8)
    let planner = Planner(folder: centre.path, search: SearchSettings(effort: .quick, serviceRounds: 1))
    let summary = try planner.plan().summary
    let rounds: ServiceRoundsSummary = try #require(summary.serviceRounds)
    #expect(rounds.queues.map(\.queue) == ["phone"] && rounds.kept <= rounds.rounds)
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: centre.out + "/manifest.json")))
    let kept: [Manifest.PlayedQueue] = try #require(manifest.roster?.played)
    // The page tells the service that the summary tells, which is the played one.
    let played = try #require(rounds.queues.first?.after)
    #expect(kept.map(\.queue) == ["phone"] && kept.map(\.serviceLevel) == [played])
    #expect(summary.queues.map(\.expectedServiceLevel) == [played])
    #expect(summary.text(folder: "out").contains("  simulated"))
    _ = try planner.report()
    let page = try String(contentsOfFile: centre.out + "/report.html", encoding: .utf8)
    #expect(page.contains("Expected (Simulated)"))
    #expect(page.contains("data-v=\"\(String(format: "%.4f", played))\""))
    let verdicts: [PromiseVerdict] = try planner.promises(withEdits: true)
    #expect(verdicts.map(\.isKept) == [false] && verdicts.allSatisfy { $0.shortfall == 1 })
  }

  /// Date and person of a shift of the roster that starts at 08:00.
  private func firstShift(_ centre: Centre) throws -> (CivilDate, String) {
    let text = try String(contentsOfFile: centre.out + "/roster.csv", encoding: .utf8)
    let row = try #require(text.split(whereSeparator: \.isNewline).dropFirst().first).split(separator: ",")
    return (try #require(CivilDate(iso: String(row[1]))), String(row[0]))
  }
}
