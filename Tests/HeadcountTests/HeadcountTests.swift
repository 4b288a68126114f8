import Foundation
import Headcount
import LinearProgram
import OtherSolver
import Testing

/// Plans held against all others, against another solver, and against themselves.
@Suite("Headcount plans")
struct HeadcountTests {
  static let cases = (1...200).map { SmallCase(UInt64($0)) }
  private static let exact = Headcount.Effort(gap: 0, nodes: 1_000_000)

  @Test("a small plan costs what the best of all combinations costs", arguments: cases)
  func bruteForce(small: SmallCase) throws {
    let plan = try Headcount.plan(for: small.problem, effort: Self.exact)
    let best = BruteForce(problem: small.problem).leastCost()
    #expect((plan == nil) == (best == nil))
    guard let plan, let best else { return }
    #expect(abs(plan.cost - best) <= 1e-6 * max(1, best) + 0.01, "plan \(plan.cost), best \(best)")
    #expect(plan.proof == .optimal)
    #expect(plan.bound <= plan.cost && plan.gap <= 1e-6)
  }

  @Test("heads go on from month to month, and money is what the search counts, to the cent a row", arguments: cases)
  func conservation(small: SmallCase) throws {
    guard let plan = try Headcount.plan(for: small.problem) else { return }
    for counts in plan.heads {
      for (before, now) in zip(counts, counts.dropFirst()) {
        let expected = before.heads + now.starts - now.leavers + now.movedIn - now.movedOut
        #expect(abs(now.heads - expected) < 1e-9)
        #expect(now.leavers > -1e-9)
      }
    }
    // Whole cents of every month and cost centre: less than one is lost of each.
    let centres = Set(small.problem.classes.map(\.costCentre) + small.problem.partners.map(\.costCentre))
    let lost = plan.cost - plan.shortagePrice - Double(plan.total)
    #expect(lost > -0.01 && lost < Double(centres.count * small.problem.monthCount) + 0.01, "\(lost)")
    for ceiling in small.problem.ceilings {
      let spent = plan.money.reduce(0) { sum, item in
        let centre =
          item.staffClass.map { small.problem.classes[$0].costCentre }
          ?? item.partner.map {
            small.problem.partners[$0].costCentre
          }
        let counts = ceiling.months.contains(item.month) && (ceiling.costCentre == nil || ceiling.costCentre == centre)
        return counts ? sum + item.cents : sum
      }
      #expect(spent <= ceiling.most)
    }
    for (queue, demand) in small.problem.demands.enumerated() {
      for month in 0..<small.problem.monthCount {
        let bought = small.problem.partners.indices.reduce(0.0) { sum, partner in
          small.problem.partners[partner].queues.firstIndex(of: queue).map { sum + plan.bought[partner][$0][month] }
            ?? sum
        }
        // As much as is wanted and no more: what is paid beyond is unused.
        #expect(abs(plan.own[queue][month] + bought + plan.short[queue][month] - demand.hours[month]) <= 1e-6)
      }
    }
  }

  /// Somebody who is there learns all queues: what that saves, by a plan near the one before and by a whole new one.
  @Test("a plan near that of a problem that differs in one person costs what a whole new plan costs", arguments: cases)
  func near(small: SmallCase) throws {
    guard let plan = try Headcount.plan(for: small.problem, effort: Self.exact) else { return }
    var problem = small.problem
    guard let from = problem.classes.indices.first(where: { problem.classes[$0].present[0].heads >= 1 }) else { return }
    problem.classes[from].present[0].heads -= 1
    var kind = problem.classes[from]
    (kind.id, kind.hiring, kind.queues) = ("trained", nil, Array(problem.demands.indices))
    kind.present = [.init(start: kind.present[0].start, heads: 1)]
    problem.classes.append(kind)
    guard let best = try Headcount.plan(for: problem, effort: Self.exact) else { return }
    let near = try #require(try Headcount.plan(for: problem, near: plan))
    #expect(near.cost >= best.cost - 1e-6 * best.cost - 0.01 && near.bound <= best.cost + 1e-6 * best.cost)
    let (quoted, saved) = (plan.cost - near.cost, plan.cost - best.cost)
    #expect(abs(quoted - saved) <= 0.1 * abs(saved) + 1e-6 * plan.cost, "quoted \(quoted), saved \(saved)")
    // With nothing changed and no search, it is the plan.
    let same = try #require(try Headcount.plan(for: small.problem, near: plan, nodes: 0))
    #expect(abs(same.cost - plan.cost) <= 1e-6 * plan.cost + 0.01)
  }

  @Test("a larger ceiling is never worse", arguments: cases.filter { !$0.problem.ceilings.isEmpty })
  func largerCeiling(small: SmallCase) throws {
    var costs: [Double] = []
    for share in [0.7, 1, 1.2, 1.5] {
      var problem = small.problem
      for index in problem.ceilings.indices {
        problem.ceilings[index].most = Int((Double(problem.ceilings[index].most) * share).rounded())
      }
      // No plan at all costs more than any.
      costs.append(try Headcount.plan(for: problem, effort: Self.exact)?.cost ?? .infinity)
    }
    for (small, large) in zip(costs, costs.dropFirst()) { #expect(large <= small * (1 + 1e-9) + 0.01, "\(costs)") }
  }

  /// Somebody who stays is paid also where nobody needs them; here every hour is wanted at more than it costs.
  @Test("a lower attrition never costs more where every hour is wanted", arguments: cases)
  func lowerAttrition(small: SmallCase) throws {
    var problem = small.problem
    (problem.ceilings, problem.seats, problem.transfers) = ([], [], [])
    for index in problem.demands.indices {
      problem.demands[index].shortPrice = 9_000
      problem.demands[index].hours = problem.demands[index].hours.map { $0 + 3_000 }
    }
    for index in problem.classes.indices { problem.classes[index].ramp = [] }
    var costs: [Double] = []
    for share in [1, 0.5, 0] {
      var other = problem
      for index in other.classes.indices {
        other.classes[index].attrition = problem.classes[index].attrition.map { $0 * share }
      }
      costs.append(try #require(try Headcount.plan(for: other, effort: Self.exact)).cost)
    }
    for (more, less) in zip(costs, costs.dropFirst()) { #expect(less <= more * (1 + 1e-9) + 0.01, "\(costs)") }
  }

  @Test("another solver finds the same least cost in the program as written", arguments: [3, 17, 58, 121])
  func otherSolver(seed: UInt64) throws {
    let small = SmallCase(seed)
    let (program, decided) = Headcount.program(for: small.problem)
    guard let plan = try Headcount.plan(for: small.problem, effort: Self.exact),
      let found = try OtherSolver.solve(program)
    else { return }
    #expect(abs(found + decided - plan.cost) <= 1e-6 * plan.cost)
  }

  @Test(
    "more money is never worse, a longer lead never better", arguments: cases.prefix(60))
  func monotone(small: SmallCase) throws {
    guard let plan = try Headcount.plan(for: small.problem, effort: Self.exact) else { return }
    func cost(_ change: (inout HeadcountProblem) -> Void) throws -> Double {
      var other = small.problem
      change(&other)
      return try Headcount.plan(for: other, effort: Self.exact)?.cost ?? .infinity
    }
    let slack = 1e-6 * plan.cost + 1
    #expect(
      try cost { problem in for index in problem.ceilings.indices { problem.ceilings[index].most += 500_000 } }
        <= plan.cost + slack)
    #expect(
      try cost { problem in
        for index in problem.classes.indices {
          if let hiring = problem.classes[index].hiring, hiring.earliest < problem.monthCount - 1 {
            problem.classes[index].hiring?.earliest += 1
          }
        }
      } >= plan.cost - slack)
  }

  @Test("a partner's rebate begins with its tier and not before")
  func tiers() throws {
    // 100 h at 30, above that at 24; people are not there. 180 h cost 100 x 30 + 80 x 24 = 4920.
    let partner = Partner(
      id: "p", queues: [0], price: [[3_000, 3_000]], tiers: [.init(from: 100, rebate: 600)], least: [0, 0],
      most: [500, 500])
    let problem = HeadcountProblem(
      monthCount: 2, demands: [HourDemand(queue: "q", hours: [180, 60], shortPrice: 9_000)], classes: [],
      partners: [partner])
    let plan = try #require(try Headcount.plan(for: problem))
    #expect(plan.total == 492_000 + 180_000)
    // No hour comes near the most, so that more of it is worth nothing.
    #expect(try Headcount.worths(for: problem).isEmpty)
    // A tenth of the tier's width and more would be cheap by fractions of it; whole tiers cost 30 an hour for each of 60.
    let fractions = try #require(try Headcount.leastRelaxed(for: problem))
    let whole = try #require(try Headcount.leastOfWholeTiers(for: problem, plan.reachedTiers(of: problem)))
    #expect(fractions < 660_000 && abs(whole.cost - 672_000) < 0.01 && whole.open == [[[true], [false]]])
    let known = try #require(try Headcount.leastOfWholeTiers(for: problem, [[[false], [false]]]))
    #expect(abs(known.cost - 672_000) < 0.01, "what fractions reach is cheaper than what was given")
  }

  @Test("tiers of contacts add up what is handled on all queues of a partner")
  func tiersOfContacts() throws {
    // At 3.00 a contact, 2.50 beyond 1000: 80 x 10 + 100 x 5 = 1300 contacts, then 60 x 10 + 60 x 5 = 900.
    var partner = Partner(
      id: "p", queues: [0, 1], price: [[3_000, 3_000], [1_500, 1_500]], tiers: [.init(from: 1_000, rebate: 50)],
      least: [0, 0], most: [500, 500])
    partner.billed = [[10, 10], [5, 5]]
    let problem = HeadcountProblem(
      monthCount: 2,
      demands: [
        HourDemand(queue: "a", hours: [80, 60], shortPrice: 9_000),
        HourDemand(queue: "b", hours: [100, 60], shortPrice: 9_000),
      ], classes: [], partners: [partner])
    let plan = try #require(try Headcount.plan(for: problem))
    #expect(plan.total == 375_000 + 270_000 && plan.reachedTiers(of: problem) == [[[true], [false]]])
    // For a higher goal the same contacts take more hours and cost the same.
    var better = problem
    better.staff(0, with: [88, 63])
    #expect(try Headcount.plan(for: better)?.total == 645_000)
    // 200 h in any case cost least on the second queue, 1000 contacts of them; not used they are 1500, of which 500 are cheaper.
    partner.least = [200, 0]
    #expect(abs(partner.leastCents(in: 0) - 300_000) < 0.01)
    // 1200 contacts in any case, of which the second month has 900: 300 more are paid, of them 200 beyond the tier; before an order at most these.
    var owed = problem
    owed.partners[0].leastBilled = [1_200, 1_200]
    #expect(try Headcount.plan(for: owed)?.total == 375_000 + 350_000)
    #expect(abs(owed.partners[0].leastCents(in: 1) - 350_000) < 0.01)
    owed.partners[0].firstOrder = 1
    let late = try #require(try Headcount.plan(for: owed))
    #expect(late.total == 350_000 + 350_000 && late.short.reduce(0) { $0 + $1[0] } > 9.99)
    owed.partners[0].firstOrder = 0
    var again = PlayTests.Generator(state: 3)
    let kept = try Headcount.play(
      try #require(try Headcount.plan(for: owed)), of: owed, hours: [[[80, 60], [100, 60]]], using: &again)
    #expect(abs(kept.money[0][0] - 375_000) < 0.01 && abs(kept.money[0][1] - 350_000) < 0.01)
    var generator = PlayTests.Generator(state: 3)
    let play = try Headcount.play(plan, of: problem, hours: [[[80, 100], [100, 100]]], using: &generator)
    #expect(abs(play.money[0][0] - 375_000) < 0.01 && abs(play.money[0][1] - (450_000 - 25_000)) < 0.01)
  }

  /// Two tiers that fractions open in part, so that a first plan must choose; one head more than needed is far below a hundredth.
  @Test("a vendor's tiers cost no search where the first plan is near enough")
  func tiersWithoutSearch() throws {
    let months = 12
    let hours = (0..<months).map { 4_000 + 37 * Double($0 % 5) }
    let problem = HeadcountProblem(
      monthCount: months, demands: [HourDemand(queue: "q", hours: hours, shortPrice: 9_000)],
      classes: [
        StaffClass(
          id: "c", queues: [0], present: [.init(start: -9, heads: 22)], attrition: [0.03],
          hours: .init(repeating: 120, count: months), pay: .init(repeating: .init(wages: 300_000), count: months),
          hiring: .init(earliest: 1, costAPerson: 50_000))
      ],
      partners: [
        Partner(
          id: "p", queues: [0], price: [.init(repeating: 3_000, count: months)],
          tiers: [.init(from: 600, rebate: 200), .init(from: 1_100, rebate: 400)],
          least: .init(repeating: 0, count: months), most: .init(repeating: 2_000, count: months))
      ])
    let near = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0.01)))
    #expect(near.nodes <= 1 && near.gap <= 0.01, "\(near.nodes) nodes, \(near.gap)")
    let best = try #require(try Headcount.plan(for: problem, effort: Self.exact))
    #expect(best.cost <= near.cost + 0.01 && near.bound <= best.cost + 0.01)
  }

  @Test("the best service within a budget spends it where hours are dearest")
  func bestService() throws {
    let pay = [StaffClass.Pay(wages: 100_000)]
    func kind(_ queue: Int) -> StaffClass {
      StaffClass(id: "c\(queue)", queues: [queue], hours: [100], pay: pay, hiring: .init(earliest: 0))
    }
    let problem = HeadcountProblem(
      monthCount: 1,
      demands: [
        HourDemand(queue: "a", hours: [200], shortPrice: 100), HourDemand(queue: "b", hours: [200], shortPrice: 300),
      ], classes: [kind(0), kind(1)], ceilings: [Ceiling(name: "budget", months: 0..<1, most: 300_000)])
    let plan = try #require(try Headcount.bestService(for: problem))
    // Three people: two where an hour is dear, one where it is cheap, though money alone would hire nobody.
    #expect(plan.starts == [[1], [2]])
    #expect(try Headcount.plan(for: problem)?.starts == [[0], [0]])
  }

  @Test("hours that nobody can be signed for in time are short in every plan, and no others where short hours are dear")
  func leastShort() throws {
    // 300 h a month; two people give 100 each, overtime 10 more, the partner 30; from the third month on people can start.
    let kind = StaffClass(
      id: "c", queues: [0], present: [.init(start: -9, heads: 2)], hours: .init(repeating: 100, count: 4),
      pay: .init(repeating: .init(wages: 200_000), count: 4), hiring: .init(earliest: 2, size: 1...3),
      overtime: .init(share: 0.05, price: .init(repeating: 3_000, count: 4)))
    var problem = HeadcountProblem(
      monthCount: 4, demands: [HourDemand(queue: "q", hours: [300, 240, 300, 700], shortPrice: 900_000)],
      classes: [kind],
      partners: [
        Partner(
          id: "p", queues: [0], price: [.init(repeating: 4_000, count: 4)], least: .init(repeating: 0, count: 4),
          most: .init(repeating: 30, count: 4))
      ])
    let plan = try #require(try Headcount.plan(for: problem, effort: Self.exact))
    let least = try Headcount.leastShort(beside: plan, for: problem)
    // 300 - 210 - 30 in the first month; nothing in the others, as up to six more people can be there in the last.
    for (hours, expected) in zip(least, [60.0, 0, 0, 0]) { #expect(abs(hours - expected) < 1e-6, "\(least)") }
    for month in 0..<4 { #expect(abs(plan.short[0][month] - least[month]) < 1e-6) }
    problem.seats = [SeatLimit(name: "s", site: "", most: 3)]
    problem.ceilings = [Ceiling(name: "all", months: 0..<4, most: 3_000_000)]
    let poor = try #require(try Headcount.plan(for: problem, effort: Self.exact))
    let without = try Headcount.leastShort(beside: poor, for: problem)
    #expect(abs(without[0] - least[0]) < 1e-6 && abs(without[3] - (700 - 315 - 30)) < 1e-6, "\(without)")
    #expect(poor.short[0][3] >= without[3] - 1e-6)
  }

  @Test("no month, no class and no demand go through")
  func empty() throws {
    let none = try #require(try Headcount.plan(for: HeadcountProblem(monthCount: 0, demands: [], classes: [])))
    #expect(none.total == 0 && none.cost == 0)
    let alone = HeadcountProblem(
      monthCount: 2, demands: [HourDemand(queue: "q", hours: [10, 0], shortPrice: 500)], classes: [])
    let plan = try #require(try Headcount.plan(for: alone))
    // One hour of ten at 500, the others at twice that.
    #expect(plan.short == [[10, 0]] && abs(plan.shortagePrice - 9_500) < 1e-6)
  }
}
