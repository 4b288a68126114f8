import GLPKShim

/// A program that stays alive between solves, for column generation and diving.
///
/// Columns, rows, bounds and costs change in place and the simplex method continues from the basis at hand: primal after
/// new columns or costs, dual after new rows or bounds. It belongs to the thread that made it: make, use and drop it
/// inside one synchronous function (no `await` between), or every call throws `wrongThread`. Dropped on another thread
/// after all, it is ended by its own thread's next call, or with that thread. After a fault of the solver it is dead and
/// every call throws `problemIsDead`. Rows and columns are numbered from 0 in the order of adding;
/// deleting some closes the gap.
package struct LivingProgram: ~Copyable {
  let problem: OpaquePointer
  /// How many rows there are.
  package private(set) var rowCount = 0
  /// How many columns there are.
  package private(set) var columnCount = 0
  /// Cost of the point the last `optimize` reached.
  package internal(set) var objective = Double.nan
  /// Simplex iterations of all `optimize` calls.
  package private(set) var iterations = 0

  /// An empty program.
  ///
  /// - Throws: `SolverFault` where there is no memory for one.
  package init() throws(SolverFault) {
    guard let problem = muster_problem_create() else { throw .outOfMemory }
    self.problem = problem
  }

  deinit { muster_problem_delete(problem) }

  /// Adds rows without entries; `lower` and `upper` bound the sum of each. Infinite bounds are allowed.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func addRows(lower: [Double], upper: [Double]) throws(SolverFault) {
    precondition(lower.count == upper.count, "Each row needs two bounds.")
    try Self.checkBounds(lower, upper)
    try done(muster_problem_add_rows(problem, Int32(lower.count), lower, upper))
    rowCount += lower.count
  }

  /// Adds one column; a row named twice has its coefficients added.
  ///
  /// - Returns: the column's number.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  @discardableResult
  package mutating func addColumn(
    lower: Double = 0, upper: Double = .infinity, cost: Double, rows: [Int32], values: [Double]
  ) throws(SolverFault) -> Int {
    try addColumns(
      lower: [lower], upper: [upper], cost: [cost], starts: [0, Int32(rows.count)], rows: rows, values: values)
    return columnCount - 1
  }

  /// Adds columns; the entries of column j are `starts[j] ..< starts[j + 1]`.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func addColumns(
    lower: [Double], upper: [Double], cost: [Double], starts: [Int32], rows: [Int32], values: [Double]
  ) throws(SolverFault) {
    let count = lower.count
    precondition(upper.count == count && cost.count == count && starts.count == count + 1, "Arrays of columns differ.")
    precondition(rows.count == values.count && Int(starts[count]) == rows.count, "Arrays of entries differ.")
    try Self.checkBounds(lower, upper)
    for value in cost where !value.isFinite { throw .badNumber("a cost is \(value)") }
    for value in values where !value.isFinite { throw .badNumber("a coefficient is \(value)") }
    if let merged = Self.mergingRepeats(starts: starts, rows: rows, values: values) {
      try done(
        muster_problem_add_columns(
          problem, Int32(count), lower, upper, cost, merged.starts, merged.rows, merged.values))
    } else {
      try done(muster_problem_add_columns(problem, Int32(count), lower, upper, cost, starts, rows, values))
    }
    columnCount += count
  }

  /// Removes columns, each named once; the others keep their order and close the gap.
  ///
  /// - Throws: `SolverFault` for a number that is no column.
  package mutating func deleteColumns(_ columns: [Int32]) throws(SolverFault) {
    try done(muster_problem_delete_columns(problem, Int32(columns.count), columns))
    columnCount -= columns.count
  }

  /// Changes the bounds of columns.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func setColumnBounds(
    _ columns: [Int32], lower: [Double], upper: [Double]
  ) throws(SolverFault) {
    precondition(columns.count == lower.count && lower.count == upper.count, "Each column needs two bounds.")
    try Self.checkBounds(lower, upper)
    try done(muster_problem_set_column_bounds(problem, Int32(columns.count), columns, lower, upper))
  }

  /// Changes the bounds of rows.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func setRowBounds(_ rows: [Int32], lower: [Double], upper: [Double]) throws(SolverFault) {
    precondition(rows.count == lower.count && lower.count == upper.count, "Each row needs two bounds.")
    try Self.checkBounds(lower, upper)
    try done(muster_problem_set_row_bounds(problem, Int32(rows.count), rows, lower, upper))
  }

  /// Continues the simplex method from the basis at hand.
  ///
  /// - Parameters:
  ///   - prefersDual: true after new rows or bounds, false after new columns.
  ///   - iterationLimit: a repeatable budget; the next call continues where this one stopped.
  ///   - timeLimit: a safety net.
  ///   - shouldStop: asked every thousand iterations; true ends here as a limit does.
  /// - Returns: `optimal`, `infeasible` or `unbounded`; at a limit `feasible` or `budgetReached`.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func optimize(
    prefersDual: Bool = false, iterationLimit: Int? = nil, timeLimit: Duration? = nil,
    shouldStop: (() -> Bool)? = nil
  ) throws(SolverFault) -> Proof {
    guard let shouldStop else {
      return try optimizeAtOnce(prefersDual: prefersDual, iterationLimit: iterationLimit, timeLimit: timeLimit)
    }
    let clock = ContinuousClock.now
    var left = iterationLimit ?? .max
    while true {
      let stretch = min(left, Self.iterationsBetweenQuestions)
      let before = iterations
      let rest = timeLimit.map { max(.milliseconds(1), $0 - (ContinuousClock.now - clock)) }
      let proof = try optimizeAtOnce(prefersDual: prefersDual, iterationLimit: stretch, timeLimit: rest)
      left -= iterations - before
      let isCut = (proof == .feasible || proof == .budgetReached) && iterations - before >= stretch
      if !isCut || left <= 0 || shouldStop() { return proof }
    }
  }

  /// Simplex iterations after which somebody is asked whether to stop.
  private static let iterationsBetweenQuestions = 1_000

  private mutating func optimizeAtOnce(
    prefersDual: Bool, iterationLimit: Int?, timeLimit: Duration?
  ) throws(SolverFault) -> Proof {
    var options = SolveOptions(timeLimit: timeLimit)
    options.prefersDual = prefersDual
    options.presolves = false
    options.iterationLimit = iterationLimit
    var outcome = muster_outcome()
    let problem = problem
    let status = try options.withFlatOptions { flat throws(SolverFault) in
      muster_problem_simplex(problem, flat, &outcome)
    }
    objective = outcome.objective
    iterations += Int(outcome.iterations)
    return try Proof(status: status)
  }

  /// Reads the duals of the rows into an array of shape [rows].
  ///
  /// - Throws: `SolverFault` where there is no solution to read.
  package func readDuals(into duals: inout [Double]) throws(SolverFault) {
    Self.fit(&duals, to: rowCount)
    try done(muster_problem_read(problem, nil, nil, nil, &duals, nil))
  }

  /// Reads the values of the columns into an array of shape [columns].
  ///
  /// - Throws: `SolverFault` where there is no solution to read.
  package func readValues(into values: inout [Double]) throws(SolverFault) {
    Self.fit(&values, to: columnCount)
    try done(muster_problem_read(problem, &values, nil, nil, nil, nil))
  }

  /// Reads the reduced costs of the columns and whether each is basic, both of shape [columns].
  ///
  /// - Throws: `SolverFault` where there is no solution to read.
  package func readReducedCosts(into reducedCosts: inout [Double], isBasic: inout [UInt8]) throws(SolverFault) {
    Self.fit(&reducedCosts, to: columnCount)
    if isBasic.count != columnCount { isBasic = [UInt8](repeating: 0, count: columnCount) }
    try done(muster_problem_read(problem, nil, &reducedCosts, nil, nil, &isBasic))
  }

  /// The basis at hand, to be set again later here or in a program with the same rows and columns.
  ///
  /// - Throws: `SolverFault` where there is no solution to read.
  package func basis() throws(SolverFault) -> Basis {
    var basis = Basis(
      rows: [UInt8](repeating: 0, count: rowCount), columns: [UInt8](repeating: 0, count: columnCount))
    try done(muster_problem_read_basis(problem, &basis.rows, &basis.columns))
    return basis
  }

  /// Makes a basis the one the next `optimize` starts from.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func setBasis(_ basis: Basis) throws(SolverFault) {
    precondition(basis.rows.count == rowCount && basis.columns.count == columnCount, "The basis is of another size.")
    try done(muster_problem_set_basis(problem, basis.rows, basis.columns))
  }

  /// Which rows and columns are basic, and at which bound the others rest.
  package struct Basis: Hashable, Sendable {
    var rows: [UInt8]
    var columns: [UInt8]
  }

  /// Branch and bound over the columns marked 1 in `isInteger`, shape [columns]; the program stays as it was.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package mutating func search(isInteger: [UInt8], _ options: SolveOptions) throws(SolverFault) -> Answer {
    precondition(isInteger.count == columnCount, "Each column is marked whole or not.")
    var values = [Double](repeating: 0, count: columnCount)
    var outcome = muster_outcome()
    var options = options
    options.presolves = false
    let problem = problem
    let incumbent = options.incumbent
    let status = try options.withFlatOptions { flat throws(SolverFault) in
      muster_problem_search(problem, isInteger, Int32(incumbent.count), incumbent, flat, &values, &outcome)
    }
    let proof = try Proof(status: status)
    for column in 0..<columnCount where isInteger[column] == 1 { values[column].round() }
    return Answer(proof: proof, outcome: outcome, values: values, activities: [], duals: [], reducedCosts: [])
  }

  private func done(_ status: Int32) throws(SolverFault) {
    guard Int(status) == MUSTER_DONE else { throw SolverFault(status: status) }
  }

  static func fit(_ array: inout [Double], to count: Int) {
    if array.count != count { array = [Double](repeating: 0, count: count) }
  }

  private static func checkBounds(_ lower: [Double], _ upper: [Double]) throws(SolverFault) {
    for (low, high) in zip(lower, upper) {
      guard low <= high, low < .infinity, high > -.infinity else { throw .badNumber("bounds are \(low) and \(high)") }
    }
  }

  /// The same entries with repeated indexes of a group added up; nil when none repeats.
  private static func mergingRepeats(
    starts: [Int32], rows: [Int32], values: [Double]
  ) -> (starts: [Int32], rows: [Int32], values: [Double])? {
    var seenIn = [Int32](repeating: -1, count: Int(rows.max() ?? -1) + 1)
    var repeats = false
    for group in 0..<starts.count - 1 {
      for k in Int(starts[group])..<Int(starts[group + 1]) where rows[k] >= 0 {
        repeats = repeats || seenIn[Int(rows[k])] == Int32(group)
        seenIn[Int(rows[k])] = Int32(group)
      }
    }
    guard repeats else { return nil }
    var merged: (starts: [Int32], rows: [Int32], values: [Double]) = ([0], [], [])
    var place = [Int](repeating: -1, count: seenIn.count)
    for group in 0..<starts.count - 1 {
      let first = merged.rows.count
      for k in Int(starts[group])..<Int(starts[group + 1]) {
        let row = Int(rows[k])
        if row >= 0, place[row] >= first {
          merged.values[place[row]] += values[k]
        } else {
          if row >= 0 { place[row] = merged.rows.count }
          merged.rows.append(rows[k])
          merged.values.append(values[k])
        }
      }
      merged.starts.append(Int32(merged.rows.count))
    }
    return merged
  }
}

/// The solver behind this module.
public enum Solver {
  /// Name and version, for manifests.
  public static var version: String { "GLPK " + String(cString: muster_glpk_version()) }
  /// Bytes the solver holds on the calling thread; near 0 while no living program exists.
  public static var bytesInUse: Int { muster_glpk_bytes_in_use() }
}
