import LinearProgram

/// The prices of one week from a program in rows of single intervals or blocks of them, which the interior point method solves in one go.
///
/// Tours are left out: a crowd of people of one menu and work has so many people on each day, so many days and so many paid
/// hours, and each shift is chosen by some share of them.
///
///     least   sum of first * s + beyond * z + over * o + cost of the shifts x + deterrent * hours missing h
///     crowd, day, length:   sum of s - d                      =  0
///     crowd and day:        sum of d                          <= people at hand
///     crowd:                sum of d                          <= days that they may work
///     crowd:                sum of paid hours * d + h         within their hours
///     crowd, day, start:    sum of x - s                      =  0      where a start has several layouts of breaks
///     work, interval:       sum of work * s - breaks * x - sum of y  =  0      where it may be for several groups
///     group, interval:      sum of y + s + z - o              =  required
///
/// The rows of lengths and starts keep columns short: without them every layout stood in the rows of its days, of its hours and of each
/// interval, and the same answer took a quarter more time. The duals of the last rows are prices, as fine as the demand where a row is one
/// interval. They prove nothing by themselves: `IntervalBound` turns them into a bound by exact search of everybody's tours.
struct WeekRelaxation {
  /// How large a program may be.
  struct Size: Sendable {
    /// Whether rows of single intervals are tried.
    var refines: Bool
    /// Entries of the triangular factor, of which the time grows with the square.
    var mostFactorEntries = 400_000
    /// Rows that are worth a look at how they hang together.
    static let mostRows = 10_000
  }

  /// The work of people who count for the same groups at the same pace.
  private struct Work: Hashable {
    /// Places among the groups of the program.
    var groups: [Int]
    var productivity: Float
  }

  /// People of one menu and work.
  private struct Crowd {
    var menu: Int
    var work: Int
    /// Shape [days of the week], people who may work.
    var people: [Double]
    var days = 0.0
    var leastHours = 0.0
    var mostHours = 0.0
    var hasHours = false
  }

  private let problem: RosterProblem
  private let demand: IntervalDemand
  private let table: ShiftTable
  private let size: Size
  private let range: Range<Int>
  private let days: Range<Int>
  private let groups: [Int]
  /// Intervals of a row, and rows of a group.
  private let block: Int
  private let rows: Int
  private var works = Numbering<Work>()
  private var crowds: [Crowd] = []

  /// - Parameters:
  ///   - groups: those of the program.
  ///   - counted: shape [people], the groups that everybody counts for.
  ///   - block: intervals of a row.
  init(_ bound: IntervalBound, week: Int, groups: [Int], _ counted: [GroupSet], block: Int) {
    (problem, demand, table, size) = (bound.problem, bound.demand, bound.table, bound.size)
    range = bound.intervalRange(week)
    days = bound.problem.days(ofWeek: week)
    self.groups = groups
    self.block = block
    rows = (range.count + block - 1) / block
    gather(week, counted)
  }

  private mutating func gather(_ week: Int, _ counted: [GroupSet]) {
    // A menu and a work.
    var keys = Numbering<[Int]>()
    for (person, someone) in problem.people.enumerated() {
      let own = groups.indices.filter { counted[person].contains(groups[$0]) }
      if own.isEmpty { continue }
      let work = works.number(Work(groups: own, productivity: Float(someone.productivity)))
      let place = keys.number([someone.menu, work])
      if place == crowds.count {
        crowds.append(Crowd(menu: someone.menu, work: work, people: [Double](repeating: 0, count: days.count)))
      }
      var free = 0.0
      for day in days where someone.days[day] != .off && someone.days[day] != .keptFree {
        crowds[place].people[day - days.lowerBound] += 1
        free += 1
      }
      let rules = someone.rules
      let mostDays = rules.weekDays.isEmpty ? free : Double(rules.weekDays[week])
      crowds[place].days += min(free, mostDays)
      if rules.weekMinutes.isEmpty {
        crowds[place].mostHours += 24 * free
      } else {
        crowds[place].hasHours = true
        crowds[place].leastHours += Double(rules.weekMinutes[week].lowerBound) / 60
        crowds[place].mostHours += Double(rules.weekMinutes[week].upperBound) / 60
      }
    }
  }

  /// The row of the week that stands for an interval: late work enters the week again at its beginning.
  private func home(_ interval: Int) -> Int? {
    var place = interval
    if !range.contains(place) { place += place < range.lowerBound ? range.count : -range.count }
    return range.contains(place) ? (place - range.lowerBound) / block : nil
  }

  /// Rows of people, hours and demand; those of lengths and starts come on top.
  private var rowCount: Int {
    crowds.count * (days.count + 2) + (works.values.count { $0.groups.count > 1 } + groups.count) * rows
  }

  /// Prices, shape [groups][intervals of the week]; nil where the program is too large, or the method found none or was stopped.
  func solve(stop: @escaping () -> Bool) throws(SolverFault) -> [Float]? {
    if rowCount > Size.mostRows { return nil }
    var columns = ColumnBatch()
    let firstGroupRow = addCrowds(&columns)
    addShortage(&columns, firstRow: firstGroupRow)
    if stop() { return nil }
    var program = try LivingProgram()
    try columns.write(to: &program)
    var duals: [Double] = []
    let proof = try program.solveFromInside(
      duals: &duals, mostFactorEntries: size.mostFactorEntries, shouldStop: stop)
    guard proof == .optimal || proof == .feasible else { return nil }
    // Where nobody is asked for, an agent is worth no more than surplus costs.
    return groups.indices.flatMap { group in
      (0..<range.count).map { interval in
        asks(group, interval / block)
          ? Float(duals[firstGroupRow + group * rows + interval / block]) : -Float(demand.overPrice)
      }
    }
  }

  /// Rows of people, days, hours and shared work with the shifts as columns. Says where the rows of groups begin.
  private func addCrowds(_ columns: inout ColumnBatch) -> Int {
    var dayRows: [Int] = []
    for crowd in crowds {
      dayRows.append(columns.rowCount)
      for people in crowd.people { columns.addRow(lower: -.infinity, upper: people) }
      columns.addRow(lower: -.infinity, upper: crowd.days)
      columns.addRow(lower: crowd.leastHours, upper: max(crowd.leastHours, crowd.mostHours))
    }
    // Rows of shared work; one group alone needs none.
    var sharedRows = [Int](repeating: -1, count: works.count)
    for (work, shared) in works.values.enumerated() where shared.groups.count > 1 {
      sharedRows[work] = columns.rowCount
      for _ in 0..<rows { columns.addRow(lower: 0, upper: 0) }
    }
    let groupRow = columns.rowCount
    for group in groups.indices {
      for row in 0..<rows {
        let required = required(group, row)
        columns.addRow(lower: required, upper: required)
      }
    }
    var isWorked = [Bool](repeating: false, count: works.count * rows)
    for (crowd, firstRow) in zip(crowds, dayRows) {
      let shared = sharedRows[crowd.work]
      let workRow = shared >= 0 ? shared : groupRow + works.values[crowd.work].groups[0] * rows
      addShifts(&columns, crowd, firstRow: firstRow, workRow: workRow) { isWorked[crowd.work * rows + $0] = true }
      if crowd.hasHours {
        columns.addColumn(cost: deterrent, [(firstRow + days.count + 1, 1)])
      }
    }
    for work in sharedRows.indices where sharedRows[work] >= 0 {
      for row in 0..<rows where isWorked[work * rows + row] {
        let groups = works.values[work].groups
        let asking = groups.filter { asks($0, row) }
        for group in asking {
          columns.addColumn(cost: 0, [(sharedRows[work] + row, -1), (groupRow + group * rows + row, 1)])
        }
        // All work for those who ask for nobody is surplus, whichever of them it is for.
        if asking.count < groups.count {
          columns.addColumn(cost: demand.overPrice, [(sharedRows[work] + row, -1)])
        }
      }
    }
    return groupRow
  }

  /// What a group asks for in a row.
  private func required(_ group: Int, _ row: Int) -> Double {
    let first = range.lowerBound + row * block
    return (first..<min(first + block, range.upperBound)).reduce(0) {
      $0 + demand.required[$1 * demand.groups.count + groups[group]]
    }
  }

  private func asks(_ group: Int, _ row: Int) -> Bool { required(group, row) > 0 }

  /// What an hour that a contract asks for and nobody can work costs.
  private var deterrent: Double {
    let dearest = demand.prices.reduce(1) { max($0, $1.beyond) }
    return 2 * dearest * 60 / Double(problem.intervalMinutes)
  }

  private func addShifts(
    _ columns: inout ColumnBatch, _ crowd: Crowd, firstRow: Int, workRow: Int, worked: (Int) -> Void
  ) {
    let menu = problem.menus[crowd.menu]
    for (place, day) in days.enumerated() where crowd.people[place] > 0 {
      // A row for each length of shift, whose column stands in the rows of days and hours.
      var lengthRows: [Int32: Int] = [:]
      for start in starts(menu.first + menu.dayStart[day]..<menu.first + menu.dayStart[day + 1]) {
        let row = lengthRows[start.paid] ?? columns.rowCount
        if row == columns.rowCount {
          lengthRows[start.paid] = row
          columns.addRow(lower: 0, upper: 0)
          columns.addColumn(
            cost: 0,
            [
              (row, -1), (firstRow + place, 1), (firstRow + days.count, 1),
              (firstRow + days.count + 1, Double(start.paid) / 60),
            ])
        }
        addStart(&columns, start, crowd, lengthRow: row, workRow: workRow, worked: worked)
      }
    }
  }

  /// Options of a day that begin and end together and are paid alike, so that they differ in their breaks alone.
  private struct Start {
    var reach: Range<Int>
    var paid: Int32
    /// The rows that it reaches, and the work in them of each layout of breaks.
    var rows: [Int]
    var layouts: [[Double]]
  }

  private func starts(_ options: Range<Int>) -> [Start] {
    var starts: [Start] = []
    for option in options where table.shifts[option].twin == Int32(option) {
      let shift = table.shifts[option]
      var (rows, work): ([Int], [Double]) = ([], [])
      for (offset, interval) in shift.reach.enumerated() {
        guard let row = home(interval) else { continue }
        if rows.last != row {
          rows.append(row)
          work.append(0)
        }
        work[work.count - 1] += Double(table.units[Int(shift.units) + offset])
      }
      if let known = starts.lastIndex(where: { $0.reach == shift.reach && $0.paid == shift.paid }) {
        // Breaks are a small part of a block, so one layout stands for all.
        if block == 1 { starts[known].layouts.append(work) }
      } else {
        starts.append(Start(reach: shift.reach, paid: shift.paid, rows: rows, layouts: [work]))
      }
    }
    return starts
  }

  /// A column for a start with the most that it works in each row, and one for each layout of its breaks, which takes them away; a single
  /// layout is the start itself.
  private func addStart(
    _ columns: inout ColumnBatch, _ start: Start, _ crowd: Crowd, lengthRow: Int, workRow: Int, worked: (Int) -> Void
  ) {
    let scale = Double(works.values[crowd.work].productivity) / Double(problem.unitsPerInterval)
    let hasLayouts = start.layouts.count > 1
    let most = start.rows.indices.map { place in start.layouts.reduce(0) { max($0, $1[place]) } }
    let row = columns.rowCount
    var entries = [(lengthRow, 1.0)]
    if hasLayouts {
      columns.addRow(lower: 0, upper: 0)
      entries.append((row, -1))
    }
    for (home, units) in zip(start.rows, most) where units > 0 {
      entries.append((workRow + home, units * scale))
      worked(home)
    }
    columns.addColumn(cost: 0, entries)
    for layout in start.layouts where hasLayouts {
      var entries = [(row, 1.0)]
      for (place, home) in start.rows.enumerated() where most[place] > layout[place] {
        entries.append((workRow + home, (layout[place] - most[place]) * scale))
      }
      columns.addColumn(cost: 0, entries)
    }
  }

  /// What each row of agents may be short of at both prices, and have too many.
  private func addShortage(_ columns: inout ColumnBatch, firstRow: Int) {
    for (group, place) in groups.enumerated() {
      let price = demand.prices[place]
      for row in 0..<rows {
        let (wanted, place) = (required(group, row), firstRow + group * rows + row)
        if wanted > 0 {
          columns.addColumn(upper: price.firstShare * wanted, cost: price.first, [(place, 1)])
          columns.addColumn(cost: price.beyond, [(place, 1)])
        }
        columns.addColumn(cost: demand.overPrice, [(place, -1)])
      }
    }
  }
}
