import LinearProgram

/// Writes an `IntervalProgram` in rows and columns.
struct IntervalProgramBuilder {
  /// What the rows need to know of cover as it stands without the chosen people.
  struct CoverView {
    var profiles: [CoverState.ProfileView]
    var components: [CoverState.ComponentView]
    /// Number of cuts of each component, padding left out.
    var cuts: [Int]
  }

  /// The served quantities of one interval and component.
  private struct Block {
    /// First row of level 0; rows of a level follow one another.
    var firstRow: Int
  }

  struct Result {
    var chosen: [Int]?
    var bound: Double
    var nodes: Int
  }

  private struct Column {
    var cost: Double
    var profile: Int
    var person: Int
    var work: [(interval: Int, units: Double)]
  }

  let cover: CoverView
  let overPrice: Double
  private var columns: [Column] = []
  private var personCount = 0
  private var blocks: [Int: Block] = [:]
  private var order: [(component: Int, interval: Int)] = []
  /// A gap below this is not searched.
  var worthwhile = 0.0
  /// Cost of the touched intervals as they stand.
  private(set) var emptyCost = 0.0

  init(cover: CoverView, overPrice: Double) {
    self.cover = cover
    self.overPrice = overPrice
  }

  /// Begins the tours of the next person.
  mutating func begin() { personCount += 1 }

  /// Adds a tour of the person begun last.
  mutating func add(cost: Double, profile: Int, work: [(interval: Int, units: Double)]) {
    let served = cover.profiles[profile].component >= 0 ? work : []
    columns.append(Column(cost: cost, profile: profile, person: personCount - 1, work: served))
  }

  private func key(_ component: Int, _ interval: Int) -> Int { interval * cover.components.count + component }

  mutating func solve(_ options: SolveOptions) throws(SolverFault) -> Result {
    var program = try LivingProgram()
    let ones = [Double](repeating: 1, count: personCount)
    try program.addRows(lower: ones, upper: ones)
    var constant = 0.0
    try addBlocks(&program, &constant)
    let firstTour = program.columnCount
    var starts: [Int32] = [0]
    var rows: [Int32] = []
    var values: [Double] = []
    var costs: [Double] = []
    var incumbentColumns: [Int] = []
    var lastPerson = -1
    for (index, column) in columns.enumerated() {
      if column.person != lastPerson {
        incumbentColumns.append(firstTour + index)
        lastPerson = column.person
      }
      rows.append(Int32(column.person))
      values.append(1)
      var cost = column.cost
      let view = cover.profiles[column.profile]
      if view.component >= 0 {
        let component = cover.components[view.component]
        let cuts = cover.cuts[view.component]
        for (interval, units) in column.work {
          guard let block = blocks[key(view.component, interval)] else { continue }
          // The first cut is empty, so its indicator counts everybody.
          cost += overPrice * Double(view.indicator[0][0]) * units
          for level in 0..<component.levels {
            for cut in 0..<cuts where view.indicator[cut / 4][cut % 4] != 0 {
              rows.append(Int32(block.firstRow + level * cuts + cut))
              values.append(-Double(view.indicator[cut / 4][cut % 4]) * units)
            }
          }
        }
      }
      costs.append(cost)
      starts.append(Int32(rows.count))
    }
    try program.addColumns(
      lower: [Double](repeating: 0, count: columns.count), upper: [Double](repeating: 1, count: columns.count),
      cost: costs, starts: starts, rows: rows, values: values)
    let proof = try program.optimize(prefersDual: true, timeLimit: options.timeLimit)
    guard proof == .optimal else { return Result(chosen: nil, bound: -.infinity, nodes: 0) }
    let relaxation = program.objective + constant
    var point = [Double](repeating: 0, count: program.columnCount)
    try program.readValues(into: &point)
    let isWhole = (firstTour..<program.columnCount).allSatisfy { abs(point[$0] - point[$0].rounded()) < 1e-7 }
    if isWhole { return Result(chosen: chosen(point, firstTour), bound: relaxation, nodes: 0) }

    var present = incumbent(incumbentColumns, program.columnCount)
    let presentCost = constant + objective(of: present, costs, firstTour)
    let gap = presentCost - relaxation
    if gap < worthwhile { return Result(chosen: nil, bound: relaxation, nodes: 0) }
    // A tour whose reduced cost is above the gap is in no better roster.
    var reduced: [Double] = []
    var isBasic: [UInt8] = []
    try program.readReducedCosts(into: &reduced, isBasic: &isBasic)
    let dropped = (firstTour..<program.columnCount).filter {
      reduced[$0] > gap + 1e-6 && isBasic[$0] == 0 && present[$0] == 0
    }
    try program.deleteColumns(dropped.map { Int32($0) })
    let isDropped = Set(dropped)
    let kept = (0..<columns.count).filter { !isDropped.contains(firstTour + $0) }
    present = present.enumerated().filter { !isDropped.contains($0.offset) }.map(\.element)
    var isInteger = [UInt8](repeating: 0, count: program.columnCount)
    for column in firstTour..<program.columnCount { isInteger[column] = 1 }
    var options = options
    options.incumbent = present
    options.absoluteGap = 1e-4
    let answer = try program.search(isInteger: isInteger, options)
    // Nothing that was dropped is better than the present roster, so the search's bound holds up to that.
    let bound = max(relaxation, answer.bound.isFinite ? min(answer.bound + constant, presentCost) : -.infinity)
    guard answer.hasPoint else { return Result(chosen: nil, bound: bound, nodes: answer.nodes) }
    var whole = [Double](repeating: 0, count: firstTour + columns.count)
    for (place, column) in kept.enumerated() { whole[firstTour + column] = answer.values[firstTour + place] }
    return Result(chosen: chosen(whole, firstTour), bound: bound, nodes: answer.nodes)
  }

  private func objective(of point: [Double], _ costs: [Double], _ firstTour: Int) -> Double {
    var sum = 0.0
    for (index, cost) in costs.enumerated() { sum += cost * point[firstTour + index] }
    var column = 0
    for (component, _) in order {
      for level in 0..<cover.components[component].levels {
        sum -= Double(cover.components[component].weights[level]) * point[column]
        column += 1
      }
    }
    return sum
  }

  /// A row for each interval, level and cut that some tour touches, and the served quantity of each level.
  private mutating func addBlocks(_ program: inout LivingProgram, _ constant: inout Double) throws(SolverFault) {
    for column in columns {
      let component = cover.profiles[column.profile].component
      for (interval, _) in column.work where blocks[key(component, interval)] == nil {
        let view = cover.components[component]
        let cuts = cover.cuts[component]
        blocks[key(component, interval)] = Block(firstRow: program.rowCount)
        order.append((component, interval))
        emptyCost += Double(view.cost[interval])
        let people = view.rows + interval * view.rowLength
        constant += Double(view.emptyCost[interval]) + overPrice * Double(people[0][0])
        for level in 0..<view.levels {
          let caps = people + (1 + level) * view.vectors
          let first = program.rowCount
          var upper: [Double] = []
          for cut in 0..<cuts { upper.append(Double(caps[cut / 4][cut % 4] + people[cut / 4][cut % 4])) }
          try program.addRows(lower: [Double](repeating: -.infinity, count: cuts), upper: upper)
          try program.addColumn(
            cost: -Double(view.weights[level]), rows: (0..<cuts).map { Int32(first + $0) },
            values: [Double](repeating: 1, count: cuts))
        }
      }
    }
  }

  private func chosen(_ point: [Double], _ firstTour: Int) -> [Int] {
    var chosen = [Int](repeating: 0, count: personCount)
    var place = [Int](repeating: 0, count: personCount)
    for (index, column) in columns.enumerated() {
      if point[firstTour + index] > 0.5 { chosen[column.person] = place[column.person] }
      place[column.person] += 1
    }
    return chosen
  }

  /// The present tours as a point; served quantities are the largest that the rows allow.
  private func incumbent(_ tours: [Int], _ columnCount: Int) -> [Double] {
    var point = [Double](repeating: 0, count: columnCount)
    for column in tours { point[column] = 1 }
    // Work of the present tours by interval and component.
    var present: [Int: [Double]] = [:]
    var lastPerson = -1
    for column in columns where column.person != lastPerson {
      lastPerson = column.person
      let view = cover.profiles[column.profile]
      for (interval, units) in column.work {
        let cuts = cover.cuts[view.component]
        var sums = present[key(view.component, interval)] ?? [Double](repeating: 0, count: cuts)
        for cut in 0..<cuts { sums[cut] += Double(view.indicator[cut / 4][cut % 4]) * units }
        present[key(view.component, interval)] = sums
      }
    }
    var column = 0
    for (component, interval) in order {
      let view = cover.components[component]
      let people = view.rows + interval * view.rowLength
      let sums = present[key(component, interval)]
      for level in 0..<view.levels {
        let caps = people + (1 + level) * view.vectors
        var least = Double.infinity
        for cut in 0..<cover.cuts[component] {
          let fixed = Double(caps[cut / 4][cut % 4] + people[cut / 4][cut % 4])
          least = min(least, fixed + (sums?[cut] ?? 0))
        }
        point[column] = least.isFinite ? least : 0
        column += 1
      }
    }
    return point
  }
}
