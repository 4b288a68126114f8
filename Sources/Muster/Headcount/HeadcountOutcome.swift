import Headcount
import ScenarioFiles
import Timeline
import Workforce

/// A plan with the model it answers, and what doing nothing would come to.
struct HeadcountOutcome: Sendable {
  /// People of a class who start in a month.
  struct Hire: Sendable {
    var staffClass: Int
    var month: Int
    var people: Int
    var intakes: Int
    var signBy: CivilDate
    /// Hiring and training.
    var cents: Int
  }

  let model: HeadcountModel
  let loss: ScheduleLoss
  let plan: HeadcountPlan
  /// The same without hires, transfers and more of vendors than is committed.
  let nothing: HeadcountPlan?
  /// What comes of the plan on sampled courses; `nil` where nobody asked.
  let risk: HeadcountRisk?
  /// What it comes to when it is made again each month; `nil` where nobody asked.
  let policy: HeadcountPolicy?
  /// Prices of a point of service.
  let goals: GoalPrices
  /// Shape [months]: net hours that every plan lacks, whatever may be paid; 0 where this one lacks none.
  let leastShort: [Double]
  /// People and courses, the most saved first.
  let training: TrainingValues
  /// What hangs on one person.
  let lone: LonePeople
  /// Limits that bind.
  let worths: [LimitWorth]
  /// What keeps promises that the plan breaks.
  var promiseEdits: [Promise: HeadcountPromiseEdit] = [:]

  var starts: [CivilDate] { model.demand.starts }
  var currency: String { model.file.currency }

  /// By the date to sign, then by class.
  var hires: [Hire] {
    var hires: [Hire] = []
    for (index, own) in plan.starts.enumerated() {
      for (month, people) in own.enumerated() where people > 0 {
        let cents = plan.money.reduce(0) { sum, item in
          item.staffClass == index && item.month == month && item.transfer == nil && !item.isSigned
            && (item.kind == .hiring || item.kind == .training) ? sum + item.cents : sum
        }
        hires.append(
          Hire(
            staffClass: index, month: month, people: people, intakes: plan.intakes[index][month],
            signBy: model.details[index].lead.before(starts[month]), cents: cents))
      }
    }
    return hires.sorted { ($0.signBy, $0.staffClass, $0.month) < ($1.signBy, $1.staffClass, $1.month) }
  }

  /// Net hours that vendors give a queue in a month.
  func vendorHours(_ queue: Int, _ month: Int) -> Double {
    model.problem.partners.indices.reduce(0) { sum, partner in
      guard let place = model.problem.partners[partner].queues.firstIndex(of: queue) else { return sum }
      return sum + plan.bought[partner][place][month]
    }
  }

  /// What an hour costs, made or bought, by language.
  var hourCosts: [HeadcountReport.HourCost] {
    let unit = Money.minorUnits(ofOne: currency)
    return model.scenario.queues.languages.map { language in
      let queues = model.scenario.queues.indices.filter { model.scenario.queues[$0].language == language }
      let own = model.problem.classes.filter { $0.queues.contains { queues.contains($0) } }
        .compactMap { kind in kind.centsAnHour.map { (kind.id, $0) } }.min { ($0.1, $0.0) < ($1.1, $1.0) }
      var bought: (String, Double)?
      var hours = 0.0
      for (index, partner) in model.problem.partners.enumerated() {
        for (place, queue) in partner.queues.enumerated() where queues.contains(queue) {
          hours += plan.bought[index][place].reduce(0, +)
          // By the hours wanted while the vendor is there: of a month without any, no minute or contact says what an hour costs.
          let weights = zip(model.problem.demands[queue].hours, partner.most).map { $1 > 0 ? max(0, $0) : 0 }
          let all = weights.reduce(0, +)
          guard all > 0 else { continue }
          let mean = zip(partner.price[place], weights).reduce(0) { $0 + $1.0 * $1.1 } / all
          if mean < bought?.1 ?? .infinity { bought = (partner.id, mean) }
        }
      }
      return HeadcountReport.HourCost(
        language: language, staffClass: own?.0, own: own.map { $0.1 / unit }, vendor: bought?.0,
        bought: bought.map { $0.1 / unit }, plannedHours: hours)
    }
  }

  /// Service to expect at the planned volume, shape [queues][months]: everybody's hours follow the need over the month.
  var service: [[Double]] {
    model.demand.service(
      at: model.problem.demands.enumerated().map { index, demand in
        demand.hours.enumerated().map { month, need in
          need > 0 ? max(0, 1 - plan.short[index][month] / need) : 1
        }
      })
  }

  /// Money by month and queue, shape [months][queues], in cents: vendors where their hours are, that of a class in proportion to
  /// the hours that people who serve the same give each queue. To the cent, so that a month's queues add up to its money.
  var moneyByQueue: [[Int]] {
    (0..<model.problem.monthCount).map { month in
      var sums = [Int](repeating: 0, count: model.problem.demands.count)
      let wanted = model.problem.demands.map { max(0, $0.hours[month]) }
      func share(_ cents: Int, by choices: [[Double]]) {
        guard let weights = choices.first(where: { $0.contains { $0 > 0 } }) else { return }
        let all = weights.reduce(0, +)
        var (given, weight) = (0, 0.0)
        for queue in sums.indices {
          weight += weights[queue]
          let upTo = Int((Double(cents) * weight / all).rounded())
          sums[queue] += upTo - given
          given = upTo
        }
      }
      var byClass = [Int](repeating: 0, count: model.problem.classes.count)
      var rest = 0
      for item in plan.money where item.month == month {
        if let queue = item.queue {
          sums[queue] += item.cents
        } else if let index = item.staffClass {
          byClass[index] += item.cents
        } else {
          rest += item.cents
        }
      }
      for (index, cents) in byClass.enumerated() {
        let queues = model.problem.classes[index].queues
        let own = wanted.indices.map { queues.contains($0) ? wanted[$0] : 0 }
        share(cents, by: [plan.given[index].map { $0[month] }, own, wanted])
      }
      share(rest, by: [plan.own.map { $0[month] }, wanted])
      return sums
    }
  }
}
