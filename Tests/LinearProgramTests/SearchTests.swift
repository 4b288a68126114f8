import LinearProgram
import Synchronization
import Testing

/// A small generator of repeatable programs.
struct Lehmer: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed &* 2_654_435_769 | 1 }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state ^ (state >> 31)) &* 0x9E37_79B9_7F4A_7C15
  }
}

/// Covers 24 to 60 needs by overlapping teams at least cost; hard enough to branch.
func coverProgram(seed: UInt64, needs: Int = 30, teams: Int = 60) -> LinearProgram {
  var generator = Lehmer(seed: seed)
  var program = LinearProgram()
  var members: [[(LinearProgram.Variable, Double)]] = Array(repeating: [], count: needs)
  for _ in 0..<teams {
    let team = program.binary(cost: Double(Int.random(in: 8...14, using: &generator)))
    for need in 0..<needs where Int.random(in: 0..<6, using: &generator) == 0 { members[need].append((team, 1)) }
  }
  for need in members { program.constrain(need, in: min(2, Double(need.count)) ... .infinity) }
  return program
}

@Suite("Branch and bound")
struct SearchTests {
  @Test("the least cost agrees with trying every choice", arguments: 1...12)
  func agreesWithEnumeration(seed: Int) throws {
    var generator = Lehmer(seed: UInt64(seed))
    let items = 12
    let worth = (0..<items).map { _ in Int.random(in: 1...30, using: &generator) }
    let weight = (0..<items).map { _ in Int.random(in: 1...20, using: &generator) }
    let size = (0..<items).map { _ in Int.random(in: 1...20, using: &generator) }
    var program = LinearProgram()
    let take = (0..<items).map { program.binary(cost: -Double(worth[$0])) }
    program.constrain(zip(take, weight).map { ($0, Double($1)) }, in: -.infinity...50)
    program.constrain(zip(take, size).map { ($0, Double($1)) }, in: 30...60)
    var best: Int?
    for choice in 0..<(1 << items) {
      let chosen = (0..<items).filter { choice >> $0 & 1 == 1 }
      let sum = { (list: [Int]) in chosen.reduce(0) { $0 + list[$1] } }
      if sum(weight) <= 50, (30...60).contains(sum(size)) { best = max(best ?? 0, sum(worth)) }
    }
    var options = SolveOptions()
    options.cuts = seed % 2 == 0 ? [.gomory, .rounding, .cover] : []
    options.pumps = seed % 3 == 0
    let answer = try program.solve(options)
    if let best {
      #expect(answer.proof == .optimal)
      #expect(abs(answer.objective + Double(best)) < 1e-6)
    } else {
      #expect(answer.proof == .infeasible)
    }
  }

  @Test("a budget of nodes stops the search, says so, keeps a valid bound and repeats itself")
  func nodeBudget() throws {
    let program = coverProgram(seed: 5, needs: 36, teams: 90)
    let proven = try program.solve()
    #expect(proven.proof == .optimal)
    #expect(proven.nodes > 20)
    var sawOpenGap = false
    for limit in [0, 1, 5, 20] {
      let first = try program.solve(SolveOptions(nodeLimit: limit))
      let second = try program.solve(SolveOptions(nodeLimit: limit))
      #expect(first.nodes == limit)
      #expect(first.end == .budget)
      #expect(first.values == second.values)
      #expect(first.bound == second.bound)
      #expect(first.nodes == second.nodes)
      #expect(first.bound <= proven.objective + 1e-6)
      #expect(first.proof == .feasible || first.proof == .budgetReached)
      if first.proof == .feasible {
        #expect(first.objective >= proven.objective - 1e-6)
        sawOpenGap = sawOpenGap || first.relativeGap > 0
      }
    }
    #expect(sawOpenGap)
  }

  @Test("an incumbent is kept when nothing better is found within the budget")
  func incumbentKept() throws {
    let program = coverProgram(seed: 5)
    let everything = [Double](repeating: 1, count: program.variableCount)
    let kept = try program.solve(SolveOptions(nodeLimit: 0, incumbent: everything))
    #expect(kept.incumbentWasAccepted)
    #expect(kept.proof == .feasible)
    #expect(kept.values == everything)
    let proven = try program.solve()
    let seeded = try program.solve(SolveOptions(incumbent: proven.values))
    #expect(seeded.objective == proven.objective)
    #expect(seeded.nodes <= proven.nodes)
    #expect(try program.solve(SolveOptions(nodeLimit: 1, incumbent: proven.values)).objective == proven.objective)
  }

  @Test("an incumbent that breaks a constraint is refused")
  func incumbentRefused() throws {
    let program = coverProgram(seed: 5)
    let nothing = [Double](repeating: 0, count: program.variableCount)
    let answer = try program.solve(SolveOptions(incumbent: nothing))
    #expect(!answer.incumbentWasAccepted)
    #expect(answer.proof == .optimal)
  }

  @Test("progress shows a bound that never falls and a cost that never rises")
  func progress() throws {
    let program = coverProgram(seed: 5)
    let seen = Mutex<[(best: Double?, bound: Double, nodes: Int)]>([])
    var options = SolveOptions()
    options.onProgress = { step in seen.withLock { $0.append((step.best, step.bound, step.nodes)) } }
    let answer = try program.solve(options)
    let steps = seen.withLock { $0 }
    #expect(steps.count > 2)
    for (earlier, later) in zip(steps, steps.dropFirst()) {
      #expect(earlier.bound <= later.bound)
      #expect(earlier.nodes <= later.nodes)
      if let before = earlier.best, let after = later.best { #expect(after <= before) }
    }
    #expect(steps.allSatisfy { $0.bound <= answer.objective + 1e-6 })
  }

  @Test("a caller who stops gets the best point so far, marked as such")
  func cancelled() throws {
    let program = coverProgram(seed: 5)
    var options = SolveOptions(incumbent: [Double](repeating: 1, count: program.variableCount))
    options.shouldStop = { true }
    let answer = try program.solve(options)
    #expect(answer.end == .cancelled)
    #expect(answer.proof == .feasible)
  }

  @Test("a gap that is reached ends the search and bounds what is left")
  func gap() throws {
    let program = coverProgram(seed: 5)
    let proven = try program.solve()
    let loose = try program.solve(SolveOptions(relativeGap: 0.2))
    #expect(loose.end == .gap)
    #expect(loose.relativeGap <= 0.2 + 1e-9)
    #expect(loose.bound <= proven.objective + 1e-6)
    var options = SolveOptions()
    options.absoluteGap = 8
    let near = try program.solve(options)
    #expect(near.objective - near.bound <= 8)
    #expect(near.bound <= proven.objective + 1e-6)
  }

  @Test("the time limit is reported when it cuts the search short")
  func timeLimit() throws {
    let program = coverProgram(seed: 3, needs: 60, teams: 200)
    let answer = try program.solve(SolveOptions(timeLimit: .milliseconds(60)))
    #expect(answer.end == .timeLimit)
    #expect(answer.proof == .feasible || answer.proof == .budgetReached)
  }

  @Test("an iteration budget stops the relaxation repeatably")
  func iterationBudget() throws {
    let program = coverProgram(seed: 3, needs: 60, teams: 200)
    var options = SolveOptions()
    options.iterationLimit = 3
    options.presolves = false
    let answer = try program.solve(options)
    #expect(answer.end == .budget)
    #expect(answer.proof == .budgetReached)
    #expect(answer.iterations == 3)
  }
}
