import Libc

/// How much each member counts, by lead, and each profile.
struct MemberWeights: Sendable {
  /// Shape [next day, rest of the first week, later][members].
  private let groups: [[Double]]
  /// The plain baseline that is used alone; `nil` where members are weighed.
  let baseline: Int?
  /// Shape [profiles].
  private let profiles: [Double]
  private let week: Int

  /// Weights of the members so many rows after the last known one, from 0.
  subscript(lead lead: Int) -> [Double] { groups[lead == 0 ? 0 : lead < week ? 1 : 2] }

  /// Weights over all leads.
  var overall: [Double] { groups[2] }

  /// How sharply errors of days and of shapes tell members apart: those 10 % worse than the best still count a little,
  /// those 30 % worse do not. The next day is told more sharply, since it is what members differ in.
  private static let power = (nextDay: 24.0, days: 16.0, shapes: 20.0)
  /// Weight from which on a baseline is used alone.
  private static let dominating = 0.7

  /// - Parameters:
  ///   - baselines: members that planners know, one of which is used alone where it outweighs all others.
  ///   - pool: all queues, towards which this one is drawn; `nil` for its own tests alone.
  init(_ scores: MemberScores, week: Int, baselines: [Int], pool: MemberPool? = nil) {
    self.week = week
    let groups = (pool?.losses(scores) ?? scores.losses).enumerated().map { group, losses in
      Self.weights(losses, group == 0 ? Self.power.nextDay : Self.power.days)
    }
    // A plain baseline that far outweighs all other members together is used alone, unless all of them were right.
    let baseline = baselines.first { member in
      (groups[1][member] + groups[2][member]) / 2 > Self.dominating && scores.isFarOff(member)
    }
    self.baseline = baseline
    self.groups =
      baseline.map { baseline in groups.map { group in group.indices.map { $0 == baseline ? 1 : 0 } } } ?? groups
    profiles = Self.weights(scores.profileLosses, Self.power.shapes)
  }

  /// The weighted mean of the profiles.
  func profile(_ all: [Profile]) -> Profile {
    var shares = [Double](repeating: 0, count: all[0].shares.count)
    for (index, profile) in all.enumerated() where profiles[index] > 0 {
      for slot in shares.indices { shares[slot] += profiles[index] * profile.shares[slot] }
    }
    return Profile(shares: shares, slotCount: all[0].slotCount)
  }

  private static func weights(_ losses: [Double], _ power: Double) -> [Double] {
    let least = losses.min() ?? 0
    let raw = losses.map { exp(power * (least - $0)) }
    let total = raw.reduce(0, +)
    return raw.map { $0 / total }
  }
}
