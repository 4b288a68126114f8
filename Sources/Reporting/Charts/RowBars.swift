/// Bars that lie: one row each, from one figure to another.
struct RowBars {
  /// One row.
  struct Row {
    var name: String
    var from: Double
    var to: Double
    /// What stands behind the bar.
    var text: String
    /// Class of the bar: `more`, `less` or `whole`.
    var kind: String
  }

  var rows: [Row]
  /// A figure at which a line is drawn through all rows; nil for none.
  var line: Double?
  /// Whether the end of each bar is joined with the next.
  var isJoined: Bool
  /// What the chart shows, for readers who do not see it.
  var label: String

  private static let height = 24.0

  /// The chart as SVG, its colours from the classes of the page.
  func svg() -> String {
    let ends = rows.flatMap { [$0.from, $0.to] } + (line.map { [$0] } ?? [])
    let (low, high) = (ends.min() ?? 0, ends.max() ?? 1)
    let axis = Axis(figures: low...max(high, low + 1e-9), from: 178, to: 470)
    let height = Double(rows.count) * Self.height + 8
    var text = "<svg class=\"chart\" viewBox=\"0 0 560 \(point(height))\" role=\"img\" "
    text += "\(Markup.attribute("aria-label", label))>"
    if let line { text += "<path class=\"edge\" d=\"M\(point(axis.place(line))) 0V\(point(height))\"/>" }
    for (index, row) in rows.enumerated() {
      let top = Double(index) * Self.height + 4
      let (start, end) = (axis.place(min(row.from, row.to)), axis.place(max(row.from, row.to)))
      let middle = "y=\"\(point(top + 8))\" dy=\".32em\""
      text += "<text class=\"tick end\" x=\"170\" \(middle)>\(Markup.escaped(row.name))</text>"
      // A bar of nothing is still to be seen.
      text +=
        "<rect class=\"\(row.kind)\" x=\"\(point(start))\" y=\"\(point(top))\""
        + " width=\"\(point(max(1, end - start)))\" height=\"16\"/>"
      text += "<text x=\"\(point(end + 6))\" \(middle)>\(Markup.escaped(row.text))</text>"
      if isJoined, index + 1 < rows.count {
        text += "<path class=\"join\" d=\"M\(point(axis.place(row.to))) \(point(top + 16))v8\"/>"
      }
    }
    return text + "</svg>"
  }
}
