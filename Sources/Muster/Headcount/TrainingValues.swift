import Headcount
import LinearProgram
import ScenarioFiles
import Timeline
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
    /// Cents saved a month by the worth of hours, the share who pass counted: a first guess.
    var guessed: Double
    /// The same by the plan solved again with fractions of people; `nil` where that was not tried.
    var solved: Double?
    /// The same by the plan made again in whole people with the person trained; `nil` where that was not tried.
    var planned: Double?
    /// Cents of the course and of the working time that it takes.
    var cost: Double
    /// Queues that one person alone may take now, and two with the course.
    var soleQueues: [Int]

    /// Cents saved a month: what the plan made again says, where it was.
    var saved: Double { planned ?? solved ?? guessed }
    /// Weeks until the course has paid for itself; `nil` where it never does, which is less than a cent a month.
    var paybackWeeks: Double? { saved >= 0.5 ? cost / saved * 365.25 / 12 / 7 : nil }
  }

  /// The most saved first.
  let values: [Value]

  /// Kinds of pairs that are solved again with fractions of people, at most.
  private static let solvedAgain = 100
  /// Kinds of pairs that are planned again in whole people: at least, as one person more may spare a whole hire or none, and at most.
  private static let plannedAgain = 3...8
  /// Pairs that must be planned again before the list is good.
  private static let shown = 5

  /// People who started together in one class, with one course: they are alike.
  private struct Key: Hashable {
    var from: Int
    var since: CivilDate?
    var queues: [Int]
  }

  /// Every person with every course that lets them take a further queue.
  ///
  /// Hours of a person are worth as much as on the dearest queue that they may take, month by month, by the dual values of the hours
  /// wanted: that says whom to try. Those in front are solved again with the person trained, and those in front then are planned again in
  /// whole people, near the plan; what that saves is what they are said to save.
  ///
  /// - Parameter plan: the plan of least cost.
  init(_ model: HeadcountModel, _ plan: HeadcountPlan, isCancelled: () -> Bool) throws {
    guard !model.file.courses.isEmpty, let base = try Headcount.leastRelaxed(for: model.problem) else {
      values = []
      return
    }
    let worths = try Headcount.hourWorths(for: model.problem)
    var values: [(value: Value, key: Key, trained: Agent, passing: Double)] = []
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
              agent: agent.id, subject: course.subject, queues: further, guessed: saved / months * course.passing,
              cost: cost, soleQueues: further.filter { speakers[$0] == 1 }),
            Key(from: from, since: agent.from, queues: further), trained, course.passing
          ))
      }
    }
    func isBefore(_ one: Value, _ other: Value) -> Bool {
      (other.saved, one.agent, one.subject) < (one.saved, other.agent, other.subject)
    }
    values.sort { isBefore($0.value, $1.value) }
    var least = plan.cost
    var solved: [Key: Double] = [:]
    var planned: [Key: Double] = [:]
    func solve(_ place: Int) throws -> Bool {
      let problem = model.problem(changing: values[place].trained)
      guard let cost = try Headcount.leastRelaxed(for: problem) else { return false }
      solved[values[place].key] = cost
      return true
    }
    func makeAgain(_ place: Int) throws -> Bool {
      let problem = model.problem(changing: values[place].trained)
      guard let other = try Headcount.plan(for: problem, near: plan) else { return false }
      planned[values[place].key] = other.cost
      // Hires that turn out better without the course too are no merit of it.
      let without = try Headcount.plan(for: model.problem, near: other, nodes: 0)
      least = min(least, without?.cost ?? least)
      return true
    }
    while true {
      if isCancelled() { throw Interrupted() }
      for place in values.indices {
        let (key, passing) = (values[place].key, values[place].passing)
        values[place].value.solved = solved[key].map { max(0, base - $0) / months * passing }
        values[place].value.planned = planned[key].map { max(0, least - $0) / months * passing }
      }
      values.sort { isBefore($0.value, $1.value) }
      func isOpen(_ place: Int) -> Bool { values[place].value.planned == nil && values[place].value.saved > 0 }
      let front = values.indices.prefix(Self.shown).first(where: isOpen)
      let next = front ?? (planned.count < Self.plannedAgain.lowerBound ? values.indices.first(where: isOpen) : nil)
      guard let next, solved.count < Self.solvedAgain, planned.count < Self.plannedAgain.upperBound else { break }
      guard try values[next].value.solved == nil ? solve(next) : makeAgain(next) else { break }
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
