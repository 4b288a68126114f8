import LinearProgram

/// The integer program of a headcount problem: what was made a variable, and how to read an answer.
///
/// Only starts, intakes and transfers are variables of their own; heads follow from them by survival, so that there is one whole
/// number for each decision and no row that only counts. Classes that serve the same queues supply them together, and queues that
/// the same people and partners serve at the same prices are one, which loses nothing and keeps the program small.
struct HeadcountProgram {
  /// Queues, or parts of them, that are one in the program.
  struct Block {
    var queues: [Int]
    /// Shape [queues][months]: share of each queue's hours that is in it.
    var shares: [[Double]]
    var hours: [Double]
    var shortPrice: Double
    /// Shape [classes]: who reaches it.
    var classes: [Bool]

    /// Hours wanted of it in a month by queue, where queues want so many.
    func wanted(_ month: Int, _ hours: (Int) -> Double) -> [Double] {
      zip(queues, shares).map { max(0, hours($0)) * $1[month] }
    }
  }

  /// Classes that serve the same blocks.
  struct Group {
    var blocks: [Int]
    var classes: [Int]
  }

  /// Overtime of the classes of a group at the same price.
  struct OvertimePool {
    var group: Int
    var classes: [Int]
    var share: Double
    var price: [Double]
    var hours: [LinearProgram.Variable] = []
  }

  typealias Variable = LinearProgram.Variable
  typealias Terms = [(Variable, Double)]

  let problem: HeadcountProblem
  var program = LinearProgram()
  private(set) var blocks: [Block] = []
  private(set) var groups: [Group] = []
  /// Shape [classes][months]; nil where nobody can start.
  private(set) var starts: [[Variable?]] = []
  /// Shape [classes][months]; nil where intakes are not counted.
  private(set) var intakes: [[Variable?]] = []
  /// Shape [transfers][months].
  private(set) var moves: [[Variable]] = []
  var overtime: [OvertimePool] = []
  /// Shape [groups][places of its blocks][months].
  var given: [[[Variable]]] = []
  /// Shape [partners][blocks it takes][months].
  var bought: [[[Variable]]] = []
  var partnerBlocks: [[Int]] = []
  /// Shape [partners][months].
  var idle: [[Variable]] = []
  /// Shape [partners][months][tiers]: hours above the start of each tier, and those of them that are used, where a bonus counts.
  var rebated: [[[(above: Variable, used: Variable?)]]] = []
  /// Shape [partners][months][tiers]: whether each tier is reached.
  var opened: [[[Variable]]] = []
  /// Shape [partners][months]: what tiers count of the month.
  var billed: [[Terms]] = []
  /// Shape [partners][months][tiers]: hours of an open tier up to the most.
  var tierRows: [[[LinearProgram.Constraint]]] = []
  /// Shape [blocks][months]: hours short at the price, and beyond their share at twice the price.
  var short: [[(near: Variable, far: Variable)]] = []
  /// Rows of the ceilings, in their order; the sum of all money the program decides about.
  private(set) var ceilingRows: [LinearProgram.Constraint] = []
  private(set) var seatRows: [[LinearProgram.Constraint]] = []
  /// Shape [blocks][months]: hours given, bought and short, together the hours wanted.
  var coverRows: [[LinearProgram.Constraint]] = []
  /// Shape [partners][months]: hours between least and most.
  var partnerRows: [[LinearProgram.Constraint]] = []
  /// A point to begin the search from; empty for none.
  private(set) var incumbent: [Double] = []

  /// Money that people present and nothing else decides about, in cents; kept out of the program's objective.
  private(set) var constantCost = 0.0
  /// Money of each variable by month and cost centre, for ceilings.
  private var costTerms: [CostKey: Terms] = [:]
  private var constants: [CostKey: Double] = [:]

  private struct CostKey: Hashable {
    var month: Int
    var centre: String
  }

  /// Shape [classes][cohorts][months].
  private let presentHeads: [[[Double]]]
  /// Shape [classes][months after a start].
  let survivals: [[Double]]

  var months: Range<Int> { 0..<problem.monthCount }

  init(_ problem: HeadcountProblem) {
    self.problem = problem
    presentHeads = problem.classes.map { kind in
      kind.present.map { kind.heads(of: $0, monthCount: problem.monthCount) }
    }
    survivals = problem.classes.map { $0.survival(from: 0, count: problem.monthCount) }
    joinQueues()
    joinClasses()
    addStarts()
    addMoves()
    addPartners()
    addCover()
    addOvertimeRows()
    addMoveRows()
    addSeats()
    addCeilings()
  }

  // MARK: - What is one

  private mutating func joinQueues() {
    struct Key: Hashable {
      var classes: [Bool]
      var partners: [[Double]]
      var price: Double
    }
    var known: [Key: Int] = [:]
    for (queue, demand) in problem.demands.enumerated() {
      let whole = HourDemand.Part(
        share: [Double](repeating: 1, count: problem.monthCount), classes: Array(problem.classes.indices))
      for part in demand.parts.isEmpty ? [whole] : demand.parts {
        let reaching = Set(part.classes)
        let key = Key(
          classes: problem.classes.enumerated().map { $1.queues.contains(queue) && reaching.contains($0) },
          partners: problem.partners.map { partner in
            partner.queues.firstIndex(of: queue).map { partner.price[$0] } ?? []
          }, price: demand.shortPrice)
        let hours = zip(demand.hours, part.share).map { $0 * $1 }
        if let block = known[key] {
          blocks[block].queues.append(queue)
          blocks[block].shares.append(part.share)
          for month in months { blocks[block].hours[month] += hours[month] }
        } else {
          known[key] = blocks.count
          blocks.append(
            Block(
              queues: [queue], shares: [part.share], hours: hours, shortPrice: demand.shortPrice, classes: key.classes))
        }
      }
    }
  }

  private mutating func joinClasses() {
    var known: [[Int]: Int] = [:]
    for index in problem.classes.indices {
      let served = blocks.indices.filter { blocks[$0].classes[index] }
      if let group = known[served] {
        groups[group].classes.append(index)
      } else {
        known[served] = groups.count
        groups.append(Group(blocks: served, classes: [index]))
      }
    }
  }

  // MARK: - People

  /// Adds money to the objective and to what ceilings add up.
  mutating func charge(_ cents: Double, for variable: Variable, month: Int, centre: String) {
    guard cents != 0 else { return }
    costTerms[CostKey(month: month, centre: centre), default: []].append((variable, cents))
  }

  private mutating func addStarts() {
    let count = problem.monthCount
    for kind in problem.classes {
      var own = [Variable?](repeating: nil, count: count)
      var groupsOfStarts = own
      for cohort in kind.present {
        for (month, heads) in kind.heads(of: cohort, monthCount: count).enumerated() where heads > 0 {
          let cents = heads * kind.pay[month].total
          constantCost += cents
          constants[CostKey(month: month, centre: kind.costCentre), default: 0] += cents
        }
      }
      if let signed = kind.signed {
        for month in months {
          constantCost += signed.cents(in: month)
          constants[CostKey(month: month, centre: kind.costCentre), default: 0] += signed.cents(in: month)
        }
      }
      if let hiring = kind.hiring {
        let left = kind.survival(from: 0, count: count)
        for start in max(0, hiring.earliest)..<max(count, max(0, hiring.earliest))
        where !hiring.closed.contains(start) {
          let most = hiring.size.upperBound * hiring.intakesAMonth
          var cost = hiring.once(in: start)
          for month in start..<count { cost += left[month - start] * kind.pay[month].total }
          let least = min(most, hiring.wanted[start] ?? 0)
          let people = program.integer(in: Double(least)...Double(most), cost: cost)
          own[start] = people
          charge(hiring.once(in: start), for: people, month: start, centre: kind.costCentre)
          for month in start..<count {
            charge(left[month - start] * kind.pay[month].total, for: people, month: month, centre: kind.costCentre)
          }
          if hiring.changePrice > 0 {
            let announced = Double(hiring.announced[start] ?? 0)
            let change = program.continuous(cost: hiring.changePrice)
            program.constrain([(change, 1), (people, -1)], in: -announced ... .infinity)
            program.constrain([(change, 1), (people, 1)], in: announced ... .infinity)
          }
          guard hiring.countsIntakes else { continue }
          let intake = program.integer(in: 0...Double(hiring.intakesAMonth), cost: hiring.costAnIntake[start])
          groupsOfStarts[start] = intake
          charge(hiring.costAnIntake[start], for: intake, month: start, centre: kind.costCentre)
          program.constrain([(people, 1), (intake, -Double(hiring.size.lowerBound))], in: 0 ... .infinity)
          program.constrain([(people, 1), (intake, -Double(hiring.size.upperBound))], in: -.infinity...0)
        }
      }
      starts.append(own)
      intakes.append(groupsOfStarts)
    }
  }

  private mutating func addMoves() {
    for transfer in problem.transfers {
      let (from, to) = (problem.classes[transfer.from], problem.classes[transfer.to])
      var own: [Variable] = []
      for start in months {
        var cost = transfer.cost[start]
        var parts: [(month: Int, centre: String, cents: Double)] = [(start, from.costCentre, transfer.cost[start])]
        for month in months where month >= start + transfer.months {
          let there = Self.moved(transfer, from, to, start: start, month: month)
          let (less, more) = (-there.from * from.pay[month].total, there.to * to.pay[month].total)
          cost += less + more
          parts.append((month, from.costCentre, less))
          parts.append((month, to.costCentre, more))
        }
        // Whoever would be trained beyond the last month serves nobody in it.
        let most = start + transfer.months < problem.monthCount ? transfer.mostAMonth : 0
        let people = program.integer(in: 0...Double(most), cost: cost)
        for part in parts { charge(part.cents, for: people, month: part.month, centre: part.centre) }
        own.append(people)
      }
      moves.append(own)
    }
  }

  /// Heads, for one person who began in a month, that the first class lacks and the second has in a later one.
  static func moved(
    _ transfer: Transfer, _ from: StaffClass, _ to: StaffClass, start: Int, month: Int
  ) -> (from: Double, to: Double) {
    let change = start + transfer.months
    guard month >= change else { return (0, 0) }
    let stay = 1 - from.leaving(after: .max)
    let atChange = power(stay, transfer.months) * transfer.passing
    return (atChange * power(stay, month - change), atChange * power(1 - to.leaving(after: .max), month - change))
  }

  /// Heads in training in a month, for one person who began in an earlier one.
  static func inTraining(_ transfer: Transfer, _ from: StaffClass, start: Int, month: Int) -> Double {
    guard month >= start, month < start + transfer.months else { return 0 }
    return power(1 - from.leaving(after: .max), month - start)
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<max(0, exponent)).reduce(1) { result, _ in result * base }
  }

  /// Net hours of a class in a month: a constant of people present, and terms of decisions.
  func hours(of index: Int, in month: Int) -> (constant: Double, terms: Terms) {
    let kind = problem.classes[index]
    let ownMoves = movedHeads(of: index, in: month, countsTraining: true)
    let staying = headTerms(of: index, in: month) { kind.hours(in: month, startedIn: $0.start) }
    return (staying.constant, staying.terms + ownMoves.map { ($0.0, $0.1 * kind.hours[month]) })
  }

  /// Heads of a class in a month who may change to another: their ramp and the attrition of their first months are behind them, no day
  /// is known on which they leave, and they are not in training.
  private func settledHeads(of index: Int, in month: Int) -> (constant: Double, terms: Terms) {
    let settled = problem.classes[index].settledMonths
    let staying = headTerms(of: index, in: month) { cohort in
      cohort.end == nil && month - cohort.start >= settled ? 1 : 0
    }
    return (staying.constant, staying.terms + movedHeads(of: index, in: month, countsTraining: true))
  }

  /// All heads of a class in a month.
  private func heads(of index: Int, in month: Int) -> (constant: Double, terms: Terms) {
    let staying = headTerms(of: index, in: month) { _ in 1 }
    return (staying.constant, staying.terms + movedHeads(of: index, in: month, countsTraining: false))
  }

  /// Heads that started in the class, each times a worth.
  private func headTerms(
    of index: Int, in month: Int, worth: (StaffClass.Cohort) -> Double
  ) -> (constant: Double, terms: Terms) {
    let constant = zip(problem.classes[index].present, presentHeads[index]).reduce(0) {
      $0 + $1.1[month] * worth($1.0)
    }
    var terms: Terms = []
    for start in 0...month {
      guard let people = starts[index][start] else { continue }
      let value = survivals[index][month - start] * worth(StaffClass.Cohort(start: start, heads: 1))
      if value != 0 { terms.append((people, value)) }
    }
    return (constant, terms)
  }

  /// Heads that transfers bring to a class or take from it, as terms.
  private func movedHeads(of index: Int, in month: Int, countsTraining: Bool) -> Terms {
    var terms: Terms = []
    for (place, transfer) in problem.transfers.enumerated() where transfer.from == index || transfer.to == index {
      let (from, to) = (problem.classes[transfer.from], problem.classes[transfer.to])
      for start in 0...month {
        let there = Self.moved(transfer, from, to, start: start, month: month)
        var heads = transfer.to == index ? there.to : -there.from
        if transfer.from == index, countsTraining {
          heads -= Self.inTraining(transfer, from, start: start, month: month)
        }
        if heads != 0 { terms.append((moves[place][start], heads)) }
      }
    }
    return terms
  }

  // MARK: - Limits

  private mutating func addMoveRows() {
    for index in problem.classes.indices where problem.transfers.contains(where: { $0.from == index }) {
      for month in months {
        let heads = settledHeads(of: index, in: month)
        program.constrain(heads.terms, in: min(0, -heads.constant) ... .infinity)
      }
    }
  }

  private mutating func addSeats() {
    for limit in problem.seats {
      seatRows.append(
        (limit.months?.clamped(to: months) ?? months).map { month in
          var constant = 0.0
          var terms: Terms = []
          for (index, kind) in problem.classes.enumerated() where kind.site == limit.site {
            let own = heads(of: index, in: month)
            constant += own.constant
            terms += own.terms
          }
          // People who are there stay, also where there are more of them than seats.
          return program.constrain(terms, in: -.infinity...max(0, Double(limit.most) - constant))
        })
    }
  }

  private mutating func addCeilings() {
    for ceiling in problem.ceilings {
      var terms: Terms = []
      var constant = 0.0
      for month in ceiling.months {
        for centre in centres where ceiling.costCentre == nil || ceiling.costCentre == centre {
          terms += costTerms[CostKey(month: month, centre: centre)] ?? []
          constant += constants[CostKey(month: month, centre: centre)] ?? 0
        }
      }
      ceilingRows.append(program.constrain(terms, in: -.infinity...Double(ceiling.most) - constant))
    }
  }

  private var centres: [String] {
    Set(problem.classes.map(\.costCentre) + problem.partners.map(\.costCentre)).sorted()
  }

  // MARK: - Other objectives

  /// Leaves the price of short hours alone in the objective.
  mutating func seekShortageAlone() {
    let prices = Dictionary(
      shortageTerms.map { ($0.0.index, $0.1) }, uniquingKeysWith: { first, _ in first })
    for variable in program.variables { program.setCost(prices[variable.index] ?? 0, of: variable) }
  }

  /// Leaves one for each short hour of a month alone in the objective.
  mutating func seekShortHoursAlone(in month: Int) {
    for variable in program.variables { program.setCost(0, of: variable) }
    for own in short {
      program.setCost(1, of: own[month].near)
      program.setCost(1, of: own[month].far)
    }
  }

  /// Price of the short hours of an answer, in cents.
  func shortage(at answer: Answer) -> Double {
    shortageTerms.reduce(0) { $0 + max(0, answer[$1.0]) * $1.1 }
  }

  /// Every hour left short with its price.
  private var shortageTerms: Terms {
    zip(blocks, short).flatMap { block, own in
      own.flatMap { [($0.near, block.shortPrice), ($0.far, 2 * block.shortPrice)] }
    }
  }

  /// Keeps the price of all short hours to a limit, and begins from a point that does.
  mutating func limitShortage(to cents: Double, startingFrom point: [Double]) {
    program.constrain(shortageTerms, in: -.infinity...cents)
    incumbent = point
  }
}
