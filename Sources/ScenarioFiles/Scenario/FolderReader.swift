import Lanes
import Tabular
import Timeline
import Units
import Workforce
import Yams

/// A history by the terms it is read by, and its problems.
private func readRows(
  _ queues: [Queue], named names: NameIndex, by terms: ReadHistory.Terms
) -> (history: HistoryReading, problems: ProblemCollector) {
  var problems = ProblemCollector()
  let history = readHistory(
    terms.bytes, file: terms.file, queues: queues, names: names, usualIntervalSeconds: terms.intervalSeconds, &problems)
  return (history, problems)
}

/// The people of a table, and its problems.
private func readPeople(
  _ table: (bytes: [UInt8], file: String), _ draft: ScenarioDraft
) -> (agents: [Agent], areAll: Bool, problems: ProblemCollector) {
  // Whether an agent serves a queue is only told from all queues.
  let knowsQueues = draft.queues.count == draft.queueIds.names.count && draft.queueIds.isComplete
  var problems = ProblemCollector()
  let (agents, areAll) = readAgents(
    table.bytes, file: table.file, draft, queues: knowsQueues ? draft.queues : [], &problems)
  return (agents, areAll, problems)
}

/// Reads the files of one folder and gathers their problems.
struct FolderReader {
  let folder: String
  /// The scenario itself first, then what it extends.
  var layers: [ScenarioLayer] = []
  /// Histories of other scenarios.
  var earlier: [ReadHistory] = []
  /// The history with all that decides how it is read.
  var readHistory: ReadHistory?
  /// The history's path as read.
  var historyFile: String?
  /// What `change` says, the base's first.
  var changes: [ScenarioChange] = []
  var origins: [Origin] = []
  var files: [InputFile] = []
  var problems = ProblemCollector()
  var warnings: [InputProblem] = []
  var notes: [String] = []
  var holidayFile: String?

  init(folder: String) {
    self.folder = folder
  }

  mutating func read(needsHistory: Bool) throws(InputError) -> ScenarioInput {
    let log = FaultLog(file: ScenarioFolder.scenarioFile)
    let draft = try readYaml(log, needsHistory: needsHistory)
    let tables = readTables(draft, log, needsHistory: needsHistory)
    log.report(to: &problems)
    problems.putFirst(log.file)
    try problems.check()
    guard let horizon = draft.horizon else {
      throw InputError(
        log.place(.start), "the scenario has no horizon", next: "Add horizon: with first, weeks, interval.")
    }
    var scenario = tables.scenario
    scenario.horizon = horizon
    origins += scenario.apply(changes, reachesAhead: true, &problems)
    try problems.check()
    notes +=
      scenario.hoursMovedByIntervals + scenario.tablesOfOtherDates(named: draft.tables.mapValues(\.path))
      + scenario.changesAhead(changes) + scenario.clocksWithoutSummer
    if scenario.prices.over >= scenario.prices.short {
      notes.append(
        "Prices: somebody too many costs no less than somebody missing, so rosters fall short rather than give more. "
          + "Write a short that is above over, if that is not meant.")
    }
    return ScenarioInput(
      scenario: scenario, history: tables.history, review: tables.review, files: files, warnings: warnings,
      notes: notes, historyFile: historyFile ?? draft.tables["history"]?.path,
      namedTables: draft.tables.mapValues(\.path), holidayFile: holidayFile, readHistory: readHistory,
      origins: origins, bases: layers.dropFirst().map(\.folder))
  }

  mutating func readYaml(_ log: FaultLog, needsHistory: Bool) throws(InputError) -> ScenarioDraft {
    guard FileAccess.isFolder(folder) else {
      throw InputError(
        Place(file: folder), FileAccess.exists(folder) ? "this is a file, not a folder" : "there is no such folder",
        next: "Name the folder that holds the scenario.yaml.")
    }
    let chain = try ScenarioChain(folder, log)
    layers = chain.layers
    files += chain.files
    guard let root = resolvedRoot(log) else {
      log.report(to: &problems)
      try problems.check()
      return ScenarioDraft()
    }
    return readScenarioDraft(YamlValue(node: root, log: log), log, needsHistory: needsHistory)
  }

  /// The keys of all layers together, the last base's lowest; changes are read on the way.
  private mutating func resolvedRoot(_ log: FaultLog) -> Node? {
    var overlay = YamlOverlay(log)
    var resolved: Node?
    for layer in layers.reversed() {
      guard case .mapping(let keys) = layer.root else { return layers.count == 1 ? layer.root : nil }
      var plain: [(Node, Node)] = []
      for (key, value) in keys {
        switch key.scalar?.string {
        case "extends": break
        case "change": changes += readChanges(YamlValue(node: value, log: log))
        default: plain.append((key, value))
        }
      }
      let own = Node.mapping(Node.Mapping(plain, keys.tag, keys.style, keys.mark))
      resolved = resolved.map { overlay.merged($0, under: own) } ?? own
    }
    origins = overlay.origins
    return resolved
  }

  private mutating func readTables(
    _ draft: ScenarioDraft, _ log: FaultLog, needsHistory: Bool
  ) -> (scenario: Scenario, history: ContactHistory, review: ForecastReview) {
    var scenario = Scenario(
      name: draft.name, horizon: Horizon(first: .init(daysSinceEpoch: 0), weeks: 1, intervalMinutes: 30),
      queues: draft.queues, sites: draft.sites, contracts: draft.contracts, agents: [], prices: draft.prices,
      seed: draft.seed, assumptions: draft.assumptions)
    scenario.planFor = draft.planFor
    scenario.historyGaps = draft.historyGaps
    scenario.serviceRounds = draft.serviceRounds
    var history = ContactHistory(series: [])
    let queueNames = draft.queueIds.index("queue")

    var newTerms: ReadHistory.Terms?
    if needsHistory, let (bytes, file) = table("history", draft, log) {
      historyFile = file
      let terms = ReadHistory.Terms(
        file: file, bytes: bytes, ids: queueNames.names, hours: draft.queues.map(\.open),
        intervalSeconds: (draft.horizon?.intervalMinutes ?? 30) * 60)
      readHistory = earlier.first { $0.terms.hasSame(as: terms) }
      newTerms = readHistory == nil ? terms : nil
    }
    let agents = table("agents", draft, log)
    // The two longest tables are read side by side.
    let (reading, people) = Lanes.both { [newTerms] in
      newTerms.map { terms in readRows(draft.queues, named: queueNames, by: terms) }
    } _: {
      agents.map { readPeople($0, draft) }
    }
    if let reading, let newTerms {
      problems.add(reading.problems)
      readHistory = ReadHistory(terms: newTerms, reading: reading.history)
    }
    if let reading = readHistory?.reading {
      history = reading.history
      scenario.assumptions += reading.assumptions
      warnings += reading.warnings
      notes += reading.notes
    }
    var agentNames = NameIndex("agent", [], isComplete: false)
    if let people {
      problems.add(people.problems)
      scenario.agents = people.agents
      agentNames = NameIndex(
        "agent", people.agents.map(\.id), isComplete: people.areAll, calls: people.agents.map(\.name))
    }
    if let (bytes, file) = table("holidays", draft, log) {
      scenario.holidays = readHolidays(bytes, file: file, &problems)
      if problems.count(in: file) == 0 {
        warnAboutRegions(draft, scenario.holidays, file, log)
        holidayFile = file
        if let horizon = draft.horizon {
          let last = horizon.first.advanced(byDays: horizon.dayCount - 1)
          notes += holidayEndNotes(scenario, from: horizon.first, to: last, file: file)
        }
      }
    }
    if let (bytes, file) = table("events", draft, log) {
      scenario.events = readEvents(
        bytes, file: file, queues: queueNames, before: draft.horizon?.first ?? scenario.horizon.first, &problems,
        &warnings)
    }
    if let (bytes, file) = table("leave", draft, log) {
      scenario.leave = readLeave(bytes, file: file, agents: agentNames, &problems)
    }
    if let (bytes, file) = table("requests", draft, log) {
      scenario.requests = readRequests(bytes, file: file, scenario, agents: agentNames, &problems, &warnings)
    }
    if let (bytes, file) = table("backlog", draft, log) {
      scenario.backlog = readBacklog(
        bytes, file: file, queues: draft.queues, names: queueNames, horizon: draft.horizon, &problems)
    }
    if let (bytes, file) = table("availability", draft, log) {
      scenario.availability = readAvailability(bytes, file: file, agents: agentNames, &problems)
    }
    if let (bytes, file) = table("fixed", draft, log) {
      scenario.fixedShifts = readFixedShifts(bytes, file: file, scenario, agents: agentNames, &problems)
    }
    // Whether somebody or their site is unknown is only told from all of them.
    if agentNames.isComplete, people?.problems.isEmpty == true, draft.siteIds.isComplete, let horizon = draft.horizon,
      let (bytes, file) = table("worked", draft, log)
    {
      scenario.worked = readWorked(bytes, file: file, scenario, before: horizon, &problems, &warnings)
    }
    if let (bytes, file) = table("ledger", draft, log) {
      do {
        scenario.ledger = try LedgerTable.read(bytes, file: file)
        let strangers = agentNames.isComplete ? scenario.ledger.map(\.agent).filter { agentNames[$0] == nil } : []
        if let problem = InputProblem(strangers: strangers, "rows", file: file) { warnings.append(problem) }
      } catch {
        problems.add(error)
      }
    }
    if draft.demandsShifts {
      if let (demand, file) = shiftDemand(of: draft, log) {
        scenario.shiftDemand = demand
        warnings += unskilledPosts(of: demand, file: file, scenario.agents)
      } else if draft.tables["shift-demand"] == nil {
        log.add(
          .start, "demand: shifts has no table of who is wanted when",
          next: "Add shift-demand.csv with columns date, kind (or start and end), site, wanted.")
      }
    }
    scenario.settleRotations(datedIn: draft)
    if people?.problems.isEmpty == true, let file = agents?.file {
      let posts = unique((scenario.shiftDemand ?? []).compactMap(\.post.skill))
      warnings += draft.skillWarnings(for: scenario.agents, posts: posts, file: file, log)
    }
    notes += tablesNotNamed(in: draft)
    notes += filledGaps(of: &history, draft, scenario)
    scenario.presences = draft.presences
    scenario.promises = draft.promises
    scenario.flows = draft.flows
    scenario.onCall = draft.onCall
    // Whether a queue is unknown is only told from all queues.
    let knowsQueues = draft.queueIds.isComplete && draft.queues.count == draft.queueIds.names.count
    let review = needsHistory && knowsQueues ? readReview(draft, scenario, log) : ForecastReview()
    // A queue that flows bring contacts to, or that borrows from another, needs no rows of its own.
    let activities = Set(draft.queues.filter { $0.activity != nil }.map(\.id))
    for series in readHistory?.reading.history.series ?? []
    where activities.contains(series.queue) && !series.starts.isEmpty {
      problems.add(
        Place(file: historyFile ?? ""), "\(series.queue) has rows and is an activity, which no contacts reach",
        next: "Take its rows out, or write it under queues.")
    }
    for id in readHistory?.reading.emptyQueues ?? []
    where !activities.contains(id) && !scenario.flows.feeds(id) && !review.donors.contains(where: { $0.queue == id }) {
      warnings.append(
        InputProblem(
          Place(file: historyFile ?? ""), "queue \(id) has no rows",
          next: "Nothing is forecast for it; add its history.")
      )
    }
    return (scenario, history, review)
  }

  /// Who is wanted by date and shift, and the table that says so; nil where there is none.
  mutating func shiftDemand(of draft: ScenarioDraft, _ log: FaultLog) -> (demand: [ShiftDemand], file: String)? {
    guard draft.demandsShifts, let (bytes, file) = table("shift-demand", draft, log) else { return nil }
    let kinds = unique((draft.kinds + draft.contracts.flatMap(\.kinds)).map(\.name))
    let demand = readShiftDemand(
      bytes, file: file, sites: draft.siteIds.index("site"), kinds: kinds, horizon: draft.horizon, &problems)
    return (demand, file)
  }

  /// Fills what the gaps of the history mean, or takes over how it was done before.
  private mutating func filledGaps(
    of history: inout ContactHistory, _ draft: ScenarioDraft, _ scenario: Scenario
  ) -> [String] {
    let terms = ReadHistory.GapTerms(
      meaning: draft.historyGaps, regions: draft.queues.map(\.region), holidays: scenario.holidays)
    if let readHistory, readHistory.gapTerms == terms {
      history = readHistory.filled
      return readHistory.gapNotes
    }
    let (notes, quiet) = fillGaps(of: &history, decision: draft.historyGaps, scenario)
    readHistory?.gapTerms = terms
    readHistory?.filled = history
    readHistory?.gapNotes = notes
    readHistory?.quietQueues = quiet
    return notes
  }

  /// Flags with their decisions, overrides and donors; the faults of each file are gathered.
  private mutating func readReview(_ draft: ScenarioDraft, _ scenario: Scenario, _ log: FaultLog) -> ForecastReview {
    var review = ForecastReview()
    do throws(InputError) {
      if let (bytes, file) = table("flags", draft, log) {
        review.flags = try FlagsTable.read(bytes, file: file, for: scenario)
        review.flagsFile = file
      }
    } catch { problems.add(error) }
    do throws(InputError) {
      if let (bytes, file) = table("overrides", draft, log) {
        review.overrides = try OverridesTable.read(bytes, file: file, for: scenario)
      }
    } catch { problems.add(error) }
    do throws(InputError) {
      if let (bytes, file) = table("donors", draft, log) {
        review.donors = try DonorsTable.read(bytes, file: file, for: scenario)
      }
    } catch { problems.add(error) }
    return review
  }

  /// Notes on tables that lie in the folder under the name that people expect, and that nothing names.
  private func tablesNotNamed(in draft: ScenarioDraft) -> [String] {
    let folder = layers.first?.folder ?? folder
    let keys = ["holidays", "leave", "requests", "ledger"] + (draft.demandsShifts ? [] : ["events", "backlog"])
    return keys.filter { draft.tables[$0] == nil && FileAccess.exists("\(folder)/\($0).csv") }.map {
      "\($0).csv lies in the folder and is not read, since scenario.yaml does not name it. Write \($0): \($0).csv, or take the file away."
    }
  }

  /// The bytes of a table the scenario names, or that lies under its standard name where it may (`standardKeys`); nil where there is none or the file cannot be read.
  private mutating func table(_ key: String, _ draft: ScenarioDraft, _ log: FaultLog) -> (bytes: [UInt8], file: String)?
  {
    let standard = "\(key).csv"
    guard let named = draft.tables[key] else {
      guard standardKeys.contains(key) || draft.demandsShifts && key == "shift-demand" else { return nil }
      let layer = layers.first { FileAccess.exists("\($0.folder)/\(standard)") }
      return layer.flatMap { read(standard, of: $0) }
    }
    // A file of the variant's own stands for the one of that name beside its base.
    let naming = layers.lastIndex { $0.firstLine <= named.spot.line } ?? 0
    let isRooted = named.path.hasPrefix("/")
    let layer =
      isRooted
      ? layers[naming] : layers[...naming].first { FileAccess.exists("\($0.folder)/\(named.path)") } ?? layers[naming]
    guard FileAccess.exists(isRooted ? named.path : "\(layer.folder)/\(named.path)") else {
      let names = FileAccess.list(layer.folder).filter { $0.hasSuffix(".csv") }
      log.add(
        named.spot, "\(key): there is no file \(named.path)",
        next: nearestAdvice(named.path, in: names, kind: "tables in the folder"))
      return nil
    }
    return read(named.path, of: layer)
  }

  /// The bytes of a table of a layer; nil where they cannot be read.
  private mutating func read(_ path: String, of layer: ScenarioLayer) -> (bytes: [UInt8], file: String)? {
    let isRooted = path.hasPrefix("/")
    let name = isRooted ? path : layer.prefix + path
    do {
      let bytes = try FileAccess.read(
        isRooted ? path : "\(layer.folder)/\(path)", file: name, longestLine: Table.longestLine)
      files.append(InputFile(name: name, bytes: bytes))
      return (bytes, name)
    } catch {
      problems.add(error)
      return nil
    }
  }

  /// Notes posts that ask for a skill that nobody of their site has.
  private func unskilledPosts(of demand: [ShiftDemand], file: String, _ agents: [Agent]) -> [InputProblem] {
    let known = Set(agents.flatMap { agent in agent.skills.map { [agent.site, $0] } })
    var seen: Set<ShiftPost> = []
    return demand.compactMap { row in
      guard let skill = row.post.skill, !known.contains([row.post.site, skill]), seen.insert(row.post).inserted else {
        return nil
      }
      let names = unique(agents.filter { $0.site == row.post.site }.flatMap(\.skills))
      return InputProblem(
        Place(file: file), "\(row.post.text): nobody of \(row.post.site) has \(skill) among their skills",
        next: nearestAdvice(skill, in: names, kind: "skills there"))
    }
  }

  /// Notes regions of sites and queues that have no holiday in the table, and regions of the table that none of them has.
  private mutating func warnAboutRegions(
    _ draft: ScenarioDraft, _ holidays: [Holiday], _ file: String, _ log: FaultLog
  ) {
    let known = unique(holidays.map(\.region))
    var seen = Set(known)
    for (region, spot) in draft.regionSpots where seen.insert(region).inserted {
      warnings.append(
        InputProblem(
          log.place(spot), "\(file) has no holiday of region \(region)",
          next: nearestAdvice(region, in: known, kind: "regions in it")))
    }
    let used = Set(draft.queues.compactMap(\.region) + draft.sites.compactMap(\.region))
    let idle = known.filter { !used.contains($0) }
    if !idle.isEmpty {
      notes.append(
        "\(file): no site and no queue is of region \(idle.joined(separator: ", ")), so these holidays change nothing. "
          + "Write region where they are meant for one.")
    }
  }
}
