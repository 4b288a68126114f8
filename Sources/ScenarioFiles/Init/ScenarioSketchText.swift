import Tabular
import Timeline
import Workforce

/// A commented scenario.yaml from what a history shows.
struct ScenarioSketchText {
  let name: String
  let siteZone: Zone
  let queues: [QueueSketch]
  let staff: StaffSketch
  /// Queues whose history leaves open what its gaps mean.
  var gaps: [HistoryGaps] = []

  /// The whole file.
  var yaml: String {
    ([heading, tables, queueList, site, contract].joined(separator: "\n")) + "\n"
  }

  private var heading: String {
    let lastDate = queues.map(\.lastDate).max() ?? CivilDate(daysSinceEpoch: 0)
    let interval = queues.map(\.intervalMinutes).min() ?? 30
    return """
      # A first scenario from a history file. Check every line; comments say what was guessed.
      # Each value carries its unit: 20 s, 4 h, 80 %, 18.50 EUR/h.
      name: \(yamlText(name))

      # The weeks to plan: here the first Monday after the history, and four weeks.
      horizon: { first: \(lastDate.monday.advanced(byDays: 7)), weeks: 4, interval: \(interval) min }

      """
  }

  private var tables: String {
    """
    # Tables beside this file. The last four have only a header so far: fill them in, or take the line out.
    history: history.csv      # start, queue, offered, handled, abandoned, handle_seconds_total
    agents: agents.csv        # invented people who roughly fit the volume: replace them
    holidays: holidays.csv    # date, region, name
    events: events.csv        # from, to, queue, factor, note
    leave: leave.csv          # agent, from, to, kind
    requests: requests.csv    # agent, date, wish (off, work, start 07:00-09:00), weight
    \(gapLine)
    """
  }

  /// What intervals without a row mean, where the history leaves it open: what is likelier for most of the contacts.
  private var gapLine: String {
    guard let widest = gaps.max(by: { $0.missing.count < $1.missing.count }) else { return "" }
    func text(_ value: Double) -> String { FixedDecimal.text(value, decimals: value < 100 ? 1 : 0) }
    let zero = gaps.reduce(0) { $0 + ($1.likelier == .zero ? $1.missing.count : 0) }
    let likelier: GapMeaning = 2 * zero >= gaps.reduce(0) { $0 + $1.missing.count } ? .zero : .unknown
    let names = gaps.map(\.queue.id).joined(separator: ", ")
    let totals = widest.weekTotals
    return """

      # Open intervals without a row: zero, nobody came, or unknown, nobody knows. Check: there is no row of 0 contacts in
      # \(names), and \(widest.missingShare.text(decimals: 0)) of the open intervals of \(widest.queue.id) have no row:
      # \(text(totals.zero)) contacts a week if they were quiet, \(text(totals.unknown)) if they were not recorded.
      history-gaps: \(likelier.rawValue)

      """
  }

  private var queueList: String {
    "queues:\n" + queues.map(text(of:)).joined(separator: "\n")
  }

  private func text(of queue: QueueSketch) -> String {
    func note(_ key: String) -> String { queue.guessed.contains(key) ? "    # guessed: check" : "" }
    var lines = [
      "  - id: \(yamlText(queue.id))",
      "    language: \(queue.language)\(note("language"))",
      "    channel: \(queue.channel.rawValue)\(note("channel"))",
    ]
    if queue.tier != "L1" { lines.append("    tier: \(queue.tier)") }
    if queue.channel.isConcurrent {
      lines.append(
        "    concurrency: \(StaffSketch.chatConcurrency)    # chats one person holds at once: guessed, check")
    }
    let origin = queue.hasSeenHours ? "as seen in the last eight weeks" : "when it is worked: guessed, check"
    lines.append("    open: { zone: \(queue.zone.name), \(openText(queue.hours)) }    # \(origin)")
    if let strays = strayText(queue.strays) { lines.append("    # \(strays)") }
    lines.append("    goal: { \(queue.channel.usualGoal) }")
    if queue.channel.takesCalls {
      lines.append("    # patience: 90 s         # mean time before a caller hangs up, if known")
    }
    if queue.handleSeconds == nil {
      let minutes = Int(QueueSketch.usualHandleSeconds / 60)
      lines.append("    handle-time: \(minutes) min    # the history has none: check")
    }
    lines.append("    # region: DE             # whose holidays shape the volume; see holidays.csv")
    return lines.joined(separator: "\n") + "\n"
  }

  private var site: String {
    """
    # Where people work. Shrinkage is paid time away from the queue, breaks in the roster not counted: guessed, check.
    sites:
      - { id: main, zone: \(siteZone.name), shrinkage: { absence: 6 %, training: 3 % } }

    """
  }

  private var contract: String {
    let starts = "\(clock(staff.starts.lowerBound))-\(clock(staff.starts.upperBound)) every 30 min"
    let window = staff.starts.lowerBound == staff.starts.upperBound ? clock(staff.starts.lowerBound) : starts
    let length = lengthText(minutes: staff.shiftMinutes)
    let week = lengthText(minutes: staff.shiftMinutes * staff.days)
    let lunch = staff.shiftMinutes >= 360 ? ", lunch: 30 min unpaid" : ""
    return """
      # What people may be asked to work. Lengths are paid time; an unpaid lunch comes on top. All guessed: check.
      contracts:
        - id: full-time
          week: { hours: \(week), days: \(staff.days) }
          shifts: { lengths: [\(length)], starts: \(window)\(lunch), breaks: 2 x 15 min paid }
          rest: 11 h
          days-in-a-row: 5
          cost: 18.00 EUR/h

      # Points per agent and half hour: one missing weighs as much as ten too many.
      prices: { short: 10, over: 1 }
      """
  }

  /// Contacts outside the hours, in a sentence; nil where there are none.
  private func strayText(_ strays: [SeenHours.Stray]) -> String? {
    guard !strays.isEmpty else { return nil }
    let count = strays.reduce(0) { $0 + $1.offered }
    let dates = Set(strays.map(\.local.date)).count
    let last = strays.suffix(3).map {
      "\($0.local.date.weekday.abbreviation) \($0.local.date.isoText) \($0.local.clockText)"
    }
    return "outside these hours, and not counted: \(FixedDecimal.text(count, decimals: 0)) "
      + "\(count == 1 ? "contact" : "contacts") on \(dates) \(dates == 1 ? "date" : "dates") of half a year"
      + "\(strays.count > 3 ? ", the last" : ":") \(last.joined(separator: ", "))"
  }

  /// Weekdays of equal hours in a row as one key: `mon-fri: 08:00-20:00, sat: 09:00-17:00`.
  private func openText(_ hours: [[Range<Int>]]) -> String {
    var parts: [String] = []
    var day = 0
    while day < 7 {
      let ranges = hours[day]
      guard !ranges.isEmpty else {
        day += 1
        continue
      }
      var last = day
      while last + 1 < 7, hours[last + 1] == ranges { last += 1 }
      let text = ranges.map(rangeText).joined(separator: ", ")
      if last - day == 6 { return "daily: \(quotedWhereListed(text))" }
      let first = Weekday.allCases[day].abbreviation
      let key = last > day ? "\(first)-\(Weekday.allCases[last].abbreviation)" : first
      parts.append("\(key): \(quotedWhereListed(text))")
      day = last + 1
    }
    return parts.isEmpty ? "daily: 24 h" : parts.joined(separator: ", ")
  }

  /// In a group in braces a comma ends a value unless it is in quotes.
  private func quotedWhereListed(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: ",")) ? "\"\(text)\"" : text
  }

  private func rangeText(_ range: Range<Int>) -> String {
    range.count >= 1440
      ? "24 h" : "\(clock(range.lowerBound))-\(range.upperBound == 1440 ? "24:00" : clock(range.upperBound % 1440))"
  }

  private func clock(_ minutes: Int) -> String { TimeOfDay(minutes: minutes % 1440)?.text ?? "24:00" }
}
