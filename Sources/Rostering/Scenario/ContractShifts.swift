import Timeline
import Workforce

/// What a contract offers on any date: its starts, and the break layouts of each of its paid lengths, split shifts after those in
/// one piece.
struct ContractShifts {
  /// A length with the places of its breaks.
  private struct Length {
    var paid: Int
    /// Minutes from the start to the end.
    var span: Int
    var layout: BreakLayout
  }

  /// What rules see of a length: the gap of a split shift is more than a break, hours of availability need not hold it.
  private struct Outline: Hashable {
    var span: Int
    var gap: Range<Int>?
  }

  /// Minutes after local midnight, each once.
  private let starts: [Int]
  private let lengths: [Length]

  /// - Parameter isOneOfEach: whether of shifts that differ only by where their breaks lie there is one: enough where nobody
  ///   asks who is at work when, only what rules allow.
  init(_ contract: Contract, intervalMinutes: Int, isOneOfEach: Bool = false) {
    var seen = Set<Int>()
    starts = contract.starts.flatMap(\.minutes).filter { seen.insert($0).inserted }
    lengths = contract.shiftMinutes.flatMap { paid -> [Length] in
      let all =
        BreakLayout.layouts(for: contract, paid: paid, step: intervalMinutes)
        + BreakLayout.splitLayouts(for: contract, paid: paid, step: intervalMinutes)
      var known = Set<Outline>()
      return all.compactMap { layout -> Length? in
        let span = paid + layout.unpaidMinutes
        guard !isOneOfEach || known.insert(Outline(span: span, gap: layout.gap)).inserted else { return nil }
        return Length(paid: paid, span: span, layout: layout)
      }
    }
  }

  /// Every shift at a site on a date: starts x paid lengths x break layouts.
  ///
  /// A start the clock skips cannot be had; of a start that happens twice the earlier one is taken. Lengths are elapsed,
  /// so a night shift over a clock change ends at another wall-clock time.
  func all(on date: CivilDate, zone: Zone) -> [PossibleShift] {
    var shifts: [PossibleShift] = []
    shifts.reserveCapacity(starts.count * lengths.count)
    for minutes in starts {
      let start: Instant
      switch zone.resolve(LocalDateTime(date: date, secondsOfDay: minutes * 60)) {
      case .once(let instant), .twice(let instant, _): start = instant
      case .never: continue
      }
      let night = NightHours(from: start, zone: zone)
      for length in lengths {
        // Both parts of a split shift begin on its date.
        if let gap = length.layout.gap, zone.local(at: start.advanced(bySeconds: gap.upperBound * 60)).date != date {
          continue
        }
        let end = start.advanced(bySeconds: length.span * 60)
        shifts.append(
          PossibleShift(
            date: date, start: start, end: end, paidMinutes: length.paid, localStartMinutes: minutes,
            isNight: night.areTouched(until: end), layout: length.layout))
      }
    }
    return shifts
  }
}

/// From 00:00 up to 05:00 on a clock, as whoever begins at a moment meets them.
struct NightHours {
  private let start: Instant
  private let isNightAlready: Bool
  private let nextMidnight: Instant

  init(from start: Instant, zone: Zone) {
    self.start = start
    let local = zone.local(at: start)
    isNightAlready = local.secondsOfDay < 5 * 3600
    nextMidnight = zone.startOfDay(local.date.advanced(byDays: 1))
  }

  /// Whether any moment up to an end lies in them.
  func areTouched(until end: Instant) -> Bool { start < end && (isNightAlready || nextMidnight < end) }
}
