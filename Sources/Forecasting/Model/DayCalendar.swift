import Libc
package import Timeline

/// What is known in advance about the dates of a queue, past and future, and the regression columns that follow.
///
/// Rows are the dates whose weekday the queue is ever open on; a queue open Monday to Friday has five rows a week.
package struct DayCalendar: Sendable {
  /// One a row, increasing.
  package let dates: [CivilDate]
  /// 0 Monday to 6 Sunday, one a row.
  let weekday: [Int]
  /// Rows a week, 1 to 7.
  let week: Int
  /// Index into `holidayNames`, or -1.
  let holiday: [Int]
  let holidayNames: [String]
  /// Whether a date is a holiday, next to one or between two, or has an event: less certain than a plain one.
  let isSpecial: [Bool]
  /// Whether a date counts in full however far off it is: special ones, and those a planner has declared right.
  let keepsWeight: [Bool]
  let design: Design
  /// Shape [7]: the column of each weekday; -1 for those never open.
  let weekdayColumn: [Int]
  /// Shape [7]: the column of each weekday that is busier every second week; -1 for others.
  let alternateColumn: [Int]
  /// The column of the growth a week.
  let growthColumn: Int

  /// - Parameters:
  ///   - dates: increasing; every date of the open weekdays from the first to the last.
  ///   - isClosed: shape [dates]; dates on which the queue takes nothing, as far as known.
  ///   - holidays: names by date.
  ///   - events: names of events without a stated factor, by date.
  ///   - trusted: dates that a planner has declared right.
  ///   - contacts: shape [historyRows]; contacts a day, NaN where unknown: they say which eves and which days of the month
  ///     are of their own kind, and which weekdays alternate.
  ///   - historyRows: how many of the dates are past; a yearly season is learned from 56 weeks on, or from a year whose ends meet.
  package init(
    dates: [CivilDate], isClosed: [Bool], holidays: [CivilDate: String], events: [CivilDate: [String]] = [:],
    trusted: Set<CivilDate> = [], contacts: [Double], historyRows: Int
  ) {
    self.dates = dates
    let weekday = dates.map { $0.weekday.rawValue }
    self.weekday = weekday
    let openWeekdays = Set(weekday).sorted()
    week = max(1, openWeekdays.count)

    let names = Set(dates.compactMap { holidays[$0] }).sorted()
    let indexOfName = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let holiday = dates.map { date in holidays[date].flatMap { indexOfName[$0] } ?? -1 }
    self.holiday = holiday
    holidayNames = names
    let neighbours = Self.neighbours(of: holiday, dates: dates, isClosed: isClosed)
    let stretches = Self.stretches(dates, between: holidays, historyRows: historyRows)
    let past = PlainDays(dates, contacts: contacts) { holiday[$0] < 0 && !neighbours.isBeside($0) }
    let ownEves = past.map { OwnEves($0, holidays: holidays).names } ?? []
    let eves = dates.map { date -> String? in
      let name = holidays[date] == nil ? holidays[date.advanced(byDays: 1)] : nil
      return name.flatMap { ownEves.contains($0) ? $0 : nil }
    }

    // Columns of few days stand first: no two holidays share a day, so that their part of the normal equations stays empty
    // where they are solved, which columns of all days would fill.
    var design = Design()
    let namedHoliday = names.map { _ in design.addColumn(.holiday, penalty: 4) }
    // What a holiday does to a Sunday tells little of what it does to a Monday.
    func isWeekend(_ row: Int) -> Bool { weekday[row] > 4 }
    var namedKind: [[Int]: Int] = [:]
    for row in dates.indices where holiday[row] >= 0 {
      let kind = [holiday[row], isWeekend(row) ? 1 : 0]
      if namedKind[kind] == nil { namedKind[kind] = design.addColumn(.holiday, penalty: 2) }
    }
    var namedStretch: [[String]: Int] = [:]
    for stretch in stretches {
      guard let stretch, namedStretch[stretch] == nil else { continue }
      namedStretch[stretch] = design.addColumn(.aroundHoliday, penalty: 6)
    }
    var namedEve: [String: Int] = [:]
    for name in Set(eves.compactMap { $0 }).sorted() {
      // Known to be large, so hardly held to zero.
      namedEve[name] = design.addColumn(.aroundHoliday, penalty: 0.05)
    }
    let eventNames = Set(dates.flatMap { events[$0] ?? [] }).sorted()
    let namedEvent = eventNames.map { ($0, design.addColumn(.event, penalty: 0.5)) }
    let anyHoliday = design.addColumn(.holiday, penalty: 0.5)
    let weekendHoliday = design.addColumn(.holiday, penalty: 0.5)
    let after = design.addColumn(.aroundHoliday, penalty: 0.5)
    let before = design.addColumn(.aroundHoliday, penalty: 0.5)
    let mondayAfter = design.addColumn(.aroundHoliday, penalty: 2)
    let longWeekend = design.addColumn(.aroundHoliday, penalty: 2)
    var afterLost = [Int](repeating: -1, count: 7)
    for day in Set(neighbours.lost.flatMap { $0 }).sorted() {
      afterLost[day] = design.addColumn(.aroundHoliday, penalty: 2)
    }
    let month = MonthPosition(days: past.map { MonthDays($0).days } ?? [], addingTo: &design)
    let season = Self.hasSeason(contacts, rows: historyRows, week: week) ? YearlySeason(addingTo: &design) : nil
    // Growth a week: without it, growth leaks into whatever comes rarely, such as the start of a month.
    let growth = design.addColumn(.growth, penalty: 2500)
    var weekdayColumn = [Int](repeating: -1, count: 7)
    for day in openWeekdays { weekdayColumn[day] = design.addColumn(.weekday, penalty: 0.05, noise: 5) }
    var alternateColumn = [Int](repeating: -1, count: 7)
    for day in (past.map { AlternateWeeks($0).weekdays } ?? []).sorted() {
      alternateColumn[day] = design.addColumn(.weekday, penalty: 0.2, noise: 5)
    }
    let level = design.addColumn(.level, penalty: 0)

    let ranks = MonthRanks(dates, openWeekdays: openWeekdays, isClosed: isClosed).ranks
    for row in dates.indices {
      var entries: [(column: Int, value: Double)] = []
      entries.reserveCapacity(24)
      if holiday[row] >= 0 {
        entries += [(anyHoliday, 1), (namedHoliday[holiday[row]], 1)]
        if isWeekend(row) { entries.append((weekendHoliday, 1)) }
        if let column = namedKind[[holiday[row], isWeekend(row) ? 1 : 0]] { entries.append((column, 1)) }
      }
      if neighbours.isAfter[row] {
        entries.append((after, 1))
        if weekday[row] == 0 { entries.append((mondayAfter, 1)) }
        for day in neighbours.lost[row] { entries.append((afterLost[day], 1)) }
      }
      if neighbours.isBefore[row] { entries.append((before, 1)) }
      if neighbours.isLongWeekend[row] { entries.append((longWeekend, 1)) }
      if let column = stretches[row].flatMap({ namedStretch[$0] }) { entries.append((column, 1)) }
      if let column = eves[row].flatMap({ namedEve[$0] }) { entries.append((column, 1)) }
      if let today = events[dates[row]] {
        for (name, column) in namedEvent where today.contains(name) { entries.append((column, 1)) }
      }
      month.add(dates[row], ranks[row], to: &entries)
      season?.add(dates[row], to: &entries)
      entries.append((growth, Double(row - historyRows) / Double(week)))
      entries.append((weekdayColumn[weekday[row]], 1))
      let alternate = alternateColumn[weekday[row]]
      if alternate >= 0 { entries.append((alternate, AlternateWeeks.half(dates[row]))) }
      entries.append((level, 1))
      design.addRow(entries)
    }
    self.design = design
    growthColumn = growth
    self.weekdayColumn = weekdayColumn
    self.alternateColumn = alternateColumn
    let isSpecial = dates.indices.map { row in
      holiday[row] >= 0 || neighbours.isBeside(row) || stretches[row] != nil || eves[row] != nil
        || events[dates[row]] != nil
    }
    self.isSpecial = isSpecial
    keepsWeight = dates.indices.map { isSpecial[$0] || trusted.contains(dates[$0]) }
  }

  /// Weeks that tell a season, and about a year: one year tells a season where the level of its last two weeks is that of its first
  /// but for this logarithm, else it may as well be growth, and where its four weeks differ by this factor, else by what every level wanders.
  private static let season = (weeks: 56, year: 51, apart: 0.15, swing: 1.5)

  private static func hasSeason(_ contacts: [Double], rows: Int, week: Int) -> Bool {
    guard rows < season.weeks * week else { return true }
    guard rows >= season.year * week else { return false }
    func level(_ weeks: ArraySlice<Double>) -> Double {
      let known = weeks.filter { !$0.isNaN }
      return known.count * 2 >= weeks.count ? known.reduce(0, +) / Double(known.count) : .nan
    }
    let ends = level(contacts.suffix(2 * week)) / level(contacts.prefix(2 * week))
    let levels = stride(from: 4 * week, through: contacts.count, by: 4 * week)
      .map { level(contacts[($0 - 4 * week)..<$0]) }.filter { !$0.isNaN }
    guard let least = levels.min(), let most = levels.max() else { return false }
    return abs(log(ends)) <= season.apart && most >= season.swing * least
  }

  /// The regression's logarithm of a row's total.
  ///
  /// - Parameter excess: rows of growth that damping takes away.
  func middle(row: Int, _ coefficients: [Double], excess: Double) -> Double {
    design.product(row: row, coefficients) - coefficients[growthColumn] * excess / Double(week)
  }

  /// The mean of the weekday terms of a regression over the weekdays in use.
  func meanWeekdayTerm(_ coefficients: [Double]) -> Double {
    let columns = weekdayColumn.filter { $0 >= 0 }
    return columns.reduce(0) { $0 + coefficients[$1] } / Double(max(1, columns.count))
  }

  /// What lies beside the holidays.
  private struct Neighbours {
    /// Shape [dates]: the first open date after a holiday, at most four days on.
    var isAfter: [Bool]
    /// Shape [dates]: the last open date before one, at most four days back.
    var isBefore: [Bool]
    /// Shape [dates]: Saturdays and Sundays after a Thursday or Friday that was a holiday, for which people go away.
    var isLongWeekend: [Bool]
    /// Shape [dates]: weekdays of the holidays just before a date that is after them; what a Monday loses is more than
    /// what a Friday does.
    var lost: [[Int]]

    /// Whether a row is not a holiday but near enough to one to be unlike other days.
    func isBeside(_ row: Int) -> Bool { isAfter[row] || isBefore[row] || isLongWeekend[row] }
  }

  private static func neighbours(of holiday: [Int], dates: [CivilDate], isClosed: [Bool]) -> Neighbours {
    let none = [Bool](repeating: false, count: dates.count)
    var result = Neighbours(
      isAfter: none, isBefore: none, isLongWeekend: none, lost: Array(repeating: [], count: dates.count))
    for row in dates.indices where holiday[row] >= 0 {
      if 3...4 ~= dates[row].weekday.rawValue {
        let monday = dates[row].advanced(byDays: 7 - dates[row].weekday.rawValue)
        for next in (row + 1)..<max(row + 1, min(dates.count, row + 4))
        where dates[next] < monday && dates[next].weekday.rawValue > 4 && holiday[next] < 0 {
          result.isLongWeekend[next] = true
        }
      }
      var next = row + 1
      while next < dates.count, holiday[next] >= 0 || isClosed[next] { next += 1 }
      if next < dates.count, dates[next].days(since: dates[row]) <= 4 {
        result.isAfter[next] = true
        result.lost[next].append(dates[row].weekday.rawValue)
      }
      var previous = row - 1
      while previous >= 0, holiday[previous] >= 0 || isClosed[previous] { previous -= 1 }
      if previous >= 0, dates[row].days(since: dates[previous]) <= 4 { result.isBefore[previous] = true }
    }
    return result
  }

  /// Most days from a holiday to the next between which many people are away.
  private static let longestStretch = 8

  /// By date, the names of the two holidays between which it lies where these are near each other: the days from Christmas to New
  /// Year's Day, the bridges of May; nil elsewhere, and where the past has fewer than two such stretches: one is no law.
  private static func stretches(
    _ dates: [CivilDate], between holidays: [CivilDate: String], historyRows: Int
  ) -> [[String]?] {
    let known = holidays.keys.sorted()
    var next = 0
    var starts: [[String]: Set<CivilDate>] = [:]
    let all = dates.enumerated().map { row, date -> [String]? in
      while next < known.count, known[next] <= date { next += 1 }
      guard next > 0, next < known.count, known[next - 1] < date,
        known[next].days(since: known[next - 1]) <= longestStretch
      else { return nil }
      let names = [known[next - 1], known[next]].compactMap { holidays[$0] }
      if row < historyRows { starts[names, default: []].insert(known[next - 1]) }
      return names
    }
    return all.map { names in names.flatMap { starts[$0, default: []].count > 1 ? $0 : nil } }
  }
}

/// Which open date of its month each date is, from the front and from the back, both from 1.
private struct MonthRanks {
  private(set) var ranks: [(fromFront: Int, fromBack: Int)] = []

  /// - Parameter isClosed: shape [dates].
  init(_ dates: [CivilDate], openWeekdays: [Int], isClosed: [Bool]) {
    ranks.reserveCapacity(dates.count)
    var isOpen = [Bool](repeating: false, count: 7)
    for day in openWeekdays { isOpen[day] = true }
    var month: CivilDate?
    /// By day of the month, from 1: open dates before it; the last is all.
    var before: [Int] = []
    var from = 0
    for (row, date) in dates.enumerated() {
      if month != date.firstOfMonth {
        let first = date.firstOfMonth
        month = first
        from = row
        before = [0, 0]
        let length = date.firstOfNextMonth.days(since: first)
        // Dates before the first row of the table are open as their weekday is.
        var next = from
        for day in 0..<length {
          let here = first.advanced(byDays: day)
          while next < dates.count, dates[next] < here { next += 1 }
          let closed = next < dates.count && dates[next] == here && isClosed[next]
          before.append((before.last ?? 0) + (isOpen[here.weekday.rawValue] && !closed ? 1 : 0))
        }
      }
      let all = before.last ?? 0
      ranks.append((before[date.day] + 1, min(5, all - before[date.day + 1] + 1)))
    }
  }
}

/// Columns for where in the month a date lies: invoices and salaries go out on such days.
private struct MonthPosition {
  let first: [Int]
  let last: [Int]
  let middle: Int
  let opening: Int
  let closing: Int
  /// By day of the month: the column of one that the queue has of its own; -1 for others.
  let own: [Int]

  /// - Parameter days: days of the month that the queue has of its own.
  init(days: Set<Int>, addingTo design: inout Design) {
    first = (0..<5).map { _ in design.addColumn(.monthPosition, penalty: 4, noise: 3) }
    last = (0..<3).map { _ in design.addColumn(.monthPosition, penalty: 4, noise: 3) }
    middle = design.addColumn(.monthPosition, penalty: 4, noise: 3)
    opening = design.addColumn(.monthPosition, penalty: 4, noise: 3)
    closing = design.addColumn(.monthPosition, penalty: 4, noise: 3)
    var own = [Int](repeating: -1, count: 32)
    for day in days.sorted() { own[day] = design.addColumn(.monthPosition, penalty: 1, noise: 3) }
    self.own = own
  }

  func add(
    _ date: CivilDate, _ rank: (fromFront: Int, fromBack: Int), to entries: inout [(column: Int, value: Double)]
  ) {
    let day = date.day
    if rank.fromFront <= first.count { entries.append((first[rank.fromFront - 1], 1)) }
    if rank.fromBack <= last.count { entries.append((last[rank.fromBack - 1], 1)) }
    if 14...16 ~= day { entries.append((middle, 1)) }
    if day <= 5 { entries.append((opening, 1)) }
    if day >= 26 { entries.append((closing, 1)) }
    if own[day] >= 0 { entries.append((own[day], 1)) }
  }
}

/// Four yearly waves as columns; the faster a wave, the harder it is held to zero.
private struct YearlySeason {
  let columns: [(sine: Int, cosine: Int)]

  init(addingTo design: inout Design) {
    columns = (1...4).map { wave in
      let penalty = 2 * Double(wave)
      let noise = Double(wave * wave)
      return (
        design.addColumn(.season, penalty: penalty, noise: noise),
        design.addColumn(.season, penalty: penalty, noise: noise)
      )
    }
  }

  func add(_ date: CivilDate, to entries: inout [(column: Int, value: Double)]) {
    let angle = 2 * Double.pi * Double(date.dayOfYear - 1) / 365.25
    let first = (sine: sin(angle), cosine: cos(angle))
    var wave = first
    for column in columns {
      entries.append((column.sine, wave.sine))
      entries.append((column.cosine, wave.cosine))
      // The next wave is one turn more of the first.
      wave = (
        wave.sine * first.cosine + wave.cosine * first.sine, wave.cosine * first.cosine - wave.sine * first.sine
      )
    }
  }
}
