import Tabular

/// Makes a mapping for a file from its columns and its first rows.
struct Drafter {
  let sample: Sample
  let file: String
  let hints: DraftHints
  let names: [ColumnName]
  var draft: Draft
  let rows: [Int]
  /// Columns that have a meaning already.
  var taken: Set<Int> = []

  init(_ sample: Sample, file: String, hints: DraftHints) {
    self.sample = sample
    self.file = file
    self.hints = hints
    // Totals and remarks say nothing of what a column holds, and a short report has more of them than rows.
    rows = sample.rows(atMost: 4_000).filter { row in
      sample.columns.count < 3
        || sample.columns.indices.dropFirst().contains { !sample.isBlank(row, $0) }
          && !ReportTotal.begins(sample.text(row, 0))
    }
    let found =
      hints.profile.map { ($0, "as asked for") } ?? Profile.recognised(in: sample).map { ($0.profile, $0.why) }
    draft = Draft(
      mapping: Mapping(found?.0.grain ?? .contact), profile: found?.0,
      why: found?.1 ?? "its columns are those of no known export; what they mean is guessed from their names and rows")
    var labels = sample.columns
    if sample.headerLine == 0, let profile = found?.0, !profile.columns.isEmpty {
      for index in labels.indices where index < profile.columns.count { labels[index] = profile.columns[index] }
    }
    names = labels.map { ColumnName($0) }
    draft.mapping.delimiter = sample.shape.delimiter
    // Of a header of two lines both are found again where nothing is said.
    draft.mapping.headerLine = sample.headerLines == 2 ? nil : sample.headerLine
    draft.mapping.numbers = hints.numbers
  }

  /// The queue of contacts for which no column names one.
  static let unnamedQueue = "calls"

  /// The finished draft.
  mutating func make() -> Draft {
    findTime()
    if let profile = draft.profile { take(profile) }
    if draft.profile == nil || draft.mapping.grain == .interval { findCounts() }
    decideGrain()
    checkEnds()
    findQueue()
    findWrittenOnce()
    dropLongIntervals()
    switch draft.mapping.grain {
    case .interval:
      findDirection()
      findHandleTimes()
    case .contact: findContact()
    case .queueLog: break
    }
    checkColumns()
    let read = Set(draft.mapping.columns)
    draft.unread = sample.columns.filter { !read.contains($0) }
    nameQueues()
    return draft
  }

  // MARK: Columns

  /// The column of a name, compared by its words.
  func column(_ name: String) -> Int? {
    let text = ColumnName(name).text
    return names.firstIndex { $0.text == text } ?? names.firstIndex { $0.core == text }
  }

  func columns(_ choices: [[String]]) -> [Int]? {
    for choice in choices {
      let found = choice.compactMap { column($0) }
      if found.count == choice.count { return found }
    }
    return nil
  }

  /// The free column that fits a meaning best, among those whose cells do.
  func best(_ role: Role, where fits: (Int) -> Bool) -> Int? {
    var best: (column: Int, fit: Int)?
    for index in names.indices where !taken.contains(index) {
      let fit = Lexicon.fit(names[index], role)
      guard fit > best?.fit ?? 0, fits(index) else { continue }
      best = (index, fit)
    }
    return best?.column
  }

  func label(_ column: Int) -> String { sample.columns[column] }

  mutating func guess(_ key: String, _ text: String) {
    draft.guesses.append(Draft.Guess(key: key, text: text))
  }

  mutating func ask(_ column: Int?, _ message: String, next: String) {
    let place = Place(
      file: file, line: sample.headerLine > 0 ? sample.headerLine : nil, columnName: column.map { label($0) })
    draft.questions.append(InputProblem(place, message, next: next))
  }

  /// Texts of a column that are not blank, of the sampled rows, and where they stand.
  func texts(_ column: Int, atMost most: Int = 4_000) -> [(row: Int, text: String)] {
    rows.prefix(most).compactMap { row in
      sample.isBlank(row, column) ? nil : (row, sample.text(row, column))
    }
  }

  /// Share of the cells that say something and pass a test.
  func share(_ column: Int, of test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
    var hits = 0
    var all = 0
    for row in rows where !sample.withCell(row, column, saysNothing) {
      all += 1
      if sample.withCell(row, column, test) { hits += 1 }
    }
    return all == 0 ? 0 : Double(hits) / Double(all)
  }

  /// Whether nearly all cells are numbers, with marks or not.
  func isNumeric(_ column: Int, least: Double = 0.95) -> Bool {
    share(column) { bytes in
      var digits = 0
      for byte in bytes {
        if byte &- 48 < 10 {
          digits += 1
        } else if byte | 0x20 == 101, digits > 0 {
          // Spreadsheets write small parts of a day as `5.8E-05`.
          continue
        } else if ![46, 44, 32, 45, 39, 0xC2, 0xA0, 0xE2, 0x80, 0xAF, 0x89, 0x99].contains(byte) {
          return false
        }
      }
      return digits > 0
    } > least
  }

  /// The order to look at dates in: where it is open, one that reads them all.
  var readingOrder: DateOrder { draft.mapping.dateOrder ?? .dayFirst }

  func isTime(_ column: Int, _ reader: TimeReader) -> Double {
    share(column) { reader.read($0) != nil }
  }

  /// Lines of the first rows with a text in a column, and the texts.
  func examples(_ column: Int, _ count: Int = 2) -> String {
    texts(column, atMost: 50).prefix(count).map {
      "\(quoted($0.text))\(sample.lines[$0.row] > 0 ? " in line \(sample.lines[$0.row])" : "")"
    }
    .joined(separator: ", ")
  }
}
