import Headcount
import LinearProgram
import Testing

/// The part of Williams' manpower planning problem that a headcount plan can say: strengths, needs, wastage, recruits and retraining of
/// three grades over three years. Redundancies, downgrading and short time it cannot; whoever lacks is short at a price instead.
@Suite("Manpower planning as a headcount plan")
struct ManpowerPartTests {
  private struct Grade {
    var strength: Double
    var needs: [Double]
    var leavingFirst: Double
    var leavingLater: Double
    var recruits: Int
    var tooMany: Double
    var short: Double
  }

  private struct Change {
    var from: Int
    var to: Int
    var cost: Double
    var most: Int
  }

  private static let years = 0..<3
  private static let grades = [
    Grade(
      strength: 2000, needs: [1000, 500, 0], leavingFirst: 0.25, leavingLater: 0.1, recruits: 500, tooMany: 1500,
      short: 2500),
    Grade(
      strength: 1500, needs: [1400, 2000, 2500], leavingFirst: 0.2, leavingLater: 0.05, recruits: 800, tooMany: 2000,
      short: 2800),
    Grade(
      strength: 1000, needs: [1000, 1500, 2000], leavingFirst: 0.1, leavingLater: 0.05, recruits: 500, tooMany: 3000,
      short: 3800),
  ]
  private static let changes = [
    Change(from: 0, to: 1, cost: 400, most: 200), Change(from: 1, to: 2, cost: 500, most: 1000),
  ]
  private static let counting = 0.95

  /// A year is a month of the plan, a person an hour of it; who is there costs what one too many does.
  private static var problem: HeadcountProblem {
    HeadcountProblem(
      monthCount: years.count,
      demands: grades.enumerated().map { HourDemand(queue: "\($0)", hours: $1.needs, shortPrice: $1.short) },
      classes: grades.enumerated().map { index, grade in
        StaffClass(
          id: "\(index)", queues: [index], present: [.init(start: -9, heads: grade.strength)],
          attrition: [grade.leavingFirst, grade.leavingLater], hours: [1, 1, 1],
          pay: years.map { _ in .init(wages: grade.tooMany) }, hiring: .init(earliest: 0, size: 1...grade.recruits))
      },
      transfers: changes.map {
        Transfer(
          from: $0.from, to: $0.to, months: 0, passing: counting, cost: MonthlyCents($0.cost), mostAMonth: $0.most)
      })
  }

  /// Year by year: fresh people and those of more than a year, of whom alone people are retrained.
  private static func yearByYear() throws -> Double {
    typealias Variable = LinearProgram.Variable
    var program = LinearProgram()
    var before: [(fresh: Variable, settled: Variable)] = []
    for year in years {
      let fresh = grades.map { program.continuous(in: 0...Double($0.recruits), cost: $0.tooMany) }
      let settled = grades.map { program.continuous(cost: $0.tooMany) }
      // Whoever is retrained in the last year works in the new grade in it, like in the others.
      let retrained = changes.map { program.continuous(in: 0...Double($0.most), cost: $0.cost) }
      for (index, grade) in grades.enumerated() {
        var terms: [(Variable, Double)] = [(settled[index], 1)]
        for (change, people) in zip(changes, retrained) {
          if change.from == index { terms.append((people, counting)) }
          if change.to == index { terms.append((people, -counting)) }
        }
        if year > 0 {
          terms.append((before[index].fresh, grade.leavingFirst - 1))
          terms.append((before[index].settled, grade.leavingLater - 1))
        }
        program.constrain(terms, equals: year == 0 ? grade.strength : 0)
        let need = grade.needs[year]
        let near = program.continuous(in: 0...0.1 * need, cost: grade.short)
        let far = program.continuous(cost: 2 * grade.short)
        program.constrain(
          [(fresh[index], 1), (settled[index], 1), (near, 1), (far, 1)], in: need ... .infinity)
      }
      before = zip(fresh, settled).map { ($0, $1) }
    }
    return try program.solve().objective
  }

  @Test(
    "the least cost with fractions is that of the years written one after the other, and whole people cost hardly more")
  func leastCost() throws {
    let expected = try Self.yearByYear()
    let relaxed = try #require(try Headcount.leastRelaxed(for: Self.problem))
    #expect(abs(relaxed - expected) <= 1e-7 * expected, "\(relaxed), \(expected)")
    let plan = try #require(try Headcount.plan(for: Self.problem, effort: .init(gap: 0.0005)))
    #expect(plan.cost >= expected - 1 && plan.cost <= 1.0005 * expected, "\(plan.cost), \(expected)")
    #expect(plan.moves[0].allSatisfy { $0 <= 200 } && plan.starts[1].allSatisfy { $0 <= 800 })
  }
}
