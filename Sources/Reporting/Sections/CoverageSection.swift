import Workforce

/// Each queue by date and time of day: short, as required or over; and one day of one queue, which scripts draw.
struct CoverageSection {
  let model: ReportModel

  func write(to page: inout Markup) {
    let phrases = model.phrases
    if let coverage = model.content.coverage {
      page.raw("<section id=\"coverage\" class=\"part\">")
      page.element("h2", phrases.coverage)
      page.raw("<p class=\"legend\"><span>")
      page.add(phrases.short)
      page.raw("</span>")
      for (step, words) in zip(HeatMap.Step.allCases, Self.words(model.forms)) {
        page.raw("<span><svg class=\"key\" viewBox=\"0 0 22 12\" aria-hidden=\"true\">")
        page.raw("<path class=\"\(step.name)\" stroke-width=\"12\" d=\"M0 6H22\"/></svg>")
        page.add(words)
        page.raw("</span>")
      }
      page.raw("<span>")
      page.add(phrases.over)
      page.raw("</span></p><div class=\"charts\">")
      for (index, queue) in model.scenario.queues.enumerated() {
        page.raw("<figure class=\"queue\" data-queue=\"\(index)\"><figcaption><bdi>")
        page.add(queue.id)
        page.raw("</bdi> <span><bdi>")
        page.add(queue.open.zone.name)
        page.raw("</bdi></span></figcaption>")
        let map = HeatMap(index, of: coverage, in: model.scenario)
        page.raw(
          map.svg(
            forms: model.forms, first: model.scenario.horizon.first,
            label: "\(phrases.coverage): \(isolated(queue.id))"))
        page.raw("</figure>")
      }
      page.raw("</div></section>")
    }
    guard model.content.forecast != nil || model.content.coverage != nil || model.content.requirement != nil else {
      return
    }
    page.raw("<section id=\"day\" class=\"part scripted\" hidden>")
    page.element("h2", phrases.day)
    page.raw("<div id=\"day-controls\" class=\"controls\"></div><div id=\"day-view\"></div></section>")
  }

  /// The steps of the scale in words.
  private static func words(_ forms: LocaleForms) -> [String] {
    let (small, middle, large) = (forms.percentage(0.05), forms.percentage(0.15), forms.percentage(0.3))
    return ["> \(large)", "≤ \(large)", "≤ \(middle)", "± \(small)", "≤ \(middle)", "≤ \(large)", "> \(large)"]
  }
}
