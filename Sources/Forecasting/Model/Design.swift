/// What a column of the day regression stands for; the columns of a kind multiply to one part of a day's total.
package enum DayFactor: Int, CaseIterable, Sendable {
  case level, growth, weekday, holiday, aroundHoliday, event, monthPosition, season

  /// Those that are shown beside the level, which has the growth in it.
  static let parts = allCases.filter { $0 != .level && $0 != .growth }

  /// The name planners see.
  var title: String {
    switch self {
    case .level: "level"
    case .growth: "growth"
    case .weekday: "weekday"
    case .holiday: "holiday"
    case .aroundHoliday: "around a holiday"
    case .event: "event"
    case .monthPosition: "month position"
    case .season: "season"
    }
  }

  /// Whether days with such a column set are rare enough to be less certain than plain days.
  var isSpecial: Bool { self == .holiday || self == .aroundHoliday || self == .event }
}

/// The matrix X of the day regression, kept sparse: most of a day's columns are zero.
///
/// Row r holds `columns[start[r]..<start[r + 1]]` in increasing order, with `values` beside them.
struct Design: Sendable {
  private(set) var start: [Int] = [0]
  private(set) var columns: [Int32] = []
  private(set) var values: [Double] = []
  /// Shape [columnCount]: weight of the squared coefficient in the ridge regression, before the common factor.
  private(set) var penalty: [Double] = []
  /// Shape [columnCount]: how much faster the penalty grows with the noise of quiet queues.
  private(set) var noisePenalty: [Double] = []
  /// Shape [columnCount].
  private(set) var factor: [DayFactor] = []

  var columnCount: Int { penalty.count }

  /// A new column.
  ///
  /// - Returns: its index.
  mutating func addColumn(_ kind: DayFactor, penalty weight: Double, noise: Double = 1) -> Int {
    penalty.append(weight)
    noisePenalty.append(noise)
    factor.append(kind)
    return penalty.count - 1
  }

  /// A new row from its non-zero entries.
  mutating func addRow(_ entries: [(column: Int, value: Double)]) {
    let isInOrder = zip(entries, entries.dropFirst()).allSatisfy { $0.column < $1.column }
    for entry in isInOrder ? entries : entries.sorted(by: { $0.column < $1.column }) {
      columns.append(Int32(entry.column))
      values.append(entry.value)
    }
    start.append(columns.count)
  }

  /// Start, columns and values of the rows for a loop over many of them.
  func withEntries(_ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Double>) -> Void)
  {
    start.withUnsafeBufferPointer { start in
      columns.withUnsafeBufferPointer { columns in
        values.withUnsafeBufferPointer { values in body(start, columns, values) }
      }
    }
  }

  /// x'b of a row.
  func product(row: Int, _ coefficients: [Double]) -> Double {
    var sum = 0.0
    for entry in start[row]..<start[row + 1] { sum += values[entry] * coefficients[Int(columns[entry])] }
    return sum
  }

  /// x'b of a row over the columns of one kind.
  func product(row: Int, _ coefficients: [Double], of kind: DayFactor) -> Double {
    var sum = 0.0
    for entry in start[row]..<start[row + 1] where factor[Int(columns[entry])] == kind {
      sum += values[entry] * coefficients[Int(columns[entry])]
    }
    return sum
  }

  /// Whether a row has a column of a kind.
  func has(_ kind: DayFactor, row: Int) -> Bool {
    (start[row]..<start[row + 1]).contains { factor[Int(columns[$0])] == kind }
  }

  /// The row as a full vector, or only its columns that are not special.
  func vector(row: Int, plainOnly: Bool = false) -> [Double] {
    var vector = [Double](repeating: 0, count: columnCount)
    for entry in start[row]..<start[row + 1] {
      let column = Int(columns[entry])
      if !(plainOnly && factor[column].isSpecial) { vector[column] = values[entry] }
    }
    return vector
  }
}
