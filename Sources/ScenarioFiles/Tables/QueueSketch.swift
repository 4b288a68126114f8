import Timeline
import Workforce

/// What a history shows of a queue, and what its name suggests.
struct QueueSketch {
  let id: String
  let language: String
  let channel: Channel
  let tier: String
  /// Names of what was guessed without a hint in the id.
  let guessed: [String]
  /// The clock of its hours.
  let zone: Zone
  let intervalMinutes: Int
  /// Shape [7], Monday first: minutes of the local day in which it is open, none on closed weekdays; hours that pass
  /// midnight end after 1440. For phone and chat, and for email that arrives at certain hours only, these are the hours
  /// in which contacts arrive; for other email office hours are assumed.
  let hours: [[Range<Int>]]
  /// Whether the hours are those in which contacts arrive.
  let hasSeenHours: Bool
  /// Contacts of the last half year outside those hours, in order of time.
  let strays: [SeenHours.Stray]
  /// Shape [7][1440 / interval]: mean offered load in erlangs over the last eight weeks.
  let load: [[Double]]
  /// Mean seconds a contact takes; nil where the history does not say.
  let handleSeconds: Double?
  /// The last local date with a row.
  let lastDate: CivilDate

  /// Handle time assumed where the history has none, in seconds.
  static let usualHandleSeconds = 300.0

  init(of series: ContactHistory.Series, zone: Zone) {
    let words = series.queue.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let language = words.first { QueueSketch.languages.contains($0) }
    let channel = Channel(named: words)
    id = series.queue
    self.zone = zone
    self.language = language ?? "en"
    self.channel = channel ?? .phone
    tier = words.first { ["l1", "l2", "l3"].contains($0) }?.uppercased() ?? "L1"
    guessed = (language == nil ? ["language"] : []) + (channel == nil ? ["channel"] : [])
    intervalMinutes = series.intervalSeconds / 60

    let clock = series.starts.map { zone.local(at: $0) }
    let lastDate = clock.last?.date ?? CivilDate(daysSinceEpoch: 0)
    self.lastDate = lastDate
    let recent = clock.indices.filter { lastDate.days(since: clock[$0].date) < 56 }
    handleSeconds =
      QueueSketch.meanHandleSeconds(series, recent) ?? QueueSketch.meanHandleSeconds(series, Array(clock.indices))

    let perDay = 1440 / max(1, intervalMinutes)
    var offered = [[Double]](repeating: [Double](repeating: 0, count: perDay), count: 7)
    var dates = [Set<CivilDate>](repeating: [], count: 7)
    for index in recent {
      let weekday = clock[index].date.weekday.rawValue
      let pieces = max(1, series.seconds(ofRow: index) / max(1, series.intervalSeconds))
      for piece in 0..<pieces {
        let place = min(perDay - 1, clock[index].minutesOfDay / max(1, intervalMinutes) + piece)
        offered[weekday][place] += series.offered[index] / Double(pieces)
      }
      dates[weekday].insert(clock[index].date)
    }
    let loadPerContact = (handleSeconds ?? QueueSketch.usualHandleSeconds) / Double(max(1, series.intervalSeconds))
    load = zip(offered, dates).map { day, dates in day.map { $0 * loadPerContact / Double(max(1, dates.count)) } }
    let seen = SeenHours(series, zone: zone)
    let isGuessed = self.channel.isDeferred && seen.isRoundTheClock
    hasSeenHours = !isGuessed
    strays = isGuessed ? [] : seen.strays
    hours = isGuessed ? (0..<7).map { $0 < 5 ? [QueueSketch.officeHours] : [] } : seen.week
  }

  /// When email is worked, where nobody says.
  private static let officeHours = 9 * 60..<18 * 60

  /// Whether an interval of a weekday lies in the hours.
  func isOpen(_ day: Int, minute: Int) -> Bool {
    hours[day].contains { $0.contains(minute) } || hours[(day + 6) % 7].contains { $0.contains(minute + 1440) }
  }

  /// The queue of the scenario, as far as the history tells.
  var queue: Queue {
    var week = [[LocalHours]](repeating: [], count: 7)
    for (day, ranges) in hours.enumerated() {
      for range in ranges {
        for (part, later) in [(range.clamped(to: 0..<1440), 0), (range.clamped(to: 1440..<2880), 1)] where !part.isEmpty
        {
          let shift = later * 1440
          guard let start = TimeOfDay(minutes: part.lowerBound - shift),
            let end = TimeOfDay(minutes: part.upperBound - shift)
          else { continue }
          week[(day + later) % 7].append(LocalHours(from: start, to: end))
        }
      }
    }
    let open = week.allSatisfy(\.isEmpty) ? .always(zone: zone) : OpeningHours(zone: zone, week: week)
    return Queue(
      id: id, language: language, channel: channel, open: open, goal: ServiceGoal(answered: 0.8, within: .seconds(20)))
  }

  /// Mean seconds a contact of some rows takes, of all that came where nobody says how many were handled.
  private static func meanHandleSeconds(_ series: ContactHistory.Series, _ rows: [Int]) -> Double? {
    var seconds = 0.0
    var handled = 0.0
    for index in rows where !series.handleSeconds[index].isNaN {
      seconds += series.handleSeconds[index]
      handled += series.handled[index].isNaN ? series.offered[index] : series.handled[index]
    }
    return handled > 0 && seconds > 0 ? seconds / handled : nil
  }

  private static let languages: Set<String> = [
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "it", "ja", "ko", "lt",
    "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh",
  ]
}
