public import LinearProgram

/// An amount of money of a plan, in whole cents.
public struct MoneyItem: Hashable, Sendable {
  /// What money is for.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Wages of the contract's hours.
    case wages
    /// Supplements for nights, Sundays and holidays.
    case supplements
    /// The employer's charges.
    case charges
    /// Hours beyond the contract.
    case overtime
    /// Hours of partners.
    case partner
    /// Finding and signing people.
    case hiring
    /// Training of people who start or change.
    case training
  }

  /// The month.
  public var month: Int
  /// Index of the class; `nil` for a partner's.
  public var staffClass: Int?
  /// Index of the partner; `nil` for a class's.
  public var partner: Int?
  /// Index of the queue, of a partner's hours that were used; `nil` where no single queue is meant.
  public var queue: Int?
  /// Index of the transfer whose training it is; `nil` for all else.
  public var transfer: Int?
  /// Whether it is hiring or training of people who were signed before the plan.
  public var isSigned = false
  /// What it is for.
  public var kind: Kind
  /// Cents of the plan's currency.
  public var cents: Int
}

/// Heads of a class in a month and how they came about.
public struct HeadCount: Hashable, Sendable {
  /// Heads of the month.
  public var heads: Double
  /// People who start in it, signed ones among them.
  public var starts: Double
  /// Heads that left since the month before.
  public var leavers: Double
  /// Heads that came from other classes.
  public var movedIn: Double
  /// Heads that went to other classes.
  public var movedOut: Double
  /// Heads in training for another class, who are counted but do not work.
  public var inTraining: Double
  /// Net hours they give, overtime not counted.
  public var hours: Double
  /// Net hours of overtime.
  public var overtimeHours: Double
}

/// Who starts when, what it gives and what it costs.
public struct HeadcountPlan: Sendable {
  /// Shape [classes][months]: people hired to start.
  public internal(set) var starts: [[Int]]
  /// Shape [classes][months]: intakes, as few as people need.
  public internal(set) var intakes: [[Int]]
  /// Shape [transfers][months]: people who begin.
  public internal(set) var moves: [[Int]]
  /// Shape [classes][months].
  public internal(set) var heads: [[HeadCount]]
  /// Shape [queues][months]: net hours that stay short.
  public internal(set) var short: [[Double]]
  /// Shape [queues][months]: net hours that people give, overtime included.
  public internal(set) var own: [[Double]]
  /// Shape [classes][queues][months]: net hours that people who serve the same as the class give each queue, overtime included.
  package internal(set) var given: [[[Double]]]
  /// Shape [partners][queues of the partner][months]: net hours bought.
  public internal(set) var bought: [[[Double]]]
  /// Shape [partners][months]: net hours paid and not used.
  public internal(set) var idle: [[Double]]
  /// Every amount of money, by month, then classes, then partners.
  public internal(set) var money: [MoneyItem] = []
  /// Price of the short hours, in cents: no money, but what their shortage is taken to cost.
  public internal(set) var shortagePrice: Double
  /// Money and shortage as the search counts them, in cents, before money is rounded.
  public internal(set) var cost: Double
  /// No plan costs less.
  public internal(set) var bound: Double
  /// Nodes of branch and bound.
  public internal(set) var nodes: Int
  /// Whether the plan is proven the best, or within the gap that was asked for, rather than cut short.
  public internal(set) var proof: Proof

  /// (cost - bound) / cost.
  public var gap: Double { cost > 0 ? max(0, cost - bound) / cost : 0 }

  /// All money, in cents.
  public var total: Int { money.reduce(0) { $0 + $1.cents } }

  init(_ answer: Answer, of model: HeadcountProgram) {
    let problem = model.problem
    let months = 0..<problem.monthCount
    func whole(_ variable: LinearProgram.Variable?) -> Int { variable.map { Int(answer[$0].rounded()) } ?? 0 }
    starts = model.starts.map { $0.map(whole) }
    intakes = zip(problem.classes, starts).map { kind, own in
      let most = kind.hiring?.size.upperBound ?? 1
      return own.map { ($0 + most - 1) / most }
    }
    moves = model.moves.map { $0.map { Int(answer[$0].rounded()) } }
    shortagePrice = model.shortage(at: answer)
    cost = answer.objective + model.constantCost
    bound = answer.bound + model.constantCost
    nodes = answer.nodes
    proof = answer.proof
    heads = []
    short = problem.demands.map { _ in months.map { _ in 0 } }
    own = short
    given = [[[Double]]](repeating: short, count: problem.classes.count)
    bought = problem.partners.map { $0.queues.map { _ in months.map { _ in 0.0 } } }
    idle = model.idle.map { $0.map { max(0, answer[$0]) } }
    spread(answer, model)
    heads = problem.classes.indices.map { countHeads($0, answer, model) }
    countMoney(answer, model)
  }

  /// Gives what blocks of queues have to their queues, in proportion to what these want.
  private mutating func spread(_ answer: Answer, _ model: HeadcountProgram) {
    let problem = model.problem
    for (index, block) in model.blocks.enumerated() {
      for month in 0..<problem.monthCount {
        let wanted = block.wanted(month) { problem.demands[$0].hours[month] }
        let all = wanted.reduce(0, +)
        func share(_ place: Int) -> Double { all > 0 ? wanted[place] / all : 1 / Double(block.queues.count) }
        var people = 0.0
        for (group, members) in model.groups.enumerated() {
          guard let place = members.blocks.firstIndex(of: index) else { continue }
          let hours = max(0, answer[model.given[group][place][month]])
          people += hours
          for kind in members.classes {
            for (place, queue) in block.queues.enumerated() { given[kind][queue][month] += hours * share(place) }
          }
        }
        for (place, queue) in block.queues.enumerated() {
          let missing = model.short[index][month]
          short[queue][month] += (max(0, answer[missing.near]) + max(0, answer[missing.far])) * share(place)
          own[queue][month] += people * share(place)
        }
        for (partner, taken) in model.partnerBlocks.enumerated() {
          guard let position = taken.firstIndex(of: index) else { continue }
          let hours = max(0, answer[model.bought[partner][position][month]])
          for (place, queue) in block.queues.enumerated() {
            guard let column = problem.partners[partner].queues.firstIndex(of: queue) else { continue }
            bought[partner][column][month] += hours * share(place)
          }
        }
      }
    }
  }

  private func countHeads(_ index: Int, _ answer: Answer, _ model: HeadcountProgram) -> [HeadCount] {
    let problem = model.problem
    let kind = problem.classes[index]
    let pool = model.overtime.first { $0.classes.contains(index) }
    var counts: [HeadCount] = []
    for month in 0..<problem.monthCount {
      var count = HeadCount(
        heads: 0, starts: 0, leavers: 0, movedIn: 0, movedOut: 0, inTraining: 0, hours: 0, overtimeHours: 0)
      func add(_ cohort: [Double], startedIn start: Int, late: Double = 0) {
        count.heads += cohort[month]
        count.hours += cohort[month] * kind.hours(in: month, startedIn: start)
        guard month != start else { return count.starts += cohort[month] }
        guard month > 0 else { return }
        // Days that the first month lacked of a head start in the second.
        count.starts += month == start + 1 ? late : 0
        count.leavers += cohort[month - 1] + (month == start + 1 ? late : 0) - cohort[month]
      }
      for cohort in kind.present {
        add(
          kind.heads(of: cohort, monthCount: problem.monthCount), startedIn: cohort.start,
          late: cohort.end == cohort.start + 1 ? 0 : cohort.heads * cohort.late)
      }
      for start in 0...month where starts[index][start] > 0 {
        var cohort = [Double](repeating: 0, count: problem.monthCount)
        for later in start..<problem.monthCount {
          cohort[later] = Double(starts[index][start]) * model.survivals[index][later - start]
        }
        add(cohort, startedIn: start)
      }
      addMoves(to: &count, of: index, month: month, problem)
      count.overtimeHours =
        pool.map { pool in
          let all = pool.classes.reduce(0) { sum, other in
            let hours = model.hours(of: other, in: month)
            return sum + hours.constant + hours.terms.reduce(0) { $0 + $1.1 * answer[$1.0] }
          }
          return all > 0 ? max(0, answer[pool.hours[month]]) * count.hours / all : 0
        } ?? 0
      counts.append(count)
    }
    return counts
  }

  private func addMoves(to count: inout HeadCount, of index: Int, month: Int, _ problem: HeadcountProblem) {
    for (place, transfer) in problem.transfers.enumerated() where transfer.from == index || transfer.to == index {
      let (from, to) = (problem.classes[transfer.from], problem.classes[transfer.to])
      for start in 0...month where moves[place][start] > 0 {
        let people = Double(moves[place][start])
        let now = HeadcountProgram.moved(transfer, from, to, start: start, month: month)
        let before =
          month > 0 ? HeadcountProgram.moved(transfer, from, to, start: start, month: month - 1) : (from: 0, to: 0)
        let isChange = month == start + transfer.months
        if transfer.from == index {
          let training = people * HeadcountProgram.inTraining(transfer, from, start: start, month: month)
          count.inTraining += training
          count.heads -= people * now.from
          count.hours -= (training + people * now.from) * from.hours[month]
          // Of those who are gone, nobody leaves any more.
          if isChange {
            count.movedOut += people * now.from
          } else {
            count.leavers -= people * (before.from - now.from)
          }
        }
        if transfer.to == index {
          count.heads += people * now.to
          count.hours += people * now.to * to.hours[month]
          if isChange { count.movedIn += people * now.to } else { count.leavers += people * (before.to - now.to) }
        }
      }
    }
  }

  private mutating func countMoney(_ answer: Answer, _ model: HeadcountProgram) {
    let problem = model.problem
    for month in 0..<problem.monthCount {
      var ledger = CentLedger()
      for (index, kind) in problem.classes.enumerated() {
        let count = heads[index][month]
        let pay = kind.pay[month]
        let people = Double(starts[index][month])
        let centre = kind.costCentre
        let amounts: [(MoneyItem.Kind, Double)] = [
          (.wages, count.heads * pay.wages), (.supplements, count.heads * pay.supplements),
          (.charges, count.heads * pay.charges),
          (.overtime, count.overtimeHours * (kind.overtime?.price[month] ?? 0)),
          (.hiring, people * (kind.hiring?.costAPerson[month] ?? 0)),
          (
            .training,
            people * (kind.hiring?.trainingAPerson[month] ?? 0)
              + (kind.hiring.map { $0.countsIntakes ? Double(intakes[index][month]) * $0.costAnIntake[month] : 0 } ?? 0)
          ),
        ]
        for (kind, amount) in amounts {
          add(
            MoneyItem(month: month, staffClass: index, partner: nil, queue: nil, kind: kind, cents: 0),
            ledger.cents(amount, of: centre))
        }
        if let signed = kind.signed {
          for (kind, amount) in [(MoneyItem.Kind.hiring, signed.hiring[month]), (.training, signed.training[month])] {
            add(
              MoneyItem(
                month: month, staffClass: index, partner: nil, queue: nil, isSigned: true, kind: kind, cents: 0),
              ledger.cents(amount, of: centre))
          }
        }
        for (place, transfer) in problem.transfers.enumerated() where transfer.from == index {
          add(
            MoneyItem(
              month: month, staffClass: index, partner: nil, queue: nil, transfer: place, kind: .training, cents: 0),
            ledger.cents(Double(moves[place][month]) * transfer.cost[month], of: centre))
        }
      }
      for (index, partner) in problem.partners.enumerated() {
        for (place, queue) in partner.queues.enumerated() {
          add(
            MoneyItem(month: month, staffClass: nil, partner: index, queue: queue, kind: .partner, cents: 0),
            ledger.cents(bought[index][place][month] * partner.price[place][month], of: partner.costCentre))
        }
        let rebate = model.rebated[index][month].enumerated().reduce(0.0) { sum, hours in
          let step = partner.step(of: hours.offset, in: month)
          let used = hours.element.used.map { max(0, answer[$0]) } ?? 0
          return sum + max(0, answer[hours.element.above]) * step.ofAny + used * step.ofUsed
        }
        add(
          MoneyItem(month: month, staffClass: nil, partner: index, queue: nil, kind: .partner, cents: 0),
          ledger.cents(idle[index][month] * partner.idlePrice(in: month) - rebate, of: partner.costCentre))
      }
    }
  }

  /// Adds an amount; nothing where it is 0.
  private mutating func add(_ item: MoneyItem, _ cents: Int) {
    guard cents != 0 else { return }
    var item = item
    item.cents = cents
    money.append(item)
  }
}

/// Amounts of a month as whole cents whose sum, for every cost centre, is the whole cents of the sum: what rounding takes from one
/// amount the next one gets, so that no ceiling is broken by rounding.
private struct CentLedger {
  private var sums: [String: (exact: Double, cents: Int)] = [:]

  /// The next amount of a cost centre, less than a cent from what it is.
  mutating func cents(_ amount: Double, of centre: String) -> Int {
    let before = sums[centre] ?? (0, 0)
    let exact = before.exact + amount
    // A sum that a last bit keeps below a whole cent is that cent.
    let cents = Int((exact + 1e-6).rounded(.down))
    sums[centre] = (exact, cents)
    return cents - before.cents
  }
}
