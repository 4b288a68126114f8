import Tabular
import Timeline

extension Drafter {
  // MARK: Time

  mutating func findTime() {
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
      let hasClock =
        share(index) { bytes in
          DateOrder.allCases.contains { order in
            // `02.03.26` in the wrong order is a clock, and no date.
            let time = TimeReader(order: order, hasRanges: true).read(bytes)
            return time?.day != nil && time?.second ?? 0 > 0
          }
        } > 0.02
      let isNumber = isNumeric(index)
      // Ten digits may be a telephone number, eight an id.
      if isNumber, fit == 0, sample.headerLine > 0 { continue }
      candidates.append((index, fit, hasClock))
    }
    var chosen: [Int]?
    if let profile = draft.profile, let named = columns(profile.start),
      candidates.contains(where: { $0.column == named[0] }) || sample.rowCount == 0
    {
      chosen = named
    }
    if chosen == nil {
      let clocks = names.indices.filter { index in
        !candidates.contains { $0.column == index }
          && share(index) { TimeReader(hasRanges: true, isClock: true).read($0)?.second != nil }
            > (Lexicon.fit(names[index], .clock) > 0 ? 0.5 : 0.9)
          && (!isNumeric(index) || Lexicon.fit(names[index], .clock) == 100 || isHour(index))
      }
      // The date of a row with its clock; a column that has both needs none.
      let ranked = candidates.sorted { a, b in
        (a.fit + (a.hasClock ? 25 : 0), b.column) > (b.fit + (b.hasClock ? 25 : 0), a.column)
      }
      if let first = ranked.first {
        let clock =
          first.hasClock
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
      if findTitleDate() { return }
      if let week = names.indices.first(where: { WeekNames.isWeek(names[$0]) }) {
        ask(
          week, "weeks stand in place of dates, and no column says their year or how they are counted",
          next:
            "Export dates, or a year beside weeks of ISO 8601, which begin with Mondays, in a column named ISO Week.")
        return
      }
      let heads =
        sample.headerLine > 0 || sample.rowCount == 0
        ? sample.columns : sample.columns.indices.map { sample.text(0, $0) }
      let days = heads.indices.filter { TurnedTable.isYearless(heads[$0]) }
      if days.count >= 3 {
        ask(
          days[0], "\(days.count) columns are named by dates without a year",
          next: "Write the year into their names, as 2026-03-29, or into a line above them.")
        return
      }
      ask(
        nil,
        "no column holds dates: none of \(sample.columns.prefix(12).joined(separator: ", ")) can be read as date and time",
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

  /// Whether a column by its name and its cells is of the hours of a day, `9` for what comes from nine o'clock on.
  private func isHour(_ column: Int) -> Bool {
    names[column].hasAny(Lexicon.hourWords)
      && share(column) { cell in cell.count <= 2 && DurationReader.digits(cell).map { $0 <= 24 } ?? false } > 0.95
  }

  mutating func findDateOrder(_ column: Int) {
    if let wanted = hints.dateOrder {
      draft.mapping.dateOrder = wanted
      return
    }
    // All rows of the sample: one 13th of a month tells.
    let dates = (0..<sample.rowCount).compactMap { row -> [Bool]? in
      let orders = DateOrder.allCases.map { order in
        sample.withCell(row, column) { TimeReader(order: order, hasRanges: true).read($0)?.day != nil }
      }
      // Totals, remarks and headers are no dates in any order.
      return orders.contains(true) ? orders : nil
    }
    let shares = DateOrder.allCases.enumerated().map { place, order in
      (order, dates.isEmpty ? 0 : Double(dates.count { $0[place] }) / Double(dates.count))
    }
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
    if possible.contains(.dayFirst),
      DateOrder.isDotted(texts(column, atMost: 50).map(\.text).filter { $0.first?.isNumber == true })
    {
      draft.mapping.dateOrder = .dayFirst
      guess("date-order", "\(DateOrder.dotted), as \(examples(column, 1))")
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
  static func closeness(_ days: [Int]) -> Double {
    guard days.count > 1 else { return 0 }
    return Double(zip(days, days.dropFirst()).count { $1 - $0 <= 3 }) / Double(days.count - 1)
  }

  mutating func findRanges(_ chosen: [Int]) {
    let column = chosen[chosen.count - 1]
    let reader = TimeReader(
      order: readingOrder, hasRanges: true, isClock: draft.mapping.startIsClock)
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

  mutating func findZone(_ chosen: [Int]) {
    let reader = TimeReader(
      order: readingOrder, hasRanges: draft.mapping.hasRanges, isClock: false)
    let withOffset = chosen.map { offsets(of: $0, reader) }.max() ?? 0
    if withOffset > 0.95 {
      draft.mapping.zone = hints.zone
      return
    }
    if let zone = chosen.compactMap({ names[$0].aside }).compactMap({ try? Zone(named: $0) }).first {
      draft.mapping.zone = zone.name
      guess("zone", "the name of the column says so")
    } else if let (column, offset) = chosen.lazy.compactMap({ [sample] column in
      ClockName.offset(in: sample.columns[column]).map { (column, $0) }
    }).first {
      takeOffset(offset, of: column)
    } else if chosen.contains(where: { names[$0].hasAny(["utc", "gmt"]) }) {
      draft.mapping.zone = "UTC"
      guess("zone", "the name of the column says so")
    } else if let zone = best(
      .zone, where: { column in Set(texts(column, atMost: 200).map(\.text)).contains { ClockName.zone($0) != nil } })
    {
      draft.mapping.zoneColumn = label(zone)
      taken.insert(zone)
    } else if hints.zone == nil, let several = severalZones {
      ask(
        several, "these are no clocks that are known: \(examples(several))",
        next: "Export IANA names such as Europe/Berlin, or offsets such as +02:00, or times in UTC; or say --zone "
          + "where all are on one clock.")
    } else if let wanted = hints.zone {
      draft.mapping.zone = wanted
    } else if let profile = draft.profile?.zone {
      draft.mapping.zone = profile
      guess("zone", "files of this kind are in UTC")
    } else {
      ask(
        chosen[0],
        "the times have no offset, as \(examples(chosen[chosen.count - 1], 1)), and no column says their clock",
        next: "Name the clock, for example --zone Europe/Berlin.")
    }
  }

  /// Takes the clock of times whose column says by how much it is ahead of UTC, `Start (GMT+2)`.
  private mutating func takeOffset(_ offset: Int, of column: Int) {
    if let zone = ClockName.zone(ahead: offset)
      ?? hints.zone.flatMap({ ClockName.isEver($0, ahead: offset) ? $0 : nil })
    {
      draft.mapping.zone = zone
      guess("zone", "the name of the column says by how much the clock is ahead of UTC")
    } else {
      ask(
        column, "the times are ahead of UTC by a part of an hour, as no clock without a place is",
        next: "Name the clock, for example --zone Asia/Kolkata.")
    }
  }

  /// A column of time zones that has several which nobody knows; a `Zone` alone may be one of a town.
  private var severalZones: Int? {
    best(.zone, where: { names[$0].text != "zone" && Set(texts($0, atMost: 200).map(\.text)).count > 1 })
  }

  /// Share of the times of a column that have an offset; what is no time says nothing.
  func offsets(of column: Int, _ reader: TimeReader) -> Double {
    let found = rows.compactMap { row in sample.withCell(row, column, reader.read) }
    return found.isEmpty ? 0 : Double(found.count { $0.offset != nil }) / Double(found.count)
  }

  /// Days without a clock say nothing about the hours of contacts.
  mutating func checkClock(_ chosen: [Int]) {
    guard chosen.count == 1 else { return }
    let reader = TimeReader(order: readingOrder, hasRanges: true)
    let clocks = share(chosen[0]) { reader.read($0)?.second ?? 0 > 0 }
    guard clocks == 0 else { return }
    ask(
      chosen[0],
      "the dates have no time of day, as \(examples(chosen[0], 1)): days alone do not say when contacts arrive",
      next: "Export the report by interval, or with the time of each contact.")
  }
}
