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

  private let space: TourSpace
  /// Shape [people][days].
  private let tours: [Int32]
  private var worked: WorkedRoster

  /// Reasons for a roster of a problem.
  ///
  /// - Parameters:
  ///   - tours: shape [people][days].
  ///   - groups: the queue group of everybody, shape [people][intervals], -1 outside shifts; nil to have them found.
  ///   - shares: who shares nights, weekends and late ends with whom.
  /// - Complexity: O(people x days x intervals of a shift).
  package init(
    _ problem: RosterProblem, _ demand: IntervalDemand, tours: [Int32], groups: [Int16]? = nil,
    shares: FairShares? = nil
  ) {
    space = TourSpace(problem)
    self.tours = tours
    worked = WorkedRoster(problem, demand, tours: tours, groups: groups, shares: shares)
  }

  private var problem: RosterProblem { space.problem }

  /// Every other choice for a day of a person: off, and each start and length once.
  ///
  /// - Returns: in the order of the menu, off first.
  /// An answer does not depend on what was asked before it.
  ///
  /// - Complexity: O(options of the day x (days + intervals of a shift x groups)), however many people there are.
  package func alternatives(person: Int, day: Int) -> [Alternative] {
    let present = tours[person * problem.dayCount + day]
    var found: [Alternative] = []
    if present != RosterProblem.off { found.append(alternative(RosterProblem.off, person, day)) }
    let options = problem.options(menu: problem.people[person].menu, day: day)
    var first = options.lowerBound
    while first < options.upperBound {
      let (start, paid) = (problem.options[first].start, problem.options[first].paid)
      let last = options[first...].firstIndex { problem.options[$0].start != start || problem.options[$0].paid != paid }
      let layouts = first..<(last ?? options.upperBound)
      first = layouts.upperBound
      // Another layout of breaks is no other choice.
      if present >= 0, problem.options[Int(present)].start == start, problem.options[Int(present)].paid == paid {
        continue
      }
      found.append(alternative(worked.cheapest(layouts.map(Int32.init), person: person, day: day), person, day))
    }
    return found
  }

  /// The cheapest lawful tour that has a choice on a day and differs from the present one only in that week; nil when there is
  /// none.
  package func exchange(person: Int, day: Int, option: Int32) -> Exchange? {
    let asIs = alternative(option, person, day)
    let week = problem.days(ofWeek: problem.weekOfDay[day])
    var found: [Exchange] = []
    if let tour = worked.tour(of: person, having: option, on: day, within: week, TourSearch(space)) {
      found.append(Exchange(tour: tour, difference: worked.difference([(person, tour)])))
    }
    if asIs.broken.isEmpty {
      var tour = worked.tour(person)
      tour[day] = option
      found.append(Exchange(tour: tour, difference: asIs.difference))
    }
    return found.min { $0.difference.total < $1.difference.total }
  }

  private func alternative(_ option: Int32, _ person: Int, _ day: Int) -> Alternative {
    var tour = worked.tour(person)
    tour[day] = option
    return Alternative(
      option: option, difference: worked.difference([(person, tour)]), broken: brokenRules(tour, person))
  }

  /// Rules that a tour breaks, each once, in the order in which they are found.
  private func brokenRules(_ tour: [Int32], _ person: Int) -> [TourRule] {
    var alone = problem.alone(problem.people[person])
    var broken: [TourRule] = []
    while let breach = TourJudge(alone).firstBreach(tour, person: 0), !broken.contains(breach.rule) {
      broken.append(breach.rule)
      alone.drop(breach.rule)
    }
    return broken
  }
}
