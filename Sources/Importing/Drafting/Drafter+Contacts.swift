import ScenarioFiles
import Tabular

extension Drafter {
  // MARK: Contacts

  mutating func findContact() {
    if draft.mapping.id == nil, draft.profile == nil, let column = findId() {
      draft.mapping.id = label(column)
      taken.insert(column)
      guess("id", "by its name, and nearly every row has another")
    }
    // A number such as INC0001234; a plain one may be a telephone's.
    if draft.mapping.id == nil, draft.profile == nil, let column = column("number"),
      share(column, of: { $0.count >= 4 && $0[0] | 0x20 >= 97 && $0[0] | 0x20 <= 122 && $0[$0.count - 1] &- 48 < 10 })
        > 0.9
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
      let like = self.unit(like: draft.mapping.handleTime.first, of: column)
      guard let unit = unit(of: column, known: known ?? like, aggregate: .sum, counts: []) else { break }
      draft.mapping.handleTime.append(Mapping.HandleColumn(label(column), unit.unit, .sum))
    }
    if parts.first.map({ Lexicon.fit(names[$0.0], .talk) > 0 }) ?? true { tellLengths() }
    let named = (draft.profile?.wait ?? []).compactMap { column($0.column) }.first
    let wait = named ?? best(.wait, where: isDuration)
    if let wait {
      taken.insert(wait)
      let unit =
        unitInName(names[wait]) ?? unitInCells(wait)
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

  /// The column that tells contacts apart.
  private func findId() -> Int? {
    func mayBe(_ column: Int) -> Bool {
      distinctShare(column) > 0.3 && sample.rowCount > 1 && !isLength(column)
        && !names[column].hasAny(["agent", "user", "customer", "queue", "campaign", "requester"])
    }
    let best = best(.id, where: mayBe)
    guard let best, names[best].text == "contact id" else { return best }
    // A contact may be somebody who wrote or called more than once.
    let contacts = distinctShare(best)
    return names.indices.first { column in
      names[column].hasAny(["conversation", "interaction", "call", "chat", "ticket", "case"])
        && names[column].hasAny(["id", "number"]) && mayBe(column) && distinctShare(column) > contacts
        && texts(column).count == texts(best).count
    } ?? best
  }

  /// Whether a column is a length of time by its name and its cells, as `Conversation` is in French.
  private func isLength(_ column: Int) -> Bool {
    let roles: [Role] = [.handleTime, .talk, .hold, .wrap, .duration, .wait]
    return roles.contains { Lexicon.fit(names[column], $0) > 0 } && !names[column].hasAny(["id", "number"])
      && (unitInCells(column) != nil || share(column) { $0.count <= 5 && DurationReader.digits($0) != nil } > 0.9)
  }

  /// Keeps inbound contacts where a column says which way they went.
  mutating func findDirection() {
    var column = draft.mapping.filters.first { $0.keeps }.flatMap { filter in
      sample.columns.firstIndex(of: filter.column)
    }
    if column == nil, draft.profile == nil {
      column = best(
        .direction,
        where: { column in
          share(column) {
            Words.inbound.contains(Words.bare(cellText($0))) || Words.outbound.contains(Words.bare(cellText($0)))
          } > 0.5
        })
    }
    guard let column else { return askAboutWays() }
    taken.insert(column)
    var counts: [String: Int] = [:]
    for (_, text) in texts(column) { counts[text.lowercased(), default: 0] += 1 }
    let known = draft.mapping.filters.first { $0.column == label(column) }?.words ?? []
    let keeps = counts.keys.filter {
      (Words.inbound.contains(Words.bare($0)) || known.contains($0))
        && (known.isEmpty || known.contains($0) || !Words.outbound.contains(Words.bare($0)))
    }.sorted()
    let drops = counts.keys.filter { Words.outbound.contains(Words.bare($0)) && !keeps.contains($0) }
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
        next:
          "Say it in a mapping: keep: { \(label(column)): [\(keeps.joined(separator: ", "))] }; --draft mapping.yaml writes one."
      )
      return
    }
    draft.mapping.filters.append(Mapping.Filter(label(column), keeps: keeps))
    guess(
      "keep",
      "\(label(column)) says which way a contact went: \(counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(5).map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
    )
  }

  /// Asks about a column that by its name says which way contacts went, in words that nobody knows: those that went out would count.
  private mutating func askAboutWays() {
    guard draft.profile == nil else { return }
    for column in names.indices where !taken.contains(column) && Lexicon.waysNames.contains(names[column].core) {
      let words = Set(texts(column).map { $0.text.lowercased() })
      guard 2...6 ~= words.count else { continue }
      let name = label(column)
      return ask(
        column, "rows of \(words.sorted().map { quoted($0) }.joined(separator: ", ")) may be inbound or not",
        next: "Say it in a mapping, with the words of those that came in: keep: { \(yamlQuoted(name)): [...] }; "
          + "--draft mapping.yaml writes one.")
    }
  }

  /// What became of each contact.
  mutating func findOutcome() {
    func learn(_ claim: Mapping.Claim, _ words: Set<String>) -> Mapping.Claim {
      guard !claim.words.isEmpty, let index = sample.columns.firstIndex(of: claim.column) else { return claim }
      let seen = Set(texts(index).map { $0.text.lowercased() })
      let more = seen.filter { words.contains(Words.bare($0)) }
      return Mapping.Claim(claim.column, words: Set(claim.words).union(more).sorted())
    }
    if let claim = draft.mapping.isHandled { draft.mapping.isHandled = learn(claim, Words.handled) }
    if let claim = draft.mapping.isAbandoned { draft.mapping.isAbandoned = learn(claim, Words.abandoned) }
    guard draft.mapping.isHandled == nil, draft.mapping.isAbandoned == nil, draft.profile == nil else { return }
    func seen(_ column: Int) -> Set<String> { Set(texts(column).map { $0.text.lowercased() }) }
    func saysYesAndNo(_ column: Int) -> Bool {
      let words = seen(column).map(Words.bare)
      return words.count == 2 && words.contains(where: Words.handled.contains)
        && words.contains(where: Words.abandoned.contains)
    }
    // A contact that hung up is closed, too.
    if let flag = best(.abandonFlag, where: saysYesAndNo) {
      taken.insert(flag)
      draft.mapping.isAbandoned = Mapping.Claim(label(flag))
      guess("is-abandoned", "\(label(flag)) says so; \(examples(flag, 1))")
      return
    }
    let outcome = best(
      .outcome,
      where: { column in
        let words = seen(column)
        guard words.count <= 40 else { return false }
        return share(column) { bytes in
          let word = Words.bare(cellText(bytes))
          return Words.handled.contains(word) || Words.abandoned.contains(word)
        } > 0.6
      })
    if let outcome {
      taken.insert(outcome)
      let words = seen(outcome)
      let handled = words.filter { Words.handled.contains(Words.bare($0)) }.sorted()
      let abandoned = words.filter { Words.abandoned.contains(Words.bare($0)) }.sorted()
      if !handled.isEmpty { draft.mapping.isHandled = Mapping.Claim(label(outcome), words: handled) }
      if !abandoned.isEmpty { draft.mapping.isAbandoned = Mapping.Claim(label(outcome), words: abandoned) }
      let rest = words.subtracting(handled).subtracting(abandoned).sorted()
      guess(
        "is-handled",
        "by the words of \(label(outcome))"
          + (rest.isEmpty ? "" : "; neither handled nor abandoned: \(rest.prefix(8).joined(separator: ", "))"))
      return
    }
    // A length of time is told where no column of a few words says it.
    if let flag = best(.abandonFlag, where: { seen($0).count <= 3 }) ?? best(.abandonFlag, where: { _ in true }) {
      taken.insert(flag)
      draft.mapping.isAbandoned = Mapping.Claim(label(flag))
      guess("is-abandoned", "\(label(flag)) is filled in where a contact hung up; \(examples(flag, 1))")
    }
    if let flag = best(.answeredFlag, where: { seen($0).count <= 3 }) {
      taken.insert(flag)
      draft.mapping.isHandled = Mapping.Claim(label(flag))
      guess("is-handled", "\(label(flag)) says so; \(examples(flag, 1))")
    } else if let time = best(
      .answeredAt,
      where: { column in DateOrder.allCases.contains { isTime(column, TimeReader(order: $0, isClock: true)) > 0.9 } })
    {
      taken.insert(time)
      draft.mapping.isHandled = Mapping.Claim(label(time))
      guess("is-handled", "\(label(time)) has a time where a contact was answered")
    }
  }

  mutating func checkColumns() {
    if draft.mapping.grain == .queueLog, draft.mapping.start.isEmpty { return }
    if sample.rowCount == 0 {
      ask(nil, "there are no rows below the header", next: "Export the report for more days.")
    }
  }
}
