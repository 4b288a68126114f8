import Rostering
import Testing

@Suite("Mending a published roster")
struct ReplanningTests {
  /// A centre with some slack and a published roster, and somebody who calls in sick on a day they work.
  private struct Case {
    var problem: RosterProblem
    var demand: IntervalDemand
    var published: [Int32]
    var days: Int { problem.dayCount }

    init(seed: UInt64, people: Int = 10, days: Int = 14, moves: Int = 40_000, timeLimit: Double? = nil) {
      let centre = SmallCentre(seed: seed, people: people, days: days)
      problem = centre.problem
      demand = centre.demand
      var engine = RosterEngine(effort: .moves(moves), seed: seed)
      engine.timeLimit = timeLimit
      published = engine.solve(problem).tours
    }

    func sick(_ person: Int, on day: Int, price: Double = 5, atMost: Int = 3) -> Replanning.Disturbance {
      var disturbance = Replanning.Disturbance(
        published: published, firstOpenDay: day, priceOfChange: price, mostOthers: atMost, in: problem)
      disturbance.isAbsent[person * days + day] = true
      return disturbance
    }

    func tour(_ tours: [Int32], _ person: Int) -> [Int32] { Array(tours[person * days..<(person + 1) * days]) }

    /// The first person at work on a day who serves several groups.
    func worker(on day: Int) throws -> Int {
      try #require(problem.people.indices.first { published[$0 * days + day] >= 0 })
    }
  }

  @Test(
    "nothing published moves without its price, and nothing before the day moves at all",
    arguments: [1, 2, 3] as [UInt64])
  func prices(seed: UInt64) throws {
    let item = Case(seed: seed)
    let day = 8
    let person = try item.worker(on: day)
    let result = Replanning(item.problem, demand: item.demand).mend(item.sick(person, on: day))
    let review = TourReview(item.problem)
    #expect(result.tours[person * item.days + day] == RosterProblem.off)
    #expect(result.help.count <= 3)
    #expect(result.isProven)
    #expect(result.mended.total + result.priceOfChanges <= result.disturbed.total + 0.01)
    for help in result.help { #expect(help.saves >= help.price - 0.01) }
    let helpers = Set(result.help.map(\.person))
    for other in item.problem.people.indices where other != person {
      let (before, after) = (item.tour(item.published, other), item.tour(result.tours, other))
      #expect(helpers.contains(other) == (before != after))
      #expect(before[..<day] == after[..<day])
      #expect(before == after || review.isLegal(after, person: other))
    }
    let changed = result.changes.filter { $0.cause != .away }
    #expect(result.priceOfChanges == Double(changed.count) * 5)
  }

  @Test(
    "one changed person: no legal change of one date that anybody could make is better",
    arguments: [4, 5, 6] as [UInt64])
  func bestSingleChange(seed: UInt64) throws {
    let item = Case(seed: seed, people: 7, days: 7)
    let day = 2
    let person = try item.worker(on: day)
    let price = 2.0
    let replanning = Replanning(item.problem, demand: item.demand)
    let result = replanning.mend(item.sick(person, on: day, price: price, atMost: 1))
    let review = TourReview(item.problem)
    var gone = item.published
    gone[person * item.days + day] = RosterProblem.off
    var best = cost(item, gone)
    for other in item.problem.people.indices where other != person {
      for option in item.problem.options(menu: 0, day: day) {
        var tours = gone
        tours[other * item.days + day] = Int32(option)
        guard tours != gone, review.isLegal(item.tour(tours, other), person: other) else { continue }
        best = min(best, cost(item, tours) + price)
      }
    }
    #expect(result.mended.total + result.priceOfChanges <= best + 0.01)
  }

  /// Cost of a roster, counted by a replanning in which nothing happened.
  private func cost(_ item: Case, _ tours: [Int32]) -> Double {
    Replanning(item.problem, demand: item.demand).mend(
      Replanning.Disturbance(
        published: tours, firstOpenDay: item.days, priceOfChange: 1, mostOthers: 0, in: item.problem)
    ).mended.total
  }

  @Test("a change that costs more than anybody can save is not made")
  func dear() throws {
    let item = Case(seed: 7)
    let person = try item.worker(on: 3)
    let result = Replanning(item.problem, demand: item.demand).mend(item.sick(person, on: 3, price: 1e6))
    #expect(result.changes.count == 1)
    #expect(result.changes.first?.cause == .away)
    #expect(result.mended == result.disturbed)
  }

  @Test("without an absence and with the same demand nothing is touched, however cheap a change")
  func quiet() {
    let item = Case(seed: 8, moves: 2_000)
    let result = Replanning(item.problem, demand: item.demand).mend(
      Replanning.Disturbance(
        published: item.published, firstOpenDay: 0, priceOfChange: 0.01, mostOthers: 10, in: item.problem))
    #expect(result.changes.isEmpty)
    #expect(result.published == result.mended)
  }

  @Test("more demand on one afternoon brings people there, and nowhere else")
  func newDemand() throws {
    var item = Case(seed: 9)
    let raised = 4 * 48 + 28..<4 * 48 + 36
    for interval in raised { item.demand.required[interval * 3] += 3 }
    item.problem.demand = .intervals(item.demand)
    var disturbance = Replanning.Disturbance(
      published: item.published, firstOpenDay: 2, priceOfChange: 4, mostOthers: 3, in: item.problem)
    disturbance.hasNewDemand = (0..<item.problem.intervalCount).map { raised.contains($0) }
    let result = Replanning(item.problem, demand: item.demand).mend(disturbance)
    #expect(!result.help.isEmpty)
    #expect(result.help.count <= 3)
    #expect(result.mended.total + result.priceOfChanges < result.disturbed.total)
    #expect(result.changes.allSatisfy { $0.day >= 2 && $0.day < 7 })
  }

  @Test("somebody whose leave was withdrawn and who owes hours gets a legal tour, others stay")
  func withdrawnLeave() throws {
    var item = Case(seed: 10)
    for day in 7..<12 { item.published[2 * item.days + day] = RosterProblem.off }
    let result = Replanning(item.problem, demand: item.demand).mend(
      Replanning.Disturbance(
        published: item.published, firstOpenDay: 7, priceOfChange: 5, mostOthers: 0, in: item.problem))
    #expect(Set(result.changes.map(\.person)) == [2])
    #expect(TourReview(item.problem).isLegal(item.tour(result.tours, 2), person: 2))
  }

  @Test("among two hundred people a sick call changes at most three others, each worth their price")
  func manyPeople() throws {
    // Any roster will do, so the search may stop early.
    let item = Case(seed: 12, people: 200, days: 28, moves: 1, timeLimit: 2)
    let person = try item.worker(on: 10)
    let result = Replanning(item.problem, demand: item.demand).mend(item.sick(person, on: 10, price: 2))
    #expect(result.help.count <= 3)
    #expect(result.isProven)
    #expect(result.candidatePeople > 20)
    for help in result.help { #expect(help.saves >= help.price - 0.01) }
    #expect(Set(result.changes.map(\.person)).count <= 4)
    #expect(result.changes.allSatisfy { $0.day >= 10 && $0.day < 14 })
  }

  @Test("the same sick call gives the same changes")
  func repeats() throws {
    let item = Case(seed: 11)
    let person = try item.worker(on: 9)
    let one = Replanning(item.problem, demand: item.demand).mend(item.sick(person, on: 9, price: 1))
    let two = Replanning(item.problem, demand: item.demand).mend(item.sick(person, on: 9, price: 1))
    #expect(one.tours == two.tours)
    #expect(one.help == two.help)
  }
}
