import Libc

/// All that is learned from one queue's history.
///
/// - Complexity: linear in the rows of the history; about ten milliseconds for three years of half hours.
package struct SeriesModel: Sendable {
  let calendar: DayCalendar
  /// The history at today's level.
  let totals: DayTotals
  /// Intervals taken out, as recorded.
  let badIntervals: [DayTotals.BadInterval]
  /// The first row after the history.
  let origin: Int
  /// What the tests inside the history say of the members.
  let scores: MemberScores
  /// Of the members: by the queue's own tests, or drawn towards those of all queues.
  private(set) var weights: MemberWeights
  /// By the queue's own tests.
  private let ownWeights: MemberWeights
  /// Steps of the level.
  let levels: LevelChanges
  /// Days without a contact that are left aside.
  let silence: SilentDays
  /// What the members expect of all rows from `origin` on.
  private let members: MemberForecasts
  private let spread: CountSpread
  private let daySpread: CountSpread
  /// Multiplies the variance of special days.
  private let specialScale: Double
  /// Days of the back-tests' first weeks by slot.
  let partialDays: PartialDays
  /// Correlation of one day's relative miss with the next open day's, in the back-tests.
  let dayCarry: Double
  /// Share of the variance of a day's miss that is one of the level, in the back-tests.
  let levelShare: Double
  private let shape: RankThreeShape
  private let carry: ShapeCarry
  private let holidayShape: HolidayShape
  /// What holidays add to the variance of an interval around its day.
  private let holidayVariance: Double

  /// - Parameters:
  ///   - history: its rows are the first of the calendar's.
  ///   - calendar: dates of the history and of everything to be forecast.
  ///   - keeps: row x slotCount + slot of intervals that a planner has declared right.
  ///   - steady: rows at which a planner has said that no level changed.
  ///   - pool: shape [7][slotCount]; shares of similar queues that a small queue leans on.
  ///   - chance: shape [rows]; variance by chance of a contact, other than 1 in rows that were scaled; empty for 1.
  package init(
    _ history: DayMatrix, _ calendar: DayCalendar, keeps: Set<Int> = [], steady: Set<Int> = [], pool: [Double]? = nil,
    chance: [Double] = []
  ) {
    silence = SilentDays(history, calendar, keeps: keeps)
    var known = history.rowCount
    while known > 0, !silence.history.hasAny(row: known - 1) { known -= 1 }
    let past = silence.history.prefix(known)
    self.calendar = calendar
    origin = known
    let recorded = DayTotals(past, calendar, keeps: keeps)
    levels = LevelChanges(
      logTotal: recorded.logTotal, calendar, firstRow: recorded.firstRow, ridge: Ensemble.ridge, rejected: steady)
    badIntervals = recorded.badIntervals
    totals = recorded.levelled(levels)
    let ensemble = Ensemble(settings: MemberSetting.all, calendar: calendar, totals: totals, pool: pool)
    let tests = InnerTests(from: totals.firstRow, historyRows: known, week: calendar.week)
    // The last forecast is the one asked for; what is fitted for the tests before it is its head start.
    var forecasts = ensemble.forecasts(
      origins: tests.origins + [known], ends: tests.ends + [calendar.dates.count])
    members = forecasts.removeLast().growing(levels)
    scores = MemberScores(
      forecasts, totals, calendar, members: ensemble.settings.count, profiles: members.profiles.count)
    let weights = MemberWeights(scores, week: calendar.week, baselines: MemberSetting.baselines)
    self.weights = weights
    ownWeights = weights
    var intervals: [CountSpread.Residual] = []
    var days: [CountSpread.Residual] = []
    var partial = PartialDays(slotCount: past.slotCount)
    for test in forecasts {
      let mean = test.mean(weights, weekday: calendar.weekday)
      for lead in 0..<test.rowCount where !calendar.isSpecial[test.origin + lead] {
        var value = 0.0
        var expected = 0.0
        let chance = chance.isEmpty ? 1 : chance[test.origin + lead]
        for slot in 0..<past.slotCount {
          let one = CountSpread.Residual(
            value: totals.clean[test.origin + lead, slot], mean: mean[lead * past.slotCount + slot], lead: lead,
            chance: chance)
          if one.value.isNaN { continue }
          intervals.append(one)
          value += one.value
          expected += one.mean
        }
        if lead < calendar.week {
          let cells = ((test.origin + lead) * past.slotCount)..<((test.origin + lead + 1) * past.slotCount)
          partial.add(
            values: totals.clean.values[cells], means: mean[(lead * past.slotCount)..<((lead + 1) * past.slotCount)])
        }
        if expected > 0 { days.append(CountSpread.Residual(value: value, mean: expected, lead: lead, chance: chance)) }
      }
    }
    partialDays = partial
    let tested = Set(zip(tests.origins, tests.ends).flatMap { $0..<$1 }).count
    spread = CountSpread(intervals, week: calendar.week, testedRows: tested)
    daySpread = CountSpread(days, week: calendar.week, testedRows: tested)
    dayCarry = CountSpread.carry(days)
    levelShare = CountSpread.levelShare(days, week: calendar.week)
    specialScale = members.special.looseness(calendar, totals.logTotal, before: known)
    shape = RankThreeShape(totals.clean, calendar)
    holidayShape = HolidayShape(totals.clean, calendar)
    let profile = weights.profile(members.profiles)
    carry = ShapeCarry(totals.clean, calendar, profile)
    let within = max(0, spread.relativeVariance - daySpread.relativeVariance)
    holidayVariance = max(0, holidayShape.variance(totals.clean, calendar, profile, plain: within) - within)
  }

  /// Variance of a day's total in the first week, relative to its squared mean and beyond chance.
  var dayVariance: Double { daySpread.relativeVariance }

  /// The regression of the member that weighs most; `nil` without a history.
  var bestFit: DayFit? {
    let weights = weights.overall
    guard let most = weights.max(), let best = weights.firstIndex(of: most), origin > 0 else { return nil }
    return members.fits[members.fitOfMember[best]]
  }

  /// So many last same weekdays are the whole forecast, having been the better one in the past; `nil` where members are
  /// weighed.
  var plainBaseline: Int? { weights.baseline.flatMap { MemberSetting.all[$0].sameWeekdays } }

  /// Variance of an interval around its day, relative to its squared mean and beyond chance.
  var withinDayVariance: Double { max(0, spread.relativeVariance - daySpread.relativeVariance) }

  /// The model with its members weighed by the tests of all queues.
  ///
  /// What the ranges are made of stays that of the queue's own tests.
  func weighed(by pool: MemberPool?) -> SeriesModel {
    guard let pool else { return self }
    var model = self
    model.weights = MemberWeights(scores, week: calendar.week, baselines: MemberSetting.baselines, pool: pool)
    return model
  }

  /// What the queue's own tests make of rows after the history.
  ///
  /// - Parameters:
  ///   - rows: rows of the calendar from `origin` on.
  ///   - exposure: shape [rows.count][slotCount]: 0 closed, 1 open, 2 the hour that the clocks repeat.
  ///   - wasOpen: same shape: intervals that were open before a change of hours and count in the shape of a day; empty
  ///     without one.
  func outlook(rows: Range<Int>, exposure: [Double], wasOpen: [Bool] = []) -> SeriesOutlook {
    let slotCount = totals.clean.slotCount
    precondition(exposure.count == rows.count * slotCount, "exposure needs one value a row and slot")
    var outlook = SeriesOutlook(
      scores: scores, spread: origin > 0 ? spread : nil, week: calendar.week, intervals: exposure.count { $0 > 0 })
    guard origin > 0 else {
      for row in 0..<rows.count {
        let open = exposure[(row * slotCount)..<((row + 1) * slotCount)].count { $0 > 0 }
        outlook.add(lead: row, mean: [Double](repeating: 0, count: open), extra: 0, total: 0, members: [])
      }
      return outlook
    }
    let all = members.mean(ownWeights, weekday: calendar.weekday)
    let shapes = shape.shapes(ofWeekdays: Array(calendar.weekday[origin..<rows.upperBound]))
    for row in rows {
      let lead = row - origin
      var day = Array(all[(lead * slotCount)..<((lead + 1) * slotCount)])
      let start = (row - rows.lowerBound) * slotCount
      let open = (0..<slotCount).map { exposure[start + $0] > 0 }
      for slot in 0..<slotCount where !open[slot] && (wasOpen.isEmpty || !wasOpen[start + slot]) { day[slot] = 0 }
      if calendar.isSpecial[row] || !carry.reshape(&day, row: row) { blend(&day, shapes[lead]) }
      if calendar.holiday[row] >= 0 { holidayShape.reshape(&day, holiday: calendar.holiday[row]) }
      let extra = extraVariance(of: row) + (calendar.holiday[row] >= 0 ? holidayVariance : 0)
      outlook.add(
        lead: lead, mean: open.indices.filter { open[$0] }.map { day[$0] }, extra: extra,
        total: members.total(ownWeights, lead),
        members: weights.overall.indices.map { members.totals[$0 * members.rowCount + lead] })
    }
    return outlook
  }

  /// The forecast of rows after the history; parameters as for `outlook`.
  package func forecast(rows: Range<Int>, exposure: [Double], wasOpen: [Bool] = []) -> SeriesForecast {
    let slotCount = totals.clean.slotCount
    guard origin > 0 else { return .nothing(rows: rows, slotCount: slotCount) }
    let outlook = outlook(rows: rows, exposure: exposure, wasOpen: wasOpen)
    let open = exposure.indices.filter { exposure[$0] > 0 }
    let none = [Double](repeating: 0, count: exposure.count)
    var mean = none
    var quantiles = [[Double]](repeating: none, count: CountSpread.levels.count)
    for (cell, value) in outlook.means(weights).enumerated() {
      let index = open[cell]
      mean[index] = value
      outlook.counts(mean: value, row: index / slotCount) { quantiles[$0][index] = $1 }
    }
    let days = rows.map { row in
      day(row, extra: extraVariance(of: row), slots: (row - rows.lowerBound) * slotCount, mean, exposure)
    }
    return SeriesForecast(rows: rows, slotCount: slotCount, mean: mean, quantiles: quantiles, days: days)
  }

  /// A day's total, its quantiles, and the factors that multiply to it.
  ///
  /// A factor is the weighted geometric mean of the members' regression terms of its kind. What that averaging leaves
  /// over belongs to the level, so that the product is exact.
  private func day(
    _ row: Int, extra: Double, slots: Int, _ mean: [Double], _ exposure: [Double]
  ) -> SeriesForecast.Day {
    var total = 0.0
    for slot in slots..<(slots + totals.clean.slotCount) { total += mean[slot] * exposure[slot] }
    let weights = weights[lead: row - origin]
    var fullDay = 0.0
    var logs = [Double](repeating: 0, count: DayFactor.allCases.count)
    var weightOfFit = [Double](repeating: 0, count: members.fits.count)
    for member in weights.indices {
      fullDay += weights[member] * members.totals[member * members.rowCount + row - origin]
      weightOfFit[members.fitOfMember[member]] += weights[member]
    }
    for (fit, weight) in zip(members.fits, weightOfFit) {
      for factor in DayFactor.parts {
        var log = calendar.design.product(row: row, fit.coefficients, of: factor)
        if factor == .weekday { log -= calendar.meanWeekdayTerm(fit.coefficients) }
        logs[factor.rawValue] += weight * log
      }
    }
    let factors = logs.map { exp($0) }
    var quantiles = [Double](repeating: 0, count: CountSpread.levels.count)
    if total > 0 { daySpread.counts(mean: total, lead: row - origin, extra: extra) { quantiles[$0] = $1 } }
    let product = factors.reduce(1, *)
    return SeriesForecast.Day(
      row: row, total: total,
      quantiles: quantiles,
      level: fullDay / product, factors: DayFactor.parts.map { factors[$0.rawValue] },
      opening: fullDay > 0 ? total / fullDay : 1)
  }

  /// How much of a day's shape is that of the patterns.
  private static let secondPart = 0.15

  /// Part of the day's shape from the profiles, part from the patterns; the sum stays.
  private func blend(_ day: inout [Double], _ second: [Double]) {
    var own = 0.0
    var other = 0.0
    for slot in day.indices where day[slot] > 0 && !second[slot].isNaN {
      own += day[slot]
      other += second[slot]
    }
    guard own > 0, other > 0 else { return }
    for slot in day.indices where day[slot] > 0 && !second[slot].isNaN {
      day[slot] = (1 - Self.secondPart) * day[slot] + Self.secondPart * own * second[slot] / other
    }
  }

  /// What is not known about a row beyond a plain day of an old level.
  private func extraVariance(of row: Int) -> Double {
    let young = levels.youngVariance(week: calendar.week, lead: row - origin)
    return calendar.isSpecial[row] ? young + specialScale * members.special.variance(row: row, calendar.design) : young
  }
}
