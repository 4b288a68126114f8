import Tabular
import Timeline
import Units
import Workforce

/// The cells of a table by column name, and the problems found in them.
struct TableCells {
  /// The table, or the piece of it that is being read.
  private(set) var table: Table
  private var pieces: TablePieces
  var problems: ProblemCollector
  /// Columns are few, and their names short: looking along them takes less time than hashing a name.
  private let columns: [(name: String, index: Int)]
  /// Where each moment may be written.
  let moments: [MomentColumns]
  /// How the numbers of columns are written, where not with a decimal point alone.
  private var marks: [String: NumberMarks] = [:]
  /// Columns of which the planner is asked how their numbers are meant.
  private var asked: Set<String> = []
  /// Columns and wrong names that are among the problems already.
  private var unknown: Set<[String]> = []
  /// What was found by name in the row read last, by column: tables are sorted, so the next row mostly has the same.
  private var above: [(column: Int, row: Int, position: Int)] = []
  /// Lists that were read without a fault, by column and text.
  private var sound: [String: [String: [String]]] = [:]
  /// Which times count where those of an interval's row disagree.
  var believesOfIntervals = BelievedTimes.both
  /// Whether all required columns are there, so that rows can be read.
  let isReadable: Bool

  /// Reads the table and finds its columns.
  ///
  /// A column of another name is left alone, since people keep notes beside a table, unless it looks like a mistyped
  /// optional one.
  ///
  /// - Parameters:
  ///   - times: names of moments, `start` and `end`: each in one or more of its `timeColumns`.
  ///   - rowsAtOnce: how many rows are in memory at once; `goOn` reads the next ones.
  init(
    _ bytes: consuming [UInt8], file: String, required: [String], times: [String] = [], optional: [String] = [],
    rowsAtOnce: Int = .max
  ) {
    var pieces = TablePieces(bytes: bytes, file: file, rows: rowsAtOnce)
    let table = pieces.next() ?? Table.read(bytes: [], file: file)
    var problems = table.problems
    let needed = times.map { name in Self.timeColumns(name).first { table.column($0) != nil } ?? "\(name)_utc" }
    let wanted = required.map { name in Self.spelling(of: name, in: table) }
    // The first column is what people begin with: queue or agent, then the times.
    let isReadable = table.columns(wanted.prefix(1) + needed + wanted.dropFirst(), &problems) != nil
    let optional = optional + (times.isEmpty ? [] : times.flatMap(Self.timeColumns) + ["utc_offset", "zone"])
    let columns = unique(required + optional).compactMap { name in
      table.column(Self.spelling(of: name, in: table)).map { (name: name, index: $0) }
    }
    let missing = optional.filter { name in !columns.contains { $0.name == name } && name.utf8.count > 4 }
    let known = Set(columns.map(\.index))
    for (index, name) in table.header.enumerated() where name.utf8.count > 4 && !known.contains(index) {
      let hint = didYouMean(name, in: missing)
      if !hint.isEmpty {
        problems.add(
          Place(file: file, line: table.headerLine, columnName: name, columnNumber: index + 1),
          "no column is called \(name)", next: "Correct the name, or delete the column." + hint)
      }
    }
    self.table = table
    self.pieces = pieces
    self.problems = problems
    self.columns = columns
    self.isReadable = isReadable
    moments = times.map { MomentColumns($0) { name in columns.first { $0.name == name }?.index } }
  }

  /// Reads the next rows of a table that is not in memory as a whole; `false` where there are none.
  mutating func goOn() -> Bool {
    guard let next = pieces.next() else { return false }
    above.removeAll()
    table = next
    problems.add(next.problems)
    return true
  }

  /// Names for the same thing: that of the tables of results, and those of earlier versions and of planners' tables.
  private static let synonyms = [["agent_id", "agent"], ["zone", "timezone"]]

  /// How a table spells the name of a column.
  static func spelling(of name: String, in table: Table) -> String {
    guard table.column(name) == nil, let names = synonyms.first(where: { $0.contains(name) }) else { return name }
    return names.first { table.column($0) != nil } ?? name
  }

  /// Columns of numbers that nobody reads, by the first row.
  var unreadNumbers: [String] {
    guard !rows.isEmpty else { return [] }
    return table.header.indices.filter { index in
      !columns.contains { $0.index == index } && Double(table.text(row: 0, column: index)) != nil
    }.map { table.header[$0] }
  }

  /// Rows that can be read; none where a required column is missing.
  var rows: Range<Int> { 0..<(isReadable ? table.rowCount : 0) }

  /// The position of a column; nil where it is not there.
  func column(_ name: String) -> Int? {
    for column in columns where column.name == name { return column.index }
    return nil
  }

  /// Whether a cell holds something.
  func isFilled(_ row: Int, _ name: String) -> Bool {
    column(name).map { !table.isBlank(row: row, column: $0) } ?? false
  }

  /// Where a cell is, or its row where the column is not there.
  func place(_ row: Int, _ name: String) -> Place {
    column(name).map { table.place(row: row, column: $0) } ?? table.place(row: row)
  }

  mutating func add(_ row: Int, _ name: String, _ message: String, next: String) {
    problems.add(place(row, name), message, next: next)
  }

  /// The text of a cell; nil where it is empty or its column is not there.
  func text(_ row: Int, _ name: String) -> String? {
    guard let column = column(name), !table.isBlank(row: row, column: column) else { return nil }
    return table.text(row: row, column: column)
  }

  /// The text of a cell that must be filled in.
  mutating func required(_ row: Int, _ name: String) -> String? {
    guard let column = column(name) else { return nil }
    return table.requiredText(row: row, column: column, &problems)
  }

  /// Reads a cell that must be filled in.
  mutating func required<T>(_ row: Int, _ name: String, _ parse: (String) throws(Misreading) -> T) -> T? {
    guard let text = required(row, name) else { return nil }
    return read(text, row, name, parse)
  }

  /// Reads a cell that may be empty.
  mutating func optional<T>(_ row: Int, _ name: String, _ parse: (String) throws(Misreading) -> T) -> T? {
    guard let text = text(row, name) else { return nil }
    return read(text, row, name, parse)
  }

  private mutating func read<T>(
    _ text: String, _ row: Int, _ name: String, _ parse: (String) throws(Misreading) -> T
  ) -> T? {
    do {
      return try parse(text)
    } catch {
      let reworded = error.isSure ? nil : Rewording.of(text, example: "", parse)
      add(row, name, error.what, next: reworded.map { "Write \($0)" } ?? error.next)
      return nil
    }
  }

  /// The date of a cell that must be filled in.
  mutating func requiredDate(_ row: Int, _ name: String) -> CivilDate? {
    plainDate(row, name) ?? required(row, name, readDate)
  }

  /// The date of a cell that may be empty.
  mutating func optionalDate(_ row: Int, _ name: String) -> CivilDate? {
    plainDate(row, name) ?? optional(row, name, readDate)
  }

  /// A date as our own tables have it, without the making of texts; nil for anything else.
  private func plainDate(_ row: Int, _ name: String) -> CivilDate? {
    guard let column = column(name) else { return nil }
    let date = table.withBytes(row: row, column: column) { CivilDate(iso: $0) }
    return date.flatMap { isInBoundOfDates($0) ? $0 : nil }
  }

  /// The words of a cell that lists some; a problem with the edit where they are not separated by blanks.
  ///
  /// - Parameter known: words that a cell may hold, empty where that is not known.
  mutating func listed(_ row: Int, _ name: String, known: Set<String>) -> [String] {
    guard let text = required(row, name) else { return [] }
    // Most people have what many have.
    if let words = sound[name]?[text] { return words }
    let words = words(in: text)
    let parts = text.split { !$0.isLetter && !$0.isNumber && !"-_.".contains($0) }.map(String.init)
    let meant = parts.map { part in
      known.contains(part) ? part : known.contains(part.lowercased()) ? part.lowercased() : part
    }
    guard meant != words, text.contains(",") || (!known.isEmpty && meant.allSatisfy(known.contains)) else {
      sound[name, default: [:]][text] = words
      return words
    }
    let isCase = parts == words
    add(
      row, name, isCase ? "\(text) has other capitals than the scenario" : "\(text) is not separated by blanks",
      next: "Write \(meant.joined(separator: " "))")
    return meant
  }

  /// Reads a cell that must hold a known name; gives its position. A wrong name is a problem where it stands first, so that other
  /// wrong names of a long table are seen as well.
  ///
  /// - Parameter index: always the same one for a column.
  mutating func position(_ row: Int, _ column: String, in index: NameIndex) -> Int? {
    let number = self.column(column)
    let last = above.firstIndex { $0.column == number }
    if let last, above[last].row == row - 1, table.isLikeAbove(row: row, column: above[last].column) {
      above[last].row = row
      return above[last].position
    }
    guard let text = required(row, column) else { return nil }
    if let found = index[text] {
      if let last { above.remove(at: last) }
      if let number { above.append((number, row, found)) }
      return found
    }
    // The advice takes a look at every known name, so it is made only where it is shown.
    if index.isComplete, unknown.insert([column, text]).inserted {
      problems.add(place(row, column), "there is no \(index.kind) \(text)", next: index.advice(for: text))
    }
    return nil
  }

  /// Reads a cell that must hold a known name.
  mutating func name(_ row: Int, _ column: String, in index: NameIndex) -> String? {
    position(row, column, in: index).map { index.names[$0] }
  }

  /// Finds out whether the numbers of some columns have marks between thousands; where they may be decimals as well, it is a
  /// problem.
  ///
  /// - Parameter names: columns, and whether only whole numbers make sense in them.
  /// - Returns: a sentence for each column whose marks are left out.
  mutating func findNumberMarks(_ names: [(name: String, isWhole: Bool)]) -> [String] {
    let present = names.compactMap { entry in
      column(entry.name).map { (name: entry.name, index: $0, isWhole: entry.isWhole) }
    }
    guard isReadable, !present.isEmpty else { return [] }
    let finder = NumberMarkFinder(table, columns: present.map { ($0.index, $0.isWhole) })
    for question in finder.questions {
      asked.formUnion(present.filter { $0.index == question.column }.map(\.name))
      problems.add(
        table.place(row: question.row, column: question.column),
        "\(question.text) may have a mark between thousands or three decimals, and the column does not tell which",
        next: "Write whole numbers without a mark, and decimals with other than three digits behind the point.")
    }
    var notes: [String] = []
    for entry in present {
      guard let found = finder.marks[entry.index] else { continue }
      marks[entry.name] = found
      guard let row = finder.examples[entry.index],
        let value = table.withBytes(row: row, column: entry.index, { found.number($0) })
      else { continue }
      notes.append(
        "\(table.file): numbers such as \(table.text(row: row, column: entry.index)) in column \(entry.name) are read with a "
          + "\(found.hasThousands ? "mark between thousands" : "decimal comma"), as \(FixedDecimal.text(value, decimals: value == value.rounded() ? 0 : 2))."
      )
    }
    return notes
  }

  /// Whether the planner is asked how the numbers of a column are meant.
  func isAsked(about name: String) -> Bool { asked.contains(name) }

  /// Whether a cell is one that the question about its column is about.
  private func isAsked(_ row: Int, _ name: String, _ column: Int) -> Bool {
    guard asked.contains(name) else { return false }
    return table.withBytes(row: row, column: column) { bytes in
      (0..<bytes.count).allSatisfy { bytes[$0] &- UInt8(ascii: "0") < 10 || bytes[$0] == UInt8(ascii: ",") }
    }
  }

  /// The number in a cell of a column with marks; nil where there is no such number within the bound.
  private func markedNumber(_ row: Int, _ name: String, _ bound: Bound) -> Double? {
    guard let found = marks[name], let column = column(name) else { return nil }
    let value = table.withBytes(row: row, column: column) { found.number($0) }
    return value.flatMap { bound.contains($0) ? $0 : nil }
  }

  /// Where a column is named.
  func columnPlace(_ name: String) -> Place {
    Place(file: table.file, line: table.headerLine, columnName: name, columnNumber: column(name).map { $0 + 1 })
  }

  /// The number in a cell that must hold one within a bound.
  mutating func requiredNumber(_ row: Int, _ name: String, _ bound: Bound) -> Double? {
    guard let column = column(name) else { return nil }
    if let marked = markedNumber(row, name, bound) { return marked }
    if isAsked(row, name, column) { return nil }
    return table.requiredNumber(row: row, column: column, in: bound.range, &problems)
  }

  /// The number in a cell within a bound; NaN where it is empty or its column is not there, nil after a problem.
  mutating func optionalNumber(_ row: Int, _ name: String, _ bound: Bound) -> Double? {
    guard let column = column(name), !table.isBlank(row: row, column: column) else { return .nan }
    if let marked = markedNumber(row, name, bound) { return marked }
    if isAsked(row, name, column) { return nil }
    return table.requiredNumber(row: row, column: column, in: bound.range, &problems)
  }

  /// Whether a column of seconds has times such as `0:04:10`, which is one problem; told by the first cell that holds something.
  mutating func hasClocks(_ name: String) -> Bool {
    guard let row = rows.first(where: { isFilled($0, name) }), let text = text(row, name), text.contains(":") else {
      return false
    }
    add(
      row, name, "\(text) is no number of seconds",
      next: "Write the seconds of all contacts of a row together, or let muster import make a history of the file: "
        + "it reads such times.")
    return true
  }

  /// Contacts that somebody writes; NaN where the cell is empty, nil after a problem. Whoever means three does not write `3.000`.
  mutating func contacts(_ row: Int, _ name: String, _ bound: Bound) -> Double? {
    if let text = text(row, name), text.hasSuffix("%") {
      add(
        row, name, "\(text) is a share, and \(name) is how many contacts there are",
        next: "Write a number of contacts; factors, such as 1.1 for 10 % more, are in events.csv.")
      return nil
    }
    if let text = text(row, name), text.hasSuffix("0") {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      if parts.count == 2, 1...3 ~= parts[0].count, parts[1].count == 3, let value = Double(text) {
        add(
          row, name, "\(text) may have a mark between thousands or three decimals",
          next: "Write \(parts.joined(separator: "")), or \(plainText(value)).")
        return nil
      }
    }
    return optionalNumber(row, name, bound)
  }

  /// A factor on contacts; NaN where the cell is empty, nil after a problem. A percentage may be what comes on top, or what there is.
  mutating func factor(_ row: Int) -> Double? {
    guard let text = text(row, "factor"), text.hasSuffix("%"),
      let percent = Double(text.dropLast().filter { $0 != " " && $0 != "\u{A0}" }.replacing(",", with: "."))
    else { return optionalNumber(row, "factor", .factor) }
    let (more, share) = (abs(percent), abs(percent) / 100)
    func shown(_ value: Double) -> String { plainText((value * 10_000).rounded() / 10_000) }
    add(
      row, "factor", "\(quoted(text)) is not a factor",
      next: percent < 0
        ? "Write \(shown(1 - share)) for \(shown(more)) % fewer."
        : "Write \(shown(1 + share)) for \(shown(more)) % more, or \(shown(share)) for \(shown(more)) % of the contacts."
    )
    return nil
  }

  /// The whole number in a cell that must hold one within a bound.
  mutating func requiredInteger(_ row: Int, _ name: String, _ bound: Bound) -> Int? {
    guard let column = column(name) else { return nil }
    return table.requiredInteger(row: row, column: column, in: bound.wholeRange, &problems)
  }

  /// Whether a written time lies in the years that files may speak of; adds a problem where it does not.
  mutating func isInBound(_ time: LocalDateTime, _ row: Int, _ column: String) -> Bool {
    if isInBoundOfDates(time.date, slack: 1) { return true }
    add(row, column, "\(time) is not in the years 1970 to 2200", next: "Write \(Bound.dates.advice).")
    return false
  }

  /// Whether a stretch of time is no longer than a week, which every shift and duty is; adds a problem where it is not.
  mutating func isWithinWeek(_ start: Instant, _ end: Instant, _ row: Int) -> Bool {
    if Bound.withinWeek.contains(Double(end.seconds(since: start))) { return true }
    add(
      row, filledColumn(row, "end"), "it ends more than \(Bound.withinWeek.mostText) after it starts",
      next: "Correct one of the two times.")
    return false
  }
}

/// Known names with their positions, for cells that must hold one of them.
struct NameIndex {
  /// What the names are of, in the singular, for example `queue`.
  let kind: String
  let names: [String]
  /// Whether these are all; if some could not be read, an unknown name is no problem of its own.
  let isComplete: Bool
  /// What the advice for a wrong name ends with.
  private var further: String
  private let positions: [String: Int]
  /// Names by what else they are called, where no other is called so.
  private let namesByCall: [String: String]

  /// - Parameter calls: what each of the names is called, as people of an id are.
  init(_ kind: String, _ names: [String], isComplete: Bool = true, further: String = "", calls: [String] = []) {
    let called = Dictionary(grouping: zip(calls, names), by: { $0.0.lowercased() })
    namesByCall = called.compactMapValues { $0.count == 1 ? $0.first?.1 : nil }
    self.kind = kind
    self.names = names
    self.isComplete = isComplete
    self.further = further
    self.positions = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  subscript(_ name: String) -> Int? { positions[name] }

  /// The people of a scenario, for tables of results: some of those who stand there may have left since.
  init(peopleOf scenario: Scenario) {
    self.init(
      "agent", scenario.agents.map(\.id),
      further: " Who left stays in agents.csv with their last date in column to; muster replan --from DATE then gives "
        + "later shifts away.", calls: scenario.agents.map(\.name))
  }

  /// The same names, with a sentence more behind the advice for a wrong one.
  func ending(_ sentence: String) -> NameIndex {
    var index = self
    index.further += sentence
    return index
  }

  func advice(for wrong: String) -> String {
    if let name = namesByCall[wrong.lowercased()] { return "Write \(name), the id of \(wrong)." }
    return nearestAdvice(wrong, in: names, kind: kind + "s") + further
  }
}

/// Splits a cell that lists words: separated by blanks, `;` or `|`.
func words(in cell: String) -> [String] {
  cell.split { $0 == " " || $0 == ";" || $0 == "|" || $0 == "\u{A0}" }.map(String.init)
}

/// The texts without repetitions, in order of first appearance.
package func unique(_ texts: [String]) -> [String] {
  var seen = Set<String>()
  return texts.filter { seen.insert($0).inserted }
}

/// Reads a text that serves as an id, also in file names and lists.
package func readId(_ text: String) throws(Misreading) -> String {
  let isPlain = text.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_.@+".unicodeScalars.contains($0)
  }
  guard isPlain, text.unicodeScalars.first != "." else {
    throw Misreading("\(quoted(text)) cannot be an id", next: "Use letters, digits, - and _, without blanks.")
  }
  guard text.utf8.count <= 100 else {
    throw Misreading(
      "\(quoted(text)) cannot be an id: it has \(text.utf8.count) bytes",
      next: "Write at most 100: letters, digits, - and _.")
  }
  return text
}

/// Reads the id of a queue, which may hold blanks, as the names of queues in telephone systems often do.
package func readQueueId(_ text: String) throws(Misreading) -> String {
  let isSound = text.unicodeScalars.allSatisfy { $0.value >= 32 && !";|,\"/\\".unicodeScalars.contains($0) }
  guard isSound, text != "*", text.utf8.count <= 100 else {
    throw Misreading("\(quoted(text)) cannot be the id of a queue", next: "Leave out ; | , / \\ and quotes.")
  }
  return text
}

/// Whether files may speak of a date.
///
/// - Parameter slack: days more on either side, for moments of the first and the last date on other clocks.
func isInBoundOfDates(_ date: CivilDate, slack: Int = 0) -> Bool {
  date.daysSinceEpoch >= daysInBound.lowerBound - slack && date.daysSinceEpoch < daysInBound.upperBound + slack
}

/// The dates of files as days since 1970.
private let daysInBound: Range<Int> = {
  let years = Bound.dates.wholeRange
  let ends = [years.lowerBound, years.upperBound + 1].map { CivilDate(year: $0, month: 1, day: 1)?.daysSinceEpoch ?? 0 }
  return ends[0]..<ends[1]
}()
