import Timeline
import Workforce

extension LabourRule {
  /// Days, days off, nights and weekends in a row.
  static let rowRules = [
    LabourRule("days-in-a-row", "A person works at most the contract's number of dates in a row.") { record in
      tooLong(rows(of: record.allWorkedDates), in: record, limit: record.contract.daysInARow) {
        "works \($0) days in a row"
      }
    },
    LabourRule("days-in-a-row-least", "A row of worked dates has at least the contract's number of dates.") { record in
      let least = record.contract.leastDaysInARow
      let eve = record.horizon.first.advanced(byDays: -1)
      return rows(of: record.allWorkedDates).filter { $0.upperBound >= eve }.compactMap { row in
        let length = row.upperBound.days(since: row.lowerBound) + 1
        let neighbours = [row.lowerBound.advanced(byDays: -1), row.upperBound.advanced(byDays: 1)]
        let isExcused = neighbours.contains {
          !record.isKnown($0) || record.isAway(on: $0) || record.isAbsent($0)
        }
        guard length < least, !isExcused, row.upperBound > eve || mayGoOn(record) else { return nil }
        return Finding(
          max(row.lowerBound, record.horizon.first),
          "works only \(countText(length, "day")) in a row, \(least - length) fewer than \(least)")
      }
    },
    LabourRule("days-off-in-a-row", "Between two rows of worked dates lie at least the contract's days off.") {
      record in
      let least = record.contract.daysOffInARow
      let blocks = rows(of: record.allWorkedDates)
      return zip(blocks, blocks.dropFirst()).compactMap { before, after in
        guard record.horizon.first <= after.lowerBound else { return nil }
        let dates = before.upperBound.advanced(byDays: 1)..<after.lowerBound
        let count = after.lowerBound.days(since: before.upperBound) - 1
        let isExcused = dates.contains { !record.isKnown($0) || record.isAway(on: $0) || record.isAbsent($0) }
        guard count < least, !isExcused else { return nil }
        return Finding(
          after.lowerBound,
          "works again after \(countText(count, "day")) off, \(least - count) fewer than \(least)")
      }
    },
    LabourRule("nights-in-a-row", "A person works at most the contract's number of nights in a row.") { record in
      guard let limit = record.contract.nightsInARow else { return [] }
      let nights = Set(record.allShifts.filter(\.touchesNight).map(\.shift.date)).sorted()
      return tooLong(rows(of: nights), in: record, limit: limit) { "works \($0) nights in a row" }
    },
    LabourRule("weekends", "In any four weekends in a row, a person works on at most the contract's number.") {
      record in
      guard let limit = record.contract.weekendsPerFourWeeks else { return [] }
      let saturdays = Set(record.allWorkedDates.compactMap(saturday)).sorted()
      let judged = Set(record.workedDates.compactMap(saturday))
      return saturdays.filter(judged.contains).compactMap { last in
        let count = saturdays.count { last.advanced(byDays: -21) <= $0 && $0 <= last }
        guard count > limit else { return nil }
        return Finding(
          last,
          "works on \(countText(count, "weekend")) of the four up to this one, \(count - limit) more than \(limit)")
      }
    },
  ]

  /// The Saturday of the weekend a date belongs to; `nil` from Monday to Friday.
  private static func saturday(_ date: CivilDate) -> CivilDate? {
    switch date.weekday {
    case .saturday: date
    case .sunday: date.advanced(byDays: -1)
    default: nil
    }
  }

  /// Whether a row of dates that ended on the eve of the horizon could have gone on: some shift of the contract, in one piece, on the
  /// first date keeps rest, the kind of its week, what may follow the eve, the limits on nights and kinds in a row, and the hours of
  /// availability.
  private static func mayGoOn(_ record: WorkRecord) -> Bool {
    let (contract, zone) = (record.contract, record.homeZone)
    guard let last = record.before.map(\.shift.end).max() else { return true }
    let mayFollow = kindsThatMayFollow(record)
    let nights = rowBefore(record, Set(record.before.filter(\.touchesNight).map(\.shift.date)))
    let mayTouchNight = contract.nightsInARow.map { nights < $0 } ?? true
    return (0..<1440).contains { minute in
      let local = LocalDateTime(date: record.horizon.first, secondsOfDay: minute * 60)
      guard contract.starts.contains(where: { $0.allows(minute: minute) }), mayFollow(name(of: local, in: contract))
      else { return false }
      let start: Instant
      switch zone.resolve(local) {
      case .once(let once), .twice(_, let once): start = once
      case .never: return false
      }
      guard start.seconds(since: last) >= contract.restMinutes * 60 else { return false }
      let midnight = zone.startOfDay(local.date.advanced(byDays: 1))
      return contract.shiftMinutes.contains { paid in
        let minutes = paid + contract.unpaidMinutes(ofPaid: paid)
        let isNight = minute < 5 * 60 || midnight < start.advanced(bySeconds: minutes * 60)
        return (mayTouchNight || !isNight) && minuteOutside(record, from: start, minutes: minutes, zone) == nil
      }
    }
  }

  /// Which kinds a shift of the first date may have, by its rotation and by what was worked up to the eve.
  private static func kindsThatMayFollow(_ record: WorkRecord) -> (String?) -> Bool {
    let kinds = kindsByDate(record)
    let wanted = rotationKind(on: record.horizon.first, of: record)
    let eve = kinds[record.horizon.first.advanced(byDays: -1)] ?? nil
    let next = record.contract.kindSuccessions.first { $0.kind == eve }?.next
    let used = record.contract.kindsInARow.filter { limit in
      rowBefore(record, Set(kinds.filter { $0.value == limit.kind }.keys)) >= limit.most
    }.map(\.kind)
    return { kind in
      guard let kind else { return wanted == nil && next == nil }
      return (wanted == nil || wanted == kind) && next?.contains(kind) ?? true && !used.contains(kind)
    }
  }

  /// How many of some dates follow each other up to the eve of the horizon.
  private static func rowBefore(_ record: WorkRecord, _ dates: Set<CivilDate>) -> Int {
    var count = 0
    while dates.contains(record.horizon.first.advanced(byDays: -count - 1)) { count += 1 }
    return count
  }

  /// Longest rows of dates that follow each other, from dates in order.
  static func rows(of dates: [CivilDate]) -> [ClosedRange<CivilDate>] {
    var rows: [ClosedRange<CivilDate>] = []
    for date in dates {
      if let row = rows.last, row.upperBound.advanced(byDays: 1) == date {
        rows[rows.count - 1] = row.lowerBound...date
      } else {
        rows.append(date...date)
      }
    }
    return rows
  }

  /// One finding for each row longer than the limit that reaches into the roster, on its first date too many there.
  static func tooLong(
    _ rows: [ClosedRange<CivilDate>], in record: WorkRecord, limit: Int, text: (Int) -> String
  ) -> [Finding] {
    rows.filter { row in record.shifts.contains { row.contains($0.shift.date) } }.compactMap { row in
      let length = row.upperBound.days(since: row.lowerBound) + 1
      guard length > limit else { return nil }
      return Finding(
        max(row.lowerBound.advanced(byDays: limit), record.horizon.first),
        "\(text(length)) from \(row.lowerBound.isoText), \(length - limit) more than \(limit)")
    }
  }
}
