import Chance
import Queueing
import Timeline
import Units
import Workforce

extension RosterPlay {
  /// When each queue takes contacts that come up; nothing where the scenario has no network.
  static func takingPeriods(in scenario: Scenario, on grid: IntervalGrid) -> [[(from: Seconds, to: Seconds)]] {
    guard !scenario.flows.isEmpty else { return [] }
    return scenario.queues.map { queue in
      let holidays = scenario.holidays(in: queue.region)
      var periods: [(from: Seconds, to: Seconds)] = []
      for interval in grid.indices
      where scenario.isOpen(queue, at: grid.instant(of: interval), holidays: holidays) {
        let from = Seconds(Double(interval * grid.intervalSeconds))
        let to = Seconds(Double((interval + 1) * grid.intervalSeconds))
        if let last = periods.last, last.to.value == from.value {
          periods[periods.count - 1].to = to
        } else {
          periods.append((from, to))
        }
      }
      return periods
    }
  }

  /// Contacts that a bot lets through, and those who come back from it, in order of time.
  ///
  /// - Parameter drawn: when customers come to the bot, ascending.
  func behind(_ bot: Bot, _ drawn: [Double], _ queue: Int, _ random: inout RandomStream) -> [Double] {
    guard bot.containment > 0 else { return drawn }
    let end = Double(grid.count * grid.intervalSeconds)
    let outages = bot.outages.map {
      Double($0.lowerBound.seconds(since: grid.start))..<Double($0.upperBound.seconds(since: grid.start))
    }
    var through: [Double] = []
    for moment in drawn {
      if outages.contains(where: { $0.contains(moment) }) || random.uniform() >= bot.containment {
        through.append(moment)
      } else if random.uniform() < bot.returns {
        let back = opening(queue, from: moment + bot.after.value)
        if back < end { through.append(back) }
      }
    }
    through.sort()
    // Moments must ascend; two who wait for the same opening come one after the other.
    for index in through.indices.dropFirst() where through[index] <= through[index - 1] {
      through[index] = through[index - 1].nextUp
    }
    return through
  }

  private func opening(_ queue: Int, from moment: Double) -> Double {
    guard let period = takes[queue].first(where: { $0.to.value > moment }) else { return .infinity }
    return max(moment, period.from.value)
  }
}
