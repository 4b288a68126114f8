import ScenarioFiles
import Tabular
import Timeline

/// When a record happened, and what one without a time is.
extension RecordReader {
  mutating func time(_ scanner: RecordScanner) -> TimeReading? {
    let cell = scanner.cell(plan.date)
    if let day = plan.day {
      guard let clock = plan.clockReader.read(cell), clock.second != nil else { return nil }
      return TimeReading(day: day, second: clock.second, offset: clock.offset, lasts: clock.lasts)
    }
    let isAbove = plan.carriesDate && cell.isEmpty
    guard
      var reading = isAbove
        ? TimeReading(day: dayAbove) : knownDate.plain(cell) ?? plan.dateReader.read(cell), reading.day != nil
    else { return nil }
    if plan.carriesDate { dayAbove = reading.day }
    if let clock = plan.clock {
      guard let time = plan.clockReader.read(scanner.cell(clock)), let second = time.second else { return nil }
      reading.second = second
      reading.lasts = time.lasts
      reading.offset = time.offset ?? reading.offset
    }
    return reading.second == nil ? nil : reading
  }

  struct Moment {
    var second: Int
    var later: Int
    var local: Int
    var offset: Int
  }

  /// When a row happened; nil after a fault, and where the clock never shows its time.
  mutating func moment(_ time: TimeReading, _ scanner: RecordScanner, _ offset: Int) -> Moment? {
    let local = (time.day ?? 0) * 86_400 + (time.second ?? 0) - plan.mapping.endsAfterMinutes * 60
    if let written = time.offset {
      let second = local - written
      let zoneOffset = plan.zone == nil ? written : clocks.offset(at: second)
      return Moment(second: second, later: second, local: second + zoneOffset, offset: zoneOffset)
    }
    var zone = plan.zone
    if let column = plan.zoneColumn {
      let name = scanner.text(column)
      guard let known = self.zone(named: name) else {
        add(
          offset, plan.names[column], "\(shownCell(name)) is no time zone",
          next: "Write its IANA name, such as Europe/Berlin.")
        return nil
      }
      zone = known
    } else if let offset = clocks.dayOffset(local) {
      return Moment(second: local - offset, later: local - offset, local: local, offset: offset)
    }
    switch (zone ?? .utc).resolve(LocalDateTime(secondsSinceEpoch: local)) {
    case .once(let instant):
      let second = instant.secondsSinceEpoch
      return Moment(second: second, later: second, local: local, offset: local - second)
    case .twice(let earlier, let later):
      return Moment(
        second: earlier.secondsSinceEpoch, later: later.secondsSinceEpoch, local: local,
        offset: local - earlier.secondsSinceEpoch)
    case .never:
      // What ends as the clock goes forward began before the hour that it leaves out.
      let length = plan.mapping.endsAfterMinutes * 60
      if length > 0, case .once(let end)? = zone?.resolve(LocalDateTime(secondsSinceEpoch: local + length)) {
        let second = end.secondsSinceEpoch - length
        let zoneOffset = (zone ?? .utc).offset(at: Instant(secondsSinceEpoch: second))
        return Moment(second: second, later: second, local: second + zoneOffset, offset: zoneOffset)
      }
    }
    if plan.mapping.grain == .interval, plan.offered.allSatisfy({ count(scanner, $0) == 0 }) {
      drop(.noContactsInGap)
      return nil
    }
    let text = scanner.text(plan.clock ?? plan.date)
    add(
      offset, plan.names[plan.clock ?? plan.date],
      "\(text) does not exist in \(zone?.name ?? "UTC"), whose clock jumps over it",
      next: "The file may be on another clock: name it with --zone, for example --zone UTC.")
    return nil
  }

  private mutating func zone(named name: String) -> Zone? {
    if let known = zones[name] { return known }
    let found = ClockName.zone(name).flatMap { try? Zone(named: $0) }
    zones[name] = .some(found)
    return found
  }

  /// What a record without a time is: a total, a header, a remark, or a fault.
  mutating func unreadTime(_ scanner: RecordScanner, _ cells: Int, _ offset: Int) {
    let texts = plan.columns.indices.map { scanner.text($0) }
    let first = firstText(scanner)
    let time = scanner.text(plan.clock ?? plan.date)
    let date = scanner.text(plan.date)
    if ReportTotal.begins(first) || texts.contains(where: ReportTotal.begins) { return drop(.total) }
    if plan.columns.indices.contains(where: { !texts[$0].isEmpty && texts[$0] == plan.names[$0] }) {
      return drop(.repeatedHeader)
    }
    if date.isEmpty && time.isEmpty {
      return drop(texts.allSatisfy(\.isEmpty) || cells < plan.width ? .remark : .noTime)
    }
    if cells == 1 || 2 * cells <= plan.width && texts.dropFirst().allSatisfy(\.isEmpty) { return drop(.remark) }
    if date.isEmpty || time.isEmpty { return drop(.noTime) }
    let column = plan.dateReader.read(scanner.cell(plan.date))?.day == nil ? plan.date : plan.clock ?? plan.date
    add(
      offset, plan.names[column], "\(shownCell(scanner.text(column))) is not a date and time like the others",
      next: "Correct it, or leave such rows out with --skip-unreadable.")
  }

  private func firstText(_ scanner: RecordScanner) -> String {
    var first = RecordScanner(scanner.bytes, from: scanner.recordStart, shape: plan.shape, columns: [0, 1])
    _ = first.next()
    let text = first.text(0)
    return text.isEmpty ? first.text(1) : text
  }
}
