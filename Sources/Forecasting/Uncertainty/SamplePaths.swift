import Timeline
public import Workforce

/// What joint draws of a queue's horizon need.
struct PathModel: Sendable {
  /// Days in order.
  struct Day: Sendable {
    let date: CivilDate
    /// Intervals of the grid that are still open to chance.
    let intervals: [Int]
    /// Shape [19]: the quantiles of the day's total over its mean, as far as intervals do not stray by themselves.
    let ratios: [Double]
  }

  let days: [Day]
  /// Shape [grid.count].
  let mean: [Double]
  /// Intervals whose contacts are known already.
  let known: [Int]
  /// Variance, relative to the squared mean, of an interval around its day.
  let withinDayVariance: Double
  /// Correlation of one day's miss with the next day's.
  let carry: Double

  /// One possible course: whole contacts per interval, shape [grid.count].
  ///
  /// Each day's factor is drawn from the quantiles of its total without the chance of its intervals, days in a chain of normal
  /// deviates with correlation `carry`; each interval then has a gamma factor of its own, and a Poisson count, which are that chance.
  ///
  /// - Parameter news: what each date brings, a standard normal deviate.
  func path(news: (CivilDate) -> Double, _ generator: inout some RandomNumberGenerator) -> [Double] {
    var path = [Double](repeating: 0, count: mean.count)
    // Halves of an hour's contacts add up to them.
    var came = 0.0
    for interval in known {
      path[interval] = (came + mean[interval]).rounded() - came.rounded()
      came += mean[interval]
    }
    var deviate: Double?
    for day in days {
      let today = news(day.date)
      let chained = deviate.map { carry * $0 + (1 - carry * carry).squareRoot() * today } ?? today
      deviate = chained
      let factor = Self.ratio(day.ratios, share: normalShare(below: chained))
      for interval in day.intervals where mean[interval] > 0 {
        let own = RandomCounts.gamma(variance: withinDayVariance, &generator)
        path[interval] = RandomCounts.poisson(mean: mean[interval] * factor * own, &generator)
      }
    }
    return path
  }

  /// Which part of their distance from 1 the ratios of a day's total keep, where so much of their variance is that of its intervals
  /// around the day.
  static func commonPart(of ratios: [Double], without chance: Double) -> Double {
    let ends = [2 * ratios[0] - ratios[1]] + ratios + [2 * ratios[ratios.count - 1] - ratios[ratios.count - 2]]
    // The variance of what `ratio` draws: straight lines between quantiles, each of the same share.
    var (mean, square) = (0.0, 0.0)
    for (a, b) in zip(ends, ends.dropFirst()) {
      mean += (a + b) / 2
      square += (a * a + a * b + b * b) / 3
    }
    let count = Double(ends.count - 1)
    let variance = square / count - (mean / count) * (mean / count)
    return variance > chance ? (1 - chance / variance).squareRoot() : 0
  }

  /// The quantile of a share between those kept; straight lines go on beyond the last.
  private static func ratio(_ quantiles: [Double], share: Double) -> Double {
    let position = share * 20 - 1
    let index = min(max(Int(position.rounded(.down)), 0), quantiles.count - 2)
    let value = quantiles[index] + (position - Double(index)) * (quantiles[index + 1] - quantiles[index])
    return max(0, value)
  }
}

extension ForecastStudy {
  /// Possible courses of the horizon for every queue: whole contacts, shape [count][queues][grid.count].
  ///
  /// The intervals of a day share a factor, days follow each other's, and queues miss together as far as their pasts did,
  /// so that a path is a whole bad week for all where weeks are bad for all. Means are those of the forecast, overrides
  /// included.
  ///
  /// - Parameter generator: seeded by the caller; the same seed gives the same paths.
  public func paths(_ count: Int, using generator: inout some RandomNumberGenerator) -> [[[Double]]] {
    paths(count, around: forecast, using: &generator)
  }

  /// Possible courses as above around another forecast of the same queues and grid, such as one a planner has edited.
  ///
  /// Hours that a table says are over stay as they came, and the rest of their day strays as its ranges say.
  ///
  /// - Returns: whole contacts, shape [count][queues][grid.count].
  public func paths(
    _ count: Int, around forecast: Forecast, using generator: inout some RandomNumberGenerator
  ) -> [[[Double]]] {
    paths(count, models: queues.indices.map { queues[$0].pathModel(around: forecast.queues[$0]) }, using: &generator)
  }

  /// Possible courses of this study's forecast after an update within the day: hours that are known stay as they came,
  /// and the rest of the day strays less.
  ///
  /// - Returns: whole contacts, shape [count][queues][grid.count].
  public func paths(
    _ count: Int, updated forecast: Forecast, using generator: inout some RandomNumberGenerator
  ) -> [[[Double]]] {
    paths(count, models: queues.indices.map { queues[$0].pathModel(updated: forecast.queues[$0]) }, using: &generator)
  }

  private func paths(
    _ count: Int, models: [PathModel], using generator: inout some RandomNumberGenerator
  ) -> [[[Double]]] {
    let correlation = DayCorrelation(queues.map(\.dayResiduals))
    let dates = Set(models.flatMap { $0.days.map(\.date) }).sorted()
    return (0..<max(0, count)).map { _ in
      var news: [CivilDate: [Double]] = [:]
      for date in dates { news[date] = correlation.deviates(&generator) }
      return models.indices.map { queue in
        models[queue].path(news: { news[$0]?[queue] ?? 0 }, &generator)
      }
    }
  }
}

extension QueueStudy {
  /// Residuals of past days around the regression of the best member, in units of their deviation and cut at 3, by date.
  fileprivate var dayResiduals: [CivilDate: Double] {
    guard let fit = model.bestFit else { return [:] }
    let deviation = max(fit.scale, 1e-9)
    var residuals: [CivilDate: Double] = [:]
    for (index, residual) in fit.residuals.enumerated().suffix(400) where !residual.isNaN {
      residuals[task.table.dates[fit.firstRow + index]] = min(max(residual / deviation, -3), 3)
    }
    return residuals
  }

  /// The queue's days and spread for joint draws around a forecast.
  fileprivate func pathModel(around forecast: QueueForecast) -> PathModel {
    // Ranges of next to nothing are written as none, and a table without any range says nothing of what is over.
    func isOver(_ interval: Int) -> Bool { isKnown(interval, forecast) && forecast.p90[interval] > 0.005 }
    let planned = task.place.indices.filter { task.place[$0] >= 0 && forecast.offered[$0] > 0 }
    if let open = planned.last(where: { !isOver($0) }), let over = planned.first(where: isOver), over < open {
      return pathModel(updated: forecast, isOver)
    }
    return pathModel(mean: forecast.offered, isKnown: { _ in false }, narrowing: { _ in 1 })
  }

  /// The same around a forecast updated within the day.
  fileprivate func pathModel(updated forecast: QueueForecast) -> PathModel {
    pathModel(updated: forecast) { isKnown($0, forecast) }
  }

  /// - Parameter isKnown: whether an interval holds what came.
  private func pathModel(updated forecast: QueueForecast, _ isKnown: (Int) -> Bool) -> PathModel {
    var width = [Double](repeating: 0, count: expected.days.count)
    var usualWidth = width
    for interval in task.place.indices where task.place[interval] >= 0 && !isKnown(interval) {
      let model = range(of: interval)
      guard model.mean > 0 else { continue }
      let day = task.place[interval] / slotCount
      width[day] += forecast.p90[interval] - forecast.p10[interval]
      usualWidth[day] += (model.p90 - model.p10) * forecast.offered[interval] / model.mean
    }
    return pathModel(
      mean: forecast.offered, isKnown: isKnown,
      narrowing: { usualWidth[$0] > 0 ? width[$0] / usualWidth[$0] : 1 })
  }

  /// - Parameters:
  ///   - isKnown: whether an interval holds what came.
  ///   - narrowing: by how much less than usual a day strays.
  private func pathModel(mean: [Double], isKnown: (Int) -> Bool, narrowing: (Int) -> Double) -> PathModel {
    var open = [[Int]](repeating: [], count: expected.days.count)
    var known: [Int] = []
    var squares = [Double](repeating: 0, count: expected.days.count)
    for interval in task.place.indices where task.place[interval] >= 0 {
      let day = task.place[interval] / slotCount
      squares[day] += expected.mean[task.place[interval]] * expected.mean[task.place[interval]]
      if isKnown(interval) { known.append(interval) } else { open[day].append(interval) }
    }
    let days = expected.days.indices.map { index in
      let day = expected.days[index]
      let total = max(day.total, 1e-9)
      let chance = 1 / total + model.withinDayVariance * squares[index] / (total * total)
      let strays =
        narrowing(index) * PathModel.commonPart(of: day.quantiles.map { $0 / total }, without: chance)
      return PathModel.Day(
        date: task.table.dates[day.row], intervals: open[index],
        ratios: day.quantiles.map { day.total > 0 ? 1 + strays * ($0 / day.total - 1) : 1 })
    }
    return PathModel(
      days: days, mean: mean, known: known, withinDayVariance: model.withinDayVariance, carry: model.dayCarry)
  }
}
