public import Timeline
public import Workforce

/// Whole days on which a person does not work, one after the other, as calendars show them on request.
///
/// They are events of their own beside the shifts: they have no hours and block no time.
public struct FreeDays: Hashable, Sendable {
  /// Why the person does not work.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Leave, or an absence at short notice; calendars do not say which.
    case leave
    /// The roster has no shift.
    case off
  }

  /// Id of the person.
  public var agent: String
  /// Why.
  public var kind: Kind
  /// The first local date; part of the identity.
  public var first: CivilDate
  /// The last local date.
  public var last: CivilDate
  /// How often it was changed after it was published.
  public var sequence: Int
  /// Whether it was told and is so no more.
  public var isCancelled: Bool

  /// Some days of a person.
  public init(
    agent: String, kind: Kind, first: CivilDate, last: CivilDate, sequence: Int = 0, isCancelled: Bool = false
  ) {
    self.agent = agent
    self.kind = kind
    self.first = first
    self.last = last
    self.sequence = sequence
    self.isCancelled = isCancelled
  }

  /// Whether they are over everywhere on earth.
  public func isPast(at now: Instant) -> Bool {
    Zone.utc.startOfDay(last.advanced(byDays: 1)).advanced(bySeconds: 12 * 3600) <= now
  }

  /// The free days of everybody in the scenario on the dates of its horizon, by person and date.
  ///
  /// A date belongs to the shift that starts on it. Whoever has no shift at all has no days off, and nobody has any outside
  /// their employment.
  public static func all(of roster: Roster, in scenario: Scenario, kinds: Set<Kind>) -> [FreeDays] {
    guard !kinds.isEmpty else { return [] }
    let worked = Dictionary(grouping: roster.shifts, by: \.agent).mapValues { Set($0.map(\.date)) }
    let rostered = Set(worked.keys).union(roster.cancelled.map(\.agent))
    let away = Dictionary(grouping: scenario.leave + scenario.absences, by: \.agent)
    var found: [FreeDays] = []
    for agent in scenario.agents.sorted(by: { $0.id < $1.id }) {
      var open: FreeDays?
      for date in scenario.horizon.dates {
        let isAway = (away[agent.id] ?? []).contains { $0.from <= date && date <= $0.to }
        let isFree = agent.isEmployed(on: date) && !(worked[agent.id]?.contains(date) ?? false)
        let kind: Kind? = !isFree ? nil : isAway ? .leave : rostered.contains(agent.id) ? .off : nil
        if let kind, kinds.contains(kind) {
          if open?.kind == kind {
            open?.last = date
            continue
          }
          if let open { found.append(open) }
          open = FreeDays(agent: agent.id, kind: kind, first: date, last: date)
        } else {
          if let open { found.append(open) }
          open = nil
        }
      }
      if let open { found.append(open) }
    }
    return found
  }

  /// Free days as they are now, with the sequences that follow from what was told; what is no longer so is withdrawn.
  ///
  /// - Returns: those of now and the withdrawn ones.
  public static func following(_ told: [FreeDays], now: [FreeDays]) -> [FreeDays] {
    struct Key: Hashable {
      var agent: String
      var first: CivilDate
    }
    var former = Dictionary(told.map { (Key(agent: $0.agent, first: $0.first), $0) }) { $1 }
    var all = now.map { days in
      var days = days
      if let before = former.removeValue(forKey: Key(agent: days.agent, first: days.first)) {
        days.sequence = before.sequence
        if days != before { days.sequence += 1 }
      }
      return days
    }
    all += former.values.map { days in
      var days = days
      if !days.isCancelled {
        days.isCancelled = true
        days.sequence += 1
      }
      return days
    }
    return all.sorted { ($0.agent, $0.first) < ($1.agent, $1.first) }
  }
}

/// Free days as a calendar event.
struct FreeDaysEvent {
  let days: FreeDays
  let phrases: Phrases

  /// Writes the `VEVENT`: dates, without a clock or a zone; its end is the day after.
  func write(to writer: inout CalendarWriter, options: CalendarOptions) {
    let uid = ShiftIdentity.uid(of: days, options: options)
    let stamp = CalendarTime.text(options.stamp(of: uid, sequence: days.sequence))
    writer.raw("BEGIN", "VEVENT")
    writer.raw("UID", uid)
    writer.raw("DTSTAMP", stamp)
    writer.raw("LAST-MODIFIED", stamp)
    writer.raw("SEQUENCE", String(days.sequence))
    if let organizer = options.organizer { writer.raw("ORGANIZER", "mailto:\(organizer)") }
    writer.raw("DTSTART", CalendarTime.text(days.first), parameter: ("VALUE", "DATE"))
    writer.raw("DTEND", CalendarTime.text(days.last.advanced(byDays: 1)), parameter: ("VALUE", "DATE"))
    writer.text(
      "SUMMARY", days.isCancelled ? Phrases.filled(phrases.cancelled, name) : name, language: phrases.language)
    writer.raw("CATEGORIES", days.kind == .leave ? "LEAVE" : "DAY-OFF")
    writer.raw("STATUS", days.isCancelled ? "CANCELLED" : options.status.rawValue)
    writer.raw("TRANSP", "TRANSPARENT")
    writer.raw("CLASS", "PRIVATE")
    writer.raw("END", "VEVENT")
  }

  /// What it is called.
  var name: String { days.kind == .leave ? phrases.leave : phrases.dayOff }
}
