import Units
import Workforce

/// A named table of the scenario: where its path is written and what it says.
struct TablePath {
  var path: String
  var spot: Spot
}

/// The ids of one kind of entry, also of entries that could not be read otherwise.
struct KnownIds {
  private(set) var names: [String] = []
  private var known = Set<String>()
  /// Whether every entry had an id of its own.
  private(set) var isComplete = true

  mutating func add(_ id: String?) {
    if let id { names.append(id) } else { isComplete = false }
    if let id { known.insert(id) }
  }

  func contains(_ id: String) -> Bool { known.contains(id) }

  func index(_ kind: String) -> NameIndex { NameIndex(kind, names, isComplete: isComplete && !names.isEmpty) }
}

/// What scenario.yaml says, before any table is read. A part that could not be read is missing; its fault is logged.
struct ScenarioDraft {
  var name = ""
  var horizon: Horizon?
  /// Paths by the key that names them: `history`, `agents`, ...
  var tables: [String: TablePath] = [:]
  var siteIds = KnownIds()
  var contractIds = KnownIds()
  var queueIds = KnownIds()
  var sites: [Site] = []
  var queues: [Queue] = []
  var contracts: [Contract] = []
  /// Kinds of shifts of every contract that has none of its own.
  var kinds: [KindOfShift] = []
  /// Contracts whose rotation says when it begins.
  var datedRotations: Set<String> = []
  var presences: [PresenceRule] = []
  var onCall: [OnCallRule] = []
  var promises: [Promise] = []
  var flows = DemandFlows()
  var prices = Prices()
  var planFor = DemandLevel.mean
  /// Language of calendars where neither the person nor the site says one; then it is the person's own.
  var calendarLanguage: String?
  /// The same by site.
  var siteCalendarLanguages: [String: String] = [:]
  var historyGaps: GapMeaning?
  /// Queues named by blends and where, to check when all queues are read.
  var blendSpots: [(queue: String, spot: Spot)] = []
  var seed: UInt64 = 1
  var serviceRounds = 0
  /// Whether people are wanted by date and shift, and there are no queues.
  var demandsShifts = false
  var assumptions: [String] = []
  /// What presence and duties on call ask for.
  var skillSpots: [AskedSkill] = []
  /// Where each site's region stands, to point at when no holiday is of that region.
  var regionSpots: [(region: String, spot: Spot)] = []
}

/// The tables a scenario may name, in the order they are read.
let tableKeys =
  [
    "history", "agents", "holidays", "events", "leave", "requests", "backlog", "availability", "fixed", "worked",
    "ledger", "shift-demand",
  ]
  + reviewKeys

/// The tables of a planner's own decisions about the forecast.
let reviewKeys = ["flags", "overrides", "donors"]

/// The tables that are read under their standard name where the scenario does not name them.
let standardKeys = reviewKeys + ["worked", "availability", "fixed"]

/// Reads scenario.yaml; every fault is logged and the rest read on.
func readScenarioDraft(_ root: YamlValue, _ log: FaultLog, needsHistory: Bool) -> ScenarioDraft {
  var draft = ScenarioDraft()
  let keys =
    ["name", "horizon", "seed", "demand"] + tableKeys
    + [
      "plan-for", "history-gaps", "open", "queues", "sites", "kinds", "contracts", "presence", "on-call", "prices",
      "service-rounds", "calendar-language", "activities", "extends", "change", "promises", "flows",
    ]
  guard let top = YamlFields(root, "the scenario", keys: keys) else { return draft }

  draft.name = top.required("name", example: "Europe support, spring 2026", anyText) ?? ""
  draft.horizon = readHorizon(top)
  if let first = draft.horizon?.first, first.weekday != .monday {
    let (begins, ends) = (first.weekday.abbreviation, first.advanced(byDays: 6).weekday.abbreviation)
    let week = "the hours and days of a contract's week are counted from \(begins) to \(ends)"
    draft.assumptions.append("horizon.first is \(begins) \(first): \(week).")
  }
  draft.seed = UInt64(top.optional("seed", example: "1", readSeed) ?? 1)
  draft.serviceRounds = top.optional("service-rounds", example: "2", readServiceRounds) ?? 0
  draft.demandsShifts = readsShifts(top, log)
  for key in tableKeys {
    let isNeeded = key == "agents" || (key == "history" && needsHistory && !draft.demandsShifts)
    let path =
      isNeeded
      ? top.required(key, example: "\(key).csv", anyText) : top.optional(key, example: "\(key).csv", anyText)
    if let path { draft.tables[key] = TablePath(path: path, spot: top.spot(key)) }
  }
  draft.prices = readPrices(top) ?? Prices()
  draft.planFor = readDemandLevel(top) ?? .mean
  draft.historyGaps = top.optional("history-gaps", example: "zero") { text throws(Misreading) in
    try readChoice(text, GapMeaning.self, kind: "meanings")
  }
  draft.calendarLanguage = top.optional("calendar-language", example: "fr", anyText)
  readSites(top, into: &draft)
  draft.kinds = top["kinds"].map(readKinds) ?? []
  readContracts(top, into: &draft, log)
  if !draft.demandsShifts {
    readQueues(top, into: &draft, log)
    readActivities(top, into: &draft, log)
  }
  checkBlends(draft, log)
  readPresences(top, into: &draft)
  readPromises(top, into: &draft)
  readFlows(top, into: &draft, log)
  readOnCall(top, into: &draft)
  checkSize(of: draft, top.spot("horizon"), log)
  return draft
}

/// Whether people are wanted by shifts; then keys about queues are faults.
private func readsShifts(_ top: YamlFields, _ log: FaultLog) -> Bool {
  let isShifts =
    top.optional("demand", example: "shifts") { text throws(Misreading) in
      guard ["queues", "shifts"].contains(text) else {
        throw Misreading(
          "\(text) is no way to say who is wanted", next: "Write queues, or shifts for shift-demand.csv.")
      }
      return text == "shifts"
    } ?? false
  if isShifts {
    for key in ["queues", "activities", "history", "flows", "presence", "service-rounds", "backlog", "events"]
    where top.has(key) {
      log.add(
        top.spot(key), "\(key) says nothing where people are wanted by shifts",
        next: key == "presence"
          ? "Write rows with a skill in shift-demand.csv instead." : "Delete it, or demand: shifts.")
    }
  }
  return isShifts
}

/// Faults a plan of more intervals than fit into memory, all queues together.
private func checkSize(of draft: ScenarioDraft, _ spot: Spot, _ log: FaultLog) {
  guard let horizon = draft.horizon else { return }
  let intervals = horizon.dayCount * 1440 / horizon.intervalMinutes * draft.queueIds.names.count
  guard !Bound.cells.contains(Double(intervals)) else { return }
  log.add(
    spot,
    "\(draft.queueIds.names.count) queues have \(intervals) intervals, and a plan at most \(Bound.cells.mostText)",
    next: "Plan fewer weeks, or longer intervals.")
}

private func readHorizon(_ top: YamlFields) -> Horizon? {
  let example = "{ first: 2026-03-23, weeks: 4, interval: 30 min }"
  guard let value = top.need("horizon", example: example),
    let fields = YamlFields(value, "horizon", keys: ["first", "weeks", "interval"])
  else { return nil }
  let first = fields.required("first", example: "2026-03-23", readDate)
  let weeks = fields.required("weeks", example: "4") { text throws(Misreading) in
    let weeks = try readWhole(text)
    guard 1...53 ~= weeks else {
      throw Misreading("\(text) weeks cannot be planned", next: "Plan between 1 and 53 weeks at a time.")
    }
    return weeks
  }
  let interval = fields.required("interval", example: "30 min", readInterval)
  guard let first, let weeks, let interval else { return nil }
  let last = first.advanced(byDays: weeks * 7 - 1)
  guard isInBoundOfDates(last) else {
    value.log.add(
      fields.spot("first"), "the plan ends on \(last), not in the years 1970 to 2200",
      next: "Plan fewer weeks, or begin earlier.")
    return nil
  }
  return Horizon(first: first, weeks: weeks, intervalMinutes: interval)
}

private func readInterval(_ text: String) throws(Misreading) -> Int {
  let minutes = try readMinutes(text)
  guard 5...60 ~= minutes, 60 % minutes == 0 else {
    throw Misreading(
      "\(text) does not divide an hour evenly", next: "Use 15 min, 30 min or 60 min (or 5, 6, 10, 12, 20).")
  }
  return minutes
}

private func readSeed(_ text: String) throws(Misreading) -> Int {
  let seed = try readWhole(text)
  guard seed >= 0 else { throw Misreading("\(text) is negative", next: "Write a whole number from 0 up.") }
  try checkBound(Double(seed), text, .seed)
  return seed
}

private func readServiceRounds(_ text: String) throws(Misreading) -> Int {
  let rounds = try readWhole(text)
  guard 0...9 ~= rounds else {
    throw Misreading("\(text) rounds are not possible", next: "Write a number from 0 to 9; 2 is plenty.")
  }
  return rounds
}

private func readPrices(_ top: YamlFields) -> Prices? {
  let keys = [
    "short", "over", "change", "presence", "fairness", "overtime", "start", "split", "queue-change", "single-day-off",
    "currency",
  ]
  guard let value = top["prices"], let fields = YamlFields(value, "prices", keys: keys) else { return nil }
  var prices = Prices()
  prices.short = fields.optional("short", example: "10", readPrice) ?? prices.short
  prices.over = fields.optional("over", example: "1", readPrice) ?? prices.over
  prices.change = fields.optional("change", example: "20", readPrice) ?? prices.change
  prices.presence = fields.optional("presence", example: "20", readPrice) ?? prices.presence
  prices.fairness = fields.optional("fairness", example: "12", readPrice) ?? prices.fairness
  prices.overtime = fields.optional("overtime", example: "5", readPrice) ?? prices.overtime
  prices.split = fields.optional("split", example: "5", readPrice) ?? prices.split
  prices.start = fields.optional("start", example: "10", readPrice) ?? prices.start
  prices.queueChange = fields.optional("queue-change", example: "1.5", readPrice) ?? prices.queueChange
  prices.singleDayOff = fields.optional("single-day-off", example: "30", readPrice) ?? prices.singleDayOff
  prices.currency = fields.optional("currency", example: "EUR", readCurrency)
  return prices
}

/// Reads a number of at least 0.
func readPrice(_ text: String) throws(Misreading) -> Double {
  let price = try readNumber(text)
  guard price >= 0 else { throw Misreading("\(text) is negative", next: "Write 0 or more.") }
  try checkBound(price, text, .points)
  return price
}
