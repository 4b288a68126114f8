import Rostering

/// Reads an instance of the public multi-activity shift scheduling set.
///
/// A day runs from 06:00 to 06:00 in quarters of an hour. A shift lasts 6 to 10 hours, begins from 06:00 to 10:00, 14:00 to
/// 18:00 or 20:00 to 24:00 and keeps each activity for an hour or more; there are 14 hours between shifts and at most 5 days
/// in a row. Shifts of whole quarters are offered.
struct Massp {
  let problem: RosterProblem
  let demand: ActivityDemand
  private let taskNames: [String]

  /// What is wrong with a file.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  private static let perDay = 96
  private static let dayBegins = 6 * 60
  private static let leastLength = 6 * 60
  private static let mostLength = 10 * 60
  private static let leastRest = 14 * 60
  private static let mostDaysInARow = 5
  private static let startWindows = [(360, 600), (840, 1080), (1200, 1440)]

  /// Parses the text of an instance.
  init(_ text: String) throws(Unreadable) {
    let sections = Shift24.sections(text)
    guard let days = sections["HORIZON"]?.first?.first.flatMap({ Int($0) }), days > 0 else {
      throw Unreadable(description: "no number of days in SECTION_HORIZON")
    }
    guard let tasks = sections["TASKS"]?.first?.first.flatMap({ Int($0) }), tasks > 0 else {
      throw Unreadable(description: "no number of tasks in SECTION_TASKS")
    }
    taskNames = (1...tasks).map { String($0) }
    let intervals = days * Self.perDay
    var least = [Int](repeating: 0, count: intervals * tasks)
    var most = [Int](repeating: Int(Int32.max), count: intervals * tasks)
    for row in sections["COVER"] ?? [] {
      guard row.count >= 5, let day = Int(row[0]), let minute = Self.minute(row[1]), let task = Int(row[2]),
        let low = Int(row[3]), let high = Int(row[4]), (1...tasks).contains(task)
      else { throw Unreadable(description: "bad cover \(row)") }
      let interval = ((day - 1) * 1440 + minute - Self.dayBegins) / 15
      guard (0..<intervals).contains(interval) else {
        throw Unreadable(description: "cover outside the horizon \(row)")
      }
      least[interval * tasks + task - 1] = low
      most[interval * tasks + task - 1] = max(low, high)
    }
    demand = ActivityDemand(activityCount: tasks, least: least, most: most, leastStay: 4)
    problem = try Self.problem(days: days, staff: sections["STAFF"] ?? [])
  }

  private static func problem(days: Int, staff: [[Substring]]) throws(Unreadable) -> RosterProblem {
    var problem = RosterProblem(
      intervalMinutes: 15, intervalCount: days * perDay, unitsPerInterval: 1, weekOfDay: (0..<days).map { $0 / 7 },
      weekendOfDay: [Int](repeating: -1, count: days), kinds: [ShiftKind(name: "shift")],
      demand: .intervals(IntervalDemand(groups: [], required: [], prices: [], overPrice: 0)))
    var menu: [[ShiftOption]] = []
    for day in 0..<days {
      var options: [ShiftOption] = []
      for (first, last) in startWindows {
        for start in stride(from: first, through: last, by: 15) {
          for length in stride(from: leastLength, through: mostLength, by: 15) {
            // Minutes are counted from the start of the grid at 06:00.
            let begin = day * 1440 + start - dayBegins
            if begin + length > days * 1440 { continue }
            options.append(
              ShiftOption(
                kind: 0, start: begin, end: begin + length, paid: length, localStart: start,
                pattern: problem.pattern([UInt8](repeating: 1, count: length / 15)), firstInterval: begin / 15))
          }
        }
      }
      menu.append(options)
    }
    problem.addMenu(menu)
    for row in staff {
      guard row.count >= 3, let low = Int(row[1]), let high = Int(row[2]), low <= high else {
        throw Unreadable(description: "bad staff \(row)")
      }
      var rules = TourRules()
      rules.leastRest = leastRest
      rules.mostDaysInARow = mostDaysInARow
      rules.minutes = low...high
      problem.people.append(
        RosterPerson(name: String(row[0]), menu: 0, days: [DayRule](repeating: .free, count: days), rules: rules))
    }
    return problem
  }

  /// Minutes after midnight at which a span such as 06:00-06:15 begins.
  private static func minute(_ span: Substring) -> Int? {
    let parts = span.prefix { $0 != "-" }.split(separator: ":")
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]) else { return nil }
    return hour * 60 + minute
  }

  /// The roster as `staff,day,start,end,task` lines, one for each stay on a task: days count from 0, times are minutes after
  /// 06:00 of day 0.
  func table(_ solution: ActivitySolution) -> String {
    var text = "staff,day,start,end,task\n"
    let days = problem.dayCount
    for (person, someone) in problem.people.enumerated() {
      let own = solution.activities[person * problem.intervalCount..<(person + 1) * problem.intervalCount]
      for day in 0..<days where solution.tours[person * days + day] >= 0 {
        let option = problem.options[Int(solution.tours[person * days + day])]
        var first = Int(option.start) / 15
        let end = Int(option.end) / 15
        while first < end {
          var last = first
          while last + 1 < end && own[own.startIndex + last + 1] == own[own.startIndex + first] { last += 1 }
          text +=
            "\(someone.name),\(day),\(first * 15),\((last + 1) * 15),\(taskNames[Int(own[own.startIndex + first])])\n"
          first = last + 1
        }
      }
    }
    return text
  }
}
