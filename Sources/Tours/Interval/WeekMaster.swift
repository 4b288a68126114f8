import LinearProgram

/// The coarse master of one week: column generation until the prices settle.
struct WeekMaster {
  struct Part: Sendable {
    /// Shape [groups][intervals of the week].
    var prices: [Float]
    /// Work that late shifts bring to the beginning of the next week, shape of the prices.
    var late: [Double] = []
    var fault: SolverFault?
  }

  /// Share of the best prices so far in the prices that are tried next; settles the duals.
  private static let smoothing: Float = 0.5

  /// Relative gap between master and bound at which prices have settled; the last steps of a large master cost most of its time.
  private var tolerance: Double { kinds.count > 400 ? 0.006 : 0.002 }

  let master: CoarseMaster
  let week: Int
  let range: Range<Int>
  let blocks: Int
  let kinds: [CoarseMaster.Kind]
  /// The week that stands for the one before or after, at an end of the horizon.
  let before: Part?
  let after: Part?

  init(
    _ master: CoarseMaster, week: Int, kinds: [CoarseMaster.Kind], before: Part? = nil, after: Part? = nil
  ) {
    self.master = master
    self.before = before
    self.after = after
    self.week = week
    range = master.intervalRange(week)
    blocks = (range.count + master.blockLength - 1) / master.blockLength
    self.kinds = kinds
  }

  private func row(_ group: Int, _ interval: Int) -> Int {
    kinds.count + group * blocks + (interval - range.lowerBound) / master.blockLength
  }

  func solve(stop: @escaping () -> Bool) -> Part {
    var part = Part(prices: startPrices())
    do {
      try generate(&part, stop)
    } catch {
      part.fault = error
    }
    return part
  }

  private var beyond: WeekPricer.Beyond { before == nil && after == nil ? .wraps : .apart }

  /// What this week has to cover itself.
  private func required(_ group: Int, _ interval: Int) -> Double {
    let required = master.required(group, interval)
    guard let before, before.late.count >= before.prices.count else { return required }
    let length = before.prices.count / master.groupCount
    let offset = interval - range.lowerBound
    return offset < length ? max(0, required - before.late[group * length + offset]) : required
  }

  /// Worth of an agent in an interval that is not the week's.
  private func worthOutside(_ group: Int, _ interval: Int) -> Float {
    guard let after, interval >= range.upperBound else { return 0 }
    let length = after.prices.count / master.groupCount
    let offset = interval - range.upperBound
    return offset < length ? after.prices[group * length + offset] : 0
  }

  private func startPrices() -> [Float] {
    var prices: [Float] = []
    for group in 0..<master.groupCount {
      for interval in range {
        let first = interval - (interval - range.lowerBound) % master.blockLength
        let isWanted = (first..<min(first + master.blockLength, range.upperBound)).contains {
          required(group, $0) > 0
        }
        prices.append(Float(isWanted ? master.demand.prices[group].first / 2 : -master.demand.overPrice))
      }
    }
    return prices
  }

  /// Rows for kinds and blocks, with columns for shortage, surplus and, at a deterring price, nobody.
  private func makeProgram(_ program: inout LivingProgram) throws(SolverFault) {
    var right = kinds.map(\.count)
    right += [Double](repeating: 0, count: master.groupCount * blocks)
    for group in 0..<master.groupCount {
      for interval in range { right[row(group, interval)] += required(group, interval) }
    }
    var batch = ColumnBatch()
    for sum in right { batch.addRow(lower: sum, upper: sum) }
    for group in 0..<master.groupCount {
      for block in 0..<blocks {
        let place = kinds.count + group * blocks + block
        batch.addShortage(
          master.demand.prices[group], required: right[place], over: master.demand.overPrice, row: place)
      }
    }
    let deterrent = master.demand.prices.reduce(1) { max($0, $1.beyond) }
    for kind in kinds.indices { batch.addColumn(cost: 200 * deterrent, [(kind, 1)]) }
    try batch.write(to: &program)
  }

  private func generate(_ part: inout Part, _ stop: @escaping () -> Bool) throws(SolverFault) {
    var program = try LivingProgram()
    try makeProgram(&program)
    let pricer = WeekPricer(master, week: week, beyond: beyond)
    var duals: [Double] = []
    var current = part.prices
    var settling = SettlingPrices(smoothing: Self.smoothing)
    defer { if !settling.best.isEmpty { part.prices = settling.best } }
    var objective = Double.infinity
    var late: [[(key: Int, value: Double)]] = []
    for iteration in 0..<CoarseMaster.mostIterations {
      if stop() { break }
      if iteration > 0 {
        _ = try program.optimize(shouldStop: stop)
        if stop() { break }
        objective = program.objective
        try program.readDuals(into: &duals)
        for group in 0..<master.groupCount {
          for interval in range {
            let dual = duals[row(group, interval)]
            let price = min(master.demand.prices[group].beyond, max(-master.demand.overPrice, dual))
            current[group * range.count + interval - range.lowerBound] = Float(price)
          }
        }
      }
      let added = try settling.ask(current) { tried throws(SolverFault) in
        try price(tried, pricer, duals, isFirst: iteration == 0, &program, &late)
      }
      if added == 0 || (iteration > 2 && objective - settling.bound < tolerance * abs(objective) + 0.3) { break }
    }
    if !late.allSatisfy(\.isEmpty) { part.late = try lateWork(&program, late, stop) }
  }

  /// What the shares of the tours chosen bring to the next week; tours were the last columns to be added.
  private func lateWork(
    _ program: inout LivingProgram, _ late: [[(key: Int, value: Double)]], _ stop: @escaping () -> Bool
  ) throws(SolverFault) -> [Double] {
    _ = try program.optimize(shouldStop: stop)
    var values: [Double] = []
    try program.readValues(into: &values)
    var sums = [Double](repeating: 0, count: master.groupCount * range.count)
    for (column, entries) in late.enumerated() {
      let share = values[program.columnCount - late.count + column]
      for entry in entries { sums[entry.key] += share * entry.value }
    }
    return sums
  }

  /// Prices everybody, adds columns of negative reduced cost, and says the bound of the week at these prices.
  private func price(
    _ prices: [Float], _ pricer: WeekPricer, _ duals: [Double], isFirst: Bool, _ program: inout LivingProgram,
    _ late: inout [[(key: Int, value: Double)]]
  ) throws(SolverFault) -> (bound: Double, added: Int) {
    pricer.setPrices { group, interval in
      // Work that wraps is asked for by the interval of the week that stands for it.
      range.contains(interval)
        ? prices[group * range.count + interval - range.lowerBound] : worthOutside(group, interval)
    }
    var bound = 0.0
    for group in 0..<master.groupCount {
      for block in 0..<blocks {
        var wanted = 0.0
        let first = range.lowerBound + block * master.blockLength
        for interval in first..<min(first + master.blockLength, range.upperBound) {
          wanted += required(group, interval)
        }
        let value = Double(prices[group * range.count + first - range.lowerBound])
        master.demand.prices[group].add(wanted, worth: value, to: &bound)
      }
    }
    var batch = ColumnBatch()
    for (index, kind) in kinds.enumerated() {
      guard let cost = pricer.cheapest(kind.person) else { continue }
      bound += kind.count * Double(cost)
      let column = column(kind.person, row: index, pricer)
      var reduced = isFirst ? -1 : column.cost
      if !isFirst {
        for (row, value) in zip(column.rows, column.values) { reduced -= duals[Int(row)] * value }
      }
      if reduced < -1e-5 {
        batch.addColumn(cost: column.cost, rows: column.rows, values: column.values)
        late.append(column.late)
      }
    }
    try batch.write(to: &program)
    return (bound, batch.count)
  }

  private struct Column {
    var cost: Double
    var rows: [Int32]
    var values: [Double]
    /// The part of its work that lies in the next week, by place among the prices.
    var late: [(key: Int, value: Double)]
  }

  /// The column of the week tour that the pricer has just found: each interval serves the group priced best.
  private func column(_ person: Int, row index: Int, _ pricer: WeekPricer) -> Column {
    let someone = master.problem.people[person]
    let profile = master.profileOf[person]
    let scale = Double(master.profiles[profile].productivity) / Double(master.problem.unitsPerInterval)
    let menuFirst = master.problem.menus[someone.menu].first
    var work: [Int: Double] = [:]
    var late: [Int: Double] = [:]
    var cost = 0.0
    for day in pricer.days {
      let option = pricer.tour[day]
      if option < 0 {
        if !someone.offCosts.isEmpty { cost += Double(someone.offCosts[day]) }
        continue
      }
      if !someone.optionCosts.isEmpty { cost += Double(someone.optionCosts[Int(option) - menuFirst]) }
      master.table.forEachInterval(of: option, inGrid: false) { interval, units in
        guard let home = pricer.home(interval), let group = pricer.bestGroup(profile, interval) else { return }
        let amount = Double(units) * scale
        guard range.contains(home) else {
          cost -= amount * Double(worthOutside(group, home))
          return
        }
        work[row(group, home), default: 0] += amount
        if interval >= range.upperBound {
          late[group * range.count + home - range.lowerBound, default: 0] += amount
        }
      }
    }
    let overtime = master.judge.overtimeMinutes(pricer.tour, person: person, week: week)
    cost += Double(overtime) * master.problem.people[person].rules.overtimePrice
    let rows = work.keys.sorted()
    return Column(
      cost: cost, rows: [Int32(index)] + rows.map { Int32($0) }, values: [1] + rows.map { work[$0] ?? 0 },
      late: late.sorted { $0.key < $1.key })
  }
}

extension ColumnBatch {
  /// What a row of agents may be short of at both prices, and have too many.
  mutating func addShortage(_ price: ShortagePrice, required: Double, over: Double, row: Int) {
    if required > 0 {
      addColumn(upper: price.firstShare * required, cost: price.first, [(row, 1)])
      addColumn(cost: price.beyond, [(row, 1)])
    }
    addColumn(cost: over, [(row, -1)])
  }
}
