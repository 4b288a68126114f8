import Timeline
import Workforce

/// A broken rule before it is known whose and which: what a rule's check hands back.
struct Finding {
  var date: CivilDate
  var text: String

  init(_ date: CivilDate, _ text: String) {
    self.date = date
    self.text = text
  }
}

/// A count with its noun, for example `1 day`, `2 lunches`.
func countText(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : noun.hasSuffix("ch") ? "es" : "s")"
}

/// What differs and which way, for example `15 min less than the 30 min`.
func differenceText(seconds found: Int, wanted: Int) -> String {
  let way = found < wanted ? "less" : "more"
  return "\(lengthText(seconds: abs(found - wanted))) \(way) than \(lengthText(seconds: wanted))"
}
