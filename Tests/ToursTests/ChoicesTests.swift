import Testing
import Tours

@Suite("What every other choice of a roster costs")
struct ChoicesTests {
  @Test("the difference of every other choice is that of the whole roster counted anew", arguments: [1, 2] as [UInt64])
  func differences(seed: UInt64) {
    let centre = SmallCentre(seed: seed, people: 8, days: 7)
    let solution = RosterEngine(effort: .moves(20_000), seed: seed).solve(centre.problem)
    let tours = solution.tours
    let table = ShiftTable(centre.problem)
    let groups = solution.groups
    let shares = FairShares(
      groupOf: [Int](repeating: 0, count: 8), before: [FairShares.Counts](repeating: .zero, count: 8), price: 3)
    /// What a roster costs in which all but one shift stay on their groups.
    func cost(_ tours: [Int32], without place: Int) -> Double {
      var cover = WorkedCover(centre.problem, centre.demand, table)
      cover.setGroups(groups)
      let (present, changed) = (solution.tours[place], tours[place])
      if present >= 0, changed != present { cover.setGroups(place / 7, present, nil) }
      var changes = 0
      for (other, option) in tours.enumerated() where option >= 0 && (other != place || changed == present) {
        cover.put(other / 7, option, 1)
      }
      if changed != present, changed >= 0 { cover.place([Int32(place)], tours) }
      for (other, option) in tours.enumerated() where option >= 0 { changes += cover.changes(other / 7, option) }
      let judge = TourJudge(centre.problem)
      let own = (0..<8).reduce(0) { $0 + judge.cost(Array(tours[$1 * 7..<($1 + 1) * 7]), person: $1) }
      let parts = cover.parts(0..<centre.problem.intervalCount)
      return parts.total + centre.demand.changePrice * Double(changes) + own
        + shares.cost(of: tours, in: centre.problem)
    }
    let judge = TourJudge(centre.problem)
    let reasons = RosterReasons(centre.problem, centre.demand, tours: tours, groups: groups, shares: shares)
    for (person, day) in [(0, 1), (3, 4), (5, 6)] {
      let present = cost(tours, without: person * 7 + day)
      let alternatives = reasons.alternatives(person: person, day: day)
      #expect(alternatives.count > 10)
      for alternative in alternatives {
        var changed = tours
        changed[person * 7 + day] = alternative.option
        #expect(abs(cost(changed, without: person * 7 + day) - present - alternative.difference.total) < 0.01)
        let isLegal = judge.isLegal(Array(changed[person * 7..<(person + 1) * 7]), person: person)
        #expect(alternative.broken.isEmpty == isLegal)
      }
    }
  }

  @Test("an answer is the same to the bit whatever was asked before it")
  func answersDoNotDepend() {
    var centre = SmallCentre(seed: 4, people: 8, days: 7)
    // Shares that single precision cannot hold, so that adding and taking away again does not come back by itself.
    for person in centre.problem.people.indices {
      centre.problem.people[person].productivity = 0.7 + 0.03 * Double(person)
    }
    let tours = RosterEngine(effort: .moves(5_000), seed: 4).solve(centre.problem).tours
    let reasons = RosterReasons(centre.problem, centre.demand, tours: tours)
    for (person, day) in [(0, 1), (5, 1), (0, 1), (3, 6), (5, 1), (0, 1)] {
      let asked = reasons.alternatives(person: person, day: day)
      let anew = RosterReasons(centre.problem, centre.demand, tours: tours).alternatives(person: person, day: day)
      #expect(asked.map(\.option) == anew.map(\.option))
      #expect(asked.map(\.difference) == anew.map(\.difference))
    }
  }

  @Test("a choice that is forbidden alone can be had by a lawful week, and its price is that of the whole roster")
  func exchanges() throws {
    let centre = SmallCentre(seed: 3, people: 8, days: 7)
    let tours = RosterEngine(effort: .moves(20_000), seed: 3).solve(centre.problem).tours
    let reasons = RosterReasons(centre.problem, centre.demand, tours: tours)
    let judge = TourJudge(centre.problem)
    var seen = 0
    for person in 0..<8 {
      for day in 0..<7 {
        for alternative in reasons.alternatives(person: person, day: day).prefix(12) {
          guard let exchange = reasons.exchange(person: person, day: day, option: alternative.option) else { continue }
          seen += 1
          #expect(exchange.tour[day] == alternative.option)
          #expect(judge.firstBreach(exchange.tour, person: person) == nil)
          // Where the choice is allowed as it is, moving other days as well can only be cheaper.
          if alternative.broken.isEmpty {
            #expect(exchange.difference.total <= alternative.difference.total + 0.01)
          }
        }
      }
    }
    #expect(seen > 50)
  }
}
