import LinearProgram

/// The choice of one whole tour for each of some people over a window of days, as a linear program whose columns are
/// generated: the tour search finds the tours that the duals of the cover rows ask for.
///
/// Rows: one for each person (exactly one tour), one for each cell (people + missing - extra = wanted). Outside the window
/// and the chosen people everything stays as in the given roster.
struct ColumnMaster: ~Copyable {
  let workspace: LaneWorkspace
  let people: [Int]
  let window: Range<Int>
  /// Least possible cost of the relaxation, other people's tours included; rises with each full pricing.
  private(set) var bound = -Double.infinity
  /// Cost of the relaxation as it stands.
  private(set) var relaxed = Double.infinity
  /// Times a fixing was undone.
  private(set) var retreats = 0

  private var program: LivingProgram
  /// Shape [people in the window's order][days].
  private let base: [Int32]
  /// Cells wanted less what other people cover.
  private let open: [Double]
  /// Columns that are not tours come first: missing and extra for each cell, none for each person.
  private let firstTour: Int
  private(set) var columnPerson: [Int32] = []
  /// Shape [columns][window].
  private(set) var columnTours: [Int32] = []
  private var columnCost: [Double] = []
  private var seen: [Set<Int>]
  /// Tours taken out while their person's tour is decided.
  private var parked: [(place: Int, tour: [Int32])] = []
  private var fixed: [Int32]
  private var duals: [Double] = []
  private var values: [Double] = []
  /// The next optimisation follows changed bounds rather than new columns.
  private var boundsChanged = false
  /// Duals of the best bound so far, towards which pricing is smoothed.
  private var centre: [Double] = []

  private var tables: DayShiftTables { workspace.tables }
  private var cells: Int { window.count * workspace.tables.kinds }

  /// Price of leaving a person without a tour; above anything a tour can cost.
  private static let noTourPrice = 1e5
  private static let nearly = 1e-6

  /// A master that holds the present tours of the people as its first columns.
  static func over(
    people: [Int], window: Range<Int>, roster: DayShiftRoster, _ workspace: LaneWorkspace
  ) throws(SolverFault) -> ColumnMaster {
    var master = ColumnMaster(people, window, roster, workspace, try LivingProgram())
    let rows = [Double](repeating: 1, count: people.count) + master.open
    try master.program.addRows(lower: rows, upper: rows)
    try master.addSlacks(window.lowerBound * workspace.tables.kinds)
    for (place, person) in people.enumerated() {
      try master.add(place, roster.tour(person, workspace.tables))
    }
    return master
  }

  /// What another lane needs to go on from here.
  struct Snapshot: Sendable {
    var people: [Int]
    var window: Range<Int>
    var bound: Double
    var relaxed: Double
    fileprivate var columnPerson: [Int32]
    fileprivate var columnTours: [Int32]
    fileprivate var basis: LivingProgram.Basis
  }

  /// The tours and the basis at hand.
  func snapshot() throws(SolverFault) -> Snapshot {
    Snapshot(
      people: people, window: window, bound: bound, relaxed: relaxed, columnPerson: columnPerson,
      columnTours: columnTours, basis: try program.basis())
  }

  /// A master that goes on from a snapshot; `roster` is the one the snapshot's master began with.
  static func restoring(
    _ snapshot: Snapshot, roster: DayShiftRoster, _ workspace: LaneWorkspace
  ) throws(SolverFault) -> ColumnMaster {
    var master = ColumnMaster(snapshot.people, snapshot.window, roster, workspace, try LivingProgram())
    let rows = [Double](repeating: 1, count: snapshot.people.count) + master.open
    try master.program.addRows(lower: rows, upper: rows)
    try master.addSlacks(snapshot.window.lowerBound * workspace.tables.kinds)
    let length = snapshot.window.count
    for (column, place) in snapshot.columnPerson.enumerated() {
      var tour = roster.tour(snapshot.people[Int(place)], workspace.tables)
      tour.replaceSubrange(snapshot.window, with: snapshot.columnTours[column * length..<(column + 1) * length])
      try master.add(Int(place), tour)
    }
    master.bound = snapshot.bound
    try master.program.setBasis(snapshot.basis)
    return master
  }

  private init(
    _ people: [Int], _ window: Range<Int>, _ roster: DayShiftRoster, _ workspace: LaneWorkspace,
    _ program: consuming LivingProgram
  ) {
    let tables = workspace.tables
    let cells = window.count * tables.kinds
    let firstCell = window.lowerBound * tables.kinds
    var open = (0..<cells).map { Double(tables.wanted[firstCell + $0] - roster.cover[firstCell + $0]) }
    var base: [Int32] = []
    for person in people {
      base.append(contentsOf: roster.tour(person, tables))
      for day in window {
        let option = roster.tours[person * tables.days + day]
        if option >= 0 { open[Int(tables.cellOfOption[Int(option)]) - firstCell] += 1 }
      }
    }
    self.workspace = workspace
    self.people = people
    self.window = window
    self.base = base
    self.open = open
    seen = Array(repeating: [], count: people.count)
    fixed = Array(repeating: -1, count: people.count)
    firstTour = 2 * cells + people.count
    self.program = program
  }

  private mutating func addSlacks(_ firstCell: Int) throws(SolverFault) {
    var cost: [Double] = []
    var rows: [Int32] = []
    var values: [Double] = []
    for cell in 0..<cells {
      cost += [Double(tables.under[firstCell + cell]), Double(tables.over[firstCell + cell])]
      rows += [Int32(people.count + cell), Int32(people.count + cell)]
      values += [1, -1]
    }
    for person in people.indices {
      cost.append(Self.noTourPrice)
      rows.append(Int32(person))
      values.append(1)
    }
    try program.addColumns(
      lower: [Double](repeating: 0, count: cost.count), upper: [Double](repeating: .infinity, count: cost.count),
      cost: cost, starts: (0...Int32(cost.count)).map(\.self), rows: rows, values: values)
  }

  /// How many tours the master knows.
  var columnCount: Int { columnPerson.count }

  /// Adds a tour (shape [days]) of a person; false when it is known already.
  @discardableResult
  mutating func add(_ place: Int, _ tour: [Int32]) throws(SolverFault) -> Bool {
    var hasher = TourHash()
    for day in window { hasher.add(tour[day]) }
    guard seen[place].insert(hasher.value).inserted else { return false }
    let firstCell = window.lowerBound * tables.kinds
    var rows = [Int32(place)]
    for day in window where tour[day] >= 0 {
      rows.append(Int32(people.count - firstCell) + tables.cellOfOption[Int(tour[day])])
    }
    let cost = tour.withUnsafeBufferPointer { tour in
      tour.baseAddress.map { tables.ownCost($0, people[place], 0..<tables.days) } ?? 0
    }
    try program.addColumn(cost: cost, rows: rows, values: [Double](repeating: 1, count: rows.count))
    columnPerson.append(Int32(place))
    columnTours.append(contentsOf: tour[window])
    columnCost.append(cost)
    return true
  }

  /// The whole tour (shape [days]) of a column.
  func tour(_ column: Int) -> [Int32] {
    let place = Int(columnPerson[column])
    var tour = Array(base[place * tables.days..<(place + 1) * tables.days])
    for (offset, day) in window.enumerated() { tour[day] = columnTours[column * window.count + offset] }
    return tour
  }

  /// Solves the relaxation over the known tours.
  mutating func optimize() throws(SolverFault) {
    let before = program.iterations
    _ = try program.optimize(prefersDual: boundsChanged)
    boundsChanged = false
    relaxed = program.objective
    workspace.clock.spend(Double(program.iterations - before) * Double(program.rowCount) * Self.secondsPerPivotRow)
  }

  /// Nominal seconds of one simplex iteration for each row.
  private static let secondsPerPivotRow = 0.6e-6
}

// MARK: - Column generation

extension ColumnMaster {
  /// When column generation stops.
  struct Patience {
    var rounds = Int.max
    /// Reading of the clock.
    var until = Double.infinity
    /// Share of the last good duals in the duals that tours are priced with.
    var smoothing = 0.0
    /// Stop when the bound is this near, as a share of the cost.
    var nearness = 1e-4
    /// Stop when the relaxation costs no more.
    var target = -Double.infinity
  }

  /// Adds tours until none would lower the relaxation's cost or patience ends.
  mutating func generate(_ patience: Patience) throws(SolverFault) {
    var best = -Double.infinity
    centre = []
    var round = 0
    while true {
      try optimize()
      if relaxed <= patience.target { return }
      if round >= patience.rounds || workspace.clock.isPast(seconds: patience.until) { return }
      round += 1
      try program.readDuals(into: &duals)
      var added = 0
      if patience.smoothing > 0, !centre.isEmpty {
        var smoothed = duals
        for row in people.count..<smoothed.count {
          smoothed[row] = patience.smoothing * centre[row] + (1 - patience.smoothing) * duals[row]
        }
        added = try price(smoothed, &best)
      }
      if added == 0 { added = try price(duals, &best) }
      if fixed.allSatisfy({ $0 < 0 }) { bound = max(bound, best) }
      if added == 0 || relaxed - best < patience.nearness * max(1, abs(relaxed)) { break }
    }
    try optimize()
  }

  /// Prices one tour for each person at the given duals, adds those that the true duals welcome, and raises the bound.
  private mutating func price(_ prices: [Double], _ best: inout Double) throws(SolverFault) -> Int {
    let tables = tables
    let firstRow = people.count - window.lowerBound * tables.kinds
    var lagrangian = 0.0
    for cell in 0..<cells { lagrangian += open[cell] * prices[people.count + cell] }
    var added = 0
    for place in people.indices {
      if fixed[place] >= 0 {
        let column = Int(fixed[place])
        lagrangian +=
          columnCost[column] - worth(columnTours[column * window.count..<(column + 1) * window.count], prices)
        continue
      }
      let person = people[place]
      let ownStart = tables.ownStart[person]
      for local in tables.menuRange(person, window) {
        let cell = Int(tables.cellOfOption[tables.firstOption[person] + local])
        workspace.costs[local] = tables.own[ownStart + local] - Float(prices[firstRow + cell])
      }
      base.withUnsafeBufferPointer { tours in
        if let start = tours.baseAddress { workspace.load(place, of: start) }
      }
      guard workspace.cheapest(person, window) != nil else {
        lagrangian = -.infinity
        continue
      }
      let tour = Array(UnsafeBufferPointer(start: workspace.tour, count: tables.days))
      let cost = tables.ownCost(workspace.tour, person, 0..<tables.days)
      // Sums of 32-bit floats lose a little: what they may have lost is taken off the bound.
      lagrangian += cost - worth(tour[window], prices) - 1e-4
      if cost - worth(tour[window], duals) - duals[place] < -1e-4, try add(place, tour) { added += 1 }
    }
    if lagrangian > best {
      best = lagrangian
      centre = prices
    }
    return added
  }

  private func worth(_ tour: ArraySlice<Int32>, _ prices: [Double]) -> Double {
    let firstRow = people.count - window.lowerBound * tables.kinds
    var sum = 0.0
    for option in tour where option >= 0 { sum += prices[firstRow + Int(tables.cellOfOption[Int(option)])] }
    return sum
  }

  /// Forgets tours whose reduced cost is above a limit, when there are many.
  mutating func forget(above limit: Double, atLeast few: Int = 200) throws(SolverFault) {
    var reduced: [Double] = []
    var isBasic: [UInt8] = []
    try program.readReducedCosts(into: &reduced, isBasic: &isBasic)
    let isGone = (0..<columnCount).map {
      isBasic[firstTour + $0] == 0 && reduced[firstTour + $0] > limit && fixed[Int(columnPerson[$0])] < 0
    }
    guard isGone.count(where: \.self) >= few else { return }
    try remove(isGone)
    try optimize()
  }

  /// Takes the other tours of people whose tour is decided out of the program, when there are many; `releaseAll` brings
  /// them back.
  mutating func park(atLeast few: Int = 150) throws(SolverFault) {
    let isGone = (0..<columnCount).map { column in
      let decided = fixed[Int(columnPerson[column])]
      return decided >= 0 && Int(decided) != column
    }
    guard isGone.count(where: \.self) >= few else { return }
    for column in isGone.indices where isGone[column] { parked.append((Int(columnPerson[column]), tour(column))) }
    try remove(isGone)
  }

  private mutating func remove(_ isGone: [Bool]) throws(SolverFault) {
    try program.deleteColumns(isGone.indices.filter { isGone[$0] }.map { Int32(firstTour + $0) })
    var (persons, tours, costs): ([Int32], [Int32], [Double]) = ([], [], [])
    var decided = fixed
    for column in isGone.indices {
      let slice = columnTours[column * window.count..<(column + 1) * window.count]
      let place = Int(columnPerson[column])
      if isGone[column] {
        var hasher = TourHash()
        for option in slice { hasher.add(option) }
        seen[place].remove(hasher.value)
      } else {
        if Int(fixed[place]) == column { decided[place] = Int32(persons.count) }
        persons.append(columnPerson[column])
        tours.append(contentsOf: slice)
        costs.append(columnCost[column])
      }
    }
    (columnPerson, columnTours, columnCost, fixed) = (persons, tours, costs, decided)
  }
}

// MARK: - Fixing

extension ColumnMaster {
  /// Whether a person's tour is decided.
  func isFixed(_ place: Int) -> Bool { fixed[place] >= 0 }

  /// The decided tours: one for each person, nil where undecided.
  var decided: [[Int32]?] { fixed.map { $0 >= 0 ? tour(Int($0)) : nil } }

  /// Decides that a person works a column's tour.
  mutating func fix(_ place: Int, _ column: Int) throws(SolverFault) {
    let columns = (0..<columnCount).filter { Int(columnPerson[$0]) == place }
    let values = columns.map { $0 == column ? 1.0 : 0 }
    try program.setColumnBounds(columns.map { Int32(firstTour + $0) }, lower: values, upper: values)
    fixed[place] = Int32(column)
    boundsChanged = true
  }

  /// Leaves a person's tour open again.
  mutating func release(_ place: Int) throws(SolverFault) {
    let columns = (0..<columnCount).filter { Int(columnPerson[$0]) == place }
    let none = [Double](repeating: 0, count: columns.count)
    try program.setColumnBounds(
      columns.map { Int32(firstTour + $0) }, lower: none, upper: none.map { _ in .infinity })
    fixed[place] = -1
    boundsChanged = true
  }

  /// Leaves everybody's tour open again.
  mutating func releaseAll() throws(SolverFault) {
    for place in people.indices where isFixed(place) { try release(place) }
    for (place, tour) in parked { try add(place, tour) }
    parked = []
    boundsChanged = false
    try optimize()
  }

  mutating func countRetreat() { retreats += 1 }

  /// For each person the column with the largest share in the relaxation, and that share.
  mutating func leaders() throws(SolverFault) -> [(column: Int, share: Double)] {
    try program.readValues(into: &values)
    var leaders = [(column: Int, share: Double)](repeating: (-1, 0), count: people.count)
    for column in 0..<columnCount {
      let place = Int(columnPerson[column])
      let share = values[firstTour + column]
      if share > leaders[place].share { leaders[place] = (column, share) }
    }
    return leaders
  }

  /// The best choice of one known tour each, by branch and bound.
  mutating func search(_ options: SolveOptions, below cost: Double) throws(SolverFault) -> [[Int32]]? {
    var isInteger = [UInt8](repeating: 0, count: firstTour)
    isInteger += [UInt8](repeating: 1, count: columnCount)
    let answer = try program.search(isInteger: isInteger, options)
    guard answer.hasPoint, answer.objective < cost - Self.nearly else { return nil }
    var tours = people.indices.map { Array(base[$0 * tables.days..<($0 + 1) * tables.days]) }
    for column in 0..<columnCount where answer.values[firstTour + column] > 0.5 {
      tours[Int(columnPerson[column])] = tour(column)
    }
    return tours
  }
}

/// A hash of a tour (FNV-1a), the same on every run.
struct TourHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ option: Int32) {
    state = (state ^ UInt64(UInt32(bitPattern: option))) &* 0x100_0000_01B3
    state ^= state >> 29
  }

  var value: Int { Int(truncatingIfNeeded: state) }
}
