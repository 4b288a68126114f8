/// What one queue's own tests make of some rows ahead, and all that is needed to weigh the members anew by what the tests
/// of other queues say: a back-test lets go of the history in between.
struct SeriesOutlook: Sendable {
  let scores: MemberScores
  /// `nil` without a history, from which nothing is expected.
  private let spread: CountSpread?
  private let week: Int
  private var days: [Day] = []
  /// Contacts of the open intervals, row after row.
  private var mean: [Double] = []

  /// A row ahead.
  private struct Day: Sendable {
    /// Rows since the last known one, from 0.
    var lead: Int
    /// How many open intervals there are up to its end.
    var end: Int
    /// Variance of its intervals beyond that of a plain day, as a share of their square.
    var extra: Double
    /// Contacts of the whole day by the queue's own weights.
    var total: Double
    /// Shape [members]: contacts of the whole day.
    var members: [Double]
  }

  /// - Parameter intervals: how many open intervals there will be.
  init(scores: MemberScores, spread: CountSpread?, week: Int, intervals: Int) {
    self.scores = scores
    self.spread = spread
    self.week = week
    mean.reserveCapacity(intervals)
  }

  mutating func add(lead: Int, mean: [Double], extra: Double, total: Double, members: [Double]) {
    self.mean += mean
    days.append(Day(lead: lead, end: self.mean.count, extra: extra, total: total, members: members))
  }

  /// Contacts of the open intervals: each day has the shape that it has by the queue's own tests, and the total that the
  /// weights make of the members'.
  func means(_ weights: MemberWeights) -> [Double] {
    var result = mean
    var start = 0
    for day in days {
      defer { start = day.end }
      guard day.total > 0 else { continue }
      let own = weights[lead: day.lead]
      let factor = own.indices.reduce(0) { $0 + own[$1] * day.members[$1] } / day.total
      for cell in start..<day.end { result[cell] *= factor }
    }
    return result
  }

  /// The same, weighed by the tests of all queues.
  func means(pool: MemberPool?) -> [Double] {
    pool.map { means(MemberWeights(scores, week: week, baselines: MemberSetting.baselines, pool: $0)) } ?? mean
  }

  /// By open interval: its row, counted from the first one ahead.
  var rows: [Int] {
    var start = 0
    return days.enumerated().flatMap { row, day in
      defer { start = day.end }
      return [Int](repeating: row, count: day.end - start)
    }
  }

  /// The quantiles of an open interval of a row, counted from the first one ahead.
  func counts(
    mean: Double, row: Int, places: [Int] = CountSpread.allPlaces, each: (Int, Double) -> Void
  ) {
    guard let spread else { return places.forEach { each($0, 0) } }
    spread.counts(mean: mean, lead: days[row].lead, extra: days[row].extra, places: places, each: each)
  }
}
