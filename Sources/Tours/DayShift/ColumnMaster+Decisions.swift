import LinearProgram

/// Decisions of a dive: what people work in segments of the window, and the tours that agree with it.
extension ColumnMaster {
  /// A person's days in one segment of the window: what a dive decides at a time.
  struct Unit: Hashable {
    var place: Int
    var segment: Int
  }

  /// Divides the window into segments of about so many days, to be decided one by one; nothing may be decided yet.
  mutating func divide(days: Int) {
    let count = max(1, Int((Double(window.count) / Double(days)).rounded()))
    segmentStart = (0...count).map { $0 * window.count / count }
    isDecided = Array(repeating: false, count: people.count * count)
  }

  var segments: Int { segmentStart.count - 1 }

  /// Whether all of a person's days are decided.
  func isFixed(_ place: Int) -> Bool {
    (0..<segments).allSatisfy { isDecided[place * segments + $0] }
  }

  /// Whether something is left to decide.
  var isOpenAnywhere: Bool { isDecided.contains(false) }

  /// How many units are left to decide.
  var openUnits: Int { isDecided.count { !$0 } }

  func isFixed(_ unit: Unit) -> Bool { isDecided[unit.place * segments + unit.segment] }

  func decidedTour(_ place: Int) -> [Int32] {
    var tour = tables.problem.tour(place, of: base)
    tour.replaceSubrange(window, with: decision[place * window.count..<(place + 1) * window.count])
    return tour
  }

  /// The decided tours: one for each person; of somebody decided in part the likeliest one, nil where nothing is decided.
  mutating func decided() throws(SolverFault) -> [[Int32]?] {
    try program.readValues(into: &values)
    return people.indices.map { place in
      if isFixed(place) { return decidedTour(place) }
      guard (0..<segments).contains(where: { isDecided[place * segments + $0] }) else { return nil }
      let columns = (0..<columnCount).filter { Int(columnPerson[$0]) == place && isOpen[$0] }
      return columns.max { (values[firstTour + $0], $1) < (values[firstTour + $1], $0) }.map { tour($0) }
    }
  }

  /// Whether a tour's days in the window are those decided.
  func agrees(_ place: Int, _ days: ArraySlice<Int32>) -> Bool {
    for segment in 0..<segments where isDecided[place * segments + segment] {
      for offset in segmentStart[segment]..<segmentStart[segment + 1]
      where days[days.startIndex + offset] != decision[place * window.count + offset] {
        return false
      }
    }
    return true
  }

  /// Decides that a person works what a column says in a segment.
  mutating func fix(_ unit: Unit, _ column: Int) throws(SolverFault) {
    for offset in segmentStart[unit.segment]..<segmentStart[unit.segment + 1] {
      decision[unit.place * window.count + offset] = columnTours[column * window.count + offset]
    }
    isDecided[unit.place * segments + unit.segment] = true
    try reopen { $0 == unit.place }
  }

  /// Leaves a segment open again.
  mutating func release(_ unit: Unit) throws(SolverFault) {
    isDecided[unit.place * segments + unit.segment] = false
    try reopen { $0 == unit.place }
  }

  /// Leaves everybody's days open again.
  mutating func releaseAll() throws(SolverFault) {
    isDecided = Array(repeating: false, count: isDecided.count)
    try reopen { _ in true }
    for (place, tour) in parked { try add(place, tour) }
    parked = []
    boundsChanged = false
    try optimize()
  }

  /// Closes the tours that disagree with the decisions and opens the others.
  private mutating func reopen(_ isMeant: (Int) -> Bool) throws(SolverFault) {
    var changed: [Int32] = []
    var upper: [Double] = []
    for column in 0..<columnCount where isMeant(Int(columnPerson[column])) {
      let days = columnTours[column * window.count..<(column + 1) * window.count]
      let mayOpen = agrees(Int(columnPerson[column]), days)
      guard mayOpen != isOpen[column] else { continue }
      isOpen[column] = mayOpen
      changed.append(Int32(firstTour + column))
      upper.append(mayOpen ? .infinity : 0)
    }
    guard !changed.isEmpty else { return }
    try program.setColumnBounds(changed, lower: changed.map { _ in 0 }, upper: upper)
    boundsChanged = true
  }

  /// For each unit left to decide the days that have the largest share in the relaxation: a column with them, and the share.
  mutating func leaders() throws(SolverFault) -> [(unit: Unit, column: Int, share: Double)] {
    try program.readValues(into: &values)
    var used = [[Int]](repeating: [], count: people.count)
    for column in 0..<columnCount where values[firstTour + column] > 1e-9 && isOpen[column] {
      used[Int(columnPerson[column])].append(column)
    }
    let (tours, length, shares) = (columnTours, window.count, values)
    var leaders: [(unit: Unit, column: Int, share: Double)] = []
    for place in people.indices {
      for segment in 0..<segments where !isDecided[place * segments + segment] {
        let days = segmentStart[segment]..<segmentStart[segment + 1]
        var best = (column: -1, share: 0.0)
        for (index, column) in used[place].enumerated() {
          let isSame = { (other: Int) in
            tours[column * length + days.lowerBound..<column * length + days.upperBound]
              .elementsEqual(tours[other * length + days.lowerBound..<other * length + days.upperBound])
          }
          if used[place][..<index].contains(where: isSame) { continue }
          let share = used[place][index...].reduce(0.0) { isSame($1) ? $0 + shares[firstTour + $1] : $0 }
          if share > best.share { best = (column, share) }
        }
        if best.column >= 0 { leaders.append((Unit(place: place, segment: segment), best.column, best.share)) }
      }
    }
    return leaders
  }

  /// Simplex iterations that a node of branch and bound is counted as.
  private static let iterationsPerNode = 20

  /// The best choice of one known tour each, by branch and bound.
  mutating func search(_ options: SolveOptions, below cost: Double) throws(SolverFault) -> [[Int32]]? {
    var isInteger = [UInt8](repeating: 0, count: firstTour)
    isInteger += [UInt8](repeating: 1, count: columnCount)
    let answer = try program.search(isInteger: isInteger, options)
    spend(iterations: Self.iterationsPerNode * answer.nodes)
    guard answer.hasPoint, answer.objective < cost - Self.nearly else { return nil }
    var tours = people.indices.map { tables.problem.tour($0, of: base) }
    for column in 0..<columnCount where answer.values[firstTour + column] > 0.5 {
      tours[Int(columnPerson[column])] = tour(column)
    }
    return tours
  }
}
