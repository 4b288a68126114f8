import Headcount
import LinearProgram
import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// A headcount problem made from a scenario, and what its parts are called.
struct HeadcountModel: Sendable {
  /// A class of people beside what the problem knows of it.
  struct ClassDetails: Sendable {
    var contract: String
    var languages: [String]
    var lead: HeadcountFile.Span
    /// Shape [months]: cents of an hour's pay.
    var pay: [CentsByCurrency]
    /// Amounts that are paid once; nil where there are none.
    var hiring: Money?
    var training: Money?
    var intake: Money?
  }

  let file: HeadcountFile
  var scenario: Scenario
  let demand: MonthlyDemand
  let loss: [Double]
  var problem: HeadcountProblem
  var details: [ClassDetails] = []
  var notes: [String] = []

  /// Work of some queues at a site, as shifts of a contract reach it.
  struct SharedWork: Hashable {
    var queues: [Int]
    var site: String
    var contract: String
  }

  /// What was worked out already: problems with one person changed share it.
  var timesOfWork: [SharedWork: TimeOfWork] = [:]
  var reached: [HoursReached.Key: HoursReached] = [:]

  var starts: [CivilDate] { demand.starts }

  /// - Parameters:
  ///   - loss: rostered over needed hours by queue.
  ///   - signsFrom: first date on which people may be signed.
  /// - Throws: `InputError` with everything of headcount.yaml that cannot be, with the places.
  init(
    _ file: HeadcountFile, _ scenario: Scenario, _ demand: MonthlyDemand, loss: [Double], signsFrom: CivilDate,
    isFrozen: Bool
  ) throws(InputError) {
    self.file = file
    self.scenario = scenario
    self.demand = demand
    self.loss = loss
    problem = HeadcountProblem(monthCount: demand.monthCount, demands: [], classes: [])
    var problems = ProblemCollector()
    checkMonths(&problems)
    if starts[0] < scenario.horizon.first {
      notes.append(
        "contacts of \(monthText(starts[0])) are those from \(scenario.horizon.first) on, and people and money are of the whole month: "
          + "begin with \(monthText(scenario.horizon.firstFullMonth)) for months that compare.")
    }
    for (queue, level) in zip(scenario.queues, file.queueLevels) where level != file.planFor {
      notes.append("\(queue.id) is planned for \(level == .mean ? "the mean" : level.rawValue), as its plan-for says.")
    }
    let short = cents(file.short, on: starts[0])
    problem.demands = scenario.queues.enumerated().map { index, queue in
      HourDemand(queue: queue.id, hours: demand.hours[index].map { $0 * loss[index] }, shortPrice: short)
    }
    addClasses(signsFrom: signsFrom, isFrozen: isFrozen, &problems)
    let unreached = addParts()
    notes += unreached
    addPartners()
    addTransfers()
    problem.seats = seatLimits()
    addCeilings(&problems)
    try problems.check()
  }

  // MARK: - Money

  /// Cents of the plan's currency that an amount is on a date.
  func cents(_ money: Money, on date: CivilDate) -> Double {
    let rate = file.rate(of: money.currency, on: date) ?? 1
    let (own, plan) = (Money.minorUnits(ofOne: money.currency), Money.minorUnits(ofOne: file.currency))
    return Double(money.minorUnits) * rate * (plan >= own ? plan / own : 1 / (own / plan))
  }

  /// Cents of an amount that is paid once, by the month in which that is; nothing without one.
  func monthly(_ money: Money?) -> MonthlyCents {
    MonthlyCents(money.map { money in starts.dropLast().map { cents(money, on: $0) } } ?? [])
  }

  // MARK: - Months

  private func checkMonths(_ problems: inout ProblemCollector) {
    for month in 0..<demand.monthCount where demand.hours.allSatisfy({ $0[month] <= 0 }) {
      problems.add(
        file.place, "no queue has an opening hour with contacts in \(monthText(starts[month]))",
        next: "Plan fewer months, or look at the opening hours and holidays of the queues in scenario.yaml.")
    }
  }

  /// Makes starts stay near those that were announced.
  ///
  /// - Parameter hires: people by class and month.
  mutating func announce(_ hires: [(staffClass: Int, month: Int, people: Int)], changePrice: Double) {
    for index in problem.classes.indices where problem.classes[index].hiring != nil {
      problem.classes[index].hiring?.changePrice = changePrice
      for hire in hires where hire.staffClass == index && hire.people > 0 {
        problem.classes[index].hiring?.announced[hire.month, default: 0] += hire.people
        guard let earliest = problem.classes[index].hiring?.earliest, hire.month < earliest else { continue }
        notes.append(
          "\(hire.people) of \(problem.classes[index].id) were announced for \(monthText(starts[hire.month])), and nobody can be signed for "
            + "it: who is signed already belongs into agents.csv, with from.")
      }
    }
  }

  /// Adds a ceiling on all money of all months, as `--budget` asks for.
  mutating func addBudget(_ money: Money) throws(InputError) {
    var problems = ProblemCollector()
    let most = Int(cents(money, on: starts[0]).rounded())
    problem.ceilings.append(Ceiling(name: "budget", months: 0..<demand.monthCount, costCentre: nil, most: most))
    check(most, 0..<demand.monthCount, nil, Place(file: "--budget"), &problems)
    try problems.check()
  }

  /// An amount for people, whole units of the currency.
  func amount(_ cents: Double) -> String { "\(Money.wholeNumber(cents, of: file.currency)) \(file.currency)" }
}
