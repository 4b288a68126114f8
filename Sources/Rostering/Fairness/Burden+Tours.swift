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

  /// The least of it that some tours' work of each date comes to, whoever does it: whoever works one day of a weekend may work the other.
  func least(_ tours: [[Int32]], of problem: RosterProblem) -> Int {
    let people = (0..<problem.dayCount).map { day in tours.count { isIn($0[day], on: day, of: problem) } }
    guard self == .weekends else { return people.reduce(0, +) }
    var most: [Int: Int] = [:]
    for (day, count) in people.enumerated() where problem.weekendOfDay[day] >= 0 {
      most[problem.weekendOfDay[day]] = max(count, most[problem.weekendOfDay[day]] ?? 0)
    }
    return most.values.reduce(0, +)
  }
}
