import Queueing
import Testing
import Units

/// Days of another simulator, played by ours.
///
/// ContactCenters (Université de Montréal, 2021-07-25) prints results of 1,000 days of some centres. One is of the user's guide of
/// SSJ: 13 hours, calls whose rate has a gamma factor by day, one caller in ten who leaves at once if he must wait and others of
/// exponential patience, exponential service, agents who finish their call when fewer are on. Service counts whoever waited less
/// than the limit, those who left among them; shares are of the calls that are expected.
@Suite("Published results of ContactCenters")
struct ContactCentersTests {
  /// Calls an hour and agents of the 13 hours, and nobody arriving in a last one in which those who wait are served.
  private static let calls: [Double] = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60]
  private static let agents = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4]
  private static let patience = 1_000.0

  /// Those who leave at once are a queue of their own with next to no patience; both are served in the order of arrival.
  private func centre() -> ContactCentre {
    func line(_ share: Double, patience: Double) -> ContactCentre.Line {
      ContactCentre.Line(
        arrivals: .steps(Self.calls.map { $0 * share / 3600 }, every: .hours(1)), patience: .seconds(patience),
        threshold: .seconds(20), routes: [0])
    }
    let team = ContactCentre.Team(
      skills: [.init(queue: 0, handleTime: .seconds(100)), .init(queue: 1, handleTime: .seconds(100))],
      staffing: Self.agents.enumerated().map { (from: .hours(Double($0)), people: $1) })
    return ContactCentre(
      queues: [line(0.9, patience: Self.patience), line(0.1, patience: 1e-6)], teams: [team], horizon: .hours(14))
  }

  /// Whether an interval of ours reaches a printed one, and is narrow enough to say something.
  private func check(_ own: Estimate, times scale: Double = 1, _ printed: ClosedRange<Double>, _ name: String) {
    let (value, half) = (own.value * scale, own.halfWidth * scale)
    #expect(value + half >= printed.lowerBound && value - half <= printed.upperBound, "\(name): \(value) +- \(half)")
    #expect(half <= 1.5 * (printed.upperBound - printed.lowerBound), "\(name): +- \(half)")
  }

  @Test("service, lost calls and waits lie where both intervals leave room for each other") func callCentre() throws {
    #expect(Self.calls.reduce(0, +) == 1660)
    // A gamma factor of shape 10 has a coefficient of variation of 10^-0.5. As many days as were printed.
    let result = try Simulator(centre(), seed: 2026, rateVariation: 1 / 10.0.squareRoot()).run(replications: 1_000)
    let all = result.queue(nil)
    check(all.offered, 1612.789...1666.225, "calls")
    check(all.serviceLevel(.wait), 0.844...0.862, "service")
    check(all.abandoned, 0.0311...0.0374, "lost")
    // Exponential patience of mean m: whoever waits leaves at a rate of 1/m, so all their waits together are m for each who left.
    check(result.queue(0).abandoned, times: 0.9 * Self.patience, 10.06...13.61, "wait")
  }

  @Test("a steady queue that people leave: shares, wait and occupancy") func steady() throws {
    // 4.2 calls a minute for eight hours, two minutes each, twelve agents, patience of a minute on average.
    let centre = ContactCentre(
      queues: [
        .init(arrivals: .constant(4.2 / 60), patience: .seconds(60), threshold: .seconds(20), routes: [0])
      ],
      teams: [.init(skills: [.init(queue: 0, handleTime: .seconds(120))], staffing: [(from: .seconds(0), people: 12)])],
      horizon: .hours(8))
    let result = try Simulator(centre, seed: 2026).run(replications: 1_000)
    let all = result.queue(nil)
    check(all.abandoned, times: 4.2 * 480, 57.660...59.558, "calls that leave a day")
    // Printed to three places: half of the last one to both sides.
    check(all.serviceLevel(.answered), 0.9735...0.9755, "answered in time")
    check(all.averageWait, times: 1 / 60, 0.0225...0.0245, "minutes to answer")
    check(result.team(0).occupancy, 0.6735...0.6775, "occupancy")
  }
}
