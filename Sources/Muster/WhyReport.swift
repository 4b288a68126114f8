import Rostering
import Tabular
import Timeline
import Workforce

/// Why somebody has the shift they have: what the other choices cost, or what forbids them.
public struct WhyReport: Encodable, Sendable {
  /// Points by which a choice is dearer, in parts.
  public struct Difference: Encodable, Hashable, Sendable {
    /// The sum.
    public var total: Double
    /// Agents missing.
    public var shortage: Double
    /// Agents too many.
    public var over: Double
    /// Supervisors missing.
    public var presence: Double
    /// Wishes refused.
    public var wishes: Double
    /// Weekends, overtime, unstable starts.
    public var hours: Double

    init(_ difference: RosterReasons.Difference) {
      total = difference.total
      shortage = difference.shortage
      over = difference.over
      presence = difference.presence
      wishes = difference.wishes
      hours = difference.hours
    }
  }

  /// Another choice for the date.
  public struct Alternative: Encodable, Hashable, Sendable {
    /// `off` or a shift on the site's clock.
    public var shift: String
    /// What it costs more when everything else stays.
    public var difference: Difference
    /// Rules in the way; empty when it is allowed.
    public var forbidden: [String]
  }

  /// The cheapest lawful week that has the choice asked about.
  public struct Exchange: Encodable, Hashable, Sendable {
    /// Dates that would change, for example `2026-04-04: 10:00-18:30 becomes off`.
    public var changes: [String]
    /// What it costs more.
    public var difference: Difference
  }

  /// Id of the person.
  public var agent: String
  /// Contract of the person.
  public var contract: String
  /// Local date, ISO 8601.
  public var date: String
  /// `off` or the shifts of the date on the site's clock.
  public var present: String
  /// Every other choice: allowed ones first, the cheapest first.
  public var alternatives: [Alternative]
  /// The choice that was asked about; nil when none was.
  public var asked: Alternative?
  /// How to have it lawfully; nil when none was asked about, or no week of the person can have it.
  public var exchange: Exchange?

  private let zone: Zone

  private enum CodingKeys: CodingKey { case agent, contract, date, present, alternatives, asked, exchange }

  init(agent: Agent, date: CivilDate, reasons: ShiftReasons, zone: Zone) {
    self.agent = agent.id
    contract = agent.contract
    self.date = date.isoText
    self.zone = zone
    present = Self.text(reasons.present, zone)
    alternatives = reasons.alternatives.map { Self.alternative($0, zone) }
  }

  /// Narrows the report to one choice.
  mutating func look(at alternative: ShiftReasons.Alternative, exchange: ShiftReasons.Exchange?) {
    asked = Self.alternative(alternative, zone)
    self.exchange = exchange.map { exchange in
      Exchange(
        changes: exchange.changes.map {
          "\($0.date.isoText): \(Self.text($0.before, zone)) becomes \(Self.text($0.after, zone))"
        }, difference: Difference(exchange.difference))
    }
  }

  private static func alternative(_ entry: ShiftReasons.Alternative, _ zone: Zone) -> Alternative {
    Alternative(
      shift: text(entry.shifts, zone), difference: Difference(entry.difference),
      forbidden: entry.forbidden)
  }

  static func text(_ shifts: [Shift], _ zone: Zone) -> String {
    shifts.isEmpty ? "off" : shifts.map { $0.clockText(in: zone) }.joined(separator: " + ")
  }
}

extension WhyReport {
  /// Choices that are shown when none is asked about.
  private static let mostShown = 6

  /// The report as lines for a terminal.
  public var text: String {
    var lines = ["\(agent) on \(date): \(present), by contract \(contract)", ""]
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

  private func askedText(_ asked: Alternative) -> [String] {
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

  private func table(_ rows: [Alternative]) -> [String] {
    let cells = rows.map { row in
      [row.shift]
        + [
          row.difference.total, row.difference.shortage, row.difference.over, row.difference.presence,
          row.difference.wishes, row.difference.hours,
        ].map(signed)
    }
    return TextTable.lines(
      [["instead", "points", "shortage", "over", "presence", "wishes", "hours"]] + cells, leftAligned: [0])
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
