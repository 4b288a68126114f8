import Staffing
import Timeline
import Workforce

/// Hours of a queue by which of the kinds of people who take it have shifts then, on the clock of their site.
struct HoursReached {
  /// People of a site and contract.
  struct Kind: Hashable {
    var site: String
    var contract: String
  }

  /// A queue, and the kind of each class that serves it.
  struct Key: Hashable {
    var queue: Int
    var kinds: [Kind]
  }

  /// By part, the places of the kinds that reach it.
  private(set) var places: [[Int]] = []
  /// Shape [parts][months]: share of the queue's hours.
  private(set) var shares: [[Double]] = []
  /// Hours a month that no kind reaches: they are in the part of all kinds.
  private(set) var byNobody = 0.0

  /// - Parameter isBought: whether vendors have the hours that nobody reaches.
  init(_ key: Key, isBought: Bool, _ demand: MonthlyDemand, _ scenario: Scenario) {
    let grid = demand.requirement.grid
    let kinds = key.kinds.compactMap { kind -> (zone: Zone, minutes: [Bool])? in
      guard let site = scenario.site(kind.site), let contract = scenario.contract(kind.contract) else { return nil }
      return (site.zone, contract.minutesOfTheDay)
    }
    let months = MonthIndex(demand.starts).places(on: grid, clock: scenario.queues[key.queue].open.zone)
    let hours = Double(grid.intervalSeconds) / 3600
    var order: [[Int]: Int] = [:]
    for (interval, agents) in demand.requirement.queues[key.queue].netAgents.enumerated() where agents > 0 {
      guard let month = months[interval] else { continue }
      let moment = grid.instant(of: interval)
      var who = kinds.indices.filter { kinds[$0].minutes[kinds[$0].zone.local(at: moment).secondsOfDay / 60] }
      if who.isEmpty, !isBought {
        byNobody += agents * hours / Double(demand.monthCount)
        who = Array(kinds.indices)
      }
      let place = order[who] ?? places.count
      if place == places.count {
        order[who] = place
        places.append(who)
        shares.append([Double](repeating: 0, count: demand.monthCount))
      }
      shares[place][month] += agents * hours
    }
    for month in 0..<demand.monthCount {
      let all = shares.reduce(0) { $0 + $1[month] }
      for place in shares.indices { shares[place][month] = all > 0 ? shares[place][month] / all : place == 0 ? 1 : 0 }
    }
  }
}
