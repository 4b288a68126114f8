import Foundation
import Testing

/// A team's week of a report as a picture of its own: the grid of the page, cell by cell.
struct RosterPicture {
  private struct Cell {
    var kind: String
    var text: String
  }

  private var title: String
  private var heads: [String]
  private var rows: [[Cell]] = []

  /// Reads the first sheet of a report.
  init(report: String) throws {
    let start = try #require(report.range(of: "<section class=\"sheet")).lowerBound
    let end = try #require(report[start...].range(of: "</section>")).lowerBound
    let sheet = report[start..<end]
    title = Self.plain(try #require(sheet.firstMatch(of: /<h3>(.*?)<\/h3>/)).1)
    heads = sheet.matches(of: /<th scope="col"[^>]*>(.*?)<\/th>/).map {
      Self.plain($0.1.split(separator: "<small").first ?? "")
    }
    for row in sheet.matches(of: /<tr data-p="\d+">(.*?)<\/tr>/) {
      rows.append(
        row.1.matches(of: /<t[hd](?: class="(\w+)")?(?: scope="row")?>(.*?)<\/t[hd]>/).map {
          Cell(kind: String($0.1 ?? ""), text: Self.plain($0.2))
        })
    }
    try #require(!rows.isEmpty && rows.allSatisfy { $0.count == heads.count }, "a row is not as long as its head")
  }

  /// Text without its markup; what is escaped stays so.
  private static func plain(_ markup: Substring) -> String { String(markup.replacing(/<[^>]+>/, with: "")) }

  /// The picture, light or dark with whoever looks at it.
  ///
  /// - Parameter colours: the rule of the report's style sheet that names them.
  func svg(colours: String) -> String {
    let (name, day, hours, height) = (170, 92, 50, 24)
    let width = name + (heads.count - 2) * day + hours
    func left(_ column: Int) -> Int { column == 0 ? 0 : name + (column - 1) * day }
    var lines = [
      "<svg viewBox=\"0 0 \(width) \((rows.count + 2) * height)\" role=\"img\" aria-label=\"\(title)\" xmlns=\"http://www.w3.org/2000/svg\">",
      "<style>\(colours)text{font:12px system-ui,sans-serif;fill:var(--ink)}.s{fill:var(--soft)}.t{font-weight:600}.n{text-anchor:end}"
        + ["d", "l", "n", "a"].map { ".w\($0){fill:var(--\($0))}" }.joined() + "</style>",
      "<text class=\"t\" y=\"16\">\(title)</text>",
    ]
    for (column, head) in heads.enumerated() {
      let isLast = column == heads.count - 1
      lines.append(
        "<text class=\"s\(isLast ? " n" : "")\" x=\"\(isLast ? width : left(column) + (column == 0 ? 0 : 6))\" y=\"\(height + 16)\">\(head)</text>"
      )
    }
    for (row, cells) in rows.enumerated() {
      let top = (row + 2) * height
      for (column, cell) in cells.enumerated() where !cell.text.isEmpty {
        if cell.kind.hasPrefix("w") {
          lines.append(
            "<rect class=\"\(cell.kind)\" x=\"\(left(column))\" y=\"\(top + 1)\" width=\"\(day - 2)\" height=\"\(height - 2)\"/>"
          )
        }
        let isNumber = cell.kind == "n"
        lines.append(
          "<text\(isNumber ? " class=\"n\"" : "") x=\"\(isNumber ? width : left(column) + (column == 0 ? 0 : 6))\" y=\"\(top + 16)\">\(cell.text)</text>"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }
}
