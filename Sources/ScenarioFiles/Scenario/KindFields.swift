import Timeline
import Workforce

/// What a contract says about kinds of shifts.
struct KindRules {
  var kinds: [KindOfShift] = []
  var rotation: Rotation?
  /// Whether the rotation says when it begins.
  var isDated = false
  var limits: [KindLimit] = []
  var successions: [KindSuccession] = []
}

/// The word for a week in which any kind may be worked.
private let anyKind = "any"

/// Most kinds of a contract: one for each half hour.
private let mostKinds = 48

/// Reads names of shifts by start, `{ early: 06:00-09:00, night: 21:00-01:00 }`. Two kinds may share the one minute at which
/// the first ends and the second begins.
func readKinds(_ value: YamlValue) -> [KindOfShift] {
  guard let fields = YamlFields(value, "kinds", keys: [], isExtra: { _ in true }) else { return [] }
  var kinds: [KindOfShift] = []
  let entries = fields.others(than: [])
  if entries.count > mostKinds {
    value.log.add(
      value.spot, "kinds has \(entries.count) entries, more than \(mostKinds)", next: "Write at most \(mostKinds).")
    return []
  }
  for (name, spot, value) in entries {
    guard (try? readId(name)) != nil, name != anyKind else {
      value.log.add(
        spot, "\(name) cannot be the name of a kind",
        next: name == anyKind
          ? "A rotation writes any for a week of whatever kind; use another word."
          : "Use letters, digits, - and _, without blanks.")
      continue
    }
    let example = "06:00-09:00"
    guard let window = value.read(name, example: example, readStarts) else { continue }
    let kind = KindOfShift(name: name, from: window.from, to: window.to)
    if let other = kinds.first(where: { overlap($0, kind) }) {
      value.log.add(
        value.spot,
        "a shift may start in \(other.name) (\(other.from)-\(other.to)) and in \(name) (\(kind.from)-\(kind.to))",
        next: "Let one kind end where the other begins, or before.")
    }
    kinds.append(kind)
  }
  if kinds.isEmpty, value.node.mapping?.isEmpty == true {
    value.log.add(value.spot, "kinds is empty", next: "Write for example early: 06:00-09:00, or leave the key out.")
  }
  return kinds
}

private func overlap(_ a: KindOfShift, _ b: KindOfShift) -> Bool {
  func isShared(_ minute: Int, _ one: KindOfShift, _ next: KindOfShift) -> Bool {
    minute == one.to.minutes && minute == next.from.minutes && one.from != one.to
  }
  return (0..<1440).contains { a.holds($0) && b.holds($0) && !isShared($0, a, b) && !isShared($0, b, a) }
}

private func readStarts(_ text: String) throws(Misreading) -> (from: TimeOfDay, to: TimeOfDay) {
  let advice = "Write the first and the last start, for example 06:00-09:00; they may pass midnight."
  var cursor = TextCursor(text)
  guard let first = cursor.clock().flatMap({ TimeOfDay($0) }), first < .endOfDay else {
    throw Misreading("\(text) is not a window of starts", next: advice)
  }
  if cursor.isAtEnd { return (first, first) }
  guard cursor.skip("-"), let last = cursor.clock().flatMap({ TimeOfDay($0) }), last < .endOfDay, cursor.isAtEnd else {
    throw Misreading("\(text) is not a window of starts", next: advice)
  }
  return (first, last)
}

/// Reads what a contract says about kinds: its own names, its rotation, limits on rows and what may follow what.
///
/// - Parameter starts: the contract's starts, nil where they could not be read.
func readKindRules(_ contract: YamlFields, starts: [StartWindow]?, in draft: ScenarioDraft) -> KindRules {
  var rules = KindRules()
  rules.kinds = contract["kinds"].map(readKinds) ?? draft.kinds
  let kinds = rules.kinds
  func readKind(_ text: String) throws(Misreading) -> String {
    guard kinds.contains(where: { $0.name == text }) else {
      throw Misreading(
        "there is no kind \(text)",
        next: kinds.isEmpty
          ? "Name the kinds of shifts first: kinds: { early: 06:00-09:00, late: 13:00-16:00 }"
          : nearestAdvice(text, in: kinds.map(\.name), kind: "kinds"))
    }
    return text
  }
  func readWeek(_ text: String) throws(Misreading) -> String? { text == anyKind ? nil : try readKind(text) }

  if let value = contract["rotation"] {
    var fields: YamlFields? = contract
    var key = "rotation"
    if value.node.mapping != nil {
      fields = YamlFields(value, "rotation", keys: ["weeks", "first"])
      key = "weeks"
    }
    let example = "[early, early, late]"
    let first = key == "weeks" ? fields?.optional("first", example: "2026-01-05", readDate) : nil
    if key == "weeks" { _ = fields?.need(key, example: example) }
    let weeks = fields?.list(key, example: example, readWeek) ?? []
    if !weeks.isEmpty {
      rules.rotation = Rotation(weeks: weeks, first: first ?? firstMonday(draft.horizon))
      rules.isDated = first != nil
    } else if fields?[key]?.node.sequence?.isEmpty == true {
      value.log.add(value.spot, "rotation is empty", next: "Write the kind of each week, for example \(example).")
    }
    if let starts {
      let offered = Set(starts.flatMap(\.minutes))
      for kind in kinds
      where weeks.contains(kind.name) && !offered.contains(where: { kinds.name(ofStart: $0) == kind.name }) {
        value.log.add(
          value.spot, "no start of the contract is \(kind.name) (\(kind.from)-\(kind.to)), so its weeks hold no shift",
          next: "Add such a start to shifts.starts, or take \(kind.name) out of the rotation.")
      }
    }
  }
  if kinds.isEmpty, let value = contract["kinds-in-a-row"] ?? contract["after"] {
    value.log.add(
      value.spot, "there are no kinds of shifts to limit",
      next: "Name them first: kinds: { early: 06:00-09:00, late: 13:00-16:00 }")
    return rules
  }
  if let value = contract["kinds-in-a-row"],
    let fields = YamlFields(value, "kinds-in-a-row", keys: kinds.map(\.name))
  {
    for (name, _, value) in fields.others(than: []) {
      let most = value.read(name, example: "2") { text throws(Misreading) in
        let most = try readWhole(text)
        guard 1...14 ~= most else { throw Misreading("\(text) is out of range", next: "Write 1 to 14.") }
        return most
      }
      if let most { rules.limits.append(KindLimit(kind: name, most: most)) }
    }
  }
  if let value = contract["after"], let fields = YamlFields(value, "after", keys: kinds.map(\.name)) {
    for (name, _, _) in fields.others(than: []) {
      guard let next = fields.list(name, example: "[\(name)]", readKind) else { continue }
      rules.successions.append(KindSuccession(after: name, next: next))
    }
  }
  return rules
}

/// The first Monday of a horizon.
private func firstMonday(_ horizon: Horizon?) -> CivilDate {
  let first = horizon?.first ?? CivilDate(daysSinceEpoch: 4)
  return first.advanced(byDays: (7 - first.weekday.rawValue) % 7)
}

extension Contract {
  /// Takes over what was read about kinds.
  mutating func take(_ rules: KindRules) {
    kinds = rules.kinds
    rotation = rules.rotation
    kindsInARow = rules.limits
    kindSuccessions = rules.successions
  }
}
