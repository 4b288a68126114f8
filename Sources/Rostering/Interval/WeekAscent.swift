#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The prices of one week without a linear program, for masters with so many rows that the simplex method takes minutes.
///
/// The bound is a concave function of the prices. Its slope in a group and block is what is required there less what comes when
/// everybody works their cheapest week and serves where it pays best; so a price rises where work is missing and falls where
/// there is too much, in proportion to the share that is missing. Three things settle it: people serve all groups that pay almost
/// best, the less the later; slopes are averaged over the last steps; and prices over the later half of the way. People of one
/// menu and profile climb as one crowd, whatever their leave and wishes: these prices are proven afterwards by exact search of
/// everybody's own week, as those of the linear program are.
struct WeekAscent {
  /// Steps of the way.
  private static let steps = 70
  /// Change of a price by one step, as a share of the price of shortage, where nothing or only work is: first and last step.
  private static let stride = (first: 0.3, last: 0.02)
  /// How much worse a group may pay to be served almost as much as the best, as a share of the price of shortage.
  private static let tolerance = (first: 0.08, last: 0.015)
  /// Weight of the slopes before in the slope that is followed.
  private static let memory = 0.6

  /// People of one menu and profile.
  private struct Crowd {
    /// The one who stands for all.
    var person: Int
    var profile: Int
    /// How many weeks of that person theirs amount to.
    var weight: Double
  }

  private let master: CoarseMaster
  private let pricer: WeekPricer
  private let range: Range<Int>
  private let blocks: Int
  private let crowds: [Crowd]
  /// Shape [groups][blocks].
  private let required: [Double]
  /// Worth of an agent in an interval that is not the week's, by group and interval.
  private let worthOutside: (Int, Int) -> Float
  private let needsLate: Bool

  /// - Parameters:
  ///   - required: by group and interval of the week.
  ///   - needsLate: whether the work that late shifts bring to the next week is asked for.
  init(
    _ master: CoarseMaster, week: Int, kinds: [CoarseMaster.Kind], beyond: WeekPricer.Beyond, needsLate: Bool,
    required: (Int, Int) -> Double, worthOutside: @escaping (Int, Int) -> Float
  ) {
    self.master = master
    self.worthOutside = worthOutside
    self.needsLate = needsLate
    pricer = WeekPricer(master, week: week, beyond: beyond)
    range = master.intervalRange(week)
    blocks = (range.count + master.blockLength - 1) / master.blockLength
    crowds = Self.crowds(of: kinds, week, master)
    var sums = [Double](repeating: 0, count: master.groupCount * blocks)
    for group in 0..<master.groupCount {
      for interval in range {
        sums[group * blocks + (interval - range.lowerBound) / master.blockLength] += required(group, interval)
      }
    }
    self.required = sums
  }

  /// Kinds that differ by leave, wishes and the like taken together; the most frequent kind stands for them, and people who may
  /// work less of the week than it count for less.
  private static func crowds(of kinds: [CoarseMaster.Kind], _ week: Int, _ master: CoarseMaster) -> [Crowd] {
    struct Key: Hashable {
      var menu: Int
      var profile: Int
    }
    func mostWork(_ person: Int) -> Double {
      let someone = master.problem.people[person]
      let free = master.days(week).count { someone.days[$0] != .off }
      let days = someone.rules.weekDays.isEmpty ? free : min(free, someone.rules.weekDays[week])
      return Double(days)
    }
    var index: [Key: Int] = [:]
    var members: [[CoarseMaster.Kind]] = []
    for kind in kinds {
      let key = Key(menu: master.problem.people[kind.person].menu, profile: master.profileOf[kind.person])
      if let known = index[key] {
        members[known].append(kind)
      } else {
        index[key] = members.count
        members.append([kind])
      }
    }
    return members.compactMap { kinds in
      // The first of the most frequent ones.
      guard let first = kinds.max(by: { ($0.count, $1.person) < ($1.count, $0.person) }) else { return nil }
      let whole = mostWork(first.person)
      let weight = kinds.reduce(0.0) { $0 + Double($1.count) * (whole > 0 ? mostWork($1.person) / whole : 1) }
      return Crowd(person: first.person, profile: master.profileOf[first.person], weight: weight)
    }
  }

  /// What one step finds at its prices.
  private struct Finding {
    /// The bound of the week, as far as crowds stand for people.
    var bound: Double
    /// Shape [groups][blocks], work that comes.
    var work: [Double]
    /// The part of it that late shifts bring to the next week, shape [groups][intervals]; empty when not asked for.
    var late: [Double]
  }

  /// Climbs from the prices of a part and leaves the best ones in it.
  func climb(_ part: inout WeekMaster.Part, stop: () -> Bool) {
    let groups = master.groupCount
    let price = master.demand.prices.map(\.first).max() ?? 1
    var prices = startBlocks(part.prices)
    var mean = [Double](repeating: 0, count: prices.count)
    var late = [Double](repeating: 0, count: needsLate ? groups * range.count : 0)
    var meanCount = 0.0
    var slope = [Double](repeating: 0, count: prices.count)
    var best = (bound: -Double.infinity, prices: prices)
    for step in 0..<Self.steps {
      if stop() { break }
      part.iterations += 1
      let progress = Double(step) / Double(Self.steps - 1)
      let isLater = 2 * step >= Self.steps
      let tolerance = price * Self.tolerance.first * power(Self.tolerance.last / Self.tolerance.first, progress)
      let found = look(prices, tolerance: tolerance, findsLate: isLater && needsLate)
      if found.bound > best.bound { best = (found.bound, prices) }
      if isLater {
        meanCount += 1
        for place in mean.indices { mean[place] += prices[place] }
        for place in found.late.indices { late[place] += found.late[place] }
      }
      let stride = price * Self.stride.first * power(Self.stride.last / Self.stride.first, progress)
      for group in 0..<groups {
        let own = master.demand.prices[group]
        for place in group * blocks..<(group + 1) * blocks where required[place] > 0 {
          // Beyond the first price a share of the requirement is missed more cheaply.
          let wanted = prices[place] > own.first ? (1 - own.firstShare) * required[place] : required[place]
          let missing = (wanted - found.work[place]) / (wanted + found.work[place] + 1e-9)
          slope[place] = Self.memory * slope[place] + (1 - Self.memory) * missing
          prices[place] = min(own.beyond, max(-master.demand.overPrice, prices[place] + stride * slope[place]))
        }
      }
    }
    if meanCount > 0 {
      for place in mean.indices { mean[place] /= meanCount }
      let found = look(mean, tolerance: price * Self.tolerance.last, findsLate: false)
      if found.bound > best.bound { best = (found.bound, mean) }
      if needsLate { part.late = late.map { $0 / meanCount } }
    }
    part.prices = (0..<groups).flatMap { group in
      range.map { Float(best.prices[group * blocks + ($0 - range.lowerBound) / master.blockLength]) }
    }
  }

  private func startBlocks(_ prices: [Float]) -> [Double] {
    (0..<master.groupCount).flatMap { group in
      (0..<blocks).map { Double(prices[group * range.count + $0 * master.blockLength]) }
    }
  }

  /// Everybody's cheapest week at prices of shape [groups][blocks], and where its work would go.
  private func look(_ prices: [Double], tolerance: Double, findsLate: Bool) -> Finding {
    let groups = master.groupCount
    pricer.setPrices { group, interval in
      range.contains(interval)
        ? Float(prices[group * blocks + (interval - range.lowerBound) / master.blockLength])
        : worthOutside(group, interval)
    }
    var bound = 0.0
    for group in 0..<groups {
      let own = master.demand.prices[group]
      for place in group * blocks..<(group + 1) * blocks {
        bound += prices[place] * required[place]
        if prices[place] > own.first { bound -= own.firstShare * required[place] * (prices[place] - own.first) }
      }
    }
    // Work by profile first: all of a profile share it out over groups alike.
    let profiles = master.profiles.count
    var brought = [Double](repeating: 0, count: profiles * blocks)
    var broughtLate = [Double](repeating: 0, count: findsLate ? profiles * range.count : 0)
    for crowd in crowds {
      guard let cost = pricer.cheapest(crowd.person) else { continue }
      bound += crowd.weight * Double(cost)
      let scale =
        crowd.weight * Double(master.profiles[crowd.profile].productivity) / Double(master.problem.unitsPerInterval)
      for day in pricer.days where pricer.tour[day] >= 0 {
        let shift = master.table.shifts[Int(pricer.tour[day])]
        for offset in 0..<Int(shift.count) {
          let units = Double(master.table.units[Int(shift.units) + offset])
          let interval = Int(shift.first) + offset
          guard units > 0, let home = pricer.home(interval), range.contains(home) else { continue }
          brought[crowd.profile * blocks + (home - range.lowerBound) / master.blockLength] += scale * units
          if findsLate, interval >= range.upperBound {
            broughtLate[crowd.profile * range.count + home - range.lowerBound] += scale * units
          }
        }
      }
    }
    var work = [Double](repeating: 0, count: groups * blocks)
    var late = [Double](repeating: 0, count: findsLate ? groups * range.count : 0)
    var shares = [Double](repeating: 0, count: groups)
    for (index, profile) in master.profiles.enumerated() {
      let served = (0..<groups).filter { profile.groups >> UInt64($0) & 1 == 1 }
      if served.isEmpty { continue }
      for block in 0..<blocks where brought[index * blocks + block] > 0 {
        let top = served.reduce(-Double.infinity) { max($0, prices[$1 * blocks + block]) }
        var sum = 0.0
        for group in served {
          shares[group] = exp((prices[group * blocks + block] - top) / tolerance)
          sum += shares[group]
        }
        for group in served { work[group * blocks + block] += brought[index * blocks + block] * shares[group] / sum }
        if !findsLate { continue }
        let first = block * master.blockLength
        for offset in first..<min(first + master.blockLength, range.count) {
          let amount = broughtLate[index * range.count + offset]
          if amount == 0 { continue }
          for group in served { late[group * range.count + offset] += amount * shares[group] / sum }
        }
      }
    }
    return Finding(bound: bound, work: work, late: late)
  }
}
