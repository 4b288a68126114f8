import Units
import Workforce

/// Reads `plan-for` of a queue or of the whole scenario; nil where it is not there.
func readDemandLevel(_ fields: YamlFields) -> DemandLevel? {
  fields.optional("plan-for", example: "P80") { text throws(Misreading) in
    try readChoice(text, DemandLevel.self, kind: "levels")
  }
}

/// Reads how the load follows from the arrivals; the choice is for live queues only.
func readLoadModel(_ fields: YamlFields, _ channel: Channel, _ log: FaultLog) -> LoadModel {
  let model = fields.optional("load", example: "lagged") { text throws(Misreading) in
    try readChoice(text, LoadModel.self, kind: "loads")
  }
  if model != nil, channel.isDeferred {
    log.add(
      fields.spot("load"), "load on \(channel.withArticle) queue",
      next: "Leave it out: work that waits is spread up to its deadline.")
  }
  return model ?? .automatic
}

/// Reads the handle times with 1, 2, ... chats at once; empty where they are not there.
func readHandleTimes(_ fields: YamlFields, _ channel: Channel, _ log: FaultLog) -> [Seconds] {
  guard let times = fields.list("handle-times", example: "[300 s, 390 s, 510 s]", readHandleTime) else { return [] }
  if !channel.isConcurrent {
    log.add(
      fields.spot("handle-times"), "handle times by contacts at once on \(channel.withArticle) queue",
      next: "Only chat has several at once; write handle-time instead.")
  }
  return times
}

/// Faults handle times that do not fit the concurrency, or by which holding one more finishes fewer.
func checkHandleTimes(of queue: Queue, _ fields: YamlFields, _ log: FaultLog) {
  let times = queue.handleTimesAtOnce
  guard !times.isEmpty else { return }
  if times.count != queue.concurrency {
    log.add(
      fields.spot("handle-times"),
      "\(times.count) handle times for a concurrency of \(queue.concurrency)",
      next: "Write one for each number of chats at once, from 1 to \(queue.concurrency).")
  }
  for count in 1..<times.count where Double(count + 1) * times[count - 1].value < Double(count) * times[count].value {
    log.add(
      fields.spot("handle-times"),
      "with \(count + 1) chats at once a person finishes fewer than with \(count)",
      next: "Lower the concurrency to \(count), or correct the handle times.")
    return
  }
}

/// Reads which live queues do the work in their gaps; their names are checked when all queues are read.
func readBlend(
  _ queue: YamlFields, _ channel: Channel, into draft: inout ScenarioDraft, _ log: FaultLog
) -> Blend? {
  guard let value = queue["blend"], let fields = YamlFields(value, "blend", keys: ["with", "reserve"]) else {
    return nil
  }
  guard channel.isDeferred else {
    log.add(
      value.spot, "blend on \(channel.withArticle) queue",
      next: "Only work that waits can be done in the gaps of others: \(Channel.deferred).")
    return nil
  }
  guard fields.need("with", example: "[fr-phone]") != nil else { return nil }
  let names = fields.list("with", example: "fr-phone", anyText) ?? []
  let reserve = fields.optional("reserve", example: "1") { text throws(Misreading) in
    let reserve = try readPrice(text)
    try checkBound(reserve, text, .agents)
    return reserve
  }
  for name in names { draft.blendSpots.append((name, fields.spot("with"))) }
  return names.isEmpty ? nil : Blend(with: names, reserve: reserve ?? 1)
}

/// Faults blends with queues that are not there or are not phone queues, once all queues are read.
func checkBlends(_ draft: ScenarioDraft, _ log: FaultLog) {
  let phones = draft.queues.filter { $0.takesCalls }.map(\.id)
  for (name, spot) in draft.blendSpots where draft.queueIds.isComplete && !phones.contains(name) {
    let isKnown = draft.queueIds.names.contains(name)
    // A phone queue that could not be read has its own faults.
    if isKnown, !draft.queues.contains(where: { $0.id == name }) { continue }
    log.add(
      spot, isKnown ? "blend with \(name), which is not a phone queue" : "blend with \(name), which is no queue",
      next: nearestAdvice(name, in: phones, kind: "phone queues"))
  }
}
