import Testing
import TinyTours
import Tours

@Suite("Tours of one person")
struct TourSearchTests {
  @Test("the tour search finds the cheapest legal tour, or that there is none", arguments: 0..<400)
  func agreesWithListing(seed: Int) throws {
    let tiny = TinyProblem(seed: UInt64(seed))
    let days = tiny.problem.dayCount
    let search = TourSearch(TourSpace(tiny.problem))
    var tour = [Int32](repeating: RosterProblem.off, count: days)
    let found = search.cheapestTour(person: 0, costs: tiny.problem.people[0].optionCosts, window: 0..<days, tour: &tour)
    let best = tiny.cheapest(window: 0..<days, base: tour)
    #expect((found == nil) == (best == nil), "seed \(seed)")
    guard let found, let best else { return }
    let judge = TourJudge(tiny.problem)
    let breach = judge.firstBreach(tour, person: 0)
    #expect(breach == nil, "seed \(seed)")
    #expect(abs(judge.cost(tour, person: 0) - best) < 1e-3, "seed \(seed)")
    #expect(abs(Double(found) - best) < 1e-3, "seed \(seed)")

    // The same inside every window of that tour, with costs turned round so that the window wants to change.
    for start in 0..<days {
      for end in stride(from: start + 1, through: days, by: 2) {
        var changed = tiny
        changed.problem.people[0].optionCosts = tiny.problem.people[0].optionCosts.map { -$0 }
        let other = TourSearch(TourSpace(changed.problem))
        var part = tour
        let cost = other.cheapestTour(
          person: 0, costs: changed.problem.people[0].optionCosts, window: start..<end, tour: &part)
        let expected = changed.cheapest(window: start..<end, base: tour)
        #expect((cost == nil) == (expected == nil), "seed \(seed) window \(start)..<\(end)")
        guard cost != nil, let expected else { continue }
        let again = TourJudge(changed.problem)
        let breach = again.firstBreach(part, person: 0)
        #expect(breach == nil, "seed \(seed) window \(start)..<\(end)")
        #expect(abs(again.cost(part, person: 0) - expected) < 1e-3, "seed \(seed) window \(start)..<\(end)")
      }
    }
  }
}
