extension Table {
  /// The text of a cell that must not be blank.
  ///
  /// - Returns: nil when it is, which is added to `problems`.
  public func requiredText(row: Int, column: Int, _ problems: inout ProblemCollector) -> String? {
    let text = text(row: row, column: column)
    if !isBlank(row: row, column: column) { return text }
    problems.add(place(row: row, column: column), "the cell is empty", next: "Fill it in, or delete the row.")
    return nil
  }

  /// The whole number in a cell that must hold one in a range.
  ///
  /// - Returns: nil when it does not, which is added to `problems`.
  public func requiredInteger(
    row: Int, column: Int, in range: ClosedRange<Int>, _ problems: inout ProblemCollector
  ) -> Int? {
    guard let value = integer(row: row, column: column) else {
      addNotANumber(row: row, column: column, kind: "a whole number", &problems)
      return nil
    }
    if range.contains(value) { return value }
    let bounds =
      range.upperBound == .max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    problems.add(
      place(row: row, column: column),
      value < range.lowerBound
        ? "\(value) is less than \(range.lowerBound)" : "\(value) is more than \(range.upperBound)",
      next: "Write a whole number \(bounds).")
    return nil
  }

  /// The number in a cell that must hold one in a range.
  ///
  /// - Parameter range: `lower ... .infinity` for no upper end.
  /// - Returns: nil when it does not, which is added to `problems`.
  public func requiredNumber(
    row: Int, column: Int, in range: ClosedRange<Double>, _ problems: inout ProblemCollector
  ) -> Double? {
    guard let value = number(row: row, column: column) else {
      addNotANumber(row: row, column: column, kind: "a number", &problems)
      return nil
    }
    if range.contains(value) { return value }
    let written = text(row: row, column: column)
    let lower = plain(range.lowerBound)
    let upper = plain(range.upperBound)
    let bounds = range.upperBound == .infinity ? "of at least \(lower)" : "from \(lower) to \(upper)"
    problems.add(
      place(row: row, column: column),
      value < range.lowerBound ? "\(written) is less than \(lower)" : "\(written) is more than \(upper)",
      next: "Write a number \(bounds).")
    return nil
  }

  private func addNotANumber(row: Int, column: Int, kind: String, _ problems: inout ProblemCollector) {
    let place = place(row: row, column: column)
    let text = text(row: row, column: column)
    if isBlank(row: row, column: column) {
      problems.add(place, "the cell is empty", next: "Write \(kind), or delete the row.")
      return
    }
    let withPoint = Array(text.utf8).map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    let example =
      text.utf8.contains(UInt8(ascii: ",")) && NumberText.number(withPoint.span) != nil
      ? "Write a decimal point and no thousands separator: \(String(decoding: withPoint, as: UTF8.self))."
      : "Write digits only, with a point before decimals."
    problems.add(place, "\(quoted(text)) is not \(kind)", next: example)
  }

  /// A bound as people write it.
  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
