package import Timeline
package import Workforce

/// One event as a server of calendars keeps it: a calendar of its own, without a method.
package struct CalendarResource: Sendable {
  /// Identity of the event.
  package let uid: String
  /// When it ends.
  package let ends: Instant
  /// iCalendar in UTF-8.
  package let bytes: [UInt8]
}

/// Everything a server keeps for one person.
package struct PersonResources: Sendable {
  /// Id of the person.
  package let owner: String
  /// Name of the collection, in characters that addresses take.
  package let name: String
  /// What people call it, in the person's language.
  package let title: String
  /// Shifts, duties on call and free days, withdrawn ones among them.
  package let resources: [CalendarResource]
  private let write: @Sendable () -> [UInt8]

  /// All of them as one calendar, made anew each time it is asked for.
  package var collection: [UInt8] { write() }

  init(
    owner: String, name: String, title: String, resources: [CalendarResource], write: @escaping @Sendable () -> [UInt8]
  ) {
    self.owner = owner
    self.name = name
    self.title = title
    self.resources = resources
    self.write = write
  }
}

extension RosterCalendars {
  /// What a server keeps for everybody, in the order of the scenario, then people only the roster knows, by id.
  package static func resources(
    of roster: Roster, in scenario: Scenario, options: CalendarOptions
  ) -> [PersonResources] {
    let duties = roster.duties.map { (duty: $0, isCancelled: false) }
    let relieved = roster.cancelledDuties.map { (duty: $0, isCancelled: true) }
    let dutiesOf = Dictionary(grouping: duties + relieved, by: \.duty.agent)
    let freeOf = Dictionary(grouping: options.freeDays, by: \.agent)
    let book = CalendarBook(
      roster, scenario, options, also: (duties + relieved).map { ($0.duty.start, $0.duty.end) },
      strangers: Set(dutiesOf.keys).union(freeOf.keys))
    return zip(book.people.indices, FileName.unique(for: book.people.map(\.id), extension: "")).map { person, name in
      let agent = book.people[person]
      let phrases = Phrases.of(agent.calendarLanguage)
      let title = Phrases.filled(phrases.personCalendar, agent.name)
      let (entries, events, days) = (
        book.entries(of: person),
        (dutiesOf[agent.id] ?? []).map { book.event(of: $0.duty, phrases: phrases, isCancelled: $0.isCancelled) },
        freeOf[agent.id] ?? []
      )
      let shifts = entries.map { entry in
        let shift = book.work(of: entry).shift
        return CalendarResource(
          uid: ShiftIdentity.uid(of: shift, options: options), ends: shift.end, bytes: book.resource(entry, phrases))
      }
      let held = events.map { event in
        CalendarResource(
          uid: ShiftIdentity.uid(of: event.duty, options: options), ends: event.duty.end, bytes: book.resource(event))
      }
      let clock = scenario.site(agent.site)?.zone ?? .utc
      let free = days.map { days in
        CalendarResource(
          uid: ShiftIdentity.uid(of: days, options: options), ends: clock.startOfDay(days.last.advanced(byDays: 1)),
          bytes: book.resource(FreeDaysEvent(days: days, phrases: phrases)))
      }
      return PersonResources(
        owner: agent.id, name: name, title: title, resources: shifts + held + free
      ) { book.calendar(title, phrases, entries, in: nil, duties: events, freeDays: days) }
    }
  }
}
