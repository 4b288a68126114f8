package import Units

/// Reads a length of time such as `20 s`, `1.5 h` or `7 h 30 min`.
package func readLength(_ text: String) throws(Misreading) -> Seconds {
  var cursor = TextCursor(text)
  guard let first = try cursor.number() else { throw notALength(text) }
  var seconds = try first.value * readUnit(&cursor)
  while let more = try cursor.number() { seconds += try more.value * readUnit(&cursor) }
  guard cursor.isAtEnd else { throw notALength(text) }
  return Seconds(seconds)
}

/// Reads a length of time within a bound.
package func readLength(_ text: String, in bound: Bound) throws(Misreading) -> Seconds {
  let length = try readLength(text)
  try checkBound(length.value, text, bound)
  return length
}

/// Reads a length of whole minutes within a bound.
package func readMinutes(_ text: String, in bound: Bound) throws(Misreading) -> Int {
  let minutes = try readMinutes(text)
  try checkBound(Double(minutes * 60), text, bound)
  return minutes
}

/// Reads one length or a range within a bound.
package func readMinuteRange(_ text: String, in bound: Bound) throws(Misreading) -> ClosedRange<Int> {
  let minutes = try readMinuteRange(text)
  for end in [minutes.lowerBound, minutes.upperBound] { try checkBound(Double(end * 60), text, bound) }
  return minutes
}

/// Holds a number against its bound.
package func checkBound(_ value: Double, _ text: String, _ bound: Bound) throws(Misreading) {
  if bound.contains(value) { return }
  let isTooMuch = value > bound.range.upperBound
  throw Misreading(
    "\(text) is \(isTooMuch ? "more than \(bound.mostText)" : "less than \(bound.leastText)")",
    next: "Write \(bound.advice).")
}

/// Reads a length of time that comes to whole minutes, such as `8 h` or `30 min`.
package func readMinutes(_ text: String) throws(Misreading) -> Int {
  try wholeMinutes(try readLength(text), text)
}

/// Reads one length or a range with the unit behind it, such as `40 h`, `32-40 h` or `32 h - 37 h 30 min`, in minutes.
package func readMinuteRange(_ text: String) throws(Misreading) -> ClosedRange<Int> {
  let parts = text.split(maxSplits: 1) { $0 == "-" || $0 == "\u{2013}" }.map { trimmed($0) }
  guard parts.count == 2, let least = parts.first, let most = parts.last else {
    let minutes = try readMinutes(text)
    return minutes...minutes
  }
  let mostMinutes = try readMinutes(most)
  var cursor = TextCursor(least)
  let written = try cursor.number()
  let isBareNumber = written != nil && cursor.isAtEnd
  // `32-40 h` shares the unit that stands behind the second number.
  let leastMinutes = try readMinutes(isBareNumber ? "\(least) \(unitWord(most))" : least)
  guard leastMinutes <= mostMinutes else {
    throw Misreading("\(text) runs backwards", next: "Write the smaller length first, for example 32-40 h.")
  }
  return leastMinutes...mostMinutes
}

private func wholeMinutes(_ length: Seconds, _ text: String) throws(Misreading) -> Int {
  let minutes = length.minutes
  guard minutes == minutes.rounded(), minutes < 1e6 else {
    throw Misreading("\(text) is not a whole number of minutes", next: "Write whole minutes, for example 7 h 30 min.")
  }
  return Int(minutes)
}

/// Seconds in the unit that comes next.
private func readUnit(_ cursor: inout TextCursor) throws(Misreading) -> Double {
  guard let unit = cursor.word() else {
    throw Misreading("\(cursor.text) has no unit", next: "Write a unit: s, min, h or d, for example 20 s or 4 h.")
  }
  switch unit {
  case "s", "sec", "second", "seconds": return 1
  case "min", "minute", "minutes": return 60
  case "h", "hour", "hours": return 3600
  case "d", "day", "days": return 86_400
  default:
    throw Misreading(
      "\(unit) in \(cursor.text) is not a unit of time", next: "Use s, min, h or d, for example 20 s or 30 min.")
  }
}

private func unitWord(_ text: String) -> String {
  String(text.reversed().prefix { $0.isLetter }.reversed())
}

private func notALength(_ text: String) -> Misreading {
  Misreading("\(text) is not a length of time", next: "Write a number and a unit, for example 20 s, 30 min or 4 h.")
}
