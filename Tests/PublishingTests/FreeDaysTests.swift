import Foundation
import Publishing
import Testing
import Timeline
import Workforce

@Suite("Days off, leave and reminders in calendars")
struct FreeDaysTests {
  /// Ana works on three days of a week and is away on two; Bo came on Wednesday and works on Thursday; Cy has no shift.
  private func week() throws -> Case {
    var small = try Case(zones: ["Europe/Paris"], first: "2026-03-23", weeks: 1)
    for (id, language) in [("A1", "de"), ("B2", "en"), ("C3", "fr")] {
      small.hire(id, "Name \(id)", site: "Europe/Paris", team: "T", language: language)
    }
    small.scenario.agents[1].from = try date("2026-03-25")
    for (agent, day) in [("A1", 23), ("A1", 26), ("A1", 27), ("B2", 26)] {
      try small.work(agent, from: instant("2026-03-\(day)T08:00Z"), to: instant("2026-03-\(day)T16:00Z"))
    }
    small.scenario.leave = [
      Leave(agent: "A1", from: try date("2026-03-24"), to: try date("2026-03-24"), kind: "vacation")
    ]
    small.scenario.absences = [
      Leave(agent: "A1", from: try date("2026-03-25"), to: try date("2026-03-25"), kind: "sick")
    ]
    return small
  }

  private func calendars(_ small: Case, _ days: [FreeDays]) -> [CalendarFile] {
    var options = small.options
    options.freeDays = days
    return RosterCalendars.freeDays(in: small.scenario, options: options)
  }

  @Test("stretches of free days are events of whole days that block nothing; the kind of leave is nobody's business")
  func stretches() throws {
    let small = try week()
    let days = FreeDays.all(of: small.roster, in: small.scenario, kinds: [.leave, .off])
    #expect(
      days.map { "\($0.agent) \($0.kind) \($0.first.isoText) \($0.last.isoText)" } == [
        "A1 leave 2026-03-24 2026-03-25", "A1 off 2026-03-28 2026-03-29", "B2 off 2026-03-25 2026-03-25",
        "B2 off 2026-03-27 2026-03-29",
      ])
    #expect(FreeDays.all(of: small.roster, in: small.scenario, kinds: [.leave]).map(\.kind) == [.leave])
    #expect(FreeDays.all(of: small.roster, in: small.scenario, kinds: []).isEmpty)
    #expect(calendars(small, []).isEmpty)
    let files = calendars(small, days)
    #expect(files.map(\.name) == ["A1.ics", "B2.ics", "C3.ics"])
    #expect(files.map(\.eventCount) == [2, 2, 0])
    let ana = files[0]
    #expect(ana.values("NAME") == ["Freie Tage: Name A1"])
    #expect(ana.lines.contains("SUMMARY;LANGUAGE=de:Abwesend") && ana.lines.contains("SUMMARY;LANGUAGE=de:Freier Tag"))
    #expect(ana.lines.contains("DTSTART;VALUE=DATE:20260324") && ana.lines.contains("DTEND;VALUE=DATE:20260326"))
    #expect(ana.values("DTEND") == ["20260326", "20260330"])
    #expect(ana.values("CATEGORIES") == ["LEAVE", "DAY-OFF"])
    #expect(ana.values("TRANSP") == ["TRANSPARENT", "TRANSPARENT"])
    #expect(ana.values("SEQUENCE") == ["0", "0"])
    #expect(!ana.text.contains("sick") && !ana.text.contains("VTIMEZONE") && !ana.text.contains("VALARM"))
    // Calendars of shifts are as they are without.
    var options = small.options
    options.freeDays = days
    #expect(small.people(options) == small.people())
  }

  @Test("what follows from what was told: unchanged, longer, withdrawn, back again")
  func following() throws {
    func days(_ first: Int, _ last: Int, _ sequence: Int = 0, cancelled: Bool = false, _ kind: FreeDays.Kind = .off)
      throws -> FreeDays
    {
      FreeDays(
        agent: "A", kind: kind, first: try date("2026-03-0\(first)"), last: try date("2026-03-0\(last)"),
        sequence: sequence, isCancelled: cancelled)
    }
    let told = try [days(1, 2), days(4, 4, 3), days(6, 6, 1, cancelled: true), days(8, 8, 2)]
    let now = try [days(1, 2), days(4, 5), days(6, 6)]
    #expect(
      try FreeDays.following(told, now: now) == [
        days(1, 2), days(4, 5, 4), days(6, 6, 2), days(8, 8, 3, cancelled: true),
      ])
    #expect(try FreeDays.following(told, now: [days(1, 2, 0, .leave)]).first == days(1, 2, 1, .leave))
    // Told once more, nothing rises.
    let after = FreeDays.following(told, now: now)
    #expect(try FreeDays.following(after, now: [days(1, 2), days(4, 5), days(6, 6)]) == after)
  }

  @Test("what changed among free days is in the person's changes, withdrawn ones by their word")
  func changes() throws {
    var small = try week()
    small.scenario.leave = []
    small.scenario.absences = []
    var days = FreeDays.all(of: small.roster, in: small.scenario, kinds: [.off])
    days[0].isCancelled = true
    days[0].sequence = 1
    var options = small.options
    options.freeDays = days
    let before = Dictionary(uniqueKeysWithValues: days.map { (ShiftIdentity.uid(of: $0, options: options), 0) })
    let files = RosterCalendars.changes(of: small.roster, in: small.scenario, options: options) { uid, sequence in
      before[uid].map { $0 != sequence } ?? false
    }
    #expect(files.map(\.owner) == ["A1"])
    #expect(files[0].values("SUMMARY") == ["Entfällt: Freier Tag"])
    #expect(files[0].values("STATUS") == ["CANCELLED"])
  }

  @Test("a reminder is in people's own calendars, before shifts and duties that are held, in their language")
  func alarms() throws {
    var small = try week()
    var gone = small.roster.shifts[0]
    gone.ordinal = 1
    small.roster = Roster(shifts: small.roster.shifts, cancelled: [gone])
    small.roster.duties = [
      OnCallDuty(
        agent: "A1", date: try date("2026-03-28"), site: "Europe/Paris", skill: "L1",
        start: try instant("2026-03-28T20:00Z"), end: try instant("2026-03-28T23:00Z"))
    ]
    var options = small.options
    options.alarmMinutes = 45
    let ana = small.people(options)[0]
    #expect(ana.values("TRIGGER") == Array(repeating: "-PT45M", count: 3))
    #expect(ana.values("DESCRIPTION").filter { $0 == "Schicht" }.count == 3)
    #expect(ana.values("UID").count == 4)
    let duties = RosterCalendars.onCall(of: small.roster, in: small.scenario, options: options)
    #expect(duties[0].values("TRIGGER") == ["-PT45M"])
    let team = RosterCalendars.perTeam(of: small.roster, in: small.scenario, options: options)[0]
    #expect(!team.text.contains("VALARM"))
    #expect(!small.people()[0].text.contains("VALARM"))
  }

  @Test("every language has words of its own for both, and a calendar of theirs")
  func words() throws {
    let tags = [
      "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "nl", "no", "pl", "pt",
      "pt-BR", "ro", "sv", "tr", "uk", "zh-Hans",
    ]
    var small = try Case(zones: ["Europe/Paris"], first: "2026-03-23", weeks: 1)
    for tag in tags { small.hire(tag, "Ana", site: "Europe/Paris", language: tag) }
    let (first, second) = (try date("2026-03-23"), try date("2026-03-25"))
    let files = calendars(
      small,
      tags.flatMap {
        [
          FreeDays(agent: $0, kind: .off, first: first, last: first),
          FreeDays(agent: $0, kind: .leave, first: second, last: second),
        ]
      })
    for (tag, file) in zip(tags, files) {
      let words = file.values("SUMMARY")
      #expect(words.count == 2 && words[0] != words[1] && !words.contains(""), "\(tag)")
      #expect(file.lines.contains { $0.hasPrefix("SUMMARY;LANGUAGE=\(tag):") }, "\(tag)")
      #expect(file.values("NAME")[0].contains("Ana"), "\(tag)")
      if tag != "en" { #expect(!words.contains("Day off") && !words.contains("Leave"), "\(tag)") }
    }
  }
}
