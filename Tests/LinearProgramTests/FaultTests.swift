import LinearProgram
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Faults, threads and memory")
struct FaultTests {
  @Test("numbers that are none are refused with their place")
  func badNumbers() {
    var cost = LinearProgram()
    _ = cost.continuous(cost: .nan)
    #expect(throws: SolverFault.badNumber("the cost of variable 0 is nan")) { try cost.solve() }
    var coefficient = LinearProgram()
    let x = coefficient.continuous()
    coefficient.constrain([(x, .infinity)], in: 0...1)
    #expect(throws: SolverFault.badNumber("a coefficient of variable 0 is inf")) { try coefficient.solve() }
  }

  @Test("a fault of the solver becomes an error, kills that problem and no other")
  func faultKillsOneProblem() throws {
    var healthy = try LivingProgram()
    try healthy.addRows(lower: [2], upper: [.infinity])
    try healthy.addColumn(cost: 3, rows: [0], values: [1])
    var broken = try LivingProgram()
    try broken.addRows(lower: [1], upper: [1])
    var fault: SolverFault?
    do {
      try broken.addColumn(cost: 1, rows: [7], values: [1])
    } catch {
      fault = error
    }
    guard case .reported(let words) = try #require(fault) else {
      Issue.record("expected the solver's own words, got \(String(describing: fault))")
      return
    }
    #expect(words.contains("out of range"))
    do {
      _ = try broken.optimize()
      Issue.record("a dead problem answered")
    } catch {
      #expect(error == .problemIsDead)
    }
    #expect(try healthy.optimize() == .optimal)
    #expect(healthy.objective == 6)
    #expect(try coverProgram(seed: 1).solve().proof == .optimal)
  }

  /// In a process of its own: the memory of other tests that run beside this one is none of its business.
  @Test("ten thousand solves, some of them faults, leave nothing behind")
  func nothingLeaks() async {
    await #expect(processExitsWith: .success) {
      for number in 0..<500 { try solveAndBreak(number) }
      let before = residentKilobytes()
      for number in 0..<10_000 { try solveAndBreak(number) }
      // Ten thousand lost problems would hold more than 100 MB.
      #expect(residentKilobytes() - before < 10_000)
      #expect(Solver.bytesInUse < 10_000)
    }
  }

  @Test("problems are solved on several threads at once with the answers of one")
  func parallel() async throws {
    let seeds = Array(UInt64(1)...8)
    let alone = try seeds.map { try coverProgram(seed: $0).solve().objective }
    let together = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
      for (place, seed) in seeds.enumerated() {
        group.addTask { (place, try coverProgram(seed: seed).solve().objective) }
      }
      var costs = [Double](repeating: .nan, count: seeds.count)
      for try await (place, cost) in group { costs[place] = cost }
      return costs
    }
    #expect(alone == together)
  }
}

/// Solves one small program, and at every hundredth call also makes a problem die of a fault.
private func solveAndBreak(_ number: Int) throws {
  var program = LinearProgram()
  let x = program.integer(in: 0...9, cost: -2)
  let y = program.continuous(in: 0...9, cost: -1)
  program.constrain([(x, 2), (y, 3)], in: 0...Double(7 + number % 5))
  #expect(try program.solve().proof == .optimal)
  guard number % 100 == 0 else { return }
  var broken = try LivingProgram()
  try broken.addRows(lower: [0], upper: [1])
  do {
    try broken.setRowBounds([5], lower: [0], upper: [1])
    Issue.record("a row that is not there was changed")
  } catch {}
}

/// Memory of this process that is in use now, in kilobytes; 0 where the system does not say.
private func residentKilobytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var total = 0
  var resident = 0
  withUnsafeMutablePointer(to: &total) { first in
    withUnsafeMutablePointer(to: &resident) { second in
      _ = withVaList([first, second]) { vfscanf(file, "%ld %ld", $0) }
    }
  }
  return resident * 4
}
