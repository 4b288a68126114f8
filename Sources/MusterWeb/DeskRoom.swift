import FoundationEssentials
import Muster
import ScenarioFiles
import Tabular
import Timeline

/// What the page is told of the files and of what was done.
struct DeskPicture: Encodable, Sendable {
  /// SHA-256 by name of the files that the page tells of.
  var files: [String: String]
  var tables: [String: DecidedTable]
  /// Flags of the results that nobody decided yet.
  var listed: DecidedTable
  var steps: [DeskStep]
  var job: Job.State?
}

/// The desk, one asker at a time.
actor DeskRoom {
  private let desk: Desk
  private let showsNames: Bool
  private var job: Job?
  private var jobs = 0

  init(folder: String, output: String?, taking: OutputTerms, showsNames: Bool) {
    desk = Desk(folder: folder, output: output, taking: taking)
    self.showsNames = showsNames
  }

  func page(language: String) throws -> ServedPage {
    try desk.planner().page(ReportRequest(language: language, showsNames: showsNames))
  }

  func picture() -> DeskPicture {
    DeskPicture(
      files: desk.files(),
      tables: Dictionary(uniqueKeysWithValues: DecisionTable.allCases.map { ($0.rawValue, desk.table($0)) }),
      listed: desk.listedFlags(), steps: desk.steps, job: job?.now)
  }

  func prepare(_ asked: AskedPreparation) throws {
    guard let agent = asked.agent, let date = asked.date else { return try desk.prepare() }
    try desk.prepare(agent: agent, date: civilDate(date))
  }

  func preview(_ asked: AskedChange) throws -> HandReport { try desk.preview(asked.change(), now: now()) }

  func make(_ asked: AskedChange) throws -> HandReport {
    try desk.make(
      asked.change(),
      HandTerms(now: now(), allowsFaults: asked.allowFaults ?? false, note: asked.note ?? "", seen: asked.seen ?? ""))
  }

  func decide(_ decision: TableDecision) throws { try desk.decide(decision) }

  func undo(_ step: AskedStep) throws { try desk.undo(step.number) }

  func why(_ day: AskedDay) throws -> WhyReport {
    try desk.planner().why(agent: day.agent, on: civilDate(day.date))
  }

  // MARK: - Long work

  /// Begins long work; one piece at a time.
  func begin(_ asked: AskedJob) throws -> Job.State {
    if let job, !job.now.isDone {
      throw InputError(
        Place(file: job.now.kind), "this is not finished yet", next: "Wait for its end, or stop it.")
    }
    jobs += 1
    let job = Job(asked.kind, number: jobs)
    let work = try work(asked, job)
    self.job = job
    Task { await run(work, job, asked) }
    return job.now
  }

  func stop() { job?.stop() }

  var jobNow: Job.State? { job?.now }

  /// A planner that tells a job, and what it is to do.
  private func work(
    _ asked: AskedJob, _ job: Job
  ) throws -> @Sendable (Planner) throws -> @Sendable (inout Job.State) -> Void {
    switch asked.kind {
    case "plan":
      let redraft = try asked.redraft.map { text throws(InputError) in try civilDate(text) }
      return { planner in
        let result = try planner.plan(redraft: redraft)
        return { $0.text = result.summary.text(folder: result.folder) }
      }
    case "replan":
      let from = try civilDate(asked.from ?? "")
      let until = try civilDate(asked.until ?? asked.from ?? "")
      guard from <= until else {
        throw InputError(
          Place(file: "until"), "\(until.isoText) is before \(from.isoText)", next: "Write a later date.")
      }
      var question = ReplanQuestion(sick: asked.sick ?? [], absentOn: from...until)
      question.askedAt = now()
      question.isDryRun = asked.dryRun ?? true
      question.seen = question.isDryRun ? nil : asked.seen ?? ""
      return { [question] planner in
        let report = try planner.replan(question)
        return { $0.replan = report }
      }
    case "publish":
      var terms = PublishTerms(now: now(), by: asked.by ?? "", note: asked.note ?? "")
      terms.seen = asked.seen ?? ""
      let isDryRun = asked.dryRun ?? true
      return { [terms] planner in
        let report = try isDryRun ? planner.publishDryRun(terms, saving: nil) : planner.publish(terms)
        return { $0.publication = report }
      }
    default:
      throw InputError(
        Place(file: "job"), "there is no work \(quoted(asked.kind))", next: "Name one of plan, replan, publish.")
    }
  }

  private func run(
    _ work: @escaping @Sendable (Planner) throws -> @Sendable (inout Job.State) -> Void, _ job: Job, _ asked: AskedJob
  ) async {
    let planner = desk.planner(report: job.report, isCancelled: job.isCancelled)
    let isDryRun = asked.dryRun ?? (asked.kind != "plan")
    let before = isDryRun ? nil : planner.resultsNow()
    await job.run { try work(planner) }
    guard let before, job.now.failure == nil, !job.now.wasStopped else { return }
    let people = (asked.sick ?? []).map { " --sick \($0)" }.joined()
    let last = asked.until.flatMap { $0 == asked.from ? nil : " --until \($0)" } ?? ""
    let dates = asked.from.map { " --on \($0)\(last)" } ?? asked.redraft.map { " --redraft \($0)" } ?? ""
    desk.note(planner.changes(since: before), "\(asked.kind)\(people)\(dates)", canBeUndone: asked.kind != "publish")
  }
}
