import ScenarioFiles
import Tabular
import Timeline

/// What is said about a file that was read.
extension Assembly {
  func shownName(_ name: String) -> String {
    name.split(separator: "\t").joined(separator: " / ")
  }

  /// Fills in what a file holds.
  func describe(
    _ found: [String: [HistoryRow]], _ span: Span, _ plan: ReadingPlan, _ report: inout FileReport
  ) {
    var months: [String: Double] = [:]
    func sum(_ key: (HistoryRow) -> Double) -> Double? {
      let total = found.keys.sorted().reduce(0.0) { sum, name in (found[name] ?? []).reduce(sum) { $0 + key($1) } }
      return total.isNaN ? nil : total
    }
    report.handled = sum(\.handled)
    report.abandoned = sum(\.abandoned)
    for (name, list) in found.sorted(by: { $0.key < $1.key }) {
      var handled = 0.0
      var seconds = 0.0
      var last = (day: Int.min, month: "")
      var days: [Int] = []
      for row in list {
        report.contacts += row.offered
        let day = (row.start + row.offset) / 86_400
        if day != last.day {
          if days.last.map({ $0 < day }) ?? true { days.append(day) }
          last = (day, "\(shownName(name))\t\(CivilDate(daysSinceEpoch: day).isoText.prefix(7))")
        }
        months[last.month, default: 0] += row.offered
        if row.handled > 0, row.handleSeconds > 0 {
          handled += row.handled
          seconds += row.handleSeconds
        }
      }
      if handled > 0 { report.handleTimes.append((shownName(name), seconds / handled)) }
      report.gaps += FileReport.gaps(in: days).map { (shownName(name), $0.lowerBound, $0.upperBound) }
    }
    report.handleTimes.sort { $0.queue < $1.queue }
    report.months = months.sorted { $0.key < $1.key }.map { key, value in
      let parts = key.split(separator: "\t")
      return FileReport.Month(
        queue: parts.count > 1 ? String(parts[0]) : "", month: String(parts.last ?? ""), contacts: value)
    }
    if span.first <= span.last {
      func text(_ second: Int) -> String {
        plan.zone.map { $0.local(at: Instant(secondsSinceEpoch: second)).tableText }
          ?? Instant(secondsSinceEpoch: second).tableText
      }
      report.first = text(span.first)
      report.last = text(span.last)
    }
    guard plan.mapping.grain == .interval else { return }
    var lengths: [Int: Int] = [:]
    for list in found.values {
      for (a, b) in zip(list, list.dropFirst()) where b.start - a.start <= 3600 {
        lengths[(b.start - a.start) / 60, default: 0] += 1
      }
    }
    report.lengths = lengths.sorted { $0.key < $1.key }.filter { $0.value * 100 >= lengths.values.reduce(0, +) }.map {
      ($0.key, $0.value)
    }
  }
}
