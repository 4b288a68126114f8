/// What makes a report a page to work on: a place for decisions, and the roster that they are made on.
public struct ReportDesk: Hashable, Sendable {
  /// SHA-256 of the roster.csv that the page shows; empty where there is none.
  public var seen: String

  /// A desk for a roster.
  public init(seen: String) { self.seen = seen }

  /// Writes the place; scripts fill it with what the server tells.
  func write(to page: inout Markup, _ language: ReportLanguage) {
    page.raw("\n<section id=\"desk\" class=\"part scripted\" hidden \(Markup.attribute("data-seen", seen))>")
    page.element("h2", language.desk.decisions)
    page.raw("<div id=\"desk-bar\" class=\"controls\"></div><div id=\"desk-work\" aria-live=\"polite\"></div>")
    page.raw("<div id=\"desk-tables\"></div></section><div id=\"news\" role=\"status\"></div>")
  }
}
