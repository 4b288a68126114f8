/// What varying one thing alone moves, and scenarios compared with the plan's by driver.
struct WhatIfSection {
  let model: ReportModel

  func write(to page: inout Markup) {
    let figures = model.content.figures
    guard !figures.comparisons.isEmpty || !figures.tornado.isEmpty else { return }
    page.raw("<section id=\"what-ifs\" class=\"part\">")
    page.element("h2", model.phrases.planning.sensitivity)
    if !figures.tornado.isEmpty {
      page.raw("<div class=\"charts\">")
      var rest = figures.tornado[...]
      while let first = rest.first {
        let bars = rest.prefix { $0.measure == first.measure && $0.unit == first.unit }
        rest = rest.dropFirst(bars.count)
        write(Array(bars), to: &page)
      }
      page.raw("</div>")
    }
    for comparison in figures.comparisons {
      page.element("h3", filled(model.phrases.planning.comparedWith, isolated(comparison.other)))
      page.raw("<div class=\"charts\">")
      for difference in comparison.differences { write(difference, of: comparison.other, to: &page) }
      page.raw("</div>")
    }
    page.raw("</section>")
  }

  /// From the base to the other, driver by driver.
  private func write(_ difference: ReportFigures.Difference, of other: String, to page: inout Markup) {
    let (phrases, forms) = (model.phrases, model.forms)
    let title = title(difference.measure, difference.unit)
    let decimals = decimals(difference.unit)
    var rows = [
      RowBars.Row(
        name: phrases.planning.base, from: difference.base, to: difference.base,
        text: forms.number(difference.base, decimals), turn: nil)
    ]
    var reached = difference.base
    for part in difference.parts where part.value != 0 {
      rows.append(
        .init(
          name: phrases.word(of: part.driver), from: reached, to: reached + part.value,
          text: signed(part.value, decimals), turn: reached))
      reached += part.value
    }
    rows.append(
      .init(
        name: isolated(other), from: difference.other, to: difference.other,
        text: forms.number(difference.other, decimals), turn: nil))
    var table = TableMarkup(name: "compare", caption: title, isWide: false)
    table.head([.init(phrases.factors, "part"), .init(title, "value", isNumber: true)])
    for (driver, value) in [("base", difference.base)] + difference.parts.map({ ($0.driver, $0.value) }) {
      table.beginRow()
      table.rowName(phrases.word(of: driver), raw: driver)
      table.number(value, decimals: decimals, forms)
    }
    table.beginRow()
    table.rowName(isolated(other), raw: other)
    table.number(difference.other, decimals: decimals, forms)
    write(title, RowBars(rows: rows, line: nil, isJoined: true, label: title), table, to: &page)
  }

  /// The bars of one measure.
  private func write(_ bars: [ReportFigures.Bar], to page: inout Markup) {
    let (phrases, forms) = (model.phrases, model.forms)
    let title = title(bars[0].measure, bars[0].unit)
    let decimals = decimals(bars[0].unit)
    let rows = bars.map { bar in
      let (low, high) = (min(0, bar.effects.min() ?? 0), max(0, bar.effects.max() ?? 0))
      return RowBars.Row(
        name: isolated(bar.driver), from: low, to: high,
        text: bar.effects.map { signed($0, decimals) }.joined(separator: " / "), turn: 0)
    }
    var table = TableMarkup(name: "tornado", caption: title, isWide: false)
    table.head([.init(phrases.factors, "driver")])
    for end in ["low", "high"] {
      let mark = end == "low" ? "−" : "+"
      table.head([.init(mark, end), .init("\(title) \(mark)", "effect_\(end)", isNumber: true)])
    }
    for bar in bars {
      table.beginRow()
      table.rowName(isolated(bar.driver), raw: bar.driver)
      for (value, effect) in zip(bar.values, bar.effects) {
        table.text(value)
        table.number(effect, decimals: decimals, forms)
      }
    }
    write(title, RowBars(rows: rows, line: 0, isJoined: false, label: title), table, to: &page)
  }

  private func write(_ title: String, _ chart: RowBars, _ table: TableMarkup, to page: inout Markup) {
    page.raw("<figure>")
    page.element("figcaption", title)
    page.raw(chart.svg() + "<details>")
    page.element("summary", model.phrases.table)
    page.raw(table.finished() + "</details></figure>")
  }

  /// A measure with its unit, where the words do not say it.
  private func title(_ measure: String, _ unit: String) -> String {
    let words = model.phrases.word(of: measure)
    return unit == "contacts" || unit == "people" ? words : "\(words), \(unit == "hours" ? "h" : unit)"
  }

  private func decimals(_ unit: String) -> Int { unit == "hours" ? 1 : 0 }

  private func signed(_ value: Double, _ decimals: Int) -> String {
    (value > 0 ? "+" : "") + model.forms.number(value, decimals)
  }
}
