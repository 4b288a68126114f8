import ScenarioFiles
import Tabular
import Timeline

/// A mapping with its columns found in a file: what is read of each record, and how.
struct ReadingPlan: Sendable {
  let mapping: Mapping
  let file: String
  let shape: RecordShape
  /// Cells a row has.
  let width: Int
  /// Wanted columns, in the order of the scanner's fields.
  let columns: [Int]
  /// Their names.
  let names: [String]
  let date: Int
  /// The day of all rows, in days since 1970; `date` is the place of their clock then.
  let day: Int?
  /// Another column with the clock; nil where the first has it.
  let clock: Int?
  let dateReader: TimeReader
  let clockReader: TimeReader
  let zone: Zone?
  let zoneColumn: Int?
  let queue: [Int]
  let offered: [Int]
  let handled: [Int]
  let abandoned: [Int]
  let handle: [Handle]
  let id: Int?
  let isHandled: Test?
  let isAbandoned: Test?
  let wait: Handle?
  let filters: [Test]
  /// Marks of numbers by place among the fields.
  let marks: [NumberMarks]
  /// Columns of counts in which a dash stands for 0, since none of their cells is one.
  let dashIsZero: Set<Int>
  /// Whether rows without a date, or a queue, are of that of the rows above.
  let carriesDate: Bool
  let carriesQueue: Bool

  struct Handle: Sendable {
    var slot: Int
    var reader: DurationReader
    var isMean: Bool
  }

  /// Whether a cell is true: one of some words, or anything but nothing.
  struct Test: Sendable {
    var slot: Int
    var words: Set<String>
    var keeps = true
    var name: String
  }

  /// - Throws: `InputError` with every column that the file does not have, and numbers that can be read in two ways.
  init(_ mapping: Mapping, _ sample: Sample, file: String) throws(InputError) {
    self.mapping = mapping
    self.file = file
    shape = sample.shape
    width = sample.columns.count
    var problems = ProblemCollector()
    var slots: [String: Int] = [:]
    var columns: [Int] = []
    var names: [String] = []
    for name in mapping.columns {
      guard let index = Self.position(of: name, in: sample.columns) else {
        problems.add(
          Place(file: file, line: max(1, sample.headerLine)), "there is no column \(quoted(name))",
          next: "The file has \(sample.columns.prefix(20).joined(separator: ", ")); correct the mapping.")
        continue
      }
      slots[name] = columns.firstIndex(of: index) ?? columns.count
      if !columns.contains(index) {
        columns.append(index)
        names.append(name)
      }
    }
    try problems.check()
    // Rows of one interval are told apart by all their words.
    if mapping.grain == .interval {
      for index in sample.columns.indices where !columns.contains(index) {
        columns.append(index)
        names.append(sample.columns[index])
      }
    }
    self.columns = columns
    self.names = names
    let once = Set(mapping.writtenOnce)
    carriesDate = mapping.start.first.map(once.contains) ?? false
    carriesQueue = mapping.queue.first.map(once.contains) ?? false
    func slot(_ name: String) -> Int { slots[name] ?? 0 }
    func list(_ names: [String]) -> [Int] { names.map(slot) }
    date = mapping.start.first.map(slot) ?? 0
    day = mapping.date?.daysSinceEpoch
    clock = mapping.start.count > 1 ? slot(mapping.start[1]) : nil
    let order = mapping.dateOrder ?? .yearFirst
    let hasClock = mapping.start.count > 1
    dateReader = TimeReader(order: order, hasRanges: mapping.hasRanges && !hasClock)
    clockReader = TimeReader(
      order: order, hasRanges: mapping.hasRanges, isClock: true,
      losesNoughts: Self.losesNoughts(columns[clock ?? date], sample),
      isDayPart: Self.hasDayParts(columns[clock ?? date], sample))
    do throws(ZoneError) { zone = try mapping.zone.map { name throws(ZoneError) in try Zone(named: name) } } catch {
      throw InputError(Place(file: "--zone"), error.message, next: error.next)
    }
    zoneColumn = mapping.zoneColumn.map(slot)
    queue = list(mapping.queue)
    offered = list(mapping.offered)
    handled = list(mapping.handled)
    abandoned = list(mapping.abandoned)
    id = mapping.id.map(slot)
    func test(_ claim: Mapping.Claim) -> Test {
      Test(slot: slot(claim.column), words: Set(claim.words), name: claim.column)
    }
    isHandled = mapping.isHandled.map(test)
    isAbandoned = mapping.isAbandoned.map(test)
    filters = mapping.filters.map {
      Test(slot: slot($0.column), words: Set($0.words), keeps: $0.keeps, name: $0.column)
    }
    let durations = mapping.handleTime + (mapping.wait.map { [$0] } ?? [])
    let numbers =
      (offered + handled + abandoned).map { ($0, true) }
      + durations.filter { $0.unit.milliseconds != nil }.map { (slot($0.column), false) }
    dashIsZero = Set((offered + handled + abandoned).filter { slot in Self.dashIsZero(columns[slot], sample) })
    let marks = try ColumnMarks.of(numbers, columns: columns, mapping, sample, file: file)
    self.marks = marks
    func handle(_ part: Mapping.HandleColumn) -> Handle {
      Handle(
        slot: slot(part.column), reader: DurationReader(unit: part.unit, marks: marks[slot(part.column)]),
        isMean: part.aggregate == .mean)
    }
    self.handle = mapping.handleTime.map(handle)
    wait = mapping.wait.map(handle)
  }

  /// The place of a column, by its very name or by the same words.
  private static func position(of name: String, in columns: [String]) -> Int? {
    if let index = columns.firstIndex(of: name) { return index }
    let words = ColumnName(name)
    guard !words.words.isEmpty else { return nil }
    let same = columns.indices.filter { ColumnName(columns[$0]) == words }
    return same.count == 1 ? same[0] : nil
  }

  /// Whether a column of clocks in digits alone has `930` for half past nine, so that `30` is half past midnight.
  private static func losesNoughts(_ column: Int, _ sample: Sample) -> Bool {
    (0..<sample.rowCount).contains { row in
      sample.withCell(row, column) { $0.count == 3 && DurationReader.digits($0) != nil }
    }
  }

  /// Whether a column has parts of a day with more decimals than a clock has minutes.
  private static func hasDayParts(_ column: Int, _ sample: Sample) -> Bool {
    (0..<sample.rowCount).contains { row in
      sample.withCell(row, column) { cell in
        cell.count >= 5 && cell[0] == 48 && (cell[1] == 46 || cell[1] == 44) && cell[2...].allSatisfy { $0 &- 48 < 10 }
      }
    }
  }

  /// Whether a column of counts has dashes and not one 0.
  private static func dashIsZero(_ column: Int, _ sample: Sample) -> Bool {
    var hasDash = false
    for row in 0..<sample.rowCount {
      let isZero = sample.withCell(row, column) { cell in
        if isDash(cell) { hasDash = true }
        return !cell.isEmpty && cell.allSatisfy { $0 == 48 || $0 == 46 || $0 == 44 }
      }
      if isZero { return false }
    }
    return hasDash
  }
}
