import Libc

/// The level of a handle time over the weeks: how far back to look, and whether it moves on.
///
/// Means of the last 2 to 64 weeks, and straight lines through the last 26 and 52, forecast past weeks from the weeks
/// before them; each counts by how likely it makes what came. A step that chance does not explain ends the past.
struct HandleTimeLevel: Sendable {
  typealias Handled = HandleTimeModel.Handled

  /// How many weeks are read.
  static let reachWeeks = 156

  /// Seconds a contact at the end of the history, weighted over the ways to look back.
  private let now: Double
  /// Seconds that are added a week ahead, before damping.
  private let slope: Double
  /// Variance of the level over its square.
  let relativeVariance: Double

  private static let halfLives = [2.0, 4, 8, 16, 32, 64]
  private static let lines = [16.0, 32, 64]
  /// Share of a week's slope that the next one has.
  private static let damping = 0.92
  /// Squared deviations of a step from which on it is no chance.
  private static let certainStep = 16.0

  /// - Parameters:
  ///   - weeks: oldest first; the last may be of fewer days.
  ///   - contactVariance: of a single contact, over its squared mean.
  init(_ weeks: [Handled], contactVariance: Double) {
    let variance = contactVariance * Self.dispersion(weeks, contactVariance)
    let recent = Array(weeks[Self.lastStep(weeks, variance)...])
    let ways = Self.halfLives.map { (halfLife: $0, isLine: false) } + Self.lines.map { (halfLife: $0, isLine: true) }
    var loss = [Double](repeating: 0, count: ways.count)
    let tested = max(min(4, recent.count - 1), recent.count - 40)
    for origin in max(1, tested)..<max(1, tested, recent.count) {
      let past = recent[..<origin]
      for (index, way) in ways.enumerated() {
        let fit = Self.fit(past, halfLife: way.halfLife, isLine: way.isLine)
        for ahead in 1...4 where origin + ahead - 1 < recent.count {
          let week = recent[origin + ahead - 1]
          guard week.contacts > 0, fit.now > 0 else { continue }
          let expected = max(0.2 * fit.now, fit.now + fit.slope * Self.damped(Double(ahead) - 0.5))
          let distance = (week.mean - expected) / expected
          // Four looks at the same week from four origins say what one does.
          loss[index] += min(week.contacts * distance * distance / variance, 9) / 4
        }
      }
    }
    let least = loss.min() ?? 0
    // Straight lines are believed when they have been better, not when they have been as good.
    let raw = ways.indices.map { exp(-(loss[$0] - least) / 2) * (ways[$0].isLine ? 0.3 : 1) }
    let sum = raw.reduce(0, +)
    var now = 0.0
    var slope = 0.0
    var error = 0.0
    let fits = ways.map { Self.fit(recent[...], halfLife: $0.halfLife, isLine: $0.isLine) }
    for (index, fit) in fits.enumerated() {
      now += raw[index] / sum * fit.now
      slope += raw[index] / sum * fit.slope
      error += raw[index] / sum * variance / max(fit.contacts, 1)
    }
    self.now = now
    self.slope = slope
    relativeVariance = error + 0.02 * 0.02
  }

  /// The last step that chance does not explain: weeks since, the level before, and what it was multiplied by.
  static func lastStep(
    of weeks: ArraySlice<Handled>, _ contactVariance: Double
  ) -> (weeksAgo: Int, before: Double, factor: Double)? {
    let weeks = Array(weeks)
    let first = lastStep(weeks, contactVariance * dispersion(weeks, contactVariance))
    guard first > 0 else { return nil }
    var before = Handled()
    var after = Handled()
    for week in weeks[..<first].suffix(12) { before.add(week.contacts, week.seconds) }
    for week in weeks[first...].prefix(12) { after.add(week.contacts, week.seconds) }
    guard before.contacts > 0, after.contacts > 0, before.seconds > 0, after.seconds > 0 else { return nil }
    return (weeks.count - first, before.mean, after.mean / before.mean)
  }

  /// Seconds a contact so many weeks after the history.
  func seconds(weeksAhead weeks: Double) -> Double {
    max(0.2 * now, now + slope * Self.damped(weeks))
  }

  /// Weeks that a damped slope goes on in some weeks.
  private static func damped(_ weeks: Double) -> Double { (1 - pow(damping, weeks)) / (1 - damping) }

  /// A weighted mean of the weeks, or a straight line through them, at their end; weights fade.
  private static func fit(
    _ weeks: ArraySlice<Handled>, halfLife: Double, isLine: Bool
  ) -> (now: Double, slope: Double, contacts: Double) {
    var weight = 1.0
    let fading = exp2(-1 / halfLife)
    // Sums of weights, ages, squared ages, seconds and seconds by age; ages are weeks before the end, negative.
    var contacts = 0.0
    var age = 0.0
    var square = 0.0
    var seconds = 0.0
    var product = 0.0
    var at = -0.5
    for week in weeks.reversed() {
      contacts += weight * week.contacts
      seconds += weight * week.seconds
      age += weight * week.contacts * at
      square += weight * week.contacts * at * at
      product += weight * week.seconds * at
      weight *= fading
      at -= 1
    }
    guard contacts > 0 else { return (0, 0, 0) }
    let mean = seconds / contacts
    guard isLine, weeks.count >= 8 else { return (mean, 0, contacts) }
    let middle = age / contacts
    let spread = square - age * middle
    guard spread > 0 else { return (mean, 0, contacts) }
    let slope = (product - seconds * middle) / spread
    return (mean - slope * middle, slope, contacts)
  }

  /// How much more than single contacts make them do weeks stray from the weeks before them.
  private static func dispersion(_ weeks: [Handled], _ variance: Double) -> Double {
    var ratios: [Double] = []
    for (one, next) in zip(weeks, weeks.dropFirst()) where one.contacts > 0 && next.contacts > 0 {
      let both = (one.seconds + next.seconds) / (one.contacts + next.contacts)
      let distance = (one.mean - next.mean) / max(both, 1e-9)
      ratios.append(distance * distance / (variance * (1 / one.contacts + 1 / next.contacts)))
    }
    guard ratios.count >= 6 else { return 1.5 }
    return max(1, median(&ratios) / 0.455)
  }

  /// The first week after the last step that chance does not explain; 0 for none.
  private static func lastStep(_ weeks: [Handled], _ variance: Double) -> Int {
    var first = 0
    while true {
      var best: (week: Int, score: Double)?
      for split in (first + 2)..<max(first + 2, weeks.count - 1) {
        var before = Handled()
        var after = Handled()
        // Levels close to the step count: a slow drift is none.
        for week in weeks[max(first, split - 12)..<split] { before.add(week.contacts, week.seconds) }
        for week in weeks[split..<min(weeks.count, split + 12)] { after.add(week.contacts, week.seconds) }
        guard before.contacts > 0, after.contacts > 0 else { continue }
        let usual = (before.seconds + after.seconds) / (before.contacts + after.contacts)
        let distance = (after.mean - before.mean) / max(usual, 1e-9)
        let score = distance * distance / (variance * (1 / before.contacts + 1 / after.contacts))
        if abs(distance) > 0.1, score > certainStep, score > best?.score ?? 0 { best = (split, score) }
      }
      guard let best else { return first }
      first = best.week
    }
  }
}
