import Chance
import Headcount
import Testing

/// Plans played on courses, and what limits and hours are worth.
@Suite("Plans played and priced")
struct PlayTests {
  /// SplitMix64, for seeded play.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  @Test(
    "on the course that it was made for, a plan without attrition costs what it says", arguments: HeadcountTests.cases)
  func sure(small: SmallCase) throws {
    var problem = small.problem
    for index in problem.classes.indices { problem.classes[index].attrition = [] }
    // A tier's rebate is not seen by the play's choice of hours, and ceilings do not bind it.
    for index in problem.partners.indices { problem.partners[index].tiers = [] }
    problem.ceilings = []
    guard let plan = try Headcount.plan(for: problem, effort: .init(gap: 0, nodes: 100_000)) else { return }
    var generator = Generator(state: small.seed)
    let play = try Headcount.play(plan, of: problem, hours: [problem.demands.map(\.hours)], using: &generator)
    let cost = play.money[0].reduce(0, +) + play.shortage[0]
    // A partner's growth is looked at month by month here and over all months there.
    let isFree = problem.partners.allSatisfy { $0.growth == nil }
    #expect(cost >= plan.cost - 1e-6 * plan.cost - Double(plan.money.count))
    if isFree { #expect(abs(cost - plan.cost) <= 1e-6 * plan.cost + Double(plan.money.count)) }
  }

  @Test("the mean of many played courses has the heads that attrition expects; the same seed plays the same")
  func attrition() throws {
    let kind = StaffClass(
      id: "c", queues: [0], present: [.init(start: -1, heads: 20)], attrition: [0.3, 0.1], hours: [100, 100, 100],
      pay: .init(repeating: .init(wages: 1_000), count: 3))
    let problem = HeadcountProblem(
      monthCount: 3, demands: [HourDemand(queue: "q", hours: [0, 0, 0], shortPrice: 1)], classes: [kind])
    let plan = try #require(try Headcount.plan(for: problem))
    let hours = (0..<4_000).map { _ in [[0.0, 0, 1_700]] }
    var (one, other) = (Generator(state: 5), Generator(state: 5))
    let play = try Headcount.play(plan, of: problem, hours: hours, using: &one)
    let again = try Headcount.play(plan, of: problem, hours: hours, using: &other)
    #expect(play.money == again.money && play.short == again.short)
    // 20, 18 and 16.2 heads at 1000 each; the standard error of the last mean is 2.2 heads / sqrt(4000).
    for (month, heads) in [20, 18, 16.2].enumerated() {
      let mean = play.money.reduce(0) { $0 + $1[month] } / 4_000 / 1_000
      #expect(abs(mean - heads) < 0.15, "month \(month): \(mean)")
    }
    // 17 heads are needed in the last month: binomial(20, 0.81) has fewer in 54 of 100 courses.
    let missed = Double(play.isMissed.count { $0[2] }) / 4_000
    #expect(abs(missed - 0.544) < 0.04, "\(missed)")
  }

  @Test("a vendor's bonus and malus follow the months as they come, and the plan counts on the bonus")
  func serviceTerms() throws {
    // 100 h at 30.00 with the bonus in; a missed month pays a tenth less.
    let problem = HeadcountProblem(
      monthCount: 2, demands: [HourDemand(queue: "a", hours: [100, 100], shortPrice: 9_000)], classes: [],
      partners: [
        Partner(
          id: "p", queues: [0], price: [[3_000, 3_000]], least: [0, 0], most: [120, 120], before: 100,
          missedShare: 0.1)
      ])
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    #expect(plan.total == 600_000)
    var generator = Generator(state: 5)
    let play = try Headcount.play(plan, of: problem, hours: [[[100, 150]], [[110, 90]]], using: &generator)
    #expect(play.isMissed == [[false, true], [false, false]] && play.missedCourses == [[0, 1]])
    #expect(abs(play.money[0][1] - 120 * 2_700) < 0.01 && abs(play.money[0][0] - 300_000) < 0.01)
    #expect(abs(play.money[1][0] - 330_000) < 0.01 && abs(play.money[1][1] - 270_000) < 0.01)
  }

  @Test("a ceiling's dual value is what a small unit more saves", arguments: HeadcountTests.cases)
  func worths(small: SmallCase) throws {
    for worth in try Headcount.worths(for: small.problem) where worth.kind == .ceiling {
      #expect(worth.bySolving <= worth.byDual * (1 + 1e-6) + 1)
      #expect(worth.bySolving >= -1)
    }
    if let relaxed = try Headcount.leastRelaxed(for: small.problem),
      let plan = try Headcount.plan(for: small.problem)
    {
      #expect(relaxed <= plan.cost + 1e-6 * plan.cost + 1)
    }
  }

  @Test("an hour more of a vendor whose tier is open saves its tier's rebate too")
  func worthOfTier() throws {
    // 200 of 1000 h are short, beyond a tenth at 180.00; one more is bought at 30.00 less 3.00: 153.00 in each of two months.
    let problem = HeadcountProblem(
      monthCount: 2, demands: [HourDemand(queue: "a", hours: [1_000, 1_000], shortPrice: 9_000)], classes: [],
      partners: [
        Partner(
          id: "p", queues: [0], price: [[3_000, 3_000]], tiers: [.init(from: 400, rebate: 300)], least: [0, 0],
          most: [800, 800])
      ])
    let worth = try #require(try Headcount.worths(for: problem).first)
    #expect(abs(worth.byDual - 30_600) < 0.01 && abs(worth.bySolving - 30_600) < 0.01, "\(worth)")
  }

  @Test("nobody starts in a closed month, and as many as are wanted in another")
  func closedAndWanted() throws {
    var kind = StaffClass(
      id: "c", queues: [0], hours: [100, 100, 100], pay: .init(repeating: .init(wages: 1_000), count: 3),
      hiring: .init(earliest: 0, costAPerson: 10))
    func starts() throws -> [Int] {
      let problem = HeadcountProblem(
        monthCount: 3, demands: [HourDemand(queue: "q", hours: [300, 300, 300], shortPrice: 100)], classes: [kind])
      return try #require(try Headcount.plan(for: problem, effort: .init(gap: 0))).starts[0]
    }
    #expect(try starts() == [3, 0, 0])
    kind.hiring?.closed = [0]
    #expect(try starts() == [0, 3, 0])
    kind.hiring?.wanted = [2: 2]
    #expect(try starts() == [0, 3, 2] || starts() == [0, 1, 2])
  }

  @Test("an hour of one more head costs hiring and pay over the hours of its stay")
  func hourCost() throws {
    // Half stay each month: two months of stay; the first month works at half: 0.5 + 1 months of 100 h.
    let kind = StaffClass(
      id: "c", queues: [0], attrition: [0.5], ramp: [0.5, 1], hours: [100, 100],
      pay: .init(repeating: .init(wages: 9_000), count: 2),
      hiring: .init(earliest: 0, costAPerson: 2_000, trainingAPerson: 1_000))
    let cost = try #require(kind.centsAnHour)
    #expect(abs(cost - (3_000 + 2 * 9_000) / 150) < 1e-9)
  }
}

/// Planning again each month beside the plan that is made once.
@Suite("Plans made again each month")
struct ReplanningTests {
  /// Two languages and people of both, a partner, six months of rising hours.
  private func problem(attrition: [Double]) -> HeadcountProblem {
    func kind(_ id: String, _ queues: [Int], _ heads: Double, _ wage: Double) -> StaffClass {
      StaffClass(
        id: id, queues: queues, present: [.init(start: -12, heads: heads)], attrition: attrition, ramp: [0.6, 1],
        hours: .init(repeating: 120, count: 6), pay: .init(repeating: .init(wages: wage), count: 6),
        hiring: .init(earliest: 1, costAPerson: 60_000))
    }
    return HeadcountProblem(
      monthCount: 6,
      demands: [
        HourDemand(queue: "a", hours: (0..<6).map { 1_400 + 60 * Double($0) }, shortPrice: 6_000),
        HourDemand(queue: "b", hours: (0..<6).map { 900 + 20 * Double($0) }, shortPrice: 6_000),
      ], classes: [kind("a", [0], 11, 260_000), kind("b", [1], 7, 270_000), kind("ab", [0, 1], 3, 290_000)],
      partners: [
        Partner(
          id: "p", queues: [0], price: [.init(repeating: 3_600, count: 6)], least: .init(repeating: 0, count: 6),
          most: .init(repeating: 250, count: 6))
      ])
  }

  @Test("without chance, planning again comes to what the plan says")
  func sure() throws {
    let problem = problem(attrition: [])
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    var generator = PlayTests.Generator(state: 1)
    let again = try Headcount.replan(
      problem, hours: [problem.demands.map(\.hours)], effort: .init(gap: 0), using: &generator)
    #expect(abs(again.mean - plan.cost) <= 1e-6 * plan.cost + 1)
  }

  @Test("where signing is put off, planning again signs nobody before, and whoever it signs then starts a lead later")
  func putOff() throws {
    var problem = problem(attrition: [])
    problem.partners = []
    for index in problem.classes.indices {
      problem.classes[index].hiring = .init(earliest: 4, lead: 1, costAPerson: 60_000)
    }
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    #expect(plan.starts.contains { $0[4] > 0 })
    var generator = PlayTests.Generator(state: 1)
    let again = try Headcount.replan(
      problem, hours: [problem.demands.map(\.hours)], effort: .init(gap: 0), using: &generator)
    #expect(abs(again.mean - plan.cost) <= 1e-6 * plan.cost + 1)
  }

  @Test(
    "on 500 courses planning again costs more than the mean plan says, by what chance costs, and little more than 1 %")
  func chance() throws {
    let problem = problem(attrition: [0.05, 0.02])
    let plan = try #require(try Headcount.plan(for: problem))
    var generator = PlayTests.Generator(state: 7)
    let courses = (0..<500).map { _ in
      // A level that walks: each month's miss is that of the month before and a step.
      problem.demands.map { demand in
        var level = 1.0
        return demand.hours.map { hours in
          level += 0.02 * (Double(generator.next() >> 11) * 0x1p-53 - 0.5) * 2
          return hours * level
        }
      }
    }
    let again = try Headcount.replan(problem, hours: courses, using: &generator)
    #expect(again.costs.count == 500)
    let above = again.mean / plan.cost - 1
    print("planning again each month: \(again.mean / 100), the plan says \(plan.cost / 100), \(100 * above) % above")
    #expect(above > -0.01 && above < 0.03)
  }
}
