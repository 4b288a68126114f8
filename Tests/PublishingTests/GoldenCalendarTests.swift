import Foundation
import Publishing
import Testing
import Timeline
import Workforce

@Suite("Calendars, byte for byte")
struct GoldenCalendarTests {
  /// Ana works an ordinary Monday and the night in which the clock goes forward.
  private func ana() throws -> Case {
    var small = try Case(zones: ["Europe/Madrid"])
    small.scenario.sites[0].id = "barcelona"
    small.hire("A1", "Ana Núñez", site: "barcelona", team: "Día; y noche", language: "es")
    func pause(_ kind: Break.Kind, _ start: String, _ end: String) throws -> Break {
      Break(kind: kind, start: try instant(start), end: try instant(end), isPaid: kind == .rest)
    }
    try small.work(
      "A1", from: instant("2026-03-23T08:00+01:00"), to: instant("2026-03-23T16:30+01:00"),
      breaks: [
        pause(.rest, "2026-03-23T10:00+01:00", "2026-03-23T10:15+01:00"),
        pause(.lunch, "2026-03-23T12:30+01:00", "2026-03-23T13:00+01:00"),
      ], queues: [0, 1])
    try small.work("A1", from: instant("2026-03-28T22:00+01:00"), to: instant("2026-03-29T06:00+02:00"))
    return small
  }

  @Test("a person's calendar has one event a shift, in their language, on the site's clock")
  func person() throws {
    let files = try ana().people()
    #expect(files.map(\.name) == ["A1.ics"])
    #expect(files.map(\.eventCount) == [2])
    let golden = """
      BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//Muster//Roster 1//EN
      CALSCALE:GREGORIAN
      NAME:Turnos: Ana Núñez
      X-WR-CALNAME:Turnos: Ana Núñez
      DESCRIPTION:Turnos planificados. Las horas del texto son las del centro.
      X-WR-CALDESC:Turnos planificados. Las horas del texto son las del centro.
      REFRESH-INTERVAL;VALUE=DURATION:PT6H
      X-PUBLISHED-TTL:PT6H
      BEGIN:VTIMEZONE
      TZID:Europe/Madrid
      BEGIN:STANDARD
      DTSTART:19701025T030000
      RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0100
      END:STANDARD
      BEGIN:DAYLIGHT
      DTSTART:19700329T020000
      RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      END:DAYLIGHT
      END:VTIMEZONE
      BEGIN:VEVENT
      UID:@uid1
      DTSTAMP:20260323T000000Z
      LAST-MODIFIED:20260323T000000Z
      SEQUENCE:0
      DTSTART;TZID=Europe/Madrid:20260323T080000
      DTEND;TZID=Europe/Madrid:20260323T163000
      SUMMARY;LANGUAGE=es:Turno · fr-phone\\, en-chat
      DESCRIPTION;LANGUAGE=es:08:00–16:30 Europe/Madrid\\nTiempo retribuido: 8 h
       \\nDescansos:\\n10:00–10:15 Descanso (retribuido)\\n12:30–13:00 Descanso 
       para comer (no retribuido)\\nColas:\\n08:00–16:30 fr-phone\\, en-chat
      LOCATION:barcelona
      CATEGORIES:DAY,fr-phone,en-chat
      STATUS:CONFIRMED
      TRANSP:OPAQUE
      CLASS:PRIVATE
      END:VEVENT
      BEGIN:VEVENT
      UID:@uid2
      DTSTAMP:20260323T000000Z
      LAST-MODIFIED:20260323T000000Z
      SEQUENCE:0
      DTSTART;TZID=Europe/Madrid:20260328T220000
      DTEND;TZID=Europe/Madrid:20260329T060000
      SUMMARY;LANGUAGE=es:Turno de noche · 22:00–06:00
      DESCRIPTION;LANGUAGE=es:22:00–06:00 Europe/Madrid\\nTiempo retribuido: 7 h
       \\nEl reloj cambia durante este turno: dura 7 h.
      LOCATION:barcelona
      CATEGORIES:NIGHT
      STATUS:CONFIRMED
      TRANSP:OPAQUE
      CLASS:PRIVATE
      END:VEVENT
      END:VCALENDAR

      """
    // First 32 digits of: printf 'Europe, spring\nA1\n2026-03-23\n0' | sha256sum; the second for 2026-03-28.
    let expected =
      golden
      .replacingOccurrences(of: "@uid1", with: "d3b6c33aa8696fc0e317c30330096a0e@muster.invalid")
      .replacingOccurrences(of: "@uid2", with: "f26b21cd951f38a35965d572f328d46c@muster.invalid")
      .replacingOccurrences(of: "\n", with: "\r\n")
    #expect(files[0].text == expected)
  }

  @Test("the same roster gives the same bytes, whatever the order it is told in")
  func sameBytes() throws {
    let told = try ana()
    var retold = told
    retold.roster = Roster(shifts: told.roster.shifts.reversed(), spells: told.roster.spells.reversed())
    #expect(told.people() == retold.people())
    #expect(told.teams() == retold.teams())
  }

  @Test("a team's calendar names the person and has identities of its own, so that a program that has both keeps both")
  func team() throws {
    var centre = try ana()
    centre.hire("B2", "Zoë", site: "barcelona", team: "Día; y noche", language: "fr")
    centre.hire("C3", "Ola", site: "barcelona", team: "Día; y noche", language: "es-MX")
    centre.hire("D4", "Eve", site: "barcelona")
    try centre.work("B2", from: instant("2026-03-23T06:00+01:00"), to: instant("2026-03-23T12:00+01:00"))
    try centre.work("D4", from: instant("2026-03-23T06:00+01:00"), to: instant("2026-03-23T12:00+01:00"))
    let files = centre.teams()
    #expect(files.map(\.owner) == ["Día; y noche"])
    #expect(files[0].eventCount == 3)
    #expect(
      files[0].values("SUMMARY") == [
        "Zoë · Turno", "Ana Núñez · Turno · fr-phone\\, en-chat", "Ana Núñez · Turno de noche · 22:00–06:00",
      ])
    #expect(files[0].values("NAME") == ["Turnos del equipo: Día\\; y noche"])
    let own = centre.people().filter { $0.owner != "D4" }
    #expect(Set(files[0].values("UID")).count == 3)
    #expect(Set(files[0].values("UID")).isDisjoint(with: own.flatMap { $0.values("UID") }))
    // What was told of a shift counts for both.
    var options = centre.options
    let uid = ShiftIdentity.uid(of: centre.roster.shifts[0], options: options)
    options.told = [uid: ToldEvent(sequence: 0, stamp: try instant("2026-01-02T03:04:05Z"))]
    let team = RosterCalendars.perTeam(of: centre.roster, in: centre.scenario, options: options)[0]
    #expect(team.values("DTSTAMP").contains("20260102T030405Z"))
  }

  @Test("a shift that moves on its date stays the same event; another date, person, roster or ordinal is another")
  func identity() throws {
    let small = try ana()
    let shift = small.roster.shifts[0]
    func uid(_ change: (inout Shift, inout CalendarOptions) throws -> Void) rethrows -> String {
      var (shift, options) = (shift, small.options)
      try change(&shift, &options)
      return ShiftIdentity.uid(of: shift, options: options)
    }
    let same = uid { _, _ in }
    #expect(uid { shift, _ in shift.start = shift.start.advanced(bySeconds: 1800) } == same)
    #expect(uid { shift, _ in shift.breaks = [] } == same)
    #expect(try uid { shift, _ in shift.date = try date("2026-03-24") } != same)
    #expect(uid { shift, _ in shift.agent = "A2" } != same)
    #expect(uid { shift, _ in shift.ordinal = 1 } != same)
    #expect(uid { _, options in options.rosterID = "Europe, summer" } != same)
    #expect(uid { _, options in options.namespace = "roster.example" }.hasSuffix("@roster.example"))
    #expect(!small.people()[0].text.contains("UID:Ana"))
  }

  @Test("a split shift is two events, and the gap between them is free") func split() throws {
    var small = try Case(zones: ["Europe/Madrid"])
    small.hire("A1", "Ana", site: "Europe/Madrid")
    try small.work("A1", from: instant("2026-03-23T08:00+01:00"), to: instant("2026-03-23T12:00+01:00"))
    try small.work("A1", from: instant("2026-03-23T15:00+01:00"), to: instant("2026-03-23T19:00+01:00"), ordinal: 1)
    let file = small.people()[0]
    #expect(file.values("DTEND") == ["20260323T120000", "20260323T190000"])
    #expect(file.values("DTSTART").suffix(2) == ["20260323T080000", "20260323T150000"])
    #expect(Set(file.values("UID")).count == 2)
  }

  @Test("publication time and status are the caller's, not the clock's")
  func options() throws {
    let small = try ana()
    var options = small.options
    options.publication = try instant("2026-03-16T09:00:00Z")
    options.status = .tentative
    options.timeForm = .utc
    let file = small.people(options)[0]
    #expect(file.values("DTSTAMP") == ["20260316T090000Z", "20260316T090000Z"])
    #expect(file.values("STATUS") == ["TENTATIVE", "TENTATIVE"])
    #expect(file.values("DTSTART") == ["20260323T070000Z", "20260328T210000Z"])
    #expect(!file.text.contains("VTIMEZONE"))
  }

  @Test("a person without shifts gets an empty calendar, a shift nobody's scenario knows its own")
  func edges() throws {
    var small = try Case(zones: ["Europe/Paris"])
    #expect(small.people().isEmpty)
    #expect(small.teams().isEmpty)
    small.hire("A1", "Ana", site: "Europe/Paris")
    #expect(small.people().map(\.eventCount) == [0])
    try small.work("A1", from: instant("2026-03-23T06:00Z"), to: instant("2026-03-23T12:00Z"))
    small.scenario.agents = []
    small.scenario.sites = []
    let stranger = small.people()
    #expect(stranger.map(\.owner) == ["A1"])
    #expect(stranger[0].values("DTSTART") == ["20260323T060000Z"])
  }
}
