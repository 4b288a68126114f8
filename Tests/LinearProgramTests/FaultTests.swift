import Foundation
import Libc
import LinearProgram
import Synchronization
import Testing

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
      try #require(Solver.bytesInUse < 10_000)
    }
  }

  /// Carries a living program to another thread on purpose; a class because a copy would end it twice.
  private final class Carrier: @unchecked Sendable {
    var program: LivingProgram?
    init(rows: Int) throws {
      var program = try LivingProgram()
      try program.addRows(lower: Array(repeating: 0, count: rows), upper: Array(repeating: 1, count: rows))
      self.program = consume program
    }
  }

  @Test("a program dropped on another thread is ended by its own with the next call")
  func droppedElsewhere() throws {
    try onThread {
      let carrier = try Carrier(rows: 10_000)
      let held = Solver.bytesInUse
      try #require(held > 500_000)
      try onThread { carrier.program = nil }
      try #require(Solver.bytesInUse < 10_000)
      // The other order: this thread still works while the dropped one waits to be ended.
      let second = try Carrier(rows: 10_000)
      var program = try LivingProgram()
      try program.addRows(lower: [1], upper: [1])
      try onThread { second.program = nil }
      try program.addColumn(cost: 2, rows: [0], values: [1])
      try #require(try program.optimize() == .optimal)
      try #require(Solver.bytesInUse < held / 2)
    }
  }

  /// In a process of its own, since it counts memory.
  @Test("threads that end with living programs leave nothing behind")
  func threadsThatEnd() async {
    await #expect(processExitsWith: .success) {
      func loseSome(_ count: Int) throws {
        for _ in 0..<count {
          let lost = Mutex<Carrier?>(nil)
          try onThread {
            let carrier = try Carrier(rows: 10_000)
            lost.withLock { $0 = carrier }
          }
          // The thread is gone, its program is not.
          lost.withLock { $0 = nil }
        }
      }
      try loseSome(20)
      let before = residentKilobytes()
      try loseSome(200)
      // Two hundred lost programs would hold more than 200 MB.
      #expect(residentKilobytes() - before < 30_000)
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

/// Does something on a thread of its own and waits until that thread has ended.
private func onThread(_ work: @escaping @Sendable () throws -> Void) throws {
  let failure = Mutex<(any Error)?>(nil)
  let thread = Thread {
    do { try work() } catch { failure.withLock { $0 = error } }
  }
  thread.start()
  while !thread.isFinished { usleep(200) }
  if let error = failure.withLock({ $0 }) { throw error }
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
