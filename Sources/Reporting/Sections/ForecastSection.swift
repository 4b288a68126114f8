import Timeline
import Workforce

/// Each queue by date: history, mean, range, the year before, holidays and events.
struct ForecastSection {
  let model: ReportModel

  func write(to page: inout Markup) {
    guard let forecast = model.content.forecast else { return }
    let phrases = model.phrases
    page.raw("<section id=\"forecast\" class=\"part\">")
    page.element("h2", phrases.forecast)
    page.raw("<p class=\"legend\">")
    var entries = [("past", phrases.history), ("mean", phrases.mean), ("fan", phrases.range)]
    if model.history.yearBefore.contains(where: { $0.contains { !$0.isNaN } }) {
      entries.append(("year", phrases.lastYear))
    }
    entries += [("holiday", phrases.holiday), ("event", phrases.event)]
    for (name, words) in entries {
      page.raw("<span><svg class=\"key\" viewBox=\"0 0 22 12\" aria-hidden=\"true\">")
      page.raw(
        ["fan", "holiday", "event"].contains(name)
          ? "<rect class=\"\(name)\" width=\"22\" height=\"12\"/>" : "<path class=\"line \(name)\" d=\"M0 6H22\"/>")
      page.raw("</svg>")
      page.add(words)
      page.raw("</span>")
    }
    page.raw("</p><div class=\"charts\">")
    for (index, queue) in model.scenario.queues.enumerated() where queue.activity == nil {
      let days = Self.days(forecast.queues[index], queue, in: model.scenario)
      page.raw("<figure class=\"queue\" data-queue=\"\(index)\"><figcaption><bdi>")
      page.add(queue.id)
      page.raw("</bdi> <span>")
      let total = days.reduce(0) { $0 + ($1.offered.isNaN ? 0 : $1.offered) }
      page.add("\(phrases.contacts): \(model.forms.number(total))")
      page.raw("</span></figcaption>")
      page.raw(chart(index, days).svg())
      writeTable(index, days, to: &page)
      writeBackTests(of: queue.id, to: &page)
      page.raw("</figure>")
    }
    page.raw("</div></section>")
  }

  /// The chart of a queue.
  func chart(_ index: Int, _ days: [DayForecast]) -> ForecastChart {
    let scenario = model.scenario
    let shown = scenario.horizon.first.advanced(byDays: -DayHistory.daysBefore)
    let last = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount)
    var marks = model.holidays[index].keys.filter { shown <= $0 && $0 < last }.sorted().map {
      (date: $0, isHoliday: true)
    }
    for event in scenario.events {
      let dates = sequence(first: shown) { $0.advanced(byDays: 1) }.prefix { $0 < last }
      marks += dates.filter { event.covers(scenario.queues[index].id, on: $0) }.map { ($0, false) }
    }
    return ForecastChart(
      before: model.history.before[index], mean: days.map(\.offered), low: days.map(\.p10), high: days.map(\.p90),
      yearBefore: model.history.yearBefore[index], first: scenario.horizon.first, marks: marks, forms: model.forms,
      label:
        "\(isolated(scenario.queues[index].id)): \(model.phrases.history), \(model.phrases.mean), \(model.phrases.range)"
    )
  }

  /// A queue's dates in order, one for each of the horizon: by the table of days, else added up from intervals, where the range
  /// of a date is not known. A closed date holds NaN.
  static func days(_ forecast: QueueForecast, _ queue: Queue, in scenario: Scenario) -> [DayForecast] {
    let nothing = Double.nan
    var days = scenario.horizon.dates.map {
      DayForecast(date: $0, offered: nothing, p10: nothing, p90: nothing, eightWeekMean: nothing, parts: [])
    }
    if forecast.days.isEmpty {
      let grid = scenario.grid
      for interval in grid.indices where forecast.isOpen[interval] {
        let day = queue.open.zone.local(at: grid.instant(of: interval)).date.days(since: scenario.horizon.first)
        guard days.indices.contains(day) else { continue }
        days[day].offered = (days[day].offered.isNaN ? 0 : days[day].offered) + forecast.offered[interval]
      }
      return days
    }
    for day in forecast.days {
      let index = day.date.days(since: scenario.horizon.first)
      if days.indices.contains(index) { days[index] = day }
    }
    return days
  }

  private func writeTable(_ index: Int, _ days: [DayForecast], to page: inout Markup) {
    let (phrases, forms) = (model.phrases, model.forms)
    let id = model.scenario.queues[index].id
    var table = TableMarkup(name: "forecast_days", caption: "\(phrases.forecast): \(isolated(id))", isWide: true)
    table.head([
      .init(phrases.date, "date"), .init(phrases.mean, "offered", isNumber: true), .init("p10", "p10", isNumber: true),
      .init("p90", "p90", isNumber: true), .init(phrases.eightWeekMean, "eight_week_mean", isNumber: true),
      .init(phrases.lastYear, "year_before", isNumber: true),
      .init("\(phrases.holiday), \(phrases.event)", "note"),
    ])
    for (day, entry) in days.enumerated() where !entry.offered.isNaN {
      table.beginRow()
      table.date(entry.date, forms)
      for value in [entry.offered, entry.p10, entry.p90, entry.eightWeekMean, model.history.yearBefore[index][day]] {
        table.number(value, decimals: 0, forms)
      }
      let events = model.scenario.events.filter { $0.covers(id, on: entry.date) }.map(\.note)
      table.text(([model.holidays[index][entry.date]].compactMap { $0 } + events).joined(separator: ", "))
    }
    page.raw("<details>")
    page.element("summary", phrases.table)
    page.raw(table.finished() + "</details>")
  }
}

extension ForecastSection {
  /// What forecasts of the queue's own past would have been out by.
  private func writeBackTests(of queue: String, to page: inout Markup) {
    guard let tests = model.content.figures.backTests[queue] else { return }
    let (phrases, forms) = (model.phrases, model.forms)
    var table = TableMarkup(name: "back_test", caption: phrases.planning.backTest, isWide: false)
    table.head([
      .init(phrases.day, "days"), .init(phrases.planning.error, "wape", isNumber: true),
      .init(phrases.planning.bias, "bias", isNumber: true), .init(phrases.planning.inRange, "coverage", isNumber: true),
    ])
    for test in tests {
      table.beginRow()
      table.name(test.dates)
      for share in [test.error, test.bias, test.inRange] { table.share(share, forms) }
    }
    page.raw("<details>")
    page.element("summary", phrases.planning.backTest)
    page.raw(table.finished() + "</details>")
  }
}

extension TableMarkup {
  /// A date that names its row.
  mutating func date(_ date: CivilDate, _ forms: LocaleForms) {
    rowName(forms.text(date), raw: date.isoText)
  }
}
