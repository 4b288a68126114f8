import LinearProgram

/// What covers the hours wanted: people by queue, their overtime, partners; and what stays short.
extension HeadcountProgram {
  /// Adds what partners give: hours on their queues, unused hours that are paid, tiers.
  mutating func addPartners() {
    for partner in problem.partners {
      let taken = blocks.indices.filter { partner.queues.contains(blocks[$0].queues[0]) }
      partnerBlocks.append(taken)
      var hours: [[Variable]] = []
      for block in taken {
        let place = partner.queues.firstIndex(of: blocks[block].queues[0]) ?? 0
        hours.append(
          months.map { month in
            let variable = program.continuous(cost: partner.price[place][month])
            charge(partner.price[place][month], for: variable, month: month, centre: partner.costCentre)
            return variable
          })
      }
      bought.append(hours)
      var unused: [Variable] = []
      var (rebates, openings) = ([[(above: Variable, used: Variable?)]](), [[Variable]]())
      var widths: [[LinearProgram.Constraint]] = []
      var counted: [Terms] = []
      var rows: [LinearProgram.Constraint] = []
      for month in months {
        let price = partner.idlePrice(in: month)
        // Up to the most, as hours nobody needs now may be what lets a partner grow.
        let variable = program.continuous(cost: price)
        charge(price, for: variable, month: month, centre: partner.costCentre)
        unused.append(variable)
        let all = hours.map { ($0[month], 1.0) } + [(variable, 1.0)]
        rows.append(
          program.constrain(all, in: partner.least[month]...max(partner.least[month], partner.most[month])))
        let earlier = month > 0 ? hours.map { ($0[month - 1], 1.0) } + [(unused[month - 1], 1.0)] : []
        addGrowth(of: partner, month: month, hours: all, earlier: earlier)
        let used = zip(taken, hours).map { block, hours in
          (hours[month], partner.billed(partner.queues.firstIndex(of: blocks[block].queues[0]) ?? 0, in: month))
        }
        counted.append(used + [(variable, partner.idleBilled(in: month))])
        if let range = partner.billedRange(in: month) { program.constrain(counted[month], in: range) }
        let tiers = addTiers(of: partner, month: month, all: counted[month], used: used)
        rebates.append(tiers.above)
        openings.append(tiers.open)
        widths.append(tiers.rows)
      }
      idle.append(unused)
      rebated.append(rebates)
      opened.append(openings)
      tierRows.append(widths)
      billed.append(counted)
      partnerRows.append(rows)
    }
  }

  /// Keeps the hours of a month to those of the month before and the growth, or to the least of the month where that is more.
  private mutating func addGrowth(of partner: Partner, month: Int, hours: Terms, earlier: Terms) {
    guard let growth = partner.growth else { return }
    guard month > 0 else {
      program.constrain(hours, in: -.infinity...max(partner.leastHours(in: 0), partner.before + growth))
      return
    }
    let change = hours + earlier.map { ($0.0, -$0.1) }
    let least = partner.leastHours(in: month)
    let most = max(least, partner.most[month])
    let beyond = least - partner.leastHours(in: month - 1) - growth
    guard beyond > 0 else {
      program.constrain(change, in: -.infinity...growth)
      return
    }
    // The least may rise by more than the growth: then the month has no hour above it, or it grew from enough hours before.
    let isLeast = program.binary()
    program.constrain(change + [(isLeast, -beyond)], in: -.infinity...growth)
    program.constrain(hours + [(isLeast, most - least)], in: -.infinity...most)
  }

  /// Hours, or what is billed of them, that fall into each tier, the lower ones filled before the higher: a tier is open (1) or not.
  private mutating func addTiers(of partner: Partner, month: Int, all: Terms, used: Terms) -> (
    above: [(above: Variable, used: Variable?)], open: [Variable], rows: [LinearProgram.Constraint]
  ) {
    var (inTier, openings) = ([(above: Variable, used: Variable?)](), [Variable]())
    var rows: [LinearProgram.Constraint] = []
    for (place, tier) in partner.tiers.enumerated() {
      let width = max(0, partner.most[month] * partner.mostBilled(in: month) - tier.from)
      // Every tier adds its own rebate to that of the tiers below, so its hours are all above its start.
      let rebate = partner.step(of: place, in: month)
      let open = program.binary()
      let above = program.continuous(in: 0...width, cost: -rebate.ofAny)
      charge(-rebate.ofAny, for: above, month: month, centre: partner.costCentre)
      var usedAbove: Variable?
      if partner.bonus > 0 {
        // Where hours are not used those are the first, so that as many as are used lie above.
        let variable = program.continuous(cost: -rebate.ofUsed)
        charge(-rebate.ofUsed, for: variable, month: month, centre: partner.costCentre)
        program.constrain([(variable, 1), (above, -1)], in: -.infinity...0)
        program.constrain([(variable, 1)] + used.map { ($0.0, -$0.1) }, in: -.infinity...0)
        usedAbove = variable
      }
      rows.append(program.constrain([(above, 1), (open, -width)], in: -.infinity...0))
      // Open only where all below is bought: all >= from + above.
      program.constrain(all + [(above, -1), (open, -tier.from)], in: 0 ... .infinity)
      inTier.append((above, usedAbove))
      openings.append(open)
    }
    return (inTier, openings, rows)
  }

  // MARK: - Cover

  /// Adds hours of people and what they leave short, against the hours wanted.
  mutating func addCover() {
    for pool in overtimePools() {
      var pool = pool
      for month in months {
        let variable = program.continuous(cost: pool.price[month])
        pool.hours.append(variable)
        charge(pool.price[month], for: variable, month: month, centre: problem.classes[pool.classes[0]].costCentre)
      }
      overtime.append(pool)
    }
    for (index, group) in groups.enumerated() {
      given.append(group.blocks.map { _ in months.map { _ in program.continuous() } })
      guard !group.blocks.isEmpty else { continue }
      for month in months {
        var constant = 0.0
        var terms: Terms = []
        for kind in group.classes {
          let own = hours(of: kind, in: month)
          constant += own.constant
          terms += own.terms.map { ($0.0, -$0.1) }
        }
        for pool in overtime where pool.group == index { terms.append((pool.hours[month], -1)) }
        program.constrain(given[index].map { ($0[month], 1.0) } + terms, in: -.infinity...constant)
      }
    }
    for (index, block) in blocks.enumerated() {
      var own: [(near: Variable, far: Variable)] = []
      var rows: [LinearProgram.Constraint] = []
      for month in months {
        let want = max(0, block.hours[month])
        let near = program.continuous(in: 0...HourDemand.shareAtPrice * want, cost: block.shortPrice)
        let far = program.continuous(in: 0...want, cost: 2 * block.shortPrice)
        own.append((near, far))
        var terms: Terms = [(near, 1), (far, 1)]
        for (place, group) in groups.enumerated() {
          if let position = group.blocks.firstIndex(of: index) { terms.append((given[place][position][month], 1)) }
        }
        for (place, taken) in partnerBlocks.enumerated() {
          if let position = taken.firstIndex(of: index) { terms.append((bought[place][position][month], 1)) }
        }
        // No more than is wanted: hours beyond are hours of people on nothing, or of partners that are not used.
        rows.append(program.constrain(terms, equals: want))
      }
      short.append(own)
      coverRows.append(rows)
    }
  }

  private func overtimePools() -> [OvertimePool] {
    struct Key: Hashable {
      var group: Int
      var centre: String
      var overtime: StaffClass.Overtime
    }
    var pools: [OvertimePool] = []
    var known: [Key: Int] = [:]
    for (index, group) in groups.enumerated() {
      for kind in group.classes {
        guard let extra = problem.classes[kind].overtime, extra.share > 0 else { continue }
        let key = Key(group: index, centre: problem.classes[kind].costCentre, overtime: extra)
        if let pool = known[key] {
          pools[pool].classes.append(kind)
        } else {
          known[key] = pools.count
          pools.append(OvertimePool(group: index, classes: [kind], share: extra.share, price: extra.price))
        }
      }
    }
    return pools
  }

  /// Keeps overtime to its share of the hours of the contract.
  mutating func addOvertimeRows() {
    for pool in overtime {
      for month in months {
        var constant = 0.0
        var terms: Terms = [(pool.hours[month], 1)]
        for kind in pool.classes {
          let own = hours(of: kind, in: month)
          constant += own.constant
          terms += own.terms.map { ($0.0, -pool.share * $0.1) }
        }
        program.constrain(terms, in: -.infinity...pool.share * constant)
      }
    }
  }
}
