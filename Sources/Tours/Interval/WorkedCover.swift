/// The cover that whole people give: everybody serves one queue group at a time, for stretches of at least some length, and changing
/// groups inside a shift has a price.
///
/// One shift is placed at a time, exactly: the groups of its intervals are chosen by a dynamic programme over group and length of the
/// stretch so far, against what all others give.
package struct WorkedCover: ~Copyable {
  let problem: RosterProblem
  package let demand: IntervalDemand
  let table: ShiftTable
  let groupCount: Int
  let intervals: Int
  /// Shape [people + 1]: where the groups of somebody begin in `groupAt`.
  private let groupStart: UnsafeMutablePointer<Int>
  /// The groups that people serve, best first, and the intervals that each of them stays on each at least.
  private let groupAt: UnsafeMutablePointer<Int>
  private let leastAt: UnsafeMutablePointer<Int>
  /// Shape [people].
  private let productivity: UnsafeMutablePointer<Double>
  private let hasPresences: UnsafeMutablePointer<Bool>
  /// Shape [people][intervals]: the group served, breaks included, or -1 outside shifts.
  let served: UnsafeMutablePointer<Int16>
  /// Shape [intervals][groups], agents. Mutating functions write it and `present` with `=` alone: under the thread sanitizer Swift 6.3
  /// makes broken code of a `+=` there.
  let work: UnsafeMutablePointer<Double>
  /// Shape [intervals][groups]: what each group costs with that work.
  let costs: UnsafeMutablePointer<Double>
  private let required: UnsafeMutablePointer<Double>
  /// Shape [groups].
  private let prices: UnsafeMutablePointer<ShortagePrice>
  private let overPrices: UnsafeMutablePointer<Double>
  /// Shape [presences][intervals], people present.
  let present: UnsafeMutablePointer<Double>
  private let paths: PathTable
  /// Shape [intervals][groups of a person]: what one more full interval of work of the person at hand changes.
  private let margin: UnsafeMutablePointer<Double>
  /// Shape [intervals + 1]: the least of it in each interval with what presence changes, added up from the start of the window.
  private let prefix: UnsafeMutablePointer<Double>
  /// Shape [intervals][units of an interval]: the same for a part of an interval, not a number until it is asked for; and first, where
  /// nothing of it is worked, what the whole would have come to.
  private let partLeast: UnsafeMutablePointer<Double>
  private let widest: Int
  /// Of equal groups the person's better ones are taken: each worse one costs so much more an interval, and a shift so much at most.
  private static let favourAStep = 1e-4
  private let favour: Double
  private let arena = Arena()
  /// What one agent above the requirement costs beyond the price for each other one there, so that a search spreads surplus; no
  /// part of what a roster is said to cost.
  var evenness = 0.0

  package init(_ problem: RosterProblem, _ demand: IntervalDemand, _ table: ShiftTable) {
    self.problem = problem
    self.demand = demand
    self.table = table
    groupCount = demand.groups.count
    intervals = problem.intervalCount
    let count = demand.groups.count
    let groupsOf = problem.people.map { $0.groups.filter { $0 < count } }
    groupStart = arena.room(problem.people.count + 1)
    groupAt = arena.room(groupsOf.reduce(0) { $0 + $1.count })
    leastAt = arena.room(groupsOf.reduce(0) { $0 + $1.count })
    productivity = arena.copy(problem.people.map(\.productivity))
    hasPresences = arena.copy(problem.people.map { !$0.presences.isEmpty })
    var place = 0
    for (person, someone) in problem.people.enumerated() {
      groupStart[person] = place
      for group in groupsOf[person] {
        let queues = demand.leastStretches.isEmpty ? 0 : demand.leastStretches[group]
        groupAt[place] = group
        leastAt[place] = Self.intervals(max(someone.leastStretch, queues), problem)
        place += 1
      }
    }
    groupStart[problem.people.count] = place
    served = arena.row(problem.people.count * intervals, of: -1)
    work = arena.row(intervals * groupCount, of: 0)
    required = arena.copy(demand.required)
    prices = arena.copy(demand.prices)
    overPrices = arena.copy(demand.prices.map { max(demand.overPrice, $0.over ?? 0) })
    costs = arena.room(intervals * groupCount)
    present = arena.row(demand.presences.count * intervals, of: 0)
    widest = max(1, groupsOf.map(\.count).max() ?? 1)
    let longest = problem.patterns.map(\.units.count).max() ?? 1
    favour = Self.favourAStep * Double(widest * longest)
    let stretches =
      problem.people.map { Self.intervals($0.leastStretch, problem) }
      + demand.leastStretches.map { Self.intervals($0, problem) }
    paths = PathTable(length: longest, groups: widest, stretch: stretches.max() ?? 1, arena)
    margin = arena.room(intervals * widest + 1)
    prefix = arena.room(intervals + 1)
    partLeast = arena.room(intervals * problem.unitsPerInterval)
    for place in 0..<intervals * groupCount { costs[place] = cost(place, place % groupCount, 0) }
  }

  /// Counts surplus at its price alone from now on.
  mutating func forgetEvenness() {
    evenness = 0
    for place in 0..<intervals * groupCount { costs[place] = cost(place, place % groupCount, work[place]) }
  }

  private static func intervals(_ minutes: Int, _ problem: RosterProblem) -> Int {
    max(1, (minutes + problem.intervalMinutes - 1) / problem.intervalMinutes)
  }

  /// The places of somebody's groups.
  @inline(__always)
  private func places(_ person: Int) -> Range<Int> { groupStart[person]..<groupStart[person + 1] }

  /// Whether somebody serves any group.
  package func serves(_ person: Int) -> Bool { !places(person).isEmpty }

  /// The groups that somebody serves.
  package func groups(_ person: Int) -> [Int] { places(person).map { groupAt[$0] } }

  // MARK: - What work costs

  /// Cost of a group in an interval, whose place is interval times groups plus group, when an amount of work serves it.
  @inline(__always)
  private func cost(_ place: Int, _ group: Int, _ work: Double) -> Double {
    let over = max(0, work - required[place])
    return plainCost(place, group, work) + evenness * over * over
  }

  /// The same as it is told.
  @inline(__always)
  private func plainCost(_ place: Int, _ group: Int, _ work: Double) -> Double {
    prices[group].cost(of: work, required: required[place], over: overPrices[group])
  }

  /// What some work of somebody changes, presence left out.
  @inline(__always)
  private func change(_ interval: Int, _ group: Int, _ amount: Double) -> Double {
    let place = interval * groupCount + group
    return cost(place, group, work[place] + amount) - costs[place]
  }

  private func presenceChange(_ person: Int, _ interval: Int, _ units: Double) -> Double {
    problem.people[person].presences.reduce(0) { sum, row in
      let gap = Double(demand.presences[row].wanted[interval]) - present[row * intervals + interval]
      return sum + demand.presences[row].price * (max(0, gap - units) - max(0, gap))
    }
  }

  /// What a shift on its groups costs: changes of group, and, with `cover`, what it changes for everybody.
  ///
  /// - Parameter sign: 1 adds its work, -1 takes it away.
  @discardableResult
  package mutating func put(_ person: Int, _ option: Int32, _ sign: Double) -> Double {
    let row = served + person * intervals
    var sum = 0.0
    table.forEachInterval(of: option) { interval, part in
      let units = Double(part) / Double(problem.unitsPerInterval) * sign
      let group = Int(row[interval])
      if group >= 0 {
        let place = interval * groupCount + group
        let after = work[place] + units * productivity[person]
        let cost = cost(place, group, after)
        sum += cost - costs[place]
        work[place] = after
        costs[place] = cost
      }
      if hasPresences[person] {
        sum += presenceChange(person, interval, units)
        for presence in problem.people[person].presences {
          let place = presence * intervals + interval
          present[place] = present[place] + units
        }
      }
    }
    return sum + sign * demand.changePrice * Double(changes(person, option))
  }

  /// Takes away a shift's work and its groups; says the change of cost.
  @discardableResult
  mutating func takeOut(_ person: Int, _ option: Int32) -> Double {
    let change = put(person, option, -1)
    setGroups(person, option, nil)
    return change
  }

  /// Changes of group inside a shift.
  package func changes(_ person: Int, _ option: Int32) -> Int {
    let shift = table.shifts[Int(option)]
    let row = served + person * intervals
    var count = 0
    let last = min(intervals, Int(shift.first + shift.count)) - 1
    for interval in stride(from: max(0, Int(shift.first)), to: last, by: 1) where row[interval] != row[interval + 1] {
      count += 1
    }
    return count
  }

  /// Reads the groups of a shift, -1 outside the grid: shape [intervals of the shift].
  func readGroups(_ person: Int, _ option: Int32, into groups: UnsafeMutablePointer<Int16>) {
    let shift = table.shifts[Int(option)]
    for index in 0..<Int(shift.count) {
      let interval = Int(shift.first) + index
      groups[index] = interval >= 0 && interval < intervals ? served[person * intervals + interval] : -1
    }
  }

  /// The same in an array.
  func groups(of option: Int32, _ person: Int) -> [Int16] {
    var groups = [Int16](repeating: -1, count: Int(table.shifts[Int(option)].count))
    readGroups(person, option, into: &groups)
    return groups
  }

  /// Puts a shift that was taken out back on the groups that it had.
  mutating func giveBack(_ person: Int, _ option: Int32, _ groups: UnsafePointer<Int16>) {
    setGroups(person, option, groups)
    put(person, option, 1)
  }

  /// Writes the groups of a shift, or -1 for all of it.
  package func setGroups(_ person: Int, _ option: Int32, _ groups: UnsafePointer<Int16>?) {
    let shift = table.shifts[Int(option)]
    for index in 0..<Int(shift.count) {
      let interval = Int(shift.first) + index
      if interval >= 0 && interval < intervals { served[person * intervals + interval] = groups?[index] ?? -1 }
    }
  }

  /// What a group lacks or has above its requirement in an interval, in agents and in points; one of both is 0.
  package struct Gap {
    package var short = 0.0
    package var over = 0.0
    package var shortPoints = 0.0
    package var overPoints = 0.0
  }

  package func gap(_ interval: Int, _ group: Int) -> Gap {
    let place = interval * groupCount + group
    let difference = work[place] - required[place]
    let points = plainCost(place, group, work[place])
    return difference < 0
      ? Gap(short: -difference, shortPoints: points) : Gap(over: difference, overPoints: points)
  }

  /// What some intervals cost.
  package func parts(_ window: Range<Int>) -> CostDifference {
    var parts = CostDifference()
    for interval in window {
      for group in 0..<groupCount {
        let gap = gap(interval, group)
        parts.shortage += gap.shortPoints
        parts.over += gap.overPoints
      }
      for (row, presence) in demand.presences.enumerated() { parts.presence += presence.price * missing(row, interval) }
    }
    return parts
  }

  /// People of a presence row that are missing in an interval.
  package func missing(_ row: Int, _ interval: Int) -> Double {
    max(0, Double(demand.presences[row].wanted[interval]) - present[row * intervals + interval])
  }

  /// Takes over who serves what, shape [people][intervals], before any work is put in.
  package func setGroups(_ all: [Int16]) {
    for (place, group) in all.enumerated() { served[place] = group }
  }

  /// Takes over work that another cover of the same problem has in intervals where this one has none.
  ///
  /// - Parameter places: people times days plus day of the shifts put in there.
  mutating func absorb(_ other: borrowing WorkedCover, _ places: [Int32], tours: [Int32]) {
    for place in 0..<intervals * groupCount where other.work[place] != 0 {
      work[place] = work[place] + other.work[place]
      costs[place] = cost(place, place % groupCount, work[place])
    }
    for place in 0..<intervals * demand.presences.count { present[place] = present[place] + other.present[place] }
    for place in places {
      let shift = table.shifts[Int(tours[Int(place)])]
      let row = Int(place) / problem.dayCount * intervals
      for interval in max(0, Int(shift.first))..<max(0, min(intervals, Int(shift.first + shift.count))) {
        served[row + interval] = other.served[row + interval]
      }
    }
  }

  // MARK: - The best groups of one shift

  /// Makes ready for `bestCost` of somebody's shifts within some intervals.
  func prepare(_ person: Int, _ window: Range<Int>) {
    let groups = places(person)
    let end = max(0, min(intervals, window.upperBound))
    let start = min(end, max(0, window.lowerBound))
    prefix[start] = 0
    for interval in start..<end {
      var least = groups.isEmpty ? 0 : Double.infinity
      for place in groups {
        let change = change(interval, groupAt[place], productivity[person])
        margin[interval * widest + place - groups.lowerBound] = change
        least = min(least, change)
      }
      if hasPresences[person] { least += presenceChange(person, interval, 1) }
      prefix[interval + 1] = prefix[interval] + least
    }
    let parts = problem.unitsPerInterval
    (partLeast + start * parts).update(repeating: .nan, count: (end - start) * parts)
    for interval in start..<end { partLeast[interval * parts] = prefix[interval + 1] - prefix[interval] }
  }

  /// The least that a part of an interval of somebody's work changes, presence included.
  @inline(__always)
  private func leastCost(_ person: Int, _ interval: Int, units: Int) -> Double {
    let place = partLeast + interval * problem.unitsPerInterval + units
    if place.pointee == place.pointee { return place.pointee }
    let share = Double(units) / Double(problem.unitsPerInterval)
    var least = Double.infinity
    for group in places(person) { least = min(least, change(interval, groupAt[group], share * productivity[person])) }
    if least == .infinity { least = 0 }
    if hasPresences[person] { least += presenceChange(person, interval, share) }
    place.pointee = least
    return least
  }

  /// An option that could be the cheapest for somebody.
  package struct Candidate: BitwiseCopyable {
    var option: Int32
    /// Cost beside cover, and that with the least that cover can cost.
    var personal: Double
    var least = 0.0
    /// Place in the list of one before that costs the same, as its breaks lie inside the same intervals; -1 for none.
    var twin = -1
    /// Whether its best groups were sought.
    var isSought = false
    /// Place of the one group that it is cheapest on, or -1 where it changes groups or nobody has looked.
    var alone = -1
  }

  /// The cheapest of some options of somebody, after `prepare`, whose least is then what it costs; nil where there are none, or none can
  /// cost as little as a limit. It is swapped about in the list.
  func cheapest(
    _ person: Int, _ candidates: UnsafeMutableBufferPointer<Candidate>, below limit: Double = .infinity
  ) -> Candidate? {
    var likeliest = 0
    for index in candidates.indices {
      let twin = candidates[index].twin
      candidates[index].least =
        twin >= 0
        ? candidates[twin].least : candidates[index].personal + leastCost(person, candidates[index].option)
      if candidates[index].least < candidates[likeliest].least { likeliest = index }
    }
    if candidates.isEmpty || candidates[likeliest].least > limit + 1e-7 { return nil }
    // The one that may be cheapest goes first, so that few of the others have to be gone through.
    candidates.swapAt(0, likeliest)
    var best: (cost: Double, index: Int) = (.infinity, -1)
    for index in candidates.indices where candidates[index].least < best.cost - 1e-9 {
      let twin = candidates[index].twin
      // What was swapped is looked for where it is now.
      if twin >= 0, candidates[twin == 0 ? likeliest : twin == likeliest ? 0 : twin].isSought { continue }
      candidates[index].isSought = true
      let cost = cost(person, &candidates[index], below: best.cost)
      if cost < best.cost - 1e-9 { best = (cost, index) }
    }
    if best.index < 0 || best.cost > limit + favour { return nil }
    candidates[best.index].least = best.cost
    return candidates[best.index]
  }

  /// No way through a shift of somebody costs less, after `prepare`: the best group of each interval by itself.
  @inline(__always)
  private func leastCost(_ person: Int, _ option: Int32) -> Double {
    let reach = table.shifts[Int(option)].reach.clamped(to: 0..<intervals)
    var sum = prefix[reach.upperBound] - prefix[reach.lowerBound]
    table.forEachException(of: Int(option), in: reach) { interval, units in
      sum -= partLeast[interval * problem.unitsPerInterval]
      if units > 0 { sum += leastCost(person, interval, units: units) }
    }
    return sum
  }

  /// What an option costs with what it costs beside cover, or more than a limit where it costs more than that.
  ///
  /// A way with a change of group costs the price of one more than the best groups of each interval. So where one group all along costs
  /// no more, it is the best way, and where a change passes the limit, no other way matters.
  private func cost(_ person: Int, _ candidate: inout Candidate, below limit: Double) -> Double {
    let (way, fixed) = layOut(person, candidate.option)
    let (cost, place) = paths.leastAlone(way)
    let alone = candidate.personal + (fixed + cost)
    if candidate.least + way.changePrice > min(limit, alone) + 1e-7 {
      candidate.alone = place
      return alone
    }
    candidate.alone = -1
    return candidate.personal + (fixed + paths.least(way))
  }

  /// The least cost that a shift of somebody adds, after `prepare`.
  func leastCost(of option: Int32, by person: Int) -> Double {
    let (way, fixed) = layOut(person, option)
    return fixed + paths.least(way)
  }

  /// The same; its groups are then in `choice`.
  private func bestCost(_ person: Int, _ option: Int32, changeFactor: Double = 1) -> Double {
    let (way, fixed) = layOut(person, option, changeFactor: changeFactor)
    return fixed + paths.trace(way, groups: groupAt + groupStart[person])
  }

  /// Writes down what each group costs in each interval of a shift, after `prepare`; says what the way is to keep to, and what presence
  /// changes.
  private func layOut(_ person: Int, _ option: Int32, changeFactor: Double = 1) -> (PathTable.Way, Double) {
    let shift = table.shifts[Int(option)]
    let groups = groupAt + groupStart[person]
    let width = places(person).count
    let count = Int(shift.count)
    var fixed = 0.0
    for index in 0..<count {
      let interval = Int(shift.first) + index
      let units = Int(table.units[Int(shift.units) + index])
      let isInside = interval >= 0 && interval < intervals
      let row = paths.cost + index * width
      if units == 0 || !isInside {
        for place in 0..<width { row[place] = Self.favourAStep * Double(place) }
      } else if units == problem.unitsPerInterval {
        for place in 0..<width { row[place] = margin[interval * widest + place] + Self.favourAStep * Double(place) }
      } else {
        let amount = Double(units) / Double(problem.unitsPerInterval) * productivity[person]
        for place in 0..<width {
          row[place] = change(interval, groups[place], amount) + Self.favourAStep * Double(place)
        }
      }
      if units != 0 && isInside && hasPresences[person] {
        fixed += presenceChange(person, interval, Double(units) / Double(problem.unitsPerInterval))
      }
    }
    // A factor holds for free changes as well.
    let changePrice = changeFactor > 1 ? changeFactor * max(demand.changePrice, 0.1) : demand.changePrice
    let length = Int32(problem.intervalMinutes)
    var way = PathTable.Way(
      count: count, groups: width, least: leastAt + groupStart[person], changePrice: changePrice,
      beginsInside: shift.start % length != 0, endsInside: shift.end % length != 0)
    if shift.gapMinutes > 0 {
      let stops = shift.start + shift.gapAfter - shift.first * length
      let resumes = stops + shift.gapMinutes
      way.gap = Int(stops / length)..<Int((resumes + length - 1) / length)
      way.resumes = Int(max(resumes / length, (stops + length - 1) / length))
    }
    return (way, fixed)
  }

  /// Puts a shift in, after `prepare`, on the groups where it costs least with no more changes than its person may have; says what
  /// that costs.
  ///
  /// - Parameter known: what `cheapest` said of it.
  package mutating func place(_ person: Int, _ option: Int32, known: Candidate? = nil) -> Double {
    if let known, known.alone >= 0 {
      paths.stay(on: groupAt[groupStart[person] + known.alone], Int(table.shifts[Int(option)].count))
    } else {
      _ = bestCost(person, option)
    }
    setGroups(person, option, choice)
    // Too many changes: the price that the way sees rises until there are few enough.
    var dearer = 2.0
    while changes(person, option) > problem.people[person].mostChanges {
      _ = bestCost(person, option, changeFactor: dearer)
      setGroups(person, option, choice)
      dearer = dearer < 1e6 ? 4 * dearer : .infinity
    }
    return put(person, option, 1)
  }

  /// Who serves what, shape [people][intervals].
  package var groups: [Int16] { Array(UnsafeBufferPointer(start: served, count: problem.people.count * intervals)) }

  /// The groups of the last traced `bestCost`, shape [intervals of the shift].
  var choice: UnsafePointer<Int16> { UnsafePointer(paths.choice) }
}
