import ScenarioFiles
import Tabular

extension Drafter {
  // MARK: Profile

  mutating func take(_ profile: Profile) {
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
    // A length of time that tells whether a contact was handled is one of its lengths all the same.
    var named = draft.mapping
    (named.isHandled, named.isAbandoned) = (nil, nil)
    taken.formUnion(named.columns.compactMap { name in sample.columns.firstIndex(of: name) })
  }

  // MARK: Counts

  mutating func findCounts() {
    // A word among the numbers is a fault of its row, not of the column.
    func isCount(_ column: Int) -> Bool { isNumeric(column, least: 0.5) }
    // Beside a column of calls out, a total holds both.
    let out = names.indices.first { names[$0].hasAny(Lexicon.outWords) && !Lexicon.isTime(names[$0]) && isCount($0) }
    let inbound = Set(
      names.indices.filter { out != nil && names[$0].hasAny(Lexicon.inWords) && Lexicon.fit(names[$0], .offered) > 0 })
    func mayBeOffered(_ column: Int) -> Bool { (inbound.isEmpty || inbound.contains(column)) && isCount(column) }
    // `Calls` beside `Calls Offered` may hold more than these.
    let sure = best(.offered) {
      Lexicon.fit(names[$0], .offered) >= 99 && names[$0].hasAny(Lexicon.inWords) && mayBeOffered($0)
    }
    if draft.mapping.offered.isEmpty, let column = sure ?? best(.offered, where: mayBeOffered) {
      if let out, inbound.isEmpty, names[column].hasAny(Lexicon.sumWords) {
        ask(
          column, "this may hold the calls out too, which \(label(out)) counts",
          next: "Export the calls that came in, or name their column as offered in a mapping.")
      }
      draft.mapping.offered = [label(column)]
      taken.insert(column)
      guess("offered", "by its name; \(examples(column))")
      askAboutOthers(beside: column)
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

  /// Asks where further columns count the contacts offered of other channels or queues: those of one alone would be a part of
  /// the work.
  private mutating func askAboutOthers(beside column: Int) {
    func rest(_ column: Int) -> [String] { names[column].words.filter { !Lexicon.channelWords.contains($0) } }
    func channels(_ column: Int) -> Int { names[column].words.count - rest(column).count }
    func counts(_ other: Int) -> Bool { other != column && !taken.contains(other) && isNumeric(other, least: 0.5) }
    let ofChannels =
      channels(column) > 0 && !rest(column).isEmpty
      ? names.indices.filter { counts($0) && channels($0) > 0 && rest($0) == rest(column) } : []
    let own = Lexicon.fit(names[column], .offered) < 99 ? queueAndFigure(column) : nil
    let ofQueues = own.map { own in
      names.indices.filter { other in
        counts(other) && queueAndFigure(other).map { $0.figure == own.figure && $0.group != own.group } ?? false
      }
    }
    guard let others = [ofChannels, ofQueues ?? []].first(where: { !$0.isEmpty }) else { return }
    let all = ([column] + others).sorted().map { yamlQuoted(label($0)) }.joined(separator: ", ")
    let what = ofChannels.isEmpty ? "queue" : "channel"
    ask(
      column, "this and \(others.map { label($0) }.joined(separator: ", ")) count the contacts of several \(what)s",
      next:
        "Say in a mapping, which --draft mapping.yaml writes, which of them are of the queue: offered: [\(all)] adds them up; "
        + (ofChannels.isEmpty ? "for each as a queue" : "for a queue of each channel") + " import once with each.")
  }

  /// The queue and the figure of a column named for both, where no column names queues.
  private func queueAndFigure(_ column: Int) -> TurnedTable.Part? {
    guard !names.contains(where: { Lexicon.fit($0, .queue) == 100 }),
      let part = TurnedTable.part(label(column), column), !ReportTotal.begins(part.group),
      !Lexicon.isOfNoQueue(ColumnName(part.group))
    else { return nil }
    return part
  }

  /// Asks about a column of whole numbers that are never below the contacts handled, where none is known to hold those offered:
  /// without it, whoever hung up would not be planned for.
  private mutating func askAboutOffered() {
    guard let handled = draft.mapping.handled.first.flatMap({ sample.columns.firstIndex(of: $0) }) else { return }
    func number(_ row: Int, _ column: Int) -> Double? { sample.withCell(row, column, NumberMarksPlain.number) }
    let column = names.indices.first { column in
      guard !taken.contains(column), isNumeric(column), !Lexicon.isTime(names[column]) else { return false }
      let pairs = rows.compactMap { row in number(row, column).flatMap { all in number(row, handled).map { (all, $0) } }
      }
      let sums = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
      return pairs.count >= 8 && pairs.allSatisfy { $0.0 >= $0.1 && $0.0 == $0.0.rounded() }
        && sums.0 > sums.1 && sums.0 <= 3 * sums.1
    }
    guard let column else { return }
    let (all, answered) = (yamlQuoted(label(column)), yamlQuoted(label(handled)))
    ask(
      column,
      "this is never below \(label(handled)) and may hold the contacts offered, which no column is known to: "
        + examples(column),
      next:
        "Say it in a mapping, which --draft mapping.yaml writes: offered: [\(all)], or offered: [\(answered)] where it is "
        + "something else.")
  }

  /// Share of the sampled times that begin a 5 minute interval.
  func onGrid() -> Double {
    let chosen = draft.mapping.start.compactMap { name in sample.columns.firstIndex(of: name) }
    guard let column = chosen.last else { return 0 }
    let reader = TimeReader(
      order: readingOrder, hasRanges: draft.mapping.hasRanges,
      isClock: draft.mapping.startIsClock)
    var hits = 0
    var all = 0
    for row in rows {
      // A header in the middle, totals and remarks have no time, and say nothing.
      guard let second = sample.withCell(row, column, reader.read)?.second else { continue }
      all += 1
      if second % 300 == 0 { hits += 1 }
    }
    return all == 0 ? 0 : Double(hits) / Double(all)
  }

  mutating func decideGrain() {
    if let wanted = hints.grain, draft.profile == nil {
      draft.mapping.grain = wanted
    } else if draft.profile == nil {
      let grid = onGrid()
      let hasCounts = !draft.mapping.offered.isEmpty
      if hasCounts, grid >= 0.98 {
        draft.mapping.grain = .interval
        guess(
          "rows", "the times begin intervals, and \(draft.mapping.offered.joined(separator: " and ")) counts contacts")
      } else if grid < 0.9 {
        draft.mapping.grain = .contact
        guess("rows", "\(Share(1 - grid).text(decimals: 0)) of the times begin no interval, so each row is a contact")
      } else if best(.id, where: { distinctShare($0) > 0.5 }) != nil || best(.outcome, where: { !isNumeric($0) }) != nil
      {
        draft.mapping.grain = .contact
        guess("rows", "no column counts contacts, and one names or judges each")
      } else if case let queues = TurnedTable.queueColumns(of: sample), queues.count > 1 {
        ask(
          queues[0],
          "this and \(queues.dropFirst().map { label($0) }.joined(separator: ", ")) may each count a queue's contacts",
          next: "Say --rows interval where they do; otherwise name the column of contacts in a mapping, which --draft "
            + "mapping.yaml writes.")
      } else {
        ask(
          nil, "the times begin intervals, and no column counts contacts: the rows may be intervals or single contacts",
          next:
            "Say --rows contact if each row is one contact; otherwise name the column of contacts in a mapping, which --draft mapping.yaml writes."
        )
      }
    }
    if draft.mapping.grain == .contact {
      for name in draft.mapping.offered + draft.mapping.handled + draft.mapping.abandoned {
        if let index = sample.columns.firstIndex(of: name) { taken.remove(index) }
      }
      draft.guesses.removeAll { ["offered", "handled", "abandoned"].contains($0.key) }
      (draft.mapping.offered, draft.mapping.handled, draft.mapping.abandoned) = ([], [], [])
    } else if draft.mapping.grain == .interval, draft.mapping.offered == draft.mapping.handled, draft.profile == nil,
      !draft.mapping.offered.isEmpty
    {
      askAboutOffered()
    } else if draft.mapping.grain == .interval, draft.mapping.offered.isEmpty, !draft.mapping.start.isEmpty {
      ask(
        nil, "no column counts contacts offered, among \(sample.columns.prefix(12).joined(separator: ", "))",
        next: "Name it as offered in a mapping: muster import FILE --draft mapping.yaml writes one to fill in.")
    }
  }

  func distinctShare(_ column: Int) -> Double {
    let texts = texts(column)
    return texts.isEmpty ? 0 : Double(Set(texts.map(\.text)).count) / Double(texts.count)
  }

  // MARK: Queues

  mutating func findQueue() {
    let known = draft.profile?.queue.first?.split(separator: "|").compactMap { column(String($0)) } ?? []
    // A profile may know the column of channels alone.
    if draft.mapping.queue.isEmpty || draft.profile != nil && known.isEmpty, hints.queueName == nil {
      let most = max(3, min(500, sample.rowCount / 2))
      if let column = best(
        .queue,
        where: { column in
          let found = Set(texts(column).map { $0.text.lowercased() })
          let distinct = found.allSatisfy { ReportTotal.isWhole($0) || isAllQueues($0) } ? 0 : found.count
          let ways = found.count { Words.inbound.contains(Words.bare($0)) || Words.outbound.contains(Words.bare($0)) }
          return 2 * ways <= found.count && distinct >= 1 && distinct <= most
            && share(column, of: { TimeReader().read($0)?.day != nil }) < 0.5
        })
      {
        draft.mapping.queue.insert(label(column), at: 0)
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
      let titled = hints.queueName == nil ? queueInTitle : nil
      draft.mapping.queueName = hints.queueName ?? titled ?? Self.unnamedQueue
      if titled != nil {
        guess("queue-name", "no column names queues, and a line above the header does")
      } else if hints.queueName == nil {
        guess("queue-name", "no column names queues, so all contacts are of one")
      }
    }
    if hints.queueName == nil, draft.profile == nil, draft.mapping.grain == .interval {
      askAboutNames()
      askAboutParts()
    }
  }

  /// Asks about lines that stand above the first of some rows and the next, and may name the queue of each part.
  private mutating func askAboutParts() {
    guard draft.mapping.queue.isEmpty, sample.isWhole, sample.rowCount > 3 else { return }
    let alone = (0..<sample.rowCount).map { row in
      sample.onlyText(row).map { text in
        text.contains(where: \.isLetter) && !ReportTotal.begins(text)
          && !DateOrder.allCases.contains { $0.day(text) != nil }
      }
    }
    let lines = alone.indices.filter { alone[$0] == true }
    guard lines.first == 0, lines.count > 1, lines.allSatisfy({ $0 + 1 < alone.count && alone[$0 + 1] == nil }) else {
      return
    }
    ask(
      nil,
      "\(lines.count) lines between the rows have a text alone, the first of them line \(sample.lines[0]), and may name their queues",
      next: "Write the name of the queue into each row, in a column Queue; or say --queue NAME where all are one.")
  }

  /// Asks about a column of words by which alone the rows of one interval are told apart, where no column is known to name
  /// queues: added up, the queues would be one.
  private mutating func askAboutNames() {
    let chosen = draft.mapping.queue.compactMap { sample.columns.firstIndex(of: $0) }
    guard !chosen.contains(where: { Lexicon.fit(names[$0], .queue) > 0 }) else { return }
    let start = draft.mapping.start.compactMap { sample.columns.firstIndex(of: $0) }
    func key(_ row: Int, _ columns: [Int]) -> [String] { columns.map { sample.text(row, $0) } }
    let all = 0..<min(sample.rowCount, 4_000)
    let intervals = Dictionary(grouping: all.filter { !sample.isBlank($0, start.last ?? 0) }) {
      key($0, start + chosen)
    }
    let shared = intervals.values.filter { $0.count > 1 }
    guard 10 * shared.count > intervals.count else { return }
    let column = names.indices.first { column in
      let isFree =
        !taken.contains(column) && !names[column].hasAny(Lexicon.personWords) && names[column].text != "name"
        && !isNumeric(column, least: 0.5)
      guard isFree, unitInCells(column) == nil, !texts(column).isEmpty else { return false }
      return shared.allSatisfy { rows in Set(rows.map { sample.text($0, column) }).count == rows.count }
    }
    guard let column else { return }
    ask(
      column, "rows of one interval differ in this, as \(examples(column)), and no column is known to name queues",
      next:
        "Say it in a mapping, which --draft mapping.yaml writes: queue: [\(yamlQuoted(label(column)))]; or --queue NAME "
        + "where all are one.")
  }

  /// The queue that a line above the header names, such as `Split/Skill: Sales`.
  private var queueInTitle: String? { sample.titles.lazy.compactMap(TurnedTable.queue(named:)).first }

  /// Channel and language beside the queue, where there are several.
  mutating func addParts() {
    if let channel = best(
      .channel,
      where: { column in
        share(
          column,
          of: { channelWord(cellText($0)) != queueId(cellText($0)) || knownChannels.contains(queueId(cellText($0))) })
          > 0.6
      })
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

  /// Lists the queues of the sample with their ids.
  mutating func nameQueues() {
    let columns = draft.mapping.queue.compactMap { name in sample.columns.firstIndex(of: name) }
    guard !columns.isEmpty else { return }
    var seen: Set<[String]> = []
    for row in rows {
      let parts = columns.map { sample.text(row, $0) }
      if !parts[0].isEmpty, !ReportTotal.isWhole(parts[0]), seen.count < 60 { seen.insert(parts) }
    }
    // Many numbers are those of people.
    let numbers = seen.count { Telephone.isNumber($0[0]) }
    let names = seen.filter { numbers < 20 || !Telephone.isNumber($0[0]) }
    var ids = QueueIds()
    draft.queueIds = names.sorted { $0.joined(separator: "\t") < $1.joined(separator: "\t") }
      .map { (name: $0.joined(separator: " / "), id: ids.id(ofParts: $0)) }
  }
}

/// Channels as scenarios name them.
let knownChannels: Set<String> = ["phone", "chat", "email"]

/// Whether a name is that of all queues together, as reports have it beside the single ones: `All`, `All queues`.
func isAllQueues(_ text: String) -> Bool {
  let words = ColumnName(text).words
  guard let first = words.first, wholeWords.contains(first) else { return false }
  return words.dropFirst().allSatisfy { wholeNouns.contains($0) }
}

private let wholeWords: Set<String> = [
  "all", "alle", "tous", "toutes", "todas", "todos", "tutti", "tutte", "wszystkie", "overall",
]
private let wholeNouns: Set<String> = [
  "queues", "skills", "splits", "groups", "campaigns", "services", "lines", "teams", "csqs", "channels", "calls",
  "contacts", "warteschlangen", "gruppen", "kanaele", "anrufe", "les", "las", "los", "le", "i", "files", "groupes",
  "appels", "colas", "grupos", "llamadas", "filas", "code", "gruppi", "chiamate", "wachtrijen", "kolejki", "selected",
]
