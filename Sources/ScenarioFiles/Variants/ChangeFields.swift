import Timeline
import Units

/// Reads `change` of a scenario.yaml; every fault is logged and the rest read on.
func readChanges(_ value: YamlValue) -> [ScenarioChange] {
  let kinds = ScenarioChange.Kind.allCases.map(\.rawValue)
  guard let fields = YamlFields(value, "change", keys: kinds) else { return [] }
  var changes: [ScenarioChange] = []
  for (key, _, value) in fields.others(than: []) {
    guard let kind = ScenarioChange.Kind(rawValue: key) else { continue }
    if kind == .people {
      changes += readPeopleChanges(value)
      continue
    }
    guard let targets = YamlFields(value, key, keys: [], isExtra: { _ in true }) else { continue }
    for (target, _, value) in targets.others(than: []) {
      if let change = readChange(kind, target, value) { changes.append(change) }
    }
  }
  return changes
}

private func readChange(_ kind: ScenarioChange.Kind, _ target: String, _ value: YamlValue) -> ScenarioChange? {
  let place = value.log.place(value.spot)
  switch (kind, value.node.mapping != nil) {
  case (.open, true):
    return readHours(value).map {
      ScenarioChange(kind, target, .hours($0), text: YamlOverlay.text(value.node), at: place)
    }
  case (.goals, true):
    return readGoal(value).map {
      ScenarioChange(kind, target, .goal($0), text: YamlOverlay.text(value.node), at: place)
    }
  default:
    return value.read(target, example: example(kind)) { text throws(Misreading) in
      try ScenarioChange(kind, target, text, at: place)
    }
  }
}

private func example(_ kind: ScenarioChange.Kind) -> String {
  switch kind {
  case .volume: "x 1.15 from 2026-06-01"
  case .handleTime, .wages: "x 1.10"
  case .shrinkage, .flows: "+2 %"
  case .goals: "85 %"
  case .open: "{ sat: 09:00-17:00 }"
  case .prices: "x 2"
  case .people: "{ add: 4 like L03 from 2026-04-13, remove: [B07] }"
  }
}

private func readPeopleChanges(_ value: YamlValue) -> [ScenarioChange] {
  guard let fields = YamlFields(value, "people", keys: ["add", "remove"]) else { return [] }
  var changes: [ScenarioChange] = []
  let place = { (key: String) in value.log.place(fields.spot(key)) }
  changes +=
    fields.list("add", example: "4 like L03 from 2026-04-13") { text throws(Misreading) in
      let term = try ChangeTerm(text)
      let words = term.what.split(separator: " ").map(String.init)
      guard words.count == 3, words[1] == "like" else {
        throw Misreading("\(text) names no people", next: "Write for example 4 like L03 from 2026-04-13.")
      }
      return try ScenarioChange(.people, words[2], words[0] + term.datesText, at: place("add"))
    } ?? []
  changes +=
    fields.list("remove", example: "[B07]") { text throws(Misreading) in
      let term = try ChangeTerm(text)
      return try ScenarioChange(.people, term.what, "remove" + term.datesText, at: place("remove"))
    } ?? []
  return changes
}

private func readGoal(_ value: YamlValue) -> ScenarioChange.Goal? {
  guard let fields = YamlFields(value, "goal", keys: ["answered", "within", "abandoned", "occupancy"]) else {
    return nil
  }
  var goal = ScenarioChange.Goal()
  goal.answered = fields.optional("answered", example: "85 %") { text throws(Misreading) in
    try ChangeTerm(text).number(isShare: true)
  }
  goal.within = fields.optional("within", example: "20 s") { text throws(Misreading) in
    try readPositiveLength(text, in: .threshold)
  }
  goal.abandoned = fields.optional("abandoned", example: "5 %", readShare)
  goal.occupancy = fields.optional("occupancy", example: "85 %", readShare)
  return goal
}

private func readHours(_ value: YamlValue) -> ScenarioChange.Hours? {
  let keys = ["holidays", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri", "daily"]
  // The clock is known here so that it is refused with its reason.
  let fields = YamlFields(
    value, "open", keys: keys + ["zone"], isExtra: { readWeekdays($0) != nil }, reword: Rewording.weekdays)
  guard let fields else { return nil }
  if let zone = fields["zone"] {
    value.log.add(
      zone.spot, "a change of hours has no clock of its own: days that are not written stay on the queue's",
      next: "Leave zone out, or write it under queues: open: { zone: \(YamlOverlay.text(zone.node)) }")
  }
  let holidays = fields.optional("holidays", example: "closed", readHolidayWord)
  guard let days = readDays(fields.others(than: ["holidays", "zone"])) else { return nil }
  guard !days.isEmpty || fields.has("holidays") else {
    if !fields.hasMisspeltKey, !fields.has("zone") {
      value.log.add(value.spot, "open has no hours", next: "Add for example sat: 09:00-17:00, or mon: closed.")
    }
    return nil
  }
  return ScenarioChange.Hours(
    days: Weekday.allCases.filter { days[$0] != nil }, week: Weekday.allCases.map { days[$0] ?? [] },
    closesOnHolidays: holidays)
}
