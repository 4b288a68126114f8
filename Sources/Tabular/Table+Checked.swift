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
      addNotANumber(row: row, column: column, isWhole: true, &problems)
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
      addNotANumber(row: row, column: column, isWhole: false, &problems)
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

  private func addNotANumber(row: Int, column: Int, isWhole: Bool, _ problems: inout ProblemCollector) {
    let place = place(row: row, column: column)
    let text = text(row: row, column: column)
    let kind = isWhole ? "a whole number" : "a number"
    if isBlank(row: row, column: column) {
      problems.add(place, "the cell is empty", next: "Write \(kind), or delete the row.")
      return
    }
    problems.add(
      place, "\(quoted(text)) is not \(kind)", next: isWhole ? wholeNumberAdvice(text) : numberAdvice(text))
  }

  private func numberAdvice(_ text: String) -> String {
    let withPoint = text.replacing(",", with: ".")
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].count == 3, let value = Double(withPoint) {
      let whole = parts.joined()
      return "Write \(whole) if the comma stands between thousands, \(plain(value)) if before decimals."
    }
    if withPoint != text, NumberText.number(Array(withPoint.utf8).span) != nil {
      return "Write a decimal point and no thousands separator: \(withPoint)."
    }
    if text.hasSuffix("%"), let percent = Double(withPoint.dropLast().filter { $0 != " " }) {
      return "Write \(plain((percent * 1e7).rounded() / 1e9)) if that is what is meant."
    }
    return "Write digits only, with a point before decimals."
  }

  /// `480.0` and `480,0` are 480; `1.050` and `1,050` may be meant as 1050.
  private func wholeNumberAdvice(_ text: String) -> String {
    let parts = text.split(omittingEmptySubsequences: false) { ",.".contains($0) }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "0"..."9" ~= $0 } }) else {
      return "Write digits only."
    }
    if parts[1].allSatisfy({ $0 == "0" }), parts[1].count != 3 { return "Write \(parts[0])." }
    return parts[1].count == 3 ? "Write \(parts[0])\(parts[1]) if that is what is meant." : "Write digits only."
  }

  /// A bound as people write it.
  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
