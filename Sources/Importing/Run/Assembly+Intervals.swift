import ScenarioFiles
import Tabular
import Timeline

/// Rows of interval reports: which of them are sums of others, and what the repeated hour of autumn holds.
extension Assembly {
  mutating func collectIntervals(
    _ readers: [RecordReader], _ file: ImportFile, _ plan: ReadingPlan, _ found: inout [String: [HistoryRow]],
    _ dropped: inout [DropReason: Int], _ report: inout FileReport, _ problems: inout ProblemCollector
  ) {
    var byQueue: [String: [IntervalRow]] = [:]
    for reader in readers {
      for row in reader.intervals { byQueue[reader.queues[row.queue], default: []].append(row) }
    }
    var added = 0
    var paired = 0
    var shared = 0
    for (name, unsorted) in byQueue.sorted(by: { $0.key < $1.key }) {
      var list = unsorted.sorted { $0.offset < $1.offset }
      if plan.mapping.endsAfterMinutes > 0, let zone = plan.zone {
        RepeatedHour.moveEnds(&list, seconds: plan.mapping.endsAfterMinutes * 60, zone: zone)
      }
      // The same row again, but for the repeated hour, whose passes may be alike.
      var seen: Set<UInt64> = []
      let before = list.count
      list.removeAll { $0.start == $0.later && !seen.insert($0.hash).inserted }
      if list.count < before { dropped[.identical, default: 0] += before - list.count }
      let halves = resolve(&list, &paired, &shared)
      var cells = IntervalCells(duplicates: options.duplicates)
      for row in list {
        guard let first = cells.add(row, isHalf: halves.contains(row.start)) else { continue }
        let place = lines(of: [first, row.offset], in: file.source, lineEnd: plan.shape.lineEnd)
        let local = LocalDateTime(secondsSinceEpoch: row.local)
        problems.add(
          Place(file: file.name, line: place[1], columnName: plan.names[plan.date]),
          "\(local) has a row for \(quoted(shownName(name))) already, on line \(place[0]), which differs in numbers alone",
          next: "Say what it means: --duplicates last if it corrects the first, or sum, or first.")
      }
      added += cells.added
      found[name] = cells.rows
      let sums = Self.dropDaySums(&found[name, default: []])
      if sums > 0 { dropped[.daySum, default: 0] += sums }
    }
    for name in found.keys.sorted() where plan.mapping.queues[name] == nil {
      guard let count = Self.sumOfOthers(name, found) else { continue }
      problems.add(
        Place(file: file.name, columnName: plan.mapping.queue.first),
        "\(quoted(shownName(name))) is the sum of the \(found.count - 1) others in each of \(count) intervals, "
          + "and would count twice",
        next:
          "Leave it out in a mapping: queues: { \(yamlQuoted(shownName(name))): none }, or give it an id if it is a queue."
      )
    }
    for slot in plan.dashIsZero.sorted() {
      report.notes.append("a dash is a 0 in \(plan.names[slot]), which has none.")
    }
    let parts = readers.reduce(0) { $0 + $1.partCounts }
    if parts > 0 {
      report.notes.append(
        "\(parts) rows have a number in some of the columns that are added up and nothing in others, which counts as none."
      )
    }
    let odd = readers.reduce(0) { $0 + $1.intervals.count { $0.handled > $0.offered } }
    if odd > 0 {
      report.notes.append(
        "\(odd) rows have more contacts handled than offered, as where those count that came in an interval before.")
    }
    if added > 0 {
      report.notes.append(
        "\(added) rows share queue and interval with another and differ in a word, as rows by person or medium do; they are "
          + "added up.")
    }
    if paired > 0 {
      report.notes.append(
        "\(paired) rows are of the hour that the clock repeats; their order in the file tells first and second pass.")
    }
    if shared > 0 {
      report.notes.append(
        "\(shared) rows are of the hour that the clock repeats, and the file does not tell which pass: each pass gets half."
      )
    }
  }

  /// Takes out rows of midnight that are the sum of all others of their date, where three dates or more have one; how many.
  static func dropDaySums(_ rows: inout [HistoryRow]) -> Int {
    var days: [Int: (midnight: Double?, rest: Double, count: Int)] = [:]
    for row in rows {
      let local = row.start + row.offset
      let (day, second) = (local / 86_400, local % 86_400)
      if second == 0 {
        days[day, default: (nil, 0, 0)].midnight = row.offered
      } else {
        days[day, default: (nil, 0, 0)].rest += row.offered
        days[day, default: (nil, 0, 0)].count += 1
      }
    }
    let filled = days.filter { $0.value.midnight != nil && $0.value.count > 1 && $0.value.rest > 0 }
    let sums = Set(filled.filter { abs(($0.value.midnight ?? 0) - $0.value.rest) < 1e-6 }.map(\.key))
    guard sums.count >= 3, 10 * sums.count >= 9 * filled.count else { return 0 }
    let before = rows.count
    rows.removeAll { ($0.start + $0.offset) % 86_400 == 0 && sums.contains(($0.start + $0.offset) / 86_400) }
    return before - rows.count
  }

  /// In how many intervals the contacts of a queue are those of all others together; nil unless in all of at least 20.
  static func sumOfOthers(_ name: String, _ found: [String: [HistoryRow]]) -> Int? {
    guard found.count > 2, let own = found[name], own.count >= 20 else { return nil }
    var rest: [Int: Double] = [:]
    for (other, rows) in found where other != name {
      for row in rows { rest[row.start, default: 0] += row.offered }
    }
    var count = 0
    for row in own where row.offered > 0 || rest[row.start] ?? 0 > 0 {
      guard abs(row.offered - (rest[row.start] ?? 0)) < 1e-6 else { return nil }
      count += 1
    }
    return count >= 20 ? count : nil
  }

  /// Gives rows of a repeated hour their moments; starts of those that were shared out.
  func resolve(_ list: inout [IntervalRow], _ paired: inout Int, _ shared: inout Int) -> Set<Int> {
    let fold = list.indices.filter { list[$0].later != list[$0].start }
    guard !fold.isEmpty else { return [] }
    var halves: Set<Int> = []
    var extra: [IntervalRow] = []
    var rest = fold[...]
    while let first = rest.first {
      let night = Array(rest.prefix { abs(list[$0].local - list[first].local) < 86_400 })
      rest = rest.dropFirst(night.count)
      var passes = RepeatedHour.passes(night.map { list[$0].local }, jitter: 0)
      if case .paired(let turn, _) = passes, isTurnOfLabels(night, turn, list) { passes = .shared }
      switch passes {
      case .paired(let turn, let firstIsEarlier):
        paired += night.count
        for (place, row) in night.enumerated() where (place >= turn) == firstIsEarlier {
          list[row].start = list[row].later
        }
      case .shared:
        shared += night.count
        for row in night {
          list[row].offered /= 2
          list[row].handled /= 2
          list[row].abandoned /= 2
          list[row].handleSeconds /= 2
          var other = list[row]
          other.start = other.later
          halves.insert(list[row].start)
          halves.insert(other.start)
          extra.append(other)
        }
      }
    }
    list += extra
    return halves
  }

  /// Whether rows start anew since those of other words follow, such as those of the next person, and not since the clock does.
  ///
  /// Words that differ between the passes alone, as those of a zone do, are none of rows just before or behind.
  private func isTurnOfLabels(_ night: [Int], _ turn: Int, _ list: [IntervalRow]) -> Bool {
    let before = Set(night[..<turn].map { list[$0].labels })
    let after = Set(night[turn...].map { list[$0].labels })
    guard before.isDisjoint(with: after), let first = night.map({ list[$0].local }).min() else { return false }
    let earlier = list.filter { first - 86_400 <= $0.local && $0.local < first }.map(\.labels)
    let later = list.filter { first + 3600 <= $0.local && $0.local < first + 86_400 }.map(\.labels)
    return !after.isDisjoint(with: earlier) || !before.isDisjoint(with: later)
  }
}
