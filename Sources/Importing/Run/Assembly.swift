import ScenarioFiles
import Tabular
import Timeline

/// Puts what was read of several files together to rows by queue.
struct Assembly {
  let options: ImportOptions
  /// Rows by name of the queue.
  private var rows: [String: [HistoryRow]] = [:]
  private var isCounted: [String: Bool] = [:]
  private var ids: [String: String] = [:]
  private(set) var reports: [FileReport] = []
  private(set) var notes: [String] = []
  /// Contacts with several records, of all files together.
  private var legs: [(row: ContactRow, queue: String, file: Int)] = []
  private var spans: [Span] = []
  /// Rows of each file alone, for its report.
  private var alone: [[String: [HistoryRow]]] = []
  private var plans: [ReadingPlan] = []
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
    report.understood = file.understood
    var dropped: [DropReason: Int] = [:]
    var span = Span()
    for reader in readers {
      for (reason, count) in reader.dropped { dropped[reason, default: 0] += count }
      span.add(reader.span)
    }
    var found: [String: [HistoryRow]] = [:]
    if plan.queue.isEmpty, file.understood.isEmpty, plan.mapping.queueName == Drafter.unnamedQueue {
      report.notes.append("no column names queues, so all contacts are of one; --queue gives it another name.")
    }
    if plan.mapping.grain == .interval {
      collectIntervals(readers, file, plan, &found, &dropped, &report, &problems)
    } else {
      collectContacts(readers, plan, &found, &report)
      dropTelephones(readers, plan, &found, &dropped, &report)
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
    let tellsContacts = plan.id != nil && plan.mapping.grain == .contact
    // Contacts with ids that came in both files were found by these; others of one time may be the same.
    let isSame = zip(spans, hasIds).contains { earlier, hasIds in
      earlier.first <= span.last && span.first <= earlier.last && !(hasIds && tellsContacts)
    }
    merge(found, adds: plan.mapping.grain != .interval && !isSame)
    for name in found.keys { isCounted[name] = (isCounted[name] ?? true) && plan.mapping.grain != .interval }
    spans.append(span)
    hasIds.append(tellsContacts)
    alone.append(found)
    plans.append(plan)
    reports.append(report)
  }

  /// Takes out contacts whose queue is a telephone number, where there are more numbers than an operation has lines.
  private mutating func dropTelephones(
    _ readers: [RecordReader], _ plan: ReadingPlan, _ found: inout [String: [HistoryRow]],
    _ dropped: inout [DropReason: Int], _ report: inout FileReport
  ) {
    let known = plan.mapping.queues
    let numbers = Telephone.numbers(among: readers.flatMap(\.queues)).filter { known[$0] == nil }
    guard !numbers.isEmpty else { return }
    let before = legs.count
    legs.removeAll { $0.file == reports.count && numbers.contains($0.queue) }
    var count = Double(before - legs.count)
    for name in numbers { count += (found.removeValue(forKey: name) ?? []).reduce(0) { $0 + $1.offered } }
    dropped[.telephone, default: 0] += Int(count.rounded())
    report.notes.append(
      "\(numbers.count) different telephone numbers stand where a queue is named, as in calls out; such contacts do not count. "
        + "Lines of the house do where a mapping names them under queues.")
  }

  // MARK: Intervals

  private mutating func collectIntervals(
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
      found[name] = cells.values.map(\.row).ordered(HistoryRow.sum)
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
  private static func dropDaySums(_ rows: inout [HistoryRow]) -> Int {
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
  private static func sumOfOthers(_ name: String, _ found: [String: [HistoryRow]]) -> Int? {
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

  // MARK: Contacts

  private mutating func collectContacts(
    _ readers: [RecordReader], _ plan: ReadingPlan, _ found: inout [String: [HistoryRow]], _ report: inout FileReport
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
      var lists = [[HistoryRow]](repeating: [], count: reader.queues.count)
      reader.bins.forEach { queue, start, offset, bin in lists[queue].append(row(start, offset, bin)) }
      for (queue, list) in lists.enumerated() where !list.isEmpty {
        let name = reader.queues[queue]
        found[name] = (found[name] ?? []).merged(list.ordered(HistoryRow.sum), HistoryRow.sum)
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
          "\(group.count) contacts came in the hour that the clock repeats; their order in the file tells first and second pass."
        )
      case .shared:
        for contact in group {
          add(contact.row, contact.queue, at: contact.row.start, weight: 1)
          add(contact.row, contact.queue, at: contact.row.later, weight: 1)
        }
        report.notes.append(
          "\(group.count) contacts came in the hour that the clock repeats, and the file does not tell in which pass: each pass "
            + "gets half of them.")
      }
    }
    var halves = [[HistoryRow]](repeating: [], count: names.count)
    extra.forEach { queue, start, offset, bin in
      var half = row(start, offset, bin)
      half.halve()
      halves[queue].append(half)
    }
    for (name, list) in zip(names, halves) {
      found[name] = (found[name] ?? []).merged(list.ordered(HistoryRow.sum), HistoryRow.sum)
    }
  }

  // MARK: All files

  /// Adds rows to those of the files before: up where both count contacts, otherwise in their place.
  private mutating func merge(_ found: [String: [HistoryRow]], adds: Bool) {
    for (name, list) in found.sorted(by: { $0.key < $1.key }) {
      var count = 0
      var first: (queue: String, start: Int, old: Double, new: Double)?
      rows[name] = (rows[name] ?? []).merged(list) { old, new in
        if adds { return HistoryRow.sum(old, new) }
        if old.offered != new.offered {
          count += 1
          first = first ?? (name, new.start, old.offered, new.offered)
        }
        return new
      }
      replaced += count
      firstReplaced = firstReplaced ?? first
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
    var dropped = [[DropReason: Int]](repeating: [:], count: reports.count)
    while index < legs.count {
      var next = index
      var seen: Set<UInt64> = []
      var contact = legs[index].row
      contact.handleMilliseconds = 0
      while next < legs.count, legs[next].row.id == legs[index].row.id, legs[next].queue == legs[index].queue {
        let leg = legs[next].row
        if seen.insert(leg.hash).inserted {
          if next > index {
            further += 1
            dropped[legs[next].file][.sameContact, default: 0] += 1
          }
          contact.handleMilliseconds += leg.handleMilliseconds
          contact.isHandled = contact.isHandled || leg.isHandled
          contact.isAbandoned = contact.isAbandoned || leg.isAbandoned
          if leg.start < contact.start { (contact.start, contact.zoneOffset) = (leg.start, leg.zoneOffset) }
        } else {
          identical += 1
          dropped[legs[next].file][.identical, default: 0] += 1
        }
        next += 1
      }
      if contact.isHandled { contact.isAbandoned = false }
      let name = legs[index].queue
      addAlone(contact, name, file: legs[index].file)
      if names.last != name, !names.contains(name) { names.append(name) }
      table.update(queue: names.firstIndex(of: name) ?? 0, second: contact.start, offset: contact.zoneOffset) { bin in
        bin.offered += 1
        if contact.isHandled { bin.handled += 1 }
        if contact.isAbandoned { bin.abandoned += 1 }
        bin.handleMilliseconds += contact.handleMilliseconds
      }
      index = next
    }
    let tellsHandled = plans.contains { $0.isHandled != nil || $0.isAbandoned != nil }
    let tellsAbandoned = plans.contains { $0.isAbandoned != nil }
    let tellsTime = plans.contains { !$0.handle.isEmpty }
    var lists = [[HistoryRow]](repeating: [], count: names.count)
    table.forEach { queue, start, offset, bin in
      func told(_ value: Double, _ isTold: Bool) -> Double { isTold ? value : .nan }
      let row = HistoryRow(
        start: start, offset: offset, offered: Double(bin.offered), handled: told(Double(bin.handled), tellsHandled),
        abandoned: told(Double(bin.abandoned), tellsAbandoned),
        handleSeconds: told(Double(bin.handleMilliseconds) / 1000, tellsTime))
      lists[queue].append(row)
    }
    for (name, list) in zip(names, lists) {
      rows[name] = (rows[name] ?? []).merged(list.ordered(HistoryRow.sum), HistoryRow.sum)
    }
    for name in names where isCounted[name] == nil { isCounted[name] = true }
    for file in reports.indices {
      for (reason, count) in dropped[file].sorted(by: { $0.key < $1.key }) {
        reports[file].kept -= count
        reports[file].dropped.append((reason.text, count))
      }
      describe(alone[file], spans[file], plans[file], &reports[file])
    }
    alone = []
    if identical > 0 {
      notes.append("\(identical) records are there more than once, alike in every cell; each counts once.")
    }
    if further > 0 {
      notes.append(
        "\(further) records are further legs of a contact in the queue it is in already: one contact, at its first time, "
          + "handled if any leg was, with the handle time of all.")
    }
    if transfers > 0 {
      notes.append(
        "\(transfers) contacts are in several queues; each of these counts them, as a transfer is work for both.")
    }
    if replaced > 0, let first = firstReplaced {
      notes.append(
        "\(replaced) intervals are in several files with other numbers; the later file counts. The first: "
          + "\(shownName(first.queue)) at \(Instant(secondsSinceEpoch: first.start).isoText), \(number(first.old)), then \(number(first.new))."
      )
    }
  }

  /// Adds a contact of several records to the rows of one file alone.
  private mutating func addAlone(_ contact: ContactRow, _ queue: String, file: Int) {
    spans[file].add(contact.start)
    let seconds = options.intervalMinutes * 60
    let start = contact.start - ((contact.start + contact.zoneOffset) % seconds + seconds) % seconds
    let plan = plans[file]
    let tells = plan.isHandled != nil || plan.isAbandoned != nil
    let row = HistoryRow(
      start: start, offset: contact.zoneOffset, offered: 1, handled: tells ? (contact.isHandled ? 1 : 0) : .nan,
      abandoned: plan.isAbandoned != nil ? (contact.isAbandoned ? 1 : 0) : .nan,
      handleSeconds: plan.handle.isEmpty ? .nan : Double(contact.handleMilliseconds) / 1000)
    // Put in order when all are there.
    alone[file][queue, default: []].append(row)
  }

  private func number(_ value: Double) -> String {
    FixedDecimal.text(value, decimals: value == value.rounded() ? 0 : 1)
  }

  /// The rows of all files by queue, with ids.
  func queues(_ mappings: [Mapping]) throws(InputError) -> [ImportedQueue] {
    var taken: [String: String] = [:]
    var result: [ImportedQueue] = []
    for name in rows.keys.sorted() {
      let parts = name.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let shown = shownName(name)
      let mapped = mappings.lazy.compactMap { $0.queues[shown] ?? (parts.count == 1 ? nil : $0.queues[parts[0]]) }.first
      var id = mapped ?? queueId(ofParts: parts)
      if mapped == nil {
        var number = 2
        let base = id
        while taken[id] != nil {
          id = "\(base)-\(number)"
          number += 1
        }
      }
      taken[id] = shown
      let list = rows[name] ?? []
      if let place = result.firstIndex(where: { $0.id == id }) {
        // Several names for one queue add up.
        result[place].rows = result[place].rows.merged(list, HistoryRow.sum)
        result[place].name += ", \(shown)"
      } else {
        result.append(ImportedQueue(name: shown, id: id, rows: list, isCounted: isCounted[name] ?? false))
      }
    }
    return result.sorted { $0.id < $1.id }
  }

  private func shownName(_ name: String) -> String {
    name.split(separator: "\t").joined(separator: " / ")
  }

  /// Fills in what a file holds.
  private func describe(
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
