import Headcount
import LinearProgram
import ScenarioFiles
import Workforce

/// Whom to train next: people who are there and courses, by what they save a month.
struct TrainingValues: Sendable {
  /// A person and a course.
  struct Value: Sendable {
    /// Id of the person.
    var agent: String
    /// Language or skill.
    var subject: String
    /// Queues that the person may take beside those of now.
    var queues: [Int]
    /// Cents saved a month by the worth of hours, the share who pass counted.
    var quoted: Double
    /// Cents saved a month by the plan solved again with the person trained; `nil` where that was not tried.
    var solved: Double?
    /// The same in whole people: the plan with the person trained, each of its hires kept or left out; `nil` where that was not tried.
    var planned: Double?
    /// Cents of the course and of the working time that it takes.
    var cost: Double
    /// Queues that one person alone may take now, and two with the course.
    var soleQueues: [Int]

    /// Cents saved a month: what the plan solved again says, where it was.
    var saved: Double { solved ?? quoted }
    /// Weeks until the course has paid for itself; `nil` where it never does.
    var paybackWeeks: Double? { saved > 0 ? cost / saved * 365.25 / 12 / 7 : nil }
  }

  /// The most saved first.
  let values: [Value]

  /// Kinds of pairs that are solved again, at most.
  private static let solvedAgain = 100
  /// Pairs that must be solved again before the list is good.
  private static let shown = 5

  private struct Key: Hashable {
    var from: Int
    var queues: [Int]
  }

  /// Every person with every course that lets them take a further queue.
  ///
  /// Hours of a person are worth as much as on the dearest queue that they may take, month by month, by the dual values of the hours
  /// wanted; the best pairs are solved again with the person moved to a class that may take the further queues.
  init(_ model: HeadcountModel, _ plan: HeadcountPlan, isCancelled: () -> Bool) throws {
    guard !model.file.courses.isEmpty, let base = try Headcount.leastRelaxed(for: model.problem) else {
      values = []
      return
    }
    let worths = try Headcount.hourWorths(for: model.problem)
    var values: [(value: Value, from: Int, passing: Double)] = []
    let months = Double(max(1, model.problem.monthCount))
    let speakers = model.scenario.queues.map { queue in model.scenario.agents.count { $0.serves(queue) } }
    for agent in model.scenario.agents where agent.to == nil {
      guard let from = model.staffClass(of: agent) else { continue }
      let kind = model.problem.classes[from]
      for course in model.file.courses {
        let trained = agent.trained(course)
        let queues = model.scenario.queues.indices.filter { trained.serves(model.scenario.queues[$0]) }
        let further = queues.filter { !kind.queues.contains($0) }
        guard !further.isEmpty else { continue }
        let saved = (0..<model.problem.monthCount).reduce(0.0) { sum, month in
          func best(_ queues: [Int]) -> Double { queues.map { worths[$0][month] }.max() ?? 0 }
          return sum + kind.hours[month] * max(0, best(queues) - best(kind.queues))
        }
        let hour = kind.pay[0].total / max(1, 365.25 / 12)
        let cost =
          (course.cost.map { model.cents($0, on: model.demand.starts[0]) } ?? 0) + course.length.meanDays * hour
        values.append(
          (
            Value(
              agent: agent.id, subject: course.subject, queues: further, quoted: saved / months * course.passing,
              cost: cost, soleQueues: further.filter { speakers[$0] == 1 }), from, course.passing
          ))
      }
    }
    func isBefore(_ one: Value, _ other: Value) -> Bool {
      (other.saved, one.agent, one.subject) < (one.saved, other.agent, other.subject)
    }
    values.sort { isBefore($0.value, $1.value) }
    // A quote is never below what solving again says, so the best of all are known once those in front are solved.
    var known: [Key: Double] = [:]
    for _ in 0..<Self.solvedAgain {
      if isCancelled() { throw Interrupted() }
      guard let next = values.prefix(Self.shown).firstIndex(where: { $0.value.solved == nil && $0.value.quoted > 0 })
      else {
        break
      }
      // People of one class with one course are alike.
      let key = Key(from: values[next].from, queues: values[next].value.queues)
      if known[key] == nil {
        let problem = model.problem.moving(from: key.from, adding: key.queues)
        guard let cost = try Headcount.leastRelaxed(for: problem) else { break }
        known[key] = max(0, base - cost) / months
      }
      for place in values.indices {
        guard let saved = known[Key(from: values[place].from, queues: values[place].value.queues)] else { continue }
        values[place].value.solved = saved * values[place].passing
      }
      values.sort { isBefore($0.value, $1.value) }
    }
    if let kept = try Headcount.cost(within: plan, in: model.problem) {
      var planned: [Key: Double] = [:]
      for place in values.indices.prefix(Self.shown) where values[place].value.solved != nil {
        if isCancelled() { throw Interrupted() }
        let key = Key(from: values[place].from, queues: values[place].value.queues)
        if planned[key] == nil {
          let problem = model.problem.moving(from: key.from, adding: key.queues)
          planned[key] = try Headcount.cost(within: plan, in: problem).map { max(0, kept - $0) / months }
        }
        values[place].value.planned = planned[key].map { $0 * values[place].passing }
      }
    }
    self.values = values.map(\.value)
  }
}

extension Agent {
  /// The person after a course.
  fileprivate func trained(_ course: HeadcountFile.Course) -> Agent {
    var other = self
    if course.isLanguage {
      if !other.languages.contains(course.subject) { other.languages.append(course.subject) }
    } else if !other.skills.contains(course.subject) {
      other.skills.append(course.subject)
    }
    return other
  }
}

extension HeadcountProblem {
  /// The same with one experienced head of a class in a class of its own that may take further queues.
  fileprivate func moving(from index: Int, adding queues: [Int]) -> HeadcountProblem {
    var other = self
    guard let place = other.classes[index].present.firstIndex(where: { $0.end == nil && $0.heads >= 1 }) else {
      return self
    }
    let start = other.classes[index].present[place].start
    other.classes[index].present[place].heads -= 1
    var kind = other.classes[index]
    kind.id += ":trained"
    kind.queues = (kind.queues + queues).sorted()
    kind.present = [StaffClass.Cohort(start: start, heads: 1)]
    kind.hiring = nil
    other.classes.append(kind)
    return other
  }
}
