import Tabular

extension Drafter {
  // MARK: Handle time

  mutating func findHandleTimes() {
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
    guard !found.isEmpty else { return tellLengths() }
    func places(_ names: [String]) -> [Int] { names.compactMap { sample.columns.firstIndex(of: $0) } }
    let isRest = draft.mapping.handled.isEmpty
    let counts = places(isRest ? draft.mapping.offered : draft.mapping.handled)
    let less = isRest ? places(draft.mapping.abandoned) : []
    for part in found {
      taken.insert(part.column)
      let first = draft.mapping.handleTime.first
      guard
        let unit = unit(
          of: part.column, known: part.unit ?? unit(like: first, of: part.column),
          aggregate: part.aggregate ?? Self.aggregate(named: names[part.column]) ?? first?.aggregate,
          counts: counts, less: less)
      else { break }
      draft.mapping.handleTime.append(Mapping.HandleColumn(label(part.column), unit.unit, unit.aggregate))
    }
    if Lexicon.fit(names[found[0].column], .talk) > 0 { tellLengths() }
  }

  /// Says which columns of lengths of time nobody knows, where no handle time is known, or parts of one: it may be one of them.
  mutating func tellLengths() {
    guard draft.profile == nil else { return }
    let roles: [Role] = [.talk, .wait, .duration, .hold, .wrap, .length, .start, .clock, .end]
    let lengths = names.indices.filter { column in
      !taken.contains(column) && !roles.contains { Lexicon.fit(names[column], $0) > 0 }
        && Lexicon.mayBeOfInbound(names[column]) && isDuration(column)
        && (unitInCells(column) != nil || names[column].words.contains(where: Lexicon.isWordOfTime))
    }
    guard !lengths.isEmpty else { return }
    guess(
      "handle-time",
      (draft.mapping.handleTime.isEmpty
        ? "no column is known to hold it" : "it is made of parts, and there may be more")
        + "; if \(lengths.map { label($0) }.joined(separator: " or ")) "
        + (draft.mapping.handleTime.isEmpty ? "does" : "is one")
        + ", say so in a mapping, which --draft mapping.yaml writes")
  }

  /// Further parts of a handle time are in the unit of the first, where that is one of plain numbers, or both are clocks.
  func unit(like first: Mapping.HandleColumn?, of column: Int) -> DurationUnit? {
    guard let first else { return nil }
    return first.unit.milliseconds != nil || first.unit == unitInCells(column) ? first.unit : nil
  }

  /// Whether most cells of a column are lengths of time in some form.
  func isDuration(_ column: Int) -> Bool {
    isNumeric(column)
      || share(column) { DurationReader.clock($0, pairIsHours: false) != nil || DurationReader.words($0) != nil } > 0.9
  }

  /// Unit of a column, and whether it is of all contacts or of one; a question where its rows leave it open.
  mutating func unit(
    of column: Int, known: DurationUnit?, aggregate: Mapping.Aggregate?, counts: [Int], less: [Int] = []
  ) -> (unit: DurationUnit, aggregate: Mapping.Aggregate)? {
    let name = names[column]
    let form = known ?? unitInName(name) ?? unitInCells(column)
    var pairs: [(value: Double, count: Double)] = []
    let reader = DurationReader(unit: form ?? .seconds, marks: hints.numbers ?? ColumnMarks.of(column, sample))
    for row in rows {
      guard let value = sample.withCell(row, column, reader.read), value > 0 else { continue }
      if counts.isEmpty {
        pairs.append((Double(value) / 1000, 1))
      } else {
        func sum(_ columns: [Int]) -> Double {
          columns.reduce(0) { $0 + (sample.withCell(row, $1, NumberMarksPlain.number) ?? 0) }
        }
        let count = sum(counts) - sum(less)
        if count > 0 { pairs.append((Double(value) / 1000, count)) }
      }
    }
    var kind = aggregate
    if counts.isEmpty {
      kind = .sum
    } else if kind == nil {
      kind = Self.aggregate(named: name) ?? Self.aggregate(pairs)
    }
    guard let kind else {
      ask(
        column, "the rows do not tell whether this is the time of all contacts or of one: \(examples(column))",
        next:
          "Say it in a mapping, handle-time: { \(label(column)): mean s } or sum s; --draft mapping.yaml writes one.")
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
      guess(
        "handle-time",
        "\(label(column)) is a \(kind.rawValue) in \(form.rawValue): \(seconds(mean)) a contact; \(examples(column, 1))"
      )
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
      "\(label(column)) is a \(kind.rawValue) in \(chosen.rawValue): a contact takes \(number(mean)) of them on average; \(examples(column, 1))"
    )
    return (chosen, kind)
  }

  func number(_ value: Double) -> String { FixedDecimal.text(value, decimals: value < 10 ? 2 : 0) }
  func seconds(_ value: Double) -> String { "\(number(value)) s" }

  func hasDecimals(_ column: Int) -> Bool {
    share(column) { $0.contains(46) || $0.contains(44) } > 0.2
  }

  func isPair(_ column: Int) -> Bool {
    share(column) { $0.count { $0 == 58 } == 1 } > 0.5
  }

  /// Whether a name says that its times are of one contact or of all; nil where it says neither.
  static func aggregate(named name: ColumnName) -> Mapping.Aggregate? {
    name.hasAny(Lexicon.meanWords) ? .mean : name.hasAny(Lexicon.sumWords) ? .sum : nil
  }

  /// Sums grow with the contacts of a row, means do not.
  static func aggregate(_ pairs: [(value: Double, count: Double)]) -> Mapping.Aggregate? {
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

  func unitInName(_ name: ColumnName) -> DurationUnit? {
    if name.hasAny(["ms", "millis", "milliseconds", "millisekunden", "msec"]) { return .milliseconds }
    if name.hasAny(["seg", "segs"]) { return .seconds }
    if name.hasAny([
      "seconds", "sec", "secs", "sekunden", "sek", "secondes", "segundos", "secondi", "seconden", "s", "秒",
    ]) {
      return .seconds
    }
    if name.hasAny(["minutes", "min", "mins", "minuten", "minutos", "minuti"]), !name.hasAny(["max", "avg"]) {
      return .minutes
    }
    if name.hasAny(["hours", "hrs", "stunden", "heures", "horas", "ore"]) { return .hours }
    return nil
  }

  /// Unit that the cells themselves write: clocks and words.
  func unitInCells(_ column: Int) -> DurationUnit? {
    if share(column, of: { $0.contains(58) && DurationReader.clock($0, pairIsHours: false) != nil }) > 0.5 {
      return .clock
    }
    if share(column, of: { DurationReader.words($0) != nil }) > 0.5 { return .words }
    return nil
  }
}
