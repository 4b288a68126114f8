import Timeline

/// Headcount and budget by month.
struct MonthsSection {
  let model: ReportModel

  func write(to page: inout Markup) {
    guard let plan = model.content.figures.months else { return }
    let (phrases, words) = (model.phrases, model.phrases.planning)
    page.raw("<section id=\"months\" class=\"part\">")
    page.element("h2", words.budget)
    page.raw("<div class=\"charts\">")
    let money = plan.money.map { ReportFigures.Series(name: phrases.word(of: $0.name), values: $0.values) }
    write("\(words.money), \(plan.currency)", "headcount_money", plan.money, money, plan.months, 0, to: &page)
    let heads = plan.heads.map { ReportFigures.Series(name: isolated($0.name), values: $0.values) }
    write(words.heads, "headcount_heads", plan.heads, heads, plan.months, 1, to: &page)
    page.raw("</div></section>")
  }

  private func write(
    _ title: String, _ name: String, _ series: [ReportFigures.Series], _ shown: [ReportFigures.Series],
    _ months: [CivilDate], _ decimals: Int, to page: inout Markup
  ) {
    let forms = model.forms
    page.raw("<figure>")
    page.element("figcaption", title)
    page.raw("<p class=\"legend\">")
    for (index, part) in shown.enumerated() {
      page.raw("<span><svg class=\"key stack\" viewBox=\"0 0 22 12\" aria-hidden=\"true\">")
      page.raw("<rect class=\"c\(index % StackedBars.colours)\" width=\"22\" height=\"12\"/></svg>")
      page.add(part.name)
      page.raw("</span>")
    }
    page.raw("</p>")
    let names = months.map { forms.months[$0.parts.month - 1] }
    page.raw(StackedBars(names: names, parts: shown, forms: forms, label: title).svg())
    var table = TableMarkup(name: name, caption: title, isWide: true)
    table.head([.init(model.phrases.planning.month, "month")])
    table.head(zip(shown, series).map { .init($0.name, $1.name, isNumber: true) })
    table.head([.init(model.phrases.planning.total, "total", isNumber: true)])
    for (index, month) in months.enumerated() {
      table.beginRow()
      table.rowName("\(names[index]) \(month.parts.year)", raw: month.isoText)
      for part in series { table.number(part.values[index], decimals: decimals, forms) }
      table.number(series.reduce(0) { $0 + $1.values[index] }, decimals: decimals, forms)
    }
    page.raw("<details>")
    page.element("summary", model.phrases.table)
    page.raw(table.finished() + "</details></figure>")
  }
}
