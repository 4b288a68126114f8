import Publishing
import Testing
import Timeline
import Workforce

@Suite("Calendars of duties on call")
struct OnCallCalendarTests {
  /// Ana holds the night in which the clock goes forward; Bo has the skill and no duty, Cy neither.
  private func centre() throws -> Case {
    var small = try Case(zones: ["Europe/Madrid"])
    small.hire("A1", "Ana", site: "Europe/Madrid", language: "es")
    small.hire("B2", "Bo", site: "Europe/Madrid", language: "fr")
    small.hire("C3", "Cy", site: "Europe/Madrid")
    small.scenario.agents[2].skills = ["phone"]
    small.scenario.onCall = [
      OnCallRule(
        site: "Europe/Madrid", skill: "L1", weekdays: Weekday.allCases, start: try #require(TimeOfDay("20:00")),
        end: try #require(TimeOfDay("08:00")))
    ]
    small.roster.duties = [
      OnCallDuty(
        agent: "A1", date: try date("2026-03-28"), site: "Europe/Madrid", skill: "L1",
        start: try instant("2026-03-28T20:00+01:00"), end: try instant("2026-03-29T08:00+02:00"))
    ]
    return small
  }

  private func calendars(_ small: Case) -> [CalendarFile] {
    RosterCalendars.onCall(of: small.roster, in: small.scenario, options: small.options)
  }

  @Test("everybody who may be on call has a calendar of duties, which block no time and are not among the shifts")
  func duties() throws {
    let small = try centre()
    let files = calendars(small)
    #expect(files.map(\.owner) == ["A1", "B2"])
    #expect(files.map(\.eventCount) == [1, 0])
    #expect(files[0].values("SUMMARY") == ["Guardia localizable · L1"])
    #expect(files[0].values("NAME") == ["Guardia localizable: Ana"])
    #expect(files[0].values("TRANSP") == ["TRANSPARENT"])
    #expect(files[0].values("STATUS") == ["CONFIRMED"])
    #expect(files[0].values("CATEGORIES") == ["ON-CALL,L1"])
    #expect(files[0].values("DTSTART").last == "20260328T200000")
    #expect(files[0].values("DTEND") == ["20260329T080000"])
    #expect(files[0].lines.contains("DESCRIPTION:20:00–08:00 Europe/Madrid"))
    #expect(small.people().map(\.eventCount) == [0, 0, 0])
    var never = small
    never.scenario.onCall = []
    never.roster.duties = []
    #expect(calendars(never).isEmpty)
  }

  @Test("a duty that passes to somebody else stays in the first one's calendar as cancelled")
  func passedOn() throws {
    var small = try centre()
    let published = small.roster
    var moved = published.duties
    moved[0].agent = "B2"
    small.roster.duties = moved
    var relieved = published.duties[0]
    relieved.sequence = 1
    small.roster.cancelledDuties = [relieved]
    let (before, now) = (calendars(try centre()), calendars(small))
    #expect(now[0].values("UID") == before[0].values("UID"))
    #expect(now[0].values("STATUS") == ["CANCELLED"])
    #expect(now[0].values("SEQUENCE") == ["1"])
    #expect(now[0].eventCount == 0)
    #expect(now[1].values("STATUS") == ["CONFIRMED"])
    #expect(now[1].values("UID") != now[0].values("UID"))
  }
}
