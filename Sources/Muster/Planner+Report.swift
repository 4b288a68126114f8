import Importing
import Publishing
public import Reporting
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// A page with the policy under which a browser is to show it.
package struct ServedPage: Sendable {
  /// The page.
  package var bytes: [UInt8]
  /// What it may load and run: its own script and style, and answers of its own server.
  package var policy: String
}

/// What a report is to be like.
public struct ReportRequest: Hashable, Sendable {
  /// BCP 47 tag of its language; English where there is none of it.
  public var language: String
  /// Whether people's names are shown, not their ids alone.
  public var showsNames: Bool
  /// Whether it says of each shift what other choices would cost, or which rule forbids them.
  public var hasReasons: Bool
  /// Whether it says what forecasts of each queue's past would have been out by, which takes some seconds.
  public var hasBackTests: Bool
  /// Where the file goes; into the output folder when nil.
  public var file: String?

  /// A report; in English, with names, without reasons and back-tests, into the output folder unless said otherwise.
  public init(
    language: String = "en", showsNames: Bool = true, hasReasons: Bool = false, hasBackTests: Bool = false,
    file: String? = nil
  ) {
    self.hasReasons = hasReasons
    self.hasBackTests = hasBackTests
    self.language = language
    self.showsNames = showsNames
    self.file = file
  }

  /// Tags of the languages that there are, English first.
  public static var languages: [String] { ReportPage.languages }

  /// Whether there is a language for a tag.
  public static func hasLanguage(_ tag: String) -> Bool { LanguageTag.match(tag, among: languages) != nil }

  /// What is said of a language that there is none of, with the tag where it is known by its name.
  package static func refusal(of language: String) -> String {
    let meant = LanguageNames.tag(named: language).flatMap { hasLanguage($0) ? $0 : nil }
    let hint = meant.map { " \(language) is \($0)." } ?? ""
    return "--language needs one of \(languages.joined(separator: ", "))." + hint
  }

  /// The name of a report in the output folder.
  static let fileName = "report.html"

  /// Whether bytes are such a page, by the policy in its head.
  static func isPage(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes.prefix(1 << 12), as: UTF8.self).contains("default-src 'none'; style-src 'sha256-")
  }
}

extension Planner {
  /// Writes the plan of the output folder as one HTML file, from the tables that lie there, ours or edited by hand.
  ///
  /// - Throws: `InputError` for faults of the files, or where there is nothing to tell of.
  public func report(_ request: ReportRequest = ReportRequest()) throws -> StageResult {
    if let file = request.file {
      let target = NamedFile(file, kind: "a page that muster report made", isEdited: false)
      try target.check(ReportRequest.isPage)
      let (content, notes) = try reading { try reportContent(request) }
      _ = try target.write(Planner.page(content, in: request.language), ReportRequest.isPage)
      let (folder, name) =
        file.lastIndex(of: "/").map { (String(file[..<$0]), String(file[$0...].dropFirst())) } ?? (".", file)
      return StageResult(folder: folder, files: [name], keptFiles: [], warnings: notes)
    }
    let tables = Set(TableCatalogue.all.map(\.fileName))
    return try changing(as: "report", reading: tables) { results in
      let (content, notes) = try reportContent(request)
      let page = OutputFile(name: ReportRequest.fileName, bytes: Planner.page(content, in: request.language))
      let kept = try write(
        [page], to: results, inputs: [], scenario: content.scenario, roster: nil, replacing: .report)
      return StageResult(folder: output, files: [page.name], keptFiles: kept, warnings: notes)
    }
  }

  /// The page of the plan as it is now, without a file.
  ///
  /// Decisions can be made on it, which takes the server that it is got from.
  ///
  /// - Throws: `InputError` for faults of the files, or where there is nothing to tell of.
  package func page(_ request: ReportRequest) throws -> ServedPage {
    try reading {
      let content = try reportContent(request).content
      let seen: String? =
        if case .file(let hash) = Disk.content(of: shownName(RosterTable.fileName)) { hash } else { nil }
      let page = ReportPage(
        content, language: request.language, desk: ReportDesk(seen: seen ?? ""), sha256: ContentHash.sha256)
      return ServedPage(bytes: page.html(), policy: page.policy)
    }
  }

  /// What the tables of the output folder say, as lines of text for a terminal.
  ///
  /// - Parameter width: columns of the terminal.
  /// - Throws: `InputError` for faults of the files, of the question, or where there is nothing to tell of.
  public func show(_ view: TextView, width: Int) throws -> String {
    try reading {
      let content = try reportContent(ReportRequest(), needsHistory: false).content
      return try TextReport(content, width: width).text(of: view)
    }
  }

  private static func page(_ content: ReportContent, in language: String) -> [UInt8] {
    ReportPage(
      content, language: language, hours: RosterCalendars.hourCycle(of: language), sha256: ContentHash.sha256
    ).html()
  }

  /// Reads every table of the output folder that a report tells of.
  ///
  /// - Returns: the content, and sentences about what could not be read.
  private func reportContent(
    _ request: ReportRequest, needsHistory: Bool = true
  ) throws -> (content: ReportContent, notes: [String]) {
    var notes: [String] = []
    let input: ScenarioInput
    // A scenario that names no history is not spoken to of it.
    let tables = try? ScenarioFolder.tables(of: folder)
    let namesHistory = needsHistory && (tables.map { $0["history"] != nil } ?? true)
    do {
      input = try read(needsHistory: namesHistory)
    } catch let error as InputError where namesHistory {
      // A plan from somebody's own forecast needs no history, and neither does its report.
      input = try read(needsHistory: false)
      let first = error.problems.first.map { " (\($0.place): \($0.message))" } ?? ""
      notes.append("the history cannot be read\(first), so the report shows none")
    }
    var scenario = input.scenario
    scenario.absences = try readAbsences(for: scenario)
    var content = ReportContent(scenario: scenario, version: musterVersion)
    content.showsNames = request.showsNames
    if input.history.series.contains(where: { !$0.starts.isEmpty }) { content.history = input.history }
    // Only a page is read on other clocks.
    if needsHistory { content.readerZones = Zone.names().compactMap { try? Zone(named: $0) } }
    try stopIfCancelled()
    report(.began(.publishing))
    if hasOutput(ForecastTable.fileName) {
      var forecast = try readForecast(for: scenario)
      forecast.add(days: try reportDays(for: scenario))
      content.forecast = forecast
    }
    if hasOutput(RequirementTable.fileName) { content.requirement = try readRequirement(for: scenario) }
    if hasOutput(CoverageTable.fileName) { content.coverage = try readCoverage(for: scenario) }
    if let coverage = content.coverage, let requirement = content.requirement {
      content.abandoned = Staffing.abandoned(in: coverage, requirement: requirement, in: scenario)
    }
    var played: [Manifest.PlayedQueue] = []
    if let bytes = try output(RosterTable.fileName) {
      let roster = try readRoster(for: scenario)
      content.roster = roster
      let proof = proof(of: bytes)
      content.proof = proof.map { ReportContent.Proof(cost: $0.cost, bound: $0.bound) }
      played = proof?.played ?? []
      content.take(played)
      content.posts = content.roster.map { Rostering.shiftCover(of: $0, in: scenario) } ?? []
    }
    if let bytes = try output(LedgerTable.fileName) {
      content.ledger = try LedgerTable.read(bytes, file: shownName(LedgerTable.fileName))
    }
    if let queues = try output(SimulationTables.queues.fileName),
      let intervals = try output(SimulationTables.intervals.fileName)
    {
      content.simulation = try SimulationTables.read(queues: queues, intervals: intervals, for: scenario)
    }
    guard content.forecast != nil || content.requirement != nil || content.roster != nil || content.coverage != nil
    else {
      throw InputError(
        Place(file: output), "there is no table of a plan to tell of", next: "Run muster plan \(folder) first.")
    }
    // Only a page tells of them.
    if needsHistory { content.promises = try promises(in: content, played: played) }
    if request.hasReasons { content.reasons = try reasons(of: content) }
    content.figures = try reportFigures()
    if request.hasBackTests { content.figures.backTests = try backTests() }
    content.notes = notes + scenario.assumptions + input.notes
    return (content, notes)
  }

  /// The most other choices, and sentences about forbidden ones, that the page says of a shift.
  private static let mostReasons = (choices: 4, forbidden: 3)

  /// Why each shift is there; needs the requirement.
  private func reasons(of content: ReportContent) throws -> [String: [CivilDate: ReportContent.Reason]] {
    guard let roster = content.roster else { return [:] }
    let requirement = try readRequirement(for: content.scenario)
    let found = Rostering.reasonsOfShifts(
      in: roster, covering: requirement, scenario: content.scenario, isCancelled: isCancelled)
    try stopIfCancelled()
    var reasons: [String: [CivilDate: ReportContent.Reason]] = [:]
    for (shift, why) in zip(roster.shifts, found) {
      guard let why else { continue }
      let choices = why.alternatives.filter { $0.forbidden.isEmpty && $0.shifts.count <= 1 }
      let forbidden = why.alternatives.filter { !$0.forbidden.isEmpty }.compactMap { choice in
        choice.forbidden.first.map { sentence in
          let times = choice.shifts.first.map {
            $0.clockText(in: content.scenario.site($0.site)?.zone ?? .utc)
          }
          return "\(times ?? "off"): \(sentence)"
        }
      }
      reasons[shift.agent, default: [:]][shift.date] = ReportContent.Reason(
        choices: choices.prefix(Self.mostReasons.choices).map {
          ReportContent.Reason.Choice(shift: $0.shifts.first, points: $0.difference.total)
        }, forbidden: Array(forbidden.prefix(Self.mostReasons.forbidden)))
    }
    return reasons
  }

  private func hasOutput(_ name: String) -> Bool { FileAccess.exists("\(output)/\(name)") }

  /// A table of the output folder; `nil` where there is none.
  private func output(_ name: String) throws(InputError) -> [UInt8]? {
    hasOutput(name) ? try FileAccess.read("\(output)/\(name)", file: shownName(name)) : nil
  }

  /// The forecast's dates with their factors; no dates where their table is not there.
  private func reportDays(for scenario: Scenario) throws(InputError) -> [[DayForecast]] {
    guard let bytes = try output(ForecastDaysTable.fileName) else { return scenario.queues.map { _ in [] } }
    return try ForecastDaysTable.read(
      bytes, file: shownName(ForecastDaysTable.fileName), parts: output(ForecastDaysTable.partsFileName), for: scenario)
  }

  /// What was proved of a roster, unless its table was changed since.
  func proof(of roster: [UInt8]) -> Manifest.Proof? {
    guard let manifest = Manifest.read(from: output).manifest,
      manifest.outputs[RosterTable.fileName] == ContentHash.sha256Hex(roster)
    else { return nil }
    return manifest.roster
  }

  /// What becomes of the promises by the tables of a report, as far as these say something about them.
  private func promises(in content: ReportContent, played: [Manifest.PlayedQueue]) throws -> [ReportContent.Promised] {
    var scenario = content.scenario
    // Days of another volume are held against the forecast.
    if content.forecast == nil, scenario.shiftDemand == nil { scenario.promises.removeAll { $0.level != nil } }
    guard !scenario.promises.isEmpty, let roster = content.roster, hasRequirement(for: scenario) else { return [] }
    let requirement = try content.requirement ?? readRequirement(for: scenario)
    let plan = Plan(
      scenario: scenario, forecast: content.forecast ?? Forecast(grid: scenario.grid, queues: []),
      requirement: requirement, roster: roster,
      coverage: content.coverage ?? Staffing.coverage(of: roster, requirement: requirement, in: scenario))
    return zip(scenario.promises, PlanSummary(of: plan, played: played).promises).map { promise, verdict in
      ReportContent.Promised(
        promise, figure: verdict.figure, isKept: verdict.isKept, whose: verdict.queue ?? verdict.agent)
    }
  }
}

extension ReportContent {
  /// Takes the service that service rounds played in place of what formulas expect.
  fileprivate mutating func take(_ played: [Manifest.PlayedQueue]) {
    for found in played {
      guard let place = scenario.queues.firstIndex(where: { $0.id == found.queue }) else { continue }
      self.played[found.queue] = found.serviceLevel
      if abandoned.indices.contains(place) { abandoned[place] = found.abandonedShare }
    }
  }
}
