import Queueing
import Testing
import Units

@Suite struct QueueLawTests {
  static let loads = [1e-3, 0.4, 2.5, 17, 63.2, 400, 7_000, 1e6]

  @Test(
    "one more agent never lowers the service level, whole or half", arguments: loads, [5, 60, 900, Double.infinity])
  func moreAgents(load: Double, patience: Double) {
    let queue = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(patience))
    for definition in ServiceLevelDefinition.allCases {
      var last = 0.0
      for step in 1...40 {
        let n = load * (0.6 + 0.02 * Double(step)) + 0.5 * Double(step)
        let level = queue.serviceLevel(agents: n, within: .seconds(20), counting: definition)
        #expect(level >= last - 1e-9 * min(1, load / 1e4) - 1e-13)
        #expect(level >= 0 && level <= 1)
        last = level
      }
    }
  }

  @Test(
    "more load never raises the service level", arguments: [1.0, 6, 33, 250, 4_000], [5, 60, 900, Double.infinity])
  func moreLoad(agents: Double, patience: Double) {
    for definition in ServiceLevelDefinition.allCases {
      var last = 1.0
      for step in 1...40 {
        let load = agents * 0.04 * Double(step)
        let queue = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(patience))
        let level = queue.serviceLevel(agents: agents, within: .seconds(20), counting: definition)
        #expect(level <= last + 1e-10)
        last = level
      }
    }
  }

  @Test("with growing patience a queue tends to the one in which nobody hangs up", arguments: loads)
  func endlessPatience(load: Double) {
    let n = (load + 2 * load.squareRoot() + 1).rounded()
    let limit = ErlangC(load: Erlangs(load), handleTime: .seconds(240)).performance(agents: n, within: .seconds(20))
    var last = Double.infinity
    for patience in [1e5, 1e7, 1e9] {
      let queue = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(patience))
      let own = queue.performance(agents: n, within: .seconds(20))
      let distance = abs(own.waitProbability - limit.waitProbability)
      #expect(distance <= last)
      #expect(distance <= 1e6 / patience)
      last = distance
    }
    let own = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(.infinity))
    #expect(own.performance(agents: n, within: .seconds(20)) == limit)
  }

  @Test("with vanishing patience a queue tends to a loss system", arguments: loads, [0.7, 1.0, 1.2])
  func vanishingPatience(load: Double, factor: Double) {
    let n = max(1, (load * factor).rounded())
    let loss = ErlangB(load: Erlangs(load)).blocking(agents: n)
    let short = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(1e-12 / load))
    #expect(abs(short.abandonment(agents: n) - loss) <= 1e-6 * loss)
    let none = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(0))
    let measures = none.performance(agents: n, within: .seconds(20))
    #expect(abs(measures.occupancy * n - load * measures.answered) < 1e-12 * load)
    #expect(measures.abandoned == loss)
    #expect(abs(measures.serviceLevel() - (1 - loss)) < 1e-12)
    #expect(measures.serviceLevel(.answered) == 1)
  }

  @Test("offered contacts are answered, hang up or are turned away, and none is lost from the books", arguments: loads)
  func conservation(load: Double) throws {
    for factor in [0.3, 0.9, 1.0, 1.3] {
      let n = max(1, (load * factor).rounded())
      let queue = ErlangA(load: Erlangs(load), handleTime: .seconds(240), patience: .seconds(75))
      let own = queue.performance(agents: n, within: .seconds(20))
      #expect(abs(own.answered + own.abandoned - 1) < 1e-11)
      // Little's law and the balance of hang-ups.
      let arrivedInWait = own.averageWaitOfAll.value * load / 240
      #expect(abs(own.averageQueueLength - arrivedInWait) <= 1e-12 * arrivedInWait)
      #expect(own.occupancy <= 1 + 1e-12)
      let finite = try FiniteQueue(
        load: Erlangs(load), handleTime: .seconds(240), agents: Int(n), places: Int(n) + 20
      ).performance(within: .seconds(20))
      #expect(abs(finite.answered + finite.blocked - 1) < 1e-12)
    }
  }

  @Test("a queue without places to wait is a loss system, with ever more places one without end")
  func finiteLimits() throws {
    let load = Erlangs(8)
    let none = try FiniteQueue(load: load, handleTime: .seconds(60), agents: 10, places: 10)
      .performance(within: .seconds(20))
    #expect(abs(none.blocked - ErlangB(load: load).blocking(agents: 10)) < 1e-14)
    let many = try FiniteQueue(load: load, handleTime: .seconds(60), agents: 10, places: 2_000)
      .performance(within: .seconds(20))
    let endless = ErlangC(load: load, handleTime: .seconds(60)).performance(agents: 10, within: .seconds(20))
    #expect(abs(many.serviceLevel() - endless.serviceLevel()) < 1e-12)
    #expect(abs(many.averageWait.value / endless.averageWait.value - 1) < 1e-12)
    // Far too few agents, far too long a wait: nothing overflows.
    let swamped = try FiniteQueue(load: Erlangs(5_000), handleTime: .seconds(60), agents: 10, places: 5_000)
    let measures = try swamped.performance(within: .hours(100))
    #expect(abs(measures.blocked - (1 - 10.0 / 5_000)) < 1e-12)
    #expect(abs(measures.serviceLevel(.answered) - 1) < 1e-12)
  }

  @Test("a queue followed through time fills as the law of infinite servers says, and stays where it has settled")
  func changing() {
    let interval = Seconds.minutes(30)
    // From nobody, the mean number with free agents is A (1 - e^-t), whose mean over t handle times is known (e^-1.5 is 0.223).
    var empty = ChangingQueue(scale: 40)
    let filling = empty.pass(
      load: 8, agents: 40, handleTime: .minutes(20), interval: interval, within: .seconds(20), ahead: [])
    #expect(abs(filling.occupancy * 40 / (8 * (1 - (1 - 0.223_130_16) / 1.5)) - 1) < 0.005)
    for (load, agents) in [(8.0, 10.0), (85, 90), (400, 410)] {
      let settled = ErlangC(load: Erlangs(load), handleTime: .minutes(5))
        .performance(agents: agents, within: .seconds(20))
      var queue = ChangingQueue(settledUnder: load, agents: agents, scale: agents)
      let next = queue.pass(
        load: load, agents: agents, handleTime: .minutes(5), interval: interval, within: .seconds(20), ahead: [1e9])
      #expect(abs(next.serviceLevel() - settled.serviceLevel()) < 0.01)
      #expect(abs(next.waitProbability - settled.waitProbability) < 0.02)
      #expect(abs(next.occupancy - settled.occupancy) < 0.002)
      #expect(abs(next.averageQueueLength / settled.averageQueueLength - 1) < 0.03)
    }
    // With nobody there everybody waits, until somebody comes.
    var nobody = ChangingQueue(scale: 10)
    let left = nobody.pass(
      load: 10, agents: 0, handleTime: .minutes(5), interval: interval, within: .seconds(20), ahead: [120])
    #expect(left.serviceLevel() == 0)
    #expect(abs(nobody.waiting(agents: 0) - 60) < 1e-6)
    #expect(abs(left.averageWait.value - (900 + 31.0 / 120 * 1800)) < 1)
  }

  @Test(
    "half agents lie between whole ones", arguments: [0.3, 0.99, 1.01, 3.99, 4.01, 17, 39.9, 40.1, 640, 19_999, 20_001])
  func continuity(load: Double) {
    let system = ErlangB(load: Erlangs(load))
    for n in 1...40 {
      let whole = Double(n) * load / 20 + 1
      guard whole < load + 25 * load.squareRoot() + 20 else { break }  // beyond, blocking is below the least double
      let floor = whole.rounded(.down)
      #expect(system.blocking(agents: whole) <= system.blocking(agents: floor) + 1e-15)
      #expect(system.blocking(agents: whole) >= system.blocking(agents: floor + 1) - 1e-15)
      // The recursion of the loss formula holds for fractions as well; where the integral serves, a blocking of exp(-200)
      // carries 200 roundings of its exponent.
      let above = 1 / system.blocking(agents: whole + 1)
      #expect(abs(above / (1 + (whole + 1) / load / system.blocking(agents: whole)) - 1) < (load < 2e4 ? 1e-13 : 2e-12))
    }
  }

  @Test("redials add to the load what hangs up and returns")
  func redials() throws {
    let first = ErlangA(load: Erlangs(100), handleTime: .seconds(180), patience: .seconds(90))
    let queue = RedialQueue(firstAttempts: first, redialShare: 0.5)
    let total = try queue.totalLoad(agents: 94)
    let lost = ErlangA(load: total, handleTime: .seconds(180), patience: .seconds(90)).abandonment(agents: 94)
    #expect(abs(total.value * (1 - 0.5 * lost) - 100) < 1e-10)
    let model = try QueueModel(
      load: Erlangs(100), handleTime: .seconds(180), patience: .seconds(90), redialShare: 0.5)
    #expect(try model.agents(meeting: [.serviceLevel(0.8, within: .seconds(20))]) == 98)
    // Everybody calls again: it settles only above the load.
    let always = RedialQueue(firstAttempts: first, redialShare: 1)
    #expect(throws: QueueingError.noFiniteAnswer(.redialsNeverEnd)) { try always.totalLoad(agents: 100) }
    let settled = try always.performance(agents: 101, within: .seconds(20))
    #expect(abs(settled.answered * settled.load.value - 100) < 1e-9)
  }

  @Test("a day's level weighs its intervals by their contacts")
  func dayLevel() {
    let quiet = ErlangC(load: Erlangs(1), handleTime: .seconds(180)).performance(agents: 6, within: .seconds(20))
    let busy = ErlangC(load: Erlangs(9), handleTime: .seconds(180)).performance(agents: 10, within: .seconds(20))
    var day = DayServiceLevel()
    #expect(day.level == 1)
    day.add(quiet, offered: 10)
    day.add(busy, offered: 90)
    #expect(abs(day.level - (0.1 * quiet.serviceLevel() + 0.9 * busy.serviceLevel())) < 1e-15)
    #expect(day.worstInterval == busy.serviceLevel())
  }

  @Test("a certain rate is the limit of an uncertain one, and spread costs service")
  func uncertainRate() throws {
    let model = try QueueModel(load: Erlangs(100), handleTime: .seconds(180), patience: .seconds(120))
    let nominal = try model.performance(agents: 100.0, within: .seconds(20)).serviceLevel()
    var last = nominal
    for variation in [1e-4, 0.05, 0.1, 0.3] {
      let rate = try UncertainRate(model: model, variation: variation)
      for definition in ServiceLevelDefinition.allCases {
        let level = try rate.serviceLevel(agents: 100, within: .seconds(20), counting: definition)
        #expect(level > 0 && level < 1)
      }
      let level = try rate.serviceLevel(agents: 100, within: .seconds(20))
      #expect(level < last + 1e-7)
      last = level
      let median = try rate.load(atQuantile: 0.5).value
      let high = try rate.load(atQuantile: 0.9).value
      #expect(median <= 100 && high > 100)
    }
    #expect(try UncertainRate(model: model, variation: 0).serviceLevel(agents: 100, within: .seconds(20)) == nominal)
    // A rate with variation 1 is exponential: its quantiles are -ln(1 - p).
    let exponential = try UncertainRate(model: model, variation: 1)
    #expect(abs(try exponential.load(atQuantile: 0.9).value - 230.2585092994046) < 1e-9)
    #expect(throws: QueueingError.shareOutOfRange(1)) { try exponential.load(atQuantile: 1) }
  }
}
