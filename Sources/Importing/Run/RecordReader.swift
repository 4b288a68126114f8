import ScenarioFiles
import Tabular
import Timeline

/// Reads records of one piece of a file after another into tallies of its own; several work side by side.
struct RecordReader {
  let plan: ReadingPlan
  let skipsUnreadable: Bool
  /// How contacts with several records are found.
  let search: ContactSearch

  private(set) var bins: BinTable
  private(set) var intervals: [IntervalRow] = []
  private(set) var kept: [ContactRow] = []
  private(set) var rows = 0
  private(set) var counted = 0
  private(set) var faults: [Fault] = []
  private(set) var faultCount = 0
  private(set) var span = Span()
  private(set) var shortAbandons = 0
  private(set) var waitCount = 0
  /// Rows of intervals in which some of the columns that are added up have no number.
  private(set) var partCounts = 0
  private var isPart = false
  /// Ids and queues of contacts.
  private(set) var keys = ContactKeys()
  /// Ids of each piece, where they are looked at in their order.
  private(set) var idRuns: [IdRun] = []
  /// Whether ids go one way in each piece.
  private(set) var isInOrder = true
  private var run = IdRun.Cursor()

  private var drops: [DropReason: Int] = [:]
  var knownDate = KnownDate()
  /// Date and queue of the rows above, for reports that write them once.
  var dayAbove: Int?
  private var queueAbove: Int?
  /// Columns of handle time.
  private let handles: [PlainLength]
  private var parts: [NameTable]
  /// Queues by the number of their name, where one column names them; by those of all parts otherwise.
  private var queueOfName: [Int] = []
  private var combined: [Int: Int] = [:]
  /// Names of queues by number, parts with a tab between; nil for totals.
  private(set) var queues: [String] = []
  private var isTotalQueue: [Bool] = []
  private var queueHashes: [UInt64] = []
  private var tests: [WordTest]
  var clocks: ClockCache
  var zones: [String: Zone?] = [:]

  /// An operation has no more queues.
  private static let mostQueues = 2_000
  /// More faults than are shown of a file.
  static let faultsKept = 20

  init(
    _ plan: ReadingPlan, intervalSeconds: Int, skipsUnreadable: Bool, search: ContactSearch
  ) {
    self.plan = plan
    self.skipsUnreadable = skipsUnreadable
    self.search = search
    bins = BinTable(intervalSeconds: intervalSeconds)
    parts = plan.queue.map { _ in NameTable() }
    clocks = ClockCache(plan.zone ?? .utc)
    tests = (plan.filters + [plan.isHandled, plan.isAbandoned].compactMap { $0 }).map(WordTest.init)
    handles = plan.handle.map { PlainLength(slot: $0.slot, milliseconds: $0.reader.unit.wholeMilliseconds) }
  }

  /// Reasons why records do not count, and how many.
  var dropped: [DropReason: Int] {
    var all = drops
    for test in tests { test.addDrops(to: &all) }
    return all
  }

  /// Reads all records of a piece.
  ///
  /// - Parameter offset: where the piece begins in the file.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int) {
    run = IdRun.Cursor()
    defer {
      isInOrder = isInOrder && run.isInOrder
      if let run = run.ended(offset: offset) { idRuns.append(run) }
    }
    var scanner = RecordScanner(bytes, from: 0, shape: plan.shape, columns: plan.columns)
    while let cells = scanner.next() {
      if cells == 0 { continue }
      rows += 1
      if scanner.isOpen {
        add(offset + scanner.recordStart, nil, "a quote opens here and never closes", next: "Close it, or take it out.")
        continue
      }
      read(&scanner, cells, offset + scanner.recordStart)
    }
  }

  private mutating func read(_ scanner: inout RecordScanner, _ cells: Int, _ offset: Int) {
    if cells > plan.width, cells != plan.width + 1 || !endsInDelimiter(scanner) {
      let tail = trailingDelimiters(scanner)
      let width = plan.width
      if cells - tail > width {
        add(
          offset, nil, "the row has \(cells) cells, and the header \(width)",
          next: "Put texts that hold the separator in quotes.")
        return
      }
    }
    guard let time = time(scanner) else {
      unreadTime(scanner, cells, offset)
      return
    }
    for index in plan.filters.indices where truth(index, scanner) != tests[index].keeps {
      return tests[index].countDropped(scanner.cell(tests[index].slot))
    }
    guard let queue = queue(scanner) else {
      guard queues.count >= Self.mostQueues else { return drop(.noQueue) }
      let names = plan.mapping.queue.joined(separator: ", ")
      add(
        offset, nil, "there are more than \(Self.mostQueues) queues in \(names)",
        next: "Name the column of queues in a mapping, or --queue for all; --draft mapping.yaml writes one.")
      return
    }
    if isTotalQueue[queue] {
      drop(.total)
      return
    }
    guard let moment = moment(time, scanner, offset) else { return }
    switch plan.mapping.grain {
    case .interval: readInterval(scanner, queue, moment, time, offset)
    case .contact, .queueLog: readContact(scanner, queue, moment, offset)
    }
  }

  private func endsInDelimiter(_ scanner: RecordScanner) -> Bool { trailingDelimiters(scanner) > 0 }

  private func trailingDelimiters(_ scanner: RecordScanner) -> Int {
    var end = scanner.position - 1
    while end > scanner.recordStart, scanner.bytes[end] == 10 || scanner.bytes[end] == 13 { end -= 1 }
    var count = 0
    while end >= scanner.recordStart, scanner.bytes[end] == plan.shape.delimiter {
      count += 1
      end -= 1
    }
    return count
  }

  // MARK: Events

  mutating func noteRow() { rows += 1 }
  mutating func noteDrop(_ reason: DropReason) { drop(reason) }

  /// Lets go of the ids, when they are looked through.
  mutating func dropKeys() { keys = ContactKeys() }

  /// Takes over what another reader of the same file counted in bins.
  mutating func takeBins(of other: inout RecordReader) {
    let numbers = other.queues.map { queueNumber($0) }
    bins.add(other.bins, queues: numbers)
    other.bins = BinTable(intervalSeconds: bins.intervalSeconds)
  }

  /// The number of a queue by its name.
  mutating func queueNumber(_ name: String) -> Int {
    if let known = queues.firstIndex(of: name) { return known }
    addQueue(name, isTotal: false)
    return queues.count - 1
  }

  /// Gives queues other names; how many records are of these.
  mutating func rename(_ names: [String: String]) -> Int {
    let changed = queues.indices.filter { names[queues[$0]] != nil }
    var count = kept.count { changed.contains($0.queue) }
    bins.forEach { queue, _, _, bin in
      if changed.contains(queue) { count += Int(bin.offered) }
    }
    for queue in changed { queues[queue] = names[queues[queue]] ?? queues[queue] }
    return count
  }

  /// Counts a contact put together from events.
  mutating func addContact(
    queue: Int, second: Int, isHandled: Bool, isAbandoned: Bool, milliseconds: Int?, waited: Int? = nil
  ) {
    if let waited {
      waitCount += 1
      if waited < 5 { shortAbandons += 1 }
      if waited < plan.mapping.shortAbandonSeconds { return drop(.shortAbandon) }
    }
    counted += 1
    span.add(second)
    let offset = clocks.offset(at: second)
    bins.update(queue: queue, second: second, offset: plan.zone == nil ? 0 : offset) { bin in
      bin.add(isHandled: isHandled, isAbandoned: isAbandoned, milliseconds: milliseconds)
    }
  }

  // MARK: Words

  /// Whether a cell is one of a test's words, or says anything where there are none.
  private mutating func truth(_ test: Int, _ scanner: RecordScanner) -> Bool {
    let cell = scanner.cell(tests[test].slot)
    if tests[test].saysAnything { return says(cell) }
    let key = CellKey(cell)
    return tests[test].known(key) ?? tests[test].judge(cell, key)
  }

  /// Whether a cell says something but nothing, no, or zero.
  private func says(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasMark = false
    for byte in cell {
      switch byte {
      case 48, 58, 46, 44, 45, 32: continue
      default: hasMark = true
      }
      if hasMark { break }
    }
    guard hasMark else { return false }
    guard cell.count <= 5 else { return true }
    return !["no", "n", "false", "null", "none", "n/a", "nan", "nein", "non", "\\n"].contains(
      cellText(cell).lowercased())
  }

  private mutating func queue(_ scanner: RecordScanner) -> Int? {
    if plan.queue.isEmpty {
      if queues.isEmpty { addQueue(plan.mapping.queueName ?? "calls", isTotal: false) }
      return 0
    }
    if plan.queue.count == 1 {
      let cell = scanner.cell(plan.queue[0])
      if cell.isEmpty { return plan.carriesQueue ? queueAbove : nil }
      let key = CellKey(cell)
      if let number = parts[0].find(key) {
        queueAbove = queueOfName[number]
        return queueOfName[number]
      }
      guard queues.count < Self.mostQueues else { return nil }
      _ = parts[0].add(cell, key)
      queueOfName.append(queues.count)
      queueAbove = queues.count
      return newQueue(scanner)
    }
    var combination = 0
    var isBlank = true
    for place in plan.queue.indices {
      let cell = scanner.cell(plan.queue[place])
      if !cell.isEmpty { isBlank = false }
      let key = CellKey(cell)
      combination = combination << 20 | (parts[place].find(key) ?? parts[place].add(cell, key))
    }
    if isBlank { return nil }
    if let known = combined[combination] { return known }
    guard queues.count < Self.mostQueues else { return nil }
    combined[combination] = queues.count
    return newQueue(scanner)
  }

  private mutating func newQueue(_ scanner: RecordScanner) -> Int {
    let texts = plan.queue.map { scanner.text($0) }
    addQueue(
      texts.joined(separator: "\t"),
      isTotal: ReportTotal.isWhole(texts[0]) || isAllQueues(texts[0]))
    return queues.count - 1
  }

  private mutating func addQueue(_ name: String, isTotal: Bool) {
    queues.append(name)
    isTotalQueue.append(isTotal)
    var text = plan.mapping.id(ofQueue: name) ?? queueId(ofParts: QueueLists.firsts(name))
    queueHashes.append(text.withUTF8 { contentHash($0) })
  }

  // MARK: Rows

  /// A number of contacts; NaN for an empty cell, nil for what is no number.
  func count(_ scanner: RecordScanner, _ slot: Int) -> Double? {
    let cell = scanner.cell(slot)
    if plan.dashIsZero.contains(slot), isDash(cell) { return 0 }
    if saysNothing(cell) { return .nan }
    guard let value = plan.marks[slot].number(cell), value >= 0, value <= 1_000_000_000 else { return nil }
    return value
  }

  private mutating func sum(_ slots: [Int], _ scanner: RecordScanner, _ offset: Int) -> Double? {
    guard !slots.isEmpty else { return .nan }
    var total = Double.nan
    var hasBlank = false
    for slot in slots {
      guard let value = count(scanner, slot) else {
        add(
          offset, plan.names[slot], "\(shownCell(scanner.text(slot))) is no number of contacts",
          next: "Correct it, or leave such rows out with --skip-unreadable.")
        return nil
      }
      if value.isNaN { hasBlank = true } else { total = total.isNaN ? value : total + value }
    }
    if hasBlank, !total.isNaN { isPart = true }
    return total
  }

  private mutating func readInterval(
    _ scanner: RecordScanner, _ queue: Int, _ moment: Moment, _ time: TimeReading, _ offset: Int
  ) {
    isPart = false
    guard let offered = sum(plan.offered, scanner, offset), let told = sum(plan.handled, scanner, offset),
      let abandoned = sum(plan.abandoned, scanner, offset)
    else { return }
    if offered.isNaN { return drop(.noCount) }
    // Whoever did not hang up was answered, where nothing says otherwise; where all hung up, nobody was.
    let isRest = told.isNaN && abandoned <= offered && (plan.handled.isEmpty || abandoned == offered)
    let handled = isRest ? offered - abandoned : told
    let base = handled.isNaN ? offered : handled
    var seconds = plan.handle.isEmpty ? Double.nan : 0
    for part in plan.handle {
      let cell = scanner.cell(part.slot)
      if saysNothing(cell) {
        if base > 0, part.slot == plan.handle[0].slot { seconds = .nan }
        continue
      }
      guard let value = part.reader.read(cell) else {
        add(
          offset, plan.names[part.slot],
          "\(shownCell(scanner.text(part.slot))) is no length of time in \(part.reader.unit.rawValue)",
          next: "Correct it, or leave such rows out with --skip-unreadable.")
        return
      }
      seconds += Double(value) / 1000 * (part.isMean ? base : 1)
    }
    // Rows of several dates may be alike where the date is above them.
    var hash: UInt64 = plan.carriesDate ? UInt64(bitPattern: Int64(moment.local)) : 1
    var labels: UInt64 = 1
    for slot in plan.columns.indices {
      let cell = scanner.cell(slot)
      hash = contentHash(cell, seed: hash)
      let isTime = slot == plan.date || slot == plan.clock
      if !isTime, cell.contains(where: { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 || $0 >= 0x80 }) {
        labels = contentHash(cell, seed: labels &+ UInt64(slot))
      }
    }
    span.add(moment.second)
    counted += 1
    if isPart { partCounts += 1 }
    intervals.append(
      IntervalRow(
        queue: queue, start: moment.second, later: moment.later, local: moment.local, lasts: time.lasts ?? 0,
        offered: offered, handled: handled, abandoned: abandoned, handleSeconds: seconds, hash: hash, labels: labels,
        offset: offset))
  }

  private mutating func readContact(_ scanner: RecordScanner, _ queue: Int, _ moment: Moment, _ offset: Int) {
    let firstClaim = plan.filters.count
    var isHandled = false
    var isAbandoned = false
    if plan.isHandled != nil { isHandled = truth(firstClaim, scanner) }
    if plan.isAbandoned != nil { isAbandoned = truth(firstClaim + (plan.isHandled == nil ? 0 : 1), scanner) }
    if plan.isHandled == nil, plan.isAbandoned != nil { isHandled = !isAbandoned }
    if isHandled { isAbandoned = false }
    if isAbandoned, let wait = plan.wait, let waited = wait.reader.read(scanner.cell(wait.slot)) {
      waitCount += 1
      if waited < 5_000 { shortAbandons += 1 }
      if waited < plan.mapping.shortAbandonSeconds * 1000 { return drop(.shortAbandon) }
    }
    var handle: Int?
    if isHandled || plan.isHandled == nil && plan.isAbandoned == nil {
      for index in handles.indices {
        // A part that says nothing adds nothing; where none says anything, the time is not known.
        if saysNothing(scanner.cell(handles[index].slot)) { continue }
        guard let value = length(index, scanner, offset) else { return }
        handle = (handle ?? 0) + value
      }
    }
    if plan.id != nil, let leg = leg(scanner, queue, moment, offset) {
      var leg = leg
      (leg.isHandled, leg.isAbandoned, leg.handleMilliseconds) = (isHandled, isAbandoned, handle)
      return kept.append(leg)
    }
    counted += 1
    span.add(moment.second)
    if moment.later != moment.second {
      return kept.append(
        ContactRow(
          queue: queue, start: moment.second, later: moment.later, local: moment.local, zoneOffset: moment.offset,
          isHandled: isHandled, isAbandoned: isAbandoned, handleMilliseconds: handle, id: 0, hash: 0, offset: offset))
    }
    bins.update(queue: queue, second: moment.second, offset: moment.offset) { bin in
      bin.add(isHandled: isHandled, isAbandoned: isAbandoned, milliseconds: handle)
    }
  }

  /// Milliseconds of a part of the handle time; nil after a fault.
  @inline(__always)
  private mutating func length(_ part: Int, _ scanner: RecordScanner, _ offset: Int) -> Int? {
    let cell = scanner.cell(handles[part].slot)
    if handles[part].milliseconds > 0, let whole = DurationReader.digits(cell) {
      let value = whole * handles[part].milliseconds
      if value <= DurationReader.most { return value }
    }
    let reader = plan.handle[part].reader
    if let value = reader.read(cell) { return value }
    let slot = handles[part].slot
    add(
      offset, plan.names[slot], "\(shownCell(scanner.text(slot))) is no length of time in \(reader.unit.rawValue)",
      next: "Correct it, or leave such rows out with --skip-unreadable.")
    return nil
  }

  /// A record that is kept since its contact has several; nil for one that is the only one, or may be.
  @inline(__always)
  private mutating func leg(
    _ scanner: RecordScanner, _ queue: Int, _ moment: Moment, _ offset: Int
  ) -> ContactRow? {
    let cell = scanner.cell(plan.id ?? 0)
    if cell.isEmpty { return nil }
    switch search {
    case .none: return nil
    case .order:
      run.add(cell)
      return nil
    case .keys:
      let key = contentHash(cell) & ~0xFFFF | queueHashes[queue] & 0xFFFF
      keys.add(key)
      return nil
    case .known(let repeated):
      let id = contentHash(cell)
      guard repeated.contains(id & ~0xFFFF | queueHashes[queue] & 0xFFFF) else { return nil }
      let row = UnsafeBufferPointer(rebasing: scanner.bytes[scanner.recordStart..<scanner.position])
      return ContactRow(
        queue: queue, start: moment.second, later: moment.later, local: moment.local, zoneOffset: moment.offset,
        isHandled: false, isAbandoned: false, handleMilliseconds: nil, id: id, hash: contentHash(trimmed(row)),
        offset: offset)
    }
  }

  private func trimmed(_ row: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var end = row.count
    while end > 0, row[end - 1] <= 0x20 { end -= 1 }
    return UnsafeBufferPointer(rebasing: row[..<end])
  }

  mutating func drop(_ reason: DropReason) { drops[reason, default: 0] += 1 }

  mutating func add(_ offset: Int, _ column: String?, _ message: @autoclosure () -> String, next: String) {
    if skipsUnreadable { return drop(.unreadable) }
    faultCount += 1
    guard faults.count < Self.faultsKept else { return }
    faults.append(Fault(offset: offset, column: column, message: message(), next: next))
  }
}
