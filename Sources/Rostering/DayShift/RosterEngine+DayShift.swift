extension RosterEngine {
  /// Nominal seconds of search for each effort; `moves` are counted in hundred thousands a second.
  private var dayShiftBudget: SearchBudget {
    switch effort {
    case .quick: .effort(5)
    case .normal: .effort(30)
    case .best: .effort(120)
    case .moves(let moves): .effort(Double(moves) * 1e-5)
    case .seconds(let seconds): .wallSeconds(seconds)
    }
  }

  /// A roster for demand by day and shift; people without a legal tour keep their fixed shifts and are named.
  func solveDayShift(_ problem: RosterProblem) -> RosterSolution {
    let watch = Stopwatch()
    var engine = DayShiftEngine()
    engine.budget = dayShiftBudget
    engine.seed = seed
    engine.threads = threads
    let (cancelled, limit, budget) = (isCancelled, timeLimit, dayShiftBudget.seconds)
    let isCut: @Sendable () -> Bool = { cancelled?() == true || limit.map { watch.seconds >= $0 } ?? false }
    engine.shouldStop = isCut
    if let onProgress {
      engine.onProgress = { step in
        onProgress(
          EngineProgress(
            stage: step.stage, share: min(1, step.seconds / budget), cost: step.cost,
            bound: step.bound.isFinite ? step.bound : nil))
      }
    }
    var placeable = problem
    var conflicts: [TourConflict] = []
    while true {
      do {
        let answer = try engine.solve(placeable)
        return solution(problem, answer, conflicts, wasCutShort: isCut())
      } catch {
        let person = error.person
        conflicts.append(
          TourConflict.find(person, in: problem) ?? TourConflict(person: person, rules: [], week: nil))
        placeable.people[person].rules = TourRules()
        placeable.people[person].before = TourHistory()
        placeable.people[person].days = placeable.people[person].days.map { rule in
          if case .fixed = rule { return rule }
          return .off
        }
      }
    }
  }

  private func solution(
    _ problem: RosterProblem, _ answer: DayShiftAnswer, _ conflicts: [TourConflict], wasCutShort: Bool
  ) -> RosterSolution {
    let isTimed = if case .seconds = effort { !answer.isOptimal } else { false }
    var cost = RosterCost()
    var (short, over) = (0.0, 0.0)
    if case .dayShift(let demand) = problem.demand {
      var have = [Int](repeating: 0, count: demand.wanted.count)
      let width = problem.hasPosts ? problem.postCount : problem.kinds.count
      func column(_ option: ShiftOption) -> Int {
        problem.hasPosts ? Int(option.firstInterval) % max(1, width) : Int(option.kind)
      }
      var minutes = [Int](repeating: 0, count: width)
      for option in problem.options { minutes[column(option)] = Int(option.paid) }
      for (place, option) in answer.tours.enumerated() where option >= 0 {
        have[place % problem.dayCount * width + column(problem.options[Int(option)])] += 1
      }
      for (cell, wanted) in demand.wanted.enumerated() {
        let hours = Double(minutes[cell % width]) / 60
        let gap = have[cell] - wanted
        cost.cover += demand.cost(cell: cell, have: have[cell])
        if gap < 0 { short += Double(-gap) * hours } else { over += Double(gap) * hours }
      }
    }
    cost.preference = answer.cost - cost.cover
    return RosterSolution(
      tours: answer.tours, groups: [], cost: cost, bound: answer.bound, shortHours: short, overHours: over, prices: [],
      conflicts: conflicts.sorted { $0.person < $1.person }, programs: answer.programs,
      provenPrograms: answer.provenPrograms, wasCutShort: wasCutShort || isTimed,
      faults: answer.fault.map { [$0.description] } ?? [])
  }
}
