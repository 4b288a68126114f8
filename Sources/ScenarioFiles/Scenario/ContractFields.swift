import Units
import Workforce

/// Reads the contracts of a scenario into its draft.
func readContracts(_ top: YamlFields, into draft: inout ScenarioDraft, _ log: FaultLog) {
  let keys = [
    "id", "week", "reference", "shifts", "rest", "days-in-a-row", "days-off-in-a-row", "weekends", "nights-in-a-row",
    "overtime", "stable-starts", "least-stretch", "queue-changes", "kinds", "rotation", "kinds-in-a-row", "after",
    "cost",
  ]
  let example = "- { id: full-time, week: { hours: 40 h, days: 5 }, ... }"
  for entry in top.entries("contracts", example: example) {
    guard let fields = YamlFields(entry, "a contract", keys: keys) else {
      draft.contractIds.add(nil)
      continue
    }
    let id = fields.id(among: draft.contractIds, kind: "contract", example: "full-time")
    draft.contractIds.add(id)
    let week = readWeek(fields)
    let reference = fields["reference"].flatMap { readReference($0, horizon: draft.horizon, log) }
    let shifts = readShifts(fields)
    let cost = fields.required("cost", example: "18.50 EUR/h", readHourlyPrice)
    let rest = fields.optional("rest", example: "11 h") { text throws(Misreading) in
      try readMinutes(text, in: .withinWeek)
    }
    let daysInARow = fields.optional("days-in-a-row", example: "5", readDaysInARow)
    let daysOff = fields.optional("days-off-in-a-row", example: "2") { text throws(Misreading) in
      try readWhole(text, in: 1...6)
    }
    let weekends = fields.optional("weekends", example: "2 per 4 weeks", readWeekends)
    let nights = fields.optional("nights-in-a-row", example: "3") { text throws(Misreading) in
      try readWhole(text, in: 0...14)
    }
    let overtime = fields["overtime"].flatMap(readOvertime)
    let changes = fields.optional("queue-changes", example: "4") { text throws(Misreading) -> Int? in
      text == "none" ? nil : try readWhole(text, in: 0...48)
    }
    let stretch = fields.optional("least-stretch", example: "60 min") { text throws(Misreading) in
      text == "none" ? 0 : try readMinutes(text, in: .withinDay)
    }
    let tolerance = fields.optional("stable-starts", example: "60 min") { text throws(Misreading) -> Int? in
      text == "none" ? nil : try readMinutes(text, in: .withinDay)
    }
    let kindRules = readKindRules(fields, starts: shifts?.starts, in: draft)
    guard let id, let week, let shifts, let cost else { continue }
    var contract = Contract(
      id: id, weekLeastMinutes: week.hours.lowerBound, weekMostMinutes: week.hours.upperBound, weekDays: week.days,
      shiftMinutes: shifts.lengths, starts: shifts.starts, lunch: shifts.lunch, breaks: shifts.breaks,
      costPerHour: cost)
    contract.lunchFromMinutes = shifts.lunchFrom ?? contract.lunchFromMinutes
    contract.restMinutes = rest ?? contract.restMinutes
    contract.daysInARow = daysInARow?.most ?? contract.daysInARow
    contract.leastDaysInARow = daysInARow?.least ?? contract.leastDaysInARow
    contract.daysOffInARow = daysOff ?? contract.daysOffInARow
    contract.weekendsPerFourWeeks = weekends
    contract.nightsInARow = nights
    contract.overtimeMinutes = overtime?.minutes ?? 0
    contract.overtimeDays = overtime?.days ?? 0
    contract.startTolerance = tolerance ?? (fields.has("stable-starts") ? nil : Contract.humaneStartTolerance)
    contract.leastStretch = stretch ?? Contract.humaneStretch
    contract.mostQueueChanges = changes ?? (fields.has("queue-changes") ? nil : Contract.humaneQueueChanges)
    contract.split = shifts.split
    contract.reference = reference
    contract.take(kindRules)
    if kindRules.isDated { draft.datedRotations.insert(id) }
    draft.assumptions += referenceAssumption(contract, horizon: draft.horizon)
    if rest == nil, !fields.has("rest") {
      draft.assumptions.append(
        "Contract \(id) has no rest: \(lengthText(minutes: contract.restMinutes)) between shifts.")
    }
    contract.fillHumaneRows(daysInARow: daysInARow?.least == nil, daysOff: !fields.has("days-off-in-a-row"))
    for clash in contradictions(in: contract) {
      log.add(fields.spot(clash.key), "contract \(id): \(clash.what)", next: clash.next)
    }
    draft.contracts.append(contract)
  }
}

private func readWeek(_ contract: YamlFields) -> (hours: ClosedRange<Int>, days: Int)? {
  guard let value = contract.need("week", example: "{ hours: 40 h, days: 5 }"),
    let fields = YamlFields(value, "week", keys: ["hours", "days"])
  else { return nil }
  let hours = fields.required("hours", example: "40 h") { text throws(Misreading) in
    try readMinuteRange(text, in: .withinWeek)
  }
  let days = fields.required("days", example: "5") { text throws(Misreading) in
    if let most = text.split(separator: "-").last.flatMap({ Int($0) }), text.contains("-"), 1...7 ~= most {
      throw Misreading("\(text) is a range, and days is their most", next: "Write days: \(most)", isTaken: true)
    }
    return try readWhole(text, in: 1...7)
  }
  guard let hours, let days else { return nil }
  return (hours, days)
}

private func readReference(_ value: YamlValue, horizon: Horizon?, _ log: FaultLog) -> ReferencePeriod? {
  guard let fields = YamlFields(value, "reference", keys: ["hours", "weeks", "first"]) else { return nil }
  let hours = fields.required("hours", example: "140-160 h") { text throws(Misreading) in
    try readMinuteRange(text, in: .reference)
  }
  let weeks = fields.required("weeks", example: "4") { text throws(Misreading) in try readWhole(text, in: 2...52) }
  let first = fields.optional("first", example: "2026-01-05", readDate)
  if let first, let horizon, horizon.first.days(since: first) % 7 != 0 {
    log.add(
      fields.spot("first"),
      "a period that begins on \(first) does not begin with a week of the plan, which are counted from \(horizon.first)",
      next: "Write a date that is whole weeks before or after \(horizon.first).")
  }
  guard let hours, let weeks else { return nil }
  return ReferencePeriod(weeks: weeks, minutes: hours, first: first)
}

/// Says which weeks of the horizon fill no reference period and so are not ruled by one.
private func referenceAssumption(_ contract: Contract, horizon: Horizon?) -> [String] {
  guard let reference = contract.reference, let horizon else { return [] }
  let before = reference.weeksBefore(horizon)
  let rest = (horizon.weeks + before) % reference.weeks
  if rest == 0 { return [] }
  let ruled = max(0, horizon.weeks - rest)
  let long = before == 0 ? "is longer than the horizon" : "ends after the horizon"
  return [
    ruled == 0
      ? "Contract \(contract.id): its reference period of \(reference.weeks) weeks \(long) and rules nothing."
      : "Contract \(contract.id): its reference period of \(reference.weeks) weeks rules the first \(ruled) weeks of the horizon."
  ]
}

private func readOvertime(_ value: YamlValue) -> (minutes: Int, days: Int)? {
  guard let fields = YamlFields(value, "overtime", keys: ["hours", "days"]) else { return nil }
  let minutes = fields.required("hours", example: "8 h") { text throws(Misreading) in
    try readMinutes(text, in: .withinWeek)
  }
  let days = fields.optional("days", example: "1") { text throws(Misreading) in try readWhole(text, in: 0...6) }
  return minutes.map { ($0, days ?? 0) }
}

private struct ShiftFields {
  var lengths: [Int]
  var starts: [StartWindow]
  var lunch: BreakRule?
  var lunchFrom: Int?
  var breaks: BreakRule?
  var split: SplitRule?
}

private func readShifts(_ contract: YamlFields) -> ShiftFields? {
  let example = "{ lengths: [8 h], starts: 07:00-13:00 every 30 min }"
  guard let value = contract.need("shifts", example: example),
    let fields = YamlFields(
      value, "shifts",
      keys: ["lengths", "starts", "lunch", "lunch-from", "lunch-window", "breaks", "breaks-window", "split"]),
    fields.need("lengths", example: "[8 h]") != nil, fields.need("starts", example: "07:00-13:00 every 30 min") != nil
  else { return nil }
  let lengths = fields.list("lengths", example: "[8 h]") { text throws(Misreading) in
    let minutes = try readMinutes(text)
    guard minutes >= 30 else { throw Misreading("\(text) is too short for a shift", next: "Write 30 min or more.") }
    guard minutes <= 1440 else { throw Misreading("\(text) is longer than a day", next: "Write at most 24 h.") }
    return minutes
  }
  let starts = fields.list("starts", example: "07:00-13:00 every 30 min", readStartWindow)
  // Read before anything is given up, so that every fault of the group is logged.
  let lunch = readBreakRule("lunch", example: "30 min unpaid", window: "3-5 h", fields)
  let lunchFrom = fields.optional("lunch-from", example: "6 h") { text throws(Misreading) in
    try readMinutes(text, in: .withinDay)
  }
  let breaks = readBreakRule("breaks", example: "2 x 15 min paid", window: "1-7 h", fields)
  let split = fields["split"].flatMap(readSplit)
  guard let lengths, let starts else { return nil }
  if let value = fields["lengths"], lengths.isEmpty, value.node.sequence?.isEmpty == true {
    value.log.add(value.spot, "lengths is empty", next: "Write the paid lengths of a shift, for example [8 h].")
  }
  if let value = fields["starts"], starts.isEmpty, value.node.sequence?.isEmpty == true {
    value.log.add(value.spot, "starts is empty", next: "Write for example 07:00-13:00 every 30 min.")
  }
  guard !lengths.isEmpty, !starts.isEmpty else { return nil }
  return ShiftFields(
    lengths: Array(Set(lengths)).sorted(), starts: starts, lunch: lunch, lunchFrom: lunchFrom, breaks: breaks,
    split: split)
}

/// Reads breaks with the window in which they begin, which stands under a key of its own.
private func readBreakRule(_ key: String, example: String, window: String, _ shifts: YamlFields) -> BreakRule? {
  let windowKey = "\(key)-window"
  let written = shifts.optional(key, example: example, readBreaks)
  let range = shifts.optional(windowKey, example: window) { text throws(Misreading) in
    try readMinuteRange(text, in: .withinDay)
  }
  guard var rule = written ?? nil else {
    if let value = shifts[windowKey], !shifts.has(key) || written != nil {
      value.log.add(
        shifts.spot(windowKey), "\(windowKey) without \(key)",
        next: "Add \(key): \(example), or leave \(windowKey) out.")
    }
    return nil
  }
  rule.window = range
  return rule
}

private func readSplit(_ value: YamlValue) -> SplitRule? {
  guard let fields = YamlFields(value, "split", keys: ["gap", "part"]) else { return nil }
  let gap = fields.required("gap", example: "2-4 h") { text throws(Misreading) in
    let gap = try readMinuteRange(text)
    guard gap.lowerBound >= 30 else {
      throw Misreading("a gap of \(lengthText(minutes: gap.lowerBound)) splits no shift", next: "Write 30 min or more.")
    }
    guard gap.upperBound <= 720 else {
      throw Misreading("\(text) is too long for a gap within a day", next: "Write at most 12 h.")
    }
    return gap
  }
  let part = fields.optional("part", example: "3 h") { text throws(Misreading) in
    let part = try readMinutes(text, in: .withinDay)
    guard part >= 30 else { throw Misreading("\(text) is too short for a part", next: "Write 30 min or more.") }
    return part
  }
  return gap.map { SplitRule(gapMinutes: $0, partMinutes: part ?? 120) }
}

private func readWhole(_ text: String, in range: ClosedRange<Int>) throws(Misreading) -> Int {
  let number = try readWhole(text)
  guard range.contains(number) else {
    throw Misreading("\(text) is out of range", next: "Write \(range.lowerBound) to \(range.upperBound).")
  }
  return number
}

/// Reads the most days in a row, `5`, or the fewest and the most, `2-5`.
private func readDaysInARow(_ text: String) throws(Misreading) -> (least: Int?, most: Int) {
  let parts = text.split(maxSplits: 1) { $0 == "-" || $0 == "\u{2013}" }.map(String.init)
  guard parts.count == 2, let first = parts.first, let last = parts.last, !text.hasPrefix("-") else {
    return (nil, try readWhole(text, in: 1...14))
  }
  let least = try readWhole(first, in: 1...14)
  let most = try readWhole(last, in: 1...14)
  guard least <= most else {
    throw Misreading("\(text) runs backwards", next: "Write the fewest days first, for example 2-5.")
  }
  return (least, most)
}

/// Reads `2 per 4 weeks`, or just `2`.
private func readWeekends(_ text: String) throws(Misreading) -> Int {
  var cursor = TextCursor(text)
  let advice = "Write the most weekends with work in four weeks, for example 2 per 4 weeks."
  guard let number = try cursor.number(), number.fractionDigits == 0, number.digits <= 4 else {
    throw Misreading("\(text) is not a number of weekends from 0 to 4", next: advice)
  }
  if cursor.isAtEnd { return number.digits }
  guard cursor.skip(word: "per"), try cursor.number()?.digits == 4, cursor.skip(word: "weeks"), cursor.isAtEnd else {
    throw Misreading("\(text) does not count weekends per 4 weeks", next: advice)
  }
  return number.digits
}
