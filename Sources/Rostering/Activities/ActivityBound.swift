import LinearProgram

/// No roster without shortage has a lower surplus cost: a linear program over the counts of shifts begun and ended.
///
/// Let S(t) be the shifts that began up to interval t and E(t) those that ended before or at its start; S(t) - E(t) people are
/// at work in it. Shifts of L to M intervals exist for these counts just when
///
///     S(t - M) <= E(t) <= S(t - L),
///
/// because the first to begin may then be the first to end. The people at work in an interval spread over the activities at no
/// less than the convex cost of its whole demand: nothing up to `most`, then 1 a person for one person on each activity, 3 a
/// person for a second, and so on. The paid minutes of all people together bound the sum of S(t) - E(t). Rest, days in a row,
/// stays and who works which shift are left out, so the optimum is a bound.
struct ActivityBound {
  private let shifts: ActivityShifts
  private let demand: ActivityDemand
  /// Steps of the convex cost that are told apart; further people cost as much as those of the last.
  private static let steps = 4

  private var program = LinearProgram()
  /// First intervals of shifts and their ends, in order, and S and E at them.
  private var starts: [Int] = []
  private var begun: [LinearProgram.Variable] = []
  private var ends: [Int] = []
  private var ended: [LinearProgram.Variable] = []

  /// The program for all people of a problem, who must all have a legal tour.
  init(_ shifts: ActivityShifts, _ demand: ActivityDemand, shortPrice: Double) {
    self.shifts = shifts
    self.demand = demand
    addCounts()
    addDemand(shortPrice)
    addMinutes()
  }

  /// The bound, whole because costs are; minus infinity when the solver does not finish.
  func value(shouldStop: @escaping () -> Bool) -> Double {
    var options = SolveOptions()
    options.shouldStop = shouldStop
    guard let answer = try? program.solve(options), answer.proof == .optimal else { return -.infinity }
    return (answer.objective - 1e-6).rounded(.up)
  }

  private var peopleCount: Int { shifts.problem.people.count }

  private var options: [Int] {
    shifts.usable.flatMap { days in days.flatMap { options in options.map { Int($0) } } }
  }

  private func length(_ option: Int) -> Int { shifts.end[option] - shifts.first[option] }

  /// S or E at an interval: the variable of the last place up to it, if any.
  private func count(_ places: [Int], _ counts: [LinearProgram.Variable], at interval: Int) -> LinearProgram.Variable? {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] <= interval { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? counts[low - 1] : nil
  }

  /// S and E, each rising, and shifts of lawful length between them.
  private mutating func addCounts() {
    let options = options
    starts = Set(options.map { shifts.first[$0] }).sorted()
    ends = Set(options.map { shifts.end[$0] }).sorted()
    begun = starts.map { _ in program.continuous() }
    ended = ends.map { _ in program.continuous() }
    for counts in [begun, ended] {
      for (one, next) in zip(counts, counts.dropFirst()) {
        program.constrain([(next, 1), (one, -1)], in: 0 ... .infinity)
      }
    }
    let lengths = options.map { length($0) }
    guard let shortest = lengths.min(), let longest = lengths.max(), let last = begun.last else { return }
    for (place, end) in ends.enumerated() {
      guard let before = count(starts, begun, at: end - shortest) else { continue }
      program.constrain([(before, 1), (ended[place], -1)], in: 0 ... .infinity)
    }
    for (place, start) in starts.enumerated() {
      guard let after = count(ends, ended, at: start + longest) else { continue }
      program.constrain([(after, 1), (begun[place], -1)], in: 0 ... .infinity)
    }
    if let all = ended.last { program.constrain([(all, 1), (last, -1)], equals: 0) }
  }

  /// People at work in an interval: S - E.
  private func atWork(_ interval: Int) -> [(LinearProgram.Variable, Double)] {
    var terms: [(LinearProgram.Variable, Double)] = []
    if let begun = count(starts, begun, at: interval) { terms.append((begun, 1)) }
    if let ended = count(ends, ended, at: interval) { terms.append((ended, -1)) }
    return terms
  }

  /// What the people at work in each interval cost.
  private mutating func addDemand(_ shortPrice: Double) {
    let count = demand.activityCount
    for interval in 0..<shifts.problem.intervalCount {
      let cells = interval * count..<(interval + 1) * count
      let least = cells.reduce(0) { $0 + demand.least[$1] }
      // More than everybody is never at work, so a wider allowance changes nothing.
      let free = cells.reduce(0) { $0 + min(peopleCount, demand.most[$1] - demand.least[$1]) }
      var terms = atWork(interval)
      if least > 0 { terms.append((program.continuous(in: 0...Double(least), cost: shortPrice), 1)) }
      if free > 0 { terms.append((program.continuous(in: 0...Double(free)), -1)) }
      for step in 0..<Self.steps where free < peopleCount {
        let most = step + 1 < Self.steps ? Double(count) : .infinity
        terms.append((program.continuous(in: 0...most, cost: Double(2 * step + 1)), -1))
      }
      program.constrain(terms, equals: Double(least))
    }
  }

  /// The minutes of all people together.
  private mutating func addMinutes() {
    let (problem, options) = (shifts.problem, options)
    let ranges = problem.people.map { $0.rules.minutes ?? 0...Int(Int32.max) }
    let rates = options.map { Double(problem.options[$0].paid) / Double(length($0)) }
    guard let slowest = rates.min(), let fastest = rates.max(), slowest > 0 else { return }
    let least = Double(ranges.reduce(0) { $0 + $1.lowerBound }) / fastest
    let most = Double(ranges.reduce(0) { $0 + $1.upperBound }) / slowest
    program.constrain((0..<problem.intervalCount).flatMap { atWork($0) }, in: least...most)
  }
}
