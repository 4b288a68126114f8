import Libc
import Workforce

/// Where the level of a queue has moved from one day to the next and stayed: a customer won, a line moved, a price raised.
///
/// Levels before and after a candidate date are compared over a few windows of days, on what the day regression leaves
/// over. How large a difference is unusual is told by the same comparison over all other dates of the same queue, so that
/// queues which wander, grow or have a strong season are not taken for queues with steps. A step that came a year before or after as
/// well, and went again in between, is a season.
struct LevelChanges: Sendable {
  /// A step of the level.
  struct Change: Sendable, Equatable {
    /// The first row at the new level.
    let row: Int
    /// Logarithm of the new level over the old one.
    var size: Double
    /// Rows of the history that have the new level, the last step only; others count as old.
    let age: Int
  }

  /// A weekday that has become busier or quieter beside the others.
  struct WeekdayChange: Sendable, Equatable {
    /// The first row at the new size.
    let row: Int
    /// Logarithm of the new size over the old one.
    let size: Double
  }

  /// A stretch of days after which all was as before.
  struct Passed: Sendable, Equatable {
    let rows: Range<Int>
    /// Logarithm of its level over that around it.
    let size: Double
    /// Whether its days are brought to the level around them: it has ended lately, so that the days ahead would be taken to be like it.
    let isLate: Bool
  }

  /// Growth or decline that set in at some date and goes on.
  struct Bend: Sendable, Equatable {
    /// The row at which it set in.
    let row: Int
    /// Change of the logarithm a row.
    let slope: Double

    /// `grown by 6 %`: what a week of so many rows makes.
    func text(week: Int) -> String {
      let share = exp(slope * Double(week)) - 1
      return "\(share < 0 ? "fallen" : "grown") by \(Share(abs(share)).text(decimals: 0))"
    }
  }

  /// In order of time.
  let changes: [Change]
  /// Growth that set in and goes on.
  let bend: Bend?
  /// Steps that come every year, in order of time: nothing is moved by them.
  private(set) var seasons: [Change] = []
  /// Stretches of up to six weeks after which all was as before, as a campaign makes them or a feast whose date moves.
  private(set) var passed: [Passed] = []
  /// Weekdays that have moved against the others.
  private(set) var weekdayChanges: [WeekdayChange] = []
  /// Shape [rows]: what is added to the logarithm of a day's total to bring it to today's level.
  private(set) var shift: [Double]

  /// No changes.
  init(rows: Int) {
    changes = []
    bend = nil
    shift = [Double](repeating: 0, count: rows)
  }

  private init(changes: [Change], bend: Bend?, rows: Int) {
    self.changes = changes
    self.bend = bend
    var shift = [Double](repeating: 0, count: rows)
    for change in changes { for row in 0..<change.row { shift[row] += change.size } }
    if let bend { for row in shift.indices { shift[row] += bend.slope * Double(rows - 1 - max(row, bend.row)) } }
    self.shift = shift
  }

  /// Rows that are read at most: steps further back have faded from every member.
  private static let reachWeeks = 156
  private static let mostChanges = 4
  /// Weeks since the end of a stretch in which its days would pull the level.
  private static let lateWeeks = 13
  /// How unlike its own past a queue must be, in robust deviations of the comparison.
  private static let threshold = 5.0
  /// The smallest step that is looked for: 10 %.
  private static let leastSize = 0.1

  /// - Parameters:
  ///   - logTotal: by row; NaN where unknown.
  ///   - rejected: rows at which no step can start, since a planner has said so.
  init(logTotal: [Double], _ calendar: DayCalendar, firstRow: Int, ridge: Double, rejected: Set<Int> = []) {
    let rows = logTotal.count
    let week = calendar.week
    let known = logTotal[firstRow...].count { !$0.isNaN }
    guard known >= 5 * week, rows - firstRow >= 21 else {
      self.init(rows: rows)
      return
    }
    let first = max(firstRow, rows - Self.reachWeeks * week)
    // A season can swallow a step, and growth looks like a season with a step: dates are found without a season, and
    // sizes then with one.
    let without = Self.withoutCalendar(logTotal, LevelChanges(rows: rows), calendar, ridge: ridge, hasSeason: false)
    let steady = Set(rejected.map { $0 - first })
    func search(_ plain: [Double], _ growth: GrowthSearch.Growth?) -> StepSearch {
      StepSearch(
        growth?.taken(from: plain) ?? plain, windows: StepSearch.days(week: week), reach: week, rejected: steady)
    }
    let all = Array(without.plain[first...])
    let whole = search(all, nil)
    // The regression has spread some of it over all of the past.
    let straight = whole.values.indices.map { whole.values[$0] + without.growth * Double($0) }
    let growth = GrowthSearch.growth(of: straight, noise: whole.noise, week: week, rejected: steady)
    let levels = growth == nil ? whole : search(all, growth)
    let found = levels.steps(most: Self.mostChanges, threshold: Self.threshold, least: Self.leastSize)
    let (lasting, yearly) = levels.apart(found.lasting, year: 52 * week, growth: without.growth)
    var steps = lasting
    var stretches = found.passed
    if steps.count < found.lasting.count { levels.resize(&steps, without: stretches) }
    func isLate(_ stretch: (rows: Range<Int>, size: Double)) -> Bool {
      all.count - stretch.rows.upperBound <= Self.lateWeeks * week
        && !levels.isYearly(stretch, year: 52 * week, growth: without.growth)
    }
    let bend = growth.map { Bend(row: first + $0.row, slope: $0.slope) }
    func changes() -> [Change] {
      steps.map { Change(row: first + $0.row, size: $0.size, age: rows - first - $0.row) }
    }
    let late = stretches.map(isLate)
    func moved() -> LevelChanges {
      var moved = LevelChanges(changes: changes(), bend: bend, rows: rows)
      moved.passed = zip(stretches, late).map { stretch, isLate in
        let rows = (first + stretch.rows.lowerBound)..<(first + stretch.rows.upperBound)
        return Passed(rows: rows, size: stretch.size, isLate: isLate)
      }
      for stretch in moved.passed where stretch.isLate { for row in stretch.rows { moved.shift[row] -= stretch.size } }
      return moved
    }
    for _ in 0..<2 where !steps.isEmpty || late.contains(true) {
      let plain = Self.withoutCalendar(logTotal, moved(), calendar, ridge: ridge, hasSeason: true).plain
      let now = search(Array(plain[first...]), growth)
      for place in stretches.indices where late[place] {
        stretches[place].size = now.size(of: stretches[place].rows, between: steps) ?? stretches[place].size
      }
      now.resize(&steps, without: stretches)
    }
    self = moved()
    seasons = yearly.map { Change(row: first + $0.row, size: $0.size, age: rows - first - $0.row) }
    moveWeekdays(zip(without.plain, shift).map { $0 + $1 }, calendar, from: first)
  }

  /// What growth that set in makes of the contacts of a day ahead, damped.
  ///
  /// - Parameter lead: rows since the last known one, from 0.
  func growthAhead(lead: Int) -> Double {
    bend.map { exp($0.slope * LevelSetting.damped(Double(lead + 1))) } ?? 1
  }

  /// Finds weekdays that have moved against the others, and moves what came before.
  ///
  /// - Parameter plain: by row; what came without the effects of the calendar, at today's level.
  private mutating func moveWeekdays(_ plain: [Double], _ calendar: DayCalendar, from first: Int) {
    guard calendar.week > 2 else { return }
    var around: [Double] = []
    var own = [[(row: Int, value: Double)]](repeating: [], count: 7)
    for row in first..<plain.count where !plain[row].isNaN && !calendar.isSpecial[row] {
      around.removeAll(keepingCapacity: true)
      for other in max(first, row - calendar.week + 1)..<min(plain.count, row + calendar.week)
      where !plain[other].isNaN && calendar.weekday[other] != calendar.weekday[row] {
        around.append(plain[other])
      }
      if around.count >= calendar.week - 1 {
        own[calendar.weekday[row]].append((row, plain[row] - median(&around)))
      }
    }
    for weekday in own.indices where own[weekday].count >= 12 {
      let search = StepSearch(own[weekday].map(\.value), windows: StepSearch.weeks, reach: 3, rejected: [])
      for step in search.steps(most: 2, threshold: Self.threshold, least: Self.leastSize).lasting {
        let row = own[weekday][step.row].row
        weekdayChanges.append(WeekdayChange(row: row, size: step.size))
        for earlier in 0..<row where calendar.weekday[earlier] == weekday { shift[earlier] += step.size }
      }
    }
  }

  /// What came, without the effects of the calendar, at the level of its time; and the growth a row that is taken out.
  private static func withoutCalendar(
    _ logTotal: [Double], _ found: LevelChanges, _ calendar: DayCalendar, ridge: Double, hasSeason: Bool
  ) -> (plain: [Double], growth: Double) {
    var regression = DayRegression(
      calendar, logTotal: zip(logTotal, found.shift).map { $0 + $1 }, halfLife: 104, ridge: ridge,
      keeping: .infinity)
    if !hasSeason { regression.scalePenalty(of: .season, by: 1e6) }
    let fit = regression.fit(before: logTotal.count)
    return (
      zip(fit.residuals, found.shift).map { $0 - $1 },
      fit.coefficients[calendar.growthColumn] / Double(calendar.week)
    )
  }

  /// Whether anything of the past is moved.
  var isMoved: Bool { !changes.isEmpty || !weekdayChanges.isEmpty || bend != nil || passed.contains(where: \.isLate) }

  /// `x1.6` for a step of the logarithm.
  static func factorText(_ size: Double) -> String { "x" + decimals(exp(size), size > -0.7 ? 1 : 2) }

  /// Variance that a young step, or the young end of a stretch, adds to the logarithm of the days ahead, since it may be an event that
  /// ends, and a bend to those further off, since growth that set in may end too.
  ///
  /// - Parameter lead: rows since the last known one, from 0.
  func youngVariance(week: Int, lead: Int) -> Double {
    func deviation(_ size: Double, age: Int) -> Double { 0.25 * abs(size) * exp(-Double(age) / Double(week)) }
    let changed = changes.last.map { deviation($0.size, age: $0.age) } ?? 0
    let ended = passed.last { $0.isLate }.map { deviation($0.size, age: shift.count - $0.rows.upperBound) } ?? 0
    let step = max(changed, ended)
    let growth = bend.map { 0.25 * $0.slope * LevelSetting.damped(Double(lead + 1)) } ?? 0
    return step * step + growth * growth
  }
}
