import Lanes
package import Timeline
public import Workforce

/// A forecast together with what was learned on the way: flags, the model's own figures, quantiles, joint draws.
public struct ForecastStudy: Sendable {
  /// The forecast, overrides included save those of queues that flows may change: `Forecasting.network` does these.
  public let forecast: Forecast
  /// What the history says, without overrides, changes of volume and days of the horizon that are over.
  public let learned: Forecast
  /// What does not look right in the history, decided or not, by queue and time.
  public let flags: [HistoryFlag]
  /// Overrides that are in the forecast, with the model's figures that they replace.
  public let appliedOverrides: [AppliedOverride]
  /// In the order of the scenario.
  let queues: [QueueStudy]
}

extension Forecasting {
  /// A forecast with its flags, overrides and joint uncertainty.
  ///
  /// Each queue is learned on its own local dates and slots and forecast on every interval it is open. Small queues lean
  /// on the profile of the other queues of their channel, and all weigh the members of the ensemble by what the tests inside
  /// all pasts say of them. A queue without any history borrows from its donor, or gets 0
  /// contacts and a warning.
  ///
  /// - Parameters:
  ///   - history: rows of any interval length; finer ones than the plan's are added up.
  ///   - scenario: horizon, queues with their hours, holidays and events.
  ///   - decisions: flags reviewed, overrides, donors.
  /// - Complexity: linear in the rows of the history.
  public static func study(
    history: ContactHistory, scenario: Scenario, decisions: ForecastDecisions = ForecastDecisions()
  ) -> ForecastStudy {
    study(history: history, scenario: scenario, decisions: decisions, over: nil)
  }

  /// The same once some of the horizon's contacts are known: days that are over are learned from like the history, so that a
  /// level that moved since the plan was made is seen and followed.
  ///
  /// - Parameters:
  ///   - seen: rows of days of the horizon that have begun.
  ///   - now: up to when they are complete.
  package static func study(
    history: ContactHistory, scenario: Scenario, decisions: ForecastDecisions, seen: ContactHistory, asOf now: Instant
  ) -> ForecastStudy {
    study(
      history: history, scenario: scenario, decisions: decisions,
      over: DaysOver(seen, asOf: now, after: history, in: scenario))
  }

  private static func study(
    history: ContactHistory, scenario: Scenario, decisions: ForecastDecisions, over: DaysOver?
  ) -> ForecastStudy {
    let grid = scenario.grid
    var (usual, studies) = queueStudies(history: history, scenario: scenario, decisions: decisions)
    let learned = Forecast(grid: grid, queues: studies.map(\.forecast))
    if let over {
      let later = queueStudies(
        history: over.history, scenario: over.scenario, decisions: decisions, plannedFrom: scenario.horizon.first)
      for index in studies.indices where over.queues.contains(studies[index].task.queue.id) {
        guard studies[index].keep(later.studies[index], from: over, on: grid) else { continue }
        usual[index] = later.usual[index]
      }
    }
    var forecast = Forecast(
      grid: grid, queues: studies.map(\.forecast), warnings: studies.flatMap(\.warnings))
    let applied = forecast.apply(decisions.overrides.filter { !scenario.flows.moves($0.queue) }, in: scenario)
    for (index, queue) in scenario.queues.enumerated() {
      forecast.queues[index].settleDayHandleTimes(queue.open.zone, grid)
    }
    forecast.apply(scenario.demandChanges, in: scenario)
    return ForecastStudy(
      forecast: forecast, learned: learned,
      flags: HistoryFlag.merged(reviewed: decisions.flags, found: usual.flatMap { $0.flags() }),
      appliedOverrides: applied.map { $0.standing(in: forecast) }, queues: studies)
  }

  /// Every queue's model and what it expects, in its usual hours and in those of the plan.
  ///
  /// - Parameter plannedFrom: the first date of the plan, where days of it are learned from.
  private static func queueStudies(
    history: ContactHistory, scenario: Scenario, decisions: ForecastDecisions, plannedFrom: CivilDate? = nil
  ) -> (usual: [QueueStudy], studies: [QueueStudy]) {
    let grid = scenario.grid
    @Sendable func task(_ queue: Queue) -> QueueTask {
      let borrowed = NewQueue(queue, decisions.donors, history, in: scenario)
      var task = QueueTask(
        queue, borrowed.series, scenario, grid, flags: decisions.flags.filter { $0.queue == queue.id },
        plannedFrom: plannedFrom)
      task.add(borrowed)
      return task
    }
    let tasks = Lanes.run(scenario.queues.count) { task(scenario.queues[$0].onUsualWeekdays) }
    let pools = SiblingPools(tasks)
    @Sendable func model(_ task: QueueTask, _ index: Int) -> SeriesModel {
      SeriesModel(
        task.table.rates.prefix(task.historyRows), task.calendar, keeps: task.keeps, steady: task.steady,
        pool: pools.shares(for: index, minutes: task.table.slotMinutes), chance: task.chance)
    }
    let models = Lanes.run(tasks.count) { model(tasks[$0], $0) }
    let members = MemberPool(
      Dictionary(zip(tasks.map(\.queue.id), models.map(\.scores))) { first, _ in first })
    let usual = Lanes.run(tasks.count) { QueueStudy(tasks[$0], models[$0].weighed(by: members)) }
    let studies = Lanes.run(tasks.count) { index in
      let queue = scenario.queues[index]
      guard queue != queue.onUsualWeekdays else { return usual[index] }
      let whole = task(queue)
      var study = QueueStudy(whole, model(whole, index).weighed(by: members))
      study.keep(usual[index].forecast)
      return study
    }
    return (usual, studies)
  }

  /// What a forecast would say about the rows of a history, without making it.
  ///
  /// - Complexity: linear in the rows of the history.
  public static func remarks(on history: ContactHistory, scenario: Scenario, donors: [Donor] = []) -> [String] {
    let grid = scenario.grid
    return Lanes.run(scenario.queues.count) { index in
      let queue = scenario.queues[index]
      let borrowed = NewQueue(queue, donors, history, in: scenario)
      return borrowed.warnings + QueueTask(queue, borrowed.series, scenario, grid).warnings
    }.flatMap { $0 }
  }

  /// What every queue of a scenario can expect over its horizon.
  ///
  /// The same as `study(history:scenario:)` without what was learned on the way.
  public static func forecast(history: ContactHistory, scenario: Scenario) -> Forecast {
    study(history: history, scenario: scenario).forecast
  }
}

extension ForecastStudy {
  /// Shares at which quantiles are given: 0.05, 0.10 ... 0.95.
  public static let quantileLevels = CountSpread.levels

  /// Quantiles of a queue's intervals, shape [19][grid.count], 0 where closed.
  ///
  /// Those of the model, moved and narrowed so that mean, p10 and p90 are the forecast's.
  ///
  /// - Parameter changed: this study's forecast after updates; `nil` for the forecast itself.
  /// - Returns: `nil` for an unknown queue.
  public func quantiles(of queue: String, in changed: Forecast? = nil) -> [[Double]]? {
    guard let index = queues.firstIndex(where: { $0.task.queue.id == queue }) else { return nil }
    return queues[index].quantiles(of: (changed ?? forecast).queues[index])
  }
}

extension QueueStudy {
  /// Mean and range of an open interval by the model.
  func range(of interval: Int) -> (mean: Double, p10: Double, p90: Double) {
    let place = task.place[interval]
    let factor = task.eventFactor[task.historyRows + place / slotCount]
    return (expected.mean[place] * factor, expected.p10[place] * factor, expected.p90[place] * factor)
  }

  /// Whether an open interval of a forecast holds what came instead of what is expected.
  func isKnown(_ interval: Int, _ forecast: QueueForecast) -> Bool {
    let model = range(of: interval)
    return model.p10 < model.p90 && forecast.p10[interval] == forecast.p90[interval]
  }

  fileprivate func quantiles(of forecast: QueueForecast) -> [[Double]] {
    var result = expected.quantiles.map { _ in [Double](repeating: 0, count: task.place.count) }
    for interval in task.place.indices where task.place[interval] >= 0 {
      let model = range(of: interval)
      let factor = task.eventFactor[task.historyRows + task.place[interval] / slotCount]
      let mean = forecast.offered[interval]
      let below = model.mean > model.p10 ? (mean - forecast.p10[interval]) / (model.mean - model.p10) : 0
      let above = model.p90 > model.mean ? (forecast.p90[interval] - mean) / (model.p90 - model.mean) : 0
      for level in expected.quantiles.indices {
        let distance = expected.quantiles[level][task.place[interval]] * factor - model.mean
        result[level][interval] = max(0, mean + distance * (distance < 0 ? below : above))
      }
    }
    return result
  }
}

extension Queue {
  /// The queue without the weekdays that a change of hours opens, so that what it opens moves no other day.
  fileprivate var onUsualWeekdays: Queue {
    guard let before = openBefore, !isDeferred else { return self }
    var usual = self
    for day in usual.open.week.indices where before.week[day].isEmpty { usual.open.week[day] = [] }
    return usual
  }
}
