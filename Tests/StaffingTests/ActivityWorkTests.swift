import Staffing
import Testing
import Timeline
import Units
import Workforce

@Suite("Activities beside queues are laid where the queues of the same people need fewest")
struct ActivityWorkTests {
  /// A day's queue of 08:00 to 20:00 and an activity in the same hours, with the net agents of both.
  ///
  /// - Parameter contacts: by half hour from 08:00.
  private func plan(
    _ activity: Activity, least: Int = 90, from: String = "08:00", to: String = "20:00", interval: Int = 30,
    shrinkage: Double = 0, contacts: (Int) -> Double
  ) throws -> (queue: [Double], activity: QueueRequirement, open: [Int], warnings: [String]) {
    var second = Fixture.agent
    second.id = "A2"
    second.skills.append("claims")
    var scenario = try Fixture.scenario(agents: [Fixture.agent, second], shrinkage: shrinkage)
    scenario.horizon.intervalMinutes = interval
    let hours = LocalHours(from: try #require(TimeOfDay(from)), to: try #require(TimeOfDay(to)))
    var queue = Queue(
      id: "claims", language: "", channel: .backOffice, needs: ["claims"],
      open: OpeningHours(zone: .utc, week: (0..<7).map { $0 < 1 ? [hours] : [] }), goal: Activity.noGoal)
    queue.leastStretch = least
    queue.activity = activity
    scenario.queues.append(queue)
    let slots = 60 / interval
    var forecast = Fixture.forecast(scenario, handleTime: 300) { contacts($0 % (24 * slots) - 8 * slots) }
    let zeros = scenario.grid.indices.map { _ in 0.0 }
    forecast.queues.append(
      QueueForecast(
        queue: "claims", isOpen: zeros.map { _ in false }, offered: zeros, p10: zeros, p90: zeros,
        averageHandleTime: zeros, eightWeekMean: zeros))
    let made = Staffing.requirement(for: forecast, in: scenario)
    let day = 8 * slots..<20 * slots
    return (
      Array(made.queues[0].grossAgents[day]), made.queues[1], Array(day),
      made.warnings.filter { $0.hasPrefix("claims") }
    )
  }

  /// Lengths of stretches by first come, first gone: who began first leaves first.
  private func stays(_ people: [Double]) -> [Int] {
    var begun: [Int] = []
    var stays: [Int] = []
    var before = 0
    for (interval, now) in (people + [0]).enumerated() {
      let now = Int(now)
      for _ in 0..<max(0, now - before) { begun.append(interval) }
      for _ in 0..<max(0, before - now) { stays.append(interval - begun.removeFirst()) }
      before = now
    }
    return stays
  }

  /// The least sum of squares over all ways to do so much work in stretches of at least a length, one person at a time.
  private func leastSquares(_ load: [Double], work: Int, least: Int) -> Double {
    var best = Double.infinity
    for mask in 0..<1 << load.count where mask.nonzeroBitCount == work {
      let people = load.indices.map { Double(mask >> $0 & 1) }
      guard stays(people).allSatisfy({ $0 >= least }) else { continue }
      best = min(best, zip(load, people).reduce(0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) })
    }
    return best
  }

  @Test("one person at a time lies as well as any way to lay the hours of the day", arguments: 0..<6)
  func optimal(seed: Int) throws {
    let work = [2, 3, 4, 5, 6, 7][seed]
    // Hours of an uneven day, every case another.
    let contacts = { (slot: Int) in Double(10 + (slot * slot * 7 + slot * (3 + seed) * 11 + seed * 29) % 53) }
    let made = try plan(
      Activity(.minutes(work * 60, .day), most: 1), least: 120, interval: 60, contacts: contacts)
    let people = made.open.map { made.activity.netAgents[$0] }
    #expect(people.reduce(0, +) == Double(work))
    #expect(stays(people).allSatisfy { $0 >= 2 })
    #expect(people.allSatisfy { $0 <= 1 })
    let load = made.queue.map { $0 / 2 }
    let squares = zip(load, people).reduce(0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) }
    #expect(abs(squares - leastSquares(load, work: work, least: 2)) < 1e-6)
  }

  @Test("several at a time stay their least time, are no more than said, and fill the valley first")
  func several() throws {
    let made = try plan(Activity(.minutes(14 * 60, .day), most: 3)) { 12 <= $0 && $0 < 18 ? 4 : 40 }
    let people = made.open.map { made.activity.netAgents[$0] }
    #expect(people.reduce(0, +) == 28)
    #expect(stays(people).allSatisfy { $0 >= 3 })
    #expect(people.allSatisfy { $0 <= 3 })
    #expect(people[12..<18].allSatisfy { $0 == 3 })
    #expect(made.activity.netAgents.reduce(0, +) == 28, "nothing outside its hours")
    #expect(made.warnings.isEmpty)
  }

  @Test("a window that is just long enough is filled; where it is not, what does not fit is said")
  func tight() throws {
    let full = try plan(Activity(.minutes(6 * 60, .day), most: 1), to: "14:00") { $0 == 5 ? 0 : 30 }
    #expect(full.open[..<12].allSatisfy { full.activity.netAgents[$0] == 1 })
    #expect(full.warnings.isEmpty)
    let over = try plan(Activity(.minutes(8 * 60, .day), most: 1), to: "14:00") { _ in 30 }
    #expect(over.activity.netAgents.reduce(0, +) == 12)
    #expect(
      over.warnings == ["claims: 2 h of the day of 2026-03-02 do not fit into its hours with at most 1 at a time"])
  }

  @Test("people are wanted at all open time, and shrinkage is part of their hours")
  func people() throws {
    let made = try plan(Activity(.people(2)), from: "09:00", to: "12:00", shrinkage: 0.1) { _ in 10 }
    let people = made.open.map { made.activity.grossAgents[$0] }
    #expect(people == [0, 0] + [Double](repeating: 2, count: 6) + [Double](repeating: 0, count: 16))
    for interval in made.open {
      #expect(abs(made.activity.netAgents[interval] - 0.9 * made.activity.grossAgents[interval]) < 1e-9)
    }
  }
}
