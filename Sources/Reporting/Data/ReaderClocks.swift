import Timeline
import Workforce

/// The clocks on which the page can show times: those of the plan, and every other of the system's data, so that a reader
/// elsewhere sees the offsets that the plan was made with and not those of the browser.
struct ReaderClocks {
  /// What a clock is ahead of UTC: the offset at first, then a moment and the offset from there on, and so on; in seconds.
  typealias Rule = [Int]

  /// Zones of queues and sites, in order of first use.
  let zones: [Zone]
  private let others: [Zone]
  private let range: Range<Instant>

  /// - Parameter range: the time that the page speaks of.
  init(of scenario: Scenario, others: [Zone], range: Range<Instant>) {
    var zones: [Zone] = []
    for zone in scenario.sites.map(\.zone) + scenario.queues.map(\.open.zone) where !zones.contains(zone) {
      zones.append(zone)
    }
    self.zones = zones
    self.others = others
    self.range = range
  }

  /// The position of a zone of the plan.
  func index(_ zone: Zone) -> Int { zones.firstIndex(of: zone) ?? 0 }

  /// The rule of a zone over the time of the page.
  func rule(_ zone: Zone) -> Rule {
    var rule = [zone.offset(at: range.lowerBound)]
    for change in zone.transitions(from: range.lowerBound, to: range.upperBound)
    where change.offsetAfter != rule.last {
      rule += [change.instant.secondsSinceEpoch, change.offsetAfter]
    }
    return rule
  }

  /// Writes both lists: the plan's zones one by one, the others gathered by rule.
  func write(to data: inout DataText) {
    data.key("zones")
    data.list { list in
      for zone in zones {
        list.object { entry in
          entry.key("n")
          entry.string(zone.name)
          entry.key("r")
          entry.integers(rule(zone))
        }
      }
    }
    var byRule: [Rule: [String]] = [:]
    for zone in others { byRule[rule(zone), default: []].append(zone.name) }
    data.key("others")
    data.list { list in
      for (rule, names) in byRule.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        list.list { entry in
          entry.string(names.joined(separator: " "))
          entry.integers(rule)
        }
      }
    }
  }
}
