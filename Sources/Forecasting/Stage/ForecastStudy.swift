public import Workforce

/// A forecast together with what was learned on the way: flags, the model's own figures, quantiles, joint draws.
public struct ForecastStudy: Sendable {
  /// The forecast, overrides included.
  public let forecast: Forecast
  /// What does not look right in the history, decided or not, by queue and time.
  public let flags: [HistoryFlag]
  /// Overrides with the model's figures that they replace.
  public let appliedOverrides: [AppliedOverride]
  /// In the order of the scenario.
  let queues: [QueueStudy]
}

extension Forecasting {
  /// A forecast with its flags, overrides and joint uncertainty.
  ///
  /// Each queue is learned on its own local dates and slots and forecast on every interval it is open. Small queues lean
  /// on the profile of the other queues of their channel. A queue without any history borrows from its donor, or gets 0
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
    let grid = scenario.grid
    let tasks = concurrently(scenario.queues.count) { index in
      let queue = scenario.queues[index]
      let borrowed = NewQueue(queue, decisions.donors, history)
      var task = QueueTask(
        queue, borrowed.series, scenario, grid, flags: decisions.flags.filter { $0.queue == queue.id })
      task.add(warnings: borrowed.warnings)
      return task
    }
    let pools = SiblingPools(tasks)
    let studies = concurrently(tasks.count) { QueueStudy(tasks[$0], pool: pools.shares(for: $0)) }
    let known = Set(scenario.queues.map(\.id))
    var forecast = Forecast(
      grid: grid, queues: studies.map(\.forecast), warnings: studies.flatMap(\.warnings))
    let applied = decisions.overrides.compactMap { AppliedOverride($0, to: &forecast, scenario) }
    for override in decisions.overrides where !known.contains(override.queue) {
      forecast.warnings.append("An override by \(override.author) names the unknown queue \(override.queue).")
    }
    return ForecastStudy(
      forecast: forecast,
      flags: HistoryFlag.merged(reviewed: decisions.flags, found: studies.flatMap { $0.flags() }),
      appliedOverrides: applied, queues: studies)
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

  /// Quantiles of a queue's intervals by the model, overrides left aside; shape [19][grid.count], 0 where closed.
  ///
  /// - Returns: `nil` for an unknown queue.
  public func quantiles(of queue: String) -> [[Double]]? {
    guard let study = queues.first(where: { $0.task.queue.id == queue }) else { return nil }
    return study.expected.quantiles.map { values in
      study.task.place.map { place in
        place < 0 ? 0 : values[place] * study.task.eventFactor[study.task.historyRows + place / study.slotCount]
      }
    }
  }

  /// Possible courses of the horizon for every queue: whole contacts, shape [count][queues][grid.count].
  ///
  /// The intervals of a day share a factor and days follow each other's, so that a path is a whole bad week where weeks
  /// are bad as a whole. Queues are drawn independently. Means are those of the forecast, overrides included.
  ///
  /// - Parameter generator: seeded by the caller; the same seed gives the same paths.
  public func paths(_ count: Int, using generator: inout some RandomNumberGenerator) -> [[[Double]]] {
    paths(count, around: forecast, using: &generator)
  }

  /// Possible courses as above around another forecast of the same queues and grid, such as one a planner has edited.
  public func paths(
    _ count: Int, around forecast: Forecast, using generator: inout some RandomNumberGenerator
  ) -> [[[Double]]] {
    let models = queues.indices.map { queues[$0].pathModel(mean: forecast.queues[$0].offered) }
    return (0..<count).map { _ in models.map { $0.path(&generator) } }
  }
}
