import LinearProgram
import Testing

/// Williams' manpower planning problem (Model Building in Mathematical Programming): three years, three grades.
@Suite("Manpower planning as published")
struct ManpowerTests {
  /// A grade: strength, need by year, share leaving in the first year and later, recruits at most, cost of a redundancy, of one
  /// person too many and of one on short time.
  struct Grade {
    var strength: Double
    var needs: [Double]
    var leavingFirst: Double
    var leavingLater: Double
    var recruits: Double
    var redundancy: Double
    var tooMany: Double
    var shortTime: Double
  }

  static let grades = [
    Grade(
      strength: 2000, needs: [1000, 500, 0], leavingFirst: 0.25, leavingLater: 0.1, recruits: 500, redundancy: 200,
      tooMany: 1500, shortTime: 500),
    Grade(
      strength: 1500, needs: [1400, 2000, 2500], leavingFirst: 0.2, leavingLater: 0.05, recruits: 800, redundancy: 500,
      tooMany: 2000, shortTime: 400),
    Grade(
      strength: 1000, needs: [1000, 1500, 2000], leavingFirst: 0.1, leavingLater: 0.05, recruits: 500, redundancy: 500,
      tooMany: 3000, shortTime: 400),
  ]

  /// Built year by year; where only redundancies count, everything else is free.
  static func program(countsRedundanciesAlone: Bool = false) -> LinearProgram {
    typealias Variable = LinearProgram.Variable
    var program = LinearProgram()
    func cost(_ value: Double, isRedundancy: Bool = false) -> Double {
      countsRedundanciesAlone ? (isRedundancy ? 1 : 0) : value
    }
    var before: [Variable] = []
    for year in 0..<3 {
      let strength = grades.map { _ in program.continuous() }
      let recruits = grades.map { program.continuous(in: 0...$0.recruits) }
      let redundant = grades.map { program.continuous(cost: cost($0.redundancy, isRedundancy: true)) }
      let tooMany = grades.map { program.continuous(cost: cost($0.tooMany)) }
      let shortTime = grades.map { program.continuous(in: 0...50, cost: cost($0.shortTime)) }
      // From, to, share who count in the new grade in the year of the change.
      let changes: [(from: Int, to: Int, counts: Double, people: Variable)] = [
        (0, 1, 0.95, program.continuous(in: 0...200, cost: cost(400))),
        (1, 2, 0.95, program.continuous(cost: cost(500))),
        (1, 0, 0.5, program.continuous()), (2, 0, 0.5, program.continuous()), (2, 1, 0.5, program.continuous()),
      ]
      for (index, grade) in grades.enumerated() {
        var terms: [(Variable, Double)] = [
          (strength[index], 1), (recruits[index], grade.leavingFirst - 1), (redundant[index], 1),
        ]
        if year > 0 { terms.append((before[index], grade.leavingLater - 1)) }
        for change in changes where change.from == index { terms.append((change.people, 1)) }
        for change in changes where change.to == index { terms.append((change.people, -change.counts)) }
        program.constrain(terms, equals: year == 0 ? (1 - grade.leavingLater) * grade.strength : 0)
        program.constrain(
          [(strength[index], 1), (tooMany[index], -1), (shortTime[index], -0.5)], equals: grade.needs[year])
      }
      program.constrain([(changes[1].people, 1), (strength[2], -0.25)], in: -.infinity...0)
      program.constrain(tooMany.map { ($0, 1) }, in: -.infinity...150)
      before = strength
    }
    return program
  }

  @Test("the published least cost, 498 677.29") func leastCost() throws {
    let answer = try Self.program().solve()
    #expect(answer.proof == .optimal)
    #expect(abs(answer.objective - 498_677.2853) < 1e-3)
  }

  @Test("the published fewest redundancies, 841.797") func fewestRedundancies() throws {
    let answer = try Self.program(countsRedundanciesAlone: true).solve()
    #expect(abs(answer.objective - 841.796_875) < 1e-6)
  }
}
