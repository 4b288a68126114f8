import Tabular
import Workforce

/// What a decision missed, split into its causes; amounts are hundredths of a point, or of money where prices are money.
public struct DecisionReview: Hashable, Sendable, Encodable {
  /// One queue, or all of them.
  public struct Line: Hashable, Sendable, Encodable {
    /// Id of the queue; `all` for all.
    public var queue: String
    /// Cost of people missing and too many, as decided.
    public var expectedCents: Int
    /// The same with what really happened.
    public var realCents: Int
    /// Parts of the difference, in the order of `DecisionReview.causes`; they add up to it.
    public var partsCents: [Int]
  }

  /// What a roster for what really came would have cost.
  public struct Perfect: Hashable, Sendable, Encodable {
    /// Cost of people missing and too many with that roster.
    public var costCents: Int
    /// The same with the roster as decided, everybody there.
    public var asDecidedCents: Int
    /// Its wages in minor units by currency.
    public var wages: [String: Int]
    /// Wages of the roster as decided.
    public var decidedWages: [String: Int]

    /// What a perfect forecast would have been worth, wages left aside.
    public var worthCents: Int { asDecidedCents - costCents }
  }

  /// Names of the causes.
  public static let causes = ["contacts", "handle time", "absence", "routing", "luck"]

  /// Number of the decision.
  public var number = 0
  /// When it was made, ISO 8601.
  public var decided = ""
  /// Who made it.
  public var owner = ""
  /// Why.
  public var note = ""
  /// `EUR` and the like, or points.
  public var unit: String
  /// By queue, in the order of the scenario.
  public var queues: [Line]
  /// All queues: the sums of theirs.
  public var total: Line
  /// What a perfect forecast would have been worth; nil where that was not asked.
  public var perfect: Perfect?
  /// Sentences about what the file could not say.
  public var notes: [String] = []

  init(_ miss: Miss, _ scenario: Scenario) {
    unit = scenario.prices.currency ?? "points"
    let costs = (0..<(1 << Miss.Cause.allCases.count)).map(miss.costs)
    let effects = SharedEffects.split(Miss.Cause.allCases.count) { costs[$0] }
    let lines = scenario.queues.indices.map { queue in
      let before = Self.cents(costs[0][queue])
      let after = Self.cents(costs[costs.count - 1][queue])
      return Line(
        queue: scenario.queues[queue].id, expectedCents: before, realCents: after,
        partsCents: Self.whole(effects.map { $0[queue] * 100 }, sum: after - before))
    }
    queues = lines
    total = Line(
      queue: "all", expectedCents: lines.reduce(0) { $0 + $1.expectedCents },
      realCents: lines.reduce(0) { $0 + $1.realCents },
      partsCents: Self.causes.indices.map { cause in lines.reduce(0) { $0 + $1.partsCents[cause] } })
    let real = miss.actuals.queues
    if real.allSatisfy({ $0.agents.allSatisfy(\.isNaN) }) {
      notes.append("nothing says who was there: absence and routing count as planned; a column agents would tell")
    }
    let missing = zip(real, miss.requirement.queues).filter { happened, planned in
      happened.offered.allSatisfy(\.isNaN) && planned.netAgents.contains { $0 > 0 }
    }.map(\.0.queue)
    if !missing.isEmpty {
      notes.append("nothing was recorded of \(missing.joined(separator: ", ")): they count as planned")
    }
  }

  static func cents(_ amount: Double) -> Int { Int((amount * 100).rounded()) }

  /// Parts in whole cents that add up: each is rounded down, and what is left goes to those with the greatest rests.
  static func whole(_ parts: [Double], sum: Int) -> [Int] {
    var wholes = parts.map { Int($0.rounded(.down)) }
    var left = sum - wholes.reduce(0, +)
    let order = parts.indices.sorted { a, b in
      let (one, two) = (parts[a] - parts[a].rounded(.down), parts[b] - parts[b].rounded(.down))
      return one != two ? one > two : a < b
    }
    var place = 0
    while left != 0, !order.isEmpty {
      wholes[order[left > 0 ? place % order.count : order.count - 1 - place % order.count]] += left.signum()
      left -= left.signum()
      place += 1
    }
    return wholes
  }

  /// The review as lines for a terminal.
  public var text: String {
    func amount(_ cents: Int) -> String { FixedDecimal.text(Double(cents) / 100, decimals: 2) }
    var lines = [
      "Decision \(number) of \(decided)\(owner.isEmpty ? "" : " by \(owner)")\(note.isEmpty ? "" : ": \(note)")"
    ]
    lines.append("Cost of people missing and too many, in \(unit): as decided, as it came, and why")
    let rows = (queues + [total]).map { line in
      [line.queue, amount(line.expectedCents), amount(line.realCents), amount(line.realCents - line.expectedCents)]
        + line.partsCents.map(amount)
    }
    lines += [""]
    lines += TextTable.lines([["queue", "decided", "came", "miss"] + Self.causes] + rows, leftAligned: [0])
    lines += [""]
    if let perfect {
      lines.append(
        "A perfect forecast would have been worth \(amount(perfect.worthCents)) \(unit): "
          + "\(amount(perfect.asDecidedCents)) with the roster as decided, \(amount(perfect.costCents)) with one for what came."
      )
      for currency in Set(perfect.wages.keys).union(perfect.decidedWages.keys).sorted() {
        let change = (perfect.wages[currency] ?? 0) - (perfect.decidedWages[currency] ?? 0)
        if change != 0 {
          lines.append(
            "Its wages are \(Money(minorUnits: abs(change), currency: currency).text) \(change > 0 ? "more" : "less").")
        }
      }
    }
    return (lines + notes.map { "Note: \($0)" }).joined(separator: "\n") + "\n"
  }
}
