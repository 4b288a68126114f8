import Rostering
import ScenarioFiles
import Staffing
import Tabular
public import Timeline
import Workforce

/// What is asked about leave.
public struct LeaveQuestion: Sendable {
  /// A file of requests in the columns of leave.csv; quotes for every date and kind when nil.
  public var requestsFile: String?
  /// Points up to which a request is granted although it is not free.
  public var most: Double
  /// The moment it is: over a published roster what has begun stays.
  public var now: Instant

  /// A question.
  public init(requestsFile: String? = nil, upTo most: Double = 0, now: Instant) {
    self.requestsFile = requestsFile
    self.most = most
    self.now = now
  }
}

extension Planner {
  /// What more leave costs, by the roster and the requirement of the output folder. Nothing is written.
  ///
  /// - Throws: `InputError` for faults of the files.
  public func leave(_ question: LeaveQuestion) throws -> LeaveReport {
    let scenario = try read(needsHistory: false).scenario
    try scenario.checkQueues(to: "keep at their goals")
    return try reading { try leave(question, scenario) }
  }

  /// The same; also writes leave_quotes.csv, or leave_answers.csv for requests, beside the roster.
  ///
  /// - Returns: the report, and names under which edited files were kept.
  /// - Throws: `InputError` for faults of the files or the question.
  package func leaveWritten(_ question: LeaveQuestion) throws -> (report: LeaveReport, keptFiles: [String]) {
    let input = try read(needsHistory: false)
    try input.scenario.checkQueues(to: "keep at their goals")
    return try changing(
      as: "leave-quotes", reading: Planner.rosterFiles.union([RequirementTable.fileName])
    ) { results in
      let report = try leave(question, input.scenario)
      try stopIfCancelled()
      let tables = report.tables
      let kept = try write(
        tables, to: results, inputs: input.files, scenario: input.scenario, roster: nil,
        replacing: .leave)
      return (report, kept)
    }
  }

  private func leave(_ question: LeaveQuestion, _ folder: Scenario) throws -> LeaveReport {
    var scenario = folder
    let requests = try question.requestsFile.map { file in
      try LeaveTables.requests(FileAccess.read(file), file: file, for: scenario)
    }
    let (requirement, roster) = (try readRequirement(for: folder), try readRoster(for: folder))
    scenario.absences = try readAbsences(for: folder)
    let isPublished = try ToldState(shelf(), for: scenario)?.speaker != nil
    report(.began(.roster))
    var report = LeaveReport(scenario, movesOthers: !isPublished)
    let known = scenario
    let desk = LeaveDesk(
      roster, covering: requirement, in: scenario, movesOthers: !isPublished, now: isPublished ? question.now : nil,
      missedGoals: { roster in
        let coverage = Staffing.coverage(of: roster, requirement: requirement, in: known)
        return QueueSummary.all(coverage, requirement, in: known).filter { !$0.meetsGoal }.map(\.queue)
      }, isCancelled: isCancelled)
    guard let desk else { return report }
    if let requests {
      report.answers = desk.answers(to: requests, upTo: question.most).map(LeaveReport.Answer.init)
      report.brokenGoals = desk.brokenGoals()
    } else {
      report.quotes = desk.quotes().map(LeaveReport.Quote.init)
    }
    report.wasCutShort = isCancelled()
    return report
  }
}

extension LeaveReport.Quote {
  init(_ quote: LeaveQuote) {
    self.init(
      date: quote.date.isoText, site: quote.site, contract: quote.contract, queues: quote.queues, people: quote.people,
      working: quote.working, away: quote.away, free: quote.free, together: quote.together,
      nextPoints: quote.next?.points, nextWages: Money.major(quote.next?.wages ?? [:]),
      obstacle: quote.obstacle?.rawValue)
  }
}

extension LeaveReport.Answer {
  init(_ answer: LeaveAnswer) {
    self.init(
      agent: answer.request.agent, from: answer.request.from.isoText, to: answer.request.to.isoText,
      kind: answer.request.kind, isGranted: answer.isGranted, rank: answer.rank, points: answer.price?.points,
      wages: Money.major(answer.price?.wages ?? [:]), reason: answer.reason)
  }
}
