/// What the tests of all queues say of the members, towards which each queue is drawn as far as chance could have told
/// them apart.
///
/// Losses are relative to each queue's own, so that no size counts. By group of leads, what tells members apart has a mean
/// over queues and a variance between them: the squared distances from the mean, less what is chance in them. A queue
/// keeps of its own distance the share of that variance in its own and chance; the mean counts each queue by the same sum.
///
/// - Source: the moment estimate of Hedges and Olkin, and empirical Bayes as in Morris, JASA 78 (1983).
struct MemberPool: Sendable {
  private struct Group: Sendable {
    /// Shape [members].
    var mean: [Double]
    /// Variance between queues.
    var between: Double
  }

  /// Shape [groups of leads].
  private let groups: [Group]

  /// - Parameter scores: by queue.
  /// - Returns: `nil` where there is one queue only, or none whose tests tell anything.
  init?(_ scores: [String: MemberScores]) {
    guard scores.count > 1 else { return nil }
    // In the order of their names: the sums are the same whatever the order of the queues.
    let known = scores.sorted { $0.key < $1.key }.compactMap { _, scores in scores.noise.map { (scores, noise: $0) } }
    guard !known.isEmpty else { return nil }
    groups = (0..<3).map { group in
      let distances = known.map { $0.0.distances(group) }
      let noise = known.map { $0.noise[group] }
      let even = Self.mean(distances, weights: noise.map { _ in 1 })
      var squares = 0.0
      for distance in distances {
        for (one, mean) in zip(distance, even) { squares += (one - mean) * (one - mean) }
      }
      let seen = squares / Double(max(1, even.count)) / Double(max(1, known.count - 1))
      let between = max(0, seen - noise.reduce(0, +) / Double(known.count))
      // Tests that leave no doubt at all would count alone.
      let mean = Self.mean(distances, weights: noise.map { 1 / ($0 + between + 1e-9) })
      return Group(mean: mean, between: between)
    }
  }

  /// A queue's losses, drawn towards the mean; the mean itself where its own tests tell nothing.
  func losses(_ scores: MemberScores) -> [[Double]] {
    groups.enumerated().map { index, group in
      guard let noise = scores.noise?[index] else { return group.mean }
      let kept = group.between > 0 ? group.between / (group.between + noise) : 0
      return zip(group.mean, scores.distances(index)).map { mean, own in mean + kept * (own - mean) }
    }
  }

  /// The weighted mean over queues, by member.
  private static func mean(_ distances: [[Double]], weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    return distances[0].indices.map { member in
      zip(distances, weights).reduce(0) { $0 + $1.1 * $1.0[member] } / total
    }
  }
}
