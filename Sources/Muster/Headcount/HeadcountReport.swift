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
    /// Of them, those that are missing in every plan, whatever may be paid: nobody can be signed for them in time.
    public var shortHoursInEveryPlan: Double
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

  /// What comes of the plan on sampled courses of volume and attrition.
  public struct Risk: Encodable, Sendable {
    /// Courses played.
    public var courses: Int
    /// Shape [months]: chance that some queue lacks more than a hundredth of its hours.
    public var missChances: [Double]
    /// Mean, eightieth and ninetieth percentile of all money.
    public var money: [Double]
    /// The same of what short hours are taken to cost.
    public var shortage: [Double]
    /// Chance that each ceiling is broken, by its name.
    public var ceilings: [String: Double]
  }

  /// The plan made again each month on sampled courses.
  public struct Replanned: Encodable, Sendable {
    /// Courses played.
    public var courses: Int
    /// Mean money with short hours at their price, in units of the currency.
    public var mean: Double
    /// Mean of the part of it that short hours are taken to cost.
    public var shortage: Double
    /// The same as `mean` of the plan kept as it is.
    public var kept: Double
    /// The same where contacts come as planned, so that leavers alone are left to chance.
    public var keptAsPlanned: Double
    /// Mean over what the plan says, less one.
    public var aboveThePlan: Double
  }

  /// One point of service of a queue.
  public struct Point: Encodable, Sendable {
    /// Id of the queue.
    public var queue: String
    /// Share answered that the goal asks for.
    public var answered: Double
    /// What one point more costs; left out where there is none.
    public var more: Double?
    /// What one point less saves.
    public var less: Double?
  }

  /// A person and a course.
  public struct Training: Encodable, Sendable {
    /// Id of the person.
    public var agent: String
    /// Language or skill.
    public var course: String
    /// What it saves a month by the plan made again in whole people with the person trained, in units of the currency.
    public var savesAMonth: Double
    /// Weeks until it has paid; left out where it never does.
    public var paybackWeeks: Double?
    /// Ids of the queues that only one person may take now, and two with the course.
    public var soleQueues: [String]
    /// Hours a week in which one person at work alone may take the queues that the course adds.
    public var aloneHours: Double
    /// Of these, hours that end with the course, since the person is at work then.
    public var aloneHoursEnded: Double
  }

  /// A person and a queue that hangs on them: nobody else at work may take it.
  public struct SinglePoint: Encodable, Sendable {
    /// Id of the person.
    public var agent: String
    /// Id of the queue.
    public var queue: String
    /// Hours a week in which the person is alone on it.
    public var hoursAWeek: Double
    /// Hours a week that the queue is worked.
    public var openHoursAWeek: Double
  }

  /// What a net hour in a language costs with one more person and with a vendor.
  public struct HourCost: Encodable, Sendable {
    /// The language.
    public var language: String
    /// The class whose hour is cheapest; left out where nobody is hired for it.
    public var staffClass: String?
    /// What its hour costs over the time a head stays, hiring and training included.
    public var own: Double?
    /// The vendor whose hour is cheapest; left out where there is none.
    public var vendor: String?
    /// What its hour costs.
    public var bought: Double?
    /// Net hours that the plan buys.
    public var plannedHours: Double
  }

  /// A limit that binds.
  public struct Limit: Encodable, Sendable {
    /// Its name.
    public var name: String
    /// What one more is.
    public var unit: String
    /// What that saves, solved again.
    public var saves: Double
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
  /// Money by site, then by vendor; those without any are left out.
  public var places: [Sum]
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
  /// How sure it is; left out where the plan was not played.
  public var risk: Risk?
  /// What it comes to when it is made again each month; left out where nobody asked.
  public var replanned: Replanned?
  /// What a point of service costs.
  public var points: [Point]
  /// Limits that bind, the dearest first.
  public var limits: [Limit]
  /// The plan that this one is compared with; empty for none.
  public var other: [HeadcountReport] = []
  /// Whom to train next, the five who save most.
  public var training: [Training]
  /// What hangs on one person, the most hours first.
  public var singlePoints: [SinglePoint]
  /// Whether a roster says so; without one, only queues that nobody else may take at all are known.
  public var hasRoster: Bool
  /// What an hour costs, made or bought, by language.
  public var hourCosts: [HourCost]
  /// What shifts lose as a share of the needed hours, over all queues of the typical weeks.
  public var scheduleLoss: Double
  /// What becomes of the scenario's promises.
  public var promises: [HeadcountPromise] = []
  /// Promises that a headcount plan says nothing about.
  public var untoldPromises = 0
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
    let unit = Money.minorUnits(ofOne: outcome.currency)
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
        shortHours: all(plan.short), shortHoursInEveryPlan: outcome.leastShort[month],
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
    let names = unique(model.problem.classes.map(\.site) + model.problem.partners.map(\.id))
    places = names.compactMap { name in
      let cents = plan.money.reduce(0) { sum, item in
        let place =
          item.staffClass.map { model.problem.classes[$0].site } ?? item.partner.map { model.problem.partners[$0].id }
        return place == name ? sum + item.cents : sum
      }
      return cents == 0 ? nil : Sum(kind: name, money: Double(cents) / unit)
    }
    money = Double(plan.total) / unit
    shortage = plan.shortagePrice / unit
    bound = plan.bound / unit
    gap = plan.gap
    doingNothing = outcome.nothing.map { Sum(kind: "money", money: Double($0.total) / unit) }
    shortageDoingNothing = outcome.nothing.map { $0.shortagePrice / unit }
    risk = outcome.risk.map { risk in
      func spread(_ spread: HeadcountRisk.Spread) -> [Double] {
        [spread.mean, spread.p80, spread.p90].map { $0 / unit }
      }
      return Risk(
        courses: risk.courses, missChances: risk.months.map(\.missChance), money: spread(risk.money),
        shortage: spread(risk.shortage),
        ceilings: Dictionary(
          zip(model.problem.ceilings.map(\.name), risk.ceilingChances), uniquingKeysWith: max))
    }
    replanned = outcome.policy.map { policy in
      Replanned(
        courses: policy.courses, mean: policy.again / unit, shortage: policy.shortage / unit,
        kept: policy.kept / unit, keptAsPlanned: policy.keptAsPlanned / unit,
        aboveThePlan: plan.cost > 0 ? policy.again / plan.cost - 1 : 0)
    }
    points = outcome.goals.prices.map { price in
      Point(
        queue: model.scenario.queues[price.queue].id, answered: price.answered,
        more: price.up.map { max(0, $0) / unit },
        less: price.down.map { max(0, $0) / unit })
    }
    hourCosts = outcome.hourCosts
    training = outcome.training.values.filter { ($0.planned ?? 0) / unit >= 0.5 }.prefix(5).map { value in
      Training(
        agent: value.agent, course: value.subject, savesAMonth: value.saved / unit,
        paybackWeeks: value.paybackWeeks,
        soleQueues: value.soleQueues.map { model.scenario.queues[$0].id },
        aloneHours: outcome.lone.hours(of: value.queues),
        aloneHoursEnded: outcome.lone.hoursEnded(by: value.agent, taking: value.queues))
    }
    singlePoints = outcome.lone.rows.map { row in
      SinglePoint(
        agent: row.agent, queue: model.scenario.queues[row.queue].id, hoursAWeek: row.hours,
        openHoursAWeek: outcome.lone.openHours[row.queue])
    }
    hasRoster = outcome.lone.isRostered
    limits = outcome.worths.map { worth in
      Limit(
        name: worth.name, unit: outcome.unit(of: worth), saves: worth.bySolving / unit)
    }
    let needed = outcome.loss.weeks.reduce(0) { $0 + $1.needed.reduce(0, +) }
    let wanted = outcome.loss.weeks.reduce(0) {
      $0 + zip($1.needed, outcome.loss.factors).reduce(0) { $0 + $1.0 * $1.1 }
    }
    scheduleLoss = needed > 0 ? wanted / needed - 1 : 0
    (promises, untoldPromises) = HeadcountPromise.all(of: outcome)
  }

  /// The plan as lines for a terminal.
  public var text: String {
    var lines = [
      "\(scenario): headcount for \(months.count) months from \(months.first?.month ?? ""), in \(currency), planned for "
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
    return [
      "Played on \(risk.courses) courses: a month lacks more than 1 % of some queue's hours in \(Share(mean).text(decimals: 0)), "
        + "most often \(months[place].month) (\(Share(worst).text(decimals: 0))). Money \(number(risk.money[0])), P80 "
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
        + dear.map { "\($0.queue) (\(number($0.more ?? 0)) \(currency))" }.joined(separator: ", ")
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
