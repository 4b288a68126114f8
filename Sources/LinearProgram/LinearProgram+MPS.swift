extension LinearProgram {
  /// The program as free MPS, for another solver: columns `x0`, `x1` ..., rows `r0`, `r1` ..., objective `cost`.
  ///
  /// The constant cost is left out: formats and readers do not agree on its sign. Numbers are written so that they read back as the
  /// same `Double`. Ranges and bounds are all written, also those that readers take for granted.
  public func mps(name: String) -> String {
    var lines = ["NAME \(name)", "ROWS", " N cost"]
    let kinds = (0..<constraintCount).map { Self.kind(of: rowLower[$0]...max(rowLower[$0], rowUpper[$0])) }
    for (row, kind) in kinds.enumerated() { lines.append(" \(kind) r\(row)") }
    lines.append("COLUMNS")
    var entries = [[(row: Int, value: Double)]](repeating: [], count: variableCount)
    for row in 0..<constraintCount {
      for place in Int(starts[row])..<Int(starts[row + 1]) {
        entries[Int(entryColumns[place])].append((row, entryValues[place]))
      }
    }
    var isInWholePart = false
    for column in 0..<variableCount {
      if (isInteger[column] == 1) != isInWholePart {
        isInWholePart.toggle()
        lines.append(" m\(column) 'MARKER' '\(isInWholePart ? "INTORG" : "INTEND")'")
      }
      // A column without any entry would not be known to the reader.
      lines.append(" x\(column) cost \(cost[column])")
      for entry in entries[column] where entry.value != 0 { lines.append(" x\(column) r\(entry.row) \(entry.value)") }
    }
    if isInWholePart { lines.append(" mend 'MARKER' 'INTEND'") }
    lines.append("RHS")
    for (row, kind) in kinds.enumerated() where kind != "N" {
      lines.append(" rhs r\(row) \(kind == "L" || kind == "R" ? rowUpper[row] : rowLower[row])")
    }
    lines = lines.map { $0.hasPrefix(" R r") ? " L" + $0.dropFirst(2) : $0 }
    lines.append("RANGES")
    for (row, kind) in kinds.enumerated() where kind == "R" {
      lines.append(" range r\(row) \(rowUpper[row] - rowLower[row])")
    }
    lines.append("BOUNDS")
    for column in 0..<variableCount {
      let (low, high) = (lower[column], upper[column])
      if low == -.infinity, high == .infinity {
        lines.append(" FR bound x\(column)")
      } else if low == high {
        lines.append(" FX bound x\(column) \(low)")
      } else {
        lines.append(low == -.infinity ? " MI bound x\(column)" : " LO bound x\(column) \(low)")
        lines.append(high == .infinity ? " PL bound x\(column)" : " UP bound x\(column) \(high)")
      }
    }
    return (lines + ["ENDATA"]).joined(separator: "\n") + "\n"
  }

  /// `E` equal, `G` at least, `L` at most, `R` both, `N` neither.
  private static func kind(of range: ClosedRange<Double>) -> String {
    switch (range.lowerBound > -.infinity, range.upperBound < .infinity) {
    case (true, true): range.lowerBound == range.upperBound ? "E" : "R"
    case (true, false): "G"
    case (false, true): "L"
    case (false, false): "N"
    }
  }
}
