import Rostering
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// What more leave costs, by date and kind of person, and what became of requests.
public struct LeaveReport: Encodable, Sendable {
  /// A date and kind of person.
  public struct Quote: Encodable, Hashable, Sendable {
    /// The local date, ISO 8601.
    public var date: String
    /// Id of the site.
    public var site: String
    /// Id of the contract.
    public var contract: String
    /// Queues served.
    public var queues: String
    /// People of the kind.
    public var people: Int
    /// Of them at work then.
    public var working: Int
    /// Of them away.
    public var away: Int
    /// Days off more that are free when no other date and kind gets any.
    public var free: Int
    /// Who can be off when all quotes give theirs together; ids.
    public var together: [String]
    /// Points the day off after the free ones costs; nil where there is none.
    public var nextPoints: Double?
    /// Money it costs, by currency, in its units.
    public var nextWages: [String: Double]
    /// What is in its way beside the price.
    public var obstacle: String?
  }

  /// A request and its answer.
  public struct Answer: Encodable, Hashable, Sendable {
    /// Id of the person.
    public var agent: String
    /// First date, ISO 8601.
    public var from: String
    /// Last date, ISO 8601.
    public var to: String
    /// Kind of leave.
    public var kind: String
    /// Whether it is granted.
    public var isGranted: Bool
    /// Place in the order of answers.
    public var rank: Int?
    /// Points it costs on top of those before.
    public var points: Double?
    /// Money it costs, by currency, in its units.
    public var wages: [String: Double]
    /// Why it is refused, or who is missing where one that is not free is granted.
    public var reason: String
  }

  /// Title of the scenario.
  public var scenario: String
  /// Currency of the prices; nil where they are plain points.
  public var currency: String?
  /// Whether other people's shifts may change to make room; published ones do not.
  public var movesOthers: Bool
  /// By date, then in the order of the people; empty where requests were answered.
  public var quotes: [Quote]
  /// In the order of their file.
  public var answers: [Answer]
  /// Queues whose goals are missed with what was granted and are not without.
  public var brokenGoals: [String]
  /// Whether the run was ended before all was worked out.
  public var wasCutShort: Bool

  /// The report as lines for a terminal.
  public var text: String {
    var lines = answers.isEmpty ? quoteLines : answerLines
    lines.append(
      movesOthers
        ? "Others may change to another lawful week of theirs to make room."
        : "The dates are published, so everybody else keeps their shifts.")
    if wasCutShort { lines.append("Note: the run was ended before all was worked out.") }
    return lines.joined(separator: "\n") + "\n"
  }

  private var quoteLines: [String] {
    var lines = ["\(scenario): days off more that cost nothing, or +what the first one costs in \(unit)", ""]
    var kinds: [[String]] = []
    for quote in quotes {
      let kind = [quote.site, quote.contract, quote.queues]
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    let dates = Array(Set(quotes.map(\.date))).sorted()
    let cells = Dictionary(quotes.map { ([$0.site, $0.contract, $0.queues, $0.date], $0) }) { first, _ in first }
    var rows: [[String]] = []
    for week in stride(from: 0, to: dates.count, by: 7) {
      let days = dates[week..<min(week + 7, dates.count)]
      rows.append(["from \(days[week])", "", "", "people"] + days.map { String($0.dropFirst(5)) })
      for kind in kinds {
        let own = days.map { cells[kind + [$0]] }
        rows.append(kind + ["\(own.compactMap(\.?.people).first ?? 0)"] + own.map { $0?.cell ?? "" })
      }
      rows.append([])
    }
    lines += TextTable.lines(rows, leftAligned: [0, 1, 2])
    let together = quotes.reduce(0) { $0 + $1.together.count }
    lines.append(
      together == 0
        ? "No day off is free."
        : "\(together) \(together == 1 ? "day" : "days") off can be given together: leave_quotes.csv of --write names who."
    )
    lines.append("-: nobody of the kind works then. rules: no lawful week has it. A number counts a date by itself.")
    if quotes.contains(where: { $0.free == 0 && ($0.nextPoints ?? 0) < 0 }) {
      lines.append("Below 0 the roster would cost less, and somebody would be missing all the same.")
    }
    return lines
  }

  private var answerLines: [String] {
    let granted = answers.count(where: \.isGranted)
    var lines = ["\(scenario): \(granted) of \(answers.count) requests granted, the cheapest first", ""]
    let order = answers.enumerated().sorted {
      ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
    }
    let rows = order.map { _, answer in
      [
        answer.agent, answer.from == answer.to ? answer.from : "\(answer.from) to \(answer.to)",
        answer.isGranted ? "granted" : "refused", answer.points.map(LeaveReport.points) ?? "",
        Money.sum(answer.wages), answer.reason,
      ]
    }
    lines += TextTable.lines([["", "", "", unit, "wages", "why"]] + rows, leftAligned: [0, 1, 2, 5]) + [""]
    if !brokenGoals.isEmpty {
      lines.append("Goals that are missed then: \(brokenGoals.joined(separator: ", ")).")
    }
    return lines
  }

  private var unit: String { currency ?? "points" }

  /// `+12.5`; never `-0.0`.
  static func points(_ value: Double) -> String {
    let text = FixedDecimal.text(value, decimals: 1)
    return value > 0 && text != "0.0" ? "+\(text)" : text == "-0.0" ? "0.0" : text
  }
}

extension LeaveReport.Quote {
  /// For a terminal: how many are free, `+35.0` for what the first costs, `-` where nobody works.
  fileprivate var cell: String {
    if working == 0 { return "-" }
    if free > 0 { return String(free) }
    if obstacle == "goal" { return "goal" }
    return nextPoints.map(LeaveReport.points) ?? "rules"
  }
}

extension Money {
  /// Amounts by currency as `96.00 EUR`, several joined by `+`; empty for none.
  static func sum(_ wages: [String: Double]) -> String {
    wages.sorted { $0.key < $1.key }.filter { !$0.key.isEmpty }.map { currency, amount in
      "\(number((amount * minorUnits(ofOne: currency)).rounded(), of: currency)) \(currency)"
    }.joined(separator: " + ")
  }

  /// The same amounts by currency in its units, given in minor units.
  static func major(_ minor: [String: Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: minor.map { ($0.key, $0.value / minorUnits(ofOne: $0.key)) })
  }
}

extension LeaveReport {
  init(_ scenario: Scenario, movesOthers: Bool) {
    self.scenario = scenario.name
    currency = scenario.prices.currency
    self.movesOthers = movesOthers
    quotes = []
    answers = []
    brokenGoals = []
    wasCutShort = false
  }

  /// The tables: of quotes, or of answers where requests were answered.
  var tables: [OutputFile] {
    answers.isEmpty
      ? [OutputFile(name: LeaveTables.quotes.fileName, bytes: quoteBytes)]
      : [OutputFile(name: LeaveTables.answers.fileName, bytes: answerBytes)]
  }

  private var quoteBytes: [UInt8] {
    var writer = LeaveTables.quotes.writer()
    for quote in quotes {
      for text in [quote.date, quote.site, quote.contract, quote.queues] { writer.text(text) }
      for number in [quote.people, quote.working, quote.away, quote.free, quote.together.count] {
        writer.integer(number)
      }
      writer.text(quote.together.joined(separator: " "))
      if let points = quote.nextPoints { writer.decimal(points, decimals: 3) } else { writer.blank() }
      writer.text(quote.nextPoints == nil ? "" : Money.sum(quote.nextWages))
      writer.text(quote.obstacle ?? "")
      writer.endRow()
    }
    return writer.bytes
  }

  private var answerBytes: [UInt8] {
    var writer = LeaveTables.answers.writer()
    for (place, answer) in answers.enumerated() {
      writer.integer(place + 1)
      for text in [answer.agent, answer.from, answer.to, answer.kind] { writer.text(text) }
      writer.text(answer.isGranted ? "granted" : "refused")
      if let rank = answer.rank { writer.integer(rank) } else { writer.blank() }
      if let points = answer.points { writer.decimal(points, decimals: 3) } else { writer.blank() }
      writer.text(answer.points == nil ? "" : Money.sum(answer.wages))
      writer.text(answer.reason)
      writer.endRow()
    }
    return writer.bytes
  }
}
