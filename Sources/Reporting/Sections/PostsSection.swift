import Workforce

/// Posts where people are wanted by shift: each by date, who is there of how many, a table a week.
struct PostsSection {
  let model: ReportModel

  /// A post with what the plan gives each of its dates, in the order of its first row.
  struct Line {
    let post: ShiftPost
    var covers: [ShiftCover] = []

    func name(_ model: ReportModel) -> String { model.text(of: post.span) + (post.skill.map { " (\($0))" } ?? "") }

    func sum(_ part: (ShiftCover) -> Int) -> Double { Double(covers.reduce(0) { $0 + part($1) }) }
  }

  /// The posts of a report; none where queues say who is needed.
  static func lines(_ model: ReportModel) -> [Line] {
    var lines: [Line] = []
    var places: [ShiftPost: Int] = [:]
    for cover in model.content.posts where model.scenario.contains(cover.demand.date) {
      let place = places[cover.demand.post] ?? lines.count
      if place == lines.count { lines.append(Line(post: cover.demand.post)) }
      places[cover.demand.post] = place
      lines[place].covers.append(cover)
    }
    return lines
  }

  func write(to page: inout Markup) {
    let lines = Self.lines(model)
    guard !lines.isEmpty else { return }
    page.raw("<section id=\"coverage\" class=\"part\">")
    page.element("h2", model.phrases.coverage)
    for (week, dates) in model.weeks.enumerated() {
      var table = TableMarkup(
        name: "posts-\(week + 1)", caption: "\(model.phrases.coverage), \(model.forms.text(dates[0]))", isWide: true)
      table.head([.init(model.phrases.shift, "shift"), .init(model.phrases.site, "site")])
      table.head(dates.map { .init(model.forms.text($0), $0.isoText) })
      for line in lines {
        table.beginRow()
        table.name(line.name(model))
        table.text(line.post.site)
        let byDate = Dictionary(line.covers.map { ($0.demand.date, $0) }) { first, _ in first }
        for date in dates { write(byDate[date], to: &table) }
      }
      page.raw(table.finished())
    }
    page.raw("</section>")
  }

  private func write(_ cover: ShiftCover?, to table: inout TableMarkup) {
    guard let cover else { return table.text("–", raw: "") }
    let places = cover.agents.compactMap { model.person($0) }
    table.people(
      places.map { model.name(of: $0) },
      of: "\(model.forms.number(Double(cover.agents.count))) / \(model.forms.number(Double(cover.demand.wanted)))",
      raw: cover.agents.joined(separator: " "), class: cover.short > 0 ? "missed" : "")
  }

  /// One row a post over all dates.
  static func writeSums(_ lines: [Line], _ model: ReportModel, to page: inout Markup) {
    let (phrases, forms) = (model.phrases, model.forms)
    var table = TableMarkup(name: "posts", caption: phrases.coverage, isWide: true)
    table.head([
      .init(phrases.shift, "shift"), .init(phrases.site, "site"),
      .init(phrases.required, "wanted", isNumber: true), .init(phrases.rostered, "people", isNumber: true),
      .init(phrases.short, "short", isNumber: true), .init(phrases.over, "over", isNumber: true),
    ])
    for line in lines {
      table.beginRow()
      table.name(line.name(model))
      table.text(line.post.site)
      table.number(line.sum(\.demand.wanted), decimals: 0, forms)
      table.number(line.sum(\.agents.count), decimals: 0, forms)
      table.number(line.sum(\.short), decimals: 0, forms, class: line.sum(\.short) > 0 ? "missed" : "")
      table.number(line.sum(\.over), decimals: 0, forms)
    }
    page.raw(table.finished())
  }
}
