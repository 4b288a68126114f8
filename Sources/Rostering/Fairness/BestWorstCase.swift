package import Tours
package import Workforce

/// The least that somebody of a group must have of a burden, however lawfully the group's work is handed out.
///
/// What is handed out is what a roster has: on each date as many nights, late ends or weekend shifts of the group as there. Beginning
/// with a most that no arithmetic rules out, a program over lawful tours asks whether it suffices (`TourShares`); where it proves that
/// it does not, one more is tried. The answer is a floor that no roster gets under, and where a way to hand the work out at that most
/// is found, the best worst case itself.
package struct BestWorstCase: Hashable, Sendable {
  /// Nobody can be spared this much.
  package var most: Int
  /// Whether a lawful way is known in which nobody has more.
  package var isReachable: Bool

  /// An answer.
  package init(most: Int, isReachable: Bool) {
    self.most = most
    self.isReachable = isReachable
  }

  /// Most people and days of a program; larger groups get the floor of arithmetic.
  private static let (mostPeople, mostDays) = (80, 100)

  /// A group of a problem with a roster of it.
  package struct Group: Sendable {
    /// Places of the people in the problem.
    package var people: [Int]
    /// What each of them had before the plan.
    package var before: [Int]
    /// Everybody's days in the roster, shape [people of the problem][days].
    package var tours: [Int32]

    /// A group.
    package init(people: [Int], before: [Int], tours: [Int32]) {
      self.people = people
      self.before = before
      self.tours = tours
    }

    /// The days of each member.
    func tours(in problem: RosterProblem) -> [[Int32]] { people.map { problem.tour($0, of: tours) } }
  }

  /// Finds it.
  ///
  /// - Parameters:
  ///   - solves: whether programs are solved; without them the floor of arithmetic is given.
  ///   - stop: asked now and then; true ends with the floor found so far.
  package static func find(
    _ burden: Burden, in group: Group, of problem: RosterProblem, solves: Bool = true, stop: () -> Bool = { false }
  ) -> BestWorstCase {
    let tours = group.tours(in: problem)
    let counts = tours.map { burden.count($0, of: problem) }
    let present = zip(counts, group.before).map { $0 + $1 }.max() ?? 0
    var most = floor(total: burden.least(tours, of: problem), before: group.before)
    guard solves, most < present, group.people.count <= mostPeople, problem.dayCount <= mostDays else {
      return BestWorstCase(most: min(most, present), isReachable: most >= present)
    }
    while most < present {
      if stop() { return BestWorstCase(most: most, isReachable: false) }
      guard var shares = TourShares(burden, group, problem, most: most) else {
        return BestWorstCase(most: most, isReachable: false)
      }
      switch shares.verdict() {
      case .reached: return BestWorstCase(most: most, isReachable: true)
      case .open: return BestWorstCase(most: most, isReachable: false)
      case .impossible: most += 1
      }
    }
    return BestWorstCase(most: present, isReachable: true)
  }

  /// The least most at which there is room for all of it, were everybody free to do anything.
  private static func floor(total: Int, before: [Int]) -> Int {
    var most = before.max() ?? 0
    while before.reduce(0, { $0 + most - $1 }) < total { most += 1 }
    return most
  }
}
