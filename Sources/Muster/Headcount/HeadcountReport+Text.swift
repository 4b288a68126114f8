import Headcount
import ScenarioFiles
import Tabular

extension HeadcountReport {
  /// The plan as lines for a terminal.
  public var text: String {
    var lines = [
      "\(scenario): headcount for \(months.count) \(months.count == 1 ? "month" : "months") from \(months.first?.month ?? ""), in \(currency), planned for "
        + "\(planFor == "mean" ? "the mean" : planFor)", "",
    ]
    lines += monthLines + [""] + hireLines + [""]
    lines.append(
      "Money \(number(money)) \(currency): " + kinds.map { "\($0.kind) \(number($0.money))" }.joined(separator: ", ")
        + ".")
    let short = months.reduce(0) { $0 + $1.shortHours }
    lines.append(
      short < 0.05
        ? "No hour is short." : "\(number(short)) h stay short, taken to cost \(number(shortage)) \(currency).")
    let certain = months.filter { $0.shortHoursInEveryPlan >= 0.5 }
    if !certain.isEmpty {
      lines.append(
        "No plan covers \(certain.map { "\(number($0.shortHoursInEveryPlan)) h of \($0.month)" }.joined(separator: ", ")), "
          + "whatever is paid: nobody can be signed in time, or seats and intakes are full.")
    }
    if let nothing = doingNothing, let price = shortageDoingNothing {
      let hours = months.reduce(0) { $0 + ($1.shortHoursDoingNothing ?? 0) }
      lines.append(
        "Doing nothing: \(number(nothing.money)) \(currency) and \(number(hours)) h short, taken to cost \(number(price)) "
          + "\(currency); the plan saves \(number(nothing.money + price - money - shortage)) \(currency).")
    }
    lines += riskLines + replannedLines + pointLines
    lines += hourLines
    if !training.isEmpty {
      lines.append("Train next, by the plan made again with each: \(training.map(\.phrase).joined(separator: ", ")).")
    }
    lines += singlePointLines
    lines += limits.prefix(3).map { "\($0.name) binds: one more \($0.unit) saves \(number($0.saves)) \(currency)." }
    lines.append(
      "Proven: no plan costs less than \(number(bound)) \(currency), shortage included; this one is at most "
        + "\(Share(gap).text(decimals: 2)) above.")
    lines.append(
      "Shifts lose \(Share(scheduleLoss).text()) against the curve, by rosters of typical weeks (schedule_loss.csv)."
    )
    lines += comparison
    lines += promises.map(\.sentence)
    if untoldPromises > 0 {
      lines.append(
        "\(untoldPromises) \(untoldPromises == 1 ? "promise is" : "promises are") not told here; muster plan ends with them."
      )
    }
    lines += warnings.map { "Note: \($0)" }
    return (lines + ["Wrote \(files.joined(separator: ", ")) into \(folder)"]).joined(separator: "\n") + "\n"
  }

  /// `Hangs on one person at work, by the roster: 12 of 40 h a week of en-l2 on L4, ...`
  private var singlePointLines: [String] {
    guard !singlePoints.isEmpty else { return [] }
    let shown = singlePoints.prefix(3).map { point in
      "\(number(point.hoursAWeek)) of \(number(point.openHoursAWeek)) h a week of \(point.queue) on \(point.agent)"
    }
    let rest = singlePoints.count - shown.count
    let more = rest > 0 ? ", and \(rest) more" : ""
    return [
      "Hangs on one person \(hasRoster ? "at work, by the roster" : "alone, whoever is at work"): "
        + "\(shown.joined(separator: ", "))\(more) (headcount_single_points.csv)."
    ]
  }

  private var monthLines: [String] {
    let hasVendors = months.contains { $0.vendorHours > 0.05 }
    let hasOvertime = months.contains { $0.overtimeHours > 0.05 }
    var header = ["month", "needed h", "heads", "start", "leave", "own h"]
    if hasOvertime { header.append("overtime h") }
    if hasVendors { header.append("vendors h") }
    header += ["short h", "money"]
    let hasNothing = months.contains { $0.shortHoursDoingNothing != nil }
    if hasNothing { header.append("short h doing nothing") }
    let rows = months.map { month -> [String] in
      var row = [
        month.month, number(month.neededHours), decimals(month.heads, 1), number(month.starts),
        decimals(month.leavers, 1),
        number(month.ownHours),
      ]
      if hasOvertime { row.append(number(month.overtimeHours)) }
      if hasVendors { row.append(number(month.vendorHours)) }
      row += [number(month.shortHours), number(month.money)]
      if hasNothing { row.append(number(month.shortHoursDoingNothing ?? 0)) }
      return row
    }
    return TextTable.lines([header] + rows, leftAligned: [0])
  }

  /// This plan beside the other.
  private var comparison: [String] {
    guard let other = other.first else { return [] }
    guard other.currency == currency else {
      return ["", "\(other.scenario) is in \(other.currency): sums are not compared."]
    }
    guard other.months.map(\.month) == months.map(\.month) else {
      func span(_ report: HeadcountReport) -> String {
        "\(report.months.count) months from \(report.months.first?.month ?? "")"
      }
      return ["", "\(other.scenario) is planned for \(span(other)), this for \(span(self)): sums are not compared."]
    }
    func sum(_ report: HeadcountReport, _ path: KeyPath<Month, Double>) -> Double {
      report.months.reduce(0) { $0 + $1[keyPath: path] }
    }
    var rows = [["", "this plan", "the other", "difference"]]
    func add(_ name: String, _ own: Double, _ theirs: Double, _ decimals: Int = 0) {
      rows.append([name] + [own, theirs, own - theirs].map { FixedDecimal.text($0, decimals: decimals) })
    }
    for kind in MoneyItem.Kind.allCases.map({ $0 == .partner ? "vendors" : $0.rawValue }) {
      let (own, theirs) = (
        kinds.first { $0.kind == kind }?.money ?? 0, other.kinds.first { $0.kind == kind }?.money ?? 0
      )
      if own != 0 || theirs != 0 { add(kind, own, theirs) }
    }
    for name in unique(places.map(\.kind) + other.places.map(\.kind)) {
      add(
        "money of \(name)", places.first { $0.kind == name }?.money ?? 0,
        other.places.first { $0.kind == name }?.money ?? 0)
    }
    add("money", money, other.money)
    add("short hours cost", shortage, other.shortage)
    add("short h", sum(self, \.shortHours), sum(other, \.shortHours))
    add("people hired", Double(hires.reduce(0) { $0 + $1.people }), Double(other.hires.reduce(0) { $0 + $1.people }))
    add("heads in the last month", months.last?.heads ?? 0, other.months.last?.heads ?? 0, 1)
    return ["", "Beside \(other.scenario):"] + TextTable.lines(rows, leftAligned: [0])
  }

  private var riskLines: [String] {
    guard let risk, let worst = risk.missChances.max(), let place = risk.missChances.firstIndex(of: worst) else {
      return []
    }
    let mean = risk.missChances.reduce(0, +) / Double(max(1, risk.missChances.count))
    let broken = risk.ceilings.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map {
      " Ceiling \($0.key) is broken in \(Share($0.value).text(decimals: 0))."
    }
    let queues = risk.queueMissChances.filter { $0.value >= 0.005 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(3).map { "\($0.key) \(Share($0.value).text(decimals: 0))" }
    let byQueue = queues.isEmpty ? "" : "; \(queues.joined(separator: ", "))"
    return [
      "Played on \(risk.courses) courses: a month lacks more than 1 % of some queue's hours in \(Share(mean).text(decimals: 0)), "
        + "most often \(months[place].month) (\(Share(worst).text(decimals: 0)))\(byQueue). Money \(number(risk.money[0])), P80 "
        + "\(number(risk.money[1])), P90 \(number(risk.money[2])) \(currency); short hours cost \(number(risk.shortage[0])), "
        + "P90 \(number(risk.shortage[2]))." + broken.joined()
    ]
  }

  private var replannedLines: [String] {
    guard let replanned else { return [] }
    let above = 100 * replanned.aboveThePlan
    return [
      "Made again each month on \(replanned.courses) courses: \(number(replanned.mean)) \(currency), short hours included, "
        + "\(decimals(abs(above), 1)) % \(above < 0 ? "below" : "above") what the plan says (money "
        + "\(signed(replanned.mean - replanned.shortage - money)), short hours \(signed(replanned.shortage - shortage))); kept as it is "
        + "\(number(replanned.kept)), or \(number(replanned.keptAsPlanned)) if contacts came as planned and leavers alone were left to "
        + "chance. What lies above the plan is the price of chance: an hour too few costs more than one too many saves, and a leaver is "
        + "replaced a lead later."
    ]
  }

  private var hourLines: [String] {
    let both = hourCosts.compactMap { cost -> String? in
      guard let own = cost.own, let bought = cost.bought else { return nil }
      return "\(cost.language) own \(decimals(own, 2)) or bought \(decimals(bought, 2))"
    }
    return both.isEmpty ? [] : ["An hour on a queue in \(currency): " + both.joined(separator: ", ") + "."]
  }

  private var pointLines: [String] {
    let dear = points.filter { ($0.more ?? 0) >= 0.5 }.sorted { ($1.more ?? 0, $0.queue) < ($0.more ?? 0, $1.queue) }
      .prefix(3)
    guard !dear.isEmpty else { return [] }
    return [
      "One point of service more costs most on "
        + dear.map { point in
          let shortage = point.moreShortage ?? 0
          let part = shortage >= 0.5 ? ", \(number(shortage)) of it for hours left short" : ""
          return "\(point.queue) (\(number(point.more ?? 0)) \(currency)\(part))"
        }.joined(separator: ", ")
        + "; every queue is in headcount_goals.csv."
    ]
  }

  private var hireLines: [String] {
    guard !hires.isEmpty else { return ["Nobody is hired."] }
    let rows = hires.map { hire in
      [
        hire.signBy, String(hire.people), hire.staffClass, hire.site, hire.languages.joined(separator: " "), hire.start,
        number(hire.money),
      ]
    }
    return TextTable.lines(
      [["sign by", "people", "class", "site", "speaks", "start", "hiring and training"]] + rows,
      leftAligned: [0, 2, 3, 4, 5])
  }

  private func signed(_ value: Double) -> String { (value >= 0.5 ? "+" : "") + number(value) }
  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 0) }
  private func decimals(_ value: Double, _ count: Int) -> String { FixedDecimal.text(value, decimals: count) }
}

extension HeadcountReport.Training {
  /// `L1 in fr (saves 140 a month, pays in 30 weeks; one person alone takes fr-phone now)`.
  fileprivate var phrase: String {
    var words = "saves \(FixedDecimal.text(savesAMonth, decimals: 0)) a month"
    if let paybackWeeks { words += ", pays in \(FixedDecimal.text(paybackWeeks, decimals: 0)) weeks" }
    if !soleQueues.isEmpty { words += "; one person alone takes \(soleQueues.joined(separator: ", ")) now" }
    if aloneHoursEnded >= 0.5 {
      words +=
        "; ends \(FixedDecimal.text(aloneHoursEnded, decimals: 0)) of "
        + "\(FixedDecimal.text(aloneHours, decimals: 0)) h a week that hang on one person"
    }
    return "\(agent) in \(course) (\(words))"
  }
}
