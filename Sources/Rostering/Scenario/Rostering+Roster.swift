import Timeline
public import Workforce

/// The stage between a requirement and calendars.
public enum Rostering {
  /// The roster of a scenario's people that covers a requirement at the least cost found.
  ///
  /// There always is one: shortage has its price, and a person whose rules contradict each other gets a warning that names
  /// the rules. The cost is shortage, surplus and refused wishes in the points of `Prices`; shortage beyond a tenth of
  /// the requirement counts double, so that it is spread.
  ///
  /// - Parameter engine: effort, threads, time limit, and who is told and asked; its seed is replaced by the scenario's.
  /// - Returns: shifts, who takes which queues when, and a report with the bound that GLPK proved.
  public static func roster(
    covering requirement: Requirement, in scenario: Scenario, engine: RosterEngine = RosterEngine()
  ) -> Roster {
    let clock = Stopwatch()
    let task = RosterTask(requirement, in: scenario)
    var engine = engine
    engine.seed = scenario.seed
    if let limit = engine.timeLimit {
      // The limit is for the whole stage: what was used up before the search, and what writing the roster down takes.
      let writing = min(limit / 4, secondsToWrite * Double(task.problem.people.count * task.problem.dayCount))
      engine.timeLimit = max(0, limit - clock.seconds - writing)
    }
    return task.roster(of: engine.solve(task.problem))
  }
}

extension Rostering {
  /// Wall seconds that it takes to write down what one person does on one day, as shift, calendar id and spells.
  private static let secondsToWrite = 5e-6
}

extension RosterTask {
  /// The roster that an answer of the engine stands for.
  func roster(of solution: RosterSolution) -> Roster {
    let days = problem.dayCount
    var shifts: [Shift] = []
    var spells: [QueueSpell] = []
    for person in problem.people.indices {
      for day in 0..<days {
        let option = solution.tours[person * days + day]
        guard option != RosterProblem.off else { continue }
        for shift in work(person: person, option: option) {
          shifts.append(shift)
          spells += self.spells(of: shift, person: person, groups: solution.groups)
        }
      }
    }
    let clashes = solution.conflicts.map(clash)
    var roster = Roster(
      shifts: shifts, spells: spells, report: report(of: solution),
      warnings: warnings + clashes.map(\.sentence) + presenceNotes(of: shifts) + solution.faults
        + (solution.wasCutShort
          ? ["the search was cut short by its time limit or by Ctrl-C; another run may give another roster"] : []))
    roster.clashes = clashes
    if case .intervals(let demand) = problem.demand {
      roster.values = PersonValues(task: self, demand: demand, prices: solution.prices).values()
    }
    return roster
  }

  /// Stretches of a shift on one queue group; intervals the engine left open follow the one before, and a shift begins
  /// on the person's best group.
  func spells(of shift: Shift, person: Int, groups served: [Int8]) -> [QueueSpell] {
    guard let best = problem.people[person].groups.first else { return [] }
    let grid = requirement.grid
    var spells: [QueueSpell] = []
    var start = shift.start
    var group: Int?
    var interval = floorDivide(shift.start.seconds(since: grid.start), grid.intervalSeconds)
    while true {
      let begin = max(shift.start, grid.instant(of: interval))
      guard begin < shift.end else { break }
      var next = group ?? best
      if grid.indices.contains(interval) {
        let chosen = Int(served[person * grid.count + interval])
        if chosen >= 0 { next = chosen }
      }
      if let group, next != group {
        spells.append(QueueSpell(agent: shift.agent, start: start, end: begin, queues: groups.queues[group]))
        start = begin
      }
      group = next
      interval += 1
    }
    spells.append(QueueSpell(agent: shift.agent, start: start, end: shift.end, queues: groups.queues[group ?? best]))
    return spells
  }

  private func report(of solution: RosterSolution) -> SolverReport {
    // Shortage, surplus and wishes never cost less than nothing.
    let bound = max(0, solution.bound)
    let proof =
      switch solution.proof {
      case .optimal: "proved optimal"
      case .within where bound > 0:
        "at most \(percentText(solution.cost.total / bound - 1)) above the best possible"
      case .within, .none: "no bound above 0 was found"
      }
    let programs =
      "\(solution.provenPrograms) of \(solution.programs) integer programs for days and weeks proved their answer"
    return SolverReport(
      cost: solution.cost.total, bound: bound, proof: "\(proof); \(programs)",
      partNames: ["short and over", "presence", "wishes"],
      partPoints: [solution.cost.cover, solution.cost.presence, solution.cost.preference],
      wasCutShort: solution.wasCutShort)
  }

  /// One decimal, for sentences.
  private func percentText(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
