import Forecasting
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Workforce

/// Results that earlier stages left in the output folder, read back as values.
extension Planner {
  /// A file that an earlier stage wrote, or the planner put there.
  func readOutput(_ name: String, madeBy stage: String) throws(InputError) -> [UInt8] {
    let path = "\(output)/\(name)"
    guard FileAccess.exists(path) else {
      throw InputError(
        Place(file: shownName(name)), "the file is not there",
        next: "Run muster \(stage) first, or put your own file there.")
    }
    return try FileAccess.read(path, file: shownName(name))
  }

  /// How a file of the output folder is named in messages.
  func shownName(_ name: String) -> String { "\(output)/\(name)" }

  /// The forecast of the output folder, ours or a planner's own; its days too where a quantile of them is staffed.
  func readForecast(for scenario: Scenario) throws(InputError) -> Forecast {
    if scenario.shiftDemand != nil { return Forecast(grid: scenario.grid, queues: []) }
    var forecast = try forecastOfToday(for: scenario).value
    if scenario.plansForQuantile, FileAccess.exists("\(output)/\(ForecastDaysTable.fileName)") {
      forecast.add(
        days: try ForecastDaysTable.read(
          readOutput(ForecastDaysTable.fileName, madeBy: "forecast"), file: shownName(ForecastDaysTable.fileName),
          for: scenario))
    }
    return forecast
  }

  /// The forecast's intervals, and whether moments and clocks of the table disagree by the rules of today.
  func forecastOfToday(for scenario: Scenario) throws(InputError) -> (value: Forecast, isOfOtherRules: Bool) {
    try ofToday(ForecastTable.fileName, in: scenario) { believed throws(InputError) in
      try ForecastTable.read(
        readOutput(ForecastTable.fileName, madeBy: "forecast"), file: shownName(ForecastTable.fileName), for: scenario,
        believing: believed)
    }
  }

  /// Whether it is known who is needed: by requirement.csv, or by the scenario itself.
  func hasRequirement(for scenario: Scenario) -> Bool {
    scenario.shiftDemand != nil || FileAccess.exists(shownName(RequirementTable.fileName))
  }

  /// Who is needed when; customers go by their clocks, also where a zone had other rules when Muster wrote the table.
  func readRequirement(for scenario: Scenario) throws(InputError) -> Requirement {
    try requirementOfToday(for: scenario).requirement
  }

  /// The same, and whether moments and clocks of the table disagree by the rules of today.
  func requirementOfToday(
    for scenario: Scenario
  ) throws(InputError) -> (requirement: Requirement, isOfOtherRules: Bool) {
    let found = try ofToday(RequirementTable.fileName, with: [RequirementTable.poolsFileName], in: scenario) {
      believed throws(InputError) in try readRequirement(for: scenario, believing: believed)
    }
    return (found.value, found.isOfOtherRules)
  }

  /// Who is there by coverage.csv of the output folder, on the clocks by which customers go.
  func readCoverage(for scenario: Scenario) throws(InputError) -> Coverage {
    try ofToday(CoverageTable.fileName, in: scenario) { believed throws(InputError) in
      try CoverageTable.read(
        readOutput(CoverageTable.fileName, madeBy: "roster"), file: shownName(CoverageTable.fileName), for: scenario,
        believing: believed)
    }.value
  }

  /// A table of intervals as Muster wrote it: where its moments and clocks disagree by the rules of today, its clocks count, for
  /// customers go by them.
  ///
  /// - Parameter others: names of tables that are read with it.
  func ofToday<Content>(
    _ table: String, with others: [String] = [], in scenario: Scenario,
    read: (BelievedTimes) throws(InputError) -> Content
  ) throws(InputError) -> (value: Content, isOfOtherRules: Bool) {
    let found: (value: Content, isOfOtherRules: Bool)
    do throws(InputError) {
      found = (try read(.both), false)
    } catch {
      guard let manifest = Manifest.read(from: output).manifest,
        manifest.timeZoneData != Zone.dataVersion() || isAsWritten(table, with: others, by: manifest),
        let content = try? read(.clocksAsTold)
      else { throw datesFault(of: table, in: scenario) ?? error }
      found = (content, true)
    }
    // A table that ends too early can be read, and would be of no demand from there on.
    if let fault = datesFault(of: table, in: scenario) { throw fault }
    return found
  }

  /// What is wrong with a table of intervals that Muster wrote for other dates than the plan's, in one sentence for all rows.
  func datesFault(of table: String, in scenario: Scenario) -> InputError? {
    guard let manifest = Manifest.read(from: output).manifest, isAsWritten(table, with: [], by: manifest),
      let bytes = try? FileAccess.read(shownName(table))
    else { return nil }
    let cells = Table.read(bytes: bytes, file: table)
    guard let column = cells.column("start_local") else { return nil }
    let dates = (0..<cells.rowCount).compactMap { row in
      CivilDate(iso: String(cells.text(row: row, column: column).prefix(10)))
    }
    // On other clocks the first and last rows may be of the dates beside.
    guard let first = dates.min(), let last = dates.max(), let plan = scenario.horizon.dates.last,
      first < scenario.horizon.first.advanced(byDays: -1) || plan.advanced(byDays: 1) < last
        || last.advanced(byDays: 6) < plan && scenario.isAnythingOpen(after: last.advanced(byDays: 1))
    else { return nil }
    return otherDates(
      "it", first, last, file: shownName(table), in: scenario,
      next: "Run muster forecast and muster staff for these dates, or muster plan; or set horizon back.")
  }

  /// A result of the output folder that was made for other dates than the plan's.
  private func otherDates(
    _ subject: String, _ first: CivilDate, _ last: CivilDate, file: String, in scenario: Scenario,
    next: String = adviceForDates
  ) -> InputError {
    InputError(
      Place(file: file),
      "\(subject) is of \(first.isoText) to \(last.isoText), \(Self.datesOfPlan(scenario))", next: next)
  }

  private static func datesOfPlan(_ scenario: Scenario) -> String {
    let (first, days) = (scenario.horizon.first, scenario.horizon.dayCount)
    return "and the plan is of \(first.isoText) to \(first.advanced(byDays: days - 1).isoText)"
  }

  private static let adviceForDates =
    "Run muster plan for these dates, with --redraft DATE where people were told of some, or muster rollback; or set horizon back."

  /// Whether a table of the output folder, and others that may lie there too, have the bytes that Muster wrote.
  ///
  /// Muster writes moments and clocks that agree, so in a table as it wrote it they can differ for one reason alone: rules of a
  /// zone that changed.
  func isAsWritten(_ table: String, with others: [String], by manifest: Manifest) -> Bool {
    ([table] + others).allSatisfy { name in
      guard let hash = manifest.outputs[name] else { return name != table }
      return Disk.content(of: shownName(name)) == .file(hash: hash)
    }
  }

  private func readRequirement(
    for scenario: Scenario, believing believed: BelievedTimes
  ) throws(InputError) -> Requirement {
    if scenario.shiftDemand != nil { return Requirement(grid: scenario.grid, queues: []) }
    let bytes = try readOutput(RequirementTable.fileName, madeBy: "staff")
    let pools = "\(output)/\(RequirementTable.poolsFileName)"
    return try RequirementTable.read(
      bytes, file: shownName(RequirementTable.fileName),
      pools: FileAccess.exists(pools) ? try FileAccess.read(pools) : nil, for: scenario, believing: believed)
  }

  /// The roster of a file with its breaks; that of the output folder with its assignments too, when there are some.
  ///
  /// - Parameters:
  ///   - keeping: for a roster of the output folder written under other rules of a zone, whether its moments or its clocks count;
  ///     without, such a roster is refused.
  ///   - ofAnyDates: whether a roster of the output folder may be of other dates than the plan's.
  func readRoster(
    for scenario: Scenario, from file: String? = nil, keeping: KeptTimes? = nil, ofAnyDates: Bool = false
  ) throws(InputError) -> Roster {
    if let file { return try readRoster(for: scenario, from: file, believing: .both) }
    let roster = try readOwnRoster(for: scenario, keeping: keeping)
    if !ofAnyDates { try checkDates(of: roster, in: scenario) }
    return roster
  }

  private func readOwnRoster(for scenario: Scenario, keeping: KeptTimes?) throws(InputError) -> Roster {
    do throws(InputError) {
      return try readRoster(for: scenario, from: nil, believing: .both)
    } catch {
      if let roster = rosterAtFormerSites(for: scenario, keeping: keeping) { return roster }
      guard let change = zoneChange(for: scenario) else { throw error }
      // Both say the same: what differs is the date by which a shift is known and that on which its moments lie today.
      if change.isEmpty {
        guard let manifest = Manifest.read(from: output).manifest,
          isAsWritten(RosterTable.fileName, with: [BreaksTable.fileName, AssignmentsTable.fileName], by: manifest)
        else { throw error }
        return try readRoster(for: scenario, from: nil, believing: .moments)
      }
      guard let keeping else { throw change.refusal(shownName(RosterTable.fileName)) }
      return try change.kept(keeping, readRoster(for: scenario, from: nil, believing: keeping.believed))
    }
  }

  /// A roster of which hours were told at sites that are called otherwise now, at the sites as they are called; `nil` for any other.
  private func rosterAtFormerSites(for scenario: Scenario, keeping: KeptTimes?) -> Roster? {
    guard let sites = (try? ToldState(shelf(), for: scenario))?.formerSites, !sites.isEmpty,
      var roster = try? readOwnRoster(for: scenario.knowing(sites: sites), keeping: keeping)
    else { return nil }
    roster.bringHome(from: sites, in: scenario)
    return roster.shifts.allSatisfy { scenario.site($0.site) != nil } ? roster : nil
  }

  func readRoster(
    for scenario: Scenario, from file: String?, believing believed: BelievedTimes
  ) throws(InputError) -> Roster {
    let bytes =
      if let file { try FileAccess.read(file) } else { try readOutput(RosterTable.fileName, madeBy: "roster") }
    let roster = try RosterTable.read(
      bytes, file: file ?? shownName(RosterTable.fileName), breaks: try readBreaks(besides: file), for: scenario,
      believing: believed)
    guard file == nil else { return roster }
    let assignments = "\(output)/\(AssignmentsTable.fileName)"
    var spells: [QueueSpell] = []
    if FileAccess.exists(assignments) {
      spells = try AssignmentsTable.read(
        FileAccess.read(assignments), file: shownName(AssignmentsTable.fileName), for: scenario,
        believing: believed)
    }
    return try completed(roster, spells: spells, for: scenario, believing: believed)
  }

  /// Refuses a roster of the output folder that was made for other dates than the plan's: it says nothing of those that are new, and the
  /// others are not the plan's to tell or to change.
  func checkDates(of roster: Roster, in scenario: Scenario) throws(InputError) {
    let horizon = scenario.horizon
    let (hours, file) = ("\(output)/\(HoursTable.fileName)", shownName(RosterTable.fileName))
    let weeks = FileAccess.exists(hours) ? HoursTable.weeks(of: try FileAccess.read(hours)) : nil
    if let weeks, let first = weeks.first, (first, weeks.count) != (horizon.first, horizon.weeks) {
      throw otherDates("the roster", first, first.advanced(byDays: 7 * weeks.count - 1), file: file, in: scenario)
    }
    // An evening before the first date may be the plan's first morning elsewhere.
    func isNear(_ date: CivilDate) -> Bool { (-1...1).contains { scenario.contains(date.advanced(byDays: $0)) } }
    if let stray = roster.shifts.lazy.map(\.date).filter({ !isNear($0) }).min() {
      throw InputError(
        Place(file: file),
        "it has shifts on other dates, the first on \(stray.isoText), \(Self.datesOfPlan(scenario))",
        next: Self.adviceForDates)
    }
  }

  /// A roster of the output folder with what was withdrawn and who is on call.
  func completed(
    _ roster: Roster, spells: [QueueSpell], for scenario: Scenario, believing believed: BelievedTimes = .both
  ) throws(InputError) -> Roster {
    // What is off is off as it was told: no clock moves it.
    let left = believed == .clocksAsTold ? .moments : believed
    var whole = Roster(
      shifts: roster.shifts, spells: spells, cancelled: try readCancelled(for: scenario, believing: left))
    whole.fitSpells()
    (whole.duties, whole.cancelledDuties) = try readDuties(for: scenario, believing: believed)
    if left != believed { whole.cancelledDuties = try readDuties(for: scenario, believing: left).cancelled }
    return whole
  }

  /// Who is on call by the output folder, and who no longer is, also those who left.
  func readDuties(
    for scenario: Scenario, believing believed: BelievedTimes
  ) throws(InputError) -> (held: [OnCallDuty], cancelled: [OnCallDuty]) {
    let path = "\(output)/\(OnCallTable.fileName)"
    guard FileAccess.exists(path) else { return ([], []) }
    let file = shownName(OnCallTable.fileName)
    let bytes = try FileAccess.read(path, file: file)
    // Who left may be told that a duty is off, and duties were told at sites that are called otherwise now.
    let known = scenario.knowing(agentsAndSitesOf: bytes)
    let duties = try OnCallTable.read(bytes, file: file, for: known, believing: believed)
    let strangers = Set(known.agents.dropFirst(scenario.agents.count).map(\.id))
    // Who left is told that a duty is off, and holds none.
    guard duties.held.contains(where: { strangers.contains($0.agent) }) else { return duties }
    return try OnCallTable.read(
      bytes, file: file, for: scenario.knowing(sites: Array(known.sites.dropFirst(scenario.sites.count))),
      believing: believed)
  }

  /// Shifts that earlier revisions of the roster cancelled, also those of people who left.
  func readCancelled(
    for scenario: Scenario, believing believed: BelievedTimes = .both
  ) throws(InputError) -> [Shift] {
    let path = "\(output)/\(RosterTable.cancelledFileName)"
    guard FileAccess.exists(path) else { return [] }
    let file = shownName(RosterTable.cancelledFileName)
    let bytes = try FileAccess.read(path, file: file)
    let breaks = try breaksFile("\(output)/\(BreaksTable.cancelledFileName)")
    return try RosterTable.read(
      bytes, file: file, breaks: breaks, for: scenario.knowing(agentsOf: bytes), believing: believed
    ).shifts
  }

  /// The breaks of a roster that does not hold them itself: of the file beside it, or else of the output folder.
  func readBreaks(besides file: String?) throws(InputError) -> InputFile? {
    let folder = file.map { file in file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "." }
    if let folder, let beside = try breaksFile("\(folder)/\(BreaksTable.fileName)") { return beside }
    return try breaksFile(shownName(BreaksTable.fileName))
  }

  func breaksFile(_ path: String) throws(InputError) -> InputFile? {
    guard FileAccess.exists(path) else { return nil }
    return InputFile(name: path, bytes: try FileAccess.read(path))
  }

  /// People absent at short notice by the output folder, also those who left.
  func readAbsences(for scenario: Scenario) throws(InputError) -> [Leave] {
    let path = "\(output)/\(AbsencesTable.fileName)"
    guard FileAccess.exists(path) else { return [] }
    let file = shownName(AbsencesTable.fileName)
    let bytes = try FileAccess.read(path, file: file)
    return try AbsencesTable.read(bytes, file: file, for: scenario.knowing(agentsOf: bytes))
  }
}

extension Scenario {
  /// What to write in place of an id that nobody has: that of the person it names, or one that is near.
  func advice(forPerson id: String) -> String {
    let named = agents.filter { $0.name.lowercased() == id.lowercased() }
    if named.count == 1 { return "Write \(named[0].id), the id of \(named[0].name)." }
    return "Write the id of somebody in the table of agents." + didYouMean(id, in: agents.map(\.id))
  }

  /// Whether some queue is staffed for more or less than the mean, which takes the forecast by days.
  fileprivate var plansForQuantile: Bool { queues.contains { ($0.planFor ?? planFor) != .mean } }
}

extension Scenario {
  /// Whether some queue takes contacts on a date of the plan after one.
  fileprivate func isAnythingOpen(after date: CivilDate) -> Bool {
    queues.contains { queue in
      let closed = holidays(in: queue.region)
      return grid.indices.map(grid.instant).contains { start in
        queue.open.zone.local(at: start).date > date && isOpen(queue, at: start, holidays: closed)
      }
    }
  }
}
