import Tabular

/// A table of the page; cells of numbers carry the plain figure, which copying as CSV takes.
struct TableMarkup {
  /// The head of a column.
  struct Column {
    var title: String
    /// The name in a copied table.
    var name: String
    var isNumber: Bool

    init(_ title: String, _ name: String, isNumber: Bool = false) {
      self.title = title
      self.name = name
      self.isNumber = isNumber
    }
  }

  private var columns: [Column] = []
  private var body = Markup()
  private var isInRow = false
  private let name: String
  private let caption: String
  private let isWide: Bool

  /// - Parameters:
  ///   - name: what a copy is called.
  ///   - isWide: whether the table may be wider than the page and then moves sideways in a frame of its own.
  init(name: String, caption: String, isWide: Bool) {
    self.name = name
    self.caption = caption
    self.isWide = isWide
  }

  mutating func head(_ more: [Column]) { columns += more }

  mutating func beginRow(_ attributes: String = "") {
    if isInRow { body.raw("</tr>") }
    body.raw(attributes.isEmpty ? "<tr>" : "<tr \(attributes)>")
    isInRow = true
  }

  /// The cell that names the row.
  mutating func name(_ text: String) {
    body.raw("<th scope=\"row\"><bdi>")
    body.add(text)
    body.raw("</bdi></th>")
  }

  /// The cell that names the row, with what a copy holds in its place.
  mutating func rowName(_ text: String, raw: String) {
    body.element("th", text, "scope=\"row\" \(Markup.attribute("data-v", raw))")
  }

  mutating func text(_ text: String, raw: String? = nil, isNumber: Bool = false, class more: String = "") {
    let names = (isNumber ? ["n"] : []) + (more.isEmpty ? [] : [more])
    var attributes = names.isEmpty ? [] : ["class=\"\(names.joined(separator: " "))\""]
    if let raw { attributes.append(Markup.attribute("data-v", raw)) }
    body.raw(attributes.isEmpty ? "<td>" : "<td \(attributes.joined(separator: " "))>")
    body.raw(isNumber ? "" : "<bdi>")
    body.add(text)
    body.raw(isNumber ? "</td>" : "</bdi></td>")
  }

  /// People under how many they are of how many; a copy holds `raw`.
  mutating func people(_ names: [String], of count: String, raw: String, class more: String) {
    body.raw("<td \(Markup.attribute("data-v", raw))>")
    body.element("span", count, more.isEmpty ? "" : Markup.attribute("class", more))
    for name in names {
      body.raw("<small><bdi>")
      body.add(name)
      body.raw("</bdi></small>")
    }
    body.raw("</td>")
  }

  mutating func number(_ value: Double, decimals: Int, _ forms: LocaleForms, class more: String = "") {
    guard value.isFinite else { return body.raw("<td class=\"n\" data-v=\"\">–</td>") }
    let name = more.isEmpty ? "n" : "n \(more)"
    body.raw("<td class=\"\(name)\" data-v=\"\(FixedDecimal.text(value, decimals: max(2, decimals)))\">")
    body.add(forms.number(value, decimals))
    body.raw("</td>")
  }

  mutating func share(_ value: Double, _ forms: LocaleForms, plusMinus: Double? = nil, class more: String = "") {
    guard value.isFinite else { return body.raw("<td class=\"n\" data-v=\"\">–</td>") }
    let name = more.isEmpty ? "n" : "n \(more)"
    body.raw("<td class=\"\(name)\" data-v=\"\(FixedDecimal.text(value, decimals: 4))\">")
    body.add(forms.percentage(value, 1) + (plusMinus.map { " ± \(forms.number($0 * 100, 1))" } ?? ""))
    body.raw("</td>")
  }

  func finished() -> String {
    var table = Markup()
    if isWide {
      table.raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" \(Markup.attribute("aria-label", caption))>")
    }
    table.raw("<table \(Markup.attribute("data-name", name))>")
    table.element("caption", caption)
    table.raw("<thead><tr>")
    for column in columns {
      let place = column.isNumber ? " class=\"n\"" : ""
      table.element("th", column.title, "scope=\"col\"\(place) \(Markup.attribute("data-c", column.name))")
    }
    table.raw("</tr></thead><tbody>" + body.text + (isInRow ? "</tr>" : "") + "</tbody></table>")
    if isWide { table.raw("</div>") }
    return table.text
  }
}
