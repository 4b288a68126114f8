import Tabular
package import Timeline

/// What became of the records of one file.
package struct FileReport: Hashable, Sendable {
  /// Contacts of a queue and month.
  package struct Month: Hashable, Sendable {
    package var queue: String
    /// For example `2026-03`.
    package var month: String
    package var contacts: Double
  }

  package var file: String
  package var belief: String
  package var form: String
  package var grain: Mapping.Grain
  /// Records below the header.
  package var rows = 0
  package var kept = 0
  /// Reasons and how many records have each, in a fixed order.
  package var dropped: [(reason: String, count: Int)] = []
  package var contacts = 0.0
  /// Of them; nil where the file does not tell.
  package var handled: Double?
  package var abandoned: Double?
  /// Handled contacts of which no handle time is said, in a file that says it of others.
  var untimed = 0
  /// What columns were taken to mean, for files of no known export.
  package var understood: [String] = []
  package var months: [Month] = []
  /// The first and the last moment, on the clock of the rows.
  package var first = ""
  package var last = ""
  /// Minutes from one row to the next and how often, of interval reports.
  package var lengths: [(minutes: Int, count: Int)] = []
  /// Mean seconds of a handled contact by queue; what none tells is left out.
  package var handleTimes: [(queue: String, seconds: Double)] = []
  /// First and last date without a row, by queue, among those on whose weekdays most weeks have rows.
  package var gaps: [(queue: String, first: CivilDate, last: CivilDate)] = []
  /// Sentences about the repeated hour, legs, short waits and the like.
  package var notes: [String] = []
  /// Columns that were not read.
  package var unread: [String] = []

  package static func == (a: FileReport, b: FileReport) -> Bool { a.file == b.file && a.rows == b.rows }
  package func hash(into hasher: inout Hasher) { hasher.combine(file) }

  /// The report as lines.
  package var text: String {
    func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: value == value.rounded() ? 0 : 1) }
    var lines = ["\(file): \(belief)", "  form      \(form)"]
    for (index, guess) in understood.enumerated() {
      lines.append((index == 0 ? "  read      " : "            ") + guess)
    }
    let what = grain == .interval ? "intervals" : grain == .contact ? "contacts" : "events"
    lines.append("  rows      \(rows) read as \(what), \(kept) kept, \(rows - kept) dropped")
    for (reason, count) in dropped { lines.append("            \(count) \(reason)") }
    let shares = [handled.map { "\(number($0)) handled" }, abandoned.map { "\(number($0)) abandoned" }].compactMap {
      $0
    }
    lines.append("  contacts  \(([number(contacts)] + shares).joined(separator: ", ")), from \(first) to \(last)")
    if !lengths.isEmpty {
      lines.append(
        "  lengths   " + lengths.map { "\($0.minutes) min \($0.count) times" }.joined(separator: ", "))
    }
    if !handleTimes.isEmpty {
      lines.append(
        "  handling  " + handleTimes.map { "\($0.queue) \(number($0.seconds.rounded())) s" }.joined(separator: ", "))
    }
    lines += monthTable.map { "  " + $0 }
    lines += gapLines
    lines += notes.map { "  note: \($0)" }
    if !unread.isEmpty {
      lines.append("  not read  \(unread.count) columns: \(unread.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var gapLines: [String] {
    guard !gaps.isEmpty else { return [] }
    let shown = gaps.prefix(8).map { gap in
      gap.first == gap.last ? "\(gap.queue) \(gap.first)" : "\(gap.queue) \(gap.first) to \(gap.last)"
    }
    let more = gaps.count > 8 ? " and \(gaps.count - 8) more" : ""
    return ["  gaps      no row on days that mostly have some: \(shown.joined(separator: ", "))\(more)"]
  }

  /// Stretches of dates without a row, of weekdays that have rows in three of four weeks; days in between that mostly have none
  /// do not part them.
  ///
  /// - Parameter days: those with rows, increasing, in days since 1970.
  static func gaps(in days: [Int]) -> [ClosedRange<CivilDate>] {
    guard let first = days.first, let last = days.last, last - first >= 14 else { return [] }
    let present = Set(days)
    var (all, there) = ([Int](repeating: 0, count: 7), [Int](repeating: 0, count: 7))
    for day in first...last {
      all[(day % 7 + 7) % 7] += 1
      if present.contains(day) { there[(day % 7 + 7) % 7] += 1 }
    }
    var gaps: [ClosedRange<CivilDate>] = []
    var open: (first: Int, last: Int)?
    for day in first...last {
      let weekday = (day % 7 + 7) % 7
      if present.contains(day) {
        if let gap = open { gaps.append(CivilDate(daysSinceEpoch: gap.first)...CivilDate(daysSinceEpoch: gap.last)) }
        open = nil
      } else if 4 * there[weekday] >= 3 * all[weekday] {
        open = (open?.first ?? day, day)
      }
    }
    return gaps
  }

  /// Contacts by queue and month, with aligned columns.
  private var monthTable: [String] {
    let names = Array(Set(months.map(\.month))).sorted()
    let queues = Array(Set(months.map(\.queue))).sorted()
    guard !names.isEmpty else { return [] }
    let shown = names.suffix(24)
    let width = max(5, queues.map(\.count).max() ?? 0)
    func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
      let blanks = String(repeating: " ", count: max(0, width - text.count))
      return left ? text + blanks : blanks + text
    }
    var lines = [pad("queue", width, left: true) + shown.map { pad($0, 10) }.joined()]
    for queue in queues {
      let cells = shown.map { month -> String in
        let sum = months.filter { $0.queue == queue && $0.month == month }.reduce(0) { $0 + $1.contacts }
        return pad(sum == 0 ? "-" : FixedDecimal.text(sum, decimals: 0), 10)
      }
      lines.append(pad(queue, width, left: true) + cells.joined())
    }
    return lines
  }
}
