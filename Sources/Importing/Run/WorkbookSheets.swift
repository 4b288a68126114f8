package import Tabular

/// Workbooks with a sheet for each month or each queue.
extension ImportFile {
  /// Looks at a file; at each of its sheets where it is a workbook with several of the same columns and nobody says which.
  ///
  /// Sheets of the same times that name no queue are those of a queue each, by their names; of those that name queues
  /// one must be said.
  package static func openAll(
    _ source: any ByteSource, mapping: Mapping?, hints: DraftHints
  ) throws(InputError) -> [(file: ImportFile, draft: Draft)] {
    let isWorkbook = Workbook.isOne(try source.bytes(at: 0, count: 4)) && source.size <= DecodedSource.mostUTF16
    guard hints.sheet == nil, isWorkbook else { return [try Self.open(source, mapping: mapping, hints: hints)] }
    let bytes = try source.bytes(at: 0, count: source.size)
    let sheets = try Workbook.sheetsAlike(bytes, file: source.file)
    guard !sheets.isEmpty else { return [try Self.open(source, mapping: mapping, hints: hints)] }
    func openEach(_ change: (inout DraftHints, String) -> Void) throws(InputError) -> [(file: ImportFile, draft: Draft)]
    {
      var opened: [(file: ImportFile, draft: Draft)] = []
      for sheet in sheets {
        var own = hints
        own.sheet = sheet
        change(&own, sheet)
        let named = MemorySource(bytes, file: "\(source.file), sheet \(sheet)")
        opened.append(try Self.open(named, mapping: mapping, hints: own))
      }
      return opened
    }
    let opened = try openEach { _, _ in }
    let orders = Set(opened.compactMap(\.draft.mapping.dateOrder))
    let isOpen = orders.count == 1 && opened.contains { $0.draft.mapping.dateOrder == nil }
    let areOfSameTimes = haveSameRows(opened.map(\.file))
    let isByQueue = areOfSameTimes && hints.queueName == nil && opened.allSatisfy { $0.draft.mapping.queue.isEmpty }
    // Sheets of the same queues and times are asked about.
    if areOfSameTimes, !isByQueue { return [try Self.open(source, mapping: mapping, hints: hints)] }
    if isByQueue, let name = mapping?.queueName {
      throw InputError(
        Place(file: source.file),
        "\(sheets.count) sheets have the same times, and the mapping says \(quoted(name)) of all",
        next: "Write sheets: queues in its place where each is of the queue that it is named for.")
    }
    guard mapping == nil, isOpen || isByQueue else { return opened }
    return try openEach { own, sheet in
      if isOpen { own.dateOrder = orders.first }
      if isByQueue { own.queueName = sheet }
    }
  }

  /// The draft of all sheets: that of the first, but for the queues where each sheet is of the one that it is named for.
  package static func draft(ofSheets opened: [(file: ImportFile, draft: Draft)]) -> Draft? {
    guard var draft = opened.first?.draft else { return nil }
    let names = opened.compactMap(\.draft.mapping.queueName)
    let isBySheet =
      names.count == opened.count && zip(opened, names).allSatisfy { $0.file.name.hasSuffix(", sheet \($1)") }
    guard opened.count > 1, isBySheet else { return draft }
    (draft.mapping.queueName, draft.mapping.isBySheet) = (nil, true)
    draft.guesses.append(Draft.Guess(key: "sheets", text: "they are of the same times, and no column names queues"))
    draft.queueIds = names.map { (name: $0, id: queueId($0)) }
    return draft
  }

  /// Whether two files have times, and queues where they name them, in common.
  private static func haveSameRows(_ files: [ImportFile]) -> Bool {
    let times = files.map { file in
      let columns = (file.mapping.start + file.mapping.queue).compactMap { file.sample.columns.firstIndex(of: $0) }
      return Set(file.sample.rows(atMost: 20_000).map { row in columns.map { file.sample.text(row, $0) } })
    }
    return times.indices.contains { index in
      times[..<index].contains { 5 * $0.intersection(times[index]).count > min($0.count, times[index].count) }
    }
  }
}
