import Timeline
import Units
import Workforce

/// Reads the queues of a scenario into its draft; the sites must be there already.
func readQueues(_ top: YamlFields, into draft: inout ScenarioDraft, _ log: FaultLog) {
  let usualZone = draft.sites.first?.zone
  var shared: OpeningHours?
  if let value = top["open"] { shared = readOpening(value, usualZone: usualZone) }
  let keys = [
    "id", "language", "channel", "tier", "needs", "concurrency", "handle-times", "open", "goal", "patience",
    "handle-time", "region", "plan-for", "load", "blend", "least-stretch", "arrivals",
  ]
  let example = "- { id: fr-phone, language: fr, channel: phone, goal: { answered: 80 %, within: 20 s } }"
  for entry in top.entries("queues", example: example) {
    guard let fields = YamlFields(entry, "a queue", keys: keys) else {
      draft.queueIds.add(nil)
      continue
    }
    let id = fields.id(among: draft.queueIds, kind: "queue", example: "fr-phone", read: readQueueId)
    draft.queueIds.add(id)
    let language = fields.required("language", example: "fr", anyText)
    let channel = fields.required("channel", example: "phone") { text throws(Misreading) in
      do throws(Misreading) { return try readChoice(text, Channel.self, kind: "channels") } catch {
        let meant = Channel(named: text.lowercased().split { !$0.isLetter }.map(String.init))
        guard let meant else { throw error }
        throw Misreading(error.what, next: "Write channel: \(meant.rawValue)", isTaken: true)
      }
    }
    let goal = readGoal(fields, channel)
    let hours = readHours(fields, id: id ?? "", shared: shared, hasShared: top.has("open"), into: &draft)
    guard let id, let language, let channel, let goal, let hours else { continue }
    var queue = Queue(id: id, language: language, channel: channel, open: hours, goal: goal)
    queue.tier = fields.optional("tier", example: "L1", anyText) ?? queue.tier
    queue.needs = fields.list("needs", example: "billing", anyText) ?? []
    queue.handleTimesAtOnce = readHandleTimes(fields, channel, log)
    queue.concurrency = readConcurrency(fields, channel, log) ?? max(1, queue.handleTimesAtOnce.count)
    if channel.isConcurrent, !fields.has("concurrency"), !fields.has("handle-times") {
      draft.assumptions.append("Queue \(id) has no concurrency: one \(channel.rawValue) at a time for each person.")
    }
    checkHandleTimes(of: queue, fields, log)
    queue.patience = fields.optional("patience", example: "90 s") { text throws(Misreading) in
      if text == "endless" {
        throw Misreading("nobody is to hang up", next: "Leave patience out: then nobody does.", isTaken: true)
      }
      return try readPositiveLength(text, in: .patience)
    }
    noteIdleLimits(of: queue, into: &draft)
    queue.handleTime = fields.optional("handle-time", example: "6 min", readHandleTime)
    queue.planFor = readDemandLevel(fields)
    queue.loadModel = readLoadModel(fields, channel, log)
    queue.blend = readBlend(fields, channel, into: &draft, log)
    queue.leastStretch = fields.optional("least-stretch", example: "60 min") { text throws(Misreading) in
      try readMinutes(text, in: .withinDay)
    }
    queue.region = readRegion(
      fields, of: queue, hasWrittenHours: fields.has("open") || top.has("open"), into: &draft, log)
    let isDerived = fields.optional("arrivals", example: "derived") { text throws(Misreading) in
      guard ["observed", "derived"].contains(text) else {
        throw Misreading(
          "\(text) says not where its contacts come from", next: "Write observed (its history) or derived (flows).")
      }
      return text == "derived"
    }
    if isDerived == true { draft.flows.derived.insert(id) }
    draft.queues.append(queue)
  }
}

private func readGoal(_ queue: YamlFields, _ channel: Channel?) -> ServiceGoal? {
  guard let value = queue.need("goal", example: "{ answered: 80 %, within: 20 s }"),
    let fields = YamlFields(value, "goal", keys: ["answered", "within", "clock", "abandoned", "occupancy"])
  else { return nil }
  let answered = fields.required("answered", example: "80 %", readGoalShare)
  let within = fields.required("within", example: channel?.usualThreshold ?? "20 s") { text throws(Misreading) in
    try readPositiveLength(text, in: .threshold)
  }
  let clock = fields.optional("clock", example: "business") { text throws(Misreading) in
    try readChoice(text, ServiceClock.self, kind: "clocks")
  }
  let abandoned = fields.optional("abandoned", example: "5 %", readGoalShare)
  let occupancy = fields.optional("occupancy", example: "85 %", readGoalShare)
  guard let answered, let within else { return nil }
  return ServiceGoal(
    answered: answered, within: within, clock: clock ?? .wall, abandonedAtMost: abandoned, occupancyAtMost: occupancy)
}

/// Says which limits of a goal limit nothing: no mistake, since goals are copied from queue to queue.
private func noteIdleLimits(of queue: Queue, into draft: inout ScenarioDraft) {
  let limits = [("abandoned", queue.goal.abandonedAtMost), ("occupancy", queue.goal.occupancyAtMost)]
    .filter { $0.1 != nil }.map(\.0)
  if queue.isDeferred, !limits.isEmpty {
    draft.assumptions.append(
      "Queue \(queue.id): work that waits has no limit for \(limits.joined(separator: " and ")); that of its goal is left aside."
    )
  } else if queue.goal.abandonedAtMost != nil, queue.patience == nil {
    draft.assumptions.append(
      "Queue \(queue.id) has no patience: nobody is taken to hang up, and abandoned of its goal is left aside.")
  }
}

private func readHours(
  _ queue: YamlFields, id: String, shared: OpeningHours?, hasShared: Bool, into draft: inout ScenarioDraft
) -> OpeningHours? {
  let site = draft.sites.first
  if let value = queue["open"] {
    let hours = readOpening(value, usualZone: site?.zone)
    if let hours, value.node.mapping?["zone"] == nil {
      draft.assumptions.append("Queue \(id): its hours are on the clock of \(hours.zone.name), the first site's.")
    }
    return hours
  }
  if hasShared { return shared }
  guard let site else { return nil }
  draft.assumptions.append("Queue \(id) has no hours: open day and night, in days of \(site.zone.name).")
  return .always(zone: site.zone)
}

private func readConcurrency(_ queue: YamlFields, _ channel: Channel, _ log: FaultLog) -> Int? {
  queue.optional("concurrency", example: "3") { text throws(Misreading) in
    let count = try readWhole(text)
    guard 1...50 ~= count else {
      throw Misreading("\(text) contacts at once is not possible", next: "Write a number from 1 to 50.")
    }
    guard count == 1 || channel.isConcurrent else {
      throw Misreading("\(text) contacts at once on \(channel.withArticle) queue", next: "Only chat can be above 1.")
    }
    return count
  }
}

/// The region written; or else, when hours are written, the only region of the sites on the clock of those hours.
func readRegion(
  _ fields: YamlFields, of queue: Queue, hasWrittenHours: Bool, into draft: inout ScenarioDraft, _ log: FaultLog
) -> String? {
  if let region = fields.optional("region", example: "FR", anyText) {
    draft.regionSpots.append((region, fields.spot("region")))
    return region
  }
  let regions = Set(draft.sites.filter { $0.zone == queue.open.zone }.compactMap(\.region))
  if hasWrittenHours, let region = regions.first, regions.count == 1 {
    draft.assumptions.append("Queue \(queue.id) has no region: holidays of \(region), the region of its clock's site.")
    return region
  }
  if queue.open.closesOnHolidays {
    log.add(
      fields.spot("open"), "queue \(queue.id) closes on holidays but has no region",
      next: "Add region: to the queue, for example region: FR.")
  }
  return nil
}

private func readGoalShare(_ text: String) throws(Misreading) -> Double {
  let share = try readShare(text)
  guard share > 0, share <= 1 else {
    throw Misreading("\(text) cannot be a goal", next: "Write more than 0 % and at most 100 %.")
  }
  return share
}

/// Reads a length above 0 within a bound.
func readPositiveLength(_ text: String, in bound: Bound) throws(Misreading) -> Seconds {
  guard try readLength(text).value > 0 else {
    throw Misreading("\(text) is no time at all", next: "Write more than 0.")
  }
  return try readLength(text, in: bound)
}

/// Reads the handle time of a contact.
func readHandleTime(_ text: String) throws(Misreading) -> Seconds { try readPositiveLength(text, in: .handleTime) }

/// Reads one of the words of a list.
func readChoice<Choice: RawRepresentable<String> & CaseIterable>(
  _ text: String, _ choices: Choice.Type, kind: String
) throws(Misreading) -> Choice {
  if let choice = Choice(rawValue: text) { return choice }
  let words = Choice.allCases.map(\.rawValue)
  throw Misreading(
    "\(text) is not among the \(kind)", next: nearestAdvice(text, in: words, kind: kind))
}
