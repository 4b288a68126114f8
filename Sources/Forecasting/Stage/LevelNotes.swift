import Libc
import Timeline

/// What planners read about levels that moved and days without a word.
struct LevelNotes {
  let task: QueueTask
  let model: SeriesModel

  /// Steps older than this many weeks are in flags.csv only.
  private static let newWeeks = 13

  private static let names = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"]

  /// Sentences about the newest level, then weekdays, then silence.
  var sentences: [String] {
    var sentences: [String] = []
    let queue = task.queue.id
    if let last = model.levels.changes.last, last.age <= Self.newWeeks * task.calendar.week,
      !task.isHandover(row: last.row)
    {
      let date = task.table.dates[last.row].isoText
      sentences.append(
        "Queue \(queue): level \(LevelChanges.factorText(last.size)) since about \(date); the forecast follows it. If it "
          + "was an event that ends, write in events.csv: \(event(from: last.row))")
    }
    if let last = model.levels.seasons.last, last.age <= Self.newWeeks * task.calendar.week {
      sentences.append(
        "Queue \(queue): contacts are \(LevelChanges.factorText(last.size)) since about \(task.table.dates[last.row].isoText), as "
          + "at that time of another year: a season. If it begins and ends from one day to the next, write its dates of each year in "
          + "events.csv with one note and no factor.")
    }
    sentences += passedSentences
    sentences += newestSentences
    if let bend = model.levels.bend {
      let date = task.table.dates[bend.row].isoText
      sentences.append(
        "Queue \(queue): contacts have \(bend.text(week: task.calendar.week)) a week since about \(date); the forecast "
          + "follows, more slowly the further ahead. If it was an event that ends, write in events.csv: "
          + "\(event(from: bend.row))")
    }
    for change in model.levels.weekdayChanges.sorted(by: { $0.row < $1.row })
    where model.origin - change.row <= Self.newWeeks * task.calendar.week {
      let name = Self.names[task.calendar.weekday[change.row]]
      sentences.append(
        "Queue \(queue): \(name) have been \(LevelChanges.factorText(change.size)) beside the other days since about "
          + "\(task.table.dates[change.row].isoText); the forecast follows it.")
    }
    sentences += alternateSentences
    if let count = model.plainBaseline {
      sentences.append(
        "Queue \(queue): \(count == 1 ? "the last same weekday" : "the mean of the last \(count) same weekdays") was the better "
          + "forecast of its past weeks, and is used. Look whether something of it can be known ahead: events, holidays, a moved "
          + "level.")
    }
    if let from = model.silence.undecidedFrom {
      let usual = model.silence.days.last?.usual ?? 0
      sentences.append(
        "Queue \(queue): no contact since \(task.table.dates[from].isoText), where \(decimals(usual, 0)) a day are usual; "
          + "the forecast goes on as before. If the queue has ended, reject these days in flags.csv.")
    }
    return sentences
  }

  /// Days by which a feast comes earlier or later than a year before.
  private static let movingDays = 21

  /// Stretches after which all was as before: those that ended lately, and those about a year or two before dates of the plan, which may
  /// come again.
  private var passedSentences: [String] {
    let planned = task.table.dates[task.historyRows...]
    guard let first = planned.first, let last = planned.last else { return [] }
    return model.levels.passed.sorted { $0.rows.lowerBound < $1.rows.lowerBound }.compactMap { stretch -> String? in
      guard !task.isHandover(row: stretch.rows.lowerBound) else { return nil }
      let (from, to) = (task.table.dates[stretch.rows.lowerBound], task.table.dates[stretch.rows.upperBound - 1])
      if stretch.isLate {
        return
          "Queue \(task.queue.id): contacts were \(LevelChanges.factorText(stretch.size)) from about \(from.isoText) to \(to.isoText) and "
          + "then as before; the forecast counts these days at the level of the others. If it comes again, write its dates and those "
          + "of the plan in events.csv with one note and no factor."
      }
      let comesAgain = (1...2).contains { year in
        from.advanced(byDays: 365 * year - Self.movingDays) <= last
          && first <= to.advanced(byDays: 365 * year + Self.movingDays)
      }
      guard comesAgain else { return nil }
      return
        "Queue \(task.queue.id): contacts were \(LevelChanges.factorText(stretch.size)) from about \(from.isoText) to \(to.isoText) and "
        + "then as before, at this time of another year. If that comes again, as a feast does whose date moves, write its dates of each "
        + "year and of the plan in events.csv with one note and no factor; the forecast knows nothing of it."
    }
  }

  /// Days at the end that are too few for a level that moved: from two on, each so many deviations and so much off the weeks before, in
  /// queues with so many contacts a day.
  private static let newest = (days: 2, deviations: 3.5, least: 0.3, contacts: 20.0)

  /// Says that the last days were all far off those before them, one way.
  private var newestSentences: [String] {
    let (week, origin) = (task.calendar.week, model.origin)
    guard let fit = model.bestFit else { return [] }
    let moved = max(
      model.levels.changes.last?.row ?? 0, model.levels.passed.last { $0.isLate }?.rows.upperBound ?? 0)
    func residual(_ row: Int) -> Double { fit.residuals[row - fit.firstRow] }
    let known = (max(fit.firstRow, moved, origin - 5 * week)..<origin).filter { !residual($0).isNaN }
    var before = known.filter { $0 < origin - week }.map(residual)
    guard before.count >= 2 * week, let last = known.last else { return [] }
    let middle = median(&before)
    var distances = before.map { abs($0 - middle) }
    let far = max(Self.newest.least, Self.newest.deviations * max(1.4826 * median(&distances), fit.scale))
    let isAbove = residual(last) > middle
    let rows = known.suffix(week).reversed().prefix { row in
      abs(residual(row) - middle) > far && (residual(row) > middle) == isAbove && !task.calendar.isSpecial[row]
    }
    guard rows.count >= Self.newest.days, let from = rows.last, !task.isHandover(row: from) else { return [] }
    let sizes = rows.map { residual($0) - middle }
    let usual = zip(rows, sizes).map { row, size in exp(model.totals.logTotal[row] - size) }
    guard usual.reduce(0, +) >= Self.newest.contacts * Double(rows.count) else { return [] }
    let size = LevelChanges.factorText(sizes.reduce(0, +) / Double(rows.count))
    return [
      "Queue \(task.queue.id): the last \(rows.count) days, from \(task.table.dates[from].isoText) on, had \(size) the contacts of such days, "
        + "which is too young to be followed as a level that moved. If it stays, write a factor in overrides.csv; if it was an event "
        + "that ends, write in events.csv: \(event(from: from))"
    ]
  }

  /// Weekdays that are busier every second week.
  private var alternateSentences: [String] {
    let calendar = task.calendar
    let found = (0..<7).compactMap { weekday -> String? in
      let column = calendar.alternateColumn[weekday]
      guard column >= 0, let size = model.bestFit?.coefficients[column] else { return nil }
      let past = calendar.dates[..<task.historyRows]
      let last = past.last { $0.weekday.rawValue == weekday && AlternateWeeks.half($0) * size > 0 }
      return last.map { "\(Self.names[weekday]) \(LevelChanges.factorText(abs(size))), the last on \($0.isoText)" }
    }
    guard !found.isEmpty else { return [] }
    return [
      "Queue \(task.queue.id): every second week has more contacts: \(found.joined(separator: "; ")). The forecast follows it."
    ]
  }

  /// A row of events.csv that takes what happened from a row on for an event: up to the plan, or where days of that are learned from
  /// up to the last of them.
  private func event(from row: Int) -> String {
    let date = task.table.dates[row]
    let isPlanned = task.plannedFrom.map { $0 <= date } ?? false
    let last = isPlanned ? task.table.dates[max(row, task.historyRows - 1)].isoText : ""
    return "\(date.isoText),\(last),\(task.queue.id),,launch"
  }
}
