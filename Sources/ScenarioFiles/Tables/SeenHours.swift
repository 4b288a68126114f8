import Timeline
import Workforce

/// The hours in which a queue is seen to take contacts, found from its last eight weeks of rows.
///
/// Where rows tell when a queue is open, a slot of a weekday counts by the share of that weekday's dates that have a row
/// for it, of 0 contacts too. Where they do not, because there are rows for contacts only, or rows of 0 round the clock,
/// it counts by the share of dates that have contacts around it. Neither lets a few stray contacts open a queue.
struct SeenHours {
  /// Shape [7]: hours of each weekday in minutes of the local day; hours that pass midnight belong to the weekday on
  /// which they begin and end after 1440. All empty where no contact was seen.
  private(set) var week: [[Range<Int>]]
  /// Contacts of the last half year outside these hours, in order of time.
  private(set) var strays: [Stray] = []

  struct Stray {
    var local: LocalDateTime
    var offered: Double
  }

  private let slotMinutes: Int
  /// Shape [7][slots]: whether a slot of a weekday is open.
  private var isOpen: [[Bool]]

  private static let recentDays = 56
  private static let strayDays = 182
  /// Share of a weekday's dates that must have a row, where rows tell.
  fileprivate static let rowShare = 0.3
  /// Share of rows that must lie in the hours which rows tell, for them to be told so.
  fileprivate static let telling = 0.97
  /// Rows of 0 in more of the week than this say nothing: the whole day is exported.
  fileprivate static let wholeWeek = 0.9
  /// Least size of a slot against the busiest, as the share of dates with contacts in two hours around it.
  fileprivate static let leastBand = 0.15

  init(_ series: ContactHistory.Series, zone: Zone) {
    let slot = max(5, series.intervalSeconds / 60)
    slotMinutes = slot
    let locals = series.starts.map { zone.local(at: $0) }
    let last = locals.last?.date ?? CivilDate(daysSinceEpoch: 0)
    let recent = locals.indices.filter { last.days(since: locals[$0].date) < Self.recentDays }
    let slots = 1440 / slot
    var days = DayBits(
      first: recent.first.map { locals[$0].date } ?? last, last: last, slots: slots)
    for row in recent {
      let count = max(1, series.seconds(ofRow: row) / 60 / slot)
      for piece in 0..<count {
        days.add(
          locals[row].date, locals[row].minutesOfDay / slot + piece, offered: series.offered[row] / Double(count))
      }
    }
    isOpen = days.byRows() ?? days.byContacts(slotMinutes: slot)
    week = Self.stretches(isOpen, slotMinutes: slot)
    for row in locals.indices
    where series.offered[row] > 0 && last.days(since: locals[row].date) < Self.strayDays
      && !contains(locals[row].date.weekday, minute: locals[row].minutesOfDay)
    {
      strays.append(Stray(local: locals[row], offered: series.offered[row]))
    }
  }

  /// Whether a minute of a weekday is in the hours.
  func contains(_ weekday: Weekday, minute: Int) -> Bool { isOpen[weekday.rawValue][minute / slotMinutes] }

  /// Whether contacts were seen in nearly all hours of the week, or in none.
  var isRoundTheClock: Bool {
    let open = isOpen.joined().count { $0 }
    return open == 0 || Double(open) >= Self.wholeWeek * Double(7 * (1440 / slotMinutes))
  }

  /// Slots of a week as hours that begin on a weekday; the day is cut where the queue is closed longest.
  private static func stretches(_ isOpen: [[Bool]], slotMinutes: Int) -> [[Range<Int>]] {
    let slots = isOpen[0].count
    let cut = middleOfLongestRun((0..<slots).map { slot in isOpen.allSatisfy { !$0[slot] } }) ?? 0
    return (0..<7).map { day in
      var ranges: [Range<Int>] = []
      for place in cut..<(cut + slots) where isOpen[(day + place / slots) % 7][place % slots] {
        let range = place * slotMinutes..<(place + 1) * slotMinutes
        if let before = ranges.last, before.upperBound == range.lowerBound {
          ranges[ranges.count - 1] = before.lowerBound..<range.upperBound
        } else {
          ranges.append(range)
        }
      }
      // Hours that lie after midnight altogether are those of the next day.
      return ranges
    }.cutAtMidnight()
  }

  /// The place in the middle of the longest run of claims that are true on a ring; nil where none is.
  fileprivate static func middleOfLongestRun(_ claims: [Bool]) -> Int? {
    guard let edge = claims.firstIndex(of: false) else { return nil }
    var best = (start: 0, length: 0)
    var run = (start: 0, length: 0)
    for step in 1...claims.count {
      let place = (edge + step) % claims.count
      if claims[place] {
        if run.length == 0 { run.start = edge + step }
        run.length += 1
        if run.length > best.length { best = run }
      } else {
        run.length = 0
      }
    }
    return best.length > 0 ? (best.start + best.length / 2) % claims.count : nil
  }
}

extension [[Range<Int>]] {
  /// The same hours with those that begin after midnight under the weekday on which they begin.
  fileprivate func cutAtMidnight() -> [[Range<Int>]] {
    var week = map { day in day.filter { $0.lowerBound < 1440 } }
    for (day, ranges) in enumerated() {
      for range in ranges where range.lowerBound >= 1440 {
        week[(day + 1) % 7].insert(range.lowerBound - 1440..<range.upperBound - 1440, at: 0)
      }
    }
    return week.map { $0.sorted { $0.lowerBound < $1.lowerBound } }
  }
}

/// Rows and contacts of some weeks by date and slot.
private struct DayBits {
  let first: CivilDate
  let dayCount: Int
  let slots: Int
  /// Shape [dates][slots]: whether there is a row.
  private var hasRow: [Bool]
  /// Same shape: contacts.
  private var offered: [Double]

  init(first: CivilDate, last: CivilDate, slots: Int) {
    self.first = first
    self.slots = slots
    dayCount = max(1, last.days(since: first) + 1)
    hasRow = [Bool](repeating: false, count: dayCount * slots)
    offered = [Double](repeating: 0, count: dayCount * slots)
  }

  mutating func add(_ date: CivilDate, _ slot: Int, offered count: Double) {
    let index = date.days(since: first) * slots + slot
    guard hasRow.indices.contains(index) else { return }
    hasRow[index] = true
    offered[index] += count
  }

  private func weekday(_ day: Int) -> Int { first.advanced(byDays: day).weekday.rawValue }

  /// Dates of each weekday.
  private var dates: [Double] {
    var dates = [Double](repeating: 0, count: 7)
    for day in 0..<dayCount { dates[weekday(day)] += 1 }
    return dates
  }

  /// Open slots as the rows tell; nil where they do not.
  func byRows() -> [[Bool]]? {
    var count = [[Double]](repeating: [Double](repeating: 0, count: slots), count: 7)
    var rows = 0.0
    var hasZeros = false
    for day in 0..<dayCount {
      for slot in 0..<slots where hasRow[day * slots + slot] {
        count[weekday(day)][slot] += 1
        rows += 1
        hasZeros = hasZeros || offered[day * slots + slot] == 0
      }
    }
    let dates = dates
    let open = count.enumerated().map { day, row in row.map { $0 > 0 && $0 >= SeenHours.rowShare * dates[day] } }
    let openSlots = open.joined().count { $0 }
    if hasZeros, Double(openSlots) > SeenHours.wholeWeek * Double(7 * slots) { return nil }
    var inside = 0.0
    var possible = 0.0
    for day in 0..<7 {
      for slot in 0..<slots where open[day][slot] {
        inside += count[day][slot]
        possible += dates[day]
      }
    }
    // Rows for contacts only leave holes wherever few come.
    let isDense = inside >= 0.8 * possible
    return rows > 0 && inside >= SeenHours.telling * rows && (hasZeros || isDense) ? open : nil
  }

  /// Open slots as the contacts tell, which come to an open queue on a fair share of its dates.
  func byContacts(slotMinutes: Int) -> [[Bool]] {
    let closed = [[Bool]](repeating: [Bool](repeating: false, count: slots), count: 7)
    let reach = max(1, 60 / slotMinutes)
    let band = (0..<slots).map { slot in
      (0..<dayCount).count { day in
        (slot - reach..<slot + reach).contains { contacts(day, $0) > 0 }
      }
    }
    guard let busiest = band.max(), busiest > 0 else { return closed }
    let quiet = band.map { Double($0) < SeenHours.leastBand * Double(busiest) }
    let isShort = (SeenHours.longestRun(quiet) + 2 * reach) * slotMinutes < 180
    let cut = isShort ? 0 : SeenHours.middleOfLongestRun(quiet) ?? 0
    let week = WeekOfContacts(self, cut: cut)
    var open = closed
    for day in 0..<7 {
      let whole = week.isOpen[day] ? 0..<slots : nil
      guard let range = isShort ? whole : week.hours(of: day, quiet: quiet) else { continue }
      for place in range { open[(day + (place + cut) / slots) % 7][(place + cut) % slots] = true }
    }
    return open
  }

  /// Contacts of a slot, which may lie on the day before or after.
  func contacts(_ day: Int, _ slot: Int) -> Double {
    let index = day * slots + slot
    return offered.indices.contains(index) ? offered[index] : 0
  }

  /// The weekday on which a day that is cut at a slot begins.
  func weekdayOf(_ day: Int) -> Int { weekday(day) }
}

extension SeenHours {
  /// Length of the longest run of true claims on a ring.
  fileprivate static func longestRun(_ claims: [Bool]) -> Int {
    guard claims.contains(false) else { return claims.count }
    var best = 0
    var run = 0
    for place in 0..<2 * claims.count {
      run = claims[place % claims.count] ? run + 1 : 0
      best = max(best, run)
    }
    return min(best, claims.count)
  }
}

/// Contacts by weekday and slot of days that are cut where a queue is quietest.
private struct WeekOfContacts {
  /// Whether a weekday is open at all.
  let isOpen: [Bool]
  private let cut: Int
  private let slots: Int
  /// Shape [7][slots]: contacts.
  private let offered: [[Double]]
  /// Shape [7][slots]: dates with contacts.
  private let dates: [[Double]]
  private let dateCount: [Double]

  /// Contacts that would have to be missing for a weekday to have hours of its own.
  private static let telling = 6.0
  /// Share of the dates with contacts of the busiest slot that the first and the last slot must have.
  private static let leastEdge = 0.1
  /// A weekday with contacts on fewer of its dates, and fewer contacts than this share of the busiest one's, is closed.
  private static let leastDates = 0.5
  private static let leastContacts = 0.2

  init(_ days: DayBits, cut: Int) {
    self.cut = cut
    slots = days.slots
    var offered = [[Double]](repeating: [Double](repeating: 0, count: days.slots), count: 7)
    var dates = offered
    var busy = [Double](repeating: 0, count: 7)
    var count = [Double](repeating: 0, count: 7)
    for day in 0..<days.dayCount {
      let weekday = days.weekdayOf(day)
      count[weekday] += 1
      var sum = 0.0
      for place in 0..<days.slots {
        let contacts = days.contacts(day, place + cut)
        guard contacts > 0 else { continue }
        offered[weekday][place] += contacts
        dates[weekday][place] += 1
        sum += contacts
      }
      if sum > 0 { busy[weekday] += 1 }
    }
    self.offered = offered
    self.dates = dates
    dateCount = count
    let perDate = (0..<7).map { offered[$0].reduce(0, +) / max(1, count[$0]) }
    let busiest = perDate.max() ?? 0
    isOpen = (0..<7).map { day in
      perDate[day] > 0
        && (busy[day] >= Self.leastDates * count[day] || perDate[day] >= Self.leastContacts * busiest)
    }
  }

  /// Places of a weekday's open slots, counted from the cut; nil where it is closed.
  func hours(of day: Int, quiet: [Bool]) -> Range<Int>? {
    guard isOpen[day] else { return nil }
    let open = (0..<7).filter { isOpen[$0] }
    let all = (0..<slots).map { place in open.reduce(0) { $0 + dates[$1][place] } }
    let volume = (0..<slots).map { place in open.reduce(0) { $0 + offered[$1][place] } }
    let total = volume.reduce(0, +)
    let least = max(open.reduce(0) { $0 + dateCount[$1] } < 10 ? 1 : 2, Self.leastEdge * (all.max() ?? 0))
    func isInside(_ place: Int) -> Bool { !quiet[(place + cut) % slots] }
    let common = (0..<slots).filter { isInside($0) && all[$0] >= least }
    guard let first = common.first, let last = common.last else { return nil }
    let own = (first...last).filter { offered[day][$0] > 0 }
    guard let ownFirst = own.first, let ownLast = own.last else { return nil }
    let size = offered[day].reduce(0, +) / max(total, 1e-9)
    let before = size * volume[first..<ownFirst].reduce(0, +)
    let after = size * volume[(ownLast + 1)..<(last + 1)].reduce(0, +)
    return (before >= Self.telling ? ownFirst : first)..<(after >= Self.telling ? ownLast : last) + 1
  }
}
