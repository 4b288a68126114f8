import Tabular
import Timeline
import Workforce

/// One queue by date and time of day: where it is short of its requirement, and where over.
///
/// Rows are dates, columns intervals of the queue's clock. A time that happens twice shows the shorter of the two.
struct HeatMap {
  /// A step of the scale, from far short to far over; `nil` where the queue needs and has nobody.
  enum Step: Int, CaseIterable {
    case farShort, short, littleShort, even, littleOver, over, farOver

    /// Agents above the requirement, as a share of it, at least of one agent.
    init(required: Double, rostered: Double) {
      let share = (rostered - required) / max(1, required)
      switch share {
      case ..<(-0.3): self = .farShort
      case ..<(-0.15): self = .short
      case ..<(-0.05): self = .littleShort
      case ...0.05: self = .even
      case ...0.15: self = .littleOver
      case ...0.3: self = .over
      default: self = .farOver
      }
    }

    /// The class of the page's style sheet.
    var name: String { "h\(rawValue)" }
  }

  /// Shape [dates][columns].
  let cells: [[Step?]]
  /// The first column's minute of the day.
  let firstMinute: Int
  /// Minutes of a column.
  let columnMinutes: Int

  /// - Parameter queue: index of the scenario's queue.
  init(_ queue: Int, of coverage: Coverage, in scenario: Scenario) {
    let zone = scenario.queues[queue].open.zone
    let given = coverage.queues[queue]
    let minutes = max(1, coverage.grid.intervalSeconds / 60)
    let perDay = max(1, 1440 / minutes)
    var cells = scenario.horizon.dates.map { _ in [Step?](repeating: nil, count: perDay) }
    var worst = scenario.horizon.dates.map { _ in [Double](repeating: .infinity, count: perDay) }
    var used: (low: Int, high: Int) = (perDay, 0)
    for interval in coverage.grid.indices where given.required[interval] > 0 || given.rostered[interval] > 0 {
      let local = zone.local(at: coverage.grid.instant(of: interval))
      let day = local.date.days(since: scenario.horizon.first)
      let column = min(perDay - 1, local.minutesOfDay / minutes)
      guard cells.indices.contains(day) else { continue }
      let share = (given.rostered[interval] - given.required[interval]) / max(1, given.required[interval])
      guard share < worst[day][column] else { continue }
      worst[day][column] = share
      cells[day][column] = Step(required: given.required[interval], rostered: given.rostered[interval])
      used = (min(used.low, column), max(used.high, column + 1))
    }
    if used.low >= used.high { used = (0, perDay) }
    self.cells = cells.map { Array($0[used.low..<used.high]) }
    firstMinute = used.low * minutes
    columnMinutes = minutes
  }

  /// The chart as SVG: a path for each step of the scale, so that a year of quarter hours stays small.
  func svg(forms: LocaleForms, first: CivilDate, label: String) -> String {
    let columns = cells.first?.count ?? 0
    let (width, height) = (560.0, 14.0 * Double(cells.count) + 22)
    let (left, top) = (74.0, 18.0)
    let unit = (width - left - 16) / Double(max(1, columns))
    var text =
      "<svg class=\"chart heat\" viewBox=\"0 0 560 \(point(height))\" role=\"img\" \(Markup.attribute("aria-label", label))>"
    let step = columns * columnMinutes > 960 ? 240 : 120
    var minute = (firstMinute + step - 1) / step * step
    while minute <= firstMinute + columns * columnMinutes {
      let place = left + unit * Double(minute - firstMinute) / Double(columnMinutes)
      text += "<text class=\"tick mid\" x=\"\(point(place))\" y=\"11\">\(TimeOfDay(minutes: minute)?.text ?? "")</text>"
      minute += step
    }
    for day in cells.indices {
      let date = first.advanced(byDays: day)
      let name = date.weekday == forms.firstWeekday || day == 0 ? "tick end strong" : "tick end"
      text +=
        "<text class=\"\(name)\" x=\"68\" y=\"\(point(top + 14 * Double(day) + 7))\" dy=\".32em\">\(Markup.escaped(forms.text(date)))</text>"
    }
    for step in Step.allCases {
      var path = ""
      for (day, row) in cells.enumerated() {
        var column = 0
        while column < row.count {
          guard row[column] == step else { column += 1; continue }
          let start = column
          while column < row.count, row[column] == step { column += 1 }
          path +=
            "M\(point(left + unit * Double(start))) \(point(top + 14 * Double(day) + 7))h\(point(unit * Double(column - start)))"
        }
      }
      if !path.isEmpty { text += "<path class=\"\(step.name)\" stroke-width=\"13\" d=\"\(path)\"/>" }
    }
    return text + "</svg>"
  }
}
