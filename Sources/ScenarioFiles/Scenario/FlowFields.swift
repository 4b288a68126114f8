package import Timeline
import Units
import Workforce

/// Reads `flows`, the demand network; the queues must be there already.
func readFlows(_ top: YamlFields, into draft: inout ScenarioDraft, _ log: FaultLog) {
  guard top.has("flows") else { return }
  let example = "- { id: up, kind: escalation, from: en-phone, to: en-l2, share: 12 %, after: 30 min }"
  let kinds = Flow.Kind.allCases.map(\.rawValue) + ["bot", "customers"]
  let keys = [
    "id", "kind", "from", "to", "share", "after", "history", "containment", "returns", "handle-time", "outages",
    "customers", "per-month",
  ]
  var taken = KnownIds()
  for entry in top.entries("flows", example: example) {
    guard let fields = YamlFields(entry, "a flow", keys: keys) else { continue }
    let queueNames = draft.queueIds
    let id = fields.id(among: taken, kind: "flow", example: "up") { text throws(Misreading) in
      guard !queueNames.contains(text) else {
        throw Misreading("\(text) is the id of a queue", next: "Give the flow another name.")
      }
      return try readId(text)
    }
    taken.add(id)
    let kind = fields.required("kind", example: "escalation") { text throws(Misreading) in
      guard kinds.contains(text) else {
        throw Misreading("\(text) is no kind of flow", next: nearestAdvice(text, in: kinds, kind: "kinds"))
      }
      return text
    }
    guard let kind else { continue }
    let allowed: [String] =
      switch kind {
      case "bot": ["to", "containment", "history", "returns", "after", "handle-time", "outages"]
      case "customers": ["to", "customers", "per-month"]
      default: ["from", "to", "share", "history", "after"]
      }
    for (key, spot, _) in fields.others(than: ["id", "kind"] + allowed) {
      log.add(spot, "\(key) says nothing about \(kind)", next: "Its keys are \(allowed.joined(separator: ", ")).")
    }
    switch kind {
    case "bot": if let bot = readBot(id, fields, draft, log) { draft.flows.bots.append(bot) }
    case "customers": if let rate = readRate(id, fields, draft, log) { draft.flows.rates.append(rate) }
    default:
      if let flow = Flow.Kind(rawValue: kind).flatMap({ readArrow(id, $0, fields, draft) }) {
        draft.flows.arrows.append(flow)
      }
    }
  }
  checkFlows(draft.flows, top.spot("flows"), log)
}

private func readArrow(_ id: String?, _ kind: Flow.Kind, _ fields: YamlFields, _ draft: ScenarioDraft) -> Flow? {
  let from = readFlowQueue("from", fields, draft)
  let comesBack = kind == .repeat || kind == .redial
  let to = comesBack && !fields.has("to") ? from : readFlowQueue("to", fields, draft)
  let share = fields.required("share", example: "12 %", readFlowShare)
  let history = fields.optional("history", example: "0 %", readFlowShare)
  let after = fields.optional("after", example: "30 min", readDelay)
  guard let id, let from, let to, let share else { return nil }
  return Flow(id, kind, from: from, to: to, share: share, historyShare: history, after: after ?? .seconds(0))
}

private func readBot(_ id: String?, _ fields: YamlFields, _ draft: ScenarioDraft, _ log: FaultLog) -> Bot? {
  let queue = readFlowQueue("to", fields, draft)
  let containment = fields.required("containment", example: "40 %", readFlowShare)
  let history = fields.optional("history", example: "0 %") { text throws(Misreading) in
    let share = try readFlowShare(text)
    guard share < 1 else {
      throw Misreading("a history behind a bot that keeps everything says nothing", next: "Write less than 100 %.")
    }
    return share
  }
  let returns = fields.optional("returns", example: "15 %", readFlowShare)
  let after = fields.optional("after", example: "2 h", readDelay)
  let factor = fields.optional("handle-time", example: "x 1.15") { text throws(Misreading) in
    let factor = try ChangeTerm(text).factor()
    try checkBound(factor, text, .factor)
    guard factor > 0 else { throw Misreading("\(text) leaves no handle time", next: "Write a factor above 0.") }
    return factor
  }
  let zone = draft.queues.first { $0.id == queue }?.open.zone ?? .utc
  let outages = fields.list("outages", example: "2026-03-24T09:00 to 2026-03-24T11:00") { text throws(Misreading) in
    try readOutage(text, in: zone)
  }
  guard let id, let queue, let containment else { return nil }
  if let other = draft.flows.bots.first(where: { $0.queue == queue }) {
    log.add(fields.spot("to"), "bot \(other.id) is before \(queue) already", next: "Make one bot of the two.")
    return nil
  }
  let sorted = (outages ?? []).sorted { $0.lowerBound < $1.lowerBound }
  for (one, next) in zip(sorted, sorted.dropFirst()) where next.lowerBound < one.upperBound {
    log.add(fields.spot("outages"), "two outages overlap", next: "Write one from the first start to the last end.")
    break
  }
  return Bot(
    id, before: queue, containment: containment, historyContainment: history ?? 0, returns: returns ?? 0,
    after: after ?? .seconds(0), handleTimeFactor: factor ?? 1, outages: sorted)
}

private func readRate(_ id: String?, _ fields: YamlFields, _ draft: ScenarioDraft, _ log: FaultLog) -> ContactRate? {
  let queue = readFlowQueue("to", fields, draft)
  let perMonth = fields.required("per-month", example: "0.35") { text throws(Misreading) in
    let rate = try readNumber(text)
    guard rate >= 0 else { throw Misreading("\(text) is negative", next: "Write 0 or more.") }
    try checkBound(rate, text, .factor)
    return rate
  }
  let example = "{ 2026-03-01: 12000, 2026-06-01: 18000 }"
  guard let value = fields.need("customers", example: example) else { return nil }
  var counts: [ContactRate.Count] = []
  func count(_ value: YamlValue, on date: CivilDate) {
    let customers = value.read("customers", example: "12000") { text throws(Misreading) in
      let customers = try readNumber(text)
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      if parts.count == 2, parts[1].count == 3, 1...3 ~= parts[0].count {
        throw Misreading(
          "\(text) may have a mark between thousands or three decimals",
          next: "Write \(parts[0])\(parts[1]), or \(parts[0]).")
      }
      guard customers >= 0 else { throw Misreading("\(text) is negative", next: "Write 0 or more.") }
      try checkBound(customers, text, .driver)
      return customers
    }
    if let customers { counts.append(ContactRate.Count(date: date, customers: customers)) }
  }
  if value.node.mapping == nil {
    count(value, on: draft.horizon?.first ?? CivilDate(daysSinceEpoch: 0))
  } else if let dates = YamlFields(value, "customers", keys: [], isExtra: { _ in true }) {
    for (key, spot, value) in dates.others(than: []) {
      do throws(Misreading) {
        count(value, on: try readDate(key))
      } catch {
        log.add(spot, "customers: \(error.what)", next: error.next)
      }
    }
  }
  guard let id, let queue, let perMonth, !counts.isEmpty else { return nil }
  if draft.flows.rates.contains(where: { $0.queue == queue }) {
    log.add(fields.spot("to"), "\(queue) gets contacts by customers twice", next: "Add the customers up in one flow.")
    return nil
  }
  return ContactRate(id, of: queue, customers: counts.sorted { $0.date < $1.date }, perMonth: perMonth)
}

private func readFlowQueue(_ key: String, _ fields: YamlFields, _ draft: ScenarioDraft) -> String? {
  let queues = draft.queueIds
  return fields.required(key, example: queues.names.first ?? "en-phone") { text throws(Misreading) in
    guard !queues.isComplete || queues.contains(text) else {
      throw Misreading("there is no queue \(text)", next: nearestAdvice(text, in: queues.names, kind: "queues"))
    }
    if draft.queues.contains(where: { $0.id == text && $0.activity != nil }) {
      throw Misreading("\(text) is an activity, which no contacts reach", next: "Name a queue.")
    }
    return text
  }
}

private func readFlowShare(_ text: String) throws(Misreading) -> Double { try readShare(text, in: .share) }

private func readDelay(_ text: String) throws(Misreading) -> Seconds {
  let length = try readLength(text)
  if length.value > 0 { try checkBound(length.value, text, .threshold) }
  return length
}

/// Reads `2026-03-24T09:00 to 2026-03-24T11:00` on a clock.
private func readOutage(_ text: String, in zone: Zone) throws(Misreading) -> Range<Instant> {
  let example = "Write for example 2026-03-24T09:00 to 2026-03-24T11:00."
  guard let middle = text.firstRange(of: " to ") else { throw Misreading("\(text) has no end", next: example) }
  let from = try readMoment(trimmed(text[..<middle.lowerBound]), in: zone)
  let to = try readMoment(trimmed(text[middle.upperBound...]), in: zone)
  guard from < to else { throw Misreading("\(text) ends before it begins", next: example) }
  return from..<to
}

/// Reads a moment such as `2026-03-24T09:00` on a clock, or with its offset.
package func readMoment(_ text: String, in zone: Zone) throws(Misreading) -> Instant {
  switch WrittenTime(iso: text) {
  case .instant(let instant, _): return instant
  case .local(let local):
    switch zone.resolve(local) {
    case .once(let instant): return instant
    case .twice(let earlier, _):
      throw Misreading(
        "\(text) happens twice in \(zone.name)", next: "Add the offset, for example \(zone.isoText(at: earlier)).")
    case .never(_, let after, _):
      throw Misreading("\(text) never happens in \(zone.name)", next: "Write for example \(zone.isoText(at: after)).")
    }
  case nil:
    throw Misreading("\(text) is no date and time", next: "Write for example 2026-03-24T09:00.")
  }
}

/// Faults queues that pass on more than they have, and loops that nobody gets out of.
func checkFlows(_ flows: DemandFlows, _ spot: Spot, _ log: FaultLog) {
  if let fault = flows.fault { log.add(spot, fault.what, next: fault.next) }
}

extension DemandFlows {
  /// What makes the network impossible; nil where nothing does.
  var fault: Misreading? {
    for queue in unique(arrows.map(\.from)) {
      for isRedial in [false, true] {
        let shares = arrows.filter { $0.from == queue && ($0.kind == .redial) == isRedial }
        for sum in [shares.reduce(0, { $0 + $1.share }), shares.reduce(0, { $0 + $1.historyShare })]
        where sum > 1 + 1e-9 {
          let all = Share((sum * 1000).rounded() / 1000).plainText
          return Misreading(
            "\(shares.map(\.id).joined(separator: " and ")) take \(all) of what "
              + "\(queue) \(isRedial ? "loses" : "handles")", next: "Lower the shares to at most 100 % together.")
        }
      }
    }
    guard let loop = endlessLoop else { return nil }
    return Misreading(
      "contacts go round \(loop.joined(separator: " -> ")) for ever: the shares multiply to 100 %",
      next: "Lower one of the shares, so that some contacts are solved.")
  }
}
