import Forecasting
import Headcount
import LinearProgram
import Rostering
import ScenarioFiles
import Staffing
import Tabular
import Timeline
import Units
import Workforce

/// What a headcount plan is asked beside what headcount.yaml says.
public struct HeadcountRequest: Sendable {
  /// Most money of all months, as it is written: `5.2M EUR`; the best service within it is sought. `nil` for none.
  public var budget: String?
  /// Goals other than the scenario's: `fr-phone: 85 % in 20 s`.
  public var goals: [String]
  /// Month before which nobody is signed, `2026-09`; `nil` for none.
  public var freeze: String?
  /// A table of what contacts grow with; `nil` for none.
  public var driver: String?
  /// A table of hires that were announced, headcount_hires.csv of an earlier plan; `nil` for none.
  public var announced: String?
  /// What each person more or fewer than announced is taken to cost, `500 EUR`.
  public var change: String?
  /// schedule_loss.csv of an earlier plan, whose weeks hold for this one too; `nil` to roster typical weeks.
  public var losses: String?
  /// A folder for the first month as a scenario of its own; `nil` for none.
  public var firstMonth: String?
  /// Another scenario folder to plan too and compare with; `nil` for none.
  public var other: String?
  /// Courses of volume and attrition on which the plan is played; 0 for none.
  public var courses: Int
  /// Courses on which the plan is made again each month; 0 for none.
  public var replannedCourses: Int
  /// Whether growth that the history shows goes on.
  public var hasTrend: Bool

  /// A plan by headcount.yaml alone unless said otherwise.
  public init(
    budget: String? = nil, goals: [String] = [], freeze: String? = nil, driver: String? = nil, hasTrend: Bool = true,
    courses: Int = 500, replannedCourses: Int = 0, other: String? = nil, firstMonth: String? = nil,
    announced: String? = nil, change: String? = nil, losses: String? = nil
  ) {
    self.losses = losses
    (self.announced, self.change) = (announced, change)
    self.firstMonth = firstMonth
    self.other = other
    self.courses = courses
    self.replannedCourses = replannedCourses
    self.budget = budget
    self.goals = goals
    self.freeze = freeze
    self.driver = driver
    self.hasTrend = hasTrend
  }
}

extension Planner {
  /// Plans heads and money by month from headcount.yaml; writes the tables of the plan.
  ///
  /// - Throws: `InputError` for faults of the input, `Interrupted` when stopped before there is a plan.
  public func headcount(_ request: HeadcountRequest = HeadcountRequest()) throws -> HeadcountReport {
    let (input, file, inputs) = try readHeadcount(request)
    let beside = try request.other.map { other in
      let planner = Planner(
        folder: other, taking: taking, search: search, report: report, isCancelled: isCancelled)
      return (planner: planner, read: try planner.readHeadcount(request))
    }
    return try changing(as: "headcount") { results in
      let (model, loss) = try headcountModel(input, file, request)
      let outcome = try outcome(of: model, loss, request)
      // After the plan, as its weeks are those of the other one too: what differs is of the scenarios and not of the weeks.
      let other = try beside.map { planner, read in
        let (model, loss) = try planner.headcountModel(read.input, read.file, request, weeks: loss.weeks.map(\.monday))
        let name = read.input.scenario.name
        return (
          report: HeadcountReport(try planner.outcome(of: model, loss, request), scenario: name),
          notes: read.file.replacedWages(in: read.input).map { "\(name): \($0)" }
        )
      }
      var report = HeadcountReport(outcome, scenario: input.scenario.name)
      report.other = other.map { [$0.report] } ?? []
      let demand = model.demand
      let apart = try request.firstMonth.map { try writeFirstMonth(of: outcome, input, into: $0) } ?? []
      let result = try finish(
        outcome.files(), to: results, input: input, further: inputs,
        warnings: input.notes(to: demand.end.advanced(byDays: -1)) + demand.warnings + model.notes
          + file.replacedWages(in: input) + (other?.notes ?? []) + (outcome.lone.note.map { [$0] } ?? []) + apart,
        replacing: .headcount)
      (report.folder, report.files) = (result.folder, result.files)
      (report.keptFiles, report.warnings) = (result.keptFiles, result.warnings)
      return report
    }
  }

  /// The scenario with the goals of a request, headcount.yaml, and what was read beside the scenario.
  func readHeadcount(
    _ request: HeadcountRequest
  ) throws -> (input: ScenarioInput, file: HeadcountFile, further: [InputFile]) {
    var input = try read()
    try input.scenario.checkQueues(to: "plan heads for")
    let file = try ScenarioFolder.readHeadcount(headcountFolder(input) ?? folder, for: input.scenario)
    try request.apply(to: &input.scenario)
    var further = [file.file]
    if let name = request.driver {
      further.append(InputFile(name: "--driver \(name)", bytes: try FileAccess.read(name)))
    }
    if let name = request.announced {
      further.append(InputFile(name: "--announced \(name)", bytes: try FileAccess.read(name)))
    }
    if let name = request.losses {
      further.append(InputFile(name: "--losses \(name)", bytes: try FileAccess.read(name)))
    }
    return (input, file, further)
  }

  /// The folder with the headcount.yaml that counts, the scenario's own or the nearest base's; nil where there is none.
  func headcountFolder(_ input: ScenarioInput) -> String? {
    ([folder] + input.bases).first { FileAccess.exists("\($0)/\(HeadcountFile.fileName)") }
  }

  /// The problem of a headcount plan with the rosters that say what shifts lose.
  ///
  /// - Parameter weeks: Mondays of the weeks of a plan that it is compared with.
  func headcountModel(
    _ input: ScenarioInput, _ file: HeadcountFile, _ request: HeadcountRequest, weeks: [CivilDate] = []
  ) throws -> (model: HeadcountModel, loss: ScheduleLoss) {
    var driver: Driver?
    if let name = request.driver {
      let column = try OutlookTable.readDriver(try FileAccess.read(name), file: name)
      driver = Driver(name: column.name, points: column.points.map { .init(date: $0.date, value: $0.value) })
    }
    report(.began(.forecast))
    let demand = try MonthlyDemand(
      input, decisions: decisions(input, try flagReview(input)), starts: file.monthStarts, levels: file.queueLevels,
      driver: driver, hasTrend: request.hasTrend, isCancelled: isCancelled)
    // What cannot be is said before weeks are rostered.
    _ = try request.model(file, input.scenario, demand, loss: demand.hours.map { _ in 1 })
    let loss: ScheduleLoss
    if let name = request.losses {
      loss = try ScheduleLoss(name, for: input.scenario)
    } else {
      report(.began(.roster))
      let engine = SearchSettings(effort: .quick).engine(report: { _ in }, isCancelled: isCancelled)
      // Names that no agent has: a blank is in none of theirs.
      let hired = file.classes.map { $0.person(named: "new \($0.id)") }
      loss = try ScheduleLoss(
        of: demand, people: input.scenario, hired: hired, mondays: weeks, engine: engine, isCancelled: isCancelled)
    }
    report(.began(.headcount))
    return (try request.model(file, input.scenario, demand, loss: loss.factors), loss)
  }

  private func outcome(
    of model: HeadcountModel, _ loss: ScheduleLoss, _ request: HeadcountRequest
  ) throws -> HeadcountOutcome {
    // The same as for the reasons of a hire, so that these speak of the plan on the screen.
    let effort = Headcount.Effort.comparable(isCancelled: isCancelled)
    let plan = try request.plan(for: model.problem, effort: effort)
    try stopIfCancelled()
    guard let plan else {
      throw InputError(
        model.file.ceilings.first?.place ?? model.file.place, "no plan keeps all ceilings together",
        next: "Raise one of them; each by itself is above what is committed.")
    }
    var still = model.problem
    for index in still.classes.indices { still.classes[index].hiring = nil }
    still.partners = still.partners.map { $0.withLeastAlone() }
    still.transfers = []
    let risk =
      request.courses > 0
      ? try HeadcountRisk(
        plan, model, volumes: model.demand.courses, courses: request.courses, seed: model.scenario.seed) : nil
    try stopIfCancelled()
    let policy =
      request.replannedCourses > 0
      ? try HeadcountPolicy(plan, model, courses: request.replannedCourses, isCancelled: isCancelled) : nil
    try stopIfCancelled()
    var outcome = HeadcountOutcome(
      model: model, loss: loss, plan: plan, nothing: try Headcount.plan(for: still, effort: effort), risk: risk,
      policy: policy,
      goals: try GoalPrices(model, plan, isCancelled: isCancelled),
      leastShort: try Headcount.leastShort(beside: plan, for: model.problem),
      training: try TrainingValues(
        model, request.budget != nil ? Headcount.plan(for: model.problem, near: plan) ?? plan : plan,
        isCancelled: isCancelled), lone: lonePeople(in: model.scenario),
      worths: try Headcount.worths(for: model.problem))
    outcome.promiseEdits = try HeadcountPromiseEdit.all(plan, model, service: outcome.service, effort: effort)
    return outcome
  }

  /// What hangs on one person by the roster of the output folder; by skills alone where there is none for this scenario.
  private func lonePeople(in scenario: Scenario) -> LonePeople {
    guard FileAccess.exists("\(output)/\(RosterTable.fileName)") else { return LonePeople(nil, in: scenario) }
    guard let roster = try? readRoster(for: scenario, ofAnyDates: true) else {
      var lone = LonePeople(nil, in: scenario)
      lone.note =
        "\(RosterTable.fileName) of the out folder does not read with this scenario, so what hangs on one person is said by skills "
        + "alone; muster plan makes a new one."
      return lone
    }
    return LonePeople(roster, in: scenario)
  }
}

extension HeadcountFile {
  /// Notes on wages that a variant changes and this file, which may be that of its base, says anew from some date of the plan on.
  fileprivate func replacedWages(in input: ScenarioInput) -> [String] {
    input.origins.compactMap { origin in
      let contract = input.scenario.contracts.first { origin.path.hasPrefix("contracts.\($0.id).cost") }
      guard let contract else { return nil }
      let own = classes.filter { $0.contract == contract.id }.map(\.terms)
      let dates = (own.isEmpty ? [usual] : own).flatMap(\.wages).compactMap { step -> CivilDate? in
        guard case .price = step.change, step.from < monthStarts[monthCount] else { return nil }
        return step.from
      }
      return dates.min().map {
        "\(origin.sentence); from \($0) on \(Self.fileName) says what is paid instead. A raise in its wages is on top of the contract's."
      }
    }
  }
}

extension HeadcountRequest {
  /// Changes goals of a scenario.
  fileprivate func apply(to scenario: inout Scenario) throws(InputError) {
    var problems = ProblemCollector()
    for text in goals {
      do throws(Misreading) {
        let goal = try readQueueGoal(text, queues: scenario.queues.map(\.id))
        guard let index = scenario.queues.firstIndex(where: { $0.id == goal.queue }) else { continue }
        scenario.queues[index].goal.answered = goal.answered
        scenario.queues[index].goal.within = goal.within
      } catch {
        problems.add(Place(file: "--goal"), error.what, next: error.next)
      }
    }
    try problems.check()
  }

  /// Cents that each person more or fewer than announced is taken to cost.
  private func changePrice(_ file: HeadcountFile) throws(InputError) -> Double {
    let money: Money
    do throws(Misreading) {
      money = try readMoney(change ?? "500 \(file.currency)")
    } catch {
      throw InputError(Place(file: "--change"), error.what, next: error.next)
    }
    guard money.currency == file.currency else {
      throw InputError(
        Place(file: "--change"), "\(money.currency) is not the currency of the plan",
        next: "Write the price in \(file.currency).")
    }
    return Double(money.minorUnits)
  }

  /// The plan of least cost; within a budget that of best service.
  func plan(for problem: HeadcountProblem, effort: Headcount.Effort) throws(SolverFault) -> HeadcountPlan? {
    budget != nil
      ? try Headcount.bestService(for: problem, effort: effort) : try Headcount.plan(for: problem, effort: effort)
  }

  /// The model with budget, freeze and announced plan.
  fileprivate func model(
    _ file: HeadcountFile, _ scenario: Scenario, _ demand: MonthlyDemand, loss: [Double]
  ) throws(InputError) -> HeadcountModel {
    var signsFrom = scenario.horizon.first
    if let freeze {
      do throws(Misreading) {
        // Also in the words in which it is said: hires until 2026-09.
        let words = "hires until "
        let month = freeze.hasPrefix(words) ? String(freeze.dropFirst(words.count)) : freeze
        signsFrom = max(signsFrom, try readMonth(month))
      } catch {
        throw InputError(Place(file: "--freeze"), error.what, next: error.next)
      }
    }
    var model = try HeadcountModel(
      file, scenario, demand, loss: loss, signsFrom: signsFrom, isFrozen: freeze != nil)
    if let announced {
      let price = try changePrice(file)
      model.announce(try HeadcountTables.readHires(announced, for: model), changePrice: price)
    }
    if let budget {
      let money: Money
      do throws(Misreading) {
        money = try readMoney(budget)
      } catch {
        throw InputError(Place(file: "--budget"), error.what, next: error.next)
      }
      guard file.rate(of: money.currency, on: file.first) != nil else {
        throw InputError(
          Place(file: "--budget"), "\(money.currency) has no rate for \(file.currency)",
          next: "Write the budget in \(file.currency), or add a rate to headcount.yaml.")
      }
      try model.addBudget(money)
    }
    return model
  }
}
