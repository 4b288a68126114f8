import LinearProgram
import Testing

@Suite("Answers of small programs worked by hand")
struct AnswerTests {
  /// Hillier and Lieberman's glass factory: 3x + 5y at most 36, at (2, 6); shadow prices 0, 3/2, 1.
  @Test("the glass factory earns 36 and its duals are the known shadow prices")
  func glassFactory() throws {
    var program = LinearProgram()
    let doors = program.continuous(cost: -3)
    let windows = program.continuous(cost: -5)
    let plant1 = program.constrain([(doors, 1)], in: -.infinity...4)
    let plant2 = program.constrain([(windows, 2)], in: -.infinity...12)
    let plant3 = program.constrain([(doors, 3), (windows, 2)], in: -.infinity...18)
    for presolves in [true, false] {
      var options = SolveOptions()
      options.presolves = presolves
      let answer = try program.solve(options)
      #expect(answer.proof == .optimal)
      #expect(answer.end == .proof)
      #expect(abs(answer.objective + 36) < 1e-9)
      #expect(abs(answer.bound + 36) < 1e-9)
      #expect(answer.relativeGap == 0)
      #expect(abs(answer[doors] - 2) < 1e-9)
      #expect(abs(answer[windows] - 6) < 1e-9)
      #expect(abs(answer[plant1]) < 1e-9)
      #expect(abs(answer[plant2] + 1.5) < 1e-9)
      #expect(abs(answer[plant3] + 1) < 1e-9)
      #expect(zip(answer.activities, [2, 12, 18]).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test("a variable that stays out shows what its use would cost")
  func reducedCost() throws {
    var program = LinearProgram()
    let cheap = program.continuous(cost: 2)
    let dear = program.continuous(cost: 5)
    program.constrain([(cheap, 1), (dear, 1)], in: 10 ... .infinity)
    let answer = try program.solve()
    #expect(abs(answer.reducedCosts[dear.index] - 3) < 1e-9)
    #expect(abs(answer.reducedCosts[cheap.index]) < 1e-9)
  }

  @Test("early and late shifts in the style guide's example cost 56")
  func shifts() throws {
    var program = LinearProgram()
    let early = program.integer(in: 0...20, cost: 8)
    let late = program.integer(in: 0...20, cost: 9)
    program.constrain([(early, 1), (late, 1)], in: 7 ... .infinity)
    let answer = try program.solve(relativeGap: 0.01, nodeLimit: 20_000)
    #expect(answer.proof == .optimal)
    #expect(answer[early] == 7)
    #expect(answer[late] == 0)
    #expect(answer.objective == 56)
  }

  /// 5x + 4y + 3z under 2x + 3y + z <= 5, 4x + y + 2z <= 11, 3x + 4y + 2z <= 8: 13 at (2, 0, 1), which is whole.
  @Test("whole answers are whole numbers, and the constant cost counts")
  func wholeNumbers() throws {
    var program = LinearProgram()
    program.constantCost = 100
    let x = program.integer(in: 0 ... .infinity, cost: -5)
    let y = program.integer(in: 0 ... .infinity, cost: -4)
    let z = program.integer(in: 0 ... .infinity, cost: -3)
    program.constrain([(x, 2), (y, 3), (z, 1)], in: -.infinity...5)
    program.constrain([(x, 4), (y, 1), (z, 2)], in: -.infinity...11)
    program.constrain([(x, 3), (y, 4), (z, 2)], in: -.infinity...8)
    let answer = try program.solve()
    #expect(answer.values == [2, 0, 1])
    #expect(abs(answer.objective - 87) < 1e-9)
  }

  @Test("contradictory constraints are an answer, not an error")
  func infeasible() throws {
    for isWhole in [false, true] {
      var program = LinearProgram()
      let x = isWhole ? program.integer(in: 0...10) : program.continuous(in: 0...10)
      program.constrain([(x, 1)], in: 4 ... .infinity)
      program.constrain([(x, 1)], in: -.infinity...3)
      let answer = try program.solve()
      #expect(answer.proof == .infeasible)
      #expect(!answer.hasPoint)
      #expect(answer[x].isNaN)
      #expect(answer.relativeGap == .infinity)
    }
  }

  @Test("a relaxation with points but no whole one is infeasible")
  func infeasibleInWholeNumbers() throws {
    var program = LinearProgram()
    let x = program.integer(in: 0...10)
    let y = program.integer(in: 0...10)
    program.constrain([(x, 2), (y, 2)], equals: 7)
    #expect(try program.solve().proof == .infeasible)
    var empty = LinearProgram()
    _ = empty.integer(in: 0.2...0.8, cost: 1)
    #expect(try empty.solve().proof == .infeasible)
  }

  @Test("a cost that can fall for ever is unbounded")
  func unbounded() throws {
    var program = LinearProgram()
    let x = program.continuous(cost: -1)
    let y = program.continuous(cost: 0)
    program.constrain([(x, 1), (y, -1)], in: -.infinity...1)
    let answer = try program.solve()
    #expect(answer.proof == .unbounded)
    #expect(answer.bound == -.infinity)
  }

  @Test("a program of nothing costs its constant")
  func empty() throws {
    var program = LinearProgram()
    program.constantCost = 3
    let answer = try program.solve()
    #expect(answer.proof == .optimal)
    #expect(answer.objective == 3)
  }

  @Test("a variable named twice in a constraint counts twice")
  func repeatedVariable() throws {
    var program = LinearProgram()
    let x = program.continuous(cost: 1)
    let y = program.continuous(cost: 1)
    program.constrain([(x, 1), (y, 1), (x, 2)], in: 6 ... .infinity)
    program.constrain([(x, 1), (x, -1), (y, 1)], in: 1 ... .infinity)
    #expect(program.entryCount == 4)
    let answer = try program.solve()
    #expect(abs(answer[y] - 1) < 1e-9)
    #expect(abs(answer[x] - 5.0 / 3) < 1e-9)
  }

  @Test("equal bounds fix a variable, infinite ones free it")
  func bounds() throws {
    var program = LinearProgram()
    let fixed = program.continuous(in: 4...4, cost: 1)
    let free = program.continuous(in: -.infinity ... .infinity, cost: 1)
    let capped = program.continuous(in: -.infinity...2, cost: -1)
    program.constrain([(fixed, 1), (free, 1)], in: -3 ... -3)
    let answer = try program.solve()
    #expect(answer.values == [4, -7, 2])
    program.setRange(5...5, of: fixed)
    program.setCost(2, of: capped)
    program.setRange(0...2, of: capped)
    #expect(try program.solve().values == [5, -8, 0])
  }
}
