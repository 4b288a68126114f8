/// The exact cost of an interval without deciding who serves which group.
///
/// People who serve sets of groups form a polymatroid: under caps k per group, the most that can be served is
///
///     F(k) = min over sets S of groups of [ sum of k over S + people who serve some group outside S ]
///
/// and only unions of the sets that people serve matter as S. A requirement whose shortage costs p1 > p2 > ... at the margin is
/// a stack of caps, one per price, so with prices v1 > v2 > ... > vm over all groups (vm+1 = -over):
///
///     cost = cost of serving nobody + over * people - sum over i of (vi - vi+1) * F(caps of what costs at least vi)
///
/// Groups that no person links are separate components, each with its own small table.
package struct CoverModel: Sendable {
  /// More sets than this in one component are not listed; people then count for fewer of their groups (see `CoverCommunities`).
  static let mostCuts = 2_048

  package struct Component: Sendable {
    package var groups: [Int]
    /// The sets S; the first is empty.
    package var cuts: [GroupSet]
    /// Vectors of four cuts, the last one padded.
    var vectors: Int
    /// Shape [levels], vi - vi+1.
    var weights: [Float]
    /// Shape [intervals][levels][vectors * 4]; padding is huge so that it never is the minimum.
    var caps: [Float]
    /// Shape [intervals], cost when nobody is there.
    var emptyCost: [Float]
  }

  /// What a person does for cover: people with the same profile are interchangeable in it.
  package struct Profile: Hashable, Sendable {
    /// Component, or -1 for people who serve nothing.
    package var component: Int
    var groups: GroupSet
    var productivity: Float
    package var presences: [Int]
  }

  let intervals: Int
  let overPrice: Float
  package private(set) var components: [Component] = []
  package private(set) var profiles: [Profile] = []
  /// Shape [people].
  package private(set) var profileOf: [Int] = []
  /// Cost of groups that nobody serves.
  private(set) var unservedCost = 0.0
  /// Whether people count for fewer groups than they serve, because there would be too many cuts.
  private(set) var isNarrowed = false
  package let presences: [PresenceDemand]
  /// A typical price of one missing agent, the scale of temperatures.
  private(set) var priceScale = 1.0

  init(_ demand: IntervalDemand, problem: RosterProblem) {
    intervals = problem.intervalCount
    overPrice = Float(demand.overPrice)
    presences = demand.presences
    let groupCount = demand.groups.count
    let masks = self.masks(of: problem.people, demand)

    let served = masks.reduce(GroupSet(), |)
    let componentOf = Self.link(masks, groupCount: groupCount)
    var roots = Numbering<Int>()
    for group in 0..<groupCount {
      if !served.contains(group) {
        for interval in 0..<intervals { unservedCost += Self.emptyCost(demand, interval: interval, group: group) }
        continue
      }
      let place = roots.number(componentOf[group])
      if place == components.count {
        components.append(Component(groups: [], cuts: [], vectors: 0, weights: [], caps: [], emptyCost: []))
      }
      components[place].groups.append(group)
    }
    var numbering = Numbering<Profile>()
    for (person, someone) in problem.people.enumerated() {
      let component = masks[person].least.map { roots.number(componentOf[$0]) } ?? -1
      let profile = Profile(
        component: component, groups: masks[person], productivity: Float(someone.productivity),
        presences: someone.presences.sorted())
      profileOf.append(numbering.number(profile))
    }
    profiles = numbering.values
    for index in components.indices {
      let sets = Set(profiles.filter { $0.component == index }.map(\.groups)).sorted()
      fill(&components[index], sets: sets, demand: demand)
    }
    let prices = demand.prices.map(\.first).filter { $0 > 0 }
    priceScale = prices.isEmpty ? 1 : prices.reduce(0, +) / Double(prices.count)
  }

  /// What each person serves, or counts for where the sets of groups would be too many to list.
  private mutating func masks(of people: [RosterPerson], _ demand: IntervalDemand) -> [GroupSet] {
    let groupCount = demand.groups.count
    let masks = people.map { person in GroupSet(person.groups.filter { $0 < groupCount }) }
    let componentOf = Self.link(masks, groupCount: groupCount)
    let distinct = Set(masks).sorted()
    let isSmall = Set(componentOf).allSatisfy { root in
      let inside = distinct.filter { $0.least.map { componentOf[$0] } == root }
      return Self.unions(of: inside, atMost: Self.mostCuts) != nil
    }
    if isSmall { return masks }
    isNarrowed = true
    return CoverCommunities(masks, groupCount: groupCount).narrowed(masks, people, demand)
  }

  /// The component of each group, named by its smallest group.
  private static func link(_ masks: [GroupSet], groupCount: Int) -> [Int] {
    var root = Array(0..<groupCount)
    func find(_ group: Int) -> Int {
      var group = group
      while root[group] != group { group = root[group] }
      return group
    }
    for mask in Set(masks).sorted() {
      let members = mask.groups
      for member in members.dropFirst() {
        let (a, b) = (find(members[0]), find(member))
        root[max(a, b)] = min(a, b)
      }
    }
    return (0..<groupCount).map(find)
  }

  /// All unions of the given sets, the empty one first; nil when there are more than `atMost`.
  static func unions(of sets: [GroupSet], atMost: Int) -> [GroupSet]? {
    var found: Set = [GroupSet()]
    for set in sets {
      for known in Array(found) { found.insert(known | set) }
      if found.count > atMost { return nil }
    }
    return found.sorted()
  }

  private static func emptyCost(_ demand: IntervalDemand, interval: Int, group: Int) -> Double {
    demand.prices[group].cost(ofNobodyFor: demand.required[interval * demand.groups.count + group])
  }

  private func fill(_ component: inout Component, sets: [GroupSet], demand: IntervalDemand) {
    component.cuts = Self.unions(of: sets, atMost: Self.mostCuts) ?? [GroupSet()]
    component.vectors = (component.cuts.count + 3) / 4
    let width = component.vectors * 4
    let groupCount = demand.groups.count
    let prices = Set(component.groups.flatMap { [demand.prices[$0].first, demand.prices[$0].beyond] })
      .sorted(by: >)
    component.weights = prices.indices.map { level in
      let next = level + 1 < prices.count ? prices[level + 1] : -demand.overPrice
      return Float(prices[level] - next)
    }
    component.caps = [Float](repeating: 1e30, count: intervals * prices.count * width)
    component.emptyCost = [Float](repeating: 0, count: intervals)
    for interval in 0..<intervals {
      var empty = 0.0
      for group in component.groups { empty += Self.emptyCost(demand, interval: interval, group: group) }
      component.emptyCost[interval] = Float(empty)
      for (level, price) in prices.enumerated() {
        for (place, cut) in component.cuts.enumerated() {
          var caps = 0.0
          for group in component.groups where cut.contains(group) {
            let required = demand.required[interval * groupCount + group]
            let own = demand.prices[group]
            if own.beyond >= price { caps += (1 - own.firstShare) * required }
            if own.first >= price { caps += own.firstShare * required }
          }
          component.caps[(interval * prices.count + level) * width + place] = Float(caps)
        }
      }
    }
  }
}
