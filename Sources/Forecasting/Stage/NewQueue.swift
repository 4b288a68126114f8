import Timeline
import Workforce

/// The history a queue is learned from: its own, behind a donor's scaled to the new queue's size where it has one.
///
/// What is borrowed is the donor's day as its clock shows it, in the hours in which the new queue is open.
struct NewQueue: Sendable {
  let series: ContactHistory.Series?
  private(set) var warnings: [String] = []
  /// Contacts per contact of the donor, whose rows are those before the first own date; nil where nothing is borrowed.
  private(set) var lent: (scale: Double, before: CivilDate?)?

  /// Days of a queue's own history that weigh as much as the stated volume.
  private static let statedDays = 7.0
  /// Days of the donor that say what it has now: few enough for a level that has moved to count.
  private static let recentDays = 28
  /// Contacts per contact of a donor above which that is no queue to learn from.
  private static let mostScale = 1e6

  init(_ queue: Queue, _ donors: [Donor], _ history: ContactHistory, in scenario: Scenario) {
    let own = history.series.first { $0.queue == queue.id && !$0.starts.isEmpty }
    guard let donor = donors.first(where: { $0.queue == queue.id }) else {
      series = own
      return
    }
    let holidays = scenario.holidays(in: queue.region)
    let clock = scenario.queues.first { $0.id == donor.donor }?.open.zone ?? queue.open.zone
    guard
      let lent = history.series.first(where: { $0.queue == donor.donor })?
        .lent(to: queue, from: clock, holidays: holidays),
      !lent.starts.isEmpty
    else {
      series = own
      warnings = ["Queue \(queue.id): its donor \(donor.donor) has no history, so nothing is borrowed."]
      return
    }
    let scale = Self.scale(donor, own, lent, zone: queue.open.zone, holidays: Set(holidays.keys))
    guard scale <= Self.mostScale else {
      series = own
      warnings = [
        "Queue \(queue.id): its donor \(donor.donor) has next to no contacts to learn from, so nothing is borrowed."
      ]
      return
    }
    series = Self.joined(own, lent, scale: scale, hasHandleTime: queue.handleTime != nil)
    self.lent = (scale, own?.starts.first.map { queue.open.zone.local(at: $0).date })
    let days = own.map { Self.days($0, queue.open.zone).count } ?? 0
    warnings = [
      "Queue \(queue.id) borrows its shape from \(donor.donor) at \(Share(scale).text()) of its contacts"
        + (days > 0 ? " before its own \(days) days." : ".")
    ]
  }

  /// Contacts of the new queue per contact of the donor: as stated, and as the days that both have say.
  private static func scale(
    _ donor: Donor, _ own: ContactHistory.Series?, _ lent: ContactHistory.Series, zone: Zone,
    holidays: Set<CivilDate>
  ) -> Double {
    let lentDays = days(lent, zone)
    let plain = lentDays.filter { !holidays.contains($0.key) }.sorted { $0.key < $1.key }
    let last = plain.last?.key
    let recent = plain.filter { day in last.map { $0.days(since: day.key) < recentDays } ?? false }.map(\.value)
    let usual = recent.reduce(0, +) / Double(max(1, recent.count))
    let stated = donor.contactsPerDay.map { usual > 0 ? $0 / usual : 1 } ?? 1
    guard let own else { return stated }
    let both = days(own, zone).filter { lentDays[$0.key] != nil }
    let ownSum = both.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    let lentSum = both.keys.sorted().reduce(0) { $0 + (lentDays[$1] ?? 0) }
    guard lentSum > 0 else { return stated }
    let count = Double(both.count)
    return (statedDays * stated + count * ownSum / lentSum) / (statedDays + count)
  }

  /// Contacts by local date.
  private static func days(_ series: ContactHistory.Series, _ zone: Zone) -> [CivilDate: Double] {
    var days: [CivilDate: Double] = [:]
    for index in series.starts.indices where series.offered[index].isFinite {
      days[zone.local(at: series.starts[index]).date, default: 0] += series.offered[index]
    }
    return days
  }

  /// The donor's rows before the first own one, scaled, and then the own ones.
  private static func joined(
    _ own: ContactHistory.Series?, _ lent: ContactHistory.Series, scale: Double, hasHandleTime: Bool
  ) -> ContactHistory.Series {
    var series = ContactHistory.Series(
      queue: own?.queue ?? lent.queue, intervalSeconds: lent.intervalSeconds, starts: [], offered: [], handled: [],
      abandoned: [], handleSeconds: [])
    for index in lent.starts.indices {
      if let first = own?.starts.first, lent.starts[index] >= first { break }
      series.starts.append(lent.starts[index])
      series.lengths.append(lent.seconds(ofRow: index))
      series.offered.append(lent.offered[index] * scale)
      series.handled.append(lent.handled[index] * scale)
      series.abandoned.append(.nan)
      series.handleSeconds.append(hasHandleTime ? .nan : lent.handleSeconds[index] * scale)
    }
    return own.map(series.followed) ?? series
  }
}

extension ContactHistory.Series {
  /// The rows of a donor at the times that the new queue's clock shows when the donor's shows theirs, in the new queue's hours.
  ///
  /// A time that the new clock skips has no row, and one that it shows twice is the first.
  fileprivate func lent(
    to queue: Queue, from clock: Zone, holidays: [CivilDate: String]
  ) -> ContactHistory.Series {
    let zone = queue.open.zone
    var result = self
    result.lengths = []
    result.starts = []
    var kept: [Int] = []
    for row in starts.indices {
      guard let start = clock == zone ? starts[row] : zone.first(clock.local(at: starts[row])) else { continue }
      let last = start.advanced(bySeconds: seconds(ofRow: row) - 1)
      let isOpen = [start, last].contains { queue.takesContacts(at: $0, holidays: holidays) }
      guard isOpen, result.starts.last.map({ $0 < start }) ?? true else { continue }
      result.starts.append(start)
      result.lengths.append(seconds(ofRow: row))
      kept.append(row)
    }
    result.offered = kept.map { offered[$0] }
    result.handled = kept.map { handled[$0] }
    result.abandoned = kept.map { abandoned[$0] }
    result.handleSeconds = kept.map { handleSeconds[$0] }
    return result
  }
}

extension Zone {
  /// When the clock first shows a time; `nil` for one that it skips.
  fileprivate func first(_ local: LocalDateTime) -> Instant? {
    switch resolve(local) {
    case .once(let instant): return instant
    case .twice(let earlier, _): return earlier
    case .never: return nil
    }
  }
}
