import Forecasting
import Importing
import LabourRules
import Publishing
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Workforce

extension Planner {
  /// Reads everything in the scenario folder and reports every problem.
  public func check() -> CheckReport {
    do throws(InputError) {
      let without = tablesWithoutHistory
      let input = try ScenarioFolder.read(folder, needsHistory: without.isEmpty)
      try checkBeside(input)
      let scenario = input.scenario
      let rows = input.history.series.reduce(0) { $0 + $1.starts.count }
      return CheckReport(
        contents: Self.contents(of: scenario) + ", \(scenario.agents.count) people, \(rows) intervals of history",
        warnings: input.warnings + zoneWarnings(for: scenario) + languageWarnings(for: input),
        clashes: Rostering.clashes(in: scenario),
        assumptions: scenario.assumptions,
        notes: Self.rowsInForce(scenario)
          + (without.isEmpty || scenario.shiftDemand != nil
            ? []
            : ["there is no history, which a forecast needs; later stages read \(without.joined(separator: " and "))"])
          + input.notes
          + (without.isEmpty
            ? Forecasting.remarks(on: input.history, scenario: scenario, donors: input.review.donors) : []),
        origins: input.origins)
    } catch {
      return CheckReport(error: error)
    }
  }

  /// Reads what lies beside the scenario: headcount.yaml, and all that people were told, of which no record was changed and none is
  /// missing.
  private func checkBeside(_ input: ScenarioInput) throws(InputError) {
    let shelf = try PublicationShelf(of: folder)
    var problems = ProblemCollector()
    if let beside = headcountFolder(input), !input.scenario.queues.isEmpty {
      do throws(InputError) { _ = try ScenarioFolder.readHeadcount(beside, for: input.scenario) } catch {
        problems.add(error)
      }
    }
    for record in shelf.publications {
      for name in record.files.keys.sorted() {
        do throws(InputError) { _ = try shelf.file(name, of: record) } catch {
          error.problems.forEach { problems.add($0) }
        }
      }
    }
    try problems.check()
  }

  /// Tables of the output folder from which later stages go on where scenario.yaml names no history; empty where it does.
  private var tablesWithoutHistory: [String] {
    guard let tables = try? ScenarioFolder.tables(of: folder), tables["history"] == nil else { return [] }
    return [ForecastTable.fileName, RequirementTable.fileName].map(shownName).filter(FileAccess.exists)
  }

  /// How many queues there are, and how many activities where there are any.
  private static func contents(of scenario: Scenario) -> String {
    let activities = scenario.queues.count { $0.activity != nil }
    let queues = "\(scenario.queues.count - activities) queues"
    return activities == 0 ? queues : queues + ", \(activities) \(activities == 1 ? "activity" : "activities")"
  }

  /// Languages that people's calendars cannot be in.
  private func languageWarnings(for input: ScenarioInput) -> [InputProblem] {
    let readers = Dictionary(grouping: input.scenario.agents, by: \.calendarLanguage)
    return readers.keys.sorted().compactMap { tag -> InputProblem? in
      guard !RosterCalendars.hasLanguage(tag), let people = readers[tag]?.map(\.id) else { return nil }
      let named = people.prefix(3).joined(separator: ", ") + (people.count > 3 ? ", ..." : "")
      let nearest = RosterCalendars.nearestLanguage(to: LanguageNames.tag(named: tag) ?? tag)
      return InputProblem(
        Place(file: input.namedTables["agents"] ?? "agents.csv"),
        "calendars have no words in \(quoted(tag)), the calendar language of \(people.count) "
          + "\(people.count == 1 ? "person" : "people") (\(named)): theirs are in English",
        next: (nearest == "en"
          ? "Write as calendar_language (calendar-language where scenario.yaml says it) one of "
          : "Write \(nearest) as calendar_language, which is nearest (calendar-language where scenario.yaml says it), or another of ")
          + RosterCalendars.languages.joined(separator: ", ") + ".")
    }
  }

  /// What contracts ask of the weeks of their people, whether they say so or the defaults do: contracts of the same rules together.
  private static func rowsInForce(_ scenario: Scenario) -> [String] {
    var names: [String: [String]] = [:]
    var order: [String] = []
    for contract in scenario.contracts {
      let starts = contract.startTolerance.map { "starts within \($0) min of the usual one of a week" }
      let stretch = contract.leastStretch > 0 ? "\(contract.leastStretch) min or more on a queue" : nil
      let changes = contract.mostQueueChanges.map { "at most \($0) changes of queue a shift" }
      let rules =
        ([
          starts, "\(contract.leastDaysInARow) to \(contract.daysInARow) days in a row",
          contract.avoidsSingleDaysOff
            ? "single days off only where they are worth their price"
            : "\(contract.daysOffInARow) or more days off in a row",
          stretch, changes,
        ].compactMap { $0 } + kindsInForce(contract)).joined(separator: ", ")
      if names[rules] == nil { order.append(rules) }
      names[rules, default: []].append(contract.id)
    }
    return order.map { rules in
      let ids = names[rules] ?? []
      return "contract\(ids.count > 1 ? "s" : "") \(ids.joined(separator: ", ")): \(rules)"
    }
  }

  /// What a contract says about kinds of shifts.
  private static func kindsInForce(_ contract: Contract) -> [String] {
    let rotation = contract.rotation.map { rotation in
      "weeks of \(rotation.weeks.map { $0 ?? "any kind" }.joined(separator: ", ")) in turn, a first one from "
        + rotation.first.isoText
    }
    return [rotation].compactMap { $0 } + contract.kindsInARow.map { "at most \($0.most) \($0.kind) in a row" }
      + contract.kindSuccessions.map {
        $0.next.isEmpty ? "after \($0.kind) a day off" : "after \($0.kind) only \($0.next.joined(separator: ", "))"
      }
  }

  /// Holds the plan in the output folder, ours or edited by hand, against the promises of the scenario.
  ///
  /// - Parameter withEdits: whether the cheapest edit found is added to each that is broken.
  /// - Throws: `InputError` where there is no plan or a file of it cannot be read.
  public func promises(withEdits: Bool = false) throws -> [PromiseVerdict] {
    try reading {
      var scenario = try ScenarioFolder.read(folder, needsHistory: false).scenario
      guard !scenario.promises.isEmpty else { return [] }
      scenario.absences = try readAbsences(for: scenario)
      let requirement = try readRequirement(for: scenario)
      let roster = try readRoster(for: scenario)
      let played = proof(of: try readOutput(RosterTable.fileName, madeBy: "roster"))?.played
      let plan = Plan(
        scenario: scenario, forecast: try readForecast(promisedBy: scenario), requirement: requirement, roster: roster,
        coverage: Staffing.coverage(of: roster, requirement: requirement, in: scenario))
      var verdicts = PlanSummary(of: plan, played: played ?? []).promises
      if withEdits, verdicts.contains(where: { !$0.isKept }) {
        var edits = PromiseEdits(plan, search: trialSearch)
        try edits.add(to: &verdicts)
      }
      return verdicts
    }
  }

  /// The forecast of the output folder, with the quantiles of its days where a promise is about a volume of its own.
  func readForecast(promisedBy scenario: Scenario) throws -> Forecast {
    var forecast = try readForecast(for: scenario)
    if scenario.promises.contains(where: { $0.level ?? .mean != .mean }) {
      let days = try readOutput(ForecastDaysTable.fileName, madeBy: "forecast")
      forecast.add(days: try ForecastDaysTable.read(days, file: shownName(ForecastDaysTable.fileName), for: scenario))
    }
    return forecast
  }

  /// Searches the roster of a changed scenario; nil where the run has a limit of time, which such a search would pass.
  private var trialSearch: ((Requirement, Scenario) throws -> Roster)? {
    guard search.timeLimit == nil else { return nil }
    return { requirement, scenario in
      try stopIfCancelled()
      let roster = RosterSearch(covering: requirement, in: scenario)
        .roster(search.engine(report: { _ in }, isCancelled: isCancelled))
      try stopIfCancelled()
      return roster
    }
  }

  /// Checks a roster against every rule, by code that shares nothing with the builder, and notes what the scenario asks for at a
  /// price and the roster does not have.
  ///
  /// - Parameter rosterFile: the roster; roster.csv of the output folder when nil.
  /// - Throws: `InputError` when the scenario or the roster cannot be read.
  public func audit(rosterFile: String? = nil) throws -> AuditReport {
    report(.began(.reading))
    return try reading { try audited(rosterFile) }
  }

  private func audited(_ rosterFile: String?) throws(InputError) -> AuditReport {
    var scenario = try ScenarioFolder.read(folder, needsHistory: false).scenario
    scenario.absences = try readAbsences(for: scenario)
    // Of a shift on another date the rules say so.
    let roster = try readRoster(for: scenario, from: rosterFile, ofAnyDates: true)
    return AuditReport(
      faults: Audit.violations(of: roster, in: scenario), notes: Audit.remarks(of: roster, in: scenario),
      shifts: roster.shifts.count, rules: LabourRule.all.count)
  }
}
