/// Bars that lie: one row each, from one figure to another.
struct RowBars {
  /// One row.
  struct Row {
    var name: String
    /// Where the bar begins and ends.
    var from: Double
    var to: Double
    /// What stands behind the bar.
    var text: String
    /// The figure at which a bar turns from `less` to `more`; nil for one that is neither.
    var turn: Double?

    /// Pieces of the bar with their classes.
    fileprivate var pieces: [(from: Double, to: Double, name: String)] {
      let (low, high) = (min(from, to), max(from, to))
      guard let turn else { return [(low, high, "whole")] }
      let middle = min(max(turn, low), high)
      return [(low, middle, "less"), (middle, high, "more")].filter { $0.0 < $0.1 }
    }
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
      let end = axis.place(max(row.from, row.to))
      let middle = "y=\"\(point(top + 8))\" dy=\".32em\""
      text += "<text class=\"tick end\" x=\"170\" \(middle)>\(Markup.escaped(row.name))</text>"
      for piece in row.pieces {
        let place = axis.place(piece.from)
        // A bar of nothing is still to be seen.
        let width = max(1, axis.place(piece.to) - place)
        text += "<rect class=\"\(piece.name)\" x=\"\(point(place))\" y=\"\(point(top))\" width=\"\(point(width))\""
        text += " height=\"16\"/>"
      }
      text += "<text x=\"\(point(end + 6))\" \(middle)>\(Markup.escaped(row.text))</text>"
      if isJoined, index + 1 < rows.count {
        text += "<path class=\"join\" d=\"M\(point(axis.place(row.to))) \(point(top + 16))v8\"/>"
      }
    }
    return text + "</svg>"
  }
}
