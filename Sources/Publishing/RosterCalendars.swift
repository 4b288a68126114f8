public import Timeline
public import Workforce

/// A calendar to be written or served.
public struct CalendarFile: Sendable {
  /// Id of the person, or name of the team.
  public let owner: String
  /// Name of the file, for example `A0042.ics`; differs from every other calendar's in the same list.
  public let name: String
  /// Number of shifts in it.
  public let eventCount: Int
  private let write: @Sendable () -> [UInt8]

  /// iCalendar in UTF-8; made anew each time it is asked for, so that all calendars of a large roster need not be in memory.
  public var bytes: [UInt8] { write() }

  init(owner: String, name: String, eventCount: Int, write: @escaping @Sendable () -> [UInt8]) {
    self.owner = owner
    self.name = name
    self.eventCount = eventCount
    self.write = write
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
  /// - Complexity: O(shifts + spells), some microseconds a shift.
  public static func perPerson(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    perPerson(CalendarBook(roster, scenario, options))
  }

  private static func perPerson(_ book: CalendarBook) -> [CalendarFile] {
    let names = FileName.unique(for: book.people.map(\.id), extension: ".ics")
    return zip(book.people.indices, names).map { person, name in
      let entries = book.entries(of: person)
      return CalendarFile(owner: book.people[person].id, name: name, eventCount: entries.count { !$0.isCancelled }) {
        let agent = book.people[person]
        let phrases = Phrases.of(agent.calendarLanguage)
        return book.calendar(Phrases.filled(phrases.personCalendar, agent.name), phrases, entries, in: nil)
      }
    }
  }

  /// One calendar for each team, by name; people without a team are in none.
  ///
  /// Somebody who has left a team is withdrawn there. Summaries start with the person's name. The language is the one most people of the team read, the first by name
  /// where several are equal.
  public static func perTeam(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    perTeam(CalendarBook(roster, scenario, options))
  }

  private static func perTeam(_ book: CalendarBook) -> [CalendarFile] {
    let teams = book.teams.map { ($0, book.entries(of: $0.members + $0.former, in: $0.key)) }
      .filter { team, entries in !team.members.isEmpty || !entries.isEmpty }
    let names = FileName.unique(for: teams.map(\.0.key), extension: ".ics")
    return zip(teams, names).map { team, name in
      let ((key, members, former), entries) = team
      return CalendarFile(owner: key, name: name, eventCount: entries.count { !$0.isCancelled && !$0.isLeft }) {
        let phrases = commonPhrases(of: (members.isEmpty ? former : members).map { book.people[$0] })
        return book.calendar(Phrases.filled(phrases.teamCalendar, key), phrases, entries, in: key)
      }
    }
  }

  /// Both, from one roster that is arranged once.
  public static func perPersonAndTeam(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions
  ) -> (people: [CalendarFile], teams: [CalendarFile]) {
    let book = CalendarBook(roster, scenario, options)
    return (perPerson(book), perTeam(book))
  }

  /// The duties on call of each person of the scenario who has one of the skills asked for at their site, in its order, then of people
  /// who are not in it any more; none where the scenario asks for no duties.
  ///
  /// They are calendars of their own, and their events block no time, so that nobody mistakes being reachable for work. A person
  /// without duties gets an empty one.
  public static func onCall(of roster: Roster, in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    let duties = Dictionary(grouping: roster.duties, by: \.agent)
    let cancelled = Dictionary(grouping: roster.cancelledDuties, by: \.agent)
    let all = roster.duties + roster.cancelledDuties
    let book = CalendarBook(
      Roster(shifts: []), scenario, options, also: all.map { ($0.start, $0.end) }, strangers: Set(all.map(\.agent)))
    let people = book.people.filter { agent in
      duties[agent.id] != nil || cancelled[agent.id] != nil
        || scenario.onCall.contains { $0.site == agent.site && agent.skills.contains($0.skill) }
    }
    guard !people.isEmpty else { return [] }
    return zip(people, FileName.unique(for: people.map(\.id), extension: ".ics")).map { agent, name in
      let held = (duties[agent.id] ?? []).map { (duty: $0, isCancelled: false) }
      let relieved = (cancelled[agent.id] ?? []).map { (duty: $0, isCancelled: true) }
      return CalendarFile(owner: agent.id, name: name, eventCount: held.count) {
        let phrases = Phrases.of(agent.calendarLanguage)
        let events = (held + relieved).sorted {
          ($0.duty.start, $0.duty.site, $0.duty.skill) < ($1.duty.start, $1.duty.site, $1.duty.skill)
        }.map { book.event(of: $0.duty, phrases: phrases, isCancelled: $0.isCancelled) }
        return book.calendar(Phrases.filled(phrases.onCallCalendar, agent.name), events)
      }
    }
  }

  /// The days off and leave of each person of the scenario, in its order, then of people who are not in it any more; none where
  /// nobody asked for them.
  public static func freeDays(in scenario: Scenario, options: CalendarOptions) -> [CalendarFile] {
    guard !options.freeDays.isEmpty else { return [] }
    let daysOf = Dictionary(grouping: options.freeDays, by: \.agent)
    let book = CalendarBook(Roster(shifts: []), scenario, options, strangers: Set(daysOf.keys))
    return zip(book.people, FileName.unique(for: book.people.map(\.id), extension: ".ics")).map { agent, name in
      let days = (daysOf[agent.id] ?? []).sorted { $0.first < $1.first }
      return CalendarFile(owner: agent.id, name: name, eventCount: days.count { !$0.isCancelled }) {
        let phrases = Phrases.of(agent.calendarLanguage)
        return book.calendar(Phrases.filled(phrases.daysOffCalendar, agent.name), phrases, freeDays: days)
      }
    }
  }

  /// One calendar for each person with shifts, duties on call or free days that are not as they were, with these alone: what was
  /// changed, given, taken over or withdrawn, for people who import files instead of subscribing.
  ///
  /// - Parameter isChanged: whether an event of this identity and sequence is not as it was.
  public static func changes(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions,
    where isChanged: (_ uid: String, _ sequence: Int) -> Bool
  ) -> [CalendarFile] {
    news(of: roster, in: scenario, options: options, where: isChanged).map { news in
      CalendarFile(owner: news.agent.id, name: news.name, eventCount: news.count) {
        news.calendar
      }
    }
  }

  /// What one person is told: shifts, duties and free days that are not as they were.
  struct News: Sendable {
    let agent: Agent
    /// Name of a calendar file of the person's.
    let name: String
    let book: CalendarBook
    let entries: [CalendarBook.Entry]
    let duties: [(duty: OnCallDuty, isCancelled: Bool)]
    let freeDays: [FreeDays]

    /// How many.
    var count: Int { entries.count + duties.count + freeDays.count }

    /// A calendar of them.
    var calendar: [UInt8] {
      let phrases = Phrases.of(agent.calendarLanguage)
      return book.calendar(
        Phrases.filled(phrases.personCalendar, agent.name), phrases, entries, in: nil,
        duties: duties.map { book.event(of: $0.duty, phrases: phrases, isCancelled: $0.isCancelled) },
        freeDays: freeDays)
    }

    /// A line of text for each, shifts first, free days last.
    func lines(_ phrases: Phrases, _ date: (CivilDate) -> String) -> [String] {
      func line(_ day: CivilDate, _ start: Instant, _ end: Instant, _ zone: Zone, _ what: String, _ isCancelled: Bool)
        -> String
      {
        var hours: [UInt8] = []
        EventClock(zone: zone, from: start, to: end).appendRange(start, end, in: phrases.hourCycle, to: &hours)
        let text = "\(date(day)): \(what) \(String(decoding: hours, as: UTF8.self)) (\(zone.name))"
        return isCancelled ? Phrases.filled(phrases.cancelled, text) : text
      }
      return entries.map { entry in
        let (shift, zone) = book.work(of: entry)
        return line(shift.date, shift.start, shift.end, zone, phrases.shift, entry.isCancelled)
      }
        + duties.map { entry in
          line(
            entry.duty.date, entry.duty.start, entry.duty.end, book.zone(of: entry.duty), phrases.onCall,
            entry.isCancelled)
        }
        + freeDays.map { days in
          let span = days.first == days.last ? date(days.first) : "\(date(days.first)) – \(date(days.last))"
          let text = "\(span): \(FreeDaysEvent(days: days, phrases: phrases).name)"
          return days.isCancelled ? Phrases.filled(phrases.cancelled, text) : text
        }
    }
  }

  /// A shift or duty that is new, changed or withdrawn for somebody.
  public struct ToldEvent: Hashable, Sendable {
    /// Its identity in calendars.
    public var uid: String
    /// Its `SEQUENCE`: 0 as it was first told, one more for every change.
    public var sequence: Int
    /// Whether it is withdrawn.
    public var isCancelled: Bool
    /// Whether it is a duty on call.
    public var isDuty: Bool
    /// The local date.
    public var date: CivilDate
    /// Id of the site.
    public var site: String
    /// When it starts.
    public var start: Instant
    /// When it ends.
    public var end: Instant
  }

  /// What everybody is told of work, shifts before duties, each in order of time; people in the order of the scenario, then strangers.
  ///
  /// - Parameter isChanged: whether an event of this identity and sequence is not as it was.
  public static func told(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions,
    where isChanged: (_ uid: String, _ sequence: Int) -> Bool
  ) -> [(agent: String, events: [ToldEvent])] {
    news(of: roster, in: scenario, options: options, where: isChanged).map { news in
      let shifts = news.entries.map { entry in
        let shift = news.book.work(of: entry).shift
        return ToldEvent(
          uid: ShiftIdentity.uid(of: shift, options: options), sequence: shift.sequence,
          isCancelled: entry.isCancelled, isDuty: false, date: shift.date, site: shift.site, start: shift.start,
          end: shift.end)
      }
      let duties = news.duties.map { duty, isCancelled in
        ToldEvent(
          uid: ShiftIdentity.uid(of: duty, options: options), sequence: duty.sequence, isCancelled: isCancelled,
          isDuty: true, date: duty.date, site: duty.site, start: duty.start, end: duty.end)
      }
      return (news.agent.id, shifts + duties)
    }.filter { !$0.events.isEmpty }
  }

  /// Everybody who has news, in the order of the scenario, then people only the roster knows, by id.
  static func news(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions,
    where isChanged: (_ uid: String, _ sequence: Int) -> Bool
  ) -> [News] {
    func isNews(_ shift: Shift) -> Bool { isChanged(ShiftIdentity.uid(of: shift, options: options), shift.sequence) }
    func isNews(_ duty: OnCallDuty) -> Bool { isChanged(ShiftIdentity.uid(of: duty, options: options), duty.sequence) }
    let news = Roster(
      shifts: roster.shifts.filter(isNews), spells: roster.spells, cancelled: roster.cancelled.filter(isNews))
    let duties = roster.duties.filter(isNews).map { (duty: $0, isCancelled: false) }
    let relieved = roster.cancelledDuties.filter(isNews).map { (duty: $0, isCancelled: true) }
    let dutiesOf = Dictionary(grouping: duties + relieved, by: \.duty.agent)
    let freeOf = Dictionary(
      grouping: options.freeDays.filter { isChanged(ShiftIdentity.uid(of: $0, options: options), $0.sequence) },
      by: \.agent)
    let ids = Set((news.shifts + news.cancelled).map(\.agent)).union(dutiesOf.keys).union(freeOf.keys)
    guard !ids.isEmpty else { return [] }
    let book = CalendarBook(
      news, scenario, options, also: (duties + relieved).map { ($0.duty.start, $0.duty.end) },
      strangers: Set(dutiesOf.keys).union(freeOf.keys))
    // Named among everybody, so that a person's files have one name in all folders.
    let names = FileName.unique(for: book.people.map(\.id), extension: ".ics")
    return zip(book.people.indices, names).filter { ids.contains(book.people[$0.0].id) }.map { person, name in
      let agent = book.people[person]
      let own = (dutiesOf[agent.id] ?? []).sorted {
        ($0.duty.start, $0.duty.site, $0.duty.skill) < ($1.duty.start, $1.duty.site, $1.duty.skill)
      }
      return News(
        agent: agent, name: name, book: book, entries: book.entries(of: person), duties: own,
        freeDays: (freeOf[agent.id] ?? []).sorted { $0.first < $1.first })
    }
  }

  /// The language that most of some people read, the first by name where several are equal; on a clock of twelve hours where most of
  /// those who read it write one.
  static func commonPhrases(of people: [Agent]) -> Phrases {
    let read = people.map { Phrases.of($0.calendarLanguage) }
    let counts = Dictionary(read.map { ($0.language, 1) }, uniquingKeysWith: +)
    let common = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
    var phrases = Phrases.of(common?.key ?? "en")
    let twelve = read.filter { $0.language == phrases.language && $0.hourCycle != .twentyFour }
    let isTwelve = twelve.count * 2 > common?.value ?? 0
    phrases.hourCycle = isTwelve ? twelve.first?.hourCycle ?? .twentyFour : .twentyFour
    return phrases
  }
}

extension CalendarFile: Equatable {
  /// Whether names and contents are equal.
  public static func == (a: CalendarFile, b: CalendarFile) -> Bool {
    (a.owner, a.name, a.eventCount) == (b.owner, b.name, b.eventCount) && a.bytes == b.bytes
  }
}
