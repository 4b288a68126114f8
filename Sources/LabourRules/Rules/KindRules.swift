import Timeline
import Workforce

extension LabourRule {
  /// Rules that planners write about kinds of shifts, and about the hours in which people can work.
  static let kindRules = [
    LabourRule("rotation", "A shift that is not fixed is of the kind of its week in the contract's rotation.") {
      record in
      record.wholeShifts.compactMap { whole in
        guard let wanted = rotationKind(on: whole.date, of: record), let start = whole.localStart else { return nil }
        let kind = name(of: start, in: record.contract)
        let isFixed = record.fixedShifts.contains {
          $0.date == whole.date && $0.start.minutes * 60 == start.secondsOfDay
        }
        if kind == wanted || isFixed { return nil }
        return Finding(
          whole.date, "starts at \(start.clockText), which is \(kind ?? "of no kind"), in a week of \(wanted)")
      }
    },
    LabourRule("kinds-in-a-row", "At most the contract's number of shifts of a kind follow each other.") { record in
      let kinds = kindsByDate(record)
      return record.contract.kindsInARow.flatMap { limit in
        tooLong(
          rows(of: kinds.filter { $0.value == limit.kind }.map(\.key).sorted()), in: record, limit: limit.most
        ) { "works \($0) shifts of kind \(limit.kind) in a row" }
      }
    },
    LabourRule("kind-succession", "On the day after a shift comes a kind that the contract lets follow, or none.") {
      record in
      let kinds = kindsByDate(record)
      return record.workedDates.compactMap { date in
        let eve = kinds[date.advanced(byDays: -1)] ?? nil
        guard let eve, let rule = record.contract.kindSuccessions.first(where: { $0.kind == eve }) else { return nil }
        let kind = kinds[date] ?? nil
        if let kind, rule.next.contains(kind) { return nil }
        return Finding(
          date, "works a shift \(kind.map { "of kind \($0)" } ?? "of no kind") on the day after one of kind \(eve)")
      }
    },
    LabourRule("availability", "A shift lies within the hours in which the person can work.") { record in
      guard !record.availability.isEmpty else { return [] }
      return record.shifts.compactMap { worked in
        guard let zone = worked.zone, worked.span > 0 else { return nil }
        guard let outside = minuteOutside(record, from: worked.shift.start, minutes: worked.span / 60, zone) else {
          return nil
        }
        let clock = zone.local(at: worked.shift.start.advanced(bySeconds: outside * 60)).clockText
        let hours = record.availability.filter { $0.stretch(on: worked.shift.date) != nil }.map {
          "\($0.from.text)-\($0.to.text)"
        }
        let day = worked.shift.date.weekday.abbreviation
        return Finding(
          worked.shift.date,
          "is at work at \(clock), outside the hours of availability: "
            + (hours.isEmpty ? "none on this \(day)" : "\(day) \(hours.joined(separator: ", "))"))
      }
    },
  ]

  /// The kind that the contract's rotation has on a date; `nil` for any.
  static func rotationKind(on date: CivilDate, of record: WorkRecord) -> String? {
    guard let rotation = record.contract.rotation, !rotation.weeks.isEmpty else { return nil }
    let passed = Int((Double(date.days(since: rotation.first)) / 7).rounded(.down))
    let week = passed + (record.agent.rotationWeek ?? 0)
    let count = rotation.weeks.count
    return rotation.weeks[(week % count + count) % count]
  }

  /// The kind of each worked date, by the start of its first shift; those before the horizon included.
  static func kindsByDate(_ record: WorkRecord) -> [CivilDate: String?] {
    var kinds: [CivilDate: String?] = [:]
    for worked in record.allShifts where kinds[worked.shift.date] == nil {
      kinds[worked.shift.date] = .some(worked.localStart.flatMap { name(of: $0, in: record.contract) })
    }
    return kinds
  }

  /// The name of a start: of the kind that begins there, or else of the one whose window it lies in.
  static func name(of start: LocalDateTime, in contract: Contract) -> String? {
    let minute = start.minutesOfDay
    var found: String?
    for kind in contract.kinds.reversed() {
      let length = (kind.to.minutes - kind.from.minutes + 1440) % 1440
      let since = (minute - kind.from.minutes + 1440) % 1440
      if since == 0 { return kind.name }
      if since <= length { found = kind.name }
    }
    return found
  }

  /// The first minute of some work in which the person cannot work; `nil` where they can all along.
  static func minuteOutside(_ record: WorkRecord, from start: Instant, minutes: Int, _ zone: Zone) -> Int? {
    if record.availability.isEmpty { return nil }
    return (0..<minutes).first { minute in
      !isAvailable(record.availability, at: zone.local(at: start.advanced(bySeconds: minute * 60)))
    }
  }

  /// Whether somebody can work while the clock shows a time: a stretch of that date holds it, or one that began the day before.
  private static func isAvailable(_ rows: [Availability], at time: LocalDateTime) -> Bool {
    rows.contains { row in
      row.stretch(on: time.date)?.contains(time.minutesOfDay) ?? false
        || row.stretch(on: time.date.advanced(byDays: -1))?.contains(time.minutesOfDay + 1440) ?? false
    }
  }
}
