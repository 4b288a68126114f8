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
  /// Whether growth that the history shows goes on.
  public var hasTrend: Bool

  /// A plan by headcount.yaml alone unless said otherwise.
  public init(
    budget: String? = nil, goals: [String] = [], freeze: String? = nil, driver: String? = nil, hasTrend: Bool = true
  ) {
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
    var input = try read()
    let file = try ScenarioFolder.readHeadcount(folder, for: input.scenario)
    try request.apply(to: &input.scenario)
    var inputs = [file.file]
    var driver: Driver?
    if let name = request.driver {
      let bytes = try FileAccess.read(name)
      let column = try OutlookTable.readDriver(bytes, file: name)
      driver = Driver(name: column.name, points: column.points.map { .init(date: $0.date, value: $0.value) })
      inputs.append(InputFile(name: "--driver \(name)", bytes: bytes))
    }
    return try changing(as: "headcount") { results in
      report(.began(.forecast))
      let demand = try MonthlyDemand(
        input, decisions: decisions(input, try flagReview(input)), starts: file.monthStarts, level: file.planFor,
        driver: driver, hasTrend: request.hasTrend, isCancelled: isCancelled)
      report(.began(.roster))
      let engine = SearchSettings(effort: .quick).engine(report: { _ in }, isCancelled: isCancelled)
      let loss = try ScheduleLoss(of: demand, people: input.scenario, engine: engine, isCancelled: isCancelled)
      report(.began(.headcount))
      let model = try request.model(file, input.scenario, demand, loss)
      let outcome = try outcome(of: model, loss, hasBudget: request.budget != nil)
      var report = HeadcountReport(outcome, scenario: input.scenario.name)
      let result = try finish(
        outcome.files(), to: results, input: input, further: inputs,
        warnings: input.notes + demand.warnings + model.notes
      ) { $0.hasPrefix("headcount") || $0 == HeadcountTables.loss.fileName }
      (report.folder, report.files) = (result.folder, result.files)
      (report.keptFiles, report.warnings) = (result.keptFiles, result.warnings)
      return report
    }
  }

  private func outcome(
    of model: HeadcountModel, _ loss: ScheduleLoss, hasBudget: Bool
  ) throws -> HeadcountOutcome {
    let effort = Headcount.Effort(isCancelled: isCancelled)
    let plan =
      hasBudget
      ? try Headcount.bestService(for: model.problem, effort: effort)
      : try Headcount.plan(for: model.problem, effort: effort)
    try stopIfCancelled()
    guard let plan else {
      throw InputError(
        model.file.ceilings.first?.place ?? model.file.place, "no plan keeps all ceilings together",
        next: "Raise one of them; each by itself is above what is committed.")
    }
    var still = model.problem
    for index in still.classes.indices { still.classes[index].hiring = nil }
    for index in still.partners.indices { still.partners[index].most = still.partners[index].least }
    still.transfers = []
    return HeadcountOutcome(model: model, loss: loss, plan: plan, nothing: try Headcount.plan(for: still, effort: effort))
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

  /// The model with budget and freeze.
  fileprivate func model(
    _ file: HeadcountFile, _ scenario: Scenario, _ demand: MonthlyDemand, _ loss: ScheduleLoss
  ) throws(InputError) -> HeadcountModel {
    var signsFrom = scenario.horizon.first
    if let freeze {
      do throws(Misreading) {
        signsFrom = max(signsFrom, try readMonth(freeze))
      } catch {
        throw InputError(Place(file: "--freeze"), error.what, next: error.next)
      }
    }
    var model = try HeadcountModel(
      file, scenario, demand, loss: loss.factors, signsFrom: signsFrom, isFrozen: freeze != nil)
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
