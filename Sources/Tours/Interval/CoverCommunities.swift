/// Which groups people count for where too many sets of groups are linked to be listed.
///
/// Languages spoken by different people are linked by the few who speak two, and the sets to be listed multiply with every
/// language. So groups are gathered into communities, first those that mostly the same people serve, as long as the sets of one
/// community are few; and whoever serves several communities counts for one: where least work is offered for what is required.
/// Cover is then judged too low, never too high, and the split over groups at the end uses all that people can do.
struct CoverCommunities {
  /// Sets of one community.
  static let mostCuts = 128

  private let groupCount: Int
  /// Shape [groups]: the groups of each one's community.
  private(set) var communityOf: [GroupSet]

  /// Communities of what people serve.
  init(_ masks: [GroupSet], groupCount: Int, mostGroups: Int = .max) {
    self.groupCount = groupCount
    communityOf = (0..<groupCount).map { GroupSet([$0]) }
    let counts = Dictionary(masks.map { ($0, 1) }, uniquingKeysWith: +)
    let distinct = counts.keys.filter { !$0.isEmpty }.sorted()
    var isTooMuch: Set<[GroupSet]> = []
    for (a, b) in Self.pairs(counts, distinct, groupCount) where communityOf[a] != communityOf[b] {
      let pair = [communityOf[a], communityOf[b]]
      if isTooMuch.contains(pair) { continue }
      let both = communityOf[a] | communityOf[b]
      let inside = Set(distinct.map { $0 & both }).subtracting([GroupSet()]).sorted()
      guard both.count <= mostGroups, CoverModel.unions(of: inside, atMost: Self.mostCuts) != nil else {
        isTooMuch.insert(pair)
        continue
      }
      for group in both.groups { communityOf[group] = both }
    }
  }

  /// Pairs of groups that somebody serves both of, those first that share most of the people of one of them.
  private static func pairs(_ counts: [GroupSet: Int], _ distinct: [GroupSet], _ groupCount: Int) -> [(Int, Int)] {
    var shared = [Int](repeating: 0, count: groupCount * groupCount)
    for mask in distinct {
      let members = mask.groups
      for a in members {
        for b in members { shared[a * groupCount + b] += counts[mask] ?? 0 }
      }
    }
    var pairs: [(share: Double, a: Int, b: Int)] = []
    for a in 0..<groupCount {
      for b in a + 1..<max(a + 1, groupCount) where shared[a * groupCount + b] > 0 {
        let fewer = min(shared[a * groupCount + a], shared[b * groupCount + b])
        pairs.append((Double(shared[a * groupCount + b]) / Double(fewer), a, b))
      }
    }
    pairs.sort { $0.share != $1.share ? $0.share > $1.share : ($0.a, $0.b) < ($1.a, $1.b) }
    return pairs.map { ($0.a, $0.b) }
  }

  /// What each person counts for.
  ///
  /// - Parameter masks: what they serve.
  func narrowed(_ masks: [GroupSet], _ people: [RosterPerson], _ demand: IntervalDemand) -> [GroupSet] {
    var required = [Double](repeating: 0, count: groupCount)
    for (place, agents) in demand.required.enumerated() { required[place % groupCount] += agents }
    var needed: [GroupSet: Double] = [:]
    for group in 0..<groupCount { needed[communityOf[group], default: 0] += required[group] }
    var offered: [GroupSet: Double] = [:]
    var narrowed = masks
    func choices(_ mask: GroupSet) -> [GroupSet] {
      var rest = mask
      var found: [GroupSet] = []
      while let least = rest.least {
        found.append(communityOf[least])
        rest = rest - communityOf[least]
      }
      return found
    }
    for isFree in [false, true] {
      for person in masks.indices where !masks[person].isEmpty {
        let choices = choices(masks[person])
        if (choices.count > 1) != isFree { continue }
        func load(_ community: GroupSet) -> Double {
          let needed = needed[community] ?? 0
          return needed > 0 ? (offered[community, default: 0] + people[person].productivity) / needed : .infinity
        }
        guard let chosen = choices.min(by: { load($0) < load($1) }) else { continue }
        offered[chosen, default: 0] += people[person].productivity
        narrowed[person] = masks[person] & chosen
      }
    }
    return narrowed
  }
}
