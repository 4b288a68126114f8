public import Timeline
public import Workforce

/// Contacts and handle time of some queues together.
public struct ForecastTotal: Hashable, Sendable {
  /// The language, the channel, or `all`.
  public var name: String
  /// Ids of the queues, in the order of the scenario.
  public var queues: [String]
  /// Shape [grid.count]: contacts offered.
  public var offered: [Double]
  /// Shape [grid.count]: seconds of handle time that these contacts bring.
  public var handleSeconds: [Double]
}

extension Forecast {
  /// How queues are put together.
  public enum Grouping: Sendable {
    /// One total.
    case all
    /// One total a language.
    case language
    /// One total a channel.
    case channel
  }

  /// Totals of the queues by language or channel, sorted by name.
  ///
  /// They are sums of the queues' own figures, so that every way of adding up agrees.
  public func totals(by grouping: Grouping, of scenario: Scenario) -> [ForecastTotal] {
    var totals: [ForecastTotal] = []
    for queue in queues {
      guard let details = scenario.queues.first(where: { $0.id == queue.queue }), details.activity == nil else {
        continue
      }
      let name =
        switch grouping {
        case .all: "all"
        case .language: details.language
        case .channel: details.channel.rawValue
        }
      let index = totals.firstIndex { $0.name == name } ?? totals.count
      if index == totals.count {
        let zeros = [Double](repeating: 0, count: grid.count)
        totals.append(ForecastTotal(name: name, queues: [], offered: zeros, handleSeconds: zeros))
      }
      totals[index].queues.append(queue.queue)
      for interval in grid.indices {
        totals[index].offered[interval] += queue.offered[interval]
        totals[index].handleSeconds[interval] += queue.offered[interval] * queue.averageHandleTime[interval]
      }
    }
    return totals.sorted { $0.name < $1.name }
  }

  /// The same totals by local date of each queue, sorted by name and date.
  ///
  /// - Complexity: O(queues x intervals).
  public func dayTotals(by grouping: Grouping, of scenario: Scenario) -> [ForecastDayTotal] {
    totals(by: grouping, of: scenario).flatMap { total in
      var days: [CivilDate: ForecastDayTotal] = [:]
      for id in total.queues {
        guard let queue = queues.first(where: { $0.queue == id }),
          let zone = scenario.queues.first(where: { $0.id == id })?.open.zone
        else { continue }
        for interval in grid.indices where queue.isOpen[interval] {
          let date = zone.local(at: grid.instant(of: interval)).date
          var day = days[date] ?? ForecastDayTotal(name: total.name, date: date, offered: 0, handleSeconds: 0)
          day.offered += queue.offered[interval]
          day.handleSeconds += queue.offered[interval] * queue.averageHandleTime[interval]
          days[date] = day
        }
      }
      return days.values.sorted { $0.date < $1.date }
    }
  }
}

/// Contacts and handle time of some queues together on one local date.
public struct ForecastDayTotal: Hashable, Sendable {
  /// The language, the channel, or `all`.
  public var name: String
  /// The date on each queue's own clock.
  public var date: CivilDate
  /// Contacts offered.
  public var offered: Double
  /// Seconds of handle time that these contacts bring.
  public var handleSeconds: Double
}
