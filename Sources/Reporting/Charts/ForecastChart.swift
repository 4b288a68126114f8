import Timeline

/// One queue by date: what came, what is expected with its range, and what came a year before.
struct ForecastChart {
  /// Shape [dates before the horizon]; NaN where nothing was recorded.
  var before: [Double]
  /// Shape [dates of the horizon]; NaN where the queue is closed.
  var mean: [Double]
  var low: [Double]
  var high: [Double]
  var yearBefore: [Double]
  /// First date of the horizon.
  var first: CivilDate
  /// Dates that are marked, each with whether it is a holiday; others are events.
  var marks: [(date: CivilDate, isHoliday: Bool)]
  var forms: LocaleForms
  /// What the chart shows, for readers who do not see it.
  var label: String

  private static let width = 560.0
  private static let height = 190.0
  private static let top = 12.0
  private static let bottom = 24.0
  private static let left = 44.0
  private static let right = 8.0

  /// The chart as SVG, its colours from the classes of the page.
  func svg() -> String {
    let all = (before + mean + high + yearBefore).filter { !$0.isNaN }
    let ticks = Axis.ticks(to: all.max() ?? 1)
    let axis = Axis(figures: 0...(ticks.last ?? 1), from: Self.height - Self.bottom, to: Self.top)
    let count = before.count + mean.count
    let days = Axis(figures: 0...Double(max(1, count)), from: Self.left, to: Self.width - Self.right)
    func x(_ day: Int) -> Double { days.place(Double(day) + 0.5) }

    var text = "<svg class=\"chart\" viewBox=\"0 0 560 190\" role=\"img\" \(Markup.attribute("aria-label", label))>"
    for tick in ticks {
      let y = point(axis.place(tick))
      text += "<path class=\"rule\" d=\"M44 \(y)H552\"/>"
      text +=
        "<text class=\"tick end\" x=\"38\" y=\"\(y)\" dy=\".32em\">\(forms.number(tick, tick < 2 && ticks.last ?? 0 < 2 ? 1 : 0))</text>"
    }
    for mark in marks {
      let day = mark.date.days(since: first) + before.count
      guard 0..<count ~= day else { continue }
      let place = point(days.place(Double(day)))
      let width = point(days.place(Double(day + 1)) - days.place(Double(day)))
      text +=
        "<rect class=\"\(mark.isHoliday ? "holiday" : "event")\" x=\"\(place)\" y=\"12\" width=\"\(width)\" height=\"154\"/>"
    }
    let border = point(days.place(Double(before.count)))
    text += "<path class=\"edge\" d=\"M\(border) 8V166\"/>"
    text += dateTicks(x, count)
    for run in Self.runs(of: high) {
      let up = run.map { "\(point(x($0 + before.count))) \(point(axis.place(high[$0])))" }
      let down = run.reversed().map { "\(point(x($0 + before.count))) \(point(axis.place(low[$0])))" }
      if run.count == 1, let day = run.first {
        let place = point(x(day + before.count))
        text +=
          "<path class=\"fanline\" d=\"M\(place) \(point(axis.place(low[day])))V\(point(axis.place(high[day])))\"/>"
      } else {
        text += "<path class=\"fan\" d=\"M\((up + down).joined(separator: "L"))Z\"/>"
      }
    }
    text += Self.line("year", yearBefore) { (x($0 + before.count), axis.place($1)) }
    text += Self.line("past", before) { (x($0), axis.place($1)) }
    text += Self.line("mean", mean) { (x($0 + before.count), axis.place($1)) }
    return text + "</svg>"
  }

  /// The first day of each second week.
  private func dateTicks(_ x: (Int) -> Double, _ count: Int) -> String {
    var text = ""
    for day in stride(from: 0, to: count - 6, by: 14) {
      let date = first.advanced(byDays: day - before.count)
      text += "<text class=\"tick mid\" x=\"\(point(x(day)))\" y=\"182\">\(Markup.escaped(forms.text(date)))</text>"
    }
    return text
  }

  /// Stretches without a gap.
  private static func runs(of values: [Double]) -> [[Int]] {
    var runs: [[Int]] = []
    for (index, value) in values.enumerated() where !value.isNaN {
      if let last = runs.last?.last, last == index - 1 {
        runs[runs.count - 1].append(index)
      } else {
        runs.append([index])
      }
    }
    return runs
  }

  /// A line with gaps; a value alone becomes a dot.
  private static func line(_ name: String, _ values: [Double], _ place: (Int, Double) -> (Double, Double)) -> String {
    let parts = runs(of: values).map { run in
      let places = run.map { place($0, values[$0]) }.map { "\(point($0.0)) \(point($0.1))" }
      return "M" + (places.count == 1 ? places[0] + "h.1" : places.joined(separator: "L"))
    }
    return parts.isEmpty ? "" : "<path class=\"line \(name)\" d=\"\(parts.joined())\"/>"
  }
}
