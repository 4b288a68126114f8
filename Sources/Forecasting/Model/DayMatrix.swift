/// Contacts of one queue by row (local date) and slot of the local day.
///
/// A slot that is absent was closed or not recorded and holds NaN. The hour that the clocks repeat holds half of its
/// contacts, so that every number is a rate per interval of the usual length.
package struct DayMatrix: Sendable {
  /// Number of dates.
  package let rowCount: Int
  /// Number of slots a day.
  package let slotCount: Int
  /// Shape [rowCount][slotCount], contacts per interval, NaN where absent.
  package var values: [Double]

  /// A matrix of values; all absent when none are given.
  package init(rowCount: Int, slotCount: Int, values: [Double]? = nil) {
    self.rowCount = rowCount
    self.slotCount = slotCount
    self.values = values ?? [Double](repeating: .nan, count: rowCount * slotCount)
    precondition(self.values.count == rowCount * slotCount, "a day matrix needs one value a row and slot")
  }

  /// The value of a row and slot.
  package subscript(row: Int, slot: Int) -> Double {
    get { values[row * slotCount + slot] }
    set { values[row * slotCount + slot] = newValue }
  }

  /// The first so many rows.
  func prefix(_ rows: Int) -> DayMatrix {
    DayMatrix(rowCount: rows, slotCount: slotCount, values: Array(values[..<(rows * slotCount)]))
  }

  /// Sum of the distances of a row's known slots from shares of a total.
  ///
  /// - Parameter first: the place of the first slot's share.
  func distance(row: Int, from shares: [Double], at first: Int, times total: Double) -> Double {
    values.withUnsafeBufferPointer { values in
      shares.withUnsafeBufferPointer { shares in
        var sum = 0.0
        for slot in 0..<slotCount {
          let distance = abs(values[row * slotCount + slot] - total * shares[first + slot])
          sum += distance.isNaN ? 0 : distance
        }
        return sum
      }
    }
  }

  /// Contacts of each row as far as they are known; NaN where nothing is.
  var sums: [Double] {
    (0..<rowCount).map { row in
      guard hasAny(row: row) else { return .nan }
      return values[(row * slotCount)..<((row + 1) * slotCount)].reduce(0) { $0 + ($1.isNaN ? 0 : $1) }
    }
  }

  /// Whether any slot of a row is known.
  func hasAny(row: Int) -> Bool {
    let start = row * slotCount
    return values[start..<(start + slotCount)].contains { !$0.isNaN }
  }
}
