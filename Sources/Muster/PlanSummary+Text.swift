import Tabular
import Workforce

extension PlanSummary {
  /// The summary as lines for a terminal: one row a queue, then the totals.
  ///
  /// - Parameter folder: where the files are, as the planner typed it.
  public func text(folder: String) -> String {
    var lines = ["\(shown(scenario)): \(weeks) \(weeks == 1 ? "week" : "weeks") from \(first), \(heads) people", ""]
    lines += posts.isEmpty ? queueTable() : PostSummary.table(posts)
    lines.append("")
    lines.append(
      "\(shifts) shifts, \(number(paidHours, 0)) paid hours, wages \(wagesText). "
        + (posts.isEmpty
          ? "Short \(number(shortHours, 1)) h, over \(number(overHours, 1)) h by coverage.csv."
          : "Short \(posts.reduce(0) { $0 + $1.short }) and over \(posts.reduce(0) { $0 + $1.over }) by shift_coverage.csv.")
    )
    if let cost {
      let bound = bound.map { ", bound \(number($0, 1))" } ?? ""
      lines.append("Roster: cost \(number(cost, 1)) points\(bound); \(proof).")
      if !costParts.isEmpty { lines.append("Of that: \(costParts.map(\.text).joined(separator: ", ")).") }
      if let wholePeopleLoss {
        lines.append(
          "One set of queues at a time: \(number(wholePeopleLoss, 1)) points more than the same shifts with people shared in each interval."
        )
      }
    }
    if let sentence = ShareFigure.sentence(shares) { lines.append(sentence) }
    let missed = queues.filter { !$0.meetsGoal }.map(\.missText)
    let bare = posts.filter { !$0.datesBelowLeast.isEmpty }.map(\.post)
    lines.append(
      !posts.isEmpty
        ? bare.isEmpty ? "Every post has its least." : "Below the least: \(bare.joined(separator: ", "))."
        : missed.isEmpty
          ? "Every queue is expected to meet its goal." : "Below goal: \(missed.joined(separator: ", ")).")
    lines += promises.map(\.sentence)
    lines += serviceRounds?.lines ?? []
    lines += assumptions.map { "Assumed: \($0)" }
    lines += warnings.map { "Note: \($0)" }
    lines.append("Files: \(folder)")
    return lines.joined(separator: "\n") + "\n"
  }

  private var wagesText: String {
    let amounts = wages.sorted { $0.key < $1.key }.map { currency, minor in
      Money(minorUnits: minor, currency: currency).wholeText
    }
    return amounts.isEmpty ? "none" : amounts.joined(separator: " + ")
  }

  private func queueTable() -> [String] {
    let service = serviceRounds?.queues.isEmpty == false ? "simulated" : "expected"
    let header = ["queue", "offered", "goal", service, "required h", "rostered h", "short h", "over h"]
    let rows = queues.map { queue in
      [
        queue.queue,
        queue.activity == nil ? number(queue.offered, 0).of(queue.planFor) : "-",
        queue.activity ?? "\(Share(queue.goal).text(decimals: 0)) in \(Seconds(queue.goalSeconds).thresholdText)",
        queue.activity == nil
          ? queue.expectedServiceLevel.map { Share($0).text() + (queue.meetsGoal ? "" : " *") } ?? "no contacts"
          : queue.requiredHours > 0 ? "\(Share(1 - queue.shortHours / queue.requiredHours).text()) done" : "-",
        number(queue.requiredHours, 1),
        number(queue.rosteredHours, 1),
        number(queue.shortHours, 1),
        number(queue.overHours, 1),
      ]
    }
    return TextTable.lines([header] + rows, leftAligned: [0])
  }

  private func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
}
