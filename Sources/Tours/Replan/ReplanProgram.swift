import Lanes
import LinearProgram

/// Writes a choice among tours of some people in rows and columns, cuts only where they are needed.
///
/// Cover is priced as in `CoverModel`, so the relaxation is the exact cost of fractions of tours.
/// What is served at a price level, F, is held by one row for every set S of groups:
///
///     F - (chosen tours' work by people who serve a group outside S) <= caps(S) + fixed people who serve a group outside S
///
/// Most of these rows never bind. The program starts with two of them, the empty set and the set that binds at present, and
/// with the sets that no chosen person touches as a plain bound of F; after each solve the row that the point breaks most is
/// added, until none is broken. Fewer rows only make the relaxation lower, so its bound holds at any time.
///
/// Columns are the tours, then what is served.
struct ReplanProgram {
  struct Result {
    var chosen: [Int]?
    var bound: Double
  }

  /// One tour of a person: what it costs by itself and where it works.
  struct Tour {
    /// With the price of its time above every requirement.
    var cost: Double
    var profile: Int
    var person: Int
    /// Counted among the tours of its person.
    var number: Int
    /// Whether it counts towards `mostChanges`.
    var isChange: Bool
    /// Whether it is the one to begin with.
    var isFirst: Bool
    var work: [(interval: Int, units: Double)]
  }

  /// One interval of one component that some tour touches.
  struct Block {
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
  struct Cut {
    var block: Int
    var level: Int
    var cut: Int
  }

  /// A row broken by less is left out.
  private static let tolerance = 1e-6

  /// Cover as it stands without the chosen people, which outlives the program.
  private let profiles: UnsafeMutablePointer<CoverState.ProfileView>
  private let components: UnsafeMutablePointer<CoverState.ComponentView>
  private let componentCount: Int
  private let overPrice: Double
  private(set) var tours: [Tour] = []
  /// Shape [people].
  private(set) var profileOf: [Int] = []
  private(set) var blocks: [Block] = []
  /// Shape [intervals][components], index of the block or -1.
  private var blockOf: [Int]
  private(set) var constant = 0.0
  private(set) var servedCount = 0
  let clock = Stopwatch()
  /// Most tours taken that are changes.
  private let mostChanges: Int

  var personCount: Int { profileOf.count }
  var columnCount: Int { tours.count + servedCount }

  init(_ cover: borrowing CoverState, mostChanges: Int) {
    self.mostChanges = mostChanges
    profiles = cover.profiles
    components = cover.components
    componentCount = cover.componentCount
    overPrice = Double(cover.overPrice)
    blockOf = [Int](repeating: -1, count: cover.intervals * cover.componentCount)
  }

  /// Begins the tours of the next person.
  mutating func begin(profile: Int) { profileOf.append(profile) }

  /// Adds a tour of the person begun last.
  ///
  /// - Parameters:
  ///   - isChange: whether it counts towards the most changes.
  ///   - isFirst: whether it is the one to begin with.
  mutating func add(cost: Double, isChange: Bool, isFirst: Bool, work: [(interval: Int, units: Double)]) {
    let (person, view) = (personCount - 1, profiles[profileOf[personCount - 1]])
    let number = tours.last.map { $0.person == person ? $0.number + 1 : 0 } ?? 0
    let served = view.component >= 0 ? work : []
    let time = served.reduce(0.0) { $0 + $1.units }
    // The first cut is empty, so its indicator counts everybody.
    let rate = view.component >= 0 ? overPrice * Double(view.indicator[0][0]) : 0
    tours.append(
      Tour(
        cost: cost + rate * time, profile: profileOf[person], person: person, number: number,
        isChange: isChange, isFirst: isFirst, work: served))
  }

  // MARK: - Columns

  /// A column for each tour and a row for each person.
  mutating func addTours(_ program: inout LivingProgram) throws(SolverFault) {
    var batch = ColumnBatch()
    for _ in 0..<personCount { batch.addRow(lower: 1, upper: 1) }
    batch.addRow(lower: -.infinity, upper: Double(mostChanges))
    for (index, tour) in tours.enumerated() {
      noteWork(index)
      // The limit's row comes after those of people.
      let rows = [Int32(tour.person)] + (tour.isChange ? [Int32(personCount)] : [])
      batch.addColumn(upper: 1, cost: tour.cost, rows: rows, values: rows.map { _ in 1 })
    }
    try batch.write(to: &program)
  }

  private mutating func noteWork(_ tour: Int) {
    let component = profiles[tours[tour].profile].component
    for (interval, units) in tours[tour].work { blocks[block(component, interval)].work.append((tour, units)) }
  }

  /// The block of an interval, made when it is first met.
  private mutating func block(_ component: Int, _ interval: Int) -> Int {
    let key = interval * componentCount + component
    if blockOf[key] >= 0 { return blockOf[key] }
    let view = components[component]
    blockOf[key] = blocks.count
    blocks.append(
      Block(
        component: component, interval: interval, firstColumn: 0,
        isPresent: [Bool](repeating: false, count: view.levels * view.cuts)))
    let people = view.rows + interval * view.rowLength
    constant += Double(view.emptyCost[interval]) + overPrice * Double(people[0][0])
    return blocks.count - 1
  }

  /// A column for what is served in each block at each level, bounded by the sets that nobody in the program touches. Where
  /// that leaves nothing to serve no row is needed.
  mutating func addServed(_ program: inout LivingProgram) throws(SolverFault) {
    var batch = ColumnBatch()
    let own = Set(profileOf).sorted()
    let untouched = (0..<componentCount).map { component in
      (0..<components[component].cuts).filter { cut in
        own.allSatisfy {
          let view = profiles[$0]
          return view.component != component || view.indicator[cut / 4][cut % 4] == 0
        }
      }
    }
    for index in blocks.indices {
      let component = blocks[index].component
      let view = components[component]
      blocks[index].firstColumn = tours.count + batch.count
      for level in 0..<view.levels {
        var bound = Double.infinity
        for cut in untouched[component] {
          bound = min(bound, fixed(index, level, cut))
          blocks[index].isPresent[level * view.cuts + cut] = true
        }
        if bound <= 0 {
          for cut in 0..<view.cuts { blocks[index].isPresent[level * view.cuts + cut] = true }
        }
        batch.addColumn(upper: max(0, bound), cost: -Double(view.weights[level]), [])
      }
    }
    servedCount = batch.count
    try batch.write(to: &program)
  }

  /// The side of a row that does not depend on the choice.
  private func fixed(_ block: Int, _ level: Int, _ cut: Int) -> Double {
    let view = components[blocks[block].component]
    let people = view.rows + blocks[block].interval * view.rowLength
    return Double((people + (1 + level) * view.vectors)[cut / 4][cut % 4] + people[cut / 4][cut % 4])
  }

  // MARK: - Rows

  /// The empty set and the set that binds at the present tours.
  func firstCuts(_ present: [Double]) -> [Cut] {
    missingCuts(present) { _, _, binding in binding.cut == 0 ? [0] : [0, binding.cut] }
  }

  /// Of each block and level the row that a point breaks most.
  func brokenCuts(_ point: [Double]) -> [Cut] {
    missingCuts(point) { block, level, binding in
      point[block.firstColumn + level] > binding.value + Self.tolerance ? [binding.cut] : []
    }
  }

  /// Of each block and level the rows that are wanted at a point and not in the program yet.
  private func missingCuts(
    _ point: [Double], _ wanted: (_ block: Block, _ level: Int, _ binding: (value: Double, cut: Int)) -> [Int]
  ) -> [Cut] {
    var cuts: [Cut] = []
    for (index, block) in blocks.enumerated() {
      let work = work(index, point)
      for level in 0..<components[block.component].levels {
        for cut in wanted(block, level, least(index, level, work))
        where !block.isPresent[level * components[block.component].cuts + cut] {
          cuts.append(Cut(block: index, level: level, cut: cut))
        }
      }
    }
    return cuts
  }

  /// Work of the chosen tours in a block by cut: shape [cuts].
  private func work(_ block: Int, _ point: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: components[blocks[block].component].cuts)
    for (tour, units) in blocks[block].work where point[tour] != 0 {
      let indicator = profiles[tours[tour].profile].indicator
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

  mutating func add(_ cuts: [Cut], to program: inout LivingProgram) throws(SolverFault) {
    let first = program.rowCount
    try program.addRows(
      lower: [Double](repeating: -.infinity, count: cuts.count),
      upper: cuts.map { fixed($0.block, $0.level, $0.cut) })
    for (offset, cut) in cuts.enumerated() {
      let block = blocks[cut.block]
      var columns = [Int32(block.firstColumn + cut.level)]
      var values = [1.0]
      for (tour, units) in block.work {
        let share = Double(profiles[tours[tour].profile].indicator[cut.cut / 4][cut.cut % 4])
        if share == 0 { continue }
        columns.append(Int32(tour))
        values.append(-share * units)
      }
      try program.setRow(first + offset, columns: columns, values: values)
      blocks[cut.block].isPresent[cut.level * components[block.component].cuts + cut.cut] = true
    }
  }

  // MARK: - Points

  func isWhole(_ point: [Double]) -> Bool {
    tours.indices.allSatisfy { abs(point[$0] - point[$0].rounded()) < 1e-7 }
  }

  /// Each person's tour at a whole point, counted in the order in which their tours came.
  func chosen(_ point: [Double]) -> [Int] {
    var chosen = [Int](repeating: 0, count: personCount)
    for (index, tour) in tours.enumerated() where point[index] > 0.5 { chosen[tour.person] = tour.number }
    return chosen
  }

  /// The tours to begin with as a point; nothing is served yet.
  func presentTours() -> [Double] {
    var point = [Double](repeating: 0, count: columnCount)
    for (index, tour) in tours.enumerated() where tour.isFirst { point[index] = 1 }
    return point
  }

  /// A point over the tours with the most that it lets be served.
  func withServed(_ point: [Double]) -> [Double] {
    var full = point
    for (index, block) in blocks.enumerated() {
      let work = work(index, point)
      for level in 0..<components[block.component].levels {
        full[block.firstColumn + level] = max(0, least(index, level, work).value)
      }
    }
    return full
  }

  /// The whole cost of a choice of tours.
  func cost(of choice: [Double]) -> Double {
    let full = withServed(choice)
    var sum = constant
    for index in tours.indices { sum += tours[index].cost * full[index] }
    for block in blocks {
      let view = components[block.component]
      for level in 0..<view.levels { sum -= Double(view.weights[level]) * full[block.firstColumn + level] }
    }
    return sum
  }
}
