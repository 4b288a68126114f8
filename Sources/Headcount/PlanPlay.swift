public import LinearProgram

/// A plan played on possible courses of volume and attrition: starts stay as planned, everything else answers to what comes.
public struct PlanPlay: Sendable {
  /// Shape [courses][months]: net hours left short, all queues together.
  public internal(set) var short: [[Double]]
  /// Shape [courses][months]: whether some queue lacks more than the tolerance of the hours it wants.
  public internal(set) var isMissed: [[Bool]]
  /// Shape [queues][months]: in how many courses the queue does.
  public internal(set) var missedCourses: [[Int]]
  /// Shape [courses][months]: money, in cents.
  public internal(set) var money: [[Double]]
  /// Shape [courses]: price of the short hours, in cents.
  public internal(set) var shortage: [Double]
  /// Shape [courses][ceilings]: whether the ceiling is broken.
  public internal(set) var breaksCeiling: [[Bool]]
}

extension Headcount {
  /// Plays a plan.
  ///
  /// Month by month people leave one by one with the chance that attrition says; hours of the people who are left go where they are
  /// worth most, then overtime and partners within their limits at their prices, and the rest is short. A partner's growth counts
  /// from what was bought in the month before. People in transfers follow their mean.
  ///
  /// - Parameters:
  ///   - hours: shape [courses][queues][months], net hours wanted.
  ///   - tolerance: share of a queue's hours that may be lacking before its month counts as missed.
  ///   - generator: seeded by the caller; the same seed gives the same play.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func play(
    _ plan: HeadcountPlan, of problem: HeadcountProblem, hours: [[[Double]]], tolerance: Double = 0.01,
    using generator: inout some RandomNumberGenerator
  ) throws(SolverFault) -> PlanPlay {
    let model = HeadcountProgram(problem)
    let courses = hours.map { _ in problem.classes.indices.map { plan.walk($0, problem, using: &generator) } }
    let nothing = hours.map { _ in [Double](repeating: 0, count: problem.monthCount) }
    var play = PlanPlay(
      short: nothing, isMissed: nothing.map { $0.map { _ in false } },
      missedCourses: problem.demands.map { _ in [Int](repeating: 0, count: problem.monthCount) }, money: nothing,
      shortage: hours.map { _ in 0 }, breaksCeiling: [])
    var centreMoney = hours.map { _ in [String: [Double]]() }
    var before = hours.map { _ in problem.partners.map(\.before) }
    for month in 0..<problem.monthCount {
      var small = try MonthPlay(model, month)
      for course in hours.indices {
        let heads = courses[course]
        let found = try small.answer(
          wanted: model.blocks.map { $0.wanted(month) { hours[course][$0][month] }.reduce(0, +) },
          supply: problem.classes.indices.map { heads[$0][month].hours }, before: before[course],
          tolerance: tolerance)
        before[course] = found.bought
        play.short[course][month] = found.short.reduce(0, +)
        var lacking = problem.demands.map { _ in 0.0 }
        for (block, missing) in zip(model.blocks, found.short) {
          let parts = block.wanted(month) { hours[course][$0][month] }
          let want = parts.reduce(0, +)
          play.shortage[course] += HourDemand.shortage(missing, of: want, price: block.shortPrice)
          for (queue, part) in zip(block.queues, parts) where want > 0 { lacking[queue] += missing * part / want }
        }
        for queue in problem.demands.indices
        where MonthPlay.isMissed(lacking[queue], of: max(0, hours[course][queue][month]), tolerance) {
          play.isMissed[course][month] = true
          play.missedCourses[queue][month] += 1
        }
        for (index, kind) in problem.classes.enumerated() {
          let fixed = plan.money.lazy.filter {
            $0.month == month && $0.staffClass == index && ($0.kind == .hiring || $0.kind == .training)
          }.reduce(0) { $0 + $1.cents }
          let cents = heads[index][month].heads * kind.pay[month].total + Double(fixed)
          play.money[course][month] += cents
          centreMoney[course][kind.costCentre, default: nothing[0]][month] += cents
        }
        for (centre, cents) in found.money {
          play.money[course][month] += cents
          centreMoney[course][centre, default: nothing[0]][month] += cents
        }
      }
    }
    play.breaksCeiling = hours.indices.map { course in
      problem.ceilings.map { ceiling in
        let spent = ceiling.months.reduce(0.0) { sum, month in
          sum + (ceiling.costCentre.map { centreMoney[course][$0]?[month] ?? 0 } ?? play.money[course][month])
        }
        return spent > Double(ceiling.most) + 0.5
      }
    }
    return play
  }
}

extension HeadcountPlan {
  /// Heads of a class and their hours by month, with people leaving one by one.
  fileprivate func walk(
    _ index: Int, _ problem: HeadcountProblem, using generator: inout some RandomNumberGenerator
  ) -> [(heads: Double, hours: Double)] {
    let kind = problem.classes[index]
    var months = [(heads: Double, hours: Double)](repeating: (0, 0), count: problem.monthCount)
    func follow(_ cohort: StaffClass.Cohort) {
      // Whole people leave one by one; a part of one follows the mean.
      var people = Int(cohort.heads)
      var part = cohort.heads - Double(people)
      let first = max(cohort.counted, cohort.start)
      for month in first..<max(problem.monthCount, first) {
        if month >= 0 {
          let heads = (Double(people) + part) * cohort.share(of: month)
          months[month].heads += heads
          months[month].hours += heads * kind.hours(in: month, startedIn: cohort.start)
        }
        guard cohort.end == nil else { continue }
        let rate = kind.leaving(after: month - cohort.start)
        part *= 1 - rate
        guard rate > 0 else { continue }
        for _ in 0..<people where Double(generator.next() >> 11) * 0x1p-53 < rate { people -= 1 }
      }
    }
    kind.present.forEach(follow)
    for (month, people) in starts[index].enumerated() where people > 0 {
      follow(StaffClass.Cohort(start: month, heads: Double(people)))
    }
    for (place, transfer) in problem.transfers.enumerated() where transfer.from == index || transfer.to == index {
      let (from, to) = (problem.classes[transfer.from], problem.classes[transfer.to])
      for (start, people) in moves[place].enumerated() where people > 0 {
        for month in start..<problem.monthCount {
          let there = HeadcountProgram.moved(transfer, from, to, start: start, month: month)
          let heads = Double(people) * (transfer.to == index ? there.to : -there.from)
          let training =
            transfer.from == index
            ? Double(people) * HeadcountProgram.inTraining(transfer, from, start: start, month: month) : 0
          months[month].heads += heads
          months[month].hours += (heads - training) * kind.hours[month]
        }
      }
    }
    return months
  }
}

/// One month of a plan as a small linear program that stays alive from course to course.
struct MonthPlay: ~Copyable {
  private let model: HeadcountProgram
  private let month: Int
  private var living: LivingProgram
  private var values: [Double] = []
  private let overtimeColumns: [Int32]
  private let boughtColumns: [[Int32]]
  private let idleColumns: [Int32]
  private let shortColumns: [Int32]
  private let farColumns: [Int32]
  private let groupRows: Range<Int>
  private let partnerRows: Range<Int>
  private let coverRows: Range<Int>

  init(_ model: HeadcountProgram, _ month: Int) throws(SolverFault) {
    let problem = model.problem
    let (groups, partners, blocks) = (model.groups.count, problem.partners.count, model.blocks.count)
    let firstPartner = groups
    let firstCover = groups + partners
    let firstBilled = firstCover + blocks
    let billed = problem.partners.map { $0.billedRange(in: month) }
    var living = try LivingProgram()
    var (overtimeColumns, idleColumns) = ([Int32](), [Int32]())
    var (shortColumns, farColumns) = ([Int32](), [Int32]())
    var boughtColumns: [[Int32]] = []
    try living.addRows(
      lower: .init(repeating: -.infinity, count: groups) + .init(repeating: 0, count: partners + blocks)
        + billed.map { $0?.lowerBound ?? -.infinity },
      upper: .init(repeating: 0, count: groups) + .init(repeating: .infinity, count: partners + blocks)
        + billed.map { $0?.upperBound ?? .infinity })
    for (index, group) in model.groups.enumerated() {
      for block in group.blocks {
        try living.addColumn(cost: 0, rows: [Int32(index), Int32(firstCover + block)], values: [1, 1])
      }
    }
    for pool in model.overtime {
      overtimeColumns.append(
        Int32(try living.addColumn(upper: 0, cost: pool.price[month], rows: [Int32(pool.group)], values: [-1])))
    }
    for (index, partner) in problem.partners.enumerated() {
      var own: [Int32] = []
      let row = Int32(firstPartner + index)
      let billedRow = billed[index] == nil ? [] : [Int32(firstBilled + index)]
      for block in model.partnerBlocks[index] {
        let place = partner.queues.firstIndex(of: model.blocks[block].queues[0]) ?? 0
        own.append(
          Int32(
            try living.addColumn(
              cost: partner.price[place][month], rows: [row, Int32(firstCover + block)] + billedRow,
              values: [1, 1] + billedRow.map { _ in partner.billed(place, in: month) })))
      }
      boughtColumns.append(own)
      idleColumns.append(
        Int32(
          try living.addColumn(
            upper: max(0, partner.leastHours(in: month)), cost: partner.idlePrice(in: month),
            rows: [row] + billedRow, values: [1] + billedRow.map { _ in partner.idleBilled(in: month) })))
    }
    for (index, block) in model.blocks.enumerated() {
      shortColumns.append(
        Int32(
          try living.addColumn(cost: block.shortPrice, rows: [Int32(firstCover + index)], values: [1])))
      farColumns.append(
        Int32(
          try living.addColumn(cost: 2 * block.shortPrice, rows: [Int32(firstCover + index)], values: [1])))
    }
    // All at once at the end: what is half made cannot be taken apart when a call throws.
    self.model = model
    self.month = month
    self.living = living
    self.overtimeColumns = overtimeColumns
    self.boughtColumns = boughtColumns
    self.idleColumns = idleColumns
    self.shortColumns = shortColumns
    self.farColumns = farColumns
    groupRows = 0..<groups
    partnerRows = firstPartner..<firstCover
    coverRows = firstCover..<firstBilled
  }

  /// The cheapest answer to one course.
  ///
  /// - Parameter tolerance: share of the hours wanted that a queue may lack before partners lose the part of the price that is for service.
  mutating func answer(
    wanted: [Double], supply: [Double], before: [Double], tolerance: Double
  ) throws(SolverFault) -> (short: [Double], bought: [Double], money: [(centre: String, cents: Double)]) {
    let problem = model.problem
    let groupHours = model.groups.map { group in max(0, group.classes.reduce(0) { $0 + supply[$1] }) }
    try living.setRowBounds(
      groupRows.map { Int32($0) }, lower: groupHours.map { _ in -.infinity }, upper: groupHours)
    try living.setRowBounds(coverRows.map { Int32($0) }, lower: wanted, upper: wanted)
    try living.setColumnBounds(
      shortColumns, lower: wanted.map { _ in 0 }, upper: wanted.map { HourDemand.shareAtPrice * $0 })
    let limits = model.overtime.map { pool in max(0, pool.share * pool.classes.reduce(0) { $0 + supply[$1] }) }
    try living.setColumnBounds(overtimeColumns, lower: limits.map { _ in 0 }, upper: limits)
    let most = problem.partners.enumerated().map { index, partner in
      let limit = partner.growth.map { min(partner.most[month], before[index] + $0) } ?? partner.most[month]
      return max(partner.leastHours(in: month), limit)
    }
    try living.setRowBounds(
      partnerRows.map { Int32($0) }, lower: problem.partners.map { max(0, $0.least[month]) }, upper: most)
    _ = try living.optimize(prefersDual: true)
    try living.readValues(into: &values)
    var money: [(centre: String, cents: Double)] = []
    for (pool, column) in zip(model.overtime, overtimeColumns) {
      money.append((problem.classes[pool.classes[0]].costCentre, max(0, values[Int(column)]) * pool.price[month]))
    }
    let short = zip(shortColumns, farColumns).map { max(0, values[Int($0)]) + max(0, values[Int($1)]) }
    var bought: [Double] = []
    for (index, partner) in problem.partners.enumerated() {
      var (used, billed, listed, cents) = (0.0, 0.0, 0.0, 0.0)
      for (block, column) in zip(model.partnerBlocks[index], boughtColumns[index]) {
        let place = partner.queues.firstIndex(of: model.blocks[block].queues[0]) ?? 0
        let hours = max(0, values[Int(column)])
        let isMissed = Self.isMissed(short[block], of: wanted[block], tolerance)
        used += hours
        billed += hours * partner.billed(place, in: month)
        listed += hours * partner.price[place][month]
        cents += hours * partner.price[place][month] * (isMissed ? 1 - partner.missedShare : 1)
      }
      let idle = max(0, values[Int(idleColumns[index])])
      // What a missed month takes off the price it takes off the rebate too.
      let rebate = partner.rebate(
        in: month, used: billed, idle: idle * partner.idleBilled(in: month), paidShare: listed > 0 ? cents / listed : 1)
      cents += idle * partner.idlePrice(in: month) - rebate
      bought.append(used + idle)
      money.append((partner.costCentre, cents))
    }
    return (short, bought, money)
  }

  /// Whether so many of the hours that are wanted lacking make a month missed.
  static func isMissed(_ short: Double, of wanted: Double, _ tolerance: Double) -> Bool {
    short > tolerance * wanted + 1e-6
  }
}
