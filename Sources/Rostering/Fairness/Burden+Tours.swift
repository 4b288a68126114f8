import Tours
import Workforce

extension Burden {
  /// Whether a shift of a day is work of this kind.
  func isIn(_ option: Int32, on day: Int, of problem: RosterProblem) -> Bool {
    if option < 0 { return false }
    switch self {
    case .nights: return problem.kinds[Int(problem.options[Int(option)].kind)].isNight
    case .weekends: return problem.weekendOfDay[day] >= 0
    case .lateEnds: return problem.options[Int(option)].endsLate
    }
  }

  /// How much of it a tour holds: shifts, or weekends.
  func count(_ tour: [Int32], of problem: RosterProblem) -> Int {
    let days = tour.indices.filter { isIn(tour[$0], on: $0, of: problem) }
    return self == .weekends ? Set(days.map { problem.weekendOfDay[$0] }).count : days.count
  }
}
