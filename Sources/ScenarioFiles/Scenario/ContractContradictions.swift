import Workforce

/// A rule of a contract that cannot hold together with another.
struct Contradiction: Hashable {
  /// The key to point at.
  var key: String
  var what: String
  var next: String
}

/// Everything in a contract that no week of work can satisfy; empty for a sound one.
///
/// Checked for a full week without leave, as arithmetic alone: whether the roster has people enough is another matter.
func contradictions(in contract: Contract) -> [Contradiction] {
  var found: [Contradiction] = []
  for length in contract.shiftMinutes {
    if let clash = shiftClash(length, contract) { found.append(clash) }
  }
  if let clash = splitClash(contract) { found.append(clash) }
  guard let days = fewestDays(contract) else {
    return found + [hoursClash(contract)]
  }
  if let clash = referenceClash(contract) { found.append(clash) }
  guard days > 0 else { return found }

  let elapsed = contract.weekLeastMinutes + days * contract.restMinutes
  if elapsed > 7 * 1440 {
    found.append(
      Contradiction(
        key: "rest",
        what: "\(lengthText(minutes: contract.weekLeastMinutes)) of work and \(days) rests of "
          + "\(lengthText(minutes: contract.restMinutes)) do not fit into the 168 h of a week",
        next: "Shorten rest, or lower week.hours."))
  }
  let possible = mostDaysAWeek(contract)
  if days > possible {
    found.append(
      Contradiction(
        key: "days-in-a-row",
        what:
          "\(lengthText(minutes: contract.weekLeastMinutes)) a week need \(days) days, but \(contract.daysInARow) days "
          + "in a row and then \(contract.daysOffInARow) off allow only \(possible)",
        next: "Raise days-in-a-row, lower days-off-in-a-row or week.hours, or allow longer shifts."))
  }
  return found
}

/// What is wrong with a single shift of a paid length.
private func shiftClash(_ length: Int, _ contract: Contract) -> Contradiction? {
  let lunch = length >= contract.lunchFromMinutes ? contract.lunch : nil
  let rules = [lunch, contract.breaks].compactMap { $0 }
  let unpaid = contract.unpaidMinutes(ofPaid: length)
  let paid = rules.filter(\.isPaid).reduce(0) { $0 + $1.count * $1.minutes }
  if length + unpaid > 1440 {
    return Contradiction(
      key: "shifts", what: "a shift of \(lengthText(minutes: length)) with its unpaid breaks is longer than a day",
      next: "Write lengths that stay within 24 h with the unpaid breaks on top.")
  }
  if paid >= length {
    return Contradiction(
      key: "shifts", what: "the paid breaks fill a whole shift of \(lengthText(minutes: length))",
      next: "Shorten the breaks or lengthen the shift.")
  }
  for (name, rule) in [("lunch", lunch), ("breaks", contract.breaks)] {
    guard let rule, let window = rule.window else { continue }
    if window.lowerBound + rule.count * rule.minutes > length + unpaid {
      return Contradiction(
        key: "shifts",
        what: "\(name)-window begins \(lengthText(minutes: window.lowerBound)) into a shift of "
          + "\(lengthText(minutes: length + unpaid)), too late for \(name)",
        next: "Begin the window earlier, or leave the length out.")
    }
    if window.count - 1 < (rule.count - 1) * rule.minutes {
      return Contradiction(
        key: "shifts",
        what:
          "\(name)-window is too narrow for \(rule.count) of \(lengthText(minutes: rule.minutes)), one after the other",
        next: "Widen the window.")
    }
  }
  if length + unpaid + contract.restMinutes > 7 * 1440 {
    return Contradiction(
      key: "rest", what: "a rest of \(lengthText(minutes: contract.restMinutes)) leaves no second shift in a week",
      next: "Write rest as the hours between two shifts, for example 11 h.")
  }
  return nil
}

/// What is wrong with split shifts that no length of the contract can be.
private func splitClash(_ contract: Contract) -> Contradiction? {
  guard let split = contract.split, let longest = contract.shiftMinutes.max() else { return nil }
  let unpaid = contract.breaks?.unpaidMinutes ?? 0
  if longest + unpaid < 2 * split.partMinutes {
    return Contradiction(
      key: "shifts",
      what: "no shift is long enough for two parts of \(lengthText(minutes: split.partMinutes))",
      next: "Lower shifts.split.part to at most half of the longest shift, or leave shifts.split out.")
  }
  let shortest = contract.shiftMinutes.filter { $0 + unpaid >= 2 * split.partMinutes }.min() ?? longest
  if shortest + unpaid + split.gapMinutes.lowerBound > 1440 {
    return Contradiction(
      key: "shifts",
      what: "a split shift of \(lengthText(minutes: shortest)) with a gap of "
        + "\(lengthText(minutes: split.gapMinutes.lowerBound)) is longer than a day",
      next: "Shorten shifts.split.gap.")
  }
  return nil
}

/// What is wrong with hours of a reference period that no weeks of the contract add up to.
private func referenceClash(_ contract: Contract) -> Contradiction? {
  guard let reference = contract.reference else { return nil }
  var shifts: Set<Int> = [0]
  for _ in 0..<contract.weekDays + contract.overtimeDays {
    shifts.formUnion(shifts.flatMap { sum in contract.shiftMinutes.map { sum + $0 } })
  }
  let week = shifts.filter {
    contract.weekLeastMinutes...contract.weekMostMinutes + contract.overtimeMinutes ~= $0
  }
  let unit = contract.shiftMinutes.reduce(0, greatestCommonDivisor)
  let oneWeek = Runs(of: week.map { $0 / max(1, unit) })
  var sums = Runs(of: [0])
  for _ in 0..<reference.weeks { sums = sums.plus(oneWeek) }
  let wanted = reference.minutes
  // Whole units from the least to the most minutes wanted.
  let least = (wanted.lowerBound + unit - 1) / max(1, unit)
  let most = wanted.upperBound / max(1, unit)
  if sums.contains(from: least, to: most) { return nil }
  let below = sums.last(before: least).map { $0 * unit }
  let above = sums.first(after: most).map { $0 * unit }
  let nearest = [below, above].compactMap { $0 }.map { lengthText(minutes: $0) }
  return Contradiction(
    key: "reference",
    what: "no \(reference.weeks) weeks of the contract come to \(rangeText(reference.minutes))",
    next: "The nearest possible sums are \(nearest.joined(separator: " and ")): change reference.hours or week.hours.")
}

/// Whole numbers as runs of neighbours, so that the sums of many weeks stay few however many lengths shifts have.
private struct Runs {
  private var runs: [ClosedRange<Int>]

  init(of numbers: [Int]) { runs = Runs.merged(numbers.map { $0...$0 }) }

  /// All sums of one number of each.
  ///
  /// - Complexity: O(n log n) for the product n of both counts of runs.
  func plus(_ other: Runs) -> Runs {
    var sums = self
    sums.runs = Runs.merged(
      runs.flatMap { a in other.runs.map { a.lowerBound + $0.lowerBound...a.upperBound + $0.upperBound } })
    return sums
  }

  func contains(from least: Int, to most: Int) -> Bool {
    least <= most && runs.contains { $0.overlaps(least...most) }
  }

  func last(before limit: Int) -> Int? {
    runs.last { $0.lowerBound < limit }.map { min($0.upperBound, limit - 1) }
  }

  func first(after limit: Int) -> Int? {
    runs.first { $0.upperBound > limit }.map { max($0.lowerBound, limit + 1) }
  }

  private static func merged(_ runs: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, run.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, run.upperBound)
      } else {
        result.append(run)
      }
    }
    return result
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

private func rangeText(_ minutes: ClosedRange<Int>) -> String {
  minutes.lowerBound == minutes.upperBound
    ? "exactly \(lengthText(minutes: minutes.upperBound))"
    : "\(lengthText(minutes: minutes.lowerBound)) to \(lengthText(minutes: minutes.upperBound))"
}

/// Fewest worked days whose shifts add up to a sum inside the week's hours; nil when no such combination exists.
func fewestDays(_ contract: Contract) -> Int? {
  let wanted = contract.weekLeastMinutes...contract.weekMostMinutes
  var sums: Set<Int> = [0]
  for days in 0...contract.weekDays {
    if sums.contains(where: wanted.contains) { return days }
    sums = Set(sums.flatMap { sum in contract.shiftMinutes.map { sum + $0 } }).filter { $0 <= wanted.upperBound }
  }
  return nil
}

/// Worked days that fit into any seven, when blocks of most days alternate with fewest days off.
private func mostDaysAWeek(_ contract: Contract) -> Int {
  let cycle = contract.daysInARow + contract.daysOffInARow
  return 7 / cycle * contract.daysInARow + min(7 % cycle, contract.daysInARow)
}

/// Names the nearest week that the lengths can make, below and above.
private func hoursClash(_ contract: Contract) -> Contradiction {
  var sums: Set<Int> = [0]
  for _ in 0..<contract.weekDays { sums.formUnion(sums.flatMap { sum in contract.shiftMinutes.map { sum + $0 } }) }
  let below = sums.filter { $0 < contract.weekLeastMinutes }.max()
  let above = sums.filter { $0 > contract.weekMostMinutes }.min()
  let nearest = [below, above].compactMap { $0 }.filter { $0 > 0 }.map { lengthText(minutes: $0) }
  let lengths = contract.shiftMinutes.map { lengthText(minutes: $0) }.joined(separator: ", ")
  let hours = rangeText(contract.weekLeastMinutes...contract.weekMostMinutes)
  return Contradiction(
    key: "week",
    what: "no shifts of \(lengths) on at most \(contract.weekDays) days come to \(hours) a week",
    next: nearest.isEmpty
      ? "Change week or the lengths of shifts."
      : "The nearest possible \(nearest.count == 1 ? "week is" : "weeks are") \(nearest.joined(separator: " and ")): write a range for week.hours that holds one."
  )
}
