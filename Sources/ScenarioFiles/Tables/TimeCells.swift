public import Tabular
public import Timeline

extension TableWriter {
  /// Writes the columns `TableDefinition.Column.start`.
  public mutating func start(_ start: Instant, in zone: Zone) { self.start(StartText(start, in: zone)) }

  /// Writes the columns `TableDefinition.Column.start` from text made before.
  mutating func start(_ text: StartText) {
    time(text.utc)
    time(text.local)
    time(text.offset)
    self.text(text.zone)
  }

  /// Writes the columns `TableDefinition.Column.interval`.
  public mutating func interval(_ queue: String, _ interval: Int, on grid: IntervalGrid, in zone: Zone) {
    text(queue)
    start(grid.instant(of: interval), in: zone)
    integer(grid.intervalSeconds / 60)
  }

  /// Writes the columns `TableDefinition.Column.span`.
  mutating func span(_ start: Instant, _ end: Instant, in zone: Zone) {
    times(5) { zone.appendSpan(from: start, to: end, delimiter: $1, to: &$0) }
    text(zone.name)
  }

  /// Writes a date.
  public mutating func date(_ date: CivilDate) { time { date.appendText(to: &$0) } }

  /// Writes `true` or `false`.
  public mutating func flag(_ claim: Bool) { time(claim ? "true" : "false") }
}

/// The cells of a row's start.
struct StartText {
  let utc: String
  let local: String
  let offset: String
  let zone: String

  init(_ start: Instant, in zone: Zone) {
    utc = start.tableText
    local = zone.local(at: start).tableText
    offset = offsetText(zone.offset(at: start))
    self.zone = zone.name
  }
}

/// Which of a row's times count where the moment in UTC and the clock of the place are not the same.
public enum BelievedTimes: Hashable, Sendable {
  /// They must agree.
  case both
  /// The moments: what was promised before the rules of a zone changed.
  case moments
  /// What the clock shows: rows that somebody moved without touching the columns in UTC.
  case clocks
  /// What the clock showed by other rules of its zone, when the rows were written. A time that it jumps over today is the moment of the
  /// jump, and what has no length by that is left out; of a time that it shows twice today, the first counts unless the moment told is
  /// the second.
  case clocksAsTold
}

/// A clock on which a table's local times are, and how they are read.
struct TableClock {
  var zone: Zone
  /// What the clock belongs to, for example `site barcelona`.
  var owner: String
  /// Whether times with an offset must have that of the clock; otherwise any offset says a moment.
  var isStrict = false
  /// Which times count where they disagree.
  var believes = BelievedTimes.both
}

/// The columns in which a table may say a moment.
struct MomentColumns {
  /// `start` or `end`.
  let name: String
  let utc: Int?
  let local: Int?
  /// The one that is called like the moment itself.
  let plain: Int?

  init(_ name: String, _ column: (String) -> Int?) {
    self.name = name
    utc = column("\(name)_utc")
    local = column("\(name)_local")
    plain = column(name)
  }
}

extension TableCells {
  /// Columns that may say when something starts or ends, as today and as earlier versions wrote it.
  static func timeColumns(_ name: String) -> [String] { ["\(name)_utc", "\(name)_local", name] }

  /// The column in which a row says a moment as people read it: not the one in UTC where there is another.
  func filledColumn(_ row: Int, _ name: String) -> String {
    let columns = Self.timeColumns(name).filter { column($0) != nil }
    let others = columns.filter { $0 != "\(name)_utc" }
    return others.first { text(row, $0) != nil } ?? columns.first { text(row, $0) != nil } ?? others.first ?? columns
      .first
      ?? name
  }

  /// Reads the moment of a row from `NAME_utc`, `NAME_local` or `NAME`; where several are filled in they must agree.
  ///
  /// A local time that happens twice is told by the UTC one, and a start also by `utc_offset`.
  ///
  /// - Parameters:
  ///   - clock: `nil` where it is not known, after a problem of another cell; then only moments are read.
  ///   - subject: what has the time, for example `the shift`.
  ///   - wholeDay: the date at whose beginning a date alone stands; `nil` where a date is no time.
  mutating func moment(
    _ row: Int, _ name: String, on clock: TableClock?, of subject: String, wholeDay: ((CivilDate) -> CivilDate)? = nil
  ) -> Instant? {
    guard let moment = anyMoment(row, name, on: clock, of: subject, wholeDay: wholeDay) else { return nil }
    let shown = LocalDateTime(secondsSinceEpoch: moment.secondsSinceEpoch)
    // Which column is to blame is looked up only where there is something to blame.
    if isInBoundOfDates(shown.date, slack: 1) { return moment }
    return isInBound(shown, row, filledColumn(row, name)) ? moment : nil
  }

  /// The same for moments of any year.
  private mutating func anyMoment(
    _ row: Int, _ name: String, on clock: TableClock?, of subject: String, wholeDay: ((CivilDate) -> CivilDate)?
  ) -> Instant? {
    if let moment = plainMoment(row, name, on: clock) { return moment }
    let columns = Self.timeColumns(name).filter { column($0) != nil }
    var filled = columns.filter { text(row, $0) != nil }
    let utcColumn = "\(name)_utc"
    if clock?.believes == .moments, filled.contains(utcColumn) { filled = [utcColumn] }
    if filled.isEmpty {
      if columns.count == 1 { return required(row, columns[0]).flatMap { _ in nil } }
      let first = columns.first { $0 != "\(name)_utc" } ?? name
      add(row, first, "\(subject) has no \(name)", next: "Fill in \(first), for example 2026-03-23 09:00:00.")
      return nil
    }
    // What clocks showed counts also where a site has another clock now.
    let isAsTold = clock?.believes == .clocksAsTold
    if name == "start", filled != [utcColumn], !isAsTold, let clock, clock.isStrict, isOther(row, clock) { return nil }
    if let clock, clock.believes == .clocks || clock.believes == .clocksAsTold,
      let column = filled.first(where: { $0 != utcColumn }),
      case .local(let local)? = text(row, column).flatMap({ WrittenTime(iso: $0) })
    {
      return shownMoment(local, on: clock, row, name, column)
    }
    var utc: Instant?
    if filled.contains(utcColumn) {
      guard let found = time(row, utcColumn, on: TableClock(zone: .utc, owner: "", isStrict: true)) else { return nil }
      utc = found
    }
    var moment: Instant?
    for column in filled where column != utcColumn {
      guard let found = localTime(row, column, on: clock, utc: utc, wholeDay: wholeDay) else { return nil }
      if let utc, utc != found {
        add(
          row, utcColumn, "\(utc) is not the moment that \(column) says, \(found)",
          next: "Correct one of the two, or leave \(utcColumn) empty.")
        return nil
      }
      if let moment, moment != found {
        add(row, column, "\(found) is not the other \(name) of the row, \(moment)", next: "Leave one of the two empty.")
        return nil
      }
      moment = found
    }
    return moment ?? utc
  }

  /// The moment at which a clock shows a time; of two, the one that the row's other columns mean.
  private mutating func shownMoment(
    _ local: LocalDateTime, on clock: TableClock, _ row: Int, _ name: String, _ column: String
  ) -> Instant? {
    if case .twice(let earlier, let later) = clock.zone.resolve(local) {
      var hints = [text(row, "\(name)_utc").flatMap { Instant(iso: $0) }]
      if name == "start" { hints.append(text(row, "utc_offset").flatMap { Instant(iso: "\(local.isoText)\($0)") }) }
      if let meant = hints.compactMap({ $0 }).first(where: { $0 == earlier || $0 == later }) { return meant }
    }
    if clock.believes == .clocksAsTold { return clock.zone.firstInstant(at: local) }
    return resolve(local, in: clock.zone, row, column)
  }

  /// Whether what a row tells of lasts any time; a problem where it ends before it starts, but for what a clock jumps over today.
  mutating func lasts(
    _ start: Instant, _ end: Instant, _ row: Int, on clock: TableClock, _ subject: String,
    next: String = "Swap or correct the two times."
  ) -> Bool {
    if start < end { return true }
    if clock.believes != .clocksAsTold {
      add(row, filledColumn(row, "end"), "\(subject) ends before it starts", next: next)
    }
    return false
  }

  /// The moment of a row as our own tables have it, without the making of texts; `nil` for anything else.
  private func plainMoment(_ row: Int, _ name: String, on clock: TableClock?) -> Instant? {
    guard let clock, let columns = moments.first(where: { $0.name == name }), columns.plain == nil,
      let utc = columns.utc, let local = columns.local,
      case .instant(let moment, 0)? = table.withBytes(row: row, column: utc, { WrittenTime(iso: $0) }),
      case .local(let shown)? = table.withBytes(row: row, column: local, { WrittenTime(iso: $0) }),
      clock.zone.local(at: moment) == shown,
      !clock.isStrict || name != "start" || isOn(clock, row)
    else { return nil }
    return moment
  }

  /// Whether the row says nothing else than that its times are on a clock.
  private func isOn(_ clock: TableClock, _ row: Int) -> Bool {
    guard let zone = column("zone"), !table.isBlank(row: row, column: zone) else { return true }
    return table.withBytes(row: row, column: zone) { bytes in
      var place = 0
      for byte in clock.zone.name.utf8 {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
      }
      return place == bytes.count
    }
  }

  /// A time that is not in UTC by its column.
  private mutating func localTime(
    _ row: Int, _ column: String, on clock: TableClock?, utc: Instant?, wholeDay: ((CivilDate) -> CivilDate)?
  ) -> Instant? {
    if let wholeDay, let date = text(row, column).flatMap({ CivilDate(iso: $0) }) {
      return clock.map { $0.zone.startOfDay(wholeDay(date)) }
    }
    guard case .local(let local)? = text(row, column).flatMap({ WrittenTime(iso: $0) }), let clock else {
      return time(row, column, on: clock)
    }
    if let utc, clock.zone.local(at: utc) == local { return utc }
    if column == "start_local", utc == nil, !clock.isStrict, isOther(row, clock) { return nil }
    guard column == "start_local", utc == nil, let written = text(row, "utc_offset"),
      let meant = Instant(iso: "\(local.isoText)\(written)")
    else { return resolve(local, in: clock.zone, row, column) }
    guard clock.zone.local(at: meant) == local else {
      add(
        row, "utc_offset", "\(written) is not the offset of \(clock.zone.name) at \(local)",
        next: "At that moment its clock shows \(clock.zone.isoText(at: meant)); or leave utc_offset empty.")
      return nil
    }
    return meant
  }

  /// Whether the row says that its times are on another clock; then that is a problem.
  mutating func isOther(_ row: Int, _ clock: TableClock) -> Bool {
    guard let name = text(row, "zone"), name != clock.zone.name else { return false }
    add(
      row, "zone", "\(name) is not the clock of \(clock.owner)",
      next: "Write \(clock.zone.name), or leave the cell empty.")
    return true
  }

  /// Reads a time with its offset, or on a clock.
  private mutating func time(_ row: Int, _ column: String, on clock: TableClock?) -> Instant? {
    guard let text = required(row, column) else { return nil }
    switch WrittenTime(iso: text) {
    case .instant(let instant, let offset):
      if let clock, clock.isStrict, offset != clock.zone.offset(at: instant) {
        add(
          row, column, "\(text) does not have the offset of \(clock.zone.name)",
          next: "At that moment its clock shows \(clock.zone.isoText(at: instant)).")
        return nil
      }
      return instant
    case .local(let local): return clock.flatMap { resolve(local, in: $0.zone, row, column) }
    case nil:
      add(
        row, column, "\(quoted(text)) is not a date and time",
        next: "Write it like 2026-03-23 09:00:00, or with its offset like 2026-03-23T09:00:00+01:00.")
      return nil
    }
  }
}
