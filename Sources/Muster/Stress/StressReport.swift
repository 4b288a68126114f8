import ScenarioFiles
import Tabular
import Workforce

/// What a roster stands: the chance of every goal and promise in each case, the first thing that breaks, and what mends it.
public struct StressReport: Hashable, Sendable, Encodable {
  /// One goal or promise in one case.
  public struct Line: Hashable, Sendable, Encodable {
    /// The case.
    public var stress: StressCase
    /// `goal` or `promise`.
    public var kind: String
    /// The queue of a goal; the promise as it is written.
    public var subject: String
    /// Share of the replications in which it holds; `nil` where it is not told.
    public var chance: Double?
    /// Mean service over the horizon, of a goal.
    public var service: Double?
    /// Mean share that hangs up over the horizon, of a goal that limits it.
    var abandoned: Double?
    /// First date on which the goal is missed by more than chance.
    public var firstBelow: String?
  }

  /// The first thing that breaks.
  public struct Breach: Hashable, Sendable, Encodable {
    /// The mildest case in which something breaks.
    public var stress: StressCase
    /// The queue.
    public var queue: String
    /// The date, on the queue's clock.
    public var date: String
    /// What its goal limits and does not get.
    var measure: GoalMeasure
    /// Share asked for: answered in time at least, or hanging up at most.
    public var goal: Double
    /// Mean share of that date.
    public var service: Double
    /// What one person can do about it; `nil` where nobody may.
    public var mend: Mend?
  }

  /// One person or hour that mends a breach.
  public struct Mend: Hashable, Sendable, Encodable {
    /// Id of the person.
    public var agent: String
    /// What is asked of the person, from `agent` on, as a sentence without a full stop.
    public var words: String
    /// Further paid hours.
    public var paidHours: Double
    /// Mean share of the date then, played again.
    public var service: Double
    /// Whether that is the goal.
    public var isEnough: Bool
  }

  /// What each case is, in its order.
  public var cases: [StressCase: String]
  /// How often each was played.
  public var replications: Int
  /// By case, then goals, then promises.
  public var lines: [Line]
  /// The first thing that breaks; `nil` where nothing does.
  public var breach: Breach?

  /// Whether every goal and promise holds more often than not on days as they come.
  public var holds: Bool { lines.allSatisfy { $0.stress != .days || ($0.chance ?? 1) >= 0.5 } }

  private var order: [StressCase] { StressCase.allCases.filter { cases[$0] != nil } }

  /// The report as lines for a terminal.
  public var text: String {
    func percent(_ share: Double?, _ decimals: Int = 0) -> String {
      share.map { Share($0).text(decimals: decimals) } ?? "-"
    }
    var rows = [["holds in", ""] + order.map(\.rawValue)]
    for line in lines where line.stress == order.first {
      rows.append(
        [line.kind, line.subject]
          + order.map { stress in
            percent(
              lines.first { $0.stress == stress && $0.kind == line.kind && $0.subject == line.subject }?.chance)
          })
    }
    var text = order.map { "\($0.rawValue): \(cases[$0] ?? "")." }
    text += [""] + TextTable.lines(rows, leftAligned: [0, 1]) + [""]
    guard let breach else {
      return
        (text + [
          "Nothing breaks: every queue keeps its goal on every date of every case, as far as chance lets one tell."
        ])
        .joined(separator: "\n") + "\n"
    }
    text.append(
      "First to break: \(breach.queue) on \(breach.date), in the case \(breach.stress.rawValue): "
        + (breach.measure == .answered
          ? "\(percent(breach.service, 1)) of \(percent(breach.goal))."
          : "\(percent(breach.service, 1)) hang up, at most \(Share(breach.goal).plainText)."))
    if let mend = breach.mend {
      text.append(
        "\(mend.isEnough ? "Mended if" : "Nothing that one person may do is enough; best, to \(percent(mend.service, 1)), if") "
          + "\(mend.agent) \(mend.words), \(FixedDecimal.text(mend.paidHours, decimals: 1)) h more"
          + (mend.isEnough ? ": \(percent(mend.service, 1))." : "."))
    } else {
      text.append(
        "Nobody who takes \(breach.queue) may work more on that date; muster value says who would have to be hired.")
    }
    return text.joined(separator: "\n") + "\n"
  }

  /// What `stress.csv` holds.
  static let definition = TableDefinition(
    "stress.csv", stage: "stress", "one row for each case, goal and promise",
    columns: [
      .init("case", .text, words: StressCase.allCases.map(\.rawValue), "what the roster is tried with"),
      .init("kind", .text, words: ["goal", "promise"], "what is to hold"),
      .init("subject", .text, "id of the queue, or the promise as it is written"),
      .share("chance", mayBeEmpty: true, "share of the replications in which it holds; empty where it is not told"),
      .share("service", mayBeEmpty: true, "mean share within the threshold over the horizon, of a goal"),
      .share("abandoned_share", mayBeEmpty: true, "mean share that hangs up, of a goal that limits it"),
      .init(
        "first_date_below", .date, mayBeEmpty: true, "first date on which the goal is missed by more than chance"),
    ], key: ["case", "kind", "subject"])

  /// The table.
  var file: OutputFile {
    var writer = Self.definition.writer()
    func share(_ value: Double?) { if let value { writer.decimal(value, decimals: 4) } else { writer.blank() } }
    for line in lines {
      writer.text(line.stress.rawValue)
      writer.text(line.kind)
      writer.text(line.subject)
      share(line.chance)
      share(line.service)
      share(line.abandoned)
      if let date = line.firstBelow { writer.time(date) } else { writer.blank() }
      writer.endRow()
    }
    return OutputFile(name: Self.definition.fileName, bytes: writer.bytes)
  }
}
