package import Timeline
package import Units

/// A month as it is written, `2026-04`.
package func monthText(_ date: CivilDate) -> String { String(date.isoText.prefix(7)) }

/// Reads a month such as `2026-04` as its first date.
package func readMonth(_ text: String) throws(Misreading) -> CivilDate {
  guard text.utf8.count == 7, let date = CivilDate(iso: text + "-01"), isInBoundOfDates(date) else {
    throw Misreading("\(text) is not a month", next: "Write year and month, for example 2026-04.")
  }
  return date
}

/// Reads `2 months`, `6 weeks` or `45 d`.
func readSpan(_ text: String) throws(Misreading) -> HeadcountFile.Span {
  let advice = "Write a number of months, weeks or days, for example 2 months or 6 weeks."
  var cursor = TextCursor(text)
  guard let number = try cursor.number(), number.fractionDigits == 0, let unit = cursor.word()?.lowercased(),
    cursor.isAtEnd
  else { throw Misreading("\(text) is not a length of time in months, weeks or days", next: advice) }
  let span: HeadcountFile.Span
  switch unit {
  case "month", "months": span = .init(months: number.digits)
  case "week", "weeks", "w": span = .init(days: number.digits.multipliedReportingOverflow(by: 7).partialValue)
  case "day", "days", "d": span = .init(days: number.digits)
  default: throw Misreading("\(unit) in \(text) is not a unit for this", next: advice)
  }
  let days = Double(number.digits) * (span.months > 0 ? 30.4375 : unit.hasPrefix("w") ? 7 : 1)
  try checkBound(days * 86_400, text, .lead)
  return span
}

/// Reads `4-12`, `6` as fewest and most people who start together.
func readSize(_ text: String) throws(Misreading) -> ClosedRange<Int> {
  let parts = text.split(maxSplits: 1) { $0 == "-" || $0 == "\u{2013}" }.map { trimmed($0) }
  var ends: [Int] = []
  for part in parts { ends.append(try readWhole(part, in: .intake)) }
  guard let least = ends.first, let most = ends.last else {
    throw Misreading("\(text) is no number of people", next: "Write for example 4-12.")
  }
  guard least <= most else { throw Misreading("\(text) runs backwards", next: "Write the smaller number first.") }
  return least...most
}

/// Reads a share that leaves in a month: `2.5 %`, or `25 % a year`.
func readAttrition(_ text: String) throws(Misreading) -> Double {
  var written = text
  var isYearly = false
  for (suffix, yearly) in [(" a year", true), (" per year", true), (" a month", false), (" per month", false)]
  where text.hasSuffix(suffix) {
    written = String(text.dropLast(suffix.count))
    isYearly = yearly
  }
  let share = try readShare(trimmed(written))
  guard Bound.share.contains(share) else {
    throw Misreading(
      "\(text) is more people than there are", next: "Write the share that leaves in a month, for example 2.5 %.")
  }
  return isYearly ? HeadcountFile.monthly(share) : share
}

/// Reads hours of a month, `300 h`.
func readHoursAMonth(_ text: String) throws(Misreading) -> Double {
  var cursor = TextCursor(text)
  guard let number = try cursor.number(), let unit = cursor.word()?.lowercased(), unit == "h" || unit == "hours",
    cursor.isAtEnd
  else { throw Misreading("\(text) is no number of hours", next: "Write for example 300 h.") }
  try checkBound(number.value, text, .partnerHours)
  return number.value
}

/// Reads what a vendor bills in a month, in the unit of its price: `500 h`, `60000 min` or `5000 contacts`.
func readBilled(
  _ text: String, _ unit: HeadcountFile.PriceUnit, _ example: String
) throws(Misreading) -> Double {
  guard unit != .hour else { return try readHoursAMonth(text) }
  var cursor = TextCursor(text)
  let words = unit == .minute ? ["min", "minutes"] : ["contact", "contacts"]
  guard let number = try cursor.number(), let word = cursor.word()?.lowercased(), words.contains(word), cursor.isAtEnd
  else {
    throw Misreading(
      "\(text) is no number of \(words[1]), which the price is of", next: "Write for example \(example).")
  }
  try checkBound(number.value, text, .partnerBilled)
  return number.value
}

/// Reads the name of a class.
func readClassId(_ text: String) throws(Misreading) -> String {
  let isSound = text.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || "0123456789-_:+.@".unicodeScalars.contains(scalar)
  }
  guard isSound, text.utf8.count <= 100 else {
    throw Misreading(
      "\(text) cannot name a class", next: "Use letters, digits, - and :, for example lisbon-full-time:fr.")
  }
  return text
}

/// Reads a goal of a queue such as `fr-phone: 85 % in 20 s`.
package func readQueueGoal(
  _ text: String, queues: [String]
) throws(Misreading) -> (queue: String, answered: Double, within: Seconds) {
  let example = "Write a queue and its goal, for example \(queues.first ?? "fr-phone"): 85 % in 20 s."
  guard let colon = text.lastIndex(of: ":") else { throw Misreading("\(text) is not a goal of a queue", next: example) }
  let queue = trimmed(text[..<colon])
  let goal = trimmed(text[text.index(after: colon)...])
  guard queues.contains(queue) else {
    throw Misreading("there is no queue \(queue)", next: nearestAdvice(queue, in: queues, kind: "queues"))
  }
  var cursor = TextCursor(goal)
  guard let number = try cursor.number(), cursor.skip("%"), cursor.skip(word: "in") else {
    throw Misreading("\(goal) is not a goal", next: example)
  }
  let answered = number.value / 100
  guard answered > 0, answered <= 1 else {
    throw Misreading("\(text) cannot be a goal", next: "Write more than 0 % and at most 100 %.")
  }
  return (queue, answered, try readLength(cursor.rest, in: .threshold))
}
