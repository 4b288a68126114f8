package import Timeline
import Units
package import Workforce

/// Reads the hours of a day: `08:00-20:00`, `08:00-12:00, 13:00-18:00`, `closed` or `24 h`.
///
/// - Returns: start and end minutes in order; an end at or before its start lies on the next day and is at most 2880.
package func readDayHours(_ text: String) throws(Misreading) -> [Range<Int>] {
  let word = trimmed(text).lowercased()
  if word == "closed" { return [] }
  if word == "24 h" || word == "24h" { return [0..<1440] }
  var ranges: [Range<Int>] = []
  for part in text.split(separator: ",", omittingEmptySubsequences: false) {
    var cursor = TextCursor(trimmed(part))
    let (start, end) = try readClockRange(&cursor, in: text)
    guard cursor.isAtEnd else { throw notHours(text) }
    guard start < 1440, start != end else {
      throw Misreading("\(trimmed(part)) is an empty stretch of time", next: "Write 24 h for the whole day, or closed.")
    }
    ranges.append(start..<(end > start ? end : end + 1440))
  }
  return ranges.sorted { $0.lowerBound < $1.lowerBound }
}

/// Reads a window of shift starts such as `07:00-13:00 every 30 min`, or a single start such as `09:00`.
package func readStartWindow(_ text: String) throws(Misreading) -> StartWindow {
  let example = "Write a window and a step, for example 07:00-13:00 every 30 min, or a single start such as 09:00."
  var cursor = TextCursor(text)
  if let single = singleStart(text) { return StartWindow(from: single, to: single, stepMinutes: 1) }
  guard let first = cursor.clock(), let from = TimeOfDay(first), cursor.skip("-"), let second = cursor.clock(),
    let to = TimeOfDay(second), from.minutes < 1440
  else { throw Misreading("\(text) is not a window of start times", next: example) }
  guard cursor.skip(word: "every") else { throw Misreading("\(text) has no step", next: example) }
  let step = try readMinutes(cursor.rest, in: .withinDay)
  guard step >= 1 else { throw Misreading("\(text) has a step of nothing", next: example) }
  return StartWindow(from: from, to: to, stepMinutes: step)
}

/// Reads `2 x 15 min paid`, `30 min unpaid` or `none`.
package func readBreaks(_ text: String) throws(Misreading) -> BreakRule? {
  let example = "Write for example 30 min unpaid, 2 x 15 min paid, or none."
  if trimmed(text).lowercased() == "none" { return nil }
  let words = trimmed(text).split(separator: " ")
  let isPaid: Bool
  switch words.last?.lowercased() {
  case "paid": isPaid = true
  case "unpaid": isPaid = false
  default: throw Misreading("\(text) does not say paid or unpaid", next: example)
  }
  var cursor = TextCursor(words.dropLast().joined(separator: " "))
  var count = 1
  var length = cursor.rest
  if let number = try cursor.number(), cursor.skip("x") {
    guard number.fractionDigits == 0 else { throw Misreading("\(text) has a broken count", next: example) }
    count = number.digits
    length = cursor.rest
  }
  let minutes = try readMinutes(length)
  guard 1...24 ~= count, 1...720 ~= minutes else {
    throw Misreading("\(text) is no break a shift can hold", next: example)
  }
  return BreakRule(count: count, minutes: minutes, isPaid: isPaid)
}

/// Reads weekdays as a key: `mon`, `mon-fri`, `sat-sun`, `mon, wed`, `daily`; nil when it names none.
package func readWeekdays(_ key: String) -> [Weekday]? {
  let key = trimmed(key).lowercased()
  if key == "daily" { return Weekday.allCases }
  var days: [Weekday] = []
  for part in key.split(separator: ",", omittingEmptySubsequences: false) {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Weekday(abbreviation: trimmed($0)) }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
    let dayCount = (last.rawValue - first.rawValue + 7) % 7 + 1
    days += (0..<dayCount).map { Weekday.allCases[(first.rawValue + $0) % 7] }
  }
  return days
}

/// A clock range as minutes of the day, both as written.
private func readClockRange(_ cursor: inout TextCursor, in text: String) throws(Misreading) -> (start: Int, end: Int) {
  guard let first = cursor.clock(), cursor.skip("-"), let second = cursor.clock() else { throw notHours(text) }
  for clock in [first, second] where TimeOfDay(clock) == nil {
    throw Misreading("\(clock) is not a time of day", next: "Write hours and minutes from 00:00 to 24:00.")
  }
  guard let start = TimeOfDay(first), let end = TimeOfDay(second) else { throw notHours(text) }
  return (start.minutes, end.minutes)
}

private func singleStart(_ text: String) -> TimeOfDay? {
  TimeOfDay(trimmed(text)).flatMap { $0.minutes < 1440 ? $0 : nil }
}

private func notHours(_ text: String) -> Misreading {
  Misreading(
    "\(text) is not a stretch of the day",
    next: "Write for example 08:00-20:00, two stretches as 08:00-12:00, 13:00-18:00, or closed, or 24 h.")
}
