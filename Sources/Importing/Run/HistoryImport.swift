import ScenarioFiles
package import Tabular
import Timeline

/// A file as it is to be read: what its columns mean, and the bytes.
package struct ImportFile: Sendable {
  package var mapping: Mapping
  /// The profile and why, for the report.
  package var belief: String
  package var unread: [String]
  /// What columns are taken to mean, where no profile says it.
  package var understood: [String] = []
  package let name: String
  let source: DecodedSource
  let sample: Sample

  /// Looks at a file, and drafts a mapping where none is given.
  ///
  /// - Returns: the file and the draft; a draft with questions cannot be read yet.
  /// - Throws: `InputError` where the file is no table.
  package static func open(
    _ source: any ByteSource, mapping: Mapping?, hints: DraftHints
  ) throws(InputError) -> (file: ImportFile, draft: Draft) {
    let found = try DecodedSource(source, sheet: hints.sheet)
    let isReport = mapping?.grain ?? .interval == .interval
    let sheet =
      isReport ? try TurnedTable(found, delimiter: mapping?.delimiter, isOfOtherFigures: Lexicon.isOfOtherFigures) : nil
    var decoded = sheet.map(found.turned) ?? found
    var sample =
      sheet == nil
      ? try Sample(decoded, delimiter: mapping?.delimiter, headerLine: mapping?.headerLine)
      : try Sample(decoded, delimiter: 0x2C, headerLine: nil)
    // What a mapping names as it stands is read so.
    if sheet == nil, mapping.map({ !Set($0.columns).isSubset(of: sample.columns) }) ?? true {
      let isSaid = mapping != nil || hints.grain == .interval
      var layOuts: [(Sample) -> TurnedTable?] = [TurnedTable.init(weeksOf:)]
      if isReport {
        layOuts += [TurnedTable.init(pivotOf:), TurnedTable.init(groupsOf:), TurnedTable.init(sectionsOf:)]
        layOuts.append { TurnedTable(queuesOf: $0, isSaid: isSaid) }
      }
      for layOut in layOuts {
        guard let table = layOut(sample) else { continue }
        decoded = found.turned(table)
        sample = try Sample(decoded, delimiter: 0x2C, headerLine: nil)
      }
    }
    if var mapping {
      if mapping.zone == nil { mapping.zone = hints.zone }
      if mapping.isBySheet { mapping.queueName = hints.sheet }
      if mapping.dateOrder == nil { mapping.dateOrder = hints.dateOrder }
      let read = Set(mapping.columns)
      let unread = sample.columns.filter { !read.contains($0) }
      let draft = Draft(mapping: mapping, profile: nil, why: "as the mapping says", unread: unread)
      return (
        ImportFile(
          mapping: mapping, belief: "as the mapping says", unread: unread, name: source.file, source: decoded,
          sample: sample), draft
      )
    }
    var drafter = Drafter(sample, file: source.file, hints: hints)
    var draft = drafter.make()
    if decoded.layout != nil { (draft.mapping.delimiter, draft.mapping.headerLine) = (nil, nil) }
    if sheet != nil {
      draft.guesses.removeAll { $0.key == "offered" }
      draft.guesses.append(.init(key: "offered", text: "the numbers of the sheet are taken for contacts offered"))
    }
    let belief = draft.profile.map { "\($0.title) (\($0.id)): \(draft.why)" } ?? draft.why
    var file = ImportFile(
      mapping: draft.mapping, belief: belief, unread: draft.unread, name: source.file, source: decoded, sample: sample)
    if draft.profile == nil { file.understood = draft.guesses.map { "\($0.key): \($0.text)" } }
    return (file, draft)
  }

  /// How the file is written, in words.
  package var form: String {
    let marks: [UInt8: String] = [0x2C: "commas", 0x3B: "semicolons", 0x09: "tabs", 0x7C: "bars"]
    let encoding = hasOddBytes ? TextEncoding.windows1252 : source.encoding
    if let layout = source.layout { return "\(encoding.rawValue), \(layout)" }
    let header =
      sample.headerLine == 0
      ? "no header" : "header in line \(sample.headerLine)" + (sample.headerLines == 2 ? " and the next" : "")
    if encoding == .workbook { return "\(encoding.rawValue), \(header)" }
    return "\(encoding.rawValue), \(marks[sample.shape.delimiter] ?? "a mark of its own") between cells, \(header)"
  }

  /// Whether the sample has bytes that are no UTF-8.
  private var hasOddBytes: Bool {
    sample.rows(atMost: 2_000).contains { row in
      sample.columns.indices.contains { column in
        sample.withCell(row, column) { $0.contains { $0 >= 0x80 } && String(validating: $0, as: UTF8.self) == nil }
      }
    }
  }
}

/// How to read files.
package struct ImportOptions: Sendable {
  /// Length of the intervals that contacts are counted in.
  package var intervalMinutes = 30
  /// Whether rows that cannot be read are left out.
  package var skipsUnreadable = false
  /// What two rows of one queue and interval mean that differ in numbers alone; nil to ask.
  package var duplicates: DuplicatePolicy?
  package var threads = 1

  package init() {}
}

/// What two rows of one queue and interval mean.
package enum DuplicatePolicy: String, CaseIterable, Sendable {
  case sum
  case last
  case first
}

/// A row of the history to be.
package struct HistoryRow: Hashable, Sendable {
  package var start: Int
  /// Seconds east of UTC of the clock it is written on.
  package var offset: Int
  package var offered: Double
  package var handled: Double
  package var abandoned: Double
  package var handleSeconds: Double

  package init(start: Int, offset: Int, offered: Double, handled: Double, abandoned: Double, handleSeconds: Double) {
    self.start = start
    self.offset = offset
    self.offered = offered
    self.handled = handled
    self.abandoned = abandoned
    self.handleSeconds = handleSeconds
  }

  mutating func add(_ other: HistoryRow) {
    handleSeconds = handleSeconds(with: other)
    offered += other.offered
    handled += other.handled
    abandoned += other.abandoned
  }

  /// Contacts that a handle time is of.
  var timed: Double { handled.isNaN ? offered : handled }

  /// Seconds of the contacts of both; where one does not say its time, its contacts take as long as the other's.
  private func handleSeconds(with other: HistoryRow) -> Double {
    if timed == 0 { return other.handleSeconds }
    if other.timed == 0 { return handleSeconds }
    if handleSeconds.isNaN { return other.handleSeconds * (timed + other.timed) / other.timed }
    if other.handleSeconds.isNaN { return handleSeconds * (timed + other.timed) / timed }
    return handleSeconds + other.handleSeconds
  }

  mutating func halve() {
    offered /= 2
    handled /= 2
    abandoned /= 2
    handleSeconds /= 2
  }
}

/// The rows of one queue of an import.
package struct ImportedQueue: Sendable {
  /// Its names in the files, parts with a blank between.
  package var name: String
  package var id: String
  /// In order of time, each start once.
  package var rows: [HistoryRow]
  /// Whether the rows are counted from single contacts, so that what is absent was quiet or closed.
  package var isCounted: Bool
}

/// What files hold, and what became of their records.
package struct HistoryImport: Sendable {
  /// By id.
  package private(set) var queues: [ImportedQueue] = []
  package private(set) var reports: [FileReport] = []
  /// Sentences about all files together.
  package private(set) var notes: [String] = []

  /// Reads files in order.
  ///
  /// - Throws: `InputError` with everything in the rows that cannot be read.
  package init(_ files: [ImportFile], options: ImportOptions) throws(InputError) {
    var plans: [ReadingPlan] = []
    for file in files { plans.append(try ReadingPlan(file.mapping, file.sample, file: file.name)) }
    let withIds = plans.indices.filter { plans[$0].id != nil && plans[$0].mapping.grain == .contact }
    var readers: [[RecordReader]] = []
    for index in files.indices {
      let search = withIds.contains(index) ? ContactSearch.order : .none
      readers.append(try Self.read(files[index], plans[index], options, search))
    }
    let isInOrder = withIds.allSatisfy { readers[$0].allSatisfy(\.isInOrder) }
    var transfers = 0
    if !isInOrder || !IdRun.tellAllApart(withIds.map { readers[$0].flatMap(\.idRuns) }) {
      for index in withIds { readers[index] = try Self.read(files[index], plans[index], options, .keys) }
      let found = RepeatedKeys(withIds.flatMap { readers[$0].map(\.keys) })
      transfers = found.transfers
      for index in withIds {
        for lane in readers[index].indices { readers[index][lane].dropKeys() }
      }
      returnFreeMemory()
      if !found.repeated.isEmpty {
        for index in withIds {
          readers[index] = []
          readers[index] = try Self.read(files[index], plans[index], options, .known(found.repeated))
        }
      }
    }
    var problems = ProblemCollector()
    var assembly = Assembly(options: options)
    for (index, file) in files.enumerated() {
      Self.report(readers[index], file, &problems)
      let found = readers[index]
      readers[index] = []
      assembly.add(found, file, plans[index], &problems)
    }
    try problems.check()
    assembly.finish(transfers: transfers)
    queues = assembly.queues()
    reports = assembly.reports
    notes = assembly.notes
  }

  private static func read(
    _ file: ImportFile, _ plan: ReadingPlan, _ options: ImportOptions, _ search: ContactSearch
  ) throws(InputError) -> [RecordReader] {
    let isOneByOne = file.source.source.size < 4 << 20 || plan.carriesDate || plan.carriesQueue
    let threads = isOneByOne ? 1 : max(1, min(options.threads, 4))
    let reader = RecordReader(
      plan, intervalSeconds: options.intervalMinutes * 60, skipsUnreadable: options.skipsUnreadable, search: search)
    if plan.mapping.grain == .queueLog {
      return [try QueueLogReader.read(file, plan, reader)]
    }
    return try readPieces(
      of: file.source, from: file.sample.dataStart, shape: file.sample.shape, threads: threads, reader: reader)
  }

  /// Adds what cannot be read to the problems, in the order of the file.
  private static func report(_ readers: [RecordReader], _ file: ImportFile, _ problems: inout ProblemCollector) {
    let faults = readers.flatMap(\.faults).sorted { $0.offset < $1.offset }
    let shown = Array(faults.prefix(RecordReader.faultsKept))
    guard !shown.isEmpty else { return }
    let lines = lines(of: shown.map(\.offset), in: file.source, lineEnd: file.sample.shape.lineEnd)
    for (fault, line) in zip(shown, lines) {
      problems.add(
        Place(file: file.name, line: line, columnName: fault.column), fault.message, next: fault.next)
    }
    let count = readers.reduce(0) { $0 + $1.faultCount }
    for _ in shown.count..<max(shown.count, count) { problems.add(Place(file: file.name), "more", next: "") }
  }
}
