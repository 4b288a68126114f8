/// Why somebody has the shift they have: what every other choice for that day would cost, and which rules forbid it.
///
/// A class, because the counted roster is large, is made once for any number of questions, and belongs to one asker at a time.
package final class RosterReasons {
  /// Another choice for one day when everything else stays.
  package struct Alternative: Sendable {
    /// The option, or `RosterProblem.off`; of several break layouts the cheapest.
    package var option: Int32
    /// What it would cost more.
    package var difference: CostDifference
    /// Rules of the builder that forbid it as long as the person's other days stay; empty when it is allowed.
    package var broken: [TourRule]
  }

  /// The cheapest lawful week that has a choice, other days of the person moved.
  package struct Exchange: Sendable {
    /// Shape [days].
    package var tour: [Int32]
    /// What it would cost more.
    package var difference: CostDifference
  }

  let base: Replanning
  /// Shape [people][days].
  let tours: [Int32]
  private var state: ReplanState

  /// Reasons for a roster (shape [people][days]) of a problem.
  ///
  /// - Complexity: O(people x days x intervals of a shift).
  package init(_ replanning: Replanning, tours: [Int32]) {
    base = replanning
    self.tours = tours
    state = ReplanState(replanning, tours: tours)
  }

  private var problem: RosterProblem { base.problem }

  /// Every other choice for a day of a person: off, and each start and length once.
  ///
  /// - Returns: in the order of the menu, off first.
  /// An answer does not depend on what was asked before it.
  ///
  /// - Complexity: O(options of the day x (days + intervals of a shift)), however many people there are.
  package func alternatives(person: Int, day: Int) -> [Alternative] {
    state.asking(person, day: day) { alternatives(person, day, &$0) }
  }

  private func alternatives(_ person: Int, _ day: Int, _ state: inout ReplanState) -> [Alternative] {
    let present = tours[person * problem.dayCount + day]
    var found: [Alternative] = []
    if present != RosterProblem.off { found.append(alternative(RosterProblem.off, person, day, &state)) }
    var last: (start: Int32, paid: Int32)?
    for index in problem.options(menu: problem.people[person].menu, day: day) where Int32(index) != present {
      let option = problem.options[index]
      if present >= 0, option.start == problem.options[Int(present)].start,
        option.paid == problem.options[Int(present)].paid
      {
        continue
      }
      let next = alternative(Int32(index), person, day, &state)
      if let last, last == (option.start, option.paid), let kept = found.last {
        if next.difference.total < kept.difference.total { found[found.count - 1] = next }
      } else {
        found.append(next)
      }
      last = (option.start, option.paid)
    }
    return found
  }

  /// The cheapest lawful tour that has a choice on a day and differs from the present one only in that week; nil when there is
  /// none.
  package func exchange(person: Int, day: Int, option: Int32) -> Exchange? {
    var state = ReplanState(base, tours: tours)
    let window = problem.days(ofWeek: problem.weekOfDay[day])
    let asItIs = Replanning.Disturbance(
      published: tours, firstOpenDay: 0, priceOfChange: 0, mostOthers: 0, in: problem)
    let found = state.otherTour(
      person, window: window, asItIs, wish: .anything(in: problem), TourSearch(base.space), wanted: (option, day))
    guard let tour = found else { return nil }
    return Exchange(tour: tour, difference: difference(person, tour, &state))
  }

  private func alternative(_ option: Int32, _ person: Int, _ day: Int, _ state: inout ReplanState) -> Alternative {
    var tour = state.tour(person)
    tour[day] = option
    return Alternative(
      option: option, difference: difference(person, tour, &state), broken: brokenRules(tour, person))
  }

  /// Rules that a tour breaks, each once, in the order in which they are found.
  private func brokenRules(_ tour: [Int32], _ person: Int) -> [TourRule] {
    var alone = problem
    alone.people = [problem.people[person]]
    var broken: [TourRule] = []
    while let breach = TourJudge(alone).firstBreach(tour, person: 0), !broken.contains(breach.rule) {
      broken.append(breach.rule)
      alone.drop(breach.rule)
    }
    return broken
  }

  private func difference(_ person: Int, _ tour: [Int32], _ state: inout ReplanState) -> CostDifference {
    let old = state.tour(person)
    var touched: Set<Int> = []
    for day in old.indices where old[day] != tour[day] {
      for option in [old[day], tour[day]] where option >= 0 {
        base.table.forEachInterval(of: option) { interval, _ in touched.insert(interval) }
      }
    }
    let intervals = touched.sorted()
    let before = state.parts(person, intervals)
    state.setTour(person, tour)
    let after = state.parts(person, intervals)
    state.setTour(person, old)
    return CostDifference(
      shortage: after.shortage - before.shortage, over: after.over - before.over,
      presence: after.presence - before.presence, wishes: after.wishes - before.wishes,
      hours: after.hours - before.hours)
  }
}

extension ReplanState {
  /// What some intervals cost in the components of a person, and what the person's tour costs by itself.
  fileprivate func parts(_ person: Int, _ intervals: [Int]) -> CostDifference {
    let cover = coverCost(person, intervals)
    var parts = CostDifference(shortage: cover.shortage, over: cover.over, presence: cover.presence)
    let tour = tour(person)
    for day in tour.indices {
      if tour[day] >= 0 {
        parts.wishes += Double(problem.cost(person: person, option: tour[day]))
      } else if !problem.people[person].offCosts.isEmpty {
        parts.wishes += Double(problem.people[person].offCosts[day])
      }
    }
    parts.hours = ownCost(tour, person) - parts.wishes
    return parts
  }
}
