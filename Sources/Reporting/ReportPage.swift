package import Workforce

/// The report of a plan as one HTML file that needs nothing else: no network, no fonts, no scripts from elsewhere.
///
/// Summary, charts and rosters are drawn here and can be read without scripts. The script inside adds what a choice is needed
/// for: a day of a queue, a day of people, other clocks, filters and copies. A content security policy allows that script and
/// that style sheet by their hashes, and nothing else.
public struct ReportPage {
  private let model: ReportModel
  private let desk: ReportDesk?
  private let sha256: ([UInt8]) -> [UInt8]

  /// Tags of the languages a report can be in, English first.
  public static var languages: [String] { ReportLanguage.table.map(\.tag) }

  /// A report in a language.
  ///
  /// - Parameters:
  ///   - language: BCP 47 tag; English where there is none of it.
  ///   - hours: how the reader writes times; axes and copies of tables have 24 hours always.
  ///   - desk: for a page on which decisions are made; nil for one that is sent and kept.
  ///   - sha256: the 32 bytes of the hash of some bytes.
  package init(
    _ content: ReportContent, language: String, hours: HourCycle = .twentyFour, desk: ReportDesk? = nil,
    sha256: @escaping ([UInt8]) -> [UInt8]
  ) {
    self.desk = desk
    let tag = LanguageTag.match(language, among: Self.languages)
    let found = ReportLanguage.table.first { $0.tag == tag } ?? .english
    model = ReportModel(content, found, hours)
    self.sha256 = sha256
  }

  /// The file.
  public func html() -> [UInt8] {
    let scenario = model.scenario
    let (phrases, forms) = (model.phrases, model.forms)
    let figures = scenario.queues.indices.map { QueueFigures($0, of: model.content) }
    var page = Markup()
    page.raw("<!DOCTYPE html>\n<html lang=\"\(model.language.tag)\"")
    page.raw("\(model.language.isRightToLeft ? " dir=\"rtl\"" : "")>\n<head>\n<meta charset=\"utf-8\">\n")
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
    page.element("title", scenario.name)
    page.raw("\n<style>\(style)</style>\n</head>\n<body>\n<header><div>")
    page.raw("<h1><bdi>")
    page.add(scenario.name)
    page.raw("</bdi></h1><p>")
    let last = scenario.horizon.first.advanced(byDays: scenario.horizon.dayCount - 1)
    page.add("\(forms.fullText(scenario.horizon.first)) – \(forms.fullText(last))")
    page.raw("</p></div><div id=\"clock-control\" class=\"scripted\" hidden></div></header>\n")
    writeNavigation(to: &page)
    page.raw("<main>\n")
    page.raw("<noscript><p class=\"lead\">\(Markup.escaped(phrases.needsScript))</p></noscript>\n")
    SummarySection(model: model, figures: figures).write(to: &page)
    page.raw("\n")
    ForecastSection(model: model).write(to: &page)
    page.raw("\n")
    CoverageSection(model: model).write(to: &page)
    PostsSection(model: model).write(to: &page)
    page.raw("\n")
    RosterSection(model: model).write(to: &page)
    page.raw("\n")
    PeopleSection(model: model).write(to: &page)
    MonthsSection(model: model).write(to: &page)
    WhatIfSection(model: model).write(to: &page)
    desk?.write(to: &page, model.language)
    page.raw("\n</main>\n<footer><p>")
    page.add(filled(phrases.madeBy, model.content.version))
    page.raw("</p></footer>\n<dialog id=\"about\"></dialog><p id=\"said\" role=\"status\" class=\"quiet\"></p>\n")
    let data = PageData(model: model)
    var bytes = Array(page.text.utf8)
    bytes += "<script type=\"application/json\" id=\"phrases\">".utf8
    bytes += data.phrases()
    bytes += "</script>\n<script type=\"application/json\" id=\"data\">".utf8
    bytes += data.bytes()
    if desk != nil {
      bytes += "</script>\n<script type=\"application/json\" id=\"desk-phrases\">".utf8
      bytes += data.deskPhrases()
    }
    bytes += "</script>\n<script>\(script)</script>\n</body>\n</html>\n".utf8
    return bytes
  }

  private func writeNavigation(to page: inout Markup) {
    let (phrases, content) = (model.phrases, model.content)
    page.raw("<nav>")
    var links = [("summary", phrases.summary)]
    if content.forecast != nil { links.append(("forecast", phrases.forecast)) }
    if content.coverage != nil || !content.posts.isEmpty { links.append(("coverage", phrases.coverage)) }
    if content.roster != nil { links += [("roster", phrases.roster), ("people", phrases.people)] }
    if content.figures.months != nil { links.append(("months", phrases.planning.budget)) }
    if !content.figures.comparisons.isEmpty || !content.figures.tornado.isEmpty {
      links.append(("what-ifs", phrases.planning.sensitivity))
    }
    if desk != nil { links.append(("desk", model.language.desk.decisions)) }
    for (id, words) in links { page.element("a", words, "href=\"#\(id)\"") }
    page.raw("</nav>\n")
  }

  /// What the page may load and run: its own script and style, and nothing else but, on a desk, answers of its own server.
  public var policy: String {
    "default-src 'none'; style-src 'sha256-\(hash(style))'; script-src 'sha256-\(hash(script))'; "
      + (desk == nil ? "" : "connect-src 'self'; ") + "base-uri 'none'; form-action 'none'"
  }

  private var style: String { desk == nil ? PageStyle.text : PageStyle.text + PageStyle.desk }
  private var script: String { desk == nil ? PageScript.text : PageScript.deskText }

  /// The hash of a text as a policy writes it.
  private func hash(_ text: String) -> String { Base64.text(sha256(Array(text.utf8))) }
}
