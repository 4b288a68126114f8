import ScenarioFiles
import Tabular
import Timeline
import Units
import Workforce

/// What a stage computed is held against the bounds of its own file before that is written: figures that are sound one by
/// one can multiply to some that are not, and the file must be readable by the next stage.
extension Planner {
  /// - Throws: `InputError` that names the first queue and date whose forecast is beyond the bounds.
  static func checkBounds(of forecast: Forecast, in scenario: Scenario) throws(InputError) {
    let length = Double(forecast.grid.intervalSeconds)
    for (queue, expected) in zip(scenario.queues, forecast.queues) {
      for interval in forecast.grid.indices where expected.isOpen[interval] {
        let handleTime = expected.averageHandleTime[interval]
        let figures: [(String, Double, Bound)] = [
          ("contacts", expected.offered[interval], .expectedContacts),
          ("contacts at the ninetieth percentile", expected.p90[interval], .expectedContacts),
          ("seconds of handle time", handleTime, .handleTimeOrNone),
          ("erlangs", expected.offered[interval] * handleTime / length, .load),
        ]
        for (what, value, bound) in figures where !bound.contains(value) {
          let date = queue.open.zone.local(at: forecast.grid.instant(of: interval)).date
          throw excess(what, value, bound, queue, date, "the history, events and overrides")
        }
      }
      for day in expected.days {
        for value in [day.offered, day.p90] + day.parts.map(\.factor) where !Bound.totalContacts.contains(value) {
          throw excess("contacts", value, .totalContacts, queue, day.date, "the history, events and overrides")
        }
      }
    }
  }

  /// - Throws: `InputError` that names the first queue and date that needs more agents than the bounds allow.
  static func checkBounds(of requirement: Requirement, in scenario: Scenario) throws(InputError) {
    for (queue, need) in zip(scenario.queues, requirement.queues) {
      for interval in requirement.grid.indices {
        let figures: [(Double, Bound)] = [
          (need.netAgents[interval], .agents), (need.grossAgents[interval], .grossAgents),
        ]
        for (value, bound) in figures where !bound.contains(value) {
          let date = queue.open.zone.local(at: requirement.grid.instant(of: interval)).date
          throw excess("agents", value, bound, queue, date, "the forecast, the backlog and the goals")
        }
      }
    }
  }

  /// - Throws: `InputError` where so many courses of a forecast take more memory or time than there is.
  static func checkDraws(_ count: Int, of forecast: Forecast, option: String) throws(InputError) {
    let drawn = Double(count) * Double(forecast.grid.count * forecast.queues.count)
    let contacts = Double(count) * forecast.queues.reduce(0) { $0 + $1.offered.reduce(0, +) }
    for (what, value, bound) in [("intervals", drawn, Bound.drawn), ("contacts", contacts, .played)]
    where !bound.contains(value) {
      throw InputError(
        Place(file: option),
        "\(count) courses of the forecast have \(plainText(value.rounded())) \(what), more than \(bound.mostText)",
        next: "Ask for fewer, or look through the forecast for a figure that is too high.")
    }
  }

  private static func excess(
    _ what: String, _ value: Double, _ bound: Bound, _ queue: Queue, _ date: CivilDate, _ sources: String
  ) -> InputError {
    InputError(
      Place(file: ScenarioFolder.scenarioFile),
      "queue \(queue.id) comes to \(plainText(value.rounded())) \(what) in an interval or day of \(date), not to "
        + bound.advice,
      next: "Look through \(sources) for a figure that is too high.")
  }
}
