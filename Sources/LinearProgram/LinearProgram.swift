// What comes in: variables with bounds and costs, constraints with ranges, all in the words of mathematics.
// What goes out: an answer with its proof: values, least possible cost, duals, and what stopped the search.
// A `LinearProgram` is a value and is solved in one call; a `LivingProgram` keeps its basis between calls.
// What it never does: print, abort, read a clock to decide anything but the safety net, or lose a fault of the solver:
// each becomes a `SolverFault`. The solver is GLPK.

/// Variables, costs and constraints of a linear or integer program; the least cost is sought.
///
/// ```swift
/// var program = LinearProgram()
/// let early = program.integer(in: 0...20, cost: 8)
/// let late = program.integer(in: 0...20, cost: 9)
/// program.constrain([(early, 1), (late, 1)], in: 7 ... .infinity)
/// let answer = try program.solve()
/// print(answer.proof, answer[early])
/// ```
public struct LinearProgram: Sendable {
  /// A quantity to be found.
  public struct Variable: Hashable, Sendable {
    /// Place in `Answer.values`, from 0 in the order of making.
    public let index: Int
  }

  /// A sum of variables that must stay inside a range.
  public struct Constraint: Hashable, Sendable {
    /// Place in `Answer.duals`, from 0 in the order of making.
    public let index: Int
  }

  /// A cost that no variable changes.
  public var constantCost = 0.0

  var lower: [Double] = []
  var upper: [Double] = []
  var cost: [Double] = []
  var isInteger: [UInt8] = []
  var rowLower: [Double] = []
  var rowUpper: [Double] = []
  /// Entries of row `i` are `starts[i] ..< starts[i + 1]`.
  var starts: [Int32] = [0]
  var entryColumns: [Int32] = []
  var entryValues: [Double] = []
  /// Shape [variables]: where the row being written holds the variable, valid if not below the row's start.
  private var lastEntry: [Int32] = []

  /// A program of no variables, whose cost is `constantCost`.
  public init() {}

  /// How many variables were made.
  public var variableCount: Int { lower.count }
  /// How many constraints were made.
  public var constraintCount: Int { rowLower.count }
  /// How many coefficients the constraints hold, merged ones counted once.
  public var entryCount: Int { entryColumns.count }

  /// All variables in the order of making.
  public var variables: [Variable] { lower.indices.map { Variable(index: $0) } }
  /// Cost of one unit of a variable.
  public func cost(of variable: Variable) -> Double { cost[variable.index] }
  /// Range of a variable.
  public func range(of variable: Variable) -> ClosedRange<Double> {
    lower[variable.index]...max(lower[variable.index], upper[variable.index])
  }
  /// Whether a variable is whole.
  public func isWhole(_ variable: Variable) -> Bool { isInteger[variable.index] == 1 }

  /// The same program with fractions allowed everywhere.
  public func relaxed() -> LinearProgram {
    var other = self
    other.isInteger = [UInt8](repeating: 0, count: variableCount)
    return other
  }

  /// A real variable; infinite bounds are allowed.
  public mutating func continuous(
    in range: ClosedRange<Double> = 0 ... .infinity, cost: Double = 0
  ) -> Variable {
    addVariable(range, cost: cost, isInteger: false)
  }

  /// A whole variable; bounds inside the range are rounded to whole numbers, infinite ones are allowed.
  public mutating func integer(in range: ClosedRange<Double>, cost: Double = 0) -> Variable {
    addVariable(range, cost: cost, isInteger: true)
  }

  /// A variable that is 0 or 1.
  public mutating func binary(cost: Double = 0) -> Variable {
    addVariable(0...1, cost: cost, isInteger: true)
  }

  /// Keeps the sum of coefficient times variable inside a range; a variable named twice has its coefficients added.
  ///
  /// - Complexity: O(terms).
  @discardableResult
  public mutating func constrain(
    _ terms: some Sequence<(Variable, Double)>, in range: ClosedRange<Double>
  ) -> Constraint {
    let start = Int32(entryColumns.count)
    for (variable, coefficient) in terms {
      add(coefficient, of: variable.index, rowStart: start)
    }
    return closeRow(range)
  }

  /// Makes the sum of coefficient times variable equal to a value.
  @discardableResult
  public mutating func constrain(_ terms: some Sequence<(Variable, Double)>, equals value: Double) -> Constraint {
    constrain(terms, in: value...value)
  }

  /// Changes the cost of one unit of a variable.
  public mutating func setCost(_ cost: Double, of variable: Variable) {
    self.cost[variable.index] = cost
  }

  /// Changes the range of a variable.
  public mutating func setRange(_ range: ClosedRange<Double>, of variable: Variable) {
    (lower[variable.index], upper[variable.index]) = bounds(range, isInteger: isInteger[variable.index] == 1)
  }

  private mutating func addVariable(_ range: ClosedRange<Double>, cost: Double, isInteger: Bool) -> Variable {
    let (low, high) = bounds(range, isInteger: isInteger)
    lower.append(low)
    upper.append(high)
    self.cost.append(cost)
    self.isInteger.append(isInteger ? 1 : 0)
    lastEntry.append(-1)
    return Variable(index: lower.count - 1)
  }

  private func bounds(_ range: ClosedRange<Double>, isInteger: Bool) -> (Double, Double) {
    guard isInteger else { return (range.lowerBound, range.upperBound) }
    return (range.lowerBound.rounded(.up), range.upperBound.rounded(.down))
  }

  private mutating func add(_ coefficient: Double, of column: Int, rowStart: Int32) {
    precondition(column < lower.count, "A constraint names a variable of another program.")
    if lastEntry[column] >= rowStart {
      entryValues[Int(lastEntry[column])] += coefficient
    } else {
      lastEntry[column] = Int32(entryColumns.count)
      entryColumns.append(Int32(column))
      entryValues.append(coefficient)
    }
  }

  private mutating func closeRow(_ range: ClosedRange<Double>) -> Constraint {
    starts.append(Int32(entryColumns.count))
    rowLower.append(range.lowerBound)
    rowUpper.append(range.upperBound)
    return Constraint(index: rowLower.count - 1)
  }
}
