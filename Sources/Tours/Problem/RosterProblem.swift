/// A rostering problem in flat arrays, free of files, zones and names of rules' sources.
///
/// Day 0 may be any weekday. A tour is one option index, or `RosterProblem.off`, for each day.
package struct RosterProblem: Sendable {
  /// A day off in a tour.
  package static let off: Int32 = -1

  /// Minutes of one interval of the grid: 15, 30 or 60.
  package var intervalMinutes: Int
  /// Intervals of the grid.
  package var intervalCount: Int
  /// Whether intervals are not time but the posts of each day, one after the other (interval = day x posts + post), and an option
  /// covers the one post that it names.
  package var hasPosts = false
  /// Productive units of a fully worked interval, the denominator of `WorkPattern.units`.
  package var unitsPerInterval: Int
  /// Shape [days], week of each day, from 0 without gaps.
  package var weekOfDay: [Int]
  /// Shape [days], weekend of each day from 0 without gaps, or -1; a weekend has one or two days in a row.
  package var weekendOfDay: [Int]
  /// Shift kinds; at least one when there are options.
  package var kinds: [ShiftKind]
  /// Shape [kinds][kinds]: whether the second may not be worked on the day after the first; empty for none.
  package var forbiddenSuccessions: [Bool]
  /// Productive work, shared between options.
  package var patterns: [WorkPattern] { numberedPatterns.values }
  /// All options of all menus.
  package private(set) var options: [ShiftOption] = []
  /// Who may choose among which options.
  package private(set) var menus: [ShiftMenu] = []
  /// The people.
  package var people: [RosterPerson] = []
  /// What they have to cover.
  package var demand: RosterDemand
  /// What colleagues should share evenly; nil for nothing.
  package var fairShares: FairShares?

  private var numberedPatterns = Numbering<WorkPattern>()

  /// A problem without options and people; add patterns, menus and people in that order.
  package init(
    intervalMinutes: Int, intervalCount: Int, unitsPerInterval: Int, weekOfDay: [Int], weekendOfDay: [Int],
    kinds: [ShiftKind], forbiddenSuccessions: [Bool] = [], demand: RosterDemand
  ) {
    precondition(weekOfDay.count == weekendOfDay.count, "each day has a week and a weekend entry")
    self.intervalMinutes = intervalMinutes
    self.intervalCount = intervalCount
    self.unitsPerInterval = unitsPerInterval
    self.weekOfDay = weekOfDay
    self.weekendOfDay = weekendOfDay
    self.kinds = kinds
    self.forbiddenSuccessions = forbiddenSuccessions
    self.demand = demand
  }

  /// Days of the horizon.
  package var dayCount: Int { weekOfDay.count }
  /// The places of somebody's days in a table of everybody's, shape [people][days].
  package func row(_ person: Int) -> Range<Int> { person * dayCount..<(person + 1) * dayCount }
  /// Somebody's tour in a roster, shape [people][days].
  package func tour(_ person: Int, of tours: [Int32]) -> [Int32] { Array(tours[row(person)]) }
  /// Weeks touched by the horizon.
  package var weekCount: Int { (weekOfDay.last ?? -1) + 1 }
  /// The first day of a week; the end of the horizon for a week behind it.
  func firstDay(ofWeek week: Int) -> Int { weekOfDay.firstIndex { $0 >= week } ?? dayCount }
  /// The days of a week.
  package func days(ofWeek week: Int) -> Range<Int> { firstDay(ofWeek: week)..<firstDay(ofWeek: week + 1) }
  /// The days of each week of the horizon.
  package var weeks: [Range<Int>] { (0..<weekCount).map(days(ofWeek:)) }
  /// Whether somebody serves several groups, between which the search shares people inside an interval.
  package var sharesPeople: Bool { people.contains { $0.groups.count > 1 } }
  /// Posts of a day, where intervals are posts.
  package var postCount: Int { dayCount > 0 ? intervalCount / dayCount : 0 }
  /// The day in which an interval lies, counted in days of 24 hours from the first interval on.
  package func day(ofInterval interval: Int) -> Int {
    hasPosts ? interval / max(1, postCount) : interval * intervalMinutes / 1440
  }
  /// Weekends touched by the horizon.
  package var weekendCount: Int { (weekendOfDay.max() ?? -1) + 1 }

  /// Whether the day before a day is in the same weekend; day 0 alone in its weekend follows one that began before.
  func isSecondDayOfWeekend(_ day: Int) -> Bool {
    let weekend = weekendOfDay[day]
    if weekend < 0 { return false }
    if day > 0 { return weekendOfDay[day - 1] == weekend }
    return dayCount > 1 && weekendOfDay[1] != weekend
  }

  /// The index of a work pattern, added if it is new.
  package mutating func pattern(_ units: [UInt8]) -> Int {
    numberedPatterns.number(WorkPattern(units: units))
  }

  /// Adds a menu from the options of each day and says its index. Options are sorted by paid time, start, layout.
  ///
  /// - Returns: the menu's index, and for each day the place that each given option received in `options`.
  @discardableResult
  package mutating func addMenu(_ days: [[ShiftOption]]) -> (menu: Int, places: [[Int32]]) {
    precondition(days.count == dayCount, "a menu lists options for each day of the horizon")
    var menu = ShiftMenu(first: options.count, dayStart: [0])
    var places: [[Int32]] = []
    for day in days {
      let order = day.indices.sorted { a, b in
        (day[a].paid, day[a].localStart, day[a].start, a) < (day[b].paid, day[b].localStart, day[b].start, b)
      }
      var place = [Int32](repeating: 0, count: day.count)
      for index in order {
        place[index] = Int32(options.count)
        options.append(day[index])
      }
      places.append(place)
      menu.dayStart.append(options.count - menu.first)
    }
    menus.append(menu)
    return (menus.count - 1, places)
  }

  /// The options of a menu on a day, as indices into `options`.
  package func options(menu: Int, day: Int) -> Range<Int> {
    options(menu: menu, days: day..<day + 1)
  }

  /// The options of a menu on some days.
  func options(menu: Int, days: Range<Int>) -> Range<Int> {
    let menu = menus[menu]
    return menu.first + menu.dayStart[days.lowerBound]..<menu.first + menu.dayStart[days.upperBound]
  }

  /// The intervals that an option reaches, also outside the grid.
  package func reach(of option: Int32) -> Range<Int> {
    let option = options[Int(option)]
    return Int(option.firstInterval)..<Int(option.firstInterval) + patterns[Int(option.pattern)].units.count
  }

  /// The same problem with one person alone.
  package func alone(_ person: RosterPerson) -> RosterProblem {
    var alone = self
    alone.people = [person]
    return alone
  }

  /// Personal cost of an option for a person (not its effect on cover).
  package func cost(person: Int, option: Int32) -> Float {
    let costs = people[person].optionCosts
    return costs.isEmpty ? 0 : costs[Int(option) - menus[people[person].menu].first]
  }

  /// Whether the rules of a person allow `next` on the day after `previous`: rest in elapsed minutes and succession of kinds.
  @inline(__always)
  func allows(_ next: ShiftOption, after previous: ShiftOption, leastRest: Int32) -> Bool {
    if next.start - previous.end < leastRest { return false }
    if forbiddenSuccessions.isEmpty || leastRest == TourRules.noSuccession { return true }
    return !forbiddenSuccessions[Int(previous.kind) * kinds.count + Int(next.kind)]
  }
}
