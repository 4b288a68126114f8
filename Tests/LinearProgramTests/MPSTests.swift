import Foundation
import LinearProgram
import OtherSolver
import Testing

/// Programs written as free MPS and read by another solver.
@Suite("Programs for other solvers")
struct MPSTests {
  @Test("every kind of row, range and bound is written out")
  func kinds() {
    var program = LinearProgram()
    let x = program.continuous(in: -.infinity ... .infinity, cost: 1.5)
    let n = program.integer(in: 0...7, cost: -2)
    let fixed = program.continuous(in: 3...3)
    let free = program.continuous(in: -.infinity...4)
    program.constrain([(x, 1), (n, 2)], in: 1...5)
    program.constrain([(n, 1)], equals: 4)
    program.constrain([(free, 1), (fixed, 0.1)], in: -.infinity...9)
    program.constrain([(x, -1)], in: -8 ... .infinity)
    program.constantCost = 100
    let lines = program.mps(name: "kinds").split(separator: "\n").map(String.init)
    for line in [
      "NAME kinds", " L r0", " E r1", " L r2", " G r3", " m1 'MARKER' 'INTORG'", " x1 cost -2.0", " x1 r0 2.0",
      " m2 'MARKER' 'INTEND'", " x2 r2 0.1", " rhs r0 5.0", " range r0 4.0", " rhs r3 -8.0", " FR bound x0",
      " LO bound x1 0.0",
      " UP bound x1 7.0", " FX bound x2 3.0", " MI bound x3", " UP bound x3 4.0", "ENDATA",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(!lines.contains { $0.contains("100") }, "the constant is no part of the file")
  }

  @Test("another solver finds the same least cost of the manpower problem")
  func otherSolver() throws {
    let found = try OtherSolver.solve(ManpowerTests.program())
    guard let found else { return }
    #expect(abs(found - 498_677.2853) < 1e-3)
  }
}
