import Headcount
import Testing

/// What is paid and not used, what tiers and bonus come to together, and whose days and months count.
@Suite("Money of vendors and heads by days")
struct MoneyAndDaysTests {
  private static func play(
    _ plan: HeadcountPlan, _ problem: HeadcountProblem, hours: [[[Double]]], seed: UInt64 = 3
  ) throws -> PlanPlay {
    var generator = PlayTests.Generator(state: seed)
    return try Headcount.play(plan, of: problem, hours: hours, using: &generator)
  }

  // MARK: - Vendors

  @Test("hours that a vendor is owed and no queue wants are paid and not used, on no queue")
  func unusedHours() throws {
    // Of 300 h owed 120 + 40 are wanted beside 60 h of own people on the first queue.
    let own = StaffClass(
      id: "c", queues: [0], present: [.init(start: -9, heads: 1)], hours: [60, 60],
      pay: .init(repeating: .init(wages: 100_000), count: 2))
    let problem = HeadcountProblem(
      monthCount: 2,
      demands: [
        HourDemand(queue: "a", hours: [180, 30], shortPrice: 9_000),
        HourDemand(queue: "b", hours: [40, 0], shortPrice: 9_000),
      ], classes: [own],
      partners: [
        Partner(
          id: "p", queues: [0, 1], price: [[3_000, 3_000], [3_000, 3_000]], least: [300, 300], most: [500, 500])
      ])
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    for month in 0..<2 {
      for (queue, demand) in problem.demands.enumerated() {
        let given = plan.own[queue][month] + plan.bought[0][queue][month] + plan.short[queue][month]
        #expect(abs(given - demand.hours[month]) < 1e-6)
      }
      #expect(abs(plan.bought[0][0][month] + plan.bought[0][1][month] + plan.idle[0][month] - 300) < 1e-6)
      let items = plan.money.filter { $0.month == month && $0.partner == 0 }
      #expect(items.reduce(0) { $0 + $1.cents } == 900_000)
      let unused = items.filter { $0.queue == nil }.reduce(0) { $0 + $1.cents }
      #expect(abs(Double(unused) - plan.idle[0][month] * 3_000) < 2)
    }
    #expect(plan.idle[0][0] > 80 - 1e-6 && plan.idle[0][1] > 270 - 1e-6)
    // A course that wants less pays the same.
    let play = try Self.play(plan, problem, hours: [[[50, 10], [0, 0]]])
    #expect(play.money[0].allSatisfy { abs($0 - 1_000_000) < 0.01 } && play.short[0] == [0, 0])
  }

  @Test("several vendors who are owed more than is wanted leave hours unused, and the dear one is left out first")
  func severalVendors() throws {
    func vendor(_ id: String, _ price: Double, bonus: Double = 0) -> Partner {
      Partner(id: id, queues: [0], price: [[price]], least: [100], most: [100], bonus: bonus)
    }
    let problem = HeadcountProblem(
      monthCount: 1, demands: [HourDemand(queue: "a", hours: [130], shortPrice: 9_000)], classes: [],
      partners: [vendor("plain", 3_000), vendor("bonus", 3_300, bonus: 0.1)])
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    // An hour that is not used keeps no goal, so that the one with a bonus costs more used than unused.
    #expect(abs(plan.bought[0][0][0] - 100) < 1e-6 && abs(plan.bought[1][0][0] - 30) < 1e-6)
    #expect(plan.total == 300_000 + 30 * 3_300 + 70 * 3_000)
    #expect(abs(problem.partners[1].leastCents(in: 0) - 300_000) < 0.01)
  }

  @Test("a bonus is a share of what is paid: of a tier's price beyond its start, and of no unused hour")
  func bonusAndTiers() throws {
    // 26.00 up to 50 h and 20.00 beyond, with a bonus of a tenth on both.
    func problem(_ wanted: Double, least: Double) -> HeadcountProblem {
      HeadcountProblem(
        monthCount: 1, demands: [HourDemand(queue: "a", hours: [wanted], shortPrice: 9_000)], classes: [],
        partners: [
          Partner(
            id: "p", queues: [0], price: [[2_860]], tiers: [.init(from: 50, rebate: 660)], least: [least], most: [200],
            missedShare: 0.2 / 1.1, bonus: 0.1)
        ])
    }
    let full = problem(200, least: 0)
    let plan = try #require(try Headcount.plan(for: full, effort: .init(gap: 0)))
    #expect(plan.total == 473_000)
    // A course that lacks hours misses the month: list prices less a malus of a tenth.
    let play = try Self.play(plan, full, hours: [[[200]], [[400]]])
    #expect(abs(play.money[0][0] - 473_000) < 0.01)
    #expect(abs(play.money[1][0] - (50 * 2_600 + 150 * 2_000) * 0.9) < 0.01)
    // 80 of 200 h are used, all of them in the tier; the others are the first.
    let part = problem(80, least: 200)
    let idle = try #require(try Headcount.plan(for: part, effort: .init(gap: 0)))
    #expect(abs(idle.idle[0][0] - 120) < 1e-6 && idle.total == 50 * 2_600 + 70 * 2_000 + 80 * 2_200)
    #expect(try abs(Self.play(idle, part, hours: [[[80]]]).money[0][0] - Double(idle.total)) < 0.01)
    #expect(abs(part.partners[0].leastCents(in: 0) - (50 * 2_600 + 150 * 2_000)) < 0.01)
  }

  @Test("where a vendor's least rises by more than its growth, a month has the least or grew from the month before")
  func growthBesideLeast() throws {
    func hours(_ least: [Double], growth: Double, before: Double) throws -> [Double] {
      let problem = HeadcountProblem(
        monthCount: least.count,
        demands: [HourDemand(queue: "a", hours: least.map { _ in 500 }, shortPrice: 9_000)], classes: [],
        partners: [
          Partner(
            id: "p", queues: [0], price: [least.map { _ in 3_000 }], least: least, most: least.map { _ in 400 },
            growth: growth, before: before)
        ])
      let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
      // A month by itself, after what was bought before it, comes to the same.
      let play = try Self.play(plan, problem, hours: [problem.demands.map(\.hours)])
      for month in least.indices { #expect(abs(play.short[0][month] - plan.short[0][month]) < 1e-6) }
      return plan.bought[0][0].map { $0.rounded() }
    }
    #expect(try hours([10, 10, 10, 150, 10], growth: 30, before: 10) == [40, 70, 100, 150, 180])
    #expect(try hours([0, 120, 150], growth: 30, before: 0) == [30, 120, 150])
    #expect(try hours([100, 100, 150, 100], growth: 40, before: 100) == [140, 180, 220, 260])
  }

  @Test("people who start together are as few groups as their size allows, also where groups cost nothing")
  func groups() throws {
    func intakes(_ size: ClosedRange<Int>, cost: MonthlyCents) throws -> (people: [Int], groups: [Int]) {
      let problem = HeadcountProblem(
        monthCount: 2, demands: [HourDemand(queue: "a", hours: [600, 600], shortPrice: 9_000)],
        classes: [
          StaffClass(
            id: "c", queues: [0], hours: [100, 100], pay: .init(repeating: .init(wages: 100_000), count: 2),
            hiring: .init(earliest: 0, size: size, intakesAMonth: 3, costAnIntake: cost))
        ])
      let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
      return (plan.starts[0], plan.intakes[0])
    }
    #expect(try intakes(1...2, cost: 0) == ([6, 0], [3, 0]))
    #expect(try intakes(2...4, cost: 0) == ([6, 0], [2, 0]))
    #expect(try intakes(1...4, cost: 900) == ([6, 0], [2, 0]))
    #expect(try intakes(1...9, cost: 0) == ([6, 0], [1, 0]))
  }

  @Test("training of people who change class is an item of its own beside that of people who start")
  func trainingApart() throws {
    func kind(_ id: String, _ queue: Int, _ heads: Double) -> StaffClass {
      StaffClass(
        id: id, queues: [queue], present: [.init(start: -9, heads: heads)], hours: [100, 100],
        pay: .init(repeating: .init(wages: 10_000), count: 2),
        hiring: queue == 0 ? .init(earliest: 0, costAPerson: 5, trainingAPerson: 70) : nil)
    }
    let problem = HeadcountProblem(
      monthCount: 2,
      demands: [
        HourDemand(queue: "a", hours: [100, 100], shortPrice: 9_000),
        HourDemand(queue: "b", hours: [100, 100], shortPrice: 9_000),
      ], classes: [kind("a", 0, 1), kind("b", 1, 0)],
      transfers: [Transfer(from: 0, to: 1, months: 0, passing: 1, cost: 900, mostAMonth: 1)])
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    #expect(plan.starts[0] == [1, 0] && plan.moves == [[1, 0]])
    let training = plan.money.filter { $0.kind == .training }
    #expect(training.map(\.transfer) == [nil, 0] && training.map(\.cents) == [70, 900])
  }

  // MARK: - Days and months of people

  /// Nobody is hired, and nobody else is there.
  private static func problem(_ cohorts: [StaffClass.Cohort], attrition: [Double], months: Int) -> HeadcountProblem {
    let none = [Double](repeating: 0, count: months)
    return HeadcountProblem(
      monthCount: months,
      demands: [HourDemand(queue: "a", hours: .init(repeating: 1_000, count: months), shortPrice: 100)],
      classes: [
        StaffClass(
          id: "c", queues: [0], present: cohorts, attrition: attrition, hours: none.map { _ in 100 },
          pay: none.map { _ in .init(wages: 100_000) })
      ])
  }

  @Test("who joins or leaves within a month is a head for its days, in hours and wages and on every course")
  func days() throws {
    // One leaves after 30 of 31 days, one is there for the 3rd to the 28th, one joins on the last of 29 days.
    let problem = Self.problem(
      [
        .init(start: -9, heads: 1, end: 1, early: 1 / 31),
        .init(start: 0, heads: 1, end: 1, late: 2 / 31, early: 3 / 31),
        .init(start: 1, heads: 1, late: 28 / 29),
      ], attrition: [0.5], months: 4)
    let plan = try #require(try Headcount.plan(for: problem))
    let heads = [56.0 / 31, 1.0 / 29, 0.5, 0.25]
    for (month, count) in plan.heads[0].enumerated() {
      #expect(abs(count.heads - heads[month]) < 1e-9, "month \(month): \(count)")
      #expect(abs(count.hours - 100 * heads[month]) < 1e-9)
      let wages = plan.money.filter { $0.month == month }.reduce(0) { $0 + $1.cents }
      #expect(abs(Double(wages) - 100_000 * heads[month]) < 1)
    }
    #expect(abs(plan.own[0][0] - 5_600.0 / 31) < 1e-9)
    // Heads go on from month to month; whoever joins starts once, by days in two months.
    for (before, now) in zip(plan.heads[0], plan.heads[0].dropFirst()) {
      #expect(abs(now.heads - before.heads - now.starts + now.leavers) < 1e-9)
    }
    #expect(abs(plan.heads[0][1].starts + plan.heads[0][2].starts - 1) < 1e-9)
    let play = try Self.play(plan, problem, hours: .init(repeating: [[1_000, 1_000, 1_000, 1_000]], count: 2_000))
    for month in 0..<4 {
      let mean = play.money.reduce(0) { $0 + $1[month] } / 2_000 / 100_000
      #expect(abs(mean - heads[month]) < 0.04, "month \(month): \(mean)")
    }
  }

  @Test("attrition goes on between the count of people and a first month that is later, also of who joins between")
  func laterFirstMonth() throws {
    // Five who were there six months before; two who joined two months before; one who leaves on a day that is known.
    let problem = Self.problem(
      [
        .init(start: -30, heads: 5, counted: -6), .init(start: -2, heads: 2, counted: -6),
        .init(start: -30, heads: 1, end: 2, counted: -6),
      ], attrition: [0.2, 0.1], months: 3)
    let plan = try #require(try Headcount.plan(for: problem, effort: .init(gap: 0)))
    func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { product, _ in product * 0.9 } }
    let heads = (0..<3).map { 5 * power(6 + $0) + 2 * 0.8 * power(1 + $0) + ($0 < 2 ? 1 : 0) }
    for month in 0..<3 { #expect(abs(plan.heads[0][month].heads - heads[month]) < 1e-9) }
    // Leavers are left to chance in those months too, in a plan that is kept and in one that is made again.
    let hours = [[[Double]]](repeating: problem.demands.map(\.hours), count: 2_000)
    let play = try Self.play(plan, problem, hours: hours)
    for month in 0..<3 {
      let mean = play.money.reduce(0) { $0 + $1[month] } / 2_000 / 100_000
      #expect(abs(mean - heads[month]) < 0.1, "month \(month): \(mean)")
    }
    #expect(Set(play.money.map { $0[0] }).count > 2)
    var generator = PlayTests.Generator(state: 3)
    let again = try Headcount.replan(problem, hours: Array(hours.prefix(300)), using: &generator)
    #expect(abs(again.mean / plan.cost - 1) < 0.02, "\(again.mean) \(plan.cost)")
  }

  @Test("an hour that only some classes reach is covered by them alone, and what was split is one in the tables")
  func parts() throws {
    func kind(_ id: String, _ wages: Double) -> StaffClass {
      StaffClass(
        id: id, queues: [0], hours: [100, 100], pay: [.init(wages: wages), .init(wages: wages)],
        hiring: StaffClass.Hiring(earliest: 0))
    }
    var problem = HeadcountProblem(
      monthCount: 2, demands: [HourDemand(queue: "a", hours: [400, 400], shortPrice: 1_000_000)],
      classes: [kind("cheap", 100_000), kind("dear", 300_000)])
    let whole = try #require(try Headcount.plan(for: problem))
    #expect(whole.starts == [[4, 0], [0, 0]])
    // A quarter of the hours is the dear one's alone, a half may be anybody's.
    problem.demands[0].parts = [
      .init(share: [0.25, 0.25], classes: [0]), .init(share: [0.5, 0.5], classes: [0, 1]),
      .init(share: [0.25, 0.25], classes: [1]),
    ]
    let plan = try #require(try Headcount.plan(for: problem))
    #expect(plan.starts == [[3, 0], [1, 0]])
    #expect(plan.own.map { $0.map { $0.rounded() } } == [[400, 400]])
    #expect(plan.short.allSatisfy { $0.allSatisfy { $0 < 1e-6 } })
    // Nobody is left for it: what is short is the queue's, and a month that lacks it is missed.
    problem.classes[1].hiring = nil
    let without = try #require(try Headcount.plan(for: problem))
    #expect(without.starts == [[3, 0], [0, 0]])
    #expect(without.short.map { $0.map { $0.rounded() } } == [[100, 100]])
    let play = try Self.play(without, problem, hours: [[[400, 400]]])
    #expect(play.isMissed == [[true, true]] && abs(play.short[0][0] - 100) < 1e-6)
    #expect(play.missedCourses == [[1, 1]])
  }
}
