import Tabular
import Workforce

extension Comparison {
  /// What figures are added up by.
  public enum Grouping: String, CaseIterable, Sendable {
    /// Figures of queues and months.
    case queue, month
    /// Those of all queues of a language or a channel.
    case language, channel
    /// People and their pay by site.
    case site
  }

  /// The comparison as lines for a terminal: totals, what the change comes from, queue by queue and month by month.
  public var text: String { text(by: [.queue, .month]) }

  /// The comparison as lines for a terminal: totals, what the change comes from, and a table of each grouping in which something
  /// differs.
  public func text(by groupings: [Grouping]) -> String {
    let (a, b) = (Self.short(names.base), Self.short(names.other))
    var lines = [
      "\(names.other) beside \(names.base): \(depth == .plan ? "whole plans" : "forecast and staffing")", "",
    ]
    lines += TextTable.lines([["", a, b, "change"]] + totalRows, leftAligned: [0])
    let measures = self.measures.filter { total(base)[$0] != total(other)[$0] || changes($0) }
    guard !measures.isEmpty else {
      return (lines + ["", "Nothing differs."] + promiseLines).joined(separator: "\n") + "\n"
    }
    lines += ["", "Where the change comes from"]
    lines += TextTable.lines(driverRows(measures), leftAligned: [0])
    for grouping in groupings {
      let rows = grouping == .month ? monthRows : grouping == .site ? siteRows : queueRows(by: grouping)
      // One month alone is the total.
      guard rows.count > (grouping == .month ? 2 : 1) else { continue }
      lines += ["", "By \(grouping.rawValue)"]
      lines += TextTable.lines(rows, leftAligned: [0])
    }
    return (lines + promiseLines + notes.map { "Note: \($0)" }).joined(separator: "\n") + "\n"
  }

  /// What becomes of the other's promises, and which of them the base keeps or breaks where that differs.
  private var promiseLines: [String] {
    let before = Dictionary(promises.base.map { ($0.promise, $0.isKept) }) { first, _ in first }
    let told = promises.other.map { verdict in
      guard let was = before[verdict.promise], was != verdict.isKept else { return verdict.sentence }
      return verdict.sentence + " \(Self.short(names.base)) \(was ? "keeps" : "breaks") it."
    }
    let next = depth == .plan ? "muster plan tells of them" : "whole plans tell of them: leave --until staffing out"
    let untold = PromiseVerdict.lines([], untold: untoldPromises, next: next)
    return told.isEmpty && untold.isEmpty ? [] : [""] + told + untold
  }

  /// The measures that either has, in the order of tables.
  var measures: [Measure] { Set(base.keys.map(\.measure) + other.keys.map(\.measure)).sorted() }

  func total(_ cells: [Cell: Int]) -> [Measure: Int] { sums(cells) { _ in true }[true] ?? [:] }

  /// Whether some part of a measure is not 0.
  private func changes(_ measure: Measure) -> Bool {
    parts.values.contains { $0.contains { $0.key.measure == measure && $0.value != 0 } }
  }

  private var totalRows: [[String]] {
    let (before, after) = (total(base), total(other))
    var rows: [[String]] = []
    for measure in measures {
      let (one, two) = (before[measure] ?? 0, after[measure] ?? 0)
      rows.append([
        title(measure), measure.text(one, decimals: places(measure)), measure.text(two, decimals: places(measure)),
        signed(measure, two - one),
      ])
      if measure == .answered {
        rows.append(
          ratioRow("service %", measure, .contacts, before, after, scale: 100, decimals: 1))
      }
      if case .staffingCost(let currency) = measure {
        rows.append(ratioRow("cost per contact, \(currency)", measure, .contacts, before, after, scale: 1, decimals: 3))
      }
    }
    return rows
  }

  /// One measure over another, of both and their difference.
  private func ratioRow(
    _ title: String, _ above: Measure, _ below: Measure, _ before: [Measure: Int], _ after: [Measure: Int],
    scale: Double, decimals: Int
  ) -> [String] {
    let values = [before, after].map { Self.ratio(above, below, $0).map { $0 * scale } }
    let texts = values.map { $0.map { FixedDecimal.text($0, decimals: decimals) } ?? "-" }
    guard let one = values[0], let two = values[1] else { return [title] + texts + ["-"] }
    let change = FixedDecimal.text(two - one, decimals: decimals)
    return [title] + texts + [change.hasPrefix("-") ? change : "+\(change)"]
  }

  /// One measure over another in their units; nil where nothing is below.
  static func ratio(_ above: Measure, _ below: Measure, _ sums: [Measure: Int]) -> Double? {
    guard let bottom = sums[below], bottom > 0 else { return nil }
    func amount(_ measure: Measure) -> Double {
      var scale = 1.0
      for _ in 0..<measure.decimals { scale *= 10 }
      return Double(sums[measure] ?? 0) / scale
    }
    return amount(above) / amount(below)
  }

  private func driverRows(_ measures: [Measure]) -> [[String]] {
    var rows = [["driver"] + measures.map(title)]
    var whole: [Measure: Int] = [:]
    for driver in Cause.allCases {
      guard let cells = parts[driver] else { continue }
      let sums = total(cells)
      for (measure, figure) in sums { whole[measure, default: 0] += figure }
      rows.append([driver.rawValue] + measures.map { signed($0, sums[$0] ?? 0) })
    }
    return rows + [["all"] + measures.map { signed($0, whole[$0] ?? 0) }]
  }

  /// What a cell is counted under; nil where it is of something else.
  func group(of cell: Cell, by grouping: Grouping) -> String? {
    switch grouping {
    case .queue: cell.scope == .queue ? cell.id : nil
    case .language: cell.scope == .queue ? queues[cell.id]?.language : nil
    case .channel: cell.scope == .queue ? queues[cell.id]?.channel : nil
    case .site: cell.scope == .site ? cell.id : nil
    case .month: cell.month
    }
  }

  /// What counts most of a queue: hours to roster, and with whole plans hours short and service. Of several queues together what a
  /// contact costs too.
  private func queueRows(by grouping: Grouping) -> [[String]] {
    let (before, after) = (sums(base) { group(of: $0, by: grouping) }, sums(other) { group(of: $0, by: grouping) })
    let shown: [Measure] =
      depth == .plan ? [.contacts, .grossHours, .shortHours] : [.contacts, .requiredHours, .grossHours]
    let names = Set(before.keys).union(after.keys).sorted()
    let changed = names.filter { name in shown.contains { before[name]?[$0] != after[name]?[$0] } }
    let costs = grouping == .queue ? [] : self.measures.filter { if case .staffingCost = $0 { true } else { false } }
    let header =
      [grouping.rawValue] + shown.flatMap { [title($0), "change"] } + (depth == .plan ? ["service %", "change"] : [])
      + costs.flatMap { ["cost per contact, \($0.unit)", "change"] }
    return [header]
      + changed.map { name in
        let (one, two) = (before[name] ?? [:], after[name] ?? [:])
        let cells = shown.flatMap { measure in
          [
            measure.text(two[measure] ?? 0, decimals: places(measure)),
            signed(measure, (two[measure] ?? 0) - (one[measure] ?? 0)),
          ]
        }
        let service = Array(ratioRow("", .answered, .contacts, one, two, scale: 100, decimals: 1).suffix(2))
        let prices = costs.flatMap {
          ratioRow("", $0, .contacts, one, two, scale: 1, decimals: 3).suffix(2)
        }
        return [name] + cells + (depth == .plan ? service : []) + prices
      }
  }

  /// People, their hours and their pay by site: by contract, and with whole plans as rostered.
  private var siteRows: [[String]] {
    let (before, after) = (sums(base) { group(of: $0, by: .site) }, sums(other) { group(of: $0, by: .site) })
    let shown = measures.filter { measure in
      switch measure {
      case .heads: true
      case .contractHours, .contractPay: depth == .staffing
      case .paidHours, .wages: true
      default: false
      }
    }
    let names = Set(before.keys).union(after.keys).sorted()
    let changed = names.filter { name in shown.contains { before[name]?[$0] != after[name]?[$0] } }
    return [["site"] + shown.flatMap { [title($0), "change"] }]
      + changed.map { name in
        [name]
          + shown.flatMap { measure in
            let (one, two) = (before[name]?[measure] ?? 0, after[name]?[measure] ?? 0)
            return [measure.text(two, decimals: places(measure)), signed(measure, two - one)]
          }
      }
  }

  private var monthRows: [[String]] {
    let (before, after) = (sums(base) { $0.month }, sums(other) { $0.month })
    let measures = self.measures.filter { [.contacts, .grossHours, .heads, .paidHours].contains($0) }
    return [["month"] + measures.flatMap { [title($0), "change"] }]
      + Set(before.keys).union(after.keys).sorted().map { month in
        [month]
          + measures.flatMap { measure in
            let (one, two) = (before[month]?[measure] ?? 0, after[month]?[measure] ?? 0)
            return [measure.text(two, decimals: places(measure)), signed(measure, two - one)]
          }
      }
  }

  private func title(_ measure: Measure) -> String {
    measure.unit == "hours" || measure.unit == "contacts" || measure.unit == "people"
      ? measure.name : "\(measure.name), \(measure.unit)"
  }

  private func places(_ measure: Measure) -> Int {
    switch measure.unit {
    case "hours": 1
    case "contacts", "people": 0
    default: 2
    }
  }

  private func signed(_ measure: Measure, _ figure: Int) -> String {
    let text = measure.text(figure, decimals: places(measure))
    return figure > 0 ? "+\(text)" : text
  }

  /// The last part of a path.
  private static func short(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
