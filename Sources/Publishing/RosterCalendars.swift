import Timeline
public import Workforce

/// A calendar ready to be written or served.
public struct CalendarFile: Hashable, Sendable {
  /// Id of the person, or name of the team.
  public var owner: String
  /// Name of the file, for example `A0042.ics`; differs from every other calendar's in the same list.
  public var name: String
  /// iCalendar in UTF-8.
  public var bytes: [UInt8]
  /// Number of shifts in it.
  public var eventCount: Int

  /// A calendar.
  public init(owner: String, name: String, bytes: [UInt8], eventCount: Int) {
    self.owner = owner
    self.name = name
    self.bytes = bytes
    self.eventCount = eventCount
  }
}

/// Rosters as calendars (RFC 5545): one event a shift or duty on call, nothing repeated, nothing floating.
///
/// What is in the files and why: docs/explanation/calendars.md.
public enum RosterCalendars {
  /// One calendar for each person, in the order of the scenario, then people only the roster knows, by id.
  ///
  /// A person without shifts gets an empty calendar, so that a subscription shows that nothing is planned.
  ///
  /// - Complexity: O(shifts + spells), some tens of microseconds a shift.
  public static func perPerson(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    let book = Book(roster, scenario, options)
    let people = book.people
    let names = FileName.unique(for: people.map(\.id), extension: ".ics")
    return zip(people, names).map { agent, name in
      let phrases = Phrases.of(agent.calendarLanguage)
      let events = book.events(of: agent, phrases: phrases, isNamed: false)
      let title = Phrases.filled(phrases.personCalendar, agent.name)
      return CalendarFile(
        owner: agent.id, name: name, bytes: book.calendar(title, phrases, events),
        eventCount: events.count { !$0.isCancelled })
    }
  }

  /// One calendar for each team, by name; people without a team are in none.
  ///
  /// Summaries start with the person's name. The language is the one most people of the team read, the first by name
  /// where several are equal.
  public static func perTeam(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    let book = Book(roster, scenario, options)
    let teams = Dictionary(grouping: book.people.filter { !$0.team.isEmpty }, by: \.team).sorted { $0.key < $1.key }
    let names = FileName.unique(for: teams.map(\.key), extension: ".ics")
    return zip(teams, names).map { team, name in
      let phrases = commonPhrases(of: team.value)
      let events = team.value.flatMap { book.events(of: $0, phrases: phrases, isNamed: true) }
        .sorted {
          ($0.shift.start, $0.shift.agent, $0.shift.ordinal) < ($1.shift.start, $1.shift.agent, $1.shift.ordinal)
        }
      let title = Phrases.filled(phrases.teamCalendar, team.key)
      return CalendarFile(
        owner: team.key, name: name, bytes: book.calendar(title, phrases, events),
        eventCount: events.count { !$0.isCancelled })
    }
  }

  /// The duties on call of each person of the scenario who has one of the skills asked for at their site, in its order; none
  /// where the scenario asks for no duties.
  ///
  /// They are calendars of their own, and their events block no time, so that nobody mistakes being reachable for work. A person
  /// without duties gets an empty one.
  public static func onCall(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    let duties = Dictionary(grouping: roster.duties, by: \.agent)
    let cancelled = Dictionary(grouping: roster.cancelledDuties, by: \.agent)
    let people = scenario.agents.filter { agent in
      duties[agent.id] != nil || cancelled[agent.id] != nil
        || scenario.onCall.contains { $0.site == agent.site && agent.skills.contains($0.skill) }
    }
    let all = roster.duties + roster.cancelledDuties
    let book = Book(Roster(shifts: []), scenario, options, also: all.map { ($0.start, $0.end) })
    return zip(people, FileName.unique(for: people.map(\.id), extension: ".ics")).map { agent, name in
      let phrases = Phrases.of(agent.calendarLanguage)
      let held = (duties[agent.id] ?? []).map { (duty: $0, isCancelled: false) }
      let relieved = (cancelled[agent.id] ?? []).map { (duty: $0, isCancelled: true) }
      let events = (held + relieved).sorted {
        ($0.duty.start, $0.duty.site, $0.duty.skill) < ($1.duty.start, $1.duty.site, $1.duty.skill)
      }.map { book.event(of: $0.duty, phrases: phrases, isCancelled: $0.isCancelled) }
      return CalendarFile(
        owner: agent.id, name: name,
        bytes: book.calendar(Phrases.filled(phrases.onCallCalendar, agent.name), events), eventCount: held.count)
    }
  }

  /// One calendar for each person with shifts or duties on call that are not as they were, with these alone: what was changed,
  /// given, taken over or withdrawn, for people who import files instead of subscribing.
  ///
  /// - Parameter isChanged: whether an event of this identity and sequence is not as it was.
  public static func changes(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions,
    where isChanged: (_ uid: String, _ sequence: Int) -> Bool
  ) -> [CalendarFile] {
    func isNews(_ shift: Shift) -> Bool { isChanged(ShiftIdentity.uid(of: shift, options: options), shift.sequence) }
    func isNews(_ duty: OnCallDuty) -> Bool { isChanged(ShiftIdentity.uid(of: duty, options: options), duty.sequence) }
    let news = Roster(
      shifts: roster.shifts.filter(isNews), spells: roster.spells, cancelled: roster.cancelled.filter(isNews))
    let duties = roster.duties.filter(isNews).map { (duty: $0, isCancelled: false) }
    let relieved = roster.cancelledDuties.filter(isNews).map { (duty: $0, isCancelled: true) }
    let dutiesOf = Dictionary(grouping: duties + relieved, by: \.duty.agent)
    let ids = Set((news.shifts + news.cancelled).map(\.agent)).union(dutiesOf.keys)
    guard !ids.isEmpty else { return [] }
    let book = Book(
      news, scenario, options, also: (duties + relieved).map { ($0.duty.start, $0.duty.end) },
      strangers: Set(dutiesOf.keys))
    // Named among everybody, so that a person's files have one name in all folders.
    let names = FileName.unique(for: book.people.map(\.id), extension: ".ics")
    return zip(book.people, names).filter { ids.contains($0.0.id) }.map { agent, name in
      let phrases = Phrases.of(agent.calendarLanguage)
      let events = book.events(of: agent, phrases: phrases, isNamed: false)
      let own = (dutiesOf[agent.id] ?? []).sorted {
        ($0.duty.start, $0.duty.site, $0.duty.skill) < ($1.duty.start, $1.duty.site, $1.duty.skill)
      }.map { book.event(of: $0.duty, phrases: phrases, isCancelled: $0.isCancelled) }
      return CalendarFile(
        owner: agent.id, name: name,
        bytes: book.calendar(Phrases.filled(phrases.personCalendar, agent.name), phrases, events, own),
        eventCount: events.count + own.count)
    }
  }

  private static func commonPhrases(of people: [Agent]) -> Phrases {
    let languages = people.map { Phrases.of($0.calendarLanguage).language }
    let counts = Dictionary(languages.map { ($0, 1) }, uniquingKeysWith: +)
    let common = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
    return Phrases.of(common?.key ?? "en")
  }
}

/// A roster arranged for writing calendars.
private struct Book {
  let people: [Agent]
  let options: CalendarOptions
  private let shifts: [String: [Shift]]
  private let cancelled: [String: [Shift]]
  private let spells: [String: [QueueSpell]]
  private let zones: [String: Zone]
  private let queueIDs: [String]
  /// Zones that every client reads alike while this roster lasts, by name.
  private let yearlyZones: [String: YearlyZone]

  /// - Parameters:
  ///   - stretches: further times that calendars show.
  ///   - further: people who may not be in the scenario.
  init(
    _ roster: Roster, _ scenario: Scenario, _ options: CalendarOptions, also stretches: [(Instant, Instant)] = [],
    strangers further: Set<String> = []
  ) {
    self.options = options
    shifts = Dictionary(grouping: roster.shifts, by: \.agent)
    cancelled = Dictionary(grouping: roster.cancelled, by: \.agent)
    spells = Dictionary(grouping: roster.spells, by: \.agent)
    zones = Dictionary(scenario.sites.map { ($0.id, $0.zone) }) { first, _ in first }
    queueIDs = scenario.queues.map(\.id)
    let known = Set(scenario.agents.map(\.id))
    let strangers = Set(shifts.keys).union(cancelled.keys).union(further).filter { !known.contains($0) }.sorted().map {
      Agent(id: $0, name: $0, site: "", contract: "", languages: [], skills: [])
    }
    people = scenario.agents + strangers
    yearlyZones =
      options.timeForm == .utc
      ? [:]
      : Self.yearlyZones(
        of: scenario.sites, hasToLast: options.timeForm == .automatic,
        during: (roster.shifts + roster.cancelled).map { ($0.start, $0.end) } + stretches)
  }

  private static func yearlyZones(
    of sites: [Site], hasToLast: Bool, during stretches: [(start: Instant, end: Instant)]
  ) -> [String: YearlyZone] {
    guard let first = stretches.map(\.start).min(), let last = stretches.map(\.end).max(), first < last else {
      return [:]
    }
    let window = first.advanced(bySeconds: -86_400)...last.advanced(bySeconds: 86_400)
    var found: [String: YearlyZone] = [:]
    // UTC itself needs no rules: its times are written with a Z.
    for zone in Set(sites.map(\.zone)) where zone != .utc {
      found[zone.name] = YearlyZone(zone, over: window, hasToLast: hasToLast)
    }
    return found
  }

  /// A person's shifts in order of time, cancelled ones among them.
  func events(of agent: Agent, phrases: Phrases, isNamed: Bool) -> [ShiftEvent] {
    let own = (spells[agent.id] ?? []).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    let worked = (shifts[agent.id] ?? []).map { (shift: $0, isCancelled: false) }
    let dropped = (cancelled[agent.id] ?? []).map { (shift: $0, isCancelled: true) }
    let ordered = (worked + dropped).sorted {
      ($0.shift.start, $0.shift.ordinal, $0.shift.sequence) < ($1.shift.start, $1.shift.ordinal, $1.shift.sequence)
    }
    return ordered.map { shift, isCancelled in
      ShiftEvent(
        shift: shift, spells: isCancelled ? [] : own.filter { $0.start < shift.end && shift.start < $0.end },
        zone: zones[shift.site] ?? zones[agent.site] ?? .utc, queueIDs: queueIDs, phrases: phrases,
        personName: isNamed ? agent.name : nil, isCancelled: isCancelled)
    }
  }

  /// A duty on call.
  func event(of duty: OnCallDuty, phrases: Phrases, isCancelled: Bool) -> OnCallEvent {
    OnCallEvent(duty: duty, zone: zones[duty.site] ?? .utc, phrases: phrases, isCancelled: isCancelled)
  }

  /// A whole calendar of shifts with the zones its events use.
  func calendar(
    _ title: String, _ phrases: Phrases, _ events: [ShiftEvent], _ duties: [OnCallEvent] = []
  ) -> [UInt8] {
    var writer = CalendarWriter()
    let zones = events.filter(\.usesZoneClock).map(\.zone.name) + duties.filter(\.usesZoneClock).map(\.zone.name)
    writeHead(title, about: phrases.about, zones: zones, to: &writer)
    for event in events {
      event.write(to: &writer, isZoneWritten: yearlyZones[event.zone.name] != nil, options: options)
    }
    for duty in duties {
      duty.write(to: &writer, isZoneWritten: yearlyZones[duty.zone.name] != nil, options: options)
    }
    writer.raw("END", "VCALENDAR")
    return writer.bytes
  }

  /// A whole calendar of duties with the zones its events use.
  func calendar(_ title: String, _ events: [OnCallEvent]) -> [UInt8] {
    var writer = CalendarWriter()
    writeHead(title, about: nil, zones: events.filter(\.usesZoneClock).map(\.zone.name), to: &writer)
    for event in events {
      event.write(to: &writer, isZoneWritten: yearlyZones[event.zone.name] != nil, options: options)
    }
    writer.raw("END", "VCALENDAR")
    return writer.bytes
  }

  /// What stands before the events.
  private func writeHead(_ title: String, about: String?, zones: [String], to writer: inout CalendarWriter) {
    writer.raw("BEGIN", "VCALENDAR")
    writer.raw("VERSION", "2.0")
    writer.raw("PRODID", "-//Muster//Roster 1//EN")
    writer.raw("CALSCALE", "GREGORIAN")
    writer.text("NAME", title)
    writer.text("X-WR-CALNAME", title)
    if let about {
      writer.text("DESCRIPTION", about)
      writer.text("X-WR-CALDESC", about)
    }
    writer.raw("REFRESH-INTERVAL", "PT6H", parameters: [("VALUE", "DURATION")])
    writer.raw("X-PUBLISHED-TTL", "PT6H")
    for name in Set(zones).sorted() { yearlyZones[name]?.write(to: &writer) }
  }
}
