import Chance
import Timeline

/// Draws the rows of one queue, date by date.
///
/// The mean of an interval is a product, and each of its terms is one sentence of `docs/explanation/examples.md`:
///
///     day's contacts  = perDay x growth x month x weekday x (1 + month turn) x holiday x event
///     interval's mean = day's contacts x share of the hour x surge x disturbance
///                       x level x mood of the day x mood of the queue's day x mood of the interval
///
/// Offered contacts are Poisson around it; the moods are Gamma factors, so counts vary more than Poisson ones do.
struct QueueHistory {
  private let model: HistoryModel
  private let index: Int
  private let queue: QueueModel
  private let zone: Zone
  private let calendar: DayCalendar
  private let events: [EventModel]
  /// Counts and handle times.
  private var draws: Draws
  /// Moods and level of this queue; apart, so that another volume leaves them as they are.
  private var moods: Draws
  /// Moods that every queue repeats, so that a busy day is busy everywhere.
  private var sharedMoods: Draws
  private var level = 1.0

  /// Days of a year, for growth.
  private static let yearDays = 365.0
  /// Shapes of the Gamma factors: the larger, the calmer. Their standard deviations are 3.3 %, 4 % and 11 %.
  private static let sharedDayShape = 900
  private static let queueDayShape = 625
  private static let intervalShape = 80
  /// The level moves this share of the way to a Gamma draw each day, which makes it drift by about 5 % over a month or two.
  private static let levelStep = 0.03
  private static let levelShape = 6
  /// Single handle times are Gamma of this shape: standard deviation 58 % of their mean.
  private static let handleTimeShape = 3
  /// Of a surge after a holiday, the hours before noon take more than those after it.
  private static let surgeBeforeNoon = 1.6
  private static let surgeAfterNoon = 0.6

  /// The history of the queue at an index of a model.
  init(model: HistoryModel, queue index: Int, zone: Zone) {
    self.model = model
    self.index = index
    self.zone = zone
    let queue = model.queues[index]
    self.queue = queue
    calendar = DayCalendar(region: queue.region, holidays: model.holidays)
    events = model.events.filter { $0.queue == "*" || $0.queue == queue.id }
    sharedMoods = Draws(seed: model.seed, part: 0)
    moods = Draws(seed: model.seed, part: 2 * index + 1)
    draws = Draws(seed: model.seed, part: 2 * index + 2)
  }

  /// Every recorded open interval in order of time.
  mutating func rows() -> [HistoryTable.Row] {
    var rows: [HistoryTable.Row] = []
    var date = model.first
    while date <= model.last {
      rows += self.rows(on: date)
      date = date.advanced(byDays: 1)
    }
    return rows
  }

  /// Draws a date. Days on which the queue is closed still move the level and the shared mood.
  private mutating func rows(on date: CivilDate) -> [HistoryTable.Row] {
    level += Self.levelStep * (moods.factor(shape: Self.levelShape) - level)
    let mood = sharedMoods.factor(shape: Self.sharedDayShape) * moods.factor(shape: Self.queueDayShape)
    guard let open = queue.week[date.weekday.rawValue], !(queue.closesOnHolidays && calendar.isHoliday(date)) else {
      return []
    }
    let total = dayTotal(date)
    let weights = intervalWeights(open)
    let handleTime = queue.handleTime * (1 + queue.handleTimeGrowth * years(to: date))
    var rows: [HistoryTable.Row] = []
    let end = zone.startOfDay(date.advanced(byDays: 1))
    var start = zone.startOfDay(date)
    while start < end {
      let minute = zone.local(at: start).minutesOfDay
      if open.contains(minute) {
        let mean = total * weights[minute / 30] * unusual(date, minute) * level * mood
        let row = draw(mean: mean, handleTime: handleTime, start: start, date: date, minute: minute)
        if !model.gaps.contains(where: { $0.holds(queue.id, date, minute) }) { rows.append(row) }
      }
      start = start.advanced(bySeconds: HistoryTable.intervalSeconds)
    }
    return rows
  }

  /// Draws an interval around its mean.
  private mutating func draw(
    mean: Double, handleTime: Double, start: Instant, date: CivilDate, minute: Int
  ) -> HistoryTable.Row {
    let offered = draws.poisson(mean: mean * moods.factor(shape: Self.intervalShape))
    let abandoned = draws.binomial(trials: offered, probability: abandonedShare(date, minute))
    let units = draws.gamma(shape: (offered - abandoned) * Self.handleTimeShape) / Double(Self.handleTimeShape)
    let seconds = units * handleTime * DayShape.handleTimeByHour.value(atMinute: minute)
    let isTimed = !model.untimed.contains { $0.holds(queue.id, date, minute) }
    return HistoryTable.Row(
      start: start, queue: index, offered: offered, abandoned: abandoned,
      handleSeconds: isTimed ? Int(seconds.rounded()) : nil)
  }

  /// Mean contacts of a date, moods left out.
  private func dayTotal(_ date: CivilDate) -> Double {
    let growth = 1 + queue.yearlyGrowth * years(to: date)
    let turn = 1 + queue.monthTurn * calendar.monthTurn(date)
    let holiday = calendar.isHoliday(date) ? queue.holidayFactor : 1
    let event = events.reduce(1) { $1.from <= date && date <= $1.to ? $0 * $1.effect : $0 }
    return queue.perDay * growth * season(date) * queue.weekdays[date.weekday.rawValue] * turn * holiday * event
  }

  /// Shape [48]: share of an ordinary day's contacts in each half hour of the local day.
  ///
  /// An hour that a clock change skips takes its share with it; one that it repeats counts twice.
  private func intervalWeights(_ open: Range<Int>) -> [Double] {
    let weights = (0..<48).map { slot in
      open.contains(slot * 30) ? queue.shape.value(atMinute: slot * 30 + 15) : 0
    }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Surge after a holiday and whatever broke, as a factor on an interval.
  private func unusual(_ date: CivilDate, _ minute: Int) -> Double {
    let share = minute < 720 ? Self.surgeBeforeNoon : Self.surgeAfterNoon
    let surge = calendar.followsHoliday(date) ? 1 + queue.surge * share : 1
    return disturbances(date, minute).reduce(surge) { $0 * $1.offered }
  }

  /// Share that hangs up: somewhat more when the hour is busy, much more when something broke.
  private func abandonedShare(_ date: CivilDate, _ minute: Int) -> Double {
    guard queue.abandoned > 0 else { return 0 }
    let busy = 0.5 + 0.5 * queue.shape.value(atMinute: minute)
    return disturbances(date, minute).reduce(queue.abandoned * busy) { $0 + $1.abandoned }
  }

  private func disturbances(_ date: CivilDate, _ minute: Int) -> [Disturbance] {
    model.disturbances.filter { $0.date == date && $0.minutes.contains(minute) }
  }

  /// Level of the season, a straight line between the middles of two months.
  private func season(_ date: CivilDate) -> Double {
    let middle = 15
    let before = date.day >= middle ? date.firstOfMonth : date.firstOfMonth.advanced(byDays: -1).firstOfMonth
    let length = before.firstOfNextMonth.days(since: before)
    let share = Double(date.days(since: before.advanced(byDays: middle - 1))) / Double(length)
    let month = before.month - 1
    return queue.months[month] * (1 - share) + queue.months[(month + 1) % 12] * share
  }

  private func years(to date: CivilDate) -> Double {
    Double(date.days(since: model.first)) / Self.yearDays
  }
}
