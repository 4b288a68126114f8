import Lanes
import Libc
import Tabular
package import Timeline
package import Workforce

/// Open intervals of a queue that have no row, and what they may mean.
///
/// Exports made from single contacts hold no row of 0: what looks missing was quiet. Exports of intervals hold them, and
/// what is missing was not recorded. Which of both it is follows from how many contacts the other intervals have: where few
/// come, many intervals have none.
struct HistoryGaps {
  let queue: Queue
  let series: ContactHistory.Series
  /// Open intervals without any row, in order of time.
  private(set) var missing: [Instant] = []
  /// Positions in `missing` that follow on each other for too long to be chance.
  private var isHole: [Bool] = []
  private var openCount = 0
  /// Shape [7 x 24]: open intervals, intervals with rows, and their contacts, by weekday and hour.
  private var open = [Double](repeating: 0, count: 168)
  private var seen = [Double](repeating: 0, count: 168)
  private var contacts = [Double](repeating: 0, count: 168)
  private var bins: [Int] = []
  private let days: Int

  /// Fewer rows and shorter histories tell nothing.
  private static let leastRows = 20
  private static let leastDays = 14
  /// Share of the open intervals whose absence is spoken of.
  private static let leastShare = 0.1
  /// Contacts expected in a stretch without rows that chance does not explain: of a million such, one has none.
  private static let hole = 14.0

  /// - Parameters:
  ///   - end: when the whole file ends; a quiet queue's last row may be long before.
  ///   - isTold: whether short histories tell something too, as those do that are counted from single contacts.
  ///   - isOpen: whether the queue takes contacts at a local time.
  init(
    _ series: ContactHistory.Series, of queue: Queue, until end: Instant, isTold: Bool = false,
    isOpen: (LocalDateTime) -> Bool
  ) {
    self.queue = queue
    self.series = series
    let zone = queue.open.zone
    let slot = max(300, series.intervalSeconds)
    guard let firstStart = series.starts.first else {
      days = 0
      return
    }
    let firstDate = zone.local(at: firstStart).date
    let lastDate = zone.local(at: end.advanced(bySeconds: -1)).date
    days = max(0, lastDate.days(since: firstDate)) + 1
    guard isTold || days >= Self.leastDays && series.starts.count >= Self.leastRows else { return }
    for row in series.starts.indices {
      let local = zone.local(at: series.starts[row])
      guard isOpen(local) else { continue }
      let bin = local.date.weekday.rawValue * 24 + local.minutesOfDay / 60
      seen[bin] += 1
      contacts[bin] += series.offered[row]
    }
    var row = 0
    var instant = zone.startOfDay(firstDate)
    while instant < end {
      let local = zone.local(at: instant)
      let next = instant.advanced(bySeconds: slot)
      while row < series.starts.count,
        series.starts[row].advanced(bySeconds: series.seconds(ofRow: row)) <= instant
      { row += 1 }
      if next <= end, isOpen(local) {
        let bin = local.date.weekday.rawValue * 24 + local.minutesOfDay / 60
        openCount += 1
        open[bin] += 1
        if row == series.starts.count || series.starts[row] >= next {
          missing.append(instant)
          bins.append(bin)
        }
      }
      instant = next
    }
    isHole = [Bool](repeating: false, count: missing.count)
    // What lies in a hole is left out of the rates that tell holes.
    for _ in 0..<2 { findHoles() }
  }

  private mutating func findHoles() {
    var quiet = open
    for index in missing.indices where isHole[index] { quiet[bins[index]] -= 1 }
    let slot = max(300, series.intervalSeconds)
    var start = 0
    while start < missing.count {
      var end = start
      var expected = 0.0
      // Closed hours between two open intervals do not end a stretch; an interval with a row does.
      repeat {
        expected += contacts[bins[end]] / max(1, quiet[bins[end]])
        end += 1
      } while end < missing.count && !hasRow(from: missing[end - 1].advanced(bySeconds: slot), to: missing[end])
      for index in start..<end { isHole[index] = expected > Self.hole }
      start = end
    }
  }

  private func hasRow(from start: Instant, to end: Instant) -> Bool {
    guard start < end else { return false }
    var low = 0
    var high = series.starts.count
    while low < high {
      let middle = (low + high) / 2
      if series.starts[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < series.starts.count && series.starts[low] < end
  }

  /// Whether the rows leave open what their gaps mean: none has 0 contacts, and more than a tenth of the open intervals, but not
  /// all, have no row.
  var isOpenQuestion: Bool {
    Double(missing.count) > Self.leastShare * Double(openCount) && missing.count < openCount
      && !series.offered.contains(0)
  }

  /// What the gaps are likelier to mean: no contacts, where so many are to be expected among intervals of so few.
  ///
  /// - Source: a Poisson count with mean m is 0 with probability exp(-m) and has the mean m / (1 - exp(-m)) where it is not.
  var likelier: GapMeaning {
    var explained = 0.0
    var all = 0.0
    var gaps = [Double](repeating: 0, count: 168)
    for index in missing.indices where !isHole[index] { gaps[bins[index]] += 1 }
    for bin in gaps.indices where gaps[bin] > 0 {
      all += gaps[bin]
      guard seen[bin] > 0 else {
        explained += gaps[bin]
        continue
      }
      let mean = Self.mean(ofPositive: contacts[bin] / seen[bin])
      let none = exp(-mean)
      explained += min(gaps[bin], none < 1 ? seen[bin] * none / (1 - none) : gaps[bin])
    }
    return all > 0 && explained >= 0.5 * all ? .zero : .unknown
  }

  /// The mean of a Poisson count whose positive values have this mean.
  private static func mean(ofPositive positive: Double) -> Double {
    guard positive > 1 else { return 0 }
    var mean = positive
    for _ in 0..<50 { mean = positive * (1 - exp(-mean)) }
    return mean
  }

  /// The open intervals without a row.
  var missingShare: Share { Share(openCount > 0 ? Double(missing.count) / Double(openCount) : 0) }

  /// Contacts a week if gaps had none, and if they were not recorded.
  var weekTotals: (zero: Double, unknown: Double) {
    let weeks = Double(max(1, days)) / 7
    let total = contacts.reduce(0, +)
    let usual = total / max(1, seen.reduce(0, +))
    let full = open.indices.reduce(0) { $0 + open[$1] * (seen[$1] > 0 ? contacts[$1] / seen[$1] : usual) }
    return (total / weeks, full / weeks)
  }

  /// The question in a sentence, with what it comes to and what is taken for now.
  func question(taken: GapMeaning) -> String {
    let zone = queue.open.zone
    let first = series.starts.first.map { zone.local(at: $0).date.isoText } ?? ""
    let last = series.starts.last.map { zone.local(at: $0).date.isoText } ?? ""
    let totals = weekTotals
    func text(_ value: Double) -> String { FixedDecimal.text(value, decimals: value < 100 ? 1 : 0) }
    return
      "Queue \(queue.id): no row of the history has 0 contacts, and \(missingShare.text(decimals: 0)) of the open intervals from "
      + "\(first) to \(last) have none: \(text(totals.zero)) contacts a week if those were quiet, \(text(totals.unknown)) if "
      + "they were not recorded. Taken as \(taken == .zero ? "quiet" : "not recorded"); write history-gaps: zero or "
      + "history-gaps: unknown in scenario.yaml to decide."
  }

  /// Stretches without rows that are too long to have been quiet, in a sentence; nil where there are none.
  ///
  /// - Parameter since: what lies before is no longer told; nil to tell all.
  func holes(since: Instant? = nil) -> String? {
    let found = missing.indices.filter { index in isHole[index] && since.map { missing[index] >= $0 } ?? true }
    guard let first = found.first, let last = found.last else { return nil }
    let zone = queue.open.zone
    let count = found.count
    return "Queue \(queue.id): \(count) open intervals without a row, from \(zone.isoText(at: missing[first])) to "
      + "\(zone.isoText(at: missing[last])), follow on each other for too long to have been quiet; they count as not recorded."
  }

  /// The rows with one of no contacts for each gap but holes.
  var filled: ContactHistory.Series {
    let slot = max(300, series.intervalSeconds)
    let quiet = missing.indices.filter { !isHole[$0] }.map { missing[$0] }
    guard !quiet.isEmpty else { return series }
    var result = ContactHistory.Series(
      queue: series.queue, intervalSeconds: series.intervalSeconds, starts: [], offered: [], handled: [], abandoned: [],
      handleSeconds: [])
    var next = 0
    func append(_ start: Instant) {
      result.starts.append(start)
      result.lengths.append(slot)
      result.offered.append(0)
      result.handled.append(0)
      result.abandoned.append(0)
      result.handleSeconds.append(0)
    }
    for row in series.starts.indices {
      while next < quiet.count, quiet[next] < series.starts[row] {
        append(quiet[next])
        next += 1
      }
      result.starts.append(series.starts[row])
      result.lengths.append(series.seconds(ofRow: row))
      result.offered.append(series.offered[row])
      result.handled.append(series.handled[row])
      result.abandoned.append(series.abandoned[row])
      result.handleSeconds.append(series.handleSeconds[row])
    }
    for start in quiet[next...] { append(start) }
    return result
  }
}

extension HistoryGaps {
  /// The gaps of a queue in the hours in which contacts arrive: those it is open, for email those in which it was seen to.
  ///
  /// - Parameter closed: dates on which the queue takes nothing.
  init(
    _ series: ContactHistory.Series, of queue: Queue, until end: Instant, closed: Set<CivilDate>, isTold: Bool = false
  ) {
    let arrivals = queue.isDeferred ? SeenHours(series, zone: queue.open.zone) : nil
    let isAlways = arrivals?.isRoundTheClock ?? false
    self.init(series, of: queue, until: end, isTold: isTold) { local in
      let minute = local.minutesOfDay
      if let arrivals { return isAlways || arrivals.contains(local.date.weekday, minute: minute) }
      guard !closed.contains(local.date) else { return false }
      return queue.open.week[local.date.weekday.rawValue]
        .contains { $0.start.minutes <= minute && minute < $0.end.minutes }
    }
  }
}

extension ContactHistory {
  /// When the last row of any queue ends; nil without rows.
  fileprivate var end: Instant? {
    series.compactMap { series in
      series.starts.indices.last.map { series.starts[$0].advanced(bySeconds: series.seconds(ofRow: $0)) }
    }.max()
  }
}

/// The rows of a queue counted from single contacts, which have none where nobody came, with rows of no contacts while it was open.
///
/// - Parameters:
///   - queue: of a scenario, whose hours then count; where nil, those in which contacts were seen.
///   - zone: the clock of a queue that no scenario has.
///   - end: when the last contact of all queues came.
///   - since: when what is new begins; nil for all of it.
/// - Returns: a sentence about stretches that stay unknown, where there are some.
package func addQuietIntervals(
  to series: inout ContactHistory.Series, of queue: Queue?, zone: Zone, until end: Instant, since: Instant? = nil
) -> String? {
  guard !series.starts.isEmpty else { return nil }
  let queue = queue ?? QueueSketch(of: series, zone: zone).queue
  let gaps = HistoryGaps(series, of: queue, until: end, closed: [], isTold: true)
  series = gaps.filled
  return gaps.holes(since: since)
}

/// What the gaps of a history of intervals may mean, as questions with the contacts a week of either answer.
package func gapQuestions(_ history: ContactHistory, queues: [Queue], zone: Zone) -> [String] {
  let sketches = history.series.map { QueueSketch(of: $0, zone: zone) }
  let open = openGaps(history, sketches)
  return open.map { $0.question(taken: $0.likelier) }
}

/// Gives a history rows of no contacts where its gaps were quiet, as decided or as is likelier.
///
/// - Parameter decision: what the scenario says; nil where it says nothing.
/// - Returns: sentences about it, and the queues whose gaps are taken to have been quiet.
func fillGaps(
  of history: inout ContactHistory, decision: GapMeaning?, _ scenario: Scenario
) -> (notes: [String], quiet: Set<String>) {
  var quiet = Set(decision == .zero ? scenario.queues.map(\.id) : [])
  guard decision != .unknown, let end = history.end else { return ([], quiet) }
  let filled = Lanes.run(history.series.count) { [series = history.series] index in
    fill(series[index], decision: decision, until: end, scenario)
  }
  for (index, found) in filled.enumerated() {
    guard let series = found.series else { continue }
    history.series[index] = series
    quiet.insert(series.queue)
  }
  return (filled.flatMap(\.notes), quiet)
}

/// The rows of one queue with those of no contacts, nil where it needs none, and sentences about it.
private func fill(
  _ series: ContactHistory.Series, decision: GapMeaning?, until end: Instant, _ scenario: Scenario
) -> (series: ContactHistory.Series?, notes: [String]) {
  guard let queue = scenario.queues.first(where: { $0.id == series.queue }), !series.starts.isEmpty,
    decision == .zero || !series.offered.contains(0)
  else { return (nil, []) }
  let closed = queue.open.closesOnHolidays ? Set(scenario.holidays(in: queue.region).keys) : []
  let gaps = HistoryGaps(series, of: queue, until: end, closed: closed)
  var notes: [String] = []
  if decision == nil {
    guard gaps.isOpenQuestion else { return (nil, []) }
    let likelier = gaps.likelier
    notes.append(gaps.question(taken: likelier))
    if likelier == .unknown { return (nil, notes) }
  }
  if let holes = gaps.holes() { notes.append(holes) }
  return (gaps.filled, notes)
}

/// Queues whose history leaves open what its gaps mean, in the hours sketched for them.
func openGaps(_ history: ContactHistory, _ sketches: [QueueSketch]) -> [HistoryGaps] {
  guard let end = history.end else { return [] }
  return zip(history.series, sketches).compactMap { series, sketch in
    guard !series.starts.isEmpty, !series.offered.contains(0) else { return nil }
    let gaps = HistoryGaps(series, of: sketch.queue, until: end, closed: [])
    return gaps.isOpenQuestion ? gaps : nil
  }
}
