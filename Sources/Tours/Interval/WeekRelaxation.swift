import LinearProgram

/// The prices of one week from a program in rows of single intervals, which the interior point method solves in one go.
///
/// Tours are left out: a crowd of people of one menu and profile has so many people on each day, so many days and so many paid
/// hours, and each shift is chosen by some share of them.
///
///     least   sum of first * s + beyond * z + over * o + cost of the shifts x + deterrent * hours missing h
///     crowd, day, length:   sum of s - d                      =  0
///     crowd and day:        sum of d                          <= people at hand
///     crowd:                sum of d                          <= days that they may work
///     crowd:                sum of paid hours * d + h         within their hours
///     crowd, day, start:    sum of x - s                      =  0      where a start has several layouts of breaks
///     profile, interval:    sum of work * s - breaks * x - sum of y  =  0      where the profile serves several groups
///     group, interval:      sum of y + s + z - o              =  required
///
/// The rows of lengths and starts keep columns short: without them every layout stood in the rows of its days, of its hours and of each
/// interval, and the same answer took a quarter more time. The duals of the last rows are prices as fine as the demand, where the rows of `WeekMaster` are blocks of hours. They prove nothing by
/// themselves: `CoarseMaster.exactBound` turns them into a bound by exact search of everybody's tours.
struct WeekRelaxation {
  /// People of one menu and profile.
  private struct Crowd {
    var menu: Int
    var profile: Int
    /// Shape [days of the week], people who may work.
    var people: [Double]
    var days = 0.0
    var leastHours = 0.0
    var mostHours = 0.0
    var hasHours = false
  }

  private let master: CoarseMaster
  private let week: Int
  private let range: Range<Int>
  private let days: Range<Int>
  private let crowds: [Crowd]

  init(_ master: CoarseMaster, week: Int) {
    self.master = master
    self.week = week
    range = master.intervalRange(week)
    days = master.days(week)
    crowds = Self.crowds(master, week, master.days(week))
  }

  private static func crowds(_ master: CoarseMaster, _ week: Int, _ days: Range<Int>) -> [Crowd] {
    var keys = Numbering<CoarseMaster.Crowd>()
    var crowds: [Crowd] = []
    for (person, someone) in master.problem.people.enumerated() where !master.isGiven[person] {
      let profile = master.profileOf[person]
      if master.profiles[profile].groups.isEmpty { continue }
      let place = keys.number(master.crowd(person))
      if place == crowds.count {
        crowds.append(
          Crowd(menu: someone.menu, profile: profile, people: [Double](repeating: 0, count: days.count)))
      }
      var free = 0.0
      for day in days where someone.days[day] != .off && someone.days[day] != .keptFree {
        crowds[place].people[day - days.lowerBound] += 1
        free += 1
      }
      let rules = someone.rules
      let daysBefore = week == 0 ? someone.before.daysInFirstWeek : 0
      let mostDays = rules.weekDays.isEmpty ? free : Double(max(0, rules.weekDays[week] - daysBefore))
      crowds[place].days += min(free, mostDays)
      if rules.weekMinutes.isEmpty {
        crowds[place].mostHours += 24 * free
      } else {
        let before = week == 0 ? someone.before.minutesInFirstWeek : 0
        crowds[place].hasHours = true
        crowds[place].leastHours += Double(max(0, rules.weekMinutes[week].lowerBound - before)) / 60
        crowds[place].mostHours += Double(max(0, rules.weekMinutes[week].upperBound - before)) / 60
      }
    }
    return crowds
  }

  /// The interval of the week that stands for one: late work enters the week again at its beginning.
  private func home(_ interval: Int) -> Int? { range.folded(interval).map { $0 - range.lowerBound } }

  /// What a week's relaxation says.
  struct Answer: Sendable {
    /// Shape [groups][intervals of the week].
    var prices: [Float]
    var cost: Double
  }

  /// Rows that are worth a look at how they hang together.
  static let mostRows = 10_000
  /// Entries of the triangular factor with which a week takes some seconds; many groups of people who serve many queues each have more.
  private static let mostFactorEntries = 400_000

  /// Rows of people, hours and demand; those of lengths and starts come on top.
  var rowCount: Int {
    let shared = Set(crowds.map(\.profile)).count { master.profiles[$0].groups.count > 1 }
    return crowds.count * (days.count + 2) + (shared + master.groupCount) * range.count
  }

  /// Prices and cost; nil where the method found none or was stopped.
  func solve(stop: @escaping () -> Bool) throws(SolverFault) -> Answer? {
    var columns = ColumnBatch()
    let firstGroupRow = addCrowds(&columns)
    addShortage(&columns, firstRow: firstGroupRow)
    if stop() { return nil }
    var program = try LivingProgram()
    try columns.write(to: &program)
    var duals: [Double] = []
    let proof = try program.solveFromInside(
      duals: &duals, mostFactorEntries: Self.mostFactorEntries, shouldStop: stop)
    guard proof == .optimal || proof == .feasible else { return nil }
    // Where nobody is asked for, an agent is worth no more than surplus costs.
    let prices = (0..<master.groupCount * range.count).map { place in
      asks(place / range.count, place % range.count)
        ? Float(duals[firstGroupRow + place]) : -Float(master.demand.overPrice)
    }
    return Answer(prices: prices, cost: program.objective)
  }

  /// Rows of people, days, hours and shared work with the shifts as columns. Says where the rows of groups begin.
  private func addCrowds(_ columns: inout ColumnBatch) -> Int {
    let length = range.count
    var dayRows: [Int] = []
    for crowd in crowds {
      dayRows.append(columns.rowCount)
      for people in crowd.people { columns.addRow(lower: -.infinity, upper: people) }
      columns.addRow(lower: -.infinity, upper: crowd.days)
      columns.addRow(lower: crowd.leastHours, upper: max(crowd.leastHours, crowd.mostHours))
    }
    // Rows of shared work, in the order of profiles; one group alone needs none.
    var sharedRows = [Int](repeating: -1, count: master.profiles.count)
    for profile in Set(crowds.map(\.profile)).sorted() where master.profiles[profile].groups.count > 1 {
      sharedRows[profile] = columns.rowCount
      for _ in 0..<length { columns.addRow(lower: 0, upper: 0) }
    }
    let groupRow = columns.rowCount
    for group in 0..<master.groupCount {
      for interval in range {
        let required = master.required(group, interval)
        columns.addRow(lower: required, upper: required)
      }
    }
    var isWorked = [Bool](repeating: false, count: master.profiles.count * length)
    for (crowd, firstRow) in zip(crowds, dayRows) {
      let groups = master.profiles[crowd.profile].groups.groups
      let workRow = sharedRows[crowd.profile] >= 0 ? sharedRows[crowd.profile] : groupRow + (groups.first ?? 0) * length
      addShifts(&columns, crowd, firstRow: firstRow, workRow: workRow) { isWorked[crowd.profile * length + $0] = true }
      if crowd.hasHours {
        columns.addColumn(cost: deterrent, [(firstRow + days.count + 1, 1)])
      }
    }
    for profile in sharedRows.indices where sharedRows[profile] >= 0 {
      for interval in 0..<length where isWorked[profile * length + interval] {
        let groups = master.profiles[profile].groups.groups
        let asking = groups.filter { asks($0, interval) }
        for group in asking {
          columns.addColumn(
            cost: 0, [(sharedRows[profile] + interval, -1), (groupRow + group * length + interval, 1)])
        }
        // All work for those who ask for nobody is surplus, whichever of them it is for.
        if asking.count < groups.count {
          columns.addColumn(cost: master.demand.overPrice, [(sharedRows[profile] + interval, -1)])
        }
      }
    }
    return groupRow
  }

  /// Whether a group asks for anybody in an interval of the week.
  private func asks(_ group: Int, _ interval: Int) -> Bool { master.required(group, range.lowerBound + interval) > 0 }

  /// What an hour that a contract asks for and nobody can work costs.
  private var deterrent: Double {
    let dearest = master.demand.prices.reduce(1) { max($0, $1.beyond) }
    return 2 * dearest * 60 / Double(master.problem.intervalMinutes)
  }

  private func addShifts(
    _ columns: inout ColumnBatch, _ crowd: Crowd, firstRow: Int, workRow: Int, worked: (Int) -> Void
  ) {
    let menu = master.problem.menus[crowd.menu]
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
    var first: Int
    var paid: Int32
    var options: [Int]
    /// The most that any of them works in each interval.
    var most: [Double]
  }

  private func starts(_ options: Range<Int>) -> [Start] {
    var starts: [Start] = []
    for option in options where master.table.shifts[option].twin == Int32(option) {
      let shift = master.table.shifts[option]
      let units = (0..<Int(shift.count)).map { Double(master.table.units[Int(shift.units) + $0]) }
      let (first, paid) = (Int(shift.first), Int32(shift.paid))
      let known = starts.lastIndex { $0.first == first && $0.paid == paid && $0.most.count == units.count }
      if let known {
        starts[known].options.append(option)
        for (offset, unit) in units.enumerated() { starts[known].most[offset] = max(starts[known].most[offset], unit) }
      } else {
        starts.append(Start(first: first, paid: paid, options: [option], most: units))
      }
    }
    return starts
  }

  /// A column for a start and one for each layout of its breaks, which takes its breaks away; a single layout is the start itself.
  private func addStart(
    _ columns: inout ColumnBatch, _ start: Start, _ crowd: Crowd, lengthRow: Int, workRow: Int, worked: (Int) -> Void
  ) {
    let scale = Double(master.profiles[crowd.profile].productivity) / Double(master.problem.unitsPerInterval)
    let hasLayouts = start.options.count > 1
    let row = columns.rowCount
    var entries = [(lengthRow, 1.0)]
    if hasLayouts {
      columns.addRow(lower: 0, upper: 0)
      entries.append((row, -1))
    }
    for (offset, units) in start.most.enumerated() where units > 0 {
      guard let home = home(start.first + offset) else { continue }
      entries.append((workRow + home, units * scale))
      worked(home)
    }
    columns.addColumn(cost: 0, entries)
    for option in start.options where hasLayouts {
      let units = Int(master.table.shifts[option].units)
      var entries = [(row, 1.0)]
      for (offset, most) in start.most.enumerated() {
        let missing = most - Double(master.table.units[units + offset])
        guard missing > 0, let home = home(start.first + offset) else { continue }
        entries.append((workRow + home, -missing * scale))
      }
      columns.addColumn(cost: 0, entries)
    }
  }

  private func addShortage(_ columns: inout ColumnBatch, firstRow: Int) {
    for group in 0..<master.groupCount {
      for interval in range {
        columns.addShortage(
          master.demand.prices[group], required: master.required(group, interval), over: master.demand.overPrice,
          row: firstRow + group * range.count + interval - range.lowerBound)
      }
    }
  }
}
