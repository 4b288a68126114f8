/// Figures by month, one on top of the other.
struct StackedBars {
  /// Names below the bars.
  var names: [String]
  /// The parts from the bottom up, each with one figure a bar; figures below 0 are drawn below the line.
  var parts: [ReportFigures.Series]
  var forms: LocaleForms
  /// What the chart shows, for readers who do not see it.
  var label: String

  /// Colours of parts; more parts take turns.
  static let colours = 10

  private static let left = 62.0
  private static let right = 552.0

  /// The chart as SVG, its colours from the classes of the page.
  func svg() -> String {
    let tops = names.indices.map { bar in parts.reduce(0) { $0 + max(0, $1.values[bar]) } }
    let bottoms = names.indices.map { bar in parts.reduce(0) { $0 + min(0, $1.values[bar]) } }
    let ticks = Axis.ticks(to: tops.max() ?? 1)
    let axis = Axis(figures: min(0, bottoms.min() ?? 0)...(ticks.last ?? 1), from: 166, to: 12)
    let bars = Axis(figures: 0...Double(max(1, names.count)), from: Self.left, to: Self.right)
    var text =
      "<svg class=\"chart stack\" viewBox=\"0 0 560 190\" role=\"img\" \(Markup.attribute("aria-label", label))>"
    for tick in ticks {
      let y = point(axis.place(tick))
      text += "<path class=\"rule\" d=\"M\(point(Self.left)) \(y)H\(point(Self.right))\"/>"
      text +=
        "<text class=\"tick end\" x=\"56\" y=\"\(y)\" dy=\".32em\">\(forms.number(tick, tick < 10 ? 1 : 0))</text>"
    }
    // Names that would touch are left out.
    let step = max(1, (names.count + 11) / 12)
    for (bar, name) in names.enumerated() {
      let (from, to) = (bars.place(Double(bar) + 0.14), bars.place(Double(bar) + 0.86))
      if bar % step == 0 {
        text +=
          "<text class=\"tick mid\" x=\"\(point((from + to) / 2))\" y=\"182\">\(Markup.escaped(name))</text>"
      }
      var (above, below) = (0.0, 0.0)
      for (part, series) in parts.enumerated() where series.values[bar] != 0 {
        let value = series.values[bar]
        let start = value > 0 ? above : below
        if value > 0 { above += value } else { below += value }
        let (low, high) = (axis.place(min(start, start + value)), axis.place(max(start, start + value)))
        text +=
          "<rect class=\"c\(part % Self.colours)\" x=\"\(point(from))\" y=\"\(point(high))\" width=\"\(point(to - from))\""
          + " height=\"\(point(low - high))\"/>"
      }
    }
    return text + "</svg>"
  }
}
