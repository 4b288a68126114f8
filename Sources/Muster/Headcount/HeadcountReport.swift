import Headcount
import ScenarioFiles
import Tabular
import Timeline

/// A headcount plan for people and other programs.
public struct HeadcountReport: Encodable, Sendable {
  /// A month of all classes and queues.
  public struct Month: Encodable, Sendable {
    /// Year and month, `2026-04`.
    public var month: String
    /// Net hours that queues need, what shifts lose included.
    public var neededHours: Double
    /// Heads, expected.
    public var heads: Double
    /// People who start.
    public var starts: Double
    /// Heads that left since the month before.
    public var leavers: Double
    /// Net hours of own people, overtime included.
    public var ownHours: Double
    /// Net hours of overtime.
    public var overtimeHours: Double
    /// Net hours of vendors.
    public var vendorHours: Double
    /// Net hours missing.
    public var shortHours: Double
    /// Money in units of the currency.
    public var money: Double
    /// Net hours that were missing without hires, transfers and more of vendors than is committed; left out where that has no plan.
    public var shortHoursDoingNothing: Double?
  }

  /// People to sign.
  public struct Hire: Encodable, Sendable {
    /// Name of the class.
    public var staffClass: String
    /// Site.
    public var site: String
    /// Languages, the main one first.
    public var languages: [String]
    /// How many.
    public var people: Int
    /// In how many groups.
    public var intakes: Int
    /// Latest date to sign, ISO 8601.
    public var signBy: String
    /// Month of the start.
    public var start: String
    /// Hiring and training, in units of the currency.
    public var money: Double
  }

  /// Money of one kind.
  public struct Sum: Encodable, Sendable {
    /// What it is for.
    public var kind: String
    /// In units of the currency.
    public var money: Double
  }

  /// Title of the scenario.
  public var scenario: String
  /// Currency of all sums.
  public var currency: String
  /// Volume that is planned for: `mean`, `P80` ...
  public var planFor: String
  /// By month.
  public var months: [Month]
  /// By the date to sign.
  public var hires: [Hire]
  /// Money by kind; kinds without any are left out.
  public var kinds: [Sum]
  /// All money, in units of the currency.
  public var money: Double
  /// What the missing hours are taken to cost.
  public var shortage: Double
  /// Money and shortage together that no plan can go below.
  public var bound: Double
  /// Share by which the plan may be dearer than the best, proven.
  public var gap: Double
  /// Money and shortage without hires, transfers and more of vendors than is committed; left out where that has no plan.
  public var doingNothing: Sum?
  /// What the shortage of doing nothing is taken to cost.
  public var shortageDoingNothing: Double?
  /// Rostered over needed hours less one, over all queues of the typical weeks.
  public var scheduleLoss: Double
  /// The output folder.
  public var folder: String = ""
  /// Names of the files written.
  public var files: [String] = []
  /// Names under which edited files were kept.
  public var keptFiles: [String] = []
  /// Sentences about what the input could not support.
  public var warnings: [String] = []

  init(_ outcome: HeadcountOutcome, scenario: String) {
    let (model, plan) = (outcome.model, outcome.plan)
    let unit = MoneyText.scale(outcome.currency)
    self.scenario = scenario
    currency = outcome.currency
    planFor = model.file.planFor.rawValue
    months = (0..<model.problem.monthCount).map { month in
      func sum(_ path: KeyPath<HeadCount, Double>) -> Double { plan.heads.reduce(0) { $0 + $1[month][keyPath: path] } }
      func all(_ values: [[Double]]) -> Double { values.reduce(0) { $0 + $1[month] } }
      return Month(
        month: monthText(outcome.starts[month]), neededHours: all(model.problem.demands.map(\.hours)),
        heads: sum(\.heads), starts: sum(\.starts), leavers: sum(\.leavers), ownHours: all(plan.own),
        overtimeHours: sum(\.overtimeHours),
        vendorHours: model.problem.demands.indices.reduce(0) { $0 + outcome.vendorHours($1, month) },
        shortHours: all(plan.short),
        money: Double(plan.money.reduce(0) { $1.month == month ? $0 + $1.cents : $0 }) / unit,
        shortHoursDoingNothing: outcome.nothing.map { all($0.short) })
    }
    hires = outcome.hires.map { hire in
      let kind = model.problem.classes[hire.staffClass]
      return Hire(
        staffClass: kind.id, site: kind.site, languages: model.details[hire.staffClass].languages, people: hire.people,
        intakes: hire.intakes, signBy: hire.signBy.isoText, start: monthText(outcome.starts[hire.month]),
        money: Double(hire.cents) / unit)
    }
    kinds = MoneyItem.Kind.allCases.compactMap { kind in
      let cents = plan.money.reduce(0) { $1.kind == kind ? $0 + $1.cents : $0 }
      return cents == 0 ? nil : Sum(kind: kind == .partner ? "vendors" : kind.rawValue, money: Double(cents) / unit)
    }
    money = Double(plan.total) / unit
    shortage = plan.shortagePrice / unit
    bound = plan.bound / unit
    gap = plan.gap
    doingNothing = outcome.nothing.map { Sum(kind: "money", money: Double($0.total) / unit) }
    shortageDoingNothing = outcome.nothing.map { $0.shortagePrice / unit }
    let needed = outcome.loss.weeks.reduce(0) { $0 + $1.needed.reduce(0, +) }
    let rostered = outcome.loss.weeks.reduce(0) { $0 + $1.rostered.reduce(0, +) }
    scheduleLoss = needed > 0 ? rostered / needed - 1 : 0
  }

  /// The plan as lines for a terminal.
  public var text: String {
    var lines = [
      "\(scenario): headcount for \(months.count) months from \(months.first?.month ?? ""), in \(currency), planned for "
        + "\(planFor == "mean" ? "the mean" : planFor)", "",
    ]
    lines += monthLines + [""] + hireLines + [""]
    lines.append(
      "Money \(number(money)) \(currency): " + kinds.map { "\($0.kind) \(number($0.money))" }.joined(separator: ", ") + ".")
    let short = months.reduce(0) { $0 + $1.shortHours }
    lines.append(
      short < 0.05
        ? "No hour is short." : "\(number(short)) h stay short, taken to cost \(number(shortage)) \(currency).")
    if let nothing = doingNothing, let price = shortageDoingNothing {
      let hours = months.reduce(0) { $0 + ($1.shortHoursDoingNothing ?? 0) }
      lines.append(
        "Doing nothing: \(number(nothing.money)) \(currency) and \(number(hours)) h short, taken to cost \(number(price)) "
          + "\(currency); the plan saves \(number(nothing.money + price - money - shortage)) \(currency).")
    }
    lines.append(
      "Proven: no plan costs less than \(number(bound)) \(currency), shortage included; this one is at most "
        + "\(decimals(100 * gap, 2)) % above.")
    lines.append(
      "Shifts lose \(decimals(100 * scheduleLoss, 1)) % against the curve, by rosters of typical weeks (schedule_loss.csv).")
    lines += warnings.map { "Note: \($0)" }
    return (lines + ["Wrote \(files.joined(separator: ", ")) into \(folder)"]).joined(separator: "\n") + "\n"
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
        month.month, number(month.neededHours), decimals(month.heads, 1), number(month.starts), decimals(month.leavers, 1),
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

  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: 0) }
  private func decimals(_ value: Double, _ count: Int) -> String { FixedDecimal.text(value, decimals: count) }
}
