/// Judges tours one at a time: which rule breaks first and what a tour costs by itself.
package struct TourReview: Sendable {
  private let judge: TourJudge

  /// A review of the tours of a problem.
  package init(_ problem: RosterProblem) { judge = TourJudge(problem) }

  /// Whether a tour (shape [days]) obeys every rule of a person.
  package func isLegal(_ tour: [Int32], person: Int) -> Bool { judge.isLegal(tour, person: person) }

  /// The first broken rule and its day, in words for a log, or nil.
  package func firstBreach(_ tour: [Int32], person: Int) -> String? {
    judge.firstBreach(tour, person: person).map { "\($0.rule.rawValue) on day \($0.day)" }
  }

  /// What a tour costs by itself, cover left out.
  package func cost(_ tour: [Int32], person: Int) -> Double { judge.cost(tour, person: person) }
}
