import Dispatch
import Foundation
import LinearProgram
import Testing

@Suite("A program that stays alive")
struct LivingProgramTests {
  /// Rolls of 100 cut into widths 45, 36, 31 and 14 with demands 97, 610, 395 and 211 (Gilmore and Gomory's example).
  @Test("column generation cuts rolls at the known relaxed cost of 452.25")
  func cuttingStock() throws {
    let widths = [45, 36, 31, 14]
    let demand = [97.0, 610, 395, 211]
    var master = try LivingProgram()
    try master.addRows(lower: demand, upper: demand.map { _ in .infinity })
    for piece in 0..<4 { try master.addColumn(cost: 1, rows: [Int32(piece)], values: [Double(100 / widths[piece])]) }
    var duals: [Double] = []
    for _ in 0..<50 {
      #expect(try master.optimize() == .optimal)
      try master.readDuals(into: &duals)
      // Most valuable pattern, by an unbounded knapsack over the width.
      var worth = [Double](repeating: 0, count: 101)
      var last = [Int](repeating: -1, count: 101)
      for room in 1...100 {
        for piece in 0..<4
        where widths[piece] <= room && worth[room - widths[piece]] + duals[piece] > worth[room] + 1e-12 {
          worth[room] = worth[room - widths[piece]] + duals[piece]
          last[room] = piece
        }
      }
      guard worth[100] > 1 + 1e-7 else { break }
      var pattern = [Double](repeating: 0, count: 4)
      var room = 100
      while last[room] >= 0 {
        pattern[last[room]] += 1
        room -= widths[last[room]]
      }
      try master.addColumn(cost: 1, rows: [0, 1, 2, 3], values: pattern)
    }
    #expect(abs(master.objective - 452.25) < 1e-6)
    let answer = try master.search(
      isInteger: [UInt8](repeating: 1, count: master.columnCount), SolveOptions(nodeLimit: 5000))
    #expect(answer.objective == 453)
    #expect(try master.optimize() == .optimal)
    #expect(abs(master.objective - 452.25) < 1e-6)
  }

  /// Goods from sources to sinks at costs without a pattern: thousands of simplex iterations.
  private func transport(_ size: Int) throws -> LivingProgram {
    var program = try LivingProgram()
    let amounts = [Double](repeating: 10, count: 2 * size)
    try program.addRows(lower: amounts, upper: amounts)
    for source in 0..<size {
      for sink in 0..<size {
        try program.addColumn(
          cost: Double((source * 7_919 + sink * 104_729 + source * sink * 31) % 1_009),
          rows: [Int32(source), Int32(size + sink)], values: [1, 1])
      }
    }
    return program
  }

  @Test("a solve that is asked to stop ends where it is, and goes on from there")
  func stops() throws {
    var whole = try transport(150)
    #expect(try whole.optimize() == .optimal)
    try #require(whole.iterations > 1_000)
    var stopped = try transport(150)
    #expect(try stopped.optimize(shouldStop: { true }) != .optimal)
    #expect(stopped.iterations <= 1_000)
    var asked = 0
    #expect(
      try stopped.optimize(shouldStop: {
        asked += 1
        return false
      }) == .optimal)
    #expect(abs(stopped.objective - whole.objective) < 1e-6 * whole.objective)
    #expect(asked <= stopped.iterations / 1_000)
  }

  @Test("rows and bounds change in place and the basis goes on")
  func changes() throws {
    var program = try LivingProgram()
    try program.addRows(lower: [4], upper: [.infinity])
    try program.addColumns(
      lower: [0, 0], upper: [.infinity, .infinity], cost: [1, 3], starts: [0, 1, 2], rows: [0, 0], values: [1, 1])
    #expect(try program.optimize() == .optimal)
    #expect(program.objective == 4)
    try program.setColumnBounds([0], lower: [0], upper: [1])
    #expect(try program.optimize(prefersDual: true) == .optimal)
    #expect(program.objective == 10)
    try program.addRows(lower: [2], upper: [.infinity])
    #expect(try program.optimize(prefersDual: true) == .infeasible)
    try program.setRowBounds([0, 1], lower: [3, -.infinity], upper: [.infinity, 2])
    #expect(try program.optimize(prefersDual: true) == .optimal)
    #expect(program.objective == 7)
    var values: [Double] = []
    try program.readValues(into: &values)
    #expect(values == [1, 2])
    var reduced: [Double] = []
    var isBasic: [UInt8] = []
    try program.readReducedCosts(into: &reduced, isBasic: &isBasic)
    #expect(reduced == [-2, 0])
    #expect(isBasic == [0, 1])
    try program.deleteColumns([1])
    #expect(try program.optimize(prefersDual: true) == .infeasible)
    #expect(program.columnCount == 1)
  }

  @Test("a row named twice in a column has its coefficients added")
  func repeatedRow() throws {
    var program = try LivingProgram()
    try program.addRows(lower: [6, 1], upper: [.infinity, .infinity])
    try program.addColumn(cost: 1, rows: [0, 1, 0], values: [1, 1, 2])
    #expect(try program.optimize() == .optimal)
    #expect(program.objective == 2)
  }

  @Test("empty ranges and numbers that are none are refused without harm")
  func refusals() throws {
    var program = try LivingProgram()
    var refused = 0
    do { try program.addRows(lower: [2], upper: [1]) } catch { refused += 1 }
    do { try program.addRows(lower: [.nan], upper: [1]) } catch { refused += 1 }
    do { try program.addColumn(cost: .nan, rows: [], values: []) } catch { refused += 1 }
    #expect(refused == 3)
    try program.addRows(lower: [1], upper: [1])
    try program.addColumn(cost: 2, rows: [0], values: [1])
    #expect(try program.optimize() == .optimal)
    #expect(program.objective == 2)
  }

  @Test("work on another thread is refused")
  func otherThread() throws {
    /// Carries a living program across a thread on purpose; a class because a copy would end it twice.
    final class Carrier: @unchecked Sendable {
      var program: LivingProgram
      var fault: SolverFault?
      init() throws { program = try LivingProgram() }
    }
    let carrier = try Carrier()
    try carrier.program.addRows(lower: [1], upper: [1])
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      do throws(SolverFault) {
        _ = try carrier.program.optimize()
      } catch {
        carrier.fault = error
      }
      isDone.signal()
    }
    isDone.wait()
    #expect(carrier.fault == .wrongThread)
    try carrier.program.addColumn(cost: 2, rows: [0], values: [1])
    #expect(try carrier.program.optimize() == .optimal)
  }

  @Test("from inside, programs cost what the simplex method says, and duals prove it", arguments: 1...20)
  func fromInside(seed: Int) throws {
    var generator = Lehmer(seed: UInt64(seed))
    let needs = (0..<12).map { _ in Double(Int.random(in: 1...40, using: &generator)) }
    var program = try LivingProgram()
    try program.addRows(lower: needs, upper: needs)
    for row in 0..<12 {
      // What is missing and what is over, so that every program has an answer.
      try program.addColumn(cost: 30, rows: [Int32(row)], values: [1])
      try program.addColumn(cost: 1, rows: [Int32(row)], values: [-1])
    }
    for _ in 0..<60 {
      let rows = (0..<12).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
      try program.addColumn(
        cost: Double(Int.random(in: 5...24, using: &generator)), rows: rows.map { Int32($0) },
        values: rows.map { _ in Double(Int.random(in: 1...3, using: &generator)) })
    }
    #expect(try program.optimize() == .optimal)
    let cost = program.objective
    var duals: [Double] = []
    let proof = try program.solveFromInside(duals: &duals)
    #expect(proof == .optimal || proof == .feasible)
    #expect(abs(program.objective - cost) < 1e-4 * cost)
    let proven = zip(duals, needs).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(proven - cost) < 1e-3 * cost)
    // The basis is where it was.
    #expect(try program.optimize() == .optimal)
    #expect(abs(program.objective - cost) < 1e-9 * cost)
  }

  @Test("stopped from inside, a program says so and is dead, and the next one lives")
  func stoppedInside() throws {
    var program = try LivingProgram()
    try program.addRows(lower: [3], upper: [3])
    try program.addColumn(cost: 2, rows: [0], values: [1])
    try program.addColumn(cost: 5, rows: [0], values: [1])
    var asked = 0
    var duals: [Double] = []
    let proof = try program.solveFromInside(duals: &duals) {
      asked += 1
      return true
    }
    #expect(proof == .budgetReached)
    #expect(asked == 1)
    #expect(throws: SolverFault.problemIsDead) { _ = try program.optimize() }
    var next = try LivingProgram()
    try next.addRows(lower: [3], upper: [3])
    try next.addColumn(cost: 2, rows: [0], values: [1])
    #expect(try next.solveFromInside(duals: &duals, mostFactorEntries: 10) == .optimal)
    #expect(abs(duals[0] - 2) < 1e-6)
  }

  @Test("a factor with too many entries is not begun")
  func tooLargeInside() throws {
    // Sixty columns that all rows share make a full factor of 40 rows: 780 entries below its diagonal.
    func program() throws -> LivingProgram {
      var program = try LivingProgram()
      try program.addRows(lower: (0..<40).map { Double($0 + 1) }, upper: (0..<40).map { Double($0 + 1) })
      for column in 0..<60 {
        let values = (0..<40).map { Double(1 + $0 * column % 7) }
        try program.addColumn(cost: 3, rows: (0..<40).map { Int32($0) }, values: values)
      }
      for row in 0..<40 { try program.addColumn(cost: 9, rows: [Int32(row)], values: [1]) }
      return program
    }
    var duals: [Double] = []
    var small = try program()
    #expect(try small.solveFromInside(duals: &duals, mostFactorEntries: 700) == .budgetReached)
    var large = try program()
    #expect(try large.solveFromInside(duals: &duals, mostFactorEntries: 900) != .budgetReached)
  }
}
