public import LinearProgram

/// What a plan comes to when it is made again each month.
public struct Replanning: Sendable {
  /// Shape [courses]: money and shortage of the months as they came, in cents.
  public internal(set) var costs: [Double]
  /// Shape [courses]: the part of it that short hours are taken to cost.
  public internal(set) var shortages: [Double]
  /// Their mean.
  public var mean: Double { costs.isEmpty ? 0 : costs.reduce(0, +) / Double(costs.count) }
  /// The mean of the part for short hours.
  public var meanShortage: Double { shortages.isEmpty ? 0 : shortages.reduce(0, +) / Double(shortages.count) }
}

extension Headcount {
  /// Plays a policy: each month the rest is planned again from who is there, who is signed, and volumes as far off as in the month
  /// before; whoever must be signed now is signed, everything later waits for the next plan.
  ///
  /// Transfers are left out. Ceilings bind the plans, with what was spent taken off, and not the months as they come.
  ///
  /// - Parameters:
  ///   - hours: shape [courses][queues][months], net hours wanted as they come.
  ///   - generator: seeded by the caller; decides who leaves.
  /// - Complexity: an integer program for each course and month.
  /// - Throws: `SolverFault` when a number is not one, or the solver breaks down.
  public static func replan(
    _ problem: HeadcountProblem, hours: [[[Double]]], effort: Effort = Effort(gap: 0.002, nodes: 200),
    using generator: inout some RandomNumberGenerator
  ) throws(SolverFault) -> Replanning {
    var whole = problem
    whole.transfers = []
    let first = try plan(for: whole, effort: effort)
    let model = HeadcountProgram(whole)
    var (costs, shortages) = ([Double](), [Double]())
    for course in hours {
      if effort.isCancelled?() == true { break }
      var cohorts = whole.classes.map(\.present)
      for index in cohorts.indices {
        for past in min(0, cohorts[index].map(\.counted).min() ?? 0)..<0 {
          whole.classes[index].leave(&cohorts[index], after: past, using: &generator)
        }
        for place in cohorts[index].indices { cohorts[index][place].counted = 0 }
      }
      var spent = whole.ceilings.map { _ in 0.0 }
      var bought = whole.partners.map(\.before)
      var (cost, shortage) = (0.0, 0.0)
      for month in 0..<whole.monthCount {
        let rest = whole.rest(from: month, cohorts: cohorts, bought: bought, spent: spent, course: course)
        let plan = month == 0 ? first : try plan(for: rest, effort: effort)
        var signed = whole.classes.map { _ in 0.0 }
        for (index, kind) in rest.classes.enumerated() {
          // Whoever starts in the first month that can still be signed for; everybody later waits for the next plan.
          guard let hiring = kind.hiring, let plan, hiring.lead < rest.monthCount else { continue }
          let people = plan.starts[index][hiring.lead]
          guard people > 0 else { continue }
          cohorts[index].append(StaffClass.Cohort(start: month + hiring.lead, heads: Double(people)))
          let intakes =
            hiring.countsIntakes ? Double(plan.intakes[index][hiring.lead]) * hiring.costAnIntake[hiring.lead] : 0
          signed[index] = Double(people) * hiring.once(in: hiring.lead) + intakes
        }
        let heads = whole.classes.indices.map { index in
          whole.classes[index].now(cohorts[index], month: month)
        }
        var play = try MonthPlay(model, month)
        let found = try play.answer(
          wanted: model.blocks.map { $0.wanted(month) { course[$0][month] }.reduce(0, +) },
          supply: heads.map(\.hours), before: bought, tolerance: 0.01)
        bought = found.bought
        var money = found.money
        for (index, kind) in whole.classes.enumerated() {
          let once = signed[index] + (kind.signed?.cents(in: month) ?? 0)
          money.append((kind.costCentre, heads[index].heads * kind.pay[month].total + once))
        }
        cost += money.reduce(0) { $0 + $1.cents }
        for (block, missing) in zip(model.blocks, found.short) {
          let want = block.wanted(month) { course[$0][month] }.reduce(0, +)
          shortage += HourDemand.shortage(missing, of: want, price: block.shortPrice)
        }
        for (index, ceiling) in whole.ceilings.enumerated() where ceiling.months.contains(month) {
          spent[index] += money.reduce(0) {
            ceiling.costCentre == nil || ceiling.costCentre == $1.centre ? $0 + $1.cents : $0
          }
        }
        for index in cohorts.indices {
          whole.classes[index].leave(&cohorts[index], after: month, using: &generator)
        }
      }
      costs.append(cost + shortage)
      shortages.append(shortage)
    }
    return Replanning(costs: costs, shortages: shortages)
  }
}

extension StaffClass {
  /// Heads and hours of cohorts that have been walked to a month.
  fileprivate func now(_ cohorts: [Cohort], month: Int) -> (heads: Double, hours: Double) {
    cohorts.reduce((heads: 0, hours: 0)) { sum, cohort in
      let heads = cohort.heads * cohort.share(of: month)
      return (sum.heads + heads, sum.hours + heads * hours(in: month, startedIn: cohort.start))
    }
  }

  /// Lets people leave at the end of a month; a part of a head follows the mean.
  fileprivate func leave(
    _ cohorts: inout [Cohort], after month: Int, using generator: inout some RandomNumberGenerator
  ) {
    for place in cohorts.indices where cohorts[place].start <= month && cohorts[place].end == nil {
      let rate = leaving(after: month - cohorts[place].start)
      guard rate > 0 else { continue }
      let people = cohorts[place].heads.rounded(.down)
      var left = (cohorts[place].heads - people) * (1 - rate)
      for _ in 0..<Int(people) where Double(generator.next() >> 11) * 0x1p-53 >= rate { left += 1 }
      cohorts[place].heads = left
    }
  }
}

extension HeadcountProblem {
  /// The problem of the months that are left.
  fileprivate func rest(
    from month: Int, cohorts: [[StaffClass.Cohort]], bought: [Double], spent: [Double], course: [[Double]]
  ) -> HeadcountProblem {
    var rest = self
    rest.monthCount = monthCount - month
    func later<Value>(_ values: [Value]) -> [Value] { Array(values.dropFirst(month)) }
    for (queue, demand) in demands.enumerated() {
      // What was off in the month before is taken to stay off.
      let planned = month > 0 ? demand.hours[month - 1] : 0
      let ratio = planned > 0 ? course[queue][month - 1] / planned : 1
      rest.demands[queue].hours = later(demand.hours).map { $0 * ratio }
      rest.demands[queue].parts = demand.parts.map { HourDemand.Part(share: later($0.share), classes: $0.classes) }
    }
    for (index, kind) in classes.enumerated() {
      rest.classes[index].hours = later(kind.hours)
      rest.classes[index].pay = later(kind.pay)
      rest.classes[index].overtime?.price = later(kind.overtime?.price ?? [])
      rest.classes[index].signed = kind.signed?.later(by: month)
      rest.classes[index].present = cohorts[index].map { cohort in
        var later = cohort
        (later.start, later.end) = (cohort.start - month, cohort.end.map { $0 - month })
        return later
      }.filter { $0.end.map { $0 > 0 } ?? true }
      if let hiring = kind.hiring {
        rest.classes[index].hiring?.earliest = max(hiring.lead, hiring.earliest - month)
        rest.classes[index].hiring?.costAPerson = hiring.costAPerson.later(by: month)
        rest.classes[index].hiring?.trainingAPerson = hiring.trainingAPerson.later(by: month)
        rest.classes[index].hiring?.costAnIntake = hiring.costAnIntake.later(by: month)
        rest.classes[index].hiring?.changePrice = 0
        rest.classes[index].hiring?.closed = Set(hiring.closed.map { $0 - month })
        rest.classes[index].hiring?.wanted = [:]
      }
    }
    for (index, partner) in partners.enumerated() {
      rest.partners[index].price = partner.price.map(later)
      rest.partners[index].billed = partner.billed.map(later)
      rest.partners[index].least = later(partner.least)
      rest.partners[index].leastBilled = later(partner.leastBilled)
      rest.partners[index].firstOrder = max(0, partner.firstOrder - month)
      rest.partners[index].most = later(partner.most)
      rest.partners[index].before = bought[index]
      for tier in partner.tiers.indices {
        rest.partners[index].tiers[tier].rebate = partner.tiers[tier].rebate.later(by: month)
      }
    }
    rest.seats = seats.compactMap { limit in
      guard let months = limit.months else { return limit }
      var later = limit
      later.months = max(0, months.lowerBound - month)..<max(0, months.upperBound - month)
      return later.months?.isEmpty == true ? nil : later
    }
    rest.ceilings = zip(ceilings, spent).compactMap { ceiling, spent in
      guard ceiling.months.upperBound > month else { return nil }
      var other = ceiling
      other.months = max(0, ceiling.months.lowerBound - month)..<ceiling.months.upperBound - month
      other.most = Int((Double(ceiling.most) - spent).rounded(.down))
      return other
    }
    return rest
  }
}
