import ScenarioFiles
import Tabular
import Timeline

/// Puts what was read of several files together to rows by queue.
struct Assembly {
  let options: ImportOptions
  /// Rows by name of the queue and start.
  private var rows: [String: [Int: HistoryRow]] = [:]
  private var isCounted: [String: Bool] = [:]
  private var ids: [String: String] = [:]
  private(set) var reports: [FileReport] = []
  private(set) var notes: [String] = []
  /// Contacts with several records, of all files together.
  private var legs: [(row: ContactRow, queue: String, file: Int)] = []
  private var spans: [Span] = []
  private var hasIds: [Bool] = []
  private var replaced = 0
  private var firstReplaced: (queue: String, start: Int, old: Double, new: Double)?

  init(options: ImportOptions) { self.options = options }

  /// Adds what the readers of one file found.
  mutating func add(
    _ readers: [RecordReader], _ file: ImportFile, _ plan: ReadingPlan, _ problems: inout ProblemCollector
  ) {
    var report = FileReport(file: file.name, belief: file.belief, form: file.form, grain: plan.mapping.grain)
    report.rows = readers.reduce(0) { $0 + $1.rows }
    report.unread = file.unread
    var dropped: [DropReason: Int] = [:]
    var span = Span()
    for reader in readers {
      for (reason, count) in reader.dropped { dropped[reason, default: 0] += count }
      span.add(reader.span)
    }
    var found: [String: [Int: HistoryRow]] = [:]
    if plan.mapping.grain == .interval {
      collectIntervals(readers, file, plan, &found, &dropped, &report, &problems)
    } else {
      collectContacts(readers, plan, &found, &report)
      let waits = readers.reduce((0, 0)) { ($0.0 + $1.shortAbandons, $0.1 + $1.waitCount) }
      if waits.0 > 0, plan.mapping.shortAbandonSeconds == 0 {
        report.notes.append(
          "\(waits.0) of \(waits.1) contacts that hung up waited less than 5 s; they count. short-abandons: 5 s in a mapping "
            + "leaves them out.")
      }
    }
    report.dropped = dropped.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
    let events = dropped[.event] ?? 0
    report.kept = report.rows - dropped.values.reduce(0, +)
    if plan.mapping.grain == .queueLog { report.kept = report.rows - (dropped.values.reduce(0, +) - events) - events }
    for name in found.keys { ids[name] = plan.mapping.queues[name] ?? ids[name] }
    let hasLegs = readers.contains { $0.repeated != nil }
    let overlaps = spans.contains { $0.first <= span.last && span.first <= $0.last }
    merge(found, adds: plan.mapping.grain != .interval && (!overlaps || hasLegs))
    for name in found.keys { isCounted[name] = (isCounted[name] ?? true) && plan.mapping.grain != .interval }
    spans.append(span)
    hasIds.append(hasLegs)
    describe(found, span, plan, &report)
    reports.append(report)
  }

  // MARK: Intervals

  private mutating func collectIntervals(
    _ readers: [RecordReader], _ file: ImportFile, _ plan: ReadingPlan, _ found: inout [String: [Int: HistoryRow]],
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
      // The same row again, but for the repeated hour, whose passes may be alike.
      var seen: Set<UInt64> = []
      let before = list.count
      list.removeAll { $0.start == $0.later && !seen.insert($0.hash).inserted }
      if list.count < before { dropped[.identical, default: 0] += before - list.count }
      let halves = resolve(&list, &paired, &shared)
      var cells: [Int: (row: HistoryRow, last: IntervalRow)] = [:]
      for row in list {
        let new = HistoryRow(
          start: row.start, offset: row.local - row.start, offered: row.offered, handled: row.handled,
          abandoned: row.abandoned, handleSeconds: row.handleSeconds)
        guard let old = cells[row.start] else {
          cells[row.start] = (new, row)
          continue
        }
        if row.labels == old.last.labels, !halves.contains(row.start) {
          switch options.duplicates {
          case .last?: cells[row.start] = (new, row)
          case .first?: break
          case .sum?: cells[row.start]?.row.add(new)
          case nil:
            let place = lines(of: [old.last.offset, row.offset], in: file.source.source, lineEnd: plan.shape.lineEnd)
            let local = LocalDateTime(secondsSinceEpoch: row.local)
            problems.add(
              Place(file: file.name, line: place[1], columnName: plan.names[plan.date]),
              "\(local) has a row for \(quoted(shownName(name))) already, on line \(place[0]), which differs in numbers alone",
              next: "Say what it means: --duplicates last if it corrects the first, or sum, or first.")
          }
        } else {
          added += 1
          cells[row.start]?.row.add(new)
          cells[row.start]?.last = row
        }
      }
      found[name] = cells.mapValues(\.row)
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
        "\(shared) rows are of the hour that the clock repeats, and the file does not tell which pass: each pass gets half.")
    }
  }

  /// Gives rows of a repeated hour their moments; starts of those that were shared out.
  private func resolve(_ list: inout [IntervalRow], _ paired: inout Int, _ shared: inout Int) -> Set<Int> {
    let fold = list.indices.filter { list[$0].later != list[$0].start }
    guard !fold.isEmpty else { return [] }
    var halves: Set<Int> = []
    var extra: [IntervalRow] = []
    var rest = fold[...]
    while let first = rest.first {
      let night = Array(rest.prefix { abs(list[$0].local - list[first].local) < 86_400 })
      rest = rest.dropFirst(night.count)
      switch RepeatedHour.passes(night.map { list[$0].local }, jitter: 0) {
      case .paired(let turn, let firstIsEarlier):
        paired += night.count
        for (place, row) in night.enumerated() where (place >= turn) == firstIsEarlier { list[row].start = list[row].later }
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

  // MARK: Contacts

  private mutating func collectContacts(
    _ readers: [RecordReader], _ plan: ReadingPlan, _ found: inout [String: [Int: HistoryRow]], _ report: inout FileReport
  ) {
    let hasTimes = !plan.handle.isEmpty || plan.mapping.grain == .queueLog
    let tellsHandled = plan.isHandled != nil || plan.isAbandoned != nil || plan.mapping.grain == .queueLog
    let tellsAbandoned = plan.isAbandoned != nil || plan.mapping.grain == .queueLog
    func row(_ start: Int, _ offset: Int, _ bin: Bin) -> HistoryRow {
      HistoryRow(
        start: start, offset: offset, offered: Double(bin.offered), handled: tellsHandled ? Double(bin.handled) : .nan,
        abandoned: tellsAbandoned ? Double(bin.abandoned) : .nan,
        handleSeconds: hasTimes ? Double(bin.handleMilliseconds) / 1000 : .nan)
    }
    var night: [(row: ContactRow, queue: String)] = []
    for reader in readers {
      reader.bins.forEach { queue, start, offset, bin in
        let name = reader.queues[queue]
        if found[name]?[start] != nil {
          found[name]?[start]?.add(row(start, offset, bin))
        } else {
          found[name, default: [:]][start] = row(start, offset, bin)
        }
      }
      for kept in reader.kept {
        if kept.id != 0 {
          legs.append((kept, reader.queues[kept.queue], reports.count))
        } else {
          night.append((kept, reader.queues[kept.queue]))
        }
      }
    }
    var extra = BinTable(intervalSeconds: options.intervalMinutes * 60)
    var names: [String] = []
    func number(_ name: String) -> Int {
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }
    func add(_ contact: ContactRow, _ queue: String, at second: Int, weight: Int32) {
      extra.update(queue: number(queue), second: second, offset: contact.local - second) { bin in
        bin.offered += weight
        if contact.isHandled { bin.handled += weight }
        if contact.isAbandoned { bin.abandoned += weight }
        bin.handleMilliseconds += contact.handleMilliseconds * Int(weight)
      }
    }
    night.sort { $0.row.offset < $1.row.offset }
    var isHalved = false
    var rest = night[...]
    while let first = rest.first {
      let group = Array(rest.prefix { abs($0.row.local - first.row.local) < 86_400 })
      rest = rest.dropFirst(group.count)
      switch RepeatedHour.passes(group.map(\.row.local), jitter: 1200) {
      case .paired(let turn, let firstIsEarlier):
        for (place, contact) in group.enumerated() {
          let isLater = (place >= turn) == firstIsEarlier
          add(contact.row, contact.queue, at: isLater ? contact.row.later : contact.row.start, weight: 2)
        }
        report.notes.append(
          "\(group.count) contacts came in the hour that the clock repeats; their order in the file tells first and second pass.")
      case .shared:
        isHalved = true
        for contact in group {
          add(contact.row, contact.queue, at: contact.row.start, weight: 1)
          add(contact.row, contact.queue, at: contact.row.later, weight: 1)
        }
        report.notes.append(
          "\(group.count) contacts came in the hour that the clock repeats, and the file does not tell in which pass: each pass "
            + "gets half of them.")
      }
    }
    _ = isHalved
    extra.forEach { queue, start, offset, bin in
      var half = row(start, offset, bin)
      half.halve()
      if found[names[queue]]?[start] != nil {
        found[names[queue]]?[start]?.add(half)
      } else {
        found[names[queue], default: [:]][start] = half
      }
    }
  }

  // MARK: All files

  /// Adds rows to those of the files before: up where both count contacts, otherwise in their place.
  private mutating func merge(_ found: [String: [Int: HistoryRow]], adds: Bool) {
    for (name, cells) in found.sorted(by: { $0.key < $1.key }) {
      for (start, row) in cells.sorted(by: { $0.key < $1.key }) {
        guard let old = rows[name]?[start] else {
          rows[name, default: [:]][start] = row
          continue
        }
        if adds {
          rows[name]?[start]?.add(row)
        } else {
          if old.offered != row.offered {
            replaced += 1
            firstReplaced = firstReplaced ?? (name, start, old.offered, row.offered)
          }
          rows[name]?[start] = row
        }
      }
    }
  }

  /// Puts the records of each contact together.
  mutating func finish(transfers: Int) {
    legs.sort { ($0.row.id, $0.queue, $0.file, $0.row.offset) < ($1.row.id, $1.queue, $1.file, $1.row.offset) }
    var identical = 0
    var further = 0
    var index = 0
    var table = BinTable(intervalSeconds: options.intervalMinutes * 60)
    var names: [String] = []
    while index < legs.count {
      var next = index
      var seen: Set<UInt64> = []
      var contact = legs[index].row
      contact.handleMilliseconds = 0
      while next < legs.count, legs[next].row.id == legs[index].row.id, legs[next].queue == legs[index].queue {
        let leg = legs[next].row
        if seen.insert(leg.hash).inserted {
          if next > index { further += 1 }
          contact.handleMilliseconds += leg.handleMilliseconds
          contact.isHandled = contact.isHandled || leg.isHandled
          contact.isAbandoned = contact.isAbandoned || leg.isAbandoned
          if leg.start < contact.start { (contact.start, contact.zoneOffset) = (leg.start, leg.zoneOffset) }
        } else {
          identical += 1
        }
        next += 1
      }
      if contact.isHandled { contact.isAbandoned = false }
      let name = legs[index].queue
      if names.last != name, !names.contains(name) { names.append(name) }
      table.update(queue: names.firstIndex(of: name) ?? 0, second: contact.start, offset: contact.zoneOffset) { bin in
        bin.offered += 1
        if contact.isHandled { bin.handled += 1 }
        if contact.isAbandoned { bin.abandoned += 1 }
        bin.handleMilliseconds += contact.handleMilliseconds
      }
      index = next
    }
    table.forEach { queue, start, offset, bin in
      let known = rows[names[queue]]?.values.first
      func told(_ value: Double, _ other: Double?) -> Double { other?.isNaN == true ? .nan : value }
      let row = HistoryRow(
        start: start, offset: offset, offered: Double(bin.offered), handled: told(Double(bin.handled), known?.handled),
        abandoned: told(Double(bin.abandoned), known?.abandoned),
        handleSeconds: told(Double(bin.handleMilliseconds) / 1000, known?.handleSeconds))
      if rows[names[queue]]?[start] != nil {
        rows[names[queue]]?[start]?.add(row)
      } else {
        rows[names[queue], default: [:]][start] = row
      }
    }
    for name in names where isCounted[name] == nil { isCounted[name] = true }
    if identical > 0 {
      notes.append("\(identical) records are there more than once, alike in every cell; each counts once.")
    }
    if further > 0 {
      notes.append(
        "\(further) records are further legs of a contact in the queue it is in already: one contact, at its first time, "
          + "handled if any leg was, with the handle time of all.")
    }
    if transfers > 0 {
      notes.append("\(transfers) contacts are in several queues; each of these counts them, as a transfer is work for both.")
    }
    if replaced > 0, let first = firstReplaced {
      notes.append(
        "\(replaced) intervals are in several files with other numbers; the later file counts. The first: "
          + "\(shownName(first.queue)) at \(Instant(secondsSinceEpoch: first.start).isoText), \(number(first.old)), then \(number(first.new)).")
    }
  }

  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: value == value.rounded() ? 0 : 1) }

  /// The rows of all files by queue, with ids.
  func queues(_ mappings: [Mapping]) throws(InputError) -> [ImportedQueue] {
    var taken: [String: String] = [:]
    var result: [ImportedQueue] = []
    for name in rows.keys.sorted() {
      let parts = name.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let shown = shownName(name)
      let mapped = mappings.lazy.compactMap { $0.queues[shown] ?? (parts.count == 1 ? nil : $0.queues[parts[0]]) }.first
      var id = mapped ?? Self.id(of: parts)
      if mapped == nil {
        var number = 2
        let base = id
        while taken[id] != nil {
          id = "\(base)-\(number)"
          number += 1
        }
      }
      taken[id] = shown
      let list = (rows[name] ?? [:]).values.sorted { $0.start < $1.start }
      if let place = result.firstIndex(where: { $0.id == id }) {
        // Several names for one queue add up.
        var all: [Int: HistoryRow] = [:]
        for row in result[place].rows { all[row.start] = row }
        for row in list { if all[row.start] != nil { all[row.start]?.add(row) } else { all[row.start] = row } }
        result[place].rows = all.values.sorted { $0.start < $1.start }
        result[place].name += ", \(shown)"
      } else {
        result.append(ImportedQueue(name: shown, id: id, rows: list, isCounted: isCounted[name] ?? false))
      }
    }
    return result.sorted { $0.id < $1.id }
  }

  /// An id of the parts of a name; a name that can be an id stays as it is.
  private static func id(of parts: [String]) -> String {
    if parts.count == 1, let only = parts.first, only.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 45 || $0 == 95 }), !only.isEmpty {
      return only
    }
    let ids = parts.enumerated().map { $0.offset == 0 ? queueId($0.element) : channelWord($0.element) }
    return ids.filter { !$0.isEmpty && $0 != "queue" }.joined(separator: "-")
  }

  private func shownName(_ name: String) -> String {
    name.split(separator: "\t").joined(separator: " / ")
  }

  /// Fills in what a file holds.
  private func describe(
    _ found: [String: [Int: HistoryRow]], _ span: Span, _ plan: ReadingPlan, _ report: inout FileReport
  ) {
    var months: [String: Double] = [:]
    for (name, cells) in found {
      var handled = 0.0
      var seconds = 0.0
      for row in cells.values {
        report.contacts += row.offered
        let date = LocalDateTime(secondsSinceEpoch: row.start + row.offset).date
        months["\(shownName(name))\t\(date.isoText.prefix(7))", default: 0] += row.offered
        if row.handled > 0, row.handleSeconds > 0 {
          handled += row.handled
          seconds += row.handleSeconds
        }
      }
      if handled > 0 { report.handleTimes.append((shownName(name), seconds / handled)) }
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
    for cells in found.values {
      let starts = cells.keys.sorted()
      for (a, b) in zip(starts, starts.dropFirst()) where b - a <= 3600 { lengths[(b - a) / 60, default: 0] += 1 }
    }
    report.lengths = lengths.sorted { $0.key < $1.key }.filter { $0.value * 100 >= lengths.values.reduce(0, +) }.map { ($0.key, $0.value) }
  }
}
