import Chance
import Testing
import Tours

@Suite("The choice among changed tours")
struct ReplanChoiceTests {
  @Test("the best of all choices is found and proved, with prices and without", arguments: [1, 2, 3] as [UInt64])
  func best(seed: UInt64) {
    var centre = SmallCentre(seed: seed, people: 6, days: 7)
    let wanted = [Float](repeating: 1, count: centre.problem.intervalCount)
    centre.demand.presences = [PresenceDemand(name: "supervisor", wanted: wanted, price: 30)]
    centre.problem.demand = .intervals(centre.demand)
    for person in 0..<3 { centre.problem.people[person].presences = [0] }
    let problem = centre.problem
    let tables = IntervalTables(problem, centre.demand)
    let table = ShiftTable(problem)
    var random = SplitMix64(seed: seed)
    func day(_ day: Int) -> Int32 {
      let options = problem.options(menu: 0, day: day)
      return random.below(3) == 0 ? RosterProblem.off : Int32(options.lowerBound + random.below(options.count))
    }
    let present = problem.people.indices.map { _ in (0..<7).map { day($0) } }
    var candidates: [(tour: [Int32], cost: Double)] = []
    for person in problem.people.indices {
      for _ in 0..<2 {
        let tour = (0..<4).map { day($0) } + present[person][4...]
        candidates.append((tour, Double(random.below(30))))
      }
    }
    func cover(_ tours: [[Int32]]) -> Double {
      let cost = ReplanState(tables, tours: tours.flatMap { $0 }).cost()
      return cost.cover + cost.presence
    }
    // Each person in turn keeps the tour or takes one of two others.
    let mostOthers = 4
    var least = 0.0
    for number in 1..<729 {
      var (tours, cost, others, rest) = (present, 0.0, 0, number)
      for person in problem.people.indices {
        if rest % 3 > 0 {
          let candidate = candidates[2 * person + rest % 3 - 1]
          tours[person] = candidate.tour
          cost += candidate.cost
          others += 1
        }
        rest /= 3
      }
      if others <= mostOthers { least = min(least, cost + cover(tours) - cover(present)) }
    }
    for proof in [0, 200_000] {
      var choice = ReplanChoice(
        candidates: candidates.enumerated().map { place, candidate in
          var work: [Int: Int] = [:]
          for option in present[place / 2] where option >= 0 {
            table.forEachInterval(of: option) { work[$0, default: 0] -= $1 }
          }
          for option in candidate.tour where option >= 0 {
            table.forEachInterval(of: option) { work[$0, default: 0] += $1 }
          }
          let changed = work.filter { $0.value != 0 }.sorted { $0.key < $1.key }
          return ReplanChoice.Candidate(
            person: place / 2, tour: candidate.tour, cost: candidate.cost,
            work: changed.map { (interval: $0.key, units: $0.value) })
        }, mustMove: [], mostOthers: mostOthers, isFree: { _ in false })
      choice.mostTrials.proof = proof
      var state = ReplanState(tables, tours: present.flatMap { $0 })
      let answer = choice.solve(&state, proves: true, stop: { false })
      #expect(abs(answer.cost - least) < 0.05, "\(answer.cost) for \(least), with \(proof) trials without prices")
      #expect(answer.open == 0)
    }
  }
}
