import Timeline
import Workforce

/// A roster arranged for writing calendars.
///
/// A class, because all calendars that are still to be written share it.
final class CalendarBook: Sendable {
  /// A shift in a calendar.
  struct Entry: Sendable {
    /// Position among the people.
    var person: Int
    /// Position among the shifts, or among the cancelled ones.
    var shift: Int
    var isCancelled: Bool
    /// Whether it is withdrawn from the calendar of a team because the person left it.
    var isLeft = false
  }

  /// Those of the scenario, then those only the roster knows, by id.
  let people: [Agent]
  private let options: CalendarOptions
  private let shifts: [Shift]
  private let cancelled: [Shift]
  private let spells: [QueueSpell]
  private let shiftsOf: [String: Range<Int>]
  private let cancelledOf: [String: Range<Int>]
  /// Where a person's stretches lie; shape [people].
  private let spellsOf: [Range<Int>]
  /// No stretch lasts more seconds.
  private let longestSpell: Int
  /// Where a person stands among all by id; shape [people].
  private let rank: [Int]
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
    shifts = sorted(roster.shifts) {
      ($0.agent, $0.start, $0.ordinal, $0.sequence) < ($1.agent, $1.start, $1.ordinal, $1.sequence)
    }
    cancelled = sorted(roster.cancelled) {
      ($0.agent, $0.start, $0.ordinal, $0.sequence) < ($1.agent, $1.start, $1.ordinal, $1.sequence)
    }
    spells = sorted(roster.spells) { ($0.agent, $0.start, $0.end) < ($1.agent, $1.start, $1.end) }
    shiftsOf = ranges(shifts, by: \.agent)
    cancelledOf = ranges(cancelled, by: \.agent)
    longestSpell = spells.reduce(0) { max($0, $1.end.seconds(since: $1.start)) }
    zones = scenario.zonesBySite
    queueIDs = scenario.queues.map(\.id)
    let known = Set(scenario.agents.map(\.id))
    let strangers = Set(shiftsOf.keys).union(cancelledOf.keys).union(further).filter {
      !known.contains($0)
    }.sorted().map {
      Agent(id: $0, name: $0, site: "", contract: "", languages: [], skills: [])
    }
    let people = scenario.agents + strangers
    self.people = people
    let stretchesOf = ranges(spells, by: \.agent)
    spellsOf = people.map { stretchesOf[$0.id] ?? 0..<0 }
    var rank = [Int](repeating: 0, count: people.count)
    for (place, person) in people.indices.sorted(by: { people[$0].id < people[$1].id }).enumerated() {
      rank[person] = place
    }
    self.rank = rank
    yearlyZones =
      options.timeForm == .utc
      ? [:]
      : Self.yearlyZones(
        of: scenario.sites, hasToLast: options.timeForm == .automatic,
        during: options.span.map { [($0.lowerBound, $0.upperBound)] }
          ?? [shifts, cancelled].flatMap { $0.map { ($0.start, $0.end) } } + stretches)
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

  // MARK: - What is in a calendar

  /// People by place for each team, by its name: those who are in it, and those who were; those without a team are in none.
  var teams: [(key: String, members: [Int], former: [Int])] {
    let members = Dictionary(grouping: people.indices.filter { !people[$0].team.isEmpty }) { people[$0].team }
    var former: [String: [Int]] = [:]
    let movers = options.teams.toldOfMovers
    for person in movers.isEmpty ? 0..<0 : people.indices {
      for team in movers[people[person].id] ?? [] where !team.isEmpty && team != people[person].team {
        former[team, default: []].append(person)
      }
    }
    return Set(members.keys).union(former.keys).sorted().map { ($0, members[$0] ?? [], former[$0] ?? []) }
  }

  /// A person's shifts in order of time, cancelled ones among them.
  func entries(of person: Int) -> [Entry] {
    let id = people[person].id
    let worked = (shiftsOf[id] ?? 0..<0).map { Entry(person: person, shift: $0, isCancelled: false) }
    let dropped = (cancelledOf[id] ?? 0..<0).map { Entry(person: person, shift: $0, isCancelled: true) }
    return dropped.isEmpty
      ? worked
      : (worked + dropped).sorted {
        let (a, b) = (shift($0), shift($1))
        return (a.start, a.ordinal, a.sequence) < (b.start, b.ordinal, b.sequence)
      }
  }

  /// The shifts that a team's calendar tells of, in order of time.
  func entries(of people: [Int], in team: String) -> [Entry] {
    let keyed = people.flatMap { entries(of: $0, in: team) }.map { entry in
      let shift = shift(entry)
      return (entry: entry, start: shift.start, rank: rank[entry.person], ordinal: shift.ordinal)
    }
    return keyed.sorted { ($0.start, $0.rank, $0.ordinal) < ($1.start, $1.rank, $1.ordinal) }.map(\.entry)
  }

  private func entries(of person: Int, in team: String) -> [Entry] {
    guard options.teams.toldOfMovers[people[person].id] != nil else { return entries(of: person) }
    return entries(of: person).compactMap { entry in
      let shift = shift(entry)
      let uid = ShiftIdentity.uid(of: shift, options: options)
      if options.team(of: shift, uid: uid, isCancelled: entry.isCancelled) == team { return entry }
      var entry = entry
      entry.isLeft = options.teamsLeft(by: shift, uid: uid, isCancelled: entry.isCancelled).contains(team)
      return entry.isLeft ? entry : nil
    }
  }

  private func shift(_ entry: Entry) -> Shift { entry.isCancelled ? cancelled[entry.shift] : shifts[entry.shift] }

  /// A shift and the clock of its site.
  func work(of entry: Entry) -> (shift: Shift, zone: Zone) {
    let shift = shift(entry)
    return (shift, zones[shift.site] ?? zones[people[entry.person].site] ?? .utc)
  }

  /// The clock of a duty.
  func zone(of duty: OnCallDuty) -> Zone { zones[duty.site] ?? .utc }

  /// A shift on the clock of its site.
  ///
  /// - Parameter team: in whose calendar; nil for the person's own.
  func event(of entry: Entry, phrases: Phrases, in team: String?) -> ShiftEvent {
    let (shift, zone) = work(of: entry)
    return ShiftEvent(
      shift: shift, spells: entry.isCancelled || entry.isLeft ? [] : spells(of: entry.person, in: shift), zone: zone,
      queueIDs: queueIDs, phrases: phrases,
      place: team.map { TeamPlace(team: $0, personName: people[entry.person].name, isLeft: entry.isLeft) },
      isCancelled: entry.isCancelled)
  }

  /// A person's stretches that overlap a shift, in order of start.
  private func spells(of person: Int, in shift: Shift) -> [QueueSpell] {
    // None that starts earlier reaches into the shift.
    let earliest = shift.start.advanced(bySeconds: -longestSpell)
    var (low, high) = (spellsOf[person].lowerBound, spellsOf[person].upperBound)
    while low < high {
      let middle = (low + high) / 2
      if spells[middle].start < earliest { low = middle + 1 } else { high = middle }
    }
    var own: [QueueSpell] = []
    while low < spellsOf[person].upperBound, spells[low].start < shift.end {
      if shift.start < spells[low].end { own.append(spells[low]) }
      low += 1
    }
    return own
  }

  /// A duty on call.
  func event(of duty: OnCallDuty, phrases: Phrases, isCancelled: Bool) -> OnCallEvent {
    OnCallEvent(duty: duty, zone: zone(of: duty), phrases: phrases, isCancelled: isCancelled)
  }

  // MARK: - Single entries

  /// The text of a shift.
  func text(of event: ShiftEvent) -> [UInt8] {
    var body = CalendarWriter()
    event.write(to: &body, isZoneWritten: yearlyZones[event.zone.name] != nil, options: options)
    return body.bytes
  }

  /// The text of a duty.
  func text(of event: OnCallEvent) -> [UInt8] {
    var body = CalendarWriter()
    event.write(to: &body, isZoneWritten: yearlyZones[event.zone.name] != nil, options: options)
    return body.bytes
  }

  /// The text of free days.
  func text(of event: FreeDaysEvent) -> [UInt8] {
    var body = CalendarWriter()
    event.write(to: &body, options: options)
    return body.bytes
  }

  // MARK: - Whole calendars

  /// A whole calendar of shifts with the zones its events use.
  func calendar(
    _ title: String, _ phrases: Phrases, _ entries: [Entry], in team: String?, duties: [OnCallEvent] = [],
    freeDays: [FreeDays] = []
  ) -> [UInt8] {
    var body = CalendarWriter()
    var used: [String] = []
    for entry in entries {
      let event = event(of: entry, phrases: phrases, in: team)
      if used.last != event.zone.name, event.usesZoneClock { used.append(event.zone.name) }
      event.write(to: &body, isZoneWritten: yearlyZones[event.zone.name] != nil, options: options)
    }
    for duty in duties {
      if duty.usesZoneClock { used.append(duty.zone.name) }
      duty.write(to: &body, isZoneWritten: yearlyZones[duty.zone.name] != nil, options: options)
    }
    for days in freeDays { FreeDaysEvent(days: days, phrases: phrases).write(to: &body, options: options) }
    return whole(title, about: phrases.about, zones: used, body)
  }

  /// A whole calendar of free days, which knows no zones.
  func calendar(_ title: String, _ phrases: Phrases, freeDays: [FreeDays]) -> [UInt8] {
    var body = CalendarWriter()
    for days in freeDays { FreeDaysEvent(days: days, phrases: phrases).write(to: &body, options: options) }
    return whole(title, about: nil, zones: [], body)
  }

  /// A whole calendar of duties with the zones its events use.
  func calendar(_ title: String, _ events: [OnCallEvent]) -> [UInt8] {
    var body = CalendarWriter()
    for event in events {
      event.write(to: &body, isZoneWritten: yearlyZones[event.zone.name] != nil, options: options)
    }
    return whole(title, about: nil, zones: events.filter(\.usesZoneClock).map(\.zone.name), body)
  }

  /// A shift alone, as a server keeps it.
  func resource(_ entry: Entry, _ phrases: Phrases) -> [UInt8] {
    let event = event(of: entry, phrases: phrases, in: nil)
    return bare(event.usesZoneClock ? event.zone.name : nil, text(of: event))
  }

  /// A duty alone, as a server keeps it.
  func resource(_ event: OnCallEvent) -> [UInt8] {
    bare(event.usesZoneClock ? event.zone.name : nil, text(of: event))
  }

  /// Free days alone, as a server keeps them.
  func resource(_ event: FreeDaysEvent) -> [UInt8] { bare(nil, text(of: event)) }

  private func bare(_ zone: String?, _ event: [UInt8]) -> [UInt8] {
    var writer = CalendarWriter()
    writer.raw("BEGIN", "VCALENDAR")
    writer.raw("VERSION", "2.0")
    writer.raw("PRODID", Self.product)
    if let zone { yearlyZones[zone]?.write(to: &writer) }
    writer.lines(event)
    writer.raw("END", "VCALENDAR")
    return writer.bytes
  }

  private static let product = "-//Muster//Roster 1//EN"

  private func whole(_ title: String, about: String?, zones: [String], _ events: CalendarWriter) -> [UInt8] {
    var writer = CalendarWriter()
    writer.raw("BEGIN", "VCALENDAR")
    writer.raw("VERSION", "2.0")
    writer.raw("PRODID", Self.product)
    writer.raw("CALSCALE", "GREGORIAN")
    if options.organizer != nil { writer.raw("METHOD", "PUBLISH") }
    writer.text("NAME", title)
    writer.text("X-WR-CALNAME", title)
    if let about {
      writer.text("DESCRIPTION", about)
      writer.text("X-WR-CALDESC", about)
    }
    writer.raw("REFRESH-INTERVAL", "PT6H", parameter: ("VALUE", "DURATION"))
    writer.raw("X-PUBLISHED-TTL", "PT6H")
    for name in Set(zones).sorted() { yearlyZones[name]?.write(to: &writer) }
    writer.lines(events.bytes)
    writer.raw("END", "VCALENDAR")
    return writer.bytes
  }
}

/// Sorted, in one look where they are already.
private func sorted<Element>(_ all: [Element], by isBefore: (Element, Element) -> Bool) -> [Element] {
  zip(all, all.dropFirst()).contains { isBefore($1, $0) } ? all.sorted(by: isBefore) : all
}

/// Where each person's elements lie among those of all.
private func ranges<Element>(_ all: [Element], by person: KeyPath<Element, String>) -> [String: Range<Int>] {
  var found: [String: Range<Int>] = [:]
  var first = 0
  for index in all.indices
  where index + 1 == all.count || all[index + 1][keyPath: person] != all[index][keyPath: person] {
    found[all[index][keyPath: person]] = first..<index + 1
    first = index + 1
  }
  return found
}
