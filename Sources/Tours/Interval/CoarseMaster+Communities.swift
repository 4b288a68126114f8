import Lanes

/// Prices community by community, for masters with so many rows that the simplex method takes minutes.
///
/// Groups are gathered into small communities that mostly the same people serve, everybody counts for one of them, and people of one
/// menu and profile count as one crowd, whatever their leave and wishes: so one large program falls into many small ones. What that
/// leaves out costs nothing in truth, only in height: the bound is proven from the prices afterwards, by exact search of everybody's
/// own week with all groups that they serve.
extension CoarseMaster {
  /// Groups of one community.
  private static let mostGroups = 8

  /// Whether the linear program of some week would have more rows than it may have.
  func isTooLarge(_ kinds: [[Kind]]) -> Bool {
    kinds.indices.contains { week in
      let blocks = (intervalRange(week).count + blockLength - 1) / blockLength
      return kinds[week].count + groupCount * blocks > mostRows
    }
  }

  /// What the programs of all communities and weeks found; the prices of groups that nobody serves are those of shortage.
  func communityParts(threads: Int, stop: @Sendable @escaping () -> Bool) -> Result {
    let masks = profileOf.indices.map { isGiven[$0] ? GroupSet() : profiles[profileOf[$0]].groups }
    let communities = CoverCommunities(masks, groupCount: groupCount, mostGroups: Self.mostGroups)
    let counted = communities.narrowed(masks, problem.people, demand)
    let all = Set(communities.communityOf).sorted()
    let parts = Lanes.run(all.count, threads: threads) { place -> Result? in
      // Prices that are not sought any more are those of shortage, as where nobody serves.
      if stop() { return nil }
      return self.member(all[place], counted).map { $0.weeklyPrices(threads: 1, stop: stop) }
    }
    var result = Result(bound: -.infinity, prices: [])
    result.prices = (0..<groupCount * intervals).map { Float(demand.prices[$0 / intervals].beyond) }
    for (community, part) in zip(all, parts) {
      guard let part else { continue }
      result.fault = result.fault ?? part.fault
      for (row, group) in community.groups.enumerated() {
        for interval in 0..<intervals {
          result.prices[group * intervals + interval] = part.prices[row * intervals + interval]
        }
      }
    }
    return result
  }

  /// The master of one community alone; nil where nobody counts for it.
  private func member(_ community: GroupSet, _ counted: [GroupSet]) -> CoarseMaster? {
    let groups = community.groups
    var part = problem
    part.people = problem.people.indices.filter { counted[$0].intersects(community) }.map { person in
      var someone = problem.people[person]
      someone.groups = groups.indices.filter { counted[person].contains(groups[$0]) }
      someone.presences = []
      return someone
    }
    if part.people.isEmpty { return nil }
    let own = IntervalDemand(
      groups: groups.map { demand.groups[$0] },
      required: (0..<intervals).flatMap { interval in groups.map { demand.required[interval * groupCount + $0] } },
      prices: groups.map { demand.prices[$0] }, overPrice: demand.overPrice)
    part.demand = .intervals(own)
    var master = CoarseMaster(TourSpace(part), own, table, unplaced: [], tours: [], mostRows: .max)
    master.countsCrowds = true
    return master
  }

  /// People of one menu and profile.
  struct Crowd: Hashable {
    var menu: Int
    var profile: Int
  }

  func crowd(_ person: Int) -> Crowd { Crowd(menu: problem.people[person].menu, profile: profileOf[person]) }

  /// Kinds of one menu and profile taken together: the most frequent one stands for all, and people who may work fewer days of
  /// the week than it count for less.
  func crowds(of kinds: [Kind], _ week: Int) -> [Kind] {
    func mostDays(_ person: Int) -> Double {
      let someone = problem.people[person]
      let free = days(week).count { someone.days[$0] != .off }
      return Double(someone.rules.weekDays.isEmpty ? free : min(free, someone.rules.weekDays[week]))
    }
    var crowds = Numbering<Crowd>()
    var members: [[Kind]] = []
    for kind in kinds {
      let place = crowds.number(crowd(kind.person))
      if place == members.count { members.append([]) }
      members[place].append(kind)
    }
    return members.compactMap { kinds in
      // The first of the most frequent ones.
      guard let first = kinds.max(by: { ($0.count, $1.person) < ($1.count, $0.person) }) else { return nil }
      let whole = mostDays(first.person)
      let count = kinds.reduce(0.0) { $0 + $1.count * (whole > 0 ? mostDays($1.person) / whole : 1) }
      return Kind(person: first.person, count: count)
    }
  }
}
