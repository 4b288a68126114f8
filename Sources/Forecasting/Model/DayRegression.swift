import Libc

/// A day regression fitted to the rows before some row.
struct DayFit: Sendable {
  /// Shape [design.columnCount].
  let coefficients: [Double]
  /// Robust standard deviation of a day's log total around the fit.
  let scale: Double
  /// The row of the first residual.
  let firstRow: Int
  /// Log total minus fit of the rows from `firstRow` to the origin; NaN where unknown.
  let residuals: [Double]
  /// The factored normal equations, for the variance of a forecast.
  let factor: CholeskyFactor

  /// Share of the variance of a day that is more than the chance of its count.
  let signal: Double
  /// Contacts over exp(fit): turns the middle of a day's total into its mean.
  ///
  /// The half that is added to a count before its logarithm makes up for chance, so that the rest is the same for busy and
  /// quiet weekdays.
  let lift: Double
}

/// Weighted ridge regression of the log day totals on what is known of the dates, in which the past fades.
///
/// Because the weights are powers of one number, the normal equations of a later origin are those of an earlier one
/// plus the rows between; a run over increasing origins reads every row once. Robust weights are found for the rows of
/// the last year and some; when a row gets older its weight is settled.
struct DayRegression {
  private let design: Design
  private let logTotal: [Double]
  private let rowWeight: [Double]?
  /// Weight of a row over that of the row after it.
  private let fading: Double
  /// Rows before this many are too faded to be looked at singly.
  private let reach: Int
  private var penalty: [Double]
  /// Shape [design.columnCount]: what the ridge draws towards where nothing else is given.
  private var usual: [Double]
  /// Of all rows before the last origin, the newest with weight 1.
  private var equations: NormalEquations
  private let keepsWeight: [Bool]
  private let kind: Kind
  /// Shape [rows]: exp(logTotal), 0 where unknown.
  private let totals: [Double]
  /// Shape [rows + 1]: sums of `totals`, and of known rows, before each row.
  private let sums: [Double]
  private let counts: [Double]
  private var nextRow = 0
  /// Where the passes of a later origin start from.
  private var last: (coefficients: [Double], firstRow: Int, residuals: [Double], limit: Double, scale: Double)?

  /// What the logarithms are of.
  enum Kind {
    /// Counts plus a half, whose chance is the larger the fewer they are.
    case counts
    /// Anything else.
    case other

    /// Standard deviation of a logarithm by chance alone.
    func chance(_ logarithm: Double) -> Double { self == .counts ? exp(-logarithm / 2) : 0 }
  }

  /// Days are never told apart by less than this, so that a series without chance keeps all its days.
  private static let leastScale = 0.02
  private static let firstPasses = 3
  /// Days as which a weekday of a quiet queue counts at most to be like the others.
  private static let mostDrawn = 300.0
  /// Half-lives after which a day is too faded to be weighed by its residual.
  static let halfLivesKept = 4.0

  /// - Parameters:
  ///   - halfLife: weeks after which a day counts half.
  ///   - ridge: multiplies every penalty of the design.
  ///   - rowWeight: shape [rows]; further weight of each day, `nil` for 1.
  ///   - keeping: half-lives before an origin for which residuals are told.
  init(
    _ calendar: DayCalendar, logTotal: [Double], halfLife: Double, ridge: Double, rowWeight: [Double]? = nil,
    keeping: Double = halfLivesKept, kind: Kind = .counts, pool: WeekdayPool? = nil
  ) {
    self.kind = kind
    design = calendar.design
    self.logTotal = logTotal
    self.rowWeight = rowWeight
    keepsWeight = calendar.keepsWeight
    fading = exp2(-1 / (halfLife * Double(calendar.week)))
    reach = max(LevelTrack.memoryRows, Int(min(1e6, keeping * halfLife * Double(calendar.week))))
    let totals = logTotal.map { $0.isNaN ? 0 : exp($0) }
    self.totals = totals
    var sums = [0.0]
    var counts = [0.0]
    sums.reserveCapacity(totals.count + 1)
    counts.reserveCapacity(totals.count + 1)
    for row in totals.indices {
      sums.append(sums[row] + totals[row])
      counts.append(counts[row] + (logTotal[row].isNaN ? 0 : 1))
    }
    self.sums = sums
    self.counts = counts
    // Variance of the logarithm of a day by chance alone, over all days known.
    let chance = kind == .counts && counts[totals.count] > 0 ? counts[totals.count] / max(sums[totals.count], 1e-9) : 0
    // Penalties are noise² / effect²; the design's are right for days whose noise is a tenth.
    let noisier = max(1, chance / (0.1 * 0.1))
    penalty = calendar.design.penalty.indices.map { column in
      let own = calendar.design.penalty[column] * ridge
      return own + own * calendar.design.noisePenalty[column] * (noisier - 1) + 1e-8
    }
    equations = NormalEquations(size: design.columnCount)
    usual = [Double](repeating: 0, count: design.columnCount)
    if noisier > 1 { drawWeekdays(calendar, pool, chance: chance) }
  }

  /// Draws the weekdays of a quiet queue towards those of similar queues, or towards each other, as far as chance could
  /// have told them apart.
  ///
  /// - Source: the moment estimate of the variance between groups (DerSimonian and Laird, 1986).
  private mutating func drawWeekdays(_ calendar: DayCalendar, _ pool: WeekdayPool?, chance: Double) {
    var days = [Double](repeating: 0, count: 7)
    var contacts = days
    for row in totals.indices where totals[row] > 0 && !calendar.isSpecial[row] {
      days[calendar.weekday[row]] += 1
      contacts[calendar.weekday[row]] += max(0, totals[row] - 0.5)
    }
    let known = (0..<7).filter { days[$0] > 0 && calendar.weekdayColumn[$0] >= 0 }
    let expected = (0..<7).map { days[$0] * exp(pool?.logs[$0] ?? 0) }
    let level = known.reduce(0) { $0 + contacts[$1] } / max(known.reduce(0) { $0 + expected[$1] }, 1e-9)
    guard known.count > 1, level > 0 else { return }
    var excess = 0.0
    var squares = 0.0
    var total = 0.0
    for weekday in known {
      let own = level * expected[weekday]
      excess += (contacts[weekday] - own) * (contacts[weekday] - own) / own
      squares += own * own
      total += own
    }
    let between = max(0, (excess - Double(known.count - 1)) / (total - squares / total))
    let middle = known.reduce(0) { $0 + (pool?.logs[$1] ?? 0) } / Double(known.count)
    for weekday in known {
      let column = calendar.weekdayColumn[weekday]
      penalty[column] = max(penalty[column], min(chance / max(between, 1e-9), Self.mostDrawn))
      usual[column] = (pool?.logs[weekday] ?? 0) - middle
    }
  }

  /// The fit to all rows before `origin`, which must not lie before an earlier call's.
  ///
  /// Passes of robust weights follow: a day with |r| > 2.5 s off the fit counts (2.5 s / |r|)², so that an outage pulls
  /// less the worse it was. Special days keep their weight, since being far off is what is to be learned from them.
  ///
  /// - Parameters:
  ///   - prior: coefficients that the ridge draws towards; zero when not given.
  ///   - passes: how many follow after an earlier origin's.
  mutating func fit(before origin: Int, towards prior: [Double]? = nil, passes: Int = 2) -> DayFit {
    let kept = last == nil ? reach : min(reach, LevelTrack.memoryRows)
    let firstRow = max(last?.firstRow ?? 0, origin - kept)
    settle(before: firstRow)
    advance(to: origin)
    var residuals = [Double](repeating: .nan, count: origin - firstRow)
    var factor: CholeskyFactor?
    var coefficients: [Double]
    if let last {
      coefficients = last.coefficients
      let known = min(origin, last.firstRow + last.residuals.count)
      for row in firstRow..<max(firstRow, known) { residuals[row - firstRow] = last.residuals[row - last.firstRow] }
      update(&residuals, firstRow, from: max(firstRow, known), coefficients)
    } else {
      let first = equations.factored(penalty: penalty)
      coefficients = first.solve(pulled(equations.moment, prior))
      factor = first
      update(&residuals, firstRow, from: firstRow, coefficients)
    }
    let chance = chance(before: origin)
    var scale = max(chance, last?.scale ?? Self.scale(of: residuals, near: 0))
    var limit = 2.5 * max(scale, Self.leastScale)
    for _ in 0..<(last == nil ? Self.firstPasses : passes) {
      var robust = equations
      limit = 2.5 * max(scale, Self.leastScale)
      for row in firstRow..<origin where abs(residuals[row - firstRow]) > limit {
        robust.add(
          design, row: row, target: logTotal[row],
          weight: pow(fading, Double(origin - 1 - row)) * surplus(row, residuals[row - firstRow], limit))
      }
      let next = robust.factored(penalty: penalty)
      coefficients = next.solve(pulled(robust.moment, prior))
      factor = next
      update(&residuals, firstRow, from: firstRow, coefficients)
      scale = max(chance, Self.scale(of: residuals, near: scale))
    }
    last = (coefficients, firstRow, residuals, limit, scale)
    let middles = residuals.indices.map { totals[firstRow + $0] * exp(-residuals[$0]) }
    let lift = lift(residuals, middles, firstRow, scale)
    return DayFit(
      coefficients: coefficients, scale: scale, firstRow: firstRow, residuals: residuals,
      factor: factor ?? equations.factored(penalty: penalty),
      signal: signal(middles, firstRow, scale: scale, chance: chance, lift: lift), lift: lift)
  }

  /// Adds the rows before `origin` to the equations.
  private mutating func advance(to origin: Int) {
    guard nextRow < origin else { return }
    equations.scale(by: pow(fading, Double(origin - nextRow)))
    var weight = pow(fading, Double(origin - 1 - nextRow))
    while nextRow < origin {
      let target = logTotal[nextRow]
      if !target.isNaN {
        equations.add(design, row: nextRow, target: target, weight: weight * (rowWeight?[nextRow] ?? 1))
      }
      weight /= fading
      nextRow += 1
    }
  }

  /// Leaves the rows before `firstRow` with the weights they had at the last origin.
  private mutating func settle(before firstRow: Int) {
    guard let last else { return }
    for row in last.firstRow..<max(last.firstRow, min(firstRow, nextRow)) {
      let residual = last.residuals[row - last.firstRow]
      guard abs(residual) > last.limit else { continue }
      equations.add(
        design, row: row, target: logTotal[row],
        weight: pow(fading, Double(nextRow - 1 - row)) * surplus(row, residual, last.limit))
    }
  }

  /// What is added to the weight of a row so far off, as a share of it: 0 or less.
  private func surplus(_ row: Int, _ residual: Double, _ limit: Double) -> Double {
    guard !keepsWeight[row] else { return 0 }
    // A quiet weekday may be far off by chance alone.
    let ownLimit = max(limit, 2.5 * kind.chance(logTotal[row] - residual))
    let share = min(1, ownLimit / abs(residual))
    return (share * share - 1) * (rowWeight?[row] ?? 1)
  }

  /// Contacts over exp(fit).
  ///
  /// - Parameter middles: exp(fit) of the rows of the residuals; NaN where unknown.
  private func lift(_ residuals: [Double], _ middles: [Double], _ firstRow: Int, _ scale: Double) -> Double {
    let half = kind == .counts ? 0.5 : 0
    var sum = 0.0
    var count = 0.0
    var came = 0.0
    var expected = 0.0
    for (index, residual) in residuals.enumerated() where !residual.isNaN {
      let total = totals[firstRow + index]
      let middle = middles[index]
      let clipped = min(max(residual, -3 * scale), 3 * scale)
      sum += clipped
      count += 1
      came += (clipped == residual ? total : middle * exp(clipped)) - half
      expected += middle
    }
    // Measured around the residuals' own mean: an old trend moves that, and the level follows it elsewhere.
    return count > 0 ? max(came / expected / exp(sum / count), 0.05) : 1
  }

  /// Share of the variance of a day that is more than the chance of its count.
  ///
  /// The logarithms of counts of one or two lie too far apart for a robust deviation, so that the counts are asked too: by
  /// chance alone their squared distances from their means are as large as the means.
  private func signal(
    _ middles: [Double], _ firstRow: Int, scale: Double, chance: Double, lift: Double
  ) -> Double {
    let robust = scale > 0 ? 1 - min(1, chance * chance / (scale * scale)) : 1
    guard kind == .counts, robust > 0 else { return robust }
    var sum = 0.0
    var count = 0.0
    for (index, middle) in middles.enumerated() where !middle.isNaN {
      let total = totals[firstRow + index]
      let mean = max(middle * lift, 1e-9)
      let distance = total - 0.5 - mean
      sum += distance * distance / mean
      count += 1
    }
    return sum > 0 ? min(robust, max(0, 1 - count / sum)) : robust
  }

  /// Multiplies the penalties of one kind of column.
  mutating func scalePenalty(of kind: DayFactor, by scale: Double) {
    for column in penalty.indices where design.factor[column] == kind { penalty[column] *= scale }
  }

  /// The right side of the ridge regression that shrinks towards `prior` instead of zero.
  private func pulled(_ moment: [Double], _ prior: [Double]?) -> [Double] {
    moment.indices.map { moment[$0] + penalty[$0] * (usual[$0] + (prior?[$0] ?? 0)) }
  }

  /// Writes log total minus fit of the rows from `first` on; unknown ones stay as they are.
  private func update(_ residuals: inout [Double], _ firstRow: Int, from first: Int, _ coefficients: [Double]) {
    let end = firstRow + residuals.count
    residuals.withUnsafeMutableBufferPointer { residuals in
      coefficients.withUnsafeBufferPointer { coefficients in
        design.withEntries { start, columns, values in
          for row in first..<max(first, end) where !logTotal[row].isNaN {
            var sum = 0.0
            for entry in start[row]..<start[row + 1] { sum += values[entry] * coefficients[Int(columns[entry])] }
            residuals[row - firstRow] = logTotal[row] - sum
          }
        }
      }
    }
  }

  /// The deviation of a mean day by chance alone.
  private func chance(before origin: Int) -> Double {
    guard kind == .counts else { return 0 }
    let first = max(0, origin - reach)
    let count = counts[origin] - counts[first]
    return count > 0 ? kind.chance(log((sums[origin] - sums[first]) / count)) : 0
  }

  /// The robust deviation of the residuals that are known.
  ///
  /// - Parameter guess: about what it may be: then the middle is looked for among those near it first.
  private static func scale(of residuals: [Double], near guess: Double) -> Double {
    let (low, high) = (0.8 * guess / 1.4826, 1.25 * guess / 1.4826)
    var known = 0
    var below = 0
    var inside: [Double] = []
    inside.reserveCapacity(residuals.count / 4)
    for residual in residuals where !residual.isNaN {
      let size = abs(residual)
      known += 1
      if size < low { below += 1 } else if size <= high { inside.append(size) }
    }
    let rank = max(0, known - 1) / 2
    if below <= rank, rank < below + inside.count {
      return 1.4826 * select(&inside, rank: rank - below) + 1e-6
    }
    var sizes = residuals.filter { !$0.isNaN }.map { abs($0) }
    return 1.4826 * median(&sizes) + 1e-6
  }
}
