import Tabular

extension SimulationReport {
  /// The report as lines for a terminal: queues, email left over, occupancy, and the dates on which plan and simulation
  /// disagree most.
  ///
  /// - Parameter folder: where the files are, as the planner typed it.
  public func text(folder: String) -> String {
    var lines = [
      "\(scenario): \(weeks) \(weeks == 1 ? "week" : "weeks") from \(first), "
        + "played \(replications) times with seed \(seed)", "",
    ]
    lines += queueTable()
    let backlog = backlogTable()
    if !backlog.isEmpty { lines += ["", "Email at the end of the day:"] + backlog }
    if let occupancy = occupancyText { lines += ["", occupancy] }
    lines += [""] + disagreementLines()
    let missed = queues.indices.filter { !meetsGoal($0) }.map(missText)
    lines.append(
      missed.isEmpty
        ? "Every queue meets its goal in the simulation."
        : "Below goal in the simulation: \(missed.joined(separator: ", ")).")
    lines += PromiseVerdict.lines(promises, untold: untoldPromises, next: "muster plan ends with them")
    lines.append("Files: \(folder)")
    return lines.joined(separator: "\n") + "\n"
  }

  private func queueTable() -> [String] {
    let header = ["queue", "offered", "goal", "planned", "simulated", "hangs up", "mean wait"]
    let rows = queues.indices.filter { !isActivity[$0] }.map { index in
      let queue = queues[index]
      return [
        queue.queue,
        number(queue.offered, 0),
        "\(Share(goals[index]).text(decimals: 0)) in \(Seconds(goalSeconds[index]).thresholdText)",
        queue.planned.map { Share($0).text().of(planFor[index]) } ?? "-",
        simulatedText(queue) + (meetsGoal(index) ? "" : " *"),
        // Nobody hangs up on an email.
        isDeferred[index] ? "-" : queue.abandoned.map { Share($0).text() } ?? "-",
        queue.averageWaitSeconds.map { Seconds($0).waitText } ?? "-",
      ]
    }
    return TextTable.lines([header] + rows, leftAligned: [0])
  }

  /// Means over the dates, and the date that ends worst, for queues that ever leave something over.
  private func backlogTable() -> [String] {
    let rows = zip(queues, isDeferred).compactMap { queue, isDeferred -> [String]? in
      guard isDeferred else { return nil }
      let own = days.filter { $0.queue == queue.queue && $0.waiting != nil }
      let late = own.reduce(0) { $0 + ($1.late ?? 0) }
      guard let worst = own.max(by: { ($0.waiting ?? 0) < ($1.waiting ?? 0) }), let most = worst.waiting, most >= 0.05
      else { return nil }
      let mean = own.reduce(0) { $0 + ($1.waiting ?? 0) } / Double(own.count)
      return [
        queue.queue, number(mean, 1), number(most, 1), worst.start ?? "", number(late / Double(own.count), 1),
      ]
    }
    guard !rows.isEmpty else { return [] }
    return TextTable.lines([["queue", "waiting", "most", "on", "late"]] + rows, leftAligned: [0])
  }

  private var occupancyText: String? {
    let ordered = people.sorted { ($0.occupancy, $0.agent) < ($1.occupancy, $1.agent) }
    guard let lowest = ordered.first, let highest = ordered.last else { return nil }
    let middle = ordered[ordered.count / 2]
    return "Occupancy of \(people.count) people: lowest \(Share(lowest.occupancy).text()) (\(lowest.agent)), "
      + "middle \(Share(middle.occupancy).text()), highest \(Share(highest.occupancy).text()) (\(highest.agent))."
  }

  private func disagreementLines() -> [String] {
    let limit = number(disagreement * 100, disagreement * 100 == (disagreement * 100).rounded() ? 0 : 1)
    let apart = days.filter(\.disagrees)
    let intervalsApart = intervals.count(where: \.disagrees)
    guard !apart.isEmpty || intervalsApart > 0 else {
      return ["Plan and simulation agree within \(limit) points on every date and interval."]
    }
    var lines = [
      "Plan and simulation differ by more than \(limit) points on \(apart.count) of \(days.count) dates of a queue and in "
        + "\(intervalsApart) of \(intervals.count) intervals."
    ]
    func difference(_ day: ServiceComparison) -> Double { abs((day.planned ?? 0) - (day.simulated ?? 0)) }
    let worst = apart.indices.sorted { (-difference(apart[$0]), $0) < (-difference(apart[$1]), $1) }.prefix(5)
    guard !worst.isEmpty else { return lines }
    lines += TextTable.lines(
      [["queue", "date", "planned", "simulated"]]
        + worst.map {
          [apart[$0].queue, apart[$0].start ?? "", Share(apart[$0].planned ?? 0).text(), simulatedText(apart[$0])]
        },
      leftAligned: [0, 1])
    return lines
  }

  /// A share with its confidence interval in points.
  private func simulatedText(_ row: ServiceComparison) -> String {
    guard let simulated = row.simulated else { return "-" }
    return Share(simulated).text() + (row.halfWidth.map { " ± \(number($0 * 100, 1))" } ?? "")
  }

  private func number(_ value: Double, _ decimals: Int) -> String { FixedDecimal.text(value, decimals: decimals) }
}
