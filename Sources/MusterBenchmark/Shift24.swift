import Rostering
import Tours

/// Reads an instance of the public day x shift set and says its rosters in that set's words.
struct Shift24 {
  let problem: RosterProblem
  /// Ids of the shifts, by kind.
  let shiftNames: [String]

  /// What is wrong with a file.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  private struct Shift {
    var name: String
    var minutes: Int
    var notNext: [Substring]
  }

  /// Parses the text of an instance.
  init(_ text: String) throws(Unreadable) {
    let sections = Self.sections(text)
    guard let days = sections["HORIZON"]?.first?.first.flatMap({ Int($0) }) else {
      throw Unreadable(description: "no number of days in SECTION_HORIZON")
    }
    // Options of a day are kept by paid time; ties stay in file order.
    let listed = try (sections["SHIFTS"] ?? []).map { (row) throws(Unreadable) in
      guard row.count >= 2, let minutes = Int(row[1]) else { throw Unreadable(description: "bad shift \(row)") }
      return Shift(name: String(row[0]), minutes: minutes, notNext: row.count > 2 ? row[2].split(separator: "|") : [])
    }
    let shifts = listed.enumerated().sorted { ($0.element.minutes, $0.offset) < ($1.element.minutes, $1.offset) }
      .map(\.element)
    shiftNames = shifts.map(\.name)
    var kind: [Substring: Int] = [:]
    for (place, shift) in shifts.enumerated() { kind[Substring(shift.name)] = place }

    let kinds = shifts.count
    var wanted = [Int](repeating: 0, count: days * kinds)
    var under = [Double](repeating: 0, count: days * kinds)
    var over = under
    for row in sections["COVER"] ?? [] {
      let numbers = try Self.numbers(row, skipping: 1, count: 5)
      guard let place = kind[row[1]], (0..<days).contains(numbers[0]) else {
        throw Unreadable(description: "bad cover \(row)")
      }
      wanted[numbers[0] * kinds + place] = numbers[2]
      under[numbers[0] * kinds + place] = Double(numbers[3])
      over[numbers[0] * kinds + place] = Double(numbers[4])
    }
    var forbidden = [Bool](repeating: false, count: kinds * kinds)
    for (first, shift) in shifts.enumerated() {
      for second in shift.notNext {
        if let second = kind[second] { forbidden[first * kinds + second] = true }
      }
    }
    var problem = RosterProblem(
      intervalMinutes: 60, intervalCount: days * 24, unitsPerInterval: 1, weekOfDay: (0..<days).map { $0 / 7 },
      weekendOfDay: (0..<days).map { $0 % 7 >= 5 ? $0 / 7 : -1 }, kinds: shifts.map { ShiftKind(name: $0.name) },
      forbiddenSuccessions: forbidden,
      demand: .dayShift(DayShiftDemand(wanted: wanted, underPrice: under, overPrice: over)))
    let pattern = problem.pattern([])
    let menu = problem.addMenu(
      (0..<days).map { day in
        shifts.indices.map { place in
          ShiftOption(
            kind: place, start: day * 1440, end: day * 1440 + shifts[place].minutes, paid: shifts[place].minutes,
            localStart: place, pattern: pattern, firstInterval: day * 24)
        }
      }
    ).menu
    problem.people = try Self.people(sections, kind: kind, days: days, menu: menu)
    self.problem = problem
  }

  /// The roster as `staff,day,shift` lines.
  func table(_ tours: [Int32]) -> String {
    var text = "staff,day,shift\n"
    let days = problem.dayCount
    for (person, someone) in problem.people.enumerated() {
      for day in 0..<days where tours[person * days + day] >= 0 {
        let option = problem.options[Int(tours[person * days + day])]
        text += "\(someone.name),\(day),\(shiftNames[Int(option.kind)])\n"
      }
    }
    return text
  }

  private static func people(
    _ sections: [String: [[Substring]]], kind: [Substring: Int], days: Int, menu: Int
  ) throws(Unreadable) -> [RosterPerson] {
    let kinds = kind.count
    var people: [RosterPerson] = []
    var place: [Substring: Int] = [:]
    for row in sections["STAFF"] ?? [] {
      guard row.count >= 8 else { throw Unreadable(description: "bad staff \(row)") }
      let numbers = try numbers(row, skipping: 1, count: 8)
      var rules = TourRules()
      rules.mostOfKind = [Int](repeating: 0, count: kinds)
      for limit in row[1].split(separator: "|") {
        let parts = limit.split(separator: "=")
        guard parts.count == 2, let place = kind[parts[0]], let most = Int(parts[1]) else {
          throw Unreadable(description: "bad limit \(limit) of \(row[0])")
        }
        rules.mostOfKind[place] = most
      }
      guard numbers[3] <= numbers[2] else {
        throw Unreadable(description: "\(row[0]) has more least than most minutes")
      }
      rules.minutes = numbers[3]...numbers[2]
      rules.mostDaysInARow = numbers[4]
      rules.leastDaysInARow = numbers[5]
      rules.leastDaysOff = numbers[6]
      rules.mostWeekends = numbers[7]
      place[row[0]] = people.count
      people.append(
        RosterPerson(
          name: String(row[0]), menu: menu, days: [DayRule](repeating: .free, count: days), rules: rules,
          optionCosts: [Float](repeating: 0, count: days * kinds), offCosts: [Float](repeating: 0, count: days)))
    }
    for row in sections["DAYS_OFF"] ?? [] {
      guard let person = place[row[0]] else { throw Unreadable(description: "unknown staff \(row[0])") }
      for day in row.dropFirst().compactMap({ Int($0) }) where (0..<days).contains(day) {
        people[person].days[day] = .off
      }
    }
    for (section, isWish) in [("SHIFT_ON_REQUESTS", true), ("SHIFT_OFF_REQUESTS", false)] {
      for row in sections[section] ?? [] {
        let numbers = try numbers(row, skipping: 2, count: 4)
        guard let person = place[row[0]], let shift = kind[row[2]], (0..<days).contains(numbers[1]) else {
          throw Unreadable(description: "bad request \(row)")
        }
        let day = numbers[1]
        let weight = Float(numbers[3])
        if isWish {
          // Not working it costs the weight, whatever is done instead.
          people[person].offCosts[day] += weight
          for other in 0..<kinds where other != shift { people[person].optionCosts[day * kinds + other] += weight }
        } else {
          people[person].optionCosts[day * kinds + shift] += weight
        }
      }
    }
    return people
  }

  static func sections(_ text: String) -> [String: [[Substring]]] {
    var sections: [String: [[Substring]]] = [:]
    var name = ""
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      if line.isEmpty || line.first == "#" { continue }
      if line.hasPrefix("SECTION_") {
        name = String(line.dropFirst(8))
      } else {
        sections[name, default: []].append(line.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed))
      }
    }
    return sections
  }

  /// The row's numbers by place, with 0 at the places of words before `skipping` and in them.
  private static func numbers(_ row: [Substring], skipping: Int, count: Int) throws(Unreadable) -> [Int] {
    guard row.count >= count else { throw Unreadable(description: "too few fields in \(row)") }
    return try (0..<count).map { (place) throws(Unreadable) in
      if let number = Int(row[place]) { return number }
      guard place <= skipping else { throw Unreadable(description: "\(row[place]) is not a number in \(row)") }
      return 0
    }
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
