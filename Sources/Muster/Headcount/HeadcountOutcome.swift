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

  var starts: [CivilDate] { model.demand.starts }
  var currency: String { model.file.currency }

  /// By the date to sign, then by class.
  var hires: [Hire] {
    var hires: [Hire] = []
    for (index, own) in plan.starts.enumerated() {
      for (month, people) in own.enumerated() where people > 0 {
        let cents = plan.money.reduce(0) { sum, item in
          item.staffClass == index && item.month == month && (item.kind == .hiring || item.kind == .training)
            ? sum + item.cents : sum
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

  /// Money by month and queue, shape [months][queues], in cents: vendors where their hours are, everything else in proportion to
  /// the hours of own people. To the cent, so that a month's queues add up to its money.
  var moneyByQueue: [[Int]] {
    (0..<model.problem.monthCount).map { month in
      var sums = [Int](repeating: 0, count: model.problem.demands.count)
      var shared = 0
      for item in plan.money where item.month == month {
        if let queue = item.queue { sums[queue] += item.cents } else { shared += item.cents }
      }
      var weights = plan.own.map { $0[month] }
      if weights.allSatisfy({ $0 <= 0 }) { weights = model.problem.demands.map { max(0, $0.hours[month]) } }
      let all = weights.reduce(0, +)
      var (given, weight) = (0, 0.0)
      for queue in sums.indices {
        weight += weights[queue]
        let upTo = all > 0 ? Int((Double(shared) * weight / all).rounded()) : 0
        sums[queue] += upTo - given
        given = upTo
      }
      return sums
    }
  }
}
