import ScenarioFiles
import Tabular
import Timeline

/// Puts what was read of several files together to rows by queue.
struct Assembly {
  let options: ImportOptions
  /// Rows by name of the queue.
  var rows: [String: [HistoryRow]] = [:]
  var isCounted: [String: Bool] = [:]
  /// Ids by name of the queue.
  var ids: [String: String] = [:]
  var reports: [FileReport] = []
  var notes: [String] = []
  /// Contacts with several records, of all files together.
  var legs: [(row: ContactRow, queue: String, file: Int)] = []
  var spans: [Span] = []
  /// Rows of each file alone, for its report.
  var alone: [[String: [HistoryRow]]] = []
  var plans: [ReadingPlan] = []
  var hasIds: [Bool] = []
  /// Intervals that several files have with other figures, and the first.
  var replaced = 0
  var firstReplaced: (queue: String, figure: RowOverlay.Difference)?
  /// Rows of earlier files whose time rows of another length of later ones hold.
  var covered = 0

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
      let readers = plan.mapping.grain == .contact ? inFirstQueues(readers, plan, &report) : readers
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

  // MARK: All files

  /// Adds rows to those of the files before: up where both count contacts, otherwise in their place.
  private mutating func merge(_ found: [String: [HistoryRow]], adds: Bool) {
    for (name, list) in found.sorted(by: { $0.key < $1.key }) {
      let before = rows[name] ?? []
      if adds || before.isEmpty || list.isEmpty {
        rows[name] = before.merged(list, HistoryRow.sum)
        continue
      }
      let overlay = RowOverlay(before, under: list)
      rows[name] = overlay.rows
      replaced += overlay.changed
      covered += overlay.covered
      firstReplaced = firstReplaced ?? overlay.first.map { (name, $0) }
    }
  }

  /// Puts the records of each contact together.
  mutating func finish(transfers: Int) {
    nameQueues()
    let ids = ids
    func id(_ leg: Int) -> String { ids[legs[leg].queue] ?? "" }
    legs.sort { a, b in
      (a.row.id, ids[a.queue] ?? "", a.file, a.row.offset) < (b.row.id, ids[b.queue] ?? "", b.file, b.row.offset)
    }
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
      contact.handleMilliseconds = nil
      while next < legs.count, legs[next].row.id == legs[index].row.id, id(next) == id(index) {
        let leg = legs[next].row
        if seen.insert(leg.hash).inserted {
          if next > index {
            further += 1
            dropped[legs[next].file][.sameContact, default: 0] += 1
          }
          if let more = leg.handleMilliseconds { contact.handleMilliseconds = (contact.handleMilliseconds ?? 0) + more }
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
        bin.add(
          isHandled: contact.isHandled, isAbandoned: contact.isAbandoned, milliseconds: contact.handleMilliseconds)
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
        handleSeconds: told(bin.handleSeconds(of: tellsHandled ? bin.handled : bin.offered), tellsTime))
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
      if reports[file].untimed > 0 {
        reports[file].notes.append(
          "\(reports[file].untimed) handled contacts have no handle time; they count with that of the others in their interval, "
            + "which has none where none of them has.")
      }
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
          + "\(shownName(first.queue)) at \(Instant(secondsSinceEpoch: first.figure.start).isoText), "
          + "\(first.figure.texts.old), then \(first.figure.texts.new).")
    }
    if covered > 0 {
      notes.append(
        "\(covered) rows of a file share their time with rows of another length in a later one, which counts.")
    }
  }

  /// Adds a contact of several records to the rows of one file alone.
  private mutating func addAlone(_ contact: ContactRow, _ queue: String, file: Int) {
    spans[file].add(contact.start)
    let seconds = options.intervalMinutes * 60
    let start = contact.start - ((contact.start + contact.zoneOffset) % seconds + seconds) % seconds
    let plan = plans[file]
    let tells = plan.isHandled != nil || plan.isAbandoned != nil
    if !plan.handle.isEmpty, contact.handleMilliseconds == nil, contact.isHandled || !tells {
      reports[file].untimed += 1
    }
    let row = HistoryRow(
      start: start, offset: contact.zoneOffset, offered: 1, handled: tells ? (contact.isHandled ? 1 : 0) : .nan,
      abandoned: plan.isAbandoned != nil ? (contact.isAbandoned ? 1 : 0) : .nan,
      handleSeconds: plan.handle.isEmpty
        ? .nan : contact.handleMilliseconds.map { Double($0) / 1000 } ?? (tells && !contact.isHandled ? 0 : .nan))
    // Put in order when all are there.
    alone[file][queue, default: []].append(row)
  }

  /// The rows of all files by queue, with ids.
  func queues() -> [ImportedQueue] {
    var result: [ImportedQueue] = []
    for name in rows.keys.sorted() {
      let (id, shown, list) = (ids[name] ?? name, shownName(name), rows[name] ?? [])
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
}
