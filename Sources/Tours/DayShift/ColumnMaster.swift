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
  var bound = -Double.infinity
  /// Cost of the relaxation as it stands.
  var relaxed = Double.infinity

  var program: LivingProgram
  /// Shape [people in the window's order][days].
  let base: [Int32]
  /// Cells wanted less what other people cover.
  let open: [Double]
  /// Columns that are not tours come first: missing and extra for each cell (where prices bend, the two parts of each), none for
  /// each person.
  let firstTour: Int
  var columnPerson: [Int32] = []
  /// Shape [columns][window].
  var columnTours: [Int32] = []
  /// Shape [people]: the days of the window of the tours that are known.
  var seen: [Set<[Int32]>]
  /// Tours taken out while decisions forbid them.
  var parked: [(place: Int, tour: [Int32])] = []
  /// Shape [segments + 1]: where the segments of the window begin, counted from its first day.
  var segmentStart: [Int]
  /// Shape [people][segments]: whether a person's days in a segment are decided.
  var isDecided: [Bool]
  /// Shape [people][window]: what the decided days are.
  var decision: [Int32]
  /// Shape [columns]: whether a tour agrees with the decisions.
  var isOpen: [Bool] = []
  var duals: [Double] = []
  var values: [Double] = []
  /// The next optimisation follows changed bounds rather than new columns.
  var boundsChanged = false

  var tables: DayShiftTables { workspace.tables }
  var cells: Int { window.count * workspace.tables.kinds }

  /// Price of leaving a person without a tour; above anything a tour can cost.
  static let noTourPrice = 1e5
  static let nearly = 1e-6

  /// A master that holds the present tours of the people as its first columns.
  static func over(
    people: [Int], window: Range<Int>, roster: DayShiftRoster, _ workspace: LaneWorkspace
  ) throws(SolverFault) -> ColumnMaster {
    var master = try ColumnMaster(people, window, roster, workspace, LivingProgram())
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
    var master = try ColumnMaster(
      snapshot.people, snapshot.window, roster, workspace, LivingProgram())
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
  ) throws(SolverFault) {
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
    segmentStart = [0, window.count]
    isDecided = Array(repeating: false, count: people.count)
    decision = Array(repeating: RosterProblem.off, count: people.count * window.count)
    firstTour = (tables.hasBends ? 4 : 2) * cells + people.count
    self.program = program
    try addSlacks(firstCell)
  }

  /// The rows of people and cells, and the columns of missing and extra people.
  private mutating func addSlacks(_ firstCell: Int) throws(SolverFault) {
    var batch = ColumnBatch()
    for sum in [Double](repeating: 1, count: people.count) + open { batch.addRow(lower: sum, upper: sum) }
    for cell in 0..<cells {
      let (place, row) = (firstCell + cell, people.count + cell)
      let bend = Double(tables.wanted[place] - tables.least[place])
      batch.addColumn(upper: tables.hasBends ? bend : .infinity, cost: Double(tables.under[place]), [(row, 1)])
      batch.addColumn(cost: Double(tables.over[place]), [(row, -1)])
      if tables.hasBends {
        batch.addColumn(cost: Double(tables.leastPrice[place]), [(row, 1)])
        batch.addColumn(upper: Double(tables.most[place] - tables.wanted[place]), cost: 0, [(row, -1)])
      }
    }
    for person in people.indices { batch.addColumn(cost: Self.noTourPrice, [(person, 1)]) }
    try batch.write(to: &program)
  }

  /// How many tours the master knows.
  var columnCount: Int { columnPerson.count }

  /// Adds a tour (shape [days]) of a person; false when it is known already.
  @discardableResult
  mutating func add(_ place: Int, _ tour: [Int32]) throws(SolverFault) -> Bool {
    guard seen[place].insert(Array(tour[window])).inserted else { return false }
    let firstCell = window.lowerBound * tables.kinds
    var rows = [Int32(place)]
    for day in window where tour[day] >= 0 {
      rows.append(Int32(people.count - firstCell) + tables.cellOfOption[Int(tour[day])])
    }
    let cost = tables.ownCost(tour, people[place], 0..<tables.days)
    try program.addColumn(cost: cost, rows: rows, values: [Double](repeating: 1, count: rows.count))
    columnPerson.append(Int32(place))
    columnTours.append(contentsOf: tour[window])
    isOpen.append(true)
    return true
  }

  /// The whole tour (shape [days]) of a column.
  func tour(_ column: Int) -> [Int32] {
    let place = Int(columnPerson[column])
    var tour = tables.problem.tour(place, of: base)
    for (offset, day) in window.enumerated() { tour[day] = columnTours[column * window.count + offset] }
    return tour
  }

  /// Solves the relaxation over the known tours.
  mutating func optimize() throws(SolverFault) {
    let before = program.iterations
    _ = try program.optimize(prefersDual: boundsChanged)
    boundsChanged = false
    relaxed = program.objective
    spend(iterations: program.iterations - before)
  }

  /// Counts simplex iterations as effort.
  func spend(iterations: Int) {
    workspace.clock.spend(Double(iterations) * Double(program.rowCount) * Self.secondsPerPivotRow)
  }

  /// Nominal seconds of one simplex iteration for each row.
  private static let secondsPerPivotRow = 0.6e-6
}
