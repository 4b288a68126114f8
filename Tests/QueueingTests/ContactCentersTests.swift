import Queueing
import Testing
import Units

/// A day of another simulator, played by ours.
///
/// ContactCenters (Université de Montréal, 2021-07-25) prints results of 1,000 days of a centre of one queue that the user's guide of SSJ describes: 13
/// hours, calls whose rate has a gamma factor by day, one caller in ten who leaves at once if he must wait and others of exponential
/// patience, exponential service, agents who finish their call when fewer are on. Service counts whoever waited less than the limit, those who
/// left among them; all shares are of the calls that are expected.
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

  @Test("service, lost calls and waits lie where both intervals leave room for each other") func callCentre() throws {
    #expect(Self.calls.reduce(0, +) == 1660)
    // A gamma factor of shape 10 has a coefficient of variation of 10^-0.5. As many days as were printed.
    let result = try Simulator(centre(), seed: 2026, rateVariation: 1 / 10.0.squareRoot()).run(replications: 1_000)
    let all = result.queue(nil)
    /// Whether our 95 % interval reaches the printed 90 % one.
    func check(_ own: Double, _ half: Double, _ printed: ClosedRange<Double>, _ name: String) {
      #expect(own + half >= printed.lowerBound && own - half <= printed.upperBound, "\(name): \(own) +- \(half)")
      // An interval that reaches everything says nothing.
      #expect(half <= 1.5 * (printed.upperBound - printed.lowerBound), "\(name): +- \(half)")
    }
    check(all.offered.value, all.offered.halfWidth, 1612.789...1666.225, "calls")
    let service = all.serviceLevel(.wait)
    check(service.value, service.halfWidth, 0.844...0.862, "service")
    check(all.abandoned.value, all.abandoned.halfWidth, 0.0311...0.0374, "lost")
    // Exponential patience of mean m: whoever waits leaves at a rate of 1/m, so all their waits together are m for each who left.
    let patient = result.queue(0)
    let scale = 0.9 * Self.patience
    check(patient.abandoned.value * scale, patient.abandoned.halfWidth * scale, 10.06...13.61, "wait")
  }
}
