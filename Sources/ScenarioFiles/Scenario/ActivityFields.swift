import Timeline
import Units
import Workforce

/// Reads work beside the queues into the draft, as queues that no contacts reach; the queues and sites must be there already.
func readActivities(_ top: YamlFields, into draft: inout ScenarioDraft, _ log: FaultLog) {
  guard top.has("activities") else { return }
  let keys = ["id", "hours", "people", "open", "region", "least-stretch", "most", "language", "needs", "price"]
  let example = "- { id: claims, hours: 6 h a day, open: { mon-fri: 08:00-18:00 }, least-stretch: 90 min }"
  for entry in top.entries("activities", example: example) {
    guard let fields = YamlFields(entry, "an activity", keys: keys) else {
      draft.queueIds.add(nil)
      continue
    }
    let id = fields.id(among: draft.queueIds, kind: "queue", example: "claims", read: readQueueId)
    draft.queueIds.add(id)
    let least = fields.optional("least-stretch", example: "90 min") { text throws(Misreading) in
      try readMinutes(text, in: .withinDay)
    }
    let amount = readAmount(fields, least: least ?? Activity.usualStretch, draft, log)
    let most = fields.optional("most", example: "2", readPeople)
    if most != nil, fields.has("people") {
      log.add(fields.spot("most"), "most says nothing beside people", next: "Leave it out, or write hours.")
    }
    let price = fields.optional("price", example: "5", readPrice)
    let open = fields.need("open", example: "{ mon-fri: 08:00-18:00 }").flatMap {
      readOpening($0, usualZone: draft.sites.first?.zone)
    }
    guard let id, let amount, let open else { continue }
    if fields["open"]?.node.mapping?["zone"] == nil {
      draft.assumptions.append("Activity \(id): its hours are on the clock of \(open.zone.name), the first site's.")
    }
    var queue = Queue(
      id: id, language: fields.optional("language", example: "fr", anyText) ?? "", channel: .backOffice, open: open,
      goal: Activity.noGoal)
    queue.needs = fields.list("needs", example: "claims", anyText) ?? []
    queue.leastStretch = least
    queue.activity = Activity(amount, most: most, price: price)
    queue.region = readRegion(fields, of: queue, hasWrittenHours: true, into: &draft, log)
    draft.queues.append(queue)
  }
}

private func readPeople(_ text: String) throws(Misreading) -> Int {
  let people = try readWhole(text)
  guard 1...1000 ~= people else { throw Misreading("\(text) is out of range", next: "Write 1 to 1000.") }
  return people
}

/// Hours of a day or week, or people.
private func readAmount(
  _ fields: YamlFields, least: Int, _ draft: ScenarioDraft, _ log: FaultLog
) -> Activity.Amount? {
  guard fields.has("hours") != fields.has("people") else {
    log.add(
      fields.spot(fields.has("hours") ? "people" : "id"),
      fields.has("hours") ? "hours and people of one activity" : "the activity says not how much is wanted",
      next: "Write hours: 6 h a day (or a week), which are placed for you, or people: 1, at all its open time.")
    return nil
  }
  if fields.has("people") { return fields.optional("people", example: "1", readPeople).map { .people($0) } }
  return fields.optional("hours", example: "6 h a day") { text throws(Misreading) in
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 2, words[words.count - 2] == "a", let period = Activity.Period(rawValue: words[words.count - 1])
    else { throw Misreading("\(text) says not of what time", next: "Write for example 6 h a day, or 30 h a week.") }
    let minutes = try readMinutes(words.dropLast(2).joined(separator: " "))
    try checkBound(Double(minutes * 60), text, .activity)
    guard minutes >= least else {
      throw Misreading(
        "\(text) is less than one stretch of \(least) min",
        next: "Write more hours, or least-stretch: \(max(1, minutes)) min.")
    }
    if let length = draft.horizon?.intervalMinutes, minutes % length != 0 {
      throw Misreading(
        "\(text) is no whole number of intervals of \(length) min",
        next: "Write \(minutes / length * length + length) min, or a shorter interval in horizon.")
    }
    return .minutes(minutes, period)
  }
}
