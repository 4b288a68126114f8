public import Rostering
import Tabular
public import Timeline
import Workforce

/// Why somebody has the shift they have: what the other choices cost, or what forbids them.
public struct WhyReport: Encodable, Sendable {
  /// Id of the person.
  public var agent: String
  /// Contract of the person.
  public var contract: String
  /// Local date.
  public var date: CivilDate
  /// `off` or the shifts of the date on the site's clock.
  public var present: String
  /// Activities that take part of these shifts, with their hours on the same clock, for example `claims 08:00-10:00`.
  public var activities: [String]
  /// Every other choice: allowed ones first, the cheapest first.
  public var alternatives: [ShiftReasons.Alternative]
  /// The choice that was asked about; nil when none was.
  public var asked: ShiftReasons.Alternative?
  /// How to have it lawfully; nil when none was asked about, or no week of the person can have it.
  public var exchange: ShiftReasons.Exchange?

  init(agent: Agent, date: CivilDate, reasons: ShiftReasons, zone: Zone, activities: [String]) {
    self.agent = agent.id
    contract = agent.contract
    self.date = date
    present = reasons.present.clockText(in: zone)
    self.activities = activities
    alternatives = reasons.alternatives
  }
}

extension WhyReport {
  /// Choices that are shown when none is asked about.
  private static let mostShown = 6

  /// The report as lines for a terminal.
  public var text: String {
    var lines = ["\(agent) on \(date.isoText): \(present), by contract \(contract)"]
    if !activities.isEmpty { lines.append("Part of it: \(activities.joined(separator: ", "))") }
    lines.append("")
    if let asked {
      lines += askedText(asked)
    } else {
      let allowed = alternatives.filter(\.forbidden.isEmpty)
      if !allowed.isEmpty {
        lines += table(Array(allowed.prefix(Self.mostShown)))
        let left = allowed.count - Self.mostShown
        if left > 0 { lines.append("and \(left) dearer ones") }
        lines.append("")
      }
      lines += forbiddenText()
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func askedText(_ asked: ShiftReasons.Alternative) -> [String] {
    var lines = table([asked]) + [""]
    if asked.forbidden.isEmpty {
      lines.append(
        asked.difference.total > 0.05
          ? "It is allowed, but dearer." : "It is allowed and no dearer: the search had no reason to prefer one.")
    } else {
      lines.append("It is not allowed while the other days stay:")
      lines += asked.forbidden.map { "  \($0)" }
      if let exchange {
        lines.append("The cheapest lawful week that has it costs \(signed(exchange.difference.total)) points:")
        lines += exchange.changes.map { "  \($0)" }
      } else {
        lines.append("No lawful week of \(agent) has it.")
      }
    }
    return lines
  }

  private func table(_ rows: [ShiftReasons.Alternative]) -> [String] {
    let cells = rows.map { row in
      [row.shift]
        + [
          row.difference.total, row.difference.shortage, row.difference.over, row.difference.presence,
          row.difference.wishes, row.difference.hours, row.difference.queueChanges, row.difference.fairness,
        ].map(signed)
    }
    return TextTable.lines(
      [["instead", "points", "shortage", "over", "presence", "wishes", "hours", "queues", "fairness"]] + cells,
      leftAligned: [0])
  }

  /// Forbidden choices by the rule in the way, each with the first one's sentence.
  private func forbiddenText() -> [String] {
    var groups: [(rule: String, choices: [String], sentence: String)] = []
    for entry in alternatives {
      guard let sentence = entry.forbidden.first else { continue }
      let rule = sentence.split(separator: "(").last.map(String.init) ?? sentence
      if let known = groups.firstIndex(where: { $0.rule == rule }) {
        groups[known].choices.append(entry.shift)
      } else {
        groups.append((rule, [entry.shift], sentence))
      }
    }
    guard !groups.isEmpty else { return [] }
    return ["Not allowed while the other days stay:"]
      + groups.map { group in
        let more = group.choices.count > 1 ? " and \(group.choices.count - 1) more" : ""
        return "  \(group.choices[0])\(more): \(group.sentence)"
      }
  }

  private func signed(_ value: Double) -> String {
    // What rounds to nothing has no sign.
    abs(value) < 0.05 ? "0.0" : (value > 0 ? "+" : "") + FixedDecimal.text(value, decimals: 1)
  }
}
