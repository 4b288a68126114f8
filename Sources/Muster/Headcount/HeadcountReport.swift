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
    /// The same by id of the queue, mean of the months; queues that never do are left out.
    public var queueMissChances: [String: Double]
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
    /// What one point more costs, hours left short at their price; left out where there is none.
    public var more: Double?
    /// The part of it that is for hours left short, and so no money.
    public var moreShortage: Double?
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
        courses: risk.courses, missChances: risk.months.map(\.missChance),
        queueMissChances: Dictionary(
          zip(model.problem.demands.map(\.queue), risk.missChances.map { $0.reduce(0, +) / Double(max(1, $0.count)) }),
          uniquingKeysWith: max
        ).filter { $0.value > 0 }, money: spread(risk.money),
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
        more: price.up.map { max(0, $0) / unit }, moreShortage: price.shortageUp.map { $0 / unit },
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
}
