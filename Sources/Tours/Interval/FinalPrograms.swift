import Chance

/// The last word on starts and breaks: integer programs that choose again, day by day, the start and break layout of everybody who works, all at once
/// or in groups where a day is large.
extension RosterState {
  /// What the programs did.
  struct ProgramReport {
    var programs = 0
    var proven = 0
    var faults: [String] = []
  }

  /// Each day once: everybody who works it may take any option of the same paid length that fits their neighbouring days.
  mutating func chooseDays(
    _ dice: inout XorshiftStar, peopleAtOnce: Int, nodeLimit: Int, mostPrograms: Int, secondsEach: Double?,
    stop: @escaping () -> Bool, watch: (Double) -> Void
  ) -> ProgramReport {
    var report = ProgramReport()
    // Dearest days first: that is where a better choice of starts and breaks is worth most.
    let costs = (0..<dayCount).map { coverCost(ofDay: $0) }
    for day in costs.indices.sorted(by: { (costs[$1], $0) < (costs[$0], $1) }) {
      var working = (0..<personCount).filter { tour($0)[day] >= 0 && isFree[$0 * dayCount + day] }
      for place in stride(from: working.count - 1, to: 0, by: -1) { working.swapAt(place, dice.below(place + 1)) }
      var first = 0
      while first < working.count {
        if report.programs == mostPrograms { return report }
        if stop() { return report }
        let group = Array(working[first..<min(working.count, first + peopleAtOnce)])
        first += group.count
        let choices = group.map { dayChoice($0, day) }
        let (isProven, fault) = solve(choices, on: day, nodeLimit: nodeLimit, seconds: secondsEach, stop: stop)
        report.programs += 1
        if isProven { report.proven += 1 }
        if let fault { report.faults.append(fault.description) }
        watch(cost)
      }
    }
    return report
  }

  /// Cost of cover in the intervals from one start of a day to the next, as the grid counts days.
  func coverCost(ofDay day: Int) -> Double {
    let first = day * cover.intervals / dayCount
    let last = (day + 1) * cover.intervals / dayCount
    var sum = 0.0
    for component in 0..<cover.componentCount {
      for interval in first..<last { sum += Double(cover.components[component].cost[interval]) }
    }
    return sum
  }

  /// The options of a person on a day that keep its paid length; the present one first.
  private mutating func dayChoice(_ person: Int, _ day: Int) -> DayChoice {
    let present = tour(person)[day]
    let slots = table.slots(people[person].menu, day, Int(table.shifts[Int(present)].length))
    let trials = dayTrials(person, day)
    var choice = DayChoice(person: person)
    let others = (0..<Int(slots.count)).flatMap { index in
      let slot = table.slots[Int(slots.first) + index]
      return (slot.first..<slot.first + slot.count).filter { $0 != present }
    }
    for option in [present] + others {
      guard let (own, shared) = trial(trials, option) else { continue }
      choice.options.append(option)
      choice.costs.append(own + shared)
      choice.uneven.append(shared)
    }
    return choice
  }
}
