import Tabular
import Timeline
import Workforce

extension TextReport {
  func queueLines(_ id: String, _ date: CivilDate?) throws(InputError) -> [String] {
    let scenario = content.scenario
    guard let index = scenario.queues.firstIndex(where: { $0.id == id }) else {
      throw Self.unknown("queue", id, scenario.queues.map(\.id))
    }
    guard let date else { return try dayLines(index) }
    guard scenario.contains(date) else { throw outsidePlan(date) }
    return intervalLines(index, date)
  }

  /// The error where a date is not of the plan.
  func outsidePlan(_ date: CivilDate) -> InputError {
    let first = content.scenario.horizon.first
    let last = first.advanced(byDays: content.scenario.horizon.dayCount - 1)
    return InputError(
      Place(file: "--date"), "\(date.isoText) is not in the plan",
      next: "The plan goes from \(first.isoText) to \(last.isoText).")
  }

  /// An activity by date: hours wanted as bars, hours short and over.
  private func activityLines(_ index: Int) throws(InputError) -> [String] {
    guard let hours = coverageHours(index) else { throw Self.missing("coverage.csv", madeBy: "roster") }
    let (scenario, needed) = (content.scenario, requiredHours(index))
    let most = needed.max() ?? 0
    let place = max(8, width - 12 - 11 - 18 - 2)
    func cell(_ text: String, _ count: Int = 9) -> String { Self.padded(text, count, isRight: true) }
    var lines = [
      "\(scenario.queues[index].id): hours by date on the clock of \(scenario.queues[index].open.zone.name)", "",
      Self.padded("date", 12) + cell("required h", 11) + cell("short h") + cell("over h"),
    ]
    for (day, date) in scenario.horizon.dates.enumerated() {
      if date.weekday == .monday, day > 0 { lines.append("") }
      lines.append(
        Self.padded(dateText(date), 12) + cell(Self.number(needed[day], 1), 11)
          + cell(Self.number(hours[day].short, 1)) + cell(Self.number(hours[day].over, 1)) + "  "
          + Self.bar(most > 0 ? Double(place) * needed[day] / most : 0))
    }
    return lines
  }

  /// A queue by date: contacts as bars, their range, hours short and over.
  private func dayLines(_ index: Int) throws(InputError) -> [String] {
    if content.scenario.queues[index].activity != nil { return try activityLines(index) }
    guard let forecast = content.forecast?.queues[index] else {
      throw Self.missing("forecast.csv", madeBy: "forecast")
    }
    let queue = content.scenario.queues[index]
    let days = ForecastSection.days(forecast, queue, in: content.scenario)
    let hours = coverageHours(index)
    let most = days.map { $0.p90.isNaN ? $0.offered : $0.p90 }.filter { !$0.isNaN }.max() ?? 0
    let place = max(8, width - 12 - 9 - 16 - (hours == nil ? 0 : 18) - 2)
    let head =
      Self.padded("date", 12) + Self.padded("contacts", 9, isRight: true) + Self.padded("p10 to p90", 16, isRight: true)
      + (hours == nil ? "" : Self.padded("short h", 9, isRight: true) + Self.padded("over h", 9, isRight: true))
    var lines = ["\(queue.id): contacts by date on the clock of \(queue.open.zone.name)", "", head]
    for (day, entry) in days.enumerated() {
      if entry.date.weekday == .monday, day > 0 { lines.append("") }
      var line = Self.padded(dateText(entry.date), 12)
      if entry.offered.isNaN {
        lines.append(line + Self.padded("closed", 9, isRight: true))
        continue
      }
      line += Self.padded(Self.number(entry.offered, 0), 9, isRight: true)
      let range = entry.p10.isNaN ? "" : "\(Self.number(entry.p10, 0)) to \(Self.number(entry.p90, 0))"
      line += Self.padded(range, 16, isRight: true)
      if let hours {
        line += Self.padded(Self.number(hours[day].short, 1), 9, isRight: true)
        line += Self.padded(Self.number(hours[day].over, 1), 9, isRight: true)
      }
      lines.append(line + "  " + Self.bar(most > 0 ? Double(place) * entry.offered / most : 0))
    }
    return lines
  }

  /// Hours short and over of a queue by date; `nil` where nothing is rostered.
  private func coverageHours(_ index: Int) -> [(short: Double, over: Double)]? {
    guard let coverage = content.coverage else { return nil }
    let scenario = content.scenario
    let zone = scenario.queues[index].open.zone
    let hours = Double(coverage.grid.intervalSeconds) / 3600
    var days = scenario.horizon.dates.map { _ in (short: 0.0, over: 0.0) }
    for interval in coverage.grid.indices {
      let (under, over) = (coverage.queues[index].under(interval), coverage.queues[index].over(interval))
      guard under > 0 || over > 0 else { continue }
      let day = zone.local(at: coverage.grid.instant(of: interval)).date.days(since: scenario.horizon.first)
      guard days.indices.contains(day) else { continue }
      days[day].short += under * hours
      days[day].over += over * hours
    }
    return days
  }

  /// One date of a queue by interval: what is needed and who is there.
  private func intervalLines(_ index: Int, _ date: CivilDate) -> [String] {
    let queue = content.scenario.queues[index]
    let grid = content.scenario.grid
    let (forecast, needed) = (content.forecast?.queues[index], content.requirement?.queues[index])
    let given = content.coverage?.queues[index]
    let required = given?.required ?? needed?.netAgents
    let intervals = grid.indices.filter { interval in
      guard queue.open.zone.local(at: grid.instant(of: interval)).date == date else { return false }
      return forecast?.isOpen[interval] == true || (required?[interval] ?? 0) > 0
        || (given?.rostered[interval] ?? 0) > 0
    }
    let title = "\(queue.id) on \(dateText(date)): intervals on the clock of \(queue.open.zone.name)"
    if intervals.isEmpty { return [title, "", "closed"] }
    let most = intervals.map { max(required?[$0] ?? 0, given?.rostered[$0] ?? 0) }.max() ?? 0
    let place = max(8, width - 13 - 9 - 9 - 9 - 9 - 2)
    var lines = [
      title, "",
      Self.padded("time", 13)
        + ["contacts", "required", "rostered", "expected"].map { Self.padded($0, 9, isRight: true) }
        .joined(),
    ]
    for interval in intervals {
      let start = grid.instant(of: interval)
      let times = RosterSection.times(start, start.advanced(bySeconds: grid.intervalSeconds), in: queue.open.zone)
      let cells = [
        Self.number(forecast?.offered[interval] ?? .nan, 1), Self.number(required?[interval] ?? .nan, 1),
        Self.number(given?.rostered[interval] ?? .nan, 1),
        given.map { Share($0.serviceLevel[interval]).text(decimals: 0) }
          ?? "-",
      ]
      var line = Self.padded(times, 13) + cells.map { Self.padded($0, 9, isRight: true) }.joined() + "  "
      let scale = most > 0 ? Double(place) / most : 0
      line += Self.comparison(required?[interval] ?? 0, given?.rostered[interval], scale)
      lines.append(line)
    }
    lines += ["", given == nil ? "█ required" : "█ rostered and required   ░ short   ▒ over"]
    return lines
  }

  /// A bar of what is there up to the need, then what is short of it or over it.
  private static func comparison(_ required: Double, _ rostered: Double?, _ scale: Double) -> String {
    let met = Int((min(required, rostered ?? required) * scale).rounded())
    let end = Int((max(required, rostered ?? required) * scale).rounded())
    let rest = String(repeating: (rostered ?? required) < required ? "░" : "▒", count: max(0, end - met))
    return String(repeating: "█", count: met) + rest
  }

  /// Every queue and date: the share of the required hours that is short.
  func coverageLines() throws(InputError) -> [String] {
    guard content.coverage != nil else { throw Self.missing("coverage.csv", madeBy: "roster") }
    let scenario = content.scenario
    let names = scenario.queues.map(\.id)
    let nameWidth = min(24, (names.map(\.count).max() ?? 0)) + 2
    let perBlock = max(7, (width - nameWidth - 18) / 4 / 7 * 7)
    let hours = scenario.queues.indices.map { coverageHours($0) ?? [] }
    let needed = scenario.queues.indices.map { requiredHours($0) }
    var lines: [String] = []
    for start in stride(from: 0, to: scenario.horizon.dayCount, by: perBlock) {
      let days = start..<min(start + perBlock, scenario.horizon.dayCount)
      let dates = days.map { scenario.horizon.first.advanced(byDays: $0) }
      lines.append("\(dateText(dates[0])) to \(dateText(dates[dates.count - 1])): short, percent of the hours required")
      lines.append(
        Self.padded("", nameWidth) + dates.map { Self.padded(String($0.day), 4, isRight: true) }.joined()
          + Self.padded("short h", 9, isRight: true) + Self.padded("over h", 9, isRight: true))
      for (index, name) in names.enumerated() {
        var line = Self.padded(String(name.prefix(nameWidth - 2)), nameWidth)
        for day in days {
          let share = needed[index][day] > 0 ? hours[index][day].short / needed[index][day] : .nan
          line += Self.padded(share.isNaN ? "." : Self.number(share * 100, 0), 4, isRight: true)
        }
        line += Self.padded(Self.number(days.reduce(0) { $0 + hours[index][$1].short }, 1), 9, isRight: true)
        line += Self.padded(Self.number(days.reduce(0) { $0 + hours[index][$1].over }, 1), 9, isRight: true)
        lines.append(line)
      }
      lines.append("")
    }
    return lines.dropLast()
  }

  private func requiredHours(_ index: Int) -> [Double] {
    let scenario = content.scenario
    var days = [Double](repeating: 0, count: scenario.horizon.dayCount)
    guard let coverage = content.coverage else { return days }
    let zone = scenario.queues[index].open.zone
    for interval in coverage.grid.indices where coverage.queues[index].required[interval] > 0 {
      let day = zone.local(at: coverage.grid.instant(of: interval)).date.days(since: scenario.horizon.first)
      if days.indices.contains(day) {
        days[day] += coverage.queues[index].required[interval] * Double(coverage.grid.intervalSeconds) / 3600
      }
    }
    return days
  }
}
