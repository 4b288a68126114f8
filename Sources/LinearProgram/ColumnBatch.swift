/// Rows and columns gathered on their way to a `LivingProgram`, which takes many at once faster than one by one.
package struct ColumnBatch {
  private var rowLower: [Double] = []
  private var rowUpper: [Double] = []
  private var upper: [Double] = []
  private var costs: [Double] = []
  private var starts: [Int32] = [0]
  private var rows: [Int32] = []
  private var values: [Double] = []

  /// Nothing so far.
  package init() {}

  /// Rows gathered.
  package var rowCount: Int { rowLower.count }
  /// Columns gathered.
  package var count: Int { costs.count }

  /// Gathers a row; `lower` and `upper` bound its sum.
  package mutating func addRow(lower: Double, upper: Double) {
    rowLower.append(lower)
    rowUpper.append(upper)
  }

  /// Gathers a column of nothing or more with its entries.
  package mutating func addColumn(upper: Double = .infinity, cost: Double, _ entries: [(row: Int, value: Double)]) {
    addColumn(upper: upper, cost: cost, rows: entries.map { Int32($0.row) }, values: entries.map(\.value))
  }

  /// The same with rows and values apart.
  package mutating func addColumn(upper: Double = .infinity, cost: Double, rows: [Int32], values: [Double]) {
    self.upper.append(upper)
    costs.append(cost)
    self.rows += rows
    self.values += values
    starts.append(Int32(self.rows.count))
  }

  /// Hands all rows and then all columns to a program.
  ///
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  package func write(to program: inout LivingProgram) throws(SolverFault) {
    if rowCount > 0 { try program.addRows(lower: rowLower, upper: rowUpper) }
    if count == 0 { return }
    try program.addColumns(
      lower: [Double](repeating: 0, count: count), upper: upper, cost: costs, starts: starts, rows: rows,
      values: values)
  }
}
