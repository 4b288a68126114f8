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
  /// Shape [7], Monday first: minutes of the local day in which it is open, nil on closed weekdays. For phone and chat
  /// these are the hours in which contacts arrive; email arrives always, and office hours are assumed.
  let hours: [Range<Int>?]
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
    let channel = words.compactMap(QueueSketch.channel).first
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
    handleSeconds = QueueSketch.meanHandleSeconds(series)

    let perDay = 1440 / max(1, intervalMinutes)
    var offered = [[Double]](repeating: [Double](repeating: 0, count: perDay), count: 7)
    var dates = [Set<CivilDate>](repeating: [], count: 7)
    for index in recent {
      let weekday = clock[index].date.weekday.rawValue
      offered[weekday][min(perDay - 1, clock[index].minutesOfDay / max(1, intervalMinutes))] += series.offered[index]
      dates[weekday].insert(clock[index].date)
    }
    let loadPerContact = (handleSeconds ?? QueueSketch.usualHandleSeconds) / Double(max(1, series.intervalSeconds))
    load = zip(offered, dates).map { day, dates in day.map { $0 * loadPerContact / Double(max(1, dates.count)) } }
    let interval = intervalMinutes
    let isEmail = self.channel == .email
    hours = offered.enumerated().map { day, offered in
      isEmail ? (day < 5 ? QueueSketch.officeHours : nil) : QueueSketch.busyRange(offered, interval)
    }
  }

  /// When email is worked, where nobody says.
  private static let officeHours = 9 * 60..<18 * 60

  /// From the first to the last interval that holds more than a thousandth of the day's contacts, so that a stray call
  /// at night does not keep a queue open; nil where nothing arrives. All but two hours of a day are the whole day.
  private static func busyRange(_ offered: [Double], _ intervalMinutes: Int) -> Range<Int>? {
    let least = offered.reduce(0, +) / 1000
    guard let first = offered.firstIndex(where: { $0 > least }), let last = offered.lastIndex(where: { $0 > least })
    else { return nil }
    let range = first * intervalMinutes..<(last + 1) * intervalMinutes
    return range.count >= 22 * 60 ? 0..<1440 : range
  }

  private static func meanHandleSeconds(_ series: ContactHistory.Series) -> Double? {
    var seconds = 0.0
    var handled = 0.0
    for index in series.starts.indices where !series.handleSeconds[index].isNaN && !series.handled[index].isNaN {
      seconds += series.handleSeconds[index]
      handled += series.handled[index]
    }
    return handled > 0 && seconds > 0 ? seconds / handled : nil
  }

  private static let languages: Set<String> = [
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "it", "ja", "ko", "lt",
    "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh",
  ]

  private static func channel(of word: String) -> Channel? {
    switch word {
    case "phone", "voice", "call", "calls", "tel", "telephone": .phone
    case "chat", "messaging", "whatsapp", "sms": .chat
    case "email", "mail", "ticket", "tickets": .email
    default: nil
    }
  }
}
