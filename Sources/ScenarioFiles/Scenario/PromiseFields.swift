import Timeline
import Units
import Workforce

/// Reads `promises`, a list of sentences such as `hours short in fr-phone <= 5 h a week`; the queues must be there already.
func readPromises(_ top: YamlFields, into draft: inout ScenarioDraft) {
  guard let value = top["promises"] else { return }
  let example = "en-phone service >= 80 %"
  let (log, queues) = (value.log, draft.queueIds)
  let shifts = draft.demandsShifts
  let activities = Set(draft.queues.filter { $0.activity != nil }.map(\.id))
  let paid = Set(draft.contracts.flatMap { [$0.costPerHour] + $0.raises.map(\.costPerHour) }.map(\.currency)).sorted()
  guard case .sequence(let sentences) = value.node else {
    log.add(value.spot, "promises is not a list", next: "Start each promise with a dash, for example - \(example)")
    return
  }
  for node in sentences {
    let entry = YamlValue(node: node, log: log)
    let place = log.place(entry.spot)
    let written = "\(place.file):\(place.line ?? 1)"
    let promise = entry.read("promises", example: example) { text throws(Misreading) in
      let promise = try readPromise(text, place: written, queues: queues.isComplete ? queues.names : nil)
      if case .wages(let currency) = promise.subject, !paid.isEmpty, !paid.contains(currency) {
        throw Misreading(
          "nobody is paid in \(currency)", next: "Contracts have wages in \(paid.joined(separator: ", ")).")
      }
      if promise.subject == .service, shifts {
        throw Misreading(
          "service says nothing where people are wanted by shifts", next: "Promise hours short, or delete it.")
      }
      if promise.subject == .service, let name = promise.queue, activities.contains(name) {
        throw Misreading(
          "\(name) is an activity, which no customer waits for", next: "Promise hours short in \(name), or delete it.")
      }
      return promise
    }
    if let promise { draft.promises.append(promise) }
  }
}

/// What follows a burden of which nobody is to have more.
private let perPerson = " per person"

/// - Parameter queues: ids of all queues; nil where they are not all known.
private func readPromise(_ text: String, place: String, queues: [String]?) throws(Misreading) -> Promise {
  var (sentence, lookAgain) = (text, CivilDate?.none)
  if let mark = sentence.firstRange(of: ", look again ") {
    lookAgain = try readDate(trimmed(sentence[mark.upperBound...]))
    sentence = String(sentence[..<mark.lowerBound])
  }
  let signs = [(">=", true), ("<=", false)]
  guard let (sign, isAtLeast) = signs.first(where: { sentence.contains($0.0) }),
    let middle = sentence.firstRange(of: sign)
  else {
    throw Misreading("\(text) compares nothing", next: "Write >= or <=, for example en-phone service >= 80 %.")
  }
  let what = trimmed(sentence[..<middle.lowerBound])
  var amount = trimmed(sentence[middle.upperBound...])
  var level: DemandLevel?
  if let mark = amount.firstRange(of: " at ") {
    level = try readChoice(trimmed(amount[mark.upperBound...]), DemandLevel.self, kind: "volumes of a day")
    amount = trimmed(amount[..<mark.lowerBound])
  }
  let isPerWeek = amount.hasSuffix(" a week")
  if isPerWeek { amount = trimmed(amount.dropLast(" a week".count)) }
  var queue: String?
  let words: String
  if what.hasSuffix(" service") {
    queue = trimmed(what.dropLast(" service".count))
    words = "service"
  } else if let inside = what.firstRange(of: " in ") {
    queue = trimmed(what[inside.upperBound...])
    words = trimmed(what[..<inside.lowerBound])
  } else {
    words = what
  }
  if let name = queue, let queues, !queues.contains(name) {
    throw Misreading("there is no queue \(name)", next: nearestAdvice(name, in: queues, kind: "queues"))
  }
  func hours() throws(Misreading) -> Double { try readLength(amount).value / 3600 }
  let subject: Promise.Subject
  let value: Double
  switch words {
  case "service": (subject, value) = (.service, try readShare(amount))
  case "hours short": (subject, value) = (.shortHours, try hours())
  case "hours over": (subject, value) = (.overHours, try hours())
  case "paid hours": (subject, value) = (.paidHours, try hours())
  case "wages":
    let money = try readMoney(amount)
    (subject, value) = (.wages(money.currency), money.majorUnits)
  case "heads": (subject, value) = (.heads, try readNumber(amount))
  case let words where words.hasSuffix(perPerson):
    let burden = try readChoice(
      String(words.dropLast(perPerson.count)), Promise.Burden.self, kind: "burdens of a person")
    (subject, value) = (.mostPerPerson(burden), try readNumber(amount))
  default:
    let kinds =
      ["service", "hours short", "hours over", "paid hours", "wages", "heads"]
      + Promise.Burden.allCases.map { $0.rawValue + perPerson }
    throw Misreading(
      "\(words) is nothing that can be promised", next: nearestAdvice(words, in: kinds, kind: "promises"))
  }
  let isOfPlan = ["paid hours", "wages", "heads"].contains(words) || words.hasSuffix(perPerson)
  if isOfPlan, queue != nil {
    throw Misreading("\(words) are not counted by queue", next: "Leave the queue out.")
  }
  if isOfPlan, let level {
    throw Misreading("\(words) do not depend on the contacts of a day", next: "Leave at \(level.rawValue) out.")
  }
  if isPerWeek, words == "service" || words == "heads" || words.hasSuffix(perPerson) {
    throw Misreading("\(words) is no matter of weeks", next: "Leave a week out.")
  }
  return Promise(
    subject, of: queue, isAtLeast: isAtLeast, value: value, isPerWeek: isPerWeek, level: level, lookAgain: lookAgain,
    text: text,
    place: place)
}
