import Headcount

/// Every combination of starts, intakes, transfers and open tiers of a small case, each with the cheapest rest by a simplex method
/// written for this test: heads are walked from month to month, every class has its own hours on every queue, and nothing is shared
/// with the program under test but the values it is given.
struct BruteForce {
  let problem: HeadcountProblem
  private var months: Int { problem.monthCount }

  /// Decisions in whole numbers.
  private struct Choice {
    var starts: [[Int]]
    var moves: [[Int]]
    var isTierOpen: [Bool]
  }

  /// The least cost in cents; nil where no plan keeps the ceilings.
  func leastCost() -> Double? {
    var best: Double?
    for choice in choices() {
      guard let cost = cost(of: choice) else { continue }
      best = min(best ?? cost, cost)
    }
    return best
  }

  private func choices() -> [Choice] {
    var all = [
      Choice(
        starts: problem.classes.map { _ in Array(repeating: 0, count: months) },
        moves: problem.transfers.map { _ in Array(repeating: 0, count: months) },
        isTierOpen: Array(repeating: false, count: months))
    ]
    for (index, kind) in problem.classes.enumerated() {
      guard let hiring = kind.hiring else { continue }
      for month in hiring.earliest..<months {
        // With one intake a month: nobody, or an allowed size; a size of one upwards needs no intake.
        all = all.flatMap { choice in
          ([0] + Array(hiring.size)).map { people in
            var other = choice
            other.starts[index][month] = people
            return other
          }
        }
      }
    }
    for (index, transfer) in problem.transfers.enumerated() {
      for month in 0..<months where month + transfer.months < months {
        all = all.flatMap { choice in
          (0...transfer.mostAMonth).map { people in
            var other = choice
            other.moves[index][month] = people
            return other
          }
        }
      }
    }
    if problem.partners.contains(where: { !$0.tiers.isEmpty }) {
      for month in 0..<months {
        all = all.flatMap { choice in
          [false, true].map { isOpen in
            var other = choice
            other.isTierOpen[month] = isOpen
            return other
          }
        }
      }
    }
    return all
  }

  /// A group of people of one class who started together.
  private struct People {
    var heads: Double
    var tenure: Int
    var end: Int?
    var isMoved = false
  }

  private func cost(of choice: Choice) -> Double? {
    var money = problem.ceilings.map { _ in 0.0 }
    var total = 0.0
    func pay(_ cents: Double, _ month: Int, _ centre: String) {
      total += cents
      for (index, ceiling) in problem.ceilings.enumerated()
      where ceiling.months.contains(month) && (ceiling.costCentre == nil || ceiling.costCentre == centre) {
        money[index] += cents
      }
    }
    var hours = problem.classes.map { _ in Array(repeating: 0.0, count: months) }
    // People walked month by month.
    var people = problem.classes.map { kind in
      kind.present.filter { $0.start < 0 }.map { People(heads: $0.heads, tenure: -$0.start, end: $0.end) }
    }
    for month in 0..<months {
      if month > 0 {
        for index in people.indices {
          let rates = problem.classes[index].attrition
          for place in people[index].indices {
            if people[index][place].end == nil {
              let tenure = people[index][place].isMoved ? 1_000_000 : people[index][place].tenure
              let rate = rates.isEmpty ? 0 : rates[min(tenure, rates.count - 1)]
              people[index][place].heads *= 1 - rate
            }
            people[index][place].tenure += 1
          }
        }
      }
      for (index, kind) in problem.classes.enumerated() {
        for cohort in kind.present where cohort.start == month {
          people[index].append(People(heads: cohort.heads, tenure: 0, end: cohort.end))
        }
        people[index].removeAll { $0.end.map { $0 <= month } ?? false }
        let starting = choice.starts[index][month]
        guard starting > 0, let hiring = kind.hiring else { continue }
        people[index].append(People(heads: Double(starting), tenure: 0, end: nil))
        pay(Double(starting) * (hiring.costAPerson[month] + hiring.trainingAPerson[month]), month, kind.costCentre)
        pay(hiring.costAnIntake[month], month, kind.costCentre)
      }
      var training = problem.classes.map { _ in 0.0 }
      for (place, transfer) in problem.transfers.enumerated() {
        let from = problem.classes[transfer.from]
        pay(Double(choice.moves[place][month]) * transfer.cost[month], month, from.costCentre)
        let stay = 1 - (from.attrition.last ?? 0)
        for begun in max(0, month - transfer.months)...month {
          var heads = Double(choice.moves[place][begun])
          for _ in begun..<month { heads *= stay }
          if month < begun + transfer.months {
            training[transfer.from] += heads
          } else if month == begun + transfer.months {
            people[transfer.from].append(
              People(heads: -heads * transfer.passing, tenure: 1_000_000, end: nil, isMoved: true))
            people[transfer.to].append(
              People(heads: heads * transfer.passing, tenure: 1_000_000, end: nil, isMoved: true))
          }
        }
      }
      for (index, kind) in problem.classes.enumerated() {
        func ramp(_ tenure: Int) -> Double { kind.ramp.isEmpty ? 1 : kind.ramp[min(tenure, kind.ramp.count - 1)] }
        let heads = people[index].reduce(0) { $0 + $1.heads }
        pay(heads * kind.pay[month].total, month, kind.costCentre)
        hours[index][month] =
          kind.hours[month] * (people[index].reduce(0) { $0 + $1.heads * ramp($1.tenure) } - training[index])
        let isSource = problem.transfers.contains { $0.from == index }
        let experienced = people[index].reduce(0) { sum, group in
          group.isMoved || group.end == nil && group.tenure >= max(0, kind.ramp.count - 1, kind.attrition.count - 1)
            ? sum + group.heads : sum
        }
        if isSource, experienced - training[index] < -1e-7 { return nil }
        if hours[index][month] < -1e-7 { return nil }
      }
      for limit in problem.seats where limit.months?.contains(month) ?? true {
        func heads(_ all: [People]) -> Double { all.reduce(0) { $0 + $1.heads } }
        let there = problem.classes.indices.filter { problem.classes[$0].site == limit.site }
        // People who are there stay in any case.
        let fixed = there.reduce(0.0) { sum, index in sum + present(index, month) }
        let now = there.reduce(0.0) { $0 + heads(people[$1]) }
        if now - fixed > max(0, Double(limit.most) - fixed) + 1e-7 { return nil }
      }
    }
    return rest(hours: hours, isTierOpen: choice.isTierOpen, spent: money).map { $0 + total }
  }

  /// Heads of people who are there or signed, by month.
  private func present(_ index: Int, _ month: Int) -> Double {
    let kind = problem.classes[index]
    return kind.present.reduce(0) { sum, cohort in
      guard cohort.start <= month, cohort.end.map({ month < $0 }) ?? true else { return sum }
      var heads = cohort.heads
      if cohort.end == nil {
        for past in max(0, cohort.start)..<max(month, max(0, cohort.start)) {
          heads *= 1 - (kind.attrition.isEmpty ? 0 : kind.attrition[min(past - cohort.start, kind.attrition.count - 1)])
        }
      }
      return sum + heads
    }
  }

  /// The cheapest overtime, partner hours and shortage for given hours of people; nil where a ceiling cannot be kept.
  private func rest(hours: [[Double]], isTierOpen: [Bool], spent: [Double]) -> Double? {
    var simplex = Simplex()
    var ceilings = problem.ceilings.map { _ in [(Int, Double)]() }
    func money(_ variable: Int, _ cents: Double, _ month: Int, _ centre: String) {
      for (index, ceiling) in problem.ceilings.enumerated()
      where ceiling.months.contains(month) && (ceiling.costCentre == nil || ceiling.costCentre == centre) {
        ceilings[index].append((variable, cents))
      }
    }
    var cover = problem.demands.map { _ in (0..<months).map { _ in [(Int, Double)]() } }
    for (index, kind) in problem.classes.enumerated() {
      for month in 0..<months {
        var given = kind.queues.map { queue -> (Int, Double) in
          let variable = simplex.variable(cost: 0)
          cover[queue][month].append((variable, 1))
          return (variable, 1)
        }
        if let overtime = kind.overtime {
          let extra = simplex.variable(cost: overtime.price[month])
          money(extra, overtime.price[month], month, kind.costCentre)
          given.append((extra, -1))
          simplex.atMost([(extra, 1)], overtime.share * hours[index][month])
        }
        simplex.atMost(given, hours[index][month])
      }
    }
    for partner in problem.partners {
      var before: [(Int, Double)] = []
      for month in 0..<months {
        var all = partner.queues.enumerated().map { place, queue -> (Int, Double) in
          let variable = simplex.variable(cost: partner.price[place][month])
          money(variable, partner.price[place][month], month, partner.costCentre)
          cover[queue][month].append((variable, 1))
          return (variable, 1)
        }
        // Without the bonus, which is for hours that are used.
        let mean = partner.price.reduce(0) { $0 + $1[month] } / Double(partner.price.count) / (1 + partner.bonus)
        let used = all
        let idle = simplex.variable(cost: mean)
        money(idle, mean, month, partner.costCentre)
        all.append((idle, 1))
        simplex.atMost(all, partner.most[month])
        simplex.atMost(all.map { ($0.0, -1) }, -partner.least[month])
        if let growth = partner.growth {
          if month == 0 {
            simplex.atMost(all, max(partner.least[0], partner.before + growth))
          } else {
            simplex.atMost(
              all + before.map { ($0.0, -1) }, max(growth, partner.least[month] - partner.least[month - 1]))
          }
        }
        if let tier = partner.tiers.first, isTierOpen[month] {
          // Hours above that are used, and such as are not: the first hours of the month.
          let (full, bare) = (tier.rebate[month], tier.rebate[month] / (1 + partner.bonus))
          let (above, unusedAbove) = (simplex.variable(cost: -full), simplex.variable(cost: -bare))
          money(above, -full, month, partner.costCentre)
          money(unusedAbove, -bare, month, partner.costCentre)
          simplex.atMost([(above, 1)] + used.map { ($0.0, -1) }, 0)
          simplex.atMost([(above, 1), (unusedAbove, 1)] + all.map { ($0.0, -1) }, -tier.from)
        }
        before = all
      }
    }
    for (queue, demand) in problem.demands.enumerated() {
      for month in 0..<months {
        // Up to a tenth at the price, beyond it at twice the price.
        let near = simplex.variable(cost: demand.shortPrice)
        let far = simplex.variable(cost: 2 * demand.shortPrice)
        simplex.atMost([(near, 1)], 0.1 * demand.hours[month])
        simplex.atMost((cover[queue][month] + [(near, 1), (far, 1)]).map { ($0.0, -$0.1) }, -demand.hours[month])
      }
    }
    for (index, ceiling) in problem.ceilings.enumerated() {
      simplex.atMost(ceilings[index], Double(ceiling.most) - spent[index])
    }
    return simplex.least()
  }
}

/// Least cost of variables from 0 up under rows "at most", by the two-phase tableau method with Bland's rule.
struct Simplex {
  private var costs: [Double] = []
  private var rows: [([(Int, Double)], Double)] = []

  mutating func variable(cost: Double) -> Int {
    costs.append(cost)
    return costs.count - 1
  }

  mutating func atMost(_ terms: [(Int, Double)], _ most: Double) { rows.append((terms, most)) }

  /// nil where no point keeps all rows.
  func least() -> Double? {
    let (count, width) = (costs.count, costs.count + 2 * rows.count + 1)
    var table = rows.map { _ in [Double](repeating: 0, count: width) }
    var basis: [Int] = []
    for (row, entry) in rows.enumerated() {
      let sign = entry.1 < 0 ? -1.0 : 1.0
      for (variable, value) in entry.0 { table[row][variable] += sign * value }
      table[row][count + row] = sign
      table[row][width - 1] = sign * entry.1
      if sign < 0 {
        table[row][count + rows.count + row] = 1
        basis.append(count + rows.count + row)
      } else {
        basis.append(count + row)
      }
    }
    var phase = [Double](repeating: 0, count: width)
    for column in count + rows.count..<width - 1 { phase[column] = 1 }
    guard let infeasible = run(&table, &basis, phase, allowed: width - 1), infeasible < 1e-6 else { return nil }
    let real = costs + [Double](repeating: 0, count: width - count)
    return run(&table, &basis, real, allowed: count + rows.count)
  }

  private func run(_ table: inout [[Double]], _ basis: inout [Int], _ costs: [Double], allowed: Int) -> Double? {
    let last = table.first.map { $0.count - 1 } ?? 0
    var reduced = costs
    for row in table.indices where costs[basis[row]] != 0 {
      let factor = costs[basis[row]]
      for column in 0...last { reduced[column] -= factor * table[row][column] }
    }
    for _ in 0..<20_000 {
      guard let column = (0..<allowed).first(where: { reduced[$0] < -1e-7 }) else { return -reduced[last] }
      var leaving: (row: Int, ratio: Double)?
      for row in table.indices where table[row][column] > 1e-9 {
        let ratio = table[row][last] / table[row][column]
        if let best = leaving, ratio > best.ratio - 1e-12,
          !(abs(ratio - best.ratio) <= 1e-12 && basis[row] < basis[best.row])
        {
          continue
        }
        leaving = (row, ratio)
      }
      guard let row = leaving?.row else { return nil }
      let pivot = table[row][column]
      for place in 0...last { table[row][place] /= pivot }
      for other in table.indices where other != row && table[other][column] != 0 {
        let factor = table[other][column]
        for place in 0...last { table[other][place] -= factor * table[row][place] }
      }
      let factor = reduced[column]
      for place in 0...last { reduced[place] -= factor * table[row][place] }
      basis[row] = column
    }
    return nil
  }
}
