package import Tabular

/// What is known beforehand about a file: options, and the scenario it goes to.
package struct DraftHints: Sendable {
  /// The clock of times without an offset.
  package var zone: String?
  package var dateOrder: DateOrder?
  package var grain: Mapping.Grain?
  /// The queue of a file that names none.
  package var queueName: String?
  package var profile: Profile?
  /// The sheet of a workbook.
  package var sheet: String?

  package init() {}
}

/// A mapping made for a file, with what it was made from and what it leaves open.
package struct Draft: Sendable {
  /// One guess, with what it was guessed from.
  package struct Guess: Hashable, Sendable {
    /// The key of mapping.yaml.
    package var key: String
    package var text: String
  }

  package var mapping: Mapping
  /// The profile that the file is taken to have.
  package var profile: Profile?
  /// Why, as a sentence's end.
  package var why: String
  package var guesses: [Guess] = []
  /// What has to be answered before the file can be read.
  package var questions: [InputProblem] = []
  /// Columns that are not read.
  package var unread: [String] = []
}

/// Makes a mapping for a file from its columns and its first rows.
struct Drafter {
  let sample: Sample
  let file: String
  let hints: DraftHints
  let names: [ColumnName]
  private(set) var draft: Draft
  private let rows: [Int]
  /// Columns that have a meaning already.
  private var taken: Set<Int> = []

  init(_ sample: Sample, file: String, hints: DraftHints) {
    self.sample = sample
    self.file = file
    self.hints = hints
    rows = sample.rows(atMost: 4_000)
    let found = hints.profile.map { ($0, "as asked for") } ?? Profile.recognised(in: sample).map { ($0.profile, $0.why) }
    draft = Draft(
      mapping: Mapping(found?.0.grain ?? .contact), profile: found?.0,
      why: found?.1 ?? "its columns are those of no known export; what they mean is guessed from their names and rows")
    var labels = sample.columns
    if sample.headerLine == 0, let profile = found?.0, !profile.columns.isEmpty {
      for index in labels.indices where index < profile.columns.count { labels[index] = profile.columns[index] }
    }
    names = labels.map { ColumnName($0) }
    draft.mapping.delimiter = sample.shape.delimiter
    draft.mapping.headerLine = sample.headerLine
  }

  /// The finished draft.
  mutating func make() -> Draft {
    findTime()
    if let profile = draft.profile { take(profile) }
    if draft.profile == nil || draft.mapping.grain == .interval { findCounts() }
    decideGrain()
    findQueue()
    switch draft.mapping.grain {
    case .interval: findHandleTimes()
    case .contact: findContact()
    case .queueLog: break
    }
    checkColumns()
    let read = Set(draft.mapping.columns)
    draft.unread = sample.columns.filter { !read.contains($0) }
    return draft
  }

  // MARK: Columns

  /// The column of a name, compared by its words.
  private func column(_ name: String) -> Int? {
    let text = ColumnName(name).text
    return names.firstIndex { $0.text == text }
  }

  private func columns(_ choices: [[String]]) -> [Int]? {
    for choice in choices {
      let found = choice.compactMap { column($0) }
      if found.count == choice.count { return found }
    }
    return nil
  }

  /// The free column that fits a meaning best, among those whose cells do.
  private func best(_ role: Role, where fits: (Int) -> Bool) -> Int? {
    var best: (column: Int, fit: Int)?
    for index in names.indices where !taken.contains(index) {
      let fit = Lexicon.fit(names[index], role)
      guard fit > best?.fit ?? 0, fits(index) else { continue }
      best = (index, fit)
    }
    return best?.column
  }

  private func label(_ column: Int) -> String { sample.columns[column] }

  private mutating func guess(_ key: String, _ text: String) {
    draft.guesses.append(Draft.Guess(key: key, text: text))
  }

  private mutating func ask(_ column: Int?, _ message: String, next: String) {
    let place = Place(
      file: file, line: sample.headerLine > 0 ? sample.headerLine : nil, columnName: column.map { label($0) })
    draft.questions.append(InputProblem(place, message, next: next))
  }

  /// Texts of a column that are not blank, of the sampled rows, and where they stand.
  private func texts(_ column: Int, atMost most: Int = 4_000) -> [(row: Int, text: String)] {
    rows.prefix(most).compactMap { row in
      sample.isBlank(row, column) ? nil : (row, sample.text(row, column))
    }
  }

  private func share(_ column: Int, of test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Double {
    var hits = 0
    var all = 0
    for row in rows where !sample.isBlank(row, column) {
      all += 1
      if sample.withCell(row, column, test) { hits += 1 }
    }
    return all == 0 ? 0 : Double(hits) / Double(all)
  }

  /// Whether nearly all cells are numbers, with marks or not.
  private func isNumeric(_ column: Int, least: Double = 0.95) -> Bool {
    share(column) { bytes in
      var digits = 0
      for byte in bytes {
        if byte &- 48 < 10 { digits += 1 } else if ![46, 44, 32, 45, 39, 0xC2, 0xA0, 0xE2, 0x80, 0xAF].contains(byte) { return false }
      }
      return digits > 0
    } > least
  }

  private func isTime(_ column: Int, _ reader: TimeReader) -> Double {
    share(column) { reader.read($0) != nil }
  }

  /// Lines of the first rows with a text in a column, and the texts.
  private func examples(_ column: Int, _ count: Int = 2) -> String {
    texts(column, atMost: 50).prefix(count).map { "\(quoted($0.text))\(sample.lines[$0.row] > 0 ? " in line \(sample.lines[$0.row])" : "")" }
      .joined(separator: ", ")
  }

  // MARK: Time

  private mutating func findTime() {
    var candidates: [(column: Int, fit: Int, hasClock: Bool)] = []
    for index in names.indices {
      var best = 0.0
      for order in DateOrder.allCases {
        best = max(
          best,
          share(index) { TimeReader(order: order, hasRanges: true).read($0)?.day != nil })
        if best > 0.9 { break }
      }
      let fit = max(Lexicon.fit(names[index], .start), Lexicon.fit(names[index], .date))
      guard best > (fit > 0 ? 0.5 : 0.9) else { continue }
      let hasClock = share(index) { bytes in
        DateOrder.allCases.contains { TimeReader(order: $0, hasRanges: true).read(bytes)?.second ?? 0 > 0 }
      } > 0.02
      let isNumber = isNumeric(index)
      // Ten digits may be a telephone number, eight an id.
      if isNumber, fit == 0, sample.headerLine > 0 { continue }
      candidates.append((index, fit, hasClock))
    }
    var chosen: [Int]?
    if let profile = draft.profile { chosen = columns(profile.start) }
    if chosen == nil {
      let clocks = names.indices.filter { index in
        !candidates.contains { $0.column == index }
          && share(index) { TimeReader(hasRanges: true, isClock: true).read($0)?.second != nil }
            > (Lexicon.fit(names[index], .clock) > 0 ? 0.5 : 0.9)
          && (!isNumeric(index) || Lexicon.fit(names[index], .clock) >= 60)
      }
      // The date of a row with its clock; a column that has both needs none.
      let ranked = candidates.sorted { a, b in
        (a.fit + (a.hasClock ? 25 : 0), b.column) > (b.fit + (b.hasClock ? 25 : 0), a.column)
      }
      if let first = ranked.first {
        let clock = first.hasClock
          ? nil
          : clocks.max { a, b in
            (Lexicon.fit(names[a], .clock), b) < (Lexicon.fit(names[b], .clock), a)
          }
        if let clock, Lexicon.fit(names[clock], .clock) > 0 || sample.headerLine == 0 || clock == first.column + 1 {
          chosen = [first.column, clock]
        } else {
          chosen = [first.column]
        }
      }
    }
    guard let chosen else {
      ask(
        nil, "no column holds dates: none of \(sample.columns.prefix(12).joined(separator: ", ")) can be read as date and time",
        next: "Export the report with the start of each interval or contact.")
      return
    }
    taken.formUnion(chosen)
    draft.mapping.start = chosen.map { label($0) }
    guess("start", "as in \(chosen.map { examples($0, 1) }.joined(separator: " and "))")
    findDateOrder(chosen[0])
    findRanges(chosen)
    findZone(chosen)
    checkClock(chosen)
  }

  private mutating func findDateOrder(_ column: Int) {
    if let wanted = hints.dateOrder {
      draft.mapping.dateOrder = wanted
      return
    }
    // All rows of the sample: one 13th of a month tells.
    func readable(_ order: DateOrder) -> Double {
      var hits = 0
      var all = 0
      for row in 0..<sample.rowCount where !sample.isBlank(row, column) {
        all += 1
        if sample.withCell(row, column, { TimeReader(order: order, hasRanges: true).read($0)?.day != nil }) { hits += 1 }
      }
      return all == 0 ? 0 : Double(hits) / Double(all)
    }
    let shares = DateOrder.allCases.map { ($0, readable($0)) }
    let top = shares.map(\.1).max() ?? 0
    let possible = shares.filter { $0.1 > 0.5 && $0.1 >= top - 0.000_5 }.map(\.0)
    guard possible.count > 1 else {
      draft.mapping.dateOrder = possible.first
      if let order = possible.first, order != .yearFirst {
        guess("date-order", "no other order makes dates of all rows, as of \(examples(column, 1))")
      }
      return
    }
    // Orders that read the same days leave nothing open.
    let days = possible.map { order in
      (0..<sample.rowCount).compactMap { row in
        sample.withCell(row, column) { TimeReader(order: order, hasRanges: true).read($0)?.day }
      }
    }
    if days.allSatisfy({ $0 == days[0] }) {
      draft.mapping.dateOrder = possible[0]
      return
    }
    // Days that follow on each other in one order and never in the other.
    let closeness = days.map { Self.closeness(Array(Set($0)).sorted()) }
    if let best = closeness.indices.max(by: { closeness[$0] < closeness[$1] }), Set(days[best]).count >= 6,
      closeness[best] >= 0.8, closeness.indices.allSatisfy({ $0 == best || closeness[$0] <= 0.2 })
    {
      draft.mapping.dateOrder = possible[best]
      guess("date-order", "so read, the days follow on each other; in the other order they are weeks apart")
      return
    }
    let example = texts(column, atMost: 1).first?.text ?? ""
    ask(
      column,
      "\(quoted(example)) may be day first or month first, and no row of the file tells: \(possible.map(\.rawValue).joined(separator: " or "))",
      next: "Say it: --date-order dmy for day first, --date-order mdy for month first.")
  }

  /// Share of days whose next one is at most three days later.
  private static func closeness(_ days: [Int]) -> Double {
    guard days.count > 1 else { return 0 }
    return Double(zip(days, days.dropFirst()).count { $1 - $0 <= 3 }) / Double(days.count - 1)
  }

  private mutating func findRanges(_ chosen: [Int]) {
    let column = chosen[chosen.count - 1]
    let reader = TimeReader(order: draft.mapping.dateOrder ?? .yearFirst, hasRanges: true, isClock: chosen.count == 2)
    var count = 0
    var all = 0
    for row in rows where !sample.isBlank(row, column) {
      guard let reading = sample.withCell(row, column, reader.read) else { continue }
      all += 1
      if let lasts = reading.lasts, lasts <= 2 * 3600, lasts % 300 == 0 { count += 1 }
    }
    draft.mapping.hasRanges = all > 0 && Double(count) >= 0.9 * Double(all)
    if draft.mapping.hasRanges { guess("ranges", "each time has its end behind it, as in \(examples(column, 1))") }
  }

  private mutating func findZone(_ chosen: [Int]) {
    let reader = TimeReader(
      order: draft.mapping.dateOrder ?? .yearFirst, hasRanges: draft.mapping.hasRanges, isClock: false)
    let withOffset = chosen.map { column in share(column) { reader.read($0)?.offset != nil } }.max() ?? 0
    if withOffset > 0.95 {
      draft.mapping.zone = hints.zone
      return
    }
    if let zone = best(.zone, where: { column in texts(column, atMost: 200).contains { $0.text.contains("/") || $0.text.uppercased() == "UTC" } }) {
      draft.mapping.zoneColumn = label(zone)
      taken.insert(zone)
      return
    }
    let inName = chosen.contains { names[$0].hasAny(["utc", "gmt"]) }
    if inName {
      draft.mapping.zone = "UTC"
      guess("zone", "the name of the column says so")
    } else if let wanted = hints.zone {
      draft.mapping.zone = wanted
    } else if let profile = draft.profile?.zone {
      draft.mapping.zone = profile
      guess("zone", "files of this kind are in UTC")
    } else {
      ask(
        chosen[0], "the times have no offset, as \(examples(chosen[chosen.count - 1], 1)), and no column says their clock",
        next: "Name the clock, for example --zone Europe/Berlin.")
    }
  }

  /// Days without a clock say nothing about the hours of contacts.
  private mutating func checkClock(_ chosen: [Int]) {
    guard chosen.count == 1 else { return }
    let reader = TimeReader(order: draft.mapping.dateOrder ?? .yearFirst, hasRanges: true)
    let clocks = share(chosen[0]) { reader.read($0)?.second ?? 0 > 0 }
    guard clocks == 0 else { return }
    ask(
      chosen[0], "the dates have no time of day, as \(examples(chosen[0], 1)): days alone do not say when contacts arrive",
      next: "Export the report by interval, or with the time of each contact.")
  }

  // MARK: Profile

  private mutating func take(_ profile: Profile) {
    func labels(_ choices: [[String]]) -> [String] { (columns(choices) ?? []).map { label($0) } }
    draft.mapping.grain = profile.grain
    draft.mapping.queue = profile.queue.compactMap { names in
      names.split(separator: "|").compactMap { column(String($0)) }.first
    }.map { label($0) }
    draft.mapping.offered = labels(profile.offered)
    draft.mapping.handled = labels(profile.handled)
    draft.mapping.abandoned = labels(profile.abandoned)
    draft.mapping.id = profile.contactId.compactMap { column($0) }.first.map { label($0) }
    func claim(_ claims: [Mapping.Claim]) -> Mapping.Claim? {
      for claim in claims {
        if let index = column(claim.column) { return Mapping.Claim(label(index), words: claim.words) }
      }
      return nil
    }
    draft.mapping.isHandled = claim(profile.isHandled)
    draft.mapping.isAbandoned = claim(profile.isAbandoned)
    draft.mapping.filters = profile.filters.compactMap { filter in
      guard let index = column(filter.column) else { return nil }
      var kept = filter
      kept.column = label(index)
      return kept
    }
    taken.formUnion(draft.mapping.columns.compactMap { name in sample.columns.firstIndex(of: name) })
  }

  // MARK: Counts

  private mutating func findCounts() {
    // A word among the numbers is a fault of its row, not of the column.
    func isCount(_ column: Int) -> Bool { isNumeric(column, least: 0.5) }
    if draft.mapping.offered.isEmpty, let column = best(.offered, where: isCount) {
      draft.mapping.offered = [label(column)]
      taken.insert(column)
      guess("offered", "by its name; \(examples(column))")
    }
    if draft.mapping.handled.isEmpty, let column = best(.handled, where: isCount) {
      draft.mapping.handled = [label(column)]
      taken.insert(column)
      guess("handled", "by its name; \(examples(column))")
    }
    if draft.mapping.abandoned.isEmpty, let column = best(.abandoned, where: isCount) {
      draft.mapping.abandoned = [label(column)]
      taken.insert(column)
      guess("abandoned", "by its name; \(examples(column))")
    }
    if draft.mapping.offered.isEmpty, !draft.mapping.handled.isEmpty {
      draft.mapping.offered = draft.mapping.handled + draft.mapping.abandoned
      guess(
        "offered",
        draft.mapping.abandoned.isEmpty
          ? "there is no column of contacts offered, so those handled are taken: who hung up is not in the file"
          : "there is no column of contacts offered, so those handled and abandoned are added up")
    }
  }

  /// Share of the sampled times that begin a 5 minute interval.
  private func onGrid() -> Double {
    let chosen = draft.mapping.start.compactMap { name in sample.columns.firstIndex(of: name) }
    guard let column = chosen.last else { return 0 }
    let reader = TimeReader(
      order: draft.mapping.dateOrder ?? .yearFirst, hasRanges: draft.mapping.hasRanges, isClock: chosen.count == 2)
    return share(column) { ($0.isEmpty ? nil : reader.read($0)?.second).map { $0 % 300 == 0 } ?? false }
  }

  private mutating func decideGrain() {
    if let wanted = hints.grain, draft.profile == nil {
      draft.mapping.grain = wanted
    } else if draft.profile == nil {
      let grid = onGrid()
      let hasCounts = !draft.mapping.offered.isEmpty
      if hasCounts, grid >= 0.98 {
        draft.mapping.grain = .interval
        guess("rows", "the times begin intervals, and \(draft.mapping.offered.joined(separator: " and ")) counts contacts")
      } else if grid < 0.9 {
        draft.mapping.grain = .contact
        guess("rows", "\(Int((100 * (1 - grid)).rounded())) % of the times begin no interval, so each row is a contact")
      } else if best(.id, where: { distinctShare($0) > 0.5 }) != nil || best(.outcome, where: { !isNumeric($0) }) != nil {
        draft.mapping.grain = .contact
        guess("rows", "no column counts contacts, and one names or judges each")
      } else {
        ask(
          nil, "the times begin intervals, and no column counts contacts: the rows may be intervals or single contacts",
          next: "Say --rows contact if each row is one contact; otherwise name the column of contacts in a mapping, which --draft mapping.yaml writes.")
      }
    }
    if draft.mapping.grain == .contact {
      for name in draft.mapping.offered + draft.mapping.handled + draft.mapping.abandoned {
        if let index = sample.columns.firstIndex(of: name) { taken.remove(index) }
      }
      draft.guesses.removeAll { ["offered", "handled", "abandoned"].contains($0.key) }
      (draft.mapping.offered, draft.mapping.handled, draft.mapping.abandoned) = ([], [], [])
    } else if draft.mapping.grain == .interval, draft.mapping.offered.isEmpty, !draft.mapping.start.isEmpty {
      ask(
        nil, "no column counts contacts offered, among \(sample.columns.prefix(12).joined(separator: ", "))",
        next: "Name it as offered in a mapping: muster import FILE --draft mapping.yaml writes one to fill in.")
    }
  }

  private func distinctShare(_ column: Int) -> Double {
    let texts = texts(column)
    return texts.isEmpty ? 0 : Double(Set(texts.map(\.text)).count) / Double(texts.count)
  }

  // MARK: Queues

  private mutating func findQueue() {
    if draft.mapping.queue.isEmpty, hints.queueName == nil {
      let most = max(3, min(500, sample.rowCount / 2))
      if let column = best(
        .queue,
        where: { column in
          let distinct = Set(texts(column).map { $0.text.lowercased() }).count
          return distinct >= 1 && distinct <= most && share(column, of: { TimeReader().read($0)?.day != nil }) < 0.5
        })
      {
        draft.mapping.queue = [label(column)]
        taken.insert(column)
        guess("queue", "by its name; \(examples(column))")
      }
    }
    if draft.profile == nil || draft.mapping.queue.isEmpty {
      addParts()
    }
    // One queue in two media, or one medium: the parts that never differ say nothing.
    if draft.mapping.queue.count > 1 {
      draft.mapping.queue = draft.mapping.queue.enumerated().filter { place, name in
        guard place > 0, let index = sample.columns.firstIndex(of: name) else { return true }
        return Set(texts(index).map { channelWord($0.text) }).count > 1
      }.map(\.element)
    }
    if draft.mapping.queue.isEmpty {
      draft.mapping.queueName = hints.queueName ?? "calls"
      if hints.queueName == nil { guess("queue-name", "no column names queues, so all contacts are of one") }
    }
  }

  /// Channel and language beside the queue, where there are several.
  private mutating func addParts() {
    if let channel = best(
      .channel, where: { column in share(column, of: { channelWord(cellText($0)) != queueId(cellText($0)) || knownChannels.contains(queueId(cellText($0))) }) > 0.6 })
    {
      let found = Set(texts(channel).map { channelWord($0.text) })
      if found.count > 1 || draft.mapping.queue.isEmpty {
        draft.mapping.queue.append(label(channel))
        taken.insert(channel)
        guess("queue", "\(label(channel)) tells the channels \(found.sorted().joined(separator: ", "))")
      }
    }
    if let language = best(.language, where: { Set(texts($0).map { $0.text.lowercased() }).count <= 60 }) {
      if Set(texts(language).map { $0.text.lowercased() }).count > 1 {
        draft.mapping.queue.append(label(language))
        taken.insert(language)
        guess("queue", "\(label(language)) tells languages, as \(examples(language))")
      }
    }
  }

  // MARK: Handle time

  private mutating func findHandleTimes() {
    var found: [(column: Int, unit: DurationUnit?, aggregate: Mapping.Aggregate?)] = []
    if let profile = draft.profile {
      for choice in profile.handleTime where found.isEmpty {
        let parts = choice.compactMap { part in column(part.column).map { ($0, part.unit, part.aggregate) } }
        if parts.count == choice.count { found = parts }
      }
    }
    if found.isEmpty {
      if let column = best(.handleTime, where: isDuration) {
        found = [(column, nil, nil)]
      } else if let talk = best(.talk, where: isDuration) {
        found = [(talk, nil, nil)]
        taken.insert(talk)
        for role in [Role.hold, .wrap] {
          if let part = best(role, where: isDuration) {
            found.append((part, nil, nil))
            taken.insert(part)
          }
        }
      }
    }
    guard !found.isEmpty else { return }
    let counts = (draft.mapping.handled.isEmpty ? draft.mapping.offered : draft.mapping.handled)
      .compactMap { name in sample.columns.firstIndex(of: name) }
    for part in found {
      taken.insert(part.column)
      let first = draft.mapping.handleTime.first
      guard
        let unit = unit(
          of: part.column, known: part.unit ?? plainUnit(like: first), aggregate: part.aggregate ?? first?.aggregate,
          counts: counts)
      else { break }
      draft.mapping.handleTime.append(Mapping.HandleColumn(label(part.column), unit.unit, unit.aggregate))
    }
  }

  /// Further parts of a handle time are in the unit of the first, where that is one of plain numbers.
  private func plainUnit(like first: Mapping.HandleColumn?) -> DurationUnit? {
    first.flatMap { $0.unit.milliseconds == nil ? nil : $0.unit }
  }

  /// Whether most cells of a column are lengths of time in some form.
  private func isDuration(_ column: Int) -> Bool {
    isNumeric(column)
      || share(column) { DurationReader.clock($0, pairIsHours: false) != nil || DurationReader.words($0) != nil } > 0.9
  }

  /// Unit of a column, and whether it is of all contacts or of one; a question where its rows leave it open.
  private mutating func unit(
    of column: Int, known: DurationUnit?, aggregate: Mapping.Aggregate?, counts: [Int]
  ) -> (unit: DurationUnit, aggregate: Mapping.Aggregate)? {
    let name = names[column]
    let form = known ?? unitInName(name) ?? unitInCells(column)
    var pairs: [(value: Double, count: Double)] = []
    let reader = DurationReader(unit: form ?? .seconds)
    for row in rows {
      guard let value = sample.withCell(row, column, reader.read), value > 0 else { continue }
      if counts.isEmpty {
        pairs.append((Double(value) / 1000, 1))
      } else {
        let count = counts.reduce(0.0) { $0 + (sample.withCell(row, $1, NumberMarksPlain.number) ?? 0) }
        if count > 0 { pairs.append((Double(value) / 1000, count)) }
      }
    }
    var kind = aggregate
    if counts.isEmpty {
      kind = .sum
    } else if kind == nil {
      kind = name.hasAny(Lexicon.meanWords) ? .mean : name.hasAny(Lexicon.sumWords) ? .sum : Self.aggregate(pairs)
    }
    guard let kind else {
      ask(
        column, "the rows do not tell whether this is the time of all contacts or of one: \(examples(column))",
        next: "Say it in a mapping, handle-time: { \(label(column)): mean s } or sum s; --draft mapping.yaml writes one.")
      return nil
    }
    let all = pairs.reduce((value: 0.0, count: 0.0)) {
      ($0.value + $1.value * (kind == .mean ? $1.count : 1), $0.count + $1.count)
    }
    let mean = all.count > 0 ? all.value / all.count : 0
    if let form {
      if form == .clock, isPair(column), mean > 0, mean < 60, known == nil {
        ask(
          column, "\(examples(column, 1)) may be minutes and seconds or hours and minutes",
          next: "Say it in a mapping: \(label(column)): \(kind.rawValue) h:mm:ss, or h:mm.")
        return nil
      }
      guess("handle-time", "\(label(column)) is a \(kind.rawValue) in \(form.rawValue): \(seconds(mean)) a contact; \(examples(column, 1))")
      return (form, kind)
    }
    let chosen: DurationUnit? =
      switch mean {
      case 0: .seconds
      case ..<0.3: .days
      case ..<10: hasDecimals(column) && mean >= 0.5 ? .minutes : nil
      case ..<20: nil
      case ..<10_000: .seconds
      case ..<30_000: nil
      default: .milliseconds
      }
    guard let chosen else {
      ask(
        column,
        "the rows do not tell the unit: a contact takes \(number(mean)) on average, which may be "
          + (mean < 20 ? "seconds or minutes" : "seconds or milliseconds"),
        next: "Say it in a mapping: handle-time: { \(label(column)): \(kind.rawValue) s }, or min, or ms.")
      return nil
    }
    guess(
      "handle-time",
      "\(label(column)) is a \(kind.rawValue) in \(chosen.rawValue): a contact takes \(number(mean)) of them on average; \(examples(column, 1))")
    return (chosen, kind)
  }

  private func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: value < 10 ? 2 : 0) }
  private func seconds(_ value: Double) -> String { "\(number(value)) s" }

  private func hasDecimals(_ column: Int) -> Bool {
    share(column) { $0.contains(46) || $0.contains(44) } > 0.2
  }

  private func isPair(_ column: Int) -> Bool {
    share(column) { $0.count { $0 == 58 } == 1 } > 0.5
  }

  /// Sums grow with the contacts of a row, means do not.
  private static func aggregate(_ pairs: [(value: Double, count: Double)]) -> Mapping.Aggregate? {
    guard pairs.count >= 12 else { return nil }
    let sorted = pairs.sorted { $0.count < $1.count }
    let third = sorted.count / 3
    let few = sorted[..<third]
    let many = sorted[(sorted.count - third)...]
    let fewCount = few.reduce(0) { $0 + $1.count } / Double(few.count)
    let manyCount = many.reduce(0) { $0 + $1.count } / Double(many.count)
    guard manyCount >= 1.8 * fewCount else { return nil }
    let fewValue = few.reduce(0) { $0 + $1.value } / Double(few.count)
    let manyValue = many.reduce(0) { $0 + $1.value } / Double(many.count)
    let slope = logarithm(manyValue / fewValue) / logarithm(manyCount / fewCount)
    return slope < 0.35 ? .mean : slope > 0.65 ? .sum : nil
  }

  private func unitInName(_ name: ColumnName) -> DurationUnit? {
    if name.hasAny(["ms", "millis", "milliseconds", "millisekunden", "msec"]) { return .milliseconds }
    if name.hasAny(["seconds", "sec", "secs", "sekunden", "sek", "secondes", "segundos", "secondi", "seconden", "s"]) { return .seconds }
    if name.hasAny(["minutes", "min", "mins", "minuten", "minutos", "minuti"]), !name.hasAny(["max", "avg"]) { return .minutes }
    if name.hasAny(["hours", "hrs", "stunden", "heures", "horas", "ore"]) { return .hours }
    return nil
  }

  /// Unit that the cells themselves write: clocks and words.
  private func unitInCells(_ column: Int) -> DurationUnit? {
    if share(column, of: { $0.contains(58) && DurationReader.clock($0, pairIsHours: false) != nil }) > 0.5 { return .clock }
    if share(column, of: { DurationReader.words($0) != nil }) > 0.5 { return .words }
    return nil
  }

  // MARK: Contacts

  private mutating func findContact() {
    if draft.mapping.id == nil, draft.profile == nil,
      let column = best(.id, where: { distinctShare($0) > 0.3 && sample.rowCount > 1 && !names[$0].hasAny(["agent", "user", "customer", "queue", "campaign", "requester"]) })
    {
      draft.mapping.id = label(column)
      taken.insert(column)
      guess("id", "by its name, and nearly every row has another")
    }
    // A number such as INC0001234; a plain one may be a telephone's.
    if draft.mapping.id == nil, draft.profile == nil, let column = column("number"),
      share(column, of: { $0.count >= 4 && $0[0] | 0x20 >= 97 && $0[0] | 0x20 <= 122 && $0[$0.count - 1] &- 48 < 10 }) > 0.9
    {
      draft.mapping.id = label(column)
      taken.insert(column)
      guess("id", "each begins with letters and ends in digits, as \(examples(column, 1))")
    }
    findDirection()
    findOutcome()
    var parts: [(Int, DurationUnit?)] = []
    for choice in draft.profile?.handleTime ?? [] where parts.isEmpty {
      let found = choice.compactMap { part in column(part.column).map { ($0, part.unit) } }
      if found.count == choice.count { parts = found }
    }
    if parts.isEmpty {
      if let column = best(.handleTime, where: isDuration) {
        parts = [(column, nil)]
      } else if let talk = best(.talk, where: isDuration) {
        taken.insert(talk)
        parts = [(talk, nil)]
        for role in [Role.hold, .wrap] {
          if let part = best(role, where: isDuration) {
            parts.append((part, nil))
            taken.insert(part)
          }
        }
      } else if let column = best(.duration, where: isDuration), draft.profile == nil {
        parts = [(column, nil)]
        guess("handle-time", "\(label(column)) may hold waiting as well: nothing else says how long the work took")
      }
    }
    for (column, known) in parts {
      taken.insert(column)
      // A part that nobody has, as hold often, has no unit to find.
      let like = plainUnit(like: draft.mapping.handleTime.first)
      guard let unit = unit(of: column, known: known ?? like, aggregate: .sum, counts: []) else { break }
      draft.mapping.handleTime.append(Mapping.HandleColumn(label(column), unit.unit, .sum))
    }
    let named = (draft.profile?.wait ?? []).compactMap { column($0.column) }.first
    let wait = named ?? best(.wait, where: isDuration)
    if let wait {
      taken.insert(wait)
      let unit = unitInName(names[wait]) ?? unitInCells(wait)
        ?? (draft.mapping.handleTime.first?.unit.milliseconds == nil ? .seconds : draft.mapping.handleTime.first?.unit)
      draft.mapping.wait = Mapping.HandleColumn(label(wait), unit ?? .seconds)
    }
    if draft.mapping.isHandled == nil, draft.mapping.isAbandoned == nil, let first = draft.mapping.handleTime.first,
      draft.profile == nil
    {
      draft.mapping.isHandled = Mapping.Claim(first.column)
      guess("is-handled", "contacts with time in \(first.column) are those handled")
    }
  }

  /// Keeps inbound contacts where a column says which way they went.
  private mutating func findDirection() {
    var column = draft.mapping.filters.first { $0.keeps }.flatMap { filter in sample.columns.firstIndex(of: filter.column) }
    if column == nil, draft.profile == nil {
      column = best(.direction, where: { column in share(column) { Words.inbound.contains(cellText($0).lowercased()) || Words.outbound.contains(cellText($0).lowercased()) } > 0.5 })
    }
    guard let column else { return }
    taken.insert(column)
    var counts: [String: Int] = [:]
    for (_, text) in texts(column) { counts[text.lowercased(), default: 0] += 1 }
    let known = draft.mapping.filters.first { $0.column == label(column) }?.words ?? []
    let keeps = counts.keys.filter { (Words.inbound.contains($0) || known.contains($0)) && (known.isEmpty || known.contains($0) || !Words.outbound.contains($0)) }.sorted()
    let drops = counts.keys.filter { Words.outbound.contains($0) && !keeps.contains($0) }
    let open = counts.keys.filter { !keeps.contains($0) && !drops.contains($0) }.sorted()
    let name = label(column)
    draft.mapping.filters.removeAll { $0.column == name }
    guard !counts.isEmpty else { return }
    let total = counts.values.reduce(0, +)
    let unknown = open.reduce(0) { $0 + (counts[$1] ?? 0) }
    if keeps.isEmpty {
      // No word for inbound: whatever is not known to go out is kept.
      if drops.isEmpty || open.isEmpty, !drops.isEmpty {
        ask(
          column, "no row is inbound: there are only \(drops.sorted().map { quoted($0) }.joined(separator: ", "))",
          next: "Export inbound contacts, or say in a mapping what is kept.")
        return
      }
      if !drops.isEmpty { draft.mapping.filters.append(Mapping.Filter(label(column), drops: drops.sorted())) }
      return
    }
    if Double(unknown) > 0.02 * Double(total), known.isEmpty {
      ask(
        column, "rows of \(open.prefix(6).map { quoted($0) }.joined(separator: ", ")) may be inbound or not",
        next: "Say it in a mapping: keep: { \(label(column)): [\(keeps.joined(separator: ", "))] }; --draft mapping.yaml writes one.")
      return
    }
    draft.mapping.filters.append(Mapping.Filter(label(column), keeps: keeps))
    guess("keep", "\(label(column)) says which way a contact went: \(counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(5).map { "\($0.key) \($0.value)" }.joined(separator: ", "))")
  }

  /// What became of each contact.
  private mutating func findOutcome() {
    func learn(_ claim: Mapping.Claim, _ words: Set<String>) -> Mapping.Claim {
      guard !claim.words.isEmpty, let index = sample.columns.firstIndex(of: claim.column) else { return claim }
      let seen = Set(texts(index).map { $0.text.lowercased() })
      let more = seen.filter { words.contains($0) }
      return Mapping.Claim(claim.column, words: Set(claim.words).union(more).sorted())
    }
    if let claim = draft.mapping.isHandled { draft.mapping.isHandled = learn(claim, Words.handled) }
    if let claim = draft.mapping.isAbandoned { draft.mapping.isAbandoned = learn(claim, Words.abandoned) }
    guard draft.mapping.isHandled == nil, draft.mapping.isAbandoned == nil, draft.profile == nil else { return }
    func seen(_ column: Int) -> Set<String> { Set(texts(column).map { $0.text.lowercased() }) }
    let outcome = best(
      .outcome,
      where: { column in
        let words = seen(column)
        guard words.count <= 40 else { return false }
        return share(column) { bytes in
          let word = cellText(bytes).lowercased()
          return Words.handled.contains(word) || Words.abandoned.contains(word)
        } > 0.6
      })
    if let outcome {
      taken.insert(outcome)
      let words = seen(outcome)
      let handled = words.filter { Words.handled.contains($0) }.sorted()
      let abandoned = words.filter { Words.abandoned.contains($0) }.sorted()
      if !handled.isEmpty { draft.mapping.isHandled = Mapping.Claim(label(outcome), words: handled) }
      if !abandoned.isEmpty { draft.mapping.isAbandoned = Mapping.Claim(label(outcome), words: abandoned) }
      let rest = words.subtracting(handled).subtracting(abandoned).sorted()
      guess(
        "is-handled",
        "by the words of \(label(outcome))"
          + (rest.isEmpty ? "" : "; neither handled nor abandoned: \(rest.prefix(8).joined(separator: ", "))"))
      return
    }
    if let flag = best(.abandonFlag, where: { column in seen(column).count <= max(3, sample.rowCount) }) {
      taken.insert(flag)
      draft.mapping.isAbandoned = Mapping.Claim(label(flag))
      guess("is-abandoned", "\(label(flag)) is filled in where a contact hung up; \(examples(flag, 1))")
    }
    if let flag = best(.answeredFlag, where: { seen($0).count <= 3 }) {
      taken.insert(flag)
      draft.mapping.isHandled = Mapping.Claim(label(flag))
      guess("is-handled", "\(label(flag)) says so; \(examples(flag, 1))")
    } else if let time = best(.answeredAt, where: { column in DateOrder.allCases.contains { isTime(column, TimeReader(order: $0, isClock: true)) > 0.9 } }) {
      taken.insert(time)
      draft.mapping.isHandled = Mapping.Claim(label(time))
      guess("is-handled", "\(label(time)) has a time where a contact was answered")
    }
  }

  private mutating func checkColumns() {
    if draft.mapping.grain == .queueLog, draft.mapping.start.isEmpty { return }
    if sample.rowCount == 0 {
      ask(nil, "there are no rows below the header", next: "Export the report for more days.")
    }
  }
}

/// Channels as scenarios name them.
let knownChannels: Set<String> = ["phone", "chat", "email"]

/// A channel by the word that files have for it; other words as ids.
func channelWord(_ text: String) -> String {
  let word = queueId(text)
  switch word {
  case "voice", "phone", "call", "calls", "telephone", "telefon", "inbound-call", "inbound-voice": return "phone"
  case "chat", "message", "messaging", "sms", "whatsapp", "webchat", "web-chat", "messenger", "social", "facebook",
    "web-messaging", "webmessaging", "live-chat", "native-messaging":
    return "chat"
  case "email", "mail", "e-mail", "ticket", "task", "web-form", "case", "workitem": return "email"
  default: return word
  }
}
