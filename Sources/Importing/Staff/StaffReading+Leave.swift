import ScenarioFiles
import Tabular
import Timeline

/// What leave has beside its dates: clocks, ends that are the moment after, and parts of days.
extension StaffReading {
  /// The last date of a leave whose end is written as the moment after it, where the mapping says so; any other date as it is.
  func lastDate(_ date: CivilDate?, _ row: Int, from: CivilDate?) -> CivilDate? {
    guard file.mapping.toIsAfter, let date, let from, date > from, clock(row, .to) ?? 0 == 0 else { return date }
    return date.advanced(byDays: -1)
  }

  /// Seconds since midnight of a cell with a clock.
  private func clock(_ row: Int, _ field: StaffMapping.Field) -> Int? {
    file.time(text(row, field), of: text(row, .id))?.second
  }

  /// Lines of records of half a day, or of fewer hours than those of others of one date.
  func findPartDays() -> [Int] {
    let names = file.sample.columns.map(ColumnName.init)
    let rows = Dictionary(file.sample.lines.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    let single = records.filter { $0.to == nil || $0.to == $0.from }
      .compactMap { record in rows[record.line].map { (line: record.line, row: $0) } }
    func column(_ words: Set<String>) -> Int? {
      names.firstIndex { $0.hasAny(words) && !$0.hasAny(StaffLexicon.balanceWords) }
    }
    func values(_ column: Int?) -> [Int: Double] {
      guard let column else { return [:] }
      return Dictionary(
        single.compactMap { line, row in
          StaffFile.amount(trimmed(file.sample.text(row, column))).map { (line, $0) }
        }
      ) { first, _ in first }
    }
    var days = values(column(StaffLexicon.dayWords))
    let hourColumn = column(["hours", "hrs", "stunden", "heures", "horas", "ore", "uren"])
    var hours = values(hourColumn)
    let unit = column(StaffLexicon.unitWords)
    let amounts = unit == nil ? nil : amountColumn(names)
    if days.isEmpty { days = values(amounts) }
    for (line, row) in single where unit.map({ isOfHours(file.sample.text(row, $0)) }) == true {
      if let amount = days.removeValue(forKey: line), hours[line] == nil { hours[line] = amount }
    }
    for (line, row) in single where hours[line] == nil {
      guard let from = clock(row, .from), let to = clock(row, .to), from < to else { continue }
      hours[line] = min(8, Double(to - from) / 3600)
      if to - from <= 4 * 3600 { days[line] = 0.5 }
    }
    // Nobody's whole day has four hours, where no other leave tells what it has.
    let usual = max(6, hours.values.max() ?? 0)
    let short = days.filter { 0 < $0.value && $0.value < 0.8 }.keys
    let few = hours.filter { 0 < $0.value && $0.value < 0.8 * usual }.keys
    let whole = hours.isEmpty ? nil : usual
    return Set(short).union(few).union(halfEnds(names, column(StaffLexicon.dayWords)))
      .union(
        partSpans(whole: whole) { row in
          let isOfHours = unit.map { self.isOfHours(file.sample.text(row, $0)) } ?? false
          return (hourColumn ?? (isOfHours ? amounts : nil)).flatMap {
            StaffFile.amount(trimmed(file.sample.text(row, $0)))
          }
        }
      ).sorted()
  }

  /// Lines of leave over several dates whose hours are no number of whole days, or whose clocks leave out part of its first or last.
  ///
  /// - Parameters:
  ///   - whole: hours of a whole day, by leave of single dates; nil where none tells.
  ///   - hours: those of a row; nil where it does not say them.
  private func partSpans(whole: Double?, hours: (Int) -> Double?) -> [Int] {
    let rows = Dictionary(file.sample.lines.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    let spans = records.compactMap { record -> (line: Int, row: Int, days: Double)? in
      guard let row = rows[record.line], let from = record.from, let to = record.to, from < to else { return nil }
      let days = (0...to.days(since: from)).count { from.advanced(byDays: $0).weekday.rawValue < 5 }
      return (record.line, row, Double(days))
    }
    let most = spans.compactMap { span in hours(span.row).map { $0 / max(1, span.days) } }.filter { $0 <= 12 }.max()
    let day = max(whole ?? 0, most ?? 0)
    return spans.filter { span in
      if let told = hours(span.row), told > 0, day > 0, span.days > 0, told < day * span.days {
        let days = told / day
        if 2 * days < span.days || abs(days - days.rounded()) >= 0.25 { return true }
      }
      guard let from = clock(span.row, .from), let to = clock(span.row, .to) else { return false }
      // Whole days end as late after the clock at which they begin as shifts do, or with the date.
      if from == 0 { return 0 < to && to <= 14 * 3600 }
      let lasts = (to - from + 86_400) % 86_400
      return !(6 * 3600...13 * 3600 ~= lasts) && lasts > 0
    }.map(\.line)
  }

  /// The column of numbers that a unit beside it is of, where its name does not say it, as `Approved` of Workday.
  private func amountColumn(_ names: [ColumnName]) -> Int? {
    let read = file.mapping.columns.values.flatMap { $0 }.compactMap { file.sample.columns.firstIndex(of: $0) }
    return names.indices.first { column in
      let texts = (0..<file.sample.rowCount).map { trimmed(file.sample.text($0, column)) }.filter { !$0.isEmpty }
      return !read.contains(column) && !names[column].hasAny(StaffLexicon.balanceWords) && !texts.isEmpty
        && texts.allSatisfy { StaffFile.amount($0).map { 0...100 ~= $0 } ?? false }
    }
  }

  /// Lines of leave whose first or last day is half a day, by a column that says so or by half a day in their number.
  private func halfEnds(_ names: [ColumnName], _ days: Int?) -> [Int] {
    let flags = names.indices.filter { names[$0].hasAny(StaffLexicon.halfWords) }
    let rows = Dictionary(file.sample.lines.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    return records.filter { record in
      guard let row = rows[record.line] else { return false }
      let isHalf = flags.contains { flag in
        let word = ColumnName(file.sample.text(row, flag)).text
        return !word.isEmpty && !["no", "n", "nein", "non", "nee", "nao", "nie", "false", "0", "none"].contains(word)
      }
      let amount = days.flatMap { StaffFile.amount(trimmed(file.sample.text(row, $0))) } ?? 0
      let dates = record.from.map { from in (record.to ?? from).days(since: from) + 1 } ?? 0
      return isHalf || amount < Double(dates) && amount * 2 == (amount * 2).rounded() && amount != amount.rounded()
    }.map(\.line)
  }

  private func isOfHours(_ unit: String) -> Bool {
    ["h", "s", "u", "o"].contains(ColumnName(unit).text.prefix(1)) && ColumnName(unit).text != "second"
  }
}

/// What is open about the ends of leave.
extension StaffFile {
  /// A number of a cell, with a point or a comma.
  static func amount(_ text: String) -> Double? { Double(text.split(separator: ",").joined(separator: ".")) }

  /// Looks for clocks beside the dates of a leave, and for the last date of one that is named as the day of the return.
  mutating func findEnds(_ names: [ColumnName], _ taken: inout Set<Int>) {
    for (field, words) in [(StaffMapping.Field.from, StaffLexicon.beginWords), (.to, StaffLexicon.endWords)] {
      guard let column = mapping.columns[field]?.first,
        let clock = names.indices.first(where: { index in
          !taken.contains(index) && names[index].hasAny(StaffLexicon.clockWords) && names[index].hasAny(words)
            && isClock(index)
        })
      else { continue }
      taken.insert(clock)
      mapping.columns[field] = [column, sample.columns[clock]]
    }
    guard mapping.columns[.to] == nil else { return }
    if let back = names.indices.first(where: {
      !taken.contains($0) && StaffLexicon.returnNames.contains(names[$0].text) && isDate($0)
    }) {
      taken.insert(back)
      mapping.columns[.to] = [sample.columns[back]]
      mapping.toIsAfter = true
      guess("to-is", "by the name of the column, which is of the first day back")
    } else {
      askAboutLastDates(names, taken)
    }
  }

  /// Asks where leave of several days has no last date that is known: all but the first would be lost.
  private mutating func askAboutLastDates(_ names: [ColumnName], _ taken: Set<Int>) {
    let dates = names.indices.first {
      !taken.contains($0) && !names[$0].hasAny(StaffLexicon.deskWords) && isDate($0)
    }
    let days = names.indices.first { column in
      names[column].hasAny(StaffLexicon.dayWords) && !names[column].hasAny(StaffLexicon.balanceWords)
        && !names.contains { $0.hasAny(StaffLexicon.unitWords) }
        && (0..<sample.rowCount).contains { Self.amount(trimmed(sample.text($0, column))) ?? 0 > 1 }
    }
    guard let column = dates ?? days else { return }
    ask(
      column,
      "no column is known to hold the last date of a leave, and "
        + (dates == nil ? "some of these are of several days" : "this may be it"),
      next:
        "Name the last date as to in a mapping, with to-is: after where it is the first day back; --draft mapping.yaml "
        + "writes one. Where there is none, export it.")
  }

  /// Finds out whether leave that ends at midnight ends with the date before; a question where no row tells.
  mutating func findMidnights() {
    func times(_ field: StaffMapping.Field) -> [TimeReading?] {
      (0..<sample.rowCount).map { time(text($0, field), of: text($0, .id)) }
    }
    let spans = zip(times(.from), times(.to)).compactMap { from, to -> (from: TimeReading, to: TimeReading)? in
      guard let from, let to, to.second != nil else { return nil }
      return (from, to)
    }
    func isMidnight(_ time: TimeReading) -> Bool { time.second ?? 0 == 0 }
    guard spans.contains(where: { isMidnight($0.to) && $0.to.day != $0.from.day }),
      !spans.contains(where: { isMidnight($0.from) && isMidnight($0.to) && $0.to.day == $0.from.day })
    else { return }
    if spans.contains(where: { !isMidnight($0.from) || !isMidnight($0.to) }) {
      mapping.toIsAfter = true
      guess("to-is", "other times of day stand beside midnight, so what ends at 0:00 ends with the date before")
    } else {
      ask(
        mapping.columns[.to]?.first.flatMap { sample.columns.firstIndex(of: $0) },
        "every leave ends at midnight and none on its first date: the last date may be a day of leave or the first one after",
        next:
          "Say it in a mapping, which --draft mapping.yaml writes: to-is: last where it is a day of leave, to-is: after "
          + "where it is not.")
    }
  }

  private mutating func ask(_ column: Int?, _ message: String, next: String) {
    questions.append(
      InputProblem(
        Place(file: name, line: max(1, sample.headerLine), columnName: column.map { sample.columns[$0] }), message,
        next: next))
  }

  private func isDate(_ column: Int) -> Bool {
    let texts = (0..<sample.rowCount).map { trimmed(sample.text($0, column)) }.filter { !$0.isEmpty }
    return DateOrder.allCases.contains { order in 2 * texts.count { order.day($0) != nil } > texts.count }
  }

  private func isClock(_ column: Int) -> Bool {
    let texts = (0..<sample.rowCount).map { trimmed(sample.text($0, column)) }.filter { !$0.isEmpty }
    let clocks = texts.count { DateOrder.yearFirst.time($0).map { $0.day == nil && $0.second != nil } ?? false }
    return 2 * clocks > texts.count
  }
}
