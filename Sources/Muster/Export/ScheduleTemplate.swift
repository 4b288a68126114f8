import Importing
import ScenarioFiles
import Tabular
import Timeline
import Workforce

/// The table that another system hands out to be filled with shifts: what its columns want, and how it writes dates and times.
///
/// Such forms stand behind a log-in and change, so that none is built in: the template itself says what is wanted. Its first
/// row, where it has one, is the example that dates, times and whatever is the same for all are taken from.
struct ScheduleTemplate {
  /// What a column wants.
  enum Meaning: Hashable {
    case agentId, agentName, email
    /// A date, a clock, or both of a beginning or an end.
    case moment(isEnd: Bool, MomentForm)
    case zone
    case activity, activityId
    /// The same in every row, as in the example.
    case constant(String)
  }

  let header: [String]
  let dialect: Dialect
  private(set) var meanings: [Meaning] = []
  /// Columns that keep what the example has.
  private(set) var constants: [String] = []

  /// Whether rows are stretches of one activity, and not whole shifts.
  var tellsActivities: Bool { meanings.contains(.activity) || tellsActivityIds }
  var tellsActivityIds: Bool { meanings.contains(.activityId) }
  var wantsEmail: Bool { meanings.contains(.email) }

  /// - Throws: `InputError` with every column that nothing is known for, and dates that may be day or month first.
  init(_ table: Table, monthFirst: Bool?) throws(InputError) {
    header = table.header
    dialect = table.dialect
    var problems = table.problems
    try problems.check()
    func place(_ column: Int) -> Place {
      Place(file: table.file, line: table.headerLine, columnName: table.header[column])
    }
    for column in header.indices {
      let example = table.rowCount > 0 ? table.text(row: 0, column: column) : ""
      switch Self.meaning(of: header[column], example, monthFirst) {
      case .known(let meaning): meanings.append(meaning)
      case .ambiguous:
        problems.add(
          place(column), "\(quoted(example)) may be day or month first",
          next: "Say it with --date-order dmy or mdy, or write a date after the 12th into the template.")
      case .unknown where example.isEmpty:
        problems.add(
          place(column),
          "nothing of a roster is known for this column, and the template has no example row that fills it",
          next: "Write what it is to hold in every row into a first row of the template, or leave the column out.")
      case .unknown:
        meanings.append(.constant(example))
        constants.append(header[column])
      }
    }
    let last = Place(file: table.file, line: table.headerLine)
    if problems.isEmpty {
      if !meanings.contains(where: { [.agentId, .agentName, .email].contains($0) }) {
        problems.add(last, "no column says whose shift it is", next: "Name one Agent Email, Agent Name or Agent ID.")
      }
      for isEnd in [false, true] where !tells(isEnd, \.hasClock) {
        let word = isEnd ? "end" : "start"
        problems.add(last, "no column says when a shift \(word)s", next: "Name one \(isEnd ? "End" : "Start") Time.")
      }
      if !tells(false, \.hasDate) {
        problems.add(last, "no column says on which date a shift is", next: "Name one Start Date.")
      }
    }
    try problems.check()
  }

  private func tells(_ end: Bool, _ part: KeyPath<MomentForm, Bool>) -> Bool {
    meanings.contains {
      if case .moment(let isEnd, let form) = $0 { return isEnd == end && form[keyPath: part] }
      return false
    }
  }

  private enum Finding {
    case known(Meaning)
    case ambiguous
    case unknown
  }

  private static func meaning(of name: String, _ example: String, _ monthFirst: Bool?) -> Finding {
    let words = Set(queueId(name).split(separator: "-").map(String.init))
    func has(_ choice: String...) -> Bool { !words.isDisjoint(with: choice) }
    if has("email", "mail") { return .known(.email) }
    let isPerson = has("agent", "employee", "user", "person", "staff", "member", "resource", "associate")
    if has("timezone", "tz") || words.isSuperset(of: ["time", "zone"]) { return .known(.zone) }
    if has("activity", "task", "event", "code", "type", "workstream"), !isPerson {
      return .known(has("id", "key") ? .activityId : .activity)
    }
    if isPerson || has("name") && !has("shift") {
      return .known(has("id", "number", "login") ? .agentId : .agentName)
    }
    let isEnd = has("end", "to", "until", "finish", "stop")
    guard isEnd || has("start", "from", "begin", "date", "day") else { return .unknown }
    guard let form = MomentForm(example, words: words, monthFirst: monthFirst) else {
      return example.isEmpty || MomentForm.isDate(example) ? .ambiguous : .unknown
    }
    return .known(.moment(isEnd: isEnd, form))
  }
}

/// How a date, a clock or both are written, as an example shows it.
struct MomentForm: Hashable {
  private(set) var hasDate = false
  private(set) var hasClock = false
  /// `y`, `m` and `d` in their order, with the mark between; two digits each but for the year.
  private var order = "ymd"
  private var mark = "-"
  private var between = " "
  private var hasLongYear = true
  private var hasSeconds = false
  private var isTwelveHour = false
  /// What tells the clock: nothing for the site's, `Z` for UTC, an offset.
  private var suffix = Suffix.none
  /// Whether `Z` is written.
  private var isMarked = false

  private enum Suffix: Hashable { case none, utc, offset }

  /// - Returns: nil where the example is none, or may be day or month first.
  init?(_ example: String, words: Set<String>, monthFirst: Bool?) {
    let isUTC = words.contains("utc") || words.contains("gmt")
    guard !example.isEmpty else {
      hasDate = !words.contains("time") || words.contains("date")
      hasClock = words.contains("time") || !words.contains("date") && !words.contains("day")
      // `Start` alone is a moment.
      if hasClock, words.isDisjoint(with: ["time", "date", "day"]) { hasDate = true }
      if hasDate, hasClock { between = "T" }
      return
    }
    var rest = Substring(example)
    let date = rest.prefix { $0.isNumber || "-/.".contains($0) }
    hasDate = Self.isDate(String(date))
    if hasDate {
      rest = rest.dropFirst(date.count)
      guard readDate(date, monthFirst: monthFirst) else { return nil }
    }
    between = String(rest.prefix { $0 == " " || $0 == "T" || $0 == "," })
    rest = rest.dropFirst(between.count)
    hasClock = rest.first?.isNumber ?? false
    guard hasDate || hasClock else { return nil }
    guard hasClock else { return }
    let clock = rest.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    hasSeconds = clock.count { $0 == ":" } == 2
    rest = rest.dropFirst(clock.count)
    let end = rest.filter { $0 != " " }.lowercased()
    isTwelveHour = end.hasPrefix("a") || end.hasPrefix("p")
    suffix = end == "z" || isUTC ? .utc : end.hasPrefix("+") || end.hasPrefix("-") ? .offset : .none
    isMarked = end == "z"
  }

  /// Whether a text is a date in numbers.
  static func isDate(_ text: String) -> Bool {
    let digits = text.count(where: \.isNumber)
    return digits == 8 && text.allSatisfy(\.isNumber)
      || (6...8).contains(digits) && text.count { "-/.".contains($0) } == 2
      || (4...5).contains(digits) && text.count { "/.".contains($0) } == 2
  }

  private mutating func readDate(_ text: Substring, monthFirst: Bool?) -> Bool {
    guard let found = text.first(where: { !$0.isNumber }) else {
      mark = ""
      return true
    }
    mark = String(found)
    let parts = text.split(separator: found).compactMap { Int($0) }
    guard parts.count == 3 else { return false }
    if parts[0] > 31 { return true }
    hasLongYear = parts[2] > 99
    if found == "." {
      order = "dmy"
    } else if let monthFirst {
      order = monthFirst ? "mdy" : "dmy"
    } else if parts[0] > 12 {
      order = "dmy"
    } else if parts[1] > 12 {
      order = "mdy"
    } else {
      return false
    }
    return true
  }

  /// A moment as the example has it.
  func text(_ instant: Instant, zone: Zone) -> String {
    let local = suffix == .utc ? Zone.utc.local(at: instant) : zone.local(at: instant)
    var text = ""
    if hasDate {
      let parts = local.date.isoText.split(separator: "-").map(String.init)
      let named: [Character: String] = [
        "y": hasLongYear ? parts[0] : String(parts[0].suffix(2)), "m": parts[1], "d": parts[2],
      ]
      text = order.compactMap { named[$0] }.joined(separator: mark)
    }
    if hasDate, hasClock { text += between }
    guard hasClock else { return text }
    let (hour, minute) = (local.minutesOfDay / 60, local.minutesOfDay % 60)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    text += "\(isTwelveHour ? String((hour + 11) % 12 + 1) : two(hour)):\(two(minute))\(hasSeconds ? ":00" : "")"
    if isTwelveHour { text += hour < 12 ? " AM" : " PM" }
    switch suffix {
    case .none: break
    case .utc: if isMarked { text += "Z" }
    case .offset: text += offsetText(zone.offset(at: instant))
    }
    return text
  }
}
