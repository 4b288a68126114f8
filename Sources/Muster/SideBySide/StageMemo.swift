import Forecasting
import ScenarioFiles
import Staffing
import Synchronization
import Tabular
import Timeline
import Units
import Workforce

/// Stages of runs side by side: what one of them computed, another that reads the same takes over.
///
/// A class, because runs on several threads share it.
final class StageMemo: Sendable {
  /// All that a forecast reads, stated changes and flows aside: those come on top of it.
  private struct ForecastKey: Hashable {
    let horizon: Horizon
    let grid: IntervalGrid
    let queues: [Queue]
    let holidays: [Holiday]
    let events: [Event]
    let history: ContactHistory
    let flags: [HistoryFlag]
    let overrides: [ForecastOverride]
    let donors: [Donor]

    init(_ scenario: Scenario, _ history: ContactHistory, _ decisions: ForecastDecisions) {
      horizon = scenario.horizon
      grid = scenario.grid
      // What queues promise and ask of people is no matter of the forecast.
      queues = scenario.queues.map { queue in
        var plain = Queue(
          id: queue.id, language: "", channel: queue.channel, open: queue.open,
          goal: ServiceGoal(answered: 1, within: .seconds(0)), handleTime: queue.handleTime, region: queue.region)
        plain.concurrency = 1
        plain.activity = queue.activity
        plain.openBefore = queue.openBefore
        return plain
      }
      holidays = scenario.holidays
      events = scenario.events
      self.history = history
      flags = decisions.flags
      // Those of queues that flows may change come on top of the forecast too.
      overrides = decisions.overrides.filter { !scenario.flows.moves($0.queue) }
      donors = decisions.donors
    }

    // Rows are compared and not hashed: there are many, and mostly they are one and the same array.
    func hash(into hasher: inout Hasher) {
      hasher.combine(horizon)
      hasher.combine(queues)
      hasher.combine(events)
      hasher.combine(overrides)
    }
  }

  /// A forecast with its overrides, and what the history says without.
  private struct Plain: Sendable {
    let forecast: Forecast
    let learned: Forecast
  }

  private let forecasts = Mutex<[ForecastKey: Plain]>([:])
  let needs = RequirementMemo()

  /// More histories and calendars than a grid of runs has.
  private static let mostForecasts = 64

  /// The forecast of a run, as its file would hold it.
  ///
  /// - Throws: `InputError` where a figure is beyond the bounds of the file.
  func forecast(_ run: RunInput) throws(InputError) -> Forecast {
    var forecast = network(run).forecast
    try Planner.checkBounds(of: forecast, in: run.scenario)
    forecast.round()
    return forecast
  }

  /// The same before it is rounded, with what every arrow of its network carries.
  func network(_ run: RunInput) -> NetworkForecast {
    let plain = plainForecast(run.scenario, run.history, run.decisions)
    var forecast = plain.forecast
    if run.handleTimes != run.history {
      let other = plainForecast(run.scenario, run.handleTimes, run.decisions).forecast
      for index in forecast.queues.indices {
        forecast.queues[index].averageHandleTime = other.queues[index].averageHandleTime
        forecast.queues[index].handleTimeP10 = other.queues[index].handleTimeP10
        forecast.queues[index].handleTimeP90 = other.queues[index].handleTimeP90
        for (day, times) in zip(forecast.queues[index].days.indices, other.queues[index].days) {
          forecast.queues[index].days[day].handleTime = times.handleTime
        }
      }
    }
    forecast.apply(run.scenario.demandChanges, in: run.scenario)
    return Forecasting.network(
      forecast, in: run.scenario, history: run.history, overrides: run.decisions.overrides, learned: plain.learned)
  }

  private func plainForecast(
    _ scenario: Scenario, _ history: ContactHistory, _ decisions: ForecastDecisions
  ) -> Plain {
    let key = ForecastKey(scenario, history, decisions)
    if let known = forecasts.withLock({ $0[key] }) { return known }
    var plain = scenario
    plain.demandChanges = []
    let study = Forecasting.study(history: history, scenario: plain, decisions: decisions)
    let found = Plain(forecast: study.forecast, learned: study.learned)
    forecasts.withLock {
      if $0.count >= Self.mostForecasts { $0.removeAll() }
      $0[key] = found
    }
    return found
  }

  /// The requirement of a run, as its file would hold it.
  ///
  /// - Parameter hasPools: whether sets of queues that share people are worked out too; rosters need them.
  func requirement(
    for forecast: Forecast, in scenario: Scenario, hasPools: Bool
  ) throws(InputError) -> Requirement {
    let requirement = Staffing.requirement(for: forecast, in: scenario, hasPools: hasPools, memo: needs)
    try Planner.checkBounds(of: requirement, in: scenario)
    return RequirementTable.written(requirement)
  }
}

extension Forecast {
  /// Rounds what staffing reads as `forecast.csv` and `forecast_days.csv` do, so that a run in memory gives what a run from file to
  /// file gives.
  fileprivate mutating func round() {
    for index in queues.indices {
      for interval in grid.indices where queues[index].isOpen[interval] {
        queues[index].offered[interval] = FixedDecimal.rounded(queues[index].offered[interval], decimals: 4)
        queues[index].averageHandleTime[interval] = FixedDecimal.rounded(
          max(Bound.handleTime.range.lowerBound, queues[index].averageHandleTime[interval]), decimals: 2)
      }
      for day in queues[index].days.indices {
        queues[index].days[day].offered = FixedDecimal.rounded(queues[index].days[day].offered, decimals: 2)
        queues[index].days[day].p50 = queues[index].days[day].p50.map { FixedDecimal.rounded($0, decimals: 2) }
        queues[index].days[day].p80 = queues[index].days[day].p80.map { FixedDecimal.rounded($0, decimals: 2) }
        queues[index].days[day].p90 = FixedDecimal.rounded(queues[index].days[day].p90, decimals: 2)
      }
    }
  }
}
