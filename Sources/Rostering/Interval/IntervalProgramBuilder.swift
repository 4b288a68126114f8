import LinearProgram

/// Writes an `IntervalProgram` in rows and columns, cuts only where they are needed.
///
/// What is served at a price level, F, is held by one row for every set S of groups:
///
///     F - (chosen tours' work by people who serve a group outside S) <= caps(S) + fixed people who serve a group outside S
///
/// Most of these rows never bind. The program starts with two of them, the empty set and the set that binds at present, and
/// with the sets that no chosen person touches as a plain bound of F; after each solve the row that the point breaks most is
/// added, until none is broken. Fewer rows only make the relaxation lower, so its bound holds at any time.
struct IntervalProgramBuilder {
  /// What the rows need to know of cover as it stands without the chosen people.
  struct CoverView {
    var profiles: [CoverState.ProfileView]
    var components: [CoverState.ComponentView]
    /// Number of cuts of each component, padding left out.
    var cuts: [Int]
  }

  struct Result {
    var chosen: [Int]?
    var bound: Double
    var nodes: Int
  }

  private struct Tour {
    var cost: Double
    var profile: Int
    var person: Int
    var work: [(interval: Int, units: Double)]
  }

  /// One interval of one component that some tour touches.
  private struct Block {
    var component: Int
    var interval: Int
    /// Column of F at the first price level; the other levels follow.
    var firstColumn: Int
    /// The tours that work here.
    var work: [(tour: Int, units: Double)] = []
    /// Shape [levels][cuts], whether the row is in the program.
    var isPresent: [Bool]
  }

  /// A row to be added.
  private struct Cut {
    var block: Int
    var level: Int
    var cut: Int
  }

  /// A row broken by less is left out.
  private static let tolerance = 1e-6
  /// Most rounds of adding rows before the bound at hand is taken.
  private static let mostRounds = 60
  /// A tour with a larger share than this is fixed at once in a dive.
  private static let nearlyChosen = 0.9
  /// Most searches, each after rows that the last answer broke.
  private static let mostSearches = 3

  let cover: CoverView
  let overPrice: Double
  private var tours: [Tour] = []
  private var personCount = 0
  private var blocks: [Block] = []
  private var blockOf: [Int: Int] = [:]
  private var constant = 0.0
  private let clock = Stopwatch()
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
    tours.append(Tour(cost: cost, profile: profile, person: personCount - 1, work: served))
  }

  mutating func solve(_ options: SolveOptions) throws(SolverFault) -> Result {
    var program = try LivingProgram()
    try addTours(&program)
    try addServed(&program)
    var present = presentTours()
    try add(firstCuts(present), to: &program)

    var point: [Double] = []
    guard try relax(&program, &point, options) else { return Result(chosen: nil, bound: -.infinity, nodes: 0) }
    let relaxation = program.objective + constant
    if isWhole(point) { return Result(chosen: chosen(point), bound: relaxation, nodes: 0) }
    var presentCost = cost(of: present)
    if presentCost - relaxation < worthwhile { return Result(chosen: nil, bound: relaxation, nodes: 0) }
    try fixHopeless(&program, present, gap: presentCost - relaxation, options)
    var result = Result(chosen: nil, bound: relaxation, nodes: 0)
    if options.nodeLimit ?? .max > 1, let found = try dive(&program, point, below: presentCost, options) {
      present = found
      presentCost = cost(of: found)
      result.chosen = chosen(found)
    }
    if presentCost - relaxation < worthwhile { return result }
    let searched = try search(&program, present, presentCost, relaxation, options)
    result.bound = searched.bound
    result.nodes = searched.nodes
    result.chosen = searched.chosen ?? result.chosen
    return result
  }

  /// Fixes the tours that the relaxation nearly chose, or else its largest share, and solves again, until every tour is whole.
  ///
  /// - Returns: the tours as a point, or nil when the cost passes `limit` on the way. The bounds are as before.
  private mutating func dive(
    _ program: inout LivingProgram, _ start: [Double], below limit: Double, _ options: SolveOptions
  ) throws(SolverFault) -> [Double]? {
    var point = start
    var isDone = [Bool](repeating: false, count: personCount)
    var fixed: [Int32] = []
    var found: [Double]?
    while fixed.count < personCount {
      let open = tours.indices.filter { !isDone[tours[$0].person] && point[$0] > 0 }
      var next = open.filter { point[$0] > Self.nearlyChosen }
      if next.isEmpty, let largest = open.max(by: { point[$0] < point[$1] }) { next = [largest] }
      if next.isEmpty { break }
      let ones = [Double](repeating: 1, count: next.count)
      try program.setColumnBounds(next.map { Int32($0) }, lower: ones, upper: ones)
      for tour in next { isDone[tours[tour].person] = true }
      fixed += next.map { Int32($0) }
      guard try relax(&program, &point, options), program.objective + constant < limit - 1e-3 else { break }
      if isWhole(point) {
        found = tours.indices.map { point[$0].rounded() }
        break
      }
    }
    try program.setColumnBounds(
      fixed, lower: [Double](repeating: 0, count: fixed.count), upper: [Double](repeating: 1, count: fixed.count))
    guard try program.optimize(prefersDual: true, timeLimit: remaining(options)) == .optimal else { return nil }
    return found
  }

  /// Branch and bound, again as long as its answer breaks rows that are not in the program yet.
  private mutating func search(
    _ program: inout LivingProgram, _ present: [Double], _ presentCost: Double, _ relaxation: Double,
    _ options: SolveOptions
  ) throws(SolverFault) -> Result {
    var isInteger = [UInt8](repeating: 0, count: program.columnCount)
    for tour in tours.indices { isInteger[tour] = 1 }
    var result = Result(chosen: nil, bound: relaxation, nodes: 0)
    for _ in 0..<Self.mostSearches {
      var limited = options
      limited.incumbent = withServed(present)
      limited.absoluteGap = 1e-4
      limited.timeLimit = remaining(options)
      let answer = try program.search(isInteger: isInteger, limited)
      result.nodes += answer.nodes
      // Nothing that was fixed at zero is better than the present roster, so the search's bound holds up to that.
      if answer.bound.isFinite { result.bound = max(result.bound, min(answer.bound + constant, presentCost)) }
      guard answer.hasPoint else { return result }
      result.chosen = chosen(answer.values)
      let broken = brokenCuts(answer.values)
      if broken.isEmpty { return result }
      try add(broken, to: &program)
      guard try program.optimize(prefersDual: true, timeLimit: remaining(options)) == .optimal else { return result }
    }
    return result
  }

  // MARK: - Columns

  /// A column for each tour and a row for each person.
  private mutating func addTours(_ program: inout LivingProgram) throws(SolverFault) {
    let ones = [Double](repeating: 1, count: personCount)
    try program.addRows(lower: ones, upper: ones)
    var costs: [Double] = []
    for (index, tour) in tours.enumerated() {
      var cost = tour.cost
      let view = cover.profiles[tour.profile]
      for (interval, units) in tour.work {
        // The first cut is empty, so its indicator counts everybody.
        cost += overPrice * Double(view.indicator[0][0]) * units
        blocks[block(view.component, interval)].work.append((index, units))
      }
      costs.append(cost)
    }
    try program.addColumns(
      lower: [Double](repeating: 0, count: tours.count), upper: [Double](repeating: 1, count: tours.count), cost: costs,
      starts: (0...tours.count).map { Int32($0) }, rows: tours.map { Int32($0.person) },
      values: [Double](repeating: 1, count: tours.count))
    for index in tours.indices { tours[index].cost = costs[index] }
  }

  /// The block of an interval, made when it is first met.
  private mutating func block(_ component: Int, _ interval: Int) -> Int {
    let key = interval * cover.components.count + component
    if let known = blockOf[key] { return known }
    let view = cover.components[component]
    blockOf[key] = blocks.count
    blocks.append(
      Block(
        component: component, interval: interval, firstColumn: 0,
        isPresent: [Bool](repeating: false, count: view.levels * cover.cuts[component])))
    emptyCost += Double(view.cost[interval])
    let people = view.rows + interval * view.rowLength
    constant += Double(view.emptyCost[interval]) + overPrice * Double(people[0][0])
    return blocks.count - 1
  }

  /// A column for what is served in each block at each level, bounded by the sets that no chosen person touches.
  private mutating func addServed(_ program: inout LivingProgram) throws(SolverFault) {
    var upper: [Double] = []
    var cost: [Double] = []
    for index in blocks.indices {
      let component = blocks[index].component
      let view = cover.components[component]
      blocks[index].firstColumn = tours.count + upper.count
      let profiles = Set(blocks[index].work.map { tours[$0.tour].profile })
      let untouched = (0..<cover.cuts[component]).filter { cut in
        profiles.allSatisfy { cover.profiles[$0].indicator[cut / 4][cut % 4] == 0 }
      }
      for level in 0..<view.levels {
        var bound = Double.infinity
        for cut in untouched {
          bound = min(bound, fixed(index, level, cut))
          blocks[index].isPresent[level * cover.cuts[component] + cut] = true
        }
        upper.append(max(0, bound))
        cost.append(-Double(view.weights[level]))
      }
    }
    try program.addColumns(
      lower: [Double](repeating: 0, count: upper.count), upper: upper, cost: cost,
      starts: [Int32](repeating: 0, count: upper.count + 1), rows: [], values: [])
  }

  /// The side of a row that does not depend on the choice.
  private func fixed(_ block: Int, _ level: Int, _ cut: Int) -> Double {
    let view = cover.components[blocks[block].component]
    let people = view.rows + blocks[block].interval * view.rowLength
    return Double((people + (1 + level) * view.vectors)[cut / 4][cut % 4] + people[cut / 4][cut % 4])
  }

  // MARK: - Rows

  /// The empty set and the set that binds at the present tours.
  private func firstCuts(_ present: [Double]) -> [Cut] {
    var cuts: [Cut] = []
    for (index, block) in blocks.enumerated() {
      let work = work(index, present)
      for level in 0..<cover.components[block.component].levels {
        let binding = least(index, level, work).cut
        for cut in binding == 0 ? [0] : [0, binding]
        where !block.isPresent[level * cover.cuts[block.component] + cut] {
          cuts.append(Cut(block: index, level: level, cut: cut))
        }
      }
    }
    return cuts
  }

  /// Of each block and level the row that a point breaks most.
  private func brokenCuts(_ point: [Double]) -> [Cut] {
    var cuts: [Cut] = []
    for (index, block) in blocks.enumerated() {
      let work = work(index, point)
      for level in 0..<cover.components[block.component].levels {
        let (value, cut) = least(index, level, work)
        if point[block.firstColumn + level] > value + Self.tolerance,
          !block.isPresent[level * cover.cuts[block.component] + cut]
        {
          cuts.append(Cut(block: index, level: level, cut: cut))
        }
      }
    }
    return cuts
  }

  /// Work of the chosen tours in a block by cut: shape [cuts].
  private func work(_ block: Int, _ point: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: cover.cuts[blocks[block].component])
    for (tour, units) in blocks[block].work where point[tour] != 0 {
      let indicator = cover.profiles[tours[tour].profile].indicator
      for cut in sums.indices { sums[cut] += Double(indicator[cut / 4][cut % 4]) * units * point[tour] }
    }
    return sums
  }

  /// The most that can be served at a level, and the set that says so.
  private func least(_ block: Int, _ level: Int, _ work: [Double]) -> (value: Double, cut: Int) {
    var best = (value: Double.infinity, cut: 0)
    for cut in work.indices {
      let value = fixed(block, level, cut) + work[cut]
      if value < best.value { best = (value, cut) }
    }
    return best
  }

  private mutating func add(_ cuts: [Cut], to program: inout LivingProgram) throws(SolverFault) {
    let first = program.rowCount
    try program.addRows(
      lower: [Double](repeating: -.infinity, count: cuts.count),
      upper: cuts.map { fixed($0.block, $0.level, $0.cut) })
    for (offset, cut) in cuts.enumerated() {
      let block = blocks[cut.block]
      var columns = [Int32(block.firstColumn + cut.level)]
      var values = [1.0]
      for (tour, units) in block.work {
        let share = Double(cover.profiles[tours[tour].profile].indicator[cut.cut / 4][cut.cut % 4])
        if share == 0 { continue }
        columns.append(Int32(tour))
        values.append(-share * units)
      }
      try program.setRow(first + offset, columns: columns, values: values)
      blocks[cut.block].isPresent[cut.level * cover.cuts[block.component] + cut.cut] = true
    }
  }

  // MARK: - Solving

  /// What is left of the time limit for the whole program.
  private func remaining(_ options: SolveOptions) -> Duration? {
    options.timeLimit.map { max(.milliseconds(1), $0 - .milliseconds(Int(clock.seconds * 1000))) }
  }

  /// Solves the relaxation and adds broken rows until none is left; false when the solver gave up.
  private mutating func relax(
    _ program: inout LivingProgram, _ point: inout [Double], _ options: SolveOptions
  ) throws(SolverFault) -> Bool {
    for _ in 0..<Self.mostRounds {
      guard try program.optimize(prefersDual: true, timeLimit: remaining(options)) == .optimal else { return false }
      try program.readValues(into: &point)
      let broken = brokenCuts(point)
      if broken.isEmpty { return true }
      try add(broken, to: &program)
    }
    return try program.optimize(prefersDual: true, timeLimit: remaining(options)) == .optimal
  }

  /// A tour whose reduced cost is above the gap is in no better roster.
  private func fixHopeless(
    _ program: inout LivingProgram, _ present: [Double], gap: Double, _ options: SolveOptions
  ) throws(SolverFault) {
    var reduced: [Double] = []
    var isBasic: [UInt8] = []
    try program.readReducedCosts(into: &reduced, isBasic: &isBasic)
    let hopeless = tours.indices.filter { reduced[$0] > gap + 1e-6 && isBasic[$0] == 0 && present[$0] == 0 }
    let zeros = [Double](repeating: 0, count: hopeless.count)
    try program.setColumnBounds(hopeless.map { Int32($0) }, lower: zeros, upper: zeros)
    _ = try program.optimize(prefersDual: true, timeLimit: remaining(options))
  }

  private func isWhole(_ point: [Double]) -> Bool {
    tours.indices.allSatisfy { abs(point[$0] - point[$0].rounded()) < 1e-7 }
  }

  private func chosen(_ point: [Double]) -> [Int] {
    var chosen = [Int](repeating: 0, count: personCount)
    var place = [Int](repeating: 0, count: personCount)
    for (index, tour) in tours.enumerated() {
      if point[index] > 0.5 { chosen[tour.person] = place[tour.person] }
      place[tour.person] += 1
    }
    return chosen
  }

  // MARK: - The present roster

  /// The present tours, each person's first, as a point over the tours.
  private func presentTours() -> [Double] {
    var point = [Double](repeating: 0, count: tours.count)
    for index in tours.indices where index == 0 || tours[index].person != tours[index - 1].person { point[index] = 1 }
    return point
  }

  /// A point over the tours with the most that it lets be served.
  private func withServed(_ point: [Double]) -> [Double] {
    var full = point
    for index in blocks.indices {
      let work = work(index, point)
      for level in 0..<cover.components[blocks[index].component].levels {
        full.append(max(0, least(index, level, work).value))
      }
    }
    return full
  }

  private func cost(of present: [Double]) -> Double {
    let full = withServed(present)
    var sum = constant
    for index in tours.indices { sum += tours[index].cost * full[index] }
    for block in blocks {
      let view = cover.components[block.component]
      for level in 0..<view.levels { sum -= Double(view.weights[level]) * full[block.firstColumn + level] }
    }
    return sum
  }
}
