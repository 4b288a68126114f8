import Chance
import Forecasting
import Foundation
import Testing
import Timeline
import Units
import Workforce

/// Contacts that come up again: none is lost, none is counted twice.
@Suite struct DemandNetworkTests {
  /// Queues that are always open, in a week across the clock change of 29 March 2026, and a forecast of their contacts.
  struct Made {
    var scenario: Scenario
    var forecast: Forecast
    var history: ContactHistory

    init(_ queues: [(id: String, offered: Double)], handleTime: Double = 300, lost: Double = 0, seed: UInt64 = 0) throws
    {
      let zone = try Zone(named: "Europe/Paris")
      let goal = ServiceGoal(answered: 0.8, within: .seconds(20))
      scenario = Scenario(
        name: "network",
        horizon: Horizon(first: try #require(CivilDate(iso: "2026-03-23")), weeks: 2, intervalMinutes: 30),
        queues: queues.map {
          Queue(id: $0.id, language: "fr", channel: .phone, open: .always(zone: zone), goal: goal)
        }, sites: [Site(id: "lyon", zone: zone)], contracts: [], agents: [])
      let grid = scenario.grid
      var random = SplitMix64(seed: seed)
      forecast = Forecast(
        grid: grid,
        queues: queues.map { queue in
          let offered = grid.indices.map { _ in
            seed == 0 ? queue.offered : queue.offered * Double.random(in: 0.5...1.5, using: &random)
          }
          return QueueForecast(
            queue: queue.id, isOpen: grid.indices.map { _ in true }, offered: offered, p10: offered, p90: offered,
            averageHandleTime: grid.indices.map { _ in handleTime }, eightWeekMean: offered)
        })
      history = ContactHistory(
        series: queues.map { queue in
          let starts = queue.offered > 0 ? [grid.start] : []
          return ContactHistory.Series(
            queue: queue.id, intervalSeconds: 1800, starts: starts, offered: starts.map { _ in 100 },
            handled: starts.map { _ in 100 - 100 * lost }, abandoned: starts.map { _ in 100 * lost },
            handleSeconds: starts.map { _ in .nan })
        })
    }

    func network() -> NetworkForecast { Forecasting.network(forecast, in: scenario, history: history) }
  }

  /// Every queue and bot gives what it gets, interval by interval, and every arrow what it took.
  static func checkConservation(_ network: NetworkForecast, _ scenario: Scenario) {
    let count = network.forecast.grid.count
    for node in scenario.queues.map(\.id) + scenario.flows.bots.map(\.id) {
      let into = network.courses.filter { $0.to == node }
      let out = network.courses.filter { $0.from == node }
      guard !into.isEmpty else { continue }
      for interval in 0..<count {
        let (gets, gives) = (
          into.reduce(0) { $0 + $1.arrived[interval] }, out.reduce(0) { $0 + $1.left[interval] }
        )
        #expect(abs(gets - gives) < 1e-9, "\(node) in \(interval): \(gets) in, \(gives) out")
        if let queue = network.forecast.queues.first(where: { $0.queue == node }) {
          #expect(abs(queue.offered[interval] - gets) < 1e-9, "\(node) in \(interval)")
        }
      }
    }
    var (into, out, waiting) = (0.0, 0.0, 0.0)
    for course in network.courses {
      if course.kind == .arrival { into += course.arrived.reduce(0, +) }
      if [.solved, .hungUp, .contained].contains(course.kind) { out += course.left.reduce(0, +) }
      waiting += (course.onTheWay.last ?? 0) - course.onTheWayBefore
    }
    #expect(abs(into - out - waiting) < 1e-9 * max(1, into), "in \(into), out \(out), waiting \(waiting)")
  }

  @Test(
    "in = solved + hung up + waiting to a billionth, in networks drawn at random",
    arguments: 1...30 as ClosedRange<UInt64>)
  func conservation(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func share(_ most: Double) -> Double { Double.random(in: 0...most, using: &random) }
    let delays: [Double] = [0, 10, 1800, 7200, 86_400, 100_000]
    func delay() -> Seconds { .seconds(delays.randomElement(using: &random) ?? 0) }
    var made = try Made(
      [("l1", 40), ("l2", Bool.random(using: &random) ? 9 : 0), ("l3", 0)], handleTime: [60, 900, 4000][Int(seed % 3)],
      lost: share(0.2), seed: seed)
    made.scenario.flows = DemandFlows(
      arrows: [
        Flow("up", .escalation, from: "l1", to: "l2", share: share(0.3), historyShare: share(0.3), after: delay()),
        Flow("on", .escalation, from: "l2", to: "l3", share: share(0.3), after: delay()),
        Flow("back", .transfer, from: "l3", to: "l1", share: share(0.9), historyShare: 0, after: delay()),
        Flow("again", .repeat, from: "l1", to: "l1", share: share(0.3), historyShare: 0, after: delay()),
        Flow("redial", .redial, from: "l1", to: "l1", share: share(1), historyShare: 0, after: delay()),
      ],
      bots: [
        Bot(
          "bot", before: "l1", containment: share(0.6), historyContainment: share(0.5), returns: share(0.5),
          after: delay(), handleTimeFactor: 1.2,
          outages: [made.scenario.grid.instant(of: 100)..<made.scenario.grid.instant(of: 107)])
      ])
    Self.checkConservation(made.network(), made.scenario)
  }

  @Test("a share of 0 and a containment of 0 change nothing, to the last bit") func nothing() throws {
    var made = try Made([("l1", 31), ("l2", 0), ("seen", 7)], lost: 0.05, seed: 3)
    made.scenario.flows = DemandFlows(
      arrows: [
        Flow("up", .escalation, from: "l1", to: "l2", share: 0, after: .minutes(30)),
        Flow("other", .escalation, from: "l1", to: "seen", share: 0),
      ], bots: [Bot("bot", before: "l1", containment: 0, returns: 0.4, handleTimeFactor: 1.3)])
    #expect(made.network().forecast.queues == made.forecast.queues)
  }

  @Test("a queue whose history holds the escalations keeps its forecast, and follows a change of their share")
  func observed() throws {
    var made = try Made([("l1", 50), ("l2", 12)], lost: 0.04, seed: 5)
    made.scenario.flows.arrows = [Flow("up", .escalation, from: "l1", to: "l2", share: 0.1, after: .minutes(90))]
    #expect(made.network().forecast.queues == made.forecast.queues)
    made.scenario.flows.arrows[0].share = 0.2
    let more = made.network()
    #expect(more.forecast.queues[0] == made.forecast.queues[0])
    let change = more.forecast.queues[1].offered.reduce(0, +) - made.forecast.queues[1].offered.reduce(0, +)
    let handled = 0.96 * made.forecast.queues[0].offered.reduce(0, +)
    #expect(abs(change / (0.1 * handled) - 1) < 0.02)
    // The same queue derived gets what the arrow brings and nothing else.
    made.scenario.flows.derived = ["l2"]
    let derived = made.network().forecast.queues[1].offered.reduce(0, +)
    #expect(abs(derived / (0.2 * handled) - 1) < 0.02)
  }

  @Test("escalations come after their delay in elapsed time, also across a change of the clocks") func delays() throws {
    var made = try Made([("l1", 0.000001), ("l2", 0)], handleTime: 1)
    let day = Int(86_400 / 1800)
    // Clocks go forward on 29 March at 01:00 UTC; a contact of the evening before is there 24 elapsed hours later.
    let grid = made.scenario.grid
    let moment = try #require(Instant(iso: "2026-03-28T20:00Z"))
    let evening = try #require(grid.index(containing: moment))
    made.forecast.queues[0].offered[evening] = 1000
    made.scenario.flows.arrows = [Flow("up", .escalation, from: "l1", to: "l2", share: 0.5, after: .seconds(86_400))]
    let l2 = made.network().forecast.queues[1].offered
    #expect(abs(l2[evening + day] - 500) < 1)
    #expect(grid.instant(of: evening + day).seconds(since: grid.instant(of: evening)) == 86_400)
    let zone = made.scenario.queues[0].open.zone
    #expect(zone.local(at: grid.instant(of: evening + day)).minutesOfDay == 22 * 60)
    #expect(zone.local(at: grid.instant(of: evening)).minutesOfDay == 21 * 60)
    // 45 minutes later: half of an interval's contacts one interval on, the other half two.
    made.scenario.flows.arrows[0].after = .minutes(45)
    let soon = made.network().forecast.queues[1].offered
    #expect(abs(soon[evening + 1] - 250) < 1 && abs(soon[evening + 2] - 250) < 1)
  }

  @Test("who comes up before a queue's first date, on its own clock, does not wait for the plan to begin")
  func clocks() throws {
    var made = try Made([("l1", 10), ("l2", 0)], handleTime: 1)
    let zone = try Zone(named: "America/New_York")
    made.scenario.queues[1].open = .always(zone: zone)
    let grid = made.scenario.grid
    // Hours after the last date in Paris are of a date in New York; nobody is known to come then.
    let first = grid.indices.filter { zone.local(at: grid.instant(of: $0)).date == made.scenario.horizon.first }
    let paris = made.scenario.queues[0].open.zone
    let offered = grid.indices.map { made.scenario.contains(paris.local(at: grid.instant(of: $0)).date) ? 10.0 : 0 }
    let none = offered.map { _ in 0.0 }
    let scenario = made.scenario
    made.forecast.queues = zip(scenario.queues, [offered, none]).map { queue, contacts in
      QueueForecast(
        queue: queue.id, isOpen: grid.indices.map { scenario.isOpen(queue, at: grid.instant(of: $0), holidays: [:]) },
        offered: contacts, p10: contacts, p90: contacts, averageHandleTime: contacts.map { _ in 1 },
        eightWeekMean: contacts)
    }
    made.scenario.flows.arrows = [Flow("up", .escalation, from: "l1", to: "l2", share: 0.5, after: .seconds(86_400))]
    let l2 = made.network().forecast.queues[1].offered
    let start = try #require(first.first)
    #expect(start > 0)
    #expect(l2[..<start].allSatisfy { $0 == 0 })
    #expect(first.allSatisfy { abs(l2[$0] - 5) < 0.01 })
  }

  @Test("a loop of shares below 1 is solved exactly: the sum of the geometric series") func loops() throws {
    var made = try Made([("l1", 10), ("l2", 0)], handleTime: 0.001)
    made.scenario.flows.arrows = [
      Flow("up", .escalation, from: "l1", to: "l2", share: 0.8, historyShare: 0),
      Flow("down", .transfer, from: "l2", to: "l1", share: 0.9, historyShare: 0),
    ]
    let network = made.network()
    let middle = network.forecast.grid.count / 2
    #expect(abs(network.forecast.queues[0].offered[middle] - 10 / (1 - 0.72)) < 1e-3)
    #expect(abs(network.forecast.queues[1].offered[middle] - 8 / (1 - 0.72)) < 1e-3)
    Self.checkConservation(network, made.scenario)
    #expect(made.scenario.flows.endlessLoop == nil)
    made.scenario.flows.arrows[0].share = 1
    made.scenario.flows.arrows[1].share = 1
    #expect(made.scenario.flows.endlessLoop == ["l1", "l2", "l1"])
  }

  @Test("an outage of a bot that the history holds brings the contacts it kept, and their shorter handle time")
  func outage() throws {
    var made = try Made([("chat", 60)])
    let grid = made.scenario.grid
    made.scenario.flows.bots = [
      Bot(
        "bot", before: "chat", containment: 0.4, historyContainment: 0.4, handleTimeFactor: 1.25,
        outages: [grid.instant(of: 100)..<grid.instant(of: 104).advanced(bySeconds: 900)])
    ]
    let chat = made.network().forecast.queues[0]
    #expect(abs(chat.offered[99] - 60) < 1e-9)
    #expect(abs(chat.offered[101] - 100) < 1e-9)
    #expect(abs(chat.offered[104] - 80) < 1e-9)
    #expect(abs(chat.averageHandleTime[101] - 240) < 1e-9)
    #expect(chat.averageHandleTime[99] == 300)
  }

  @Test("customers bring so many contacts a month, in the shape of the queue's week") func customers() throws {
    var made = try Made([("new", 0), ("shaped", 5)], seed: 2)
    let first = made.scenario.horizon.first
    func count(_ days: Int, _ customers: Double) -> ContactRate.Count {
      ContactRate.Count(date: first.advanced(byDays: days), customers: customers)
    }
    made.scenario.flows.rates = [
      ContactRate("a", of: "new", customers: [count(0, 30_437.5)], perMonth: 0.5),
      ContactRate("b", of: "shaped", customers: [count(0, 10_000), count(14, 24_000)], perMonth: 0.30437500),
    ]
    let before = made.forecast.queues[1].offered
    let network = made.network()
    Self.checkConservation(network, made.scenario)
    #expect(Set(network.courses.compactMap(\.to)) == ["new", "shaped"])
    let after = network.forecast.queues
    let all: Double = after[0].offered.reduce(0, +)
    #expect(abs(all - 7000) < 1e-6)
    // 10,000 customers that grow by 1,000 a day, a hundredth of a contact each.
    let expected: Double = (0..<14).reduce(0.0) { (sum: Double, day: Int) in sum + 100 + 10 * Double(day) }
    let sum: Double = after[1].offered.reduce(0, +)
    #expect(abs(sum - expected) < 1e-6)
    let shape: Double = after[1].offered[20] / after[1].offered[40]
    #expect(abs(shape - before[20] / before[40]) < 1e-9)
    let days: Double = after[1].days.reduce(0.0) { $0 + $1.offered }
    #expect(abs(days - sum) < 1e-6)
  }

  @Test("a date without contacts takes its customers' contacts along, and the rest of its week stays")
  func closedByChange() throws {
    var made = try Made([("cards", 5)], seed: 3)
    made.scenario.flows.rates = [
      ContactRate(
        "rate", of: "cards",
        customers: [ContactRate.Count(date: made.scenario.horizon.first, customers: 10_000)], perMonth: 0.5)
    ]
    let plain = made.network().forecast.queues[0]
    let date = made.scenario.horizon.first.advanced(byDays: 2)
    for factor in [0, 0.5] {
      made.scenario.demandChanges = [DemandChange(.volume, of: "cards", by: factor, from: date, to: date)]
      var forecast = made.forecast
      forecast.apply(made.scenario.demandChanges, in: made.scenario)
      let changed = Forecasting.network(forecast, in: made.scenario, history: made.history).forecast.queues[0]
      for (day, before) in zip(changed.days, plain.days) {
        #expect(abs(day.offered - before.offered * (day.date == date ? factor : 1)) < 1e-9, "\(day.date)")
      }
    }
  }

  @Test("what customers bring and what the arrows bring make the forecast again") func arrivals() throws {
    var made = try Made([("l1", 50), ("l2", 0)], lost: 0.04, seed: 5)
    made.scenario.flows.arrows = [Flow("up", .escalation, from: "l1", to: "l2", share: 0.3, after: .minutes(90))]
    let whole = made.network().forecast
    let arrivals = Forecasting.arrivals(of: whole, in: made.scenario, history: made.history)
    #expect(arrivals.queues[0].offered == whole.queues[0].offered)
    // Only contacts on their way when the horizon began come from outside.
    #expect(arrivals.queues[1].offered[0] > 1)
    #expect(arrivals.queues[1].offered.dropFirst(8).allSatisfy { $0 == 0 })
  }
}
